(* Half-spaces from counterexamples alone by the ellipsoid method (Khachiyan 1979; as a learner: Maass and Turan 1994).

   The target labels the points of a domain X in R^d as the half-spaces [w.x >= 0] do, for all weights w within r of
   some z, and these w have length R at most.  The ellipsoid is the ball of radius R at first, and the hypothesis is the
   half-space of its centre.  A counterexample x with the label b cuts the ellipsoid through its centre: the right w lie
   on the side of g = x if b is +, of g = -x if it is -.

   Python:  exactly computed: floor(d ln(R / r) / -ln(gamma(d))) counterexamples, at most 2 d**2 ln(R / r), for d >= 2;
            rounding outwards, as it does, keeps the second (ellipsoid_rounded.v)
   Theorem: run_bound, for every domain, target and run.  No premise about volumes is left: the determinant of the
            matrix is followed through the run (ellipsoid_determinant.v).  Numbers are exact, not floating point.
            margin_bound: with unit vectors and a margin of g there are at most 2 d^2 ln(4 / g) counterexamples.
   Idea:    all the right w stay in the ellipsoid, and its squared volume shrinks by gamma(d)^2 each time.
   Tight:   the method's count is not known to be met.  every_learner_is_forced: no learner is sure to meet fewer than d
            counterexamples, whatever its hypotheses.
   A vector that is shorter than another has zeros after it (geometry/vectors.v).
   Speaks for ellipsoid_runs.py.                                                                                     *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.finite Require Import equivalence_queries.
From qlearn.geometry Require Import vectors.
From qlearn.linear Require Import shrinking ellipsoid ellipsoid_update ellipsoid_determinant.
Import ListNotations.
Local Open Scope R_scope.

(* Learners and runs are those of equivalence_queries.v: [run X L f told] has its counterexamples in X. *)
Notation learner := (equivalence_queries.learner vector).

(* ---- the algorithm ---- *)

Definition sign (b : bool) : R := if b then 1 else -1.

Fixpoint after (d : nat) (Rad : R) (told : list (vector * bool)) : ellipsoid :=
  match told with
  | [] => ball Rad
  | (x, b) :: before => step (INR d) (scale (sign b) x) (after d Rad before)
  end.

Definition ellipsoid_method (d : nat) (Rad : R) : learner := fun told x => label (centre (after d Rad told)) x.

(* ---- targets ---- *)

(* All weights within r of z are right, and of length at most Rad. *)
Definition robust (d : nat) (X : vector -> Prop) (f : vector -> bool) (z : vector) (r Rad : R) : Prop :=
  (length z <= d)%nat /\ forall w, (length w <= d)%nat -> dist2 w z <= r * r ->
    norm2 w <= Rad * Rad /\ forall x, X x -> label w x = f x.

Lemma sign_square b : sign b * sign b = 1.
Proof. destruct b; cbn; ring. Qed.

(* The right weights are on the side of the label; and a counterexample is not the point 0. *)
Lemma side c w x : label c x <> label w x ->
  0 <= dot (scale (sign (label w x)) x) w - dot (scale (sign (label w x)) x) c.
Proof.
  rewrite !dot_scale_left, !(dot_comm x). unfold label.
  destruct (Rle_dec 0 (dot w x)), (Rle_dec 0 (dot c x)); cbn; intros D; congruence || lra.
Qed.

Lemma not_the_origin c w x : label c x <> label w x -> 0 < norm2 x.
Proof.
  intros D. destruct (Req_dec (norm2 x) 0) as [Z|Z]; [|pose proof (norm2_nonneg x); lra].
  assert (forall u, dot u x = 0) as O.
  { intros u. pose proof (dot_norms u x) as C. rewrite Z, Rmult_0_r in C. nra. }
  exfalso. apply D. unfold label. now rewrite !O.
Qed.

Section Runs.
Variables (d : nat) (X : vector -> Prop) (f : vector -> bool) (z : vector) (r Rad : R).
Hypothesis dimension : (2 <= d)%nat.
Hypothesis domain : forall x, X x -> (length x <= d)%nat.
Hypothesis radii : 0 < r /\ 0 < Rad.
Hypothesis target : robust d X f z r Rad.
Notation E := (after d Rad).

Lemma real_dimension : 2 <= INR d.
Proof. apply (le_INR 2 d dimension). Qed.

(* What holds in every run: the matrix is positive, the right weights are inside, and the determinant is known. *)
Lemma invariant told : run X (ellipsoid_method d Rad) f told ->
  regular (matrix (E told)) /\
  (forall w, (length w <= d)%nat -> dist2 w z <= r * r -> inside (E told) w) /\
  det (matrix (E told)) d ((gamma (INR d) ^ 2) ^ length told * Rad ^ (2 * d)).
Proof.
  pose proof real_dimension as N. destruct target as [Z T]. intros Run.
  induction Run as [|told x Run (Reg & In_ & Dt) Hx D]; cbn [after length].
  - split; [apply ball_regular, radii|]. split.
    + intros w L W. apply inside_ball. now apply T.
    + rewrite pow_O, Rmult_1_l. apply det_ball.
  - assert (f x = label z x) as Fz.
    { symmetry. apply T; [exact Z| |exact Hx]. rewrite dist2_expand. unfold norm2. pose proof (proj1 radii). nra. }
    unfold ellipsoid_method in D. assert (0 < norm2 (scale (sign (f x)) x)) as G.
    { unfold norm2. rewrite dot_scale, dot_scale_left, <- Rmult_assoc, sign_square, Rmult_1_l.
      rewrite Fz in D. exact (not_the_origin _ _ _ D). }
    split; [apply step_regular; lra || assumption|]. split.
    + intros w L W. apply step_keeps; try assumption; [lra|now apply In_|].
      destruct (T w L W) as [_ Right]. rewrite <- (Right x Hx) in *. now apply side.
    + cbn [pow]. rewrite Rmult_assoc. apply det_step; try assumption. rewrite length_scale. now apply domain.
Qed.

Lemma smaller_radius : r <= Rad.
Proof.
  destruct target as [Z T], radii as [Pr PR].
  assert (r * r * norm2 [1] <= dot [1] (matrix (ball Rad) [1])) as W.
  { apply wide with (z := z) (d := d); [lra|exact Z|cbn; lia|]. intros w L D. apply inside_ball. now apply T. }
  unfold norm2, ball in W. cbn in W. apply square_le; lra.
Qed.

(* The ellipsoid contains the ball of the right weights, so it cannot shrink for ever. *)
Lemma still_large told : run X (ellipsoid_method d Rad) f told -> r ^ d <= gamma (INR d) ^ length told * Rad ^ d.
Proof.
  intros Run. destruct (invariant told Run) as (_ & In_ & Dt). destruct target as [Z _], radii as [Pr PR].
  pose proof (det_contains (E told) z r d _ Pr Z In_ Dt) as C. pose proof (gamma_range d dimension) as G.
  apply square_le.
  - apply Rmult_le_pos; apply pow_le; lra.
  - replace (2 * d)%nat with (d + d)%nat in C by lia. rewrite !pow_add in C. rewrite <- pow_mult in C.
    replace (2 * length told)%nat with (length told + length told)%nat in C by lia. rewrite pow_add in C.
    apply Rle_trans with (1 := C). right. ring.
Qed.

(* The theorem. *)
Theorem run_bound told : run X (ellipsoid_method d Rad) f told ->
  INR (length told) <= INR d * ln (Rad / r) / - ln (gamma (INR d)) /\ INR (length told) <= 2 * INR d ^ 2 * ln (Rad / r).
Proof.
  intros Run. pose proof (still_large told Run) as C. pose proof smaller_radius. destruct radii as [Pr PR].
  assert (shrinks (gamma (INR d)) (fun i => gamma (INR d) ^ i * Rad ^ d) (length told)) as Sh.
  { intros i _. cbn [pow]. lra. }
  split; [apply counterexamples with (vol := fun i => gamma (INR d) ^ i * Rad ^ d) (beta := 1)
         |apply counterexamples_simple with (vol := fun i => gamma (INR d) ^ i * Rad ^ d) (beta := 1)];
    try assumption; cbn [pow]; lra.
Qed.
End Runs.

(* ---- a margin ---- *)

(* A change that is smaller than the value changes no label. *)
Lemma same_label w z x : Rabs (dot w x - dot z x) < Rabs (dot z x) -> label w x = label z x.
Proof.
  intros A. unfold label. destruct (Rle_dec 0 (dot w x)), (Rle_dec 0 (dot z x)); try reflexivity; exfalso;
    revert A; unfold Rabs; destruct (Rcase_abs _), (Rcase_abs _); lra.
Qed.

(* How much a value changes within r of z, at a point of length 1 at most. *)
Lemma small_change w z x r : 0 <= r -> dist2 w z <= r * r -> norm2 x <= 1 -> Rabs (dot w x - dot z x) <= r.
Proof.
  intros Pr D N. pose proof (dot_norms (plus w (scale (-1) z)) x) as C. fold (dist2 w z) in C.
  rewrite dot_plus_left, dot_scale_left in C.
  assert (0 <= dist2 w z) as P by apply norm2_nonneg. pose proof (norm2_nonneg x).
  assert (dist2 w z * norm2 x <= r * r * 1) by (apply Rmult_le_compat; lra).
  apply square_le; [exact Pr|]. fold (Rsqr (Rabs (dot w x - dot z x))). rewrite <- Rsqr_abs. unfold Rsqr. nra.
Qed.

(* |w|^2 against |z|^2 when w is within r of z. *)
Lemma near_norm w z r : dist2 w z <= r * r -> r * r <= norm2 z ->
  (norm2 w + norm2 z - r * r) * (norm2 w + norm2 z - r * r) <= 4 * norm2 w * norm2 z.
Proof.
  intros D L. rewrite dist2_expand in D. pose proof (dot_norms w z). pose proof (norm2_nonneg w).
  apply Rle_trans with (2 * dot w z * (2 * dot w z)); [|lra]. apply Rmult_le_compat; lra.
Qed.

Corollary margin_bound d (X : vector -> Prop) z g told :
  (2 <= d)%nat -> (length z <= d)%nat -> norm2 z = 1 -> 0 < g <= 1 ->
  (forall x, X x -> (length x <= d)%nat /\ norm2 x <= 1 /\ g <= Rabs (dot z x)) ->
  run X (ellipsoid_method d 2) (label z) told -> INR (length told) <= 2 * INR d ^ 2 * ln (4 / g).
Proof.
  intros Dim Z One G Hx Run. replace (4 / g) with (2 / (g / 2)) by (field; lra).
  apply (run_bound d X (label z) z (g / 2) 2); try assumption; [intros x I; now apply Hx|lra|].
  split; [exact Z|]. intros w L D. split.
  - pose proof (near_norm w z (g / 2) D ltac:(rewrite One; nra)) as C. rewrite One in C.
    apply Rnot_lt_le. intros B. assert (g / 2 * (g / 2) <= / 4) as S by nra. nra.
  - intros x I. destruct (Hx x I) as (_ & N & M). apply same_label.
    pose proof (small_change w z x (g / 2) ltac:(lra) D N). lra.
Qed.
