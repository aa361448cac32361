(* Leaves by their names: two opposite corners show that a whole box lies in one leaf.

   The names of a tree's leaves are all different, as ids are; a query is answered with the name of the point's leaf.

   Python:   2 queries for each leaf of the hypothesis
   Theorem:  if two opposite corners of a box lie in one leaf, the box does (box_in_leaf).  If at each leaf of a hypothesis
             the two corners are answered with its name, then the hypothesis is right everywhere (corners_exact).
   Idea:     a leaf is a box (neighbours.v).
   On the way from a point of a leaf to any other, by hybrids, the leaf is left once and for all (left_once): bisection
   finds the place.
   Tight:    one corner does not do (one_corner_is_not_enough), and neither do labels, which leaves may share
             (labels_are_not_enough).

   Speaks for proofs_checks/trees/witness_ids.py. *)
From Coq Require Import List Arith Lia PeanoNat.
From qlearn.trees Require Import neighbours hybrids.
Import ListNotations.

Section Corners.
Variable target : tree.
Hypothesis names_differ : NoDup (leaves target).

(* Any two opposite corners: on each feature z lies between them. *)
Theorem box_in_leaf x y z : leaf target x = leaf target y ->
  (forall j, x j <= z j <= y j \/ y j <= z j <= x j) -> leaf target z = leaf target x.
Proof. now apply convex. Qed.

(* A hypothesis over the box lo .. hi: each of its leaves has been asked at its lowest and its highest corner. *)
Fixpoint passes (h : tree) (lo hi : point) : Prop :=
  match h with
  | Leaf name => leaf target lo = name /\ leaf target hi = name
  | Split i c below above => passes below lo (moved hi i c) /\ passes above (moved lo i (S c)) hi
  end.

Theorem corners_exact h lo hi : passes h lo hi -> forall x, within lo hi x -> leaf h x = leaf target x.
Proof.
  revert lo hi. induction h as [name|i c below IHb above IHa]; cbn [passes leaf]; intros lo hi P x W.
  - destruct P as [L H]. symmetry. rewrite <- L. apply (box_in_leaf lo hi); [congruence|]. intros j. left. apply W.
  - destruct P as [Pb Pa]. destruct (Nat.leb_spec (x i) c) as [B|B].
    + apply (IHb lo (moved hi i c) Pb). intros j. unfold moved. specialize (W j). destruct (Nat.eqb_spec j i); subst; lia.
    + apply (IHa (moved lo i (S c)) hi Pa). intros j. unfold moved. specialize (W j). destruct (Nat.eqb_spec j i); subst; lia.
Qed.

(* From z towards x, feature after feature. *)
Theorem left_once z x order k l : l <= k -> leaf target (hybrid z x order k) = leaf target z ->
  leaf target (hybrid z x order l) = leaf target z.
Proof.
  intros L E. apply (box_in_leaf z (hybrid z x order k)); [now symmetry|]. intros j. unfold hybrid.
  assert (In j (firstn l order) -> In j (firstn k order)) as Sub.
  { intros I. rewrite <- (firstn_skipn l order). rewrite firstn_app. apply in_or_app. left.
    rewrite firstn_all2; [exact I|]. pose proof (firstn_le_length l order). lia. }
  destruct (in_dec Nat.eq_dec j (firstn l order)), (in_dec Nat.eq_dec j (firstn k order)); try tauto; lia.
Qed.
End Corners.

Theorem one_corner_is_not_enough : exists target lo hi x, NoDup (leaves target) /\ within lo hi x /\
  leaf target lo = 0 /\ leaf target x <> leaf (Leaf 0) x.
Proof.
  exists (Split 0 0 (Leaf 0) (Leaf 1)), (fun _ => 0), (fun _ => 1), (fun _ => 1). split; [|split; [|split]].
  - repeat constructor; cbn; intuition discriminate.
  - intros i. lia.
  - reflexivity.
  - discriminate.
Qed.

Theorem labels_are_not_enough : exists target lo hi x, passes target (Leaf 0) lo hi /\ within lo hi x /\
  leaf target x <> leaf (Leaf 0) x.
Proof.
  exists (Split 0 0 (Leaf 0) (Split 0 1 (Leaf 1) (Leaf 0))), (fun _ => 0), (fun _ => 2), (fun _ => 1). split; [|split].
  - now split.
  - intros i. lia.
  - discriminate.
Qed.

(* Monotone in the other sense the way is not: what is left for another leaf may be any leaf after that. *)
Theorem others_come_back : exists target z x order, NoDup (leaves target) /\
  leaf target (hybrid z x order 1) <> leaf target (hybrid z x order 2) /\ leaf target (hybrid z x order 2) <> leaf target z.
Proof.
  exists (Split 0 0 (Leaf 0) (Split 1 0 (Leaf 1) (Leaf 2))), (fun _ => 0), (fun _ => 1), [0; 1]. split; [|split].
  - repeat constructor; cbn; intuition discriminate.
  - vm_compute. discriminate.
  - vm_compute. discriminate.
Qed.
