(* Softmax models from their confidences (Tramer et al. 2016).

   A softmax model of K classes is K affine functions z_k(x) = W_k.x + b_k; the confidence in class k is
   exp(z_k)/(exp(z_1) + ... + exp(z_K)).

   Python:  bounds: exactly d + 1 vectors of confidences, whatever K; lower: d + 1
   Theorem: exactly d + 1 vectors are asked, and the result is the target in its normal form, where the last class
            has weights 0; EVERY learner that finds all models of K >= 2 classes so asks d + 1 vectors of every one.
   Idea:    ln p_k - ln p_K = z_k - z_K, since the sum cancels: it is affine.  All K - 1 of these are read off the
            same answers (fit_finds in equation_solving.v).  Where d points leave two affine functions with the
            same values (another_fits there), they leave two models with the same confidences.
   Tight:   upper and lower bound are equal.
   Confidences are exact real numbers here; what rounding does to them is not modelled.
   Speaks for softmax.py (qlearn/learners/linear/softmax.py); logistic.v goes on from here.                      *)
From Coq Require Import Reals Lra List Lia.
From qlearn.finite Require Import lists dialogues.
From qlearn.linear Require Import kernel equation_solving.
Import ListNotations.
Open Scope R_scope.

(* The real numbers, as a field of kernel.v. *)
Definition reals : field := {| laws := Rfield; equal := Req_EM_T |}.

Notation vector := (list reals).
Notation model := (list (vector * reals)).     (* one affine function for each class *)

Definition logits (m : model) (x : vector) : list R := map (fun f => value f x) m.
Definition total (l : list R) : R := fold_right Rplus 0 l.
Definition softmax (z : list R) : list R := map (fun a => exp a / total (map exp z)) z.
Definition confidences (m : model) (x : vector) : list R := softmax (logits m x).

Definition log_ratios (p : list R) : list R := map (fun a => ln a - ln (last p 1)) p.

(* ---- log ratios are affine ----------------------------------------------------------------------------------- *)
Lemma total_positive z : z <> [] -> 0 < total (map exp z).
Proof.
  assert (forall l, 0 <= total (map exp l)) as N.
  { induction l as [|a l IH]; cbn; [lra|]. pose proof (exp_pos a). unfold total in IH. lra. }
  destruct z as [|a z]; [contradiction|]. intros _. cbn. pose proof (exp_pos a). pose proof (N z) as Z.
  unfold total in Z. lra.
Qed.

Lemma last_map {X Y} (f : X -> Y) l x y : l <> [] -> last (map f l) y = f (last l x).
Proof.
  induction l as [|a [|b l] IH]; intros N; [contradiction|reflexivity|]. cbn [map last] in *. now apply IH.
Qed.

(* The sum cancels. *)
Theorem log_ratio z : z <> [] -> log_ratios (softmax z) = map (fun a => a - last z 0) z.
Proof.
  intros N. unfold log_ratios. unfold softmax at 1 2. rewrite map_map. apply map_ext. intros a.
  rewrite (last_map (fun a => exp a / total (map exp z)) z 0 1 N). pose proof (total_positive z N) as P.
  assert (Q : forall b, ln (exp b / total (map exp z)) = b - ln (total (map exp z))).
  { intros b. unfold Rdiv. rewrite ln_mult, ln_exp, ln_Rinv by (try apply exp_pos; try apply Rinv_0_lt_compat; exact P).
    ring. }
  rewrite !Q. ring.
Qed.

(* Adding s to every logit changes no confidence. *)
Theorem gauge s z : z <> [] -> softmax (map (fun a => a + s) z) = softmax z.
Proof.
  intros N. unfold softmax. rewrite map_map. apply map_ext. intros a. pose proof (total_positive z N) as P.
  assert (total (map exp (map (fun a => a + s) z)) = exp s * total (map exp z)) as ->.
  { clear N P. induction z as [|b z IH]; cbn; [ring|]. unfold total in IH. rewrite IH, exp_plus. ring. }
  rewrite exp_plus. field. split; [lra|]. apply Rgt_not_eq, exp_pos.
Qed.

(* Adding to one logit alone does. *)
Theorem one_logit_counts : softmax [ln 2; 0] <> softmax [0; 0].
Proof.
  unfold softmax, total. cbn. rewrite exp_ln, exp_0 by lra. intros E. injection E as E _. lra.
Qed.

(* The normal form of Python's `Softmax.of`: the last class has weights and constant 0. *)
Definition minus (f g : vector * reals) : vector * reals := (plus (fst f) (scale (-1 : reals) (fst g)), snd f - snd g).
Definition normal (m : model) : model := map (fun f => minus f (last m ([], 0))) m.

Lemma value_minus f g x : value (minus f g) x = value f x - value g x.
Proof.
  unfold value, minus. cbn [fst snd]. rewrite plus_dot.
  assert (dot (scale (-1 : reals) (fst g)) x = - dot (fst g) x) as ->; [|unfold add; cbn; ring].
  unfold scale. revert x. induction (fst g) as [|a u IH]; intros [|b x]; unfold zero, add, mul in *; cbn in *; try ring.
  rewrite IH. ring.
Qed.

Theorem log_ratios_are_affine m x : m <> [] -> log_ratios (confidences m x) = logits (normal m) x.
Proof.
  intros N. unfold confidences. rewrite log_ratio.
  - unfold logits, normal. rewrite !map_map. apply map_ext. intros f.
    rewrite (last_map _ m ([], 0) 0 N). symmetry. apply value_minus.
  - unfold logits. destruct m; [contradiction|discriminate].
Qed.

(* It is the same model. *)
Theorem normal_is_the_same m x : m <> [] -> confidences (normal m) x = confidences m x.
Proof.
  intros N. unfold confidences. rewrite <- (gauge (- value (last m ([], 0)) x) (logits m x)).
  - f_equal. unfold logits, normal. rewrite !map_map. apply map_ext. intros f. rewrite value_minus. ring.
  - unfold logits. destruct m; [contradiction|discriminate].
Qed.

(* ---- the learner --------------------------------------------------------------------------------------------- *)
Definition learner (d K : nat) (c h : vector) : dialogue vector (list R) model :=
  Ask c (fun p0 => bind (each (fun i => Ask (corner c h i) Done) (seq 0 d)) (fun ps =>
  Done (map (fun k => fit c h (nth k (log_ratios p0) 0) (map (fun p => nth k (log_ratios p) 0) ps)) (seq 0 K)))).

Definition bound (d : nat) : nat := d + 1.
Definition lower (d : nat) : nat := d + 1.

(* Exactly d + 1 vectors, whatever K and the answers. *)
Theorem run_bound (teacher : vector -> list R) d K c h : count teacher (learner d K c h) = bound d.
Proof.
  unfold learner, bound. rewrite count_ask, count_bind, count_each_once, seq_length by reflexivity.
  unfold count. cbn. lia.
Qed.

(* K classes over R^d. *)
Definition is_model (d K : nat) (m : model) : Prop := length m = K /\ forall f, In f m -> length (fst f) = d.

Lemma length_minus d f g : length (fst f) = d -> length (fst g) = d -> length (fst (minus f g)) = d.
Proof. intros A B. unfold minus, scale. cbn [fst]. rewrite plus_length; rewrite ?map_length; congruence. Qed.
Lemma last_in {X} (l : list X) x : l <> [] -> In (last l x) l.
Proof. induction l as [|a [|b l] IH]; intros N; [contradiction|now left|]. right. now apply IH. Qed.


Theorem found d K c h m : (1 <= K)%nat -> is_model d K m -> (forall i, (i < d)%nat -> nth i h 0 <> 0) ->
  output (confidences m) (learner d K c h) = normal m.
Proof.
  intros P [EK Ed] H. assert (N : m <> []) by (intros ->; cbn in EK; lia).
  unfold learner. cbn [output]. rewrite output_bind, output_each. cbn [output].
  rewrite <- (entries (normal m) ([], 0)).
  assert (length (normal m) = K) as -> by (unfold normal; now rewrite map_length).
  apply map_ext_in. intros k I. apply in_seq in I. rewrite map_map.
  set (f := nth k (normal m) ([], 0)).
  assert (R : forall x, nth k (log_ratios (confidences m x)) 0 = value f x).
  { intros x. rewrite log_ratios_are_affine by exact N. unfold logits.
    rewrite nth_indep with (d' := value (F := reals) ([], 0) x) by (unfold normal; rewrite !map_length; lia).
    apply (map_nth (fun f => value f x)). }
  rewrite R, (map_ext _ (fun i => value f (corner c h i))) by (intros i; apply R).
  apply fit_finds; [|exact H]. unfold f, normal.
  rewrite nth_indep with (d' := minus ([], 0) (last m ([], 0))) by (rewrite map_length; lia).
  rewrite (map_nth (fun f => minus f (last m ([], 0)))).
  apply length_minus; apply Ed; [apply nth_In; lia|now apply last_in].
Qed.

(* ---- every learner ------------------------------------------------------------------------------------------- *)
Definition finds_all (d K : nat) (L : dialogue vector (list R) model) : Prop :=
  forall m, is_model d K m -> output (confidences m) L = normal m.

(* Every learner, and every model; in particular a constant one. *)
Theorem every_learner_asks d K L m : (2 <= K)%nat -> finds_all d K L -> is_model d K m ->
  (lower d <= count (confidences m) L)%nat.
Proof.
  intros P A M. pose proof M as [EK Ed]. apply Nat.nlt_ge. intros C. unfold lower, count in C.
  destruct m as [|f [|f' m]]; cbn in EK; try lia.
  destruct (another_fits d f (asked (confidences (f :: f' :: m)) L) (Ed f (or_introl eq_refl)) ltac:(lia))
    as (g & G & N & Same).
  assert (M' : is_model d K (g :: f' :: m)).
  { split; [exact EK|]. intros u [<-|I]; [exact G|]. apply Ed. now right. }
  destruct (same_run (confidences (f :: f' :: m)) (confidences (g :: f' :: m)) L) as [O _].
  - intros x I. unfold confidences, logits. cbn [map]. now rewrite (Same x I).
  - rewrite (A _ M), (A _ M') in O. unfold normal in O. cbn [map last] in O. injection O as W B.
    apply N. destruct f as [w b], g as [v a]. cbn [fst snd] in *. f_equal.
    + symmetry. apply (plus_cancel w v _ (eq_trans (Ed _ (or_introl eq_refl)) (eq_sym G)) W).
    + cbn in B. lra.
Qed.

Corollary one_fewer_is_not_enough d K L m : (2 <= K)%nat -> finds_all d K L -> is_model d K m ->
  ~ (count (confidences m) L <= d)%nat.
Proof. intros P A M C. pose proof (every_learner_asks d K L m P A M) as H. unfold lower in H. lia. Qed.

(* And d + 1 are enough. *)
Corollary enough d K : (1 <= K)%nat -> exists L, finds_all d K L /\ forall t, count t L = (d + 1)%nat.
Proof.
  intros P. exists (learner d K [] (repeat 1 d)). split; [|intros t; apply run_bound]. intros m M.
  apply found; [exact P|exact M|]. intros i I. rewrite nth_indep with (d' := 1) by now rewrite repeat_length.
  rewrite nth_repeat. exact R1_neq_R0.
Qed.
