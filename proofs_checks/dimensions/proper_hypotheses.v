(* Equivalence queries with hypotheses of the class need not help (Angluin 1988; Hegedues 1995).

   A learner asks for labels of points, and whether a hypothesis is the target; the teacher then says yes, or gives a
   point where it is wrong.  It is proper if all its hypotheses are of the class.
   Theorem: let f be a labelling that is not in the class, such that of any q points two concepts that differ have the
            same labels as f there.  Then every proper learner that finds the class asks q + 1 queries of both kinds
            together for some target.  So if the class has d >= 2 concepts that differ from f at one point each
            (star.v), it asks d - 1 queries.
   Idea:    answer as f would; a hypothesis of the class is not f, so a counterexample can be given.
   Tight:   the sets of one of N points: N - 1 queries.  If the empty set may be a hypothesis, one query is enough.
   Python file: proper_hypotheses.py.                                                                               *)
From Coq Require Import List Arith Lia.
From qlearn.finite Require Import dialogues.
From qlearn.dimensions Require Import star extended_teaching.
Import ListNotations.

Section ProperHypotheses.
Context {Point : Type}.
Variable same : forall x y : Point, {x = y} + {x <> y}.
Notation labelling := (Point -> bool).
Notation class := (labelling -> Prop).

Inductive query : Type := Member (x : Point) | Equal (h : labelling).
Inductive answer : Type := Label (b : bool) | Yes | Wrong (x : Point).
Notation learner := (dialogue query answer labelling).

(* What the teacher of the target c may answer. *)
Definition honest (c : labelling) (q : query) (a : answer) : Prop :=
  match q, a with
  | Member x, Label b => b = c x
  | Equal h, Yes => forall x, h x = c x
  | Equal h, Wrong x => h x <> c x
  | _, _ => False
  end.

(* After k honest answers for the target c, the learner L has come to L'. *)
Inductive after (c : labelling) (L : learner) : nat -> learner -> Prop :=
| start : after c L 0 L
| step k q next a : after c L k (Ask q next) -> honest c q a -> after c L (S k) (next a).

Definition finds_with_both (L : learner) (V : class) : Prop :=
  forall c k result, V c -> after c L k (Done result) -> forall x, result x = c x.

(* For the target c there is a run in which a k-th query is asked. *)
Definition asks (c : labelling) (L : learner) (k : nat) : Prop := exists q next, after c L (k - 1) (Ask q next).

Fixpoint proper (V : class) (L : learner) : Prop :=
  match L with
  | Done _ => True
  | Ask q next => match q with Member _ => True | Equal h => V h end /\ forall a, proper V (next a)
  end.

(* Two concepts that differ have the labels of f at xs. *)
Definition two_left (V : class) (f : labelling) (xs : list Point) : Prop :=
  exists c c', V c /\ V c' /\ agree c f xs /\ agree c' f xs /\ exists x, c x <> c' x.

Definition outside (V : class) (f : labelling) : Prop := forall h, V h -> exists x, h x <> f x.

(* After k answers that f would give, those concepts remain that have the labels of f at certain k points. *)
Lemma as_f V f L q k : finds_with_both L V -> proper V L -> outside V f ->
  (forall xs, length xs <= q -> two_left V f xs) -> k <= q ->
  exists xs query next, length xs = k /\ proper V (Ask query next)
    /\ forall c, V c -> agree c f xs -> after c L k (Ask query next).
Proof.
  intros F P O T.
  assert (forall xs L', length xs <= q -> (forall c, V c -> agree c f xs -> after c L (length xs) L') ->
    exists query next, L' = Ask query next) as Not_done.
  { intros xs L' Lx A. destruct L' as [result|query next]; [exfalso|now exists query, next].
    destruct (T xs Lx) as (c & c' & Vc & Vc' & Ac & Ac' & x & D). apply D.
    now rewrite <- (F c _ result Vc (A c Vc Ac) x), (F c' _ result Vc' (A c' Vc' Ac') x). }
  induction k as [|k IH]; intros K.
  - destruct (Not_done [] L) as (query & next & E); [cbn; lia|intros; constructor|].
    exists [], query, next. rewrite E in *. split; [reflexivity|]. split; [exact P|]. intros. constructor.
  - destruct (IH ltac:(lia)) as (xs & query & next & Lx & [Ph Pn] & A).
    assert (exists x a, forall c, agree c f (x :: xs) -> honest c query a) as (x & a & H).
    { destruct query as [x|h]; cbn [honest].
      - exists x, (Label (f x)). intros c C. symmetry. apply C. now left.
      - destruct (O h Ph) as (x & D). exists x, (Wrong x). intros c C.
        cbn. rewrite (C x (or_introl eq_refl)). exact D. }
    assert (forall c, V c -> agree c f (x :: xs) -> after c L (S k) (next a)) as A'.
    { intros c Vc C. apply (step c L k query); [|now apply H]. apply A; [exact Vc|]. intros y Y. apply C. now right. }
    destruct (Not_done (x :: xs) (next a)) as (query' & next' & E); [cbn; lia|cbn [length]; now rewrite Lx|].
    exists (x :: xs), query', next'. rewrite <- E. split; [cbn; now rewrite Lx|]. split; [apply Pn|exact A'].
Qed.

Theorem proper_learners_need V f L q : finds_with_both L V -> proper V L -> outside V f ->
  (forall xs, length xs <= q -> two_left V f xs) -> exists c, V c /\ asks c L (q + 1).
Proof.
  intros F P O T. destruct (as_f V f L q q F P O T (Nat.le_refl q)) as (xs & query & next & Lx & _ & A).
  destruct (T xs) as (c & _ & Vc & _ & C & _); [lia|]. exists c. split; [exact Vc|]. exists query, next.
  rewrite Nat.add_sub. now apply A.
Qed.

(* ---- stars ------------------------------------------------------------------------------------------------------- *)
(* Of d points two are not among any d - 2. *)
Lemma two_others (ys xs : list Point) : NoDup ys -> length xs + 2 <= length ys ->
  exists x y, In x ys /\ In y ys /\ x <> y /\ ~ In x xs /\ ~ In y xs.
Proof.
  intros D H.
  assert (forall zs, length zs < length ys -> exists x, In x ys /\ ~ In x zs) as Other.
  { intros zs Z. destruct (Forall_Exists_dec (fun x => In x zs) (fun x => in_dec same x zs) ys) as [A|E].
    - rewrite Forall_forall in A. pose proof (NoDup_incl_length D A). lia.
    - now apply Exists_exists in E. }
  destruct (Other xs) as (x & X & N); [lia|]. destruct (Other (x :: xs)) as (y & Y & M); [cbn; lia|].
  exists x, y. cbn in M. repeat split; tauto || (intros ->; tauto).
Qed.

Theorem proper_star V f L ys : finds_with_both L V -> proper V L -> outside V f -> star V f ys -> 2 <= length ys ->
  exists c, V c /\ asks c L (length ys - 1).
Proof.
  intros F P O [D S] Two. replace (length ys - 1) with (length ys - 2 + 1) by lia.
  apply (proper_learners_need V f L (length ys - 2) F P O). intros xs Lx.
  destruct (two_others ys xs D) as (x & y & X & Y & N & Nx & Ny); [lia|].
  destruct (S x X) as (c & Vc & Dx & E), (S y Y) as (c' & Vc' & Dy & E'). exists c, c'.
  split; [exact Vc|]. split; [exact Vc'|]. split; [intros z Z; apply E; intros ->; contradiction|].
  split; [intros z Z; apply E'; intros ->; contradiction|]. exists x. now rewrite (E' x N).
Qed.

(* ---- no more can be claimed -------------------------------------------------------------------------------------- *)
Notation nothing := (@nothing Point).
Notation only := (only same).

Lemma after_done c result k L' : after c (Done result) k L' -> L' = Done result.
Proof. induction 1 as [|k q next a A E H]; [reflexivity|discriminate]. Qed.

Lemma after_asked c q next k L' : after c (Ask q next) k L' ->
  k = 0 /\ L' = Ask q next \/ exists a k', k = S k' /\ honest c q a /\ after c (next a) k' L'.
Proof.
  induction 1 as [|k q' next' a A IH H]; [now left|right]. destruct IH as [[-> E]|(b & k' & -> & Hb & B)].
  - injection E as -> ->. exists a, 0. split; [reflexivity|]. split; [exact H|constructor].
  - exists b, (S k'). split; [reflexivity|]. split; [exact Hb|]. now apply (step c (next b) k' q').
Qed.

(* A learner with membership queries is one with both, which uses one kind only. *)
Fixpoint members_only (L : dialogue Point bool labelling) : learner :=
  match L with
  | Done result => Done result
  | Ask x next => Ask (Member x) (fun a => members_only (next (match a with Label b => b | _ => false end)))
  end.

Lemma members_only_run c L k L' : after c (members_only L) k L' ->
  exists d, L' = members_only d /\ output c d = output c L /\ k + count c d = count c L.
Proof.
  revert k. induction L as [result|x next IH]; intros k A; cbn [members_only] in A.
  - exists (Done result). remember (Done result) as start. destruct A; [now subst|].
    subst. now apply after_done in A.
  - apply after_asked in A. destruct A as [[-> ->]|(a & k' & -> & H & A)]; [now exists (Ask x next)|].
    destruct a as [b| |y]; cbn in H; try contradiction. subst b. destruct (IH _ k' A) as (d & E & O & C).
    exists d. split; [exact E|]. split; [exact O|]. unfold count in *. cbn. lia.
Qed.

(* As many queries as with membership queries alone are enough. *)
Theorem membership_is_enough V q : enough V q ->
  exists L, finds_with_both L V /\ proper V L /\ forall c k, V c -> asks c L k -> k <= q.
Proof.
  intros (L & F & Q). exists (members_only L). split; [|split].
  - intros c k r Vc A x. apply members_only_run in A. destruct A as ([r'|y next] & E & O & _); [|discriminate].
    injection E as ->. rewrite <- (F c Vc x), <- O. reflexivity.
  - clear F Q. induction L as [r|x next IH]; cbn; auto.
  - intros c k Vc (q' & next & A). apply members_only_run in A.
    destruct A as ([r'|y next'] & E & _ & C); [discriminate|].
    specialize (Q c Vc). unfold count in C at 1. cbn in C. lia.
Qed.

(* Two points or more, and the sets of one of them: one query fewer than points. *)
Theorem singletons_with_both x xs (V := singletons same (x :: xs)) : NoDup (x :: xs) -> 1 <= length xs ->
  (forall L, finds_with_both L V -> proper V L -> exists c, V c /\ asks c L (length xs))
  /\ exists L, finds_with_both L V /\ proper V L /\ forall c k, V c -> asks c L k -> k <= length xs.
Proof.
  intros D Two. destruct (singletons_cost same x xs D) as (S & _ & E). split; [|now apply membership_is_enough].
  intros L F P. replace (length xs) with (length (x :: xs) - 1) by (cbn; lia).
  apply (proper_star V nothing); [exact F|exact P| |exact S|cbn; lia].
  intros h (y & _ & ->). exists y. apply (only_at same y).
Qed.

(* The counterexample to the empty set is the target: a proper learner may not ask for it. *)
Theorem one_improper_hypothesis xs : exists L, finds_with_both L (singletons same xs)
  /\ forall c k, asks c L k -> k <= 1.
Proof.
  exists (Ask (Equal nothing) (fun a => match a with Wrong x => Done (only x) | _ => Done nothing end)). split.
  - intros c k r (y & _ & ->) A. apply after_asked in A. destruct A as [[_ E]|(a & k' & _ & H & A)]; [discriminate|].
    destruct a as [b| |z]; cbn in H; [contradiction| |]; apply after_done in A; injection A as ->; intros w.
    + apply H.
    + unfold star.only, star.nothing in H. destruct (same z y) as [->|]; [reflexivity|contradiction H; reflexivity].
  - intros c k (q & next & A). apply after_asked in A. destruct A as [[E _]|(a & k' & E & H & A)]; [lia|].
    destruct a; apply after_done in A; discriminate.
Qed.
End ProperHypotheses.
Arguments finds_with_both {Point}.
Arguments proper {Point}.
Arguments asks {Point}.
