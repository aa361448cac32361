(* Equivalence queries answered by random examples (Angluin 1988).

   Python:  qlearn/reductions/sampling.py; for the i-th equivalence query, i = 1, 2, ..., it draws
            draws(i) = ceil((ln(1/delta) + i ln 2)/eps) examples.  The first hypothesis that its examples do not
            contradict is returned; else the first contradiction is the counterexample.
   Theorem: let the inner learner ask at most q equivalence queries whatever true counterexamples it gets, and let what
            it returns by itself have error at most eps.  Then at most draws(1) + ... + draws(q) examples are drawn
            (drawn_at_most), and the hypothesis returned has error above eps with probability below delta
            (probably_accurate).
   Idea:    a hypothesis of error above eps is not contradicted by its examples with probability at most delta/2^i.
            The hypotheses may depend on the examples before: what can happen is summed one query after another.
   Model:   the law of examples.v: independent draws from finitely many points with weights.
   Tight:   a learner whose q hypotheses are all wrong everywhere draws them all (all_are_drawn).
   Queries of other kinds pass through, and are left out here.
   Speaks for sampling.py.                                                                                         *)
From Coq Require Import Reals Lra List Lia.
From qlearn.finite Require Import dialogues.
From qlearn.finite Require equivalence_queries.
From qlearn.reductions Require Import examples.
From qlearn.boolean Require conjunctions elimination.
From qlearn.geometry Require vectors.
From qlearn.linear Require perceptron.
Import ListNotations.
Open Scope R_scope.

Section Sampling.
Context {X : Type}.
Variable law : list (X * R).
Hypothesis not_negative : forall x p, In (x, p) law -> 0 <= p.
Hypothesis sums_to_one : fold_right (fun xp s => snd xp + s) 0 law = 1.
Variables (target : X -> bool) (eps delta : R).
Hypothesis eps_range : 0 < eps <= 1.
Hypothesis delta_positive : 0 < delta.

Notation hypothesis := (X -> bool).
(* The inner learner asks about hypotheses, and is told counterexamples with their labels. *)
Notation inner := (dialogue hypothesis (X * bool) hypothesis).

(* At most q equivalence queries, whatever true counterexamples of the law it is told; and what it ends with by
   itself is accurate. *)
Fixpoint sound (q : nat) (d : inner) : Prop :=
  match d, q with
  | Done h, _ => error law target h <= eps
  | Ask _ _, O => False
  | Ask h next, S q' => forall x, possible law x -> wrong target h x = true -> sound q' (next (x, target x))
  end.

(* ---- every run ----------------------------------------------------------------------------------------------- *)
(* [run i d n h]: from the i-th query on, n examples are drawn, and h is returned. *)
Inductive run : nat -> inner -> nat -> hypothesis -> Prop :=
| by_itself i h : run i (Done h) 0 h
| passed i h next xs : length xs = draws eps delta i -> find (wrong target h) xs = None ->
    run i (Ask h next) (draws eps delta i) h
| contradicted i h next xs x n r : length xs = draws eps delta i -> Forall (possible law) xs ->
    find (wrong target h) xs = Some x -> run (S i) (next (x, target x)) n r ->
    run i (Ask h next) (draws eps delta i + n) r.

Lemma found_possible h xs x : Forall (possible law) xs -> find (wrong target h) xs = Some x ->
  possible law x /\ wrong target h x = true.
Proof.
  intros F E. apply find_some in E. destruct E as [I E]. split; [|exact E].
  exact (proj1 (Forall_forall _ _) F x I).
Qed.

Definition bound (q : nat) : nat := list_sum (map (draws eps delta) (seq 1 q)).

Theorem drawn_at_most q d n h : sound q d -> run 1 d n h -> (n <= bound q)%nat.
Proof.
  unfold bound. generalize 1%nat as i. intros i S R. revert q S.
  induction R as [i h|i h next xs L F|i h next xs x n r L P F R IH]; intros q S.
  - lia.
  - destruct q as [|q]; [destruct S|]. cbn. lia.
  - destruct q as [|q]; [destruct S|]. cbn [seq map list_sum fold_right]. apply Nat.add_le_mono_l. apply IH.
    destruct (found_possible h xs x P F). now apply S.
Qed.

(* ---- the probability ----------------------------------------------------------------------------------------- *)
(* Whether an error is above eps. *)
Definition bad (h : hypothesis) : bool := if Rlt_dec eps (error law target h) then true else false.

(* From the i-th query on: with what probability the hypothesis returned is bad. *)
Fixpoint failure (i : nat) (d : inner) : R :=
  match d with
  | Done h => indicator (bad h)
  | Ask h next => mean_of law (draws eps delta i) (fun xs =>
      match find (wrong target h) xs with None => indicator (bad h) | Some x => failure (S i) (next (x, target x)) end)
  end.

Lemma shares_positive i k : 0 <= shares delta i k.
Proof.
  revert i. induction k as [|k IH]; intros i; cbn [shares]; [lra|]. specialize (IH (S i)).
  assert (0 < delta / 2 ^ i) by (apply Rdiv_lt_0_compat; [exact delta_positive|apply pow_lt; lra]). lra.
Qed.

Lemma none_found (f : X -> bool) xs : find f xs = None -> forallb (fun x => negb (f x)) xs = true.
Proof. induction xs as [|x xs IH]; cbn; [reflexivity|]. destruct (f x); [discriminate|exact IH]. Qed.

Lemma failure_at_most i q d : sound q d -> failure i d <= shares delta i q.
Proof.
  revert i q. induction d as [h|h next IH]; intros i q S; cbn [failure].
  - assert (error law target h <= eps) by (destruct q; exact S). unfold bad.
    destruct (Rlt_dec eps (error law target h)); [lra|]. apply shares_positive.
  - destruct q as [|q]; [destruct S|]. cbn [shares]. set (m := draws eps delta i).
    assert (Later : forall xs x, Forall (possible law) xs -> find (wrong target h) xs = Some x ->
      failure (1 + i) (next (x, target x)) <= shares delta (1 + i) q).
    { intros xs x A F. destruct (found_possible h xs x A F). now apply IH, S. }
    pose proof (shares_positive (1 + i) q) as P. cbn [Nat.add] in Later, P. unfold bad.
    destruct (Rlt_dec eps (error law target h)) as [B|G].
    + pose proof (passes law not_negative sums_to_one target eps delta i h eps_range delta_positive B) as Pass.
      fold m in Pass. apply Rle_trans with (mean_of law m (fun xs =>
        indicator (forallb (fun x => negb (wrong target h x)) xs) + shares delta (1 + i) q)).
      * apply mean_of_le; [exact not_negative|]. intros xs A. destruct (find (wrong target h) xs) as [x|] eqn:F.
        -- specialize (Later xs x A F). cbn [Nat.add]. unfold indicator. destruct (forallb _ xs); lra.
        -- rewrite none_found by exact F. cbn. lra.
      * rewrite mean_of_plus, mean_of_constant by exact sums_to_one. cbn [Nat.add]. lra.
    + apply Rle_trans with (shares delta (1 + i) q).
      * rewrite <- (mean_of_constant law sums_to_one m). apply mean_of_le; [exact not_negative|]. intros xs A.
        destruct (find (wrong target h) xs) as [x|] eqn:F; [exact (Later xs x A F)|]. cbn [Nat.add indicator]. lra.
      * assert (0 < delta / 2 ^ i) by (apply Rdiv_lt_0_compat; [exact delta_positive|apply pow_lt; lra]).
        cbn [Nat.add]. lra.
Qed.

(* The theorem. *)
Theorem probably_accurate q d : sound q d -> failure 1 d < delta.
Proof.
  intros S. apply Rle_lt_trans with (1 := failure_at_most 1 q d S). now apply shares_below.
Qed.

(* It can fail: a hypothesis of error above eps, but not wrong everywhere, may be the first to pass. *)
Lemma failure_not_negative i d : 0 <= failure i d.
Proof.
  revert i. induction d as [h|h next IH]; intros i; cbn [failure]; [unfold indicator; destruct (bad h); lra|].
  rewrite <- (mean_of_constant law sums_to_one (draws eps delta i) 0). apply mean_of_le; [exact not_negative|].
  intros xs _. destruct (find (wrong target h) xs); [apply IH|]. unfold indicator. destruct (bad h); lra.
Qed.

Theorem may_fail h next : eps < error law target h < 1 -> 0 < failure 1 (Ask h next).
Proof.
  intros B. apply Rlt_le_trans with ((1 - error law target h) ^ draws eps delta 1); [apply pow_lt; lra|].
  rewrite <- (passes_exactly law sums_to_one). cbn [failure]. apply mean_of_le; [exact not_negative|]. intros xs _.
  assert (forall ys, forallb (fun x => negb (wrong target h x)) ys = true -> find (wrong target h) ys = None) as N.
  { induction ys as [|y ys IH]; cbn; [reflexivity|]. destruct (wrong target h y); [discriminate|exact IH]. }
  destruct (forallb (fun x => negb (wrong target h x)) xs) eqn:F.
  - rewrite (N xs F). unfold bad. destruct (Rlt_dec eps (error law target h)); [cbn; lra|lra].
  - cbn [indicator]. destruct (find _ xs); [apply failure_not_negative|]. unfold indicator. destruct (bad h); lra.
Qed.

(* ---- the number is attained ---------------------------------------------------------------------------------- *)
(* A learner that asks q times about the negation of the target. *)
Fixpoint stubborn (q : nat) : inner :=
  match q with O => Done target | S q' => Ask (fun x => negb (target x)) (fun _ => stubborn q') end.

Lemma error_of_target : error law target target = 0.
Proof.
  transitivity (mean law (fun _ => 0)); [|now apply mean_constant]. apply mean_ext. intros x. unfold wrong.
  now destruct (target x).
Qed.

Lemma drawn_from i q : delta <= 1 -> (1 <= i)%nat ->
  run i (stubborn q) (list_sum (map (draws eps delta) (seq i q))) target.
Proof.
  intros D. revert i. induction q as [|q IH]; intros i I; [constructor|]. cbn [seq map list_sum fold_right stubborn].
  assert (exists x, possible law x) as [x P].
  { destruct law as [|[x p] l]; [cbn in sums_to_one; lra|]. exists x. now left. }
  pose proof (draws_positive eps delta i ltac:(lra) ltac:(lra) I) as M.
  apply contradicted with (xs := repeat x (draws eps delta i)) (x := x); [apply repeat_length| | |apply IH; lia].
  - apply Forall_forall. intros y Y. apply repeat_spec in Y. now subst.
  - destruct (draws eps delta i); [lia|]. cbn. unfold wrong. destruct (target x); reflexivity.
Qed.

Theorem all_are_drawn q : delta <= 1 -> sound q (stubborn q) /\ run 1 (stubborn q) (bound q) target.
Proof.
  intros D. split; [|apply drawn_from; lia || lra].
  induction q as [|q IH]; cbn; [rewrite error_of_target; lra|]. intros x _ _. exact IH.
Qed.
End Sampling.

(* ---- learners by counterexamples ----------------------------------------------------------------------------- *)
(* Their hypothesis depends on the counterexamples told, as in equivalence_queries.v; they ask at most q times. *)
Section Learners.
Context {Point : Type}.
Variable Domain : Point -> Prop.

Fixpoint asks (q : nat) (L : equivalence_queries.learner Point) (told : list (Point * bool)) :
  dialogue (Point -> bool) (Point * bool) (Point -> bool) :=
  match q with O => Done (L told) | S q' => Ask (L told) (fun example => asks q' L (example :: told)) end.

(* If fewer than q counterexamples can be met, q queries are enough. *)
Lemma asks_sound law target eps L most : (forall x, possible law x -> Domain x) ->
  (forall told, equivalence_queries.run Domain L target told -> (length told + 1 <= most)%nat) ->
  sound law target eps most (asks most L []).
Proof.
  intros Points B. enough (forall q told, equivalence_queries.run Domain L target told ->
    (length told + q = most)%nat -> sound law target eps q (asks q L told)) as H
    by (apply H; [constructor|reflexivity]).
  induction q as [|q IH]; intros told R E; cbn [asks sound].
  - specialize (B told R). lia.
  - intros x P Wx. apply IH; [|cbn [length]; lia].
    apply equivalence_queries.counterexample; [exact R|now apply Points|].
    unfold wrong in Wx. intros Q. rewrite Q in Wx. now destruct (target x).
Qed.

Theorem by_samples law target eps delta L most (d := asks most L []) :
  (forall x p, In (x, p) law -> 0 <= p) -> fold_right (fun xp s => snd xp + s) 0 law = 1 ->
  (forall x, possible law x -> Domain x) -> 0 < eps <= 1 -> 0 < delta ->
  (forall told, equivalence_queries.run Domain L target told -> (length told + 1 <= most)%nat) ->
  failure law target eps delta 1 d < delta
  /\ forall m h, run law target eps delta 1 d m h -> (m <= bound eps delta most)%nat.
Proof.
  intros P One Points E D B. pose proof (asks_sound law target eps L most Points B) as S.
  split; [exact (probably_accurate law P One target eps delta E D most d S)|].
  intros m h R. exact (drawn_at_most law target eps delta most d m h S R).
Qed.
End Learners.

(* Conjunctions, and half-spaces with a margin: the compositions that Python shows. *)
Theorem elimination_by_samples law n target eps delta (L := elimination.elimination n) :
  (forall x p, In (x, p) law -> 0 <= p) -> fold_right (fun xp s => snd xp + s) 0 law = 1 ->
  (forall x, possible law x -> length x = n) -> length target = n -> 0 < eps <= 1 -> 0 < delta ->
  let f := conjunctions.accepts target in let d := asks (elimination.bound n) L [] in
  failure law f eps delta 1 d < delta
  /\ forall m h, run law f eps delta 1 d m h -> (m <= bound eps delta (n + 1))%nat.
Proof.
  intros P One Points T E D f d. apply (by_samples (fun x => length x = n)); auto.
  intros told R. exact (elimination.run_bound n target told T R).
Qed.

Theorem perceptron_by_samples law (X : list R -> Prop) w r g eps delta :
  (forall x p, In (x, p) law -> 0 <= p) -> fold_right (fun xp s => snd xp + s) 0 law = 1 ->
  (forall x, possible law x -> X x) -> 0 < g -> perceptron.margin w X r g -> 0 < eps <= 1 -> 0 < delta ->
  let f := vectors.label w in let most := (perceptron.mistakes r g + 1)%nat in
  let d := asks most perceptron.perceptron [] in
  failure law f eps delta 1 d < delta /\ forall m h, run law f eps delta 1 d m h -> (m <= bound eps delta most)%nat.
Proof.
  intros P One Points G M E D f most d. apply (by_samples X); auto.
  intros told H. exact (perceptron.run_bound w X r g told G M H).
Qed.
