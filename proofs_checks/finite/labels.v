(* How many labels a learner needs that tells N targets apart: clg(N) for at least one of them.

   Theorem (labels_needed): if the outputs for N targets are all different, then some target is asked clg(N) labels.
   Idea:    it is worst_target.v's theorem, for the dialogues of finite/dialogues.v, whose answers are yes or no.
   Used by  boolean/parity.v and linear/pivot_ratio_integer.v.                                                     *)
From Coq Require Import List Arith Lia Bool FinFun.
From qlearn.finite Require Import logarithms information worst_target dialogues.
Import ListNotations.

Section Labels.
Context {Q O T : Type} (answer : T -> Q -> bool).      (* what the teacher of each target says *)

(* A dialogue as one of the trees of information.v, whose answers are numbers: yes is 1. *)
Fixpoint tree (L : dialogue Q bool O) : information.learner Q O :=
  match L with Done o => Stop o | Ask x next => information.Ask x (fun a => tree (next (a =? 1))) end.
Definition number (t : T) (x : Q) : nat := if answer t x then 1 else 0.

Lemma same_tree L t :
  run number (tree L) t = output (answer t) L /\ worst_target.asked number (tree L) t = count (answer t) L.
Proof.
  unfold count. induction L as [o|x next IH]; [now split|]. cbn. unfold number at 2 4.
  destruct (answer t x); cbn; destruct (IH true), (IH false); split; auto.
Qed.

(* Every learner that tells them apart asks clg(N) labels of some target. *)
Theorem labels_needed (L : dialogue Q bool O) (targets : list T) : targets <> [] ->
  NoDup (map (fun t => output (answer t) L) targets) ->
  exists t, In t targets /\ clg (length targets) <= count (answer t) L.
Proof.
  intros N D. destruct (some_target_costs _ _ _ number (tree L) targets N) as (t & I & C).
  - intros t x _. unfold number. destruct (answer t x); lia.
  - erewrite map_ext; [exact D|]. intros t. apply same_tree.
  - exists t. split; [exact I|]. now rewrite <- (proj2 (same_tree L t)).
Qed.

(* q labels for every target: at most 2^q targets. *)
Theorem labels_tell_apart (L : dialogue Q bool O) q (targets : list T) :
  (forall t, In t targets -> count (answer t) L <= q) -> NoDup (map (fun t => output (answer t) L) targets) ->
  length targets <= 2 ^ q.
Proof.
  intros C D. apply clg_spec. destruct targets as [|t l]; [cbn; lia|].
  destruct (labels_needed L (t :: l)) as (u & I & H); [discriminate|exact D|]. specialize (C u I). lia.
Qed.
End Labels.

(* ---- all words of n letters, as targets ---------------------------------------------------------------------- *)
Fixpoint words {A} (letters : list A) (n : nat) : list (list A) :=
  match n with 0 => [[]] | S m => flat_map (fun a => map (cons a) (words letters m)) letters end.

(* One letter more: as many times the words as there are letters, and no two are equal. *)
Lemma longer_length {A} (letters : list A) shorter :
  length (flat_map (fun a => map (cons a) shorter) letters) = length letters * length shorter.
Proof. induction letters as [|a r IH]; cbn; [reflexivity|]. now rewrite app_length, map_length, IH. Qed.

Lemma longer_differ {A} (letters : list A) shorter : NoDup letters -> NoDup shorter ->
  NoDup (flat_map (fun a => map (cons a) shorter) letters).
Proof.
  intros D S.
  assert (Join : forall l r : list (list A), NoDup l -> NoDup r -> (forall x, In x l -> ~ In x r) -> NoDup (l ++ r)).
  { induction l as [|x l J]; intros r L R N; cbn; [exact R|]. inversion L; subst. constructor.
    - rewrite in_app_iff. intros [I|I]; [contradiction|]. exact (N x (or_introl eq_refl) I).
    - apply J; auto. intros y Y. apply N. now right. }
  induction D as [|a l N D J]; cbn; [constructor|]. apply Join; [|exact J|].
  - apply Injective_map_NoDup; [|exact S]. intros x y E. now injection E.
  - intros x X Y. apply in_map_iff in X. destruct X as (v & <- & _). apply in_flat_map in Y.
    destruct Y as (b & B & Y). apply in_map_iff in Y. destruct Y as (u & E & _). injection E as -> _. contradiction.
Qed.

Lemma words_length {A} (letters : list A) n : length (words letters n) = length letters ^ n.
Proof. induction n as [|n IH]; [reflexivity|]. cbn [words Nat.pow]. now rewrite longer_length, IH. Qed.

Lemma words_differ {A} (letters : list A) n : NoDup letters -> NoDup (words letters n).
Proof.
  intros D. induction n as [|n IH]; cbn [words]; [repeat constructor; intros []|]. now apply longer_differ.
Qed.

Lemma in_words {A} (letters : list A) n w : In w (words letters n) <-> length w = n /\ Forall (fun a => In a letters) w.
Proof.
  revert w. induction n as [|n IH]; intros w; cbn [words].
  - split; [intros [<-|[]]; auto|]. intros [E _]. destruct w; [now left|discriminate].
  - rewrite in_flat_map. split.
    + intros (a & I & M). apply in_map_iff in M. destruct M as (v & <- & V). apply IH in V. cbn.
      split; [now f_equal|now constructor].
    + intros [E F]. destruct w as [|a w]; [discriminate|]. inversion F; subst. exists a. split; [assumption|].
      apply in_map, IH. auto.
Qed.

(* Different outputs for different targets. *)
Lemma differ {A B} (f : A -> B) l : NoDup l -> (forall x y, In x l -> In y l -> f x = f y -> x = y) ->
  NoDup (map f l).
Proof.
  intros D H. induction D as [|a l N D IH]; cbn; [constructor|]. constructor.
  - intros I. apply in_map_iff in I. destruct I as (b & E & I). apply N.
    rewrite <- (H b a (or_intror I) (or_introl eq_refl) E). exact I.
  - apply IH. intros x y X Y. apply H; now right.
Qed.
