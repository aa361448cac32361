(* Half-spaces of the grid {0, ..., N}^d with small integers, by the perceptron.

   The target is [w.x + b >= 0] with integers w, b.  The perceptron works on the points (x, 1).

   Python:  bounds: S * (d * N**2 + 1) + 1 equivalence queries if |(2w, 2b + 1)|**2 <= S
            lower:  min(d, (S - 1) // 4) + 2, for N >= 1 and S >= 1
   Theorem: there are at most S (d N^2 + 1) counterexamples; and every learner meets min(d, (S - 1) / 4) + 1.
   Idea:    2 (w.x + b) + 1 is odd, so it is never between -1 and 1, and it is above 0 exactly if w.x + b >= 0.
   Lower:   the labels of 0, e_1, ..., e_k are free: b is 0 or -1, and w_i is 0 or one step from it.
   Speaks for perceptron.py.                                                                                        *)
From Coq Require Import Reals Lra Lia Psatz List ZArith.
From qlearn.finite Require Import lists equivalence_queries.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import perceptron.
Import ListNotations.
Open Scope R_scope.

Definition lift (x : list nat) : vector := map INR x ++ [1].
Definition grid (d N : nat) (v : vector) : Prop :=
  exists x, length x = d /\ Forall (fun t => (t <= N)%nat) x /\ v = lift x.

Definition normal (w : list Z) (b : Z) : vector := map IZR w ++ [IZR b].
Definition doubled (w : list Z) (b : Z) : vector := normal (map (Z.mul 2) w) (2 * b + 1).

Fixpoint inner (w : list Z) (x : list nat) : Z :=
  match w, x with a :: w', t :: x' => (a * Z.of_nat t + inner w' x')%Z | _, _ => 0%Z end.
Definition value (w : list Z) (b : Z) (x : list nat) : Z := (inner w x + b)%Z.
Definition squares (w : list Z) (b : Z) : Z :=
  (fold_right (fun a s => 4 * (a * a) + s) 0 w + (2 * b + 1) * (2 * b + 1))%Z.

Lemma dot_lift w b x : length w = length x -> dot (normal w b) (lift x) = IZR (value w b x).
Proof.
  unfold normal, lift, value. revert x. induction w as [|a w IH]; intros [|t x] E; try discriminate.
  - cbn [map app dot inner]. rewrite plus_IZR. ring.
  - injection E as E. cbn [map app dot inner]. rewrite IH by exact E. rewrite !plus_IZR, mult_IZR, INR_IZR_INZ. ring.
Qed.

Lemma value_doubled w b x : value (map (Z.mul 2) w) (2 * b + 1) x = (2 * value w b x + 1)%Z.
Proof.
  unfold value. enough (forall y, inner (map (Z.mul 2) w) y = 2 * inner w y)%Z as -> by lia.
  induction w as [|a w IH]; intros [|t y]; cbn [map inner]; try reflexivity. rewrite IH. lia.
Qed.

Lemma norm2_doubled w b : norm2 (doubled w b) = IZR (squares w b).
Proof.
  unfold doubled, normal, squares, norm2. induction w as [|a w IH].
  - cbn [map app dot fold_right]. repeat rewrite ?plus_IZR, ?mult_IZR. ring.
  - cbn [map app dot fold_right]. rewrite IH. repeat rewrite ?plus_IZR, ?mult_IZR. ring.
Qed.

Lemma norm2_lift d N x : length x = d -> Forall (fun t => (t <= N)%nat) x ->
  norm2 (lift x) <= INR (d * N ^ 2 + 1).
Proof.
  intros E F. unfold norm2, lift. revert d E. induction F as [|t x T F IH]; intros d E; subst d.
  - cbn. lra.
  - cbn [map app dot length]. specialize (IH (length x) eq_refl). rewrite plus_INR, mult_INR in *. rewrite S_INR.
    assert (INR t * INR t <= INR (N ^ 2)) as Sq.
    { rewrite <- mult_INR. apply le_INR. cbn [Nat.pow]. nia. }
    lra.
Qed.

(* ---- the label is that of a vector which is far from all points ---------------------------------------------- *)
Lemma same_label w b x : length w = length x -> label (normal w b) (lift x) = label (doubled w b) (lift x).
Proof.
  intros E. assert (dot (doubled w b) (lift x) = IZR (2 * value w b x + 1)) as D.
  { unfold doubled. rewrite dot_lift by (now rewrite map_length). now rewrite value_doubled. }
  destruct (Z_le_gt_dec 0 (value w b x)) as [P|N].
  - rewrite !label_true; [reflexivity|rewrite D; apply (IZR_le 0); lia|].
    rewrite dot_lift by exact E. now apply (IZR_le 0).
  - rewrite !label_false; [reflexivity|rewrite D; apply (IZR_lt _ 0); lia|].
    rewrite dot_lift by exact E. apply (IZR_lt _ 0). lia.
Qed.

Lemma far w b d N : length w = d -> apart (doubled w b) (grid d N) (sqrt (INR (d * N ^ 2 + 1))) 1.
Proof.
  intros E v (x & L & F & ->). split.
  - rewrite sqrt_sqrt by apply pos_INR. now apply norm2_lift.
  - unfold doubled. rewrite dot_lift by (rewrite map_length; lia). rewrite value_doubled, <- abs_IZR.
    apply (IZR_le 1). lia.
Qed.

Lemma run_of_same (X : vector -> Prop) (L : perceptron.learner) (f g : vector -> bool) told :
  (forall x, X x -> f x = g x) -> run X L f told -> run X L g told.
Proof.
  intros Same. induction 1 as [|told x H IH Hx D]; [apply begin|]. rewrite (Same x Hx) in *.
  now apply counterexample.
Qed.

(* ---- the bound ----------------------------------------------------------------------------------------------- *)
Definition bound (d N S : nat) : nat := S * (d * N ^ 2 + 1) + 1.

Theorem run_bound w b d N S told : length w = d -> (squares w b <= Z.of_nat S)%Z ->
  run (grid d N) perceptron (label (normal w b)) told -> (length told + 1 <= bound d N S)%nat.
Proof.
  intros E B H. apply (run_of_same _ _ _ (label (doubled w b))) in H.
  - pose proof (of_any_length _ _ _ _ _ Rlt_0_1 (far w b d N E) H) as Count.
    rewrite sqrt_sqrt, norm2_doubled in Count by apply pos_INR. apply IZR_le in B. rewrite <- INR_IZR_INZ in B.
    unfold bound. apply Nat.add_le_mono_r, INR_le. rewrite mult_INR.
    pose proof (pos_INR (d * N ^ 2 + 1)). apply Rle_trans with (IZR (squares w b) * INR (d * N ^ 2 + 1)); [lra|].
    now apply Rmult_le_compat_r.
  - intros v (x & L & _ & ->). apply same_label. lia.
Qed.

(* ---- every learner ------------------------------------------------------------------------------------------- *)
Definition unit (d i : nat) : list nat := repeat 0%nat i ++ [1%nat] ++ repeat 0%nat (d - i - 1).

(* The weights that give the label [first] to 0, and the labels to the units. *)
Definition offset (first : bool) : Z := if first then 0%Z else (-1)%Z.
Definition weight (first label : bool) : Z :=
  match first, label with true, false => (-1)%Z | false, true => 1%Z | _, _ => 0%Z end.
Definition chosen (d : nat) (first : bool) (labels : list bool) : list Z :=
  map (weight first) labels ++ repeat 0%Z (d - length labels).

Lemma inner_zeros w m : inner w (repeat 0%nat m) = 0%Z.
Proof. revert m. induction w as [|a w IH]; intros [|m]; cbn [repeat inner]; try reflexivity. rewrite IH. lia. Qed.

Lemma inner_unit w d i : length w = d -> (i < d)%nat -> inner w (unit d i) = nth i w 0%Z.
Proof.
  unfold unit. revert d i. induction w as [|a w IH]; intros d i E I; cbn in E; [lia|]. subst d. destruct i as [|i].
  - cbn [repeat app inner nth]. rewrite inner_zeros. cbn. lia.
  - cbn [repeat app inner nth]. cbn [app] in IH.
    replace (S (length w) - S i - 1)%nat with (length w - i - 1)%nat by lia.
    rewrite IH by (reflexivity || lia). lia.
Qed.

Lemma squares_chosen d first labels :
  (squares (chosen d first labels) (offset first) <= 4 * Z.of_nat (length labels) + 1)%Z.
Proof.
  unfold squares, chosen. assert ((2 * offset first + 1) * (2 * offset first + 1) = 1)%Z as -> by (now destruct first).
  enough (fold_right (fun a s => 4 * (a * a) + s) 0 (map (weight first) labels ++ repeat 0 (d - length labels))
    <= 4 * Z.of_nat (length labels))%Z by lia.
  rewrite fold_right_app. assert (fold_right (fun a s => 4 * (a * a) + s) 0 (repeat 0 (d - length labels)) = 0)%Z as ->.
  { induction (d - length labels)%nat as [|m IH]; [reflexivity|]. cbn [repeat fold_right]. now rewrite IH. }
  induction labels as [|l labels IH]; [cbn; lia|]. cbn [map fold_right length].
  assert (weight first l * weight first l <= 1)%Z by (destruct first, l; cbn; lia). lia.
Qed.

Definition lower (d S : nat) : nat := Nat.min d ((S - 1) / 4) + 2.

Theorem every_learner_is_forced (L : perceptron.learner) d N S : (1 <= N)%nat -> (1 <= S)%nat -> exists w b told,
  length w = d /\ (squares w b <= Z.of_nat S)%Z /\ run (grid d N) L (label (normal w b)) told
  /\ (length told + 1 = lower d S)%nat.
Proof.
  intros P Q. set (k := Nat.min d ((S - 1) / 4)).
  assert (4 * k + 1 <= S)%nat as Room by (pose proof (Nat.mul_div_le (S - 1) 4); unfold k; lia).
  set (points := lift (repeat 0%nat d) :: map (fun i => lift (unit d i)) (seq 0 k)).
  assert (Forall (grid d N) points) as On.
  { constructor.
    - exists (repeat 0%nat d). rewrite repeat_length. repeat split. apply Forall_forall. intros t I.
      apply repeat_spec in I. lia.
    - apply Forall_map, Forall_forall. intros i I. apply in_seq in I. exists (unit d i). unfold unit.
      rewrite !app_length, !repeat_length. cbn [length]. repeat split; [unfold k in *; lia|].
      apply Forall_forall. intros t J. rewrite !in_app_iff in J. cbn in J.
      destruct J as [J|[[J|[]]|J]]; try apply repeat_spec in J; lia. }
  destruct (contradicted (grid d N) L points [] On) as (all & E & Go).
  unfold points in E. cbn [length] in E. rewrite map_length, seq_length in E.
  destruct all as [|first labels]; [discriminate|]. injection E as E.
  exists (chosen d first labels), (offset first).
  assert (length (chosen d first labels) = d) as Ld.
  { unfold chosen. rewrite app_length, map_length, repeat_length. unfold k in E. lia. }
  destruct (Go (label (normal (chosen d first labels) (offset first)))) as (told & H & T).
  - apply begin.
  - unfold points. cbn [map]. f_equal.
    + assert (dot (normal (chosen d first labels) (offset first)) (lift (repeat 0%nat d)) = IZR (offset first)) as D.
      { rewrite dot_lift by now rewrite repeat_length. unfold value. now rewrite inner_zeros. }
      destruct first; [apply label_true|apply label_false]; rewrite D; cbn; lra.
    + rewrite map_map. transitivity (map (fun i => nth i labels true) (seq 0 (length labels))); [|apply entries].
      rewrite E. apply map_ext_in. intros i I. apply in_seq in I.
      assert (dot (normal (chosen d first labels) (offset first)) (lift (unit d i))
        = IZR (weight first (nth i labels true) + offset first)) as D.
      { rewrite dot_lift.
        - unfold value. rewrite inner_unit by (unfold k in *; lia). do 2 f_equal. unfold chosen.
          rewrite app_nth1 by (rewrite map_length; lia).
          rewrite (nth_indep _ 0%Z (weight first true)) by (rewrite map_length; lia).
          apply map_nth.
        - rewrite Ld. unfold unit. rewrite !app_length, !repeat_length. cbn. unfold k in *. lia. }
      destruct first, (nth i labels true); first [apply label_true|apply label_false]; rewrite D; cbn; lra.
  - exists told. split; [exact Ld|]. split; [|split; [exact H|]].
    + pose proof (squares_chosen d first labels). lia.
    + unfold points in T. cbn [length] in T. rewrite map_length, seq_length in T. unfold lower. fold k. lia.
Qed.
