"""Labels of points of the cube, asked once each; two labels of one point are seen."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

from ...concepts.subcubes import number, point
from ...domains import Cube
from ...errors import Inconsistent
from ...points import spell
from ...queries import Counterexample, Membership, Query


@dataclass
class Labelled:
    """The points of {0, 1}^n whose labels are known, as numbers: coordinate i is bit i."""

    n: int
    labels: dict[int, bool] = field(default_factory=dict)

    def ask(self, x: int) -> Generator[Query[Any], Any, bool]:
        """The label of a point, by a membership query unless it is known."""
        if x not in self.labels:
            self.note(x, bool((yield from Membership(point(x, self.n)[None]))[0]))
        return self.labels[x]

    def told(self, counterexample: Counterexample) -> int:
        """The number of a counterexample, whose label is known from now on."""
        if not Cube(self.n).contains(counterexample.point[None])[0]:
            raise Inconsistent(f"{counterexample}, but that is no point of {self.n} bits")
        x, label = number(counterexample.point), bool(counterexample.label)
        if self.labels.get(x, label) != label:
            raise Inconsistent(f"{counterexample}, but {self.spelled(x)} was labelled {self.labels[x]} before")
        self.note(x, label)
        return x

    def note(self, x: int, label: bool) -> None:
        self.labels[x] = label

    def spelled(self, x: int) -> str:
        return spell(point(x, self.n))
