(* How near a half-space is to what boundary_points.v finds of it.

   Python: qlearn/learners/linear/boundary_points.py.
   Theorem (within_eps): if d >= 2, 9 sqrt(d-1)/(8 sin eps) <= 2^k and k + 3 <= m, then for eps up to pi/4 the angle of
   (o, w) and (0, a) is at most eps, whatever a boundary is labelled: a is the last of the frame's first vectors, o the
   half-space's offset at the centre in units of the step.
   Idea: a, b_1, .., b_{d-1} stay an orthonormal basis, so |w|^2 - (w.a)^2 is the sum of the (w.b_i)^2, each at most
   1.185 |w|^2/4^k.  That w.a stays above the offset all the while is 1 - (d-1) 1.385/4^k > 0.45.               *)
From Coq Require Import Reals Lra Psatz List Lia Permutation.
From qlearn.finite Require Import dialogues.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import segment_turn boundary_points.
Import ListNotations.
Open Scope R_scope.

(* How many halvings are enough; Python takes the least such k, and m at least k + 3. *)
Definition enough (d k : nat) (eps : R) : Prop := 9 * sqrt (INR (d - 1)) / (8 * sin eps) <= 2 ^ k.

(* ---- a basis ---- *)

Lemma norm2_cons a u : norm2 (a :: u) = a * a + norm2 u.
Proof. reflexivity. Qed.
Lemma norm2_app (l r : vector) : norm2 (l ++ r) = norm2 l + norm2 r.
Proof. induction l as [|x l IH]; cbn [app]; [unfold norm2; cbn; ring|]. rewrite !norm2_cons, IH. ring. Qed.

Lemma norm2_at_most (f : vector -> R) l q : (forall x, In x l -> f x * f x <= q) -> norm2 (map f l) <= INR (length l) * q.
Proof.
  induction l as [|x l IH]; intros H; [unfold norm2; cbn; lra|]. cbn [map length]. rewrite norm2_cons, S_INR.
  pose proof (H x (or_introl eq_refl)). specialize (IH (fun y I => H y (or_intror I))). lra.
Qed.

Lemma parseval d w a found b rest : basis d (a :: found ++ b :: rest) -> length w = d ->
  dot w a * dot w a + dot w b * dot w b <= norm2 w.
Proof.
  intros [_ P] L. rewrite (P w L). unfold coordinates. cbn [map]. rewrite map_app. cbn [map].
  rewrite norm2_cons, norm2_app, norm2_cons.
  pose proof (norm2_nonneg (map (dot w) found)). pose proof (norm2_nonneg (map (dot w) rest)). lra.
Qed.

Lemma dot_zeros n u : dot (repeat 0 n) u = 0.
Proof. revert u. induction n as [|n IH]; intros [|x u]; cbn [repeat dot]; try reflexivity. rewrite IH. ring. Qed.

(* The first vector of a basis is a unit. *)
Lemma first_unit d a l : basis d (a :: l) -> norm2 a = 1.
Proof.
  intros [H _]. set (z := 1 :: repeat 0 (length l)).
  assert (Z : forall x, dot z (coordinates x (a :: l)) = dot x a).
  { intros x. unfold z, coordinates. cbn [map dot]. rewrite dot_zeros. ring. }
  specialize (H z). unfold z in H at 1. cbn [length] in H. rewrite repeat_length in H. specialize (H eq_refl).
  assert (N : norm2 z = 1) by (unfold z; rewrite norm2_cons; unfold norm2; rewrite dot_zeros; ring).
  unfold norm2 in H at 1. rewrite dot_combined, Z, dot_comm, dot_combined, Z, N in H. exact H.
Qed.

(* ---- all turns ---- *)

Section Run.
Variables (w : vector) (b0 : R) (teacher : vector -> bool) (c : vector) (s : R) (d k : nat).
Hypothesis honest : honest_about w b0 teacher.
Hypothesis s0 : 0 < s.
Hypothesis Length : length w = d.
Variables (o x : R).
Hypothesis Offset : o = (b0 + dot w c) / s.
Hypothesis Finest : x = / 2 ^ k.
Variables (A : R) (N : nat).                    (* the square of w.a at first, and the number of turns *)
Hypothesis A0 : 0 < A.
Hypothesis AW : A <= norm2 w.
Hypothesis O : o * o <= A * (x * x) / 256.
Hypothesis Turns : INR N * (1385 / 1000 * (x * x)) <= 5472 / 10000.

Definition off (q : R) (l : list vector) : Prop := forall f, In f l -> dot w f * dot w f <= q.

Lemma search_found rest found a : (length found + length rest <= N)%nat -> basis d (a :: found ++ rest) ->
  0 < dot w a -> (1 - INR (length found) * (1385 / 1000 * (x * x))) * A <= dot w a * dot w a ->
  off (1185 / 1000 * (x * x) * norm2 w) found ->
  let r := output teacher (search c s k a found rest) in
  basis d (fst r :: snd r) /\ 0 < dot w (fst r) /\ length (snd r) = (length found + length rest)%nat /\
  off (1185 / 1000 * (x * x) * norm2 w) (snd r).
Proof.
  assert (x0 : 0 < x) by (rewrite Finest; apply Rinv_0_lt_compat, pow_lt; lra).
  assert (xx : 0 < x * x) by now apply Rmult_lt_0_compat.
  revert found a. induction rest as [|b rest IH]; intros found a Few B Pos Along Off; cbn [search output].
  { rewrite app_nil_r in B. cbn [fst snd length]. split; [exact B|]. split; [exact Pos|]. split; [lia|exact Off]. }
  rewrite output_bind. cbn [length] in Few.
  assert (J : INR (length found) + 1 <= INR N) by (rewrite <- S_INR; apply le_INR; lia).
  pose proof (pos_INR (length found)) as J0. set (j := INR (length found)) in *. set (rho := 1385 / 1000 * (x * x)) in *.
  assert (R0 : 0 < rho) by (unfold rho; lra).
  assert (JR : (j + 1) * rho <= 5472 / 10000) by (apply Rle_trans with (2 := Turns); apply Rmult_le_compat_r; lra).
  assert (R1 : rho <= 1) by nra.
  assert (Small : Rabs o <= dot w a * (x / 8)).
  { apply square_le; [nra|]. rewrite <- Rabs_mult, Rabs_right by (apply Rle_ge, Rle_0_sqr).
    assert (4528 / 10000 * A <= dot w a * dot w a) by nra.
    assert (4528 / 10000 * A * (x * x) <= dot w a * dot w a * (x * x)) by (apply Rmult_le_compat_r; lra). nra. }
  assert (X1 : x <= 1) by (unfold rho in R1; nra).
  destruct (across_found w b0 teacher honest c s s0 k a b) as (side & t & Side & Said & T & Back & Met).
  { rewrite <- Offset. assert (0 < dot w a * x) by now apply Rmult_lt_0_compat. nra. }
  rewrite <- Offset in Back, Met.
  assert (Half : / 2 ^ (k + 1) = x / 2) by (rewrite Finest, pow_add, pow_1; field; apply pow_nonzero; lra).
  unfold Rdiv in Met. rewrite Half in *. rewrite Said.
  assert (O' : o * o <= 1 / 16 * (1 / 16) * (x * x) * norm2 w).
  { apply Rle_trans with (1 := O). assert (A * (x * x) <= norm2 w * (x * x)) by (apply Rmult_le_compat_r; lra). lra. }
  pose proof (turned_off w a b side t o x Side T x0 Met (norm2 w) (1 / 16) (parseval d w a found b rest B Length) ltac:(lra) O')
    as Turned.
  destruct (turned_along w a b side t o x Side T x0 Met R1 Pos Small Back) as [Pos' Along'].
  fold rho in Along'. set (psi := turn side t) in *.
  destruct (IH (found ++ [turn_e psi a b]) (turn_u psi a b)) as (B' & P' & L' & F').
  - rewrite app_length. cbn [length]. lia.
  - rewrite <- app_assoc. cbn [app]. apply turned_basis, B.
  - exact Pos'.
  - rewrite app_length, plus_INR. cbn [length INR]. fold j. apply Rle_trans with (2 := Along').
    apply Rle_trans with ((1 - rho) * ((1 - j * rho) * A)); [|apply Rmult_le_compat_l; lra].
    assert (0 <= j * (rho * rho) * A) by (repeat apply Rmult_le_pos; lra). nra.
  - intros f I. apply in_app_iff in I. destruct I as [I|[<-|[]]]; [now apply Off|].
    apply Rle_trans with (1 := Turned). pose proof (norm2_nonneg w) as W.
    assert (0 <= x * x * norm2 w) by (apply Rmult_le_pos; lra). nra.
  - split; [exact B'|]. split; [exact P'|]. split; [|exact F']. rewrite L', app_length. cbn [length]. lia.
Qed.
End Run.

(* The theorem.  The instances are L apart, L at most s, and a is the direction from one to the other. *)
Theorem within_eps w b0 teacher d k m s L inside outside a rest eps : length w = d -> honest_about w b0 teacher ->
  basis d (a :: rest) -> length (a :: rest) = d -> (2 <= d)%nat ->
  0 <= b0 + dot w inside -> b0 + dot w outside < 0 -> (forall v, dot v inside - dot v outside = L * dot v a) ->
  0 < L <= s -> 0 < eps <= PI / 4 -> enough d k eps -> (k + 3 <= m)%nat ->
  let r := output teacher (learner k m s inside outside a rest) in
  angle ((b0 + dot w (fst r)) / s :: w) (0 :: snd r) <= eps.
Proof.
  intros Lw H B D D2 I Out Apart LS E K M r. unfold r, learner. rewrite !output_bind. clear r.
  set (ends := output teacher (nearer inside outside m)). set (c := middle ends). cbn [output fst snd].
  pose proof PI_RGT_0 as PP. set (x := / 2 ^ k). set (o := (b0 + dot w c) / s).
  assert (x0 : 0 < x) by (apply Rinv_0_lt_compat, pow_lt; lra).
  assert (A : 0 < dot w a) by (specialize (Apart w); nra).
  assert (O1 : Rabs o <= dot w a * (x / 16)).
  { pose proof (nearer_found w b0 teacher H inside outside m I ltac:(lra)) as F. fold ends c in F. rewrite Apart in F.
    unfold o, Rdiv at 1. rewrite Rabs_mult, (Rabs_right (/ s)) by (left; apply Rinv_0_lt_compat; lra).
    apply Rmult_le_reg_r with s; [lra|]. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
    apply Rle_trans with (1 := F). assert (P : 0 < 2 ^ (m + 1)) by (apply pow_lt; lra).
    assert (Q : / 2 ^ (m + 1) <= x / 16).
    { unfold x. replace (/ 2 ^ k / 16) with (/ 2 ^ (k + 4)) by (rewrite pow_add; simpl; field; apply pow_nonzero; lra).
      apply Rinv_le_contravar; [apply pow_lt; lra|]. apply Rle_pow; [lra|lia]. }
    unfold Rdiv at 1. assert (0 < / 2 ^ (m + 1)) by now apply Rinv_0_lt_compat.
    replace (dot w a * (x / 16) * s) with (s * dot w a * (x / 16)) by ring.
    apply Rmult_le_compat; nra. }
  assert (S2 : 0 < sin eps) by (apply sin_gt_0; lra).
  assert (Half : sin eps * sin eps <= 1 / 2).
  { assert (sin eps <= sin (PI / 4)) by (apply sin_incr_1; lra). rewrite sin_PI4 in H0.
    assert (1 / sqrt 2 * (1 / sqrt 2) = 1 / 2).
    { assert (0 < sqrt 2) by (apply sqrt_lt_R0; lra).
      replace (1 / sqrt 2 * (1 / sqrt 2)) with (1 / (sqrt 2 * sqrt 2)) by (field; lra). now rewrite sqrt_sqrt by lra. }
    assert (0 < 1 / sqrt 2) by (apply Rdiv_lt_0_compat; [lra|apply sqrt_lt_R0; lra]).
    rewrite <- H1. apply Rmult_le_compat; lra. }
  cbn [length] in D. set (N := length rest). assert (ND : (d - 1)%nat = N) by (unfold N; lia).
  assert (N1 : 1 <= INR N) by (change 1 with (INR 1); apply le_INR; unfold N; lia).
  assert (Fine : INR N * (x * x) <= 64 / 81 * (sin eps * sin eps)).
  { unfold enough in K. rewrite ND in K. assert (P : 0 < 2 ^ k) by (apply pow_lt; lra).
    apply Rmult_le_compat_r with (r := 8 * sin eps * x) in K; [|nra].
    replace (2 ^ k * (8 * sin eps * x)) with (8 * sin eps) in K by (unfold x; field; lra).
    replace (9 * sqrt (INR N) / (8 * sin eps) * (8 * sin eps * x)) with (9 * sqrt (INR N) * x) in K by (field; lra).
    assert (R : 0 <= sqrt (INR N)) by apply sqrt_pos.
    assert (Q : 9 * sqrt (INR N) * x * (9 * sqrt (INR N) * x) <= 8 * sin eps * (8 * sin eps)) by (apply Rmult_le_compat; nra).
    replace (9 * sqrt (INR N) * x * (9 * sqrt (INR N) * x)) with (81 * (sqrt (INR N) * sqrt (INR N)) * (x * x)) in Q by ring.
    rewrite sqrt_sqrt in Q by lra. nra. }
  assert (AW : dot w a * dot w a <= norm2 w).
  { rewrite (proj2 B w Lw). unfold coordinates. cbn [map]. rewrite norm2_cons.
    pose proof (norm2_nonneg (map (dot w) rest)). lra. }
  assert (OO : o * o <= dot w a * dot w a * (x * x) / 256).
  { apply square_of_size in O1. lra. }
  destruct (search_found w b0 teacher c s d k H ltac:(lra) Lw o x eq_refl eq_refl (dot w a * dot w a) N ltac:(nra) AW OO) with
    (rest := rest) (found := @nil vector) (a := a) as (B' & P' & L' & F').
  - fold x. nra.
  - cbn [length]. lia.
  - exact B.
  - exact A.
  - cbn [length INR]. lra.
  - intros f [].
  - set (r := output teacher (search c s k a [] rest)) in *. fold x in F'. cbn [length] in L'. fold o.
    apply angle_within; [rewrite norm2_cons; pose proof (Rle_0_sqr o); unfold Rsqr in *; nra| |lra|].
    + rewrite norm2_cons, (first_unit d (fst r) (snd r) B'). lra.
    + cbn [dot]. rewrite Rmult_0_r, Rplus_0_l. apply square_le; [lra|].
      replace (cos eps * (norm (o :: w) * norm (0 :: fst r)) * (cos eps * (norm (o :: w) * norm (0 :: fst r))))
        with (cos eps * cos eps * (norm (o :: w) * norm (o :: w) * (norm (0 :: fst r) * norm (0 :: fst r)))) by ring.
      rewrite !norm_square, !norm2_cons, (first_unit d (fst r) (snd r) B').
      pose proof (sin2_cos2 eps) as SC. unfold Rsqr in SC. destruct B' as [_ P]. pose proof (P w Lw) as W.
      unfold coordinates in W. cbn [map] in W. rewrite norm2_cons in W.
      pose proof (norm2_at_most (dot w) (snd r) _ F') as Rest. rewrite L' in Rest. cbn [Nat.add] in Rest. fold N in Rest.
      pose proof (norm2_nonneg w) as W0. set (W2 := norm2 w) in *. set (si := sin eps) in *. set (co := cos eps) in *.
      assert (NX : INR N * (x * x) * W2 <= 64 / 81 * (si * si) * W2) by (apply Rmult_le_compat_r; lra).
      assert (XX : x * x * W2 <= 64 / 81 * (si * si) * W2) by (apply Rmult_le_compat_r; [lra|nra]).
      assert (O2 : o * o <= x * x * W2 / 256).
      { assert (dot w a * dot w a * (x * x) <= W2 * (x * x)) by (apply Rmult_le_compat_r; nra). lra. }
      assert (Co : co * co * (o * o) <= o * o) by (pose proof (Rle_0_sqr o); pose proof (Rle_0_sqr si); unfold Rsqr in *; nra).
      assert (S3 : 0 <= si * si * W2) by (apply Rmult_le_pos; [apply Rle_0_sqr|exact W0]).
      replace (co * co) with (1 - si * si) in * by lra. nra.
Qed.

(* With one halving fewer than enough it may miss: w = (1, 0), k = 0 instead of 1, and the result is at 45 degrees. *)
Theorem one_halving_fewer_misses : exists w b0 teacher d k m s L inside outside a rest eps,
  length w = d /\ honest_about w b0 teacher /\ basis d (a :: rest) /\ length (a :: rest) = d /\ (2 <= d)%nat /\
  0 <= b0 + dot w inside /\ b0 + dot w outside < 0 /\ (forall v, dot v inside - dot v outside = L * dot v a) /\
  0 < L <= s /\ 0 < eps <= PI / 4 /\ enough d (S k) eps /\ (k + 3 <= m)%nat /\
  let r := output teacher (learner k m s inside outside a rest) in
  eps < angle ((b0 + dot w (fst r)) / s :: w) (0 :: snd r).
Proof.
  pose proof PI_RGT_0 as PP. set (eps := asin (9 / 16)).
  assert (Si : sin eps = 9 / 16) by (apply sin_asin; lra).
  pose proof (asin_bound_lt (9 / 16) ltac:(lra)) as Q. fold eps in Q. assert (E : 0 < eps <= PI / 4).
  { split; [apply sin_increasing_0; try lra; rewrite sin_0, Si; lra|].
    - apply sin_incr_0; try lra. rewrite Si, sin_PI4.
      assert (R : 0 < sqrt 2) by (apply sqrt_lt_R0; lra). assert (R2 : sqrt 2 * sqrt 2 = 2) by (apply sqrt_sqrt; lra).
      apply Rmult_le_reg_r with (sqrt 2); [exact R|]. unfold Rdiv at 2. rewrite Rmult_assoc, Rinv_l, Rmult_1_r by lra.
      apply square_le; nra. }
  set (w := [1; 0] : vector).
  exists w, 0, (label w), 2%nat, 0%nat, 3%nat, 1, 1, [0], [-1], [1], [[0; 1]], eps.
  assert (B : basis 2 ([1] :: [[0; 1]])) by exact (axes_basis (fun _ => 1) 2 _ (Permutation_refl _) ltac:(intros; cbv beta; ring)).
  split; [reflexivity|]. split; [intros x; rewrite Rplus_0_l; apply label_is_honest|]. split; [exact B|].
  split; [reflexivity|]. split; [lia|]. split; [cbn; lra|]. split; [cbn; lra|].
  split; [intros [|x [|y v]]; cbn; ring|]. split; [lra|]. split; [exact E|].
  split; [unfold enough; rewrite Si; cbn [Nat.sub INR]; rewrite sqrt_1; simpl; lra|]. split; [lia|].
  set (r := output (label w) (learner 0 3 1 [0] [-1] [1] [[0; 1]])).
  assert (R : exists o, r = (o, turn_u (turn 1 (1 / 2)) [1] [0; 1])).
  { unfold r, learner. rewrite !output_bind. set (ends := output (label w) (nearer [0] [-1] 3)).
    set (c := middle ends). assert (Neg : dot w c < 0).
    { unfold c, middle, ends. do 3 (cbn [nearer output]; rewrite label_false by (unfold w; cbn; lra)).
      unfold w. cbn. lra. }
    exists c. cbn [search output fst snd]. rewrite output_bind. unfold across. cbn [output].
    rewrite label_false by (unfold place; rewrite dot_plus, dot_scale; cbn in *; lra).
    rewrite output_bind. cbn [halved output fst snd]. destruct (Req_EM_T 0 0) as [_|F]; [|lra].
    cbn [output fst]. do 3 f_equal. lra. }
  destruct R as [o R]. cbn zeta. rewrite R. cbn [fst snd].
  destruct (turn_parts 1 (1 / 2) ltac:(auto) ltac:(lra)) as (N & N2 & Co & _). set (n := sqrt _) in *.
  pose proof (turned_basis 2 [1] [] [0; 1] [] (turn 1 (1 / 2)) B) as B'. cbn [app] in B'.
  pose proof (first_unit 2 _ _ B') as U. set (a' := turn_u (turn 1 (1 / 2)) [1] [0; 1]) in *.
  apply angle_beyond; rewrite ?norm2_cons; [|lra|lra|].
  - unfold norm2. cbn. pose proof (Rle_0_sqr ((0 + dot w o) / 1)). unfold Rsqr in *. cbn in *. lra.
  - assert (D : dot w a' = 1 / 2 / n) by (unfold a', turn_u; rewrite dot_plus, !dot_scale, Co; cbn; field; lra).
    cbn [dot]. rewrite Rmult_0_r, Rplus_0_l. fold (dot w a'). rewrite D.
    assert (One : norm (0 :: a') = 1) by (unfold norm; rewrite norm2_cons, U, Rmult_0_l, Rplus_0_l; apply sqrt_1).
    rewrite One, Rmult_1_r.
    assert (Long : 1 <= norm ((0 + dot w o) / 1 :: w)).
    { apply square_le; [apply sqrt_pos|]. rewrite norm_square, norm2_cons. unfold norm2. cbn.
      pose proof (Rle_0_sqr ((0 + dot w o) / 1)). unfold Rsqr in *. cbn in *. lra. }
    assert (CE : 0 <= cos eps) by (apply cos_ge_0; lra). pose proof (sin2_cos2 eps) as SC. unfold Rsqr in SC. rewrite Si in SC.
    assert (Less : 1 / 2 / n < cos eps).
    { apply Rnot_le_lt. intros Le. assert (Most : cos eps * n <= 1 / 2).
      { apply Rmult_le_compat_r with (r := n) in Le; [|lra]. replace (1 / 2 / n * n) with (1 / 2) in Le by (field; lra). lra. }
      assert (0 <= cos eps * n) by (apply Rmult_le_pos; lra).
      assert (cos eps * n * (cos eps * n) <= 1 / 2 * (1 / 2)) by (apply Rmult_le_compat; lra).
      assert (cos eps * cos eps * (1 / 2) <= cos eps * cos eps * (n * n)) by (apply Rmult_le_compat_l; nra). lra. }
    nra.
Qed.
