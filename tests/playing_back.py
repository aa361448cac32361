"""Dialogues for the tests of the player, as files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import qlearn
from qlearn import run, teachers
from qlearn.concepts.thresholds import IntervalThresholds
from qlearn.learners.linear.bisection import bisection
from qlearn.report.page.certificates import shown_certificate


def certificate(name: str) -> str:
    """What the report shows of a learner: a finished dialogue."""
    text = shown_certificate(qlearn.find(name))
    assert text is not None
    return text


def bisected(folder: Path) -> list[str]:
    """The lines of a journal: six labels."""
    path = folder / "bisected.jsonl"
    run(bisection(0, 1, "1/64"), teachers.Adversary(IntervalThresholds(), a=0, b=1), journal=path)
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def written(folder: Path, text: str) -> Path:
    path = folder / "run.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def dialogue(page: str) -> dict[str, Any]:
    """What a page's script plays."""
    start = page.index('id="dialogue">') + len('id="dialogue">')
    found: dict[str, Any] = json.loads(page[start : page.index("</script>", start)])
    return found
