(* Learners that ask equivalence queries, and what a teacher can make them meet.

   A learner proposes labels for all points; the teacher says yes, or gives a point where the proposal is wrong.
   Lemma (contradicted): the teacher can say that the proposal is wrong at given points, one after another; where
   every choice of labels for them is that of some target, the learner meets them all.
   Points are those of a finite class in counterexamples.v, of n bits in boolean/elimination.v, and vectors in
   linear/perceptron.v.                                                                                           *)
From Coq Require Import List Arith Lia Bool.
Import ListNotations.

(* A learner turns what it was told, points and their labels with the latest first, into its next hypothesis. *)
Definition learner (Point : Type) : Type := list (Point * bool) -> Point -> bool.

Section Runs.
Context {Point : Type}.
Variable X : Point -> Prop.

(* [run X L f told]: each time the learner L asked, the teacher of f found a point of X where L was wrong. *)
Inductive run (L : learner Point) (f : Point -> bool) : list (Point * bool) -> Prop :=
| begin : run L f []
| counterexample told x : run L f told -> X x -> L told x <> f x -> run L f ((x, f x) :: told).

(* The teacher contradicts the learner at given points, one after another.  For each target that has the labels so
   given, this was a run. *)
Lemma contradicted L ps told : Forall X ps ->
  exists labels, length labels = length ps
  /\ forall f, run L f told -> map f ps = labels ->
     exists told', run L f told' /\ length told' = length told + length ps.
Proof.
  revert told. induction ps as [|p ps IH]; intros told Hps.
  - exists []. split; [reflexivity|]. intros f R _. exists told. cbn. split; [exact R|lia].
  - apply Forall_cons_iff in Hps. destruct Hps as [Hp Hps]. set (b := negb (L told p)).
    destruct (IH ((p, b) :: told) Hps) as (labels & E & H).
    exists (b :: labels). split; [cbn; now rewrite E|].
    intros f R A. injection A as Ab A. destruct (H f) as (told' & R' & E'); [|exact A|].
    + rewrite <- Ab. apply counterexample; [exact R|exact Hp|]. rewrite Ab. unfold b. now destruct (L told p).
    + exists told'. split; [exact R'|]. rewrite E'. cbn. lia.
Qed.
End Runs.
