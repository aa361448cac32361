(* Some target is expensive: the information bound for what a learner really asks.

   Python:  every lower bound of the form clg(N) for N targets and answers of one bit, such as that of
            qlearn.learners.linear.bisection.
   Theorem: a learner that gives N targets N different outputs asks at least clg(N) queries for one of them.
            (information.v says that some path of its tree is so long; here it is the path of a target.)
   Idea:    at each query go on with the answer that more of the remaining targets give.
   Tight:   for 2^n targets a tree that reads n bits (two_to_the_n_cost_n).
   Python file: information.py.                                                                             *)
From Coq Require Import List Arith Lia.
From qlearn.finite Require Import lists words logarithms information.
Import ListNotations.

Section Asked.
Variables (Query Output Target : Type) (answer : Target -> Query -> nat).

(* how many queries the learner asks when t is the target *)
Fixpoint asked (L : learner Query Output) (t : Target) : nat :=
  match L with
  | Stop _ => 0
  | Ask x next => S (asked (next (answer t x)) t)
  end.

Lemma different_filter (f : Target -> Output) p l : NoDup (map f l) -> NoDup (map f (filter p l)).
Proof.
  induction l as [|t l IH]; cbn; intros D; [exact D|]. apply NoDup_cons_iff in D. destruct D as [Not D].
  destruct (p t); [|auto]. cbn. constructor; [|auto].
  intros C. apply Not. apply in_map_iff in C. destruct C as (u & <- & Hu).
  apply filter_In in Hu. apply in_map, Hu.
Qed.

(* The answer a is the one of at least half the targets, and the rest is known of next a. *)
Lemma the_larger_part x next a targets part :
  (forall ts, ts <> [] -> (forall t x, In t ts -> answer t x < 2) -> NoDup (map (run answer (next a)) ts) ->
     exists t, In t ts /\ clg (length ts) <= asked (next a) t) ->
  (forall t x, In t targets -> answer t x < 2) -> NoDup (map (run answer (Ask x next)) targets) ->
  (forall t, In t (filter part targets) -> answer t x = a) ->
  1 <= length targets -> length targets <= 2 * length (filter part targets) ->
  exists t, In t targets /\ clg (length targets) <= asked (Ask x next) t.
Proof.
  intros IH W D A P H. destruct (IH (filter part targets)) as (t & Ht & C).
  - intros E. rewrite E in H. cbn in H. lia.
  - intros t y Ht. apply W. now apply filter_In in Ht.
  - apply (different_filter _ part) in D. erewrite map_ext_in; [exact D|].
    intros t Ht. cbn. now rewrite (A t Ht).
  - exists t. split; [now apply filter_In in Ht|]. cbn. rewrite (A t Ht). apply clg_spec.
    apply clg_spec in C. rewrite Nat.pow_succ_r'. lia.
Qed.

Theorem some_target_costs (L : learner Query Output) targets : targets <> [] ->
  (forall t x, In t targets -> answer t x < 2) -> NoDup (map (run answer L) targets) ->
  exists t, In t targets /\ clg (length targets) <= asked L t.
Proof.
  revert targets. induction L as [o|x next IH]; intros targets E W D.
  - destruct targets as [|t [|u targets]]; [congruence| |].
    + exists t. split; [now left|apply clg_spec; cbn; lia].
    + exfalso. cbn in D. apply NoDup_cons_iff in D. destruct D as [Not _]. apply Not. now left.
  - assert (1 <= length targets) as P by (destruct targets; [congruence|cbn; lia]).
    pose proof (two_parts (fun t => answer t x =? 1) targets) as S.
    destruct (le_lt_dec (length targets) (2 * length (filter (fun t => answer t x =? 1) targets))) as [H|H].
    + apply (the_larger_part x next 1 targets (fun t => answer t x =? 1)); auto.
      intros t Ht. apply filter_In in Ht. now apply Nat.eqb_eq.
    + apply (the_larger_part x next 0 targets (fun t => negb (answer t x =? 1))); auto; [|lia].
      intros t Ht. apply filter_In in Ht. destruct Ht as [Ht B]. specialize (W t x Ht).
      apply Bool.negb_true_iff, Nat.eqb_neq in B. lia.
Qed.
End Asked.
Arguments asked {Query Output Target}.

(* ---- no more can be claimed: bit i of a target is asked for, for i = 0 .. n-1 ---------------------------- *)
Fixpoint read (n i : nat) (told : list nat) : learner nat (list nat) :=
  match n with
  | 0 => Stop (rev told)
  | S m => Ask i (fun a => read m (S i) (a :: told))
  end.

(* The words of n bits. *)
Local Notation words := (words.words [0; 1]).
Definition digit (t : list nat) (i : nat) : nat := nth i t 0.

Lemma read_word t : forall rest before, t = before ++ rest ->
  run digit (read (length rest) (length before) (rev before)) t = t
  /\ asked digit (read (length rest) (length before) (rev before)) t = length rest.
Proof.
  intros rest. induction rest as [|a rest IH]; intros before ->; cbn [read run asked length].
  - rewrite rev_involutive, app_nil_r. auto.
  - assert (digit (before ++ a :: rest) (length before) = a) as ->.
    { unfold digit. rewrite app_nth2, Nat.sub_diag by lia. reflexivity. }
    destruct (IH (before ++ [a])) as [R C]; [now rewrite <- app_assoc|].
    rewrite app_length, rev_app_distr in R, C. cbn [length rev app] in R, C. rewrite Nat.add_1_r in R, C.
    rewrite R, C. auto.
Qed.

(* The 2^n words of n bits: every one is found, and costs n. *)
Theorem two_to_the_n_cost_n n t : In t (words n) ->
  run digit (read n 0 []) t = t /\ asked digit (read n 0 []) t = clg (length (words n)).
Proof.
  intros H. pose proof (proj1 (in_words _ _ _) H) as [E _]. destruct (read_word t t [] eq_refl) as [R C].
  rewrite E in R, C. cbn in R, C. split; [exact R|]. now rewrite C, words_length, clg_power.
Qed.
