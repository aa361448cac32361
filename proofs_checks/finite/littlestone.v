(* The Littlestone dimension: how many counterexamples no learner can avoid (Littlestone 1988).

   A class has a complete tree of depth d if d = 0 and it is not empty, or at some point x both labels leave a class
   that has one of depth d - 1.  Its dimension is the depth of its deepest tree.
   Python:  qlearn.concepts.tables.littlestone; lower bounds such as that of qlearn.learners.finite.halving, L + 1
   Theorem: in a class of dimension L EVERY learner meets L counterexamples for some target, whatever it proposes, and
            the standard optimal algorithm meets no more for any; and 2^L <= N for N concepts.
   Idea:    the teacher goes down the tree and says that the proposal is wrong at each point.  The optimal algorithm
            proposes the label that leaves the larger dimension: if that is wrong, the other leaves a smaller one than
            before, for two of the same size would make a tree that is deeper by one.
   Tight:   the first two meet; all 2^n labellings of n points have the dimension n.
   Python file: littlestone.py.                                                                   *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import words classes equivalence_queries counterexamples.
Import ListNotations.

Section Dimension.
Variables (Point : Type) (points : list Point).
Notation class := (list (Point -> bool)).
Notation run := (run points).

(* ---- trees and the dimension ------------------------------------------------------------------------------- *)
Fixpoint tree (V : class) (d : nat) : bool :=
  match d with
  | 0 => match V with [] => false | _ => true end
  | S less => existsb (fun x => tree (keep V x false) less && tree (keep V x true) less) points
  end.

(* How many depths below `most` have a tree, as Python computes it: one more than the lesser of the halves' at the best
   point. *)
Fixpoint depths (most : nat) (V : class) : nat :=
  match most, V with
  | 0, _ | _, [] => 0
  | S less, _ => S (list_max (map (fun x => min (depths less (keep V x false)) (depths less (keep V x true))) points))
  end.

(* One more than the dimension; 0 for the empty class. *)
Definition rank (V : class) : nat := depths (S (Nat.log2 (length V))) V.
Definition dimension (V : class) : nat := rank V - 1.

Lemma no_tree_of_none d : tree [] d = false.
Proof.
  induction d as [|d IH]; [reflexivity|]. cbn. rewrite IH. cbn.
  induction points as [|x xs IHxs]; [reflexivity|exact IHxs].
Qed.

Lemma tree_S V d : tree V (S d) = true <->
  exists x, In x points /\ tree (keep V x false) d = true /\ tree (keep V x true) d = true.
Proof.
  cbn [tree]. rewrite existsb_exists. split; intros (x & I & T); exists x; (split; [exact I|]); now apply andb_true_iff.
Qed.

(* A class with a tree of depth d has 2^d concepts: one for each way down. *)
Lemma tree_size V d : tree V d = true -> 2 ^ d <= length V.
Proof.
  revert V. induction d as [|d IH]; intros V T.
  - destruct V; [discriminate|cbn; lia].
  - apply tree_S in T. destruct T as (x & _ & No & Yes). apply IH in No, Yes.
    pose proof (keep_split V x). rewrite Nat.pow_succ_r'. lia.
Qed.

Lemma list_max_above d l : d < list_max l <-> exists m, In m l /\ d < m.
Proof.
  induction l as [|m l IH]; cbn [list_max fold_right In].
  - split; [lia|intros (m & [] & _)].
  - fold (list_max l). rewrite Nat.max_lt_iff, IH. split.
    + intros [H|(k & I & H)]; eauto.
    + intros (k & [<-|I] & H); eauto.
Qed.

Lemma depths_spec most V d : d < depths most V <-> d < most /\ tree V d = true.
Proof.
  revert V d. induction most as [|most IH]; intros V d; [cbn; lia|].
  destruct V as [|c V]; [cbn [depths]; rewrite no_tree_of_none; split; [lia|intros []; discriminate]|].
  cbn [depths]. set (W := c :: V). destruct d as [|d]; [cbn; split; [lia|lia]|].
  rewrite <- Nat.succ_lt_mono, list_max_above, tree_S. split.
  - intros (m & I & H). apply in_map_iff in I. destruct I as (x & <- & I).
    apply Nat.min_glb_lt_iff in H. destruct H as [No Yes]. apply IH in No, Yes.
    split; [lia|]. exists x. tauto.
  - intros (H & x & I & No & Yes). eexists. split; [now apply in_map with (x := x)|].
    apply Nat.min_glb_lt; apply IH; split; auto; lia.
Qed.

Lemma rank_spec V d : d < rank V <-> tree V d = true.
Proof.
  unfold rank. rewrite depths_spec. split; [tauto|]. intros T. split; [|exact T].
  pose proof (tree_size V d T) as S. apply Nat.lt_succ_r, Nat.log2_le_pow2; [|exact S].
  pose proof (Nat.pow_nonzero 2 d). lia.
Qed.

(* The dimension is the depth of the deepest tree. *)
Theorem dimension_spec V d : V <> [] -> d <= dimension V <-> tree V d = true.
Proof.
  intros N. rewrite <- rank_spec. unfold dimension.
  assert (0 < rank V) by (apply rank_spec; destruct V; [congruence|reflexivity]). lia.
Qed.

Theorem size_of_a_class V : V <> [] -> 2 ^ dimension V <= length V.
Proof. intros N. apply tree_size. now apply dimension_spec. Qed.

(* ---- every learner ----------------------------------------------------------------------------------------- *)
(* With a tree of depth d still left, the teacher can go on d times. *)
Lemma goes_down d V (L : learner Point) told : tree V d = true ->
  exists t more, In t V /\ length more = d /\ (run L t told -> run L t (more ++ told)).
Proof.
  revert V told. induction d as [|d IH]; intros V told T.
  - destruct V as [|t V]; [discriminate|]. exists t, []. cbn. auto.
  - apply tree_S in T. destruct T as (x & Hx & No & Yes). set (b := negb (L told x)).
    assert (tree (keep V x b) d = true) as B by (unfold b; destruct (L told x); assumption).
    destruct (IH _ ((x, b) :: told) B) as (t & more & Ht & E & R). apply in_keep in Ht. destruct Ht as [Ht Eb].
    exists t, (more ++ [(x, b)]). rewrite app_length, <- app_assoc. cbn [length app].
    split; [exact Ht|]. split; [lia|]. intros Before. apply R. rewrite <- Eb.
    apply counterexample; [exact Before|exact Hx|]. rewrite Eb. unfold b. now destruct (L told x).
Qed.

Theorem every_learner_is_forced V (L : learner Point) : V <> [] ->
  exists t told, In t V /\ run L t told /\ length told = dimension V.
Proof.
  intros N. destruct (goes_down (dimension V) V L []) as (t & told & I & E & R); [now apply dimension_spec|].
  rewrite app_nil_r in R. exists t, told. split; [exact I|]. split; [apply R, begin|exact E].
Qed.

(* ---- the standard optimal algorithm ------------------------------------------------------------------------ *)
(* At each point it proposes the label that leaves the larger dimension. *)
Definition optimal (V : class) : learner Point := fun told x =>
  rank (keep (remaining V told) x false) <=? rank (keep (remaining V told) x true).

(* If the other label is the true one, the rank falls. *)
Lemma wrong_costs_rank V t told x : In x points -> In t (remaining V told) -> optimal V told x <> t x ->
  rank (keep (remaining V told) x (t x)) < rank (remaining V told).
Proof.
  intros Hx I D. set (R := remaining V told) in *. unfold optimal in D. fold R in D.
  assert (0 < rank (keep R x (t x))) as P.
  { apply rank_spec. assert (In t (keep R x (t x))) as K by now apply in_keep. now destruct (keep R x (t x)). }
  destruct (rank (keep R x (t x))) as [|d] eqn:E; [lia|]. apply rank_spec, tree_S. exists x. split; [exact Hx|].
  split; apply rank_spec; destruct (Nat.leb_spec (rank (keep R x false)) (rank (keep R x true))); destruct (t x);
    congruence || lia.
Qed.

Theorem optimal_bound V t told : In t V -> run (optimal V) t told -> length told <= dimension V.
Proof.
  intros I R. enough (length told + rank (remaining V told) <= rank V) as H.
  { assert (0 < rank (remaining V told)).
    { apply rank_spec. pose proof (target_remains _ _ V _ t told I R) as K. now destruct (remaining V told). }
    unfold dimension. lia. }
  induction R as [|told x R IH Hx D]; cbn [length remaining]; [lia|].
  pose proof (wrong_costs_rank V t told x Hx (target_remains _ _ V _ t told I R) D). lia.
Qed.
End Dimension.
Arguments tree {Point}.
Arguments rank {Point}.
Arguments dimension {Point}.

(* ---- all labellings ---------------------------------------------------------------------------------------- *)
(* If every labelling of some points is that of a concept, these points make a tree. *)
Lemma free_points {Point} (points xs : list Point) V : incl xs points ->
  (forall labels, length labels = length xs -> exists c, In c V /\ map c xs = labels) ->
  tree points V (length xs) = true.
Proof.
  revert V. induction xs as [|x xs IH]; intros V I F.
  - destruct (F [] eq_refl) as (c & H & _). now destruct V.
  - assert (forall b, tree points (keep V x b) (length xs) = true) as B.
    { intros b. apply IH; [intros y Hy; apply I; now right|]. intros labels E.
      destruct (F (b :: labels)) as (c & Hc & M); [cbn; now rewrite E|]. injection M as Mb M.
      exists c. split; [now apply in_keep|exact M]. }
    apply tree_S. exists x. split; [apply I; now left|]. split; apply B.
Qed.

(* The 2^n labellings of n points: no class of dimension n is smaller. *)
Theorem dimension_of_all_labellings n : dimension (seq 0 n) (labellings n) = n.
Proof.
  assert (labellings n <> []) as N.
  { intros E. pose proof (labellings_length n) as H. rewrite E in H. cbn in H. pose proof (Nat.pow_nonzero 2 n). lia. }
  apply Nat.le_antisymm.
  - pose proof (size_of_a_class _ (seq 0 n) (labellings n) N) as S. rewrite labellings_length in S.
    apply Nat.pow_le_mono_r_iff in S; lia.
  - apply dimension_spec; [exact N|]. rewrite <- (seq_length n 0) at 3. apply free_points; [apply incl_refl|].
    rewrite seq_length. intros labels E. exists (row labels). split.
    + apply in_map. rewrite <- E. apply in_bits.
    + rewrite <- E. apply row_spelt.
Qed.
