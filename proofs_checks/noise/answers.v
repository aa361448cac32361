(* How much a label that may be flipped tells about where the target is, and what must be told to know it.

   Python:  qlearn/learners/linear/flips.py (the converse), expectation_propagation.py (the questions that halve).
   A posterior is a list of cells, each with its probability and its true label at the point asked; the label heard is the
   other one with probability rho.
   Theorem (told): the information is h(P) - h(rho), P the probability to hear `true`: nothing else of the posterior matters.
   Theorem (halving): a question that halves the posterior tells exactly ln 2 - h(rho), and none tells more (no_more).
   Theorem (processing): the divergence of two laws on cells is at least that of their shares of any set of cells.
   Theorem (converse): the divergence of 1 - delta from s is at least (1 - delta) ln(1/s) - h(delta).
   Idea:    everything is linear in the cells' probabilities once the logarithms of what is heard are fixed; the rest is
            ln x <= x - 1.
   Tight:   halving attains no_more; an uneven question tells less (uneven); equal laws attain processing.
   All in nats; information is the mean of the log of a likelihood over what is heard.  Speaks for answers.py.  *)
From Coq Require Import Reals Lra Psatz List Bool.
Import ListNotations.
Local Open Scope R_scope.

Definition h (p : R) : R := - (p * ln p) - (1 - p) * ln (1 - p).

Definition posterior := list (R * bool).
Definition sum (l : list R) : R := fold_right Rplus 0 l.
Definition mass (l : posterior) : R := sum (map fst l).
Definition share (l : posterior) : R := sum (map (fun c => if snd c : bool then fst c else 0) l).

Section Flips.
Variable rho : R.
Hypothesis rate : 0 < rho < 1.

Definition says (b y : bool) : R := if eqb b y then 1 - rho else rho.
Definition heard (l : posterior) (y : bool) : R := sum (map (fun c => fst c * says (snd c) y) l).
Definition information (l : posterior) : R :=
  sum (map (fun c => fst c * (says (snd c) true * (ln (says (snd c) true) - ln (heard l true))
                              + says (snd c) false * (ln (says (snd c) false) - ln (heard l false)))) l).

Lemma linear l T F :
  sum (map (fun c => fst c * (says (snd c) true * (ln (says (snd c) true) - T)
                              + says (snd c) false * (ln (says (snd c) false) - F))) l)
  = - mass l * h rho - heard l true * T - heard l false * F.
Proof.
  unfold mass, heard, h. induction l as [|[p b] l IH]; cbn [map sum fold_right fst snd] in *; [ring|].
  unfold sum in *. rewrite IH. destruct b; unfold says; cbn [eqb]; ring.
Qed.

Lemma heard_true l : heard l true = rho * mass l + (1 - 2 * rho) * share l.
Proof.
  unfold heard, mass, share. induction l as [|[p b] l IH]; cbn [map sum fold_right fst snd] in *; [ring|].
  unfold sum in *. rewrite IH. destruct b; unfold says; cbn [eqb]; ring.
Qed.

Lemma heard_both l : heard l true + heard l false = mass l.
Proof.
  unfold heard, mass. induction l as [|[p b] l IH]; cbn [map sum fold_right fst snd] in *; [ring|].
  unfold sum in *. destruct b; unfold says in *; cbn [eqb]; lra.
Qed.

Theorem told l : mass l = 1 -> information l = h (rho + (1 - 2 * rho) * share l) - h rho.
Proof.
  intro M. unfold information. rewrite linear. pose proof (heard_both l) as B. rewrite M in *.
  replace (heard l false) with (1 - heard l true) by lra. rewrite heard_true, M, Rmult_1_r. unfold h. ring.
Qed.

Theorem halving l : mass l = 1 -> share l = 1 / 2 -> information l = ln 2 - h rho.
Proof.
  intros M S. rewrite (told l M), S. replace (rho + (1 - 2 * rho) * (1 / 2)) with (/ 2) by field.
  unfold h at 1. replace (1 - / 2) with (/ 2) by field. rewrite ln_Rinv by lra. field.
Qed.

Lemma ln_below x : 0 < x -> ln x <= x - 1.
Proof. intro X. pose proof (exp_ineq1_le (ln x)) as E. rewrite exp_ln in E by exact X. lra. Qed.

Lemma h_below p : 0 < p < 1 -> h p <= ln 2.
Proof.
  intro P. pose proof (ln_below (/ (2 * p))) as A. pose proof (ln_below (/ (2 * (1 - p)))) as B.
  rewrite ln_Rinv, ln_mult in A by lra. rewrite ln_Rinv, ln_mult in B by lra.
  assert (0 < / (2 * p)) by (apply Rinv_0_lt_compat; lra). assert (0 < / (2 * (1 - p))) by (apply Rinv_0_lt_compat; lra).
  specialize (A H). specialize (B H0). unfold h.
  assert (PA : p * (- (ln 2 + ln p)) <= p * (/ (2 * p) - 1)) by (apply Rmult_le_compat_l; lra).
  assert (PB : (1 - p) * (- (ln 2 + ln (1 - p))) <= (1 - p) * (/ (2 * (1 - p)) - 1)) by (apply Rmult_le_compat_l; lra).
  replace (p * (/ (2 * p) - 1)) with (1 / 2 - p) in PA by (field; lra).
  replace ((1 - p) * (/ (2 * (1 - p)) - 1)) with (1 / 2 - (1 - p)) in PB by (field; lra). lra.
Qed.

Theorem no_more l : mass l = 1 -> 0 <= share l <= 1 -> information l <= ln 2 - h rho.
Proof.
  intros M S. rewrite (told l M). assert (0 < rho + (1 - 2 * rho) * share l < 1) by nra.
  pose proof (h_below _ H). lra.
Qed.
End Flips.

(* A question whose two sides are not equally likely: all cells have one label, and nothing is told. *)
Theorem uneven : exists l, mass l = 1 /\ share l <> 1 / 2 /\ information (1 / 4) l < ln 2 - h (1 / 4).
Proof.
  exists [(1, true)]. assert (M : mass [(1, true)] = 1) by (unfold mass; cbn; ring).
  assert (S : share [(1, true)] = 1) by (unfold share; cbn; ring). split; [exact M|]. split; [rewrite S; lra|].
  rewrite (told (1 / 4) _ M), S. replace (1 / 4 + (1 - 2 * (1 / 4)) * 1) with (3 / 4) by field. unfold h.
  replace (1 - 3 / 4) with (1 / 4) by field. replace (1 - 1 / 4) with (3 / 4) by field.
  assert (A : ln (3 / 4) < ln 1) by (apply ln_increasing; lra). rewrite ln_1 in A.
  assert (Q : ln (1 / 4) = - (2 * ln 2)).
  { replace (1 / 4) with (/ (2 * 2)) by field. rewrite ln_Rinv, ln_mult by lra. ring. }
  pose proof (ln_below (3 / 4)) as U. assert (T : ln (3 / 4) = ln 3 - 2 * ln 2).
  { replace (3 / 4) with (3 * / (2 * 2)) by field. rewrite ln_mult, ln_Rinv, ln_mult by lra. ring. }
  assert (W : ln 3 < 2 * ln 2) by lra.
  assert (V : 3 * ln 3 > 4 * ln 2).
  { assert (ln (3 * (3 * 3)) > ln (2 * (2 * (2 * 2)))) by (apply Rlt_gt, ln_increasing; lra).
    rewrite !ln_mult in H by lra. lra. }
  lra.
Qed.

(* ---- what must be told ---- *)
Definition pairs := list (R * R).  (* the two probabilities of each cell *)
Definition ones (l : pairs) : R := sum (map fst l).
Definition others (l : pairs) : R := sum (map snd l).
Definition divergence (l : pairs) : R := sum (map (fun c => fst c * (ln (fst c) - ln (snd c))) l).

Theorem processing l : l <> [] -> (forall c, In c l -> 0 < fst c /\ 0 < snd c) ->
  divergence l >= ones l * (ln (ones l) - ln (others l)).
Proof.
  intros N C.
  assert (O : forall l : pairs, (forall c, In c l -> 0 < fst c /\ 0 < snd c) -> 0 <= ones l /\ 0 <= others l).
  { clear. intros l. unfold ones, others, sum. induction l as [|[p q] l IH]; intros C; cbn; [lra|].
    destruct (C (p, q) (or_introl eq_refl)) as [P Q]. cbn in P, Q.
    destruct IH as [A B]; [intros c I; apply C; right; exact I|]. unfold sum in *. lra. }
  assert (P : 0 < ones l /\ 0 < others l).
  { destruct l as [|[p q] l]; [easy|]. destruct (C (p, q) (or_introl eq_refl)) as [P Q]. cbn in P, Q.
    destruct (O l) as [A B]; [intros c I; apply C; right; exact I|]. unfold ones, others, sum in *. cbn. lra. }
  destruct P as [P Q]. set (k := ones l / others l).
  assert (K : 0 < k) by (apply Rdiv_lt_0_compat; assumption).
  assert (L : ln (ones l) - ln (others l) = ln k) by (unfold k, Rdiv; rewrite ln_mult, ln_Rinv; [ring|lra|lra|now apply Rinv_0_lt_compat]).
  rewrite L.
  assert (G : forall m : pairs, (forall c, In c m -> 0 < fst c /\ 0 < snd c) ->
    divergence m >= ones m * ln k + ones m - others m * k).
  { clear - K. clearbody k. intros m. unfold divergence, ones, others, sum. induction m as [|[p q] m IH]; intros C; cbn; [lra|].
    destruct (C (p, q) (or_introl eq_refl)) as [P Q]. cbn in P, Q.
    assert (I : fold_right Rplus 0 (map (fun c : R * R => fst c * (ln (fst c) - ln (snd c))) m)
      >= fold_right Rplus 0 (map fst m) * ln k + fold_right Rplus 0 (map fst m) - fold_right Rplus 0 (map snd m) * k)
      by (apply IH; intros c I; apply C; right; exact I).
    assert (X : 0 < k * q * / p) by (apply Rmult_lt_0_compat; [now apply Rmult_lt_0_compat|now apply Rinv_0_lt_compat]).
    pose proof (ln_below _ X) as B.
    assert (E : ln (k * q * / p) = ln k + ln q - ln p).
    { rewrite !ln_mult, ln_Rinv; try assumption; try ring; try (now apply Rinv_0_lt_compat); now apply Rmult_lt_0_compat. }
    rewrite E in B.
    assert (M : p * (ln k + ln q - ln p) <= p * (k * q * / p - 1)) by (apply Rmult_le_compat_l; lra).
    replace (p * (k * q * / p - 1)) with (k * q - p) in M by (field; lra). lra. }
  specialize (G l C). replace (others l * k) with (ones l) in G by (unfold k; field; lra). lra.
Qed.

Theorem processing_attained : divergence [(1, 1)] = ones [(1, 1)] * (ln (ones [(1, 1)]) - ln (others [(1, 1)])).
Proof. unfold divergence, ones, others, sum. cbn. replace (1 + 0) with 1 by ring. rewrite ln_1. ring. Qed.

Definition kl (p s : R) : R := p * (ln p - ln s) + (1 - p) * (ln (1 - p) - ln (1 - s)).

Theorem converse delta s : 0 < delta < 1 -> 0 < s < 1 -> kl (1 - delta) s >= (1 - delta) * - ln s - h delta.
Proof.
  intros D S. unfold kl, h. replace (1 - (1 - delta)) with delta by ring.
  assert (ln (1 - s) < ln 1) by (apply ln_increasing; lra). rewrite ln_1 in H. nra.
Qed.

(* The factor 1 - delta cannot go: at s = 1 - delta nothing needs to be told. *)
Theorem share_counts : ~ (forall delta s, 0 < delta < 1 -> 0 < s < 1 -> kl (1 - delta) s >= - ln s - delta * ln 2).
Proof.
  intro A. specialize (A (3 / 4) (1 / 4)). unfold kl in A. replace (1 - 3 / 4) with (1 / 4) in A by field.
  replace (1 - 1 / 4) with (3 / 4) in A by field.
  assert (Q : ln (1 / 4) = - (2 * ln 2)).
  { replace (1 / 4) with (/ (2 * 2)) by field. rewrite ln_Rinv, ln_mult by lra. ring. }
  assert (P : 0 < ln 2) by (rewrite <- ln_1; apply ln_increasing; lra).
  assert (X : 1 / 4 * (ln (1 / 4) - ln (1 / 4)) + 3 / 4 * (ln (3 / 4) - ln (3 / 4)) >= - ln (1 / 4) - 3 / 4 * ln 2)
    by (apply A; lra). lra.
Qed.
