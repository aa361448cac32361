(* The ellipsoid method with cuts through the centre (Yudin, Nemirovski 1976; Khachiyan 1979; Groetschel, Lovasz,
   Schrijver 1988).

   A counterexample cuts the ellipsoid that holds the version space through its centre; the half is put into the
   smallest ellipsoid, whose volume is gamma n times the old one's.
   Theorem: the half ball lies in the ellipsoid of semi-axes n/(n+1), n/sqrt(n^2-1), ..., whose volume is gamma n of
            the ball's; gamma n < exp(-1/(2n)) for every real n >= 2; so there are at most 2 n^2 ln(R/r)
            counterexamples from a ball of radius R to a volume of at least that of one of radius r.
   Premise: that volumes are multiplied by gamma n, and that those of balls go as the n-th power of the radius.
   Idea:    ln gamma n = -(n/2) H(1/n), H(x) = (1+x) ln(1+x) + (1-x) ln(1-x), and x^2 < H(x) < 2 x^2.
   Tight:   exp(-1/n) < gamma n, so half the count is too few for the argument; the half ball touches the ellipsoid.
   Speaks for ellipsoid.py; the catalogue has no learner of this yet.                                            *)
From Coq Require Import Reals Lra Psatz.
From Coquelicot Require Import Coquelicot.
Open Scope R_scope.

Definition gamma (n : R) : R := (n / (n + 1)) * Rpower (n ^ 2 / (n ^ 2 - 1)) ((n - 1) / 2).
Definition H (x : R) : R := (1 + x) * ln (1 + x) + (1 - x) * ln (1 - x).

(* A function whose derivative is positive inside grows. *)
Lemma grows (f df : R -> R) (a b : R) : a < b -> (forall x, a <= x <= b -> is_derive f x (df x)) ->
  (forall x, a < x < b -> 0 < df x) -> f a < f b.
Proof.
  intros ab D P. destruct (MVT_cor2 f df a b ab) as [c [E Hc]].
  { intros c Hc. apply is_derive_Reals, D, Hc. }
  specialize (P c Hc). nra.
Qed.

(* The derivative of H. *)
Definition slope (x : R) : R := ln (1 + x) - ln (1 - x).

Lemma slope_derives t : -1 < t < 1 -> is_derive slope t (/ (1 + t) + / (1 - t)).
Proof. intros T. unfold slope. auto_derive; [repeat split; lra|field; split; lra]. Qed.

Lemma H_derives t : -1 < t < 1 -> is_derive H t (slope t).
Proof. intros T. unfold H, slope. auto_derive; [repeat split; lra|unfold Rminus; field; split; lra]. Qed.

Lemma both_parts t : -1 < t < 1 -> / (1 + t) + / (1 - t) = 2 * / (1 - t ^ 2).
Proof. intros T. field. repeat split; nra. Qed.

Lemma slope_above x : 0 < x < 1 -> 2 * x < slope x.
Proof.
  intros X. assert (slope 0 - 2 * 0 < slope x - 2 * x) as G.
  { apply (grows (fun t => slope t - 2 * t) (fun t => / (1 + t) + / (1 - t) - 2)); [lra| |].
    - intros t T. refine (is_derive_minus slope (fun t => 2 * t) t _ _ _ _); [apply slope_derives; lra|].
      auto_derive; [trivial|ring].
    - intros t T. rewrite both_parts by lra. assert (1 < / (1 - t ^ 2)); [|lra].
      rewrite <- Rinv_1 at 1. apply Rinv_lt_contravar; nra. }
  unfold slope in G at 1. rewrite Rplus_0_r, Rminus_0_r, ln_1 in G. lra.
Qed.

Lemma slope_below x : 0 < x <= 1 / 2 -> slope x < 4 * x.
Proof.
  intros X. assert (4 * 0 - slope 0 < 4 * x - slope x) as G.
  { apply (grows (fun t => 4 * t - slope t) (fun t => 4 - (/ (1 + t) + / (1 - t)))); [lra| |].
    - intros t T. refine (is_derive_minus (fun t => 4 * t) slope t _ _ _ _); [|apply slope_derives; lra].
      auto_derive; [trivial|ring].
    - intros t T. rewrite both_parts by lra. assert (/ (1 - t ^ 2) < 2); [|lra].
      replace 2 with (/ (1 / 2)) by field. apply Rinv_lt_contravar; nra. }
  unfold slope in G at 1. rewrite Rplus_0_r, Rminus_0_r, ln_1 in G. lra.
Qed.

Lemma H_0 : H 0 = 0.
Proof. unfold H. rewrite Rplus_0_r, Rminus_0_r, ln_1. ring. Qed.

Lemma H_above x : 0 < x < 1 -> x ^ 2 < H x.
Proof.
  intros X. assert (H 0 - 0 ^ 2 < H x - x ^ 2) as G.
  { apply (grows (fun t => H t - t ^ 2) (fun t => slope t - 2 * t)); [lra| |].
    - intros t T. refine (is_derive_minus H (fun t => t ^ 2) t _ _ _ _); [apply H_derives; lra|].
      auto_derive; [trivial|ring].
    - intros t T. pose proof (slope_above t). lra. }
  rewrite H_0 in G. lra.
Qed.

Lemma H_below x : 0 < x <= 1 / 2 -> H x < 2 * x ^ 2.
Proof.
  intros X. assert (2 * 0 ^ 2 - H 0 < 2 * x ^ 2 - H x) as G.
  { apply (grows (fun t => 2 * t ^ 2 - H t) (fun t => 4 * t - slope t)); [lra| |].
    - intros t T. refine (is_derive_minus (fun t => 2 * t ^ 2) H t _ _ _ _); [|apply H_derives; lra].
      auto_derive; [trivial|ring].
    - intros t T. pose proof (slope_below t). lra. }
  rewrite H_0 in G. lra.
Qed.

Lemma inverse n : 2 <= n -> 0 < / n <= 1 / 2 /\ n * / n = 1.
Proof.
  intros N. assert (0 < / n) by (apply Rinv_0_lt_compat; lra). assert (n * / n = 1) by (field; lra).
  repeat split; [assumption|nra|assumption].
Qed.

Lemma gamma_positive n : 2 <= n -> 0 < gamma n.
Proof. intros N. apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; lra|apply exp_pos]. Qed.

Lemma gamma_by_H n : 2 <= n -> gamma n = exp (- (n / 2) * H (/ n)).
Proof.
  intros N. destruct (inverse n N) as [P Q]. rewrite <- (exp_ln (gamma n)) by now apply gamma_positive. f_equal.
  unfold gamma. rewrite ln_mult; [|apply Rdiv_lt_0_compat; lra|apply exp_pos]. unfold Rpower. rewrite ln_exp.
  replace (n / (n + 1)) with (/ (1 + / n)) by (field; lra).
  replace (n ^ 2 / (n ^ 2 - 1)) with (/ ((1 + / n) * (1 - / n))) by (field; nra).
  rewrite !ln_Rinv; [|nra|lra]. rewrite ln_mult; [|lra|lra]. unfold H. field. lra.
Qed.

Theorem volume_shrinks n : 2 <= n -> gamma n < exp (- / (2 * n)).
Proof.
  intros N. destruct (inverse n N) as [P Q]. rewrite (gamma_by_H n N). apply exp_increasing.
  pose proof (H_above (/ n) ltac:(lra)) as B. replace (- / (2 * n)) with (- (n / 2) * (/ n) ^ 2) by (field; lra). nra.
Qed.

(* Twice the exponent would be too much. *)
Theorem no_faster n : 2 <= n -> exp (- / n) < gamma n.
Proof.
  intros N. destruct (inverse n N) as [P Q]. rewrite (gamma_by_H n N). apply exp_increasing.
  pose proof (H_below (/ n) P) as B. replace (- / n) with (- (n / 2) * (2 * (/ n) ^ 2)) by (field; lra). nra.
Qed.

(* ---- the count ----------------------------------------------------------------------------------------------- *)
Theorem count_bound (n : R) (volume : nat -> R) (M : nat) (R0 r ball : R) : 2 <= n -> 0 < r -> 0 < R0 -> 0 < ball ->
  volume 0%nat <= Rpower R0 n * ball -> (forall i, (i < M)%nat -> volume (S i) <= gamma n * volume i) ->
  Rpower r n * ball <= volume M -> INR M <= 2 * n ^ 2 * ln (R0 / r).
Proof.
  intros N Hr HR Hb V0 VS VM. pose proof (gamma_positive n N) as G.
  assert (forall i, (i <= M)%nat -> volume i <= gamma n ^ i * (Rpower R0 n * ball)) as D.
  { induction i as [|i IH]; intros L; cbn [pow]; [lra|].
    specialize (IH (le_S_n _ _ (le_S _ _ L))). specialize (VS i L). nra. }
  specialize (D M (le_n M)).
  assert (gamma n ^ M <= exp (- (INR M / (2 * n)))) as E.
  { apply Rle_trans with (exp (- / (2 * n)) ^ M).
    - apply pow_incr. split; [lra|left; now apply volume_shrinks].
    - rewrite <- Rpower_pow by apply exp_pos. unfold Rpower. rewrite ln_exp. right. f_equal. field. lra. }
  assert (Rpower r n <= exp (- (INR M / (2 * n))) * Rpower R0 n) as F.
  { assert (0 < Rpower R0 n) as K by apply exp_pos. apply Rmult_le_reg_r with ball; [exact Hb|].
    apply Rle_trans with (1 := VM), Rle_trans with (1 := D). rewrite <- Rmult_assoc.
    apply Rmult_le_compat_r; [lra|]. apply Rmult_le_compat_r; [lra|exact E]. }
  unfold Rpower in F. rewrite <- exp_plus in F.
  assert (n * ln r <= - (INR M / (2 * n)) + n * ln R0) as J.
  { apply Rnot_lt_le. intros C. apply exp_increasing in C. lra. }
  unfold Rdiv at 1. rewrite ln_mult, ln_Rinv; [|lra|lra|apply Rinv_0_lt_compat; lra].
  apply Rmult_le_reg_r with (/ (2 * n)); [apply Rinv_0_lt_compat; lra|].
  replace (2 * n ^ 2 * (ln R0 + - ln r) * / (2 * n)) with (n * ln R0 - n * ln r) by (field; lra). lra.
Qed.

(* ---- the step ------------------------------------------------------------------------------------------------ *)
(* In coordinates where the old ellipsoid is the unit ball and the cut is x >= 0: a point (x, ...), s the sum of the
   other squares, lies in the ellipsoid with centre (1/(n+1), 0, ...) and semi-axes n/(n+1), n/sqrt(n^2-1), ... *)
Definition inside (n x s : R) : R := ((n + 1) / n) ^ 2 * (x - / (n + 1)) ^ 2 + (n ^ 2 - 1) / n ^ 2 * s.

Theorem half_ball_inside n x s : 1 < n -> 0 <= x -> 0 <= s -> x ^ 2 + s <= 1 -> inside n x s <= 1.
Proof.
  intros N X P S. apply Rle_trans with (inside n x (1 - x ^ 2)).
  - apply Rplus_le_compat_l, Rmult_le_compat_l; [apply Rdiv_le_0_compat; nra|lra].
  - replace (inside n x (1 - x ^ 2)) with (1 - 2 * (n + 1) / n ^ 2 * (x * (1 - x))) by (unfold inside; field; lra).
    destruct (Rle_lt_dec x 1) as [L|L].
    + assert (0 <= 2 * (n + 1) / n ^ 2) by (apply Rdiv_le_0_compat; nra). assert (0 <= x * (1 - x)) by nra. nra.
    + exfalso. nra.
Qed.

Theorem half_ball_touches n : 1 < n -> inside n 1 0 = 1 /\ inside n 0 1 = 1.
Proof. intros N. unfold inside. split; field; lra. Qed.

(* The product of its semi-axes, and so its volume as a share of the ball's. *)
Theorem axes_product n : 1 < n -> (n / (n + 1)) * Rpower (n / sqrt (n ^ 2 - 1)) (n - 1) = gamma n.
Proof.
  intros N. assert (0 < n ^ 2 - 1) as P by nra. unfold gamma. f_equal.
  assert (0 < sqrt (n ^ 2 - 1)) as S by now apply sqrt_lt_R0.
  replace (n ^ 2 / (n ^ 2 - 1)) with (Rpower (n / sqrt (n ^ 2 - 1)) 2).
  - rewrite Rpower_mult. f_equal. field.
  - replace 2 with (INR 2) by (cbn; ring). rewrite Rpower_pow by (apply Rdiv_lt_0_compat; lra).
    rewrite <- (pow2_sqrt (n ^ 2 - 1)) at 2 by lra. field. lra.
Qed.

(* Volumes that shrink by gamma n exactly need more than half the count. *)
Theorem half_the_count_is_too_few n M : 2 <= n -> (1 <= M)%nat -> exists volume R0 r ball,
  0 < r /\ 0 < R0 /\ 0 < ball /\ volume 0%nat <= Rpower R0 n * ball
  /\ (forall i, (i < M)%nat -> volume (S i) <= gamma n * volume i) /\ Rpower r n * ball <= volume M
  /\ n ^ 2 * ln (R0 / r) < INR M.
Proof.
  intros N HM. destruct (inverse n N) as [P Q]. exists (fun i => gamma n ^ i), 1, (exp (- (INR M / 2) * H (/ n))), 1.
  split; [apply exp_pos|]. split; [lra|]. split; [lra|]. split; [|split; [|split]].
  - unfold Rpower. rewrite ln_1, Rmult_0_r, exp_0. cbn. lra.
  - intros i _. cbn [pow]. lra.
  - rewrite (gamma_by_H n N), <- Rpower_pow by apply exp_pos. unfold Rpower. rewrite !ln_exp, Rmult_1_r.
    right. f_equal. field.
  - unfold Rdiv at 1. rewrite Rmult_1_l, <- exp_Ropp, ln_exp. pose proof (H_below (/ n) P) as B.
    assert (1 <= INR M) by (apply (le_INR 1 M HM)).
    apply Rmult_lt_compat_l with (r := n ^ 2 * (INR M / 2)) in B; [|nra].
    replace (n ^ 2 * (INR M / 2) * (2 * (/ n) ^ 2)) with (INR M) in B by (field; lra). lra.
Qed.
