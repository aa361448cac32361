(* Monotone functions of n bits from membership queries (Hansel 1966).

   The learner goes through the chains of symmetric_chains.v, the shorter ones first, and asks each point whose label
   does not follow from the labels that it knows: what lies above an accepted point is accepted, what lies below a
   rejected one is rejected.
   Theorem: it finds every monotone function, with at most C(n + 1, floor(n/2) + 1) queries.
   Idea:    when a chain's turn comes, at most two of its points are unknown.  For let i and k be unknown, k >= i + 2.
            A shorter chain has a point between those at i and i + 2, and its label is known: if it is accepted, so is
            the one at k; if not, the one at i is rejected.  So the cost of a chain is at most the number of its points
            with floor(n/2) or floor(n/2) + 1 ones.
   Tight:   every learner needs as many: monotone_functions.v.
   Python file: monotone_functions.py.                                                                              *)
From Coq Require Import List Arith Lia ZArith Bool Permutation Sorted.
From qlearn.finite Require Import dialogues.
From qlearn.dimensions Require Import star threshold_functions monotone_functions symmetric_chains.
Import ListNotations.

(* ---- what follows from the labels known -------------------------------------------------------------------------- *)
Section Hansel.
Variable n : nat.
Notation point := (point n).
Notation labelling := (point -> bool).
Notation at_place i c := (nth i c (zeros n)).

Fixpoint is_below (m : nat) : vector bool m -> vector bool m -> bool :=
  match m with 0 => fun _ _ => true | S m => fun x y => implb (fst x) (fst y) && is_below m (snd x) (snd y) end.

Lemma is_below_spec m x y : is_below m x y = true <-> below m x y.
Proof.
  induction m as [|m IH]; cbn; [tauto|]. rewrite andb_true_iff, IH.
  destruct (fst x), (fst y); cbn; intuition discriminate.
Qed.

(* b follows for x: from an accepted point below x, or a rejected one above. *)
Definition follows (known : list (point * bool)) (b : bool) (x : point) : bool :=
  existsb (fun p => eqb (snd p) b && if b then is_below n (fst p) x else is_below n x (fst p)) known.
Definition open (known : list (point * bool)) (x : point) : bool :=
  negb (follows known true x || follows known false x).

(* Ask the points xs, one after another, unless the label follows. *)
Fixpoint ask_open (xs : list point) (known : list (point * bool)) : dialogue point bool labelling :=
  match xs with
  | [] => Done (follows known true)
  | x :: xs => if open known x then Ask x (fun b => ask_open xs ((x, b) :: known)) else ask_open xs known
  end.
Definition hansel : dialogue point bool labelling := ask_open (concat (by_length (chains n))) [].

(* What is known after that, for the target c. *)
Variable c : labelling.
Hypothesis c_monotone : monotone n c.

Fixpoint learned (xs : list point) (known : list (point * bool)) : list (point * bool) :=
  match xs with
  | [] => known
  | x :: xs => learned xs (if open known x then (x, c x) :: known else known)
  end.

Lemma ask_open_run xs known : let found := learned xs known in
  length known + count c (ask_open xs known) = length found
  /\ output c (ask_open xs known) = follows found true.
Proof.
  cbv zeta. unfold count. revert known. induction xs as [|x xs IH]; intros known; cbn [ask_open learned].
  - cbn. split; [lia|reflexivity].
  - destruct (open known x); [|apply IH]. cbn [asked output length]. destruct (IH ((x, c x) :: known)) as [Q O].
    cbn [length] in Q. split; [lia|exact O].
Qed.

Lemma learned_app xs ys known : learned (xs ++ ys) known = learned ys (learned xs known).
Proof. revert known. induction xs as [|x xs IH]; intros known; [reflexivity|]. cbn. apply IH. Qed.

(* Nothing is forgotten, and all that is asked is true. *)
Lemma learned_keeps xs known : incl known (learned xs known).
Proof.
  revert known. induction xs as [|x xs IH]; intros known; cbn; [apply incl_refl|].
  destruct (open known x); [|apply IH]. intros y Y. apply IH. now right.
Qed.

Definition true_of (known : list (point * bool)) : Prop := forall x b, In (x, b) known -> b = c x.

Lemma learned_true xs known : true_of known -> true_of (learned xs known).
Proof.
  revert known. induction xs as [|x xs IH]; intros known T; [exact T|]. cbn. apply IH.
  destruct (open known x); [|exact T]. intros y b [E|I]; [now injection E as <- <-|now apply T].
Qed.

Lemma follows_spec known b x : follows known b x = true
  <-> exists y, In (y, b) known /\ if b then below n y x else below n x y.
Proof.
  unfold follows. rewrite existsb_exists. split.
  - intros ([y b'] & I & H). cbn in H. apply andb_true_iff in H. destruct H as [E H]. apply eqb_prop in E. subst b'.
    exists y. split; [exact I|]. destruct b; now apply is_below_spec.
  - intros (y & I & H). exists (y, b). split; [exact I|]. cbn. rewrite eqb_reflx. destruct b; now apply is_below_spec.
Qed.

Lemma not_open known x : open known x = false <-> exists b, follows known b x = true.
Proof.
  unfold open. rewrite negb_false_iff, orb_true_iff. split; [intros [H|H]; eauto|intros ([] & H); auto].
Qed.

Lemma follows_more known known' b x : incl known known' -> follows known b x = true -> follows known' b x = true.
Proof. intros I. rewrite !follows_spec. intros (y & Y & H). exists y. auto. Qed.

Lemma open_less known known' x : incl known known' -> open known' x = true -> open known x = true.
Proof.
  intros I O. destruct (open known x) eqn:E; [reflexivity|]. apply not_open in E. destruct E as (b & E).
  rewrite <- O. symmetry. apply not_open. exists b. now apply (follows_more known).
Qed.

Lemma follows_true known b x : true_of known -> follows known b x = true -> c x = b.
Proof.
  intros T F. apply follows_spec in F. destruct F as (y & Y & B). apply T in Y. destruct b.
  - now apply (c_monotone y x B).
  - destruct (c x) eqn:E; [|reflexivity]. rewrite Y. symmetry. exact (c_monotone x y B E).
Qed.

(* What is asked has a label then; only what was open is asked. *)
Lemma learned_closed xs known x : In x xs -> open (learned xs known) x = false.
Proof.
  revert known. induction xs as [|y xs IH]; intros known X; [contradiction|].
  cbn. destruct X as [->|X]; [|now apply IH].
  apply not_open. destruct (open known x) eqn:O.
  - exists (c x). apply follows_spec. exists x. split; [apply learned_keeps; now left|].
    destruct (c x); apply below_itself.
  - apply not_open in O. destruct O as (b & F). exists b. apply (follows_more known); [apply learned_keeps|exact F].
Qed.

Lemma filter_fewer (p q : point -> bool) xs : (forall x, p x = true -> q x = true) ->
  length (filter p xs) <= length (filter q xs).
Proof.
  intros H. induction xs as [|x xs IH]; cbn; [lia|]. specialize (H x).
  destruct (p x), (q x); cbn; lia || discriminate H.
Qed.

Lemma filter_at_most (p : point -> bool) xs : length (filter p xs) <= length xs.
Proof. induction xs as [|x xs IH]; cbn; [lia|]. destruct (p x); cbn; lia. Qed.

Lemma learned_few xs known : length (learned xs known) <= length known + length (filter (open known) xs).
Proof.
  revert known. induction xs as [|x xs IH]; intros known; cbn; [lia|]. destruct (open known x) eqn:O; [|apply IH].
  specialize (IH ((x, c x) :: known)). cbn [length] in *.
  pose proof (filter_fewer (open ((x, c x) :: known)) (open known) xs) as L.
  enough (length (filter (open ((x, c x) :: known)) xs) <= length (filter (open known) xs)) by lia.
  apply L. intros y. apply open_less. intros z Z. now right.
Qed.

(* ---- the cost of a chain ----------------------------------------------------------------------------------------- *)
Lemma a_later_place (p : point -> bool) m l : m < length (filter p l) ->
  exists k, m <= k < length l /\ p (at_place k l) = true.
Proof.
  revert m. induction l as [|x l IH]; cbn [filter length]; intros m H; [lia|]. destruct (p x) eqn:P; cbn [length] in H.
  - destruct m as [|m]; [exists 0; split; [lia|exact P]|]. destruct (IH m ltac:(lia)) as (k & K & Q).
    exists (S k). split; [lia|exact Q].
  - destruct (IH m H) as (k & K & Q). exists (S k). split; [lia|exact Q].
Qed.

Lemma two_places_apart (p : point -> bool) l : 2 < length (filter p l) ->
  exists i k, S (S i) <= k < length l /\ p (at_place i l) = true /\ p (at_place k l) = true.
Proof.
  induction l as [|x l IH]; cbn [filter length]; intros H; [lia|]. destruct (p x) eqn:P; cbn [length] in H.
  - destruct (a_later_place p 1 l ltac:(lia)) as (k & K & Q). exists 0, (S k). split; [lia|]. now split.
  - destruct (IH H) as (i & k & K & Q). exists (S i), (S k). split; [lia|exact Q].
Qed.

Definition closed_on (known : list (point * bool)) (d : list point) : Prop := forall x, In x d -> open known x = false.

Lemma two_are_open d known : In d (chains n) ->
  (forall e, In e (chains n) -> length e < length d -> closed_on known e) ->
  length (filter (open known) d) <= 2.
Proof.
  intros D Shorter. apply Nat.nlt_ge. intros Many.
  destruct (two_places_apart (open known) d Many) as (i & k & K & Oi & Ok).
  destruct (another_between n d i D ltac:(lia)) as (y & e & E & Le & Y & _ & Bi & Bk).
  pose proof (Shorter e E Le y Y) as C. apply not_open in C. destruct C as (b & F).
  apply follows_spec in F. destruct F as (z & Z & B).
  enough (open known (at_place (if b then k else i) d) = false) by (destruct b; congruence).
  apply not_open. exists b. apply follows_spec. exists z. split; [exact Z|]. destruct b.
  - apply (below_trans n z y _ B). apply (below_trans n y _ _ Bk). apply chain_upwards; [exact D|lia|lia].
  - now apply (below_trans n _ y z).
Qed.

Lemma ones_level m x : ones m x = Z.of_nat (level m x).
Proof. induction m as [|m IH]; cbn [ones level]; [reflexivity|]. rewrite IH. destruct (fst x); lia. Qed.

Lemma middle_of_a_chain d : In d (chains n) -> Nat.min 2 (length d) <= length (filter (middle n) d).
Proof.
  intros D. destruct (chains_symmetric n d D) as (Pos & s & Sum & Lv). set (k := n / 2).
  assert (2 * k <= n < 2 * k + 2) as Half.
  { pose proof (Nat.div_mod_eq n 2). pose proof (Nat.mod_upper_bound n 2). fold k in H. lia. }
  assert (forall i, s + i = k \/ s + i = k + 1 -> i < length d -> In (at_place i d) (filter (middle n) d)) as Mid.
  { intros i I Li. apply filter_In. split; [now apply nth_In|]. unfold middle. rewrite ones_level, Lv by exact Li.
    fold k. apply orb_true_iff. rewrite !Z.eqb_eq. lia. }
  destruct (le_lt_dec 2 (length d)) as [Two|One].
  - apply Nat.le_trans with (length [at_place (k - s) d; at_place (k + 1 - s) d]); [cbn [length]; lia|].
    apply NoDup_incl_length.
    + constructor; [|repeat constructor; intros []]. intros [E|[]]. apply (f_equal (level n)) in E.
      rewrite !Lv in E; lia.
    + intros x [<-|[<-|[]]]; apply Mid; lia.
  - apply Nat.le_trans with (length [at_place (k - s) d]); [cbn [length]; lia|].
    apply NoDup_incl_length; [repeat constructor; intros []|]. intros x [<-|[]]. apply Mid; lia.
Qed.

Lemma chains_cost todo known ready : StronglySorted no_longer todo ->
  (forall d, In d (chains n) -> In d ready \/ In d todo) -> (forall d, In d todo -> In d (chains n)) ->
  (forall d, In d ready -> closed_on known d) ->
  length (learned (concat todo) known) <= length known + length (filter (middle n) (concat todo)).
Proof.
  intros S. revert known ready. induction S as [|d ds S IH F]; intros known ready All Some C; cbn [concat]; [cbn; lia|].
  rewrite learned_app, filter_app, app_length. rewrite Forall_forall in F.
  specialize (IH (learned d known) (d :: ready)).
  assert (length (learned d known) <= length known + length (filter (middle n) d)) as One.
  { pose proof (learned_few d known). pose proof (middle_of_a_chain d (Some d (or_introl eq_refl))).
    pose proof (filter_at_most (open known) d).
    enough (length (filter (open known) d) <= 2) by lia. apply two_are_open; [apply Some; now left|].
    intros e E Le. destruct (All e E) as [R|[<-|T]]; [now apply C|lia|].
    specialize (F e T). unfold no_longer in F. lia. }
  enough (length (learned (concat ds) (learned d known))
    <= length (learned d known) + length (filter (middle n) (concat ds))) by lia.
  apply IH.
  - intros e E. destruct (All e E) as [R|[<-|T]]; [left; now right|left; now left|now right].
  - intros e E. apply Some. now right.
  - intros e [<-|R] x X; [now apply learned_closed|]. pose proof (C e R x X) as H. apply not_open in H.
    destruct H as (b & H). apply not_open. exists b. apply (follows_more known); [apply learned_keeps|exact H].
Qed.
End Hansel.

(* ---- the theorem ------------------------------------------------------------------------------------------------- *)
Theorem monotone_functions_cost n : enough (monotone n) (cost n).
Proof.
  exists (hansel n). pose proof (by_length_permutes (chains n)) as P.
  assert (Permutation (concat (by_length (chains n))) (points n)) as Same.
  { apply Permutation_trans with (2 := chains_are_the_points n). now apply concat_permutes. }
  assert (forall x, In x (concat (by_length (chains n)))) as All.
  { intros x. apply (Permutation_in x (Permutation_sym Same)), every_point. }
  split; intros c M; unfold hansel; destruct (ask_open_run n c (concat (by_length (chains n))) []) as [Q O].
  - intros x. rewrite O. pose proof (learned_true n c (concat (by_length (chains n))) [] ltac:(intros ? ? [])) as T.
    pose proof (learned_closed n c (concat (by_length (chains n))) [] x (All x)) as F. apply not_open in F.
    destruct F as (b & F). rewrite (follows_true n c M _ b x T F). destruct b; [exact F|].
    destruct (follows n _ true x) eqn:E; [|reflexivity].
    apply (follows_true n c M _ true x T) in E. apply (follows_true n c M _ false x T) in F. congruence.
  - cbn in Q. rewrite Q, <- middle_length.
    rewrite <- (Permutation_length (filter_permutes (middle n) _ _ Same)).
    apply (chains_cost n c _ [] []); [apply by_length_sorted| | |intros d []].
    + intros d D. right. now apply (Permutation_in d (Permutation_sym P)).
    + intros d. apply (Permutation_in d P).
Qed.
