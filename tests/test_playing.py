"""Written strategies and adversaries: the checker accepts them with exactly the value, and no corrupted one with more."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_witnesses import forgeries

from qlearn.dimensions import playing
from qlearn.dimensions import witnesses as w
from qlearn.dimensions.bracket import Effort
from qlearn.dimensions.families import of_family
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.packed.membership import membership as by_tables
from qlearn.dimensions.playing import Wins, adversary, strategy
from qlearn.dimensions.search import games, membership
from qlearn.dimensions.written import as_plain, witness
from qlearn.errors import BadArgument
from qlearn.evidence.witnesses.anew import anew
from qlearn.evidence.witnesses.given import Given, Refused, Unshown, Work
from qlearn.evidence.witnesses.least import at_least
from qlearn.evidence.witnesses.most import at_most

# name: proper, asks, proposes
GAMES = {
    "equivalence_improper": (False, False, True),
    "equivalence_proper": (True, False, True),
    "both_improper": (False, True, True),
    "both": (True, True, True),
    "membership": (False, True, False),
}
PROPOSED = [name for name, (_, _, proposes) in GAMES.items() if proposes]


def read(c: FiniteClass) -> Given:
    return Given([c.text(i) for i in range(c.N)])


def solved(c: FiniteClass, name: str) -> Wins:
    """Whether k queries are enough, straight from the definition: every hypothesis is tried."""
    proper, asks, proposes = GAMES[name]

    def part(space: int, x: int, label: int) -> int:
        return space & (c.ones[x] if label else c.zeros[x])

    @cache
    def wins(space: int, k: int) -> bool:
        assert space, "no concept is left"
        if not space & (space - 1) or k == 0:
            return not space & (space - 1)
        won = [[not part(space, x, b) or wins(part(space, x, b), k - 1) for b in (0, 1)] for x in range(c.n)]
        if asks and any(all(won[x]) and 0 != part(space, x, 1) != space for x in range(c.n)):
            return True
        best = [int(won[x][0] and part(space, x, 0) != space) for x in range(c.n)]  # of all labellings
        hypotheses = c.labels if proper else [best] if proposes else []
        return any(
            all(won[x][1 - int(h[x])] and part(space, x, 1 - int(h[x])) != space for x in range(c.n)) for h in hypotheses
        )

    return wins


@st.composite
def classes(draw: st.DrawFn, points: int = 5, concepts: int = 14) -> FiniteClass:
    n = draw(st.integers(1, points))
    keys = draw(st.sets(st.integers(0, 2**n - 1), min_size=1, max_size=concepts))
    return FiniteClass.of([[key >> x & 1 for x in range(n)] for key in sorted(keys)])


@pytest.mark.parametrize("name", GAMES)
@settings(max_examples=80, deadline=None)
@given(classes())
def test_what_is_written_shows_exactly_the_value(name: str, c: FiniteClass) -> None:
    wins, (proper, asks, proposes), rows = solved(c, name), GAMES[name], read(c)
    value = int(anew(name, rows))
    for k in range(value):
        refuted = adversary(c, wins, k, proper, asks, proposes=proposes)
        assert refuted is not None
        assert k < at_least(name, rows, refuted) <= value
        assert witness(as_plain(refuted)) == refuted
    for k in range(value, value + 2 if proposes else value):
        won = strategy(c, wins, k, proper, asks)
        assert won is not None
        assert value <= at_most(name, rows, won) <= max(k, value)
        assert witness(as_plain(won)) == won


@pytest.mark.parametrize("name", GAMES)
@settings(max_examples=15, deadline=None)
@given(classes(4, 8))
def test_no_corrupted_one_shows_more(name: str, c: FiniteClass) -> None:
    wins, (proper, asks, proposes), rows = solved(c, name), GAMES[name], read(c)
    value = int(anew(name, rows))
    assume(value > 1)
    low = adversary(c, wins, value - 1, proper, asks, proposes=proposes)
    changed = 0
    for forged in forgeries(as_plain(low)):
        try:
            assert at_least(name, rows, witness(forged)) <= value, forged
        except (BadArgument, Refused, Unshown):
            changed += 1
    assert changed
    for forged in forgeries(as_plain(strategy(c, wins, value, proper, asks))) if proposes else ():
        try:
            assert at_most(name, rows, witness(forged)) >= value, forged
        except (BadArgument, Refused, Unshown):
            changed += 1


LARGER = [
    ("projective-plane", 3),
    ("thresholds", 12),
    ("singletons", 12),
    ("singletons-and-nothing", 17),
    ("monotone-conjunctions", 4),
    ("conjunctions-satisfiable", 4),
    ("parities", 4),
    ("intervals", 11),
    ("halfspaces-grid", 4),
]


@pytest.mark.parametrize("family", LARGER, ids=lambda f: f[0])
@pytest.mark.parametrize("name", PROPOSED)
def test_values_of_larger_classes_are_shown(name: str, family: tuple[str, int]) -> None:
    c = of_family(*family)
    found = getattr(games, name)(c)
    assert c.n > 10
    assert found.exact
    rows = read(c)
    if not isinstance(found.at_least, w.Searched):
        assert at_least(name, rows, found.at_least) == found.value
    if not isinstance(found.at_most, w.Searched):
        assert at_most(name, rows, found.at_most) == found.value
    assert family[0] == "halfspaces-grid" or not isinstance(found.at_least, w.Searched)
    assert not isinstance(found.at_most, w.Searched)


def drawn(seed: int, concepts: int, points: int, ones: float) -> FiniteClass:
    return FiniteClass.of(np.random.default_rng(seed).random((concepts, points)) < ones)


@pytest.mark.parametrize(("seed", "concepts", "points", "ones"), [(0, 16, 18, 0.3), (1, 60, 20, 0.5), (3, 33, 70, 0.2)])
def test_adversaries_of_membership_queries_beyond_ten_points(seed: int, concepts: int, points: int, ones: float) -> None:
    c = drawn(seed, concepts, points, ones)
    found = membership.membership(c)
    assert found.exact
    wins = membership.Deciding(c, [], Effort()).wins
    refuted = adversary(c, wins, int(found.lo) - 1, False, True, proposes=False)
    assert refuted is not None
    assert at_least("membership", read(c), refuted) == found.lo


SEARCHED = [
    *((membership.membership, drawn(seed, 120, 17, 0.3)) for seed in range(4)),
    *((membership.membership, drawn(seed, 30, 18, 0.2)) for seed in range(4)),
    *((by_tables, drawn(seed, 40, 11, 0.2)) for seed in range(4)),
    *((by_tables, drawn(seed, 31, 8, 0.5)) for seed in range(4, 8)),
]


def test_a_search_for_membership_queries_ends_in_an_adversary() -> None:
    shown = []
    for measure, c in SEARCHED:
        found = measure(c)
        shown.append(type(found.at_least))
        assert at_least("membership", read(c), found.at_least) >= found.lo
        if isinstance(found.at_least, w.Adversary):
            assert at_least("membership", read(c), found.at_least) == found.lo
    assert shown.count(w.Adversary) > 6
    assert w.Searched not in shown


def test_what_is_long_is_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    c = of_family("projective-plane", 3)
    wins = games.Game(c, True, True, games.Counter(10**6)).wins
    low, high = adversary(c, wins, 4, True, True), strategy(c, wins, 5, True, True)
    assert low is not None
    assert high is not None
    for write, k, size in ((adversary, 4, len(low.replies)), (strategy, 5, len(high.moves))):
        assert write(c, wins, k, True, True, limit=size) is not None
        assert write(c, wins, k, True, True, limit=size - 1) is None
    monkeypatch.setattr(playing, "ENTRIES", 10)
    assert adversary(c, wins, 4, True, True) is None
    assert strategy(c, wins, 5, True, True) is None
    assert isinstance(games.both(c).at_least, w.Searched)


def test_what_is_false_is_not_written() -> None:
    c = of_family("singletons", 4)
    wins = solved(c, "both")
    with pytest.raises(BadArgument, match="2 queries are not enough"):
        strategy(c, wins, 2, True, True)
    with pytest.raises(BadArgument, match="3 queries are enough"):
        adversary(c, wins, 3, True, True)
    assert strategy(FiniteClass.of([[1]]), wins, 0, True, True) == w.Strategy(())


def test_long_ways_need_no_recursion(monkeypatch: pytest.MonkeyPatch) -> None:
    c = of_family("singletons", 500)
    rows = read(c)
    monkeypatch.setattr(playing, "ENTRIES", c.N**2)
    won = strategy(c, lambda space, k: space.bit_count() - 1 <= k, c.N - 1, True, False, limit=c.N)
    assert won is not None
    assert at_most("equivalence_proper", rows, won) == c.N - 1
    deep = [w.Reply(tuple((0, i + 1 if x == i else -1) for x in range(c.n)), ()) for i in range(c.n - 2)]
    assert at_least("membership", rows, w.Adversary((*deep, w.Reply((), ())))) == 1
    move = w.Move(0, None, ((0, 0, 1), (0, 1, -1)))
    with pytest.raises(Refused, match="leads back"):
        at_most("both", rows, w.Strategy((move, w.Move(0, None, ((0, 0, 1),)))))
    line = Given(["0", "1"])
    with pytest.raises(Refused, match="not there"):
        at_most("both", line, w.Strategy((w.Move(None, "0", ((0, 1, 3),)),)))


# ---- garbage: whatever a file may hold, the checker neither breaks off nor believes what is false ----------------------------
numbers = st.integers(-6, 7)
labelling = st.text("01", min_size=0, max_size=4)
triples = st.lists(st.tuples(numbers, st.integers(-1, 2), numbers), max_size=9).map(tuple)
moves = st.builds(w.Move, st.none() | numbers, st.none() | labelling, triples)
replies = st.builds(
    w.Reply, st.lists(st.tuples(st.integers(-1, 2), numbers), max_size=4).map(tuple), triples, st.none() | labelling
)
QUANTITIES = ("vc", "littlestone", "teaching", "consistency", "threshold", "star", "statistical", "teaching_recursive", *GAMES)


def claimed(shows: Any, name: str, c: FiniteClass, found: w.Witness) -> int | None:
    try:
        return int(shows(name, Given([c.text(i) for i in range(c.N)], Work(100_000)), found))
    except (Refused, Unshown):
        return None


@settings(max_examples=400, deadline=None)
@given(
    classes(4, 6), st.sampled_from(QUANTITIES), st.lists(moves, max_size=4).map(tuple), st.lists(replies, max_size=4).map(tuple)
)
def test_garbage_shows_nothing_that_is_false(
    c: FiniteClass, name: str, some: tuple[w.Move, ...], others: tuple[w.Reply, ...]
) -> None:
    low, high = claimed(at_least, name, c, w.Adversary(others)), claimed(at_most, name, c, w.Strategy(some))
    value = anew(name, read(c))
    assert low is None or low <= value
    assert high is None or high >= value


@st.composite
def nearly_right(draw: st.DrawFn, c: FiniteClass) -> tuple[w.Reply, ...]:
    """Replies whose labels, points and positions are there, in an order without circles: mostly followed to their ends."""
    made = []
    size = draw(st.integers(1, 6))
    label, x, hypothesis = st.integers(0, 1), st.integers(0, c.n - 1), st.text("01", min_size=c.n, max_size=c.n)
    for i in range(size):
        later = st.integers(i + 1, size - 1) | st.just(-1) if i + 1 < size else st.just(-1)
        answers = draw(st.just(()) | st.lists(st.tuples(label, later), min_size=c.n, max_size=c.n).map(tuple))
        made.append(
            w.Reply(answers, draw(st.lists(st.tuples(x, label, later), max_size=5).map(tuple)), draw(st.none() | hypothesis))
        )
    return tuple(made)


@settings(max_examples=400, deadline=None)
@given(st.data(), classes(4, 7), st.sampled_from(list(GAMES)))
def test_what_is_nearly_right_shows_nothing_that_is_false(data: st.DataObject, c: FiniteClass, name: str) -> None:
    low = claimed(at_least, name, c, w.Adversary(data.draw(nearly_right(c))))
    assert low is None or low <= anew(name, read(c))


# ---- attacks by hand: each claims more than is true, or leaves a question without an answer ---------------------------------
ONES, NONE = ("100", "010", "001"), ("000", "100", "010", "001")
END = w.Reply((), ())
AT_ONCE = w.Strategy((w.Move(None, "000", tuple((x, 1, ~x) for x in range(3))),))
NEAR = w.Strategy((w.Move(None, "000", ((0, 1, ~1), (1, 1, ~2), (2, 1, ~3))),))
ASKED = w.Strategy((w.Move(0, None, ((0, 1, ~0), (0, 0, ~1))),))
BELOW = [
    ("both", NONE, w.Reply((), (), "000"), "around what is no concept"),
    ("equivalence_proper", NONE, w.Reply((), (), "000"), "around what is no concept"),
    ("equivalence_improper", ONES, w.Reply((), (), "000"), "says nothing of improper"),
    ("both_improper", ONES, w.Reply((), (), "000"), "says nothing of improper"),
    ("equivalence_improper", ONES, w.Reply((), ((0, 0, 1),)), "some labelling agrees"),
    ("equivalence_proper", ONES, w.Reply((), ((0, 0, 1),)), "no counterexample to concept 2"),
    ("equivalence_proper", ("00", "01"), w.Reply((), ((0, 1, -1),)), "no concept that is left has the label 1 at point 0"),
    ("equivalence_proper", ONES, w.Reply((), ((0, 2, 1),)), "2 is no label"),
    ("equivalence_proper", ONES, w.Reply((), ((3, 0, 1),)), "no point 3"),
    ("membership", ONES, w.Reply(((-1, 1), (0, 1), (0, 1)), ()), "-1 is no label"),
    ("membership", ONES, w.Reply((), ((0, 0, 1),)), "at every point"),
    ("both", ONES, w.Reply(((0, 1), (0, 1), (0, 1)), ()), "no counterexample"),
    *((name, ONES, END, "shows nothing of this from below") for name in ("vc", "star", "teaching", "statistical")),
]
ABOVE = [
    ("equivalence_proper", ONES, AT_ONCE, "no concept of the class"),
    ("both", ONES, AT_ONCE, "no concept of the class"),
    ("membership", NONE, AT_ONCE, "equivalence query, which this game has not"),
    ("equivalence_proper", ("10", "01"), ASKED, "membership query, which this game has not"),
    ("equivalence_improper", ("10", "01"), ASKED, "membership query, which this game has not"),
    ("both", ("10", "01"), w.Strategy((w.Move(0, None, ((0, 1, ~0),)),)), "what follows the answer 0"),
    ("both", ("10", "01"), w.Strategy((w.Move(0, "10", ()),)), "one of them"),
    ("both", ("10", "01"), w.Strategy((w.Move(None, None, ()),)), "one of them"),
    ("both", ONES, ASKED, "not the only one left"),
]


@pytest.mark.parametrize(("name", "rows", "reply", "says"), BELOW, ids=str)
def test_no_adversary_claims_too_much(name: str, rows: tuple[str, ...], reply: w.Reply, says: str) -> None:
    with pytest.raises(Refused, match=says):
        at_least(name, Given(rows), w.Adversary((reply, END)))


@pytest.mark.parametrize(("name", "rows", "found", "says"), ABOVE, ids=str)
def test_no_strategy_claims_too_little(name: str, rows: tuple[str, ...], found: w.Strategy, says: str) -> None:
    with pytest.raises(Refused, match=says):
        at_most(name, Given(rows), found)


def test_what_makes_an_attack_fail_is_what_is_said() -> None:
    assert at_most("equivalence_improper", Given(ONES), AT_ONCE) == 1
    assert at_most("equivalence_proper", Given(NONE), NEAR) == 1
    assert at_least("both", Given(ONES), w.Adversary((w.Reply((), (), "000"),))) == 2
    assert at_most("both", Given(("10", "01")), ASKED) == 1
    poor = w.Adversary((w.Reply((), ((0, 0, 1), (1, 0, -1), (1, 1, 1))), END))  # of three counterexamples one gives all away
    assert at_least("equivalence_improper", Given(("000", "001", "110", "111")), poor) == 1
