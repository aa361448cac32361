(* The binary logarithm of real numbers.  Used by chart_box_count.v and chart_box_mass.v. *)
From Coq Require Import Reals Lra.
Open Scope R_scope.

Definition lg (x : R) : R := ln x / ln 2.

Lemma ln2 : 0 < ln 2.
Proof. rewrite <- ln_1. apply ln_increasing; lra. Qed.

Lemma lg_le x y : 0 < x -> x <= y -> lg x <= lg y.
Proof.
  intros P H. unfold lg, Rdiv. pose proof ln2. apply Rmult_le_compat_r; [left; apply Rinv_0_lt_compat; lra|].
  destruct H as [H| ->]; [left; apply ln_increasing; lra|lra].
Qed.

Lemma lg_lt x y : 0 < x -> x < y -> lg x < lg y.
Proof.
  intros P H. unfold lg, Rdiv. pose proof ln2. apply Rmult_lt_compat_r; [apply Rinv_0_lt_compat; lra|].
  apply ln_increasing; lra.
Qed.

Lemma lg_mult x y : 0 < x -> 0 < y -> lg (x * y) = lg x + lg y.
Proof. intros. unfold lg. rewrite ln_mult by assumption. pose proof ln2. field. lra. Qed.

Lemma lg_div x y : 0 < x -> 0 < y -> lg (x / y) = lg x - lg y.
Proof.
  intros. unfold lg, Rdiv at 2. rewrite ln_mult, ln_Rinv by (try apply Rinv_0_lt_compat; assumption).
  pose proof ln2. field. lra.
Qed.

Lemma lg_2 x : lg (Rpower 2 x) = x.
Proof. unfold lg, Rpower. rewrite ln_exp. pose proof ln2. field. lra. Qed.

Lemma pow2 n : 2 ^ n = Rpower 2 (INR n).
Proof. symmetry. apply Rpower_pow. lra. Qed.

Lemma lg_pow n : lg (/ 2 ^ n) = - INR n.
Proof. rewrite pow2, <- Rpower_Ropp. apply lg_2. Qed.

Lemma half_pow n : 0 < / 2 ^ n.
Proof. apply Rinv_0_lt_compat, pow_lt. lra. Qed.
