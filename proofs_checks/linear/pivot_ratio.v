(* The direction w of a half-space [w.x >= 0] of R^d from labels: every weight's ratio to the largest.

   Python: qlearn/learners/linear/pivot_ratio.py.
   The labels of the axes tell the signs s_i.  Then s_i e_i - t s_p e_p is labelled + if |w_i| > t |w_p|, and
   only if |w_i| >= t |w_p|.  With t = 1 this is a tournament for the largest weight, p; then each ratio
   |w_i|/|w_p|, between 0 and 1, is halved k times.
   Theorem (within_eps, run_bound): if sqrt(d-1)/(2 sin eps) <= 2^k, the angle of w and the result is at most
   eps, after exactly 2 d - 1 + (d-1) k labels, for every w that is not 0 and either label on the boundary.
   Idea: divided by |w_p|, w is at least 1 long and at most sqrt(d-1)/2^(k+1) <= sin(eps) from the result;
   that bounds the sine of the angle (close_entries in geometry/bases.v).
   Python asks the d signs in one round, and all ratios side by side; here one waits for another. *)
From Coq Require Import Reals Lra Psatz List Lia Bool.
From qlearn.finite Require Import lists dialogues.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import tournament.
Import ListNotations.
Open Scope R_scope.

(* ---- the learner ---- *)

(* s_i e_i - t s_p e_p *)
Definition against (s : vector) (i p : nat) (t : R) : vector :=
  plus (axis i (nth i s 0)) (axis p (- t * nth p s 0)).

Definition sign_of (i : nat) : dialogue vector bool R :=
  Ask (axis i 1) (fun above : bool => Done (if above then 1 else -1)).

Definition largest (s : vector) : list nat -> nat -> dialogue vector bool nat :=
  tournament (fun i p => against s i p 1).

(* The middle of the interval from low to low + width, after k halvings. *)
Fixpoint ratio (s : vector) (i p k : nat) (low width : R) : dialogue vector bool R :=
  match k with
  | O => Done (low + width / 2)
  | S k' => let middle := low + width / 2 in
      Ask (against s i p middle) (fun above : bool =>
        ratio s i p k' (if above then middle else low) (width / 2))
  end.

Definition weight (s : vector) (p k i : nat) : dialogue vector bool R :=
  if i =? p then Done (nth i s 0) else bind (ratio s i p k 0 1) (fun r => Done (nth i s 0 * r)).

Definition learner (d k : nat) : dialogue vector bool vector :=
  bind (each sign_of (seq 0 d)) (fun s =>
  bind (largest s (seq 1 (d - 1)) 0) (fun p => each (weight s p k) (seq 0 d))).

(* How many halvings are enough; Python takes the least such k. *)
Definition enough (d k : nat) (eps : R) : Prop := sqrt (INR (d - 1)) / (2 * sin eps) <= 2 ^ k.

(* ---- the number of labels ---- *)

Definition bound (d k : nat) : nat := 2 * d - 1 + (d - 1) * k.

Lemma count_largest t s others p : count t (largest s others p) = length others.
Proof. apply count_tournament. Qed.

Lemma count_ratio t s i p k low width : count t (ratio s i p k low width) = k.
Proof.
  revert low width. unfold count. induction k as [|k IH]; intros; simpl; [reflexivity|]. now rewrite IH.
Qed.

Lemma count_weight t s p k i : count t (weight s p k i) = if i =? p then 0%nat else k.
Proof.
  unfold weight. destruct (i =? p); [reflexivity|]. rewrite count_bind, count_ratio. unfold count. simpl. lia.
Qed.

(* Exactly 2 d - 1 + (d - 1) k labels, whatever the answers. *)
Theorem run_bound t d k : (1 <= d)%nat -> count t (learner d k) = bound d k.
Proof.
  intros D. unfold learner, bound.
  rewrite !count_bind, (count_each_once t sign_of), count_each, count_largest, !seq_length by reflexivity.
  set (s := output t (each sign_of (seq 0 d))).
  set (p := output t (largest s (seq 1 (d - 1)) 0)). assert (P : (p < d)%nat) by now apply tournament_range.
  rewrite (map_ext _ _ (fun i => count_weight t s p k i)), (all_but_one p k d P). lia.
Qed.

(* ---- what the labels tell ---- *)

Section Run.
Variables (w : vector) (teacher : vector -> bool).
Hypothesis teacher_is_honest : honest w teacher.
Let size (i : nat) : R := Rabs (nth i w 0).

(* A sign found turns the weight into its size. *)
Lemma sign_found i : let s := output teacher (sign_of i) in (s = 1 \/ s = -1) /\ s * nth i w 0 = size i.
Proof.
  destruct (teacher_is_honest (axis i 1)) as [Yes No]. rewrite dot_axis, Rmult_1_r in *.
  unfold size, sign_of. simpl. destruct (teacher (axis i 1)).
  - rewrite Rabs_right by (specialize (Yes eq_refl); lra). split; [now left|ring].
  - rewrite Rabs_left1 by (apply No; reflexivity). split; [now right|ring].
Qed.

Definition known (s : vector) (i : nat) : Prop :=
  (nth i s 0 = 1 \/ nth i s 0 = -1) /\ nth i s 0 * nth i w 0 = size i.

(* A label compares |w_i| with t |w_p|. *)
Lemma compared s i p t : known s i -> known s p ->
  (teacher (against s i p t) = true -> t * size p <= size i) /\
  (teacher (against s i p t) = false -> size i <= t * size p).
Proof.
  intros [_ I] [_ P]. destruct (teacher_is_honest (against s i p t)) as [Yes No].
  unfold against in *. rewrite dot_plus, !dot_axis in *.
  split; intros A; [specialize (Yes A)|specialize (No A)]; nra.
Qed.

(* The tournament's winner is at least as large as all that played. *)
Lemma largest_found s others p : (forall i, In i (p :: others) -> known s i) ->
  forall i, In i (p :: others) -> size i <= size (output teacher (largest s others p)).
Proof.
  intros K. apply (tournament_found _ (fun i j => size i <= size j)); [intros i; lra|intros i j k; lra|].
  intros i j I J. destruct (compared s i j 1 (K i I) (K j J)) as [Yes No].
  destruct (teacher (against s i j 1)); [specialize (Yes eq_refl)|specialize (No eq_refl)]; lra.
Qed.

(* k halvings leave the middle within width/2^(k+1) of the ratio r = |w_i|/|w_p|. *)
Lemma ratio_found s i p k low width r : known s i -> known s p -> 0 < size p -> size i = r * size p ->
  low <= r <= low + width -> Rabs (output teacher (ratio s i p k low width) - r) <= width / 2 ^ (k + 1).
Proof.
  intros I P Z E. revert low width. induction k as [|k IH]; intros low width B; cbn [ratio output].
  - apply Rabs_le. simpl. lra.
  - destruct (compared s i p (low + width / 2) I P) as [Yes No]. rewrite E in *.
    replace (width / 2 ^ (S k + 1)) with (width / 2 / 2 ^ (k + 1)) by (simpl; field; apply pow_nonzero; lra).
    apply IH. destruct (teacher _); [specialize (Yes eq_refl)|specialize (No eq_refl)]; split; nra.
Qed.
End Run.

(* ---- the angle ---- *)

(* The theorem: the result has length d and is within eps of w. *)
Theorem within_eps w teacher d k eps : length w = d -> 0 < norm2 w -> honest w teacher -> 0 < eps <= PI / 2 ->
  enough d k eps ->
  let u := output teacher (learner d k) in length u = d /\ angle w u <= eps.
Proof.
  intros L W T E K u. pose proof PI_RGT_0 as PP.
  unfold u, learner. rewrite !output_bind, !output_each.
  set (s := map (fun i => output teacher (sign_of i)) (seq 0 d)).
  set (p := output teacher (largest s (seq 1 (d - 1)) 0)).
  clear u. set (u := map (fun i => output teacher (weight s p k i)) (seq 0 d)).
  destruct (Nat.eq_dec d 0) as [D0|D0].
  { destruct w; [unfold norm2 in W; simpl in W; lra|simpl in L; lia]. }
  assert (Known : forall i, (i < d)%nat -> known w s i).
  { intros i I. unfold known, s. rewrite nth_map_seq by exact I. now apply sign_found. }
  assert (Range : forall i, In i (0%nat :: seq 1 (d - 1)) <-> (i < d)%nat).
  { intros i. simpl. rewrite in_seq. lia. }
  assert (P : (p < d)%nat) by (apply Range, tournament_in).
  set (z := Rabs (nth p w 0)).
  assert (Most : forall i, (i < d)%nat -> Rabs (nth i w 0) <= z).
  { intros i I. apply (largest_found w teacher T s (seq 1 (d - 1)) 0); [|now apply Range].
    intros j J. apply Known, Range, J. }
  assert (Z : 0 < z).
  { apply Rnot_le_lt. intros C. rewrite all_zero in W; [lra|]. intros i I. rewrite L in I. apply Most in I.
    destruct (Req_dec (nth i w 0) 0) as [Q|Q]; [exact Q|]. pose proof (Rabs_pos_lt _ Q). lra. }
  set (e := / 2 ^ (k + 1)). assert (e0 : 0 < e) by (apply Rinv_0_lt_compat, pow_lt; lra).
  assert (LU : length u = d) by (unfold u; rewrite map_length; apply seq_length).
  assert (AtP : nth p u 0 = nth p s 0).
  { unfold u, weight. rewrite nth_map_seq by exact P. rewrite Nat.eqb_refl. reflexivity. }
  split; [exact LU|]. destruct (Known p P) as [SP AP]. fold z in AP.
  assert (Unit : nth p w 0 = z * nth p s 0) by (destruct SP as [S|S]; rewrite S in *; lra).
  apply close_entries with z e p; try assumption; try lra; try lia; try reflexivity.
  - rewrite AtP. exact Unit.
  - intros i I. destruct (Nat.eq_dec i p) as [->|N].
    { rewrite AtP, Unit, Rminus_eq_0, Rabs_R0. nra. }
    rewrite L in I. destruct (Known i I) as [SI AI]. set (r := Rabs (nth i w 0) / z).
    assert (R : Rabs (nth i w 0) = r * z) by (unfold r; field; lra).
    assert (B : 0 <= r <= 0 + 1).
    { specialize (Most i I). pose proof (Rabs_pos (nth i w 0)). split; apply Rmult_le_reg_r with z; lra. }
    pose proof (ratio_found w teacher T s i p k 0 1 r (conj SI AI) (conj SP AP) Z R B) as F.
    unfold u. rewrite nth_map_seq by exact I. unfold weight.
    rewrite (proj2 (Nat.eqb_neq i p) N), output_bind. simpl output.
    set (m := output teacher (ratio s i p k 0 1)) in *.
    replace (nth i w 0 - z * (nth i s 0 * m)) with (z * (- nth i s 0 * (m - r)))
      by (destruct SI as [S|S]; rewrite S in *; lra).
    rewrite Rabs_mult, (Rabs_right z) by lra. apply Rmult_le_compat_l; [lra|].
    rewrite Rabs_mult, Rabs_Ropp. replace (Rabs (nth i s 0)) with 1
      by (destruct SI as [S|S]; rewrite S; unfold Rabs; destruct (Rcase_abs _); lra).
    unfold e. lra.
  - rewrite L. unfold enough in K. assert (Sin : 0 < sin eps) by (apply sin_gt_0; lra).
    assert (P2 : 0 < 2 ^ k) by (apply pow_lt; lra).
    apply Rmult_le_compat_r with (r := sin eps / 2 ^ k) in K; [|apply Rlt_le, Rdiv_lt_0_compat; assumption].
    replace (sqrt (INR (d - 1)) * e) with (sqrt (INR (d - 1)) / (2 * sin eps) * (sin eps / 2 ^ k))
      by (unfold e; rewrite pow_add, pow_1; field; lra).
    replace (2 ^ k * (sin eps / 2 ^ k)) with (sin eps) in K by (field; lra). exact K.
Qed.

(* ---- in the plane the bound is tight for every k: the ratio of w = (1, 0) is always at an end ---- *)

Lemma ratio_of_zero k width : 0 < width ->
  output (label [1; 0]) (ratio [1; 1] 1 0 k 0 width) = width / 2 ^ (k + 1).
Proof.
  revert width. induction k as [|k IH]; intros width P; cbn [ratio output]; [simpl; field|].
  rewrite label_false by (unfold against, axis; simpl; lra).
  rewrite IH by lra. simpl. field. apply pow_nonzero. lra.
Qed.

(* With one halving fewer than enough, w is missed by more than eps, whatever the number k. *)
Theorem one_halving_fewer_misses k : exists w eps, length w = 2%nat /\ norm2 w = 1 /\ 0 < eps <= PI / 2 /\
  enough 2 (S k) eps /\ eps < angle w (output (label w) (learner 2 k)).
Proof.
  set (e := / 2 ^ (k + 1)).
  assert (e0 : 0 < e <= 1 / 2).
  { unfold e. assert (1 <= 2 ^ k) by (apply pow_R1_Rle; lra). rewrite pow_add, pow_1, Rinv_mult.
    assert (/ 2 ^ k <= 1) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
    assert (0 < / 2 ^ k) by (apply Rinv_0_lt_compat; lra). lra. }
  exists [1; 0], (asin (e / 2)). assert (S : sin (asin (e / 2)) = e / 2) by (apply sin_asin; lra).
  pose proof (asin_bound_lt (e / 2) ltac:(lra)) as B.
  assert (B0 : 0 < asin (e / 2)) by (apply sin_increasing_0; rewrite ?sin_0, ?S; lra).
  repeat split; try lra.
  - unfold norm2. simpl. ring.
  - unfold enough. rewrite S. simpl. rewrite sqrt_1. right. unfold e. rewrite pow_add. simpl. field.
    apply pow_nonzero. lra.
  - assert (U : output (label [1; 0]) (learner 2 k) = [1; e]).
    { unfold learner. rewrite output_bind, output_each.
      unfold sign_of. cbn [seq map output]. rewrite !label_true by (unfold axis; simpl; lra).
      rewrite output_bind. unfold largest. cbn [Nat.sub seq tournament output].
      rewrite label_false by (unfold against, axis; simpl; lra).
      rewrite output_each. cbn [map]. unfold weight. cbn [Nat.eqb output nth].
      rewrite output_bind, ratio_of_zero by lra.
      simpl output. f_equal. f_equal. unfold e. field. apply pow_nonzero. lra. }
    rewrite U. apply angle_beyond; [unfold norm2; simpl; nra|unfold norm2; simpl; nra|lra|].
    rewrite cos_asin by lra. unfold norm, norm2, Rsqr. simpl.
    replace (1 * 1 + (0 * e + 0)) with 1 by ring. replace (1 * 1 + (0 * 0 + 0)) with 1 by ring.
    rewrite sqrt_1, Rmult_1_l, <- sqrt_mult by nra. rewrite <- sqrt_1 at 1.
    assert (0 < e * e <= 1 / 4) by nra. apply sqrt_lt_1; nra.
Qed.
