(* A majority of r votes, each of them wrong with probability eta, independently.

   The teacher's answer to one membership query is false or true, but each reply is wrong with probability eta.
   The same query is asked r times and the majority of the replies is taken.

   Python:  the failure probability sum(comb(r, j) * eta**j * (1 - eta)**(r - j) for j in range(r + 1) if 2 * j >= r)
   Theorem: for every r that is the probability that no more votes are right than wrong; for odd r, and eta <= 1/2,
            every rule that maps the r votes to an answer is wrong with at least this probability, for one of the
            two answers; and two votes more do not make it larger.
   Idea:    the probability obeys a recursion in the votes to come, and so does the sum.  A rule has to choose, for
            each sequence of votes, which of two probabilities it fails with; the majority chooses the smaller one.
   Bounds of this probability are in majority.v.  Speaks for votes.py; the catalogue has no learner of this yet. *)
From Coq Require Import Reals Lra Lia Psatz List Bool.
From qlearn.finite Require Import choose.
Import ListNotations.
Local Open Scope R_scope.

Fixpoint votes_for (b : bool) (votes : list bool) : nat :=
  match votes with [] => 0 | y :: votes => (if eqb y b then 1 else 0) + votes_for b votes end.

Definition majority (votes : list bool) : bool := Nat.ltb (votes_for false votes) (votes_for true votes).

Section Votes.
Variable eta : R.

(* The probability of an event in r votes if the truth is b. *)
Fixpoint prob (b : bool) (r : nat) (event : list bool -> bool) : R :=
  match r with
  | 0 => if event [] then 1 else 0
  | S r => (1 - eta) * prob b r (fun votes => event (b :: votes))
           + eta * prob b r (fun votes => event (negb b :: votes))
  end.

(* The probability that wrong >= right in the end, when w wrong and c right votes are in and r are to come. *)
Fixpoint fail (r w c : nat) : R :=
  match r with
  | 0 => if Nat.leb c w then 1 else 0
  | S r => (1 - eta) * fail r w (S c) + eta * fail r (S w) c
  end.

(* What only differs for lists that are no r votes does not matter. *)
Lemma prob_ext b r e e' : (forall votes, length votes = r -> e votes = e' votes) -> prob b r e = prob b r e'.
Proof.
  revert e e'. induction r as [|r IH]; intros e e' H; cbn; [now rewrite (H [] eq_refl)|].
  rewrite (IH (fun v => e (b :: v)) (fun v => e' (b :: v))),
    (IH (fun v => e (negb b :: v)) (fun v => e' (negb b :: v)));
    [reflexivity|intros v L; apply H; cbn; now rewrite L..].
Qed.

Lemma fail_from b r w c :
  prob b r (fun v => Nat.leb (c + votes_for b v) (w + votes_for (negb b) v)) = fail r w c.
Proof.
  revert w c. induction r as [|r IH]; intros w c; cbn [prob fail votes_for].
  - now rewrite !Nat.add_0_r.
  - rewrite <- (IH w (S c)), <- (IH (S w) c). f_equal; f_equal; apply prob_ext; intros v _;
      destruct b; cbn [eqb negb Nat.add]; now rewrite ?Nat.add_succ_r.
Qed.

Theorem fail_is_the_probability b r :
  prob b r (fun v => Nat.leb (votes_for b v) (votes_for (negb b) v)) = fail r 0 0.
Proof. apply (fail_from b r 0 0). Qed.

Lemma all_votes b v : (votes_for b v + votes_for (negb b) v)%nat = length v.
Proof. induction v as [|[] v IH]; destruct b; cbn in *; lia. Qed.

(* No ties: the majority is wrong. *)
Theorem majority_fails b m : prob b (2 * m + 1) (fun v => negb (eqb (majority v) b)) = fail (2 * m + 1) 0 0.
Proof.
  rewrite <- (fail_is_the_probability b). apply prob_ext. intros v L. pose proof (all_votes b v) as A. rewrite L in A.
  unfold majority. destruct b; cbn [negb] in *;
    destruct (Nat.ltb_spec (votes_for false v) (votes_for true v)); cbn [eqb negb]; symmetry;
    (apply Nat.leb_le || apply Nat.leb_gt); lia.
Qed.

(* ---- the sum ---- *)

(* The mean of g, which is told the number of wrong votes, by the binomial distribution. *)
Definition binomial_mean (r : nat) (g : nat -> R) : R :=
  sum_f_R0 (fun j => INR (choose r j) * eta ^ j * (1 - eta) ^ (r - j) * g j) r.

(* The first term apart. *)
Lemma sum_first f n : sum_f_R0 f (S n) = f 0%nat + sum_f_R0 (fun i => f (S i)) n.
Proof. apply (decomp_sum f (S n)). lia. Qed.

Lemma mean_step r g :
  binomial_mean (S r) g = (1 - eta) * binomial_mean r g + eta * binomial_mean r (fun j => g (S j)).
Proof.
  unfold binomial_mean. set (T := fun j => INR (choose r j) * eta ^ j * (1 - eta) ^ (S r - j) * g j).
  transitivity (sum_f_R0 T (S r)
    + eta * sum_f_R0 (fun j => INR (choose r j) * eta ^ j * (1 - eta) ^ (r - j) * g (S j)) r).
  - rewrite !sum_first, scal_sum, Rplus_assoc, <- plus_sum. f_equal.
    + unfold T. destruct r; reflexivity.
    + apply sum_eq. intros i _. unfold T. cbn [choose Nat.sub pow]. rewrite plus_INR. ring.
  - f_equal. cbn [sum_f_R0]. unfold T at 2. rewrite choose_above by lia. cbn [INR].
    rewrite !Rmult_0_l, Rplus_0_r, scal_sum. apply sum_eq. intros i I. unfold T. rewrite Nat.sub_succ_l by exact I.
    cbn [pow]. ring.
Qed.

Lemma fail_mean r w c : fail r w c = binomial_mean r (fun j => if Nat.leb (c + (r - j)) (w + j) then 1 else 0).
Proof.
  revert w c. induction r as [|r IH]; intros w c; cbn [fail].
  - unfold binomial_mean. cbn. rewrite !Nat.add_0_r. ring.
  - rewrite mean_step, IH, IH. f_equal; f_equal; apply sum_eq; intros j J; f_equal.
    + now replace (c + (S r - j))%nat with (S c + (r - j))%nat by lia.
    + now replace (w + S j)%nat with (S w + j)%nat by lia.
Qed.

Theorem fail_is_the_sum r : fail r 0 0 = sum_f_R0
  (fun j => if Nat.leb r (2 * j) then INR (choose r j) * eta ^ j * (1 - eta) ^ (r - j) else 0) r.
Proof.
  rewrite fail_mean. apply sum_eq. intros j J.
  destruct (Nat.leb_spec (0 + (r - j)) (0 + j)), (Nat.leb_spec r (2 * j)); try lia; ring.
Qed.

(* ---- no rule is better ---- *)
Hypothesis eta_range : 0 <= eta <= 1 / 2.

(* What is unavoidable if the votes so far have the probabilities p if the truth is true, and q if it is false. *)
Fixpoint unavoidable (r : nat) (p q : R) : R :=
  match r with
  | 0 => Rmin p q
  | S r => unavoidable r (p * (1 - eta)) (q * eta) + unavoidable r (p * eta) (q * (1 - eta))
  end.

Lemma every_rule r p q rule :
  unavoidable r p q <= p * prob true r (fun v => negb (rule v)) + q * prob false r rule.
Proof.
  revert p q rule. induction r as [|r IH]; intros p q rule; cbn [unavoidable prob negb].
  - pose proof (Rmin_l p q). pose proof (Rmin_r p q). destruct (rule []); cbn [negb]; lra.
  - pose proof (IH (p * (1 - eta)) (q * eta) (fun v => rule (true :: v))).
    pose proof (IH (p * eta) (q * (1 - eta)) (fun v => rule (false :: v))). lra.
Qed.

(* The majority, with c votes for true and w for false so far, attains it. *)
Lemma attained r c w :
  unavoidable r ((1 - eta) ^ c * eta ^ w) (eta ^ c * (1 - eta) ^ w)
  = (1 - eta) ^ c * eta ^ w * prob true r (fun v => negb (Nat.ltb (w + votes_for false v) (c + votes_for true v)))
    + eta ^ c * (1 - eta) ^ w * prob false r (fun v => Nat.ltb (w + votes_for false v) (c + votes_for true v)).
Proof.
  revert c w. induction r as [|r IH]; intros c w; cbn [unavoidable prob].
  - cbn [votes_for]. rewrite !Nat.add_0_r.
    assert (forall i k, (i <= k)%nat -> (1 - eta) ^ i * eta ^ k <= eta ^ i * (1 - eta) ^ k) as Order.
    { intros i k L. replace k with (i + (k - i))%nat by lia. rewrite !pow_add.
      assert (eta ^ (k - i) <= (1 - eta) ^ (k - i)) as P by (apply pow_incr; lra).
      assert (0 <= eta ^ i * (1 - eta) ^ i) as N by (apply Rmult_le_pos; apply pow_le; lra).
      pose proof (Rmult_le_compat_l _ _ _ N P). lra. }
    destruct (Nat.ltb_spec w c) as [L|L]; cbn [negb].
    + pose proof (Order w c ltac:(lia)). rewrite Rmin_right; lra.
    + pose proof (Order c w L). rewrite Rmin_left; lra.
  - replace ((1 - eta) ^ c * eta ^ w * (1 - eta)) with ((1 - eta) ^ S c * eta ^ w) by (cbn; ring).
    replace (eta ^ c * (1 - eta) ^ w * eta) with (eta ^ S c * (1 - eta) ^ w) by (cbn; ring).
    replace ((1 - eta) ^ c * eta ^ w * eta) with ((1 - eta) ^ c * eta ^ S w) by (cbn; ring).
    replace (eta ^ c * (1 - eta) ^ w * (1 - eta)) with (eta ^ c * (1 - eta) ^ S w) by (cbn; ring).
    rewrite (IH (S c) w), (IH c (S w)). cbn [negb votes_for eqb].
    rewrite (prob_ext true r (fun v => negb (Nat.ltb (w + (0 + votes_for false v)) (c + (1 + votes_for true v))))
               (fun v => negb (Nat.ltb (w + votes_for false v) (S c + votes_for true v)))),
      (prob_ext true r (fun v => negb (Nat.ltb (w + (1 + votes_for false v)) (c + (0 + votes_for true v))))
               (fun v => negb (Nat.ltb (S w + votes_for false v) (c + votes_for true v)))),
      (prob_ext false r (fun v => Nat.ltb (w + (0 + votes_for false v)) (c + (1 + votes_for true v)))
               (fun v => Nat.ltb (w + votes_for false v) (S c + votes_for true v))),
      (prob_ext false r (fun v => Nat.ltb (w + (1 + votes_for false v)) (c + (0 + votes_for true v)))
               (fun v => Nat.ltb (S w + votes_for false v) (c + votes_for true v)));
      [cbn [pow]; ring|intros v _; cbn [Nat.add]; now rewrite ?Nat.add_succ_r..].
Qed.

Theorem no_rule_is_better m rule :
  2 * fail (2 * m + 1) 0 0 <= prob true (2 * m + 1) (fun v => negb (rule v)) + prob false (2 * m + 1) rule.
Proof.
  pose proof (every_rule (2 * m + 1) 1 1 rule) as E. pose proof (attained (2 * m + 1) 0 0) as A.
  rewrite !pow_O, !Rmult_1_l in A. rewrite A in E.
  pose proof (majority_fails true m) as T. pose proof (majority_fails false m) as F. unfold majority in T, F.
  rewrite (prob_ext true _ _ (fun v => negb (Nat.ltb (0 + votes_for false v) (0 + votes_for true v)))) in T
    by (intros v _; rewrite !Nat.add_0_l; now destruct (Nat.ltb (votes_for false v) (votes_for true v))).
  rewrite (prob_ext false _ _ (fun v => Nat.ltb (0 + votes_for false v) (0 + votes_for true v))) in F
    by (intros v _; rewrite !Nat.add_0_l; now destruct (Nat.ltb (votes_for false v) (votes_for true v))).
  rewrite T, F in E. lra.
Qed.

(* So two votes more do no harm: to leave them aside is a rule as well. *)
Corollary more_votes_help m : fail (2 * m + 3) 0 0 <= fail (2 * m + 1) 0 0.
Proof.
  pose proof (no_rule_is_better (S m) (fun v => majority (tl (tl v)))) as E.
  pose proof (majority_fails true m) as T. pose proof (majority_fails false m) as F.
  rewrite (prob_ext true _ _ (fun v => negb (majority v))) in T by (intros v _; now destruct (majority v)).
  rewrite (prob_ext false _ _ (fun v => majority v)) in F by (intros v _; now destruct (majority v)).
  replace (2 * S m + 1)%nat with (S (S (2 * m + 1))) in E by lia. cbn [prob tl] in E. rewrite T, F in E.
  replace (2 * m + 3)%nat with (S (S (2 * m + 1))) by lia. lra.
Qed.

(* For one of the two answers. *)
Corollary every_rule_fails m rule : fail (2 * m + 1) 0 0 <= prob true (2 * m + 1) (fun v => negb (rule v))
  \/ fail (2 * m + 1) 0 0 <= prob false (2 * m + 1) rule.
Proof. pose proof (no_rule_is_better m rule). lra. Qed.
End Votes.

(* Votes that are wrong half of the time: no number of them helps. *)
Lemma all_events eta b r e : prob eta b r e + prob eta b r (fun v => negb (e v)) = 1.
Proof.
  revert e. induction r as [|r IH]; intros e; cbn [prob]; [destruct (e []); cbn; ring|].
  pose proof (IH (fun v => e (b :: v))). pose proof (IH (fun v => e (negb b :: v))). nra.
Qed.

Lemma no_difference r e : prob (1 / 2) false r e = prob (1 / 2) true r e.
Proof. revert e. induction r as [|r IH]; intros e; cbn [prob negb]; [reflexivity|]. rewrite !IH. lra. Qed.

Theorem fair_votes_do_not_help m : fail (1 / 2) (2 * m + 1) 0 0 = 1 / 2.
Proof.
  pose proof (majority_fails (1 / 2) true m) as T. pose proof (majority_fails (1 / 2) false m) as F.
  rewrite no_difference in F. pose proof (all_events (1 / 2) true (2 * m + 1) (fun v => majority v)) as A.
  rewrite (prob_ext _ true _ _ (fun v => negb (majority v))) in T by (intros v _; now destruct (majority v)).
  rewrite (prob_ext _ true _ _ (fun v => majority v)) in F by (intros v _; now destruct (majority v)). lra.
Qed.
