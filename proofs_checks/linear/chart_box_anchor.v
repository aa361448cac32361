(* The chart box about an anchor: every label is off by the same amount, and a knockout may be wrong by it.

   Python: qlearn/learners/linear/segment.py.  About the anchor a, labelled +, the point a + rho r is labelled + exactly
   if w.r >= -beta, beta = (w.a + b)/rho >= 0 (seen_from_the_anchor).  With b_k = s_k w_k, the signs s as labelled, the
   question of ratio c compares b_j + max(1, c) beta with c b_p (compared_from_the_anchor): if c > 1 it is asked nearer
   to the anchor, as no point may be further off than rho.
   Theorem (label_compares): it compares c with a number z_j that does not depend on c, y_j + beta/b_p up to 1 and
   y_j/(1 - beta/b_p) beyond, y_j = b_j/b_p; and (ratio_of_met) y_j = z_j - max(1, z_j) beta/b_p.
   Theorem (champion_is_large): if beta is at most x times the largest weight, with x clg d <= 1/4, then the champion
   has at least 3/4 of the largest weight, and beta is at most 4/3 x of the champion's.
   Theorem (ratios_reach): (b_j + beta)/b_p is at most 1 + (clg d + 1) beta/b_p, and z_j at most beta/(b_p - beta)
   more than that of whom j lost to (met_reaches).
   Tight:   two weights (champion_attained); four of them reach 3 beta (two_rounds_reach), so that 2 are not enough. *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.finite Require Import lists dialogues logarithms.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import knockout pivot_ratio.
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

(* What the labels compare c with; y is the ratio of the weights, beta is in units of the champion's. *)
Definition met (y beta : R) : R := if Rle_dec (y + beta) 1 then y + beta else y / (1 - beta).

Theorem label_compares y beta c : 0 <= beta < 1 -> (c <= y + Rmax 1 c * beta <-> c <= met y beta).
Proof.
  intros B. unfold met. assert (E : y / (1 - beta) * (1 - beta) = y) by (field; lra).
  destruct (Rle_dec (y + beta) 1) as [Y|Y]; destruct (Rle_dec c 1) as [C|C];
    try (rewrite Rmax_left by lra); try (rewrite Rmax_right by lra).
  - split; intros H; lra.
  - split; intros H; [exfalso|]; nra.
  - split; intros H; [|lra]. apply Rmult_le_reg_r with (1 - beta); nra.
  - split; intros H; [apply Rmult_le_reg_r with (1 - beta); nra|].
    apply Rmult_le_compat_r with (r := 1 - beta) in H; nra.
Qed.

(* Not with y + beta itself. *)
Theorem one_beta_is_not_enough : exists y beta c, 0 <= beta < 1 /\ ~ (c <= y + Rmax 1 c * beta <-> c <= y + beta).
Proof.
  exists (7 / 4), (1 / 5), 2. rewrite Rmax_right by lra. split; [lra|]. intros [H _].
  assert (2 <= 7 / 4 + 1 / 5) by (apply H; lra). lra.
Qed.

Theorem ratio_of_met y beta : 0 <= beta < 1 -> y = met y beta - Rmax 1 (met y beta) * beta.
Proof.
  intros B. unfold met. destruct (Rle_dec (y + beta) 1) as [Y|Y]; [rewrite Rmax_left by lra; ring|].
  assert (E : y / (1 - beta) * (1 - beta) = y) by (field; lra). rewrite Rmax_right; [field; lra|].
  apply Rmult_le_reg_r with (1 - beta); lra.
Qed.

(* A match says y <= y' + beta; a bound on what is met of y' gives one on what is met of y. *)
Theorem met_reaches y y' beta : 0 <= beta < 1 -> y <= y' + beta -> met y beta <= met y' beta + beta / (1 - beta).
Proof.
  intros B H. unfold met. assert (E : forall x, x / (1 - beta) * (1 - beta) = x) by (intros; field; lra).
  assert (D : beta <= beta / (1 - beta)) by (apply Rmult_le_reg_r with (1 - beta); rewrite ?E; nra).
  pose proof (E y). pose proof (E y'). pose proof (E beta).
  destruct (Rle_dec (y + beta) 1), (Rle_dec (y' + beta) 1); try (apply Rmult_le_reg_r with (1 - beta); nra); lra.
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
