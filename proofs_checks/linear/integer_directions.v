(* Half-spaces [w.x >= 0] with integer weights from -W to W, and how many labels their direction needs.

   Theorem (every_learner_asks): every learner that finds all those directions from labels asks
            clg(2 (2 W + 1)^(d - 1)) labels of some target.
   Idea:    the vectors with first entry 1 or -1, and any others from -W to W, are so many different directions; a
            label is one bit (finite/labels.v).
   Python:  the lower bound of pivot_ratio_integer in qlearn/learners/linear/pivot_ratio.py.
   Used by  pivot_ratio_integer.v.                                                                                *)
From Coq Require Import List Arith Lia ZArith Bool.
From qlearn.finite Require Import lists words logarithms labels dialogues.
Import ListNotations.

Notation vector := (list Z).
Notation entry i v := (nth i v 0%Z).

Fixpoint dot (u v : vector) : Z := match u, v with a :: u', b :: v' => a * b + dot u' v' | _, _ => 0 end.
Fixpoint plus (u v : vector) : vector :=
  match u, v with a :: u', b :: v' => (a + b)%Z :: plus u' v' | [], _ => v | _, [] => u end.
Definition axis (i : nat) (c : Z) : vector := repeat 0%Z i ++ [c].

Definition label (w x : vector) : bool := (0 <=? dot w x)%Z.

Lemma dot_plus w u v : dot w (plus u v) = (dot w u + dot w v)%Z.
Proof. revert u v. induction w as [|a w IH]; intros [|b u] [|c v]; cbn [dot plus]; try ring. rewrite IH. ring. Qed.

Lemma dot_axis w i c : dot w (axis i c) = (entry i w * c)%Z.
Proof.
  revert w. unfold axis. induction i as [|i IH]; intros [|a w]; cbn [repeat app dot nth]; try ring.
  - destruct w; cbn; ring.
  - rewrite IH. ring.
Qed.

Lemma label_sign w i : label w (axis i 1) = (0 <=? entry i w)%Z.
Proof. unfold label. rewrite dot_axis. f_equal. ring. Qed.

(* ---- what is to be found ------------------------------------------------------------------------------------- *)
(* One is a multiple of the other, by positive numbers. *)
Definition same_direction (u w : vector) : Prop :=
  exists m k : Z, (0 < m)%Z /\ (0 < k)%Z /\ map (Z.mul m) u = map (Z.mul k) w.

Definition is_target (d W : nat) (w : vector) : Prop :=
  length w = d /\ Forall (fun a => - Z.of_nat W <= a <= Z.of_nat W)%Z w /\ exists i, entry i w <> 0%Z.

Definition finds_all (d W : nat) (L : dialogue vector bool vector) : Prop :=
  forall w, is_target d W w -> same_direction (output (label w) L) w.

(* Whatever the first entries, they need not. *)
Theorem twice_the_weights : same_direction [2; 4]%Z [1; 2]%Z /\ same_direction [2; 4]%Z [2; 4]%Z.
Proof. split; [exists 1%Z, 2%Z|exists 1%Z, 1%Z]; repeat split; lia || reflexivity. Qed.

(* ---- every learner ------------------------------------------------------------------------------------------- *)
Definition weights (W : nat) : list Z := map (fun a => Z.of_nat a - Z.of_nat W)%Z (seq 0 (2 * W + 1)).

(* First entry 1 or -1. *)
Definition with_unit (d W : nat) : list vector :=
  flat_map (fun a => map (cons a) (words (weights W) (d - 1))) [1; -1]%Z.

Lemma with_unit_length d W : length (with_unit d W) = 2 * (2 * W + 1) ^ (d - 1).
Proof. unfold with_unit, weights. now rewrite longer_length, words_length, map_length, seq_length. Qed.

Lemma with_unit_differ d W : NoDup (with_unit d W).
Proof.
  apply longer_differ; [|apply words_differ, distinct_map; [apply seq_NoDup|intros; lia]].
  repeat constructor; cbn; intuition discriminate.
Qed.

Lemma in_with_unit d W w : 1 <= d -> 1 <= W -> In w (with_unit d W) ->
  is_target d W w /\ (entry 0 w = 1 \/ entry 0 w = -1)%Z.
Proof.
  intros D HW I. apply in_flat_map in I. destruct I as (a & A & I). apply in_map_iff in I.
  destruct I as (v & <- & V). apply in_words in V. destruct V as [L F].
  assert (a = 1 \/ a = -1)%Z as U by (destruct A as [<-|[<-|[]]]; auto).
  split; [|exact U]. split; [cbn; lia|]. split; [|exists 0; cbn; lia]. constructor; [lia|].
  apply (Forall_impl _) with (2 := F). intros b B. apply in_map_iff in B. destruct B as (n & <- & B).
  apply in_seq in B. lia.
Qed.

Lemma times_injective c w v : (0 < c)%Z -> map (Z.mul c) w = map (Z.mul c) v -> w = v.
Proof.
  intros C. revert v. induction w as [|a w IH]; intros [|b v] E; try discriminate; [reflexivity|].
  injection E as A E. f_equal; [nia|now apply IH].
Qed.

(* Two of them have different directions. *)
Theorem directions_differ u w v : same_direction u w -> same_direction u v ->
  (entry 0 w = 1 \/ entry 0 w = -1)%Z -> (entry 0 v = 1 \/ entry 0 v = -1)%Z -> w = v.
Proof.
  intros (m & k & M & K & E) (m' & k' & M' & K' & E') W V.
  assert (H : map (Z.mul (m' * k)) w = map (Z.mul (m * k')) v).
  { transitivity (map (Z.mul m') (map (Z.mul k) w)); [rewrite map_map; apply map_ext; intros; ring|].
    rewrite <- E. transitivity (map (Z.mul m) (map (Z.mul k') v)); [|rewrite map_map; apply map_ext; intros; ring].
    rewrite <- E', !map_map. apply map_ext. intros. ring. }
  assert (m' * k = m * k')%Z as Q.
  { destruct w as [|a w], v as [|b v]; cbn in W, V; try lia. injection H as A _.
    assert (0 < m' * k)%Z by nia. assert (0 < m * k')%Z by nia. nia. }
  rewrite Q in H. apply (times_injective _ _ _) in H; [exact H|nia].
Qed.

Definition lower (d W : nat) : nat := clg (2 * (2 * W + 1) ^ (d - 1)).

Theorem every_learner_asks d W L : 1 <= d -> 1 <= W -> finds_all d W L ->
  exists w, is_target d W w /\ lower d W <= count (label w) L.
Proof.
  intros D HW A. destruct (labels_needed label L (with_unit d W)) as (w & I & C).
  - intros E. apply (f_equal (@length _)) in E. rewrite with_unit_length in E. cbn [length] in E.
    pose proof (Nat.pow_nonzero (2 * W + 1) (d - 1)). lia.
  - apply distinct_map; [apply with_unit_differ|]. intros w v X Y E.
    destruct (in_with_unit d W w D HW X) as [TX UX], (in_with_unit d W v D HW Y) as [TY UY].
    apply (directions_differ (output (label w) L)); auto. rewrite E. auto.
  - exists w. split; [now apply (in_with_unit d W)|]. unfold lower. now rewrite <- with_unit_length.
Qed.
