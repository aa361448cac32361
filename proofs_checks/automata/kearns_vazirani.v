(* The learner with a discrimination tree (Kearns and Vazirani, 1994), its counterexamples analysed by
   bisection.

   A node of the tree holds a suffix, a leaf an access word.  A word w sifts down: at a node with suffix v it
   is asked whether the target accepts w v, and w goes to the side of the answer.  The root's suffix is the
   empty word.  The access words and their extensions by a letter are sifted; the hypothesis goes from u by a
   to the leaf that u a arrives at.  Two steps:
   - discover: a word arrives where no leaf is yet (below the root, on the side of the other answer), and
     becomes a leaf;
   - counterexample: its analysis gives a state u, a letter a and a suffix v that tells u a from its leaf s;
     that leaf is replaced by a node with suffix v over the leaves s and u a.
   A word that had been sifted before is asked nothing again, only the new suffix if it lay in the leaf that
   was split.  A learner that goes on with a counterexample as long as it is one makes such a run, too.

   Python:   equivalence_queries(n) = max(1, n - 1)
             words(n, k, m) = ((k - 1) * n + 1) * max(1, n - 1) + max(1, n * (n + 1) // 2 - 1)
                              + (n - 2) * (clg(m) - 1)   (a difference below 0 counts as 0)
   for a target of n states over k letters and counterexamples of at most m letters.
   Theorem:  every run keeps to both; the final yes and every word ever asked are counted.
   Idea:     the words asked are pairs of one of the k n + 1 sifted words and a suffix above its leaf, and clg
             m - 1 others at most in each analysis.  There is a node for the start and one for each
             counterexample, so a path has no more; and the n access words, which are among those sifted,
             arrive at different leaves.
   Tight:    for each n a run with max(1, n - 1) equivalence queries, and one with n = 3, k = 2, m = 8 that
             asks 15 words, in automata/longest_runs.v.

   Speaks for proofs_checks/automata/kearns_vazirani.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms.
From qlearn.automata Require Import access_words rivest_schapire discrimination_tree.
Import ListNotations.

Definition equivalence_bound (n : nat) : nat := Nat.max 1 (n - 1).
Definition bound (n k m : nat) : nat :=
  ((k - 1) * n + 1) * Nat.max 1 (n - 1) + Nat.max 1 (n * (n + 1) / 2 - 1) + (n - 2) * (clg m - 1).

Section Learner.
Context {Letter : Type} (D : dfa Letter) (alphabet : list Letter).
Local Notation word := (list Letter).
Local Notation tree := (@tree Letter).
Local Notation f := (accepts D).
Local Notation alike := (alike D).
Local Notation rows := (extensions alphabet).
Local Notation sift := (sift D).
Local Notation path := (path D).
Local Notation put := (put D).
Local Notation sound := (sound D).

Definition two (v no yes : word) : tree := Node v (Leaf no) (Leaf yes).
Definition fork (v s w : word) : tree := if f (s ++ v) then two v w s else two v s w.
Definition cells (t : tree) : list word :=
  flat_map (fun w => map (fun v => w ++ v) (path t w)) (rows (leaves t)).
Definition complete (t : tree) : Prop := forall w, In w (rows (leaves t)) -> sift t w <> None.
Definition next (t : tree) (u : word) (a : Letter) : word :=
  match sift t (u ++ [a]) with Some s => s | None => [] end.
Definition first : tree := if f [] then Node [] Empty (Leaf []) else Node [] (Leaf []) Empty.

(* [run m t asked c]: the tree, all words asked so far, and the number of counterexamples, each of at most
   m letters. *)
Inductive run (m : nat) : tree -> list word -> nat -> Prop :=
| begin : run m first (cells first) 0
| discover t asked c w : run m t asked c -> In w (rows (leaves t)) -> sift t w = None ->
    run m (put t w (Leaf w)) (cells (put t w (Leaf w)) ++ asked) c
| counterexample t asked c z u a v new : run m t asked c -> complete t -> length z <= m -> incl z alphabet ->
    hypothesis f (next t) z <> f z -> found f (next t) z = Some (u, a, v) ->
    new = put t (u ++ [a]) (fork v (next t u a) (u ++ [a])) ->
    run m new (cells new ++ words_asked f (next t) z ++ asked) (S c).

(* The tree of a run: c + 1 nodes, c + 2 places; an empty one only while all leaves get the root's one
   answer. *)
Definition shape (t : tree) (c : nat) : Prop :=
  sound t /\ In [] (leaves t) /\ incl (leaves t) (rows (leaves t)) /\ (forall w, In [] (path t w))
  /\ nodes t = S c /\ length (leaves t) + empties t = c + 2
  /\ (empties t = 0 \/ empties t = 1 /\ alike (leaves t)).

(* The analysis of a counterexample to a complete, sound tree. *)
Lemma split t c z u a v : shape t c -> complete t -> incl z alphabet ->
  hypothesis f (next t) z <> f z -> found f (next t) z = Some (u, a, v) ->
  In (u ++ [a]) (rows (leaves t)) /\ sift t (u ++ [a]) = Some (next t u a)
    /\ f ((u ++ [a]) ++ v) <> f (next t u a ++ v)
  /\ exists rest, length rest <= clg (length z) - 1
     /\ incl (words_asked f (next t) z) (((u ++ [a]) ++ v) :: (next t u a ++ v) :: rest).
Proof.
  intros (_ & I1 & _) C L Z F.
  assert (forall x a, In x (leaves t) -> In a alphabet -> sift t (x ++ [a]) = Some (next t x a)) as N.
  { intros x b X B. unfold next. pose proof (C (x ++ [b]) (in_extensions alphabet _ x b X B)) as Y.
    destruct (sift t (x ++ [b])); [reflexivity|contradiction]. }
  destruct (analysis_separates f (next t) z Z) as (before & a' & v' & rest & F' & Ez & V & _ & R1 & R2).
  rewrite F in F'. injection F' as Eu <- <-. rewrite <- Eu in *.
  assert (In a alphabet) as La by (apply L; rewrite Ez; apply in_or_app; right; now left).
  assert (In u (leaves t)) as U.
  { assert (incl before alphabet) as LB by (intros x X; apply L; rewrite Ez; apply in_or_app; now left).
    rewrite Eu. unfold leads_to. revert I1. generalize (@nil Letter) as x. clear -N LB.
    induction before as [|b before IH]; intros x X; [exact X|]. cbn [fold_left].
    apply IH; [intros y Y; apply LB; now right|].
    apply (sift_leaf D t (x ++ [b])), N; [exact X|apply LB; now left]. }
  split; [now apply in_extensions|]. split; [now apply N|]. split; [exact V|]. now exists rest.
Qed.
Lemma run_shape m t asked c : run m t asked c -> shape t c.
Proof.
  intros H. induction H as [|t asked c w H IH W N|t asked c z u a v new H IH C Hz L Z F E].
  - unfold shape, first. assert (alike [[]]) as A by (now intros s [<-|[]]).
    destruct (f []) eqn:E; cbn [leaves nodes empties app length].
    + split; [|split; [now left|split;
        [intros s [<-|[]]; now left|split; [now left|split; [lia|split; [lia|now right]]]]]].
      split; [intros s []|split; [intros s [<-|[]]; exact E|split; exact I]].
    + split; [|split; [now left|split;
        [intros s [<-|[]]; now left|split; [now left|split; [lia|split; [lia|now right]]]]]].
      split; [intros s [<-|[]]; exact E|split; [intros s []|split; exact I]].
  - destruct IH as (S1 & S2 & S3 & S4 & S5 & S6 & S7).
    pose proof (put_counts D t w (Leaf w)) as [P1 P2]. rewrite N in P2.
    cbn [nodes leaves empties length] in P1, P2.
    assert (incl (leaves t) (leaves (put t w (Leaf w)))) as K by (apply put_keeps; rewrite N; discriminate).
    repeat split; [| | | |lia|lia|left; lia].
    + apply put_sound; [exact S1|exact I|]. intros s v [<-|[]] _. reflexivity.
    + now apply K.
    + intros s X. apply (extensions_grow alphabet _ _ K). apply put_leaves, in_app_or in X.
      destruct X as [[<-|[]]|X]; auto.
    + intros x. now apply put_path, S4.
  - destruct (split t c z u a v IH C L Z F) as (U & Sf & V & _).
    destruct IH as (S1 & S2 & S3 & S4 & S5 & S6 & S7). set (w := u ++ [a]) in *. set (s := next t u a) in *.
    assert (sound (fork v s w) /\ nodes (fork v s w) = 1 /\ length (leaves (fork v s w)) = 2
      /\ empties (fork v s w) = 0
            /\ forall x, In x (leaves (fork v s w)) <-> x = s \/ x = w) as (G1 & G2 & G3 & G4 & G5).
    { unfold fork, two. destruct (f (s ++ v)) eqn:E1, (f (w ++ v)) eqn:E2; try congruence; cbn;
        (repeat split; try lia; try (intros x [<-|[]]; assumption); intuition auto). }
    pose proof (sift_same D t w s S1 Sf) as Way.
    pose proof (put_counts D t w (fork v s w)) as [P1 P2]. rewrite Sf in P2. rewrite <- E in *.
    assert (incl (leaves t) (leaves new)) as K.
    { rewrite E. apply put_keeps. rewrite Sf. intros x X. injection X as <-. apply G5. now left. }
    assert (forall x, In x (leaves new) -> x = w \/ In x (leaves t)) as New.
    { intros x X. rewrite E in X. apply put_leaves, in_app_or in X. destruct X as [X|X]; [|now right].
      apply G5 in X. destruct X as [->| ->]; [right; now apply (sift_leaf D t w)|now left]. }
    repeat split; [| | | |lia|lia|].
    + rewrite E. apply put_sound; [exact S1|exact G1|]. intros x y X Y. apply G5 in X.
      destruct X as [->| ->]; [now apply Way|reflexivity].
    + now apply K.
    + intros x X. apply (extensions_grow alphabet _ _ K). apply New in X. destruct X as [->|X]; auto.
    + intros x. rewrite E. now apply put_path, S4.
    + destruct S7 as [S7|[S7 S8]]; [left; lia|right; split; [lia|]].
      intros x X. apply New in X. destruct X as [->|X]; [|now apply S8].
      specialize (Way [] (S4 w)). rewrite !app_nil_r in Way. rewrite <- Way. apply S8.
      now apply (sift_leaf D t w).
Qed.

(* A counterexample shows that the target neither accepts all words nor refuses all. *)
Lemma not_constant m t asked c : run m t asked c -> c = 0 \/ exists w, f w <> f [].
Proof.
  intros H. induction H as [| |t asked c z u a v new H IH C Hz L Z F E]; [now left|assumption|right].
  destruct (bool_dec (f z) (f [])) as [Y|Y]; [|now exists z].
  exists (leads_to (next t) z). intros X. apply Z. unfold hypothesis. now rewrite X.
Qed.

Lemma counterexamples m t asked c : run m t asked c -> c = 0 \/ c + 2 <= states D.
Proof.
  intros H. destruct (run_shape m t asked c H) as (S1 & _ & _ & _ & _ & S6 & S7).
  destruct (not_constant m t asked c H) as [O|(w & W)]; [now left|right].
  destruct S7 as [S7|[S7 S8]]; [pose proof (leaves_le D t S1); lia|].
  assert (length (w :: leaves t) <= states D) as B; [|cbn [length] in B; lia].
  apply different_states. cbn [map]. constructor; [|now apply leaves_differ].
  intros X. apply in_map_iff in X. destruct X as (x & X & X').
  apply W. rewrite <- (S8 x X'), <- (app_nil_r w), <- (app_nil_r x). now apply same_future.
Qed.

Theorem equivalence_queries m t asked c : run m t asked c -> c + 1 <= equivalence_bound (states D).
Proof. intros H. unfold equivalence_bound. destruct (counterexamples m t asked c H); lia. Qed.

(* What has been asked remains a cell of the new tree. *)
Lemma cells_grow t w new : incl (leaves t) (leaves (put t w new)) -> incl (cells t) (cells (put t w new)).
Proof.
  intros K x X. apply in_flat_map in X. destruct X as (y & Y & X). apply in_flat_map. exists y.
  split; [now apply (extensions_grow alphabet _ _ K)|]. apply in_map_iff in X. destruct X as (v & <- & X).
  apply in_map_iff. exists v. split; [reflexivity|now apply put_path].
Qed.

(* All words asked are cells, but for clg m - 1 in each analysis. *)
Lemma asked_cells m t asked c : run m t asked c ->
  exists others, incl asked (cells t ++ others) /\ length others <= c * (clg m - 1).
Proof.
  intros H. induction H as [|t asked c w H (others & O1 & O2) W N|
    t asked c z u a v new H (others & O1 & O2) C Hz L Z F E].
  - exists []. split; [intros x X; apply in_or_app; now left|cbn; lia].
  - exists others. split; [|exact O2]. apply incl_app; [intros x X; apply in_or_app; now left|].
    intros x X. apply O1, in_app_or in X. apply in_or_app. destruct X as [X|X]; [left|now right].
    revert X. apply cells_grow, put_keeps. rewrite N. discriminate.
  - pose proof (run_shape m t asked c H) as Sh.
    destruct (split t c z u a v Sh C L Z F) as (U & Sf & V & rest & R1 & R2).
    destruct Sh as (S1 & _ & S3 & _). set (w := u ++ [a]) in *. set (s := next t u a) in *.
    assert (exists no yes, fork v s w = Node v no yes /\ In s (leaves (fork v s w))) as (no & yes & Fk & Sk).
    { unfold fork, two. destruct (f (s ++ v)); eexists; eexists; (split; [reflexivity|cbn; tauto]). }
    assert (incl (leaves t) (leaves new)) as K.
    { rewrite E. apply put_keeps. rewrite Sf. intros x X. injection X as <-. exact Sk. }
    assert (forall x, x = w \/ x = s -> In (x ++ v) (cells new)) as Cell.
    { intros x X. apply in_flat_map. exists x. split.
      - apply (extensions_grow alphabet _ _ K). destruct X as [->| ->]; [exact U|]. apply S3.
        now apply (sift_leaf D t w).
      - apply in_map_iff. exists v. split; [reflexivity|]. rewrite E, Fk. now apply (put_asks D t w s). }
    exists (rest ++ others). split.
    + apply incl_app; [intros x X; apply in_or_app; now left|]. apply incl_app; intros x X; apply in_or_app.
      * apply R2 in X. destruct X as [<-|[<-|X]]; [left; apply Cell; now left|left; apply Cell; now right|].
        right. apply in_or_app. now left.
      * apply O1, in_app_or in X. destruct X as [X|X]; [left|right; apply in_or_app; now right].
        revert X. rewrite E. apply cells_grow. now rewrite <- E.
    + rewrite app_length. pose proof (clg_mono (length z) m Hz). lia.
Qed.

(* [ws]: any of the words asked, each once. *)
Theorem words_bound m t asked c ws : run m t asked c -> NoDup ws -> incl ws asked ->
  length ws <= bound (states D) (length alphabet) m.
Proof.
  intros H N I. destruct (asked_cells m t asked c H) as (others & O1 & O2).
  destruct (run_shape m t asked c H) as (S1 & _ & _ & _ & S5 & _).
  pose proof (NoDup_incl_length N (incl_tran I O1)) as B. rewrite app_length in B.
  destruct (run_shape m t asked c H) as (_ & _ & S3 & _ & _ & S6 & S7). set (L := length (leaves t)) in *.
  assert (length (cells t) = list_sum (map (fun w => length (path t w)) (rows (leaves t)))) as Q.
  { unfold cells. generalize (rows (leaves t)) as l. induction l as [|w l IH]; [reflexivity|].
    cbn [flat_map]. rewrite app_length, map_length, IH. reflexivity. }
  assert (NoDup (leaves t)) as N' by (apply (NoDup_map_inv (state D)); now apply leaves_differ).
  assert (forall w, length (path t w) <= S c) as P by (intros w; rewrite <- S5; apply path_nodes).
  pose proof (sum_within (fun w => length (path t w)) (S c) (leaves t) (rows (leaves t)) P N' S3) as R.
  rewrite (extensions_length alphabet (leaves t)) in R. fold L in R.
  pose proof (leaves_cost D t S1) as V. rewrite S5 in V.
  pose proof (sum_within (fun w => length (path t w)) (S c) [] (leaves t) P (NoDup_nil _) ltac:(intros x []))
    as V'.
  fold L in V'. cbn [map list_sum fold_right length] in V'.
  set (W := list_sum (map (fun s => length (path t s)) (leaves t))) in *.
  pose proof (leaves_le D t S1) as A1. fold L in A1.
  set (n := states D) in *. set (k := length alphabet) in *.
  assert (S c <= Nat.max 1 (n - 1) /\ c <= n - 2) as [C1 C2] by (destruct (counterexamples m t asked c H);
    lia).
  assert (k * L + 1 - L <= (k - 1) * n + 1) as K.
  { pose proof (Nat.mul_le_mono_l L n (k - 1) A1). destruct k as [|k]; [lia|].
    replace (S k - 1) with k in * by lia. lia. }
  assert (W <= Nat.max 1 (n * (n + 1) / 2 - 1)) as W1.
  { clear - H V V' S6 S7 A1. assert (forall q, 2 * q + 2 <= n * (n + 1) ->
      q <= Nat.max 1 (n * (n + 1) / 2 - 1)) as Half.
    { intros q Q. assert (q + 1 <= n * (n + 1) / 2); [|lia]. apply Nat.div_le_lower_bound; lia. }
    destruct (counterexamples m t asked c H) as [->|C]; [destruct S7 as [S7|[S7 _]]|].
    - apply Half. pose proof (Nat.mul_le_mono 2 n 3 (n + 1) ltac:(lia) ltac:(lia)). lia.
    - replace L with 1 in V' by lia. lia.
    - apply Half. fold n in C. pose proof (Nat.mul_le_mono (c + 2) n (c + 3) (n + 1) ltac:(lia) ltac:(lia)).
      lia. }
  pose proof (Nat.mul_le_mono _ _ _ _ K C1) as B1.
  pose proof (Nat.mul_le_mono_r c (n - 2) (clg m - 1) C2) as B2.
  unfold bound. rewrite Q in B. clear - B O2 R W1 B1 B2.
  revert B R B1 B2 O2 W1. generalize ((k * L + 1 - L) * S c), (((k - 1) * n + 1) * Nat.max 1 (n - 1)),
    (c * (clg m - 1)),
    ((n - 2) * (clg m - 1)), (Nat.max 1 (n * (n + 1) / 2 - 1)). lia.
Qed.
End Learner.
