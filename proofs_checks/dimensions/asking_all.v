(* The learner that asks all the points of a list, one after another.

   Used where all points are enough: threshold_functions.v and hull_vertices.v.                                     *)
From Coq Require Import List.
From qlearn.finite Require Import dialogues.
From qlearn.dimensions Require Import star.
Import ListNotations.

Section AskAll.
Context {Point : Type}.
Variable same : forall x y : Point, {x = y} + {x <> y}.
Notation labelling := (Point -> bool).

(* Ask these points, and write the labels into g. *)
Fixpoint ask_all (xs : list Point) (g : labelling) : dialogue Point bool labelling :=
  match xs with
  | [] => Done g
  | x :: xs => Ask x (fun b => ask_all xs (fun y => if same y x then b else g y))
  end.

Lemma ask_all_count xs g c : count c (ask_all xs g) = length xs.
Proof. revert g. induction xs as [|x xs IH]; intros g; [reflexivity|]. unfold count in *. cbn. now rewrite IH. Qed.

Lemma ask_all_finds xs g c x : In x xs \/ g x = c x -> output c (ask_all xs g) x = c x.
Proof.
  revert g. induction xs as [|y xs IH]; intros g H; cbn; [now destruct H as [[]|H]|]. apply IH.
  destruct (same x y) as [->|N]; [now right|]. destruct H as [[E|H]|H]; [now destruct N|now left|now right].
Qed.

(* A class whose concepts are sets of these points. *)
Lemma asking_all_is_enough (V : labelling -> Prop) xs : (forall c x, V c -> c x = true -> In x xs) ->
  enough V (length xs).
Proof.
  intros H. exists (ask_all xs nothing). split; intros c Vc; [intros x|now rewrite ask_all_count].
  apply ask_all_finds. destruct (in_dec same x xs) as [I|N]; [now left|right].
  unfold nothing. destruct (c x) eqn:E; [|reflexivity]. now apply H in E.
Qed.
End AskAll.
