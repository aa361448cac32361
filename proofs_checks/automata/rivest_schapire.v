(* A counterexample to a hypothesis automaton, analysed by bisection (Rivest and Schapire, 1993).

   The states of the hypothesis are access words; the empty word is its start, [next u a] the state it goes to
   from u by the letter a, and it accepts z exactly if the target accepts the access word that z leads it to.
   For a counterexample z of m letters let the i-th mixed word be the access word of the first i letters,
   followed by the rest of z.  Mixed word 0 is z and mixed word m is an access word, and the target treats
   these two differently; so somewhere two neighbours are treated differently.

   Python:   queries(m) = clg(m), where clg(r) = (r - 1).bit_length() if r > 1 else 0
   Theorem:  with at most clg m membership queries the analysis finds a state u, a letter a and a suffix v
             which tells the word u a from the access word that the hypothesis goes to from u by a; and at
             most clg m - 1 of the words asked are not one of these two with the suffix v, so that a table
             which gets the column v asks these anyhow.
   Idea:     halve the interval between two mixed words that are treated differently; its ends are known.
   Tight:    for each m, every way of asking fewer mixed words misses the place for some target.

   Speaks for proofs_checks/automata/rivest_schapire.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms.
From qlearn.automata Require Import access_words.
Import ListNotations.

(* Where do g's values change between lo and lo + w, if they differ at these two?  The answer, and the
   places asked on the way; the values at the ends are known.  The fuel only bounds the recursion. *)
Fixpoint flip (fuel : nat) (g : nat -> bool) (lo w : nat) : nat * list nat :=
  match fuel with
  | 0 => (lo, [])
  | S fuel =>
      if w <=? 1 then (lo, [])
      else let mid := lo + w / 2 in
           let rest := if eqb (g mid) (g lo) then flip fuel g mid (w - w / 2) else flip fuel g lo (w / 2) in
           (fst rest, mid :: snd rest)
  end.

(* The answer is right, clg w places are asked at most, and the answer's two values are known at the end. *)
Lemma flip_correct fuel g lo w : w <= fuel -> 1 <= w -> g lo <> g (lo + w) ->
  let (i, places) := flip fuel g lo w in
  lo <= i < lo + w /\ g i <> g (S i) /\ length places <= clg w
  /\ (i = lo \/ In i places) /\ (S i = lo + w \/ In (S i) places).
Proof.
  revert lo w. induction fuel as [|fuel IH]; intros lo w Hf Hw Hd; [lia|]. cbn [flip].
  destruct (Nat.leb_spec w 1) as [L|L].
  { assert (w = 1) by lia. subst w. rewrite Nat.add_1_r in Hd |- *.
    repeat split; [lia|lia|exact Hd|cbn; lia|now left|now left]. }
  pose proof (Nat.div_mod w 2 ltac:(lia)) as D. pose proof (Nat.mod_upper_bound w 2 ltac:(lia)) as M.
  pose proof (clg_half w L) as C. pose proof (clg_mono (w / 2) (w - w / 2) ltac:(lia)) as C'.
  destruct (eqb (g (lo + w / 2)) (g lo)) eqn:E.
  - apply eqb_prop in E. specialize (IH (lo + w / 2) (w - w / 2) ltac:(lia) ltac:(lia)).
    destruct (flip fuel g (lo + w / 2) (w - w / 2)) as [i places]. cbn [fst snd].
    replace (lo + w / 2 + (w - w / 2)) with (lo + w) in IH by lia. rewrite E in IH.
    destruct (IH Hd) as (A & B & B' & F & G). repeat split; [lia|lia|exact B|cbn; lia| |].
    + right. destruct F as [->|F]; [now left|now right].
    + destruct G as [G|G]; [now left|right; now right].
  - apply eqb_false_iff in E. specialize (IH lo (w / 2) ltac:(lia) ltac:(lia) (not_eq_sym E)).
    destruct (flip fuel g lo (w / 2)) as [i places]. cbn [fst snd].
    destruct IH as (A & B & B' & F & G). repeat split; [lia|lia|exact B|cbn; lia| |].
    + destruct F as [F|F]; [now left|right; now right].
    + right. destruct G as [->|G]; [now left|now right].
Qed.

Section Analysis.
Context {Letter : Type} (f : list Letter -> bool) (next : list Letter -> Letter -> list Letter).
Local Notation word := (list Letter).

Definition leads_to (z : word) : word := fold_left next z [].
Definition hypothesis (z : word) : bool := f (leads_to z).
Definition mixed (z : word) (i : nat) : word := leads_to (firstn i z) ++ skipn i z.
Definition analysis (z : word) : nat * list nat := flip (length z) (fun i => f (mixed z i)) 0 (length z).
Definition words_asked (z : word) : list word := map (mixed z) (snd (analysis z)).

(* What the analysis returns: the state u, the letter a, the suffix v. *)
Definition found (z : word) : option (word * Letter * word) :=
  match skipn (fst (analysis z)) z with
  | [] => None
  | a :: v => Some (leads_to (firstn (fst (analysis z)) z), a, v)
  end.

(* Cut out letter i: what comes before it, and the rest, which begins with it. *)
Lemma letter_at (z : word) i : i < length z ->
  exists a, skipn i z = a :: skipn (S i) z /\ firstn (S i) z = firstn i z ++ [a].
Proof.
  revert i. induction z as [|b z IH]; intros [|i] H; cbn [length] in H; [lia|lia| |].
  - now exists b.
  - destruct (IH i ltac:(lia)) as (a & A & B). exists a. split; [exact A|].
    change (b :: firstn (S i) z = b :: firstn i z ++ [a]). now rewrite B.
Qed.

Definition bound (m : nat) : nat := clg m.

Theorem analysis_separates z : hypothesis z <> f z ->
  exists before a v rest, found z = Some (leads_to before, a, v) /\ z = before ++ a :: v
  /\ f ((leads_to before ++ [a]) ++ v) <> f (next (leads_to before) a ++ v)
  /\ length (words_asked z) <= bound (length z)
  /\ incl (words_asked z) (((leads_to before ++ [a]) ++ v) :: (next (leads_to before) a ++ v) :: rest)
  /\ length rest <= bound (length z) - 1.
Proof.
  intros H. unfold found, words_asked, bound.
  assert (mixed z 0 = z) as E0 by reflexivity.
  assert (mixed z (length z) = leads_to z) as E1.
  { unfold mixed. now rewrite firstn_all, skipn_all, app_nil_r. }
  destruct z as [|z0 z'] eqn:Ez; [contradiction H; reflexivity|]. rewrite <- Ez in *.
  assert (1 <= length z) as Hz by (rewrite Ez; cbn; lia). clear Ez.
  pose proof (flip_correct (length z) (fun i => f (mixed z i)) 0 (length z) (Nat.le_refl _) Hz) as C.
  cbn beta in C. rewrite Nat.add_0_l, E0, E1 in C. specialize (C (not_eq_sym H)). fold (analysis z) in C.
  destruct (analysis z) as [i places]. cbn [fst snd]. destruct C as ((_ & Hi) & C & B & F & G).
  destruct (letter_at z i Hi) as (a & A1 & A2). rewrite A1.
  assert (mixed z i = (leads_to (firstn i z) ++ [a]) ++ skipn (S i) z) as M0.
  { unfold mixed. now rewrite A1, <- app_assoc. }
  assert (mixed z (S i) = next (leads_to (firstn i z)) a ++ skipn (S i) z) as M1.
  { unfold mixed. rewrite A2. unfold leads_to. now rewrite fold_left_app. }
  (* one of the two words has been asked, unless z has a single letter *)
  assert (exists rest, incl (map (mixed z) places) (mixed z i :: mixed z (S i) :: rest)
          /\ length rest <= clg (length z) - 1) as (rest & R1 & R2).
  { destruct places as [|p places].
    - exists []. split; [intros x []|cbn; lia].
    - assert (exists j, (j = i \/ j = S i) /\ In j (p :: places)) as (j & Hj & J).
      { destruct F as [F|F]; [|now exists i; split; [left|]].
        destruct G as [G|G]; [|now exists (S i); split; [right|]].
        replace (length z) with 1 in B by lia. cbn in B. lia. }
      apply in_split in J. destruct J as (l1 & l2 & J). rewrite J in B |- *.
      exists (map (mixed z) (l1 ++ l2)). rewrite app_length in B. cbn [length] in B. split.
      + intros x X. rewrite map_app in X. apply in_app_iff in X.
        cbn [map In] in X |- *. rewrite map_app, in_app_iff.
        destruct X as [X|[X|X]]; [tauto| |tauto]. subst x. destruct Hj as [->| ->]; tauto.
      + rewrite map_length, app_length. lia. }
  exists (firstn i z), a, (skipn (S i) z), rest. rewrite <- M0, <- M1. repeat split.
  - now rewrite <- A1, firstn_skipn.
  - exact C.
  - now rewrite map_length.
  - exact R1.
  - exact R2.
Qed.
End Analysis.

(* Any way of asking for values g i and naming a place at the end. *)
Inductive strategy : Type := Name (i : nat) | Ask (i : nat) (no yes : strategy).
Fixpoint play (s : strategy) (g : nat -> bool) : nat :=
  match s with Name i => i | Ask i no yes => if g i then play yes g else play no g end.
Fixpoint most_queries (s : strategy) : nat :=
  match s with Name _ => 0 | Ask _ no yes => S (Nat.max (most_queries no) (most_queries yes)) end.

(* The teacher answers so that the larger part of the places t in lo < t <= lo + w remains possible. *)
Lemma adversary s lo w : 2 ^ most_queries s < w ->
  exists t, lo < t <= lo + w /\ S (play s (fun i => t <=? i)) <> t.
Proof.
  revert lo w. induction s as [i|i no IHno yes IHyes]; intros lo w H; cbn [most_queries] in H.
  - cbn in H. destruct (Nat.eq_dec (S i) (lo + 1)); [exists (lo + 2)|exists (lo + 1)]; cbn [play]; lia.
  - rewrite Nat.pow_succ_r' in H.
    pose proof (Nat.pow_le_mono_r 2 (most_queries no) (Nat.max (most_queries no) (most_queries yes))
      ltac:(lia) ltac:(lia)).
    pose proof (Nat.pow_le_mono_r 2 (most_queries yes) (Nat.max (most_queries no) (most_queries yes))
      ltac:(lia) ltac:(lia)).
    assert (2 ^ most_queries yes < Nat.min i (lo + w) - lo
      \/ 2 ^ most_queries no < lo + w - Nat.max lo i) as [C|C] by lia.
    + destruct (IHyes lo (Nat.min i (lo + w) - lo) C) as (t & A & B). exists t. split; [lia|]. cbn [play].
      destruct (Nat.leb_spec t i); [exact B|lia].
    + destruct (IHno (Nat.max lo i) (lo + w - Nat.max lo i) C) as (t & A & B). exists t. split; [lia|].
      cbn [play].
      destruct (Nat.leb_spec t i); [lia|exact B].
Qed.

Lemma play_ext s g h : (forall i, g i = h i) -> play s g = play s h.
Proof. intros H. induction s as [i|i no IHno yes IHyes]; cbn [play]; [reflexivity|]. rewrite H, IHno, IHyes.
reflexivity. Qed.

(* A strategy of fewer than clg m queries names a wrong place for some target (the words of at most m - t
   letters), the hypothesis with a single state, and the counterexample of m letters. *)
Theorem clg_queries_are_needed m s : most_queries s < bound m ->
  exists f : list unit -> bool, let next := fun (_ : list unit) (_ : unit) => [] in
  let g := fun i => f (mixed next (letters m) i) in
  hypothesis f next (letters m) <> f (letters m) /\ g (play s g) = g (S (play s g)).
Proof.
  intros H. unfold bound in H.
  assert (2 ^ most_queries s < m) as W.
  { destruct m as [|m]; [cbn in H; lia|]. apply Nat.nle_gt. intros C. apply clg_spec in C; lia. }
  destruct (adversary s 0 m W) as (t & T1 & T2).
  exists (fun w => length w <=? m - t). cbv zeta. set (next := fun (_ : list unit) (_ : unit) => []).
  assert (forall z, leads_to next z = []) as L.
  { intros z. unfold leads_to.
    assert (forall u, fold_left next z u = match z with [] => u | _ => [] end) as F.
    { induction z as [|a z IH]; intros u; [reflexivity|]. cbn [fold_left]. rewrite IH. now destruct z. }
    rewrite F. now destruct z. }
  assert (forall i, (length (mixed next (letters m) i) <=? m - t) = (t <=? i)) as G.
  { intros i. unfold mixed. rewrite L. cbn [app]. unfold letters. rewrite skipn_length, repeat_length.
    destruct (Nat.leb_spec (m - i) (m - t)), (Nat.leb_spec t i); lia || reflexivity. }
  split.
  - unfold hypothesis. rewrite L. unfold letters. rewrite repeat_length. cbn [length].
    destruct (Nat.leb_spec 0 (m - t)), (Nat.leb_spec m (m - t)); lia || discriminate.
  - rewrite (play_ext s _ (fun i => t <=? i) G), !G. revert T2. generalize (play s (fun i => t <=? i)).
    intros p T2.
    destruct (Nat.leb_spec t p), (Nat.leb_spec t (S p)); lia || reflexivity.
Qed.
