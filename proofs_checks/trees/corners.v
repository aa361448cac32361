(* A decision tree found from corner to corner of its leaves.

   A query asks a point and is answered by the unique name of its leaf.  Of a leaf being explored one has a box
   spanned by points of it, and a box that contains it.  A corner of the outer box is asked.  If it has the
   leaf's name, the leaf ends there; else a walk from a point of the leaf to this corner, one coordinate after
   the other, leaves the leaf at one coordinate, and on that line a side is found.  First come the coordinates
   with a known cut on the way; all others are one step, looked into only if it leads out.  On the line, too,
   the known cuts come first.

   Python:   queries(d, N, s, t, L, F) = 2 L + (F - (L - 1)) (2 + clg(min(d, s + 1)) + clg(t + 1))
                                         + s (clg d + clg(N - 1))
   Theorem:  opposite corners decide; a walk leaves a leaf once; a known leaf which only one coordinate parts
             from points of another one ends that one; what is reached across all sides is everything; and the
             costs add up to the formula at most.
   Idea:     a leaf contains what lies between two of its points.
   Tight:    the formula is what costs add up to: with every side searched at the price given, nothing is left.

   Speaks for proofs_checks/trees/corner_path_finding.py, and for top_down.py beside it. *)
From Coq Require Import List Arith Lia PeanoNat.
From qlearn.finite Require Import logarithms.
From qlearn.trees Require Import neighbours.
Import ListNotations.

Section Geometry.
Variable target : tree.
Hypothesis unique : NoDup (leaves target).

Theorem corners_decide a b x : leaf target a = leaf target b -> within a b x -> leaf target x = leaf target a.
Proof. intros E X. apply (convex target a b x unique E). intros j. left. apply X. Qed.

(* Each coordinate of y is x's, or z's already: what is nearer on a walk is in the leaf if what is further is. *)
Theorem walk_leaves_once x y z : (forall j, y j = x j \/ y j = z j) ->
  leaf target z = leaf target x -> leaf target y = leaf target x.
Proof.
  intros W E. apply (convex target x z y unique); [now symmetry|]. intros j. destruct (W j) as [->| ->]; lia.
Qed.

(* q is in another leaf than p, and differs from p in coordinate i alone, where it is above: p's leaf ends
   before q.  So it is below. *)
Theorem parted_by_one p q y i : (forall j, j <> i -> q j = p j) -> leaf target q <> leaf target p ->
  leaf target y = leaf target p -> (p i < q i -> y i < q i) /\ (q i < p i -> q i < y i).
Proof.
  intros S D E.
  assert (p i <= q i <= y i \/ y i <= q i <= p i -> False) as K.
  { intros B. apply D. apply (convex target p y q unique); [now symmetry|]. intros j.
    destruct (Nat.eq_dec j i) as [->|J]; [exact B|]. rewrite (S j J).
    destruct (Nat.le_ge_cases (p j) (y j)); [left|right]; lia. }
  split; intros H; apply Nat.nle_gt; intros C; apply K; lia.
Qed.
End Geometry.

(* Without unique names, corners do not decide. *)
Theorem corners_need_unique_names : ~ forall target a b x,
  leaf target a = leaf target b -> within a b x -> leaf target x = leaf target a.
Proof.
  intros H.
  specialize (H (Split 0 0 (Leaf 7) (Split 0 1 (Leaf 8) (Leaf 7))) (fun _ => 0) (fun _ => 2) (fun _ => 1) eq_refl).
  assert (8 = 7) as E; [|discriminate E]. apply H. intros j. lia.
Qed.

Theorem walks_need_unique_names : ~ forall target x y z, (forall j, y j = x j \/ y j = z j) ->
  leaf target z = leaf target x -> leaf target y = leaf target x.
Proof.
  intros H. specialize (H (Split 0 0 (Leaf 7) (Split 1 0 (Leaf 8) (Leaf 7))) (fun _ => 0) (fun j => if j =? 0 then 1 else 0)
    (fun _ => 1)). cbn in H. discriminate H; [|reflexivity]. intros j. destruct (j =? 0); [now right|now left].
Qed.

(* If from each known leaf some step across each of its sides inside the grid led to a known leaf, all are known. *)
Theorem all_found d N target (known : nat -> Prop) :
  (forall name i up, known name -> i < d -> exists x, within zero (top d N) x /\ leaf target x = name /\
     forall K, ends_after N target up x i K -> known (leaf target (steps up x i (S K)))) ->
  proper d target zero (top d N) -> NoDup (leaves target) ->
  (exists name, In name (leaves target) /\ known name) -> forall name, In name (leaves target) -> known name.
Proof. intros C. now apply all_leaves_known. Qed.

(* What a search for a side costs: [likely] coordinates with a known cut on the way, [rest] others that move,
   [m] known cuts on the line, [w] steps between those next to the side. *)
Record search : Type := { likely : nat; rest : nat; in_rest : bool; m : nat; w : nat; new : bool }.
Definition walk (x : search) : nat :=
  clg (likely x + if rest x =? 0 then 0 else 1) + if in_rest x then clg (rest x) else 0.
Definition line (x : search) : nat :=
  (if m x =? 0 then 0 else clg (S (m x)) + 1) + if new x then clg (w x) else 0.
Definition cost (x : search) : nat := 1 + walk x + line x.  (* the corner itself is asked as well *)

(* A step that is none of those with a known cut leads to a new cut. *)
Definition legal (d N s t : nat) (x : search) : Prop :=
  likely x + rest x <= d /\ likely x <= s /\ m x <= t /\ w x <= N - 1 /\ (in_rest x = true -> new x = true).

Definition sides_and_cuts (d N s t L F : nat) : nat :=
  (F - (L - 1)) * (2 + clg (min d (s + 1)) + clg (t + 1)) + s * (clg d + clg (N - 1)).
Definition bound (d N s t L F : nat) : nat := 2 * L + sides_and_cuts d N s t L F.

Lemma search_cost d N s t x : legal d N s t x ->
  cost x <= 2 + clg (min d (s + 1)) + clg (t + 1) + (if new x then clg d + clg (N - 1) else 0).
Proof.
  intros (D & Sn & T & W & R). unfold cost, walk, line.
  assert (clg (likely x + (if rest x =? 0 then 0 else 1)) <= clg (min d (s + 1))) as A.
  { apply clg_mono. destruct (Nat.eqb_spec (rest x) 0); lia. }
  assert ((if m x =? 0 then 0 else clg (S (m x)) + 1) <= clg (t + 1) + 1) as B.
  { destruct (Nat.eqb_spec (m x) 0); [lia|]. pose proof (clg_mono (S (m x)) (t + 1) ltac:(lia)). lia. }
  pose proof (clg_mono (rest x) d ltac:(lia)). pose proof (clg_mono (w x) (N - 1) W).
  destruct (in_rest x); [rewrite (R eq_refl); lia|]. destruct (new x); lia.
Qed.

Definition news (xs : list search) : nat := length (filter new xs).
Definition costs (xs : list search) : nat := list_sum (map cost xs).

Lemma searches_cost d N s t xs : Forall (legal d N s t) xs ->
  costs xs <= length xs * (2 + clg (min d (s + 1)) + clg (t + 1)) + news xs * (clg d + clg (N - 1)).
Proof.
  induction 1 as [|x xs X _ IH]; [cbn; lia|]. apply search_cost in X.
  unfold costs, news in *. cbn [map list_sum fold_right length filter] in *.
  change (fold_right Nat.add 0 (map cost xs)) with (list_sum (map cost xs)).
  destruct (new x); cbn [length]; lia.
Qed.

Lemma all_searches d N s t L F xs : Forall (legal d N s t) xs -> length xs <= F - (L - 1) -> news xs <= s ->
  costs xs <= sides_and_cuts d N s t L F.
Proof.
  intros X K M. apply searches_cost in X. unfold sides_and_cuts.
  pose proof (Nat.mul_le_mono_r _ _ (2 + clg (min d (s + 1)) + clg (t + 1)) K).
  pose proof (Nat.mul_le_mono_r _ _ (clg d + clg (N - 1)) M). lia.
Qed.

(* Two corners of L leaves, of which the first's low one is where one starts; a cut is new once, and no side is
   searched twice, nor that which was crossed to a leaf. *)
Theorem run_bound d N s t L F xs : Forall (legal d N s t) xs -> length xs <= F - (L - 1) -> news xs <= s ->
  2 * L + costs xs <= bound d N s t L F.
Proof. intros X K M. pose proof (all_searches d N s t L F xs X K M). unfold bound. lia. Qed.

(* One leaf: its two corners are asked. *)
Theorem bound_attained d N t : 2 * 1 + costs [] = bound d N 0 t 1 0.
Proof. reflexivity. Qed.
