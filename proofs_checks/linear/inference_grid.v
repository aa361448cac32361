(* Labels and comparisons of half-spaces on a grid {0..N}^d: among 2 t + 1 points, the others imply the label of one.

   Python: qlearn/learners/linear/inference_dimension.py, whose `dimension` takes the least t with (t N + 1)^d < 2^t;
           where the coordinates have ranges of their own it takes the product of theirs, by the same proof.
   The points are numbered in a weak order that f = w.x + b gives them.  Known of the others are their labels [f >= 0]
   and that f does not fall along them.
   Theorem (on_a_grid): for one of the 2 t + 1 points, every half-space that gives the others the same labels and the
            same weak order gives it the same label.
   Theorem (alike): of t + 1 points one is at least as high as the first, if those below it are in order.
   Idea: t + 1 of the points have one label.  Of their t differences, from each point to the next, there are 2^t
         sums; a coordinate of these takes t N + 1 values at most.  So two of the sums are equal, and the topmost
         difference in which they differ is a sum of lower ones, less other lower ones: these together are no more
         than the way from the first point up to that difference, so the point above it is not below the first.
   Kane, Lovett, Moran and Zhang pair the points, which takes twice as many. *)
From Coq Require Import Reals Lra ZArith List Lia Bool.
From qlearn.finite Require Import lists words.
Import ListNotations.

(* ---- two words with one sum ---- *)
Section Sums.
Variables (u : nat -> Z) (N : nat).
Hypothesis small : forall i, (Z.abs (u i) <= Z.of_nat N)%Z.

Fixpoint picked (i : nat) (word : list bool) : Z :=
  match word with [] => 0 | b :: rest => (if b then u i else 0) + picked (S i) rest end%Z.
Fixpoint least (i n : nat) : Z := match n with O => 0 | S m => Z.min 0 (u i) + least (S i) m end%Z.

Lemma picked_range word i : (0 <= picked i word - least i (length word) <= Z.of_nat (length word * N))%Z.
Proof.
  revert i. induction word as [|b word IH]; intros i; cbn [picked least length]; [lia|].
  specialize (IH (S i)). pose proof (small i). destruct b; lia.
Qed.
End Sums.

Lemma same_image {A B} (f : A -> B) (eq : forall b c : B, {b = c} + {b <> c}) l : NoDup l -> ~ NoDup (map f l) ->
  exists a c, a <> c /\ In a l /\ In c l /\ f a = f c.
Proof.
  intros D N. induction D as [|a l I D IH]; [destruct N; constructor|].
  destruct (in_dec eq (f a) (map f l)) as [J|J].
  - apply in_map_iff in J. destruct J as (c & E & J). exists a, c. repeat split; [congruence|now left|now right|auto].
  - destruct IH as (b & c & X & Y & Z & E); [intros M; apply N; now constructor|].
    exists b, c. repeat split; [exact X|now right|now right|exact E].
Qed.

Section Grid.
Variables (d N t : nat) (x : nat -> nat -> Z).      (* x i j: coordinate j of the point i *)
Hypothesis inside : forall i j, (0 <= x i j <= Z.of_nat N)%Z.
Hypothesis many : (t * N + 1) ^ d < 2 ^ t.

Definition step (j i : nat) : Z := (x (S i) j - x i j)%Z.
Definition image (word : list bool) : list nat :=
  map (fun j => Z.to_nat (picked (step j) 0 word - least (step j) 0 t)) (seq 0 d).

Lemma step_small j i : (Z.abs (step j i) <= Z.of_nat N)%Z.
Proof. unfold step. pose proof (inside (S i) j). pose proof (inside i j). lia. Qed.

Lemma collision : exists one other, one <> other /\ length one = t /\ length other = t /\
  forall j, j < d -> picked (step j) 0 one = picked (step j) 0 other.
Proof.
  destruct (same_image image (list_eq_dec Nat.eq_dec) (words [false; true] t)) as (one & other & D & I & J & E).
  - apply bits_differ.
  - intros D. pose proof (NoDup_incl_length D (l' := words (seq 0 (t * N + 1)) d)) as L.
    rewrite map_length, !words_length, seq_length in L. change (length [false; true]) with 2 in L.
    enough (2 ^ t <= (t * N + 1) ^ d) by lia. apply L. intros v V. apply in_map_iff in V. destruct V as (word & <- & W).
    apply in_words in W. destruct W as [W _]. apply in_words. unfold image. rewrite map_length, seq_length.
    split; [reflexivity|]. apply Forall_forall. intros a A. apply in_map_iff in A. destruct A as (j & <- & _).
    pose proof (picked_range (step j) N (step_small j) word 0) as R. rewrite W in R. apply in_seq. lia.
  - apply in_words in I, J. destruct I as [I _], J as [J _]. exists one, other. repeat split; auto.
    intros j L. assert (forall word, nth j (image word) 0 = Z.to_nat (picked (step j) 0 word - least (step j) 0 t)) as F
      by (intros word; apply (nth_map_seq (fun j => Z.to_nat (picked (step j) 0 word - least (step j) 0 t))); exact L).
    pose proof (F one) as F1. pose proof (F other) as F2. rewrite E in F1.
    pose proof (picked_range (step j) N (step_small j) one 0). pose proof (picked_range (step j) N (step_small j) other 0).
    rewrite I in *. rewrite J in *. lia.
Qed.

(* ---- heights ---- *)
Open Scope R_scope.

Definition dot (w : nat -> R) (v : nat -> Z) : R := fold_right Rplus 0 (map (fun j => w j * IZR (v j)) (seq 0 d)).
Definition value (w : nat -> R) (b : R) (i : nat) : R := dot w (x i) + b.

Fixpoint climbed (h : nat -> R) (i : nat) (word : list bool) : R :=
  match word with [] => 0 | b :: rest => (if b then h i else 0) + climbed h (S i) rest end.

Lemma dot_plus w u v : dot w (fun j => (u j + v j)%Z) = dot w u + dot w v.
Proof. unfold dot. induction (seq 0 d) as [|j l IH]; cbn; [ring|]. rewrite IH, plus_IZR. ring. Qed.

Lemma dot_same w u v : (forall j, (j < d)%nat -> u j = v j) -> dot w u = dot w v.
Proof. intros E. unfold dot. f_equal. apply map_ext_in. intros j J. apply in_seq in J. rewrite E; [reflexivity|lia]. Qed.

Lemma dot_zero w : dot w (fun _ => 0%Z) = 0.
Proof. unfold dot. induction (seq 0 d) as [|j l IH]; cbn; [ring|]. rewrite IH. ring. Qed.

Lemma climbed_picked w b word i :
  climbed (fun k => value w b (S k) - value w b k) i word = dot w (fun j => picked (step j) i word).
Proof.
  revert i. induction word as [|c word IH]; intros i; cbn [climbed picked]; [now rewrite dot_zero|].
  rewrite IH, dot_plus. f_equal. destruct c; [|symmetry; apply dot_zero].
  assert (dot w (x (S i)) = dot w (x i) + dot w (fun j => step j i)) as E.
  { rewrite <- dot_plus. apply dot_same. intros j _. unfold step. lia. }
  unfold value. lra.
Qed.

Lemma climbed_app h i p q : climbed h i (p ++ q) = climbed h i p + climbed h (i + length p) q.
Proof.
  revert i. induction p as [|b p IH]; intros i; cbn [climbed app length]; [rewrite Nat.add_0_r; ring|].
  rewrite IH, Nat.add_succ_r. change (S i + length p)%nat with (S (i + length p)). ring.
Qed.

Lemma climbed_range f i word : (forall k, (i <= k < i + length word)%nat -> f k <= f (S k)) ->
  0 <= climbed (fun k => f (S k) - f k) i word <= f (i + length word)%nat - f i.
Proof.
  revert i. induction word as [|b word IH]; intros i H; cbn [climbed length].
  - rewrite Nat.add_0_r. lra.
  - destruct (IH (S i)) as [L U]; [intros k K; apply H; cbn [length]; lia|].
    pose proof (H i ltac:(cbn [length]; lia)). rewrite Nat.add_succ_r.
    change (S i + length word)%nat with (S (i + length word)) in U. destruct b; lra.
Qed.

Lemma last_difference (one other : list bool) : length one = length other -> one <> other -> exists p r b q,
  one = p ++ b :: q /\ other = r ++ negb b :: q /\ length p = length r.
Proof.
  revert other. induction one as [|a one IH]; intros [|b other] L D; cbn in L; try congruence; try lia.
  destruct (list_eq_dec bool_dec one other) as [<-|E].
  - exists [], [], a, one. repeat split. cbn. f_equal. destruct a, b; cbn; congruence.
  - destruct (IH other) as (p & r & c & q & -> & -> & M); [lia|exact E|].
    exists (a :: p), (b :: r), c, q. cbn. repeat split. lia.
Qed.

Theorem alike : exists j, (j < t)%nat /\
  forall w b, (forall i, (i < j)%nat -> value w b i <= value w b (S i)) -> value w b 0 <= value w b (S j).
Proof.
  destruct collision as (one & other & D & L & M & E).
  destruct (last_difference one other) as (p & r & c & q & -> & -> & Q); [lia|exact D|].
  rewrite app_length in L. cbn [length] in L. exists (length p). split; [lia|]. intros w b H.
  pose proof (climbed_picked w b (p ++ c :: q) 0) as A. pose proof (climbed_picked w b (r ++ negb c :: q) 0) as B.
  rewrite (dot_same w _ _ E), <- B in A. rewrite !climbed_app in A. cbn [climbed Nat.add] in A. rewrite <- Q in A.
  pose proof (climbed_range (value w b) 0 p) as P. pose proof (climbed_range (value w b) 0 r) as R.
  cbn [Nat.add] in P, R. rewrite <- Q in R. specialize (P ltac:(intros; apply H; lia)).
  specialize (R ltac:(intros; apply H; lia)). destruct c; cbn [negb] in A; lra.
Qed.
End Grid.

(* ---- 2 t + 1 points ---- *)
Open Scope R_scope.
Definition agrees (d k i : nat) (x : nat -> nat -> Z) (w : nat -> R) (b : R) (w' : nat -> R) (b' : R) : Prop :=
  (forall j, (j < k)%nat -> j <> i -> (0 <= value d x w b j <-> 0 <= value d x w' b' j)) /\
  (forall j l, (j < l < k)%nat -> j <> i -> l <> i -> value d x w' b' j <= value d x w' b' l).

Lemma value_turned d x w b i : value d x (fun j => - w j) (- b) i = - value d x w b i.
Proof.
  unfold value, dot. enough (forall l, fold_right Rplus 0 (map (fun j => - w j * IZR (x i j)) l) =
    - fold_right Rplus 0 (map (fun j => w j * IZR (x i j)) l)) as E by (rewrite E; ring).
  induction l as [|j l IH]; cbn; [ring|]. rewrite IH. ring.
Qed.

Theorem on_a_grid (d N t : nat) (x : nat -> nat -> Z) (w : nat -> R) (b : R) :
  (forall i j, (0 <= x i j <= Z.of_nat N)%Z) -> ((t * N + 1) ^ d < 2 ^ t)%nat ->
  (forall j l, (j < l < 2 * t + 1)%nat -> value d x w b j <= value d x w b l) ->
  exists i, (i < 2 * t + 1)%nat /\
    forall w' b', agrees d (2 * t + 1) i x w b w' b' -> (0 <= value d x w b i <-> 0 <= value d x w' b' i).
Proof.
  intros I M O.
  assert (0 < t)%nat as T by (destruct t; [|lia]; cbn in M; pose proof (Nat.pow_nonzero 1 d); lia).
  destruct (Rle_lt_dec 0 (value d x w b t)) as [S|S].
  - destruct (alike d N t (fun i => x (t + i)%nat)) as (j & J & A); [auto|exact M|].
    exists (t + Datatypes.S j)%nat. split; [lia|]. intros w' b' [L R].
    assert (value d x w b t <= value d x w b (t + Datatypes.S j)) by (apply O; lia).
    assert (0 <= value d x w' b' t) by (apply L; [lia|lia|exact S]).
    specialize (A w' b'). unfold value in A. cbn beta in A. rewrite Nat.add_0_r in A. fold (value d x w' b' t) in A.
    fold (value d x w' b' (t + Datatypes.S j)) in A.
    enough (value d x w' b' t <= value d x w' b' (t + Datatypes.S j)) by (split; intros; lra).
    apply A. intros i K. apply R; lia.
  - destruct (alike d N t (fun i => x (t - i)%nat)) as (j & J & A); [auto|exact M|].
    exists (t - Datatypes.S j)%nat. split; [lia|]. intros w' b' [L R].
    assert (value d x w b (t - Datatypes.S j) <= value d x w b t) by (apply O; lia).
    assert (value d x w' b' t < 0).
    { destruct (Rle_lt_dec 0 (value d x w' b' t)) as [C|C]; [|exact C]. apply L in C; [lra|lia|lia]. }
    specialize (A (fun k => - w' k) (- b')).
    assert (forall i, value d (fun i => x (t - i)%nat) (fun k => - w' k) (- b') i = - value d x w' b' (t - i)) as E
      by (intros i; apply (value_turned d (fun i => x (t - i)%nat))).
    rewrite !E, Nat.sub_0_r in A.
    enough (- value d x w' b' t <= - value d x w' b' (t - Datatypes.S j)) by (split; intros; lra).
    apply A. intros i K. rewrite !E. apply Ropp_le_contravar, R; lia.
Qed.
