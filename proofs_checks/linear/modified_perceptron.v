(* The step of the modified perceptron (Dasgupta, Kalai and Monteleoni 2009): v <- v - 2 (v.x) x.

   Python:  reflected in qlearn/learners/linear/reflection.py
   Theorem: length_kept: for |x| = 1 the length of v stays as it is;
            gain: v'.u = v.u - 2 (v.x) (u.x), and so v.u + 2 |v.x| |u.x| where the signs differ;
            gain_needs_a_mistake: where they do not, v.u falls.
   Idea:    the inner product is linear.                                                                               *)
From Coq Require Import Reals Lra List.
From qlearn.geometry Require Import vectors.
Import ListNotations.
Open Scope R_scope.

Definition reflected (v x : vector) : vector := plus v (scale (- 2 * dot v x) x).

Lemma dot_reflected u v x : dot u (reflected v x) = dot u v - 2 * dot v x * dot u x.
Proof. unfold reflected. rewrite dot_plus, dot_scale. ring. Qed.

Theorem length_kept v x : norm2 x = 1 -> norm2 (reflected v x) = norm2 v.
Proof.
  intros X. unfold norm2 at 1. rewrite dot_reflected, (dot_comm (reflected v x) v), (dot_comm (reflected v x) x).
  rewrite !dot_reflected, (dot_comm x v). unfold norm2 in *. rewrite X. ring.
Qed.

Theorem gain u v x : dot v x * dot u x <= 0 ->
  dot u (reflected v x) = dot u v + 2 * (Rabs (dot v x) * Rabs (dot u x)).
Proof. intros S. rewrite dot_reflected, <- Rabs_mult, Rabs_left1 by exact S. ring. Qed.

Theorem gain_needs_a_mistake (u := [1; 0]) (v := [1; 0]) (x := [1; 0]) :
  0 < dot v x * dot u x /\ dot u (reflected v x) < dot u v + 2 * (Rabs (dot v x) * Rabs (dot u x)).
Proof. rewrite dot_reflected, <- Rabs_mult. cbn. rewrite Rabs_right; lra. Qed.

(* A point that is not of length 1 changes the length. *)
Theorem length_changes (v := [1]) (x := [2]) : norm2 (reflected v x) <> norm2 v.
Proof. unfold norm2. cbn. lra. Qed.

(* Between the marks 1/(i (i + 1)): the risks of the runs add up to less than one. *)
Fixpoint runs (n : nat) : R := match n with O => 0 | S m => runs m + 1 / (INR n * (INR n + 1)) end.

Theorem runs_sum n : runs n = 1 - 1 / (INR n + 1).
Proof. induction n as [|n IH]; [cbn; field|]. cbn [runs]. rewrite IH, S_INR. pose proof (pos_INR n). field. lra. Qed.

Theorem runs_below n : runs n < 1.
Proof. rewrite runs_sum. pose proof (pos_INR n). assert (0 < 1 / (INR n + 1)) by (apply Rdiv_lt_0_compat; lra). lra. Qed.

Theorem runs_near_one eps : 0 < eps -> exists n, 1 - eps < runs n.
Proof.
  intros E. destruct (archimed_cor1 eps E) as [n [A P]]. exists n. rewrite runs_sum.
  assert (0 < INR n) by (apply lt_0_INR; exact P).
  assert (1 / (INR n + 1) < / INR n); [|lra]. unfold Rdiv. rewrite Rmult_1_l. apply Rinv_lt_contravar; [|lra].
  apply Rmult_lt_0_compat; lra.
Qed.
