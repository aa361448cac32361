"""The defender's calculator: bounds are turned round exactly, and no attack is below a lower bound that is about it."""

from __future__ import annotations

import io
import json
import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import qlearn
from qlearn.calculator import floors
from qlearn.calculator.calculate import calculate
from qlearn.calculator.calculated import Calculation, Floor, Reach
from qlearn.calculator.classes import ALL, CLASSES
from qlearn.calculator.inversion import ANGLES, BITS, SHARES, out_of_reach, within_reach
from qlearn.cli.main import main
from qlearn.errors import BadArgument, UnknownName
from qlearn.report import defending
from qlearn.report.defending import attack_table, floor_table, rounded, source_table, summary

Capture = pytest.CaptureFixture[str]
SIZES = {"d": (2, 24), "n": (1, 40), "p": (1, 4), "k": (1, 5), "N": (2, 200), "L": (1, 20), "s": (0, 12)}
DELTA = Fraction(1, 20)


def neighbour(error: Fraction, step: int) -> Fraction:
    """The next error of those that are looked at."""
    return ANGLES.at(_index(error) + step)


def _index(error: Fraction) -> int:
    octave = math.floor(math.log2(error))
    return ((octave + 40) << BITS) + int(error / Fraction(2) ** (octave - BITS)) - (1 << BITS)


def counted(row: Reach, sizes: Any, eps: Fraction) -> int:
    """What the catalogue says that this attack asks, looked up anew."""
    learner = qlearn.find(row.attack)
    defaults = {name: p.default for name, p in learner.signature.parameters.items() if isinstance(p.default, int)}
    bounds = [b for b in learner.theorem.bounds if b.mode == row.mode and b.kind.kind in row.asks.split(" and ")]
    return sum(bound.at(**{**defaults, **sizes, "eps": eps}) for bound in bounds)


def consistent(found: Calculation) -> None:
    """Each error within reach is the least, each floor the largest, and they do not cross."""
    assert not found.contradictions
    assert found.queries is not None
    for row in found.attacks:
        if found.error_kind in ("angle", "share") and row.error is not None:
            assert counted(row, found.sizes, row.error) == row.queries
            assert row.queries is not None
            assert row.queries <= found.queries
            if row.error > SHARES.at(0):
                assert counted(row, found.sizes, neighbour(row.error, -1)) > found.queries
        elif found.error_kind == "exact":
            assert row.queries is not None
            assert (row.error == 0) == (row.queries <= found.queries)
    for floor in found.floors:
        if floor.error is not None and floor.error > 0 and found.best is not None and found.best.error is not None:
            assert floor.error < found.best.error or not floor.speaks_of(found.best)


@given(st.integers(2, 24), st.integers(1, 2000))
@settings(max_examples=3, deadline=None)
def test_half_spaces_are_consistent(d: int, queries: int) -> None:
    found = calculate("halfspaces", queries, sizes={"d": d})
    consistent(found)
    needed, likely = (next(floor for floor in found.floors if floor.likely is x) for x in (False, True))
    for floor, lower in ((needed, qlearn.find("linear.vsa").theorem.lower), (likely, floors.direction)):
        assert lower is not None
        if floor.error is None:
            assert lower.bound.at(d=d, eps=ANGLES.at(0), delta=DELTA) <= queries
            continue
        assert lower.bound.at(d=d, eps=floor.error, delta=DELTA) > queries
        if _index(floor.error) < ANGLES.last:
            assert lower.bound.at(d=d, eps=neighbour(floor.error, 1), delta=DELTA) <= queries
    assert (likely.error or 0) <= (needed.error or 0)  # who may fail is excluded from less


@pytest.mark.parametrize(
    ("name", "queries", "how"),
    [
        ("halfspaces", 700, {"sizes": {"d": 5}, "flip": "1/8"}),
        ("halfspaces", 20_000, {"sizes": {"d": 6}, "sigma": "1/4"}),
        ("affine-halfspaces", 77, {"sizes": {"d": 1}}),
        ("affine-halfspaces", 3000, {"sizes": {"d": 4}, "flip": "1/10", "confidence": "99/100"}),
        ("polynomial-signs", 40, {"sizes": {"d": 2, "p": 3}}),
        ("trees-labels", 300_000, {"sizes": {"d": 3, "N": 50, "L": 3}}),
        ("finite", 500, {"sizes": {"N": 64}, "flip": "1/4"}),
        ("finite", 63, {"sizes": {"N": 64}}),
    ],
)
def test_classes_with_errors_are_consistent(name: str, queries: int, how: Any) -> None:
    found = calculate(name, queries, **how)
    consistent(found)
    assert found.attacks or name == "polynomial-signs"


@given(st.sampled_from([entry for entry in ALL if entry.error == "exact"]), st.data())
@settings(max_examples=60, deadline=None)
def test_exact_classes_are_consistent(entry: Any, data: Any) -> None:
    sizes = {name: data.draw(st.integers(max(least, SIZES[name][0]), SIZES[name][1])) for name, least in entry.least.items()}
    queries = data.draw(st.one_of(st.integers(1, 60), st.integers(1, 10**6)))
    found = calculate(entry.name, queries, sizes=sizes)
    consistent(found)
    both = [(floor.queries, row.queries) for floor in found.floors for row in found.attacks if floor.speaks_of(row)]
    assert all(low <= high for low, high in both)  # type: ignore[operator]
    if entry.name in ("linear", "logistic", "softmax", "polynomials", "conjunctions", "parities"):
        one_fewer = calculate(entry.name, both[0][0] - 1, sizes=sizes) if both[0][0] > 1 else None  # type: ignore[operator]
        assert one_fewer is None or (one_fewer.best is None and one_fewer.floor and one_fewer.floor.excluded)


def test_a_wrong_theorem_is_noticed() -> None:
    """The check can fail: a lower bound twice as large, or an attack of half the queries, contradicts the other."""
    found = calculate("conjunctions", 30, sizes={"n": 20})
    assert found.best is not None
    assert not found.contradictions
    wrong = [replace(floor, queries=40, excluded=True) for floor in found.floors]
    assert len(replace(found, floors=tuple(wrong)).contradictions) >= len(wrong)
    angles = calculate("affine-halfspaces", 60, sizes={"d": 2})
    assert angles.best is not None
    low = [replace(floor, error=angles.best.error) for floor in angles.floors]
    assert replace(angles, floors=tuple(low)).contradictions
    inverse = calculate("affine-halfspaces", error="1/10", sizes={"d": 2})
    assert not inverse.contradictions
    assert replace(inverse, attacks=tuple(replace(row, queries=1) for row in inverse.attacks)).contradictions


def test_by_hand() -> None:
    found = calculate("halfspaces", 1000, sizes={"d": 30})
    rows = {row.attack: row for row in found.attacks}
    step = 1 + 2.0**-BITS
    spherical = math.pi * math.sqrt(29) / 2 / 2**34  # 1 + 29 * 34 = 987 labels, and 35 halvings are too many
    assert spherical <= float(rows["linear.spherical_bisection"].error or 0) <= spherical * step
    pivot = math.asin(math.sqrt(29) / 2 / 2**32)  # 59 + 29 * 32 = 987
    assert pivot <= float(rows["linear.pivot_ratio"].error or 0) <= pivot * step
    needed = math.asin(2 ** (-999 / 29))  # 1 + 29 lg(1/sin eps) = 1000
    floor = next(floor for floor in found.floors if not floor.likely)
    assert needed / step <= float(floor.error or 0) < needed
    confident = math.asin(2 ** (-(999 - math.log2(0.95)) / 29))
    assert confident / step <= float(found.floor.error or 0) < confident if found.floor else False
    exact = calculate("linear", 31, sizes={"d": 30})
    assert exact.best is not None
    assert (exact.best.error, exact.best.queries) == (Fraction(0), 31)
    free = calculate("finite", 63, sizes={"N": 64}).best  # points without labels cost nothing, and N - 1 labels are enough
    assert free is not None
    assert (free.attack, free.asks, free.queries) == ("finite.cal", "membership", 63)
    averaging = calculate("halfspaces", 10**6, sizes={"d": 3}, sigma="1/2")
    printed = next(row for row in averaging.attacks if row.attack == "linear.averaging")
    m = (15 * math.pi) ** 2 * 3 * 1 * math.log(2 * 3 / 0.05) / 10**6  # eps**2, with d sigma**2 = 3/4 < 1
    assert math.sqrt(m) <= float(printed.error or 0) <= math.sqrt(m) * step


@given(st.fractions(Fraction(1, 10**6), Fraction(3, 2)), st.integers(0, 10**7))
@settings(max_examples=100, deadline=None)
def test_inversion_finds_the_two_neighbours(scale: Fraction, queries: int) -> None:
    def bound(eps: Fraction) -> int:
        return math.ceil(scale / eps)

    reached, excluded = within_reach(bound, queries, ANGLES), out_of_reach(bound, queries, ANGLES)
    if reached is None:
        assert excluded == ANGLES.at(ANGLES.last)
        assert bound(excluded) > queries
    else:
        assert bound(reached) <= queries
        assert excluded is None if reached == ANGLES.at(0) else excluded == neighbour(reached, -1)
    if excluded is not None:
        assert bound(excluded) > queries


def test_the_errors_end_below_the_top() -> None:
    for errors in (ANGLES, SHARES):
        assert errors.at(0) == Fraction(1, 2**40)
        assert errors.at(errors.last) < errors.top <= errors.at(errors.last + 1)
    assert within_reach(lambda eps: 5, 4, ANGLES) is None
    assert within_reach(lambda eps: 5, 5, ANGLES) == ANGLES.at(0)
    assert out_of_reach(lambda eps: 5, 5, ANGLES) is None
    assert out_of_reach(lambda eps: 6, 5, ANGLES) == ANGLES.at(ANGLES.last)


@pytest.mark.parametrize(("name", "sizes"), [("affine-halfspaces", {"d": 3}), ("finite", {"N": 100})])
def test_the_inverse_agrees(name: str, sizes: Any) -> None:
    wanted = calculate(name, error="1/50", sizes=sizes)
    assert not wanted.contradictions
    assert wanted.best is not None
    assert wanted.best.queries is not None
    back = calculate(name, wanted.best.queries, sizes=sizes)
    again = next(row for row in back.attacks if row.attack == wanted.best.attack)
    assert again.error is not None
    assert again.error <= Fraction(1, 50) * (1 + Fraction(1, 2**BITS))


def test_confidence_and_more_queries_go_the_right_way() -> None:
    errors = [calculate("affine-halfspaces", N, sizes={"d": 2}) for N in (5, 20, 80)]
    reached = [found.best.error if found.best else Fraction(2) for found in errors]
    assert reached == sorted(reached, reverse=True)  # type: ignore[type-var]
    excluded = [found.floor.error if found.floor and found.floor.error else Fraction(0) for found in errors]
    assert excluded == sorted(excluded, reverse=True)
    loose = calculate("polynomial-signs", 20, sizes={"d": 1, "p": 3}, confidence="1/100").floor
    strict = calculate("polynomial-signs", 20, sizes={"d": 1, "p": 3}, confidence="99/100").floor
    assert loose is not None
    assert strict is not None
    assert (loose.error or 0) < (strict.error or 0)


def test_an_attack_stands_where_the_calculator_says() -> None:
    """The numbers are about real runs: the best attack asks so many, and is as near as it says."""
    found = calculate("halfspaces", 40, sizes={"d": 4})
    assert found.best is not None
    target = np.array([3.0, -1.0, 0.25, 2.0])
    learner = qlearn.find(found.best.attack)
    done = qlearn.run(learner(d=4, eps=found.best.error), qlearn.teachers.Function(lambda X: X @ target >= 0), budget=40)
    assert done.ledger.total == found.best.queries
    cosine = done.hypothesis.w @ target / np.linalg.norm(done.hypothesis.w) / np.linalg.norm(target)
    assert found.best.error is not None
    assert math.acos(min(1.0, cosine)) <= found.best.error


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["half", "--queries", "9"], "did you mean halfspaces"),
        (["halfspaces", "--queries", "9"], "--dimension"),
        (["halfspaces", "--dimension", "1", "--queries", "9"], "a direction is a sign"),
        (["linear", "--dimension", "0", "--queries", "9"], "at least 1"),
        (["halfspaces", "--dimension", "3", "--queries", "0"], "from 1 to"),
        (["halfspaces", "--dimension", "3", "--queries", "-5"], "from 1 to"),
        (["halfspaces", "--dimension", "3"], "one of the two"),
        (["halfspaces", "--dimension", "3", "--queries", "9", "--error", "1/9"], "one of the two"),
        (["halfspaces", "--dimension", "3", "--error", "1.5708"], "right angle"),
        (["halfspaces", "--dimension", "3", "--error", "nan"], "finite"),
        (["halfspaces", "--dimension", "3", "--error", "0"], "right angle"),
        (["linear", "--dimension", "3", "--error", "1/9"], "exactly or not at all"),
        (["halfspaces", "--dimension", "3", "--queries", "9", "--flip", "1/2"], "below 1/2"),
        (["linear", "--dimension", "3", "--queries", "9", "--flip", "1/4"], "no theorem"),
        (["halfspaces", "--dimension", "3", "--queries", "9", "--sigma", "0"], "above 0"),
        (["halfspaces", "--dimension", "3", "--queries", "9", "--sigma", "1", "--flip", "1/4"], "one defence"),
        (["halfspaces", "--dimension", "3", "--queries", "9", "--confidence", "1"], "strictly between"),
        (["polynomials", "--dimension", "3", "--queries", "9"], "--size p="),
        (["polynomials", "--dimension", "3", "--size", "p:3", "--queries", "9"], "name=number"),
        (["polynomials", "--dimension", "3", "--size", "p=-3", "--queries", "9"], "at least 1"),
        (["halfspaces", "--dimension", "3", "--queries", "9", "--service", "azure"], "no service"),
        (["halfspaces", "--dimension", "3", "--queries", "9", "--service", "google"], "node hour"),
        (["linear", "--dimension", "3", "--queries", "9", "--picture", "x.svg"], "a picture is of an error"),
    ],
)
def test_bad_input_is_refused_with_reasons(arguments: list[str], why: str, capsys: Capture) -> None:
    assert main(["defend", *arguments]) == 2
    said = capsys.readouterr()
    assert why in said.err
    assert not said.out


def test_json_is_one_object_with_prices_and_sources(capsys: Capture) -> None:
    arguments = ["defend", "affine-halfspaces", "--dimension", "3", "--queries", "100", "--service", "amazon", "--json", "-"]
    assert main(arguments) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["price"] == 0.0001
    assert found["floor"] < found["reached"]
    for row in found["attacks"] + found["lower_bounds"]:
        assert row["cite"]
        assert row["known"]
        assert row["distance_of_normals"] == pytest.approx(2 * math.sin(row["error"] / 2))
    assert any("coq" in row["known"] for row in found["lower_bounds"])


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["affine-halfspaces", "trees-leaves", "linear", "finite", "gaussian-networks"])
def test_people_read_it_in_eighty_columns(name: str, width: int) -> None:
    sizes = {name: {"d": 3, "N": 50, "L": 4, "k": 2}[name] for name in CLASSES[name].least}
    for queries in (1, 1000):
        found = calculate(name, queries, sizes=sizes)
        console = Console(width=width, record=True, file=io.StringIO())
        for what in (*summary(found, Fraction(1, 1000)), attack_table(found, Fraction(1, 1000)), floor_table(found),
                     source_table(found)):  # fmt: skip
            console.print(what)
        text = console.export_text()
        assert max(map(len, text.splitlines())) <= width
        assert "Reached:" in text
        assert "Safe:" in text


def test_a_picture_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(defending, "POINTS", 4)
    place = tmp_path / "defend.svg"
    arguments = ["defend", "affine-halfspaces", "--dimension", "2", "--queries", "64", "--picture", str(place)]
    assert main(arguments) == 0
    drawn = place.read_text(encoding="utf-8")
    assert "queries allowed" in drawn or "<path" in drawn


@given(st.fractions(Fraction(1, 10**9), Fraction(10**6)))
@settings(max_examples=100, deadline=None)
def test_numbers_are_rounded_to_the_safe_side(number: Fraction) -> None:
    up, down = float(rounded(number, up=True)), float(rounded(number, up=False))
    assert down <= float(number) * (1 + 1e-12)
    assert up >= float(number) * (1 - 1e-12)
    assert up - down <= 0.011 * float(number)


def test_what_is_asked_of_nobody() -> None:
    with pytest.raises(UnknownName):
        calculate("nothing", 3)
    with pytest.raises(BadArgument, match="needs d"):
        calculate("linear", 3)
    with pytest.raises(BadArgument, match="integer"):
        calculate("linear", 3, sizes={"d": True})
    rough = calculate("linear", 9, sizes={"d": 3}, rounding="1/1000")
    assert rough.best is not None
    stated = next(floor for floor in rough.floors if isinstance(floor, Floor) and floor.error)
    assert stated.error is not None
    assert stated.error < Fraction(1, 1000) < (rough.best.error or 0)
