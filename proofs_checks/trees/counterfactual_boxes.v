(* Trees and ensembles of trees from counterfactuals: TRA (Khouna, Ferry and Vidal, 2025).

   The function is constant on the cells of a grid, which s_i cuts on feature i make.  A query asks a point x
   of a box; the answer is its label, and either "the whole box has this label" or a point y of the box with
   another label.  Where y differs from x in feature i, y lies just across a true cut.  The learner cuts the
   box there, feature after feature: the part on the side of x is put aside, the part on the side of y is cut
   further.  All parts are explored in the same way.

   Points are named by their cells here, which is all that the count needs: x may be in any cell of the box
   (the learner asks the centre, and that may be in any cell, since the cells may have any widths), y in any
   cell with another label.

   Python:   queries(s) = 2 * prod(s_i + 1) - 1
   Theorem:  every run asks at most so many queries, and the boxes that were certified cover the grid with the
             right labels.
   Idea:     an answer y cuts the box into two parts or more, whose cells are those of the box.
   Tight:    for all numbers of cuts, a run that asks as many, on a function with different labels in all
             cells.  In it the point asked is always in the box's first cell, as the centre is if each cell is
             wider than all cells after it together.

   Speaks for proofs_checks/trees/counterfactual_boxes.py. *)
From Coq Require Import List Arith Lia PeanoNat.
Import ListNotations.

Notation cell := (list nat).         (* on each feature the number of a cell *)
Notation box := (list (nat * nat)).  (* on each feature the first cell and the last *)

Fixpoint inside (x : cell) (b : box) : Prop :=
  match x, b with
  | [], [] => True
  | p :: x, (first, last) :: b => first <= p <= last /\ inside x b
  | _, _ => False
  end.
Fixpoint size (b : box) : nat := match b with [] => 1 | (first, last) :: b => (last + 1 - first) * size b end.

(* The parts of b when x was asked and y answered; the last part is the one that contains y. *)
Fixpoint parts (b : box) (x y : cell) : list box :=
  match b, x, y with
  | (first, last) :: b', p :: x', q :: y' =>
      if p =? q then map (cons (first, last)) (parts b' x' y')
      else if p <? q then ((first, q - 1) :: b') :: map (cons (q, last)) (parts b' x' y')
      else ((q + 1, last) :: b') :: map (cons (first, q)) (parts b' x' y')
  | _, _, _ => [b]
  end.

Section Exploration.
Context {Label : Type} (f : cell -> Label).

(* [explores b out q]: the box b is explored with q queries; out are the boxes certified, with their
   labels. *)
Inductive explores : box -> list (box * Label) -> nat -> Prop :=
| certified b x : inside x b -> (forall y, inside y b -> f y = f x) -> explores b [(b, f x)] 1
| answered b x y out q : inside x b -> inside y b -> f y <> f x -> explores_all (parts b x y) out q ->
  explores b out (S q)
with explores_all : list box -> list (box * Label) -> nat -> Prop :=
| no_box : explores_all [] [] 0
| one_box b bs out outs q qs : explores b out q -> explores_all bs outs qs ->
  explores_all (b :: bs) (out ++ outs) (q + qs).

Scheme explores_ind2 := Induction for explores Sort Prop
  with explores_all_ind2 := Induction for explores_all Sort Prop.
Combined Scheme exploration from explores_ind2, explores_all_ind2.

Definition sizes (bs : list box) : nat := list_sum (map size bs).

(* A side of a box in front of boxes multiplies their sizes. *)
Lemma sizes_cons first last bs : sizes (map (cons (first, last)) bs) = (last + 1 - first) * sizes bs.
Proof.
  induction bs as [|b bs IH]; [unfold sizes; cbn; lia|].
  change ((last + 1 - first) * size b + sizes (map (cons (first,
    last)) bs) = (last + 1 - first) * (size b + sizes bs)).
  rewrite IH. lia.
Qed.

(* The parts have the cells of the box, and there are at least two. *)
Lemma parts_size b x y : inside x b -> inside y b -> sizes (parts b x y) = size b.
Proof.
  revert x y. induction b as [|[first last] b IH]; intros [|p x] [|q y]; cbn [inside]; try contradiction.
  - intros _ _. reflexivity.
  - intros [P X] [Q Y]. specialize (IH x y X Y). cbn [parts size].
    destruct (Nat.eqb_spec p q) as [E|E]; [|destruct (Nat.ltb_spec p q) as [L|L]].
    + rewrite sizes_cons. now rewrite IH.
    + change (size ((first, q - 1) :: b) + sizes (map (cons (q,
        last)) (parts b x y)) = (last + 1 - first) * size b).
      rewrite sizes_cons, IH. cbn [size]. rewrite <- Nat.mul_add_distr_r. f_equal. lia.
    + change (size ((q + 1, last) :: b) + sizes (map (cons (first,
        q)) (parts b x y)) = (last + 1 - first) * size b).
      rewrite sizes_cons, IH. cbn [size]. rewrite <- Nat.mul_add_distr_r. f_equal. lia.
Qed.

Lemma parts_number b x y : inside x b -> inside y b ->
  1 <= length (parts b x y) /\ (x <> y -> 2 <= length (parts b x y)).
Proof.
  revert x y. induction b as [|[first last] b IH]; intros [|p x] [|q y]; cbn [inside]; try contradiction.
  - intros _ _. split; [cbn; lia|contradiction].
  - intros [P X] [Q Y]. destruct (IH x y X Y) as [A B]. cbn [parts].
    destruct (Nat.eqb_spec p q) as [E|E]; [|destruct (Nat.ltb_spec p q) as [L|L]];
      cbn [length]; rewrite map_length; [|split; lia|split; lia].
    split; [exact A|]. intros N. apply B. intros ->. apply N. now rewrite E.
Qed.

(* Every cell of the box is in one of the parts. *)
Lemma parts_cover b x y z : inside z b -> exists c, In c (parts b x y) /\ inside z c.
Proof.
  revert x y z. induction b as [|[first last] b IH]; intros x y z Z.
  - exists []. split; [now left|exact Z].
  - destruct x as [|p x], y as [|q y]; try (exists ((first, last) :: b); split; [now left|exact Z]).
    destruct z as [|r z]; [contradiction|]. destruct Z as [R Z]. destruct (IH x y z Z) as (c & C & Zc).
    cbn [parts].
    destruct (Nat.eqb_spec p q) as [E|E]; [|destruct (Nat.ltb_spec p q) as [L|L]].
    + exists ((first, last) :: c). split; [now apply in_map|now split].
    + destruct (Nat.lt_ge_cases r q).
      * exists ((first, q - 1) :: b). split; [now left|split; [lia|exact Z]].
      * exists ((q, last) :: c). split; [right; now apply in_map|split; [lia|exact Zc]].
    + destruct (Nat.lt_ge_cases q r).
      * exists ((q + 1, last) :: b). split; [now left|split; [lia|exact Z]].
      * exists ((first, q) :: c). split; [right; now apply in_map|split; [lia|exact Zc]].
Qed.

(* One query less than twice the cells: the parts of a box have its cells, and there are two of them. *)
Lemma queries_and_cells :
  (forall b out q, explores b out q -> q + 1 <= 2 * size b) /\
  (forall bs out q, explores_all bs out q -> q + length bs <= 2 * sizes bs).
Proof.
  apply exploration.
  - intros b x X _. assert (1 <= size b); [|lia].
    revert x X. induction b as [|[first last] b IH]; intros [|p x] X; cbn [inside size] in *;
      try contradiction; [lia|].
    destruct X as [P X]. specialize (IH x X). pose proof (Nat.mul_le_mono 1 (last + 1 - first) 1 (size b)).
    lia.
  - intros b x y out q X Y N _ IH. rewrite (parts_size b x y X Y) in IH.
    destruct (parts_number b x y X Y) as [_ B]. specialize (B ltac:(intros ->; now apply N)). lia.
  - reflexivity.
  - intros b bs out outs q qs _ IH _ IHs. change (q + qs + S (length bs) <= 2 * (size b + sizes bs)). lia.
Qed.

(* What is certified is right, and covers the box. *)
Lemma certified_right :
  (forall b out q, explores b out q -> forall c l, In (c, l) out -> forall z, inside z c -> f z = l) /\
  (forall bs out q, explores_all bs out q -> forall c l, In (c, l) out -> forall z, inside z c -> f z = l).
Proof.
  apply exploration.
  - intros b x X C c l [E|[]] z Z. injection E as <- <-. now apply C.
  - intros b x y out q _ _ _ _ IH. exact IH.
  - intros c l [].
  - intros b bs out outs q qs _ IH _ IHs c l O. apply in_app_or in O.
    destruct O; [now apply IH|now apply IHs].
Qed.

Lemma certified_cover :
  (forall b out q, explores b out q -> forall z, inside z b -> exists c l, In (c, l) out /\ inside z c) /\
  (forall bs out q, explores_all bs out q -> forall b z, In b bs -> inside z b ->
    exists c l, In (c, l) out /\ inside z c).
Proof.
  apply exploration.
  - intros b x X C z Z. exists b, (f x). split; [now left|exact Z].
  - intros b x y out q _ _ _ _ IH z Z. destruct (parts_cover b x y z Z) as (c & C & Zc). now apply (IH c).
  - intros b z [].
  - intros b bs out outs q qs _ IH _ IHs b' z [<-|B] Z.
    + destruct (IH z Z) as (c & l & O & Zc). exists c, l. split; [apply in_or_app; now left|exact Zc].
    + destruct (IHs b' z B Z) as (c & l & O & Zc). exists c, l. split; [apply in_or_app; now right|exact Zc].
Qed.
End Exploration.

(* The whole grid, with s_i cuts on feature i. *)
Definition grid (s : list nat) : box := map (fun cuts => (0, cuts)) s.
Definition cells (s : list nat) : nat := fold_right (fun cuts product => (cuts + 1) * product) 1 s.
Definition bound (s : list nat) : nat := 2 * cells s - 1.

(* The same, in the number of cells: what the learner's theorem says. *)
Definition most (P : nat) : nat := 2 * P - 1.

Lemma grid_size s : size (grid s) = cells s.
Proof. induction s as [|cuts s IH]; [reflexivity|]. cbn [grid map size cells fold_right].
fold (grid s) (cells s). now rewrite IH, Nat.sub_0_r. Qed.

Theorem queries_bound {Label : Type} (f : cell -> Label) s out q : explores f (grid s) out q -> q <= bound s.
Proof. intros H. apply queries_and_cells in H. rewrite grid_size in H. unfold bound. lia. Qed.

Corollary bound_in_cells {Label : Type} (f : cell -> Label) s out q :
  explores f (grid s) out q -> q <= most (cells s).
Proof. exact (queries_bound f s out q). Qed.

Theorem every_cell_certified {Label : Type} (f : cell -> Label) s out q z :
  explores f (grid s) out q -> inside z (grid s) -> exists c, In (c, f z) out /\ inside z c.
Proof.
  intros H Z. destruct (proj1 (certified_cover f) _ _ _ H z Z) as (c & l & O & Zc).
  exists c. split; [|exact Zc]. now rewrite (proj1 (certified_right f) _ _ _ H c l O z Zc).
Qed.

(* ---- As many queries as that ---- *)
Definition first_cell (b : box) : cell := map fst b.
Definition proper (b : box) : Prop := Forall (fun side => fst side <= snd side) b.

Lemma first_inside b : proper b -> inside (first_cell b) b.
Proof. intros H. induction H as [|[first last] b L H IH]; cbn in *; [exact I|split; [lia|exact IH]]. Qed.

Lemma size_positive b : proper b -> 1 <= size b.
Proof.
  intros H. induction H as [|[first last] b L H IH]; cbn [size fst snd] in *; [lia|].
  pose proof (Nat.mul_le_mono 1 (last + 1 - first) 1 (size b)). lia.
Qed.

Lemma parts_same b x : parts b x x = [b].
Proof.
  revert x. induction b as [|[first last] b IH]; intros [|p x]; cbn [parts]; try reflexivity.
  rewrite Nat.eqb_refl, IH. reflexivity.
Qed.

(* A box of two cells or more can be cut in two, between its first cell and a neighbour of that. *)
Lemma cut_in_two b : proper b -> size b = 1 /\ (forall y, inside y b -> y = first_cell b) \/
  exists y b1 b2, inside y b /\ y <> first_cell b /\ parts b (first_cell b) y = [b1; b2]
    /\ proper b1 /\ proper b2.
Proof.
  intros H. induction H as [|[first last] b L H IH].
  - left. split; [reflexivity|]. intros [|p y] Y; [reflexivity|contradiction].
  - cbn [fst snd] in L. destruct (Nat.eq_dec first last) as [<-|N].
    + destruct IH as [[A B]|(y & b1 & b2 & Y & N & P & P1 & P2)].
      * left. cbn [size]. split; [rewrite A; lia|]. intros [|p y] Y; [contradiction|]. destruct Y as [Q Y].
        cbn. f_equal; [lia|now apply B].
      * right. exists (first :: y), ((first, first) :: b1), ((first, first) :: b2).
        split; [split; [lia|exact Y]|]. split; [intros E; injection E; exact N|].
        split; [cbn [first_cell map fst parts]; rewrite Nat.eqb_refl; fold (first_cell b); now rewrite P|].
        split; (constructor; [cbn; lia|assumption]).
    + right. exists (S first :: first_cell b), ((first, first) :: b), ((S first, last) :: b).
      split; [split; [lia|now apply first_inside]|]. split; [intros E; injection E; lia|].
      split; [|split; (constructor; [cbn; lia|assumption])].
      cbn [first_cell map fst parts]. fold (first_cell b). rewrite parts_same.
      destruct (Nat.eqb_spec first (S first)); [lia|]. destruct (Nat.ltb_spec first (S first)); [|lia].
      cbn [map]. do 3 f_equal. lia.
Qed.

Lemma long_run n b : proper b -> size b <= n ->
  exists out q, explores (fun x => x) b out q /\ q + 1 = 2 * size b.
Proof.
  revert b. induction n as [|n IH]; intros b H B.
  - pose proof (size_positive b H). lia.
  - destruct (cut_in_two b H) as [[A C]|(y & b1 & b2 & Y & N & P & P1 & P2)].
    + exists [(b, first_cell b)], 1. split; [|lia].
      apply (certified (fun x => x) b (first_cell b)); [now apply first_inside|].
      intros y Y. now apply C.
    + pose proof (parts_size b _ y (first_inside b H) Y) as Z. rewrite P in Z.
      change (size b1 + (size b2 + 0) = size b) in Z.
      pose proof (size_positive b1 P1) as S1. pose proof (size_positive b2 P2) as S2.
      destruct (IH b1 P1 ltac:(lia)) as (o1 & q1 & R1 & E1).
      destruct (IH b2 P2 ltac:(lia)) as (o2 & q2 & R2 & E2).
      exists (o1 ++ o2 ++ []), (S (q1 + (q2 + 0))). split; [|lia].
      apply (answered _ b (first_cell b) y); [now apply first_inside|exact Y|exact N|].
      rewrite P. apply one_box; [exact R1|]. apply one_box; [exact R2|]. apply no_box.
Qed.

Theorem bound_attained s : exists out, explores (fun x => x) (grid s) out (bound s).
Proof.
  assert (proper (grid s)) as P by (induction s; constructor; [cbn; lia|assumption]).
  destruct (long_run (size (grid s)) (grid s) P (Nat.le_refl _)) as (out & q & R & E).
  rewrite grid_size in E. exists out. unfold bound. now replace (2 * cells s - 1) with q by lia.
Qed.

Corollary attained_in_cells s : exists out, explores (fun x => x) (grid s) out (most (cells s)).
Proof. exact (bound_attained s). Qed.
