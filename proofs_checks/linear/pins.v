(* How far a plane is off that runs through the middles of bracketed boundary points.

   Python: qlearn/geometry/pins.py, the certificate of qlearn/learners/linear/boundary_points.py.
   The rows of A are made of true boundary points, so A w = 0.  Those of B are made of the middles, each within e_j of
   its row of A, and B v = 0.
   Theorem (certified): if |B x| >= s |x| for all x orthogonal to v, then s sin(angle of w and v) <= |e|.
   Idea:    |B w| = |(B - A) w| <= |e| |w|, and B w = B x with x what w is off v.
   No difference s - |e| is taken, and it does not matter whether B has more rows than it needs.
   Tight:   attained, for every angle.
   That there is such a v, of d + 1 numbers for d rows, is kernel.v.                                            *)
From Coq Require Import Reals Lra Psatz List Lia RealField.
From qlearn.geometry Require Import vectors.
From qlearn.linear Require kernel.
Import ListNotations.
Open Scope R_scope.

Notation images x B := (map (dot x) B).

(* Row b of B, with an error of at most e, comes from a row of A. *)
Definition near_boundary (w b : vector) (e : R) : Prop := exists a, dot w a = 0 /\ dist2 b a <= e * e.

Lemma off w B E : Forall2 (near_boundary w) B E -> norm2 (images w B) <= norm2 E * norm2 w.
Proof.
  unfold norm2. induction 1 as [|b e B E (a & Z & D) H IH]; cbn [map dot]; [lra|].
  assert (P : dot w b = dot w (plus b (scale (-1) a))) by (rewrite dot_plus, dot_scale, Z; ring).
  rewrite P. pose proof (dot_norms w (plus b (scale (-1) a))) as C. fold (dist2 b a) in C. unfold norm2 in *.
  pose proof (norm2_nonneg w) as N. unfold norm2 in N. nra.
Qed.

(* What w is off v. *)
Lemma beside w v : 0 < norm2 v -> let x := plus w (scale (- (dot w v / norm2 v)) v) in
  dot v x = 0 /\ norm2 x * norm2 v = norm2 w * norm2 v - dot w v * dot w v.
Proof.
  intros P x. set (c := - (dot w v / norm2 v)). unfold x. fold c.
  assert (C : c * norm2 v = - dot w v) by (unfold c; field; lra).
  assert (Z : dot v (plus w (scale c v)) = 0) by (rewrite dot_plus, dot_scale, (dot_comm v w); fold (norm2 v); lra).
  split; [exact Z|]. set (y := plus w (scale c v)) in *. unfold norm2 at 1. unfold y at 2.
  rewrite dot_plus, dot_scale, (dot_comm y v), Z, (dot_comm y w). unfold y. rewrite dot_plus, dot_scale.
  fold (norm2 w). replace ((norm2 w + c * dot w v + c * 0) * norm2 v)
    with (norm2 w * norm2 v + c * norm2 v * dot w v) by ring. rewrite C. ring.
Qed.

Theorem certified w v B E s : 0 < norm2 v -> Forall2 (near_boundary w) B E -> (forall b, In b B -> dot v b = 0) ->
  (forall x, dot v x = 0 -> s * s * norm2 x <= norm2 (images x B)) ->
  s * s * (norm2 w * norm2 v - dot w v * dot w v) <= norm2 E * (norm2 w * norm2 v).
Proof.
  intros P H Z S. destruct (beside w v P) as [X N]. set (x := plus w (scale (- (dot w v / norm2 v)) v)) in *.
  specialize (S x X). assert (Same : images x B = images w B).
  { apply map_ext_in. intros b I. unfold x. rewrite (dot_comm _ b), dot_plus, dot_scale, (dot_comm b v), (Z b I), dot_comm.
    ring. }
  rewrite Same in S. pose proof (off w B E H) as O. rewrite <- N.
  replace (s * s * (norm2 x * norm2 v)) with (s * s * norm2 x * norm2 v) by ring.
  replace (norm2 E * (norm2 w * norm2 v)) with (norm2 E * norm2 w * norm2 v) by ring.
  apply Rmult_le_compat_r; lra.
Qed.

(* The angle, if it is known that w lies on v's side. *)
Theorem within w v B E s eps : 0 < norm2 v -> 0 < norm2 w -> Forall2 (near_boundary w) B E ->
  (forall b, In b B -> dot v b = 0) -> 0 < s -> (forall x, dot v x = 0 -> s * s * norm2 x <= norm2 (images x B)) ->
  0 <= dot w v -> 0 <= eps <= PI / 2 -> norm2 E <= s * sin eps * (s * sin eps) -> angle w v <= eps.
Proof.
  intros V W H Z S0 S D E0 L. pose proof (certified w v B E s V H Z S) as C. pose proof PI_RGT_0 as PP.
  apply angle_within; try assumption; [lra|]. apply square_le; [exact D|].
  replace (cos eps * (norm w * norm v) * (cos eps * (norm w * norm v)))
    with (cos eps * cos eps * (norm w * norm w * (norm v * norm v))) by ring. rewrite !norm_square.
  pose proof (sin2_cos2 eps) as SC. unfold Rsqr in SC. set (M := norm2 w * norm2 v) in *.
  assert (0 < M) by (apply Rmult_lt_0_compat; assumption).
  assert (s * s * (M - dot w v * dot w v) <= s * s * (sin eps * sin eps * M)) as Q by nra.
  apply Rmult_le_reg_l in Q; [|nra]. replace (cos eps * cos eps) with (1 - sin eps * sin eps) by lra. lra.
Qed.

(* One row in the plane, off by sin(eps), and the whole angle is there. *)
Theorem attained eps : 0 <= eps <= PI / 2 -> exists w v B E s, norm2 v = 1 /\ norm2 w = 1 /\
  Forall2 (near_boundary w) B E /\ (forall b, In b B -> dot v b = 0) /\ 0 < s /\
  (forall x, (length x <= 2)%nat -> dot v x = 0 -> s * s * norm2 x <= norm2 (images x B)) /\
  0 <= dot w v /\ norm2 E = s * sin eps * (s * sin eps) /\ angle w v = eps.
Proof.
  intros P. pose proof PI_RGT_0 as PP. pose proof (sin2_cos2 eps) as SC. unfold Rsqr in SC.
  set (c := cos eps) in *. set (n := sin eps) in *. assert (0 <= c) as C0 by (apply cos_ge_0; lra).
  exists [- n; c], [0; 1], [[1; 0]], [n], 1. repeat split.
  - unfold norm2. cbn. ring.
  - unfold norm2. cbn. lra.
  - constructor; [|constructor]. exists [1 - n * n; n * c]. split; unfold dist2, norm2; cbn.
    + replace (- n * (1 - n * n) + (c * (n * c) + 0)) with (n * (n * n + c * c - 1)) by ring. rewrite SC. ring.
    + right. replace (c * c) with (1 - n * n) by lra. ring_simplify. replace (c ^ 2) with (1 - n * n) by (simpl; lra). ring.
  - intros b [<-|[]]. cbn. ring.
  - lra.
  - intros l L Z. destruct l as [|x [|y [|z l]]]; unfold norm2; cbn in L, Z |- *; [lra|lra| |lia].
    assert (y = 0) as -> by lra. lra.
  - cbn. lra.
  - unfold norm2. cbn. ring.
  - unfold angle, norm, norm2. cbn. replace (- n * - n + (c * c + 0)) with 1 by lra.
    replace (0 * 0 + (1 * 1 + 0)) with 1 by ring. rewrite sqrt_1.
    replace ((- n * 0 + (c * 1 + 0)) / (1 * 1)) with c by field. apply acos_cos. lra.
Qed.

(* ---- d rows of d + 1 numbers always leave a plane ---- *)

Definition reals : kernel.field := {| kernel.laws := Rfield; kernel.equal := Req_EM_T |}.

Lemma left_over n (rows : list vector) : (length rows < n)%nat ->
  exists u : vector, length u = n /\ u <> repeat 0 n /\ forall r, In r rows -> dot u r = 0.
Proof. exact (@kernel.kernel reals n rows). Qed.

Theorem pins_leave_a_plane d (B : list vector) : length B = d ->
  exists v, length v = S d /\ 0 < norm2 v /\ forall b, In b B -> dot v b = 0.
Proof.
  intros L. destruct (left_over (S d) B) as (v & Lv & N & Z); [lia|].
  exists v. split; [exact Lv|]. split.
  - destruct (Rle_lt_or_eq_dec 0 (norm2 v) (norm2_nonneg v)) as [P|E]; [exact P|]. exfalso. apply N. clear N Z.
    rewrite <- Lv. clear Lv L B d. induction v as [|x v IH]; [reflexivity|]. unfold norm2 in E. cbn [dot] in E.
    pose proof (norm2_nonneg v) as Q. unfold norm2 in Q.
    assert (x = 0) as -> by nra. cbn [length repeat]. f_equal. apply IH. unfold norm2. lra.
  - exact Z.
Qed.

(* d + 1 rows may leave none: the axes. *)
Theorem one_row_more_leaves_none : exists B : list vector, length B = 2%nat /\
  forall v, (length v <= 2)%nat -> (forall b, In b B -> dot v b = 0) -> norm2 v = 0.
Proof.
  exists [[1; 0]; [0; 1]]. split; [reflexivity|].
  intros [|x [|y [|z v]]] L Z; unfold norm2; cbn in *; try lia; try lra.
  - pose proof (Z [1; 0] (or_introl eq_refl)) as X. cbn in X. nra.
  - pose proof (Z [1; 0] (or_introl eq_refl)) as X. pose proof (Z [0; 1] (or_intror (or_introl eq_refl))) as Y. cbn in X, Y.
    nra.
Qed.
