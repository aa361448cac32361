(* An ellipsoid's matrix seen in turned coordinates: its determinant, and the step of the ellipsoid method, are the same.

   The turn is a reflection, u -> u - 2 (v.u / |v|^2) v; for v = z - |z| e it takes z to the axis e.
   [turned v P] is the map P with the reflection before and after it.
   Theorem: det_turned_step: in turned coordinates too, the step multiplies the determinant by gamma(d)^2;
            takes_to_the_axis: u.(z reflected) = |z| u.e.
   Tight:   both are equations.
   Used by ellipsoid_origin.v.  Python file: ellipsoid_origin.py.                                                    *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import ellipsoid ellipsoid_update ellipsoid_determinant.
Import ListNotations.
Local Open Scope R_scope.

(* A determinant depends on the matrix's products alone. *)
Lemma det_ext P Q d D : (forall u h, dot u (P h) = dot u (Q h)) -> det P d D -> det Q d D.
Proof.
  intros E Dt. induction Dt as [|d D h Dt IH L O]; [apply det_none|]. rewrite E. apply det_more; [exact IH|exact L|].
  intros u U. rewrite <- E. now apply O.
Qed.

(* ---- a reflection ---- *)

Section Reflection.
Variable v : vector.

Definition reflect (u : vector) : vector := plus u (scale (- (2 * dot v u / norm2 v)) v).

Lemma dot_reflect u w : dot (reflect u) w = dot u w - 2 * dot v u * dot v w / norm2 v.
Proof. unfold reflect. rewrite dot_plus_left, dot_scale_left. unfold Rdiv. ring. Qed.

Lemma reflect_moves u w : dot (reflect u) w = dot u (reflect w).
Proof. rewrite dot_reflect, (dot_comm u (reflect w)), dot_reflect, (dot_comm w u). unfold Rdiv. ring. Qed.

Lemma nothing_along u : norm2 v = 0 -> dot v u = 0.
Proof. intros Z. pose proof (dot_norms v u) as C. rewrite Z, Rmult_0_l in C. nra. Qed.

Lemma reflect_twice u w : dot (reflect (reflect u)) w = dot u w.
Proof.
  rewrite dot_reflect, dot_reflect, (dot_comm v (reflect u)), dot_reflect, (dot_comm u v). fold (norm2 v).
  destruct (Req_dec (norm2 v) 0) as [Z|Z]; [rewrite (nothing_along u Z), (nothing_along w Z); unfold Rdiv; ring|].
  field. exact Z.
Qed.

Lemma reflect_norm u : norm2 (reflect u) = norm2 u.
Proof. unfold norm2. rewrite reflect_moves, dot_comm. apply reflect_twice. Qed.

Lemma reflect_length u d : (length v <= d)%nat -> (length u <= d)%nat -> (length (reflect u) <= d)%nat.
Proof. intros V U. apply length_plus; [exact U|]. now rewrite length_scale. Qed.

Definition turned (P : vector -> vector) (h : vector) : vector := reflect (P (reflect h)).

Lemma turned_form P u h : dot u (turned P h) = dot (reflect u) (P (reflect h)).
Proof. unfold turned. symmetry. apply reflect_moves. Qed.

Lemma regular_turned P : regular P -> regular (turned P).
Proof.
  intros (sym & m & M & Pos). split.
  - intros u h. rewrite !turned_form. apply sym.
  - exists m. split; [exact M|]. intros h. rewrite turned_form, <- (reflect_norm h). apply Pos.
Qed.

Lemma turned_twice P g w : symmetric P -> dot w (P (reflect (reflect g))) = dot w (P g).
Proof. intros sym. rewrite (sym w), reflect_twice. apply sym. Qed.

Theorem det_turned_step E g d D : (2 <= d)%nat -> regular (matrix E) -> 0 < norm2 g -> (length g <= d)%nat ->
  (length v <= d)%nat -> det (turned (matrix E)) d D -> det (turned (matrix (step (INR d) g E))) d (gamma (INR d) ^ 2 * D).
Proof.
  intros Dim Reg Pg Lg Lv Dt. pose proof (proj1 Reg) as sym.
  apply det_ext with (P := matrix (step (INR d) (reflect g) {| centre := []; matrix := turned (matrix E) |})).
  - intros u h. rewrite turned_form, !step_form. cbn [matrix].
    rewrite !turned_form, !reflect_twice, !(turned_twice _ _ _ sym). reflexivity.
  - apply det_step; cbn [matrix]; [exact Dim|now apply regular_turned|now rewrite reflect_norm|now apply reflect_length|exact Dt].
Qed.

Lemma det_turned_ball Rad d : det (turned (matrix (ball Rad))) d (Rad ^ (2 * d)).
Proof.
  apply det_ext with (P := matrix (ball Rad)); [|apply det_ball]. intros u h. rewrite turned_form. cbn [ball matrix].
  rewrite !dot_scale, <- (reflect_moves (reflect u) h), reflect_twice. reflexivity.
Qed.
End Reflection.

(* The reflection that takes z to the last axis. *)
Definition towards (z : vector) (k : nat) : vector := plus z (scale (- norm z) (axis k 1)).

Lemma last_axis h k : length h = k -> dot (h ++ [1]) (axis k 1) = 1.
Proof. intros L. rewrite dot_axis, app_nth2 by lia. replace (k - length h)%nat with 0%nat by lia. cbn. ring. Qed.

Theorem takes_to_the_axis z k u : dot u (reflect (towards z k) z) = norm z * dot u (axis k 1).
Proof.
  rewrite <- reflect_moves, dot_reflect. set (v := towards z k).
  assert (forall w, dot v w = dot z w - norm z * dot (axis k 1) w) as V.
  { intros w. unfold v, towards. rewrite dot_plus_left, dot_scale_left. ring. }
  assert (dot (axis k 1) (axis k 1) = 1) as One.
  { change (norm2 (axis k 1) = 1). unfold axis, norm2. rewrite dot_snoc, dot_zeros, app_nth2; rewrite repeat_length; [|lia].
    rewrite Nat.sub_diag. cbn. ring. }
  pose proof (norm_square z) as Nz. unfold norm2 in Nz.
  assert (norm2 v = 2 * dot v z) as Half.
  { unfold norm2. rewrite V, (dot_comm z v), (dot_comm (axis k 1) v), !V, One, (dot_comm (axis k 1) z). nra. }
  destruct (Req_dec (norm2 v) 0) as [Z|Z].
  - rewrite (nothing_along v u Z). pose proof (nothing_along v u Z) as A. rewrite V in A. rewrite (dot_comm u z), (dot_comm u).
    unfold Rdiv. rewrite Rmult_0_r, Rmult_0_l. lra.
  - replace (2 * dot v u * dot v z / norm2 v) with (dot v u) by (rewrite Half; field; rewrite Half in Z; lra).
    rewrite V, (dot_comm u z), (dot_comm u). ring.
Qed.
