(* The chart box where few weights are not 0: how many labels it asks, and why they are enough.

   Python: qlearn/learners/linear/chart_box_sparse.py.  With the signs known the sizes of the weights are the leaves of a
   tree of halves (halved), and a label compares sums of them.  `heavy` goes to the half of larger sum; the halves it leaves
   behind are the groups to be tested (small_groups.v).
   Theorem (heavy_left, heavy_nonzero): it ends at a leaf y_p > 0, and no sum left behind is above 2^(clg(d) - 1) y_p.
   Theorem (run_bound): at most `bound` labels, s weights not being 0: a ratio below 2^t takes t + 1 <= clg(d) + 1 labels to
   be caught (catch) and K to be cut (cuts_of_a_side), if sides that short end the run (stop).
   Theorem (within_eps): then the result, in which all small groups are 0, is within eps. *)
From Coq Require Import Reals Lra Psatz List Lia Arith.
From qlearn.finite Require Import logarithms.
From qlearn.geometry Require Import vectors.
From qlearn.linear Require Import small_groups.
Import ListNotations.
Open Scope R_scope.

(* ---- the heavy half ---- *)

(* Its leaf, and the halves left behind. *)
Fixpoint heavy t : R * list tree := match t with
  | One y => (y, [])
  | Two l r => if Rle_dec (sum r) (sum l) then (fst (heavy l), r :: snd (heavy l)) else (fst (heavy r), l :: snd (heavy r))
  end.

Definition total (f : tree -> nat) (ts : list tree) : nat := list_sum (map f ts).

Lemma heavy_labels t : (length (snd (heavy t)) <= depth t)%nat.
Proof. induction t as [y|l IHl r IHr]; cbn [heavy depth]; [simpl; lia|]. destruct (Rle_dec _ _); cbn [snd length]; lia. Qed.

Lemma heavy_leaves t : (S (total leaves (snd (heavy t))) = leaves t)%nat.
Proof.
  unfold total, list_sum. induction t as [y|l IHl r IHr]; cbn [heavy leaves]; [reflexivity|].
  destruct (Rle_dec _ _); cbn [snd map fold_right]; lia.
Qed.

Lemma heavy_depth t g : In g (snd (heavy t)) -> (S (depth g) <= depth t)%nat.
Proof.
  induction t as [y|l IHl r IHr]; cbn [heavy depth]; [contradiction|].
  destruct (Rle_dec _ _); cbn [snd]; intros [<-|I]; try lia; [specialize (IHl I)|specialize (IHr I)]; lia.
Qed.

Lemma heavy_sizes t g : sizes t -> In g (snd (heavy t)) -> sizes g.
Proof.
  induction t as [y|l IHl r IHr]; cbn [heavy]; [contradiction|]. intros [A B].
  destruct (Rle_dec _ _); cbn [snd]; intros [<-|I]; auto.
Qed.

Lemma powers u v k n : 0 <= u -> (k <= n)%nat -> u <= 2 ^ k * v -> u <= 2 ^ n * v.
Proof.
  intros U N E. pose proof (pow_lt 2 k ltac:(lra)). pose proof (Rle_pow 2 k n ltac:(lra) N).
  assert (0 <= v) by (apply Rmult_le_reg_l with (2 ^ k); lra).
  apply Rle_trans with (2 ^ k * v); [exact E|]. apply Rmult_le_compat_r; assumption.
Qed.

Lemma heavy_sum t : sizes t -> sum t <= 2 ^ depth t * fst (heavy t).
Proof.
  induction t as [y|l IHl r IHr]; cbn [heavy depth sum sizes]; [simpl; lra|]. intros [A B].
  specialize (IHl A). specialize (IHr B). pose proof (sum_nonneg l A) as L. pose proof (sum_nonneg r B) as R.
  destruct (Rle_dec _ _) as [C|C%Rnot_le_lt]; cbn [fst pow].
  - pose proof (powers _ _ (depth l) (Nat.max (depth l) (depth r)) L ltac:(lia) IHl). lra.
  - pose proof (powers _ _ (depth r) (Nat.max (depth l) (depth r)) R ltac:(lia) IHr). lra.
Qed.

(* No sum left behind is above 2^(depth - 1) times the leaf. *)
Theorem heavy_left t g : sizes t -> In g (snd (heavy t)) -> sum g <= 2 ^ (depth t - 1) * fst (heavy t).
Proof.
  induction t as [y|l IHl r IHr]; cbn [heavy depth]; [contradiction|]. intros [A B].
  replace (S (Nat.max (depth l) (depth r)) - 1)%nat with (Nat.max (depth l) (depth r)) by lia.
  destruct (Rle_dec _ _) as [C|C%Rnot_le_lt]; cbn [snd fst]; intros [<-|I].
  - apply (powers _ _ (depth l)); [apply sum_nonneg, B|lia|]. pose proof (heavy_sum l A). lra.
  - pose proof (heavy_sizes l g A I). apply (powers _ _ (depth l - 1)%nat); [apply sum_nonneg; assumption|lia|]. auto.
  - apply (powers _ _ (depth r)); [apply sum_nonneg, A|lia|]. pose proof (heavy_sum r B). lra.
  - pose proof (heavy_sizes r g B I). apply (powers _ _ (depth r - 1)%nat); [apply sum_nonneg; assumption|lia|]. auto.
Qed.

(* The leaf is not 0 unless all are, and is not among those left behind. *)
Theorem heavy_nonzero t : sizes t -> 0 < sum t ->
  0 < fst (heavy t) /\ (S (total nonzero (snd (heavy t))) = nonzero t)%nat.
Proof.
  unfold total, list_sum. induction t as [y|l IHl r IHr]; cbn [heavy sum sizes nonzero].
  - intros A P. cbn [fst snd map fold_right]. destruct (Req_EM_T y 0); [lra|]. split; [lra|reflexivity].
  - intros [A B] P. pose proof (sum_nonneg l A). pose proof (sum_nonneg r B).
    destruct (Rle_dec _ _) as [C|C]; cbn [fst snd map fold_right].
    + destruct (IHl A ltac:(lra)) as [Y N]. split; [exact Y|]. lia.
    + destruct (IHr B ltac:(lra)) as [Y N]. split; [exact Y|]. lia.
Qed.

(* The halves of a list, as Python takes them: the first has one more of an odd number. *)
Fixpoint halved (fuel : nat) (ys : list R) : tree := match fuel, ys with
  | S f, _ :: _ :: _ => let n := (length ys - length ys / 2)%nat in Two (halved f (firstn n ys)) (halved f (skipn n ys))
  | _, y :: _ => One y
  | _, [] => One 0
  end.

Theorem halved_shape fuel ys : (1 <= length ys <= fuel)%nat ->
  leaves (halved fuel ys) = length ys /\ depth (halved fuel ys) = clg (length ys).
Proof.
  revert ys. induction fuel as [|f IH]; intros ys L; [lia|]. destruct ys as [|a [|b ys]]; simpl in L; [lia|split; reflexivity|].
  set (l := a :: b :: ys) in *. set (n := (length l - length l / 2)%nat).
  assert (E : halved (S f) l = Two (halved f (firstn n l)) (halved f (skipn n l))) by reflexivity. rewrite E. clear E.
  assert (T : (2 <= length l)%nat) by (simpl; lia).
  pose proof (Nat.div_mod_eq (length l) 2). pose proof (Nat.mod_upper_bound (length l) 2 ltac:(lia)).
  assert (A : length (firstn n l) = n) by (rewrite firstn_length; unfold n; lia).
  assert (B : length (skipn n l) = (length l - n)%nat) by apply skipn_length.
  assert (LL : (length l <= S f)%nat) by (simpl; lia).
  destruct (IH (firstn n l)) as [L1 D1]; [rewrite A; unfold n; lia|].
  destruct (IH (skipn n l)) as [L2 D2]; [rewrite B; unfold n; lia|].
  cbn [leaves depth]. rewrite L1, L2, D1, D2, A, B. split; [unfold n; lia|].
  rewrite (clg_half (length l) T). fold n. f_equal. apply Nat.max_l. apply clg_mono. unfold n. lia.
Qed.

(* ---- a ratio is caught, then cut ---- *)

(* Caught between 2^(t - 1), the last power of 2 that it reaches, and 2^t: after t + 1 labels. *)
Theorem catch t n y : (1 <= n)%nat -> y <= 2 ^ (n - 1) -> (t = 0%nat \/ 2 ^ (t - 1) <= y) -> (t <= n)%nat.
Proof.
  intros N Y [->|T]; [lia|]. apply Nat.nlt_ge. intros C.
  assert (2 ^ (n - 1) < 2 ^ (t - 1)) by (apply Rlt_pow; [lra|lia]). lra.
Qed.

(* A side of at most M that is cut only while longer than M g, 1/g <= 2^K, is cut at most K times. *)
Theorem cuts_of_a_side M g side K k : 0 < M -> 0 < g -> side <= M -> / g <= 2 ^ K -> M * g < side / 2 ^ k -> (k < K)%nat.
Proof.
  intros P G S E C. apply Nat.nle_gt. intros L. pose proof (pow_lt 2 k ltac:(lra)) as P2.
  pose proof (Rle_pow 2 K k ltac:(lra) L) as Q.
  assert (A : M * g * 2 ^ k < side).
  { apply Rmult_lt_compat_r with (r := 2 ^ k) in C; [|exact P2]. replace (side / 2 ^ k * 2 ^ k) with side in C by (field; lra). exact C. }
  assert (B : 1 <= g * 2 ^ k).
  { apply Rmult_le_compat_l with (r := g) in E; [|lra]. rewrite Rinv_r in E; [|lra].
    pose proof (Rmult_le_compat_l g _ _ (Rlt_le _ _ G) Q). lra. }
  assert (M * 1 <= M * (g * 2 ^ k)) by (apply Rmult_le_compat_l; lra). lra.
Qed.

(* ---- the labels ---- *)

Definition bound (d s K : nat) : nat :=
  d + clg d + Nat.min (clg d + 2 * (s - 1) * (clg d - 1)) (2 * (d - 1)) + (s - 1) * (clg d + 1 + K).

Lemma total_tests tiny ts D : 0 < tiny -> (forall g, In g ts -> (depth g <= D)%nat) ->
  (total (tests tiny false) ts <= length ts + 2 * total (found tiny false) ts * D)%nat.
Proof.
  intros P. unfold total, list_sum. induction ts as [|t ts IH]; intros A; cbn [map fold_right length]; [lia|].
  pose proof (tests_by_found tiny false t (first_unknown tiny t)) as B. cbv iota in B.
  specialize (IH (fun g I => A g (or_intror I))). specialize (A t (or_introl eq_refl)).
  assert (found tiny false t * depth t <= found tiny false t * D)%nat by (apply Nat.mul_le_mono_l, A).
  lia.
Qed.

Lemma total_nodes tiny ts : (total (tests tiny false) ts <= 2 * total leaves ts)%nat.
Proof.
  unfold total, list_sum. induction ts as [|t ts IH]; cbn [map fold_right]; [lia|].
  pose proof (tests_by_nodes tiny false t) as B. cbv iota in B. lia.
Qed.

Lemma total_found tiny ts : 0 < tiny -> (forall g, In g ts -> sizes g) ->
  (total (found tiny false) ts <= total nonzero ts)%nat.
Proof.
  intros P. unfold total, list_sum. induction ts as [|t ts IH]; intros A; cbn [map fold_right]; [lia|].
  pose proof (found_nonzero tiny P false t (A t (or_introl eq_refl)) (first_unknown tiny t)).
  specialize (IH (fun g I => A g (or_intror I))). lia.
Qed.

(* What each ratio that was found costs: its powers of 2, and its cuts. *)
Fixpoint spent (ratios : list (nat * nat)) : nat := match ratios with [] => 0 | (t, k) :: more => t + 1 + k + spent more end.

(* Signs, heavy halves, tests, and what the ratios that were found cost. *)
Theorem run_bound tiny ys K ratios : let d := length ys in let t := halved d ys in let groups := snd (heavy t) in
  0 < tiny -> (1 <= d)%nat -> sizes t -> 0 < sum t -> length ratios = total (found tiny false) groups ->
  (forall n k, In (n, k) ratios -> n <= clg d /\ k <= K)%nat ->
  (d + length groups + total (tests tiny false) groups + spent ratios <= bound d (nonzero t) K)%nat.
Proof.
  intros d t groups P D Z U F R. destruct (halved_shape d ys) as [L H]; [unfold d; lia|]. fold t d in L, H.
  pose proof (heavy_labels t) as A. rewrite H in A. pose proof (heavy_leaves t) as B. rewrite L in B.
  destruct (heavy_nonzero t Z U) as [_ N]. fold groups in A, B, N.
  pose proof (total_found tiny groups P (fun g => heavy_sizes t g Z)) as C.
  assert (E : forall g, In g groups -> (depth g <= clg d - 1)%nat).
  { intros g I. pose proof (heavy_depth t g I). lia. }
  pose proof (total_tests tiny groups _ P E) as T. pose proof (total_nodes tiny groups) as V.
  assert (Q : (spent ratios <= length ratios * (clg d + 1 + K))%nat).
  { clear F. induction ratios as [|[n k] more IH]; cbn [spent length]; [lia|].
    destruct (R n k (or_introl eq_refl)). specialize (IH (fun a b I => R a b (or_intror I))). lia. }
  rewrite F in Q. set (m := total (found tiny false) groups) in *. set (s := nonzero t) in *.
  assert (M : (m <= s - 1)%nat) by lia.
  assert (m * (clg d + 1 + K) <= (s - 1) * (clg d + 1 + K))%nat by (apply Nat.mul_le_mono_r, M).
  assert (2 * m * (clg d - 1) <= 2 * (s - 1) * (clg d - 1))%nat by (apply Nat.mul_le_mono_r; lia).
  unfold bound. lia.
Qed.

(* ---- the stop ---- *)

Fixpoint middles (low high : list R) : list R :=
  match low, high with l :: low', h :: high' => (l + h) / 2 :: middles low' high' | _, _ => [] end.

Fixpoint halves (low high : list R) : list R :=
  match low, high with l :: low', h :: high' => (h - l) / 2 :: halves low' high' | _, _ => [] end.

(* Sides of at most 2 sin(eps) sqrt((15/16)/n) M end the run, M = 1 or an end that a ratio is above, if what is left out has
   squares of at most (sin(eps)/4)^2. *)
Theorem stop eps g M left low high n : 0 <= sin eps -> 1 <= M -> M * M <= 1 + norm2 (middles low high) ->
  4 * norm2 (halves low high) <= n * (M * g * (M * g)) -> n * (g * g) <= 4 * (15 / 16 * (sin eps * sin eps)) ->
  left <= sin eps / 4 * (sin eps / 4) ->
  norm2 (halves low high) + left <= sin eps * sin eps * (1 + norm2 (middles low high)).
Proof.
  intros S P C H G L. set (x := sin eps * sin eps) in *. set (c := norm2 (middles low high)) in *.
  assert (0 <= x) by apply Rle_0_sqr. assert (0 <= M * M - 1) by nra.
  assert (A : M * M * (n * (g * g)) <= M * M * (4 * (15 / 16 * x))) by (apply Rmult_le_compat_l; lra).
  assert (B : x * (M * M) <= x * (1 + c)) by (apply Rmult_le_compat_l; lra).
  assert (D : 0 <= x * (M * M - 1)) by (apply Rmult_le_pos; lra).
  replace (n * (M * g * (M * g))) with (M * M * (n * (g * g))) in H by ring.
  replace (sin eps / 4 * (sin eps / 4)) with (x / 16) in L by (unfold x; field). lra.
Qed.

(* With ratios ys to y_p in the box and others zs that are left out, the result (1, middles, 0) is within eps. *)
Theorem within_eps eps left low high ys zs : 0 <= eps <= PI / 2 -> Forall2 (fun lh y => fst lh <= y <= snd lh)
  (combine low high) ys -> length low = length high -> norm2 zs <= left ->
  norm2 (halves low high) + left <= sin eps * sin eps * (1 + norm2 (middles low high)) ->
  angle (1 :: middles low high ++ repeat 0 (length zs)) (1 :: ys ++ zs) <= eps.
Proof.
  intros E Y L Z S. apply angle_by_distance; [| |exact E|].
  - unfold norm2. cbn [dot]. fold (norm2 (middles low high ++ repeat 0 (length zs))).
    pose proof (norm2_nonneg (middles low high ++ repeat 0 (length zs))). lra.
  - unfold norm2. cbn [dot]. fold (norm2 (ys ++ zs)). pose proof (norm2_nonneg (ys ++ zs)). lra.
  - assert (D : dist2 (middles low high ++ repeat 0 (length zs)) (ys ++ zs) <= norm2 (halves low high) + norm2 zs).
    { clear S E. revert high ys Y L. induction low as [|l low IH]; intros [|h high] ys Y N; try discriminate.
      - cbn [combine] in Y. inversion Y; subst. cbn [middles halves app]. unfold norm2 at 1. cbn [dot].
        clear. induction zs as [|z zs IH]; unfold dist2, norm2, scale in *; cbn [length repeat map plus dot] in *; lra.
      - cbn [combine] in Y. inversion Y as [|? y ? ys' A B]; subst. cbn [fst snd] in A. injection N as N.
        specialize (IH high ys' B N). unfold dist2, norm2, scale in *. cbn [middles halves app map plus dot] in *.
        assert (((l + h) / 2 + -1 * y) * ((l + h) / 2 + -1 * y) <= (h - l) / 2 * ((h - l) / 2)); [|lra].
        apply square_of_size. apply Rabs_le. lra. }
    assert (Q : norm2 (middles low high ++ repeat 0 (length zs)) = norm2 (middles low high)).
    { clear. induction (middles low high) as [|m ms IH]; unfold norm2 in *; cbn [app dot] in *; [|lra].
      induction (length zs) as [|k IH]; cbn [repeat dot] in *; lra. }
    unfold dist2, norm2, scale in D, Q |- *. cbn [map plus dot]. rewrite Q. unfold norm2 in *. lra.
Qed.

(* One weight that is not 0, of four: 4 signs, 2 heavy halves, and both of the halves left behind are tested. *)
Theorem bound_attained : let t := halved 4 [1; 0; 0; 0] in let groups := snd (heavy t) in nonzero t = 1%nat /\
  (4 + length groups + total (tests 1 false) groups + spent [] = bound 4 1 0)%nat.
Proof.
  assert (Z : large 1 (One 0) = false) by (unfold large; simpl; destruct (Rle_dec _ _); [lra|reflexivity]).
  assert (W : large 1 (Two (One 0) (One 0)) = false) by (unfold large; simpl; destruct (Rle_dec _ _); [lra|reflexivity]).
  assert (H : heavy (halved 4 [1; 0; 0; 0]) = (1, [Two (One 0) (One 0); One 0])).
  { cbn -[Rle_dec Rplus]. destruct (Rle_dec (0 + 0) (1 + 0)); [|lra]. destruct (Rle_dec 0 1); [reflexivity|lra]. }
  cbv zeta. rewrite H. unfold total. cbn [snd map tests]. unfold verdict. rewrite Z, W. split; [|reflexivity].
  cbn -[Req_EM_T]. destruct (Req_EM_T 1 0); [lra|]. destruct (Req_EM_T 0 0); [reflexivity|lra].
Qed.
