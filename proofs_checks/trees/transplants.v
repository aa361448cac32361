(* Tests of ordered pairs of known cuts, none twice.

   Python:   2 s (s - 1) label queries, two a test
   Theorem:  tests of different ordered pairs of s cuts take at most so many (transplants_bound).
   Idea:     of the s^2 ordered pairs s are no pair of two cuts.
   Tight:    all pairs take as many (transplants_attained).

   Speaks for proofs_checks/trees/witness_tree.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import lists.
Import ListNotations.

Definition other (p : nat * nat * (nat * nat)) : bool :=
  let '((i, c), (j, e)) := p in negb ((i =? j) && (c =? e)).

Lemma same_cut (a b : nat * nat) : {a = b} + {a <> b}.
Proof. decide equality; apply Nat.eq_dec. Qed.

Lemma other_spec a b : other (a, b) = true <-> a <> b.
Proof.
  destruct a as [i c], b as [j e]. cbn. destruct (Nat.eqb_spec i j), (Nat.eqb_spec c e); cbn; split; intros H;
    try congruence; try discriminate; intros E; injection E; congruence.
Qed.

Lemma pairs_of_others known : NoDup known ->
  length (filter other (list_prod known known)) = length known * (length known - 1).
Proof.
  intros D. enough (forall l, NoDup l -> incl l known ->
    length (filter other (list_prod l known)) = length l * (length known - 1)) as H by (apply H; [exact D|apply incl_refl]).
  intros l Dl. induction Dl as [|a l N Dl IH]; intros I; [reflexivity|]. cbn [list_prod length].
  rewrite filter_app, app_length, IH by (intros b B; apply I; now right). cbn [Nat.mul]. f_equal.
  specialize (I a (or_introl eq_refl)). clear - D I.
  enough (length (filter other (map (fun y => (a, y)) known)) = if in_dec same_cut a known
    then length known - 1 else length known) as H by
    (rewrite H; destruct (in_dec same_cut a known); [reflexivity|contradiction]).
  clear I. induction D as [|b known N D IH]; cbn [map filter length]; [reflexivity|].
  destruct (other (a, b)) eqn:O.
  - apply other_spec in O. cbn [length]. rewrite IH.
    destruct (in_dec same_cut a known) as [I|I], (in_dec same_cut a (b :: known)) as [J|J]; cbn [In] in J; try tauto.
    + destruct known; [destruct I|cbn; lia].
    + destruct J as [->|J]; [contradiction O; reflexivity|contradiction].
  - assert (a = b) as <-.
    { destruct (same_cut a b) as [E|E]; [exact E|]. apply other_spec in E. congruence. }
    rewrite IH. destruct (in_dec same_cut a known) as [I|I]; [contradiction|].
    destruct (in_dec same_cut a (a :: known)) as [J|J]; [lia|]. destruct J. now left.
Qed.

(* [tested] are the ordered pairs tested, each with two queries. *)
Theorem transplants_bound (known : list (nat * nat)) (tested : list (nat * nat * (nat * nat))) :
  NoDup known -> NoDup tested ->
  (forall a b, In (a, b) tested -> In a known /\ In b known /\ a <> b) ->
  2 * length tested <= 2 * length known * (length known - 1).
Proof.
  intros D T H. rewrite <- Nat.mul_assoc, <- (pairs_of_others known D). apply Nat.mul_le_mono_l, NoDup_incl_length; [exact T|].
  intros [a b] I. destruct (H a b I) as (A & B & N). apply filter_In. split; [now apply in_prod|now apply other_spec].
Qed.

Theorem transplants_attained s : exists (known : list (nat * nat)) (tested : list (nat * nat * (nat * nat))),
  length known = s /\ NoDup known /\ NoDup tested /\
  (forall a b, In (a, b) tested -> In a known /\ In b known /\ a <> b) /\ 2 * length tested = 2 * s * (s - 1).
Proof.
  set (known := map (fun c => (0, c)) (seq 0 s)). assert (NoDup known) as D.
  { apply distinct_map; [apply seq_NoDup|]. intros x y _ _ E. now injection E. }
  assert (length known = s) as L by (unfold known; now rewrite map_length, seq_length).
  exists known, (filter other (list_prod known known)). split; [exact L|]. split; [exact D|]. split; [|split].
  - apply NoDup_filter. assert (forall l : list (nat * nat), NoDup l -> NoDup (list_prod l known)) as H; [|now apply H].
    intros l Dl. induction Dl as [|a l N Dl IH]; cbn [list_prod]; [constructor|]. apply distinct_app; [|exact IH|].
    + apply distinct_map; [exact D|]. intros x y _ _ E. now injection E.
    + intros [x y] X Y. apply in_map_iff in X. destruct X as (z & E & _). injection E as <- _. apply in_prod_iff in Y. tauto.
  - intros a b I. apply filter_In in I. destruct I as [I O]. apply other_spec in O. apply in_prod_iff in I. tauto.
  - rewrite (pairs_of_others known D), L. lia.
Qed.
