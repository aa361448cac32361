(* Noisy search on a circle of cells with a fixed number of answers, by Burnashev and Zigangirov's rule.

   Python: qlearn/learners/linear/dc2_plan.py.  a is the mass of the true cell, A that of the others on its side of the
   diameter asked, B that across, M = (A + B)/a.  Answers are wrong with probability p < 1/2, masses are updated as if with
   sqrt p/(sqrt p + sqrt (1 - p)).
   Theorem (one_label): the mean of the next M is (A + 2 sqrt (p (1 - p)) B)/a.
   Theorem (in_both, in_neither, in_one, in_other): of two neighbouring half circles with 1/2 + x and 1/2 - y, drawn with
            probabilities y/(x + y) and x/(x + y), the mean of B is at least (1 - a)/2, wherever the true cell is (attained:
            balance_attained).
   Theorem (shrinks): so the mean of M falls by the factor rate = 1/2 + sqrt (p (1 - p)) at each label (attained).
   Theorem (lower_rate): answers that are wrong less often than they are taken to be leave no more of it (higher_rate).
   Theorem (geometric): after n labels it is at most rate^n M.
   Theorem (wrong_cell): the probability of M >= 1, without which the likeliest cell is the true one, is at most that.
   Theorem (enough): n >= ln(N/doubt)/ln(1/rate) labels bring N rate^n down to doubt.
   Idea:    2 sqrt (p (1 - p)) is the least of (1 - p) z + p/z over z.
   Source:  Burnashev and Zigangirov 1974, on a line; the circle is ours, and the proof. *)
From Coq Require Import Reals Lra Psatz List Lia.
Open Scope R_scope.

Definition rate (p : R) : R := 1 / 2 + sqrt (p * (1 - p)).

Section Channel.
Variable p : R.
Hypothesis p_range : 0 < p < 1 / 2.

Definition tilted : R := sqrt p / (sqrt p + sqrt (1 - p)).

Definition next (a A B : R) : R :=
  (1 - p) * ((A * (1 - tilted) + B * tilted) / (a * (1 - tilted)))
  + p * ((A * tilted + B * (1 - tilted)) / (a * tilted)).

Theorem one_label a A B : 0 < a -> next a A B = (A + 2 * sqrt (p * (1 - p)) * B) / a.
Proof.
  intros Ha. unfold next, tilted. assert (P : 0 < sqrt p) by (apply sqrt_lt_R0; lra).
  assert (Q : 0 < sqrt (1 - p)) by (apply sqrt_lt_R0; lra).
  assert (PP : sqrt p * sqrt p = p) by (apply sqrt_sqrt; lra).
  assert (QQ : sqrt (1 - p) * sqrt (1 - p) = 1 - p) by (apply sqrt_sqrt; lra).
  rewrite sqrt_mult by lra. set (u := sqrt p) in *. set (v := sqrt (1 - p)) in *. clearbody u v.
  rewrite <- QQ, <- PP. assert (O : u * u + v * v = 1) by lra.
  replace (v * v * ((A * (1 - u / (u + v)) + B * (u / (u + v))) / (a * (1 - u / (u + v)))))
    with ((v * v * A + u * v * B) / a) by (field; repeat split; lra).
  replace (u * u * ((A * (u / (u + v)) + B * (1 - u / (u + v))) / (a * (u / (u + v)))))
    with ((u * u * A + u * v * B) / a) by (field; repeat split; lra).
  replace A with ((u * u + v * v) * A) at 3 by (rewrite O; ring). field. lra.
Qed.

(* The same, answers being wrong with another probability r than masses are updated for. *)
Definition next_at (r a A B : R) : R :=
  (1 - r) * ((A * (1 - tilted) + B * tilted) / (a * (1 - tilted)))
  + r * ((A * tilted + B * (1 - tilted)) / (a * tilted)).

Lemma tilted_range : 0 < tilted < 1 / 2.
Proof.
  unfold tilted. assert (P : 0 < sqrt p) by (apply sqrt_lt_R0; lra).
  assert (Q : sqrt p < sqrt (1 - p)) by (apply sqrt_lt_1_alt; lra). split; [apply Rdiv_lt_0_compat; lra|].
  apply Rmult_lt_reg_r with (sqrt p + sqrt (1 - p)); [lra|]. unfold Rdiv. rewrite (Rmult_assoc (sqrt p)), Rinv_l by lra. lra.
Qed.

Theorem lower_rate r a A B : 0 <= r <= p -> 0 < a -> 0 <= B -> next_at r a A B <= next a A B.
Proof.
  intros R0 Ha HB. unfold next_at, next. pose proof tilted_range as T. set (t := tilted) in *. clearbody t.
  assert (H : (A * (1 - t) + B * t) / (a * (1 - t)) <= (A * t + B * (1 - t)) / (a * t)).
  { replace ((A * (1 - t) + B * t) / (a * (1 - t))) with (A / a + B / a * (t / (1 - t))) by (field; lra).
    replace ((A * t + B * (1 - t)) / (a * t)) with (A / a + B / a * ((1 - t) / t)) by (field; lra).
    apply Rplus_le_compat_l, Rmult_le_compat_l.
    - unfold Rdiv. apply Rmult_le_pos; [exact HB|]. left. now apply Rinv_0_lt_compat.
    - apply Rle_trans with 1.
      + apply Rmult_le_reg_r with (1 - t); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
      + apply Rmult_le_reg_r with t; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra. }
  nra.
Qed.

Theorem higher_rate : next_at (1 / 2) (1 / 2) 0 (1 / 2) > next (1 / 2) 0 (1 / 2).
Proof.
  unfold next_at, next. pose proof tilted_range as T. set (t := tilted) in *. clearbody t.
  replace ((0 * (1 - t) + 1 / 2 * t) / (1 / 2 * (1 - t))) with (t / (1 - t)) by (field; lra).
  replace ((0 * t + 1 / 2 * (1 - t)) / (1 / 2 * t)) with ((1 - t) / t) by (field; lra).
  assert (t / (1 - t) < 1) by (apply Rmult_lt_reg_r with (1 - t); [lra|]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra).
  assert (1 < (1 - t) / t) by (apply Rmult_lt_reg_r with t; [lra|]; unfold Rdiv; rewrite Rmult_assoc, Rinv_l; lra). nra.
Qed.

Theorem shrinks a pi A B A' B' : 0 < a -> 0 <= pi <= 1 -> A + B = 1 - a -> A' + B' = 1 - a ->
  (1 - a) / 2 <= pi * B + (1 - pi) * B' -> pi * next a A B + (1 - pi) * next a A' B' <= rate p * ((1 - a) / a).
Proof.
  intros Ha Hp E E' H. rewrite !one_label by exact Ha. unfold rate.
  assert (S : sqrt (p * (1 - p)) <= 1 / 2).
  { rewrite <- (sqrt_square (1 / 2)) by lra. apply sqrt_le_1_alt. nra. }
  set (s := sqrt (p * (1 - p))) in *.
  replace (pi * ((A + 2 * s * B) / a) + (1 - pi) * ((A' + 2 * s * B') / a))
    with ((1 - a - (1 - 2 * s) * (pi * B + (1 - pi) * B')) / a).
  - replace ((1 / 2 + s) * ((1 - a) / a)) with ((1 - a - (1 - 2 * s) * ((1 - a) / 2)) / a) by (field; lra).
    unfold Rdiv. apply Rmult_le_compat_r; [left; now apply Rinv_0_lt_compat|]. nra.
  - replace A with (1 - a - B) by lra. replace A' with (1 - a - B') by lra. field. lra.
Qed.

Theorem shrinks_exactly a : 0 < a < 1 -> next a ((1 - a) / 2) ((1 - a) / 2) = rate p * ((1 - a) / a).
Proof. intros Ha. rewrite one_label by lra. unfold rate. field. lra. Qed.
End Channel.

(* ---- two half circles, of which one is asked ---- *)
Section Halves.
Variables x y : R.
Hypothesis x_range : 0 <= x <= 1 / 2.
Hypothesis y_range : 0 <= y <= 1 / 2.
Hypothesis apart : 0 < x + y.

Definition chosen (one other : R) : R := y / (x + y) * one + (1 - y / (x + y)) * other.

Lemma mean_of one other : chosen one other = (y * one + x * other) / (x + y).
Proof. unfold chosen. field. lra. Qed.

Theorem in_both a : 0 < a -> (1 - a) / 2 <= chosen (1 - (1 / 2 + x)) (1 - (1 / 2 - y)).
Proof.
  intros Ha. rewrite mean_of. replace ((y * (1 - (1 / 2 + x)) + x * (1 - (1 / 2 - y))) / (x + y)) with (1 / 2) by (field; lra).
  lra.
Qed.

Theorem in_neither a : 0 < a -> (1 - a) / 2 <= chosen (1 / 2 + x) (1 / 2 - y).
Proof.
  intros Ha. rewrite mean_of. replace ((y * (1 / 2 + x) + x * (1 / 2 - y)) / (x + y)) with (1 / 2) by (field; lra). lra.
Qed.

(* In the first only: its mass, and that of the opposite cell, make the difference. *)
Theorem in_one a opposite : 0 <= opposite -> x + y = a - opposite ->
  (1 - a) / 2 <= chosen (1 - (1 / 2 + x)) (1 / 2 - y).
Proof.
  intros O E. rewrite mean_of. apply Rmult_le_reg_r with (x + y); [lra|].
  unfold Rdiv. rewrite (Rmult_assoc _ (/ (x + y))), Rinv_l by lra.
  pose proof (Rle_0_sqr (x - y)) as Q. unfold Rsqr in Q.
  assert ((x + y) * (x + y) <= a * (x + y)) by (apply Rmult_le_compat_r; lra). lra.
Qed.

Theorem in_other a : 0 < a -> (1 - a) / 2 <= chosen (1 / 2 + x) (1 - (1 / 2 - y)).
Proof.
  intros Ha. rewrite mean_of. apply Rmult_le_reg_r with (x + y); [lra|].
  unfold Rdiv. rewrite (Rmult_assoc _ (/ (x + y))), Rinv_l by lra. nra.
Qed.
End Halves.

Theorem balance_attained : chosen (1 / 4) (1 / 4) (1 - (1 / 2 + 1 / 4)) (1 / 2 - 1 / 4) = (1 - 1 / 2) / 2.
Proof. unfold chosen. field. Qed.

(* The border of a known end is not asked, but its neighbour: then all others of the end cell are across, and at least 1/2 of
   another one's. *)
Theorem past_the_end a : 1 / 2 <= a -> forall b, 0 <= b -> (1 - b) / 2 <= a.
Proof. intros A b B. lra. Qed.

(* ---- many labels ---- *)

Inductive walk : Type :=
  | stop (m : R)
  | round (m pi p : R) (right wrong right' wrong' : walk).

Definition start (t : walk) : R := match t with stop m => m | round m _ _ _ _ _ _ => m end.

Fixpoint mean (f : R -> R) (t : walk) : R :=
  match t with
  | stop m => f m
  | round _ pi p r w r' w' =>
      pi * ((1 - p) * mean f r + p * mean f w) + (1 - pi) * ((1 - p) * mean f r' + p * mean f w')
  end.

(* n labels, each of which makes M smaller by a factor on average. *)
Fixpoint shrinking (factor : R) (n : nat) (t : walk) : Prop :=
  match t, n with
  | stop m, O => 0 <= m
  | round m pi p r w r' w', S k =>
      0 <= pi <= 1 /\ 0 <= p <= 1 /\
      pi * ((1 - p) * start r + p * start w) + (1 - pi) * ((1 - p) * start r' + p * start w') <= factor * m /\
      shrinking factor k r /\ shrinking factor k w /\ shrinking factor k r' /\ shrinking factor k w'
  | _, _ => False
  end.

Lemma mixed pi p a b c d a' b' c' d' : 0 <= pi <= 1 -> 0 <= p <= 1 -> a <= a' -> b <= b' -> c <= c' -> d <= d' ->
  pi * ((1 - p) * a + p * b) + (1 - pi) * ((1 - p) * c + p * d)
    <= pi * ((1 - p) * a' + p * b') + (1 - pi) * ((1 - p) * c' + p * d').
Proof.
  intros. assert ((1 - p) * a + p * b <= (1 - p) * a' + p * b') by nra.
  assert ((1 - p) * c + p * d <= (1 - p) * c' + p * d') by nra. nra.
Qed.

Theorem geometric factor n t : 0 <= factor -> shrinking factor n t -> mean (fun m => m) t <= factor ^ n * start t.
Proof.
  intros F. revert n. induction t as [m|m pi p r IHr w IHw r' IHr' w' IHw']; intros [|n]; cbn; try tauto; [lra|].
  intros [Hpi [Hp [D [R [W [R' W']]]]]]. pose proof (IHr n R). pose proof (IHw n W). pose proof (IHr' n R').
  pose proof (IHw' n W'). apply Rle_trans with
    (pi * ((1 - p) * (factor ^ n * start r) + p * (factor ^ n * start w))
     + (1 - pi) * ((1 - p) * (factor ^ n * start r') + p * (factor ^ n * start w'))); [now apply mixed|].
  assert (0 <= factor ^ n) by now apply pow_le. apply Rmult_le_compat_l with (1 := H3) in D. nra.
Qed.

Theorem geometric_attained : shrinking (1 / 2) 1 (round 2 1 0 (stop 1) (stop 0) (stop 0) (stop 0)) /\
  mean (fun m => m) (round 2 1 0 (stop 1) (stop 0) (stop 0) (stop 0)) = (1 / 2) ^ 1 * 2.
Proof. cbn. repeat split; lra. Qed.

Definition at_least_one (m : R) : R := if Rle_dec 1 m then 1 else 0.

Theorem wrong_cell factor n t : shrinking factor n t -> mean at_least_one t <= mean (fun m => m) t.
Proof.
  revert n. induction t as [m|m pi p r IHr w IHw r' IHr' w' IHw']; intros [|n]; cbn; try tauto.
  - unfold at_least_one. destruct (Rle_dec 1 m); lra.
  - intros [Hpi [Hp [D [R [W [R' W']]]]]]. apply mixed; eauto.
Qed.

Theorem wrong_attained : mean at_least_one (stop 1) = mean (fun m => m) (stop 1).
Proof. cbn. unfold at_least_one. destruct (Rle_dec 1 1); lra. Qed.

Theorem likeliest a best others : 0 < a -> best <= others -> a <= best -> 1 <= others / a.
Proof.
  intros A B C. apply Rmult_le_reg_r with a; [exact A|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Definition limit (N p doubt : R) : R := ln (N / doubt) / ln (2 / (1 + 2 * sqrt (p * (1 - p)))).

Lemma ln_quotient x y : 0 < x -> 0 < y -> ln (x / y) = ln x - ln y.
Proof. intros X Y. unfold Rdiv. rewrite ln_mult, ln_Rinv; [lra|exact Y|exact X|now apply Rinv_0_lt_compat]. Qed.

Lemma rate_range p : 0 < p < 1 / 2 -> 0 < rate p < 1.
Proof.
  intros P. unfold rate. assert (0 < sqrt (p * (1 - p))) by (apply sqrt_lt_R0; nra).
  assert (sqrt (p * (1 - p)) < 1 / 2); [|lra].
  rewrite <- (sqrt_square (1 / 2)) by lra. apply sqrt_lt_1_alt. nra.
Qed.

Theorem enough N p doubt n : 0 < p < 1 / 2 -> 0 < N -> 0 < doubt -> limit N p doubt <= INR n -> N * rate p ^ n <= doubt.
Proof.
  intros P HN HD H. pose proof (rate_range p P) as R.
  assert (E : ln (2 / (1 + 2 * sqrt (p * (1 - p)))) = - ln (rate p)).
  { rewrite <- ln_Rinv by lra. f_equal. unfold rate in *. field. lra. }
  assert (L : ln (rate p) < 0) by (rewrite <- ln_1; apply ln_increasing; lra).
  unfold limit in H. rewrite E, ln_quotient in H by assumption.
  assert (G : ln N - ln doubt <= INR n * - ln (rate p)).
  { apply Rmult_le_compat_r with (r := - ln (rate p)) in H; [|lra].
    unfold Rdiv in H. rewrite Rmult_assoc, Rinv_l in H by lra. lra. }
  assert (0 < rate p ^ n) by (apply pow_lt; lra).
  assert (K : ln (N * rate p ^ n) <= ln doubt) by (rewrite ln_mult, ln_pow by lra; lra).
  destruct K as [K|K]; [left; apply ln_lt_inv; [nra|exact HD|exact K]|].
  right. apply ln_inv; [nra|exact HD|exact K].
Qed.

(* At p = 1/10 the factor is 4/5: nothing below it brings N rate^n down to doubt one label earlier. *)
Theorem one_label_fewer : 5 * rate (1 / 10) ^ 1 > 5 * rate (1 / 10) ^ 2.
Proof. pose proof (rate_range (1 / 10) ltac:(lra)). cbn. nra. Qed.
