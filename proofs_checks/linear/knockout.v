(* The largest of some numbers by a knockout, round by round, each match right or wrong by at most `off`.

   Python: qlearn/learners/linear/knockout.py.  Neighbours play; one that is left over goes on to the next round.
   Theorem: d - 1 matches whatever happens (matches), and the champion is at least as large as all that play
            (champion_is_largest); if each match may be wrong by `off`, then no number is larger than the
            champion's by more than `off` a round (champion_is_nearly_largest), of which there are clg d.
   Idea:    a round of n has n/2 matches and leaves n - n/2; who is beaten is below the winner, but for `off`.
   Tight:   four numbers, each of which loses by `off` (off_once_a_round).
   Used by chart_box_count.v and chart_box_inside.v. *)
From Coq Require Import Reals Lra List Lia Arith.
From qlearn.finite Require Import dialogues logarithms.
Import ListNotations.

(* ---- the knockout ---- *)

Section Knockout.
Context {Q : Type} (larger : nat -> nat -> Q).     (* asks whether the first is larger than the second *)

Fixpoint round (left : list nat) : dialogue Q bool (list nat) :=
  match left with
  | one :: other :: more => Ask (larger other one) (fun won : bool =>
      bind (round more) (fun others => Done ((if won then other else one) :: others)))
  | _ => Done left
  end.

(* Python plays while two are left; here there are `rounds` at most, and clg d are enough. *)
Fixpoint knockout (rounds : nat) (left : list nat) : dialogue Q bool nat :=
  match rounds, left with
  | S fewer, _ :: _ :: _ => bind (round left) (knockout fewer)
  | _, _ => Done (hd 0 left)
  end.

(* What holds of lists of none and of one, and of two more than it holds of, holds of all. *)
Lemma by_pairs (P : list nat -> Prop) : P [] -> (forall a, P [a]) ->
  (forall a b l, P l -> P (a :: b :: l)) -> forall l, P l.
Proof.
  intros None One Two l. enough (P l /\ forall a, P (a :: l)) as [H _] by exact H.
  induction l as [|b l [IH IH2]]; split; auto.
Qed.

Lemma count_round t left : count t (round left) + length (output t (round left)) = length left.
Proof.
  induction left as [|a|a b l IH] using by_pairs; [reflexivity|reflexivity|].
  cbn [round output]. rewrite count_ask, count_bind, output_bind. cbn [length].
  unfold count at 2. cbn [output asked length]. lia.
Qed.

Lemma left_after left t : length (output t (round left)) = length left - length left / 2.
Proof.
  induction left as [|a|a b l IH] using by_pairs; [reflexivity|reflexivity|].
  cbn [round output]. rewrite output_bind. cbn [output length]. rewrite IH.
  replace (S (S (length l))) with (length l + 1 * 2) by lia. rewrite Nat.div_add by lia.
  pose proof (Nat.div_le_upper_bound (length l) 2 (length l) ltac:(lia) ltac:(lia)). lia.
Qed.

Lemma somebody_is_left t left : left <> [] -> output t (round left) <> [].
Proof. destruct left as [|a [|b l]]; cbn; [congruence|discriminate|]. rewrite output_bind. discriminate. Qed.

Lemma fewer_are_left t a b l rounds : clg (length (a :: b :: l)) <= S rounds ->
  clg (length (output t (round (a :: b :: l)))) <= rounds.
Proof. intros C. rewrite left_after. rewrite clg_half in C by (cbn; lia). lia. Qed.

(* The count: one match less than there are players. *)
Theorem matches t rounds left : left <> [] -> clg (length left) <= rounds ->
  count t (knockout rounds left) = length left - 1.
Proof.
  revert left. induction rounds as [|rounds IH]; intros left N C.
  - apply clg_spec in C. cbn in C. unfold count. cbn. lia.
  - destruct left as [|a [|b l]]; [congruence|reflexivity|]. cbn [knockout]. rewrite count_bind, IH.
    + pose proof (count_round t (a :: b :: l)). cbn [length] in *.
      pose proof (somebody_is_left t (a :: b :: l) ltac:(discriminate)) as L.
      destruct (output t (round (a :: b :: l))); [congruence|]. cbn [length] in *. lia.
    + apply somebody_is_left. discriminate.
    + now apply fewer_are_left.
Qed.

Lemma round_in t left x : In x (output t (round left)) -> In x left.
Proof.
  induction left as [|a|a b l IH] using by_pairs; cbn [round output]; auto.
  rewrite output_bind. cbn [output]. intros [E|I]; [|right; right; auto].
  destruct (t (larger b a)); subst; [right; now left|now left].
Qed.

Lemma champion_in t rounds left : left <> [] -> In (output t (knockout rounds left)) left.
Proof.
  revert left. induction rounds as [|rounds IH]; intros [|a [|b l]] N; try congruence; cbn [knockout output hd];
    try (now left).
  rewrite output_bind. eapply round_in, IH, somebody_is_left. discriminate.
Qed.

(* ---- who wins ---- *)

Section Sizes.
Variables (size : nat -> R) (t : Q -> bool) (off : R).
Hypothesis off_is_not_negative : (0 <= off)%R.

(* A yes may be wrong by `off`, and so may a no. *)
Definition fair (left : list nat) : Prop := forall i j, In i left -> In j left ->
  if t (larger i j) then (size j <= size i + off)%R else (size i <= size j + off)%R.

Open Scope R_scope.

Lemma beaten_by_little left : fair left -> forall i, In i left ->
  exists j, In j (output t (round left)) /\ size i <= size j + off.
Proof.
  induction left as [|a|a b l IH] using by_pairs; intros F i I.
  - destruct I.
  - exists a. cbn in *. destruct I as [->|[]]. split; [now left|lra].
  - cbn [round output]. rewrite output_bind. cbn [output].
    pose proof (F b a ltac:(right; now left) ltac:(now left)) as M.
    destruct I as [<-|[<-|I]].
    1, 2: eexists; split; [now left|]; destruct (t (larger b a)); lra.
    destruct (IH (fun x y X Y => F x y ltac:(right; now right) ltac:(right; now right)) i I) as (j & J & S).
    exists j. split; [now right|exact S].
Qed.

(* At most `off` is lost a round. *)
Theorem champion_is_nearly_largest rounds left : (clg (length left) <= rounds)%nat -> fair left ->
  forall i, In i left -> size i <= size (output t (knockout rounds left)) + INR rounds * off.
Proof.
  revert left. induction rounds as [|rounds IH]; intros left C F i I.
  - apply clg_spec in C. cbn in C. destruct left as [|a [|b l]]; [destruct I| |cbn in C; lia].
    destruct I as [->|[]]. cbn. lra.
  - rewrite S_INR. pose proof (pos_INR rounds). destruct left as [|a [|b l]]; [destruct I| |].
    + destruct I as [->|[]]. cbn. nra.
    + cbn [knockout]. rewrite output_bind. destruct (beaten_by_little (a :: b :: l) F i I) as (j & J & S).
      assert (F' : fair (output t (round (a :: b :: l)))).
      { intros x y X Y. apply F; eapply round_in; eassumption. }
      specialize (IH _ (fewer_are_left t a b l rounds C) F' j J). lra.
Qed.
End Sizes.
End Knockout.

(* Right answers give the largest. *)
Theorem champion_is_largest {Q : Type} (larger : nat -> nat -> Q) (size : nat -> R) t rounds left :
  clg (length left) <= rounds -> fair larger size t 0 left ->
  forall i, In i left -> (size i <= size (output t (knockout larger rounds left)))%R.
Proof.
  intros C F i I. pose proof (champion_is_nearly_largest larger size t 0 (Rle_refl 0) rounds left C F i I). lra.
Qed.

(* Four whose later one wins wherever it may: the first loses two rounds, by `off` each. *)
Theorem off_once_a_round off : (0 <= off)%R -> exists (size : nat -> R) (t : nat * nat -> bool),
  let left := seq 0 4 in fair pair size t off left /\
  size 0%nat = (size (output t (knockout pair (clg 4) left)) + INR (clg 4) * off)%R.
Proof.
  intros O. set (level i := match i with 0 => 2 | 1 => 1 | _ => 0 end).
  exists (fun i => INR (level i) * off)%R, (fun q => level (snd q) <=? level (fst q) + 1).
  split; [|cbn; lra]. intros i j I J. cbn [fst snd].
  destruct (Nat.leb_spec (level j) (level i + 1)) as [L|L].
  - apply le_INR in L. rewrite plus_INR in L. cbn in L. nra.
  - apply lt_INR in L. rewrite plus_INR in L. cbn in L. nra.
Qed.

(* One round fewer does not end it. *)
Theorem one_round_fewer : exists (size : nat -> R) (t : nat * nat -> bool),
  let left := seq 0 2 in fair pair size t 0 left /\
  (size (output t (knockout pair (clg 2 - 1) left)) < size 1%nat)%R.
Proof.
  exists INR, (fun q => snd q <=? fst q). split; [|cbn; lra]. intros i j I J. cbn [fst snd].
  destruct (Nat.leb_spec j i) as [L|L]; [apply le_INR in L|apply lt_INR in L]; lra.
Qed.
