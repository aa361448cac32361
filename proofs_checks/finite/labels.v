(* How many labels a learner needs that tells N targets apart: clg(N) for at least one of them.

   Theorem (labels_needed): if the outputs for N targets are all different, then some target is asked clg(N) labels.
   Theorem (bits_needed): a learner that finds every word of n bits from labels asks n labels for one of them.
   Idea:    it is worst_target.v's theorem, for the dialogues of finite/dialogues.v, whose answers are yes or no.
   Used by  boolean/parity.v, boolean/bit_clearing.v and linear/pivot_ratio_integer.v.                            *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import words logarithms information worst_target dialogues.
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

(* A learner that finds every word of n bits asks n labels of one of them: clg(2^n) = n. *)
Theorem bits_needed {Q} (answer : list bool -> Q -> bool) (L : dialogue Q bool (list bool)) n :
  (forall t, length t = n -> output (answer t) L = t) -> exists t, length t = n /\ n <= count (answer t) L.
Proof.
  intros F. set (targets := words [false; true] n).
  assert (forall t, In t targets -> length t = n) as Length by (intros t I; apply in_words in I; tauto).
  assert (length targets = 2 ^ n) as N by apply words_length.
  destruct (labels_needed answer L targets) as (t & I & C).
  - intros E. rewrite E in N. pose proof (Nat.pow_nonzero 2 n). cbn in N. lia.
  - rewrite (map_ext_in _ (fun t => t)) by (intros t I; apply F, Length, I). rewrite map_id. apply bits_differ.
  - exists t. split; [now apply Length|]. now rewrite N, clg_power in C.
Qed.
