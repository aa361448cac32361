(* How many labels the chart box asks about an anchor, in a box of inputs.

   Python: qlearn/learners/linear/chart_box_inside.py; what its labels say is in chart_box_anchor.v.
   Theorem (run_bound): at most tries + 52 + 2 d - 1 + (d - 1) (K + 4) labels, if no side is longer than 2 at first,
   none is cut that is shorter than 2^-(K+2), and the segment is halved only while it is longer than 2^-52.
   Theorem (side_is_long): while the learner has not stopped, and beta's spread is worth less than a label, there is
   such a side.
   Theorem (segment_is_exact): the points asked on the segment are numbers of 53 bits.
   Tight:   52 halvings (all_halvings); with K + 1 for K + 2 there may be no such side (finer_is_needed). *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.finite Require Import lists dialogues logarithms.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import logarithm knockout pivot_ratio chart_box chart_box_count chart_box_stop.
Import ListNotations.
Open Scope R_scope.

(* ---- the segment ---- *)

(* After these answers, + or -, the - end is this many 2^-q, q their number; the + end one more. *)
Definition minus_end (answers : list bool) : nat :=
  fold_left (fun no (plus : bool) => if plus then 2 * no else 2 * no + 1)%nat answers 0%nat.

(* Every point asked is a number of 53 bits, so float64 has it. *)
Theorem segment_is_exact answers : (2 * minus_end answers + 1 < 2 ^ (length answers + 1))%nat.
Proof.
  unfold minus_end. induction answers as [|a answers IH] using rev_ind; [cbn; lia|].
  rewrite fold_left_app, app_length. cbn [fold_left length]. rewrite !Nat.pow_add_r in *. cbn [Nat.pow] in *.
  destruct a; lia.
Qed.

Theorem segment_is_filled q : minus_end (repeat false q) = (2 ^ q - 1)%nat.
Proof.
  unfold minus_end. induction q as [|q IH]; [reflexivity|].
  replace (S q) with (q + 1)%nat by lia. rewrite repeat_app, fold_left_app, IH. cbn [repeat fold_left].
  rewrite Nat.pow_add_r. pose proof (Nat.pow_nonzero 2 q). cbn [Nat.pow]. lia.
Qed.

Definition halved (q : nat) : Prop := forall i, (i < q)%nat -> / 2 ^ 52 < / 2 ^ i.

Theorem halvings_at_most q : halved q -> (q <= 52)%nat.
Proof.
  intros H. apply Nat.nlt_ge. intros C. specialize (H 52%nat C). lra.
Qed.

Theorem all_halvings : halved 52.
Proof.
  intros i I. apply Rinv_lt_contravar; [apply Rmult_lt_0_compat; apply pow_lt; lra|]. apply Rlt_pow; [lra|exact I].
Qed.

(* ---- the count ---- *)

Definition bound (d K tries : nat) : nat := tries + 52 + (2 * d - 1) + (d - 1) * (K + 4).

Lemma total_of_twos K start : List.Forall (fun w => w <= 2) start -> total K start <= INR (length start).
Proof.
  unfold total. induction 1 as [|w start W F IH]; cbn [fold_right length]; [simpl; lra|]. rewrite S_INR.
  assert (worth K w <= 1); [|lra]. apply Rle_trans with (1 := worth_le K w 2 W). rewrite worth_long.
  - rewrite <- (lg_2 1) at 1. rewrite Rpower_1 by lra. apply Rle_refl.
  - apply Rle_trans with 1; [|lra]. rewrite <- Rinv_1. apply Rinv_le_contravar; [lra|]. apply pow_R1_Rle. lra.
Qed.

(* `tried` until there are two labels, q halvings of the segment, the knockout, and m cuts. *)
Theorem run_bound (above : R -> R -> Prop) t d K tries tried q start m sides s : (1 <= d)%nat ->
  (forall x y, above x y -> x <= y) -> (tried <= tries)%nat -> halved q -> length start = (d - 1)%nat ->
  List.Forall (fun w => w <= 2) start ->
  run above (K + 2) start (INR (d - 1) - total (K + 2) start) m sides s ->
  (tried + q + count t (knocked d) + m <= bound d K tries)%nat.
Proof.
  intros D A Tries H L W R. rewrite knocked_count by exact D. pose proof (halvings_at_most q H).
  pose proof (total_of_twos (K + 2) start W) as T. rewrite L in T.
  pose proof (cuts_at_most above (K + 2) start _ A m sides s R ltac:(lra) ltac:(rewrite L; lra)) as C.
  rewrite L in C. unfold bound. lia.
Qed.

(* ---- a side is long ---- *)

Lemma norm2_moved top s h : List.Forall (fun x => 0 <= x <= top) h -> 0 <= s ->
  norm2 (map (Rplus s) h) <= INR (length h) * ((top + s) * (top + s)).
Proof.
  intros F S. induction F as [|x h X F IH]; [unfold norm2; simpl; lra|]. cbn [map length]. rewrite norm2_cons, S_INR.
  nra.
Qed.

(* What keeps the learner from stopping: the half widths, each widened by at most m times the spread s, or the spread
   times the reach. *)
Definition goes_on (eps size s m reach : R) (h : list R) : Prop :=
  sin eps * size < norm (map (Rplus (m * s)) h) \/ eps * size < 2 * s * reach.

Theorem side_is_long eps K h top s m size reach : 0 < eps <= PI / 2 -> (1 <= length h)%nat ->
  sqrt (INR (length h)) / (2 * sin eps) <= 2 ^ K -> List.Forall (fun x => 0 <= x <= top) h ->
  0 <= s <= 7 / 5 * top / INR (length h) -> 0 <= m <= 11 / 8 -> 1 <= size -> 0 <= reach <= 1 ->
  goes_on eps size s m reach h ->
  / 2 ^ (K + 2) < 2 * top.
Proof.
  intros E N G F S M Size Reach Go. pose proof PI_RGT_0. assert (P : 0 < sin eps) by (apply sin_gt_0; lra).
  pose proof (half_pow K) as HK. replace (/ 2 ^ (K + 2)) with (/ 2 ^ K / 4) by (rewrite pow_add; simpl; field;
    apply pow_nonzero; lra).
  apply le_INR in N. simpl INR in N at 1. set (n := INR (length h)) in *.
  assert (Q1 : 1 <= sqrt n) by (rewrite <- sqrt_1; apply sqrt_le_1_alt; exact N).
  assert (QQ : sqrt n * sqrt n = n) by (apply sqrt_sqrt; lra). set (q := sqrt n) in *.
  assert (G2 : q * / 2 ^ K <= 2 * sin eps).
  { apply Rmult_le_compat_r with (r := 2 * sin eps * / 2 ^ K) in G; [|nra].
    replace (2 ^ K * (2 * sin eps * / 2 ^ K)) with (2 * sin eps) in G by (field; apply pow_nonzero; lra).
    replace (q / (2 * sin eps) * (2 * sin eps * / 2 ^ K)) with (q * / 2 ^ K) in G
      by (field; split; [apply pow_nonzero|]; lra). exact G. }
  set (e := / 2 ^ K) in *.
  assert (S2 : n * s <= 7 / 5 * top).
  { destruct S as [_ S]. apply Rmult_le_compat_l with (r := n) in S; [|lra].
    replace (n * (7 / 5 * top / n)) with (7 / 5 * top) in S by (field; lra). exact S. }
  assert (S3 : s <= 7 / 5 * top) by nra. assert (S4 : 0 <= m * s <= 77 / 40 * top) by nra. destruct Go as [Go|Go].
  - assert (norm (map (Rplus (m * s)) h) <= q * (top + m * s)).
    { apply square_le; [nra|]. rewrite norm_square. apply Rle_trans with (1 := norm2_moved top (m * s) h F (proj1 S4)).
      fold n. rewrite <- QQ. right. ring. }
    assert (sin eps < q * (top + m * s)) by nra. assert (q * e < q * (2 * (top + m * s))) by lra.
    assert (e < 2 * (top + m * s)) by (apply Rmult_lt_reg_l with q; lra). lra.
  - pose proof (sin_lt_x eps ltac:(lra)). assert (eps < 2 * s) by nra. assert (e <= q * e) by nra. lra.
Qed.

(* One halving fewer: a side that keeps the learner going, and is just not longer. *)
Theorem finer_is_needed K : exists eps top s, 0 < eps <= PI / 2 /\ sqrt (INR 1) / (2 * sin eps) <= 2 ^ K /\
  0 <= s <= 7 / 5 * top / INR 1 /\ goes_on eps 1 s 1 1 [top] /\ 2 * top = / 2 ^ (K + 1).
Proof.
  pose proof (half_pow K) as H. set (e := / 2 ^ K) in *.
  assert (E1 : e <= 1) by (unfold e; rewrite <- Rinv_1; apply Rinv_le_contravar, pow_R1_Rle; lra).
  exists (asin (e / 2)), (e / 4), (7 / 20 * e).
  pose proof (asin_bound_lt (e / 2) ltac:(lra)) as B. pose proof PI_RGT_0.
  assert (S : sin (asin (e / 2)) = e / 2) by (apply sin_asin; lra).
  assert (0 < asin (e / 2)) by (apply sin_increasing_0; rewrite ?sin_0, ?S; lra). cbn [INR].
  repeat split; try lra.
  - rewrite S, sqrt_1. right. unfold e. field. apply pow_nonzero. lra.
  - left. rewrite S. unfold norm, norm2. cbn [map dot]. rewrite Rplus_0_r, Rmult_1_l, sqrt_square; lra.
  - rewrite pow_add. unfold e. simpl. field. apply pow_nonzero. lra.
Qed.
