"""What it costs to repeat every question of a learner of true labels: as printed, by exact majorities, by Wald's race.

The published figure is VSA's: 900 labels in 64 dimensions at 1e-4, told the truth when to stop.  The chart box needs no such
telling.  Beside them stands what any learner needs under these flips, and what the test of a result costs.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from linear_boxes import Row, compared

from qlearn import Membership, find, run
from qlearn.errors import Failed
from qlearn.formulas import ceiling, race, trials, votes
from qlearn.geometry.directions import angle
from qlearn.learners.linear.flips import needed_under_flips
from qlearn.reductions.proposition_1 import published
from qlearn.reductions.sprt import LATE

DELTA = Fraction(1, 20)
PUBLISHED = 900  # labels of VSA at d = 64, eps = 1e-4: figure 3 of Chandrasekaran et al. 2020
D, EPS, RHO = 64, Fraction(1, 10**4), Fraction(2, 5)
TARGETS = 20


class Flipping:
    """A teacher that only multiplies, and errs with a probability, afresh each time."""

    def __init__(self, w: Any, rho: Fraction, seed: int) -> None:
        self.w, self.rho, self.rng = w, float(rho), np.random.default_rng([4, seed])

    def answer(self, query: Membership) -> Any:
        return (query.points @ self.w >= 0) ^ (self.rng.random(len(query.points)) < self.rho)


def rows() -> Iterator[Row]:
    yield from counted()
    yield from measured()
    yield from certificates()


def counted() -> Iterator[Row]:
    """Formulas at 900 rows, and at the chart box's bound."""
    bound = find("linear.chart_box").theorem.bounds[0].at(d=D, eps=EPS)
    for whose, q in ((f"VSA's {PUBLISHED} labels", PUBLISHED), (f"the chart box's bound of {bound}", bound)):
        share = DELTA / (q + 1)
        printed = q * int(published(Fraction(q), RHO, DELTA))
        ways = {
            "Proposition 1": (printed, None),
            "majority, exact": (q * int(votes(RHO, share)), 1.0),
            "Wald's race, mean at most": (int(ceiling(q * race(RHO, share * (1 - LATE)))), 1.0),
        }
        for way, (count, reach) in ways.items():
            yield {
                "work": f"{way}: labels for {whose}, d = {D}, rho = {float(RHO)}, eps = {float(EPS):g}",
                "reference": f"Proposition 1: {printed}",
                "reach": reach,
                "measured": count,
                "interval": [count, count],
                "lower_bound": needed_under_flips.bound.at(d=D, eps=EPS, rho=RHO, delta=DELTA),
                "holds": reach is None or count < printed,
            }


def measured() -> Iterator[Row]:
    """Uniform targets, the learner's own stop; `Failed` and results farther than eps are failures."""
    lower = needed_under_flips.bound.at(d=D, eps=EPS, rho=RHO, delta=DELTA)
    for name in ("linear.chart_box+vote", "linear.chart_box+sprt"):
        counts, failures = [], 0
        for seed, w in enumerate(np.random.default_rng([0, D]).normal(size=(TARGETS, D))):
            try:
                done = run(find(name)(d=D, eps=EPS, rho=RHO, delta=DELTA), Flipping(w, RHO, seed))
            except Failed:
                failures += 1
                continue
            counts.append(done.ledger[Membership])
            failures += angle(w, done.hypothesis.w) > EPS
        work = f"{name}, d = {D}, rho = {float(RHO)}, eps = {float(EPS):g}, {failures} of {TARGETS} failed"
        row = compared(work, "Proposition 1 of VSA", 1.0, counts, PUBLISHED * int(published(Fraction(PUBLISHED), RHO, DELTA)))
        yield row | {"lower_bound": lower, "failures": failures, "holds": row["holds"] and failures <= 5}


def certificates() -> Iterator[Row]:
    """What the first test of a result costs, in any dimension and for any angle; beside it Hoeffding's number."""
    for rho in (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5)):
        null, other, share = (2 - rho) / 3, (22 - 21 * rho) / 23, DELTA / 4
        count = int(trials(null, other, share, share))
        hoeffding = math.ceil(2 * math.log(1 / share) / float(other - null) ** 2)
        yield {
            "work": f"labels for the test of a direction, any d and eps, rho = {float(rho)}, confidence 95 %",
            "reference": f"Hoeffding: {hoeffding}",
            "reach": 1.0,
            "measured": count,
            "interval": [count, count],
            "lower_bound": None,
            "holds": count < hoeffding,
        }
