"""Importing qlearn loads numpy and nothing heavier."""

from __future__ import annotations

import subprocess
import sys

import pytest

import qlearn

HEAVY = (
    "sympy", "scipy", "cvxpy", "sklearn", "hypothesis", "rich", "cyclopts", "matplotlib", "bibtexparser", "skops", "z3",
    "httpx", "stamina", "orjson", "starlette", "uvicorn", "sqlite3", "highspy", "aalpy",
    "joblib", "pandas", "pyarrow", "duckdb", "distributed", "dask", "skactiveml",
)  # fmt: skip
CODE = "import sys, qlearn\n{}\nprint(*[name for name in {} if name in sys.modules])"


@pytest.mark.parametrize(
    "line",
    ["", "qlearn.catalogue()", "import qlearn.teachers", "qlearn.find('boolean.elimination').theorem.bounds[0].at(n=4)"],
)
def test_nothing_heavy_is_loaded(line: str) -> None:
    code = CODE.format(line, HEAVY)
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == []


def test_a_learner_is_found_without_loading_all_others() -> None:
    code = "import sys, qlearn\nqlearn.find('boolean.elimination')\nprint(*[name for name in sys.modules if 'linear.' in name])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == []


def test_what_is_late_is_there_when_asked_for() -> None:
    code = "import qlearn.verdict, qlearn\nprint(callable(qlearn.verify), callable(qlearn.extract), callable(qlearn.catalogue))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"] * 3
    missing = subprocess.run(
        [sys.executable, "-c", "import qlearn; qlearn.nothing"], capture_output=True, text=True, check=False
    )
    assert "has no attribute 'nothing'" in missing.stderr


def test_the_public_names_are_all_there() -> None:

    assert all(getattr(qlearn, name) is not None for name in qlearn.__all__)
    assert set(qlearn.__all__) <= set(dir(qlearn)) | {"verify", "extract"}
