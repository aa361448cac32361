(* Sorting by insertion: the same elements, in order.  Used by linear/farey.v and dimensions/symmetric_chains.v. *)
From Coq Require Import List Permutation Sorted.
Import ListNotations.

Section Insertion.
Context {A : Type} (first : A -> A -> bool).      (* does the one come before the other? *)

Fixpoint insert (x : A) (l : list A) : list A :=
  match l with [] => [x] | y :: l' => if first x y then x :: l else y :: insert x l' end.
Definition sort (l : list A) : list A := fold_right insert [] l.

Lemma insert_permutes x l : Permutation (x :: l) (insert x l).
Proof.
  induction l as [|y l IH]; cbn [insert]; [reflexivity|]. destruct (first x y); [reflexivity|].
  rewrite perm_swap. now constructor.
Qed.

Lemma sort_permutes l : Permutation l (sort l).
Proof. induction l as [|x l IH]; [constructor|]. cbn. rewrite <- insert_permutes. now constructor. Qed.

Lemma insert_sorted (R : A -> A -> Prop) x l : (forall y, In y l -> if first x y then R x y else R y x) ->
  (forall y z, In y l -> R x y -> R y z -> R x z) -> StronglySorted R l -> StronglySorted R (insert x l).
Proof.
  intros H T S. induction S as [|y l S IH F]; cbn [insert]; [repeat constructor|].
  pose proof (H y (or_introl eq_refl)) as D. destruct (first x y).
  - constructor; [now constructor|]. constructor; [exact D|]. apply (Forall_impl _) with (2 := F).
    intros z. apply T; [now left|exact D].
  - constructor; [apply IH; intros z; [|intros w] ; intros I; [apply H|apply T]; now right|].
    apply Forall_forall. intros z I. apply (Permutation_in _ (Permutation_sym (insert_permutes x l))) in I.
    destruct I as [<-|I]; [exact D|]. exact (proj1 (Forall_forall _ _) F z I).
Qed.
End Insertion.
