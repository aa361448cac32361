(* Monotone DNF from counterexamples and membership queries (Angluin 1988).

   The target accepts a point if one of its m terms does; a term is a set of the n variables, and accepts the points
   that are 1 at all of them.  The learner's hypothesis is the OR of the terms that it has found.  A counterexample z
   is shrunk: each variable that is 1 in z is set to 0, and stays 0 if the target still accepts.  What is left is
   the next term.

   Python:  bounds: m + 1 equivalence queries, m * (n - 1) + 1 membership queries
   Theorem: in every run, whatever the target's terms are, every counterexample is accepted by the target, and what
            it is shrunk to is one of its terms that was not found before.  When the teacher says yes, all terms that
            contain no other term are found.  So if none contains another, exactly m + 1 equivalence queries are asked.
   Idea:    one pass is enough: a variable that could not be dropped cannot be dropped after more are.  What is left
            contains a term of the target, and nothing less is accepted, so it is that term.  Only the first
            counterexample can be 1 everywhere, so the others cost n - 1 membership queries at most.
   Tight:   the terms that lack one variable each, the first m of these, for every m with 1 <= m <= n; see
            monotone_dnf_runs.v.
   The learner in Python leaves out what follows: a point below one that was rejected.
   Speaks for monotone_dnf.py (qlearn/learners/boolean/monotone_dnf.py).                                            *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists.
From qlearn.boolean Require Import conjunctions elimination.
Import ListNotations.

(* A term is a list of n flags, as a point is; [accepts t x] says that x is 1 at all variables of t, and then, of two
   points, that t is below x. *)
Notation term := (list bool).
Definition some_accepts (terms : list term) (x : point) : bool := existsb (fun t => accepts t x) terms.

(* ---- the algorithm ----------------------------------------------------------------------------------------- *)
(* What is left of z, and the number of membership queries. *)
Fixpoint shrink (g : point -> bool) (z : point) : point * nat :=
  match z with
  | [] => ([], 0)
  | false :: z' => let (r, k) := shrink (fun x => g (false :: x)) z' in (false :: r, k)
  | true :: z' =>
      let b := negb (g (false :: z')) in
      let (r, k) := shrink (fun x => g (b :: x)) z' in (b :: r, S k)
  end.

(* The terms found, and the number of membership queries.  There are as many terms as counterexamples so far. *)
Inductive run (n : nat) (f : point -> bool) : list term -> nat -> Prop :=
| begin : run n f [] 0
| counterexample found q z : run n f found q -> length z = n -> some_accepts found z <> f z ->
    run n f (fst (shrink f z) :: found) (q + snd (shrink f z)).

(* ---- shrinking --------------------------------------------------------------------------------------------- *)
Definition monotone (g : point -> bool) : Prop :=
  forall x y, length x = length y -> accepts x y = true -> g x = true -> g y = true.

Lemma monotone_rest g b : monotone g -> monotone (fun x => g (b :: x)).
Proof.
  intros M x y L A. apply M; [cbn; now rewrite L|]. cbn. rewrite A. now destruct b.
Qed.

Lemma shrink_spec g z : monotone g -> g z = true ->
  length (fst (shrink g z)) = length z /\ accepts (fst (shrink g z)) z = true /\ g (fst (shrink g z)) = true
  /\ snd (shrink g z) = size z
  /\ forall y, length y = length z -> accepts y (fst (shrink g z)) = true -> g y = true -> y = fst (shrink g z).
Proof.
  revert g. induction z as [|b z IH]; intros g M G.
  - cbn. repeat split; auto. now intros [|].
  - assert (exists c, shrink g (b :: z)
        = (let (r, k) := shrink (fun x => g (c :: x)) z in (c :: r, (if b then 1 else 0) + k))
      /\ g (c :: z) = true /\ (c = true -> b = true /\ g (false :: z) = false)) as (c & -> & Gc & Kept).
    { cbn [shrink]. destruct b; [|exists false; repeat split; auto; discriminate].
      exists (negb (g (false :: z))). destruct (g (false :: z)) eqn:E; repeat split; auto; discriminate. }
    destruct (IH (fun x => g (c :: x)) (monotone_rest g c M) Gc) as (L & A & R & K & Least).
    destruct (shrink (fun x => g (c :: x)) z) as [r k]. cbn [fst snd length size accepts] in *.
    repeat split; [lia| |exact R|lia|].
    + rewrite A, andb_true_r. destruct c; [|reflexivity]. now destruct (Kept eq_refl) as [-> _].
    + intros [|d y] Ly Ay Gy; [discriminate|]. injection Ly as Ly. cbn in Ay. apply andb_true_iff in Ay.
      destruct Ay as [Ad Ay]. assert (d = c) as ->; [|f_equal; now apply Least].
      destruct c, d; try reflexivity; try discriminate. destruct (Kept eq_refl) as [_ No].
      rewrite (M (false :: y) (false :: z)) in No; [discriminate|cbn; lia| |exact Gy].
      cbn. apply (part_implies y r z); auto; lia.
Qed.

(* ---- the target -------------------------------------------------------------------------------------------- *)
Section Target.
Variables (n : nat) (terms : list term).
Hypothesis lengths : Forall (fun t => length t = n) terms.
Let f := some_accepts terms.

Lemma some_accepts_monotone : monotone f.
Proof.
  intros x y L A G. apply existsb_exists in G. destruct G as (t & T & At). apply existsb_exists. exists t.
  split; [exact T|]. clear - L A At. revert x y L A At.
  induction t as [|k t IH]; intros [|b x] [|c y] L A At; try discriminate; auto. cbn in *.
  apply andb_true_iff in A, At. apply andb_true_iff. split; [destruct k, b, c; tauto|]. apply (IH x); tauto || lia.
Qed.

(* What is left is one of the terms. *)
Lemma shrink_finds z : length z = n -> f z = true -> In (fst (shrink f z)) terms
  /\ accepts (fst (shrink f z)) z = true /\ snd (shrink f z) = size z.
Proof.
  intros Lz G. destruct (shrink_spec f z some_accepts_monotone G) as (L & A & R & K & Least).
  split; [|now split]. apply existsb_exists in R. destruct R as (t & T & At).
  rewrite <- (Least t); [exact T|rewrite Lz; exact (proj1 (Forall_forall _ _) lengths t T)|exact At|].
  apply existsb_exists. exists t. split; [exact T|apply part_of_itself].
Qed.

Lemma in_a_run found q : run n f found q -> NoDup found /\ incl found terms
  /\ (found = [] /\ q = 0 \/ found <> [] /\ q <= length found * (n - 1) + 1)
  /\ forall z, length z = n -> some_accepts found z <> f z -> f z = true.
Proof.
  assert (forall found, incl found terms -> forall z, some_accepts found z <> f z -> f z = true) as Positive.
  { intros found' I z D. apply not_false_iff_true. intros F. rewrite F in D. apply not_false_iff_true in D.
    apply existsb_exists in D. destruct D as (t & T & A).
    assert (f z = true) as Yes; [|congruence]. apply existsb_exists. exists t. auto. }
  induction 1 as [|found q z R (N & I & Q & P) Lz D].
  - repeat split; [constructor|intros t []|now left|]. intros z _. apply Positive. intros t [].
  - destruct (shrink_finds z Lz (P z Lz D)) as (T & A & K).
    assert (incl (fst (shrink f z) :: found) terms) as I' by (intros t [<-|H]; auto).
    assert (some_accepts found z = false) as No by (rewrite (P z Lz D) in D; now apply not_true_iff_false).
    repeat split; [|exact I'| |intros y _; now apply Positive].
    + constructor; [|exact N]. intros H. apply not_true_iff_false in No. apply No. apply existsb_exists. eauto.
    + right. split; [discriminate|]. rewrite K. pose proof (size_le z) as S. cbn [length].
      destruct Q as [[-> ->]|[Any Q]]; [cbn; lia|].
      destruct found as [|t found]; [now destruct Any|]. assert (size z <= n - 1) as Less; [|cbn [length] in *; lia].
      (* z is not 1 everywhere, or the term t would accept it *)
      assert (size z < length z) as Less; [|lia]. apply Nat.nle_gt. intros Full.
      assert (accepts t z = true) as At; [|cbn in No; rewrite At in No; discriminate].
      clear - Full. revert t. induction z as [|b z IH]; intros [|k t]; cbn in *; auto. pose proof (size_le z).
      destruct b; [|lia]. rewrite orb_true_r. apply IH. lia.
Qed.

(* ---- the bounds -------------------------------------------------------------------------------------------- *)
Definition equivalence_bound (m : nat) : nat := m + 1.
Definition membership_bound (n m : nat) : nat := m * (n - 1) + 1.

(* The counterexamples, one for each term found, and the last query, which is answered yes. *)
Theorem equivalence_queries found q : run n f found q -> length found + 1 <= equivalence_bound (length terms).
Proof.
  intros R. destruct (in_a_run found q R) as (N & I & _). pose proof (NoDup_incl_length N I).
  unfold equivalence_bound. lia.
Qed.

Theorem membership_queries found q : run n f found q -> q <= membership_bound n (length terms).
Proof.
  intros R. destruct (in_a_run found q R) as (N & I & Q & _). pose proof (NoDup_incl_length N I) as Few.
  unfold membership_bound. destruct Q as [[-> ->]|[_ Q]]; [apply Nat.le_0_l|]. apply Nat.le_trans with (1 := Q).
  apply Nat.add_le_mono_r. now apply Nat.mul_le_mono_r.
Qed.

(* Python's `Inconsistent` is never raised: no counterexample is labelled false. *)
Theorem never_inconsistent found q z : run n f found q -> length z = n -> some_accepts found z <> f z -> f z = true.
Proof. intros R. destruct (in_a_run found q R) as (_ & _ & _ & P). apply P. Qed.

(* When the teacher says yes, the terms that contain no other one are found. *)
Theorem ends_in_the_target found q : run n f found q ->
  (forall x, length x = n -> some_accepts found x = f x) ->
  forall t, In t terms -> (forall u, In u terms -> accepts u t = true -> u = t) -> In t found.
Proof.
  intros R Yes t T Least. destruct (in_a_run found q R) as (_ & I & _).
  assert (f t = true) as Ft by (apply existsb_exists; exists t; split; [exact T|apply part_of_itself]).
  rewrite <- Yes in Ft by exact (proj1 (Forall_forall _ _) lengths t T).
  apply existsb_exists in Ft. destruct Ft as (u & U & A). rewrite <- (Least u); auto.
Qed.

(* Of terms none of which contains another, each costs one counterexample: no run ends before. *)
Corollary equivalence_queries_needed found q : run n f found q ->
  (forall x, length x = n -> some_accepts found x = f x) -> NoDup terms ->
  (forall t u, In t terms -> In u terms -> accepts u t = true -> u = t) ->
  length found + 1 = equivalence_bound (length terms).
Proof.
  intros R Yes N Least. pose proof (equivalence_queries found q R) as Le. unfold equivalence_bound in *.
  enough (length terms <= length found) by lia. apply NoDup_incl_length; [exact N|]. intros t T.
  apply (ends_in_the_target found q R Yes t T). intros u U A. now apply Least.
Qed.
End Target.
