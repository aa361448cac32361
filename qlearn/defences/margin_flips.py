"""Flips that hang on the point: the nearer the model's own value is to its boundary, the likelier the answer is turned."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..errors import BadArgument
from ..points import Points
from .flips import Flips, Numbers
from .model_behind import Teacher, behind, margins


class MarginFlips(Flips):
    """`Flips` of rate most * exp(-margin / scale), the margin being best class before second, or |value| of one output.

    Data-dependent randomisation, the only kind that the paper thinks can help: far from the boundary an answer is nearly
    always the model's; on it, with most >= 1/2, no majority vote finds the model's answer.  The margin is that of `model`,
    by default the teacher behind all others, which must answer value queries; no client sees it.  `scale` is in the value's
    own units.

    >>> from qlearn import teachers
    >>> model = teachers.Scores(lambda X: X[:, 0])
    >>> MarginFlips(model, 0.5, 1.0).rates(np.array([[0.0], [-1.0], [9.0]])).round(3).tolist()
    [0.5, 0.184, 0.0]
    """

    def __init__(
        self, teacher: Teacher, most: float, scale: float, seed: int = 0, *, key: bytes | None = None, model: Any = None
    ) -> None:
        super().__init__(teacher, most, seed, key=key)
        if not 0 < scale < np.inf:
            raise BadArgument(f"the scale of margins is a finite number above 0, got {scale}")
        self.scale = scale
        self.model = behind(teacher) if model is None else model

    def rates(self, points: Points) -> Numbers:
        return np.asarray(self.rate * np.exp(-margins(self.model, points) / self.scale))
