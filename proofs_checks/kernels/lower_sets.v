(* Polynomials of d variables and degree at most p from their values at the points (c_e1, ..., c_ed) with
   e_1 + ... + e_d <= p, over any field.

   A polynomial is given by Horner's form in its first variable, a part without that variable and that variable times
   a polynomial of smaller degree: the least class that holds constants and is closed under this.
   Python:  bounds: exactly C(d + p, p) values, lower: C(d + p, p)
   Theorem (determined): two polynomials with the same values at the lattice are the same, if the p + 1 places of each
            axis are different; the lattice has C(d + p, p) points.
   Idea:    divide by x_1 - c_0.  The remainder has one variable less, the quotient a degree less, and each vanishes
            on a lattice of its own; in the quotient's, the first axis begins with c_1.
   Tight:   if two places are the same, a polynomial that is not 0 vanishes on the lattice.
   Speaks for polynomial.py, homogeneous_polynomial.py and polynomial_rounded.py (qlearn/learners/kernels).          *)
From Coq Require Import List Arith Lia Field.
From qlearn.finite Require Import lists dialogues.
From qlearn.linear Require Import kernel.
Import ListNotations.

(* ---- how many points there are -------------------------------------------------------------------------------- *)
Fixpoint choose (n k : nat) : nat :=
  match k, n with O, _ => 1 | S _, O => 0 | S k', S n' => choose n' k' + choose n' k end%nat.

(* All e of length d with sum at most p. *)
Fixpoint exponents (d p : nat) : list (list nat) :=
  match d with
  | O => [[]]
  | S d' => flat_map (fun k => map (cons k) (exponents d' (p - k))) (seq 0 (S p))
  end.

Lemma choose_none n : choose n 0 = 1%nat.
Proof. now destruct n. Qed.

Lemma choose_above n k : n < k -> choose n k = 0%nat.
Proof. revert k. induction n as [|n IH]; intros [|k] L; cbn; try lia. rewrite !IH by lia. reflexivity. Qed.

Lemma choose_all n : choose n n = 1%nat.
Proof. induction n as [|n IH]; cbn; [reflexivity|]. rewrite IH, choose_above by lia. reflexivity. Qed.

Lemma flat_map_length {A B} (f : A -> list B) l : length (flat_map f l) = list_sum (map (fun x => length (f x)) l).
Proof. induction l as [|x l IH]; cbn; [reflexivity|]. now rewrite app_length, IH. Qed.

Lemma hockey d p : list_sum (map (fun k => choose (d + (p - k)) (p - k)) (seq 0 (S p))) = choose (S d + p) p.
Proof.
  induction p as [|p IH]; [cbn [seq map]; rewrite Nat.sub_0_r, !choose_none; reflexivity|].
  replace (seq 0 (S (S p))) with (0%nat :: map S (seq 0 (S p))) by (rewrite seq_shift; reflexivity).
  cbn [map]. rewrite map_map, Nat.sub_0_r.
  change (list_sum (?a :: ?l)) with (a + list_sum l)%nat.
  replace (map (fun x => choose (d + (S p - S x)) (S p - S x)) (seq 0 (S p)))
    with (map (fun k => choose (d + (p - k)) (p - k)) (seq 0 (S p))) by (apply map_ext; intros; reflexivity).
  rewrite IH. replace (S d + S p)%nat with (S (S d + p)) by lia. cbn [choose].
  replace (d + S p)%nat with (S d + p)%nat by lia. lia.
Qed.

Theorem lattice_size d p : length (exponents d p) = choose (d + p) p.
Proof.
  revert p. induction d as [|d IH]; intros p; [now rewrite Nat.add_0_l, choose_all|].
  cbn [exponents]. rewrite flat_map_length. rewrite <- hockey. f_equal. apply map_ext.
  intros k. rewrite map_length. apply IH.
Qed.

Definition bound (d p checks : nat) : nat := choose (d + p) p + checks.
Definition lower (d p : nat) : nat := choose (d + p) p.
Definition homogeneous_bound (d p checks : nat) : nat := choose (d + p - 1) p + checks.
Definition homogeneous_lower (d p : nat) : nat := choose (d + p - 1) p.

Section Polynomials.
Context {F : field}.
Add Field F_is_a_field : (laws F).
Notation vector := (list F).

(* ---- polynomials ---------------------------------------------------------------------------------------------- *)
Inductive polynomial : nat -> nat -> (vector -> F) -> Prop :=
| of_none p f a : (forall x, f x = a) -> polynomial 0 p f
| of_degree_0 d f q : polynomial d 0 q -> (forall x, f x = q (tl x)) -> polynomial (S d) 0 f
| horner d p f q g : polynomial d (S p) q -> polynomial (S d) p g ->
    (forall x, f x = q (tl x) + hd 0 x * g x) -> polynomial (S d) (S p) f.

Lemma same d p f f' : polynomial d p f -> (forall x, f' x = f x) -> polynomial d p f'.
Proof.
  intros [p' h a H|d' h q Q H|d' p' h q g Q G H] E.
  - apply (of_none _ _ a). intros x. now rewrite E.
  - apply (of_degree_0 _ _ q Q). intros x. now rewrite E.
  - apply (horner _ _ _ q g Q G). intros x. now rewrite E.
Qed.

Lemma combined d p f f' (a b : F) : polynomial d p f -> polynomial d p f' ->
  polynomial d p (fun x => a * f x + b * f' x).
Proof.
  intros P. revert f'. induction P as [p f k H|d f q Q IH H|d p f q g Q IHq G IHg H]; intros f' P'.
  - inversion P' as [p' h k' H'| |]; subst. apply (of_none _ _ (a * k + b * k')). intros x. now rewrite H, H'.
  - inversion P' as [|d' h q' Q' H'|]; subst. apply (of_degree_0 _ _ _ (IH q' Q')).
    intros x. now rewrite H, H'.
  - inversion P' as [| |d' p' h q' g' Q' G' H']; subst.
    apply (horner _ _ _ _ _ (IHq q' Q') (IHg g' G')). intros x. rewrite H, H'. ring.
Qed.

Lemma zero_polynomial d p : polynomial d p (fun _ => 0).
Proof.
  revert p. induction d as [|d IHd]; intros p; [now apply (of_none _ _ 0)|].
  induction p as [|p IHp]; [now apply (of_degree_0 _ _ _ (IHd 0%nat))|].
  apply (horner _ _ _ _ _ (IHd (S p)) IHp). intros x. ring.
Qed.

Lemma of_larger_degree d p f : polynomial d p f -> polynomial d (S p) f.
Proof.
  intros P. induction P as [p f k H|d f q Q IH H|d p f q g Q IHq G IHg H].
  - now apply (of_none _ _ k).
  - apply (horner _ _ _ _ _ IH (zero_polynomial (S d) 0)). intros x. rewrite H. ring.
  - now apply (horner _ _ _ _ _ IHq IHg).
Qed.

(* With its first variable held it is a polynomial of the others. *)
Lemma held d p f c : polynomial (S d) p f -> polynomial d p (fun y => f (c :: y)).
Proof.
  intros P. remember (S d) as n eqn:E. revert d E. induction P as [|d' f q Q IH H|d' p f q g Q IHq G IHg H]; intros d E.
  - discriminate.
  - injection E as ->. apply (same _ _ q _ Q). intros y. now rewrite H.
  - injection E as ->. specialize (IHg d eq_refl). apply of_larger_degree in IHg.
    apply (same _ _ _ _ (combined _ _ _ _ 1 c Q IHg)). intros y. rewrite H. cbn [tl hd]. ring.
Qed.

(* Division by x_1 - c. *)
Lemma divided d p f c : polynomial (S d) (S p) f ->
  exists g, polynomial (S d) p g /\ forall a y, f (a :: y) = f (c :: y) + (a - c) * g (a :: y).
Proof.
  revert f. induction p as [|p IH]; intros f P; inversion P as [| |d' p' h q g Q G H]; subst.
  - exists g. split; [exact G|]. intros a y. inversion G as [|d'' h q' Q' H'|]; subst.
    rewrite !H, !H'. cbn [tl hd]. ring.
  - destruct (IH g G) as (g' & G' & H').
    exists (fun x => 1 * g x + c * g' x). split; [exact (combined _ _ _ _ _ _ G (of_larger_degree _ _ _ G'))|].
    intros a y. rewrite !H. cbn [tl hd]. rewrite (H' a y). ring.
Qed.

(* ---- the lattice ---------------------------------------------------------------------------------------------- *)
(* places i k: the k-th place of axis i. *)
Fixpoint node (places : list (nat -> F)) (e : list nat) : vector :=
  match places, e with c :: places', k :: e' => c k :: node places' e' | _, _ => [] end.

Definition different (p : nat) (c : nat -> F) : Prop := forall i j, i <= p -> j <= p -> c i = c j -> i = j.

Lemma in_exponents d p k e : k <= p -> In e (exponents d (p - k)) -> In (k :: e) (exponents (S d) p).
Proof.
  intros K I. cbn [exponents]. apply in_flat_map. exists k. split; [apply in_seq; lia|]. now apply in_map.
Qed.

Lemma no_divisors (a b : F) : a <> 0 -> a * b = 0 -> b = 0.
Proof. intros N E. transitivity (a * b / a); [field; exact N|]. rewrite E. field. exact N. Qed.

(* A polynomial that vanishes on the lattice is 0. *)
Theorem vanishes d p f places : length places = d -> (forall c, In c places -> different p c) -> polynomial d p f ->
  (forall e, In e (exponents d p) -> f (node places e) = 0) -> forall x, length x = d -> f x = 0.
Proof.
  revert p f places. induction d as [|d IHd]; intros p f places L Dif P V x X.
  - destruct places; [|discriminate]. destruct x; [|discriminate]. exact (V [] (or_introl eq_refl)).
  - destruct places as [|c places]; [discriminate|]. injection L as L.
    assert (Others : forall c', In c' places -> different p c') by (intros c' I; apply Dif; now right).
    assert (First : different p c) by (apply Dif; now left). clear Dif.
    revert c f P V x X First. induction p as [|p IHp]; intros c f P V x X First.
    all: destruct x as [|a y]; [discriminate|]; injection X as X.
    all: assert (R : forall y, length y = d -> f (c 0%nat :: y) = 0).
    1, 3: intros z Z; apply (IHd _ (fun y => f (c 0%nat :: y)) places L Others (held _ _ _ _ P)); [|exact Z].
    1, 2: intros e I; apply (V (0%nat :: e)), in_exponents; [lia|]; now rewrite Nat.sub_0_r.
    + inversion P as [|d' h q Q H|]; subst. rewrite H. specialize (R y X). now rewrite H in R.
    + destruct (divided _ _ _ (c 0%nat) P) as (g & G & H). rewrite H, (R y X).
      enough (g (a :: y) = 0) as -> by ring.
      apply (IHp (fun c' I i j A B => Others c' I i j ltac:(lia) ltac:(lia)) (fun k => c (S k)) g G).
      * intros e I. cbn [exponents] in I. apply in_flat_map in I. destruct I as (k & K & I). apply in_seq in K.
        apply in_map_iff in I. destruct I as (e' & <- & I). cbn [node].
        apply (no_divisors (c (S k) - c 0%nat)).
        { intros E. enough (S k = 0%nat) by lia. apply First; [lia|lia|].
          transitivity (c (S k) - c 0%nat + c 0%nat); [ring|]. rewrite E. ring. }
        specialize (H (c (S k)) (node places e')). rewrite (R (node places e')) in H.
        { rewrite <- (V (S k :: e')); [cbn [node]; rewrite H; ring|]. apply in_exponents; [lia|].
          replace (S p - S k)%nat with (p - k)%nat by lia. exact I. }
        { clear - L I. revert places e' I L. generalize (p - k)%nat as m. induction d as [|d IH]; intros m places e I L.
          - now destruct places.
          - destruct places as [|c places]; [discriminate|]. cbn [exponents] in I. apply in_flat_map in I.
            destruct I as (j & _ & I). apply in_map_iff in I. destruct I as (e' & <- & I). cbn. f_equal.
            apply (IH (m - j)%nat); [exact I|]. now injection L. }
      * cbn. now rewrite X.
      * intros i j A B E. enough (S i = S j) by lia. apply First; [lia|lia|exact E].
Qed.

(* So two polynomials with the same answers are the same. *)
Theorem determined d p f g places : length places = d -> (forall c, In c places -> different p c) ->
  polynomial d p f -> polynomial d p g -> (forall e, In e (exponents d p) -> f (node places e) = g (node places e)) ->
  forall x, length x = d -> f x = g x.
Proof.
  intros L Dif P Q V x X.
  pose proof (vanishes d p (fun x => 1 * f x + (- (1)) * g x) places L Dif (combined _ _ _ _ _ _ P Q)) as H.
  cbn beta in H. assert (E : 1 * f x + - (1) * g x = 0).
  { apply H; [|exact X]. intros e I. rewrite (V e I). ring. }
  transitivity (1 * f x + - (1) * g x + g x); [ring|]. rewrite E. ring.
Qed.

(* If two places of an axis are the same, they are not determined: here the two of one axis, x and c. *)
Theorem two_places_alike_are_not_enough (c : F) : exists f g, polynomial 1 1 f /\ polynomial 1 1 g /\
  (forall e, In e (exponents 1 1) -> f (node [fun _ => c] e) = g (node [fun _ => c] e)) /\ f [c + 1] <> g [c + 1].
Proof.
  assert (P : forall a b, polynomial 1 1 (fun x => a + hd 0 x * b)).
  { intros a b. apply (horner 0 0 _ (fun _ => a) (fun _ => b)); [now apply (of_none _ _ a)| |reflexivity].
    apply (of_degree_0 0 _ (fun _ => b)); [now apply (of_none _ _ b)|reflexivity]. }
  exists (fun x => c + hd 0 x * 0), (fun x => 0 + hd 0 x * 1). split; [apply P|]. split; [apply P|]. split.
  - intros e I. cbn in I. destruct I as [<-|[<-|[]]]; cbn; ring.
  - cbn. intros E. apply (F_1_neq_0 (laws F)). transitivity (0 + (c + 1) * 1 - (c + (c + 1) * 0)); [ring|].
    rewrite E. ring.
Qed.

(* ---- the learner ---------------------------------------------------------------------------------------------- *)
(* It asks for the lattice, and so many checks. *)
Definition learner {O} (places : list (nat -> F)) (d p checks : nat) (fresh : nat -> vector) (end_with : vector -> O)
  : dialogue vector F O :=
  bind (each (fun x => Ask x Done) (map (node places) (exponents d p) ++ map fresh (seq 0 checks)))
       (fun answers => Done (end_with answers)).

Theorem run_bound {O} (teacher : vector -> F) places d p checks fresh (end_with : vector -> O) :
  count teacher (learner places d p checks fresh end_with) = bound d p checks.
Proof.
  unfold learner, bound. rewrite count_bind, count_each_once by reflexivity.
  rewrite app_length, !map_length, seq_length, lattice_size. unfold count. cbn. lia.
Qed.

Theorem one_fewer_is_not_asked {O} (teacher : vector -> F) places d p checks fresh (end_with : vector -> O) :
  ~ count teacher (learner places d p checks fresh end_with) < bound d p checks.
Proof. rewrite run_bound. lia. Qed.

(* The same for a homogeneous one, on a face of the box: one variable less. *)
Theorem homogeneous_run_bound {O} (teacher : vector -> F) places d p checks fresh (end_with : vector -> O) : 1 <= d ->
  count teacher (learner places (d - 1) p checks fresh end_with) = homogeneous_bound d p checks.
Proof.
  intros P. rewrite run_bound. unfold bound, homogeneous_bound. now replace (d - 1 + p)%nat with (d + p - 1)%nat by lia.
Qed.

Theorem homogeneous_one_fewer_is_not_asked {O} (teacher : vector -> F) places d p checks fresh (end_with : vector -> O) :
  1 <= d -> ~ count teacher (learner places (d - 1) p checks fresh end_with) < homogeneous_bound d p checks.
Proof. intros P. rewrite homogeneous_run_bound by exact P. lia. Qed.

(* ---- homogeneous functions ------------------------------------------------------------------------------------ *)
Fixpoint power (a : F) (n : nat) : F := match n with O => 1 | S n' => a * power a n' end.

Definition homogeneous (p : nat) (f : vector -> F) : Prop := forall a x, f (scale a x) = power a p * f x.

(* What they are on the face where the last variable is 1, they are wherever it is not 0. *)
Theorem face_determines p f g : homogeneous p f -> homogeneous p g -> (forall y, f (y ++ [1]) = g (y ++ [1])) ->
  forall x a, a <> 0 -> f (x ++ [a]) = g (x ++ [a]).
Proof.
  intros Hf Hg E x a N. assert (X : x ++ [a] = scale a (scale (1 / a) x ++ [1])).
  { unfold scale. rewrite map_app, map_map. cbn [map]. f_equal; [|f_equal; ring].
    transitivity (map (fun b => b) x); [now rewrite map_id|]. apply map_ext. intros b. field. exact N. }
  now rewrite X, Hf, Hg, E.
Qed.

Lemma last_scale a (v : vector) : last (scale a v) 0 = a * last v 0.
Proof.
  induction v as [|b v IH]; [cbn; ring|]. destruct v as [|b' v]; [reflexivity|]. exact IH.
Qed.

(* Where it is 0, a homogeneous function that is no polynomial may be anything. *)
Theorem face_does_not_tell_where_it_is_0 : exists f g, homogeneous 1 f /\ homogeneous 1 g /\
  (forall y, f (y ++ [1]) = g (y ++ [1])) /\ f [1; 0] <> g [1; 0].
Proof.
  exists (fun _ => 0), (fun v => if equal F (last v 0) 0 then hd 0 v else 0). repeat split.
  - intros a x. cbn. ring.
  - intros a x. rewrite last_scale. cbn [power]. destruct x as [|b x]; [cbn; destruct (equal F (a * 0) 0), (equal F 0 0); ring|].
    cbn [scale map hd]. destruct (equal F (last (b :: x) 0) 0) as [Z|Z].
    + destruct (equal F (a * last (b :: x) 0) 0) as [Y|Y]; [ring|]. exfalso. apply Y. rewrite Z. ring.
    + destruct (equal F (a * last (b :: x) 0) 0) as [Y|Y]; [|ring]. destruct (equal F a 0) as [->|A]; [ring|].
      exfalso. apply Z. transitivity (a * last (b :: x) 0 / a); [field; exact A|]. rewrite Y. field. exact A.
  - intros y. rewrite last_last. destruct (equal F 1 0) as [E|_]; [|reflexivity].
    exfalso. exact (F_1_neq_0 (laws F) E).
  - cbn. destruct (equal F 0 0) as [_|N]; [|now elim N]. intros E. apply (F_1_neq_0 (laws F)). now symmetry.
Qed.
End Polynomials.
