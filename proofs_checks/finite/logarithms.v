(* clg, the binary logarithm rounded up: how often a range of n is halved until one is left.

   Python:  clg(r) = (r - 1).bit_length() if r > 1 else 0
   clg_spec     clg n is the least q with n <= 2^q;
   clg_mono     it does not fall;
   clg_half     of n >= 2 things the larger half takes one less;
   clg_power    clg(2^q) = q.                                                                               *)
From Coq Require Import Arith Lia.

(* As Python computes it. *)
Definition bit_length (n : nat) : nat := if n =? 0 then 0 else S (Nat.log2 n).
Definition clg (n : nat) : nat := bit_length (n - 1).

Lemma clg_spec n q : clg n <= q <-> n <= 2 ^ q.
Proof.
  unfold clg, bit_length. destruct (Nat.eqb_spec (n - 1) 0) as [E|E].
  - pose proof (Nat.pow_nonzero 2 q). split; lia.
  - pose proof (Nat.log2_spec (n - 1) ltac:(lia)) as [L U]. split; intros H.
    + pose proof (Nat.pow_le_mono_r 2 (S (Nat.log2 (n - 1))) q). lia.
    + apply Nat.nlt_ge. intros C. pose proof (Nat.pow_le_mono_r 2 q (Nat.log2 (n - 1))). lia.
Qed.

(* The two halves of clg_spec as they are used. *)
Lemma clg_enough n : n <= 2 ^ clg n.
Proof. now apply clg_spec. Qed.

Lemma clg_least n q : q < clg n -> 2 ^ q < n.
Proof. intros H. apply Nat.nle_gt. intros C. apply clg_spec in C. lia. Qed.

Lemma clg_mono a b : a <= b -> clg a <= clg b.
Proof. intros H. apply clg_spec. pose proof (clg_enough b). lia. Qed.

(* The larger half of n has ceil(n/2). *)
Lemma clg_half n : 2 <= n -> clg n = S (clg (n - n / 2)).
Proof.
  intros N. pose proof (Nat.div_mod_eq n 2). pose proof (Nat.mod_upper_bound n 2 ltac:(lia)).
  pose proof (clg_enough n) as A. pose proof (clg_enough (n - n / 2)) as B. apply Nat.le_antisymm.
  - apply clg_spec. rewrite Nat.pow_succ_r'. lia.
  - destruct (clg n) as [|k]; [cbn in A; lia|]. apply le_n_S, clg_spec. rewrite Nat.pow_succ_r' in A. lia.
Qed.

Lemma clg_power q : clg (2 ^ q) = q.
Proof.
  apply Nat.le_antisymm; [now apply clg_spec|]. apply Nat.nlt_ge. intros L. pose proof (clg_enough (2 ^ q)).
  pose proof (Nat.pow_lt_mono_r 2 _ _ ltac:(lia) L). lia.
Qed.
