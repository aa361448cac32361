(* Half-spaces [w.x + b >= 0] of R^d with an offset, by a learner of directions in R^(d+1).

   Python: qlearn/reductions/homogeneous.py.
   With y = (x - centre)/step the half-space is v.(y, 1) >= 0 for one v of R^(d+1).  The label of z = (y, y_0)
   is that of the point centre + step y/y_0, turned round if y_0 < 0 (scaled).  The inner learner works in the
   basis of a Householder reflection, which keeps angles and is its own inverse.
   Theorem (same_count, within_eps): the result is within eps of v, with as many labels as the inner learner
   asks, if that one is within eps for every teacher who is honest up to the boundary.
   Premise: no question of the run lies at infinity, y_0 <> 0.  Python refuses such a question; that the roots
   of the primes exclude it is not proved here.  What y_0 is, and an instance: at_infinity, an_instance. *)
From Coq Require Import Reals Lra List Lia Bool.
From qlearn.finite Require Import dialogues.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require spherical_bisection pivot_ratio.
Import ListNotations.
Open Scope R_scope.

(* ---- the reflection x - 2 (r.x) r ---- *)

Definition reflected (r x : vector) : vector := plus x (scale (-2 * dot r x) r).

Lemma plus_cancel x r c : length x = length r -> plus (plus x (scale c r)) (scale (- c) r) = x.
Proof.
  revert r. induction x as [|a x IH]; intros [|b r] L; try discriminate; [reflexivity|].
  injection L as L. simpl. f_equal; [ring|]. apply IH, L.
Qed.

(* It is its own inverse. *)
Theorem reflected_twice r x : norm2 r = 1 -> length x = length r -> reflected r (reflected r x) = x.
Proof.
  intros U L. unfold norm2 in U. unfold reflected at 1. set (c := -2 * dot r x).
  assert (D : dot r (reflected r x) = - dot r x).
  { unfold reflected. rewrite dot_plus, dot_scale, U. ring. }
  rewrite D. replace (-2 * - dot r x) with (- c) by (unfold c; ring). apply plus_cancel, L.
Qed.

Lemma reflected_moves r x y : dot (reflected r x) y = dot x (reflected r y).
Proof.
  unfold reflected. rewrite (dot_comm (plus _ _)), !dot_plus, !dot_scale.
  rewrite (dot_comm y x), (dot_comm y r), (dot_comm x r). ring.
Qed.

(* It keeps inner products. *)
Theorem reflected_dot r x y : norm2 r = 1 -> dot (reflected r x) (reflected r y) = dot x y.
Proof.
  intros U. unfold norm2 in U. rewrite reflected_moves. set (z := reflected r y).
  assert (X : dot x z = dot x y - 2 * dot r y * dot x r)
    by (unfold z, reflected; rewrite dot_plus, dot_scale; ring).
  assert (D : dot r z = - dot r y) by (unfold z, reflected; rewrite dot_plus, dot_scale, U; ring).
  unfold reflected. rewrite dot_plus, dot_scale, X, D. ring.
Qed.

(* So it keeps angles. *)
Theorem reflected_angle r x y : norm2 r = 1 -> angle (reflected r x) (reflected r y) = angle x y.
Proof. intros U. unfold angle, norm, norm2. now rewrite !reflected_dot. Qed.

Lemma reflected_length r x : length x = length r -> length (reflected r x) = length r.
Proof.
  unfold reflected. generalize (-2 * dot r x). intros c. revert r.
  induction x as [|a x IH]; intros [|b r] L; try discriminate; [reflexivity|]. simpl. f_equal. apply IH.
  now injection L.
Qed.

(* ---- homogeneous coordinates ---- *)

Fixpoint times (u v : vector) : vector :=
  match u, v with a :: u', b :: v' => a * b :: times u' v' | _, _ => [] end.

Lemma dot_times w h z : dot w (times h z) = dot (times w h) z.
Proof.
  revert h z. induction w as [|a w IH]; intros [|b h] [|c z]; simpl; try reflexivity. rewrite IH. ring.
Qed.

Lemma times_length w h : length w = length h -> length (times w h) = length h.
Proof.
  revert h. induction w as [|a w IH]; intros [|b h] L; try discriminate; [reflexivity|].
  simpl. f_equal. apply IH. now injection L.
Qed.

(* The half-space's direction in the scaled coordinates, the last coordinate of z, and where z is asked. *)
Definition direction (w : vector) (b : R) (centre step : vector) : vector :=
  times w step ++ [dot w centre + b].
Definition last_of (d : nat) (z : vector) : R := nth d z 0.
Definition asked_at (centre step z : vector) : vector :=
  plus centre (times step (scale (/ last_of (length centre) z) z)).

(* v.z = y_0 (w.x + b) at the point x that is asked for z. *)
Theorem scaled w b centre step z : length w = length step -> length centre = length step ->
  last_of (length centre) z <> 0 ->
  dot (direction w b centre step) z = last_of (length centre) z * (dot w (asked_at centre step z) + b).
Proof.
  intros W C Z. unfold direction, asked_at. rewrite dot_comm, dot_snoc, times_length by exact W.
  rewrite dot_plus, (dot_times w step), dot_scale, (dot_comm z), <- C. fold (last_of (length centre) z).
  field. exact Z.
Qed.

(* The answer must be turned round: y_0 = -1 at the point -1 of [x >= 0]. *)
Theorem turned_round : dot (direction [1] 0 [0] [1]) [1; -1] = 1 /\
  dot [1] (asked_at [0] [1] [1; -1]) + 0 = -1.
Proof. split; unfold direction, asked_at, last_of; simpl; field. Qed.

(* ---- the run ---- *)

(* What is heard of the answer for a question q of the turned basis: it is turned round if y_0 < 0. *)
Definition heard (d : nat) (r q : vector) (answer : bool) : bool :=
  xorb answer (if Rlt_dec (last_of d (reflected r q)) 0 then true else false).

Definition homogeneous (centre step r : vector) (inner : dialogue vector bool vector) :=
  bind (translated (fun q => asked_at centre step (reflected r q)) (heard (length centre) r) inner)
    (fun u => Done (reflected r u)).

(* A teacher of the half-space; on the boundary both labels are allowed. *)
Definition honest_affine (w : vector) (b : R) (teacher : vector -> bool) : Prop :=
  forall x, (teacher x = true -> 0 <= dot w x + b) /\ (teacher x = false -> dot w x + b <= 0).

(* What the inner learner hears. *)
Definition inner_teacher (centre step r : vector) (teacher : vector -> bool) (q : vector) : bool :=
  heard (length centre) r q (teacher (asked_at centre step (reflected r q))).

(* As many labels as the inner learner asks, whatever the answers. *)
Theorem same_count centre step r inner teacher :
  count teacher (homogeneous centre step r inner) = count (inner_teacher centre step r teacher) inner.
Proof.
  unfold homogeneous. rewrite count_bind. unfold count.
  destruct (translated_run (fun q => asked_at centre step (reflected r q)) (heard (length centre) r)
    teacher inner) as [_ ->].
  rewrite map_length. simpl. rewrite Nat.add_0_r. reflexivity.
Qed.

(* Where y_0 is not 0 the inner learner hears an honest label of the turned direction. *)
Lemma heard_rightly w b centre step r teacher q : length w = length step -> length centre = length step ->
  honest_affine w b teacher -> last_of (length centre) (reflected r q) <> 0 ->
  let heard_label := inner_teacher centre step r teacher q in
  let v := reflected r (direction w b centre step) in
  (heard_label = true -> 0 <= dot v q) /\ (heard_label = false -> dot v q <= 0).
Proof.
  intros W C T Z heard_label v. unfold v. rewrite reflected_moves, scaled by assumption.
  set (z := reflected r q) in *. destruct (T (asked_at centre step z)) as [Yes No].
  unfold heard_label, inner_teacher, heard. fold z.
  set (value := dot w (asked_at centre step z) + b) in *. set (y0 := last_of (length centre) z) in *.
  destruct (teacher (asked_at centre step z)), (Rlt_dec y0 0); simpl; split; intros E; try discriminate;
    [specialize (Yes eq_refl)|specialize (Yes eq_refl)|specialize (No eq_refl)|specialize (No eq_refl)]; nra.
Qed.

(* The inner promise, about the direction v in the scaled coordinates. *)
Theorem within_eps w b centre step r inner eps teacher :
  length w = length step -> length centre = length step -> length r = S (length step) -> norm2 r = 1 ->
  (forall v t, length v = S (length step) -> 0 < norm2 v -> honest v t ->
    let u := output t inner in length u = S (length step) /\ angle v u <= eps) ->
  let v := direction w b centre step in
  0 < norm2 v -> honest_affine w b teacher ->
  (forall q, In q (asked (inner_teacher centre step r teacher) inner) ->
    last_of (length centre) (reflected r q) <> 0) ->
  angle v (output teacher (homogeneous centre step r inner)) <= eps.
Proof.
  intros W C LR U Inner v V T Finite. set (t := inner_teacher centre step r teacher).
  assert (LV : length v = length r).
  { unfold v, direction. rewrite app_length, times_length by exact W. simpl. lia. }
  set (v' := reflected r v).
  set (t' := fun q => if Req_EM_T (last_of (length centre) (reflected r q)) 0 then label v' q else t q).
  assert (H : honest v' t').
  { intros q. unfold t'. destruct (Req_EM_T _ 0) as [Z|Z]; [apply label_is_honest|].
    exact (heard_rightly w b centre step r teacher q W C T Z). }
  destruct (same_run t t' inner) as [Same _].
  { intros q Q. unfold t'. destruct (Req_EM_T _ 0) as [Z|Z]; [|reflexivity]. now apply Finite in Q. }
  assert (V' : norm2 v' = norm2 v) by (unfold norm2, v'; apply reflected_dot, U).
  destruct (Inner v' t') as [LU A]; [unfold v'; rewrite reflected_length; lia|lra|exact H|].
  rewrite <- Same in LU, A. unfold homogeneous. rewrite output_bind. cbn [output].
  destruct (translated_run (fun q => asked_at centre step (reflected r q)) (heard (length centre) r)
    teacher inner) as [-> _].
  fold (inner_teacher centre step r teacher). change (fun q => _) with t.
  rewrite <- (reflected_twice r v U LV). fold v'. rewrite reflected_angle by exact U. exact A.
Qed.

(* ---- the two learners it is shown on: their bounds at d + 1 ---- *)

Notation by_angles := spherical_bisection.learner.
Notation by_ratios := pivot_ratio.learner.

Definition angles_bound (d k : nat) : nat := spherical_bisection.bound (d + 1) k.
Definition ratios_bound (d k : nat) : nat := pivot_ratio.bound (d + 1) k.

Theorem angles_count centre step r d k teacher :
  count teacher (homogeneous centre step r (by_angles (d + 1) k)) = angles_bound d k.
Proof. rewrite same_count. apply spherical_bisection.run_bound. Qed.

Theorem ratios_count centre step r d k teacher :
  count teacher (homogeneous centre step r (by_ratios (d + 1) k)) = ratios_bound d k.
Proof. rewrite same_count. apply pivot_ratio.run_bound. lia. Qed.

(* At d instead of d + 1 the bound is too small, unless no angle or ratio is halved. *)
Theorem angles_at_d_are_too_few centre step r d k teacher : (1 <= d)%nat -> (1 <= k)%nat ->
  (spherical_bisection.bound d k < count teacher (homogeneous centre step r (by_angles (d + 1) k)))%nat.
Proof.
  intros D K. rewrite angles_count. unfold angles_bound, spherical_bisection.bound.
  replace (d + 1 - 1)%nat with (S (d - 1)) by lia. simpl. lia.
Qed.

Theorem ratios_at_d_are_too_few centre step r d k teacher : (1 <= d)%nat ->
  (pivot_ratio.bound d k < count teacher (homogeneous centre step r (by_ratios (d + 1) k)))%nat.
Proof.
  intros D. rewrite ratios_count. unfold ratios_bound, pivot_ratio.bound.
  replace (d + 1 - 1)%nat with (S (d - 1)) by lia. simpl. lia.
Qed.

(* What the theorem asks for: sizes that fit, a unit r, a half-space, an honest teacher, no point at infinity. *)
Definition fits (w : vector) (b : R) (centre step r : vector) (d : nat) (teacher : vector -> bool)
    (inner : dialogue vector bool vector) : Prop :=
  (length w = d /\ length centre = d /\ length step = d /\ length r = S d) /\
  norm2 r = 1 /\ 0 < norm2 (direction w b centre step) /\ honest_affine w b teacher /\
  forall q, In q (asked (inner_teacher centre step r teacher) inner) -> last_of d (reflected r q) <> 0.

(* All together: the result's direction is within eps of the half-space's. *)
Theorem angles_within_eps w b centre step r d k eps teacher :
  fits w b centre step r d teacher (by_angles (S d) k) ->
  0 < eps <= PI / 2 -> spherical_bisection.enough (S d) k eps ->
  angle (direction w b centre step) (output teacher (homogeneous centre step r (by_angles (S d) k))) <= eps.
Proof.
  intros ((W & C & H & LR) & U & V & T & F) E K.
  apply within_eps; try assumption; try congruence; [|rewrite C; exact F].
  intros v t Lv Vv Tv. rewrite H in *.
  destruct (spherical_bisection.within_eps v t (S d) k eps Lv Vv Tv E K) as (LU & _ & A). now split.
Qed.

Theorem ratios_within_eps w b centre step r d k eps teacher :
  fits w b centre step r d teacher (by_ratios (S d) k) -> 0 < eps <= PI / 2 -> pivot_ratio.enough (S d) k eps ->
  angle (direction w b centre step) (output teacher (homogeneous centre step r (by_ratios (S d) k))) <= eps.
Proof.
  intros ((W & C & H & LR) & U & V & T & F) E K.
  apply within_eps; try assumption; try congruence; [|rewrite C; exact F].
  intros v t Lv Vv Tv. rewrite H in *. exact (pivot_ratio.within_eps v t (S d) k eps Lv Vv Tv E K).
Qed.

(* ---- questions at infinity ---- *)

(* y_0 is the inner product with the image of the last axis. *)
Lemma at_infinity d r q : last_of d (reflected r q) = dot (reflected r (axis d 1)) q.
Proof. unfold last_of. rewrite reflected_moves, dot_comm, dot_axis. ring. Qed.

(* A run of which no question is at infinity, whatever the answers; here y_0 is -24/25 and -7/25. *)
Theorem an_instance t q : In q (asked t (by_angles 2 1)) ->
  last_of 1 (reflected [3 / 5; 4 / 5] q) <> 0.
Proof.
  intros Q. unfold spherical_bisection.learner in Q. simpl in Q. unfold spherical_bisection.point in Q.
  replace ((- (PI / 2) + PI / 2) / 2) with 0 in Q by field. rewrite sin_0, cos_0 in Q.
  destruct Q as [<-|Q]; [unfold last_of, reflected; simpl; lra|].
  destruct (t [1]); simpl in Q; destruct (t _); simpl in Q; destruct Q as [<-|[]]; unfold last_of, reflected;
    simpl; lra.
Qed.
