(* A box from counterexamples, by the majority of all boxes that are still possible.

   The class is all boxes of a grid with N values on each of d features, and nothing.  When one concept remains,
   it is the target, and is not asked.

   Python:   queries(d, N) = floor_lg(1 + (N * (N + 1) // 2) ** d)
   Theorem:  the class has 1 + (N (N + 1)/2)^d concepts, and every run asks at most so many equivalence queries.
   Idea:     a query is asked while two concepts remain, and each counterexample leaves at most half.
   Tight:    a grid of a single point.

   Speaks for proofs_checks/trees/box_halving.py. *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import classes equivalence_queries counterexamples halving.
Import ListNotations.

Notation sides := (list (nat * nat)).

Definition intervals (N : nat) : list (nat * nat) := flat_map (fun a => map (pair a) (seq a (N - a))) (seq 0 N).
Fixpoint boxes (d N : nat) : list sides :=
  match d with
  | 0 => [[]]
  | S d => map (fun sb => fst sb :: snd sb) (list_prod (intervals N) (boxes d N))
  end.

Fixpoint inside (b : sides) (x : list nat) : bool :=
  match b, x with
  | [], _ => true
  | (low, high) :: b, v :: x => (low <=? v) && (v <=? high) && inside b x
  | _, [] => false
  end.

Definition class (d N : nat) : list (list nat -> bool) := (fun _ => false) :: map inside (boxes d N).
Definition queries (d N : nat) : nat := Nat.log2 (1 + (N * (N + 1) / 2) ^ d).

Lemma intervals_from N first m : first + m = N ->
  2 * length (flat_map (fun a => map (pair a) (seq a (N - a))) (seq first m)) = m * (m + 1).
Proof.
  revert first. induction m as [|m IH]; intros first E; [reflexivity|]. cbn [seq flat_map].
  rewrite app_length, map_length, seq_length. specialize (IH (S first) ltac:(lia)). nia.
Qed.

Lemma intervals_length N : length (intervals N) = N * (N + 1) / 2.
Proof.
  pose proof (intervals_from N 0 N ltac:(lia)) as H. unfold intervals. rewrite <- H, Nat.mul_comm, Nat.div_mul; lia.
Qed.

Theorem class_size d N : length (class d N) = 1 + (N * (N + 1) / 2) ^ d.
Proof.
  assert (length (boxes d N) = (N * (N + 1) / 2) ^ d) as E.
  { induction d as [|d IH]; [reflexivity|]. cbn [boxes Nat.pow].
    now rewrite map_length, prod_length, IH, intervals_length. }
  unfold class. cbn [length]. now rewrite map_length, E.
Qed.

Section Runs.
Variables (points : list (list nat)) (d N : nat).

(* The counterexamples so far, and one more query, which is asked as two concepts remain at least. *)
Theorem run_bound t told : run points (halving _ (class d N)) t told ->
  2 <= length (remaining (class d N) told) -> length told + 1 <= queries d N.
Proof.
  intros R Two. pose proof (counterexamples_halve _ points _ t told R) as H. unfold queries. rewrite <- class_size.
  apply Nat.log2_le_pow2; [cbn; lia|]. rewrite Nat.add_1_r, Nat.pow_succ_r'.
  pose proof (Nat.mul_le_mono_l _ _ (2 ^ length told) Two). lia.
Qed.

(* What is left at the end is the target. *)
Theorem target_left t told : In t (class d N) -> run points (halving _ (class d N)) t told ->
  length (remaining (class d N) told) <= 1 -> remaining (class d N) told = [t].
Proof.
  intros I R One. pose proof (target_remains _ points _ _ t told I R) as L.
  destruct (remaining (class d N) told) as [|c [|c' rest]]; [contradiction| |cbn in One; lia].
  destruct L as [->|[]]. reflexivity.
Qed.
End Runs.

Theorem bound_attained : exists told, run [[0]] (halving _ (class 1 1)) (fun _ => false) told /\
  2 <= length (remaining (class 1 1) told) /\ length told + 1 = queries 1 1.
Proof. exists []. split; [apply begin|]. split; [cbn; lia|reflexivity]. Qed.

(* In other words, for N a power of two: at most 2 d lg N. *)
Theorem within_two_d_lg d k : 1 <= d -> 1 <= k -> queries d (2 ^ k) <= 2 * d * k.
Proof.
  intros D K. unfold queries. pose proof (Nat.pow_nonzero 2 k ltac:(lia)).
  assert (2 <= 2 ^ k) as Two by (pose proof (Nat.pow_le_mono_r 2 1 k ltac:(lia) K); cbn in *; lia).
  set (n := 2 ^ k) in *. set (b := n * (n + 1) / 2).
  destruct d as [|d]; [lia|]. clear D.
  assert (b + 1 <= n * n) as B.
  { unfold b. pose proof (Nat.div_mod_eq (n * (n + 1)) 2). assert (n * (n + 1) + 2 <= 2 * (n * n)) by nia. lia. }
  assert (1 + b ^ S d <= (n * n) ^ S d) as P.
  { clear -B. induction d as [|d IH]; [rewrite !Nat.pow_1_r; lia|].
    rewrite (Nat.pow_succ_r' b), (Nat.pow_succ_r' (n * n)). nia. }
  assert ((n * n) ^ S d = 2 ^ (2 * S d * k)) as E.
  { unfold n. rewrite <- Nat.pow_add_r, <- Nat.pow_mul_r. f_equal. lia. }
  rewrite E in P. pose proof (Nat.log2_le_mono _ _ P) as L. now rewrite Nat.log2_pow2 in L by lia.
Qed.
