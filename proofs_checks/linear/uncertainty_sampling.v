(* Looking for the nearest of many rows while the plane turns (linear.uncertainty_sampling).

   Python: qlearn/geometry/nearest_row.py sets those rows in front whose distance |x.w| was small, and looks at the others
           again only when the plane has turned too far.
   Theorem (turned): |x.w| changes by no more than |w - w'| for a row of length 1 at most.
   Theorem (in_front): so a row whose distance was more than the least one now, and what the plane has turned, is not
   the nearest. *)
From Coq Require Import Reals Lra Psatz List.
From qlearn.geometry Require Import vectors.
Import ListNotations.
Open Scope R_scope.

Lemma dot_difference x w v : dot x (plus w (scale (-1) v)) = dot x w - dot x v.
Proof. rewrite dot_plus, dot_scale. ring. Qed.

Theorem turned x w v : norm2 x <= 1 -> Rabs (dot x w - dot x v) <= sqrt (dist2 w v).
Proof.
  intros X. unfold dist2. set (z := plus w (scale (-1) v)). rewrite <- dot_difference. fold z.
  pose proof (norm2_nonneg z) as Z. pose proof (norm2_nonneg x) as P. pose proof (dot_norms x z) as D.
  apply square_le; [apply sqrt_pos|]. rewrite sqrt_sqrt by exact Z.
  rewrite <- Rabs_mult, Rabs_pos_eq by apply Rle_0_sqr. nra.
Qed.

Theorem turned_attained : exists x w v, norm2 x <= 1 /\ 0 < sqrt (dist2 w v) /\
  Rabs (dot x w - dot x v) >= sqrt (dist2 w v).
Proof.
  exists [1], [1], [0]. unfold dist2, norm2, scale. cbn [plus dot map].
  replace ((1 + -1 * 0) * (1 + -1 * 0) + 0) with 1 by ring. rewrite sqrt_1.
  replace (1 * 1 + 0 - (1 * 0 + 0)) with 1 by ring. rewrite Rabs_R1. lra.
Qed.

Theorem in_front x w v least : norm2 x <= 1 -> least + sqrt (dist2 w v) < Rabs (dot x w) -> least < Rabs (dot x v).
Proof.
  intros X F. pose proof (turned x w v X) as T. pose proof (Rabs_triang (dot x w - dot x v) (dot x v)) as R.
  replace (dot x w - dot x v + dot x v) with (dot x w) in R by ring. lra.
Qed.

Theorem in_front_no_sooner : exists x w v least, norm2 x <= 1 /\ least + sqrt (dist2 w v) <= Rabs (dot x w) /\
  ~ least < Rabs (dot x v).
Proof.
  exists [1], [1], [0], 0. unfold dist2, norm2, scale. cbn [plus dot map].
  replace ((1 + -1 * 0) * (1 + -1 * 0) + 0) with 1 by ring. rewrite sqrt_1.
  replace (1 * 1 + 0) with 1 by ring. replace (1 * 0 + 0) with 0 by ring. rewrite Rabs_R1, Rabs_R0. lra.
Qed.
