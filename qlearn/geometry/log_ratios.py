"""Probabilities as logits against the last class, and how much rounding costs them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..errors import Saturated
from ..points import Points, Values, spell


def log_ratios(probabilities: Values, points: Points) -> Values:
    """ln(p_k / p_K), shape (batch, K), its last column 0.  Affine in x for a softmax model.

    Raises `Saturated` where a probability is 0 or less: a softmax model has none, so it was rounded away or is no model
    of this kind.
    """
    if not (probabilities > 0).all():
        row, k = np.argwhere(~(probabilities > 0))[0].tolist()
        raise Saturated(
            f"the teacher gave class {k} probability {probabilities[row, k]} at {spell(points[row])}, which a softmax"
            " model never does; if it rounds, ask nearer to the decision boundary with a smaller step"
        )
    logs: Values = np.log(probabilities)
    return logs - logs[:, -1:]


def rounding(W: NDArray[np.float64], b: NDArray[np.float64], points: NDArray[np.float64], unit: float) -> float:
    """How far a logit read off float64 probabilities may be from the true one, at these points.

    z = W x + b is summed with d + 1 roundings of terms no larger than |W||x| + |b|; exp, division and logarithm add a
    few more units, the logarithm's in proportion to its value.  Two such logits meet in each ratio.
    """
    magnitude = float((np.abs(points) @ np.abs(W).T + np.abs(b)).max())
    operations: int = points.shape[1] + 4
    return 2 * unit * (operations * (magnitude + 1) + 8)
