(* Conjunctions of literals of n bits, each of which accepts some point: D = 2^n - 1 for n >= 3.

   (With the function that accepts nothing it is 2^n: threshold_functions.v.)
   Theorem: every learner asks 2^n - 1 membership queries for some target, or 2^n - 1 queries if it may also ask whether
            a conjunction is the target; for n >= 3 there is a learner with 2^n - 1 membership queries.
   Idea:    the function that accepts nothing is not in the class, and differs from 2^n conjunctions at one point each
            (star.v, proper_hypotheses.v).  The learner asks the 2^(n-1) points with an even number of ones.  When one
            is accepted, it flips each bit in turn: the label is 0 if the bit's literal is in the target.  If none is,
            the target accepts one point only, with an odd number of ones, and all but one of these are asked.
   Tight:   upper and lower bound are equal.
   Python file: satisfiable_conjunctions.py.                                                                        *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import dialogues.
From qlearn.dimensions Require Import star threshold_functions proper_hypotheses.
Import ListNotations.

Definition satisfiable (n : nat) (c : point n -> bool) : Prop := exists term, forall x, c x = holds n term x.

(* ---- at least 2^n - 1 ------------------------------------------------------------------------------------------- *)
Lemma single_points_star n : star (satisfiable n) nothing (points n).
Proof.
  split; [apply points_distinct|]. intros v _. exists (holds n (full n v)). split; [now exists (full n v)|].
  apply full_at.
Qed.

Theorem satisfiable_conjunctions_need n : needed (satisfiable n) (2 ^ n - 1).
Proof.
  rewrite <- points_length. apply (star_outside (same n) _ nothing); [apply single_points_star|].
  intros E. pose proof (points_length n) as Len. rewrite E in Len. pose proof (Nat.pow_nonzero 2 n). cbn in Len. lia.
Qed.

Lemma some_point n term : exists x, holds n term x = true.
Proof.
  induction n as [|n IH]; [now exists tt|]. destruct term as [l term]. destruct (IH term) as (x & H).
  exists (match l with Some b => b | None => true end, x). cbn. rewrite H. now destruct l as [[]|].
Qed.

Theorem with_equivalence_queries n L : 1 <= n -> finds_with_both L (satisfiable n) -> proper (satisfiable n) L ->
  exists c, satisfiable n c /\ asks c L (2 ^ n - 1).
Proof.
  intros N F P. rewrite <- points_length.
  apply (proper_star (same n) (satisfiable n) nothing); [exact F|exact P| |apply single_points_star|].
  - intros h (term & E). destruct (some_point n term) as (x & H). exists x. rewrite E, H. discriminate.
  - rewrite points_length. destruct n as [|n]; [lia|]. cbn. pose proof (Nat.pow_nonzero 2 n). lia.
Qed.

(* ---- 2^n - 1 are enough ------------------------------------------------------------------------------------------ *)
(* The points with an odd, or an even number of ones. *)
Fixpoint of_parity (n : nat) (odd : bool) : list (point n) :=
  match n with
  | 0 => if odd then [] else [tt]
  | S m => map (pair false) (of_parity m odd) ++ map (pair true) (of_parity m (negb odd))
  end.

Lemma of_parity_length n odd : length (of_parity (S n) odd) = 2 ^ n.
Proof.
  revert odd. induction n as [|n IH]; intros odd; [now destruct odd|].
  change (of_parity (S (S n)) odd)
    with (map (pair false) (of_parity (S n) odd) ++ map (pair true) (of_parity (S n) (negb odd))).
  rewrite app_length, !map_length, !IH. cbn. lia.
Qed.

(* A conjunction accepts a point of either parity, or one point only. *)
Lemma of_either_parity n odd term : (exists x, In x (of_parity n odd) /\ holds n term x = true)
  \/ exists v, In v (of_parity n (negb odd)) /\ term = full n v.
Proof.
  revert term odd. induction n as [|n IH]; intros term odd.
  - destruct term, odd; [right|left]; exists tt; now split; [left|].
  - destruct term as [l term]. cbn [of_parity].
    assert (forall b o (x : point n), In x (of_parity n (xorb b o)) ->
      In (b, x) (map (pair false) (of_parity n o) ++ map (pair true) (of_parity n (negb o)))) as Into.
    { intros b o x X. apply in_or_app. destruct b; [right|left]; apply in_map; cbn in X; [|now destruct o].
      now destruct o. }
    destruct l as [b|].
    + destruct (IH term (xorb b odd)) as [(x & X & H)|(v & V & ->)].
      * left. exists (b, x). split; [now apply Into|]. cbn. now rewrite H, eqb_reflx.
      * right. exists (b, v). split; [|reflexivity]. apply Into. now destruct b, odd.
    + left. destruct (IH term odd) as [(x & X & H)|(v & V & ->)].
      * exists (false, x). split; [apply Into; now destruct odd|exact H].
      * exists (true, v). split; [apply Into; now destruct odd|]. cbn. now apply full_spec.
Qed.

(* From an accepted point x: flip one bit after another.  [place] puts the bits that are left behind those before. *)
Fixpoint flips {n : nat} (m : nat) : (point m -> point n) -> point m ->
  dialogue (point n) bool (vector (option bool) m) :=
  match m with
  | 0 => fun _ _ => Done tt
  | S m => fun place x =>
      Ask (place (negb (fst x), snd x)) (fun accepted =>
        bind (flips m (fun y => place (fst x, y)) (snd x)) (fun term =>
          Done ((if accepted : bool then None else Some (fst x)), term)))
  end.

Lemma flips_run n m (place : point m -> point n) x c term : (forall y, c (place y) = holds m term y) ->
  holds m term x = true -> output c (flips m place x) = term /\ count c (flips m place x) = m.
Proof.
  induction m as [|m IH]; intros E H; [now destruct term|].
  destruct term as [l term], x as [b x]. cbn in H. apply andb_true_iff in H. destruct H as [Hl H].
  destruct (IH (fun y => place (b, y)) x term) as [O C]; [intros y; rewrite E; cbn; now rewrite Hl|exact H|].
  cbn [flips fst snd]. split.
  - cbn [output]. rewrite output_bind, O. cbn [output]. f_equal. rewrite E. cbn. rewrite H, andb_true_r.
    destruct l as [l|]; [|reflexivity]. apply eqb_prop in Hl. subst l. now destruct b.
  - rewrite count_ask, count_bind, C. cbn. lia.
Qed.

(* Ask the points xs; go on from the first that is accepted. *)
Fixpoint search {n : nat} (xs : list (point n)) (none : dialogue (point n) bool (point n -> bool)) :=
  match xs with
  | [] => none
  | x :: xs => Ask x (fun accepted : bool =>
      if accepted then bind (flips n (fun y => y) x) (fun term => Done (holds n term)) else search xs none)
  end.

Lemma search_found n xs none c term : (forall x, c x = holds n term x) ->
  (exists x, In x xs /\ holds n term x = true) ->
  output c (search xs none) = holds n term /\ count c (search xs none) <= length xs + n.
Proof.
  intros E. induction xs as [|x xs IH]; intros (y & Y & H); [contradiction|].
  cbn [search output length]. rewrite count_ask. destruct (c x) eqn:A.
  - rewrite E in A. destruct (flips_run n n (fun y => y) x c term E A) as [O C].
    rewrite output_bind, count_bind, O, C. cbn. split; [reflexivity|lia].
  - destruct IH as [O C]; [|split; [exact O|lia]]. exists y. split; [|exact H]. destruct Y as [->|Y]; [|exact Y].
    rewrite E in A. congruence.
Qed.

Lemma search_none n xs none (c : point n -> bool) : (forall x, In x xs -> c x = false) ->
  output c (search xs none) = output c none /\ count c (search xs none) = length xs + count c none.
Proof.
  induction xs as [|x xs IH]; intros N; [now split|]. cbn [search output length]. rewrite count_ask.
  rewrite (N x (or_introl eq_refl)). destruct IH as [O C]; [intros y Y; apply N; now right|]. split; [exact O|lia].
Qed.

(* One point with an odd number of ones: the last of them need not be asked. *)
Definition one_odd (n : nat) : dialogue (point n) bool (point n -> bool) :=
  match of_parity n true with [] => Done nothing | x :: xs => hunt (same n) xs (only (same n) x) end.

Definition learner (n : nat) : dialogue (point n) bool (point n -> bool) := search (of_parity n false) (one_odd n).

(* The two halves of the points, and why n >= 3. *)
Lemma sizes n : 3 <= n -> length (of_parity n false) + n <= 2 ^ n - 1
  /\ length (of_parity n false) + length (of_parity n true) = 2 ^ n.
Proof.
  intros N. destruct n as [|k]; [lia|]. rewrite !of_parity_length, Nat.pow_succ_r'. split; [|lia].
  enough (k + 2 <= 2 ^ k) by lia. assert (2 <= k) as K by lia. clear N. induction K as [|k K IH]; cbn in *; lia.
Qed.

Lemma learner_run n c term : 3 <= n -> (forall x, c x = holds n term x) ->
  (forall x, output c (learner n) x = c x) /\ count c (learner n) <= 2 ^ n - 1.
Proof.
  intros N E. destruct (sizes n N) as [Few All].
  unfold learner.
  destruct (Forall_Exists_dec _ (fun x => bool_dec (c x) false) (of_parity n false)) as [None|Some].
  - rewrite Forall_forall in None. destruct (of_either_parity n false term) as [(x & X & H)|(v & V & ->)].
    + specialize (None x X). rewrite E in None. congruence.
    + destruct (search_none n (of_parity n false) (one_odd n) c None) as [O C]. rewrite O, C. unfold one_odd.
      cbn [negb] in V. destruct (of_parity n true) as [|x xs]; [contradiction|]. cbn [length] in All.
      set (last := hunt (same n) xs (only (same n) x)).
      pose proof (hunt_count (same n) xs (only (same n) x) c) as H. fold last in H. split; [|lia]. intros y.
      assert (forall z, c z = only (same n) v z) as Ec.
      { intros z. rewrite E. unfold only. destruct (same n z v) as [->|D]; [now apply full_spec|].
        apply not_true_iff_false. now rewrite full_spec. }
      destruct (same_run c (only (same n) v) last) as [-> _]; [intros z _; apply Ec|]. rewrite Ec. unfold last.
      destruct (in_dec (same n) v xs) as [I|Not]; [now rewrite hunt_single|]. destruct V as [->|V]; [|contradiction].
      rewrite hunt_other; [reflexivity|]. intros z Z. unfold only.
      destruct (same n z v) as [->|D]; [contradiction|reflexivity].
  - apply Exists_exists in Some. destruct Some as (x & X & H). apply not_false_is_true in H. rewrite E in H.
    destruct (search_found n (of_parity n false) (one_odd n) c term E (ex_intro _ x (conj X H))) as [O C].
    split; [intros y; now rewrite O, E|]. eapply Nat.le_trans; [exact C|]. lia.
Qed.

Theorem satisfiable_conjunctions_cost n : 3 <= n -> enough (satisfiable n) (2 ^ n - 1).
Proof.
  intros N. exists (learner n). split; intros c (term & E); now apply (learner_run n c term).
Qed.

(* The same with both kinds of queries. *)
Corollary with_both_kinds n : 3 <= n -> exists L, finds_with_both L (satisfiable n) /\ proper (satisfiable n) L
  /\ forall c k, satisfiable n c -> asks c L k -> k <= 2 ^ n - 1.
Proof. intros N. now apply membership_is_enough, satisfiable_conjunctions_cost. Qed.
