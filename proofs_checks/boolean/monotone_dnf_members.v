(* Monotone DNF from membership queries alone costs exponentially many (Angluin 1988).  With equivalence queries too,
   m terms over n variables cost m + 1 of these and at most m (n - 1) + 1 membership queries (monotone_dnf.v).

   The target accepts a point if one of its terms does; a term is a set of variables, and accepts the points that are 1
   at all of them.  Here there are k pairs of variables, and the pairs are the terms.

   Python:  lower: 2**k membership queries for k terms over 2 k variables, if no other query is asked
   Theorem: every learner that asks membership queries only (about points of 2 k bits, each as it likes after the
            answers before), and finds the target of the k pairs and the 2^k targets of one term more (with one
            variable of each pair), asks 2^k queries or more for the k pairs.
   Idea:    pick one of each pair: 2^k points, and the target rejects them all.  If one was not asked, it may be a term
            of the target itself: the points above it contain a pair, and are accepted in any case.
   Tight:   the learner that asks for these 2^k points, until one is accepted, finds all of these targets.
   Speaks for monotone_dnf_members.py; for learners with equivalence queries see monotone_dnf.v.                     *)
From Coq Require Import List Arith Lia Bool FinFun.
From qlearn.boolean Require Import conjunctions elimination.
From qlearn.finite Require Import words counterexamples information.
Import ListNotations.

Definition dnf (terms : list point) (x : point) : bool := existsb (fun t => accepts t x) terms.

(* ---- learners from membership queries ---------------------------------------------------------------------- *)
(* They stop with a hypothesis. *)
Notation member_learner := (learner point (point -> bool)).
Definition answer (f : point -> bool) (x : point) : nat := if f x then 1 else 0.

Fixpoint asked (L : member_learner) (f : point -> bool) : list point :=
  match L with Stop _ => [] | Ask x next => x :: asked (next (answer f x)) f end.

Lemma same_answers L f g : Forall (fun x => f x = g x) (asked L f) -> run answer L f = run answer L g.
Proof.
  induction L as [h|x next IH]; cbn; intros F; [reflexivity|]. apply Forall_cons_iff in F. destruct F as [E F].
  replace (answer g x) with (answer f x) by (unfold answer; now rewrite E). now apply IH.
Qed.

(* ---- pairs ------------------------------------------------------------------------------------------------- *)
Fixpoint pairs (k : nat) : list point :=
  match k with
  | 0 => []
  | S j => (true :: true :: repeat false (2 * j)) :: map (fun t => false :: false :: t) (pairs j)
  end.

(* one of each pair *)
Fixpoint pick (w : list bool) : point := match w with [] => [] | b :: v => b :: negb b :: pick v end.

Lemma pairs_length k : length (pairs k) = k.
Proof. induction k as [|k IH]; [reflexivity|]. cbn [pairs length]. now rewrite map_length, IH. Qed.

Lemma pick_length w : length (pick w) = 2 * length w.
Proof. induction w as [|b w IH]; cbn in *; lia. Qed.

Lemma accepts_none j x : accepts (repeat false j) x = true.
Proof. revert x. induction j as [|j IH]; intros [|b x]; cbn; auto. Qed.

Lemma pairs_S k b c x : dnf (pairs (S k)) (b :: c :: x) = (b && c) || dnf (pairs k) x.
Proof.
  unfold dnf. cbn [pairs existsb accepts]. rewrite accepts_none, andb_true_r. f_equal.
  induction (pairs k) as [|t ts IH]; [reflexivity|]. cbn. now rewrite IH.
Qed.

Lemma picked_rejected w : dnf (pairs (length w)) (pick w) = false.
Proof.
  induction w as [|b w IH]; [reflexivity|]. cbn [length pick]. rewrite pairs_S, IH. now destruct b.
Qed.

(* A point above a picked one is that one, or contains a pair. *)
Lemma above_picked w x : length x = 2 * length w -> accepts (pick w) x = true ->
  x = pick w \/ dnf (pairs (length w)) x = true.
Proof.
  revert x. induction w as [|a w IH]; intros x L A.
  - left. now destruct x.
  - destruct x as [|b [|c x]]; cbn in L; try lia. cbn [pick accepts] in A. apply andb_true_iff in A.
    destruct A as [B A]. apply andb_true_iff in A. destruct A as [C A]. cbn [length]. rewrite pairs_S.
    destruct (IH x ltac:(lia) A) as [->|Y]; [|right; now rewrite Y, orb_true_r].
    destruct a, b, c; cbn in *; auto; discriminate.
Qed.

Lemma pick_injective v w : pick v = pick w -> v = w.
Proof.
  revert w. induction v as [|b v IH]; intros [|c w] E; try discriminate; auto.
  injection E as -> _ E. f_equal. now apply IH.
Qed.

(* ---- the targets: the k pairs, and one term more ----------------------------------------------------------- *)
Definition with_term (k : nat) (w : list bool) : point -> bool := dnf (pick w :: pairs k).

(* They differ at that term only. *)
Lemma differ_there w x : length x = 2 * length w -> x <> pick w -> with_term (length w) w x = dnf (pairs (length w)) x.
Proof.
  intros L N. unfold with_term. cbn [dnf existsb]. fold (dnf (pairs (length w)) x).
  destruct (accepts (pick w) x) eqn:A; [|reflexivity].
  destruct (above_picked w x L A) as [E|Y]; [contradiction|now rewrite Y].
Qed.

Lemma accepted_there w : with_term (length w) w (pick w) = true.
Proof. unfold with_term. cbn [dnf existsb]. now rewrite part_of_itself. Qed.

(* Of these targets, all are found. *)
Definition finds_all (k : nat) (L : member_learner) : Prop :=
  forall f, f = dnf (pairs k) \/ (exists w, length w = k /\ f = with_term k w) ->
  forall x, length x = 2 * k -> run answer L f x = f x.

Notation cube := (words [false; true]).

Lemma cube_length k : length (cube k) = 2 ^ k.
Proof. apply words_length. Qed.

Lemma cube_lengths k w : In w (cube k) -> length w = k.
Proof. intros I. now apply in_words in I. Qed.

Lemma cube_distinct k : NoDup (cube k).
Proof. apply bits_differ. Qed.

Theorem membership_alone k L : Forall (fun x => length x = 2 * k) (asked L (dnf (pairs k))) -> finds_all k L ->
  2 ^ k <= length (asked L (dnf (pairs k))).
Proof.
  intros Points Finds. set (xs := asked L (dnf (pairs k))).
  assert (forall w, In w (cube k) -> In (pick w) xs) as All.
  { intros w I. apply cube_lengths in I. destruct (in_dec (list_eq_dec bool_dec) (pick w) xs) as [Y|Not]; [exact Y|].
    exfalso. assert (length (pick w) = 2 * k) as Lp by (rewrite pick_length; lia).
    assert (run answer L (dnf (pairs k)) = run answer L (with_term k w)) as E.
    { apply same_answers, Forall_forall. intros x X. subst k. symmetry. apply differ_there.
      - exact (proj1 (Forall_forall _ _) Points x X).
      - intros ->. contradiction. }
    pose proof (Finds _ (or_introl eq_refl) _ Lp) as Yes.
    pose proof (Finds (with_term k w) (or_intror (ex_intro _ w (conj I eq_refl))) _ Lp) as No.
    rewrite E, No in Yes. subst k. rewrite accepted_there, picked_rejected in Yes. discriminate. }
  rewrite <- cube_length, <- (map_length pick). apply NoDup_incl_length.
  - apply Injective_map_NoDup; [intros v w; apply pick_injective|apply cube_distinct].
  - intros x I. apply in_map_iff in I. destruct I as (w & <- & I). now apply All.
Qed.

(* ---- no more can be claimed -------------------------------------------------------------------------------- *)
Fixpoint sweep (k : nat) (ws : list (list bool)) : member_learner :=
  match ws with
  | [] => Stop (dnf (pairs k))
  | w :: rest => Ask (pick w) (fun a => if a =? 1 then Stop (with_term k w) else sweep k rest)
  end.

Lemma sweep_rejected k ws f : (forall w, In w ws -> f (pick w) = false) ->
  run answer (sweep k ws) f = dnf (pairs k) /\ asked (sweep k ws) f = map pick ws.
Proof.
  induction ws as [|w ws IH]; intros No; [now split|]. destruct IH as [R C]; [intros v V; apply No; now right|].
  assert (answer f (pick w) = 0) as A by (unfold answer; now rewrite (No w (or_introl eq_refl))).
  cbn [sweep run asked map]. rewrite A. cbn [Nat.eqb]. now rewrite R, C.
Qed.

Lemma sweep_finds w ws : In w ws -> (forall v, In v ws -> length v = length w) ->
  run answer (sweep (length w) ws) (with_term (length w) w) = with_term (length w) w.
Proof.
  induction ws as [|v ws IH]; intros I Lv; [destruct I|]. cbn [sweep run].
  destruct (list_eq_dec bool_dec v w) as [->|N].
  - assert (answer (with_term (length w) w) (pick w) = 1) as -> by (unfold answer; now rewrite accepted_there).
    reflexivity.
  - pose proof (Lv v (or_introl eq_refl)) as Ev.
    assert (answer (with_term (length w) w) (pick v) = 0) as ->.
    { unfold answer. rewrite differ_there, <- Ev, picked_rejected; [reflexivity|rewrite pick_length; lia|].
      intros E. now apply N, pick_injective. }
    apply IH; [|intros u U; apply Lv; now right]. destruct I as [E|I]; [contradiction|exact I].
Qed.

Theorem so_many_are_enough k : finds_all k (sweep k (cube k))
  /\ Forall (fun x => length x = 2 * k) (asked (sweep k (cube k)) (dnf (pairs k)))
  /\ length (asked (sweep k (cube k)) (dnf (pairs k))) = 2 ^ k.
Proof.
  destruct (sweep_rejected k (cube k) (dnf (pairs k))) as [R C].
  { intros w I. rewrite <- (cube_lengths k w I). apply picked_rejected. }
  split; [|split].
  - intros f [->|(w & <- & ->)] x _; [now rewrite R|]. rewrite sweep_finds; [reflexivity|apply in_bits|].
    intros v. apply cube_lengths.
  - rewrite C. apply Forall_map, Forall_forall. intros w I. rewrite pick_length, (cube_lengths k w I). reflexivity.
  - rewrite C, map_length. apply cube_length.
Qed.
