(* Disjunctions of a few of n variables from counterexamples alone: Winnow1 (Littlestone 1988).

   The target is the OR of k of the n variables.  The learner names a hypothesis; the teacher says yes, or gives a
   point where hypothesis and target differ.  Winnow keeps a weight for each variable, 1 at the start, and accepts a
   point if the weights of the variables that are 1 there sum up to theta at least.  After a counterexample that the
   target accepts it multiplies these weights by alpha, a promotion; else it sets them to 0, a demotion.

   Python:  with theta = n / 2, alpha = 2 and clg(n) = (n - 1).bit_length(), for n >= 2:
            bounds: 2 * k * (clg(n) - 1) + 3 equivalence queries, the last one answered yes
            lower:  k * floor(lg(n / k)) + 1, see disjunctions.v
   Theorem: for every alpha > 1, theta >= 1 and every c with theta <= alpha^c there are at most k c promotions, at
            most (n + (alpha - 1) theta k c) / theta demotions, so n / theta + alpha k c counterexamples together.
            k need not be known, unless theta is chosen from it.
   Idea:    a promotion adds less than (alpha - 1) theta to the sum of all weights, a demotion takes theta or more
            away, and the sum begins with n and is never negative.  A promotion multiplies the weight of one of
            the k variables by alpha, and this weight was below theta; no demotion touches it.
   Tight:   k c promotions are met for every k, variable by variable; n / theta demotions are met when no variable
            is in the target (k = 0), and n is a multiple of theta.
   Speaks for winnow.py.                                                                                         *)
From Coq Require Import Reals List Lra Lia Psatz Bool.
From qlearn.finite Require Import lists logarithms.
From qlearn.boolean Require Import conjunctions elimination.
Import ListNotations.
Local Open Scope R_scope.

Notation weights := (list R).

(* Which variables are in the target, and a point: one of them is 1 there. *)
Fixpoint meets (target x : list bool) : bool :=
  match target, x with
  | r :: target', b :: x' => (r && b) || meets target' x'
  | _, _ => false
  end.

Definition variables (target : list bool) : nat := size target.

(* The weights of the variables that are 1 in x: their sum, and what multiplying them by s makes of all. *)
Fixpoint active (w : weights) (x : point) : R :=
  match w, x with a :: w', b :: x' => (if b then a else 0) + active w' x' | _, _ => 0 end.

Fixpoint scale (s : R) (w : weights) (x : point) : weights :=
  match w, x with a :: w', b :: x' => (if b then s * a else a) :: scale s w' x' | _, _ => w end.

Fixpoint total (w : weights) : R := match w with [] => 0 | a :: w' => a + total w' end.

Section Winnow.
Variables (alpha theta : R) (n : nat).

(* ---- the algorithm ---- *)
Fixpoint current (told : list (point * bool)) : weights :=
  match told with
  | [] => repeat 1 n
  | (x, b) :: before => scale (if b then alpha else 0) (current before) x
  end.

Definition winnow : learner := fun told x => if Rle_dec theta (active (current told) x) then true else false.

Fixpoint promotions (told : list (point * bool)) : nat :=
  match told with [] => 0 | (_, b) :: before => (if b then 1 else 0) + promotions before end.
Fixpoint demotions (told : list (point * bool)) : nat :=
  match told with [] => 0 | (_, b) :: before => (if b then 0 else 1) + demotions before end.

Lemma both_kinds told : (promotions told + demotions told)%nat = length told.
Proof. induction told as [|[x []] told IH]; cbn; lia. Qed.

(* ---- the sum of the weights ---- *)
Hypothesis alpha_above_1 : 1 < alpha.
Hypothesis theta_from_1 : 1 <= theta.

Lemma scale_total s w x : total (scale s w x) = total w + (s - 1) * active w x.
Proof.
  revert x. induction w as [|a w IH]; intros [|b x]; cbn; try ring. rewrite IH. destruct b; ring.
Qed.

Lemma scale_length s w x : length (scale s w x) = length w.
Proof. revert x. induction w as [|a w IH]; intros [|b x]; cbn; auto. Qed.

Lemma total_all m : total (repeat 1 m) = INR m.
Proof. induction m as [|m IH]; [reflexivity|]. rewrite S_INR. cbn [repeat total]. rewrite IH. ring. Qed.

(* What the hypothesis says of a point, as an inequality. *)
Lemma winnow_says told x b : winnow told x <> b ->
  if b then active (current told) x < theta else theta <= active (current told) x.
Proof. unfold winnow. destruct (Rle_dec theta (active (current told) x)), b; try congruence; lra. Qed.

Lemma balance target told : run n winnow (meets target) told ->
  total (current told) + theta * INR (demotions told) <= INR n + (alpha - 1) * theta * INR (promotions told).
Proof.
  induction 1 as [|told x H IH Hx D]; cbn [current demotions promotions].
  - rewrite total_all. cbn. lra.
  - pose proof (winnow_says told x _ D) as W. rewrite scale_total.
    destruct (meets target x); cbn [Nat.add]; rewrite S_INR.
    + assert ((alpha - 1) * active (current told) x <= (alpha - 1) * theta) by (apply Rmult_le_compat_l; lra). lra.
    + lra.
Qed.

(* ---- the weights of the target's variables ---- *)
Variable c : nat.
Hypothesis enough : theta <= alpha ^ c.

(* [powers target w b]: no weight is negative, those of the target's variables are alpha^e with e <= c, and b is the
   sum of what is left of all these e, that is of c - e. *)
Inductive powers : list bool -> weights -> nat -> Prop :=
| none : powers [] [] 0
| inside target w e b : (e <= c)%nat -> powers target w b -> powers (true :: target) (alpha ^ e :: w) (c - e + b)
| outside target w a b : 0 <= a -> powers target w b -> powers (false :: target) (a :: w) b.

Lemma power_positive e : 0 < alpha ^ e.
Proof. apply pow_lt. lra. Qed.

Lemma powers_total target w b : powers target w b -> 0 <= total w.
Proof. induction 1 as [|target w e b E P IH|target w a b A P IH]; cbn; [|pose proof (power_positive e)|]; lra. Qed.

Lemma powers_active target w b x : powers target w b -> 0 <= active w x.
Proof.
  intros P. revert x. induction P as [|target w e b E P IH|target w a b A P IH]; intros [|y x]; cbn; try lra;
    specialize (IH x); [pose proof (power_positive e)|]; destruct y; lra.
Qed.

Lemma powers_start target : powers target (repeat 1 (length target)) (variables target * c).
Proof.
  induction target as [|[] target IH]; cbn; [constructor| |].
  - rewrite <- (Nat.sub_0_r c) at 1. change 1 with (alpha ^ 0). apply inside; [lia|exact IH].
  - apply outside; [lra|exact IH].
Qed.

(* A weight below theta can be multiplied once more. *)
Lemma below e : alpha ^ e < theta -> (e < c)%nat.
Proof. intros H. apply Nat.nle_gt. intros L. pose proof (Rle_pow alpha c e ltac:(lra) L). lra. Qed.

Lemma promote target w b x : powers target w b -> length x = length target -> active w x < theta ->
  exists b', powers target (scale alpha w x) b' /\ ((if meets target x then 1 else 0) + b' <= b)%nat.
Proof.
  intros P. revert x. induction P as [|target w e b E P IH|target w a b A P IH]; intros [|y x] L Low;
    try discriminate; cbn [active scale meets andb orb] in *.
  - exists 0%nat. split; [constructor|lia].
  - injection L as L. pose proof (powers_active _ _ _ x P) as N. pose proof (power_positive e) as Q.
    destruct (IH x L) as (b' & P' & B); [destruct y; lra|]. destruct y; cbn [orb].
    + assert (e < c)%nat as More by (apply below; lra). exists (c - S e + b')%nat.
      split; [apply (inside _ _ (S e)); [lia|exact P']|destruct (meets target x); lia].
    + exists (c - e + b')%nat. split; [now apply inside|destruct (meets target x); lia].
  - injection L as L. destruct (IH x L) as (b' & P' & B); [destruct y; lra|]. exists b'. split; [|exact B].
    apply outside; [destruct y; [apply Rmult_le_pos|]; lra|exact P'].
Qed.

Lemma demote target w b x : powers target w b -> length x = length target -> meets target x = false ->
  powers target (scale 0 w x) b.
Proof.
  intros P. revert x. induction P as [|target w e b E P IH|target w a b A P IH]; intros [|y x] L M;
    try discriminate; cbn [scale meets andb orb] in *; [constructor| |]; injection L as L.
  - destruct y; [discriminate|]. apply inside; auto.
  - apply outside; [destruct y; lra|auto].
Qed.

Lemma budget target told : length target = n -> run n winnow (meets target) told ->
  exists b, powers target (current told) b /\ (promotions told + b <= variables target * c)%nat.
Proof.
  intros E. induction 1 as [|told x H (b & P & B) Hx D]; cbn [current promotions].
  - exists (variables target * c)%nat. rewrite <- E. split; [apply powers_start|lia].
  - pose proof (winnow_says told x _ D) as W. destruct (meets target x) eqn:M.
    + destruct (promote target _ b x P ltac:(lia) W) as (b' & P' & B'). rewrite M in B'. exists b'.
      split; [exact P'|lia].
    + exists b. split; [apply demote; [exact P|lia|exact M]|lia].
Qed.

(* ---- the bounds ---- *)
Theorem promotions_bound target told : length target = n -> run n winnow (meets target) told ->
  (promotions told <= variables target * c)%nat.
Proof. intros E H. destruct (budget target told E H) as (b & _ & B). lia. Qed.

Theorem demotions_bound target told : length target = n -> run n winnow (meets target) told ->
  theta * INR (demotions told) <= INR n + (alpha - 1) * theta * INR (promotions told).
Proof.
  intros E H. destruct (budget target told E H) as (b & P & _). pose proof (powers_total _ _ _ P).
  pose proof (balance target told H). lra.
Qed.

Theorem counterexamples_bound target told : length target = n -> run n winnow (meets target) told ->
  INR (length told) <= INR n / theta + alpha * INR (variables target) * INR c.
Proof.
  intros E H. rewrite <- both_kinds, plus_INR. pose proof (demotions_bound target told E H) as D.
  pose proof (le_INR _ _ (promotions_bound target told E H)) as P. rewrite mult_INR in P.
  apply Rmult_le_reg_l with theta; [lra|].
  replace (theta * (INR n / theta + alpha * INR (variables target) * INR c))
    with (INR n + alpha * theta * (INR (variables target) * INR c)) by (field; lra).
  assert (alpha * theta * INR (promotions told) <= alpha * theta * (INR (variables target) * INR c)).
  { apply Rmult_le_compat_l; [apply Rmult_le_pos; lra|exact P]. }
  lra.
Qed.
End Winnow.

(* With alpha = 2 and theta = n / 2: at most 2 k (clg n - 1) + 2 counterexamples, and the final yes. *)
Definition bound (n k : nat) : nat := 2 * k * (clg n - 1) + 3.

Theorem run_bound n target told : (2 <= n)%nat -> length target = n ->
  run n (winnow 2 (INR n / 2) n) (meets target) told -> (length told + 1 <= bound n (variables target))%nat.
Proof.
  intros N E H. pose proof (le_INR 2 n N) as Big. change (INR 2) with 2 in Big.
  assert (1 <= clg n)%nat as C1 by (apply Nat.nlt_ge; intros L; pose proof (clg_enough n);
    replace (clg n) with 0%nat in * by lia; cbn in *; lia).
  assert (INR n / 2 <= 2 ^ (clg n - 1)) as C.
  { pose proof (le_INR _ _ (clg_enough n)) as L. rewrite pow_INR in L. change (INR 2) with 2 in L.
    replace (clg n) with (S (clg n - 1)) in L by lia. cbn [pow] in L. lra. }
  pose proof (counterexamples_bound 2 (INR n / 2) n ltac:(lra) ltac:(lra) _ C target told E H) as B.
  replace (INR n / (INR n / 2)) with 2 in B by (field; lra).
  unfold bound. enough (length told <= 2 * variables target * (clg n - 1) + 2)%nat by lia.
  apply INR_le. rewrite plus_INR, !mult_INR. change (INR 2) with 2. lra.
Qed.
