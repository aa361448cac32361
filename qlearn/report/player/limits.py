"""What is allowed and what is needed of each kind of query, at the sizes of one dialogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...theorems import Bound
from ..markup import Html, el, join
from ..page.mathml import formula
from ..tables import MATHS
from .recorded import Recorded


@dataclass(frozen=True)
class Limit:
    """A bound at the dialogue's sizes; `number` is None where `missing` sizes are not known, as the target is not told."""

    bound: Bound
    number: int | None
    missing: tuple[str, ...]
    needed: bool  # by every such learner, instead of allowed to this one

    def says(self) -> Html:
        """The formula and its number."""
        who = "every such learner needs" if self.needed else MATHS[self.bound.sense]
        mode = "" if self.bound.mode == "worst case" else f" ({self.bound.mode})"
        if self.number is None:
            sizes = ", ".join(self.missing)
            return join(
                [who, " ", formula(self.bound), mode, f"; {sizes} {'is' if len(self.missing) == 1 else 'are'} not known"]
            )
        same = str(self.bound.formula()) == str(self.number)
        return join([who, " ", *([] if same else [formula(self.bound), " = "]), el("b", str(self.number)), mode])


def limits(recorded: Recorded) -> list[Limit]:
    """The theorem's bounds, and what every learner needs."""
    theorem = recorded.run.learning.learner.theorem
    sizes = recorded.sizes()
    found = [_limit(bound, sizes, False) for bound in theorem.bounds]
    return found + ([_limit(theorem.lower.bound, sizes, True)] if theorem.lower else [])


def _limit(bound: Bound, sizes: Any, needed: bool) -> Limit:
    missing = tuple(name for name in bound.sizes if name not in sizes)
    return Limit(bound, None if missing else bound.at(**sizes), missing, needed)


def by_kind(recorded: Recorded) -> dict[str, list[Limit]]:
    """The limits of each kind of query; those with a bound come first, then whatever else was asked."""
    found: dict[str, list[Limit]] = {}
    for limit in limits(recorded):
        found.setdefault(limit.bound.kind.kind, []).append(limit)
    for turn in recorded.run.turns:
        found.setdefault(turn.query.kind, [])
    return found
