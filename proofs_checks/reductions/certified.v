(* A direction tested by points just off its boundary.

   w' is what was found and w the target, both of length 1, at an angle A from each other, so that w = cos A w' + sin A t
   for a unit tangent t; a point is x = cos a g + s sin a w' for a unit tangent g, u = g.t, and a sign s.
   Python:  qlearn/reductions/certified.py and qlearn/geometry/tangent.py.
   Theorem (right_side): x lies on the same side for w as for w' if and only if -(tan a cot A) <= s u.
   Theorem (cot_falls): so the wider the angle, the fewer points do.
   Theorem (quarter): tan(eps/4) <= tan(eps)/4, so that at a quarter of eps the bound on u is four times as far out.
   Theorem (in_all): three attempts that pass wrongly with delta/4, delta/8, delta/16, and end without a result with no
   more than delta/2 beyond that, together fail with probability below delta.
   Theorem (third_try): the second attempt is made with at most 3 delta/4, the third with at most the square of it.
   Idea:    s w.x = sin a cos A + cos a sin A (s u); a tangent of sums.
   Tight:   four attempts with twice these shares may fail with more (larger_shares). *)
From Coq Require Import Reals Lra Psatz.
Local Open Scope R_scope.

Theorem right_side a A s u : 0 < a < PI / 2 -> 0 < A < PI -> s = 1 \/ s = -1 ->
  (0 <= s * (s * sin a * cos A + cos a * sin A * u) <-> - (tan a * (cos A / sin A)) <= s * u).
Proof.
  intros [a0 a1] [A0 A1] S. pose proof (sin_gt_0 A A0 A1) as sA. pose proof (cos_gt_0 a ltac:(lra) a1) as ca.
  assert (s * (s * sin a * cos A + cos a * sin A * u) = cos a * sin A * (tan a * (cos A / sin A) + s * u)) as ->.
  { unfold tan. assert (s * s = 1) as Q by (destruct S; subst; ring).
    replace (s * (s * sin a * cos A + cos a * sin A * u)) with (s * s * (sin a * cos A) + cos a * sin A * (s * u)) by ring.
    rewrite Q. field. lra. }
  assert (0 < cos a * sin A) as P by nra. split; intros H; nra.
Qed.

Theorem cot_falls A B : 0 < A -> A <= B -> B < PI -> cos B / sin B <= cos A / sin A.
Proof.
  intros A0 L B1. pose proof (sin_gt_0 A A0 ltac:(lra)) as sA. pose proof (sin_gt_0 B ltac:(lra) B1) as sB.
  assert (0 <= sin (B - A)) as D by (apply sin_ge_0; lra). rewrite sin_minus in D.
  apply Rmult_le_reg_r with (sin A * sin B); [nra|].
  replace (cos B / sin B * (sin A * sin B)) with (cos B * sin A) by (field; lra).
  replace (cos A / sin A * (sin A * sin B)) with (sin B * cos A) by (field; lra). lra.
Qed.

Lemma double z : 0 < z -> z + z < PI / 2 -> 2 * tan z <= tan (z + z).
Proof.
  intros Z0 Z1. pose proof PI_RGT_0.
  assert (0 < cos z) as C by (apply cos_gt_0; lra). assert (0 < cos (z + z)) as CC by (apply cos_gt_0; lra).
  assert (0 < sin z) as Sz by (apply sin_gt_0; lra). unfold tan. rewrite sin_plus. rewrite cos_plus in CC.
  pose proof (sin2_cos2 z) as E. unfold Rsqr in E.
  rewrite cos_plus. apply Rmult_le_reg_r with (cos z * (cos z * cos z - sin z * sin z)); [nra|].
  replace (2 * (sin z / cos z) * (cos z * (cos z * cos z - sin z * sin z)))
    with (2 * sin z * (cos z * cos z - sin z * sin z)) by (field; lra).
  replace ((sin z * cos z + cos z * sin z) / (cos z * cos z - sin z * sin z) * (cos z * (cos z * cos z - sin z * sin z)))
    with (2 * sin z * (cos z * cos z)) by (field; lra). assert (0 <= sin z * (sin z * sin z)) by nra. nra.
Qed.

Theorem quarter eps : 0 < eps < PI / 2 -> tan (eps / 4) <= tan eps / 4.
Proof.
  intros [E0 E1]. pose proof (double (eps / 4) ltac:(lra) ltac:(lra)) as P.
  pose proof (double (eps / 2) ltac:(lra) ltac:(lra)) as Q.
  replace (eps / 4 + eps / 4) with (eps / 2) in P by lra. replace (eps / 2 + eps / 2) with eps in Q by lra. lra.
Qed.

Theorem in_all delta : 0 < delta <= 1 -> delta / 4 + delta / 8 + delta / 16
  + (delta / 2 + delta / 4) * (delta / 2 + delta / 8) * (delta / 2 + delta / 16) < delta.
Proof. intros D. assert (delta * delta * delta <= delta) by nra. nra. Qed.

Theorem third_try delta : 0 <= delta <= 1 -> delta / 2 + delta / 4 <= 3 * delta / 4
  /\ (delta / 2 + delta / 4) * (delta / 2 + delta / 8) <= (3 * delta / 4) * (3 * delta / 4).
Proof. intros D. split; [lra|nra]. Qed.

Theorem larger_shares : exists delta, 0 < delta <= 1 /\ delta < delta / 2 + delta / 4 + delta / 8
  + (delta / 2 + delta / 2) * (delta / 2 + delta / 4) * (delta / 2 + delta / 8).
Proof. exists 1. lra. Qed.

(* With the three shares alone, a result that is too far may pass and nothing else go wrong. *)
Theorem not_half_of_it : exists delta, 0 < delta <= 1 /\ ~ delta / 4 + delta / 8 + delta / 16
  + (delta / 2 + delta / 4) * (delta / 2 + delta / 8) * (delta / 2 + delta / 16) < delta / 2.
Proof. exists 1. lra. Qed.
