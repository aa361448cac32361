(* How many targets can be told apart by so many answers.

   Python:  every lower bound of the form clg(N), such as that of qlearn.learners.linear.bisection
            (clg(N + 1) labels for N + 1 thresholds);   clg(r) = (r - 1).bit_length() if r > 1 else 0
   Theorem: a learner that tells N targets apart with q answers, each one of k, has N <= k^q; with yes or no
            answers clg(N) <= q; with m membership and e equivalence queries on a domain of K points
            N <= 2^m (K + 1)^e, since an equivalence query is answered by yes or by one of K points.
   Idea:    a learner is a tree.  It has no more leaves than there are sequences of answers, and two targets
            that end in the same leaf get the same output.
   Tight:   targets that are words of m bits and e digits of K + 1 values, read one by one.
   Python file: information.py.                                                                            *)
From Coq Require Import List Arith Lia.
From qlearn.finite Require Import logarithms.
Import ListNotations.

(* ---- learners ---------------------------------------------------------------------------------------- *)
(* stop with an output, or ask and go on as the answer, a number, says; what is asked may depend on all that
   was answered before *)
Inductive learner (Query Output : Type) : Type :=
| Stop (o : Output)
| Ask (x : Query) (next : nat -> learner Query Output).
Arguments Stop {Query Output}.
Arguments Ask {Query Output}.

Section Tree.
Variables (Query Output Target : Type).
Variable arity : Query -> nat.                 (* how many answers a query can have: 0 .. arity x - 1 *)
Variable answer : Target -> Query -> nat.      (* what the teacher of each target says *)
Notation learner := (learner Query Output).

Fixpoint run (L : learner) (t : Target) : Output :=
  match L with
  | Stop o => o
  | Ask x next => run (next (answer t x)) t
  end.

(* the teacher of a target answers within the arity *)
Definition answers_well (t : Target) : Prop := forall x, answer t x < arity x.

(* [fits B L]: on every path the arities of the queries multiply to at most B *)
Fixpoint fits (B : nat) (L : learner) : Prop :=
  match L with
  | Stop _ => 1 <= B
  | Ask x next => exists b, arity x * b <= B /\ forall a, a < arity x -> fits b (next a)
  end.

(* [within q L]: at most q queries on every path *)
Fixpoint within (q : nat) (L : learner) : Prop :=
  match L, q with
  | Stop _, _ => True
  | Ask _ _, 0 => False
  | Ask x next, S q' => forall a, a < arity x -> within q' (next a)
  end.

(* the outputs that can occur are at most B *)
Lemma few_outputs L B : fits B L ->
  exists outs, length outs <= B /\ forall t, answers_well t -> In (run L t) outs.
Proof.
  revert B. induction L as [o|x next IH]; simpl; intros B F.
  - exists [o]. simpl. split; [exact F|auto].
  - destruct F as (b & Hb & F).
    assert (G : forall k, k <= arity x -> exists outs, length outs <= k * b /\   (* of the first k subtrees *)
                forall t, answers_well t -> answer t x < k -> In (run (next (answer t x)) t) outs).
    { induction k as [|k IHk]; intros Hk; [exists []; simpl; split; [lia|intros; lia]|].
      destruct (IHk ltac:(lia)) as (o1 & L1 & I1).
      destruct (IH k b (F k ltac:(lia))) as (o2 & L2 & I2).
      exists (o2 ++ o1). rewrite app_length. split; [simpl; lia|]. intros t W Ht.
      apply in_or_app. destruct (Nat.eq_dec (answer t x) k) as [E|E].
      - left. rewrite E. now apply I2.
      - right. apply I1; [exact W|lia]. }
    destruct (G (arity x) (le_n _)) as (outs & L1 & I1).
    exists outs. split; [lia|]. intros t W. apply I1; [exact W|apply W].
Qed.

(* different outputs on N targets, so N <= B *)
Theorem product_bound L B (targets : list Target) :
  (forall t, In t targets -> answers_well t) ->
  fits B L -> NoDup (map (run L) targets) -> length targets <= B.
Proof.
  intros W F D. destruct (few_outputs L B F) as (outs & L1 & I1).
  rewrite <- (map_length (run L)). apply Nat.le_trans with (2 := L1).
  apply NoDup_incl_length; [exact D|].
  intros o Ho. apply in_map_iff in Ho. destruct Ho as (t & <- & Ht). apply I1, W, Ht.
Qed.

(* q queries of at most k answers each *)
Lemma within_fits k q L : 1 <= k -> (forall x, arity x <= k) -> within q L -> fits (k ^ q) L.
Proof.
  intros Hk A. revert L. induction q as [|q IH]; intros [o|x next] W; cbn [fits within] in *.
  - simpl; lia.
  - destruct W.
  - pose proof (Nat.pow_nonzero k (S q)). lia.
  - exists (k ^ q). split; [|auto]. rewrite Nat.pow_succ_r'. apply Nat.mul_le_mono_r, A.
Qed.

Theorem information_bound k q L (targets : list Target) :
  1 <= k -> (forall x, arity x <= k) -> (forall t, In t targets -> answers_well t) ->
  within q L -> NoDup (map (run L) targets) -> length targets <= k ^ q.
Proof. intros Hk A W F. apply product_bound; [exact W|]. now apply within_fits. Qed.

(* yes or no: the bound that Python states *)
Theorem clg_needed q L (targets : list Target) :
  (forall x, arity x <= 2) -> (forall t, In t targets -> answers_well t) ->
  within q L -> NoDup (map (run L) targets) -> clg (length targets) <= q.
Proof. intros A W F D. apply clg_spec. now apply (information_bound 2 q L); [lia| | | |]. Qed.

(* ---- membership and equivalence queries together --------------------------------------------------- *)
Variables (equivalence : Query -> bool) (K : nat).       (* the domain has K points *)

(* at most m membership and e equivalence queries on every path *)
Fixpoint budget (m e : nat) (L : learner) : Prop :=
  match L with
  | Stop _ => True
  | Ask x next =>
      match (if equivalence x then e else m) with
      | 0 => False
      | S less => forall a, a < arity x ->
                  budget (if equivalence x then m else less) (if equivalence x then less else e) (next a)
      end
  end.

Lemma budget_fits L m e : (forall x, arity x = if equivalence x then K + 1 else 2) ->
  budget m e L -> fits (2 ^ m * (K + 1) ^ e) L.
Proof.
  intros A. revert m e. induction L as [o|x next IH]; simpl; intros m e Hb.
  - pose proof (Nat.pow_nonzero 2 m). pose proof (Nat.pow_nonzero (K + 1) e). nia.
  - rewrite A in *. destruct (equivalence x).
    + destruct e as [|e]; [destruct Hb|]. exists (2 ^ m * (K + 1) ^ e).
      split; [rewrite Nat.pow_succ_r'; nia|auto].
    + destruct m as [|m]; [destruct Hb|]. exists (2 ^ m * (K + 1) ^ e).
      split; [rewrite Nat.pow_succ_r'; nia|auto].
Qed.

Theorem mixed_bound L m e (targets : list Target) :
  (forall x, arity x = if equivalence x then K + 1 else 2) ->
  (forall t, In t targets -> answers_well t) ->
  budget m e L -> NoDup (map (run L) targets) -> length targets <= 2 ^ m * (K + 1) ^ e.
Proof. intros A W Hb. apply product_bound; [exact W|]. now apply budget_fits. Qed.
End Tree.
Arguments run {Query Output Target}.
Arguments answers_well {Query Target}.
Arguments within {Query Output}.
Arguments budget {Query Output}.

