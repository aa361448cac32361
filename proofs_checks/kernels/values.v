(* Functions a_1 q_1 + ... + a_D q_D of known features q_1, ..., q_D from their values, over any field.

   Polynomials of degree at most p are such functions, the features their monomials; so are homogeneous ones, and
   polynomials with T chosen terms.
   Theorem (every_learner_asks): every learner that finds the coefficients of all of them asks D values of every one.
   Idea:    fewer than D points leave coefficients, not all 0, that change no answer (linear/kernel.v).  Adding them,
            the learner hears the same and ends with the same.
   The number D of monomials of degree at most p in d variables is counted in lower_sets.v.                          *)
From Coq Require Import List Arith Lia Field.
From qlearn.finite Require Import lists dialogues.
From qlearn.linear Require Import kernel.
Import ListNotations.

Section Values.
Context {F : field} {X : Type}.
Add Field F_is_a_field : (laws F).
Notation vector := (list F).
Variable D : nat.
Variable features : X -> vector.
Hypothesis sized : forall x, length (features x) = D.

Definition value (a : vector) (x : X) : F := dot a (features x).

(* At fewer than D points another function has the same values. *)
Theorem another_fits a (points : list X) : length a = D -> length points < D -> exists b,
  length b = D /\ b <> a /\ forall x, In x points -> value a x = value b x.
Proof.
  intros A L. destruct (kernel D (map features points)) as (u & Lu & Nu & H); [now rewrite map_length|].
  exists (plus a u). split; [rewrite plus_length; lia|]. split.
  - intros E. apply plus_same in E; [|lia]. rewrite Lu in E. contradiction.
  - intros x I. unfold value. rewrite plus_dot, (H (features x)) by now apply in_map. ring.
Qed.

Definition finds_all (L : dialogue X F vector) : Prop := forall a, length a = D -> output (value a) L = a.

Theorem every_learner_asks L a : finds_all L -> length a = D -> D <= count (value a) L.
Proof.
  intros All A. apply Nat.nlt_ge. intros C. unfold count in C.
  destruct (another_fits a (asked (value a) L) A C) as (b & B & N & Same).
  destruct (same_run (value a) (value b) L Same) as [O _]. rewrite (All a A), (All b B) in O. congruence.
Qed.

(* In particular of the teacher who answers 0 throughout. *)
Corollary all_answers_zero L : finds_all L -> D <= count (fun _ => 0) L.
Proof.
  intros All. pose proof (every_learner_asks L (repeat 0 D) All (repeat_length _ _)) as H.
  assert (Z : forall x, value (repeat 0 D) x = 0) by (intros x; apply dot_zeros).
  unfold count in *. destruct (same_run (value (repeat 0 D)) (fun _ => 0) L (fun x _ => Z x)) as [_ <-]. exact H.
Qed.
End Values.

(* D values can be enough: of functions on 0, ..., D - 1, whose features are the axes. *)
Section Tight.
Context {F : field}.
Add Field F_is_a_field' : (laws F).
Variable D : nat.

Definition unit_features (i : nat) : list F := map (fun j => if Nat.eqb i j then 1 else 0) (seq 0 D).

Lemma unit_sized i : length (unit_features i) = D.
Proof. unfold unit_features. now rewrite map_length, seq_length. Qed.

Lemma unit_value (a : list F) i : length a = D -> i < D -> value unit_features a i = nth i a 0.
Proof.
  unfold value, unit_features. intros A. revert i.
  enough (forall s n i, length a = n -> i < n ->
    dot a (map (fun j => if Nat.eqb (s + i) j then 1 else 0) (seq s n)) = nth i a 0) as H.
  { intros i I. exact (H 0%nat D i A I). }
  clear A. induction a as [|c a IH]; intros s n i L I; cbn in L; [lia|]. subst n. cbn [length seq map dot].
  destruct i as [|i].
  - rewrite Nat.add_0_r, Nat.eqb_refl. cbn [nth].
    assert (Z : forall n s', s < s' -> dot a (map (fun j => if Nat.eqb s j then 1 else 0) (seq s' n)) = 0).
    { clear. induction a as [|b a IH]; intros n s' S; [reflexivity|]. destruct n as [|n]; [reflexivity|].
      cbn [seq map dot]. destruct (Nat.eqb_spec s s'); [lia|]. rewrite IH by lia. ring. }
    rewrite Z by lia. ring.
  - destruct (Nat.eqb_spec (s + S i) s); [lia|]. cbn [nth]. rewrite <- (IH (S s) (length a) i eq_refl) by lia.
    replace (S s + i)%nat with (s + S i)%nat by lia. ring.
Qed.

Theorem D_values_can_be_enough : exists L, finds_all D unit_features L /\ forall teacher, count teacher L = D.
Proof.
  exists (each (fun i => Ask i Done) (seq 0 D)). split.
  - intros a A. rewrite output_each. cbn [output].
    transitivity (map (fun i => nth i a 0) (seq 0 (length a))); [|apply entries]. rewrite A.
    apply map_ext_in. intros i I. apply in_seq in I. apply unit_value; [exact A|lia].
  - intros t. rewrite count_each_once, seq_length; reflexivity.
Qed.
End Tight.
