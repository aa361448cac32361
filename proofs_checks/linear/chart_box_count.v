(* How many cuts a box takes whose sides are cut one at a time, and unevenly now and then.

   Python: Box.cut in qlearn/learners/linear/box.py, with n = d - 1 sides.  A cut asks whether a side's ratio is at
   least c, and leaves the part above c or the part below.  With `spare` s, neither part is longer than w 2^(s - 1),
   w the side.  A side may also shrink without a label: a ratio is at most that of whom it lost to.  What that takes
   from lg max(side, 2^(-K-1)) may be spared (Box.lower).
   Theorem (cuts_at_most): at most n (K + 2) cuts, if no side is cut that is shorter than 2^-K.
   Idea:    sum over all sides of cuts + lg max(side, 2^(-K-1)), and s, never grow together (potential), so that
            s >= 0 (never_negative) bounds it by its start.
   Tight:   K + 2 cuts of one side may be asked (bound_attained); sides that are all longer than 2^-K when they are
            cut save one label in all (longer_sides_save_one), not two (one_is_saved).
   For chart_box_stop.v, where the labels are counted, and chart_box_inside.v. *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.linear Require Import logarithm.
Import ListNotations.
Open Scope R_scope.

(* ---- the run ---- *)

Definition least (K : nat) : R := / 2 ^ (K + 1).
Definition worth (K : nat) (side : R) : R := lg (Rmax side (least K)).
Definition total (K : nat) (sides : list R) : R := fold_right (fun side sum => worth K side + sum) 0 sides.

(* After q cuts these are the sides and s is to spare.  A side w is cut if `above (/ 2 ^ K) w`. *)
Inductive run (above : R -> R -> Prop) (K : nat) (start : list R) (spare : R) : nat -> list R -> R -> Prop :=
| uncut : run above K start spare 0 start spare
| told q l w r s w' gain : run above K start spare q (l ++ w :: r) s -> w' <= w ->
    0 <= gain <= worth K w - worth K w' -> run above K start spare q (l ++ w' :: r) (s + gain)
| cut q l w r s part : run above K start spare q (l ++ w :: r) s -> above (/ 2 ^ K) w -> part < w ->
    part <= w * Rpower 2 (s - 1) ->
    run above K start spare (S q) (l ++ part :: r) (s - 1 - lg (Rmax part (least K) / w)).

Lemma least_positive K : 0 < least K.
Proof. apply half_pow. Qed.

Lemma least_half K : least K = / 2 ^ K / 2.
Proof. unfold least. rewrite pow_add, pow_1, Rinv_mult. reflexivity. Qed.

Lemma worth_least K w : - INR (K + 1) <= worth K w.
Proof. rewrite <- lg_pow. apply lg_le; [apply half_pow|apply Rmax_r]. Qed.

Lemma worth_le K v w : v <= w -> worth K v <= worth K w.
Proof.
  intros H. apply lg_le; [eapply Rlt_le_trans; [apply least_positive|apply Rmax_r]|].
  apply Rmax_lub; [eapply Rle_trans; [exact H|apply Rmax_l]|apply Rmax_r].
Qed.

Lemma worth_long K w : / 2 ^ K <= w -> worth K w = lg w.
Proof.
  intros H. unfold worth. rewrite Rmax_left; [reflexivity|]. rewrite least_half. pose proof (half_pow K). lra.
Qed.

Lemma total_middle K l w r : total K (l ++ w :: r) = total K l + worth K w + total K r.
Proof.
  unfold total. induction l as [|x l IH]; cbn [app fold_right]; [lra|]. rewrite IH. lra.
Qed.

Lemma total_least K sides : - (INR (length sides) * INR (K + 1)) <= total K sides.
Proof.
  induction sides as [|w sides IH]; cbn [total fold_right length]; [simpl; lra|]. fold (total K sides).
  rewrite S_INR. pose proof (worth_least K w). lra.
Qed.

Section Run.
Variables (above : R -> R -> Prop) (K : nat) (start : list R) (spare : R).
Hypothesis above_is_at_least : forall x y, above x y -> x <= y.

Lemma as_many_sides q sides s : run above K start spare q sides s -> length sides = length start.
Proof. induction 1; [reflexivity| |]; rewrite app_length in *; assumption. Qed.

(* Whatever the answer is, as much is to spare as there was at least 0 of. *)
Theorem never_negative q sides s : run above K start spare q sides s -> 0 <= spare -> 0 <= s.
Proof.
  intros R S. induction R as [|q l w r s w' gain R IH H B|q l w r s part R IH A P G]; [exact S|lra|].
  apply above_is_at_least in A. pose proof (half_pow K) as HK. pose proof (least_positive K) as L.
  assert (W : 0 < w) by lra. assert (lg (Rmax part (least K) / w) <= s - 1); [|lra].
  rewrite <- (lg_2 (s - 1)). apply lg_le.
  - apply Rdiv_lt_0_compat; [eapply Rlt_le_trans; [exact L|apply Rmax_r]|exact W].
  - apply Rmult_le_reg_r with (1 := W). unfold Rdiv. rewrite Rmult_assoc, Rinv_l, Rmult_1_r, Rmult_comm by lra.
    apply Rmax_lub; [exact G|]. apply Rle_trans with (w * / 2).
    + rewrite least_half. lra.
    + apply Rmult_le_compat_l; [lra|]. replace (/ 2) with (Rpower 2 (- (1))) by (rewrite Rpower_Ropp, Rpower_1; lra).
      apply Rle_Rpower; lra.
Qed.

(* The potential, with what is to spare, is never more than at the start, whatever the answers. *)
Theorem potential q sides s : run above K start spare q sides s ->
  INR q + total K sides + s <= total K start + spare.
Proof.
  induction 1 as [|q l w r s w' gain R IH H B|q l w r s part R IH A P G].
  - simpl. lra.
  - rewrite total_middle in *. lra.
  - apply above_is_at_least in A. pose proof (half_pow K) as HK. pose proof (least_positive K) as L.
    rewrite total_middle, S_INR in *. rewrite (worth_long K w A) in IH. unfold worth in *.
    rewrite lg_div by (try (eapply Rlt_le_trans; [exact L|apply Rmax_r]); lra). lra.
Qed.

(* So the cuts are at most K + 2 a side. *)
Theorem cuts_at_most q sides s : run above K start spare q sides s -> 0 <= spare ->
  total K start + spare <= INR (length start) -> (q <= length start * (K + 2))%nat.
Proof.
  intros R S F. pose proof (never_negative q sides s R S). pose proof (potential q sides s R) as P.
  pose proof (total_least K sides) as T. rewrite (as_many_sides q sides s R) in T.
  apply INR_le. rewrite mult_INR, !plus_INR in *. simpl INR in *. lra.
Qed.
End Run.

(* One label less if only longer sides are cut. *)
Theorem longer_sides_save_one K start spare q sides s : run Rlt K start spare q sides s -> 0 <= spare ->
  total K start + spare <= INR (length start) -> start <> [] -> (q + 1 <= length start * (K + 2))%nat.
Proof.
  intros R S F N. assert (1 <= length start)%nat by (destruct start; [congruence|cbn; lia]).
  induction R as [|q l w r s w' gain R IH H' B|q l w r s part R IH A P G]; [nia|exact IH|].
  pose proof (never_negative Rlt K start spare Rlt_le _ _ _ R S) as S0.
  pose proof (potential Rlt K start spare Rlt_le _ _ _ R) as Pot. pose proof (half_pow K).
  pose proof (as_many_sides _ _ _ _ _ _ _ R) as Len. rewrite app_length in Len. cbn in Len.
  rewrite total_middle, (worth_long K w (Rlt_le _ _ A)) in Pot.
  pose proof (lg_lt _ _ (half_pow K) A) as W. rewrite lg_pow in W.
  pose proof (total_least K l). pose proof (total_least K r).
  assert (E : INR (length start) = INR (length l) + INR (length r) + 1).
  { rewrite <- Len, plus_INR, S_INR. lra. }
  apply INR_lt. rewrite mult_INR, !plus_INR, S_INR in *. simpl INR in *. nra.
Qed.

(* ---- where Python cuts ---- *)

(* The nearest point to c that leaves both parts within the guard, and within 0.9 of the side. *)
Definition clamped (low high s c : R) : R :=
  let most := (high - low) * Rmin (Rmax (Rpower 2 (s - 1)) (1 / 2)) (9 / 10) in
  Rmin (Rmax c (high - most)) (low + most).

(* Whatever c is, both parts can be a cut's; the middle is not moved. *)
Theorem both_parts_may_be_left low high s c : low < high -> 0 <= s ->
  let at_ := clamped low high s c in let w := high - low in
  (0 < at_ - low < w /\ at_ - low <= w * Rpower 2 (s - 1)) /\
  (0 < high - at_ < w /\ high - at_ <= w * Rpower 2 (s - 1)) /\
  clamped low high s ((low + high) / 2) = (low + high) / 2.
Proof.
  intros L S. unfold clamped. assert (H : / 2 <= Rpower 2 (s - 1)).
  { replace (/ 2) with (Rpower 2 (- (1))) by (rewrite Rpower_Ropp, Rpower_1; lra). apply Rle_Rpower; lra. }
  rewrite (Rmax_left _ (1 / 2)) by lra. set (share := Rmin (Rpower 2 (s - 1)) (9 / 10)).
  assert (B : / 2 <= share <= 9 / 10) by (split; [apply Rmin_glb; lra|apply Rmin_r]).
  assert (G : share <= Rpower 2 (s - 1)) by apply Rmin_l. clearbody share. cbv zeta.
  set (w := high - low) in *. assert (W : 0 < w) by (unfold w; lra). set (p := Rpower 2 (s - 1)) in *. clearbody p.
  assert (w * share <= w * p) by nra. assert (w / 2 <= w * share <= w * (9 / 10)) by nra.
  assert (high = low + w) by (unfold w; lra). clearbody w.
  unfold Rmin, Rmax. repeat destruct Rle_dec; lra.
Qed.

(* With nothing to spare, and less, the middle itself is refused. *)
Theorem middle_is_refused : exists s, s < 0 /\ ~ (1 / 2 <= 1 * Rpower 2 (s - 1)).
Proof.
  exists (- (1)). split; [lra|]. replace (- (1) - 1) with (- (2)) by ring. rewrite Rpower_Ropp.
  replace (Rpower 2 2) with 4; [lra|]. replace 2 with (1 + 1) at 2 by ring. rewrite Rpower_plus, Rpower_1; lra.
Qed.

(* ---- the count is attained ---- *)

(* The first K + 2 cuts of one side leave 2^(-i (K + 1)/(K + 2)) of it. *)
Lemma even_pace (above : R -> R -> Prop) K i : (forall j, (j <= K + 1)%nat -> above (/ 2 ^ (K + 1))
    (Rpower 2 (- (INR j * (INR (K + 1) / INR (K + 2)))))) -> (i <= K + 2)%nat ->
  run above (K + 1) [1] 1 i [Rpower 2 (- (INR i * (INR (K + 1) / INR (K + 2))))] (1 - INR i / INR (K + 2)).
Proof.
  intros A. set (x := INR (K + 1) / INR (K + 2)). assert (P : 0 < INR (K + 2)) by (apply lt_0_INR; lia).
  assert (E : INR (K + 1) = INR (K + 2) - 1) by (rewrite !plus_INR; simpl; lra).
  assert (X : x = 1 - / INR (K + 2)) by (unfold x; rewrite E; field; lra).
  assert (X0 : 0 < x).
  { unfold x. apply Rdiv_lt_0_compat; [apply lt_0_INR; lia|exact P]. }
  induction i as [|i IH]; intros I.
  - simpl INR. replace (- (0 * x)) with 0 by ring. rewrite Rpower_O by lra. unfold Rdiv.
    rewrite Rmult_0_l, Rminus_0_r. constructor.
  - specialize (IH ltac:(lia)). assert (Q : 0 < / INR (K + 2)) by now apply Rinv_0_lt_compat.
    set (w := Rpower 2 (- (INR i * x))) in *. set (part := Rpower 2 (- (INR (S i) * x))).
    assert (Part : part = w * Rpower 2 (- x)).
    { unfold part, w. rewrite <- Rpower_plus, S_INR. f_equal. ring. }
    assert (W : 0 < w) by apply exp_pos.
    assert (Long : least (K + 1) <= part).
    { unfold least, part. rewrite pow2, <- Rpower_Ropp. apply Rle_Rpower; [lra|]. apply Ropp_le_contravar.
      apply Rle_trans with (INR (K + 2) * x); [apply Rmult_le_compat_r; [lra|apply le_INR; exact I]|].
      unfold x. replace (INR (K + 2) * (INR (K + 1) / INR (K + 2))) with (INR (K + 1)) by (field; lra).
      apply le_INR. lia. }
    replace (1 - INR (S i) / INR (K + 2)) with (1 - INR i / INR (K + 2) - 1 - lg (Rmax part (least (K + 1)) / w)).
    + apply (cut above (K + 1) [1] 1 i [] w [] _ part IH (A i ltac:(lia))).
      * rewrite Part. rewrite <- (Rmult_1_r w) at 2. apply Rmult_lt_compat_l; [exact W|].
        rewrite <- (Rpower_O 2) by lra. apply Rpower_lt; lra.
      * rewrite Part. apply Rmult_le_compat_l; [lra|]. apply Rle_Rpower; [lra|]. rewrite X.
        assert (INR i + 1 <= INR (K + 2)) by (rewrite <- S_INR; apply le_INR; exact I).
        apply Rmult_le_reg_r with (1 := P). unfold Rdiv.
        replace (- (1 - / INR (K + 2)) * INR (K + 2)) with (1 - INR (K + 2)) by (field; lra).
        replace ((1 - INR i * / INR (K + 2) - 1) * INR (K + 2)) with (- INR i) by (field; lra). lra.
    + rewrite Rmax_left by exact Long. rewrite Part.
      replace (w * Rpower 2 (- x) / w) with (Rpower 2 (- x)) by (field; lra).
      rewrite lg_2, X, S_INR. field. lra.
Qed.

Lemma total_ones K n : total K (repeat 1 n) = 0.
Proof.
  unfold total. induction n as [|n IH]; cbn [repeat fold_right]; [reflexivity|]. rewrite IH. unfold worth.
  rewrite Rmax_left; [unfold lg; rewrite ln_1; unfold Rdiv; ring|].
  unfold least. rewrite <- Rinv_1. apply Rinv_le_contravar; [lra|]. apply pow_R1_Rle. lra.
Qed.

(* So many cuts of one side can be asked, for every K >= 1. *)
Theorem bound_attained K : exists sides s, run Rle (K + 1) (repeat 1 1) (INR 1) (1 * (K + 1 + 2)) sides s.
Proof.
  assert (A : forall j, (j <= K + 1)%nat ->
    / 2 ^ (K + 1) <= Rpower 2 (- (INR j * (INR (K + 1) / INR (K + 2))))).
  { intros j J. rewrite pow2, <- Rpower_Ropp. apply Rle_Rpower; [lra|]. apply Ropp_le_contravar.
    assert (0 < INR (K + 2)) by (apply lt_0_INR; lia). pose proof (le_INR _ _ J). pose proof (pos_INR j).
    apply Rmult_le_reg_r with (INR (K + 2)); [assumption|].
    replace (INR j * (INR (K + 1) / INR (K + 2)) * INR (K + 2)) with (INR j * INR (K + 1)) by (field; lra).
    assert (INR (K + 1) <= INR (K + 2)) by (apply le_INR; lia). nra. }
  pose proof (even_pace Rle K (K + 2) A ltac:(lia)) as R. assert (P : 0 < INR (K + 2)) by (apply lt_0_INR; lia).
  replace (INR (K + 2) * (INR (K + 1) / INR (K + 2))) with (INR (K + 1)) in R by (field; lra).
  replace (1 - INR (K + 2) / INR (K + 2)) with 0 in R by (field; lra).
  rewrite Rpower_Ropp, <- pow2 in R. pose proof (half_pow (K + 1)) as W. set (w := / 2 ^ (K + 1)) in *.
  replace (1 * (K + 1 + 2))%nat with (S (K + 2)) by lia. eexists. eexists.
  apply (cut Rle (K + 1) [1] 1 (K + 2) [] w [] 0 (w / 2) R); [apply Rle_refl|lra|].
  replace (0 - 1) with (- (1)) by ring. rewrite Rpower_Ropp, Rpower_1; lra.
Qed.

(* And all but one of them if a side is longer than 2^-K when it is cut. *)
Theorem one_is_saved K : exists sides s, run Rlt (K + 1) (repeat 1 1) (INR 1) (1 * (K + 1 + 2) - 1) sides s.
Proof.
  assert (A : forall j, (j <= K + 1)%nat ->
    / 2 ^ (K + 1) < Rpower 2 (- (INR j * (INR (K + 1) / INR (K + 2))))).
  { intros j J. rewrite pow2, <- Rpower_Ropp. apply Rpower_lt; [lra|]. apply Ropp_lt_contravar.
    assert (P : 0 < INR (K + 1)) by (apply lt_0_INR; lia). pose proof (le_INR _ _ J). pose proof (pos_INR j).
    assert (E : INR (K + 2) = INR (K + 1) + 1) by (rewrite !plus_INR; simpl; lra).
    apply Rmult_lt_reg_r with (INR (K + 2)); [lra|].
    replace (INR j * (INR (K + 1) / INR (K + 2)) * INR (K + 2)) with (INR j * INR (K + 1)) by (field; lra).
    rewrite E. nra. }
  pose proof (even_pace Rlt K (K + 2) A ltac:(lia)) as R.
  replace (1 * (K + 1 + 2) - 1)%nat with (K + 2)%nat by lia. eexists. eexists. exact R.
Qed.
