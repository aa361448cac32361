"""Conjunctions of literals: terms over words, their differences, and two learners."""

from __future__ import annotations

import itertools
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, Membership, Session, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.literals import Term, Terms, TermsAt
from qlearn.domains import Cube
from qlearn.errors import BadArgument, Inconsistent
from qlearn.learners.boolean.literals import literals
from qlearn.learners.boolean.literals_from_positive import literals_from_positive
from qlearn.oracle import agree, disagreements

signs = st.lists(st.sampled_from([0, 1, -1, 2]), min_size=1, max_size=70)  # 2: a variable and its negation


def term(chosen: list[int]) -> Term:
    return Term(np.isin(chosen, (1, 2)), np.isin(chosen, (-1, 2)))


@given(signs, st.data())
def test_a_term_is_true_where_all_its_literals_are(chosen: list[int], data: Any) -> None:
    n = len(chosen)
    x = data.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))
    near = [int(c == 1) if data.draw(st.integers(0, 9)) else bit for c, bit in zip(chosen, x, strict=True)]
    for point in (x, near, [1 - bit for bit in x]):
        true = all((c in (0, 1) or not bit) and (c in (0, -1) or bit) for c, bit in zip(chosen, point, strict=True))
        for dtype in (np.uint8, np.float64):
            assert term(chosen)(np.array([point], dtype)).tolist() == [true]


def test_differences_of_terms_are_found_and_none_where_there_is_none() -> None:
    cube = Cube(3).points()
    for one, other in itertools.product(itertools.product((0, 1, -1, 2), repeat=3), repeat=2):
        concept, hypothesis = term(list(one)), term(list(other))
        wrong = list(disagreements(concept, hypothesis))
        assert bool(wrong) == bool((concept(cube) != hypothesis(cube)).any()) == (concept.key() != hypothesis.key())
        assert all(concept(c.point[None])[0] == c.label != hypothesis(c.point[None])[0] for c in wrong)


@given(signs, st.sampled_from(["first", "longest", "random"]))
def test_literals_are_found_in_n_plus_two_questions(chosen: list[int], policy: Any) -> None:
    target = term(chosen)
    found = run(literals(len(chosen)), teachers.Honest(target, policy))
    assert agree(target, found.hypothesis)
    assert found.ledger[Equivalence] <= len(chosen) + 2


@given(st.integers(1, 12), st.randoms(use_true_random=False))
def test_every_counterexample_leaves_the_literals_true_there(n: int, random: Any) -> None:
    session: Any = Session(literals(n))
    seen = []
    while not session.done:
        x = np.array([random.randint(0, 1) for _ in range(n)], np.uint8)
        hypothesis = session.query.hypothesis
        for z in seen:
            assert hypothesis(z[None])[0], "what was labelled true is accepted"
        assert hypothesis.ones.sum() + hypothesis.zeros.sum() <= (2 * n if not seen else n + 1 - len(seen))
        if hypothesis(x[None])[0]:
            session.tell(None)
        else:
            seen.append(x)
            session.tell(Counterexample(x, True))


def test_false_answers_are_noticed() -> None:
    session: Any = Session(literals(2))
    session.tell(Counterexample(np.array([1, 0], np.uint8), True))
    with pytest.raises(Inconsistent, match=r"\[1, 0\] labelled false"):
        session.tell(Counterexample(np.array([1, 0], np.uint8), False))
    for point in ([2, 0], [1, 0, 1]):
        wrong: Any = Session(literals(2))
        with pytest.raises(Inconsistent, match=r"no point of 2 bits"):
            wrong.tell(Counterexample(np.array(point, np.uint8), True))


@given(st.integers(0, 99))
def test_a_positive_point_gives_the_rest_in_one_round(seed: int) -> None:
    target = TermsAt().draw(Coins(seed))
    found = run(literals_from_positive(target.positive), teachers.Honest(target))
    assert found.hypothesis.key() == target.key()
    assert (found.ledger[Membership], found.ledger.rounds) == (len(target.positive), 1)


@pytest.mark.parametrize("positive", [[], [0, 2], [[1, 0]], [0.5], "10", None])
def test_a_positive_point_is_a_point(positive: Any) -> None:
    with pytest.raises(BadArgument):
        next(iter(literals_from_positive(positive)))


@pytest.mark.parametrize("n", [0, -1, True, 1.0])
def test_no_variables_are_refused(n: Any) -> None:
    with pytest.raises(BadArgument, match=r"n is an integer, at least 1"):
        next(iter(literals(n)))


def test_a_term_over_the_whole_cube_is_fast() -> None:
    points = (np.arange(1 << 20)[:, None] >> np.arange(20) & 1).astype(np.uint8)
    wanted = Term(np.arange(20) < 3, np.arange(20) > 17)
    start = time.perf_counter()
    assert wanted(points).sum() == 1 << 15
    assert time.perf_counter() - start < 2, "about 0.02 seconds where nothing else runs"


def test_the_class_lists_every_term_once() -> None:
    every = Terms().space(n=3).concepts
    assert len({concept.key() for concept in every}) == len(every) == 28
    assert len({concept(Cube(3).points()).tobytes() for concept in every}) == 28
