(* Monotone conjunctions from membership queries alone.

   The target is the AND of a set of the n variables.  The learner asks for the labels of the n points with a
   single zero: the one with its zero at variable i is rejected exactly if i is in the target.

   Python:  bounds: n membership queries exactly, lower: n
   Theorem: the learner asks n queries, whatever is answered, and returns the target; a learner that returns
            every target asks at least n queries for one of them.
   Idea:    there are 2^n targets, and an answer is one bit: of the targets that are still possible the larger
            half survives some answer.
   Speaks for bit_clearing.py (qlearn/learners/boolean/bit_clearing.py).                                     *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import labels dialogues.
From qlearn.boolean Require Import conjunctions.
Import ListNotations.

(* What a learner returns and what it asks, if f labels the points. *)
Local Notation found L f := (output f L).
Local Notation queries L f := (count f L).

(* ---- the algorithm ----------------------------------------------------------------------------------------- *)
(* Python asks all points at once; here one after another. *)
Definition bit_clearing (n : nat) : dialogue point bool (list bool) :=
  bind (each (fun x => Ask x Done) (one_zeros n)) (fun labels => Done (map negb labels)).
Definition bound (n : nat) : nat := n.
Definition lower (n : nat) : nat := n.

Theorem n_labels_spell_the_target n target : length target = n ->
  found (bit_clearing n) (accepts target) = target /\ forall f, queries (bit_clearing n) f = bound n.
Proof.
  intros <-. unfold bit_clearing, bound. split.
  - rewrite output_bind, output_each. cbn [output]. rewrite labels_of_one_zeros. apply negb_twice.
  - intros f. rewrite count_bind, count_each_once by reflexivity. rewrite one_zeros_length. apply Nat.add_0_r.
Qed.

(* Fewer do not suffice. *)
Theorem every_learner_asks_n n L : (forall target, length target = n -> found L (accepts target) = target) ->
  exists target, length target = n /\ lower n <= queries L (accepts target).
Proof. apply bits_needed. Qed.
