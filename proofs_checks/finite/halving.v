(* The halving algorithm: any finite class from counterexamples, by majority vote (Littlestone 1988, Angluin 1988).

   The target is one of N concepts.  The learner proposes at every point the label that most of the remaining concepts
   have there, a tie votes 1; the teacher says yes, or gives a point where the proposal is wrong.
   Python:  bounds: floor(lg N) + 1 equivalence queries at most, lower: L + 1 for Littlestone dimension L
   Theorem: there are at most floor(lg N) counterexamples; after that many the proposal is the target; the target always
            remains; and EVERY learner meets L counterexamples for some target (littlestone.v), where 2^L <= N.
   Idea:    a counterexample contradicts the majority, so at most half of the remaining concepts survive.
   Tight:   all 2^n labellings of n points: n counterexamples for some target.
   Speaks for halving.py (qlearn/learners/finite/halving.py).                                                  *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import classes equivalence_queries counterexamples littlestone.
Import ListNotations.

Definition bound (N : nat) : nat := Nat.log2 N + 1.
Definition lower (L : nat) : nat := L + 1.

Section Halving.
Variables (Point : Type) (points : list Point).
Notation concept := (Point -> bool).
Notation class := (list concept).
Notation run := (run points).

(* ---- the algorithm ----------------------------------------------------------------------------------------- *)
(* the majority of what remains: Python compares twice remaining.sum(axis=0), those that say 1, with their number *)
Definition halving (V : class) : learner Point := fun told => majority (remaining V told).

(* ---- every run --------------------------------------------------------------------------------------------- *)
Lemma counterexamples_halve V t told : run (halving V) t told ->
  2 ^ length told * length (remaining V told) <= length V.
Proof.
  induction 1 as [|told x R IH Hx D]; cbn [length remaining]; [cbn; lia|].
  pose proof (wrong_halves _ _ _ D) as H. rewrite Nat.pow_succ_r'. nia.
Qed.

Lemma few_counterexamples V t told : In t V -> run (halving V) t told -> length told <= Nat.log2 (length V).
Proof.
  intros I R. pose proof (counterexamples_halve V t told R) as H.
  pose proof (not_empty _ t (target_remains _ points V _ t told I R)) as One.
  pose proof (not_empty _ t I). apply Nat.log2_le_pow2; nia.
Qed.

(* The counterexamples and the final yes. *)
Theorem run_bound V t told : In t V -> run (halving V) t told -> length told + 1 <= bound (length V).
Proof. intros I R. pose proof (few_counterexamples V t told I R). unfold bound. lia. Qed.

(* Python's `Inconsistent` is never raised for a target of the class. *)
Theorem never_inconsistent V t told : In t V -> run (halving V) t told -> In t (remaining V told).
Proof. apply target_remains. Qed.

(* If floor(lg N) counterexamples were given, the teacher must say yes now. *)
Theorem ends_in_the_target V t told : In t V -> run (halving V) t told -> length told = Nat.log2 (length V) ->
  forall x, In x points -> halving V told x = t x.
Proof.
  intros I R E x Hx. destruct (bool_dec (halving V told x) (t x)) as [Same|Differ]; [exact Same|].
  pose proof (few_counterexamples V t _ I (counterexample _ _ _ told x R Hx Differ)) as C. cbn in C. lia.
Qed.

(* ---- every learner ----------------------------------------------------------------------------------------- *)
Theorem every_learner_is_forced V (L : learner Point) : V <> [] ->
  exists t told, In t V /\ run L t told /\ length told + 1 = lower (dimension points V).
Proof.
  intros N. destruct (littlestone.every_learner_is_forced _ points V L N) as (t & told & I & R & E).
  exists t, told. unfold lower. auto.
Qed.

(* Some learner needs no more than that: the standard optimal algorithm. *)
Theorem so_many_are_enough V t told : In t V -> run (optimal Point points V) t told ->
  length told + 1 <= lower (dimension points V).
Proof. intros I R. pose proof (optimal_bound _ _ V t told I R). unfold lower. lia. Qed.

(* The lower bound never passes the upper one. *)
Theorem lower_at_most_bound V : V <> [] -> lower (dimension points V) <= bound (length V).
Proof.
  intros N. pose proof (size_of_a_class _ points V N) as S. apply Nat.log2_le_mono in S.
  rewrite Nat.log2_pow2 in S by lia. unfold lower, bound. lia.
Qed.
End Halving.

(* Of a target outside the class nothing may remain. *)
Theorem nothing_may_remain : exists (V : list (nat -> bool)) (t : nat -> bool) told,
  V <> [] /\ run [0] (halving nat V) t told /\ remaining V told = [].
Proof.
  exists [fun _ => true], (fun _ => false), [(0, false)]. split; [discriminate|]. split; [|reflexivity].
  apply (counterexample _ (halving nat [fun _ => true]) (fun _ => false) [] 0); [apply begin|now left|discriminate].
Qed.

(* ---- attained ---------------------------------------------------------------------------------------------- *)
(* On the labellings of n points every learner meets the bound, so the algorithm too; and the bounds are one. *)
Theorem all_labellings_cost_the_bound n (L : learner nat) : exists t told,
  In t (labellings n) /\ run (seq 0 n) L t told /\ length told + 1 = bound (length (labellings n)).
Proof.
  destruct (every_learner_is_forced _ (seq 0 n) (labellings n) L) as (t & told & I & R & E).
  - intros N. pose proof (labellings_length n) as H. rewrite N in H. cbn in H. pose proof (Nat.pow_nonzero 2 n). lia.
  - exists t, told. rewrite dimension_of_all_labellings in E. unfold lower in E. unfold bound.
    rewrite labellings_length, Nat.log2_pow2 by lia. auto.
Qed.

Corollary halving_attains_its_bound n : exists t told, In t (labellings n)
  /\ run (seq 0 n) (halving _ (labellings n)) t told /\ length told + 1 = bound (length (labellings n)).
Proof. apply all_labellings_cost_the_bound. Qed.
