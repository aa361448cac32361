(* Values numbered in the order in which they are met are as good as names.

   Theorem: same_number: of values met, two have one number only if they are one value;
            number_stays: a value keeps its number whatever is met later;
            value_of_number: the value of a number is the one that stands there;
            one_number_more: a value not met before gets the next number, so k values have the numbers 0 .. k - 1.
   Use:     a learner by leaf names is told these numbers, trees.regression.

   Speaks for proofs_checks/trees/regression.py. *)
From Coq Require Import List Arith Lia.
Import ListNotations.

Section Numbers.
Context {V : Type}.
Variable same : forall v w : V, {v = w} + {v <> w}.

(* The values met, each once, in order; a value's number is its place there. *)
Definition meet (met : list V) (v : V) : list V := if in_dec same v met then met else met ++ [v].
Fixpoint number (met : list V) (v : V) : nat :=
  match met with [] => 0 | w :: rest => if same w v then 0 else S (number rest v) end.

Lemma number_in met more v : In v met -> number (met ++ more) v = number met v.
Proof.
  induction met as [|w met IH]; intros H; [destruct H|]. cbn [app number]. destruct (same w v) as [E|N]; [reflexivity|].
  f_equal. apply IH. destruct H; [contradiction|assumption].
Qed.

Theorem value_of_number met v : In v met -> nth_error met (number met v) = Some v.
Proof.
  induction met as [|w met IH]; intros H; [destruct H|]. cbn [number]. destruct (same w v) as [->|N]; [reflexivity|].
  cbn [nth_error]. apply IH. destruct H; [contradiction|assumption].
Qed.

Theorem same_number met v w : In v met -> In w met -> number met v = number met w -> v = w.
Proof.
  intros HV HW E. apply value_of_number in HV. apply value_of_number in HW. rewrite E in HV. congruence.
Qed.

Theorem number_stays met v w : In v met -> number (meet met w) v = number met v.
Proof. intros H. unfold meet. destruct (in_dec same w met); [reflexivity|]. now apply number_in. Qed.

Theorem one_number_more met v : ~ In v met -> number (meet met v) v = length met /\ length (meet met v) = S (length met).
Proof.
  intros H. unfold meet. destruct (in_dec same v met); [contradiction|]. split; [|rewrite app_length; cbn; lia].
  clear n. induction met as [|w met IH]; cbn [app number length].
  - destruct (same v v); [reflexivity|contradiction].
  - destruct (same w v) as [->|N]; [exfalso; apply H; now left|]. f_equal. apply IH. intros I. apply H. now right.
Qed.
End Numbers.

(* Values that were not met have one number together. *)
Theorem not_met_one_number : number Nat.eq_dec [7] 8 = number Nat.eq_dec [7] 9 /\ 8 <> 9.
Proof. split; [reflexivity|lia]. Qed.

(* And what was not met has another one later. *)
Theorem not_met_moves : number Nat.eq_dec (meet Nat.eq_dec [7] 8) 9 <> number Nat.eq_dec [7] 9.
Proof. cbn. lia. Qed.

(* Nor does a value that was not met stand anywhere. *)
Theorem not_met_nowhere : nth_error [7] (number Nat.eq_dec [7] 8) = None.
Proof. reflexivity. Qed.
