(* The leaves of a decision tree with axis-aligned splits are connected by single steps across their sides.

   Points are d whole numbers, each below N.  Across each side of a known leaf, unless it is a side of the
   grid, one goes from some point of the leaf to the next one outside; the leaf of that point is known as well.

   Theorem:  if one leaf is known, and whatever is reached in this way from one point behind each side of each
             known leaf, then all leaves are known.
   Idea:     induction on the tree.  At a split of a region, let a leaf on one side be known; then all on that
             side are (induction), also one whose side lies on the split.  The step across that side, from any
             point of the leaf, stays in the region and leads to a leaf of the other side; so all there are
             known as well.

   The learners that go these ways are in trees/path_finding.v and trees/corners.v. *)
From Coq Require Import List Arith Lia PeanoNat.
Import ListNotations.

Notation point := (nat -> nat).

Definition moved (x : point) (i v : nat) : point := fun j => if j =? i then v else x j.

Inductive tree : Type := Leaf (name : nat) | Split (feature last_below : nat) (below above : tree).

Fixpoint leaf (t : tree) (x : point) : nat :=
  match t with
  | Leaf name => name
  | Split i c below above => if x i <=? c then leaf below x else leaf above x
  end.
Fixpoint leaves (t : tree) : list nat :=
  match t with Leaf name => [name] | Split _ _ below above => leaves below ++ leaves above end.

(* A region has the values from lo i to hi i on feature i. *)
Definition within (lo hi x : point) : Prop := forall i, lo i <= x i <= hi i.

Lemma leaf_in t x : In (leaf t x) (leaves t).
Proof.
  induction t as [name|i c b IHb a IHa]; cbn [leaf leaves]; [now left|].
  apply in_or_app. destruct (x i <=? c); [now left|now right].
Qed.

Lemma leaf_ext t x y : (forall j, x j = y j) -> leaf t x = leaf t y.
Proof. intros H. induction t as [name|i c b IHb a IHa]; cbn [leaf]; [reflexivity|]. now rewrite H, IHb, IHa.
Qed.

Lemma unique_names {X : Type} (l r : list X) :
  NoDup (l ++ r) -> NoDup l /\ NoDup r /\ forall x, In x l -> ~ In x r.
Proof.
  induction l as [|y l IH]; cbn [app]; intros H; [split; [constructor|split; [exact H|intros x []]]|].
  inversion H as [|? ? N H']; subst. destruct (IH H') as (L & R & D). split; [|split; [exact R|]].
  - constructor; [|exact L]. intros C. apply N, in_or_app. now left.
  - intros x [<-|I] C; [apply N, in_or_app; now right|now apply (D x)].
Qed.

(* A leaf is a box: it contains what lies between two of its points. *)
Lemma convex t x y z : NoDup (leaves t) -> leaf t x = leaf t y ->
  (forall j, x j <= z j <= y j \/ y j <= z j <= x j) -> leaf t z = leaf t x.
Proof.
  intros U E B. induction t as [name|i c b IHb a IHa]; cbn [leaf leaves] in *; [reflexivity|].
  apply unique_names in U. destruct U as (Ub & Ua & Dis). pose proof (B i) as Bi.
  destruct (Nat.leb_spec (x i) c), (Nat.leb_spec (y i) c).
  - destruct (Nat.leb_spec (z i) c); [now apply IHb|lia].
  - exfalso. apply (Dis (leaf b x) (leaf_in b x)). rewrite E. apply leaf_in.
  - exfalso. apply (Dis (leaf b y) (leaf_in b y)). rewrite <- E. apply leaf_in.
  - destruct (Nat.leb_spec (z i) c); [lia|now apply IHa].
Qed.

Section Neighbours.
Variables (d N : nat) (target : tree).

(* Each split divides its region, none of the two parts is empty. *)
Fixpoint proper (t : tree) (lo hi : point) : Prop :=
  match t with
  | Leaf _ => True
  | Split i c below above =>
      i < d /\ lo i <= c < hi i /\ proper below lo (moved hi i c) /\ proper above (moved lo i (S c)) hi
  end.

Definition zero : point := fun _ => 0.
Definition top : point := fun i => if i <? d then N - 1 else 0.

(* The point k steps from x, and how many steps there are. *)
Definition steps (up : bool) (x : point) (i k : nat) : point := moved x i (if up then x i + k else x i - k).
Definition room (up : bool) (x : point) (i : nat) : nat := if up then N - 1 - x i else x i.

(* On this way the leaf of x ends after K steps, before the grid does. *)
Definition ends_after (up : bool) (x : point) (i K : nat) : Prop :=
  K < room up x i /\ forall k, k <= room up x i ->
    (leaf target (steps up x i k) =? leaf target x) = (k <=? K).

Variable known : nat -> Prop.
(* For each side of a known leaf there is a point of the leaf from which the step across it leads to a known leaf. *)
Hypothesis closed : forall name i up, known name -> i < d -> exists x, within zero top x /\ leaf target x = name /\
  forall K, ends_after up x i K -> known (leaf target (steps up x i (S K))).

Lemma steps_within up x i k : within zero top x -> i < d -> k <= room up x i ->
  within zero top (steps up x i k).
Proof.
  intros X I K j. specialize (X j). unfold zero, top, room, steps, moved in *.
  destruct (Nat.eqb_spec j i) as [E|E]; [subst j|exact X]. destruct (Nat.ltb_spec i d); destruct up; lia.
Qed.

(* A split at c divides the region lo .. hi; one side is the part below (at c or less), the other the part above. *)
Definition low (above : bool) (lo : point) (i c : nat) : point := if above then moved lo i (S c) else lo.
Definition high (above : bool) (hi : point) (i c : nat) : point := if above then hi else moved hi i c.
Definition on (above : bool) (x : point) (i c : nat) : Prop := if above then c < x i else x i <= c.

Lemma in_side above lo hi i c x : lo i <= c < hi i ->
  within (low above lo i c) (high above hi i c) x <-> within lo hi x /\ on above x i c.
Proof.
  intros C. unfold within, low, high, on, moved. split.
  - intros X. split; [intros j; specialize (X j)|specialize (X i)]; destruct above; try lia;
      try (rewrite Nat.eqb_refl in X; lia); destruct (Nat.eqb_spec j i) as [E|E]; try subst j; lia.
  - intros [X S] j. specialize (X j). destruct above; destruct (Nat.eqb_spec j i) as [E|E]; try subst j; lia.
Qed.

(* The point x moved on feature i to the other side, next to the split. *)
Definition across (above : bool) (x : point) (i c : nat) : point := moved x i (if above then c else S c).

(* If all leaves of one side's tree t are known, then from one of them the step across the split leads to a known
   leaf: from the leaf of y, a point next to the split. *)
Lemma crossing (above : bool) (t : tree) (i c : nat) (lo hi y : point) :
  NoDup (leaves t) -> i < d -> c < N - 1 -> within lo hi y ->
  (if above then lo i = S c /\ y i = S c else hi i = c /\ y i = c) ->
  (forall x, within lo hi x -> leaf target x = leaf t x) ->
  (forall x, within zero top x -> In (leaf target x) (leaves t) -> within lo hi x) ->
  (forall name, In name (leaves t) -> known name) ->
  exists x, within lo hi x /\ known (leaf target (across above x i c)).
Proof.
  intros U I C Y Side Same Only All.
  destruct (closed (leaf target y) i (negb above)) as (x & X & E & Next);
    [rewrite (Same y Y); apply All, leaf_in|exact I|].
  assert (within lo hi x) as Xin by (apply Only; [exact X|rewrite E, (Same y Y); apply leaf_in]).
  exists x. split; [exact Xin|]. pose proof (Xin i) as Xi. pose proof (X i) as Xt. unfold top in Xt.
  assert ((i <? d) = true) as Id by now apply Nat.ltb_lt. rewrite Id in Xt.
  set (up := negb above) in *. set (K := if above then x i - S c else c - x i).
  replace (leaf target (across above x i c)) with (leaf target (steps up x i (S K))).
  2:{ apply leaf_ext. intros j. unfold steps, across, moved, K, up. destruct (j =? i); [|reflexivity].
      destruct above; cbn [negb]; lia. }
  apply Next. split; [unfold room, K, up; destruct above; cbn [negb]; lia|]. intros k Hk.
  pose proof (steps_within up x i k X I Hk) as Zt. set (z := steps up x i k) in *.
  assert (z i = if above then x i - k else x i + k) as Zi.
  { unfold z, steps, moved, up. rewrite Nat.eqb_refl. now destruct above. }
  assert (forall j, j <> i -> z j = x j) as Zj.
  { intros j J. unfold z, steps, moved. destruct (Nat.eqb_spec j i); [contradiction|reflexivity]. }
  assert (k <= if above then x i else N - 1 - x i) as Room by (unfold room, up in Hk; now destruct above).
  destruct (Nat.leb_spec k K) as [L|L]; unfold K in L.
  - apply Nat.eqb_eq.
    assert (forall j, x j <= z j <= y j \/ y j <= z j <= x j) as B.
    { intros j. destruct (Nat.eq_dec j i) as [->|J]; [rewrite Zi; destruct above; lia|rewrite (Zj j J); lia]. }
    assert (within lo hi z) as Zin by (intros j; specialize (B j); specialize (Xin j); specialize (Y j); lia).
    rewrite (Same z Zin), (Same x Xin). apply (convex t x y z U); [|exact B].
    now rewrite <- (Same x Xin), <- (Same y Y).
  - apply Nat.eqb_neq. intros Ez. assert (within lo hi z) as Zin.
    { apply Only; [exact Zt|]. rewrite Ez, (Same x Xin). apply leaf_in. }
    specialize (Zin i). rewrite Zi in Zin. destruct above; lia.
Qed.

Lemma all_known t lo hi : proper t lo hi -> NoDup (leaves t) -> within lo hi lo -> within zero top hi ->
  (forall x, within lo hi x -> leaf target x = leaf t x) ->
  (forall x, within zero top x -> In (leaf target x) (leaves t) -> within lo hi x) ->
  (exists name, In name (leaves t) /\ known name) -> forall name, In name (leaves t) -> known name.
Proof.
  revert lo hi. induction t as [name|i c b IHb a IHa]; intros lo hi P U Lo Hi Same Only (one & One & Known).
  - intros name' [<-|[]]. destruct One as [<-|[]]. exact Known.
  - cbn [proper leaves leaf] in *. destruct P as (I & C & Pb & Pa). apply unique_names in U.
    destruct U as (Ub & Ua & Dis).
    assert (C1 : c < N - 1).
    { specialize (Hi i). unfold top in Hi. destruct (Nat.ltb_spec i d); lia. }
    set (part := fun above : bool => if above then a else b).
    set (inside := fun above => within (low above lo i c) (high above hi i c)).
    assert (forall above x, inside above x <-> within lo hi x /\ on above x i c) as In_side.
    { intros above x. now apply in_side. }
    assert (forall above x, inside above x -> leaf target x = leaf (part above) x) as Same'.
    { intros above x X. apply In_side in X. destruct X as [X S]. rewrite (Same x X).
      destruct above, (Nat.leb_spec (x i) c); cbn in *; reflexivity || lia. }
    assert (forall above x, within zero top x -> In (leaf target x) (leaves (part above)) -> inside above x) as Only'.
    { intros above x X L. assert (within lo hi x) as W.
      { apply Only; [exact X|]. apply in_or_app. destruct above; [now right|now left]. }
      assert (inside true x \/ inside false x) as [S|S].
      { destruct (le_lt_dec (x i) c); [right|left]; now apply In_side. }
      - destruct above; [exact S|]. destruct (Dis _ L). rewrite (Same' true x S). apply leaf_in.
      - destruct above; [|exact S]. refine (False_ind _ (Dis (leaf target x) _ L)).
        rewrite (Same' false x S). apply leaf_in. }
    (* the points next to the split *)
    set (next := fun above : bool => moved lo i (if above then S c else c)).
    assert (forall above, inside above (next above)) as Next.
    { intros above. apply In_side. unfold next, on, moved. rewrite Nat.eqb_refl. split; [|destruct above; lia].
      intros j. specialize (Lo j). destruct (Nat.eqb_spec j i) as [E|E]; [subst j; destruct above|]; lia. }
    assert (forall above, (exists name, In name (leaves (part above)) /\ known name) ->
      forall name, In name (leaves (part above)) -> known name) as IH.
    { intros [|].
      - apply (IHa (moved lo i (S c)) hi Pa Ua (Next true) Hi (Same' true) (Only' true)).
      - apply (IHb lo (moved hi i c) Pb Ub); [| |exact (Same' false)|exact (Only' false)].
        + apply (In_side false). split; [exact Lo|cbn; lia].
        + intros j. specialize (Hi j). unfold moved, zero in *. destruct (Nat.eqb_spec j i); [subst j|]; lia. }
    assert (forall above, (exists name, In name (leaves (part above)) /\ known name) ->
      exists name, In name (leaves (part (negb above))) /\ known name) as Cross.
    { intros above K. destruct (crossing above (part above) i c (low above lo i c) (high above hi i c) (next above))
        as (x & X & Kx); try assumption; [now destruct above|apply Next| |apply Same'|apply Only'|now apply IH|].
      { unfold low, high, next, moved. destruct above; rewrite Nat.eqb_refl; now split. }
      exists (leaf target (across above x i c)). split; [|exact Kx]. rewrite (Same' (negb above)); [apply leaf_in|].
      apply In_side in X. destruct X as [X _]. apply In_side. unfold across, on, moved. rewrite Nat.eqb_refl.
      split; [|destruct above; cbn; lia].
      intros j. specialize (X j). destruct (Nat.eqb_spec j i) as [E|E]; [subst j; destruct above|]; lia. }
    assert (exists above, In one (leaves (part above))) as (above & One').
    { apply in_app_or in One. destruct One as [L|L]; [exists false|exists true]; exact L. }
    assert (forall above', exists name, In name (leaves (part above')) /\ known name) as Both.
    { intros above'. destruct (Bool.bool_dec above' above) as [->|D]; [now exists one|].
      replace above' with (negb above) by (now destruct above, above'). apply Cross. now exists one. }
    intros name L. apply in_app_or in L. destruct L; [now apply (IH false)|now apply (IH true)].
Qed.

Theorem all_leaves_known : proper target zero top -> NoDup (leaves target) ->
  (exists name, In name (leaves target) /\ known name) -> forall name, In name (leaves target) -> known name.
Proof.
  intros P U. apply (all_known target zero top P U); [| |reflexivity|intros x X _; exact X].
  - intros j. unfold zero. lia.
  - intros j. unfold zero, top. destruct (j <? d); lia.
Qed.
End Neighbours.
