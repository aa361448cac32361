"""How often labels are flipped, read off how they agree with what all the others say."""

from __future__ import annotations

from .directions import Vector


def _pull(margins: Vector, rho: float) -> tuple[float, float]:
    """The derivative in rho of the log-likelihood of labels with these margins, and its variance at this rate.

    A label whose margin is m standard deviations is heard as it was with probability Z = rho + (1 - 2 rho) Phi(m).
    """
    from scipy.special import ndtr

    agree = ndtr(margins)
    heard = rho + (1 - 2 * rho) * agree
    tilt = 1 - 2 * agree
    return float((tilt / heard).sum()), float((tilt**2 / (heard * (1 - heard))).sum())


def surprise(margins: Vector, rho: float) -> float:
    """By how many standard deviations the labels contradict one another more than flips of rate rho make them.

    >>> import numpy as np
    >>> bool(surprise(np.array([9.0] * 90 + [-9.0] * 10), 0.1) < 1e-9)
    True
    """
    pull, information = _pull(margins, rho)
    return pull / information**0.5 if information > 0 else 0.0


def most_likely(margins: Vector, highest: float) -> tuple[float, float]:
    """The most likely rate below `highest`, and its standard error; by bisection, for the likelihood is concave in rho.

    >>> import numpy as np
    >>> rate, error = most_likely(np.array([9.0] * 90 + [-9.0] * 10), 0.4)
    >>> round(rate, 3), round(error, 3)
    (0.1, 0.03)
    """
    low, high = 0.0, highest
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _pull(margins, middle)[0] > 0 else (low, middle)
    information = _pull(margins, high)[1]
    return high, information**-0.5 if information > 0 else float("inf")
