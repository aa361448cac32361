"""Teaching dimensions by search: what the definitions say, with witnesses that the checker accepts, whatever the effort."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn.dimensions.bracket import Bracket, Effort, Spent
from qlearn.dimensions.families import of_family
from qlearn.dimensions.finite_class import FiniteClass, members, spelled
from qlearn.dimensions.measured import measure
from qlearn.dimensions.search import lessons as lessons_module
from qlearn.dimensions.search import recursive_teaching as recursive_module
from qlearn.dimensions.search.certificates import fewest
from qlearn.dimensions.search.counter import Counter
from qlearn.dimensions.search.covering import Covering, needed
from qlearn.dimensions.search.differences import disjoint
from qlearn.dimensions.search.extended_teaching import extended_teaching
from qlearn.dimensions.search.levels import singled_out
from qlearn.dimensions.search.recursive_teaching import teaching_recursive
from qlearn.dimensions.search.stars import neighbours
from qlearn.dimensions.search.teaching import teaching, teaching_average, teaching_each, teaching_min
from qlearn.dimensions.witnesses import Lessons, LessonTree, Packings, Specifying
from qlearn.evidence.witnesses.anew import anew, specifying, teaching_sizes
from qlearn.evidence.witnesses.claims import check_dimensions
from qlearn.evidence.witnesses.given import Given, Refused
from qlearn.evidence.witnesses.least import at_least
from qlearn.evidence.witnesses.most import at_most
from qlearn.report.dimensions import as_json, table

VALUES: dict[str, Callable[[FiniteClass, Effort], Bracket]] = {
    "teaching": teaching,
    "teaching_min": teaching_min,
    "teaching_average": teaching_average,
    "teaching_recursive": teaching_recursive,
    "extended_teaching": extended_teaching,
}
CUBE = list(product((0, 1), repeat=4))
EDGES = {
    "one concept": [[0, 1, 1]],
    "one point": [[0], [1]],
    "the full cube": CUBE,
    "all but one": CUBE[1:],
    "equal columns": [[0, 0, 1], [1, 1, 0], [1, 1, 1]],
}
rows = st.integers(1, 6).flatmap(lambda n: st.lists(st.tuples(*[st.booleans()] * n), min_size=1, max_size=14))
keys = st.lists(st.integers(1, 63), min_size=1, max_size=12)


def as_given(c: FiniteClass) -> Given:
    return Given(tuple(c.text(i) for i in range(c.N)))


def accepted(c: FiniteClass, effort: Effort) -> dict[str, Bracket]:
    """Each bracket, when it holds the value and the checker sees its two numbers in its witnesses."""
    found = {name: function(c, effort) for name, function in VALUES.items()}
    for name, b in found.items():
        g = as_given(c)
        assert b.lo <= anew(name, g) <= b.hi, name
        assert b.lo <= at_least(name, as_given(c), b.at_least), name
        assert at_most(name, as_given(c), b.at_most) <= b.hi, name
    sizes = teaching_sizes(as_given(c))
    for size, each in zip(sizes, teaching_each(c, effort), strict=True):
        assert each.lo <= size <= each.hi
        assert each.lo <= at_least("teaching", as_given(c), each.at_least)
        assert each.hi == at_most("teaching_min", as_given(c), each.at_most)
    return found


@settings(max_examples=80, deadline=None)
@given(rows)
def test_drawn_classes_are_exact_but_for_xtd(drawn: list[tuple[bool, ...]]) -> None:
    found = accepted(FiniteClass.of(drawn), Effort())
    assert all(b.exact for name, b in found.items() if name != "extended_teaching")


@settings(max_examples=80, deadline=None)
@given(rows, st.integers(0, 3))
def test_whatever_the_effort_the_brackets_hold(drawn: list[tuple[bool, ...]], positions: int) -> None:
    accepted(FiniteClass.of(drawn), Effort(positions=positions, memory=0))


@pytest.mark.parametrize("name", EDGES)
@pytest.mark.parametrize("positions", [0, 1, 1000])
def test_edges(name: str, positions: int) -> None:
    accepted(FiniteClass.of(EDGES[name]), Effort(positions=positions))


@settings(max_examples=20, deadline=None)
@given(st.integers(65, 90), st.integers(0, 10**6))
def test_more_than_64_points(n: int, seed: int) -> None:
    drawn = np.random.default_rng(seed)
    base = drawn.integers(0, 2, n)
    flips = [base ^ (np.arange(n) == x) for x in drawn.choice(n, 2)]
    c = FiniteClass.of([base, *flips, drawn.integers(0, 2, n)])
    g = as_given(c)
    sizes = [specifying(g, c.text(i)) for i in range(c.N)]
    assert [b.value for b in teaching_each(c, Effort())] == sizes
    assert teaching(c, Effort()).value == max(sizes)


@settings(max_examples=60, deadline=None)
@given(rows)
def test_neighbours_are_those_that_differ_at_one_point(drawn: list[tuple[bool, ...]]) -> None:
    c = FiniteClass.of(drawn)
    near = [[(x, j) for x in range(c.n) for j in range(c.N) if c.keys[i] ^ c.keys[j] == 1 << x] for i in range(c.N)]
    assert neighbours(c) == near


@settings(max_examples=100, deadline=None)
@given(keys, st.integers(0, 1))
def test_the_fewest_points_that_meet_all_but_some(sets: list[int], spare: int) -> None:
    sets.sort(key=int.bit_count)
    columns = [sum(1 << j for j, s in enumerate(sets) if s >> x & 1) for x in range(6)]
    covering = Covering(columns, (1 << len(sets)) - 1, 1 << 20, spare)

    def meets(points: tuple[int, ...]) -> bool:
        return sum(all(not s >> x & 1 for x in points) for s in sets) <= spare

    least = next(k for k in range(7) if any(map(meets, combinations(range(6), k))))
    assert spare or least == fewest(sets, Counter(10**6)).bit_count()
    assert all(covering.within(k, Counter(10**6)) is None for k in range(least))
    points = covering.within(least, Counter(10**6))
    assert points is not None
    assert len(points) <= least
    assert meets(points)
    every = tuple(range(6))
    kept = needed(columns, every, (1 << len(sets)) - 1)
    assert all(any(s >> x & 1 for x in kept) for s in sets)
    assert all(any(all(not s >> y & 1 for y in kept if y != x) for s in sets) for x in kept)


def test_a_search_that_is_too_deep_or_too_long_says_so() -> None:
    covering = Covering([0b011, 0b110, 0b101], 0b111, 1 << 20)
    with pytest.raises(Spent):
        covering.within(401, Counter(10**6))
    with pytest.raises(Spent):
        covering.within(2, Counter(0))


@settings(max_examples=60, deadline=None)
@given(rows, st.integers(1, 3))
def test_all_concepts_that_k_labels_single_out(drawn: list[tuple[bool, ...]], k: int) -> None:
    c = FiniteClass.of(drawn)
    some = c.all & 0b101101101101
    found = singled_out(c, k, c.all, some, Counter(10**6))
    sizes = teaching_sizes(as_given(c))
    assert set(found) == {i for i in members(some) if sizes[i] <= k and c.N > 1}
    assert all(as_given(c).agree(c.text(i), points) == 1 << i for i, points in found.items())


def test_disjoint_differences() -> None:
    c = FiniteClass.of([[0] * 70, *(np.arange(70) // 10 == i for i in range(7))])
    assert sorted(disjoint(c, 0, c.all ^ 1)) == list(range(1, 8))
    assert disjoint(c, 1, 0b100) == [2]


@pytest.mark.parametrize(
    ("name", "size"), [("thresholds", 20), ("intervals", 18), ("singletons", 20), ("parities", 5), ("conjunctions", 5)]
)
def test_files_beyond_tables_are_accepted(name: str, size: int, tmp_path: Path) -> None:
    found = measure(of_family(name, size), only=VALUES)
    assert found.unexplored == []
    assert all(b.exact for b in found.values.values())
    file = tmp_path / "dims.json"
    file.write_text(json.dumps(as_json(found)), encoding="utf-8")
    checked = check_dimensions(file)
    assert checked.faults == []
    assert name == "parities" or not [said for said in checked.undecided if "recursive" not in said]
    assert as_json(found)["teaching_each"] == [b.value for b in found.teaching_each]
    assert table(found).row_count == len(VALUES)


@pytest.mark.parametrize(
    ("name", "size", "values"),
    [
        ("thresholds", 64, (2, 1, 1, 2)),
        ("intervals", 32, (32, 2, 2, 32)),
        ("parities", 5, (5, 5, 5, 5)),
        ("conjunctions-satisfiable", 5, (6, 2, 2, 31)),
        ("halfspaces-positive", 5, (20, 1, None, 20)),
    ],
)
def test_values_that_are_known(name: str, size: int, values: tuple[int | None, ...]) -> None:
    c = of_family(name, size)
    asked = ("teaching", "teaching_min", "teaching_recursive", "extended_teaching")
    for quantity, value in zip(asked, values, strict=True):
        if value is not None:
            assert VALUES[quantity](c, Effort()).value == value, quantity


def test_the_same_effort_finds_the_same() -> None:
    table_of = np.random.default_rng(5).integers(0, 2, (60, 30))
    first, second = (FiniteClass.of(table_of) for _ in range(2))
    for function in VALUES.values():
        assert function(first, Effort(positions=300)) == function(second, Effort(positions=300))


def test_easy_concepts_are_taught_without_search() -> None:
    c = of_family("singletons", 1100)
    assert teaching_recursive(c, Effort(positions=2000)).value == 1


def test_a_hard_labelling_outside_the_class_is_found() -> None:
    c = of_family("singletons", 20)
    b = extended_teaching(c, Effort())
    assert (teaching(c, Effort()).value, b.value) == (1, 19)
    assert spelled(c.labels[0] & False) in str(b.at_least)


@pytest.mark.parametrize("name", ["thresholds", "intervals", "parities"])
def test_tables_show_lessons_and_packings_where_they_are_tight(name: str, tmp_path: Path) -> None:
    c = of_family(name, {"parities": 3}.get(name, 11))
    found = measure(c, only=("teaching", "teaching_min", "teaching_average"))
    assert isinstance(found["teaching_average"].at_most, Lessons)
    tight = [isinstance(found[which].at_least, Packings) for which in ("teaching_average", "teaching_min")]
    assert tight == [name != "parities"] * 2
    assert all(isinstance(b.at_most, Specifying) for b in found.teaching_each)
    file = tmp_path / "dims.json"
    file.write_text(json.dumps(as_json(found)), encoding="utf-8")
    checked = check_dimensions(file)
    assert (checked.faults, checked.undecided) == ([], [])
    held = json.loads(file.read_text())
    assert [len(points) for points in held["witnesses"]["teaching_average"]["at_most"]["sets"]] == held["teaching_each"]


def test_corrupted_lessons_and_packings_are_refused() -> None:
    c = of_family("intervals", 18)
    mean, xtd = teaching_average(c, Effort()), extended_teaching(c, Effort())
    assert isinstance(mean.at_most, Lessons)
    assert isinstance(mean.at_least, Packings)
    assert isinstance(xtd.at_most, LessonTree)
    sets, each, ways = list(mean.at_most.sets), list(mean.at_least.each), list(xtd.at_most.lessons)
    for i in range(0, c.N, 7):
        fewer = Lessons((*sets[:i], sets[i][1:], *sets[i + 1 :]))
        more = Packings((*each[:i], (*each[i], each[i][0]), *each[i + 1 :]))
        itself = Packings((*each[:i], (i,), *each[i + 1 :]))
        spared = replace(xtd.at_most, lessons=(*ways[:i], ways[i][1:], *ways[i + 1 :]))
        for shows, broken in ((at_most, fewer), (at_least, more), (at_least, itself)):
            with pytest.raises(Refused):
                shows("teaching_average", as_given(c), broken)
        with pytest.raises(Refused, match="single out"):
            at_most("extended_teaching", as_given(c), spared)
    line = of_family("thresholds", 18)
    short = extended_teaching(line, Effort()).at_most
    assert isinstance(short, LessonTree)
    with pytest.raises(Refused, match="not all asked"):
        at_most("extended_teaching", as_given(line), replace(short, lessons=(tuple(range(line.n)),) * line.N))


@pytest.mark.parametrize("steps", [0, 10**9])
def test_each_way_of_searching_alone_finds_the_values(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lessons_module, "go_through", lambda c, found, counter: None)
    monkeypatch.setattr(recursive_module, "sure", lambda c, k: steps)
    monkeypatch.setattr(recursive_module._Plan, "known", lambda self, k: False)
    monkeypatch.setattr(recursive_module._Plan, "greedily", lambda self, k: False)
    drawn = np.random.default_rng(8)
    for _ in range(25):
        c = FiniteClass.of(drawn.integers(0, 2, (14, 6)))
        assert [b.value for b in teaching_each(c, Effort())] == teaching_sizes(as_given(c))
        assert teaching_recursive(c, Effort()).value == anew("teaching_recursive", as_given(c))
