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
From qlearn.reductions Require Import sign examples.
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

(* At most q equivalence queries, whatever true counterexamples it is told; what it ends with by itself is accurate. *)
Fixpoint sound (q : nat) (d : inner) : Prop :=
  match d, q with
  | Done h, _ => error law target h <= eps
  | Ask _ _, O => False
  | Ask h next, S q' => forall x, wrong target h x = true -> sound q' (next (x, target x))
  end.

(* ---- every run ----------------------------------------------------------------------------------------------- *)
(* [run i d n h]: from the i-th query on, n examples are drawn, and h is returned. *)
Inductive run : nat -> inner -> nat -> hypothesis -> Prop :=
| by_itself i h : run i (Done h) 0 h
| passed i h next xs : length xs = draws eps delta i -> find (wrong target h) xs = None ->
    run i (Ask h next) (draws eps delta i) h
| contradicted i h next xs x n r : length xs = draws eps delta i -> find (wrong target h) xs = Some x ->
    run (S i) (next (x, target x)) n r -> run i (Ask h next) (draws eps delta i + n) r.

Definition bound (q : nat) : nat := list_sum (map (draws eps delta) (seq 1 q)).

Theorem drawn_at_most q d n h : sound q d -> run 1 d n h -> (n <= bound q)%nat.
Proof.
  unfold bound. generalize 1%nat as i. intros i S R. revert q S.
  induction R as [i h|i h next xs L F|i h next xs x n r L F R IH]; intros q S.
  - lia.
  - destruct q as [|q]; [destruct S|]. cbn. lia.
  - destruct q as [|q]; [destruct S|]. cbn [seq map list_sum fold_right]. apply Nat.add_le_mono_l. apply IH.
    apply S. now apply find_some in F.
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
    assert (Later : forall xs x, find (wrong target h) xs = Some x ->
      failure (1 + i) (next (x, target x)) <= shares delta (1 + i) q).
    { intros xs x F. apply IH. apply S. now apply find_some in F. }
    pose proof (shares_positive (1 + i) q) as P. cbn [Nat.add] in Later, P. unfold bad.
    destruct (Rlt_dec eps (error law target h)) as [B|G].
    + pose proof (passes law not_negative sums_to_one target eps delta i h eps_range delta_positive B) as Pass.
      fold m in Pass. apply Rle_trans with (mean_of law m (fun xs =>
        indicator (forallb (fun x => negb (wrong target h x)) xs) + shares delta (1 + i) q)).
      * apply mean_of_le; [exact not_negative|]. intros xs. destruct (find (wrong target h) xs) as [x|] eqn:F.
        -- specialize (Later xs x F). cbn [Nat.add]. unfold indicator. destruct (forallb _ xs); lra.
        -- rewrite none_found by exact F. cbn. lra.
      * rewrite mean_of_plus, mean_of_constant by exact sums_to_one. cbn [Nat.add]. lra.
    + apply Rle_trans with (shares delta (1 + i) q).
      * rewrite <- (mean_of_constant law sums_to_one m). apply mean_of_le; [exact not_negative|]. intros xs.
        destruct (find (wrong target h) xs) as [x|] eqn:F; [exact (Later xs x F)|]. cbn [Nat.add indicator]. lra.
      * assert (0 < delta / 2 ^ i) by (apply Rdiv_lt_0_compat; [exact delta_positive|apply pow_lt; lra]).
        cbn [Nat.add]. lra.
Qed.

(* The theorem. *)
Theorem probably_accurate q d : sound q d -> failure 1 d < delta.
Proof.
  intros S. apply Rle_lt_trans with (1 := failure_at_most 1 q d S). now apply shares_below.
Qed.
End Sampling.
