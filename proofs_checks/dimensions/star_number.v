(* The star number bounds the teaching dimension, and but for one the extended teaching dimension.

   The star number s of a finite class is the length of the longest list of points such that some concept of the class
   has, for each of these points, a concept of the class that differs from it there and at no other of the list
   (star_within in shattered_sets.v).
   Python:  qlearn/dimensions, where TD <= s
   Theorem: every concept of the class has s points or fewer at which no other concept has its labels (TD <= s); for
            every labelling, of the class or not, s + 1 points or fewer leave at most one concept (XTD <= s + 1).
   Idea:    take points of which none can be left out.  For each there is a concept that differs from the labelling
            there, and at no other of them.  If the labelling is not of the class, one of these concepts and the points
            but its own are a star.
   Tight:   the sets of at most one of n points have s = TD = XTD = n.  Hanneke and Yang have XTD <= s, by a longer
            proof.
   Python file: star_number.py.                                                                                     *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import dialogues.
From qlearn.dimensions Require Import star extended_teaching shattered_sets.
Import ListNotations.

Section StarNumber.
Context {Point : Type}.
Variable same : forall x y : Point, {x = y} + {x <> y}.
Notation labelling := (Point -> bool).
Variables (points : list Point) (C : list labelling).

(* C has no star of more than s of the points. *)
Definition stars_at_most (s : nat) : Prop :=
  forall c xs, In c C -> incl xs points -> star_within C c xs -> length xs <= s.

Definition agrees (c f : labelling) (xs : list Point) : bool := forallb (fun x => eqb (c x) (f x)) xs.

Lemma agrees_spec c f xs : agrees c f xs = true <-> agree c f xs.
Proof.
  unfold agrees, agree. rewrite forallb_forall. split; intros H x X; specialize (H x X); now apply eqb_true_iff.
Qed.

(* ---- points of which none can be left out -------------------------------------------------------------------------- *)
Definition without (x : Point) : list Point -> list Point := remove same x.

(* If [good] can be decided and all points are good together, there are points that are, and none can be left out. *)
Lemma none_left_out (good : list Point -> bool) xs : good xs = true ->
  NoDup xs -> incl xs points ->
  exists ys, NoDup ys /\ incl ys points /\ good ys = true /\ forall y, In y ys -> good (without y ys) = false.
Proof.
  remember (length xs) as n eqn:E. revert xs E. induction n as [n IH] using lt_wf_ind. intros xs -> G D I.
  destruct (existsb (fun x => good (without x xs)) xs) eqn:B.
  - apply existsb_exists in B. destruct B as (x & X & B). apply (IH (length (without x xs))) with (xs := without x xs).
    + now apply remove_length_lt.
    + reflexivity.
    + exact B.
    + unfold without. clear - D. induction D as [|a l N D J]; cbn; [constructor|].
      destruct (same x a); [exact J|]. constructor; [|exact J]. intros R. apply in_remove in R. tauto.
    + intros y Y. apply in_remove in Y. now apply I.
  - exists xs. repeat split; try assumption. intros y Y. apply not_true_iff_false. intros T.
    rewrite <- not_true_iff_false in B. apply B. apply existsb_exists. now exists y.
Qed.

(* ---- TD <= s -------------------------------------------------------------------------------------------------------- *)
(* The labels of c at xs are those of no concept that differs from c at any of the points. *)
Definition teach (c : labelling) (xs : list Point) : Prop := forall d, In d C -> agree d c xs -> agree d c points.

Definition teaches (c : labelling) (xs : list Point) : bool :=
  forallb (fun d => implb (agrees d c xs) (agrees d c points)) C.

Lemma teaches_spec c xs : teaches c xs = true <-> teach c xs.
Proof.
  unfold teaches, teach. rewrite forallb_forall. split; intros H d I.
  - intros A. apply agrees_spec. specialize (H d I). apply agrees_spec in A. now rewrite A in H.
  - destruct (agrees d c xs) eqn:A; [|reflexivity]. cbn. now apply agrees_spec, H, agrees_spec.
Qed.

Lemma agree_but_at d f xs x : agree d f (without x xs) -> forall y, In y xs -> y <> x -> d y = f y.
Proof. intros A y Y N. apply A. now apply in_in_remove. Qed.

Lemma agree_with d f xs x : agree d f (without x xs) -> d x = f x -> agree d f xs.
Proof. intros A E y Y. destruct (same y x) as [->|N]; [exact E|]. now apply (agree_but_at d f xs x). Qed.

Theorem a_star_for_each_lesson s c : NoDup points -> stars_at_most s -> In c C ->
  exists xs, incl xs points /\ length xs <= s /\ teach c xs.
Proof.
  intros D S I. destruct (none_left_out (teaches c) points) as (xs & Dx & Ix & G & Min); [|exact D|apply incl_refl|].
  { apply teaches_spec. intros d _ A. exact A. }
  exists xs. split; [exact Ix|]. apply teaches_spec in G. split; [|exact G]. apply (S c); [exact I|exact Ix|].
  split; [exact Dx|]. intros x X. specialize (Min x X). unfold teaches in Min.
  assert (exists d, In d C /\ agree d c (without x xs) /\ ~ agree d c points) as (d & Id & A & N).
  { apply not_true_iff_false in Min. rewrite forallb_forall in Min.
    destruct (existsb (fun d => agrees d c (without x xs) && negb (agrees d c points)) C) eqn:B.
    - apply existsb_exists in B. destruct B as (d & Id & B). apply andb_true_iff in B. destruct B as [B B'].
      exists d. split; [exact Id|]. split; [now apply agrees_spec|]. intros A. apply agrees_spec in A. now rewrite A in B'.
    - exfalso. apply Min. intros d Id. destruct (implb _ _) eqn:E; [reflexivity|].
      rewrite <- not_true_iff_false in B. exfalso. apply B. apply existsb_exists. exists d. split; [exact Id|].
      now destruct (agrees d c (without x xs)), (agrees d c points). }
  exists d. split; [exact Id|]. split; [|now apply agree_but_at].
  intros E. apply N, (G d Id). now apply (agree_with d c xs x).
Qed.

(* ---- XTD <= s + 1 --------------------------------------------------------------------------------------------------- *)
(* At most one concept, up to its labels at the points, has the labels of f at xs. *)
Definition singles_out (f : labelling) (xs : list Point) : Prop :=
  forall c d, In c C -> In d C -> agree c f xs -> agree d f xs -> agree d c points.

Definition singled (f : labelling) (xs : list Point) : bool :=
  forallb (fun c => forallb (fun d => implb (agrees c f xs && agrees d f xs) (agrees d c points)) C) C.

Lemma singled_spec f xs : singled f xs = true <-> singles_out f xs.
Proof.
  unfold singled, singles_out. rewrite forallb_forall. split.
  - intros H c d Ic Id A B. specialize (H c Ic). rewrite forallb_forall in H. specialize (H d Id).
    apply agrees_spec in A, B. rewrite A, B in H. now apply agrees_spec.
  - intros H c Ic. apply forallb_forall. intros d Id.
    destruct (agrees c f xs) eqn:A, (agrees d f xs) eqn:B; try reflexivity. cbn.
    apply agrees_spec, H; try assumption; now apply agrees_spec.
Qed.

Lemma two_left_over f xs : singled f xs = false ->
  exists c d, In c C /\ In d C /\ agree c f xs /\ agree d f xs /\ agrees d c points = false.
Proof.
  intros F.
  destruct (existsb (fun c => existsb (fun d => agrees c f xs && agrees d f xs && negb (agrees d c points)) C) C) eqn:B.
  - apply existsb_exists in B. destruct B as (c & Ic & B). apply existsb_exists in B. destruct B as (d & Id & B).
    rewrite !andb_true_iff, !agrees_spec, negb_true_iff in B. exists c, d. tauto.
  - exfalso. apply not_true_iff_false in F, B. apply F, forallb_forall. intros c Ic. apply forallb_forall. intros d Id.
    destruct (implb _ _) eqn:E; [reflexivity|]. exfalso. apply B, existsb_exists. exists c. split; [exact Ic|].
    apply existsb_exists. exists d. split; [exact Id|]. now destruct (agrees c f xs), (agrees d f xs), (agrees d c points).
Qed.

Theorem a_star_but_one s f : NoDup points -> stars_at_most s ->
  exists xs, incl xs points /\ length xs <= s + 1 /\ singles_out f xs.
Proof.
  intros D S. destruct (none_left_out (singled f) points) as (xs & Dx & Ix & G & Min); [|exact D|apply incl_refl|].
  { apply singled_spec. intros c d _ _ A B x X. now rewrite (A x X), (B x X). }
  exists xs. split; [exact Ix|]. apply singled_spec in G. split; [|exact G].
  (* for each of these points, a concept that differs from f there and at no other *)
  assert (forall x, In x xs -> exists d, In d C /\ d x <> f x /\ agree d f (without x xs)) as Differ.
  { intros x X. destruct (two_left_over f _ (Min x X)) as (c & d & Ic & Id & A & B & N).
    destruct (bool_dec (c x) (f x)) as [E|E]; [|now exists c]. destruct (bool_dec (d x) (f x)) as [E'|E']; [|now exists d].
    exfalso. rewrite <- not_true_iff_false, agrees_spec in N. apply N, G; try assumption; now apply (agree_with _ _ _ x). }
  destruct xs as [|x xs]; [cbn; lia|]. destruct (Differ x (or_introl eq_refl)) as (c & Ic & _ & A).
  apply NoDup_cons_iff in Dx. destruct Dx as [Nx Dx]. cbn [length]. rewrite Nat.add_1_r. apply le_n_S, (S c); [exact Ic| |].
  - intros y Y. apply Ix. now right.
  - split; [exact Dx|]. intros y Y. destruct (Differ y (or_intror Y)) as (d & Id & N & B). exists d. split; [exact Id|].
    assert (forall z, In z xs -> c z = f z) as Ac.
    { intros z Z. apply (agree_but_at c f (x :: xs) x A); [now right|]. intros ->. contradiction. }
    split; [now rewrite (Ac y Y)|]. intros z Z Nz. rewrite (Ac z Z). now apply (agree_but_at d f (x :: xs) y B); [right|].
Qed.
End StarNumber.
Arguments stars_at_most {Point}.
Arguments teach {Point}.
Arguments singles_out {Point}.

(* ---- no more can be claimed ----------------------------------------------------------------------------------------- *)
(* The sets of at most one of the points: no star is longer than all of them, and all must be seen to teach nothing. *)
Theorem lessons_of_single_points {Point} (same : forall x y : Point, {x = y} + {x <> y}) points
  (C := nothing :: map (only same) points) : NoDup points ->
  stars_at_most points C (length points) /\ In nothing C
  /\ (forall xs, teach points C nothing xs -> length points <= length xs)
  /\ forall xs, singles_out points C nothing xs -> length points <= length xs.
Proof.
  intros D. assert (forall xs, teach points C nothing xs -> length points <= length xs) as Lessons.
  { intros xs T. apply NoDup_incl_length; [exact D|]. intros x X.
    destruct (in_dec same x xs) as [I|N]; [exact I|exfalso]. destruct (only_at same x) as [Dx E]. apply Dx.
    apply (T (only same x)); [right; now apply in_map| |exact X]. intros y Y. apply E. intros ->. contradiction. }
  split; [intros c xs _ I [Dx _]; now apply NoDup_incl_length|]. split; [now left|]. split; [exact Lessons|].
  intros xs S. apply Lessons. intros d I A. apply (S nothing d (or_introl eq_refl) I); [now intros x X|exact A].
Qed.
