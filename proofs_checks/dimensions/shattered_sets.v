(* What a shattered set of points gives: a mistake tree, and a star; and what a mistake tree costs a learner that asks
   membership queries.

   A class is a list of concepts.  It shatters a list xs of points if every choice of labels for them is that of some
   concept; the VC dimension is the length of the longest such list.  The star number s is the length of the longest list
   of points such that some concept of the class has, for each of these points, a concept of the class that differs from
   it at that point and at no other of the list.
   Python:  qlearn/dimensions, where VC <= L, L <= D and VC <= s
   Theorem: a class that shatters d points has a complete mistake tree of depth d (VC <= L), and a star of d points
            (VC <= s); if it has a tree of depth d, every learner that finds it asks d points for some target (L <= D).
   Idea:    a tree of depth d has 2^d concepts that differ, and a learner tells them apart: labels.v.
   Tight:   all 2^n labellings of n points, for all three.
   Python file: shattered_sets.py.                                                                                  *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists words logarithms classes counterexamples littlestone dialogues labels.
From qlearn.dimensions Require Import star.
Import ListNotations.

Section Shattered.
Context {Point : Type}.
Notation concept := (Point -> bool).
Notation class := (list concept).

Definition shatters (V : class) (xs : list Point) : Prop :=
  forall labels, length labels = length xs -> exists c, In c V /\ map c xs = labels.

(* At each of the points xs, a concept of V that differs from c there and at no other of them. *)
Definition star_within (V : class) (c : concept) (xs : list Point) : Prop :=
  NoDup xs /\ forall x, In x xs -> exists d, In d V /\ d x <> c x /\ forall y, In y xs -> y <> x -> d y = c y.

(* ---- VC <= L ------------------------------------------------------------------------------------------------------ *)
Theorem shattered_makes_a_tree (points : list Point) V xs : incl xs points -> shatters V xs ->
  littlestone.tree points V (length xs) = true.
Proof. apply free_points. Qed.

(* ---- VC <= s ------------------------------------------------------------------------------------------------------ *)
Lemma map_same {B} (f g : Point -> B) xs y : map f xs = map g xs -> In y xs -> f y = g y.
Proof.
  induction xs as [|x xs IH]; cbn; intros E I; [contradiction|]. injection E as E1 E2.
  destruct I as [<-|I]; [exact E1|now apply IH].
Qed.

Theorem shattered_is_a_star (same : forall x y : Point, {x = y} + {x <> y}) V xs : NoDup xs -> shatters V xs ->
  exists c, In c V /\ star_within V c xs.
Proof.
  intros D S. destruct (S (map nothing xs)) as (c & Ic & Ec); [apply map_length|].
  exists c. split; [exact Ic|]. split; [exact D|]. intros x X.
  destruct (S (map (only same x) xs)) as (d & Id & Ed); [apply map_length|]. exists d. split; [exact Id|].
  assert (forall y, In y xs -> c y = false /\ d y = only same x y) as A.
  { intros y Y. split; [exact (map_same c nothing xs y Ec Y)|exact (map_same d _ xs y Ed Y)]. }
  destruct (only_at same x) as [Dx E]. split.
  - destruct (A x X) as [-> ->]. exact Dx.
  - intros y Y N. destruct (A y Y) as [-> ->]. now apply E.
Qed.

(* ---- L <= D ------------------------------------------------------------------------------------------------------- *)
(* The targets at the ends of the ways down a tree are told apart by every learner that finds them. *)
Lemma told_apart (points : list Point) (L : dialogue Point bool concept) V d : finds L (fun c => In c V) ->
  littlestone.tree points V d = true ->
  exists T, incl T V /\ length T = 2 ^ d /\ NoDup (map (fun t => output t L) T).
Proof.
  revert V. induction d as [|d IH]; intros V F T.
  - destruct V as [|c V]; [discriminate|]. exists [c]. split; [intros x [<-|[]]; now left|].
    split; [reflexivity|]. repeat constructor. intros [].
  - apply tree_S in T. destruct T as (x & _ & No & Yes).
    assert (forall b, finds L (fun c => In c (keep V x b))) as Fb by (intros b c I; apply in_keep in I; now apply F).
    destruct (IH _ (Fb false) No) as (T0 & I0 & L0 & D0), (IH _ (Fb true) Yes) as (T1 & I1 & L1 & D1).
    exists (T0 ++ T1). split; [|split].
    + intros c I. apply in_app_or in I. destruct I as [I|I]; [apply I0 in I|apply I1 in I]; now apply in_keep in I.
    + rewrite app_length, L0, L1, Nat.pow_succ_r'. lia.
    + rewrite map_app. apply distinct_app; [exact D0|exact D1|]. intros o O0 O1.
      apply in_map_iff in O0, O1. destruct O0 as (c & <- & C), O1 as (e & E & C').
      pose proof (Fb false c (I0 c C) x) as A. pose proof (Fb true e (I1 e C') x) as B.
      apply I0, in_keep in C. apply I1, in_keep in C'. rewrite E in B. destruct C, C'. congruence.
Qed.

Theorem a_tree_costs_its_depth (points : list Point) V d : littlestone.tree points V d = true ->
  needed (fun c => In c V) d.
Proof.
  intros T L F. destruct (told_apart points L V d F T) as (targets & I & E & D).
  assert (targets <> []) as N.
  { intros ->. cbn in E. pose proof (Nat.pow_nonzero 2 d). lia. }
  destruct (labels_needed (fun t x => t x) L targets N) as (t & It & C); [exact D|].
  exists t. split; [now apply I|]. now rewrite E, clg_power in C.
Qed.
End Shattered.

(* ---- no more can be claimed --------------------------------------------------------------------------------------- *)
(* Ask the points xs one after another, and return the labels as a row. *)
Fixpoint row_by_row (xs : list nat) (told : list bool) : dialogue nat bool (nat -> bool) :=
  match xs with
  | [] => Done (row (rev told))
  | x :: xs => Ask x (fun b => row_by_row xs (b :: told))
  end.

Lemma row_by_row_run (c : nat -> bool) xs told :
  output c (row_by_row xs told) = row (rev told ++ map c xs) /\ count c (row_by_row xs told) = length xs.
Proof.
  unfold count. revert told. induction xs as [|x xs IH]; intros told; cbn; [now rewrite app_nil_r|].
  destruct (IH (c x :: told)) as [O C]. rewrite O, C. cbn. rewrite <- app_assoc. now split.
Qed.

(* All labellings of n points: they shatter n points, have no deeper tree and no longer star, and n queries find them. *)
Theorem all_labellings_shattered n (V := labellings n) (points := seq 0 n) :
  shatters V points /\ length points = n /\ littlestone.tree points V (S n) = false
  /\ (forall c xs, incl xs points -> star_within V c xs -> length xs <= n) /\ enough (fun c => In c V) n.
Proof.
  assert (length points = n) as Ln by apply seq_length.
  split; [|split; [exact Ln|split; [|split]]].
  - intros labels E. rewrite Ln in E. exists (row labels). split.
    + apply in_map. rewrite <- E. apply in_bits.
    + unfold points. rewrite <- E. apply row_spelt.
  - destruct (littlestone.tree points V (S n)) eqn:T; [exfalso|reflexivity]. apply tree_size in T.
    unfold V in T. rewrite labellings_length in T. apply Nat.pow_le_mono_r_iff in T; lia.
  - intros c xs I [D _]. rewrite <- Ln. now apply NoDup_incl_length.
  - exists (row_by_row points []). split; intros c I; destruct (row_by_row_run c points []) as [O C]; [|lia].
    intros x. rewrite O. cbn. apply in_map_iff in I. destruct I as (w & <- & W). apply in_words in W. destruct W as [W _].
    unfold points. rewrite <- W. now rewrite row_spelt.
Qed.
