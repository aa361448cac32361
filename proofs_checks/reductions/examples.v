(* How many random examples stand in for an equivalence query (Angluin 1988).

   Python:  draws(i) = ceil((ln(1/delta) + i ln 2)/eps) in qlearn/reductions/sampling.py, for i = 1, 2, ...
   Theorem: passes_exactly: a hypothesis is not contradicted by m examples with probability (1 - error)^m;
            passes: if its error is above eps, then for m = draws(i) that is at most delta/2^i;
            shares_below: delta/2 + ... + delta/2^q < delta.
   Idea:    (1 - eps)^m <= exp(-eps m), and draws(i) is the least m for which exp(-eps m) <= delta/2^i.
   Model:   the examples are independent draws from finitely many points, each with a weight that is not negative,
            the weights adding up to 1; a probability is a sum of weights.  That is the law's premise.
   Used by  sampling.v.                                                                                            *)
From Coq Require Import Reals Lra List Lia ZArith.
Import ListNotations.
Open Scope R_scope.

(* ---- how many examples --------------------------------------------------------------------------------------- *)
(* The least integer that is not below x. *)
Definition ceiling (x : R) : nat := Z.to_nat (1 - up (- x))%Z.

Lemma ceiling_enough x : x <= INR (ceiling x).
Proof.
  unfold ceiling. destruct (archimed (- x)) as [A B]. destruct (Z_le_gt_dec 0 (1 - up (- x))) as [P|N].
  - rewrite INR_IZR_INZ, Z2Nat.id by exact P. rewrite minus_IZR. lra.
  - apply Z.gt_lt in N. apply IZR_lt in N. rewrite minus_IZR in N. pose proof (pos_INR (Z.to_nat (1 - up (- x)))). lra.
Qed.

Lemma ceiling_least x : 0 <= x -> INR (ceiling x) < x + 1.
Proof.
  intros X. unfold ceiling. destruct (archimed (- x)) as [A B]. destruct (Z_le_gt_dec 0 (1 - up (- x))) as [P|N].
  - rewrite INR_IZR_INZ, Z2Nat.id by exact P. rewrite minus_IZR. lra.
  - replace (Z.to_nat (1 - up (- x))) with 0%nat by lia. simpl. lra.
Qed.

Definition draws (eps delta : R) (i : nat) : nat := ceiling ((ln (1 / delta) + INR i * ln 2) / eps).

(* (1 - eps)^m <= exp(-eps m) *)
Lemma survive eps m : 0 <= eps <= 1 -> (1 - eps) ^ m <= exp (- eps * INR m).
Proof.
  intros E. apply Rle_trans with (exp (- eps) ^ m).
  - apply pow_incr. pose proof (exp_ineq1_le (- eps)). lra.
  - rewrite <- Rpower_pow by apply exp_pos. unfold Rpower. rewrite ln_exp. right. f_equal. ring.
Qed.

Lemma share eps delta i y : 0 < eps -> 0 < delta -> y * eps = ln (1 / delta) + INR i * ln 2 ->
  exp (- eps * y) = delta / 2 ^ i.
Proof.
  intros E D Y. replace (- eps * y) with (- (ln (1 / delta) + INR i * ln 2)) by lra.
  unfold Rdiv at 1. rewrite Rmult_1_l, ln_Rinv by exact D.
  replace (- (- ln delta + INR i * ln 2)) with (ln delta + - (INR i * ln 2)) by ring.
  rewrite exp_plus, exp_ln, exp_Ropp by exact D. unfold Rdiv. f_equal. f_equal.
  rewrite <- (Rpower_pow i 2) by lra. reflexivity.
Qed.

(* How to compute it. *)
Lemma draws_is eps delta i m :
  IZR (Z.of_nat m) - 1 < (ln (1 / delta) + IZR (Z.of_nat i) * ln 2) / eps <= IZR (Z.of_nat m) ->
  draws eps delta i = m.
Proof.
  unfold draws. rewrite <- !INR_IZR_INZ. set (x := (ln (1 / delta) + INR i * ln 2) / eps). intros [L U].
  unfold ceiling. assert (- x < IZR (1 - Z.of_nat m) <= - x + 1) as B.
  { rewrite minus_IZR, <- INR_IZR_INZ. lra. }
  assert (up (- x) = 1 - Z.of_nat m)%Z as ->; [symmetry; apply tech_up; lra|]. lia.
Qed.

(* So many are enough for delta/2^i. *)
Theorem draws_enough eps delta i : 0 < eps -> 0 < delta -> exp (- eps * INR (draws eps delta i)) <= delta / 2 ^ i.
Proof.
  intros E D. set (y := (ln (1 / delta) + INR i * ln 2) / eps).
  rewrite <- (share eps delta i y E D) by (unfold y; field; lra).
  pose proof (ceiling_enough y) as C. unfold y in C. fold (draws eps delta i) in C. fold y in C.
  destruct (Rle_lt_or_eq_dec _ _ C) as [L|Q]; [left; apply exp_increasing; nra|right; now rewrite Q].
Qed.

Lemma draws_positive eps delta i : 0 < eps -> 0 < delta <= 1 -> (1 <= i)%nat -> (1 <= draws eps delta i)%nat.
Proof.
  intros E D I. pose proof (draws_enough eps delta i E ltac:(lra)) as H. destruct (draws eps delta i); [|lia]. exfalso.
  replace (- eps * INR 0) with 0 in H by (simpl; ring). rewrite exp_0 in H.
  assert (2 <= 2 ^ i). { destruct i as [|i]; [lia|]. cbn [pow]. pose proof (pow_R1_Rle 2 i ltac:(lra)). lra. }
  apply Rmult_le_compat_r with (r := 2 ^ i) in H; [|lra]. unfold Rdiv in H. rewrite Rmult_assoc, Rinv_l in H; lra.
Qed.

(* One fewer would not be. *)
Theorem draws_least eps delta i : 0 < eps -> 0 < delta <= 1 ->
  delta / 2 ^ i < exp (- eps * (INR (draws eps delta i) - 1)).
Proof.
  intros E D. set (y := (ln (1 / delta) + INR i * ln 2) / eps).
  rewrite <- (share eps delta i y E (proj1 D)) by (unfold y; field; lra). apply exp_increasing.
  assert (0 <= y) as Y.
  { apply Rmult_le_pos; [|left; now apply Rinv_0_lt_compat]. unfold Rdiv. rewrite Rmult_1_l, ln_Rinv by apply D.
    assert (ln delta <= 0).
    { rewrite <- ln_1. destruct D as [D [L| ->]]; [left; now apply ln_increasing|now right]. }
    pose proof (pos_INR i). assert (0 < ln 2) by (rewrite <- ln_1; apply ln_increasing; lra). nra. }
  pose proof (ceiling_least y Y) as C. unfold y in C. fold (draws eps delta i) in C. fold y in C. nra.
Qed.

(* The shares of k queries, from the i-th on. *)
Fixpoint shares (delta : R) (i k : nat) : R :=
  match k with O => 0 | S k' => delta / 2 ^ i + shares delta (S i) k' end.

Lemma shares_sum delta i k : shares delta (S i) k = delta / 2 ^ i * (1 - / 2 ^ k).
Proof.
  revert i. induction k as [|k IH]; intros i; cbn [shares pow]; [field; apply pow_nonzero; lra|].
  rewrite IH. cbn [pow]. field. split; apply pow_nonzero; lra.
Qed.

Theorem shares_below delta k : 0 < delta -> shares delta 1 k < delta.
Proof.
  intros D. rewrite shares_sum. cbn [pow]. assert (0 < / 2 ^ k) by (apply Rinv_0_lt_compat, pow_lt; lra). nra.
Qed.

(* Shares delta/2^(i-1) would be too large together. *)
Theorem larger_shares_exceed delta k : (2 <= k)%nat -> 0 < delta -> delta < shares delta 0 k.
Proof.
  intros K D. destruct k as [|[|k]]; try lia. cbn [shares pow].
  assert (0 <= shares delta 2 k); [|lra]. rewrite shares_sum.
  apply Rmult_le_pos; [left; apply Rdiv_lt_0_compat; [exact D|apply pow_lt; lra]|].
  assert (/ 2 ^ k <= 1); [|lra]. rewrite <- Rinv_1. apply Rinv_le_contravar; [lra|]. apply pow_R1_Rle. lra.
Qed.

(* ---- finitely many points with weights ----------------------------------------------------------------------- *)
Section Law.
Context {X : Type}.
Variable law : list (X * R).
(* The mean of f at a point so drawn. *)
Definition mean (f : X -> R) : R := fold_right (fun xp s => snd xp * f (fst xp) + s) 0 law.
Definition indicator (b : bool) : R := if b then 1 else 0.
Definition probability (event : X -> bool) : R := mean (fun x => indicator (event x)).

(* The mean of f at m points drawn one after another. *)
Fixpoint mean_of (m : nat) (f : list X -> R) : R :=
  match m with O => f [] | S m' => mean (fun x => mean_of m' (fun xs => f (x :: xs))) end.

Lemma mean_ext f g : (forall x, f x = g x) -> mean f = mean g.
Proof.
  intros H. unfold mean. induction law as [|[x p] l IH]; cbn [fold_right fst snd]; [reflexivity|]. now rewrite H, IH.
Qed.

Lemma mean_plus f g : mean (fun x => f x + g x) = mean f + mean g.
Proof. unfold mean. induction law as [|[x p] l IH]; cbn [fold_right fst snd]; [ring|]. rewrite IH. ring. Qed.

Lemma mean_times a f : mean (fun x => a * f x) = a * mean f.
Proof. unfold mean. induction law as [|[x p] l IH]; cbn [fold_right fst snd]; [ring|]. rewrite IH. ring. Qed.

Lemma mean_of_ext m f g : (forall xs, f xs = g xs) -> mean_of m f = mean_of m g.
Proof.
  revert f g. induction m as [|m IH]; intros f g H; cbn [mean_of]; [apply H|].
  apply mean_ext. intros x. apply IH. intros xs. apply H.
Qed.

Lemma mean_of_plus m f g : mean_of m (fun xs => f xs + g xs) = mean_of m f + mean_of m g.
Proof.
  revert f g. induction m as [|m IH]; intros f g; cbn [mean_of]; [reflexivity|].
  rewrite <- mean_plus. apply mean_ext. intros x. apply IH.
Qed.

Hypothesis not_negative : forall x p, In (x, p) law -> 0 <= p.
Hypothesis sums_to_one : fold_right (fun xp s => snd xp + s) 0 law = 1.

(* What can be drawn. *)
Definition possible (x : X) : Prop := In x (map fst law).

Lemma mean_le f g : (forall x, possible x -> f x <= g x) -> mean f <= mean g.
Proof.
  unfold mean, possible. clear sums_to_one. revert not_negative.
  induction law as [|[x p] l IH]; intros P H; [apply Rle_refl|]. cbn [fold_right fst snd map] in *.
  apply Rplus_le_compat; [apply Rmult_le_compat_l; [|apply H; now left]|].
  - apply (P x). now left.
  - apply IH; [intros y q I; apply (P y); now right|]. intros y I. apply H. now right.
Qed.

Lemma mean_constant c : mean (fun _ => c) = c.
Proof.
  transitivity (c * fold_right (fun xp s => snd xp + s) 0 law); [|rewrite sums_to_one; ring].
  unfold mean. clear. induction law as [|[x p] l IH]; cbn [fold_right fst snd]; [ring|]. rewrite IH. ring.
Qed.

Lemma mean_of_le m f g : (forall xs, Forall possible xs -> f xs <= g xs) -> mean_of m f <= mean_of m g.
Proof.
  revert f g. induction m as [|m IH]; intros f g H; cbn [mean_of]; [apply H; constructor|].
  apply mean_le. intros x P. apply IH. intros xs F. apply H. now constructor.
Qed.

Lemma mean_of_constant m c : mean_of m (fun _ => c) = c.
Proof.
  induction m as [|m IH]; cbn [mean_of]; [reflexivity|]. rewrite (mean_ext _ (fun _ => c)) by (intros; exact IH).
  apply mean_constant.
Qed.

(* ---- one hypothesis ------------------------------------------------------------------------------------------ *)
Variable target : X -> bool.
Definition wrong (h : X -> bool) (x : X) : bool := negb (Bool.eqb (h x) (target x)).
Definition error (h : X -> bool) : R := probability (wrong h).

(* Not contradicted by m examples: with probability (1 - error)^m, exactly. *)
Theorem passes_exactly h m :
  mean_of m (fun xs => indicator (forallb (fun x => negb (wrong h x)) xs)) = (1 - error h) ^ m.
Proof.
  induction m as [|m IH]; [reflexivity|]. cbn [mean_of pow].
  rewrite (mean_ext _ (fun x => (1 - error h) ^ m + - (1 - error h) ^ m * indicator (wrong h x))).
  - rewrite mean_plus, mean_times, mean_constant. unfold error, probability. ring.
  - intros x. cbn [forallb]. destruct (wrong h x); cbn [negb andb indicator].
    + rewrite mean_of_constant. ring.
    + rewrite IH. unfold indicator. ring.
Qed.

Lemma error_range h : 0 <= error h <= 1.
Proof.
  unfold error, probability, indicator. split.
  - apply Rle_trans with (mean (fun _ => 0)); [rewrite mean_constant; lra|].
    apply mean_le. intros x _. destruct (wrong h x); lra.
  - apply Rle_trans with (mean (fun _ => 1)); [|rewrite mean_constant; lra].
    apply mean_le. intros x _. destruct (wrong h x); lra.
Qed.

(* A bad hypothesis passes with probability at most delta/2^i. *)
Theorem passes eps delta i h : 0 < eps <= 1 -> 0 < delta -> eps < error h ->
  mean_of (draws eps delta i) (fun xs => indicator (forallb (fun x => negb (wrong h x)) xs)) <= delta / 2 ^ i.
Proof.
  intros E D B. rewrite passes_exactly. pose proof (error_range h).
  apply Rle_trans with ((1 - eps) ^ draws eps delta i).
  - apply pow_incr. lra.
  - apply Rle_trans with (1 := survive eps _ ltac:(lra)), draws_enough; lra.
Qed.
End Law.
