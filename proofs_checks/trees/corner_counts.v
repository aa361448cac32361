(* How many corners there are to be asked: the boxes between known cuts have few lowest and few highest points.

   A learner of leaf names asks the lowest and the highest corner of each leaf of its hypotheses (leaf_boxes.v), and no point
   twice.  The boxes lie between known cuts, which are true ones, or reach to the end of the grid.

   Python:   2 P corners, P = (s_1 + 1) ... (s_d + 1); with the searches 2 P + 1 + A (H + 2 clg(t + 1)) + ... labels
   Theorem:  at most 2 P points are such corners (corners_bound); with the searches of witness_runs.v, every run asks at
             most so many points (names_bound).
   Idea:     each cell of the true grid has one lowest point of any box, its own, and one highest.
   Tight:    all 2 P, for all numbers of cuts, if the cells are two places wide (corners_attained); the whole for a
             constant function (names_attained).

   Speaks for proofs_checks/trees/witness_ids.py. *)
From Coq Require Import List Arith Lia PeanoNat.
From qlearn.finite Require Import lists logarithms.
From qlearn.trees Require Import neighbours true_cells facets witness_runs.
Import ListNotations.

(* A point by its places on d features. *)
Definition places (d : nat) (x : point) : list nat := map x (seq 0 d).

Lemma distinct_through {A B C} (f : A -> B) (g : A -> C) l : NoDup (map f l) ->
  (forall x y, In x l -> In y l -> g x = g y -> f x = f y) -> NoDup (map g l).
Proof.
  induction l as [|x l IH]; cbn [map]; intros D H; constructor; inversion D as [|? ? N D']; subst.
  - intros I. apply in_map_iff in I. destruct I as (y & E & Y). apply N.
    rewrite (H x y (or_introl eq_refl) (or_intror Y) (eq_sym E)). now apply in_map.
  - apply IH; [exact D'|]. intros a b I J. apply H; now right.
Qed.

Section Corners.
Variables (d : nat) (cuts : nat -> list nat) (last : nat -> nat).
Hypothesis cuts_before_end : forall i c, i < d -> In c (cuts i) -> c < last i.

Definition lowest (x : point) : Prop := forall i, i < d -> x i = 0 \/ exists c, In c (cuts i) /\ x i = S c.
Definition highest (x : point) : Prop := forall i, i < d -> x i = last i \/ In (x i) (cuts i).

Lemma lowest_one x y : lowest x -> lowest y -> same_cell d cuts x y -> places d x = places d y.
Proof.
  intros X Y S. apply map_ext_in. intros i I. apply in_seq in I. specialize (X i ltac:(lia)). specialize (Y i ltac:(lia)).
  pose proof (place_same _ _ _ (S i ltac:(lia))) as P.
  destruct X as [X|(c & C & X)], Y as [Y|(e & E & Y)]; try (pose proof (P c C)); try (pose proof (P e E)); lia.
Qed.

Lemma highest_one x y : highest x -> highest y -> same_cell d cuts x y -> places d x = places d y.
Proof.
  intros X Y S. apply map_ext_in. intros i I. apply in_seq in I. specialize (X i ltac:(lia)). specialize (Y i ltac:(lia)).
  pose proof (place_same _ _ _ (S i ltac:(lia))) as P. pose proof (fun c => cuts_before_end i c ltac:(lia)) as B.
  destruct X as [X|X], Y as [Y|Y]; try (pose proof (P _ X)); try (pose proof (P _ Y));
    try (pose proof (B _ X)); try (pose proof (B _ Y)); lia.
Qed.

Lemma one_in_each_cell l : NoDup (map (places d) l) ->
  (forall x y, In x l -> In y l -> same_cell d cuts x y -> places d x = places d y) ->
  length l <= cells (map (number cuts) (seq 0 d)).
Proof.
  intros D H. rewrite <- codes_length, <- (map_length (code d cuts) l). apply NoDup_incl_length.
  - apply (distinct_through (places d)); [exact D|]. intros x y X Y E. apply H; [exact X|exact Y|now apply code_same].
  - intros c I. apply in_map_iff in I. destruct I as (x & <- & _). apply code_in.
Qed.

Theorem corners_bound lows highs : NoDup (map (places d) lows) -> NoDup (map (places d) highs) ->
  (forall x, In x lows -> lowest x) -> (forall x, In x highs -> highest x) ->
  length lows + length highs <= 2 * cells (map (number cuts) (seq 0 d)).
Proof.
  intros D D' L H. pose proof (one_in_each_cell lows D (fun x y X Y => lowest_one x y (L x X) (L y Y))).
  pose proof (one_in_each_cell highs D' (fun x y X Y => highest_one x y (H x X) (H y Y))). lia.
Qed.

(* Searches and corners. *)
Theorem names_bound {Label} (same : forall a b : Label, {a = b} + {a <> b}) N H t f ws K n lows highs :
  constant d cuts f -> (forall i, i < d -> length (cuts i) <= t) -> run same d N H cuts f ws K n ->
  NoDup (map (places d) lows) -> NoDup (map (places d) highs) ->
  (forall x, In x lows -> lowest x) -> (forall x, In x highs -> highest x) ->
  n + length lows + length highs
    <= bound H (A d cuts) (s d cuts) t N + 2 * cells (map (number cuts) (seq 0 d)).
Proof.
  intros C T R D D' L G. pose proof (labels_bound same d N H t cuts f C T ws K n R).
  pose proof (corners_bound lows highs D D' L G). lia.
Qed.
End Corners.

(* s_i cuts on feature i, the cells two places wide. *)
Definition wide (s : nat -> nat) (i : nat) : list nat := map (fun c => 2 * c + 1) (seq 0 (s i)).

Theorem corners_attained d s : 1 <= d -> exists lows highs, NoDup (map (places d) (lows ++ highs)) /\
  (forall x, In x lows -> lowest d (wide s) x) /\ (forall x, In x highs -> highest d (wide s) (fun i => 2 * s i + 1) x) /\
  length lows + length highs = 2 * cells (map (number (wide s)) (seq 0 d)).
Proof.
  intros One. set (all := codes (map s (seq 0 d))).
  set (low := fun (b : list nat) i => 2 * at_code b i). set (high := fun (b : list nat) i => 2 * at_code b i + 1).
  assert (forall b, In b all -> length b = d /\ forall i, i < d -> nth i b 0 <= s i) as Read.
  { intros b B. apply codes_read in B. destruct B as [L M]. rewrite map_length, seq_length in L. split; [exact L|].
    intros i I. specialize (M i). now rewrite nth_map_seq in M. }
  assert (forall e b b', In b all -> In b' all ->
    places d (fun i => 2 * at_code b i + e) = places d (fun i => 2 * at_code b' i + e) -> b = b') as Inj.
  { intros e b b' B B' E. destruct (Read b B) as [L _], (Read b' B') as [L' _].
    apply (nth_ext _ _ 0 0); [congruence|]. intros i I. unfold places in E.
    pose proof (ext_in_map E i ltac:(apply in_seq; lia)) as Ei. cbn beta in Ei. unfold at_code in Ei. lia. }
  exists (map low all), (map high all). split; [|split; [|split]].
  - rewrite map_app. apply distinct_app.
    + rewrite map_map. apply distinct_map; [apply codes_distinct|]. intros b b' B B' E. apply (Inj 0 b b' B B').
      transitivity (places d (low b)); [apply map_ext; intros i; unfold low; lia|].
      rewrite E. apply map_ext. intros i. unfold low. lia.
    + rewrite map_map. apply distinct_map; [apply codes_distinct|]. intros b b' B B' E. now apply (Inj 1 b b' B B').
    + intros p X Y. rewrite map_map in X, Y. apply in_map_iff in X, Y. destruct X as (b & <- & _), Y as (b' & E & _).
      unfold places in E. pose proof (ext_in_map E 0 ltac:(apply in_seq; lia)) as E0. unfold low, high in E0. lia.
  - intros x X i I. apply in_map_iff in X. destruct X as (b & <- & B). destruct (Read b B) as [_ M]. specialize (M i I).
    unfold low, at_code. destruct (nth i b 0) as [|p] eqn:P; [now left|]. right. exists (2 * p + 1). split; [|lia].
    apply in_map_iff. exists p. split; [reflexivity|apply in_seq; lia].
  - intros x X i I. apply in_map_iff in X. destruct X as (b & <- & B). destruct (Read b B) as [_ M]. specialize (M i I).
    unfold high, at_code. destruct (Nat.eq_dec (nth i b 0) (s i)) as [E|E]; [left; lia|]. right.
    apply in_map_iff. exists (nth i b 0). split; [reflexivity|apply in_seq; lia].
  - rewrite !map_length. unfold all. rewrite codes_length.
    assert (map (number (wide s)) (seq 0 d) = map s (seq 0 d)) as ->; [|lia].
    apply map_ext. intros i. unfold number, wide. now rewrite map_length, seq_length.
Qed.

(* A constant function on two places: any first point, and both corners. *)
Theorem names_attained : exists (f : point -> nat) cuts ws K n lows highs,
  constant 1 cuts f /\ run Nat.eq_dec 1 2 0 cuts f ws K n /\ NoDup (map (places 1) (lows ++ highs)) /\
  (forall x, In x lows -> lowest 1 cuts x) /\ (forall x, In x highs -> highest 1 cuts (fun _ => 1) x) /\
  n + length lows + length highs = bound 0 (A 1 cuts) (s 1 cuts) 0 2 + 2 * cells (map (number cuts) (seq 0 1)).
Proof.
  exists (fun _ => 0), (fun _ => []), [], (fun _ => []), 1, [fun _ => 0], [fun _ => 1].
  split; [intros x y _; reflexivity|]. split; [apply start|]. split; [|split; [|split; [|reflexivity]]].
  - constructor; [intros [E|[]]; discriminate E|]. constructor; [intros []|constructor].
  - intros x [<-|[]] i _. now left.
  - intros x [<-|[]] i _. now left.
Qed.
