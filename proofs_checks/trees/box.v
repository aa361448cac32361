(* A box around a known point, by bisection along its axes.

   Feature i has N_i places and the point's is the p_i-th of them, from 0.  On each feature the point is moved up
   and down, and bisection finds the last place inside; beyond the axis nothing is asked.

   Python:   m = the sum of clg(p_i + 1) + clg(N_i - p_i), B = the product of (p_i + 1) (N_i - p_i)
   Theorem:  every run finds both ends on each feature with at most m labels; and EVERY learner asks clg B labels
             for some box around the point.
   Idea:     the point moved along a feature is inside exactly while that feature is between its ends.
   Tight:    a box that ends at the point asks a label where the axis has two places.

   Speaks for proofs_checks/trees/box.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool FinFun.
From qlearn.finite Require Import logarithms information worst_target.
From qlearn.automata Require Import rivest_schapire.
From qlearn.trees Require Import neighbours.
Import ListNotations.

Definition bound (d : nat) (p N : point) : nat :=
  list_sum (map (fun i => clg (p i + 1) + clg (N i - p i)) (seq 0 d)).

Lemma sum_le (u v : nat -> nat) l : (forall i, In i l -> u i <= v i) -> list_sum (map u l) <= list_sum (map v l).
Proof.
  induction l as [|i l IH]; intros H; [reflexivity|]. change (u i + list_sum (map u l) <= v i + list_sum (map v l)).
  pose proof (H i (or_introl eq_refl)). assert (list_sum (map u l) <= list_sum (map v l)); [|lia].
  apply IH. intros j J. apply H. now right.
Qed.

Section Box.
Variables (d : nat) (p N lo hi : point).
Hypothesis around : forall i, i < d -> lo i <= p i <= hi i /\ hi i < N i.

Definition inside (x : point) : bool := forallb (fun i => (lo i <=? x i) && (x i <=? hi i)) (seq 0 d).

(* How far the box goes from the point, up and down; the places asked. *)
Definition up (i : nat) : nat * list nat :=
  let w := N i - p i in flip w (fun v => inside (moved p i (p i + v))) 0 w.
Definition down (i : nat) : nat * list nat :=
  let w := p i + 1 in flip w (fun v => (v <=? p i) && inside (moved p i (p i - v))) 0 w.

Lemma inside_moved i v : i < d -> inside (moved p i v) = (lo i <=? v) && (v <=? hi i).
Proof.
  intros I. unfold inside. destruct ((lo i <=? v) && (v <=? hi i)) eqn:E.
  - apply forallb_forall. intros j J. apply in_seq in J. destruct (around j) as [A B]; [lia|]. unfold moved.
    destruct (Nat.eqb_spec j i) as [->|D]; [exact E|]. apply andb_true_iff. split; apply Nat.leb_le; lia.
  - apply not_true_iff_false. intros H. rewrite forallb_forall in H. specialize (H i).
    rewrite in_seq in H. unfold moved in H. rewrite Nat.eqb_refl, E in H. discriminate H. lia.
Qed.

(* Bisection where the places up to e are inside. *)
Lemma last_inside w g e : e < w -> (forall v, v <= w -> g v = (v <=? e)) ->
  fst (flip w g 0 w) = e /\ length (snd (flip w g 0 w)) <= clg w.
Proof.
  intros E G. assert (g 0 <> g (0 + w)) as D.
  { rewrite !G by lia. destruct (Nat.leb_spec 0 e), (Nat.leb_spec (0 + w) e); lia || discriminate. }
  pose proof (flip_correct w g 0 w (Nat.le_refl _) ltac:(lia) D) as C. destruct (flip w g 0 w) as [i places].
  cbn [fst snd]. destruct C as ((_ & I) & Ci & L & _). split; [|exact L]. rewrite !G in Ci by lia.
  destruct (Nat.leb_spec i e), (Nat.leb_spec (S i) e); try lia; exfalso; now apply Ci.
Qed.

Lemma up_found i : i < d -> p i + fst (up i) = hi i /\ length (snd (up i)) <= clg (N i - p i).
Proof.
  intros I. destruct (around i I) as [A B]. unfold up.
  destruct (last_inside (N i - p i) (fun v => inside (moved p i (p i + v))) (hi i - p i)) as [F L]; [lia| |].
  - intros v V. rewrite inside_moved by exact I.
    destruct (Nat.leb_spec (lo i) (p i + v)), (Nat.leb_spec (p i + v) (hi i)), (Nat.leb_spec v (hi i - p i));
      reflexivity || lia.
  - rewrite F. split; [lia|exact L].
Qed.

Lemma down_found i : i < d -> p i - fst (down i) = lo i /\ length (snd (down i)) <= clg (p i + 1).
Proof.
  intros I. destruct (around i I) as [A B]. unfold down.
  destruct (last_inside (p i + 1) (fun v => (v <=? p i) && inside (moved p i (p i - v))) (p i - lo i)) as [F L];
    [lia| |].
  - intros v V. rewrite inside_moved by exact I.
    destruct (Nat.leb_spec v (p i)), (Nat.leb_spec (lo i) (p i - v)), (Nat.leb_spec (p i - v) (hi i)),
      (Nat.leb_spec v (p i - lo i)); reflexivity || lia.
  - rewrite F. split; [lia|exact L].
Qed.

Definition asked : nat := list_sum (map (fun i => length (snd (down i)) + length (snd (up i))) (seq 0 d)).

Theorem run_bound : (forall i, i < d -> p i - fst (down i) = lo i /\ p i + fst (up i) = hi i) /\ asked <= bound d p N.
Proof.
  split.
  - intros i I. split; [now apply down_found|now apply up_found].
  - unfold asked, bound. apply sum_le. intros i I. apply in_seq in I.
    destruct (down_found i) as [_ D]; [lia|]. destruct (up_found i) as [_ U]; [lia|]. lia.
Qed.
End Box.

Theorem bound_attained : exists p N lo hi, lo 0 <= p 0 <= hi 0 /\ hi 0 < N 0 /\ asked 1 p N lo hi = bound 1 p N
  /\ bound 1 p N = 1.
Proof. exists (fun _ => 0), (fun _ => 2), (fun _ => 0), (fun _ => 0). repeat split; cbn; lia. Qed.

(* ---- every learner ----------------------------------------------------------------------------------------- *)
Notation axis := (nat * nat)%type.  (* the point's place, and how many places there are *)
Notation sides := (list (nat * nat)).  (* on each feature the low end and the high end *)

Definition ways (a : axis) : list (nat * nat) := list_prod (seq 0 (fst a + 1)) (seq (fst a) (snd a - fst a)).
Fixpoint boxes (axes : list axis) : list sides :=
  match axes with
  | [] => [[]]
  | a :: axes => map (fun sb => fst sb :: snd sb) (list_prod (ways a) (boxes axes))
  end.
Fixpoint number (axes : list axis) : nat :=
  match axes with [] => 1 | a :: axes => (fst a + 1) * (snd a - fst a) * number axes end.
Definition lower (axes : list axis) : nat := clg (number axes).

Lemma boxes_length axes : length (boxes axes) = number axes.
Proof.
  induction axes as [|a axes IH]; [reflexivity|]. cbn [boxes number]. rewrite map_length, prod_length, IH. f_equal.
  unfold ways. now rewrite prod_length, !seq_length.
Qed.

Lemma pairs_once {X Y : Type} (l : list X) (r : list Y) : NoDup l -> NoDup r -> NoDup (list_prod l r).
Proof.
  intros L R. induction L as [|x l N L IH]; cbn [list_prod]; [constructor|].
  assert (forall q, NoDup q -> incl q r -> NoDup (map (fun y => (x, y)) q ++ list_prod l r)) as H.
  { intros q Q. induction Q as [|y q M Q IHq]; intros I; [exact IH|]. cbn [map app]. constructor.
    - intros C. apply in_app_or in C. destruct C as [C|C].
      + apply in_map_iff in C. destruct C as (z & E & Z). injection E as ->. now apply M.
      + apply in_prod_iff in C. now apply N.
    - apply IHq. intros z Z. apply I. now right. }
  apply H; [exact R|apply incl_refl].
Qed.

Lemma boxes_once axes : NoDup (boxes axes).
Proof.
  induction axes as [|a axes IH]; cbn [boxes]; [constructor; [intros []|constructor]|].
  apply Injective_map_NoDup.
  - intros [s b] [s' b'] E. cbn in E. now injection E as -> ->.
  - apply pairs_once; [|exact IH]. unfold ways. apply pairs_once; apply seq_NoDup.
Qed.

(* The label of a point. *)
Fixpoint says (b : sides) (x : list nat) : nat :=
  match b, x with
  | [], _ => 1
  | (low, high) :: b, v :: x => if (low <=? v) && (v <=? high) then says b x else 0
  | _, [] => 0
  end.

Lemma says_bit b x : says b x < 2.
Proof.
  revert x. induction b as [|[low high] b IH]; intros [|v x]; cbn [says]; try lia.
  destruct ((low <=? v) && (v <=? high)); [apply IH|lia].
Qed.

Theorem every_learner_asks_as_many axes (L : learner (list nat) sides) : 1 <= number axes ->
  (forall b, In b (boxes axes) -> run says L b = b) ->
  exists b, In b (boxes axes) /\ lower axes <= worst_target.asked says L b.
Proof.
  intros P F. unfold lower. rewrite <- boxes_length. apply some_target_costs.
  - intros E. rewrite <- boxes_length, E in P. cbn in P. lia.
  - intros b x _. apply says_bit.
  - erewrite map_ext_in; [rewrite map_id; apply boxes_once|exact F].
Qed.

(* Where every number of ways is a power of two, the bounds are one number. *)
Theorem lower_meets_bound : lower [(0, 2); (3, 7)] = 5 /\
  bound 2 (fun i => nth i [0; 3] 0) (fun i => nth i [2; 7] 0) = 5.
Proof. split; reflexivity. Qed.
