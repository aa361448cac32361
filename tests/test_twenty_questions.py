"""Teachers who lie a few times: the channel, the version space, and the learners that are not led astray."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qlearn
from qlearn import Equivalence, Membership, channels, run, teachers
from qlearn.concepts.dictators import Dictator, Dictators
from qlearn.concepts.lies import LyingSpace, least_questions
from qlearn.concepts.lying_thresholds import LyingThresholds
from qlearn.concepts.thresholds import GridThresholds
from qlearn.errors import BadArgument, Undecided
from qlearn.evidence.exhaust import exhaust
from qlearn.learners.finite.twenty_questions import enough, twenty_questions
from qlearn.learners.linear.bisection_with_lies import bisection_with_lies
from qlearn.oracle import agree, disagreements
from qlearn.queries import Query
from qlearn.testing import adversaries


class Liar:
    """Lies at these turns, and at no other."""

    def __init__(self, concept: Any, turns: Any) -> None:
        self.concept, self.turns, self.at = concept, set(turns), -1

    def answer(self, query: Query[Any]) -> Any:
        self.at += 1
        truth = teachers.Honest(self.concept).answer(query)
        return ~truth if self.at in self.turns else truth


@pytest.mark.parametrize("N", range(1, 18))
def test_no_lie_at_any_turn_hides_any_candidate(N: int) -> None:
    for i in range(N):
        for turns in [(), *((turn,) for turn in range(enough({"N": N})))]:
            found = run(twenty_questions(N=N), Liar(Dictator(i, N), turns))
            assert found.hypothesis == Dictator(i, N)
            assert found.ledger[Membership] <= enough({"N": N})


def test_a_million_candidates_take_25_questions() -> None:
    assert [enough({"N": 2**m}) for m in (1, 3, 10, 20)] == [3, 6, 14, 25]
    for turns in [(), (0,), (12,), (24,)]:
        found = run(twenty_questions(N=10**6), Liar(Dictator(999_999, 10**6), turns))
        assert found.hypothesis.i == 999_999
        assert found.ledger[Membership] <= 25 == least_questions(10**6, 1)


@given(adversaries(Dictators(1), N=23))
def test_an_adversary_gets_no_more_questions_and_no_candidate_is_left_beside(adversary: Any) -> None:
    done = run(twenty_questions(N=23), adversary)
    assert done.ledger[Membership] <= enough({"N": 23})
    assert adversary.space.every(adversary.alive) == [done.hypothesis]


@given(st.integers(0, 200), st.integers(0, 4), st.data())
def test_a_threshold_is_found_among_lies(N: int, e: int, data: Any) -> None:
    t = data.draw(st.integers(0, N))
    turns = data.draw(st.sets(st.integers(0, 40), max_size=e))
    target = next(c for c in GridThresholds().space(N=N).concepts if c.t == t)
    found = run(bisection_with_lies(N=N, e=e), Liar(target, turns))
    assert found.hypothesis.high == t == found.hypothesis.low + 1
    assert found.ledger[Membership] <= bisection_with_lies.theorem.bounds[0].at(N=N, e=e)


def test_after_the_last_lie_nothing_is_repeated() -> None:
    target = GridThresholds().space(N=7).concepts[3]
    asked = [run(bisection_with_lies(N=7, e=1), Liar(target, turns)).ledger[Membership] for turns in [(), (0,), (4,)]]
    assert asked == [6, 3 + 1 + 1, 2 + 2 + 3]


def test_without_lies_it_is_binary_search_and_without_points_nothing_is_asked() -> None:
    target = GridThresholds().space(N=100).concepts[37]
    plain = run(qlearn.find("linear.bisection_grid")(N=100), teachers.Honest(target))
    assert run(bisection_with_lies(N=100, e=0), teachers.Honest(target)).ledger == plain.ledger
    for learner in (bisection_with_lies(N=0, e=5), twenty_questions(N=1)):
        assert not run(learner, teachers.Honest(target)).turns


@given(st.integers(0, 3), st.integers(0, 30))
def test_the_channel_lies_up_to_e_times_in_a_dialogue(e: int, seed: int) -> None:
    honest = teachers.Honest(Dictator(0, 2))
    heard = teachers.Heard(honest, channels.few_lies, {"e": e}, seed)
    query = Membership(np.array([[1, 0], [0, 1]]))
    wrong = [(heard.answer(query) != honest.answer(query)).sum() for _ in range(100)]
    assert sum(wrong) == e, "a quarter of 200 labels would be lies if they might"
    assert wrong[50:] == [0] * 50, "the first that come are"


@given(st.integers(2, 5), st.integers(0, 2), st.data())
def test_what_remains_are_those_with_few_enough_contradictions(N: int, e: int, data: Any) -> None:
    concepts = [Dictator(i, N) for i in range(N)]
    space = LyingSpace(concepts, e)
    alive, wrong = space.all, np.zeros(N, int)
    for _ in range(data.draw(st.integers(1, 6))):
        points = np.array([data.draw(st.lists(st.integers(0, 1), min_size=N, max_size=N)) for _ in range(2)], np.uint8)
        options = space.options(Membership(points), alive)
        assert len({answer.tobytes() for answer, _ in options}) == len(options)
        for answer in np.array([[0, 0], [0, 1], [1, 0], [1, 1]], bool):
            more = wrong + np.array([(c(points) != answer).sum() for c in concepts])
            kept = [c for c, lies in zip(concepts, more, strict=True) if lies <= e]
            left = space.after(Membership(points), answer, alive)
            assert (left is not None) == bool(kept) == any((answer == other).all() for other, _ in options)
            assert kept == [] if left is None else kept == space.every(left)
            assert left is None or all(space.contains(left, c) == (c in kept) for c in concepts)
            assert left is None or space.size(left) == sum(e + 1 - lies for lies in more if lies <= e)
        answer, alive = options[data.draw(st.integers(0, len(options) - 1))]
        wrong = wrong + np.array([(c(points) != answer).sum() for c in concepts])
        assert space.witness(alive) == concepts[int(wrong.argmin())]


def test_lies_are_followed_through_labels_alone() -> None:
    with pytest.raises(Undecided, match="cannot follow equivalence queries"):
        Dictators(1).space(N=3).options(Equivalence(Dictator(0, 3)), (0, 0, 0))
    with pytest.raises(Undecided, match="too many to enumerate"):
        LyingThresholds().space(N=10**6, e=1)


def test_games_are_played_where_spaces_follow_the_lies_and_only_there() -> None:
    deaf = replace(twenty_questions.theorem, noise=replace(channels.few_lies, followed=False))
    assert exhaust(twenty_questions) is not None
    assert exhaust(qlearn.Learner(twenty_questions.start, deaf, "finite.deaf")) is None


def test_two_dictators_differ_where_one_of_them_is_alone() -> None:
    assert agree(Dictator(3, 100), Dictator(3, 100))
    assert [np.flatnonzero(c.point).tolist() for c in disagreements(Dictator(3, 100), Dictator(7, 100))] == [[3], [7]]
    assert not agree(Dictator(0, 2), Dictators(1).space(N=2).concepts[1])


def test_a_certificate_of_a_dialogue_with_a_lie_is_in_order(tmp_path: Path) -> None:
    found = run(twenty_questions(N=9), Liar(Dictator(4, 9), {2}))
    checked = qlearn.check(qlearn.certify(found, Dictator(4, 9)).save(tmp_path / "lie.jsonl"))
    assert checked.holds, checked.faults
    assert not checked.undecided


def test_bad_sizes_are_named() -> None:
    for learner in (twenty_questions(N=0), bisection_with_lies(N=3, e=-1), bisection_with_lies(N=-1, e=1)):
        with pytest.raises(BadArgument, match="is an integer"):
            run(learner, teachers.Honest(Dictator(0, 1)))
