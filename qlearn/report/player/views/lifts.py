"""Labels of half-spaces as inequalities: on which side of a plane through 0 the weights lie, the offset among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ....concepts.box_half_spaces import BoxHalfSpaces
from ....concepts.grid_half_spaces import GridHalfSpace, GridHalfSpaces
from ....concepts.known_half_spaces import KnownHalfSpaces
from ....concepts.margin_half_spaces import MarginHalfSpaces
from ....concepts.mixtures import Mixtures
from ....concepts.short_grid_half_spaces import ShortGridHalfSpaces
from ....points import Points
from ....queries import Comparison, Equivalence, Example, Membership, Unlabelled
from ....transcript import Run
from .said import labels, noisy

Vector = NDArray[np.float64]
Lift = Callable[[Points], NDArray[np.float64]]
HEARD = Membership | Equivalence | Example | Unlabelled | Comparison


class Row(NamedTuple):
    """After `turn` turns the weights v have row.v >= 0; `point` is what was asked about, lifted and not turned."""

    turn: int
    row: Vector
    point: Vector


def lift_of(run: Run[Any]) -> Lift | None:
    """How a point x becomes one of the space where the boundary goes through 0: (x, 1), for example; None for other classes.

    None as well where answers may be lies, or questions of other sorts than labels and comparisons were asked.
    """
    learns, arguments = run.learning.learner.theorem.learns, run.learning.arguments
    if noisy(run) or any(not isinstance(query, HEARD) for query, _ in run.turns):
        return None
    if isinstance(learns, GridHalfSpaces | ShortGridHalfSpaces):
        N = int(arguments["N"])
        return lambda points: np.column_stack([2.0 * points - N, np.full(len(points), float(N))])
    if isinstance(learns, BoxHalfSpaces):
        return lambda points: np.column_stack([points, np.ones(len(points))])
    if isinstance(learns, KnownHalfSpaces | MarginHalfSpaces | Mixtures):
        return lambda points: np.asarray(points, np.float64)
    return getattr(learns, "lifted", None)


def rows(run: Run[Any], lift: Lift) -> Iterator[Row]:
    """Every inequality that the answers say, in order; those of points that the learner was told beforehand have turn 0."""
    learns, arguments = run.learning.learner.theorem.learns, run.learning.arguments
    if hasattr(learns, "told"):
        for query, answer in learns.told(**arguments):
            for point, label in zip(lift(query.points), answer.tolist(), strict=True):
                yield _row(0, point, label)
    told = iter(sorted([*_labelled(run, lift), *_compared(run, lift)], key=lambda row: row.turn))
    yield from told


def _labelled(run: Run[Any], lift: Lift) -> Iterator[Row]:
    for turn, point, label in labels(run):
        yield _row(turn, lift(point[None])[0], bool(label))


def _compared(run: Run[Any], lift: Lift) -> Iterator[Row]:
    for turn, (query, answer) in enumerate(run.turns, start=1):
        if isinstance(query, Comparison):
            for apart, label in zip(lift(query.points) - lift(query.others), answer.tolist(), strict=True):
                yield _row(turn, apart, label)


def _row(turn: int, point: Vector, label: bool) -> Row:
    size = float(np.abs(point).max())
    unit = point.astype(np.float64) / size if size else point.astype(np.float64)
    return Row(turn, unit if label else -unit, unit)


def weights(concept: Any, n: int) -> Vector | None:
    """The weights of a half-space in the lifted space of dimension n, up to their length; None if it has none of that sort."""
    w = getattr(concept, "w", None)
    if w is None or len(w) not in (n - 1, n):
        return None
    entries, b = [float(x) for x in w], float(getattr(concept, "b", 0))
    if isinstance(concept, GridHalfSpace):  # of (2 x - N, N)
        entries, b = [x / 2 for x in entries], (b + sum(concept.w) * concept.N / 2) / concept.N
    found = np.array(entries if len(entries) == n else [*entries, b])
    size = float(np.abs(found).max())
    return found / size if size and np.isfinite(found).all() else None


def proposed(run: Run[Any], n: int) -> list[tuple[int, Vector]]:
    """The half-spaces of the equivalence queries, by their turns."""
    asked = ((turn, query) for turn, (query, _) in enumerate(run.turns, start=1) if isinstance(query, Equivalence))
    found = ((turn, weights(query.hypothesis, n)) for turn, query in asked)
    return [(turn, v) for turn, v in found if v is not None]


def counted(run: Run[Any], told: Mapping[int, int]) -> list[int]:
    """How many inequalities each turn said."""
    return [told.get(turn, 0) for turn in range(1, len(run.turns) + 1)]
