(* Labels and comparisons of half-planes: of any five points of the plane, the others imply the label of one.

   Python: qlearn/learners/linear/inference_dimension.py, whose `dimension` says 5 for a pool in the plane.
   The points x_0, ..., x_4 are numbered in a weak order that f = w.x + b gives them; ties stand in any order, and
   w = 0 is a half-plane too.  Known of the others are their labels [f >= 0] and that f does not fall along them.
   Theorem (five_in_the_plane): for one of the five, every half-plane that gives the other four the same labels and
            the same weak order gives it the same label.
   Theorem (four_alike): four points of one label are enough for that (three are not).
   Idea: three differences of points in the plane have a relation, and whatever its signs are, it writes one of the
         four points as a lower one plus differences that do not fall.  If the labels are two and three, the step
         from one label to the other rises; beside it every other difference bounds the slope of f on one side, and
         the tightest bounds on both sides are not those of the outermost two differences and also of the inner one. *)
From Coq Require Import Reals Lra Psatz Lia.
Open Scope R_scope.

Record point := P { px : R; py : R }.
Record plane := W { wx : R; wy : R; wb : R }.
Definition value (f : plane) (x : point) : R := wx f * px x + wy f * py x + wb f.

(* ---- four points of one label ---- *)

Definition cross (a b : point) : R := px a * py b - py a * px b.
Definition minus (a b : point) : point := P (px a - px b) (py a - py b).

Lemma relation (u v z : point) : exists a b c, (a <> 0 \/ b <> 0 \/ c <> 0) /\
  a * px u + b * px v + c * px z = 0 /\ a * py u + b * py v + c * py z = 0.
Proof.
  destruct u as [ux uy], v as [vx vy], z as [zx zy]. cbn [px py].
  destruct (Req_dec ux 0) as [X|X]; [destruct (Req_dec uy 0) as [Y|Y]|].
  - exists 1, 0, 0. subst. repeat split; [left; lra|ring..].
  - destruct (Req_dec (ux * vy - uy * vx) 0) as [C|C].
    + exists vy, (- uy), 0. repeat split; [right; left; lra|nra|ring].
    + exists (vx * zy - vy * zx), (zx * uy - zy * ux), (ux * vy - uy * vx). repeat split; [right; right; lra|ring..].
  - destruct (Req_dec (ux * vy - uy * vx) 0) as [C|C].
    + exists vx, (- ux), 0. repeat split; [right; left; lra|ring|nra].
    + exists (vx * zy - vy * zx), (zx * uy - zy * ux), (ux * vy - uy * vx). repeat split; [right; right; lra|ring..].
Qed.

(* The signs of a relation, or of its negative, are of one of four sorts. *)
Lemma sorts (a b c : R) : a <> 0 \/ b <> 0 \/ c <> 0 -> exists s, (s = 1 \/ s = -1) /\
  ((0 < s * a /\ 0 <= s * b /\ 0 <= s * c) \/ (s * b <= 0 /\ s * c <= 0 /\ s * b < s * a) \/
   (s * c <= 0 /\ s * c < s * b /\ s * a <= s * b - s * c) \/ (s * c < 0 /\ 0 <= s * a /\ 0 <= s * b)).
Proof.
  intros N.
  assert (forall s, (s = 1 \/ s = -1) -> s * c <= 0 -> s * c < 0 \/ s * b > 0 \/ (b = 0 /\ s * a > 0) -> exists s, (s = 1 \/ s = -1) /\
  ((0 < s * a /\ 0 <= s * b /\ 0 <= s * c) \/ (s * b <= 0 /\ s * c <= 0 /\ s * b < s * a) \/
   (s * c <= 0 /\ s * c < s * b /\ s * a <= s * b - s * c) \/ (s * c < 0 /\ 0 <= s * a /\ 0 <= s * b))) as H.
  { intros s S C D.
    destruct (Rlt_le_dec 0 (s * b)) as [B|B].
    - destruct (Rle_lt_dec (s * a) (s * b - s * c)) as [A|A]; [exists s; split; [exact S|right; right; left; lra]|].
      destruct (Rle_lt_dec 0 (s * c)) as [E|E].
      + exists s. split; [exact S|left; lra].
      + exists s. split; [exact S|right; right; right; lra].
    - destruct (Rlt_le_dec (s * b) (s * a)) as [A|A]; [exists s; split; [exact S|right; left; lra]|].
      destruct (Rle_lt_dec 0 (s * a)) as [E|E].
      + destruct D as [D|[D|D]]; [|lra|lra]. exists s. split; [exact S|right; right; right; lra].
      + exists (- s). split; [destruct S; [right|left]; lra|left; lra]. }
  destruct (Rlt_le_dec c 0) as [C|C]; [apply (H 1); [auto|lra|left; lra]|].
  destruct (Rlt_le_dec 0 c) as [D|D]; [apply (H (-1)); [auto|lra|left; lra]|].
  assert (c = 0) as E by lra. destruct (Rlt_le_dec 0 b) as [B|B]; [apply (H 1); [auto|lra|right; left; lra]|].
  destruct (Rlt_le_dec b 0) as [F|F]; [apply (H (-1)); [auto|lra|right; left; lra]|].
  assert (b = 0) by lra. destruct (Rlt_le_dec 0 a) as [A|A].
  - apply (H 1); [auto|lra|right; right; lra].
  - apply (H (-1)); [auto|lra|right; right; split; [assumption|]].
    destruct N as [N|[N|N]]; [|lra|lra]. assert (a < 0) by (destruct A; [assumption|lra]). lra.
Qed.

(* One of four points is at least as high as the lowest of the others, for all that put the others in order. *)
Lemma four (x y z t : point) :
  (forall f, value f y <= value f z <= value f t -> value f y <= value f x) \/
  (forall f, value f x <= value f z <= value f t -> value f x <= value f y) \/
  (forall f, value f x <= value f y <= value f t -> value f x <= value f z) \/
  (forall f, value f x <= value f y <= value f z -> value f x <= value f t).
Proof.
  destruct (relation (minus y x) (minus z y) (minus t z)) as (a & b & c & N & X & Y).
  destruct (sorts a b c N) as (s & S & C).
  assert (forall f, s * a * (value f y - value f x) + s * b * (value f z - value f y) + s * c * (value f t - value f z) = 0) as E.
  { intros f. unfold value, minus in *. cbn [px py] in *.
    transitivity (s * (wx f * (a * (px y - px x) + b * (px z - px y) + c * (px t - px z)) +
      wy f * (a * (py y - py x) + b * (py z - py y) + c * (py t - py z)))); [ring|rewrite X, Y; ring]. }
  set (A := s * a) in *. set (B := s * b) in *. set (G := s * c) in *. clearbody A B G.
  destruct C as [C|[C|[C|C]]].
  - left. intros f O. specialize (E f). nra.
  - right. left. intros f O. specialize (E f).
    assert ((A - B) * (value f y - value f x) = - B * (value f z - value f x) - G * (value f t - value f z)) by nra.
    assert (0 <= - B * (value f z - value f x)) by (apply Rmult_le_pos; lra).
    assert (0 <= - G * (value f t - value f z)) by (apply Rmult_le_pos; lra). nra.
  - right. right. left. intros f O. specialize (E f).
    assert ((B - G) * (value f z - value f x) = (B - G - A) * (value f y - value f x) - G * (value f t - value f y)) by nra.
    assert (0 <= (B - G - A) * (value f y - value f x)) by (apply Rmult_le_pos; lra).
    assert (0 <= - G * (value f t - value f y)) by (apply Rmult_le_pos; lra). nra.
  - right. right. right. intros f O. specialize (E f).
    assert (0 <= A * (value f y - value f x)) by (apply Rmult_le_pos; lra).
    assert (0 <= B * (value f z - value f y)) by (apply Rmult_le_pos; lra). nra.
Qed.

(* ---- two of one label and three of the other ---- *)

(* Differences u_k with heights h_k >= 0 under the true f, beside one, u_2, that rises.  Under another f' for which
   u_2 rises, u_k has the height g h_k + D z_k, with g > 0 and any D. *)
Lemma tightest (h1 z1 h3 z3 h4 z4 : R) : 0 <= h1 -> 0 <= h3 -> 0 <= h4 ->
  (forall g D, 0 < g -> 0 <= g * h1 + D * z1 -> 0 <= g * h3 + D * z3 -> 0 <= g * h4 + D * z4) \/
  (forall g D, 0 < g -> 0 <= g * h3 + D * z3 -> 0 <= g * h4 + D * z4 -> 0 <= g * h1 + D * z1) \/
  (forall g D, 0 < g -> 0 <= g * h1 + D * z1 -> 0 <= g * (h3 + h4) + D * (z3 + z4) -> 0 <= g * h3 + D * z3).
Proof.
  assert (forall h1 z1 h3 z3 h4 z4, 0 <= h1 -> 0 <= h3 -> 0 <= h4 -> z4 <= 0 ->
  (forall g D, 0 < g -> 0 <= g * h1 + D * z1 -> 0 <= g * h3 + D * z3 -> 0 <= g * h4 + D * z4) \/
  (forall g D, 0 < g -> 0 <= g * h3 + D * z3 -> 0 <= g * h4 + D * z4 -> 0 <= g * h1 + D * z1) \/
  (forall g D, 0 < g -> 0 <= g * h1 + D * z1 -> 0 <= g * (h3 + h4) + D * (z3 + z4) -> 0 <= g * h3 + D * z3)) as H.
  { clear. intros h1 z1 h3 z3 h4 z4 H1 H3 H4 Z.
    (* r is at least as tight as s on the same side *)
    assert (forall r zr s zs, (zr < 0 /\ zs < 0 /\ r * zs >= s * zr) \/ (0 < zr /\ 0 < zs /\ r * zs <= s * zr) ->
      forall g D, 0 < g -> 0 <= g * r + D * zr -> 0 <= g * s + D * zs) as T.
    { intros r zr s zs [(A & B & C)|(A & B & C)] g D G I.
      - assert (- zr * (g * s + D * zs) = - zs * (g * r + D * zr) + g * (r * zs - s * zr)) as E by ring.
        assert (0 <= - zs * (g * r + D * zr)) by (apply Rmult_le_pos; lra).
        assert (0 <= g * (r * zs - s * zr)) by (apply Rmult_le_pos; lra).
        destruct (Rle_lt_dec 0 (g * s + D * zs)) as [?|L]; [assumption|]. exfalso.
        assert (- zr * (g * s + D * zs) < 0) by nra. lra.
      - assert (zr * (g * s + D * zs) = zs * (g * r + D * zr) + g * (s * zr - r * zs)) as E by ring.
        assert (0 <= zs * (g * r + D * zr)) by (apply Rmult_le_pos; lra).
        assert (0 <= g * (s * zr - r * zs)) by (apply Rmult_le_pos; lra).
        destruct (Rle_lt_dec 0 (g * s + D * zs)) as [?|L]; [assumption|]. exfalso.
        assert (zr * (g * s + D * zs) < 0) by nra. lra. }
    assert (forall h z, 0 <= h -> z = 0 -> forall g D, 0 < g -> 0 <= g * h + D * z) as F.
    { intros h z A -> g D G. rewrite Rmult_0_r, Rplus_0_r. apply Rmult_le_pos; lra. }
    destruct Z as [Z| ->]; [|left; intros; now apply F].
    destruct (Rtotal_order z1 0) as [Z1|[Z1|Z1]].
    - destruct (Rle_lt_dec (h4 * z1) (h1 * z4)) as [L|L].
      + left. intros g D G I _. apply (T h1 z1); [left; lra|assumption..].
      + right. left. intros g D G _ I. apply (T h4 z4); [left; lra|assumption..].
    - right. left. intros. now apply F.
    - destruct (Rtotal_order z3 0) as [Z3|[Z3|Z3]].
      + destruct (Rle_lt_dec (h4 * z3) (h3 * z4)) as [L|L].
        * left. intros g D G _ I. apply (T h3 z3); [left; lra|assumption..].
        * right. right. intros g D G _ I. apply (T (h3 + h4) (z3 + z4)); [left; nra|assumption..].
      + right. right. intros. now apply F.
      + destruct (Rle_lt_dec (h1 * z3) (h3 * z1)) as [L|L].
        * right. right. intros g D G I _. apply (T h1 z1); [right; lra|assumption..].
        * right. left. intros g D G I _. apply (T h3 z3); [right; lra|assumption..]. }
  intros H1 H3 H4. destruct (Rle_lt_dec z4 0) as [Z|Z]; [now apply H|].
  destruct (H h1 (- z1) h3 (- z3) h4 (- z4)) as [A|[A|A]]; try assumption; [lra| | |].
  - left. intros g D G I J. replace (D * z4) with ((- D) * - z4) by ring. apply A; [assumption|nra|nra].
  - right. left. intros g D G I J. replace (D * z1) with ((- D) * - z1) by ring. apply A; [assumption|nra|nra].
  - right. right. intros g D G I J. replace (D * z3) with ((- D) * - z3) by ring. apply A; [assumption|nra|nra].
Qed.

Lemma two_and_three (y1 y2 p1 p2 p3 : point) (f : plane) :
  value f y1 <= value f y2 -> value f y2 < value f p1 -> value f p1 <= value f p2 <= value f p3 ->
  (forall f', value f' y2 < value f' p1 -> value f' y1 <= value f' y2 -> value f' p1 <= value f' p2 ->
    value f' p2 <= value f' p3) \/
  (forall f', value f' y2 < value f' p1 -> value f' p1 <= value f' p2 <= value f' p3 -> value f' y1 <= value f' y2) \/
  (forall f', value f' y2 < value f' p1 -> value f' y1 <= value f' y2 -> value f' p1 <= value f' p3 ->
    value f' p1 <= value f' p2).
Proof.
  intros Y U O. set (u := minus p1 y2).
  assert (forall f', value f p1 - value f y2 > 0 -> forall a b,
    (value f p1 - value f y2) * (value f' b - value f' a) =
    (value f' p1 - value f' y2) * (value f b - value f a) + (wx f * wy f' - wy f * wx f') * cross u (minus b a)) as E
    by (intros f' _ a b; unfold value, cross, u, minus; cbn [px py]; ring).
  destruct (tightest (value f y2 - value f y1) (cross u (minus y2 y1)) (value f p2 - value f p1) (cross u (minus p2 p1))
    (value f p3 - value f p2) (cross u (minus p3 p2))) as [A|[A|A]]; [lra..| | |].
  - left. intros f' R G I. pose proof (E f' ltac:(lra)) as F.
    specialize (A (value f' p1 - value f' y2) (wx f * wy f' - wy f * wx f') ltac:(lra)).
    rewrite <- !F in A. destruct (Rle_lt_dec (value f' p2) (value f' p3)) as [?|L]; [assumption|]. exfalso.
    enough (0 <= (value f p1 - value f y2) * (value f' p3 - value f' p2)) by nra.
    apply A; apply Rmult_le_pos; lra.
  - right. left. intros f' R I. pose proof (E f' ltac:(lra)) as F.
    specialize (A (value f' p1 - value f' y2) (wx f * wy f' - wy f * wx f') ltac:(lra)).
    rewrite <- !F in A. destruct (Rle_lt_dec (value f' y1) (value f' y2)) as [?|L]; [assumption|]. exfalso.
    enough (0 <= (value f p1 - value f y2) * (value f' y2 - value f' y1)) by nra.
    apply A; apply Rmult_le_pos; lra.
  - right. right. intros f' R G I. pose proof (E f' ltac:(lra)) as F.
    specialize (A (value f' p1 - value f' y2) (wx f * wy f' - wy f * wx f') ltac:(lra)).
    replace (cross u (minus p2 p1) + cross u (minus p3 p2)) with (cross u (minus p3 p1)) in A
      by (unfold cross, minus; cbn [px py]; ring).
    replace (value f p2 - value f p1 + (value f p3 - value f p2)) with (value f p3 - value f p1) in A by ring.
    rewrite <- !F in A. destruct (Rle_lt_dec (value f' p1) (value f' p2)) as [?|L]; [assumption|]. exfalso.
    enough (0 <= (value f p1 - value f y2) * (value f' p2 - value f' p1)) by nra.
    apply A; apply Rmult_le_pos; lra.
Qed.

(* ---- what the others imply ---- *)

(* f' gives the points x_0, ..., x_(k-1) but x_i the labels that f gives them, and does not fall along them. *)
Definition agrees (k i : nat) (x : nat -> point) (f f' : plane) : Prop :=
  (forall j, (j < k)%nat -> j <> i -> (0 <= value f (x j) <-> 0 <= value f' (x j))) /\
  (forall j l, (j < l < k)%nat -> j <> i -> l <> i -> value f' (x j) <= value f' (x l)).

Definition implied (k i : nat) (x : nat -> point) (f : plane) : Prop :=
  forall f', agrees k i x f f' -> (0 <= value f (x i) <-> 0 <= value f' (x i)).

Definition in_order (k : nat) (x : nat -> point) (f : plane) : Prop :=
  forall j l, (j < l < k)%nat -> value f (x j) <= value f (x l).

Definition turned (f : plane) : plane := W (- wx f) (- wy f) (- wb f).
Lemma value_turned f x : value (turned f) x = - value f x.
Proof. unfold value, turned. cbn [wx wy wb]. ring. Qed.

(* What f' says of the others' labels and order is written down, and then `I` is used of it, or of it turned. *)
Ltac label L f f' x j := let a := fresh in let b := fresh in
  destruct (Rle_lt_dec 0 (value f (x j))) as [a|a];
  [try pose proof (proj1 (L j ltac:(lia) ltac:(lia)) a)
  |try assert (value f' (x j) < 0)
    by (destruct (Rle_lt_dec 0 (value f' (x j))) as [b|b]; [apply (L j ltac:(lia) ltac:(lia)) in b; lra|exact b])];
  try (exfalso; lra).
Ltac rises O j l := try pose proof (O j l ltac:(lia) ltac:(lia) ltac:(lia)).
Ltac told f x I turn := let f' := fresh "f'" in let L := fresh "L" in let O := fresh "O" in intros f' [L O];
  let g := eval cbv beta in (turn f') in specialize (I g); rewrite ?value_turned in I;
  label L f f' x 0%nat; label L f f' x 1%nat; label L f f' x 2%nat; label L f f' x 3%nat;
  label L f f' x 4%nat;
  rises O 0%nat 1%nat; rises O 0%nat 2%nat; rises O 1%nat 2%nat; rises O 1%nat 3%nat; rises O 2%nat 3%nat;
  rises O 2%nat 4%nat; rises O 3%nat 4%nat;
  repeat (lapply I; [clear I; intro I|lra]); split; intros; lra.

Theorem four_alike (x : nat -> point) (f : plane) : in_order 4 x f ->
  0 <= value f (x 0%nat) \/ value f (x 3%nat) < 0 -> exists i, (i < 4)%nat /\ implied 4 i x f.
Proof.
  intros F S. pose proof (F 0%nat 1%nat ltac:(lia)). pose proof (F 1%nat 2%nat ltac:(lia)).
  pose proof (F 2%nat 3%nat ltac:(lia)). destruct S as [S|S].
  - destruct (four (x 0%nat) (x 1%nat) (x 2%nat) (x 3%nat)) as [I|[I|[I|I]]];
      [exists 0%nat|exists 1%nat|exists 2%nat|exists 3%nat]; (split; [lia|]); told f x I (fun g : plane => g).
  - destruct (four (x 3%nat) (x 2%nat) (x 1%nat) (x 0%nat)) as [I|[I|[I|I]]];
      [exists 3%nat|exists 2%nat|exists 1%nat|exists 0%nat]; (split; [lia|]); told f x I turned.
Qed.

Theorem five_in_the_plane (x : nat -> point) (f : plane) : in_order 5 x f -> exists i, (i < 5)%nat /\ implied 5 i x f.
Proof.
  intros F. pose proof (F 0%nat 1%nat ltac:(lia)). pose proof (F 1%nat 2%nat ltac:(lia)).
  pose proof (F 2%nat 3%nat ltac:(lia)). pose proof (F 3%nat 4%nat ltac:(lia)).
  destruct (Rle_lt_dec 0 (value f (x 1%nat))) as [S1|S1].
  - destruct (four (x 1%nat) (x 2%nat) (x 3%nat) (x 4%nat)) as [I|[I|[I|I]]];
      [exists 1%nat|exists 2%nat|exists 3%nat|exists 4%nat]; (split; [lia|]); told f x I (fun g : plane => g).
  - destruct (Rle_lt_dec 0 (value f (x 3%nat))) as [S3|S3].
    + destruct (Rle_lt_dec 0 (value f (x 2%nat))) as [S2|S2].
      * destruct (two_and_three (x 0%nat) (x 1%nat) (x 2%nat) (x 3%nat) (x 4%nat) f) as [I|[I|I]]; [lra..| | |];
          [exists 4%nat|exists 0%nat|exists 3%nat]; (split; [lia|]); told f x I (fun g : plane => g).
      * destruct (two_and_three (x 4%nat) (x 3%nat) (x 2%nat) (x 1%nat) (x 0%nat) (turned f)) as [I|[I|I]];
          [rewrite !value_turned; lra..| | |];
          [exists 0%nat|exists 4%nat|exists 1%nat]; (split; [lia|]); told f x I turned.
    + destruct (four (x 3%nat) (x 2%nat) (x 1%nat) (x 0%nat)) as [I|[I|[I|I]]];
        [exists 3%nat|exists 2%nat|exists 1%nat|exists 0%nat]; (split; [lia|]); told f x I turned.
Qed.

(* ---- no fewer ---- *)

(* (0,0), (0,1), (1,1), (2,0) with 3 a + b - 4: each point's label can be turned, whatever the others are told. *)
Definition corners (i : nat) : point :=
  match i with 0 => P 0 0 | 1 => P 0 1 | 2 => P 1 1 | _ => P 2 0 end%nat.

Theorem four_are_not_enough : in_order 4 corners (W 3 1 (-4)) /\
  forall i, (i < 4)%nat -> ~ implied 4 i corners (W 3 1 (-4)).
Proof.
  split.
  - intros j l I. destruct l as [|[|[|[|l]]]]; [lia| | | |lia]; destruct j as [|[|[|j]]]; try lia; unfold value; cbn; lra.
  - intros i I N. destruct i as [|[|[|[|i]]]]; [| | | |lia];
      [specialize (N (W 1 (-3) 2))|specialize (N (W 2 1 (-1)))|specialize (N (W 2 1 (-4)))|specialize (N (W 1 2 (-3)))];
      unfold value in N; cbn in N;
      (destruct N as [N M]; [split; [intros j J O|intros j l J O Q];
        [destruct j as [|[|[|[|j]]]]; try lia; unfold value; cbn; split; intros; lra|
         destruct l as [|[|[|[|l]]]]; try lia; destruct j as [|[|[|j]]]; try lia; unfold value; cbn; lra]|lra]).
Qed.
