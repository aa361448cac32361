(* A hypothesis tested in rounds by fresh random points: whatever the learner does between the rounds, a bad one passes
   with probability at most delta.

   Round k = 1, 2, ... draws N_k = ceil(ln(k (k + 1) (k + 2)/(4 delta))/eps) points.  If the hypothesis has none of
   them wrong, it is returned; else the learner, told all of them, comes back with another one.  The number of rounds need
   not be known.

   Python:   draws(k) = ceil(ln(k (k + 1) (k + 2)/(4 delta))/eps)
   Theorem:  (1 - eps)^N_k <= exp(-eps N_k) <= 4 delta/(k (k + 1) (k + 2)) (round_enough); these shares of m rounds are
             delta (1 - 2/((m + 1) (m + 2))) together (shares_together), less than delta; the hypothesis returned has
             error above eps with probability at most delta (probably_right).
   Idea:     the shares of all rounds from the k-th on are 2 delta/(k (k + 1)) together (rest).  With delta/(k (k + 1)) the
             first round would draw more, by ln(4/3)/eps, the second as many, and later ones fewer.
   Model:    the law of reductions/examples.v: independent draws from finitely many points with weights.
   Tight:    one point fewer does not do (round_least); the first two shares are above 4/5 delta together (not_less), and
             bad hypotheses may pass (may_pass).

   Speaks for proofs_checks/trees/witness_tree.py. *)
From Coq Require Import Reals Lra List Lia ZArith.
From qlearn.finite Require Import dialogues.
From qlearn.reductions Require Import examples.
Import ListNotations.
Open Scope R_scope.

(* One round in so many may pass a bad hypothesis. *)
Notation rarity delta k := (k * (k + 1) * (k + 2) / (4 * delta)).
Definition share (delta : R) (k : nat) : R := 4 * delta / (INR k * (INR k + 1) * (INR k + 2)).
Definition rest (delta : R) (k : nat) : R := 2 * delta / (INR k * (INR k + 1)).
Definition draws (eps delta : R) (k : nat) : nat := ceiling (ln (rarity delta (INR k)) / eps).

Lemma product_positive k : (1 <= k)%nat -> 1 <= INR k /\ 6 <= INR k * (INR k + 1) * (INR k + 2).
Proof.
  intros K. apply le_INR in K. cbn [INR] in K. split; [lra|]. assert (2 <= INR k * (INR k + 1)) by nra. nra.
Qed.

Section Shares.
Variables (eps delta : R).
Hypothesis eps_range : 0 < eps <= 1.
Hypothesis delta_range : 0 < delta <= 1.

Lemma exactly_share k : (1 <= k)%nat -> exp (- eps * (ln (rarity delta (INR k)) / eps)) = share delta k.
Proof.
  intros K. destruct (product_positive k K) as [_ P].
  replace (- eps * _) with (- ln (rarity delta (INR k))) by (field; lra).
  rewrite exp_Ropp, exp_ln by (apply Rdiv_lt_0_compat; lra). unfold share. field. split; nra.
Qed.

Theorem round_enough k : (1 <= k)%nat ->
  (1 - eps) ^ draws eps delta k <= exp (- eps * INR (draws eps delta k)) <= share delta k.
Proof.
  intros K. split; [apply survive; lra|]. rewrite <- (exactly_share k K).
  pose proof (ceiling_enough (ln (rarity delta (INR k)) / eps)) as C.
  fold (draws eps delta k) in C.
  destruct (Rle_lt_or_eq_dec _ _ C) as [L|Q]; [left; apply exp_increasing; nra|right; now rewrite Q].
Qed.

Theorem round_least k : (1 <= k)%nat -> share delta k < exp (- eps * (INR (draws eps delta k) - 1)).
Proof.
  intros K. rewrite <- (exactly_share k K). apply exp_increasing. destruct (product_positive k K) as [K1 P].
  set (y := ln (rarity delta (INR k)) / eps). assert (0 <= y) as Y.
  { apply Rmult_le_pos; [|left; apply Rinv_0_lt_compat; lra]. rewrite <- ln_1. left. apply ln_increasing; [lra|].
    apply Rmult_lt_reg_r with (4 * delta); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  pose proof (ceiling_least y Y) as C. fold (draws eps delta k) in C. unfold draws. fold y.
  unfold draws in C. fold y in C. nra.
Qed.

(* The shares of m rounds. *)
Fixpoint shares (m : nat) : R := match m with O => 0 | S m => shares m + share delta (S m) end.

Theorem shares_together m : shares m = delta * (1 - 2 / ((INR m + 1) * (INR m + 2))).
Proof.
  induction m as [|m IH]; cbn [shares]; [cbn; field|]. rewrite IH. unfold share. pose proof (pos_INR m).
  rewrite S_INR. field. lra.
Qed.

Theorem not_less : 4 / 5 * delta < shares 2.
Proof. rewrite shares_together. cbn. lra. Qed.

Lemma later k : (1 <= k)%nat -> share delta k + rest delta (S k) = rest delta k.
Proof. intros K. destruct (product_positive k K) as [K1 _]. unfold share, rest. rewrite S_INR. field. lra. Qed.
End Shares.

Section Rounds.
Context {X : Type}.
Variable law : list (X * R).
Hypothesis not_negative : forall x p, In (x, p) law -> 0 <= p.
Hypothesis sums_to_one : fold_right (fun xp s => snd xp + s) 0 law = 1.
Variables (target : X -> bool) (eps delta : R).
Hypothesis eps_range : 0 < eps <= 1.
Hypothesis delta_range : 0 < delta <= 1.

(* The learner: it has each hypothesis tested and is told the points drawn, if it is wrong at one of them; it may end by
   itself with a hypothesis that is good enough. *)
Notation hypothesis := (X -> bool).
Notation learner := (dialogue hypothesis (list X) hypothesis).
Fixpoint honest (d : learner) : Prop :=
  match d with Done h => error law target h <= eps | Ask _ next => forall xs, honest (next xs) end.

Definition bad (h : hypothesis) : bool := if Rlt_dec eps (error law target h) then true else false.

(* From round k on: with what probability the hypothesis returned is bad. *)
Fixpoint failure (k : nat) (d : learner) : R :=
  match d with
  | Done h => indicator (bad h)
  | Ask h next => mean_of law (draws eps delta k) (fun xs =>
      if existsb (wrong target h) xs then failure (S k) (next xs) else indicator (bad h))
  end.

Lemma none_wrong (g : X -> bool) xs : forallb (fun x => negb (g x)) xs = negb (existsb g xs).
Proof. induction xs as [|x xs IH]; cbn; [reflexivity|]. rewrite IH. now destruct (g x). Qed.

Lemma passes_round k h : (1 <= k)%nat -> eps < error law target h ->
  mean_of law (draws eps delta k) (fun xs => indicator (forallb (fun x => negb (wrong target h x)) xs)) <= share delta k.
Proof.
  intros K B. rewrite passes_exactly by assumption. pose proof (error_range law not_negative sums_to_one target h).
  destruct (round_enough eps delta eps_range delta_range k K) as [P Q].
  apply Rle_trans with (2 := Rle_trans _ _ _ P Q), pow_incr. lra.
Qed.

Lemma rest_positive k : (1 <= k)%nat -> 0 < rest delta k.
Proof. intros K. destruct (product_positive k K). apply Rdiv_lt_0_compat; nra. Qed.

Lemma failure_at_most d k : (1 <= k)%nat -> honest d -> failure k d <= rest delta k.
Proof.
  revert k. induction d as [h|h next IH]; intros k K Good; cbn [failure honest] in *;
    destruct (product_positive k K) as [K1 K2];
    pose proof (rest_positive k K) as P.
  - unfold bad. destruct (Rlt_dec eps (error law target h)); [lra|]. cbn. lra.
  - assert (0 < rest delta (S k)) as P' by (apply rest_positive; lia).
    pose proof (later delta k K) as Sum.
    assert (forall xs, failure (S k) (next xs) <= rest delta (S k)) as Next by (intros xs; apply IH; [lia|apply Good]).
    assert (0 < share delta k) by (apply Rdiv_lt_0_compat; lra).
    unfold bad. destruct (Rlt_dec eps (error law target h)) as [B|G].
    + pose proof (passes_round k h K B) as Pass.
      apply Rle_trans with (mean_of law (draws eps delta k) (fun xs =>
        indicator (forallb (fun x => negb (wrong target h x)) xs) + rest delta (S k))).
      * apply mean_of_le; [exact not_negative|]. intros xs _. rewrite none_wrong. specialize (Next xs).
        destruct (existsb (wrong target h) xs); cbn [negb indicator]; lra.
      * rewrite mean_of_plus, mean_of_constant by exact sums_to_one. lra.
    + apply Rle_trans with (rest delta (S k)); [|lra].
      rewrite <- (mean_of_constant law sums_to_one (draws eps delta k)). apply mean_of_le; [exact not_negative|].
      intros xs _. destruct (existsb (wrong target h) xs); [apply Next|cbn [indicator]; lra].
Qed.

Theorem probably_right d : honest d -> failure 1 d <= delta.
Proof.
  intros G. pose proof (failure_at_most d 1 (Nat.le_refl _) G) as F. unfold rest in F. cbn [INR] in F. lra.
Qed.
End Rounds.

(* Two points of the same weight, one of them wrong: the single round may show the other only. *)
Theorem may_pass : exists (law : list (bool * R)) target eps delta d,
  (forall x p, In (x, p) law -> 0 <= p) /\ fold_right (fun xp s => snd xp + s) 0 law = 1 /\ 0 < eps <= 1 /\ 0 < delta <= 1 /\
  honest law target eps d /\ 0 < failure law target eps delta 1 d.
Proof.
  set (law := [(true, 1 / 2); (false, 1 / 2)]). assert (forall x p, In (x, p) law -> 0 <= p) as P.
  { intros x p [E|[E|[]]]; injection E as <- <-; lra. }
  assert (fold_right (fun xp s => snd xp + s) 0 law = 1) as One by (cbn; lra).
  set (target := fun _ : bool => true). set (h := fun x : bool => x).
  assert (error law target h = 1 / 2) as Er by (unfold error, probability, mean; cbn; lra).
  exists law, target, (1 / 4), 1, (Ask h (fun _ => Done target)). split; [exact P|]. split; [exact One|].
  split; [lra|]. split; [lra|]. split.
  - intros x. cbn. unfold error, probability, mean. cbn. lra.
  - cbn [failure]. apply Rlt_le_trans with ((1 - error law target h) ^ draws (1 / 4) 1 1).
    + apply pow_lt. lra.
    + rewrite <- (passes_exactly law One target h). apply mean_of_le; [exact P|].
      intros xs _. rewrite none_wrong.
      assert (bad law target (1 / 4) h = true) as -> by (unfold bad; destruct (Rlt_dec _ _); [reflexivity|lra]).
      destruct (existsb (wrong target h) xs); cbn [negb failure]; unfold indicator; [destruct (bad _ _ _ _)|]; lra.
Qed.

(* How to compute it. *)
Lemma draws_is eps delta k m :
  IZR (Z.of_nat m) - 1 < ln (rarity delta (IZR (Z.of_nat k))) / eps <= IZR (Z.of_nat m) ->
  draws eps delta k = m.
Proof.
  unfold draws. rewrite <- !INR_IZR_INZ. set (x := ln (rarity delta (INR k)) / eps). intros [L U].
  unfold ceiling. assert (- x < IZR (1 - Z.of_nat m) <= - x + 1) as B.
  { rewrite minus_IZR, <- INR_IZR_INZ. lra. }
  assert (up (- x) = 1 - Z.of_nat m)%Z as ->; [symmetry; apply tech_up; lra|]. lia.
Qed.
