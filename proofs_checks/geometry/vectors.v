(* Vectors as lists of reals, of any length, and the angle between two of them.

   A vector that is shorter than another stands for itself with zeros after it.
     dot_norms           (u.v)^2 <= |u|^2 |v|^2, Cauchy and Schwarz;
     angle_within        u.v >= cos(eps) |u| |v| puts the angle of u and v within eps;
     angle_by_distance   so does |u - v| <= sin(eps) |u|, for eps up to pi/2.
   The learners of a direction rest on these: linear/spherical_bisection.py, linear/pivot_ratio.py. *)
From Coq Require Import Reals Lra Psatz List Lia.
Import ListNotations.
Open Scope R_scope.

Notation vector := (list R).

Fixpoint dot (u v : vector) : R := match u, v with a :: u', b :: v' => a * b + dot u' v' | _, _ => 0 end.

Fixpoint plus (u v : vector) : vector :=
  match u, v with a :: u', b :: v' => (a + b) :: plus u' v' | [], _ => v | _, [] => u end.

Definition scale (c : R) (u : vector) : vector := map (Rmult c) u.
Definition norm2 (u : vector) : R := dot u u.
Definition norm (u : vector) : R := sqrt (norm2 u).
Definition dist2 (u v : vector) : R := norm2 (plus u (scale (-1) v)).
Definition angle (u v : vector) : R := acos (dot u v / (norm u * norm v)).

(* What a label of the half-space [w.x >= 0] tells; on the boundary both labels are allowed. *)
Definition honest (w : vector) (teacher : vector -> bool) : Prop :=
  forall x, (teacher x = true -> 0 <= dot w x) /\ (teacher x = false -> dot w x <= 0).

Definition label (w x : vector) : bool := if Rle_dec 0 (dot w x) then true else false.

(* The honest teacher exists. *)
Lemma label_is_honest w : honest w (label w).
Proof. intros x. unfold label. destruct (Rle_dec 0 (dot w x)); split; intros H; try discriminate; lra. Qed.

Lemma label_true w x : 0 <= dot w x -> label w x = true.
Proof. intros H. unfold label. destruct (Rle_dec 0 (dot w x)); [reflexivity|contradiction]. Qed.

Lemma label_false w x : dot w x < 0 -> label w x = false.
Proof. intros H. unfold label. destruct (Rle_dec 0 (dot w x)); [lra|reflexivity]. Qed.

Lemma dot_nil u : dot u [] = 0.
Proof. now destruct u. Qed.

Lemma dot_comm u v : dot u v = dot v u.
Proof. revert v. induction u as [|a u IH]; intros [|b v]; simpl; auto. rewrite IH. ring. Qed.

Lemma dot_scale w c u : dot w (scale c u) = c * dot w u.
Proof. revert u. induction w as [|a w IH]; intros [|b u]; simpl; try ring. rewrite IH. ring. Qed.

Lemma dot_plus w u v : dot w (plus u v) = dot w u + dot w v.
Proof.
  revert u v. induction w as [|a w IH]; intros [|b u] [|c v]; simpl; try ring. rewrite IH. ring.
Qed.

(* One entry more. *)
Lemma dot_snoc w u b : dot w (u ++ [b]) = dot w u + nth (length u) w 0 * b.
Proof.
  revert w. induction u as [|a u IH]; intros [|c w]; simpl; try ring.
  - rewrite dot_nil. ring.
  - rewrite IH. ring.
Qed.

Lemma norm2_firstn w k : norm2 (firstn (S k) w) = norm2 (firstn k w) + nth k w 0 * nth k w 0.
Proof.
  revert w. induction k as [|k IH]; intros [|a w]; unfold norm2; cbn [firstn dot nth]; try ring.
  specialize (IH w). unfold norm2 in IH. cbn [firstn dot nth] in *. rewrite IH. ring.
Qed.

Lemma norm2_nonneg u : 0 <= norm2 u.
Proof. unfold norm2. induction u; simpl; nra. Qed.

Lemma norm_square u : norm u * norm u = norm2 u.
Proof. apply sqrt_sqrt, norm2_nonneg. Qed.

Lemma norm_positive u : 0 < norm2 u -> 0 < norm u.
Proof. apply sqrt_lt_R0. Qed.

Lemma dist2_expand u v : dist2 u v = norm2 u - 2 * dot u v + norm2 v.
Proof.
  unfold dist2, norm2. set (z := plus u (scale (-1) v)). unfold z at 2.
  rewrite dot_plus, dot_scale, (dot_comm z u), (dot_comm z v). unfold z.
  rewrite !dot_plus, !dot_scale, (dot_comm v u). ring.
Qed.

Lemma square_le x y : 0 <= y -> x * x <= y * y -> x <= y.
Proof. intros Y S. exact (Rsqr_incr_0_var x y S Y). Qed.

Lemma square_of_size x e : Rabs x <= e -> x * x <= e * e.
Proof.
  intros H. fold (Rsqr x). rewrite Rsqr_abs. unfold Rsqr. pose proof (Rabs_pos x).
  apply Rmult_le_compat; assumption.
Qed.

(* Cauchy and Schwarz. *)
Lemma dot_norms u v : dot u v * dot u v <= norm2 u * norm2 v.
Proof.
  revert v. induction u as [|a u IH]; intros [|b v]; unfold norm2; simpl; try lra.
  specialize (IH v). pose proof (norm2_nonneg u) as A. pose proof (norm2_nonneg v) as B. unfold norm2 in *.
  set (p := dot u u) in *. set (q := dot v v) in *. set (s := dot u v) in *.
  assert (H : 2 * (a * b) * s <= a * a * q + b * b * p).
  { apply square_le; [nra|].
    assert (0 <= a * a * (b * b) * (p * q - s * s)) by (apply Rmult_le_pos; nra).
    pose proof (Rle_0_sqr (a * a * q - b * b * p)) as Q. unfold Rsqr in Q. nra. }
  nra.
Qed.

(* The cosine's bound decides the angle's. *)
Lemma angle_within u v eps : 0 < norm2 u -> 0 < norm2 v -> 0 <= eps <= PI ->
  cos eps * (norm u * norm v) <= dot u v -> angle u v <= eps.
Proof.
  intros U V E H. unfold angle. pose proof (norm_positive u U) as NU. pose proof (norm_positive v V) as NV.
  assert (P : 0 < norm u * norm v) by (apply Rmult_lt_0_compat; assumption).
  set (x := dot u v / (norm u * norm v)).
  assert (X : x * (norm u * norm v) = dot u v) by (unfold x; field; lra).
  assert (Low : cos eps <= x) by (apply Rmult_le_reg_r with (1 := P); lra).
  assert (High : x <= 1).
  { apply Rmult_le_reg_r with (1 := P). rewrite X, Rmult_1_l. apply square_le; [lra|].
    replace (norm u * norm v * (norm u * norm v)) with (norm u * norm u * (norm v * norm v)) by ring.
    rewrite !norm_square. apply dot_norms. }
  pose proof (COS_bound eps) as C. pose proof (acos_bound x) as A.
  apply Rnot_lt_le. intros L. assert (D : cos (acos x) < cos eps) by (apply cos_decreasing_1; lra).
  rewrite cos_acos in D by lra. lra.
Qed.

Lemma norm_scale c v : 0 <= c -> norm (scale c v) = c * norm v.
Proof.
  intros C. unfold norm, norm2. rewrite dot_scale, (dot_comm (scale c v)), dot_scale, <- Rmult_assoc.
  rewrite sqrt_mult by (try apply norm2_nonneg; nra). rewrite sqrt_square by exact C. reflexivity.
Qed.

Lemma angle_scale u v c : 0 < c -> angle u (scale c v) = angle u v.
Proof.
  intros C. unfold angle. rewrite dot_scale, norm_scale by lra. f_equal.
  destruct (Req_dec (norm u * norm v) 0) as [Z|Z].
  - replace (norm u * (c * norm v)) with 0 by (rewrite <- (Rmult_0_r c), <- Z; ring).
    rewrite Z. unfold Rdiv. rewrite Rinv_0. ring.
  - field. split; [|split]; try lra; intros E; apply Z; rewrite E; ring.
Qed.

Lemma angle_beyond u v eps : 0 < norm2 u -> 0 < norm2 v -> 0 <= eps <= PI ->
  dot u v < cos eps * (norm u * norm v) -> eps < angle u v.
Proof.
  intros U V E H. apply Rnot_le_lt. intros A. pose proof (norm_positive u U) as NU.
  pose proof (norm_positive v V) as NV.
  assert (P : 0 < norm u * norm v) by (apply Rmult_lt_0_compat; assumption).
  unfold angle in A. set (x := dot u v / (norm u * norm v)) in *.
  assert (X : x * (norm u * norm v) = dot u v) by (unfold x; field; lra).
  assert (Less : x < cos eps) by (apply Rmult_lt_reg_r with (1 := P); lra).
  pose proof (COS_bound eps) as C. pose proof (acos_bound x) as B.
  assert (Low : -1 <= x).
  { apply Rmult_le_reg_r with (1 := P). rewrite X. apply Ropp_le_cancel. apply square_le; [lra|].
    replace (- (-1 * (norm u * norm v)) * - (-1 * (norm u * norm v)))
      with (norm u * norm u * (norm v * norm v)) by ring.
    rewrite !norm_square. pose proof (dot_norms u v). lra. }
  assert (D : cos eps <= cos (acos x)).
  { destruct (Req_dec (acos x) eps) as [->|N]; [lra|]. left. apply cos_decreasing_1; lra. }
  rewrite cos_acos in D by lra. lra.
Qed.

(* The sine of the angle is at most the distance over the length.
   With A = |u|^2, B = |v|^2, D = u.v that is (B - D)^2 >= 0. *)
Theorem angle_by_distance u v eps : 0 < norm2 u -> 0 < norm2 v -> 0 <= eps <= PI / 2 ->
  dist2 u v <= sin eps * sin eps * norm2 u -> angle u v <= eps.
Proof.
  intros U V E H. pose proof PI_RGT_0 as PP. apply angle_within; try assumption; [lra|].
  rewrite dist2_expand in H. pose proof (sin2_cos2 eps) as SC. unfold Rsqr in SC.
  assert (C : 0 <= cos eps) by (apply cos_ge_0; lra).
  pose proof (norm_square u) as NU. pose proof (norm_square v) as NV.
  set (A := norm2 u) in *. set (B := norm2 v) in *. set (D := dot u v) in *.
  assert (D0 : 0 <= D) by nra. apply square_le; [exact D0|].
  replace (cos eps * (norm u * norm v) * (cos eps * (norm u * norm v)))
    with (cos eps * cos eps * (norm u * norm u * (norm v * norm v))) by ring.
  rewrite NU, NV. assert (S : cos eps * cos eps * A <= 2 * D - B) by nra.
  assert (cos eps * cos eps * A * B <= (2 * D - B) * B) by (apply Rmult_le_compat_r; lra).
  pose proof (Rle_0_sqr (B - D)) as Q. unfold Rsqr in Q. lra.
Qed.
