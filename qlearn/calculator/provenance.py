"""Where a theorem is from, and how it is known."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..catalogue import Learner, catalogue
from ..evidence.proof import lemmas, proof

ABOUT_LOWER = re.compile(
    r"every learner (?!of)|some target needs|another|kernel$|cap share|converse|lower bound"
)  # names of lemmas
FLOORS = "calculator.floors"


@dataclass(frozen=True)
class Source:
    """The citation keys, where to look, and what was checked by machine."""

    cite: tuple[str, ...]
    locus: str
    known: str

    def as_json(self) -> dict[str, Any]:
        return {"cite": list(self.cite), "locus": self.locus, "known": self.known}


def source_of(learner: Learner[..., Any]) -> Source:
    """Of an attack: the sources of its theorem, and its lemmas that a machine has checked."""
    theorem = learner.theorem
    checked = proof(learner.name, theorem)
    return Source(tuple(dict.fromkeys(theorem.cite)), locus(learner), str(checked) if checked else "no lemma is recorded")


def source_of_lower(learner: Learner[..., Any]) -> Source:
    """Of a lower bound: the lemmas about it, of whichever learner states the same bound."""
    lower = learner.theorem.lower
    assert lower is not None
    sharing = [x for x in catalogue().values() if x.theorem.lower and x.theorem.lower.because == lower.because]
    about = [lemma for x in sharing for lemma in _lemmas(x) if ABOUT_LOWER.match(lemma["lemma"])]
    best = sorted(about, key=lambda lemma: (not lemma["method"].startswith("coq"), lemma["scope"] != "all sizes"))
    known = "by the argument given; no lemma about it is recorded with a learner that states it"
    if best:
        method = best[0]["method"].partition(",")[0]
        known = f"lemma '{best[0]['lemma']}' checked by machine ({method}; {best[0]['scope']})"
    return Source(tuple(dict.fromkeys(learner.theorem.cite)), f"the lower bound of {learner.name}", known)


def ours() -> Source:
    """Of a lower bound that stands in `floors`."""
    checked = lemmas(FLOORS)
    return Source(
        ("ours",), f"qlearn.{FLOORS}", f"by the argument given; of counting behind it {checked or 'no lemma recorded'}"
    )


def _lemmas(learner: Learner[..., Any]) -> Sequence[dict[str, Any]]:
    found = proof(learner.name, learner.theorem)
    return [lemma for lemma in found.lemmas if lemma["status"] == "checked"] if found else []


def locus(learner: Learner[..., Any]) -> str:
    """What the learner's own text says of its source."""
    text = inspect.cleandoc(learner.__doc__ or "")
    found = re.search(r"Source: (.*?)(?:\n\n|\Z)", text, re.DOTALL)
    return " ".join(found.group(1).split()) if found else ""
