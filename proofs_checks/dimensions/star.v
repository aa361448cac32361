(* The star lemma: concepts that differ from one labelling at one point each must be asked about one by one.

   A class is a set of labellings of the points.  A learner asks for labels of points, the next one depending on the
   answers, and ends with a labelling, of the class or not; it finds the class if that is the target for every target
   of the class.  Learners are the dialogues of finite/dialogues.v.
   Theorem: let f be any labelling, and let the class have d concepts that differ from f at one point each.  If f is
            in the class, every learner that finds the class asks at least d points when f is the target; if not, it
            asks at least d - 1 points for some target.
   Idea:    answer as f would.  An answer excludes only the concept that differs from f at the point asked.
   Tight:   the sets of one of N points: N - 1 queries are needed and enough, and N if the empty set is in the class.
   Python file: star.py.                                                                                            *)
From Coq Require Import List Arith Lia.
From qlearn.finite Require Import dialogues.
Import ListNotations.

Section Star.
Context {Point : Type}.
Variable same : forall x y : Point, {x = y} + {x <> y}.
Notation labelling := (Point -> bool).
Notation class := (labelling -> Prop).
Notation learner := (dialogue Point bool labelling).

(* What is returned labels every point as the target does. *)
Definition finds (L : learner) (V : class) : Prop := forall c, V c -> forall x, output c L x = c x.

(* Some learner asks q points at most; every learner asks q points for some target. *)
Definition enough (V : class) (q : nat) : Prop := exists L, finds L V /\ forall c, V c -> count c L <= q.
Definition needed (V : class) (q : nat) : Prop := forall L, finds L V -> exists c, V c /\ q <= count c L.

Definition differs_only_at (x : Point) (c f : labelling) : Prop := c x <> f x /\ forall y, y <> x -> c y = f y.

(* At each of the points xs, a concept of V that differs from f there and nowhere else. *)
Definition star (V : class) (f : labelling) (xs : list Point) : Prop :=
  NoDup xs /\ forall x, In x xs -> exists c, V c /\ differs_only_at x c f.

(* ---- f is in the class --------------------------------------------------------------------------------------- *)
(* Every point of the star is asked when f is the target. *)
Theorem all_are_asked L V f xs : finds L V -> star V f xs -> V f -> incl xs (asked f L).
Proof.
  intros F [_ S] Vf x X. destruct (in_dec same x (asked f L)) as [I|N]; [exact I|exfalso].
  destruct (S x X) as (c & Vc & D & E). apply D.
  assert (output f L = output c L) as O.
  { apply same_run. intros y Y. symmetry. apply E. intros ->. contradiction. }
  now rewrite <- (F c Vc x), <- (F f Vf x), O.
Qed.

Theorem star_in_the_class L V f xs : finds L V -> star V f xs -> V f -> length xs <= count f L.
Proof.
  intros F S Vf. apply NoDup_incl_length; [apply S|]. now apply (all_are_asked L V f xs).
Qed.

(* ---- f is any labelling -------------------------------------------------------------------------------------- *)
(* One of the points xs is the last of them to be asked for the first time. *)
Lemma last_of (xs path : list Point) : xs <> [] -> incl xs path -> exists before x after,
  path = before ++ x :: after /\ In x xs /\ ~ In x before /\ incl xs (x :: before).
Proof.
  intros N. induction path as [|a path IH] using rev_ind; intros I.
  - destruct xs as [|x xs]; [contradiction|]. destruct (I x (or_introl eq_refl)).
  - destruct (in_dec same a xs) as [A|A], (in_dec same a path) as [B|B];
      try (destruct IH as (before & x & after & -> & X & Fresh & H);
           [intros y Y; pose proof (I y Y) as Z; apply in_app_or in Z; destruct Z as [Z|[<-|[]]]; [exact Z|tauto]
           |exists before, x, (after ++ [a]); rewrite <- app_assoc; auto]).
    exists path, a, []. split; [reflexivity|]. split; [exact A|]. split; [exact B|].
    intros y Y. apply I, in_app_or in Y. destruct Y as [Y|[<-|[]]]; [now right|now left].
Qed.

(* A target with the same answers before x is asked x as well. *)
Lemma asked_next (L : learner) (f c : labelling) before x after : asked f L = before ++ x :: after ->
  (forall y, In y before -> c y = f y) -> length before < count c L.
Proof.
  unfold count. revert before. induction L as [result|q next IH]; intros before E A; cbn in *.
  - destruct before; discriminate.
  - destruct before as [|b before]; cbn; [lia|]. injection E as <- E.
    rewrite (A q (or_introl eq_refl)). apply -> Nat.succ_lt_mono. apply (IH _ before E).
    intros y Y. apply A. now right.
Qed.

Theorem star_outside V f xs : star V f xs -> xs <> [] -> needed V (length xs - 1).
Proof.
  intros [D S] N L F.
  destruct (Forall_Exists_dec (fun x => In x (asked f L)) (fun x => in_dec same x _) xs) as [All|Some].
  - rewrite Forall_forall in All. destruct (last_of xs (asked f L) N All) as (before & x & after & E & X & Fresh & I).
    destruct (S x X) as (c & Vc & _ & Same). exists c. split; [exact Vc|].
    apply NoDup_incl_length in I; [|exact D]. cbn in I.
    enough (length before < count c L) by lia. apply (asked_next L f c before x after E).
    intros y Y. apply Same. intros ->. contradiction.
  - apply Exists_exists in Some. destruct Some as (x & X & Not).
    destruct (S x X) as (c & Vc & Dx & Same). exists c. split; [exact Vc|].
    assert (output f L = output c L /\ asked f L = asked c L) as [O A].
    { apply same_run. intros y Y. symmetry. apply Same. intros ->. contradiction. }
    enough (length xs <= length (x :: asked c L)) by (unfold count; cbn in *; lia).
    apply NoDup_incl_length; [exact D|]. intros y Y. destruct (same y x) as [->|Other]; [now left|right].
    (* two that are not asked would be one concept to the learner *)
    destruct (in_dec same y (asked c L)) as [I|I]; [exact I|exfalso]. destruct (S y Y) as (c' & Vc' & Dy & Same').
    assert (output f L = output c' L) as O'.
    { apply same_run. intros z Z. symmetry. apply Same'. intros ->. rewrite A in Z. contradiction. }
    apply Dy. now rewrite <- (Same y Other), <- (F c' Vc' y), <- O', O, (F c Vc y).
Qed.

(* ---- the sets of one point ----------------------------------------------------------------------------------- *)
Definition nothing : labelling := fun _ => false.
Definition only (x : Point) : labelling := fun y => if same y x then true else false.

Definition singletons (xs : list Point) : class := fun c => exists x, In x xs /\ c = only x.
Definition singletons_and_nothing (xs : list Point) : class := fun c => c = nothing \/ singletons xs c.

Lemma only_at x : differs_only_at x (only x) nothing.
Proof.
  unfold differs_only_at, only, nothing. split; [now destruct (same x x)|]. intros y N. now destruct (same y x).
Qed.

Lemma singletons_star xs : NoDup xs -> star (singletons xs) nothing xs.
Proof. intros D. split; [exact D|]. intros x X. exists (only x). split; [now exists x|apply only_at]. Qed.

(* Ask one point after another, until one is in the target; if none is, the result is [otherwise]. *)
Fixpoint hunt (xs : list Point) (otherwise : labelling) : learner :=
  match xs with
  | [] => Done otherwise
  | x :: xs => Ask x (fun label : bool => if label then Done (only x) else hunt xs otherwise)
  end.

Lemma hunt_count (xs : list Point) (otherwise c : labelling) : count c (hunt xs otherwise) <= length xs.
Proof.
  unfold count. induction xs as [|x xs IH]; cbn; [lia|]. destruct (c x); cbn; lia.
Qed.

Lemma hunt_single (xs : list Point) (otherwise : labelling) x : In x xs -> output (only x) (hunt xs otherwise) = only x.
Proof.
  induction xs as [|y xs IH]; cbn; intros X; [contradiction|].
  destruct (only x y) eqn:E; unfold only in E; destruct (same y x) as [->|N]; try discriminate; [reflexivity|].
  apply IH. destruct X as [->|X]; [contradiction|exact X].
Qed.

Lemma hunt_other (xs : list Point) (otherwise c : labelling) : (forall x, In x xs -> c x = false) ->
  output c (hunt xs otherwise) = otherwise.
Proof.
  induction xs as [|y xs IH]; cbn; intros H; [reflexivity|]. rewrite (H y (or_introl eq_refl)). apply IH. auto.
Qed.

(* With the empty set among them: N points, N queries. *)
Theorem singletons_and_nothing_cost xs (V := singletons_and_nothing xs) : NoDup xs ->
  V nothing /\ star V nothing xs /\ needed V (length xs) /\ enough V (length xs).
Proof.
  intros D. assert (V nothing) as Vn by now left. assert (star V nothing xs) as S.
  { split; [exact D|]. intros x X. destruct (singletons_star xs D) as [_ S]. destruct (S x X) as (c & C & E).
    exists c. split; [now right|exact E]. }
  split; [exact Vn|]. split; [exact S|]. split.
  - intros L F. exists nothing. split; [exact Vn|]. now apply (star_in_the_class L V).
  - exists (hunt xs nothing). split; [|intros c _; apply hunt_count]. intros c [->|(x & X & ->)] y.
    + now rewrite hunt_other.
    + now rewrite hunt_single.
Qed.

(* Without it: N - 1, the last point need not be asked. *)
Theorem singletons_cost x xs (V := singletons (x :: xs)) : NoDup (x :: xs) ->
  star V nothing (x :: xs) /\ needed V (length xs) /\ enough V (length xs).
Proof.
  intros D. split; [now apply singletons_star|]. split.
  - replace (length xs) with (length (x :: xs) - 1) by (cbn; lia).
    apply (star_outside _ nothing); [now apply singletons_star|discriminate].
  - exists (hunt xs (only x)). split; [|intros c _; apply hunt_count]. intros c (y & Y & ->) z.
    destruct (in_dec same y xs) as [I|I]; [now rewrite hunt_single|].
    destruct Y as [->|Y]; [|contradiction]. rewrite hunt_other; [reflexivity|].
    intros w W. unfold only. destruct (same w y) as [->|N]; [contradiction|reflexivity].
Qed.
End Star.
Arguments finds {Point}.
Arguments enough {Point}.
Arguments needed {Point}.
Arguments star {Point}.
Arguments differs_only_at {Point}.
Arguments nothing {Point}.
