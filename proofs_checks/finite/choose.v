(* How many sets of k, or of d at most, there are among n things: comb(n, k), and its sum over k <= d.

   neighbours         (k + 1) C(n, k + 1) = (n - k) C(n, k);
   up_to_the_middle,
   from_the_middle    no C(2 m, k) is above C(2 m, m);
   chosen_S           a set of d + 1 at most either leaves the first thing out or has it and d more at most.
   Used by noise/*.v, dimensions/sauer.v, dimensions/monotone_functions.v and boolean/mobius.v.                     *)
From Coq Require Import Arith Lia.

(* Pascal's triangle. *)
Fixpoint choose (n k : nat) : nat :=
  match n, k with
  | _, 0 => 1
  | 0, S _ => 0
  | S n', S k' => choose n' k' + choose n' k
  end.

Fixpoint chosen (n d : nat) : nat := match d with 0 => 1 | S d' => chosen n d' + choose n d end.

Lemma choose_0 n : choose n 0 = 1.
Proof. now destruct n. Qed.

Lemma choose_above n k : n < k -> choose n k = 0.
Proof.
  revert k. induction n as [|n IH]; intros [|k] H; cbn; try lia. rewrite (IH k), (IH (S k)) by lia. reflexivity.
Qed.

Lemma chosen_none d : chosen 0 d = 1.
Proof. induction d as [|d IH]; cbn; [reflexivity|]. rewrite IH. reflexivity. Qed.

Lemma chosen_S n d : chosen (S n) (S d) = chosen n (S d) + chosen n d.
Proof.
  induction d as [|d IH]; [cbn; rewrite choose_0; lia|].
  replace (chosen (S n) (S (S d))) with (chosen (S n) (S d) + choose (S n) (S (S d))) by reflexivity.
  rewrite IH. cbn [chosen choose]. lia.
Qed.

(* Neighbours in a row of Pascal's triangle. *)
Lemma neighbours n k : (S k * choose n (S k) = (n - k) * choose n k).
Proof.
  revert k. induction n as [|n IH]; intros k; [destruct k; cbn; lia|].
  assert (S k * choose (S n) (S k) = S n * choose n k) as ->.
  { cbn [choose]. rewrite Nat.mul_add_distr_l, IH, <- Nat.mul_add_distr_r.
    destruct (Nat.le_gt_cases k n) as [L|L]; [f_equal; lia|]. rewrite choose_above by exact L. lia. }
  destruct k as [|k]; [destruct n; reflexivity|]. cbn [choose].
  rewrite Nat.sub_succ, Nat.mul_add_distr_l, <- IH, <- Nat.mul_add_distr_r.
  destruct (Nat.le_gt_cases k n) as [L|L]; [f_equal; lia|]. rewrite choose_above by lia. lia.
Qed.

(* The middle is the largest. *)
Lemma up_to_the_middle m i : (i <= m) -> (choose (2 * m) (m - i) <= choose (2 * m) m).
Proof.
  induction i as [|i IH]; intros I; [now rewrite Nat.sub_0_r|]. apply Nat.le_trans with (2 := IH ltac:(lia)).
  pose proof (neighbours (2 * m) (m - S i)) as N. replace (S (m - S i)) with (m - i) in N by lia. nia.
Qed.

Lemma from_the_middle m i : (choose (2 * m) (m + i) <= choose (2 * m) m).
Proof.
  induction i as [|i IH]; [now rewrite Nat.add_0_r|]. apply Nat.le_trans with (2 := IH).
  pose proof (neighbours (2 * m) (m + i)) as N. replace (S (m + i)) with (m + S i) in N by lia. nia.
Qed.
