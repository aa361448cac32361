(* Two points with different labels: the one is turned into the other, feature after feature, and the feature that
   changes the label is searched.

   Hybrid k of z and x is z but for the first k features of some order, where it is x; z and the last hybrid have
   different labels.  Bisection asks hybrids and keeps a part whose ends have different labels, whatever other labels it
   meets.  Weights say which features are tried early: they lie side by side, each as wide as its weight, and what is
   halved is the width (Gilbert and Moore's code).

   Python:   H = clg(m) for m features of one weight; H = 2 clg(m) if some of them, the heavy ones, have weight m, and
             the others weight 1
   Theorem:  a search ends at two neighbouring hybrids with different labels (hybrids_differ), whatever the labels, and
             asks at most H hybrids (plain_cost, weighted_cost), clg(m) + 1 if the feature found is heavy (heavy_cost).
   Idea:     a feature of weight w among a total of T takes k queries, (w + 1) 2^k < 4 T; here T <= m^2.
   Tight:    it need not be the first change on the way (not_the_first); clg(m) for all m (plain_attained);
             2 clg(m) = 8 for m = 16, seven light features and nine heavy ones (weighted_attained), and clg(m) + 1 for a
             heavy one of 7 (heavy_attained).

   Speaks for proofs_checks/trees/witness_tree.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms dialogues labels.
From qlearn.linear Require Import gilbert_moore.
From qlearn.trees Require Import neighbours.
Import ListNotations.

Definition hybrid (z x : point) (order : list nat) (k : nat) : point :=
  fun j => if in_dec Nat.eq_dec j (firstn k order) then x j else z j.

(* Neighbours differ on one feature at most. *)
Lemma next_hybrid z x order k : k < length order ->
  forall j, hybrid z x order (S k) j = moved (hybrid z x order k) (nth k order 0) (x (nth k order 0)) j.
Proof.
  intros K j. assert (forall i, In i (firstn (S k) order) <-> In i (firstn k order) \/ i = nth k order 0) as E.
  { clear z x j. revert k K. induction order as [|a order IH]; intros k K; cbn [length] in K; [lia|].
    destruct k as [|k]; [cbn; intuition|]. intros i. specialize (IH k ltac:(lia) i).
    change (firstn (S (S k)) (a :: order)) with (a :: firstn (S k) order).
    change (firstn (S k) (a :: order)) with (a :: firstn k order). cbn [In nth]. tauto. }
  specialize (E j). unfold hybrid, moved.
  destruct (in_dec Nat.eq_dec j (firstn (S k) order)), (in_dec Nat.eq_dec j (firstn k order)),
    (Nat.eqb_spec j (nth k order 0)); subst; reflexivity || tauto.
Qed.

Lemma hybrid_between z x order k j : hybrid z x order k j = z j \/ hybrid z x order k j = x j.
Proof. unfold hybrid. destruct (in_dec _ j _); tauto. Qed.

Section Search.
Context {Label : Type} (same : forall a b : Label, {a = b} + {a <> b}).
Variables (d : nat) (f : point -> Label).
Hypothesis d_features : forall x y, (forall j, j < d -> x j = y j) -> f x = f y.

(* The number of the hybrid before the change; the label of z is known. *)
Definition turn (z x : point) (order ways : list nat) (label : Label) : dialogue point Label nat :=
  translated (hybrid z x order) (fun _ l => if same l label then true else false) (gilbert_moore (fun k => k) ways).

(* The teacher that the inner search hears. *)
Definition like (z x : point) (order : list nat) (label : Label) (k : nat) : bool :=
  if same (f (hybrid z x order k)) label then true else false.

Lemma turn_run z x order ways label : let inner := gilbert_moore (fun k => k) ways in
  output f (turn z x order ways label) = output (like z x order label) inner /\
  count f (turn z x order ways label) = count (like z x order label) inner.
Proof.
  cbv zeta. pose proof (translated_run (hybrid z x order) (fun _ l => if same l label then true else false) f
    (gilbert_moore (fun k => k) ways)) as [A B].
  split; [exact A|]. unfold count, turn. rewrite B. apply map_length.
Qed.

Theorem hybrids_differ z x order ways : f z <> f x -> (forall j, j < d -> z j <> x j -> In j order) ->
  length ways = length order -> possible ways ->
  let k := output f (turn z x order ways (f z)) in
  k < length order /\ f (hybrid z x order k) = f z /\ f (hybrid z x order (S k)) <> f z.
Proof.
  intros N All L P k. destruct (turn_run z x order ways (f z)) as [E _]. fold k in E.
  assert (f (hybrid z x order 0) = f z) as First by (apply d_features; reflexivity).
  assert (f (hybrid z x order (length order)) = f x) as Last.
  { apply d_features. intros j J. unfold hybrid. rewrite firstn_all.
    destruct (in_dec Nat.eq_dec j order) as [I|I]; [reflexivity|].
    destruct (Nat.eq_dec (z j) (x j)) as [Z|Z]; [exact Z|]. destruct (I (All j J Z)). }
  assert (ways <> []) as W.
  { intros ->. destruct order; [|discriminate L]. cbn in Last. now rewrite First in Last. }
  destruct (turns (fun k => k) (like z x order (f z)) ways P W) as [B A].
  destruct (depth (fun k => k) (like z x order (f z)) ways P W) as [K _].
  rewrite <- E in A, B, K. rewrite L in A, K. unfold like in A, B. split; [exact K|]. split.
  - destruct B as [->|B]; [exact First|]. now destruct (same (f (hybrid z x order k)) (f z)).
  - destruct A as [->|A]; [rewrite Last; congruence|]. now destruct (same (f (hybrid z x order (S k))) (f z)).
Qed.
End Search.

(* ---- how many hybrids, whatever the labels ---- *)
Notation asks ways t := (count t (gilbert_moore (fun k => k) ways)).
Notation finds ways t := (nth (output t (gilbert_moore (fun k => k) ways)) ways 0).

Definition plain (m : nat) : list nat := repeat 1 m.
Definition weighted (m : nat) (ways : list nat) : Prop := length ways = m /\ Forall (fun w => w = 1 \/ w = m) ways.

Lemma nothing_to_ask t : asks [] t = 0.
Proof. reflexivity. Qed.

Lemma sum_most ways m : Forall (fun w => w <= m) ways -> list_sum ways <= length ways * m.
Proof. intros F. induction F as [|w ways W F IH]; [reflexivity|]. change (w + list_sum ways <= m + length ways * m). lia. Qed.

Lemma each_one_or_more (ways : list nat) : Forall (fun w => 1 <= w) ways -> possible ways.
Proof. intros F i I. exact (proj1 (Forall_forall _ _) F _ (nth_In ways 0 I)). Qed.

Lemma power_below a k : 2 ^ k < 2 * 2 ^ a -> k <= a.
Proof. rewrite <- Nat.pow_succ_r'. intros H. apply Nat.pow_lt_mono_r_iff in H; lia. Qed.

Lemma plain_possible m : possible (plain m).
Proof. apply each_one_or_more, Forall_forall. intros w I. apply repeat_spec in I. lia. Qed.

Theorem plain_cost m t : asks (plain m) t <= clg m.
Proof.
  destruct m as [|m]; [reflexivity|]. set (n := S m).
  destruct (depth_next_to (fun k => k) t (plain n) (plain_possible n) ltac:(discriminate)) as [I D].
  assert (nth (output t (gilbert_moore (fun k => k) (plain n))) (plain n) 0 = 1) as W.
  { apply nth_In with (d := 0) in I. now apply repeat_spec in I. }
  rewrite W in D. assert (list_sum (plain n) <= n * 1) as T.
  { rewrite <- (repeat_length 1 n) at 2. apply sum_most, Forall_forall. intros w H. apply repeat_spec in H. lia. }
  pose proof (clg_enough n). apply power_below. lia.
Qed.

Section Weighted.
Variables (m : nat) (ways : list nat) (t : nat -> bool).
Hypothesis are_weighted : weighted m ways.

Lemma weighted_possible : possible ways.
Proof.
  destruct are_weighted as [L F]. apply each_one_or_more, Forall_forall. intros w I.
  assert (1 <= length ways) by (destruct ways; [destruct I|cbn; lia]).
  pose proof (proj1 (Forall_forall _ _) F w I). cbn in *. lia.
Qed.

Lemma weighted_depth : 1 <= m -> (finds ways t = 1 \/ finds ways t = m) /\
  (finds ways t + 1) * 2 ^ asks ways t < 4 * (m * m).
Proof.
  intros M. pose proof weighted_possible as P. destruct are_weighted as [L F].
  assert (ways <> []) as N by (intros ->; cbn in L; lia).
  destruct (depth_next_to (fun k => k) t ways P N) as [I D]. split.
  - apply nth_In with (d := 0) in I. exact (proj1 (Forall_forall _ _) F _ I).
  - apply Nat.lt_le_trans with (1 := D), Nat.mul_le_mono_l. rewrite <- L at 1. apply sum_most.
    apply Forall_impl with (2 := F). cbn. intros w [->| ->]; lia.
Qed.

Theorem heavy_cost : 2 <= m -> finds ways t = m -> asks ways t <= clg m + 1.
Proof.
  intros M E. destruct (weighted_depth ltac:(lia)) as [_ D]. rewrite E in D. pose proof (clg_enough m) as C.
  apply power_below. rewrite Nat.add_1_r, Nat.pow_succ_r'. set (k := 2 ^ asks ways t) in *. clearbody k.
  assert (m * k < m * (4 * m)) as B by lia. apply Nat.mul_lt_mono_pos_l in B; lia.
Qed.

Theorem weighted_cost : asks ways t <= 2 * clg m.
Proof.
  destruct (Nat.eq_dec m 0) as [Z|Z].
  { destruct are_weighted as [L _]. rewrite Z in L. destruct ways; [cbn; lia|discriminate L]. }
  destruct (weighted_depth ltac:(lia)) as [W D].
  destruct (Nat.eq_dec (finds ways t) 1) as [E|E].
  - rewrite E in D. apply power_below. pose proof (clg_enough m) as C.
    replace (2 * clg m) with (clg m + clg m) by lia. rewrite Nat.pow_add_r. pose proof (Nat.mul_le_mono _ _ _ _ C C). lia.
  - destruct W as [W|W]; [contradiction|]. assert (2 <= m) as M by lia. pose proof (heavy_cost M W).
    assert (1 <= clg m) by (rewrite (clg_half m M); lia). lia.
Qed.
End Weighted.

(* ---- as many as that ---- *)
Theorem plain_attained m : exists t, asks (plain m) t = clg m.
Proof.
  destruct m as [|m]; [now exists (fun _ => true)|]. set (n := S m).
  destruct (labels_needed (fun i k => k <=? i) (gilbert_moore (fun k => k) (plain n)) (seq 0 n)) as (i & I & C).
  - discriminate.
  - rewrite (map_ext_in _ (fun i => i)); [rewrite map_id; apply seq_NoDup|]. intros i I. apply in_seq in I.
    apply found; [apply plain_possible|unfold plain; rewrite repeat_length; lia|reflexivity].
  - exists (fun k => k <=? i). rewrite seq_length in C. apply Nat.le_antisymm; [apply plain_cost|exact C].
Qed.

Theorem weighted_attained : exists m ways t, weighted m ways /\ asks ways t = 2 * clg m.
Proof.
  exists 16, (repeat 1 7 ++ repeat 16 9), (fun k => k <=? 2). split; [|vm_compute; reflexivity].
  split; [reflexivity|]. repeat constructor; (now left) || now right.
Qed.

Theorem heavy_attained : exists m ways t, weighted m ways /\ finds ways t = m /\ asks ways t = clg m + 1.
Proof.
  exists 7, [1; 7; 1; 7; 7; 7; 7], (fun k => k <=? 1).
  split; [|vm_compute; now split]. split; [reflexivity|]. repeat constructor; (now left) || now right.
Qed.

(* On the way from 0 to 1 the label changes at once, changes back, and changes again at the end. *)
Theorem not_the_first : exists (f : point -> nat) z x order ways j,
  let k := output f (turn Nat.eq_dec z x order ways (f z)) in
  f z <> f x /\ j < k /\ f (hybrid z x order j) <> f (hybrid z x order (S j)).
Proof.
  exists (fun x => if x 3 =? 1 then 1 else if (x 0 =? 1) && (x 1 =? 0) then 1 else 0), (fun _ => 0), (fun _ => 1),
    [0; 1; 2; 3], (plain 4), 0.
  split; [discriminate|]. split; [apply Nat.leb_le; vm_compute; reflexivity|vm_compute; discriminate].
Qed.
