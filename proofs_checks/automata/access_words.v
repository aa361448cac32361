(* Access words: why a learner of the L* kind asks at most n equivalence queries.

   The target is a deterministic automaton with n states.  A learner of the L* kind keeps access words, of
   which each two are told apart by some suffix: one of the two words, with the suffix appended, is accepted,
   the other is not.  Each counterexample gives it at least one more such word.

   Python:   equivalence_queries(n) = n
   Theorem:  words that are told apart in pairs are at most n; a run has at most n equivalence queries, the
             final yes included.
   Idea:     two words that lead to the same state have the same future, so words that are told apart lead to
             different states; one word is there before the first question, and each counterexample brings one
             more.
   Tight:    the automaton that counts up to n - 1 letters has n such words, for each n.

   Speaks for proofs_checks/automata/access_words.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
Import ListNotations.

(* A deterministic automaton; its states are the numbers below [states]. *)
Record dfa (Letter : Type) : Type := machine {
  states : nat;
  start : nat;
  step : nat -> Letter -> nat;
  final : nat -> bool;
  start_exists : start < states;
  step_exists : forall q a, q < states -> step q a < states
}.
Arguments machine {Letter}.
Arguments states {Letter}.
Arguments start {Letter}.
Arguments step {Letter}.
Arguments final {Letter}.
Arguments start_exists {Letter}.
Arguments step_exists {Letter}.

Section Words.
Context {Letter : Type} (D : dfa Letter).
Local Notation word := (list Letter).

Definition run_from (q : nat) (w : word) : nat := fold_left (step D) w q.
Definition state (w : word) : nat := run_from (start D) w.
Definition accepts (w : word) : bool := final D (state w).

(* All these words are answered as the empty one is. *)
Definition alike (T : list word) : Prop := forall w, In w T -> accepts w = accepts [].

(* Reading u and then s is reading s from the state of u. *)
Lemma state_app u s : state (u ++ s) = run_from (state u) s.
Proof. unfold state, run_from. apply fold_left_app. Qed.

(* Every word leads to one of the states. *)
Lemma state_exists w : state w < states D.
Proof.
  assert (forall q, q < states D -> run_from q w < states D) as H.
  { induction w as [|a w IH]; intros q Hq; [exact Hq|].
    apply (IH (step D q a)). now apply step_exists. }
  apply H. apply start_exists.
Qed.

(* Words that lead to the same state have the same future. *)
Lemma same_future u v s : state u = state v -> accepts (u ++ s) = accepts (v ++ s).
Proof. intros E. unfold accepts. rewrite !state_app. now rewrite E. Qed.

(* There are no more words than states, if the words lead to different states. *)
Lemma different_states us : NoDup (map state us) -> length us <= states D.
Proof.
  intros H. rewrite <- (map_length state), <- (seq_length (states D) 0).
  apply NoDup_incl_length; [exact H|].
  intros q Hq. apply in_map_iff in Hq. destruct Hq as (w & <- & _).
  apply in_seq. pose proof (state_exists w). lia.
Qed.

(* Each two of the words are told apart by some suffix. *)
Definition separated (us : list word) : Prop :=
  ForallOrdPairs (fun u v => exists s, accepts (u ++ s) <> accepts (v ++ s)) us.

Theorem access_words_le us : separated us -> length us <= states D.
Proof.
  intros H. apply different_states.
  induction H as [|u us Hu H IH]; cbn [map]; constructor; [|exact IH].
  intros C. apply in_map_iff in C. destruct C as (v & E & Hv).
  rewrite Forall_forall in Hu. destruct (Hu v Hv) as [s Hs].
  apply Hs, same_future. now symmetry.
Qed.

(* [learns c us]: after c counterexamples the learner has the access words us. *)
Inductive learns : nat -> list word -> Prop :=
| before us : us <> [] -> separated us -> learns 0 us
| counterexample c us new : learns c us -> new <> [] -> separated (new ++ us) -> learns (S c) (new ++ us).

(* Each counterexample has brought a word. *)
Lemma words_grow c us : learns c us -> c + 1 <= length us /\ separated us.
Proof.
  intros H. induction H as [us Hn Hs|c us new H [IH _] Hn Hs].
  - split; [|exact Hs]. destruct us; [contradiction|cbn; lia].
  - split; [|exact Hs]. rewrite app_length. destruct new; [contradiction|cbn; lia].
Qed.

Definition bound (n : nat) : nat := n.

(* c counterexamples and the final yes are c + 1 equivalence queries. *)
Theorem equivalence_queries_le c us : learns c us -> c + 1 <= bound (states D).
Proof.
  intros H. destruct (words_grow c us H) as [A B].
  pose proof (access_words_le us B). unfold bound. lia.
Qed.
End Words.

(* Different elements of a list have different images, if the images are without repetition. *)
Lemma injective_on {X Y : Type} (g : X -> Y) l x y :
  NoDup (map g l) -> In x l -> In y l -> g x = g y -> x = y.
Proof.
  induction l as [|z l IH]; intros H X1 Y1 E; [contradiction|]. inversion H as [|? ? N H']; subst.
  destruct X1 as [->|X1], Y1 as [->|Y1]; [reflexivity| | |now apply IH].
  - exfalso. apply N. rewrite E. now apply in_map.
  - exfalso. apply N. rewrite <- E. now apply in_map.
Qed.

(* The empty word, and each access word with one letter more: the words whose futures a learner compares
   with those of its access words. *)
Definition extensions {Letter : Type} (alphabet : list Letter) (us : list (list Letter))  :
  list (list Letter) :=
  [] :: flat_map (fun u => map (fun a => u ++ [a]) alphabet) us.

Lemma extensions_length {Letter : Type} (alphabet : list Letter) us :
  length (extensions alphabet us) = length alphabet * length us + 1.
Proof.
  unfold extensions. induction us as [|u us IH]; cbn [flat_map length] in *; [lia|].
  rewrite app_length, map_length. lia.
Qed.

Lemma in_extensions {Letter : Type} (alphabet : list Letter) us u a :
  In u us -> In a alphabet -> In (u ++ [a]) (extensions alphabet us).
Proof. intros U A. right. apply in_flat_map. exists u. split; [exact U|].
now apply (in_map (fun a => u ++ [a])). Qed.

Lemma extensions_grow {Letter : Type} (alphabet : list Letter) us vs :
  incl us vs -> incl (extensions alphabet us) (extensions alphabet vs).
Proof.
  intros H w [W|W]; [now left|right]. apply in_flat_map in W. destruct W as (u & U & W).
  apply in_flat_map. exists u. split; [now apply H|exact W].
Qed.

(* The words of at least t letters, over an alphabet of one letter: an automaton with t + 1 states. *)
Lemma capped t q : q < S t -> Nat.min (S q) t < S t.
Proof. intros _. apply Nat.lt_succ_r, Nat.le_min_r. Qed.

Definition at_least (t : nat) : dfa unit :=
  machine (S t) 0 (fun q _ => Nat.min (S q) t) (fun q => q =? t) (Nat.lt_0_succ t) (fun q _ => capped t q).

Definition letters (i : nat) : list unit := repeat tt i.

Lemma accepts_at_least t w : accepts (at_least t) w = (t <=? length w).
Proof.
  assert (forall q, q <= t -> run_from (at_least t) q w = Nat.min (q + length w) t) as H.
  { induction w as [|a w IH]; intros q Hq; cbn [length].
    - cbn. lia.
    - change (run_from (at_least t) (Nat.min (S q) t) w = Nat.min (q + S (length w)) t).
      rewrite IH by lia. lia. }
  unfold accepts, state. rewrite H by apply Nat.le_0_l. cbn [final at_least start].
  destruct (Nat.leb_spec t (length w)), (Nat.eqb_spec (Nat.min (0 + length w) t) t); lia || reflexivity.
Qed.

(* A shorter word and a longer one, up to t letters, are told apart by the suffix that makes the longer one
   accepted. *)
Lemma told_apart t i j : i < j <= t ->
  accepts (at_least t) (letters j ++ letters (t - j)) <> accepts (at_least t) (letters i ++ letters (t - j)).
Proof.
  intros H. rewrite !accepts_at_least, !app_length. unfold letters. rewrite !repeat_length.
  destruct (Nat.leb_spec t (j + (t - j))), (Nat.leb_spec t (i + (t - j))); lia || discriminate.
Qed.

Fixpoint up_to (i : nat) : list (list unit) :=
  match i with 0 => [letters 0] | S j => letters i :: up_to j end.

Lemma up_to_separated t i : i <= t -> separated (at_least t) (up_to i).
Proof.
  induction i as [|i IH]; intros H; cbn [up_to]; constructor; [constructor|constructor| |apply IH; lia].
  assert (forall j, j <= i -> Forall (fun v => exists s, accepts (at_least t) (letters (S i) ++ s)
            <> accepts (at_least t) (v ++ s)) (up_to j)) as A; [|now apply A].
  induction j as [|j IHj]; intros Hj; cbn [up_to]; constructor.
  - exists (letters (t - S i)). apply told_apart. lia.
  - constructor.
  - exists (letters (t - S i)). apply told_apart. lia.
  - apply IHj. lia.
Qed.

(* For each n >= 1 there is an automaton with n states and a run of n equivalence queries. *)
Theorem n_queries_are_needed n : 1 <= n ->
  exists (D : dfa unit) c us, states D = n /\ learns D c us /\ c + 1 = bound n.
Proof.
  intros Hn. exists (at_least (n - 1)), (n - 1), (up_to (n - 1)).
  split; [cbn; lia|]. split; [|unfold bound; lia].
  assert (forall i, i <= n - 1 -> learns (at_least (n - 1)) i (up_to i)) as A; [|now apply A].
  induction i as [|i IH]; intros H.
  - apply before; [discriminate|now apply up_to_separated].
  - apply (counterexample _ i (up_to i) [letters (S i)]); [apply IH; lia|discriminate|].
    change ([letters (S i)] ++ up_to i) with (up_to (S i)). now apply up_to_separated.
Qed.
