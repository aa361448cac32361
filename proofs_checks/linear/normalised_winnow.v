(* Half-spaces whose normal is a mixture of few coordinates, by exponentiated counterexamples: Winnow with normalised
   weights (Littlestone 1989), or the exponentiated gradient (Kivinen and Warmuth 1997).

   The target is the half-space [w.x >= 0] with w_i >= 0 and w_1 + ... + w_n = 1.  All points of the domain have
   entries of size X at most, and |w.x| >= g.  With s the sum of the counterexamples, the false ones subtracted, the
   hypothesis is [v.x >= 0] with v_i = exp(eta s_i), eta = g / X^2.  (To divide all v_i by their sum changes no label.)

   Python:  bounds: floor(2 * ln(n) * X**2 / g**2) + 1 equivalence queries, the last one answered yes
   Theorem: there are at most 2 ln(n) (X / g)^2 counterexamples.
   Idea:    v_1 + ... + v_n is n at first; a counterexample has y v.x <= 0, so it multiplies the sum by cosh(eta X) at
            most, that is exp(eta^2 X^2 / 2).  The sum is at least exp(eta w.s), and w.s grows by g.
   Python rounds the exponentials; normalised_winnow.py says why that does not matter.                              *)
From Coq Require Import Reals Lra Lia Psatz List.
From Coquelicot Require Import Coquelicot.
From qlearn.finite Require Import lists equivalence_queries.
From qlearn.geometry Require Import cosines.
From qlearn.linear Require perceptron.
Import ListNotations.
Open Scope R_scope.

(* ---- cosh a <= exp(a^2 / 2) ---------------------------------------------------------------------------------- *)
Lemma cosh_even a : cosh (- a) = cosh a.
Proof. unfold cosh. rewrite Ropp_involutive. lra. Qed.

Lemma cosh_positive a : 0 < cosh a.
Proof. unfold cosh. pose proof (exp_pos a). pose proof (exp_pos (- a)). lra. Qed.

Lemma sinh_not_negative a : 0 <= a -> 0 <= sinh a.
Proof. intros [A| <-]; unfold sinh; [pose proof (exp_increasing (- a) a ltac:(lra)); lra|rewrite Ropp_0; lra]. Qed.

Lemma sinh_below a : 0 <= a -> sinh a <= a * cosh a.
Proof.
  intros A. enough (0 * cosh 0 - sinh 0 <= a * cosh a - sinh a) as H.
  { unfold sinh at 1 in H. rewrite Ropp_0 in H. lra. }
  apply (grows (fun t => t * cosh t - sinh t) (fun t => t * sinh t) 0 a A).
  - intros c C. unfold sinh, cosh. auto_derive; [exact Logic.I|]. field.
  - intros c C. pose proof (sinh_not_negative c ltac:(lra)). nra.
Qed.

Lemma cosh_below_positive a : 0 <= a -> cosh a <= exp (a * a / 2).
Proof.
  intros A. assert (forall t, exp (- (t * t / 2)) * exp (t * t / 2) = 1) as One.
  { intros t. rewrite <- exp_plus, Rplus_opp_l. apply exp_0. }
  enough (- (exp (- (0 * 0 / 2)) * cosh 0) <= - (exp (- (a * a / 2)) * cosh a)) as H.
  { rewrite cosh_0 in H. replace (- (0 * 0 / 2)) with 0 in H by field. rewrite exp_0 in H.
    specialize (One a). pose proof (exp_pos (- (a * a / 2))). pose proof (exp_pos (a * a / 2)). nra. }
  apply (grows (fun t => - (exp (- (t * t / 2)) * cosh t)) (fun t => exp (- (t * t / 2)) * (t * cosh t - sinh t))
    0 a A).
  - intros c C. unfold sinh, cosh. auto_derive; [exact Logic.I|]. unfold Rdiv. ring_simplify. field.
  - intros c C. pose proof (sinh_below c ltac:(lra)). pose proof (exp_pos (- (c * c / 2))). nra.
Qed.

Lemma cosh_below a : cosh a <= exp (a * a / 2).
Proof.
  destruct (Rle_dec 0 a) as [P|N]; [now apply cosh_below_positive|].
  rewrite <- cosh_even. replace (a * a / 2) with (- a * - a / 2) by field. apply cosh_below_positive. lra.
Qed.

(* ---- exp lies above its tangents, so below its chords -------------------------------------------------------- *)
Lemma tangent u c : exp c * (1 + u - c) <= exp u.
Proof.
  replace (exp u) with (exp c * exp (u - c)) by (rewrite <- exp_plus; f_equal; lra).
  apply Rmult_le_compat_l; [left; apply exp_pos|]. pose proof (exp_ineq1_le (u - c)). lra.
Qed.

Lemma exp_mono a b : a <= b -> exp a <= exp b.
Proof. intros [L| ->]; [left; now apply exp_increasing|right; reflexivity]. Qed.

(* |t| <= reach *)
Lemma chord eta reach t : 0 < reach -> Rabs t <= reach ->
  exp (eta * t) <= cosh (eta * reach) + t * (sinh (eta * reach) / reach).
Proof.
  intros P B. apply Rabs_le_between in B. set (a := eta * reach). set (c := eta * t).
  pose proof (tangent a c) as Up. pose proof (tangent (- a) c) as Down. pose proof (exp_pos c) as E.
  set (l := (1 + t / reach) / 2).
  assert (0 <= l <= 1) as L.
  { unfold l. assert (-1 <= t / reach <= 1) by (split; [apply Rle_div_r|apply Rle_div_l]; lra). lra. }
  assert (a * (t / reach) = c) as A by (unfold a, c; field; lra).
  replace (cosh a + t * (sinh a / reach)) with (l * exp a + (1 - l) * exp (- a)) by (unfold cosh, sinh, l; field; lra).
  assert (exp c = l * (exp c * (1 + a - c)) + (1 - l) * (exp c * (1 + - a - c))) as Mixed.
  { transitivity (exp c * (1 + ((2 * l - 1) * a - c))); [|ring].
    replace ((2 * l - 1) * a) with c by (unfold l; rewrite <- A; field; lra). ring. }
  rewrite Mixed. nra.
Qed.

(* ---- sums ---------------------------------------------------------------------------------------------------- *)
Fixpoint sum (n : nat) (f : nat -> R) : R := match n with O => 0 | S n' => sum n' f + f n' end.

Lemma sum_le n f h : (forall i, (i < n)%nat -> f i <= h i) -> sum n f <= sum n h.
Proof.
  induction n as [|n IH]; intros H; cbn; [lra|]. pose proof (H n ltac:(lia)).
  specialize (IH (fun i I => H i (Nat.lt_lt_succ_r _ _ I))). lra.
Qed.

Lemma sum_ext n f h : (forall i, (i < n)%nat -> f i = h i) -> sum n f = sum n h.
Proof. intros H. apply Rle_antisym; apply sum_le; intros i I; rewrite (H i I); lra. Qed.

Lemma sum_plus n f h : sum n (fun i => f i + h i) = sum n f + sum n h.
Proof. induction n as [|n IH]; cbn; [lra|]. rewrite IH. ring. Qed.

Lemma sum_scale n c f : sum n (fun i => c * f i) = c * sum n f.
Proof. induction n as [|n IH]; cbn; [lra|]. rewrite IH. ring. Qed.

Lemma sum_one n : sum n (fun _ => 1) = INR n.
Proof. induction n as [|n IH]; [reflexivity|]. rewrite S_INR. cbn. now rewrite IH. Qed.

Lemma sum_not_negative n f : (forall i, (i < n)%nat -> 0 <= f i) -> 0 <= sum n f.
Proof.
  intros H. replace 0 with (sum n (fun _ => 0 * 1)) by (rewrite sum_scale; ring). apply sum_le. intros i I.
  specialize (H i I). lra.
Qed.

Lemma one_of_sum n f i : (i < n)%nat -> (forall j, (j < n)%nat -> 0 <= f j) -> f i <= sum n f.
Proof.
  induction n as [|n IH]; intros I P; [lia|]. cbn.
  destruct (Nat.eq_dec i n) as [->|N].
  - pose proof (sum_not_negative n f (fun j J => P j (Nat.lt_lt_succ_r _ _ J))). lra.
  - specialize (IH ltac:(lia) (fun j J => P j (Nat.lt_lt_succ_r _ _ J))). pose proof (P n ltac:(lia)). lra.
Qed.

(* ---- the algorithm ------------------------------------------------------------------------------------------- *)
Notation vector := (list R).
Notation learner := (equivalence_queries.learner vector).

Section Winnow.
Variables (n : nat) (reach g : R).
Hypothesis one : (1 <= n)%nat.
Hypothesis reach_positive : 0 < reach.
Hypothesis g_positive : 0 < g.

Definition eta : R := g / (reach * reach).
Definition sign (b : bool) : R := if b then 1 else -1.
Definition entry (x : vector) (i : nat) : R := nth i x 0.
Definition product (w : nat -> R) (x : vector) : R := sum n (fun i => w i * entry x i).
Definition label (w : nat -> R) (x : vector) : bool := if Rle_dec 0 (product w x) then true else false.

Fixpoint s (told : list (vector * bool)) (i : nat) : R :=
  match told with [] => 0 | (x, b) :: before => s before i + sign b * entry x i end.

Definition v (told : list (vector * bool)) (i : nat) : R := exp (eta * s told i).
Definition winnow : learner := fun told => label (v told).

(* Nonnegative weights of sum 1, and the margin. *)
Definition mixture (w : nat -> R) : Prop := (forall i, (i < n)%nat -> 0 <= w i) /\ sum n w = 1.
Definition margin (w : nat -> R) (X : vector -> Prop) : Prop :=
  forall x, X x -> (forall i, (i < n)%nat -> Rabs (entry x i) <= reach) /\ g <= Rabs (product w x).

Lemma right_side w x : g <= Rabs (product w x) -> g <= sign (label w x) * product w x.
Proof.
  intros A. unfold label. destruct (Rle_dec 0 (product w x)) as [P|N]; unfold sign.
  - rewrite Rabs_pos_eq in A by exact P. lra.
  - rewrite Rabs_left in A by lra. lra.
Qed.

Lemma wrong_side w x b : label w x <> b -> sign b * product w x <= 0.
Proof.
  intros D. unfold label in D. destruct (Rle_dec 0 (product w x)); destruct b; unfold sign; try congruence; lra.
Qed.

Lemma size_of_sign b t : Rabs (sign b * t) = Rabs t.
Proof.
  destruct b; unfold sign; rewrite ?Rmult_1_l; [reflexivity|]. replace (-1 * t) with (- t) by ring. apply Rabs_Ropp.
Qed.

(* What is gained, and what the weights sum to. *)
Lemma in_a_run w X told : mixture w -> margin w X -> run X winnow (label w) told ->
  INR (length told) * g <= sum n (fun i => w i * s told i)
  /\ sum n (v told) <= INR n * exp (INR (length told) * (eta * reach * (eta * reach) / 2)).
Proof.
  intros Mix M. induction 1 as [|told x H [Grows Stays] Hx D].
  - cbn [length s]. split.
    + rewrite (sum_ext n _ (fun i => 0 * 1)) by (intros; ring). rewrite sum_scale. cbn. lra.
    + rewrite (sum_ext n (v []) (fun _ => 1)).
      * rewrite sum_one. cbn [INR length]. rewrite Rmult_0_l, exp_0. lra.
      * intros i _. unfold v. cbn. rewrite Rmult_0_r. apply exp_0.
  - destruct (M x Hx) as [Short Far]. cbn [length]. rewrite S_INR. split.
    + cbn [s]. rewrite (sum_ext n _ (fun i => w i * s told i + sign (label w x) * (w i * entry x i))) by (intros; ring).
      rewrite sum_plus, sum_scale. pose proof (right_side w x Far). unfold product in *. lra.
    + pose proof (wrong_side _ _ _ D) as Wrong. set (y := sign (label w x)) in *.
      set (c := sinh (eta * reach) / reach).
      assert (0 <= eta * reach) as E.
      { unfold eta. apply Rmult_le_pos; [|lra]. left. apply Rdiv_lt_0_compat; [lra|nra]. }
      assert (0 <= c) as C.
      { unfold c. apply Rdiv_le_0_compat; [|exact reach_positive]. now apply sinh_not_negative. }
      apply Rle_trans with (cosh (eta * reach) * sum n (v told) + c * (y * product (v told) x)).
      * unfold product. rewrite <- !sum_scale, <- sum_plus. apply sum_le. intros i I.
        pose proof (chord eta reach (y * entry x i) reach_positive) as Ch.
        rewrite (size_of_sign (label w x)) in Ch. specialize (Ch (Short i I)).
        unfold v at 1. cbn [s]. fold y.
        replace (eta * (s told i + y * entry x i)) with (eta * s told i + eta * (y * entry x i)) by ring.
        rewrite exp_plus. fold (v told i). pose proof (exp_pos (eta * s told i)) as P. fold (v told i) in P.
        fold c in Ch. nra.
      * pose proof (cosh_below (eta * reach)) as B. pose proof (cosh_positive (eta * reach)) as CP.
        apply Rle_trans with (cosh (eta * reach) * sum n (v told)); [nra|].
        replace ((INR (length told) + 1) * (eta * reach * (eta * reach) / 2))
          with (INR (length told) * (eta * reach * (eta * reach) / 2) + eta * reach * (eta * reach) / 2) by ring.
        rewrite exp_plus.
        assert (0 <= sum n (v told)) as S by (apply sum_not_negative; intros; left; apply exp_pos).
        pose proof (exp_pos (INR (length told) * (eta * reach * (eta * reach) / 2))) as Q. pose proof (pos_INR n).
        set (e := exp (INR (length told) * _)) in *. set (q := exp (eta * reach * (eta * reach) / 2)) in *.
        apply Rle_trans with (q * sum n (v told)); [nra|]. nra.
Qed.

(* A mixture of exponents is at most the logarithm of the sum. *)
Lemma mixed w u : mixture w -> exp (sum n (fun i => w i * u i)) <= sum n (fun i => exp (u i)).
Proof.
  intros [P One]. set (c := sum n (fun i => w i * u i)).
  apply Rle_trans with (sum n (fun i => w i * exp (u i))).
  - replace (exp c) with (sum n (fun i => exp c * (1 - c) * w i + exp c * (w i * u i))).
    + apply sum_le. intros i I. pose proof (tangent (u i) c). specialize (P i I). nra.
    + rewrite sum_plus, !sum_scale, One. fold c. ring.
  - apply sum_le. intros i I. pose proof (one_of_sum n w i I P). pose proof (exp_pos (u i)). specialize (P i I). nra.
Qed.

Theorem counterexamples w X told : mixture w -> margin w X -> run X winnow (label w) told ->
  INR (length told) <= 2 * ln (INR n) * (reach / g * (reach / g)).
Proof.
  intros Mix M H. destruct (in_a_run w X told Mix M H) as [Grows Stays].
  set (m := INR (length told)) in *. assert (0 < INR n) as N by (apply lt_0_INR; lia).
  assert (0 < eta) as E by (unfold eta; apply Rdiv_lt_0_compat; nra).
  assert (exp (eta * (m * g)) <= INR n * exp (m * (eta * reach * (eta * reach) / 2))) as Both.
  { apply Rle_trans with (2 := Stays). apply Rle_trans with (exp (sum n (fun i => w i * (eta * s told i)))).
    - apply exp_mono. rewrite (sum_ext n _ (fun i => eta * (w i * s told i))) by (intros; ring). rewrite sum_scale.
      apply Rmult_le_compat_l; lra.
    - now apply (mixed w (fun i => eta * s told i)). }
  assert (eta * (m * g) <= ln (INR n) + m * (eta * reach * (eta * reach) / 2)) as Logs.
  { rewrite <- (exp_ln (INR n) N), <- exp_plus in Both at 1. destruct (Rle_dec (eta * (m * g))
      (ln (INR n) + m * (eta * reach * (eta * reach) / 2))) as [L|L]; [exact L|].
    apply Rnot_le_lt, exp_increasing in L. rewrite exp_plus, exp_ln in L by exact N.
    rewrite exp_plus, exp_ln in Both by exact N. lra. }
  assert (m * (g / reach * (g / reach)) / 2 <= ln (INR n)) as Count.
  { replace (m * (g / reach * (g / reach)) / 2) with (eta * (m * g) - m * (eta * reach * (eta * reach) / 2)); [lra|].
    unfold eta. field. lra. }
  replace m with (m * (g / reach * (g / reach)) / 2 * (2 * (reach / g * (reach / g)))) by (field; lra).
  replace (2 * ln (INR n) * (reach / g * (reach / g))) with (ln (INR n) * (2 * (reach / g * (reach / g)))) by ring.
  apply Rmult_le_compat_r; [|exact Count]. apply Rmult_le_pos; [lra|apply Rle_0_sqr].
Qed.

Definition bound : nat := perceptron.floor (2 * ln (INR n) * (reach / g * (reach / g))) + 1.

Theorem run_bound w X told : mixture w -> margin w X -> run X winnow (label w) told -> (length told + 1 <= bound)%nat.
Proof.
  intros Mix M H. apply Nat.add_le_mono_r, perceptron.floor_spec. left. exact (counterexamples w X told Mix M H).
Qed.
End Winnow.

Ltac as_integers :=
  rewrite ?INR_IZR_INZ;
  repeat match goal with
  | |- context [Z.of_nat ?k] => let z := eval vm_compute in (Z.of_nat k) in change (Z.of_nat k) with z
  end.

(* The weights need no g: one coordinate is found at once, two cannot be. *)
Theorem one_counterexample : exists X w told, mixture 2 w /\ margin 2 1 1 w X
  /\ run X (winnow 2 1 1) (label 2 w) told /\ length told = 1%nat.
Proof.
  exists (fun x => x = [1; -1]), (fun i => match i with 1%nat => 1 | _ => 0 end), [([1; -1], false)].
  assert (P : product 2 (fun i => match i with 1%nat => 1 | _ => 0 end) [1; -1] = -1).
  { unfold product, entry. cbn. ring. }
  assert (L : label 2 (fun i => match i with 1%nat => 1 | _ => 0 end) [1; -1] = false).
  { unfold label. rewrite P. destruct (Rle_dec 0 (-1)); [lra|reflexivity]. }
  split; [split; [intros [|[|i]] I; lra || lia|cbn; ring]|].
  split; [intros x ->; split|split; [|reflexivity]].
  - intros [|[|i]] I; unfold entry; cbn; [rewrite Rabs_R1; lra|rewrite Rabs_left; lra|lia].
  - rewrite P, Rabs_left; lra.
  - rewrite <- L. apply counterexample; [apply begin|reflexivity|]. rewrite L. unfold winnow, label.
    assert (Z : product 2 (v 1 1 []) [1; -1] = 0).
    { unfold product, v, entry. cbn. rewrite Rmult_0_r, exp_0. ring. }
    rewrite Z. destruct (Rle_dec 0 0); [discriminate|lra].
Qed.
