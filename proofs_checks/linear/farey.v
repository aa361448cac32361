(* The fractions between 0 and 1 with denominators up to W, in increasing order: the Farey sequence of W.

   Python:  farey(W) in qlearn/formulas.py is their number, 1 + phi(1) + ... + phi(W); `_farey` in
            qlearn/learners/linear/pivot_ratio.py is the sequence, made by a recurrence.  Here it is made by sorting.
   Theorem: increasing: each fraction is smaller than all after it; complete: x/y with 0 <= x <= y <= W is one of
            them; fractions_length: there are farey W; gap: two different fractions with denominators up to W are at
            least 1/(W (W - 1)) apart, if W >= 2.
   Idea:    two fractions in lowest terms that are equal have the same numerator and denominator.
   Used by  pivot_ratio_integer.v.                                                                               *)
From Coq Require Import List Arith Lia Sorted Permutation ZArith Bool.
From qlearn.finite Require Import lists insertion.
Import ListNotations.

(* a/b *)
Notation fraction := (nat * nat)%type.
Definition less (f g : fraction) : Prop := fst f * snd g < fst g * snd f.
Definition less_than (f g : fraction) : bool := fst f * snd g <? fst g * snd f.

Definition coprime (b a : nat) : bool := Nat.gcd a b =? 1.
Definition phi (b : nat) : nat := length (filter (coprime b) (seq 1 b)).
Definition farey (W : nat) : nat := 1 + list_sum (map phi (seq 1 W)).

(* 0/1, and for each denominator the numerators in lowest terms. *)
Definition lowest_terms (W : nat) : list fraction :=
  (0, 1) :: flat_map (fun b => map (fun a => (a, b)) (filter (coprime b) (seq 1 b))) (seq 1 W).

Definition fractions (W : nat) : list fraction := sort less_than (lowest_terms W).

(* ---- what they are ------------------------------------------------------------------------------------------- *)
Definition reduced (W : nat) (f : fraction) : Prop :=
  fst f <= snd f /\ 1 <= snd f <= W /\ Nat.gcd (fst f) (snd f) = 1.

Lemma in_lowest_terms W f : 1 <= W -> In f (lowest_terms W) <-> reduced W f.
Proof.
  intros HW. destruct f as [a b]. unfold lowest_terms, reduced. cbn [In fst snd]. rewrite in_flat_map. split.
  - intros [E|(c & C & I)].
    + injection E as <- <-. cbn. lia.
    + apply in_map_iff in I. destruct I as (n & E & I). injection E as -> ->. apply filter_In in I.
      destruct I as [I G]. apply Nat.eqb_eq in G. apply in_seq in C, I. lia.
  - intros (L & B & G). destruct (Nat.eq_dec a 0) as [->|N].
    + left. cbn in G. now rewrite G.
    + right. exists b. split; [apply in_seq; lia|]. apply in_map_iff. exists a. split; [reflexivity|].
      apply filter_In. split; [apply in_seq; lia|]. now apply Nat.eqb_eq.
Qed.

Lemma fractions_permute W : Permutation (lowest_terms W) (fractions W).
Proof. apply sort_permutes. Qed.

Lemma in_fractions W f : 1 <= W -> In f (fractions W) <-> reduced W f.
Proof.
  intros HW. rewrite <- in_lowest_terms by exact HW. split; apply Permutation_in; [symmetry|]; apply fractions_permute.
Qed.

(* 1 + phi(1) + ... + phi(W) of them. *)
Theorem fractions_length W : length (fractions W) = farey W.
Proof.
  rewrite <- (Permutation_length (fractions_permute W)). unfold lowest_terms, farey. cbn. f_equal.
  induction (seq 1 W) as [|b l IH]; [reflexivity|]. cbn. now rewrite app_length, map_length, IH.
Qed.

(* ---- increasing ---------------------------------------------------------------------------------------------- *)
(* Equal fractions in lowest terms are the same. *)
Lemma lowest_is_unique W f g : reduced W f -> reduced W g -> fst f * snd g = fst g * snd f -> f = g.
Proof.
  destruct f as [a b], g as [c d]. unfold reduced. cbn [fst snd]. intros (_ & B & F) (_ & D & G) E.
  assert (Nat.divide b d) as X.
  { apply (Nat.gauss b a d); [exists c; lia|]. rewrite Nat.gcd_comm. exact F. }
  assert (Nat.divide d b) as Y.
  { apply (Nat.gauss d c b); [exists a; lia|]. rewrite Nat.gcd_comm. exact G. }
  assert (b = d) as -> by (apply Nat.divide_antisym; assumption). f_equal. nia.
Qed.

Lemma ordered W f g : reduced W f -> reduced W g -> f <> g -> less f g \/ less g f.
Proof.
  intros F G N. unfold less. destruct (Nat.lt_trichotomy (fst f * snd g) (fst g * snd f)) as [H|[H|H]]; auto.
  destruct N. now apply (lowest_is_unique W).
Qed.

Lemma less_trans f g h : 1 <= snd g -> less f g -> less g h -> less f h.
Proof.
  destruct f as [a b], g as [c d], h as [e k]. unfold less. cbn [fst snd]. intros D H K.
  apply Nat.mul_lt_mono_pos_l with (p := d); [lia|].
  assert (b <> 0) as B by (intros ->; lia).
  assert (a * d * k <= c * b * k) by (apply Nat.mul_le_mono_r; lia).
  assert (c * k * b < e * d * b) by (apply Nat.mul_lt_mono_pos_r; lia). nia.
Qed.

Lemma lowest_terms_differ W : NoDup (lowest_terms W).
Proof.
  unfold lowest_terms. constructor.
  - rewrite in_flat_map. intros (b & _ & I). apply in_map_iff in I. destruct I as (a & E & I). injection E as -> _.
    apply filter_In in I. destruct I as [I _]. apply in_seq in I. lia.
  - generalize (seq_NoDup W 1). generalize (seq 1 W) as l. induction l as [|b l IH]; intros D; cbn; [constructor|].
    inversion D as [|? ? N D']; subst. specialize (IH D').
    apply distinct_app; [|exact IH|].
    + apply distinct_map; [apply NoDup_filter, seq_NoDup|]. intros x y _ _ E. now injection E.
    + intros f F G. apply in_map_iff in F. destruct F as (x & <- & _). apply in_flat_map in G.
      destruct G as (c & C & G). apply in_map_iff in G. destruct G as (y & E & _). injection E as _ ->. contradiction.
Qed.

Theorem fractions_sorted W : 1 <= W -> StronglySorted less (fractions W).
Proof.
  intros HW. unfold fractions. pose proof (lowest_terms_differ W) as D.
  assert (forall f, In f (lowest_terms W) -> reduced W f) as R by (intros f; now apply in_lowest_terms).
  induction (lowest_terms W) as [|f l IH]; cbn; [constructor|]. inversion D as [|? ? N D']; subst.
  assert (forall g, In g (sort less_than l) -> In g l) as Old.
  { intros g. apply Permutation_in, Permutation_sym, sort_permutes. }
  apply insert_sorted; [| |apply IH; [exact D'|intros g I; apply R; now right]].
  - intros g I. apply Old in I. assert (f <> g) as Other by (intros ->; contradiction).
    destruct (ordered W f g (R f (or_introl eq_refl)) (R g (or_intror I)) Other) as [L|L]; unfold less, less_than in *;
      destruct (Nat.ltb_spec (fst f * snd g) (fst g * snd f)); lia.
  - intros g h I. apply less_trans, R. right. now apply Old.
Qed.

(* Each is smaller than all after it. *)
Theorem increasing W i j : 1 <= W -> i < j < farey W -> less (nth i (fractions W) (0, 1)) (nth j (fractions W) (0, 1)).
Proof.
  intros HW. rewrite <- fractions_length. pose proof (fractions_sorted W HW) as S. revert i j.
  induction S as [|f l S IH F]; intros i j [L H]; cbn in H; [lia|]. destruct j as [|j]; [lia|].
  destruct i as [|i]; cbn [nth].
  - apply (proj1 (Forall_forall _ _) F). apply nth_In. lia.
  - apply IH. lia.
Qed.

(* Every ratio is among them. *)
Theorem complete W x y : x <= y -> 1 <= y <= W -> exists i, i < farey W /\
  fst (nth i (fractions W) (0, 1)) * y = snd (nth i (fractions W) (0, 1)) * x.
Proof.
  intros L B. set (g := Nat.gcd x y). assert (G : g <> 0) by (unfold g; intros E; apply Nat.gcd_eq_0 in E; lia).
  destruct (Nat.gcd_divide x y) as [[a A] [b C]]. fold g in A, C.
  assert (In (a, b) (fractions W)) as I.
  { apply in_fractions; [lia|]. unfold reduced. cbn [fst snd].
    assert (Nat.gcd a b = 1) as E.
    { apply Nat.mul_cancel_r with (p := g); [exact G|]. rewrite <- Nat.gcd_mul_mono_r, <- A, <- C. fold g. lia. }
    repeat split; [nia|nia|nia|exact E]. }
  destruct (In_nth _ _ (0, 1) I) as (i & H & E). exists i. rewrite fractions_length in H. split; [exact H|].
  rewrite E. cbn [fst snd]. rewrite A, C. lia.
Qed.

(* But 1/(W + 1) is not. *)
Theorem a_larger_denominator_is_missing W i : 1 <= W -> i < farey W ->
  fst (nth i (fractions W) (0, 1)) * (W + 1) <> snd (nth i (fractions W) (0, 1)) * 1.
Proof.
  intros HW I. assert (In (nth i (fractions W) (0, 1)) (fractions W)) as F.
  { apply nth_In. now rewrite fractions_length. }
  apply in_fractions in F; [|exact HW]. destruct (nth i (fractions W) (0, 1)) as [a b]. destruct F as (L & B & _).
  cbn [fst snd] in *. destruct a as [|a]; nia.
Qed.

(* In lowest terms, so with positive denominators. *)
Lemma nth_reduced W i : 1 <= W -> i < farey W -> reduced W (nth i (fractions W) (0, 1)).
Proof. intros HW I. apply in_fractions; [exact HW|]. apply nth_In. now rewrite fractions_length. Qed.

(* ---- how close they are -------------------------------------------------------------------------------------- *)
(* |a/b - c/d| >= 1/(W (W - 1)), multiplied by b d W (W - 1). *)
Theorem gap (a b c d W : Z) : (1 <= b <= W -> 1 <= d <= W -> 2 <= W -> a * d <> c * b ->
  b * d <= W * (W - 1) * Z.abs (a * d - c * b))%Z.
Proof.
  intros B D HW N. assert (W <= W * (W - 1))%Z by nia. set (V := (W * (W - 1))%Z) in *.
  destruct (Z.eq_dec b d) as [->|M].
  - replace (a * d - c * d)%Z with ((a - c) * d)%Z by ring. rewrite Z.abs_mul, (Z.abs_eq d) by lia.
    assert (1 <= Z.abs (a - c))%Z by nia. set (k := Z.abs (a - c)) in *.
    assert (d <= V * k)%Z by nia. nia.
  - assert (1 <= Z.abs (a * d - c * b))%Z by lia. set (k := Z.abs _) in *.
    assert (b * d <= V)%Z; [|nia]. unfold V. destruct (Z.lt_trichotomy b d) as [L|[L|L]]; [|lia|].
    + assert (b * d <= (W - 1) * W)%Z by (apply Z.mul_le_mono_nonneg; lia). lia.
    + assert (b * d <= W * (W - 1))%Z by (apply Z.mul_le_mono_nonneg; lia). lia.
Qed.

(* 1/W and 1/(W - 1) are no farther apart. *)
Theorem gap_attained (W : Z) : (2 <= W -> W * (W - 1) = W * (W - 1) * Z.abs (1 * (W - 1) - 1 * W))%Z.
Proof. intros HW. replace (1 * (W - 1) - 1 * W)%Z with (-1)%Z by ring. cbn. ring. Qed.
