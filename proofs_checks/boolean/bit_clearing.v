(* Monotone conjunctions from membership queries alone.

   The target is the AND of a set of the n variables.  The learner asks for the labels of the n points with a
   single zero: the one with its zero at variable i is rejected exactly if i is in the target.

   Python:  bounds: n membership queries exactly, lower: n
   Theorem: the learner asks n queries, whatever is answered, and returns the target; a learner that returns
            every target asks at least n queries for one of them.
   Idea:    there are 2^n targets, and an answer is one bit: of the targets that are still possible the larger
            half survives some answer.
   Speaks for bit_clearing.py (qlearn/learners/boolean/bit_clearing.py).                                     *)
From Coq Require Import List Arith Lia Bool FinFun.
From qlearn.boolean Require Import conjunctions.
Import ListNotations.

(* ---- learners with membership queries ---------------------------------------------------------------------- *)
(* Name what was found, or ask for the label of a point and go on as the answer says. *)
Inductive learner (Concept : Type) : Type :=
| Name (found : Concept)
| Ask (x : point) (no yes : learner Concept).
Arguments Name {Concept}.
Arguments Ask {Concept}.

Fixpoint found {Concept : Type} (L : learner Concept) (f : point -> bool) : Concept :=
  match L with Name c => c | Ask x no yes => if f x then found yes f else found no f end.

Fixpoint queries {Concept : Type} (L : learner Concept) (f : point -> bool) : nat :=
  match L with Name _ => 0 | Ask x no yes => S (if f x then queries yes f else queries no f) end.

(* All points asked in one round; [decode] turns the labels into a concept. *)
Fixpoint ask_all {Concept : Type} (ps : list point) (decode : list bool -> Concept) : learner Concept :=
  match ps with
  | [] => Name (decode [])
  | p :: ps' => Ask p (ask_all ps' (fun bs => decode (false :: bs))) (ask_all ps' (fun bs => decode (true :: bs)))
  end.

Lemma ask_all_spec {Concept : Type} ps (decode : list bool -> Concept) f :
  found (ask_all ps decode) f = decode (map f ps) /\ queries (ask_all ps decode) f = length ps.
Proof.
  revert decode. induction ps as [|p ps IH]; intros decode; [split; reflexivity|]. cbn.
  destruct (f p); destruct (IH (fun bs => decode (true :: bs))), (IH (fun bs => decode (false :: bs))); split; auto.
Qed.

(* ---- 2^q concepts and one more are not told apart by q answers --------------------------------------------- *)
Section Information.
Context {Concept : Type} (value : Concept -> point -> bool).

Lemma halves x (concepts : list Concept) :
  length (filter (fun c => value c x) concepts) + length (filter (fun c => negb (value c x)) concepts)
  = length concepts.
Proof. induction concepts as [|c cs IH]; cbn; [reflexivity|]. destruct (value c x); cbn; lia. Qed.

Lemma many_concepts L q concepts : NoDup concepts -> 2 ^ q < length concepts ->
  (forall c, In c concepts -> found L (value c) = c) -> exists c, In c concepts /\ q < queries L (value c).
Proof.
  revert q concepts. induction L as [a|x no IHno yes IHyes]; intros q concepts D H R.
  - exfalso. assert (length concepts <= length [a]) as C.
    { apply NoDup_incl_length; [exact D|]. intros c Hc. left. exact (R c Hc). }
    pose proof (Nat.pow_nonzero 2 q). cbn in C. lia.
  - destruct q as [|q].
    + destruct concepts as [|c cs]; [cbn in H; lia|]. exists c. split; [now left|cbn; lia].
    + rewrite Nat.pow_succ_r' in H. pose proof (halves x concepts) as S.
      assert (2 ^ q < length (filter (fun c => value c x) concepts)
              \/ 2 ^ q < length (filter (fun c => negb (value c x)) concepts)) as [M|M] by lia.
      * destruct (IHyes q _ (NoDup_filter _ D) M) as (c & Hc & Q).
        { intros c Hc. apply filter_In in Hc. destruct Hc as [Hc V].
          specialize (R c Hc). cbn in R. now rewrite V in R. }
        apply filter_In in Hc. destruct Hc as [Hc V]. exists c. split; [exact Hc|]. cbn. rewrite V. lia.
      * destruct (IHno q _ (NoDup_filter _ D) M) as (c & Hc & Q).
        { intros c Hc. apply filter_In in Hc. destruct Hc as [Hc V]. apply negb_true_iff in V.
          specialize (R c Hc). cbn in R. now rewrite V in R. }
        apply filter_In in Hc. destruct Hc as [Hc V]. apply negb_true_iff in V.
        exists c. split; [exact Hc|]. cbn. rewrite V. lia.
Qed.
End Information.

(* The 2^n sets of n variables. *)
Fixpoint cube (n : nat) : list (list bool) :=
  match n with 0 => [[]] | S m => map (cons false) (cube m) ++ map (cons true) (cube m) end.

Lemma cube_length n : length (cube n) = 2 ^ n.
Proof. induction n as [|n IH]; cbn [cube]; [reflexivity|]. rewrite app_length, !map_length, IH. cbn. lia. Qed.

Lemma in_cube n s : In s (cube n) -> length s = n.
Proof.
  revert s. induction n as [|n IH]; intros s H; cbn in H.
  - destruct H as [<-|[]]. reflexivity.
  - apply in_app_iff in H. destruct H as [H|H]; apply in_map_iff in H; destruct H as (u & <- & U); cbn; now rewrite IH.
Qed.

Lemma cube_distinct n : NoDup (cube n).
Proof.
  induction n as [|n IH]; cbn [cube]; [repeat constructor; intros []|].
  assert (forall b, NoDup (map (cons b) (cube n))) as M.
  { intros b. apply Injective_map_NoDup; [|exact IH]. intros u v E. now injection E. }
  assert (forall u, In u (map (cons false) (cube n)) -> ~ In u (map (cons true) (cube n))) as A.
  { intros u U V. apply in_map_iff in U, V. destruct U as (u' & <- & _), V as (v' & E & _). discriminate. }
  revert A. generalize (M false). induction (map (cons false) (cube n)) as [|u us IHu]; intros D A; [apply M|].
  apply NoDup_cons_iff in D. cbn. constructor.
  - rewrite in_app_iff. intros [U|U]; [tauto|]. apply (A u); [now left|exact U].
  - apply IHu; [tauto|]. intros v V. apply A. now right.
Qed.

(* A learner that finds each set of n variables, asked by its value at points, has n queries for one of them. *)
Lemma sets_cost n (value : list bool -> point -> bool) L :
  (forall s, length s = n -> found L (value s) = s) -> exists s, length s = n /\ n <= queries L (value s).
Proof.
  intros R. destruct n as [|n]; [exists []; split; [reflexivity|lia]|].
  destruct (many_concepts value L n (cube (S n)) (cube_distinct _)) as (s & S & Q).
  - rewrite cube_length. apply Nat.pow_lt_mono_r; lia.
  - intros s S. apply R, in_cube, S.
  - exists s. split; [now apply in_cube|lia].
Qed.

(* ---- the algorithm ----------------------------------------------------------------------------------------- *)
Definition bit_clearing (n : nat) : learner (list bool) := ask_all (one_zeros n) (map negb).
Definition bound (n : nat) : nat := n.
Definition lower (n : nat) : nat := n.

Theorem n_labels_spell_the_target n target : length target = n ->
  found (bit_clearing n) (accepts target) = target /\ forall f, queries (bit_clearing n) f = bound n.
Proof.
  intros <-. unfold bit_clearing, bound. split.
  - rewrite (proj1 (ask_all_spec _ _ _)), labels_of_one_zeros. apply negb_twice.
  - intros f. rewrite (proj2 (ask_all_spec _ _ _)). apply one_zeros_length.
Qed.

(* Fewer do not suffice. *)
Theorem every_learner_asks_n n L : (forall target, length target = n -> found L (accepts target) = target) ->
  exists target, length target = n /\ lower n <= queries L (accepts target).
Proof. apply sets_cost. Qed.
