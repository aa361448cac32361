(* Unbounded search: a threshold t >= 1 that nothing bounds (Bentley and Yao 1976, the doubling search).

   The label of the integer x says whether x >= t.  The learner asks 1, 2, 4, .. until the answer is yes, then
   bisects the last gap.
   Python:  bounds: at most max(1, 2 clg(t)) labels, lower: clg(t)
   Theorem: every run finds t and asks exactly max(1, 2 clg(t)) labels; and EVERY learner that finds each threshold
            in 1, .., T asks clg(T) labels for one of them.
   Idea:    with j = clg(t) >= 1, the answers at 1, 2, .., 2^(j-1) are no and at 2^j yes: j + 1 labels; t is then one
            of 2^(j-1) integers, and bisection asks j - 1 labels for each of these.
   Tight:   the count is exact for every t.
   Premise: Python stops at 2^53, the last integer that float64 counts to; here it stops at 2^last for any `last`,
            and t is at most that.
   Speaks for bisection.py (qlearn/learners/linear/bisection.py: galloping).                                   *)
From Coq Require Import List Arith ZArith Lia.
From qlearn.finite Require Import logarithms information worst_target.
From qlearn.linear Require Import bisection_grid.
Open Scope Z_scope.

(* ---- the algorithm ----------------------------------------------------------------------------------------- *)
(* Python's while loop, with `left` questions until 2^last is answered; then it raises Inconsistent, which is
   written as the output 0 here: no threshold is 0. *)
Fixpoint gallop (left : nat) (low high : Z) : learner Z Z :=
  match left with
  | O => Stop 0
  | S less => Ask high (fun answer =>
      if Nat.eqb answer 1 then between (Z.to_nat (high - low)) low high else gallop less high (2 * high))
  end.

Definition galloping (last : nat) : learner Z Z := gallop (S last) 0 1.
Definition bound (t : nat) : nat := Nat.max 1 (2 * clg t).
Definition lower (t : nat) : nat := clg t.

(* ---- every run --------------------------------------------------------------------------------------------- *)
Lemma clg_is t j : 2 ^ Z.of_nat j < t <= 2 ^ Z.of_nat (S j) -> clg (Z.to_nat t) = S j.
Proof.
  intros H. assert (forall q, Z.of_nat (2 ^ q) = 2 ^ Z.of_nat q) as P by (intros q; now rewrite Nat2Z.inj_pow).
  pose proof (P j). pose proof (P (S j)). apply Nat.le_antisymm.
  - apply clg_spec. lia.
  - apply Nat.nlt_ge. intros C. apply Nat.lt_succ_r, clg_spec in C. lia.
Qed.

(* At the question 2^(j+1), when 2^j was answered no: as many labels follow as 2 clg(t), but for the j + 1 labels that
   were asked. *)
Lemma gallop_exact left j t : 2 ^ Z.of_nat j < t <= 2 ^ Z.of_nat (j + left) ->
  run label (gallop left (2 ^ Z.of_nat j) (2 ^ Z.of_nat (S j))) t = t
  /\ (asked label (gallop left (2 ^ Z.of_nat j) (2 ^ Z.of_nat (S j))) t + S j = 2 * clg (Z.to_nat t))%nat.
Proof.
  revert j. induction left as [|left IH]; intros j T; [rewrite Nat.add_0_r in T; lia|].
  assert (forall i, 2 * 2 ^ Z.of_nat i = 2 ^ Z.of_nat (S i)) as Double.
  { intros i. now rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia. }
  cbn [gallop run asked]. destruct (Z.le_gt_cases t (2 ^ Z.of_nat (S j))) as [H|H].
  - rewrite label_yes by exact H. cbn [Nat.eqb]. specialize (Double j).
    rewrite (clg_is t j) by lia. split.
    + apply between_bound; lia.
    + rewrite (between_power j) by lia. lia.
  - rewrite label_no by lia. cbn [Nat.eqb]. rewrite Double.
    destruct (IH (S j)) as [F C]; [rewrite Nat.add_succ_comm; lia|]. split; [exact F|lia].
Qed.

Theorem finds_with_exactly_the_bound last t : 1 <= t <= 2 ^ Z.of_nat last ->
  run label (galloping last) t = t /\ asked label (galloping last) t = bound (Z.to_nat t).
Proof.
  intros T. unfold galloping, bound. cbn [gallop run asked].
  destruct (Z.le_gt_cases t 1) as [H|H].
  - replace t with 1 by lia. split; reflexivity.
  - rewrite label_no by lia. cbn [Nat.eqb].
    destruct (gallop_exact last 0 t) as [F C]; [split; [exact H|exact (proj2 T)]|].
    change (2 * 1) with (2 ^ Z.of_nat 1). change (gallop last 1) with (gallop last (2 ^ Z.of_nat 0)).
    split; [exact F|]. lia.
Qed.

(* Python raises Inconsistent exactly if no threshold that it can ask for fits. *)
Theorem inconsistent_beyond_the_last last t : 1 <= t -> run label (galloping last) t = 0 <-> 2 ^ Z.of_nat last < t.
Proof.
  intros P. split; intros H.
  - apply Z.nle_gt. intros C. destruct (finds_with_exactly_the_bound last t) as [F _]; lia.
  - assert (forall left j, 2 ^ Z.of_nat (j + left) < 2 * t ->
      forall low, run label (gallop left low (2 ^ Z.of_nat j)) t = 0) as G.
    { intros left. induction left as [|left IH]; intros j B low; [reflexivity|]. cbn [gallop run].
      rewrite label_no.
      - cbn [Nat.eqb]. replace (2 * 2 ^ Z.of_nat j) with (2 ^ Z.of_nat (S j)).
        + apply IH. now rewrite Nat.add_succ_comm.
        + now rewrite Nat2Z.inj_succ, Z.pow_succ_r by lia.
      - assert (2 ^ Z.of_nat (S j) <= 2 ^ Z.of_nat (j + S left)) as M by (apply Z.pow_le_mono_r; lia).
        rewrite Nat2Z.inj_succ, Z.pow_succ_r in M; lia. }
    apply (G (S last) 0%nat). cbn [Nat.add]. rewrite Nat2Z.inj_succ, Z.pow_succ_r; lia.
Qed.

(* ---- every learner ----------------------------------------------------------------------------------------- *)
Theorem every_learner_asks_half_as_many T (L : learner Z Z) : (1 <= T)%nat ->
  (forall t, 1 <= t <= Z.of_nat T -> run label L t = t) ->
  exists t, 1 <= t <= Z.of_nat T /\ (lower T <= asked label L t)%nat.
Proof.
  intros P F. destruct (one_threshold_costs L 1 T P) as (t & R & C).
  - intros t R. apply F. lia.
  - exists t. split; [lia|exact C].
Qed.

(* Knowing T, no more than that is needed: bisection of 1, .., T. *)
Theorem so_many_are_enough_if_T_is_known T t : 1 <= t <= Z.of_nat T ->
  run label (between T 0 (Z.of_nat T)) t = t /\ (asked label (between T 0 (Z.of_nat T)) t <= lower T)%nat.
Proof.
  intros R. unfold lower. replace T with (Z.to_nat (Z.of_nat T - 0)) at 5 by lia. apply between_bound; lia.
Qed.
