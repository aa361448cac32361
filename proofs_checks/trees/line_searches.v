(* Between two points of a line with different labels: which known cut separates them, or where is a new one?

   The ends a < b are answered differently; an answer says whether a label is the one of the search's start.  The known
   cuts between them are bisected: at a cut c the place c is asked, and c + 1 if c is answered as a was.  A change
   between the two shows this cut once more; else one side of it is left.  When no known cut is left, places are bisected.

   Python:   2 clg(k + 1) queries for k known cuts, and clg(b - a) more if the cut found is new
   Theorem:  the search ends at a change, at one of the known cuts or at a new one, with at most so many queries
             (line_found).
   Idea:     k cuts make k + 1 gaps; two queries halve them, the larger half costs one.
   Tight:    seven cuts may take six queries (known_attained); clg(b - a) is taken for all a < b (places_attained).

   Used by trees/witness_runs.v. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
From qlearn.finite Require Import logarithms dialogues labels.
Import ListNotations.

(* The answer at a is [here], the one at b is not. *)
Fixpoint bisect (fuel a b : nat) (here : bool) : dialogue nat bool nat :=
  match fuel with
  | 0 => Done a
  | S fuel => if b - a <=? 1 then Done a else let m := a + (b - a) / 2 in
      Ask m (fun l => if eqb l here then bisect fuel m b here else bisect fuel a m here)
  end.

Fixpoint along (fuel : nat) (known : list nat) (a b : nat) (here : bool) : dialogue nat bool nat :=
  match known, fuel with
  | [], _ => bisect (b - a) a b here
  | _, 0 => Done a
  | _, S fuel => let h := length known / 2 in let c := nth h known 0 in
      Ask c (fun l => if eqb l here
        then Ask (S c) (fun l' => if eqb l' here then along fuel (skipn (S h) known) (S c) b here else Done c)
        else along fuel (firstn h known) a c here)
  end.

(* Known cuts between a and b, in their order. *)
Fixpoint increasing (a : nat) (known : list nat) (b : nat) : Prop :=
  match known with [] => True | c :: known => a <= c < b /\ increasing (S c) known b end.

Lemma increasing_parts a l c r b : increasing a (l ++ c :: r) b ->
  increasing a l c /\ a <= c < b /\ increasing (S c) r b.
Proof.
  revert a. induction l as [|k l IH]; cbn [app increasing]; intros a; [tauto|]. intros [K H].
  destruct (IH (S k) H) as (A & B & C). repeat split; lia || assumption.
Qed.

Lemma increasing_range a known b c : increasing a known b -> In c known -> a <= c < b.
Proof.
  revert a. induction known as [|k known IH]; cbn [increasing]; intros a; [intros _ []|]. intros [K H] [->|I]; [exact K|].
  specialize (IH (S k) H I). lia.
Qed.

Lemma increasing_distinct a known b : increasing a known b -> NoDup known.
Proof.
  revert a. induction known as [|k known IH]; cbn [increasing]; intros a H; constructor; destruct H as [K H].
  - intros I. apply (increasing_range _ _ _ _ H) in I. lia.
  - exact (IH (S k) H).
Qed.

Lemma chosen_increasing p n a : increasing a (filter p (seq a n)) (a + n).
Proof.
  revert a. induction n as [|n IH]; intros a; [exact I|]. change (seq a (S n)) with (a :: seq (S a) n). cbn [filter].
  specialize (IH (S a)). replace (S a + n) with (a + S n) in IH by lia.
  destruct (p a); [split; [lia|exact IH]|]. revert IH. generalize (filter p (seq (S a) n)). intros known H.
  destruct known as [|c known]; [exact I|]. destruct H as [C H]. split; [lia|exact H].
Qed.

Lemma split_at h (known : list nat) : h < length known -> known = firstn h known ++ nth h known 0 :: skipn (S h) known.
Proof.
  revert h. induction known as [|k known IH]; intros [|h] L; cbn [length] in L; try lia; [reflexivity|].
  cbn [firstn nth app]. f_equal. apply (IH h). lia.
Qed.

Section Line.
Variables (g : nat -> bool) (here : bool).

Lemma place_found fuel a b : b - a <= fuel -> a < b -> g a = here -> g b <> here ->
  let c := output g (bisect fuel a b here) in
  a <= c < b /\ g c = here /\ g (S c) <> here /\ count g (bisect fuel a b here) <= clg (b - a).
Proof.
  revert a b. induction fuel as [|fuel IH]; intros a b F L A B; [lia|]. cbn [bisect].
  destruct (Nat.leb_spec (b - a) 1) as [O|O].
  { cbn. replace b with (S a) in * by lia. repeat split; lia || assumption. }
  cbv zeta. cbn [output]. rewrite count_ask. set (m := a + (b - a) / 2).
  pose proof (Nat.div_mod_eq (b - a) 2). pose proof (Nat.mod_upper_bound (b - a) 2 ltac:(lia)).
  rewrite (clg_half (b - a) O). destruct (eqb (g m) here) eqn:E.
  - apply eqb_prop in E. destruct (IH m b ltac:(lia) ltac:(lia) E B) as (I & C & D & Q).
    pose proof (clg_mono (b - m) (b - a - (b - a) / 2) ltac:(lia)). repeat split; lia || assumption.
  - apply eqb_false_iff in E. destruct (IH a m ltac:(lia) ltac:(lia) A E) as (I & C & D & Q).
    pose proof (clg_mono (m - a) (b - a - (b - a) / 2) ltac:(lia)). repeat split; lia || assumption.
Qed.

Theorem line_found fuel known a b : length known <= fuel -> increasing a known b -> a < b -> g a = here -> g b <> here ->
  let c := output g (along fuel known a b here) in
  a <= c < b /\ g c = here /\ g (S c) <> here /\
  count g (along fuel known a b here)
    <= 2 * clg (length known + 1) + (if in_dec Nat.eq_dec c known then 0 else clg (b - a)).
Proof.
  revert known a b. induction fuel as [|fuel IH]; intros known a b F Inc L A B;
    (destruct known as [|k known]; [destruct (place_found (b - a) a b (Nat.le_refl _) L A B) as (I & C & D & Q);
      repeat split; try assumption; cbn [along in_dec length]; lia|]); [cbn in F; lia|].
  set (all := k :: known) in *. assert (1 <= length all) as N by (cbn; lia).
  change (along (S fuel) all a b here) with (let h := length all / 2 in let c := nth h all 0 in
    Ask c (fun l => if eqb l here
        then Ask (S c) (fun l' => if eqb l' here then along fuel (skipn (S h) all) (S c) b here else Done c)
        else along fuel (firstn h all) a c here)).
  cbv zeta. clearbody all. set (h := length all / 2).
  pose proof (Nat.div_mod_eq (length all) 2) as D2. pose proof (Nat.mod_upper_bound (length all) 2 ltac:(lia)) as M2.
  fold h in D2. assert (h < length all) as Lh by lia. pose proof (split_at h all Lh) as E.
  set (c := nth h all 0) in *. assert (length (firstn h all) = h) as Ll by (apply firstn_length_le; lia).
  pose proof (skipn_length (S h) all) as Lr. set (l := firstn h all) in *. set (r := skipn (S h) all) in *.
  rewrite E in Inc. apply increasing_parts in Inc. destruct Inc as (Sl & C & Sr).
  assert (forall c', In c' all -> In c' l \/ c' = c \/ In c' r) as Parts.
  { intros c' I. rewrite E in I. apply in_app_or in I. destruct I as [I|[I|I]]; auto. }
  assert (forall c', In c' l \/ c' = c \/ In c' r -> In c' all) as Back.
  { intros c' I. rewrite E. apply in_or_app. cbn. intuition. }
  assert (clg (length all + 1) = S (clg (h + 1))) as Half.
  { rewrite (clg_half (length all + 1)) by lia. f_equal. f_equal.
    pose proof (Nat.div_mod_eq (length all + 1) 2). pose proof (Nat.mod_upper_bound (length all + 1) 2 ltac:(lia)). lia. }
  cbn [output]. rewrite count_ask. destruct (eqb (g c) here) eqn:G.
  - apply eqb_prop in G. cbn [output]. rewrite count_ask. destruct (eqb (g (S c)) here) eqn:G'.
    + apply eqb_prop in G'. assert (S c < b) as L'.
      { destruct (Nat.eq_dec (S c) b) as [Eb|Nb]; [rewrite Eb in G'; contradiction|lia]. }
      destruct (IH r (S c) b ltac:(lia) Sr L' G' B) as (I & T & T' & Q).
      pose proof (clg_mono (length r + 1) (h + 1) ltac:(lia)). pose proof (clg_mono (b - S c) (b - a) ltac:(lia)).
      set (o := output g (along fuel r (S c) b here)) in *. repeat split; try assumption; try lia.
      destruct (in_dec Nat.eq_dec o r) as [Ir|Ir], (in_dec Nat.eq_dec o all) as [Ia|Ia]; try lia.
      destruct (Parts o Ia) as [O|[O|O]]; [apply (increasing_range _ _ _ _ Sl) in O; lia|lia|contradiction].
    + apply eqb_false_iff in G'. cbn [output]. unfold count at 1. cbn [asked length].
      repeat split; try assumption; lia.
  - apply eqb_false_iff in G. assert (a < c) as L'.
    { destruct (Nat.eq_dec a c) as [Ea|Na]; [rewrite <- Ea in G; contradiction|lia]. }
    destruct (IH l a c ltac:(lia) Sl L' A G) as (I & T & T' & Q).
    rewrite Ll in Q. pose proof (clg_mono (c - a) (b - a) ltac:(lia)).
    set (o := output g (along fuel l a c here)) in *. repeat split; try assumption; try lia.
    destruct (in_dec Nat.eq_dec o l) as [Il|Il], (in_dec Nat.eq_dec o all) as [Ia|Ia]; try lia.
    destruct (Parts o Ia) as [O|[O|O]]; [contradiction|lia|apply (increasing_range _ _ _ _ Sr) in O; lia].
Qed.
End Line.

Theorem places_attained a b : a < b -> exists t, a <= t < b /\
  count (fun v => v <=? t) (along 0 [] a b true) = clg (b - a).
Proof.
  intros L. cbn [along].
  assert (forall t, a <= t < b -> output (fun v => v <=? t) (bisect (b - a) a b true) = t /\
    count (fun v => v <=? t) (bisect (b - a) a b true) <= clg (b - a)) as All.
  { intros t T. destruct (place_found (fun v => v <=? t) true (b - a) a b (Nat.le_refl _) L) as (I & A & B & Q).
    - apply Nat.leb_le. lia.
    - intros E. apply Nat.leb_le in E. lia.
    - split; [|exact Q]. apply Nat.leb_le in A.
      destruct (Nat.leb_spec (S (output (fun v => v <=? t) (bisect (b - a) a b true))) t); [now contradiction B|lia]. }
  destruct (labels_needed (fun t v => v <=? t) (bisect (b - a) a b true) (seq a (b - a))) as (t & T & C).
  - replace (b - a) with (S (b - a - 1)) by lia. discriminate.
  - rewrite (map_ext_in _ (fun t => t)); [rewrite map_id; apply seq_NoDup|]. intros t T. apply in_seq in T. apply All. lia.
  - apply in_seq in T. assert (a <= t < b) as R by lia. exists t. split; [exact R|]. rewrite seq_length in C.
    destruct (All t R). lia.
Qed.

Theorem known_attained : exists g known a b, increasing a known b /\ g a = true /\ g b = false /\
  In (output g (along (length known) known a b true)) known /\
  count g (along (length known) known a b true) = 2 * clg (length known + 1).
Proof.
  exists (fun v => v <=? 13), [1; 3; 5; 7; 9; 11; 13], 0, 14. split; [cbn; lia|]. split; [reflexivity|].
  split; [reflexivity|]. split; [vm_compute; tauto|vm_compute; reflexivity].
Qed.
