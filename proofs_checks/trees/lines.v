(* What path finding asks on the lines through a point of a leaf, down and up on each feature.

   On each line the last point of the grid is asked; if it lies in another leaf, bisection finds a place where
   the line leaves the leaf.

   Theorem:  the lines through a point of a grid of N values on each of d features cost at most
             d * (2 * clg(N - 1) + 1) queries.
   Idea:     a line of w steps costs 1 + clg w queries, and none if w = 0; the ways down and up have N - 1
             steps together, so one of the two needs a query less than clg (N - 1).

   Used by trees/path_finding.v. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms.
From qlearn.automata Require Import rivest_schapire.
From qlearn.trees Require Import neighbours.
Import ListNotations.

Section Lines.
Variables (d N : nat) (target : tree).
Local Notation room := (room N).
Local Notation in_grid := (within zero (top d N)).

(* The first point outside x's leaf on this line, if there is one, and the number of queries. *)
Definition line (x : point) (i : nat) (up : bool) : list point * nat :=
  let inside := fun k => leaf target (steps up x i k) =? leaf target x in
  let w := room up x i in
  if w =? 0 then ([], 0)
  else if inside w then ([], 1)
  else let (k, places) := flip w inside 0 w in ([steps up x i (S k)], S (length places)).

(* All lines on the features below i, down and up. *)
Fixpoint lines (x : point) (i : nat) : list point * nat :=
  match i with
  | 0 => ([], 0)
  | S i => let (down, q) := line x i false in let (up, r) := line x i true in
           let (rest, s) := lines x i in (down ++ up ++ rest, q + r + s)
  end.

Lemma no_step up x i : leaf target (steps up x i 0) = leaf target x.
Proof.
  apply leaf_ext. intros j. unfold steps, moved. destruct (Nat.eqb_spec j i) as [E|E]; [|reflexivity].
  rewrite E. destruct up; lia.
Qed.

(* What a line costs; what it puts on the stack is in the grid.  (It has been asked: by flip_correct, S k
   is w or one of the places.) *)
Lemma line_correct x i up :
  snd (line x i up) <= (if room up x i =? 0 then 0 else S (clg (room up x i)))
  /\ length (fst (line x i up)) <= 1
  /\ forall p, In p (fst (line x i up)) -> exists k, k < room up x i /\ p = steps up x i (S k).
Proof.
  unfold line. cbv zeta. set (w := room up x i).
  destruct (Nat.eqb_spec w 0) as [E|E]; [cbn [fst snd length]; repeat split; [lia|lia|intros p []]|].
  set (inside := fun k => leaf target (steps up x i k) =? leaf target x).
  change (leaf target (steps up x i w) =? leaf target x) with (inside w).
  destruct (inside w) eqn:I; [cbn [fst snd length]; repeat split; [lia|lia|intros p []]|].
  assert (inside 0 = true) as O by (unfold inside; rewrite no_step; apply Nat.eqb_refl).
  pose proof (flip_correct w inside 0 w (Nat.le_refl _) ltac:(lia)) as F. rewrite Nat.add_0_l, O, I in F.
  destruct (flip w inside 0 w) as [k places]. cbn [fst snd length].
  destruct F as (K & _ & F & _); [discriminate|].
  repeat split; [lia|lia|]. intros p [<-|[]]. exists k. split; [lia|reflexivity].
Qed.

(* If the leaf's part of the line ends after K steps, before the grid does, then the first point after that
   is found. *)
Lemma line_finds x i up K : ends_after N target up x i K -> fst (line x i up) = [steps up x i (S K)].
Proof.
  unfold line, ends_after. cbv zeta. set (w := room up x i). intros [L H].
  destruct (Nat.eqb_spec w 0) as [E|E]; [lia|].
  set (inside := fun k => leaf target (steps up x i k) =? leaf target x) in *.
  change (forall k, k <= w -> inside k = (k <=? K)) in H.
  change (leaf target (steps up x i w) =? leaf target x) with (inside w).
  rewrite (H w) by lia. destruct (Nat.leb_spec w K); [lia|].
  pose proof (flip_correct w inside 0 w (Nat.le_refl _) ltac:(lia)) as F. rewrite Nat.add_0_l, !H in F by lia.
  destruct (flip w inside 0 w) as [k places]. cbn [fst].
  destruct F as (B & F & _); [destruct (Nat.leb_spec w K); [lia|discriminate]|].
  rewrite !H in F by lia. do 3 f_equal.
  destruct (Nat.leb_spec k K), (Nat.leb_spec (S k) K); lia || (contradiction F; reflexivity).
Qed.

(* The ways down and up have N - 1 steps together: they cannot both need clg (N - 1) steps of bisection. *)
Lemma two_ways a b :
  (if a =? 0 then 0 else S (clg a)) + (if b =? 0 then 0 else S (clg b)) <= 2 * clg (a + b) + 1.
Proof.
  destruct (Nat.eqb_spec a 0) as [->|A], (Nat.eqb_spec b 0) as [->|B]; rewrite ?Nat.add_0_r, ?Nat.add_0_l;
    try lia.
  assert (forall a b, 0 < a <= b -> S (clg a) <= clg (a + b)) as Half.
  { clear. intros a b H. rewrite (clg_half (a + b)) by lia. apply le_n_S, clg_mono.
    pose proof (Nat.div_mod_eq (a + b) 2). lia. }
  pose proof (clg_mono a (a + b) ltac:(lia)). pose proof (clg_mono b (a + b) ltac:(lia)).
  destruct (Nat.le_ge_cases a b).
  - specialize (Half a b ltac:(lia)). lia.
  - specialize (Half b a ltac:(lia)). rewrite (Nat.add_comm b a) in Half. lia.
Qed.

Lemma lines_cost x i : in_grid x -> i <= d ->
  snd (lines x i) <= i * (2 * clg (N - 1) + 1) /\ length (fst (lines x i)) <= 2 * i.
Proof.
  intros X. induction i as [|i IH]; intros I; cbn [lines]; [cbn; lia|]. specialize (IH ltac:(lia)).
  destruct (line_correct x i false) as (D & D1 & _), (line_correct x i true) as (U & U1 & _).
  destruct (line x i false) as [down q], (line x i true) as [up r], (lines x i) as [rest s].
  cbn [fst snd] in *.
  rewrite !app_length. destruct IH as [IH1 IH2]. split; [|lia].
  pose proof (two_ways (x i) (N - 1 - x i)) as T. unfold room in D, U.
  assert (x i <= N - 1) as Xi.
  { destruct (X i) as [_ Xi]. unfold top in Xi. destruct (Nat.ltb_spec i d); lia. }
  replace (x i + (N - 1 - x i)) with (N - 1) in T by lia. lia.
Qed.
(* The points that the lines from x put on the stack. *)
Lemma in_lines x n p : In p (fst (lines x n)) <-> exists i up, i < n /\ In p (fst (line x i up)).
Proof.
  induction n as [|n IH]; cbn [lines].
  - split; [intros []|intros (i & up & I & _); lia].
  - destruct (line x n false) as [down q] eqn:D, (line x n true) as [up r] eqn:U, (lines x n) as [rest s].
    cbn [fst] in *.
    rewrite !in_app_iff, IH. split.
    + intros [P|[P|(i & b & I & P)]].
      * exists n, false. split; [lia|now rewrite D].
      * exists n, true. split; [lia|now rewrite U].
      * exists i, b. split; [lia|exact P].
    + intros (i & b & I & P). destruct (Nat.eq_dec i n) as [->|E].
      * destruct b; [rewrite U in P|rewrite D in P]; tauto.
      * right; right. exists i, b. split; [lia|exact P].
Qed.
End Lines.
