"""Learners that play the exact games of a finite class: what they ask in the worst case is what a naive recursion finds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qlearn import run, teachers
from qlearn.concepts.tables import CUBE, SINGLETONS, THRESHOLDS, Row, littlestone
from qlearn.dimensions import optimal_play
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.optimal_play import OptimalPlay, play_on
from qlearn.errors import BadArgument, Inconsistent
from qlearn.learners.finite.greedy import greedy, most
from qlearn.learners.finite.optimal_both import optimal_both
from qlearn.learners.finite.optimal_proper import optimal_proper
from qlearn.learners.finite.optimal_tree import optimal_tree
from qlearn.learners.finite.standard_optimal import standard_optimal
from qlearn.queries import Counterexample, Equivalence, Membership
from qlearn.teachers import Recorded
from qlearn.transcript import Run

Words = frozenset[str]  # a class as a set of words of 0 and 1
USELESS = 1000


def table_of(words: Words) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(int, word)) for word in sorted(words))


def says(V: Words, x: int, label: str) -> Words:
    return frozenset(word for word in V if word[x] == label)


# ---- the values, from their definitions ----------------------------------------------------------------------
@cache
def labels(V: Words) -> int:
    """Membership queries: none when one concept is left, else the best point's worse answer."""
    if len(V) == 1:
        return 0
    return 1 + min(max(labels(part) for part in sides) for sides in divided(V))


@cache
def any_hypothesis(V: Words) -> int:
    """Equivalence queries: the best of all 2**n hypotheses, and its worst counterexample; a last yes is not counted."""
    if len(V) == 1:
        return 0
    n = len(next(iter(V)))
    return 1 + min(worst(V, "".join(h), any_hypothesis) for h in itertools.product("01", repeat=n))


@cache
def own_hypothesis(V: Words, C: Words) -> int:
    """Equivalence queries with hypotheses of C."""
    return 0 if len(V) == 1 else 1 + min(worst(V, h, lambda W: own_hypothesis(W, C)) for h in C)


@cache
def together(V: Words, C: Words) -> int:
    """Both membership queries and equivalence queries with hypotheses of C."""
    if len(V) == 1:
        return 0
    proposing = min(worst(V, h, lambda W: together(W, C)) for h in C)
    return 1 + min([proposing] + [max(together(part, C) for part in sides) for sides in divided(V)])


def divided(V: Words) -> Iterator[tuple[Words, Words]]:
    for x in range(len(next(iter(V)))):
        sides = says(V, x, "0"), says(V, x, "1")
        if all(sides):
            yield sides


def worst(V: Words, h: str, after: Callable[[Words], int]) -> int:
    left = [says(V, x, "10"[int(label)]) for x, label in enumerate(h)]
    return max(USELESS if W == V else after(W) for W in left if W) if any(left) else 0


# ---- the learners, against every target and every legal answer -----------------------------------------------
def dialogues(learning: Any, V: Words, answers: tuple[Any, ...] = ()) -> Iterator[tuple[list[Any], str, Words]]:
    """Every way a dialogue can go: the queries, what is returned and which targets have these answers."""
    talk, asked = iter(learning), []
    try:
        query = next(talk)
        asked.append(query)
        for answer in answers:
            query = talk.send(answer)
            asked.append(query)
    except StopIteration as stop:
        yield asked, "".join(str(int(label)) for label in stop.value.labels), V
        return
    for answer, left in legal(query, V):
        yield from dialogues(learning, left, (*answers, query.accepts(answer)))


def legal(query: Any, V: Words) -> Iterator[tuple[Any, Words]]:
    if isinstance(query, Membership):
        assert len(query.points) == 1
        x = int(query.points[0, 0])
        yield from (([label == "1"], says(V, x, label)) for label in "01" if says(V, x, label))
        return
    h = "".join(str(int(label)) for label in query.hypothesis.labels)
    if h in V:
        yield None, frozenset({h})
    for x, label in enumerate(h):
        if left := says(V, x, "10"[int(label)]):
            yield Counterexample(np.array([x]), label == "0"), left


def longest(learner: Any, C: Words) -> int:
    """The most queries of any dialogue, each of which ends in the target."""
    most = 0
    for asked, found, left in dialogues(learner(table_of(C)), C):
        assert left == {found}, "the target, and nothing else fits the answers"
        if learner in (optimal_proper, optimal_both):
            proposed = [query.hypothesis.labels for query in asked if isinstance(query, Equivalence)]
            assert all("".join(str(int(label)) for label in h) in C for h in proposed), "hypotheses are of the class"
        most = max(most, len(asked))
    return most


def check(C: Words) -> None:
    """Every learner's worst case, and the values that its theorem speaks of."""
    table = table_of(C)
    D, L, proper, both = labels(C), any_hypothesis(C), own_hypothesis(C, C) + 1, together(C, C)
    assert littlestone(table) == L, "as many counterexamples as the dimension (Littlestone)"
    assert optimal_tree(table).sizes() == {"D": D}
    assert optimal_proper(table).sizes() == {"proper": proper}
    assert optimal_both(table).sizes() == {"both": both}
    assert longest(standard_optimal, C) == L + 1
    assert longest(optimal_tree, C) == D
    assert longest(optimal_proper, C) == proper
    assert longest(optimal_both, C) == both
    assert D <= longest(greedy, C) <= most(len(C), len(table[0]), D)


THREE = ["".join(word) for word in itertools.product("01", repeat=3)]
EVERY = [frozenset(itertools.compress(THREE, map(int, f"{mask:08b}"))) for mask in range(1, 256)]


def test_all_classes_on_three_points() -> None:
    assert len([C for C in EVERY if len(C) > 1]) == 247
    for C in EVERY:
        check(C)


classes = st.integers(1, 5).flatmap(lambda n: st.frozensets(st.text("01", min_size=n, max_size=n), min_size=1, max_size=9))


@settings(max_examples=60, deadline=None)
@given(classes)
@example(frozenset({"0"}))
@example(frozenset({"0", "1"}))
@example(frozenset({"0011", "1111"}))  # columns that are equal or constant
@example(frozenset("".join("01"[i == j] for j in range(6)) for i in range(6)))
@example(frozenset("".join("01"[i == j] for j in range(5)) for i in range(6)))  # with the empty one: 1 query instead of 5
@example(frozenset({"100000", "010011", "001001", "000110", "011101", "110110", "101011"}))
def test_random_classes(C: Words) -> None:
    check(C)


def test_reference_values() -> None:
    """Theory G: singletons, with the empty set, thresholds, the cube."""
    values = []
    for table in (SINGLETONS, (*SINGLETONS, (0,) * 5), THRESHOLDS, CUBE):
        play = play_on(table)
        V = play.c.all
        values.append((play.membership(V)[0], play.littlestone(V), play.proper(V)[0] + 1, play.both(V)[0]))
    assert values == [(4, 1, 5, 4), (5, 1, 2, 1), (3, 3, 4, 3), (3, 3, 4, 3)]


def test_labels_help_a_proper_learner() -> None:
    """Of 8 singletons that carry 3 bits of their number 3 labels find one; proposals alone take 7."""
    table = tuple((*(int(i == j) for j in range(8)), *(i >> b & 1 for b in range(3))) for i in range(8))
    assert (optimal_both(table).sizes()["both"], optimal_proper(table).sizes()["proper"]) == (3, 8)
    found = run(optimal_both(table), teachers.Honest(Row(table, 6)))
    assert found.hypothesis.labels.tolist() == [bool(label) for label in table[6]]
    assert found.ledger.total <= 3


def test_greedy_is_not_always_optimal() -> None:
    """Found by going through random classes: at once a label that halves this one costs a fourth."""
    C = frozenset({"0001", "0100", "1000", "1001", "1010", "1100"})
    assert (longest(greedy, C), labels(C)) == (4, 3)


def test_large_classes_that_need_no_search() -> None:
    singletons = tuple(tuple(int(i == j) for j in range(300)) for i in range(300))
    assert optimal_tree(singletons).sizes() == {"D": 299}
    assert run(optimal_tree(singletons), teachers.Honest(Row(singletons, 299))).ledger[Membership] == 299
    thresholds = tuple(tuple(int(j >= i) for j in range(200)) for i in range(201))
    assert run(optimal_tree(thresholds), teachers.Honest(Row(thresholds, 77))).ledger[Membership] <= 8
    assert littlestone(thresholds) == 7


@pytest.mark.parametrize("learner", [standard_optimal, optimal_proper, optimal_both], ids=lambda learner: learner.name)
def test_no_concept_fits(learner: Any) -> None:
    """A counterexample at the last point, where all concepts of the class say 0."""
    talk = iter(learner(((1, 0, 0), (0, 1, 0), (0, 0, 0))))
    query = next(talk)
    with pytest.raises(Inconsistent, match=r"no concept of this class of 3 fits all answers"):
        talk.send(query.accepts(Counterexample(np.array([2]), True)))


@pytest.mark.parametrize("game", ["littlestone", "membership", "proper", "both"])
def test_a_game_that_is_too_large_is_refused(game: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optimal_play, "POSITIONS", 3)
    rng = np.random.default_rng(5)
    c = FiniteClass.of(np.unique(rng.integers(0, 2, (40, 8)), axis=0), "forty words")
    with pytest.raises(BadArgument, match=r"on forty words: \d+ concepts on 8 points has more than 3 positions"):
        getattr(OptimalPlay(c), game)(c.all)


def test_what_was_worked_out_for_one_is_there_for_the_next() -> None:
    assert play_on(CUBE) is play_on(CUBE)
    again: Run[Any] = run(optimal_both(CUBE), teachers.Honest(Row(CUBE, 2)))
    assert run(optimal_both(CUBE), Recorded(again.turns)).ledger == again.ledger
