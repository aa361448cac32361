(* Every row decided by a majority: how much smaller the failure gets with two votes more, and what all rows fail with.

   Python:  qlearn/reductions/vote.py; the least r in qlearn/binomial.py, `majority_votes`.
   Theorem (two_votes_more): fail (2 m + 3) = fail (2 m + 1) - (1 - 2 eta) C(2 m + 1, m + 1) (eta (1 - eta))^(m + 1).
   Theorem (no_slip): the verdicts that a learner hears are all true with probability (1 - fail r)^q exactly, if it asks
   q rows where all that it hears is true, however it chooses them.
   Theorem (charged): so some verdict is wrong with probability at most q delta/(q + 1) if fail r <= delta/(q + 1), and a
   false alarm of delta/(q + 1) more makes at most delta.
   Idea:    two votes more change the verdict only where one vote decides; and what a learner asks before its first wrong
            verdict does not hang on the votes.
   Tight:   a learner of one row is told a wrong verdict with probability fail r (one_row). *)
From Coq Require Import Reals Lra Lia List Bool.
From qlearn.finite Require Import choose.
From qlearn.noise Require Import votes.
Local Open Scope R_scope.

Section Vote.
Variable eta : R.

(* ---- two votes more ---- *)
Definition term (r j : nat) : R := INR (choose r j) * eta ^ j * (1 - eta) ^ (r - j).
Definition from (k j : nat) : R := if Nat.leb k j then 1 else 0.

Lemma one_term f r k : (k <= r)%nat -> sum_f_R0 (fun j => if Nat.eqb j k then f j else 0) r = f k.
Proof.
  induction r as [|r IH]; intros K; cbn [sum_f_R0].
  - replace k with 0%nat by lia. reflexivity.
  - destruct (Nat.eqb_spec (S r) k) as [<-|N].
    + rewrite (sum_eq _ (fun _ => 0)); [rewrite sum_cte; lra|]. intros i I. destruct (Nat.eqb_spec i (S r)); [lia|reflexivity].
    + rewrite IH by lia. lra.
Qed.

Lemma first_apart r k : (k <= r)%nat ->
  binomial_mean eta r (from k) = term r k + binomial_mean eta r (from (S k)).
Proof.
  intros K. rewrite <- (one_term (term r) r k K). unfold binomial_mean. rewrite <- plus_sum. apply sum_eq. intros j _.
  unfold from, term. destruct (Nat.leb_spec k j), (Nat.leb_spec (S k) j), (Nat.eqb_spec j k); try lia; ring.
Qed.

Lemma mean_ext r g h : (forall j, g j = h j) -> binomial_mean eta r g = binomial_mean eta r h.
Proof. intros E. apply sum_eq. intros j _. now rewrite E. Qed.

Lemma fail_from_half m : fail eta (2 * m + 1) 0 0 = binomial_mean eta (2 * m + 1) (from (m + 1)).
Proof.
  rewrite fail_is_the_sum. apply sum_eq. intros j _. unfold from.
  destruct (Nat.leb_spec (2 * m + 1) (2 * j)), (Nat.leb_spec (m + 1) j); try lia; ring.
Qed.

Theorem two_votes_more m : fail eta (2 * m + 3) 0 0
  = fail eta (2 * m + 1) 0 0 - (1 - 2 * eta) * INR (choose (2 * m + 1) (m + 1)) * (eta * (1 - eta)) ^ (m + 1).
Proof.
  replace (2 * m + 3)%nat with (2 * (m + 1) + 1)%nat by lia. rewrite !fail_from_half.
  replace (2 * (m + 1) + 1)%nat with (S (S (2 * m + 1))) by lia. rewrite !mean_step.
  rewrite (mean_ext _ (fun j => from (m + 1 + 1) (S j)) (from (m + 1)))
    by (intros j; unfold from; destruct (Nat.leb_spec (m + 1 + 1) (S j)), (Nat.leb_spec (m + 1) j); try lia; reflexivity).
  rewrite (mean_ext _ (fun j => from (m + 1 + 1) (S (S j))) (from m))
    by (intros j; unfold from; destruct (Nat.leb_spec (m + 1 + 1) (S (S j))), (Nat.leb_spec m j); try lia; reflexivity).
  rewrite (first_apart (2 * m + 1) m) by lia. replace (S m) with (m + 1)%nat by lia.
  rewrite (first_apart (2 * m + 1) (m + 1)) by lia. replace (S (m + 1)) with (m + 1 + 1)%nat by lia.
  assert (choose (2 * m + 1) m = choose (2 * m + 1) (m + 1)) as C.
  { pose proof (neighbours (2 * m + 1) m) as N. replace (2 * m + 1 - m)%nat with (S m) in N by lia.
    replace (m + 1)%nat with (S m) by lia. nia. }
  unfold term. rewrite C. replace (2 * m + 1 - m)%nat with (m + 1)%nat by lia.
  replace (2 * m + 1 - (m + 1))%nat with m by lia. rewrite !Rpow_mult_distr, !pow_add, !pow_1. ring.
Qed.

(* ---- all rows of a learner ---- *)

(* What is asked next may hang on the verdicts so far; `truth` is the true label of the row. *)
Inductive learner := Done | Ask (truth : bool) (next : bool -> learner).

(* How many rows it asks if all verdicts are true. *)
Fixpoint rows (l : learner) : nat := match l with Done => 0 | Ask truth next => S (rows (next truth)) end.

Definition missed (r : nat) (truth : bool) : R := prob eta truth r (fun v => negb (eqb (majority v) truth)).

(* The probability that some verdict is wrong: nobody minds what happens after the first one. *)
Fixpoint slips (r : nat) (l : learner) : R :=
  match l with Done => 0 | Ask truth next => missed r truth + (1 - missed r truth) * slips r (next truth) end.

Theorem no_slip m l : 1 - slips (2 * m + 1) l = (1 - fail eta (2 * m + 1) 0 0) ^ rows l.
Proof.
  induction l as [|truth next IH]; cbn [slips rows pow]; [ring|]. rewrite <- IH. unfold missed. rewrite majority_fails. ring.
Qed.

Theorem one_row m truth : slips (2 * m + 1) (Ask truth (fun _ => Done)) = fail eta (2 * m + 1) 0 0.
Proof. cbn [slips]. unfold missed. rewrite majority_fails. ring. Qed.

Lemma bernoulli x n : 0 <= x <= 1 -> 1 - INR n * x <= (1 - x) ^ n.
Proof.
  intros X. induction n as [|n IH]; [cbn; lra|]. rewrite S_INR. cbn [pow].
  assert (0 <= INR n) by apply pos_INR. assert ((1 - x) * (1 - INR n * x) <= (1 - x) * (1 - x) ^ n).
  { apply Rmult_le_compat_l; lra. }
  assert (0 <= INR n * (x * x)) by (apply Rmult_le_pos; [lra|nra]). nra.
Qed.

Lemma a_share x q : 0 <= x -> x / INR (q + 1) * INR q <= x - x / INR (q + 1).
Proof.
  intros X. rewrite plus_INR. cbn [INR]. pose proof (pos_INR q). right. field. lra.
Qed.

Theorem charged m l q delta : 0 <= fail eta (2 * m + 1) 0 0 <= delta / INR (q + 1) -> (rows l <= q)%nat ->
  0 <= delta <= 1 -> slips (2 * m + 1) l + delta / INR (q + 1) <= delta.
Proof.
  intros [F0 F1] L D. assert (1 <= INR (q + 1)) as Q.
  { rewrite plus_INR. cbn [INR]. pose proof (pos_INR q). lra. }
  assert (delta / INR (q + 1) <= delta) as Small.
  { apply Rmult_le_reg_r with (INR (q + 1)); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. nra. }
  pose proof (bernoulli (fail eta (2 * m + 1) 0 0) (rows l) ltac:(lra)) as B. rewrite <- no_slip in B.
  pose proof (a_share delta q ltac:(lra)) as A.
  assert (INR (rows l) * fail eta (2 * m + 1) 0 0 <= delta / INR (q + 1) * INR q).
  { apply Rle_trans with (INR (rows l) * (delta / INR (q + 1))).
    - apply Rmult_le_compat_l; [apply pos_INR|exact F1].
    - rewrite (Rmult_comm _ (INR q)). apply Rmult_le_compat_r; [lra|now apply le_INR]. }
  lra.
Qed.
End Vote.

(* Without a share for the alarm there is none left: a learner of one row fails with all that it may. *)
Theorem nothing_left eta m : 0 < fail eta (2 * m + 1) 0 0 -> exists l, rows l = 1%nat
  /\ forall more, 0 < more -> ~ slips eta (2 * m + 1) l + more <= fail eta (2 * m + 1) 0 0.
Proof. intros F. exists (Ask true (fun _ => Done)). split; [reflexivity|]. intros more M. rewrite one_row. lra. Qed.
