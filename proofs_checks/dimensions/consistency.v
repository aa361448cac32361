(* The consistency dimension: how many labels show that a labelling is not of the class (Hellerstein et al. 1996;
   Balcazar, Castro and Guijarro).

   Points are a certificate against a labelling if no concept has its labels there.  The consistency dimension cdim is
   the least k such that every labelling that is not of the class has a certificate of k points or fewer.  Learners with
   membership queries and proper equivalence queries are those of proper_hypotheses.v; one is confirmed if it ends only
   after the answer yes, which is counted.
   Python:  qlearn/dimensions, where cdim <= Q and cdim <= XTD + 1
   Theorem: if a proper, confirmed learner asks at most q queries of both kinds together for every target and all
            answers, cdim <= q; and if k points or fewer leave at most one concept for every labelling, cdim <= k + 1.
   Idea:    for the first: answer as the labelling would; then yes is never said, and so no target can be left.  For the
            second: the one concept differs from the labelling somewhere.
   Tight:   a class of one concept: XTD = 0, cdim = Q = 1.
   Python file: consistency.py.                                                                                     *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import dialogues.
From qlearn.dimensions Require Import star extended_teaching proper_hypotheses.
Import ListNotations.

Section Consistency.
Context {Point : Type}.
Notation labelling := (Point -> bool).
Notation class := (labelling -> Prop).
Notation learner := (dialogue query answer labelling).

Definition certificate (V : class) (f : labelling) (xs : list Point) : Prop := forall c, V c -> ~ agree c f xs.

(* cdim <= k. *)
Definition certified_with (V : class) (k : nat) : Prop :=
  forall f, outside V f -> exists xs, length xs <= k /\ certificate V f xs.

(* For the target c it ends only after yes. *)
Fixpoint confirmed (c : labelling) (L : learner) : Prop :=
  match L with Done _ => False | Ask q next => forall a, honest c q a -> a <> Yes -> confirmed c (next a) end.

(* At most q queries, whatever the teacher of a target may answer. *)
Definition at_most (V : class) (L : learner) (q : nat) : Prop := forall c k, V c -> asks c L k -> k <= q.

(* ---- cdim <= Q -------------------------------------------------------------------------------------------------------- *)
Lemma asked_first (c : labelling) q next a k (L : learner) : honest c q a -> after c (next a) k L ->
  after c (Ask q next) (S k) L.
Proof.
  intros H A. induction A as [|k q' next' a' A IH H'].
  - apply (step c (Ask q next) 0 q next a); [constructor|exact H].
  - apply (step c (Ask q next) (S k) q' next' a'); assumption.
Qed.

Lemma as_long_as_f (V W : class) f (L : learner) q : outside V f -> proper V L -> (forall c, W c -> confirmed c L) ->
  at_most W L q -> exists xs, length xs <= q /\ certificate W f xs.
Proof.
  intros O. revert W L. induction q as [|q IH]; intros W L P Co Q; (destruct L as [r|query next];
    [exists []; split; [cbn; lia|]; intros c Wc _; exact (Co c Wc)|]).
  - exists []. split; [cbn; lia|]. intros c Wc _. assert (asks c (Ask query next) 1) as A by (exists query, next; constructor).
    specialize (Q c 1 Wc A). lia.
  - destruct P as [Ph Pn].
    assert (exists x a, a <> Yes /\ forall c, c x = f x -> honest c query a) as (x & a & N & H).
    { destruct query as [x|h]; cbn [honest].
      - exists x, (Label (f x)). split; [discriminate|]. intros c E. now symmetry.
      - destruct (O h Ph) as (x & D). exists x, (Wrong x). split; [discriminate|]. intros c E. cbn. now rewrite E. }
    destruct (IH (fun c => W c /\ c x = f x) (next a)) as (xs & Lx & Ce); [apply Pn| | |].
    + intros c [Wc E]. apply (Co c Wc a); [now apply H|exact N].
    + intros c k [Wc E] (q' & next' & A). enough (S (S (k - 1)) <= S q) by lia. apply (Q c); [exact Wc|].
      exists q', next'. cbn [Nat.sub]. apply asked_first with (a := a); [now apply H|exact A].
    + exists (x :: xs). split; [cbn; lia|]. intros c Wc A. apply (Ce c).
      * split; [exact Wc|]. apply A. now left.
      * intros y Y. apply A. now right.
Qed.

Theorem certificates_cost_no_more V L q : proper V L -> (forall c, V c -> confirmed c L) -> at_most V L q ->
  certified_with V q.
Proof. intros P Co Q f O. exact (as_long_as_f V V f L q O P Co Q). Qed.

(* ---- cdim <= XTD + 1 ---------------------------------------------------------------------------------------------------- *)
Theorem one_more_than_teaching C k : taught_with (fun c => In c C) k -> certified_with (fun c => In c C) (k + 1).
Proof.
  intros (points & T) f O. destruct (T f) as [Lk Single]. set (xs := points f) in *.
  destruct (find (fun c => forallb (fun x => eqb (c x) (f x)) xs) C) as [c|] eqn:E.
  - apply find_some in E. destruct E as [Ic A]. rewrite forallb_forall in A. destruct (O c Ic) as (x & D).
    exists (x :: xs). split; [cbn; lia|]. intros d Id Ad. apply D.
    rewrite (Single c d Ic Id) with (x := x); [apply Ad; now left| |].
    + intros y Y. now apply eqb_prop, A.
    + intros y Y. apply Ad. now right.
  - exists xs. split; [lia|]. intros d Id Ad.
    assert (forallb (fun x => eqb (d x) (f x)) xs = false) as N by now apply (find_none _ _ E).
    rewrite (proj2 (forallb_forall _ _)) in N; [discriminate|]. intros y Y. rewrite (Ad y Y). apply eqb_reflx.
Qed.
End Consistency.
Arguments certified_with {Point}.
Arguments confirmed {Point}.
Arguments at_most {Point}.

(* ---- no more can be claimed -------------------------------------------------------------------------------------------- *)
(* One concept: nothing has to be asked to find it, one query confirms it, and one point shows that a labelling is not it. *)
Theorem one_concept {Point} (same : forall x y : Point, {x = y} + {x <> y}) x (V := fun c => In c [only same x]) :
  taught_with V 0 /\ (exists L, proper V L /\ (forall c, V c -> confirmed c L) /\ at_most V L 1)
  /\ forall k, certified_with V k -> 1 <= k.
Proof.
  split; [|split].
  - exists (fun _ => []). intros f. split; [cbn; lia|]. now intros c d [<-|[]] [<-|[]].
  - exists (Ask (Equal (only same x)) (fun _ => Done (only same x))). split; [|split].
    + cbn. split; [now left|auto].
    + intros c [<-|[]] [b| |y] H N; cbn in H; [contradiction|now apply N|now apply H].
    + intros c k _ (q & next & A). apply after_asked in A. destruct A as [[E _]|(a & k' & E & H & A)]; [lia|].
      apply after_done in A. discriminate.
  - intros k H. destruct (H nothing) as ([|y xs] & Lx & Ce).
    + intros h [<-|[]]. exists x. apply (only_at same x).
    + exfalso. apply (Ce (only same x)); [now left|intros y []].
    + cbn in Lx. lia.
Qed.
