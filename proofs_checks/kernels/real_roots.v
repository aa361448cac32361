(* Real polynomials: how many roots there are, which intervals hold them all, and which directions make centres meet.

   Python: qlearn/geometry/exponential_sums.py, qlearn/learners/kernels/prony_directions.py.
   Theorem (few_roots): a polynomial with as many roots as coefficients is 0.
   Theorem (enclosed): k changes of sign in k intervals that do not meet: they hold every root of a polynomial of degree k.
   Theorem (one_separates): of more than m (d - 1) numbers s one is a root of none of m polynomials with d coefficients each,
            none of them 0.  A pair of centres meets along (1, s, ..., s^(d-1)) where the polynomial with the coefficients
            c_i - c_j has a root.
   Idea:    what is left of p after its root r is divided out has one coefficient less and the other roots.
   Speaks for prony.py and prony_directions.py. *)
From Coq Require Import Reals Lra Lia List.
Import ListNotations.
Open Scope R_scope.

(* p_0 + p_1 x + p_2 x^2 + ... *)
Fixpoint eval (p : list R) (x : R) : R := match p with [] => 0 | a :: q => a + x * eval q x end.

(* (x q(x) - r q(r))/(x - r) *)
Fixpoint quotient (q : list R) (r : R) : list R :=
  match q with [] => [] | _ :: q' => eval q r :: quotient q' r end.

Lemma quotient_divides q r x : x * eval q x - r * eval q r = (x - r) * eval (quotient q r) x.
Proof.
  induction q as [|b q IH]; cbn [eval quotient]; [ring|].
  replace (x * (b + x * eval q x) - r * (b + r * eval q r))
    with ((x - r) * (b + r * eval q r) + x * (x * eval q x - r * eval q r)) by ring.
  rewrite IH. ring.
Qed.

Lemma quotient_length q r : length (quotient q r) = length q.
Proof. induction q as [|b q IH]; cbn; congruence. Qed.

Definition zero (p : list R) : Prop := forall c, In c p -> c = 0.

Lemma zero_eval p x : zero p -> eval p x = 0.
Proof.
  induction p as [|a q IH]; intros Z; [reflexivity|]. cbn. rewrite (Z a (or_introl eq_refl)).
  rewrite IH; [ring|]. intros c C. apply Z. now right.
Qed.

Lemma quotient_zero q r : zero (quotient q r) -> zero q.
Proof.
  induction q as [|b q IH]; intros Z c C; [destruct C|].
  assert (Q : zero q). { apply IH. intros e E. apply Z. now right. }
  destruct C as [<-|C]; [|now apply Q].
  assert (H := Z _ (or_introl eq_refl)). cbn in H. rewrite (zero_eval q r Q) in H. lra.
Qed.

Theorem few_roots rs : forall p, NoDup rs -> (forall r, In r rs -> eval p r = 0) -> (length p <= length rs)%nat ->
  zero p.
Proof.
  induction rs as [|r rs IH]; intros p D V L.
  - destruct p; [intros c []|cbn in L; lia].
  - destruct p as [|a q]; [intros c []|]. inversion D as [|? ? N D']; subst.
    assert (R0 := V r (or_introl eq_refl)). cbn in R0.
    assert (Q : zero q).
    { apply (quotient_zero q r), IH; [exact D'| |rewrite quotient_length; cbn in L; lia].
      intros x X. assert (V1 := V x (or_intror X)). cbn in V1.
      assert (E := quotient_divides q r x).
      assert (P : (x - r) * eval (quotient q r) x = 0) by lra.
      apply Rmult_integral in P as [P|P]; [|exact P]. exfalso. apply N. now replace r with x by lra. }
    intros c [<-|C]; [|now apply Q]. rewrite (zero_eval q r Q) in R0. lra.
Qed.

Theorem one_root_fewer_is_not_enough : exists p rs, NoDup rs /\ (forall r, In r rs -> eval p r = 0) /\
  (length p <= S (length rs))%nat /\ ~ zero p.
Proof.
  exists [0; 1], [0]. split; [constructor; [easy|constructor]|]. split; [intros r [<-|[]]; cbn; ring|].
  split; [cbn; lia|]. intros Z. assert (H := Z 1 (or_intror (or_introl eq_refl))). lra.
Qed.

(* ---- intervals ---- *)

Lemma eval_continuous p : continuity (eval p).
Proof.
  induction p as [|a q IH].
  - apply continuity_const. now intros x y.
  - apply (continuity_plus (fun _ => a) (fun x => x * eval q x)); [apply continuity_const; now intros x y|].
    apply (continuity_mult (fun x => x) (eval q)); [exact (derivable_continuous _ derivable_id)|exact IH].
Qed.

Definition changes (p : list R) (i : R * R) : Prop := fst i < snd i /\ eval p (fst i) * eval p (snd i) < 0.
Definition within (z : R) (i : R * R) : Prop := fst i <= z <= snd i.

(* None meets one that comes later. *)
Fixpoint disjoint (is : list (R * R)) : Prop :=
  match is with [] => True | i :: is' => (forall j, In j is' -> forall z, within z i -> within z j -> False) /\ disjoint is' end.

Lemma a_root_in_each p is : disjoint is -> (forall i, In i is -> changes p i) ->
  exists rs, length rs = length is /\ NoDup rs /\ (forall r, In r rs -> eval p r = 0 /\ exists i, In i is /\ within r i).
Proof.
  induction is as [|i is IH]; cbn [disjoint]; intros D C.
  - exists []. split; [reflexivity|]. split; [constructor|intros r []].
  - destruct D as [D1 D2]. destruct (IH D2) as (rs & L & N & V); [intros j J; apply C; now right|].
    destruct (C i (or_introl eq_refl)) as [O S].
    destruct (IVT_cor (eval p) (fst i) (snd i) (eval_continuous p)) as (r & W & Z); [lra|lra|].
    exists (r :: rs). split; [cbn; congruence|]. split.
    + constructor; [|exact N]. intros I. destruct (V r I) as (_ & j & J & U). exact (D1 j J r W U).
    + intros x [<-|X]; [split; [exact Z|]; exists i; split; [now left|exact W]|].
      destruct (V x X) as (E & j & J & U). split; [exact E|]. exists j. split; [now right|exact U].
Qed.

Theorem enclosed p is z : length p = S (length is) -> disjoint is -> (forall i, In i is -> changes p i) -> ~ zero p ->
  eval p z = 0 -> exists i, In i is /\ within z i.
Proof.
  intros L D C NZ Z. destruct (a_root_in_each p is D C) as (rs & LR & N & V).
  destruct (in_dec Req_EM_T z rs) as [I|I]; [exact (proj2 (V z I))|].
  exfalso. apply NZ, (few_roots (z :: rs)); [now constructor| |cbn; lia].
  intros r [<-|R]; [exact Z|exact (proj1 (V r R))].
Qed.

Theorem with_one_change_fewer_a_root_is_missed : exists p is z, length p = S (S (length is)) /\ disjoint is /\
  (forall i, In i is -> changes p i) /\ ~ zero p /\ eval p z = 0 /\ ~ exists i, In i is /\ within z i.
Proof.
  exists [2; -3; 1], [(1/2, 3/2)], 2. split; [reflexivity|]. split; [split; [now intros j []|exact I]|].
  split; [intros i [<-|[]]; split; cbn; lra|].
  split; [intros Z; assert (H := Z 1 (or_intror (or_intror (or_introl eq_refl)))); lra|].
  split; [cbn; ring|]. intros (i & [<-|[]] & W). unfold within in W. cbn in W. lra.
Qed.

(* ---- directions ---- *)

Lemma roots_in p ss : NoDup ss -> ~ zero p -> p <> [] ->
  exists rest, NoDup rest /\ incl rest ss /\ (length ss <= length rest + (length p - 1))%nat /\
    forall s, In s rest -> eval p s <> 0.
Proof.
  intros N NZ NE. set (root := fun s => if Req_EM_T (eval p s) 0 then true else false).
  exists (filter (fun s => negb (root s)) ss). split; [|split; [|split]].
  - now apply NoDup_filter.
  - intros s S. now apply filter_In in S.
  - assert (F : (length (filter root ss) <= length p - 1)%nat).
    { destruct (Nat.le_gt_cases (length p) (length (filter root ss))) as [G|G]; [exfalso|lia].
      apply NZ, (few_roots (filter root ss)); [now apply NoDup_filter| |exact G].
      intros r R. apply filter_In in R as [_ R]. unfold root in R. now destruct (Req_EM_T (eval p r) 0). }
    assert (S : length ss = (length (filter root ss) + length (filter (fun s => negb (root s)) ss))%nat).
    { clear F N. induction ss as [|s ss IH]; cbn; [reflexivity|]. destruct (root s); cbn; lia. }
    lia.
  - intros s S. apply filter_In in S as [_ S]. unfold root in S. now destruct (Req_EM_T (eval p s) 0).
Qed.

Theorem one_separates d vs : forall ss, (1 <= d)%nat -> (forall v, In v vs -> length v = d /\ ~ zero v) -> NoDup ss ->
  (length vs * (d - 1) < length ss)%nat -> exists s, In s ss /\ forall v, In v vs -> eval v s <> 0.
Proof.
  induction vs as [|v vs IH]; intros ss D V N L.
  - destruct ss as [|s ss]; [cbn in L; lia|]. exists s. split; [now left|intros v []].
  - destruct (V v (or_introl eq_refl)) as [LV NZ].
    destruct (roots_in v ss N NZ) as (rest & NR & I & LR & E); [intros ->; cbn in LV; lia|].
    destruct (IH rest D) as (s & S & F); [intros w W; apply V; now right|exact NR| |].
    { cbn [length] in L. rewrite LV in LR. nia. }
    exists s. split; [now apply I|]. intros w [<-|W]; [now apply E|now apply F].
Qed.

Theorem one_direction_fewer_may_not_separate : exists d vs ss, (1 <= d)%nat /\
  (forall v, In v vs -> length v = d /\ ~ zero v) /\ NoDup ss /\ (length vs * (d - 1) = length ss)%nat /\
  ~ exists s, In s ss /\ forall v, In v vs -> eval v s <> 0.
Proof.
  exists 2%nat, [[0; 1]], [0]. split; [lia|]. split; [|split; [constructor; [easy|constructor]|split; [reflexivity|]]].
  - intros v [<-|[]]. split; [reflexivity|]. intros Z. assert (H := Z 1 (or_intror (or_introl eq_refl))). lra.
  - intros (s & [<-|[]] & E). apply (E [0; 1] (or_introl eq_refl)). cbn. ring.
Qed.
