(* Path finding by all leaves on each line (Tramer et al., 2016, algorithm 1).

   A split is a set of values of one feature: those below a threshold if the feature is ordered, any if it is
   categorical.  From a point of a known leaf each line, on each feature, is searched for all leaves on it.

   Python:   queries(w, L, s, N) = 1 + L (w + s clg(N - 1))
   Theorem:  if one leaf is known, and from one point of each known leaf all leaves on its lines, then all
             leaves are known.  On an ordered line of w steps, the two ends apart, at most clg w points are asked
             for each change of the name.
   Idea:     all found: from a leaf on one side of a split, the line along the split's feature leads to the
             other side.  count: intervals whose ends differ are halved, and each of them contains a change.
   Tight:    one change on 2^k steps takes k points.

   Speaks for proofs_checks/trees/line_search.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms.
From qlearn.trees Require Import neighbours.
Import ListNotations.

Inductive set_tree : Type := Name (name : nat) | By (feature : nat) (goes_left : nat -> bool) (left right : set_tree).

Fixpoint name_at (t : set_tree) (x : point) : nat :=
  match t with Name name => name | By i G l r => if G (x i) then name_at l x else name_at r x end.
Fixpoint names (t : set_tree) : list nat := match t with Name name => [name] | By _ _ l r => names l ++ names r end.

Lemma name_in t x : In (name_at t x) (names t).
Proof.
  induction t as [name|i G l IHl r IHr]; cbn [name_at names]; [now left|].
  apply in_or_app. destruct (G (x i)); [now left|now right].
Qed.

Section Lines.
Variables (domain : nat -> nat -> Prop) (target : set_tree).  (* the values of each feature *)
Definition inside (region : nat -> nat -> Prop) (x : point) : Prop := forall i, region i (x i).
Definition part (region : nat -> nat -> Prop) (i : nat) (G : nat -> bool) (b : bool) : nat -> nat -> Prop :=
  fun j v => region j v /\ (j = i -> G v = b).

(* No part of a split is empty. *)
Fixpoint proper (t : set_tree) (region : nat -> nat -> Prop) : Prop :=
  match t with
  | Name _ => True
  | By i G l r => (forall b, exists v, region i v /\ G v = b) /\ proper l (part region i G true) /\ proper r (part region i G false)
  end.

Variable known : nat -> Prop.
Hypothesis closed : forall name, known name -> exists x, inside domain x /\ name_at target x = name /\
  forall i v, domain i v -> known (name_at target (moved x i v)).

Lemma all_known t region : proper t region -> NoDup (names t) -> (forall i v, region i v -> domain i v) ->
  (forall x, inside region x -> name_at target x = name_at t x) ->
  (forall x, inside domain x -> In (name_at target x) (names t) -> inside region x) ->
  (exists name, In name (names t) /\ known name) -> forall name, In name (names t) -> known name.
Proof.
  revert region. induction t as [name|i G l IHl r IHr]; intros region P U Dom Same Only (one & One & Known).
  { intros name' [<-|[]]. destruct One as [<-|[]]. exact Known. }
  cbn [proper names name_at] in *. destruct P as (V & Pl & Pr). apply unique_names in U. destruct U as (Ul & Ur & Dis).
  set (side := fun b : bool => if b then l else r).
  assert (forall b x, inside (part region i G b) x <-> inside region x /\ G (x i) = b) as In_part.
  { intros b x. unfold inside, part. split.
    - intros X. split; [intros j; apply X|now apply X].
    - intros [X Y] j. split; [apply X|intros ->; exact Y]. }
  assert (forall b x, inside (part region i G b) x -> name_at target x = name_at (side b) x) as Same'.
  { intros b x X. apply In_part in X. destruct X as [X Y]. rewrite (Same x X), Y. now destruct b. }
  assert (forall b x, inside domain x -> In (name_at target x) (names (side b)) -> inside (part region i G b) x) as Only'.
  { intros b x X M. assert (inside region x) as R.
    { apply Only; [exact X|]. apply in_or_app. destruct b; [now left|now right]. }
    apply In_part. split; [exact R|]. destruct (G (x i)) eqn:E, b; try reflexivity; exfalso;
      assert (inside (part region i G (G (x i))) x) as Y by (now apply In_part); rewrite E in Y;
      pose proof (name_in (side (G (x i))) x) as Z; rewrite E, <- (Same' _ x Y) in Z; cbn [side] in *;
      [now apply (Dis _ Z)|now apply (Dis _ M)]. }
  assert (forall b, (exists name, In name (names (side b)) /\ known name) ->
    forall name, In name (names (side b)) -> known name) as IH.
  { intros b. assert (forall j v, part region i G b j v -> domain j v) as D by (intros j v [H _]; now apply Dom).
    destruct b.
    - apply (IHl (part region i G true) Pl Ul D (Same' true) (Only' true)).
    - apply (IHr (part region i G false) Pr Ur D (Same' false) (Only' false)). }
  (* from a leaf on one side the line along feature i leads to the other *)
  assert (forall b name, In name (names (side b)) -> known name ->
    exists other, In other (names (side (negb b))) /\ known other) as Cross.
  { intros b name M K. destruct (closed name K) as (x & X & <- & Next). pose proof (Only' b x X M) as Y.
    apply In_part in Y. destruct Y as [Y _]. destruct (V (negb b)) as (v & R & E).
    exists (name_at target (moved x i v)). split; [|now apply Next, Dom].
    rewrite (Same' (negb b)); [apply name_in|]. apply In_part. unfold moved. rewrite Nat.eqb_refl. split; [|exact E].
    intros j. destruct (Nat.eqb_spec j i) as [->|J]; [exact R|apply Y]. }
  assert (exists b, In one (names (side b))) as (b & One').
  { apply in_app_or in One. destruct One as [O|O]; [exists true|exists false]; exact O. }
  intros name M. destruct (Cross b one One' Known) as (other & O & Ko).
  assert (forall b', exists name, In name (names (side b')) /\ known name) as Both.
  { intros b'. destruct (Bool.bool_dec b' b) as [->|D]; [now exists one|].
    replace b' with (negb b) by (now destruct b, b'). now exists other. }
  apply in_app_or in M. destruct M; [now apply (IH true)|now apply (IH false)].
Qed.

Theorem all_leaves_found : proper target domain -> NoDup (names target) ->
  (exists name, In name (names target) /\ known name) -> forall name, In name (names target) -> known name.
Proof. intros P U. now apply (all_known target domain P U). Qed.
End Lines.

(* The points asked between lo and lo + w, both known; f says the name at each place. *)
Fixpoint asked (fuel : nat) (f : nat -> nat) (lo w : nat) : nat :=
  match fuel with
  | 0 => 0
  | S fuel => if (w <=? 1) || (f lo =? f (lo + w)) then 0
              else 1 + asked fuel f lo (w / 2) + asked fuel f (lo + w / 2) (w - w / 2)
  end.
Fixpoint changes (f : nat -> nat) (lo w : nat) : nat :=
  match w with 0 => 0 | S w => (if f lo =? f (S lo) then 0 else 1) + changes f (S lo) w end.

Lemma changes_add f lo v w : changes f lo (v + w) = changes f lo v + changes f (lo + v) w.
Proof.
  revert lo. induction v as [|v IH]; intros lo; cbn [Nat.add changes]; [now rewrite Nat.add_0_r|].
  rewrite IH. replace (S lo + v) with (lo + S v) by lia. lia.
Qed.

Lemma no_change f lo w : changes f lo w = 0 -> f lo = f (lo + w).
Proof.
  revert lo. induction w as [|w IH]; intros lo; cbn [changes]; [now rewrite Nat.add_0_r|].
  destruct (Nat.eqb_spec (f lo) (f (S lo))) as [E|E]; [|discriminate]. intros H. rewrite E, (IH (S lo)) by lia.
  f_equal. lia.
Qed.

Theorem line_cost fuel f lo w : asked fuel f lo w <= changes f lo w * clg w.
Proof.
  revert lo w. induction fuel as [|fuel IH]; intros lo w; cbn [asked]; [lia|].
  destruct (Nat.leb_spec w 1) as [W|W]; cbn [orb]; [lia|].
  destruct (Nat.eqb_spec (f lo) (f (lo + w))) as [E|E]; [lia|].
  pose proof (Nat.div_mod_eq w 2). pose proof (Nat.mod_upper_bound w 2 ltac:(lia)).
  assert (changes f lo w = changes f lo (w / 2) + changes f (lo + w / 2) (w - w / 2)) as A.
  { rewrite <- changes_add. f_equal. lia. }
  assert (changes f lo w <> 0) as C by (intros C; apply E; now apply no_change).
  pose proof (IH lo (w / 2)) as I1. pose proof (IH (lo + w / 2) (w - w / 2)) as I2.
  rewrite (clg_half w) by lia. set (k := clg (w - w / 2)) in *.
  pose proof (clg_mono (w / 2) (w - w / 2) ltac:(lia)) as M. fold k in M.
  pose proof (Nat.mul_le_mono_l _ _ (changes f lo (w / 2)) M). rewrite A in *. lia.
Qed.

(* A change in the last of 2^k steps. *)
Theorem line_cost_attained k : let f v := if v <? 2 ^ k then 0 else 1 in
  changes f 0 (2 ^ k) = 1 /\ asked (S k) f 0 (2 ^ k) = clg (2 ^ k).
Proof.
  intros f. rewrite clg_power.
  assert (forall w lo, lo + w = 2 ^ k -> 1 <= w -> changes f lo w = 1) as C.
  { induction w as [|w IH]; intros lo H W; [lia|]. cbn [changes]. unfold f at 1 2.
    destruct (Nat.ltb_spec lo (2 ^ k)), (Nat.ltb_spec (S lo) (2 ^ k)); cbn [Nat.eqb]; try lia.
    - rewrite IH; lia.
    - replace w with 0 by lia. reflexivity. }
  split; [apply C; [lia|pose proof (Nat.pow_nonzero 2 k); lia]|].
  assert (forall j lo, lo + 2 ^ j = 2 ^ k -> asked (S j) f lo (2 ^ j) = j) as A.
  { induction j as [|j IH]; intros lo H; [reflexivity|].
    pose proof (Nat.pow_nonzero 2 j ltac:(lia)) as Z. rewrite Nat.pow_succ_r' in H.
    replace (2 ^ S j) with (2 ^ j * 2) by (rewrite Nat.pow_succ_r'; lia).
    remember (S j) as fuel eqn:Fuel. cbn [asked]. rewrite Nat.div_mul by lia.
    replace (2 ^ j * 2 - 2 ^ j) with (2 ^ j) by lia. subst fuel. rewrite (IH (lo + 2 ^ j)) by lia.
    destruct (Nat.leb_spec (2 ^ j * 2) 1); [lia|]. cbn [orb].
    assert (f lo = 0) as F0 by (unfold f; destruct (Nat.ltb_spec lo (2 ^ k)); [reflexivity|lia]).
    assert (f (lo + 2 ^ j * 2) = 1) as F1.
    { unfold f. destruct (Nat.ltb_spec (lo + 2 ^ j * 2) (2 ^ k)); [lia|reflexivity]. }
    assert (f (lo + 2 ^ j) = 0) as Fm by (unfold f; destruct (Nat.ltb_spec (lo + 2 ^ j) (2 ^ k)); [reflexivity|lia]).
    rewrite F0, F1. cbn [Nat.eqb]. cbn [asked]. rewrite F0, Fm. rewrite Nat.eqb_refl, orb_true_r. lia. }
  apply A. lia.
Qed.

(* Each leaf pays for its lines: [w] points at first, and for the changes on them, which are cuts. *)
Definition bound (w L s N : nat) : nat := 1 + L * (w + s * clg (N - 1)).

Theorem lines_cost (w s N : nat) (explored : list (list (nat * nat))) :  (* for each leaf its lines' changes and steps *)
  Forall (fun lines => list_sum (map fst lines) <= s /\ Forall (fun line => snd line <= N - 1) lines) explored ->
  1 + list_sum (map (fun lines => w + list_sum (map (fun line => fst line * clg (snd line)) lines)) explored)
  <= bound w (length explored) s N.
Proof.
  intros H. unfold bound. apply le_n_S. induction H as [|lines explored [C D] _ IH]; cbn [map length]; [cbn; lia|].
  change (list_sum (?a :: ?b)) with (a + list_sum b) in *. cbn [list_sum fold_right].
  assert (list_sum (map (fun line => fst line * clg (snd line)) lines) <= list_sum (map fst lines) * clg (N - 1)) as A.
  { clear C IH. induction D as [|line lines X _ IH]; [cbn; lia|]. cbn [map list_sum fold_right] in *.
    pose proof (Nat.mul_le_mono_l _ _ (fst line) (clg_mono _ _ X)).
    change (fold_right Nat.add 0) with list_sum in *. lia. }
  pose proof (Nat.mul_le_mono_r _ _ (clg (N - 1)) C). change (fold_right Nat.add 0) with list_sum in *. lia.
Qed.

(* Leaves whose lines have all changes on one feature. *)
Theorem lines_cost_attained w L s N :
  1 + list_sum (map (fun lines => w + list_sum (map (fun line => fst line * clg (snd line)) lines)) (repeat [(s, N - 1)] L))
  = bound w L s N.
Proof.
  unfold bound. f_equal. induction L as [|L IH]; [reflexivity|]. cbn [repeat map list_sum fold_right fst snd].
  change (fold_right Nat.add 0) with list_sum in *. rewrite IH. lia.
Qed.
