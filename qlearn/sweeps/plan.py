"""What a sweep goes over, checked before anything is run."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from ..catalogue import Learner
from ..channels import fresh_flips
from ..errors import BadArgument, unknown
from .cell import Cell
from .learners import Sent, code_of, opened, parameters, required, text_of
from .values import Value, canonical

TEACHERS = ("first", "random", "longest", "shallowest", "keeps-most", "adversary")
THEOREM = "theorem"  # the noise that a learner's own theorem speaks of


@dataclass(frozen=True)
class Grid:
    """Every combination of these: each is one cell of a sweep.

    learners   names, or learners themselves.
    sizes      for each name the values to take: sizes of the target (d, n, N, ...), which its class's `of_size` takes, and
               arguments of the learners (eps, delta, ...).
    teachers   policies of an honest teacher (`teachers.Honest`), or "adversary".
    noise      "theorem": what a learner's theorem says, mostly none; or rates at which labels are flipped.  A learner that
               takes rho is told the rate.
    seeds      how many, or which.
    """

    learners: Sequence[str | Learner[..., Any]]
    sizes: Mapping[str, Sequence[Any]]
    seeds: int | Sequence[int] = ()
    teachers: Sequence[str] = ("random",)
    noise: Sequence[Any] = (THEOREM,)


@dataclass(frozen=True)
class Sweep:
    """A name and its grids; `files` define learners that are not in the catalogue.

    >>> from qlearn.sweeps import Grid, Sweep
    >>> halving = Sweep("halving", [Grid(["linear.bisection_grid"], {"N": [10, 100]}, seeds=3)])
    >>> [str(cell) for cell in halving.cells()][:2], len(halving.cells())
    (['linear.bisection_grid (N = 10), random, seed 0', 'linear.bisection_grid (N = 10), random, seed 1'], 6)
    """

    name: str
    grids: Sequence[Grid]
    files: Sequence[Path] = field(default=())

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """The files, read."""
        return tuple(map(text_of, self.files))

    @cached_property
    def learners(self) -> dict[str, Sent]:
        """Every learner by its name, as it is sent to whoever runs it.  Raises `BadArgument` for two of one name."""
        found: dict[str, Sent] = {}
        for given in (learner for grid in self.grids for learner in grid.learners):
            name, sent = (given.name, given) if isinstance(given, Learner) else (given, (given, self.texts))
            if found.setdefault(name, sent) is not sent and found[name] != sent:
                raise BadArgument(f"the sweep {self.name} has two different learners that are called {name}")
        return found

    def cells(self) -> list[Cell]:
        """All cells, in order.  Raises `BadArgument` or `UnknownName` for what cannot be run, before anything is."""
        if not self.grids:
            raise BadArgument(f"the sweep {self.name} has nothing to go over: give it learners, sizes and seeds")
        found = [cell for grid in self.grids for cell in self._of(grid)]
        if not found:
            raise BadArgument(f"the sweep {self.name} has no cells: some list of its grids is empty")
        twice = [cell for cell, times in Counter(found).items() if times > 1]
        if twice:
            more = f", and {len(twice) - 1} more" if len(twice) > 1 else ""
            raise BadArgument(f"the sweep {self.name} has the same cell twice: {twice[0]}{more}; a key is run once")
        return found

    def _of(self, grid: Grid) -> Iterator[Cell]:
        seeds, noise = _seeds(grid.seeds), [_noise(rate) for rate in grid.noise]
        for teacher in grid.teachers:
            if teacher not in TEACHERS:
                raise unknown("teacher", teacher, TEACHERS)
        sizes = {name: [canonical(v, name) for v in _several(values, name)] for name, values in grid.sizes.items()}
        for given in grid.learners:
            sent = self.learners[given.name if isinstance(given, Learner) else given]
            learner, code = opened(sent), code_of(sent)
            _fits(learner, sizes, grid.teachers, noise)
            for values in itertools.product(*sizes.values()):
                named_values = tuple(sorted(zip(sizes, values, strict=True)))
                for teacher, rate, seed in itertools.product(grid.teachers, noise, seeds):
                    yield Cell(learner.name, named_values, teacher, rate, seed, code)


def _several(values: Any, name: str) -> Sequence[Any]:
    if isinstance(values, list | tuple | range):
        return values
    if isinstance(values, str) or not hasattr(values, "__iter__"):
        return [values]
    raise BadArgument(f"{name} is a value or a list of values, got {values!r}")


def _seeds(given: Any) -> Sequence[int]:
    if isinstance(given, int) and not isinstance(given, bool):
        given = range(given)
    seeds = list(given) if isinstance(given, list | tuple | range) else [given]
    if not seeds:
        raise BadArgument("there are no seeds: say how many (seeds = 20), or which (seeds = [0, 1, 2])")
    for seed in seeds:
        if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < 2**63:
            raise BadArgument(f"a seed is a whole number from 0 on, below 2**63, got {seed!r}")
    return seeds


def _noise(given: Any) -> str:
    """ "theorem", or a rate as it is written."""
    if given == THEOREM:
        return THEOREM
    rate = canonical(given, "noise")
    if isinstance(rate, tuple) or not _is_rate(rate):
        raise BadArgument(f'noise is "theorem", or the share of labels that are flipped, from 0 to 1; got {given!r}')
    return str(rate)


def _is_rate(rate: Value) -> bool:
    try:
        return 0 <= Fraction(rate) <= 1  # type: ignore[arg-type]
    except ValueError:
        return False


def _fits(learner: Learner[..., Any], sizes: Mapping[str, Any], teachers: Sequence[str], noise: Sequence[str]) -> None:
    """Whether the learner and its class take these sizes, and all that they must be told."""
    known = parameters(learner)
    told = "; ".join(f"{name} ({_whose(*whose)})" for name, whose in known.items()) or "none"
    if strange := [name for name in sizes if name not in known]:
        raise BadArgument(
            f"{learner.name} has no size {', '.join(strange)}; its sizes are {told}.  Learners with other sizes stand in a"
            " grid of their own"
        )
    flipped = all(rate not in (THEOREM, "0") for rate in noise)
    settings = [name for name in learner.theorem.settings if name in known and not (name == "rho" and flipped)]
    defaults = {n for n, p in learner.signature.parameters.items() if p.default is not p.empty}
    if missing := [n for n in dict.fromkeys((*required(learner), *settings)) if n not in sizes and n not in defaults]:
        raise BadArgument(f"{learner.name} must be told {', '.join(missing)}; its sizes are {told}")
    channel = learner.theorem.noise
    drawn = channel is not None and not channel.followed
    if "adversary" in teachers and (drawn or any(rate not in (THEOREM, "0") for rate in noise)):
        raise BadArgument(f"{learner.name}: an adversary has no target, so its answers cannot be noisy; use other teachers")
    if channel is not None and channel is not fresh_flips and any(rate != THEOREM for rate in noise):
        raise BadArgument(f'{learner.name} hears answers where {channel.says}; its noise is "theorem"')


def _whose(target: bool, learner: bool) -> str:
    return "of the target" if target and not learner else "an argument" if learner and not target else "of both"
