"""The chart box's runs: the real learner whatever is answered, and Python's formulas beside Coq's."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from proofs_checks.coq import COMPUTED, tied_goals
from proofs_checks.lemmas import Lemma, lemma
from proofs_checks.linear.spherical_bisection import halvings
from proofs_checks.methods import bound_of, everywhere
from proofs_checks.posed import Goal
from qlearn import find
from qlearn.errors import Failed
from qlearn.geometry.cut_plan import REACH, UNIT, _table
from qlearn.geometry.ratio_law import RatioLaw
from qlearn.learners.linear import box as shared
from qlearn.learners.linear.box import Box, boxed
from qlearn.learners.linear.knockout import Knockout
from qlearn.points import Labels, Points
from qlearn.queries import Dialogue, Membership

NAME = "linear.chart_box"
PLAYED = [(2, Fraction(1, 2)), (2, Fraction(1, 10)), (2, Fraction(1, 100)), (3, Fraction(1, 2)), (3, Fraction(1, 5))]
PLAYED += [(4, Fraction(1, 2)), (3, Fraction(1, 10))]


def labels_of(talk: Dialogue[Any], answer: Callable[[Points], Labels]) -> tuple[int, Any]:
    """How many labels a dialogue asks that are given so, and its result."""
    count = 0
    try:
        query = next(talk)
        while True:
            assert isinstance(query, Membership)
            count += len(query.points)
            query = talk.send(answer(query.points))
    except StopIteration as done:
        return count, done.value


def asked_of(talk: Dialogue[Any], answer: Callable[[Points], Labels]) -> int:
    """How many labels a dialogue asks that are given so, though it may fail."""
    count = 0

    def counted(points: Points) -> Labels:
        nonlocal count
        count += len(points)
        return answer(points)

    with suppress(Failed):
        labels_of(talk, counted)
    return count


class _Answers:
    """These labels, and + when they end; what is then left to be played with - is put down."""

    def __init__(self, said: list[bool], unplayed: list[list[bool]]) -> None:
        self.said, self.unplayed, self.asked = said, unplayed, 0

    def __call__(self, points: Points) -> Labels:
        start, self.asked = self.asked, self.asked + len(points)
        while len(self.said) < self.asked:
            self.unplayed.append([*self.said, False])
            self.said.append(True)
        return np.array(self.said[start : self.asked])


def every_run(start: Callable[[], Dialogue[Any]], d: int) -> Iterator[tuple[int, Any]]:
    """The labels and the result of every run, whatever is answered; but the first d, which give signs, are +."""
    unplayed: list[list[bool]] = [[True] * d]
    while unplayed:
        yield labels_of(start(), _Answers(unplayed.pop(), unplayed))


@lemma(
    NAME,
    "Whatever the answers, the learner asks at most its bound.",
    method="exhaustion: all answers to the real learner, the signs +",
    scope="d = 2, eps down to 1/100; d = 3, down to 1/10; d = 4, 1/2",
    sharper="K - 1 for K + 2",
)
def all_answers(sharper: bool) -> bool:
    learner, bound = find(NAME), bound_of(NAME)

    def claim(d: int, eps: Fraction) -> bool:
        most = bound.at(d=d, eps=eps) - (3 * (d - 1) if sharper else 0)
        return all(count <= most for count, _ in every_run(lambda: learner.start(d=d, eps=eps), d))

    return all(claim(*sizes) for sizes in PLAYED)


@lemma(
    NAME,
    "Whatever the answers, until the run ends its longest side is longer than 2**-K, there is no less than nothing to spare,"
    " and cuts + lg max(side, 2**(-K-1)) and what is to spare sum to at most d - 1, to 1e-9.",
    method="exhaustion: all answers to the real learner's parts, the signs +",
    scope="d = 2, eps down to 1/100; d = 3, down to 1/10; d = 4, 1/2",
    sharper="to less than d - 1",
)
def watched(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction) -> bool:
        K, seen = int(shared.halvings(d, eps)), []

        def enough(box: Box, law: RatioLaw) -> bool:
            sides = np.delete(box.high - box.low, box.cup.champion)
            held = box.spare + float(np.log2(np.maximum(sides, 2.0 ** -(K + 1))).sum())
            seen.append((box.certified or float(sides.max()) > 2.0**-K, box.spare >= -1e-9, held))
            return box.certified

        def start() -> Dialogue[Any]:
            seen.clear()
            return boxed(d, eps, enough)

        for count, _ in every_run(start, d):
            first = count - (2 * d - 1) - (len(seen) - 1)
            held = [first + i + sum_ for i, (_, _, sum_) in enumerate(seen)]
            most = d - 1 - 1e-6 if sharper else d - 1 + 1e-9
            if not all(long and spared for long, spared, _ in seen) or max(held) > most:
                return False
        return True

    return all(claim(*sizes) for sizes in PLAYED)


@lemma(
    NAME,
    "A cut of a side of at least 2**-K asks a point inside it, and leaves no less than nothing to spare; 1 + lg max(side,"
    " 2**(-K-1)) and what is to spare are together what they were, whatever the answer, to 1e-9.",
    method="exhaustion: the real cut",
    scope="d = 2, eps = 1/100: sides 1, 2**-K and between, seventeen places, from 0 to 2 to spare",
    sharper="the place asked for is the place that is cut",
)
def guarded(sharper: bool) -> bool:
    K = int(_halvings(2, Fraction(1, 100)))
    cup = Knockout(np.ones(2), 1, np.array([1, 1]), np.array([1, 2]), (0,))

    def claim(low: float, side: float, place: int, spare: float, above: bool) -> bool:
        box = Box(cup, Fraction(1, 100))
        box.low[0], box.high[0], box.spare = low, low + side, spare
        wanted, asked = low + side * place / 16, []

        def answer(points: Points) -> Labels:
            asked.append(-float(points[0, 1]))
            return np.array([above])

        labels_of(box.cut(0, wanted), answer)
        left = float(box.high[0] - box.low[0])
        held = 1 + math.log2(max(left, 2.0 ** -(K + 1))) + box.spare
        right = low < asked[0] < low + side and box.spare >= -1e-9 and abs(held - math.log2(side) - spare) < 1e-9
        return right and (not sharper or abs(asked[0] - wanted) < 1e-9)

    sides, spares = [1.0, 0.7, 2.0 ** (0.5 - K), 2.0**-K], [k / 8 for k in range(17)]
    return everywhere(claim, [0.0, 0.25], sides, range(17), spares, [False, True])


@lemma(
    NAME,
    "C(x) = min(x**2/(2 ln 2), least over f of 1 + f C(f x) + (1 - f) C((1 - f) x)): the share cut off is one of least cost,"
    " and none is where no cut costs less.",
    method="exhaustion: the table of the plan, to 1e-9",
    scope="widths of 1/64, 2/64, ..., 8",
    sharper="halves everywhere, as from 8 on",
)
def planned(sharper: bool) -> bool:
    shares, steps = _table(), REACH * UNIT
    cost = [(k / UNIT) ** 2 / (2 * math.log(2)) for k in range(steps + 1)]

    def cut(k: int, part: int) -> float:
        return 1 + (part * cost[part] + (k - part) * cost[k - part]) / k

    for k in range(1, steps + 1):
        least = min((cut(k, part) for part in range(1, k // 2 + 1)), default=math.inf)
        part = k // 2 if sharper else round(float(shares[k]) * k)
        chosen = cut(k, part) if part else cost[k]
        cost[k] = min(cost[k], least)
        if chosen > cost[k] + 1e-9:
            return False
    return True


def bound_tie(name: str, file: str, **more: range) -> Lemma:
    """A learner's bound and the Coq definition are the same number, K being Python's own number of halvings."""
    sizes = list(itertools.product(range(1, 9), (Fraction(1, 10), Fraction(1, 2), Fraction(5, 4)), *more.values()))

    def goals(off: int) -> list[Goal]:
        says = [bound_of(name).at(d=d, eps=eps, **dict(zip(more, rest, strict=True))) + off for d, eps, *rest in sizes]
        calls = [f"bound {d} {int(_halvings(d, eps))} {' '.join(map(str, rest))}" for d, eps, *rest in sizes]
        return [(f"([{'; '.join(calls)}] = [{'; '.join(map(str, says))}])%nat", COMPUTED)]

    return tied_goals(name, file, lambda: goals(0), lambda: goals(1), scope="d <= 8, eps in 1/10, 1/2, 5/4")


def premise_tie(name: str) -> Lemma:
    """Python's number of halvings meets the premise of the Coq theorems."""
    found = halvings(name, _halvings, lambda d, eps: f"sqrt {d - 1} / (2 * sin {eps})")
    found.check.__name__ = "premise"
    says = "Python's number K of halvings has sqrt(d - 1)/(2 sin(eps)) <= 2**K."
    return replace(found, says=says, sharper="one halving fewer")


def _halvings(d: Any, eps: Any) -> Any:
    return shared.halvings(d, eps)
