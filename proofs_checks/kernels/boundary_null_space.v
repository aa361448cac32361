(* How far a polynomial is off that is nearly 0 at the middles of bracketed boundary points, more of them than needed.

   Python: qlearn/geometry/pinned_polynomials.py, the certificate of qlearn/learners/kernels/boundary_null_space.py.
   Vectors are those of coefficients and of features: a row of A is phi(x) for a boundary point x, so A w = 0; a row of B is
   phi of a middle, within e_j of its row of A.  v is the unit vector with the least singular value t of B, so B v and
   B x are orthogonal for x orthogonal to v, and |B x| >= s |x| for those.
   Theorem (two_values): if w = c v + x is a unit vector, |x| the sine of its angle to v or to -v, then
            |x|^2 (s^2 - t^2) <= |e|^2 - t^2.
   Idea:    |B w|^2 = c^2 t^2 + |B x|^2, and |B w| = |(B - A) w| <= |e|.
   With D - 1 rows t = 0, and it is the theorem of linear/pins.v; more rows cost no factor, and a t above 0 even helps.
   Tight:   attained, with t above 0.                                                                           *)
From Coq Require Import Reals Lra Psatz List.
From qlearn.geometry Require Import vectors.
From qlearn.linear Require Import pins.
Import ListNotations.
Open Scope R_scope.

Lemma square_of_sum v x c B : norm2 (images (plus (scale c v) x) B) =
  c * c * norm2 (images v B) + 2 * c * dot (images v B) (images x B) + norm2 (images x B).
Proof.
  unfold norm2. induction B as [|b B IH]; cbn [map dot]; [ring|]. rewrite IH.
  rewrite (dot_comm (plus (scale c v) x) b), dot_plus, dot_scale, (dot_comm b v), (dot_comm b x). ring.
Qed.

Lemma pythagoras v x c : norm2 v = 1 -> dot v x = 0 -> norm2 (plus (scale c v) x) = c * c + norm2 x.
Proof.
  intros V O. set (z := plus (scale c v) x). unfold norm2. unfold z at 2. rewrite dot_plus, dot_scale.
  rewrite (dot_comm z v), (dot_comm z x). unfold z. rewrite !dot_plus, !dot_scale, (dot_comm x v), O.
  unfold norm2 in V. rewrite V. ring.
Qed.

Theorem two_values v x c B E s t : norm2 v = 1 -> dot v x = 0 -> norm2 (plus (scale c v) x) = 1 ->
  Forall2 (near_boundary (plus (scale c v) x)) B E -> norm2 (images v B) = t * t ->
  dot (images v B) (images x B) = 0 -> s * s * norm2 x <= norm2 (images x B) ->
  norm2 x * (s * s - t * t) <= norm2 E - t * t.
Proof.
  intros V O W H T Z S. pose proof (off _ _ _ H) as L. rewrite W, square_of_sum, T, Z in L.
  pose proof (pythagoras v x c V O) as P. rewrite W in P. nra.
Qed.

Theorem two_values_attained : exists v x c B E s t, norm2 v = 1 /\ dot v x = 0 /\ norm2 (plus (scale c v) x) = 1 /\
  Forall2 (near_boundary (plus (scale c v) x)) B E /\ norm2 (images v B) = t * t /\ 0 < t < s /\
  dot (images v B) (images x B) = 0 /\ s * s * norm2 x <= norm2 (images x B) /\ 0 < norm2 x /\
  norm2 x * (s * s - t * t) = norm2 E - t * t.
Proof.
  exists [1; 0], [0; 4/5], (3/5), [[1; 0]; [0; 2]], [3/5; 8/5], 2, 1. repeat split; unfold norm2; cbn; try lra.
  constructor; [|constructor; [|constructor]].
  - exists [16/25; -12/25]. split; unfold dist2, norm2; cbn; lra.
  - exists [-24/25; 18/25]. split; unfold dist2, norm2; cbn; lra.
Qed.
