(* Bisection among integers (folklore; Knuth 1998, 6.2.1).

   The target is a threshold t in {0, .., N}; the label of the point x in {0, .., N-1} says whether x >= t.
   Python:  bounds: at most clg(N + 1) labels, lower: clg(N + 1)
   Theorem: every run finds t with at most clg(N + 1) labels; for t = N, the target that accepts no point, it asks
            exactly so many; and EVERY learner that finds all N + 1 thresholds asks so many for one of them.
   Idea:    m thresholds are split into floor(m/2) and ceil(m/2), and clg(ceil(m/2)) = clg(m) - 1.
   Tight:   t = N: the larger part is kept each time.
   Also:    the same search finds a change from 0 to 1 of any target that is 0 at one end and 1 at the other, monotone
            or not, as searches on a line or along a word need it (finds_a_change);
            among 2^k thresholds every target costs exactly k (galloping.v rests on that).
   Speaks for bisection.py (qlearn/learners/linear/bisection.py: bisection_grid and _between).                 *)
From Coq Require Import List Arith ZArith Lia ZifyNat FinFun.
From qlearn.finite Require Import logarithms information worst_target.
Import ListNotations.
Open Scope Z_scope.
Ltac Zify.zify_post_hook ::= Z.to_euclidean_division_equations.

(* What the teacher of the threshold t says at x: 1 if x >= t, 0 if not. *)
Definition label (t x : Z) : nat := if t <=? x then 1 else 0.

Lemma label_yes t x : t <= x -> label t x = 1%nat.
Proof. intros H. unfold label. now destruct (Z.leb_spec t x); [|lia]. Qed.

Lemma label_no t x : x < t -> label t x = 0%nat.
Proof. intros H. unfold label. now destruct (Z.leb_spec t x); [lia|]. Qed.

(* ---- the algorithm: Python's _between, the threshold in {low + 1, .., high} -------------------------------- *)
(* Python's loop ends by itself; `rounds` only lets Coq see that.  high - low rounds are enough. *)
Fixpoint between (rounds : nat) (low high : Z) : learner Z Z :=
  match rounds with
  | O => Stop high
  | S more =>
      if 1 <? high - low
      then let middle := (low + high) / 2 in
           Ask middle (fun answer => if Nat.eqb answer 1 then between more low middle else between more middle high)
      else Stop high
  end.

Definition bisection_grid (N : nat) : learner Z Z := between (N + 1) (-1) (Z.of_nat N).
Definition bound (N : nat) : nat := clg (N + 1).
Definition lower (N : nat) : nat := clg (N + 1).

(* ---- every run --------------------------------------------------------------------------------------------- *)
Lemma between_bound rounds low high t : low < t <= high -> high - low <= Z.of_nat rounds ->
  run label (between rounds low high) t = t
  /\ (asked label (between rounds low high) t <= clg (Z.to_nat (high - low)))%nat.
Proof.
  revert low high. induction rounds as [|rounds IH]; intros low high T R; [lia|]. cbn [between].
  destruct (Z.ltb_spec 1 (high - low)) as [W|W]; cbn [run asked]; [|split; [lia|apply Nat.le_0_l]].
  rewrite (clg_half (Z.to_nat (high - low))) by lia. set (middle := (low + high) / 2).
  destruct (Z.le_gt_cases t middle) as [H|H].
  - rewrite label_yes by exact H. cbn [Nat.eqb].
    destruct (IH low middle) as [F C]; [lia|unfold middle; lia|]. split; [exact F|]. apply le_n_S.
    apply Nat.le_trans with (1 := C). apply clg_mono. unfold middle. lia.
  - rewrite label_no by lia. cbn [Nat.eqb].
    destruct (IH middle high) as [F C]; [lia|unfold middle; lia|]. split; [exact F|]. apply le_n_S.
    apply Nat.le_trans with (1 := C). apply clg_mono. unfold middle. lia.
Qed.

Theorem finds_with_the_bound N t : 0 <= t <= Z.of_nat N ->
  run label (bisection_grid N) t = t /\ (asked label (bisection_grid N) t <= bound N)%nat.
Proof.
  intros T. unfold bisection_grid, bound. replace (N + 1)%nat with (Z.to_nat (Z.of_nat N - -1)) at 3 by lia.
  apply between_bound; lia.
Qed.

(* Any target with f low = 0 and f high = 1, monotone or not: a change from 0 to 1 is found, as cheaply. *)
Definition says (f : Z -> bool) (x : Z) : nat := if f x then 1 else 0.

Theorem finds_a_change rounds low high f : low < high -> high - low <= Z.of_nat rounds ->
  f low = false -> f high = true ->
  let found := run says (between rounds low high) f in
  low < found <= high /\ f (found - 1) = false /\ f found = true
  /\ (asked says (between rounds low high) f <= clg (Z.to_nat (high - low)))%nat.
Proof.
  cbn zeta. revert low high. induction rounds as [|rounds IH]; intros low high O R Lo Hi; [lia|]. cbn [between].
  destruct (Z.ltb_spec 1 (high - low)) as [W|W]; cbn [run asked].
  - rewrite (clg_half (Z.to_nat (high - low))) by lia. set (middle := (low + high) / 2).
    assert (low < middle < high /\
      (clg (Z.to_nat (middle - low)) <= clg (Z.to_nat (high - low) - Z.to_nat (high - low) / 2) /\
      clg (Z.to_nat (high - middle)) <= clg (Z.to_nat (high - low) - Z.to_nat (high - low) / 2))%nat)
      as (M & Below & Above) by (repeat split; try apply clg_mono; unfold middle; lia).
    assert (says f middle = if f middle then 1 else 0)%nat as A by reflexivity. rewrite A.
    destruct (f middle) eqn:E; cbn [Nat.eqb].
    + destruct (IH low middle) as (B & No & Yes & C); [lia|lia|exact Lo|exact E|].
      repeat split; [lia|lia|exact No|exact Yes|lia].
    + destruct (IH middle high) as (B & No & Yes & C); [lia|lia|exact E|exact Hi|].
      repeat split; [lia|lia|exact No|exact Yes|lia].
  - replace (high - 1) with low by lia. repeat split; [lia|lia|exact Lo|exact Hi|apply Nat.le_0_l].
Qed.

(* ---- attained ---------------------------------------------------------------------------------------------- *)
Lemma between_last rounds low high : low < high -> high - low <= Z.of_nat rounds ->
  asked label (between rounds low high) high = clg (Z.to_nat (high - low)).
Proof.
  revert low. induction rounds as [|rounds IH]; intros low T R; [lia|]. cbn [between].
  destruct (Z.ltb_spec 1 (high - low)) as [W|W]; cbn [asked].
  - set (middle := (low + high) / 2). rewrite label_no by (unfold middle; lia). cbn [Nat.eqb].
    rewrite (clg_half (Z.to_nat (high - low))) by lia. rewrite IH by (unfold middle; lia).
    do 2 f_equal. unfold middle. lia.
  - replace (Z.to_nat (high - low)) with 1%nat by lia. reflexivity.
Qed.

(* The target that accepts no point costs the whole bound. *)
Theorem the_last_threshold_costs_the_bound N : asked label (bisection_grid N) (Z.of_nat N) = bound N.
Proof.
  unfold bisection_grid, bound. replace (N + 1)%nat with (Z.to_nat (Z.of_nat N - -1)) at 2 by lia.
  apply between_last; lia.
Qed.

(* Among 2^k thresholds each one costs k. *)
Lemma between_power k rounds low high t : low < t <= high -> high - low = 2 ^ Z.of_nat k ->
  high - low <= Z.of_nat rounds -> asked label (between rounds low high) t = k.
Proof.
  revert rounds low high. induction k as [|k IH]; intros rounds low high T W R.
  - destruct rounds as [|rounds]; [reflexivity|]. cbn [between].
    change (2 ^ Z.of_nat 0) with 1 in W. now destruct (Z.ltb_spec 1 (high - low)); [lia|].
  - rewrite Nat2Z.inj_succ, Z.pow_succ_r in W by lia. pose proof (Z.pow_pos_nonneg 2 (Z.of_nat k)).
    destruct rounds as [|rounds]; [lia|]. cbn [between].
    destruct (Z.ltb_spec 1 (high - low)); [|lia]. cbn [asked]. f_equal. set (middle := (low + high) / 2).
    assert (middle - low = 2 ^ Z.of_nat k /\ high - middle = 2 ^ Z.of_nat k) as [Lo Hi] by (unfold middle; lia).
    destruct (Z.le_gt_cases t middle) as [H1|H1].
    + rewrite label_yes by exact H1. cbn [Nat.eqb]. apply IH; lia.
    + rewrite label_no by lia. cbn [Nat.eqb]. apply IH; lia.
Qed.

(* ---- every learner ----------------------------------------------------------------------------------------- *)
(* the integers first, .., first + m - 1 *)
Definition integers (first : Z) (m : nat) : list Z := map (fun i => first + Z.of_nat i) (seq 0 m).

Lemma in_integers first m t : In t (integers first m) <-> first <= t < first + Z.of_nat m.
Proof.
  unfold integers. rewrite in_map_iff. split.
  - intros (i & <- & H). apply in_seq in H. lia.
  - intros H. exists (Z.to_nat (t - first)). split; [lia|]. apply in_seq. lia.
Qed.

Lemma integers_differ first m : NoDup (integers first m).
Proof.
  unfold integers. apply Injective_map_NoDup; [|apply seq_NoDup]. intros i j E. lia.
Qed.

(* A learner that finds each of m >= 1 thresholds asks clg(m) labels for one of them. *)
Lemma one_threshold_costs (L : learner Z Z) first m : (1 <= m)%nat ->
  (forall t, first <= t < first + Z.of_nat m -> run label L t = t) ->
  exists t, first <= t < first + Z.of_nat m /\ (clg m <= asked label L t)%nat.
Proof.
  intros M F. destruct (some_target_costs _ _ _ label L (integers first m)) as (t & T & C).
  - intros E. assert (In first (integers first m)) as I by (apply in_integers; lia). rewrite E in I. destruct I.
  - intros t x _. unfold label. destruct (t <=? x); auto.
  - erewrite map_ext_in; [rewrite map_id; apply integers_differ|]. intros t T. now apply F, in_integers.
  - exists t. split; [now apply in_integers|]. unfold integers in C. now rewrite map_length, seq_length in C.
Qed.

Theorem every_learner_asks_as_many N (L : learner Z Z) :
  (forall t, 0 <= t <= Z.of_nat N -> run label L t = t) ->
  exists t, 0 <= t <= Z.of_nat N /\ (lower N <= asked label L t)%nat.
Proof.
  intros F. destruct (one_threshold_costs L 0 (N + 1)) as (t & T & C); [lia| |].
  - intros t T. apply F. lia.
  - exists t. split; [lia|exact C].
Qed.
