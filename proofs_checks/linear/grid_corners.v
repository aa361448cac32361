(* Every learner of half-spaces of the grid {0, ..., N}^d by equivalence queries meets d + 1 counterexamples.

   Points x have the entry 1 added, so that w.x + b is one product; a weight vector ends in b.
   Python:  needed = d + 2 equivalence queries, the final yes is one
   Theorem: for N >= 1 and every learner, whatever its hypotheses, some half-space makes it meet d + 1 counterexamples.
   Idea:    half-spaces give the corners 0, e_1, ..., e_d all labellings: b is the sign at 0, and w_i the sign at e_i
            less b.  So the teacher can say the opposite of the learner at one of them after another.
   Tight:   on these corners a learner that remembers them meets no more.
   Python files: the learners that keep the weights between cutting planes.                                          *)
From Coq Require Import Reals Lra List Lia.
From qlearn.finite Require Import equivalence_queries.
From qlearn.geometry Require Import vectors.
From qlearn.linear Require Import ellipsoid_update ellipsoid_runs ellipsoid_forced.
Import ListNotations.
Local Open Scope R_scope.

Definition lower (d : nat) : nat := d + 2.

Definition grid (d N : nat) (x : vector) : Prop :=
  exists xs, length xs = d /\ Forall (fun k => (k <= N)%nat) xs /\ x = map INR xs ++ [1].

(* The corner 0 is number 0, e_i is number i. *)
Definition corner (d i : nat) : vector := map (fun j => if Nat.eqb i (S j) then 1 else 0) (seq 0 d) ++ [1].
Definition corners (d : nat) : list vector := map (corner d) (seq 0 (S d)).

Lemma corner_in_grid d N i : (1 <= N)%nat -> grid d N (corner d i).
Proof.
  intros P. exists (map (fun j => if Nat.eqb i (S j) then 1%nat else 0%nat) (seq 0 d)).
  split; [now rewrite map_length, seq_length|]. split.
  - apply Forall_map, Forall_forall. intros j _. destruct (Nat.eqb i (S j)); lia.
  - unfold corner. f_equal. rewrite map_map. apply map_ext. intros j. destruct (Nat.eqb i (S j)); reflexivity.
Qed.

(* The weights that give these labels, by number. *)
Definition weights_for (d : nat) (s : nat -> R) : vector := map (fun j => s (S j) - s 0%nat) (seq 0 d) ++ [s 0%nat].

Lemma dot_app u v u' v' : length u = length v -> dot (u ++ u') (v ++ v') = dot u v + dot u' v'.
Proof.
  revert v. induction u as [|a u IH]; intros [|b v] L; cbn in *; try lia; [ring|]. rewrite IH by lia. ring.
Qed.

(* A sum with one term that is not 0. *)
Lemma picked f i a n : dot (map f (seq a n)) (map (fun j => if Nat.eqb i (S j) then 1 else 0) (seq a n))
  = if (andb (Nat.leb (S a) i) (Nat.leb i (a + n))) then f (pred i) else 0.
Proof.
  revert a. induction n as [|n IH]; intros a; cbn [seq map dot].
  - destruct (Nat.leb_spec (S a) i), (Nat.leb_spec i (a + 0)); try lia; reflexivity.
  - rewrite IH. destruct (Nat.eqb_spec i (S a)) as [->|D].
    + destruct (Nat.leb_spec (S (S a)) (S a)), (Nat.leb_spec (S a) (S a)), (Nat.leb_spec (S a) (a + S n)); try lia.
      cbn. ring.
    + destruct (Nat.leb_spec (S (S a)) i), (Nat.leb_spec (S a) i), (Nat.leb_spec i (S a + n)),
        (Nat.leb_spec i (a + S n)); try lia; cbn; ring.
Qed.

Lemma at_corner d s i : (i <= d)%nat -> dot (weights_for d s) (corner d i) = s i.
Proof.
  intros I. unfold weights_for, corner. rewrite dot_app by (now rewrite !map_length).
  rewrite (picked (fun j => s (S j) - s 0%nat) i 0 d). cbn [dot]. rewrite Nat.add_0_l. destruct i as [|i].
  - cbn. ring.
  - destruct (Nat.leb_spec 1 (S i)), (Nat.leb_spec (S i) d); try lia. cbn. ring.
Qed.

Lemma every_labelling d labels : length labels = S d -> exists w, map (label w) (corners d) = labels.
Proof.
  intros L. exists (weights_for d (fun i => sign (nth i labels true))). unfold corners. rewrite map_map.
  apply nth_ext with (d := true) (d' := true); rewrite map_length, seq_length; [easy|]. intros i I.
  rewrite nth_indep with (d' := label (weights_for d (fun i => sign (nth i labels true))) (corner d 0))
    by now rewrite map_length, seq_length.
  rewrite (map_nth (fun i => label (weights_for d (fun i => sign (nth i labels true))) (corner d i))), seq_nth by exact I.
  cbn [Nat.add]. destruct (nth i labels true) eqn:B; [apply label_true|apply label_false];
    rewrite at_corner, B by lia; cbn; lra.
Qed.

Theorem corners_are_forced d N (L : learner) : (1 <= N)%nat -> exists w told,
  run (grid d N) L (label w) told /\ (length told + 1 = lower d)%nat.
Proof.
  intros P. destruct (contradicted (grid d N) L (corners d) []) as (labels & Len & Force).
  { apply Forall_map, Forall_forall. intros i _. now apply corner_in_grid. }
  assert (length (corners d) = S d) as Lc by (unfold corners; now rewrite map_length, seq_length).
  destruct (every_labelling d labels) as (w & W); [lia|].
  destruct (Force (label w) (begin _ _ _) W) as (told & Run & Lt). exists w, told. split; [exact Run|].
  unfold lower. cbn [length] in Lt. lia.
Qed.

(* Who remembers the corners meets no more of them. *)
Theorem corners_cost_no_more d f told : run (fun x => In x (corners d)) remembers f told -> (length told + 1 <= lower d)%nat.
Proof.
  intros Run. destruct (remembers_run _ _ _ Run) as [Nd Is]. unfold lower.
  assert (length (map fst told) <= length (corners d))%nat as L.
  { apply NoDup_incl_length; [exact Nd|]. intros x I. apply in_map_iff in I. destruct I as (a & <- & Ha). now apply Is. }
  rewrite map_length in L. unfold corners in L. rewrite map_length, seq_length in L. lia.
Qed.
