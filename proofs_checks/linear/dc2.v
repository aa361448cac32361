(* Noisy search on a circle of cells: how many answers are expected, how many are almost never needed, for every target.

   Python: qlearn/learners/linear/dc2.py.  a is the posterior of the true cell, M = 1/a - 1, and t the share of the other
   cells' mass across the diameter that is asked.  Answers are wrong with probability p < 1/2, q = 1 - p, r = p/q.
   Theorem (right_answer, wrong_answer): Bayes' rule makes M (1 - t + t r) of M, or M (1 - t + t/r).
   Theorem (drift): the mean of ln M over the posterior falls by capacity p = ln 2 + p ln p + q ln q at least, if the mean
            of t is 1/2 (attained: half_exactly).
   Theorem (nearest_border): so it is at the border nearest to 1/2 (a farther one: far_border).
   Theorem (expected_questions): then the expected number of questions is at most (start - end)/capacity (attained).
   Theorem (largest_start, least_end): start <= ln(N - 1) whatever is known (attained: uniform); end >= the last ln M less
            ln(q/p).
   Theorem (almost_never): after j times twice what is expected from anywhere, all but 2^-j of the runs are done.
   Theorem (every_target): with cells numbered from a random one on each target fails as often as the mean of all.
   Idea:    ln(x) <= x - 1 at the point where t = 1/2; the linear function that comes out has only the mean of t in it.
   Source:  the potential is that of Naghshvar, Javidi and Wigger 2015; the cells are those of Burnashev and Zigangirov. *)
From Coq Require Import Reals Lra Psatz List Lia Arith.
From qlearn.noise Require answers.
Import ListNotations.
Open Scope R_scope.

Lemma ln_quotient x y : 0 < x -> 0 < y -> ln (x / y) = ln x - ln y.
Proof. intros X Y. unfold Rdiv. rewrite ln_mult, ln_Rinv; [lra|exact Y|exact X|now apply Rinv_0_lt_compat]. Qed.

Lemma ln_tangent x y : 0 < x -> 0 < y -> ln x <= ln y + (x / y - 1).
Proof.
  intros X Y. assert (0 < x / y) by (now apply Rdiv_lt_0_compat). pose proof (answers.ln_below (x / y) ltac:(lra)) as E.
  rewrite ln_quotient in E by lra. lra.
Qed.

Section Channel.
Variable p : R.
Hypothesis p_range : 0 < p < 1 / 2.

Definition capacity : R := ln 2 + p * ln p + (1 - p) * ln (1 - p).

Definition right (t : R) : R := 1 - t + t * (p / (1 - p)).
Definition wrong (t : R) : R := 1 - t + t * ((1 - p) / p).

(* a true, A beside it on its side, B across: a right answer multiplies the side by 1 - p and what is across by p. *)
Theorem right_answer a A B : 0 < a -> 0 < A + B ->
  (A * (1 - p) + B * p) / (a * (1 - p)) = (A + B) / a * right (B / (A + B)).
Proof. intros. unfold right. field. lra. Qed.

Theorem wrong_answer a A B : 0 < a -> 0 < A + B ->
  (A * p + B * (1 - p)) / (a * p) = (A + B) / a * wrong (B / (A + B)).
Proof. intros. unfold wrong. field. lra. Qed.

Definition fall (t : R) : R := (1 - p) * ln (right t) + p * ln (wrong t).

Lemma ratio_small : 0 < p / (1 - p) < 1.
Proof.
  split; [apply Rdiv_lt_0_compat; lra|]. apply Rmult_lt_reg_r with (1 - p); [lra|].
  unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma ratio_large : 1 < (1 - p) / p.
Proof. apply Rmult_lt_reg_r with p; [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra. Qed.

Lemma at_half : fall (1 / 2) = - capacity.
Proof.
  unfold fall, capacity, right, wrong. pose proof ratio_small. pose proof ratio_large.
  replace (1 - 1 / 2 + 1 / 2 * (p / (1 - p))) with (/ (2 * (1 - p))) by (field; lra).
  replace (1 - 1 / 2 + 1 / 2 * ((1 - p) / p)) with (/ (2 * p)) by (field; lra).
  rewrite !ln_Rinv, !ln_mult by lra. ring.
Qed.

Lemma fall_below t : 0 <= t <= 1 -> fall t <= - capacity + (1 - 4 * p * (1 - p)) * (1 - 2 * t).
Proof.
  intros T. pose proof ratio_small as S. pose proof ratio_large as L. rewrite <- at_half. unfold fall.
  assert (R0 : 0 < right t) by (unfold right; nra). assert (W0 : 0 < wrong t) by (unfold wrong; nra).
  assert (R1 : 0 < right (1 / 2)) by (unfold right; lra). assert (W1 : 0 < wrong (1 / 2)) by (unfold wrong; lra).
  pose proof (ln_tangent _ _ R0 R1) as A. pose proof (ln_tangent _ _ W0 W1) as B.
  apply Rmult_le_compat_l with (r := 1 - p) in A; [|lra]. apply Rmult_le_compat_l with (r := p) in B; [|lra].
  assert (E : (1 - p) * (right t / right (1 / 2) - 1) + p * (wrong t / wrong (1 / 2) - 1)
    = (1 - 4 * p * (1 - p)) * (1 - 2 * t)); [|lra].
  unfold right, wrong.
  replace (1 - 1 / 2 + 1 / 2 * (p / (1 - p))) with (/ (2 * (1 - p))) by (field; lra).
  replace (1 - 1 / 2 + 1 / 2 * ((1 - p) / p)) with (/ (2 * p)) by (field; lra). field. lra.
Qed.

(* cells: (posterior, share across) *)
Fixpoint mean (f : R -> R) (cells : list (R * R)) : R :=
  match cells with [] => 0 | (a, t) :: rest => a * f t + mean f rest end.

Theorem drift cells : Forall (fun c => 0 <= fst c /\ 0 <= snd c <= 1) cells ->
  mean (fun _ => 1) cells = 1 -> 1 / 2 <= mean (fun t => t) cells -> mean fall cells <= - capacity.
Proof.
  intros F One Half. set (k := 1 - 4 * p * (1 - p)). assert (K : 0 <= k) by (unfold k; nra).
  assert (G : mean fall cells <= (k - capacity) * mean (fun _ => 1) cells - 2 * k * mean (fun t => t) cells).
  { clear One Half. induction F as [|[a t] rest [A T] F IH]; cbn in *; [lra|].
    pose proof (fall_below t T) as B. fold k in B. apply Rmult_le_compat_l with (r := a) in B; [|lra]. nra. }
  rewrite One in G. nra.
Qed.

Theorem half_exactly : mean fall [(1 / 2, 1 / 2); (1 / 2, 1 / 2)] = - capacity.
Proof. cbn. rewrite at_half. lra. Qed.

(* ---- the last step ---- *)

Theorem least_end M t low : 0 <= t <= 1 -> 0 < low -> low <= M ->
  low * (p / (1 - p)) <= M * right t /\ low * (p / (1 - p)) <= M * wrong t.
Proof.
  intros T L H. pose proof ratio_small. pose proof ratio_large. unfold right, wrong.
  assert (p / (1 - p) <= 1 - t + t * (p / (1 - p))) by nra. assert (p / (1 - p) <= 1 - t + t * ((1 - p) / p)) by nra.
  split; apply Rmult_le_compat; lra.
Qed.

Theorem end_attained M : 0 < M -> M * right 1 = M * (p / (1 - p)).
Proof. intros. unfold right. ring. Qed.

Definition limit (N doubt : R) : R := (ln (N - 1) + ln ((1 - doubt) / doubt) + ln ((1 - p) / p)) / capacity.
End Channel.

(* ---- which diameter ---- *)

(* The sum of a t over cells of one side, c being the mass across. *)
Fixpoint across (c : R) (masses : list R) : R :=
  match masses with [] => 0 | a :: rest => a * (c / (1 - a)) + across c rest end.

Definition all (masses : list R) : R := fold_right Rplus 0 masses.

Lemma across_more c masses : 0 <= c -> Forall (fun a => 0 <= a < 1) masses -> c * all masses <= across c masses.
Proof.
  intros C F. induction F as [|a rest A F IH]; cbn; [lra|]. fold (all rest).
  assert (c <= c / (1 - a)).
  { apply Rmult_le_reg_r with (1 - a); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l by lra. nra. }
  nra.
Qed.

(* The larger side has 1/2 + e and the cell m, across whose other border the smaller side would be the larger. *)
Theorem nearest_border e m larger smaller : 0 <= e -> 2 * e <= m < 1 ->
  Forall (fun a => 0 <= a < 1) larger -> Forall (fun a => 0 <= a < 1) smaller ->
  m + all larger = 1 / 2 + e -> all smaller = 1 / 2 - e ->
  1 / 2 <= across (1 / 2 - e) (m :: larger) + across (1 / 2 + e) smaller.
Proof.
  intros E M FL FS L S. cbn. pose proof (across_more (1 / 2 - e) larger ltac:(lra) FL) as A.
  pose proof (across_more (1 / 2 + e) smaller ltac:(lra) FS) as B.
  replace (all larger) with (1 / 2 + e - m) in A by lra. rewrite S in B.
  assert (H : m * ((1 / 2 - e) / (1 - m)) = m * (1 / 2 - e) + (1 / 2 - e) * (m * m) / (1 - m)) by (field; lra).
  assert (G : 2 * (e * e) <= (1 / 2 - e) * (m * m) / (1 - m)); [|nra].
  apply Rmult_le_reg_r with (1 - m); [lra|].
  replace ((1 / 2 - e) * (m * m) / (1 - m) * (1 - m)) with (m * m / 2 * (1 - 2 * e)) by (field; lra).
  assert (4 * (e * e) <= m * m).
  { replace (4 * (e * e)) with (2 * e * (2 * e)) by ring. apply Rmult_le_compat; lra. }
  apply Rle_trans with (m * m / 2 * (1 - m)); [apply Rmult_le_compat_r; lra|].
  apply Rmult_le_compat_l; [|lra]. pose proof (Rle_0_sqr m) as Q. unfold Rsqr in Q. lra.
Qed.

(* Of two borders the farther from 1/2: 0.9 on one side, of which 0.5 in one cell. *)
Theorem far_border :
  across (1 / 10) [1 / 2; 1 / 10; 1 / 10; 1 / 10; 1 / 10] + across (9 / 10) [1 / 10] < 1 / 2.
Proof. cbn. lra. Qed.

(* ---- the potential at the start, or anywhere ---- *)

Fixpoint potential (masses : list R) : R :=
  match masses with [] => 0 | a :: rest => a * ln ((1 - a) / a) + potential rest end.

Theorem largest_start masses : (2 <= length masses)%nat -> Forall (fun a => 0 < a < 1) masses -> all masses = 1 ->
  potential masses <= ln (INR (length masses) - 1).
Proof.
  intros N F One. assert (H : 2 <= INR (length masses)) by (apply (le_INR 2) in N; cbn in N; lra).
  assert (G : forall n, 2 <= n ->
    potential masses <= (ln (n - 1) - 1) * all masses + (INR (length masses) - all masses) / (n - 1)).
  { clear One N H. intros n H.
    induction F as [|a rest A F IH]; [cbn; unfold Rdiv; lra|]. cbn [potential all fold_right]. fold (all rest).
    replace (INR (length (a :: rest))) with (INR (length rest) + 1) by (cbn [length]; rewrite S_INR; lra).
    assert (0 < (1 - a) / a) by (apply Rdiv_lt_0_compat; lra).
    pose proof (ln_tangent ((1 - a) / a) (n - 1) ltac:(lra) ltac:(lra)) as T.
    apply Rmult_le_compat_l with (r := a) in T; [|lra].
    replace (a * (ln (n - 1) + ((1 - a) / a / (n - 1) - 1))) with (a * (ln (n - 1) - 1) + (1 - a) / (n - 1)) in T
      by (field; lra).
    replace ((INR (length rest) + 1 - (a + all rest)) / (n - 1))
      with ((1 - a) / (n - 1) + (INR (length rest) - all rest) / (n - 1)) by (field; lra). lra. }
  specialize (G _ H). rewrite One in G. set (n := INR (length masses)) in *.
  replace ((n - 1) / (n - 1)) with 1 in G by (field; lra). lra.
Qed.

Theorem uniform : potential [1 / 4; 1 / 4; 1 / 4; 1 / 4] = ln (4 - 1).
Proof. cbn. replace ((1 - 1 / 4) / (1 / 4)) with (4 - 1) by field. lra. Qed.

(* ---- runs: a potential, the probability of yes, and how it goes on ---- *)

Inductive run : Type :=
  | done (u : R)
  | ask (u x : R) (yes no : run).

Definition start (t : run) : R := match t with done u => u | ask u _ _ _ => u end.

Fixpoint questions (t : run) : R :=
  match t with done _ => 0 | ask _ x y n => 1 + x * questions y + (1 - x) * questions n end.

Fixpoint falling (c low : R) (t : run) : Prop :=
  match t with
  | done u => low <= u
  | ask u x y n => 0 <= x <= 1 /\ x * start y + (1 - x) * start n <= u - c /\ falling c low y /\ falling c low n
  end.

Lemma mixed x a b c d : 0 <= x <= 1 -> a <= c -> b <= d -> x * a + (1 - x) * b <= x * c + (1 - x) * d.
Proof.
  intros X A B. apply Rplus_le_compat; apply Rmult_le_compat_l; lra.
Qed.

Theorem expected_questions c low t : falling c low t -> c * questions t <= start t - low.
Proof.
  induction t as [u|u x y IHy n IHn]; cbn; [lra|]. intros [X [D [Y N]]]. specialize (IHy Y). specialize (IHn N).
  pose proof (mixed x _ _ _ _ X IHy IHn). lra.
Qed.

Theorem questions_attained : falling 1 0 (ask 1 (1 / 2) (done 0) (done 0)) /\
  1 * questions (ask 1 (1 / 2) (done 0) (done 0)) = 1 - 0.
Proof. cbn. repeat split; lra. Qed.

(* The probability of more than k questions. *)
Fixpoint beyond (k : nat) (t : run) {struct t} : R :=
  match t with
  | done _ => 0
  | ask _ x y n => match k with O => 1 | S m => x * beyond m y + (1 - x) * beyond m n end
  end.

Fixpoint everywhere (b : R) (t : run) : Prop :=
  questions t <= b /\ match t with done _ => True | ask _ x y n => 0 <= x <= 1 /\ everywhere b y /\ everywhere b n end.

Lemma few b t : everywhere b t -> questions t <= b.
Proof. destruct t; cbn; tauto. Qed.

Lemma beyond_not_negative b k t : everywhere b t -> 0 <= beyond k t <= 1.
Proof.
  revert k. induction t as [u|u x y IHy n IHn]; intros k; cbn; [lra|]. intros [_ [X [Y N]]]. destruct k as [|k]; [lra|].
  specialize (IHy k Y). specialize (IHn k N).
  pose proof (mixed x 0 0 (beyond k y) (beyond k n) X ltac:(lra) ltac:(lra)).
  pose proof (mixed x (beyond k y) (beyond k n) 1 1 X ltac:(lra) ltac:(lra)). lra.
Qed.

Lemma questions_not_negative b t : everywhere b t -> 0 <= questions t.
Proof.
  induction t as [u|u x y IHy n IHn]; cbn; [lra|]. intros [_ [X [Y N]]]. specialize (IHy Y). specialize (IHn N).
  pose proof (mixed x 0 0 (questions y) (questions n) X ltac:(lra) ltac:(lra)). lra.
Qed.

Lemma markov b k t : everywhere b t -> (INR k + 1) * beyond k t <= questions t.
Proof.
  revert k. induction t as [u|u x y IHy n IHn]; intros k; cbn [beyond questions]; [lra|]. intros [_ [X [Y N]]].
  pose proof (questions_not_negative b y Y). pose proof (questions_not_negative b n N).
  pose proof (mixed x 0 0 (questions y) (questions n) X ltac:(lra) ltac:(lra)).
  destruct k as [|k]; [cbn; lra|]. specialize (IHy k Y). specialize (IHn k N). rewrite S_INR.
  pose proof (beyond_not_negative b k y Y). pose proof (beyond_not_negative b k n N).
  pose proof (mixed x _ _ _ _ X IHy IHn). pose proof (mixed x (beyond k y) (beyond k n) 1 1 X ltac:(lra) ltac:(lra)). lra.
Qed.

Lemma twice b k t : everywhere b t -> 2 * b <= INR k -> 2 * beyond k t <= 1.
Proof.
  intros E K. pose proof (markov b k t E). pose proof (few b t E). pose proof (beyond_not_negative b k t E).
  pose proof (questions_not_negative b t E). assert (0 <= INR k) by apply pos_INR. nra.
Qed.

Lemma once_more b c k m t : everywhere b t -> 0 <= c ->
  (forall t', everywhere b t' -> beyond m t' <= c) -> beyond (k + m) t <= c * beyond k t.
Proof.
  intros E C H. revert k E. induction t as [u|u x y IHy n IHn]; intros k E; [cbn; lra|]. destruct k as [|k].
  - cbn [Nat.add]. specialize (H _ E). replace (beyond 0 (ask u x y n)) with 1 by reflexivity. lra.
  - cbn in E. destruct E as [_ [X [Y N]]]. specialize (IHy k Y). specialize (IHn k N). cbn.
    pose proof (mixed x _ _ _ _ X IHy IHn). lra.
Qed.

Theorem almost_never b k j t : everywhere b t -> 2 * b <= INR k -> beyond (j * k) t <= (1 / 2) ^ j.
Proof.
  intros E K. revert t E. induction j as [|j IH]; intros t E.
  - cbn. pose proof (beyond_not_negative b 0 t E). lra.
  - replace (S j * k)%nat with (k + j * k)%nat by lia.
    apply Rle_trans with (1 := once_more b ((1 / 2) ^ j) k (j * k) t E ltac:(apply pow_le; lra) IH).
    pose proof (twice b k t E K). assert (0 <= (1 / 2) ^ j) by (apply pow_le; lra). cbn. nra.
Qed.

(* b times would not be enough: who needs one question for certain is not done before it. *)
Theorem not_before : exists t, everywhere 1 t /\ beyond 0 t > 1 / 2.
Proof. exists (ask 0 0 (done 0) (done 0)). cbn. repeat split; lra. Qed.

(* ---- one position is as good as another ---- *)

Fixpoint sum (f : nat -> R) (n : nat) : R := match n with O => 0 | S m => sum f m + f m end.

Lemma sum_shifted f n : sum (fun i => f (S i)) n = sum f n + f n - f O.
Proof. induction n as [|n IH]; cbn; [lra|]. rewrite IH. lra. Qed.

Lemma sum_same f g n : (forall i, (i < n)%nat -> f i = g i) -> sum f n = sum g n.
Proof.
  induction n as [|n IH]; intros E; cbn; [reflexivity|]. rewrite IH by (intros; apply E; lia). now rewrite E by lia.
Qed.

Theorem every_target (fails : nat -> R) (N target : nat) : (0 < N)%nat ->
  sum (fun position => fails ((target + position) mod N)%nat) N = sum fails N.
Proof.
  intros P. induction target as [|k IH].
  - apply sum_same. intros i I. cbn. now rewrite Nat.mod_small.
  - rewrite <- IH. pose proof (sum_shifted (fun s => fails ((k + s) mod N)%nat) N) as E. cbv beta in E.
    replace ((k + N) mod N)%nat with ((k + 0) mod N)%nat in E.
    + rewrite (sum_same _ (fun i => fails ((k + S i) mod N)%nat)); [rewrite E; lra|].
      intros i _. f_equal. f_equal. lia.
    + rewrite Nat.add_0_r. rewrite <- (Nat.mod_add k 1 N) by lia. f_equal. lia.
Qed.

(* A fixed position is not: where one target always fails. *)
Theorem fixed_position : exists fails : nat -> R, sum fails 2 / 2 = 1 / 2 /\ fails O = 1.
Proof. exists (fun i => match i with O => 1 | _ => 0 end). cbn. lra. Qed.
