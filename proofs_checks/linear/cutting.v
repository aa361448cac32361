(* Cutting a cone of directions through a point inside it: what the learners share that do so.

   All w that agree with the labels form the cone {w : a.w >= 0 for every row a}.  Seen from a unit vector c inside
   it, its slice are the v orthogonal to c with c + v in the cone: b + p.v >= 0 for every row, b = a.c its height
   and p its part across c.
   enclosed      with any weights w >= 0 of the rows, M = sum w p p' and R^2 = v'Mv: if |p.v| <= h R for each row,
                 then R (1 - e1) <= sum w b h + e2, where e1 R bounds sum w h (p.v), and e2 bounds -sum w b (p.v)/R.
                 At the largest ellipsoid in the slice e1 = e2 = 0 and the sum is d - 1: John's theorem.
   reached       h = sqrt(p'z) will do for z with Mz = p: Cauchy and Schwarz in the form of M.
   seen_within   a v of length x makes the angle atan(x) with c.
   both_sides    a question x across c leaves some w of the cone on either side: no answers contradict each other.
   margin_at_most, inside_dikin    for the two centres that have them.
   Python: qlearn/geometry/inscribed_ellipsoid.py, _judged; the learners are vsa and those that import cutting.py.   *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.geometry Require Import vectors.
Import ListNotations.
Open Scope R_scope.

(* A row of the slice: its weight, its height, how far the ellipsoid reaches towards it, and its part across. *)
Record row := Row { weight : R; height : R; reach : R; across : vector }.

Fixpoint sum (f : row -> R) (rows : list row) : R := match rows with r :: rest => f r + sum f rest | [] => 0 end.

(* u'Mv. *)
Definition form (rows : list row) (u v : vector) : R :=
  sum (fun r => weight r * (dot (across r) u * dot (across r) v)) rows.

Definition weighed (rows : list row) : Prop := forall r, In r rows -> 0 <= weight r /\ 0 <= height r /\ 0 <= reach r.
Definition in_slice (rows : list row) (v : vector) : Prop := forall r, In r rows -> 0 <= height r + dot (across r) v.
Definition within_reach (rows : list row) (v : vector) (R : R) : Prop :=
  forall r, In r rows -> Rabs (dot (across r) v) <= reach r * R.

Lemma sum_nonneg f rows : (forall r, In r rows -> 0 <= f r) -> 0 <= sum f rows.
Proof.
  induction rows as [|r rows IH]; intros P; simpl; [lra|].
  pose proof (P r (or_introl eq_refl)). pose proof (IH (fun s I => P s (or_intror I))). lra.
Qed.

Lemma sum_ext f g rows : (forall r, f r = g r) -> sum f rows = sum g rows.
Proof. intros E. induction rows as [|r rows IH]; simpl; [reflexivity|]. now rewrite E, IH. Qed.

(* The product that is not negative, row by row, and what its sum is. *)
Lemma product_sum rows v R :
  sum (fun r => weight r * ((height r + dot (across r) v) * (reach r * R - dot (across r) v))) rows =
  R * sum (fun r => weight r * (height r * reach r)) rows
  - sum (fun r => weight r * (height r * dot (across r) v)) rows
  + R * sum (fun r => weight r * (reach r * dot (across r) v)) rows - form rows v v.
Proof. unfold form. induction rows as [|r rows IH]; simpl; [ring|]. rewrite IH. ring. Qed.

Theorem enclosed rows v R e1 e2 : weighed rows -> in_slice rows v -> within_reach rows v R -> 0 < R ->
  form rows v v = R * R ->
  sum (fun r => weight r * (reach r * dot (across r) v)) rows <= e1 * R ->
  - sum (fun r => weight r * (height r * dot (across r) v)) rows <= e2 * R ->
  R * (1 - e1) <= sum (fun r => weight r * (height r * reach r)) rows + e2.
Proof.
  intros W I N P F E1 E2.
  assert (S : 0 <= sum (fun r => weight r * ((height r + dot (across r) v) * (reach r * R - dot (across r) v))) rows).
  { apply sum_nonneg. intros r H. destruct (W r H) as (A & B & C). specialize (I r H). specialize (N r H).
    pose proof (Rle_abs (dot (across r) v)). repeat apply Rmult_le_pos; lra. }
  rewrite product_sum, F in S. apply Rmult_le_reg_l with (1 := P). nra.
Qed.

(* An interval: the slice of a cone in the plane, seen from its middle. *)
Theorem enclosed_attained : exists rows v R, weighed rows /\ in_slice rows v /\ within_reach rows v R /\ 0 < R /\
  form rows v v = R * R /\ sum (fun r => weight r * (reach r * dot (across r) v)) rows <= 0 * R /\
  - sum (fun r => weight r * (height r * dot (across r) v)) rows <= 0 * R /\
  R * (1 - 0) >= sum (fun r => weight r * (height r * reach r)) rows + 0.
Proof.
  exists [Row (/ 2) 1 1 [1]; Row (/ 2) 1 1 [-1]], [1], 1. unfold weighed, in_slice, within_reach, form.
  assert (E : forall P : row -> Prop, P (Row (/ 2) 1 1 [1]) -> P (Row (/ 2) 1 1 [-1]) ->
    forall r, In r [Row (/ 2) 1 1 [1]; Row (/ 2) 1 1 [-1]] -> P r).
  { intros P A B r [<-|[<-|[]]]; assumption. }
  split; [|split; [|split]].
  - apply E; simpl; repeat split; lra.
  - apply E; simpl; lra.
  - apply E; simpl; apply Rabs_le; lra.
  - repeat split; simpl; lra.
Qed.

(* ---- Cauchy and Schwarz in the form of M ---- *)

Lemma form_nonneg rows v : (forall r, In r rows -> 0 <= weight r) -> 0 <= form rows v v.
Proof.
  intros W. apply sum_nonneg. intros r H. apply Rmult_le_pos; [now apply W|]. apply Rle_0_sqr.
Qed.

Lemma form_turned rows z v t :
  form rows (plus z (scale t v)) (plus z (scale t v)) = form rows z z + 2 * t * form rows z v + t * t * form rows v v.
Proof.
  unfold form. induction rows as [|r rows IH]; simpl; [ring|]. rewrite IH, !dot_plus, !dot_scale. ring.
Qed.

Lemma form_squared rows z v : (forall r, In r rows -> 0 <= weight r) ->
  form rows z v * form rows z v <= form rows z z * form rows v v.
Proof.
  intros W. pose proof (form_nonneg rows z W) as Z. pose proof (form_nonneg rows v W) as V.
  assert (T : forall t, 0 <= form rows z z + 2 * t * form rows z v + t * t * form rows v v).
  { intros t. rewrite <- form_turned. now apply form_nonneg. }
  set (A := form rows z z) in *. set (B := form rows z v) in *. set (C := form rows v v) in *.
  clearbody A B C. destruct (Req_dec C 0) as [->|E].
  - destruct (Req_dec B 0) as [->|N]; [lra|]. specialize (T (- (A + 1) / (2 * B))).
    set (t := - (A + 1) / (2 * B)) in T. assert (E : t * B = - (A + 1) / 2) by (unfold t; field; lra). nra.
  - specialize (T (- B / C)). apply Rmult_le_reg_r with (/ C); [apply Rinv_0_lt_compat; lra|].
    replace (A + 2 * (- B / C) * B + - B / C * (- B / C) * C) with (A - B * B * / C) in T by (field; lra).
    replace (A * C * / C) with A by (field; lra). lra.
Qed.

(* z stands for M^-1 p: Mz = p says that the form of z is p. *)
Theorem reached rows p z v : (forall r, In r rows -> 0 <= weight r) -> (forall u, form rows z u = dot p u) ->
  Rabs (dot p v) <= sqrt (dot p z) * sqrt (form rows v v).
Proof.
  intros W E. pose proof (form_nonneg rows z W) as Z. pose proof (form_nonneg rows v W) as V.
  rewrite (E z) in Z. pose proof (form_squared rows z v W) as S. rewrite (E z), (E v) in S.
  apply square_le; [apply Rmult_le_pos; apply sqrt_pos|].
  replace (sqrt (dot p z) * sqrt (form rows v v) * (sqrt (dot p z) * sqrt (form rows v v)))
    with (sqrt (dot p z) * sqrt (dot p z) * (sqrt (form rows v v) * sqrt (form rows v v))) by ring.
  rewrite !sqrt_sqrt by assumption. rewrite <- Rabs_mult, Rabs_pos_eq; [exact S|]. apply Rle_0_sqr.
Qed.

Theorem reached_attained : exists rows p z v, (forall r, In r rows -> 0 <= weight r) /\
  (forall u, form rows z u = dot p u) /\ 0 < dot p v /\ Rabs (dot p v) >= sqrt (dot p z) * sqrt (form rows v v).
Proof.
  exists [Row 1 1 1 [1]], [1], [1], [1]. unfold form. repeat split.
  - intros r [<-|[]]. simpl. lra.
  - intros [|a u]; simpl; ring.
  - simpl. lra.
  - simpl. replace (1 * 1 + 0) with 1 by ring. replace (1 * (1 * 1) + 0) with 1 by ring. rewrite sqrt_1, Rabs_R1. lra.
Qed.

(* ---- the angle ---- *)

Theorem seen_within c v x : norm2 c = 1 -> dot c v = 0 -> norm2 v <= x * x -> 0 <= x -> angle c (plus c v) <= atan x.
Proof.
  intros C O V X. pose proof (atan_bound x) as A. pose proof (norm2_nonneg v) as N.
  assert (S : norm2 (plus c v) = 1 + norm2 v).
  { unfold norm2 in *. rewrite dot_plus, !(dot_comm (plus c v)), !dot_plus, (dot_comm v c). lra. }
  assert (L : 0 <= atan x).
  { rewrite <- atan_0. destruct X as [X| <-]; [left; now apply atan_increasing|lra]. }
  pose proof PI_RGT_0 as P. apply angle_within; try lra.
  rewrite cos_atan, dot_plus. fold (norm2 c). rewrite C, O, Rplus_0_r.
  assert (U : norm c = 1) by (unfold norm; rewrite C; apply sqrt_1). rewrite U, Rmult_1_l.
  assert (Q : norm (plus c v) <= sqrt (1 + x²)).
  { unfold norm. rewrite S. apply sqrt_le_1_alt. unfold Rsqr. lra. }
  assert (0 < sqrt (1 + x²)) by (apply sqrt_lt_R0; pose proof (Rle_0_sqr x); lra).
  apply Rmult_le_reg_l with (sqrt (1 + x²)); [assumption|].
  replace (sqrt (1 + x²) * (1 / sqrt (1 + x²) * norm (plus c v))) with (norm (plus c v)) by (field; lra). lra.
Qed.

Theorem seen_attained : exists c v x, norm2 c = 1 /\ dot c v = 0 /\ norm2 v <= x * x /\ 0 < x /\
  angle c (plus c v) >= atan x.
Proof.
  exists [1; 0], [0; 1], 1. unfold norm2, angle, norm, norm2. repeat split; try (simpl; lra).
  cbn [plus dot]. pose proof PI_RGT_0 as P.
  replace (1 * (1 + 0) + (0 * (0 + 1) + 0)) with 1 by ring. replace (1 * 1 + (0 * 0 + 0)) with 1 by ring.
  replace ((1 + 0) * (1 + 0) + ((0 + 1) * (0 + 1) + 0)) with 2 by ring.
  rewrite sqrt_1, Rmult_1_l, <- cos_PI4, acos_cos, atan_1; lra.
Qed.

(* ---- either answer leaves something ---- *)

Definition strictly_inside (rows : list vector) (w : vector) : Prop := forall a, In a rows -> 0 < dot a w.

Theorem both_sides rows c x : strictly_inside rows c -> dot x c = 0 -> 0 < norm2 x ->
  exists t, 0 < t /\ strictly_inside rows (plus c (scale t x)) /\ strictly_inside rows (plus c (scale (- t) x)) /\
  0 < dot x (plus c (scale t x)) /\ dot x (plus c (scale (- t) x)) < 0.
Proof.
  intros I O X.
  assert (H : exists t, 0 < t /\ forall a, In a rows -> t * Rabs (dot a x) < dot a c).
  { induction rows as [|a rows IH]; [exists 1; split; [lra|intros _ []]|].
    destruct IH as (t & T & F); [intros b B; apply I; now right|].
    pose proof (I a (or_introl eq_refl)) as A. pose proof (Rabs_pos (dot a x)) as P.
    assert (D : 0 < dot a c / (1 + Rabs (dot a x))) by (apply Rdiv_lt_0_compat; lra).
    exists (Rmin t (dot a c / (1 + Rabs (dot a x)))). split; [now apply Rmin_glb_lt|].
    intros b [<-|B].
    - apply Rle_lt_trans with (dot a c / (1 + Rabs (dot a x)) * Rabs (dot a x)).
      + apply Rmult_le_compat_r; [exact P|apply Rmin_r].
      + apply Rmult_lt_reg_r with (1 + Rabs (dot a x)); [lra|]. field_simplify; nra.
    - apply Rle_lt_trans with (t * Rabs (dot b x)); [|now apply F].
      apply Rmult_le_compat_r; [apply Rabs_pos|apply Rmin_l]. }
  destruct H as (t & T & F). exists t. fold (norm2 x) in *.
  split; [exact T|]. split; [|split; [|split]].
  - intros a A. specialize (F a A). rewrite dot_plus, dot_scale. pose proof (Rle_abs (- dot a x)) as Q.
    rewrite Rabs_Ropp in Q. nra.
  - intros a A. specialize (F a A). rewrite dot_plus, dot_scale. pose proof (Rle_abs (dot a x)). nra.
  - rewrite dot_plus, dot_scale, O. fold (norm2 x). nra.
  - rewrite dot_plus, dot_scale, O. fold (norm2 x). nra.
Qed.

Theorem no_step_for_all t : 0 < t -> exists rows c x, strictly_inside rows c /\ dot x c = 0 /\ 0 < norm2 x /\
  ~ strictly_inside rows (plus c (scale t x)).
Proof.
  intros T. exists [[1; - (2 / t)]], [1; 0], [0; 1]. unfold norm2. repeat split; try (simpl; lra).
  - intros a [<-|[]]. simpl. lra.
  - intros I. specialize (I _ (or_introl eq_refl)). unfold scale in I. cbn [dot plus map] in I.
    replace (1 * (1 + t * 0) + (- (2 / t) * (0 + t * 1) + 0)) with (-1) in I by (field; lra). lra.
Qed.

(* ---- the largest margin, and Dikin's ellipsoid ---- *)

Fixpoint mean (rows : list (R * vector)) : vector :=
  match rows with (y, a) :: rest => plus (scale y a) (mean rest) | [] => [] end.
Fixpoint all_of (rows : list (R * vector)) : R := match rows with (y, _) :: rest => y + all_of rest | [] => 0 end.

Theorem margin_at_most rows u m : norm2 u = 1 -> (forall y a, In (y, a) rows -> 0 <= y /\ m <= dot u a) ->
  m * all_of rows <= norm (mean rows).
Proof.
  intros U H.
  assert (S : m * all_of rows <= dot u (mean rows)).
  { induction rows as [|[y a] rows IH]; cbn [all_of mean]; [rewrite dot_nil; lra|].
    destruct (H y a (or_introl eq_refl)) as [Y A]. rewrite dot_plus, dot_scale.
    pose proof (IH (fun y a I => H y a (or_intror I))). nra. }
  apply Rle_trans with (1 := S). apply square_le; [apply sqrt_pos|]. rewrite norm_square.
  pose proof (dot_norms u (mean rows)) as D. rewrite U in D. lra.
Qed.

Theorem margin_attained : exists rows u m, norm2 u = 1 /\ (forall y a, In (y, a) rows -> 0 <= y /\ m <= dot u a) /\
  0 < m /\ m * all_of rows >= norm (mean rows).
Proof.
  exists [(1, [1])], [1], 1. unfold norm2, norm. repeat split; try (simpl; lra).
  - destruct H as [E|[]]. injection E as <- <-. lra.
  - destruct H as [E|[]]. injection E as <- <-. simpl. lra.
  - unfold norm2. simpl. replace ((1 * 1 + 0) * (1 * 1 + 0) + 0) with 1 by ring.
    replace (1 * 1 * (1 * 1) + 0) with 1 by ring. rewrite sqrt_1. lra.
Qed.

(* Rows (h, q) with the height h > 0 and q = p.v. *)
Fixpoint squares (rows : list (R * R)) : R :=
  match rows with (h, q) :: rest => q / h * (q / h) + squares rest | [] => 0 end.

Lemma squares_nonneg rows : 0 <= squares rows.
Proof.
  induction rows as [|[h q] rows IH]; simpl; [lra|]. pose proof (Rle_0_sqr (q / h)) as S. unfold Rsqr in S. lra.
Qed.

Theorem inside_dikin rows : (forall h q, In (h, q) rows -> 0 < h) -> squares rows <= 1 ->
  forall h q, In (h, q) rows -> 0 <= h + q.
Proof.
  induction rows as [|[k s] rows IH]; intros P S h q []; simpl in S.
  - injection H as -> ->. pose proof (P h q (or_introl eq_refl)) as H. pose proof (squares_nonneg rows) as N.
    assert (A : q / h * (q / h) <= 1 * 1) by lra. assert (B : - (q / h) <= 1) by (apply square_le; [lra|nra]).
    apply Rmult_le_compat_r with (r := h) in B; [|lra]. replace (- (q / h) * h) with (- q) in B by (field; lra). lra.
  - pose proof (Rle_0_sqr (s / k)) as N. unfold Rsqr in N. apply IH; [|lra|assumption].
    intros a b I. apply (P a b). now right.
Qed.

Theorem no_larger_dikin k : 1 < k -> exists rows, (forall h q, In (h, q) rows -> 0 < h) /\ squares rows <= k * k /\
  exists h q, In (h, q) rows /\ h + q < 0.
Proof.
  intros K. exists [(1, - k)]. repeat split.
  - intros h q [E|[]]. injection E as <- <-. lra.
  - simpl. replace (- k / 1 * (- k / 1)) with (k * k) by field. lra.
  - exists 1, (- k). split; [now left|lra].
Qed.
