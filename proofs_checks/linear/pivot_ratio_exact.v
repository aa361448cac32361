(* The direction of a half-space with integer weights is found exactly.

   Theorem (exact): what the learner of pivot_ratio_integer.v returns is a positive multiple of w, for every w that
            is not 0 and has integer entries from -W to W.
   Idea:    w.x >= 0 at b s_i e_i - a s_p e_p says b |w_i| >= a |w_p|.  The ratio |w_i|/|w_p| is one of the
            fractions of farey.v, and the answers tell on which side of it the middle one lies.
   Premise: the teacher answers + on the boundary, as [w.x >= 0] says.
   Speaks for pivot_ratio.py (qlearn/learners/linear/pivot_ratio.py).                                             *)
From Coq Require Import List Arith Lia ZArith Bool.
From qlearn.finite Require Import lists logarithms dialogues.
From qlearn.linear Require Import tournament farey integer_directions pivot_ratio_integer.
Import ListNotations.

Section Result.
Variables (d W : nat) (w : vector).
Hypothesis w_is_a_target : is_target d W w.
Let size (i : nat) : Z := Z.abs (entry i w).
Let s : vector := map (fun i => output (label w) (sign_of i)) (seq 0 d).

(* A sign found turns the weight into its size. *)
Lemma sign_found i : i < d -> (entry i s = 1 \/ entry i s = -1)%Z /\ (entry i s * entry i w = size i)%Z.
Proof.
  intros I. unfold s, size.
  rewrite nth_map_seq by exact I. unfold sign_of. cbn [output].
  rewrite label_sign. destruct (Z.leb_spec 0 (entry i w)); lia.
Qed.

(* A label compares b |w_i| with a |w_p|. *)
Lemma compared i p f : i < d -> p < d ->
  label w (against s i p f) = (Z.of_nat (fst f) * size p <=? Z.of_nat (snd f) * size i)%Z.
Proof.
  intros I P. unfold label, against. rewrite dot_plus, !dot_axis.
  destruct (sign_found i I) as [_ <-], (sign_found p P) as [_ <-].
  destruct (Z.leb_spec 0 (entry i w * (Z.of_nat (snd f) * entry i s) + entry p w * (- Z.of_nat (fst f) * entry p s))),
    (Z.leb_spec (Z.of_nat (fst f) * (entry p s * entry p w)) (Z.of_nat (snd f) * (entry i s * entry i w)));
    reflexivity || nia.
Qed.

(* The tournament's winner is at least as large as all that played. *)
Lemma largest_found others p : (forall i, In i (p :: others) -> i < d) ->
  forall i, In i (p :: others) -> (size i <= size (output (label w) (largest s others p)))%Z.
Proof.
  intros K. apply (tournament_found _ (fun i j => size i <= size j)%Z); [intros i; lia|intros i j k; lia|].
  intros i j I J. rewrite compared by now apply K. cbn [fst snd]. rewrite !Z.mul_1_l.
  destruct (Z.leb_spec (size j) (size i)); lia.
Qed.

(* If the answers tell whether the middle is at most j, then j is found. *)
Lemma search_found t fs p i j q low high : (forall m, m < high -> t (against s i p (nth m fs (0, 1))) = (m <=? j)) ->
  low <= j < high -> high - low <= 2 ^ q -> output t (search fs s i p q low high) = j.
Proof.
  revert low high. induction q as [|q IH]; intros low high T J H; cbn [search output] in *.
  - cbn in H. lia.
  - destruct (Nat.leb_spec (high - low) 1) as [E|E]; cbn [output]; [lia|].
    pose proof (Nat.div_mod_eq (low + high) 2). pose proof (Nat.mod_upper_bound (low + high) 2 ltac:(lia)).
    rewrite Nat.pow_succ_r' in H. rewrite T by lia.
    destruct (Nat.leb_spec ((low + high) / 2) j); apply IH; try lia; intros m M; apply T; lia.
Qed.

(* Each ratio is found: a/b with a |w_p| = b |w_i|. *)
Lemma ratio_found i p : 1 <= W -> i < d -> p < d -> (0 < size p <= Z.of_nat W)%Z -> (size i <= size p)%Z ->
  let f := output (label w) (ratio (fractions W) s p i) in
  1 <= snd f /\ (Z.of_nat (fst f) * size p = Z.of_nat (snd f) * size i)%Z.
Proof.
  intros HW I P SP SI. unfold ratio. destruct (Nat.eqb_spec i p) as [->|N]; [cbn; lia|].
  rewrite output_bind. cbn [output].
  destruct (complete W (Z.to_nat (size i)) (Z.to_nat (size p))) as (j & J & E); [lia|lia|].
  rewrite fractions_length, (search_found (label w) (fractions W) p i j).
  - split; [apply (nth_reduced W j HW J)|]. unfold size in *. nia.
  - intros m M. rewrite compared by assumption.
    pose proof (nth_reduced W j HW J) as (_ & Bj & _). pose proof (nth_reduced W m HW M) as (_ & Bm & _).
    set (g := nth m (fractions W) (0, 1)) in *. set (f := nth j (fractions W) (0, 1)) in *.
    assert (X : (Z.of_nat (fst f) * size p = Z.of_nat (snd f) * size i)%Z) by (unfold size in *; nia).
    assert (Y : (Z.of_nat (fst g) * size p <= Z.of_nat (snd g) * size i)%Z <-> fst g * snd f <= fst f * snd g).
    { rewrite (Nat2Z.inj_le (fst g * snd f)), !Nat2Z.inj_mul. unfold size in *. split; intros H.
      - apply Z.mul_le_mono_pos_r with (p := Z.abs (entry p w)); [lia|]. nia.
      - apply Z.mul_le_mono_pos_r with (p := Z.of_nat (snd f)); [lia|]. nia. }
    destruct (Nat.lt_trichotomy m j) as [L|[->|L]].
    + pose proof (increasing W m j HW (conj L J)) as K. unfold less in K. fold f g in K.
      rewrite (proj2 (Nat.leb_le m j)) by lia. apply Z.leb_le, Y. lia.
    + rewrite Nat.leb_refl. apply Z.leb_le, Y. unfold g, f. lia.
    + pose proof (increasing W j m HW (conj L M)) as K. unfold less in K. fold f g in K.
      rewrite (proj2 (Nat.leb_gt m j)) by lia. apply Z.leb_gt, Z.lt_nge. intros H. apply Y in H. lia.
  - lia.
  - rewrite Nat.sub_0_r. apply clg_enough.
Qed.

(* The pivot is not 0, and as large as all. *)
Lemma pivot_found : let p := output (label w) (largest s (seq 1 (d - 1)) 0) in
  p < d /\ (0 < size p <= Z.of_nat W)%Z /\ forall i, i < d -> (size i <= size p)%Z.
Proof.
  destruct w_is_a_target as (L & F & (k & K)). cbv zeta.
  assert (k < d) as KD by (rewrite <- L; apply Nat.nle_gt; intros O; apply K; now apply nth_overflow).
  pose proof (pivot_exists (label w) s d ltac:(lia)) as P. set (p := output _ _) in *.
  assert (All : forall i, i < d -> (size i <= size p)%Z).
  { intros i I. apply (largest_found (seq 1 (d - 1)) 0).
    - intros j [<-|J]; [lia|]. apply in_seq in J. lia.
    - destruct i as [|i]; [now left|right]. apply in_seq. lia. }
  split; [exact P|]. split; [|exact All]. specialize (All k KD).
  assert (In (entry p w) w) as In_w by (apply nth_In; lia). apply (proj1 (Forall_forall _ _) F) in In_w.
  unfold size in *. lia.
Qed.

Lemma lcm_divides b l : In b l -> Nat.divide b (fold_right Nat.lcm 1 l).
Proof.
  induction l as [|c l IH]; intros I; [destruct I|]. cbn. destruct I as [->|I]; [apply Nat.divide_lcm_l|].
  apply (Nat.divide_trans _ _ _ (IH I)), Nat.divide_lcm_r.
Qed.

Lemma lcm_positive l : (forall b, In b l -> 1 <= b) -> 1 <= fold_right Nat.lcm 1 l.
Proof.
  induction l as [|c l IH]; intros H; [cbn; lia|]. cbn. pose proof (H c (or_introl eq_refl)).
  assert (1 <= fold_right Nat.lcm 1 l) by (apply IH; intros b I; apply H; now right).
  enough (Nat.lcm c (fold_right Nat.lcm 1 l) <> 0) by lia. rewrite Nat.lcm_eq_0. lia.
Qed.

(* A positive multiple of the result is a positive multiple of w. *)
Lemma direction_found : 1 <= W -> same_direction (output (label w) (learner d W)) w.
Proof.
  intros HW. destruct w_is_a_target as (L & _). unfold learner. rewrite output_bind, output_each. fold s.
  rewrite output_bind. destruct pivot_found as (P & SP & All). set (p := output (label w) (largest _ _ _)) in *.
  rewrite output_bind, output_each. cbn [output]. set (ratios := map _ _).
  assert (R : forall i, i < d -> let f := nth i ratios (0, 1) in In (snd f) (map snd ratios) /\ 1 <= snd f
    /\ (Z.of_nat (fst f) * size p = Z.of_nat (snd f) * size i)%Z).
  { intros i I. cbv zeta. split; [apply in_map, nth_In; unfold ratios; rewrite map_length, seq_length; exact I|].
    unfold ratios. set (g := fun i => output (label w) (ratio (fractions W) s p i)).
    rewrite nth_indep with (d' := g 0) by (rewrite map_length, seq_length; exact I).
    rewrite (map_nth g), seq_nth by exact I. apply ratio_found; auto. }
  unfold assembled. set (scale := fold_right Nat.lcm 1 (map snd ratios)).
  exists (size p), (Z.of_nat scale). split; [lia|]. split.
  - enough (1 <= scale) by lia. apply lcm_positive. intros b B. apply in_map_iff in B. destruct B as (f & <- & B).
    destruct (In_nth _ _ (0, 1) B) as (i & I & <-). unfold ratios in I. rewrite map_length, seq_length in I.
    apply (R i I).
  - assert (w = map (fun i => entry i w) (seq 0 d)) as Ew.
    { rewrite <- L. clear. induction w as [|a v IH]; [reflexivity|]. cbn [length seq map]. f_equal.
      rewrite <- seq_shift, map_map. exact IH. }
    rewrite Ew at 1. rewrite !map_map. apply map_ext_in. intros i I. apply in_seq in I.
    destruct (R i ltac:(lia)) as (In_r & B & E). destruct (nth i ratios (0, 1)) as [a b]. cbn [fst snd] in *.
    destruct (lcm_divides _ _ In_r) as [k K]. fold scale in K. rewrite K, Nat.div_mul by lia.
    destruct (sign_found i ltac:(lia)) as [S X]. rewrite !Nat2Z.inj_mul.
    replace (entry i w) with (entry i s * size i)%Z by (destruct S as [S|S]; rewrite S in *; lia).
    transitivity (entry i s * (Z.of_nat a * size p) * Z.of_nat k)%Z; [ring|]. rewrite E. ring.
Qed.
End Result.

(* The theorem. *)
Theorem exact d W w : 1 <= W -> is_target d W w -> same_direction (output (label w) (learner d W)) w.
Proof. intros HW T. now apply direction_found. Qed.

(* So the learner is one of those that integer_directions.v speaks of. *)
Corollary learner_finds_all d W : 1 <= W -> finds_all d W (learner d W).
Proof. intros HW w T. now apply exact. Qed.

(* The promise is needed: the learner for weights up to 1 confuses (2, 1) and (2, 0). *)
Theorem larger_weights_are_confused : output (label [2; 1]%Z) (learner 2 1) = output (label [2; 0]%Z) (learner 2 1)
  /\ ~ (same_direction (output (label [2; 1]%Z) (learner 2 1)) [2; 1]%Z).
Proof. split; [reflexivity|]. intros (m & k & M & K & E). injection E as A B. lia. Qed.

(* The lower bound cannot be raised for all d: with one weight it is met. *)
Theorem one_weight W : 1 <= W -> finds_all 1 W (learner 1 W) /\ forall t, count t (learner 1 W) = lower 1 W.
Proof.
  intros HW. split; [now apply learner_finds_all|]. intros t.
  pose proof (run_bound t 1 W (le_n 1)) as B. unfold bound in B. unfold lower. cbn [Nat.sub Nat.pow].
  replace (clg (2 * 1)) with 1 by reflexivity.
  assert (1 <= count t (learner 1 W)); [|cbn [Nat.sub Nat.mul Nat.add] in B; lia].
  unfold learner. rewrite count_bind. replace (count t (each sign_of (seq 0 1))) with 1 by reflexivity. lia.
Qed.
