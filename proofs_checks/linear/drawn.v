(* What no learner of drawn weights can do without: the steps of the two converses that are not analysis.

   Python: qlearn/learners/linear/drawn.py.  A unit w is (1, t)/|(1, t)| in the central projection; the prior lives where
   |t|^2 <= kappa, kappa <= 1: in the cap of radius atan(sqrt(kappa)) about (1, 0).
   Theorem (nearest_is_nearer): an output outside the cap is no nearer to any w of the cap than the cap's nearest point.
   Theorem (chart_distance): in the cap |s - t|^2 <= (1 + kappa)^2 sin(angle)^2.
   Theorem (van_trees): E(error score) = 1 forces E error^2 E score^2 >= 1.
   Theorem (coordinates): if that holds in each of n coordinates, the squares together are n^2 over the informations together.
   Theorem (mean_square): so eps^2 (1 + kappa)^2 (2 N/(pi sigma^2) + n^2 pi^2/kappa) >= n^2 bounds N from below.
   Theorem (signs): what Assouad's and Pinsker's inequalities say of the share of wrong signs bounds N from below.
   Tight:   wide_caps, chart_attained, van_trees_attained, coordinates_attained; the numbers at which others are met. *)
From Coq Require Import Reals Lra Psatz List.
From qlearn.geometry Require Import vectors.
Import ListNotations.
Open Scope R_scope.

(* ---- the output is moved to the cap ---- *)

(* In the plane of the pole and the output (x, y), y >= 0, the cap's rim is (X, Y); w has the height a >= X over the pole's
   plane, and beside it z along the output's side, |z| <= Y.  Inner products are cosines. *)
Theorem nearest_is_nearer X Y x y a z : X * X + Y * Y = 1 -> 0 <= Y <= X -> x * x + y * y = 1 -> 0 <= y -> x <= X ->
  X <= a -> - Y <= z <= Y -> x * a + y * z <= X * a + Y * z.
Proof.
  intros HX HY Hx Hy Out Ha Hz.
  assert (A : (X - x) * X <= (X - x) * a) by nra.
  destruct (Rle_dec Y y) as [L|L].
  - assert (- ((y - Y) * Y) <= - ((y - Y) * z)) by nra.
    assert (x * X + y * Y <= 1) by nra. nra.
  - assert (x <= - X). { assert (X * X < x * x) by nra. destruct (Rle_dec x (- X)); [assumption|]. nra. }
    assert (- ((Y - y) * Y) <= (Y - y) * z) by nra. nra.
Qed.

(* In a cap of nearly a right angle it may be farther. *)
Theorem wide_caps : exists X Y x y a z, X * X + Y * Y = 1 /\ 0 <= X <= Y /\ x * x + y * y = 1 /\ 0 <= y /\ x <= X /\
  X <= a /\ (- Y <= z <= Y) /\ X * a + Y * z < x * a + y * z.
Proof. exists 0, 1, (- 1), 0, 0, (- 1). repeat split; lra. Qed.

(* ---- the chart ---- *)

(* The squared sine of the angle between (1, s) and (1, t). *)
Definition sine2 (s t : vector) : R := 1 - (1 + dot s t) ^ 2 / ((1 + norm2 s) * (1 + norm2 t)).

Theorem chart_distance s t kappa : norm2 s <= kappa -> norm2 t <= kappa ->
  dist2 s t <= (1 + kappa) ^ 2 * sine2 s t.
Proof.
  intros S T. pose proof (norm2_nonneg s) as S0. pose proof (norm2_nonneg t) as T0.
  pose proof (dot_norms s t) as C. rewrite dist2_expand. unfold sine2.
  set (a := norm2 s) in *. set (b := norm2 t) in *. set (c := dot s t) in *.
  assert (P : 0 < (1 + a) * (1 + b)) by nra.
  replace (1 - (1 + c) ^ 2 / ((1 + a) * (1 + b)))
    with ((a - 2 * c + b + (a * b - c * c)) / ((1 + a) * (1 + b))) by (field; lra).
  set (top := a - 2 * c + b + (a * b - c * c)).
  assert (D : 0 <= a - 2 * c + b) by (unfold a, b, c; rewrite <- dist2_expand; apply norm2_nonneg).
  assert (G : (1 + a) * (1 + b) <= (1 + kappa) ^ 2) by nra.
  apply Rle_trans with top; [unfold top; nra|].
  assert (0 <= top) by (unfold top; nra).
  apply Rmult_le_reg_r with (1 := P).
  replace ((1 + kappa) ^ 2 * (top / ((1 + a) * (1 + b))) * ((1 + a) * (1 + b))) with ((1 + kappa) ^ 2 * top)
    by (field; lra).
  rewrite (Rmult_comm top). now apply Rmult_le_compat_r.
Qed.

(* On a radius distances are so much larger. *)
Theorem chart_attained : exists s t kappa, 0 < kappa /\ norm2 s <= kappa /\ norm2 t <= kappa /\
  (1 + kappa) * sine2 s t < dist2 s t.
Proof.
  exists [1], [1 / 2], 1. unfold sine2, dist2, norm2, scale. cbn [dot plus map]. repeat split; lra.
Qed.

(* ---- van Trees ---- *)

Definition mean {A} (p f : A -> R) (l : list A) : R := fold_right (fun x total => p x * f x + total) 0 l.

Lemma mean_square_nonneg {A} (p f : A -> R) l : (forall x, In x l -> 0 <= p x) -> 0 <= mean p (fun x => f x * f x) l.
Proof.
  unfold mean. induction l as [|x l IH]; cbn [fold_right]; intros P; [lra|].
  pose proof (P x (or_introl eq_refl)). specialize (IH (fun y Y => P y (or_intror Y))). nra.
Qed.

Lemma mean_combine {A} (p f g : A -> R) c l :
  mean p (fun x => (f x - c * g x) * (f x - c * g x)) l
  = mean p (fun x => f x * f x) l - 2 * c * mean p (fun x => f x * g x) l + c * c * mean p (fun x => g x * g x) l.
Proof. unfold mean. induction l as [|x l IH]; cbn [fold_right]; [ring|]. rewrite IH. ring. Qed.

Theorem van_trees {A} (p error score : A -> R) l : (forall x, In x l -> 0 <= p x) ->
  mean p (fun x => error x * score x) l = 1 ->
  1 <= mean p (fun x => error x * error x) l * mean p (fun x => score x * score x) l.
Proof.
  intros P E. pose proof (mean_square_nonneg p error l P) as HE. pose proof (mean_square_nonneg p score l P) as HS.
  set (e := mean p (fun x => error x * error x) l) in *. set (s := mean p (fun x => score x * score x) l) in *.
  assert (Q : forall c, 0 <= e - 2 * c + c * c * s).
  { intros c. pose proof (mean_square_nonneg p (fun x => error x - c * score x) l P) as M. cbv beta in M.
    pose proof (mean_combine p error score c l) as Sq. cbv beta in Sq. rewrite E in Sq. fold e s in Sq. lra. }
  destruct (Rle_dec s 0) as [Z|Z].
  - exfalso. assert (s = 0) by lra. specialize (Q (e + 1)). nra.
  - specialize (Q (/ s)). assert (I : / s * s = 1) by (apply Rinv_l; lra).
    assert (0 < / s) by (apply Rinv_0_lt_compat; lra). nra.
Qed.

Theorem van_trees_attained : exists (p error score : bool -> R) l, (forall x, In x l -> 0 <= p x) /\
  mean p (fun x => error x * score x) l = 1 /\
  mean p (fun x => error x * error x) l * mean p (fun x => score x * score x) l = 1.
Proof.
  exists (fun _ : bool => 1 / 2), (fun x : bool => if x then 1 else -1), (fun x : bool => if x then 1 else -1),
    [true; false].
  unfold mean. cbn [fold_right]. repeat split; try lra. intros; lra.
Qed.

Definition sum : list R -> R := fold_right Rplus 0.

(* Square errors and informations, coordinate by coordinate. *)
Theorem coordinates l : (forall q, In q l -> 0 < fst q /\ 0 < snd q /\ 1 <= fst q * snd q) ->
  INR (length l) * INR (length l) <= sum (map fst l) * sum (map snd l).
Proof.
  intros H. enough (INR (length l) * INR (length l) <= sum (map fst l) * sum (map snd l) /\
    0 <= sum (map fst l) /\ 0 <= sum (map snd l)) by tauto.
  induction l as [|[a b] l IH]; [cbn; lra|].
  destruct (IH (fun q Q => H q (or_intror Q))) as [I [A B]]. destruct (H (a, b) (or_introl eq_refl)) as [P [Q O]].
  cbn [fst snd] in *. cbn [map fst snd sum fold_right length] in *. fold (sum (map fst l)) (sum (map snd l)).
  rewrite S_INR. set (n := INR (length l)) in *. pose proof (pos_INR (length l)) as N. fold n in N.
  set (x := sum (map fst l)) in *. set (y := sum (map snd l)) in *.
  assert (XB : 0 <= x * b) by (apply Rmult_le_pos; lra). assert (AY : 0 <= a * y) by (apply Rmult_le_pos; lra).
  assert (M : 2 * n <= x * b + a * y).
  { apply square_le; [lra|]. pose proof (Rle_0_sqr (x * b - a * y)) as Sq. unfold Rsqr in Sq.
    assert (XY : 0 <= x * y) by (apply Rmult_le_pos; lra).
    pose proof (Rmult_le_compat_l (x * y) 1 (a * b) XY O). nra. }
  repeat split; nra.
Qed.

Theorem coordinates_attained n : exists l, length l = n /\
  (forall q, In q l -> 0 < fst q /\ 0 < snd q /\ 1 <= fst q * snd q) /\
  sum (map fst l) * sum (map snd l) = INR n * INR n.
Proof.
  exists (repeat (1, 1) n). split; [apply repeat_length|]. split.
  - intros q Q. apply repeat_spec in Q. subst. cbn. lra.
  - assert (S : forall (f : R * R -> R), f (1, 1) = 1 -> sum (map f (repeat (1, 1) n)) = INR n).
    { intros f F. induction n as [|m IH]; [reflexivity|]. cbn [repeat map sum fold_right].
      fold (sum (map f (repeat (1, 1) m))). rewrite IH, F, S_INR. ring. }
    rewrite !S by reflexivity. reflexivity.
Qed.

(* ---- the two bounds ---- *)

Theorem mean_square n sigma eps kappa N : 0 < sigma -> 0 < eps -> 0 < kappa -> 0 <= N ->
  n ^ 2 <= ((1 + kappa) * eps) ^ 2 * (2 * N / (PI * sigma ^ 2) + n ^ 2 * PI ^ 2 / kappa) ->
  PI * (n * sigma) ^ 2 * (/ ((1 + kappa) * eps) ^ 2 - PI ^ 2 / kappa) / 2 <= N.
Proof.
  intros S E K N0 H. pose proof PI_RGT_0 as P. set (r := ((1 + kappa) * eps) ^ 2) in *.
  assert (R : 0 < r) by (unfold r; apply pow_lt; nra).
  assert (I : / r * n ^ 2 <= 2 * N / (PI * sigma ^ 2) + n ^ 2 * PI ^ 2 / kappa).
  { apply Rmult_le_reg_l with (1 := R). rewrite <- Rmult_assoc, Rinv_r, Rmult_1_l by lra. exact H. }
  assert (Q : 0 < PI * sigma ^ 2) by (apply Rmult_lt_0_compat; [|apply pow_lt]; lra).
  assert (J : / r * n ^ 2 - n ^ 2 * PI ^ 2 / kappa <= 2 * N / (PI * sigma ^ 2)) by lra.
  apply Rmult_le_compat_l with (r := PI * sigma ^ 2 / 2) in J; [|lra].
  replace (PI * sigma ^ 2 / 2 * (2 * N / (PI * sigma ^ 2))) with N in J by (field; lra).
  replace (PI * (n * sigma) ^ 2 * (/ r - PI ^ 2 / kappa) / 2)
    with (PI * sigma ^ 2 / 2 * (/ r * n ^ 2 - n ^ 2 * PI ^ 2 / kappa)) by (field; lra). exact J.
Qed.

(* Half the limit would follow only from half the information. *)
Theorem mean_square_attained : exists n sigma eps kappa N, 0 < sigma /\ 0 < eps /\ 0 < kappa /\ 0 <= N /\
  n ^ 2 <= ((1 + kappa) * eps) ^ 2 * (2 * N / (PI * sigma ^ 2) + n ^ 2 * PI ^ 2 / kappa) /\
  N < PI * (n * sigma) ^ 2 * (/ ((1 + kappa) * eps) ^ 2 - 0) / 2.
Proof.
  pose proof PI_RGT_0 as P. exists 1, 1, 1, 1, 0. repeat split; try lra.
  replace (2 * 0 / (PI * 1 ^ 2)) with 0 by (field; lra).
  assert (1 < PI) by (pose proof PI2_1; lra). nra.
Qed.

(* The share of wrong signs is at most (1 - delta) eps^2/B + delta, and at least (1 - sqrt(B N)/(n sigma))/2. *)
Theorem signs n sigma B N wrong share : 0 < n -> 0 < sigma -> 0 < B -> 0 <= N -> 0 <= wrong ->
  wrong = 1 - 2 * share -> (1 - sqrt (B * N) / (n * sigma)) / 2 <= share -> (n * sigma * wrong) ^ 2 / B <= N.
Proof.
  intros n0 S B0 N0 W E H. assert (D : 0 < n * sigma) by nra.
  assert (L : wrong <= sqrt (B * N) / (n * sigma)) by lra.
  assert (M : n * sigma * wrong <= sqrt (B * N)).
  { apply Rmult_le_compat_l with (r := n * sigma) in L; [|lra].
    replace (n * sigma * (sqrt (B * N) / (n * sigma))) with (sqrt (B * N)) in L by (field; lra). exact L. }
  assert (0 <= n * sigma * wrong) by nra. pose proof (sqrt_pos (B * N)).
  assert (Q : (n * sigma * wrong) ^ 2 <= B * N) by (rewrite <- (sqrt_sqrt (B * N)) by nra; nra).
  apply Rmult_le_reg_r with (1 := B0). unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. lra.
Qed.

Theorem signs_attained : exists n sigma B N wrong share, 0 < n /\ 0 < sigma /\ 0 < B /\ 0 <= N /\ 0 <= wrong /\
  wrong = 1 - 2 * share /\ (1 - sqrt (B * N) / (n * sigma)) / 2 <= share /\ (n * sigma * wrong) ^ 2 / B = N.
Proof.
  exists 1, 1, 1, (1 / 4), (1 / 2), (1 / 4). replace (1 * (1 / 4)) with ((1 / 2) * (1 / 2)) by lra.
  rewrite sqrt_square by lra. repeat split; lra.
Qed.
