(* How often two concepts drawn from those left disagree, and how the risks of stopping too early add up.

   Python:  patience(v) = ceil(v^2 ln(v (v - 1)/delta)/(2 eps (v - 1))) in qlearn/learners/finite/query_by_committee.py
   Theorem: disagree: of v concepts, j on one side of a point, 1 <= j < v, two draws disagree with probability
            2 j (v - j)/v^2 >= 2 (v - 1)/v^2 (one_against_all attains it);
            risks: the sum of delta/(v (v - 1)) over v = 2, .., N is delta (1 - 1/N).
   Idea:    j (v - j) - (v - 1) = (j - 1) (v - j - 1), and 1/(v (v - 1)) = 1/(v - 1) - 1/v.                            *)
From Coq Require Import Reals Lra Lia.
Open Scope R_scope.

(* The probability that two draws, of v concepts, fall on two sides of j and v - j. *)
Definition apart (j v : R) : R := j / v * ((v - j) / v) + (v - j) / v * (j / v).

Theorem disagree j v : 1 <= j -> j <= v - 1 -> 2 * (v - 1) / v ^ 2 <= apart j v.
Proof.
  intros J V. replace (apart j v) with (2 * (v - 1) / v ^ 2 + 2 * ((j - 1) * (v - j - 1)) / v ^ 2)
    by (unfold apart; field; lra).
  assert (0 <= 2 * ((j - 1) * (v - j - 1)) / v ^ 2); [|lra].
  apply Rmult_le_pos; [apply Rmult_le_pos; [lra|apply Rmult_le_pos; lra]|].
  left. apply Rinv_0_lt_compat, pow_lt. lra.
Qed.

Theorem one_against_all v : 2 <= v -> apart 1 v = 2 * (v - 1) / v ^ 2.
Proof. intros V. unfold apart. field. lra. Qed.

(* delta/(v (v - 1)) for v = 2, .., n + 1. *)
Fixpoint risk (delta : R) (n : nat) : R :=
  match n with O => 0 | S m => risk delta m + delta / (INR (S n) * (INR (S n) - 1)) end.

Theorem risks delta n : risk delta n = delta * (1 - 1 / INR (S n)).
Proof.
  induction n as [|n IH]; [cbn; field|]. cbn [risk]. rewrite IH, !S_INR. pose proof (pos_INR n). field. lra.
Qed.
