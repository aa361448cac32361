(* L* with an observation table (Angluin, 1987), its counterexamples analysed by bisection (Rivest and
   Schapire, 1993).

   The table's rows are the access words A and their extensions by a letter, its columns are suffixes E; the
   cell (w, e) says whether the target accepts w e.  Two steps:
   - close: an extension whose row is the row of no access word becomes an access word;
   - counterexample: the table is closed, its access words are the hypothesis's states, and a state goes by a
     letter to the access word with the row of the extension.  A counterexample is analysed, and the suffix
     found becomes a column.

   Python:   equivalence_queries(n) = max(1, n - 1)
             words(n, k, m) = (k * n + 1) * max(1, n - 1) + (n - 2) * (clg(m) - 1)
                              (a difference below 0 counts as 0)
   for a target of n states over k letters and counterexamples of at most m letters.
   Theorem:  every run keeps to both; the final yes and every word ever asked are counted.
   Idea:     a new column tells an extension from all access words, so each counterexample brings an access
             word.  The access words lead to different states.  While all of them are accepted, or all
             refused, there is a state more, which some part of a counterexample has shown.  The words asked
             are cells, and in each analysis clg m - 1 others at most.
   Tight:    for each n a run with max(1, n - 1) equivalence queries, and a run with n = 3, k = 2, m = 8 that
             asks 16 words.

   Speaks for proofs_checks/automata/rivest_schapire.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms.
From qlearn.automata Require Import access_words rivest_schapire.
Import ListNotations.

Definition equivalence_bound (n : nat) : nat := Nat.max 1 (n - 1).
Definition bound (n k m : nat) : nat := (k * n + 1) * Nat.max 1 (n - 1) + (n - 2) * (clg m - 1).

Section Table.
Context {Letter : Type} (D : dfa Letter) (alphabet : list Letter).
Local Notation word := (list Letter).
Local Notation f := (accepts D).
Local Notation alike := (alike D).
Local Notation rows := (extensions alphabet).

Definition row (E : list word) (w : word) : list bool := map (fun e => f (w ++ e)) E.
Definition cells (A E : list word) : list word := flat_map (fun w => map (fun e => w ++ e) E) (rows A).
Definition closed (A E : list word) : Prop :=
  forall w, In w (rows A) -> exists u, In u A /\ row E u = row E w.
Definition same (r s : list bool) : bool := if list_eq_dec bool_dec r s then true else false.
Definition next (A E : list word) (u : word) (a : Letter) : word :=
  match find (fun s => same (row E s) (row E (u ++ [a]))) A with Some s => s | None => [] end.

(* [run m A E asked c]: access words, columns, all words asked so far, and the number of counterexamples,
   each of at most m letters. *)
Inductive run (m : nat) : list word -> list word -> list word -> nat -> Prop :=
| begin : run m [[]] [[]] (cells [[]] [[]]) 0
| close A E asked c w : run m A E asked c ->
    In w (rows A) -> (forall u, In u A -> row E u <> row E w) ->
    run m (w :: A) E (cells (w :: A) E ++ asked) c
| counterexample A E asked c z u a v : run m A E asked c -> closed A E ->
    length z <= m -> incl z alphabet -> hypothesis f (next A E) z <> f z ->
      found f (next A E) z = Some (u, a, v) ->
    run m A (v :: E) (cells A (v :: E) ++ words_asked f (next A E) z ++ asked) (S c).

(* Access words lie among the rows and have different rows; there is a column more than counterexamples. *)
Lemma table_shape m A E asked c : run m A E asked c ->
  In [] A /\ incl A (rows A) /\ NoDup (map (row E) A) /\ length E = S c /\ In [] E.
Proof.
  intros H. induction H as [|A E asked c w H (I1 & I2 & I3 & I4 & I5) W N|
    A E asked c z u a v H (I1 & I2 & I3 & I4 & I5)].
  - repeat split; [now left| |constructor; [intros []|constructor]|now left].
    intros w [<-|[]]. now left.
  - assert (incl (rows A) (rows (w :: A))) as G by (apply extensions_grow; intros x X; now right).
    repeat split; [now right| | |exact I4|exact I5].
    + intros x [<-|X]; [now apply G|]. now apply G, I2.
    + cbn [map]. constructor; [|exact I3].
      intros C. apply in_map_iff in C. destruct C as (u & C & U). now apply (N u U).
  - repeat split; [exact I1|exact I2| |cbn; lia|now right].
    apply (NoDup_map_inv (@tl bool)). rewrite map_map. exact I3.
Qed.

(* Words with different rows lead to different states. *)
Lemma different_rows E us : NoDup (map (row E) us) -> length us <= states D.
Proof.
  intros H. apply (different_states D).
  apply (NoDup_map_inv (fun q => map (fun e => final D (run_from D q e)) E)). rewrite map_map.
  erewrite map_ext; [exact H|]. intros w. unfold row. apply map_ext. intros e.
  unfold accepts. now rewrite state_app.
Qed.

(* The hypothesis of a closed table: its states are access words, with the right rows. *)
Lemma next_correct A E u a : closed A E -> In u A -> In a alphabet ->
  In (next A E u a) A /\ row E (next A E u a) = row E (u ++ [a]).
Proof.
  intros C U L. unfold next. destruct (find _ A) as [s|] eqn:F.
  - apply find_some in F. destruct F as [F1 F2]. split; [exact F1|].
    unfold same in F2. destruct (list_eq_dec bool_dec (row E s) (row E (u ++ [a])));
      [assumption|discriminate].
  - destruct (C (u ++ [a]) (in_extensions alphabet A u a U L)) as (s & S1 & S2).
    pose proof (find_none _ _ F s S1) as N. cbv beta in N. unfold same in N.
    destruct (list_eq_dec bool_dec (row E s) (row E (u ++ [a]))); [discriminate|contradiction].
Qed.

Lemma states_are_access_words A E z : closed A E -> In [] A -> incl z alphabet ->
  In (leads_to (next A E) z) A.
Proof.
  intros C I L. unfold leads_to. revert I. generalize (@nil Letter) as u. revert L.
  induction z as [|a z IH]; intros L u U; [exact U|]. cbn [fold_left]. apply IH.
  - intros x X. apply L. now right.
  - apply next_correct; [exact C|exact U|apply L; now left].
Qed.

(* What the analysis of a counterexample says about a closed table. *)
Lemma split m A E asked c z u a v : run m A E asked c -> closed A E -> incl z alphabet ->
  hypothesis f (next A E) z <> f z -> found f (next A E) z = Some (u, a, v) ->
  In (u ++ [a]) (rows A) /\ In (next A E u a) A /\ ~ In (row (v :: E) (u ++ [a])) (map (row (v :: E)) A)
  /\ exists rest, length rest <= clg (length z) - 1
     /\ incl (words_asked f (next A E) z) (((u ++ [a]) ++ v) :: (next A E u a ++ v) :: rest).
Proof.
  intros R C L Z F. destruct (table_shape _ _ _ _ _ R) as (I1 & I2 & I3 & _ & _).
  destruct (analysis_separates f (next A E) z Z) as (before & a' & v' & rest & F' & Ez & V & _ & R1 & R2).
  rewrite F in F'. injection F' as Eu <- <-. rewrite <- Eu in *.
  assert (In u A) as U.
  { rewrite Eu. apply states_are_access_words; [exact C|exact I1|].
    intros x X. apply L. rewrite Ez. apply in_or_app. now left. }
  assert (In a alphabet) as La by (apply L; rewrite Ez; apply in_or_app; right; now left).
  destruct (next_correct A E u a C U La) as [N1 N2].
  repeat split; [now apply in_extensions|exact N1| |exists rest; now split].
  intros K. apply in_map_iff in K. destruct K as (s & K & S1). cbn [row map] in K. injection K as K1 K2.
  fold (row E s) (row E (u ++ [a])) in K2.
  assert (s = next A E u a) as -> by (apply (injective_on (row E) A);
    [exact I3|exact S1|exact N1|congruence]).
  now apply V.
Qed.

Lemma alike_or_not T : alike T \/ exists w, In w T /\ f w <> f [].
Proof.
  induction T as [|w T [IH|(x & X & IH)]].
  - left. intros w [].
  - destruct (bool_dec (f w) (f [])) as [H|H]; [left|right; exists w; split; [now left|exact H]].
    intros x [<-|X]; [exact H|now apply IH].
  - right. exists x. split; [now right|exact IH].
Qed.

(* Equal rows say the same of the empty suffix. *)
Lemma same_row E w x : In [] E -> row E w = row E x -> f w = f x.
Proof.
  intros I H. unfold row in H. rewrite <- (app_nil_r w), <- (app_nil_r x).
  exact (ext_in_map H [] I).
Qed.

(* In a closed table no more rows than those of the access words. *)
Lemma closed_count A E T : closed A E -> incl T (rows A) -> NoDup (map (row E) T) -> length T <= length A.
Proof.
  intros C I N. rewrite <- (map_length (row E) T), <- (map_length (row E) A).
  apply NoDup_incl_length; [exact N|]. intros r R. apply in_map_iff in R. destruct R as (w & <- & W).
  destruct (C w (I w W)) as (u & U & <-). now apply in_map.
Qed.

(* After c counterexamples c + 1 of the rows are different, and c + 2 unless all these are accepted or all
   refused. *)
Lemma rows_grow m A E asked c : run m A E asked c ->
  (c = 0 \/ exists w, f w <> f []) /\
  exists T, incl T (rows A) /\ NoDup (map (row E) T) /\ (c + 2 <= length T \/ c + 1 <= length T /\ alike T).
Proof.
  intros H. induction H as [|A E asked c w H [I0 (T & T1 & T2 & T3)] W N|
    A E asked c z u a v H [I0 (T & T1 & T2 & T3)] C Hz L Z F].
  - split; [now left|]. exists [[]]. split; [intros w [<-|[]]; now left|].
    split; [constructor; [intros []|constructor]|]. right. split; [cbn; lia|now intros w [<-|[]]].
  - split; [exact I0|]. exists T. split; [|now split].
    intros x X. apply (extensions_grow alphabet A); [intros y Y; now right|now apply T1].
  - destruct (table_shape _ _ _ _ _ H) as (I1 & I2 & I3 & _ & I5).
    destruct (split m A E asked c z u a v H C L Z F) as (U & Nx & K & _).
    pose proof (closed_count A E T C T1 T2) as G. split.
    + right. destruct (bool_dec (f z) (f [])) as [Y|Y]; [|now exists z].
      exists (leads_to (next A E) z). intros X. apply Z. unfold hypothesis. now rewrite X.
    + exists ((u ++ [a]) :: A). split; [intros x [<-|X]; [exact U|now apply I2]|]. split.
      { cbn [map]. constructor; [exact K|]. apply (NoDup_map_inv (@tl bool)). rewrite map_map. exact I3. }
      destruct T3 as [T3|[T3 T4]]; [left; cbn [length]; lia|].
      destruct (alike_or_not ((u ++ [a]) :: A)) as [Y|(w & W & Y)];
        [right; split; [cbn [length]; lia|exact Y]|left].
      assert (In w (rows A)) as W' by (destruct W as [<-|W]; [exact U|now apply I2]).
      assert (length (w :: T) <= length A) as B; [|cbn [length] in *; lia].
      apply (closed_count A E); [exact C|intros x [<-|X]; [exact W'|now apply T1]|].
      cbn [map]. constructor; [|exact T2]. intros X. apply in_map_iff in X. destruct X as (x & X & X').
      apply Y. rewrite <- (T4 x X'). symmetry. now apply (same_row E).
Qed.

(* All words asked are cells, but for clg m - 1 in each analysis. *)
Lemma asked_cells m A E asked c : run m A E asked c ->
  exists others, incl asked (cells A E ++ others) /\ length others <= c * (clg m - 1).
Proof.
  assert (forall A B E F, incl (rows A) (rows B) -> incl E F -> incl (cells A E) (cells B F)) as G.
  { intros A0 B0 E0 F0 I J x X. apply in_flat_map in X. destruct X as (w & W & X). apply in_map_iff in X.
    destruct X as (e & <- & X). apply in_flat_map. exists w. split; [now apply I|]. apply in_map_iff.
    exists e. split; [reflexivity|now apply J]. }
  intros H. induction H as [|A E asked c w H (others & O1 & O2) W N|
    A E asked c z u a v H (others & O1 & O2) C Hz L Z F].
  - exists []. split; [intros x X; apply in_or_app; now left|cbn; lia].
  - exists others. split; [|exact O2]. apply incl_app; [intros x X; apply in_or_app; now left|].
    intros x X. apply O1, in_app_or in X. apply in_or_app. destruct X as [X|X]; [left|now right].
    revert X. apply G; [apply extensions_grow; intros y Y; now right|intros y Y; exact Y].
  - destruct (split m A E asked c z u a v H C L Z F) as (U & Nx & _ & rest & R1 & R2).
    destruct (table_shape _ _ _ _ _ H) as (_ & I2 & _).
    assert (forall w, In w (rows A) -> In (w ++ v) (cells A (v :: E))) as Cell.
    { intros w W. apply in_flat_map. exists w. split; [exact W|now left]. }
    exists (rest ++ others). split.
    + apply incl_app; [intros x X; apply in_or_app; now left|]. apply incl_app; intros x X; apply in_or_app.
      * apply R2 in X. destruct X as [<-|[<-|X]];
          [left; now apply Cell|left; now apply Cell, I2|right; apply in_or_app; now left].
      * apply O1, in_app_or in X. destruct X as [X|X]; [left|right; apply in_or_app; now right].
        revert X. apply G; [intros y Y; exact Y|intros y Y; now right].
    + rewrite app_length. pose proof (clg_mono (length z) m Hz). lia.
Qed.

Lemma counterexamples m A E asked c : run m A E asked c -> c = 0 \/ c + 2 <= states D.
Proof.
  intros H. destruct (rows_grow m A E asked c H) as [[I|(w & W)] (T & T1 & T2 & [T3|[T3 T4]])];
    [now left|now left| |].
  - pose proof (different_rows E T T2). lia.
  - destruct (table_shape m A E asked c H) as (_ & _ & _ & _ & I5). right.
    assert (length (w :: T) <= states D) as B; [|cbn [length] in B; lia].
    apply (different_rows E). cbn [map]. constructor; [|exact T2].
    intros X. apply in_map_iff in X. destruct X as (x & X & X').
    apply W. rewrite <- (T4 x X'). symmetry. now apply (same_row E).
Qed.

Theorem equivalence_queries m A E asked c : run m A E asked c -> c + 1 <= equivalence_bound (states D).
Proof. intros H. unfold equivalence_bound. destruct (counterexamples m A E asked c H); lia. Qed.

(* [ws]: any of the words asked, each once. *)
Theorem words_bound m A E asked c ws : run m A E asked c -> NoDup ws -> incl ws asked ->
  length ws <= bound (states D) (length alphabet) m.
Proof.
  intros H N I. destruct (asked_cells m A E asked c H) as (others & O1 & O2).
  destruct (table_shape m A E asked c H) as (_ & _ & I3 & I4 & _).
  pose proof (NoDup_incl_length N (incl_tran I O1)) as B. rewrite app_length in B.
  assert (length (cells A E) = (length alphabet * length A + 1) * length E) as Q.
  { rewrite <- (extensions_length alphabet A). unfold cells. induction (rows A) as [|w ws' IH];
      [reflexivity|].
    cbn [flat_map length]. rewrite app_length, map_length, IH. lia. }
  rewrite Q, I4 in B. pose proof (different_rows E A I3) as A1.
  assert (S c <= Nat.max 1 (states D - 1)
    /\ c <= states D - 2) as [C1 C2] by (destruct (counterexamples m A E asked c H); lia).
  unfold bound. pose proof (Nat.mul_le_mono_l (length A) (states D) (length alphabet) A1).
  pose proof (Nat.mul_le_mono (length alphabet * length A + 1) (length alphabet * states D + 1) _ _ ltac:(lia)
    C1).
  pose proof (Nat.mul_le_mono_r c (states D - 2) (clg m - 1) C2). lia.
Qed.
End Table.
