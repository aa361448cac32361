(* Logistic models from their confidences (Tramer et al. 2016).

   A logistic model has the confidences 1 - p and p, where p = 1/(1 + exp(-w.x - b)).

   Python:  bounds: exactly d + 1 pairs of confidences, lower: d + 1; and qlearn/reductions/logit.py, which tells a
            learner of affine functions the logit ln(p/(1 - p)) for each value that it wants
   Theorem: the model is a softmax model of two classes, and the learner of softmax.v finds it from d + 1 pairs;
            a learner of affine functions that is told logits asks as often and ends as if it were told w.x + b;
            EVERY learner that finds all logistic models asks d + 1 pairs of every one of them.
   Idea:    the logit is w.x + b.
   Tight:   upper and lower bound are equal.
   Confidences are exact real numbers here; what rounding does to them is not modelled.
   Speaks for logistic.py (qlearn/learners/linear/logistic.py), reductions/logit.py (qlearn/reductions/logit.py).   *)
From Coq Require Import Reals Lra List Lia.
From qlearn.finite Require Import dialogues.
From qlearn.linear Require Import kernel equation_solving softmax.
Import ListNotations.
Open Scope R_scope.

Definition logistic (f : vector * reals) (x : vector) : list R :=
  let p := / (1 + exp (- value f x)) in [1 - p; p].

(* Their logit is affine. *)
Definition logit (p : list R) : R := ln (nth 1 p 0) - ln (nth 0 p 0).

Theorem logit_is_affine f x : logit (logistic f x) = value f x.
Proof.
  unfold logit, logistic. cbn [nth]. set (z := value f x). pose proof (exp_pos (- z)) as P.
  replace (1 - / (1 + exp (- z))) with (exp (- z) * / (1 + exp (- z))) by (field; lra).
  rewrite ln_mult, ln_exp by (try apply Rinv_0_lt_compat; lra). ring.
Qed.

(* The logarithm of p alone is not. *)
Theorem the_logarithm_alone_is_not f x : ln (nth 1 (logistic f x) 0) <> value f x.
Proof.
  unfold logistic. cbn [nth]. set (z := value f x). pose proof (exp_pos (- z)) as P. intros E.
  assert (Q : exp z = / (1 + exp (- z))) by (rewrite <- E at 1; apply exp_ln, Rinv_0_lt_compat; lra).
  assert (S : exp z * (1 + exp (- z)) = 1) by (rewrite Q; field; lra).
  pose proof (exp_pos z). assert (exp z * exp (- z) = 1) by (rewrite <- exp_plus, Rplus_opp_r; apply exp_0). lra.
Qed.

(* It is the softmax of two classes, -w.x - b and 0. *)
Definition nothing (d : nat) : vector * reals := (repeat 0 d, 0).
Definition two_classes (d : nat) (f : vector * reals) : model := [minus (nothing d) f; nothing d].

Theorem logistic_is_softmax d f x : confidences (two_classes d f) x = logistic f x.
Proof.
  unfold confidences, logits, two_classes, softmax. cbn [map]. rewrite value_minus.
  assert (value (nothing d) x = 0) as ->.
  { unfold value, nothing. cbn [fst snd]. pose proof (dot_zeros (F := reals) d x) as Z.
    cbn in Z. rewrite Z. cbn. ring. }
  unfold logistic, total. cbn [fold_right map]. rewrite exp_0. set (z := value f x).
  replace (0 - z) with (- z) by ring. pose proof (exp_pos (- z)).
  f_equal; [field; lra|]. f_equal. field. lra.
Qed.

(* And not that of w.x + b and 0. *)
Theorem not_turned_round : confidences [([], ln 2); nothing 0] [] <> logistic ([], ln 2) [].
Proof.
  unfold confidences, logits, softmax, logistic, nothing, total. cbn. rewrite !Rplus_0_l, Rplus_0_r.
  rewrite exp_Ropp, exp_ln, exp_0 by lra. intros E. injection E as E _. lra.
Qed.

Theorem found_logistic d c h f : length (fst f) = d -> (forall i, (i < d)%nat -> nth i h 0 <> 0) ->
  output (logistic f) (learner d 2 c h) = two_classes d f.
Proof.
  intros E H. assert (Zd : length (fst (nothing d)) = d) by apply repeat_length.
  assert (M : is_model d 2 (two_classes d f)).
  { split; [reflexivity|]. intros g [<-|[<-|[]]]; [now apply length_minus|exact Zd]. }
  assert (Same : forall g, length (fst g) = d -> minus g (nothing d) = g).
  { intros [w b] W. unfold minus, nothing, scale. cbn [fst snd] in *. apply f_equal2; [|cbn; ring].
    rewrite <- W. clear. induction w as [|a w IH]; [reflexivity|].
    cbn [length repeat map plus]. rewrite IH. apply f_equal2; [cbn; ring|reflexivity]. }
  rewrite (proj1 (same_run _ (confidences (two_classes d f)) _ (fun x _ => eq_sym (logistic_is_softmax d f x)))).
  rewrite (found d 2 c h _ ltac:(lia) M H). unfold normal, two_classes. cbn [map last].
  now rewrite !Same by first [exact Zd | now apply length_minus].
Qed.

(* Every learner of logistic models, in whatever form it gives the result. *)
Theorem every_logistic_learner_asks {O} d (L : dialogue vector (list R) O) (read : O -> vector * reals) f :
  (forall g, length (fst g) = d -> read (output (logistic g) L) = g) -> length (fst f) = d ->
  (lower d <= count (logistic f) L)%nat.
Proof.
  intros A E. apply Nat.nlt_ge. intros C. unfold lower, count in C.
  destruct (another_fits d f (asked (logistic f) L) E ltac:(lia)) as (g & G & N & Same).
  destruct (same_run (logistic f) (logistic g) L) as [Q _].
  - intros x I. unfold logistic. now rewrite (Same x I).
  - apply (f_equal read) in Q. rewrite (A f E), (A g G) in Q. congruence.
Qed.

(* The reduction: a learner of affine functions is told logits. *)
Definition by_logits {O} (inner : dialogue vector R O) : dialogue vector (list R) O :=
  translated (fun x => x) (fun _ p => logit p) inner.

(* The result and the number of queries are those of the inner learner with the affine function. *)
Theorem logit_run {O} (inner : dialogue vector R O) f :
  output (logistic f) (by_logits inner) = output (value f) inner
  /\ count (logistic f) (by_logits inner) = count (value f) inner.
Proof.
  unfold by_logits, count. destruct (translated_run (fun x => x) (fun _ p => logit p) (logistic f) inner) as [-> ->].
  rewrite map_length. destruct (same_run (fun q => logit (logistic f q)) (value f) inner) as [-> ->]; [|now split].
  intros x _. apply logit_is_affine.
Qed.

(* With equation_solving.v inside: the target, for d + 1 pairs of confidences. *)
Corollary found_by_logits d c (h : vector) f : length (fst f) = d -> (forall i, (i < d)%nat -> nth i h 0 <> 0) ->
  let L := by_logits (equation_solving.learner d c h) in
  output (logistic f) L = f /\ count (logistic f) L = bound d.
Proof.
  intros E H L. destruct (logit_run (equation_solving.learner d c h) f) as [O C]. unfold L. rewrite O, C.
  split; [now apply equation_solving.found|apply equation_solving.run_bound].
Qed.
