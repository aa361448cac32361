(* What counterexamples leave of a finite class, for learners that ask equivalence queries on it.

   The learners are those of equivalence_queries.v, the classes those of classes.v; a proposal is in the class or not.
   Shared by littlestone.v and halving.v.                                                                      *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists words classes equivalence_queries.
Import ListNotations.

Section Classes.
Variables (Point : Type) (points : list Point).
Notation concept := (Point -> bool).
Notation class := (list concept).
Notation run := (run (fun x => In x points)).

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
(* the teacher answers with one of the points *)
Notation run points := (run (fun x => In x points)).
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
