(* Equations modulo 2 that are kept solved: Gaussian elimination, one equation at a time.

   An equation is a set of variables and their sum modulo 2.  Each equation that is kept has a variable of its
   own, its pivot, which no other one contains.
   Theorem (extended): if a new equation holds for the target but not for the solution at hand, then something is
            left of it when it is reduced by the others; the first variable left becomes its pivot and is cleared
            from the others; the target satisfies all, and there is one equation more.
   Idea:    an equation to which one that holds is added, holds exactly if it did before.
   Python:  the loop of qlearn/learners/boolean/gaussian_elimination.py.  Used by gaussian_elimination.v.        *)
From Coq Require Import List Arith Lia Bool.
From qlearn.boolean Require Import parity.
Import ListNotations.

(* ---- the algorithm ------------------------------------------------------------------------------------------ *)
(* An equation: the variables in it, and their sum.  Python keeps the two in one array. *)
Notation equation := (list bool * bool)%type.
Definition plus (r s : equation) : equation := (sum (fst r) (fst s), xorb (snd r) (snd s)).
Definition holds (t : list bool) (r : equation) : bool := eqb (parity t (fst r)) (snd r).

(* Add s to r if r contains variable p: `row ^= known & row[pivot]`. *)
Definition clear (p : nat) (s r : equation) : equation := if entry p (fst r) then plus r s else r.

(* The equations that are kept, each with its pivot: Python's dictionary. *)
Notation solved := (list (nat * equation)).
Definition reduce (rows : solved) (r : equation) : equation :=
  fold_left (fun r known => clear (fst known) (snd known) r) rows r.

(* The first variable of an equation: numpy's argmax. *)
Fixpoint first_one (x : list bool) : nat :=
  match x with false :: x' => S (first_one x') | _ => 0 end.

Definition extend (rows : solved) (r : equation) : solved :=
  let row := reduce rows r in
  let new := first_one (fst row) in
  map (fun known => (fst known, clear new row (snd known))) rows ++ [(new, row)].

(* Each pivot is chosen if its equation's sum is 1; the variables that are no pivot are not chosen. *)
Definition value (rows : solved) (i : nat) : bool :=
  match find (fun known => fst known =? i) rows with Some known => snd (snd known) | None => false end.
Definition chosen (n : nat) (rows : solved) : list bool := map (value rows) (seq 0 n).

(* ---- what is kept ------------------------------------------------------------------------------------------- *)
(* Each pivot is in its own equation and in no other. *)
Definition in_order (n : nat) (rows : solved) : Prop :=
  NoDup (map fst rows) /\ forall p r, In (p, r) rows ->
    p < n /\ length (fst r) = n /\ forall q, In q (map fst rows) -> entry q (fst r) = (q =? p).

Lemma clear_entry p s r q : entry q (fst (clear p s r)) = xorb (entry q (fst r)) (entry p (fst r) && entry q (fst s)).
Proof. unfold clear. destruct (entry p (fst r)); cbn; [apply entry_sum|now rewrite xorb_false_r]. Qed.

Lemma clear_length p s r : length (fst s) = length (fst r) -> length (fst (clear p s r)) = length (fst r).
Proof. intros E. unfold clear. destruct (entry p (fst r)); [|reflexivity]. now apply sum_length. Qed.

(* With an equation that holds, the sum holds exactly if the other one does. *)
Lemma clear_holds t p s r : holds t s = true -> holds t (clear p s r) = holds t r.
Proof.
  unfold holds, clear. destruct (entry p (fst r)); [|reflexivity]. cbn. rewrite parity_sum.
  destruct (parity t (fst r)), (parity t (fst s)), (snd r), (snd s); cbn; congruence.
Qed.

Lemma reduce_length n rows r : (forall p s, In (p, s) rows -> length (fst s) = n) -> length (fst r) = n ->
  length (fst (reduce rows r)) = n.
Proof.
  revert r. induction rows as [|[p s] rows IH]; intros r H E; cbn; [exact E|].
  apply IH; [intros q u I; apply (H q u); now right|].
  rewrite clear_length; [exact E|]. rewrite E. apply (H p s). now left.
Qed.

Lemma reduce_holds t rows r : (forall p s, In (p, s) rows -> holds t s = true) ->
  holds t (reduce rows r) = holds t r.
Proof.
  revert r. induction rows as [|[p s] rows IH]; intros r H; cbn; [reflexivity|].
  rewrite IH by (intros q u I; apply (H q u); now right). apply clear_holds, (H p). now left.
Qed.

(* No pivot is left in a reduced equation. *)
Lemma reduce_clears (pivots : list nat) rows r q :
  (forall p s, In (p, s) rows -> forall q, In q pivots -> entry q (fst s) = (q =? p)) -> In q pivots ->
  entry q (fst r) = false \/ In q (map fst rows) -> entry q (fst (reduce rows r)) = false.
Proof.
  revert r. induction rows as [|[p s] rows IH]; intros r H Q D; cbn.
  - now destruct D.
  - apply IH; [intros p' s' I; apply (H p'); now right|exact Q|].
    cbn in D. destruct (in_dec Nat.eq_dec q (map fst rows)) as [I|I]; [now right|left].
    cbn [fst snd]. rewrite clear_entry, (H p s (or_introl eq_refl) q Q). destruct (Nat.eqb_spec q p) as [->|N].
    + now destruct (entry p (fst r)).
    + destruct D as [->|[E|E]]; [now rewrite andb_false_r|congruence|contradiction].
Qed.

(* The hypothesis satisfies every equation. *)
Lemma value_found rows p r : NoDup (map fst rows) -> In (p, r) rows -> value rows p = snd r.
Proof.
  unfold value. induction rows as [|[q s] rows IH]; cbn; intros D I; [destruct I|].
  inversion D as [|? ? New D']; subst. destruct I as [E|I].
  - injection E as -> ->. now rewrite Nat.eqb_refl.
  - destruct (Nat.eqb_spec q p) as [->|N]; [destruct New; exact (in_map fst _ _ I)|now apply IH].
Qed.

Lemma value_none rows i : ~ In i (map fst rows) -> value rows i = false.
Proof.
  unfold value. induction rows as [|[q s] rows IH]; cbn; intros N; [reflexivity|].
  destruct (Nat.eqb_spec q i) as [->|_]; [tauto|]. apply IH. tauto.
Qed.

Lemma entry_chosen n rows i : entry i (chosen n rows) = (i <? n) && value rows i.
Proof.
  unfold chosen. destruct (Nat.ltb_spec i n) as [L|L].
  - rewrite nth_indep with (d' := value rows 0) by (rewrite map_length, seq_length; exact L).
    rewrite map_nth, seq_nth by exact L. reflexivity.
  - apply nth_overflow. now rewrite map_length, seq_length.
Qed.

Lemma chosen_holds n rows p r : in_order n rows -> In (p, r) rows -> holds (chosen n rows) r = true.
Proof.
  intros [D H] I. destruct (H p r I) as (P & _ & O). unfold holds.
  rewrite (parity_single _ _ p).
  - rewrite O, Nat.eqb_refl by apply (in_map fst _ _ I). rewrite entry_chosen, (value_found _ _ _ D I).
    apply Nat.ltb_lt in P. rewrite P. cbn. rewrite andb_true_r. apply eqb_reflx.
  - intros i N. rewrite entry_chosen. destruct (in_dec Nat.eq_dec i (map fst rows)) as [J|J].
    + rewrite (O i J). apply Nat.eqb_neq in N. rewrite N. apply andb_false_r.
    + rewrite (value_none _ _ J). now rewrite andb_false_r.
Qed.

(* What is left of a counterexample contains a variable. *)
Lemma something_left n h t x : holds h x = false -> holds t x = true -> length (fst x) = n ->
  first_one (fst x) < n /\ entry (first_one (fst x)) (fst x) = true.
Proof.
  intros H T <-. destruct (in_dec bool_dec true (fst x)) as [I|N].
  - clear H T. induction (fst x) as [|[] r IH]; cbn in *; [contradiction|split; [lia|reflexivity]|].
    destruct IH as [L E]; [now destruct I|]. split; [lia|exact E].
  - assert (Z : forall u, parity u (fst x) = false).
    { clear H T. induction (fst x) as [|[] r IH]; intros u; cbn in N.
      - apply parity_nil.
      - tauto.
      - destruct u as [|c u]; [reflexivity|]. cbn. rewrite andb_false_r, xorb_false_l. apply IH. tauto. }
    unfold holds in H, T. rewrite Z in H, T. congruence.
Qed.

Definition known_of (t : list bool) (rows : solved) : Prop := forall p r, In (p, r) rows -> holds t r = true.

(* One counterexample more: all stays in order, and there is one equation more. *)
Lemma extended n t rows x : in_order n rows -> known_of t rows -> length x = n ->
  parity (chosen n rows) x <> parity t x ->
  let r := (x, parity t x) in
  entry (first_one (fst (reduce rows r))) (fst (reduce rows r)) = true
  /\ in_order n (extend rows r) /\ known_of t (extend rows r) /\ length (extend rows r) = S (length rows).
Proof.
  intros O K Lx D r. pose proof O as [ND H]. unfold extend. set (row := reduce rows r).
  set (new := first_one (fst row)).
  assert (T : holds t row = true).
  { unfold row. rewrite reduce_holds by exact K. apply eqb_reflx. }
  assert (C : holds (chosen n rows) row = false).
  { unfold row. rewrite reduce_holds by (intros p s I; exact (chosen_holds n rows p s O I)).
    unfold holds, r. cbn [fst snd]. destruct (parity (chosen n rows) x), (parity t x); cbn; congruence. }
  assert (L : length (fst row) = n).
  { apply reduce_length; [|exact Lx]. intros p s I. apply (H p s I). }
  destruct (something_left n _ t row C T L) as [B One]. fold new in B, One.
  assert (Z : forall q, In q (map fst rows) -> entry q (fst row) = false).
  { intros q Q. apply (reduce_clears (map fst rows)); [|exact Q|now right]. intros p s I. apply (H p s I). }
  assert (New : ~ In new (map fst rows)) by (intros I; rewrite (Z new I) in One; discriminate).
  assert (Same : map fst (map (fun known => (fst known, clear new row (snd known))) rows) = map fst rows).
  { rewrite map_map. now apply map_ext. }
  split; [exact One|]. split; [split|split].
  - rewrite map_app, Same. apply NoDup_Add with (a := new) (l := map fst rows); [|now split].
    rewrite <- (app_nil_r (map fst rows)) at 1. apply Add_app.
  - intros p s I. apply in_app_iff in I. rewrite map_app, Same. destruct I as [I|[E|[]]].
    + apply in_map_iff in I. destruct I as ([p' s'] & E & I). cbn in E. injection E as -> <-.
      destruct (H p s' I) as (P & Ls & Q). split; [exact P|]. split; [rewrite clear_length; congruence|].
      intros q J. rewrite clear_entry. apply in_app_iff in J. destruct J as [J|[J|[]]].
      * rewrite (Z q J), andb_false_r, xorb_false_r. now apply Q.
      * cbn in J. subst q. rewrite One, andb_true_r, xorb_nilpotent. symmetry. apply Nat.eqb_neq. intros ->. apply New.
        exact (in_map fst _ _ I).
    + injection E as <- <-. split; [exact B|]. split; [exact L|]. intros q J.
      apply in_app_iff in J. destruct J as [J|[J|[]]]; [|cbn in J; subst q; now rewrite One, Nat.eqb_refl].
      rewrite (Z q J). symmetry. apply Nat.eqb_neq. intros ->. contradiction.
  - intros p s I. apply in_app_iff in I. destruct I as [I|[E|[]]]; [|now injection E as <- <-].
    apply in_map_iff in I. destruct I as ([p' s'] & E & I). cbn in E. injection E as -> <-.
    rewrite clear_holds by exact T. exact (K p s' I).
  - rewrite app_length, map_length. cbn. lia.
Qed.
