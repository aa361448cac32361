(* No learner of robust half-spaces is sure to meet fewer than d counterexamples.

   Theorem: for every learner, whatever its hypotheses, there is a target on the d unit points of R^d, right for all
            weights within 1/2 of some z and these of length at most d + 1, and a run with d counterexamples.
            Scaled to length 1, the same z has the margin 1 / sqrt d.
   Idea:    at the point e_1, then e_2, ..., say the opposite of the learner.  The entries of z are the labels.
   Tight:   on these d points a learner that remembers them meets at most d counterexamples.
   Python file: ellipsoid_runs.py.                                                                                  *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.finite Require Import equivalence_queries.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import ellipsoid_update ellipsoid_determinant ellipsoid_runs.
Import ListNotations.
Local Open Scope R_scope.

Definition unit_point (i : nat) : vector := axis i 1.
Definition unit_points (d : nat) (x : vector) : Prop := exists i, (i < d)%nat /\ x = unit_point i.

Lemma dot_unit w i : dot w (unit_point i) = nth i w 0.
Proof. unfold unit_point. rewrite dot_axis. ring. Qed.

Lemma norm2_unit i : norm2 (unit_point i) = 1.
Proof.
  unfold norm2. rewrite dot_unit. unfold unit_point, axis. rewrite app_nth2; rewrite repeat_length; [|lia].
  now rewrite Nat.sub_diag.
Qed.

(* A run depends only on what the target says. *)
Lemma same_target (X : vector -> Prop) L f f' told : (forall x, f x = f' x) -> run X L f' told -> run X L f told.
Proof.
  intros Eq Run. induction Run as [|told x Run IH Hx D]; [apply begin|]. rewrite <- (Eq x) in *.
  now apply counterexample.
Qed.

Section Forced.
Variable L : learner.

Fixpoint answers (k : nat) : list (vector * bool) :=
  match k with
  | O => []
  | S i => (unit_point i, negb (L (answers i) (unit_point i))) :: answers i
  end.

Definition opposite (i : nat) : bool := negb (L (answers i) (unit_point i)).
Definition weights (d : nat) : vector := map (fun i => sign (opposite i)) (seq 0 d).

Lemma answers_length k : length (answers k) = k.
Proof. induction k as [|k IH]; cbn; congruence. Qed.

Lemma entry d i : (i < d)%nat -> nth i (weights d) 0 = sign (opposite i).
Proof.
  intros I. unfold weights. rewrite (nth_indep _ 0 (sign (opposite 0))) by now rewrite map_length, seq_length.
  rewrite (map_nth (fun i => sign (opposite i))), seq_nth by exact I. reflexivity.
Qed.

Lemma label_entry d i : (i < d)%nat -> label (weights d) (unit_point i) = opposite i.
Proof.
  intros I. destruct (opposite i) eqn:O; [apply label_true|apply label_false];
    rewrite dot_unit, entry, O by exact I; cbn; lra.
Qed.

Lemma weights_norm d : norm2 (weights d) = INR d.
Proof.
  unfold weights. rewrite <- (seq_length d 0) at 2. induction (seq 0 d) as [|i l IH]; [reflexivity|].
  unfold norm2 in *. cbn [map dot length]. rewrite IH, sign_square, S_INR. ring.
Qed.

Lemma answers_run d k : (k <= d)%nat -> run (unit_points d) L (label (weights d)) (answers k).
Proof.
  induction k as [|k IH]; intros K; cbn [answers]; [apply begin|].
  fold (opposite k). rewrite <- (label_entry d k) by lia. apply counterexample.
  - apply IH. lia.
  - exists k. split; [lia|reflexivity].
  - rewrite label_entry by lia. unfold opposite. now destruct (L _ _).
Qed.

Lemma weights_robust d : (1 <= d)%nat ->
  robust d (unit_points d) (label (weights d)) (weights d) (1 / 2) (INR d + 1).
Proof.
  intros D1. pose proof (le_INR 1 d D1) as D. change (INR 1) with 1 in D. split.
  - unfold weights. now rewrite map_length, seq_length.
  - intros w _ W. split.
    + pose proof (near_norm w (weights d) (1 / 2) W ltac:(rewrite weights_norm; lra)) as C. rewrite weights_norm in C.
      set (N := norm2 w) in *. apply Rnot_lt_le. intros B. set (n := INR d) in *.
      assert (n + 1 <= N - n - / 4) as T by nra.
      assert ((n + 1) * (n + 1) <= (N - n - / 4) * (N - n - / 4)) as S by (apply Rmult_le_compat; lra).
      replace ((N + n - 1 / 2 * (1 / 2)) * (N + n - 1 / 2 * (1 / 2)))
        with ((N - n - / 4) * (N - n - / 4) - n + 4 * N * n) in C by field. nra.
    + intros x (i & I & ->). apply same_label.
      pose proof (small_change w (weights d) (unit_point i) (1 / 2) ltac:(lra) W ltac:(rewrite norm2_unit; lra)) as C.
      apply Rle_lt_trans with (1 := C). rewrite dot_unit, entry by exact I.
      destruct (opposite i); cbn; [rewrite Rabs_R1|rewrite Rabs_left]; lra.
Qed.
End Forced.

Lemma unit_points_short d x : unit_points d x -> (length x <= d)%nat.
Proof. intros (i & I & ->). unfold unit_point, axis. rewrite app_length, repeat_length. cbn. lia. Qed.

Theorem every_learner_is_forced d L : (1 <= d)%nat -> exists z told,
  robust d (unit_points d) (label z) z (1 / 2) (INR d + 1) /\ run (unit_points d) L (label z) told /\ length told = d.
Proof.
  intros D. exists (weights L d), (answers L d). split; [now apply weights_robust|]. split; [now apply answers_run|].
  apply answers_length.
Qed.

(* The same with unit vectors and the margin 1 / sqrt d: divide z by its length. *)
Theorem every_learner_is_forced_by_a_margin d L : (1 <= d)%nat -> exists z told,
  (length z <= d)%nat /\ norm2 z = 1 /\
  (forall x, unit_points d x -> (length x <= d)%nat /\ norm2 x <= 1 /\ / sqrt (INR d) <= Rabs (dot z x)) /\
  run (unit_points d) L (label z) told /\ length told = d.
Proof.
  intros D. assert (0 < INR d) as P by (apply lt_0_INR; lia). assert (0 < sqrt (INR d)) as S by now apply sqrt_lt_R0.
  assert (0 < / sqrt (INR d)) as I by now apply Rinv_0_lt_compat.
  assert (forall x, label (scale (/ sqrt (INR d)) (weights L d)) x = label (weights L d) x) as Same.
  { intros x. unfold label. rewrite dot_scale_left.
    destruct (Rle_dec 0 _) as [A|A], (Rle_dec 0 (dot (weights L d) x)) as [B|B]; try reflexivity; exfalso.
    - apply B. nra.
    - apply A. nra. }
  exists (scale (/ sqrt (INR d)) (weights L d)), (answers L d). repeat split.
  - rewrite length_scale. unfold weights. now rewrite map_length, seq_length.
  - unfold norm2. rewrite dot_scale, dot_scale_left. fold (norm2 (weights L d)). rewrite weights_norm.
    rewrite <- (sqrt_sqrt (INR d)) at 3 by lra. field. lra.
  - now apply unit_points_short.
  - destruct H as (i & _ & ->). rewrite norm2_unit. lra.
  - destruct H as (i & Hi & ->). rewrite dot_scale_left, dot_unit, entry, Rabs_mult, Rabs_pos_eq by (exact Hi || lra).
    destruct (opposite L i); cbn; [rewrite Rabs_R1|rewrite Rabs_left]; lra.
  - apply (same_target _ _ _ (label (weights L d))); [intros x; now rewrite Same|]. now apply answers_run.
  - apply answers_length.
Qed.

(* ---- d is the number of the unit points: who remembers them meets no more ---- *)

Definition remembers : learner := fun told x =>
  match find (fun a => if list_eq_dec Req_EM_T (fst a) x then true else false) told with
  | Some (_, b) => b
  | None => true
  end.

(* The points told are different, and labelled by the target. *)
Lemma remembers_run X f told : run X remembers f told ->
  NoDup (map fst told) /\ (forall a, In a told -> X (fst a) /\ snd a = f (fst a)).
Proof.
  intros Run. induction Run as [|told x Run [Nd Is] Hx D]; [split; [constructor|intros a []]|]. split.
  - cbn. constructor; [|exact Nd]. intros I. apply D. unfold remembers.
    destruct (find _ told) as [[y b]|] eqn:F.
    + apply find_some in F. destruct F as [F E]. cbn [fst] in E.
      destruct (list_eq_dec Req_EM_T y x) as [->|]; [|discriminate E]. exact (proj2 (Is _ F)).
    + apply in_map_iff in I. destruct I as (a & <- & Ha). pose proof (find_none _ _ F a Ha) as E. cbv beta in E.
      destruct (list_eq_dec Req_EM_T (fst a) (fst a)); [discriminate E|contradiction].
  - intros a [<-|I]; [now split|now apply Is].
Qed.

Theorem unit_points_cost_no_more d f told : run (unit_points d) remembers f told -> (length told <= d)%nat.
Proof.
  intros Run. destruct (remembers_run _ _ _ Run) as [Nd Is].
  rewrite <- (map_length fst), <- (seq_length d 0), <- (map_length unit_point (seq 0 d)).
  apply NoDup_incl_length; [exact Nd|]. intros x I. apply in_map_iff in I. destruct I as (a & <- & Ha).
  destruct (Is a Ha) as [(i & Hi & ->) _]. apply in_map, in_seq. lia.
Qed.
