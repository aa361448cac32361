(* Dimension coupling: the angle in R^d from the errors in the planes of a tree of pairs.

   Python: qlearn/learners/linear/coupling.py.  A leaf is an axis and carries w's entry there; a node pairs two arms u and
   v, orthogonal unit vectors, and gives way to c u + s v, c^2 + s^2 = 1.  value is w's product with the arm; a node of
   arms with the products a and b has lost c b - s a = r sin(Delta), where r^2 = a^2 + b^2 is the squared length of w's
   projection on the plane and Delta the error in it (lost_is_the_error).
   Theorem (coupling): |w|^2 = value^2 + the sum of lost^2, whatever tree and turns; so, the arm of the root being a unit
            vector (arm_is_unit, arm_value), sin(angle)^2 |w|^2 is that sum (sine_of_the_angle).
   Theorem (level): nodes of one level, none above another, have a sum of r^2 of at most |w|^2 (attained: one_pair).
   Theorem (levels): if |sin(Delta)|^2 <= share(n) in every plane of level n, the sum of lost^2 is at most the sum of the
            shares of all levels times |w|^2 (attained: one_level).
   Idea:    a turn of the plane keeps a^2 + b^2; then by induction over the tree.
   Source:  the tree is that of Chen, Hassani and Karbasi 2017; the identity is ours. *)
From Coq Require Import Reals Lra Psatz List Lia Arith.
From qlearn.geometry Require Import vectors.
Import ListNotations.
Open Scope R_scope.

Inductive tree : Type :=
  | leaf (x : R)
  | node (n : nat) (c s : R) (l r : tree).

Fixpoint turned (t : tree) : Prop :=
  match t with leaf _ => True | node _ c s l r => c * c + s * s = 1 /\ turned l /\ turned r end.

Fixpoint value (t : tree) : R :=
  match t with leaf x => x | node _ c s l r => c * value l + s * value r end.

Fixpoint total (t : tree) : R :=
  match t with leaf x => x * x | node _ _ _ l r => total l + total r end.

Definition lost (c s a b : R) : R := c * b - s * a.

Fixpoint losses (t : tree) : R :=
  match t with
  | leaf _ => 0
  | node _ c s l r => lost c s (value l) (value r) * lost c s (value l) (value r) + losses l + losses r
  end.

Theorem coupling t : turned t -> total t = value t * value t + losses t.
Proof.
  induction t as [x|n c s l IHl r IHr]; cbn; [lra|]. intros [U [L R]]. rewrite (IHl L), (IHr R). unfold lost.
  replace (value l * value l + losses l + (value r * value r + losses r))
    with ((c * c + s * s) * (value l * value l + value r * value r) + losses l + losses r) by (rewrite U; ring).
  ring.
Qed.

(* a = r cos(theta), b = r sin(theta), c = cos(found), s = sin(found). *)
Theorem lost_is_the_error r theta found :
  lost (cos found) (sin found) (r * cos theta) (r * sin theta) = r * sin (theta - found).
Proof. unfold lost. rewrite sin_minus. ring. Qed.

(* ---- the arms as vectors: coordinates of the leaves from left to right ---- *)

Fixpoint entries (t : tree) : vector :=
  match t with leaf x => [x] | node _ _ _ l r => entries l ++ entries r end.

Fixpoint arm (t : tree) : vector :=
  match t with leaf _ => [1] | node _ c s l r => scale c (arm l) ++ scale s (arm r) end.

Lemma dot_app u v x y : length u = length x -> dot (u ++ v) (x ++ y) = dot u x + dot v y.
Proof.
  revert x. induction u as [|a u IH]; intros [|b x] L; try discriminate; cbn; [lra|].
  injection L as L. rewrite (IH x L). lra.
Qed.

Lemma same_length t : length (arm t) = length (entries t).
Proof.
  induction t as [x|n c s l IHl r IHr]; cbn; [reflexivity|]. rewrite !app_length. unfold scale. rewrite !map_length. lia.
Qed.

Lemma entries_total t : norm2 (entries t) = total t.
Proof.
  induction t as [x|n c s l IHl r IHr]; unfold norm2 in *; cbn; [lra|]. rewrite dot_app by reflexivity. lra.
Qed.

Theorem arm_value t : dot (entries t) (arm t) = value t.
Proof.
  induction t as [x|n c s l IHl r IHr]; cbn; [lra|].
  rewrite dot_app by (unfold scale; rewrite map_length; symmetry; apply same_length).
  rewrite !dot_scale, IHl, IHr. lra.
Qed.

Theorem arm_is_unit t : turned t -> norm2 (arm t) = 1.
Proof.
  induction t as [x|n c s l IHl r IHr]; unfold norm2 in *; cbn; [lra|]. intros [U [L R]].
  rewrite dot_app by reflexivity. rewrite !dot_scale, !(dot_comm (scale _ _)), !dot_scale, (IHl L), (IHr R). lra.
Qed.

Theorem sine_of_the_angle t : turned t -> 0 < total t ->
  sin (angle (entries t) (arm t)) * sin (angle (entries t) (arm t)) = losses t / total t.
Proof.
  intros T P. unfold angle, norm. rewrite entries_total, (arm_is_unit t T), arm_value, sqrt_1, Rmult_1_r.
  pose proof (coupling t T) as E. assert (Q : 0 < sqrt (total t)) by now apply sqrt_lt_R0.
  assert (S : sqrt (total t) * sqrt (total t) = total t) by (apply sqrt_sqrt; lra).
  assert (N : 0 <= losses t).
  { clear. induction t as [x|n c s l IHl r IHr]; cbn; [lra|].
    pose proof (Rle_0_sqr (lost c s (value l) (value r))) as A. unfold Rsqr in A. lra. }
  set (z := value t / sqrt (total t)). assert (Z : z * z = value t * value t / total t).
  { unfold z. rewrite <- S at 3. field. lra. }
  assert (Z1 : 1 - z * z = losses t / total t) by (rewrite Z; replace (losses t) with (total t - value t * value t) by lra; field; lra).
  assert (0 <= 1 - z * z). { rewrite Z1. apply Rmult_le_pos; [exact N|]. left. now apply Rinv_0_lt_compat. }
  rewrite sin_acos by (split; nra). unfold Rsqr. rewrite sqrt_sqrt by lra. exact Z1.
Qed.

(* ---- levels ---- *)

Fixpoint levelled (t : tree) (top : nat) : Prop :=
  match t with leaf _ => True | node n _ _ l r => (n < top)%nat /\ levelled l n /\ levelled r n end.

Definition here (n m : nat) (x : R) : R := if Nat.eq_dec n m then x else 0.

Fixpoint lengths (m : nat) (t : tree) : R :=
  match t with
  | leaf _ => 0
  | node n _ _ l r => here n m (value l * value l + value r * value r) + lengths m l + lengths m r
  end.

Lemma losses_not_negative t : 0 <= losses t.
Proof.
  induction t as [x|n c s l IHl r IHr]; cbn; [lra|].
  pose proof (Rle_0_sqr (lost c s (value l) (value r))) as A. unfold Rsqr in A. lra.
Qed.

Lemma value_within t : turned t -> value t * value t <= total t.
Proof. intros T. rewrite (coupling t T). pose proof (losses_not_negative t). lra. Qed.

Lemma none_above t m top : levelled t top -> (top <= m)%nat -> lengths m t = 0.
Proof.
  revert top. induction t as [x|n c s l IHl r IHr]; intros top; cbn; [reflexivity|]. intros [N [L R]] M.
  rewrite (IHl n L), (IHr n R) by lia. unfold here. destruct (Nat.eq_dec n m); [lia|lra].
Qed.

Theorem level t top m : turned t -> levelled t top -> lengths m t <= total t.
Proof.
  revert top. induction t as [x|n c s l IHl r IHr]; intros top; cbn; [nra|]. intros [U [TL TR]] [N [L R]].
  unfold here. destruct (Nat.eq_dec n m) as [->|D].
  - rewrite (none_above l m m L), (none_above r m m R) by lia.
    pose proof (value_within l TL). pose proof (value_within r TR). lra.
  - pose proof (IHl n TL L). pose proof (IHr n TR R). lra.
Qed.

(* The error of each plane of level n is at most share n. *)
Fixpoint within (share : nat -> R) (t : tree) : Prop :=
  match t with
  | leaf _ => True
  | node n c s l r =>
      lost c s (value l) (value r) * lost c s (value l) (value r)
        <= share n * (value l * value l + value r * value r) /\ within share l /\ within share r
  end.

Fixpoint sum (f : nat -> R) (n : nat) : R := match n with O => 0 | S m => sum f m + f m end.

Lemma sum_plus f g n : sum (fun i => f i + g i) n = sum f n + sum g n.
Proof. induction n as [|n IH]; cbn; [lra|]. rewrite IH. lra. Qed.

Lemma sum_here n top x f : (n < top)%nat -> sum (fun m => f m * here n m x) top = f n * x.
Proof.
  induction top as [|t IH]; intros L; [lia|]. cbn. unfold here at 2. destruct (Nat.eq_dec n t) as [->|D].
  - replace (sum (fun m => f m * here t m x) t) with 0; [lra|]. clear. assert (G : forall k, (k <= t)%nat ->
      0 = sum (fun m => f m * here t m x) k).
    { induction k as [|k IH]; intros K; cbn; [reflexivity|]. rewrite <- IH by lia. unfold here.
      destruct (Nat.eq_dec t k); [lia|lra]. }
    now apply G.
  - rewrite IH by lia. lra.
Qed.

Lemma sum_ext f g n : (forall i, f i = g i) -> sum f n = sum g n.
Proof. intros E. induction n as [|n IH]; cbn; [reflexivity|]. now rewrite IH, E. Qed.

Lemma sum_le f g n : (forall i, (i < n)%nat -> f i <= g i) -> sum f n <= sum g n.
Proof.
  induction n as [|n IH]; intros E; cbn; [lra|]. pose proof (E n ltac:(lia)). specialize (IH (fun i h => E i ltac:(lia))).
  lra.
Qed.

Lemma by_levels share t top : within share t -> levelled t top ->
  losses t <= sum (fun m => share m * lengths m t) top.
Proof.
  assert (W : forall t top high, within share t -> levelled t top -> (top <= high)%nat ->
    losses t <= sum (fun m => share m * lengths m t) high); [|intros A B; exact (W t top top A B (le_n _))].
  clear. induction t as [x|n c s l IHl r IHr]; intros top high; cbn.
  - intros _ _ _. right. clear. induction high as [|h IH]; cbn; lra.
  - intros [E [WL WR]] [N [L R]] H.
    rewrite (sum_ext _ (fun m => share m * here n m (value l * value l + value r * value r)
      + (share m * lengths m l + share m * lengths m r))) by (intros; ring).
    rewrite !sum_plus, sum_here by lia. pose proof (IHl n high WL L ltac:(lia)). pose proof (IHr n high WR R ltac:(lia)). lra.
Qed.

Theorem levels share t top : turned t -> levelled t top -> within share t -> (forall n, 0 <= share n) ->
  losses t <= sum share top * total t.
Proof.
  intros T L W P. apply Rle_trans with (1 := by_levels share t top W L).
  replace (sum share top * total t) with (sum (fun m => share m * total t) top).
  - apply sum_le. intros m _. apply Rmult_le_compat_l; [apply P|]. exact (level t top m T L).
  - clear. induction top as [|k IH]; cbn; [lra|]. rewrite IH. lra.
Qed.

(* ---- nothing smaller will do ---- *)

(* sin^2 = 1/4 and cos^2 = 3/4 on one level: the bound is attained for every w of the plane that the error is made for. *)
Theorem one_level : exists t, turned t /\ levelled t 1 /\ within (fun _ => 16 / 25) t /\
  losses t = sum (fun _ => 16 / 25) 1 * total t /\ 0 < total t.
Proof. exists (node 0 (3 / 5) (4 / 5) (leaf 1) (leaf 0)). cbn. unfold lost. cbn. repeat split; try lra; try lia. Qed.

Theorem one_pair : exists t, turned t /\ levelled t 1 /\ lengths 0 t = total t /\ 0 < total t.
Proof. exists (node 0 1 0 (leaf 1) (leaf 1)). cbn. unfold here. cbn. repeat split; try lra; try lia. Qed.

(* Without c^2 + s^2 = 1 there is no identity. *)
Theorem unturned : exists t, total t <> value t * value t + losses t.
Proof. exists (node 0 1 1 (leaf 1) (leaf 0)). cbn. unfold lost. cbn. lra. Qed.
