(* No question asked twice: what was answered is remembered.

   Python: qlearn/reductions/memo.py.  Before a row is asked, its answer is looked up among those heard; kinds of
   query other than rows of points pass through.
   Theorem (remembered_run): let a teacher be held to some law that says which answers a question allows, whatever
            was asked before.  If the learner with memory hears such answers and ends with a result, then the
            learner itself hears such answers in some run, ends with the same result, and has asked the same
            questions and perhaps some more: so each bound and guarantee that holds in every run of the learner
            holds in every run of the one with memory (bound_kept).  No row is asked twice (asked_once).
            With a teacher who is a function, it is the very run of the learner that is shortened: asked is each
            row where it was first mentioned (functional_run).
   Idea:    an answer that was allowed is allowed when it is repeated.
   Tight:   where no row is repeated, nothing is saved (nothing_saved).
   A batch is asked one row after another here.
   Speaks for memo.py.                                                                                           *)
From Coq Require Import List Lia PeanoNat Bool.
From qlearn.finite Require Import dialogues.
Import ListNotations.

Section Memory.
Context {Q A O : Type}.
Variable same : forall p q : Q, {p = q} + {p <> q}.      (* Python compares the rows' bytes *)

Fixpoint lookup (known : list (Q * A)) (q : Q) : option A :=
  match known with [] => None | (p, a) :: more => if same p q then Some a else lookup more q end.

Lemma lookup_in known q a : lookup known q = Some a -> In (q, a) known.
Proof.
  induction known as [|[p b] known IH]; cbn; [discriminate|]. destruct (same p q) as [->|N]; intros E.
  - injection E as ->. now left.
  - right. now apply IH.
Qed.

Lemma lookup_none known q : lookup known q = None <-> ~ In q (map fst known).
Proof.
  induction known as [|[p b] known IH]; cbn; [tauto|]. destruct (same p q) as [->|N].
  - split; [discriminate|tauto].
  - rewrite IH. tauto.
Qed.

Variable kept : Q -> bool.                               (* is it a row, whose answer is kept *)

(* The learner with what it remembers. *)
Fixpoint memo (known : list (Q * A)) (d : dialogue Q A O) : dialogue Q A O :=
  match d with
  | Done result => Done result
  | Ask q next =>
      match (if kept q then lookup known q else None) with
      | Some a => memo known (next a)
      | None => Ask q (fun a => memo (if kept q then (q, a) :: known else known) (next a))
      end
  end.

(* ---- any teacher who keeps to a law -------------------------------------------------------------------------- *)
Variable allowed : Q -> A -> Prop.

(* [runs d talk result]: with the questions and answers of `talk`, in their order, d ends with this result. *)
Inductive runs : dialogue Q A O -> list (Q * A) -> O -> Prop :=
| ends result : runs (Done result) [] result
| asks q a next talk result : allowed q a -> runs (next a) talk result -> runs (Ask q next) ((q, a) :: talk) result.

(* [shortened known short long]: the second talk is the first with repetitions, of what is known or came before. *)
Inductive shortened : list (Q * A) -> list (Q * A) -> list (Q * A) -> Prop :=
| both_end known : shortened known [] []
| repeated known q a short long : kept q = true -> lookup known q = Some a -> shortened known short long ->
    shortened known short ((q, a) :: long)
| new_row known q a short long : kept q = true -> lookup known q = None -> shortened ((q, a) :: known) short long ->
    shortened known ((q, a) :: short) ((q, a) :: long)
| passed known q a short long : kept q = false -> shortened known short long ->
    shortened known ((q, a) :: short) ((q, a) :: long).

Theorem remembered_run known d short result : (forall q a, In (q, a) known -> allowed q a) ->
  runs (memo known d) short result -> exists long, runs d long result /\ shortened known short long.
Proof.
  revert known short. induction d as [r|q next IH]; intros known short K R; cbn [memo] in R.
  - inversion R; subst. exists []. split; constructor.
  - destruct (kept q) eqn:Kq; [destruct (lookup known q) as [a|] eqn:Lq|].
    + destruct (IH a known short K R) as (long & R' & S). exists ((q, a) :: long). split.
      * constructor; [apply K, lookup_in, Lq|exact R'].
      * now apply repeated.
    + inversion R as [|? a ? talk ? Al R' E1 E2]; subst.
      destruct (IH a ((q, a) :: known) talk) as (long & R'' & S); [|exact R'|].
      { intros p b [E|I]; [injection E as <- <-; exact Al|now apply K]. }
      exists ((q, a) :: long). split; [now constructor|now apply new_row].
    + inversion R as [|? a ? talk ? Al R' E1 E2]; subst. destruct (IH a known talk K R') as (long & R'' & S).
      exists ((q, a) :: long). split; [now constructor|now apply passed].
Qed.

(* How often questions of some kind occur. *)
Definition times (kind : Q -> bool) (talk : list (Q * A)) : nat := length (filter kind (map fst talk)).

Lemma no_more kind known short long : shortened known short long -> times kind short <= times kind long.
Proof.
  unfold times. induction 1 as [|? q a ? ? K L _ IH|? q a ? ? K L _ IH|? q a ? ? K _ IH]; cbn; [lia|..].
  all: destruct (kind q); cbn; lia.
Qed.

(* What passes through is asked as often as before. *)
Theorem as_often kind known short long : (forall q, kind q = true -> kept q = false) -> shortened known short long ->
  times kind short = times kind long.
Proof.
  intros Kind. unfold times. induction 1 as [|? q a ? ? K L _ IH|? q a ? ? K L _ IH|? q a ? ? K _ IH]; cbn;
    [reflexivity|..].
  all: destruct (kind q) eqn:E; cbn; try lia. apply Kind in E. congruence.
Qed.

(* Bounds and guarantees of every run are kept. *)
Theorem bound_kept (kind : Q -> bool) (B : nat) (good : O -> Prop) d :
  (forall long result, runs d long result -> times kind long <= B /\ good result) ->
  forall short result, runs (memo [] d) short result -> times kind short <= B /\ good result.
Proof.
  intros H short result R. destruct (remembered_run [] d short result) as (long & R' & S); [intros ? ? []|exact R|].
  destruct (H long result R') as [T G]. pose proof (no_more kind [] short long S). split; [lia|exact G].
Qed.

(* No row is asked twice, nor one that is known. *)
Theorem asked_once known d short result : runs (memo known d) short result ->
  NoDup (filter kept (map fst short)) /\ forall q, In q (filter kept (map fst short)) -> ~ In q (map fst known).
Proof.
  revert known short. induction d as [r|q next IH]; intros known short R; cbn [memo] in R.
  - inversion R; subst. split; [constructor|intros ? []].
  - destruct (kept q) eqn:Kq; [destruct (lookup known q) as [a|] eqn:Lq|].
    + exact (IH a known short R).
    + inversion R as [|? a ? talk ? Al R' E1 E2]; subst. destruct (IH a ((q, a) :: known) talk R') as [D N].
      cbn. rewrite Kq. split.
      * constructor; [|exact D]. intros I. apply (N q I). now left.
      * intros p [<-|I]; [now apply lookup_none|]. intros J. apply (N p I). now right.
    + inversion R as [|? a ? talk ? Al R' E1 E2]; subst. destruct (IH a known talk R') as [D N].
      cbn. rewrite Kq. now split.
Qed.
End Memory.
Arguments lookup {Q A}.
Arguments memo {Q A O}.
Arguments runs {Q A O}.
Arguments times {Q A}.

(* ---- a teacher who is a function ----------------------------------------------------------------------------- *)
Section Function.
Context {Q A O : Type}.
Variable same : forall p q : Q, {p = q} + {p <> q}.
Variable kept : Q -> bool.
Variable teacher : Q -> A.

(* Each row where it is first mentioned; what is no row each time. *)
Fixpoint firsts (known asked : list Q) : list Q :=
  match asked with
  | [] => []
  | q :: more =>
      if kept q then (if in_dec same q known then firsts known more else q :: firsts (q :: known) more)
      else q :: firsts known more
  end.

Theorem functional_run known (d : dialogue Q A O) :
  let D := memo same kept (map (fun q => (q, teacher q)) known) d in
  output teacher D = output teacher d /\ asked teacher D = firsts known (asked teacher d).
Proof.
  cbv zeta. revert known. induction d as [r|q next IH]; intros known; cbn [memo output asked firsts]; [now split|].
  assert (Firsts : map fst (map (fun q => (q, teacher q)) known) = known) by (rewrite map_map; apply map_id).
  destruct (kept q); [|cbn [output asked]; destruct (IH (teacher q) known) as [-> ->]; now split].
  destruct (lookup same (map (fun q => (q, teacher q)) known) q) as [a|] eqn:L.
  - apply lookup_in in L. apply in_map_iff in L. destruct L as (p & E & I). injection E as -> <-.
    destruct (in_dec same q known); [apply IH|contradiction].
  - apply lookup_none in L. rewrite Firsts in L. destruct (in_dec same q known); [contradiction|]. cbn [output asked].
    destruct (IH (teacher q) (q :: known)) as [X Y]. cbn [map] in X, Y. rewrite X, Y. now split.
Qed.

(* Where no row is repeated, nothing is saved. *)
Theorem nothing_saved (d : dialogue Q A O) : NoDup (asked teacher d) ->
  count teacher (memo same kept [] d) = count teacher d.
Proof.
  unfold count. destruct (functional_run [] d) as [_ E]. cbn [map] in E. rewrite E. clear E.
  generalize (asked teacher d) as l. intros l D.
  enough (forall known, (forall q, In q l -> ~ In q known) -> length (firsts known l) = length l) as H.
  { apply H. intros q _ []. }
  induction D as [|q l N D IH]; intros known K; cbn [firsts]; [reflexivity|].
  destruct (kept q); [|cbn; f_equal; apply IH; intros p I; apply K; now right].
  destruct (in_dec same q known) as [I|_]; [destruct (K q (or_introl eq_refl) I)|]. cbn. f_equal. apply IH.
  intros p I [<-|J]; [contradiction|]. exact (K p (or_intror I) J).
Qed.
End Function.

(* ---- an answer can change what is heard, where the memory is wrong ------------------------------------------- *)
(* A teacher who may err in either way: the learner that asks twice could hear two answers, with memory it cannot. *)
Definition twice : dialogue unit bool (bool * bool) := Ask tt (fun a => Ask tt (fun b => Done (a, b))).
Theorem two_answers_become_one : runs (fun _ _ => True) twice [(tt, true); (tt, false)] (true, false)
  /\ forall talk result, runs (fun _ _ => True) (memo (fun p q => left (match p, q with tt, tt => eq_refl end))
       (fun _ => true) [] twice) talk result -> fst result = snd result /\ length talk = 1.
Proof.
  split; [repeat constructor|]. intros talk result R. cbn in R.
  inversion R as [|? a ? t ? _ R' E1 E2]; subst. cbn in R'. inversion R'; subst. now split.
Qed.
