(* Sums c_1 m_1^i + ... + c_t m_t^i from their first terms, over any field: what a sparse polynomial's values at powers
   of the primes are (Ben-Or and Tiwari 1988; Prony 1795).

   Python:  bounds: exactly 2 T values, lower: T
   Theorem (prony): the terms obey the recurrence whose polynomial vanishes at the nodes.
            (weights_vanish): if the first t terms of a sum with t different nodes are 0, all weights are 0.
            (determined): two sums with at most T summands each, whose first 2 T terms are the same, are the same
            sum: their difference has at most 2 T summands, and is 0 in every term.
   Idea:    each term less the last node times the one before is a sum without the last node.
   Tight:   x and y differ, but at t - 1 terms a sum with t nodes may be 0 throughout.
   That different monomials have different nodes is unique factorisation (ben_or_tiwari.py).
   Speaks for ben_or_tiwari.py (qlearn/learners/kernels/ben_or_tiwari.py).                                          *)
From Coq Require Import List Arith Lia Field.
From qlearn.finite Require Import lists dialogues.
From qlearn.linear Require Import kernel.
Import ListNotations.

Definition bound (T : nat) : nat := 2 * T.
Definition lower (T : nat) : nat := T.

Section Sums.
Context {F : field}.
Add Field F_is_a_field : (laws F).
Notation terms := (list (F * F)).  (* nodes and weights *)

Fixpoint power (m : F) (i : nat) : F := match i with O => 1 | S i' => m * power m i' end.

Fixpoint sum (s : terms) (i : nat) : F := match s with [] => 0 | (m, c) :: s' => c * power m i + sum s' i end.

Lemma sum_app s s' i : sum (s ++ s') i = sum s i + sum s' i.
Proof. induction s as [|(m, c) s IH]; cbn; [ring|]. rewrite IH. ring. Qed.

(* The node m taken out: weights c_j (m_j - m). *)
Definition without (m : F) (s : terms) : terms := map (fun t => (fst t, snd t * (fst t - m))) s.

Lemma without_sum m s i : sum (without m s) i = sum s (S i) - m * sum s i.
Proof. induction s as [|(a, c) s IH]; cbn; [ring|]. unfold without in IH. rewrite IH. ring. Qed.

(* Prony: the recurrence.  A polynomial is its coefficients, the constant first. *)
Fixpoint at_ (q : list F) (m : F) : F := match q with [] => 0 | a :: q' => a + m * at_ q' m end.

Fixpoint recurrence (q : list F) (s : terms) (i : nat) : F :=
  match q with [] => 0 | a :: q' => a * sum s i + recurrence q' s (S i) end.

Lemma recurrence_one q m c i : recurrence q [(m, c)] i = c * power m i * at_ q m.
Proof. revert i. induction q as [|a q IH]; intros i; cbn [recurrence at_ sum]; [ring|]. rewrite IH. cbn [power]. ring. Qed.

Lemma recurrence_app q s s' i : recurrence q (s ++ s') i = recurrence q s i + recurrence q s' i.
Proof. revert i. induction q as [|a q IH]; intros i; cbn [recurrence]; [ring|]. rewrite sum_app, IH. ring. Qed.

Theorem prony q s i : (forall m c, In (m, c) s -> at_ q m = 0) -> recurrence q s i = 0.
Proof.
  intros H. induction s as [|(m, c) s IH].
  - clear. revert i. induction q as [|a q IH]; intros i; cbn; [ring|]. rewrite IH. cbn. ring.
  - change ((m, c) :: s) with ([(m, c)] ++ s). rewrite recurrence_app, recurrence_one, (H m c) by now left.
    rewrite IH; [ring|]. intros m' c' I. apply (H m' c'). now right.
Qed.

(* One node that is no root, and the sequence does not obey. *)
Theorem other_nodes_do_not_obey q m c : at_ q m <> 0 -> c <> 0 -> recurrence q [(m, c)] 0 <> 0.
Proof.
  intros R C E. rewrite recurrence_one in E. cbn [power] in E. apply C.
  transitivity (c * 1 * at_ q m / at_ q m); [field; exact R|]. rewrite E. field. exact R.
Qed.

(* ---- Vandermonde ---------------------------------------------------------------------------------------------- *)
Theorem weights_vanish (s : terms) : NoDup (map fst s) -> (forall i, i < length s -> sum s i = 0) ->
  forall m c, In (m, c) s -> c = 0.
Proof.
  remember (length s) as n eqn:E. revert s E. induction n as [|n IH]; intros [|(m, c) s] E N Z a b I; try discriminate.
  - destruct I.
  - injection E as E. cbn in N. inversion N as [|m' l Out N']; subst m' l.
    assert (Rest : forall a b, In (a, b) s -> b = 0).
    { intros a' b' I'. assert (W : b' * (a' - m) = 0).
      { apply (IH (without m s)) with (m := a').
        - unfold without. now rewrite map_length.
        - unfold without. rewrite map_map. exact N'.
        - intros i L. transitivity (sum (without m ((m, c) :: s)) i).
          + change (without m ((m, c) :: s)) with ((m, c * (m - m)) :: without m s). cbn [sum]. ring.
          + rewrite without_sum, !Z by lia. ring.
        - unfold without. apply in_map_iff. now exists (a', b'). }
      assert (Dif : a' - m <> 0).
      { intros D. apply Out. apply in_map_iff. exists (a', b'). split; [|exact I']. cbn.
        transitivity (a' - m + m); [ring|]. rewrite D. ring. }
      transitivity (b' * (a' - m) / (a' - m)); [field; exact Dif|]. rewrite W. field. exact Dif. }
    assert (Zero : sum s 0 = 0).
    { clear - Rest. induction s as [|(a, b) s IH]; cbn; [reflexivity|]. rewrite (Rest a b) by now left.
      rewrite IH; [ring|]. intros x y J. apply (Rest x y). now right. }
    destruct I as [I|I]; [|exact (Rest a b I)]. injection I as <- <-.
    specialize (Z 0%nat ltac:(lia)). cbn in Z. rewrite Zero in Z. transitivity (c * 1 + 0); [ring|exact Z].
Qed.

(* One term fewer is not enough. *)
Theorem one_term_fewer_is_not_enough (x y : F) : x <> y ->
  exists s : terms, NoDup (map fst s) /\ length s = 2%nat /\ (forall i, i < 1 -> sum s i = 0) /\ exists m c, In (m, c) s /\ c <> 0.
Proof.
  intros N. exists [(x, 1); (y, - (1))]. repeat split.
  - cbn. constructor; [|constructor; [intros []|constructor]]. intros [E|[]]. now apply N.
  - intros i I. replace i with 0%nat by lia. cbn. ring.
  - exists x, 1. split; [now left|]. exact (F_1_neq_0 (laws F)).
Qed.

(* ---- two sums ------------------------------------------------------------------------------------------------- *)
Definition negated (s : terms) : terms := map (fun t => (fst t, - snd t)) s.

Lemma negated_sum s i : sum (negated s) i = - sum s i.
Proof. unfold negated. induction s as [|(m, c) s IH]; cbn; [ring|]. rewrite IH. ring. Qed.

(* Like nodes brought together. *)
Fixpoint added (m c : F) (s : terms) : terms :=
  match s with
  | [] => [(m, c)]
  | (a, b) :: s' => if equal F a m then (a, b + c) :: s' else (a, b) :: added m c s'
  end.

Definition gathered (s : terms) : terms := fold_right (fun t s' => added (fst t) (snd t) s') [] s.

Lemma added_sum m c s i : sum (added m c s) i = c * power m i + sum s i.
Proof. induction s as [|(a, b) s IH]; cbn; [ring|]. destruct (equal F a m) as [->|]; cbn; [ring|]. rewrite IH. ring. Qed.

Lemma added_nodes m c s x : In x (map fst (added m c s)) <-> x = m \/ In x (map fst s).
Proof.
  induction s as [|(a, b) s IH]; cbn; [intuition congruence|]. destruct (equal F a m) as [->|N]; cbn; [intuition congruence|].
  rewrite IH. intuition congruence.
Qed.

Lemma added_distinct m c s : NoDup (map fst s) -> NoDup (map fst (added m c s)).
Proof.
  induction s as [|(a, b) s IH]; cbn; intros N; [constructor; [intros []|constructor]|].
  inversion N as [|x l Out N']; subst. destruct (equal F a m) as [E|Dif]; cbn; [now constructor|].
  constructor; [|now apply IH]. rewrite added_nodes. intros [E|I]; [congruence|contradiction].
Qed.

Lemma added_length m c s : length (added m c s) <= S (length s).
Proof. induction s as [|(a, b) s IH]; cbn; [lia|]. destruct (equal F a m); cbn; lia. Qed.

Lemma gathered_sum s i : sum (gathered s) i = sum s i.
Proof. induction s as [|(m, c) s IH]; cbn; [reflexivity|]. rewrite added_sum. unfold gathered in IH. now rewrite IH. Qed.

Lemma gathered_distinct s : NoDup (map fst (gathered s)).
Proof. induction s as [|(m, c) s IH]; cbn; [constructor|]. now apply added_distinct. Qed.

Lemma gathered_length s : length (gathered s) <= length s.
Proof.
  induction s as [|(m, c) s IH]; cbn; [lia|].
  pose proof (added_length m c (gathered s)) as H. unfold gathered in *. lia.
Qed.

Lemma zero_weights s i : (forall m c, In (m, c) s -> c = 0) -> sum s i = 0.
Proof.
  induction s as [|(m, c) s IH]; intros H; cbn; [reflexivity|]. rewrite (H m c) by now left.
  rewrite IH; [ring|]. intros a b I. apply (H a b). now right.
Qed.

Theorem determined T (s s' : terms) : length s <= T -> length s' <= T ->
  (forall i, i < bound T -> sum s i = sum s' i) -> forall i, sum s i = sum s' i.
Proof.
  intros L L' Same i. set (d := gathered (s ++ negated s')).
  assert (E : forall j, sum d j = sum s j - sum s' j).
  { intros j. unfold d. rewrite gathered_sum, sum_app, negated_sum. ring. }
  assert (Z : sum d i = 0).
  { apply zero_weights, weights_vanish; [apply gathered_distinct|]. intros j J. rewrite E, Same; [ring|].
    pose proof (gathered_length (s ++ negated s')) as H. unfold negated in H. rewrite app_length, map_length in H.
    unfold d, negated in J. unfold bound. lia. }
  rewrite E in Z. transitivity (sum s i - sum s' i + sum s' i); [ring|]. rewrite Z. ring.
Qed.

(* 2 T - 1 terms do not determine it: of one node each, x and y, whose first terms are the same. *)
Theorem two_T_minus_1_are_not_enough (x y : F) : x <> y -> exists s s' : terms,
  length s = 1%nat /\ length s' = 1%nat /\ (forall i, (i < bound 1 - 1)%nat -> sum s i = sum s' i) /\
  sum s 1 <> sum s' 1.
Proof.
  intros N. exists [(x, 1)], [(y, 1)]. repeat split.
  - intros i I. unfold bound in I. replace i with 0%nat by lia. cbn. ring.
  - cbn. intros E. apply N. transitivity (1 * (x * 1) + 0); [ring|]. rewrite E. ring.
Qed.

(* ---- the learner ---------------------------------------------------------------------------------------------- *)
Definition learner {O} (T : nat) (end_with : list F -> O) : dialogue nat F O :=
  bind (each (fun i => Ask i Done) (seq 0 (bound T))) (fun answers => Done (end_with answers)).

Theorem run_bound {O} (teacher : nat -> F) T (end_with : list F -> O) : count teacher (learner T end_with) = bound T.
Proof. unfold learner. rewrite count_bind, count_each_once, seq_length by reflexivity. unfold count. cbn. lia. Qed.

Theorem one_fewer_is_not_asked {O} (teacher : nat -> F) T (end_with : list F -> O) :
  ~ count teacher (learner T end_with) < bound T.
Proof. rewrite run_bound. lia. Qed.
End Sums.
