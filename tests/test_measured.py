"""Every dimension of every class on three points, and of drawn ones, is what its definition says; witnesses are accepted."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn.dimensions.bracket import Effort, Spent
from qlearn.dimensions.families import of_family
from qlearn.dimensions.finite_class import FiniteClass
from qlearn.dimensions.measured import measure
from qlearn.dimensions.packed.consistency import certificate_sizes
from qlearn.dimensions.quantities import QUANTITIES
from qlearn.dimensions.search.membership import membership
from qlearn.dimensions.search.stars import centres
from qlearn.dimensions.search.version_spaces import Deciding
from qlearn.evidence.witnesses.anew import anew
from qlearn.evidence.witnesses.claims import check_dimensions
from qlearn.evidence.witnesses.given import Given
from qlearn.report.dimensions import as_json

CUBE = np.array(list(itertools.product((0, 1), repeat=3)))


def by_definition(c: FiniteClass, name: str) -> object:
    return anew(name, Given(tuple(c.text(i) for i in range(c.N))))


def same(c: FiniteClass) -> None:
    found = measure(c)
    assert found.unexplored == []
    for name in QUANTITIES:
        assert found[name].exact, name
        assert found[name].value == by_definition(c, name), name


@pytest.mark.parametrize("part", range(4))
def test_all_classes_over_three_points(part: int) -> None:
    for mask in range(1 + part, 256, 4):
        same(FiniteClass.of(CUBE[[i for i in range(8) if mask >> i & 1]]))


CLASSES = st.integers(1, 5).flatmap(lambda n: st.lists(st.tuples(*[st.booleans()] * n), min_size=1, max_size=12))


@given(CLASSES)
def test_drawn_classes(rows: list[tuple[bool, ...]]) -> None:
    same(FiniteClass.of(rows))


@given(CLASSES, st.sampled_from((0, 16)), st.integers(1, 200))
def test_little_effort_gives_brackets_that_hold(rows: list[tuple[bool, ...]], tables: int, positions: int) -> None:
    c = FiniteClass.of(rows)
    found = measure(c, Effort(tables=tables, positions=positions))
    for name, bracket in found.values.items():
        value = by_definition(c, name)
        assert isinstance(value, int | Fraction)
        assert bracket.lo <= value <= bracket.hi, name
    with TemporaryDirectory() as folder:
        file = Path(folder) / "dims.json"
        file.write_text(json.dumps(as_json(found)), encoding="utf-8")
        assert check_dimensions(file).faults == []


@pytest.mark.parametrize(
    ("name", "size"), [("thresholds", 8), ("singletons", 6), ("conjunctions", 3), ("parities", 3), ("projective-plane", 2)]
)
def test_witnesses_of_families_are_accepted(name: str, size: int, tmp_path: Path) -> None:
    file = tmp_path / "dims.json"
    file.write_text(json.dumps(as_json(measure(of_family(name, size)))), encoding="utf-8")
    checked = check_dimensions(file)
    assert checked.faults == []
    assert checked.undecided == []


def test_certificates_of_all_labellings_outside() -> None:
    c = of_family("singletons", 6)
    assert certificate_sizes(c) == {2: 2**6 - 6 - 1, 6: 1}  # two ones show it; nothing but all zeros shows that there is none
    assert sum(certificate_sizes(of_family("monotone", 3)).values()) == 2**8 - 20


def test_the_games_of_threshold_functions() -> None:
    c = of_family("halfspaces-cube", 4)
    found = measure(c, only=("membership", "littlestone", "vc", "teaching", "extended_teaching"))
    assert [found[name].value for name in found.values] == [16, 9, 5, 16, 16]


@pytest.mark.parametrize(
    ("name", "size", "value"),
    [
        ("halfspaces-cube", 5, 32),
        ("halfspaces-positive", 5, 20),
        ("conjunctions", 6, 64),
        ("conjunctions-satisfiable", 6, 63),
        ("intervals", 64, 64),
        ("rectangles", 8, 64),
        ("thresholds", 64, 7),
        ("parities", 6, 6),
    ],
)
def test_large_classes_that_need_no_search(name: str, size: int, value: int) -> None:
    assert measure(of_family(name, size), only=("membership",))["membership"].value == value


@settings(max_examples=60)
@given(CLASSES)
def test_bounds_before_any_search(rows: list[tuple[bool, ...]]) -> None:
    c = FiniteClass.of(rows)
    bracket, value = membership(c), by_definition(c, "membership")
    assert isinstance(value, int)
    assert all(star.bound(c.all) <= value for star in centres(c))
    assert bracket.lo <= value <= bracket.hi


def test_a_search_short_of_memory_claims_no_more_than_its_tree_shows() -> None:
    drawn = np.random.default_rng(3)
    for rows in (drawn.integers(0, 2, (14, 6)) for _ in range(40)):
        c = FiniteClass.of(rows)
        game = Deciding(c, centres(c), Effort())
        for game.room in range(12):
            game.least.clear()
            game.most.clear()
            for k in range(c.N):
                try:
                    won = game.wins(c.all, k)
                except Spent:
                    break
                if won:
                    assert game.tree().depth <= k
                    break


def test_lists_are_held_against_the_class(tmp_path: Path) -> None:
    said = as_json(measure(of_family("singletons", 5)))
    assert said["teaching_each"] == [1] * 5
    assert said["certificates"] == {"2": 2**5 - 5 - 1, "5": 1}
    file = tmp_path / "dims.json"
    for name, value in (("teaching_each", [1, 1, 1, 1, 2]), ("certificates", {"2": 27}), ("teaching_each", "1")):
        file.write_text(json.dumps({**said, name: value}), encoding="utf-8")
        [fault] = check_dimensions(file).faults
        assert fault.startswith(f"{name} is stated as")


def test_lessons_and_packings_show_each_concept_s_number(tmp_path: Path) -> None:
    said = as_json(measure(of_family("thresholds", 12)))
    file = tmp_path / "dims.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    checked = check_dimensions(file)
    assert "teaching_each (worked out again)" in checked.shown
    assert [text for text in checked.undecided if text.startswith("certificates")]
    file.write_text(json.dumps({**said, "teaching_each": [2] * 13}), encoding="utf-8")
    assert [fault for fault in check_dimensions(file).faults if fault.startswith("teaching_each")]
