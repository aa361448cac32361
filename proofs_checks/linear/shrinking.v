(* How often a volume can shrink by a factor.

   Learners that keep a set of candidates, and cut it through its middle at each counterexample, count their queries by
   its volume.  Here volumes are numbers, and that they shrink is a PREMISE: vol 0 <= V before the first counterexample,
   vol (i + 1) <= rho vol i after each, and after M of them still v <= vol M.
   Python:  M <= ln(V / v) / -ln(rho);  with V, v the volumes of balls of radius R and r, M <= n ln(R / r) / -ln(rho)
   Tight:   vol i = rho^i V.
   Used by ellipsoid.v and gruenbaum.v.                                                                             *)
From Coq Require Import Reals Lra Psatz Lia.
Local Open Scope R_scope.

Definition shrinks (rho : R) (vol : nat -> R) (M : nat) : Prop :=
  forall i, (i < M)%nat -> vol (S i) <= rho * vol i.

Lemma ln_pow_nat x n : 0 < x -> ln (x ^ n) = INR n * ln x.
Proof. intros P. rewrite <- Rpower_pow by exact P. unfold Rpower. apply ln_exp. Qed.

Lemma ln_negative rho : 0 < rho < 1 -> 0 < - ln rho.
Proof. intros H. assert (ln rho < 0) by (rewrite <- ln_1; apply ln_increasing; lra). lra. Qed.

Lemma ln_le x y : 0 < x -> x <= y -> ln x <= ln y.
Proof. intros P [L| ->]; [left; now apply ln_increasing|lra]. Qed.

Theorem shrink_count rho V v vol M : 0 < rho < 1 -> 0 < v -> vol 0%nat <= V -> shrinks rho vol M -> v <= vol M ->
  INR M <= ln (V / v) / - ln rho.
Proof.
  intros Rho Pv Start Step End_.
  assert (forall i, (i <= M)%nat -> vol i <= rho ^ i * V) as Decay.
  { induction i as [|i IH]; intros I; [cbn; lra|]. specialize (IH ltac:(lia)). specialize (Step i ltac:(lia)).
    cbn [pow]. assert (rho * vol i <= rho * (rho ^ i * V)) by (apply Rmult_le_compat_l; lra). lra. }
  specialize (Decay M (le_n M)). assert (0 < rho ^ M) as Pr by (apply pow_lt; lra). assert (0 < V) as PV by nra.
  assert (ln v <= INR M * ln rho + ln V) as L.
  { rewrite <- ln_pow_nat, <- ln_mult by lra. apply ln_le; lra. }
  pose proof (ln_negative rho Rho) as N. unfold Rdiv at 2.
  rewrite ln_mult, ln_Rinv; try lra; [|now apply Rinv_0_lt_compat].
  apply Rmult_le_reg_r with (1 := N). unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r; lra.
Qed.

Theorem shrink_count_is_met rho V M : 0 < rho < 1 -> 0 < V -> exists v vol, 0 < v /\ vol 0%nat <= V
  /\ shrinks rho vol M /\ v <= vol M /\ INR M = ln (V / v) / - ln rho.
Proof.
  intros Rho PV. assert (0 < rho ^ M) as Pr by (apply pow_lt; lra). exists (rho ^ M * V), (fun i => rho ^ i * V).
  pose proof (ln_negative rho Rho) as N. repeat split.
  - apply Rmult_lt_0_compat; assumption.
  - cbn. lra.
  - intros i _. cbn [pow]. lra.
  - lra.
  - replace (V / (rho ^ M * V)) with (/ rho ^ M) by (field; lra). rewrite ln_Rinv, ln_pow_nat by lra. field. lra.
Qed.

(* Between the balls of radius R and r, whatever the volume beta of the unit ball is. *)
Corollary ball_count n rho R r beta vol M : 0 < rho < 1 -> 0 < r -> 0 < R -> 0 < beta ->
  vol 0%nat <= R ^ n * beta -> shrinks rho vol M -> r ^ n * beta <= vol M ->
  INR M <= INR n * ln (R / r) / - ln rho.
Proof.
  intros Rho Pr PR Pb Start Step End_. assert (0 < r ^ n) by now apply pow_lt. assert (0 < R ^ n) by now apply pow_lt.
  pose proof (shrink_count rho (R ^ n * beta) (r ^ n * beta) vol M Rho ltac:(nra) Start Step End_) as C.
  replace (R ^ n * beta / (r ^ n * beta)) with ((R / r) ^ n) in C.
  - rewrite ln_pow_nat in C by (apply Rdiv_lt_0_compat; lra). exact C.
  - unfold Rdiv. rewrite Rpow_mult_distr, pow_inv. field. lra.
Qed.

Theorem ball_count_is_met n rho R beta M : (1 <= n)%nat -> 0 < rho < 1 -> 0 < R -> 0 < beta -> exists r vol,
  0 < r <= R /\ vol 0%nat <= R ^ n * beta /\ shrinks rho vol M /\ r ^ n * beta <= vol M
  /\ INR M = INR n * ln (R / r) / - ln rho.
Proof.
  intros N Rho PR Pb. assert (0 < INR n) as Pn by (apply lt_0_INR; lia). pose proof (pos_INR M) as PM.
  pose proof (ln_negative rho Rho) as L. set (x := INR M / INR n * ln rho).
  assert (x * INR n = INR M * ln rho) as E by (unfold x; field; lra). assert (x <= 0) as X by nra.
  assert (exp x <= 1) as Small by (rewrite <- exp_0; destruct X as [X| ->]; [left; now apply exp_increasing|lra]).
  pose proof (exp_pos x) as Px. assert (exp x ^ n = rho ^ M) as P.
  { rewrite <- (exp_ln (exp x ^ n)), <- (exp_ln (rho ^ M)) by (apply pow_lt; lra).
    rewrite !ln_pow_nat, ln_exp by lra. f_equal. lra. }
  exists (R * exp x), (fun i => rho ^ i * (R ^ n * beta)). repeat split.
  - now apply Rmult_lt_0_compat.
  - nra.
  - cbn. lra.
  - intros i _. cbn [pow]. lra.
  - rewrite Rpow_mult_distr, P. lra.
  - replace (R / (R * exp x)) with (/ exp x) by (field; lra). rewrite ln_Rinv, ln_exp by exact Px.
    replace (INR n * - x) with (INR M * - ln rho) by lra. field. lra.
Qed.
