(* Wald's test of a label: votes until one answer is A ahead of the other.

   k in 0..2 A says how far the true answer leads, plus A; a vote is wrong, k falls by one, with probability rho.
   Python:  qlearn/reductions/sprt.py; the lead A and the mean in qlearn/formulas.py, `race`.
   Theorem (wrong_verdict): within any number of votes the wrong answer is first A ahead with probability at most
   1/(1 + x^A), x = (1 - rho)/rho.
   Theorem (mean_votes): within any number of votes the mean of those asked is at most
   A (x^A - 1)/((x^A + 1) (1 - 2 rho)).
   Theorem (lead_enough): 1/(1 + x^A) <= share if and only if (1 - share)/share <= x^A.
   Idea:    both limits, as functions of k, take one vote to their own mean, or to one less.
   Tight:   for A = 1 one vote attains both (one_vote_errs, one_vote_is_asked).
   A true answer's label is not mentioned: a vote is wrong with probability rho whichever it is. *)
From Coq Require Import Reals Lra Lia PeanoNat.
Local Open Scope R_scope.

Section Race.
Variable rho : R.
Hypothesis rate : 0 < rho < 1 / 2.
Variable A : nat.
Hypothesis ahead : (1 <= A)%nat.

(* Within n votes from k: the probability that 0 is met before 2 A, and the mean number of votes. *)
Fixpoint wrong (n k : nat) : R :=
  if Nat.eqb k 0 then 1 else if Nat.leb (2 * A) k then 0 else
  match n with 0 => 0 | S n => rho * wrong n (k - 1) + (1 - rho) * wrong n (k + 1) end.

Fixpoint asked (n k : nat) : R :=
  if Nat.eqb k 0 then 0 else if Nat.leb (2 * A) k then 0 else
  match n with 0 => 0 | S n => 1 + rho * asked n (k - 1) + (1 - rho) * asked n (k + 1) end.

Definition y : R := rho / (1 - rho).

Lemma y_range : 0 < y < 1.
Proof.
  unfold y. split; [apply Rdiv_lt_0_compat; lra|]. apply Rmult_lt_reg_r with (1 - rho); [lra|].
  unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma powers_fall i j : (i <= j)%nat -> y ^ j <= y ^ i.
Proof.
  intros L. pose proof y_range. replace j with (i + (j - i))%nat by lia. rewrite pow_add.
  assert (0 < y ^ i) by (apply pow_lt; lra). assert (y ^ (j - i) <= 1) by (rewrite <- (pow1 (j - i)); apply pow_incr; lra).
  nra.
Qed.

Lemma top : 0 < 1 - y ^ (2 * A).
Proof.
  pose proof y_range. pose proof (powers_fall 1 (2 * A) ltac:(lia)) as F. rewrite pow_1 in F. lra.
Qed.

Definition ruin (k : nat) : R := (y ^ k - y ^ (2 * A)) / (1 - y ^ (2 * A)).

Lemma one_vote i : rho * y ^ i + (1 - rho) * y ^ S (S i) = y ^ S i.
Proof. cbn [pow]. unfold y at 2 3 5. field. lra. Qed.

(* One vote takes it to its own mean. *)
Lemma ruin_steps i : rho * ruin i + (1 - rho) * ruin (S (S i)) = ruin (S i).
Proof. pose proof top. pose proof (one_vote i) as V. unfold ruin. rewrite <- V. field. lra. Qed.

Lemma ruin_range k : (k <= 2 * A)%nat -> 0 <= ruin k.
Proof.
  intros K. pose proof top. pose proof (powers_fall k (2 * A) K). unfold ruin. apply Rmult_le_pos; [lra|].
  left. now apply Rinv_0_lt_compat.
Qed.

Lemma ruin_ends : ruin 0 = 1 /\ ruin (2 * A) = 0.
Proof. pose proof top. unfold ruin. rewrite pow_O. split; field; lra. Qed.

Lemma wrong_below n k : (k <= 2 * A)%nat -> wrong n k <= ruin k.
Proof.
  revert k. induction n as [|n IH]; intros k K; cbn [wrong].
  all: destruct (Nat.eqb_spec k 0) as [->|Z]; [rewrite (proj1 ruin_ends); lra|].
  all: destruct (Nat.leb_spec (2 * A) k); [apply ruin_range; lia|].
  - apply ruin_range; lia.
  - destruct k as [|i]; [lia|]. rewrite <- ruin_steps. replace (S i - 1)%nat with i by lia.
    replace (S i + 1)%nat with (S (S i)) by lia.
    pose proof (IH i ltac:(lia)) as P. pose proof (IH (S (S i)) ltac:(lia)) as Q.
    apply Rmult_le_compat_l with (r := rho) in P; [|lra]. apply Rmult_le_compat_l with (r := 1 - rho) in Q; lra.
Qed.

(* The mean number of votes from k, by the same argument. *)
Definition mean (k : nat) : R := (INR (2 * A) * (1 - ruin k) - INR k) / (1 - 2 * rho).

Lemma mean_steps i : 1 + rho * mean i + (1 - rho) * mean (S (S i)) = mean (S i).
Proof. unfold mean. rewrite <- (ruin_steps i), !S_INR. field. lra. Qed.

(* The true answer's lead grows towards 2 A (1 - ruin): the mean is at least 0. *)
Lemma drift k : (k <= 2 * A)%nat -> 0 <= mean k.
Proof.
  intros K. unfold mean. apply Rmult_le_pos; [|left; apply Rinv_0_lt_compat; lra].
  pose proof y_range as Y. pose proof top as T.
  assert (forall j, (j <= 2 * A)%nat -> INR (2 * A) * (1 - y ^ j) >= INR j * (1 - y ^ (2 * A))) as G.
  { assert (forall j m, (j <= m)%nat -> INR m * (1 - y ^ j) >= INR j * (1 - y ^ m)) as H.
    { intros j m L. induction m as [|m IH]; [replace j with 0%nat by lia; cbn; lra|].
      destruct (Nat.eq_dec j (S m)) as [->|N]; [lra|]. pose proof (IH ltac:(lia)) as I.
      rewrite S_INR. cbn [pow].
      assert (INR j * (y ^ m * (1 - y)) <= 1 - y ^ j) as B.
      { clear - Y L N. assert (j <= m)%nat as L' by lia. clear L N. revert m L'. induction j as [|j IH]; intros m L.
        - cbn. lra.
        - rewrite S_INR. cbn [pow]. pose proof (IH m ltac:(lia)) as I.
          assert (y ^ m <= y ^ j) as P.
          { replace m with (j + (m - j))%nat by lia. rewrite pow_add. assert (0 < y ^ j) by (apply pow_lt; lra).
            assert (y ^ (m - j) <= 1) by (rewrite <- (pow1 (m - j)); apply pow_incr; lra). nra. }
          assert (y ^ m * (1 - y) <= y ^ j * (1 - y)) by (apply Rmult_le_compat_r; lra). lra. }
      replace (y * y ^ m) with (y ^ m - y ^ m * (1 - y)) by ring. lra. }
    intros j L. now apply H. }
  pose proof (G k K) as H. assert (1 - ruin k = (1 - y ^ k) / (1 - y ^ (2 * A))) as -> by (unfold ruin; field; lra).
  apply Rmult_le_reg_r with (1 - y ^ (2 * A)); [exact T|].
  replace ((INR (2 * A) * ((1 - y ^ k) / (1 - y ^ (2 * A))) - INR k) * (1 - y ^ (2 * A)))
    with (INR (2 * A) * (1 - y ^ k) - INR k * (1 - y ^ (2 * A))) by (field; lra). lra.
Qed.

Lemma asked_below n k : (k <= 2 * A)%nat -> asked n k <= mean k.
Proof.
  revert k. induction n as [|n IH]; intros k K; cbn [asked].
  all: destruct (Nat.eqb_spec k 0) as [->|Z]; [now apply drift|].
  all: destruct (Nat.leb_spec (2 * A) k); [now apply drift|].
  - now apply drift.
  - destruct k as [|i]; [lia|]. rewrite <- mean_steps. replace (S i - 1)%nat with i by lia.
    replace (S i + 1)%nat with (S (S i)) by lia.
    pose proof (IH i ltac:(lia)) as P. pose proof (IH (S (S i)) ltac:(lia)) as Q.
    apply Rmult_le_compat_l with (r := rho) in P; [|lra]. apply Rmult_le_compat_l with (r := 1 - rho) in Q; lra.
Qed.

Definition odds : R := (1 - rho) / rho.

Lemma odds_power : 1 < odds ^ A /\ y ^ A = / odds ^ A.
Proof.
  pose proof y_range as Y. assert (y = / odds) as E by (unfold y, odds; field; lra). rewrite E, pow_inv.
  split; [|reflexivity]. assert (1 < odds) as O.
  { unfold odds. apply Rmult_lt_reg_r with rho; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  rewrite <- (pow1 A). apply Rle_lt_trans with (1 ^ A); [rewrite !pow1; lra|].
  replace A with (S (A - 1)) by lia. cbn [pow]. rewrite pow1. assert (1 <= odds ^ (A - 1)) by (apply pow_R1_Rle; lra). nra.
Qed.

Lemma ruin_middle : ruin A = 1 / (1 + odds ^ A).
Proof.
  destruct odds_power as [O E]. pose proof top as T. unfold ruin. replace (2 * A)%nat with (A + A)%nat in * by lia.
  rewrite pow_add, E in *. field. split; [nra|]. split; nra.
Qed.

Theorem wrong_verdict n : wrong n A <= 1 / (1 + odds ^ A).
Proof. rewrite <- ruin_middle. apply wrong_below. lia. Qed.

Theorem mean_votes n : asked n A <= INR A * (odds ^ A - 1) / ((odds ^ A + 1) * (1 - 2 * rho)).
Proof.
  destruct odds_power as [O _].
  replace (INR A * (odds ^ A - 1) / ((odds ^ A + 1) * (1 - 2 * rho))) with (mean A); [apply asked_below; lia|].
  unfold mean. rewrite ruin_middle, mult_INR. cbn [INR]. field. split; lra.
Qed.

Theorem lead_enough share : 0 < share < 1 -> (1 / (1 + odds ^ A) <= share <-> (1 - share) / share <= odds ^ A).
Proof.
  intros S. destruct odds_power as [O _]. split; intros H.
  - apply Rmult_le_compat_r with (r := 1 + odds ^ A) in H; [|lra]. unfold Rdiv in H. rewrite Rmult_assoc, Rinv_l in H by lra.
    apply Rmult_le_reg_r with share; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
  - apply Rmult_le_compat_r with (r := share) in H; [|lra]. unfold Rdiv in H. rewrite Rmult_assoc, Rinv_l in H by lra.
    apply Rmult_le_reg_r with (1 + odds ^ A); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.
End Race.

(* A lead of one: one vote decides, and errs with probability rho, which is what is allowed. *)
Theorem one_vote_errs rho : 0 < rho < 1 / 2 -> forall less, less < 1 / (1 + odds rho ^ 1) -> less < wrong rho 1 1 1.
Proof. intros R less L. cbn. unfold odds in L. replace (1 / (1 + _)) with rho in L by (field; lra). lra. Qed.

Theorem one_vote_is_asked rho : 0 < rho < 1 / 2 -> forall less,
  less < INR 1 * (odds rho ^ 1 - 1) / ((odds rho ^ 1 + 1) * (1 - 2 * rho)) -> less < asked rho 1 1 1.
Proof.
  intros R less L. cbn. unfold odds in L. replace (INR 1 * _ / _) with 1 in L by (cbn; field; lra). lra.
Qed.

(* A lead of one less is not enough. *)
Theorem smaller_lead rho A : 0 < rho < 1 / 2 -> (1 <= A)%nat ->
  exists share, 0 < share < 1 /\ (1 - share) / share <= odds rho ^ S A /\ ~ 1 / (1 + odds rho ^ A) <= share.
Proof.
  intros R L. pose proof (odds_power rho R (S A) ltac:(lia)) as [O _]. pose proof (odds_power rho R A L) as [P _].
  assert (1 < odds rho) as Q.
  { unfold odds. apply Rmult_lt_reg_r with rho; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  exists (1 / (1 + odds rho ^ S A)). assert (0 < / (1 + odds rho ^ S A)) by (apply Rinv_0_lt_compat; lra).
  assert (/ (1 + odds rho ^ S A) < 1) by (rewrite <- Rinv_1; apply Rinv_lt_contravar; lra).
  split; [unfold Rdiv; lra|]. split; [right; field; lra|]. apply Rlt_not_le. unfold Rdiv. rewrite !Rmult_1_l.
  apply Rinv_lt_contravar; [|cbn [pow]; nra]. nra.
Qed.
