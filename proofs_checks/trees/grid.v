(* A function that s cuts make constant on P cells, from labels and counterexamples.

   The learner knows some cuts and the label of the lowest place of each cell that they make.  It proposes that
   each cell has that one label.  A counterexample and the lowest place of its cell have different labels, and
   between the two a cut is found (change.v).  Then the lowest places of the new cells are asked.

   Python:   queries(s) = s + 1, labels(P, s, d, N) = P + s * (clg(d) + clg(N - 1)), where P is the product of
             s_i + 1
   Theorem:  every run has at most s counterexamples and asks at most so many labels; for a union of k boxes
             s is at most 2 k d, and P at most (2 k + 1)^d.
   Idea:     a new cut is true, and none of the known ones lies between two points of one cell.
   Tight:    two features of three places each and a single cut: 2 queries and 2 + (1 + 1) labels.

   Speaks for proofs_checks/trees/grid.py and boxes_union.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms.
From qlearn.trees Require Import neighbours change.
Import ListNotations.

Definition queries (s : nat) : nat := s + 1.
Definition labels (P s d N : nat) : nat := P + s * (clg d + clg (N - 1)).

(* How many cuts there are on feature i, and how many cells all cuts make. *)
Definition on (i : nat) (cuts : list cut) : nat := length (filter (fun c => fst c =? i) cuts).
Fixpoint cells (d : nat) (cuts : list cut) : nat :=
  match d with 0 => 1 | S i => (on i cuts + 1) * cells i cuts end.

Lemma cells_mono d known cuts : (forall i, on i known <= on i cuts) -> cells d known <= cells d cuts.
Proof. intros H. induction d as [|i IH]; cbn [cells]; [lia|]. apply Nat.mul_le_mono; [specialize (H i); lia|exact IH].
Qed.

Lemma on_incl i known cuts : NoDup known -> incl known cuts -> on i known <= on i cuts.
Proof.
  intros U I. apply NoDup_incl_length; [now apply NoDup_filter|].
  intros c C. apply filter_In in C. apply filter_In. split; [now apply I|apply C].
Qed.

Section Grid.
Variables (d N : nat) (f : point -> nat) (cuts : list cut).
Hypothesis constant : forall x y, ~ apart cuts x y -> f x = f y.

(* [runs known q asked]: after q counterexamples these cuts are known, and so many labels have been asked. *)
Inductive runs : list cut -> nat -> nat -> Prop :=
| start : runs [] 0 1
| counterexample known q n low x : runs known q n ->
    ~ apart known low x -> (forall j, low j <= x j) -> (forall j, x j < N) -> (forall j, d <= j -> low j = x j) ->
    f low <> f x ->
    let known' := change d f low x :: known in
    runs known' (S q) (n + asked d f low x + (cells d known' - cells d known)).

Lemma known_cuts known q n : runs known q n -> NoDup known /\ incl known cuts /\ length known = q
  /\ n <= labels (cells d known) q d N.
Proof.
  unfold labels. induction 1 as [|known q n low x R (U & I & E & B) Cell Le Top Out D].
  - split; [constructor|]. split; [intros c []|]. split; [reflexivity|].
    assert (cells d [] = 1) as -> by (induction d as [|i IH]; cbn [cells]; [reflexivity|now rewrite IH]). lia.
  - pose proof (change_found d f cuts constant low x N D Le Top Out) as C.
    destruct (change d f low x) as [i c] eqn:Ch. destruct C as (Id & Between & In_cuts & A).
    assert (cells d known <= cells d ((i, c) :: known)) as M.
    { apply cells_mono. intros j. unfold on. cbn [filter fst]. destruct (i =? j); cbn [length]; lia. }
    split; [|split; [|split]].
    + constructor; [|exact U]. intros K. apply Cell. exists (i, c). split; [exact K|]. left. exact Between.
    + intros e [<-|K]; [exact In_cuts|now apply I].
    + unfold known'. cbn [length]. now f_equal.
    + unfold known'. rewrite Nat.mul_succ_l. lia.
Qed.

Theorem run_bound known q n : runs known q n ->
  q + 1 <= queries (length cuts) /\ n <= labels (cells d cuts) (length cuts) d N.
Proof.
  intros R. destruct (known_cuts known q n R) as (U & I & E & B).
  pose proof (NoDup_incl_length U I) as Few. unfold queries. split; [lia|].
  pose proof (cells_mono d known cuts (fun i => on_incl i known cuts U I)) as M. unfold labels in *.
  pose proof (Nat.mul_le_mono_r q (length cuts) (clg d + clg (N - 1)) ltac:(lia)). lia.
Qed.

(* What is found is a cut of the function, and not known before. *)
Theorem cuts_are_true known q n : runs known q n -> NoDup known /\ incl known cuts.
Proof. intros R. destruct (known_cuts known q n R) as (U & I & _). now split. Qed.
End Grid.

(* ---- attained ---------------------------------------------------------------------------------------------- *)
Theorem bound_attained : exists f cuts known q n, (forall x y, ~ apart cuts x y -> f x = f y) /\
  runs 2 3 f known q n /\ q + 1 = queries (length cuts) /\ n = labels (cells 2 cuts) (length cuts) 2 3.
Proof.
  set (f := fun x : point => if x 1 <=? 1 then 0 else 1).
  set (zero := fun _ : nat => 0). set (far := fun i => if i <? 2 then 2 else 0).
  exists f, [(1, 1)]. do 3 eexists. split; [|split; [|split]].
  - intros x y H. unfold f. destruct (Nat.leb_spec (x 1) 1), (Nat.leb_spec (y 1) 1); try reflexivity;
      exfalso; apply H; exists (1, 1); (split; [now left|]); unfold between; cbn [fst snd]; lia.
  - apply (counterexample 2 3 f [] 0 1 zero far (start 2 3 f)).
    + intros (c & [] & _).
    + intros j. unfold zero. lia.
    + intros j. unfold far. destruct (j <? 2); lia.
    + intros j J. unfold far. destruct (Nat.ltb_spec j 2); [lia|reflexivity].
    + discriminate.
  - reflexivity.
  - reflexivity.
Qed.

(* ---- unions of boxes --------------------------------------------------------------------------------------- *)
Notation box := (point * point)%type.  (* the low ends and the high ends *)

Definition inside (d : nat) (x : point) (b : box) : bool :=
  forallb (fun i => (fst b i <=? x i) && (x i <=? snd b i)) (seq 0 d).
Definition union (d : nat) (bs : list box) (x : point) : nat := if existsb (inside d x) bs then 1 else 0.
Definition sides (d : nat) (bs : list box) : list cut :=
  flat_map (fun b => flat_map (fun i => [(i, fst b i - 1); (i, snd b i)]) (seq 0 d)) bs.

Lemma in_sides d bs b i : In b bs -> i < d -> In (i, fst b i - 1) (sides d bs) /\ In (i, snd b i) (sides d bs).
Proof.
  intros B I. split; apply in_flat_map; exists b; (split; [exact B|]); apply in_flat_map; exists i;
    (split; [apply in_seq; lia|]); [now left|right; now left].
Qed.

Lemma union_constant d bs x y : ~ apart (sides d bs) x y -> union d bs x = union d bs y.
Proof.
  intros H. unfold union. assert (forall b, In b bs -> inside d x b = inside d y b) as E.
  { intros b B. unfold inside. assert (forall i, In i (seq 0 d) ->
      (fst b i <=? x i) && (x i <=? snd b i) = (fst b i <=? y i) && (y i <=? snd b i)) as Each.
    { intros i I. apply in_seq in I. destruct (in_sides d bs b i B ltac:(lia)) as [Lo Hi].
      assert (forall c, In (i, c) (sides d bs) -> ~ (x i <= c < y i) /\ ~ (y i <= c < x i)) as No.
      { intros c C. split; intros W; apply H; exists (i, c); (split; [exact C|]); [left|right]; exact W. }
      pose proof (No _ Lo). pose proof (No _ Hi).
      destruct (Nat.leb_spec (fst b i) (x i)), (Nat.leb_spec (x i) (snd b i)), (Nat.leb_spec (fst b i) (y i)),
        (Nat.leb_spec (y i) (snd b i)); cbn [andb]; reflexivity || lia. }
    induction (seq 0 d) as [|i l IH]; [reflexivity|]. cbn [forallb].
    rewrite (Each i (or_introl eq_refl)), IH; [reflexivity|]. intros j J. apply Each. now right. }
  replace (existsb (inside d y) bs) with (existsb (inside d x) bs); [reflexivity|].
  clear H. induction bs as [|b bs IH]; [reflexivity|]. cbn [existsb]. rewrite (E b (or_introl eq_refl)), IH;
    [reflexivity|].
  intros c C. apply E. now right.
Qed.

Lemma sides_length d bs : length (sides d bs) = 2 * length bs * d.
Proof.
  unfold sides. induction bs as [|b bs IH]; [reflexivity|]. cbn [flat_map]. rewrite app_length, IH.
  assert (forall l, length (flat_map (fun i => [(i, fst b i - 1); (i, snd b i)]) l) = 2 * length l) as L.
  { induction l as [|i l IHl]; [reflexivity|]. cbn [flat_map app length]. rewrite IHl. nia. }
  rewrite L, seq_length. cbn [length]. nia.
Qed.

Lemma filter_sides (b : box) i first m :
  length (filter (fun c : cut => fst c =? i) (flat_map (fun i => [(i, fst b i - 1);
    (i, snd b i)]) (seq first m))) <= 2
  /\ (i < first -> filter (fun c : cut => fst c =? i)
                     (flat_map (fun i => [(i, fst b i - 1); (i, snd b i)]) (seq first m)) = []).
Proof.
  revert first. induction m as [|m IH]; intros first; cbn [seq flat_map app filter fst].
  { split; [cbn; lia|reflexivity]. }
  destruct (IH (S first)) as [Le None]. destruct (Nat.eqb_spec first i) as [->|J].
  - rewrite None by lia. cbn [length]. split; lia.
  - split; [exact Le|]. intros L. apply None. lia.
Qed.

Lemma on_sides d bs i : on i (sides d bs) <= 2 * length bs.
Proof.
  unfold on, sides. induction bs as [|b bs IH]; [cbn; lia|]. cbn [flat_map length]. rewrite filter_app, app_length.
  destruct (filter_sides b i 0 d) as [Le _]. lia.
Qed.

Lemma cells_power d cuts m : (forall i, on i cuts <= m) -> cells d cuts <= (m + 1) ^ d.
Proof.
  intros H. induction d as [|i IH]; cbn [cells Nat.pow]; [lia|]. apply Nat.mul_le_mono; [specialize (H i);
    lia|exact IH].
Qed.

Definition box_queries (k d : nat) : nat := 1 + 2 * k * d.
Definition box_labels (k d N : nat) : nat := (2 * k + 1) ^ d + 2 * k * d * (clg d + clg (N - 1)).

Theorem union_bound d N bs known q n : runs d N (union d bs) known q n ->
  q + 1 <= box_queries (length bs) d /\ n <= box_labels (length bs) d N.
Proof.
  intros R. destruct (run_bound d N (union d bs) (sides d bs) (union_constant d bs) known q n R) as [Q L].
  unfold queries in Q. unfold labels in L. rewrite sides_length in Q, L.
  pose proof (cells_power d (sides d bs) (2 * length bs) (on_sides d bs)). unfold box_queries, box_labels. split; lia.
Qed.

(* One place inside of three: both sides are cuts. *)
Theorem union_bound_attained : exists bs known q n,
  runs 1 3 (union 1 bs) known q n /\ q + 1 = box_queries (length bs) 1.
Proof.
  exists [((fun _ => 1), (fun _ => 1))]. set (f := union 1 _).
  set (at_ := fun v i : nat => if i =? 0 then v else 0).
  eexists. exists 2. eexists. split; [|reflexivity].
  refine (counterexample 1 3 f [(0, 0)] 1 _ (at_ 1) (at_ 2) _ _ _ _ _ _).
  - refine (counterexample 1 3 f [] 0 1 (at_ 0) (at_ 1) (start 1 3 f) _ _ _ _ _).
    + intros (c & [] & _).
    + intros j. unfold at_. destruct (j =? 0); lia.
    + intros j. unfold at_. destruct (j =? 0); lia.
    + intros j J. unfold at_. destruct (Nat.eqb_spec j 0); [lia|reflexivity].
    + discriminate.
  - intros (c & [<-|[]] & B). unfold between, at_ in B. cbn in B. lia.
  - intros j. unfold at_. destruct (j =? 0); lia.
  - intros j. unfold at_. destruct (j =? 0); lia.
  - intros j J. unfold at_. destruct (Nat.eqb_spec j 0); [lia|reflexivity].
  - discriminate.
Qed.
