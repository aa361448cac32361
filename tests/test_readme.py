"""The README is run: its table is fresh, its twenty lines work, and its learner verifies."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

import qlearn
from qlearn.cli.main import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TWENTY, AUTOMATA, MINE = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def test_the_catalogue_table_is_fresh() -> None:
    refreshed = runpy.run_path(str(ROOT / "docs" / "readme.py"))["refreshed"]
    assert refreshed(README) == README, "run `make readme`"
    assert refreshed(README.replace("`boolean.elimination`", "`boolean.emilination`")) == README
    assert all(f"| `{name}` |" in README for name in qlearn.catalogue())


def test_the_twenty_lines_learn_count_and_verify(capsys: pytest.CaptureFixture[str]) -> None:
    assert len([line for line in TWENTY.splitlines() if line.strip()]) <= 20
    exec(compile(TWENTY, "README", "exec"), {})
    said = capsys.readouterr().out
    assert "x1 & x3  6 equivalence" not in said
    assert "6 equivalence queries, at most 6" in said, "the adversary reaches the bound"
    assert "boolean.elimination holds" in said


def test_a_language_is_learned_as_shown(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(AUTOMATA, "README", "exec"), {})
    assert capsys.readouterr().out.startswith("3 states over 2 letters Ledger(membership: ")


def test_the_learner_of_your_own_verifies_in_one_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "mine.py"
    mine.write_text(MINE, encoding="utf-8")
    assert main(["verify", str(mine)]) == 0
    mine.write_text(MINE.replace('"exactly", lambda n: n', '"exactly", lambda n: n - 1'), encoding="utf-8")
    assert main(["verify", str(mine)]) == 1
    assert "target    true" in capsys.readouterr().out


@pytest.mark.parametrize("place", re.findall(r"\]\(([^)h]\S*?)\)", README))
def test_what_the_readme_links_to_is_there(place: str) -> None:
    assert (ROOT / place).exists()
