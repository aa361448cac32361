(* A weighted error on points drawn and bought by coins is seldom far from the true one (Chernoff's argument).

   Theorem: mean_of_bought: a loss bought with probability p that weighs 1/p has the mean of the loss, and so has `least` times
            it, which is between 0 and `least`/p;
            chord: exp (l y) <= 1 - y + y exp l for 0 <= y <= 1;
            seldom_far: if each term lies in [0, 1] and has the mean b, whatever came before, then m terms have a mean of a or
            more with probability at most (exp (- l a) (1 - b + b exp l))^m, for each l > 0;
            coins_attain: of terms 0 and 1 all m are 1 with probability b^m, the limit of that for a = 1 and large l;
            coin_solves: t = (sqrt (1 + 4 G) - 1)/2 and s = a/t^2 solve G = sqrt (a/s) + a/s.
   Idea:    the factor exp (l (y - a)) of leads.v, whose mean the chord bounds.
   Use:     the term is `least` times the weighted loss of a fixed tree; `b` is `least` times its true error.

   Speaks for proofs_checks/trees/iwal.py and iwal_forest.py. *)
From Coq Require Import Reals Lra List.
From qlearn.reductions Require Import examples.
From qlearn.finite Require Import leads.
Import ListNotations.
Open Scope R_scope.

Theorem mean_of_bought p least loss : 0 < p ->
  p * (least * (loss / p)) + (1 - p) * (least * 0) = least * loss.
Proof. intros P. field. lra. Qed.

(* Not so if it weighs 1. *)
Theorem unweighted_is_less : / 2 * (1 * 1) + (1 - / 2) * (1 * 0) <> 1 * 1.
Proof. lra. Qed.

Theorem within p least loss : 0 < least <= p -> 0 <= loss <= 1 -> 0 <= least * (loss / p) <= 1.
Proof.
  intros L I. assert (0 < / p) by (apply Rinv_0_lt_compat; lra). assert (least * / p <= 1).
  { apply Rmult_le_reg_r with p; [lra|]. rewrite Rmult_assoc, Rinv_l; lra. }
  unfold Rdiv. replace (least * (loss * / p)) with (least * / p * loss) by ring.
  assert (0 <= least * / p) by (apply Rmult_le_pos; lra). split.
  - apply Rmult_le_pos; lra.
  - rewrite <- (Rmult_1_l 1). apply Rmult_le_compat; lra.
Qed.

Theorem within_attained least : 0 < least -> least * (1 / least) = 1.
Proof. intros L. field. lra. Qed.

Lemma tangent u c : exp c * (1 + u - c) <= exp u.
Proof.
  replace (exp u) with (exp c * exp (u - c)) by (rewrite <- exp_plus; f_equal; ring).
  apply Rmult_le_compat_l; [left; apply exp_pos|]. pose proof (exp_ineq1_le (u - c)). lra.
Qed.

Theorem chord l y : 0 <= y <= 1 -> exp (l * y) <= 1 - y + y * exp l.
Proof.
  intros Y. pose proof (tangent 0 (l * y)) as A. pose proof (tangent l (l * y)) as B. rewrite exp_0 in A.
  apply Rmult_le_compat_l with (r := 1 - y) in A; [|lra]. apply Rmult_le_compat_l with (r := y) in B; [|lra].
  replace (exp (l * y)) with ((1 - y) * (exp (l * y) * (1 + 0 - l * y)) + y * (exp (l * y) * (1 + l - l * y))) by ring.
  lra.
Qed.

Section Terms.
Context {X : Type}.
Variable law : list (X * R).
Hypothesis not_negative : forall x p, In (x, p) law -> 0 <= p.
Hypothesis sums_to_one : fold_right (fun xp s => snd xp + s) 0 law = 1.

(* The term at an outcome, after what was drawn before it: the coin may hang on that. *)
Variable term : list X -> X -> R.
Hypothesis in_range : forall past x, 0 <= term past x <= 1.
Variable b : R.
Hypothesis fair : forall past, mean law (term past) = b.

Fixpoint sum (past xs : list X) : R :=
  match xs with [] => 0 | x :: rest => term past x + sum (x :: past) rest end.

(* The mean of the terms is a or more. *)
Definition far (a : R) (xs : list X) : bool := if Rle_dec (INR (length xs) * a) (sum [] xs) then true else false.

Definition base (l a : R) : R := exp (- l * a) * (1 - b + b * exp l).
Let factor (l a : R) (past : list X) (x : X) : R := exp (l * (term past x - a)).

Lemma factor_mean l a past : mean law (factor l a past) <= base l a.
Proof.
  unfold factor, base. rewrite <- (fair past).
  apply Rle_trans with (mean law (fun x => exp (- l * a) * (1 + (exp l - 1) * term past x))).
  - apply mean_le; [exact not_negative|]. intros x _.
    replace (l * (term past x - a)) with (- l * a + l * term past x) by ring. rewrite exp_plus.
    apply Rmult_le_compat_l; [left; apply exp_pos|]. pose proof (chord l (term past x) (in_range past x)). lra.
  - rewrite mean_times, mean_plus, mean_times, mean_constant by exact sums_to_one. right. ring.
Qed.

Lemma product_is l a past xs : product (factor l a) past xs = exp (l * (sum past xs - INR (length xs) * a)).
Proof.
  revert past. induction xs as [|x xs IH]; intros past; cbn [product sum length].
  - simpl INR. replace (l * (0 - 0 * a)) with 0 by ring. now rewrite exp_0.
  - rewrite IH, S_INR. unfold factor. rewrite <- exp_plus. f_equal. ring.
Qed.

Theorem seldom_far l a m : 0 < l -> base l a <= 1 ->
  mean_of law m (fun xs => indicator (far a xs)) <= base l a ^ m.
Proof.
  intros L B. assert (0 <= base l a) as P.
  { apply Rle_trans with (2 := factor_mean l a []). rewrite <- (mean_constant law sums_to_one 0).
    apply mean_le; [exact not_negative|]. intros x _. left. apply exp_pos. }
  replace (base l a) with (1 - (1 - base l a)) by ring.
  apply Rle_trans with (2 := seldom_ahead law not_negative (factor l a) (1 - base l a) ltac:(lra)
    ltac:(intros; left; apply exp_pos) m ltac:(intros past; pose proof (factor_mean l a past); lra)).
  apply mean_of_le; [exact not_negative|]. intros xs _. unfold far, ahead, indicator.
  destruct (Rle_dec _ (sum [] xs)) as [F|_]; [|destruct (Rle_dec 1 _); lra].
  rewrite product_is. destruct (Rle_dec 1 _) as [_|N]; [lra|]. exfalso. apply N.
  rewrite <- exp_0. destruct (Rle_lt_or_eq_dec _ _ F) as [H|E].
  - left. apply exp_increasing. apply Rmult_lt_0_compat; lra.
  - right. f_equal. rewrite <- E. ring.
Qed.
End Terms.

(* Fair coins: all m of them show 1 with probability 1/2^m, and no l gives less than that. *)
Definition shown (_ : list bool) (x : bool) : R := if x then 1 else 0.

Lemma all_ones past xs : sum shown past xs <= INR (length xs) /\
  (INR (length xs) <= sum shown past xs -> forallb (fun x => x) xs = true) /\
  (forallb (fun x => x) xs = true -> sum shown past xs = INR (length xs)).
Proof.
  revert past. induction xs as [|x xs IH]; intros past; cbn [sum length forallb].
  - simpl INR. repeat split; try lra.
  - rewrite S_INR. destruct (IH (x :: past)) as (A & B & C).
    destruct x; cbn [andb]; unfold shown at 1 3 5; repeat split; intros; try lra; try discriminate.
    + apply B. lra.
    + rewrite C by assumption. lra.
Qed.

Theorem coins_attain m : mean_of coin m (fun xs => indicator (far shown 1 xs)) = (/ 2) ^ m.
Proof.
  rewrite (mean_of_ext _ _ _ (fun xs => indicator (forallb (fun x => x) xs))).
  - induction m as [|m IH]; [reflexivity|]. cbn [mean_of pow]. unfold mean at 1, coin.
    cbn [fold_right fst snd forallb andb]. fold coin. rewrite IH.
    assert (mean_of coin m (fun _ => indicator false) = 0) as ->; [|lra].
    apply mean_of_constant. cbn. lra.
  - intros xs. unfold far. destruct (all_ones [] xs) as (A & B & C).
    destruct (Rle_dec _ (sum shown [] xs)) as [F|N]; f_equal.
    + symmetry. apply B. lra.
    + destruct (forallb _ xs); [|reflexivity]. exfalso. apply N. rewrite (C eq_refl). lra.
Qed.

(* The coin's closed form: sqrt (a/s) is t. *)
Theorem coin_solves a G : 0 < a -> 0 < G -> let t := (sqrt (1 + 4 * G) - 1) / 2 in let s := a / t ^ 2 in
  0 < t /\ sqrt (a / s) = t /\ G = sqrt (a / s) + a / s.
Proof.
  intros A P t s. assert (0 < t) as T.
  { unfold t. assert (1 < sqrt (1 + 4 * G)); [|lra]. rewrite <- sqrt_1 at 1. apply sqrt_lt_1; lra. }
  assert (a / s = t ^ 2) as E by (unfold s; field; split; lra).
  assert (sqrt (a / s) = t) as Q.
  { rewrite E. replace (t ^ 2) with (t * t) by ring. apply sqrt_square. lra. }
  repeat split; [exact T|exact Q|]. rewrite Q, E. unfold t.
  pose proof (sqrt_sqrt (1 + 4 * G) ltac:(lra)) as R. nra.
Qed.

(* The equation as Chandrasekaran et al. print it has sqrt s in the place of s. *)
Theorem printed_differs : let a := 1 in let s := / 4 in sqrt a / sqrt s + a / sqrt s <> sqrt (a / s) + a / s.
Proof.
  intros a s. unfold a, s. assert (sqrt (/ 4) = / 2) as ->.
  { replace (/ 4) with (/ 2 * / 2) by lra. apply sqrt_square. lra. }
  assert (sqrt (1 / / 4) = 2) as ->.
  { replace (1 / / 4) with (2 * 2) by lra. apply sqrt_square. lra. }
  rewrite sqrt_1. lra.
Qed.
