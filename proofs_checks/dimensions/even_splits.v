(* The most even split, or greedy: how many membership queries it asks, by the extended teaching dimension.

   A class is a list of N concepts, each two of which differ at a point.  The greedy learner always asks a point where
   the smaller of the two parts of what is left is largest, and ends when one concept is left.  K is a number such that
   for every labelling, of the class or not, some K points or fewer leave at most one concept: XTD <= K.
   Python:  qlearn/dimensions, the upper bounds of D and of the greedy learner from XTD
   Theorem: if (N - 1) (K - 1)^q < K^q, the greedy learner asks at most q points, so D <= q.  The same holds with D in
            place of K; and it asks at most N - 1.
   Idea:    of V concepts all but one differ from the majority at one of the points that leave one; so at one of these
            K points (V - 1)/K or more differ from it, and these are the smaller part.
   Tight:   the sets of at most one of two points: N = 3, K = D = q = 2.
   Python file: even_splits.py.                                                                                     *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import classes dialogues.
From qlearn.dimensions Require Import star extended_teaching separating_queries.
Import ListNotations.

Section Even.
Context {Point : Type}.
Notation concept := (Point -> bool).
Notation class := (list concept).
Variable points : list Point.
Hypothesis Every : forall x, In x points.             (* the list has every point *)

(* ---- what is left where the answers are those of f ------------------------------------------------------------------ *)
Fixpoint left_as (f : concept) (xs : list Point) (V : class) : class :=
  match xs with [] => V | x :: xs => left_as f xs (keep V x (f x)) end.

Lemma in_left_as f xs V c : In c (left_as f xs V) <-> In c V /\ agree c f xs.
Proof.
  unfold agree. revert V. induction xs as [|x xs IH]; intros V; cbn.
  { split; [intros H; split; [exact H|intros y []]|tauto]. }
  rewrite IH, in_keep. split.
  - intros [[I E] A]. split; [exact I|]. intros y [<-|Y]; auto.
  - intros [I A]. split; [split; [exact I|apply A; now left]|]. intros y Y. apply A. now right.
Qed.

Lemma distinct_left_as f xs V : distinct points V -> distinct points (left_as f xs V).
Proof. revert V. induction xs as [|x xs IH]; cbn; intros V D; [exact D|]. now apply IH, distinct_kept. Qed.

Lemma keep_twice (V : class) x b y b' : length (keep (keep V x b) y b') <= length (keep V y b').
Proof.
  unfold keep. induction V as [|c V IH]; cbn; [lia|].
  destruct (eqb (c x) b); cbn; destruct (eqb (c y) b'); cbn; lia.
Qed.

(* Whoever differs from f at one of these points, differs from it at a first one. *)
Lemma all_but_those_left f xs V most : (forall x, In x xs -> length (keep V x (negb (f x))) <= most) ->
  length V <= length (left_as f xs V) + length xs * most.
Proof.
  revert V. induction xs as [|x xs IH]; cbn; intros V H; [lia|].
  pose proof (H x (or_introl eq_refl)) as Hx. pose proof (keep_split V x) as S.
  assert (length V <= length (keep V x (f x)) + most) by (destruct (f x); cbn [negb] in Hx; lia).
  enough (length (keep V x (f x)) <= length (left_as f xs (keep V x (f x))) + length xs * most) by lia.
  apply IH. intros y Y. pose proof (keep_twice V x (f x) y (negb (f y))). specialize (H y (or_intror Y)). lia.
Qed.

Lemma one_is_left C f xs V : distinct points V -> incl V C -> single_out xs f (fun c => In c C) ->
  length (left_as f xs V) <= 1.
Proof.
  intros D I S. apply (distinct_left_as f xs) in D.
  assert (forall c, In c (left_as f xs V) -> In c C /\ agree c f xs) as H.
  { intros c Ic. apply in_left_as in Ic. destruct Ic. auto. }
  destruct (left_as f xs V) as [|c [|d l]]; cbn; try lia. exfalso. destruct D as [F _].
  apply Forall_inv in F. destruct F as (x & _ & N). apply N.
  destruct (H c (or_introl eq_refl)), (H d (or_intror (or_introl eq_refl))). now apply S.
Qed.

(* ---- the most even split --------------------------------------------------------------------------------------------- *)
Variable pick : class -> Point.
Definition even : Prop := forall V x, smaller V x <= smaller V (pick V).

Lemma even_separates : even -> separating points pick.
Proof.
  intros E V D Two. split; [apply Every|]. destruct (some_point_separates points V D Two) as (x & _ & S).
  specialize (E V x). lia.
Qed.

Theorem a_part_is_split_off k C V : even -> taught_with (fun c => In c C) k -> distinct points V -> incl V C ->
  length V - 1 <= k * smaller V (pick V).
Proof.
  intros E (teach & T) D I. set (f := majority V). destruct (T f) as [Lk S].
  assert (forall x, length (keep V x (negb (f x))) <= smaller V (pick V)) as Few.
  { intros x. apply Nat.le_trans with (smaller V x); [|apply E]. unfold smaller.
    assert (f x <> negb (f x)) as N by now destruct (f x). pose proof (wrong_halves V x _ N).
    pose proof (keep_split V x). destruct (negb (f x)); lia. }
  pose proof (all_but_those_left f (teach f) V _ (fun x _ => Few x)).
  pose proof (one_is_left C f (teach f) V D I S).
  pose proof (Nat.mul_le_mono_r _ _ (smaller V (pick V)) Lk). lia.
Qed.

Lemma even_run k C m V c q : even -> taught_with (fun c => In c C) k -> distinct points V -> incl V C -> In c V ->
  length V <= S m -> (length V - 1) * (k - 1) ^ q < k ^ q -> count c (splits pick m V) <= q.
Proof.
  intros E T. revert V q. induction m as [|m IH]; intros V q D I Ic Few B.
  - destruct (one_left pick 0 V c Few Ic) as [_ ->]. lia.
  - destruct (le_lt_dec (length V) 1) as [One|Two].
    + destruct (one_left pick (S m) V c One Ic) as [_ ->]. lia.
    + destruct q as [|q]; [cbn in B; lia|].
      rewrite splits_two by lia. rewrite count_ask. apply le_n_S.
      pose proof (a_part_is_split_off k C V E T D I) as Part. set (x := pick V) in *.
      destruct (even_separates E V D ltac:(lia)) as [_ Sep]. fold x in Sep.
      pose proof (smaller_left V x (c x)) as Left.
      assert (In c (keep V x (c x))) as Kc by now apply in_keep. pose proof (not_empty _ _ Kc) as Some.
      apply IH; [now apply distinct_kept| |exact Kc|lia|].
      * intros d Id. apply in_keep in Id. now apply I.
      * set (a := length V - 1) in *. set (a' := length (keep V x (c x)) - 1) in *. set (s := smaller V x) in *.
        assert (a' + s <= a) as Less by lia. rewrite !Nat.pow_succ_r' in B.
        destruct k as [|k]; [lia|]. replace (S k - 1) with k in * by lia.
        set (P := k ^ q) in *. set (Q := S k ^ q) in *.
        assert (S k * a' <= k * a) as Step by nia. apply (Nat.mul_lt_mono_pos_l (S k)); [lia|]. nia.
Qed.

(* (N - 1) (K - 1)^q < K^q, so q queries. *)
Theorem greedy_by_teaching k C q : even -> distinct points C -> taught_with (fun c => In c C) k ->
  (length C - 1) * (k - 1) ^ q < k ^ q ->
  finds (splits pick (length C) C) (fun c => In c C) /\ forall c, In c C -> count c (splits pick (length C) C) <= q.
Proof.
  intros E D T B. split.
  - apply (one_excluded_by_each points pick (even_separates E) C D).
  - intros c I. apply (even_run k C); auto using incl_refl.
Qed.

(* Against the best learner: if d queries are enough for some learner. *)
Theorem greedy_against_the_best d C q : even -> distinct points C -> enough (fun c => In c C) d ->
  (length C - 1) * (d - 1) ^ q < d ^ q ->
  finds (splits pick (length C) C) (fun c => In c C)
  /\ forall c, In c C -> count c (splits pick (length C) C) <= min q (length C - 1).
Proof.
  intros E D En B. destruct (greedy_by_teaching d C q E D (teaching_costs_no_more _ d En) B) as [F Q].
  split; [exact F|]. intros c I. apply Nat.min_glb; [now apply Q|].
  now apply (one_excluded_by_each points pick (even_separates E) C D).
Qed.
End Even.
Arguments even {Point}.

(* ---- such a learner can be written ------------------------------------------------------------------------------------- *)
Section Choice.
Context {Point : Type}.
Variables (first : Point) (others : list Point).

Definition most_even (V : list (Point -> bool)) : Point :=
  fold_right (fun x best => if smaller V best <=? smaller V x then x else best) first others.

Lemma most_even_even : (forall x, In x (first :: others)) -> even most_even.
Proof.
  intros Every V x. specialize (Every x). unfold most_even.
  induction others as [|y ys IH]; cbn in *; [destruct Every as [->|[]]; lia|].
  set (best := fold_right _ first ys) in *.
  destruct (Nat.leb_spec (smaller V best) (smaller V y)); destruct Every as [E|[->|I]]; try lia;
    specialize (IH ltac:(auto)); lia.
Qed.

(* So D <= q. *)
Theorem queries_by_teaching k C q : (forall x, In x (first :: others)) -> distinct (first :: others) C ->
  taught_with (fun c => In c C) k -> (length C - 1) * (k - 1) ^ q < k ^ q -> enough (fun c => In c C) q.
Proof.
  intros A D T B. exists (splits most_even (length C) C).
  now apply (greedy_by_teaching (first :: others) A most_even k C q (most_even_even A) D T).
Qed.
End Choice.

(* ---- no more can be claimed -------------------------------------------------------------------------------------------- *)
(* Of three concepts, two points teach; each point splits off only one: (3 - 1)/2. *)
Theorem one_of_three {Point} (same : forall x y : Point, {x = y} + {x <> y}) x y z
  (C := [nothing; only same x; only same y]) : x <> y ->
  taught_with (fun c => In c C) 2 /\ length C = 3 /\ smaller C z <= 1.
Proof.
  intros N. split; [now apply three_concepts|]. split; [reflexivity|]. unfold smaller, keep, C, only, nothing. cbn.
  destruct (same z x), (same z y); cbn; lia.
Qed.
