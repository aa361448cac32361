(* How often the learners of Gaussian networks ask, whatever the answers.

   Python:  qlearn/learners/kernels/prony.py, prony_directions.py and pencil.py.
   Bounds:  exactly k(d + 1) + checks; at most k^2 (k - 1)(d - 1) + k(d + 1) + checks; exactly 8kd + 3k(d + 1) + 1 + checks.
   Theorem (run_bound, directions_bound, pencil_bound).
   Idea:    lines of 2k points, k beside them along each other axis; directions until one resolves or they are used up.
   What is asked at which place does not matter here, so places are numbers.  Whether answers resolve a line is a function
   of them that is left open. *)
From Coq Require Import List Arith Lia.
From qlearn.finite Require Import dialogues.
Import ListNotations.

Section Asking.
Context {A Out : Type}.
Variables (solve : list A -> Out) (resolves : list A -> bool).

(* n questions, one after another *)
Definition ask (n : nat) : dialogue nat A (list A) := each (fun i => Ask i Done) (seq 0 n).

Lemma count_some (t : nat -> A) n : count t (ask n) = n.
Proof. unfold ask. rewrite count_each_once, seq_length; reflexivity. Qed.

Definition prony (d k checks : nat) : dialogue nat A Out :=
  bind (ask (2 * k)) (fun line => bind (ask ((d - 1) * k)) (fun beside => bind (ask checks) (fun fresh =>
    Done (solve (line ++ beside ++ fresh))))).

Definition bound (d k checks : nat) : nat := k * (d + 1) + checks.

Theorem run_bound t d k checks : 1 <= d -> count t (prony d k checks) = bound d k checks.
Proof.
  intros D. unfold prony, bound. repeat rewrite count_bind, count_some. unfold count. cbn [asked length].
  destruct d as [|d]; [lia|]. replace (S d - 1) with d by lia. ring.
Qed.

(* Lines until one resolves; then what is asked beside it. *)
Fixpoint directions (tries d k checks : nat) : dialogue nat A Out :=
  match tries with
  | O => Done (solve [])
  | S more => bind (ask (2 * k)) (fun line =>
      if resolves line
      then bind (ask ((d - 1) * k)) (fun beside => bind (ask checks) (fun fresh => Done (solve (line ++ beside ++ fresh))))
      else directions more d k checks)
  end.

Definition tries (d k : nat) : nat := k * (k - 1) / 2 * (d - 1) + 1.
Definition most (d k checks : nat) : nat := k ^ 2 * (k - 1) * (d - 1) + k * (d + 1) + checks.

Lemma count_directions t n d k checks : count t (directions n d k checks) <= n * (2 * k) + (d - 1) * k + checks.
Proof.
  induction n as [|n IH]; cbn [directions]; [apply Nat.le_0_l|].
  replace (S n * (2 * k)) with (2 * k + n * (2 * k)) by ring.
  rewrite count_bind, count_some. destruct (resolves _); [|lia].
  repeat rewrite count_bind, count_some. unfold count. cbn [asked length].
  generalize (n * (2 * k)), ((d - 1) * k). intros. lia.
Qed.

Lemma even k : 2 * (k * (k - 1) / 2) = k * (k - 1).
Proof.
  assert (E : Nat.even (k * (k - 1)) = true).
  { destruct k as [|k]; [reflexivity|]. replace (S k - 1) with k by lia. rewrite Nat.even_mul, Nat.even_succ.
    rewrite <- Nat.negb_even. now destruct (Nat.even k). }
  apply Nat.even_spec in E as [m ->]. rewrite (Nat.mul_comm 2 m), Nat.div_mul by lia. lia.
Qed.

Theorem directions_bound t d k checks : 1 <= d -> count t (directions (tries d k) d k checks) <= most d k checks.
Proof.
  intros D. eapply Nat.le_trans; [apply count_directions|]. unfold tries, most.
  assert (E := even k). set (c := k * (k - 1) / 2) in *.
  replace (k ^ 2 * (k - 1)) with (k * (2 * c)) by (rewrite E; cbn; nia).
  destruct d as [|d]; [lia|]. replace (S d - 1) with d by lia. nia.
Qed.

(* Where no direction but the last resolves, it asks that often. *)
Lemma count_last t n d k checks : (forall line, resolves line = false) ->
  count t (directions n d k checks) = n * (2 * k).
Proof.
  intros F. induction n as [|n IH]; cbn [directions]; [reflexivity|]. rewrite count_bind, count_some, F, IH. lia.
Qed.

Theorem all_directions_are_asked t d k checks : (forall line, resolves line = false) ->
  count t (directions (tries d k) d k checks) = tries d k * (2 * k).
Proof. intros F. now apply count_last. Qed.

Definition pencil (d k checks : nat) : dialogue nat A Out :=
  bind (ask 1) (fun far => bind (ask (2 * (4 * k * d))) (fun lines => bind (ask (3 * (d + 1) * k)) (fun near =>
    bind (ask checks) (fun fresh => Done (solve (far ++ lines ++ near ++ fresh)))))).

Definition pencil_count (d k checks : nat) : nat := 3 * k * (d + 1) + 8 * k * d + 1 + checks.

Theorem pencil_bound t d k checks : count t (pencil d k checks) = pencil_count d k checks.
Proof.
  unfold pencil, pencil_count. repeat rewrite count_bind, count_some. unfold count. cbn [asked length]. ring.
Qed.
End Asking.
