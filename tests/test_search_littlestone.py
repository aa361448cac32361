"""The Littlestone dimension by search: what the definition says on small classes, trees that are followed, any effort."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_search_vc import CUBE, ROWS, Rows, accepted, drawn, on_small_classes, text

from qlearn.dimensions.bracket import Effort
from qlearn.dimensions.families import of_family
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.measured import measure
from qlearn.dimensions.packed.littlestone import littlestone as by_tables
from qlearn.dimensions.search import mistakes
from qlearn.dimensions.search.counter import Counter
from qlearn.dimensions.search.littlestone import littlestone
from qlearn.dimensions.search.mistakes import Mistakes, Universe
from qlearn.dimensions.witnesses import MistakeTree
from qlearn.evidence.witnesses.anew import anew
from qlearn.evidence.witnesses.least import at_least


@on_small_classes
def test_what_the_definition_says(rows: Rows) -> None:
    c = FiniteClass.of(rows)
    bracket = littlestone(c)
    assert bracket.exact
    assert bracket.value == anew("littlestone", text(c))
    accepted("littlestone", c, bracket)


@settings(max_examples=100)
@given(ROWS, st.integers(0, 6), st.sampled_from([None, 1, 2]), st.booleans())
@example(CUBE, 4, None, True)
def test_trees_of_each_depth(rows: Rows, k: int, width: int | None, renumbered: bool) -> None:
    """Searched for as if nothing were known; with small universes too; a width only finds fewer."""
    c = FiniteClass.of(rows)
    with pytest.MonkeyPatch.context() as patch:
        if renumbered:
            patch.setattr(mistakes, "SMALL", 2)
            patch.setattr(mistakes, "SHARE", 2)
        search = Mistakes(c, Counter(10**6), Effort(), width)
        has = search.has(k)
        there = k <= anew("littlestone", text(c))
        assert has == there if width is None else has <= there
        if has and k:
            assert at_least("littlestone", text(c), search.tree(k)) == k


@settings(max_examples=60)
@given(ROWS, st.integers(0, 60), st.sampled_from([1_000, 1 << 20]))
def test_any_effort_leaves_a_bracket_that_holds(rows: Rows, positions: int, memory: int) -> None:
    c = FiniteClass.of(rows)
    effort = Effort(positions=positions, memory=memory)
    bracket = littlestone(c, effort)
    assert bracket.lo <= anew("littlestone", text(c)) <= bracket.hi
    accepted("littlestone", c, bracket)
    assert bracket == littlestone(c, effort)


@pytest.mark.parametrize("seed", range(6))
def test_as_the_tables_find(seed: int) -> None:
    rng = np.random.default_rng(seed)
    labels = rng.random((int(rng.integers(50, 900)), 12)) < rng.random(12)  # some points are nearly constant
    c = FiniteClass.of(labels)
    bracket = littlestone(c)
    assert bracket.value == by_tables(c).value
    assert at_least("littlestone", text(c), bracket.at_least) == bracket.lo


@pytest.mark.parametrize(
    ("name", "size", "value"),
    [
        ("thresholds", 64, 6), ("intervals", 64, 10), ("conjunctions", 6, 7), ("halfspaces-grid", 8, 11), ("rectangles", 8, 9),
        ("parities", 6, 6), ("parities-affine", 6, 7), ("singletons", 100, 1),
    ],
)  # fmt: skip
def test_families(name: str, size: int, value: int) -> None:
    c = of_family(name, size)
    bracket = littlestone(c)
    assert bracket.value == value
    assert at_least("littlestone", text(c), bracket.at_least) == value


def test_drawn_concepts_split_evenly() -> None:
    c = drawn(3_000, 70)
    bracket = littlestone(c, Effort(positions=2_000))
    assert (bracket.lo, bracket.hi) == (11, 11)
    assert at_least("littlestone", text(c), bracket.at_least) == 11


def test_without_memory_the_same_is_found() -> None:
    c = drawn(400, 30)
    for memory in (0, 1 << 30):
        search = Mistakes(c, Counter(10**7), Effort(memory=memory))
        assert search.has(8)
        assert not search.has(9)
        assert at_least("littlestone", text(c), search.tree(8)) == 8
    assert search.kept > 0


def test_a_universe_of_its_own() -> None:
    """Renumbered, a version space has the concepts and points that it had."""
    c = drawn(600, 20)
    root = Universe(np.arange(c.N), c.labels, np.arange(c.n))
    space = c.ones[3] & c.zeros[5] & c.ones[7]
    within, whole = root.part(space)
    assert within is not root
    assert whole.bit_count() == space.bit_count() == within.size
    assert sum(1 << int(i) for i in within.concepts) == space
    assert not {3, 5, 7} & set(within.points.tolist())
    for x, ones in zip(within.points, within.ones, strict=True):
        assert sum(1 << int(within.concepts[i]) for i in range(within.size) if ones >> i & 1) == space & c.ones[int(x)]


def test_beyond_tables_it_is_measured() -> None:
    found = measure(of_family("thresholds", 40), only=["littlestone"])
    assert found["littlestone"].value == 5
    assert isinstance(found["littlestone"].at_least, MistakeTree)
    assert not found.unexplored
