"""PRADA (Juuti et al. 2019): distances between a client's questions that are not distributed like those of an honest one's."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Coins
from ..errors import BadArgument
from ..points import Points
from .model_behind import Teacher, data_rows, own_classes
from .monitors import Monitor

LEAST = 100  # distances before the first test
EVERY = 0.05  # of the distances so far are new between two tests
MOST = 5000  # distances, the latest, that the test looks at: it knows no more
CLIENTS = 19  # honest ones that a threshold is found by: a level of 1/20
ROWS = 1000  # that each of them asks about
ORDERS = 4  # the stream of their orders
WIDE = 3.0  # standard deviations from the mean, beyond which a distance is left out


class Prada(Monitor):
    """Alarm when the Shapiro-Wilk statistic W of the distances falls below `threshold`.

    For each row: its distance to the nearest of the rows kept of its class, which it joins if that distance is above the
    class's mean of kept distances less their standard deviation.  Rows drawn from data give distances that are nearly
    normal; a search along a line, or jumps of one length about earlier rows, do not.  A test is made after `least` distances
    and whenever a twentieth more have come (after each row in the paper), on those within three deviations.

    The threshold is a matter of the data, and often below the 0.9 and more of the paper: see `calibrated`.  Distances are in
    units of the features' deviations over `rows`, if these are given.  A client that mixes a search with rows of data stays
    unseen if there are many enough of them, and so do several clients that share one search.

    >>> from qlearn import Membership, teachers
    >>> watched = Prada(teachers.Function(lambda X: X[:, 0] > 0.3), 0.9)
    >>> for step in range(120):  # halving towards the boundary
    ...     _ = watched.answer(Membership([[0.3 + 2.0 ** -(step / 10)]]))
    >>> [alarm.rows for alarm in watched.alarms]
    [116]

    Raises `BadArgument` for a threshold outside (0, 1).
    """

    def __init__(
        self, teacher: Teacher, threshold: float = 0.9, rows: Points | None = None, *, least: int = LEAST, refuse: bool = False
    ) -> None:
        super().__init__(teacher, refuse=refuse)
        if not 0 < threshold < 1:
            raise BadArgument(f"prada alarms when W falls below a threshold strictly between 0 and 1, got {threshold}")
        if least < 3:
            raise BadArgument(f"prada tests 3 distances at least, got {least}")
        self.threshold = threshold
        self.least = least
        self.statistic = 1.0  # W at the last test
        self._unit = 1.0 if rows is None else _deviations(data_rows(rows, "prada"))
        self._kept: dict[int, _Kept] = {}
        self._distances: list[float] = []
        self._next = least

    def suspicion(self, points: Points, classes: NDArray[np.intp]) -> str | None:
        lowest = self.statistic
        for point, cls in zip(points / self._unit, classes.tolist(), strict=True):
            distance = self._kept.setdefault(cls, _Kept(len(point))).meet(point)
            if distance is not None:
                self._distances.append(distance)
                if len(self._distances) >= self._next:
                    self._next = len(self._distances) + max(1, int(EVERY * len(self._distances)))
                    self.statistic = normality(np.array(self._distances[-MOST:]))
                    lowest = min(lowest, self.statistic)
        if lowest >= self.threshold:
            return None
        return f"prada: distances between questions are not normal, W = {lowest:.3f} < {self.threshold:.3g}"


def calibrated(model: Any, rows: Points, *, clients: int = CLIENTS, most: int = ROWS, seed: int = 0) -> float:
    """The least W that any of so many honest clients reached, each asking about the rows in an order of its own, singly.

    A further honest client of the same kind falls below it with probability 1/(clients + 1) at most, since it is as likely
    as any other to be the lowest.  That holds for clients who ask about `most` rows or fewer, in one order or another.

    >>> from qlearn import teachers
    >>> rows = np.random.default_rng(0).normal(size=(150, 3))
    >>> round(calibrated(teachers.Function(lambda X: X[:, 0] > 0), rows, clients=4), 2)
    0.93
    """
    rows = data_rows(rows, "prada,calibrated", LEAST + 2)
    classes, coins, lowest = own_classes(model, rows), Coins(seed, ORDERS), 1.0
    for _ in range(clients):
        watched = Prada(model, 1e-9, rows)
        for i in coins.rng.permutation(len(rows))[:most]:
            watched.suspicion(rows[[i]], classes[[i]])
            lowest = min(lowest, watched.statistic)
    return lowest


class _Kept:
    """The rows kept of one class, and their distances to those before them."""

    def __init__(self, d: int) -> None:
        self._rows = np.empty((64, d))
        self._many = 0
        self._sum = self._squares = 0.0
        self._count = 0

    def meet(self, point: NDArray[np.float64]) -> float | None:
        """The distance to the nearest row kept, None for the first; the point is kept if it is far enough."""
        if not self._many:
            self._keep(point)
            return None
        away = self._rows[: self._many] - point
        distance = float(np.sqrt(np.einsum("ij,ij->i", away, away).min()))
        mean = self._sum / self._count if self._count else 0.0
        spread = np.sqrt(max(self._squares / self._count - mean**2, 0.0)) if self._count else 0.0
        if distance > mean - spread or not self._count:
            self._sum, self._squares, self._count = self._sum + distance, self._squares + distance**2, self._count + 1
            self._keep(point)
        return distance

    def _keep(self, point: NDArray[np.float64]) -> None:
        if self._many == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._rows[self._many] = point
        self._many += 1


def normality(distances: NDArray[np.float64]) -> float:
    """Shapiro and Wilk's W of the distances within three deviations of their mean: 1 for normal ones, 0 if all are equal.

    >>> draws = np.random.default_rng(0).normal(5, 1, 200)
    >>> round(normality(draws), 2), round(normality(2.0**-draws), 2), normality(np.ones(9))
    (0.99, 0.89, 0.0)
    """
    from scipy.stats import shapiro

    near = distances[np.abs(distances - distances.mean()) <= WIDE * distances.std()]
    if len(near) < 3 or np.ptp(near) <= 1e-9 * np.abs(near).max():
        return 0.0
    return float(shapiro(near / near.max()).statistic)


def _deviations(rows: Points) -> NDArray[np.float64]:
    deviation = rows.std(axis=0)
    return np.where(deviation > 0, deviation, 1.0)
