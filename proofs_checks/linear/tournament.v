(* The largest of some things, found by comparing each of them with the largest so far.

   Theorem: so many questions as there are others (count_tournament); if the answers are right, the winner is one of
            those that played (tournament_in) and at least as large as all (tournament_found).
   Used by pivot_ratio.v, pivot_ratio_integer.v and pivot_ratio_exact.v, where the weights are compared.           *)
From Coq Require Import List Lia.
From qlearn.finite Require Import dialogues.
Import ListNotations.

Section Tournament.
Context {Q : Type} (larger : nat -> nat -> Q).      (* asks whether the first is larger than the second *)

Fixpoint tournament (others : list nat) (p : nat) : dialogue Q bool nat :=
  match others with
  | [] => Done p
  | i :: l => Ask (larger i p) (fun yes : bool => tournament l (if yes then i else p))
  end.

Lemma count_tournament t others p : count t (tournament others p) = length others.
Proof. revert p. unfold count. induction others as [|i l IH]; intros p; cbn; [reflexivity|]. now rewrite IH. Qed.

Lemma tournament_in t others p : In (output t (tournament others p)) (p :: others).
Proof.
  revert p. induction others as [|i l IH]; intros p; cbn [tournament output]; [now left|].
  destruct (IH (if t (larger i p) then i else p)) as [E|E]; [|right; right; exact E].
  rewrite <- E. destruct (t _); [right; left|left]; reflexivity.
Qed.

(* Among the d numbers from 0 on. *)
Lemma tournament_range t d : 1 <= d -> output t (tournament (seq 1 (d - 1)) 0) < d.
Proof. intros D. destruct (tournament_in t (seq 1 (d - 1)) 0) as [E|I]; [lia|]. apply in_seq in I. lia. Qed.

Lemma tournament_found (le : nat -> nat -> Prop) (t : Q -> bool) others p :
  (forall i, le i i) -> (forall i j k, le i j -> le j k -> le i k) ->
  (forall i j, In i (p :: others) -> In j (p :: others) -> if t (larger i j) then le j i else le i j) ->
  forall i, In i (p :: others) -> le i (output t (tournament others p)).
Proof.
  intros Same Chain. revert p. induction others as [|j l IH]; intros p Right i I; cbn [tournament output].
  - destruct I as [<-|[]]. apply Same.
  - set (q := if t (larger j p) then j else p). specialize (IH q).
    assert (In q (p :: j :: l) /\ le p q /\ le j q) as (Q1 & P & J).
    { pose proof (Right j p (or_intror (or_introl eq_refl)) (or_introl eq_refl)) as H. unfold q.
      destruct (t (larger j p)); cbn; auto. }
    assert (forall x, In x (q :: l) -> In x (p :: j :: l)) as Sub by (intros x [<-|X]; [exact Q1|right; now right]).
    assert (forall x, In x (q :: l) -> le x (output t (tournament l q))) as All.
    { apply IH. intros x y X Y. apply Right; now apply Sub. }
    destruct I as [<-|[<-|I]]; [eapply Chain; [exact P|]|eapply Chain; [exact J|]|]; apply All;
      [now left|now left|now right].
Qed.
End Tournament.
