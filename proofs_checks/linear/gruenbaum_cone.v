(* Gruenbaum's share is the best possible: a cone attains it.

   Gruenbaum 1960: each side of a hyperplane through the centre of gravity of a convex body in R^n has at least the
   share (n/(n+1))^n of its volume.  That theorem is the premise of gruenbaum.v, and is not proved here.
   Here is a body for which it is an equality.  A cone of height 1 has, at the distance t from its apex, a section whose
   (n-1)-dimensional volume is c t^(n-1); its volume, and the mean of t, are the integrals below.
   Theorem: the centre of gravity lies at t = n/(n+1), and the part of the cone up to there has exactly the share
            (n/(n+1))^n of the volume.  So no larger share can be a premise, in any dimension n.
   PREMISE: volumes are integrals of sections.
   Python file: gruenbaum_cone.py.                                                                                  *)
From Coq Require Import Reals Lra Lia.
From Coquelicot Require Import Coquelicot.
From qlearn.linear Require Import gruenbaum.
Local Open Scope R_scope.

Definition section (c : R) (n : nat) (t : R) : R := c * t ^ (n - 1).
Definition volume (c : R) (n : nat) (upto : R) : R := RInt (section c n) 0 upto.
Definition mean (c : R) (n : nat) : R := RInt (fun t => t * section c n t) 0 1 / volume c n 1.

(* The integral of c t^k. *)
Lemma power_integral c k x : RInt (fun t => c * t ^ k) 0 x = c * x ^ S k / INR (S k).
Proof.
  assert (INR (S k) <> 0) as K by (apply not_0_INR; lia). apply is_RInt_unique.
  replace (c * x ^ S k / INR (S k)) with (minus (c * x ^ S k / INR (S k)) (c * 0 ^ S k / INR (S k))).
  - apply (is_RInt_derive (fun t => c * t ^ S k / INR (S k)) (fun t => c * t ^ k)).
    + intros t _. auto_derive; [exact I|]. change (Init.Nat.pred (S k)) with k. field. exact K.
    + intros t _. apply (@ex_derive_continuous R_AbsRing). auto_derive. exact I.
  - unfold minus, plus, opp. cbn -[INR pow]. rewrite pow_i by lia. field. exact K.
Qed.

Lemma volume_is c n x : (1 <= n)%nat -> volume c n x = c * x ^ n / INR n.
Proof. intros N. unfold volume, section. rewrite power_integral. now replace (S (n - 1)) with n by lia. Qed.

(* The centre of gravity of the cone. *)
Theorem cone_centre c n : 0 < c -> (1 <= n)%nat -> mean c n = INR n / (INR n + 1).
Proof.
  intros C N. assert (0 < INR n) as P by (apply lt_0_INR; lia). unfold mean. rewrite volume_is, pow1 by exact N.
  rewrite (RInt_ext _ (fun t => c * t ^ n)).
  - rewrite power_integral, pow1, S_INR. field. lra.
  - intros t _. unfold section. destruct n as [|n]; [lia|]. rewrite Nat.sub_1_r. cbn [Nat.pred pow].
    change (t * (c * t ^ n) = c * (t * t ^ n)). ring.
Qed.

(* The part on the apex's side of the cut through the centre of gravity. *)
Theorem cone_attains_the_share c n : 0 < c -> (1 <= n)%nat ->
  volume c n (mean c n) = share n * volume c n 1.
Proof.
  intros C N. assert (0 < INR n) as P by (apply lt_0_INR; lia).
  rewrite cone_centre, !volume_is, pow1 by assumption. unfold share. field. lra.
Qed.

(* So a premise with a larger share would be false. *)
Corollary no_larger_share c n s : 0 < c -> (1 <= n)%nat -> share n < s ->
  volume c n (mean c n) < s * volume c n 1.
Proof.
  intros C N S. rewrite cone_attains_the_share by assumption. apply Rmult_lt_compat_r; [|exact S].
  rewrite volume_is, pow1 by exact N. apply Rdiv_lt_0_compat; [lra|]. apply lt_0_INR. lia.
Qed.
