"""The games with equivalence queries: at 16 points by tables, beyond by search."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from finite_classes import drawn
from finite_timing import seconds_row, timed, width_row
from tables import Row

from qlearn.dimensions.families import of_family
from qlearn.dimensions.measured import measure

SIXTEEN = (
    ("halfspaces-cube", 4), ("intervals", 16), ("conjunctions-satisfiable", 4), ("rectangles", 4), ("singletons", 16),
)  # fmt: skip
LARGER = (
    ("thresholds", 64), ("intervals", 32), ("conjunctions", 5), ("conjunctions-satisfiable", 6), ("rectangles", 5),
    ("rectangles", 6), ("halfspaces-grid", 5),
)  # fmt: skip


def proper() -> Iterator[Row]:
    """Games with proper hypotheses at 16 points, without and with membership queries; exact."""
    classes = [of_family(*which) for which in SIXTEEN]
    for c in [*classes, *(drawn(10_000, 16, p, 0) for p in (0.2, 0.35, 0.5))]:
        for name in ("equivalence_proper", "both"):
            found, seconds = timed(lambda c=c, name=name: measure(c, only=(name,)))  # type: ignore[misc]
            yield seconds_row(f"{name} of {c}: {found[name]}", seconds, 5, found[name].exact)


def larger() -> Iterator[Row]:
    """The same beyond tables: exact without membership queries, at most 2 apart with them."""
    for c in [*(of_family(*which) for which in LARGER), drawn(60, 20, 0.5, 0)]:
        for name, reach in (("equivalence_proper", 0), ("both", 2)):
            found, seconds = timed(lambda c=c, name=name: measure(c, only=(name,)), 1)  # type: ignore[misc]
            yield width_row(f"{name} of {c}", found[name], reach, seconds[0])


PARTS: dict[str, Callable[[], Iterator[Row]]] = {"proper": proper, "larger": larger}
