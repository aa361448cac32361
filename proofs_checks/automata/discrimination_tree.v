(* The discrimination tree (Kearns and Vazirani, 1994): how words are sifted, and what a change of one place
   does.

   A node of the tree holds a suffix, a leaf an access word.  A word w sifts down: at a node with suffix v it
   is asked whether the target accepts w v, and w goes to the side of the answer.  A place may be empty.  A
   tree is sound if each leaf, when it is sifted, would arrive at itself.  The leaves of a sound tree lead to
   different states of the target, so they are no more than its states.

   Theorem:  words at the leaves of a sound tree are at most n, the number of the target's states.
   Idea:     two leaves are told apart by the suffix of the node where their paths part.

   The learner that grows such a tree is in automata/kearns_vazirani.v. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import lists.
From qlearn.automata Require Import access_words.
Import ListNotations.

(* A sum over a list that contains all of l; what is not in l counts M at most. *)
Lemma sum_within {X : Type} (g : X -> nat) M l r : (forall x, g x <= M) -> NoDup l -> incl l r ->
  list_sum (map g r) <= list_sum (map g l) + (length r - length l) * M.
Proof.
  intros H N. revert r. induction N as [|x l Nx N IH]; intros r I.
  - clear I. change (list_sum (map g r) <= 0 + (length r - 0) * M). rewrite Nat.sub_0_r.
    induction r as [|y r IHr]; [reflexivity|]. specialize (H y).
    change (g y + list_sum (map g r) <= 0 + S (length r) * M). lia.
  - destruct (in_split x r (I x (or_introl eq_refl))) as (r1 & r2 & ->).
    assert (incl l (r1 ++ r2)) as J.
    { intros y Y. pose proof (I y (or_intror Y)) as Z. apply in_app_or in Z. apply in_or_app.
      destruct Z as [Z|[->|Z]]; [now left|contradiction|now right]. }
    specialize (IH (r1 ++ r2) J). rewrite map_app, list_sum_app, app_length in IH.
    rewrite map_app, list_sum_app, app_length.
    change (list_sum (map g (x :: r2))) with (g x + list_sum (map g r2)).
    change (list_sum (map g (x :: l))) with (g x + list_sum (map g l)). cbn [length].
    replace (length r1 + S (length r2) - S (length l)) with (length r1 + length r2 - length l) by lia. lia.
Qed.

Section Tree.
Context {Letter : Type} (D : dfa Letter).
Local Notation word := (list Letter).
Local Notation f := (accepts D).

Inductive tree : Type := Empty | Leaf (w : word) | Node (v : word) (no yes : tree).

Fixpoint sift (t : tree) (w : word) : option word :=
  match t with
  | Empty => None
  | Leaf s => Some s
  | Node v no yes => if f (w ++ v) then sift yes w else sift no w
  end.

(* The suffixes asked while w is sifted. *)
Fixpoint path (t : tree) (w : word) : list word :=
  match t with
  | Node v no yes => v :: (if f (w ++ v) then path yes w else path no w)
  | _ => []
  end.

(* The tree with [new] in the place where w arrives. *)
Fixpoint put (t : tree) (w : word) (new : tree) : tree :=
  match t with
  | Node v no yes => if f (w ++ v) then Node v no (put yes w new) else Node v (put no w new) yes
  | _ => new
  end.

Fixpoint leaves (t : tree) : list word :=
  match t with Empty => [] | Leaf s => [s] | Node _ no yes => leaves no ++ leaves yes end.
Fixpoint nodes (t : tree) : nat := match t with Node _ no yes => S (nodes no + nodes yes) | _ => 0 end.
Fixpoint empties (t : tree) : nat :=
  match t with Empty => 1 | Leaf _ => 0 | Node _ no yes => empties no + empties yes end.

(* Each leaf lies on its own side of every node above it. *)
Fixpoint sound (t : tree) : Prop :=
  match t with
  | Node v no yes => (forall s, In s (leaves no) -> f (s ++ v) = false)
    /\ (forall s, In s (leaves yes) -> f (s ++ v) = true)
                     /\ sound no /\ sound yes
  | _ => True
  end.

Lemma sift_leaf t w s : sift t w = Some s -> In s (leaves t).
Proof.
  induction t as [|x|v no IHno yes IHyes]; cbn [sift leaves]; intros H;
    [discriminate|injection H as ->; now left|].
  apply in_or_app. destruct (f (w ++ v)); [right; now apply IHyes|left; now apply IHno].
Qed.

(* A word and the leaf that it arrives at get the same answers on the way. *)
Lemma sift_same t w s : sound t -> sift t w = Some s -> forall v, In v (path t w) -> f (s ++ v) = f (w ++ v).
Proof.
  induction t as [|y|v no IHno yes IHyes]; cbn [sift path sound]; intros S H x X;
    [contradiction|contradiction|].
  destruct S as (S1 & S2 & S3 & S4).
  destruct (f (w ++ v)) eqn:E; destruct X as [<-|X]; try (now apply IHno); try (now apply IHyes).
  - rewrite E. now apply S2, (sift_leaf _ w).
  - rewrite E. now apply S1, (sift_leaf _ w).
Qed.

(* Leaves lead to different states. *)
Lemma leaves_differ t : sound t -> NoDup (map (state D) (leaves t)).
Proof.
  induction t as [|x|v no IHno yes IHyes]; cbn [leaves sound]; intros S.
  - constructor.
  - constructor; [intros []|constructor].
  - destruct S as (S1 & S2 & S3 & S4). rewrite map_app. apply distinct_app; [now apply IHno|now apply IHyes|].
    intros q Q R. apply in_map_iff in Q. apply in_map_iff in R. destruct Q as (s & <- & Q).
    destruct R as (r & R & R').
    pose proof (same_future D r s v R) as E. rewrite (S1 s Q), (S2 r R') in E. discriminate.
Qed.

(* The new tree's leaves are old ones or those that were put; no path becomes shorter. *)
Lemma put_leaves t w new : incl (leaves (put t w new)) (leaves new ++ leaves t).
Proof.
  induction t as [|x|v no IHno yes IHyes]; cbn [put leaves]; intros s X.
  - now apply in_or_app; left.
  - now apply in_or_app; left.
  - rewrite !in_app_iff. destruct (f (w ++ v)); cbn [leaves] in X; apply in_app_or in X; destruct X as [X|X];
      try tauto.
    + apply IHyes in X. apply in_app_or in X. tauto.
    + apply IHno in X. apply in_app_or in X. tauto.
Qed.

Lemma put_path t w new x : incl (path t x) (path (put t w new) x).
Proof.
  induction t as [|y|v no IHno yes IHyes]; cbn [put path]; intros s X; [contradiction|contradiction|].
  destruct (f (w ++ v)); cbn [path]; destruct (f (x ++ v)); destruct X as [X|X]; try (now left); right; auto.
Qed.

(* A leaf that is put again, or was not where w arrives, is kept. *)
Lemma put_keeps t w new : (forall s, sift t w = Some s -> In s (leaves new)) ->
  incl (leaves t) (leaves (put t w new)).
Proof.
  induction t as [|x|v no IHno yes IHyes]; cbn [put leaves sift]; intros H s X; [contradiction| |].
  - destruct X as [<-|[]]. now apply H.
  - apply in_app_or in X. destruct (f (w ++ v)); cbn [leaves]; apply in_or_app; destruct X as [X|X];
      [now left|right; now apply IHyes|left; now apply IHno|now right].
Qed.

Lemma put_sound t w new : sound t -> sound new ->
  (forall s v, In s (leaves new) -> In v (path t w) -> f (s ++ v) = f (w ++ v)) -> sound (put t w new).
Proof.
  induction t as [|x|v no IHno yes IHyes]; cbn [put sound path]; intros S N H; [exact N|exact N|].
  destruct S as (S1 & S2 & S3 & S4). destruct (f (w ++ v)) eqn:E; cbn [sound].
  - repeat split; [exact S1| |exact S3|apply IHyes;
      [exact S4|exact N|intros s x X Y; apply H; [exact X|now right]]].
    intros s X. apply put_leaves, in_app_or in X. destruct X as [X|X]; [|now apply S2].
    rewrite (H s v X); [exact E|now left].
  - repeat split; [|exact S2|apply IHno;
      [exact S3|exact N|intros s x X Y; apply H; [exact X|now right]]|exact S4].
    intros s X. apply put_leaves, in_app_or in X. destruct X as [X|X]; [|now apply S1].
    rewrite (H s v X); [exact E|now left].
Qed.

(* What is put is counted instead of what was there: an empty place, or a leaf. *)
Lemma put_counts t w new :
  nodes (put t w new) = nodes t + nodes new /\
  match sift t w with
  | None => length (leaves (put t w new)) = length (leaves t) + length (leaves new)
            /\ S (empties (put t w new)) = empties t + empties new
  | Some _ => S (length (leaves (put t w new))) = length (leaves t) + length (leaves new)
              /\ empties (put t w new) = empties t + empties new
  end.
Proof.
  induction t as [|x|v no [N1 N2] yes [Y1 Y2]]; cbn [put sift nodes leaves empties length]; [lia|lia|].
  destruct (f (w ++ v)); cbn [nodes leaves empties]; rewrite !app_length;
    (split; [lia|]); [destruct (sift yes w)|destruct (sift no w)]; lia.
Qed.

Lemma path_nodes t w : length (path t w) <= nodes t.
Proof. induction t as [|x|v no IHno yes IHyes]; cbn [path nodes length]; [lia|lia|].
destruct (f (w ++ v)); lia. Qed.

(* Where a node is put, the word w that arrives there, and the leaf that was there, are asked its suffix. *)
Lemma put_asks t w s x v no yes : sound t -> sift t w = Some s -> x = w \/ x = s ->
  In v (path (put t w (Node v no yes)) x).
Proof.
  induction t as [|y|v' no' IHno yes' IHyes]; cbn [sift put sound]; intros S H X; [discriminate|now left|].
  destruct S as (S1 & S2 & S3 & S4). pose proof (sift_leaf (Node v' no' yes') w s) as L.
  cbn [sift leaves] in L.
  destruct (f (w ++ v')) eqn:E; cbn [path].
  - assert (f (x ++ v') = true) as ->; [|right; now apply IHyes].
    destruct X as [->| ->]; [exact E|]. now apply S2, (sift_leaf _ w).
  - assert (f (x ++ v') = false) as ->; [|right; now apply IHno].
    destruct X as [->| ->]; [exact E|]. now apply S1, (sift_leaf _ w).
Qed.

Lemma leaves_nodes t : length (leaves t) <= nodes t + 1.
Proof. induction t as [|x|v no IHno yes IHyes]; cbn [leaves nodes length]; [lia|lia|]. rewrite app_length.
lia. Qed.

(* How many suffixes are asked while all leaves are sifted: at most 1 + 2 + ... + N and N once more, N the
   number of nodes. *)
Lemma leaves_cost t : sound t ->
  2 * list_sum (map (fun s => length (path t s)) (leaves t)) <= nodes t * (nodes t + 3).
Proof.
  induction t as [|x|v no IHno yes IHyes]; cbn [sound]; intros S; [cbn; lia|cbn; lia|].
  destruct S as (S1 & S2 & S3 & S4). specialize (IHno S3). specialize (IHyes S4).
  pose proof (leaves_nodes no) as N. pose proof (leaves_nodes yes) as Y.
  assert (forall g (l : list word),
    list_sum (map (fun s => S (g s)) l) = list_sum (map g l) + length l) as One.
  { intros g l. induction l as [|s l IH]; cbn [map list_sum fold_right length] in *; [reflexivity|].
    unfold list_sum in *. cbn [fold_right]. lia. }
  cbn [leaves nodes]. rewrite map_app, list_sum_app.
  rewrite (map_ext_in _ (fun s => S (length (path no s))) (leaves no)).
  2:{ intros s X. cbn [path length]. now rewrite (S1 s X). }
  rewrite (map_ext_in _ (fun s => S (length (path yes s))) (leaves yes)).
  2:{ intros s X. cbn [path length]. now rewrite (S2 s X). }
  rewrite !One. nia.
Qed.

(* The leaves of a sound tree are no more than the states. *)
Theorem leaves_le t : sound t -> length (leaves t) <= states D.
Proof. intros S. now apply different_states, leaves_differ. Qed.
End Tree.
Arguments Empty {Letter}.
Arguments Leaf {Letter}.
Arguments Node {Letter}.
