"""qlearn dims: names of its JSON, files that check accepts, pictures, bad input."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qlearn.cli import dims as command
from qlearn.cli.main import main
from qlearn.dimensions.families import of_family
from qlearn.dimensions.quantities import QUANTITIES
from qlearn.dimensions.search import games
from qlearn.dimensions.search.greedy import even_tree
from qlearn.dimensions.witnesses import Move, QueryTree, Strategy
from qlearn.errors import BadArgument
from qlearn.report import strategies

Capture = pytest.CaptureFixture[str]


def test_json_has_its_names_and_is_accepted_by_check(tmp_path: Path, capsys: Capture) -> None:
    assert main(["dims", "halfspaces-cube", "--size", "3", "--json", "-"]) == 0
    text = capsys.readouterr().out
    held = json.loads(text)
    assert {"vc", "littlestone", "teaching", "extended_teaching", "star", "consistency"} <= set(held)
    assert set(held["minimax"]) == {"membership", "equivalence_proper", "equivalence_improper", "both", "both_improper"}
    assert (held["minimax"]["membership"], held["vc"], held["littlestone"], held["extended_teaching"]) == (8, 4, 6, 8)
    assert set(held["brackets"]) == set(QUANTITIES)
    file = tmp_path / "d.json"
    file.write_text(text, encoding="utf-8")
    assert main(["check", str(file)]) == 0
    assert "undecided" not in capsys.readouterr().out
    held["brackets"]["membership"] = [4, 3]
    file.write_text(json.dumps(held), encoding="utf-8")
    assert main(["check", str(file)]) == 1
    assert main(["check", str(file), "--replay"]) == 2


def test_the_lattice_is_drawn(tmp_path: Path, capsys: Capture) -> None:
    assert main(["dims", "cube", "--size", "2", "--lattice", str(tmp_path / "l.svg")]) == 0
    assert "vc = 2 <= littlestone" in capsys.readouterr().out or "littlestone" in (tmp_path / "l.svg").read_text()
    boxes = [e for e in ElementTree.parse(tmp_path / "l.svg").iter() if e.tag.endswith("rect")]
    assert len(boxes) == len(QUANTITIES)


def test_a_strategy_is_text_and_picture() -> None:
    c = of_family("thresholds", 3)
    tree = QueryTree((1, 0, 2), (2, -2, -4), (1, -1, -3))
    assert strategies.as_text(tree, c).splitlines() == [
        "ask 2",
        "  0: ask 3",
        "    0: concept 000",
        "    1: concept 001",
        "  1: ask 1",
        "    0: concept 011",
        "    1: concept 111",
    ]
    drawn = ElementTree.fromstring(strategies.svg(tree, c))
    assert len([e for e in drawn.iter() if e.tag.endswith("rect")]) == 7


def test_a_strategy_with_hypotheses_is_text_and_says_what_is_met_again() -> None:
    c = of_family("thresholds", 3)
    plan = Strategy(
        (
            Move(None, "011", ((0, 1, ~0), (1, 0, 1), (2, 0, 1))),
            Move(2, None, ((2, 0, ~3), (2, 1, ~2))),
        )
    )
    assert strategies.as_text(plan, c).splitlines() == [
        "propose 011",
        "  counterexample 1: concept 111",
        "  counterexample 2, 3: ask 3",
        "    0: concept 000",
        "    1: concept 001",
    ]
    apart = Strategy((Move(0, None, ((0, 0, 1), (0, 1, 1))), Move(1, None, ((1, 0, ~3), (1, 1, ~0)))))
    assert strategies.as_text(apart, c).splitlines() == [
        "ask 1",
        "  0: (1) ask 2",
        "    0: concept 000",
        "    1: concept 111",
        "  1: go on at (1)",
    ]


@pytest.mark.parametrize(
    ("family", "size", "game"),
    [
        ("conjunctions", 3, "both"),
        ("projective-plane", 3, "equivalence_improper"),
        ("thresholds", 20, "equivalence_proper"),
        ("thresholds", 20, "both_improper"),
    ],
)
def test_no_boxes_of_a_picture_overlap_and_texts_fit(family: str, size: int, game: str) -> None:
    c = of_family(family, size)
    plan = getattr(games, game)(c).at_most
    assert isinstance(plan, Strategy) or game == "both_improper"
    drawn = strategies.svg(plan if isinstance(plan, Strategy) else even_tree(c), c)
    parts = list(ElementTree.fromstring(drawn).iter())
    boxes = [{k: float(e.get(k, 0)) for k in ("x", "y", "width")} for e in parts if e.tag.endswith("rect")]
    texts = [e for e in parts if e.tag.endswith("text")]
    said, answers = ([e for e in texts if (e.get("class") is None) == own] for own in (True, False))
    assert len(said) == len(boxes) == len(answers) + 1
    for box, text in zip(boxes, said, strict=True):
        assert 7 * len(text.text or "") <= box["width"]
        assert box["x"] + box["width"] / 2 == pytest.approx(float(text.get("x", 0)), abs=0.2)
    rows: dict[tuple[str, float], list[tuple[float, float]]] = {}
    for box in boxes:
        rows.setdefault(("box", box["y"]), []).append((box["x"], box["x"] + box["width"]))
    for e in answers:
        x, wide = float(e.get("x", 0)), 6.5 * len(e.text or "")
        ends = (x - wide, x) if "left" in e.get("class", "") else (x, x + wide)
        rows.setdefault(("answer", float(e.get("y", 0))), []).append(ends)
    for spans in rows.values():
        spans.sort()
        assert all(before[1] <= after[0] + 0.2 for before, after in pairwise(spans))
    width = float(parts[0].get("width", 0))
    assert all(low >= 0 and high <= width + 0.2 for spans in rows.values() for low, high in spans)


def test_a_strategy_that_is_long_is_no_picture() -> None:
    c = of_family("intervals", 12)
    with pytest.raises(BadArgument, match="print it with --tree"):
        strategies.svg(games.equivalence_proper(c).at_most, c)


@pytest.mark.parametrize("game", ["equivalence_proper", "equivalence_improper", "both", "both_improper"])
def test_a_strategy_of_a_game_is_shown_whatever_bounds_it(game: str, tmp_path: Path, capsys: Capture) -> None:
    rows = "\n".join(",".join(str((i * i + i * x + x**3) % 23 % 2) for x in range(20)) for i in range(24))
    (tmp_path / "some.csv").write_text(rows, encoding="utf-8")
    for effort in ("1", "3000"):
        assert main(["dims", str(tmp_path / "some.csv"), "--effort", effort, "--tree", "--game", game]) == 0
        said = capsys.readouterr().out.split("A strategy for ")[1]
        assert ("propose" in said) or game.startswith("both")
    picture = tmp_path / "tree.svg"
    assert main(["dims", "thresholds", "--size", "17", "--game", game, "--svg", str(picture)]) == 0
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")


def test_an_interrupt_keeps_what_was_found(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    whole = command.measure

    def stopped(c, effort=None, only=None, say=None, into=None):  # type: ignore[no-untyped-def]
        whole(c, effort, ["membership"], say, into)
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "measure", stopped)
    assert main(["dims", "cube", "--size", "3"]) == 130
    said = capsys.readouterr().out
    assert "membership queries, worst case" in said
    assert "interrupted" in said


def test_one_concept_costs_nothing(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "one.csv").write_text("0,1,1\n0,1,1\n", encoding="utf-8")
    assert main(["dims", str(tmp_path / "one.csv")]) == 0
    assert "2 rows stand for 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["thresholds"], "--size"),
        (["thresholds", "--size", "-1"], "from 1 on"),
        (["treshholds", "--size", "3"], "thresholds"),
        (["halfspaces-cube", "--size", "9"], "too large"),
        (["none.csv"], "none.csv"),
        ([], "say which class"),
        (["cube", "--size", "2", "--effort", "0"], "--effort"),
        (["cube", "--size", "2", "--game", "bot"], "did you mean both"),
        (["cube", "--size", "2", "--game", "xyz"], "known: both, both_improper, equivalence_improper"),
        (["--function", "011"], "2**n values of 0 and 1, for n = 0, 1, 2, ...: 1, 2, 4, ...; got 3 of them"),
        (["--function", ""], "got 0 of them"),
        (["--function", "01x0"], "got '01x0'"),
        (["--function", "."], "Is a directory"),
        (["--function", "2" * 5_000], "got '2222"),
        (["--function", "a\0b"], "not text"),
        (["--function", "0110", "--effort", "0"], "--effort"),
        (["--function", "0110", "--save", "."], "cannot write"),
        (["cube", "--size", "2", "--function", "0110"], "leave out CLASS, --size"),
        (["--function", "0110", "--lattice", "l.svg"], "leave out --lattice"),
    ],
)
def test_bad_input_ends_in_a_message(arguments: list[str], says: str, capsys: Capture) -> None:
    assert main(["dims", *arguments]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(("name", "size"), [("cube", 3), ("halfspaces-cube", 3), ("thresholds", 7), ("singletons", 1)])
def test_a_strategy_is_shown_whatever_bounds_it(name: str, size: int, tmp_path: Path, capsys: Capture) -> None:
    picture = tmp_path / "tree.svg"
    assert main(["dims", name, "--size", str(size), "--tree", "--svg", str(picture)]) == 0
    assert "A strategy of membership queries" in capsys.readouterr().out
    assert ElementTree.parse(picture).getroot().tag.endswith("svg")


@pytest.mark.parametrize(
    ("values", "found", "says"),
    [
        ("0", (0, 0, 0, 0, 0), "ask nothing"),
        ("1", (0, 0, 0, 0, 0), "ask nothing"),
        ("1111", (0, 0, 0, 0, 0), "ask nothing"),
        ("10", (1, 1, 1, 1, 1), "ask all 1 inputs"),
        ("0011", (1, 1, 1, 1, 1), "ask input 1\n  0: value 0\n  1: value 1"),
        ("0110", (2, 2, 2, 2, 2), "ask all 2 inputs"),
    ],
)
def test_a_function(values: str, found: tuple[int, ...], says: str, tmp_path: Path, capsys: Capture) -> None:
    saved, written = tmp_path / "saved.json", tmp_path / "written.json"
    assert main(["dims", "--function", values, "--tree", "--save", str(saved)]) == 0
    said = capsys.readouterr().out
    assert says in said
    assert main(["dims", "--function", values, "--json", str(written)]) == 0
    assert saved.read_text() == written.read_text()
    held = json.loads(saved.read_text())
    assert tuple(held[name] for name in ("depth", "certificate", "sensitivity", "block_sensitivity", "degree")) == found
    assert main(["check", str(saved)]) == 0
    assert capsys.readouterr().out.count(" shown ") == 10
    held["brackets"]["depth"][1] -= 1
    saved.write_text(json.dumps(held), encoding="utf-8")
    assert main(["check", str(saved)]) == 1
    assert main(["check", str(saved), "--replay"]) == 2


def test_a_function_in_a_file(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "f.txt"
    file.write_text("0110 1001\n1001 0110\n", encoding="utf-8")
    assert main(["dims", "--function", str(file), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["function"] == {"inputs": 4, "values": "0110100110010110"}
    file.write_text("01 2\n", encoding="utf-8")
    assert main(["dims", "--function", str(file)]) == 2
    assert "got '2' as the value of point 2" in capsys.readouterr().err
    file.write_bytes(b"\xff\xfe")
    assert main(["dims", "--function", str(file)]) == 2
    assert "not text" in capsys.readouterr().err
    file.write_text("0" * ((1 << 22) + 1), encoding="utf-8")
    assert main(["dims", "--function", str(file)]) == 2
    assert "larger than a function of 20 inputs" in capsys.readouterr().err


def test_a_function_of_too_many_inputs_for_tables_is_bracketed(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "f.txt"
    file.write_text("11" + "0" * ((1 << 19) - 2), encoding="utf-8")  # the first input counts for nothing
    assert main(["dims", "--function", str(file), "--save", str(tmp_path / "f.json")]) == 0
    said = capsys.readouterr().out
    assert "18 to 19" in said
    assert "at most 18 inputs" in said
    assert main(["check", str(tmp_path / "f.json")]) == 0
