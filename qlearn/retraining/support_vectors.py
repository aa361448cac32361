"""A surrogate that is a support vector machine, by scikit-learn; and those who ask by its margins."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from ..errors import BadArgument
from ..points import Labels, Points
from .kernels import Kernel, Vector
from .law import Law
from .machine import KernelMachine
from .pools import halved

HARD = 1e6  # labels are true, so none is given up
LOOSE = 1e5  # Tramer et al.'s own
ITERATIONS = 200_000  # libsvm stalls at hard margins; what it has then is used
CANDIDATES = 1500
START = 16
ROUND = 40  # a round asks a 40th of the labels so far
TRIED = 8  # candidates that a max-min margin is worked out for


class SupportVectors:
    """The labels heard, and the machine of largest margin that is fitted to them when it is wanted."""

    def __init__(self, kernel: Kernel, d: int, C: float = HARD) -> None:
        self.kernel, self.C = kernel, C
        self.points: Points = np.empty((0, d))
        self.labels: Labels = np.empty(0, np.bool_)
        self._fitted: KernelMachine | None = None

    def hear(self, points: Points, labels: Labels) -> None:
        self.points, self.labels = np.concatenate([self.points, points]), np.concatenate([self.labels, labels])
        self._fitted = None

    @property
    def one_sided(self) -> bool:
        return bool(self.labels.all() or not self.labels.any())

    def machine(self) -> KernelMachine:
        if self._fitted is None:
            self._fitted = self.fitted(self.points, self.labels)
        return self._fitted

    def fitted(self, points: Points, labels: Labels) -> KernelMachine:
        """The machine for these labels; of one class alone a constant."""
        if labels.all() or not labels.any():
            return KernelMachine(self.kernel, points[:0], np.empty(0), 1.0 if labels.all() else -1.0)
        gram = self.kernel(points, points)
        scale = float(np.mean(np.diag(gram)))
        found = _svc(kernel="precomputed", C=self.C).fit(gram / scale, labels)
        return KernelMachine(self.kernel, points[found.support_], found.dual_coef_[0] / scale, float(found.intercept_[0]))

    def margin(self, points: Points, labels: Labels) -> float:
        """1/|w| for the machine with these labels."""
        found = self.fitted(points, labels)
        square = float(found.weights @ self.kernel(found.points, found.points) @ found.weights)
        return 1 / np.sqrt(square) if square > 0 else np.inf


def _svc(**how: Any) -> Any:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.svm import SVC

    warnings.simplefilter("ignore", ConvergenceWarning)  # of ITERATIONS, see there
    return SVC(max_iter=ITERATIONS, cache_size=100, **how)


class _BySupportVectors:
    """What all who keep such a machine share."""

    def __init__(self, where: Law, kernel: Kernel, coins: np.random.Generator, C: float = HARD) -> None:
        self._where, self._coins = where, coins
        self.model = SupportVectors(kernel, where.d, C)

    def hear(self, points: Points, labels: Labels) -> None:
        self.model.hear(points, labels)

    def machine(self) -> KernelMachine:
        return self.model.machine()

    def _distances(self, points: Points) -> Vector:
        found: Vector = np.abs(self.machine().values(points)[:, 0])
        return found


class Passive(_BySupportVectors):
    """Ask at random."""

    def ask(self, most: int) -> Points:
        return self._where.draw(self._coins, most)


class ExtendedAdaptive(_BySupportVectors):
    """EAT (Chandrasekaran et al. 2020, 4.3): of random points, ask those nearest to the machine's boundary; fit again."""

    def ask(self, most: int) -> Points:
        heard = len(self.model.labels)
        if heard < START:
            return self._where.draw(self._coins, min(START - heard, most))
        round_of = min(max(1, heard // ROUND), most)
        if self.model.one_sided:
            return self._where.draw(self._coins, round_of)
        drawn = self._where.draw(self._coins, CANDIDATES)
        nearest: Points = drawn[np.argsort(self._distances(drawn))[:round_of]]
        return nearest


class SimpleMargin(_BySupportVectors):
    """Tong and Koller 2001: of a pool that stays the same, ask the point nearest to the boundary, one at a time."""

    def __init__(self, where: Law, kernel: Kernel, coins: np.random.Generator, C: float = HARD) -> None:
        super().__init__(where, kernel, coins, C)
        self.pool = where.draw(coins, CANDIDATES)
        self.left = np.ones(CANDIDATES, np.bool_)

    def ask(self, most: int) -> Points:
        heard = len(self.model.labels)
        if not self.left.any():
            raise BadArgument(f"the pool of {CANDIDATES} points is used up: choose another method, or fewer labels")
        count = min(START - heard, most) if heard < START else 1
        chosen = np.flatnonzero(self.left)[:count] if self.model.one_sided else self._best()
        self.left[chosen] = False
        found: Points = self.pool[chosen]
        return found

    def _best(self) -> Any:
        left = np.flatnonzero(self.left)
        return left[[int(self._distances(self.pool[left]).argmin())]]


class MaxMinMargin(SimpleMargin):
    """Tong and Koller 2001: of those nearest to the boundary, ask the one whose worse answer leaves the larger margin."""

    def _best(self) -> Any:
        left = np.flatnonzero(self.left)
        near = left[np.argsort(self._distances(self.pool[left]))[:TRIED]]
        return near[[int(np.argmax([self._worse(self.pool[[j]]) for j in near]))]]

    def _worse(self, point: Points) -> float:
        points = np.concatenate([self.model.points, point])
        return min(self.model.margin(points, np.append(self.model.labels, label)) for label in (True, False))


class AdaptiveRetraining(_BySupportVectors):
    """Tramer et al. 2016, as their code has it: a 20th of the budget at random, up to two fifths by halving segments whose
    ends are labelled differently, the rest in three rounds on the machine's own boundary.

    A segment joins two random points, and is halved until no coordinate of its ends differs by more than 1/10; each halving is
    a question; two more random points are asked between two segments.  What it has before its budget is spent is on its way.
    """

    ROUNDS, WIDTH, BETWEEN = 3, 0.1, 2

    def __init__(self, where: Law, kernel: Kernel, coins: np.random.Generator, labels: int) -> None:
        super().__init__(where, kernel, coins, LOOSE)
        self.budget = labels
        self._segment: tuple[Points, Points] | None = None  # an end that is labelled true, one that is not
        self._at_random: list[bool] = []  # of each point heard; ends are chosen among those
        self._drawing = True

    def ask(self, most: int) -> Points:
        heard = len(self.model.labels)
        first = max(4, self.budget // 20)
        if heard < first or self.model.one_sided:
            return self._fresh(min(first - heard, most) if heard < first else 1)
        if heard < 2 * self.budget // 5:
            ended = self._segment is None and not self._at_random[-1]
            return self._fresh(min(self.BETWEEN, most)) if ended else self._middle()
        self._drawing, self._segment = False, None
        return self._on_boundary(min(most, -(-3 * self.budget // 5 // self.ROUNDS)))

    def hear(self, points: Points, labels: Labels) -> None:
        super().hear(points, labels)
        self._at_random += [self._drawing] * len(points)
        if self._segment is not None:
            high, low = self._segment
            self._segment = (points, low) if labels[0] else (high, points)
            if np.abs(self._segment[0] - self._segment[1]).max() <= self.WIDTH:
                self._segment = None

    def _fresh(self, m: int) -> Points:
        self._drawing = True
        return self._where.draw(self._coins, m)

    def _middle(self) -> Points:
        self._drawing = False
        if self._segment is None:
            drawn = np.array(self._at_random)
            ends = [self.model.points[drawn & (self.model.labels == side)] for side in (True, False)]
            high, low = (end[[int(self._coins.integers(len(end)))]] for end in ends)
            self._segment = (high, low)
        return (self._segment[0] + self._segment[1]) / 2

    def _on_boundary(self, m: int) -> Points:
        machine = self.machine()
        drawn = self._where.draw(self._coins, 600)
        side = machine(drawn)
        if side.all() or not side.any():
            return drawn[:m]
        ends = [some[self._coins.integers(len(some), size=m)] for some in (drawn[side], drawn[~side])]
        return halved(ends[0], ends[1], machine)
