(* The points of n bits in chains (de Bruijn, Tengbergen and Kruyswijk 1951; with the property that Hansel 1966 uses).

   A chain is a list of points, each below the next one and with a one more.  From the chains of n bits those of n + 1
   bits are made: behind a 0 the chain, and at its end its last point behind a 1; and behind a 1 all but the last point.
   Theorem: each point is in exactly one chain; the first point of a chain has as many ones as the last has zeros; and
            if a, b, c follow one another in a chain, then a shorter chain has another point between a and c.
   Idea:    induction on n.
   Used by  hansel.v.                                                                                               *)
From Coq Require Import List Arith Lia Bool Permutation Sorted.
From qlearn.finite Require Import insertion.
From qlearn.dimensions Require Import threshold_functions monotone_functions.
Import ListNotations.

(* The number of ones. *)
Fixpoint level (n : nat) : point n -> nat :=
  match n with 0 => fun _ => 0 | S m => fun x => (if fst x then 1 else 0) + level m (snd x) end.

Fixpoint zeros (n : nat) : point n := match n with 0 => tt | S m => (false, zeros m) end.
Notation at_place n i chain := (nth i chain (zeros n)).

Definition long {n : nat} (chain : list (point n)) : list (point (S n)) :=
  map (pair false) chain ++ [(true, at_place n (length chain - 1) chain)].
Definition short {n : nat} (chain : list (point n)) : list (point (S n)) :=
  map (pair true) (firstn (length chain - 1) chain).

Fixpoint chains (n : nat) : list (list (point n)) :=
  match n with
  | 0 => [[tt]]
  | S m => flat_map (fun chain => long chain :: (if 2 <=? length chain then [short chain] else [])) (chains m)
  end.

Lemma in_chains n chain : In chain (chains (S n)) <->
  exists c, In c (chains n) /\ (chain = long c \/ 2 <= length c /\ chain = short c).
Proof.
  cbn [chains]. rewrite in_flat_map. split; intros (c & C & H); exists c; (split; [exact C|]).
  - destruct H as [<-|H]; [now left|right]. destruct (Nat.leb_spec 2 (length c)); [|contradiction].
    destruct H as [<-|[]]. now split.
  - destruct H as [->|[L ->]]; [now left|right]. apply Nat.leb_le in L. rewrite L. now left.
Qed.

(* ---- places ------------------------------------------------------------------------------------------------------ *)
Lemma long_length n (c : list (point n)) : length (long c) = S (length c).
Proof. unfold long. rewrite app_length, map_length. cbn. lia. Qed.

Lemma short_length n (c : list (point n)) : length (short c) = length c - 1.
Proof. unfold short. rewrite map_length, firstn_length. lia. Qed.

Lemma long_place n (c : list (point n)) i : i < length c -> at_place (S n) i (long c) = (false, at_place n i c).
Proof.
  intros I. unfold long. rewrite app_nth1 by now rewrite map_length. exact (map_nth (pair false) c (zeros n) i).
Qed.

Lemma long_end n (c : list (point n)) : at_place (S n) (length c) (long c) = (true, at_place n (length c - 1) c).
Proof.
  unfold long. rewrite app_nth2 by (rewrite map_length; lia). now rewrite map_length, Nat.sub_diag.
Qed.

Lemma short_place n (c : list (point n)) i : S i < length c -> at_place (S n) i (short c) = (true, at_place n i c).
Proof.
  intros I. unfold short. rewrite (nth_indep _ _ (true, zeros n)) by (rewrite map_length, firstn_length; lia).
  rewrite (map_nth (pair true)). f_equal.
  rewrite <- (app_nth1 _ (skipn (length c - 1) c)) by (rewrite firstn_length; lia). now rewrite firstn_skipn.
Qed.

(* ---- the first and the last level -------------------------------------------------------------------------------- *)
Definition symmetric (n : nat) (c : list (point n)) : Prop :=
  1 <= length c /\ exists s, 2 * s + length c = n + 1 /\ forall i, i < length c -> level n (at_place n i c) = s + i.

Lemma chains_symmetric n c : In c (chains n) -> symmetric n c.
Proof.
  revert c. induction n as [|n IH]; intros c C.
  - destruct C as [<-|[]]. split; [cbn; lia|]. exists 0. split; [reflexivity|]. intros i I. cbn in *. lia.
  - apply in_chains in C. destruct C as (d & D & H). destruct (IH d D) as (Pos & s & S & E). destruct H as [->|[L ->]].
    + unfold symmetric. rewrite long_length. split; [lia|]. exists s. split; [lia|]. intros i I.
      destruct (Nat.eq_dec i (length d)) as [->|N].
      * rewrite long_end. cbn [level fst snd]. rewrite E; lia.
      * rewrite long_place by lia. cbn [level fst snd]. rewrite E; lia.
    + unfold symmetric. rewrite short_length. split; [lia|]. exists (s + 1). split; [lia|]. intros i I.
      rewrite short_place by lia. cbn [level fst snd]. rewrite E; lia.
Qed.

(* ---- each point is in one chain ---------------------------------------------------------------------------------- *)
Lemma split_last {A} (l : list A) d : 1 <= length l -> firstn (length l - 1) l ++ [nth (length l - 1) l d] = l.
Proof.
  destruct l as [|x l _] using rev_ind; cbn; [lia|]. intros _. rewrite app_length. cbn [length]. rewrite Nat.add_sub.
  rewrite firstn_app, firstn_all, Nat.sub_diag, app_nth2 by lia. rewrite Nat.sub_diag. cbn. now rewrite app_nil_r.
Qed.

Lemma chain_doubled n (c : list (point n)) : 1 <= length c ->
  Permutation (long c ++ short c) (map (pair false) c ++ map (pair true) c).
Proof.
  intros Pos. unfold long, short. rewrite <- app_assoc. apply Permutation_app_head.
  pose proof (split_last c (zeros n) Pos) as E.
  rewrite <- E at 5. rewrite map_app. apply Permutation_app_comm.
Qed.

Theorem chains_are_the_points n : Permutation (concat (chains n)) (points n).
Proof.
  induction n as [|n IH]; [apply Permutation_refl|]. cbn [chains points].
  apply Permutation_trans with (map (pair false) (concat (chains n)) ++ map (pair true) (concat (chains n)));
    [|now apply Permutation_app; apply Permutation_map].
  assert (Forall (fun c => 1 <= length c) (chains n)) as Pos.
  { apply Forall_forall. intros c C. apply (chains_symmetric n c C). }
  clear IH. induction Pos as [|c cs Pos _ IH]; [apply Permutation_refl|]. cbn [flat_map concat].
  rewrite concat_app, !map_app.
  assert (concat (long c :: (if 2 <=? length c then [short c] else [])) = long c ++ short c) as ->.
  { cbn [concat]. f_equal. destruct (Nat.leb_spec 2 (length c)); [apply app_nil_r|].
    pose proof (short_length n c). destruct (short c); [reflexivity|cbn in *; lia]. }
  apply Permutation_trans with (1 := Permutation_app (chain_doubled n c Pos) IH). rewrite <- !app_assoc.
  apply Permutation_app_head. rewrite !app_assoc. apply Permutation_app_tail, Permutation_app_comm.
Qed.

(* ---- upwards ----------------------------------------------------------------------------------------------------- *)
Lemma below_itself n x : below n x x.
Proof. induction n as [|n IH]; cbn; auto. Qed.

Lemma below_trans n x y z : below n x y -> below n y z -> below n x z.
Proof. induction n as [|n IH]; cbn; [auto|]. intros [A B] [C D]. split; [auto|now apply (IH _ (snd y))]. Qed.

Lemma chain_step n c i : In c (chains n) -> S i < length c -> below n (at_place n i c) (at_place n (S i) c).
Proof.
  revert c i. induction n as [|n IH]; intros c i C I.
  - destruct C as [<-|[]]. cbn in I. lia.
  - apply in_chains in C. destruct C as (d & D & [->|[L ->]]).
    + rewrite long_length in I. rewrite long_place by lia. destruct (Nat.eq_dec (S i) (length d)) as [E|N].
      * rewrite E, long_end. replace (length d - 1) with i by lia. split; [auto|apply below_itself].
      * rewrite long_place by lia. split; [auto|apply IH; [exact D|lia]].
    + rewrite short_length in I. rewrite !short_place by lia. split; [auto|apply IH; [exact D|lia]].
Qed.

Lemma chain_upwards n c i j : In c (chains n) -> i <= j -> j < length c -> below n (at_place n i c) (at_place n j c).
Proof.
  intros C L. induction L as [|j L IH]; intros J; [apply below_itself|].
  apply (below_trans n _ (at_place n j c)); [apply IH; lia|now apply chain_step].
Qed.

(* ---- between two points with one between them there is another in a shorter chain -------------------------------- *)
Definition beside (n : nat) (c : list (point n)) (i : nat) (y : point n) (d : list (point n)) : Prop :=
  In d (chains n) /\ length d < length c /\ In y d /\ level n y = level n (at_place n (S i) c)
  /\ below n (at_place n i c) y /\ below n y (at_place n (S (S i)) c).

Theorem another_between n c i : In c (chains n) -> S (S i) < length c -> exists y d, beside n c i y d.
Proof.
  revert c i. induction n as [|n IH]; intros c i C I.
  - destruct C as [<-|[]]. cbn in I. lia.
  - apply in_chains in C. destruct C as (d & D & [->|[L ->]]); unfold beside.
    + rewrite long_length in *. rewrite !(long_place n d) by lia. destruct (Nat.eq_dec (S (S i)) (length d)) as [E|N].
      * (* the last three of a long chain: the point before the last one, behind a 1 *)
        exists (true, at_place n i d), (short d). rewrite E, long_end, short_length, <- E. cbn [Nat.sub].
        destruct (chains_symmetric n d D) as (_ & s & _ & Lv).
        split; [apply in_chains; exists d; split; [exact D|right; split; [lia|reflexivity]]|]. split; [lia|].
        split; [rewrite <- short_place by lia; apply nth_In; rewrite short_length; lia|].
        split; [cbn [level fst snd]; rewrite !Lv by lia; lia|].
        split; (split; [auto|]); [apply below_itself|now apply chain_step; [|lia]].
      * destruct (IH d i D ltac:(lia)) as (y & e & E & Le & Y & Lv & A & B). exists (false, y), (long e).
        rewrite long_length, long_place by lia.
        split; [apply in_chains; exists e; auto|]. split; [lia|].
        split; [unfold long; apply in_or_app; left; now apply in_map|]. split; [exact Lv|]. split; cbn; auto.
    + rewrite short_length in *. rewrite !(short_place n d) by lia.
      destruct (IH d i D ltac:(lia)) as (y & e & E & Le & Y & Lv & A & B). exists (true, y).
      apply (In_nth e y (zeros n)) in Y. destruct Y as (j & J & <-).
      destruct (chains_symmetric n d D) as (_ & s & Sum & Ld), (chains_symmetric n e E) as (_ & t & T & Lt).
      rewrite Lt, Ld in Lv by lia. destruct (le_lt_dec (length e) (S j)) as [Last|Inner].
      * (* it ends its chain, which is shorter by two *)
        exists (long e). rewrite long_length. replace j with (length e - 1) by lia. rewrite <- long_end.
        split; [apply in_chains; exists e; auto|]. split; [lia|].
        split; [apply nth_In; rewrite long_length; lia|]. rewrite long_end.
        replace (length e - 1) with j by lia. cbn [level fst snd]. rewrite Lt, Ld by lia.
        split; [lia|]. split; cbn; auto.
      * exists (short e). rewrite short_length.
        split; [apply in_chains; exists e; split; [exact E|right; split; [lia|reflexivity]]|]. split; [lia|].
        split; [rewrite <- short_place by lia; apply nth_In; rewrite short_length; lia|].
        cbn [level fst snd]. rewrite Lt, Ld by lia. split; [lia|]. split; cbn; auto.
Qed.

(* ---- shorter chains first ---------------------------------------------------------------------------------------- *)
Section Sorted.
Context {A : Type}.
Definition no_longer (c d : list A) : Prop := length c <= length d.

Definition by_length (cs : list (list A)) : list (list A) := sort (fun c d => length c <=? length d) cs.

Lemma by_length_permutes cs : Permutation (by_length cs) cs.
Proof. apply Permutation_sym, sort_permutes. Qed.

Lemma by_length_sorted cs : StronglySorted no_longer (by_length cs).
Proof.
  induction cs as [|c cs IH]; cbn; [constructor|]. apply insert_sorted; [|unfold no_longer; lia|exact IH].
  intros d _. unfold no_longer. destruct (Nat.leb_spec (length c) (length d)); lia.
Qed.

Lemma concat_permutes (cs ds : list (list A)) : Permutation cs ds -> Permutation (concat cs) (concat ds).
Proof.
  induction 1 as [|c cs ds _ IH|c d cs|cs ds es _ IH _ IH']; cbn; [constructor|now apply Permutation_app_head| |].
  - rewrite !app_assoc. apply Permutation_app_tail, Permutation_app_comm.
  - now apply Permutation_trans with (1 := IH).
Qed.

Lemma filter_permutes (p : A -> bool) l l' : Permutation l l' -> Permutation (filter p l) (filter p l').
Proof.
  induction 1 as [|x l l' _ IH|x y l|l l' l'' _ IH _ IH']; cbn; [constructor| | |].
  - destruct (p x); [now constructor|exact IH].
  - destruct (p x), (p y); apply Permutation_refl || constructor.
  - now apply Permutation_trans with (1 := IH).
Qed.

End Sorted.
