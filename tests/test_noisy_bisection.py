"""A threshold from labels of which each may be flipped: which borders are asked about, and what is returned."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import channels, run, teachers
from qlearn.concepts.thresholds import Threshold
from qlearn.domains import Grid
from qlearn.errors import BadArgument
from qlearn.learners.linear.noisy_bisection import noisy_bisection

R = Fraction(1, 3)  # sqrt(rho/(1 - rho)) at rho = 1/10


def heard(N: int, t: int, seed: int, rho: float = 0.1) -> Any:
    teacher = teachers.Heard(teachers.Honest(Threshold(Fraction(t), Grid(N))), channels.fresh_flips, {"rho": rho}, seed)
    return run(noisy_bisection(N=N, delta="1/20", rho="1/10", seed=seed), teacher)


@given(st.integers(1, 40), st.data(), st.integers(0, 99))
def test_a_border_of_the_middle_threshold_is_asked_and_what_contradicts_least_is_returned(N: int, data: Any, seed: int) -> None:
    found = heard(N, data.draw(st.integers(0, N)), seed, rho=0.4)  # worse than told
    against = [0] * (N + 1)
    for query, (answer,) in found.turns:
        x = int(query.points[0, 0])
        weights = [R**lies for lies in against]
        shares = [sum(weights[: t + 1]) / sum(weights) for t in range(N + 1)]
        near = Fraction(1, 10**9)  # the learner's weights are floats
        below = [0, *shares]
        middle = {t for t in range(N + 1) if below[t] - near <= Fraction(1, 2) <= shares[t] + near}
        assert middle & {x, x + 1}
        against = [lies + ((t <= x) != answer) for t, lies in enumerate(against)]
    assert against[int(found.hypothesis.high)] == min(against)
    assert found.hypothesis.width == 1


def test_both_borders_are_asked_about() -> None:
    firsts = {float(heard(2, 1, seed).turns[0].query.points[0, 0]) for seed in range(40)}
    assert firsts == {0.0, 1.0}


def test_few_runs_of_a_large_grid_fail() -> None:
    wrong = sum(int(heard(500, t, seed).hypothesis.high) != t for seed, t in enumerate(range(0, 501, 10)))
    assert wrong <= 3  # of 51, where 51/20 may on average; the weights make it far fewer


def test_true_labels_are_enough() -> None:
    for t in range(10):
        assert int(heard(9, t, seed=t, rho=0.0).hypothesis.high) == t


@pytest.mark.parametrize(
    "changed",
    [{"N": 0}, {"N": 10**7 + 1}, {"N": 2.0}, {"delta": 0}, {"delta": 1}, {"rho": 0}, {"rho": "1/2"}, {"seed": -1}],
    ids=str,
)
def test_bad_input_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(BadArgument):
        next(iter(noisy_bisection(**{"N": 5, "delta": "1/4", "rho": "1/10", **changed})))
