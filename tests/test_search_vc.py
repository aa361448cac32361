"""The VC dimension by search: what the definition says on small classes, sets that are shattered, brackets that hold."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qlearn.dimensions.bracket import Bracket, Effort, Spent
from qlearn.dimensions.families import of_family
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.measured import measure
from qlearn.dimensions.packed.vc import vc as by_tables
from qlearn.dimensions.search import climbing
from qlearn.dimensions.search.climbing import climbed
from qlearn.dimensions.search.cliques import Graph
from qlearn.dimensions.search.counter import Counter
from qlearn.dimensions.search.shattering import Shattering
from qlearn.dimensions.search.symmetry import Symmetries
from qlearn.dimensions.search.vc import bounds, vc
from qlearn.dimensions.witnesses import Counted, Shattered
from qlearn.evidence.witnesses.anew import anew
from qlearn.evidence.witnesses.given import Given
from qlearn.evidence.witnesses.least import at_least
from qlearn.evidence.witnesses.most import at_most

Rows = list[tuple[bool, ...]]
ROWS = st.integers(1, 7).flatmap(lambda n: st.lists(st.tuples(*[st.booleans()] * n), min_size=1, max_size=40))
CUBE = [tuple(bool(i >> x & 1) for x in range(4)) for i in range(16)]


def text(c: FiniteClass) -> Given:
    return Given(tuple(c.text(i) for i in range(c.N)))


def accepted(name: str, c: FiniteClass, bracket: Bracket) -> None:
    """The independent checker finds in the witnesses what the bracket says."""
    assert at_least(name, text(c), bracket.at_least) >= bracket.lo
    assert at_most(name, text(c), bracket.at_most) <= bracket.hi


def drawn(N: int, n: int, seed: int = 0) -> FiniteClass:
    return FiniteClass.of(np.random.default_rng(seed).integers(0, 2, (N, n)))


def on_small_classes(test: Callable[[Rows], None]) -> Callable[[], None]:
    """Drawn classes, and those at the edges."""
    equal = [(False, False, False), (True, True, True)]  # all columns
    for rows in ([(True,)], [(False, True), (True, True)], equal, CUBE, CUBE[:-1]):
        test = example(rows)(test)
    drawn: Callable[[], None] = settings(max_examples=150)(given(ROWS)(test))
    return drawn


@on_small_classes
def test_what_the_definition_says(rows: Rows) -> None:
    c = FiniteClass.of(rows)
    bracket = vc(c)
    assert bracket.exact
    assert bracket.value == anew("vc", text(c))
    accepted("vc", c, bracket)


@settings(max_examples=100)
@given(ROWS, st.integers(0, 7))
@example(CUBE, 4)
@example([(False, True), (True, True)], 1)  # a constant column comes first
def test_sets_of_points_without_any_bound(rows: Rows, k: int) -> None:
    """Each size is searched for as if nothing were known: the search itself is right, whatever climbing finds."""
    c = FiniteClass.of(rows)
    points = Shattering(c, Counter(10**6), Effort()).find(k)
    assert (points is not None) == (k <= anew("vc", text(c)))
    if points is not None:
        assert len(points) == k
        assert at_least("vc", text(c), Shattered(points)) == k


@settings(max_examples=60)
@given(ROWS, st.integers(0, 60))
def test_any_effort_leaves_a_bracket_that_holds(rows: Rows, positions: int) -> None:
    c = FiniteClass.of(rows)
    bracket = vc(c, Effort(positions=positions))
    assert bracket.lo <= anew("vc", text(c)) <= bracket.hi
    accepted("vc", c, bracket)
    assert bracket == vc(c, Effort(positions=positions))


@pytest.mark.parametrize("seed", range(6))
def test_as_the_tables_find(seed: int) -> None:
    rng = np.random.default_rng(seed)
    labels = rng.random((int(rng.integers(50, 900)), 14)) < rng.random(14)  # some points are nearly constant
    c = FiniteClass.of(np.hstack((labels, labels[:, :2] ^ labels[:, 2:4])))
    assert vc(c).value == by_tables(c).value


@pytest.mark.parametrize(
    ("name", "size", "value"),
    [
        ("thresholds", 64, 1), ("intervals", 64, 2), ("conjunctions", 6, 6), ("halfspaces-grid", 8, 3), ("rectangles", 8, 4),
        ("parities", 6, 6), ("parities-affine", 6, 7), ("monotone", 5, 10), ("halfspaces-positive", 5, 5),
        ("singletons", 100, 1),
    ],
)  # fmt: skip
def test_families(name: str, size: int, value: int) -> None:
    c = of_family(name, size)
    bracket = vc(c)
    assert bracket.value == value
    assert at_least("vc", text(c), bracket.at_least) == value


def test_threshold_functions_of_five_variables() -> None:
    """Seven points of the space have Radon's partition, which no half-space cuts off."""
    bracket = vc(of_family("halfspaces-cube", 5))
    assert (bracket.lo, bracket.hi) == (6, 6)


def test_many_drawn_concepts() -> None:
    c = drawn(2_000, 80)
    bracket = vc(c, Effort(positions=4_000))
    assert 8 <= bracket.lo <= bracket.hi <= 10
    accepted_below = at_least("vc", text(c), bracket.at_least)
    assert accepted_below == bracket.lo


def test_beyond_tables_it_is_measured() -> None:
    found = measure(of_family("rectangles", 5), only=["vc"])
    assert found["vc"].value == 4
    assert not found.unexplored


def test_counting_alone() -> None:
    assert bounds(FiniteClass.of([[0, 1]])) == Bracket(0, 0, Counted("Sauer"), Counted("lg N"))
    assert str(bounds(FiniteClass.of(CUBE))) == "4"
    assert str(bounds(FiniteClass.of(CUBE[:-1]))) == "3"  # 15 concepts are more than 1 + 4 + 6


def test_no_memory_no_search() -> None:
    with pytest.raises(Spent):
        Shattering(drawn(100, 20), Counter(100), Effort(memory=1_000))
    assert vc(drawn(100, 20), Effort(memory=1_000, positions=100)).hi == 6


def test_symmetries_are_of_the_class() -> None:
    """Points of an orbit are in as many shattered pairs each, which is what the search relies on."""
    for c in (of_family("halfspaces-cube", 3), of_family("rectangles", 3), of_family("intervals", 7), drawn(30, 8)):
        orbits = Symmetries(c, Counter(10**6)).orbits((), list(range(c.n)))
        assert sorted(x for orbit in orbits for x in orbit) == list(range(c.n))
        pairs = [p for p in combinations(range(c.n), 2) if len(np.unique(c.labels[:, p], axis=0)) == 4]
        for orbit in orbits:
            assert len({sum(x in p for p in pairs) for x in orbit}) == 1
    assert [len(o) for o in Symmetries(of_family("halfspaces-cube", 3), Counter(10**6)).orbits((), list(range(8)))] == [8]


def test_what_seems_a_symmetry_is_looked_at() -> None:
    """All two points agree on as many concepts here, and yet not all exchanges of points keep the class."""
    plane = of_family("projective-plane", 2)
    search = Symmetries(plane, Counter(10**6))
    swapped = np.arange(7)
    swapped[[0, 1]] = 1, 0
    assert search._is_one(np.arange(7), np.zeros(7, np.bool_))
    assert not search._is_one(swapped, np.zeros(7, np.bool_))
    assert not search._is_one(np.arange(7), np.ones(7, np.bool_))


@pytest.mark.parametrize(
    ("rows", "k"),
    [
        ("101110 110101 010111 111010 100011 101011 011101 110001 111000 001110", 3),
        (
            "110110011 100000010 111011001 010000001 111101100 101000000 011110110 001111011 100111101 000101000 110011110"
            " 000010100 011001111 000001010 101100111 000000101",
            4,
        ),
        (
            "01001111 00010011 10100111 01010101 10001001 11010011 10101010 11000100 11101001 01100010 11110100 00110001"
            " 01111010 10011000 00111101 01001100 10011110 00100110",
            4,
        ),
    ],
)
def test_what_only_seems_a_symmetry_excludes_nothing(rows: str, k: int) -> None:
    """Classes with pairs that look alike: were these exchanged, the only shattered set would be passed over."""
    c = FiniteClass.of([[int(label) for label in row] for row in rows.split()])
    points = Shattering(c, Counter(10**6), Effort()).find(k)
    assert points is not None
    assert len(np.unique(c.labels[:, points], axis=0)) == 2**k


@pytest.mark.parametrize(
    "rows",
    [
        "00000100 00000111 10001000 00000010 00001011 10000100 00000001 00001101 10000010 00001000 00001110 10000001 01001000"
        " 01000100 01000010 01000001 00101000 00100100 00100010 00100001 00011000 00010100 00010010 00010001",
        "01001111 10101110 00000001 10100111 00001000 10101011 00000100 10101101 00000010 00101111 01011110 01010111 01011011"
        " 01011101 00011111 10001111",
    ],
)
def test_after_an_orbit_the_other_points_are_tried(rows: str) -> None:
    """Four points turn, and four others: the only three that are shattered are not of the orbit that is tried first."""
    c = FiniteClass.of([[int(label) for label in row] for row in rows.split()])
    points = Shattering(c, Counter(10**6), Effort()).find(3)
    assert points is not None
    assert len(np.unique(c.labels[:, points], axis=0)) == 8


@settings(max_examples=100)
@given(
    st.integers(1, 8).flatmap(lambda n: st.tuples(st.just(n), st.sets(st.sampled_from(list(combinations(range(n + 1), 2))))))
)
def test_cliques(graph: tuple[int, set[tuple[int, int]]]) -> None:
    n, edges = graph[0] + 1, graph[1]
    near = [sum(1 << y for y in range(n) if (min(x, y), max(x, y)) in edges) for x in range(n)]
    for r in range(n + 1):
        there = any(all(p in edges for p in combinations(some, 2)) for some in combinations(range(n), r))
        assert Graph(near).may_hold((1 << n) - 1, r) == there


def test_climbing_leaves_a_hill() -> None:
    """With steps for little more than a greedy set it ends lower than with many."""
    c = drawn(400, 30)
    few, many = climbed(c, 8, 9), climbed(c, 8, 3_000)
    assert (len(few), len(many)) == (6, 7)
    assert at_least("vc", text(c), Shattered(many)) == 7
    assert climbed(c, 8, 9, many) == many


def test_climbing_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(climbing, "MOST", 2)
    assert len(climbed(FiniteClass.of(CUBE), 4, 1_000)) == 2
