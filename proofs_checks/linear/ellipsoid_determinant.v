(* How the update of the ellipsoid method changes the determinant, in every dimension.

   The volume of an ellipsoid in R^d is the unit ball's times the square root of its matrix's determinant.  Here the
   determinant is the product of the pivots of Gaussian elimination: pivot d + 1 is h.P h for the vector
   h = (h_1, ..., h_d, 1) that P makes orthogonal to all shorter vectors.
   [det P d D]: these pivots exist up to d, and D is their product.
   Python:  D(new) = (n**2 / (n**2 - 1))**n * (n - 1) / (n + 1) * D  =  gamma(n)**2 * D
   Theorem (det_step, det_ball, det_contains): that is the new determinant; it is R^(2 d) for the ball of radius R; and
            at least r^(2 d) if the ellipsoid contains a ball of radius r.
   Idea:    let G be the projection of g to the first d coordinates, orthogonal with respect to P.  From d to d + 1 the
            pivot p becomes p t'/t, where t = 1 - k G.P G and t' is the same one dimension up; the product telescopes.
   Tight:   det_step is an equation, and there is only one determinant (det_unique).
   Used by ellipsoid_runs.v.  Python file: ellipsoid_runs.py.                                                       *)
From Coq Require Import Reals Lra Psatz List Lia.
From qlearn.geometry Require Import vectors.
From qlearn.linear Require Import shrinking ellipsoid ellipsoid_update.
Import ListNotations.
Local Open Scope R_scope.

Inductive det (P : vector -> vector) : nat -> R -> Prop :=
| det_none : det P 0 1
| det_more d D h : det P d D -> length h = d -> (forall u, (length u <= d)%nat -> dot u (P (h ++ [1])) = 0) ->
    det P (S d) (D * dot (h ++ [1]) (P (h ++ [1]))).

(* ---- vectors that end in 1 ---- *)

Lemma length_plus u v d : (length u <= d)%nat -> (length v <= d)%nat -> (length (plus u v) <= d)%nat.
Proof.
  revert v d. induction u as [|a u IH]; intros [|b v] d U V; cbn in *; try lia.
  destruct d; [lia|]. specialize (IH v d). lia.
Qed.

Lemma length_scale c u : length (scale c u) = length u.
Proof. apply map_length. Qed.

Lemma plus_short h v b : (length v <= length h)%nat ->
  plus (h ++ [b]) v = plus h v ++ [b] /\ length (plus h v) = length h.
Proof.
  revert v. induction h as [|a h IH]; intros [|c v] L; cbn in *; try lia; auto.
  destruct (IH v ltac:(lia)) as [-> ->]. auto.
Qed.

(* Every vector of length d + 1 is a shorter one and a multiple of h ++ [1]. *)
Lemma split_off h u : (length u <= S (length h))%nat ->
  exists v b, (length v <= length h)%nat /\ forall z, dot u z = dot v z + b * dot (h ++ [1]) z.
Proof.
  intros L. destruct (le_lt_dec (length u) (length h)) as [S|S].
  - exists u, 0. split; [exact S|]. intros z. ring.
  - destruct (exists_last (l := u)) as (v & b & ->); [intros ->; cbn in S; lia|].
    rewrite app_length in L, S. cbn in L, S. exists (plus v (scale (- b) h)), b. split.
    + apply length_plus; [lia|]. rewrite length_scale. lia.
    + intros z. rewrite dot_plus_left, dot_scale_left, (dot_comm _ z), (dot_comm (h ++ [1])), !dot_snoc.
      rewrite (dot_comm z v), (dot_comm z h). replace (length v) with (length h) by lia. ring.
Qed.

Lemma dot_zeros u d : dot u (repeat 0 d) = 0.
Proof. revert d. induction u as [|a u IH]; intros [|d]; cbn; try reflexivity. rewrite IH. ring. Qed.

Lemma norm2_of_one h : 1 <= norm2 (h ++ [1]).
Proof.
  unfold norm2. rewrite dot_snoc, app_nth2, Nat.sub_diag by lia. cbn [nth].
  rewrite (dot_comm (h ++ [1])), dot_snoc, nth_overflow by lia. pose proof (norm2_nonneg h) as N.
  unfold norm2 in N. lra.
Qed.

(* There is only one determinant. *)
Theorem det_unique P d D D' : symmetric P -> det P d D -> det P d D' -> D = D'.
Proof.
  intros sym Dt. revert D'. induction Dt as [|d D h Dt IH L O]; intros D' Dt';
    inversion Dt' as [|e C k Dk Lk Ok]; subst; [reflexivity|].
  rewrite (IH C Dk). f_equal. destruct (split_off k (h ++ [1])) as (v & b & V & Sp); [rewrite app_length; cbn; lia|].
  assert (b = 1) as B.
  { pose proof (Sp (repeat 0 (length k) ++ [1])) as E. rewrite !dot_snoc, !dot_zeros, repeat_length in E.
    rewrite (nth_overflow v) in E by exact V. rewrite !app_nth2 in E by lia.
    replace (length k - length h)%nat with 0%nat in E by lia. rewrite Nat.sub_diag in E. cbn [nth] in E. lra. }
  rewrite B in Sp. rewrite (Sp (P (h ++ [1]))), (O v), sym, (Sp (P (k ++ [1]))), (Ok v) by lia. ring.
Qed.

(* ---- the ball ---- *)

Theorem det_ball Rad d : det (matrix (ball Rad)) d (Rad ^ (2 * d)).
Proof.
  cbn [ball matrix]. induction d as [|d IH]; [apply det_none|].
  replace (Rad ^ (2 * S d)) with (Rad ^ (2 * d) * dot (repeat 0 d ++ [1]) (scale (Rad * Rad) (repeat 0 d ++ [1]))).
  - apply det_more; [exact IH|apply repeat_length|]. intros u U. rewrite dot_scale, dot_snoc, dot_zeros.
    rewrite repeat_length, nth_overflow by exact U. ring.
  - rewrite dot_scale, dot_snoc, dot_zeros, app_nth2, Nat.sub_diag by lia. cbn [nth].
    replace (2 * S d)%nat with (2 * d + 2)%nat by lia. rewrite pow_add. ring.
Qed.

(* ---- an ellipsoid that contains a ball ---- *)

(* Both ends of the ball's diameter along h are inside. *)
Lemma wide E z r d h : 0 <= r -> (length z <= d)%nat -> (length h <= d)%nat ->
  (forall w, (length w <= d)%nat -> dist2 w z <= r * r -> inside E w) -> r * r * norm2 h <= dot h (matrix E h).
Proof.
  intros Pr Z L I. assert (inside E z) as Iz.
  { apply I; [exact Z|]. rewrite dist2_expand. unfold norm2. assert (0 <= r * r) by nra. lra. }
  destruct (Req_dec (norm2 h) 0) as [N0|N0].
  { rewrite N0, Rmult_0_r. specialize (Iz h). apply Rle_trans with (2 := Iz). apply pow2_ge_0. }
  pose proof (norm2_nonneg h) as N1. assert (0 < norm h) as Ph by (apply norm_positive; lra).
  pose proof (norm_square h) as Nh.
  assert (forall e, e * e = r * r -> (dot h z + e * norm h - dot h (centre E)) ^ 2 <= dot h (matrix E h)) as End_.
  { intros e Ee. pose proof (I (plus z (scale (e / norm h) h))) as J.
    assert (dot h (plus z (scale (e / norm h) h)) = dot h z + e * norm h) as Eq.
    { rewrite dot_plus, dot_scale. fold (norm2 h). rewrite <- Nh. field. lra. }
    rewrite <- Eq. apply J.
    - apply length_plus; [exact Z|]. now rewrite length_scale.
    - rewrite dist2_expand. unfold norm2. rewrite !dot_plus_left, !dot_plus, !dot_scale_left, !dot_scale.
      fold (norm2 h). rewrite <- Nh, <- Ee, (dot_comm h z). right. field. lra. }
  pose proof (End_ r eq_refl) as A. pose proof (End_ (- r) ltac:(ring)) as B. rewrite <- Nh.
  set (x := dot h z - dot h (centre E)) in *.
  replace (dot h z + r * norm h - dot h (centre E)) with (x + r * norm h) in A by (unfold x; ring).
  replace (dot h z + - r * norm h - dot h (centre E)) with (x - r * norm h) in B by (unfold x; ring). nra.
Qed.

Theorem det_contains E z r d D : 0 < r -> (length z <= d)%nat ->
  (forall w, (length w <= d)%nat -> dist2 w z <= r * r -> inside E w) -> det (matrix E) d D -> r ^ (2 * d) <= D.
Proof.
  intros Pr Z I Dt. assert (forall k C, det (matrix E) k C -> (k <= d)%nat -> r ^ (2 * k) <= C) as G.
  { intros k C H. induction H as [|k C h H IH L O]; intros K; [cbn; lra|]. specialize (IH ltac:(lia)).
    replace (2 * S k)%nat with (2 * k + 2)%nat by lia. rewrite pow_add.
    pose proof (wide E z r d (h ++ [1]) ltac:(lra) Z ltac:(rewrite app_length; cbn; lia) I) as W.
    pose proof (norm2_of_one h) as One. assert (0 <= r ^ (2 * k)) by (apply pow_le; lra).
    apply Rmult_le_compat; try nra. }
  now apply G.
Qed.

(* ---- the update ---- *)

Section Update.
Variables (P : vector -> vector) (g : vector) (k c : R).
Hypothesis reg : regular P.
Hypothesis small : 0 <= k /\ k * dot g (P g) < 1.
Notation P' := (fun h => scale c (minus_outer P g k h)).

(* G is the projection of g to R^d. *)
Definition projection (d : nat) (G : vector) : Prop :=
  (length G <= d)%nat /\ forall u, (length u <= d)%nat -> dot u (P G) = dot u (P g).

(* It is no longer than g, in the form's measure. *)
Lemma projection_shorter d G : projection d G -> dot G (P g) <= dot g (P g).
Proof.
  intros [L O]. destruct reg as [sym (m & M & Pos)].
  pose proof (Pos (plus (scale 1 g) (scale (-1) G))) as A. rewrite (form_in_plane P sym) in A.
  pose proof (norm2_nonneg (plus (scale 1 g) (scale (-1) G))) as N. rewrite (sym g G), (O G L) in A. nra.
Qed.

Lemma det_update d D : det P d D -> exists G, projection d G /\ det P' d (c ^ d * (D * (1 - k * dot G (P g)))).
Proof.
  pose proof reg as [sym (m & M & Pos)]. intros Dt. induction Dt as [|d D h Dt IH L O].
  - exists []. split; [split; [cbn; lia|]|].
    + intros [|a u] U; [reflexivity|cbn in U; lia].
    + replace (c ^ 0 * (1 * (1 - k * dot [] (P g)))) with 1 by (cbn; ring). apply det_none.
  - destruct IH as (G & Pj & IH). pose proof Pj as [LG OG]. pose proof (projection_shorter d G Pj) as Sh.
    set (h1 := h ++ [1]) in *. set (p := dot h1 (P h1)). set (y := dot h1 (P g)). set (s := dot G (P g)) in *.
    assert (0 < p) as Pp by (unfold p; specialize (Pos h1); pose proof (norm2_of_one h) as One; fold h1 in One; nra).
    set (t := 1 - k * s) in *. assert (0 < t) as Pt by (unfold t; destruct small; nra).
    assert (dot h1 (P G) = 0) as HG by (rewrite sym; apply O; exact LG).
    assert (dot G (P G) = s) as GG by (apply OG; exact LG).
    (* the projection one dimension up *)
    set (G1 := plus G (scale (y / p) h1)). assert (dot G1 (P g) = s + y / p * y) as S1.
    { unfold G1. rewrite dot_plus_left, dot_scale_left. reflexivity. }
    exists G1. split.
    + split.
      * unfold G1. apply length_plus; [lia|]. rewrite length_scale. unfold h1. rewrite app_length. cbn. lia.
      * intros u U. destruct (split_off h u) as (v & b & V & Sp); [lia|]. rewrite L in V. fold h1 in Sp.
        rewrite !Sp. unfold G1. rewrite !(form_plus P sym), !(form_scale P sym), (OG v V), (O v V), HG.
        fold p. fold y. field. lra.
    + (* the new h *)
      set (x := k * y / t). assert (length (scale x G) <= length h)%nat as LS by (rewrite length_scale; lia).
      destruct (plus_short h (scale x G) 1 LS) as [Eh Lh]. fold h1 in Eh.
      set (h' := plus h (scale x G)) in *.
      assert (dot g (P (h' ++ [1])) = y + x * s) as GH.
      { rewrite <- Eh, (form_plus P sym), (form_scale P sym), (sym g h1), (sym g G). reflexivity. }
      assert (forall u, dot u (P (h' ++ [1])) = dot u (P h1) + x * dot u (P G)) as FH.
      { intros u. rewrite <- Eh, (form_plus P sym), (form_scale P sym). reflexivity. }
      assert (forall u, (length u <= d)%nat -> dot u (P' (h' ++ [1])) = 0) as O'.
      { intros u U. rewrite dot_scale, minus_outer_form, FH, (O u U), (OG u U), GH.
        replace (0 + x * dot u (P g) - k * (y + x * s) * dot u (P g)) with ((x * t - k * y) * dot u (P g))
          by (unfold t; ring). replace (x * t) with (k * y) by (unfold x; field; lra). ring. }
      replace (c ^ S d * (D * p * (1 - k * dot G1 (P g)))) with (c ^ d * (D * t) * dot (h' ++ [1]) (P' (h' ++ [1]))).
      * apply (det_more P'); [exact IH|lia|exact O'].
      * rewrite <- Eh at 1. rewrite dot_plus_left, dot_scale_left, (O' G LG), dot_scale, minus_outer_form.
        rewrite FH, HG, GH, S1. fold p. fold y. cbn [pow]. unfold x, t in *. field. lra.
Qed.
End Update.

(* In the ellipsoid method the determinant is multiplied by gamma^2. *)
Theorem det_step E g d D : (2 <= d)%nat -> regular (matrix E) -> 0 < norm2 g -> (length g <= d)%nat ->
  det (matrix E) d D -> det (matrix (step (INR d) g E)) d (gamma (INR d) ^ 2 * D).
Proof.
  intros Dim Reg Pg Lg Dt. pose proof (le_INR 2 d Dim) as N. change (INR 2) with 2 in N. set (n := INR d) in *.
  pose proof (cut_positive g E Reg Pg) as Q. set (q := dot g (matrix E g)) in *.
  destruct (det_update (matrix E) g (2 / ((n + 1) * q)) (n ^ 2 / (n ^ 2 - 1)) Reg) with (2 := Dt) as (G & Pj & Dt').
  { split; [left; apply Rdiv_lt_0_compat; nra|]. fold q.
    replace (2 / ((n + 1) * q) * q) with (2 * / (n + 1)) by (field; lra).
    apply Rmult_lt_reg_r with (n + 1); [lra|]. rewrite Rmult_assoc, Rinv_l; lra. }
  destruct Pj as [LG OG]. destruct Reg as [sym _].
  assert (dot G (matrix E g) = q) as Full by (rewrite sym; apply OG; exact Lg). rewrite Full in Dt'.
  replace (gamma n ^ 2 * D) with ((n ^ 2 / (n ^ 2 - 1)) ^ d * (D * (1 - 2 / ((n + 1) * q) * q))); [exact Dt'|].
  assert (0 < n ^ 2 - 1) as N1 by nra. assert (0 < n ^ 2 / (n ^ 2 - 1)) as N2 by (apply Rdiv_lt_0_compat; nra).
  unfold gamma. set (k := n ^ 2 / (n ^ 2 - 1)) in *.
  replace ((n / (n + 1) * Rpower k ((n - 1) / 2)) ^ 2)
    with ((n / (n + 1)) ^ 2 * (Rpower k ((n - 1) / 2) * Rpower k ((n - 1) / 2))) by ring.
  assert ((n - 1) / 2 + (n - 1) / 2 = INR (d - 1)) as Half by (rewrite minus_INR by lia; cbn; fold n; field).
  rewrite <- Rpower_plus, Half, Rpower_pow by exact N2. replace (k ^ d) with (k * k ^ (d - 1)).
  - unfold k at 1. field. repeat split; lra.
  - rewrite tech_pow_Rmult. f_equal. lia.
Qed.
