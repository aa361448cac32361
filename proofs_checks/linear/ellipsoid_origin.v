(* The ellipsoid method on half-spaces through 0: the ellipsoids hold 0 too, so one dimension need not shrink to r.

   Python:  asked = floor(2 n (d ln(R / r) + ln 2)) + 1 equivalence queries on {0, ..., N}^d, n = d + 1
   Theorem: run_bound_with_origin: if |z| + r = R, at most 2 n ((n - 1) ln(R / r) + ln 2) counterexamples are met in every
            run on R^n, n >= 2, rounding outwards as in ellipsoid_rounded.v.
   Idea:    in the direction of z the ellipsoid reaches from 0 to |z| + r = R.  Turned so that z is the last axis, the
            matrix has the last pivot (R / 2)^2 at least, and the others r^2.  The turn is a reflection.
   Tight:   as in ellipsoid_rounded.v.  At r = R / 4 the bound is below that of a ball alone (origin_helps).
   Speaks for ellipsoid_origin.py.                                                                                  *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.finite Require Import equivalence_queries.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import shrinking ellipsoid ellipsoid_update ellipsoid_determinant ellipsoid_runs.
From qlearn.linear Require Import ellipsoid_rounded ellipsoid_turned.
Import ListNotations.
Local Open Scope R_scope.

(* ---- what holds 0 and a ball ---- *)

(* From 0 to the far end of the ball along h. *)
Lemma wide_from_origin E z r d h : 0 <= r -> (length z <= d)%nat -> (length h <= d)%nat -> inside E [] ->
  (forall w, (length w <= d)%nat -> dist2 w z <= r * r -> inside E w) -> 0 <= dot h z ->
  ((dot h z + r * norm h) / 2) ^ 2 <= dot h (matrix E h).
Proof.
  intros Pr Z L I0 I Hz. assert (inside E z) as Iz.
  { apply I; [exact Z|]. rewrite dist2_expand. unfold norm2. assert (0 <= r * r) by nra. lra. }
  pose proof (I0 h) as A. rewrite dot_nil in A. set (x := dot h (centre E)) in *. set (f := dot h (matrix E h)) in *.
  assert ((dot h z + r * norm h - x) ^ 2 <= f) as B.
  { destruct (Req_dec (norm2 h) 0) as [N0|N0].
    - unfold norm. rewrite N0, sqrt_0, Rmult_0_r, Rplus_0_r. apply (Iz h).
    - pose proof (norm2_nonneg h) as N1. assert (0 < norm h) as Ph by (apply norm_positive; lra).
      pose proof (norm_square h) as Nh. pose proof (I (plus z (scale (r / norm h) h))) as J.
      assert (dot h (plus z (scale (r / norm h) h)) = dot h z + r * norm h) as Eq.
      { rewrite dot_plus, dot_scale. fold (norm2 h). rewrite <- Nh. field. lra. }
      rewrite <- Eq. apply J.
      + apply length_plus; [exact Z|]. now rewrite length_scale.
      + rewrite dist2_expand. unfold norm2. rewrite !dot_plus_left, !dot_plus, !dot_scale_left, !dot_scale.
        fold (norm2 h). rewrite <- Nh, (dot_comm h z). right. field. lra. }
  set (y := dot h z + r * norm h) in *. assert (0 <= f) by (pose proof (pow2_ge_0 (0 - x)); lra).
  assert (0 <= (x - (y - x)) ^ 2) by apply pow2_ge_0. nra.
Qed.

Theorem det_holds_origin E z r k D : 0 < r -> (length z <= S k)%nat -> inside E [] ->
  (forall w, (length w <= S k)%nat -> dist2 w z <= r * r -> inside E w) ->
  det (turned (towards z k) (matrix E)) (S k) D -> r ^ (2 * k) * ((norm z + r) / 2) ^ 2 <= D.
Proof.
  intros Pr Z I0 I Dt. set (v := towards z k) in *. assert (length v <= S k)%nat as Lv.
  { unfold v, towards. apply length_plus; [exact Z|]. rewrite length_scale. unfold axis. rewrite app_length, repeat_length. cbn. lia. }
  assert (forall h, (length h <= S k)%nat -> r * r * norm2 h <= dot h (turned v (matrix E) h)) as Round.
  { intros h L. rewrite turned_form, <- (reflect_norm v h). apply wide with (z := z) (d := S k); try assumption; [lra|].
    now apply reflect_length. }
  assert (forall j C, det (turned v (matrix E)) j C -> (j <= k)%nat -> r ^ (2 * j) <= C) as G.
  { intros j C H. induction H as [|j C h H IH L O]; intros K; [cbn; lra|]. specialize (IH ltac:(lia)).
    replace (2 * S j)%nat with (2 * j + 2)%nat by lia. rewrite pow_add.
    pose proof (Round (h ++ [1]) ltac:(rewrite app_length; cbn; lia)) as W.
    pose proof (norm2_of_one h) as One. assert (0 <= r ^ (2 * j)) by (apply pow_le; lra).
    apply Rmult_le_compat; try nra. }
  inversion Dt as [|j C h Dk L O]; subst. apply Rmult_le_compat; [apply pow_le; lra|apply pow2_ge_0|now apply G|].
  rewrite turned_form. set (h1 := h ++ [1]). assert (dot (reflect v h1) z = norm z) as Hz.
  { rewrite reflect_moves. unfold v, h1. rewrite takes_to_the_axis, last_axis by reflexivity. ring. }
  assert (0 <= norm z) as Pz by apply sqrt_pos.
  assert (1 <= norm (reflect v h1)) as Long.
  { apply square_le; [apply sqrt_pos|]. rewrite norm_square, reflect_norm. pose proof (norm2_of_one h) as One. unfold h1. lra. }
  pose proof (wide_from_origin E z r (S (length h)) (reflect v h1)) as W. rewrite Hz in W. apply Rle_trans with (2 := W ltac:(lra) Z
    ltac:(apply reflect_length; [exact Lv|unfold h1; rewrite app_length; cbn; lia]) I0 I Pz).
  apply pow_incr. nra.
Qed.

(* ---- runs ---- *)

Section Runs.
Variables (k : nat) (X : vector -> Prop) (f : vector -> bool) (z : vector) (r Rad eta e : R).
Variable E : list (vector * bool) -> ellipsoid.
Notation d := (S k).
Notation L := (fun told x => label (centre (E told)) x).
Notation v := (towards z k).
Hypothesis dimension : (1 <= k)%nat.
Hypothesis domain : forall x, X x -> (length x <= d)%nat.
Hypothesis positive : 0 < r.
Hypothesis radius : norm z + r = Rad.
Hypothesis target : robust d X f z r Rad.
Hypothesis fine : 0 <= eta /\ 0 <= e <= / (6 * INR d ^ 4).
Hypothesis start : E [] = ball Rad.
Hypothesis rounding : forall told x, run X L f told -> X x -> label (centre (E told)) x <> f x ->
  rounded eta e (step (INR d) (scale (sign (f x)) x) (E told)) (E ((x, f x) :: told)).

Lemma two : (2 <= d)%nat. Proof. lia. Qed.
Lemma large : 0 < Rad. Proof. pose proof (sqrt_pos (norm2 z)) as P. unfold norm in radius. lra. Qed.

Lemma short_turn : (length v <= d)%nat.
Proof.
  unfold towards. apply length_plus; [exact (proj1 target)|]. rewrite length_scale. unfold axis.
  rewrite app_length, repeat_length. cbn. lia.
Qed.

Lemma invariant_with_origin told : run X L f told ->
  regular (matrix (E told)) /\ inside (E told) [] /\
  (forall w, (length w <= d)%nat -> dist2 w z <= r * r -> inside (E told) w) /\
  exists D, det (turned v (matrix (E told))) d D
    /\ 0 <= D <= ((1 + e) ^ d * gamma (INR d) ^ 2) ^ length told * Rad ^ (2 * d).
Proof.
  pose proof (real_dimension d two) as N. pose proof large as PR. destruct target as [Z T], fine as [Pe [P0 _]]. intros Run.
  induction Run as [|told x Run (Reg & In0 & In_ & D & Dt & Small) Hx Wrong]; cbn [length].
  - rewrite start. split; [apply ball_regular, PR|]. split; [apply inside_ball; cbn; nra|]. split.
    + intros w Lw W. apply inside_ball. now apply T.
    + exists (Rad ^ (2 * d)). split; [apply det_turned_ball|]. rewrite pow_O, Rmult_1_l. split; [apply pow_le; lra|lra].
  - assert (f x = label z x) as Fz.
    { symmetry. apply T; [exact Z| |exact Hx]. rewrite dist2_expand. unfold norm2. nra. }
    set (g := scale (sign (f x)) x) in *. assert (0 < norm2 g) as G.
    { unfold g, norm2. rewrite dot_scale, dot_scale_left, <- Rmult_assoc, sign_square, Rmult_1_l.
      rewrite Fz in Wrong. exact (not_the_origin _ _ _ Wrong). }
    assert (0 <= dot g [] - dot g (centre (E told))) as Side0.
    { rewrite dot_nil. unfold g. rewrite dot_scale_left, (dot_comm x). revert Wrong. unfold label.
      destruct (Rle_dec 0 (dot (centre (E told)) x)) as [A|A], (f x); cbn; intros W; try congruence; lra. }
    pose proof (rounding told x Run Hx Wrong) as Rd. fold g in Rd. set (E1 := step (INR d) g (E told)) in *.
    assert (regular (matrix E1)) as RegS by (apply step_regular; lra || assumption).
    pose proof (rounded_regular _ _ _ _ Pe Rd RegS) as Reg'. split; [exact Reg'|].
    assert (forall w, inside (E told) w -> 0 <= dot g w - dot g (centre (E told)) -> inside (E ((x, f x) :: told)) w) as Keeps.
    { intros w Iw Sw. apply (rounded_keeps eta e E1); [exact Pe|exact Rd|]. apply step_keeps; try assumption. lra. }
    split; [now apply Keeps|]. split.
    + intros w Lw W. apply Keeps; [now apply In_|]. destruct (T w Lw W) as [_ Right]. unfold g.
      rewrite <- (Right x Hx) in *. now apply side.
    + destruct (det_exists _ d (regular_turned v _ Reg')) as [D' Dt']. exists D'. split; [exact Dt'|].
      assert (det (turned v (matrix E1)) d (gamma (INR d) ^ 2 * D)) as DtS.
      { apply det_turned_step; try assumption; [exact two| |exact short_turn]. unfold g. rewrite length_scale. now apply domain. }
      destruct Rd as (sym' & Form & _).
      destruct (det_monotone (turned v (matrix (E ((x, f x) :: told)))) (fun h => scale (1 + e) (turned v (matrix E1) h)) d D'
        ((1 + e) ^ d * (gamma (INR d) ^ 2 * D))) as [P1 P2]; try assumption.
      * now apply (regular_turned v).
      * intros h. rewrite dot_scale, !turned_form. destruct Reg' as (_ & m & M & Pos). specialize (Pos (reflect v h)).
        pose proof (norm2_nonneg (reflect v h)).
        split; [apply Rle_trans with (2 := Pos), Rmult_le_pos; lra|now apply Form].
      * now apply det_scaled.
      * split; [exact P1|]. apply Rle_trans with (1 := P2). rewrite <- Rmult_assoc.
        set (q := (1 + e) ^ d * gamma (INR d) ^ 2) in *.
        replace (q ^ S (length told) * Rad ^ (2 * d)) with (q * (q ^ length told * Rad ^ (2 * d))) by (simpl; ring).
        apply Rmult_le_compat_l; [|lra]. apply Rmult_le_pos; [apply pow_le; lra|apply pow2_ge_0].
Qed.

(* The theorem. *)
Theorem run_bound_with_origin told : run X L f told ->
  INR (length told) <= 2 * INR d * (INR k * ln (Rad / r) + ln 2).
Proof.
  intros Run. destruct (invariant_with_origin told Run) as (_ & In0 & In_ & D & Dt & P0 & Small). pose proof large as PR.
  pose proof (det_holds_origin (E told) z r k D positive (proj1 target) In0 In_ Dt) as C. rewrite radius in C.
  pose proof (real_dimension d two) as N. pose proof (rounded_factor d e two (proj2 fine)) as F.
  set (n := INR d) in *. set (M := length told) in *.
  assert (0 <= (1 + e) ^ d * gamma n ^ 2) as P1.
  { apply Rmult_le_pos; [apply pow_le; destruct fine; lra|apply pow2_ge_0]. }
  assert (r ^ (2 * k) * (Rad / 2) ^ 2 <= exp (- / n) ^ M * Rad ^ (2 * d)) as B.
  { apply Rle_trans with (1 := C), Rle_trans with (1 := Small). apply Rmult_le_compat_r; [apply pow_le; lra|].
    apply pow_incr. lra. }
  assert (0 < r ^ (2 * k)) as Prk by (apply pow_lt; lra). assert (0 < (Rad / 2) ^ 2) as P2 by (apply pow_lt; lra).
  assert (0 < Rad ^ (2 * d)) as PRd by (apply pow_lt; lra).
  apply ln_le in B; [|now apply Rmult_lt_0_compat]. rewrite !ln_mult in B; try assumption; [|apply pow_lt, exp_pos].
  rewrite !ln_pow_nat, ln_exp in B; try lra; [|apply exp_pos]. rewrite !mult_INR in B. change (INR 2) with 2 in B.
  unfold Rdiv in B. rewrite ln_mult, ln_Rinv in B by lra. fold n in B.
  unfold Rdiv. rewrite ln_mult, ln_Rinv; try lra; [|now apply Rinv_0_lt_compat].
  assert (INR k = n - 1) as K by (unfold n; rewrite S_INR; ring). rewrite K in B |- *.
  apply Rmult_le_reg_r with (/ n); [apply Rinv_0_lt_compat; lra|].
  replace (2 * n * ((n - 1) * (ln Rad + - ln r) + ln 2) * / n) with (2 * ((n - 1) * (ln Rad + - ln r) + ln 2)) by (field; lra).
  lra.
Qed.
End Runs.

(* Without 0 inside, the bound 2 n^2 ln(R / r) is larger. *)
Theorem origin_helps n R r : 1 <= n -> 0 < r -> r <= R / 4 -> 2 * n * ((n - 1) * ln (R / r) + ln 2) < 2 * n ^ 2 * ln (R / r).
Proof.
  intros N P Q. assert (ln 2 < ln (R / r)) as A.
  { apply ln_increasing; [lra|]. apply Rmult_lt_reg_r with r; [exact P|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. }
  nra.
Qed.

Theorem not_for_large_balls : 2 * 2 ^ 2 * ln (1 / 1) < 2 * 2 * ((2 - 1) * ln (1 / 1) + ln 2).
Proof.
  replace (1 / 1) with 1 by field. rewrite ln_1. assert (0 < ln 2) by (rewrite <- ln_1; apply ln_increasing; lra). lra.
Qed.

(* ---- the grid {0, ..., N}^d ---- *)

Definition ratio (d N : nat) : R := 1 + INR (S d) * (INR (S d) * INR N / (2 * sqrt (INR d))) ^ d.
Definition most (d N : nat) : R := 2 * INR (S d) * (INR d * ln (ratio d N) + ln 2).
