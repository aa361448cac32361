(* Runs of L* and of the learner with a discrimination tree that are as long as their theorems allow.

   The target is the automaton of n states that accepts the words of at least t = n - 1 letters, over an
   alphabet of one letter.  The teacher always answers with the word of t letters.  With the states 0 .. j
   letters, j < t, the hypothesis stays in the last one; the analysis finds that word, and the suffix that
   lacks one letter more; so each counterexample brings one state, up to t - 1 letters. The automaton with 3
   states over 2 letters at the end makes L* ask each cell, and clg m - 1 words besides.

   Theorems: for each n, runs of both learners with max(1, n - 1) equivalence queries; a run of L* that asks
             all the words of its bound (n = 3, k = 2, m = 8).

   Speaks for proofs_checks/automata/rivest_schapire.py and kearns_vazirani.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.automata Require Import access_words rivest_schapire observation_table.
From qlearn.automata Require Import discrimination_tree kearns_vazirani counting.
Import ListNotations.

(* ---- L* ---- *)
Fixpoint columns (t c : nat) : list (list unit) :=
  match c with 0 => [[]] | S j => letters (t - 1 - j) :: columns t j end.

(* Words of fewer than t letters have the same row if they have the same number of letters, c or more being
   the same. *)
Lemma counting_row t c x y : c < t -> x < t -> y < t -> Nat.min x c = Nat.min y c ->
  row (at_least t) (columns t c) (letters x) = row (at_least t) (columns t c) (letters y).
Proof.
  intros C X Y. induction c as [|c IH]; intros E; unfold row in *; cbn [columns map].
  - rewrite !accepts_at_least, !app_length. unfold letters. rewrite !repeat_length. cbn [length]. f_equal.
    destruct (Nat.leb_spec t (x + 0)), (Nat.leb_spec t (y + 0)); lia || reflexivity.
  - rewrite IH by lia. f_equal. rewrite !accepts_at_least, !app_length. unfold letters.
    rewrite !repeat_length.
    destruct (Nat.leb_spec t (x + (t - 1 - c))), (Nat.leb_spec t (y + (t - 1 - c))); lia || reflexivity.
Qed.

Lemma table_run t c : c + 1 <= t ->
  exists asked, observation_table.run (at_least t) [tt] t (up_to c) (columns t c) asked c.
Proof.
  induction c as [|c IH]; intros H.
  - eexists. apply observation_table.begin.
  - destruct (IH ltac:(lia)) as (asked & R).
    set (D := at_least t) in *. set (A := up_to c) in *. set (E := columns t c) in *.
    assert (forall i, i <= c -> In (letters (Nat.min (S i) c)) A
      /\ row D E (letters (Nat.min (S i) c)) = row D E (letters i ++ [tt]))
      as Goes.
    { intros i I. split; [apply in_up_to; eexists; split; [apply Nat.le_min_r|reflexivity]|].
      rewrite one_more. apply counting_row; lia. }
    assert (closed D [tt] A E) as C.
    { intros w [<-|W].
      - exists []. split; [apply in_up_to; exists 0; split; [lia|reflexivity]|reflexivity].
      - apply in_flat_map in W. destruct W as (u & U & W). apply in_up_to in U. destruct U as (i & I & ->).
        destruct W as [<-|[]]. exists (letters (Nat.min (S i) c)). now apply Goes. }
    assert (forall i, i <= c -> observation_table.next D A E (letters i) tt = letters (Nat.min (S i) c)) as N.
    { intros i I. destruct (table_shape D [tt] t A E asked c R) as (_ & _ & I3 & _).
      assert (In (letters i) A) as Ai by (apply in_up_to; now exists i).
      destruct (next_correct D [tt] A E (letters i) tt C Ai (or_introl eq_refl)) as [N1 N2].
      destruct (Goes i I) as [G1 G2].
      apply (injective_on (row D E) A); [exact I3|exact N1|exact G1|congruence]. }
    destruct (counting_found t c (observation_table.next D A E) ltac:(lia) N) as [X F]. fold D in X, F.
    assert (incl (letters t) [tt]) as L by (intros [] _; now left).
    assert (length (letters t) <= t) as Lt by (unfold letters; now rewrite repeat_length).
    pose proof (observation_table.counterexample D [tt] t A E asked c _ _ _ _ R C Lt L X F) as R'.
    destruct (observation_table.split D [tt] t A E asked c _ _ _ _ R C L X F) as (U & _ & K & _).
    rewrite one_more in U, K. eexists. apply (observation_table.close D [tt] t A _ _ _ (letters (S c)) R' U).
    intros u Iu Eu. apply K. rewrite <- Eu. now apply in_map.
Qed.

Theorem table_rounds n : 1 <= n -> exists (D : dfa unit) A E asked c,
  states D = n /\ observation_table.run D [tt] (n - 1) A E asked c
  /\ c + 1 = observation_table.equivalence_bound n.
Proof.
  intros H. destruct (Nat.eq_dec n 1) as [->|N].
  - exists (at_least 0). do 3 eexists. exists 0. split; [reflexivity|].
    split; [apply observation_table.begin|reflexivity].
  - destruct (table_run (n - 1) (n - 2) ltac:(lia)) as (asked & R). exists (at_least (n - 1)). do 2 eexists.
    exists asked, (n - 2).
    split; [cbn; lia|]. split; [exact R|unfold observation_table.equivalence_bound; lia].
Qed.

(* ---- The discrimination tree ---- *)
Fixpoint chain (t x j : nat) : tree :=
  match j with
  | 0 => Leaf (letters x)
  | S j => Node (letters (t - 1 - x)) (Leaf (letters x)) (chain t (S x) j)
  end.
Definition grown (t c : nat) : tree := Node [] (chain t 0 c) Empty.

(* At a node of the chain a word goes on if it has more letters than the leaf there. *)
Lemma chain_answer t x y : x < t -> accepts (at_least t) (letters y ++ letters (t - 1 - x)) = (S x <=? y).
Proof.
  intros H. rewrite accepts_at_least, app_length. unfold letters. rewrite !repeat_length.
  destruct (Nat.leb_spec t (y + (t - 1 - x))), (Nat.leb_spec (S x) y); lia || reflexivity.
Qed.

Lemma chain_sift t x j y : x + j < t -> x <= y ->
  sift (at_least t) (chain t x j) (letters y) = Some (letters (Nat.min y (x + j))).
Proof.
  revert x. induction j as [|j IH]; intros x H Y; cbn [chain sift].
  - do 2 f_equal. lia.
  - rewrite chain_answer by lia. destruct (Nat.leb_spec (S x) y); [rewrite IH by lia|]; do 2 f_equal; lia.
Qed.

Lemma chain_put t x j y : x + j < t -> x + j < y ->
  put (at_least t) (chain t x j) (letters y)
    (two (letters (t - 1 - (x + j))) (letters (x + j)) (letters (S (x + j)))) = chain t x (S j).
Proof.
  revert x. induction j as [|j IH]; intros x H Y; cbn [chain put].
  - rewrite Nat.add_0_r. reflexivity.
  - rewrite chain_answer by lia. destruct (Nat.leb_spec (S x) y); [|lia]. f_equal.
    replace (x + S j) with (S x + j) by lia. apply IH; lia.
Qed.

Lemma chain_leaves t x j w : In w (leaves (chain t x j)) -> exists y, y <= x + j /\ w = letters y.
Proof.
  revert x. induction j as [|j IH]; intros x; cbn [chain leaves app].
  - intros [<-|[]]. exists x. split; [lia|reflexivity].
  - intros [<-|W]; [exists x; split; [lia|reflexivity]|]. destruct (IH (S x) W) as (y & Y & ->).
    exists y. split; [lia|reflexivity].
Qed.

Lemma tree_run t c : c + 1 <= t -> exists asked, kearns_vazirani.run (at_least t) [tt] t (grown t c) asked c.
Proof.
  induction c as [|c IH]; intros H.
  - eexists. replace (grown t 0) with (first (at_least t)); [apply kearns_vazirani.begin|].
    unfold first. rewrite accepts_at_least. cbn [length]. destruct (Nat.leb_spec t 0); [lia|reflexivity].
  - destruct (IH ltac:(lia)) as (asked & R). set (D := at_least t) in *.
    assert (forall y, y < t -> accepts D (letters y ++ []) = false) as Root.
    { intros y Y. unfold D. rewrite accepts_at_least, app_nil_r. unfold letters. rewrite repeat_length.
      destruct (Nat.leb_spec t y); [lia|reflexivity]. }
    assert (forall i, i <= c -> sift D (grown t c) (letters i ++ [tt]) = Some (letters (Nat.min (S i) c))) as
      Goes.
    { intros i I. rewrite one_more. unfold grown. cbn [sift]. rewrite Root by lia. apply chain_sift; lia. }
    assert (complete D [tt] (grown t c)) as C.
    { intros w [<-|W].
      - unfold grown. cbn [sift]. change ([] ++ []) with (letters 0 ++ []). rewrite Root by lia.
        change (@nil unit) with (letters 0). unfold D. rewrite chain_sift by lia. discriminate.
      - apply in_flat_map in W. destruct W as (u & U & W). unfold grown in U. cbn [leaves] in U.
        rewrite app_nil_r in U.
        apply chain_leaves in U. destruct U as (i & I & ->). destruct W as [<-|[]]. rewrite Goes by lia.
        discriminate. }
    assert (forall i, i <= c -> kearns_vazirani.next D (grown t c) (letters i) tt = letters (Nat.min (S i) c))
      as N.
    { intros i I. unfold kearns_vazirani.next. now rewrite Goes. }
    destruct (counting_found t c _ ltac:(lia) N) as [X F]. fold D in X, F.
    assert (incl (letters t) [tt]) as L by (intros [] _; now left).
    assert (length (letters t) <= t) as Lt by (unfold letters; now rewrite repeat_length).
    eexists. apply (kearns_vazirani.counterexample D [tt] t (grown t c) asked c _ _ _ _ _ R C Lt L X F).
    rewrite N, Nat.min_r by lia. rewrite one_more. unfold fork, D. rewrite chain_answer by lia.
    destruct (Nat.leb_spec (S c) c); [lia|]. unfold grown at 1 2. cbn [put]. fold D. rewrite Root by lia.
    f_equal. symmetry. apply (chain_put t 0 c (S c)); lia.
Qed.

Theorem tree_rounds n : 1 <= n -> exists (D : dfa unit) t asked c,
  states D = n /\ kearns_vazirani.run D [tt] (n - 1) t asked c /\ c + 1 = kearns_vazirani.equivalence_bound n.
Proof.
  intros H. destruct (Nat.eq_dec n 1) as [->|N].
  - exists (at_least 0). do 2 eexists. exists 0. split; [reflexivity|].
    split; [apply kearns_vazirani.begin|reflexivity].
  - destruct (tree_run (n - 1) (n - 2) ltac:(lia)) as (asked & R).
    exists (at_least (n - 1)), (grown (n - 1) (n - 2)), asked, (n - 2).
    split; [cbn; lia|]. split; [exact R|unfold kearns_vazirani.equivalence_bound; lia].
Qed.

(* ---- Words ---- *)
(* From state 0 the letter true leads to state 1, and then the letter false to and fro between 1 and 2; all
   else leads to 0. *)
Definition swing (q : nat) (a : bool) : nat :=
  match q, a with 0, true => 1 | 1, false => 2 | 2, false => 1 | _, _ => 0 end.
Lemma swing_exists q a : q < 3 -> swing q a < 3.
Proof. intros _. destruct q as [|[|[|q]]], a; cbn; lia. Qed.
Definition swings : dfa bool := machine 3 0 swing (fun q => q =? 2) (Nat.lt_0_succ 2) swing_exists.
Definition long : list bool := true :: repeat false 7.  (* the counterexample, of 8 letters *)

Theorem table_words : exists A E asked c ws,
  observation_table.run swings [true; false] 8 A E asked c /\ NoDup ws /\ incl ws asked
    /\ length ws = observation_table.bound 3 2 8.
Proof.
  assert (closed swings [true; false] [[]] [[]]) as C.
  { intros w [<-|[<-|[<-|[]]]]; exists []; (split; [now left|reflexivity]). }
  assert (hypothesis (accepts swings) (observation_table.next swings [[]] [[]]) long <> accepts swings long)
    as X by discriminate.
  assert (incl long [true; false]) as L by (intros [] _; cbn; tauto).
  pose proof (observation_table.counterexample swings [true;
    false] 8 _ _ _ _ long [] true (repeat false 7) (observation_table.begin _ _ _) C
                (le_n 8) L X eq_refl) as R1.
  assert (forall u, In u [[]] -> row swings [repeat false 7; []] u <> row swings [repeat false 7;
    []] [true]) as N1.
  { intros u [<-|[]]. discriminate. }
  pose proof (observation_table.close swings [true; false] 8 _ _ _ _ [true] R1 ltac:(cbn; tauto) N1) as R2.
  assert (forall u, In u [[true]; []] -> row swings [repeat false 7; []] u <> row swings [repeat false 7;
    []] [true; false]) as N2.
  { intros u [<-|[<-|[]]]; discriminate. }
  pose proof (observation_table.close swings [true; false] 8 _ _ _ _ [true; false] R2 ltac:(cbn; tauto) N2)
    as R3.
  match type of R3 with observation_table.run _ _ _ ?A ?E ?asked ?c =>
    exists A, E, asked, c, (nodup (list_eq_dec bool_dec) asked) end.
  split; [exact R3|]. split; [apply NoDup_nodup|]. split; [|vm_compute; reflexivity].
  intros w W. exact (proj1 (nodup_In _ _ _) W).
Qed.

Theorem tree_words : exists t asked c ws,
  kearns_vazirani.run swings [true; false] 8 t asked c /\ NoDup ws /\ incl ws asked
  /\ length ws = kearns_vazirani.bound 3 2 8.
Proof.
  set (start := first swings).
  assert (complete swings [true; false] start) as C by (intros w [<-|[<-|[<-|[]]]]; discriminate).
  assert (hypothesis (accepts swings) (kearns_vazirani.next swings start) long <> accepts swings long) as X
    by discriminate.
  assert (incl long [true; false]) as L by (intros [] _; cbn; tauto).
  pose proof (kearns_vazirani.counterexample swings [true; false] 8 _ _ _ long [] true (repeat false 7) _
                (kearns_vazirani.begin _ _ _) C (le_n 8) L X eq_refl eq_refl) as R1.
  pose proof (kearns_vazirani.discover swings [true; false] 8 _ _ _ [true; false] R1 ltac:(cbn;
    tauto) eq_refl) as R2.
  match type of R2 with kearns_vazirani.run _ _ _ ?t ?asked ?c =>
    exists t, asked, c, (nodup (list_eq_dec bool_dec) asked) end.
  split; [exact R2|]. split; [apply NoDup_nodup|]. split; [|vm_compute; reflexivity].
  intros w W. exact (proj1 (nodup_In _ _ _) W).
Qed.
