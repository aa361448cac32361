(* The chart box about a point inside a box of inputs, where every label is off by the same amount.

   Python: qlearn/learners/linear/chart_box_inside.py.  About the anchor a, labelled +, the point a + rho r is
   labelled + exactly if w.r >= -beta, beta = (w.a + b)/rho >= 0 (seen_from_the_anchor).  With b_k = s_k w_k, the
   signs s as labelled, that compares b_j + max(1, c) beta with c b_p (compared_from_the_anchor).
   Theorem (champion_is_large): if beta is at most x times the largest weight, with x clg d <= 1/4, then the champion
   has at least 3/4 of the largest weight, and beta is at most 4/3 x of the champion's.
   Theorem (ratios_reach): (b_j + beta)/b_p is at most 1 + (clg d + 1) beta/b_p.
   Theorem (run_bound): at most tries + 52 + 2 d - 1 + (d - 1) (K + 4) labels, if no side is longer than 2 at first,
   none is cut that is shorter than 2^-(K+2), and the segment is halved only while it is longer than 2^-52.
   Theorem (side_is_long): while the learner has not stopped, and beta's spread is worth less than a label, there is
   such a side.
   Tight:   two weights (champion_attained); four of them reach 3 beta (two_rounds_reach), so that 2 are not enough;
            52 halvings (all_halvings); with K + 1 for K + 2 there may be no such side (finer_is_needed). *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.finite Require Import lists dialogues logarithms.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import logarithm knockout pivot_ratio chart_box chart_box_count chart_box_stop.
Import ListNotations.
Open Scope R_scope.

(* ---- what a label says ---- *)

Theorem seen_from_the_anchor w a r b rho : 0 < rho ->
  (0 <= dot w (plus a (scale rho r)) + b <-> - ((dot w a + b) / rho) <= dot w r).
Proof.
  intros P. rewrite dot_plus, dot_scale. set (beta := (dot w a + b) / rho).
  replace (dot w a + rho * dot w r + b) with (rho * (dot w r + beta)) by (unfold beta; field; lra). split; intros H.
  - apply Rmult_le_reg_l with rho; nra.
  - nra.
Qed.

(* Points with a ratio c > 1 are asked nearer to the anchor, as none may be further than rho. *)
Theorem compared_from_the_anchor w s a b rho j p c : 0 < rho -> let beta := (dot w a + b) / rho in
  0 <= dot w (plus a (scale rho (scale (/ Rmax 1 c) (against s j p c)))) + b <->
  c * (nth p s 0 * nth p w 0) <= nth j s 0 * nth j w 0 + Rmax 1 c * beta.
Proof.
  intros P beta. rewrite seen_from_the_anchor by exact P. fold beta. unfold against.
  rewrite dot_scale, dot_plus, !dot_axis. pose proof (Rmax_l 1 c) as M. set (m := Rmax 1 c) in *. clearbody m.
  assert (Q : 0 < / m) by (apply Rinv_0_lt_compat; lra).
  set (z := nth j w 0 * nth j s 0 + nth p w 0 * (- c * nth p s 0)).
  assert (E : / m * z + beta = / m * (z + m * beta)) by (field; lra). split; intros H.
  - assert (0 <= z + m * beta); [|unfold z in *; lra]. apply Rmult_le_reg_l with (1 := Q). lra.
  - assert (0 <= / m * (z + m * beta)); [|lra]. apply Rmult_le_pos; [lra|]. unfold z. lra.
Qed.

(* ---- the knockout ---- *)

Section Off.
Context {Q : Type} (larger : nat -> nat -> Q).
Variables (t : Q -> bool) (d : nat) (b : nat -> R) (beta : R).
Hypothesis somebody : (1 <= d)%nat.
Hypothesis beta_is_not_negative : 0 <= beta.
Hypothesis matches_are_fair : fair larger b t beta (seq 0 d).
Let p := output t (knockout larger (clg d) (seq 0 d)).

Lemma nearly_largest k : (k < d)%nat -> b k <= b p + INR (clg d) * beta.
Proof.
  intros K. apply champion_is_nearly_largest; [exact beta_is_not_negative| |exact matches_are_fair|].
  - rewrite seq_length. apply le_n.
  - apply in_seq. lia.
Qed.

(* A sign was wrong only of a weight of beta at most. *)
Theorem champion_is_large M x : (forall k, (k < d)%nat -> - beta <= b k) ->
  (exists k, (k < d)%nat /\ Rabs (b k) = M) -> 0 < M -> beta <= x * M -> x < 1 -> x * INR (clg d) <= 1 / 4 ->
  3 / 4 * M <= b p /\ beta / b p <= 4 / 3 * x.
Proof.
  intros Signs (k & K & E) P B X L. assert (H : 3 / 4 * M <= b p).
  { pose proof (nearly_largest k K) as N. pose proof (Signs k K). pose proof (pos_INR (clg d)).
    destruct (Rle_dec 0 (b k)) as [S|S]; [rewrite Rabs_right in E by lra; nra|].
    rewrite Rabs_left in E by lra. nra. }
  split; [exact H|]. assert (0 < b p) by lra. apply Rmult_le_reg_r with (b p); [assumption|]. unfold Rdiv.
  rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra. assert (0 <= x) by nra. nra.
Qed.

Theorem ratios_reach k : (k < d)%nat -> 0 < b p -> (b k + beta) / b p <= 1 + (INR (clg d) + 1) * (beta / b p).
Proof.
  intros K P. pose proof (nearly_largest k K) as N. apply Rmult_le_reg_r with (1 := P).
  replace ((b k + beta) / b p * b p) with (b k + beta) by (field; lra).
  replace ((1 + (INR (clg d) + 1) * (beta / b p)) * b p) with (b p + (INR (clg d) + 1) * beta) by (field; lra). lra.
Qed.
End Off.

Theorem champion_attained : exists (t : nat * nat -> bool) (b : nat -> R) beta x,
  let p := output t (knockout pair (clg 2) (seq 0 2)) in
  fair pair b t beta (seq 0 2) /\ 0 <= beta <= x * b 0%nat /\ x < 1 /\ x * INR (clg 2) <= 1 / 4 /\
  b p = 3 / 4 * b 0%nat /\ beta / b p = 4 / 3 * x.
Proof.
  exists (fun _ => true), (fun k => match k with O => 1 | _ => 3 / 4 end), (1 / 4), (1 / 4). cbn.
  split; [|lra]. intros [|i] [|j] _ _; cbn; lra.
Qed.

(* A weight that loses to one that loses to the champion. *)
Theorem two_rounds_reach beta : 0 <= beta -> exists (t : nat * nat -> bool) (b : nat -> R),
  let p := output t (knockout pair (clg 4) (seq 0 4)) in
  fair pair b t beta (seq 0 4) /\ b p = 1 /\ (b 0%nat + beta) / b p = 1 + (INR (clg 4) + 1) * (beta / b p).
Proof.
  intros B. set (level i := match i with 0 => 2 | 1 => 1 | _ => 0 end%nat).
  exists (fun q => level (snd q) <=? level (fst q) + 1)%nat, (fun i => 1 + INR (level i) * beta).
  split; [|cbn; split; [|field_simplify]; lra]. intros i j I J. cbn [fst snd].
  destruct (Nat.leb_spec (level j) (level i + 1)) as [L|L].
  - apply le_INR in L. rewrite plus_INR in L. cbn in L. nra.
  - apply lt_INR in L. rewrite plus_INR in L. cbn in L. nra.
Qed.

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

(* What keeps the learner from stopping: the half widths, widened by the spread, or the spread times the reach. *)
Definition goes_on (eps size s reach : R) (h : list R) : Prop :=
  sin eps * size < norm (map (Rplus s) h) \/ eps * size < 2 * s * reach.

Theorem side_is_long eps K h top s size reach : 0 < eps <= PI / 2 -> (1 <= length h)%nat ->
  sqrt (INR (length h)) / (2 * sin eps) <= 2 ^ K -> List.Forall (fun x => 0 <= x <= top) h ->
  0 <= s <= 7 / 5 * top / INR (length h) -> 1 <= size -> 0 <= reach <= 1 -> goes_on eps size s reach h ->
  / 2 ^ (K + 2) < 2 * top.
Proof.
  intros E N G F S Size Reach Go. pose proof PI_RGT_0. assert (P : 0 < sin eps) by (apply sin_gt_0; lra).
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
  assert (S3 : s <= 7 / 5 * top) by nra. destruct Go as [Go|Go].
  - assert (norm (map (Rplus s) h) <= q * (top + s)).
    { apply square_le; [nra|]. rewrite norm_square. apply Rle_trans with (1 := norm2_moved top s h F (proj1 S)).
      fold n. rewrite <- QQ. right. ring. }
    assert (sin eps < q * (top + s)) by nra. assert (q * e < q * (2 * (top + s))) by lra.
    assert (e < 2 * (top + s)) by (apply Rmult_lt_reg_l with q; lra). lra.
  - pose proof (sin_lt_x eps ltac:(lra)). assert (eps < 2 * s) by nra. assert (e <= q * e) by nra. lra.
Qed.

(* One halving fewer: a side that keeps the learner going, and is just not longer. *)
Theorem finer_is_needed K : exists eps top s, 0 < eps <= PI / 2 /\ sqrt (INR 1) / (2 * sin eps) <= 2 ^ K /\
  0 <= s <= 7 / 5 * top / INR 1 /\ goes_on eps 1 s 1 [top] /\ 2 * top = / 2 ^ (K + 1).
Proof.
  pose proof (half_pow K) as H. set (e := / 2 ^ K) in *.
  assert (E1 : e <= 1) by (unfold e; rewrite <- Rinv_1; apply Rinv_le_contravar, pow_R1_Rle; lra).
  exists (asin (e / 2)), (e / 4), (7 / 20 * e).
  pose proof (asin_bound_lt (e / 2) ltac:(lra)) as B. pose proof PI_RGT_0.
  assert (S : sin (asin (e / 2)) = e / 2) by (apply sin_asin; lra).
  assert (0 < asin (e / 2)) by (apply sin_increasing_0; rewrite ?sin_0, ?S; lra). cbn [INR].
  repeat split; try lra.
  - rewrite S, sqrt_1. right. unfold e. field. apply pow_nonzero. lra.
  - left. rewrite S. unfold norm, norm2. cbn [map dot]. rewrite Rplus_0_r, sqrt_square; lra.
  - rewrite pow_add. unfold e. simpl. field. apply pow_nonzero. lra.
Qed.
