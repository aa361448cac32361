"""Labels that were asked, so that no point is asked twice."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Any

import numpy as np

from ...concepts.masks import mask_of, points_of
from ...points import Labels, Points
from ...queries import Membership, Query


class Known:
    """Points of the cube {0, 1}^n by their masks, with the labels that were said of them."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.labels: dict[int, bool] = {}

    def asked(self, masks: Sequence[int]) -> Generator[Query[Any], Any, list[bool]]:
        """The labels of these points; those not known are asked in one round."""
        new = [mask for mask in dict.fromkeys(masks) if mask not in self.labels]
        if new:
            said = yield from Membership(points_of(new, self.n))
            self.labels.update(zip(new, said.tolist(), strict=True))
        return [self.labels[mask] for mask in masks]

    def ask(self, points: Points) -> Generator[Query[Any], Any, Labels]:
        """The same for points as rows."""
        return np.array((yield from self.asked([mask_of(point) for point in points])), np.bool_)
