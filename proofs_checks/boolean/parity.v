(* Parities from labels (folklore).

   The target is the sum modulo 2 of a set of the n variables.  The learner asks for its labels at the n points
   with a single one, and returns the set of those variables whose point is labelled 1.

   Python:  bounds: exactly n membership queries, lower: n
   Theorem: exactly n labels are asked, and the result is the target; EVERY learner that finds all parities of
            n variables asks n labels of every one of them.
   Idea:    the point with its one at variable i is labelled by whether i is chosen, whatever else is.  There
            are 2^n targets, and a label tells two of them apart at best, so some target takes n.  And fewer than n
            labels leave another parity, whatever the target is (linear/kernel.v).
   Tight:   upper and lower bound are equal.
   Speaks for parity.py (qlearn/learners/boolean/parity.py).                                                    *)
From Coq Require Import List Arith Lia Bool Field.
From qlearn.finite Require Import labels dialogues.
From qlearn.linear Require kernel.
Import ListNotations.

Notation point := (list bool).

(* ---- sums modulo 2 ------------------------------------------------------------------------------------------ *)
(* The parity of the chosen variables at a point. *)
Fixpoint parity (chosen x : list bool) : bool :=
  match chosen, x with c :: chosen', b :: x' => xorb (c && b) (parity chosen' x') | _, _ => false end.

Fixpoint sum (x y : list bool) : list bool :=
  match x, y with a :: x', b :: y' => xorb a b :: sum x' y' | [], _ => y | _, [] => x end.

Notation entry i x := (nth i x false).

Lemma sum_length x y : length x = length y -> length (sum x y) = length x.
Proof. revert y. induction x as [|a x IH]; intros [|b y] E; cbn in *; try discriminate; auto. Qed.

Lemma entry_sum i x y : entry i (sum x y) = xorb (entry i x) (entry i y).
Proof.
  revert i y. induction x as [|a x IH]; intros i [|b y]; destruct i; cbn [sum nth]; auto;
    now rewrite ?xorb_false_r, ?xorb_false_l.
Qed.

Lemma parity_nil t : parity t [] = false.
Proof. now destruct t. Qed.

Lemma parity_sum t x y : parity t (sum x y) = xorb (parity t x) (parity t y).
Proof.
  revert x y. induction t as [|c t IH]; intros [|a x] [|b y]; cbn [sum]; rewrite ?parity_nil, ?xorb_false_r; auto.
  - now rewrite xorb_false_l.
  - cbn [parity]. rewrite IH. destruct c, a, b, (parity t x), (parity t y); reflexivity.
Qed.

(* If only variable p is both chosen and 1, then it decides. *)
Lemma parity_single t x p : (forall i, i <> p -> entry i t && entry i x = false) ->
  parity t x = entry p t && entry p x.
Proof.
  revert x p. induction t as [|c t IH]; intros [|b x] p H; cbn [parity].
  - now destruct p.
  - now destruct p.
  - destruct p; cbn; now rewrite andb_false_r.
  - destruct p as [|p].
    + rewrite (IH x (length t)).
      * rewrite nth_overflow by lia. apply xorb_false_r.
      * intros i _. exact (H (S i) ltac:(lia)).
    + pose proof (H 0 ltac:(lia)) as Z. cbn in Z. rewrite Z, xorb_false_l. cbn [nth].
      apply IH. intros i N. apply (H (S i)). lia.
Qed.

(* ---- points with a single one ------------------------------------------------------------------------------- *)
(* The one is at variable i: row i of Python's np.eye(n). *)
Fixpoint unit_point (n i : nat) : point :=
  match n, i with
  | 0, _ => []
  | S m, 0 => true :: repeat false m
  | S m, S j => false :: unit_point m j
  end.
Definition unit_points (n : nat) : list point := map (unit_point n) (seq 0 n).

Lemma unit_points_S n : unit_points (S n) = (true :: repeat false n) :: map (cons false) (unit_points n).
Proof. unfold unit_points. cbn [seq map unit_point]. now rewrite <- seq_shift, !map_map. Qed.

Lemma unit_points_length n : length (unit_points n) = n.
Proof. unfold unit_points. now rewrite map_length, seq_length. Qed.

Lemma unit_points_are_points n : Forall (fun p => length p = n) (unit_points n).
Proof.
  induction n as [|n IH]; [constructor|]. rewrite unit_points_S. constructor.
  - cbn. now rewrite repeat_length.
  - apply Forall_map. apply (Forall_impl _) with (2 := IH). intros p Hp. cbn. now rewrite Hp.
Qed.

Lemma parity_of_zeros t n : parity t (repeat false n) = false.
Proof. revert t. induction n as [|n IH]; intros [|c t]; cbn; auto. now rewrite andb_false_r, IH. Qed.

(* Their labels spell the target. *)
Theorem labels_of_units t : map (parity t) (unit_points (length t)) = t.
Proof.
  induction t as [|c t IH]; [reflexivity|]. cbn [length]. rewrite unit_points_S. cbn [map]. f_equal.
  - cbn. rewrite parity_of_zeros. now destruct c.
  - rewrite map_map. rewrite <- IH at 2. apply map_ext. intros p. cbn. rewrite andb_false_r. apply xorb_false_l.
Qed.

(* Parities that are the same function are the same set. *)
Lemma same_set s t : length s = length t -> (forall x, length x = length t -> parity s x = parity t x) -> s = t.
Proof.
  intros E H. rewrite <- (labels_of_units s), <- (labels_of_units t), E. apply map_ext_in. intros x I. apply H.
  exact (proj1 (Forall_forall _ _) (unit_points_are_points _) x I).
Qed.

(* ---- the learner -------------------------------------------------------------------------------------------- *)
(* Python asks all points at once; here one after another. *)
Definition units_learner (n : nat) : dialogue point bool (list bool) := each (fun x => Ask x Done) (unit_points n).

Definition bound (n : nat) : nat := n.
Definition lower (n : nat) : nat := n.

(* Exactly n labels, and the target. *)
Theorem run_bound n teacher : count teacher (units_learner n) = bound n.
Proof.
  unfold units_learner, bound. rewrite count_each_once by reflexivity. apply unit_points_length.
Qed.

Theorem found n t : length t = n -> output (parity t) (units_learner n) = t.
Proof. intros <-. unfold units_learner. rewrite output_each. apply labels_of_units. Qed.

(* ---- every learner ------------------------------------------------------------------------------------------ *)
Definition finds_all (n : nat) (L : dialogue point bool (list bool)) : Prop :=
  forall t, length t = n -> output (parity t) L = t.

(* There are 2^n targets. *)
Theorem every_learner_asks n L : finds_all n L -> exists t, length t = n /\ lower n <= count (parity t) L.
Proof. apply bits_needed. Qed.

(* The field of two elements. *)
Lemma bits_laws : field_theory false true xorb andb xorb (fun b => b) andb (fun b => b) eq.
Proof.
  constructor; [constructor|discriminate|reflexivity|]; intros; repeat match goal with b : bool |- _ => destruct b end;
    reflexivity || congruence.
Qed.
Definition bits : kernel.field := {| kernel.laws := bits_laws; kernel.equal := bool_dec |}.

Lemma parity_is_dot t x : parity t x = kernel.dot (F := bits) t x.
Proof. reflexivity. Qed.

(* Fewer than n labels leave another parity. *)
Theorem another_fits n t (points : list point) : length t = n -> length points < n ->
  exists u, length u = n /\ u <> t /\ forall x, In x points -> parity t x = parity u x.
Proof.
  intros E L. destruct (kernel.kernel (F := bits) n points L) as (v & Lv & Nv & H).
  exists (kernel.plus (F := bits) t v). split; [|split].
  - rewrite <- E. apply (kernel.plus_length (F := bits)). exact (eq_trans E (eq_sym Lv)).
  - intros S. apply Nv. rewrite <- Lv.
    apply (kernel.plus_same (F := bits) t v); [exact (eq_trans E (eq_sym Lv))|exact S].
  - intros x I. rewrite !parity_is_dot. rewrite (kernel.plus_dot (F := bits)), (H x I). symmetry. apply xorb_false_r.
Qed.

(* So every target takes n labels. *)
Theorem every_target_takes_n n L t : finds_all n L -> length t = n -> lower n <= count (parity t) L.
Proof.
  intros F E. apply Nat.nlt_ge. intros C. unfold lower, count in C.
  destruct (another_fits n t (asked (parity t) L) E C) as (u & U & N & Same).
  destruct (same_run (parity t) (parity u) L Same) as [O _]. rewrite (F t E), (F u U) in O. congruence.
Qed.

(* The n labels at the unit points are not too many: with n - 1 no learner finds all parities. *)
Corollary one_fewer_is_not_enough n L : 1 <= n -> finds_all n L ->
  ~ forall t, length t = n -> count (parity t) L <= n - 1.
Proof.
  intros N F C. destruct (every_learner_asks n L F) as (t & E & H). specialize (C t E). unfold lower in H. lia.
Qed.

(* And n are enough, so the lower bound is not one more. *)
Corollary n_are_enough n : exists L, finds_all n L /\ forall t, count (parity t) L <= n.
Proof.
  exists (units_learner n). split; [intros t; apply found|]. intros t. rewrite run_bound. unfold bound. lia.
Qed.
