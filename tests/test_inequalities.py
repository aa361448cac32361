"""The known inequalities on all classes over three points and on random ones, with values by plain recursions."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from test_class_dimensions import _naive, _smallest
from test_equivalence_games import _value

from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.inequalities import INEQUALITIES, Inequality, lattice


def _depth(rows: tuple[tuple[int, ...], ...], n: int) -> int:
    if len(rows) <= 1:
        return 0
    parts = [[tuple(r for r in rows if r[x] == b) for b in (0, 1)] for x in range(n)]
    return 1 + min(max(_depth(a, n), _depth(b, n)) for a, b in parts if a and b)


def _littlestone(rows: tuple[tuple[int, ...], ...], n: int) -> int:
    parts = [[tuple(r for r in rows if r[x] == b) for b in (0, 1)] for x in range(n)]
    return max((1 + min(_littlestone(a, n), _littlestone(b, n)) for a, b in parts if a and b), default=0)


def _extended(f: tuple[int, ...], rows: tuple[tuple[int, ...], ...]) -> int:
    """The fewest points at which at most one concept agrees with f."""
    n = len(f)
    sets = (s for k in range(n + 1) for s in combinations(range(n), k))
    return next(len(s) for s in sets if sum(all(r[x] == f[x] for x in s) for r in rows) <= 1)


def _values(c: FiniteClass) -> dict[str, Any]:
    rows, n = tuple(tuple(int(v) for v in row) for row in c.labels), c.n
    taught = [_smallest(r, tuple(o for o in rows if o != r)) for r in rows]
    naive, space = _naive(c), frozenset(rows)
    shattered = [
        k for k in range(n + 1) for s in combinations(range(n), k) if len({tuple(r[x] for x in s) for r in rows}) == 2**k
    ]
    return {
        "N": c.N,
        "n": n,
        "membership": _depth(rows, n),
        "teaching": max(taught),
        "teaching_min": min(taught),
        "teaching_average": Fraction(sum(taught), c.N),
        "extended_teaching": max(_extended(f, rows) for f in product((0, 1), repeat=n)),
        "vc": max(shattered),
        "littlestone": _littlestone(rows, n),
        "equivalence_improper": _value(space, n, False, False),
        "equivalence_proper": _value(space, n, True, False),
        "both": _value(space, n, True, True),
        "both_improper": _value(space, n, False, True),
        "teaching_recursive": naive["recursive"],
        "average_membership": naive["average"],
        **{name: naive[name] for name in ("star", "threshold", "statistical", "consistency")},
    }


@cache
def _measured() -> tuple[dict[str, Any], ...]:
    cube = list(product((0, 1), repeat=3))
    made = [FiniteClass.of(rows) for k in range(1, 9) for rows in combinations(cube, k)]
    drawn = np.random.default_rng(7)
    made += [FiniteClass.of(drawn.integers(0, 2, (drawn.integers(2, 8), drawn.integers(3, 6)))) for _ in range(40)]
    return tuple(_values(c) for c in made)


@pytest.mark.parametrize("inequality", INEQUALITIES, ids=lambda i: i.name)
def test_it_holds_and_one_more_would_break_it_somewhere(inequality: Inequality) -> None:
    assert all(inequality.holds(v) is True for v in _measured())
    small = inequality.small
    assert any(inequality.holds({**v, small: v[small] + 1}) is False for v in _measured())


@pytest.mark.parametrize("inequality", INEQUALITIES, ids=lambda i: i.name)
def test_without_a_value_it_is_undecided(inequality: Inequality) -> None:
    assert inequality.holds({**_measured()[-1], inequality.small: None}) is None


def test_the_lattice_has_no_edge_that_follows_and_the_littlestone_dimension_does_not_bound_both() -> None:
    edges = set(lattice())
    assert ("littlestone", "both") not in edges
    assert ("teaching", "star") not in edges
    above = {a: {b for p, b in edges if p == a} for a, _ in edges}
    for a, b in edges:
        todo, seen = list(above[a] - {b}), set()
        while todo:
            at = todo.pop()
            seen.add(at)
            todo += above.get(at, set())
        assert b not in seen
