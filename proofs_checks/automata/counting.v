(* The target that makes learners slow: the words of at least t letters, over an alphabet of one letter.

   Its automaton has t + 1 states.  The counterexample is always the word of t letters.  Let the hypothesis
   have the states 0 .. j letters, j < t, and stay in the last one.

   Theorem:  the analysis of the counterexample finds the word of j letters, and the suffix of t - 1 - j
             letters.
   Idea:     the i-th mixed word has t letters if i <= j, and fewer else; so it changes at a single place.

   Used by automata/longest_runs.v. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.automata Require Import access_words rivest_schapire.
Import ListNotations.

Lemma counting_found t j (next : list unit -> unit -> list unit) : j < t ->
  (forall i, i <= j -> next (letters i) tt = letters (Nat.min (S i) j)) ->
  let f := accepts (at_least t) in
  hypothesis f next (letters t) <> f (letters t)
  /\ found f next (letters t) = Some (letters j, tt, letters (t - 1 - j)).
Proof.
  intros Hj Hn f.
  assert (forall i, leads_to next (letters i) = letters (Nat.min i j)) as L.
  { induction i as [|i IH]; [reflexivity|].
    replace (letters (S i)) with (letters i ++ [tt]) at 1 by (symmetry; apply (repeat_cons i tt)).
    unfold leads_to. rewrite fold_left_app.
    change (next (leads_to next (letters i)) tt = letters (Nat.min (S i) j)).
    rewrite IH, Hn by lia. f_equal. lia. }
  assert (forall i, i <= t -> firstn i (letters t) = letters i /\ skipn i (letters t) = letters (t - i)) as C.
  { intros i Hi. replace t with (i + (t - i)) at 1 2 by lia. unfold letters. rewrite repeat_app.
    rewrite firstn_app, skipn_app, repeat_length, Nat.sub_diag. cbn [firstn skipn].
    rewrite firstn_all2, skipn_all2 by (rewrite repeat_length; lia). now rewrite app_nil_r. }
  assert (hypothesis f next (letters t) <> f (letters t)) as X.
  { unfold hypothesis, f. rewrite L, !accepts_at_least. unfold letters. rewrite !repeat_length.
    destruct (Nat.leb_spec t (Nat.min t j)), (Nat.leb_spec t t); lia || discriminate. }
  split; [exact X|].
  assert (forall i, i <= t -> f (mixed next (letters t) i) = (i <=? j)) as M.
  { intros i Hi. unfold mixed, f. destruct (C i Hi) as [-> ->]. rewrite L, accepts_at_least, app_length.
    unfold letters. rewrite !repeat_length.
    destruct (Nat.leb_spec t (Nat.min i j + (t - i))), (Nat.leb_spec i j); lia || reflexivity. }
  pose proof (flip_correct t (fun i => f (mixed next (letters t) i)) 0 t (Nat.le_refl _) ltac:(lia)) as F.
  cbn beta in F. rewrite !M in F by lia. unfold found, analysis.
  replace (length (letters t)) with t by (symmetry; apply repeat_length).
  destruct (flip t (fun i => f (mixed next (letters t) i)) 0 t) as [i places]. cbn [fst] in *.
  destruct F as (I & V & _); [destruct (Nat.leb_spec 0 j), (Nat.leb_spec (0 + t) j); lia || discriminate|].
  rewrite !M in V by lia.
  assert (i = j) as ->. { destruct (Nat.leb_spec i j), (Nat.leb_spec (S i) j);
    lia || (contradiction V; reflexivity). }
  destruct (C j ltac:(lia)) as [-> ->]. rewrite L, Nat.min_id.
  replace (t - j) with (S (t - 1 - j)) by lia. reflexivity.
Qed.

Lemma one_more i : letters i ++ [tt] = letters (S i).
Proof. symmetry. apply (repeat_cons i tt). Qed.

Lemma in_up_to c w : In w (up_to c) <-> exists i, i <= c /\ w = letters i.
Proof.
  induction c as [|c IH]; cbn [up_to]; split.
  - intros [<-|[]]. now exists 0.
  - intros (i & I & ->). left. now replace i with 0 by lia.
  - intros [<-|W]; [now exists (S c)|]. apply IH in W. destruct W as (i & I & ->). exists i.
    split; [lia|reflexivity].
  - intros (i & I & ->). destruct (Nat.eq_dec i (S c)) as [->|N]; [now left|right]. apply IH. exists i.
    split; [lia|reflexivity].
Qed.
