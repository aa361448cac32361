(* What is said of lists in several files: lists without repetition, how many bits are 1, lists in parts, and lists
   by their places.                                                                                                 *)
From Coq Require Import List Arith Lia Bool.
Import ListNotations.

(* ---- without repetition -------------------------------------------------------------------------------------- *)
Lemma distinct_app {A} (l r : list A) : NoDup l -> NoDup r -> (forall x, In x l -> ~ In x r) -> NoDup (l ++ r).
Proof.
  intros L R D. induction L as [|x l N L IH]; cbn; [exact R|]. constructor.
  - rewrite in_app_iff. intros [I|I]; [contradiction|]. exact (D x (or_introl eq_refl) I).
  - apply IH. intros y Y. apply D. now right.
Qed.

(* Different values for different elements. *)
Lemma distinct_map {A B} (f : A -> B) l : NoDup l -> (forall x y, In x l -> In y l -> f x = f y -> x = y) ->
  NoDup (map f l).
Proof.
  intros D H. induction D as [|a l N D IH]; cbn; [constructor|]. constructor.
  - intros I. apply in_map_iff in I. destruct I as (b & E & I). apply N.
    rewrite <- (H b a (or_intror I) (or_introl eq_refl) E). exact I.
  - apply IH. intros x y X Y. apply H; now right.
Qed.

Lemma distinct_cons {A} (a : A) l : NoDup l -> NoDup (map (cons a) l).
Proof. intros D. apply distinct_map; [exact D|]. intros x y _ _ E. now injection E. Qed.

(* ---- of bits ------------------------------------------------------------------------------------------------- *)
(* How many are 1. *)
Fixpoint size (bits : list bool) : nat :=
  match bits with [] => 0 | b :: bits' => (if b then 1 else 0) + size bits' end.

Lemma size_le bits : size bits <= length bits.
Proof. induction bits as [|[] bits IH]; cbn; lia. Qed.

Lemma size_all n : size (repeat true n) = n.
Proof. induction n as [|n IH]; cbn; [reflexivity|now rewrite IH]. Qed.

(* ---- in two parts -------------------------------------------------------------------------------------------- *)
Lemma two_parts {A} (p : A -> bool) l : length (filter p l) + length (filter (fun x => negb (p x)) l) = length l.
Proof. induction l as [|x l IH]; cbn; [reflexivity|]. destruct (p x); cbn; lia. Qed.

(* ---- by their places ----------------------------------------------------------------------------------------- *)
(* A list is its entries, one after another. *)
Lemma entries {A} (l : list A) x : map (fun i => nth i l x) (seq 0 (length l)) = l.
Proof.
  induction l as [|a l IH]; [reflexivity|]. cbn [length seq map]. f_equal. rewrite <- seq_shift, map_map. exact IH.
Qed.

Lemma nth_map_seq {A} (f : nat -> A) d i x : i < d -> nth i (map f (seq 0 d)) x = f i.
Proof.
  intros I. rewrite nth_indep with (d' := f 0) by (rewrite map_length, seq_length; exact I).
  now rewrite map_nth, seq_nth.
Qed.

(* k for each of d places but one. *)
Lemma all_but_one p k d : p < d -> list_sum (map (fun i => if i =? p then 0 else k) (seq 0 d)) = (d - 1) * k.
Proof.
  enough (forall a, list_sum (map (fun i => if i =? p then 0 else k) (seq a d))
                    = (if (a <=? p) && (p <? a + d) then d - 1 else d) * k) as H.
  { intros P. rewrite H. destruct (Nat.leb_spec 0 p), (Nat.ltb_spec p (0 + d)); cbn; lia. }
  induction d as [|d IH]; intros a; simpl; [now destruct (_ && _)|]. rewrite IH.
  destruct (Nat.eqb_spec a p), (Nat.leb_spec a p), (Nat.leb_spec (S a) p), (Nat.ltb_spec p (S a + d)),
    (Nat.ltb_spec p (a + S d)); simpl; try lia; destruct d; simpl; lia.
Qed.
