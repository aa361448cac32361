"""The course: the notebooks as they are, in order; what each is about is read from it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

OPENING = """# The course

Each notebook has one idea and one theorem, stated and proved in words, one picture, and exercises whose answers it checks;
solutions are folded. A first course in algorithms is enough to follow. To answer the exercises, open the notebook itself:
`notebooks/` has them all, and `make setup` brings what runs them."""


def copy(notebooks: Path, out: Path) -> None:
    """Copy the notebooks and write the list of them."""
    out.mkdir(parents=True, exist_ok=True)
    found = sorted(notebooks.glob("*.ipynb"), key=lambda path: (not path.name[0].isdigit(), path.name))
    for stale in {path.name for path in out.glob("*.ipynb")} - {path.name for path in found}:
        (out / stale).unlink()
    for path in found:
        if not (out / path.name).exists() or (out / path.name).read_bytes() != path.read_bytes():
            shutil.copyfile(path, out / path.name)
    _write(out / "index.md", index(found))


def _write(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def index(notebooks: Sequence[Path]) -> str:
    """The course's first page."""
    lines = [f"- [{title}]({path.stem}){': ' + idea if idea else ''}" for path in notebooks for title, idea in [about(path)]]
    toctree = "\n".join(["```{toctree}", ":hidden:", "", *(path.stem for path in notebooks), "```"])
    return "\n\n".join([OPENING, "\n".join(lines), toctree]) + "\n"


def about(path: Path) -> tuple[str, str]:
    """A notebook's title, and its idea; without one its first sentence."""
    first = _source(json.loads(path.read_text(encoding="utf-8"))["cells"][0])
    heading, *paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", first.strip())]
    ideas = [part.partition("**The idea.**")[2].strip() for part in paragraphs if part.startswith("**The idea.**")]
    sentence = re.match(r".*?[.?](?= [A-Z]|$)", paragraphs[0]) if paragraphs else None
    return heading.lstrip("# "), ideas[0] if ideas else sentence[0] if sentence else ""


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])
