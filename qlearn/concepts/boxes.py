"""Boxes with sides along the axes: one that is anywhere or nowhere, one around a known point, unions of several."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import prod
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..choices import Choices, Coins
from ..features import Integers, Places
from ..points import Labels, Points
from .cells import Cells, points_of_difference, without
from .finite_space import FiniteSpace, enumerable
from .random_trees import axes_of, random_box
from .tree_classes import drawn_axes, random_boxes


@dataclass(frozen=True, eq=False)
class Boxes:
    """True in the union of some boxes; of none, it is false everywhere.  Ends are places, both inside.

    `told` is what a learner of the class knows besides the axes.
    """

    axes: Axes
    low: Places  # (boxes, d)
    high: Places  # (boxes, d)
    told: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def none(cls, axes: Axes) -> Boxes:
        return cls(axes, np.zeros((0, axes.d), np.int64), np.zeros((0, axes.d), np.int64))

    @property
    def domain(self) -> Axes:
        return self.axes

    @property
    def given(self) -> Mapping[str, Any]:
        return {"axes": self.axes, **dict(self.told)}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"d": self.axes.d, "N": self.axes.N}

    def __call__(self, points: Points) -> Labels:
        places = self.axes.place(points)
        inside = np.zeros(len(points), np.bool_)
        for low, high in zip(self.low, self.high, strict=True):
            inside |= ((low <= places) & (places <= high)).all(axis=1)
        return inside

    @cached_property
    def cells(self) -> Cells:
        """Each box cuts off what it has of the cells outside the boxes before it."""
        outside = [(np.zeros(self.axes.d, np.int64), self.axes.last)]
        inside: list[tuple[Places, Places]] = []
        for low, high in zip(self.low, self.high, strict=True):
            apart = [cell for cell in outside if not _meet(*cell, low, high)]
            for cell in outside:
                if _meet(*cell, low, high):
                    apart += without(*cell, low, high)
                    inside.append((np.maximum(cell[0], low), np.minimum(cell[1], high)))
            outside = apart
        lows, highs = (np.array(ends).reshape(-1, self.axes.d) for ends in zip(*outside, *inside, strict=True))
        return Cells(lows, highs, np.arange(len(lows)) >= len(outside))

    def disagreements(self, hypothesis: Any) -> Iterator[NDArray[Any]] | None:
        return points_of_difference(self, hypothesis)

    def key(self) -> bytes:
        return b"boxes" + repr(self.axes).encode() + self.low.tobytes() + self.high.tobytes()

    def __str__(self) -> str:
        boxes = zip(self.low.tolist(), self.high.tolist(), strict=True)
        return " or ".join(" x ".join(f"[{a}..{b}]" for a, b in zip(*box, strict=True)) for box in boxes) or "nowhere"


def _meet(a: Places, b: Places, low: Places, high: Places) -> bool:
    return bool((np.maximum(a, low) <= np.minimum(b, high)).all())


def every_box(sizes: Sequence[int]) -> tuple[Places, Places]:
    """The low and high ends of all boxes on axes of these sizes, (boxes, d) each."""
    sides = [[(a, b) for a in range(size) for b in range(a, size)] for size in sizes]
    ends = np.array(list(itertools.product(*sides)), np.int64)
    return ends[:, :, 0], ends[:, :, 1]


def how_many(sizes: Sequence[int]) -> int:
    """How many boxes there are on axes of these sizes, the empty one not counted."""
    return prod(size * (size + 1) // 2 for size in sizes)


def _drawn(choices: Choices, axes: Axes) -> tuple[list[int], list[int]]:
    """A box, more often than not with sides at an end of an axis or of no width."""
    low, high = [], []
    for last in axes.last.tolist():
        a = choices.integer(0, last) if choices.integer(0, 2) else 0
        b = (last, a, choices.integer(a, last))[choices.integer(0, 2)]
        low.append(a)
        high.append(b)
    return low, high


@dataclass(frozen=True)
class AnyBoxes:
    """Boxes, the empty one among them; drawn on short axes, along which a teacher may walk step by step."""

    most: int = 2000  # boxes on the axes drawn
    small: Sequence[Mapping[str, Any]] = tuple(
        {"axes": axes} for axes in (Axes.grid(1, 1), Axes.grid(4, 1), Axes.grid(2, 2), Axes((Integers(0, 2), Integers(0, 1))))
    )
    medium: Sequence[Mapping[str, Any]] = ({"axes": Axes.grid(5, 1)}, {"axes": Axes.grid(3, 2)})

    def draw(self, choices: Choices) -> Boxes:
        axes = _short_axes(choices, self.most)
        if not choices.integer(0, 7):
            return Boxes.none(axes)
        low, high = _drawn(choices, axes)
        return Boxes(axes, np.array([low]), np.array([high]))

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": 2, "N": N} for N in (2, 3, 4, 6, 8, 12))

    def of_size(self, coins: Coins, *, d: int, N: int = 8) -> Boxes:
        """Between two uniform points of {0..N - 1}^d."""
        low, high = random_box(coins, axes := axes_of(d, N))
        return Boxes(axes, low[None], high[None])

    def space(self, axes: Axes, **_: Any) -> FiniteSpace:
        enumerable(how_many(axes.sizes) + 1, f"the boxes on {axes}")
        return _space(axes, ())

    def __str__(self) -> str:
        return "boxes, or nothing"


def _short_axes(choices: Choices, most: int) -> Axes:
    sizes: list[int] = [choices.integer(1, 12)]
    while len(sizes) < 6 and choices.integer(0, 2):
        size = choices.integer(1, 5)
        if how_many([*sizes, size]) <= most:
            sizes.append(size)
    return Axes(tuple(Integers(0, size - 1) for size in sizes))


@cache
def _space(axes: Axes, told: tuple[tuple[str, Any], ...]) -> FiniteSpace:
    """All boxes and the empty one; those around a point, if a point is told."""
    low, high = every_box(axes.sizes)
    if told:
        start = axes.place(np.array([dict(told)["start"]]))[0]
        around = ((low <= start) & (start <= high)).all(axis=1)
        low, high = low[around], high[around]
    boxes = [Boxes(axes, a[None], b[None], told) for a, b in zip(low, high, strict=True)]
    return FiniteSpace(boxes if told else [Boxes.none(axes), *boxes], axes.points())


@dataclass(frozen=True)
class BoxesAround:
    """Boxes around a point that is told, `start`."""

    small: Sequence[Mapping[str, Any]] = (
        {"axes": Axes.grid(1, 1), "start": (0.0,)},
        {"axes": Axes.grid(6, 1), "start": (2.0,)},
        {"axes": Axes((Integers(0, 3), Integers(5, 7))), "start": (0.0, 6.0)},
        {"axes": Axes.grid(2, 3), "start": (1.0, 0.0, 1.0)},
    )
    medium: Sequence[Mapping[str, Any]] = ({"axes": Axes.grid(9, 2), "start": (4.0, 8.0)},)

    def draw(self, choices: Choices) -> Boxes:
        axes = drawn_axes(choices)
        low, high = _drawn(choices, axes)
        start = [(a, b, choices.integer(a, b))[choices.integer(0, 2)] for a, b in zip(low, high, strict=True)]
        told = (("start", tuple(axes.at(np.array([start]))[0].tolist())),)
        return Boxes(axes, np.array([low]), np.array([high]), told)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d, "N": 1024} for d in (2, 4, 8, 16, 32, 64))

    def of_size(self, coins: Coins, *, d: int, N: int = 1024) -> Boxes:
        """Between two uniform points of {0..N - 1}^d, around any point in it."""
        low, high = random_box(coins, axes := axes_of(d, N))
        start = axes.at(axes.uniform(coins.rng, low, high)[None])[0]
        return Boxes(axes, low[None], high[None], (("start", tuple(start.tolist())),))

    def space(self, axes: Axes, start: Any, **_: Any) -> FiniteSpace:
        enumerable(how_many(axes.sizes), f"the boxes on {axes}")
        return _space(axes, (("start", tuple(start)),))

    def __str__(self) -> str:
        return "boxes around a known point"


@dataclass(frozen=True)
class UnionsOfBoxes:
    """Unions of at most k boxes."""

    small: Sequence[Mapping[str, Any]] = (
        {"axes": Axes.grid(1, 1), "k": 0},
        {"axes": Axes.grid(3, 1), "k": 1},
        {"axes": Axes.grid(5, 1), "k": 2},
        {"axes": Axes.grid(2, 2), "k": 2},
        {"axes": Axes.grid(3, 2), "k": 1},
    )
    medium: Sequence[Mapping[str, Any]] = ({"axes": Axes.grid(6, 1), "k": 2},)

    def draw(self, choices: Choices) -> Boxes:
        axes, k = drawn_axes(choices), choices.integer(0, 3)
        boxes = [_drawn(choices, axes) for _ in range(k if choices.integer(0, 3) else choices.integer(0, k))]
        low, high = (np.array([box[end] for box in boxes], np.int64).reshape(-1, axes.d) for end in (0, 1))
        return Boxes(axes, low, high, (("k", k),))

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"k": k, "d": 2} for k in (1, 2, 3, 4, 6, 8))

    def of_size(self, coins: Coins, *, k: int, d: int = 2, N: int = 1024) -> Boxes:
        """Every other leaf of a random tree with 2 k leaves on {0..N - 1}^d."""
        low, high = random_boxes(coins, axes := axes_of(d, N), k)
        return Boxes(axes, low, high, (("k", k),))

    def space(self, axes: Axes, k: int, **_: Any) -> FiniteSpace:
        return _unions(axes, k)

    def __str__(self) -> str:
        return "unions of k boxes"


@cache
def _unions(axes: Axes, k: int) -> FiniteSpace:
    number = how_many(axes.sizes)
    enumerable(max(number, (number + 1) ** k // max(1, k)), f"the unions of {k} boxes on {axes}")
    low, high = every_box(axes.sizes)
    points, found = axes.points(), dict[bytes, Boxes]()
    for many in range(k + 1):
        for chosen in itertools.combinations(range(number), many):
            union = Boxes(axes, low[list(chosen)], high[list(chosen)], (("k", k),))
            found.setdefault(union(points).tobytes(), union)
    return FiniteSpace(list(found.values()), points)
