(* From a counterexample to a cut: where on the way between two places the label changes.

   Points are d whole numbers.  The labels of two points a and b differ, where a is nowhere above b.  First the
   features in which they differ are moved from a to b, one after another, and bisection finds one whose move
   changes the label from that of a; then its way is bisected.

   Python:   labels(d, N) = clg(d) + clg(N - 1)
   Theorem:  with at most so many labels a feature i and a place c are found, a_i <= c < b_i, so that the label
             changes from c to c + 1 on feature i, all other features standing still; so (i, c) is a cut of every
             grid of cuts on whose cells the function is constant.
   Idea:     bisection keeps the label of a at one end and another label at the other (rivest_schapire.v).
   Tight:    clg labels are needed to find a change (rivest_schapire.v: clg_queries_are_needed).

   Used by trees/grid.v. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms.
From qlearn.automata Require Import rivest_schapire.
From qlearn.trees Require Import neighbours.
Import ListNotations.

Notation cut := (nat * nat)%type.  (* a feature, and the last place below *)

(* A cut of the list lies between two points. *)
Definition between (c : cut) (x y : point) : Prop := x (fst c) <= snd c < y (fst c).
Definition apart (cuts : list cut) (x y : point) : Prop := exists c, In c cuts /\ (between c x y \/ between c y x).

Section Change.
Variables (d : nat) (f : point -> nat) (cuts : list cut).
Hypothesis constant : forall x y, ~ apart cuts x y -> f x = f y.

Lemma f_ext x y : (forall j, x j = y j) -> f x = f y.
Proof. intros E. apply constant. intros (c & _ & [B|B]); unfold between in B; rewrite E in B; lia. Qed.

(* The features in which the points differ, and the point with the first k of them moved. *)
Definition differing (a b : point) : list nat := filter (fun i => negb (a i =? b i)) (seq 0 d).
Definition hybrid (a b : point) (k : nat) : point :=
  fun j => if existsb (Nat.eqb j) (firstn k (differing a b)) then b j else a j.

Definition feature (a b : point) : nat * list nat :=
  let m := length (differing a b) in flip m (fun k => f (hybrid a b k) =? f a) 0 m.
Definition moving (a b : point) : nat := nth (fst (feature a b)) (differing a b) 0.
Definition place (a b : point) : nat * list nat :=
  let i := moving a b in let x := hybrid a b (fst (feature a b)) in
  flip (b i - a i) (fun v => f (moved x i (a i + v)) =? f a) 0 (b i - a i).

Definition change (a b : point) : cut := (moving a b, a (moving a b) + fst (place a b)).
Definition asked (a b : point) : nat := length (snd (feature a b)) + length (snd (place a b)).

Lemma existsb_In j l : existsb (Nat.eqb j) l = true <-> In j l.
Proof.
  rewrite existsb_exists. split.
  - intros (x & I & E). apply Nat.eqb_eq in E. now subst x.
  - intros I. exists j. split; [exact I|apply Nat.eqb_refl].
Qed.

Lemma in_differing a b i : In i (differing a b) <-> i < d /\ a i <> b i.
Proof. unfold differing. rewrite filter_In, in_seq, negb_true_iff, Nat.eqb_neq. lia. Qed.

Lemma differing_once a b : NoDup (differing a b).
Proof. apply NoDup_filter, seq_NoDup. Qed.

Lemma differing_few a b : length (differing a b) <= d.
Proof.
  pose proof (NoDup_incl_length (differing_once a b) (l' := seq 0 d)) as H. rewrite seq_length in H. apply H.
  intros i I. apply in_differing in I. apply in_seq. lia.
Qed.

Lemma hybrid_none a b : forall j, hybrid a b 0 j = a j.
Proof. reflexivity. Qed.

Lemma hybrid_all a b : (forall j, d <= j -> a j = b j) -> forall j, hybrid a b (length (differing a b)) j = b j.
Proof.
  intros Out j. unfold hybrid. rewrite firstn_all. destruct (existsb (Nat.eqb j) (differing a b)) eqn:E;
    [reflexivity|].
  destruct (Nat.eq_dec (a j) (b j)) as [S|S]; [exact S|]. destruct (le_lt_dec d j) as [L|L]; [now apply Out|].
  assert (In j (differing a b)) as I by (apply in_differing; split; assumption).
  apply existsb_In in I. congruence.
Qed.

(* Between hybrid k and hybrid k + 1 one feature moves, from a's value to b's. *)
Lemma hybrid_step a b k : k < length (differing a b) -> let i := nth k (differing a b) 0 in
  In i (differing a b) /\ hybrid a b k i = a i /\ forall j, hybrid a b (S k) j = moved (hybrid a b k) i (b i) j.
Proof.
  intros K i. pose proof (nth_In (differing a b) 0 K) as I. fold i in I. split; [exact I|].
  pose proof (differing_once a b) as U.
  assert (differing a b = firstn k (differing a b) ++ i :: skipn (S k) (differing a b)) as Cut.
  { clear -K. subst i. revert k K. induction (differing a b) as [|x l IH]; intros [|k] K; cbn in *; try lia;
    [reflexivity|].
    f_equal. apply IH. lia. }
  assert (firstn (S k) (differing a b) = firstn k (differing a b) ++ [i]) as Next.
  { rewrite Cut at 1. rewrite firstn_app. rewrite firstn_length_le by lia. replace (S k - k) with 1 by lia.
    rewrite firstn_all2 by (rewrite firstn_length; lia). reflexivity. }
  assert (~ In i (firstn k (differing a b))) as New.
  { rewrite Cut in U. apply NoDup_remove_2 in U. intros C. apply U, in_or_app. now left. }
  split.
  - unfold hybrid. destruct (existsb (Nat.eqb i) (firstn k (differing a b))) eqn:E; [|reflexivity].
    apply existsb_In in E. contradiction.
  - intros j. unfold hybrid, moved. rewrite Next, existsb_app. cbn [existsb]. rewrite orb_false_r.
    destruct (Nat.eqb_spec j i) as [->|J]; [now rewrite orb_true_r|]. now rewrite orb_false_r.
Qed.

Lemma feature_found a b : f a <> f b -> (forall j, d <= j -> a j = b j) ->
  let k := fst (feature a b) in k < length (differing a b)
  /\ (f (hybrid a b k) =? f a) <> (f (hybrid a b (S k)) =? f a) /\ length (snd (feature a b)) <= clg d.
Proof.
  intros D Out. set (m := length (differing a b)).
  assert (f (hybrid a b 0) = f a) as H0 by (apply f_ext, hybrid_none).
  assert (f (hybrid a b m) = f b) as Hm by (apply f_ext, hybrid_all, Out).
  assert (1 <= m) as M.
  { destruct m; [|lia]. exfalso. apply D. now rewrite <- H0, <- Hm. }
  pose proof (flip_correct m (fun k => f (hybrid a b k) =? f a) 0 m (Nat.le_refl _) M) as C.
  cbn beta in C. rewrite Nat.add_0_l, H0, Hm, Nat.eqb_refl in C.
  assert (true <> (f b =? f a)) as T by (intros E; symmetry in E; apply Nat.eqb_eq in E; now apply D).
  specialize (C T). unfold feature. fold m. destruct (flip m _ 0 m) as [k places]. cbn [fst snd].
  destruct C as ((_ & K) & Ck & Lk & _). split; [exact K|]. split; [exact Ck|].
  pose proof (clg_mono m d (differing_few a b)). lia.
Qed.

(* A change from c to c + 1 on feature i is a cut. *)
Lemma change_is_cut x i c : f (moved x i c) <> f (moved x i (S c)) -> In (i, c) cuts.
Proof.
  intros D. destruct (in_dec (fun p q : cut => ltac:(decide equality; apply Nat.eq_dec)) (i, c) cuts) as [I|N];
    [exact I|].
  exfalso. apply D, constant. intros ([i' c'] & I & B). unfold between, moved in B. cbn [fst snd] in B.
  destruct (Nat.eqb_spec i' i) as [->|J]; [|lia]. apply N. replace c with c' by lia. exact I.
Qed.

Theorem change_found a b N : f a <> f b -> (forall j, a j <= b j) -> (forall j, b j < N) ->
  (forall j, d <= j -> a j = b j) ->
  let (i, c) := change a b in i < d /\ a i <= c < b i /\ In (i, c) cuts /\ asked a b <= clg d + clg (N - 1).
Proof.
  intros D Le Top Out. destruct (feature_found a b D Out) as (K & Ck & Lk). unfold change, asked, place, moving.
  destruct (feature a b) as [k places]. cbn [fst snd] in *.
  destruct (hybrid_step a b k K) as (I & Own & Next). set (i := nth k (differing a b) 0) in *.
  apply in_differing in I. destruct I as [Id Diff]. pose proof (Le i) as Lei. pose proof (Top i) as Topi.
  set (x := hybrid a b k) in *. set (w := b i - a i).
  set (g := fun v => f (moved x i (a i + v)) =? f a).
  assert (1 <= w) as W by (unfold w; lia).
  pose proof (flip_correct w g 0 w (Nat.le_refl _) W) as C.
  assert (f (moved x i (a i + 0)) = f x) as G0.
  { apply f_ext. intros j. unfold moved. destruct (Nat.eqb_spec j i) as [->|J]; [lia|reflexivity]. }
  assert (f (moved x i (a i + w)) = f (hybrid a b (S k))) as G1.
  { apply f_ext. intros j. rewrite Next. unfold moved, w. destruct (j =? i); [lia|reflexivity]. }
  assert (g 0 <> g (0 + w)) as G by (unfold g; cbn [Nat.add]; rewrite G0, G1; exact Ck).
  specialize (C G). fold g. destruct (flip w g 0 w) as [v more]. cbn [fst snd].
  destruct C as ((_ & V) & Cv & Lv & _). cbn [Nat.add] in V. unfold w in V.
  split; [exact Id|]. split; [lia|]. split.
  - apply (change_is_cut x). intros E. apply Cv. unfold g. replace (a i + S v) with (S (a i + v)) by lia.
    now rewrite E.
  - pose proof (clg_mono w (N - 1) ltac:(unfold w; lia)). lia.
Qed.
End Change.
