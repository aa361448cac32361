(* Cutting the smallest ellipsoid at its centre (Khachiyan 1979; for half-spaces Maass and Turan 1994).

   The candidates lie in an ellipsoid; the hypothesis is its centre, and a counterexample cuts through the centre.  The
   new ellipsoid is the smallest that contains the half that is left.  An affine map takes the old one to the unit ball,
   and the cut to x1 = 0.
   Python:  gamma(n) = n / (n + 1) * (n**2 / (n**2 - 1))**((n - 1) / 2)
            exactly computed: floor(n ln(R / r) / -ln(gamma(n))) counterexamples, at most 2 n**2 ln(R / r), for n >= 2
   Theorem: the half ball lies in the ellipsoid with the centre (1 / (n + 1), 0, ..., 0) and the semi-axes n / (n + 1)
            and, n - 1 times, n / sqrt(n^2 - 1), whose product is gamma(n); and gamma(n) < exp(-1 / (2 n)).
   PREMISE, not proved here: an ellipsoid's volume is that of the unit ball times the product of the semi-axes, and
            affine maps multiply all volumes by the same factor; so volumes shrink by the factor gamma(n).
   Idea:    with x = 1 / n, -2 ln(gamma(n)) / n = (1 + x) ln(1 + x) + (1 - x) ln(1 - x), which is above x^2.
   Tight:   the ellipsoid touches the half ball in the pole and all along the rim; exp(-c / (2 n)) is below gamma(n) for
            each c > 1 and some n; the count is met by volumes that shrink by the factor exactly.
   Speaks for ellipsoid.py.                                                                                          *)
From Coq Require Import Reals Lra Psatz Lia List.
From Coquelicot Require Import Coquelicot.
From qlearn.geometry Require Import vectors.
From qlearn.linear Require Import shrinking.
Import ListNotations.
Local Open Scope R_scope.

Definition gamma (n : R) : R := n / (n + 1) * Rpower (n ^ 2 / (n ^ 2 - 1)) ((n - 1) / 2).

(* ---- the step ---------------------------------------------------------------------------------------------- *)
(* Where the new ellipsoid's form is 1 at most: x1 and the other entries xs. *)
Definition form (n x1 : R) (xs : vector) : R :=
  ((n + 1) / n) ^ 2 * (x1 - / (n + 1)) ^ 2 + (n ^ 2 - 1) / n ^ 2 * norm2 xs.

Theorem half_ball_inside n x1 xs : 1 < n -> 0 <= x1 -> norm2 (x1 :: xs) <= 1 -> form n x1 xs <= 1.
Proof.
  intros N X B. unfold norm2 in B. cbn [dot] in B. fold (norm2 xs) in B. unfold form.
  apply Rle_trans with (((n + 1) / n) ^ 2 * (x1 - / (n + 1)) ^ 2 + (n ^ 2 - 1) / n ^ 2 * (1 - x1 ^ 2)).
  - apply Rplus_le_compat_l, Rmult_le_compat_l; [|lra]. apply Rdiv_le_0_compat; nra.
  - replace (((n + 1) / n) ^ 2 * (x1 - / (n + 1)) ^ 2 + (n ^ 2 - 1) / n ^ 2 * (1 - x1 ^ 2))
      with (1 - 2 * (n + 1) / n ^ 2 * (x1 * (1 - x1))) by (field; lra).
    assert (0 <= 2 * (n + 1) / n ^ 2) by (apply Rdiv_le_0_compat; nra). pose proof (norm2_nonneg xs).
    assert (0 <= x1 * (1 - x1)) by nra. nra.
Qed.

(* In the pole and on the rim the form is 1. *)
Theorem half_ball_touches n xs : 1 < n -> norm2 (0 :: xs) = 1 -> form n 1 [] = 1 /\ form n 0 xs = 1.
Proof.
  intros N B. unfold norm2 in B. cbn [dot] in B. fold (norm2 xs) in B.
  assert (norm2 xs = 1) as E by lra. unfold form. rewrite E. unfold norm2. cbn [dot]. split; field; lra.
Qed.

Theorem axes_product n : 1 < n -> n / (n + 1) * Rpower (n / sqrt (n ^ 2 - 1)) (n - 1) = gamma n.
Proof.
  intros N. assert (0 < n ^ 2 - 1) as P by nra. unfold gamma. f_equal.
  assert (0 < sqrt (n ^ 2 - 1)) as S by now apply sqrt_lt_R0.
  replace (n ^ 2 / (n ^ 2 - 1)) with (Rpower (n / sqrt (n ^ 2 - 1)) 2).
  - rewrite Rpower_mult. f_equal. field.
  - replace 2 with (INR 2) by (simpl; ring). rewrite Rpower_pow by (apply Rdiv_lt_0_compat; lra).
    rewrite <- (pow2_sqrt (n ^ 2 - 1)) at 2 by lra. field. lra.
Qed.

(* ---- the factor -------------------------------------------------------------------------------------------- *)
(* Strictly increasing where the derivative is positive. *)
Lemma grows (f df : R -> R) a b : a < b -> (forall x, a <= x <= b -> is_derive f x (df x)) ->
  (forall x, a < x < b -> 0 < df x) -> f a < f b.
Proof.
  intros L D P. destruct (MVT_cor2 f df a b L) as [c [E C]]; [intros c C; apply is_derive_Reals, D, C|].
  specialize (P c C). nra.
Qed.

Definition H (x : R) : R := (1 + x) * ln (1 + x) + (1 - x) * ln (1 - x).

(* Against k x^2: the derivatives are ln(1 + x) - ln(1 - x) - 2 k x, and then 2 / (1 - x^2) - 2 k. *)
Lemma H_above x : 0 < x < 1 -> x ^ 2 < H x.
Proof.
  intros X. assert (forall t, 0 < t < 1 -> 2 * t < ln (1 + t) - ln (1 - t)) as D.
  { intros t T. pose proof (grows (fun s => ln (1 + s) - ln (1 - s) - 2 * s)
      (fun s => / (1 + s) + / (1 - s) - 2) 0 t) as G. cbn beta in G. rewrite Rplus_0_r, Rminus_0_r, ln_1 in G.
    enough (0 - 0 - 2 * 0 < ln (1 + t) - ln (1 - t) - 2 * t) by lra.
    apply G; [lra| |]; intros s S.
    - auto_derive; [repeat split; lra|field; split; lra].
    - replace (/ (1 + s) + / (1 - s) - 2) with (2 * s ^ 2 * (/ (1 + s) * / (1 - s))) by (field; split; lra).
      repeat apply Rmult_lt_0_compat; try nra; apply Rinv_0_lt_compat; lra. }
  pose proof (grows (fun s => H s - s ^ 2) (fun s => ln (1 + s) - ln (1 - s) - 2 * s) 0 x) as G. unfold H in G |- *.
  cbn beta in G. rewrite Rplus_0_r, Rminus_0_r, ln_1 in G.
  enough (1 * 0 + 1 * 0 - 0 ^ 2 < (1 + x) * ln (1 + x) + (1 - x) * ln (1 - x) - x ^ 2) by lra.
  apply G; [lra| |]; intros s S.
  - auto_derive; [repeat split; lra|unfold Rminus; field; split; lra].
  - pose proof (D s ltac:(lra)). lra.
Qed.

Lemma H_below k x : 1 < k -> 0 < x < 1 -> 1 < k * (1 - x ^ 2) -> H x < k * x ^ 2.
Proof.
  intros K X Small. assert (forall t, 0 < t <= x -> ln (1 + t) - ln (1 - t) < 2 * k * t) as D.
  { intros t T. pose proof (grows (fun s => 2 * k * s - (ln (1 + s) - ln (1 - s)))
      (fun s => 2 * k - (/ (1 + s) + / (1 - s))) 0 t) as G.
    cbn beta in G. rewrite Rplus_0_r, Rminus_0_r, ln_1 in G.
    enough (2 * k * 0 - (0 - 0) < 2 * k * t - (ln (1 + t) - ln (1 - t))) by lra.
    apply G; [lra| |]; intros s S.
    - auto_derive; [repeat split; lra|field; split; lra].
    - assert (0 < 1 - s ^ 2) as P by nra.
      replace (2 * k - (/ (1 + s) + / (1 - s))) with (2 * (k * (1 - s ^ 2) - 1) * / (1 - s ^ 2))
        by (field; repeat split; lra).
      apply Rmult_lt_0_compat; [|now apply Rinv_0_lt_compat]. assert (s ^ 2 <= x ^ 2) by nra. nra. }
  pose proof (grows (fun s => k * s ^ 2 - H s) (fun s => 2 * k * s - (ln (1 + s) - ln (1 - s))) 0 x) as G.
  unfold H in G |- *. cbn beta in G. rewrite Rplus_0_r, Rminus_0_r, ln_1 in G.
  enough (k * 0 ^ 2 - (1 * 0 + 1 * 0) < k * x ^ 2 - ((1 + x) * ln (1 + x) + (1 - x) * ln (1 - x))) by lra.
  apply G; [lra| |]; intros s S.
  - auto_derive; [repeat split; lra|unfold Rminus; field; split; lra].
  - pose proof (D s ltac:(lra)). lra.
Qed.

Lemma inverse_range n : 2 <= n -> 0 < / n < 1 /\ n * / n = 1.
Proof.
  intros N. assert (0 < / n) by (apply Rinv_0_lt_compat; lra). assert (n * / n = 1) by (field; lra). repeat split; nra.
Qed.

Lemma gamma_exp n : 2 <= n -> gamma n = exp (- (n / 2) * H (/ n)).
Proof.
  intros N. destruct (inverse_range n N) as [I Q].
  assert (0 < gamma n) as G by (apply Rmult_lt_0_compat; [apply Rdiv_lt_0_compat; lra|apply exp_pos]).
  rewrite <- (exp_ln (gamma n) G). f_equal. unfold gamma. rewrite ln_mult; [|apply Rdiv_lt_0_compat; lra|apply exp_pos].
  unfold Rpower. rewrite ln_exp. replace (n / (n + 1)) with (/ (1 + / n)) by (field; lra).
  replace (n ^ 2 / (n ^ 2 - 1)) with (/ ((1 + / n) * (1 - / n))) by (field; nra).
  rewrite !ln_Rinv; [|nra|lra]. rewrite ln_mult; [|lra|lra]. unfold H. field. lra.
Qed.

Theorem gamma_below n : 2 <= n -> gamma n < exp (- / (2 * n)).
Proof.
  intros N. destruct (inverse_range n N) as [I Q]. rewrite (gamma_exp n N). apply exp_increasing.
  pose proof (H_above (/ n) I) as B. replace (- / (2 * n)) with (- (n / 2) * (/ n) ^ 2) by (field; lra). nra.
Qed.

Theorem no_smaller_exponent c : 1 < c -> exists n, (2 <= n)%nat /\ exp (- (c / (2 * INR n))) < gamma (INR n).
Proof.
  intros C. assert (0 < / (c - 1)) as P by (apply Rinv_0_lt_compat; lra).
  destruct (archimed (/ (c - 1))) as [A _]. set (k := Z.to_nat (up (/ (c - 1)))).
  assert (/ (c - 1) < INR k) as K by (unfold k; rewrite INR_IZR_INZ, Z2Nat.id; [exact A|apply le_IZR; lra]).
  exists (2 + k)%nat. split; [lia|]. rewrite plus_INR. change (INR 2) with 2. set (n := 2 + INR k).
  assert (2 <= n) as N by (unfold n; lra). destruct (inverse_range n N) as [I Q].
  rewrite (gamma_exp n N). apply exp_increasing. assert (2 * (c - 1) + 1 <= (c - 1) * n) as E.
  { apply Rmult_lt_compat_l with (r := c - 1) in K; [|lra]. rewrite Rinv_r in K by lra. unfold n. lra. }
  assert (H (/ n) < c * (/ n) ^ 2) as B.
  { apply H_below; [exact C|exact I|]. apply Rmult_lt_reg_r with (n ^ 2); [nra|].
    replace (c * (1 - (/ n) ^ 2) * n ^ 2) with (c * (n ^ 2 - 1)) by (field; lra). nra. }
  replace (- (c / (2 * n))) with (- (n / 2) * (c * (/ n) ^ 2)) by (field; lra). nra.
Qed.

(* ---- the count --------------------------------------------------------------------------------------------- *)
Section Count.
Variables (n M : nat) (vol : nat -> R) (R r beta : R).
Hypothesis dimension : (2 <= n)%nat.
Hypothesis radii : 0 < r <= R.
Hypothesis unit_ball : 0 < beta.
Hypothesis start : vol 0%nat <= R ^ n * beta.
Hypothesis step : shrinks (gamma (INR n)) vol M.  (* the premise *)
Hypothesis end_ : r ^ n * beta <= vol M.

Lemma gamma_range k : (2 <= k)%nat -> 0 < gamma (INR k) < 1.
Proof.
  intros D. pose proof (le_INR 2 k D) as N. change (INR 2) with 2 in N. rewrite (gamma_exp _ N).
  split; [apply exp_pos|]. apply Rlt_le_trans with (exp 0); [apply exp_increasing|rewrite exp_0; lra].
  destruct (inverse_range _ N) as [I Q]. pose proof (H_above _ I). nra.
Qed.

Theorem counterexamples : INR M <= INR n * ln (R / r) / - ln (gamma (INR n)).
Proof. pose proof (gamma_range n dimension). apply ball_count with (beta := beta) (vol := vol); auto; lra. Qed.

Corollary counterexamples_simple : INR M <= 2 * INR n ^ 2 * ln (R / r).
Proof.
  apply Rle_trans with (1 := counterexamples). pose proof (gamma_range n dimension) as G.
  pose proof (le_INR 2 n dimension) as N. change (INR 2) with 2 in N.
  assert (0 <= ln (R / r)) as P.
  { rewrite <- ln_1. apply ln_le; [lra|].
    apply Rmult_le_reg_r with r; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  pose proof (gamma_below (INR n) N) as B. apply ln_increasing in B; [|lra]. rewrite ln_exp in B.
  assert (0 < / (2 * INR n)) as I by (apply Rinv_0_lt_compat; lra). unfold Rdiv at 1.
  apply Rle_trans with (INR n * ln (R / r) * / / (2 * INR n)).
  - apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|]. apply Rinv_le_contravar; lra.
  - right. field. lra.
Qed.
End Count.

(* A factor below 2 will not do: one counterexample is more than the bound would allow. *)
Theorem factor_is_needed k : 0 < k < 2 -> exists n r vol, (2 <= n)%nat /\ 0 < r <= 1
  /\ vol 0%nat <= 1 ^ n * 1 /\ shrinks (gamma (INR n)) vol 1 /\ r ^ n * 1 <= vol 1%nat
  /\ k * INR n ^ 2 * ln (1 / r) < INR 1.
Proof.
  intros K. destruct (no_smaller_exponent (2 / k)) as (n & N & S).
  { apply Rmult_lt_reg_r with k; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  pose proof (gamma_range n N) as G. assert (1 <= n)%nat as N1 by lia. assert (0 < INR n) as P by (apply lt_0_INR; lia).
  destruct (ball_count_is_met n (gamma (INR n)) 1 1 1 N1 G Rlt_0_1 Rlt_0_1) as (r & vol & Hr & H0 & H1 & H2 & Met).
  exists n, r, vol. repeat split; try assumption; try apply Hr. pose proof (ln_negative _ G) as L.
  assert (INR n * ln (1 / r) = - ln (gamma (INR n))) as E.
  { replace (INR n * ln (1 / r)) with (INR n * ln (1 / r) / - ln (gamma (INR n)) * - ln (gamma (INR n)))
      by (field; lra).
    rewrite <- Met. cbn. ring. }
  replace (k * INR n ^ 2 * ln (1 / r)) with (k * INR n * (INR n * ln (1 / r))) by ring. rewrite E.
  apply ln_increasing in S; [|apply exp_pos]. rewrite ln_exp in S.
  replace (INR 1) with (k * INR n * (2 / k / (2 * INR n))) by (cbn; field; lra).
  apply Rmult_lt_compat_l; [apply Rmult_lt_0_compat; lra|]. lra.
Qed.
