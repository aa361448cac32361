(* How many concepts a class of small VC dimension has (Sauer 1972, Shelah 1972; this form: Pajor 1985).

   A concept on n points is a row of n bits, a set of points a mask of n bits.  A class shatters a set of points if
   every labelling of these points is that of some concept; its VC dimension is the size of the largest such set.
   Theorem: a class of N distinct concepts shatters at least N sets; so if it shatters no set of more than d of the n
            points, N <= C(n, 0) + .. + C(n, d).
   Idea:    split the concepts by their first bit and look at what follows it.  A set shattered by the tails of either
            kind together is shattered; one shattered by the common tails also with the first point added.
            |A or B| + |A and B| = |A| + |B|.
   Tight:   the class of all rows with at most d ones, for both.
   Python file: sauer.py.                                                                                        *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists choose.
Import ListNotations.

Notation row := (list bool).
Definition rows_of (n : nat) (C : list row) : Prop := Forall (fun c => length c = n) C.

(* c and p agree at the points of the mask m *)
Fixpoint agree (m c p : row) : Prop :=
  match m, c, p with
  | b :: m', x :: c', y :: p' => (b = true -> x = y) /\ agree m' c' p'
  | _, _, _ => True
  end.

Definition shatters (C : list row) (m : row) : Prop := forall p, length p = length m -> exists c, In c C /\ agree m c p.

(* sum(comb(n, i) for i in range(d + 1)) *)
Definition bound (n d : nat) : nat := chosen n d.

(* ---- lists without repetition ------------------------------------------------------------------------------ *)
Definition row_dec : forall c p : row, {c = p} + {c <> p} := list_eq_dec bool_dec.
Definition common (A B : list row) := filter (fun c => if in_dec row_dec c B then true else false) A.
Definition either (A B : list row) := filter (fun c => if in_dec row_dec c B then false else true) A ++ B.

Lemma in_common A B c : In c (common A B) <-> In c A /\ In c B.
Proof. unfold common. rewrite filter_In. destruct (in_dec row_dec c B); intuition discriminate. Qed.

Lemma in_either A B c : In c (either A B) <-> In c A \/ In c B.
Proof. unfold either. rewrite in_app_iff, filter_In. destruct (in_dec row_dec c B); intuition discriminate. Qed.

Lemma common_and_either A B : length (common A B) + length (either A B) = length A + length B.
Proof.
  unfold common, either. rewrite app_length. induction A as [|a A IH]; cbn; [lia|].
  destruct (in_dec row_dec a B); cbn; lia.
Qed.

Lemma either_distinct A B : NoDup A -> NoDup B -> NoDup (either A B).
Proof.
  intros HA HB. unfold either. induction HA as [|a A Ha HA IH]; cbn; [exact HB|].
  destruct (in_dec row_dec a B); cbn; [exact IH|]. constructor; [|exact IH].
  rewrite in_app_iff, filter_In. tauto.
Qed.

(* One list of rows that begin with 0 and one of rows that begin with 1. *)
Lemma by_first_bit (A B : list row) : NoDup A -> NoDup B -> NoDup (map (cons false) A ++ map (cons true) B).
Proof.
  intros HA HB. apply distinct_app; [now apply distinct_cons|now apply distinct_cons|].
  intros c I J. apply in_map_iff in I, J. destruct I as (a & <- & _), J as (b & E & _). discriminate.
Qed.

(* ---- the tails after a first bit b ------------------------------------------------------------------------- *)
Fixpoint tails (b : bool) (C : list row) : list row :=
  match C with
  | [] => []
  | [] :: C' => tails b C'
  | (x :: c) :: C' => if eqb x b then c :: tails b C' else tails b C'
  end.

Lemma in_tails b C c : In c (tails b C) <-> In (b :: c) C.
Proof.
  induction C as [|[|x a] C IH]; cbn [tails In]; [tauto| |].
  - rewrite IH. intuition discriminate.
  - destruct (eqb x b) eqn:E.
    + apply eqb_prop in E. subst. cbn. rewrite IH. split; (intros [H|H]; [left; congruence|now right]).
    + apply eqb_false_iff in E. rewrite IH. split; [now right|intros [H|H]; [congruence|exact H]].
Qed.

Lemma tails_distinct b C : NoDup C -> NoDup (tails b C).
Proof.
  induction 1 as [|[|x c] C Hc N IH]; cbn; [constructor|exact IH|].
  destruct (eqb x b) eqn:E; [|exact IH]. apply eqb_prop in E. subst. constructor; [now rewrite in_tails|exact IH].
Qed.

Lemma tails_length C n : rows_of (S n) C -> length C = length (tails true C) + length (tails false C).
Proof. induction 1 as [|[|[] c] C Hc F IH]; cbn in *; [reflexivity|discriminate|lia|lia]. Qed.

Lemma tails_rows b C n : rows_of (S n) C -> rows_of n (tails b C).
Proof.
  unfold rows_of. rewrite !Forall_forall. intros F c Hc. apply in_tails, F in Hc. now injection Hc.
Qed.

Lemma shattered_by_either C m : shatters (either (tails true C) (tails false C)) m -> shatters C (false :: m).
Proof.
  intros H [|y p] L; [discriminate|]. injection L as L. destruct (H p L) as (c & Hc & A).
  apply in_either in Hc. destruct Hc as [Hc|Hc]; apply in_tails in Hc; eexists; (split; [exact Hc|]);
    (split; [discriminate|exact A]).
Qed.

Lemma shattered_by_common C m : shatters (common (tails true C) (tails false C)) m -> shatters C (true :: m).
Proof.
  intros H [|y p] L; [discriminate|]. injection L as L. destruct (H p L) as (c & Hc & A).
  apply in_common in Hc. destruct Hc as [H1 H0]. apply in_tails in H1, H0.
  exists (y :: c). split; [now destruct y|]. split; [reflexivity|exact A].
Qed.

(* ---- Pajor's form ------------------------------------------------------------------------------------------ *)
Theorem as_many_sets_as_concepts n C : NoDup C -> rows_of n C -> exists masks, NoDup masks /\ rows_of n masks
  /\ length masks = length C /\ forall m, In m masks -> shatters C m.
Proof.
  unfold rows_of. revert C. induction n as [|n IH]; intros C D F.
  - exists C. repeat split; auto. intros m I p L. rewrite Forall_forall in F.
    exists m. split; [exact I|]. apply F in I. now destruct m.
  - set (A := tails true C). set (B := tails false C).
    assert (NoDup A /\ rows_of n A) as [DA FA] by (split; [now apply tails_distinct|now apply tails_rows]).
    assert (NoDup B /\ rows_of n B) as [DB FB] by (split; [now apply tails_distinct|now apply tails_rows]).
    unfold rows_of in FA, FB. rewrite Forall_forall in FA, FB.
    destruct (IH (either A B)) as (M0 & D0 & F0 & L0 & S0); [now apply either_distinct| |].
    { apply Forall_forall. intros c I. apply in_either in I. destruct I; auto. }
    destruct (IH (common A B)) as (M1 & D1 & F1 & L1 & S1); [now apply NoDup_filter| |].
    { apply Forall_forall. intros c I. apply in_common in I. destruct I; auto. }
    exists (map (cons false) M0 ++ map (cons true) M1). rewrite Forall_forall in F0, F1.
    repeat split; [now apply by_first_bit| | |].
    + apply Forall_forall. intros m I. apply in_app_or in I.
      destruct I as [I|I]; apply in_map_iff in I; destruct I as (k & <- & I); cbn; f_equal; auto.
    + rewrite app_length, !map_length, L0, L1, (tails_length C n F). fold A B.
      pose proof (common_and_either A B). lia.
    + intros m I. apply in_app_or in I. destruct I as [I|I]; apply in_map_iff in I; destruct I as (k & <- & I).
      * now apply shattered_by_either, S0.
      * now apply shattered_by_common, S1.
Qed.

(* ---- the sets of at most d points -------------------------------------------------------------------------- *)
Fixpoint small (n d : nat) : list row :=
  match n, d with
  | 0, _ => [[]]
  | S n', 0 => map (cons false) (small n' 0)
  | S n', S d' => map (cons false) (small n' d) ++ map (cons true) (small n' d')
  end.

Lemma in_small n d m : In m (small n d) <-> length m = n /\ size m <= d.
Proof.
  revert d m. induction n as [|n IH]; intros d m.
  - destruct m; cbn; intuition (discriminate || lia).
  - assert (forall b k, In m (map (cons b) (small n k)) <->
      exists m', m = b :: m' /\ length m' = n /\ size m' <= k) as I.
    { intros b k. rewrite in_map_iff. split; intros (m' & E & H); exists m'; split; auto; now apply IH. }
    destruct d as [|d]; cbn [small]; [|rewrite in_app_iff]; rewrite !I; (split; [|intros [L S]; destruct m as [|[] m]]);
      cbn in *; try discriminate; try lia.
    + intros (m' & -> & L & S). cbn. lia.
    + exists m. repeat split; lia.
    + intros [(m' & -> & L & S)|(m' & -> & L & S)]; cbn; lia.
    + right. exists m. repeat split; lia.
    + left. exists m. repeat split; lia.
Qed.

Lemma small_distinct n d : NoDup (small n d).
Proof.
  revert d. induction n as [|n IH]; intros d; cbn [small]; [constructor; [intros []|constructor]|].
  destruct d as [|d]; [now apply distinct_cons|now apply by_first_bit].
Qed.

Lemma small_length n d : length (small n d) = bound n d.
Proof.
  unfold bound. revert d. induction n as [|n IH]; intros d; [now rewrite chosen_none|].
  destruct d as [|d]; cbn [small].
  - now rewrite map_length, IH.
  - now rewrite app_length, !map_length, !IH, chosen_S.
Qed.

(* ---- Sauer and Shelah -------------------------------------------------------------------------------------- *)
Theorem few_concepts n d C : NoDup C -> rows_of n C ->
  (forall m, length m = n -> shatters C m -> size m <= d) -> length C <= bound n d.
Proof.
  intros D F V. destruct (as_many_sets_as_concepts n C D F) as (masks & DM & FM & L & S).
  rewrite <- L, <- small_length. apply NoDup_incl_length; [exact DM|]. intros m I.
  unfold rows_of in FM. rewrite Forall_forall in FM. apply in_small. auto.
Qed.

(* ---- attained ---------------------------------------------------------------------------------------------- *)
Lemma agree_size m c : length c = length m -> agree m c m -> size m <= size c.
Proof.
  revert c. induction m as [|b m IH]; intros [|x c] L A; cbn in *; try discriminate; [lia|].
  destruct A as [E A]. injection L as L. specialize (IH c L A). destruct b; [rewrite E by reflexivity|]; lia.
Qed.

(* The class of all rows with at most d ones has so many concepts, and shatters no set of more than d points: so not
   more sets than it has concepts. *)
Theorem attained n d : NoDup (small n d) /\ rows_of n (small n d) /\ length (small n d) = bound n d
  /\ (forall m, length m = n -> shatters (small n d) m -> size m <= d)
  /\ forall masks, NoDup masks -> rows_of n masks -> (forall m, In m masks -> shatters (small n d) m) ->
     length masks <= length (small n d).
Proof.
  assert (forall m, length m = n -> shatters (small n d) m -> size m <= d) as V.
  { intros m L S. destruct (S m eq_refl) as (c & I & A). apply in_small in I. destruct I as [Lc Sc].
    pose proof (agree_size m c ltac:(lia) A). lia. }
  split; [apply small_distinct|]. split; [apply Forall_forall; intros m I; now apply in_small in I|].
  split; [apply small_length|]. split; [exact V|]. intros masks D F S.
  apply NoDup_incl_length; [exact D|]. intros m I. unfold rows_of in F. rewrite Forall_forall in F.
  apply in_small. auto.
Qed.
