"""The sweep that shows a catalogue: every learner at growing sizes, its arguments as its theorem tries them first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..catalogue import Learner, catalogue
from ..evidence.attack import leaves_choice
from .learners import parameters, sized
from .plan import Grid, Sweep

SEEDS = 3


def shown(learners: Iterable[Learner[..., Any]] | None = None, seeds: int = SEEDS) -> Sweep:
    """Each learner at its class's `scales`, against an honest teacher, and against one whose counterexamples tell least.

    >>> [len(grid.learners) for grid in shown([catalogue()["linear.bisection_grid"]]).grids][:2]
    [1, 1]
    """
    chosen = catalogue().values() if learners is None else learners
    return Sweep("shown", [grid for learner in chosen for grid in _grids(learner, seeds)])


def _grids(learner: Learner[..., Any], seeds: int) -> list[Grid]:
    known, first = parameters(learner), {name: values[0] for name, values in learner.theorem.settings.items()}
    told = {name: value for name, value in first.items() if name in known}
    teachers = ("random", "longest") if leaves_choice(learner) else ("first",)  # who answers by labels alone has no choice
    named = learner.name if catalogue().get(learner.name) is learner else learner
    return [
        Grid([named], {name: [value] for name, value in {**told, **scale}.items()}, seeds, teachers)
        for scale in sized(learner).scales
    ]
