"""Witnesses of dimensions: true ones are accepted, forged ones refused with why, and small values are worked out right."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn.dimensions import witnesses as w
from qlearn.dimensions.deduced import BOUNDS
from qlearn.dimensions.families import of_family
from qlearn.dimensions.quantities import QUANTITIES
from qlearn.dimensions.written import KINDS, as_plain, witness
from qlearn.errors import BadArgument
from qlearn.evidence.witnesses.anew import anew
from qlearn.evidence.witnesses.claims import check_dimensions
from qlearn.evidence.witnesses.given import Given, Refused, Unshown, Work
from qlearn.evidence.witnesses.least import at_least
from qlearn.evidence.witnesses.most import at_most

LINE = ("11", "01", "00")  # thresholds on two points
CUBE = tuple("".join(x) for x in product("01", repeat=2))
STAR = ("000", "100", "010", "001")
ONES = ("100", "010", "001")
LESSONS = ((0, 1), (1, 2), (2,), (0,))
MOVE = w.Move(0, None, ((0, 1, -1), (0, 0, 1)))
ENDS = (MOVE, w.Move(1, None, ((1, 1, -2), (1, 0, -3))))

# quantity, class, witness, what it shows
BELOW: list[tuple[str, tuple[str, ...], w.Witness, Any]] = [
    ("membership", CUBE, w.Counted("lg N"), 2),
    ("average_membership", STAR[:3], w.Counted("lg N"), Fraction(5, 3)),
    ("vc", CUBE, w.Counted("Sauer"), 2),
    ("vc", CUBE, w.Shattered((0, 1)), 2),
    ("littlestone", LINE, w.MistakeTree((0,), (-2,), (-1,)), 1),
    ("extended_teaching", STAR, w.Labelling("000"), 3),
    ("consistency", ONES, w.Labelling("000"), 3),
    ("membership", STAR, w.Star("000", (0, 1, 2), (1, 2, 3)), 3),
    ("both", ONES, w.Star("000", (0, 1, 2), (0, 1, 2)), 2),
    ("star", STAR, w.Star("000", (0, 1, 2), (1, 2, 3)), 3),
    ("extended_teaching", STAR, w.Packing("000", tuple((i, Fraction(1)) for i in (1, 2, 3))), 3),
    ("extended_teaching", ONES, w.Packing("000", tuple((i, Fraction(1)) for i in (0, 1, 2))), 2),
    ("teaching", STAR, w.Packings(((1, 2, 3), (0,), (0,), (0,))), 3),
    ("teaching_average", CUBE, w.Packings(((1, 2), (0, 3), (3,), ())), Fraction(5, 4)),
    ("teaching_min", LINE, w.Packings(((1,), (0, 2), (1,))), 1),
    ("membership", LINE, w.Adversary((w.Reply(((0, 1), (1, 1)), ()), w.Reply((), ()))), 2),
    ("both", ONES, w.Adversary((w.Reply((), (), "000"),)), 2),
    ("teaching_recursive", CUBE, w.Subclass((0, 1, 2, 3)), 2),
    ("threshold", ("11", "01"), w.Chain((0, 1), (0, 1)), 2),
    ("statistical", ("0011", "0101"), w.Uncorrelated((0, 1)), 2),
]
ABOVE: list[tuple[str, tuple[str, ...], w.Witness, Any]] = [
    ("littlestone", CUBE, w.Counted("lg N"), 2),
    ("membership", LINE, w.QueryTree((0, 1), (1, -3), (-1, -2)), 2),
    ("average_membership", LINE, w.QueryTree((0, 1), (1, -3), (-1, -2)), Fraction(5, 3)),
    ("both", LINE, w.Strategy(ENDS), 2),
    ("equivalence_proper", LINE, w.Strategy((w.Move(None, "01", ((0, 1, -1), (1, 0, -3))),)), 1),
    ("teaching_min", LINE, w.Specifying("11", (0,)), 1),
    ("teaching", LINE, w.Lessons(((0,), (0, 1), (1,))), 2),
    ("teaching_average", LINE, w.Lessons(((0,), (0, 1), (1,))), Fraction(4, 3)),
    ("teaching_min", CUBE, w.Lessons(((0, 1), (1, 0), (0, 1), (0, 1))), 2),
    ("extended_teaching", ("100", "110", "111", "000"), w.LessonTree((1, 0, 2), (1, -4, -2), (2, -1, -3), LESSONS), 2),
    ("teaching_recursive", LINE, w.Plan(((0, (0,)), (1, (1,)), (2, ()))), 1),
]


@pytest.mark.parametrize(("name", "rows", "shows", "value"), BELOW, ids=str)
def test_a_true_witness_shows_its_number_from_below(name: str, rows: tuple[str, ...], shows: w.Witness, value: Any) -> None:
    assert at_least(name, Given(rows), shows) == value <= anew(name, Given(rows))


@pytest.mark.parametrize(("name", "rows", "shows", "value"), ABOVE, ids=str)
def test_a_true_witness_shows_its_number_from_above(name: str, rows: tuple[str, ...], shows: w.Witness, value: Any) -> None:
    assert at_most(name, Given(rows), shows) == value >= anew(name, Given(rows))


def forgeries(value: Any) -> list[Any]:
    """Each number moved, each entry left out, each text changed."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int):
        return [value + 1, value - 1, -value - 1, 10**9]
    if isinstance(value, str):
        return [value[1:], value[:-1] + ("0" if value[-1:] == "1" else "1")]
    if isinstance(value, list):
        inside = [[*value[:i], other, *value[i + 1 :]] for i, x in enumerate(value) for other in forgeries(x)]
        return [*inside, *(value[:i] + value[i + 1 :] for i in range(len(value))), [*value, *value]]
    return [{**value, key: other} for key, x in value.items() if key != "kind" for other in forgeries(x)]


@pytest.mark.parametrize(("name", "rows", "shows"), [x[:3] for x in (*BELOW, *ABOVE)], ids=str)
def test_no_forgery_shows_what_is_false(name: str, rows: tuple[str, ...], shows: w.Witness) -> None:
    truth, refused = anew(name, Given(rows)), 0
    below = any(shows is x[2] for x in BELOW)
    for forged in forgeries(as_plain(shows)):
        try:
            read = witness(forged)
            value = (at_least if below else at_most)(name, Given(rows), read)
        except (BadArgument, Refused, Unshown):
            refused += 1
        else:
            assert value <= truth if below else value >= truth, forged
    assert refused, "some forgery of each is no witness at all"


def test_every_kind_is_tried_and_read_back() -> None:
    tried = {type(x[2]).__name__.lower() for x in (*BELOW, *ABOVE)}
    of_functions = {"blocks", "certificates", "decisiontree", "hardpoint", "term"}
    assert set(KINDS) == tried | of_functions | {"from", "searched", "specified", "tree"}
    for _, _, shows, _ in (*BELOW, *ABOVE):
        assert witness(json.loads(json.dumps(as_plain(shows)))) == shows


classes = st.sets(st.integers(0, 15), min_size=1, max_size=9).map(lambda keys: tuple(format(k, "04b") for k in sorted(keys)))


@settings(max_examples=60, deadline=None)
@given(classes)
def test_values_worked_out_anew_are_those_of_plain_recursion(rows: tuple[str, ...]) -> None:
    def depth(left: tuple[str, ...]) -> int:
        parts = [[tuple(r for r in left if r[x] == b) for b in "01"] for x in range(4)]
        return 0 if len(left) == 1 else 1 + min(max(map(depth, p)) for p in parts if all(p))

    def mistakes(left: tuple[str, ...]) -> int:
        parts = [[tuple(r for r in left if r[x] == b) for b in "01"] for x in range(4)]
        return max((1 + min(map(mistakes, p)) for p in parts if all(p)), default=0)

    c = Given(rows)
    assert anew("membership", c) == depth(rows)
    assert anew("littlestone", c) == anew("equivalence_improper", c) == mistakes(rows)
    subsets = [p for k in range(5) for p in combinations(range(4), k)]
    assert anew("vc", c) == max(len(p) for p in subsets if len({tuple(r[x] for x in p) for r in rows}) == 2 ** len(p))
    assert anew("vc", c) <= anew("littlestone", c) <= anew("equivalence_proper", c)
    assert anew("both_improper", c) <= anew("both", c) <= anew("equivalence_proper", c)
    assert anew("teaching", c) <= anew("extended_teaching", c) <= anew("membership", c)


def test_reference_values() -> None:
    c = Given(tuple(of_family("singletons", 6).text(i) for i in range(6)))
    expected = {"membership": 5, "littlestone": 1, "teaching": 1, "extended_teaching": 5, "consistency": 6, "star": 5}
    assert {name: anew(name, c) for name in expected} == expected
    assert (anew("equivalence_proper", c), anew("both", c)) == (5, 5)


def saved(tmp_path: Path, **changed: Any) -> Path:
    held = {
        "qlearn": "dimensions 1",
        "class": {"name": "a line", "rows": list(LINE)},
        "littlestone": 1,
        "brackets": {"littlestone": [1, 1], "equivalence_improper": [2, 2]},
        "witnesses": {
            "littlestone": {"at_least": as_plain(BELOW[4][2]), "at_most": as_plain(w.Counted("lg N"))},
            "equivalence_improper": dict.fromkeys(("at_least", "at_most"), as_plain(w.From("littlestone", "SOA"))),
        },
        **changed,
    }
    path = tmp_path / "dims.json"
    path.write_text(json.dumps(held), encoding="utf-8")
    return path


def test_files(tmp_path: Path) -> None:
    found = check_dimensions(saved(tmp_path))
    assert found.holds
    assert len(found.shown) == 4
    assert not found.undecided
    assert not check_dimensions(saved(tmp_path, littlestone=2)).holds
    assert not check_dimensions(saved(tmp_path, brackets={"littlestone": [2, 2]})).holds
    assert not check_dimensions(saved(tmp_path, brackets={"littlestone": [1, 0]})).holds
    assert not check_dimensions(saved(tmp_path, brackets={"nonsense": [1, 1]})).holds
    round_about = {"littlestone": dict.fromkeys(("at_least", "at_most"), as_plain(w.From("equivalence_improper", "")))}
    round_about["equivalence_improper"] = dict.fromkeys(("at_least", "at_most"), as_plain(w.From("littlestone", "")))
    assert len(check_dimensions(saved(tmp_path, witnesses=round_about)).faults) == 4
    for changed in (
        {"class": 3},
        {"class": {"rows": ["0", "0"]}},
        {"class": {"rows": ["02"]}},
        {"brackets": []},
        {"qlearn": 1},
    ):
        with pytest.raises(BadArgument):
            check_dimensions(saved(tmp_path, **changed))
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(BadArgument):
        check_dimensions(tmp_path / "deep.json")


def test_work_is_bounded() -> None:
    with pytest.raises(Unshown, match="steps"):
        anew("extended_teaching", Given(STAR, Work(10)))
    with pytest.raises(Unshown, match="too many"):
        at_least("membership", Given(("0" * 30, "1" * 30)), w.Searched("all", 3))


def test_an_adversary_claims_nothing_of_one_concept() -> None:
    more = w.Adversary((w.Reply(((0, 1), (0, 1)), ()), w.Reply((), ())))
    with pytest.raises(Refused, match="fewer than two"):
        at_least("membership", Given(("11", "00")), more)


@settings(max_examples=60, deadline=None)
@given(classes)
def test_the_inequalities_that_witnesses_refer_to_hold(rows: tuple[str, ...]) -> None:
    values = {name: anew(name, Given(rows)) for name in QUANTITIES}
    between = [(a, b, plus) for (a, b), plus in BOUNDS.items() if a in values and b in values]
    assert len(between) > 20
    assert all(values[low] <= values[high] + plus for low, high, plus in between)
