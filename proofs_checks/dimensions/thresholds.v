(* Thresholds: two points teach any of them, but to find one of N takes lg N queries.

   The threshold t accepts the numbers from t on; the class has t = 0 .. N - 1.
   Theorem: the extended teaching dimension is at most 2 for every N; for N = 2^m, m queries are needed and enough.
   So the logarithm in extended_teaching.v cannot be left out.
   Idea:    two neighbours, the first of them rejected and the second accepted, single out the threshold between them.
            A query divides the thresholds in two parts; one of them has half of them at least.
   Tight:   bisection.
   Python file: extended_teaching.py.                                                                              *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import dialogues.
From qlearn.dimensions Require Import star extended_teaching.
Import ListNotations.

Definition from (t : nat) : nat -> bool := fun x => t <=? x.
Definition thresholds (N : nat) : (nat -> bool) -> Prop := fun c => exists t, t < N /\ c = from t.

(* The first number below n that f accepts, or n. *)
Fixpoint first (f : nat -> bool) (n : nat) : nat :=
  match n with 0 => 0 | S m => let e := first f m in if e <? m then e else if f m then m else S m end.

Lemma first_spec f n : let e := first f n in e <= n /\ (e < n -> f e = true) /\ forall y, y < e -> f y = false.
Proof.
  cbv zeta. induction n as [|m (Le & At & Below)]; cbn [first]; [repeat split; intros; lia|]. cbv zeta.
  destruct (Nat.ltb_spec (first f m) m) as [L|G]; [split; [lia|split; [intros _; now apply At|exact Below]]|].
  assert (first f m = m) as E by lia. rewrite E in Below. destruct (f m) eqn:F.
  - split; [lia|]. split; [intros _; exact F|exact Below].
  - split; [lia|]. split; [lia|]. intros y Y. destruct (Nat.eq_dec y m) as [->|D]; [exact F|apply Below; lia].
Qed.

Lemma thresholds_taught N : taught_with (thresholds N) 2.
Proof.
  exists (fun f => let e := first f (N - 1) in [e - 1; e]). intros f. split; [cbn; lia|].
  destruct (first_spec f (N - 1)) as (Le & At & Below). set (e := first f (N - 1)) in *. cbv zeta.
  assert (forall t, t < N -> agree (from t) f [e - 1; e] -> t = e) as H.
  { intros t T A. assert (from t (e - 1) = f (e - 1) /\ from t e = f e) as [B C] by (split; apply A; cbn; auto).
    unfold from in B, C. apply Nat.le_antisymm.
    - destruct (Nat.eq_dec e (N - 1)) as [E|E]; [lia|]. rewrite At in C by lia. now apply Nat.leb_le.
    - apply Nat.nlt_ge. intros Lt. rewrite Below in B by lia. apply Nat.leb_gt in B. lia. }
  intros c c' (t & T & ->) (t' & T' & ->) A A' x. now rewrite (H t T A), (H t' T' A').
Qed.

(* Answer so that the larger part of the thresholds a .. a + 2^m - 1 remains, or half of them. *)
Lemma half_remains m a (L : dialogue nat bool (nat -> bool)) :
  (forall t, a <= t < a + 2 ^ m -> forall x, output (from t) L x = from t x) ->
  exists t, a <= t < a + 2 ^ m /\ m <= count (from t) L.
Proof.
  revert a L. induction m as [|m IH]; intros a L F; [exists a; cbn; lia|].
  rewrite Nat.pow_succ_r' in *. pose proof (Nat.pow_nonzero 2 m).
  destruct L as [result|q next].
  - exfalso. pose proof (F a ltac:(lia) a) as A. pose proof (F (a + 1) ltac:(lia) a) as B. cbn in A, B.
    rewrite A in B. unfold from in B. destruct (Nat.leb_spec a a), (Nat.leb_spec (a + 1) a); lia || discriminate.
  - assert (exists b label, a <= b /\ b + 2 ^ m <= a + 2 * 2 ^ m
            /\ forall t, b <= t < b + 2 ^ m -> from t q = label) as (b & label & B & B' & E).
    { destruct (le_lt_dec (a + 2 ^ m - 1) q) as [G|G].
      - exists a, true. split; [lia|]. split; [lia|]. intros t T. apply Nat.leb_le. lia.
      - exists (a + 2 ^ m), false. split; [lia|]. split; [lia|]. intros t T. apply Nat.leb_gt. lia. }
    destruct (IH b (next label)) as (t & T & Q).
    + intros t T x. rewrite <- (F t ltac:(lia) x). cbn. now rewrite (E t T).
    + exists t. split; [lia|]. unfold count in *. cbn. rewrite (E t T). lia.
Qed.

(* Ask in the middle of a .. a + 2^m - 1. *)
Fixpoint bisect (m a : nat) : dialogue nat bool (nat -> bool) :=
  match m with
  | 0 => Done (from a)
  | S m => Ask (a + 2 ^ m - 1) (fun accepted => if accepted : bool then bisect m a else bisect m (a + 2 ^ m))
  end.

Lemma bisect_run m a t : a <= t < a + 2 ^ m ->
  output (from t) (bisect m a) = from t /\ count (from t) (bisect m a) = m.
Proof.
  unfold count. revert a. induction m as [|m IH]; intros a T.
  - cbn in T. replace t with a by lia. now split.
  - rewrite Nat.pow_succ_r' in T. cbn [bisect asked output length].
    change (from t (a + 2 ^ m - 1)) with (t <=? a + 2 ^ m - 1). destruct (Nat.leb_spec t (a + 2 ^ m - 1)) as [G|G].
    + destruct (IH a ltac:(lia)) as [O C]. split; [exact O|now rewrite C].
    + destruct (IH (a + 2 ^ m) ltac:(lia)) as [O C]. split; [exact O|now rewrite C].
Qed.

Theorem bisection_is_enough m : enough (thresholds (2 ^ m)) m.
Proof.
  exists (bisect m 0). split; intros c (t & T & ->); destruct (bisect_run m 0 t ltac:(lia)) as [O C].
  - intros x. now rewrite O.
  - lia.
Qed.

(* m queries for 2^m thresholds, though two points teach each of them. *)
Theorem the_logarithm_is_needed m : taught_with (thresholds (2 ^ m)) 2 /\ needed (thresholds (2 ^ m)) m.
Proof.
  split; [apply thresholds_taught|]. intros L F. destruct (half_remains m 0 L) as (t & T & Q).
  - intros t T. apply F. now exists t.
  - exists (from t). split; [now exists t|exact Q].
Qed.
