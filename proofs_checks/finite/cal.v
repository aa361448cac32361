(* Labels bought only where the concepts that are left disagree (Cohn, Atlas and Ladner 1994).

   Python:  cal, and the labels of query_by_committee, in qlearn/learners/finite
   Theorem: labels_at_most: of N concepts, the target among them, at most N - 1 labels are bought on any stream;
            known_is_true: in the end all concepts left agree with the target at every point of the stream;
            doubt_at_most: if no star about the target has more than s points, and all concepts of a ball err with probability
            at most r, then some concept of the ball errs with probability at most s r (Hanneke and Yang 2015).
            singletons_cost: N - 1 labels are bought; elsewhere_in_doubt: at other points nothing is known; singletons_doubt: s r
            is attained.
   Idea:    a label that is bought takes one of two sides away.  Of the ball, drop concepts that are not needed to cover the
            points in doubt; each one left has a point of its own, and these points are a star.
   Model:   finitely many points with weights, as in reductions/examples.v.                                           *)
From Coq Require Import Reals Lra List Lia Bool Arith.
From qlearn.reductions Require Import examples.
Import ListNotations.
Open Scope nat_scope.

Section Stream.
Context {X : Type}.
Notation concept := (X -> bool).
Variable target : concept.

Definition agrees (x : X) (c : concept) : bool := Bool.eqb (c x) (target x).
Definition known (V : list concept) (x : X) : bool := forallb (agrees x) V.

(* What is left after a stream, and how many labels were bought.  As the target is left, all agree only if they are right. *)
Fixpoint cal (V : list concept) (xs : list X) : list concept * nat :=
  match xs with
  | [] => (V, 0)
  | x :: rest => if known V x then cal V rest
                 else let (left, n) := cal (filter (agrees x) V) rest in (left, S n)
  end.

Lemma filter_no_longer x V : length (filter (agrees x) V) <= length V.
Proof. induction V as [|c V IH]; cbn; [lia|]. destruct (agrees x c); cbn; lia. Qed.

Lemma filter_shorter x V : known V x = false -> length (filter (agrees x) V) < length V.
Proof.
  induction V as [|c V IH]; cbn; [discriminate|]. destruct (agrees x c); cbn.
  - intros K. specialize (IH K). lia.
  - intros _. pose proof (filter_no_longer x V). lia.
Qed.

Lemma target_stays x V : In target V -> In target (filter (agrees x) V).
Proof. intros I. apply filter_In. split; [exact I|]. unfold agrees. now destruct (target x). Qed.

Lemma labels_and_left V xs : In target V ->
  In target (fst (cal V xs)) /\ snd (cal V xs) + length (fst (cal V xs)) <= length V.
Proof.
  revert V. induction xs as [|x xs IH]; intros V I; cbn; [split; [exact I|lia]|].
  destruct (known V x) eqn:K; [now apply IH|]. pose proof (filter_shorter x V K) as L.
  destruct (IH _ (target_stays x V I)) as [J M]. destruct (cal (filter (agrees x) V) xs) as [left n]. cbn in *.
  split; [exact J|lia].
Qed.

Theorem labels_at_most V xs : In target V -> snd (cal V xs) <= length V - 1.
Proof.
  intros I. destruct (labels_and_left V xs I) as [J M]. destruct (fst (cal V xs)) as [|c left]; [destruct J|].
  cbn [length] in M. lia.
Qed.

Lemma left_were_there V xs : incl (fst (cal V xs)) V.
Proof.
  revert V. induction xs as [|x xs IH]; intros V; cbn; [apply incl_refl|]. destruct (known V x); [apply IH|].
  specialize (IH (filter (agrees x) V)). destruct (cal (filter (agrees x) V) xs) as [left n]. cbn in *.
  intros c I. now apply (incl_filter (agrees x)), IH.
Qed.

Theorem known_is_true V xs c x : In c (fst (cal V xs)) -> In x xs -> c x = target x.
Proof.
  revert V. induction xs as [|y xs IH]; intros V I J; [destruct J|]. cbn in I. destruct (known V y) eqn:K.
  - destruct J as [<-|J]; [|now apply (IH V)]. apply left_were_there in I. unfold known in K.
    apply eqb_prop. exact (proj1 (forallb_forall _ _) K c I).
  - destruct (cal (filter (agrees y) V) xs) as [left n] eqn:E. cbn in I.
    assert (In c (fst (cal (filter (agrees y) V) xs))) as I' by now rewrite E.
    destruct J as [<-|J]; [|now apply (IH _ I')].
    apply left_were_there, filter_In in I'. apply eqb_prop, I'.
Qed.
End Stream.

(* ---- the points in doubt ------------------------------------------------------------------------------------- *)
Section Doubt.
Context {X : Type}.
Notation concept := (X -> bool).
Variable law : list (X * R).
Hypothesis not_negative : forall x p, In (x, p) law -> (0 <= p)%R.
Variable target : concept.
Let points : list X := map fst law.

Definition doubt (ball : list concept) (x : X) : bool := existsb (fun h => wrong target h x) ball.

(* hs, each wrong at a point of its own where no other one of them is: the points are a star about the target. *)
Fixpoint own_points (before hs : list concept) : Prop :=
  match hs with
  | [] => True
  | h :: rest => (exists x, In x points /\ wrong target h x = true /\ doubt (before ++ rest) x = false)
                 /\ own_points (before ++ [h]) rest
  end.

Lemma doubt_app one other x : doubt (one ++ other) x = doubt one x || doubt other x.
Proof. apply existsb_app. Qed.

(* Concepts that are not needed are left out. *)
Definition needless (others : list concept) (h : concept) : bool :=
  forallb (fun x => implb (wrong target h x) (doubt others x)) points.

Lemma needless_spares others h x : In x points -> needless others h = true -> doubt others x = false -> wrong target h x = false.
Proof.
  intros I N D. unfold needless in N. pose proof (proj1 (forallb_forall _ _) N x I) as P. cbn in P. rewrite D in P.
  now destruct (wrong target h x).
Qed.

Lemma needed_has_own others h : needless others h = false ->
  exists x, In x points /\ wrong target h x = true /\ doubt others x = false.
Proof.
  unfold needless. induction points as [|x xs IH]; cbn; [discriminate|].
  destruct (wrong target h x) eqn:W, (doubt others x) eqn:D; cbn; intros N;
    try (destruct (IH N) as [y [I [A B]]]; exists y; now repeat split; try right).
  exists x. now repeat split; try left.
Qed.

Lemma own_points_fewer before before' hs : (forall x, doubt before' x = true -> doubt before x = true) ->
  own_points before hs -> own_points before' hs.
Proof.
  revert before before'. induction hs as [|h hs IH]; intros before before' L O; [exact I|]. destruct O as [[x [A [B C]]] O].
  split.
  - exists x. repeat split; try assumption. rewrite doubt_app in C |- *. apply orb_false_iff in C. destruct C as [C D].
    rewrite D. destruct (doubt before' x) eqn:E; [now rewrite (L x E) in C|reflexivity].
  - apply (IH (before ++ [h])); [|exact O]. intros y. rewrite !doubt_app. intros E. apply orb_true_iff in E.
    apply orb_true_iff. destruct E as [E|E]; [left; now apply L|now right].
Qed.

Lemma cover before hs : exists gs, incl gs hs /\ own_points before gs /\
  forall x, In x points -> doubt (before ++ hs) x = doubt (before ++ gs) x.
Proof.
  revert before. induction hs as [|h hs IH]; intros before; [exists []; repeat split; [apply incl_refl]|].
  destruct (IH (before ++ [h])) as [gs [A [B C]]]. destruct (needless (before ++ gs) h) eqn:N.
  - exists gs. repeat split.
    + now apply incl_tl.
    + apply (own_points_fewer (before ++ [h])); [|exact B]. intros x. rewrite doubt_app. intros ->. reflexivity.
    + intros x I. specialize (C x I). rewrite <- !app_assoc in C. cbn [app] in C. rewrite C, !doubt_app.
      change (doubt (h :: gs) x) with (wrong target h x || doubt gs x).
      destruct (doubt before x) eqn:D, (doubt gs x) eqn:E; cbn [orb]; rewrite ?orb_true_r; try reflexivity.
      rewrite (needless_spares (before ++ gs) h x I N); [reflexivity|]. now rewrite doubt_app, D, E.
  - exists (h :: gs). repeat split.
    + intros c [->|I]; [now left|right; now apply A].
    + now apply needed_has_own.
    + exact B.
    + intros x I. specialize (C x I). rewrite <- !app_assoc in C. exact C.
Qed.

Open Scope R_scope.

Lemma doubt_sum hs r : (forall h, In h hs -> error law target h <= r) -> 0 <= r ->
  probability law (doubt hs) <= INR (length hs) * r.
Proof.
  intros H P. induction hs as [|h hs IH].
  - unfold probability. rewrite (mean_ext law _ (fun _ => 0 * 1)) by (intros; cbn; ring). rewrite mean_times.
    cbn [length INR]. nra.
  - cbn [length]. rewrite S_INR. apply Rle_trans with (error law target h + probability law (doubt hs)).
    + unfold error, probability. rewrite <- mean_plus. apply mean_le; [exact not_negative|]. intros x _.
      change (doubt (h :: hs) x) with (wrong target h x || doubt hs x).
      unfold indicator. destruct (wrong target h x), (doubt hs x); cbn [orb]; lra.
    + pose proof (H h (or_introl eq_refl)). pose proof (IH (fun c I => H c (or_intror I))). lra.
Qed.

Theorem doubt_at_most ball s r : (forall gs, incl gs ball -> own_points [] gs -> (length gs <= s)%nat) ->
  (forall h, In h ball -> error law target h <= r) -> 0 <= r -> probability law (doubt ball) <= INR s * r.
Proof.
  intros Star Ball P. destruct (cover [] ball) as [gs [A [B C]]]. cbn [app] in C.
  apply Rle_trans with (probability law (doubt gs)).
  - unfold probability. apply mean_le; [exact not_negative|]. intros x I. rewrite (C x I). lra.
  - apply Rle_trans with (INR (length gs) * r).
    + apply doubt_sum; [|exact P]. intros h I. now apply Ball, A.
    + apply Rmult_le_compat_r; [exact P|]. now apply le_INR, Star.
Qed.
End Doubt.

(* ---- attained ------------------------------------------------------------------------------------------------ *)
Open Scope nat_scope.
Definition only (i : nat) : nat -> bool := Nat.eqb i.
Definition nothing : nat -> bool := fun _ => false.
Definition singletons (n : nat) : list (nat -> bool) := nothing :: map only (seq 0 n).

Lemma asks (V : list (nat -> bool)) x xs : known nothing V x = false ->
  snd (cal nothing V (x :: xs)) = S (snd (cal nothing (filter (agrees nothing x) V) xs)).
Proof. intros K. cbn. rewrite K. now destruct (cal nothing (filter (agrees nothing x) V) xs). Qed.

Lemma others_stay a b n : a < b -> filter (agrees nothing a) (map only (seq b n)) = map only (seq b n).
Proof.
  revert b. induction n as [|n IH]; intros b L; [reflexivity|]. cbn [seq map filter].
  replace (agrees nothing a (only b)) with true; [now rewrite IH by lia|].
  unfold agrees, nothing, only. replace (b =? a) with false by (symmetry; apply Nat.eqb_neq; lia). reflexivity.
Qed.

Lemma only_goes a : agrees nothing a (only a) = false.
Proof. unfold agrees, nothing, only. now rewrite Nat.eqb_refl. Qed.

Lemma singletons_from a n : snd (cal nothing (nothing :: map only (seq a n)) (seq a n)) = n.
Proof.
  revert a. induction n as [|n IH]; intros a; [reflexivity|]. cbn [seq map]. rewrite asks.
  - cbn [filter]. rewrite only_goes. replace (agrees nothing a nothing) with true by reflexivity.
    rewrite others_stay by lia. now rewrite IH.
  - unfold known. cbn [forallb]. rewrite only_goes. now rewrite andb_false_r.
Qed.

Theorem singletons_cost n : snd (cal nothing (singletons n) (seq 0 n)) = length (singletons n) - 1.
Proof.
  unfold singletons. rewrite singletons_from. cbn [length]. rewrite map_length, seq_length. lia.
Qed.

Theorem elsewhere_in_doubt : In (only 0) (fst (cal nothing (singletons 2) [1])) /\ only 0 0 <> nothing 0.
Proof. split; [right; left; reflexivity|discriminate]. Qed.

Open Scope R_scope.
Theorem singletons_doubt (law := [(0%nat, /2); (1%nat, /2)]) (ball := [only 0; only 1]) :
  probability law (doubt nothing ball) = INR 2 * /2 /\ forall h, In h ball -> error law nothing h <= /2.
Proof.
  subst law ball. split; [cbn; lra|]. intros h [<-|[<-|[]]]; unfold error, probability, mean, wrong; cbn; lra.
Qed.
