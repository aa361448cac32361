(* What is left out of a series whose terms fall like a power, as in the share of a box outside a ball.

   Python: outside in qlearn/geometry/box_tail.py.  There |phi(t)| <= prod over j of 0.95/x_j(t), and each x_j grows
   like sqrt t.  Let u = K - 1/2 stand for the last of the t_k that are summed; with p = n/2 for n sides the terms
   after it are at most prod 0.95/x_j(u) times (u/(u + i))^p/(pi (u + i)), i = 1, 2, ..
   Theorem (rest): any number of these come to at most prod 0.95/x_j(u)/(pi p).
   Idea:    (u + i)^(-p-1) <= ((u + i - 1)^(-p) - (u + i)^(-p))/p, and these differences add up.
   Tight:   half of that is too little (half_the_rest), so that only sides may be counted for which the bound falls. *)
From Coq Require Import Reals Lra Psatz.
Open Scope R_scope.

(* the i-th term after u, without the constant *)
Definition term (p u : R) (i : nat) : R := Rpower (u / (u + INR i)) p / (u + INR i).

Fixpoint after (p u : R) (n : nat) : R := match n with O => 0 | S n' => after p u n' + term p u n end.

(* 1 + x <= exp x, and ln(1 + 1/v) >= 1/(v + 1). *)
Lemma power_gains p v : 0 < p -> 0 < v -> 1 + p / (v + 1) <= Rpower ((v + 1) / v) p.
Proof.
  intros P V. unfold Rpower. apply Rle_trans with (1 + p * ln ((v + 1) / v)); [|apply exp_ineq1_le].
  apply Rplus_le_compat_l. unfold Rdiv at 1. apply Rmult_le_compat_l; [lra|].
  assert (Q : 0 < v / (v + 1)) by (apply Rdiv_lt_0_compat; lra).
  replace ((v + 1) / v) with (/ (v / (v + 1))) by (field; lra). rewrite ln_Rinv by exact Q.
  assert (ln (v / (v + 1)) <= v / (v + 1) - 1).
  { rewrite <- (ln_exp (v / (v + 1) - 1)). pose proof (exp_ineq1_le (v / (v + 1) - 1)).
    destruct (Req_dec (v / (v + 1)) (exp (v / (v + 1) - 1))) as [E|N]; [rewrite <- E; apply Rle_refl|].
    left. apply ln_increasing; lra. }
  replace (/ (v + 1)) with (- (v / (v + 1) - 1)) by (field; lra). lra.
Qed.

Lemma Rpower_quotient x y p : 0 < x -> 0 < y -> Rpower (x / y) p = Rpower x p / Rpower y p.
Proof.
  intros X Y. unfold Rdiv. rewrite <- Rpower_mult_distr by (try apply Rinv_0_lt_compat; assumption). f_equal.
  unfold Rpower. rewrite ln_Rinv by exact Y. rewrite <- exp_Ropp. f_equal. ring.
Qed.

(* What is still to come is at most this share of 1/p. *)
Lemma rest_after p u n : 0 < p -> 0 < u -> after p u n <= (1 - Rpower (u / (u + INR n)) p) / p.
Proof.
  intros P U. induction n as [|n IH].
  - cbn [after INR]. rewrite Rplus_0_r. unfold Rdiv at 2. rewrite Rinv_r by lra. unfold Rpower. rewrite ln_1.
    rewrite Rmult_0_r, exp_0. unfold Rdiv. lra.
  - cbn [after]. unfold term. pose proof (pos_INR n) as N. rewrite S_INR. set (v := u + INR n) in *.
    replace (u + (INR n + 1)) with (v + 1) by (unfold v; ring).
    assert (V : 0 < v) by (unfold v; lra). pose proof (power_gains p v P V) as G.
    rewrite !Rpower_quotient in * by lra. pose proof (exp_pos (p * ln u)) as A. pose proof (exp_pos (p * ln v)) as B.
    pose proof (exp_pos (p * ln (v + 1))) as C. fold (Rpower u p) in A. fold (Rpower v p) in B.
    fold (Rpower (v + 1) p) in C. set (a := Rpower u p) in *. set (b := Rpower v p) in *.
    set (c := Rpower (v + 1) p) in *. apply Rle_trans with (1 := Rplus_le_compat_r _ _ _ IH).
    apply Rmult_le_reg_r with (p * b * c * (v + 1)); [repeat apply Rmult_lt_0_compat; lra|].
    replace (((1 - a / b) / p + a / c / (v + 1)) * (p * b * c * (v + 1)))
      with ((b - a) * c * (v + 1) + a * b * p) by (field; lra).
    replace ((1 - a / c) / p * (p * b * c * (v + 1))) with ((c - a) * b * (v + 1)) by (field; lra).
    apply Rmult_le_compat_r with (r := a * b * (v + 1)) in G; [|repeat apply Rmult_le_pos; lra].
    replace ((1 + p / (v + 1)) * (a * b * (v + 1))) with (a * b * (v + 1) + a * b * p) in G by (field; lra).
    replace (c / b * (a * b * (v + 1))) with (a * c * (v + 1)) in G by (field; lra). lra.
Qed.

Theorem rest p u n : 0 < p -> 0 < u -> after p u n <= 1 / p.
Proof.
  intros P U. apply Rle_trans with (1 := rest_after p u n P U). unfold Rdiv.
  apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat|]. pose proof (exp_pos (p * ln (u / (u + INR n)))) as E.
  fold (Rpower (u / (u + INR n)) p) in E. unfold Rdiv in E. lra.
Qed.

(* For two sides and u = 1, six terms come to more. *)
Theorem half_the_rest : exists p u n, 0 < p /\ 0 < u /\ 1 / (2 * p) < after p u n.
Proof.
  exists 1, 1, 6%nat. split; [lra|]. split; [lra|]. unfold after, term. rewrite !Rpower_1; cbn [INR]; lra.
Qed.
