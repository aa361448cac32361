(* How many labels the chart box asks: a knockout, and then cuts until all directions of the box are near its middle.

   Python: most in qlearn/learners/linear/box.py, with n = d - 1 sides and K = clg(sqrt n/(2 sin eps)).
   Theorem (run_bound): at most 2 d - 1 + (d - 1) (K + 2) labels: d for the signs, d - 1 for the matches of a knockout
   whatever happens (knocked_count), and K + 2 for each side (chart_box_count.v).
   Theorem (stop, long_side): sides of 2^-K at most end the run, so that until then there is a longer one to be cut;
   and then (within_eps) the result is within eps of every w that agrees with the labels (chart_box.v).
   Tight:   a side of 2^(1-K) does not end it, for any K (one_halving_fewer). *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.finite Require Import lists dialogues logarithms.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import logarithm knockout pivot_ratio chart_box chart_box_count.
Import ListNotations.
Open Scope R_scope.

(* ---- the labels ---- *)

(* The signs, and the champion. *)
Definition knocked (d : nat) : dialogue vector bool nat := bind (each sign_of (seq 0 d)) (fun s =>
  knockout (fun i p => against s i p 1) (clg d) (seq 0 d)).

Definition bound (d K : nat) : nat := 2 * d - 1 + (d - 1) * (K + 2).

Theorem knocked_count t d : (1 <= d)%nat -> count t (knocked d) = (2 * d - 1)%nat.
Proof.
  intros D. unfold knocked. rewrite count_bind, (count_each_once t sign_of), matches, seq_length; try reflexivity.
  - lia.
  - destruct d; [lia|discriminate].
  - rewrite seq_length. apply le_n.
Qed.

(* Every run: the knockout, then q cuts. *)
Theorem run_bound (above : R -> R -> Prop) t d K q sides s : (1 <= d)%nat -> (forall x y, above x y -> x <= y) ->
  run above K (repeat 1 (d - 1)) (INR (d - 1)) q sides s -> (count t (knocked d) + q <= bound d K)%nat.
Proof.
  intros D A R. rewrite knocked_count by exact D. unfold bound.
  pose proof (cuts_at_most above K _ _ A q sides s R (pos_INR _)) as C.
  rewrite total_ones, repeat_length in C. specialize (C ltac:(lra)). lia.
Qed.

(* The champion's weight is a largest, so that all ratios to it lie in [0, 1]. *)
Theorem champion_found w t : honest w t -> (1 <= length w)%nat -> let p := output t (knocked (length w)) in
  (p < length w)%nat /\ forall i, (i < length w)%nat -> Rabs (nth i w 0) <= Rabs (nth p w 0).
Proof.
  intros H L. unfold knocked. rewrite output_bind, output_each.
  set (s := map (fun i => output t (sign_of i)) (seq 0 (length w))). set (p := output t (knockout _ _ _)).
  assert (K : forall i, (i < length w)%nat -> known w s i).
  { intros i I. unfold known, s. rewrite nth_map_seq by exact I. apply (sign_found w t H). }
  assert (P : (p < length w)%nat).
  { enough (In p (seq 0 (length w))) as I by (apply in_seq in I; lia).
    apply champion_in. destruct (length w); [lia|discriminate]. }
  split; [exact P|]. intros i I.
  refine (champion_is_largest _ (fun i => Rabs (nth i w 0)) t (clg (length w)) (seq 0 (length w)) _ _ i _).
  - rewrite seq_length. apply le_n.
  - intros a b A B. apply in_seq in A, B.
    destruct (compared w t H s a b 1 (K a ltac:(lia)) (K b ltac:(lia))) as [Yes No].
    destruct (t (against s a b 1)); [specialize (Yes eq_refl)|specialize (No eq_refl)]; lra.
  - apply in_seq. lia.
Qed.

(* ---- the stop ---- *)

Fixpoint middles (low high : list R) : list R :=
  match low, high with l :: low', h :: high' => (l + h) / 2 :: middles low' high' | _, _ => [] end.

(* No interval is longer than this. *)
Definition short (side : R) (low high : list R) : Prop := Forall2 (fun l h => l <= h <= l + side) low high.

Lemma middles_length low high : length low = length high -> length (middles low high) = length low.
Proof.
  revert high. induction low as [|l low IH]; intros [|h high] L; cbn in *; try congruence. rewrite IH; congruence.
Qed.

Lemma reach_of_short side low high : short side low high ->
  4 * norm2 (reaches low high (middles low high)) <= INR (length low) * (side * side).
Proof.
  intros S. induction S as [|l h low high [A B] S IH]; [unfold norm2; simpl; lra|].
  cbn [reaches middles length]. rewrite norm2_cons, S_INR. rewrite Rmax_left by lra. nra.
Qed.

Theorem stop eps K low high : 0 < eps <= PI / 2 -> sqrt (INR (length low)) / (2 * sin eps) <= 2 ^ K ->
  short (/ 2 ^ K) low high -> let c := middles low high in norm (reaches low high c) <= sin eps * norm (1 :: c).
Proof.
  intros E G S c. pose proof PI_RGT_0. assert (P : 0 < sin eps) by (apply sin_gt_0; lra).
  pose proof (reach_of_short _ _ _ S) as R. fold c in R. pose proof (half_pow K) as H2. pose proof (norm2_nonneg c).
  assert (One : 1 <= norm (1 :: c)).
  { apply square_le; [apply sqrt_pos|]. rewrite norm_square, norm2_cons. lra. }
  assert (G2 : sqrt (INR (length low)) * / 2 ^ K <= 2 * sin eps).
  { apply Rmult_le_compat_r with (r := 2 * sin eps * / 2 ^ K) in G; [|nra].
    replace (2 ^ K * (2 * sin eps * / 2 ^ K)) with (2 * sin eps) in G by (field; apply pow_nonzero; lra).
    replace (sqrt (INR (length low)) / (2 * sin eps) * (2 * sin eps * / 2 ^ K))
      with (sqrt (INR (length low)) * / 2 ^ K) in G by (field; split; [apply pow_nonzero|]; lra). exact G. }
  apply Rle_trans with (sin eps * 1); [|apply Rmult_le_compat_l; lra].
  apply square_le; [lra|]. rewrite norm_square.
  pose proof (sqrt_pos (INR (length low))) as Q. pose proof (sqrt_sqrt _ (pos_INR (length low))) as QQ.
  set (q := sqrt (INR (length low))) in *. rewrite <- QQ in R.
  assert (q * / 2 ^ K * (q * / 2 ^ K) <= 2 * sin eps * (2 * sin eps)) by (apply Rmult_le_compat; nra). lra.
Qed.

(* So while it has not stopped there is a side longer than 2^-K. *)
Corollary long_side eps K low high : 0 < eps <= PI / 2 -> sqrt (INR (length low)) / (2 * sin eps) <= 2 ^ K ->
  Forall2 Rle low high -> let c := middles low high in sin eps * norm (1 :: c) < norm (reaches low high c) ->
  exists l h, In (l, h) (combine low high) /\ / 2 ^ K < h - l.
Proof.
  intros E G O c N.
  assert (D : short (/ 2 ^ K) low high \/ exists l h, In (l, h) (combine low high) /\ / 2 ^ K < h - l).
  { clear - O. induction O as [|l h low high A O IH]; [left; constructor|].
    destruct (Rlt_dec (/ 2 ^ K) (h - l)) as [B|B]; [right; exists l, h; split; [now left|exact B]|].
    destruct IH as [S|(l' & h' & I & B')]; [left; constructor; [lra|exact S]|].
    right. exists l', h'. split; [now right|exact B']. }
  destruct D as [S|D]; [|exact D]. pose proof (stop eps K low high E G S) as T. fold c in T. cbv zeta in T. lra.
Qed.

(* Then the middle of the box is near enough to every w that agrees with the labels. *)
Corollary within_eps w u bs low high d eps K : length w = d -> 0 < norm2 w -> basis d (u :: bs) ->
  agrees w u bs low high -> length low = length bs -> 0 < eps <= PI / 2 ->
  sqrt (INR (length low)) / (2 * sin eps) <= 2 ^ K -> short (/ 2 ^ K) low high ->
  angle w (combined (1 :: middles low high) (u :: bs)) <= eps.
Proof.
  intros L W F A N E G S. apply (certified w u bs low high (middles low high) d eps); try assumption; [|lra|].
  - rewrite middles_length; [exact N|]. clear - S. induction S; cbn; congruence.
  - apply stop with K; assumption.
Qed.

(* A side twice as long does not end the run, for any K. *)
Theorem one_halving_fewer K : exists eps low high, 0 < eps <= PI / 2 /\
  sqrt (INR (length low)) / (2 * sin eps) <= 2 ^ K /\ short (/ 2 ^ K * 2) low high /\
  sin eps * norm (1 :: middles low high) < norm (reaches low high (middles low high)).
Proof.
  pose proof (half_pow K) as H. set (e := / 2 ^ K) in *.
  assert (E1 : e <= 1) by (unfold e; rewrite <- Rinv_1; apply Rinv_le_contravar, pow_R1_Rle; lra).
  exists (asin (e / 2)), [0], [2 * e]. rewrite sin_asin by lra.
  pose proof (asin_bound_lt (e / 2) ltac:(lra)) as B. pose proof PI_RGT_0.
  assert (S : sin (asin (e / 2)) = e / 2) by (apply sin_asin; lra).
  assert (0 < asin (e / 2)) by (apply sin_increasing_0; rewrite ?sin_0, ?S; lra). repeat split; try lra.
  - cbn [length INR]. rewrite sqrt_1. right. unfold e. field. apply pow_nonzero. lra.
  - constructor; [lra|constructor].
  - cbn [middles reaches]. replace ((0 + 2 * e) / 2) with e by field. rewrite Rmax_left by lra.
    replace (2 * e - e) with e by ring. unfold norm, norm2. cbn [dot].
    replace (e * e + 0) with (e * e) by ring. rewrite sqrt_square by lra.
    assert (sqrt (1 * 1 + e * e) < 2); [|nra]. rewrite <- (sqrt_square 2) by lra. apply sqrt_lt_1; nra.
Qed.
