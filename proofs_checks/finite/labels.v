(* How many labels a learner needs that tells N targets apart: clg(N) for at least one of them.

   Learners are the dialogues of reductions/sign.v; an answer is yes or no.  information.v has the same bound for
   answers of any arity, of learners whose queries are limited on every path, also on those that no target takes;
   here only what is asked of the targets counts.
   Theorem (labels_needed): if the outputs for N targets are all different, then some target is asked clg(N) labels.
   Idea:    the first answer divides the targets; the larger part is at least half.
   Used by  boolean/parity.v and linear/pivot_ratio_integer.v.                                                     *)
From Coq Require Import List Arith Lia Bool FinFun.
From qlearn.finite Require Import information.
From qlearn.reductions Require Import sign.
Import ListNotations.

Section Labels.
Context {Q O T : Type} (answer : T -> Q -> bool).      (* what the teacher of each target says *)

(* Those that are answered yes, and the others. *)
Lemma divided (f : T -> bool) l : length (filter f l) + length (filter (fun t => negb (f t)) l) = length l.
Proof. induction l as [|t l IH]; cbn; [reflexivity|]. destruct (f t); cbn; lia. Qed.

Lemma no_repeats_left {B} (g : T -> B) (f : T -> bool) l : NoDup (map g l) -> NoDup (map g (filter f l)).
Proof.
  induction l as [|t l IH]; cbn; intros D; [constructor|]. inversion D as [|? ? N D']; subst.
  destruct (f t); cbn; [constructor|]; auto. intros I. apply N. apply in_map_iff in I.
  destruct I as (u & E & I). apply filter_In in I. rewrite <- E. now apply in_map.
Qed.

(* q labels for every target: at most 2^q targets. *)
Theorem labels_tell_apart (L : dialogue Q bool O) q (targets : list T) :
  (forall t, In t targets -> count (answer t) L <= q) -> NoDup (map (fun t => output (answer t) L) targets) ->
  length targets <= 2 ^ q.
Proof.
  revert q targets. unfold count. induction L as [o|x next IH]; intros q targets C D.
  - cbn in D. pose proof (Nat.pow_nonzero 2 q). destruct targets as [|t [|u l]]; cbn; try lia.
    inversion D as [|? ? N _]. destruct N. now left.
  - destruct q as [|q].
    + destruct targets as [|t l]; cbn; [lia|]. specialize (C t (or_introl eq_refl)). cbn in C. lia.
    + rewrite <- (divided (fun t => answer t x) targets). cbn [Nat.pow].
      enough (forall a f, (forall t, f t = true -> answer t x = a) -> length (filter f targets) <= 2 ^ q) as H.
      { pose proof (H true _ (fun t E => E)). pose proof (H false _ (fun t E => proj1 (negb_true_iff _) E)). lia. }
      intros a f A. apply (IH a).
      * intros t I. apply filter_In in I. destruct I as [I F]. specialize (C t I). cbn in C. rewrite (A t F) in C. lia.
      * apply (no_repeats_left _ f) in D.
        erewrite map_ext_in; [exact D|]. intros t I. apply filter_In in I. cbn. now rewrite (A t (proj2 I)).
Qed.

Lemma some_or_all (c : T -> nat) k (l : list T) : (exists t, In t l /\ k <= c t) \/ forall t, In t l -> c t < k.
Proof.
  induction l as [|t l [(u & I & U)|A]]; [right; intros t []|left; exists u; split; [now right|exact U]|].
  destruct (le_lt_dec k (c t)) as [H|H]; [left; exists t; split; [now left|exact H]|right].
  intros u [<-|I]; auto.
Qed.

(* Every learner that tells them apart asks clg(N) labels of some target. *)
Theorem labels_needed (L : dialogue Q bool O) (targets : list T) : targets <> [] ->
  NoDup (map (fun t => output (answer t) L) targets) ->
  exists t, In t targets /\ clg (length targets) <= count (answer t) L.
Proof.
  intros N D. destruct (some_or_all (fun t => count (answer t) L) (clg (length targets)) targets) as [S|A]; [exact S|].
  destruct targets as [|t l]; [contradiction|]. pose proof (A t (or_introl eq_refl)) as P.
  assert (length (t :: l) <= 2 ^ (clg (length (t :: l)) - 1)) as H.
  { apply (labels_tell_apart L); [|exact D]. intros u I. specialize (A u I). lia. }
  apply clg_spec in H. lia.
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
