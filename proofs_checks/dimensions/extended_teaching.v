(* Membership queries and the extended teaching dimension (Hegedues 1995).

   Points S single out a labelling f in a class if at most one concept of the class has the labels of f at S.  The
   extended teaching dimension XTD of the class is the least k such that for every labelling, of the class or not, some
   k points or fewer single it out.  D is the number of membership queries that find the class.
   Theorem: XTD <= D, and D <= XTD * floor(lg N) for N concepts; the learner is built.
   Idea:    for the first: what a learner asks where all answers are those of f.  For the second: let f be the labels
            of the majority, and ask the points that single it out.  An answer that is not f's leaves half of the
            concepts at most; if there is none, one concept is left.
   Tight:   the sets of at most one of n points have XTD = D = n, and for n = 2 also D = XTD * floor(lg N).  The
            logarithm cannot be left out: see thresholds.v.
   Python file: extended_teaching.py.                                                                              *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import classes dialogues.
From qlearn.dimensions Require Import star.
Import ListNotations.

Section ExtendedTeaching.
Context {Point : Type}.
Notation labelling := (Point -> bool).
Notation class := (labelling -> Prop).
Notation learner := (dialogue Point bool labelling).

Definition agree (c f : labelling) (xs : list Point) : Prop := forall x, In x xs -> c x = f x.

Definition single_out (xs : list Point) (f : labelling) (V : class) : Prop :=
  forall c c', V c -> V c' -> agree c f xs -> agree c' f xs -> forall x, c x = c' x.

(* XTD <= k: [points f] are k points or fewer that single out f. *)
Definition taught_by (points : labelling -> list Point) (V : class) (k : nat) : Prop :=
  forall f, length (points f) <= k /\ single_out (points f) f V.
Definition taught_with (V : class) (k : nat) : Prop := exists points, taught_by points V k.

(* ---- XTD <= D ------------------------------------------------------------------------------------------------- *)
(* A target for which q points are asked at most, and has the labels of f at the first q that are asked for f. *)
Lemma same_end (L : learner) q c f : count c L <= q -> agree c f (firstn q (asked f L)) -> output c L = output f L.
Proof.
  unfold count. revert q. induction L as [result|x next IH]; intros q C A; cbn in *; [reflexivity|].
  destruct q as [|q]; [lia|]. cbn in A. pose proof (A x (or_introl eq_refl)) as E. rewrite E in *.
  apply (IH (f x) q); [lia|]. intros y Y. apply A. now right.
Qed.

Theorem teaching_costs_no_more V q : enough V q -> taught_with V q.
Proof.
  intros (L & F & C). exists (fun f => firstn q (asked f L)). intros f. split; [apply firstn_le_length|].
  intros c c' Vc Vc' A A' x. rewrite <- (F c Vc x), <- (F c' Vc' x).
  now rewrite (same_end L q c f (C c Vc) A), (same_end L q c' f (C c' Vc') A').
Qed.

(* ---- D <= XTD * floor(lg N) ------------------------------------------------------------------------------------ *)
(* Ask the points xs while the answers are those of f; after another answer, at x, go on with [other x]; if there is
   none, the result is [rest]. *)
Fixpoint while_as (f : labelling) (xs : list Point) (other : Point -> learner) (rest : labelling) : learner :=
  match xs with
  | [] => Done rest
  | x :: xs => Ask x (fun label => if eqb label (f x) then while_as f xs other rest else other x)
  end.

(* The first concept of C that has the labels of f at xs. *)
Definition consistent (f : labelling) (xs : list Point) (C : list labelling) : labelling :=
  match find (fun c => forallb (fun x => eqb (c x) (f x)) xs) C with Some c => c | None => nothing end.

Variable points : labelling -> list Point.

(* Ask the points that single out the majority; after a surprise, the same with the concepts that are left. *)
Fixpoint surprised (times : nat) (C : list labelling) : learner :=
  let f := majority C in
  match times with
  | 0 => Done (hd nothing C)
  | S m => while_as f (points f) (fun x => surprised m (keep C x (negb (f x)))) (consistent f (points f) C)
  end.

(* What has been found, and at what cost. *)
Definition found_with (L : learner) (c : labelling) (q : nat) : Prop :=
  (forall x, output c L x = c x) /\ count c L <= q.

Lemma while_as_run f xs other rest c q :
  (forall x, In x xs -> c x <> f x -> found_with (other x) c q) -> (agree c f xs -> forall x, rest x = c x) ->
  found_with (while_as f xs other rest) c (length xs + q).
Proof.
  unfold found_with, count. induction xs as [|x xs IH]; intros O R; cbn.
  - split; [|lia]. apply R. intros y [].
  - destruct (eqb (c x) (f x)) eqn:E.
    + apply eqb_prop in E. destruct IH as [I J].
      * intros y Y. apply O. now right.
      * intros A. apply R. intros y [<-|Y]; [exact E|now apply A].
      * split; [exact I|lia].
    + apply eqb_false_iff in E. destruct (O x (or_introl eq_refl) E) as [I J]. split; [exact I|lia].
Qed.

Lemma consistent_found f xs C c : single_out xs f (fun c => In c C) -> In c C -> agree c f xs ->
  forall x, consistent f xs C x = c x.
Proof.
  intros S I A. unfold consistent. destruct (find _ C) as [c'|] eqn:E.
  - apply find_some in E. destruct E as [I' A']. rewrite forallb_forall in A'. apply S; [exact I'|exact I| |exact A].
    intros y Y. now apply eqb_prop, A'.
  - assert (forallb (fun x => eqb (c x) (f x)) xs = false) as N by now apply (find_none _ _ E).
    rewrite (proj2 (forallb_forall _ _)) in N; [discriminate|]. intros y Y. rewrite (A y Y). apply eqb_reflx.
Qed.

Lemma surprised_run k times C c : taught_by points (fun c => In c C) k -> In c C -> length C < 2 ^ S times ->
  found_with (surprised times C) c (times * k).
Proof.
  revert C. induction times as [|m IH]; intros C T I Few; cbn [surprised].
  - destruct C as [|d [|e C]]; cbn in Few, I; [contradiction| |lia]. destruct I as [->|[]]. now split.
  - destruct (T (majority C)) as [Lk Single]. cbn [Nat.mul].
    destruct (while_as_run (majority C) (points (majority C))
                (fun x => surprised m (keep C x (negb (majority C x))))
                (consistent (majority C) (points (majority C)) C) c (m * k)) as [F Q].
    + intros x _ D. apply IH.
      * intros f. destruct (T f) as [Lf Sf]. split; [exact Lf|].
        intros d e Hd He. apply in_keep in Hd, He. now apply Sf.
      * apply in_keep. split; [exact I|]. now destruct (c x), (majority C x).
      * assert (majority C x <> negb (majority C x)) as W by now destruct (majority C x).
        pose proof (wrong_halves C x _ W). rewrite (Nat.pow_succ_r' 2 (S m)) in Few. lia.
    + now apply consistent_found.
    + split; [exact F|lia].
Qed.

Theorem teaching_times_logarithm k C : C <> [] -> taught_by points (fun c => In c C) k ->
  let L := surprised (Nat.log2 (length C)) C in
  finds L (fun c => In c C) /\ forall c, In c C -> count c L <= k * Nat.log2 (length C).
Proof.
  intros N T. set (m := Nat.log2 (length C)). assert (forall c, In c C -> found_with (surprised m C) c (k * m)) as F.
  { intros c I. rewrite Nat.mul_comm. apply surprised_run; [exact T|exact I|]. apply Nat.log2_spec.
    destruct C; [contradiction|cbn; lia]. }
  split; intros c I; now apply F.
Qed.
End ExtendedTeaching.
Arguments taught_by {Point}.
Arguments taught_with {Point}.
Arguments surprised {Point}.

(* ---- no more can be claimed -------------------------------------------------------------------------------------- *)
Section Tight.
Context {Point : Type}.
Variable same : forall x y : Point, {x = y} + {x <> y}.

(* A star is as costly to teach as to ask about. *)
Lemma teaching_a_star V (f : Point -> bool) xs k : star V f xs -> V f -> taught_with V k -> length xs <= k.
Proof.
  intros [D S] Vf (points & T). destruct (T f) as [L Single]. apply Nat.le_trans with (2 := L).
  apply NoDup_incl_length; [exact D|]. intros x X. destruct (in_dec same x (points f)) as [I|N]; [exact I|exfalso].
  destruct (S x X) as (c & Vc & Dx & E). apply Dx. apply Single; [exact Vc|exact Vf| |intros y _; reflexivity].
  intros y Y. apply E. intros ->. contradiction.
Qed.

(* XTD = D for the sets of at most one of n points. *)
Theorem teaching_can_cost_as_much xs (V := singletons_and_nothing same xs) : NoDup xs ->
  enough V (length xs) /\ forall k, taught_with V k -> length xs <= k.
Proof.
  intros D. destruct (singletons_and_nothing_cost same xs D) as (N & S & _ & E). split; [exact E|].
  intros k. now apply (teaching_a_star V nothing).
Qed.

(* With n = 2 there are 3 concepts, XTD = 2 and D = 2 * floor(lg 3). *)
Theorem three_concepts x y (C := [nothing; only same x; only same y]) : x <> y ->
  taught_with (fun c => In c C) 2 /\ needed (fun c => In c C) (2 * Nat.log2 (length C)).
Proof.
  intros N. assert (NoDup [x; y]) as D by (repeat constructor; cbn; intuition).
  destruct (singletons_and_nothing_cost same [x; y] D) as (_ & _ & Needed & Enough).
  assert (forall c, In c C <-> singletons_and_nothing same [x; y] c) as E.
  { intros c. unfold singletons_and_nothing, singletons. cbn. split.
    - intros [<-|[<-|[<-|[]]]]; [now left|right; exists x; auto|right; exists y; auto].
    - intros [->|(z & [<-|[<-|[]]] & ->)]; auto. }
  split.
  - apply teaching_costs_no_more. destruct Enough as (L & F & Q). exists L.
    split; intros c I; apply E in I; [now apply F|now apply Q].
  - intros L F. destruct (Needed L) as (c & I & Q); [intros c I; now apply F, E|].
    exists c. split; [now apply E|exact Q].
Qed.
End Tight.
