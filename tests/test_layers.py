"""Imports go down only, so a learner cannot reach a teacher; and rooms stay small."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "qlearn"

# From the ground up.  A module imports from lower rows, and from its own package; names in one row do not know each other.
LAYERS = [
    ("errors",),
    ("points", "choices", "codec", "binomial", "rate", "features", "intervals", "sample_sizes", "whole_files"),
    ("question", "formulas", "symbols"),
    ("box_queries", "digits", "statistical"),
    ("queries",),
    ("smallest", "domains"),
    ("words",),
    ("protocol",),
    ("oracle", "transcript", "axes", "remote"),
    ("classes", "channels"),
    ("theorems",),
    ("catalogue",),
    ("dialogue", "journal"),
    ("geometry", "dimensions"),
    ("concepts",),
    ("learners", "reductions", "teachers", "contradictions"),
    ("retraining", "defences", "peers"),
    ("driver", "serving"),
    ("evidence",),
    ("verdict", "course"),
    ("extraction", "testing"),
    ("fits", "experiments", "estimators"),
    ("sweeps",),
    ("calculator", "reproduction"),
    ("report",),
    ("play",),
    ("cli",),
]
HEIGHT = {name: height for height, row in enumerate(LAYERS) for name in row}
LATE = {("formulas", "symbols"), ("sample_sizes", "symbols")}  # sympy is loaded when a symbol is met, not before

FILES = sorted(path for path in ROOT.rglob("*.py") if path != ROOT / "__init__.py")


def room(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms a file imports from, wherever in it the import stands."""
    package = ["qlearn", *path.relative_to(ROOT).parts[:-1]]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = [*base, *(node.module.split(".") if node.module else [])]
            targets = [[*module, alias.name] for alias in node.names] if len(module) == 1 else [module]
            found |= {target[1] for target in targets if target[0] == "qlearn" and len(target) > 1}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("qlearn.")}
    return {name for name in found if name in HEIGHT}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_below(path: Path) -> None:
    here = room(path)
    assert here in HEIGHT, f"{here} has no place in the order"
    above = {other for other in imported(path) - {here} if HEIGHT[other] >= HEIGHT[here] and (here, other) not in LATE}
    assert not above, f"{here} must not import {', '.join(sorted(above))}"


def test_the_order_is_not_empty_words() -> None:
    assert imported(ROOT / "driver.py") >= {"catalogue", "contradictions", "errors", "queries", "transcript"}
    assert "teachers" in imported(ROOT / "evidence" / "trial.py")
    assert "sampling" not in imported(ROOT / "catalogue.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_rooms_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 250
    tree = ast.parse(text)
    assert ast.get_docstring(tree) or path.stat().st_size == 0, "a file says what it is for"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            doc = ast.get_docstring(node, clean=False)
            lines = node.end_lineno - node.lineno + 1 - (len(doc.splitlines()) if doc else 0)  # type: ignore[operator]
            assert lines <= 40, f"{node.name} has {lines} lines"


@pytest.mark.parametrize(
    "path", [path for path in FILES if room(path) in ("learners", "reductions", "dialogue")], ids=lambda path: path.stem
)
def test_learners_ask_with_yield_from(path: Path) -> None:
    bare = [node.lineno for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Yield)]
    assert not bare, f"bare yield in lines {bare}: it loses the answer's type"
