(* Half-spaces of {0, ..., N}^d by the centre of gravity of the weights that fit, n = d + 1 of them.

   Weights lie in the cube [-1, 1]^n; the right ones are a cone, and hold the cross-polytope of radius 1 about some z with
   all |z_i| <= U (cutting_planes.py).
   Python:  asked = floor(most) + 1 equivalence queries
   Theorem: part_of_cube: what lies between 0 and that cross-polytope, shrunk to fit, is 1 part in 2 n! (1 + a)^d of the
            cube, a = max |z_i|; so at most ln(2 n! (1 + U)^d) / -ln(1 - (n / (n + 1))^n) counterexamples are met.
   PREMISES: Gruenbaum's theorem (gruenbaum.v); a pyramid's volume is base times height / n, a cross-polytope's 2^n / n!.
   Tight:   the count is met by volumes that shrink by the factor exactly.
   Speaks for centre_of_gravity.py.                                                                                  *)
From Coq Require Import Reals Lra Lia Factorial.
From qlearn.linear Require Import shrinking gruenbaum.
Local Open Scope R_scope.

Definition largest (d N : nat) : R := sqrt (INR (S d)) ^ S d * (INR N / 2) ^ d.
Definition log_share (d N : nat) : R := ln 2 + ln (INR (fact (S d))) + INR d * ln (1 + largest d N).
Definition most (d N : nat) : R := log_share d N / - ln (1 - share (S d)).

Lemma fact_positive n : 0 < INR (fact n).
Proof. apply lt_0_INR, lt_O_fact. Qed.

(* The pyramid over the cross-polytope's section of dimension d, at the height a, and half of the cross-polytope beyond;
   then everything divided by 1 + a. *)
Theorem part_of_cube d a : 0 <= a ->
  (a * (2 ^ d / INR (fact d)) / INR (S d) + 2 ^ S d / INR (fact (S d)) / 2) / (1 + a) ^ S d
  = 2 ^ S d / (2 * INR (fact (S d)) * (1 + a) ^ d).
Proof.
  intros A. pose proof (fact_positive d) as F. assert (0 < INR (S d)) as P by (apply lt_0_INR; lia).
  rewrite fact_simpl, mult_INR. assert (0 < (1 + a) ^ d) by (apply pow_lt; lra). cbn [pow]. field. lra.
Qed.

Section Count.
Variables (d M : nat) (vol : nat -> R) (a U : R).
Hypothesis radius : 0 <= a <= U.
Hypothesis start : vol 0%nat <= 2 ^ S d.
Hypothesis gruenbaum : shrinks (1 - share (S d)) vol M.  (* the premise *)
Hypothesis end_ : 2 ^ S d / (2 * INR (fact (S d)) * (1 + a) ^ d) <= vol M.

Theorem counterexamples_from_a_cube : INR M <= (ln 2 + ln (INR (fact (S d))) + INR d * ln (1 + U)) / - ln (1 - share (S d)).
Proof.
  pose proof (share_above (S d) ltac:(lia)) as A. pose proof (share_below_1 (S d) ltac:(lia)) as B.
  assert (0 < / exp 1) as E by (apply Rinv_0_lt_compat, exp_pos). assert (0 < 1 - share (S d) < 1) as Rho by lra.
  pose proof (fact_positive (S d)) as F. assert (0 < (1 + a) ^ d) as Pa by (apply pow_lt; lra).
  assert (0 < 2 ^ S d) as P2 by (apply pow_lt; lra).
  assert (0 < 2 * INR (fact (S d)) * (1 + a) ^ d) as P by (apply Rmult_lt_0_compat; lra).
  pose proof (shrink_count (1 - share (S d)) (2 ^ S d) (2 ^ S d / (2 * INR (fact (S d)) * (1 + a) ^ d)) vol M Rho
    ltac:(now apply Rdiv_lt_0_compat) start gruenbaum end_) as C.
  replace (2 ^ S d / (2 ^ S d / (2 * INR (fact (S d)) * (1 + a) ^ d))) with (2 * INR (fact (S d)) * (1 + a) ^ d) in C
    by (field; lra).
  apply Rle_trans with (1 := C). apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat, ln_negative; lra|].
  rewrite !ln_mult, ln_pow_nat by lra. apply Rplus_le_compat_l, Rmult_le_compat_l; [apply pos_INR|]. apply ln_le; lra.
Qed.
End Count.
