(* Dialogues: a learner as a tree of questions, what it asks and ends with, and what it costs to translate it.

   Python:  qlearn/dialogue.py, where `translate` asks every question of an inner learner in another form and turns
            the answer back.
   Theorem (translated_run): a dialogue in translation asks exactly as often, and ends with the same result, as the
            dialogue itself does of the teacher whose answers are those turned back.
   Idea:    the translated tree has the shape of the first one.
   A batch of questions that do not wait for each other is asked one after another here; the count is the same.
   Learners that ask questions of one kind are written as dialogues throughout. *)
From Coq Require Import List Lia PeanoNat Bool.
Import ListNotations.

(* A learner's next move: it ends with a result, or asks and goes on in a way that depends on the answer. *)
Inductive dialogue (Q A O : Type) : Type :=
| Done (result : O)
| Ask (question : Q) (next : A -> dialogue Q A O).
Arguments Done {Q A O}.
Arguments Ask {Q A O}.

Section Dialogues.
Context {Q A O P : Type}.

(* What it ends with, and all it has asked, with this teacher. *)
Fixpoint output (teacher : Q -> A) (d : dialogue Q A O) : O :=
  match d with Done result => result | Ask q next => output teacher (next (teacher q)) end.

Fixpoint asked (teacher : Q -> A) (d : dialogue Q A O) : list Q :=
  match d with Done _ => [] | Ask q next => q :: asked teacher (next (teacher q)) end.

Definition count (teacher : Q -> A) (d : dialogue Q A O) : nat := length (asked teacher d).

(* One dialogue after another: Python's `yield from`. *)
Fixpoint bind (d : dialogue Q A O) (more : O -> dialogue Q A P) : dialogue Q A P :=
  match d with Done result => more result | Ask q next => Ask q (fun a => bind (next a) more) end.

(* Teachers who agree on what is asked are the same to the learner. *)
Lemma same_run (t1 t2 : Q -> A) (d : dialogue Q A O) : (forall q, In q (asked t1 d) -> t1 q = t2 q) ->
  output t1 d = output t2 d /\ asked t1 d = asked t2 d.
Proof.
  induction d as [result|q next IH]; simpl; intros E; [now split|].
  destruct (IH (t1 q)) as [I J]; [intros x X; apply E; now right|].
  rewrite <- (E q (or_introl eq_refl)). split; [exact I|now rewrite J].
Qed.
End Dialogues.

Lemma output_bind {Q A O P} (t : Q -> A) (d : dialogue Q A O) (more : O -> dialogue Q A P) :
  output t (bind d more) = output t (more (output t d)).
Proof. induction d as [result|q next IH]; simpl; auto. Qed.

(* One question first. *)
Lemma count_ask {Q A O} (t : Q -> A) q (next : A -> dialogue Q A O) : count t (Ask q next) = S (count t (next (t q))).
Proof. reflexivity. Qed.

Lemma count_bind {Q A O P} (t : Q -> A) (d : dialogue Q A O) (more : O -> dialogue Q A P) :
  count t (bind d more) = count t d + count t (more (output t d)).
Proof. unfold count. induction d as [result|q next IH]; simpl; [reflexivity|]. now rewrite IH. Qed.

(* The same dialogue with each element of a list, and the list of what they end with. *)
Fixpoint each {Q A X O} (f : X -> dialogue Q A O) (l : list X) : dialogue Q A (list O) :=
  match l with
  | [] => Done []
  | x :: l' => bind (f x) (fun first => bind (each f l') (fun others => Done (first :: others)))
  end.

Lemma output_each {Q A X O} (t : Q -> A) (f : X -> dialogue Q A O) l :
  output t (each f l) = map (fun x => output t (f x)) l.
Proof. induction l as [|x l IH]; simpl; [reflexivity|]. rewrite !output_bind. simpl. now rewrite IH. Qed.

Lemma count_each {Q A X O} (t : Q -> A) (f : X -> dialogue Q A O) l :
  count t (each f l) = list_sum (map (fun x => count t (f x)) l).
Proof.
  induction l as [|x l IH]; simpl; [reflexivity|]. rewrite !count_bind, IH. unfold count at 3. simpl. lia.
Qed.

(* One question for each element. *)
Lemma count_each_once {Q A X O} (t : Q -> A) (f : X -> dialogue Q A O) l :
  (forall x, In x l -> count t (f x) = 1) -> count t (each f l) = length l.
Proof.
  rewrite count_each. induction l as [|x l IH]; simpl; intros H; [reflexivity|].
  rewrite (H x (or_introl eq_refl)). simpl. f_equal. apply IH. intros y Y. apply H. now right.
Qed.

(* ---- translations ---- *)

(* Each question q is asked as `ask q`, and the answer a to it is heard as `hear q a`. *)
Fixpoint translated {Q A Q' A' O} (ask : Q -> Q') (hear : Q -> A' -> A) (d : dialogue Q A O) : dialogue Q' A' O :=
  match d with
  | Done result => Done result
  | Ask q next => Ask (ask q) (fun a => translated ask hear (next (hear q a)))
  end.

(* The inner learner hears a teacher of its own: the outer one, in translation. *)
Theorem translated_run {Q A Q' A' O} (ask : Q -> Q') (hear : Q -> A' -> A) (outer : Q' -> A')
  (d : dialogue Q A O) :
  let inner q := hear q (outer (ask q)) in
  output outer (translated ask hear d) = output inner d /\
    asked outer (translated ask hear d) = map ask (asked inner d).
Proof.
  intros inner. induction d as [result|q next IH]; simpl; [now split|].
  destruct (IH (inner q)) as [I J]. split; [exact I|]. f_equal. exact J.
Qed.
