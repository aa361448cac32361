(* A decision tree with axis-aligned splits, found by its leaves' names (path finding: Tramer et al., 2016).

   Points are d whole numbers, each below N.  A query asks a point and is answered by the unique name of its
   leaf.  A new leaf is explored from the point x that hit it: on each feature, up and down, the last point of
   the grid on that line is asked; if it lies in another leaf, bisection finds the place where the line leaves
   the leaf, and the first point outside, which has been asked, is put on a stack.  The learner goes on while
   the stack has points in unknown leaves.

   Python:   queries(d, L, N) = 1 + d * L * (2 * clg(N - 1) + 1), where L is the number of leaves
   Theorem:  every run finds all leaves, and asks at most so many points; it takes 1 + 2 d L points from the
             stack at most.
   Idea:     count: the ways up and down have N - 1 steps together, so one of them saves a query.
             all leaves: at a split, let all leaves on one side be known (induction).  The side of one of
             these leaves lies on the split; the step across it, from the point that hit the leaf, leads to a
             leaf on the other side.
   Tight:    one leaf, N = 2: the bound is 1 + d, and so many points are asked.

   Speaks for proofs_checks/trees/path_finding.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms.
From qlearn.automata Require Import rivest_schapire.
From qlearn.trees Require Import neighbours lines.
Import ListNotations.

Section PathFinding.
Variables (d N : nat) (target : tree).
Local Notation line := (line N target).
Local Notation lines := (lines N target).
Local Notation in_grid := (within zero (top d N)).

(* The stack's points have been asked; [known] are the leaves explored, each with the point that hit it. *)
Fixpoint explore (fuel : nat) (stack known : list point) (asked : nat) : list point * list point * nat :=
  match fuel, stack with
  | S fuel, x :: stack =>
      if existsb (Nat.eqb (leaf target x)) (map (leaf target) known) then explore fuel stack known asked
      else let (out, q) := lines x d in explore fuel (out ++ stack) (x :: known) (asked + q)
  | _, _ => (stack, known, asked)
  end.

Definition bound (d L N : nat) : nat := 1 + d * L * (2 * clg (N - 1) + 1).

(* Nothing leads out of what is known, and the stack. *)
Definition closed (stack known : list point) : Prop :=
  forall x i up p, In x known -> i < d -> In p (fst (line x i up)) ->
    In p stack \/ In (leaf target p) (map (leaf target) known).

Lemma explore_correct fuel stack known asked : let L := length (leaves target) in
  Forall in_grid (stack ++ known) -> NoDup (map (leaf target) known) ->
  length stack + 2 * d * (L - length known) <= fuel -> closed stack known ->
  let '(stack', known', asked') := explore fuel stack known asked in
  stack' = [] /\ Forall in_grid known' /\ NoDup (map (leaf target) known') /\ closed [] known'
  /\ (forall x, In x (stack ++ known) -> In (leaf target x) (map (leaf target) known'))
  /\ asked' + length known * (d * (2 * clg (N - 1) + 1))
     <= asked + length known' * (d * (2 * clg (N - 1) + 1)).
Proof.
  intros L. revert stack known asked. induction fuel as [|fuel IH]; intros stack known asked Dom Nd F C.
  - destruct stack; [|cbn in F; lia]. cbn [explore app] in *. repeat split; try assumption; [|lia].
    intros x X. now apply in_map.
  - destruct stack as [|x stack]; cbn [explore app] in *.
    { repeat split; try assumption; [|lia]. intros x X. now apply in_map. }
    inversion Dom as [|? ? Dx Dom']; subst. cbn [length] in F.
    destruct (existsb (Nat.eqb (leaf target x)) (map (leaf target) known)) eqn:E.
    + apply existsb_exists in E. destruct E as (l & E & E'). apply Nat.eqb_eq in E'. subst l.
      specialize (IH stack known asked Dom' Nd ltac:(lia)).
      assert (closed stack known) as C' by (intros y i up p Y I P; destruct (C y i up p Y I P) as [[->|Q]|Q];
        tauto).
      specialize (IH C'). destruct (explore fuel stack known asked) as [[stack' known'] asked'].
      destruct IH as (I1 & I2 & I3 & I4 & I5 & I6). repeat split; try assumption.
      intros y [<-|Y]; [|now apply I5].
      apply in_map_iff in E. destruct E as (y & Ey & Y). rewrite <- Ey. apply I5, in_or_app. now right.
    + destruct (lines_cost d N target x d Dx (Nat.le_refl _)) as [Q1 Q2].
      pose proof (in_lines N target x d) as In_lines.
      destruct (lines x d) as [out q]. cbn [fst snd] in *.
      assert (NoDup (map (leaf target) (x :: known))) as Nd'.
      { cbn [map]. constructor; [|exact Nd]. intros X.
        assert (existsb (Nat.eqb (leaf target x)) (map (leaf target) known) = true); [|congruence].
        apply existsb_exists. exists (leaf target x). split; [exact X|apply Nat.eqb_refl]. }
      assert (length (map (leaf target) (x :: known)) <= L) as B.
      { apply NoDup_incl_length; [exact Nd'|].
        intros l X. apply in_map_iff in X. destruct X as (y & <- & _). apply leaf_in. }
      rewrite map_length in B. cbn [length] in B.
      specialize (IH (out ++ stack) (x :: known) (asked + q)).
      destruct (explore fuel (out ++ stack) (x :: known) (asked + q)) as [[stack' known'] asked'].
      destruct IH as (I1 & I2 & I3 & I4 & I5 & I6).
      * apply Forall_forall. intros y Y. rewrite Forall_forall in Dom'. rewrite !in_app_iff in Y.
        destruct Y as [[Y|Y]|[<-|Y]];
          [|apply Dom', in_or_app; now left|exact Dx|apply Dom', in_or_app; now right].
        apply In_lines in Y. destruct Y as (i & up & Hi & Y).
        destruct (line_correct N target x i up) as (_ & _ & P).
        destruct (P y Y) as (k & K & ->). now apply steps_within.
      * exact Nd'.
      * rewrite app_length. cbn [length].
        replace (L - length known) with (S (L - S (length known))) in F by lia. rewrite Nat.mul_succ_r in F.
        lia.
      * intros y i up p [<-|Y] I P; [left; apply in_or_app; left; apply In_lines; now exists i, up|].
        destruct (C y i up p Y I P) as [[->|Q]|Q];
          [right; now left|left; apply in_or_app; now right|right; now right].
      * repeat split; try assumption; [|cbn [length] in I6; lia].
        intros y [<-|Y]; apply I5; apply in_or_app; [right; now left|]. apply in_app_or in Y.
        destruct Y as [Y|Y]; [left; apply in_or_app; now right|right; now right].
Qed.

(* From any point of the grid on: the names known at the end, and the number of queries. *)
Definition run (x : point) : list point * list point * nat :=
  explore (1 + 2 * d * length (leaves target)) [x] [] 1.

Theorem run_bound x : in_grid x -> let '(stack, known, asked) := run x in
  stack = [] /\ asked <= bound d (length (leaves target)) N.
Proof.
  intros X. pose proof (explore_correct (1 + 2 * d * length (leaves target)) [x] [] 1) as H. unfold run.
  destruct (explore _ [x] [] 1) as [[stack known] asked].
  destruct H as (H1 & _ & H3 & _ & _ & H6).
  - now constructor.
  - constructor.
  - cbn [length]. lia.
  - intros y i up p [].
  - split; [exact H1|]. cbn [length] in H6.
    assert (length known <= length (leaves target)) as B.
    { rewrite <- (map_length (leaf target) known). apply NoDup_incl_length; [exact H3|].
      intros l L. apply in_map_iff in L. destruct L as (y & <- & _). apply leaf_in. }
    pose proof (Nat.mul_le_mono_r _ _ (d * (2 * clg (N - 1) + 1)) B). unfold bound. lia.
Qed.

Theorem run_finds_all x : in_grid x -> proper d target zero (top d N) -> NoDup (leaves target) ->
  let '(_, known, _) := run x in
  forall name, In name (leaves target) -> exists y, In y known /\ leaf target y = name.
Proof.
  intros X P U. pose proof (explore_correct (1 + 2 * d * length (leaves target)) [x] [] 1) as H. unfold run.
  destruct (explore _ [x] [] 1) as [[stack known] asked].
  destruct H as (_ & H2 & _ & H4 & H5 & _).
  - now constructor.
  - constructor.
  - cbn [length]. lia.
  - intros y i up p [].
  - intros name L. rewrite Forall_forall in H2.
    assert (In name (map (leaf target) known)) as M.
    { apply (all_leaves_known d N target (fun name => In name (map (leaf target) known)));
        [|exact P|exact U| |exact L].
      - intros l i up M I. apply in_map_iff in M. destruct M as (y & <- & Y). exists y. split; [now apply H2|].
        split; [reflexivity|].
        intros K E. destruct (H4 y i up (steps up y i (S K)) Y I) as [[]|Q]; [|exact Q].
        rewrite (line_finds N target y i up K E). now left.
      - exists (leaf target x). split; [apply leaf_in|apply H5; now left]. }
    apply in_map_iff in M. destruct M as (y & E & Y). now exists y.
Qed.
End PathFinding.

(* One leaf, and two values on each feature: the start, and the other end on each feature, are asked. *)
Theorem bound_attained d : let '(_, _, asked) := run d 2 (Leaf 0) zero in asked = bound d 1 2.
Proof.
  unfold run, bound. cbn [leaves length]. rewrite Nat.mul_1_r.
  assert (forall i, lines 2 (Leaf 0) zero i = ([], i)) as L.
  { induction i as [|i IH]; [reflexivity|]. cbn [lines]. rewrite IH. reflexivity. }
  change (1 + 2 * d) with (S (2 * d)). cbn [explore map existsb]. rewrite L. cbn [app].
  assert (forall fuel known asked, explore d 2 (Leaf 0) fuel [] known asked = ([], known, asked)) as E.
  { intros [|fuel] known asked; reflexivity. }
  rewrite E. change (clg (2 - 1)) with 0. lia.
Qed.

(* An example: a tree with three leaves over the grid of 9 x 9 points. *)
Definition example : tree := Split 0 3 (Leaf 0) (Split 1 5 (Leaf 1) (Leaf 2)).

Theorem example_found : proper 2 example zero (top 2 9) /\
  (let '(_, known, asked) := run 2 9 example zero in (map (leaf example) known, asked <=? bound 2 3 9))
  = ([2; 1; 0], true).
Proof. split; [vm_compute; repeat constructor|vm_compute; reflexivity]. Qed.
