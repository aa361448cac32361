(* How many labels a learner asks whose cuts halve a mass, or nearly.

   A measure of mass 1 lies on the directions: a law of w.  A cut leaves the part on one side or the rest, as the
   answer has it; it is fair to a if neither is more than (1 + a)/2 of what is left, 0 <= a < 1.
   Theorem (mass_left): after q fair cuts at most ((1 + a)/2)^q is left, whatever the answers.
   Theorem (labels): so while at least m is left, q <= lg(1/m)/(1 - lg(1 + a)).  With halves, a = 0, the count is
   lg(1/m): no more than the mass of the cell where the learner stops is worth in bits.
   Idea:    lg(2/(1 + a)) bits a label.
   Tight:   halves of 1 (labels_attained), for every q; and cuts fair to any a (mass_attained).
   Speaks for the first cuts of chart_box.py, at the medians of what the ratios' law is thought to be. *)
From Coq Require Import Reals Lra Psatz Lia.
From qlearn.linear Require Import shrinking logarithm.
Open Scope R_scope.

Definition fair (a whole part : R) : Prop := part <= (1 + a) / 2 * whole /\ whole - part <= (1 + a) / 2 * whole.

(* mass i is left after i cuts *)
Definition cut_fairly (a : R) (mass : nat -> R) (q : nat) : Prop := forall i, (i < q)%nat ->
  exists part, fair a (mass i) part /\ (mass (S i) = part \/ mass (S i) = mass i - part).

Lemma fair_shrinks a mass q : cut_fairly a mass q -> shrinks ((1 + a) / 2) mass q.
Proof. intros F i I. destruct (F i I) as (part & [A B] & [E|E]); rewrite E; assumption. Qed.

Theorem mass_left a mass q : 0 <= a < 1 -> mass 0%nat <= 1 -> cut_fairly a mass q -> mass q <= ((1 + a) / 2) ^ q.
Proof.
  intros A Start F. apply fair_shrinks in F. induction q as [|q IH]; [simpl; exact Start|].
  assert (mass q <= ((1 + a) / 2) ^ q) as H by (apply IH; intros i I; apply F; lia).
  apply Rle_trans with (1 := F q (Nat.lt_succ_diag_r q)). cbn [pow]. apply Rmult_le_compat_l; lra.
Qed.

Theorem labels a m mass q : 0 <= a < 1 -> 0 < m -> mass 0%nat <= 1 -> cut_fairly a mass q -> m <= mass q ->
  INR q <= lg (1 / m) / (1 - lg (1 + a)).
Proof.
  intros A M Start F Left. pose proof ln2 as L2. assert (ln (1 + a) < ln 2) by (apply ln_increasing; lra).
  pose proof (shrink_count ((1 + a) / 2) 1 m mass q ltac:(lra) M Start (fair_shrinks a mass q F) Left) as C.
  unfold lg. replace (ln (1 / m) / ln 2 / (1 - ln (1 + a) / ln 2)) with (ln (1 / m) / - ln ((1 + a) / 2)); [exact C|].
  unfold Rdiv at 3. rewrite ln_mult, ln_Rinv by lra. field. repeat split; lra.
Qed.

Theorem mass_attained a q : 0 <= a < 1 ->
  exists mass, mass 0%nat = 1 /\ cut_fairly a mass q /\ mass q = ((1 + a) / 2) ^ q.
Proof.
  intros A. exists (fun i => ((1 + a) / 2) ^ i). split; [reflexivity|]. split; [|reflexivity].
  intros i _. exists (((1 + a) / 2) ^ S i). split; [|left; reflexivity]. cbn [pow].
  assert (0 < ((1 + a) / 2) ^ i) by (apply pow_lt; lra). split; nra.
Qed.

(* With halves the number of labels is exactly the logarithm. *)
Theorem labels_attained q : exists m mass, 0 < m /\ mass 0%nat <= 1 /\ cut_fairly 0 mass q /\ m <= mass q /\
  INR q = lg (1 / m) / (1 - lg (1 + 0)).
Proof.
  destruct (mass_attained 0 q ltac:(lra)) as (mass & Start & F & End_). exists (mass q), mass.
  replace ((1 + 0) / 2) with (/ 2) in End_ by field. rewrite pow_inv in End_.
  assert (0 < mass q) by (rewrite End_; apply half_pow). repeat split; try lra; try assumption.
  rewrite lg_div by lra. rewrite End_, lg_pow. unfold lg. rewrite Rplus_0_r, ln_1. pose proof ln2. field. lra.
Qed.
