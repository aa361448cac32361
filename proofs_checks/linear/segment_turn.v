(* One turn of a frame towards where a segment crosses the boundary of a half-space.

   Python: qlearn/learners/linear/boundary_points.py, _across.
   a and b are orthonormal, and the boundary crosses the segment from side a to b, side = 1 or -1, near the share t of
   it.  Both are turned so that b points there:  b' = ((1 - t) side a + t b)/n  and  a' = (t a - (1 - t) side b)/n.
   Theorem (turned_off): if the offset at t is at most half a width x of the slope, and that at the corner at most eta x |w|,
   then (w.b')^2 <= (1 + 2.8286 eta + 2 eta^2) x^2 |w|^2; 2.8286 is 2 sqrt 2, rounded up.
   Theorem (turned_along): w.a' > 0, and (w.a')^2 >= (1 - 1.385 x^2) (w.a)^2, if the offset is at most w.a x/8.
   Idea: n^2 = t^2 + (1 - t)^2 >= 1/2.
   For boundary_points.v and boundary_angle.v.                                                                     *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.geometry Require Import vectors bases.
Import ListNotations.
Open Scope R_scope.

Definition turn (side t : R) : R := - side * acos (t / sqrt (t * t + (1 - t) * (1 - t))).

Lemma turn_parts side t : side = 1 \/ side = -1 -> 0 < t <= 1 -> let n := sqrt (t * t + (1 - t) * (1 - t)) in
  0 < n /\ 1 / 2 <= n * n /\ cos (turn side t) = t / n /\ sin (turn side t) = - side * ((1 - t) / n).
Proof.
  intros S T n. assert (Q : 1 / 2 <= t * t + (1 - t) * (1 - t))
    by (pose proof (Rle_0_sqr (t - 1 / 2)) as Sq; unfold Rsqr in Sq; lra).
  assert (N2 : n * n = t * t + (1 - t) * (1 - t)) by (apply sqrt_sqrt; lra).
  assert (N : 0 < n) by (apply sqrt_lt_R0; lra). assert (I : 0 < / n) by now apply Rinv_0_lt_compat.
  assert (X : 0 <= t / n <= 1).
  { split; [apply Rmult_le_pos; lra|]. apply Rmult_le_reg_r with n; [exact N|]. unfold Rdiv.
    rewrite Rmult_assoc, Rinv_l, Rmult_1_r, Rmult_1_l by lra. apply square_le; nra. }
  assert (C : cos (acos (t / n)) = t / n) by (apply cos_acos; lra).
  assert (Z : sin (acos (t / n)) = (1 - t) / n).
  { rewrite sin_acos by lra. unfold Rsqr. replace (1 - t / n * (t / n)) with ((1 - t) / n * ((1 - t) / n)).
    - apply sqrt_square. apply Rmult_le_pos; lra.
    - assert (U : t / n * n = t) by (field; lra). assert (V : (1 - t) / n * n = 1 - t) by (field; lra).
      set (u := t / n) in *. set (v := (1 - t) / n) in *.
      assert (E : (u * u + v * v) * (n * n) = 1 * (n * n)).
      { replace ((u * u + v * v) * (n * n)) with (u * n * (u * n) + v * n * (v * n)) by ring. rewrite U, V. lra. }
      apply Rmult_eq_reg_r in E; nra. }
  split; [exact N|]. split; [lra|]. unfold turn. fold n.
  destruct S as [-> | ->]; split.
  - replace (- (1) * acos (t / n)) with (- acos (t / n)) by ring. rewrite cos_neg. exact C.
  - replace (- (1) * acos (t / n)) with (- acos (t / n)) by ring. rewrite sin_neg, Z. ring.
  - replace (- (-1) * acos (t / n)) with (acos (t / n)) by ring. exact C.
  - replace (- (-1) * acos (t / n)) with (acos (t / n)) by ring. rewrite Z. ring.
Qed.

(* What is left of w along the turned b: half the last width of the slope, and the offset. *)
Lemma blurred D o x Q eta : 0 <= D -> D * D <= 2 * Q -> 0 <= x -> 0 <= Q -> 0 <= eta -> o * o <= eta * eta * (x * x) * Q ->
  2 * ((D * x / 2 + Rabs o) * (D * x / 2 + Rabs o)) <= (1 + 28286 / 10000 * eta + 2 * eta * eta) * (x * x) * Q.
Proof.
  intros D0 DD X Q0 E O. set (r := Rabs o). assert (R0 : 0 <= r) by apply Rabs_pos.
  assert (RR : r * r = o * o) by (unfold r; rewrite <- Rabs_mult; apply Rabs_right; nra). rewrite <- RR in O.
  assert (DR : D * r <= 14143 / 10000 * eta * x * Q).
  { apply square_le; [repeat apply Rmult_le_pos; lra|].
    replace (D * r * (D * r)) with (D * D * (r * r)) by ring.
    apply Rle_trans with (2 * Q * (eta * eta * (x * x) * Q)); [apply Rmult_le_compat; nra|].
    assert (0 <= eta * eta * (x * x) * (Q * Q)) by (repeat apply Rmult_le_pos; lra). nra. }
  assert (DX : D * D * (x * x) <= 2 * Q * (x * x)) by (apply Rmult_le_compat_r; nra).
  assert (DRX : D * r * x <= 14143 / 10000 * eta * x * Q * x) by (apply Rmult_le_compat_r; lra). nra.
Qed.

Section Turn.
Variables (w a b : vector) (side t o x : R).
Hypothesis Side : side = 1 \/ side = -1.
Hypothesis T : x / 2 <= t <= 1.
Hypothesis X : 0 < x.
Hypothesis Met : Rabs (o + (1 - t) * side * dot w a + t * dot w b) <= Rabs (dot w b - side * dot w a) * (x / 2).
Let P2 : R := dot w a * dot w a + dot w b * dot w b.
Let a' : vector := turn_u (turn side t) a b.
Let e' : vector := turn_e (turn side t) a b.

Lemma turned_parts : let n := sqrt (t * t + (1 - t) * (1 - t)) in 0 < n /\ 1 / 2 <= n * n /\
  dot w a' * n = t * dot w a - (1 - t) * side * dot w b /\ dot w e' * n = (1 - t) * side * dot w a + t * dot w b /\
  dot w a' * dot w a' + dot w e' * dot w e' = P2.
Proof.
  intros n. destruct (turn_parts side t Side ltac:(lra)) as (N & N2 & C & S). fold n in N, N2, C, S.
  split; [exact N|]. split; [exact N2|]. unfold a', e', turn_u, turn_e, P2.
  pose proof (sin2_cos2 (turn side t)) as SC. unfold Rsqr in SC.
  rewrite !dot_plus, !dot_scale. split; [|split].
  - rewrite C, S. field. lra.
  - rewrite C, S. field. lra.
  - set (si := sin (turn side t)) in *. set (co := cos (turn side t)) in *. clearbody si co. nra.
Qed.

(* With the offset at most eta x q, q^2 = Q at least w's part in the plane. *)
Theorem turned_off Q eta : P2 <= Q -> 0 <= eta -> o * o <= eta * eta * (x * x) * Q ->
  dot w e' * dot w e' <= (1 + 28286 / 10000 * eta + 2 * eta * eta) * (x * x) * Q.
Proof.
  intros H E O. destruct turned_parts as (N & N2 & _ & W & _). set (n := sqrt _) in *.
  set (f := dot w e') in *. set (D := Rabs (dot w b - side * dot w a)) in *.
  assert (D0 : 0 <= D) by apply Rabs_pos.
  assert (DD : D * D <= 2 * Q).
  { unfold D. rewrite <- Rabs_mult, Rabs_right by (apply Rle_ge, Rle_0_sqr). unfold P2 in H.
    pose proof (Rle_0_sqr (dot w b + side * dot w a)) as Sq. unfold Rsqr in Sq. destruct Side as [-> | ->]; lra. }
  assert (F : Rabs (f * n) <= D * x / 2 + Rabs o).
  { rewrite W. replace ((1 - t) * side * dot w a + t * dot w b)
      with (o + (1 - t) * side * dot w a + t * dot w b + - o) by ring.
    eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_Ropp. lra. }
  apply square_of_size in F. assert (Q0 : 0 <= Q) by (unfold P2 in H; nra).
  pose proof (blurred D o x Q eta D0 DD ltac:(lra) Q0 E O) as B.
  replace (f * n * (f * n)) with (f * f * (n * n)) in F by ring.
  assert (f * f * (1 / 2) <= f * f * (n * n)) by (apply Rmult_le_compat_l; nra). lra.
Qed.

(* The turned a keeps what w has in the plane, but for that; and it stays on w's side. *)
Theorem turned_along : 1385 / 1000 * (x * x) <= 1 -> 0 < dot w a -> Rabs o <= dot w a * (x / 8) ->
  - Rabs o <= - side * dot w b ->
  0 < dot w a' /\ (1 - 1385 / 1000 * (x * x)) * (dot w a * dot w a) <= dot w a' * dot w a'.
Proof.
  intros L A O B. destruct turned_parts as (N & N2 & U & _ & S). set (n := sqrt _) in *. split.
  - apply Rmult_lt_reg_r with n; [exact N|]. rewrite U, Rmult_0_l.
    assert (x < 1) by nra. assert (T1 : 0 <= 1 - t <= 1) by lra. assert (AX : 0 < dot w a * x) by nra.
    assert (Part : - (dot w a * (x / 8)) <= (1 - t) * (- side * dot w b)).
    { apply Rle_trans with ((1 - t) * - (dot w a * (x / 8))); [nra|]. apply Rmult_le_compat_l; lra. }
    assert (dot w a * (x / 2) <= dot w a * t) by (apply Rmult_le_compat_l; lra). nra.
  - assert (OO : o * o <= 1 / 8 * (1 / 8) * (x * x) * P2).
    { assert (H : Rabs o * Rabs o <= dot w a * (x / 8) * (dot w a * (x / 8)))
        by (apply Rmult_le_compat; try apply Rabs_pos; assumption).
      rewrite <- Rabs_mult, Rabs_right in H by (apply Rle_ge, Rle_0_sqr). unfold P2.
      assert (0 <= x * x * (dot w b * dot w b)) by (apply Rmult_le_pos; apply Rle_0_sqr). lra. }
    pose proof (turned_off P2 (1 / 8) (Rle_refl _) ltac:(lra) OO) as F.
    assert (P0 : dot w a * dot w a <= P2) by (unfold P2; pose proof (Rle_0_sqr (dot w b)) as Sq; unfold Rsqr in Sq; lra).
    assert (PX : 0 <= x * x * P2).
    { apply Rmult_le_pos; [apply Rle_0_sqr|]. pose proof (Rle_0_sqr (dot w a)) as Sq. unfold Rsqr in Sq. lra. }
    assert (dot w a' * dot w a' = P2 - dot w e' * dot w e') as -> by lra.
    assert ((1 - 1385 / 1000 * (x * x)) * (dot w a * dot w a) <= (1 - 1385 / 1000 * (x * x)) * P2)
      by (apply Rmult_le_compat_l; lra). lra.
Qed.
End Turn.
