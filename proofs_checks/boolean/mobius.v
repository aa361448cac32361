(* Polynomials of degree at most d in n bits, from their values at the points with at most d ones.

   A polynomial here is multilinear: a sum of coefficients times products of different variables, at most d variables
   in each.  Coefficients and values are in an abelian group: integers, reals, or bits under exclusive or.  A decision
   tree of depth at most d is such a polynomial.

   Python:  sum(comb(n, i) for i in range(d + 1)) membership queries
   Theorem: the coefficients are computed from the values at the points with at most d ones, and there are
            C(n, 0) + .. + C(n, d) of these.  The learner that asks for them, all fixed in advance, ends in the target.
   Idea:    p(x, y) = g(y) + x h(y) in the first variable x.  Then g(y) = p(0, y), with at most d ones in y, and
            h(y) = p(1, y) - p(0, y), of degree at most d - 1, with at most d - 1 ones.  (This is Moebius inversion
            of the sums over all subsets.)
   Tight:   every learner asks as many queries, for each target: mobius_needed.v.  A tree of depth d can have degree d.
   Speaks for mobius.py.                                                                                            *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists.
From qlearn.dimensions Require Import sauer.
Import ListNotations.

Notation point := (list bool).

Section Values.
Variables (A : Type) (zero : A) (add : A -> A -> A) (neg : A -> A).

(* ---- polynomials ------------------------------------------------------------------------------------------- *)
(* (g, h) is g + x h in the first variable x; g and h are in the other ones. *)
Fixpoint poly (n : nat) : Type := match n with 0 => A | S m => (poly m * poly m)%type end.

Fixpoint value (n : nat) : poly n -> point -> A :=
  match n with
  | 0 => fun c _ => c
  | S m => fun p x =>
      match x with
      | [] => zero
      | false :: y => value m (fst p) y
      | true :: y => add (value m (fst p) y) (value m (snd p) y)
      end
  end.

Fixpoint null (n : nat) : poly n := match n with 0 => zero | S m => (null m, null m) end.

Fixpoint degree (n d : nat) : poly n -> Prop :=        (* the degree is at most d *)
  match n with
  | 0 => fun _ => True
  | S m => fun p => degree m d (fst p) /\ match d with 0 => snd p = null m | S e => degree m e (snd p) end
  end.

(* ---- the algorithm ----------------------------------------------------------------------------------------- *)
Fixpoint interpolate (n d : nat) (v : point -> A) : poly n :=
  match n with
  | 0 => v []
  | S m => (interpolate m d (fun y => v (false :: y)),
            match d with
            | 0 => null m
            | S e => interpolate m e (fun y => add (v (true :: y)) (neg (v (false :: y))))
            end)
  end.

(* A learner asks for values, the next point as it likes after those before, and stops with a polynomial. *)
Inductive learner (n : nat) : Type :=
| Stop (p : poly n)
| Ask (x : point) (next : A -> learner n).
Arguments Stop {n}.
Arguments Ask {n}.

Fixpoint run {n} (L : learner n) (f : point -> A) : poly n :=
  match L with Stop p => p | Ask x next => run (next (f x)) f end.
Fixpoint asked {n} (L : learner n) (f : point -> A) : list point :=
  match L with Stop _ => [] | Ask x next => x :: asked (next (f x)) f end.

(* A learner that gets the same answers stops with the same. *)
Lemma same_answers n (L : learner n) f g : Forall (fun x => f x = g x) (asked L f) -> run L f = run L g.
Proof.
  induction L as [p|x next IH]; cbn; intros F; [reflexivity|]. apply Forall_cons_iff in F. destruct F as [E F].
  rewrite <- E. now apply IH.
Qed.

Fixpoint look_up (told : list (point * A)) (x : point) : A :=
  match told with
  | [] => zero
  | (y, a) :: before => if row_dec x y then a else look_up before x
  end.

Fixpoint ask_all {n} (xs : list point) (told : list (point * A)) (d : nat) : learner n :=
  match xs with
  | [] => Stop (interpolate n d (look_up told))
  | x :: rest => Ask x (fun a => ask_all rest ((x, a) :: told) d)
  end.
Definition mobius (n d : nat) : learner n := ask_all (small n d) [] d.

(* Only the points with at most d ones are looked at. *)
Lemma interpolate_same n d v w :
  (forall x, length x = n -> size x <= d -> v x = w x) -> interpolate n d v = interpolate n d w.
Proof.
  revert d v w. induction n as [|n IH]; intros d v w H; cbn.
  - apply H; cbn; lia.
  - f_equal.
    + apply IH. intros y L S. apply H; cbn; lia.
    + destruct d as [|e]; [reflexivity|]. apply IH. intros y L S. f_equal; [|f_equal]; apply H; cbn; lia.
Qed.

Lemma degree_null n d : degree n d (null n).
Proof. revert d. induction n as [|n IH]; intros d; cbn; [exact I|]. split; [apply IH|]. now destruct d. Qed.

Lemma interpolate_degree n d v : degree n d (interpolate n d v).
Proof.
  revert d v. induction n as [|n IH]; intros d v; cbn; [exact I|]. split; [apply IH|].
  destruct d; [reflexivity|apply IH].
Qed.

(* ---- the learner asks for the points with at most d ones, and knows their values at the end ---------------- *)
Lemma run_ask_all n d f xs told : (forall x, In x (map fst told) -> look_up told x = f x) ->
  asked (ask_all (n := n) xs told d) f = xs
  /\ exists told', run (ask_all (n := n) xs told d) f = interpolate n d (look_up told')
     /\ forall x, In x xs \/ In x (map fst told) -> look_up told' x = f x.
Proof.
  revert told. induction xs as [|x xs IH]; intros told H; cbn [ask_all asked run].
  - split; [reflexivity|]. exists told. split; [reflexivity|]. intros x [[]|I]. now apply H.
  - destruct (IH ((x, f x) :: told)) as (E & told' & R & K).
    + intros y. cbn. destruct (row_dec y x) as [->|N]; [reflexivity|]. intros [->|I]; [congruence|now apply H].
    + split; [now rewrite E|]. exists told'. split; [exact R|]. intros y. cbn in K. intros [[->|I]|I]; apply K; auto.
Qed.

Theorem asks_so_many n d f : asked (mobius n d) f = small n d /\ length (asked (mobius n d) f) = bound n d.
Proof.
  destruct (run_ask_all n d f (small n d) []) as [E _]; [intros x []|]. unfold mobius. rewrite E.
  split; [reflexivity|apply small_length].
Qed.

Lemma ends_in_interpolation n d f : run (mobius n d) f = interpolate n d f.
Proof.
  destruct (run_ask_all n d f (small n d) []) as (_ & told & R & K); [intros x []|]. unfold mobius. rewrite R.
  apply interpolate_same. intros x L S. apply K. left. now apply in_small.
Qed.

(* ---- with the laws of an abelian group, what is computed are the coefficients ------------------------------ *)
Hypothesis add_comm : forall a b, add a b = add b a.
Hypothesis add_assoc : forall a b c, add a (add b c) = add (add a b) c.
Hypothesis add_zero : forall a, add a zero = a.
Hypothesis add_neg : forall a, add a (neg a) = zero.

Lemma take_away a b : add (add a b) (neg a) = b.
Proof. now rewrite (add_comm a b), <- add_assoc, add_neg, add_zero. Qed.

Theorem recovered n d p : degree n d p -> interpolate n d (value n p) = p.
Proof.
  revert d p. induction n as [|n IH]; intros d p D; [reflexivity|].
  destruct p as [g h]. cbn [degree fst snd] in D. destruct D as [G H]. cbn. f_equal; [now apply (IH d)|].
  destruct d as [|e]; [now symmetry|]. transitivity (interpolate n e (value n h)); [|now apply IH].
  apply interpolate_same. intros y _ _. apply take_away.
Qed.

(* The values at the points with at most d ones determine the polynomial. *)
Corollary determined n d p q : degree n d p -> degree n d q ->
  (forall x, length x = n -> size x <= d -> value n p x = value n q x) -> p = q.
Proof.
  intros P Q H. rewrite <- (recovered n d p P), <- (recovered n d q Q). now apply interpolate_same.
Qed.

Theorem ends_in_the_target n d p : degree n d p ->
  run (mobius n d) (value n p) = p /\ length (asked (mobius n d) (value n p)) = bound n d.
Proof. intros D. split; [rewrite ends_in_interpolation; now apply recovered|apply asks_so_many]. Qed.

(* ---- sums of polynomials ----------------------------------------------------------------------------------- *)
Fixpoint plus (n : nat) : poly n -> poly n -> poly n :=
  match n with 0 => add | S m => fun p q => (plus m (fst p) (fst q), plus m (snd p) (snd q)) end.
Fixpoint opposite (n : nat) : poly n -> poly n :=
  match n with 0 => neg | S m => fun p => (opposite m (fst p), opposite m (snd p)) end.

Lemma swap_inner a b c e : add (add a b) (add c e) = add (add a c) (add b e).
Proof. now rewrite !add_assoc, <- (add_assoc a b c), (add_comm b c), add_assoc. Qed.

Lemma neg_unique a b : add a b = zero -> b = neg a.
Proof. intros E. rewrite <- (take_away a b), E, add_comm. apply add_zero. Qed.

Lemma value_null n x : value n (null n) x = zero.
Proof. revert x. induction n as [|n IH]; intros [|[] x]; cbn; rewrite ?IH, ?add_zero; reflexivity. Qed.

Lemma value_plus n p q x : value n (plus n p q) x = add (value n p x) (value n q x).
Proof.
  revert x. induction n as [|n IH]; intros x; [reflexivity|]. destruct x as [|[] x]; cbn.
  - now rewrite add_zero.
  - rewrite !IH. apply swap_inner.
  - apply IH.
Qed.

Lemma value_opposite n p x : value n (opposite n p) x = neg (value n p x).
Proof.
  revert x. induction n as [|n IH]; intros x; [reflexivity|]. destruct x as [|[] x]; cbn.
  - apply neg_unique, add_zero.
  - rewrite !IH. apply neg_unique. now rewrite swap_inner, !add_neg, add_zero.
  - apply IH.
Qed.

Lemma degree_plus n d p q : degree n d p -> degree n d q -> degree n d (plus n p q).
Proof.
  revert d. induction n as [|n IH]; intros d P Q; [exact I|]. destruct P as [P1 P2], Q as [Q1 Q2]. cbn.
  split; [now apply IH|]. destruct d as [|e]; [|now apply IH]. rewrite P2, Q2. clear - add_zero.
  induction n as [|n IH]; cbn; [apply add_zero|now rewrite IH].
Qed.

Lemma degree_opposite n d p : degree n d p -> degree n d (opposite n p).
Proof.
  revert d. induction n as [|n IH]; intros d P; [exact I|]. destruct P as [P1 P2]. cbn.
  split; [now apply IH|]. destruct d as [|e]; [|now apply IH]. rewrite P2. clear - add_comm add_assoc add_zero add_neg.
  induction n as [|n IH]; cbn; [symmetry; apply neg_unique, add_zero|now rewrite IH].
Qed.
End Values.
