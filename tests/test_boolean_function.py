"""Measures of Boolean functions against their definitions, on all functions of up to three inputs and drawn ones of four."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn.dimensions.boolean_function import MEASURES, certificate_sizes, degree, depth, measures
from qlearn.dimensions.bracket import Effort
from qlearn.dimensions.functions.packing import most_disjoint
from qlearn.dimensions.search.counter import Counter
from qlearn.dimensions.witnesses import Blocks, Counted, DecisionTree, From, Searched
from qlearn.errors import BadArgument

Values = tuple[int, ...]


@cache
def plain_depth(f: Values) -> int:
    if len(set(f)) == 1:
        return 0
    n = len(f).bit_length() - 1
    halves = [[tuple(v for x, v in enumerate(f) if x >> i & 1 == label) for label in (0, 1)] for i in range(n)]
    return 1 + min(max(map(plain_depth, pair)) for pair in halves)


def plain_certificate(f: Values, x: int, n: int) -> int:
    masks = sorted(range(1 << n), key=int.bit_count)
    return next(m.bit_count() for m in masks if all(f[y] == f[x] for y in range(1 << n) if (x ^ y) & m == 0))


def plain_blocks(f: Values, x: int, left: int) -> int:
    """Disjoint blocks within `left` that change f at x: every sub-block of what is left, tried."""
    found = 0
    for block in range(1, left + 1):
        if block & ~left == 0 and f[x ^ block] != f[x]:
            found = max(found, 1 + plain_blocks(f, x, left & ~block & -(block & -block)))
    return found


def plain_degree(f: Values, n: int) -> int:
    terms = [sum((-1) ** (m ^ s).bit_count() * f[s] for s in range(1 << n) if s & ~m == 0) for m in range(1 << n)]
    return max((m.bit_count() for m in range(1 << n) if terms[m]), default=0)


def plain(f: Values) -> dict[str, int]:
    n = len(f).bit_length() - 1
    every = range(1 << n)
    return {
        "depth": plain_depth(f),
        "certificate": max(plain_certificate(f, x, n) for x in every),
        "sensitivity": max(sum(f[x] != f[x ^ 1 << i] for i in range(n)) for x in every),
        "block_sensitivity": max(plain_blocks(f, x, (1 << n) - 1) for x in every),
        "degree": plain_degree(f, n),
    }


def same(f: Values) -> None:
    n = len(f).bit_length() - 1
    found = measures(f)
    assert {name: found[name].value for name in found} == plain(f)
    assert depth(f) == found["depth"].value
    assert degree(f) == found["degree"].value
    assert certificate_sizes(f).tolist() == [plain_certificate(f, x, n) for x in range(1 << n)]
    assert list(found) == list(MEASURES)


@pytest.mark.parametrize("n", range(4))
def test_all_functions_of_few_inputs(n: int) -> None:
    for f in itertools.product((0, 1), repeat=1 << n):
        same(f)


@settings(max_examples=25, deadline=None)
@given(st.tuples(*[st.integers(0, 1)] * 16))
def test_drawn_functions(f: Values) -> None:
    same(f)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_trees_of_drawn_functions_of_few_inputs_that_matter(data: st.DataObject) -> None:
    """Functions that a tree of depth 3 of six inputs computes: the tables are needed, and the tree is their witness."""

    def drawn(d: int) -> np.ndarray:
        if not d:
            return np.full(64, data.draw(st.booleans()))
        i = data.draw(st.integers(0, 5))
        return np.where(np.arange(64) >> i & 1, drawn(d - 1), drawn(d - 1))

    f = drawn(3)
    found = measures(f)["depth"]
    assert found.value == plain_depth(tuple(f.tolist())) <= 3
    assert isinstance(found.at_most, DecisionTree)
    assert found.at_most.depth == found.value


def test_an_odd_number_of_ones_needs_all_inputs_and_no_table() -> None:
    f = np.random.default_rng(0).random(1 << 11) < 0.5
    f[0] ^= f.sum() % 2 == 0
    assert degree(f) == depth(f, Effort(memory=1)) == 11
    f[0] ^= True
    with pytest.raises(BadArgument, match="within 1 bytes"):
        depth(f, Effort(memory=1))


def test_all_inputs_are_needed_though_the_degree_is_less() -> None:
    """Nothing short shows it: the values that are 1 cancel out, and no certificate has all inputs."""
    rng = np.random.default_rng(0)
    while True:
        f = rng.random(32) < 0.5
        found = measures(f)
        if found["degree"].lo < found["depth"].lo > found["certificate"].lo:
            break
    assert plain_depth(tuple(f.tolist())) == found["depth"].value == 5
    assert isinstance(found["depth"].at_least, Searched)
    assert found["depth"].at_most == Counted("n")


def test_the_address_function() -> None:
    """Two bits say which of four is the value: depth 3, though the function has six inputs."""
    f = [x >> (2 + (x & 3)) & 1 for x in range(64)]
    assert (depth(f), degree(f), int(certificate_sizes(f).max())) == (3, 3, 3)


def rubinstein(n: int, side: int) -> np.ndarray:
    """1 if in some row of `side` inputs exactly two are set, a pair: few inputs change it alone, and many pairs do."""
    x = np.arange(1 << n)
    rows = [x >> start & (1 << side) - 1 for start in range(0, n, side)]
    found: np.ndarray = np.logical_or.reduce([row == 3 << j for row in rows for j in range(0, side, 2)])
    return found


@pytest.mark.parametrize("n", [8, 12, 16])
def test_blocks_are_more_than_sensitive_inputs(n: int) -> None:
    found = measures(rubinstein(n, 4))
    assert (found["sensitivity"].value, found["block_sensitivity"].value) == (max(n // 4, 4), n // 2)


GAP = [c == "1" for c in "0011110011111111001111000011001111000011110000111000001111000011"]  # six inputs, bs 4, C 5


def test_blocks_are_fewer_than_certificates() -> None:
    """Neither bound closes it, so the points that neither decides are searched; twice the function, twice both."""
    once, twice = measures(np.array(GAP)), measures(np.logical_or.outer(GAP, GAP).reshape(-1))
    assert [(m["block_sensitivity"].value, m["certificate"].value) for m in (once, twice)] == [(4, 5), (8, 10)]
    assert isinstance(twice["block_sensitivity"].at_most, Searched)
    little = measures(np.logical_or.outer(GAP, GAP).reshape(-1), Effort(positions=300))["block_sensitivity"]
    assert (little.lo, little.hi) == (8, 9)


def sink(k: int) -> np.ndarray:
    """Of a tournament on k vertices, an input an edge: whether some vertex loses to all others."""
    edges = [(i, j) for i in range(k) for j in range(i)]
    x = np.arange(1 << len(edges))
    loses = [[(x >> e & 1) == (v == j) for e, (i, j) in enumerate(edges) if v in (i, j)] for v in range(k)]
    found: np.ndarray = np.logical_or.reduce([np.logical_and.reduce(edge) for edge in loses])
    return found


@pytest.mark.parametrize("k", range(3, 7))
def test_a_sink_is_found_early(k: int) -> None:
    """A knock-out finds the only vertex that can lose to all; then its other games.  No term has more edges than a vertex."""
    found = measures(sink(k))
    assert found["depth"].value == 2 * k - 2 - (k.bit_length() - 1)
    assert found["degree"].value == k - 1


def test_blocks_are_bracketed_by_certificates_beyond_what_is_searched() -> None:
    f = rubinstein(12, 4)
    bracket = measures(f, Effort(positions=1))["block_sensitivity"]
    assert bracket.at_most == From("certificate", "bs <= C")
    assert (bracket.lo, bracket.hi) == (4, 6)
    assert isinstance(bracket.at_least, Blocks)
    no_tables = measures(f, Effort(positions=1, memory=1))
    assert no_tables["block_sensitivity"].at_most == From("sensitivity", "bs <= (n + s)/2")
    assert (no_tables["block_sensitivity"].lo, no_tables["block_sensitivity"].hi) == (4, 8)
    assert (no_tables["certificate"].lo, no_tables["certificate"].hi) == (4, 12)
    assert measures(f, Effort(memory=1))["block_sensitivity"].value == 6, "searched for without the certificates"


@settings(max_examples=100, deadline=None)
@given(st.sets(st.sets(st.integers(0, 6), min_size=2).map(frozenset), max_size=7))
def test_the_most_disjoint_blocks_of_all_choices(chosen: set[frozenset[int]]) -> None:
    blocks = sorted(sum(1 << i for i in block) for block in chosen)
    choices = [c for k in range(4) for c in itertools.combinations(blocks, k)]
    most = max(len(c) for c in choices if sum(c) == np.bitwise_or.reduce(np.array(c or [0])))
    found = most_disjoint(blocks, 7, Counter(10_000))
    assert set(found) <= set(blocks)
    assert (len(found), sum(found)) == (most, np.bitwise_or.reduce(np.array(found or [0])))


@pytest.mark.parametrize("n", range(11, 19))
def test_a_bracket_for_many_inputs(n: int) -> None:
    few = np.zeros(1 << n, np.bool_)
    few[[0, 3, (1 << n) - 1]] = True
    found = measures(few, Effort(memory=1 << 20))
    assert (found["sensitivity"].value, found["depth"].value) == (n, n)
    assert found["block_sensitivity"].value == found["certificate"].value == n


def test_the_same_effort_finds_the_same() -> None:
    f = np.random.default_rng(1).random(1 << 11) < 0.03
    assert measures(f, Effort(positions=300)).values == measures(f, Effort(positions=300)).values


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([], "got 0 of them"),
        ([0, 1, 0], "got 3 of them"),
        ([0, 2], "got 2 as the value of point 1"),
        ([[0, 1]], r"shape \(1, 2\)"),
        (["0", "1"], "got 0 as the value"),
        ([0, None], "got None as the value of point 1"),
        ([0.5, 1], "got 0.5 as the value of point 0"),
        ([[0], [0, 1]], "rows that differ in length"),
        (np.zeros(1 << 21, np.bool_), "up to 20 inputs, got 2,097,152 values"),
    ],
)
def test_what_is_no_function(values: object, says: str) -> None:
    for asked in (depth, degree, certificate_sizes, measures):
        with pytest.raises(BadArgument, match=says):
            asked(values)  # type: ignore[operator]


def test_too_many_inputs_for_tables() -> None:
    f = np.zeros(1 << 19, np.bool_)
    f[[0, 1]] = True
    with pytest.raises(BadArgument, match="up to 18 points"):
        depth(f)
    with pytest.raises(BadArgument, match="up to 18 points"):
        certificate_sizes(f)
    found = measures(f)
    assert (found["depth"].lo, found["depth"].hi) == (18, 19)
    assert found["sensitivity"].value == 18
