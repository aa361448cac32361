(* Half-spaces of {0, ..., N}^d by the mean of 100 n random points among the weights that fit, n = d + 1.

   Python:  asked = ceil((log_share + ln(1 / delta)) / -ln(11/10 - (n / (n + 1))^n)) equivalence queries, and then it fails
   Theorem: probably_found: it fails with probability delta at most.
   PREMISES: numbers stand for the expected volumes.  In isotropic coordinates the mean of m independent points has a squared
            length of n / m on average, and a density in one direction is at most 1 (Lovasz and Vempala 2007); so each cut
            leaves at most 1 - (n / (n + 1))^n + sqrt(n / m) on average.  Gruenbaum's theorem, and part_of_cube.
   Idea:    Markov's inequality: were the volume at least v with a higher probability, its mean would be larger.
   Tight:   one query fewer is not enough for volumes that shrink by the factor exactly.
   Speaks for random_centroid.py.                                                                                    *)
From Coq Require Import Reals Lra Lia.
From qlearn.linear Require Import shrinking gruenbaum centre_of_gravity.
Local Open Scope R_scope.

Definition factor (n : nat) : R := 11 / 10 - share n.
Definition most (d N : nat) (delta : R) : R := (log_share d N + ln (1 / delta)) / - ln (factor (S d)).

(* With 100 n points the mean is a tenth from the centre on average, squared and then in fact. *)
Theorem a_tenth n : 0 < n -> sqrt (n / (100 * n)) = / 10.
Proof.
  intros N. replace (n / (100 * n)) with (/ 10 * / 10) by (field; lra). apply sqrt_square. lra.
Qed.

Theorem fewer_are_further n : 0 < n -> / 10 < sqrt (n / (99 * n)).
Proof.
  intros N. replace (n / (99 * n)) with (/ 99) by (field; lra). rewrite <- (sqrt_square (/ 10)) by lra.
  apply sqrt_lt_1_alt. lra.
Qed.

Lemma factor_range n : (1 <= n)%nat -> 1 / 10 < factor n < 1.
Proof.
  intros N. pose proof (share_above n N) as A. pose proof (share_below_1 n N) as B. unfold factor.
  assert (/ 3 <= / exp 1) as E; [|lra]. apply Rinv_le_contravar; [apply exp_pos|]. apply exp_le_3.
Qed.

Section Runs.
Variables (k : nat) (rho V v delta chance : R) (mean : nat -> R).
Hypothesis factor : 0 < rho < 1.
Hypothesis volumes : 0 < v <= V.
Hypothesis risk : 0 < delta < 1.
Hypothesis start : mean 0%nat <= V.
Hypothesis step : shrinks rho mean k.  (* the premise, on average *)
Hypothesis markov : chance * v <= mean k.  (* after k counterexamples the volume is still v, with this probability *)
Hypothesis enough : (ln (V / v) + ln (1 / delta)) / - ln rho <= INR k.

Theorem probably_found : chance <= delta.
Proof.
  assert (forall i, (i <= k)%nat -> mean i <= rho ^ i * V) as Decay.
  { induction i as [|i IH]; intros I; [cbn; lra|]. specialize (IH ltac:(lia)). specialize (step i ltac:(lia)).
    cbn [pow]. assert (rho * mean i <= rho * (rho ^ i * V)) by (apply Rmult_le_compat_l; lra). lra. }
  specialize (Decay k (le_n k)). pose proof (ln_negative rho factor) as Ln.
  assert (0 < rho ^ k) as Pk by (apply pow_lt; lra). assert (rho ^ k * V <= delta * v) as Small.
  { apply Rmult_le_compat_r with (r := - ln rho) in enough; [|lra].
    unfold Rdiv at 1 in enough. rewrite Rmult_assoc, Rinv_l, Rmult_1_r in enough by lra.
    replace (V / v) with (V * / v) in enough by reflexivity. replace (1 / delta) with (/ delta) in enough by (field; lra).
    assert (0 < / v) by (apply Rinv_0_lt_compat; lra). rewrite ln_mult, !ln_Rinv in enough by lra.
    apply Rnot_lt_le. intros C. apply ln_increasing in C; [|apply Rmult_lt_0_compat; lra].
    rewrite !ln_mult, ln_pow_nat in C by lra. lra. }
  apply Rmult_le_reg_r with v; lra.
Qed.
End Runs.

(* One query fewer is too few for some means. *)
Theorem one_fewer_may_fail : exists k rho V v delta chance mean, 0 < rho < 1 /\ 0 < v <= V /\ 0 < delta < 1
  /\ mean 0%nat <= V /\ shrinks rho mean k /\ chance * v <= mean k
  /\ (ln (V / v) + ln (1 / delta)) / - ln rho <= INR (S k) /\ delta < chance.
Proof.
  exists 1%nat, (/ 2), 1, 1, (/ 4), (/ 2), (fun i => (/ 2) ^ i). pose proof (ln_negative (/ 2) ltac:(lra)) as L.
  repeat split; try (cbn; lra); [intros i I; cbn [pow]; lra|].
  replace (1 / 1) with 1 by field. replace (1 / / 4) with (/ (/ 2) ^ 2) by field.
  rewrite ln_1, ln_Rinv, ln_pow_nat by lra. change (INR 2) with 2. right. field. lra.
Qed.
