"""A journal or certificate read for showing: also one that has not ended, or whose last line was torn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...catalogue import Learner
from ...codec import decode
from ...errors import BadArgument
from ...evidence.check import learning_of
from ...formulas import Size
from ...journal import FORMAT, header, parsed
from ...theorems import exact
from ...transcript import Run


@dataclass(frozen=True)
class Recorded:
    """A dialogue to be shown: `run.hypothesis` is None where it has not ended, `concept` the target where that is told."""

    run: Run[Any]
    concept: Any = None
    finished: bool = True
    notes: tuple[str, ...] = ()

    def sizes(self) -> Mapping[str, Size]:
        """What bounds are stated in, as far as it is known: an exact learner's hypothesis is the target, if it has ended."""
        learning, turns = self.run.learning, self.run.turns
        promise = learning.learner.theorem.guarantee
        known = self.concept
        if known is None and self.finished and promise is exact and hasattr(self.run.hypothesis, "sizes"):
            known = self.run.hypothesis
        return dict(learning.sizes(known, turns))


def recorded(path: Path, others: Sequence[Learner[..., Any]] = ()) -> Recorded:
    """The dialogue of a file.  `others` are learners outside the catalogue.

    Raises `BadArgument` for a file that is no journal, and names the line that holds no turn.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        first = json.loads(lines[0]) if lines else None
    except (OSError, ValueError) as fault:
        raise BadArgument(f"{path} cannot be read as a journal ({fault})") from None
    if not isinstance(first, dict) or first.get("qlearn") != FORMAT:
        raise BadArgument(f"{path} is no journal of format {FORMAT}; --journal of other commands writes one")
    notes = []
    if not lines[-1].endswith("\n"):
        torn = lines.pop()
        notes.append(f"the last line was torn ({len(torn)} characters without an end) and is left out")
    last = _last(lines)
    turns = [parsed(path, number, text) for number, text in enumerate(lines[1 : len(lines) - (last is not None)], 2)]
    end, learning = last or {}, learning_of(first, others)
    hypothesis, concept = decode(end.get("hypothesis")), decode(end.get("concept"))
    if last is None:
        notes.append("the dialogue has not ended: no hypothesis is recorded")
    if first.get("bounds") != header(learning)["bounds"]:
        notes.append(f"the bounds shown are today's; when this was recorded they were {first.get('bounds')}")
    return Recorded(Run(hypothesis, turns, learning), concept, last is not None, tuple(notes))


def _last(lines: Sequence[str]) -> dict[str, Any] | None:
    """The line with the hypothesis, if there is one."""
    try:
        found = json.loads(lines[-1]) if len(lines) > 1 else None
    except ValueError:
        return None
    return found if isinstance(found, dict) and "hypothesis" in found else None
