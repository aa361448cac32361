"""Learners for sweeps in tests: one that notes down when it begins and ends, and some that go wrong.

The file is sent to the processes of a sweep as it stands.
"""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from qlearn import Bound, Dialogue, Membership, Theorem, exact, proves
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.errors import Failed

CITE = ("angluin1988queries",)


@dataclass(frozen=True)
class Some(Conjunctions):
    """Monotone conjunctions; a plain subclass, so that this file needs no other's idea of sizes."""

    scales: Sequence[Mapping[str, Any]] = ({"n": 2},)

    def of_size(self, coins: Any, *, n: int) -> Conjunction:
        return Conjunction(coins.bits(n))


def claimed(most: Any) -> Theorem:
    return Theorem(Some(), "n queries", (Bound(Membership, "at most", most),), exact, CITE)


def note(folder: str, what: str, seed: int) -> None:
    if folder != "-":
        with open(os.path.join(folder, "notes"), "a", encoding="utf-8") as notes:
            notes.write(f"{what} {seed} {os.getpid()}\n")


@proves(claimed(lambda n: n))
def noted(n: int, folder: str, pause: Any, seed: int = 0) -> Dialogue[Conjunction]:
    """Bit clearing that takes its time."""
    note(folder, "begins", seed)
    time.sleep(float(Fraction(pause)))
    labels = yield from Membership(1 - np.eye(n, dtype=np.uint8))
    note(folder, "ends", seed)
    return Conjunction(~labels)


@proves(claimed(lambda n: n))
def deadly(n: int, folder: str, seed: int = 0) -> Dialogue[Conjunction]:
    """Ends its own process, where there are 3 variables."""
    note(folder, "begins", seed)
    if n == 3:
        os.kill(os.getpid(), 9)
    labels = yield from Membership(1 - np.eye(n, dtype=np.uint8))
    return Conjunction(~labels)


@proves(claimed(lambda n: n - 1))
def boastful(n: int) -> Dialogue[Conjunction]:
    """Claims one query less than it asks."""
    labels = yield from Membership(1 - np.eye(n, dtype=np.uint8))
    return Conjunction(~labels)


@proves(claimed(lambda n: n))
def hasty(n: int) -> Dialogue[Conjunction]:
    """Claims to be exact, and asks nothing of the last variable."""
    labels = yield from Membership((1 - np.eye(n, dtype=np.uint8))[:-1])
    return Conjunction(np.append(~labels, True))


@proves(claimed(lambda n: n))
def clumsy(n: int) -> Dialogue[Conjunction]:
    """Crashes at 3 variables, gives up at 4."""
    labels = yield from Membership(1 - np.eye(n, dtype=np.uint8))
    if n == 3:
        raise ZeroDivisionError("the learner's own fault")
    if n == 4:
        raise Failed("given up")
    return Conjunction(~labels)


@proves(claimed(lambda n: n))
def endless(n: int) -> Dialogue[Conjunction]:
    """Never ends by itself."""
    while True:
        yield from Membership(np.ones((1, n), np.uint8))
