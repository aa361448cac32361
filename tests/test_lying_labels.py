"""Lies that stay where the server put them: as near as anybody can come, for every place of the lies."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Membership, channels, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadAnswer, BadArgument, Failed
from qlearn.geometry.directions import angle
from qlearn.learners.linear.lying_labels import arc, enough, needed
from qlearn.teachers.function import Function

lying_labels = find("linear.lying_labels")
RHO, EPS, DELTA = Fraction(1, 10), Fraction(2, 5), Fraction(1, 20)


def server(w: np.ndarray, lies: Callable[[np.ndarray], Any]) -> Function:
    """Labels of w, wrong where `lies`, of the angles of the points."""
    return Function(lambda X: (X @ w >= 0) ^ lies(np.arctan2(X[:, 1], X[:, 0]) % (2 * math.pi)))


def between(start: float, share: float) -> Callable[[np.ndarray], Any]:
    return lambda at: (at - start) % (2 * math.pi) < 2 * math.pi * share


def scattered(share: float) -> Callable[[np.ndarray], Any]:
    return lambda at: (at * 1000) % 1 < share


LIES: dict[str, Callable[[float, float], Callable[[np.ndarray], Any]]] = {
    "none": lambda turn, rho: between(0, 0),
    "on one side of the boundary": lambda turn, rho: between(turn + math.pi / 2, rho),
    "on the other": lambda turn, rho: between(turn + math.pi / 2 - 2 * math.pi * rho, rho),
    "on both sides of it": lambda turn, rho: between(turn + math.pi / 2 - math.pi * rho, rho),
    "far from it": lambda turn, rho: between(turn, rho),
    "scattered": lambda turn, rho: scattered(rho),
}


@pytest.mark.parametrize("lies", LIES.values(), ids=LIES.keys())
def test_the_truth_is_within_eps_wherever_the_lies_are(lies: Any) -> None:
    for seed in range(12):
        turn = 2 * math.pi * np.random.default_rng(seed).random()
        w = np.array([math.cos(turn), math.sin(turn)]) * 10.0 ** (seed - 6)
        found = run(lying_labels(EPS, RHO, DELTA, seed), server(w, lies(turn, float(RHO))))
        assert angle(found.hypothesis.w, w) <= EPS
        assert found.ledger[Membership] == enough(EPS, RHO, DELTA)


def test_the_limit_is_met() -> None:
    """A server that answers for another half-plane is believed: what is found is pi rho off, and could not be nearer."""
    target = HalfSpace(np.array([-1.0, 2.0]))
    liar = teachers.Heard(teachers.Honest(target), channels.kept_lies, {"rho": "1/10"})
    found = run(lying_labels("2/5", "1/10", "1/20"), liar)
    assert angle(found.hypothesis.w, target.w) == pytest.approx(math.pi / 10, abs=0.02)
    assert (run(lying_labels("2/5", "1/10", "1/20", seed=0), liar).hypothesis.w == found.hypothesis.w).all()
    assert (run(lying_labels("2/5", "1/10", "1/20", seed=1), liar).hypothesis.w != found.hypothesis.w).any()


def test_what_nobody_can_do_without() -> None:
    """.95 (1 + lg(1/sin .01)) - H(.05) = 6.97 bits."""
    assert needed.bound.at(eps=Fraction(1, 100), delta=DELTA) == 7
    assert needed.bound.at(eps=EPS, delta=Fraction(99, 100)) == 0


def test_the_channel_lies_about_its_share_and_never_changes_its_mind() -> None:
    target = HalfSpace(np.array([1e300, -2e300]))
    heard = teachers.Heard(teachers.Honest(target), channels.kept_lies, {"rho": "1/8"})
    at = 2 * math.pi * (np.arange(8000) + 0.5) / 8000
    query = Membership(np.column_stack([np.cos(at), np.sin(at)]))
    first, again = heard.answer(query), heard.answer(query)
    assert (first == again).all()
    assert abs(int((first != teachers.Honest(target).answer(query)).sum()) - 1000) <= 2
    with pytest.raises(BadAnswer, match="in the plane"):
        teachers.Heard(teachers.Honest(HalfSpace(np.ones(3))), channels.kept_lies, {"rho": "1/8"}).answer(
            Membership(np.ones((1, 3)))
        )


@given(st.integers(1, 12), st.integers(0, 12), st.integers(0, 10**6))
def test_the_arc_is_that_of_a_fine_grid(n: int, allowed: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    angles, labels = 2 * math.pi * rng.random(n), rng.random(n) < 0.5
    low, length = arc(angles, labels, allowed)
    at = 2 * math.pi * np.arange(2000) / 2000
    kept = (((np.cos(at[:, None] - angles) >= 0) != labels).sum(axis=1)) <= allowed
    inside = (at - low) % (2 * math.pi) <= length + 1e-9
    assert not (kept & ~inside).any()
    assert length <= 2 * math.pi + 1e-9
    if length > 0.1:
        ends = low + np.array([1e-6, length - 1e-6])
        assert ((((np.cos(ends[:, None] - angles) >= 0) != labels).sum(axis=1)) <= allowed).all()


@pytest.mark.parametrize(
    "answers",
    [lambda X: np.ones(len(X), bool), lambda X: np.zeros(len(X), bool), lambda X: X[:, 0] * X[:, 1] > 0],
    ids=["all yes", "all no", "two wedges"],
)
def test_more_lies_than_said_are_no_answer(answers: Any) -> None:
    with pytest.raises(Failed, match="may be against the truth, and every half-plane has more"):
        run(lying_labels(EPS, RHO, DELTA), Function(answers))


def test_a_share_above_rho_is_seen_where_it_is_scattered() -> None:
    """Nearly 11,000 labels: 11.4 % of them are allowed to be lies, and 14 % are."""
    with pytest.raises(Failed, match="more than a share 1/10"):
        run(lying_labels(EPS, RHO, DELTA), server(np.array([1.0, 2.0]), scattered(0.14)))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("3/10", "1/10", "1/4"), r"above pi rho = 0\.3142, below which no number of labels is enough"),
        (("11/10", "1/10", "1/4"), "below pi/3"),
        ((2, "1/10", "1/4"), "eps is an angle"),
        (("2/5", "1/2", "1/4"), "rho is the probability"),
        (("2/5", 0, "1/4"), "rho is the probability"),
        (("2/5", "1/10", 0), "delta is a probability"),
        (("2/5", "1/10", "1/4", -1), "seed is an integer"),
    ],
)
def test_what_it_cannot_work_with(arguments: Any, says: str) -> None:
    with pytest.raises(BadArgument, match=says):
        run(lying_labels(*arguments), Function(lambda X: np.ones(len(X), bool)))
