(* Monotone functions of n bits, and among them threshold functions without negative weights.

   Theorem: every learner that finds all threshold functions with weights >= 0, or all monotone functions, asks
            C(n + 1, floor(n/2) + 1) = C(n, k) + C(n, k - 1) points for some target, where k = floor(n/2) + 1.
   Idea:    the function that accepts the points with at least k ones has so many neighbours (star.v): any point with
            k ones can be left out, and any point with k - 1 ones added, by a small change of all weights.
   Tight:   Hansel (1966) finds all monotone functions with as many queries: hansel.v.
   Python file: monotone_functions.py.                                                                              *)
From Coq Require Import List Arith Lia ZArith Bool.
From qlearn.finite Require Import choose dialogues.
From qlearn.dimensions Require Import star threshold_functions.
Import ListNotations.

Definition cost (n : nat) : nat := choose (n + 1) (n / 2 + 1).

(* Each one of x is one of y. *)
Fixpoint below (n : nat) : point n -> point n -> Prop :=
  match n with 0 => fun _ _ => True | S m => fun x y => (fst x = true -> fst y = true) /\ below m (snd x) (snd y) end.
Definition monotone (n : nat) (c : point n -> bool) : Prop := forall x y, below n x y -> c x = true -> c y = true.

Definition positive_threshold (n : nat) : (point n -> bool) -> Prop := threshold_function (fun w => 0 <= w)%Z n.

Lemma positive_threshold_monotone n c : positive_threshold n c -> monotone n c.
Proof.
  intros (w & t & P & E) x y B. rewrite !E, !Z.leb_le.
  enough (weigh n w x <= weigh n w y)%Z by lia. clear E t c. revert w x y P B.
  induction n as [|n IH]; intros w x y P B; cbn; [lia|]. destruct P as [P0 P], B as [B0 B].
  specialize (IH (snd w) (snd x) (snd y) P B). destruct (fst x), (fst y); try discriminate (B0 eq_refl); lia.
Qed.

(* ---- two weights: p where x is 1, q where it is 0 ---------------------------------------------------------------- *)
Fixpoint two (n : nat) (p q : Z) : point n -> vector Z n :=
  match n with 0 => fun _ => tt | S m => fun x => (if fst x then p else q, two m p q (snd x)) end.

(* How many ones of y are ones of x. *)
Fixpoint both (n : nat) : point n -> point n -> Z :=
  match n with
  | 0 => fun _ _ => 0%Z
  | S m => fun x y => ((if fst x && fst y then 1 else 0) + both m (snd x) (snd y))%Z
  end.

Lemma two_allowed n p q x : (0 <= p -> 0 <= q -> all_weights (fun w => 0 <= w) n (two n p q x))%Z.
Proof. intros P Q. induction n as [|n IH]; cbn; [exact I|]. split; [now destruct (fst x)|apply IH]. Qed.

Lemma weigh_two n p q x y : weigh n (two n p q x) y = (p * both n x y + q * (ones n y - both n x y))%Z.
Proof.
  induction n as [|n IH]; cbn [two weigh both ones fst snd]; [ring|]. rewrite IH.
  destruct (fst x), (fst y); cbn [andb]; ring.
Qed.

Lemma both_range n x y :
  (0 <= both n x y /\ both n x y <= ones n x /\ both n x y <= ones n y /\ ones n y <= Z.of_nat n)%Z.
Proof.
  induction n as [|n IH]; cbn [both ones]; [lia|]. specialize (IH (snd x) (snd y)).
  destruct (fst x), (fst y); cbn [andb]; lia.
Qed.

(* As many ones, and all in common: equal. *)
Lemma both_equal n x y : both n x y = ones n x -> ones n y = ones n x -> y = x.
Proof.
  induction n as [|n IH]; [now destruct x, y|]. destruct x as [a x], y as [b y]. cbn [both ones fst snd]. intros B O.
  pose proof (both_range n x y). destruct a, b; cbn [andb] in *; try lia; rewrite (IH x y) by lia; reflexivity.
Qed.

Lemma both_self n x : both n x x = ones n x.
Proof. induction n as [|n IH]; cbn; [reflexivity|]. rewrite IH. now destruct (fst x). Qed.

(* ---- the star ---------------------------------------------------------------------------------------------------- *)
Definition at_least (n : nat) (k : Z) (x : point n) : bool := (k <=? ones n x)%Z.

Lemma at_least_positive n k : positive_threshold n (at_least n k).
Proof.
  destruct (points n) as [|v vs] eqn:E.
  - pose proof (points_length n) as L. rewrite E in L. pose proof (Nat.pow_nonzero 2 n). cbn in L. lia.
  - exists (two n 1 1 v), k. split; [apply two_allowed; lia|].
    intros x. rewrite weigh_two. unfold at_least. f_equal. lia.
Qed.

(* A point with k ones can be left out, a point with k - 1 ones added. *)
Lemma neighbours n k x : (1 <= k)%Z -> (ones n x = k \/ ones n x = k - 1)%Z ->
  exists c, positive_threshold n c /\ differs_only_at x c (at_least n k).
Proof.
  intros K O. set (a := (Z.of_nat n + 1)%Z).
  assert (exists p q t, 0 <= p /\ 0 <= q /\ forall y, (t <=? weigh n (two n p q x) y)%Z
    = (if same n y x then negb (at_least n k y) else at_least n k y))%Z as (p & q & t & P & Q & E).
  { destruct O as [O|O]; [exists a, (a + 1)%Z, (k * a + 1)%Z|exists (a + 1)%Z, a, ((k - 1) * (a + 1))%Z];
      (split; [lia|]; split; [lia|]); intros y; rewrite weigh_two; unfold at_least;
      pose proof (both_range n x y) as R; pose proof (both_equal n x y) as Eq;
      destruct (same n y x) as [->|D].
    - rewrite both_self, O. destruct (Z.leb_spec k k); [|lia]. apply Z.leb_gt. lia.
    - assert (both n x y < ones n x \/ ones n y <> ones n x)%Z as N by (destruct (Z.eq_dec (both n x y) (ones n x)),
        (Z.eq_dec (ones n y) (ones n x)); tauto || lia).
      destruct (Z.leb_spec k (ones n y)) as [G|G]; [apply Z.leb_le|apply Z.leb_gt]; nia.
    - rewrite both_self, O. destruct (Z.leb_spec k (k - 1)); [lia|]. apply Z.leb_le. lia.
    - assert (both n x y < ones n x \/ ones n y <> ones n x)%Z as N by (destruct (Z.eq_dec (both n x y) (ones n x)),
        (Z.eq_dec (ones n y) (ones n x)); tauto || lia).
      destruct (Z.leb_spec k (ones n y)) as [G|G]; [apply Z.leb_le|apply Z.leb_gt]; nia. }
  exists (fun y => t <=? weigh n (two n p q x) y)%Z. split.
  - exists (two n p q x), t. split; [now apply two_allowed|reflexivity].
  - split; [rewrite E; destruct (same n x x); [now destruct (at_least n k x)|contradiction]|].
    intros y D. rewrite E. now destruct (same n y x).
Qed.

(* ---- how many points --------------------------------------------------------------------------------------------- *)
Definition layer (n : nat) (k : Z) : list (point n) := filter (fun x => ones n x =? k)%Z (points n).

Lemma filter_length_map {A B} (g : A -> B) p l : length (filter p (map g l)) = length (filter (fun x => p (g x)) l).
Proof. induction l as [|x l IH]; cbn; [reflexivity|]. destruct (p (g x)); cbn; now rewrite IH. Qed.

Lemma layer_length n k : length (layer n (Z.of_nat k)) = choose n k.
Proof.
  revert k. unfold layer. induction n as [|n IH]; intros k; [now destruct k|].
  cbn [points]. rewrite filter_app, app_length, !filter_length_map. cbn [ones fst snd].
  change (fun x => (0 + ones n x =? Z.of_nat k)%Z) with (fun x => (ones n x =? Z.of_nat k)%Z).
  rewrite IH. destruct k as [|k]; cbn [choose].
  - assert (forall l : list (point n), filter (fun x => 1 + ones n x =? Z.of_nat 0)%Z l = []) as ->.
    { induction l as [|x l IHl]; [reflexivity|]. cbn [filter]. pose proof (both_range n x x).
      destruct (Z.eqb_spec (1 + ones n x) (Z.of_nat 0)); [lia|exact IHl]. }
    destruct n; reflexivity.
  - rewrite (filter_ext _ (fun x => ones n x =? Z.of_nat k)%Z), IH; [lia|].
    intros x. destruct (Z.eqb_spec (1 + ones n x) (Z.of_nat (S k))), (Z.eqb_spec (ones n x) (Z.of_nat k)); lia.
Qed.

Lemma two_layers_length {A} (size : A -> Z) j k l : j <> k ->
  length (filter (fun x => (size x =? j) || (size x =? k))%Z%bool l)
  = length (filter (fun x => size x =? j)%Z l) + length (filter (fun x => size x =? k)%Z l).
Proof.
  intros D. induction l as [|x l IH]; [reflexivity|]. cbn.
  destruct (Z.eqb_spec (size x) j), (Z.eqb_spec (size x) k); cbn; lia.
Qed.

(* The points with floor(n/2) ones or one more. *)
Definition middle (n : nat) (x : point n) : bool :=
  ((ones n x =? Z.of_nat (n / 2) + 1) || (ones n x =? Z.of_nat (n / 2)))%Z.

Lemma middle_length n : length (filter (middle n) (points n)) = cost n.
Proof.
  unfold middle. rewrite two_layers_length by lia. unfold cost. rewrite !Nat.add_1_r. cbn [choose].
  pose proof (layer_length n (S (n / 2))) as A. pose proof (layer_length n (n / 2)) as B. unfold layer in A, B.
  rewrite Nat2Z.inj_succ in A. unfold Z.succ in A. lia.
Qed.

(* For the threshold functions with weights >= 0, and any class that contains them. *)
Theorem positive_thresholds_need n (V : (point n -> bool) -> Prop) : (forall c, positive_threshold n c -> V c) ->
  needed V (cost n).
Proof.
  intros Sub L F. set (k := Z.of_nat (n / 2)). set (f := at_least n (k + 1)).
  exists f. split; [apply Sub, at_least_positive|]. rewrite <- middle_length.
  apply (star_in_the_class (same n) L V f _ F); [|apply Sub, at_least_positive].
  split; [apply NoDup_filter, points_distinct|]. intros x X. apply filter_In in X. destruct X as [_ X].
  apply orb_true_iff in X. rewrite !Z.eqb_eq in X. destruct (neighbours n (k + 1) x) as (c & C & D); [lia|lia|].
  exists c. split; [now apply Sub|exact D].
Qed.

Corollary monotone_functions_need n : needed (monotone n) (cost n).
Proof. apply positive_thresholds_need, positive_threshold_monotone. Qed.
