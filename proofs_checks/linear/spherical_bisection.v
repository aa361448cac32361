(* The direction w of a half-space [w.x >= 0] of R^d from labels, one angle after another.

   Python: qlearn/learners/linear/spherical_bisection.py.
   Let u be the direction found for the first j coordinates.  In the plane of u and the next axis e_j the
   projection of w is r (cos(theta), sin(theta)), with theta from -pi/2 to pi/2.  The label of -sin(m) u +
   cos(m) e_j is the sign of r sin(theta - m): it tells on which side of m theta lies.  After k halvings the
   middle t is within tau = pi/2^(k+1) of theta, and u turns to cos(t) u + sin(t) e_j.
   Theorem (within_eps, run_bound): if pi sqrt(d-1)/(2 eps) <= 2^k, the angle of w and the result is at most
   eps, after exactly 1 + (d-1) k labels, for every w that is not 0 and either label on the boundary.
   Idea: the new w.u is r cos(theta - t) (projected).  So each turn keeps the share w.u/|w|, taken in the
   coordinates seen so far, up to a factor cos(tau); and cos(tau)^(d-1) >= cos(tau sqrt(d-1)) >= cos(eps), by
   geometry/cosines.v.
   The dialogue's type is from finite/dialogues.v.  A vector's zeros at the end are left out. *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.finite Require Import dialogues.
From qlearn.geometry Require Import vectors cosines.
From qlearn.reductions Require Import sign.
Import ListNotations.
Open Scope R_scope.

(* ---- the learner ---- *)

Definition point (u : vector) (m : R) : vector := scale (- sin m) u ++ [cos m].
Definition turned (u : vector) (t : R) : vector := scale (cos t) u ++ [sin t].

(* The interval from low to high, after k halvings. *)
Fixpoint halved (u : vector) (k : nat) (low high : R) : dialogue vector bool (R * R) :=
  match k with
  | O => Done (low, high)
  | S k' => let middle := (low + high) / 2 in
      Ask (point u middle) (fun above : bool =>
        if above then halved u k' middle high else halved u k' low middle)
  end.

(* The direction after n more coordinates. *)
Fixpoint extended (k n : nat) (u : vector) : dialogue vector bool vector :=
  match n with
  | O => Done u
  | S n' => bind (halved u k (- (PI / 2)) (PI / 2)) (fun i => extended k n' (turned u ((fst i + snd i) / 2)))
  end.

Definition learner (d k : nat) : dialogue vector bool vector :=
  Ask [1] (fun above : bool => extended k (d - 1) [if above then 1 else -1]).

(* How many halvings are enough; Python takes the least such k. *)
Definition enough (d k : nat) (eps : R) : Prop := PI * sqrt (INR (d - 1)) / (2 * eps) <= 2 ^ k.

(* ---- the number of labels ---- *)

Definition bound (d k : nat) : nat := 1 + (d - 1) * k.

Lemma count_halved t u k low high : count t (halved u k low high) = k.
Proof.
  revert low high. induction k as [|k IH]; intros low high; [reflexivity|].
  unfold count in *. simpl. destruct (t _); now rewrite IH.
Qed.

Lemma count_extended t k n u : count t (extended k n u) = (n * k)%nat.
Proof.
  revert u. induction n as [|n IH]; intros u; [reflexivity|].
  cbn [extended]. rewrite count_bind, count_halved, IH. reflexivity.
Qed.

(* Exactly 1 + (d - 1) k labels, whatever the answers. *)
Theorem run_bound t d k : count t (learner d k) = bound d k.
Proof.
  unfold learner, bound. rewrite <- (count_extended t k (d - 1) [if t [1] then 1 else -1]). reflexivity.
Qed.

(* ---- one turn ---- *)

(* With w's projection r (cos theta, sin theta), the label at m is the sign of r sin(theta - m). *)
Lemma seen w u r theta m : dot w u = r * cos theta -> nth (length u) w 0 = r * sin theta ->
  dot w (point u m) = r * sin (theta - m).
Proof.
  intros A B. unfold point. rewrite dot_snoc, dot_scale.
  unfold scale. rewrite map_length, A, B, sin_minus. ring.
Qed.

(* The identity: the new w.u is r cos(theta - t). *)
Theorem projected w u r theta t : dot w u = r * cos theta -> nth (length u) w 0 = r * sin theta ->
  dot w (turned u t) = r * cos (theta - t).
Proof.
  intros A B. unfold turned. rewrite dot_snoc, dot_scale.
  unfold scale. rewrite map_length, A, B, cos_minus. ring.
Qed.

(* theta stays between the ends, and their distance is halved each time. *)
Lemma halved_angle w teacher u r theta k low high : honest w teacher -> 0 < r ->
  dot w u = r * cos theta -> nth (length u) w 0 = r * sin theta ->
  - (PI / 2) <= low -> high <= PI / 2 -> low <= theta <= high ->
  let i := output teacher (halved u k low high) in fst i <= theta <= snd i /\
    (snd i - fst i) * 2 ^ k = high - low.
Proof.
  intros T R0 A B. pose proof PI_RGT_0 as PP.
  revert low high. induction k as [|k IH]; intros low high L H I; cbn [halved output]; [simpl; lra|].
  set (m := (low + high) / 2).
  destruct (T (point u m)) as [Yes No]. rewrite (seen w u r theta m A B) in Yes, No.
  destruct (teacher (point u m)).
  - assert (M : m <= theta).
    { apply Rnot_lt_le. intros C. assert (0 < sin (m - theta)) by (apply sin_gt_0; unfold m in *; lra).
      replace (theta - m) with (- (m - theta)) in Yes by ring. rewrite sin_neg in Yes.
      specialize (Yes eq_refl). nra. }
    destruct (IH m high ltac:(unfold m in *; lra) H ltac:(lra)) as [J W].
    split; [exact J|]. simpl pow. unfold m in *. lra.
  - assert (M : theta <= m).
    { apply Rnot_lt_le. intros C. assert (0 < sin (theta - m)) by (apply sin_gt_0; unfold m in *; lra).
      specialize (No eq_refl). nra. }
    destruct (IH low m L ltac:(unfold m in *; lra) ltac:(lra)) as [J W].
    split; [exact J|]. simpl pow. unfold m in *. lra.
Qed.

(* After j turns, each with an error whose cosine is at least c: a unit u, and w.u >= c^j |w|, in the
   coordinates so far. *)
Definition near (c : R) (j : nat) (w u : vector) : Prop :=
  length u = S j /\ norm2 u = 1 /\ 0 <= dot w u /\
  c ^ j * c ^ j * norm2 (firstn (S j) w) <= dot w u * dot w u.

(* A turn costs a factor cos(tau). *)
Lemma near_turned w teacher k j u : honest w teacher -> near (cos (tau k)) j w u ->
  let i := output teacher (halved u k (- (PI / 2)) (PI / 2)) in
  near (cos (tau k)) (S j) w (turned u ((fst i + snd i) / 2)).
Proof.
  intros T (L & U & A & N) i. set (t := (fst i + snd i) / 2). set (c := cos (tau k)) in *.
  pose proof PI_RGT_0 as PP. pose proof (tau_range k) as TR.
  assert (C : 0 <= c <= 1) by (unfold c; split; [apply cos_ge_0; lra|apply COS_bound]).
  destruct (polar (dot w u) (nth (length u) w 0) A) as (r & theta & R0 & TH & EA & EB).
  pose proof (projected w u r theta t EA EB) as P.
  assert (E : r * c <= dot w (turned u t)).
  { rewrite P. destruct (Req_dec r 0) as [Z|NZ]; [rewrite Z; lra|].
    apply Rmult_le_compat_l; [exact R0|].
    destruct (halved_angle w teacher u r theta k (- (PI / 2)) (PI / 2)) as [I W]; try assumption; try lra.
    fold i in I, W. destruct (by_size (theta - t)) as [-> [_ S]]. apply cos_less; [|lra].
    split; [exact S|]. assert (K : 0 < 2 ^ k) by (apply pow_lt; lra).
    assert (H : tau k = (snd i - fst i) / 2).
    { unfold tau. rewrite pow_add, pow_1. replace PI with ((snd i - fst i) * 2 ^ k) by lra. field. lra. }
    rewrite H. apply Rabs_le. unfold t. lra. }
  assert (D0 : 0 <= r * c) by nra.
  repeat split.
  - unfold turned, scale. rewrite app_length, map_length. simpl. lia.
  - unfold norm2, turned at 2. rewrite dot_snoc, dot_scale, (dot_comm (turned u t)).
    unfold turned, scale at 2.
    rewrite dot_snoc, dot_scale, app_nth2; unfold scale; rewrite map_length; [|lia].
    rewrite Nat.sub_diag, (nth_overflow u) by lia. unfold norm2 in U. rewrite U. simpl.
    pose proof (sin2_cos2 t) as SC. unfold Rsqr in SC. lra.
  - lra.
  - apply Rle_trans with (r * c * (r * c)); [|nra]. rewrite norm2_firstn. cbn [pow]. rewrite <- L.
    assert (RR : r * r = dot w u * dot w u + nth (length u) w 0 * nth (length u) w 0).
    { rewrite EA, EB. pose proof (sin2_cos2 theta) as SC. unfold Rsqr in SC. nra. }
    assert (CJ : 0 <= c ^ j <= 1) by (split; [apply pow_le; lra|rewrite <- (pow1 j); apply pow_incr; lra]).
    rewrite <- L in N. set (b := nth (length u) w 0) in *. set (a := dot w u) in *.
    set (n := norm2 (firstn (length u) w)) in *. set (p := c ^ j) in *.
    assert (p * p * (b * b) <= 1 * (b * b)) by (apply Rmult_le_compat_r; nra).
    replace (c * p * (c * p) * (n + b * b)) with (c * c * (p * p * n + p * p * (b * b))) by ring.
    replace (r * c * (r * c)) with (c * c * (r * r)) by ring. apply Rmult_le_compat_l; nra.
Qed.

Lemma near_extended w teacher k n j u : honest w teacher -> near (cos (tau k)) j w u ->
  near (cos (tau k)) (n + j) w (output teacher (extended k n u)).
Proof.
  intros T. revert j u. induction n as [|n IH]; intros j u N; [exact N|].
  cbn [extended]. rewrite output_bind. replace (S n + j)%nat with (n + S j)%nat by lia.
  apply IH, near_turned; assumption.
Qed.

(* The theorem: the result is a unit vector of R^d within eps of w. *)
Theorem within_eps w teacher d k eps : length w = d -> 0 < norm2 w -> honest w teacher -> 0 < eps <= PI / 2 ->
  enough d k eps ->
  let u := output teacher (learner d k) in length u = d /\ norm2 u = 1 /\ angle w u <= eps.
Proof.
  intros L W T E K. pose proof PI_RGT_0 as PP. destruct d as [|n].
  { destruct w; [unfold norm2 in W; simpl in W; lra|discriminate]. }
  pose proof (errors_together (S n - 1) k eps E K) as C. unfold learner. cbn [output].
  replace (S n - 1)%nat with n in * by lia.
  set (c := cos (tau k)). set (u0 := [if teacher [1] then 1 else -1]).
  assert (N0 : near c 0 w u0).
  { destruct w as [|a w]; [discriminate|]. destruct (T [1]) as [Yes No]. unfold near, u0, norm2.
    destruct (teacher [1]); simpl in *; rewrite dot_nil in *;
      [specialize (Yes eq_refl)|specialize (No eq_refl)]; repeat split; nra. }
  pose proof (near_extended w teacher k n 0 u0 T N0) as N. rewrite Nat.add_0_r in N. fold c in N.
  set (u := output teacher (extended k n u0)) in *. destruct N as (LU & U & A & N).
  rewrite <- L, firstn_all in N. split; [exact LU|]. split; [exact U|].
  apply angle_within; [exact W|lra|lra|]. unfold norm at 2. rewrite U, sqrt_1, Rmult_1_r.
  fold c in C. assert (C0 : 0 <= cos eps) by (apply cos_ge_0; lra).
  apply square_le; [exact A|]. apply Rle_trans with (2 := N). rewrite <- norm_square.
  pose proof (sqrt_pos (norm2 w)) as NW. fold (norm w) in NW.
  apply Rle_trans with (c ^ n * norm w * (c ^ n * norm w)); [|lra].
  apply Rmult_le_compat; nra.
Qed.

(* The same by the signs of values: linear.spherical_bisection+sign. *)
Corollary by_values w d k eps : length w = d -> 0 < norm2 w -> 0 < eps <= PI / 2 -> enough d k eps ->
  let values := signed (fun v : R => if Rle_dec 0 v then true else false) (learner d k) in
  angle w (output (dot w) values) <= eps /\ count (dot w) values = bound d k.
Proof.
  intros L W E K values. unfold values. rewrite same_output, same_count, run_bound. split; [|reflexivity].
  apply (within_eps w (label w) d k eps L W (label_is_honest w) E K).
Qed.

(* ---- in the plane the bound is tight for every k: w = e_1 lies at the end of all intervals ---- *)

Lemma end_of_interval k low : - (PI / 2) <= low < PI / 2 ->
  output (label [0; 1]) (halved [1] k low (PI / 2)) = (PI / 2 - (PI / 2 - low) / 2 ^ k, PI / 2).
Proof.
  revert low. induction k as [|k IH]; intros low L; cbn [halved output]; [simpl; f_equal; field|].
  set (m := (low + PI / 2) / 2).
  assert (P : label [0; 1] (point [1] m) = true).
  { apply label_true. unfold point. simpl. assert (0 < cos m) by (apply cos_gt_0; unfold m; lra). lra. }
  rewrite P, IH by (unfold m; lra). f_equal. unfold m. simpl. field. apply pow_nonzero. lra.
Qed.

(* With one halving fewer than enough, some w is missed by more than eps, whatever the number k. *)
Theorem one_halving_fewer_misses k : exists w eps, length w = 2%nat /\ norm2 w = 1 /\ 0 < eps <= PI / 2 /\
  enough 2 (S k) eps /\ eps < angle w (output (label w) (learner 2 k)).
Proof.
  pose proof PI_RGT_0 as PP. assert (K : 1 <= 2 ^ k) by (apply pow_R1_Rle; lra).
  assert (I : / 2 ^ k <= 1) by (rewrite <- Rinv_1; apply Rinv_le_contravar; lra).
  assert (I0 : 0 < / 2 ^ k) by (apply Rinv_0_lt_compat; lra).
  exists [0; 1], (PI / 4 * / 2 ^ k). repeat split.
  - unfold norm2. simpl. ring.
  - nra.
  - nra.
  - unfold enough. simpl. rewrite sqrt_1. right. field. lra.
  - unfold learner. cbn [output]. rewrite label_true by (simpl; lra). cbn [Nat.sub extended].
    rewrite output_bind, end_of_interval by lra. cbn [fst snd output].
    replace ((PI / 2 - (PI / 2 - - (PI / 2)) / 2 ^ k + PI / 2) / 2) with (PI / 2 - PI / 2 * / 2 ^ k)
      by (field; lra).
    set (e := PI / 2 * / 2 ^ k). unfold angle, norm, norm2, turned. simpl. rewrite sin_shift, cos_shift.
    replace (0 * (sin e * 1) + (1 * cos e + 0)) with (cos e) by ring.
    replace (0 * 0 + (1 * 1 + 0)) with 1 by ring.
    replace (sin e * 1 * (sin e * 1) + (cos e * cos e + 0)) with 1
      by (pose proof (sin2_cos2 e) as SC; unfold Rsqr in SC; lra).
    rewrite sqrt_1. replace (cos e / (1 * 1)) with (cos e) by field. rewrite acos_cos by (unfold e; nra).
    unfold e. nra.
Qed.
