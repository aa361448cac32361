(* Threshold functions of n bits, and conjunctions of literals with the empty one: all 2^n points must be asked.

   A threshold function has integer weights w and a threshold t, and accepts x if w1 x1 + ... + wn xn >= t.
   Theorem: every learner that finds all threshold functions asks 2^n points for some target, also if only weights -1
            and 1 occur; asking all points is enough for any class.  To single out the function that accepts nothing
            by its labels at chosen points, all 2^n are needed as well.
            Conjunctions of literals need 2^n too, if the function that accepts nothing is one of them.
   Idea:    each point v is accepted alone by some threshold function: weight 1 where v is 1, else -1, and the number
            of ones of v as the threshold.  So the function that accepts nothing has 2^n neighbours (star.v).
   Tight:   there are only 2^n points.
   Python file: threshold_functions.py.                                                                             *)
From Coq Require Import List Arith Lia ZArith.
From qlearn.finite Require Import dialogues.
From qlearn.dimensions Require Import star asking_all.
Import ListNotations.

(* n entries, one after another; a point is n bits. *)
Fixpoint vector (A : Type) (n : nat) : Type :=
  match n with 0 => unit | S m => (A * vector A m)%type end.
Notation point n := (vector bool n).

Fixpoint points (n : nat) : list (point n) :=
  match n with 0 => [tt] | S m => map (pair false) (points m) ++ map (pair true) (points m) end.

Definition same (n : nat) (x y : point n) : {x = y} + {x <> y}.
Proof. induction n as [|n IH]; cbn in *; repeat decide equality. Defined.

Lemma points_length n : length (points n) = 2 ^ n.
Proof. induction n as [|n IH]; cbn [points]; [reflexivity|]. rewrite app_length, !map_length, IH. cbn. lia. Qed.

Lemma every_point n (x : point n) : In x (points n).
Proof.
  induction n as [|n IH]; [destruct x; now left|]. destruct x as [b x]. cbn [points].
  apply in_or_app. destruct b; [right|left]; now apply in_map.
Qed.

Lemma points_distinct n : NoDup (points n).
Proof.
  apply (NoDup_count_occ' (same n)). intros x _. induction n as [|n IH]; [now destruct x|].
  assert (forall b c (y : point n) l, count_occ (same (S n)) (map (pair b) l) (c, y)
    = if Bool.bool_dec b c then count_occ (same n) l y else 0) as C.
  { intros b c y l. induction l as [|z l IHl]; [now destruct (Bool.bool_dec b c)|]. cbn [map count_occ].
    rewrite IHl. destruct (same (S n) (b, z) (c, y)) as [E|N].
    - injection E as -> ->. destruct (Bool.bool_dec c c), (same n y y); tauto.
    - destruct (Bool.bool_dec b c) as [->|]; [|reflexivity]. destruct (same n z y) as [->|]; tauto. }
  destruct x as [c x]. cbn [points]. rewrite count_occ_app, !C, IH. now destruct c.
Qed.

(* ---- asking all points ----------------------------------------------------------------------------------------- *)
Section AllPoints.
Context {n : nat}.
Notation labelling := (point n -> bool).
Notation class := (labelling -> Prop).

Theorem all_points_are_enough (V : class) : enough V (2 ^ n).
Proof. rewrite <- points_length. apply (asking_all_is_enough (same n)). intros c x _ _. apply every_point. Qed.

(* [teaches V f xs]: the labels of f at the points xs are those of no other concept of V. *)
Definition teaches (V : class) (f : labelling) (xs : list (point n)) : Prop :=
  forall c, V c -> (forall x, In x xs -> c x = f x) -> forall x, c x = f x.

Theorem all_points_teach (V : class) f : teaches V f (points n) /\ length (points n) = 2 ^ n.
Proof. split; [|apply points_length]. intros c _ E x. apply E, every_point. Qed.

(* If the class has the sets of at most one point, all points are needed: to find it and to teach the empty set. *)
Definition has_single_points (V : class) : Prop :=
  V nothing /\ forall v, exists c, V c /\ differs_only_at v c nothing.

Lemma all_points_are_needed (V : class) : has_single_points V -> needed V (2 ^ n).
Proof.
  intros [Z S] L F. exists nothing. split; [exact Z|]. rewrite <- points_length.
  apply (star_in_the_class (same n) L V nothing (points n) F); [|exact Z].
  split; [apply points_distinct|]. intros x _. apply S.
Qed.

Lemma all_points_needed_to_teach (V : class) xs : has_single_points V -> teaches V nothing xs -> 2 ^ n <= length xs.
Proof.
  intros [Z S] T. rewrite <- points_length. apply NoDup_incl_length; [apply points_distinct|]. intros v _.
  destruct (in_dec (same n) v xs) as [I|N]; [exact I|exfalso]. destruct (S v) as (c & Vc & D & E).
  apply D, (T c Vc). intros x X. apply E. intros ->. contradiction.
Qed.
End AllPoints.

(* ---- threshold functions --------------------------------------------------------------------------------------- *)
Fixpoint weigh (n : nat) : vector Z n -> point n -> Z :=
  match n with
  | 0 => fun _ _ => 0%Z
  | S m => fun w x => ((if fst x then fst w else 0) + weigh m (snd w) (snd x))%Z
  end.

Fixpoint all_weights (allowed : Z -> Prop) (n : nat) : vector Z n -> Prop :=
  match n with 0 => fun _ => True | S m => fun w => allowed (fst w) /\ all_weights allowed m (snd w) end.

Definition threshold_function (allowed : Z -> Prop) (n : nat) (c : point n -> bool) : Prop :=
  exists w t, all_weights allowed n w /\ forall x, c x = (t <=? weigh n w x)%Z.

(* Weight 1 where v is 1, else -1; and the number of ones of v. *)
Fixpoint signs (n : nat) : point n -> vector Z n :=
  match n with 0 => fun _ => tt | S m => fun v => ((if fst v then 1 else -1)%Z, signs m (snd v)) end.
Fixpoint ones (n : nat) : point n -> Z :=
  match n with 0 => fun _ => 0%Z | S m => fun v => ((if fst v then 1 else 0) + ones m (snd v))%Z end.

(* No point weighs more than v, and no other as much. *)
Lemma heaviest n (v x : point n) : (weigh n (signs n v) x <= ones n v)%Z
  /\ (weigh n (signs n v) x = ones n v <-> x = v).
Proof.
  induction n as [|n IH]; [destruct v, x; cbn; split; [lia|tauto]|]. destruct v as [b v], x as [a x]. cbn.
  destruct (IH v x) as [Le Eq]. split; [destruct a, b; lia|]. split.
  - intros E. assert (x = v) as -> by (apply Eq; destruct a, b; lia). destruct a, b; f_equal; lia.
  - intros E. injection E as -> ->. assert (weigh n (signs n v) v = ones n v) by now apply Eq. destruct b; lia.
Qed.

Lemma signs_allowed (allowed : Z -> Prop) n v : allowed 1%Z -> allowed (-1)%Z -> all_weights allowed n (signs n v).
Proof. intros P N. induction n as [|n IH]; cbn; [exact I|]. split; [now destruct (fst v)|apply IH]. Qed.

Lemma thresholds_single_points (allowed : Z -> Prop) n : allowed 1%Z -> allowed (-1)%Z ->
  has_single_points (threshold_function allowed n).
Proof.
  intros P N.
  assert (forall v t, exists c, threshold_function allowed n c /\ forall x, c x = (t <=? weigh n (signs n v) x)%Z) as T.
  { intros v t. exists (fun x => (t <=? weigh n (signs n v) x)%Z). split; [|reflexivity].
    exists (signs n v), t. split; [now apply signs_allowed|reflexivity]. }
  split.
  - destruct (points n) as [|v vs] eqn:E; [pose proof (points_length n) as L; rewrite E in L; cbn in L|].
    + pose proof (Nat.pow_nonzero 2 n). lia.
    + exists (signs n v), (ones n v + 1)%Z. split; [now apply signs_allowed|]. intros x. symmetry.
      apply Z.leb_gt. destruct (heaviest n v x). lia.
  - intros v. destruct (T v (ones n v)) as (c & C & E). exists c. split; [exact C|]. unfold nothing. split.
    + rewrite E. destruct (Z.leb_spec (ones n v) (weigh n (signs n v) v)); [discriminate|].
      assert (weigh n (signs n v) v = ones n v) by now apply heaviest. lia.
    + intros x D. rewrite E. apply Z.leb_gt. destruct (heaviest n v x) as [Le Eq].
      destruct (Z.eq_dec (weigh n (signs n v) x) (ones n v)) as [F|F]; [|lia]. apply Eq in F. contradiction.
Qed.

(* Whatever integer weights are allowed, if 1 and -1 are: any of them, or these two only. *)
Theorem threshold_functions_need_all (allowed : Z -> Prop) n : allowed 1%Z -> allowed (-1)%Z ->
  needed (threshold_function allowed n) (2 ^ n).
Proof. intros P N. now apply all_points_are_needed, thresholds_single_points. Qed.

Theorem nothing_is_taught_by_all (allowed : Z -> Prop) n xs : allowed 1%Z -> allowed (-1)%Z ->
  teaches (threshold_function allowed n) nothing xs -> 2 ^ n <= length xs.
Proof. intros P N. now apply all_points_needed_to_teach, thresholds_single_points. Qed.

(* ---- conjunctions of literals ---------------------------------------------------------------------------------- *)
(* For each variable the value that it must have, if any. *)
Fixpoint holds (n : nat) : vector (option bool) n -> point n -> bool :=
  match n with
  | 0 => fun _ _ => true
  | S m => fun term x =>
      ((match fst term with None => true | Some b => Bool.eqb b (fst x) end) && holds m (snd term) (snd x))%bool
  end.

Definition conjunction_or_nothing (n : nat) (c : point n -> bool) : Prop :=
  c = nothing \/ exists term, forall x, c x = holds n term x.

(* All n literals of a point. *)
Fixpoint full (n : nat) : point n -> vector (option bool) n :=
  match n with 0 => fun _ => tt | S m => fun v => (Some (fst v), full m (snd v)) end.

Lemma full_spec n (v x : point n) : holds n (full n v) x = true <-> x = v.
Proof.
  induction n as [|n IH]; [destruct v, x; cbn; tauto|]. destruct v as [b v], x as [a x]. cbn.
  rewrite Bool.andb_true_iff, Bool.eqb_true_iff, IH. split; [intros [-> ->]; reflexivity|].
  intros E. injection E as -> ->. auto.
Qed.

Lemma full_at n v : differs_only_at v (holds n (full n v)) nothing.
Proof.
  split.
  - assert (holds n (full n v) v = true) as -> by now apply full_spec. discriminate.
  - intros x D. unfold nothing. apply Bool.not_true_iff_false. rewrite full_spec. exact D.
Qed.

Lemma conjunctions_single_points n : has_single_points (conjunction_or_nothing n).
Proof.
  split; [now left|]. intros v. exists (holds n (full n v)). split; [right; now exists (full n v)|apply full_at].
Qed.

Theorem conjunctions_need_all n : needed (conjunction_or_nothing n) (2 ^ n).
Proof. apply all_points_are_needed, conjunctions_single_points. Qed.
