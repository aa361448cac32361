(* Searches in regions without a witness: each finds a side between two cells that none has found before.

   A witness is a pair of points that differ only on feature i, by c and c + 1, with different labels.  A region is a
   box between known cuts, which are true ones (true_cells.v).  A search runs in a region that holds no witness of the
   searches before, and finds one in it.

   Python:   A = sum over i of s_i prod over j <> i of (s_j + 1), as qlearn.concepts.cells.sizes_of counts them
   Theorem:  there are at most A searches, one for each side between two neighbouring cells of the grid
             (searches_bound).
   Idea:     two witnesses on one side between two cells lie in the same regions, for a region between true cuts is
             made of whole cells.
   Tight:    in the model, for all numbers of cuts, with the cuts of the regions known otherwise
             (searches_attained).

   Speaks for proofs_checks/trees/witness_tree.py. *)
From Coq Require Import List Arith Lia PeanoNat.
From qlearn.finite Require Import lists.
From qlearn.trees Require Import neighbours true_cells.
Import ListNotations.

(* The sides between cells, by their places: on one feature the cut, (true, c), on each other one the place. *)
Fixpoint sides (s : list nat) : nat := match s with [] => 0 | n :: s => n * cells s + (n + 1) * sides s end.
Definition counts (s : list nat) : nat * nat := (cells s, sides s).  (* P and A *)
Definition within_place (p : nat) : bool * nat := (false, p).
Fixpoint facets (C : list (list nat)) : list (list (bool * nat)) :=
  match C with
  | [] => []
  | c :: C => flat_map (fun p => map (cons p) (map (map within_place) (codes (map (@length nat) C)))) (map (pair true) c)
              ++ flat_map (fun p => map (cons p) (facets C)) (map within_place (seq 0 (S (length c))))
  end.

Lemma facets_length C : length (facets C) = sides (map (@length nat) C).
Proof.
  induction C as [|c C IH]; cbn [facets map sides]; [reflexivity|].
  rewrite app_length, !choices_length, !map_length, seq_length, codes_length, IH. lia.
Qed.

Lemma facets_distinct C : Forall (@NoDup nat) C -> NoDup (facets C).
Proof.
  intros F. induction F as [|c C D F IH]; cbn [facets]; [constructor|]. apply distinct_app.
  - apply choices_distinct; [apply distinct_map; [exact D|intros x y _ _ E; now injection E]|].
    apply distinct_map; [apply codes_distinct|]. intros x y _ _. revert y.
    induction x as [|p x IHx]; intros [|q y] E; cbn in E; try discriminate; [reflexivity|]. injection E as -> E.
    f_equal. now apply IHx.
  - apply choices_distinct; [|exact IH]. apply distinct_map; [apply seq_NoDup|intros x y _ _ E; now injection E].
  - intros x X Y. apply in_flat_map in X, Y. destruct X as (p & P & X), Y as (q & Q & Y).
    apply in_map_iff in P, Q, X, Y. destruct P as (a & <- & _), Q as (b & <- & _), X as (u & <- & _), Y as (v & E & _).
    discriminate E.
Qed.

Section Searches.
Context {Label : Type}.
Variables (d : nat) (cuts : nat -> list nat) (f : point -> Label).
Hypothesis on_cells : constant d cuts f.

(* On each feature a region lies above a cut, if there is one, and at another or below. *)
Notation side := (option nat * option nat)%type.
Definition in_side (s : side) (p : nat) : Prop :=
  match fst s with None => True | Some c => c < p end /\ match snd s with None => True | Some c => p <= c end.
Definition inside (R : nat -> side) (x : point) : Prop := forall i, i < d -> in_side (R i) (x i).
Definition made_of (K : nat -> list nat) (R : nat -> side) : Prop :=
  forall i c, i < d -> fst (R i) = Some c \/ snd (R i) = Some c -> In c (K i).

(* A feature, a cut, and a point of the line. *)
Notation witness := (nat * nat * point)%type.
Definition shown (w : witness) : Prop := let '(i, c, x) := w in tells f i c x.
Definition holds (R : nat -> side) (w : witness) : Prop :=
  let '(i, c, x) := w in inside R (moved x i c) /\ inside R (moved x i (S c)).
Definition facet (w : witness) : list (bool * nat) :=
  let '(i, c, x) := w in
  map (fun j => if j =? i then (true, c) else within_place (place (cuts j) (x j))) (seq 0 d).

Lemma facet_same i c x i' c' x' : i < d -> facet (i, c, x) = facet (i', c', x') ->
  i = i' /\ c = c' /\ forall j, j < d -> j <> i -> place (cuts j) (x j) = place (cuts j) (x' j).
Proof.
  intros I E. assert (forall j, j < d -> (if j =? i then (true, c) else within_place (place (cuts j) (x j)))
    = if j =? i' then (true, c') else within_place (place (cuts j) (x' j))) as H.
  { intros j J. apply (ext_in_map E j), in_seq. lia. }
  pose proof (H i I) as Hi. rewrite Nat.eqb_refl in Hi. unfold within_place in *.
  destruct (Nat.eqb_spec i i') as [<-|N]; [|discriminate Hi]. injection Hi as <-. split; [reflexivity|].
  split; [reflexivity|]. intros j J N. specialize (H j J). destruct (Nat.eqb_spec j i); [contradiction|]. now injection H.
Qed.

(* A region between true cuts is made of whole cells. *)
Lemma whole R i p q : made_of cuts R -> i < d -> place (cuts i) p = place (cuts i) q ->
  in_side (R i) p -> in_side (R i) q.
Proof.
  intros M I E [A B]. pose proof (fun c => M i c I) as Mi. unfold in_side in *. split.
  - destruct (fst (R i)) as [c|]; [|exact A]. apply (place_same _ _ _ E c (Mi c (or_introl eq_refl))). exact A.
  - destruct (snd (R i)) as [c|]; [|exact B]. pose proof (place_same _ _ _ E c (Mi c (or_intror eq_refl))). lia.
Qed.

Lemma held_together R v w : made_of cuts R -> shown v -> facet v = facet w -> holds R w -> holds R v.
Proof.
  destruct v as [[i c] x], w as [[i' c'] x']. intros M T E. pose proof (cuts_are_true d cuts f on_cells i c x T) as (I & _).
  destruct (facet_same i c x i' c' x' I E) as (<- & <- & S). cbn [holds].
  assert (forall p, inside R (moved x' i p) -> inside R (moved x i p)) as H.
  { intros p H j J. specialize (H j J). unfold moved in *. destruct (Nat.eqb_spec j i) as [_|N]; [exact H|].
    apply (whole R j (x' j)); [exact M|exact J|symmetry; now apply S|exact H]. }
  intros [A B]. split; now apply H.
Qed.

(* What the searches have found, the newest first. *)
Inductive searched : list witness -> Prop :=
| no_search : searched []
| one_more ws R w : searched ws -> made_of cuts R -> (forall v, In v ws -> ~ holds R v) -> holds R w -> shown w ->
  searched (w :: ws).

Lemma searched_shown ws : searched ws -> forall v, In v ws -> shown v.
Proof. intros H. induction H as [|ws R w H IH M N W T]; intros v; [intros []|intros [<-|I]]; [exact T|now apply IH]. Qed.

Lemma searched_distinct ws : searched ws -> NoDup (map facet ws).
Proof.
  intros H. induction H as [|ws R w H IH M N W T]; cbn [map]; constructor; [|exact IH]. intros I.
  apply in_map_iff in I. destruct I as (v & E & I). apply (N v I).
  exact (held_together R v w M (searched_shown ws H v I) E W).
Qed.

Definition all_facets : list (list (bool * nat)) := facets (map cuts (seq 0 d)).

Lemma facet_in w : shown w -> In (facet w) all_facets.
Proof.
  destruct w as [[i c] x]. intros T. destruct (cuts_are_true d cuts f on_cells i c x T) as (I & C & _).
  enough (forall n a, a <= i < a + n ->
    In (map (fun j => if j =? i then (true, c) else within_place (place (cuts j) (x j))) (seq a n))
       (facets (map cuts (seq a n)))) as H by (apply H; lia).
  clear I. induction n as [|n IH]; intros a J; [lia|].
  change (seq a (S n)) with (a :: seq (S a) n). cbn [map facets]. apply in_or_app.
  destruct (Nat.eqb_spec a i) as [->|N].
  - left. apply in_flat_map. exists (true, c). split; [now apply in_map|]. apply in_map.
    rewrite (map_ext_in _ (fun j => within_place (place (cuts j) (x j)))).
    + rewrite <- (map_map (fun j => place (cuts j) (x j)) within_place). apply in_map. rewrite map_map.
      apply (in_codes (fun j => place (cuts j) (x j)) (fun j => length (cuts j))). intros j. apply place_most.
    + intros j S. apply in_seq in S. destruct (Nat.eqb_spec j i); [lia|reflexivity].
  - right. apply in_flat_map. exists (within_place (place (cuts a) (x a))). split; [|apply in_map, IH; lia].
    apply in_map, in_seq. pose proof (place_most (cuts a) (x a)). lia.
Qed.

Theorem searches_bound ws : searched ws -> length ws <= sides (map (number cuts) (seq 0 d)).
Proof.
  intros H. assert (map (number cuts) (seq 0 d) = map (@length nat) (map cuts (seq 0 d))) as ->.
  { rewrite map_map. reflexivity. }
  rewrite <- facets_length, <- (map_length facet ws). apply NoDup_incl_length; [now apply searched_distinct|].
  intros c I. apply in_map_iff in I. destruct I as (w & <- & I). apply facet_in. exact (searched_shown ws H w I).
Qed.
End Searches.

(* ---- As many as that ---- *)
(* The two cells beside a witness, where the places are the cells; the highest is not bounded. *)
Definition beside (s : nat -> nat) (w : nat * nat * point) (j : nat) : option nat * option nat :=
  let '(i, c, x) := w in
  let (low, high) := if j =? i then (c, S c) else (x j, x j) in
  (match low with 0 => None | S p => Some p end, if high <? s j then Some high else None).

(* Each witness read off the places of its side. *)
Definition cut_at (b : list (bool * nat)) (i : nat) : bool := fst (nth i b (false, 0)).
Fixpoint feature_of (b : list (bool * nat)) : nat :=
  match b with [] => 0 | (true, _) :: _ => 0 | (false, _) :: b => S (feature_of b) end.
Definition at_facet (b : list (bool * nat)) : nat * nat * point :=
  (feature_of b, snd (nth (feature_of b) b (false, 0)), fun j => snd (nth j b (false, 0))).

Lemma facets_read C b : In b (facets C) -> length b = length C /\ feature_of b < length C
  /\ (forall j, j < length C -> fst (nth j b (false, 0)) = (j =? feature_of b))
  /\ (In (snd (nth (feature_of b) b (false, 0))) (nth (feature_of b) C []))
  /\ forall j, j <> feature_of b -> snd (nth j b (false, 0)) <= length (nth j C []).
Proof.
  revert b. induction C as [|c C IH]; cbn [facets]; intros b H; [destruct H|]. apply in_app_or in H.
  destruct H as [H|H]; apply in_flat_map in H; destruct H as (p & P & H); apply in_map_iff in P, H;
    destruct P as (q & <- & P), H as (u & <- & U); cbn [feature_of within_place length].
  - apply in_map_iff in U. destruct U as (k & <- & K). apply codes_read in K. destruct K as [L K].
    rewrite map_length in L |- *. rewrite L. split; [reflexivity|]. split; [lia|].
    assert (forall j, nth j (map within_place k) (false, 0) = within_place (nth j k 0)) as N.
    { intros j. change (false, 0) with (within_place 0). apply map_nth. }
    repeat split.
    + intros [|j] J; [reflexivity|]. cbn [nth]. now rewrite N.
    + exact P.
    + intros [|j] J; [contradiction|]. cbn [nth]. rewrite N. cbn. specialize (K j).
      change 0 with (length (@nil nat)) in K at 2. rewrite map_nth in K. exact K.
  - destruct (IH u U) as (L & F & A & B & D). rewrite L. split; [reflexivity|]. split; [lia|]. repeat split.
    + intros [|j] J; [reflexivity|]. cbn [nth]. rewrite A by lia. reflexivity.
    + exact B.
    + intros [|j] J; cbn [nth]; [apply in_seq in P; cbn; lia|]. apply D. intros ->. now apply J.
Qed.

Lemma in_beside s i c x j p : p <= s j ->
  in_side (beside s (i, c, x) j) p <-> (if j =? i then c <= p <= S c else p = x j).
Proof.
  intros P. unfold in_side, beside. destruct (j =? i); cbn -[Nat.ltb].
  - destruct (Nat.ltb_spec (S c) (s j)), c as [|c]; lia.
  - destruct (Nat.ltb_spec (x j) (s j)), (x j) as [|q]; lia.
Qed.

Section Attained.
Variables (d : nat) (s : nat -> nat).
Local Notation all := (facets (map (dense s) (seq 0 d))).
Local Notation right w := (let '(i, c, x) := w in i < d /\ c < s i /\ forall j, j < d -> j <> i -> x j <= s j).

Lemma at_facet_right b : In b all -> right (at_facet b).
Proof.
  intros H. destruct (facets_read _ b H) as (_ & F & _ & I & O). rewrite map_length, seq_length in F. cbn [at_facet].
  set (i := feature_of b) in *. assert (forall j, j < d -> length (nth j (map (dense s) (seq 0 d)) []) = s j) as L.
  { intros j J. rewrite nth_map_seq by exact J. apply seq_length. }
  rewrite nth_map_seq in I by exact F. apply in_seq in I. split; [exact F|]. split; [lia|].
  intros j J N. rewrite <- (L j J). now apply O.
Qed.

Lemma at_facet_one b b' : In b all -> In b' all -> holds d (beside s (at_facet b)) (at_facet b') -> b' = b.
Proof.
  intros H H'. pose proof (at_facet_right b H) as R. pose proof (at_facet_right b' H') as R'.
  destruct (facets_read _ b H) as (L & _ & T & _), (facets_read _ b' H') as (L' & _ & T' & _).
  rewrite map_length, seq_length in *. unfold at_facet in *. set (i := feature_of b) in *. set (i' := feature_of b') in *.
  set (x := fun j => snd (nth j b (false, 0))) in *. set (x' := fun j => snd (nth j b' (false, 0))) in *.
  change (snd (nth i b (false, 0))) with (x i) in *. change (snd (nth i' b' (false, 0))) with (x' i') in *.
  destruct R as (I & C & X), R' as (I' & C' & X'). intros [A B].
  pose proof (A i' I') as Ai. pose proof (B i' I') as Bi. unfold moved in Ai, Bi. rewrite Nat.eqb_refl in Ai, Bi.
  apply in_beside in Ai, Bi; try lia. destruct (Nat.eqb_spec i' i) as [E|E]; [|lia]. rewrite E in *.
  apply (nth_ext _ _ (false, 0) (false, 0)); [lia|]. intros j J. rewrite L' in J.
  apply injective_projections; [now rewrite T, T'|]. destruct (Nat.eq_dec j i) as [->|N].
  - change (x' i = x i). lia.
  - change (x' j = x j). pose proof (A j J) as Aj. unfold moved in Aj. apply in_beside in Aj.
    + destruct (Nat.eqb_spec j i); [contradiction|exact Aj].
    + destruct (Nat.eqb_spec j i); [contradiction|now apply X'].
Qed.

Lemma beside_found b : In b all -> holds d (beside s (at_facet b)) (at_facet b)
  /\ made_of d (dense s) (beside s (at_facet b)) /\ shown (code d (dense s)) (at_facet b).
Proof.
  intros H. pose proof (at_facet_right b H) as R. destruct (at_facet b) as [[i c] x]. destruct R as (I & C & X).
  split; [|split].
  - split; intros j J; unfold moved; apply in_beside; destruct (Nat.eqb_spec j i) as [->|E]; try lia; now apply X.
  - intros j k J. unfold beside, dense. rewrite in_seq. destruct (Nat.eqb_spec j i) as [->|E]; cbn [fst snd].
    + destruct (Nat.ltb_spec (S c) (s i)), c as [|c]; intros [K|K]; try discriminate K; injection K as <-; lia.
    + specialize (X j J E).
      destruct (Nat.ltb_spec (x j) (s j)), (x j) as [|p]; intros [K|K]; try discriminate K; injection K as <-; lia.
  - intros E. apply code_same in E. specialize (E i I). unfold moved, dense in E. rewrite Nat.eqb_refl in E.
    rewrite !place_dense in E by lia. lia.
Qed.
End Attained.

Theorem searches_attained d s : exists (f : point -> list nat) ws, constant d (dense s) f /\
  searched d (dense s) f ws /\ length ws = sides (map s (seq 0 d)).
Proof.
  set (C := map (dense s) (seq 0 d)). exists (code d (dense s)), (map at_facet (facets C)).
  split; [intros x y S; now apply code_same|]. split.
  - assert (NoDup (facets C)) as D.
    { apply facets_distinct, Forall_forall. intros c I. apply in_map_iff in I. destruct I as (j & <- & _). apply seq_NoDup. }
    enough (forall l, NoDup l -> incl l (facets C) -> searched d (dense s) (code d (dense s)) (map at_facet l)) as H.
    { apply H; [exact D|apply incl_refl]. }
    clear D. intros l D. induction D as [|b l N D IH]; intros All; cbn [map]; [constructor|].
    destruct (beside_found d s b (All b (or_introl eq_refl))) as (H & M & T).
    apply (one_more d (dense s) _ _ (beside s (at_facet b))); try assumption.
    + apply IH. intros b' B'. apply All. now right.
    + intros v V. apply in_map_iff in V. destruct V as (b' & <- & B'). intros V.
      apply (at_facet_one d s b b') in V; [subst b'; contradiction| |]; apply All; [now left|now right].
  - rewrite map_length, facets_length. unfold C. rewrite map_map. f_equal. apply map_ext. intros j. apply seq_length.
Qed.
