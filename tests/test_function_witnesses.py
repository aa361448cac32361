"""Files of a Boolean function's measures: what is true is shown, forged witnesses are refused with why, bad files said."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_boolean_function import plain, plain_certificate, rubinstein

from qlearn.cli.main import main
from qlearn.dimensions import witnesses as w
from qlearn.dimensions.boolean_function import MEASURES, measures
from qlearn.dimensions.bracket import Effort
from qlearn.dimensions.written import as_plain
from qlearn.errors import BadArgument
from qlearn.evidence.check import Checked
from qlearn.evidence.witnesses import function_values as anew
from qlearn.evidence.witnesses.function_bounds import at_least, at_most
from qlearn.evidence.witnesses.function_claims import NAMES, check_function
from qlearn.evidence.witnesses.function_values import Values
from qlearn.evidence.witnesses.given import Refused, Unshown, Work
from qlearn.report.functions import as_json

Held = dict[str, Any]
PLACE = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FUNCTION = st.integers(0, 4).flatmap(lambda n: st.tuples(*[st.integers(0, 1)] * (1 << n)))
ADDRESS = "".join(str(x >> (2 + (x & 3)) & 1) for x in range(64))


def checked(held: Held, place: Path) -> Checked:
    file = place / "function.json"
    file.write_text(json.dumps(held), encoding="utf-8")
    return check_function(file)


def of(text: str, effort: Effort | None = None) -> Held:
    return as_json(measures([int(value) for value in text], effort))


@PLACE
@given(FUNCTION)
def test_everything_that_is_found_is_shown(tmp_path: Path, f: tuple[int, ...]) -> None:
    found = checked(as_json(measures(f)), tmp_path)
    assert found.holds
    assert not found.undecided
    assert len(found.shown) == 2 * len(NAMES)


@PLACE
@given(FUNCTION, st.data())
def test_what_is_shown_of_another_function_is_true_of_it(tmp_path: Path, f: tuple[int, ...], data: st.DataObject) -> None:
    """The witnesses of one function, with claims moved by one, are held against another: nothing false is shown."""
    g = data.draw(st.tuples(*[st.integers(0, 1)] * len(f)))
    held = as_json(measures(f))
    held["function"]["values"] = "".join(map(str, g))
    for name in NAMES:
        held["brackets"][name] = sorted(side + data.draw(st.integers(-1, 1)) for side in held["brackets"][name])
    true = plain(g)
    for says in checked(held, tmp_path).shown:
        name, at, bound, value, *_ = says.split()
        assert at == "at"
        assert true[name] >= int(value) if bound == "least" else true[name] <= int(value)


@PLACE
@given(FUNCTION)
def test_values_worked_out_anew_are_those_of_the_definitions(f: tuple[int, ...]) -> None:
    v, true = Values("".join(map(str, f))), plain(f)
    assert [anew.certificate_at(v, x) for x in range(len(f))] == [plain_certificate(f, x, v.n) for x in range(len(f))]
    assert (anew.sensitivity(v), anew.degree(v)) == (true["sensitivity"], true["degree"])
    assert [anew.shallow(v, d) for d in range(v.n + 1)] == [d >= true["depth"] for d in range(v.n + 1)]
    for enough in range(v.n + 1):
        assert max(anew.most_blocks(v, enough), enough) == max(true["block_sensitivity"], enough)


@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_a_claim_of_one_more_is_false(name: str, upper: bool, tmp_path: Path) -> None:
    held = of(ADDRESS)
    assert held[name] is not None
    assert checked(held, tmp_path).holds
    held["brackets"][name] = [3, held[name] - 1] if upper else [held[name] + 1, 6]
    held["brackets"][name][0] = min(held["brackets"][name])
    del held[name]
    assert not checked(held, tmp_path).holds


TREE = {"kind": "decisiontree", "points": [2, 1, 0], "zero": [1, -1, -1], "one": [2, -2, -2]}  # of 00110101

FORGED: list[tuple[str, str, Any, str]] = [
    ("depth", "at_most", TREE | {"points": [2, 0, 1]}, "has this value"),
    ("depth", "at_most", TREE | {"points": [2, 1, 3]}, "no input"),
    ("depth", "at_most", TREE | {"points": [2, 1, -1]}, "no input"),
    ("depth", "at_most", TREE | {"zero": [0, -1, -1]}, "met twice"),
    ("depth", "at_most", TREE | {"one": [7, -2, -2]}, "not there"),
    ("depth", "at_most", TREE | {"zero": [1, -3, -1]}, "leaf with 2"),
    ("depth", "at_most", TREE | {"zero": [1, -1]}, "differ in length"),
    ("depth", "at_most", {"kind": "decisiontree", "points": [], "zero": [], "one": []}, "not constant"),
    ("depth", "at_most", as_plain(w.Counted("n")), "shows 3 only"),
    ("depth", "at_most", as_plain(w.Counted("trivial")), "shows nothing"),
    ("depth", "at_least", as_plain(w.Term((0, 1, 2))), "coefficient"),
    ("depth", "at_least", as_plain(w.Term((0,))), "coefficient"),
    ("depth", "at_least", as_plain(w.Term((1, 1))), "no distinct inputs"),
    ("depth", "at_least", as_plain(w.Term((1, 3))), "no distinct inputs"),
    ("degree", "at_least", as_plain(w.Term((1,))), "shows 1 only"),
    ("degree", "at_least", as_plain(w.HardPoint("000")), "shows nothing"),
    ("degree", "at_most", as_plain(w.HardPoint("000")), "shows nothing"),
    ("certificate", "at_least", as_plain(w.HardPoint("00")), "no point"),
    ("certificate", "at_least", as_plain(w.HardPoint("00-")), "no point"),
    ("certificate", "at_most", as_plain(w.Certificates(("00-", "10-"))), "not constant|in none"),
    ("certificate", "at_most", as_plain(w.Certificates(("-00", "-10"))), "in none of them"),
    ("certificate", "at_most", as_plain(w.Certificates(("---",))), "not constant"),
    ("certificate", "at_most", as_plain(w.Certificates(("00",))), "no sub-cube"),
    ("sensitivity", "at_least", as_plain(w.Blocks("100", ((1, 2),))), "single inputs|does not change"),
    ("sensitivity", "at_least", as_plain(w.Blocks("100", ((1,), (1,)))), "share an input"),
    ("sensitivity", "at_least", as_plain(w.Blocks("100", ((0,),))), "does not change"),
    ("block_sensitivity", "at_least", as_plain(w.Blocks("100", ((),))), "at least one"),
    ("block_sensitivity", "at_least", as_plain(w.Blocks("100", ((1,),))), "shows 1 only"),
    ("block_sensitivity", "at_most", as_plain(w.From("depth", "by nothing")), "no inequality"),
    ("block_sensitivity", "at_most", as_plain(w.From("block_sensitivity", "itself")), "no inequality"),
    ("certificate", "at_most", as_plain(w.From("block_sensitivity", "by nothing")), "no inequality"),
    ("certificate", "at_most", {"kind": "nothing"}, "a witness has a kind"),
]


@pytest.mark.parametrize(("name", "side", "witness", "says"), FORGED)
def test_a_forged_witness_is_refused(name: str, side: str, witness: Any, says: str, tmp_path: Path) -> None:
    held = of("00110101")
    held["witnesses"][name][side] = witness
    found = checked(held, tmp_path)
    assert any(fault.startswith(name) and any(part in fault for part in says.split("|")) for fault in found.faults)


def test_the_tree_that_is_forged_is_right_itself(tmp_path: Path) -> None:
    held = of("00110101")
    assert held["witnesses"]["depth"]["at_most"] == TREE
    assert checked(held, tmp_path).holds


def edited(change: Callable[[Held], Any]) -> Held:
    held = copy.deepcopy(of("00110101"))
    change(held)
    return held


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda h: h.update(depth=1), "depth is stated as 1"),
        (lambda h: h["brackets"].update(depth=[2, 1]), "the first not the larger"),
        (lambda h: h["brackets"].update(depth=["1/2", 2]), "two whole numbers"),
        (lambda h: h["brackets"].update(depth=2), "two numbers"),
        (lambda h: h["brackets"].update(vc=[1, 2]), "no measure is called so"),
        (lambda h: h["witnesses"].pop("depth"), "with a witness for each"),
        (lambda h: h["brackets"].pop("certificate"), "certificate is not in the file"),
    ],
)
def test_what_is_wrong_is_said(change: Callable[[Held], Any], says: str, tmp_path: Path) -> None:
    assert any(says in fault for fault in checked(edited(change), tmp_path).faults)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda h: h["function"].update(values="012"), "gives no function"),
        (lambda h: h["function"].update(values="010"), "gives no function"),
        (lambda h: h["function"].update(values=""), "gives no function"),
        (lambda h: h["function"].update(values="0" * (1 << 21)), "up to 20 inputs"),
        (lambda h: h.pop("function"), "gives no function"),
        (lambda h: h.pop("brackets"), "no brackets"),
        (lambda h: h.update(qlearn="function 2"), "holds no function 1"),
    ],
)
def test_a_file_that_holds_no_function_is_refused(change: Callable[[Held], Any], says: str, tmp_path: Path) -> None:
    with pytest.raises(BadArgument, match=says):
        checked(edited(change), tmp_path)


def test_a_depth_that_only_a_search_shows_is_searched_again(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    while True:
        f = rng.random(1 << 10) < 0.5
        found = measures(f)["depth"]
        if isinstance(found.at_least, w.Searched):
            break
    assert checked(as_json(measures(f)), tmp_path).holds
    text = "".join(map(str, f.astype(int)))
    assert at_least("depth", Values(text), 10, found.at_least) == 10
    assert at_least("depth", Values(ADDRESS), 4, found.at_least) == 0
    with pytest.raises(Unshown):
        at_least("depth", Values(text, Work(100)), 10, found.at_least)


def test_blocks_are_bounded_by_the_sensitivity_where_no_table_fits(tmp_path: Path) -> None:
    held = of("".join(map(str, rubinstein(12, 4).astype(int))), Effort(positions=1, memory=1))
    assert (held["brackets"]["block_sensitivity"], held["block_sensitivity"]) == ([4, 8], None)
    assert held["witnesses"]["block_sensitivity"]["at_most"] == as_plain(w.From("sensitivity", "bs <= (n + s)/2"))
    found = checked(held, tmp_path)
    assert (len(found.shown), found.faults) == (10, [])
    held["brackets"]["block_sensitivity"] = [4, 7]
    assert any("shows 8 only" in fault for fault in checked(held, tmp_path).faults)


def test_blocks_that_only_a_search_bounds_are_searched_again(tmp_path: Path) -> None:
    f = "".join(map(str, rubinstein(8, 4).astype(int)))
    searched = w.Searched("blocks at each point", 1)
    assert at_most("block_sensitivity", Values(f), 4, searched) == 4
    assert at_most("block_sensitivity", Values(f), 3, searched) == 4
    assert at_most("block_sensitivity", Values(f), 9, searched) == 9, "more is not looked for"
    wide = "".join(map(str, rubinstein(12, 4).astype(int)))
    with pytest.raises(Unshown, match="too many"):
        at_most("block_sensitivity", Values(wide), 5, searched)
    with pytest.raises(Refused):
        at_most("block_sensitivity", Values(f), 4, w.HardPoint("0" * 8))


@pytest.mark.parametrize("n", [11, 13, 16])
def test_large_functions_are_shown_too(n: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few = 1 << n - 3
    f = np.random.default_rng(n).random(few) < 0.5  # three inputs count for nothing
    (tmp_path / "f.txt").write_text("".join(map(str, np.repeat(f, 8).astype(int))) + "\n", encoding="utf-8")
    file = tmp_path / "f.json"
    assert main(["dims", "--function", str(tmp_path / "f.txt"), "--save", str(file)]) == 0
    assert main(["check", str(file)]) == 0
    said = capsys.readouterr().out
    assert "undecided" not in said
    assert said.count(" shown ") == 10


def test_the_names_are_those_that_are_measured() -> None:
    assert set(NAMES) == set(MEASURES)
