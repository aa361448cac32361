(* Conjunctions of literals, x_i or not x_i, from counterexamples alone, by the learner of elimination.v.

   A conjunction of literals is a monotone conjunction of 2n atoms: the n variables, and their negations.  The learner
   starts with all of them, a hypothesis that accepts nothing, and drops those that are false in the counterexample.
   Theorem: it asks at most n + 2 equivalence queries, the final yes included; and EVERY learner that asks equivalence
            queries, whatever its hypotheses are, meets n + 1 counterexamples for some target, for every n >= 1.
   Idea:    the first counterexample drops n of the literals, each other one at least one more.  For the lower bound
            the teacher contradicts the learner at 11..1, 01..1, 001..1, and so on, as long as it accepts these points;
            when it rejects one, with j zeros, the first j variables are negated in the target, and on the others any
            monotone conjunction is possible: it is contradicted at the points with one zero more.  If it never rejects
            one, the target accepts nothing.
   Tight:   by that teacher n + 1 counterexamples are forced on this learner too.
   Speaks for literals.py (qlearn/learners/boolean/literals.py).                                                   *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists equivalence_queries.
From qlearn.boolean Require Import conjunctions elimination.
Import ListNotations.

(* Which literals are true at a point: the variables, then their negations. *)
Definition literals (x : point) : list bool := x ++ map negb x.
(* The conjunction of some of the 2n literals. *)
Notation conjunction target := (fun x => accepts target (literals x)).

Definition literal_elimination (n : nat) : learner := fun told x => accepts (kept (n + n) literals told) (literals x).
Definition literal_bound (n : nat) : nat := n + 2.
Definition literal_lower (n : nat) : nat := n + 2.

Lemma literals_length n x : length x = n -> length (literals x) = n + n.
Proof. intros <-. unfold literals. now rewrite app_length, map_length. Qed.

(* The first counterexample leaves n literals. *)
Lemma first_drop n x : length x = n -> size (without_zeros (repeat true (n + n)) (literals x)) = n.
Proof.
  intros E. rewrite <- (literals_length n x E).
  assert (forall y, without_zeros (repeat true (length y)) y = y) as -> by (induction y; cbn; congruence).
  rewrite <- E. clear E. unfold literals.
  assert (forall a b, size (a ++ b) = size a + size b) as -> by (induction a; intros; cbn; [|rewrite IHa]; lia).
  induction x as [|[] x IH]; cbn; lia.
Qed.

Theorem literal_run_bound n target told : length target = n + n ->
  run n (literal_elimination n) (conjunction target) told -> length told + 1 <= literal_bound n.
Proof.
  intros E R. unfold literal_bound.
  enough (length told = 0 \/ length told + size (kept (n + n) literals told) <= n + 1) by lia.
  induction R as [|told x R IH Hx Hd]; cbn [length kept]; [now left|right].
  destruct IH as [IH|IH].
  - destruct told; [|discriminate]. cbn [kept length]. rewrite first_drop by exact Hx. lia.
  - destruct (positive n (n + n) literals target (literals_length n) E told x R Hd) as [_ H].
    pose proof (dropped _ _ H). lia.
Qed.

(* ---- every learner ------------------------------------------------------------------------------------------- *)
Lemma accepts_app t u x y : length t = length x -> accepts (t ++ u) (x ++ y) = accepts t x && accepts u y.
Proof.
  revert x. induction t as [|k t IH]; intros [|b x] E; cbn in *; try discriminate; [reflexivity|].
  now rewrite IH, andb_assoc by lia.
Qed.

Lemma accepts_nothing_asked k x : accepts (repeat false k) x = true.
Proof. revert x. induction k as [|k IH]; intros [|b x]; cbn; auto. Qed.

Lemma zeros_negated j : map negb (repeat false j) = repeat true j.
Proof. induction j as [|j IH]; cbn; [reflexivity|now rewrite IH]. Qed.

(* Zeros at the first j variables, then y. *)
Definition after_zeros (j : nat) (y : list bool) : point := repeat false j ++ y.
Definition ones_after (n j : nat) : point := after_zeros j (repeat true (n - j)).

(* The first j variables negated, and the variables of t among the others. *)
Definition negated_first (j : nat) (t : list bool) : list bool :=
  (repeat false j ++ t) ++ (repeat true j ++ repeat false (length t)).

Lemma negated_first_accepts j t y : length y = length t ->
  accepts (negated_first j t) (literals (after_zeros j y)) = accepts t y.
Proof.
  intros E. unfold negated_first, literals, after_zeros. rewrite map_app.
  rewrite (accepts_app (repeat false j ++ t)) by (rewrite !app_length, !repeat_length; lia).
  rewrite zeros_negated.
  rewrite !accepts_app by (now rewrite !repeat_length). rewrite !accepts_nothing_asked, part_of_itself.
  now rewrite !andb_true_r.
Qed.

Lemma negated_first_rejects n j t i : j + length t = n -> i < j ->
  accepts (negated_first j t) (literals (ones_after n i)) = false.
Proof.
  intros E L. unfold negated_first, literals, ones_after, after_zeros.
  rewrite accepts_app by (rewrite !app_length, !repeat_length; lia). apply andb_false_intro2.
  replace j with (i + S (j - i - 1)) by lia. replace (n - i) with (S (n - i - 1)) by lia.
  rewrite repeat_app, <- app_assoc, map_app.
  rewrite zeros_negated.
  rewrite accepts_app by reflexivity. cbn. apply andb_false_r.
Qed.

Section EveryLearner.
Variables (n : nat) (L : learner).

(* The teacher said no at the first j points with ones after zeros. *)
Fixpoint refused (j : nat) : list (point * bool) :=
  match j with 0 => [] | S i => (ones_after n i, false) :: refused i end.

(* The learner accepts these points, one after another. *)
Definition accepted_before (j : nat) : Prop := forall i, i < j -> L (refused i) (ones_after n i) = true.

Lemma ones_after_length i : i <= n -> length (ones_after n i) = n.
Proof. intros H. unfold ones_after, after_zeros. rewrite app_length, !repeat_length. lia. Qed.

Lemma refused_run j f : j <= S n -> accepted_before j -> (forall i, i < j -> f (ones_after n i) = false) ->
  run n L f (refused j) /\ length (refused j) = j.
Proof.
  intros H A F. induction j as [|j IH]; cbn; [split; [constructor|reflexivity]|].
  destruct IH as [R E]; [lia|intros i I; apply A; lia|intros i I; apply F; lia|]. split; [|now rewrite E].
  rewrite <- (F j) by lia. apply counterexample; [exact R|apply ones_after_length; lia|].
  rewrite (A j), (F j) by lia. discriminate.
Qed.

(* The first of these points that the learner rejects, if there is one. *)
Lemma first_rejected j : (exists i, i < j /\ accepted_before i /\ L (refused i) (ones_after n i) = false)
  \/ accepted_before j.
Proof.
  induction j as [|j [(i & I & H)|A]]; [right; intros i I; lia|left; exists i; split; [lia|exact H]|].
  destruct (L (refused j) (ones_after n j)) eqn:E; [right|left; exists j; auto].
  intros i I. destruct (Nat.eq_dec i j) as [->|D]; [exact E|apply A; lia].
Qed.

Theorem every_learner_of_literals_is_forced : 1 <= n -> exists target told,
  length target = n + n /\ run n L (conjunction target) told /\ length told + 1 = literal_lower n.
Proof.
  intros Pos. unfold literal_lower. destruct (first_rejected (S n)) as [(j & J & A & Rejected)|A].
  - set (points := map (after_zeros j) (one_zeros (n - j))).
    assert (Forall (fun p => length p = n) points) as P.
    { apply Forall_map. apply (Forall_impl _) with (2 := one_zeros_points (n - j)). intros p Hp.
      unfold after_zeros. rewrite app_length, repeat_length. lia. }
    destruct (contradicted _ L points ((ones_after n j, true) :: refused j) P) as (labels & El & H).
    unfold points in El, H. rewrite map_length, one_zeros_length in El, H.
    set (t := map negb labels). assert (length t = n - j) as Et by (unfold t; now rewrite map_length).
    exists (negated_first j t). set (f := conjunction (negated_first j t)).
    destruct (refused_run j f) as [R Er]; [lia|exact A| |].
    { intros i I. apply negated_first_rejects; lia. }
    assert (f (ones_after n j) = true) as One.
    { unfold f, ones_after. rewrite negated_first_accepts by (now rewrite repeat_length, Et). rewrite <- Et.
      apply part_of_all. }
    destruct (H f) as (told & R' & E).
    + rewrite <- One. apply counterexample; [exact R|apply ones_after_length; lia|].
      rewrite Rejected, One. discriminate.
    + rewrite map_map. rewrite <- (negb_twice labels), <- labels_of_one_zeros. fold t. rewrite Et. apply map_ext_in.
      intros p Hp. apply negated_first_accepts. rewrite Et.
      pose proof (one_zeros_points (n - j)) as Q. rewrite Forall_forall in Q. now apply Q.
    + exists told. split; [|split; [exact R'|cbn in E; lia]].
      unfold negated_first. rewrite !app_length, !repeat_length. lia.
  - (* x_1 and not x_1, and all others: nothing is accepted *)
    assert (forall x, length x = n -> accepts (repeat true (n + n)) (literals x) = false) as None.
    { intros [|b x] E; [cbn in E; lia|]. rewrite <- E. unfold literals. rewrite repeat_app.
      rewrite accepts_app by (now rewrite repeat_length). cbn. now destruct b; rewrite ?andb_false_r. }
    exists (repeat true (n + n)).
    destruct (refused_run (S n) (conjunction (repeat true (n + n)))) as [R E]; [lia|exact A| |].
    { intros i I. apply None, ones_after_length. lia. }
    exists (refused (S n)). split; [apply repeat_length|]. split; [exact R|lia].
Qed.
End EveryLearner.

(* So the algorithm too: its bound is attained, for every n >= 1. *)
Corollary literal_bound_is_attained n : 1 <= n -> exists target told,
  length target = n + n /\ run n (literal_elimination n) (conjunction target) told
  /\ length told + 1 = literal_bound n.
Proof. apply every_learner_of_literals_is_forced. Qed.
