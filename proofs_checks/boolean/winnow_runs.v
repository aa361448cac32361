(* The bounds of Winnow (winnow.v) are met.

   Theorem: k c promotions are met for every k <= n, if c is the least number with theta <= alpha^c; n / theta
            demotions are met if k = 0 and theta divides n.
   Idea:    each variable of the target is promoted alone, c times, before the next one is; a demotion takes away
            theta variables at a time.
   Speaks for winnow.py.                                                                                         *)
From Coq Require Import Reals List Lra Lia Bool.
From qlearn.finite Require Import lists equivalence_queries.
From qlearn.boolean Require Import conjunctions elimination winnow disjunctions.
Import ListNotations.
Local Open Scope R_scope.

(* The point that is 1 at m variables after i. *)
Definition block (i m r : nat) : point := repeat false i ++ repeat true m ++ repeat false r.

Lemma scale_block s u v w :
  scale s (u ++ v ++ w) (block (length u) (length v) (length w)) = u ++ map (Rmult s) v ++ w.
Proof.
  unfold block. induction u as [|a u IH]; [cbn|cbn; now rewrite IH].
  induction v as [|a v IH]; [cbn|cbn; now rewrite IH].
  induction w as [|a w IH]; [reflexivity|cbn; now rewrite IH].
Qed.

Lemma active_block u v w : active (u ++ v ++ w) (block (length u) (length v) (length w)) = total v.
Proof.
  unfold block. induction u as [|a u IH]; [cbn|cbn; rewrite IH; ring].
  induction v as [|a v IH]; [cbn|cbn; now rewrite IH]. induction w as [|a w IH]; [reflexivity|cbn; rewrite IH; ring].
Qed.

(* The empty disjunction, a block of theta variables at a time. *)
Lemma blocks_demoted alpha m q i : (1 <= m)%nat -> (i <= q)%nat -> exists told,
  run (q * m) (winnow alpha (INR m) (q * m)) (meets (repeat false (q * m))) told /\ length told = i
  /\ current alpha (q * m) told = repeat 0 (i * m) ++ repeat 1 ((q - i) * m).
Proof.
  intros M. induction i as [|i IH]; intros I.
  - exists []. rewrite Nat.sub_0_r. repeat split. apply begin.
  - destruct IH as (told & H & L & W); [lia|].
    replace ((q - i) * m)%nat with (m + (q - S i) * m)%nat in W by nia. rewrite repeat_app in W.
    set (x := block (i * m) m ((q - S i) * m)).
    assert (active (current alpha (q * m) told) x = INR m) as A.
    { rewrite W. unfold x. rewrite <- (total_all m).
      rewrite <- (active_block (repeat 0 (i * m)) (repeat 1 m) (repeat 1 ((q - S i) * m))).
      now rewrite !repeat_length. }
    exists ((x, meets (repeat false (q * m)) x) :: told). split; [apply counterexample|split].
    + exact H.
    + unfold x, block. rewrite !app_length, !repeat_length. nia.
    + rewrite empty_target. unfold winnow. rewrite A. destruct (Rle_dec (INR m) (INR m)); [discriminate|lra].
    + cbn. now rewrite L.
    + cbn [current]. rewrite empty_target, W. unfold x.
      pose proof (scale_block 0 (repeat 0 (i * m)) (repeat 1 m) (repeat 1 ((q - S i) * m))) as Scaled.
      rewrite !repeat_length in Scaled. rewrite Scaled. replace (S i * m)%nat with (i * m + m)%nat by (cbn; lia).
      rewrite repeat_app, <- app_assoc. do 2 f_equal. clear.
      induction m as [|m IH]; cbn; [reflexivity|]. rewrite IH. f_equal. ring.
Qed.

Theorem demotions_are_met alpha m q c : (1 <= m)%nat -> exists target told, length target = (q * m)%nat
  /\ run (q * m) (winnow alpha (INR m) (q * m)) (meets target) told
  /\ INR (length told) = INR (q * m) / INR m + alpha * INR (variables target) * INR c.
Proof.
  intros M. destruct (blocks_demoted alpha m q q M (le_n q)) as (told & H & L & _).
  exists (repeat false (q * m)), told. rewrite repeat_length. repeat split; [exact H|].
  rewrite variables_none, L, mult_INR. cbn. field. apply not_0_INR. lia.
Qed.

(* Of so many queries as Python's bound says, for n even and k = 0. *)
Corollary bound_is_met m : (1 <= m)%nat -> exists target told, length target = (2 * m)%nat
  /\ run (2 * m) (winnow 2 (INR (2 * m) / 2) (2 * m)) (meets target) told
  /\ (length told + 1 = bound (2 * m) (variables target))%nat.
Proof.
  intros M. destruct (blocks_demoted 2 m 2 2 M (le_n 2)) as (told & H & L & _).
  replace (INR (2 * m) / 2) with (INR m) by (rewrite mult_INR; cbn; field).
  exists (repeat false (2 * m)), told. rewrite repeat_length, variables_none, L. repeat split. exact H.
Qed.

(* One variable of the target, c times. *)
Lemma variable_promoted alpha theta n target told u w e : length target = n ->
  run n (winnow alpha theta n) (meets target) told -> current alpha n told = u ++ [1] ++ w ->
  n = (length u + S (length w))%nat -> meets target (block (length u) 1 (length w)) = true ->
  (forall i, (i < e)%nat -> alpha ^ i < theta) -> exists told',
  run n (winnow alpha theta n) (meets target) told' /\ promotions told' = (e + promotions told)%nat
  /\ current alpha n told' = u ++ [alpha ^ e] ++ w.
Proof.
  intros E H W Ln M. induction e as [|e IH]; intros Low; [now exists told|].
  destruct IH as (told' & H' & P & W'); [intros i I; apply Low; lia|].
  pose proof (active_block u [alpha ^ e] w) as A. cbn [length total] in A. rewrite <- W' in A.
  set (x := block (length u) 1 (length w)) in *. exists ((x, meets target x) :: told').
  split; [apply counterexample|split].
  - exact H'.
  - unfold x, block. rewrite !app_length, !repeat_length. lia.
  - rewrite M. unfold winnow. rewrite A. specialize (Low e (Nat.lt_succ_diag_r e)).
    destruct (Rle_dec theta (alpha ^ e + 0)); [lra|discriminate].
  - cbn [promotions]. rewrite M, P. lia.
  - cbn [current]. rewrite M, W'. apply (scale_block alpha u [alpha ^ e] w).
Qed.

(* The first i of the k variables, each c times. *)
Theorem promotions_are_met alpha theta n k c : (k <= n)%nat -> (forall i, (i < c)%nat -> alpha ^ i < theta) ->
  exists target told, length target = n /\ variables target = k
  /\ run n (winnow alpha theta n) (meets target) told /\ promotions told = (variables target * c)%nat.
Proof.
  intros K Low. set (target := repeat true k ++ repeat false (n - k)).
  assert (length target = n) as E by (unfold target; rewrite app_length, !repeat_length; lia).
  assert (variables target = k) as V.
  { unfold target. rewrite variables_app, variables_none. unfold variables. rewrite size_all. lia. }
  assert (forall i, (i <= k)%nat -> exists told, run n (winnow alpha theta n) (meets target) told
    /\ promotions told = (i * c)%nat /\ current alpha n told = repeat (alpha ^ c) i ++ repeat 1 (n - i)) as Go.
  { induction i as [|i IH]; intros I.
    - exists []. rewrite Nat.sub_0_r. repeat split. apply begin.
    - destruct IH as (told & H & P & W); [lia|]. replace (n - i)%nat with (S (n - S i)) in W by lia.
      destruct (variable_promoted alpha theta n target told (repeat (alpha ^ c) i) (repeat 1 (n - S i)) c E H W)
        as (told' & H' & P' & W'); rewrite ?repeat_length; [lia| |exact Low|].
      + unfold target, block. replace k with (i + (1 + (k - S i)))%nat by lia. rewrite !repeat_app, <- !app_assoc.
        rewrite !meets_app by now rewrite !repeat_length. cbn. apply orb_true_r.
      + exists told'. repeat split; [exact H'|rewrite P', P; cbn; lia|]. rewrite W'.
        rewrite <- (Nat.add_1_r i), repeat_app, <- app_assoc. reflexivity. }
  destruct (Go k (le_n k)) as (told & H & P & _). exists target, told. rewrite V. auto.
Qed.
