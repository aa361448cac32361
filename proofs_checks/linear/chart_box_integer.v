(* How many labels find integer weights whose ratios are searched one after another, each by its law.

   Python: qlearn/learners/linear/chart_box_integer.py.  A knockout has found the champion, whose size is m; of all
   vectors with sizes up to m (candidates) those are left that agree with it (any `agrees`).  Then for one coordinate
   after another its ratio is searched among those that some vector left has, by Gilbert and Moore, each as likely as
   the vectors left are many that have it; and only those stay.
   Python's chances are floats: what rounding does to them moves the sum of their logarithms by less than 1.
   Theorem (run_bound): with the 2 d - 1 labels of the knockout (chart_box_stop.v) at most
            2 d - 1 + 2 (d - 1) + clg (2^(d-1) + ... + (W+1)^(d-1)) labels, whatever the answers.
   Theorem (left): with right answers the target is left at the end, and only vectors in its direction.
   Idea:    a ratio that leaves w of T vectors takes k labels, w 2^k < 4 T (gilbert_moore.v); that telescopes.
   Tight:   two labels a ratio and clg N cannot be one a ratio and clg N (one_is_too_little); with one weight, W = 1,
            the bound is met (attained). *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists words logarithms dialogues.
From qlearn.linear Require Import farey gilbert_moore.
Import ListNotations.

(* ---- any features, one after another ---- *)

Section Settled.
Context {X : Type} (rank : nat -> X -> nat) (n : nat).     (* the ratios' places, below n *)

Definition having (j r : nat) (V : list X) : list X := filter (fun v => rank j v =? r) V.
Definition ranks (j : nat) (V : list X) : list nat := filter (fun r => existsb (fun v => rank j v =? r) V) (seq 0 n).
Definition ways (j : nat) (V : list X) : list nat := map (fun r => length (having j r V)) (ranks j V).

(* The question (j, r): is the rank of j at least r? *)
Fixpoint settle (js : list nat) (V : list X) : dialogue (nat * nat) bool (list X) :=
  match js with
  | [] => Done V
  | j :: js' => bind (gilbert_moore (fun k => (j, nth k (ranks j V) 0)) (ways j V))
      (fun i => settle js' (having j (nth i (ranks j V) 0) V))
  end.

Definition ranked (V : list X) : Prop := forall j v, In v V -> rank j v < n.

Lemma in_ranks j V r : ranked V -> In r (ranks j V) <-> exists v, In v V /\ rank j v = r.
Proof.
  intros R. unfold ranks. rewrite filter_In, existsb_exists. split.
  - intros (_ & v & I & E). apply Nat.eqb_eq in E. now exists v.
  - intros (v & I & <-). split; [apply in_seq; pose proof (R j v I); lia|]. exists v. now rewrite Nat.eqb_refl.
Qed.

Lemma having_some j V r : ranked V -> In r (ranks j V) -> 1 <= length (having j r V).
Proof.
  intros R I. apply (in_ranks j V r R) in I. destruct I as (v & I & E).
  assert (In v (having j r V)) as H by (apply filter_In; split; [exact I|now apply Nat.eqb_eq]).
  destruct (having j r V); [destruct H|cbn; lia].
Qed.

Lemma ways_at j V i : i < length (ways j V) -> nth i (ways j V) 0 = length (having j (nth i (ranks j V) 0) V).
Proof.
  intros I. unfold ways in *. rewrite nth_indep with (d' := (fun r => length (having j r V)) 0) by exact I.
  apply (map_nth (fun r => length (having j r V))).
Qed.

Lemma ways_possible j V : ranked V -> possible (ways j V).
Proof.
  intros R i I. rewrite ways_at by exact I. apply having_some; [exact R|]. apply nth_In.
  unfold ways in I. now rewrite map_length in I.
Qed.

Lemma some_ways j V : ranked V -> V <> [] -> ways j V <> [].
Proof.
  intros R N E. destruct V as [|v V]; [congruence|]. apply map_eq_nil in E.
  assert (In (rank j v) (ranks j (v :: V))) as I by (apply in_ranks; [exact R|exists v; split; [now left|reflexivity]]).
  rewrite E in I. destruct I.
Qed.

(* Each vector is counted for one rank at most. *)
Lemma sum_of_ways j rs V : NoDup rs -> list_sum (map (fun r => length (having j r V)) rs) <= length V.
Proof.
  intros D. revert V. induction D as [|r rs N D IH]; intros V; [cbn; lia|].
  change (length (having j r V) + list_sum (map (fun r => length (having j r V)) rs) <= length V).
  rewrite <- (two_parts (fun v => rank j v =? r) V). apply Nat.add_le_mono_l.
  eapply Nat.le_trans; [|apply IH]. apply Nat.eq_le_incl. f_equal. apply map_ext_in. intros s S. unfold having.
  clear IH. induction V as [|v V IH]; cbn; [reflexivity|].
  destruct (Nat.eqb_spec (rank j v) r), (Nat.eqb_spec (rank j v) s); cbn; try congruence.
  - destruct (Nat.eqb_spec (rank j v) s); cbn; [f_equal; exact IH|congruence].
  - destruct (Nat.eqb_spec (rank j v) s); [congruence|exact IH].
Qed.

Lemma still_ranked j r V : ranked V -> ranked (having j r V).
Proof. intros R i v I. apply filter_In in I. now apply R. Qed.

(* Whatever the answers. *)
Theorem telescopes t js V : ranked V -> V <> [] -> let d := settle js V in
  1 <= length (output t d) /\ length (output t d) * 2 ^ count t d <= 4 ^ length js * length V.
Proof.
  revert V. induction js as [|j js IH]; intros V R N; cbn [settle].
  - unfold count. cbn. destruct V; [congruence|cbn; lia].
  - cbv zeta. rewrite output_bind, count_bind. set (g := gilbert_moore _ _).
    destruct (depth (fun k => (j, nth k (ranks j V) 0)) t (ways j V) (ways_possible j V R) (some_ways j V R N)) as [I D].
    fold g in I, D. rewrite ways_at in D by exact I. set (V' := having j _ V) in *.
    assert (N' : V' <> []).
    { intros E. pose proof (ways_possible j V R _ I) as P. rewrite ways_at in P by exact I. fold V' in P.
      rewrite E in P. cbn in P. lia. }
    destruct (IH V' (still_ranked _ _ V R) N') as [A B]. split; [exact A|].
    pose proof (sum_of_ways j (ranks j V) V (NoDup_filter _ (seq_NoDup n 0))) as S. fold (ways j V) in S.
    rewrite Nat.pow_add_r. cbn [length Nat.pow]. set (a := 2 ^ count t g) in *. set (b := 2 ^ count t (settle js V')) in *.
    set (c := 4 ^ length js) in *. clearbody a b c. nia.
Qed.

Theorem labels t js V N : ranked V -> V <> [] -> length V <= N -> count t (settle js V) <= 2 * length js + clg N.
Proof.
  intros R E L. destruct (telescopes t js V R E) as [A B]. pose proof (clg_enough N) as C.
  apply (Nat.pow_le_mono_r_iff 2); [lia|]. rewrite Nat.pow_add_r, Nat.pow_mul_r. change (2 ^ 2) with 4.
  pose proof (Nat.pow_nonzero 4 (length js) ltac:(lia)). nia.
Qed.

(* ---- right answers ---- *)

Lemma filter_seq_increases (f : nat -> bool) a m i j : let l := filter f (seq a m) in
  i < j < length l -> nth i l 0 < nth j l 0.
Proof.
  revert a i j. induction m as [|m IH]; intros a i j; cbn [seq filter]; [cbn; lia|].
  destruct (f a); [|apply IH]. cbv zeta. cbn [length]. intros [I J]. destruct j as [|j]; [lia|].
  destruct i as [|i]; cbn [nth]; [|apply IH; lia].
  assert (In (nth j (filter f (seq (S a) m)) 0) (seq (S a) m)) as H.
  { eapply filter_In, nth_In. lia. }
  apply in_seq in H. lia.
Qed.

(* All that is left has the target's ranks, and the target is left. *)
Theorem left t js V v : ranked V -> In v V -> (forall j r, t (j, r) = (r <=? rank j v)) ->
  In v (output t (settle js V)) /\
  forall u j, In u (output t (settle js V)) -> In j js -> rank j u = rank j v.
Proof.
  intros R I T. assert (Sub : forall js V u, In u (output t (settle js V)) -> In u V).
  { clear. induction js as [|j js IH]; intros V u; [exact (fun H => H)|]. cbn [settle]. rewrite output_bind.
    intros H. apply IH in H. apply filter_In in H. apply H. }
  revert V R I. induction js as [|j js IH]; intros V R I; [split; [exact I|intros u j _ []]|].
  cbn [settle]. rewrite output_bind.
  destruct (In_nth _ _ 0 (proj2 (in_ranks j V (rank j v) R) (ex_intro _ v (conj I eq_refl)))) as (i & L & E).
  assert (F : output t (gilbert_moore (fun k => (j, nth k (ranks j V) 0)) (ways j V)) = i).
  { apply found; [now apply ways_possible|unfold ways; now rewrite map_length|]. intros k K. rewrite T, <- E.
    unfold ways in K. rewrite map_length in K.
    pose proof (filter_seq_increases (fun r => existsb (fun v => rank j v =? r) V) 0 n) as Up. fold (ranks j V) in Up.
    destruct (Nat.lt_trichotomy k i) as [O|[->|O]].
    - pose proof (Up k i ltac:(cbv zeta; lia)). rewrite !(proj2 (Nat.leb_le _ _)); lia.
    - now rewrite !Nat.leb_refl.
    - pose proof (Up i k ltac:(cbv zeta; lia)). rewrite !(proj2 (Nat.leb_gt _ _)); lia. }
  rewrite F, E. destruct (IH (having j (rank j v) V) (still_ranked _ _ V R)) as [A B].
  { apply filter_In. split; [exact I|apply Nat.eqb_refl]. }
  split; [exact A|]. intros u j' U [<-|J]; [|now apply B].
  apply Sub, filter_In in U. now apply Nat.eqb_eq.
Qed.
End Settled.

(* ---- integer vectors ---- *)

(* The champion's size m, and then the others', from 0 to m. *)
Definition candidates (d W : nat) : list (list nat) :=
  flat_map (fun m => map (cons m) (words (seq 0 (m + 1)) (d - 1))) (seq 1 W).

Definition vectors (d W : nat) : nat := list_sum (map (fun m => (m + 1) ^ (d - 1)) (seq 1 W)).
Definition bound (d W : nat) : nat := 2 * d - 1 + 2 * (d - 1) + clg (vectors d W).

Theorem candidates_length d W : length (candidates d W) = vectors d W.
Proof.
  unfold candidates, vectors. induction (seq 1 W) as [|m l IH]; [reflexivity|]. cbn [flat_map map].
  rewrite app_length, map_length, words_length, seq_length, IH. reflexivity.
Qed.

(* The place of |w_j| : |w_p| among the fractions. *)
Definition ratio (j : nat) (v : list nat) : fraction := (nth j v 0, hd 1 v).
Definition place (W j : nat) (v : list nat) : nat :=
  length (filter (fun f => less_than f (ratio j v)) (fractions W)).

Lemma candidate_is d W v j : 1 <= d -> In v (candidates d W) -> nth j v 0 <= hd 1 v /\ 1 <= hd 1 v <= W.
Proof.
  intros D I. apply in_flat_map in I. destruct I as (m & M & I). apply in_map_iff in I. destruct I as (u & <- & U).
  apply in_seq in M. cbn [hd]. split; [|lia]. destruct j as [|j]; [cbn; lia|]. cbn [nth].
  apply in_words in U. destruct U as [_ F]. destruct (le_lt_dec (length u) j) as [L|L]; [rewrite nth_overflow; lia|].
  rewrite Forall_forall in F. specialize (F _ (nth_In u 0 L)). apply in_seq in F. lia.
Qed.

Lemma fewer {A} (f : A -> bool) l : length (filter f l) <= length l.
Proof. rewrite <- (two_parts f l). apply Nat.le_add_r. Qed.

Lemma filter_le {A} (f g : A -> bool) l : (forall x, f x = true -> g x = true) -> length (filter f l) <= length (filter g l).
Proof.
  intros H. induction l as [|x l IH]; cbn; [lia|]. specialize (H x).
  destruct (f x); [rewrite (H eq_refl)|destruct (g x)]; cbn; lia.
Qed.

Lemma filter_lt {A} (f g : A -> bool) l x : (forall x, f x = true -> g x = true) -> In x l -> f x = false -> g x = true ->
  length (filter f l) < length (filter g l).
Proof.
  intros H. induction l as [|y l IH]; [intros []|]. intros [->|I] F G; cbn.
  - rewrite F, G. cbn. pose proof (filter_le f g l H). lia.
  - specialize (IH I F G). specialize (H y). destruct (f y); [rewrite (H eq_refl)|destruct (g y)]; cbn; lia.
Qed.

Lemma smaller_first d W j u v : 1 <= d -> In u (candidates d W) -> In v (candidates d W) ->
  less (ratio j u) (ratio j v) -> place W j u < place W j v.
Proof.
  intros D U V L. destruct (candidate_is d W u j D U) as [A B], (candidate_is d W v j D V) as [A' B'].
  destruct (complete W (nth j u 0) (hd 1 u) A B) as (i & I & E). set (f := nth i (fractions W) (0, 1)) in *.
  pose proof (nth_reduced W i ltac:(lia) I) as (_ & P & _). fold f in P.
  unfold place. apply filter_lt with (x := f).
  - intros g G. unfold less_than in *. apply Nat.ltb_lt in G. apply Nat.ltb_lt.
    apply (less_trans g (ratio j u) (ratio j v)); [unfold ratio; cbn; lia|exact G|exact L].
  - apply nth_In. now rewrite fractions_length.
  - unfold less_than, ratio. cbn [fst snd]. apply Nat.ltb_ge. lia.
  - unfold less_than, less, ratio in *. cbn [fst snd] in *. apply Nat.ltb_lt.
    apply Nat.mul_lt_mono_pos_l with (p := hd 1 u); [lia|]. nia.
Qed.

(* The same places, the same direction. *)
Theorem exact d W u v : 1 <= d -> In u (candidates d W) -> In v (candidates d W) ->
  (forall j, place W j u = place W j v) -> forall j, nth j u 0 * hd 1 v = nth j v 0 * hd 1 u.
Proof.
  intros D U V H j. specialize (H j). pose proof (smaller_first d W j u v D U V). pose proof (smaller_first d W j v u D V U).
  unfold less, ratio in *. cbn [fst snd] in *. lia.
Qed.

(* Weights beyond W are confused: 3, 1 and 3, 2, where W is 1. *)
Theorem larger_weights_are_confused : exists u v, In u (candidates 2 3) /\ In v (candidates 2 3) /\
  (forall j, place 1 j u = place 1 j v) /\ nth 1 u 0 * hd 1 v <> nth 1 v 0 * hd 1 u.
Proof.
  exists [3; 1], [3; 2]. split; [cbn; tauto|]. split; [cbn; tauto|]. split; [|cbn; lia].
  intros [|[|[|j]]]; reflexivity.
Qed.

Lemma all_ranked d W V : (forall v, In v V -> In v (candidates d W)) -> ranked (place W) (farey W + 1) V.
Proof.
  intros _ j v _. unfold place. rewrite <- fractions_length.
  pose proof (fewer (fun f => less_than f (ratio j v)) (fractions W)). lia.
Qed.

(* With the knockout's labels. *)
Theorem run_bound t d W agrees js : 1 <= d -> length js = d - 1 -> let V := filter agrees (candidates d W) in V <> [] ->
  2 * d - 1 + count t (settle (place W) (farey W + 1) js V) <= bound d W.
Proof.
  intros D J V N. unfold bound. rewrite <- J, <- candidates_length, <- Nat.add_assoc. apply Nat.add_le_mono_l.
  apply labels; [|exact N|apply fewer]. apply (all_ranked d W). intros v I. now apply filter_In in I.
Qed.

(* Of 72 vectors the middle one takes two labels for each of four ratios that take away two others, and then six. *)
Theorem one_is_too_little : exists (rank : nat -> nat -> nat) n t js V, ranked rank n V /\
  length js + clg (length V) < count t (settle rank n js V).
Proof.
  set (rank j v := if j <? 4 then if v =? j then 0 else if v =? 71 - j then 2 else 1 else v).
  exists rank, 72, (fun q => snd q <=? rank (fst q) 35), (seq 0 5), (seq 0 72). split.
  - intros j v I. apply in_seq in I. unfold rank.
    destruct (j <? 4); [destruct (v =? j); [|destruct (v =? 71 - j)]|]; lia.
  - apply Nat.ltb_lt. vm_compute. reflexivity.
Qed.

(* One weight, 1 or -1, takes the label that is allowed. *)
Theorem attained t : 2 * 1 - 1 + count t (settle (place 1) (farey 1 + 1) [] (candidates 1 1)) = bound 1 1.
Proof. reflexivity. Qed.
