(* Half-spaces with a margin from counterexamples alone: the perceptron (Rosenblatt 1958; bound: Novikoff 1962).

   The target is the half-space [w.x >= 0] of a unit vector w.  All points of the domain X have length R at most
   and are g or more away from the boundary.  The learner names a hypothesis; the teacher says yes, or gives a
   point of X where hypothesis and target differ.  The perceptron's hypothesis is [v.x >= 0]; it starts with v = 0,
   and adds x to v if the label of the counterexample x is +, and subtracts it if it is -.

   Python:  bounds: floor((R / g)**2) + 1 equivalence queries, the last one answered yes
   Theorem: there are at most floor((R / g)^2) counterexamples, whatever the dimension; and EVERY learner that asks
            equivalence queries, whatever its hypotheses, meets that many for some target, if there are as many
            dimensions as that.
   Idea:    with y = +-1 the label, y v.x <= 0.  So a counterexample adds at least g to w.v, and at most R^2 to |v|^2.
            After m of them  m g <= w.v <= |v| <= sqrt(m) R.
   Tight:   the points R e_1, ..., R e_k with k = floor((R / g)^2), and w with the entries +-1 / sqrt k: the k labels
            are free, so the teacher can contradict the learner at each of the k points.
   A vector that is shorter than another stands for itself with zeros after it (geometry/vectors.v).
   Speaks for perceptron.py; perceptron_grid.v has the half-spaces of a grid.                                       *)
From Coq Require Import Reals Lra Lia Psatz List.
From qlearn.finite Require Import lists equivalence_queries.
From qlearn.geometry Require Import vectors bases.
Import ListNotations.
Open Scope R_scope.

(* Learners and runs are those of equivalence_queries.v: [run X L f told] has its counterexamples in X. *)
Notation learner := (equivalence_queries.learner vector).

(* All points of X have length R at most, and |w.x| >= g there; with a unit vector w that is a margin. *)
Definition apart (w : vector) (X : vector -> Prop) (R g : R) : Prop :=
  forall x, X x -> norm2 x <= R * R /\ g <= Rabs (dot w x).
Definition margin (w : vector) (X : vector -> Prop) (R g : R) : Prop := norm2 w = 1 /\ apart w X R g.

(* ---- the algorithm ---- *)

Definition sign (b : bool) : R := if b then 1 else -1.

Fixpoint weights (told : list (vector * bool)) : vector :=
  match told with
  | [] => []
  | (x, b) :: before => plus (weights before) (scale (sign b) x)
  end.

Definition perceptron : learner := fun told x => label (weights told) x.

(* Python's floor((R / g)**2). *)
Definition floor (r : R) : nat := Z.to_nat (up r - 1).
Definition mistakes (R g : R) : nat := floor ((R / g) * (R / g)).

(* ---- the bound ---- *)

(* A target with a margin says sign b on the side of b. *)
Lemma side_of_target w x g : 0 < g -> g <= Rabs (dot w x) -> g <= sign (label w x) * dot w x.
Proof.
  intros G A. unfold label. destruct (Rle_dec 0 (dot w x)) as [P|N]; unfold sign.
  - rewrite Rabs_pos_eq in A by exact P. lra.
  - rewrite Rabs_left in A by lra. lra.
Qed.

(* Where the hypothesis is wrong, v is on the other side or on the boundary. *)
Lemma side_of_hypothesis v x b : label v x <> b -> sign b * dot v x <= 0.
Proof.
  intros D. unfold label in D. destruct (Rle_dec 0 (dot v x)) as [P|N]; destruct b; unfold sign; try congruence; lra.
Qed.

Lemma sign_square b : sign b * sign b = 1.
Proof. destruct b; unfold sign; ring. Qed.

(* What adding a multiple does to the square of the length. *)
Lemma norm2_plus v c x : norm2 (plus v (scale c x)) = norm2 v + 2 * (c * dot v x) + c * c * norm2 x.
Proof.
  unfold norm2. set (z := plus v (scale c x)). unfold z at 2.
  rewrite dot_plus, dot_scale, (dot_comm z v), (dot_comm z x). unfold z.
  rewrite !dot_plus, !dot_scale, (dot_comm x v). ring.
Qed.

(* Both quantities after the counterexamples told. *)
Lemma in_a_run w X R g told : 0 < g -> apart w X R g -> run X perceptron (label w) told ->
  INR (length told) * g <= dot w (weights told) /\ norm2 (weights told) <= INR (length told) * (R * R).
Proof.
  intros G M. induction 1 as [|told x H [Grows Stays] Hx D].
  - cbn. rewrite dot_nil. unfold norm2. cbn. lra.
  - destruct (M x Hx) as [Short Far]. cbn [length weights]. rewrite S_INR, dot_plus, dot_scale, norm2_plus.
    pose proof (side_of_target w x g G Far) as Right. pose proof (side_of_hypothesis _ _ _ D) as Wrong.
    rewrite sign_square. split; lra.
Qed.

(* Whatever the length of w. *)
Lemma of_any_length w X R g told : 0 < g -> apart w X R g -> run X perceptron (label w) told ->
  INR (length told) * (g * g) <= norm2 w * (R * R).
Proof.
  intros G M H. destruct (in_a_run w X R g told G M H) as [Grows Stays].
  pose proof (dot_norms w (weights told)) as CS.
  pose proof (pos_INR (length told)) as P. set (m := INR (length told)) in *.
  assert (m * g * (m * g) <= dot w (weights told) * dot w (weights told)) as Square.
  { apply Rmult_le_compat; try exact Grows; apply Rmult_le_pos; lra. }
  pose proof (norm2_nonneg w) as W.
  assert (norm2 w * norm2 (weights told) <= norm2 w * (m * (R * R))) as Long by (apply Rmult_le_compat_l; lra).
  destruct (Req_dec m 0) as [->|N].
  - rewrite Rmult_0_l. apply Rmult_le_pos; [exact W|apply Rle_0_sqr].
  - apply Rmult_le_reg_l with m; lra.
Qed.

(* Novikoff's theorem. *)
Theorem novikoff w X R g told : 0 < g -> margin w X R g -> run X perceptron (label w) told ->
  INR (length told) <= (R / g) * (R / g).
Proof.
  intros G [Unit M] H. pose proof (of_any_length w X R g told G M H) as Count. rewrite Unit in Count.
  replace (R / g * (R / g)) with (R * R / (g * g)) by (field; lra).
  apply Rmult_le_reg_r with (g * g); [nra|]. replace (R * R / (g * g) * (g * g)) with (R * R) by (field; lra). lra.
Qed.

Lemma floor_spec k r : (k <= floor r)%nat <-> INR k <= r \/ k = 0%nat.
Proof.
  unfold floor. destruct (archimed r) as [Above Below]. rewrite INR_IZR_INZ. split.
  - intros K. destruct (Nat.eq_dec k 0) as [Z|N]; [now right|left].
    assert (Z.of_nat k <= up r - 1)%Z as Le by lia. apply IZR_le in Le. rewrite minus_IZR in Le. lra.
  - intros [K| ->]; [|lia]. assert (IZR (Z.of_nat k) < IZR (up r)) as Lt by lra. apply lt_IZR in Lt. lia.
Qed.

(* As a number that can be worked out. *)
Lemma floor_is k r : IZR (Z.of_nat k) <= r < IZR (Z.of_nat k) + 1 -> floor r = k.
Proof.
  intros [Below Above]. apply Nat.le_antisymm.
  - destruct (proj1 (floor_spec (floor r) r) (Nat.le_refl _)) as [F|F]; [|lia].
    rewrite INR_IZR_INZ in F. apply Nat.lt_succ_r, Nat2Z.inj_lt, lt_IZR. rewrite Nat2Z.inj_succ, succ_IZR. lra.
  - apply floor_spec. left. now rewrite INR_IZR_INZ.
Qed.

Lemma mistakes_is k R g : IZR (Z.of_nat k) <= R / g * (R / g) < IZR (Z.of_nat k) + 1 -> mistakes R g = k.
Proof. apply floor_is. Qed.

Ltac worked_out :=
  match goal with
  | |- context [Z.of_nat ?k] => let z := eval vm_compute in (Z.of_nat k) in change (Z.of_nat k) with z
  end; split; lra.

Theorem run_bound w X R g told : 0 < g -> margin w X R g -> run X perceptron (label w) told ->
  (length told + 1 <= mistakes R g + 1)%nat.
Proof.
  intros G M H. apply Nat.add_le_mono_r, floor_spec. left. exact (novikoff w X R g told G M H).
Qed.

(* ---- every learner ---- *)

(* R e_i, for the first k axes. *)
Definition axes (R : R) (k : nat) : list vector := map (fun i => axis i R) (seq 0 k).

Lemma norm2_axis R i : norm2 (axis i R) = R * R.
Proof.
  unfold norm2. rewrite dot_axis. unfold axis. rewrite app_nth2; rewrite repeat_length; [|lia].
  now rewrite Nat.sub_diag.
Qed.

(* The target of given labels: entries +-c. *)
Definition target (c : R) (labels : list bool) : vector := map (fun b => sign b * c) labels.

Lemma norm2_target c labels : norm2 (target c labels) = INR (length labels) * (c * c).
Proof.
  unfold norm2. induction labels as [|b labels IH]; [cbn; ring|]. cbn [length target map dot].
  fold (target c labels). rewrite IH, S_INR. pose proof (sign_square b). nra.
Qed.

Lemma dot_target c labels R i : (i < length labels)%nat ->
  dot (target c labels) (axis i R) = sign (nth i labels true) * (c * R).
Proof.
  intros I. rewrite dot_axis. unfold target. rewrite (nth_indep _ 0 (sign true * c)) by (rewrite map_length; exact I).
  pose proof (map_nth (fun b => sign b * c) labels true i) as E. cbn beta in E. rewrite E. ring.
Qed.

(* It has these labels on the axes. *)
Lemma labels_of_axes c labels R : 0 < c -> 0 < R ->
  map (label (target c labels)) (axes R (length labels)) = labels.
Proof.
  intros C P. assert (0 < c * R) as CR by (apply Rmult_lt_0_compat; assumption).
  unfold axes. rewrite map_map. transitivity (map (fun i => nth i labels true) (seq 0 (length labels)));
    [|apply entries].
  apply map_ext_in.
  intros i I. apply in_seq in I. pose proof (dot_target c labels R i ltac:(lia)) as E.
  destruct (nth i labels true); unfold sign in E; [apply label_true|apply label_false]; lra.
Qed.

(* In k dimensions every learner meets k counterexamples, as long as k <= (R / g)^2. *)
Theorem forced_in_few_dimensions L R g k : 0 < g -> 0 < R -> (1 <= k)%nat -> (k <= mistakes R g)%nat -> exists X w told,
  length w = k /\ margin w X R g /\ run X L (label w) told /\ length told = k.
Proof.
  intros G P N B. set (X := fun x => In x (axes R k)). exists X.
  destruct (contradicted X L (axes R k) [] (proj2 (Forall_forall X _) (fun x I => I))) as (labels & E & Go).
  assert (length (axes R k) = k) as Lk by (unfold axes; now rewrite map_length, seq_length).
  rewrite Lk in E, Go. set (c := / sqrt (INR k)).
  assert (0 < INR k) as K by (apply lt_0_INR; lia). assert (0 < sqrt (INR k)) as S by now apply sqrt_lt_R0.
  assert (0 < c) as C by now apply Rinv_0_lt_compat.
  assert (INR k * (c * c) = 1) as Unit.
  { unfold c. rewrite <- (sqrt_sqrt (INR k)) at 1 by lra. field. lra. }
  destruct (Go (label (target c labels))) as (told & H & Et).
  - apply begin.
  - rewrite <- E at 1. now apply labels_of_axes.
  - exists (target c labels), told. split; [unfold target; rewrite map_length, E; lia|].
    split; [split|split; [exact H|cbn in Et; lia]].
    + rewrite norm2_target, E. exact Unit.
    + intros x Hx. apply in_map_iff in Hx. destruct Hx as (i & <- & I). apply in_seq in I.
      rewrite norm2_axis, dot_target by lia. split; [lra|].
      assert (Rabs (sign (nth i labels true)) = 1) as One.
      { destruct (nth i labels true); unfold sign; [apply Rabs_R1|]. rewrite Rabs_left; lra. }
      rewrite Rabs_mult, One, Rmult_1_l, Rabs_pos_eq by (apply Rmult_le_pos; lra).
      assert (INR k <= R / g * (R / g)) as Room.
      { destruct (proj1 (floor_spec k _) B) as [F|F]; [exact F|lia]. }
      assert (INR k * (g * g) <= R * R) as Room2.
      { replace (R * R) with (R / g * (R / g) * (g * g)) by (field; lra). apply Rmult_le_compat_r; [nra|exact Room]. }
      apply square_le; [apply Rmult_le_pos; lra|]. apply Rmult_le_reg_l with (INR k); [exact K|].
      replace (INR k * (c * R * (c * R))) with (INR k * (c * c) * (R * R)) by ring. rewrite Unit. lra.
Qed.

(* Python's lower bound, and one more. *)
Definition lower (d : nat) (R g : R) : nat := Nat.min d (mistakes R g) + 1.

Theorem every_learner_in_d_dimensions L R g d : 0 < g -> 0 < R -> (1 <= d)%nat -> exists X w told,
  (length w <= d)%nat /\ margin w X R g /\ run X L (label w) told /\ (length told + 1 = lower d R g)%nat.
Proof.
  intros G P D. unfold lower. destruct (Nat.eq_dec (mistakes R g) 0) as [Z|N].
  - exists (fun _ => False), [1], []. rewrite Z, Nat.min_0_r. split; [cbn; lia|].
    split; [|split; [apply begin|reflexivity]]. split; [unfold norm2; cbn; ring|intros x []].
  - destruct (forced_in_few_dimensions L R g (Nat.min d (mistakes R g)) G P ltac:(lia) ltac:(lia))
      as (X & w & told & H).
    exists X, w, told. destruct H as (E & M & H & T). repeat split; try apply M; auto; lia.
Qed.

(* In enough dimensions (and one at least) every learner meets floor((R / g)^2) counterexamples. *)
Theorem every_learner_is_forced L R g : 0 < g -> 0 < R -> exists X w told,
  (length w <= Nat.max 1 (mistakes R g))%nat /\ margin w X R g /\ run X L (label w) told
  /\ (length told + 1 = mistakes R g + 1)%nat.
Proof.
  intros G P. destruct (every_learner_in_d_dimensions L R g (Nat.max 1 (mistakes R g)) G P ltac:(lia))
    as (X & w & told & D & M & H & T).
  exists X, w, told. unfold lower in T. repeat split; try apply M; auto; lia.
Qed.

(* So the bound is met by the perceptron, as a number and not only as the floor of one, for every k. *)
Corollary novikoff_is_met k : (1 <= k)%nat -> exists R g X w told, 0 < g /\ margin w X R g
  /\ run X perceptron (label w) told /\ length told = k /\ INR (length told) = R / g * (R / g).
Proof.
  intros K. apply le_INR in K. change (INR 1) with 1 in K. assert (0 < sqrt (INR k)) as S by (apply sqrt_lt_R0; lra).
  assert (sqrt (INR k) / 1 * (sqrt (INR k) / 1) = INR k) as E by (rewrite <- (sqrt_sqrt (INR k)) at 3 by lra; field).
  destruct (every_learner_is_forced perceptron (sqrt (INR k)) 1 Rlt_0_1 S) as (X & w & told & _ & M & H & L).
  assert (mistakes (sqrt (INR k)) 1 = k) as F.
  { apply Nat.le_antisymm; [|apply floor_spec; left; lra].
    destruct (proj1 (floor_spec _ _) (Nat.le_refl (mistakes (sqrt (INR k)) 1))) as [F| ->]; [|lia].
    rewrite E in F. now apply INR_le. }
  exists (sqrt (INR k)), 1, X, w, told. assert (length told = k) as -> by lia.
  repeat split; try apply M; auto using Rlt_0_1.
Qed.
