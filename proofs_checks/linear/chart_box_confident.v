(* Why the chart box in a random rotation may stop by the share of its box that is far from the middle.

   Python: qlearn/learners/linear/chart_box_confident.py.  To the learner w is uniform on the sphere, so that in the
   central projection y has the density (1 + |y|^2)^(-d/2).  The answers leave a part R of the box, of uniform share
   `share` at least; A is what of the box lies outside the cone of eps about its middle c.
   Theorem (density_ratio): on the box |y - c| <= |h| the density's values are at most a factor
   q = ((1 + (|c| + |h|)^2)/(1 + max(|c| - |h|, 0)^2))^(d/2) apart.
   Theorem (conditional): if A is at most delta share/q of the box, it has at most the probability delta in R, for every
   density with that ratio.
   Theorem (in_all): if that is so in the cell where each run ends, it is so in all.
   Theorem (left): what several answers leave is at least all but the sum of what each takes away.
   Idea:    A's mass is at most its share times the largest density, and R's at least its share times the least.
   Tight:   in the plane, for every interval on one side of 0 (ratio_attained); an even density
            (conditional_attained); runs that fail by exactly delta (all_attained); two answers that take away
            everything (none_is_left).
   Here the box is cut into finitely many cells, each of one density; measures are finite sums. *)
From Coq Require Import Reals Lra Psatz List Lia Bool.
From qlearn.geometry Require Import vectors.
Import ListNotations.
Open Scope R_scope.

(* ---- the density ---- *)

(* (1 + |y|^2)^(-d/2) *)
Definition density (d : nat) (y : vector) : R := / sqrt (1 + norm2 y) ^ d.

Definition unevenness (d : nat) (c h : R) : R :=
  sqrt ((1 + (c + h) * (c + h)) / (1 + Rmax (c - h) 0 * Rmax (c - h) 0)) ^ d.

Lemma norm_plus u v : norm (plus u v) <= norm u + norm v.
Proof.
  pose proof (sqrt_pos (norm2 u)) as U. pose proof (sqrt_pos (norm2 v)) as V. fold (norm u) (norm v) in *.
  apply square_le; [lra|]. rewrite norm_square.
  assert (E : norm2 (plus u v) = norm2 u + 2 * dot u v + norm2 v).
  { unfold norm2. rewrite dot_plus, (dot_comm (plus u v) u), (dot_comm (plus u v) v), !dot_plus, (dot_comm v u).
    ring. }
  assert (D : dot u v <= norm u * norm v).
  { apply square_le; [nra|]. replace (norm u * norm v * (norm u * norm v))
      with (norm u * norm u * (norm v * norm v)) by ring. rewrite !norm_square. apply dot_norms. }
  rewrite E, <- !norm_square. nra.
Qed.

(* No further than h from c: so the length is within h of c's. *)
Lemma lengths c y h : length c = length y -> norm (plus y (scale (-1) c)) <= h ->
  Rmax (norm c - h) 0 <= norm y <= norm c + h.
Proof.
  intros L H. pose proof (sqrt_pos (norm2 y)) as Y. fold (norm y) in Y.
  assert (A : plus c (plus y (scale (-1) c)) = y).
  { clear - L. revert y L. induction c as [|a c IH]; intros [|b y] L; try discriminate; [reflexivity|].
    injection L as L. unfold scale in *. cbn [map plus]. rewrite IH by exact L. f_equal. ring. }
  assert (B : plus y (scale (-1) (plus y (scale (-1) c))) = c).
  { clear - L. revert y L. induction c as [|a c IH]; intros [|b y] L; try discriminate; [reflexivity|].
    injection L as L. unfold scale in *. cbn [map plus]. rewrite IH by exact L. f_equal. ring. }
  pose proof (norm_plus c (plus y (scale (-1) c))) as Up. rewrite A in Up.
  pose proof (norm_plus y (scale (-1) (plus y (scale (-1) c)))) as Down. rewrite B in Down.
  assert (E : norm (scale (-1) (plus y (scale (-1) c))) = norm (plus y (scale (-1) c))).
  { unfold norm, norm2. f_equal. rewrite dot_scale, dot_comm, dot_scale. ring. }
  split; [apply Rmax_lub; lra|lra].
Qed.

Theorem density_ratio d c y z h : length c = length y -> length c = length z -> 0 <= h ->
  norm (plus y (scale (-1) c)) <= h -> norm (plus z (scale (-1) c)) <= h ->
  density d y <= unevenness d (norm c) h * density d z.
Proof.
  intros LY LZ H0 HY HZ. destruct (lengths c y h LY HY) as [Y _]. destruct (lengths c z h LZ HZ) as [_ Z].
  unfold density, unevenness. pose proof (norm2_nonneg y). pose proof (norm2_nonneg z).
  pose proof (sqrt_pos (norm2 z)) as Z0. fold (norm z) in Z0. pose proof (sqrt_pos (norm2 c)) as C0.
  fold (norm c) in C0. pose proof (Rmax_r (norm c - h) 0) as M0. set (m := Rmax (norm c - h) 0) in *.
  assert (Ym : m * m <= norm2 y) by (rewrite <- norm_square; nra).
  assert (Zm : norm2 z <= (norm c + h) * (norm c + h)) by (rewrite <- norm_square; nra).
  assert (P : 0 < sqrt (1 + norm2 y)) by (apply sqrt_lt_R0; lra).
  assert (Q : 0 < sqrt (1 + norm2 z)) by (apply sqrt_lt_R0; lra).
  rewrite <- !pow_inv, <- Rpow_mult_distr. apply pow_incr. split; [left; now apply Rinv_0_lt_compat|].
  apply Rmult_le_reg_r with (1 := Q). rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
  rewrite <- sqrt_inv, <- sqrt_mult by (try (left; apply Rinv_0_lt_compat); lra). apply sqrt_le_1_alt.
  unfold Rdiv. rewrite Rmult_comm. apply Rmult_le_compat; try lra.
  - left. apply Rinv_0_lt_compat. lra.
  - apply Rinv_le_contravar; nra.
Qed.

Theorem ratio_attained d a b : 0 <= a <= b -> let c := [(a + b) / 2] in
  density d [a] = unevenness d (norm c) ((b - a) / 2) * density d [b].
Proof.
  intros H c. unfold density, unevenness, c, norm, norm2. cbn [dot].
  rewrite !Rplus_0_r, (sqrt_square ((a + b) / 2)) by lra. replace ((a + b) / 2 + (b - a) / 2) with b by field.
  replace ((a + b) / 2 - (b - a) / 2) with a by field. rewrite Rmax_left by lra.
  rewrite <- !pow_inv, <- Rpow_mult_distr. f_equal. rewrite sqrt_div_alt by nra.
  assert (0 < sqrt (1 + a * a)) by (apply sqrt_lt_R0; nra). assert (0 < sqrt (1 + b * b)) by (apply sqrt_lt_R0; nra).
  field. lra.
Qed.

(* ---- measures ---- *)

(* A cell: how much of the box it is, its density, whether it is far from the middle, whether the answers leave it. *)
Record cell := { part : R; weight : R; far : bool; kept : bool }.

Definition sum {X} (f : X -> R) (l : list X) : R := fold_right (fun x total => f x + total) 0 l.
Definition if_ (b : bool) (x : R) : R := if b then x else 0.

Lemma sum_le {X} (f g : X -> R) l : (forall x, In x l -> f x <= g x) -> sum f l <= sum g l.
Proof.
  unfold sum. induction l as [|x l IH]; cbn [fold_right]; intros H; [lra|].
  pose proof (H x (or_introl eq_refl)). specialize (IH (fun y Y => H y (or_intror Y))). lra.
Qed.

Lemma sum_scale {X} a (f : X -> R) l : sum (fun x => a * f x) l = a * sum f l.
Proof. unfold sum. induction l as [|x l IH]; cbn [fold_right]; [ring|]. rewrite IH. ring. Qed.

Lemma sum_plus {X} (f g : X -> R) l : sum (fun x => f x + g x) l = sum f l + sum g l.
Proof. unfold sum. induction l as [|x l IH]; cbn [fold_right]; [ring|]. rewrite IH. ring. Qed.

Theorem conditional cells m q delta share : 0 < m -> 1 <= q -> 0 <= delta ->
  (forall x, In x cells -> 0 <= part x /\ m <= weight x <= q * m) ->
  q * sum (fun x => if_ (far x) (part x)) cells <= delta * share * sum part cells ->
  share * sum part cells <= sum (fun x => if_ (kept x) (part x)) cells ->
  sum (fun x => if_ (far x && kept x) (part x * weight x)) cells
    <= delta * sum (fun x => if_ (kept x) (part x * weight x)) cells.
Proof.
  intros M Q D C A S.
  assert (Top : sum (fun x => if_ (far x && kept x) (part x * weight x)) cells
                <= q * m * sum (fun x => if_ (far x) (part x)) cells).
  { rewrite <- sum_scale. apply sum_le. intros x I. destruct (C x I) as [P [_ W]].
    assert (0 <= q * m) by nra. pose proof (Rmult_le_compat_l _ _ _ P W).
    pose proof (Rmult_le_pos (q * m) (part x) ltac:(assumption) P).
    destruct (far x), (kept x); cbn [if_ andb]; lra. }
  assert (Low : m * sum (fun x => if_ (kept x) (part x)) cells
                <= sum (fun x => if_ (kept x) (part x * weight x)) cells).
  { rewrite <- sum_scale. apply sum_le. intros x I. destruct (C x I) as [P [W _]].
    pose proof (Rmult_le_compat_l _ _ _ P W). destruct (kept x); cbn [if_]; lra. }
  apply Rle_trans with (1 := Top). apply Rle_trans with (delta * (m * (share * sum part cells))).
  - replace (q * m * sum (fun x => if_ (far x) (part x)) cells)
      with (m * (q * sum (fun x => if_ (far x) (part x)) cells)) by ring.
    replace (delta * (m * (share * sum part cells))) with (m * (delta * share * sum part cells)) by ring.
    apply Rmult_le_compat_l; lra.
  - apply Rmult_le_compat_l; [exact D|]. apply Rle_trans with (2 := Low). apply Rmult_le_compat_l; lra.
Qed.

(* An even density, and nothing taken away: what is far is exactly delta. *)
Theorem conditional_attained delta : 0 < delta < 1 -> exists cells m q share,
  (0 < m /\ 1 <= q /\ forall x, In x cells -> 0 <= part x /\ m <= weight x <= q * m) /\
  q * sum (fun x => if_ (far x) (part x)) cells <= delta * share * sum part cells /\
  share * sum part cells <= sum (fun x => if_ (kept x) (part x)) cells /\
  sum (fun x => if_ (far x && kept x) (part x * weight x)) cells
    = delta * sum (fun x => if_ (kept x) (part x * weight x)) cells.
Proof.
  intros D. exists [Build_cell delta 1 true true; Build_cell (1 - delta) 1 false true], 1, 1, 1.
  unfold sum, if_. cbn [fold_right far kept part weight andb]. repeat split; try lra.
  all: destruct H as [<-|[<-|[]]]; cbn; lra.
Qed.

(* ---- all runs ---- *)

(* Where a run ends, with its probability and that of failing there. *)
Theorem in_all (ends : list (R * R)) delta : (forall e, In e ends -> snd e <= delta * fst e) ->
  sum snd ends <= delta * sum fst ends.
Proof. intros H. rewrite <- sum_scale. now apply sum_le. Qed.

Theorem all_attained delta : exists ends, (forall e, In e ends -> snd e <= delta * fst e) /\
  sum fst ends = 1 /\ sum snd ends = delta.
Proof.
  exists [(1 / 2, delta / 2); (1 / 2, delta / 2)]. unfold sum. cbn [fold_right fst snd].
  split; [|lra]. intros e [<-|[<-|[]]]; cbn [fst snd]; lra.
Qed.

(* ---- what the answers leave ---- *)

(* Each of some answers takes away the points x with `lost a x`. *)
Theorem left {X A} (points : list X) (w : X -> R) (answers : list A) (lost : A -> X -> bool) :
  (forall x, In x points -> 0 <= w x) ->
  sum w points - sum (fun a => sum (fun x => if_ (lost a x) (w x)) points) answers
    <= sum (fun x => if_ (negb (existsb (fun a => lost a x) answers)) (w x)) points.
Proof.
  intros W. induction answers as [|a answers IH].
  - unfold sum at 2. cbn [fold_right existsb negb if_]. rewrite Rminus_0_r. apply Rle_refl.
  - unfold sum at 2. cbn [fold_right]. fold (sum (fun a => sum (fun x => if_ (lost a x) (w x)) points) answers).
    assert (sum (fun x => if_ (negb (existsb (fun b => lost b x) answers)) (w x)) points
      <= sum (fun x => if_ (negb (existsb (fun b => lost b x) (a :: answers))) (w x) + if_ (lost a x) (w x)) points)
      as H; [|rewrite sum_plus in H; lra].
    apply sum_le. intros x I. specialize (W x I). cbn [existsb].
    destruct (lost a x), (existsb _ answers); cbn [negb orb if_]; lra.
Qed.

(* Two that do not meet leave exactly that. *)
Theorem none_is_left : let lost := fun a x : bool => Bool.eqb a x in let w := fun _ : bool => 1 / 2 in
  let points := [true; false] in let answers := [true; false] in
  sum w points - sum (fun a => sum (fun x => if_ (lost a x) (w x)) points) answers
    = sum (fun x => if_ (negb (existsb (fun a => lost a x) answers)) (w x)) points.
Proof. unfold sum. cbn. lra. Qed.
