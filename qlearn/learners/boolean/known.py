"""Labels of points of the cube, asked once each; two labels of one point are seen."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...concepts.masks import mask_of, point_of, points_of
from ...domains import Cube
from ...errors import Inconsistent
from ...points import Labels, Points, spell
from ...queries import Counterexample, Membership, Query


@dataclass
class Known:
    """The points of {0, 1}^n whose labels are known, by their masks: coordinate i is bit i."""

    n: int
    labels: dict[int, bool] = field(default_factory=dict)

    def asked(self, masks: Sequence[int]) -> Generator[Query[Any], Any, list[bool]]:
        """The labels of these points; those not known are asked in one round."""
        if new := [mask for mask in dict.fromkeys(masks) if mask not in self.labels]:
            said = yield from Membership(points_of(new, self.n))
            for mask, label in zip(new, said.tolist(), strict=True):
                self.note(mask, label)
        return [self.labels[mask] for mask in masks]

    def ask(self, mask: int) -> Generator[Query[Any], Any, bool]:
        """The label of one point."""
        return (yield from self.asked([mask]))[0]

    def ask_rows(self, points: Points) -> Generator[Query[Any], Any, Labels]:
        """The labels of points as rows."""
        return np.array((yield from self.asked([mask_of(point) for point in points])), np.bool_)

    def told(self, counterexample: Counterexample) -> int:
        """The mask of a counterexample, whose label is known from now on."""
        if not Cube(self.n).contains(counterexample.point[None])[0]:
            raise Inconsistent(f"{counterexample}, but that is no point of {self.n} bits")
        x, label = mask_of(counterexample.point), bool(counterexample.label)
        if self.labels.get(x, label) != label:
            raise Inconsistent(f"{counterexample}, but {self.spelled(x)} was labelled {self.labels[x]} before")
        self.note(x, label)
        return x

    def note(self, mask: int, label: bool) -> None:
        self.labels[mask] = label

    def spelled(self, mask: int) -> str:
        return spell(point_of(mask, self.n))
