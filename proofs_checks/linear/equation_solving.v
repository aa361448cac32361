(* Affine functions f(x) = w.x + b of d variables from their values, over any field (Lowd and Meek 2005,
   Tramer et al. 2016).

   The learner asks for f at a centre c and at the d corners c + h_i e_i, where no step h_i is 0.

   Python:  bounds: exactly d + 1 values, lower: d + 1
   Theorem: exactly d + 1 values are asked, and the result is the target; EVERY learner that finds all affine
            functions asks d + 1 values of every one of them.  If one step is 0, two functions agree at all corners.
   Idea:    a step changes f by w_i h_i, so w_i = (f(c + h_i e_i) - f(c))/h_i and b = f(c) - w.c.  The answers at
            d points are d linear equations for the d + 1 numbers w, b: something that is not 0 can be added to
            them without changing an answer (kernel.v).  The learner, whatever it asks next because of an
            answer, cannot see it.
   Tight:   upper and lower bound are equal.
   Python asks all corners at once; here one after another.  Floats are not modelled.
   Speaks for equation_solving.py (qlearn/learners/linear/equation_solving.py).                                 *)
From Coq Require Import List Arith Lia Field.
From qlearn.finite Require Import lists dialogues.
From qlearn.linear Require Import kernel.
Import ListNotations.

Section Affine.
Context {F : field}.
Add Field F_is_a_field : (laws F).
Notation vector := (list F).

(* The function of weights w and constant b. *)
Definition value (f : vector * F) (x : vector) : F := dot (fst f) x + snd f.

(* ---- the learner -------------------------------------------------------------------------------------------- *)
Definition corner (c h : vector) (i : nat) : vector := plus c (axis i (nth i h 0)).

(* From the answer at the centre and those at the corners: Python's `fit`. *)
Definition fit (c h : vector) (f0 : F) (fs : list F) : vector * F :=
  let w := map (fun i => (nth i fs 0 - f0) / nth i h 0) (seq 0 (length fs)) in (w, f0 - dot w c).

Definition learner (d : nat) (c h : vector) : dialogue vector F (vector * F) :=
  Ask c (fun f0 => bind (each (fun i => Ask (corner c h i) Done) (seq 0 d)) (fun fs => Done (fit c h f0 fs))).

Definition bound (d : nat) : nat := d + 1.
Definition lower (d : nat) : nat := d + 1.

(* Exactly d + 1 values, whatever the answers. *)
Theorem run_bound (teacher : vector -> F) d c h : count teacher (learner d c h) = bound d.
Proof.
  unfold learner, bound. rewrite count_ask, count_bind, count_each_once, seq_length by reflexivity.
  unfold count. cbn. lia.
Qed.

(* One step along axis i. *)
Lemma step_changes f c h i : value f (corner c h i) = value f c + nth i (fst f) 0 * nth i h 0.
Proof. unfold value, corner. rewrite dot_plus, dot_axis. ring. Qed.

(* w_i = (f(c + h_i e_i) - f(c))/h_i and b = f(c) - w.c. *)
Theorem fit_finds d c h f : length (fst f) = d -> (forall i, i < d -> nth i h 0 <> 0) ->
  fit c h (value f c) (map (fun i => value f (corner c h i)) (seq 0 d)) = f.
Proof.
  destruct f as [w b]. cbn [fst]. intros E H. unfold fit. rewrite map_length, seq_length.
  set (fs := map (fun i => value (w, b) (corner c h i)) (seq 0 d)).
  assert (W : map (fun i => (nth i fs 0 - value (w, b) c) / nth i h 0) (seq 0 d) = w).
  { transitivity (map (fun i => nth i w 0) (seq 0 d)); [|rewrite <- E; apply entries].
    apply map_ext_in. intros i I. apply in_seq in I.
    unfold fs. rewrite (nth_map_seq (fun i => value (w, b) (corner c h i))) by lia.
    rewrite step_changes. cbn [fst]. field. apply H. lia. }
  rewrite W. f_equal. unfold value. cbn [fst snd]. ring.
Qed.

(* The result is the target. *)
Theorem found d c h f : length (fst f) = d -> (forall i, i < d -> nth i h 0 <> 0) ->
  output (value f) (learner d c h) = f.
Proof.
  intros E H. unfold learner. cbn [output]. rewrite output_bind, output_each. cbn [output]. now apply fit_finds.
Qed.

(* So functions with the same answers at the corners are the same. *)
Corollary determined d c h f g : length (fst f) = d -> length (fst g) = d -> (forall i, i < d -> nth i h 0 <> 0) ->
  value f c = value g c -> (forall i, i < d -> value f (corner c h i) = value g (corner c h i)) -> f = g.
Proof.
  intros W V H C S. rewrite <- (fit_finds d c h f W H), <- (fit_finds d c h g V H), C. f_equal.
  apply map_ext_in. intros i I. apply in_seq in I. apply S. lia.
Qed.

Lemma nth_plus (u v : vector) i : nth i (plus u v) 0 = nth i u 0 + nth i v 0.
Proof.
  revert i v. induction u as [|a u IH]; intros i [|b v]; destruct i; cbn [plus nth]; try ring; apply IH.
Qed.

Lemma nth_axis i j (c : F) : nth j (axis i c) 0 = if j =? i then c else 0.
Proof.
  revert j. unfold axis. induction i as [|i IH]; intros [|j]; cbn [repeat app nth Nat.eqb]; try reflexivity.
  - now destruct j.
  - apply IH.
Qed.

Lemma axis_dot i (c : F) x : dot (axis i c) x = c * nth i x 0.
Proof.
  revert x. unfold axis. induction i as [|i IH]; intros [|b x]; cbn [repeat app nth dot]; try ring.
  rewrite IH. ring.
Qed.

(* Without that premise they need not be. *)
Theorem a_step_of_zero_is_not_enough d c h i f : length (fst f) = d -> i < d -> nth i h 0 = 0 -> exists g,
  length (fst g) = d /\ g <> f /\ value f c = value g c /\ forall j, value f (corner c h j) = value g (corner c h j).
Proof.
  destruct f as [w b]. cbn [fst]. intros E I Z. set (e := axis i 1 ++ repeat (0 : F) (d - i - 1)).
  assert (Le : length e = d) by (unfold e, axis; rewrite !app_length, !repeat_length; cbn; lia).
  assert (De : forall x, dot e x = nth i x 0).
  { intros x. transitivity (dot (axis i 1) x); [|rewrite axis_dot; ring]. unfold e. generalize (axis i (1 : F)) as u.
    intros u. revert x. induction u as [|a u IH]; intros [|y x]; cbn [app dot]; try ring.
    - now rewrite dot_nil.
    - apply dot_zeros.
    - now rewrite IH. }
  exists (plus w e, b - nth i c 0). cbn [fst]. split; [rewrite plus_length; lia|].
  assert (Same : forall x, nth i x 0 = nth i c 0 -> value (w, b) x = value (plus w e, b - nth i c 0) x).
  { intros x X. unfold value. cbn [fst snd]. rewrite plus_dot, De, X. ring. }
  split; [|split; [now apply Same|]].
  - intros G. injection G as G _. apply plus_same in G; [|lia]. apply (f_equal (fun v => dot v (axis i 1))) in G.
    rewrite De, nth_axis, Nat.eqb_refl, dot_zeros in G. exact (F_1_neq_0 (laws F) G).
  - intros j. apply Same. unfold corner. rewrite nth_plus, nth_axis. destruct (Nat.eqb_spec i j) as [<-|N].
    + rewrite Z. ring.
    + ring.
Qed.

(* ---- every learner ------------------------------------------------------------------------------------------ *)
(* At d points another function has the same values. *)
Theorem another_fits d f (points : list vector) : length (fst f) = d -> length points <= d -> exists g,
  length (fst g) = d /\ g <> f /\ forall x, In x points -> value f x = value g x.
Proof.
  destruct f as [w b]. cbn [fst]. intros E L. destruct (kernel (S d) (map (cons 1) points)) as (u & Lu & Nu & H).
  { rewrite map_length. lia. }
  destruct u as [|a u]; [discriminate|]. injection Lu as Lu.
  exists (plus w u, b + a). cbn [fst]. split; [rewrite plus_length; lia|]. split.
  - intros G. injection G as G B. apply plus_same in G; [|lia]. apply Nu. cbn. f_equal; [|congruence].
    transitivity (b + a - b); [ring|]. rewrite B. ring.
  - intros x I. unfold value. cbn [fst snd]. rewrite plus_dot.
    specialize (H (1 :: x) (in_map (cons 1) _ _ I)). cbn [dot] in H.
    transitivity (dot w x + b + (a * 1 + dot u x)); [rewrite H|]; ring.
Qed.

Definition finds_all (d : nat) (L : dialogue vector F (vector * F)) : Prop :=
  forall f, length (fst f) = d -> output (value f) L = f.

(* Every learner, and every target; in particular where all answers are 0. *)
Theorem every_learner_asks d L f : finds_all d L -> length (fst f) = d -> lower d <= count (value f) L.
Proof.
  intros A E. apply Nat.nlt_ge. intros C. unfold lower, count in C.
  destruct (another_fits d f (asked (value f) L) E ltac:(lia)) as (g & G & N & Same).
  destruct (same_run (value f) (value g) L Same) as [O _]. rewrite (A f E), (A g G) in O. congruence.
Qed.

Corollary all_answers_zero d L : finds_all d L -> lower d <= count (fun _ => 0) L.
Proof.
  intros A. pose proof (every_learner_asks d L (repeat 0 d, 0) A (repeat_length _ _)) as H.
  assert (forall x, value (repeat 0 d, 0) x = 0) as Z.
  { intros x. unfold value. cbn [fst snd]. rewrite dot_zeros. ring. }
  unfold count in *. destruct (same_run (value (repeat 0 d, 0)) (fun _ => 0) L (fun x _ => Z x)) as [_ <-]. exact H.
Qed.

(* And d + 1 are enough. *)
Corollary learner_finds_all d : finds_all d (learner d [] (repeat 1 d)).
Proof.
  intros f E. apply found; [exact E|]. intros i I.
  rewrite nth_indep with (d' := 1) by (rewrite repeat_length; exact I). rewrite nth_repeat. exact (F_1_neq_0 (laws F)).
Qed.

Corollary enough d : exists L, finds_all d L /\ forall teacher, count teacher L = (d + 1)%nat.
Proof. exists (learner d [] (repeat 1 d)). split; [apply learner_finds_all|]. intros t. apply run_bound. Qed.

(* No learner that finds all does with d. *)
Corollary one_fewer_is_not_enough d L f : length (fst f) = d -> finds_all d L -> ~ count (value f) L <= d.
Proof. intros E A C. pose proof (every_learner_asks d L f A E) as H. unfold lower in H. lia. Qed.
End Affine.
