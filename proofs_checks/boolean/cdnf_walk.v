(* Walking from a point that f accepts towards one that it rejects (Bshouty 1995).

   The step: from v, give v one value of a that it has not, the first one with which f still accepts v.
   It is not asked about a itself, which f is known to reject: at distance 1 there is no question.
   walk_spec        from distance d this ends after d (d + 1) / 2 - 1 membership queries at most, in a point v between
                    the two that f accepts; with any one more value of a it rejects v;
   stuck_in_a_cube  if f accepts all of a cube that v is in, then v is a with the values that the cube gives.
   Used by cdnf.v.                                                                                                *)
From Coq Require Import List Arith Lia Bool.
From qlearn.boolean Require Import conjunctions elimination.
Import ListNotations.

(* ---- cubes ------------------------------------------------------------------------------------------------- *)
(* Some values are given, the others are free. *)
Notation cube := (list (option bool)).

Fixpoint inside (q : cube) (x : point) : bool :=
  match q, x with
  | c :: q', b :: x' => match c with Some y => eqb y b | None => true end && inside q' x'
  | _, _ => true
  end.

Fixpoint between (a v x : point) : bool :=
  match a, v, x with
  | y :: a', b :: v', c :: x' => (eqb b y || eqb b c) && between a' v' x'
  | _, _, _ => true
  end.

(* The point a with the values given by q. *)
Fixpoint moved (q : cube) (a : point) : point :=
  match q, a with
  | c :: q', y :: a' => match c with Some b => b | None => y end :: moved q' a'
  | _, _ => a
  end.

Lemma between_inside q a v x : length v = length a -> length x = length a ->
  inside q a = true -> inside q x = true -> between a v x = true -> inside q v = true.
Proof.
  revert a v x. induction q as [|c q IH]; intros [|y a] [|b v] [|z x] V X A Z B; try discriminate; auto.
  cbn in *. apply andb_true_iff in A, Z, B. apply andb_true_iff.
  split; [destruct c as [[]|], y, b, z; cbn in *; intuition discriminate|]. apply (IH a v x); tauto || lia.
Qed.

(* ---- the walk ---------------------------------------------------------------------------------------------- *)
Fixpoint distance (a v : point) : nat :=
  match a, v with y :: a', b :: v' => (if eqb b y then 0 else 1) + distance a' v' | _, _ => 0 end.

(* The first value of a with which g still accepts v, if there is one, and how often g was asked. *)
Fixpoint scan (g : point -> bool) (a v : point) : option point * nat :=
  match a, v with
  | y :: a', b :: v' =>
      if negb (eqb b y) && g (y :: v') then (Some (y :: v'), 1)
      else let (found, k) := scan (fun x => g (b :: x)) a' v' in
           (option_map (cons b) found, (if eqb b y then 0 else 1) + k)
  | _, _ => (None, 0)
  end.

Fixpoint walk (steps : nat) (g : point -> bool) (a v : point) : point * nat :=
  match steps with
  | 0 => (v, 0)
  | S steps => if distance a v <=? 1 then (v, 0) else
      match scan g a v with
      | (None, k) => (v, k)
      | (Some v', k) => let (end_, k') := walk steps g a v' in (end_, k + k')
      end
  end.

(* ---- where it ends ----------------------------------------------------------------------------------------- *)
(* g rejects v with any one more value of a. *)
Fixpoint stuck (g : point -> bool) (a v : point) : Prop :=
  match a, v with
  | y :: a', b :: v' => (b = y \/ g (y :: v') = false) /\ stuck (fun x => g (b :: x)) a' v'
  | _, _ => True
  end.

Lemma scan_spec g a v : length v = length a ->
  match scan g a v with
  | (Some v', k) => g v' = true /\ length v' = length a /\ S (distance a v') = distance a v /\ k <= distance a v
      /\ forall x, between a v x = true -> between a v' x = true
  | (None, k) => stuck g a v /\ k <= distance a v
  end.
Proof.
  revert g v. induction a as [|y a IH]; intros g [|b v] E; try discriminate; cbn [scan stuck distance]; [auto|].
  injection E as E. destruct (negb (eqb b y) && g (y :: v)) eqn:Found.
  - apply andb_true_iff in Found. destruct Found as [D G]. apply negb_true_iff in D. rewrite D, eqb_reflx.
    repeat split; [exact G|cbn; lia|lia|]. intros [|z x] B; cbn in *; [exact B|]. rewrite eqb_reflx.
    apply andb_true_iff in B. tauto.
  - specialize (IH (fun x => g (b :: x)) v E). destruct (scan (fun x => g (b :: x)) a v) as [[v'|] k]; cbn [option_map].
    + destruct IH as (G & L & D & K & B). repeat split; [exact G|cbn; lia|destruct (eqb b y); lia..|].
      intros [|z x] Bx; cbn in *; [exact Bx|]. apply andb_true_iff in Bx. apply andb_true_iff. split; [tauto|].
      apply B. tauto.
    + destruct IH as [S K]. repeat split; [|exact S|destruct (eqb b y); lia].
      destruct (eqb b y) eqn:Eq; [left; now apply eqb_prop|right; exact Found].
Qed.

Lemma distance_0 a v : length v = length a -> distance a v = 0 -> v = a.
Proof.
  revert v. induction a as [|y a IH]; intros [|b v] E D; try discriminate; [reflexivity|]. cbn [distance] in D.
  injection E as E. destruct (eqb b y) eqn:Eq; [|discriminate]. apply eqb_prop in Eq. subst b. f_equal. now apply IH.
Qed.

Lemma at_the_base g a v : distance a v = 0 -> stuck g a v.
Proof.
  revert g v. induction a as [|y a IH]; intros g [|b v] D; cbn in *; auto. destruct (eqb b y) eqn:E; [|discriminate].
  split; [left; now apply eqb_prop|apply IH; exact D].
Qed.

Lemma next_to_the_base g a v : length v = length a -> distance a v <= 1 -> g a = false -> stuck g a v.
Proof.
  revert g v. induction a as [|y a IH]; intros g [|b v] E D G; try discriminate; cbn [stuck]; [exact I|].
  injection E as E. cbn [distance] in D. destruct (eqb b y) eqn:Eq.
  - apply eqb_prop in Eq. subst b. split; [now left|]. apply IH; [exact E|lia|exact G].
  - assert (distance a v = 0) as D0 by lia. split; [right|now apply at_the_base].
    now rewrite (distance_0 a v E D0).
Qed.

Lemma apart g a v : length v = length a -> g v = true -> g a = false -> 1 <= distance a v.
Proof.
  intros E V A. destruct (distance a v) eqn:D; [|lia]. rewrite (distance_0 a v E D) in V. congruence.
Qed.

Lemma walk_spec steps g a v : length v = length a -> distance a v <= steps -> g v = true -> g a = false ->
  let (v', k) := walk steps g a v in
  g v' = true /\ length v' = length a /\ stuck g a v' /\ 2 * k + 2 <= distance a v * (distance a v + 1)
  /\ forall x, between a v x = true -> between a v' x = true.
Proof.
  revert v. induction steps as [|steps IH]; intros v E D G A; cbn [walk]; pose proof (apart g a v E G A) as P; [lia|].
  destruct (distance a v <=? 1) eqn:Near.
  - apply Nat.leb_le in Near. repeat split; auto; [now apply next_to_the_base|nia].
  - apply Nat.leb_gt in Near. pose proof (scan_spec g a v E) as S. destruct (scan g a v) as [[v'|] k].
    + destruct S as (G' & E' & D' & K & B). specialize (IH v' E' ltac:(lia) G' A).
      destruct (walk steps g a v') as [v2 k2]. destruct IH as (G2 & E2 & S2 & K2 & B2).
      repeat split; auto. rewrite <- D' in *. nia.
    + destruct S as [S K]. repeat split; auto. nia.
Qed.

(* It ends in the base, moved into a cube of f. *)
Lemma stuck_in_a_cube q g a v : length q = length a -> length v = length a ->
  (forall x, length x = length a -> inside q x = true -> g x = true) -> inside q v = true -> stuck g a v ->
  v = moved q a.
Proof.
  revert g a v. induction q as [|c q IH]; intros g [|y a] [|b v] Q V G I S; try discriminate; [reflexivity|].
  cbn [inside moved stuck length] in *. injection Q as Q. injection V as V. apply andb_true_iff in I.
  destruct I as [C I]. destruct S as [S1 S]. f_equal.
  - destruct c as [c|]; [symmetry; now apply eqb_prop|]. destruct S1 as [S1|S1]; [exact S1|].
    rewrite G in S1; [discriminate|cbn; lia|exact I].
  - apply (IH (fun x => g (b :: x))); auto. intros x Lx Ix. apply G; [cbn; lia|]. cbn. now rewrite C, Ix.
Qed.

Lemma distance_le a v : distance a v <= length a.
Proof. revert v. induction a as [|y a IH]; intros [|b v]; cbn; try lia. specialize (IH v). destruct (eqb b y); lia. Qed.

Lemma between_end a x : between a x x = true.
Proof. revert x. induction a as [|y a IH]; intros [|b x]; cbn; auto. now rewrite eqb_reflx, orb_true_r, IH. Qed.
