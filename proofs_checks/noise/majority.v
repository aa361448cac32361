(* How many votes are enough.

   fail r 0 0 is the probability that of r independent votes, each wrong with probability eta, no more are right than
   wrong: exactly the binomial sum, see votes.v.

   Python:  chernoff:  r >= 2 ln(1 / delta) / ln(1 / (4 eta (1 - eta)))
            hoeffding: r >= 2 ln(1 / delta) / (1 - 2 eta)^2
   Theorem: fail r 0 0 <= (2 sqrt(eta (1 - eta)))^r <= exp(-2 r (1/2 - eta)^2), for 0 < eta <= 1/2, so either number of
            votes brings the probability down to delta.
   Idea:    every wrong vote multiplies a stake by z, every right one divides it by z; z = sqrt((1 - eta) / eta).
   Tight:   (4 eta (1 - eta))^m / (2 m + 1) <= fail (2 m) 0 0, so no smaller base than 2 sqrt(eta (1 - eta)) will do;
            and no smaller factor than the 2 of either number of votes.
   Source:  Chernoff 1952, Hoeffding 1963.  Speaks for majority.py; the catalogue has no learner of this yet.      *)
From Coq Require Import Reals Lra Lia Psatz PeanoNat.
From qlearn.finite Require Import choose.
From qlearn.noise Require Import votes.
Local Open Scope R_scope.

(* ---- from above ---- *)
Section Above.
Variable eta : R.
Hypothesis eta_range : 0 < eta <= 1 / 2.

Definition base (eta : R) : R := 2 * sqrt (eta * (1 - eta)).

(* The stake bounds the probability, for every z >= 1. *)
Lemma stake z r w c : 1 <= z -> fail eta r w c <= z ^ w / z ^ c * (eta * z + (1 - eta) / z) ^ r.
Proof.
  intros Z. revert w c. induction r as [|r IH]; intros w c; cbn [fail].
  - rewrite pow_O, Rmult_1_r. assert (0 < z ^ c) as C by (apply pow_lt; lra).
    assert (0 < z ^ w) as W by (apply pow_lt; lra). destruct (Nat.leb_spec c w) as [L|L].
    + apply Rmult_le_reg_r with (z ^ c); [exact C|]. unfold Rdiv.
      rewrite Rmult_assoc, Rinv_l, Rmult_1_l, Rmult_1_r by lra. now apply Rle_pow.
    + left. now apply Rdiv_lt_0_compat.
  - pose proof (IH w (S c)) as A. pose proof (IH (S w) c) as B.
    apply Rmult_le_compat_l with (r := 1 - eta) in A; [|lra]. apply Rmult_le_compat_l with (r := eta) in B; [|lra].
    apply Rle_trans with (1 := Rplus_le_compat _ _ _ _ A B). right.
    assert (z <> 0) by lra. assert (z ^ c <> 0) by (apply pow_nonzero; lra). cbn [pow]. field. auto.
Qed.

Theorem chernoff r : fail eta r 0 0 <= base eta ^ r.
Proof.
  set (z := sqrt ((1 - eta) / eta)).
  assert (1 <= (1 - eta) / eta) as G.
  { apply Rmult_le_reg_r with eta; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  assert (1 <= z) as Z by (unfold z; rewrite <- sqrt_1 at 1; apply sqrt_le_1_alt; exact G).
  pose proof (stake z r 0 0 Z) as M. rewrite !pow_O in M.
  replace (1 / 1 * _) with ((eta * z + (1 - eta) / z) ^ r) in M by field.
  replace (base eta) with (eta * z + (1 - eta) / z); [exact M|]. unfold base.
  assert (sqrt (eta * (1 - eta)) = eta * z) as E.
  { unfold z. rewrite <- (sqrt_pow2 eta) at 3 by lra. rewrite <- sqrt_mult by (try apply pow2_ge_0; lra).
    f_equal. field. lra. }
  assert (z * z = (1 - eta) / eta) as Q by (apply sqrt_sqrt; lra).
  rewrite E. replace (1 - eta) with (eta * (z * z)) by (rewrite Q; field; lra). field. lra.
Qed.

Lemma base_square : base eta * base eta = 4 * eta * (1 - eta).
Proof.
  unfold base. replace (4 * eta * (1 - eta)) with (4 * (eta * (1 - eta))) by ring.
  rewrite <- (sqrt_sqrt (eta * (1 - eta))) at 3 by nra. ring.
Qed.

Lemma base_positive : 0 < base eta.
Proof. unfold base. assert (0 < sqrt (eta * (1 - eta))) by (apply sqrt_lt_R0; nra). lra. Qed.

Lemma power_of_exp x r : exp x ^ r = exp (INR r * x).
Proof. rewrite <- Rpower_pow by apply exp_pos. unfold Rpower. now rewrite ln_exp. Qed.

Lemma base_below_exp r : base eta ^ r <= exp (- 2 * INR r * (1 / 2 - eta) ^ 2).
Proof.
  replace (- 2 * INR r * (1 / 2 - eta) ^ 2) with (INR r * (- 2 * (1 / 2 - eta) ^ 2)) by ring.
  rewrite <- power_of_exp. pose proof base_positive as P. pose proof base_square as Q.
  apply pow_incr. split; [lra|]. apply Rsqr_incr_0; [|lra|left; apply exp_pos]. unfold Rsqr. rewrite <- exp_plus, Q.
  pose proof (exp_ineq1_le (- 2 * (1 / 2 - eta) ^ 2 + - 2 * (1 / 2 - eta) ^ 2)). nra.
Qed.

Theorem hoeffding r : fail eta r 0 0 <= exp (- 2 * INR r * (1 / 2 - eta) ^ 2).
Proof. apply Rle_trans with (1 := chernoff r). apply base_below_exp. Qed.

(* ---- the numbers of votes ---- *)
Lemma enough_votes delta r rate : 0 < delta -> 0 < rate ->
  fail eta r 0 0 <= exp (- (INR r * (rate / 2))) -> 2 * ln (/ delta) / rate <= INR r -> fail eta r 0 0 <= delta.
Proof.
  intros D P F H. apply Rle_trans with (1 := F). rewrite <- (exp_ln delta D).
  assert (2 * ln (/ delta) <= INR r * rate) as G.
  { apply Rmult_le_compat_r with (r := rate) in H; [|lra]. unfold Rdiv in H.
    rewrite Rmult_assoc, Rinv_l, Rmult_1_r in H; lra. }
  rewrite ln_Rinv in G by exact D. assert (- (INR r * (rate / 2)) <= ln delta) as K by lra.
  destruct K as [K| ->]; [left; now apply exp_increasing|lra].
Qed.

Theorem chernoff_votes delta r : eta < 1 / 2 -> 0 < delta ->
  2 * ln (/ delta) / ln (/ (4 * eta * (1 - eta))) <= INR r -> fail eta r 0 0 <= delta.
Proof.
  intros E D. assert (0 < 4 * eta * (1 - eta) < 1) as [P1 P2] by (split; nra). apply enough_votes; [exact D| |].
  - rewrite <- ln_1. apply ln_increasing; [lra|]. rewrite <- Rinv_1. apply Rinv_lt_contravar; lra.
  - apply Rle_trans with (1 := chernoff r). right. pose proof base_positive as P.
    rewrite ln_Rinv, <- base_square, ln_mult by lra.
    replace (- (INR r * (- (ln (base eta) + ln (base eta)) / 2))) with (INR r * ln (base eta)) by field.
    rewrite <- power_of_exp, exp_ln by exact P. reflexivity.
Qed.

Theorem hoeffding_votes delta r : eta < 1 / 2 -> 0 < delta ->
  2 * ln (/ delta) / (1 - 2 * eta) ^ 2 <= INR r -> fail eta r 0 0 <= delta.
Proof.
  intros E D. apply enough_votes; [exact D|nra|].
  apply Rle_trans with (1 := hoeffding r). right. f_equal. field.
Qed.
End Above.

(* ---- from below ---- *)
Lemma row_sum r : sum_f_R0 (fun j => INR (choose r j)) r = 2 ^ r.
Proof.
  induction r as [|r IH]; [reflexivity|]. rewrite sum_first. cbn [pow]. rewrite <- IH.
  rewrite (sum_eq _ (fun i => INR (choose r i) + INR (choose r (S i)))) by (intros i _; apply plus_INR).
  rewrite plus_sum. pose proof (sum_first (fun j => INR (choose r j)) r) as S. cbn [sum_f_R0] in S.
  rewrite (choose_above r (Datatypes.S r)) in S by lia. cbn [INR] in S.
  replace (choose (Datatypes.S r) 0) with (choose r 0) by now destruct r. lra.
Qed.

Lemma middle m : 4 ^ m <= INR (2 * m + 1) * INR (choose (2 * m) m).
Proof.
  replace (4 ^ m) with (2 ^ (2 * m)) by (rewrite pow_mult; f_equal; ring). rewrite <- row_sum.
  apply Rle_trans with (sum_f_R0 (fun _ => INR (choose (2 * m) m)) (2 * m)).
  - apply sum_Rle. intros j J. apply le_INR. destruct (Nat.le_gt_cases j m) as [L|L].
    + replace j with (m - (m - j))%nat by lia. apply up_to_the_middle. lia.
    + replace j with (m + (j - m))%nat by lia. apply from_the_middle.
  - rewrite sum_cte, Nat.add_1_r. lra.
Qed.

Theorem from_below eta m : 0 <= eta <= 1 -> (4 * eta * (1 - eta)) ^ m / INR (2 * m + 1) <= fail eta (2 * m) 0 0.
Proof.
  intros E. assert (0 < INR (2 * m + 1)) as P by (apply lt_0_INR; lia).
  apply Rle_trans with (INR (choose (2 * m) m) * (eta * (1 - eta)) ^ m).
  - apply Rmult_le_reg_r with (1 := P). replace (4 * eta * (1 - eta)) with (4 * (eta * (1 - eta))) by ring.
    rewrite Rpow_mult_distr. replace (4 ^ m * (eta * (1 - eta)) ^ m / INR (2 * m + 1) * INR (2 * m + 1))
      with (4 ^ m * (eta * (1 - eta)) ^ m) by (field; lra).
    pose proof (middle m) as M. assert (0 <= (eta * (1 - eta)) ^ m) as Q by (apply pow_le; nra).
    pose proof (Rmult_le_compat_r _ _ _ Q M). lra.
  - rewrite fail_is_the_sum. set (f := fun j => _).
    assert (forall j, 0 <= f j) as N.
    { intros j. unfold f. destruct (Nat.leb (2 * m) (2 * j)); [|lra].
      repeat apply Rmult_le_pos; [apply pos_INR|apply pow_le; lra..]. }
    assert (f m = INR (choose (2 * m) m) * (eta * (1 - eta)) ^ m) as <-.
    { unfold f. rewrite Nat.leb_refl, Rpow_mult_distr, <- Rmult_assoc. do 2 f_equal. lia. }
    assert (forall n, (m <= n)%nat -> f m <= sum_f_R0 f n) as One; [|apply One; lia].
    induction n as [|n IH]; intros L; [replace m with 0%nat by lia; cbn; lra|]. cbn [sum_f_R0].
    destruct (Nat.eq_dec m (S n)) as [->|Ne]; [pose proof (cond_pos_sum f n N); lra|].
    pose proof (IH ltac:(lia)). pose proof (N (S n)). lra.
Qed.

(* A power outgrows every linear function. *)
Lemma outgrows x : 1 < x -> exists m, INR (2 * m + 1) < x ^ (2 * m).
Proof.
  intros X. set (d := x - 1). destruct (archimed (2 / (d * d))) as [A _].
  assert (0 < d * d) as D by (unfold d; nra). assert (0 < 2 / (d * d)) as P by (apply Rdiv_lt_0_compat; lra).
  set (m := Z.to_nat (up (2 / (d * d)))). exists m.
  assert (2 / (d * d) < INR m) as M.
  { unfold m. rewrite INR_IZR_INZ, Z2Nat.id; [exact A|]. apply le_IZR. lra. }
  assert (2 < INR m * (d * d)) as M'.
  { apply Rmult_lt_compat_r with (1 := D) in M. unfold Rdiv in M. rewrite Rmult_assoc, Rinv_l, Rmult_1_r in M; lra. }
  assert (1 + INR m * d <= x ^ m) as B by (replace x with (1 + d) by (unfold d; ring); apply poly; unfold d; lra).
  rewrite Nat.mul_comm, pow_mult. rewrite plus_INR, mult_INR. change (INR 2) with 2. change (INR 1) with 1.
  assert (0 <= INR m * d) as N by (apply Rmult_le_pos; [apply pos_INR|unfold d; lra]).
  assert ((1 + INR m * d) * (1 + INR m * d) <= x ^ m * x ^ m) by (apply Rmult_le_compat; lra).
  cbn [pow]. assert (0 < INR m) by nra. nra.
Qed.

Theorem no_smaller_base eta q : 0 < eta <= 1 / 2 -> 0 < q < base eta -> exists r, q ^ r < fail eta r 0 0.
Proof.
  intros E [Q0 Q]. destruct (outgrows (base eta / q)) as (m & M).
  { apply Rmult_lt_reg_r with q; [exact Q0|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  exists (2 * m)%nat. apply Rlt_le_trans with (2 := from_below eta m ltac:(lra)).
  assert (0 < INR (2 * m + 1)) as P by (apply lt_0_INR; lia). apply Rmult_lt_reg_r with (1 := P).
  unfold Rdiv at 1. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. rewrite <- base_square by lra.
  assert (0 < q ^ (2 * m)) as Pq by now apply pow_lt. rewrite Rmult_comm.
  replace ((base eta * base eta) ^ m) with ((base eta / q) ^ (2 * m) * q ^ (2 * m)).
  - apply Rmult_lt_compat_r; assumption.
  - rewrite <- Rpow_mult_distr, pow_mult. f_equal. field. lra.
Qed.

(* The number of votes by Chernoff, with a factor k below 2. *)
Theorem chernoff_votes_needed eta k : 0 < eta < 1 / 2 -> 0 < k < 2 -> exists delta r, 0 < delta
  /\ k * ln (/ delta) / ln (/ (4 * eta * (1 - eta))) <= INR r /\ delta < fail eta r 0 0.
Proof.
  intros E K. pose proof (base_positive eta ltac:(lra)) as P. set (l := ln (base eta)).
  assert (l < 0) as L.
  { unfold l. rewrite <- ln_1. apply ln_increasing; [exact P|]. pose proof (base_square eta ltac:(lra)). nra. }
  assert (exp (2 / k * l) < base eta) as Q.
  { rewrite <- (exp_ln (base eta) P). apply exp_increasing. fold l.
    assert (1 < 2 / k) by (apply Rmult_lt_reg_r with k; [lra|]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra). nra. }
  destruct (no_smaller_base eta (exp (2 / k * l)) ltac:(lra) (conj (exp_pos _) Q)) as (r & F).
  exists (exp (2 / k * l) ^ r), r. split; [apply pow_lt, exp_pos|split; [right|exact F]].
  rewrite power_of_exp, ln_Rinv, ln_exp by apply exp_pos. rewrite ln_Rinv by nra.
  rewrite <- base_square, ln_mult by lra. fold l. field. lra.
Qed.

(* And by Hoeffding. *)
Theorem hoeffding_votes_needed k : 0 < k < 2 -> exists eta delta r, 0 < eta < 1 / 2 /\ 0 < delta
  /\ k * ln (/ delta) / (1 - 2 * eta) ^ 2 <= INR r /\ delta < fail eta r 0 0.
Proof.
  intros K. set (u := (2 - k) / 16). set (eta := (1 - u) / 2).
  assert (0 < u < 1 / 8) as U by (unfold u; lra). assert (0 < eta < 1 / 2) as E by (unfold eta; lra).
  pose proof (base_positive eta ltac:(lra)) as P. set (x := u * u / k).
  assert (0 < x) as X by (apply Rdiv_lt_0_compat; nra). assert (x * k = u * u) as Xk by (unfold x; field; lra).
  assert (exp (- x) < base eta) as Q.
  { apply Rsqr_incrst_0; [|left; apply exp_pos|lra]. unfold Rsqr. rewrite base_square, <- exp_plus by lra.
    replace (- x + - x) with (- (2 * x)) by ring. rewrite exp_Ropp.
    replace (4 * eta * (1 - eta)) with (1 - u * u) by (unfold eta; field).
    pose proof (exp_ineq1 (2 * x) ltac:(lra)) as I. pose proof (exp_pos (2 * x)) as Pe.
    apply Rmult_lt_reg_r with (exp (2 * x)); [exact Pe|]. rewrite Rinv_l by lra.
    assert (1 <= (1 - u * u) * (1 + 2 * x)) as One.
    { apply Rmult_le_reg_r with k; [lra|]. replace ((1 - u * u) * (1 + 2 * x) * k)
        with ((1 - u * u) * (k + 2 * (x * k))) by ring. rewrite Xk.
      replace k with (2 - 16 * u) by (unfold u; field). nra. }
    assert ((1 - u * u) * (1 + 2 * x) < (1 - u * u) * exp (2 * x)) by (apply Rmult_lt_compat_l; nra). lra. }
  destruct (no_smaller_base eta (exp (- x)) ltac:(lra) (conj (exp_pos _) Q)) as (r & F).
  exists eta, (exp (- x) ^ r), r. split; [exact E|]. split; [apply pow_lt, exp_pos|split; [right|exact F]].
  rewrite power_of_exp, ln_Rinv, ln_exp by apply exp_pos. replace (1 - 2 * eta) with u by (unfold eta; field).
  unfold x. field. lra.
Qed.
