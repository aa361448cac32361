(* Why the ellipsoid method takes the ellipsoid it takes: none of its kind is smaller.

   In coordinates where the old ellipsoid is the unit ball of R^n and the cut keeps x_1 >= 0, let an ellipsoid have its
   centre at m on the first axis, the semi-axis a along that axis and b across, n - 1 times.
   Python:  gamma(n) = n / (n + 1) * (n**2 / (n**2 - 1)) ** ((n - 1) / 2)
   Theorem: if it contains the half ball, the product a b^(n-1) of its semi-axes is at least gamma n, for all n >= 2.
   Idea:    it contains the points (1, 0) and (0, 1).  With u = m/a that gives 1/a <= 1 + u and 1/b^2 <= 1 - u^2; and
            (n + 1)/2 ln(1 + u) + (n - 1)/2 ln(1 - u) is largest at u = 1/n, since ln lies below its tangents.
   Tight:   the ellipsoid of the method has exactly this product (the_method_attains_it).
   Python file: ellipsoid_runs.py.                                                                                  *)
From Coq Require Import Reals Lra Psatz.
From qlearn.linear Require Import ellipsoid.
Local Open Scope R_scope.

(* A point of R^n is given by x = x_1 and s = x_2^2 + ... + x_n^2. *)
Definition half_ball (x s : R) : Prop := 0 <= x /\ 0 <= s /\ x ^ 2 + s <= 1.
Definition contains (m a b : R) : Prop := forall x s, half_ball x s -> ((x - m) / a) ^ 2 + s / b ^ 2 <= 1.

Lemma ln_tangent x y : 0 < x -> 0 < y -> ln x <= ln y + (x - y) / y.
Proof.
  intros X Y. pose proof (exp_ineq1_le (ln (x / y))) as E.
  assert (0 < x / y) as Q by now apply Rdiv_lt_0_compat. rewrite exp_ln in E by exact Q.
  unfold Rdiv in E at 1. rewrite ln_mult, ln_Rinv in E; [|exact Y|exact X|now apply Rinv_0_lt_compat].
  replace ((x - y) / y) with (x / y - 1) by (field; lra). lra.
Qed.

Lemma ln_le x y : 0 < x -> x <= y -> ln x <= ln y.
Proof. intros X [L| ->]; [left; now apply ln_increasing|lra]. Qed.

(* The best u is 1/n. *)
Lemma best_centre n u : 2 <= n -> -1 < u < 1 ->
  (n + 1) / 2 * ln (1 + u) + (n - 1) / 2 * ln (1 - u) <= n / 2 * H (/ n).
Proof.
  intros N U. destruct (inverse_range n N) as [I Q]. unfold H.
  pose proof (ln_tangent (1 + u) (1 + / n) ltac:(lra) ltac:(lra)) as T1.
  pose proof (ln_tangent (1 - u) (1 - / n) ltac:(lra) ltac:(lra)) as T2.
  apply Rmult_le_compat_l with (r := (n + 1) / 2) in T1; [|lra].
  apply Rmult_le_compat_l with (r := (n - 1) / 2) in T2; [|lra].
  assert ((n + 1) / 2 * ((1 + u - (1 + / n)) / (1 + / n)) + (n - 1) / 2 * ((1 - u - (1 - / n)) / (1 - / n)) = 0) as Z.
  { field. repeat split; lra. }
  replace (n / 2 * ((1 + / n) * ln (1 + / n) + (1 - / n) * ln (1 - / n)))
    with ((n + 1) / 2 * ln (1 + / n) + (n - 1) / 2 * ln (1 - / n)) by (field; lra). lra.
Qed.

Theorem no_smaller_ellipsoid n m a b : 2 <= n -> 0 < a -> 0 < b -> contains m a b -> gamma n <= a * Rpower b (n - 1).
Proof.
  intros N A B C. pose proof (C 1 0 ltac:(unfold half_ball; lra)) as Pole.
  pose proof (C 0 1 ltac:(unfold half_ball; lra)) as Rim. set (u := m / a).
  assert (0 < / a) as Ia by now apply Rinv_0_lt_compat.
  assert (0 < / b ^ 2) as Ib by (apply Rinv_0_lt_compat; nra).
  replace (((1 - m) / a) ^ 2 + 0 / b ^ 2) with ((/ a - u) ^ 2) in Pole by (unfold u; field; lra).
  replace (((0 - m) / a) ^ 2 + 1 / b ^ 2) with (u ^ 2 + / b ^ 2) in Rim by (unfold u; field; lra).
  assert (-1 < u < 1) as U by (split; nra). assert (/ a <= 1 + u) as La by nra.
  assert (/ b ^ 2 <= (1 + u) * (1 - u)) as Lb by lra.
  apply ln_le in La; [|exact Ia]. rewrite ln_Rinv in La by exact A.
  apply ln_le in Lb; [|exact Ib]. rewrite ln_Rinv, ln_mult in Lb by nra.
  replace (b ^ 2) with (b * b) in Lb by ring. rewrite ln_mult in Lb by exact B.
  apply Rmult_le_compat_l with (r := (n - 1) / 2) in Lb; [|lra].
  rewrite (gamma_exp n N), <- (exp_ln a A) at 1. unfold Rpower. rewrite <- exp_plus.
  pose proof (best_centre n u N U) as Best.
  assert (- (n / 2) * H (/ n) <= ln a + (n - 1) * ln b) as [L| ->] by lra; [left; now apply exp_increasing|lra].
Qed.

(* The ellipsoid of the method contains the half ball, and has this product. *)
Theorem the_method_attains_it n : 2 <= n -> exists m a b, 0 < a /\ 0 < b /\ contains m a b /\
  a * Rpower b (n - 1) = gamma n.
Proof.
  intros N. assert (0 < n ^ 2 - 1) as N1 by nra. assert (0 < sqrt (n ^ 2 - 1)) as S by now apply sqrt_lt_R0.
  exists (/ (n + 1)), (n / (n + 1)), (n / sqrt (n ^ 2 - 1)).
  split; [apply Rdiv_lt_0_compat; lra|]. split; [apply Rdiv_lt_0_compat; lra|]. split; [|apply axes_product; lra].
  intros x s (X & P & B). replace ((n / sqrt (n ^ 2 - 1)) ^ 2) with (n ^ 2 / (n ^ 2 - 1)).
  - assert (0 < / n ^ 2) as I by (apply Rinv_0_lt_compat; nra).
    replace (((x - / (n + 1)) / (n / (n + 1))) ^ 2 + s / (n ^ 2 / (n ^ 2 - 1)))
      with (1 - 2 * (n + 1) * / n ^ 2 * (x * (1 - x)) - (n ^ 2 - 1) * / n ^ 2 * (1 - x ^ 2 - s))
      by (field; repeat split; lra).
    assert (0 <= x * (1 - x)) by nra. assert (0 <= 2 * (n + 1) * / n ^ 2) by nra.
    assert (0 <= (n ^ 2 - 1) * / n ^ 2) by nra. nra.
  - rewrite <- (pow2_sqrt (n ^ 2 - 1)) at 1 by lra. field. lra.
Qed.
