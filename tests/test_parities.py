"""Parities: linear algebra over two elements, by queries and by counterexamples."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Membership, Session, run, teachers
from qlearn.concepts.parities import Parities, Parity
from qlearn.errors import Inconsistent
from qlearn.learners.boolean.gaussian_elimination import gaussian_elimination
from qlearn.learners.boolean.parity import parity

choices = st.lists(st.booleans(), min_size=1, max_size=40).map(lambda bits: Parity(np.array(bits)))


@given(choices, st.data())
def test_a_parity_is_linear(target: Parity, data: Any) -> None:
    n = len(target.chosen)
    x, y = (np.array([data.draw(st.lists(st.integers(0, 1), min_size=n, max_size=n))], np.uint8) for _ in range(2))
    assert target(x ^ y) == (target(x) ^ target(y))
    assert target(x)[0] == sum(int(c) * int(v) for c, v in zip(target.chosen, x[0], strict=True)) % 2


@given(choices)
def test_unit_points_spell_the_target(target: Parity) -> None:
    found = run(parity(n=len(target.chosen)), teachers.Honest(target))
    assert found.hypothesis.key() == target.key()
    assert (found.ledger[Membership], found.ledger.rounds) == (len(target.chosen), 1)


@given(choices, st.randoms(use_true_random=False))
def test_every_counterexample_adds_one_to_the_rank(target: Parity, random: Any) -> None:
    n = len(target.chosen)
    session: Any = Session(gaussian_elimination(n=n))
    points: list[int] = []
    while not session.done:
        wrong = target.chosen ^ session.query.hypothesis.chosen
        if not wrong.any():
            session.tell(None)
            continue
        point = np.array([random.randint(0, 1) for _ in range(n)], np.uint8)
        if not (point & wrong).sum() % 2:
            point[np.flatnonzero(wrong)[0]] ^= 1
        points.append(int("".join(map(str, point)), 2))
        session.tell(Counterexample(point, bool(target(point[None])[0])))
    assert session.done
    assert session.result.hypothesis.key() == target.key()
    assert rank(points) == len(points) <= n


def rank(points: list[int]) -> int:
    """Rank over the field of two elements, by integers."""
    basis: list[int] = []
    for point in points:
        for known in basis:
            point = min(point, point ^ known)
        if point:
            basis.append(point)
    return len(basis)


def test_what_no_parity_says_is_refused() -> None:
    session = Session(gaussian_elimination(n=2))
    session.tell(Counterexample(np.array([1, 1], np.uint8), True))
    with pytest.raises(Inconsistent, match="sum of earlier ones"):
        session.tell(Counterexample(np.array([1, 1], np.uint8), False))
    with pytest.raises(Inconsistent):
        Session(gaussian_elimination(n=1)).tell(Counterexample(np.array([0], np.uint8), True))


def test_constants_and_every_choice_of_three() -> None:
    space = Parities().space(n=3)
    assert len({target.key() for target in space.every(space.all)}) == 8
    for target in space.every(space.all):
        for learner in (parity, gaussian_elimination):
            assert run(learner(n=3), teachers.Honest(target)).hypothesis.key() == target.key()
    assert str(Parity(np.zeros(3, np.bool_))) == "false"
