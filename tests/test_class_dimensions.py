"""The dimensions by search against plain recursions, and their witnesses looked at one by one."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, permutations, product
from typing import Any

import numpy as np
import pytest

from qlearn.dimensions.bracket import Effort
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.search import average
from qlearn.dimensions.search.average import average_membership
from qlearn.dimensions.search.consistency import certificate, consistency
from qlearn.dimensions.search.recursive_teaching import teaching_recursive
from qlearn.dimensions.search.star import star
from qlearn.dimensions.search.statistical import statistical
from qlearn.dimensions.search.threshold import threshold
from qlearn.dimensions.witnesses import QueryTree

Rows = tuple[tuple[int, ...], ...]


def _classes() -> list[FiniteClass]:
    cube = list(product((0, 1), repeat=3))
    made = [FiniteClass.of(rows) for k in range(1, 9) for rows in combinations(cube, k)]
    drawn = np.random.default_rng(5)
    made += [FiniteClass.of(drawn.integers(0, 2, (drawn.integers(2, 8), drawn.integers(3, 6)))) for _ in range(60)]
    return made


CLASSES = _classes()


def _rows(c: FiniteClass) -> Rows:
    return tuple(tuple(int(v) for v in row) for row in c.labels)


def _smallest(f: tuple[int, ...], rows: Rows) -> int:
    n = len(f)
    sets = (s for k in range(n + 1) for s in combinations(range(n), k))
    return next(len(s) for s in sets if not any(all(r[x] == f[x] for x in s) for r in rows))


def _star(rows: Rows, n: int) -> int:
    best = 0
    for centre, k in product(rows, range(1, n + 1)):
        for s in combinations(range(n), k):
            seen = {tuple(x for x in s if r[x] != centre[x]) for r in rows}
            if all((x,) in seen for x in s):
                best = max(best, k)
    return best


def _threshold(rows: Rows, n: int) -> int:
    best = 0
    for k in range(1, n + 1):
        for s in permutations(range(n), k):
            seen = {tuple(r[x] for x in s) for r in rows}
            if all(tuple(int(j >= i) for j in range(k)) in seen for i in range(k)):
                best = k
    return best


def _statistical(rows: Rows, n: int) -> int:
    def product_(a: tuple[int, ...], b: tuple[int, ...]) -> Fraction:
        return Fraction(sum((2 * p - 1) * (2 * q - 1) for p, q in zip(a, b, strict=True)), n)

    return max(
        d
        for d in range(1, len(rows) + 1)
        if any(all(abs(product_(a, b)) <= Fraction(1, d) for a, b in combinations(g, 2)) for g in combinations(rows, d))
    )


def _recursive(rows: Rows) -> int:
    subs = (s for k in range(1, len(rows) + 1) for s in combinations(rows, k))
    return max(min(_smallest(r, tuple(o for o in s if o != r)) for r in s) for s in subs)


def _depths(rows: Rows, n: int) -> int:
    if len(rows) <= 1:
        return 0
    parts = [[tuple(r for r in rows if r[x] == b) for b in (0, 1)] for x in range(n)]
    return len(rows) + min(_depths(a, n) + _depths(b, n) for a, b in parts if a and b)


def _naive(c: FiniteClass) -> dict[str, Any]:
    rows = _rows(c)
    outside = [f for f in product((0, 1), repeat=c.n) if f not in rows]
    return {
        "star": _star(rows, c.n),
        "threshold": _threshold(rows, c.n),
        "statistical": _statistical(rows, c.n),
        "consistency": max((_smallest(f, rows) for f in outside), default=0),
        "recursive": _recursive(rows),
        "average": Fraction(_depths(rows, c.n), c.N),
    }


def test_all_classes_on_three_points_and_random_ones_have_the_values_of_plain_recursions() -> None:
    for c in CLASSES:
        found = {
            "star": star(c).value,
            "threshold": threshold(c).value,
            "statistical": statistical(c).value,
            "consistency": consistency(c).value,
            "recursive": teaching_recursive(c).value,
            "average": average_membership(c).value,
        }
        assert found == _naive(c), _rows(c)


@pytest.mark.parametrize("positions", [0, 3, 20, 200_000])
def test_brackets_hold_the_value_and_witnesses_show_their_side_at_any_effort(positions: int) -> None:
    effort = Effort(positions=positions)
    for c in CLASSES[::9]:
        rows, naive = _rows(c), _naive(c)
        for name, measure in (("star", star), ("threshold", threshold), ("statistical", statistical)):
            got = measure(c, effort)
            assert got.lo <= naive[name] <= got.hi
        s: Any = star(c, effort).at_least
        assert len(s.points) == star(c, effort).lo
        for x, i in zip(s.points, s.neighbours, strict=True):
            assert [y for y in s.points if rows[i][y] != int(s.labels[y])] == [x]
        t: Any = threshold(c, effort).at_least
        assert len(t.points) == threshold(c, effort).lo
        for i, concept in enumerate(t.concepts):
            assert [rows[concept][x] for x in t.points] == [int(j >= i) for j in range(len(t.points))]
        _teaching_and_average(c, effort, naive)


def _teaching_and_average(c: FiniteClass, effort: Effort, naive: dict[str, Any]) -> None:
    rows = _rows(c)
    r = teaching_recursive(c, effort)
    plan: Any = r.at_most
    sub: Any = r.at_least
    assert sorted(i for i, _ in plan.order) == list(range(c.N))
    assert max(len(p) for _, p in plan.order) == r.hi
    for place, (i, points) in enumerate(plan.order):
        assert all(any(rows[j][x] != rows[i][x] for x in points) for j, _ in plan.order[place + 1 :])
    chosen = tuple(rows[i] for i in sub.concepts)
    assert min(_smallest(f, tuple(o for o in chosen if o != f)) for f in chosen) >= r.lo
    a, k = average_membership(c, effort), consistency(c, effort)
    tree: Any = a.at_most
    assert a.lo <= naive["average"] <= a.hi == Fraction(sum(d for _, d in tree.leaves()), c.N)
    assert sorted(i for i, _ in tree.leaves()) == (list(range(c.N)) if c.N > 1 else [])
    assert r.lo <= naive["recursive"] <= r.hi
    assert k.lo <= naive["consistency"] <= k.hi


def test_a_certificate_rules_out_every_other_concept_with_fewest_points() -> None:
    c = FiniteClass.of(np.eye(5, dtype=int))
    assert certificate(c, 0) == (0, 1, 2, 3, 4)
    assert certificate(c, 1) == (0,)


def test_two_hundred_thresholds_take_few_positions() -> None:
    c = FiniteClass.of(np.tri(201, 200, -1, dtype=int))
    assert star(c).value == 2
    assert threshold(c).value == 200


def test_a_tree_too_deep_for_the_stack_leaves_a_bracket(monkeypatch: pytest.MonkeyPatch) -> None:
    c = FiniteClass.of(np.eye(8, dtype=int))
    assert average_membership(c).value == Fraction(35, 8)
    monkeypatch.setattr(average, "DEEPEST", 3)
    found = average_membership(c)
    assert not found.exact
    assert isinstance(found.at_most, QueryTree)
    assert found.hi == Fraction(sum(depth for _, depth in found.at_most.leaves()), c.N)
