(* Parities from counterexamples alone (Helmbold, Sloan and Warmuth 1992).

   The target is the sum modulo 2 of a set of the n variables.  The learner names a parity; the teacher says
   yes, or gives a point where the two differ.  A point and its label are an equation for the target.  The
   learner keeps the equations solved: each has a variable of its own, its pivot, which no other one contains.

   Python:  bounds: n + 1 equivalence queries at most, lower: n + 1
   Theorem: there are at most n counterexamples; after n of them, and whenever the teacher says yes, the
            hypothesis is the target; Python's `Inconsistent` is never raised; and EVERY learner that asks
            equivalence queries, whatever its hypotheses are, meets n counterexamples for some target.
   Idea:    the hypothesis satisfies all equations so far, and so every sum of them.  It violates the new one,
            which therefore is no sum of them: something is left when it is reduced, and one of the variables
            that are left is a new pivot.  There are n variables.  For the lower bound the teacher contradicts
            the learner at the points with a single one: the n labels there are free.
   Tight:   by that teacher n counterexamples are forced on this learner too.
   Speaks for gaussian_elimination.py (qlearn/learners/boolean/gaussian_elimination.py).                       *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import equivalence_queries.
From qlearn.boolean Require Import elimination parity equations.
Import ListNotations.

(* ---- the learner -------------------------------------------------------------------------------------------- *)
(* What it was told, latest first, as solved equations. *)
Fixpoint rows (told : list (point * bool)) : solved :=
  match told with [] => [] | (x, label) :: before => extend (rows before) (x, label) end.

(* It asks whether the target is their solution. *)
Definition gaussian (n : nat) : learner := fun told => parity (chosen n (rows told)).

(* ---- the run ------------------------------------------------------------------------------------------------ *)
Lemma in_a_run n t told : run n (gaussian n) (parity t) told ->
  in_order n (rows told) /\ known_of t (rows told) /\ length (rows told) = length told.
Proof.
  induction 1 as [|told x R (O & K & L) Hx D]; cbn [rows length].
  - split; [split; [constructor|intros ? ? []]|]. split; [intros ? ? []|reflexivity].
  - destruct (extended n t (rows told) x O K Hx D) as (_ & O' & K' & L').
    rewrite <- L. auto.
Qed.

Definition bound (n : nat) : nat := n + 1.
Definition lower (n : nat) : nat := n + 1.

(* The counterexamples and the final yes. *)
Theorem run_bound n t told : run n (gaussian n) (parity t) told -> length told + 1 <= bound n.
Proof.
  intros R. destruct (in_a_run n t told R) as ([ND H] & _ & L). unfold bound. rewrite <- L.
  enough (length (map fst (rows told)) <= length (seq 0 n)) by (rewrite map_length, seq_length in *; lia).
  apply NoDup_incl_length; [exact ND|]. intros p P. apply in_map_iff in P. destruct P as ([q r] & E & I).
  apply in_seq. destruct (H q r I) as [Q _]. cbn in E. lia.
Qed.

(* Python's `Inconsistent` is never raised: of each counterexample, reduced, a variable is left. *)
Theorem never_inconsistent n t told x : run n (gaussian n) (parity t) told -> length x = n ->
  gaussian n told x <> parity t x -> In true (fst (reduce (rows told) (x, parity t x))).
Proof.
  intros R Lx D. destruct (in_a_run n t told R) as (O & K & _).
  destruct (extended n t (rows told) x O K Lx D) as (One & _). cbv zeta in One.
  rewrite <- One. apply nth_In. apply Nat.nle_gt. intros C. now rewrite nth_overflow in One.
Qed.

(* A label that no parity allows is noticed: 1 at (1, 0), at (0, 1) and at (1, 1). *)
Theorem a_false_label_is_noticed :
  let told := [([false; true], true); ([true; false], true)] in
  gaussian 2 told [true; true] <> true /\ ~ In true (fst (reduce (rows told) ([true; true], true))).
Proof. split; [discriminate|]. intros [E|[E|[]]]; discriminate. Qed.

(* ---- the end of the run -------------------------------------------------------------------------------------- *)
Lemma chosen_length n rows : length (chosen n rows) = n.
Proof. unfold chosen. now rewrite map_length, seq_length. Qed.

(* When the teacher says yes, the set chosen is the target's. *)
Theorem ends_in_the_target n t told : length t = n -> run n (gaussian n) (parity t) told ->
  (forall x, length x = n -> gaussian n told x = parity t x) -> chosen n (rows told) = t.
Proof. intros E _ Y. apply same_set; rewrite ?chosen_length, E; [reflexivity|exact Y]. Qed.

(* After n counterexamples it is the target's already. *)
Theorem found_after_n n t told : length t = n -> run n (gaussian n) (parity t) told -> length told = n ->
  chosen n (rows told) = t.
Proof.
  intros E R L. apply (ends_in_the_target n t told E R). intros x Lx.
  destruct (bool_dec (gaussian n told x) (parity t x)) as [Same|D]; [exact Same|].
  pose proof (run_bound n t _ (counterexample _ _ _ told x R Lx D)) as B. unfold bound in B. cbn in B. lia.
Qed.

(* Every learner: n queries answered by counterexamples, and the one answered yes. *)
Theorem every_learner_is_forced n (L : learner) : exists t told,
  length t = n /\ run n L (parity t) told /\ length told + 1 = lower n.
Proof.
  destruct (contradicted _ L (unit_points n) [] (unit_points_are_points n)) as (labels & El & H).
  rewrite unit_points_length in El, H. destruct (H (parity labels)) as (told & R & E).
  - apply begin.
  - rewrite <- El. apply labels_of_units.
  - exists labels, told. cbn in E. unfold lower. rewrite E. auto.
Qed.

(* So this one too: its bound is attained, for every n. *)
Corollary n_are_forced n : exists t told,
  length t = n /\ run n (gaussian n) (parity t) told /\ length told + 1 = bound n.
Proof. apply every_learner_is_forced. Qed.

(* After n - 1 counterexamples the hypothesis can still be wrong. *)
Corollary one_fewer_may_be_wrong n : exists t told,
  length t = S n /\ run (S n) (gaussian (S n)) (parity t) told /\ length told = n /\ chosen (S n) (rows told) <> t.
Proof.
  destruct (n_are_forced (S n)) as (t & told & E & R & L). unfold bound in L. destruct R as [|told x R Lx D].
  - cbn in L. lia.
  - exists t, told. cbn in L. split; [exact E|]. split; [exact R|]. split; [lia|]. intros C. apply D.
    unfold gaussian. now rewrite C.
Qed.
