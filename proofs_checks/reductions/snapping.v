(* How often a point is searched back to a cut before no coordinate of it can be moved back alone.

   Python: qlearn/reductions/snapping.py.  On each feature the point is some places away from the point asked, 0 if
   that coordinate is not moved.  A search brings one coordinate nearer: home, or just across a true cut.  `cuts`
   lists for each feature how far from the point asked the places just across its cuts are.
   Theorem (searches_bound): if a coordinate remains that is not home, there were at most s + d - 1 searches, where
            s is the number of all cuts and d that of the features.  So the searches end.
   Idea:    what is still before a coordinate, cuts and home, becomes less with each search of it.
   Tight:   for all numbers of cuts (searches_attained).
   Speaks for snapping.py. *)
From Coq Require Import List Arith Lia PeanoNat Bool.
Import ListNotations.

Inductive search : list (list nat) -> list nat -> list nat -> Prop :=
| this_feature c cuts p q ps : q < p -> q = 0 \/ In q c -> search (c :: cuts) (p :: ps) (q :: ps)
| later_feature c cuts p ps qs : search cuts ps qs -> search (c :: cuts) (p :: ps) (p :: qs).

Inductive searches (cuts : list (list nat)) : list nat -> nat -> list nat -> Prop :=
| none ps : searches cuts ps 0 ps
| one_more ps qs n rs : search cuts ps qs -> searches cuts qs n rs -> searches cuts ps (S n) rs.

Definition before (p c : nat) : bool := (0 <? c) && (c <? p).
Definition ahead (c : list nat) (p : nat) : nat := length (filter (before p) c) + (if p =? 0 then 0 else 1).
Fixpoint all_ahead (cuts : list (list nat)) (ps : list nat) : nat :=
  match cuts, ps with c :: cuts, p :: ps => ahead c p + all_ahead cuts ps | _, _ => 0 end.
Definition number (cuts : list (list nat)) : nat := list_sum (map (@length nat) cuts).

Lemma fewer (f g : nat -> bool) l : (forall c, f c = true -> g c = true) ->
  length (filter f l) <= length (filter g l)
  /\ forall q, In q l -> f q = false -> g q = true -> length (filter f l) < length (filter g l).
Proof.
  intros H. induction l as [|c l [IH IHq]]; [split; [cbn; lia|intros q []]|]. cbn [filter]. split.
  - destruct (f c) eqn:F; [rewrite (H c F); cbn; lia|]. destruct (g c); cbn; lia.
  - intros q [->|Q] F G.
    + rewrite F, G. cbn. lia.
    + specialize (IHq q Q F G). destruct (f c) eqn:Fc; [rewrite (H c Fc); cbn; lia|]. destruct (g c); cbn; lia.
Qed.

Lemma ahead_less c p q : q < p -> q = 0 \/ In q c -> ahead c q < ahead c p.
Proof.
  intros L [->|Q]; unfold ahead.
  - replace (filter (before 0) c) with (@nil nat).
    + destruct (Nat.eqb_spec p 0); cbn; lia.
    + symmetry. induction c as [|x c IH]; [reflexivity|]. cbn [filter]. unfold before at 1.
      replace (x <? 0) with false by (symmetry; apply Nat.ltb_ge; lia). now rewrite andb_false_r.
  - assert (forall x, before q x = true -> before p x = true) as H.
    { unfold before. intros x. rewrite !andb_true_iff, !Nat.ltb_lt. lia. }
    destruct (fewer (before q) (before p) c H) as [_ F].
    destruct (Nat.eqb_spec p 0); [lia|]. destruct (Nat.eqb_spec q 0) as [->|Z].
    + destruct (fewer (before 0) (before p) c H) as [M _]. lia.
    + specialize (F q Q). unfold before in F at 1 2. rewrite Nat.ltb_irrefl, andb_false_r in F.
      replace ((0 <? q) && (q <? p)) with true in F by (symmetry; rewrite andb_true_iff, !Nat.ltb_lt; lia).
      specialize (F eq_refl eq_refl). lia.
Qed.

Lemma search_less cuts ps qs : search cuts ps qs -> all_ahead cuts qs < all_ahead cuts ps.
Proof.
  induction 1 as [c cuts p q ps L Q|c cuts p ps qs _ IH]; cbn [all_ahead]; [|lia].
  pose proof (ahead_less c p q L Q). lia.
Qed.

Lemma ahead_most cuts ps : all_ahead cuts ps <= number cuts + length cuts.
Proof.
  revert ps. unfold number. induction cuts as [|c cuts IH]; intros [|p ps];
    cbn [all_ahead map list_sum length fold_right]; [lia|lia|lia|].
  specialize (IH ps). unfold list_sum in IH. unfold ahead.
  assert (length (filter (before p) c) <= length c) as F.
  { induction c as [|x c IHc]; [cbn; lia|]. cbn [filter length]. destruct (before p x); cbn [length]; lia. }
  destruct (p =? 0); lia.
Qed.

Lemma ahead_some cuts ps : length cuts = length ps -> (exists p, In p ps /\ 0 < p) -> 1 <= all_ahead cuts ps.
Proof.
  revert ps. induction cuts as [|c cuts IH]; intros [|p ps] E (q & Q & P); cbn in *; try easy.
  injection E as E. destruct Q as [->|Q].
  - unfold ahead. destruct (Nat.eqb_spec q 0); lia.
  - specialize (IH ps E (ex_intro _ q (conj Q P))). lia.
Qed.

Lemma search_length cuts ps qs : search cuts ps qs -> length ps = length qs.
Proof. induction 1; cbn; congruence. Qed.

Theorem searches_bound cuts ps n qs : length cuts = length ps -> searches cuts ps n qs ->
  (exists q, In q qs /\ 0 < q) -> n <= number cuts + length cuts - 1.
Proof.
  intros E R Q. assert (n + 1 <= all_ahead cuts ps); [|pose proof (ahead_most cuts ps); lia].
  induction R as [ps|ps qs n rs S R IH].
  - pose proof (ahead_some cuts ps E Q). lia.
  - pose proof (search_less cuts ps qs S). pose proof (search_length cuts ps qs S).
    specialize (IH ltac:(congruence) Q). lia.
Qed.

(* ---- As many as that: cuts at 1, ..., s_i on each feature, and searches that cross one cut each ---- *)
Lemma searches_app cuts ps m qs n rs : searches cuts ps m qs -> searches cuts qs n rs -> searches cuts ps (m + n) rs.
Proof.
  intros R. induction R as [|ps qs m ts S R IH]; intros T; [exact T|].
  cbn. eapply one_more; [exact S|now apply IH].
Qed.

Lemma searches_later c cuts p ps n qs : searches cuts ps n qs -> searches (c :: cuts) (p :: ps) n (p :: qs).
Proof.
  intros R. induction R as [ps|ps qs m ts S R IH]; [constructor|].
  eapply one_more; [apply later_feature; exact S|exact IH].
Qed.

Lemma walk k c cuts ps p m : p <= k + 1 -> m <= p -> c = seq 1 k -> searches (c :: cuts) (p :: ps) m (p - m :: ps).
Proof.
  intros P M ->. revert p P M. induction m as [|m IH]; intros p P M; [rewrite Nat.sub_0_r; constructor|].
  eapply one_more; [apply (this_feature _ _ _ (p - 1)); [lia|]|].
  - destruct (Nat.eq_dec p 1); [left; lia|right; apply in_seq; lia].
  - replace (p - S m) with (p - 1 - m) by lia. apply IH; lia.
Qed.

Definition comb (s : list nat) : list (list nat) := map (seq 1) s.

Lemma comb_number s : number (comb s) = list_sum s.
Proof.
  unfold number, comb, list_sum. induction s as [|k s IH]; [reflexivity|]. cbn. now rewrite seq_length, IH.
Qed.

Lemma all_home s : searches (comb s) (map S s) (list_sum s + length s) (map (fun _ => 0) s).
Proof.
  unfold list_sum. induction s as [|k s IH]; [constructor|]. cbn [comb map fold_right length].
  replace (k + fold_right Nat.add 0 s + S (length s)) with (S k + (fold_right Nat.add 0 s + length s)) by lia.
  eapply searches_app.
  - apply (walk k _ _ _ (S k) (S k)); [lia|lia|reflexivity].
  - rewrite Nat.sub_diag. apply searches_later. exact IH.
Qed.

Theorem searches_attained k s : exists qs, searches (comb (k :: s)) (map S (k :: s)) (list_sum (k :: s) + length s) qs
  /\ (exists q, In q qs /\ 0 < q) /\ number (comb (k :: s)) + length (comb (k :: s)) - 1 = list_sum (k :: s) + length s.
Proof.
  exists (1 :: map (fun _ => 0) s). split; [|split].
  - cbn [comb map]. change (list_sum (k :: s)) with (k + list_sum s). rewrite <- Nat.add_assoc. eapply searches_app.
    + apply (walk k _ _ _ (S k) k); [lia|lia|reflexivity].
    + replace (S k - k) with 1 by lia. apply searches_later, all_home.
  - exists 1. split; [now left|lia].
  - rewrite comb_number. unfold comb. rewrite map_length. cbn [length]. lia.
Qed.

Corollary no_search_fewer k s : ~ forall n qs, searches (comb (k :: s)) (map S (k :: s)) n qs ->
  (exists q, In q qs /\ 0 < q) -> n < number (comb (k :: s)) + length (comb (k :: s)) - 1.
Proof. intros H. destruct (searches_attained k s) as (qs & R & Q & E). specialize (H _ _ R Q). lia. Qed.
