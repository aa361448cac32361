(* The leaves of a decision tree with axis-aligned splits are connected by single steps across their sides.

   Points are d whole numbers, each below N.  From a point x of a known leaf one goes up and down on each
   feature, to the first point outside the leaf, if the grid has one; the leaf of that point is known as well.

   Theorem:  if one leaf is known, and whatever is reached in this way from one point of each known leaf, then
             all leaves are known.
   Idea:     induction on the tree.  At a split of a region, let a leaf on one side be known; then all on that
             side are (induction), also one whose side lies on the split.  The step across that side, from any
             point of the leaf, stays in the region and leads to a leaf of the other side; so all there are
             known as well.

   The learner that goes these ways is in trees/path_finding.v. *)
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
Hypothesis closed : forall name, known name -> exists x, within zero top x /\ leaf target x = name /\
  forall i up K, i < d -> ends_after up x i K -> known (leaf target (steps up x i (S K))).

Lemma steps_within up x i k : within zero top x -> i < d -> k <= room up x i ->
  within zero top (steps up x i k).
Proof.
  intros X I K j. specialize (X j). unfold zero, top, room, steps, moved in *.
  destruct (Nat.eqb_spec j i) as [E|E]; [subst j|exact X]. destruct (Nat.ltb_spec i d); destruct up; lia.
Qed.

(* One side of a split at c of the region lo .. hi, as a tree: the known leaf from which the step leads
   across.  The leaf is that of y, a point next to the split. *)
Lemma crossing (up : bool) (t : tree) (i c : nat) (lo hi y : point) : let far := if up then S c else c in
  NoDup (leaves t) -> i < d -> c < N - 1 -> within lo hi y ->
  (if up then hi i = c /\ y i = c else lo i = S c /\ y i = S c) ->
  (forall x, within lo hi x -> leaf target x = leaf t x) ->
  (forall x, within zero top x -> In (leaf target x) (leaves t) -> within lo hi x) ->
  (forall name, In name (leaves t) -> known name) ->
  exists x, within lo hi x /\ known (leaf target (moved x i far)).
Proof.
  intros far U I C Y Side Same Only All.
  destruct (closed (leaf target y)) as (x & X & E & Next); [rewrite (Same y Y); apply All, leaf_in|].
  assert (within lo hi x) as Xin by (apply Only; [exact X|rewrite E, (Same y Y); apply leaf_in]).
  exists x. split; [exact Xin|]. pose proof (Xin i) as Xi. pose proof (X i) as Xt. unfold top in Xt.
  assert ((i <? d) = true) as Id by now apply Nat.ltb_lt. rewrite Id in Xt.
  set (K := if up then c - x i else x i - S c).
  replace (leaf target (moved x i far)) with (leaf target (steps up x i (S K))).
  2:{ apply leaf_ext. intros j. unfold steps, moved, K, far. destruct (j =? i); [|reflexivity]. destruct up;
    lia. }
  apply Next; [exact I|]. split; [unfold room, K; destruct up; lia|]. intros k Hk.
  pose proof (steps_within up x i k X I Hk) as Zt. set (z := steps up x i k) in *.
  assert (z i = if up then x i + k else x i - k) as Zi by (unfold z, steps, moved; now rewrite Nat.eqb_refl).
  assert (forall j, j <> i -> z j = x j) as Zj.
  { intros j J. unfold z, steps, moved. destruct (Nat.eqb_spec j i); [contradiction|reflexivity]. }
  destruct (Nat.leb_spec k K) as [L|L].
  - apply Nat.eqb_eq. unfold K, room in L, Hk.
    assert (forall j, x j <= z j <= y j \/ y j <= z j <= x j) as B.
    { intros j. destruct (Nat.eq_dec j i) as [->|J]; [rewrite Zi; destruct up; lia|rewrite (Zj j J); lia]. }
    assert (within lo hi z) as Zin by (intros j; specialize (B j); specialize (Xin j); specialize (Y j); lia).
    rewrite (Same z Zin), (Same x Xin). apply (convex t x y z U); [|exact B].
    now rewrite <- (Same x Xin), <- (Same y Y).
  - apply Nat.eqb_neq. intros Ez. assert (within lo hi z) as Zin.
    { apply Only; [exact Zt|]. rewrite Ez, (Same x Xin). apply leaf_in. }
    specialize (Zin i). unfold K, room in L, Hk. rewrite Zi in Zin. destruct up; lia.
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
    assert (within lo (moved hi i c) (moved lo i c)) as Yb.
    { intros j. specialize (Lo j). unfold moved. destruct (Nat.eqb_spec j i); [subst j|]; lia. }
    assert (within (moved lo i (S c)) hi (moved lo i (S c))) as Ya.
    { intros j. specialize (Lo j). unfold moved. destruct (Nat.eqb_spec j i); [subst j|]; lia. }
    assert (forall x, within lo (moved hi i c) x <-> within lo hi x /\ x i <= c) as Wb.
    { intros x. split.
      - intros X. split.
        + intros j. specialize (X j). unfold moved in X.
          destruct (Nat.eqb_spec j i) as [E|E]; [subst j|]; lia.
        + specialize (X i). unfold moved in X. rewrite Nat.eqb_refl in X. lia.
      - intros [X Xc] j. specialize (X j). unfold moved.
        destruct (Nat.eqb_spec j i) as [E|E]; [subst j|]; lia. }
    assert (forall x, within (moved lo i (S c)) hi x <-> within lo hi x /\ c < x i) as Wa.
    { intros x. split.
      - intros X. split.
        + intros j. specialize (X j). unfold moved in X.
          destruct (Nat.eqb_spec j i) as [E|E]; [subst j|]; lia.
        + specialize (X i). unfold moved in X. rewrite Nat.eqb_refl in X. lia.
      - intros [X Xc] j. specialize (X j). unfold moved.
        destruct (Nat.eqb_spec j i) as [E|E]; [subst j|]; lia. }
    assert (forall x, within lo (moved hi i c) x -> leaf target x = leaf b x) as Sb.
    { intros x X. apply Wb in X. destruct X as [X Xc]. rewrite (Same x X). destruct (Nat.leb_spec (x i) c);
        [reflexivity|lia]. }
    assert (forall x, within (moved lo i (S c)) hi x -> leaf target x = leaf a x) as Sa.
    { intros x X. apply Wa in X. destruct X as [X Xc]. rewrite (Same x X). destruct (Nat.leb_spec (x i) c);
        [lia|reflexivity]. }
    assert (forall x, within zero top x -> In (leaf target x) (leaves b) -> within lo (moved hi i c) x) as Ob.
    { intros x X L. assert (within lo hi x) as W by (apply Only; [exact X|apply in_or_app; now left]).
      apply Wb. split; [exact W|]. apply Nat.nlt_ge. intros Xc. apply (Dis _ L).
      rewrite (Sa x); [apply leaf_in|]. now apply Wa. }
    assert (forall x, within zero top x -> In (leaf target x) (leaves a) ->
      within (moved lo i (S c)) hi x) as Oa.
    { intros x X L. assert (within lo hi x) as W by (apply Only; [exact X|apply in_or_app; now right]).
      apply Wa. split; [exact W|]. apply Nat.nle_gt. intros Xc. refine (Dis _ _ L).
      rewrite (Sb x); [apply leaf_in|]. now apply Wb. }
    assert (within lo (moved hi i c) lo) as Lb by (apply Wb; split; [exact Lo|lia]).
    assert (within zero top (moved hi i c)) as Hb.
    { intros j. specialize (Hi j). unfold moved, zero in *. destruct (Nat.eqb_spec j i); [subst j|]; lia. }
    specialize (IHb lo (moved hi i c) Pb Ub Lb Hb Sb Ob).
    specialize (IHa (moved lo i (S c)) hi Pa Ua Ya Hi Sa Oa).
    assert (forall x v, within lo hi x -> lo i <= v <= hi i -> within lo hi (moved x i v)) as Stay.
    { intros x v X V j. specialize (X j). unfold moved. destruct (Nat.eqb_spec j i); [subst j|]; lia. }
    assert (forall x v, moved x i v i = v) as At by (intros x v; unfold moved; now rewrite Nat.eqb_refl).
    assert ((exists name, In name (leaves b) /\ known name) /\ exists name, In name (leaves a)
      /\ known name) as [Kb Ka].
    { apply in_app_or in One. destruct One as [One|One]; (split; [|]); try (now exists one).
      - destruct (crossing true b i c lo (moved hi i c) (moved lo i c) Ub I C1 Yb (conj (At hi c) (At lo c))
          Sb Ob) as (x & X & K).
        { apply IHb. now exists one. }
        exists (leaf target (moved x i (S c))). split; [|exact K]. apply Wb in X.
        rewrite Sa; [apply leaf_in|].
        apply Wa. split; [apply Stay; [apply X|lia]|rewrite At; lia].
      - destruct (crossing false a i c (moved lo i (S c)) hi (moved lo i (S c)) Ua I C1 Ya
          (conj (At lo (S c)) (At lo (S c))) Sa Oa) as (x & X & K).
        { apply IHa. now exists one. }
        exists (leaf target (moved x i c)). split; [|exact K]. apply Wa in X. rewrite Sb; [apply leaf_in|].
        apply Wb. split; [apply Stay; [apply X|lia]|rewrite At; lia]. }
    intros name L. apply in_app_or in L. destruct L; [now apply IHb|now apply IHa].
Qed.

Theorem all_leaves_known : proper target zero top -> NoDup (leaves target) ->
  (exists name, In name (leaves target) /\ known name) -> forall name, In name (leaves target) -> known name.
Proof.
  intros P U. apply (all_known target zero top P U); [| |reflexivity|intros x X _; exact X].
  - intros j. unfold zero. lia.
  - intros j. unfold zero, top. destruct (j <? d); lia.
Qed.
End Neighbours.
