(* The certificate of the chart box: what labels of two weights at a time prove about the direction w of a half-space.

   Python: qlearn/geometry/ratio_box.py, Box.certified in qlearn/learners/linear/box.py.
   Let u be the axis of the champion p, with the sign of w_p, and b_1, ..., b_n, n = d - 1, the other axes with
   theirs: an orthonormal basis in whatever order (axes_basis in geometry/bases.v).  In the central projection
   y_j = w.b_j / w.u, which is the ratio |w_j|/|w_p|, the label of b_j - c u says whether y_j >= c, so all labels
   together enclose y in a box: l_j <= y_j <= h_j.  The result is u + c_1 b_1 + ... + c_n b_n, c any point.
   Theorem (certificate): every w that is not 0 and agrees with the 2 n + 1 labels of u, b_j - l_j u and
   b_j - h_j u is within asin(radius) of the result, radius = |max(h - c, c - l)| / sqrt(1 + |c|^2).
   Theorem (certified): so if |max(h - c, c - l)| <= sin(eps) sqrt(1 + |c|^2), it is within eps.
   Idea: (1, c) and (1, y) differ by at most |max(h - c, c - l)|, and the distance over the length bounds the
   sine of the angle (geometry/vectors.v).  Ties cost nothing: if w.u = 0, the labels leave only w = 0. *)
From Coq Require Import Reals Lra Psatz List Lia Permutation.
From qlearn.geometry Require Import vectors bases.
Import ListNotations.
Open Scope R_scope.

(* ---- the box ---- *)

(* What w agrees with: the label of u is +, that of b_j - l_j u is +, that of b_j - h_j u is -. *)
Fixpoint boxed (w u : vector) (bs : list vector) (low high : list R) : Prop :=
  match bs, low, high with
  | b :: bs', l :: low', h :: high' =>
      0 <= dot w (plus b (scale (- l) u)) /\ dot w (plus b (scale (- h) u)) <= 0 /\ boxed w u bs' low' high'
  | [], [], [] => True
  | _, _, _ => False
  end.

Definition agrees (w u : vector) (bs : list vector) (low high : list R) : Prop := 0 <= dot w u /\
  boxed w u bs low high.

(* How far the box reaches from c. *)
Fixpoint reaches (low high c : list R) : list R :=
  match low, high, c with
  | l :: low', h :: high', x :: c' => Rmax (h - x) (x - l) :: reaches low' high' c'
  | _, _, _ => []
  end.

Definition radius (low high c : list R) : R := norm (reaches low high c) / norm (1 :: c).

(* If w.u = 0 the labels leave only w = 0. *)
Lemma on_the_edge w u bs low high : boxed w u bs low high -> dot w u = 0 -> norm2 (coordinates w bs) = 0.
Proof.
  intros B U. revert low high B. unfold norm2.
  induction bs as [|b bs IH]; intros [|l low] [|h high] B; simpl in B; try contradiction; [reflexivity|].
  destruct B as (L & H & B). rewrite dot_plus, dot_scale, U in L, H. simpl. rewrite (IH low high B).
  assert (Z : dot w b = 0) by lra. rewrite Z. ring.
Qed.

(* Inside the box every coordinate is within its reach of c. *)
Lemma inside w u bs low high c : boxed w u bs low high -> length c = length bs -> 0 < dot w u ->
  dist2 c (scale (/ dot w u) (coordinates w bs)) <= norm2 (reaches low high c).
Proof.
  intros B L P. revert low high c B L.
  induction bs as [|b bs IH]; intros [|l low] [|h high] c B L; simpl in B; try contradiction;
    destruct c as [|x c]; try discriminate; [unfold dist2, norm2; simpl; lra|].
  destruct B as (Low & High & B). rewrite dot_plus, dot_scale in Low, High.
  injection L as L. specialize (IH low high c B L). unfold dist2, norm2, scale in *.
  cbn [coordinates map plus dot reaches] in *. set (y := / dot w u * dot w b).
  assert (Y : dot w b = y * dot w u) by (unfold y; field; lra). rewrite Y in Low, High.
  assert (l <= y <= h) by (split; apply Rmult_le_reg_r with (dot w u); lra).
  pose proof (Rmax_l (h - x) (x - l)). pose proof (Rmax_r (h - x) (x - l)).
  assert (S : (x + -1 * y) * (x + -1 * y) <= Rmax (h - x) (x - l) * Rmax (h - x) (x - l)).
  { apply square_of_size, Rabs_le. lra. }
  unfold coordinates in IH. lra.
Qed.

Lemma norm2_cons a u : norm2 (a :: u) = a * a + norm2 u.
Proof. reflexivity. Qed.

(* The certificate, with the stop rule: reach <= sin(eps) sqrt(1 + |c|^2). *)
Theorem certified w u bs low high c d eps : length w = d -> 0 < norm2 w -> basis d (u :: bs) ->
  agrees w u bs low high -> length c = length bs -> 0 <= eps <= PI / 2 ->
  norm (reaches low high c) <= sin eps * norm (1 :: c) -> angle w (combined (1 :: c) (u :: bs)) <= eps.
Proof.
  intros L W [Length Parseval] [U B] C E H. specialize (Parseval w L).
  specialize (Length (1 :: c) ltac:(simpl; congruence)).
  unfold coordinates in Parseval. cbn [map] in Parseval. fold (coordinates w bs) in Parseval.
  rewrite norm2_cons in Parseval. assert (P : 0 < dot w u).
  { destruct (Req_dec (dot w u) 0) as [Z|Z]; [|lra].
    rewrite (on_the_edge w u bs low high B Z), Z in Parseval. lra. }
  set (p := 1 :: c). set (q := 1 :: scale (/ dot w u) (coordinates w bs)).
  assert (Same : scale (dot w u) q = coordinates w (u :: bs)).
  { unfold q, coordinates, scale. cbn [map]. f_equal; [ring|]. rewrite map_map.
    rewrite <- (map_id (map (dot w) bs)) at 2.
    apply map_ext. intros x. field. lra. }
  assert (A : angle w (combined p (u :: bs)) = angle p q).
  { rewrite <- (angle_scale p q (dot w u) P), Same. unfold angle, norm, p.
    rewrite dot_combined, Length. rewrite (Rmult_comm (sqrt (norm2 w))). do 3 f_equal.
    rewrite Parseval. reflexivity. }
  fold p. rewrite A. pose proof (norm2_nonneg c).
  pose proof (norm2_nonneg (scale (/ dot w u) (coordinates w bs))).
  apply angle_by_distance; [unfold p; rewrite norm2_cons; lra|unfold q; rewrite norm2_cons; lra|exact E|].
  apply Rle_trans with (norm2 (reaches low high c)).
  - pose proof (inside w u bs low high c B C P) as I. unfold dist2 in *.
    unfold p, q, scale at 1. cbn [map plus]. rewrite norm2_cons. unfold scale in *. lra.
  - rewrite <- !norm_square. fold p in H. pose proof (sqrt_pos (norm2 (reaches low high c))) as N.
    unfold norm at 1 in H.
    replace (sin eps * sin eps * (norm p * norm p)) with (sin eps * norm p * (sin eps * norm p)) by ring.
    apply Rmult_le_compat; unfold norm in *; lra.
Qed.

(* The certificate as an angle. *)
Corollary certificate w u bs low high c d : length w = d -> 0 < norm2 w -> basis d (u :: bs) ->
  agrees w u bs low high -> length c = length bs -> radius low high c <= 1 ->
  angle w (combined (1 :: c) (u :: bs)) <= asin (radius low high c).
Proof.
  intros L W F A C R. assert (N : 0 < norm (1 :: c)).
  { apply norm_positive. rewrite norm2_cons. pose proof (norm2_nonneg c). lra. }
  assert (R0 : 0 <= radius low high c).
  { unfold radius, Rdiv. apply Rmult_le_pos; [apply sqrt_pos|]. left. apply Rinv_0_lt_compat, N. }
  assert (S : sin (asin (radius low high c)) = radius low high c) by (apply sin_asin; lra).
  pose proof (asin_bound (radius low high c)) as B. pose proof PI_RGT_0 as PP.
  apply (certified w u bs low high c d); try assumption.
  - split; [|lra]. apply Rnot_lt_le. intros Neg.
    assert (sin (- asin (radius low high c)) > 0) by (apply sin_gt_0; lra).
    rewrite sin_neg, S in H. lra.
  - rewrite S. unfold radius. right. field. lra.
Qed.

(* ---- the radius is attained ---- *)

(* All axes, with the sign +. *)
Definition axes (first n : nat) : list vector := signed_axes (fun _ => 1) (seq first n).

(* A vector along the first axis sees every box from 0 to 2 c at its corner y = 0. *)
Lemma at_the_corner w c k : 0 <= dot w [1] -> (forall i, nth (S i) w 0 = 0) -> List.Forall (Rle 0) c ->
  boxed w [1] (axes (S k) (length c)) (map (Rmult 0) c) (map (Rmult 2) c).
Proof.
  intros U W C. revert k. induction C as [|x c X C IH]; intros k; cbn [length axes signed_axes seq map boxed];
    [exact I|]. rewrite !dot_plus, !dot_scale, dot_axis, W. split; [lra|]. split; [nra|apply IH].
Qed.

(* The radius cannot be smaller: at that corner it is the angle itself, in every dimension all c >= 0. *)
Theorem certificate_attained c : List.Forall (Rle 0) c ->
  let n := length c in let w := 1 :: repeat 0 n in let bs := axes 1 n in
  let low := map (Rmult 0) c in let high := map (Rmult 2) c in
  agrees w [1] bs low high /\ angle w (combined (1 :: c) ([1] :: bs)) = asin (radius low high c).
Proof.
  intros C n w bs low high.
  assert (W : forall i, nth (S i) w 0 = 0) by (intros i; apply nth_repeat).
  assert (U : dot w [1] = 1) by (unfold w; simpl; rewrite dot_nil; ring).
  assert (R : reaches low high c = c).
  { unfold low, high. clear - C. induction C as [|x c X C IH]; [reflexivity|]. cbn [map reaches].
    rewrite IH, Rmax_left by lra. f_equal. ring. }
  split; [split; [lra|apply at_the_corner; [lra|exact W|exact C]]|].
  destruct (axes_basis (fun _ => 1) (S n) (seq 0 (S n)) (Permutation_refl _)) as [Length _]; [intros; ring|].
  assert (F : [1] :: bs = signed_axes (fun _ => 1) (seq 0 (S n))) by reflexivity. rewrite F.
  assert (Z : norm2 (repeat 0 n) = 0) by (apply all_zero; intros i _; apply nth_repeat).
  unfold angle, norm at 1 2.
  rewrite Length by (unfold signed_axes; simpl; rewrite map_length, seq_length; reflexivity).
  unfold w at 2. rewrite norm2_cons, Z, dot_combined, <- F. unfold coordinates. cbn [map dot]. rewrite U.
  rewrite dot_zeros; [|unfold bs, axes, signed_axes; apply Forall_map, Forall_map, Forall_forall; intros i I;
    apply in_seq in I; rewrite dot_axis; replace i with (S (i - 1)) by lia; rewrite W; ring].
  unfold radius. rewrite R. fold (norm (1 :: c)). replace (1 * 1 + 0) with 1 by ring. rewrite sqrt_1, Rmult_1_l.
  pose proof (norm2_cons 1 c) as N2. pose proof (norm2_nonneg c) as N0.
  pose proof (norm_square (1 :: c)) as NN.
  assert (N : 0 < norm (1 :: c)) by (apply norm_positive; lra). rewrite N2 in NN.
  set (N1 := norm (1 :: c)) in *. assert (One : 1 <= N1) by (apply square_le; lra).
  assert (X : 0 <= 1 / N1 <= 1).
  { split; [apply Rmult_le_pos; [lra|left; apply Rinv_0_lt_compat, N]|].
    apply Rmult_le_reg_r with N1; [exact N|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  assert (A : 0 <= acos (1 / N1) <= PI / 2).
  { pose proof (acos_bound (1 / N1)) as B. split; [lra|]. apply Rnot_lt_le. intros G.
    assert (cos (acos (1 / N1)) < 0) by (apply cos_lt_0; pose proof PI_RGT_0; lra).
    rewrite cos_acos in H; lra. }
  replace (1 * 1 + 0) with 1 by ring.
  rewrite <- (asin_sin (acos (1 / N1))) by lra. f_equal. rewrite sin_acos by lra. unfold norm.
  replace (1 - Rsqr (1 / N1)) with (norm2 c / (N1 * N1))
    by (unfold Rsqr; replace (norm2 c) with (N1 * N1 - 1) by lra; field; lra).
  rewrite sqrt_div_alt by nra. rewrite sqrt_square by lra. reflexivity.
Qed.
