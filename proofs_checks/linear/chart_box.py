"""The chart box: what its labels prove, how many of them there are, and what a label is worth."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from proofs_checks.coq import REALS, Goal, coq, tied_goals
from proofs_checks.lemmas import Lemma, lemma
from proofs_checks.linear.spherical_bisection import halvings
from proofs_checks.methods import bound_of, everywhere
from qlearn import find
from qlearn.geometry.ratio_law import RatioLaw
from qlearn.learners.linear import box as shared
from qlearn.learners.linear.box import Box, boxed
from qlearn.queries import Dialogue

NAME = "linear.chart_box"
PLAYED = [(2, Fraction(1, 2)), (2, Fraction(1, 10)), (2, Fraction(1, 100)), (3, Fraction(1, 2)), (3, Fraction(1, 5))]
PLAYED += [(4, Fraction(1, 2)), (3, Fraction(1, 10))]

axes = coq(
    NAME,
    "The axes, each with a sign and in any order, are an orthonormal basis: the champion's may be the first.",
    theorem="geometry.bases.axes_basis",
    refuted="geometry.bases.one_axis_twice",
    sharper="whatever their places",
    axioms=REALS,
)
certificate = coq(
    NAME,
    "Every w that is not 0 and agrees with the labels at the ends l_j <= y_j <= h_j of the box is within asin(radius) of the"
    " result, radius = |max(h - c, c - l)|/sqrt(1 + |c|**2).",
    theorem="linear.chart_box.certificate",
    refuted="linear.chart_box.certificate_attained",
    sharper="strictly within it",
    axioms=REALS,
)
knocked = coq(
    NAME,
    "The signs and the knockout take 2 d - 1 labels, whatever the answers.",
    theorem="linear.chart_box_stop.knocked_count",
    axioms=REALS,
)
champion = coq(
    NAME,
    "The champion of clg(d) rounds has a weight of the largest size, so that all ratios to it lie in [0, 1].",
    theorem="linear.chart_box_stop.champion_found",
    refuted="linear.knockout.one_round_fewer",
    sharper="with one round fewer",
    axioms=REALS,
)
guard = coq(
    NAME,
    "What the cut's guard makes of any c may be asked, whatever the answer will be; the middle is left as it is.",
    theorem="linear.chart_box_count.both_parts_may_be_left",
    refuted="linear.chart_box_count.middle_is_refused",
    sharper="if there is less than nothing to spare",
    axioms=REALS,
)
potential = coq(
    NAME,
    "The sum over all sides of cuts + lg max(side, 2**(-K-1)), and of what is to spare, is never more than at the start,"
    " whatever the answers.",
    theorem="linear.chart_box_count.potential",
    refuted="linear.chart_box_count.bound_attained",
    sharper="less than that",
    axioms=REALS,
)
spared = coq(
    NAME,
    "There is never less than nothing to spare.",
    theorem="linear.chart_box_count.never_negative",
    refuted="linear.chart_box_count.bound_attained",
    sharper="always something",
    axioms=REALS,
)
cuts = coq(
    NAME,
    "n sides are cut at most n (K + 2) times, if none is cut that is shorter than 2**-K.",
    theorem="linear.chart_box_count.cuts_at_most",
    refuted="linear.chart_box_count.bound_attained",
    sharper="one cut fewer",
    axioms=REALS,
)
longer = coq(
    NAME,
    "If only sides longer than 2**-K are cut, there is one cut fewer in all.",
    theorem="linear.chart_box_count.longer_sides_save_one",
    refuted="linear.chart_box_count.one_is_saved",
    sharper="two cuts fewer",
    axioms=REALS,
)
run_bound = coq(
    NAME,
    "At most 2 d - 1 + (d - 1) (K + 2) labels, whatever the answers.",
    theorem="linear.chart_box_stop.run_bound",
    refuted="linear.chart_box_count.bound_attained",
    sharper="one cut fewer",
    axioms=REALS,
)
stop = coq(
    NAME,
    "If sqrt(d - 1)/(2 sin(eps)) <= 2**K, sides of at most 2**-K end the run.",
    theorem="linear.chart_box_stop.stop",
    refuted="linear.chart_box_stop.one_halving_fewer",
    sharper="sides of 2**(1 - K)",
    axioms=REALS,
)
long_side = coq(
    NAME,
    "So until the run ends some side is longer than 2**-K.",
    theorem="linear.chart_box_stop.long_side",
    refuted="linear.chart_box_stop.one_halving_fewer",
    sharper="than 2**(1 - K)",
    axioms=REALS,
)
within = coq(
    NAME,
    "With sides of at most 2**-K the result is within eps of every w that agrees with the labels.",
    theorem="linear.chart_box_stop.within_eps",
    axioms=REALS,
)
mass = coq(
    NAME,
    "If no side of a cut has more than (1 + a)/2 of the mass, at most ((1 + a)/2)**q is left after q labels.",
    theorem="linear.chart_box_mass.mass_left",
    refuted="linear.chart_box_mass.mass_attained",
    sharper="less than that",
    axioms=REALS,
)
worth = coq(
    NAME,
    "So where m of the mass is left there were at most lg(1/m)/(1 - lg(1 + a)) labels.",
    theorem="linear.chart_box_mass.labels",
    refuted="linear.chart_box_mass.labels_attained",
    sharper="one label fewer",
    axioms=REALS,
)


def every_run(start: Callable[[], Dialogue[Any]]) -> Iterator[tuple[int, Any]]:
    """The labels and the result of every run, whatever is answered; but the first batch, which asks for signs, is labelled +."""
    open_: list[list[bool]] = [[]]
    while open_:
        said, talk, count = open_.pop(), start(), 0
        try:
            query, answers = next(talk), None
            while True:
                count += len(query.points)
                if answers is None:
                    answers = iter(said)
                    query = talk.send(np.ones(len(query.points), np.bool_))
                    continue
                labels = []
                for _ in query.points:
                    if (label := next(answers, None)) is None:
                        open_.append([*said, False])
                        said, label = [*said, True], True
                    labels.append(label)
                query = talk.send(np.array(labels))
        except StopIteration as done:
            yield count, done.value


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
        return all(count <= most for count, _ in every_run(lambda: learner.start(d=d, eps=eps)))

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

        for count, _ in every_run(start):
            first = count - (2 * d - 1) - (len(seen) - 1)
            held = [first + i + sum_ for i, (_, _, sum_) in enumerate(seen)]
            most = d - 1 - 1e-6 if sharper else d - 1 + 1e-9
            if not all(long and spared for long, spared, _ in seen) or max(held) > most:
                return False
        return True

    return all(claim(*sizes) for sizes in PLAYED)


@lemma(
    NAME,
    "C(x) = min(x**2/(2 ln 2), least over f of 1 + f C(f x) + (1 - f) C((1 - f) x)): the share cut off is one of least cost,"
    " and none is where no cut costs less.",
    method="exhaustion: the table of the plan, to 1e-9",
    scope="widths of 1/64, 2/64, ..., 8",
    sharper="halves everywhere, as from 8 on",
)
def planned(sharper: bool) -> bool:
    from qlearn.geometry.cut_plan import REACH, UNIT, _table

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
        calls = [f"bound {d} {int(shared.halvings(d, eps))} {' '.join(map(str, rest))}" for d, eps, *rest in sizes]
        return [(f"([{'; '.join(calls)}] = [{'; '.join(map(str, says))}])%nat", "vm_compute; reflexivity")]

    return tied_goals(name, file, lambda: goals(0), lambda: goals(1), scope="d <= 8, eps in 1/10, 1/2, 5/4")


def _named(found: Lemma, name: str, says: str, sharper: str) -> Lemma:
    found.check.__name__ = name
    return replace(found, says=says, sharper=sharper)


formula = bound_tie(NAME, "linear.chart_box_stop")
premise = _named(
    halvings(NAME, shared.halvings, lambda d, eps: f"sqrt {d - 1} / (2 * sin {eps})"),
    "premise",
    "Python's number K of halvings has sqrt(d - 1)/(2 sin(eps)) <= 2**K.",
    "one halving fewer",
)
