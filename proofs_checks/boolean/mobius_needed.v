(* No learner finds a polynomial of degree at most d from fewer values than mobius.v asks for.

   Python:  lower: sum(comb(n, i) for i in range(d + 1)) membership queries
   Theorem: for values that are integers, and for values that are bits: a learner that finds every polynomial of degree
            at most d, each query as it likes after the answers before, asks at least C(n, 0) + .. + C(n, d) queries
            for EACH of them.  To any fewer points there is a polynomial of degree at most d that is 0 at all of them
            and is not 0.
   Idea:    there are N = C(n, 0) + .. + C(n, d) coefficients.  With each of them one of B numbers there are B^N
            polynomials; at q points each has values out of 2^n B numbers.  For q < N and B large, B^N > (2^n B)^q, so
            two of them have the same values, and their difference is 0 there (Siegel's lemma, 1929).  Added to the
            target it changes none of the answers.  Bits: 2^N > 2^q.
   Tight:   mobius.v asks N queries.
   Speaks for mobius.py.                                                                                            *)
From Coq Require Import List Arith ZArith Lia Bool FinFun.
From qlearn.finite Require Import choose lists words.
From qlearn.dimensions Require Import sauer.
From qlearn.boolean Require Import mobius.
Import ListNotations.

(* ---- lists ------------------------------------------------------------------------------------------------- *)
Lemma same_or_distinct {X Y} (dec : forall a b : Y, {a = b} + {a <> b}) (g : X -> Y) l : NoDup l ->
  (exists a b, In a l /\ In b l /\ a <> b /\ g a = g b) \/ NoDup (map g l).
Proof.
  induction 1 as [|a l Not D IH]; [right; constructor|].
  destruct IH as [(b & c & Hb & Hc & N & E)|D']; [left; exists b, c; cbn; auto|].
  destruct (in_dec dec (g a) (map g l)) as [I|I]; [left|right; cbn; now constructor].
  apply in_map_iff in I. destruct I as (b & E & Hb). exists a, b. cbn. repeat split; auto. now intros ->.
Qed.

Lemma distinct_pairs {X Y} (xs : list X) (ys : list Y) : NoDup xs -> NoDup ys -> NoDup (list_prod xs ys).
Proof.
  intros Dx Dy. induction Dx as [|x xs Not Dx IH]; cbn [list_prod]; [constructor|].
  enough (forall zs, NoDup zs -> NoDup (map (fun y => (x, y)) zs ++ list_prod xs ys)) as H by now apply H.
  induction 1 as [|z zs Notz Dz IHz]; cbn; [exact IH|]. constructor; [|exact IHz].
  rewrite in_app_iff, in_map_iff, in_prod_iff. intros [(y & E & I)|[I _]]; [|contradiction].
  injection E as ->. contradiction.
Qed.

(* ---- fewer points than coefficients ------------------------------------------------------------------------ *)
Section Values.
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

(* [vanishing n d xs]: some polynomial other than 0 is 0 at all of xs *)
Definition vanishing (n d : nat) (xs : list point) : Prop :=
  exists r, degree n d r /\ r <> null n /\ Forall (fun x => value n r x = zero) xs.

(* all polynomials with coefficients among these *)
Fixpoint polys (coefficients : list A) (n d : nat) : list (poly n) :=
  match n with
  | 0 => coefficients
  | S m => list_prod (polys coefficients m d)
                     (match d with 0 => [null m] | S e => polys coefficients m e end)
  end.

Lemma polys_length cs n d : length (polys cs n d) = length cs ^ bound n d.
Proof.
  revert d. induction n as [|n IH]; intros d.
  - assert (bound 0 d = 1) as -> by apply chosen_none. cbn. lia.
  - cbn [polys]. etransitivity; [apply prod_length|]. rewrite IH. destruct d as [|e].
    + assert (bound n 0 = bound (S n) 0) as -> by now destruct n. cbn. lia.
    + rewrite IH, chosen_S. now rewrite Nat.pow_add_r.
Qed.

Lemma polys_distinct cs n d : NoDup cs -> NoDup (polys cs n d).
Proof.
  intros D. revert d. induction n as [|n IH]; intros d; cbn [polys]; [exact D|]. apply distinct_pairs; [apply IH|].
  destruct d; [|apply IH]. constructor; [intros []|constructor].
Qed.

Lemma polys_degree cs n d p : In p (polys cs n d) -> degree n d p.
Proof.
  revert d p. induction n as [|n IH]; intros d p I; [exact Logic.I|]. destruct p as [g h]. apply in_prod_iff in I.
  destruct I as [G H]. split; [now apply IH|]. cbn. destruct d; [|now apply IH]. now destruct H as [<-|[]].
Qed.

Lemma difference_null n p q : plus n p (opposite n q) = null n -> p = q.
Proof.
  induction n as [|n IH]; intros E.
  - cbn in *. rewrite <- (add_zero p), <- (add_neg q), (add_comm q), add_assoc, E, add_comm. apply add_zero.
  - destruct p, q. injection E as E1 E2. f_equal; now apply IH.
Qed.

Lemma plus_cancel n p r : plus n p r = p -> r = null n.
Proof.
  induction n as [|n IH]; intros E.
  - cbn in *. now rewrite <- (take_away A zero add neg add_comm add_assoc add_zero add_neg p r), E, add_neg.
  - destruct p as [p1 p2], r as [r1 r2]. injection E as E1 E2. cbn.
    f_equal; [now apply (IH p1)|now apply (IH p2)].
Qed.

Lemma collision (dec : forall a b : A, {a = b} + {a <> b}) cs vs n d xs : NoDup cs ->
  (forall p x, In p (polys cs n d) -> In (value n p x) vs) ->
  length vs ^ length xs < length cs ^ bound n d -> vanishing n d xs.
Proof.
  intros D V Less. set (on := fun p => map (value n p) xs).
  destruct (same_or_distinct (list_eq_dec dec) on _ (polys_distinct cs n d D)) as [(p & q & P & Q & N & E)|D'].
  - exists (plus n p (opposite n q)). split; [|split].
    + apply degree_plus; [exact add_zero|now apply (polys_degree cs)|].
      apply (degree_opposite A zero add neg); auto. now apply (polys_degree cs).
    + intros H. now apply N, difference_null.
    + apply Forall_forall. intros x X. rewrite value_plus, (value_opposite A zero add neg) by assumption.
      assert (value n p x = value n q x) as -> by now apply (ext_in_map E). apply add_neg.
  - exfalso. enough (length (map on (polys cs n d)) <= length (words vs (length xs))) as Le.
    { rewrite map_length, polys_length, words_length in Le. lia. }
    apply NoDup_incl_length; [exact D'|]. intros l I. apply in_map_iff in I. destruct I as (p & <- & P).
    unfold on. rewrite <- (map_length (value n p) xs). apply in_words. split; [reflexivity|].
    apply Forall_map, Forall_forall. auto.
Qed.

(* ---- learners ---------------------------------------------------------------------------------------------- *)
(* A learner that finds all polynomials has, for each, asked at points where no other than 0 vanishes. *)
Theorem nothing_vanishes n d (L : learner A n) : (forall p, degree n d p -> run A L (value n p) = p) ->
  forall p, degree n d p -> ~ vanishing n d (asked A L (value n p)).
Proof.
  intros Finds p P (r & R & N & F). apply N, (plus_cancel n p).
  transitivity (run A L (value n (plus n p r))); [symmetry; now apply Finds, degree_plus|].
  transitivity (run A L (value n p)); [symmetry|now apply Finds]. apply same_answers.
  apply (Forall_impl _) with (2 := F). intros x E. rewrite value_plus by assumption. now rewrite E, add_zero.
Qed.
End Values.

(* ---- bits --------------------------------------------------------------------------------------------------- *)
Theorem fewer_bits_vanish n d xs : length xs < bound n d -> vanishing bool false xorb n d xs.
Proof.
  intros Less. apply (collision bool false xorb (fun b => b)) with (cs := [false; true]) (vs := [false; true]).
  - apply xorb_comm.
  - intros a b c. symmetry. apply xorb_assoc.
  - apply xorb_false_r.
  - apply xorb_nilpotent.
  - apply bool_dec.
  - repeat constructor; cbn; intuition discriminate.
  - intros p x _. destruct (value _ _ _ _ p x); cbn; auto.
  - apply Nat.pow_lt_mono_r; [cbn; lia|exact Less].
Qed.

(* Every learner, whatever the target. *)
Theorem every_learner_of_bits n d (L : learner bool n) :
  (forall p, degree bool false n d p -> run bool L (value bool false xorb n p) = p) ->
  forall p, degree bool false n d p -> bound n d <= length (asked bool L (value bool false xorb n p)).
Proof.
  intros Finds p P. apply Nat.nlt_ge. intros Less.
  apply (nothing_vanishes bool false xorb (fun b => b)) with (3 := xorb_false_r) (5 := Finds) (p := p).
  - apply xorb_comm.
  - intros a b c. symmetry. apply xorb_assoc.
  - apply xorb_nilpotent.
  - exact P.
  - now apply fewer_bits_vanish.
Qed.

(* ---- integers ----------------------------------------------------------------------------------------------- *)
Open Scope Z_scope.
Definition below (b : nat) : list Z := map Z.of_nat (seq 0 b).

Lemma in_below b z : In z (below b) <-> 0 <= z < Z.of_nat b.
Proof.
  unfold below. rewrite in_map_iff. split.
  - intros (k & <- & I). apply in_seq in I. lia.
  - intros H. exists (Z.to_nat z). rewrite in_seq. lia.
Qed.

Lemma below_values b n d p x : (1 <= b)%nat -> In p (polys Z 0 (below b) n d) ->
  In (value Z 0 Z.add n p x) (below (2 ^ n * b)).
Proof.
  intros B. rewrite in_below. revert d p x. induction n as [|n IH]; intros d p x I.
  - apply in_below in I. cbn. lia.
  - destruct p as [g h]. apply in_prod_iff in I. destruct I as [G H].
    assert (forall y, 0 <= value Z 0 Z.add n h y < Z.of_nat (2 ^ n * b)) as Vh.
    { intros y. destruct d as [|e]; [|now apply (IH e)]. destruct H as [<-|[]].
      rewrite (value_null Z 0 Z.add Z.add_0_r). pose proof (Nat.pow_nonzero 2 n). nia. }
    rewrite Nat.pow_succ_r'. pose proof (Nat.pow_nonzero 2 n).
    destruct x as [|[] y]; cbn [value fst snd]; [nia| |]; specialize (IH d g y G); specialize (Vh y); lia.
Qed.

Theorem fewer_integers_vanish n d xs : (length xs < bound n d)%nat -> vanishing Z 0 Z.add n d xs.
Proof.
  intros Less. set (q := length xs) in *. set (b := S ((2 ^ n) ^ q)).
  apply (collision Z 0 Z.add Z.opp) with (cs := below b) (vs := below (2 ^ n * b)).
  - apply Z.add_comm.
  - apply Z.add_assoc.
  - apply Z.add_0_r.
  - apply Z.add_opp_diag_r.
  - apply Z.eq_dec.
  - apply Injective_map_NoDup; [intros i j; apply Nat2Z.inj|apply seq_NoDup].
  - intros p x. apply below_values. unfold b. lia.
  - unfold below. rewrite !map_length, !seq_length, Nat.pow_mul_l. fold q.
    apply Nat.lt_le_trans with (b ^ S q)%nat; [|apply Nat.pow_le_mono_r; unfold b; lia].
    rewrite Nat.pow_succ_r'. pose proof (Nat.pow_nonzero b q ltac:(unfold b; lia)).
    apply Nat.mul_lt_mono_pos_r; [lia|unfold b; lia].
Qed.

Theorem every_learner_of_integers n d (L : learner Z n) :
  (forall p, degree Z 0 n d p -> run Z L (value Z 0 Z.add n p) = p) ->
  forall p, degree Z 0 n d p -> (bound n d <= length (asked Z L (value Z 0%Z Z.add n p)))%nat.
Proof.
  intros Finds p P. apply Nat.nlt_ge. intros Less.
  apply (nothing_vanishes Z 0 Z.add Z.opp) with (5 := Finds) (p := p).
  - apply Z.add_comm.
  - apply Z.add_assoc.
  - apply Z.add_0_r.
  - apply Z.add_opp_diag_r.
  - exact P.
  - now apply fewer_integers_vanish.
Qed.
