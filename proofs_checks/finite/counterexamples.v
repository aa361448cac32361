(* Learners that ask equivalence queries on a finite class, and what their counterexamples leave of it.

   Classes, and what a label leaves of them, are those of classes.v.
   A learner proposes labels for all points, in the class or not; the teacher says yes, or gives a point where the
   proposal is wrong.
   Shared by littlestone.v and halving.v.                                                                      *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists words classes.
Import ListNotations.

Section Classes.
Variables (Point : Type) (points : list Point).
Notation concept := (Point -> bool).
Notation class := (list concept).

(* A learner turns what it was told, points and their labels with the latest first, into its next hypothesis. *)
Definition learner : Type := list (Point * bool) -> concept.

(* [run L f told]: each time the learner L asked, the teacher of f found a point where L was wrong. *)
Inductive run (L : learner) (f : concept) : list (Point * bool) -> Prop :=
| begin : run L f []
| counterexample told x : run L f told -> In x points -> L told x <> f x -> run L f ((x, f x) :: told).

(* Python's `remaining`: what all counterexamples leave *)
Fixpoint remaining (V : class) (told : list (Point * bool)) : class :=
  match told with
  | [] => V
  | (x, b) :: before => keep (remaining V before) x b
  end.

(* The target always remains: Python's `Inconsistent` is raised for no target of the class. *)
Theorem target_remains V L t told : In t V -> run L t told -> In t (remaining V told).
Proof. intros I R. induction R as [|told x R IH Hx D]; [exact I|]. cbn. now apply in_keep. Qed.
End Classes.
Arguments run {Point}.
Arguments remaining {Point}.

(* ---- all labellings of n points ---------------------------------------------------------------------------- *)
(* a row of a table as a concept: its label at column x *)
Definition row (labels : list bool) : nat -> bool := fun x => nth x labels false.

Definition labellings (n : nat) : list (nat -> bool) := map row (words [false; true] n).

Lemma labellings_length n : length (labellings n) = 2 ^ n.
Proof. unfold labellings. now rewrite map_length, words_length. Qed.

(* A row is what its concept says at the columns. *)
Lemma row_spelt labels : map (row labels) (seq 0 (length labels)) = labels.
Proof. apply entries. Qed.
