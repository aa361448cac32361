"""Faults planted in learners: each must be caught, and shown on a small target.  What is not caught here is not verified."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qlearn
from qlearn import Bound, Dialogue, Equivalence, Example, Learner, Membership, find, proves, verify
from qlearn.concepts.automata import Automaton
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.thresholds import Bracket
from qlearn.errors import Failed, OutOfBudget, SizeConflict, Undecided
from qlearn.evidence.trial import Broken
from qlearn.formulas import clg
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.linear.bisection import bisection_grid


def broken(learner: Learner[..., Any]) -> Broken:
    verdict = verify(learner)
    assert not verdict.holds
    assert verdict.failure is not None, f"not caught: {verdict}"
    return verdict.failure


def size(failure: Broken) -> int:
    return int(failure.concept.given["n"])


def test_an_extra_query_on_one_target_above_the_exhausted_sizes() -> None:
    @proves(elimination.theorem)
    def greedy(n: int) -> Dialogue[Conjunction]:
        found = yield from elimination.start(n)
        if n > 4 and not found.keep.any():
            yield from Equivalence(found)
        return found

    failure = broken(greedy)
    assert failure.law == "bound"
    assert "asked 7" in failure.detail
    assert "= 6" in failure.detail
    assert size(failure) == 5
    assert str(failure.concept) == "true"


def test_an_extra_query_where_only_drawn_targets_reach() -> None:
    @proves(elimination.theorem)
    def greedy(n: int) -> Dialogue[Conjunction]:
        found = yield from elimination.start(n)
        if n > 6 and not found.keep.any():
            yield from Equivalence(found)
        return found

    failure = broken(greedy)
    assert failure.law == "bound"
    assert size(failure) == 7, "shrunk to the least size that shows it"


@pytest.mark.parametrize("learner", [elimination, bit_clearing], ids=lambda learner: learner.name)
def test_a_bound_one_too_small(learner: Learner[..., Any]) -> None:
    bound = learner.theorem.bounds[0]
    smaller = replace(bound, count=lambda n: bound.count(n=n) - 1)
    failure = broken(Learner(learner.start, replace(learner.theorem, bounds=(smaller,)), "mine.greedy"))
    assert failure.law == "bound"
    assert size(failure) == 1


def test_a_bisection_bound_one_too_small() -> None:
    smaller = Bound(Membership, "at most", lambda N: clg(N + 1) - 1)
    failure = broken(Learner(bisection_grid.start, replace(bisection_grid.theorem, bounds=(smaller,)), "mine.greedy"))
    assert failure.law == "bound"


def test_a_lower_bound_one_too_large() -> None:
    lower = elimination.theorem.lower
    assert lower is not None
    higher = replace(lower, count=lambda n: n + 2)
    failure = broken(Learner(elimination.start, replace(elimination.theorem, lower=higher), "mine.modest"))
    assert failure.law == "lower bound"


def test_a_hypothesis_wrong_on_a_few_targets_above_the_exhausted_sizes() -> None:
    @proves(elimination.theorem)
    def patched(n: int) -> Dialogue[Conjunction]:
        found = yield from elimination.start(n)
        few = n > 5 and found.keep.sum() == 3 and found.keep[0] and found.keep[n - 1]
        return Conjunction(~found.keep) if few else found

    failure = broken(patched)
    assert failure.law == "guarantee"
    assert size(failure) == 6


def test_a_dropped_last_variable() -> None:
    @proves(replace(bit_clearing.theorem, bounds=(Bound(Membership, "at most", lambda n: n),), lower=None))
    def forgetful(n: int) -> Dialogue[Conjunction]:
        if n == 1:
            return (yield from bit_clearing.start(n))
        accepted = yield from Membership((1 - np.eye(n, dtype=np.uint8))[:-1])
        return Conjunction(np.append(~accepted, True))

    failure = broken(forgetful)
    assert failure.law == "guarantee"
    assert size(failure) == 2


def test_greater_for_greater_or_equal() -> None:
    @proves(bisection_grid.theorem)
    def hasty(N: int) -> Dialogue[Bracket]:
        low, high = -1, N
        while high - low > 2:  # > for >=
            middle = (low + high) // 2
            answer = yield from Membership(np.array([[float(middle)]]))
            low, high = (low, middle) if answer[0] else (middle, high)
        return Bracket(Fraction(high - 1), Fraction(high))

    failure = broken(hasty)
    assert failure.law in ("guarantee", "lower bound")


def test_a_peek_at_the_teacher_through_the_frames() -> None:
    @proves(elimination.theorem)
    def peeking(n: int) -> Dialogue[Conjunction]:
        frame: Any = sys._getframe()
        while frame is not None:
            teacher = frame.f_locals.get("teacher")
            while hasattr(teacher, "teacher"):
                teacher = teacher.teacher
            if hasattr(teacher, "concept"):
                yield from Equivalence(teacher.concept)
                return teacher.concept
            frame = frame.f_back
        return (yield from elimination.start(n))

    assert broken(peeking).law == "repeatable"


def test_a_peek_through_a_closure() -> None:
    seen: list[Conjunction] = []

    class Leaky(Conjunctions):
        def draw(self, choices: Any) -> Conjunction:
            seen[:] = [super().draw(choices)]
            return seen[0]

    @proves(replace(elimination.theorem, learns=Leaky(small=(), medium=()), lower=None))
    def peeking(n: int) -> Dialogue[Conjunction]:
        if seen and len(seen[0].keep) == n and (yield from Equivalence(seen[0])) is None:
            return seen[0]
        return (yield from elimination.start(n))

    assert broken(peeking).law in ("repeatable", "bound")


def test_a_memory_from_one_dialogue_to_the_next() -> None:
    memory: dict[int, Conjunction] = {}

    @proves(elimination.theorem)
    def remembering(n: int) -> Dialogue[Conjunction]:
        if n in memory and (yield from Equivalence(memory[n])) is None:
            return memory[n]
        memory[n] = yield from elimination.start(n)
        return memory[n]

    assert broken(remembering).law in ("repeatable", "bound", "guarantee", "Inconsistent")


def test_randomness_that_is_not_a_seed() -> None:
    rng = np.random.default_rng(0)

    @proves(bit_clearing.theorem)
    def shuffled(n: int) -> Dialogue[Conjunction]:
        order = rng.permutation(n)
        accepted = yield from Membership((1 - np.eye(n, dtype=np.uint8))[order])
        keep = np.zeros(n, np.bool_)
        keep[order] = ~accepted
        return Conjunction(keep)

    assert broken(shuffled).law == "repeatable"


def test_a_batch_that_skips_the_ledger_by_asking_the_teacher_itself() -> None:
    @proves(bit_clearing.theorem)
    def smuggling(n: int) -> Dialogue[Conjunction]:
        frame: Any = sys._getframe()
        while frame is not None and not hasattr(frame.f_locals.get("teacher"), "counts"):
            frame = frame.f_back
        points = 1 - np.eye(n, dtype=np.uint8)
        if frame is not None:
            frame.f_locals["teacher"].answer(Membership(points))
        return Conjunction(~(yield from Membership(points)))

    assert broken(smuggling).law == "ledger"


def test_a_batch_that_skips_the_ledger_by_its_price() -> None:
    class Free(Membership):
        __slots__ = ()

        @property
        def cost(self) -> int:
            return 1

    @proves(bit_clearing.theorem)
    def cheap(n: int) -> Dialogue[Conjunction]:
        accepted = yield from Free(np.repeat(1 - np.eye(n, dtype=np.uint8), 3, axis=0))
        return Conjunction(~accepted[::3])

    assert broken(cheap).law in ("ledger", "kinds", "bound")


def test_a_kind_of_query_that_no_bound_names() -> None:
    @proves(elimination.theorem)
    def both(n: int) -> Dialogue[Conjunction]:
        yield from Membership(np.ones((1, n), np.uint8))
        return (yield from elimination.start(n))

    assert broken(both).law == "kinds"


def test_a_crash_and_an_endless_dialogue() -> None:
    @proves(elimination.theorem)
    def crashing(n: int) -> Dialogue[Conjunction]:
        found = yield from elimination.start(n)
        return found if n < 5 else Conjunction(found.keep[np.flatnonzero(found.keep)[0]])

    @proves(bit_clearing.theorem)
    def endless(n: int) -> Dialogue[Conjunction]:
        while True:
            yield from Membership(np.ones((1, n), np.uint8))

    assert broken(crashing).law == "crash"
    assert broken(endless).law == "bound"


def test_one_kind_without_end_is_stopped_by_its_own_bound_whatever_another_kind_may_cost() -> None:
    """What L* may ask of words grows with counterexamples, so no number limits it beforehand; its proposals are few."""

    @proves(find("automata.l_star").theorem)
    def stubborn(k: int) -> Dialogue[Automaton]:
        nothing = Automaton(np.zeros((1, k), np.int64), np.array([False]))
        while (yield from Equivalence(nothing)) is not None:
            pass
        return nothing

    failure = broken(stubborn)
    assert failure.law == "bound"
    assert failure.detail.startswith("more than")
    assert failure.detail.endswith("equivalence queries, and no end")


def test_a_probability_claimed_too_small() -> None:
    @proves(find("boolean.elimination+sampling").theorem)
    def hasty(n: int, eps: Any, delta: Any) -> Dialogue[Conjunction]:
        """Two examples for each hypothesis, whatever eps and delta."""
        found = Conjunction.of_all(n)
        while True:
            points, labels = yield from Example(2)
            wrong = np.flatnonzero(found(points) != labels)
            if not len(wrong):
                return found
            found = found.without(points[wrong[0]] == 0)

    assert broken(hasty).law == "probability"


def test_a_query_after_the_budget_was_refused() -> None:
    @proves(bit_clearing.theorem)
    def insisting(n: int) -> Dialogue[Conjunction]:
        try:
            return (yield from bit_clearing.start(n))
        except OutOfBudget:
            return (yield from bit_clearing.start(n))

    assert broken(insisting).law == "budget"


def test_a_failure_charged_to_delta_is_no_fault_but_is_counted() -> None:
    sampled = find("boolean.elimination+sampling")

    def failing(lucky: int) -> Learner[..., Any]:
        @proves(sampled.theorem)
        def giving_up(n: int, eps: Any, delta: Any) -> Dialogue[Conjunction]:
            found = yield from sampled.start(n=n, eps=eps, delta=delta)
            points, _ = yield from Example(1)
            if points.tobytes().count(1) % lucky == 0:
                raise Failed("a coin fell on the wrong side")
            return found

        return giving_up

    generous = replace(sampled.theorem, bounds=(Bound(Example, "at most", lambda n, eps, delta: 10**6),))
    assert verify(Learner(failing(1000).start, generous, "mine.rarely")).failure is not None, "0 ones in a row fail too often"
    assert verify(Learner(sampled.start, generous, "mine.never")).holds


def test_it_works_inside_a_given_of_the_users_own() -> None:
    @settings(max_examples=2, database=None, deadline=None, derandomize=True)
    @given(st.integers(0, 3))
    def users_test(seed: int) -> None:
        assert verify(bit_clearing, seed=seed).holds

    users_test()


def test_a_seed_repeats_a_verdict() -> None:
    one, other = verify(elimination, seed=5), verify(elimination, seed=5)
    assert str(one) == str(other)


def test_a_claim_that_met_no_evidence_does_not_hold() -> None:
    unsure = replace(bit_clearing.theorem.guarantee, mode="with probability 1 - delta")
    tame = Conjunctions(small=(), medium=())
    verdict = verify(Learner(bit_clearing.start, replace(bit_clearing.theorem, learns=tame, guarantee=unsure), "mine.unsure"))
    assert verdict.failure is None
    assert not verdict.holds
    assert "some claim met no evidence" in str(verdict)


def test_sizes_read_off_the_transcript_bind_too() -> None:
    def rounds(turns: Any) -> int:
        return len(turns)

    reading = replace(elimination.theorem, reads={"rounds": rounds}, lower=None)
    right = replace(reading, bounds=(Bound(Equivalence, "exactly", lambda rounds: rounds),))
    wrong = replace(reading, bounds=(Bound(Equivalence, "at most", lambda rounds: rounds - 1),))
    assert verify(Learner(elimination.start, right, "mine.right")).holds
    assert broken(Learner(elimination.start, wrong, "mine.wrong")).law == "bound"


def test_an_expected_count_is_tested_over_the_learners_own_seeds() -> None:
    def claimed(count: Any) -> Learner[..., Any]:
        bounds = (Bound(Membership, "at most", lambda N: N), Bound(Membership, "at most", count, "expected"))

        @proves(replace(bisection_grid.theorem, claim="Random cuts.", bounds=bounds, lower=None))
        def random_cuts(N: int, seed: int) -> Dialogue[Bracket]:
            rng, low, high = np.random.default_rng(seed), -1, N
            while high - low > 1:
                cut = int(rng.integers(low + 1, high))
                answer = yield from Membership(np.array([[float(cut)]]))
                low, high = (low, cut) if answer[0] else (cut, high)
            return Bracket(Fraction(high - 1), Fraction(high))

        return random_cuts

    def harmonic(N: Any) -> Any:
        return 2 * sum(Fraction(1, i) for i in range(1, N + 1))

    verdict = verify(claimed(lambda N: harmonic(N).__ceil__()))
    assert verdict.holds, str(verdict)
    assert verdict.tested is not None
    assert 0.5 < verdict.tested.worst <= 1.01
    failure = broken(claimed(lambda N: clg(N + 1) - 1))
    assert failure.law == "probability"
    assert "times what is claimed" in failure.detail


def test_a_probability_without_a_delta_is_the_callers_fault() -> None:
    unsure = replace(bit_clearing.theorem.guarantee, mode="with probability 1 - delta")
    with pytest.raises(SizeConflict, match="nothing says what delta is"):
        verify(Learner(bit_clearing.start, replace(bit_clearing.theorem, guarantee=unsure), "mine.unsure"))


def test_a_class_that_cannot_list_its_concepts_is_attacked_by_drawn_targets_alone() -> None:
    class Unlisted(Conjunctions):
        def space(self, n: int, **_: Any) -> Any:
            raise Undecided("not listed")

    verdict = verify(Learner(elimination.start, replace(elimination.theorem, learns=Unlisted()), "mine.unlisted"))
    assert verdict.holds
    assert verdict.kinds == ("attacked",)
    assert verdict.attacked is not None
    assert verdict.attacked.swept == 0
    smaller = replace(elimination.theorem, learns=Unlisted(), bounds=(Bound(Equivalence, "at most", lambda n: n),))
    assert broken(Learner(elimination.start, smaller, "mine.greedy")).law == "bound"


TIGHT = [learner for learner in qlearn.catalogue().values() if not learner.theorem.loose]


@pytest.mark.parametrize("learner", TIGHT, ids=lambda learner: learner.name)
def test_every_learner_of_the_catalogue_is_caught_asking_its_last_question_twice(learner: Learner[..., Any]) -> None:
    def greedy(**arguments: Any) -> Dialogue[Any]:
        talk, query, answer = learner.start(**arguments), None, None
        try:
            while True:
                query = talk.send(answer)  # type: ignore[arg-type]
                answer = yield from query
        except StopIteration as stop:
            if query is not None:
                yield from query
            return stop.value

    greedy.__signature__ = learner.signature  # type: ignore[attr-defined]
    assert broken(Learner(greedy, learner.theorem, "mine.greedy")).law == "bound"
