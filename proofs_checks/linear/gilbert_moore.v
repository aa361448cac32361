(* Which of n ordered outcomes it is, by questions about their order, likely ones sooner: Gilbert and Moore's code.

   Python: qlearn/learners/linear/gilbert_moore.py, whose chances are floats; here they are whole numbers, ways, of a
   total T.  Each outcome has a point in the middle of its part of [0, 2 T), which is halved until one point is left; a
   half without points costs no question.  All is multiplied by 2^q, so that q halvings are whole.
   Theorem (depth): whatever the answers, an outcome with w of T ways is found with k questions, w 2^k < 4 T; that is,
            with fewer than lg (T/w) + 2.
   Theorem (depth_next_to): (w + 1) 2^k < 4 T, which says more where w is small.
   Theorem (found): right answers find the outcome.
   Theorem (turns): any answers find a place where they change.
   Idea:    when a question is asked, two points lie in T 2^(1-k), but any other is w/2 and more from the outcome's.
   Tight:   62 of 64 ways may take 2 questions: 62 2^2 is 31/8 of 64 (less_is_too_little).
   Used by chart_box_integer.v and trees/hybrids.v. *)
From Coq Require Import List Arith Lia Bool.
From qlearn.finite Require Import lists dialogues logarithms.
Import ListNotations.

(* ---- the search ---- *)

(* The first of n indices from `low` whose point is `middle` or above; low + n if none is. *)
Fixpoint first (point : nat -> nat) (n low middle : nat) : nat :=
  match n with
  | 0 => low
  | S n' => if middle <=? point low then low else first point n' (S low) middle
  end.

(* The points from `low` to below `high` lie in [start, start + unit 2^q). *)
Fixpoint search {Q} (ask : nat -> Q) (point : nat -> nat) (unit q low high start : nat) : dialogue Q bool nat :=
  match q with
  | 0 => Done low
  | S q' => if high - low <=? 1 then Done low else
      let middle := start + unit * 2 ^ q' in
      let k := first point (high - low) low middle in
      if k =? low then search ask point unit q' low high middle
      else if k =? high then search ask point unit q' low high start
      else Ask (ask k) (fun above : bool =>
        if above then search ask point unit q' k high middle else search ask point unit q' low k start)
  end.

Definition point (ways : list nat) (q i : nat) : nat := (2 * list_sum (firstn i ways) + nth i ways 0) * 2 ^ q.

Definition gilbert_moore {Q} (ask : nat -> Q) (ways : list nat) : dialogue Q bool nat :=
  let q := clg (list_sum ways) in search ask (point ways q) (2 * list_sum ways) q 0 (length ways) 0.

(* ---- the points ---- *)

Lemma first_is p n low middle : let k := first p n low middle in low <= k <= low + n /\
  (forall i, low <= i < k -> p i < middle) /\ (k < low + n -> middle <= p k).
Proof.
  revert low. induction n as [|n IH]; intros low; cbn [first].
  - repeat split; try lia. 
  - destruct (Nat.leb_spec middle (p low)) as [L|L]; [repeat split; try lia|].
    destruct (IH (S low)) as (A & B & C). repeat split; try lia.
    intros i I. destruct (Nat.eq_dec i low) as [->|N]; [exact L|apply B; lia].
Qed.

Lemma firstn_step (ways : list nat) i : i < length ways -> list_sum (firstn (S i) ways) = list_sum (firstn i ways) + nth i ways 0.
Proof.
  revert i. induction ways as [|w ways IH]; intros i L; cbn [length] in L; [lia|].
  destruct i as [|i]; [cbn; lia|]. change (firstn (S (S i)) (w :: ways)) with (w :: firstn (S i) ways).
  change (firstn (S i) (w :: ways)) with (w :: firstn i ways). cbn [nth].
  assert (E : forall x l, list_sum (x :: l) = x + list_sum l) by reflexivity. rewrite !E, IH by lia. lia.
Qed.

Lemma firstn_mono (ways : list nat) i j : i <= j -> list_sum (firstn i ways) <= list_sum (firstn j ways).
Proof.
  intros H. induction H as [|j H IH]; [lia|]. destruct (le_lt_dec (length ways) j) as [L|L].
  - rewrite (firstn_all2 ways (n := S j)), (firstn_all2 ways (n := j)) in * by lia. exact IH.
  - rewrite firstn_step by exact L. lia.
Qed.

Lemma part_of_all (ways : list nat) i : i < length ways -> list_sum (firstn i ways) + nth i ways 0 <= list_sum ways.
Proof.
  intros L. rewrite <- firstn_step by exact L. rewrite <- (firstn_all ways) at 2. apply firstn_mono. lia.
Qed.

Definition possible (ways : list nat) : Prop := forall i, i < length ways -> 1 <= nth i ways 0.

(* Two points are farther apart than half of either's part. *)
Lemma apart ways q i j : i < j < length ways ->
  point ways q i + (nth i ways 0 + nth j ways 0) * 2 ^ q <= point ways q j.
Proof.
  intros [I J]. unfold point. pose proof (firstn_mono ways (S i) j ltac:(lia)) as M.
  rewrite firstn_step in M by lia. rewrite <- Nat.mul_add_distr_r. apply Nat.mul_le_mono_r. lia.
Qed.

Lemma inside ways q i : possible ways -> i < length ways -> point ways q i < 2 * list_sum ways * 2 ^ q.
Proof.
  intros P I. pose proof (part_of_all ways i I). specialize (P i I). unfold point.
  pose proof (Nat.pow_nonzero 2 q). apply Nat.mul_lt_mono_pos_r; lia.
Qed.

(* ---- how many questions ---- *)

Section Runs.
Context {Q : Type} (ask : nat -> Q) (t : Q -> bool) (p ways : nat -> nat) (unit scale n : nat).
Hypothesis ways_are_apart : forall i j, i < j < n -> p i + (ways i + ways j) * scale <= p j.
Hypothesis all_possible : forall i, i < n -> 1 <= ways i.
Hypothesis scale_is_positive : 1 <= scale.

Definition within (q low high start : nat) : Prop :=
  low < high <= n /\ forall i, low <= i < high -> start <= p i < start + unit * 2 ^ q.

Lemma halves q low high start : within (S q) low high start -> let middle := start + unit * 2 ^ q in
  let k := first p (high - low) low middle in
  low <= k <= high /\ (k < high -> within q k high middle) /\ (low < k -> within q low k start).
Proof.
  intros [[L H] W] middle k. destruct (first_is p (high - low) low middle) as (A & B & C). fold k in A, B, C.
  replace (low + (high - low)) with high in * by lia. rewrite Nat.pow_succ_r' in W.
  assert (Up : forall i, k <= i < high -> middle <= p i).
  { intros i I. specialize (C ltac:(lia)). destruct (Nat.eq_dec i k) as [->|N]; [exact C|].
    pose proof (ways_are_apart k i ltac:(lia)). lia. }
  unfold middle in *. split; [exact A|].
  split; (intros K; split; [lia|]; intros i I; specialize (W i ltac:(lia))).
  - specialize (Up i I). lia.
  - specialize (B i I). lia.
Qed.

(* Two points within unit 2^q: half the outcome's part, and half another, are shorter than that. *)
Lemma short q low high start i : within q low high start -> 2 <= high - low -> low <= i < high ->
  scale * (ways i + 1) < unit * 2 ^ q.
Proof.
  intros [[L H] W] Two I. set (j := if i =? low then S low else low).
  assert (J : low <= j < high /\ j <> i) by (unfold j; destruct (Nat.eqb_spec i low); lia).
  pose proof (W i I). pose proof (W j ltac:(lia)). pose proof (all_possible j ltac:(lia)).
  destruct (Nat.lt_trichotomy i j) as [O|[O|O]]; [|lia|].
  - pose proof (ways_are_apart i j ltac:(lia)). nia.
  - pose proof (ways_are_apart j i ltac:(lia)). nia.
Qed.

Lemma count_search q low high start : within q low high start ->
  let d := search ask p unit q low high start in let i := output t d in
  low <= i < high /\ (count t d = 0 \/ scale * (ways i + 1) * 2 ^ count t d < 2 * (unit * 2 ^ q)).
Proof.
  revert low high start. induction q as [|q IH]; intros low high start W.
  - destruct W as [[L H] _]. cbn. split; [lia|now left].
  - cbn [search]. destruct (Nat.leb_spec (high - low) 1) as [O|O].
    { destruct W as [[L H] _]. cbn. split; [lia|now left]. }
    destruct (halves q low high start W) as (A & Up & Down).
    set (k := first p (high - low) low (start + unit * 2 ^ q)) in *.
    assert (More : unit * 2 ^ S q = 2 * (unit * 2 ^ q)) by (rewrite Nat.pow_succ_r'; lia).
    destruct (Nat.eqb_spec k low) as [E|E]; [|destruct (Nat.eqb_spec k high) as [F|F]].
    + rewrite E in Up. destruct (IH _ _ _ (Up ltac:(lia))) as [I [C|C]]; (split; [exact I|]); [left; exact C|right; lia].
    + rewrite F in Down. destruct (IH _ _ _ (Down ltac:(lia))) as [I [C|C]]; (split; [exact I|]); [left; exact C|right; lia].
    + cbn [output]. rewrite count_ask. destruct (t (ask k)).
      * destruct (IH _ _ _ (Up ltac:(lia))) as [I C]. split; [lia|]. right.
        pose proof (short _ _ _ _ _ W O ltac:(split; [|apply I]; lia)) as S. rewrite Nat.pow_succ_r'.
        destruct C as [C|C]; [rewrite C; cbn; lia|lia].
      * destruct (IH _ _ _ (Down ltac:(lia))) as [I C]. split; [lia|]. right.
        pose proof (short _ _ _ _ _ W O ltac:(split; [apply I|]; lia)) as S. rewrite Nat.pow_succ_r'.
        destruct C as [C|C]; [rewrite C; cbn; lia|lia].
Qed.

Lemma search_finds q low high start i : within q low high start -> unit <= 2 * scale -> low <= i < high ->
  (forall k, k < n -> t (ask k) = (k <=? i)) -> output t (search ask p unit q low high start) = i.
Proof.
  intros W U I H. revert low high start W I. induction q as [|q IH]; intros low high start W I.
  - cbn. destruct (le_lt_dec (high - low) 1); [lia|]. pose proof (short _ _ _ _ low W ltac:(lia) ltac:(lia)).
    destruct W as [[L X] W]. pose proof (W low ltac:(lia)). pose proof (W (S low) ltac:(lia)).
    pose proof (ways_are_apart low (S low) ltac:(lia)). pose proof (all_possible low ltac:(lia)).
    pose proof (all_possible (S low) ltac:(lia)). cbn [Nat.pow] in *. nia.
  - cbn [search]. destruct (Nat.leb_spec (high - low) 1) as [O|O]; [cbn; lia|].
    destruct (halves q low high start W) as (A & Up & Down).
    set (k := first p (high - low) low (start + unit * 2 ^ q)) in *.
    destruct (Nat.eqb_spec k low) as [E|E]; [rewrite E in Up; apply IH; [apply Up|]; lia|].
    destruct (Nat.eqb_spec k high) as [F|F]; [rewrite F in Down; apply IH; [apply Down|]; lia|].
    cbn [output]. destruct W as [[L X] _]. rewrite H by lia.
    destruct (Nat.leb_spec k i); apply IH; try apply Up; try apply Down; lia.
Qed.
(* Whatever the answers: the outcome's lower end was answered so, its upper end not so. *)
Lemma search_turns q low high start : within q low high start -> unit <= 2 * scale ->
  (low = 0 \/ t (ask low) = true) -> (high = n \/ t (ask high) = false) ->
  let i := output t (search ask p unit q low high start) in
  (i = 0 \/ t (ask i) = true) /\ (S i = n \/ t (ask (S i)) = false).
Proof.
  intros W U. revert low high start W. induction q as [|q IH]; intros low high start W B A.
  - assert (high = S low) as ->; [|now split].
    destruct (le_lt_dec (high - low) 1) as [O|O]; [destruct W; lia|]. exfalso.
    pose proof (short _ _ _ _ low W ltac:(lia) ltac:(lia)). destruct W as [[L X] W].
    pose proof (W low ltac:(lia)). pose proof (W (S low) ltac:(lia)).
    pose proof (ways_are_apart low (S low) ltac:(lia)). pose proof (all_possible low ltac:(lia)).
    pose proof (all_possible (S low) ltac:(lia)). cbn [Nat.pow] in *. nia.
  - cbn [search]. destruct (Nat.leb_spec (high - low) 1) as [O|O].
    { assert (high = S low) as -> by (destruct W; lia). now split. }
    destruct (halves q low high start W) as (K & Up & Down).
    set (k := first p (high - low) low (start + unit * 2 ^ q)) in *.
    destruct (Nat.eqb_spec k low) as [E|E]; [rewrite E in Up; apply IH; [apply Up; lia|exact B|exact A]|].
    destruct (Nat.eqb_spec k high) as [F|F]; [rewrite F in Down; apply IH; [apply Down; lia|exact B|exact A]|].
    cbn [output]. destruct (t (ask k)) eqn:T; apply IH; try (now right); try assumption;
      [apply Up|apply Down]; lia.
Qed.
End Runs.

Lemma begin_within ways : possible ways -> ways <> [] -> let q := clg (list_sum ways) in
  within (point ways q) (2 * list_sum ways) (length ways) q 0 (length ways) 0.
Proof.
  intros P N q. split; [destruct ways; [congruence|cbn; lia]|]. intros i I. split; [lia|].
  apply inside; [exact P|lia].
Qed.

(* The neighbour has a way as well: sharper than depth where w is small. *)
Theorem depth_next_to {Q} (ask : nat -> Q) t ways : possible ways -> ways <> [] ->
  let d := gilbert_moore ask ways in let i := output t d in
  i < length ways /\ (nth i ways 0 + 1) * 2 ^ count t d < 4 * list_sum ways.
Proof.
  intros P N d i. set (q := clg (list_sum ways)). pose proof (Nat.pow_nonzero 2 q ltac:(lia)) as S.
  destruct (count_search ask t (point ways q) (fun i => nth i ways 0) (2 * list_sum ways) (2 ^ q) (length ways)
    (fun a b => apart ways q a b) P ltac:(lia) q 0 (length ways) 0 (begin_within ways P N)) as [I C].
  change (search ask (point ways q) (2 * list_sum ways) q 0 (length ways) 0) with d in I, C. fold i in I, C.
  split; [apply I|]. destruct C as [C|C].
  - rewrite C. pose proof (part_of_all ways i ltac:(lia)). specialize (P i ltac:(lia)). cbn. lia.
  - set (k := 2 ^ count t d) in *. clearbody k. set (s := 2 ^ q) in *. clearbody s.
    apply Nat.mul_lt_mono_pos_l with (p := s); [lia|]. nia.
Qed.

Theorem depth {Q} (ask : nat -> Q) t ways : possible ways -> ways <> [] ->
  let d := gilbert_moore ask ways in let i := output t d in
  i < length ways /\ nth i ways 0 * 2 ^ count t d < 4 * list_sum ways.
Proof.
  intros P N d i. destruct (depth_next_to ask t ways P N) as [I D]. fold d i in I, D. split; [exact I|].
  apply Nat.le_lt_trans with (2 := D), Nat.mul_le_mono_r. lia.
Qed.

Theorem found {Q} (ask : nat -> Q) t ways i : possible ways -> i < length ways ->
  (forall k, k < length ways -> t (ask k) = (k <=? i)) -> output t (gilbert_moore ask ways) = i.
Proof.
  intros P I H. assert (N : ways <> []) by (destruct ways; [cbn in I; lia|congruence]).
  set (q := clg (list_sum ways)). pose proof (Nat.pow_nonzero 2 q ltac:(lia)) as S.
  apply (search_finds ask t (point ways q) (fun i => nth i ways 0) (2 * list_sum ways) (2 ^ q) (length ways)
    (fun a b => apart ways q a b) P ltac:(lia) q 0 (length ways) 0 i (begin_within ways P N)); [|lia|exact H].
  pose proof (clg_enough (list_sum ways)). fold q in H0. lia.
Qed.

Theorem turns {Q} (ask : nat -> Q) t ways : possible ways -> ways <> [] ->
  let i := output t (gilbert_moore ask ways) in
  (i = 0 \/ t (ask i) = true) /\ (S i = length ways \/ t (ask (S i)) = false).
Proof.
  intros P N. set (q := clg (list_sum ways)). pose proof (Nat.pow_nonzero 2 q ltac:(lia)) as S.
  apply (search_turns ask t (point ways q) (fun i => nth i ways 0) (2 * list_sum ways) (2 ^ q) (length ways)
    (fun a b => apart ways q a b) P ltac:(lia) q 0 (length ways) 0 (begin_within ways P N)); try (now left).
  pose proof (clg_enough (list_sum ways)). fold q in H. lia.
Qed.

(* The one in the middle, however likely, is told from both neighbours. *)
Theorem less_is_too_little : exists ways t, possible ways /\
  let d := gilbert_moore (fun k => k) ways in
  31 * list_sum ways <= 8 * (nth (output t d) ways 0 * 2 ^ count t d).
Proof.
  exists [1; 62; 1], (fun k => k <=? 1). split.
  - intros [|[|[|i]]] I; cbn in *; lia.
  - apply Nat.leb_le. vm_compute. reflexivity.
Qed.
