(* Averages of labelled random points: what their two parts have to be for the average to be near w, and seen to be.

   Python: qlearn/learners/linear/averaging.py, averaging_doubling.py.  The average of m points has the part v along w and
   the length P across it.  z = sqrt(m d), so that P z <= q is all but certain, q^2 = Q = n + 2 sqrt(n L) + 2 L, n = d - 1;
   and so is v >= c - r/z, r^2 = 10 L/3, where c^2 >= 2/(pi d S), S = 1 + (d + 1) sigma^2.
   Theorem (stops): with m >= pi/2 D (q/s + r)^2 points, D >= S, the average is at least q/(s z) long.
   Theorem (near): if it is that long, the squared sine of its angle is at most s^2.
   Theorem (forward): and it points forward, if s^2 <= 1/4.
   Theorem (all_doublings): failing with delta/(2 2^j) after j doublings is failing with less than delta.
   Theorem (quantile): Q <= 2 n + 3 L.
   Theorem (printed_is_enough): the printed m leaves P <= eps v, and v >= c/2 with probability 1 - exp(-L).
   Theorem (printed_passes): then the average passes the printed test.
   Theorem (printed_test): what passes it is near, whatever sigma is.
   Tight:   stops_attained, near_attained, sideways, doublings_attained, quantile_attained, printed_thrice. *)
From Coq Require Import Reals Lra Psatz.
Open Scope R_scope.

Theorem stops d S D m c v z q s r : 0 < d -> 0 < S <= D -> 0 < s -> 0 <= q -> 0 <= r -> 0 < z -> z * z = m * d ->
  PI / 2 * D * (q / s + r) ^ 2 <= m -> 0 < c -> 2 / (PI * d * S) <= c * c -> c - r / z <= v -> q / s <= v * z.
Proof.
  intros d0 [S0 SD] s0 q0 r0 z0 Z HM c0 C V. pose proof PI_RGT_0 as P.
  set (g := q / s + r) in *. assert (qs : 0 <= q / s) by (apply Rmult_le_pos; [|left; apply Rinv_0_lt_compat]; lra).
  assert (G : g * g <= (c * z) * (c * z)).
  { replace ((c * z) * (c * z)) with (c * c * (m * d)) by (rewrite <- Z; ring).
    assert (PS : 0 < PI * d * S) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
    assert (H0 : 0 <= PI / 2 * g ^ 2) by (apply Rmult_le_pos; [lra|apply pow2_ge_0]).
    assert (M0 : PI / 2 * S * g ^ 2 <= m) by (pose proof (Rmult_le_compat_l _ _ _ H0 SD); lra).
    apply Rle_trans with (2 / (PI * d * S) * (PI / 2 * S * g ^ 2 * d)); [right; field; lra|].
    pose proof (Rmult_le_compat_r S _ _ (Rlt_le _ _ S0) H0) as H1.
    apply Rmult_le_compat.
    - left. apply Rmult_lt_0_compat; [lra|now apply Rinv_0_lt_compat].
    - apply Rmult_le_pos; lra.
    - exact C.
    - apply Rmult_le_compat_r; lra. }
  assert (CZ : g <= c * z) by (apply Rsqr_incr_0_var; [exact G|nra]).
  assert (W : (c - r / z) * z <= v * z) by (apply Rmult_le_compat_r; lra).
  replace ((c - r / z) * z) with (c * z - r) in W by (field; lra). unfold g in *. lra.
Qed.

Theorem stops_attained : exists d S D m c v z q s r, 0 < d /\ 0 < S <= D /\ 0 < s /\ 0 <= q /\ 0 <= r /\ 0 < z /\
  z * z = m * d /\ PI / 2 * D * (q / s + r) ^ 2 <= m /\ 0 < c /\ 2 / (PI * d * S) <= c * c /\ c - r / z <= v /\ q / s = v * z.
Proof.
  pose proof PI_RGT_0 as P. assert (H : 0 < PI / 2) by lra. pose proof (sqrt_lt_R0 _ H) as Z.
  pose proof (sqrt_sqrt _ (Rlt_le _ _ H)) as ZZ. assert (I : 0 < / sqrt (PI / 2)) by now apply Rinv_0_lt_compat.
  exists 1, 1, 1, (PI / 2), (/ sqrt (PI / 2)), (/ sqrt (PI / 2)), (sqrt (PI / 2)), 1, 1, 0.
  repeat split; try lra.
  - rewrite <- Rinv_mult, ZZ. right. field. lra.
  - rewrite Rinv_l by lra. lra.
Qed.

Theorem near P v z q s : 0 < z -> 0 < s -> (P * z) ^ 2 <= q ^ 2 -> (q / s) ^ 2 <= (P * P + v * v) * (z * z) ->
  P * P <= s ^ 2 * (P * P + v * v).
Proof.
  intros z0 s0 A B. assert (s2 : 0 < s ^ 2) by (apply pow_lt; lra). assert (zz : 0 < z * z) by nra.
  apply Rmult_le_compat_l with (r := s ^ 2) in B; [|lra].
  replace (s ^ 2 * (q / s) ^ 2) with (q ^ 2) in B by (field; lra).
  apply Rmult_le_reg_r with (1 := zz). nra.
Qed.

Theorem near_attained : exists P v z q s, 0 < z /\ 0 < s /\ (P * z) ^ 2 <= q ^ 2 /\
  (q / s) ^ 2 <= (P * P + v * v) * (z * z) /\ P * P = s ^ 2 * (P * P + v * v).
Proof. exists 3, 4, 1, 3, (3 / 5). repeat split; lra. Qed.

Theorem forward P v z q s L r : 0 < z -> 0 < s -> s ^ 2 <= 1 / 4 -> 0 < L -> 2 * L <= q ^ 2 -> r * r = 10 / 3 * L ->
  0 <= r -> (P * z) ^ 2 <= q ^ 2 -> (q / s) ^ 2 <= (P * P + v * v) * (z * z) -> - r <= v * z -> 0 < v.
Proof.
  intros z0 s0 s1 L0 Q R r0 A B F. assert (s2 : 0 < s ^ 2) by (apply pow_lt; lra).
  assert (E : 4 * q ^ 2 <= (q / s) ^ 2).
  { replace ((q / s) ^ 2) with (q ^ 2 / s ^ 2) by (field; lra). apply Rmult_le_reg_r with (1 := s2).
    replace (q ^ 2 / s ^ 2 * s ^ 2) with (q ^ 2) by (field; lra). pose proof (pow2_ge_0 q). nra. }
  assert (V : 10 / 3 * L < (v * z) * (v * z)) by nra.
  assert (0 < v * z). { destruct (Rlt_dec 0 (v * z)); [assumption|]. nra. }
  destruct (Rlt_dec 0 v); [assumption|]. nra.
Qed.

(* Were an average as long as that across w alone, it could point anywhere. *)
Theorem sideways : exists P v z q s L r, 0 < z /\ 0 < s /\ s ^ 2 <= 1 /\ 0 < L /\ 2 * L <= q ^ 2 /\ r * r = 10 / 3 * L /\
  0 <= r /\ (P * z) ^ 2 <= q ^ 2 /\ (q / s) ^ 2 <= (P * P + v * v) * (z * z) /\ - r <= v * z /\ v < 0.
Proof. exists 2, (- 1), 1, 2, 1, (3 / 10), 1. repeat split; lra. Qed.

(* Two events a stage, each of probability exp(-L) = delta/(4 2^j). *)
Fixpoint failed (delta : R) (stages : nat) : R :=
  match stages with O => 0 | S j => failed delta j + 2 * (delta / (4 * 2 ^ j)) end.

Theorem all_doublings delta stages : 0 < delta -> failed delta stages < delta.
Proof.
  intros D. enough (failed delta stages = delta * (1 - / 2 ^ stages)) as ->.
  { assert (0 < / 2 ^ stages) by (apply Rinv_0_lt_compat, pow_lt; lra). nra. }
  induction stages as [|j IH]; cbn [failed]; [cbn; field|]. rewrite IH. cbn [pow].
  assert (2 ^ j <> 0) by (apply pow_nonzero; lra). field. assumption.
Qed.

Theorem doublings_attained : exists delta stages, 0 < delta /\ 9 / 10 * delta < failed delta stages.
Proof. exists 1, 4%nat. cbn. lra. Qed.

Theorem quantile n L : 0 <= n -> 0 <= L -> n + 2 * sqrt (n * L) + 2 * L <= 2 * n + 3 * L.
Proof.
  intros N H. rewrite sqrt_mult by assumption. pose proof (sqrt_sqrt n N). pose proof (sqrt_sqrt L H).
  pose proof (Rle_0_sqr (sqrt n - sqrt L)) as Q. unfold Rsqr in Q. nra.
Qed.

Theorem quantile_attained : exists n L, 0 < n /\ 0 < L /\ n + 2 * sqrt (n * L) + 2 * L = 2 * n + 3 * L.
Proof. exists 1, 1. rewrite Rmult_1_l, sqrt_1. repeat split; lra. Qed.

(* The printed count, M = max(1, d sigmahat^2) and K = ln(2 d/delta). *)
Definition printed (d M K eps : R) : R := (15 * PI) ^ 2 / eps ^ 2 * d * M * K.

Lemma printed_product d M K eps S c : 1 <= d -> 1 <= M -> 0 < S <= 3 * M -> 0 < K -> 0 < eps ->
  2 / (PI * d * S) <= c * c -> 450 * d * K <= eps ^ 2 * (printed d M K eps * d * (c * c)).
Proof.
  intros D M1 [S0 S1] K0 E C. pose proof PI_RGT_0 as P. assert (P3 : 3 <= PI) by (pose proof PI2_3_2; unfold PI2 in *; lra).
  unfold printed.
  replace (eps ^ 2 * ((15 * PI) ^ 2 / eps ^ 2 * d * M * K * d * (c * c)))
    with (225 * PI ^ 2 * d * d * M * K * (c * c)) by (field; lra).
  apply Rle_trans with (225 * PI ^ 2 * d * d * M * K * (2 / (PI * d * S))).
  - replace (225 * PI ^ 2 * d * d * M * K * (2 / (PI * d * S))) with (450 * PI * d * K * (M / S)) by (field; lra).
    assert (MS : 1 / 3 <= M / S).
    { apply Rmult_le_reg_r with (1 := S0). replace (M / S * S) with M by (field; lra). lra. }
    assert (DK : 0 < d * K) by nra. assert (1 <= PI * (M / S)) by nra. nra.
  - apply Rmult_le_compat_l; [|exact C].
    assert (0 <= PI ^ 2) by apply pow2_ge_0. assert (0 <= PI ^ 2 * d) by nra. assert (0 <= PI ^ 2 * d * d) by nra.
    assert (0 <= PI ^ 2 * d * d * M) by nra. assert (0 <= PI ^ 2 * d * d * M * K) by nra. lra.
Qed.

(* Across: (P z)^2 <= Q; along: v falls below c/2 with probability at most exp(-(3/40) m d c^2). *)
Theorem printed_is_enough d M K eps S c L Q : 1 <= d -> 1 <= M -> 0 < S <= 3 * M -> 69 / 100 <= K -> 0 < eps <= 8 / 5 ->
  2 / (PI * d * S) <= c * c -> 0 <= L <= K -> Q <= 2 * (d - 1) + 3 * L ->
  4 * Q <= eps ^ 2 * (printed d M K eps * d * (c * c)) /\ L <= 3 / 40 * (printed d M K eps * d * (c * c)).
Proof.
  intros D M1 HS K0 E C HL HQ. assert (K1 : 0 < K) by lra. assert (E0 : 0 < eps) by lra.
  pose proof (printed_product d M K eps S c D M1 HS K1 E0 C) as B. set (x := printed d M K eps * d * (c * c)) in *.
  assert (DK : K <= d * K) by nra. split; [nra|].
  assert (eps ^ 2 <= 256 / 100) by nra. assert (0 < eps ^ 2) by (apply pow_lt; lra).
  assert (0 < x) by nra. nra.
Qed.

(* A sixtieth of it would not be enough for the first condition, at d = 1. *)
Theorem printed_thrice : exists d M K eps S c L Q, 1 <= d /\ 1 <= M /\ 0 < S <= 3 * M /\ 69 / 100 <= K /\ 0 < eps <= 8 / 5 /\
  2 / (PI * d * S) <= c * c /\ 0 <= L <= K /\ Q <= 2 * (d - 1) + 3 * L /\
  eps ^ 2 * (printed d M K eps * d * (c * c)) < 60 * (4 * Q).
Proof.
  pose proof PI_RGT_0 as P. pose proof PI_4 as P4. assert (H : 0 < 2 / (PI * 1 * 3)) by (apply Rdiv_lt_0_compat; lra).
  exists 1, 1, 1, 1, 3, (sqrt (2 / (PI * 1 * 3))), 1, 3. rewrite sqrt_sqrt by lra. unfold printed.
  replace (1 ^ 2 * ((15 * PI) ^ 2 / 1 ^ 2 * 1 * 1 * 1 * 1 * (2 / (PI * 1 * 3)))) with (150 * PI) by (field; lra).
  repeat split; try lra.
Qed.

(* The test asks for the length 1/(12 sqrt(d M)). *)
Theorem printed_passes d M S c v : 1 <= d -> 1 <= M -> 0 < S <= 3 * M -> 0 <= c -> 2 / (PI * d * S) <= c * c -> c / 2 <= v ->
  1 / (144 * d * M) <= v * v.
Proof.
  intros D M1 [S0 S1] c0 C V. pose proof PI_RGT_0 as P. pose proof PI_4 as P4.
  apply Rle_trans with (c * c / 4); [|nra]. apply Rle_trans with (2 / (PI * d * S) / 4); [|lra].
  assert (DM : 0 < d * M) by nra. assert (DS : 0 < PI * d * S) by (apply Rmult_lt_0_compat; [apply Rmult_lt_0_compat|]; lra).
  replace (2 / (PI * d * S) / 4) with (1 / (2 * (PI * d * S))) by (field; lra).
  unfold Rdiv. rewrite !Rmult_1_l. apply Rinv_le_contravar; [lra|].
  assert (d * S <= 3 * (d * M)) by nra. nra.
Qed.

(* In two dimensions and more, K >= ln 4.  Two fifths of eps have a smaller sine's square than eps, for eps <= pi/2. *)
Theorem printed_test d M K eps L Q P v : 2 <= d -> 1 <= M -> 138 / 100 <= K -> 0 < eps -> 0 <= L <= K ->
  Q <= 2 * (d - 1) + 3 * L -> P * P * (printed d M K eps * d) <= Q -> 1 / (144 * d * M) <= P * P + v * v ->
  P * P <= (2 / 5 * eps) ^ 2 * (P * P + v * v).
Proof.
  intros D M1 K1 E HL HQ A B. assert (P3 : 3 <= PI) by (pose proof PI2_3_2; unfold PI2 in *; lra).
  assert (DM : 0 < d * M) by nra. assert (E2 : 0 < eps ^ 2) by (apply pow_lt; lra).
  set (l := P * P + v * v) in *. assert (B' : 1 <= 144 * (d * M) * l).
  { apply Rmult_le_compat_l with (r := 144 * (d * M)) in B; [|lra].
    replace (144 * (d * M) * (1 / (144 * d * M))) with 1 in B by (field; nra). exact B. }
  assert (A' : P * P * (2025 * d * (d * M) * K) <= eps ^ 2 * Q).
  { apply Rmult_le_compat_l with (r := eps ^ 2) in A; [|lra]. apply Rle_trans with (2 := A). unfold printed.
    replace (eps ^ 2 * (P * P * ((15 * PI) ^ 2 / eps ^ 2 * d * M * K * d)))
      with (P * P * ((225 * (PI * PI)) * d * (d * M) * K)) by (field; lra).
    apply Rmult_le_compat_l; [apply Rle_0_sqr|].
    assert (X : 0 <= d * (d * M) * K) by (apply Rmult_le_pos; [apply Rmult_le_pos|]; lra).
    assert (PP : 9 <= PI * PI) by nra. pose proof (Rmult_le_compat_r _ _ _ X PP). lra. }
  assert (Q' : Q <= 225 / 100 * (d * K)) by nra.
  assert (DK : 0 < d * K) by nra.
  assert (F : P * P * (d * M) * 2025 <= eps ^ 2 * (225 / 100)).
  { apply Rmult_le_reg_r with (1 := DK). nra. }
  assert (l0 : 0 <= l) by (unfold l; nra). assert (pp : 0 <= P * P) by nra.
  assert (P * P <= P * P * (144 * (d * M) * l)) by nra.
  assert (P * P * (d * M) * 144 * l <= 16 / 100 * eps ^ 2 * l) by nra. nra.
Qed.
