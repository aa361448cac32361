(* The most even split in logarithms: D <= floor(K ln(N - 1)) + 1.

   Python:  qlearn/dimensions, the upper bound floor(K ln(N - 1)) + 1 from XTD <= K
   Theorem: if q > K ln(N - 1), N >= 2 and K >= 1, then (N - 1) (K - 1)^q < K^q, and the greedy learner of even_splits.v
            asks at most q points.
   Idea:    1 - 1/K <= exp(-1/K).
   Tight:   N = 3 and K = 2: q = 2 = floor(2 ln 2) + 1 queries are needed.
   Python file: even_splits_logarithm.py.                                                                           *)
From Coq Require Import Reals Lra Lia List Arith.
From qlearn.finite Require Import classes dialogues.
From qlearn.dimensions Require Import star extended_teaching separating_queries even_splits.
Import ListNotations.
Open Scope R_scope.

Lemma minus_one_power k q : (1 <= k)%nat -> INR ((k - 1) ^ q) <= INR (k ^ q) * exp (- (INR q / INR k)).
Proof.
  intros K. assert (1 <= INR k) as R by (apply (le_INR 1); exact K).
  induction q as [|q IH].
  - cbn [Nat.pow INR]. unfold Rdiv. rewrite Rmult_0_l, Ropp_0, exp_0. lra.
  - rewrite !Nat.pow_succ_r', !mult_INR, S_INR, minus_INR by exact K. cbn [INR].
    replace (- ((INR q + 1) / INR k)) with (- (1 / INR k) + - (INR q / INR k)) by (field; lra). rewrite exp_plus.
    pose proof (exp_ineq1_le (- (1 / INR k))) as E.
    assert (INR k - 1 <= INR k * exp (- (1 / INR k))) as A.
    { apply Rle_trans with (INR k * (1 + - (1 / INR k))); [right; field; lra|apply Rmult_le_compat_l; lra]. }
    pose proof (pos_INR ((k - 1) ^ q)).
    replace (INR k * INR (k ^ q) * (exp (- (1 / INR k)) * exp (- (INR q / INR k))))
      with ((INR k * exp (- (1 / INR k))) * (INR (k ^ q) * exp (- (INR q / INR k)))) by ring.
    apply Rmult_le_compat; lra.
Qed.

Theorem logarithms_are_enough N k q : (2 <= N)%nat -> (1 <= k)%nat -> INR k * ln (INR (N - 1)) < INR q ->
  ((N - 1) * (k - 1) ^ q < k ^ q)%nat.
Proof.
  intros HN K H. assert (1 <= INR k) as R by (apply (le_INR 1); exact K).
  assert (1 <= INR (N - 1)) as R' by (apply (le_INR 1); lia).
  assert (0 < INR (k ^ q)) as Pos.
  { apply lt_0_INR. pose proof (Nat.pow_nonzero k q ltac:(lia)). lia. }
  apply INR_lt. rewrite mult_INR. pose proof (minus_one_power k q K) as M.
  assert (INR (N - 1) * exp (- (INR q / INR k)) < 1) as B.
  { rewrite <- (exp_ln (INR (N - 1))) at 1 by lra. rewrite <- exp_plus, <- exp_0. apply exp_increasing.
    assert (ln (INR (N - 1)) < INR q / INR k); [|lra]. apply (Rmult_lt_reg_l (INR k)); [lra|].
    replace (INR k * (INR q / INR k)) with (INR q) by (field; lra). exact H. }
  apply Rle_lt_trans with (INR (N - 1) * (INR (k ^ q) * exp (- (INR q / INR k)))); [apply Rmult_le_compat_l; lra|].
  replace (INR (N - 1) * (INR (k ^ q) * exp (- (INR q / INR k))))
    with (INR (k ^ q) * (INR (N - 1) * exp (- (INR q / INR k)))) by ring.
  rewrite <- (Rmult_1_r (INR (k ^ q))) at 2. apply Rmult_lt_compat_l; assumption.
Qed.

Theorem greedy_by_logarithms {Point} (points : list Point) pick k C q : (forall x, In x points) -> even pick ->
  distinct points C -> taught_with (fun c => In c C) k -> (2 <= length C)%nat -> (1 <= k)%nat ->
  INR k * ln (INR (length C - 1)) < INR q ->
  finds (splits pick (length C) C) (fun c => In c C)
  /\ forall c, In c C -> (count c (splits pick (length C) C) <= q)%nat.
Proof. intros. apply (greedy_by_teaching points) with (k := k); auto. now apply logarithms_are_enough. Qed.
