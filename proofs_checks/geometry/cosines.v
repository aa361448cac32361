(* A product of cosines is at least the cosine of the root of the sum of squares.

     cos_product       cos(a_1) ... cos(a_n) >= cos(sqrt(a_1^2 + ... + a_n^2)), for a root of at most pi/2;
     errors_together   n angles halved k times from pi: cos(pi/2^(k+1))^n >= cos(eps) if
                       pi sqrt(n)/(2 eps) <= 2^k;
     spherical_step    the cosine that is left after one turn of linear/spherical_bisection.py.
   Idea: follow the ray r (k, l) with k^2 + l^2 = 1.  The function ln cos(k r) + ln cos(l r) - ln cos(r) is 0
   at 0 and grows, because tan(k r) <= k tan(r) for k <= 1; that is the claim for two angles.  The list is by
   induction. *)
From Coq Require Import Reals Lra Psatz List.
From Coquelicot Require Import Coquelicot.
From qlearn.geometry Require Import vectors.
Import ListNotations.
Open Scope R_scope.

(* ---- derivatives that are not negative ---- *)

Lemma grows (f df : R -> R) (a b : R) : a <= b ->
  (forall x, a <= x <= b -> is_derive f x (df x)) ->
  (forall x, a < x < b -> 0 <= df x) -> f a <= f b.
Proof.
  intros ab D P. destruct (Req_dec a b) as [->|N]; [lra|].
  destruct (MVT_cor2 f df a b ltac:(lra)) as [c [E Hc]].
  { intros c Hc. apply is_derive_Reals, D, Hc. }
  specialize (P c Hc). nra.
Qed.

Lemma cos_pos r : 0 <= r < PI / 2 -> 0 < cos r.
Proof. intros H. apply cos_gt_0; lra. Qed.

Lemma cos_less s t : 0 <= s <= t -> t <= PI -> cos t <= cos s.
Proof. intros S T. destruct (Req_dec s t) as [->|N]; [lra|]. left. apply cos_decreasing_1; lra. Qed.

(* The derivative of k tan(r) - tan(k r) is k/cos(r)^2 - k/cos(k r)^2. *)
Lemma tan_scaled k r : 0 <= k <= 1 -> 0 <= r < PI / 2 -> tan (k * r) <= k * tan r.
Proof.
  intros Hk Hr. cut (k * tan 0 - tan (k * 0) <= k * tan r - tan (k * r)); [rewrite Rmult_0_r, tan_0; lra|].
  apply (grows (fun t => k * tan t - tan (k * t)) (fun t => k / cos t ^ 2 - k / cos (k * t) ^ 2)); [lra| |].
  - intros t Ht. pose proof (cos_pos t ltac:(lra)). pose proof (cos_pos (k * t) ltac:(nra)).
    unfold tan. auto_derive; [repeat split; lra|].
    pose proof (sin2_cos2 t) as S1. pose proof (sin2_cos2 (k * t)) as S2. unfold Rsqr in S1, S2.
    replace (k / cos t ^ 2) with (k * ((sin t * sin t + cos t * cos t) / cos t ^ 2))
      by (rewrite S1; field; lra).
    replace (k / cos (k * t) ^ 2)
      with (k * ((sin (k * t) * sin (k * t) + cos (k * t) * cos (k * t)) / cos (k * t) ^ 2))
      by (rewrite S2; field; lra).
    field. split; lra.
  - intros c Hc. pose proof (cos_pos c ltac:(lra)). pose proof (cos_pos (k * c) ltac:(nra)).
    assert (D : cos c <= cos (k * c)) by (apply cos_less; nra).
    assert (I : / cos (k * c) ^ 2 <= / cos c ^ 2) by (apply Rinv_le_contravar; nra).
    unfold Rdiv. nra.
Qed.

(* The half-plane a >= 0 in polar coordinates. *)
Lemma polar a b : 0 <= a ->
  exists r theta, 0 <= r /\ - (PI / 2) <= theta <= PI / 2 /\ a = r * cos theta /\ b = r * sin theta.
Proof.
  intros A. pose proof PI_RGT_0 as PP. set (r := sqrt (a * a + b * b)).
  assert (R0 : 0 <= r) by apply sqrt_pos.
  assert (RR : r * r = a * a + b * b) by (apply sqrt_sqrt; nra).
  destruct (Req_dec r 0) as [Z|N].
  - exists 0, 0. rewrite cos_0, sin_0. rewrite Z in RR. assert (a = 0) by nra. assert (b = 0) by nra.
    repeat split; lra.
  - set (q := b / r). assert (Q : b = r * q) by (unfold q; field; exact N).
    assert (b <= r) by (apply square_le; nra). assert (- b <= r) by (apply square_le; nra).
    assert (Q1 : -1 <= q <= 1) by (split; apply Rmult_le_reg_r with r; lra).
    exists r, (asin q). split; [exact R0|]. split; [apply asin_bound|].
    rewrite sin_asin, cos_asin by exact Q1. split; [|exact Q].
    rewrite <- (sqrt_square r) at 1 by exact R0. rewrite <- sqrt_mult_alt by nra.
    rewrite <- (sqrt_square a) at 1 by exact A. f_equal. unfold Rsqr. nra.
Qed.

(* ---- the product of cosines ---- *)

(* Two angles a = k r and b = l r: r grows from 0. *)
Lemma cos_two a b : 0 <= a -> 0 <= b -> a ^ 2 + b ^ 2 < (PI / 2) ^ 2 ->
  cos (sqrt (a ^ 2 + b ^ 2)) <= cos a * cos b.
Proof.
  intros Ha Hb Hs. set (r := sqrt (a ^ 2 + b ^ 2)). pose proof PI_RGT_0 as PP.
  assert (R2 : r ^ 2 = a ^ 2 + b ^ 2) by (unfold r; rewrite pow2_sqrt; nra).
  assert (R0 : 0 <= r) by apply sqrt_pos.
  assert (RP : r < PI / 2) by (apply Rsqr_incrst_0; unfold Rsqr; nra).
  destruct (Req_dec r 0) as [Z|NZ].
  { assert (a = 0) by nra. assert (b = 0) by nra. subst a b. rewrite Z, cos_0. lra. }
  set (k := a / r). set (l := b / r).
  assert (KA : a = k * r) by (unfold k; field; exact NZ).
  assert (LB : b = l * r) by (unfold l; field; exact NZ).
  assert (K0 : 0 <= k) by (apply Rdiv_le_0_compat; lra).
  assert (L0 : 0 <= l) by (apply Rdiv_le_0_compat; lra).
  assert (KL : k ^ 2 + l ^ 2 = 1) by (apply Rmult_eq_reg_r with (r ^ 2); [rewrite KA, LB in R2; nra|nra]).
  assert (E : ln (cos (k * 0)) + ln (cos (l * 0)) - ln (cos 0)
    <= ln (cos (k * r)) + ln (cos (l * r)) - ln (cos r)).
  { apply (grows (fun t => ln (cos (k * t)) + ln (cos (l * t)) - ln (cos t))
      (fun t => tan t - k * tan (k * t) - l * tan (l * t))); [lra| |].
    - intros t Ht. pose proof (cos_pos t ltac:(lra)). pose proof (cos_pos (k * t) ltac:(nra)).
      pose proof (cos_pos (l * t) ltac:(nra)).
      unfold tan. auto_derive; [repeat split; lra|]. field. repeat split; lra.
    - intros c Hc.
      pose proof (tan_scaled k c ltac:(nra) ltac:(lra)) as T1.
      pose proof (tan_scaled l c ltac:(nra) ltac:(lra)) as T2.
      assert (k * tan (k * c) <= k * (k * tan c)) by (apply Rmult_le_compat_l; lra).
      assert (l * tan (l * c) <= l * (l * tan c)) by (apply Rmult_le_compat_l; lra).
      replace (tan c) with ((k ^ 2 + l ^ 2) * tan c) at 1 by (rewrite KL; ring). lra. }
  rewrite !Rmult_0_r, cos_0, ln_1, <- KA, <- LB in E.
  assert (CA : 0 < cos a) by (apply cos_pos; nra).
  assert (CB : 0 < cos b) by (apply cos_pos; nra).
  assert (CR : 0 < cos r) by (apply cos_pos; lra).
  assert (F : ln (cos r) <= ln (cos a * cos b)) by (rewrite ln_mult by lra; lra).
  apply Rnot_lt_le. intros C. apply ln_increasing in C; [lra|nra].
Qed.

Fixpoint sum_of_squares (l : list R) : R := match l with [] => 0 | a :: l' => a ^ 2 + sum_of_squares l' end.
Fixpoint cosines (l : list R) : R := match l with [] => 1 | a :: l' => cos a * cosines l' end.

Lemma sum_of_squares_nonneg l : 0 <= sum_of_squares l.
Proof. induction l; simpl; nra. Qed.

(* Only the size of an angle counts. *)
Lemma by_size a : cos a = cos (Rabs a) /\ a ^ 2 = Rabs a ^ 2 /\ 0 <= Rabs a.
Proof.
  split; [|split; [symmetry; apply pow2_abs|apply Rabs_pos]].
  unfold Rabs. destruct (Rcase_abs a); [symmetry; apply cos_neg|reflexivity].
Qed.

Lemma cosines_nonneg l : sum_of_squares l <= (PI / 2) ^ 2 -> 0 <= cosines l.
Proof.
  pose proof PI_RGT_0 as PP. induction l as [|a l IH]; cbn [sum_of_squares cosines]; intros S; [lra|].
  destruct (by_size a) as [-> [Q P]]. rewrite Q in S. pose proof (sum_of_squares_nonneg l) as N.
  apply Rmult_le_pos; [|apply IH; nra]. apply cos_ge_0; [lra|]. apply square_le; nra.
Qed.

(* cos(a_1) ... cos(a_n) >= cos(sqrt(a_1^2 + ... + a_n^2)). *)
Theorem cos_product l : sum_of_squares l <= (PI / 2) ^ 2 -> cos (sqrt (sum_of_squares l)) <= cosines l.
Proof.
  pose proof PI_RGT_0 as PP. intros [S|S].
  - induction l as [|a l IH]; cbn [sum_of_squares cosines] in *; [rewrite sqrt_0, cos_0; lra|].
    destruct (by_size a) as [-> [Q P]]. rewrite Q in *. pose proof (sum_of_squares_nonneg l) as N.
    pose proof (cos_two (Rabs a) (sqrt (sum_of_squares l)) P (sqrt_pos _)) as C2.
    rewrite (pow2_sqrt _ N) in C2.
    apply Rle_trans with (1 := C2 S). apply Rmult_le_compat_l; [|apply IH; nra].
    apply cos_ge_0; [lra|]. apply square_le; nra.
  - rewrite S, sqrt_pow2, cos_PI2 by lra. apply cosines_nonneg. lra.
Qed.

(* n equal angles. *)
Corollary equal_cosines n t : 0 <= t -> sqrt (INR n) * t <= PI / 2 -> cos (sqrt (INR n) * t) <= cos t ^ n.
Proof.
  intros T H.
  assert (E : cosines (repeat t n) = cos t ^ n /\ sum_of_squares (repeat t n) = INR n * t ^ 2).
  { clear H. induction n as [|n [I J]]; cbn [repeat cosines sum_of_squares pow]; [simpl; lra|].
    rewrite I, J, S_INR. split; ring. }
  destruct E as [<- S]. pose proof (pos_INR n) as N.
  assert (Q : sqrt (sum_of_squares (repeat t n)) = sqrt (INR n) * t).
  { rewrite S, sqrt_mult, sqrt_pow2 by (try apply pow2_ge_0; assumption). reflexivity. }
  rewrite <- Q in *. apply cos_product. rewrite <- (pow2_sqrt _ (sum_of_squares_nonneg _)).
  apply pow_incr. split; [apply sqrt_pos|exact H].
Qed.

(* The error that is left of an angle between -pi/2 and pi/2 when it has been halved k times. *)
Definition tau (k : nat) : R := PI / 2 ^ (k + 1).

Lemma tau_range k : 0 <= tau k <= PI / 2.
Proof.
  pose proof PI_RGT_0 as PP. assert (P : 1 <= 2 ^ k) by (apply pow_R1_Rle; lra).
  unfold tau. rewrite pow_add, pow_1. split.
  - apply Rlt_le, Rdiv_lt_0_compat; lra.
  - apply Rmult_le_reg_r with (2 ^ k * 2); [lra|].
    replace (PI / (2 ^ k * 2) * (2 ^ k * 2)) with PI by (field; lra). nra.
Qed.

(* n errors of tau are together no worse than one of eps. *)
Theorem errors_together n k eps : 0 < eps <= PI / 2 -> PI * sqrt (INR n) / (2 * eps) <= 2 ^ k ->
  cos eps <= cos (tau k) ^ n.
Proof.
  intros E H. pose proof PI_RGT_0 as PP. pose proof (tau_range k) as T.
  assert (K : 0 < 2 ^ k) by (apply pow_lt; lra).
  assert (M : sqrt (INR n) * tau k <= eps).
  { unfold tau. rewrite pow_add, pow_1.
    apply Rmult_le_reg_r with (2 ^ k / eps); [apply Rdiv_lt_0_compat; lra|].
    replace (sqrt (INR n) * (PI / (2 ^ k * 2)) * (2 ^ k / eps)) with (PI * sqrt (INR n) / (2 * eps))
      by (field; lra).
    replace (eps * (2 ^ k / eps)) with (2 ^ k) by (field; lra). exact H. }
  assert (P : 0 <= sqrt (INR n) * tau k) by (apply Rmult_le_pos; [apply sqrt_pos|lra]).
  apply Rle_trans with (cos (sqrt (INR n) * tau k)); [apply cos_less; lra|]. apply equal_cosines; lra.
Qed.

(* No smaller angle than the root will do, for however many angles: one angle and n zeros attain it. *)
Theorem cos_product_attained n a : 0 <= a ->
  cosines (a :: repeat 0 n) = cos (sqrt (sum_of_squares (a :: repeat 0 n))).
Proof.
  intros A. assert (Z : cosines (repeat 0 n) = 1 /\ sum_of_squares (repeat 0 n) = 0).
  { induction n as [|n [I J]]; cbn [repeat cosines sum_of_squares]; [lra|]. rewrite cos_0, I, J. lra. }
  destruct Z as [Z1 Z2]. cbn [cosines sum_of_squares]. rewrite Z1, Z2, Rplus_0_r, sqrt_pow2 by exact A. ring.
Qed.

(* A unit w at the angle alpha to u, whose part beside u makes the angle phi with the plane of u and a new
   axis, has in that plane the coordinates cos(alpha) and sin(alpha) cos(phi).  Its length there times the
   cosine of an error delta is the cosine of w's angle to the new u: no less than when the axis is orthogonal
   to w. *)
Theorem spherical_step phi alpha delta : 0 <= cos delta ->
  cos alpha * cos delta <= sqrt (cos alpha ^ 2 + (sin alpha * cos phi) ^ 2) * cos delta.
Proof.
  intros D. apply Rmult_le_compat_r; [exact D|]. apply Rle_trans with (1 := Rle_abs _).
  rewrite <- sqrt_Rsqr_abs. apply sqrt_le_1_alt. unfold Rsqr. nra.
Qed.

(* No more can be promised: at phi = pi/2 the two agree. *)
Theorem spherical_step_attained alpha delta : 0 <= cos alpha ->
  sqrt (cos alpha ^ 2 + (sin alpha * cos (PI / 2)) ^ 2) * cos delta = cos alpha * cos delta.
Proof.
  intros A. rewrite cos_PI2, Rmult_0_r. replace (cos alpha ^ 2 + 0 ^ 2) with (cos alpha ^ 2) by ring.
  rewrite sqrt_pow2 by exact A. reflexivity.
Qed.
