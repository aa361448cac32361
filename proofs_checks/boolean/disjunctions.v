(* How many counterexamples no learner of disjunctions of k of n variables can avoid.

   Python:  lower: k * floor(lg(n / k)) + 1 equivalence queries, for every learner
   Theorem: EVERY learner that asks equivalence queries, whatever its hypotheses, meets k floor(lg(n / k))
            counterexamples for some OR of k variables (Littlestone 1988).  If k = 1 halving needs no more.
   Idea:    cut the variables into k blocks of 2^a, and take one variable of each.  The point that is 0 outside a
            block, and has there the i-th binary digit of each variable's number, has a free label: the digit of
            the variable that was taken.
   Speaks for winnow.py.                                                                                         *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists equivalence_queries.
From qlearn.boolean Require Import conjunctions elimination winnow.
Import ListNotations.

Lemma meets_app t u x y : length t = length x -> meets (t ++ u) (x ++ y) = meets t x || meets u y.
Proof.
  revert x. induction t as [|r t IH]; intros [|b x] E; try discriminate; [reflexivity|]. injection E as E.
  cbn. now rewrite IH, orb_assoc.
Qed.

Lemma empty_target m x : meets (repeat false m) x = false.
Proof. revert x. induction m as [|m IH]; intros [|b x]; cbn; auto. Qed.

Lemma empty_point m t : meets t (repeat false m) = false.
Proof. revert t. induction m as [|m IH]; intros [|r t]; cbn; auto. rewrite andb_false_r. apply IH. Qed.

Lemma variables_app t u : variables (t ++ u) = variables t + variables u.
Proof. unfold variables. induction t as [|r t IH]; cbn; [reflexivity|]. rewrite IH. lia. Qed.

Lemma variables_none m : variables (repeat false m) = 0.
Proof. unfold variables. induction m; cbn; auto. Qed.

(* ---- every learner ----------------------------------------------------------------------------------------- *)
(* The a binary digits of the numbers below 2^a, and the number whose digits these are, among 2^a variables. *)
Fixpoint digits (a : nat) : list point :=
  match a with
  | 0 => []
  | S a => (repeat false (2 ^ a) ++ repeat true (2 ^ a)) :: map (fun p => p ++ p) (digits a)
  end.

Fixpoint one (labels : list bool) : list bool :=
  match labels with
  | [] => [true]
  | b :: labels => if b then repeat false (2 ^ length labels) ++ one labels
                   else one labels ++ repeat false (2 ^ length labels)
  end.

Lemma one_length labels : length (one labels) = 2 ^ length labels.
Proof. induction labels as [|[] labels IH]; cbn; rewrite ?app_length, ?repeat_length; lia. Qed.

Lemma one_variable labels : variables (one labels) = 1.
Proof. induction labels as [|[] labels IH]; cbn; rewrite ?variables_app, ?variables_none; lia. Qed.

Lemma digits_length a : length (digits a) = a.
Proof. induction a as [|a IH]; cbn; [reflexivity|]. now rewrite map_length, IH. Qed.

Lemma digits_points a : Forall (fun p => length p = 2 ^ a) (digits a).
Proof.
  induction a as [|a IH]; cbn; constructor.
  - rewrite app_length, !repeat_length. lia.
  - apply Forall_map. apply (Forall_impl _) with (2 := IH). intros p E. rewrite app_length. lia.
Qed.

Lemma one_at_ones labels : meets (one labels) (repeat true (2 ^ length labels)) = true.
Proof.
  induction labels as [|b labels IH]; [reflexivity|].
  replace (2 ^ length (b :: labels)) with (2 ^ length labels + 2 ^ length labels) by (cbn; lia).
  rewrite repeat_app. cbn [one].
  destruct b; rewrite meets_app, IH by now rewrite ?one_length, ?repeat_length.
  - apply orb_true_r.
  - reflexivity.
Qed.

Lemma labels_of_digits labels : map (meets (one labels)) (digits (length labels)) = labels.
Proof.
  induction labels as [|b labels IH]; [reflexivity|]. cbn [one length digits map]. f_equal.
  - destruct b; rewrite meets_app; rewrite ?one_length, ?repeat_length; auto.
    + now rewrite empty_target, one_at_ones.
    + now rewrite empty_target, empty_point.
  - rewrite map_map. transitivity (map (meets (one labels)) (digits (length labels))); [|exact IH].
    apply map_ext_in. intros p I.
    pose proof (proj1 (Forall_forall _ _) (digits_points (length labels)) p I) as E.
    destruct b; rewrite meets_app; rewrite ?one_length, ?repeat_length; auto; rewrite empty_target;
      auto using orb_false_r.
Qed.

(* The same in k blocks. *)
Fixpoint block_points (a k : nat) : list point :=
  match k with
  | 0 => []
  | S k => map (fun p => p ++ repeat false (k * 2 ^ a)) (digits a)
           ++ map (fun p => repeat false (2 ^ a) ++ p) (block_points a k)
  end.

Fixpoint choice (a k : nat) (labels : list bool) : list bool :=
  match k with 0 => [] | S k => one (firstn a labels) ++ choice a k (skipn a labels) end.

Lemma block_points_length a k : length (block_points a k) = k * a.
Proof. induction k as [|k IH]; cbn; [reflexivity|]. now rewrite app_length, !map_length, digits_length, IH. Qed.

Lemma block_points_are_points a k : Forall (fun p => length p = k * 2 ^ a) (block_points a k).
Proof.
  induction k as [|k IH]; cbn; [constructor|]. apply Forall_app.
  split; apply Forall_map; [pose proof (digits_points a) as D|rename IH into D];
    apply (Forall_impl _) with (2 := D); intros p E; rewrite app_length, repeat_length; lia.
Qed.

Lemma choice_spec a k labels : length labels = k * a ->
  length (choice a k labels) = k * 2 ^ a /\ variables (choice a k labels) = k
  /\ map (meets (choice a k labels)) (block_points a k) = labels.
Proof.
  revert labels. induction k as [|k IH]; intros labels E; cbn [choice block_points Nat.mul] in *.
  - destruct labels; [now cbn|discriminate].
  - assert (length (firstn a labels) = a) as F by (rewrite firstn_length; lia).
    destruct (IH (skipn a labels)) as (L & V & M); [rewrite skipn_length; lia|].
    assert (length (one (firstn a labels)) = 2 ^ a) as O by now rewrite one_length, F.
    rewrite app_length, variables_app, one_variable, O, L, V. repeat split.
    rewrite map_app, !map_map. transitivity (firstn a labels ++ skipn a labels); [f_equal|apply firstn_skipn].
    + transitivity (map (meets (one (firstn a labels))) (digits a));
        [|rewrite <- F at 2; apply labels_of_digits].
      apply map_ext_in. intros p I.
      pose proof (proj1 (Forall_forall _ _) (digits_points a) p I) as Lp. cbn in Lp.
      rewrite meets_app by lia. rewrite empty_point. apply orb_false_r.
    + transitivity (map (meets (choice a k (skipn a labels))) (block_points a k)); [|exact M].
      apply map_ext. intros p.
      rewrite meets_app by (rewrite repeat_length; exact O). now rewrite empty_point.
Qed.

Definition lower (n k : nat) : nat := k * Nat.log2 (n / k) + 1.

Theorem every_learner_is_forced n k (L : learner) : 1 <= k -> k <= n -> exists target told,
  length target = n /\ variables target = k /\ run n L (meets target) told /\ length told + 1 = lower n k.
Proof.
  intros K N. set (a := Nat.log2 (n / k)). set (r := n - k * 2 ^ a).
  assert (k * 2 ^ a <= n) as Fits.
  { apply Nat.le_trans with (k * (n / k)); [|apply Nat.mul_div_le; lia]. apply Nat.mul_le_mono_l.
    apply Nat.log2_spec, Nat.div_str_pos. lia. }
  destruct (contradicted (fun x => length x = n) L (map (fun p => p ++ repeat false r) (block_points a k)) [])
    as (labels & E & Go).
  { apply Forall_map. apply (Forall_impl _) with (2 := block_points_are_points a k). intros p Lp.
    rewrite app_length, repeat_length. lia. }
  rewrite map_length, block_points_length in E, Go. destruct (choice_spec a k labels E) as (Lc & V & M).
  destruct (Go (meets (choice a k labels ++ repeat false r))) as (told & H & Lt).
  - apply begin.
  - transitivity (map (meets (choice a k labels)) (block_points a k)); [|exact M].
    rewrite map_map. apply map_ext_in. intros p I.
    pose proof (proj1 (Forall_forall _ _) (block_points_are_points a k) p I) as Lp. cbn in Lp.
    rewrite meets_app by lia. rewrite empty_target. apply orb_false_r.
  - exists (choice a k labels ++ repeat false r), told.
    rewrite app_length, repeat_length, variables_app, variables_none.
    cbn in Lt. unfold lower. fold a. repeat split; [lia|lia|exact H|lia].
Qed.

(* ---- one variable: halving is enough ----------------------------------------------------------------------- *)
(* Which of the variables are b in x. *)
Fixpoint with_value (b : bool) (keep x : list bool) : list bool :=
  match keep, x with
  | k :: keep', y :: x' => (k && eqb y b) :: with_value b keep' x'
  | _, _ => []
  end.

(* The variables that all labels allow, and what most of them say. *)
Fixpoint left (n : nat) (told : list (point * bool)) : list bool :=
  match told with
  | [] => repeat true n
  | (x, b) :: before => with_value b (left n before) x
  end.

Definition halving (n : nat) : learner :=
  fun told x => size (with_value false (left n told) x) <? size (with_value true (left n told) x).

Lemma with_value_length b keep x : length x = length keep -> length (with_value b keep x) = length keep.
Proof. revert x. induction keep as [|k keep IH]; intros [|y x] E; try discriminate; cbn; auto. Qed.

Lemma two_parts keep x : length x = length keep ->
  size (with_value false keep x) + size (with_value true keep x) = size keep.
Proof.
  revert x. induction keep as [|k keep IH]; intros [|y x] E; try discriminate; [reflexivity|].
  injection E as E. specialize (IH x E). destruct k, y; cbn in *; lia.
Qed.

(* The variable of the target stays. *)
Lemma stays t keep x : size t = 1 -> length x = length keep -> meets t keep = true ->
  meets t (with_value (meets t x) keep x) = true.
Proof.
  assert (forall u y, size u = 0 -> meets u y = false) as Empty.
  { induction u as [|[] u IH]; intros [|z y] H; cbn in *; auto; discriminate. }
  revert keep x. induction t as [|[] t IH]; intros [|k keep] [|y x] T E M; try discriminate; cbn in *.
  - rewrite Empty, orb_false_r in * by lia. subst k. rewrite Empty, orb_false_r by lia. apply eqb_reflx.
  - apply IH; [exact T|lia|exact M].
Qed.

Theorem halving_suffices n target told : length target = n -> variables target = 1 ->
  run n (halving n) (meets target) told -> length told + 1 <= lower n 1.
Proof.
  intros E V H. enough (length told <= Nat.log2 n) as B by (unfold lower; rewrite Nat.div_1_r; lia).
  assert (length (left n told) = n /\ meets target (left n told) = true
          /\ 2 ^ length told * size (left n told) <= n) as (L & M & S).
  { induction H as [|told x H (L & M & S) Hx D]; cbn [left length].
    - rewrite repeat_length, size_all. repeat split; [|cbn; lia]. unfold variables in V. clear - E V. subst n.
      induction target as [|[] t IH]; cbn in *; [discriminate|reflexivity|apply IH; exact V].
    - rewrite with_value_length by lia. split; [exact L|]. split; [apply stays; auto; lia|].
      apply Nat.le_trans with (2 := S). rewrite Nat.pow_succ_r', (Nat.mul_comm 2), <- Nat.mul_assoc.
      apply Nat.mul_le_mono_l. pose proof (two_parts (left n told) x ltac:(lia)) as P. unfold halving in D.
      destruct (Nat.ltb_spec (size (with_value false (left n told) x)) (size (with_value true (left n told) x))),
        (meets target x); try congruence; lia. }
  assert (1 <= size (left n told)) as One.
  { clear - M. revert target M. generalize (left n told). induction l as [|[] l IH]; intros [|[] t] M; cbn in *;
      try discriminate; try lia; exact (IH t M). }
  pose proof (Nat.pow_nonzero 2 (length told)). apply Nat.log2_le_pow2; nia.
Qed.
