(* Labels of n points in the plane from labels and comparisons: how many of each, and that so many labels are needed.

   Python: qlearn/learners/linear/slope_selection.py.
   A state has u points whose label is open and m pairs that may still change places.  The learner may ask a label if
   either answer leaves less than half of 2^b numbers of open points, where b labels are left, and a comparison if
   either answer leaves less than half of 2^c numbers of pairs, where c comparisons are left.
   Theorem (within_budget): then it asks at most b labels and c comparisons, whatever is answered.
   Theorem (enough): with u + 1 <= 2^b and m + 1 <= 2^c it can go on to the end, by halving.
   Theorem (comparisons_in_all): one comparison and clg(n (n-1) / 2) more are clg(n (n-1)).
   Theorem (kept): two points that stand in one order at both ends of an arc of normals do so for all normals in it,
           ties and w = 0 included.
   Theorem (labels_needed): however many comparisons are free, clg(n + 1) labels are asked for one of the n + 1
           targets that cut n points in order at different places.
   Idea: all comparisons come out the same for these targets, so a learner may as well know the answers. *)
From Coq Require Import Reals Lra List Arith Lia Bool.
From qlearn.finite Require Import lists logarithms dialogues labels.
Import ListNotations.

(* ---- how many are asked ---- *)

Inductive kind := Label | Comparison.
Definition many (k : kind) (asked : list kind) : nat :=
  length (filter (fun q => match k, q with Label, Label | Comparison, Comparison => true | _, _ => false end) asked).

Inductive run : nat -> nat -> nat -> nat -> list kind -> Prop :=
| found m b c : run 0 m b c []
| label u m u' m' b c rest : u' + 1 <= 2 ^ b -> m' <= m -> run u' m' b c rest -> run u m (S b) c (Label :: rest)
| comparison u m m' b c rest : m' + 1 <= 2 ^ c -> run u m' b c rest -> run u m b (S c) (Comparison :: rest).

Theorem within_budget u m b c asked : run u m b c asked -> many Label asked <= b /\ many Comparison asked <= c.
Proof. unfold many. induction 1; cbn in *; lia. Qed.

(* It may ask that many. *)
Theorem budget_is_met b c : exists asked, run (2 ^ b - 1) (2 ^ c - 1) b c asked /\
  many Label asked = b /\ many Comparison asked = c.
Proof.
  induction c as [|c (asked & R & L & C)].
  - induction b as [|b (asked & R & L & C)]; [exists []; split; [constructor|now cbn]|].
    exists (Label :: asked). split; [|unfold many in *; cbn; lia].
    apply (label _ _ (2 ^ b - 1) (2 ^ 0 - 1)); [pose proof (Nat.pow_nonzero 2 b); lia|lia|exact R].
  - exists (Comparison :: asked). split; [|unfold many in *; cbn; lia].
    apply (comparison _ _ (2 ^ c - 1)); [pose proof (Nat.pow_nonzero 2 c); lia|exact R].
Qed.

Lemma half m c : 1 <= m -> m + 1 <= 2 ^ c -> exists c', c = S c' /\ m / 2 + 1 <= 2 ^ c'.
Proof.
  intros M H. destruct c as [|c]; [cbn in H; lia|]. exists c. split; [reflexivity|].
  rewrite Nat.pow_succ_r' in H. pose proof (Nat.div_mod_eq m 2). lia.
Qed.

Theorem enough u m b c : u + 1 <= 2 ^ b -> m + 1 <= 2 ^ c -> exists asked, run u m b c asked.
Proof.
  revert u m b. induction c as [c IHc] using (well_founded_induction lt_wf). intros u m b U M.
  destruct (Nat.eq_dec m 0) as [->|Z].
  - clear IHc M. revert u U. induction b as [|b IH]; intros u U.
    + exists []. replace u with 0 by (cbn in U; lia). constructor.
    + destruct u as [|u]; [exists []; constructor|]. destruct (half (S u) (S b)) as (b' & E & H); [lia|exact U|].
      injection E as <-. destruct (IH _ H) as [asked R]. exists (Label :: asked).
      now apply (label _ _ (S u / 2) 0).
  - destruct (half m c) as (c' & -> & H); [lia|exact M|]. destruct (IHc c' ltac:(lia) u (m / 2) b U H) as [asked R].
    exists (Comparison :: asked). now apply (comparison _ _ (m / 2)).
Qed.

Definition labels_at_most (n : nat) : nat := clg (n + 1).
Definition comparisons_at_most (n : nat) : nat := clg (n * (n - 1)).

Theorem comparisons_in_all n : 2 <= n -> comparisons_at_most n = S (clg (n * (n - 1) / 2)).
Proof.
  intros N. unfold comparisons_at_most. rewrite clg_half by nia. f_equal. f_equal.
  assert (Nat.Even (n * (n - 1))) as [k E].
  { destruct (Nat.Even_or_Odd n) as [[k ->]|[k ->]]; [exists (k * (2 * k - 1)); nia|exists ((2 * k + 1) * k); nia]. }
  rewrite E, (Nat.mul_comm 2 k), Nat.div_mul by lia. lia.
Qed.

(* All pairs but the first one compared are fewer than its power of two. *)
Theorem first_budget n : 2 <= n -> (n * (n - 1) / 2 - 1) + 1 <= 2 ^ clg (n * (n - 1) / 2).
Proof.
  intros N. pose proof (clg_enough (n * (n - 1) / 2)).
  assert (1 <= n * (n - 1) / 2) by (apply Nat.div_le_lower_bound; nia). lia.
Qed.

(* ---- order on an arc ---- *)
Section Arc.
Open Scope R_scope.
Definition height (w p : R * R) : R := fst w * fst p + snd w * snd p.
Definition weighed (a : R) (v : R * R) (b : R) (w : R * R) (c : R) (z : R * R) : R * R :=
  (a * fst v + b * fst w + c * fst z, a * snd v + b * snd w + c * snd z).

(* Half a turn is an arc too: there `last` is opposite to `first`, and `inside` is needed. *)
Theorem kept (first inside last p q : R * R) (a b c : R) : 0 <= a -> 0 <= b -> 0 <= c ->
  height first p <= height first q -> height inside p <= height inside q -> height last p <= height last q ->
  height (weighed a first b inside c last) p <= height (weighed a first b inside c last) q.
Proof.
  intros A B C F I L. unfold height, weighed in *. cbn [fst snd].
  apply (Rmult_le_compat_l _ _ _ A) in F. apply (Rmult_le_compat_l _ _ _ B) in I. apply (Rmult_le_compat_l _ _ _ C) in L. lra.
Qed.

(* One end alone does not tell. *)
Theorem one_end_is_not_enough : exists first last p q, height first p < height first q /\
  ~ height (weighed 1 first 0 first 2 last) p <= height (weighed 1 first 0 first 2 last) q.
Proof. exists (1, 0), (0, 1), (0, 1), (1, 0). unfold height, weighed. cbn. lra. Qed.
End Arc.

(* ---- so many labels are needed ---- *)

(* Points 0, 1, 2, ... in order; the target t labels those from t on.  A question is a label or a comparison. *)
Definition question := (nat + nat * nat)%type.
Definition truth (t : nat) (q : question) : bool := match q with inl i => t <=? i | inr (i, j) => j <=? i end.
Definition labels_of (asked : list question) : nat :=
  length (filter (fun q => match q with inl _ => true | inr _ => false end) asked).

(* The same learner, told all comparisons beforehand. *)
Fixpoint freed {O} (d : dialogue question bool O) : dialogue nat bool O :=
  match d with
  | Done o => Done o
  | Ask (inl i) next => Ask i (fun a => freed (next a))
  | Ask (inr (i, j)) next => freed (next (j <=? i))
  end.

Lemma freed_run {O} (d : dialogue question bool O) t :
  output (fun i => t <=? i) (freed d) = output (truth t) d /\ count (fun i => t <=? i) (freed d) = labels_of (asked (truth t) d).
Proof.
  unfold count, labels_of. induction d as [o|[i|[i j]] next IH]; cbn; [now split| |apply IH].
  destruct (IH (t <=? i)) as [E F]. split; [exact E|]. now rewrite F.
Qed.

Theorem some_target_needs {O} (d : dialogue question bool O) n :
  NoDup (map (fun t => output (truth t) d) (seq 0 (n + 1))) ->
  exists t, t <= n /\ labels_at_most n <= labels_of (asked (truth t) d).
Proof.
  intros D. destruct (labels_needed (fun t i => t <=? i) (freed d) (seq 0 (n + 1))) as (t & I & C).
  - rewrite Nat.add_1_r. discriminate.
  - erewrite map_ext; [exact D|]. intros t. apply freed_run.
  - exists t. apply in_seq in I. split; [lia|]. now rewrite seq_length, (proj2 (freed_run d t)) in C.
Qed.

(* So many are enough for all of them: halving. *)
Fixpoint cut (b low n : nat) : dialogue question bool nat :=
  match b with
  | O => Done low
  | S b' => if n =? 0 then Done low else Ask (inl (low + n / 2)) (fun above : bool =>
      if above then cut b' low (n / 2) else cut b' (low + n / 2 + 1) (n - n / 2 - 1))
  end.

Lemma cut_finds b t low n : n + 1 <= 2 ^ b -> low <= t <= low + n ->
  output (truth t) (cut b low n) = t /\ labels_of (asked (truth t) (cut b low n)) <= b.
Proof.
  unfold labels_of. revert low n. induction b as [|b IH]; intros low n H I; cbn [cut]; [cbn in *; lia|].
  destruct (Nat.eqb_spec n 0) as [->|Z]; [cbn; lia|]. cbn [output asked truth filter length].
  rewrite Nat.pow_succ_r' in H. pose proof (Nat.div_mod_eq n 2). pose proof (Nat.mod_upper_bound n 2 ltac:(lia)).
  destruct (Nat.leb_spec t (low + n / 2)).
  - destruct (IH low (n / 2)); [lia|lia|]. split; [assumption|lia].
  - destruct (IH (low + n / 2 + 1) (n - n / 2 - 1)); [lia|lia|]. split; [assumption|lia].
Qed.

Theorem so_many_are_enough n t : t <= n ->
  output (truth t) (cut (labels_at_most n) 0 n) = t /\
  labels_of (asked (truth t) (cut (labels_at_most n) 0 n)) <= labels_at_most n.
Proof. intros T. apply cut_finds; [apply clg_enough|lia]. Qed.
