"""Each notebook of the course keeps its rules, and each rule is seen to be broken by a notebook that breaks it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from coursing import COURSE, FURTHER, MOST_BYTES, RULES, faults, missing_or_strange

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
NAMES = sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))
GOOD = "03_conjunctions"


def notebook(name: str) -> Any:
    return json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))


def test_these_are_the_notebooks() -> None:
    assert missing_or_strange(NAMES) == []


def test_a_missing_notebook_and_a_strange_one_are_found() -> None:
    names = [name for name in (*COURSE, *FURTHER) if name != "08_trees"]
    assert len(COURSE) == 13
    assert missing_or_strange([*names, "06_trees"]) == ["06_trees", "08_trees"]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_keeps_the_rules(name: str) -> None:
    assert faults(name, notebook(name)) == []


Break = Callable[[list[Any]], Any]


def cell(cells: list[Any], words: str) -> Any:
    """The one cell with these words."""
    (found,) = [cell for cell in cells if words in source(cell)]
    return found


def source(cell: Any) -> str:
    return "".join(cell["source"])


def text(words: str, other: str, *, in_cell: str = "") -> Break:
    """Other words in place of these."""

    def replace(cells: list[Any]) -> None:
        at = cell(cells, in_cell or words)
        assert words in source(at)
        at["source"] = source(at).replace(words, other)

    return replace


def tagged(cells: list[Any], tag: str) -> Any:
    return next(cell for cell in cells if tag in cell["metadata"].get("tags", []))


def no_picture(cells: list[Any]) -> None:
    tagged(cells, "picture")["outputs"] = []


def heavy_picture(cells: list[Any]) -> None:
    data = next(output["data"] for output in tagged(cells, "picture")["outputs"] if "image/png" in output.get("data", {}))
    data["image/png"] = "AAAA" * (MOST_BYTES // 3 + 1)


def two_exercises(cells: list[Any]) -> None:
    last = cells.index(cell(cells, "**3. Be the teacher.**"))
    del cells[last : last + 6]


def six_exercises(cells: list[Any]) -> None:
    last = cells.index(cell(cells, "**4. One at a time.**"))
    for k in (6, 5):
        more = copy.deepcopy(cells[last : last + 3])
        more[0]["source"] = source(more[0]).replace("**4.", f"**{k}.")
        cells[last + 3 : last + 3] = more


def no_exercise_cell(cells: list[Any]) -> None:
    cells.remove(cell(cells, "third = Exercise("))


def answered(cells: list[Any]) -> None:
    cell(cells, "third = Exercise(")["outputs"][0]["text"] = "Right: [1, 1, 1, 0]\n"


def another_section(cells: list[Any]) -> None:
    cells.append({"cell_type": "markdown", "metadata": {}, "source": "## More\n\nAnd so on."})


def says(words: str, name: str = "stdout") -> Break:
    """The first cell that printed something printed this, too."""

    def add(cells: list[Any]) -> None:
        shown = next(cell for cell in cells if cell.get("outputs"))
        shown["outputs"].append({"output_type": "stream", "name": name, "text": words})

    return add


def ends_in_an_error(cells: list[Any]) -> None:
    tagged(cells, "picture")["outputs"].append({"output_type": "error", "ename": "E", "evalue": "", "traceback": []})


def shows(cells: list[Any]) -> None:
    data = {"text/plain": "<qlearn.Thing at 0x7f32a0b1c2d0>"}
    tagged(cells, "picture")["outputs"].append({"output_type": "display_data", "data": data, "metadata": {}})


LAST = "third.solution("
BROKEN: dict[str, tuple[Break, str]] = {
    "another number": (text("# 3. ", "# 4. "), "does not begin with a title"),
    "no number": (text("# 3. ", "# "), "does not begin with a title"),
    "no idea": (text("**The idea.**", "Well:"), "the idea is not said once"),
    "idea elsewhere": (text("Halves look like", "**The idea.** Halves look like"), "the idea is not said once"),
    "no theorem": (text("## The theorem", "## A theorem"), "there are 0 theorems"),
    "two theorems": (text("## Another kind of question", "## The theorem\n\n## Another kind"), "there are 2 theorems"),
    "no proof": (text("**Proof.**", "Clearly:"), "no proof in its section"),
    "proof too late": (text("**Proof.**", "## Proof\n\n**Proof.**"), "no proof in its section"),
    "no statement": (lambda cells: cells.remove(cell(cells, "print(theorem.claim)")), "no theorem is stated"),
    "no picture": (no_picture, "the picture is not there"),
    "no tag": (lambda cells: tagged(cells, "picture")["metadata"].clear(), "0 cells are tagged as the picture"),
    "two tags": (
        lambda cells: cell(cells, "GoesThroughTheList:")["metadata"].update(tags=["picture"]),
        "2 cells are tagged as the picture",
    ),
    "heavy": (heavy_picture, "pictures of"),
    "two exercises": (two_exercises, "are not three to five"),
    "six exercises": (six_exercises, "are not three to five"),
    "a number twice": (text("**3. Be", "**2. Be"), "are not three to five"),
    "not folded": (
        text("<details><summary>Solution</summary>", "", in_cell="**3. Be"),
        "exercise 3: the question does not end",
    ),
    "nothing folded": (
        text("It must belong to the target, so $x_2 = 1$, and have one 0: 0111, 1101 or 1110.", ""),
        "exercise 3: the question does not end",
    ),
    "no exercise": (no_exercise_cell, "exercise 3: 1 cells of code"),
    "no judge": (text("third = Exercise(", "third = list("), "exercise 3: the first cell makes no exercise"),
    "no room": (text("mine = None", "mine = 7", in_cell="third = Exercise("), "exercise 3: the first cell makes no exercise"),
    "answered": (answered, "exercise 3: the exercise was not run without"),
    "not hidden": (lambda cells: cell(cells, LAST)["metadata"].pop("jupyter"), "exercise 3: the solution is not tagged"),
    "solution not tagged": (lambda cells: cell(cells, LAST)["metadata"].pop("tags"), "exercise 3: the solution is not tagged"),
    "solution not judged": (text(LAST, "print("), "exercise 3: the solution was not judged"),
    "solution not run": (lambda cells: cell(cells, LAST)["outputs"].clear(), "exercise 3: the solution was not judged"),
    "no sources": (text("## Sources", "## Thanks"), "the last section is not"),
    "sources not last": (another_section, "the last section is not"),
    "sources not printed": (lambda cells: cells.pop(), "the sources are not printed"),
    "sources typed": (text("full(key)", "key"), "the sources are not printed"),
    "no output": (lambda cells: cell(cells, "print(theorem.claim)")["outputs"].clear(), "was not run"),
    "a path": (says("read /home/me/x.csv\n"), "tells of one machine: /home"),
    "a path in the source": (text("import numpy as np", "np = '/tmp/np'"), "tells of one machine: /tmp"),
    "an address": (shows, "tells of one machine: 0x7f32a0b1c2d0"),
    "an error": (ends_in_an_error, "ends in an error"),
    "a warning": (says("Warning: deprecated\n", "stderr"), "complains"),
    "an old link": (text("(04_equivalence.ipynb)", "(10_counterexamples.ipynb)", in_cell="The [next"), "leads to 10_counter"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_rule_is_found(case: str) -> None:
    broken, words = notebook(GOOD), BROKEN[case][1]
    BROKEN[case][0](broken["cells"])
    found = faults(GOOD, broken)
    assert found
    assert any(words in fault for fault in found), found


def test_every_rule_can_fail() -> None:
    nothing = [{"cell_type": "markdown", "metadata": {}, "source": "See [that](nowhere.ipynb), /root/x."}]
    assert all(list(rule(GOOD, nothing)) for rule in RULES)


@pytest.mark.parametrize("data", [{"image/svg+xml": ["<svg/>"]}, {"text/html": "<b><svg></svg></b>"}])
def test_a_picture_may_be_of_lines(data: Any) -> None:
    drawn = notebook(GOOD)
    tagged(drawn["cells"], "picture")["outputs"] = [{"output_type": "display_data", "data": data, "metadata": {}}]
    assert faults(GOOD, drawn) == []


def test_further_notebooks_have_no_number() -> None:
    further = notebook(GOOD)
    text("# 3. ", "# Further: ")(further["cells"])
    assert faults("further_boxes", further) == []
    assert "title" in faults("further_boxes", notebook(GOOD))[0]
