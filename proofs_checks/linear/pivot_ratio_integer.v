(* The direction of a half-space [w.x >= 0] whose weights are integers from -W to W, exactly, from labels.

   The labels of the axes tell the signs s_i.  The point b s_i e_i - a s_p e_p is labelled + exactly if
   |w_i| >= (a/b) |w_p|.  With a/b = 1 this is a tournament for the largest weight, p; then each ratio |w_i|/|w_p| is
   searched among the F fractions of farey.v, in whose increasing order the middle one is asked.

   Python:  bounds: at most 2 d - 1 + (d - 1) clg(F), F = farey(W); lower: clg(2 (2 W + 1)^(d - 1))
   Theorem: at most so many labels in every run.  pivot_ratio_exact.v: the result is a positive multiple of w.
            integer_directions.v: EVERY learner that finds all those directions asks clg(2 (2 W + 1)^(d - 1)) labels
            of some target.
   Idea:    the middle fraction leaves half of them, rounded up.
   Tight:   weights that are all equal make each search as long as it can be, for every d and W.  Upper and lower
            bound differ.
   Python asks the d signs in one round, and all ratios side by side; here one waits for another.
   Speaks for pivot_ratio.py (qlearn/learners/linear/pivot_ratio.py).                                             *)
From Coq Require Import List Arith Lia ZArith Bool.
From qlearn.finite Require Import lists logarithms dialogues.
From qlearn.linear Require Import tournament farey integer_directions.
Import ListNotations.

(* ---- the learner --------------------------------------------------------------------------------------------- *)
(* b s_i e_i - a s_p e_p *)
Definition against (s : vector) (i p : nat) (f : fraction) : vector :=
  plus (axis i (Z.of_nat (snd f) * entry i s)) (axis p (- Z.of_nat (fst f) * entry p s)).

Definition sign_of (i : nat) : dialogue vector bool Z :=
  Ask (axis i 1) (fun above : bool => Done (if above then 1 else -1)%Z).

Definition largest (s : vector) : list nat -> nat -> dialogue vector bool nat :=
  tournament (fun i p => against s i p (1, 1)).

(* The number of the ratio among the fractions from `low` to below `high`; q steps at most. *)
Fixpoint search (fs : list fraction) (s : vector) (i p q low high : nat) : dialogue vector bool nat :=
  match q with
  | 0 => Done low
  | S q' => if high - low <=? 1 then Done low else let middle := (low + high) / 2 in
      Ask (against s i p (nth middle fs (0, 1))) (fun above : bool =>
        search fs s i p q' (if above then middle else low) (if above then high else middle))
  end.

Definition ratio (fs : list fraction) (s : vector) (p i : nat) : dialogue vector bool fraction :=
  if i =? p then Done (1, 1)
  else bind (search fs s i p (clg (length fs)) 0 (length fs)) (fun j => Done (nth j fs (0, 1))).

(* All ratios with one denominator, and the signs. *)
Definition assembled (d : nat) (s : vector) (ratios : list fraction) : vector :=
  let scale := fold_right Nat.lcm 1 (map snd ratios) in
  map (fun i => let (a, b) := nth i ratios (0, 1) in (entry i s * Z.of_nat (a * (scale / b)))%Z) (seq 0 d).

Definition learner (d W : nat) : dialogue vector bool vector :=
  bind (each sign_of (seq 0 d)) (fun s =>
  bind (largest s (seq 1 (d - 1)) 0) (fun p =>
  bind (each (ratio (fractions W) s p) (seq 0 d)) (fun ratios => Done (assembled d s ratios)))).

(* ---- the number of labels ------------------------------------------------------------------------------------ *)
Definition bound (d W : nat) : nat := 2 * d - 1 + (d - 1) * clg (farey W).

Lemma count_largest t s others p : count t (largest s others p) = length others.
Proof. apply count_tournament. Qed.

Lemma pivot_exists t s d : 1 <= d -> output t (largest s (seq 1 (d - 1)) 0) < d.
Proof. apply tournament_range. Qed.

Lemma count_search t fs s i p q low high : count t (search fs s i p q low high) <= q.
Proof.
  revert low high. unfold count. induction q as [|q IH]; intros low high; cbn [search]; [cbn; lia|].
  destruct (high - low <=? 1); cbn [asked length]; [lia|]. apply le_n_S, IH.
Qed.

(* All but the ratios: 2 d - 1 labels. *)
Lemma count_learner t d W : 1 <= d -> exists s p, p < d /\
  s = map (fun i => output t (sign_of i)) (seq 0 d) /\ p = output t (largest s (seq 1 (d - 1)) 0) /\
  count t (learner d W) = 2 * d - 1 + list_sum (map (fun i => count t (ratio (fractions W) s p i)) (seq 0 d)).
Proof.
  intros D. set (s := output t (each sign_of (seq 0 d))). exists s, (output t (largest s (seq 1 (d - 1)) 0)).
  split; [apply (pivot_exists t _ d D)|].
  split; [apply output_each|]. split; [reflexivity|].
  unfold learner. rewrite count_bind. fold s.
  rewrite !count_bind, (count_each_once t sign_of), count_each, count_largest, !seq_length by reflexivity.
  unfold count at 2. cbn [asked length]. lia.
Qed.

Lemma sum_le {X} (f g : X -> nat) l : (forall x, In x l -> f x <= g x) -> list_sum (map f l) <= list_sum (map g l).
Proof.
  induction l as [|x l IH]; intros H; cbn; [lia|]. pose proof (H x (or_introl eq_refl)).
  pose proof (IH (fun y I => H y (or_intror I))) as G. unfold list_sum in G. lia.
Qed.

(* In every run, whatever the answers. *)
Theorem run_bound t d W : 1 <= d -> count t (learner d W) <= bound d W.
Proof.
  intros D. destruct (count_learner t d W D) as (s & p & P & _ & _ & ->). unfold bound.
  rewrite <- (all_but_one p (clg (farey W)) d P). apply Nat.add_le_mono_l, sum_le. intros i _.
  unfold ratio. destruct (i =? p); [cbn; lia|]. rewrite count_bind, fractions_length.
  pose proof (count_search t (fractions W) s i p (clg (farey W)) 0 (farey W)). unfold count at 2.
  cbn [asked length]. lia.
Qed.

(* ---- the bound is attained ----------------------------------------------------------------------------------- *)
(* If all are answered yes, the larger part is left each time. *)
Lemma count_search_yes t fs s i p q low high : (forall j, t (against s i p (nth j fs (0, 1))) = true) ->
  low < high -> high - low <= 2 ^ q -> count t (search fs s i p q low high) = clg (high - low).
Proof.
  intros T. revert low. induction q as [|q IH]; intros low L H; cbn [search Nat.pow] in *.
  - replace (high - low) with 1 by lia. reflexivity.
  - destruct (Nat.leb_spec (high - low) 1) as [E|E]; [replace (high - low) with 1 by lia; reflexivity|].
    unfold count. cbn [asked length]. rewrite T.
    pose proof (Nat.div_mod_eq (low + high) 2). pose proof (Nat.mod_upper_bound (low + high) 2 ltac:(lia)).
    pose proof (Nat.div_mod_eq (high - low) 2). pose proof (Nat.mod_upper_bound (high - low) 2 ltac:(lia)).
    assert (high - (low + high) / 2 = high - low - (high - low) / 2) as M by lia.
    rewrite (clg_half (high - low)) by lia. f_equal. rewrite <- M. apply IH; lia.
Qed.

(* Weights that are all 1: all labels that are asked are yes. *)
Lemma entry_ones d i : entry i (repeat 1%Z d) = if i <? d then 1%Z else 0%Z.
Proof.
  destruct (Nat.ltb_spec i d) as [L|L].
  - rewrite nth_indep with (d' := 1%Z) by now rewrite repeat_length. apply nth_repeat.
  - apply nth_overflow. now rewrite repeat_length.
Qed.

Theorem attained d W : 1 <= d -> 1 <= W -> count (label (repeat 1%Z d)) (learner d W) = bound d W.
Proof.
  intros D HW. set (t := label (repeat 1%Z d)). destruct (count_learner t d W D) as (s & p & P & Es & _ & ->).
  unfold bound. f_equal. rewrite <- (all_but_one p (clg (farey W)) d P). f_equal. apply map_ext_in. intros i I.
  apply in_seq in I. assert (S : forall j, j < d -> entry j s = 1%Z).
  { intros j J. rewrite Es.
    rewrite nth_map_seq by exact J. unfold sign_of. cbn [output].
    unfold t. rewrite label_sign, entry_ones, (proj2 (Nat.ltb_lt _ _) J). reflexivity. }
  unfold ratio. destruct (i =? p); [reflexivity|]. rewrite count_bind, fractions_length.
  rewrite count_search_yes; [unfold count; cbn [asked length]; rewrite Nat.sub_0_r; lia| |unfold farey; lia|].
  - intros j. unfold t, label, against. rewrite dot_plus, !dot_axis, !S, !entry_ones by lia.
    rewrite !(proj2 (Nat.ltb_lt _ _)) by lia. apply Z.leb_le.
    destruct (le_lt_dec (farey W) j) as [J|J];
      [|destruct (nth_reduced W j HW J) as (R & _); lia].
    rewrite nth_overflow by now rewrite fractions_length. cbn [fst snd]. lia.
  - rewrite Nat.sub_0_r. apply clg_enough.
Qed.

(* So fewer are not enough for this learner. *)
Corollary one_fewer_is_too_few d W : 1 <= d -> 1 <= W -> ~ forall t, count t (learner d W) <= bound d W - 1.
Proof.
  intros D HW H. specialize (H (label (repeat 1%Z d))). rewrite (attained d W D HW) in H. unfold bound in H.
  pose proof (Nat.le_0_l ((d - 1) * clg (farey W))). lia.
Qed.
