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
from qlearn.dimensions.witnesses import Move, QueryTree, Strategy
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
        ("halfspaces-cube", 2, "membership"),
    ],
)
def test_no_boxes_of_a_picture_overlap_and_texts_fit(
    family: str, size: int, game: str, tmp_path: Path, capsys: Capture
) -> None:
    picture = tmp_path / "tree.svg"
    assert main(["dims", family, "--size", str(size), "--tree", "--game", game, "--svg", str(picture)]) == 0
    assert ("propose" in capsys.readouterr().out) == (game != "membership")
    parts = list(ElementTree.parse(picture).iter())
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
    width = float(ElementTree.parse(picture).getroot().get("width", 0))
    assert all(low >= 0 and high <= width + 0.2 for spans in rows.values() for low, high in spans)


def test_a_strategy_that_is_long_is_no_picture(tmp_path: Path, capsys: Capture) -> None:
    assert main(["dims", "intervals", "--size", "12", "--game", "equivalence_proper", "--svg", str(tmp_path / "t.svg")]) == 2
    assert "print it with --tree" in capsys.readouterr().err
    assert main(["dims", "conjunctions-satisfiable", "--size", "5", "--effort", "1", "--tree", "--game", "both"]) == 0
    rows = "\n".join(",".join(str((i * i + 3 * x * i) // 7 % 2) for x in range(18)) for i in range(40))
    (tmp_path / "some.csv").write_text(rows, encoding="utf-8")
    for game in ("equivalence_proper", "equivalence_improper", "both", "both_improper"):
        assert main(["dims", str(tmp_path / "some.csv"), "--effort", "40", "--tree", "--game", game]) == 0
    assert "A strategy for membership and improper equivalence" in capsys.readouterr().out


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
        (["--function", "011"], "2**n"),
        (["cube", "--size", "2", "--game", "bot"], "did you mean both"),
        (["cube", "--size", "2", "--game", "xyz"], "known: both, both_improper, equivalence_improper"),
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
