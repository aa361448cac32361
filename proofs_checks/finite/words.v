(* The words of n letters over an alphabet, each once: letters^n of them.

   Used where a learner has as many targets as there are words: see labels.v.                                     *)
From Coq Require Import List Arith Lia.
From qlearn.finite Require Import lists.
Import ListNotations.

Fixpoint words {A} (letters : list A) (n : nat) : list (list A) :=
  match n with 0 => [[]] | S m => flat_map (fun a => map (cons a) (words letters m)) letters end.

(* One letter more: as many times the words as there are letters, and no two are equal. *)
Lemma longer_length {A} (letters : list A) shorter :
  length (flat_map (fun a => map (cons a) shorter) letters) = length letters * length shorter.
Proof. induction letters as [|a r IH]; cbn; [reflexivity|]. now rewrite app_length, map_length, IH. Qed.

Lemma longer_differ {A} (letters : list A) shorter : NoDup letters -> NoDup shorter ->
  NoDup (flat_map (fun a => map (cons a) shorter) letters).
Proof.
  intros D S. induction D as [|a l N D J]; cbn; [constructor|].
  apply distinct_app; [now apply distinct_cons|exact J|].
  intros x X Y. apply in_map_iff in X. destruct X as (v & <- & _). apply in_flat_map in Y.
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

(* ---- words of bits: 2^n of them ------------------------------------------------------------------------------ *)
Lemma in_bits (w : list bool) : In w (words [false; true] (length w)).
Proof. apply in_words. split; [reflexivity|]. apply Forall_forall. intros [] _; cbn; auto. Qed.

Lemma bits_differ n : NoDup (words [false; true] n).
Proof. apply words_differ. constructor; [intros [E|[]]; discriminate|repeat constructor; intros []]. Qed.
