(* The words that a learner with an observation table asks, when what counterexamples told is remembered.

   The learner is that of observation_table.v.  No word that a counterexample told is asked afterwards.

   Python:   words(n, k, m) = (k * n + 1) * max(1, n - 1) + max(0, n - 2) * (clg(m) - 2)
   for a target of n states over k >= 1 letters and counterexamples of at most m letters.
   Theorem:  every run asks at most so many different words.
   Idea:     the letter at which the label changes is not the last: a column says whether the words that lead to
             states are accepted.  If it is not the first either, the analysis asks two cells of the new column;
             if it is the first, it asks one, and the counterexample, which was told, is another.
   Tight:    a run with n = 3, k = 2, m = 8 that asks 15 words, in all_words_asked.v.

   Speaks for proofs_checks/automata/rivest_schapire.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms.
From qlearn.automata Require Import access_words rivest_schapire observation_table.
Import ListNotations.

Definition bound (n k m : nat) : nat := (k * n + 1) * Nat.max 1 (n - 1) + (n - 2) * clg m - 2 * (n - 2).

(* An analysis whose suffix is not empty asks two words of the column, or else the counterexample is one. *)
Lemma two_cells {Letter : Type} (f : list Letter -> bool) next z u a v :
  hypothesis f next z <> f z -> found f next z = Some (u, a, v) -> v <> [] ->
  exists rest, (forall x, In x (words_asked f next z) -> x = (u ++ [a]) ++ v \/ x = next u a ++ v \/ In x rest)
  /\ (u = [] /\ z = a :: v /\ length rest + 1 <= clg (length z) \/ length rest + 2 <= clg (length z)).
Proof.
  intros H F V.
  assert (mixed next z (length z) = leads_to next z) as E1.
  { unfold mixed. now rewrite firstn_all, skipn_all, app_nil_r. }
  assert (1 <= length z) as Hz by (destruct z; [contradiction H; reflexivity|cbn; lia]).
  pose proof (flip_correct (length z) (fun i => f (mixed next z i)) 0 (length z) (Nat.le_refl _) Hz) as C.
  cbn beta in C. rewrite Nat.add_0_l, E1 in C. specialize (C (not_eq_sym H)).
  fold (analysis f next z) in C. unfold found in F. unfold words_asked.
  destruct (analysis f next z) as [i places]. cbn [fst snd] in *. destruct C as ((_ & Hi) & _ & B & I & J).
  destruct (letter_at z i Hi) as (a' & A1 & A2). rewrite A1 in F.
  assert (v = skipn (S i) z) as -> by congruence. assert (a = a') as -> by congruence.
  assert (u = leads_to next (firstn i z)) as -> by congruence.
  assert (mixed next z i = (leads_to next (firstn i z) ++ [a']) ++ skipn (S i) z) as M0.
  { unfold mixed. now rewrite A1, <- app_assoc. }
  assert (mixed next z (S i) = next (leads_to next (firstn i z)) a' ++ skipn (S i) z) as M1.
  { unfold mixed. rewrite A2. unfold leads_to. now rewrite fold_left_app. }
  rewrite <- M0, <- M1.
  destruct J as [J|J]; [contradiction V; rewrite J; apply skipn_all|].
  destruct (Nat.eq_dec i 0) as [->|N].
  - exists (map (mixed next z) (remove Nat.eq_dec 1 places)). split.
    + intros x X. apply in_map_iff in X. destruct X as (j & <- & X).
      destruct (Nat.eq_dec j 1) as [->|K]; [now right; left|]. right. right.
      apply in_map. now apply in_in_remove.
    + left. rewrite map_length. pose proof (remove_length_lt Nat.eq_dec _ _ J).
      split; [reflexivity|]. split; [exact A1|lia].
  - destruct I as [I|I]; [lia|].
    exists (map (mixed next z) (remove Nat.eq_dec (S i) (remove Nat.eq_dec i places))). split.
    + intros x X. apply in_map_iff in X. destruct X as (j & <- & X).
      destruct (Nat.eq_dec j i) as [->|K]; [now left|].
      destruct (Nat.eq_dec j (S i)) as [->|K']; [now right; left|]. right. right.
      apply in_map. apply in_in_remove; [exact K'|]. now apply in_in_remove.
    + right. rewrite map_length.
      assert (In (S i) (remove Nat.eq_dec i places)) as J' by (apply in_in_remove; [lia|exact J]).
      pose proof (remove_length_lt Nat.eq_dec _ _ J'). pose proof (remove_length_lt Nat.eq_dec _ _ I). lia.
Qed.

Section Told.
Context {Letter : Type} (same_letter : forall a b : Letter, {a = b} + {a <> b}).
Context (D : dfa Letter) (alphabet : list Letter).
Local Notation word := (list Letter).
Local Notation f := (accepts D).
Local Notation rows := (extensions alphabet).

(* A run, with all words asked and all words told by counterexamples; [new] is what a step asks. *)
Inductive asks (m : nat) : list word -> list word -> list word -> list word -> nat -> Prop :=
| begin : asks m [[]] [[]] (cells alphabet [[]] [[]]) [] 0
| close A E asked told c w new : asks m A E asked told c ->
    In w (rows A) -> (forall u, In u A -> row D E u <> row D E w) ->
    (forall x, In x new -> In x (cells alphabet (w :: A) E) /\ ~ In x told) ->
    asks m (w :: A) E (new ++ asked) told c
| counterexample A E asked told c z u a v new : asks m A E asked told c -> closed D alphabet A E ->
    length z <= m -> incl z alphabet -> hypothesis f (next D A E) z <> f z ->
    found f (next D A E) z = Some (u, a, v) ->
    (forall x, In x new -> (In x (cells alphabet A (v :: E)) \/ In x (words_asked f (next D A E) z))
      /\ ~ In x (z :: told)) ->
    asks m A (v :: E) (new ++ asked) (z :: told) (S c).

Lemma is_run m A E asked told c : asks m A E asked told c -> exists all, run D alphabet m A E all c.
Proof.
  intros H. induction H as [|A E asked told c w new H [all R] W N G|
    A E asked told c z u a v new H [all R] C Hz L Z F G].
  - eexists. apply observation_table.begin.
  - eexists. apply (observation_table.close D alphabet m A E all c w R W N).
  - eexists. apply (observation_table.counterexample D alphabet m A E all c z u a v R C Hz L Z F).
Qed.

(* The cells of a column; where a letter stands beside it, not that of the letter's own row, which was told. *)
Definition part (A : list word) (column : word * option Letter) : list word :=
  map (fun w => w ++ fst column)
    (match snd column with Some a => remove (list_eq_dec same_letter) [a] (rows A) | None => rows A end).
Definition spared (columns : list (word * option Letter)) : nat :=
  length (filter (fun column => match snd column with Some _ => true | None => false end) columns).
Definition told_cells (columns : list (word * option Letter)) (told : list word) : Prop :=
  forall v a, In (v, Some a) columns -> In a alphabet /\ In (a :: v) told.

Lemma in_parts A columns told x : told_cells columns told -> ~ In x told ->
  In x (cells alphabet A (map fst columns ++ [[]])) -> In x (rows A ++ flat_map (part A) columns).
Proof.
  intros T N X. apply in_flat_map in X. destruct X as (w & W & X). apply in_map_iff in X.
  destruct X as (e & <- & X). apply in_app_or in X. apply in_or_app. destruct X as [X|[<-|[]]].
  - right. apply in_map_iff in X. destruct X as ([v o] & <- & X). apply in_flat_map. exists (v, o).
    split; [exact X|]. unfold part. cbn [fst snd] in *. apply (in_map (fun w => w ++ v)).
    destruct o as [a|]; [|exact W]. apply in_in_remove; [|exact W]. intros ->.
    apply N. now apply T.
  - left. now rewrite app_nil_r.
Qed.

Lemma parts_grow A w columns : incl (rows A ++ flat_map (part A) columns)
  (rows (w :: A) ++ flat_map (part (w :: A)) columns).
Proof.
  assert (incl (rows A) (rows (w :: A))) as G by (apply extensions_grow; intros y Y; now right).
  intros x X. apply in_app_or in X. apply in_or_app. destruct X as [X|X]; [left; now apply G|right].
  apply in_flat_map in X. destruct X as ([v o] & C & X). apply in_flat_map. exists (v, o). split; [exact C|].
  unfold part in *. cbn [fst snd] in *. apply in_map_iff in X. destruct X as (y & <- & X).
  apply (in_map (fun w => w ++ v)). destruct o as [a|]; [|now apply G].
  apply in_remove in X. destruct X as [X Y]. apply in_in_remove; [exact Y|now apply G].
Qed.

Lemma parts_length A columns told : In [] A -> told_cells columns told ->
  length (flat_map (part A) columns) + spared columns <= length columns * length (rows A).
Proof.
  intros I. induction columns as [|[v o] columns IH]; intros T; [cbn; lia|].
  assert (told_cells columns told) as T' by (intros v' a' X; apply T; now right).
  specialize (IH T'). unfold spared in *. cbn [flat_map filter snd length]. rewrite app_length.
  unfold part at 1. cbn [fst snd]. rewrite map_length. destruct o as [a|].
  - cbn [length]. assert (In [a] (rows A)) as R.
    { change [a] with ([] ++ [a]). apply in_extensions; [exact I|]. now apply (T v a); left. }
    pose proof (remove_length_lt (list_eq_dec same_letter) _ _ R). lia.
  - lia.
Qed.

Lemma asked_parts m A E asked told c : asks m A E asked told c -> exists columns others,
  E = map fst columns ++ [[]] /\ incl asked ((rows A ++ flat_map (part A) columns) ++ others)
  /\ told_cells columns told /\ length others + 2 * c <= spared columns + c * clg m.
Proof.
  intros H. induction H as [|A E asked told c w new H (columns & others & Q & I & T & B) W N G|
    A E asked told c z u a v new H (columns & others & Q & I & T & B) C Hz L Z F G].
  - exists [], []. split; [reflexivity|]. split; [|split; [intros v a []|cbn; lia]].
    intros x X. rewrite app_nil_r. apply (in_parts [[]] [] []); [intros v a []|intros []|exact X].
  - exists columns, others. split; [exact Q|]. split; [|now split].
    intros x X. apply in_app_or in X. destruct X as [X|X].
    + apply in_or_app. left. destruct (G x X) as [G1 G2]. rewrite Q in G1. now apply (in_parts _ _ told).
    + apply I, in_app_or in X. apply in_or_app. destruct X as [X|X]; [left; now apply parts_grow|now right].
  - destruct (is_run _ _ _ _ _ _ H) as (all & R).
    destruct (table_shape D alphabet m A E all c R) as (I1 & I2 & I3 & _ & I5).
    destruct (observation_table.split D alphabet m A E all c z u a v R C L Z F) as (U & Nx & K & _).
    destruct (analysis_separates f (next D A E) z Z) as (before & a' & v' & _ & F' & Ez & V & _).
    rewrite F in F'. injection F' as Eu <- <-. rewrite <- Eu in V.
    assert (In u A) as Au.
    { rewrite Eu. apply (states_are_access_words D alphabet); [exact C|exact I1|].
      intros x X. apply L. rewrite Ez. apply in_or_app. now left. }
    assert (In a alphabet) as La by (apply L; rewrite Ez; apply in_or_app; right; now left).
    destruct (next_correct D alphabet A E u a C Au La) as [_ N2].
    assert (v <> []) as Vn.
    { intros ->. apply V. rewrite !app_nil_r. symmetry. now apply (same_row D E). }
    destruct (two_cells f (next D A E) z u a v Z F Vn) as (rest & R1 & R2).
    pose proof (clg_mono (length z) m Hz) as Cm.
    set (o := match u with [] => if list_eq_dec same_letter z (a :: v) then Some a else None | _ => None end).
    exists ((v, o) :: columns), (rest ++ others).
    assert (told_cells ((v, o) :: columns) (z :: told)) as T'.
    { intros v' b [X|X]; [|destruct (T v' b X); split; [assumption|now right]].
      injection X as -> X. unfold o in X. destruct u; [|discriminate].
      destruct (list_eq_dec same_letter z (a :: v')) as [->|]; [|discriminate]. injection X as <-.
      split; [exact La|now left]. }
    split; [now rewrite Q|]. split; [|split; [exact T'|]].
    + assert (incl (rows A ++ flat_map (part A) columns) (rows A ++ flat_map (part A) ((v, o) :: columns)))
        as Grow.
      { intros x X. apply in_app_or in X. apply in_or_app. destruct X as [X|X]; [now left|right].
        cbn [flat_map]. apply in_or_app. now right. }
      intros x X. apply in_app_or in X. rewrite app_assoc. destruct X as [X|X].
      * destruct (G x X) as [G1 G2].
        assert (forall w, In w (rows A) -> x = w ++ v ->
          In x (rows A ++ flat_map (part A) ((v, o) :: columns))) as Cell.
        { intros w W ->. apply (in_parts A ((v, o) :: columns) (z :: told)); [exact T'|exact G2|].
          apply in_flat_map. exists w. split; [exact W|]. now left. }
        destruct G1 as [G1|G1].
        -- apply in_or_app. left. apply in_or_app. left.
           apply (in_parts A ((v, o) :: columns) (z :: told)); [exact T'|exact G2|].
           cbn [map fst app]. now rewrite <- Q.
        -- apply R1 in G1. destruct G1 as [G1|[G1|G1]]; apply in_or_app; [left|left|left].
           ++ apply in_or_app. left. now apply (Cell (u ++ [a])).
           ++ apply in_or_app. left. apply (Cell (next D A E u a)); [now apply I2|exact G1].
           ++ apply in_or_app. now right.
      * apply I, in_app_or in X. apply in_or_app.
        destruct X as [X|X]; [left; apply in_or_app; left; now apply Grow|now right].
    + rewrite app_length. unfold spared in *. cbn [filter snd].
      destruct R2 as [(-> & -> & R2)|R2].
      * unfold o. destruct (list_eq_dec same_letter (a :: v) (a :: v)) as [_|X]; [|now contradiction X].
        cbn [length]. lia.
      * assert (length (filter (fun column : word * option Letter =>
          match snd column with Some _ => true | None => false end) columns)
          <= length (if match o with Some _ => true | None => false end
             then (v, o) :: filter (fun column : word * option Letter =>
               match snd column with Some _ => true | None => false end) columns
             else filter (fun column : word * option Letter =>
               match snd column with Some _ => true | None => false end) columns)) as O
          by (destruct o; cbn [length]; lia). lia.
Qed.

(* [ws]: any of the words asked, each once. *)
Theorem words_asked_bound m A E asked told c ws : asks m A E asked told c -> alphabet <> [] ->
  NoDup ws -> incl ws asked -> length ws <= bound (states D) (length alphabet) m.
Proof.
  intros H K N I. destruct (asked_parts m A E asked told c H) as (columns & others & Q & P & T & B).
  destruct (is_run m A E asked told c H) as (all & R).
  destruct (table_shape D alphabet m A E all c R) as (I1 & _ & I3 & I4 & _).
  pose proof (NoDup_incl_length N (incl_tran I P)) as W. rewrite !app_length in W.
  pose proof (parts_length A columns told I1 T) as G.
  assert (length columns = c) as Lc.
  { rewrite Q, app_length, map_length in I4. cbn [length] in I4. lia. }
  rewrite Lc in G. rewrite (extensions_length alphabet A) in *.
  pose proof (different_rows D E A I3) as A1.
  assert (1 <= length alphabet) as K1 by (destruct alphabet; [now contradiction K|cbn; lia]).
  assert (length A <= states D /\ 1 <= length A) as [A2 A3] by (destruct A; [destruct I1|cbn in *; lia]).
  assert (c + (states D - 2 - c) = states D - 2 /\ S c + (states D - 2 - c) = Nat.max 1 (states D - 1))
    as [C1 C2] by (destruct (counterexamples D alphabet m A E all c R); lia).
  unfold bound. set (d := states D - 2 - c) in *. rewrite <- C2, <- C1.
  pose proof (Nat.mul_le_mono_l (length A) (states D) (length alphabet) A2) as M.
  assert (2 <= length alphabet * states D + 1) as M2 by nia.
  set (r := length alphabet * length A + 1) in *. set (s := length alphabet * states D + 1) in *.
  assert (r <= s) as Rs by (unfold r, s; lia).
  assert (length ws + 2 * c <= S c * r + c * clg m) as Small by lia.
  pose proof (Nat.mul_le_mono_l r s (S c) Rs). pose proof (Nat.mul_le_mono_l 2 s d M2).
  rewrite !Nat.mul_add_distr_l, !Nat.mul_add_distr_r. lia.
Qed.
End Told.
