(* Cutting through the centre of the largest inscribed ellipsoid, or nearly the largest: 8/9 of its volume is left at most.

   A convex body holds the ellipsoids E and E', and E' lies beyond a cut through the centre of E.  Then the body holds
   two more, half way between: one whose form is the geometric mean of theirs, stretched by half the distance of the centres;
   and one whose semi-axes are the means of theirs.
   In coordinates where E has the semi-axes 1/s_i, and E' has s_i and the centre at the distance rho >= min s_i, their
   volumes are 1/v and v = s_1 ... s_n (times the unit ball's), those of the other two sqrt(1 + rho^2 / 4) and
   (s_1 + 1/s_1)/2 ... (s_n + 1/s_n)/2.
   Python:  each ellipsoid is certified to have at least exp(-1 / (200 n)) of the largest volume;
            asked = floor(most) + 1 equivalence queries on {0, ..., N}^d, n = d + 1
   Theorem: hull_holds, half_way_holds: the body holds these two; eight_ninths: so v is at most 8/9 of the largest volume;
            counterexamples: at most n ln(R / r) / ln(9/8) of them.
   PREMISES: the volume of an ellipsoid is that of the unit ball times the product of the semi-axes; such coordinates exist.
   Idea:    between h-planes at p - t and q + t lies p q + t^2.  If the mean of the semi-axes gives little, the least
            s_i is near sqrt(1/2), and the others must make up for it.
   Tight:   from these two ellipsoids alone 87/100 does not follow (no_smaller_share).
   Speaks for inscribed_ellipsoid.py.  After Tarasov, Khachiyan and Erlikh 1988, where E is the largest.             *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.geometry Require Import vectors.
From qlearn.linear Require Import shrinking ellipsoid ellipsoid_update centre_of_gravity.
Import ListNotations.
Local Open Scope R_scope.

(* ---- two ellipsoids in a body ---- *)

Lemma between p q t M : 0 <= p -> 0 <= q -> p - t <= M -> q + t <= M -> p * q + t ^ 2 <= M ^ 2 /\ 0 <= M.
Proof.
  intros P Q A B. assert (0 <= M) by lra. assert (p * q <= (M + t) * (M - t)) by (apply Rmult_le_compat; lra). nra.
Qed.

(* The body is given by how far it reaches in each direction. *)
Definition holds (reach : vector -> R) (E : ellipsoid) : Prop :=
  forall h, 0 <= dot h (matrix E h) /\ dot h (centre E) + sqrt (dot h (matrix E h)) <= reach h.

Theorem hull_holds reach E E' G h : holds reach E -> holds reach E' ->
  0 <= dot h (G h) -> dot h (G h) ^ 2 <= dot h (matrix E h) * dot h (matrix E' h) ->
  (dot h (centre E) + dot h (centre E')) / 2 + sqrt (dot h (G h) + ((dot h (centre E') - dot h (centre E)) / 2) ^ 2)
    <= reach h.
Proof.
  intros In In' PG Mean. destruct (In h) as [P A], (In' h) as [Q B]. set (p := sqrt (dot h (matrix E h))) in *.
  set (q := sqrt (dot h (matrix E' h))) in *. set (t := (dot h (centre E') - dot h (centre E)) / 2).
  set (m := (dot h (centre E) + dot h (centre E')) / 2).
  destruct (between p q t (reach h - m)) as [S N]; [apply sqrt_pos|apply sqrt_pos|unfold t, m; lra|unfold t, m; lra|].
  assert (dot h (G h) <= p * q) as Pq.
  { apply square_le; [apply Rmult_le_pos; apply sqrt_pos|].
    replace (p * q * (p * q)) with (p * p * (q * q)) by ring. unfold p, q. rewrite !sqrt_sqrt by assumption. nra. }
  assert (sqrt (dot h (G h) + t ^ 2) <= reach h - m); [|lra].
  rewrite <- (sqrt_pow2 (reach h - m) N). apply sqrt_le_1_alt. lra.
Qed.

(* No larger multiple of the distance's square is between the planes. *)
Theorem no_further c : 1 < c -> exists p q t M, 0 <= p /\ 0 <= q /\ p - t <= M /\ q + t <= M /\ M ^ 2 < p * q + c * t ^ 2.
Proof. intros C. exists 2, 0, 1, 1. repeat split; lra. Qed.

Lemma norm_plus u v : norm (plus u v) <= norm u + norm v.
Proof.
  apply square_le; [unfold norm; pose proof (sqrt_pos (norm2 u)); pose proof (sqrt_pos (norm2 v)); lra|].
  rewrite norm_square. unfold norm2. rewrite dot_plus_left, !dot_plus, (dot_comm v u). fold (norm2 u) (norm2 v).
  pose proof (norm_square u) as U. pose proof (norm_square v) as V. pose proof (dot_norms u v) as C.
  assert (dot u v <= norm u * norm v); [|nra]. apply square_le.
  - apply Rmult_le_pos; apply sqrt_pos.
  - replace (norm u * norm v * (norm u * norm v)) with (norm u * norm u * (norm v * norm v)) by ring. rewrite U, V. exact C.
Qed.

(* E reaches to c + |u| in some direction, E' to c' + |v|. *)
Theorem half_way_holds c c' u v M : c + norm u <= M -> c' + norm v <= M ->
  (c + c') / 2 + norm (scale (/ 2) (plus u v)) <= M.
Proof. intros A B. rewrite norm_scale by lra. pose proof (norm_plus u v). lra. Qed.

(* E' is beyond the cut through 0, and no semi-axis is shorter than s. *)
Theorem far_enough a x s : norm2 a = 1 -> 0 <= s -> s <= dot a x -> s ^ 2 <= norm2 x.
Proof. intros One S B. pose proof (dot_norms a x) as C. rewrite One in C. nra. Qed.

(* ---- the numbers ---- *)

Definition mean (s : R) : R := (s + / s) / 2.
Definition product : list R -> R := fold_right Rmult 1.
Notation positive := (Forall (fun s => 0 < s)).

Lemma product_positive l : positive l -> 0 < product l.
Proof. intros P. induction P; cbn; [lra|]. now apply Rmult_lt_0_compat. Qed.

(* The mean of exp x and exp(-x) is above exp(tau x - H(tau) / 2). *)
Lemma mean_above s tau : 0 < s -> -1 < tau < 1 -> exp (tau * ln s - H tau / 2) <= mean s.
Proof.
  intros S T. set (x := ln s). set (a := x - ln (1 + tau)). set (b := - x - ln (1 - tau)).
  set (y := tau * x - H tau / 2). assert ((1 + tau) / 2 * a + (1 - tau) / 2 * b = y) as Y by (unfold y, a, b, H; field).
  assert (forall z, exp y * (1 + (z - y)) <= exp z) as Tangent.
  { intros z. replace (exp z) with (exp y * exp (z - y)) by (rewrite <- exp_plus; f_equal; ring).
    apply Rmult_le_compat_l; [left; apply exp_pos|]. apply exp_ineq1_le. }
  pose proof (Tangent a) as Ta. pose proof (Tangent b) as Tb.
  assert ((1 + tau) * exp a = s) as A.
  { unfold a, x. unfold Rminus. rewrite exp_plus, exp_Ropp, !exp_ln by lra. field. lra. }
  assert ((1 - tau) * exp b = / s) as B.
  { unfold b, x. unfold Rminus at 2. rewrite exp_plus, !exp_Ropp, !exp_ln by lra. field. lra. }
  assert (mean s = ((1 + tau) * exp a + (1 - tau) * exp b) / 2) as -> by (unfold mean; rewrite A, B; lra).
  assert ((1 + tau) / 2 * (exp y * (1 + (a - y))) + (1 - tau) / 2 * (exp y * (1 + (b - y))) = exp y) as E.
  { replace ((1 + tau) / 2 * (exp y * (1 + (a - y))) + (1 - tau) / 2 * (exp y * (1 + (b - y))))
      with (exp y * (1 + ((1 + tau) / 2 * a + (1 - tau) / 2 * b - y))) by field. rewrite Y. ring. }
  assert ((1 + tau) / 2 * (exp y * (1 + (a - y))) <= (1 + tau) / 2 * exp a) by (apply Rmult_le_compat_l; lra).
  assert ((1 - tau) / 2 * (exp y * (1 + (b - y))) <= (1 - tau) / 2 * exp b) by (apply Rmult_le_compat_l; lra). lra.
Qed.

Lemma means_above l tau : positive l -> -1 < tau < 1 ->
  exp (tau * ln (product l) - INR (length l) * (H tau / 2)) <= product (map mean l).
Proof.
  intros P T. induction P as [|s l Ps P IH].
  - cbn. rewrite ln_1. replace (tau * 0 - 0 * (H tau / 2)) with 0 by ring. rewrite exp_0. lra.
  - cbn [map product fold_right]. fold (product l) (product (map mean l)). change (length (s :: l)) with (S (length l)).
    rewrite S_INR, ln_mult by (auto using product_positive).
    replace (tau * (ln s + ln (product l)) - (INR (length l) + 1) * (H tau / 2))
      with (tau * ln s - H tau / 2 + (tau * ln (product l) - INR (length l) * (H tau / 2))) by ring.
    rewrite exp_plus. apply Rmult_le_compat; try (left; apply exp_pos); [now apply mean_above|exact IH].
Qed.

(* m numbers with a product above exp(1/4): the means' product is above what an equal share of 1/4 gives. *)
Lemma others_make_up l : (1 <= length l)%nat -> positive l -> / 4 <= ln (product l) ->
  1 + 58 / 1000 / INR (length l) <= product (map mean l) ^ 2.
Proof.
  intros N P B. pose proof (le_INR 1 _ N) as N1. change (INR 1) with 1 in N1. set (m := INR (length l)) in *.
  assert (0 < / m <= 1) as I.
  { split; [apply Rinv_0_lt_compat; lra|]. rewrite <- Rinv_1. apply Rinv_le_contravar; lra. }
  set (tau := 234 / 1000 * / m). assert (0 < tau <= 234 / 1000) as T by (unfold tau; nra).
  pose proof (means_above l tau P ltac:(lra)) as A. fold m in A.
  pose proof (H_below (106 / 100) tau ltac:(lra) ltac:(lra) ltac:(nra)) as Hb.
  assert (29 / 1000 * / m <= tau * ln (product l) - m * (H tau / 2)) as Low.
  { assert (tau / 4 <= tau * ln (product l)) as T4 by (apply Rmult_le_compat_l with (r := tau) in B; lra).
    assert (m * (H tau / 2) <= m * (53 / 100 * tau ^ 2)) as Hm by (apply Rmult_le_compat_l; lra).
    replace (m * (53 / 100 * tau ^ 2)) with (53 / 100 * (234 / 1000) ^ 2 * / m) in Hm by (unfold tau; field; lra).
    unfold tau in *. lra. }
  assert (1 + 29 / 1000 * / m <= product (map mean l)) as F.
  { apply Rle_trans with (2 := A), Rle_trans with (exp (29 / 1000 * / m)); [apply exp_ineq1_le|].
    destruct Low as [Low|Low]; [left; now apply exp_increasing|rewrite Low; lra]. }
  unfold Rdiv at 1. apply Rle_trans with ((1 + 29 / 1000 * / m) ^ 2); [nra|]. apply pow_incr. nra.
Qed.

Lemma exp_small k : 0 <= k <= 1 / 400 -> exp k <= 1 + 10025 / 10000 * k * (1 + / 100).
Proof.
  intros K. pose proof (exp_ineq1_le (- k)) as E. rewrite exp_Ropp in E. pose proof (exp_pos k) as P.
  apply Rmult_le_compat_r with (r := exp k) in E; [|lra]. rewrite Rinv_l in E by lra.
  assert (exp k * (1 - k) <= 1) as F by lra. apply Rmult_le_reg_r with (1 - k); [lra|]. nra.
Qed.

Theorem eight_ninths s l rho largest kappa : (1 <= length l)%nat -> 0 < s -> positive l ->
  0 <= kappa <= 1 / (200 * INR (S (length l))) -> s <= rho -> 0 < largest ->
  1 + rho ^ 2 / 4 <= largest ^ 2 -> (mean s * product (map mean l)) ^ 2 <= largest ^ 2 ->
  / (s * product l) <= largest -> largest <= exp kappa * / (s * product l) ->
  s * product l <= 8 / 9 * largest.
Proof.
  intros N Ps P K Rho PL Hull Half Small Large. apply Rnot_lt_le. intros C.
  pose proof (le_INR 1 _ N) as N1. change (INR 1) with 1 in N1. rewrite S_INR in K. set (m := INR (length l)) in *.
  pose proof (product_positive l P) as Pp. set (p := product l) in *. assert (0 < s * p) as Pv by nra. set (v := s * p) in *.
  assert (/ (200 * (m + 1)) <= 1 / 400) as K400.
  { unfold Rdiv. rewrite Rmult_1_l. apply Rinv_le_contravar; lra. }
  unfold Rdiv in K at 1. rewrite Rmult_1_l in K. assert (200 * (m + 1) * kappa <= 1) as Km.
  { destruct K as [_ K]. apply Rmult_le_compat_l with (r := 200 * (m + 1)) in K; [|lra]. rewrite Rinv_r in K; lra. }
  pose proof (exp_small kappa ltac:(lra)) as E. set (x := exp kappa) in *.
  assert (largest * v <= x) as Lv.
  { apply Rmult_le_compat_r with (r := v) in Large; [|lra]. rewrite Rmult_assoc, Rinv_l in Large; lra. }
  assert (1 <= largest * v) as One.
  { apply Rmult_le_compat_r with (r := v) in Small; [|lra]. rewrite Rinv_l in Small; lra. }
  assert (largest ^ 2 < 9 / 8 * x) as Up by nra.
  assert (rho ^ 2 < 1 / 2 + 457 / 100 * kappa) as R2 by nra. assert (s ^ 2 <= rho ^ 2) as S2 by (apply pow_incr; lra).
  set (y := 1 / 2 + 457 / 100 * kappa) in *.
  assert (8 / 9 < v ^ 2) as V2 by nra.
  (* the others *)
  assert (3 <= p ^ 2 * p ^ 2) as P4.
  { assert (8 / 9 < y * p ^ 2) as Q.
    { apply Rlt_le_trans with (1 := V2). unfold v. replace ((s * p) ^ 2) with (s ^ 2 * p ^ 2) by ring.
      apply Rmult_le_compat_r; [apply pow2_ge_0|lra]. }
    assert (y <= 512 / 1000) as Y by (unfold y; lra). assert (1735 / 1000 <= p ^ 2) as Q2 by nra. nra. }
  assert (/ 4 <= ln p) as B.
  { apply Rmult_le_reg_l with 4; [lra|]. replace (4 * ln p) with (INR 4 * ln p) by (cbn; ring).
    rewrite <- ln_pow_nat by exact Pp. replace (4 * / 4) with 1 by field. rewrite <- (ln_exp 1).
    apply ln_le; [apply exp_pos|]. pose proof exp_le_3. replace (p ^ 4) with (p ^ 2 * p ^ 2) by ring. lra. }
  pose proof (others_make_up l N P B) as Others. fold m in Others. set (o := product (map mean l)) in *.
  (* the least *)
  assert (9 / 8 - 343 / 100 * kappa <= mean s ^ 2) as Least.
  { assert (0 < s ^ 2) as S0 by nra. assert (mean s ^ 2 = (s ^ 2 + 2 + / s ^ 2) / 4) as -> by (unfold mean; field; lra).
    assert (/ y <= / s ^ 2) as Inv by (apply Rinv_le_contravar; lra).
    assert (2 - 1828 / 100 * kappa <= / y) as Iy.
    { apply Rmult_le_reg_r with y; [unfold y; lra|]. rewrite Rinv_l by (unfold y; lra). unfold y. nra. }
    assert (y + / y <= s ^ 2 + / s ^ 2) as Falls.
    { assert (0 <= (y - s ^ 2) * (/ (s ^ 2 * y) - 1)) as F.
      { apply Rmult_le_pos; [lra|]. assert (1 <= / (s ^ 2 * y)); [|lra]. rewrite <- Rinv_1 at 1.
        apply Rinv_le_contravar; [apply Rmult_lt_0_compat; unfold y; lra|]. unfold y in *. nra. }
      replace ((y - s ^ 2) * (/ (s ^ 2 * y) - 1)) with (s ^ 2 + / s ^ 2 - (y + / y)) in F by (field; unfold y; lra). lra. }
    unfold y in *. lra. }
  replace ((mean s * o) ^ 2) with (mean s ^ 2 * o ^ 2) in Half by ring.
  assert (0 < / m) as I by (apply Rinv_0_lt_compat; lra). unfold Rdiv at 2 in Others.
  assert ((9 / 8 - 343 / 100 * kappa) * (1 + 58 / 1000 * / m) <= largest ^ 2) as Final.
  { apply Rle_trans with (2 := Half). apply Rmult_le_compat; lra. }
  assert (200 * kappa <= / m) as Kn.
  { apply Rmult_le_reg_r with m; [lra|]. rewrite Rinv_l by lra. nra. }
  nra.
Qed.

(* From these two ellipsoids alone, 87/100 does not follow. *)
Theorem no_smaller_share : exists s l rho largest, (1 <= length l)%nat /\ 0 < s /\ positive l /\ s <= rho /\ 0 < largest
  /\ 1 + rho ^ 2 / 4 <= largest ^ 2 /\ (mean s * product (map mean l)) ^ 2 <= largest ^ 2
  /\ / (s * product l) <= largest /\ largest <= exp 0 * / (s * product l) /\ 87 / 100 * largest < s * product l.
Proof.
  exists (3 / 4), [187 / 150], (3 / 4), (200 / 187). cbn. unfold mean. rewrite exp_0.
  repeat split; try lra; [lia|]. repeat constructor. lra.
Qed.

(* ---- the count ---- *)

Definition most (d N : nat) : R := INR (S d) * ln (1 + sqrt (INR (S d)) * largest d N) / ln (9 / 8).

Theorem counterexamples n vol R r beta M : 0 < r <= R -> 0 < beta -> vol 0%nat <= R ^ n * beta ->
  shrinks (8 / 9) vol M -> r ^ n * beta <= vol M -> INR M <= INR n * ln (R / r) / ln (9 / 8).
Proof.
  intros [Pr Le] Pb Start Step End_. replace (ln (9 / 8)) with (- ln (8 / 9)).
  - apply ball_count with (beta := beta) (vol := vol); try assumption; lra.
  - replace (9 / 8) with (/ (8 / 9)) by field. rewrite ln_Rinv; lra.
Qed.
