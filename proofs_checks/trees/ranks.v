(* The ranks of matrices whose entries are sums of L products, in any field.

   A leaf of a tree is a product of intervals.  So, if the features are cut in two parts, the code of the class at
   a point is the sum over the leaves of (prefix in the leaf) * (suffix in the leaf) * (code of the leaf).
   Theorem:  a regular matrix of such entries has at most L rows; a row that is a mixture of those of a regular
             matrix, but not in one more column, makes a larger regular matrix with that column.
   Idea:     L + 1 vectors with L coordinates are dependent: eliminate a coordinate.
   Tight:    the unit matrix is the sum of as many products as it has rows.

   Used by trees/hankel.v.  All is said of a ring without zero divisors, in which zero can be recognised. *)
From Coq Require Import Arith Lia PeanoNat Ring ZArith.

Section Ring.
Variables (R : Type) (zero one : R) (add mul sub : R -> R -> R) (opp : R -> R).
Hypothesis ring : ring_theory zero one add mul sub opp eq.
Add Ring ring_of_entries : ring.
Hypothesis one_zero : one <> zero.
Hypothesis integral : forall x y, mul x y = zero -> x = zero \/ y = zero.
Hypothesis is_zero : forall x, {x = zero} + {x <> zero}.

Fixpoint sum (n : nat) (u : nat -> R) : R := match n with 0 => zero | S n => add (sum n u) (u n) end.

Lemma sum_ext n u v : (forall a, a < n -> u a = v a) -> sum n u = sum n v.
Proof. induction n as [|n IH]; intros H; cbn; [reflexivity|]. rewrite IH, (H n); auto. Qed.

Lemma sum_zero n u : (forall a, a < n -> u a = zero) -> sum n u = zero.
Proof. induction n as [|n IH]; intros H; cbn; [reflexivity|]. rewrite IH, (H n) by auto. ring. Qed.

Lemma sum_add n u v : sum n (fun a => add (u a) (v a)) = add (sum n u) (sum n v).
Proof. induction n as [|n IH]; cbn; [ring|]. rewrite IH. ring. Qed.

Lemma sum_mul n c u : sum n (fun a => mul c (u a)) = mul c (sum n u).
Proof. induction n as [|n IH]; cbn; [ring|]. rewrite IH. ring. Qed.

Lemma sum_swap n m u : sum n (fun a => sum m (fun l => u a l)) = sum m (fun l => sum n (fun a => u a l)).
Proof.
  induction n as [|n IH]; cbn; [symmetry; now apply sum_zero|]. rewrite IH, <- sum_add. now apply sum_ext.
Qed.

(* All numbers but one. *)
Definition skip (a k : nat) : nat := if k <? a then k else S k.
Definition unskip (a k : nat) : nat := if k <? a then k else k - 1.

Lemma unskip_skip a k : unskip a (skip a k) = k.
Proof. unfold unskip, skip. destruct (Nat.ltb_spec k a); destruct (Nat.ltb_spec k a); try lia.
destruct (Nat.ltb_spec (S k) a); lia. Qed.

Lemma skip_other a k : skip a k <> a.
Proof. unfold skip. destruct (Nat.ltb_spec k a); lia. Qed.

Lemma sum_skip n a u : a <= n -> sum (S n) u = add (u a) (sum n (fun k => u (skip a k))).
Proof.
  revert a. induction n as [|n IH]; intros a A; [replace a with 0 by lia; cbn; ring|].
  change (sum (S (S n)) u) with (add (sum (S n) u) (u (S n))). destruct (Nat.eq_dec a (S n)) as [->|D].
  - assert (sum (S n) (fun k => u (skip (S n) k)) = sum (S n) u) as ->; [|ring].
    apply sum_ext. intros k K. unfold skip. destruct (Nat.ltb_spec k (S n)); [reflexivity|lia].
  - rewrite (IH a) by lia. cbn [sum]. replace (skip a n) with (S n); [ring|].
    unfold skip. destruct (Nat.ltb_spec n a); lia.
Qed.

(* A relation between the first n of some vectors with L coordinates. *)
Definition dependent (n L : nat) (v : nat -> nat -> R) : Prop := exists c : nat -> R,
  (exists a, a < n /\ c a <> zero) /\ forall j, j < L -> sum n (fun a => mul (c a) (v a j)) = zero.

Lemma all_zero n (u : nat -> R) : (forall a, a < n -> u a = zero) \/ exists a, a < n /\ u a <> zero.
Proof.
  induction n as [|n [IH|(a & A & N)]]; [left; lia| |right; exists a; split; [lia|exact N]].
  destruct (is_zero (u n)) as [E|N]; [|right; exists n; split; [lia|exact N]].
  left. intros a A. destruct (Nat.eq_dec a n) as [->|D]; [exact E|apply IH; lia].
Qed.

Lemma too_many L v : dependent (S L) L v.
Proof.
  revert v. induction L as [|L IH]; intros v.
  { exists (fun _ => one). split; [exists 0; split; [lia|exact one_zero]|lia]. }
  destruct (all_zero (S (S L)) (fun a => v a L)) as [Z|(a0 & A0 & N)].
  - destruct (IH v) as (c & (a & A & Ca) & H). exists (fun a => if a <? S L then c a else zero). split.
    + exists a. split; [lia|]. destruct (Nat.ltb_spec a (S L)); [exact Ca|lia].
    + intros j J. destruct (Nat.eq_dec j L) as [->|D]; [apply sum_zero; intros b B; rewrite Z by exact B; ring|].
      change (add (sum (S L) (fun a => mul (if a <? S L then c a else zero) (v a j)))
        (mul (if S L <? S L then c (S L) else zero) (v (S L) j)) = zero).
      destruct (Nat.ltb_spec (S L) (S L)); [lia|].
      rewrite (sum_ext _ _ (fun a => mul (c a) (v a j))); [rewrite H by lia; ring|].
      intros b B. destruct (Nat.ltb_spec b (S L)); [reflexivity|lia].
  - set (p := v a0 L) in *.
    destruct (IH (fun k j => sub (mul p (v (skip a0 k) j)) (mul (v (skip a0 k) L) (v a0 j)))) as (c & (k & K & Ck) & H).
    pose (t := sum (S L) (fun k => mul (c k) (v (skip a0 k) L))).
    exists (fun a => if a =? a0 then opp t else mul p (c (unskip a0 a))).
    split.
    + exists (skip a0 k). split; [unfold skip; destruct (k <? a0); lia|].
      cbv beta. destruct (Nat.eqb_spec (skip a0 k) a0) as [E|_]; [now apply skip_other in E|]. rewrite unskip_skip.
      intros E. apply integral in E. now destruct E.
    + intros j J. rewrite (sum_skip (S L) a0) by lia. rewrite Nat.eqb_refl.
      rewrite (sum_ext (S L) _ (fun k => mul p (mul (c k) (v (skip a0 k) j)))).
      2:{ intros b B. cbv beta. destruct (Nat.eqb_spec (skip a0 b) a0) as [E|_]; [now apply skip_other in E|].
          rewrite unskip_skip. ring. }
      assert (sum (S L) (fun k => mul (c k) (sub (mul p (v (skip a0 k) j)) (mul (v (skip a0 k) L) (v a0 j)))) = zero) as G.
      { destruct (Nat.eq_dec j L) as [->|D]; [|apply H; lia]. apply sum_zero. intros b B. fold p. ring. }
      rewrite (sum_ext (S L) _ (fun k => add (mul p (mul (c k) (v (skip a0 k) j)))
        (mul (opp (v a0 j)) (mul (c k) (v (skip a0 k) L))))) in G by (intros b B; ring).
      rewrite sum_add, (sum_mul _ (opp (v a0 j))) in G. fold t in G. rewrite <- G. ring.
Qed.

(* A matrix of r rows and columns is regular if no mixture of its rows is 0. *)
Definition regular (r : nat) (F : nat -> nat -> R) : Prop :=
  forall c, (forall b, b < r -> sum r (fun a => mul (c a) (F a b)) = zero) -> forall a, a < r -> c a = zero.

(* Entries that are sums of L products: row part times column part. *)
Theorem rank_at_most_leaves r L (rows columns : nat -> nat -> R) :
  regular r (fun a b => sum L (fun l => mul (rows a l) (columns l b))) -> r <= L.
Proof.
  intros Reg. apply Nat.nlt_ge. intros C. destruct (too_many L rows) as (c & (a & A & Ca) & H).
  set (c' := fun a => if a <? S L then c a else zero).
  assert (c' a = zero) as E.
  { apply Reg; [|lia]. intros b B.
    rewrite (sum_ext r _ (fun a => sum L (fun l => mul (columns l b) (mul (c' a) (rows a l))))).
    2:{ intros a' _. rewrite <- sum_mul. apply sum_ext. intros l _. ring. }
    rewrite sum_swap. apply sum_zero. intros l Hl. rewrite sum_mul.
    assert (sum r (fun a => mul (c' a) (rows a l)) = zero) as ->; [|ring].
    rewrite <- (H l Hl). clear -C ring. unfold c'. replace r with (S L + (r - S L)) by lia.
    induction (r - S L) as [|m IH].
    - rewrite Nat.add_0_r. apply sum_ext. intros a A. destruct (Nat.ltb_spec a (S L)); [reflexivity|lia].
    - rewrite Nat.add_succ_r. cbn [sum]. rewrite IH. destruct (Nat.ltb_spec (S L + m) (S L)); [lia|]. cbn [sum].
      ring. }
  unfold c' in E. destruct (Nat.ltb_spec a (S L)); [now apply Ca|lia].
Qed.

(* Row r is the mixture m of the others in the columns below r, and not in column r. *)
Theorem rank_grows r F m : regular r F -> (forall b, b < r -> F r b = sum r (fun a => mul (m a) (F a b))) ->
  F r r <> sum r (fun a => mul (m a) (F a r)) -> regular (S r) F.
Proof.
  intros Reg Mix New c H.
  assert (forall a, a < r -> c a = opp (mul (c r) (m a))) as Old.
  { intros a A. assert (add (c a) (mul (c r) (m a)) = zero) as E.
    { apply (Reg (fun a => add (c a) (mul (c r) (m a)))); [|exact A]. intros b B.
      rewrite (sum_ext r _ (fun a => add (mul (c a) (F a b)) (mul (c r) (mul (m a) (F a b))))) by (intros; ring).
      rewrite sum_add, sum_mul, <- Mix by exact B. specialize (H b ltac:(lia)). cbn [sum] in H. exact H. }
    transitivity (sub (add (c a) (mul (c r) (m a))) (mul (c r) (m a))); [ring|]. rewrite E. ring. }
  assert (c r = zero) as Z.
  { pose proof (H r ltac:(lia)) as E. cbn [sum] in E.
    rewrite (sum_ext r _ (fun a => mul (opp (c r)) (mul (m a) (F a r)))) in E by (intros a A; rewrite Old
      by exact A; ring).
    rewrite sum_mul in E.
    assert (mul (c r) (sub (F r r) (sum r (fun a => mul (m a) (F a r)))) = zero) as P by (rewrite <- E; ring).
    apply integral in P. destruct P as [P|P]; [exact P|]. exfalso. apply New.
    transitivity (add (sub (F r r) (sum r (fun a => mul (m a) (F a r)))) (sum r (fun a => mul (m a) (F a r))));
      [ring|].
    rewrite P. ring. }
  intros a A. destruct (Nat.eq_dec a r) as [->|D]; [exact Z|]. rewrite Old by lia. rewrite Z. ring.
Qed.

(* Where two mixtures with the same shares differ, they differ in a part. *)
Theorem some_part_differs r (shares left right : nat -> R) :
  sum r (fun a => mul (shares a) (left a)) <> sum r (fun a => mul (shares a) (right a)) ->
  exists a, a < r /\ left a <> right a.
Proof.
  intros D. destruct (all_zero r (fun a => sub (left a) (right a))) as [Z|(a & A & N)].
  - exfalso. apply D, sum_ext. intros a A. f_equal. specialize (Z a A).
    transitivity (add (sub (left a) (right a)) (right a)); [ring|]. rewrite Z. ring.
  - exists a. split; [exact A|]. intros E. apply N. rewrite E. ring.
Qed.
End Ring.

(* With fewer products than rows: not regular.  With as many, the unit matrix is. *)
Theorem as_many_rows : regular Z 0%Z Z.add Z.mul 2 (fun a b =>
  sum Z 0%Z Z.add 2 (fun l => ((if Nat.eqb a l then 1 else 0) * (if Nat.eqb l b then 1 else 0))%Z)).
Proof.
  intros c H a A. pose proof (H 0 ltac:(lia)) as H0. pose proof (H 1 ltac:(lia)) as H1. cbn in H0, H1.
  destruct a as [|[|a]]; lia.
Qed.
