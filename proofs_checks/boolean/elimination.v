(* Conjunctions from counterexamples alone (Valiant 1984, Angluin 1988).

   The target is the AND of a set of the n variables.  The learner names a hypothesis; the teacher says yes, or
   gives a point where hypothesis and target differ.  The learner starts with all variables, and drops those
   that are 0 in the counterexample.

   Python:  bounds: n + 1 equivalence queries at most, lower: n + 1
   Theorem: there are at most n counterexamples, each of them a point that the target accepts; when none is left
            the hypothesis is the target, set for set; and EVERY learner that asks equivalence queries, whatever
            its hypotheses are, meets n counterexamples for some target.
   Idea:    the hypothesis contains the target, so a counterexample is rejected by the hypothesis only, and at
            least one of its variables is dropped.  For the lower bound the teacher contradicts the learner at the
            points with one zero: the n labels there are free, each choice of them is that of a conjunction.
   Also:    for conjunctions of literals, x_i or not x_i, see literals.v.
   Speaks for elimination.py (qlearn/learners/boolean/elimination.py).                                         *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists equivalence_queries.
From qlearn.boolean Require Import conjunctions.
Import ListNotations.

(* Learners with equivalence queries, and their runs over the points of n bits. *)
Notation learner := (equivalence_queries.learner point).
Notation run n := (equivalence_queries.run (fun x : point => length x = n%nat)).

(* ---- conjunctions ------------------------------------------------------------------------------------------ *)
(* The variables of keep that are 1 in x. *)
Fixpoint without_zeros (keep x : list bool) : list bool :=
  match keep, x with
  | k :: keep', b :: x' => (k && b) :: without_zeros keep' x'
  | _, _ => keep
  end.

Lemma without_length keep x : length (without_zeros keep x) = length keep.
Proof. revert x. induction keep as [|k keep IH]; intros [|b x]; cbn; auto. Qed.

(* If t is a part of h and the target t accepts x, then t is a part of what h keeps.  (A part: t has no variable
   that h has not, which is to say that the conjunction of t accepts the point h.) *)
Lemma part_kept t h x : length h = length t -> length x = length t ->
  accepts t h = true -> accepts t x = true -> accepts t (without_zeros h x) = true.
Proof.
  revert h x. induction t as [|k t IH]; intros [|c h] [|b x] Eh Ex H X; cbn in *; try discriminate; auto.
  apply andb_true_iff in H, X. apply andb_true_iff. split; [destruct k, c, b; tauto|]. apply IH; tauto || lia.
Qed.

(* A conjunction of more variables implies one of fewer. *)
Lemma part_implies t h x : length h = length t -> accepts t h = true -> accepts h x = true -> accepts t x = true.
Proof.
  revert h x. induction t as [|k t IH]; intros [|c h] [|b x] Eh H X; cbn in *; try discriminate; auto.
  apply andb_true_iff in H, X. apply andb_true_iff. split; [destruct k, c, b; tauto|]. apply (IH h); tauto || lia.
Qed.

(* A point that h rejects costs it a variable. *)
Lemma dropped h x : accepts h x = false -> size (without_zeros h x) < size h.
Proof.
  assert (forall h x, size (without_zeros h x) <= size h) as Le.
  { induction h0 as [|[] h0 IH]; intros [|[] y]; cbn; try lia; specialize (IH y); lia. }
  revert x. induction h as [|k h IH]; intros [|b x] H; cbn in *; try discriminate.
  specialize (Le h x). destruct k, b; cbn in *; try (specialize (IH x H)); lia.
Qed.

(* A part of each other: equal. *)
Lemma parts_equal t h : length h = length t -> accepts t h = true -> accepts h t = true -> h = t.
Proof.
  revert h. induction t as [|k t IH]; intros [|c h] E A B; cbn in *; try discriminate; auto.
  apply andb_true_iff in A, B. f_equal; [destruct k, c; cbn in *; intuition discriminate|apply IH; tauto || lia].
Qed.

Lemma part_of_itself t : accepts t t = true.
Proof. induction t as [|k t IH]; cbn; [reflexivity|]. rewrite IH. now destruct k. Qed.

(* ---- the algorithm, over N atoms; [spell x] says which of them are true at the point x ---------------------- *)
Fixpoint kept (N : nat) (spell : point -> list bool) (told : list (point * bool)) : list bool :=
  match told with
  | [] => repeat true N
  | (x, _) :: before => without_zeros (kept N spell before) (spell x)
  end.

Section Atoms.
Variables (n N : nat) (spell : point -> list bool) (target : list bool).
Hypothesis spell_length : forall x, length x = n -> length (spell x) = N.
Hypothesis target_length : length target = N.
Let f (x : point) : bool := accepts target (spell x).
Let L : learner := fun told x => accepts (kept N spell told) (spell x).

(* The target is a part of the hypothesis; every counterexample is accepted by the target and rejected by the
   hypothesis. *)
Lemma in_a_run told : run n L f told ->
  length (kept N spell told) = N /\ accepts target (kept N spell told) = true.
Proof.
  induction 1 as [|told x R [IHl IHp] Hx Hd]; cbn.
  - rewrite repeat_length, <- target_length. split; [reflexivity|apply part_of_all].
  - rewrite without_length. split; [exact IHl|]. apply part_kept; [lia|rewrite spell_length; auto|exact IHp|].
    unfold L, f in Hd. destruct (accepts target (spell x)) eqn:T; [reflexivity|].
    destruct (accepts (kept N spell told) (spell x)) eqn:H; [|congruence].
    rewrite (part_implies target (kept N spell told) _ ltac:(lia) IHp H) in T. discriminate.
Qed.

Lemma positive told x : run n L f told -> L told x <> f x -> f x = true /\ L told x = false.
Proof.
  intros R Hd. destruct (in_a_run told R) as [El P]. unfold L, f in *.
  destruct (accepts (kept N spell told) (spell x)) eqn:H.
  - rewrite (part_implies target (kept N spell told) _ ltac:(lia) P H) in Hd. congruence.
  - split; [|reflexivity]. destruct (accepts target (spell x)); congruence.
Qed.

Lemma each_drops told : run n L f told -> length told + size (kept N spell told) <= N.
Proof.
  induction 1 as [|told x R IH Hx Hd]; cbn; [rewrite size_all; lia|].
  destruct (positive told x R Hd) as [_ H]. pose proof (dropped _ _ H). lia.
Qed.
End Atoms.

(* ---- monotone conjunctions --------------------------------------------------------------------------------- *)
Definition elimination (n : nat) : learner := fun told x => accepts (kept n (fun x => x) told) x.
Definition bound (n : nat) : nat := n + 1.
Definition lower (n : nat) : nat := n + 1.

(* The counterexamples and the final yes. *)
Theorem run_bound n target told : length target = n ->
  run n (elimination n) (accepts target) told -> length told + 1 <= bound n.
Proof.
  intros E R. pose proof (each_drops n n (fun x => x) target (fun _ H => H) E told R). unfold bound. lia.
Qed.

(* Python's `Inconsistent` is never raised: no counterexample is labelled false. *)
Theorem never_inconsistent n target told x : length target = n -> run n (elimination n) (accepts target) told ->
  elimination n told x <> accepts target x -> accepts target x = true.
Proof. intros E R D. now apply (positive n n (fun x => x) target (fun _ H => H) E told x R). Qed.

(* When the teacher says yes, the set kept is the target's. *)
Theorem ends_in_the_target n target told : length target = n -> run n (elimination n) (accepts target) told ->
  (forall x, length x = n -> elimination n told x = accepts target x) -> kept n (fun x => x) told = target.
Proof.
  intros E R Y. destruct (in_a_run n n (fun x => x) target (fun _ H => H) E told R) as [El P].
  apply parts_equal; [lia|exact P|]. specialize (Y target E). unfold elimination in Y.
  rewrite Y. apply part_of_itself.
Qed.

(* Every learner: n queries answered by counterexamples, and the one answered yes. *)
Theorem every_learner_is_forced n (L : learner) : exists target told,
  length target = n /\ run n L (accepts target) told /\ length told + 1 = lower n.
Proof.
  destruct (contradicted _ L (one_zeros n) [] (one_zeros_points n)) as (labels & El & H).
  rewrite one_zeros_length in El, H. set (target := map negb labels).
  assert (length target = n) as Et by (unfold target; now rewrite map_length).
  destruct (H (accepts target)) as (told & R & E).
  - apply begin.
  - rewrite <- Et, labels_of_one_zeros. apply negb_twice.
  - exists target, told. cbn in E. unfold lower. rewrite E. auto.
Qed.

(* So the algorithm too: its bound is attained, for every n. *)
Corollary n_are_forced n : exists target told,
  length target = n /\ run n (elimination n) (accepts target) told /\ length told + 1 = bound n.
Proof. apply every_learner_is_forced. Qed.

(* After n - 1 counterexamples the set kept can still be another one. *)
Corollary one_fewer_may_be_wrong n : exists target told, length target = S n
  /\ run (S n) (elimination (S n)) (accepts target) told /\ length told = n /\ kept (S n) (fun x => x) told <> target.
Proof.
  destruct (n_are_forced (S n)) as (target & told & E & R & L). unfold bound in L. destruct R as [|told x R Lx D].
  - cbn in L. lia.
  - exists target, told. cbn in L. split; [exact E|]. split; [exact R|]. split; [lia|].
    intros C. apply D. unfold elimination. now rewrite C.
Qed.
