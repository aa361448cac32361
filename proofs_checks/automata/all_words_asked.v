(* A run of the learner with an observation table that asks every word that table_words.v allows.

   The automaton and the counterexample are those of longest_runs.v: 3 states over 2 letters, and 8 letters.
   The label changes at the first letter, so the counterexample is a cell, and is not asked.

   Theorem:  the run asks 15 words.

   Speaks for proofs_checks/automata/rivest_schapire.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.automata Require Import access_words rivest_schapire observation_table longest_runs table_words.
Import ListNotations.

Definition untold (told xs : list (list bool)) : list (list bool) :=
  filter (fun x => if in_dec (list_eq_dec bool_dec) x told then false else true) xs.
Lemma untold_in told xs x : In x (untold told xs) -> In x xs /\ ~ In x told.
Proof.
  intros X. apply filter_In in X. destruct X as [X Y].
  destruct (in_dec (list_eq_dec bool_dec) x told); [discriminate|now split].
Qed.

Theorem all_words_asked : exists A E asked told c ws,
  asks swings [true; false] 8 A E asked told c /\ NoDup ws /\ incl ws asked
  /\ length ws = bound 3 2 8.
Proof.
  assert (closed swings [true; false] [[]] [[]]) as C.
  { intros w [<-|[<-|[<-|[]]]]; exists []; (split; [now left|reflexivity]). }
  assert (hypothesis (accepts swings) (next swings [[]] [[]]) long <> accepts swings long) as X by discriminate.
  assert (incl long [true; false]) as L by (intros [] _; cbn; tauto).
  set (v := repeat false 7).
  pose proof (counterexample swings [true; false] 8 _ _ _ _ _ long [] true v
    (untold [long] (cells [true; false] [[]] [v; []]
      ++ words_asked (accepts swings) (next swings [[]] [[]]) long))
    (begin swings [true; false] 8) C (le_n 8) L X eq_refl) as R1.
  specialize (R1 ltac:(intros x Y; apply untold_in in Y; destruct Y as [Y1 Y2];
    apply in_app_or in Y1; now split)).
  assert (forall u, In u [[]] -> row swings [v; []] u <> row swings [v; []] [true]) as N1.
  { intros u [<-|[]]. discriminate. }
  pose proof (close swings [true; false] 8 _ _ _ _ _ [true]
    (untold [long] (cells [true; false] [[true]; []] [v; []])) R1 ltac:(cbn; tauto) N1
    ltac:(intros x Y; now apply untold_in in Y)) as R2.
  assert (forall u, In u [[true]; []] -> row swings [v; []] u <> row swings [v; []] [true; false]) as N2.
  { intros u [<-|[<-|[]]]; discriminate. }
  pose proof (close swings [true; false] 8 _ _ _ _ _ [true; false]
    (untold [long] (cells [true; false] [[true; false]; [true]; []] [v; []])) R2 ltac:(cbn; tauto) N2
    ltac:(intros x Y; now apply untold_in in Y)) as R3.
  match type of R3 with asks _ _ _ ?A ?E ?asked ?told ?c =>
    exists A, E, asked, told, c, (nodup (list_eq_dec bool_dec) asked) end.
  split; [exact R3|]. split; [apply NoDup_nodup|]. split; [|vm_compute; reflexivity].
  intros w W. exact (proj1 (nodup_In _ _ _) W).
Qed.
