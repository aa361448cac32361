(* A box from counterexamples alone: propose the smallest one around all of them.

   The target is a box of a grid with N values on each of d features, or nothing.  The first proposal is nothing;
   then it is the box of the least and the largest value that counterexamples had on each feature.  A proposal
   that is the whole grid is not asked.

   Python:   queries(d, N) = 1 + d * (N - 1)
   Theorem:  every run asks at most so many equivalence queries; all counterexamples are points of the target.
   Idea:     the sides of the proposal have d (N - 1) steps together at most, and each counterexample after the
             first adds one.
   Tight:    a walk along an axis: on one feature of N values N counterexamples, for each N.

   Speaks for proofs_checks/trees/smallest_box.py. *)
From Coq Require Import List Arith Lia PeanoNat.
From qlearn.trees Require Import neighbours.
Import ListNotations.

Definition queries (d N : nat) : nat := 1 + d * (N - 1).

Section Smallest.
Variables (d N : nat).

Definition inside (low high x : point) : Prop := forall i, i < d -> low i <= x i <= high i.

(* The steps of all sides together. *)
Fixpoint steps (k : nat) (low high : point) : nat :=
  match k with 0 => 0 | S i => (high i - low i) + steps i low high end.

Section Target.
Variables (target : point -> Prop).

(* [grows q low high]: after q >= 1 counterexamples, all of them in the target, this is proposed. *)
Inductive grows : nat -> point -> point -> Prop :=
| first x : target x -> grows 1 x x
| more q low high x : grows q low high -> target x -> ~ inside low high x ->
  grows (S q) (fun i => Nat.min (low i) (x i)) (fun i => Nat.max (high i) (x i)).

Hypothesis in_grid : forall x i, target x -> i < d -> x i < N.

Lemma steps_more k low high x : (forall i, i < k -> low i <= high i) ->
  let low' := fun i => Nat.min (low i) (x i) in let high' := fun i => Nat.max (high i) (x i) in
  steps k low high <= steps k low' high' /\
  (steps k low high = steps k low' high' -> forall i, i < k -> low i <= x i <= high i).
Proof.
  intros Le low' high'. induction k as [|k IH]; cbn [steps]; [split; [lia|intros _ i I; lia]|].
  destruct IH as [A B]; [intros i I; apply Le; lia|]. pose proof (Le k ltac:(lia)) as L.
  assert (high k - low k <= high' k - low' k) as C by (unfold low', high'; lia). split; [lia|].
  intros E i I. destruct (Nat.eq_dec i k) as [->|D]; [unfold low', high' in *; lia|apply B; lia].
Qed.

Lemma grows_steps q low high : grows q low high ->
  q <= 1 + steps d low high /\ forall i, i < d -> low i <= high i < N.
Proof.
  induction 1 as [x T|q low high x G (Q & In) T Out].
  - split; [lia|]. intros i I. split; [lia|now apply in_grid].
  - destruct (steps_more d low high x (fun i I => proj1 (In i I))) as [A B]. cbn zeta in A, B. split.
    + assert (steps d low high <> steps d (fun i => Nat.min (low i) (x i)) (fun i => Nat.max (high i) (x i))); [|lia].
      intros E. apply Out. intros i I. exact (B E i I).
    + intros i I. specialize (In i I). pose proof (in_grid x i T I). lia.
Qed.

Lemma steps_few k low high : (forall i, i < k -> low i <= high i < N) -> steps k low high <= k * (N - 1) /\
  (steps k low high = k * (N - 1) -> forall i, i < k -> low i = 0 /\ high i = N - 1).
Proof.
  intros In. induction k as [|k IH]; cbn [steps]; [split; [lia|intros _ i I; lia]|].
  destruct IH as [A B]; [intros i I; apply In; lia|]. pose proof (In k ltac:(lia)) as L. cbn [Nat.mul]. split; [lia|].
  intros E i I. destruct (Nat.eq_dec i k) as [->|D]; [lia|apply B; lia].
Qed.

(* All queries were answered by counterexamples, or one more is asked, which is not about the whole grid. *)
Theorem run_bound q low high : grows q low high ->
  q <= queries d N /\ (~ (forall i, i < d -> low i = 0 /\ high i = N - 1) -> q + 1 <= queries d N).
Proof.
  intros G. destruct (grows_steps q low high G) as [Q In]. destruct (steps_few d low high In) as [A B].
  unfold queries. split; [lia|]. intros W. assert (steps d low high <> d * (N - 1)) by (intros E; now apply W, B). lia.
Qed.
End Target.

(* The proposal lies in the target. *)
Theorem proposal_in_target tlow thigh q low high : grows (inside tlow thigh) q low high ->
  forall x, inside low high x -> inside tlow thigh x.
Proof.
  intros G. assert (forall i, i < d -> tlow i <= low i /\ high i <= thigh i) as H.
  { induction G as [x T|q low high x G IH T _]; intros i I; specialize (T i I); [lia|]. specialize (IH i I). lia. }
  intros x X i I. specialize (X i I). specialize (H i I). lia.
Qed.
End Smallest.

Theorem bound_attained N : 1 <= N -> exists low high,
  grows 1 (inside 1 (fun _ => 0) (fun _ => N - 1)) (queries 1 N) low high.
Proof.
  intros P. assert (forall k, k < N -> exists low high, low 0 = 0 /\ high 0 = k /\
    grows 1 (inside 1 (fun _ => 0) (fun _ => N - 1)) (S k) low high) as Walk.
  { induction k as [|k IH]; intros K.
    - exists (fun _ => 0), (fun _ => 0). split; [reflexivity|]. split; [reflexivity|]. apply first. intros i I. lia.
    - destruct IH as (low & high & L & H & G); [lia|]. do 2 eexists. split; [|split].
      3:{ apply (more 1 _ (S k) low high (fun _ => S k) G); [intros i I; lia|].
          intros C. specialize (C 0 ltac:(lia)). cbn in C. lia. }
      + cbn. lia.
      + cbn. lia. }
  destruct (Walk (N - 1)) as (low & high & _ & _ & G); [lia|]. exists low, high.
  unfold queries. replace (1 + 1 * (N - 1)) with (S (N - 1)) by lia. exact G.
Qed.
