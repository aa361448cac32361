(* Membership queries by the extended teaching dimension, asked in a good order (after Hegedues 1995).

   A class is a list of N concepts, each two of which differ; for every labelling, of the class or not, some K points or
   fewer leave at most one concept.
   Python:  qlearn/dimensions, the upper bound beta_K lg(N/2) + K of D, beta_K the largest i / lg max(2, i), i <= K
   Theorem: if i <= beta lg max(2, i) for 1 <= i <= K, with beta = a/b a fraction, the learner below finds the class, N >= 2,
            with at most beta lg(N/2) + K queries.  In integers: 2^(b i) <= max(2, i)^a, and
            2^(b (count - K)) 2^a <= N^a.
   Idea:    the learner asks the points that leave at most one concept with the labels of the majority, first the one
            where most differ from the majority, then the one where most of those differ that did not before, and so on.
            A surprise at the i-th point leaves V/max(2, i) concepts at most: no fewer had differed at each point before.
   Tight:   K = 1 and two concepts: one query.
   Python file: ordered_lessons.py.                                                                                 *)
From Coq Require Import List Arith Lia Bool Permutation.
From qlearn.finite Require Import classes dialogues.
From qlearn.dimensions Require Import star extended_teaching separating_queries even_splits.
Import ListNotations.

Section Ordered.
Context {Point : Type}.
Notation concept := (Point -> bool).
Notation class := (list concept).
Notation learner := (dialogue Point bool concept).

(* How many concepts differ from f at x. *)
Definition wrong (f : concept) (V : class) (x : Point) : nat := length (keep V x (negb (f x))).

(* ---- the order -------------------------------------------------------------------------------------------------------- *)
(* One of x :: xs where most differ, and the others. *)
Fixpoint front (f : concept) (V : class) (x : Point) (xs : list Point) : Point * list Point :=
  match xs with
  | [] => (x, [])
  | y :: ys => let (z, r) := front f V y ys in if wrong f V z <=? wrong f V x then (x, z :: r) else (z, x :: r)
  end.

Fixpoint arrange (most : nat) (f : concept) (V : class) (xs : list Point) : list Point :=
  match most, xs with
  | S m, x :: xs => let (z, r) := front f V x xs in z :: arrange m f (keep V z (f z)) r
  | _, _ => []
  end.

Fixpoint arranged (f : concept) (V : class) (xs : list Point) : Prop :=
  match xs with
  | [] => True
  | x :: xs => (forall y, In y xs -> wrong f V y <= wrong f V x) /\ arranged f (keep V x (f x)) xs
  end.

Lemma front_spec f V x xs : let (z, r) := front f V x xs in
  Permutation (x :: xs) (z :: r) /\ forall y, In y r -> wrong f V y <= wrong f V z.
Proof.
  revert x. induction xs as [|y ys IH]; intros x; cbn; [now split|]. specialize (IH y).
  destruct (front f V y ys) as [z r]. destruct IH as [P M].
  destruct (Nat.leb_spec (wrong f V z) (wrong f V x)).
  - split; [now constructor|]. intros w [<-|W]; [assumption|]. specialize (M w W). lia.
  - split; [apply perm_trans with (x :: z :: r); [now apply perm_skip|apply perm_swap]|]. intros w [<-|W]; [lia|now apply M].
Qed.

Lemma arrange_spec n f V xs : length xs <= n -> Permutation xs (arrange n f V xs) /\ arranged f V (arrange n f V xs).
Proof.
  revert V xs. induction n as [|n IH]; intros V [|x xs] L; cbn [arrange length] in *; try lia;
    try (split; [constructor|exact I]).
  pose proof (front_spec f V x xs) as F. destruct (front f V x xs) as [z r]. destruct F as [P M].
  pose proof (Permutation_length P) as E. cbn in E. destruct (IH (keep V z (f z)) r) as [P' A]; [lia|]. split.
  - apply perm_trans with (1 := P). now apply perm_skip.
  - cbn. split; [|exact A]. intros y Y. apply M. apply Permutation_in with (2 := Y). now apply Permutation_sym.
Qed.

Lemma fewer_later f V x ys : wrong f (left_as f ys V) x <= wrong f V x.
Proof.
  revert V. induction ys as [|y ys IH]; intros V; cbn [left_as]; [lia|]. specialize (IH (keep V y (f y))).
  pose proof (keep_twice V y (f y) x (negb (f x))). unfold wrong in *. lia.
Qed.

(* At each point before, no fewer had differed. *)
Theorem an_equal_part f V ys x zs : arranged f V (ys ++ x :: zs) ->
  S (length ys) * wrong f (left_as f ys V) x <= length V.
Proof.
  revert V. induction ys as [|y ys IH]; intros V A; cbn [app arranged length left_as] in *.
  - unfold wrong. pose proof (keep_split V x). destruct (negb (f x)); lia.
  - destruct A as [M A]. apply IH in A. pose proof (M x ltac:(apply in_or_app; right; now left)) as Mx.
    pose proof (fewer_later f V x (y :: ys)) as Le. cbn [left_as] in Le.
    unfold wrong at 2 in Mx. pose proof (keep_split V y). destruct (f y); cbn [negb] in *; lia.
Qed.

(* ---- the learner ------------------------------------------------------------------------------------------------------ *)
Fixpoint walk (f : concept) (xs : list Point) (V : class) (other : class -> learner) : learner :=
  match xs with
  | [] => Done (hd nothing V)
  | x :: xs => Ask x (fun b => if eqb b (f x) then walk f xs (keep V x b) other else other (keep V x b))
  end.

Variables (teach : concept -> list Point) (k : nat).

Fixpoint taught (times : nat) (V : class) : learner :=
  match times, V with
  | S m, _ :: _ :: _ => walk (majority V) (arrange k (majority V) V (teach (majority V))) V (taught m)
  | _, _ => Done (hd nothing V)
  end.

Lemma walk_run f xs V other c : In c V ->
  (agree c f xs /\ output c (walk f xs V other) = hd nothing (left_as f xs V)
    /\ count c (walk f xs V other) = length xs)
  \/ exists ys x zs, xs = ys ++ x :: zs /\ c x <> f x
    /\ let W := keep (left_as f ys V) x (c x) in In c W /\ output c (walk f xs V other) = output c (other W)
       /\ count c (walk f xs V other) = S (length ys) + count c (other W).
Proof.
  unfold count. revert V. induction xs as [|x xs IH]; intros V I; cbn [walk output asked length left_as].
  - left. split; [intros y []|now split].
  - assert (In c (keep V x (c x))) as K by now apply in_keep. destruct (eqb (c x) (f x)) eqn:E.
    + apply eqb_prop in E. rewrite E in *. destruct (IH _ K) as [(A & O & C)|(ys & y & zs & -> & N & J & O & C)].
      * left. split; [intros y [<-|Y]; [exact E|now apply A]|]. now rewrite O, C.
      * right. exists (x :: ys), y, zs. cbn. rewrite O, C. auto.
    + apply eqb_false_iff in E. right. exists [], x, xs. cbn. auto.
Qed.

(* ---- the bound --------------------------------------------------------------------------------------------------------- *)
Variables (points : list Point) (C : class) (a b : nat).
Hypothesis Teach : taught_by teach (fun c => In c C) k.
Hypothesis Beta : forall i, 1 <= i <= k -> 2 ^ (b * i) <= max 2 i ^ a.

Lemma budget_left i q m' m : 1 <= i <= k -> max 2 i * m' <= m -> 2 ^ (b * (q - k)) * 2 ^ a <= m' ^ a ->
  2 ^ (b * (i + q - k)) * 2 ^ a <= m ^ a.
Proof.
  intros I S B. specialize (Beta i I).
  apply Nat.le_trans with (2 ^ (b * i + b * (q - k)) * 2 ^ a).
  - apply Nat.mul_le_mono_r, Nat.pow_le_mono_r; [lia|]. rewrite <- Nat.mul_add_distr_l. apply Nat.mul_le_mono_l. lia.
  - rewrite Nat.pow_add_r. apply Nat.le_trans with (max 2 i ^ a * m' ^ a).
    + rewrite <- Nat.mul_assoc. now apply Nat.mul_le_mono.
    + rewrite <- Nat.pow_mul_l. now apply Nat.pow_le_mono_l.
Qed.

Lemma taught_run times V c : distinct points V -> incl V C -> In c V -> length V <= S times ->
  output c (taught times V) = c
  /\ (length V = 1 -> count c (taught times V) = 0)
  /\ (2 <= length V -> 2 ^ (b * (count c (taught times V) - k)) * 2 ^ a <= length V ^ a).
Proof.
  revert V. induction times as [|m IH]; intros V D I Ic Few.
  - destruct V as [|d [|e V]]; cbn [length] in *; [contradiction| |lia]. destruct Ic as [->|[]]. cbn. repeat split; lia.
  - destruct V as [|d [|e V']]; [contradiction|destruct Ic as [->|[]]; cbn; repeat split; lia|].
    cbn [taught]. set (V := d :: e :: V') in *. set (f := majority V).
    destruct (Teach f) as [Lk Single]. destruct (arrange_spec k f V (teach f) Lk) as [P A].
    set (xs := arrange k f V (teach f)) in *. pose proof (Permutation_length P) as Lx.
    assert (single_out xs f (fun c => In c C)) as Sx.
    { intros u v U W Au Av. apply Single; [exact U|exact W| |]; intros x X;
        [apply Au|apply Av]; now apply (Permutation_in x P). }
    assert (2 <= length V) as Two by (unfold V; cbn; lia).
    destruct (walk_run f xs V (taught m) c Ic) as [(Ag & O & Q)|(ys & x & zs & E & N & K & O & Q)]; rewrite O, Q.
    + pose proof (one_is_left points C f xs V D I Sx) as One.
      assert (In c (left_as f xs V)) as L by now apply in_left_as. split; [|split; [lia|intros _]].
      * destruct (left_as f xs V) as [|u [|w l]]; cbn in *; [contradiction|now destruct L|lia].
      * replace (length xs - k) with 0 by lia. rewrite Nat.mul_0_r, Nat.pow_0_r, Nat.mul_1_l.
        now apply Nat.pow_le_mono_l.
    + set (i := S (length ys)) in *. set (W := keep (left_as f ys V) x (c x)) in *.
      assert (c x = negb (f x)) as Ex by (revert N; clear; destruct (c x), (f x); cbn; congruence).
      assert (length W = wrong f (left_as f ys V) x) as Lw by (unfold W, wrong; now rewrite Ex).
      pose proof (an_equal_part f V ys x zs ltac:(now rewrite <- E)) as Part. fold i in Part. rewrite <- Lw in Part.
      pose proof (fewer_later f V x ys) as Half. rewrite <- Lw in Half. unfold wrong in Half.
      assert (f x <> negb (f x)) as Ne by now destruct (f x). pose proof (wrong_halves V x _ Ne) as Half'.
      assert (max 2 i * length W <= length V) as Left by (destruct (Nat.max_spec 2 i) as [[_ ->]|[_ ->]]; lia).
      assert (1 <= i <= k) as Ik.
      { rewrite E, app_length in Lx. cbn in Lx. unfold i. lia. }
      destruct (IH W) as (O' & Once & More); [now apply distinct_kept, distinct_left_as| |exact K|lia|].
      { intros u U. apply in_keep in U. destruct U as [U _]. apply in_left_as in U. now apply I. }
      split; [exact O'|]. split; [lia|intros _]. pose proof (not_empty W c K).
      destruct (Nat.eq_dec (length W) 1) as [One|Many].
      * rewrite (Once One). replace (i + 0 - k) with 0 by lia. rewrite Nat.mul_0_r, Nat.pow_0_r, Nat.mul_1_l.
        now apply Nat.pow_le_mono_l.
      * apply budget_left with (m' := length W); [exact Ik|exact Left|]. apply More. lia.
Qed.

Theorem ordered_lessons : distinct points C -> 2 <= length C ->
  finds (taught (length C) C) (fun c => In c C)
  /\ forall c, In c C -> 2 ^ (b * (count c (taught (length C) C) - k)) * 2 ^ a <= length C ^ a.
Proof.
  intros D Two. split; intros c I; destruct (taught_run (length C) C c D (incl_refl C) I ltac:(lia)) as (O & _ & B).
  - intros x. now rewrite O.
  - now apply B.
Qed.
End Ordered.

(* ---- no more can be claimed --------------------------------------------------------------------------------------------- *)
(* Two concepts that differ at one point: K = 1, beta = 1, and one query: lg(2/2) + 1. *)
Theorem two_concepts {Point} (same : forall x y : Point, {x = y} + {x <> y}) x (C := [nothing; only same x]) :
  distinct [x] C /\ taught_with (fun c => In c C) 1 /\ 2 ^ (1 * 1) <= max 2 1 ^ 1 /\ needed (fun c => In c C) 1.
Proof.
  destruct (only_at same x) as [Dx _].
  assert (forall c, In c C <-> singletons_and_nothing same [x] c) as E.
  { intros c. unfold singletons_and_nothing, singletons. cbn. split.
    - intros [<-|[<-|[]]]; [now left|right; exists x; auto].
    - intros [->|(z & [<-|[]] & ->)]; auto. }
  destruct (singletons_and_nothing_cost same [x]) as (_ & _ & Needed & Enough); [repeat constructor; intros []|].
  split; [|split; [|split; [cbn; lia|]]].
  - cbn. repeat constructor. exists x. split; [now left|]. intros H. now rewrite <- H in Dx.
  - apply teaching_costs_no_more. destruct Enough as (L & F & Q). exists L.
    split; intros c I; apply E in I; [now apply F|now apply Q].
  - intros L F. destruct (Needed L) as (c & I & Q); [intros c I; now apply F, E|].
    exists c. split; [now apply E|exact Q].
Qed.

(* Two concepts, each of which differs from nothing at a point of its own: the second surprise leaves one, which is 2/2. *)
Theorem two_surprises {Point} (same : forall x y : Point, {x = y} + {x <> y}) x y (V := [only same x; only same y]) :
  x <> y -> arranged nothing V ([x] ++ y :: []) /\ wrong nothing (left_as nothing [x] V) y = 1 /\ length V = 2.
Proof.
  intros N. unfold V, wrong, keep, only, nothing. cbn [app arranged left_as]. unfold wrong, keep. cbn.
  destruct (same x x), (same y y), (same x y), (same y x); try congruence. cbn.
  destruct (same x x), (same y y), (same x y), (same y x); try congruence. cbn.
  repeat split; intros z Z; cbn in Z; destruct Z as [<-|[]] || destruct Z.
  destruct (same y x), (same y y); try congruence. cbn. lia.
Qed.
