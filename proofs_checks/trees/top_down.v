(* A decision tree found from its root down, by points of which some features are not known (Tramer et al., 2016).

   The answer to such a point is the unique name of the node where the walk down must stop: a leaf, or a node
   that splits on a feature which is not known.

   Python:   queries(d, N, s, t, L, F) = 6 L - 4 + (L - 1) clg d + sides_and_cuts(d, N, s, t, L, F)
   Theorem:  if more features are known, the walk goes on past the node exactly if its feature is among them;
             with the same features known, the walks are those to the leaves of a smaller tree; at most L - 1
             nodes where walks stop are no leaves; and the costs add up to the formula at most.
   Idea:     what comes before the node asks features that were known already.
   Tight:    one leaf: the root with nothing known, and a whole point, are asked.

   Speaks for proofs_checks/trees/top_down.py. *)
From Coq Require Import List Arith Lia PeanoNat.
From qlearn.finite Require Import logarithms.
From qlearn.trees Require Import neighbours corners.
Import ListNotations.

(* The part of the tree below the node where the walk stops. *)
Fixpoint stop (known : nat -> bool) (t : tree) (x : point) : tree :=
  match t with
  | Leaf _ => t
  | Split i c below above => if known i then stop known (if x i <=? c then below else above) x else t
  end.
Fixpoint size (t : tree) : nat := match t with Leaf _ => 1 | Split _ _ b a => 1 + size b + size a end.

Lemma stop_split known i c b a x :
  stop known (Split i c b a) x = if known i then (if x i <=? c then stop known b x else stop known a x) else Split i c b a.
Proof. cbn [stop]. destruct (known i), (x i <=? c); reflexivity. Qed.

Lemma stop_below known t x : size (stop known t x) <= size t.
Proof.
  induction t as [name|i c b IHb a IHa]; [cbn; lia|]. rewrite stop_split.
  destruct (known i); [|lia]. cbn [size]. destruct (x i <=? c); lia.
Qed.

(* Whether the walk goes on tells whether the node's feature is among the features added. *)
Theorem goes_on_by_its_feature known more t x i c b a : (forall j, known j = true -> more j = true) ->
  stop known t x = Split i c b a ->
  known i = false /\ (more i = false -> stop more t x = Split i c b a)
  /\ (more i = true -> size (stop more t x) < size (Split i c b a)).
Proof.
  intros M. induction t as [name|j e b' IHb a' IHa]; [discriminate|]. rewrite !stop_split.
  destruct (known j) eqn:K.
  - rewrite (M j K). destruct (x j <=? e); assumption.
  - intros E. injection E as -> -> -> ->. split; [exact K|]. split; intros H; rewrite H; [reflexivity|].
    pose proof (stop_below more b x). pose proof (stop_below more a x). cbn [size]. destruct (x i <=? c); lia.
Qed.

(* With all features known, the walk ends at a leaf: a node where it still stops is one. *)
Theorem all_known_stops_at_a_leaf t x : exists name, stop (fun _ => true) t x = Leaf name /\ name = leaf t x.
Proof.
  induction t as [name|i c b IHb a IHa]; [now exists name|]. rewrite stop_split. cbn [leaf].
  destruct (x i <=? c); assumption.
Qed.

(* The nodes where walks with these features known stop, as the leaves of a tree; id names the nodes. *)
Fixpoint smaller (id : tree -> nat) (known : nat -> bool) (t : tree) : tree :=
  match t with
  | Leaf _ => Leaf (id t)
  | Split i c below above => if known i then Split i c (smaller id known below) (smaller id known above) else Leaf (id t)
  end.

Theorem stops_are_leaves id known t x : leaf (smaller id known t) x = id (stop known t x).
Proof.
  induction t as [name|i c b IHb a IHa]; [reflexivity|]. rewrite stop_split. cbn [smaller].
  destruct (known i); [|reflexivity]. cbn [leaf]. destruct (x i <=? c); assumption.
Qed.

(* Nodes that are no leaves, where walks stop; a node's feature is known below it. *)
Definition and_known (known : nat -> bool) (i : nat) : nat -> bool := fun j => if j =? i then true else known j.
Fixpoint inner_stops (known : nat -> bool) (t : tree) : nat :=
  match t with
  | Leaf _ => 0
  | Split i _ b a =>
      if known i then inner_stops known b + inner_stops known a
      else 1 + inner_stops (and_known known i) b + inner_stops (and_known known i) a
  end.

Theorem few_inner_stops known t : 1 + inner_stops known t <= length (leaves t).
Proof.
  revert known. induction t as [name|i c b IHb a IHa]; intros known; cbn [inner_stops leaves length]; [lia|].
  rewrite app_length. destruct (known i);
    [specialize (IHb known); specialize (IHa known)
    |specialize (IHb (and_known known i)); specialize (IHa (and_known known i))]; lia.
Qed.

(* Splits of n features, one after the other. *)
Fixpoint chain (n : nat) : tree := match n with 0 => Leaf 0 | S n => Split n 0 (Leaf (S n)) (chain n) end.

Theorem few_inner_stops_attained n : 1 + inner_stops (fun _ => false) (chain n) = length (leaves (chain n)).
Proof.
  assert (forall known, (forall i, i < n -> known i = false) -> 1 + inner_stops known (chain n) = length (leaves (chain n))) as A.
  { induction n as [|n IH]; intros known K; [reflexivity|]. cbn [chain inner_stops leaves app length].
    rewrite (K n) by lia. rewrite <- (IH (and_known known n)); [lia|]. intros i I. unfold and_known.
    destruct (Nat.eqb_spec i n); [lia|]. apply K. lia. }
  now apply A.
Qed.

Definition bound (d N s t L F : nat) : nat := 6 * L - 4 + (L - 1) * clg d + sides_and_cuts d N s t L F.

(* The root; whether each node is a leaf; the features of n nodes; two corners for each node but the root; and the
   searches for sides. *)
Theorem run_bound d N s t target known F xs : let L := length (leaves target) in let n := inner_stops known target in
  Forall (legal d N s t) xs -> length xs <= F - (L - 1) -> news xs <= s ->
  1 + (n + L) + n * clg d + 2 * (n + L - 1) + costs xs <= bound d N s t L F.
Proof.
  intros L n X K M. pose proof (few_inner_stops known target) as B. fold L n in B.
  pose proof (all_searches d N s t L F xs X K M). unfold bound.
  pose proof (Nat.mul_le_mono_r n (L - 1) (clg d) ltac:(lia)). lia.
Qed.

Theorem bound_attained d N t name : let L := length (leaves (Leaf name)) in let n := inner_stops (fun _ => false) (Leaf name) in
  1 + (n + L) + n * clg d + 2 * (n + L - 1) + costs [] = bound d N 0 t L 0.
Proof. reflexivity. Qed.
