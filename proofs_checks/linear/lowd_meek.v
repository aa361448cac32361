(* A half-space [w.x + b >= 0] of R^d from two instances that differ in their label and in one coordinate q alone.

   Python: qlearn/learners/linear/lowd_meek.py; that two such hybrids of any two instances are found with clg(d) labels is
   finds_a_change in bisection_grid.v.
   What is between the two is halved n times; inside is the one labelled +.  About it the learner goes on as in
   pivot_ratio.v: signs, a tournament for the largest weight, k halvings of each ratio to it, with z asked at inside + s z.
   But each label is blurred: w.z <= 0 if it is -, only w.z >= - blur if it is +, the blur being at most |w_q| s/2^m.
   Theorem (run_bound): n + 2 (d-1) + (d-1) k labels, whatever the answers.
   Theorem (winner, ratio_told): the tournament's winner is as large as all others but for d - 1 blurs, and k halvings put
   a ratio within 1/2^(k+1) and a blur.  How near w the result is follows in lowd_meek_angle.v.
   Idea: a match of the tournament loses at most a blur. *)
From Coq Require Import Reals Lra Psatz List Lia Bool.
From qlearn.finite Require Import lists dialogues.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import tournament pivot_ratio boundary_points.
Import ListNotations.
Open Scope R_scope.

(* ---- the learner ---- *)

Definition others (d q : nat) : list nat := filter (fun i => negb (i =? q)) (seq 0 d).

(* The sign of q is known from the two instances. *)
Definition sign_at (q : nat) (known_sign : R) (i : nat) : dialogue vector bool R :=
  if i =? q then Done known_sign else sign_of i.

Definition about (d k q : nat) (known_sign : R) : dialogue vector bool vector :=
  bind (each (sign_at q known_sign) (seq 0 d)) (fun s =>
  bind (largest s (others d q) q) (fun p => each (weight s p k) (seq 0 d))).

(* ---- the number of labels ---- *)

Definition bound (d k n : nat) : nat := n + 2 * (d - 1) + (d - 1) * k.

Lemma filter_count q l :
  length (filter (fun i => negb (i =? q)) l) = list_sum (map (fun i => if i =? q then 0%nat else 1%nat) l).
Proof. induction l as [|i l IH]; [reflexivity|]. cbn [filter map]. destruct (i =? q); cbn; now rewrite IH. Qed.

Lemma others_length d q : (q < d)%nat -> length (others d q) = (d - 1)%nat.
Proof. intros Q. unfold others. rewrite filter_count, (all_but_one q 1 d Q). lia. Qed.

Lemma others_in d q i : In i (q :: others d q) -> (q < d)%nat -> (i < d)%nat.
Proof. intros [<-|I] Q; [exact Q|]. unfold others in I. apply filter_In in I. destruct I as [I _]. apply in_seq in I. lia. Qed.

Lemma in_others d q i : (i < d)%nat -> In i (q :: others d q).
Proof.
  intros I. destruct (Nat.eq_dec i q) as [->|N]; [now left|right]. unfold others. apply filter_In.
  split; [apply in_seq; lia|]. now rewrite (proj2 (Nat.eqb_neq i q) N).
Qed.

(* 2 (d - 1) + (d - 1) k labels about the boundary, whatever the answers; with the n before, the bound. *)
Theorem run_bound t d k q n known_sign inside outside : (q < d)%nat ->
  (count t (nearer inside outside n) + count t (about d k q known_sign) = bound d k n)%nat.
Proof.
  intros Q. unfold about, bound. rewrite count_nearer, !count_bind, !count_each, count_largest, (others_length d q Q).
  set (s := output t (each (sign_at q known_sign) (seq 0 d))).
  set (p := output t (largest s (others d q) q)).
  assert (P : (p < d)%nat) by (apply others_in with (q := q); [apply tournament_in|exact Q]).
  rewrite (map_ext _ _ (fun i => count_weight t s p k i)), (all_but_one p k d P).
  rewrite (map_ext _ (fun i => if i =? q then 0%nat else 1%nat)), (all_but_one q 1 d Q); [lia|].
  intros i. unfold sign_at. destruct (i =? q); reflexivity.
Qed.

(* ---- what blurred labels tell ---- *)

Section Run.
Variables (w : vector) (teacher : vector -> bool) (blur : R).
Hypothesis blur0 : 0 <= blur.
Hypothesis blurred_labels : forall z, (teacher z = true -> - blur <= dot w z) /\ (teacher z = false -> dot w z <= 0).

(* A weight seen with the sign that was found is not far below 0. *)
Definition found (s : vector) (i : nat) : Prop := (nth i s 0 = 1 \/ nth i s 0 = -1) /\ - blur <= nth i s 0 * nth i w 0.

Lemma sign_told i : let s := output teacher (sign_of i) in (s = 1 \/ s = -1) /\ - blur <= s * nth i w 0.
Proof.
  destruct (blurred_labels (axis i 1)) as [Yes No]. rewrite dot_axis, Rmult_1_r in *. unfold sign_of. cbn [output].
  destruct (teacher (axis i 1)); split; auto; [specialize (Yes eq_refl)|specialize (No eq_refl)]; lra.
Qed.

Lemma weighed s i p t : let value j := nth j s 0 * nth j w 0 in
  (teacher (against s i p t) = true -> t * value p - blur <= value i) /\
  (teacher (against s i p t) = false -> value i <= t * value p).
Proof.
  intros value. destruct (blurred_labels (against s i p t)) as [Yes No]. unfold against in *.
  rewrite dot_plus, !dot_axis in *. unfold value.
  split; intros A; [specialize (Yes A)|specialize (No A)]; lra.
Qed.

(* The winner is as large as all, but for a blur a match. *)
Theorem winner s l p i : In i (p :: l) -> let value j := nth j s 0 * nth j w 0 in
  value i <= value (output teacher (largest s l p)) + INR (length l) * blur.
Proof.
  intros I value. revert p i I. unfold largest. induction l as [|j l IH]; intros p i I; cbn [tournament output].
  - destruct I as [<-|[]]. cbn. lra.
  - destruct (weighed s j p 1) as [Yes No]. fold (value j) (value p) in Yes, No. cbn [length]. rewrite S_INR.
    pose proof (IH p p (or_introl eq_refl)) as P. pose proof (IH j j (or_introl eq_refl)) as J.
    destruct (teacher (against s j p 1)).
    + specialize (Yes eq_refl). destruct I as [<-|[<-|I]]; [lra|lra|]. specialize (IH j i (or_intror I)). lra.
    + specialize (No eq_refl). destruct I as [<-|[<-|I]]; [lra|lra|]. specialize (IH p i (or_intror I)). lra.
Qed.

(* k halvings leave the middle within width/2^(k+1) and a slack of the ratio, the slack being blurs beside z. *)
Theorem ratio_told s i p k low width slack r : let z := nth p s 0 * nth p w 0 in 0 < z -> blur <= slack * z ->
  nth i s 0 * nth i w 0 = r * z -> low - slack <= r <= low + width + slack ->
  Rabs (output teacher (ratio s i p k low width) - r) <= width / 2 ^ (k + 1) + slack.
Proof.
  intros z Z Slack E. revert low width. induction k as [|k IH]; intros low width B; cbn [ratio output].
  - apply Rabs_le. simpl. lra.
  - destruct (weighed s i p (low + width / 2)) as [Yes No]. fold z in Yes, No. rewrite E in *.
    replace (width / 2 ^ (S k + 1)) with (width / 2 / 2 ^ (k + 1)) by (simpl; field; apply pow_nonzero; lra).
    apply IH. assert (0 <= slack) by nra.
    destruct (teacher _); [specialize (Yes eq_refl)|specialize (No eq_refl)]; split; nra.
Qed.
End Run.

(* ---- the two instances ---- *)

Theorem nearer_ends w b0 teacher inside outside n : honest_about w b0 teacher ->
  0 <= b0 + dot w inside -> b0 + dot w outside <= 0 -> let ends := output teacher (nearer inside outside n) in
  0 <= b0 + dot w (fst ends) /\ b0 + dot w (snd ends) <= 0 /\
  dot w (fst ends) - dot w (snd ends) = (dot w inside - dot w outside) / 2 ^ n.
Proof.
  intros H. revert inside outside. induction n as [|n IH]; intros inside outside I O; cbn [nearer output].
  - cbn. repeat split; lra.
  - set (mid := scale (1 / 2) (plus inside outside)).
    assert (M : dot w mid = (dot w inside + dot w outside) / 2) by (unfold mid; rewrite dot_scale, dot_plus; lra).
    assert (P : 0 < 2 ^ n) by (apply pow_lt; lra). destruct (H mid) as [Yes No]. destruct (teacher mid).
    + destruct (IH mid outside (Yes eq_refl) O) as (A & B & C). split; [exact A|]. split; [exact B|].
      rewrite C, M. simpl. field. lra.
    + destruct (IH inside mid I (No eq_refl)) as (A & B & C). split; [exact A|]. split; [exact B|].
      rewrite C, M. simpl. field. lra.
Qed.
