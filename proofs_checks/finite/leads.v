(* A product of factors whose mean is small whatever came before is seldom 1 or more (Chernoff's argument, step by step).

   Theorem: seldom_ahead: if each factor's mean is at most 1 - c given all that was drawn before, the product of m factors is
            at least 1 with probability at most (1 - c)^m;
            seldom_ahead_exp: and so with probability at most exp(- c m).
            certain_factor_attains: a factor that is 0 or 1 attains (1 - c)^m.
   Idea:    the mean of the product is at most (1 - c)^m, and Markov's inequality.
   Use:     the factor is exp(- u (what the target gains on another concept)), u fixed, for labels that are flipped or bought
            by a coin; the coin's probability may hang on all that was drawn before.
   Model:   independent draws from finitely many outcomes (a point, whether its label is flipped, and a coin's fall), as in
            reductions/examples.v.                                                                                    *)
From Coq Require Import Reals Lra List Lia.
From qlearn.reductions Require Import examples.
Import ListNotations.
Open Scope R_scope.

Section Leads.
Context {X : Type}.
Variable law : list (X * R).
Hypothesis not_negative : forall x p, In (x, p) law -> 0 <= p.
Hypothesis sums_to_one : fold_right (fun xp s => snd xp + s) 0 law = 1.

(* The factor at an outcome, after what was drawn before it. *)
Variable factor : list X -> X -> R.

(* The product over outcomes in their order, after `past`. *)
Fixpoint product (past xs : list X) : R :=
  match xs with [] => 1 | x :: rest => factor past x * product (x :: past) rest end.

Variable c : R.
Hypothesis c_range : 0 <= c <= 1.
Hypothesis factor_positive : forall past x, 0 <= factor past x.

Lemma product_positive past xs : 0 <= product past xs.
Proof.
  revert past. induction xs as [|x xs IH]; intros past; cbn [product]; [lra|].
  apply Rmult_le_pos; [apply factor_positive|apply IH].
Qed.

Lemma mean_of_times m a (f : list X -> R) : mean_of law m (fun xs => a * f xs) = a * mean_of law m f.
Proof.
  revert f. induction m as [|m IH]; intros f; cbn [mean_of]; [reflexivity|].
  rewrite <- mean_times. apply mean_ext. intros x. apply IH.
Qed.

Lemma mean_product m past : (forall before, mean law (factor before) <= 1 - c) ->
  mean_of law m (product past) <= (1 - c) ^ m.
Proof.
  intros H. revert past. induction m as [|m IH]; intros past; cbn [mean_of pow product]; [lra|].
  apply Rle_trans with (mean law (fun x => (1 - c) ^ m * factor past x)).
  - apply mean_le; [exact not_negative|]. intros x _. rewrite mean_of_times, Rmult_comm.
    apply Rmult_le_compat_r; [apply factor_positive|apply IH].
  - rewrite mean_times, (Rmult_comm (1 - c)). apply Rmult_le_compat_l; [apply pow_le; lra|apply H].
Qed.

Definition ahead (xs : list X) : bool := if Rle_dec 1 (product [] xs) then true else false.

Theorem seldom_ahead m : (forall before, mean law (factor before) <= 1 - c) ->
  mean_of law m (fun xs => indicator (ahead xs)) <= (1 - c) ^ m.
Proof.
  intros H. apply Rle_trans with (2 := mean_product m [] H). apply mean_of_le; [exact not_negative|]. intros xs _.
  unfold ahead, indicator. pose proof (product_positive [] xs). destruct (Rle_dec 1 (product [] xs)); lra.
Qed.

Theorem seldom_ahead_exp m : (forall before, mean law (factor before) <= 1 - c) ->
  mean_of law m (fun xs => indicator (ahead xs)) <= exp (- c * INR m).
Proof.
  intros H. apply Rle_trans with (1 := seldom_ahead m H). now apply survive.
Qed.
End Leads.

(* Attained: two outcomes, the factor 0 with probability 1/2 and 1 with probability 1/2. *)
Definition coin : list (bool * R) := [(true, /2); (false, /2)].
Definition zero_or_one (_ : list bool) (x : bool) : R := if x then 1 else 0.

Lemma coin_product m past : mean_of coin m (product zero_or_one past) = (1 - /2) ^ m.
Proof.
  revert past. induction m as [|m IH]; intros past; [reflexivity|]. cbn [mean_of]. unfold mean at 1, coin.
  cbn [fold_right fst snd product pow]. fold coin. rewrite !(mean_of_times coin), !IH. unfold zero_or_one. lra.
Qed.

Theorem certain_factor_attains m : mean_of coin m (fun xs => indicator (ahead zero_or_one xs)) = (1 - /2) ^ m.
Proof.
  rewrite <- (coin_product m []). apply mean_of_ext. intros xs.
  assert (H : forall past, product zero_or_one past xs = 0 \/ product zero_or_one past xs = 1).
  { induction xs as [|x xs IH]; intros past; cbn [product]; [now right|].
    destruct x; cbn [zero_or_one]; [destruct (IH (true :: past)) as [E|E]; rewrite E; lra|left; lra]. }
  unfold ahead, indicator. destruct (H []) as [E|E]; rewrite E; destruct (Rle_dec 1 _); lra.
Qed.
