"""The methods as learners that can be run, kept in a journal and resumed; what stands for their theorem says there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial, update_wrapper
from types import MappingProxyType
from typing import Any, ClassVar

from ..catalogue import Learner
from ..choices import Choices
from ..errors import Undecided, unknown
from ..queries import Membership, Value
from ..theorems import Bound, Guarantee, Outcome, Theorem
from .interpolation import interpolated
from .methods import METHODS, retrained

FAMILY = "retraining."


@dataclass(frozen=True)
class Machines:
    """Whatever has labels: a surrogate learns it as well as it can."""

    small: ClassVar[Sequence[Mapping[str, Any]]] = ()
    medium: ClassVar[Sequence[Mapping[str, Any]]] = ()

    def draw(self, choices: Choices) -> Any:
        raise Undecided("nothing is claimed of machines learned by retraining, so none are drawn to hold a claim against")

    def space(self, **_: Any) -> Any:
        raise Undecided("nothing is claimed of machines learned by retraining, so there is no game to play")

    def __str__(self) -> str:
        return "kernel machines"


def _unjudged(case: Outcome) -> bool:
    raise Undecided("nothing is promised of machines learned by retraining, so nothing can be held against them")


nothing = Guarantee("nothing: no theorem is known", _unjudged)


def _unproved(claim: str, bound: Bound, cite: str) -> Theorem:
    return Theorem(learns=Machines(), claim=claim, bounds=(bound,), guarantee=nothing, cite=() if cite in "-ours" else (cite,))


@cache
def unproved() -> Mapping[str, Learner[..., Any]]:
    """All of them by name, `retraining.eat` and so on; none is in the catalogue."""
    found: dict[str, Learner[..., Any]] = {}
    for name, method in METHODS.items():
        claim = f"NO THEOREM: asks as many labels as it is told ({method.says}); how good the copy is can only be measured."
        start = update_wrapper(partial(retrained, name), retrained)
        del start.__wrapped__  # its signature has one parameter fewer
        bound = Bound(Membership, "exactly", lambda labels: labels)
        found[FAMILY + name] = Learner(start, _unproved(claim, bound, method.source), FAMILY + name)
    claim = "NO THEOREM: asks as many values as it is told and interpolates them; how good the copy is can only be measured."
    values = Bound(Value, "exactly", lambda values: values)
    found[FAMILY + "interpolation"] = Learner(interpolated, _unproved(claim, values, "ours"), FAMILY + "interpolation")
    return MappingProxyType(found)


def find_unproved(name: str) -> Learner[..., Any]:
    """The one of this name; `UnknownName` for another."""
    if name not in unproved():
        raise unknown("method of retraining", name, unproved())
    return unproved()[name]
