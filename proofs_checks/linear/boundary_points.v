(* A half-space [w.x + b >= 0] of R^d from an instance of each label, by d points of its boundary.

   Python: qlearn/learners/linear/boundary_points.py.
   The segment between the two instances is halved m times; c is the middle of what is left.  A basis a, b_1, ..,
   b_{d-1} starts with the direction from one instance to the other.  For each b: the label of c + s b says whether the boundary
   crosses the segment from c - s a or that from c + s a to c + s b; it is halved k times, and a and b are turned, so that
   b points to the middle of what is left.
   Theorem (run_bound): after at most m + (d-1)(2+k) labels, whatever the answers.
   Theorem (nearer_found, across_found): what each segment's labels tell, whatever a boundary is labelled.
   How near w the last a is follows in boundary_angle.v.
   Python asks the first end of a segment only if it is one of the pair in the end; so does this. *)
From Coq Require Import Reals Lra Psatz List Lia Bool.
From qlearn.finite Require Import dialogues.
From qlearn.geometry Require Import vectors bases.
From qlearn.linear Require Import segment_turn.
Import ListNotations.
Open Scope R_scope.

(* ---- the learner ---- *)

Fixpoint nearer (inside outside : vector) (m : nat) : dialogue vector bool (vector * vector) :=
  match m with
  | O => Done (inside, outside)
  | S m' => let middle := scale (1 / 2) (plus inside outside) in
      Ask middle (fun yes : bool => if yes then nearer middle outside m' else nearer inside middle m')
  end.

Section Search.
Variables (c : vector) (s : R).

Definition place (z : vector) : vector := plus c (scale s z).
Definition crossing (side t : R) (a b : vector) : vector := place (plus (scale ((1 - t) * side) a) (scale t b)).

Fixpoint halved (side : R) (above : bool) (a b : vector) (k : nat) (low high : R) : dialogue vector bool (R * R) :=
  match k with
  | O => Done (low, high)
  | S k' => let middle := (low + high) / 2 in
      Ask (crossing side middle a b) (fun yes : bool =>
        if eqb yes above then halved side above a b k' low middle else halved side above a b k' middle high)
  end.

Definition across (k : nat) (a b : vector) : dialogue vector bool R :=
  Ask (place b) (fun above : bool =>
    let side := if above then -1 else 1 in
    bind (halved side above a b k 0 1) (fun ends =>
      let found := Done (turn side ((fst ends + snd ends) / 2)) in
      if Req_EM_T (fst ends) 0 then Ask (crossing side 0 a b) (fun _ => found) else found)).

Fixpoint search (k : nat) (a : vector) (found rest : list vector) : dialogue vector bool (vector * list vector) :=
  match rest with
  | [] => Done (a, found)
  | b :: rest' => bind (across k a b) (fun psi => search k (turn_u psi a b) (found ++ [turn_e psi a b]) rest')
  end.
End Search.

Definition middle (ends : vector * vector) : vector := scale (1 / 2) (plus (fst ends) (snd ends)).

Definition learner (k m : nat) (s : R) (inside outside a : vector) (rest : list vector) :
  dialogue vector bool (vector * vector) :=
  bind (nearer inside outside m) (fun ends =>
  bind (search (middle ends) s k a [] rest) (fun found => Done (middle ends, fst found))).

(* ---- the number of labels ---- *)

Definition bound (d k m : nat) : nat := m + (d - 1) * (2 + k).

Lemma count_nearer t inside outside m : count t (nearer inside outside m) = m.
Proof.
  revert inside outside. unfold count. induction m as [|m IH]; intros; cbn; [reflexivity|].
  destruct (t _); now rewrite IH.
Qed.

Lemma count_halved t c s side above a b k low high : count t (halved c s side above a b k low high) = k.
Proof.
  revert low high. unfold count. induction k as [|k IH]; intros; cbn; [reflexivity|].
  destruct (eqb _ _); now rewrite IH.
Qed.

Lemma count_across t c s k a b : (count t (across c s k a b) <= 2 + k)%nat.
Proof.
  unfold across. rewrite count_ask, count_bind, count_halved. unfold count. destruct (Req_EM_T _ 0); cbn; lia.
Qed.

Lemma count_search t c s k a found rest : (count t (search c s k a found rest) <= length rest * (2 + k))%nat.
Proof.
  revert a found. induction rest as [|b rest IH]; intros; cbn [search length]; [unfold count; cbn; lia|].
  rewrite count_bind. pose proof (count_across t c s k a b). specialize (IH (turn_u (output t (across c s k a b)) a b)).
  specialize (IH (found ++ [turn_e (output t (across c s k a b)) a b])). cbn [Nat.mul]. lia.
Qed.

(* At most m + (d - 1)(2 + k) labels, whatever the answers. *)
Theorem run_bound t d k m s inside outside a rest : length (a :: rest) = d ->
  (count t (learner k m s inside outside a rest) <= bound d k m)%nat.
Proof.
  intros L. unfold learner, bound. rewrite !count_bind, count_nearer. set (c := middle _).
  pose proof (count_search t c s k a [] rest) as C. cbn [length] in L. replace (d - 1)%nat with (length rest) by lia.
  unfold count at 2. cbn [asked length]. lia.
Qed.

(* ---- what the labels tell ---- *)

(* What a label of the half-space tells; on the boundary both labels are allowed. *)
Definition honest_about (w : vector) (b : R) (teacher : vector -> bool) : Prop :=
  forall x, (teacher x = true -> 0 <= b + dot w x) /\ (teacher x = false -> b + dot w x <= 0).

Section Run.
Variables (w : vector) (b0 : R) (teacher : vector -> bool).
Hypothesis honest : honest_about w b0 teacher.

(* After m halvings the middle is off by at most the part 1/2^(m+1) of what the instances are apart. *)
Theorem nearer_found inside outside m : 0 <= b0 + dot w inside -> b0 + dot w outside <= 0 ->
  Rabs (b0 + dot w (middle (output teacher (nearer inside outside m)))) <= (dot w inside - dot w outside) / 2 ^ (m + 1).
Proof.
  revert inside outside. induction m as [|m IH]; intros inside outside I O.
  - cbn [nearer output]. unfold middle. cbn [fst snd]. rewrite dot_scale, dot_plus. apply Rabs_le. simpl. lra.
  - cbn [nearer output]. set (mid := scale (1 / 2) (plus inside outside)).
    assert (M : dot w mid = (dot w inside + dot w outside) / 2) by (unfold mid; rewrite dot_scale, dot_plus; lra).
    assert (0 < 2 ^ (m + 1)) as P by (apply pow_lt; lra). cbn [Nat.add pow].
    destruct (honest mid) as [Yes No]. destruct (teacher mid).
    + specialize (IH mid outside (Yes eq_refl) O). rewrite M in IH. eapply Rle_trans; [exact IH|]. right. field. lra.
    + specialize (IH inside mid I (No eq_refl)). rewrite M in IH. eapply Rle_trans; [exact IH|]. right. field. lra.
Qed.

Variables (c : vector) (s : R).
Hypothesis s0 : 0 < s.
Let o : R := (b0 + dot w c) / s.

Lemma seen z : (teacher (place c s z) = true -> 0 <= o + dot w z) /\ (teacher (place c s z) = false -> o + dot w z <= 0).
Proof.
  assert (E : b0 + dot w (place c s z) = s * (o + dot w z)) by (unfold place, o; rewrite dot_plus, dot_scale; field; lra).
  destruct (honest (place c s z)) as [Yes No]. rewrite E in *. split; intros A; [specialize (Yes A)|specialize (No A)]; nra.
Qed.

(* The offset seen along a segment, turned so that it rises. *)
Definition rising (side wa wb t : R) : R := - side * (o + (1 - t) * side * wa + t * wb).

Lemma halved_found (above : bool) a b k low high : let side := if above then -1 else 1 in
  rising side (dot w a) (dot w b) low <= 0 -> 0 <= rising side (dot w a) (dot w b) high -> low <= high ->
  let ends := output teacher (halved c s side above a b k low high) in
  rising side (dot w a) (dot w b) (fst ends) <= 0 /\ 0 <= rising side (dot w a) (dot w b) (snd ends) /\
  (snd ends - fst ends) * 2 ^ k = high - low /\ low <= fst ends /\ snd ends <= high.
Proof.
  intros side. revert low high. induction k as [|k IH]; intros low high Low High Order; cbn [halved output].
  - cbn. repeat split; lra.
  - set (mid := (low + high) / 2) in *. destruct (seen (plus (scale ((1 - mid) * side) a) (scale mid b))) as [Yes No].
    rewrite dot_plus, !dot_scale in Yes, No. fold (crossing c s side mid a b) in Yes, No.
    set (yes := teacher (crossing c s side mid a b)) in *.
    assert (M : (eqb yes above = true -> 0 <= rising side (dot w a) (dot w b) mid) /\
      (eqb yes above = false -> rising side (dot w a) (dot w b) mid <= 0)).
    { unfold rising, side. destruct yes, above; cbn [eqb]; split; intros A; try discriminate;
        try specialize (Yes eq_refl); try specialize (No eq_refl); unfold side in *; lra. }
    destruct M as [M0 M1]. destruct (eqb yes above).
    + destruct (IH low mid Low (M0 eq_refl) ltac:(unfold mid; lra)) as (A & B & W & C & D).
      cbn [pow]. repeat split; try assumption; unfold mid in *; lra.
    + destruct (IH mid high (M1 eq_refl) High ltac:(unfold mid; lra)) as (A & B & W & C & D).
      cbn [pow]. repeat split; try assumption; unfold mid in *; lra.
Qed.

(* One turn: psi is that of a t from 1/2^(k+1) to 1, where the boundary is nearly met. *)
Theorem across_found k a b : Rabs o < dot w a -> exists side t, (side = 1 \/ side = -1) /\
  output teacher (across c s k a b) = turn side t /\ / 2 ^ (k + 1) <= t <= 1 /\ - Rabs o <= - side * dot w b /\
  Rabs (o + (1 - t) * side * dot w a + t * dot w b) <= Rabs (dot w b - side * dot w a) / 2 ^ (k + 1).
Proof.
  intros A. unfold across. cbn [output]. destruct (seen b) as [Yes No].
  set (above := teacher (place c s b)) in *. set (side := if above then -1 else 1).
  assert (Side : side = 1 \/ side = -1) by (unfold side; destruct above; auto).
  pose proof (Rle_abs o) as O1. pose proof (Rle_abs (- o)) as O2. rewrite Rabs_Ropp in O2.
  assert (End_ : 0 <= - side * (o + dot w b))
    by (unfold side; destruct above; [specialize (Yes eq_refl)|specialize (No eq_refl)]; lra).
  destruct (halved_found above a b k 0 1) as (Low & High & W & L0 & H1).
  { fold side. unfold rising. destruct Side as [S|S]; rewrite S; lra. }
  { fold side. unfold rising. replace ((1 - 1) * side * dot w a) with 0 by ring. lra. }
  { lra. }
  fold side in Low, High, W, L0, H1. rewrite output_bind.
  set (ends := output teacher (halved c s side above a b k 0 1)) in *. set (t := (fst ends + snd ends) / 2).
  assert (E : output teacher (let found := Done (turn side ((fst ends + snd ends) / 2)) in
    if Req_EM_T (fst ends) 0 then Ask (crossing c s side 0 a b) (fun _ : bool => found) else found) = turn side t)
    by (cbn zeta; destruct (Req_EM_T (fst ends) 0); reflexivity).
  exists side, t. split; [exact Side|]. split; [exact E|]. assert (P : 0 < 2 ^ k) by (apply pow_lt; lra).
  assert (Width : (snd ends - fst ends) / 2 = / 2 ^ (k + 1)).
  { rewrite pow_add, pow_1. apply Rmult_eq_reg_r with (2 * 2 ^ k); [|lra]. field_simplify; [|lra]. lra. }
  assert (P1 : 0 < / 2 ^ (k + 1)) by (apply Rinv_0_lt_compat, pow_lt; lra).
  split; [unfold t; lra|]. split; [destruct Side as [S|S]; rewrite S in *; lra|].
  unfold Rdiv. rewrite <- Width. unfold rising in Low, High. unfold t.
  set (wa := dot w a) in *. set (wb := dot w b) in *. set (l := fst ends) in *. set (h := snd ends) in *.
  assert (Slope : 0 <= - side * (wb - side * wa)).
  { assert (side * side = 1) by (destruct Side as [S|S]; rewrite S; ring).
    replace (- side * (wb - side * wa)) with (- side * wb + side * side * wa) by ring.
    rewrite H. destruct Side as [S|S]; rewrite S in *; lra. }
  assert (Size : Rabs (wb - side * wa) = - side * (wb - side * wa)).
  { destruct Side as [S|S]; rewrite S in *; unfold Rabs; destruct (Rcase_abs _); lra. }
  rewrite Size. apply Rabs_le. destruct Side as [S|S]; rewrite S in *; split; nra.
Qed.
End Run.
