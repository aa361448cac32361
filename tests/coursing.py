"""The rules of a course notebook: `faults` says in words which of them one breaks."""

from __future__ import annotations

import ast
import base64
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

COURSE = (
    "01_questions", "02_bisection", "03_conjunctions", "04_equivalence", "05_labels", "06_centres", "07_perceptron", "08_trees",
    "09_kernels", "10_noise", "11_dimensions", "12_extraction", "13_your_own",
)  # fmt: skip
FURTHER = ("further_automata", "further_boxes")
IMAGES = ("image/png", "image/svg+xml")
MACHINE = re.compile(r"(?<![\w.])/(?:home|tmp|work|root|Users)\b|\b0x[0-9a-f]{6,}")
FOLDED = re.compile(r"<details><summary>Solution</summary>\n\n.*\S.*\n\n</details>\s*\Z", re.DOTALL)
MOST_BYTES = 250_000  # of pictures

Cell = dict[str, Any]
Rule = Callable[[str, list[Cell]], Iterator[str]]


def faults(name: str, notebook: Any) -> list[str]:
    """What is wrong with the notebook of this name, in the format of a file."""
    cells = [{**cell, "source": _joined(cell["source"])} for cell in notebook["cells"]]
    return [fault for rule in RULES for fault in rule(name, cells)]


def missing_or_strange(names: list[str]) -> list[str]:
    """The notebooks that the course lacks, and those that are not of it."""
    return sorted({*names} ^ {*COURSE, *FURTHER})


def first_cell(name: str, cells: list[Cell]) -> Iterator[str]:
    number = name.partition("_")[0]
    wanted = rf"# {int(number)}\. \S" if number.isdigit() else r"# Further: \S"
    if not (cells and cells[0]["cell_type"] == "markdown" and re.match(wanted, cells[0]["source"])):
        yield f"the first cell does not begin with a title like {wanted!r}"
    if [_starts(cell, "**The idea.** ") for cell in cells] != [True] + [False] * (len(cells) - 1):
        yield "the idea is not said once, in the first cell"


def theorem(name: str, cells: list[Cell]) -> Iterator[str]:
    found = [i for i, cell in enumerate(cells) if "## The theorem" in _headings(cell)]
    if len(found) != 1:
        yield f"there are {len(found)} theorems"
        return
    text = "\n\n".join(cell["source"] for cell in _section(cells, "## The theorem"))
    stated, proof, _ = f"\n\n{text}".partition("\n\n**Proof.** ")
    if not proof:
        yield "the theorem has no proof in its section"
    if len(stated.partition("## The theorem")[2].split()) < 5:
        yield "no theorem is stated before its proof"


def picture(name: str, cells: list[Cell]) -> Iterator[str]:
    tagged = [cell for cell in cells if "picture" in _tags(cell)]
    if len(tagged) != 1:
        yield f"{len(tagged)} cells are tagged as the picture"
    for cell in tagged:
        shown = [data for output in _outputs(cell) if (data := output.get("data"))]
        if not any(image in data for data in shown for image in IMAGES) and "<svg" not in str(shown):
            yield "the picture is not there"
    sizes = [len(base64.b64decode(data)) for cell in cells for data in _data(cell, "image/png")]
    if sum(sizes) > MOST_BYTES:
        yield f"pictures of {sum(sizes)} bytes"


def exercises(name: str, cells: list[Cell]) -> Iterator[str]:
    section = _section(cells, "## Exercises")
    if section and not _numbers(section[0]):
        section = section[1:]  # the heading by itself
    starts = [i for i, cell in enumerate(section) if cell["cell_type"] == "markdown"]
    numbers = [_numbers(section[start]) for start in starts]
    if not 3 <= len(starts) <= 5 or numbers != [[k + 1] for k in range(len(starts))]:
        yield f"the exercises are not three to five, numbered, each in a cell of its own: {numbers}"
    for k, (start, end) in enumerate(pairwise([*starts, len(section)]), start=1):
        yield from (f"exercise {k}: {fault}" for fault in _exercise(section[start:end]))


def _exercise(cells: list[Cell]) -> Iterator[str]:
    question, *code = cells
    if not FOLDED.search(question["source"]):
        yield "the question does not end with a solution that is folded"
    if len(code) != 2:
        yield f"{len(code)} cells of code, not two"
        return
    asked, solved = code
    if not re.search(r"^\w+ = None  # your \w", asked["source"], re.MULTILINE) or "Exercise(" not in asked["source"]:
        yield "the first cell makes no exercise with room for an answer"
    if "Not answered yet." not in _printed(asked).splitlines():
        yield "the exercise was not run without an answer"
    if "solution" not in _tags(solved) or solved["metadata"].get("jupyter", {}).get("source_hidden") is not True:
        yield "the solution is not tagged and hidden"
    if not re.search(r"^\s*\w+\.solution\(", solved["source"], re.MULTILINE) or not re.search(
        r"^Right: ", _printed(solved), re.MULTILINE
    ):
        yield "the solution was not judged"


def sources(name: str, cells: list[Cell]) -> Iterator[str]:
    headings = [heading for cell in cells for heading in _headings(cell)]
    section = _section(cells, "## Sources")
    if headings[-1:] != ["## Sources"]:
        yield "the last section is not that of the sources"
    if not any("full(" in cell["source"] and _printed(cell) for cell in section if cell["cell_type"] == "code"):
        yield "the sources are not printed from the library"


def outputs(name: str, cells: list[Cell]) -> Iterator[str]:
    for number, cell in enumerate(cells):
        if _prints(cell) and not _printed(cell):
            yield f"cell {number} was not run"
        for output in _outputs(cell):
            if output["output_type"] == "error" or output.get("name") == "stderr":
                yield f"cell {number} ends in an error or complains"
        if found := MACHINE.search(cell["source"] + _said(cell)):
            yield f"cell {number} tells of one machine: {found[0]}"


def links(name: str, cells: list[Cell]) -> Iterator[str]:
    for cell in cells:
        for other in re.findall(r"\]\((\w+)\.ipynb\)", cell["source"]):
            if other not in (*COURSE, *FURTHER):
                yield f"a link leads to {other}, which is not of the course"


RULES: tuple[Rule, ...] = (first_cell, theorem, picture, exercises, sources, outputs, links)


def _joined(text: Any) -> str:
    return text if isinstance(text, str) else "".join(text)


def _starts(cell: Cell, words: str) -> bool:
    return cell["cell_type"] == "markdown" and f"\n\n{words}" in f"\n\n{cell['source']}"


def _headings(cell: Cell) -> list[str]:
    return re.findall(r"^## .*\S", cell["source"], re.MULTILINE) if cell["cell_type"] == "markdown" else []


def _section(cells: list[Cell], heading: str) -> list[Cell]:
    """What stands between a heading and the next one; a cell that has several headings is taken to pieces."""
    pieces = [{**cell, "source": part} for cell in cells for part in _parts(cell)]
    starts = [i for i, piece in enumerate(pieces) if _headings(piece)]
    for start, end in pairwise([*starts, len(pieces)]):
        if _headings(pieces[start]) == [heading]:
            return pieces[start:end]
    return []


def _parts(cell: Cell) -> list[str]:
    whole = cell["source"]
    return [part for part in re.split(r"^(?=## )", whole, flags=re.MULTILINE) if part] if _headings(cell) else [whole]


def _numbers(cell: Cell) -> list[int]:
    found = re.findall(r"^\*\*(\d+)\. \S.*?[.?]\*\*\s", cell["source"], re.MULTILINE) if cell["cell_type"] == "markdown" else []
    return [int(number) for number in found]


def _tags(cell: Cell) -> list[str]:
    return list(cell["metadata"].get("tags", []))


def _outputs(cell: Cell) -> list[Any]:
    return list(cell.get("outputs", []))


def _data(cell: Cell, kind: str) -> list[str]:
    return [_joined(output["data"][kind]) for output in _outputs(cell) if kind in output.get("data", {})]


def _printed(cell: Cell) -> str:
    return "".join(_joined(output["text"]) for output in _outputs(cell) if output.get("name") == "stdout")


def _said(cell: Cell) -> str:
    """All outputs that are text; a PNG is letters that say nothing."""
    shown = [_joined(output.get("text", "")) for output in _outputs(cell)]
    for output in _outputs(cell):
        shown += [_joined(text) for kind, text in output.get("data", {}).items() if kind != "image/png"]
    return "\n".join(shown)


def _prints(cell: Cell) -> bool:
    """Whether a cell prints something whatever happens: at its top level."""
    if cell["cell_type"] != "code":
        return False
    code = "\n".join(line for line in cell["source"].splitlines() if not line.startswith("%"))
    calls = [line.value for line in ast.parse(code).body if isinstance(line, ast.Expr) and isinstance(line.value, ast.Call)]
    return any(isinstance(call.func, ast.Name) and call.func.id == "print" for call in calls)
