(* Whoever knows a function and splits its domain into boxes of one label needs one box more than it has cuts.

   A cut (i, c) parts two labels if two places, c and c + 1 on feature i and otherwise the same, have different
   labels.  A division splits boxes again and again, each split at a place of one feature.
   Theorem (leaves_bound): a division into boxes of one label has at least n + 1 of them, if n cuts part labels.
   Idea:    each such cut is the place of a split, and boxes are one more than splits.
   Tight:   one feature, all labels different (leaves_attained).
   It is what an answer for each box of a certificate costs; the learner's count over this is its competitive ratio
   (Khouna, Ferry and Vidal, 2025).  Boxes that overlap can be fewer: see counterfactual_boxes.py.
   Speaks for proofs_checks/trees/counterfactual_boxes.py. *)
From Coq Require Import List Arith Lia PeanoNat FinFun.
Import ListNotations.

Section Divisions.
Context {Label : Type}.

Inductive division : Type :=
| Box (label : Label)
| Split (i c : nat) (below above : division).

Fixpoint value (t : division) (x : nat -> nat) : Label :=
  match t with
  | Box label => label
  | Split i c below above => if x i <=? c then value below x else value above x
  end.
Fixpoint boxes (t : division) : nat := match t with Box _ => 1 | Split _ _ t u => boxes t + boxes u end.
Fixpoint splits (t : division) : list (nat * nat) :=
  match t with Box _ => [] | Split i c t u => (i, c) :: splits t ++ splits u end.

Lemma boxes_and_splits t : boxes t = length (splits t) + 1.
Proof. induction t as [label|i c t IHt u IHu]; cbn; [reflexivity|]. rewrite app_length. lia. Qed.

Definition parts_labels (f : (nat -> nat) -> Label) (cut : nat * nat) : Prop :=
  exists x y, x (fst cut) = snd cut /\ y (fst cut) = snd cut + 1
    /\ (forall j, j <> fst cut -> x j = y j) /\ f x <> f y.

Lemma needed t cut : parts_labels (value t) cut -> In cut (splits t).
Proof.
  destruct cut as [i c]. intros (x & y & X & Y & Same & N). cbn [fst snd] in *.
  induction t as [label|j b t IHt u IHu]; cbn [value splits] in *; [now contradiction N|].
  destruct (Nat.eq_dec j i) as [->|J].
  - destruct (Nat.leb_spec (x i) b) as [Lx|Lx], (Nat.leb_spec (y i) b) as [Ly|Ly].
    + right. apply in_or_app. left. now apply IHt.
    + left. f_equal. lia.
    + lia.
    + right. apply in_or_app. right. now apply IHu.
  - rewrite (Same j J) in N. destruct (y j <=? b); right; apply in_or_app; [left; now apply IHt|right; now apply IHu].
Qed.

Theorem leaves_bound t cuts : NoDup cuts -> Forall (parts_labels (value t)) cuts -> length cuts + 1 <= boxes t.
Proof.
  intros D F. rewrite boxes_and_splits. assert (length cuts <= length (splits t)); [|lia].
  apply NoDup_incl_length; [exact D|]. intros cut C. apply needed. rewrite Forall_forall in F. now apply F.
Qed.
End Divisions.

(* Splits at n - 1, n - 2, ..., 0 of one feature, the label the place. *)
Fixpoint comb (n : nat) : @division nat := match n with 0 => Box 0 | S n => Split 0 n (comb n) (Box (S n)) end.

Lemma comb_value n x : value (comb n) x = min (x 0) n.
Proof. induction n as [|n IH]; cbn [comb value]; [lia|]. destruct (Nat.leb_spec (x 0) n); [rewrite IH|]; lia. Qed.

Theorem leaves_attained n : exists cuts, NoDup cuts /\ Forall (parts_labels (value (comb n))) cuts
  /\ length cuts = n /\ boxes (comb n) = n + 1.
Proof.
  exists (map (fun c => (0, c)) (seq 0 n)). split; [|split; [|split]].
  - apply Injective_map_NoDup; [intros a b E; now injection E|apply seq_NoDup].
  - apply Forall_forall. intros cut C. apply in_map_iff in C as (c & <- & C). apply in_seq in C.
    exists (fun _ => c), (fun j => if j =? 0 then c + 1 else c). cbn. repeat split.
    + intros j J. now destruct j.
    + rewrite !comb_value. cbn. lia.
  - now rewrite map_length, seq_length.
  - induction n as [|n IH]; cbn; [reflexivity|]. lia.
Qed.
