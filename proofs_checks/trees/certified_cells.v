(* What exact certificates and counterfactuals can cost at most, for functions that are constant on grid cells.

   s_i cuts on feature i make P = prod (s_i + 1) cells, and A = sum_i s_i prod_{j <> i} (s_j + 1) facets, each
   between two neighbouring cells.  A learner asks within boxes whose sides are true cuts.  Without a
   counterfactual the box is certified; let it hold a cell that no box before held.  A counterfactual shows a
   facet whose two cells have different labels; let it be one that was not seen before.

   Theorem (queries_bound):  then at most P boxes are certified and at most A counterfactuals given, and at most
            P + A queries are asked; with one feature, 2 s + 1 (one_feature).
   Idea:    what is new each time is taken from a list of P cells, or of A facets, and never twice.
   Tight:   every cell by itself, and every facet (queries_attained).
   Theorem (derived_cut_is_true):  if y has another label than x, and y with one moved coordinate a place nearer
            to x has the label of x, then a cut lies between these two places.
   Speaks for proofs_checks/trees/counterfactual_witness.py and counterfactual_boxes.py. *)
From Coq Require Import List Arith Lia PeanoNat FinFun.
From qlearn.trees Require Import counterfactual_boxes.
Import ListNotations.

(* ---- What is new each time ---- *)
Section Fresh.
Context {T : Type}.

(* Each set has something of `all` that none of the sets before had; `seen` says what those had. *)
Fixpoint fresh (all : list T) (seen : T -> Prop) (sets : list (T -> Prop)) : Prop :=
  match sets with
  | [] => True
  | K :: sets => (exists z, In z all /\ K z /\ ~ seen z) /\ fresh all (fun z => seen z \/ K z) sets
  end.

Lemma fresh_members all seen sets : fresh all seen sets ->
  exists zs, length zs = length sets /\ NoDup zs /\ incl zs all /\ forall z, In z zs -> ~ seen z.
Proof.
  revert seen. induction sets as [|K sets IH]; intros seen F.
  - exists []. repeat split; [constructor|intros z []|intros z []].
  - destruct F as [(z & Z & Kz & N) F]. destruct (IH _ F) as (zs & L & D & I & Out).
    exists (z :: zs). split; [cbn; now rewrite L|]. split; [|split].
    + constructor; [|exact D]. intros H. apply (Out z H). now right.
    + intros y [<-|H]; [exact Z|now apply I].
    + intros y [<-|H] E; [now apply N|]. apply (Out y H). now left.
Qed.

Lemma fresh_bound all seen sets : fresh all seen sets -> length sets <= length all.
Proof.
  intros F. destruct (fresh_members all seen sets F) as (zs & <- & D & I & _). now apply NoDup_incl_length.
Qed.

Lemma fresh_singles all zs (seen : T -> Prop) : NoDup zs -> incl zs all -> (forall z, In z zs -> ~ seen z) ->
  fresh all seen (map (fun z => eq z) zs).
Proof.
  intros D. revert seen. induction D as [|z zs N D IH]; intros seen I Out; [exact Logic.I|].
  split.
  - exists z. split; [apply I; now left|]. split; [reflexivity|apply Out; now left].
  - apply IH; [intros y Y; apply I; now right|]. intros y Y [E|<-]; [now apply (Out y); [right|]|contradiction].
Qed.
End Fresh.

(* ---- Cells and facets of a grid ---- *)
Fixpoint all_cells (s : list nat) : list cell :=
  match s with [] => [[]] | cuts :: s => flat_map (fun p => map (cons p) (all_cells s)) (seq 0 (S cuts)) end.

(* A facet: a feature, and the cell below it; the one above is a place further on that feature. *)
Notation facet := (nat * cell)%type.
Fixpoint all_facets (s : list nat) : list facet :=
  match s with
  | [] => []
  | cuts :: s => flat_map (fun p => map (fun x => (0, p :: x)) (all_cells s)) (seq 0 cuts)
                 ++ flat_map (fun p => map (fun f => (S (fst f), p :: snd f)) (all_facets s)) (seq 0 (S cuts))
  end.

Fixpoint facets (s : list nat) : nat :=
  match s with [] => 0 | cuts :: s => cuts * cells s + (cuts + 1) * facets s end.

Lemma flat_map_length {T U} (g : T -> list U) n l : (forall x, In x l -> length (g x) = n) ->
  length (flat_map g l) = length l * n.
Proof.
  induction l as [|x l IH]; intros H; [reflexivity|]. cbn [flat_map length]. rewrite app_length, IH.
  - rewrite (H x (or_introl eq_refl)). reflexivity.
  - intros y Y. apply H. now right.
Qed.

Lemma all_cells_length s : length (all_cells s) = cells s.
Proof.
  induction s as [|cuts s IH]; [reflexivity|]. cbn [all_cells cells fold_right]. fold (cells s).
  rewrite (flat_map_length _ (cells s)), seq_length; [lia|]. intros p _. now rewrite map_length, IH.
Qed.

Lemma all_facets_length s : length (all_facets s) = facets s.
Proof.
  induction s as [|cuts s IH]; [reflexivity|]. cbn [all_facets facets].
  rewrite app_length, (flat_map_length _ (cells s)), (flat_map_length _ (facets s)), !seq_length; [lia|..];
    intros p _; rewrite map_length; [exact IH|apply all_cells_length].
Qed.

Lemma nodup_app {T} (l m : list T) : NoDup l -> NoDup m -> (forall y, In y l -> ~ In y m) -> NoDup (l ++ m).
Proof.
  intros L M Apart. induction L as [|y l N L IH]; [exact M|]. cbn. constructor.
  - intros H. apply in_app_or in H. destruct H as [H|H]; [now apply N|]. apply (Apart y); [now left|exact H].
  - apply IH. intros z Z. apply Apart. now right.
Qed.

Lemma flat_map_nodup {T U} (g : T -> list U) l : NoDup l -> (forall x, In x l -> NoDup (g x)) ->
  (forall x x' y, In y (g x) -> In y (g x') -> x = x') -> NoDup (flat_map g l).
Proof.
  intros D G Apart. induction D as [|x l N D IH]; cbn [flat_map]; [constructor|].
  apply nodup_app; [apply G; now left|apply IH; intros y Y; apply G; now right|].
  intros y Y H. apply in_flat_map in H. destruct H as (x' & X' & Y'). apply N. now rewrite (Apart x x' y Y Y').
Qed.

Lemma all_cells_nodup s : NoDup (all_cells s).
Proof.
  induction s as [|cuts s IH]; [repeat constructor; intros []|].
  change (NoDup (flat_map (fun p => map (cons p) (all_cells s)) (seq 0 (S cuts)))).
  apply flat_map_nodup; [apply seq_NoDup| |].
  - intros p _. apply Injective_map_NoDup; [|exact IH]. intros x y E. now injection E.
  - intros p q y P Q. apply in_map_iff in P as (x & <- & _). apply in_map_iff in Q as (x' & E & _). now injection E.
Qed.

Lemma all_facets_nodup s : NoDup (all_facets s).
Proof.
  induction s as [|cuts s IH]; [constructor|]. cbn [all_facets].
  apply nodup_app; [| |].
  - apply flat_map_nodup; [apply seq_NoDup| |].
    + intros p _. apply Injective_map_NoDup; [|apply all_cells_nodup]. intros x y E. now injection E.
    + intros p q y P Q. apply in_map_iff in P as (x & <- & _). apply in_map_iff in Q as (x' & E & _). now injection E.
  - apply flat_map_nodup; [apply seq_NoDup| |].
    + intros p _. apply Injective_map_NoDup; [|exact IH]. intros [i x] [j y] E. cbn in E. now injection E as -> ->.
    + intros p q y P Q. apply in_map_iff in P as (x & <- & _). apply in_map_iff in Q as (x' & E & _). now injection E.
  - intros f F G. apply in_flat_map in F as (p & _ & F). apply in_map_iff in F as (x & <- & _).
    apply in_flat_map in G as (q & _ & G). apply in_map_iff in G as (y & E & _). discriminate E.
Qed.

(* ---- The queries ---- *)
Definition cell_sets (boxes : list box) : list (cell -> Prop) := map (fun b z => inside z b) boxes.
Definition facet_sets (answers : list (list facet)) : list (facet -> Prop) := map (fun a f => In f a) answers.
Definition nothing {T : Type} : T -> Prop := fun _ => False.

Section Counts.
Variables (s : list nat) (boxes : list box) (answers : list (list facet)).

(* Each box certified holds a cell that none before held; each answer shows a facet that none before showed. *)
Definition all_new : Prop :=
  fresh (all_cells s) nothing (cell_sets boxes) /\ fresh (all_facets s) nothing (facet_sets answers).

Theorem queries_bound : all_new ->
  length boxes <= cells s /\ length answers <= facets s /\ length boxes + length answers <= cells s + facets s.
Proof.
  intros [B A]. apply fresh_bound in B, A. unfold cell_sets, facet_sets in *.
  rewrite map_length in B, A. rewrite all_cells_length in B. rewrite all_facets_length in A. lia.
Qed.
End Counts.

(* With one feature. *)
Theorem one_feature cuts boxes answers : all_new [cuts] boxes answers ->
  length boxes <= cuts + 1 /\ length answers <= cuts /\ length boxes + length answers <= 2 * cuts + 1.
Proof. intros H. apply queries_bound in H. cbn [cells facets fold_right] in H. lia. Qed.

Definition single (z : cell) : box := map (fun p => (p, p)) z.

Lemma inside_single z y : inside y (single z) <-> z = y.
Proof.
  revert y. induction z as [|p z IH]; intros [|q y]; cbn; split; intros H; try easy.
  - destruct H as [P Z]. apply IH in Z as ->. f_equal. lia.
  - injection H as -> ->. split; [lia|now apply IH].
Qed.

Lemma fresh_ext {T} (all : list T) seen seen' sets sets' : (forall z, seen z <-> seen' z) ->
  Forall2 (fun K K' => forall z, K z <-> K' z) sets sets' -> fresh all seen sets -> fresh all seen' sets'.
Proof.
  intros E H. revert seen seen' E. induction H as [|K K' sets sets' Q H IH]; intros seen seen' E; [easy|].
  intros [(z & Z & Kz & N) F]. split.
  - exists z. split; [exact Z|]. split; [now apply Q|]. intros X. now apply N, E.
  - apply (IH (fun z => seen z \/ K z)); [|exact F]. intros y. rewrite E, Q. reflexivity.
Qed.

Theorem queries_attained s : exists boxes answers, all_new s boxes answers
  /\ length boxes = cells s /\ length answers = facets s.
Proof.
  exists (map single (all_cells s)), (map (fun f => [f]) (all_facets s)).
  rewrite !map_length, all_cells_length, all_facets_length. split; [|split; reflexivity].
  unfold all_new, cell_sets, facet_sets. rewrite !map_map. split.
  - apply (fresh_ext _ nothing nothing (map (fun z => eq z) (all_cells s))); [reflexivity| |].
    + induction (all_cells s) as [|z l IH]; constructor; [|exact IH]. intros y. symmetry. apply inside_single.
    + apply fresh_singles; [apply all_cells_nodup|apply incl_refl|intros z _ []].
  - apply (fresh_ext _ nothing nothing (map (fun z => eq z) (all_facets s))); [reflexivity| |].
    + induction (all_facets s) as [|z l IH]; constructor; [|exact IH]. intros y. cbn. tauto.
    + apply fresh_singles; [apply all_facets_nodup|apply incl_refl|intros z _ []].
Qed.

(* So no bound is too large by one, whatever the numbers of cuts. *)
Corollary no_query_fewer s :
  ~ forall boxes answers, all_new s boxes answers -> length boxes + length answers < cells s + facets s.
Proof.
  intros H. destruct (queries_attained s) as (boxes & answers & N & B & A). specialize (H boxes answers N). lia.
Qed.

Corollary no_query_fewer_on_one_feature cuts :
  ~ forall boxes answers, all_new [cuts] boxes answers -> length boxes + length answers < 2 * cuts + 1.
Proof.
  intros H. apply (no_query_fewer [cuts]). intros boxes answers N. specialize (H boxes answers N).
  cbn [cells facets fold_right]. lia.
Qed.

(* ---- Cuts ---- *)
Section Cuts.
Context {Label : Type} (f : (nat -> nat) -> Label).   (* a place is a function of the feature *)

(* c is a cut on feature i: two places, c and c + 1 there and otherwise the same, have different labels. *)
Definition cut (i c : nat) : Prop :=
  exists x y, x i = c /\ y i = c + 1 /\ (forall j, j <> i -> x j = y j) /\ f x <> f y.

Definition put (x : nat -> nat) (i v : nat) : nat -> nat := fun j => if j =? i then v else x j.

(* y with coordinate i a place nearer to x. *)
Definition back (x y : nat -> nat) (i : nat) : nat -> nat := put y i (if x i <? y i then y i - 1 else y i + 1).

(* The place below the cut that is read off coordinate i. *)
Definition derived (x y : nat -> nat) (i : nat) : nat := if x i <? y i then y i - 1 else y i.

Theorem derived_cut_is_true x y i : f y <> f x -> y i <> x i -> f (back x y i) = f x -> cut i (derived x y i).
Proof.
  intros N M B. unfold derived, back in *. destruct (Nat.ltb_spec (x i) (y i)) as [L|L].
  - exists (put y i (y i - 1)), y. unfold put in *. rewrite Nat.eqb_refl. repeat split; [lia| |congruence].
    intros j J. now destruct (Nat.eqb_spec j i).
  - exists y, (put y i (y i + 1)). unfold put in *. rewrite Nat.eqb_refl. repeat split; [|congruence].
    intros j J. now destruct (Nat.eqb_spec j i).
Qed.
End Cuts.

(* Robbed of the assumption it is false: the point may lie anywhere beyond the cut. *)
Theorem far_point_derives_no_cut : ~ forall (f : (nat -> nat) -> bool) x y i,
  f y <> f x -> y i <> x i -> cut f i (derived x y i).
Proof.
  intros H. specialize (H (fun x => 1 <=? x 0) (fun _ => 0) (fun _ => 2) 0 ltac:(discriminate) ltac:(discriminate)).
  destruct H as (x & y & X & Y & _ & N). cbn in X, Y. apply N. rewrite X, Y. reflexivity.
Qed.
