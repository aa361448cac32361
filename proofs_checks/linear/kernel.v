(* Fewer equations than unknowns leave a solution that is not 0, over any field.

   Vectors are lists; one that is shorter than another stands for itself with zeros after it.
   Theorem (kernel): fewer than n vectors leave a vector of length n, not 0, whose product with each of them is 0.
   Idea:    induction on n.  If some vector's first entry is not 0, clear it from the others with that one: one
            equation and one unknown are gone.
   Lower bounds of linear functions rest on it: equation_solving.v, softmax.v, logistic.v, boolean/parity.v.      *)
From Coq Require Import List Arith Lia Field.
Import ListNotations.

(* A field in which it is decided whether two numbers are equal. *)
Record field := {
  number :> Type;
  zero : number;
  one : number;
  add : number -> number -> number;
  sub : number -> number -> number;
  mul : number -> number -> number;
  div : number -> number -> number;
  opp : number -> number;
  inv : number -> number;
  laws : field_theory zero one add mul sub opp div inv eq;
  equal : forall a b : number, {a = b} + {a <> b}
}.
Arguments zero {f}.
Arguments one {f}.
Arguments add {f}.
Arguments sub {f}.
Arguments mul {f}.
Arguments div {f}.
Arguments opp {f}.
Declare Scope field_scope.
Notation "0" := zero : field_scope.
Notation "1" := one : field_scope.
Notation "a + b" := (add a b) : field_scope.
Notation "a - b" := (sub a b) : field_scope.
Notation "a * b" := (mul a b) : field_scope.
Notation "a / b" := (div a b) : field_scope.
Notation "- a" := (opp a) : field_scope.
Open Scope field_scope.

Section Vectors.
Context {F : field}.
Add Field F_is_a_field : (laws F).
Notation vector := (list F).

Fixpoint dot (u v : vector) : F := match u, v with a :: u', b :: v' => a * b + dot u' v' | _, _ => 0 end.

Fixpoint plus (u v : vector) : vector :=
  match u, v with a :: u', b :: v' => (a + b) :: plus u' v' | [], _ => v | _, [] => u end.

Definition scale (c : F) (u : vector) : vector := map (mul c) u.

(* c in coordinate i. *)
Definition axis (i : nat) (c : F) : vector := repeat 0 i ++ [c].

Lemma dot_nil u : dot u [] = 0.
Proof. now destruct u. Qed.

Lemma dot_plus w u v : dot w (plus u v) = dot w u + dot w v.
Proof.
  revert u v. induction w as [|a w IH]; intros [|b u] [|c v]; cbn [dot plus]; try ring. rewrite IH. ring.
Qed.

Lemma plus_dot u v w : dot (plus u v) w = dot u w + dot v w.
Proof.
  revert u v. induction w as [|a w IH]; intros [|b u] [|c v]; cbn [dot plus]; try ring. rewrite IH. ring.
Qed.

Lemma dot_scale w c u : dot w (scale c u) = c * dot w u.
Proof.
  unfold scale. revert u. induction w as [|a w IH]; intros [|b u]; cbn [dot map]; try ring. rewrite IH. ring.
Qed.

Lemma dot_axis w i c : dot w (axis i c) = nth i w 0 * c.
Proof.
  revert w. induction i as [|i IH]; intros [|a w]; cbn [axis repeat app dot nth]; try ring.
  - rewrite dot_nil. ring.
  - unfold axis in IH. rewrite IH. ring.
Qed.

Lemma dot_zeros n v : dot (repeat 0 n) v = 0.
Proof. revert v. induction n as [|n IH]; intros [|b v]; cbn [repeat dot]; try ring. rewrite IH. ring. Qed.

Lemma plus_length u v : length u = length v -> length (plus u v) = length u.
Proof. revert v. induction u as [|a u IH]; intros [|b v] E; cbn in *; try discriminate; auto. Qed.

(* What is added can be taken away again; only the zero vector changes nothing. *)
Lemma plus_cancel u v w : length u = length v -> plus u w = plus v w -> u = v.
Proof.
  revert v w. induction u as [|a u IH]; intros [|b v] [|c w] E H; cbn in *; try discriminate; auto.
  injection H as A H. injection E as E. f_equal; [|exact (IH v w E H)].
  transitivity (a + c - c); [ring|]. rewrite A. ring.
Qed.

Lemma plus_same u v : length u = length v -> plus u v = u -> v = repeat 0 (length v).
Proof.
  revert v. induction u as [|a u IH]; intros [|b v] E H; cbn in *; try discriminate; [reflexivity|].
  injection H as A H. f_equal; [|now apply IH; [injection E|]].
  transitivity (a + b - a); [ring|]. rewrite A. ring.
Qed.

(* The first entry, and the others. *)
Lemma dot_first a u v : dot (a :: u) v = a * hd 0 v + dot u (tl v).
Proof. destruct v; cbn [dot hd tl]; [rewrite dot_nil; ring|reflexivity]. Qed.

(* A multiple of p taken from r, so that r's first entry is cleared; the first entries are then left out. *)
Definition cleared (p r : vector) : vector := plus (tl r) (scale (- (hd 0 r / hd 0 p)) (tl p)).

Lemma first_entries (rows : list vector) :
  (forall r, In r rows -> hd 0 r = 0) \/ exists before p after, rows = before ++ p :: after /\ hd 0 p <> 0.
Proof.
  induction rows as [|r rows IH]; [left; intros r []|].
  destruct (equal F (hd 0 r) 0) as [E|N]; [|right; now exists [], r, rows].
  destruct IH as [A|(before & p & after & -> & N)].
  - left. intros q [<-|I]; auto.
  - right. now exists (r :: before), p, after.
Qed.

Theorem kernel n (rows : list vector) : length rows < n ->
  exists u, length u = n /\ u <> repeat 0 n /\ forall r, In r rows -> dot u r = 0.
Proof.
  revert rows. induction n as [|n IH]; intros rows L; [lia|].
  destruct (first_entries rows) as [Z|(before & p & after & -> & N)].
  - exists (1 :: repeat 0 n). split; [cbn; now rewrite repeat_length|]. split.
    + cbn. intros E. injection E as E. exact (F_1_neq_0 (laws F) E).
    + intros r I. rewrite dot_first, dot_zeros, (Z r I). ring.
  - rewrite app_length in L. cbn in L.
    destruct (IH (map (cleared p) (before ++ after))) as (u & Lu & Nu & H).
    { rewrite map_length, app_length. lia. }
    set (a := - (dot u (tl p) / hd 0 p)). exists (a :: u). split; [cbn; now rewrite Lu|]. split.
    + cbn. intros E. injection E as _ E. contradiction.
    + assert (P : dot (a :: u) p = 0) by (rewrite dot_first; unfold a; field; exact N).
      intros r I. apply in_app_iff in I. destruct I as [I|[<-|I]]; [|exact P|].
      all: assert (R : dot u (cleared p r) = 0) by (apply H, in_map, in_app_iff; tauto).
      all: unfold cleared in R; rewrite dot_plus, dot_scale in R; rewrite dot_first; unfold a.
      all: transitivity (dot u (tl r) + - (hd 0 r / hd 0 p) * dot u (tl p)); [field; exact N|exact R].
Qed.

(* The n axes leave only 0, so n vectors may be too many. *)
Theorem axes_leave_only_zero n u : length u = n ->
  (forall r, In r (map (fun i => axis i 1) (seq 0 n)) -> dot u r = 0) -> u = repeat 0 n.
Proof.
  intros <- H. assert (E : forall i, i < length u -> nth i u 0 = 0).
  { intros i I. transitivity (nth i u 0 * 1); [ring|]. rewrite <- dot_axis. apply H.
    apply (in_map (fun i => axis i 1)), in_seq. lia. }
  clear H. induction u as [|a u IH]; [reflexivity|]. cbn [length repeat]. f_equal.
  - apply (E 0%nat). cbn. lia.
  - apply IH. intros i I. apply (E (S i)). cbn. lia.
Qed.
End Vectors.
