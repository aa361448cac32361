(* Functions that are constant on the cells of a grid: their cuts are seen as they are, and a wrong hypothesis is
   wrong where no point was asked.

   On feature i the grid has the cuts [cuts i]; a cut c lies between the places c and c + 1.  Two points that
   differ only there, by c and c + 1, and have different labels, show the cut: it is known.

   Python:   P = (s_1 + 1) ... (s_d + 1) cells, as qlearn.concepts.cells.sizes_of counts them
   Theorem:  a known cut is a true one (cuts_are_true), and so are all in all runs, at most s_1 + ... + s_d
             (known_cuts).  Let each hypothesis be constant on the cells of true cuts and right at all points asked;
             then it is wrong only in cells where no point was asked (mismatch_unvisited), and at most P - 1 of the
             points asked have been such mismatches (mismatches_bound).
   Idea:     fewer cuts make coarser cells: a point in the cell of one that was asked has its label, for the
             hypothesis as for the target.
   Tight:    all P - 1, for all numbers of cuts, on a function with different labels in all cells
             (mismatches_attained).  A cut is not seen at all points (not_on_every_line); with a cut that is none, a point
             may be a mismatch though its cell was asked (false_cut_misleads).

   Speaks for proofs_checks/trees/witness_tree.py. *)
From Coq Require Import List Arith Lia PeanoNat.
From qlearn.finite Require Import lists.
From qlearn.trees Require Import neighbours.
From qlearn.trees Require counterfactual_boxes.
Import ListNotations.

Notation cells := counterfactual_boxes.cells.

(* How many of the cuts lie below p. *)
Definition place (C : list nat) (p : nat) : nat := length (filter (fun c => c <? p) C).

Lemma place_cons c C p : place (c :: C) p = (if c <? p then 1 else 0) + place C p.
Proof. unfold place. cbn [filter]. now destruct (c <? p). Qed.

Lemma place_le C p q : p <= q -> place C p <= place C q.
Proof.
  intros H. induction C as [|c C IH]; [reflexivity|]. rewrite !place_cons.
  destruct (Nat.ltb_spec c p), (Nat.ltb_spec c q); lia.
Qed.

Lemma place_most C p : place C p <= length C.
Proof. induction C as [|c C IH]; [reflexivity|]. rewrite place_cons. cbn [length]. destruct (c <? p); lia. Qed.

Lemma place_ext C p q : (forall c, In c C -> (c < p <-> c < q)) -> place C p = place C q.
Proof.
  induction C as [|c C IH]; intros H; [reflexivity|]. rewrite !place_cons, IH by (intros; apply H; now right).
  specialize (H c (or_introl eq_refl)). destruct (Nat.ltb_spec c p), (Nat.ltb_spec c q); lia.
Qed.

(* In one place: on the same side of each cut. *)
Lemma place_same C p q : place C p = place C q -> forall c, In c C -> (c < p <-> c < q).
Proof.
  enough (forall p q, p <= q -> place C p = place C q -> forall c, In c C -> (c < p <-> c < q)) as H.
  { intros E c I. destruct (Nat.le_ge_cases p q); [now apply H|symmetry; now apply H]. }
  clear p q. intros p q L. induction C as [|a C IH]; intros E c I; [destruct I|]. rewrite !place_cons in E.
  pose proof (place_le C p q L) as M. assert (place C p = place C q /\ (a < p <-> a < q)) as [E' A].
  { destruct (Nat.ltb_spec a p), (Nat.ltb_spec a q); lia. }
  destruct I as [<-|I]; [exact A|now apply IH].
Qed.

Lemma place_coarser K C p q : incl K C -> place C p = place C q -> place K p = place K q.
Proof. intros I E. apply place_ext. intros c H. now apply (place_same C); [|apply I]. Qed.

(* Lists that begin with one of l and go on with one of B. *)
Lemma choices_distinct {X} (l : list X) B : NoDup l -> NoDup B -> NoDup (flat_map (fun p => map (cons p) B) l).
Proof.
  intros L D. induction L as [|p l N L IH]; cbn [flat_map]; [constructor|].
  apply distinct_app; [now apply distinct_cons|exact IH|]. intros x X1 X2. apply in_map_iff in X1.
  destruct X1 as (b & <- & _). apply in_flat_map in X2. destruct X2 as (q & Q & X2). apply in_map_iff in X2.
  destruct X2 as (b' & E & _). injection E as -> _. contradiction.
Qed.

Lemma choices_length {X} (l : list X) B : length (flat_map (fun p => map (cons p) B) l) = length l * length B.
Proof. induction l as [|p l IH]; cbn [flat_map length]; [reflexivity|]. rewrite app_length, map_length, IH. lia. Qed.

(* The cells by their places, with s_i cuts on feature i. *)
Fixpoint codes (s : list nat) : list (list nat) :=
  match s with [] => [[]] | n :: s => flat_map (fun p => map (cons p) (codes s)) (seq 0 (S n)) end.

Lemma codes_length s : length (codes s) = cells s.
Proof.
  induction s as [|n s IH]; [reflexivity|]. cbn [codes]. rewrite choices_length, seq_length, IH.
  cbn [counterfactual_boxes.cells fold_right]. fold (cells s). lia.
Qed.

Lemma codes_distinct s : NoDup (codes s).
Proof.
  induction s as [|n s IH]; cbn [codes]; [constructor; [intros []|constructor]|].
  apply choices_distinct; [apply seq_NoDup|exact IH].
Qed.

Lemma in_codes (g : nat -> nat) (s : nat -> nat) n a : (forall i, g i <= s i) ->
  In (map g (seq a n)) (codes (map s (seq a n))).
Proof.
  intros H. revert a. induction n as [|n IH]; intros a; [now left|].
  change (seq a (S n)) with (a :: seq (S a) n). cbn [map codes].
  apply in_flat_map. exists (g a). split; [apply in_seq; specialize (H a); lia|apply in_map, IH].
Qed.

Section Cells.
Context {Label : Type}.
Variables (d : nat) (cuts : nat -> list nat).

Definition same_cell (cuts : nat -> list nat) (x y : point) : Prop :=
  forall i, i < d -> place (cuts i) (x i) = place (cuts i) (y i).
Definition constant (cuts : nat -> list nat) (f : point -> Label) : Prop :=
  forall x y, same_cell cuts x y -> f x = f y.
Definition among (K : nat -> list nat) : Prop := forall i, i < d -> incl (K i) (cuts i).

Variable f : point -> Label.
Hypothesis on_cells : constant cuts f.

(* The points that are x but for feature i, where they have c and c + 1. *)
Definition tells (i c : nat) (x : point) : Prop := f (moved x i c) <> f (moved x i (S c)).

Theorem cuts_are_true i c x : tells i c x ->
  i < d /\ In c (cuts i) /\ ~ same_cell cuts (moved x i c) (moved x i (S c)).
Proof.
  intros T. assert (~ same_cell cuts (moved x i c) (moved x i (S c))) as D by (intros S; now apply T, on_cells).
  split; [|split; [|exact D]].
  - apply Nat.nle_gt. intros L. apply D. intros j J. unfold moved. destruct (Nat.eqb_spec j i); [lia|reflexivity].
  - destruct (in_dec Nat.eq_dec c (cuts i)) as [I|N]; [exact I|]. destruct D. intros j J. unfold moved.
    destruct (Nat.eqb_spec j i) as [->|E]; [|reflexivity]. apply place_ext. intros k K.
    assert (k <> c) by (intros ->; contradiction). lia.
Qed.

Definition all_cuts : list (nat * nat) := flat_map (fun i => map (pair i) (cuts i)) (seq 0 d).

Lemma all_cuts_length : length all_cuts = list_sum (map (fun i => length (cuts i)) (seq 0 d)).
Proof.
  unfold all_cuts. generalize 0. induction d as [|n IH]; intros a; cbn [seq flat_map map]; [reflexivity|].
  rewrite app_length, map_length, IH. reflexivity.
Qed.

Lemma in_all_cuts i c : i < d -> In c (cuts i) -> In (i, c) all_cuts.
Proof. intros I C. apply in_flat_map. exists i. split; [apply in_seq; lia|now apply in_map]. Qed.

Theorem known_cuts known : NoDup known -> (forall i c, In (i, c) known -> exists x, tells i c x) ->
  length known <= list_sum (map (fun i => length (cuts i)) (seq 0 d)).
Proof.
  intros D H. rewrite <- all_cuts_length. apply NoDup_incl_length; [exact D|]. intros [i c] I.
  destruct (H i c I) as (x & T). apply cuts_are_true in T. now apply in_all_cuts.
Qed.

Lemma coarser K x y : among K -> same_cell cuts x y -> same_cell K x y.
Proof. intros A S i I. now apply (place_coarser _ (cuts i)); [apply A|apply S]. Qed.

(* The hypothesis h is right at all points asked, q. *)
Definition consistent (q : list point) (h : point -> Label) : Prop := forall p, In p q -> h p = f p.

Theorem mismatch_unvisited q h K x : among K -> constant K h -> consistent q h -> h x <> f x ->
  forall p, In p q -> ~ same_cell cuts p x.
Proof.
  intros A C Q N p P S. apply N. rewrite <- (on_cells p x S), <- (Q p P). symmetry. apply C, coarser; assumption.
Qed.

(* [trail q m]: the points q were asked, the newest first; m of them were mismatches of the hypotheses of the time.
   Whatever else the learner asks, it may ask. *)
Inductive trail : list point -> nat -> Prop :=
| began x : trail [x] 0
| any_point q m x : trail q m -> trail (x :: q) m
| mismatch q m x h K : trail q m -> among K -> constant K h -> consistent q h -> h x <> f x -> trail (x :: q) (S m).

Definition code (x : point) : list nat := map (fun i => place (cuts i) (x i)) (seq 0 d).
Definition number (i : nat) : nat := length (cuts i).

Lemma code_same x y : code x = code y <-> same_cell cuts x y.
Proof.
  unfold code, same_cell. split.
  - intros E i I. apply (ext_in_map E i), in_seq. lia.
  - intros S. apply map_ext_in. intros i I. apply in_seq in I. apply S. lia.
Qed.

Lemma code_in x : In (code x) (codes (map number (seq 0 d))).
Proof. apply (in_codes (fun i => place (cuts i) (x i)) number). intros i. apply place_most. Qed.

Lemma trail_cells q m : trail q m -> exists l, incl l q /\ NoDup (map code l) /\ length l = S m.
Proof.
  intros T. induction T as [x|q m x T (l & I & D & L)|q m x h K T (l & I & D & L) A C Q N].
  - exists [x]. split; [apply incl_refl|]. split; [repeat constructor; intros []|reflexivity].
  - exists l. split; [now apply incl_tl|now split].
  - exists (x :: l). split; [intros y [->|Y]; [now left|right; now apply I]|]. cbn [map length]. split; [|now rewrite L].
    constructor; [|exact D]. intros X. apply in_map_iff in X. destruct X as (p & E & P). apply code_same in E.
    exact (mismatch_unvisited q h K x A C Q N p (I p P) E).
Qed.

Theorem mismatches_bound q m : trail q m -> m <= cells (map number (seq 0 d)) - 1.
Proof.
  intros T. destruct (trail_cells q m T) as (l & _ & D & L).
  assert (length (map code l) <= length (codes (map number (seq 0 d)))) as B.
  { apply NoDup_incl_length; [exact D|]. intros c H. apply in_map_iff in H. destruct H as (x & <- & _). apply code_in. }
  rewrite map_length, L, codes_length in B. lia.
Qed.
End Cells.

(* ---- As many as that ---- *)
(* s_i cuts on feature i, after the places 0, ..., s_i - 1: there the places are the cells. *)
Definition dense (s : nat -> nat) (i : nat) : list nat := seq 0 (s i).

Lemma place_dense n p : p <= n -> place (seq 0 n) p = p.
Proof.
  enough (forall a, place (seq a n) p = Nat.min n (p - a)) as H by (intros P; rewrite H; lia).
  induction n as [|n IH]; intros a; [reflexivity|]. cbn [seq]. rewrite place_cons, IH. destruct (Nat.ltb_spec a p); lia.
Qed.

Definition at_code (c : list nat) : point := fun i => nth i c 0.

Lemma codes_read s c : In c (codes s) -> length c = length s /\ forall i, nth i c 0 <= nth i s 0.
Proof.
  revert c. induction s as [|n s IH]; cbn [codes]; intros c H.
  - destruct H as [<-|[]]. split; [reflexivity|]. intros [|i]; reflexivity.
  - apply in_flat_map in H. destruct H as (p & P & H). apply in_map_iff in H. destruct H as (b & <- & B).
    apply in_seq in P. destruct (IH b B) as [L N]. cbn [length]. split; [now rewrite L|]. intros [|i]; cbn [nth]; [lia|apply N].
Qed.

Lemma code_at d s c : In c (codes (map s (seq 0 d))) -> code d (dense s) (at_code c) = c.
Proof.
  intros H. apply codes_read in H. destruct H as [L N]. rewrite map_length, seq_length in L. unfold code, dense, at_code.
  transitivity (map (fun i => nth i c 0) (seq 0 (length c))); [rewrite L|apply entries].
  apply map_ext_in. intros i I. apply in_seq in I. apply place_dense. specialize (N i).
  rewrite nth_map_seq in N by lia. exact N.
Qed.

Lemma all_mismatches d cuts q x : NoDup (map (code d cuts) (q ++ [x])) ->
  trail d cuts (code d cuts) (q ++ [x]) (length q).
Proof.
  induction q as [|y q IH]; cbn [app map length]; intros D; [apply began|].
  inversion D as [|? ? N D']; subst. set (all := q ++ [x]) in *.
  apply (mismatch d cuts (code d cuts) all (length q) y
    (fun p => if in_dec (list_eq_dec Nat.eq_dec) (code d cuts p) (map (code d cuts) all) then code d cuts p
              else 0 :: code d cuts p) cuts); [now apply IH|intros i _; apply incl_refl| | |].
  - intros p p' S. apply code_same in S. now rewrite S.
  - intros p P. destruct (in_dec _ _ _) as [I|I]; [reflexivity|]. destruct I. now apply in_map.
  - destruct (in_dec _ _ _) as [I|I]; [contradiction|]. intros E. apply (f_equal (@length nat)) in E. cbn in E. lia.
Qed.

Theorem mismatches_attained d s : exists f : point -> list nat, constant d (dense s) f /\
  exists q, trail d (dense s) f q (cells (map s (seq 0 d)) - 1).
Proof.
  exists (code d (dense s)). split; [intros x y S; now apply code_same|].
  set (all := codes (map s (seq 0 d))). assert (map (code d (dense s)) (map at_code all) = all) as E.
  { rewrite map_map. rewrite <- (map_id all) at 2. apply map_ext_in. intros c C. now apply code_at. }
  pose proof (codes_length (map s (seq 0 d))) as L. fold all in L.
  assert (map at_code all <> []) as N.
  { intros Z. assert (In (map (fun _ => 0) (seq 0 d)) all) as I by (apply in_codes; intros; lia).
    apply (in_map at_code) in I. rewrite Z in I. destruct I. }
  apply exists_last in N. destruct N as (q & x & Q). exists (q ++ [x]). rewrite <- L.
  replace (length all - 1) with (length q).
  - apply all_mismatches. rewrite <- Q, E. apply codes_distinct.
  - rewrite <- (map_length at_code all), Q, app_length. cbn. lia.
Qed.

(* With a cut that is none, a mismatch may lie in a cell that was asked. *)
Theorem false_cut_misleads : exists (f h : point -> nat) (cuts K : nat -> list nat) q x p,
  constant 1 cuts f /\ constant 1 K h /\ consistent f q h /\ h x <> f x /\ In p q /\ same_cell 1 cuts p x.
Proof.
  exists (fun _ => 0), (fun x => if x 0 <=? 0 then 0 else 1), (fun _ => []), (fun _ => [0]), [fun _ => 0], (fun _ => 1),
    (fun _ => 0). split; [|split; [|split; [|split; [|split]]]].
  - intros x y _. reflexivity.
  - intros x y S. pose proof (place_same _ _ _ (S 0 ltac:(lia)) 0 (or_introl eq_refl)).
    destruct (Nat.leb_spec (x 0) 0), (Nat.leb_spec (y 0) 0); lia.
  - intros p [<-|[]]. reflexivity.
  - discriminate.
  - now left.
  - intros i _. reflexivity.
Qed.

(* One line shows the cut of feature 0, another does not. *)
Theorem not_on_every_line : exists (f : point -> nat) (cuts : nat -> list nat) x y,
  constant 2 cuts f /\ tells f 0 0 x /\ ~ tells f 0 0 y.
Proof.
  exists (fun x => if (0 <? x 0) then (if (0 <? x 1) then 1 else 0) else 0), (fun _ => [0]), (fun _ => 1), (fun _ => 0).
  split; [|split].
  - intros x y S. pose proof (place_same _ _ _ (S 0 ltac:(lia)) 0 (or_introl eq_refl)).
    pose proof (place_same _ _ _ (S 1 ltac:(lia)) 0 (or_introl eq_refl)).
    destruct (Nat.ltb_spec 0 (x 0)), (Nat.ltb_spec 0 (y 0)), (Nat.ltb_spec 0 (x 1)), (Nat.ltb_spec 0 (y 1)); lia.
  - unfold tells, moved. cbn. lia.
  - unfold tells, moved. cbn. lia.
Qed.
