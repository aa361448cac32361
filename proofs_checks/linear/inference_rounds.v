(* How many samples are drawn until the labels of a pool are known, and what one sample costs.

   Python: qlearn/learners/linear/inference_dimension.py, `rounds`, `labels` and `comparisons`.
   A sample of 2 k - 3 points is drawn while more than 4 k are open.  On average each leaves at most half of what is
   open, so after t samples more than 4 k are open with a probability of at most x / 2^t, x = n / (4 k + 1).
   Theorem (on_average): these probabilities, none above 1, sum to at most clg(x) + 2 over all t.
   Theorem (sum_is_met): no smaller number is a bound for all x.
   Theorem (in_any_case): each sample takes 2 k - 3 points away, so there are at most (n - 4 k) / (2 k - 3), rounded up.
   Theorem (place_found): a place among m things in order is found with at most clg(m + 1) comparisons, so that
           `insertions s` are enough for s things. *)
From Coq Require Import Reals Lra List Arith Lia.
From qlearn.finite Require Import logarithms dialogues.
From qlearn.linear Require Import slope_selection.
Import ListNotations.

(* ---- as Python counts ---- *)
Definition insertions (s : nat) : nat := list_sum (map clg (seq 2 (s - 1))).
Definition rounds (n k : nat) : nat :=
  Nat.min (clg ((n + 4 * k) / (4 * k + 1)) + 2) ((n - 4 * k + (2 * k - 4)) / (2 * k - 3)).
Definition comparisons (n k : nat) : nat := insertions (2 * k - 3) * rounds n k.
Definition labels (n k : nat) : nat := Nat.min n ((2 * k - 3) * rounds n k + 4 * k).

(* ---- samples in any case ---- *)
Theorem in_any_case (n k s T : nat) (u : nat -> nat) : 0 < s -> u 0 = n -> (forall t, t < T -> u (S t) + s <= u t) ->
  (forall t, t < T -> 4 * k < u t) -> T <= (n - 4 * k + (s - 1)) / s.
Proof.
  intros P Z D M. destruct T as [|T]; [lia|].
  assert (forall t, t <= T -> u t + t * s <= n) as H.
  { induction t as [|t IH]; intros L; [lia|]. specialize (IH ltac:(lia)). specialize (D t ltac:(lia)). lia. }
  specialize (H T ltac:(lia)). specialize (M T ltac:(lia)).
  apply Nat.div_le_lower_bound; lia.
Qed.

(* n points, one sample of s = 1 after another: all but 4 k. *)
Theorem that_many_may_be_taken (n k : nat) : 4 * k < n -> exists u : nat -> nat, u 0 = n /\
  (forall t, t < n - 4 * k -> u (S t) + 1 <= u t) /\ (forall t, t < n - 4 * k -> 4 * k < u t).
Proof. intros L. exists (fun t => n - t). repeat split; intros; lia. Qed.

(* ---- one sample ---- *)
Fixpoint sorted_with (s : nat) : nat := match s with 0 => 0 | S m => clg (m + 1) + sorted_with m end.

Theorem place_found (m place : nat) : place <= m ->
  output (truth place) (cut (clg (m + 1)) 0 m) = place /\
  labels_of (asked (truth place) (cut (clg (m + 1)) 0 m)) <= clg (m + 1).
Proof. exact (so_many_are_enough m place). Qed.

Theorem insertions_in_all (s : nat) : sorted_with s = insertions s.
Proof.
  unfold insertions. induction s as [|s IH]; [reflexivity|]. cbn [sorted_with]. rewrite IH. clear IH.
  destruct s as [|s]; [reflexivity|]. cbn [Nat.sub]. rewrite Nat.sub_0_r, seq_S, map_app, list_sum_app.
  cbn [map list_sum fold_right]. replace (S s + 1) with (2 + s) by lia. rewrite Nat.add_0_r. apply Nat.add_comm.
Qed.

(* ---- samples on average ---- *)
Open Scope R_scope.
Definition share (x : R) (t : nat) : R := Rmin 1 (x / 2 ^ t).

Lemma halves T : sum_f_R0 (fun j => / 2 ^ j) T = 2 - / 2 ^ T.
Proof.
  induction T as [|T IH]; cbn [sum_f_R0]; [cbn; lra|]. rewrite IH. cbn [pow]. field.
  apply pow_nonzero. lra.
Qed.

Lemma tail_share (x : R) (L T : nat) : x <= 2 ^ L -> sum_f_R0 (fun j => share x (L + j)) T <= 2.
Proof.
  intros H. apply Rle_trans with (sum_f_R0 (fun j => / 2 ^ j) T).
  - apply sum_Rle. intros j _. apply Rle_trans with (x / 2 ^ (L + j)); [apply Rmin_r|].
    rewrite pow_add. unfold Rdiv. pose proof (pow_lt 2 L ltac:(lra)). pose proof (pow_lt 2 j ltac:(lra)).
    rewrite Rinv_mult. apply Rle_trans with (2 ^ L * (/ 2 ^ L * / 2 ^ j)); [|apply Req_le; field; lra].
    apply Rmult_le_compat_r; [|exact H]. apply Rlt_le, Rmult_lt_0_compat; now apply Rinv_0_lt_compat.
  - rewrite halves. pose proof (Rinv_0_lt_compat _ (pow_lt 2 T ltac:(lra))). lra.
Qed.

Lemma share_half (x : R) (t : nat) : share x (S t) = share (x / 2) t.
Proof. unfold share. f_equal. cbn [pow]. field. apply pow_nonzero. lra. Qed.

Lemma share_moved (x : R) (L T : nat) : sum_f_R0 (share x) (L + T) <= INR L + sum_f_R0 (fun j => share x (L + j)) T.
Proof.
  revert x. induction L as [|L IH]; intros x.
  - cbn [INR]. rewrite Rplus_0_l. apply Req_le, sum_eq. reflexivity.
  - rewrite S_INR. cbn [Nat.add]. rewrite decomp_sum by lia. cbn [pred]. specialize (IH (x / 2)).
    pose proof (Rmin_l 1 (x / 2 ^ 0)) as M. fold (share x 0) in M.
    rewrite (sum_eq (fun i => share x (S i)) (share (x / 2))) by (intros; apply share_half).
    rewrite (sum_eq (fun j => share x (S (L + j))) (fun j => share (x / 2) (L + j))) by (intros; apply share_half). lra.
Qed.

Theorem on_average (x : R) (L T : nat) : 0 <= x <= 2 ^ L -> sum_f_R0 (share x) T <= INR L + 2.
Proof.
  intros [N H]. destruct (le_lt_dec L T) as [C|C].
  - pose proof (share_moved x L (T - L)) as M. replace (L + (T - L))%nat with T in M by lia.
    pose proof (tail_share x L (T - L) H). lra.
  - assert (sum_f_R0 (share x) T <= INR T + 1) as B.
    { clear. induction T as [|T IH]; [cbn [sum_f_R0 INR]; pose proof (Rmin_l 1 (x / 2 ^ 0)); unfold share; lra|].
      cbn [sum_f_R0]. rewrite S_INR. pose proof (Rmin_l 1 (x / 2 ^ S T)). unfold share at 2. lra. }
    apply lt_INR in C. lra.
Qed.

Theorem sum_is_met (L T : nat) : sum_f_R0 (share (2 ^ L)) (L + T) = INR L + 2 - / 2 ^ T.
Proof.
  assert (forall L j, share (2 ^ L) (L + j) = / 2 ^ j) as E.
  { clear. intros L j. unfold share. rewrite pow_add. replace (2 ^ L / (2 ^ L * 2 ^ j)) with (/ 2 ^ j).
    - apply Rmin_right. rewrite <- Rinv_1. apply Rinv_le_contravar; [lra|]. apply pow_R1_Rle. lra.
    - field. split; apply pow_nonzero; lra. }
  induction L as [|L IH].
  - cbn [Nat.add INR]. rewrite Rplus_0_l, <- halves. apply sum_eq. intros j _. exact (E 0%nat j).
  - cbn [Nat.add]. rewrite decomp_sum by lia. cbn [pred]. rewrite S_INR.
    rewrite (sum_eq _ (share (2 ^ L))).
    + rewrite IH. replace (share (2 ^ S L) 0) with 1; [ring|]. unfold share. symmetry. apply Rmin_left.
      cbn [pow]. unfold Rdiv. rewrite Rinv_1, Rmult_1_r. pose proof (pow_R1_Rle 2 L ltac:(lra)). lra.
    + intros j _. rewrite share_half. f_equal. cbn [pow]. field.
Qed.
