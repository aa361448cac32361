(* The label queries of a learner by witnesses, in all runs.

   The learner asks one point.  From then on it searches (facets.v): in a region between known cuts that holds no witness
   it takes two points with different labels, finds the feature by hybrids (hybrids.v), then the cut along the line
   (line_searches.v).  Cuts may become known otherwise too.  Which regions, points, orders and weights, is left open, and
   so is what tree is built; mismatches come from equivalence queries (true_cells.v counts them).  A point that was asked
   before counts again here.

   Python:   1 + A (H + 2 clg(t + 1)) + s max(0, clg(N - 1) - 2 (clg(t + 1) - clg(t))), for s cuts, at most t of them on one
             feature, A sides between cells, N places; H = clg(d), or 2 clg(d) with weights
   Theorem:  a search finds a witness in its region (search_found); every run asks at most so many labels (labels_bound),
             hence at most 1 + A (H + 2 clg(t + 1)) + s clg(N - 1) (simpler_bound).
   Idea:     there are A searches at most, and s of them find a new cut; such a one knew t - 1 cuts of its feature at most.
   Tight:    for one feature with one cut, and any N >= 4 (labels_attained).

   Speaks for proofs_checks/trees/witness_tree.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms dialogues.
From qlearn.linear Require Import gilbert_moore.
From qlearn.trees Require Import neighbours true_cells facets hybrids line_searches.
Import ListNotations.

Definition bound (H A s t N : nat) : nat :=
  1 + A * (H + 2 * clg (t + 1)) + s * (clg (N - 1) - 2 * (clg (t + 1) - clg t)).

Section Runs.
Context {Label : Type} (same : forall a b : Label, {a = b} + {a <> b}).
Variables (d N H t : nat) (cuts : nat -> list nat) (f : point -> Label).
Hypothesis on_cells : constant d cuts f.
Hypothesis at_most_t : forall i, i < d -> length (cuts i) <= t.

Definition known_between (K : nat -> list nat) (i a b : nat) : list nat :=
  filter (fun c => if in_dec Nat.eq_dec c (K i) then true else false) (seq a (b - a)).

(* From z, with its label, to x. *)
Definition search (K : nat -> list nat) (z x : point) (order ways : list nat) (label : Label) :
  dialogue point Label (nat * nat * point) :=
  bind (turn same z x order ways label) (fun k =>
    let i := nth k order 0 in let y := hybrid z x order k in
    let a := Nat.min (z i) (x i) in let b := Nat.max (z i) (x i) in let known := known_between K i a b in
    bind (translated (fun v => moved y i v) (fun _ l => if same l label then true else false)
           (along (length known) known a b (z i <=? x i)))
      (fun c => Done (i, c, y))).

Lemma in_known K i a b c : In c (known_between K i a b) <-> a <= c < b /\ In c (K i).
Proof.
  unfold known_between. rewrite filter_In, in_seq. destruct (in_dec Nat.eq_dec c (K i)); intuition (lia || discriminate).
Qed.

Lemma known_increasing K i a b : a <= b -> increasing a (known_between K i a b) b.
Proof. intros L. replace b with (a + (b - a)) at 2 by lia. apply chosen_increasing. Qed.

Lemma features x y : (forall j, j < d -> x j = y j) -> f x = f y.
Proof. intros E. apply on_cells. intros j J. now rewrite E. Qed.

Lemma side_between (s : option nat * option nat) p q r : in_side s p -> in_side s q -> Nat.min p q <= r <= Nat.max p q ->
  in_side s r.
Proof. unfold in_side. destruct s as [[a|] [b|]]; cbn [fst snd]; lia. Qed.

(* What a search may spend on hybrids. *)
Definition affordable (ways : list nat) : Prop := possible ways /\ forall t, asks ways t <= H.

Theorem search_found K R z x order ways : among d cuts K -> inside d R z -> inside d R x ->
  (forall j, j < d -> z j < N /\ x j < N) -> f z <> f x -> (forall j, j < d -> z j <> x j -> In j order) ->
  length ways = length order -> affordable ways ->
  let D := search K z x order ways (f z) in let w := output f D in let '(i, c, y) := w in
  shown f w /\ holds d R w /\
  count f D <= H + (if in_dec Nat.eq_dec c (K i) then 2 * clg (t + 1) else 2 * clg t + clg (N - 1)).
Proof.
  intros A Z X Grid Diff All Ways [P Cost] D w.
  destruct (hybrids_differ same d f features z x order ways Diff All Ways P) as (_ & Before & After).
  destruct (turn_run same f z x order ways (f z)) as [_ Q].
  assert (count f (turn same z x order ways (f z)) <= H) as Q1 by (rewrite Q; apply Cost). clear Q.
  unfold w, D, search. rewrite output_bind, count_bind. cbv zeta.
  set (k := output f (turn same z x order ways (f z))) in *. assert (k < length order) as Lk.
  { pose proof (hybrids_differ same d f features z x order ways Diff All Ways P) as HD. cbv zeta in HD. apply HD. }
  set (i := nth k order 0). set (y := hybrid z x order k) in *.
  rewrite output_bind, count_bind. cbn [output]. set (a := Nat.min (z i) (x i)). set (b := Nat.max (z i) (x i)).
  set (known := known_between K i a b). set (here := z i <=? x i).
  set (g := fun v => if same (f (moved y i v)) (f z) then true else false).
  destruct (translated_run (fun v => moved y i v) (fun _ l => if same l (f z) then true else false) f
    (along (length known) known a b here)) as [Eo Ea].
  change (fun q => if same (f (moved y i q)) (f z) then true else false) with g in Eo, Ea.
  rewrite Eo. unfold count at 2 3. rewrite Ea, map_length. cbn [asked length].
  fold (count g (along (length known) known a b here)).
  (* the two hybrids are the ends of the line *)
  assert (f (moved y i (x i)) <> f z) as Fx.
  { intros E. apply After. rewrite <- E. apply features. intros j _. now apply next_hybrid. }
  assert (f (moved y i (z i)) = f z) as Fz.
  { destruct (hybrid_between z x order k i) as [E|E]; fold y in E.
    - rewrite <- Before. apply features. intros j _. unfold moved.
      destruct (Nat.eqb_spec j i) as [->|_]; [now symmetry|reflexivity].
    - destruct Fx. rewrite <- Before. apply features. intros j _. unfold moved.
      destruct (Nat.eqb_spec j i) as [->|_]; [now symmetry|reflexivity]. }
  assert (z i <> x i) as Ni by (intros E; rewrite <- E in Fx; contradiction).
  assert (g (z i) = true /\ g (x i) = false) as [Gz Gx].
  { unfold g. destruct (same _ _), (same (f (moved y i (x i))) _); tauto. }
  assert (a < b) as Lab by (unfold a, b; lia).
  assert (g a = here /\ g b <> here) as [Ga Gb].
  { unfold a, b, here. destruct (Nat.leb_spec (z i) (x i)).
    - rewrite Nat.min_l, Nat.max_r by lia. rewrite Gz, Gx. now split.
    - rewrite Nat.min_r, Nat.max_l by lia. rewrite Gz, Gx. now split. }
  pose proof (known_increasing K i a b ltac:(lia)) as Inc. fold known in Inc.
  destruct (line_found g here (length known) known a b (Nat.le_refl _) Inc Lab Ga Gb) as (Ic & Gc & Gc' & Q2).
  set (c := output g (along (length known) known a b here)) in *. clearbody c.
  assert (tells f i c y) as T.
  { intros E. apply Gc'. rewrite <- Gc. unfold g. now rewrite E. }
  destruct (cuts_are_true d cuts f on_cells i c y T) as (Li & Tc & _).
  assert (forall v, a <= v <= b -> inside d R (moved y i v)) as In_region.
  { intros v V j J. unfold moved. destruct (Nat.eqb_spec j i) as [->|E].
    - apply (side_between (R i) (z i) (x i)); [now apply Z|now apply X|fold a b; lia].
    - destruct (hybrid_between z x order k j) as [Ej|Ej]; fold y in Ej; rewrite Ej; [now apply Z|now apply X]. }
  split; [exact T|]. split; [split; apply In_region; lia|].
  pose proof (increasing_distinct _ _ _ Inc) as Nd. assert (incl known (cuts i)) as Sub.
  { intros e I. apply in_known in I. now apply (A i Li). }
  pose proof (at_most_t i Li) as Ti. destruct (Grid i Li) as [Zi Xi].
  assert (clg (b - a) <= clg (N - 1)) as W by (apply clg_mono; unfold a, b; lia).
  destruct (in_dec Nat.eq_dec c known) as [I|I], (in_dec Nat.eq_dec c (K i)) as [J|J].
  - pose proof (NoDup_incl_length Nd Sub). pose proof (clg_mono (length known + 1) (t + 1) ltac:(lia)). lia.
  - apply in_known in I. tauto.
  - destruct I. apply in_known. tauto.
  - assert (length (c :: known) <= length (cuts i)) as B.
    { apply NoDup_incl_length; [now constructor|]. intros e [<-|E]; [exact Tc|now apply Sub]. }
    cbn [length] in B. pose proof (clg_mono (length known + 1) t ltac:(lia)). lia.
Qed.

Definition with_cut (K : nat -> list nat) (i c : nat) : nat -> list nat := fun j => if j =? i then c :: K j else K j.

(* What the searches found, the known cuts, and how many labels were asked. *)
Inductive run : list (nat * nat * point) -> (nat -> list nat) -> nat -> Prop :=
| start : run [] (fun _ => []) 1
| noticed ws K K' n : run ws K n -> among d cuts K' -> (forall i, incl (K i) (K' i)) -> run ws K' n
| searches ws K n R z x order ways : run ws K n -> made_of d K R -> (forall v, In v ws -> ~ holds d R v) ->
    inside d R z -> inside d R x -> (forall j, j < d -> z j < N /\ x j < N) -> f z <> f x ->
    (forall j, j < d -> z j <> x j -> In j order) -> length ways = length order -> affordable ways ->
    let D := search K z x order ways (f z) in let w := output f D in
    run (w :: ws) (with_cut K (fst (fst w)) (snd (fst w))) (n + count f D).

Lemma with_cut_more K i c j : incl (K j) (with_cut K i c j).
Proof. intros e E. unfold with_cut. destruct (j =? i); [now right|exact E]. Qed.

Lemma run_counts ws K n : run ws K n -> searched d cuts f ws /\ among d cuts K /\
  exists fresh, NoDup fresh /\ (forall i c, In (i, c) fresh -> i < d /\ In c (K i)) /\
    n <= 1 + length ws * (H + 2 * clg (t + 1)) + length fresh * (clg (N - 1) - 2 * (clg (t + 1) - clg t)).
Proof.
  intros Run. induction Run as [|ws K K' n Run (S & A & fresh & D & F & Q) A' Sub
    |ws K n R z x order ways Run (S & A & fresh & D & F & Q) M No Z X G Diff All Ways Aff Dia w].
  - split; [constructor|]. split; [intros i _ c []|]. exists []. split; [constructor|]. split; [intros i c []|cbn; lia].
  - split; [exact S|]. split; [exact A'|]. exists fresh. split; [exact D|]. split; [|exact Q].
    intros i c I. destruct (F i c I) as [L J]. split; [exact L|now apply Sub].
  - pose proof (search_found K R z x order ways A Z X G Diff All Ways Aff) as Found. cbv zeta in Found.
    fold Dia in Found. fold w in Found. destruct w as [[i c] y] eqn:Ew. destruct Found as (T & Hold & Cost). cbn [fst snd].
    destruct (cuts_are_true d cuts f on_cells i c y T) as (Li & Tc & _). split; [|split].
    + apply (one_more d cuts f ws R); try assumption. intros j e J E. apply (A j J). now apply (M j e J).
    + intros j J e. unfold with_cut. destruct (Nat.eqb_spec j i) as [->|_]; [|now apply A].
      intros [<-|E]; [exact Tc|now apply (A i J)].
    + pose proof (clg_mono t (t + 1) ltac:(lia)).
      destruct (in_dec Nat.eq_dec c (K i)) as [I|I].
      * exists fresh. split; [exact D|]. split; [|cbn [length]; lia].
        intros j e J. destruct (F j e J). split; [assumption|now apply with_cut_more].
      * exists ((i, c) :: fresh). split; [constructor; [|exact D]; intros J; now destruct (F i c J)|].
        split; [|cbn [length]; lia]. intros j e [E|J].
        -- injection E as <- <-. split; [exact Li|]. unfold with_cut. rewrite Nat.eqb_refl. now left.
        -- destruct (F j e J). split; [assumption|now apply with_cut_more].
Qed.

Definition s : nat := list_sum (map (number cuts) (seq 0 d)).
Definition A : nat := sides (map (number cuts) (seq 0 d)).

Theorem labels_bound ws K n : run ws K n -> n <= bound H A s t N.
Proof.
  intros Run. destruct (run_counts ws K n Run) as (S & Am & fresh & D & F & Q).
  pose proof (searches_bound d cuts f on_cells ws S) as W. assert (length fresh <= s) as B.
  { unfold s, number. rewrite <- (all_cuts_length d cuts). apply NoDup_incl_length; [exact D|]. intros [i c] I.
    destruct (F i c I) as [L J]. apply in_all_cuts; [exact L|now apply (Am i L)]. }
  unfold bound. fold A in W. pose proof (Nat.mul_le_mono_r _ _ (H + 2 * clg (t + 1)) W).
  pose proof (Nat.mul_le_mono_r _ _ (clg (N - 1) - 2 * (clg (t + 1) - clg t)) B). lia.
Qed.

Theorem simpler_bound ws K n : run ws K n -> n <= 1 + A * (H + 2 * clg (t + 1)) + s * clg (N - 1).
Proof.
  intros Run. apply Nat.le_trans with (1 := labels_bound ws K n Run). unfold bound.
  apply Nat.add_le_mono_l, Nat.mul_le_mono_l. lia.
Qed.
End Runs.

(* ---- the two ways to weigh the features ---- *)
Theorem plain_affordable d m : m <= d -> affordable (clg d) (plain m).
Proof.
  intros L. split; [apply plain_possible|]. intros t. apply Nat.le_trans with (1 := plain_cost m t). now apply clg_mono.
Qed.

Theorem weighted_affordable d m ways : m <= d -> weighted m ways -> affordable (2 * clg d) ways.
Proof.
  intros L W. split; [exact (weighted_possible m ways W)|]. intros t. apply Nat.le_trans with (1 := weighted_cost m ways t W).
  apply Nat.mul_le_mono_l. now apply clg_mono.
Qed.

(* In the sizes of the class. *)
Definition plain_bound (d A s t N : nat) : nat := bound (clg d) A s t N.
Definition weighted_bound (d A s t N : nat) : nat := bound (2 * clg d) A s t N.
Definition plain_simple (d A s t N : nat) : nat := 1 + A * (clg d + 2 * clg (t + 1)) + s * clg (N - 1).
Definition weighted_simple (d A s t N : nat) : nat := 1 + A * (2 * clg d + 2 * clg (t + 1)) + s * clg (N - 1).

(* ---- one cut ---- *)
Lemma single_search N c : 1 < N -> let f := fun x : point => x 0 <=? c in
  count f (search bool_dec (fun _ => []) (fun _ => 0) (fun _ => N - 1) [0] (plain 1) (f (fun _ => 0)))
  = count (fun v => v <=? c) (along 0 [] 0 (N - 1) true).
Proof.
  intros L f. change (f (fun _ => 0)) with true. unfold search.
  change (turn bool_dec (fun _ => 0) (fun _ => N - 1) [0] (plain 1) true) with (@Done point bool nat 0).
  cbn [bind nth]. change (Nat.min 0 (N - 1)) with 0. change (Nat.max 0 (N - 1)) with (N - 1).
  assert (known_between (fun _ => []) 0 0 (N - 1) = []) as ->.
  { destruct (known_between _ _ _ _) as [|e l] eqn:E; [reflexivity|].
    assert (In e (known_between (fun _ => []) 0 0 (N - 1))) as I by (rewrite E; now left).
    apply in_known in I. now destruct I as [_ []]. }
  change (0 <=? N - 1) with true. change (length (@nil nat)) with 0. rewrite count_bind. unfold count at 2. cbn [asked length].
  set (y := hybrid _ _ _ 0). set (inner := along 0 [] 0 (N - 1) true).
  destruct (translated_run (fun v => moved y 0 v) (fun _ l => if bool_dec l true then true else false) f inner) as [_ E].
  unfold count. rewrite E, map_length, Nat.add_0_r. f_equal.
  apply same_run. intros v _. unfold f, moved. cbn [Nat.eqb]. now destruct (v <=? c).
Qed.

Theorem labels_attained N : 4 <= N -> exists (cuts : nat -> list nat) (f : point -> bool) ws K n,
  constant 1 cuts f /\ length (cuts 0) = 1 /\ run bool_dec 1 N 0 cuts f ws K n /\
  n = bound 0 (A 1 cuts) (s 1 cuts) 1 N.
Proof.
  intros L. destruct (places_attained 0 (N - 1) ltac:(lia)) as (c & C & Q). set (f := fun x : point => x 0 <=? c).
  exists (fun _ => [c]), f. eexists. eexists. eexists. split; [|split; [reflexivity|split]].
  - intros x y S. pose proof (place_same _ _ _ (S 0 ltac:(lia)) c (or_introl eq_refl)). unfold f.
    destruct (Nat.leb_spec (x 0) c), (Nat.leb_spec (y 0) c); lia || reflexivity.
  - apply (searches bool_dec 1 N 0 (fun _ => [c]) f [] (fun _ => []) 1 (fun _ => (None, None)) (fun _ => 0) (fun _ => N - 1)
      [0] (plain 1)).
    + apply start.
    + intros i e _ [E|E]; discriminate E.
    + intros v [].
    + intros j _. now split.
    + intros j _. now split.
    + intros j _. lia.
    + unfold f. destruct (Nat.leb_spec 0 c), (Nat.leb_spec (N - 1) c); lia || discriminate.
    + intros j J _. left. lia.
    + reflexivity.
    + split; [apply plain_possible|]. intros t. apply Nat.le_trans with (1 := plain_cost 1 t). reflexivity.
  - change (1 + count f (search bool_dec (fun _ => []) (fun _ => 0) (fun _ => N - 1) [0] (plain 1) (f (fun _ => 0)))
      = bound 0 (A 1 (fun _ => [c])) (s 1 (fun _ => [c])) 1 N).
    unfold f at 1 2. rewrite (single_search N c ltac:(lia)), Q, Nat.sub_0_r.
    change (A 1 (fun _ => [c])) with 1. change (s 1 (fun _ => [c])) with 1. unfold bound.
    change (clg (1 + 1)) with 1. change (clg 1) with 0. assert (2 <= clg (N - 1)); [|lia].
    apply (clg_mono 3 (N - 1)). lia.
Qed.
