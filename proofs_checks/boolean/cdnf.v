(* Boolean functions with a small DNF and a small CNF from counterexamples and membership queries (Bshouty 1995).

   The target f has a DNF of s terms and a CNF of t clauses; neither is known.  The learner keeps bases, points a with
   f(a) = 0, and for each base some points v with f(v) = 1.  Its hypothesis accepts x if, for every base a, one of
   the points v of a is between a and x: each v_i is a_i or x_i.  A counterexample that f rejects becomes a new base.
   From a counterexample z that f accepts the learner walks, for each base a that made it reject z, towards a: it
   gives v one more value of a, the first one with which f still accepts v, until there is none; this v is kept.

   Python:  bounds: s * t + t + 1 equivalence queries, s * t * (n * (n + 1) // 2 - 1) membership queries
   Theorem: no run asks more, for whatever DNF and CNF of f s and t are counted in; the learner needs neither.
   Idea:    a term accepts the points of a cube, a clause rejects those of a cube, and what is between two points of
            a cube is in it.  If a new base z were in the cube of a clause that an older base a is in, then so were
            the v between them, but f accepts v.  So there are at most t bases.  A point v where the walk to a ends is
            a with the values that a term asks for, so there are at most s of them for each base.
   Tight:   exclusive or has s = t = 2, and 7 equivalence queries are asked in some run; for the
            first of two variables, s = t = 1, 2 membership queries are.
   Speaks for cdnf.py.                                                                                            *)
From Coq Require Import List Arith Lia Bool.
From qlearn.boolean Require Import conjunctions elimination cdnf_walk.
Import ListNotations.

(* ---- the algorithm ----------------------------------------------------------------------------------------- *)
Notation base := (point * list point)%type.  (* with the points v found for it *)
Definition accepted (x : point) (b : base) : bool := existsb (fun v => between (fst b) v x) (snd b).
Definition hypothesis (bases : list base) (x : point) : bool := forallb (accepted x) bases.

(* The cubes where the terms of a DNF are true, and those where the clauses of a CNF are false. *)
Definition dnf_of (n : nat) (f : point -> bool) (ones : list cube) : Prop := Forall (fun q => length q = n) ones
  /\ forall x, length x = n -> (f x = true <-> exists q, In q ones /\ inside q x = true).
Definition cnf_of (n : nat) (f : point -> bool) (zeros : list cube) : Prop :=
  forall x, length x = n -> (f x = false <-> exists q, In q zeros /\ inside q x = true).

Section Run.
Variables (n : nat) (f : point -> bool).

Definition extend (z : point) (b : base) : base :=
  if accepted z b then b else (fst b, fst (walk n f (fst b) z) :: snd b).
Definition cost (z : point) (b : base) : nat := if accepted z b then 0 else snd (walk n f (fst b) z).

(* The bases, the number of counterexamples, and the number of membership queries. *)
Inductive run : list base -> nat -> nat -> Prop :=
| begin : run [] 0 0
| rejected bases c m z : run bases c m -> length z = n -> f z = false -> hypothesis bases z = true ->
    run ((z, []) :: bases) (S c) m
| extended bases c m z : run bases c m -> length z = n -> f z = true -> hypothesis bases z = false ->
    run (map (extend z) bases) (S c) (m + list_sum (map (cost z) bases)).

(* ---- a run ------------------------------------------------------------------------------------------------- *)
Variables ones zeros : list cube.
Hypothesis dnf : dnf_of n f ones.
Hypothesis cnf : cnf_of n f zeros.

Definition found (bases : list base) : nat := list_sum (map (fun b => length (snd b)) bases).

(* What is known of a base. *)
Definition good (b : base) : Prop := (length (fst b) = n /\ f (fst b) = false) /\ NoDup (snd b)
  /\ forall v, In v (snd b) -> length v = n /\ f v = true /\ In v (map (fun q => moved q (fst b)) ones).

Lemma extend_good z b : length z = n -> f z = true -> good b -> good (extend z b).
Proof.
  intros Lz Fz ((La & Fa) & N & H). unfold extend. destruct (accepted z b) eqn:A; [now split|].
  destruct b as [a vs]. cbn [fst snd] in *.
  pose proof (walk_spec n f a z ltac:(lia) ltac:(rewrite <- La; apply distance_le) Fz Fa) as W.
  destruct (walk n f a z) as [v k]. cbn [fst] in *. destruct W as (G & Lv & S & _ & B).
  split; [split; [exact La|exact Fa]|]. cbn [fst snd]. split.
  - constructor; [|exact N]. intros I. apply not_true_iff_false in A. apply A. apply existsb_exists. exists v.
    split; [exact I|]. apply B, between_end.
  - intros u [<-|I]; [|now apply H]. repeat split; [lia|exact G|].
    destruct (proj1 (proj2 dnf v ltac:(lia)) G) as (q & Q & I). apply in_map_iff. exists q. split; [|exact Q].
    symmetry. apply (stuck_in_a_cube q f); auto; try lia.
    + rewrite La. exact (proj1 (Forall_forall _ _) (proj1 dnf) q Q).
    + intros x Lx Ix. apply dnf; [lia|now exists q].
Qed.

Lemma extend_cost z b : length z = n -> f z = true -> good b ->
  length (snd b) <= length (snd (extend z b))
  /\ 2 * cost z b + 2 * (length (snd (extend z b)) - length (snd b))
     <= (length (snd (extend z b)) - length (snd b)) * (n * (n + 1))
  /\ (accepted z b = false -> length (snd b) < length (snd (extend z b))).
Proof.
  intros Lz Fz ((La & Fa) & _). unfold extend, cost. destruct (accepted z b); [repeat split; [lia|lia|discriminate]|].
  pose proof (walk_spec n f (fst b) z ltac:(lia) ltac:(rewrite <- La; apply distance_le) Fz Fa) as W.
  destruct (walk n f (fst b) z) as [v k]. destruct W as (_ & _ & _ & K & _). cbn [fst snd length].
  pose proof (distance_le (fst b) z). repeat split; [lia| |lia]. nia.
Qed.

Lemma extend_all z bases : length z = n -> f z = true -> Forall good bases ->
  found bases <= found (map (extend z) bases)
  /\ 2 * list_sum (map (cost z) bases) + 2 * (found (map (extend z) bases) - found bases)
     <= (found (map (extend z) bases) - found bases) * (n * (n + 1))
  /\ (hypothesis bases z = false -> found bases < found (map (extend z) bases)).
Proof.
  intros Lz Fz. induction 1 as [|b bases G _ (A & B & C)]; [cbn; repeat split; [lia|lia|discriminate]|].
  destruct (extend_cost z b Lz Fz G) as (A1 & B1 & C1). unfold found, hypothesis in *.
  cbn [map list_sum fold_right forallb]. fold (list_sum (map (cost z) bases)).
  fold (list_sum (map (fun b => length (snd b)) bases)) in *.
  fold (list_sum (map (fun b => length (snd b)) (map (extend z) bases))) in *. repeat split; [lia|nia|].
  intros H. apply andb_false_iff in H. destruct H as [H|H]; [specialize (C1 H)|specialize (C H)]; lia.
Qed.

(* Each base is in the cube of a clause of its own. *)
Lemma in_a_run bases c m : run bases c m -> Forall good bases /\ c <= length bases + found bases
  /\ 2 * m + 2 * found bases <= found bases * (n * (n + 1))
  /\ exists own, NoDup own /\ incl own zeros /\ length own = length bases
     /\ forall q, In q own -> exists a, In a (map fst bases) /\ inside q a = true.
Proof.
  induction 1 as [|bases c m z R (G & C & M & own & N & I & L & O) Lz Fz Hz
    |bases c m z R (G & C & M & own & N & I & L & O) Lz Fz Hz].
  - repeat split; [constructor|cbn; lia..|]. exists []. repeat split; [constructor|intros q []|intros q []].
  - split; [constructor; [split; [exact (conj Lz Fz)|split; [constructor|intros v []]]|exact G]|].
    change (found ((z, []) :: bases)) with (found bases). split; [cbn [length]; lia|]. split; [exact M|].
    destruct (proj1 (cnf z Lz) Fz) as (q & Q & Iz). exists (q :: own).
    repeat split; [|intros p [<-|P]; auto|cbn; lia|].
    + constructor; [|exact N]. intros Old. destruct (O q Old) as (a & Ia & Aq).
      apply in_map_iff in Ia. destruct Ia as (b & <- & Ib). unfold hypothesis in Hz.
      pose proof (proj1 (forallb_forall _ _) Hz b Ib) as Acc. apply existsb_exists in Acc. destruct Acc as (v & V & B).
      destruct (proj1 (Forall_forall _ _) G b Ib) as ((La & _) & _ & H). destruct (H v V) as (Lv & Fv & _).
      assert (f v = false) as No; [|congruence]. apply cnf; [exact Lv|]. exists q. split; [exact Q|].
      apply (between_inside q (fst b) v z); auto; lia.
    + intros p [<-|P]; [exists z; split; [now left|exact Iz]|]. destruct (O p P) as (a & Ia & Ap). exists a.
      split; [now right|exact Ap].
  - destruct (extend_all z bases Lz Fz G) as (A & B & S). specialize (S Hz). rewrite map_length.
    split; [|split; [lia|split; [nia|]]].
    + apply Forall_map. apply (Forall_impl _) with (2 := G). intros b. now apply extend_good.
    + exists own. repeat split; auto. rewrite map_map.
      rewrite (map_ext (fun b => fst (extend z b)) fst); [exact O|].
      intros b. unfold extend. now destruct (accepted z b).
Qed.

Lemma found_le bases : Forall good bases -> found bases <= length ones * length bases.
Proof.
  induction 1 as [|b bases (_ & N & H) _ IH]; [cbn; lia|]. unfold found in *. cbn [map list_sum fold_right length].
  fold (list_sum (map (fun b => length (snd b)) bases)).
  assert (length (snd b) <= length ones) as Few; [|lia].
  rewrite <- (map_length (fun q => moved q (fst b)) ones). apply NoDup_incl_length; [exact N|]. intros v V. now apply H.
Qed.

(* ---- the bounds -------------------------------------------------------------------------------------------- *)
Definition equivalence_bound (s t : nat) : nat := s * t + t + 1.
Definition membership_bound (n s t : nat) : nat := s * t * (n * (n + 1) / 2 - 1).

Lemma few bases c m : run bases c m -> length bases <= length zeros /\ found bases <= length ones * length zeros.
Proof.
  intros R. destruct (in_a_run bases c m R) as (G & _ & _ & own & N & I & L & _).
  pose proof (NoDup_incl_length N I). pose proof (found_le bases G). nia.
Qed.

(* The counterexamples, and the last query, which is answered yes. *)
Theorem equivalence_queries bases c m : run bases c m -> c + 1 <= equivalence_bound (length ones) (length zeros).
Proof.
  intros R. destruct (in_a_run bases c m R) as (_ & C & _). pose proof (few bases c m R). unfold equivalence_bound. lia.
Qed.

Theorem membership_queries bases c m : run bases c m -> m <= membership_bound n (length ones) (length zeros).
Proof.
  intros R. destruct (in_a_run bases c m R) as (_ & _ & M & _). destruct (few bases c m R) as [_ F].
  assert (m <= found bases * (n * (n + 1) / 2 - 1)) as H.
  { assert (n * (n + 1) = 2 * (n * (n + 1) / 2)) as Even; [|nia].
    assert (exists h, n * (n + 1) = h * 2) as (h & E); [|rewrite E, Nat.div_mul; lia].
    clear. induction n as [|k (h & E)]; [now exists 0|]. exists (h + k + 1). nia. }
  unfold membership_bound. apply Nat.le_trans with (1 := H). now apply Nat.mul_le_mono_r.
Qed.
End Run.

(* ---- both bounds are met ----------------------------------------------------------------------------------- *)
Ltac all_points := intros [|[] [|[] [|]]] L; try discriminate; split; intros H; try discriminate; try reflexivity;
  try (destruct H as (q & Q & H); repeat destruct Q as [<-|Q]; try discriminate; contradiction).
Ltac first_cube := eexists; split; [left; reflexivity|reflexivity].
Ltac second_cube := eexists; split; [right; left; reflexivity|reflexivity].

(* Exclusive or: two terms, two clauses, six counterexamples. *)
Definition xor (x : point) : bool := match x with [b; c] => xorb b c | _ => false end.
Definition two_terms : list cube := [[Some true; Some false]; [Some false; Some true]].
Definition two_clauses : list cube := [[Some false; Some false]; [Some true; Some true]].

Theorem equivalence_queries_are_met : dnf_of 2 xor two_terms /\ cnf_of 2 xor two_clauses
  /\ exists bases c m, run 2 xor bases c m /\ c + 1 = equivalence_bound (length two_terms) (length two_clauses).
Proof.
  split; [|split].
  - split; [repeat constructor|]. all_points; [first_cube|second_cube].
  - all_points; [second_cube|first_cube].
  - pose proof (begin 2 xor) as R.
  apply (rejected 2 xor) with (z := [false; false]) in R; try reflexivity.
  apply (extended 2 xor) with (z := [true; false]) in R; try reflexivity.
  apply (extended 2 xor) with (z := [false; true]) in R; try reflexivity.
  apply (rejected 2 xor) with (z := [true; true]) in R; try reflexivity.
  apply (extended 2 xor) with (z := [true; false]) in R; try reflexivity.
  apply (extended 2 xor) with (z := [false; true]) in R; try reflexivity.
  do 3 eexists. split; [exact R|reflexivity].
Qed.

(* The first of two variables: one term, one clause, and two membership queries to find it. *)
Theorem membership_queries_are_met :
  dnf_of 2 (fun x => nth 0 x false) [[Some true; None]] /\ cnf_of 2 (fun x => nth 0 x false) [[Some false; None]]
  /\ exists bases c m, run 2 (fun x => nth 0 x false) bases c m /\ m = membership_bound 2 1 1.
Proof.
  split; [|split].
  - split; [repeat constructor|]. all_points; first_cube.
  - all_points; first_cube.
  - pose proof (begin 2 (fun x => nth 0 x false)) as R.
    apply (rejected 2 _) with (z := [false; false]) in R; try reflexivity.
    apply (extended 2 _) with (z := [true; true]) in R; try reflexivity.
    do 3 eexists. split; [exact R|reflexivity].
Qed.
