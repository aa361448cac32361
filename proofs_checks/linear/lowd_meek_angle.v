(* How near a half-space is to what lowd_meek.v finds of it.

   Python: qlearn/learners/linear/lowd_meek.py.
   Theorem (within_eps): if d >= 2, 17 sqrt(d-1)/(32 sin eps) <= 2^k and 128 (d-1) 2^k <= 2^m, the angle of (o, w) and (0, u)
   is at most eps, o the offset halfway between the two in units of s, u the result, whatever a boundary is labelled.
   Idea: beside the largest weight z the blurs come to 2^-k z/127, so each entry of w/z is within 2^-k (1/2 + 1/127) of the
   result's, less than 17/32; what is left pays for the offset.
   Tight:   with one halving fewer, w = (1, 0) is missed, for every k. *)
From Coq Require Import Reals Lra Psatz List Lia Bool.
From qlearn.finite Require Import lists dialogues.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import tournament pivot_ratio boundary_points lowd_meek.
Import ListNotations.
Open Scope R_scope.

(* How many halvings are enough; Python takes the least such k and m. *)
Definition enough (d k m : nat) (eps : R) : Prop :=
  17 * sqrt (INR (d - 1)) / (32 * sin eps) <= 2 ^ k /\ 128 * INR (d - 1) * 2 ^ k <= 2 ^ m.

(* The theorem.  The instances are delta apart in coordinate q, and n halvings bring that below s/2^m. *)
Theorem within_eps w b0 teacher d k m n q s delta known_sign inside outside eps :
  length w = d -> (2 <= d)%nat -> (q < d)%nat -> honest_about w b0 teacher ->
  (forall v, dot v inside - dot v outside = delta * nth q v 0) -> 0 <= b0 + dot w inside -> b0 + dot w outside < 0 ->
  (known_sign = 1 \/ known_sign = -1) -> known_sign * delta = Rabs delta -> 0 < s -> Rabs delta / 2 ^ n <= s / 2 ^ m ->
  0 < eps <= PI / 2 -> enough d k m eps ->
  let ends := output teacher (nearer inside outside n) in
  let u := output (fun z => teacher (place (fst ends) s z)) (about d k q known_sign) in
  angle ((b0 + dot w (middle ends)) / s :: w) (0 :: u) <= eps.
Proof.
  intros Lw D2 Q H Apart I Out KS KD S0 Fine E [K M] ends. pose proof PI_RGT_0 as PP.
  set (relative := fun z => teacher (place (fst ends) s z)). intros u.
  assert (Pn : 0 < 2 ^ n) by (apply pow_lt; lra). assert (Pm : 0 < 2 ^ m) by (apply pow_lt; lra).
  assert (Pk : 0 < 2 ^ k) by (apply pow_lt; lra). set (e := / 2 ^ k). assert (e0 : 0 < e) by now apply Rinv_0_lt_compat.
  assert (d1 : 1 <= INR (d - 1)) by (change 1 with (INR 1); apply le_INR; lia).
  set (W := known_sign * nth q w 0).
  assert (DW : delta * nth q w 0 = Rabs delta * W).
  { unfold W. rewrite <- KD. destruct KS as [-> | ->]; ring. }
  pose proof (Apart w) as Aw. rewrite DW in Aw.
  assert (W0 : 0 < W) by (pose proof (Rabs_pos delta); nra).
  set (blur := W / 2 ^ m). assert (B0 : 0 < blur) by (apply Rdiv_lt_0_compat; assumption).
  destruct (nearer_ends w b0 teacher inside outside n H I ltac:(lra)) as (In' & Out' & Gap). fold ends in In', Out', Gap.
  assert (Short : (dot w inside - dot w outside) / 2 ^ n <= s * blur).
  { rewrite Aw. unfold blur. replace (Rabs delta * W / 2 ^ n) with (Rabs delta / 2 ^ n * W) by (field; lra).
    replace (s * (W / 2 ^ m)) with (s / 2 ^ m * W) by (field; lra). apply Rmult_le_compat_r; lra. }
  assert (Told : forall z, (relative z = true -> - blur <= dot w z) /\ (relative z = false -> dot w z <= 0)).
  { intros z. unfold relative. destruct (H (place (fst ends) s z)) as [Yes No]. unfold place in *.
    rewrite dot_plus, dot_scale in *. split; intros A; [specialize (Yes A)|specialize (No A)]; nra. }
  assert (Blurs : INR (d - 1) * blur <= W * e / 128).
  { unfold blur. apply Rmult_le_reg_r with (128 * 2 ^ m); [lra|].
    replace (INR (d - 1) * (W / 2 ^ m) * (128 * 2 ^ m)) with (128 * INR (d - 1) * W) by (field; lra).
    replace (W * e / 128 * (128 * 2 ^ m)) with (W * e * 2 ^ m) by field.
    apply Rle_trans with (W * e * (128 * INR (d - 1) * 2 ^ k)); [right; unfold e; field; lra|].
    apply Rmult_le_compat_l; [nra|exact M]. }
  assert (e1 : e <= 1) by (unfold e; rewrite <- Rinv_1; apply Rinv_le_contravar; [lra|apply pow_R1_Rle; lra]).
  unfold u, about. rewrite !output_bind, !output_each. clear u.
  set (sg := map (fun i => output relative (sign_at q known_sign i)) (seq 0 d)).
  set (p := output relative (largest sg (others d q) q)).
  set (u := map (fun i => output relative (weight sg p k i)) (seq 0 d)).
  set (value := fun j => nth j sg 0 * nth j w 0).
  assert (Found : forall i, (i < d)%nat -> (nth i sg 0 = 1 \/ nth i sg 0 = -1) /\ - blur <= value i).
  { intros i Li. unfold value, sg. rewrite nth_map_seq by exact Li. unfold sign_at.
    destruct (i =? q) eqn:Eq; [apply Nat.eqb_eq in Eq; subst i; split; [exact KS|fold W; cbn [output]; fold W; lra]|].
    exact (sign_told w relative blur ltac:(lra) Told i). }
  assert (P : (p < d)%nat) by (apply others_in with (q := q); [apply tournament_in|exact Q]).
  assert (Most : forall i, (i < d)%nat -> value i <= value p + INR (d - 1) * blur).
  { intros i Li. rewrite <- (others_length d q Q).
    exact (winner w relative blur ltac:(lra) Told sg (others d q) q i (in_others d q i Li)). }
  assert (Vq : value q = W) by (unfold value, sg; rewrite nth_map_seq by exact Q; unfold sign_at; now rewrite Nat.eqb_refl).
  set (z := value p) in *. assert (Z : 127 / 128 * W <= z) by (specialize (Most q Q); rewrite Vq in Most; nra).
  assert (z0 : 0 < z) by lra. set (slack := e / 127).
  assert (Slack : INR (d - 1) * blur <= slack * z) by (unfold slack; nra).
  assert (Slack1 : blur <= slack * z) by nra.
  set (c := 129 / 254 * e). assert (c0 : 0 < c) by (unfold c; lra).
  assert (LU : length u = d) by (unfold u; rewrite map_length; apply seq_length).
  destruct (Found p P) as [SP _].
  assert (AtP : nth p w 0 = z * nth p u 0).
  { unfold u. rewrite nth_map_seq by exact P. unfold weight. rewrite Nat.eqb_refl. cbn [output]. unfold z, value.
    destruct SP as [-> | ->]; ring. }
  assert (Close : forall i, Rabs (nth i w 0 - nth i (scale z u) 0) <= z * c).
  { intros i. rewrite nth_scale. destruct (Nat.lt_ge_cases i d) as [Li|Li];
      [|rewrite !nth_overflow by lia; rewrite Rmult_0_r, Rminus_0_r, Rabs_R0; nra].
    destruct (Nat.eq_dec i p) as [->|N]; [rewrite <- AtP, Rminus_eq_0, Rabs_R0; nra|].
    destruct (Found i Li) as [SI VI]. set (r := value i / z). assert (R : value i = r * z) by (unfold r; field; lra).
    specialize (Most i Li). assert (B : 0 - slack <= r <= 0 + 1 + slack) by (split; apply Rmult_le_reg_r with z; lra).
    pose proof (ratio_told w relative blur ltac:(lra) Told sg i p k 0 1 slack r z0 Slack1 R B) as F.
    unfold u. rewrite nth_map_seq by exact Li. unfold weight. rewrite (proj2 (Nat.eqb_neq i p) N), output_bind. cbn [output].
    set (mid := output relative (ratio sg i p k 0 1)) in *.
    replace (nth i w 0 - z * (nth i sg 0 * mid)) with (z * (- nth i sg 0 * (mid - r)))
      by (unfold value in R; destruct SI as [X|X]; rewrite X in *; lra).
    rewrite Rabs_mult, (Rabs_right z) by lra. apply Rmult_le_compat_l; [lra|]. rewrite Rabs_mult, Rabs_Ropp.
    replace (Rabs (nth i sg 0)) with 1 by (destruct SI as [X|X]; rewrite X; unfold Rabs; destruct (Rcase_abs _); lra).
    rewrite Rmult_1_l. apply Rle_trans with (1 := F). rewrite pow_add, pow_1. unfold c, slack, e.
    right. field. lra. }
  pose proof (nearer_found w b0 teacher H inside outside n I ltac:(lra)) as Mid. fold ends in Mid.
  set (o := (b0 + dot w (middle ends)) / s).
  assert (O : Rabs o <= blur / 2).
  { unfold o, Rdiv at 1. rewrite Rabs_mult, (Rabs_right (/ s)) by (left; now apply Rinv_0_lt_compat).
    apply Rmult_le_reg_r with s; [exact S0|]. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    apply Rle_trans with (1 := Mid). rewrite pow_add, pow_1.
    replace ((dot w inside - dot w outside) / (2 ^ n * 2)) with ((dot w inside - dot w outside) / 2 ^ n / 2) by (field; lra).
    lra. }
  assert (O2 : o * o <= z * c * (z * c) / 1000).
  { apply square_of_size in O.
    assert (blur / 2 * (blur / 2) <= slack * z / 2 * (slack * z / 2)) by (apply Rmult_le_compat; lra).
    replace (slack * z / 2 * (slack * z / 2)) with (z * z * (e * e) / 64516) in H0 by (unfold slack; field).
    replace (z * c * (z * c) / 1000) with (z * z * (e * e) * (16641 / 64516000)) by (unfold c; field).
    assert (0 <= z * z * (e * e)) by (apply Rmult_le_pos; apply Rle_0_sqr). lra. }
  assert (Sin : 0 < sin eps) by (apply sin_gt_0; lra).
  assert (Fits : INR (d - 1) * (17 / 32 * e * (17 / 32 * e)) <= sin eps * sin eps).
  { pose proof (sqrt_pos (INR (d - 1))) as R0. pose proof (sqrt_sqrt _ (pos_INR (d - 1))) as RR.
    set (r := sqrt (INR (d - 1))) in *. apply Rmult_le_compat_r with (r := sin eps * e) in K; [|nra].
    replace (17 * r / (32 * sin eps) * (sin eps * e)) with (r * (17 / 32 * e)) in K by (field; lra).
    replace (2 ^ k * (sin eps * e)) with (sin eps) in K by (unfold e; field; lra). rewrite <- RR.
    replace (r * r * (17 / 32 * e * (17 / 32 * e))) with (r * (17 / 32 * e) * (r * (17 / 32 * e))) by ring.
    assert (0 <= r * (17 / 32 * e)) by (apply Rmult_le_pos; lra). apply Rmult_le_compat; lra. }
  assert (Dist : dist2 w (scale z u) <= INR (d - 1) * (z * c * (z * c))).
  { rewrite <- Lw at 1. apply dist2_but_one with p; [unfold scale; rewrite map_length; congruence|now rewrite nth_scale|lia|].
    exact Close. }
  pose proof (entry_squared w p) as QW. pose proof (entry_squared u p) as QU.
  assert (ZZ : nth p w 0 * nth p w 0 = z * z) by (unfold z, value; destruct SP as [-> | ->]; ring).
  rewrite ZZ in QW. rewrite AtP in ZZ. assert (Z2 : 0 < z * z) by now apply Rmult_lt_0_compat.
  assert (U1 : nth p u 0 * nth p u 0 = 1) by (apply Rmult_eq_reg_l with (z * z); lra).
  rewrite <- (angle_scale (o :: w) (0 :: u) z z0). assert (N : norm2 (o :: w) = o * o + norm2 w) by reflexivity.
  assert (OO : 0 <= o * o) by apply Rle_0_sqr.
  apply angle_by_distance; [rewrite N; lra| |lra|].
  - assert (U0 : 0 < norm2 u) by lra. unfold norm2. rewrite dot_scale, dot_comm, dot_scale. cbn [dot]. fold (norm2 u).
    rewrite Rmult_0_l, Rplus_0_l. apply Rmult_lt_0_compat; [exact z0|]. apply Rmult_lt_0_compat; assumption.
  - rewrite N. unfold dist2, norm2 in Dist |- *. cbn [scale map plus dot] in *. rewrite Rmult_0_r in *.
    unfold scale in *. set (rest := dot (plus w _) _) in *.
    assert (C : c * c * INR (d - 1) + c * c / 1000 <= INR (d - 1) * (17 / 32 * e * (17 / 32 * e))).
    { replace (c * c) with (e * e * (16641 / 64516)) by (unfold c; field). set (y := e * e).
      replace (INR (d - 1) * (17 / 32 * e * (17 / 32 * e))) with (INR (d - 1) * y * (289 / 1024)) by (unfold y; field).
      assert (0 <= y) by apply Rle_0_sqr. assert (1 * y <= INR (d - 1) * y) by (apply Rmult_le_compat_r; lra). lra. }
    assert (z * z * (c * c * INR (d - 1) + c * c / 1000) <= z * z * (sin eps * sin eps)) by (apply Rmult_le_compat_l; [apply Rle_0_sqr|lra]).
    assert (sin eps * sin eps * (z * z) <= sin eps * sin eps * (o * o + dot w w))
      by (apply Rmult_le_compat_l; [apply Rle_0_sqr|unfold norm2 in QW; lra]).
    replace ((o + -1 * 0) * (o + -1 * 0)) with (o * o) by ring. lra.
Qed.

(* ---- with one halving fewer ---- *)

Lemma always_no t k width : 0 < width -> (forall x, 0 < x -> t (against [1; 1] 1 0 x) = false) ->
  output t (ratio [1; 1] 1 0 k 0 width) = width / 2 ^ (k + 1).
Proof.
  intros P N. revert width P. induction k as [|k IH]; intros width P; cbn [ratio output]; [simpl; field|].
  rewrite N by lra. rewrite IH by lra. simpl. field. apply pow_nonzero. lra.
Qed.

Theorem one_halving_fewer_misses k : exists w b0 teacher m n q s delta known_sign inside outside eps,
  length w = 2%nat /\ (q < 2)%nat /\ honest_about w b0 teacher /\
  (forall v, dot v inside - dot v outside = delta * nth q v 0) /\ 0 <= b0 + dot w inside /\ b0 + dot w outside < 0 /\
  (known_sign = 1 \/ known_sign = -1) /\ known_sign * delta = Rabs delta /\ 0 < s /\ Rabs delta / 2 ^ n <= s / 2 ^ m /\
  0 < eps <= PI / 2 /\ enough 2 (S k) m eps /\
  let ends := output teacher (nearer inside outside n) in
  let u := output (fun z => teacher (place (fst ends) s z)) (about 2 k q known_sign) in
  eps < angle ((b0 + dot w (middle ends)) / s :: w) (0 :: u).
Proof.
  set (e := / 2 ^ (k + 1)). assert (Pk : 1 <= 2 ^ k) by (apply pow_R1_Rle; lra).
  assert (E : 0 < e <= 1 / 2).
  { unfold e. rewrite pow_add, pow_1, Rinv_mult. assert (/ 2 ^ k <= 1) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
    assert (0 < / 2 ^ k) by (apply Rinv_0_lt_compat; lra). lra. }
  set (eps := asin (17 / 32 * e)). assert (Si : sin eps = 17 / 32 * e) by (apply sin_asin; lra).
  pose proof (asin_bound_lt (17 / 32 * e) ltac:(lra)) as B. fold eps in B.
  assert (B0 : 0 < eps) by (apply sin_increasing_0; rewrite ?sin_0, ?Si; lra).
  set (w := [1; 0] : vector). set (m := (k + 8)%nat). set (delta := / 2 ^ m).
  assert (D : 0 < delta) by (apply Rinv_0_lt_compat, pow_lt; lra).
  exists w, 0, (label w), m, 0%nat, 0%nat, 1, delta, 1, [0], [- delta], eps.
  split; [reflexivity|]. split; [lia|]. split; [intros x; rewrite Rplus_0_l; apply label_is_honest|].
  split; [intros [|x v]; cbn; ring|]. split; [cbn; lra|]. split; [cbn; lra|]. split; [now left|].
  split; [rewrite Rabs_right; lra|]. split; [lra|]. split; [rewrite Rabs_right by lra; unfold delta; simpl; lra|].
  split; [lra|]. split.
  { split.
    - rewrite Si. cbn [Nat.sub INR]. rewrite sqrt_1. right. unfold e. rewrite pow_add. simpl. field. lra.
    - unfold m. rewrite pow_add. cbn [Nat.sub INR]. simpl. lra. }
  cbn [nearer output fst]. set (t := fun z => label w (place [0] 1 z)).
  assert (Yes : forall z, 0 <= dot w z -> t z = true).
  { intros z Z. unfold t. apply label_true. unfold place. rewrite dot_plus, dot_scale. cbn in *. lra. }
  assert (No : forall z, dot w z < 0 -> t z = false).
  { intros z Z. unfold t. apply label_false. unfold place. rewrite dot_plus, dot_scale. cbn in *. lra. }
  assert (U : output t (about 2 k 0 1) = [1; e]).
  { unfold about. rewrite output_bind, output_each. cbn [seq map sign_at Nat.eqb output sign_of].
    rewrite Yes by (cbn; lra). rewrite output_bind. unfold largest. cbn [others filter negb Nat.eqb seq tournament output].
    rewrite No by (unfold against, axis; cbn; lra). rewrite output_each. cbn [seq map]. unfold weight. cbn [Nat.eqb output nth].
    rewrite output_bind, always_no; [|lra|intros x X; apply No; unfold against, axis; cbn; lra].
    cbn [output]. f_equal. f_equal. unfold e. field. apply pow_nonzero. lra. }
  rewrite U. set (o := (0 + dot w (middle ([0], [- delta]))) / 1).
  assert (O : 0 <= o * o) by apply Rle_0_sqr.
  assert (N1 : norm2 (o :: w) = 1 + o * o) by (unfold norm2, w; cbn; ring).
  assert (N2 : norm2 [0; 1; e] = 1 + e * e) by (unfold norm2; cbn; ring).
  apply angle_beyond; [rewrite N1; lra|rewrite N2; nra|lra|].
  assert (CE : 0 < cos eps) by (apply cos_gt_0; lra). pose proof (sin2_cos2 eps) as SC. unfold Rsqr in SC. rewrite Si in SC.
  replace (dot (o :: w) [0; 1; e]) with 1 by (unfold w; cbn; ring).
  apply Rsqr_incrst_0; [|lra|apply Rmult_le_pos; [lra|apply Rmult_le_pos; apply sqrt_pos]]. unfold Rsqr.
  replace (cos eps * (norm (o :: w) * norm [0; 1; e]) * (cos eps * (norm (o :: w) * norm [0; 1; e])))
    with (cos eps * cos eps * (norm (o :: w) * norm (o :: w) * (norm [0; 1; e] * norm [0; 1; e]))) by ring.
  rewrite !norm_square, N1, N2. set (y := e * e) in *. assert (Y : 0 < y <= 1 / 4) by (unfold y; nra).
  assert (C2 : cos eps * cos eps = 1 - 289 / 1024 * y) by (unfold y; lra). rewrite C2.
  assert (1 < (1 - 289 / 1024 * y) * (1 + y)) by nra.
  assert (0 <= (1 - 289 / 1024 * y) * (1 + y) * (o * o)) by (apply Rmult_le_pos; nra). nra.
Qed.
