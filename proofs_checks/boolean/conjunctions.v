(* Monotone conjunctions: the AND of a set of n variables, and the points that spell it out.

   Theorem: the labels of the n points with one zero are the target's variables, negated (labels_of_one_zeros).
   Shared by bit_clearing.v, elimination.v and literals.v.                                                     *)
From Coq Require Import List Arith Lia Bool.
Import ListNotations.

Notation point := (list bool).

(* Which variables are kept, and a point: every kept variable is 1 there. *)
Fixpoint accepts (keep x : list bool) : bool :=
  match keep, x with
  | k :: keep', b :: x' => (negb k || b) && accepts keep' x'
  | _, _ => true
  end.

(* The point of ones is accepted by every conjunction. *)
Lemma part_of_all t : accepts t (repeat true (length t)) = true.
Proof. induction t as [|k t IH]; cbn; [reflexivity|]. now rewrite orb_true_r, IH. Qed.

(* The point with a single zero, at variable i: row i of Python's 1 - np.eye(n). *)
Fixpoint one_zero (n i : nat) : point :=
  match n, i with
  | 0, _ => []
  | S m, 0 => false :: repeat true m
  | S m, S j => true :: one_zero m j
  end.
Definition one_zeros (n : nat) : list point := map (one_zero n) (seq 0 n).

Lemma one_zeros_S n : one_zeros (S n) = (false :: repeat true n) :: map (cons true) (one_zeros n).
Proof. unfold one_zeros. cbn [seq map one_zero]. now rewrite <- seq_shift, !map_map. Qed.

Lemma one_zeros_length n : length (one_zeros n) = n.
Proof. unfold one_zeros. now rewrite map_length, seq_length. Qed.

Lemma one_zeros_points n : Forall (fun p => length p = n) (one_zeros n).
Proof.
  induction n as [|n IH]; [constructor|]. rewrite one_zeros_S. constructor.
  - cbn. now rewrite repeat_length.
  - apply Forall_map. apply (Forall_impl _) with (2 := IH). intros p Hp. cbn. now rewrite Hp.
Qed.

(* The points with one zero spell out the target: rejected is what it keeps. *)
Lemma labels_of_one_zeros target : map (accepts target) (one_zeros (length target)) = map negb target.
Proof.
  induction target as [|k t IH]; [reflexivity|]. cbn [length]. rewrite one_zeros_S. cbn [map]. f_equal.
  - cbn. rewrite part_of_all. now destruct k.
  - rewrite map_map, <- IH. apply map_ext. intros p. cbn. now rewrite orb_true_r.
Qed.

Lemma negb_twice labels : map negb (map negb labels) = labels.
Proof. rewrite map_map. rewrite <- map_id. apply map_ext, negb_involutive. Qed.
