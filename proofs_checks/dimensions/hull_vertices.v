(* Half-spaces on a finite set of integer vectors: each vertex of the convex hull must be asked about.

   A half-space has integer weights w and a threshold t, and accepts the points x of the set with <w, x> >= t.  A point
   is a vertex if some integer weights are larger at it than at all others of the set; for rational points that is the
   same as an extreme point of the convex hull.
   Python:  qlearn/dimensions, the lower bound of D from a star
   Theorem: every learner that finds the half-spaces on the set asks as many points as it has vertices for some target;
            so if the points are in convex position it asks all of them, and that is enough.
   Idea:    each vertex is accepted alone by some half-space: its neighbours in the star of star.v.
   Tight:   the points (i, i^2), i < n, are in convex position.
   Python file: hull_vertices.py.                                                                                   *)
From Coq Require Import List Arith Lia ZArith Bool.
From qlearn.finite Require Import lists dialogues.
From qlearn.dimensions Require Import star asking_all.
Import ListNotations.

(* ---- any class ---------------------------------------------------------------------------------------------------- *)
(* If nothing is a concept, and each of the points alone, as many points as these must be asked. *)
Theorem alone_must_be_asked {Point} (same : forall x y : Point, {x = y} + {x <> y}) (V : (Point -> bool) -> Prop) vs :
  NoDup vs -> V nothing -> (forall v, In v vs -> exists c, V c /\ differs_only_at v c nothing) -> needed V (length vs).
Proof.
  intros D Z S L F. exists nothing. split; [exact Z|]. now apply (star_in_the_class same L V nothing vs F).
Qed.

(* ---- half-spaces -------------------------------------------------------------------------------------------------- *)
Notation vector := (list Z).

Definition same_vector : forall x y : vector, {x = y} + {x <> y} := list_eq_dec Z.eq_dec.

Fixpoint dot (w x : vector) : Z :=
  match w, x with a :: w', b :: x' => (a * b + dot w' x')%Z | _, _ => 0%Z end.

Section HalfSpaces.
Variables (d : nat) (points : list vector).        (* of dimension d *)

Definition half_space (c : vector -> bool) : Prop :=
  exists w t, length w = d /\ forall x, c x = (if in_dec same_vector x points then t <=? dot w x else false)%Z.

Definition vertex (v : vector) : Prop :=
  In v points /\ exists w, length w = d /\ forall x, In x points -> x <> v -> (dot w x < dot w v)%Z.

Lemma dot_zero n x : dot (repeat 0%Z n) x = 0%Z.
Proof. revert x. induction n as [|n IH]; intros [|a x]; cbn [repeat dot]; auto. now rewrite IH. Qed.

(* What accepts nothing: weights 0, and the threshold 1. *)
Lemma empty_half_space : exists c, half_space c /\ forall x, c x = false.
Proof.
  exists (fun x => if in_dec same_vector x points then 1 <=? dot (repeat 0%Z d) x else false)%Z. split.
  - exists (repeat 0%Z d), 1%Z. split; [apply repeat_length|reflexivity].
  - intros x. rewrite dot_zero. now destruct (in_dec same_vector x points).
Qed.

(* What accepts a vertex alone. *)
Lemma vertex_alone v : vertex v -> exists c, half_space c /\ forall x, c x = true <-> x = v.
Proof.
  intros (I & w & Lw & H).
  exists (fun x => if in_dec same_vector x points then dot w v <=? dot w x else false)%Z. split.
  - exists w, (dot w v). now split.
  - intros x. split.
    + intros E. destruct (in_dec same_vector x points) as [X|N]; [|discriminate].
      destruct (same_vector x v) as [S|S]; [exact S|exfalso]. specialize (H x X S). apply Z.leb_le in E. lia.
    + intros ->. destruct (in_dec same_vector v points) as [_|N]; [apply Z.leb_refl|contradiction].
Qed.

Theorem hull_vertices_are_asked vs : NoDup vs -> (forall v, In v vs -> vertex v) -> needed half_space (length vs).
Proof.
  intros D H L F. destruct empty_half_space as (z & Hz & Z). exists z. split; [exact Hz|].
  apply (star_in_the_class same_vector L half_space z vs F); [|exact Hz]. split; [exact D|].
  intros v I. destruct (vertex_alone v (H v I)) as (c & Hc & A). exists c. split; [exact Hc|]. split.
  - rewrite Z. destruct (A v) as [_ E]. rewrite E by reflexivity. discriminate.
  - intros x N. rewrite Z. apply not_true_iff_false. now rewrite A.
Qed.

Theorem convex_position : NoDup points -> (forall v, In v points -> vertex v) ->
  needed half_space (length points) /\ enough half_space (length points).
Proof.
  intros D H. split; [now apply hull_vertices_are_asked|]. apply (asking_all_is_enough same_vector).
  intros c x (w & t & _ & E) T. rewrite E in T. destruct (in_dec same_vector x points) as [I|N]; [exact I|discriminate].
Qed.
End HalfSpaces.

(* ---- no more can be claimed --------------------------------------------------------------------------------------- *)
(* n points in the plane, each of them a vertex: <(2i, -1), (j, j^2)> = i^2 - (j - i)^2. *)
Definition parabola (n : nat) : list vector := map (fun i => [Z.of_nat i; Z.of_nat i * Z.of_nat i]%Z) (seq 0 n).

Theorem points_of_a_parabola n (points := parabola n) : length points = n /\ NoDup points
  /\ (forall v, In v points -> vertex 2 points v)
  /\ needed (half_space 2 points) n /\ enough (half_space 2 points) n.
Proof.
  assert (length points = n) as E by (unfold points, parabola; now rewrite map_length, seq_length).
  assert (NoDup points) as D.
  { apply distinct_map; [apply seq_NoDup|]. intros i j _ _ A. injection A as A _. lia. }
  assert (forall v, In v points -> vertex 2 points v) as H.
  { intros v I. split; [exact I|]. apply in_map_iff in I. destruct I as (i & <- & _).
    exists [2 * Z.of_nat i; -1]%Z. split; [reflexivity|]. intros x X N. apply in_map_iff in X.
    destruct X as (j & <- & _). cbn [dot]. assert (i <> j) as Nij by (intros ->; contradiction). nia. }
  split; [exact E|]. split; [exact D|]. split; [exact H|].
  destruct (convex_position 2 points D H) as [Needed Enough]. rewrite E in Needed, Enough. now split.
Qed.
