"""The tutorial's fault is caught as the page says, and it is the one fault."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from qlearn.catalogue import learners_in
from qlearn.testing import check_learner

DOCS = Path(__file__).parent.parent / "docs"
SEARCH = DOCS / "tutorial" / "wrong_search.py"


def test_the_page_shows_what_the_program_prints() -> None:
    said = subprocess.run([sys.executable, str(SEARCH)], capture_output=True, text=True, check=True).stdout
    assert said.startswith("guarantee: the returned bracket is (t - 1, t]")
    assert said.rstrip() in (DOCS / "testing.md").read_text(encoding="utf-8")
    assert len(SEARCH.read_text(encoding="utf-8").splitlines()) <= 40


def test_with_one_character_mended_it_holds(tmp_path: Path) -> None:
    text = SEARCH.read_text(encoding="utf-8")
    assert text.count("low, high = 0, N - 1") == 1
    mended = tmp_path / "right_search.py"
    mended.write_text(text.replace("low, high = 0, N - 1", "low, high = 0, N"), encoding="utf-8")
    (learner,) = learners_in(mended)
    assert check_learner(learner).verdict.best_ratio == 1
