"""What was checked by machine: `proved.json`, written by `python -m proofs_checks --write`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ..theorems import Theorem


@dataclass(frozen=True)
class Proved:
    """A theorem's lemmas, each with its method, scope and status."""

    lemmas: tuple[dict[str, Any], ...]

    @property
    def checked(self) -> int:
        return sum(lemma["status"] == "checked" for lemma in self.lemmas)

    @property
    def complete(self) -> bool:
        return bool(self.lemmas) and self.checked == len(self.lemmas)

    def __str__(self) -> str:
        everywhere = sum(lemma["status"] == "checked" and lemma["scope"] == "all sizes" for lemma in self.lemmas)
        return f"{self.checked} of {len(self.lemmas)} lemmas checked, {everywhere} for all sizes"


def proof(name: str, theorem: Theorem) -> Proved | None:
    """The lemmas checked for this very theorem.  None if there are none, or its formulas have changed since."""
    entry = _record().get(name)
    if entry is None or entry["fingerprint"] != theorem.fingerprint:
        return None
    return Proved(tuple(entry["lemmas"]))


def lemmas(name: str) -> Proved | None:
    """The lemmas of a result that is no learner's; None if there are none."""
    entry = _record().get(name)
    return None if entry is None else Proved(tuple(entry["lemmas"]))


@cache
def _record() -> dict[str, Any]:
    found = files("qlearn").joinpath("proved.json")
    return dict(json.loads(found.read_text(encoding="utf-8"))) if found.is_file() else {}
