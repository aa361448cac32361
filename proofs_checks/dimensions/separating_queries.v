(* Learners of a finite class that ask a point only if the concepts which are left differ there.

   A class is a list of N concepts, each two of which differ at one of the n points.  Such a learner may choose the
   point as it likes; it ends when one concept is left.
   Python:  qlearn/dimensions, the range of D: clg(N) <= D <= min(N - 1, n)
   Theorem: every such learner finds the class, and asks N - 1 points and n points at most; and every learner that finds
            the class asks clg(N) points for some target.
   Idea:    an answer excludes a concept or more, and where it was given those that are left no longer differ.
   Tight:   the sets of one of N points, for N - 1; all labellings of n points, for n and for clg(N).
   Python file: separating_queries.py.                                                                              *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists words logarithms classes counterexamples dialogues labels.
From qlearn.dimensions Require Import star extended_teaching.
Import ListNotations.

Section Separating.
Context {Point : Type}.
Notation concept := (Point -> bool).
Notation class := (list concept).
Notation learner := (dialogue Point bool concept).
Variable points : list Point.

Definition differ (c d : concept) : Prop := exists x, In x points /\ c x <> d x.

(* Each two of them differ. *)
Fixpoint distinct (V : class) : Prop :=
  match V with [] => True | c :: V => Forall (differ c) V /\ distinct V end.

Lemma distinct_kept V x b : distinct V -> distinct (keep V x b).
Proof.
  unfold keep. induction V as [|c V IH]; cbn; [auto|]. intros [F D]. destruct (eqb (c x) b); [|now apply IH].
  split; [|now apply IH]. rewrite Forall_forall in *. intros d I. apply filter_In in I. now apply F.
Qed.

(* What the answer excludes at least. *)
Definition smaller (V : class) (x : Point) : nat := min (length (keep V x true)) (length (keep V x false)).

Lemma smaller_left V x b : length (keep V x b) + smaller V x <= length V.
Proof. unfold smaller. pose proof (keep_split V x). destruct b; lia. Qed.

Lemma some_point_separates V : distinct V -> 2 <= length V -> exists x, In x points /\ 1 <= smaller V x.
Proof.
  destruct V as [|c [|d V]]; cbn [length]; intros D H; [lia|lia|]. destruct D as [F _]. apply Forall_inv in F.
  destruct F as (x & I & N). exists x. split; [exact I|]. unfold smaller, keep. cbn.
  destruct (c x), (d x); cbn; try contradiction; lia.
Qed.

(* ---- the learners -------------------------------------------------------------------------------------------------- *)
(* The point that is asked when these are left. *)
Variable pick : class -> Point.

Fixpoint splits (most : nat) (V : class) : learner :=
  match V, most with
  | [], _ => Done nothing
  | [c], _ | c :: _, 0 => Done c
  | _, S m => Ask (pick V) (fun b => splits m (keep V (pick V) b))
  end.

Lemma splits_two m V : 2 <= length V -> splits (S m) V = Ask (pick V) (fun b => splits m (keep V (pick V) b)).
Proof. destruct V as [|c [|d V]]; cbn [length]; intros; [lia|lia|reflexivity]. Qed.

(* Any rule to choose a point, if the concepts that are left differ there. *)
Definition separating : Prop := forall V, distinct V -> 2 <= length V -> In (pick V) points /\ 1 <= smaller V (pick V).

Hypothesis Sep : separating.

Lemma one_left m V c : length V <= 1 -> In c V -> output c (splits m V) = c /\ count c (splits m V) = 0.
Proof.
  destruct V as [|d [|e V]]; cbn [length]; intros Few I; [contradiction| |lia]. destruct I as [->|[]]. now destruct m.
Qed.

Lemma splits_run m V c : distinct V -> In c V -> length V <= S m ->
  output c (splits m V) = c /\ count c (splits m V) <= length V - 1.
Proof.
  revert V. induction m as [|m IH]; intros V D I Few.
  - destruct (one_left 0 V c Few I) as [O C]. split; [exact O|lia].
  - destruct (le_lt_dec (length V) 1) as [One|Two].
    + destruct (one_left (S m) V c One I) as [O C]. split; [exact O|lia].
    + rewrite splits_two by lia. destruct (Sep V D ltac:(lia)) as [_ S]. set (x := pick V) in *.
      pose proof (smaller_left V x (c x)) as Left. cbn [output]. rewrite count_ask.
      destruct (IH (keep V x (c x))) as [O C]; [now apply distinct_kept|now apply in_keep|lia|].
      split; [exact O|]. assert (1 <= length (keep V x (c x))); [|lia].
      apply (not_empty _ c). now apply in_keep.
Qed.

(* N - 1 points at most. *)
Theorem one_excluded_by_each C : distinct C -> finds (splits (length C) C) (fun c => In c C)
  /\ forall c, In c C -> count c (splits (length C) C) <= length C - 1.
Proof.
  intros D. split; intros c I; destruct (splits_run (length C) C c D I) as [O B]; try lia. intros x. now rewrite O.
Qed.

(* No point is asked where those that are left agree. *)
Lemma not_asked_again m V c y b : distinct V -> (forall d, In d V -> d y = b) -> ~ In y (asked c (splits m V)).
Proof.
  revert V. induction m as [|m IH]; intros V D A.
  - destruct V as [|d [|e V]]; cbn; tauto.
  - destruct (le_lt_dec 2 (length V)) as [Two|One].
    + rewrite splits_two by exact Two. destruct (Sep V D Two) as [_ S]. cbn [asked]. intros [E|I].
      * unfold smaller in S. rewrite E in S. pose proof (keep_split V y).
        assert (keep V y (negb b) = []) as N.
        { destruct (keep V y (negb b)) as [|d l] eqn:K; [reflexivity|exfalso].
          assert (In d (keep V y (negb b))) as I by (rewrite K; now left). apply in_keep in I. destruct I as [I Ed].
          rewrite (A d I) in Ed. now destruct b. }
        destruct b; cbn [negb] in N; rewrite N in S; cbn in S; lia.
      * revert I. apply IH; [now apply distinct_kept|]. intros d I. apply in_keep in I. now apply A.
    + destruct V as [|d [|e V]]; cbn in *; try tauto; lia.
Qed.

Lemma asked_once m V c : distinct V -> NoDup (asked c (splits m V)) /\ incl (asked c (splits m V)) points.
Proof.
  revert V. induction m as [|m IH]; intros V D.
  - destruct V as [|d [|e V]]; cbn; split; (constructor || intros x []).
  - destruct (le_lt_dec 2 (length V)) as [Two|One].
    + rewrite splits_two by exact Two. destruct (Sep V D Two) as [P _]. cbn [asked].
      destruct (IH (keep V (pick V) (c (pick V)))) as [N I]; [now apply distinct_kept|]. split.
      * constructor; [|exact N]. apply not_asked_again with (b := c (pick V)); [now apply distinct_kept|].
        intros d Id. now apply in_keep in Id.
      * intros x [<-|X]; [exact P|now apply I].
    + destruct V as [|d [|e V]]; cbn in *; try lia; split; (constructor || intros x []).
Qed.

(* n points at most. *)
Theorem no_point_twice C c : distinct C -> count c (splits (length C) C) <= length points.
Proof. intros D. destruct (asked_once (length C) C c D) as [N I]. now apply NoDup_incl_length. Qed.

(* ---- every learner --------------------------------------------------------------------------------------------------- *)
Theorem clg_points_needed C : distinct C -> C <> [] -> needed (fun c => In c C) (clg (length C)).
Proof.
  intros D N L F. apply (labels_needed (fun t x => t x) L C N).
  assert (forall V, distinct V -> incl V C -> NoDup (map (fun t => output t L) V)) as H; [|apply H; [exact D|apply incl_refl]].
  induction V as [|c V IH]; cbn; intros DV I; [constructor|]. destruct DV as [A DV].
  constructor; [|apply IH; [exact DV|intros d Id; apply I; now right]]. intros M. apply in_map_iff in M.
  destruct M as (d & E & Id). rewrite Forall_forall in A. destruct (A d Id) as (x & _ & Nx). apply Nx.
  rewrite <- (F c (I c (or_introl eq_refl)) x), <- (F d (I d (or_intror Id)) x). now rewrite E.
Qed.
End Separating.

(* ---- no more can be claimed ------------------------------------------------------------------------------------------ *)
(* All labellings of n points: N = 2^n, and clg(N) = n points are needed. *)
Theorem all_labellings_cost n (C := labellings n) : distinct (seq 0 n) C /\ length (seq 0 n) = n
  /\ clg (length C) = n /\ needed (fun c => In c C) n.
Proof.
  assert (clg (length C) = n) as E by (unfold C; now rewrite labellings_length, clg_power).
  assert (distinct (seq 0 n) C) as D.
  { unfold C, labellings. assert (forall w, In w (words [false; true] n) -> length w = n) as Lw.
    { intros w I. now apply in_words in I. }
    pose proof (bits_differ n) as N. induction N as [|w l Nw N IH]; cbn; [exact I|].
    split; [|apply IH; intros; apply Lw; now right].
    apply Forall_forall. intros c Ic. apply in_map_iff in Ic. destruct Ic as (v & <- & Iv).
    destruct (Forall_Exists_dec (fun x => row w x = row v x) (fun x => bool_dec _ _) (seq 0 n)) as [A|X].
    - exfalso. apply Nw. replace w with v; [exact Iv|]. rewrite <- (row_spelt v), <- (row_spelt w).
      rewrite (Lw v (or_intror Iv)), (Lw w (or_introl eq_refl)). apply map_ext_in. intros x Ix.
      rewrite Forall_forall in A. symmetry. now apply A.
    - apply Exists_exists in X. destruct X as (x & Ix & Dx). now exists x. }
  split; [exact D|]. split; [apply seq_length|]. split; [exact E|]. rewrite <- E at 1.
  apply (clg_points_needed (seq 0 n)); [exact D|]. intros Z. pose proof (labellings_length n) as L. fold C in L.
  rewrite Z in L. cbn in L. pose proof (Nat.pow_nonzero 2 n). lia.
Qed.
