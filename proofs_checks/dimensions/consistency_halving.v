(* Membership and proper equivalence queries: the consistency dimension times the logarithm is enough
   (Hellerstein et al. 1996).

   The class has N concepts on finitely many points; every labelling that is not of the class has k points or fewer at
   which no concept has its labels: cdim <= k (consistency.v).
   Python:  qlearn/dimensions, Q <= max(1, cdim) floor(lg N) + 1, where the last yes is counted
   Theorem: the learner below has hypotheses of the class only, ends only after the answer yes and with the target, and
            asks at most max(1, k) floor(lg N) + 1 queries for every target and all answers.
   Idea:    if the majority of what is left is a concept, propose it; if not, ask the points at which no concept has its
            labels.  Either gives yes or an answer that is not the majority's: half of what is left, or less.
   Tight:   a class of one concept: one query.
   Python file: consistency.py.                                                                                     *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import classes dialogues.
From qlearn.dimensions Require Import star extended_teaching proper_hypotheses consistency.
Import ListNotations.

Section Halving.
Context {Point : Type}.
Notation concept := (Point -> bool).
Notation class := (list concept).
Notation learner := (dialogue (@query Point) (@answer Point) concept).
Variables (points : list Point) (C : class) (k : nat) (against : concept -> list Point).
Hypothesis Every : forall x, In x points.
Hypothesis Against : forall f, outside (fun c => In c C) f ->
  length (against f) <= k /\ certificate (fun c => In c C) f (against f).

(* For the target c: at most q queries, then yes and a result that is right. *)
Fixpoint good (c : concept) (q : nat) (L : learner) : Prop :=
  match L, q with
  | Ask query next, S q' => forall a, honest c query a ->
      match a with Yes => exists h, next Yes = Done h /\ forall x, h x = c x | _ => good c q' (next a) end
  | _, _ => False
  end.

Lemma good_more c q q' L : good c q L -> q <= q' -> good c q' L.
Proof.
  revert q' L. induction q as [|q IH]; intros q' [r|query next] G Le; cbn in *; try contradiction.
  destruct q' as [|q']; [lia|]. intros a H. specialize (G a H). destruct a; auto; apply IH; auto; lia.
Qed.

Lemma good_confirmed c q L : good c q L -> confirmed c L.
Proof.
  revert L. induction q as [|q IH]; intros [r|query next] G; cbn in *; try contradiction.
  intros a H N. specialize (G a H). destruct a; try contradiction; now apply IH.
Qed.

Lemma good_asks c q L j : good c q L -> asks c L j -> j <= q.
Proof.
  revert L j. induction q as [|q IH]; intros [r|query next] j G (q' & next' & A); cbn in G; try contradiction.
  apply after_asked in A. destruct A as [[E _]|(a & i & E & H & A)]; [lia|]. specialize (G a H).
  assert (asks c (next a) (S i)) as B by (exists q', next'; cbn [Nat.sub]; now rewrite Nat.sub_0_r).
  destruct a; [|destruct G as (h & Eh & _); rewrite Eh in A; apply after_done in A; discriminate|];
    specialize (IH _ _ G B); lia.
Qed.

Lemma good_finds c q L i result : good c q L -> after c L i (Done result) -> forall x, result x = c x.
Proof.
  revert L i. induction q as [|q IH]; intros [r|query next] i G A; cbn in G; try contradiction.
  apply after_asked in A. destruct A as [[_ E]|(a & j & _ & H & A)]; [discriminate|]. specialize (G a H).
  destruct a; [now apply (IH _ j G)| |now apply (IH _ j G)]. destruct G as (h & Eh & R). rewrite Eh in A.
  apply after_done in A. injection A as <-. exact R.
Qed.

(* ---- the learner -------------------------------------------------------------------------------------------------- *)
(* Ask these points, until an answer is not f's. *)
Fixpoint until_other (f : concept) (xs : list Point) (other : Point -> learner) : learner :=
  match xs with
  | [] => Done nothing
  | x :: xs => Ask (Member x) (fun a : @answer Point =>
      match a with Label b => if eqb b (f x) then until_other f xs other else other x | _ => Done nothing end)
  end.

Definition as_concept (f : concept) : option concept := find (fun c => forallb (fun x => eqb (c x) (f x)) points) C.

Fixpoint rounds (times : nat) (V : class) : learner :=
  let f := majority V in
  match times with
  | 0 => Done nothing
  | S m =>
      let other x := rounds m (keep V x (negb (f x))) in
      match as_concept f with
      | Some h => Ask (Equal h) (fun a => match a with Wrong x => other x | _ => Done h end)
      | None => until_other f (against f) other
      end
  end.

Lemma as_concept_some f h : as_concept f = Some h -> In h C /\ forall x, h x = f x.
Proof.
  unfold as_concept. intros E. apply find_some in E. destruct E as [I A]. rewrite forallb_forall in A.
  split; [exact I|]. intros x. apply eqb_prop, A, Every.
Qed.

Lemma as_concept_none f : as_concept f = None -> outside (fun c => In c C) f.
Proof.
  unfold as_concept. intros E h I. pose proof (find_none _ _ E h I) as N. cbn in N.
  destruct (Forall_Exists_dec (fun x => h x = f x) (fun x => bool_dec _ _) points) as [A|X].
  - rewrite Forall_forall in A. rewrite (proj2 (forallb_forall _ _)) in N; [discriminate|].
    intros x X. rewrite (A x X). apply eqb_reflx.
  - apply Exists_exists in X. destruct X as (x & _ & D). now exists x.
Qed.

Lemma until_other_good c f xs other q : ~ agree c f xs -> (forall x, c x <> f x -> good c q (other x)) ->
  good c (length xs + q) (until_other f xs other).
Proof.
  induction xs as [|x xs IH]; intros N G; [contradiction N; intros y []|].
  cbn [length Nat.add until_other good]. intros a H. destruct a as [b| |y]; cbn in H; try contradiction. subst b.
  destruct (eqb (c x) (f x)) eqn:E.
  - apply eqb_prop in E. apply IH; [|exact G]. intros A. apply N. intros y [<-|Y]; [exact E|now apply A].
  - apply eqb_false_iff in E. apply good_more with q; [now apply G|lia].
Qed.

Lemma rounds_good m V c : incl V C -> In c V -> length V < 2 ^ S m -> good c (max 1 k * m + 1) (rounds (S m) V).
Proof.
  revert V. induction m as [|m IH]; intros V Sub I Few; cbn [rounds]; set (f := majority V).
  - (* one concept is left, and the majority is that one *)
    destruct V as [|d [|e V]]; cbn in Few; [contradiction| |lia]. destruct I as [->|[]].
    assert (forall x, f x = c x) as Fc by (intros x; unfold f, majority, keep; cbn; now destruct (c x)).
    destruct (as_concept f) as [h|] eqn:E.
    + apply as_concept_some in E. destruct E as [_ E]. rewrite Nat.mul_0_r. cbn [Nat.add good]. intros a H.
      destruct a as [b| |x]; cbn in H; [contradiction|now exists h|]. exfalso. apply H. now rewrite E.
    + apply as_concept_none in E. destruct (E c) as (x & D); [apply Sub; now left|]. now rewrite Fc in D.
  - assert (forall x, c x <> f x -> good c (max 1 k * m + 1) (rounds (S m) (keep V x (negb (f x))))) as Other.
    { intros x D. apply IH.
      - intros d Id. apply in_keep in Id. now apply Sub.
      - apply in_keep. split; [exact I|]. revert D. clear. destruct (c x), (f x); cbn; congruence.
      - assert (f x <> negb (f x)) as N by now destruct (f x). pose proof (wrong_halves V x _ N).
        rewrite (Nat.pow_succ_r' 2 (S m)) in Few. lia. }
    destruct (as_concept f) as [h|] eqn:E.
    + apply as_concept_some in E. destruct E as [_ E].
      apply good_more with (S (max 1 k * m + 1)); [|lia]. cbn [good]. intros a H.
      destruct a as [b| |x]; cbn in H; [contradiction|now exists h|]. apply Other. rewrite <- E. congruence.
    + apply as_concept_none, Against in E. destruct E as [Lk Ce].
      apply good_more with (length (against f) + (max 1 k * m + 1)); [|lia].
      apply until_other_good; [apply Ce, Sub, I|exact Other].
Qed.

Lemma until_other_proper f xs other : (forall x, proper (fun c => In c C) (other x)) ->
  proper (fun c => In c C) (until_other f xs other).
Proof.
  intros P. induction xs as [|x xs IH]; cbn; [exact I|]. split; [exact I|]. intros [b| |y]; cbn; auto.
  now destruct (eqb b (f x)).
Qed.

Lemma rounds_proper m V : proper (fun c => In c C) (rounds m V).
Proof.
  revert V. induction m as [|m IH]; intros V; cbn [rounds]; [exact I|].
  destruct (as_concept (majority V)) as [h|] eqn:E; [|apply until_other_proper; auto].
  apply as_concept_some in E. cbn. split; [apply E|]. intros [b| |x]; cbn; auto.
Qed.

Theorem certificates_times_logarithm : let L := rounds (S (Nat.log2 (length C))) C in
  proper (fun c => In c C) L /\ (forall c, In c C -> confirmed c L) /\ finds_with_both L (fun c => In c C)
  /\ at_most (fun c => In c C) L (max 1 k * Nat.log2 (length C) + 1).
Proof.
  intros L. assert (forall c, In c C -> good c (max 1 k * Nat.log2 (length C) + 1) L) as G.
  { intros c I. apply rounds_good; [apply incl_refl|exact I|]. apply Nat.log2_spec. exact (not_empty C c I). }
  split; [apply rounds_proper|]. split; [intros c I; now apply good_confirmed with (1 := G c I)|]. split.
  - intros c i r I A. now apply (good_finds c _ L i r (G c I)).
  - intros c j I A. now apply (good_asks c _ L j (G c I)).
Qed.
End Halving.

(* Who ends only after yes has asked for it: no less for one concept, whose logarithm is 0. *)
Theorem yes_is_asked {Point} (same : forall x y : Point, {x = y} + {x <> y}) x L q (C := [only same x]) :
  confirmed (only same x) L -> at_most (fun c => In c C) L q -> max 1 1 * Nat.log2 (length C) + 1 <= q.
Proof.
  intros Co Q. destruct L as [r|query next]; [contradiction|]. apply (Q (only same x) 1); [now left|].
  exists query, next. constructor.
Qed.
