(* Bisection: a threshold of the line, enclosed (folklore; Knuth 1998, 6.2.1).

   The target is a threshold t in (a, b]; the label of x says whether x >= t.  The learner returns an interval
   (low, high] that contains t and is no wider than eps.
   Python:  bounds: exactly clg((b - a)/eps) labels, lower: clg((b - a)/eps)
   Theorem: with every legal choice of the cuts, every run asks exactly clg((b - a)/eps) labels, whatever they
            are, and returns an interval that contains t and is no wider than eps; a legal cut always exists, the
            middle is one.  And EVERY learner, whatever it asks, fails at some t in (a, b] or asks that many.
   Idea:    with r queries left the interval is at most eps 2^r wide, and a cut leaves at most eps 2^(r-1) on
            either side.  The adversary keeps the longer side: after q labels it has at least (b - a)/2^q.
   Tight:   (a, b] of width eps 2^q is cut in the middle only, and ends with width eps (to_the_last_bit).
   Also:    the target need not be a threshold, or have a rational one: if the label is 0 at a and 1 at b, then it is
            0 at low and 1 at high (encloses_a_change).
   Premise: Python cuts at a float and raises BadArgument where no float is a legal cut; here a cut is any rational
            number, and that each cut is legal is what `bisects` says.
   Speaks for bisection.py (qlearn/learners/linear/bisection.py).                                              *)
From Coq Require Import List Arith ZArith QArith Qround Qpower Lia Lqa.
From qlearn.finite Require Import logarithms information worst_target.
Open Scope Q_scope.

(* ---- the formula ------------------------------------------------------------------------------------------- *)
(* Python's clg of a Fraction: clg(-(-numerator // denominator)) *)
Definition clg_of (r : Q) : nat := clg (Z.to_nat (Qceiling r)).
Definition bound (a b eps : Q) : nat := clg_of ((b - a) / eps).
Definition lower (a b eps : Q) : nat := clg_of ((b - a) / eps).

(* Python's width * 2**left *)
Fixpoint reach (eps : Q) (left : nat) : Q := match left with O => eps | S less => 2 * reach eps less end.

Lemma reach_power eps q : reach eps q == eps * inject_Z (Z.of_nat (2 ^ q)).
Proof.
  induction q as [|q IH]; [cbn; unfold inject_Z; ring|]. cbn [reach].
  rewrite IH, Nat.pow_succ_r', Nat2Z.inj_mul, inject_Z_mult. change (inject_Z (Z.of_nat 2)) with 2. ring.
Qed.

Lemma reach_positive eps q : 0 < eps -> 0 < reach eps q.
Proof. intros E. induction q as [|q IH]; cbn [reach]; lra. Qed.

(* An integer is at least r exactly if it is at least the ceiling of r. *)
Lemma ceiling_spec r z : (Qceiling r <= z)%Z <-> r <= inject_Z z.
Proof.
  split; intros H.
  - apply Qle_trans with (inject_Z (Qceiling r)); [apply Qle_ceiling|]. now rewrite <- Zle_Qle.
  - apply Qceiling_resp_le in H. now rewrite Qceiling_Z in H.
Qed.

(* clg(w/eps) is the least q with w <= eps 2^q. *)
Lemma clg_of_spec w eps q : 0 < eps -> (clg_of (w / eps) <= q)%nat <-> w <= reach eps q.
Proof.
  intros E. unfold clg_of. rewrite clg_spec, reach_power. set (N := (2 ^ q)%nat).
  assert (1 <= N)%nat as P by (unfold N; pose proof (Nat.pow_nonzero 2 q); lia).
  transitivity (Qceiling (w / eps) <= Z.of_nat N)%Z; [lia|]. rewrite ceiling_spec, (Qmult_comm eps).
  split; intros H.
  - apply Qmult_le_compat_r with (z := eps) in H; [|lra]. now rewrite Qmult_comm, Qmult_div_r in H by lra.
  - apply Qle_shift_div_r; [exact E|exact H].
Qed.

(* ---- the algorithm ----------------------------------------------------------------------------------------- *)
(* What the teacher of f says at x: 1 if f holds, 0 if not.  For the threshold t, f holds if x >= t. *)
Definition label (f : Q -> bool) (x : Q) : nat := if f x then 1 else 0.
Definition threshold (t x : Q) : bool := Qle_bool t x.

(* [bisects eps left low high L]: L encloses a threshold in (low, high] with `left` queries, each of them at a
   legal cut x: at most eps 2^(left-1) is left on either side.  (In Python first <= x <= last and low <= x <= high.) *)
Inductive bisects (eps : Q) : nat -> Q -> Q -> learner Q (Q * Q) -> Prop :=
| enough low high : bisects eps 0 low high (Stop (low, high))
| cut left low high x next :
    high - reach eps left <= x -> x <= low + reach eps left -> low <= x -> x <= high ->
    bisects eps left low x (next 1%nat) -> bisects eps left x high (next 0%nat) ->
    bisects eps (S left) low high (Ask x next).

Definition bisection (a b eps : Q) (L : learner Q (Q * Q)) : Prop := bisects eps (bound a b eps) a b L.

(* what the theorem promises of a result (low, high] *)
Definition encloses (t eps : Q) (result : Q * Q) : Prop :=
  fst result < t /\ t <= snd result /\ snd result - fst result <= eps.

(* ---- every run --------------------------------------------------------------------------------------------- *)
Lemma asks_left eps left low high L f : bisects eps left low high L -> asked label L f = left.
Proof.
  induction 1 as [|left low high x next F La Lo Hi Y IHy N IHn]; [reflexivity|].
  cbn. f_equal. unfold label at 2. destruct (f x); assumption.
Qed.

(* The count does not depend on the answers. *)
Theorem exactly_the_bound a b eps L f : bisection a b eps L -> asked label L f = bound a b eps.
Proof. apply asks_left. Qed.

Lemma keeps_the_change eps left low high L f : bisects eps left low high L -> high - low <= reach eps left ->
  f low = false -> f high = true ->
  f (fst (run label L f)) = false /\ f (snd (run label L f)) = true
  /\ snd (run label L f) - fst (run label L f) <= eps.
Proof.
  induction 1 as [low high|left low high x next F La Lo Hi Y IHy N IHn]; intros W T U; cbn [run].
  - cbn in *. auto.
  - unfold label at 2 4 6 8. destruct (f x).
    + apply IHy; [lra|exact T|reflexivity].
    + apply IHn; [lra|reflexivity|exact U].
Qed.

(* Of a target that is 0 at a and 1 at b, a threshold or not, a change from 0 to 1 is enclosed. *)
Theorem encloses_a_change a b eps L f : 0 < eps -> f a = false -> f b = true -> bisection a b eps L ->
  f (fst (run label L f)) = false /\ f (snd (run label L f)) = true
  /\ snd (run label L f) - fst (run label L f) <= eps.
Proof.
  intros E A B H. apply (keeps_the_change _ _ _ _ _ _ H); [|exact A|exact B].
  apply clg_of_spec; [exact E|apply Nat.le_refl].
Qed.

Lemma at_least t x : threshold t x = true <-> t <= x.
Proof. apply Qle_bool_iff. Qed.

Lemma below t x : threshold t x = false <-> x < t.
Proof.
  rewrite <- Bool.not_true_iff_false, at_least. split; [apply Qnot_le_lt|apply Qlt_not_le].
Qed.

Theorem encloses_the_threshold a b eps L t : 0 < eps -> a < t -> t <= b -> bisection a b eps L ->
  encloses t eps (run label L (threshold t)).
Proof.
  intros E T U B. destruct (encloses_a_change a b eps L (threshold t) E) as (Lo & Hi & W).
  - now apply below.
  - now apply at_least.
  - exact B.
  - split; [now apply below|]. split; [now apply at_least|exact W].
Qed.

(* ---- legal cuts exist: the middle is one ------------------------------------------------------------------- *)
Fixpoint halve (left : nat) (low high : Q) : learner Q (Q * Q) :=
  match left with
  | O => Stop (low, high)
  | S less => let middle := (low + high) / 2 in
              Ask middle (fun a => if (a =? 1)%nat then halve less low middle else halve less middle high)
  end.

Lemma half low high : (low + high) / 2 == low + (high - low) * (1 # 2).
Proof. field. Qed.

Lemma halve_bisects eps left low high : 0 < eps -> low < high -> high - low <= reach eps left ->
  bisects eps left low high (halve left low high).
Proof.
  intros E. revert low high. induction left as [|left IH]; intros low high O W; [constructor|].
  cbn [reach halve] in *. pose proof (half low high) as M. set (middle := (low + high) / 2) in *.
  constructor; cbn [Nat.eqb]; try lra; apply IH; lra.
Qed.

Theorem the_middle_is_legal a b eps : 0 < eps -> a < b -> bisection a b eps (halve (bound a b eps) a b).
Proof. intros E O. apply halve_bisects; [exact E|exact O|]. now apply clg_of_spec. Qed.

(* An error of eps at the midpoint is an interval of width 2 eps, and costs one label less. *)
Theorem a_midpoint_costs_one_less a b eps : 0 < eps -> eps < b - a -> bound a b eps = S (bound a b (2 * eps)).
Proof.
  intros E W. unfold bound.
  assert (forall q, reach (2 * eps) q == reach eps (S q)) as D.
  { intros q. cbn [reach]. induction q as [|q IH]; cbn [reach]; [ring|rewrite IH; ring]. }
  assert (forall q, (clg_of ((b - a) / (2 * eps)) <= q <-> clg_of ((b - a) / eps) <= S q)%nat) as S.
  { intros q. rewrite !clg_of_spec, D by lra. reflexivity. }
  assert (~ (clg_of ((b - a) / eps) <= 0)%nat) as N by (rewrite clg_of_spec by exact E; cbn [reach]; lra).
  destruct (clg_of ((b - a) / eps)) as [|q]; [lia|]. f_equal. apply Nat.le_antisymm.
  - now apply le_S_n, S.
  - now apply S.
Qed.

(* ---- attained: the width too ------------------------------------------------------------------------------- *)
Lemma ends_with_eps eps left low high L f : bisects eps left low high L -> high - low == reach eps left ->
  snd (run label L f) - fst (run label L f) == eps.
Proof.
  induction 1 as [low high|left low high x next F La Lo Hi Y IHy N IHn]; intros W; cbn [run reach] in *; [exact W|].
  unfold label at 2 4. destruct (f x); [apply IHy|apply IHn]; lra.
Qed.

(* If the width is eps 2^q, the interval returned is exactly eps wide, whatever the target and the cuts. *)
Theorem to_the_last_bit a b eps q L f : 0 < eps -> b - a == reach eps q -> bisection a b eps L ->
  snd (run label L f) - fst (run label L f) == eps.
Proof.
  intros E W B. apply (ends_with_eps _ _ _ _ _ f B). rewrite W.
  assert (bound a b eps <= q)%nat as H by (apply clg_of_spec; lra).
  assert (b - a <= reach eps (bound a b eps)) as G by now apply clg_of_spec.
  assert (reach eps (bound a b eps) <= reach eps q) as K.
  { clear - H E. induction H as [|m H IH]; cbn [reach]; [lra|]. pose proof (reach_positive eps m E). lra. }
  lra.
Qed.

(* ---- every learner ----------------------------------------------------------------------------------------- *)
(* Some threshold in (low, high] is not enclosed, or costs so many labels that low and high are that close. *)
Lemma the_longer_side (L : learner Q (Q * Q)) eps low high : 0 < eps -> low < high ->
  exists t, low < t /\ t <= high /\
    (encloses t eps (run label L (threshold t)) -> high - low <= reach eps (asked label L (threshold t))).
Proof.
  intros E. revert low high. induction L as [[l h]|x next IH]; intros low high O.
  - unfold encloses. cbn [run asked fst snd reach]. destruct (Qlt_le_dec low l) as [A|A].
    + destruct (Qlt_le_dec l high) as [B|B].
      * exists l. repeat split; lra.
      * exists high. repeat split; lra.
    + exists high. repeat split; lra.
  - cbn [run asked].
    assert (forall t, t <= x -> label (threshold t) x = 1%nat) as Yes.
    { intros t T. unfold label. apply at_least in T. now rewrite T. }
    assert (forall t, x < t -> label (threshold t) x = 0%nat) as No.
    { intros t T. unfold label. apply below in T. now rewrite T. }
    pose proof (reach_positive eps) as P. destruct (Qlt_le_dec low x) as [Lo|Lo].
    + destruct (Qlt_le_dec x high) as [Hi|Hi].
      * destruct (Qlt_le_dec (x - low) (high - x)) as [S|S].
        -- destruct (IH 0%nat x high Hi) as (t & T & U & C). exists t. rewrite (No t T). cbn [reach].
           repeat split; [lra|exact U|]. intros R. specialize (C R). lra.
        -- destruct (IH 1%nat low x Lo) as (t & T & U & C). exists t. rewrite (Yes t U). cbn [reach].
           repeat split; [exact T|lra|]. intros R. specialize (C R). lra.
      * destruct (IH 1%nat low high O) as (t & T & U & C). exists t. rewrite (Yes t) by lra. cbn [reach].
        repeat split; [exact T|exact U|]. intros R. specialize (C R).
        specialize (P (asked label (next 1%nat) (threshold t)) E). lra.
    + destruct (IH 0%nat low high O) as (t & T & U & C). exists t. rewrite (No t) by lra. cbn [reach].
      repeat split; [exact T|exact U|]. intros R. specialize (C R).
      specialize (P (asked label (next 0%nat) (threshold t)) E). lra.
Qed.

(* No learner does with fewer: for some threshold it fails, or it asks so many. *)
Theorem every_learner_asks_as_many a b eps (L : learner Q (Q * Q)) : 0 < eps -> a < b ->
  exists t, a < t /\ t <= b /\
    (encloses t eps (run label L (threshold t)) -> (lower a b eps <= asked label L (threshold t))%nat).
Proof.
  intros E O. destruct (the_longer_side L eps a b E O) as (t & T & U & C). exists t.
  repeat split; [exact T|exact U|]. intros R. apply clg_of_spec; [exact E|now apply C].
Qed.
