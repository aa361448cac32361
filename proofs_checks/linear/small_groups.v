(* Sums of sizes in halves of halves: what testing groups finds, and what it may leave out.

   Python: _found in qlearn/learners/linear/chart_box_sparse.py.  The sizes y of the weights are the leaves of a tree.  A
   group is large if its sum is at least tiny a leaf.  A large one is split, and if its first half is not large its second
   is, without a label (second_is_large).
   Theorem (tests_by_found, tests_by_nodes): the tests of a tree are at most 1 + 2 found depth, and 2 leaves - 1.
   Theorem (left_out, off_bound): the squares of the leaves of groups that are not large sum to at most (tiny leaves)^2.
   Tight:   a comb whose innermost leaf alone is not 0 takes 1 + 2 depth tests, for any depth (tests_attained). *)
From Coq Require Import Reals Lra Psatz List Lia Arith.
Import ListNotations.
Open Scope R_scope.

Inductive tree := One (y : R) | Two (l r : tree).

Fixpoint sum t := match t with One y => y | Two l r => sum l + sum r end.
Fixpoint squares t := match t with One y => y * y | Two l r => squares l + squares r end.
Fixpoint leaves t : nat := match t with One _ => 1 | Two l r => leaves l + leaves r end.
Fixpoint depth t : nat := match t with One _ => 0 | Two l r => S (Nat.max (depth l) (depth r)) end.
Fixpoint sizes t : Prop := match t with One y => 0 <= y | Two l r => sizes l /\ sizes r end.
Fixpoint nonzero t : nat :=
  match t with One y => if Req_EM_T y 0 then 0 else 1 | Two l r => nonzero l + nonzero r end.

Lemma sum_nonneg t : sizes t -> 0 <= sum t.
Proof. induction t as [y|l IHl r IHr]; simpl; [tauto|]. intros [A B]. specialize (IHl A). specialize (IHr B). lra. Qed.

(* The squares of sizes are at most the square of their sum. *)
Lemma squares_of_sum t : sizes t -> squares t <= sum t * sum t.
Proof.
  induction t as [y|l IHl r IHr]; simpl; [lra|]. intros [A B]. specialize (IHl A). specialize (IHr B).
  pose proof (sum_nonneg l A). pose proof (sum_nonneg r B). nra.
Qed.

Lemma leaves_pos t : (1 <= leaves t)%nat.
Proof. induction t; simpl; lia. Qed.

(* ---- testing groups ---- *)

Section Tests.
Variable tiny : R.
Hypothesis positive : 0 < tiny.

Definition large t : bool := if Rle_dec (tiny * INR (leaves t)) (sum t) then true else false.

(* What the label says, or what is known without it. *)
Definition verdict (known : bool) t : bool := known || large t.

Fixpoint tests (known : bool) t : nat := ((if known then 0 else 1) + (if verdict known t then
  match t with One _ => 0 | Two l r => tests false l + tests (negb (large l)) r end else 0))%nat.

Fixpoint found (known : bool) t : nat := (if verdict known t then
  match t with One _ => 1 | Two l r => found false l + found (negb (large l)) r end else 0)%nat.

(* The squares of the leaves of groups that are not large, and what they are taken for at most. *)
Fixpoint missed (known : bool) t : R := if verdict known t then
  match t with One _ => 0 | Two l r => missed false l + missed (negb (large l)) r end else squares t.

Fixpoint off (known : bool) t : R := if verdict known t then
  match t with One _ => 0 | Two l r => off false l + off (negb (large l)) r end
  else tiny * INR (leaves t) * (tiny * INR (leaves t)).

(* Half of a large group is large, the second if not the first. *)
Theorem second_is_large l r : large (Two l r) = true -> negb (large l) = true -> large r = true.
Proof.
  unfold large. cbn [leaves sum]. rewrite plus_INR. intros W L.
  destruct (Rle_dec (tiny * INR (leaves l)) (sum l)) as [|Nl]; [discriminate|].
  destruct (Rle_dec _ (sum l + sum r)) as [Y|]; [|discriminate].
  destruct (Rle_dec (tiny * INR (leaves r)) (sum r)) as [|Nr]; [reflexivity|]. lra.
Qed.

Definition right_to_say (known : bool) t := known = true -> large t = true.

Lemma verdict_is_large known t : right_to_say known t -> verdict known t = large t.
Proof. intros K. unfold verdict. destruct known; [rewrite (K eq_refl)|]; reflexivity. Qed.

Lemma known_second l r : large (Two l r) = true -> right_to_say (negb (large l)) r.
Proof. intros W N. exact (second_is_large l r W N). Qed.

Lemma first_unknown t : right_to_say false t.
Proof. intros K. discriminate. Qed.

(* In a large group something is found. *)
Lemma something known t : right_to_say known t -> large t = true -> (1 <= found known t)%nat.
Proof.
  revert known. induction t as [y|l IHl r IHr]; intros known K W; cbn [found]; rewrite (verdict_is_large _ _ K), W; [lia|].
  destruct (large l) eqn:L.
  - pose proof (IHl false (first_unknown l) eq_refl). lia.
  - pose proof (known_second l r W) as K2. rewrite L in K2. cbn [negb] in K2 |- *.
    pose proof (IHr true K2 (K2 eq_refl)). lia.
Qed.

Theorem tests_by_found (known : bool) t : right_to_say known t ->
  (tests known t <= (if known then 0 else 1) + 2 * (found known t * depth t))%nat.
Proof.
  revert known. induction t as [y|l IHl r IHr]; intros known K; cbn [tests found depth];
    rewrite (verdict_is_large _ _ K); destruct (large _) eqn:W; try lia.
  pose proof (known_second l r W) as K2. specialize (IHl false (first_unknown l)). specialize (IHr _ K2).
  assert (Some1 : (1 <= found false l + found (negb (large l)) r)%nat).
  { pose proof (something known (Two l r) K W) as A. cbn [found] in A. rewrite (verdict_is_large _ _ K), W in A. exact A. }
  set (a := found false l) in *. set (b := found (negb (large l)) r) in *.
  set (D := Nat.max (depth l) (depth r)).
  assert (a * depth l <= a * D)%nat by (apply Nat.mul_le_mono_l; unfold D; lia).
  assert (b * depth r <= b * D)%nat by (apply Nat.mul_le_mono_l; unfold D; lia).
  replace ((a + b) * S D)%nat with (a * D + b * D + a + b)%nat by ring.
  cbn [negb] in *. destruct known, (negb (large l)); simpl in IHl, IHr |- *; lia.
Qed.

Theorem tests_by_nodes (known : bool) t : (tests known t + (if known then 1 else 0) <= 2 * leaves t - 1)%nat.
Proof.
  revert known. induction t as [y|l IHl r IHr]; intros known; cbn [tests leaves].
  - destruct known, (verdict _ _); simpl; lia.
  - pose proof (leaves_pos l). pose proof (leaves_pos r). specialize (IHl false). specialize (IHr (negb (large l))).
    destruct known, (verdict _ _), (negb (large l)); simpl in IHl, IHr |- *; lia.
Qed.

(* What is found is not 0. *)
Theorem found_nonzero known t : sizes t -> right_to_say known t -> (found known t <= nonzero t)%nat.
Proof.
  revert known. induction t as [y|l IHl r IHr]; intros known P K; cbn [found nonzero];
    rewrite (verdict_is_large _ _ K); destruct (large _) eqn:W; try lia.
  - unfold large in W. cbn [leaves sum] in W. simpl INR in W. destruct (Rle_dec _ _) as [Y|]; [|discriminate].
    destruct (Req_EM_T y 0); [lra|lia].
  - destruct P as [A B]. specialize (IHl false A (first_unknown l)). specialize (IHr _ B (known_second l r W)). lia.
Qed.

Theorem off_bound known t : right_to_say known t -> off known t <= tiny * INR (leaves t) * (tiny * INR (leaves t)).
Proof.
  revert known. induction t as [y|l IHl r IHr]; intros known K; cbn [off leaves];
    rewrite (verdict_is_large _ _ K); destruct (large _) eqn:W; try apply Rle_refl.
  - apply Rle_0_sqr.
  - specialize (IHl false (first_unknown l)). specialize (IHr _ (known_second l r W)). rewrite plus_INR.
    pose proof (pos_INR (leaves l)) as A. pose proof (pos_INR (leaves r)) as B.
    pose proof (Rmult_le_pos _ _ A B). pose proof (Rmult_le_pos _ _ (Rlt_le _ _ positive) (Rlt_le _ _ positive)). nra.
Qed.

Theorem left_out known t : sizes t -> right_to_say known t -> missed known t <= off known t.
Proof.
  assert (Small : forall u, sizes u -> large u = false -> squares u <= tiny * INR (leaves u) * (tiny * INR (leaves u))).
  { intros u P W. unfold large in W. destruct (Rle_dec _ _) as [|N]; [discriminate|].
    pose proof (squares_of_sum u P). pose proof (sum_nonneg u P).
    apply Rle_trans with (sum u * sum u); [assumption|]. apply Rmult_le_compat; lra. }
  revert known. induction t as [y|l IHl r IHr]; intros known P K; cbn [missed off];
    rewrite (verdict_is_large _ _ K); destruct (large _) eqn:W.
  - apply Rle_refl.
  - exact (Small (One y) P W).
  - destruct P as [A B]. specialize (IHl false A (first_unknown l)). specialize (IHr _ B (known_second l r W)). lra.
  - exact (Small (Two l r) P W).
Qed.

End Tests.

(* ---- the tests are attained ---- *)

Fixpoint comb k := match k with O => One 1 | S k => Two (comb k) (One 0) end.

Lemma comb_shape k : (depth (comb k) = k /\ leaves (comb k) = S k)%nat /\ sum (comb k) = 1.
Proof.
  induction k as [|k [[D L] U]]; cbn [comb depth leaves sum]; [repeat split|]. rewrite D, L, U. repeat split; [|lia|lra].
  rewrite Nat.max_0_r. reflexivity.
Qed.

Theorem tests_attained n : exists tiny, 0 < tiny /\ forall k, (k <= n)%nat ->
  (found tiny false (comb k) = 1 /\ tests tiny false (comb k) = 1 + 2 * (1 * depth (comb k)))%nat.
Proof.
  pose proof (pos_INR n). exists (/ (INR n + 1)). assert (P : 0 < / (INR n + 1)) by (apply Rinv_0_lt_compat; lra).
  split; [exact P|].
  assert (W : forall k, (k <= n)%nat -> large (/ (INR n + 1)) (comb k) = true).
  { intros k K. destruct (comb_shape k) as [[_ L] U]. unfold large. rewrite L, U, S_INR. apply le_INR in K.
    destruct (Rle_dec _ _) as [|N]; [reflexivity|]. exfalso. apply N.
    apply Rmult_le_reg_l with (INR n + 1); [lra|]. rewrite <- Rmult_assoc, Rinv_r; lra. }
  assert (Z : large (/ (INR n + 1)) (One 0) = false).
  { unfold large. cbn [leaves sum]. destruct (Rle_dec _ _) as [Y|]; [|reflexivity]. simpl in Y. lra. }
  induction k as [|k IH]; intros K; pose proof (W _ K) as V; cbn [comb] in V; cbn [comb tests found depth];
    unfold verdict; cbn [orb]; rewrite V; [split; reflexivity|].
  destruct (IH ltac:(lia)) as [F T]. rewrite (W k ltac:(lia)), F, T. cbn [negb tests found].
  unfold verdict. cbn [orb]. rewrite Z. cbn [depth]. rewrite Nat.max_0_r. lia.
Qed.
