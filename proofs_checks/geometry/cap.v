(* Spherical caps: what a q-bit answer can cover, and a gain of the modified perceptron.

   The area of the cap of angular radius phi on the sphere of R^d is, up to a constant, the integral of
   sin^(d-2) from 0 to phi (known, not proved here; `share` is defined by it).
     cap_share       a cap of radius phi <= pi/2 is at most a share sin(phi)^(d-1)/2 of the sphere;
     labels_needed   if 2^q caps of radius eps have together at least the whole sphere's area, then
                     q >= 1 + (d-1) lg(1/sin eps): the lower bound `needed` of
                     qlearn/learners/linear/direction.py;
     gain            sin(t)/t - cos(t) >= (2/pi) (1 - cos t) on (0, pi/2].
   Idea of both inequalities: a function that is 0 at both ends of an interval and first grows, then falls, is
   not negative in between (unimodal). *)
From Coq Require Import Reals Lra Lia Psatz.
From Coquelicot Require Import Coquelicot.
From qlearn.geometry Require Import cosines.
Open Scope R_scope.

(* F is at least 0 at both ends, and F' = p g with p >= 0 and g that changes its sign once, from + to -.
   Then F is at least 0 in between. *)
Lemma unimodal (F p g : R -> R) (b : R) :
  (forall x, 0 <= x <= b -> is_derive F x (p x * g x)) ->
  (forall x, 0 < x < b -> 0 <= p x) ->
  (forall s t, 0 < s -> s <= t -> t < b -> 0 <= g t -> 0 <= g s) ->
  0 <= F 0 -> 0 <= F b -> forall t, 0 <= t <= b -> 0 <= F t.
Proof.
  intros D P G F0 Fb t Ht.
  destruct (Req_dec t 0) as [->|N0]; [exact F0|].
  destruct (Req_dec t b) as [->|Nb]; [exact Fb|].
  destruct (Rle_lt_dec 0 (g t)) as [A|A].
  - (* still increasing at t: F t >= F 0 *)
    apply Rle_trans with (1 := F0). apply (grows F (fun x => p x * g x)); [lra| |].
    + intros x Hx. apply D. lra.
    + intros x Hx. apply Rmult_le_pos; [apply P; lra|]. apply G with t; lra.
  - (* already decreasing at t: F t >= F b *)
    apply Ropp_le_cancel, Rle_trans with (- F b); [|lra].
    apply (grows (fun x => - F x) (fun x => - (p x * g x))); [lra| |].
    + intros x Hx. apply (is_derive_opp F). apply D. lra.
    + intros x Hx. assert (g x <= 0).
      { apply Rnot_lt_le. intros C. pose proof (G t x). lra. }
      pose proof (P x). nra.
Qed.

(* ---- the cap ---- *)

(* Up to a constant factor the area of a cap of angular radius phi on the sphere of R^(m+2). *)
Definition area (m : nat) (phi : R) : R := RInt (fun t => sin t ^ m) 0 phi.

(* The share of the sphere that the cap covers: half of the sphere is the cap of radius pi/2. *)
Definition share (d : nat) (phi : R) : R := area (d - 2) phi / (2 * area (d - 2) (PI / 2)).

(* The derivative of an area is the integrand. *)
Lemma area_derive m x : is_derive (area m) x (sin x ^ m).
Proof.
  unfold area. apply (is_derive_RInt (fun t => sin t ^ m)) with (a := 0).
  - apply filter_forall. intros y. apply (@RInt_correct R_CompleteNormedModule).
    apply ex_RInt_continuous. intros z _.
    apply (ex_derive_continuous (fun t => sin t ^ m)). auto_derive. exact Logic.I.
  - apply (ex_derive_continuous (fun t => sin t ^ m)). auto_derive. exact Logic.I.
Qed.

Lemma area_none m : area m 0 = 0.
Proof. exact (@RInt_point R_CompleteNormedModule 0 (fun t => sin t ^ m)). Qed.

(* F = sin^(m+1) area(pi/2) - area, F' = sin^m ((m + 1) cos area(pi/2) - 1). *)
Theorem cap_bound m phi : 0 <= phi <= PI / 2 ->
  area m phi <= sin phi ^ (m + 1) * area m (PI / 2).
Proof.
  intros Hp. pose proof PI_RGT_0 as PP. set (c := area m (PI / 2)).
  cut (0 <= sin phi ^ (m + 1) * c - area m phi); [lra|].
  apply (unimodal (fun x => sin x ^ (m + 1) * c - area m x)
    (fun x => sin x ^ m) (fun x => INR (m + 1) * cos x * c - 1) (PI / 2)); auto.
  - intros x Hx.
    evar_last.
    { apply (is_derive_minus (fun x => sin x ^ (m + 1) * c) (area m)); [|apply area_derive].
      auto_derive; [exact Logic.I|reflexivity]. }
    rewrite Nat.add_1_r. cbn [pred]. unfold minus, plus, opp; simpl. ring.
  - intros x Hx. apply pow_le, sin_ge_0; lra.
  - intros s t Hs Hst Ht G.
    assert (C : cos t <= cos s) by (apply cos_less; lra).
    assert (Cp : 0 <= cos t) by (apply cos_ge_0; lra).
    assert (Np : 0 <= INR (m + 1)) by apply pos_INR.
    assert (c0 : 0 <= c).
    { unfold c. rewrite <- (area_none m). apply (grows (area m) (fun x => sin x ^ m)); [lra| |].
      - intros; apply area_derive.
      - intros x Hx. apply pow_le, sin_ge_0; lra. }
    assert (INR (m + 1) * c * cos t <= INR (m + 1) * c * cos s)
      by (apply Rmult_le_compat_l; [nra|exact C]). lra.
  - rewrite sin_0, area_none, Nat.add_1_r. simpl. lra.
  - rewrite sin_PI2, pow1. fold c. lra.
Qed.

(* The half sphere's area is not 0: it is at least 1/(m + 1). *)
Lemma area_positive m : 0 < area m (PI / 2).
Proof.
  pose proof PI_RGT_0 as PP. assert (M : 0 < INR (m + 1)) by (apply lt_0_INR; lia).
  assert (G : area m 0 - sin 0 ^ (m + 1) / INR (m + 1)
    <= area m (PI / 2) - sin (PI / 2) ^ (m + 1) / INR (m + 1)).
  { apply (grows (fun x => area m x - sin x ^ (m + 1) / INR (m + 1)) (fun x =>
      sin x ^ m * (1 - cos x))); [lra| |].
    - intros x Hx. evar_last.
      { apply (is_derive_minus (area m) (fun x => sin x ^ (m + 1) / INR (m + 1))); [apply area_derive|].
        auto_derive; [exact Logic.I|reflexivity]. }
      unfold minus, plus, opp. rewrite Nat.add_1_r. cbn [pred]. simpl AbelianGroup.opp. simpl.
      rewrite Nat.add_1_r in M.
      simpl in M. field. lra.
    - intros x Hx. apply Rmult_le_pos; [apply pow_le, sin_ge_0; lra|]. pose proof (COS_bound x). lra. }
  rewrite sin_0, sin_PI2, pow1, area_none, Nat.add_1_r in G. simpl in G. rewrite Nat.add_1_r in M. simpl in M.
  assert (0 < 1 / match m with O => 1 | S _ => INR m + 1 end) by (apply Rdiv_lt_0_compat; lra). lra.
Qed.

(* A cap is at most a share sin(phi)^(d-1)/2 of the sphere. *)
Theorem cap_share d phi : (2 <= d)%nat -> 0 <= phi <= PI / 2 -> share d phi <= sin phi ^ (d - 1) / 2.
Proof.
  intros D Hp. unfold share. pose proof (cap_bound (d - 2) phi Hp) as B.
  pose proof (area_positive (d - 2)) as P.
  replace (d - 2 + 1)%nat with (d - 1)%nat in B by lia. set (c := area (d - 2) (PI / 2)) in *.
  apply Rmult_le_reg_r with (2 * c); [lra|].
  replace (area (d - 2) phi / (2 * c) * (2 * c)) with (area (d - 2) phi) by (field; lra). lra.
Qed.

(* No smaller share will do: the cap of radius pi/2 is half of the sphere, in every dimension. *)
Theorem half_the_sphere d : share d (PI / 2) = sin (PI / 2) ^ (d - 1) / 2.
Proof.
  unfold share. rewrite sin_PI2, pow1. pose proof (area_positive (d - 2)) as P. field. lra.
Qed.

Definition needed (d : nat) (eps : R) : R := 1 + INR (d - 1) * (ln (1 / sin eps) / ln 2).

(* 2^q caps that cover the sphere: so many labels. *)
Theorem labels_needed d q eps : (2 <= d)%nat -> 0 < eps <= PI / 2 -> 1 <= 2 ^ q * share d eps ->
  needed d eps <= INR q.
Proof.
  intros D E C. pose proof PI_RGT_0 as PP. pose proof (cap_share d eps D ltac:(lra)) as S.
  assert (P : 0 < sin eps) by (apply sin_gt_0; lra). assert (P2 : 0 < 2 ^ q) by (apply pow_lt; lra).
  assert (B : 2 <= 2 ^ q * sin eps ^ (d - 1)) by nra.
  assert (L2 : 0 < ln 2) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (L : ln 2 <= INR q * ln 2 + INR (d - 1) * ln (sin eps)).
  { assert (Pow : 0 < sin eps ^ (d - 1)) by (apply pow_lt, P).
    rewrite <- !ln_pow, <- ln_mult by lra.
    destruct B as [B|B]; [left; apply ln_increasing; lra|rewrite <- B; lra]. }
  unfold needed. replace (1 / sin eps) with (/ sin eps) by (field; lra). rewrite ln_Rinv by exact P.
  apply Rmult_le_reg_r with (ln 2); [exact L2|].
  replace ((1 + INR (d - 1) * (- ln (sin eps) / ln 2)) * ln 2) with (ln 2 - INR (d - 1) * ln (sin eps))
    by (field; lra).
  lra.
Qed.

(* ---- the modified perceptron's gain ---- *)

(* F = sin t - t cos t - (2/pi) t (1 - cos t), F' = sin t ((1 - 2/pi) t - (2/pi) tan(t/2)). *)
Theorem gain t : 0 < t <= PI / 2 -> (2 / PI) * (1 - cos t) <= sin t / t - cos t.
Proof.
  intros Ht. pose proof PI_RGT_0 as PP. pose proof PI2_1 as P2. set (q := 2/PI).
  assert (Q : q * PI = 2) by (unfold q; field; lra).
  assert (Q0 : 0 < q) by (apply Rdiv_lt_0_compat; lra).
  cut (0 <= sin t - t * cos t - q * t * (1 - cos t)).
  { intros H. apply Rmult_le_reg_r with t; [lra|].
    replace ((sin t / t - cos t) * t) with (sin t - t * cos t) by (field; lra). lra. }
  apply (unimodal (fun t => sin t - t * cos t - q * t * (1 - cos t)) sin
    (fun t => (1-q) * t - q * tan (1/2 * t)) (PI / 2)); try lra.
  - intros x Hx. assert (C : 0 < cos (1/2*x)) by (apply cos_gt_0; lra).
    auto_derive; [exact Logic.I|].
    replace (sin x) with (sin (2 * (1/2*x))) by (f_equal; lra).
    replace (cos x) with (cos (2 * (1/2*x))) by (f_equal; lra).
    rewrite sin_2a, cos_2a_sin. unfold tan. field. lra.
  - intros x Hx. apply sin_ge_0; lra.
  - intros s u Hs Hsu Hu G.
    pose proof (tan_scaled (s/u) (1/2*u)) as T.
    assert (K : s/u * u = s) by (field; lra).
    assert (K0 : 0 <= s/u <= 1).
    { split; [apply Rdiv_le_0_compat; lra|]. apply Rmult_le_reg_r with u; lra. }
    specialize (T K0 ltac:(lra)).
    replace (s/u * (1/2*u)) with (1/2*s) in T by (field; lra).
    assert (q * tan (1/2*s) <= s/u * (q * tan (1/2*u))) by nra.
    assert (s/u * (q * tan (1/2*u)) <= s/u * ((1-q) * u)) by (apply Rmult_le_compat_l; lra).
    replace (s/u * ((1-q) * u)) with ((1-q) * s) in * by (field; lra). lra.
  - rewrite sin_0, cos_0. lra.
  - rewrite sin_PI2, cos_PI2. nra.
Qed.

(* No larger factor than 2/pi will do: at t = pi/2 both sides are 2/pi. *)
Theorem gain_attained : sin (PI / 2) / (PI / 2) - cos (PI / 2) = 2 / PI * (1 - cos (PI / 2)).
Proof. pose proof PI_RGT_0 as PP. rewrite sin_PI2, cos_PI2. field. lra. Qed.
