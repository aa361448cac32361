(* Decision trees of depth at most d are polynomials of degree at most d, so that mobius.v speaks of them.

   Theorem: for every tree over n bits of depth d with values in an abelian group there is a polynomial of degree at
            most d with the same values; so the learner of mobius.v finds it, from C(n, 0) + .. + C(n, d) queries.
   Idea:    the tree that tests x and goes on with no or yes has the value no + x (yes - no); the tests on a path are
            so many factors.
   Tight:   the tree that says whether the first d bits are all 1 has depth d, and no polynomial of degree d - 1 has
            its values.
   Speaks for mobius.py.                                                                                            *)
From Coq Require Import List Arith Lia Bool.
From qlearn.dimensions Require Import sauer.
From qlearn.boolean Require Import mobius.
Import ListNotations.

Section Trees.
Variables (A : Type) (zero : A) (add : A -> A -> A) (neg : A -> A).
Hypothesis add_comm : forall a b, add a b = add b a.
Hypothesis add_assoc : forall a b c, add a (add b c) = add (add a b) c.
Hypothesis add_zero : forall a, add a zero = a.
Hypothesis add_neg : forall a, add a (neg a) = zero.
Notation poly := (poly A).
Notation value := (value A zero add).
Notation degree := (degree A zero).
Notation null := (null A zero).
Notation plus := (plus A add).
Notation opposite := (opposite A neg).

(* Bit i is tested; a bit beyond the last one is 0. *)
Inductive tree : Type :=
| Leaf (a : A)
| Node (i : nat) (no yes : tree).

Fixpoint says (t : tree) (x : point) : A :=
  match t with Leaf a => a | Node i no yes => if nth i x false then says yes x else says no x end.
Fixpoint depth (t : tree) : nat :=
  match t with Leaf _ => 0 | Node _ no yes => S (max (depth no) (depth yes)) end.

(* ---- a polynomial times variable i ------------------------------------------------------------------------- *)
(* x (g + x h) = x (g + h), as x is 0 or 1. *)
Fixpoint times (n i : nat) : poly n -> poly n :=
  match n, i with
  | 0, _ => fun _ => zero
  | S m, 0 => fun p => (null m, plus m (fst p) (snd p))
  | S m, S j => fun p => (times m j (fst p), times m j (snd p))
  end.

Lemma zero_add a : add zero a = a.
Proof. now rewrite add_comm. Qed.

Lemma value_times n i p x : length x = n -> value n (times n i p) x = if nth i x false then value n p x else zero.
Proof.
  revert i x. induction n as [|n IH]; intros i [|b x] L; try discriminate.
  - now destruct i.
  - injection L as L. destruct i as [|i]; destruct b; cbn; rewrite ?IH by exact L.
    + rewrite (value_null A zero add add_zero), zero_add. now apply value_plus.
    + now apply value_null.
    + destruct (nth i x false); [reflexivity|apply add_zero].
    + reflexivity.
Qed.

Lemma degree_more n d e p : d <= e -> degree n d p -> degree n e p.
Proof.
  revert d e. induction n as [|n IH]; intros d e Le D; [exact I|]. destruct D as [G H]. cbn.
  split; [now apply (IH _ d)|]. destruct d as [|d], e as [|e]; try lia.
  - exact H.
  - rewrite H. apply degree_null.
  - apply (IH _ d); [lia|exact H].
Qed.

Lemma times_null n i : times n i (null n) = null n.
Proof.
  revert i. induction n as [|n IH]; intros [|i]; cbn; try reflexivity; [|now rewrite IH].
  f_equal. clear - add_zero. induction n as [|n IH]; cbn; [apply add_zero|now rewrite IH].
Qed.

Lemma degree_times n i d p : degree n d p -> degree n (S d) (times n i p).
Proof.
  revert i d. induction n as [|n IH]; intros i d D; [exact I|]. destruct D as [G H]. destruct i as [|i]; cbn.
  - split; [apply degree_null|]. apply degree_plus; [exact add_zero|exact G|].
    destruct d as [|e]; [rewrite H; apply degree_null|apply (degree_more n e); [lia|exact H]].
  - split; [now apply IH|]. destruct d as [|e]; [rewrite H, times_null; apply degree_null|now apply IH].
Qed.

(* ---- the polynomial of a tree ------------------------------------------------------------------------------ *)
Fixpoint constant (n : nat) (a : A) : poly n := match n with 0 => a | S m => (constant m a, null m) end.

Lemma value_constant n a x : length x = n -> value n (constant n a) x = a.
Proof.
  revert x. induction n as [|n IH]; intros [|b x] L; try discriminate; [reflexivity|]. injection L as L.
  destruct b; cbn; rewrite IH by exact L; [|reflexivity]. now rewrite (value_null A zero add add_zero).
Qed.

Lemma degree_constant n d a : degree n d (constant n a).
Proof.
  revert d. induction n as [|n IH]; intros d; cbn; [exact I|]. split; [apply IH|].
  destruct d; [reflexivity|apply degree_null].
Qed.

Fixpoint of_tree (n : nat) (t : tree) : poly n :=
  match t with
  | Leaf a => constant n a
  | Node i no yes => plus n (of_tree n no) (times n i (plus n (of_tree n yes) (opposite n (of_tree n no))))
  end.

Theorem tree_is_polynomial n d t : depth t <= d ->
  degree n d (of_tree n t) /\ forall x, length x = n -> value n (of_tree n t) x = says t x.
Proof.
  revert d. induction t as [a|i no IHno yes IHyes]; intros d D; cbn [depth of_tree says] in *.
  - split; [apply degree_constant|]. intros x. apply value_constant.
  - destruct d as [|d]; [lia|]. destruct (IHno d ltac:(lia)) as [Dn Vn], (IHyes d ltac:(lia)) as [Dy Vy]. split.
    + apply degree_plus; [exact add_zero|apply (degree_more n d); [lia|exact Dn]|]. apply degree_times.
      apply degree_plus; [exact add_zero|exact Dy|]. now apply (degree_opposite A zero add neg).
    + intros x L. rewrite value_plus, value_times, value_plus, (value_opposite A zero add neg) by assumption.
      rewrite (Vn x L), (Vy x L). destruct (nth i x false); [|apply add_zero].
      rewrite add_comm, <- add_assoc, (add_comm (neg _)), add_neg. apply add_zero.
Qed.

(* The learner finds a polynomial that says what the tree says. *)
Corollary finds_the_tree n d t : depth t <= d ->
  length (asked A (mobius A zero add neg n d) (says t)) = bound n d
  /\ forall x, length x = n -> value n (run A (mobius A zero add neg n d) (says t)) x = says t x.
Proof.
  intros D. split; [apply asks_so_many|]. intros x L. destruct (tree_is_polynomial n d t D) as [Dp V].
  rewrite ends_in_interpolation, (interpolate_same A zero add neg n d _ (value n (of_tree n t))).
  - rewrite (recovered A zero add neg) by assumption. now apply V.
  - intros y Ly _. symmetry. now apply V.
Qed.

(* ---- a tree of depth d may have degree d ------------------------------------------------------------------- *)
Fixpoint all_ones (a : A) (from d : nat) : tree :=
  match d with 0 => Leaf a | S e => Node from (Leaf zero) (all_ones a (S from) e) end.

Lemma all_ones_depth a from d : depth (all_ones a from d) = d.
Proof. revert from. induction d as [|d IH]; intros from; cbn; [|rewrite IH]; reflexivity. Qed.

Lemma says_all_ones a before x d : d <= length x ->
  says (all_ones a (length before) d) (before ++ x) = if forallb id (firstn d x) then a else zero.
Proof.
  revert before x. induction d as [|d IH]; intros before x L; cbn; [reflexivity|].
  destruct x as [|b x]; [cbn in L; lia|]. rewrite app_nth2, Nat.sub_diag by lia. cbn. destruct b; [|reflexivity].
  specialize (IH (before ++ [true]) x ltac:(cbn in L; lia)). rewrite <- app_assoc, app_length, Nat.add_1_r in IH.
  exact IH.
Qed.

Lemma full_size d x : d <= length x -> forallb id (firstn d x) = true -> d <= size x.
Proof.
  revert x. induction d as [|d IH]; intros [|b x] L F; cbn in *; try lia.
  apply andb_true_iff in F. destruct F as [B F]. unfold id in B. subst. specialize (IH x ltac:(lia) F). lia.
Qed.

Theorem trees_have_full_degree n d a : a <> zero -> d < n -> exists t, depth t = S d
  /\ forall p, degree n d p -> ~ forall x, length x = n -> value n p x = says t x.
Proof.
  intros Ha Le. exists (all_ones a 0 (S d)). split; [apply all_ones_depth|]. intros p D V.
  assert (forall x, length x = n -> value n p x = if forallb id (firstn (S d) x) then a else zero) as Says.
  { intros x L. rewrite (V x L). apply (says_all_ones a [] x). lia. }
  (* 0 at all points with at most d ones, so 0 everywhere *)
  assert (p = null n) as ->.
  { apply (determined A zero add neg add_comm add_assoc add_zero add_neg n d); [exact D|apply degree_null|].
    intros x L Few. rewrite (value_null A zero add add_zero), (Says x L).
    destruct (forallb id (firstn (S d) x)) eqn:F; [|reflexivity].
    apply full_size in F; lia. }
  apply Ha. symmetry. rewrite <- (value_null A zero add add_zero n (repeat true n)), Says by apply repeat_length.
  replace n with (S d + (n - S d)) by lia. rewrite repeat_app, firstn_app, repeat_length, Nat.sub_diag, firstn_O.
  rewrite app_nil_r, firstn_all2 by (rewrite repeat_length; lia).
  enough (forallb id (repeat true (S d)) = true) as -> by reflexivity.
  apply forallb_forall. intros b I. now apply repeat_spec in I as ->.
Qed.
End Trees.
