"""Labels bought from streams beside what is claimed: perceptrons on the sphere, finite classes with and without flips."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from qlearn import channels, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.tables import Row as Target
from qlearn.concepts.tables import Table
from qlearn.geometry.directions import angle

Row = dict[str, Any]

RUNS = 60
DELTA = Fraction(1, 20)
POINTS = 100  # of the line, on which the thresholds and the intervals are
EPS = Fraction(1, 50)
RHO = Fraction(1, 5)
REFUTED = 12  # or more failures of 60 are met at most once in 10,000 times where the probability is 1/20


def rows() -> Iterator[Row]:
    yield from perceptrons()
    yield from noiseless()
    yield from flipped()


def perceptrons() -> Iterator[Row]:
    """Uniform targets: the passive and the active one beside their bounds, and beside each other."""
    for d, eps in ((4, Fraction(1, 10)), (10, Fraction(1, 10)), (10, Fraction(1, 100))):
        asked: dict[str, list[int]] = {}
        for name in ("passive", "active"):
            learner = find("linear.modified_perceptron" if name == "passive" else "linear.active_perceptron")
            counts, failures = [], 0
            for seed in range(RUNS):
                w = np.random.default_rng([6, d, seed]).normal(size=d)
                found = run(learner(d=d, eps=eps, delta=DELTA, seed=seed), teachers.Honest(HalfSpace(w)))
                counts.append(found.ledger["membership"])
                failures += angle(w, found.hypothesis.w) > float(eps)
            bound = learner.theorem.bounds[0].at(d=d, eps=eps, delta=DELTA)
            yield beside(f"{name} perceptron, labels, d = {d}, eps = {float(eps):g}", "bound", 1.0, counts, bound, failures)
            asked[name] = counts
        work = f"active perceptron against the passive one, d = {d}, eps = {float(eps):g}"
        yield beside(work, "passive perceptron", 1.0, asked["active"], float(np.mean(asked["passive"])), failures)


def thresholds() -> Table:
    return tuple(tuple(int(x >= t) for x in range(POINTS)) for t in range(POINTS + 1))


def dictators() -> Table:
    """Nothing or one point: as many labels as a stream can cost."""
    return tuple(tuple(int(x == i) for x in range(POINTS)) for i in range(POINTS + 1))


def noiseless() -> Iterator[Row]:
    """CAL beside the mean it claims and the points drawn; the committee beside CAL's claim, which it does not share."""
    for name, table, star in (("thresholds", thresholds(), 2), ("sets of at most one point", dictators(), POINTS)):
        sizes = {"N": len(table), "eps": EPS, "delta": DELTA, "star": star}
        drawn, _, mean, chancy = (bound.at(**sizes) for bound in find("finite.cal").theorem.bounds)
        counts, failures = streamed("finite.cal", table)
        yield beside(f"CAL, labels, {name}", "mean claimed", 1.0, counts, mean, failures)
        yield beside(f"CAL, labels, {name}", "claimed with probability 19/20", 1.0, counts, chancy, failures)
        yield beside(f"CAL, labels, {name}", "all points labelled", 1.0, counts, drawn, failures)
        counts, failures = streamed("finite.query_by_committee", table)
        yield beside(f"query by committee, labels, {name}", "bound N - 1", 1.0, counts, len(table) - 1, failures)
        yield beside(f"query by committee, labels, {name}", "CAL's mean claimed", None, counts, mean, failures)


def flipped() -> Iterator[Row]:
    """Labels flipped with probability 1/5: examples beside Angluin and Laird's number, and what coins and doubt spare."""
    table = thresholds()
    counts, failures = streamed("finite.minimum_disagreement", table, kind="example", rho=RHO)
    published = math.ceil(2 * math.log(len(table) / DELTA) / float(EPS * (1 - 2 * RHO)) ** 2)
    yield beside("fewest disagreements, examples, thresholds, rho = 1/5", "Angluin and Laird", 1.0, counts, published, failures)
    for least in (Fraction(1), Fraction(1, 4)):
        bought, failures = streamed("finite.importance_weighted", table, rho=RHO, least=least)
        work = f"importance weights, labels, thresholds, rho = 1/5, least = {least}"
        reach = 1.0 if least == 1 else None
        yield beside(work, "fewest disagreements", reach, bought, float(np.mean(counts)), failures)


def streamed(name: str, table: Table, kind: str = "membership", **more: Any) -> tuple[list[int], int]:
    """What was bought in each run, and how many hypotheses err by more than eps; targets and points uniform."""
    learner, counts, failures = find(name), [], 0
    for seed in range(RUNS):
        target = Target(table, int(np.random.default_rng([7, seed]).integers(len(table))))
        honest = teachers.Honest(target, seed=seed)
        teacher: Any = teachers.Heard(honest, channels.fresh_flips, more, seed) if "rho" in more else honest
        given = {"seed": seed} if "seed" in learner.signature.parameters else {}
        found = run(learner(table=table, eps=EPS, delta=DELTA, **more, **given), teacher)
        counts.append(found.ledger[kind])
        everywhere = target.domain.points()
        failures += bool((found.hypothesis(everywhere) != target(everywhere)).mean() > float(EPS))
    return counts, failures


def beside(work: str, reference: str, reach: float | None, counts: list[int], unit: float, failures: int) -> Row:
    """The mean count as a share of a unit, and where 95 of 100 such means would lie; too many failures refute."""
    mean, error = float(np.mean(counts)), 1.96 * float(np.std(counts, ddof=1)) / math.sqrt(len(counts))
    return {
        "work": f"{work}, {failures} of {len(counts)} failed",
        "reference": reference,
        "reach": reach,
        "measured": round(mean / unit, 5),
        "interval": [round((mean - error) / unit, 5), round((mean + error) / unit, 5)],
        "lower_bound": None,
        "holds": failures < REFUTED and (reach is None or mean <= reach * unit),
        "mean": round(mean, 2),
        "most": max(counts),
        "unit": round(unit, 2),
        "failures": failures,
    }
