(* Labels by the sign of values.

   Python:  qlearn/reductions/sign.py, which asks for a value where the inner learner wants a label, and tells it
            whether value >= 0.
   Theorem (same_count, same_output): it asks exactly as often as the inner learner does of the teacher who answers by
            the sign, and ends with the same hypothesis.
   Idea:    it is a translation (finite/dialogues.v) that leaves the question as it is. *)
From Coq Require Import List Lia Bool.
From qlearn.finite Require Import dialogues.

(* `positive` tells whether a value is at least 0. *)
Definition signed {Q V O} (positive : V -> bool) (d : dialogue Q bool O) : dialogue Q V O :=
  translated (fun q => q) (fun _ v => positive v) d.

(* As many values as labels, whatever the teacher. *)
Theorem same_count {Q V O} (positive : V -> bool) (value : Q -> V) (d : dialogue Q bool O) :
  count value (signed positive d) = count (fun q => positive (value q)) d.
Proof.
  unfold count, signed.
  destruct (translated_run (fun q : Q => q) (fun _ v => positive v) value d) as [_ ->]. now rewrite map_id.
Qed.

(* And the same hypothesis. *)
Theorem same_output {Q V O} (positive : V -> bool) (value : Q -> V) (d : dialogue Q bool O) :
  output value (signed positive d) = output (fun q => positive (value q)) d.
Proof. apply (translated_run (fun q : Q => q) (fun _ v => positive v) value d). Qed.

(* No value is saved: one fewer than the inner learner asks is wrong for every learner and every teacher. *)
Theorem no_value_is_saved {Q V O} (positive : V -> bool) (value : Q -> V) (d : dialogue Q bool O) :
  ~ count value (signed positive d) + 1 <= count (fun q => positive (value q)) d.
Proof. rewrite same_count. lia. Qed.
