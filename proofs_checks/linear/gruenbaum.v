(* Cutting through the centre of gravity (Gruenbaum 1960; Levin 1965 and Newman 1965 for the learner).

   The candidates are a convex body in dimension n; the hypothesis is its centre of gravity, and a counterexample cuts
   through it.
   PREMISE, not proved here: Gruenbaum's theorem, that each side of such a cut has at least (n / (n + 1))^n of the
   volume, so that at most 1 - (n / (n + 1))^n of it is left.
   Python:  floor(n ln(R / r) / -ln(1 - (n / (n + 1))**n)) counterexamples from a ball; from a cube centre_of_gravity.v
   Theorem: the bound follows from the premise, if the candidates lie in a ball of radius R and always contain one of
            radius r; and 1 - (n / (n + 1))^n < 1 - 1/e, so n ln(R / r) / -ln(1 - 1/e) is a bound for every n.
   Idea:    n ln(1 + 1/n) < 1.
   Tight:   no constant above 1/e is below all of the (n / (n + 1))^n; the count is met by volumes that shrink by the
            factor exactly.
   Speaks for gruenbaum.py.                                                                                          *)
From Coq Require Import Reals Lra Psatz Lia.
From qlearn.linear Require Import shrinking.
Local Open Scope R_scope.

(* The least share of a side. *)
Definition share (n : nat) : R := (INR n / (INR n + 1)) ^ n.

Lemma share_exp n : (1 <= n)%nat -> share n = exp (- (INR n * ln (1 + / INR n))).
Proof.
  intros N. assert (0 < INR n) as P by (apply lt_0_INR; lia). unfold share.
  assert (0 < / INR n) by now apply Rinv_0_lt_compat. assert (0 < INR n / (INR n + 1)) by (apply Rdiv_lt_0_compat; lra).
  rewrite <- (exp_ln (_ ^ _)) by now apply pow_lt. rewrite ln_pow_nat by assumption. f_equal.
  replace (INR n / (INR n + 1)) with (/ (1 + / INR n)) by (field; lra). rewrite ln_Rinv by lra. ring.
Qed.

Lemma ln_below x : 0 < x -> ln (1 + x) < x.
Proof. intros P. apply exp_lt_inv. rewrite exp_ln by lra. now apply exp_ineq1; lra. Qed.

(* ln(1 + x) >= x / (1 + x) *)
Lemma ln_above x : 0 < x -> x / (1 + x) <= ln (1 + x).
Proof.
  intros P. replace (ln (1 + x)) with (- ln (/ (1 + x))) by (rewrite ln_Rinv by lra; ring).
  assert (0 < / (1 + x)) as I by (apply Rinv_0_lt_compat; lra).
  assert (ln (/ (1 + x)) <= / (1 + x) - 1) as L.
  { pose proof (exp_ineq1_le (ln (/ (1 + x)))) as E. rewrite exp_ln in E by exact I. lra. }
  replace (x / (1 + x)) with (1 - / (1 + x)) by (field; lra). lra.
Qed.

Theorem share_above n : (1 <= n)%nat -> / exp 1 < share n.
Proof.
  intros N. assert (0 < INR n) as P by (apply lt_0_INR; lia). rewrite share_exp, <- exp_Ropp by exact N.
  apply exp_increasing. pose proof (ln_below (/ INR n) ltac:(now apply Rinv_0_lt_compat)) as L.
  apply Rmult_lt_compat_l with (1 := P) in L. rewrite Rinv_r in L; lra.
Qed.

(* No larger constant is below all shares. *)
Theorem share_is_no_larger c : / exp 1 < c -> exists n, (1 <= n)%nat /\ share n < c.
Proof.
  intros C. assert (0 < / exp 1) as E by (apply Rinv_0_lt_compat, exp_pos).
  assert (-1 < ln c) as L.
  { rewrite <- (ln_exp (-1)). apply ln_increasing; [apply exp_pos|].
    replace (-1) with (- (1)) by ring. now rewrite exp_Ropp. }
  destruct (archimed (/ (ln c + 1))) as [A _]. set (n := Z.to_nat (up (/ (ln c + 1)))).
  assert (0 < / (ln c + 1)) as I by (apply Rinv_0_lt_compat; lra).
  assert (/ (ln c + 1) < INR n) as B.
  { unfold n. rewrite INR_IZR_INZ, Z2Nat.id; [exact A|]. apply le_IZR. lra. }
  assert (1 <= n)%nat as N by (destruct (Nat.eq_dec n 0) as [Z|Z]; [rewrite Z in B; cbn in B; lra|lia]).
  exists n. split; [exact N|]. rewrite share_exp by exact N. rewrite <- (exp_ln c) by lra. apply exp_increasing.
  assert (0 < INR n) as P by lra. pose proof (ln_above (/ INR n) ltac:(now apply Rinv_0_lt_compat)) as Q.
  apply Rmult_le_compat_l with (r := INR n) in Q; [|lra].
  replace (INR n * (/ INR n / (1 + / INR n))) with (1 - / (INR n + 1)) in Q by (field; repeat split; lra).
  assert (/ (INR n + 1) < ln c + 1) as S; [|lra]. rewrite <- (Rinv_inv (ln c + 1)).
  apply Rinv_lt_contravar; [|lra]. apply Rmult_lt_0_compat; lra.
Qed.

(* ---- the count --------------------------------------------------------------------------------------------- *)
Lemma share_below_1 n : (1 <= n)%nat -> share n < 1.
Proof.
  intros N. rewrite share_exp by exact N.
  apply Rlt_le_trans with (exp 0); [apply exp_increasing|rewrite exp_0; lra].
  assert (0 < INR n) as P by (apply lt_0_INR; lia). assert (0 < / INR n) as I by now apply Rinv_0_lt_compat.
  assert (ln 1 < ln (1 + / INR n)) as L by (apply ln_increasing; lra). rewrite ln_1 in L.
  pose proof (Rmult_lt_0_compat _ _ P L). lra.
Qed.

Section Count.
Variables (n M : nat) (vol : nat -> R) (R r beta : R).
Hypothesis dimension : (1 <= n)%nat.
Hypothesis radii : 0 < r <= R.
Hypothesis unit_ball : 0 < beta.
Hypothesis start : vol 0%nat <= R ^ n * beta.
Hypothesis gruenbaum : shrinks (1 - share n) vol M.  (* the premise *)
Hypothesis end_ : r ^ n * beta <= vol M.

Theorem counterexamples : INR M <= INR n * ln (R / r) / - ln (1 - share n).
Proof.
  pose proof (share_above n dimension). pose proof (share_below_1 n dimension).
  assert (0 < / exp 1) by (apply Rinv_0_lt_compat, exp_pos).
  apply ball_count with (beta := beta) (vol := vol); auto; lra.
Qed.

(* With one constant for all dimensions: -ln(1 - 1/e) = 0.4586... *)
Corollary counterexamples_simple : INR M <= INR n * ln (R / r) / - ln (1 - / exp 1).
Proof.
  apply Rle_trans with (1 := counterexamples). pose proof (share_above n dimension) as A.
  pose proof (share_below_1 n dimension) as B. assert (0 < / exp 1) as E by (apply Rinv_0_lt_compat, exp_pos).
  assert (0 <= INR n * ln (R / r)) as P.
  { apply Rmult_le_pos; [apply pos_INR|]. rewrite <- ln_1. apply ln_le; [lra|].
    apply Rmult_le_reg_r with r; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  apply Rmult_le_compat_l; [exact P|]. apply Rinv_le_contravar; [apply ln_negative; lra|].
  apply Ropp_le_contravar, ln_le; lra.
Qed.
End Count.

(* A constant above 1/e will not do: one counterexample is more than the bound would allow. *)
Theorem constant_is_needed c : / exp 1 < c < 1 -> exists n r vol, (1 <= n)%nat /\ 0 < r <= 1
  /\ vol 0%nat <= 1 ^ n * 1 /\ shrinks (1 - share n) vol 1 /\ r ^ n * 1 <= vol 1%nat
  /\ INR n * ln (1 / r) / - ln (1 - c) < INR 1.
Proof.
  intros [C C1]. destruct (share_is_no_larger c C) as (n & N & S).
  pose proof (share_above n N) as A. pose proof (share_below_1 n N) as B.
  assert (0 < / exp 1) as E by (apply Rinv_0_lt_compat, exp_pos). assert (0 < 1 - share n < 1) as Rho by lra.
  destruct (ball_count_is_met n (1 - share n) 1 1 1 N Rho Rlt_0_1 Rlt_0_1) as (r & vol & Hr & H0 & H1 & H2 & Met).
  exists n, r, vol. repeat split; try assumption; try apply Hr. rewrite Met. pose proof (ln_negative _ Rho) as L.
  assert (0 < INR n * ln (1 / r)) as P.
  { replace (INR n * ln (1 / r)) with (INR n * ln (1 / r) / - ln (1 - share n) * - ln (1 - share n)) by (field; lra).
    rewrite <- Met. apply Rmult_lt_0_compat; [exact Rlt_0_1|exact L]. }
  apply Rmult_lt_compat_l; [exact P|]. assert (ln (1 - c) < ln (1 - share n)) by (apply ln_increasing; lra).
  apply Rinv_lt_contravar; [|lra]. apply Rmult_lt_0_compat; lra.
Qed.
