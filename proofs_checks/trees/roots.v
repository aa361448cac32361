(* Which cut is the root of a region: one that crosses nobody.

   In a region a cut c crosses another one if that has witnesses on both sides of c: two points of the region that differ
   only across it, with different labels, on the one side, and two more on the other.

   Theorem:  a tree whose splits are all different: the true root of a region, the first split of the tree that divides
             the region, crosses nobody there (root_crosses_nobody).  So if the root has been seen on both sides of a cut,
             that one has more crossings than the fewest, and is not chosen (wrong_is_not_chosen).
   Idea:     what changes the label on one side of the root is a split of the part on that side; the two parts have no
             split in common.
   Tight:    with repeated thresholds the root may cross others (repeated_may_cross).
   A tree with splits at known cuts is constant on their cells, as true_cells.v asks of hypotheses (tree_constant).

   Speaks for proofs_checks/trees/witness_tree.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.trees Require Import neighbours true_cells.
Import ListNotations.

Notation cut := (nat * nat)%type.

Fixpoint splits (t : tree) : list cut :=
  match t with Leaf _ => [] | Split i c below above => (i, c) :: splits below ++ splits above end.

Theorem tree_constant d (K : nat -> list nat) t : (forall i c, In (i, c) (splits t) -> i < d /\ In c (K i)) ->
  constant d K (leaf t).
Proof.
  intros H x y S. induction t as [name|i c below IHb above IHa]; cbn [leaf splits] in *; [reflexivity|].
  destruct (H i c (or_introl eq_refl)) as [I C]. pose proof (place_same _ _ _ (S i I) c C) as E.
  rewrite IHb, IHa by (intros j e J; apply H; right; apply in_or_app; tauto).
  destruct (Nat.leb_spec (x i) c), (Nat.leb_spec (y i) c); lia || reflexivity.
Qed.

(* The part of a tree that divides a region, from the root on. *)
Fixpoint dividing (t : tree) (lo hi : point) : tree :=
  match t with
  | Leaf _ => t
  | Split i c below above =>
      if hi i <=? c then dividing below lo hi else if c <? lo i then dividing above lo hi else t
  end.

Lemma dividing_leaf t lo hi x : within lo hi x -> leaf (dividing t lo hi) x = leaf t x.
Proof.
  intros W. induction t as [name|i c below IHb above IHa]; cbn [dividing leaf]; [reflexivity|]. specialize (W i).
  destruct (Nat.leb_spec (hi i) c); [|destruct (Nat.ltb_spec c (lo i)); [|reflexivity]];
    destruct (Nat.leb_spec (x i) c); lia || assumption.
Qed.

Lemma dividing_distinct t lo hi : NoDup (splits t) -> NoDup (splits (dividing t lo hi)).
Proof.
  induction t as [name|i c below IHb above IHa]; cbn [dividing]; intros D; [exact D|].
  assert (NoDup (splits below) /\ NoDup (splits above)) as [B A].
  { inversion D as [|? ? _ D']; subst. apply unique_names in D'. tauto. }
  destruct (hi i <=? c); [now apply IHb|]. destruct (c <? lo i); [now apply IHa|exact D].
Qed.

(* A witness of the cut (j, e) in the region: x, moved on feature j to e and to e + 1. *)
Definition witnessed (t : tree) (lo hi : point) (j e : nat) (x : point) : Prop :=
  within lo hi (moved x j e) /\ within lo hi (moved x j (S e)) /\ leaf t (moved x j e) <> leaf t (moved x j (S e)).

(* Both of its points lie on one side of the cut (i, c). *)
Definition beyond (above : bool) (i c j e : nat) (x : point) : Prop :=
  on above (moved x j e) i c /\ on above (moved x j (S e)) i c.
Definition crosses (t : tree) (lo hi : point) (one other : cut) : Prop :=
  let '(i, c) := one in let '(j, e) := other in
  forall above, exists x, witnessed t lo hi j e x /\ beyond above i c j e x.

Lemma label_changes t j e x : leaf t (moved x j e) <> leaf t (moved x j (S e)) -> In (j, e) (splits t).
Proof.
  induction t as [name|i c below IHb above IHa]; cbn [leaf splits]; intros H; [now destruct H|].
  unfold moved in H at 1 4. destruct (Nat.eqb_spec i j) as [->|N].
  - destruct (Nat.leb_spec e c), (Nat.leb_spec (S e) c); try lia.
    + right. apply in_or_app. left. now apply IHb.
    + left. f_equal. lia.
    + right. apply in_or_app. right. now apply IHa.
  - right. apply in_or_app. destruct (x i <=? c); [left; now apply IHb|right; now apply IHa].
Qed.

Theorem root_crosses_nobody t lo hi i c below above : NoDup (splits t) -> dividing t lo hi = Split i c below above ->
  forall other, ~ crosses t lo hi (i, c) other.
Proof.
  intros D E [j e] C. apply (dividing_distinct t lo hi) in D. rewrite E in D. cbn [splits] in D.
  inversion D as [|? ? _ D']; subst. apply unique_names in D'. destruct D' as (_ & _ & Apart).
  assert (forall side, In (j, e) (splits (if side : bool then above else below))) as Both.
  { intros side. destruct (C side) as (x & (W & W' & L) & B & B'). apply (label_changes _ j e x).
    rewrite <- (dividing_leaf t lo hi _ W), <- (dividing_leaf t lo hi _ W'), E in L. cbn [leaf] in L.
    destruct side; unfold on in B, B';
      destruct (Nat.leb_spec (moved x j e i) c), (Nat.leb_spec (moved x j (S e) i) c); lia || exact L. }
  exact (Apart (j, e) (Both false) (Both true)).
Qed.

(* What a learner knows: some witnesses in the region.  It counts, for each candidate, the other cuts it crosses. *)
Section Choice.
Variables (t : tree) (lo hi : point) (known : list (cut * point)) (candidates : list cut).
Hypothesis known_right : forall j e x, In ((j, e), x) known -> witnessed t lo hi j e x.

Definition seen_beyond (above : bool) (one : cut) (w : cut * point) : bool :=
  let '(i, c) := one in let '((j, e), x) := w in
  if above then (c <? moved x j e i) && (c <? moved x j (S e) i) else (moved x j e i <=? c) && (moved x j (S e) i <=? c).
Definition same_cut (one other : cut) : bool := (fst one =? fst other) && (snd one =? snd other).
Definition seen_crossing (one other : cut) : bool :=
  existsb (fun w => same_cut (fst w) other && seen_beyond false one w) known
  && existsb (fun w => same_cut (fst w) other && seen_beyond true one w) known.
Definition crossings (one : cut) : nat := length (filter (seen_crossing one) candidates).

Lemma seen_right one other : seen_crossing one other = true -> crosses t lo hi one other.
Proof.
  destruct one as [i c], other as [j e]. intros H. apply andb_prop in H. destruct H as [B A].
  assert (forall above, existsb (fun w => same_cut (fst w) (j, e) && seen_beyond above (i, c) w) known = true) as H.
  { intros [|]; assumption. }
  intros above. specialize (H above). apply existsb_exists in H. destruct H as ([[j' e'] x] & I & S).
  apply andb_prop in S. destruct S as [E S]. apply andb_prop in E. cbn [fst snd] in E. destruct E as [Ej Ee].
  apply Nat.eqb_eq in Ej, Ee. subst j' e'. exists x. split; [now apply known_right|].
  unfold seen_beyond in S. unfold beyond, on.
  destruct above; apply andb_prop in S; destruct S as [S S']; [apply Nat.ltb_lt in S, S'|apply Nat.leb_le in S, S']; now split.
Qed.

Theorem wrong_is_not_chosen i c below above wrong : NoDup (splits t) -> dividing t lo hi = Split i c below above ->
  In (i, c) candidates -> seen_crossing wrong (i, c) = true ->
  crossings (i, c) = 0 /\ crossings (i, c) < crossings wrong.
Proof.
  intros D E I S. assert (crossings (i, c) = 0) as Z.
  { unfold crossings. destruct (filter _ candidates) as [|o l] eqn:F; [reflexivity|].
    assert (In o (filter (seen_crossing (i, c)) candidates)) as O by (rewrite F; now left). apply filter_In in O.
    destruct O as [_ O]. apply seen_right in O. destruct (root_crosses_nobody t lo hi i c below above D E o O). }
  split; [exact Z|]. rewrite Z. unfold crossings.
  assert (In (i, c) (filter (seen_crossing wrong) candidates)) as J by (apply filter_In; now split).
  destruct (filter _ _); [destruct J|cbn; lia].
Qed.
End Choice.

(* Below and above the root on feature 0 the same threshold on feature 1. *)
Theorem repeated_may_cross : exists t lo hi i c below above other,
  dividing t lo hi = Split i c below above /\ crosses t lo hi (i, c) other.
Proof.
  exists (Split 0 0 (Split 1 0 (Leaf 0) (Leaf 1)) (Split 1 0 (Leaf 1) (Leaf 0))), (fun _ => 0), (fun _ => 1), 0, 0,
    (Split 1 0 (Leaf 0) (Leaf 1)), (Split 1 0 (Leaf 1) (Leaf 0)), (1, 0). split; [reflexivity|].
  intros above. exists (fun _ => if above then 1 else 0). split; [split; [|split]|].
  - intros j. unfold moved. destruct (j =? 1), above; lia.
  - intros j. unfold moved. destruct (j =? 1), above; lia.
  - destruct above; cbn; discriminate.
  - destruct above; cbn; unfold beyond, on, moved; cbn; lia.
Qed.
