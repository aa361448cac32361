"""The games with equivalence queries against plain recursions over hypotheses."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import numpy as np
import pytest

from qlearn.dimensions.bracket import Effort
from qlearn.dimensions.families import of_family
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.packed import games as packed
from qlearn.dimensions.search.games import both, both_improper, equivalence_improper, equivalence_proper
from qlearn.dimensions.witnesses import Adversary, Counted, Searched, Strategy
from qlearn.errors import BadArgument

Rows = frozenset[tuple[int, ...]]


def _value(rows: Rows, n: int, proper: bool, asks: bool) -> int:
    """The value by trying every query; hypotheses are all of the class, or all labellings."""
    hypotheses = sorted(rows) if proper else list(product((0, 1), repeat=n))

    @cache
    def wins(space: Rows, k: int) -> bool:
        if len(space) <= 1 or k == 0:
            return len(space) <= 1
        part = {(x, b): frozenset(r for r in space if r[x] == b) for x in range(n) for b in (0, 1)}
        if asks and any(wins(part[x, 0], k - 1) and wins(part[x, 1], k - 1) for x in range(n)):
            return True
        return any(all(wins(part[x, 1 - h[x]], k - 1) for x in range(n)) for h in hypotheses)

    return next(k for k in range(len(rows)) if wins(rows, k))


GAMES = {
    (False, False): equivalence_improper,
    (True, False): equivalence_proper,
    (False, True): both_improper,
    (True, True): both,
}


def test_games_have_the_values_of_plain_recursions() -> None:
    cube = list(product((0, 1), repeat=3))
    made = [FiniteClass.of(rows) for k in range(1, 9) for rows in combinations(cube, k)]
    drawn = np.random.default_rng(6)
    made += [FiniteClass.of(drawn.integers(0, 2, (drawn.integers(4, 11), drawn.integers(4, 6)))) for _ in range(60)]
    for c in made:
        rows = frozenset(tuple(int(v) for v in row) for row in c.labels)
        for (proper, asks), game in GAMES.items():
            want = _value(rows, c.n, proper, asks)
            assert game(c).value == want, (sorted(rows), proper, asks)
            tabled = getattr(packed, game.__name__)(c)
            assert tabled.value == want, (sorted(rows), proper, asks)
            assert isinstance(tabled.at_most, Strategy)
            assert isinstance(tabled.at_least, Adversary if want else Counted)
            short = game(c, Effort(positions=2))
            assert short.lo <= want <= short.hi


def test_membership_queries_may_beat_the_littlestone_dimension() -> None:
    rows = [[number >> x & 1 for x in range(4)] for number in (1, 2, 3, 7, 8, 9, 10, 12)]
    c = FiniteClass.of(rows)
    assert equivalence_improper(c).value == 3
    assert both(c).value == both_improper(c).value == 2
    assert [getattr(packed, game.__name__)(c).value for game in GAMES.values()] == [3, 3, 2, 2]


@pytest.mark.parametrize(
    ("name", "size", "proper", "with_membership"),
    [
        ("thresholds", 64, 6, 6),
        ("intervals-nonempty", 32, 31, 31),
        ("conjunctions", 5, 6, 6),
        ("conjunctions-satisfiable", 4, 15, 15),
        ("conjunctions-satisfiable", 6, 63, 63),
        ("rectangles", 5, 7, 7),
    ],
)
def test_larger_classes_are_exact(name: str, size: int, proper: int, with_membership: int) -> None:
    c = of_family(name, size)
    assert equivalence_proper(c).value == proper
    assert both(c).value == with_membership


@pytest.mark.parametrize(
    ("name", "size", "values"),
    [
        ("halfspaces-cube", 4, (9, 9, 9, 9)),
        ("intervals", 16, (6, 6, 6, 6)),
        ("conjunctions-satisfiable", 4, (5, 5, 15, 15)),
        ("halfspaces-grid", 4, (7, 7, 7, 7)),
        ("singletons", 16, (1, 1, 15, 15)),
    ],
)
def test_sixteen_points_by_tables(name: str, size: int, values: tuple[int, ...]) -> None:
    c = of_family(name, size)
    games = [packed.Game(c, proper, asks) for proper in (False, True) for asks in (False, True)]
    assert tuple(game.solve() for game in games) == values


def test_forced_labels_in_several_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "BLOCK", 7)
    c = FiniteClass.of(np.random.default_rng(1).random((60, 9)) < 0.3)
    values = [packed.Game(c, True, asks).solve() for asks in (False, True)]
    assert values == [equivalence_proper(c).value, both(c).value]


def test_tables_that_do_not_fit_are_refused() -> None:
    c = of_family("intervals", 16)
    tables = 4 * 3**13
    with pytest.raises(BadArgument, match=f"{28 * tables:,} bytes"):
        packed.both(c, Effort(memory=28 * tables - 1))
    assert packed.both_improper(of_family("singletons", 6), Effort(memory=18 * 4 * 27)).value == 1


def test_what_is_too_long_to_be_written_was_searched_for() -> None:
    c = of_family("intervals", 16)
    assert packed.both_improper(c).at_least == Searched("all partial labellings", 3**16)
