(* Cuts through the centre of gravity (Gruenbaum 1960; Levin 1965 for learning by them).

   A counterexample cuts the version space, a convex body in n dimensions, by a hyperplane through its centroid.
   Theorem: the share that Gruenbaum's theorem leaves, 1 - (n/(n+1))^n, is below 1 - 1/e for every n; and if each
            counterexample leaves at most a share rho of the volume, which starts at V and never drops below v,
            there are at most ln(V/v)/(-ln rho) of them.
   Premise: Gruenbaum's own theorem, that a cut through the centroid leaves no more than that share, is not proved
            here; volumes are a sequence of numbers that shrinks as stated.
   Idea:    (n/(n+1))^n = exp(-n ln(1 + 1/n)), and ln(1 + x) < x.
   Tight:   ln(1 + x) > x/(1 + x), so the share comes as near to 1 - 1/e as one likes; volumes that shrink by rho
            exactly meet the count.
   Speaks for centroid_cuts.py; the catalogue has no learner of this yet.                                       *)
From Coq Require Import Reals ZArith Lra Psatz Lia.
Open Scope R_scope.

(* What may remain after a cut through the centroid. *)
Definition remains (n : nat) : R := 1 - (INR n / (INR n + 1)) ^ n.

Lemma lost n : (1 <= n)%nat -> (INR n / (INR n + 1)) ^ n = exp (- (INR n * ln (1 + / INR n))).
Proof.
  intros Hn. assert (1 <= INR n) as P by (apply (le_INR 1 n); lia).
  assert (0 < / INR n) as Q by (apply Rinv_0_lt_compat; lra).
  rewrite <- Rpower_pow by (apply Rdiv_lt_0_compat; lra). unfold Rpower. f_equal.
  replace (INR n / (INR n + 1)) with (/ (1 + / INR n)) by (field; lra). rewrite ln_Rinv by lra. ring.
Qed.

(* x/(1 + x) < ln(1 + x) < x *)
Lemma ln_below x : 0 < x -> ln (1 + x) < x.
Proof. intros P. apply exp_lt_inv. rewrite exp_ln by lra. apply exp_ineq1. lra. Qed.

Lemma ln_above x : 0 < x -> x / (1 + x) < ln (1 + x).
Proof.
  intros P. replace (1 + x) with (/ (/ (1 + x))) at 2 by (field; lra).
  assert (0 < / (1 + x)) as Q by (apply Rinv_0_lt_compat; lra). rewrite ln_Rinv by exact Q.
  assert (ln (/ (1 + x)) < / (1 + x) - 1) as L.
  { apply exp_lt_inv. rewrite exp_ln by exact Q. assert (/ (1 + x) - 1 <> 0) as N.
    { intros E. assert (/ (1 + x) = 1) as F by lra. apply (f_equal Rinv) in F. rewrite Rinv_inv, Rinv_1 in F. lra. }
    pose proof (exp_ineq1 _ N). lra. }
  replace (x / (1 + x)) with (- (/ (1 + x) - 1)) by (field; lra). lra.
Qed.

Theorem at_most_this_share n : (1 <= n)%nat -> remains n < 1 - exp (-1).
Proof.
  intros Hn. unfold remains. rewrite (lost n Hn). apply Ropp_lt_cancel. ring_simplify.
  apply Rplus_lt_compat_r, exp_increasing.
  assert (1 <= INR n) as P by (apply (le_INR 1 n); lia). assert (0 < / INR n) as Q by (apply Rinv_0_lt_compat; lra).
  pose proof (ln_below (/ INR n) Q). assert (INR n * / INR n = 1) by (field; lra). nra.
Qed.

(* No smaller share will do for all n. *)
Theorem no_smaller_share c : c < 1 - exp (-1) -> exists n, (1 <= n)%nat /\ c < remains n.
Proof.
  intros C. assert (exp (-1) < 1 - c) as D by lra. assert (0 < 1 - c) as E by (pose proof (exp_pos (-1)); lra).
  assert (0 < 1 + ln (1 - c)) as G.
  { apply ln_increasing in D; [|apply exp_pos]. rewrite ln_exp in D. lra. }
  destruct (archimed (/ (1 + ln (1 - c)))) as [M _]. assert (0 < / (1 + ln (1 - c))) as I by now apply Rinv_0_lt_compat.
  set (m := Z.to_nat (up (/ (1 + ln (1 - c))))). assert (/ (1 + ln (1 - c)) < INR m) as U.
  { unfold m. rewrite INR_IZR_INZ, Z2Nat.id; [exact M|]. apply le_IZR. lra. }
  exists (S m). split; [lia|].
  unfold remains. rewrite lost by lia. apply Ropp_lt_cancel. ring_simplify.
  apply Rplus_lt_reg_r with 1. ring_simplify. apply Rlt_le_trans with (exp (ln (1 - c))); [|rewrite exp_ln; lra].
  apply exp_increasing.
  assert (0 < INR (S m)) as P by (apply lt_0_INR; lia).
  assert (0 < / INR (S m)) as Q by (now apply Rinv_0_lt_compat).
  pose proof (ln_above (/ INR (S m)) Q) as A.
  apply Rmult_lt_compat_l with (r := INR (S m)) in A; [|exact P].
  replace (INR (S m) * (/ INR (S m) / (1 + / INR (S m)))) with (1 - / (INR (S m) + 1)) in A by (field; lra).
  enough (/ (INR (S m) + 1) < 1 + ln (1 - c)) by lra.
  rewrite <- (Rinv_inv (1 + ln (1 - c))). apply Rinv_lt_contravar; [|rewrite S_INR; lra].
  apply Rmult_lt_0_compat; [now apply Rinv_0_lt_compat|lra].
Qed.

(* ---- the count ----------------------------------------------------------------------------------------------- *)
Section Count.
Variables (rho V v : R) (volume : nat -> R).
Hypothesis shrinks : 0 < rho < 1.
Hypothesis positive : 0 < v.

Lemma logarithm M : 0 < V -> ln (rho ^ M * V) = INR M * ln rho + ln V.
Proof.
  intros P. assert (0 < rho ^ M) by (apply pow_lt; lra). rewrite ln_mult by lra. f_equal.
  rewrite <- Rpower_pow by lra. unfold Rpower. now rewrite ln_exp.
Qed.

Lemma negative : ln rho < 0.
Proof. rewrite <- ln_1. apply ln_increasing; lra. Qed.

Theorem count_bound M : volume 0%nat <= V -> (forall i, (i < M)%nat -> volume (S i) <= rho * volume i) ->
  v <= volume M -> INR M <= ln (V / v) / - ln rho.
Proof.
  intros V0 VS VM.
  assert (forall i, (i <= M)%nat -> volume i <= rho ^ i * V) as D.
  { induction i as [|i IH]; intros L; cbn [pow]; [lra|].
    specialize (IH ltac:(lia)). specialize (VS i ltac:(lia)). nra. }
  specialize (D M (le_n M)). assert (0 < rho ^ M) as P by (apply pow_lt; lra). assert (0 < V) as Q by nra.
  assert (ln v <= ln (rho ^ M * V)) as L.
  { destruct (Rle_lt_or_eq_dec v (rho ^ M * V)) as [K|K]; [lra|left; apply ln_increasing; lra|rewrite K; lra]. }
  rewrite (logarithm M Q) in L. pose proof negative as N.
  unfold Rdiv at 2. rewrite ln_mult, ln_Rinv; try lra; [|apply Rinv_0_lt_compat; lra].
  apply Rmult_le_reg_r with (- ln rho); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r; lra.
Qed.
End Count.

(* Volumes that shrink by rho each time meet the count. *)
Theorem count_is_met rho M : 0 < rho < 1 ->
  exists V v volume, 0 < v /\ volume 0%nat <= V /\ (forall i, (i < M)%nat -> volume (S i) <= rho * volume i)
  /\ v <= volume M /\ INR M = ln (V / v) / - ln rho.
Proof.
  intros H. exists 1, (rho ^ M), (fun i => rho ^ i). assert (0 < rho ^ M) as P by (apply pow_lt; lra).
  split; [exact P|]. split; [cbn; lra|]. split; [intros i _; cbn [pow]; lra|]. split; [lra|].
  pose proof (negative rho H) as N. replace (1 / rho ^ M) with (/ (rho ^ M * 1)) by (field; lra).
  rewrite ln_Rinv by lra. rewrite (logarithm rho 1 H M) by lra. rewrite ln_1. field. lra.
Qed.
