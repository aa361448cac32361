(* What the label of one point leaves of a finite class of concepts, and what the majority of the concepts says.

   A class is a list of concepts, a concept labels points; Python's table has a row a concept, a column a point.
   Theorem (wrong_halves): if the label of x is not the majority's, at most half of the class has it.
   Used with equivalence queries (counterexamples.v, littlestone.v, halving.v) and with membership queries
   (dimensions/extended_teaching.v).                                                                          *)
From Coq Require Import List Arith Lia Bool.
Import ListNotations.

Section Classes.
Context {Point : Type}.
Notation concept := (Point -> bool).
Notation class := (list concept).

(* The concepts that label x with b. *)
Definition keep (V : class) (x : Point) (b : bool) : class := filter (fun c => eqb (c x) b) V.

Lemma in_keep V x b c : In c (keep V x b) <-> In c V /\ c x = b.
Proof. unfold keep. now rewrite filter_In, eqb_true_iff. Qed.

Lemma keep_split V x : length (keep V x true) + length (keep V x false) = length V.
Proof. unfold keep. induction V as [|c V IH]; cbn; [lia|]. destruct (c x); cbn; lia. Qed.

Lemma not_empty V (t : concept) : In t V -> 1 <= length V.
Proof. destruct V; [intros []|cbn; lia]. Qed.

(* The label of half of the concepts or more; a tie is 1. *)
Definition majority (V : class) : concept := fun x => length V <=? 2 * length (keep V x true).

(* Who contradicts the majority: at most half. *)
Lemma wrong_halves V x b : majority V x <> b -> 2 * length (keep V x b) <= length V.
Proof.
  unfold majority. intros D. pose proof (keep_split V x).
  destruct (Nat.leb_spec (length V) (2 * length (keep V x true))), b; congruence || lia.
Qed.
End Classes.
