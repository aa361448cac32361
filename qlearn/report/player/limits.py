"""What is allowed and what is needed of each kind of query, at the sizes of one dialogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import SizeConflict
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
    try:
        number = None if missing else bound.at(**sizes)
    except SizeConflict:
        number = None
    return Limit(bound, number, missing, needed)


def kinds(recorded: Recorded) -> Sequence[str]:
    """The kinds of queries, those with a bound first, then whatever else was asked."""
    bounded = [limit.bound.kind.kind for limit in limits(recorded)]
    return list(dict.fromkeys([*bounded, *(turn.query.kind for turn in recorded.run.turns)]))
