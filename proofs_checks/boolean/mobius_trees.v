(* Decision trees of depth at most d are polynomials of degree at most d, so that mobius.v speaks of them.

   Theorem: for every tree over n bits of depth d with values in an abelian group there is a polynomial of degree at
            most d with the same values; so the learner of mobius.v finds it, from C(n, 0) + .. + C(n, d) queries.
   Idea:    the tree that tests x and goes on with no or yes has the value no + x (yes - no); the tests on a path are
            so many factors.
            Every learner of these trees asks at least 2^d queries for the tree that is 0 everywhere.
   Idea 2:  a tree of depth d can be 0 but for one pattern of the first d bits, and there are 2^d patterns to ask for.
   Tight:   the tree that says whether the first d bits are all 1 has depth d, and no polynomial of degree d - 1 has
            its values.  For d = n the learner of mobius.v asks 2^n queries.  (For 0 < d < n a gap is left.)
   Speaks for mobius.py.                                                                                            *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists choose.
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

(* ---- trees that are not 0 at one pattern of the first bits ------------------------------------------------- *)
Fixpoint only_at (a : A) (from : nat) (p : point) : tree :=
  match p with
  | [] => Leaf a
  | true :: q => Node from (Leaf zero) (only_at a (S from) q)
  | false :: q => Node from (only_at a (S from) q) (Leaf zero)
  end.

(* d bits of x; those beyond the last one are 0 *)
Fixpoint bits (from d : nat) (x : point) : point :=
  match d with 0 => [] | S e => nth from x false :: bits (S from) e x end.

Lemma only_at_depth a from p : depth (only_at a from p) = length p.
Proof. revert from. induction p as [|[] p IH]; intros from; cbn; rewrite ?IH, ?Nat.max_0_r; reflexivity. Qed.

Lemma says_only_at a from p x : says (only_at a from p) x = if row_dec (bits from (length p) x) p then a else zero.
Proof.
  revert from. induction p as [|b p IH]; intros from; [reflexivity|]. cbn [length bits].
  destruct (row_dec (nth from x false :: bits (S from) (length p) x) (b :: p)) as [E|N].
  - injection E as E1 E2. destruct b; cbn [only_at says]; rewrite E1, IH, E2; now destruct (row_dec p p).
  - destruct b; cbn [only_at says]; destruct (nth from x false); try reflexivity; rewrite IH;
      (destruct (row_dec (bits (S from) (length p) x) p) as [C|]; [rewrite C in N|]); congruence.
Qed.

Lemma bits_of_rest from d b x : bits (S from) d (b :: x) = bits from d x.
Proof. revert from. induction d as [|d IH]; intros from; [reflexivity|]. cbn [bits nth]. now rewrite IH. Qed.

Lemma first_bits p x : bits 0 (length p) (p ++ x) = p.
Proof. induction p as [|b p IH]; [reflexivity|]. cbn [length bits app nth]. now rewrite bits_of_rest, IH. Qed.

Lemma bits_length from d x : length (bits from d x) = d.
Proof. revert from. induction d as [|d IH]; intros from; cbn; [|rewrite IH]; reflexivity. Qed.

Lemma many_ones d x : bits 0 d x = repeat true d -> d <= size x.
Proof.
  revert x. induction d as [|d IH]; intros [|b x] E; try (cbn; lia); try discriminate.
  cbn [bits nth repeat] in E. injection E as -> E. rewrite bits_of_rest in E. specialize (IH x E). cbn. lia.
Qed.

Theorem trees_have_full_degree n d a : a <> zero -> d < n -> exists t, depth t = S d
  /\ forall p, degree n d p -> ~ forall x, length x = n -> value n p x = says t x.
Proof.
  intros Ha Le. set (ones := repeat true (S d)). assert (length ones = S d) as Lo by apply repeat_length.
  exists (only_at a 0 ones). split; [now rewrite only_at_depth|]. intros p D V.
  (* 0 at all points with at most d ones, so 0 everywhere *)
  assert (p = null n) as ->.
  { apply (determined A zero add neg add_comm add_assoc add_zero add_neg n d); [exact D|apply degree_null|].
    intros x L Few. rewrite (value_null A zero add add_zero), (V x L), says_only_at, Lo.
    destruct (row_dec _ _) as [E|]; [|reflexivity]. apply many_ones in E. lia. }
  set (x := ones ++ repeat true (n - S d)). specialize (V x). rewrite (value_null A zero add add_zero) in V.
  unfold x in V. rewrite says_only_at, first_bits in V. destruct (row_dec ones ones) as [_|C]; [|congruence].
  apply Ha. symmetry. apply V. rewrite app_length, Lo, repeat_length. lia.
Qed.

(* ---- what trees cost every learner ------------------------------------------------------------------------- *)
Lemma bound_all n : bound n n = 2 ^ n.
Proof.
  unfold bound. induction n as [|n IH]; [reflexivity|].
  rewrite chosen_S. cbn [chosen]. rewrite choose_above, IH by lia. cbn. lia.
Qed.

(* A learner that finds every tree of depth at most d asks at least 2^d queries when there is 0 everywhere. *)
Theorem every_learner_of_trees n d a (L : learner A n) : a <> zero -> d <= n ->
  (forall t, depth t <= d -> forall x, length x = n -> value n (run A L (says t)) x = says t x) ->
  2 ^ d <= length (asked A L (says (Leaf zero))).
Proof.
  intros Ha Le Finds. set (xs := asked A L (says (Leaf zero))). set (seen := map (bits 0 d) xs).
  destruct (Forall_Exists_dec (fun p => In p seen) (fun p => in_dec row_dec p seen) (small d d)) as [All|Some].
  - rewrite <- bound_all, <- small_length, <- (map_length (bits 0 d) xs).
    apply NoDup_incl_length; [apply small_distinct|]. intros p. now apply (proj1 (Forall_forall _ _) All).
  - (* at a pattern that was not seen the target may differ *)
    exfalso. apply Exists_exists in Some. destruct Some as (p & I & Not). apply in_small in I. destruct I as [Lp _].
    set (t := only_at a 0 p).
    assert (run A L (says (Leaf zero)) = run A L (says t)) as E.
    { apply same_answers, Forall_forall. intros x X. unfold t. rewrite says_only_at, Lp.
      destruct (row_dec _ _) as [C|]; [|reflexivity]. exfalso. apply Not. rewrite <- C. now apply in_map. }
    set (x := p ++ repeat false (n - d)).
    assert (length x = n) as Lx by (unfold x; rewrite app_length, repeat_length; lia).
    apply Ha. transitivity (says t x).
    + unfold t, x. rewrite says_only_at, first_bits. now destruct (row_dec p p).
    + rewrite <- (Finds t) by (unfold t; rewrite ?only_at_depth; lia). rewrite <- E.
      apply (Finds (Leaf zero)); [cbn; lia|exact Lx].
Qed.

(* If depths up to n are allowed, the learner of mobius.v asks no more: all points. *)
Corollary all_depths_cost n t : depth t <= n -> length (asked A (mobius A zero add neg n n) (says t)) = 2 ^ n
  /\ forall x, length x = n -> value n (run A (mobius A zero add neg n n) (says t)) x = says t x.
Proof. rewrite <- bound_all. apply finds_the_tree. Qed.
End Trees.
