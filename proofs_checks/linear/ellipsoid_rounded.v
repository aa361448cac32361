(* The ellipsoid method as it is computed: each new ellipsoid is rounded outwards, and the count stays below 2 d^2 ln(R / r).

   After the exact step of ellipsoid_update.v comes a rounded one: the matrix may grow by a factor from 1 + 5 / (48 d^4)
   to 1 + 7 / (48 d^4), measured in any direction, and the centre may move by 1 / (24 d^4) of the ellipsoid's own measure.
   Python:  Ellipsoid.cut blows up by 1 + 1 / (8 d^4), and its integers are fine enough for the rest
   Theorem: rounded_run_bound, for every domain, target and run; rounded_keeps: the rounded ellipsoid holds the exact one.
   Idea:    -ln(gamma(d)) is not only above 1 / (2 d), but above 1 / (2 d) + 1 / (12 d^3), and rounding costs less than
            the second term.  A matrix that is larger in every direction has the larger determinant (det_monotone).
   Tight:   the method's count is not known to be met; no learner is sure to meet fewer than d counterexamples.
            Rounding by 1 / d^2 would cost more than the second term (too_rough).
   Speaks for ellipsoid_rounded.py.                                                                                 *)
From Coq Require Import Reals Lra Psatz List Lia.
From Coquelicot Require Import Coquelicot.
From qlearn.finite Require Import equivalence_queries.
From qlearn.geometry Require Import vectors.
From qlearn.linear Require Import shrinking ellipsoid ellipsoid_update ellipsoid_determinant ellipsoid_runs.
Import ListNotations.
Local Open Scope R_scope.

(* ---- the determinant ---- *)

Lemma ends_in_one h k z : length k = length h -> dot (k ++ [1]) z = dot (plus k (scale (-1) h)) z + dot (h ++ [1]) z.
Proof.
  intros L. rewrite dot_plus_left, dot_scale_left, (dot_comm (k ++ [1])), (dot_comm (h ++ [1])), !dot_snoc, L.
  rewrite (dot_comm z k), (dot_comm z h). ring.
Qed.

(* Larger in every direction, larger as a determinant. *)
Theorem det_monotone P Q d D C : symmetric P -> (forall h, 0 <= dot h (P h) <= dot h (Q h)) -> det P d D -> det Q d C ->
  0 <= D <= C.
Proof.
  intros sym Le Dt. revert C. induction Dt as [|d D h Dt IH L O]; intros C Dt'; inversion Dt' as [|e B k Dk Lk Ok]; subst.
  - lra.
  - specialize (IH B Dk). set (v := plus k (scale (-1) h)). assert (length v <= length h)%nat as V.
    { apply length_plus; [lia|]. rewrite length_scale. lia. }
    assert (dot (h ++ [1]) (P (h ++ [1])) <= dot (k ++ [1]) (P (k ++ [1]))) as Least.
    { rewrite (ends_in_one h k _ Lk). fold v. rewrite (sym v (k ++ [1])), (sym (h ++ [1]) (k ++ [1])).
      rewrite !(ends_in_one h k _ Lk). fold v. rewrite (sym (h ++ [1]) v), (O v V). pose proof (Le v). lra. }
    pose proof (Le (h ++ [1])) as A. pose proof (Le (k ++ [1])) as F. split; [apply Rmult_le_pos; lra|].
    apply Rmult_le_compat; lra.
Qed.

Lemma det_scaled P d D c : det P d D -> det (fun h => scale c (P h)) d (c ^ d * D).
Proof.
  intros Dt. induction Dt as [|d D h Dt IH L O]; [cbn; rewrite Rmult_1_l; apply det_none|].
  replace (c ^ S d * (D * dot (h ++ [1]) (P (h ++ [1])))) with (c ^ d * D * dot (h ++ [1]) (scale c (P (h ++ [1])))).
  - apply (det_more (fun h => scale c (P h))); [exact IH|exact L|]. intros u U. rewrite dot_scale, (O u U). ring.
  - rewrite dot_scale. cbn [pow]. ring.
Qed.

(* Every regular matrix has one. *)
Lemma det_exists P d : regular P -> exists D, det P d D.
Proof.
  intros Reg. induction d as [|d [D IH]]; [exists 1; apply det_none|].
  set (g := repeat 0 d ++ [1]). destruct (det_update P g 0 1 Reg) with (2 := IH) as (G & [LG OG] & _); [lra|].
  assert (length (scale (-1) G) <= length (repeat 0%R d))%nat as LS by (rewrite length_scale, repeat_length; exact LG).
  destruct (plus_short (repeat 0 d) (scale (-1) G) 1 LS) as [Eh Lh]. fold g in Eh. rewrite repeat_length in Lh.
  eexists. apply det_more with (h := plus (repeat 0 d) (scale (-1) G)); [exact IH|exact Lh|].
  intros u U. rewrite <- Eh. destruct Reg as [sym _].
  rewrite (form_plus P sym), (form_scale P sym), (OG u U). ring.
Qed.

(* ---- rounding outwards ---- *)

Definition rounded (eta e : R) (E E' : ellipsoid) : Prop :=
  symmetric (matrix E') /\
  (forall h, (1 + eta) ^ 2 * dot h (matrix E h) <= dot h (matrix E' h) <= (1 + e) * dot h (matrix E h)) /\
  (forall h, (dot h (centre E') - dot h (centre E)) ^ 2 <= eta ^ 2 * dot h (matrix E h)).

Theorem rounded_keeps eta e E E' w : 0 <= eta -> rounded eta e E E' -> inside E w -> inside E' w.
Proof.
  intros Pe (_ & Form & Off) I h. specialize (I h). destruct (Form h) as [Low _]. specialize (Off h).
  set (x := dot h w - dot h (centre E)) in *. set (y := dot h (centre E') - dot h (centre E)) in *.
  set (f := dot h (matrix E h)) in *. apply Rle_trans with (2 := Low).
  replace (dot h w - dot h (centre E')) with (x - y) by (unfold x, y; ring).
  assert (0 <= f) as Pf by (pose proof (pow2_ge_0 x); lra). assert (0 <= eta * f) as Pef by (apply Rmult_le_pos; lra).
  assert (- (x * y) <= eta * f) as XY.
  { apply square_le; [exact Pef|]. replace (- (x * y) * - (x * y)) with (x ^ 2 * y ^ 2) by ring.
    replace (eta * f * (eta * f)) with (f * (eta ^ 2 * f)) by ring.
    apply Rmult_le_compat; try apply pow2_ge_0; assumption. }
  nra.
Qed.

(* Rounding inwards would lose a point. *)
Theorem inwards_loses : exists E E' w, (forall h, dot h (matrix E' h) = / 2 * dot h (matrix E h)) /\ centre E' = centre E
  /\ inside E w /\ ~ inside E' w.
Proof.
  exists (ball 1), {| centre := []; matrix := scale (/ 2) |}, [1]. split; [|split; [reflexivity|split]].
  - intros h. cbn [ball matrix]. rewrite !dot_scale. lra.
  - apply inside_ball. cbn. lra.
  - intros I. specialize (I [1]). cbn in I. lra.
Qed.

Lemma rounded_regular eta e E E' : 0 <= eta -> rounded eta e E E' -> regular (matrix E) -> regular (matrix E').
Proof.
  intros Pe (sym & Form & _) (_ & m & M & Pos). split; [exact sym|]. exists m. split; [exact M|]. intros h.
  destruct (Form h) as [Low _]. apply Rle_trans with (2 := Low). specialize (Pos h). pose proof (norm2_nonneg h).
  set (f := dot h (matrix E h)) in *. assert (0 <= m * norm2 h) by (apply Rmult_le_pos; lra).
  assert (0 <= eta * f) by (apply Rmult_le_pos; lra). assert (0 <= eta * (eta * f)) by (apply Rmult_le_pos; lra).
  replace ((1 + eta) ^ 2 * f) with (f + 2 * (eta * f) + eta * (eta * f)) by ring. lra.
Qed.

(* ---- what the factor leaves for rounding ---- *)

Lemma H_above_more x : 0 < x < 1 -> x ^ 2 + x ^ 4 / 6 < H x.
Proof.
  intros X. assert (forall t, 0 < t < 1 -> 2 * t + 2 * t ^ 3 / 3 < ln (1 + t) - ln (1 - t)) as D.
  { intros t T. pose proof (grows (fun s => ln (1 + s) - ln (1 - s) - (2 * s + 2 * s ^ 3 / 3))
      (fun s => / (1 + s) + / (1 - s) - (2 + 2 * s ^ 2)) 0 t) as G. cbn beta in G. rewrite Rplus_0_r, Rminus_0_r, ln_1 in G.
    enough (0 - 0 - (2 * 0 + 2 * 0 ^ 3 / 3) < ln (1 + t) - ln (1 - t) - (2 * t + 2 * t ^ 3 / 3)) by lra.
    apply G; [lra| |]; intros s S.
    - auto_derive; [repeat split; lra|field; split; lra].
    - replace (/ (1 + s) + / (1 - s) - (2 + 2 * s ^ 2)) with (2 * s ^ 4 * (/ (1 + s) * / (1 - s))) by (field; split; lra).
      assert (0 < s ^ 4) by (apply pow_lt; lra). assert (0 < / (1 + s)) by (apply Rinv_0_lt_compat; lra).
      assert (0 < / (1 - s)) by (apply Rinv_0_lt_compat; lra). repeat apply Rmult_lt_0_compat; lra. }
  pose proof (grows (fun s => H s - (s ^ 2 + s ^ 4 / 6)) (fun s => ln (1 + s) - ln (1 - s) - (2 * s + 2 * s ^ 3 / 3)) 0 x) as G.
  unfold H in G |- *. cbn beta in G. rewrite Rplus_0_r, Rminus_0_r, ln_1 in G.
  enough (1 * 0 + 1 * 0 - (0 ^ 2 + 0 ^ 4 / 6) < (1 + x) * ln (1 + x) + (1 - x) * ln (1 - x) - (x ^ 2 + x ^ 4 / 6)) by lra.
  apply G; [lra| |]; intros s S.
  - auto_derive; [repeat split; lra|unfold Rminus; field; split; lra].
  - pose proof (D s ltac:(lra)). lra.
Qed.

Theorem room_for_rounding n : 2 <= n -> gamma n < exp (- (/ (2 * n) + / (12 * n ^ 3))).
Proof.
  intros N. destruct (inverse_range n N) as [I Q]. rewrite (gamma_exp n N). apply exp_increasing.
  pose proof (H_above_more (/ n) I) as B.
  replace (- (/ (2 * n) + / (12 * n ^ 3))) with (- (n / 2) * ((/ n) ^ 2 + (/ n) ^ 4 / 6)) by (field; lra). nra.
Qed.

Lemma gamma_two : gamma 2 ^ 2 = 16 / 27.
Proof.
  unfold gamma. replace (2 ^ 2 / (2 ^ 2 - 1)) with (4 / 3) by field. replace ((2 - 1) / 2) with (/ 2) by field.
  rewrite Rpower_sqrt by lra. replace ((2 / (2 + 1) * sqrt (4 / 3)) ^ 2) with (4 / 9 * (sqrt (4 / 3) * sqrt (4 / 3))) by field.
  rewrite sqrt_sqrt by lra. field.
Qed.

(* Twice the second term is not there, at n = 2. *)
Theorem no_more_room : exp (- (/ (2 * 2) + / (6 * 2 ^ 3))) < gamma 2.
Proof.
  pose proof (gamma_range 2 (le_n 2)) as [G _]. change (INR 2) with 2 in G. apply Rsqr_incrst_0; [|left; apply exp_pos|lra].
  unfold Rsqr. replace (gamma 2 * gamma 2) with (gamma 2 ^ 2) by ring. rewrite gamma_two, <- exp_plus.
  replace (- (/ (2 * 2) + / (6 * 2 ^ 3)) + - (/ (2 * 2) + / (6 * 2 ^ 3))) with (- (13 / 24)) by field. rewrite exp_Ropp.
  replace (16 / 27) with (/ (27 / 16)) by field. apply Rinv_lt_contravar; [apply Rmult_lt_0_compat; [lra|apply exp_pos]|].
  replace (13 / 24) with (INR 16 * (13 / 384)) by (simpl; field). assert (forall k x, exp (INR k * x) = exp x ^ k) as Power.
  { intros k x. rewrite <- Rpower_pow by apply exp_pos. unfold Rpower. now rewrite ln_exp. }
  rewrite Power. apply Rlt_le_trans with ((1 + 13 / 384) ^ 16); [lra|]. apply pow_incr. split; [lra|].
  left. apply exp_ineq1. lra.
Qed.

(* One step, rounding and all. *)
Lemma rounded_factor d e : (2 <= d)%nat -> 0 <= e <= / (6 * INR d ^ 4) ->
  (1 + e) ^ d * gamma (INR d) ^ 2 <= exp (- / INR d).
Proof.
  intros dimension [P0 Small]. pose proof (real_dimension d dimension) as N. set (n := INR d) in *.
  pose proof (gamma_range d dimension) as [G0 _]. fold n in G0. pose proof (room_for_rounding n N) as G.
  assert ((1 + e) ^ d <= exp (n * e)) as Blown.
  { rewrite <- (exp_ln ((1 + e) ^ d)) by (apply pow_lt; lra). rewrite ln_pow_nat by lra. fold n.
    destruct (Req_dec e 0) as [-> |]; [rewrite Rplus_0_r, ln_1, !Rmult_0_r; lra|].
    left. apply exp_increasing, Rmult_lt_compat_l; [lra|]. apply exp_lt_inv. rewrite exp_ln by lra. apply exp_ineq1. lra. }
  assert (0 < n ^ 3) as N3 by (apply pow_lt; lra). assert (0 < / n ^ 3) as I3 by now apply Rinv_0_lt_compat.
  assert (n * e <= / (6 * n ^ 3)) as Ne.
  { apply Rle_trans with (n * / (6 * n ^ 4)); [apply Rmult_le_compat_l; lra|]. right. field. lra. }
  apply Rle_trans with (exp (/ (6 * n ^ 3)) * exp (- (/ (2 * n) + / (12 * n ^ 3))) ^ 2).
  - apply Rmult_le_compat; [apply pow_le; lra|apply pow2_ge_0| |].
    + apply Rle_trans with (1 := Blown). destruct Ne as [Ne| ->]; [left; now apply exp_increasing|lra].
    + apply pow_incr. lra.
  - right. replace (exp (- (/ (2 * n) + / (12 * n ^ 3))) ^ 2)
      with (exp (- (/ (2 * n) + / (12 * n ^ 3))) * exp (- (/ (2 * n) + / (12 * n ^ 3)))) by ring.
    rewrite <- !exp_plus. f_equal. field. lra.
Qed.

(* ---- runs ---- *)

(* The learner's ellipsoid, whatever it is: it starts with the ball, and rounds each step of a run. *)
Section Runs.
Variables (d : nat) (X : vector -> Prop) (f : vector -> bool) (z : vector) (r Rad eta e : R).
Variable E : list (vector * bool) -> ellipsoid.
Notation L := (fun told x => label (centre (E told)) x).
Hypothesis dimension : (2 <= d)%nat.
Hypothesis domain : forall x, X x -> (length x <= d)%nat.
Hypothesis radii : 0 < r /\ 0 < Rad.
Hypothesis target : robust d X f z r Rad.
Hypothesis fine : 0 <= eta /\ 0 <= e <= / (6 * INR d ^ 4).
Hypothesis start : E [] = ball Rad.
Hypothesis rounding : forall told x, run X L f told -> X x -> label (centre (E told)) x <> f x ->
  rounded eta e (step (INR d) (scale (sign (f x)) x) (E told)) (E ((x, f x) :: told)).

Lemma rounded_invariant told : run X L f told ->
  regular (matrix (E told)) /\
  (forall w, (length w <= d)%nat -> dist2 w z <= r * r -> inside (E told) w) /\
  exists D, det (matrix (E told)) d D /\ 0 <= D <= ((1 + e) ^ d * gamma (INR d) ^ 2) ^ length told * Rad ^ (2 * d).
Proof.
  pose proof (real_dimension d dimension) as N. destruct target as [Z T], fine as [Pe [P0 _]]. intros Run.
  induction Run as [|told x Run (Reg & In_ & D & Dt & Small) Hx Wrong]; cbn [length].
  - rewrite start. split; [apply ball_regular, radii|]. split.
    + intros w Lw W. apply inside_ball. now apply T.
    + exists (Rad ^ (2 * d)). split; [apply det_ball|]. rewrite pow_O, Rmult_1_l. split; [apply pow_le; lra|lra].
  - assert (f x = label z x) as Fz.
    { symmetry. apply T; [exact Z| |exact Hx]. rewrite dist2_expand. unfold norm2. pose proof (proj1 radii). nra. }
    set (g := scale (sign (f x)) x) in *. assert (0 < norm2 g) as G.
    { unfold g, norm2. rewrite dot_scale, dot_scale_left, <- Rmult_assoc, sign_square, Rmult_1_l.
      rewrite Fz in Wrong. exact (not_the_origin _ _ _ Wrong). }
    pose proof (rounding told x Run Hx Wrong) as Rd. fold g in Rd. set (E1 := step (INR d) g (E told)) in *.
    assert (regular (matrix E1)) as RegS by (apply step_regular; lra || assumption).
    pose proof (rounded_regular _ _ _ _ Pe Rd RegS) as Reg'. split; [exact Reg'|]. split.
    + intros w Lw W. apply (rounded_keeps eta e E1); [exact Pe|exact Rd|]. apply step_keeps; try assumption; [lra|now apply In_|].
      destruct (T w Lw W) as [_ Right]. unfold g. rewrite <- (Right x Hx) in *. now apply side.
    + destruct (det_exists _ d Reg') as [D' Dt']. exists D'. split; [exact Dt'|].
      assert (det (matrix E1) d (gamma (INR d) ^ 2 * D)) as DtS.
      { apply det_step; try assumption. unfold g. rewrite length_scale. now apply domain. }
      destruct Rd as (sym' & Form & _).
      destruct (det_monotone (matrix (E ((x, f x) :: told))) (fun h => scale (1 + e) (matrix E1 h)) d D'
        ((1 + e) ^ d * (gamma (INR d) ^ 2 * D))) as [P1 P2]; try assumption.
      * intros h. rewrite dot_scale. destruct Reg' as (_ & m & M & Pos). specialize (Pos h). pose proof (norm2_nonneg h).
        split; [apply Rle_trans with (2 := Pos), Rmult_le_pos; lra|now apply Form].
      * now apply det_scaled.
      * split; [exact P1|]. apply Rle_trans with (1 := P2). rewrite <- Rmult_assoc.
        set (q := (1 + e) ^ d * gamma (INR d) ^ 2) in *.
        replace (q ^ S (length told) * Rad ^ (2 * d)) with (q * (q ^ length told * Rad ^ (2 * d))) by (simpl; ring).
        apply Rmult_le_compat_l; [|lra]. apply Rmult_le_pos; [apply pow_le; lra|apply pow2_ge_0].
Qed.

(* The theorem. *)
Theorem rounded_run_bound told : run X L f told -> INR (length told) <= 2 * INR d ^ 2 * ln (Rad / r).
Proof.
  intros Run. destruct (rounded_invariant told Run) as (_ & In_ & D & Dt & P0 & Small). destruct target as [Z _].
  pose proof radii as [Pr PR]. pose proof (det_contains (E told) z r d _ Pr Z In_ Dt) as C.
  pose proof (real_dimension d dimension) as N. set (n := INR d) in *. set (M := length told) in *.
  pose proof (rounded_factor d e dimension (proj2 fine)) as F. fold n in F.
  assert (0 <= (1 + e) ^ d * gamma n ^ 2) as P1 by (apply Rmult_le_pos; [apply pow_le; lra|apply pow2_ge_0]).
  assert (r ^ (2 * d) <= exp (- / n) ^ M * Rad ^ (2 * d)) as B.
  { apply Rle_trans with (1 := C), Rle_trans with (1 := Small). apply Rmult_le_compat_r; [apply pow_le; lra|].
    apply pow_incr. lra. }
  assert (0 < r ^ (2 * d)) as Prd by (apply pow_lt; lra). assert (0 < Rad ^ (2 * d)) as PRd by (apply pow_lt; lra).
  apply ln_le in B; [|exact Prd]. rewrite ln_mult in B; [|apply pow_lt, exp_pos|exact PRd].
  rewrite !ln_pow_nat, ln_exp in B; try lra; [|apply exp_pos]. rewrite mult_INR in B. change (INR 2) with 2 in B. fold n in B.
  unfold Rdiv. rewrite ln_mult, ln_Rinv; try lra; [|now apply Rinv_0_lt_compat].
  apply Rmult_le_reg_r with (/ n); [apply Rinv_0_lt_compat; lra|].
  replace (2 * n ^ 2 * (ln Rad + - ln r) * / n) with (2 * n * ln Rad - 2 * n * ln r) by (field; lra). lra.
Qed.
End Runs.

(* Rounding by 1 / d^2 would cost more than there is, at d = 2. *)
Theorem too_rough : exp (- / 2) < (1 + / 2 ^ 2) ^ 2 * gamma 2 ^ 2.
Proof.
  rewrite gamma_two, exp_Ropp. pose proof (exp_ineq1 (/ 2) ltac:(lra)) as E.
  apply Rlt_trans with (/ (1 + / 2)); [|lra]. apply Rinv_lt_contravar; [apply Rmult_lt_0_compat|]; lra.
Qed.
