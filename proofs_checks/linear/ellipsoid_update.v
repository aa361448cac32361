(* The update of the ellipsoid method, on centre and matrix, in any dimension (Khachiyan 1979).

   The ellipsoid with the centre c and the symmetric matrix P is the set of all w with (h.(w - c))^2 <= h.P h for all
   directions h.  (If P is the square of a radius times the identity, that is a ball.)  A cut through the centre keeps
   the w with g.(w - c) >= 0.
   Python:  q = g @ P @ g
            c = c + P @ g / ((n + 1) * sqrt(q))
            P = n**2 / (n**2 - 1) * (P - 2 / ((n + 1) * q) * outer(P @ g, P @ g))
   Theorem (step_keeps): every w that the cut keeps is in the new ellipsoid; and (step_regular) the new matrix is
            symmetric and positive again, so that it can be cut once more.
   Idea:    for one direction h at a time, everything happens in the plane of g and h: there the claim is the one of
            ellipsoid.v about the half ball, and Cauchy's inequality.
   Tight:   the new ellipsoid's boundary holds a point that the cut keeps, in the direction g (step_reaches).
   A matrix is the map h -> P h on lists; a vector that is shorter than another has zeros after it (geometry/vectors.v).
   Used by ellipsoid_determinant.v and ellipsoid_runs.v.  Python file: ellipsoid_runs.py.                           *)
From Coq Require Import Reals Lra Psatz List.
From qlearn.geometry Require Import vectors.
Import ListNotations.
Local Open Scope R_scope.

Record ellipsoid : Type := { centre : vector; matrix : vector -> vector }.

Definition inside (E : ellipsoid) (w : vector) : Prop :=
  forall h, (dot h w - dot h (centre E)) ^ 2 <= dot h (matrix E h).

Definition ball (Rad : R) : ellipsoid := {| centre := []; matrix := scale (Rad * Rad) |}.

Definition minus_outer (P : vector -> vector) (g : vector) (k : R) (h : vector) : vector :=
  plus (P h) (scale (- (k * dot g (P h))) (P g)).

Definition step (n : R) (g : vector) (E : ellipsoid) : ellipsoid :=
  let P := matrix E in let q := dot g (P g) in
  {| centre := plus (centre E) (scale (/ ((n + 1) * sqrt q)) (P g));
     matrix := fun h => scale (n ^ 2 / (n ^ 2 - 1)) (minus_outer P g (2 / ((n + 1) * q)) h) |}.

(* A symmetric matrix whose form is at least m |h|^2, for some m > 0. *)
Definition symmetric (P : vector -> vector) : Prop := forall g h, dot g (P h) = dot h (P g).
Definition regular (P : vector -> vector) : Prop :=
  symmetric P /\ exists m, 0 < m /\ forall h, m * norm2 h <= dot h (P h).

(* ---- balls ---- *)

Lemma dot_plus_left u v w : dot (plus u v) w = dot u w + dot v w.
Proof. rewrite !(dot_comm _ w). apply dot_plus. Qed.

Lemma dot_scale_left c u w : dot (scale c u) w = c * dot u w.
Proof. rewrite !(dot_comm _ w). apply dot_scale. Qed.

(* The ball is the ball. *)
Theorem inside_ball Rad w : inside (ball Rad) w <-> norm2 w <= Rad * Rad.
Proof.
  unfold inside, ball. cbn [centre matrix]. split.
  - intros I. specialize (I w). rewrite dot_nil, dot_scale, Rminus_0_r in I. fold (norm2 w) in I.
    pose proof (norm2_nonneg w). apply Rnot_lt_le. intros C. nra.
  - intros I h. rewrite dot_nil, dot_scale, Rminus_0_r. fold (norm2 h). pose proof (dot_norms h w).
    pose proof (norm2_nonneg h). nra.
Qed.

Lemma ball_regular Rad : 0 < Rad -> regular (matrix (ball Rad)).
Proof.
  intros P. cbn [ball matrix]. split.
  - intros g h. rewrite !dot_scale, (dot_comm g h). reflexivity.
  - exists (Rad * Rad). split; [nra|]. intros h. rewrite dot_scale. unfold norm2. lra.
Qed.

(* ---- what symmetry gives ---- *)

Section Symmetric.
Variable P : vector -> vector.
Hypothesis sym : symmetric P.

Lemma form_plus g u v : dot g (P (plus u v)) = dot g (P u) + dot g (P v).
Proof. rewrite sym, dot_plus_left, (sym u g), (sym v g). reflexivity. Qed.

Lemma form_scale g c u : dot g (P (scale c u)) = c * dot g (P u).
Proof. rewrite sym, dot_scale_left, (sym u g). reflexivity. Qed.

(* The form in the plane of g and h. *)
Lemma form_in_plane a b g h : dot (plus (scale a g) (scale b h)) (P (plus (scale a g) (scale b h)))
  = a ^ 2 * dot g (P g) + 2 * a * b * dot g (P h) + b ^ 2 * dot h (P h).
Proof.
  rewrite form_plus, !form_scale, !dot_plus_left, !dot_scale_left, (sym h g). ring.
Qed.

Lemma minus_outer_form g k u h : dot u (minus_outer P g k h) = dot u (P h) - k * dot g (P h) * dot u (P g).
Proof. unfold minus_outer. rewrite dot_plus, dot_scale. ring. Qed.

(* Cauchy's inequality for the form. *)
Lemma form_cauchy g h : (forall u, 0 <= dot u (P u)) -> 0 < dot g (P g) ->
  dot g (P h) ^ 2 <= dot g (P g) * dot h (P h).
Proof.
  intros Pos G. pose proof (Pos (plus (scale (- dot g (P h)) g) (scale (dot g (P g)) h))) as C.
  rewrite form_in_plane in C. set (Q := dot g (P g)) in *. set (B := dot g (P h)) in *. set (q := dot h (P h)) in *.
  assert (0 <= Q * (Q * q - B ^ 2)) as D by nra. apply Rnot_lt_le. intros L. nra.
Qed.
End Symmetric.

(* ---- the plane ---- *)

(* 2 p <= u + v if p^2 <= u v. *)
Lemma means p u v : 0 <= u -> 0 <= v -> p ^ 2 <= u * v -> 2 * p <= u + v.
Proof. intros U V S. apply square_le; [lra|]. pose proof (Rle_0_sqr (u - v)) as Q. unfold Rsqr in Q. nra. Qed.

Lemma cauchy_in_plane a x t y q l m : 0 < l -> 0 < m -> 0 <= y -> 0 <= q -> t ^ 2 <= y * q ->
  x ^ 2 / l + y / m <= 1 -> (a * x + t) ^ 2 <= l * a ^ 2 + m * q.
Proof.
  intros L M Y Q T S. assert (0 <= x ^ 2 / l) as A by (apply Rdiv_le_0_compat || apply Rmult_le_pos; try nra;
    left; now apply Rinv_0_lt_compat).
  assert (0 <= y / m) as B by (apply Rmult_le_pos; [exact Y|left; now apply Rinv_0_lt_compat]).
  assert (0 <= l * a ^ 2) as C by nra. assert (0 <= m * q) as D by nra.
  assert (2 * (a * x * t) <= l * a ^ 2 * (y / m) + m * q * (x ^ 2 / l)) as E.
  { apply means; [nra|nra|].
    replace (l * a ^ 2 * (y / m) * (m * q * (x ^ 2 / l))) with (a ^ 2 * x ^ 2 * (y * q)) by (field; lra).
    replace ((a * x * t) ^ 2) with (a ^ 2 * x ^ 2 * t ^ 2) by ring. apply Rmult_le_compat_l; [nra|exact T]. }
  replace (a ^ 2 * x ^ 2) with (l * a ^ 2 * (x ^ 2 / l)) in * by (field; lra).
  assert (l * a ^ 2 * (x ^ 2 / l) = a ^ 2 * x ^ 2) as F by (field; lra).
  assert (m * q * (y / m) = y * q) as G by (field; lra). nra.
Qed.

(* The half ball in the plane: s along the cut's normal, scaled to 0..1. *)
Lemma half_ball_in_plane n s : 1 < n -> 0 <= s <= 1 ->
  (s - / (n + 1)) ^ 2 / (n ^ 2 / (n + 1) ^ 2) + (1 - s ^ 2) / (n ^ 2 / (n ^ 2 - 1)) <= 1.
Proof.
  intros N S. assert (0 < n ^ 2 - 1) by nra.
  replace ((s - / (n + 1)) ^ 2 / (n ^ 2 / (n + 1) ^ 2) + (1 - s ^ 2) / (n ^ 2 / (n ^ 2 - 1)))
    with (1 - 2 * (n + 1) * / n ^ 2 * (s * (1 - s))) by (field; repeat split; lra).
  assert (0 < / n ^ 2) by (apply Rinv_0_lt_compat; nra). assert (0 <= s * (1 - s)) by nra.
  assert (0 <= 2 * (n + 1) * / n ^ 2) by nra. nra.
Qed.

(* What a point of the ellipsoid satisfies in the plane of g and h, with A, B, C the entries of the form there. *)
Lemma in_plane s u B Q C rho : 0 < rho -> rho * rho = Q ->
  (forall x y, (x * s + y * u) ^ 2 <= x ^ 2 * Q + 2 * x * y * B + y ^ 2 * C) ->
  let sigma := s / rho in let a := B / rho in
  sigma ^ 2 <= 1 /\ 0 <= C - a ^ 2 /\ (u - a * sigma) ^ 2 <= (1 - sigma ^ 2) * (C - a ^ 2).
Proof.
  intros Pr Q2 I sigma a. assert (s = sigma * rho) as Es by (unfold sigma; field; lra).
  assert (B = a * rho) as Eb by (unfold a; field; lra). set (t := u - a * sigma). set (q := C - a ^ 2).
  assert (forall x y, (x * sigma + y * t) ^ 2 <= x ^ 2 + y ^ 2 * q) as J.
  { intros x y. specialize (I ((x - y * a) / rho) y). rewrite Es, Eb, <- Q2 in I.
    replace ((x - y * a) / rho * (sigma * rho) + y * u) with (x * sigma + y * t) in I by (unfold t; field; lra).
    apply Rle_trans with (1 := I). right. unfold q. field. lra. }
  pose proof (J 1 0) as J1. pose proof (J 0 1) as J2. assert (0 <= t ^ 2) by nra. assert (0 <= sigma ^ 2) by nra.
  assert (0 <= q) as Pq by nra. split; [nra|]. split; [exact Pq|].
  pose proof (J (sigma * q) t) as K. apply Rnot_lt_le. intros D.
  assert (q < sigma ^ 2 * q + t ^ 2) as D1 by nra.
  replace ((sigma * q * sigma + t * t) ^ 2) with ((sigma ^ 2 * q + t ^ 2) * (sigma ^ 2 * q + t ^ 2)) in K by ring.
  replace ((sigma * q) ^ 2 + t ^ 2 * q) with ((sigma ^ 2 * q + t ^ 2) * q) in K by ring. nra.
Qed.

(* ---- the step ---- *)

Section Step.
Variables (n : R) (g : vector) (E : ellipsoid).
Hypothesis dimension : 1 < n.
Hypothesis reg : regular (matrix E).
Hypothesis direction : 0 < norm2 g.
Notation P := (matrix E).
Notation q := (dot g (P g)).

Lemma cut_positive : 0 < q.
Proof. destruct reg as [_ (m & M & L)]. specialize (L g). nra. Qed.

Lemma form_nonneg h : 0 <= dot h (P h).
Proof. destruct reg as [_ (m & M & L)]. specialize (L h). pose proof (norm2_nonneg h). nra. Qed.

(* The new form. *)
Lemma step_form u h : dot u (matrix (step n g E) h)
  = n ^ 2 / (n ^ 2 - 1) * (dot u (P h) - 2 / ((n + 1) * q) * dot g (P h) * dot u (P g)).
Proof. cbn [step matrix]. now rewrite dot_scale, minus_outer_form. Qed.

(* The half that the cut keeps lies in the new ellipsoid. *)
Theorem step_keeps w : inside E w -> 0 <= dot g w - dot g (centre E) -> inside (step n g E) w.
Proof.
  intros I K h. pose proof cut_positive as Q. destruct reg as [sym _]. set (rho := sqrt q).
  assert (0 < rho) as Pr by now apply sqrt_lt_R0. assert (rho * rho = q) as Q2 by (apply sqrt_sqrt; lra).
  rewrite step_form, (sym g h). cbn [step centre]. rewrite dot_plus, dot_scale. fold rho.
  set (s := dot g w - dot g (centre E)) in *. set (u := dot h w - dot h (centre E)).
  set (B := dot h (P g)) in *. set (C := dot h (P h)).
  destruct (in_plane s u B q C rho Pr Q2) as (S1 & Pq & T).
  { intros x y. specialize (I (plus (scale x g) (scale y h))).
    rewrite (form_in_plane P sym), !dot_plus_left, !dot_scale_left, (sym g h) in I.
    replace (x * s + y * u) with (x * dot g w + y * dot h w - (x * dot g (centre E) + y * dot h (centre E)))
      by (unfold s, u; ring). exact I. }
  set (sigma := s / rho) in *. set (a := B / rho) in *.
  assert (0 <= sigma <= 1) as S2.
  { assert (0 <= sigma) by (apply Rmult_le_pos; [exact K|left; now apply Rinv_0_lt_compat]). nra. }
  assert (0 < n ^ 2 - 1) as N1 by nra. assert (0 < n ^ 2) as N2 by nra. assert (0 < (n + 1) ^ 2) as N3 by nra.
  pose proof (cauchy_in_plane a (sigma - / (n + 1)) (u - a * sigma) (1 - sigma ^ 2) (C - a ^ 2)
    (n ^ 2 / (n + 1) ^ 2) (n ^ 2 / (n ^ 2 - 1)) ltac:(now apply Rdiv_lt_0_compat) ltac:(now apply Rdiv_lt_0_compat)
    ltac:(lra) Pq T (half_ball_in_plane n sigma dimension S2)) as F.
  replace (dot h w - (dot h (centre E) + / ((n + 1) * rho) * B)) with (a * (sigma - / (n + 1)) + (u - a * sigma))
    by (unfold a, u; field; lra).
  apply Rle_trans with (1 := F). right. rewrite <- Q2. unfold a. field. repeat split; lra.
Qed.

(* The new matrix is as good as the old one. *)
Theorem step_regular : regular (matrix (step n g E)).
Proof.
  pose proof cut_positive as Q. destruct reg as [sym (m & M & L)]. split.
  - intros u h. rewrite !step_form, (sym u h), (sym g h), (sym g u). ring.
  - assert (0 < n ^ 2) as N2 by nra. assert (0 < (n + 1) ^ 2) as N3 by nra. assert (0 < n ^ 2 - 1) as N1 by nra.
    exists (m * (n ^ 2 / (n + 1) ^ 2)). assert (0 < n ^ 2 / (n + 1) ^ 2) as N4 by now apply Rdiv_lt_0_compat.
    split; [now apply Rmult_lt_0_compat|]. intros h. rewrite step_form, (sym h g).
    pose proof (form_cauchy P sym g h form_nonneg Q) as C. specialize (L h).
    apply Rle_trans with (n ^ 2 / (n + 1) ^ 2 * dot h (P h)); [nra|].
    replace (n ^ 2 / (n + 1) ^ 2 * dot h (P h))
      with (n ^ 2 / (n ^ 2 - 1) * (dot h (P h) - 2 / ((n + 1) * q) * (q * dot h (P h))))
      by (field; repeat split; lra).
    assert (0 < n ^ 2 / (n ^ 2 - 1)) as N5 by now apply Rdiv_lt_0_compat. apply Rmult_le_compat_l; [lra|].
    assert (0 < 2 / ((n + 1) * q)) as N6 by (apply Rdiv_lt_0_compat; [lra|apply Rmult_lt_0_compat; lra]). nra.
Qed.

(* The point of the old ellipsoid that lies furthest in the direction g is on the new one's boundary. *)
Theorem step_reaches : exists w, inside E w /\ 0 <= dot g w - dot g (centre E) /\
  (dot g w - dot g (centre (step n g E))) ^ 2 = dot g (matrix (step n g E) g).
Proof.
  pose proof cut_positive as Q. pose proof reg as [sym _]. set (rho := sqrt q).
  assert (0 < rho) as Pr by now apply sqrt_lt_R0. assert (rho * rho = q) as Q2 by (apply sqrt_sqrt; lra).
  exists (plus (centre E) (scale (/ rho) (P g))). split; [|split].
  - intros h. rewrite dot_plus, dot_scale, (sym h g). pose proof (form_cauchy P sym g h form_nonneg Q) as C.
    replace ((dot h (centre E) + / rho * dot g (P h) - dot h (centre E)) ^ 2) with (dot g (P h) ^ 2 * / q).
    + apply Rmult_le_reg_r with (1 := Q). rewrite Rmult_assoc, Rinv_l; lra.
    + rewrite <- Q2. field. lra.
  - rewrite dot_plus, dot_scale, <- Q2.
    replace (dot g (centre E) + / rho * (rho * rho) - dot g (centre E)) with rho by (field; lra). lra.
  - rewrite step_form. cbn [step centre]. rewrite !dot_plus, !dot_scale. fold rho. rewrite <- Q2.
    assert (0 < n ^ 2 - 1) as N1 by nra. field. repeat split; lra.
Qed.
End Step.
