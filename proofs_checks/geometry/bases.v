(* Axes, entries and orthonormal bases of R^d.

     close_entries   vectors that agree in one large entry, and nearly in the others, make a small angle;
     axes_basis      the axes, each with a sign and in any order, are an orthonormal basis;
     turned_basis    so is what a turn in the plane of two of its vectors makes of a basis.
   For linear/pivot_ratio.v, linear/chart_box.v and linear/boundary_angle.v. *)
From Coq Require Import Reals Lra Psatz List Lia Permutation.
From qlearn.finite Require Import lists.
From qlearn.geometry Require Import vectors.
Import ListNotations.
Open Scope R_scope.

(* ---- entry by entry ---- *)

Definition axis (i : nat) (c : R) : vector := repeat 0 i ++ [c].

Lemma dot_axis w i c : dot w (axis i c) = nth i w 0 * c.
Proof.
  unfold axis. rewrite dot_snoc, repeat_length. replace (dot w (repeat 0 i)) with 0; [ring|].
  revert w. induction i as [|i IH]; intros [|a w]; simpl; try ring. rewrite <- IH. ring.
Qed.

(* Vectors that agree at p, and elsewhere differ by at most e. *)
Lemma dist2_but_one e u v p : length u = length v -> nth p u 0 = nth p v 0 -> (p < length u)%nat ->
  (forall i, Rabs (nth i u 0 - nth i v 0) <= e) -> dist2 u v <= INR (length u - 1) * (e * e).
Proof.
  assert (All : forall u v, length u = length v -> (forall i, Rabs (nth i u 0 - nth i v 0) <= e) ->
    dist2 u v <= INR (length u) * (e * e)).
  { intros x. induction x as [|a x IH]; intros [|b y] L H; try discriminate; [unfold dist2, norm2; simpl;
      lra|].
    injection L as L. specialize (IH y L (fun i => H (S i))). specialize (H 0%nat). unfold dist2, norm2 in *.
    cbn [plus scale map dot nth length] in *. rewrite S_INR. unfold scale in IH.
    assert ((a + -1 * b) * (a + -1 * b) <= e * e); [|lra].
    replace (a + -1 * b) with (a - b) by ring. apply square_of_size, H. }
  revert v p. induction u as [|a u IH]; intros [|b v] p L E P H; try discriminate; [simpl in P; lia|].
  injection L as L. pose proof (H 0%nat) as H0. unfold dist2, norm2 in *.
  cbn [plus scale map dot nth length] in *. replace (S (length u) - 1)%nat with (length u) by lia.
  destruct p as [|p].
  - specialize (All u v L (fun i => H (S i))). unfold scale in All. rewrite E. lra.
  - specialize (IH v p L E ltac:(lia) (fun i => H (S i))). unfold scale in IH.
    replace (length u) with (S (length u - 1)) at 1 by lia. rewrite S_INR.
    assert ((a + -1 * b) * (a + -1 * b) <= e * e); [|lra].
    replace (a + -1 * b) with (a - b) by ring. apply square_of_size, H0.
Qed.

Lemma entry_squared w p : nth p w 0 * nth p w 0 <= norm2 w.
Proof.
  revert p. induction w as [|a w IH]; intros [|p]; unfold norm2; cbn [nth dot]; try lra.
  - pose proof (norm2_nonneg w) as N. unfold norm2 in N. lra.
  - specialize (IH p). unfold norm2 in IH. nra.
Qed.

Lemma all_zero w : (forall i, (i < length w)%nat -> nth i w 0 = 0) -> norm2 w = 0.
Proof.
  induction w as [|a w IH]; intros Z; unfold norm2; cbn [dot]; [reflexivity|].
  pose proof (Z 0%nat ltac:(simpl; lia)) as A. simpl in A. rewrite A. unfold norm2 in IH. rewrite IH; [ring|].
  intros i I. apply (Z (S i)). simpl. lia.
Qed.

Lemma nth_scale c u i : nth i (scale c u) 0 = c * nth i u 0.
Proof. unfold scale. rewrite <- (map_nth (Rmult c)), Rmult_0_r. reflexivity. Qed.

(* If z u and w agree at their entry p, which is z in size, and differ elsewhere by at most z e: the angle is
   small. *)
Theorem close_entries w u z e p eps : length u = length w -> (p < length w)%nat -> 0 < z -> 0 <= e ->
  Rabs (nth p w 0) = z -> nth p w 0 = z * nth p u 0 ->
  (forall i, (i < length w)%nat -> Rabs (nth i w 0 - z * nth i u 0) <= z * e) ->
  0 <= eps <= PI / 2 -> sqrt (INR (length w - 1)) * e <= sin eps -> angle w u <= eps.
Proof.
  intros L P Z E0 ZW AtP Close E H. pose proof (entry_squared w p) as QW.
  pose proof (entry_squared u p) as QU.
  assert (ZZ : nth p w 0 * nth p w 0 = z * z)
    by (rewrite <- ZW, <- Rabs_mult; symmetry; apply Rabs_right; nra).
  rewrite ZZ in QW. assert (U1 : nth p u 0 * nth p u 0 = 1)
    by (rewrite AtP in ZZ; apply Rmult_eq_reg_l with (z * z); nra).
  rewrite <- (angle_scale w u z Z). apply angle_by_distance; [nra| |exact E|].
  { unfold norm2. rewrite dot_scale, dot_comm, dot_scale. unfold norm2 in QU.
    apply Rmult_lt_0_compat; [|apply Rmult_lt_0_compat]; lra. }
  apply Rle_trans with (INR (length w - 1) * (z * e * (z * e))).
  - apply dist2_but_one with p; [unfold scale; rewrite map_length; congruence|rewrite nth_scale;
      exact AtP|exact P|].
    intros i. rewrite nth_scale. destruct (Nat.lt_ge_cases i (length w)) as [I|I]; [apply Close, I|].
    rewrite !nth_overflow by lia. rewrite Rmult_0_r, Rminus_0_r, Rabs_R0. nra.
  - pose proof (sqrt_pos (INR (length w - 1))) as S0. rewrite <- (sqrt_sqrt _ (pos_INR (length w - 1))).
    set (q := sqrt (INR (length w - 1))) in *. assert (0 <= q * e) by nra.
    replace (q * q * (z * e * (z * e))) with (q * e * (q * e) * (z * z)) by ring.
    apply Rmult_le_compat; try nra.
Qed.

(* ---- bases ---- *)

(* a_1 f_1 + ... + a_n f_n, and the inner products w.f_1, ..., w.f_n *)
Fixpoint combined (a : list R) (frame : list vector) : vector :=
  match a, frame with x :: a', f :: frame' => plus (scale x f) (combined a' frame') | _, _ => [] end.

Definition coordinates (w : vector) (frame : list vector) : list R := map (dot w) frame.

(* An orthonormal basis of R^d: combinations have the length of their coefficients, vectors that of their
   coordinates. *)
Definition basis (d : nat) (frame : list vector) : Prop :=
  (forall a, length a = length frame -> norm2 (combined a frame) = norm2 a) /\
  (forall w, length w = d -> norm2 w = norm2 (coordinates w frame)).

Lemma dot_combined w a frame : dot w (combined a frame) = dot a (coordinates w frame).
Proof.
  revert frame. induction a as [|x a IH]; intros [|f frame]; simpl; try apply dot_nil.
  rewrite dot_plus, dot_scale, IH. reflexivity.
Qed.

(* Unit vectors, each at right angles to all others. *)
Fixpoint orthonormal (frame : list vector) : Prop :=
  match frame with
  | [] => True
  | f :: frame' => norm2 f = 1 /\ Forall (fun g => dot f g = 0) frame' /\ orthonormal frame'
  end.

Lemma norm2_plus u v : norm2 (plus u v) = norm2 u + 2 * dot u v + norm2 v.
Proof.
  unfold norm2. rewrite dot_plus, (dot_comm (plus u v) u), (dot_comm (plus u v) v), !dot_plus, (dot_comm v u). ring.
Qed.

Lemma dot_zeros a v : Forall (fun x => x = 0) v -> dot a v = 0.
Proof.
  intros Z. revert a. induction Z as [|x v X Z IH]; intros [|b a]; simpl; try reflexivity. rewrite IH, X. ring.
Qed.

Lemma combined_length frame a : orthonormal frame -> length a = length frame -> norm2 (combined a frame) = norm2 a.
Proof.
  revert a. induction frame as [|f frame IH]; intros [|x a] O L; try discriminate; [reflexivity|].
  destruct O as (One & Right & O). injection L as L. cbn [combined]. rewrite norm2_plus, (IH a O L).
  rewrite (dot_comm (scale x f)), dot_scale, (dot_comm (combined a frame)), dot_combined.
  rewrite dot_zeros; [|unfold coordinates; apply Forall_map; exact Right].
  unfold norm2 at 1. rewrite dot_scale, dot_comm, dot_scale. fold (norm2 f). rewrite One. unfold norm2. simpl. ring.
Qed.

(* The axes of these numbers, each with its sign. *)
Definition signed_axes (sign : nat -> R) (order : list nat) : list vector := map (fun i => axis i (sign i)) order.

Lemma axis_entry i j s : nth j (axis i s) 0 = if Nat.eqb i j then s else 0.
Proof.
  unfold axis. revert j. induction i as [|i IH]; intros [|j]; cbn; try reflexivity; [now destruct j|apply IH].
Qed.

Lemma signed_axes_orthonormal sign order : NoDup order -> (forall i, In i order -> sign i * sign i = 1) ->
  orthonormal (signed_axes sign order).
Proof.
  intros N S. induction N as [|i order I N IH]; cbn [signed_axes map orthonormal]; [exact Logic.I|].
  split; [|split; [|apply IH; intros j J; apply S; now right]].
  - unfold norm2. rewrite dot_axis, axis_entry, Nat.eqb_refl. apply S. now left.
  - apply Forall_map, Forall_forall. intros j J. rewrite dot_axis, axis_entry.
    destruct (Nat.eqb_spec i j) as [->|_]; [contradiction|ring].
Qed.

Lemma norm2_entries w : norm2 w = fold_right Rplus 0 (map (fun i => nth i w 0 * nth i w 0) (seq 0 (length w))).
Proof.
  induction w as [|a w IH]; [reflexivity|]. cbn [length seq map fold_right nth]. unfold norm2 in *. cbn [dot].
  rewrite IH. f_equal. rewrite <- seq_shift, map_map. reflexivity.
Qed.

Lemma sum_permuted l r : Permutation l r -> fold_right Rplus 0 l = fold_right Rplus 0 r.
Proof. induction 1; simpl; lra. Qed.

(* The axes are a basis in any order, each turned round or not. *)
Theorem axes_basis sign d order : Permutation order (seq 0 d) -> (forall i, (i < d)%nat -> sign i * sign i = 1) ->
  basis d (signed_axes sign order).
Proof.
  intros P S. assert (In_ : forall i, In i order -> (i < d)%nat).
  { intros i I. apply (Permutation_in _ P), in_seq in I. lia. }
  split.
  - intros a L. apply combined_length; [|exact L]. apply signed_axes_orthonormal; [|auto].
    apply (Permutation_NoDup (Permutation_sym P)), seq_NoDup.
  - intros w L. rewrite norm2_entries, L.
    rewrite <- (sum_permuted _ _ (Permutation_map (fun i => nth i w 0 * nth i w 0) P)). clear P.
    induction order as [|i order IH]; [reflexivity|]. unfold norm2, signed_axes, coordinates in *.
    cbn [map fold_right dot]. rewrite <- IH by (intros j J; apply In_; now right). rewrite dot_axis.
    specialize (S i (In_ i (or_introl eq_refl))).
    replace (nth i w 0 * sign i * (nth i w 0 * sign i)) with (sign i * sign i * (nth i w 0 * nth i w 0)) by ring.
    rewrite S. ring.
Qed.

(* Two axes in the same place are not. *)
Theorem one_axis_twice : ~ basis 2 (signed_axes (fun _ => 1) [0%nat; 0%nat]).
Proof. intros [_ P]. specialize (P [0; 1] eq_refl). unfold norm2 in P. simpl in P. lra. Qed.

(* A turn by psi in the plane of the first vector and any other. *)
Definition turn_u (psi : R) (u e : vector) : vector := plus (scale (cos psi) u) (scale (sin psi) e).
Definition turn_e (psi : R) (u e : vector) : vector := plus (scale (- sin psi) u) (scale (cos psi) e).

Lemma dot_middle a x b l y r : length a = length l ->
  dot (a ++ x :: b) (l ++ y :: r) = dot a l + x * y + dot b r.
Proof.
  revert l. induction a as [|z a IH]; intros [|t l] L; try discriminate; simpl; [ring|].
  injection L as L. rewrite IH by exact L. ring.
Qed.

Theorem turned_basis d u l e r psi : basis d (u :: l ++ e :: r) ->
  basis d (turn_u psi u e :: l ++ turn_e psi u e :: r).
Proof.
  intros [Length Parseval]. pose proof (sin2_cos2 psi) as SC. unfold Rsqr in SC. split.
  - intros [|a0 a] L; [discriminate|]. injection L as L. rewrite app_length in L. simpl in L.
    set (al := firstn (length l) a). set (ar := skipn (length l) a).
    assert (A : a = al ++ ar) by (symmetry; apply firstn_skipn).
    assert (LL : length al = length l) by (unfold al; rewrite firstn_length; lia).
    assert (LR : length ar = S (length r)) by (unfold ar; rewrite skipn_length; lia).
    clearbody al ar. destruct ar as [|x ar]; [discriminate|]. subst a.
    set (b0 := cos psi * a0 - sin psi * x). set (y := sin psi * a0 + cos psi * x).
    specialize (Length (b0 :: al ++ y :: ar)). simpl in Length. rewrite !app_length in Length.
    simpl in Length.
    specialize (Length ltac:(simpl in LR; lia)).
    assert (D : forall z, dot z (combined (a0 :: al ++ x :: ar) (turn_u psi u e :: l ++ turn_e psi u e :: r))
      = dot z (combined (b0 :: al ++ y :: ar) (u :: l ++ e :: r))).
    { intros z. rewrite !dot_combined. unfold coordinates. cbn [map dot]. rewrite !map_app. cbn [map].
      rewrite !dot_middle by (rewrite map_length; exact LL). unfold turn_u, turn_e, b0, y.
      rewrite !dot_plus, !dot_scale. ring. }
    unfold norm2 at 1. rewrite D, dot_comm, D.
    fold (norm2 (combined (b0 :: al ++ y :: ar) (u :: l ++ e :: r))).
    cbn [combined] in *. rewrite Length. unfold norm2. cbn [dot]. rewrite !dot_middle by reflexivity.
    unfold b0, y. nra.
  - intros w L. rewrite (Parseval w L). unfold coordinates. cbn [map]. rewrite !map_app. cbn [map].
    unfold norm2. cbn [dot]. rewrite !dot_middle by reflexivity. unfold turn_u, turn_e.
    rewrite !dot_plus, !dot_scale. nra.
Qed.
