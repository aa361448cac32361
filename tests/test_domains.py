"""Domains contain what they draw and list; laws are exact."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn.choices import Coins, one_of
from qlearn.domains import Box, Cube, Grid, Law, Space, Sphere
from qlearn.errors import BadArgument, Undecided

DOMAINS = [Cube(3), Grid(4, 2), Grid(5, 1, first=-2), Box((0.0, -1.0), (1.0, -1.0)), Sphere(3), Space(2), Cube(1), Sphere(1)]


@pytest.mark.parametrize("domain", DOMAINS, ids=str)
def test_a_domain_contains_what_it_draws_the_same_for_the_same_coins(domain: Any) -> None:
    drawn = domain.draw(Coins(1), 50)
    assert drawn.shape == (50, domain.d)
    assert domain.contains(drawn).all()
    assert (drawn == domain.draw(Coins(1), 50)).all()
    assert not domain.contains(np.zeros((2, domain.d + 1))).any(), "another dimension is outside"


@pytest.mark.parametrize("domain", [d for d in DOMAINS if isinstance(d, Cube | Grid)], ids=str)
def test_a_finite_domain_lists_each_point_once(domain: Any) -> None:
    points = domain.points()
    assert domain.contains(points).all()
    assert len(np.unique(points, axis=0)) == len(points) == (2 if isinstance(domain, Cube) else domain.size) ** domain.d


@pytest.mark.parametrize("domain", [Cube(17), Grid(300, 2), Box((0.0,), (1.0,)), Sphere(2), Space(1)], ids=str)
def test_what_is_too_large_is_not_listed(domain: Any) -> None:
    with pytest.raises(Undecided):
        domain.points()


def test_what_is_outside_is_outside() -> None:
    assert Cube(2).contains(np.array([[0, 1], [0, 2], [0.5, 1]])).tolist() == [True, False, False]
    assert Grid(3).contains(np.array([[2.0], [3.0], [1.5], [-1.0]])).tolist() == [True, False, False, False]
    assert Box((0.0,), (1.0,)).contains(np.array([[0.0], [1.0], [1.1]])).tolist() == [True, True, False]
    assert Sphere(2).contains(np.array([[0.6, 0.8], [1.0, 1.0]])).tolist() == [True, False]


def test_a_box_knows_its_centre_and_refuses_nonsense() -> None:
    box = Box.around(np.array([[0.0, 4.0], [2.0, 4.0]]))
    assert box.centre.tolist() == [1.0, 4.0]
    assert box.half_width.tolist() == [1.0, 0.0]
    for low, high in (((), ()), ((1.0,), (0.0,)), ((0.0,), (1.0, 2.0)), ((float("nan"),), (1.0,))):
        with pytest.raises(BadArgument, match="a box needs"):
            Box(low, high)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any))
def test_a_law_measures_exactly_and_draws_what_it_weighs(weights: list[int]) -> None:
    law = Law(np.arange(len(weights))[:, None], tuple(Fraction(w, sum(weights)) for w in weights))
    event = [w % 2 == 0 for w in weights]
    assert law.measure(event) == Fraction(sum(w for w in weights if w % 2 == 0), sum(weights))
    drawn = law.draw(Coins(0), 200)[:, 0]
    assert all(weights[i] > 0 for i in drawn), "a point of weight 0 is never drawn"


def test_a_law_has_weights_that_sum_to_one() -> None:
    assert Law.uniform(np.zeros((4, 1))).measure([True, False, False, False]) == Fraction(1, 4)
    for weights in ((Fraction(1, 2),), (Fraction(3, 2), Fraction(-1, 2)), (Fraction(1, 2), Fraction(1, 3))):
        with pytest.raises(BadArgument, match="a weight >= 0"):
            Law(np.zeros((2, 1)), weights)


def test_coins_are_fair_choices() -> None:
    coins = Coins(3, 1)
    assert {coins.integer(1, 3) for _ in range(60)} == {1, 2, 3}
    assert {one_of(coins, "ab") for _ in range(40)} == {"a", "b"}
    assert all(-1 <= coins.real(-1, 1) <= 1 for _ in range(20))
    assert coins.bits(0).shape == (0,)
    assert (Coins(3, 1).bits(50) != Coins(3, 2).bits(50)).any(), "streams are independent"


@pytest.mark.parametrize("domain", [Cube(2), Grid(3), Grid(2, 2, first=-1)], ids=str)
def test_every_point_of_a_small_domain_is_drawn_about_as_often(domain: Any) -> None:
    points, counts = np.unique(domain.draw(Coins(2), 900), axis=0, return_counts=True)
    assert sorted(points.tolist()) == sorted(domain.points().tolist())
    assert (abs(counts - 900 / len(points)) < 100).all()
