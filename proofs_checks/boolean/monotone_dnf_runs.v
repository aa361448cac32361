(* The bounds of the learner of monotone DNF (monotone_dnf.v) are met: for every m with 1 <= m <= n there is a target of
   m terms, and a run with m + 1 equivalence queries and m (n - 1) + 1 membership queries.

   Idea:    the terms of all variables but one.  The first counterexample is 1 everywhere, the others are the terms
            that were not found by it; nothing can be dropped from these.
   Speaks for monotone_dnf.py.                                                                                    *)
From Coq Require Import List Arith Lia Bool Permutation.
From qlearn.finite Require Import lists.
From qlearn.boolean Require Import conjunctions elimination monotone_dnf.
Import ListNotations.

(* The terms of all variables but one, the first m of them. *)
Definition all_but_one (n m : nat) : list term := map (one_zero n) (seq 0 m).

Lemma one_zero_length n i : length (one_zero n i) = n.
Proof. revert i. induction n as [|n IH]; intros [|i]; cbn; auto. now rewrite repeat_length. Qed.

Lemma one_zero_size n i : i < n -> size (one_zero n i) = n - 1.
Proof.
  revert i. induction n as [|n IH]; intros [|i] H; cbn; try lia; [rewrite size_all; lia|]. rewrite IH by lia. lia.
Qed.

Lemma all_ones_above n j : j < n -> accepts (repeat true n) (one_zero n j) = false.
Proof. revert j. induction n as [|n IH]; intros [|j] J; cbn; [lia..|reflexivity|apply IH; lia]. Qed.

Lemma one_zero_below n i j : i < n -> j < n -> accepts (one_zero n i) (one_zero n j) = true -> i = j.
Proof.
  revert i j. induction n as [|n IH]; intros [|i] [|j] I J A; cbn in *; try lia; try discriminate.
  - rewrite all_ones_above in A by lia. discriminate.
  - f_equal. apply IH; [lia|lia|exact A].
Qed.

Lemma none_below n m t u : m <= n -> In t (all_but_one n m) -> In u (all_but_one n m) -> accepts u t = true -> u = t.
Proof.
  intros M T U A. apply in_map_iff in T, U. destruct T as (i & <- & I), U as (j & <- & J). apply in_seq in I, J.
  f_equal. apply (one_zero_below n); auto; lia.
Qed.

Lemma all_but_one_lengths n m : Forall (fun t => length t = n) (all_but_one n m).
Proof. apply Forall_map, Forall_forall. intros i _. apply one_zero_length. Qed.

Lemma all_but_one_NoDup n m : m <= n -> NoDup (all_but_one n m).
Proof.
  intros M. unfold all_but_one. enough (forall l, NoDup l -> (forall i, In i l -> i < n) -> NoDup (map (one_zero n) l))
    as H by (apply H; [apply seq_NoDup|intros i I; apply in_seq in I; lia]).
  induction 1 as [|i l NI N IH]; intros B; cbn; constructor; [|apply IH; intros j J; apply B; now right].
  intros I. apply in_map_iff in I. destruct I as (j & E & J). apply NI.
  rewrite (one_zero_below n i j); [exact J|apply B; now left|apply B; now right|]. rewrite E. apply part_of_itself.
Qed.

(* Each of the terms is a counterexample until it is found. *)
Lemma term_by_term n m rest found q : m <= n -> run n (some_accepts (all_but_one n m)) found q ->
  NoDup (rest ++ found) -> incl (rest ++ found) (all_but_one n m) -> exists found',
  run n (some_accepts (all_but_one n m)) found' (q + length rest * (n - 1))
  /\ length found' = length rest + length found.
Proof.
  intros M. set (f := some_accepts (all_but_one n m)). revert found q.
  induction rest as [|t rest IH]; intros found q R N I.
  - exists found. cbn. rewrite Nat.add_0_r. auto.
  - assert (In t (all_but_one n m)) as T by (apply I; now left).
    assert (length t = n) as Lt by exact (proj1 (Forall_forall _ _) (all_but_one_lengths n m) t T).
    assert (f t = true) as Ft by (apply existsb_exists; exists t; split; [exact T|apply part_of_itself]).
    assert (some_accepts found t = false) as No.
    { apply not_true_iff_false. intros A. apply existsb_exists in A. destruct A as (u & U & A).
      assert (u = t) as -> by (apply (none_below n m); auto; apply I; right; apply in_or_app; now right).
      apply NoDup_cons_iff in N. apply N, in_or_app. now right. }
    destruct (shrink_finds n _ (all_but_one_lengths n m) t Lt Ft) as (T' & A & K). fold f in T', A, K.
    apply (none_below n m t _ M T T') in A.
    assert (size t = n - 1) as St.
    { apply in_map_iff in T. destruct T as (i & <- & Hi). apply in_seq in Hi. apply one_zero_size. lia. }
    pose proof (counterexample n f found q t R Lt ltac:(congruence)) as R'. rewrite A, K, St in R'.
    assert (Permutation ((t :: rest) ++ found) (rest ++ t :: found)) as P by apply Permutation_middle.
    destruct (IH _ _ R') as (found' & R2 & L2).
    + exact (Permutation_NoDup P N).
    + intros u U. apply I. now apply (Permutation_in _ (Permutation_sym P)).
    + exists found'. cbn [length] in *. split; [|lia]. replace (q + S (length rest) * (n - 1))
        with (q + (n - 1) + length rest * (n - 1)) by (cbn; lia). exact R2.
Qed.

Theorem bounds_are_met n m : 1 <= m -> m <= n -> exists terms found q, length terms = m
  /\ Forall (fun t => length t = n) terms /\ run n (some_accepts terms) found q
  /\ length found + 1 = equivalence_bound m /\ q = membership_bound n m.
Proof.
  intros M1 M. set (terms := all_but_one n m). set (ones := repeat true n).
  assert (length ones = n) as Lo by apply repeat_length.
  assert (some_accepts terms ones = true) as Fo.
  { apply existsb_exists. exists (one_zero n 0). split; [apply in_map, in_seq; lia|].
    unfold ones. rewrite <- (one_zero_length n 0) at 2. apply part_of_all. }
  destruct (shrink_finds n _ (all_but_one_lengths n m) ones Lo Fo) as (T & _ & K). fold terms in T, K.
  pose proof (counterexample n _ [] 0 ones (begin n (some_accepts terms)) Lo ltac:(rewrite Fo; discriminate)) as R.
  set (r := fst (shrink (some_accepts terms) ones)) in *. destruct (in_split r terms T) as (l1 & l2 & E).
  pose proof (all_but_one_NoDup n m M) as N. fold terms in N. rewrite E in N.
  destruct (term_by_term n m (l1 ++ l2) [r] _ M R) as (found & R2 & L).
  - apply (Permutation_NoDup (l := r :: l1 ++ l2)); [apply Permutation_cons_append|].
    constructor; [exact (NoDup_remove_2 _ _ _ N)|exact (NoDup_remove_1 _ _ _ N)].
  - fold terms. rewrite E. intros u U. rewrite !in_app_iff in *. cbn in *. tauto.
  - assert (length (l1 ++ l2) + 1 = m) as Lm.
    { transitivity (length terms); [rewrite E, !app_length; cbn; lia|]. unfold terms, all_but_one.
      now rewrite map_length, seq_length. }
    do 3 eexists. split; [|split; [apply (all_but_one_lengths n m)|split; [exact R2|]]].
    + unfold all_but_one. now rewrite map_length, seq_length.
    + rewrite K. unfold ones, equivalence_bound, membership_bound. rewrite size_all. cbn [length] in L.
      assert (m = S (length (l1 ++ l2))) as E' by lia. rewrite E'. cbn [Nat.mul]. split; lia.
Qed.

(* The terms {} and {1} of one variable: the target accepts all, and the second is never found. *)
Theorem larger_terms_are_not_found : exists found q, let terms := [[false]; [true]] in
  run 1 (some_accepts terms) found q /\ (forall x, length x = 1 -> some_accepts found x = some_accepts terms x)
  /\ ~ In [true] found /\ length found + 1 < equivalence_bound (length terms).
Proof.
  exists [[false]], 1. cbn zeta.
  pose proof (counterexample 1 (some_accepts [[false]; [true]]) [] 0 [true] (begin _ _) eq_refl) as R.
  split; [apply R; discriminate|]. split; [intros [|b [|]] L; try discriminate; reflexivity|].
  split; [intros [E|[]]; discriminate|cbn; lia].
Qed.
