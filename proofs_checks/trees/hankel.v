(* Trees as automata over their features: how many counterexamples and labels there are.

   The learner knows some cuts, s_i of feature i, and between features i and i + 1 as many prefixes as suffixes,
   r_i of each, whose codes are a regular matrix; at the start one of each.  A counterexample yields a new cut or a
   place where a prefix is no mixture of those known (ranks.v), so one of the ranks grows; or more of this.

   Python:   queries(s, d, L) = 1 + s + (d - 1) * (L - 1)
             labels(s, d, L, N) = L * L * (s + d) + (d - 1) * (L - 1) * (1 + L * clg(d - 1))
                                  + s * (1 + clg(d) + clg(N - 1))
   Theorem:  with at most s cuts and ranks of at most L, every run asks at most so many.
   Idea:     the table of feature i has a label for each of r_(i-1) prefixes, s_i + 1 letters and r_i suffixes.
   Tight:    one feature: a cut for each counterexample.

   Speaks for proofs_checks/trees/hankel.py. *)
From Coq Require Import List Arith Lia PeanoNat.
From qlearn.finite Require Import logarithms.
Import ListNotations.

Definition queries (s d L : nat) : nat := 1 + s + (d - 1) * (L - 1).
Definition labels (s d L N : nat) : nat :=
  L * L * (s + d) + (d - 1) * (L - 1) * (1 + L * clg (d - 1)) + s * (1 + clg d + clg (N - 1)).

(* The known cuts of each feature, the rank after each feature but the last. *)
Fixpoint total (l : list nat) : nat := match l with [] => 0 | x :: l => x + total l end.
Fixpoint larger (l : list nat) (i : nat) : list nat :=
  match l, i with
  | [], _ => []
  | x :: l, 0 => S x :: l
  | x :: l, S i => x :: larger l i
  end.

(* The table: before is the rank before the first of these features. *)
Fixpoint table (before : nat) (cuts ranks : list nat) : nat :=
  match cuts, ranks with
  | [], _ => 0
  | s :: cuts, r :: ranks => before * (s + 1) * r + table r cuts ranks
  | s :: cuts, [] => before * (s + 1) + table 1 cuts []
  end.

Lemma total_larger l i : i < length l -> total (larger l i) = S (total l).
Proof.
  revert i. induction l as [|x l IH]; intros [|i] I; cbn in *; try lia. rewrite IH by lia. lia.
Qed.

Lemma length_larger l i : length (larger l i) = length l.
Proof. revert i. induction l as [|x l IH]; intros [|i]; cbn; congruence. Qed.

Lemma ones n : total (repeat 1 n) = n.
Proof. induction n; cbn in *; lia. Qed.

Lemma zeros n : total (repeat 0 n) = 0.
Proof. induction n; cbn in *; lia. Qed.

Section Run.
Variables (d N L s : nat).

(* [runs cuts ranks q e]: after q counterexamples, e labels were asked besides the table's.
   [found] is what one of them
   leads to: one thing at least. *)
Inductive finds : list nat -> list nat -> nat -> list nat -> list nat -> nat -> Prop :=
| a_cut cuts ranks e i more : i < length cuts -> more <= 1 + clg d + clg (N - 1) ->
  finds cuts ranks e (larger cuts i) ranks (e + more)
| a_rank cuts ranks e i more : i < length ranks -> more <= 1 + L * clg (d - 1) ->
  finds cuts ranks e cuts (larger ranks i) (e + more).

Inductive runs : list nat -> list nat -> nat -> nat -> Prop :=
| begin : runs (repeat 0 d) (repeat 1 (d - 1)) 0 0
| counterexample cuts ranks q e cuts' ranks' e' : runs cuts ranks q e -> finds cuts ranks e cuts' ranks' e' ->
  runs cuts' ranks' (S q) e'
| again cuts ranks q e cuts' ranks' e' : runs cuts ranks q e -> finds cuts ranks e cuts' ranks' e' ->
  runs cuts' ranks' q e'.

Lemma runs_count cuts ranks q e : runs cuts ranks q e ->
  length cuts = d /\ length ranks = d - 1 /\ d - 1 <= total ranks /\ q + (d - 1) <= total cuts + total ranks
  /\ e <= (total ranks - (d - 1)) * (1 + L * clg (d - 1)) + total cuts * (1 + clg d + clg (N - 1)).
Proof.
  assert (forall cuts ranks e cuts' ranks' e', finds cuts ranks e cuts' ranks' e' ->
    length cuts' = length cuts /\ length ranks' = length ranks /\
    (total cuts' = S (total cuts) /\ total ranks' = total ranks /\ e' <= e + (1 + clg d + clg (N - 1)) \/
     total cuts' = total cuts /\ total ranks' = S (total ranks) /\ e' <= e + (1 + L * clg (d - 1)))) as F.
  { intros ? ? ? ? ? ? []; rewrite length_larger, total_larger by assumption; repeat split; [left|right]; lia. }
  set (u := 1 + clg d + clg (N - 1)) in *. set (v := 1 + L * clg (d - 1)) in *.
  induction 1 as [|cuts ranks q e cuts' ranks' e' R (A & B & P & Q & E) Find
                  |cuts ranks q e cuts' ranks' e' R (A & B & P & Q & E) Find].
  - rewrite !repeat_length, ones, zeros. lia.
  - apply F in Find. destruct Find as (C1 & C2 & [(T1 & T2 & M)|(T1 & T2 & M)]); rewrite T1, T2;
      [|replace (S (total ranks) - (d - 1)) with (S (total ranks - (d - 1))) by lia]; repeat split; lia.
  - apply F in Find. destruct Find as (C1 & C2 & [(T1 & T2 & M)|(T1 & T2 & M)]); rewrite T1, T2;
      [|replace (S (total ranks) - (d - 1)) with (S (total ranks - (d - 1))) by lia]; repeat split; lia.
Qed.

Lemma total_few l : Forall (fun r => r <= L) l -> total l <= length l * L.
Proof. intros H. induction H; cbn in *; lia. Qed.

Lemma table_few cuts ranks before : 1 <= L -> before <= L -> Forall (fun r => r <= L) ranks ->
  table before cuts ranks <= L * L * (total cuts + length cuts).
Proof.
  revert ranks before. induction cuts as [|c cuts IH]; intros ranks before P B F; cbn; [lia|].
  destruct F as [|r ranks Hr F].
  - specialize (IH [] 1 P P (Forall_nil _)). cbn in IH.
    assert (before * (c + 1) <= L * L * (c + 1)) by (apply Nat.mul_le_mono_r; nia). nia.
  - specialize (IH ranks r P Hr F).
    assert (before * (c + 1) * r <= L * L * (c + 1)) by (pose proof (Nat.mul_le_mono before L r L B Hr); nia). nia.
Qed.

Theorem run_bound cuts ranks q e : 1 <= L -> runs cuts ranks q e -> total cuts <= s -> Forall (fun r => r <= L) ranks ->
  q + 1 <= queries s d L /\ table 1 cuts ranks + e <= labels s d L N.
Proof.
  intros P R S F. destruct (runs_count cuts ranks q e R) as (A & B & C & Q & E).
  pose proof (total_few ranks F) as T. rewrite B in T.
  assert (total ranks - (d - 1) <= (d - 1) * (L - 1)) as G by (rewrite Nat.mul_sub_distr_l; lia).
  pose proof (table_few cuts ranks 1 P P F) as H. rewrite A in H. unfold queries, labels. split; [lia|].
  pose proof (Nat.mul_le_mono_r _ _ (1 + L * clg (d - 1)) G).
    pose proof (Nat.mul_le_mono_r _ _ (1 + clg d + clg (N - 1)) S).
  pose proof (Nat.mul_le_mono_l (total cuts + d) (s + d) (L * L) ltac:(lia)). lia.
Qed.
End Run.

Theorem bound_attained s L N : exists cuts q, runs 1 N L cuts [] q 0 /\ total cuts = s /\ q + 1 = queries s 1 L.
Proof.
  exists [s], s. split; [|split; [cbn; lia|unfold queries; cbn; lia]].
  induction s as [|s IH]; [apply (begin 1 N L)|].
  apply (counterexample 1 N L [s] [] s 0 [S s] [] 0 IH).
  change [S s] with (larger [s] 0). apply (a_cut 1 N L [s] [] 0 0 0); cbn; lia.
Qed.
