"""Unbounded search by doubling the number of digits."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import run, teachers
from qlearn.errors import Inconsistent
from qlearn.learners.linear.bisection import galloping
from qlearn.learners.linear.doubly_galloping import doubly_galloping

thresholds = st.integers(0, 53).flatmap(lambda p: st.integers(max(1, 2**p // 2), 2**p))


@given(thresholds)
def test_any_integer_that_floats_can_name_is_found(t: int) -> None:
    found = run(doubly_galloping(), teachers.Function(lambda X: np.array([Fraction(x) >= t for x in X[:, 0]])))
    assert (found.hypothesis.low, found.hypothesis.high) == (t - 1, t)
    bound = doubly_galloping.theorem.bounds[0].at(t=t)
    asked = found.ledger["membership"]
    assert asked == bound if t <= 2**31 else bound - 1 <= asked <= bound
    assert len({float(turn.query.points[0, 0]) for turn in found.turns}) == asked


def test_it_overtakes_doubling_at_33() -> None:
    ours, theirs = (learner.theorem.bounds[0] for learner in (doubly_galloping, galloping))
    assert all(ours.at(t=t) >= theirs.at(t=t) for t in range(1, 33))
    assert all(ours.at(t=2**p + 1) < theirs.at(t=2**p + 1) for p in range(5, 53))


def test_it_gives_up_where_integers_end() -> None:
    with pytest.raises(Inconsistent, match=r"no threshold up to 2\*\*53"):
        run(doubly_galloping(), teachers.Function(lambda X: X[:, 0] < 0))
