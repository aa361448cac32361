"""The chart box about an anchor: labels off by one beta, a knockout that may be wrong by it, and a segment in 53 bits."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

import numpy as np

from proofs_checks.coq import NONE, REALS, coq
from proofs_checks.lemmas import lemma
from proofs_checks.linear.chart_box_runs import bound_tie
from proofs_checks.methods import everywhere
from qlearn import find, run, teachers
from qlearn.errors import Undecided
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.directions import angle
from qlearn.learners.linear.knockout import Knockout
from qlearn.learners.linear.segment import SEGMENT, Segment
from qlearn.queries import Membership

NAME = "linear.chart_box_inside"

seen = coq(
    NAME,
    "About the anchor a the point a + rho r is labelled + exactly if w.r >= -beta, beta = (w.a + b)/rho.",
    theorem="linear.chart_box_anchor.seen_from_the_anchor",
    axioms=REALS,
)
compared = coq(
    NAME,
    "The question of ratio c is labelled + exactly if b_j + max(1, c) beta >= c b_p, where b_k = s_k w_k, the signs s as"
    " labelled.",
    theorem="linear.chart_box_anchor.compared_from_the_anchor",
    axioms=REALS,
)
label = coq(
    NAME,
    "So it compares c with one number for all c: (b_j + beta)/b_p where that is at most 1, beyond that b_j/(b_p - beta).",
    theorem="linear.chart_box_anchor.label_compares",
    refuted="linear.chart_box_anchor.one_beta_is_not_enough",
    sharper="with (b_j + beta)/b_p always",
    axioms=REALS,
)
ratio = coq(
    NAME,
    "Of that number z the ratio b_j/b_p is z - max(1, z) beta/b_p.",
    theorem="linear.chart_box_anchor.ratio_of_met",
    axioms=REALS,
)
knockout = coq(
    NAME,
    "If each match may be wrong by beta, no weight is larger than the champion's by more than beta a round.",
    theorem="linear.knockout.champion_is_nearly_largest",
    refuted="linear.knockout.off_once_a_round",
    sharper="by as much",
    axioms=REALS,
)
champion = coq(
    NAME,
    "If beta is at most x times the largest weight, and x clg(d) <= 1/4, the champion has at least 3/4 of the largest, and beta"
    " is at most 4/3 x of the champion's.",
    theorem="linear.chart_box_anchor.champion_is_large",
    refuted="linear.chart_box_anchor.champion_attained",
    sharper="less than that",
    axioms=REALS,
)
reach = coq(
    NAME,
    "Each (b_j + beta)/b_p is at most 1 + (clg(d) + 1) beta/b_p.",
    theorem="linear.chart_box_anchor.ratios_reach",
    refuted="linear.chart_box_anchor.two_rounds_reach",
    sharper="1 + 2 beta/b_p",
    axioms=REALS,
)
round_ = coq(
    NAME,
    "A match lost raises what z may be by at most beta/(b_p - beta).",
    theorem="linear.chart_box_anchor.met_reaches",
    axioms=REALS,
)
counted = coq(
    NAME,
    "At most tries + 52 + 2 d - 1 + (d - 1) (K + 4) labels, sides being at most 2 at first.",
    theorem="linear.chart_box_inside.run_bound",
    refuted="linear.chart_box_count.bound_attained",
    sharper="one cut fewer",
    axioms=REALS,
)
long_side = coq(
    NAME,
    "Until the run ends, and while beta's spread is at most 7/5 of the longest half width, divided by d - 1, and widens no side"
    " by more than 11/8 of it, some side is longer than 2**(-K-2).",
    theorem="linear.chart_box_inside.side_is_long",
    refuted="linear.chart_box_inside.finer_is_needed",
    sharper="than 2**(-K-1)",
    axioms=REALS,
)
segment = coq(
    NAME,
    "A segment that is halved only while it is longer than 2**-52 is halved at most 52 times.",
    theorem="linear.chart_box_inside.halvings_at_most",
    refuted="linear.chart_box_inside.all_halvings",
    sharper="51 times",
    axioms=REALS,
)
bits = coq(
    NAME,
    "After q halvings the middle is an odd multiple of 2**-(q+1) below 1, which float64 has for q <= 52.",
    theorem="linear.chart_box_inside.segment_is_exact",
    refuted="linear.chart_box_inside.segment_is_filled",
    sharper="below 1 - 2**-(q+1)",
    axioms=NONE,
)


def _asked(line: Segment, query: Membership) -> list[Fraction]:
    """The point that the learner asks, as fractions."""
    return [Fraction(x) for x in next(line.ask(query)).points[0].tolist()]  # type: ignore[attr-defined]


def _places() -> Iterator[tuple[Fraction, ...]]:
    """Weights of two coordinates in units of the half sides, and w.a + b, in quarters; ties among them."""
    quarters = [Fraction(k, 4) for k in range(-2, 5)]
    return itertools.product(quarters, quarters, [Fraction(0), Fraction(1, 4), Fraction(1, 2)])


@lemma(
    NAME,
    "What the learner asks of ratio c <= 1 is labelled + exactly if (b_j + beta)/b_p >= c; of c > 1, if b_j + c beta >= c b_p.",
    method="exhaustion: the real questions, exact arithmetic, ties among them",
    scope="weights and w.a + b in quarters, signs + and -, c in 0, 1/2, 1, 2",
    sharper="beta is not multiplied by c",
)
def asked(sharper: bool) -> bool:
    line = Segment(np.array([-1.0, -2.0]), np.array([0.5, 1.0]), np.array([-1.0, -2.0]), np.array([3.0, 6.0]))
    line.anchor()
    rho, step = Fraction(line.reach), [Fraction(x) for x in line.step.tolist()]
    centre = [Fraction(x) for x in line.centre.tolist()]

    def claim(signs: tuple[int, int], c: Fraction) -> bool:
        s = np.array(signs, np.float64)
        cup = Knockout(s, 1, np.array([1, 1]), np.array([1, 2]), (0,))
        at = _asked(line, Membership(cup.point(0, float(c), 1)))
        for b_j, b_p, above in _places():
            w = [sign * b / h for sign, b, h in zip(signs, (b_j, b_p), step, strict=True)]
            value = above + sum(x * (y - a) for x, y, a in zip(w, at, centre, strict=True))
            factor = Fraction(1) if sharper else max(Fraction(1), c)
            if (value >= 0) != (b_j + factor * above / rho >= c * b_p):
                return False
        return True

    ratios = [Fraction(0), Fraction(1, 2), Fraction(1), Fraction(2)]
    return everywhere(claim, itertools.product((1, -1), repeat=2), ratios)


@lemma(
    NAME,
    "The segment's ends are exact and neighbours after 52 halvings, and then no more are asked.",
    method="exhaustion: the real segment, exact arithmetic",
    scope="all answers of period at most 8",
    sharper="after 51",
)
def halved(sharper: bool) -> bool:
    def claim(answers: tuple[bool, ...]) -> bool:
        line = Segment(np.array([0.0]), np.array([1.0]), np.array([0.0]), np.array([1.0]))
        no, yes = Fraction(0), Fraction(1)
        for i in range(SEGMENT - (1 if sharper else 0)):
            talk, middle = line.halve(), (no + yes) / 2
            if Fraction(float(next(talk).points[0, 0])) != middle:  # type: ignore[attr-defined]
                return False
            said = answers[i % len(answers)]
            no, yes = (no, middle) if said else (middle, yes)
            with suppress(StopIteration):
                talk.send(np.array([said]))
        try:
            next(line.halve())
        except Undecided:
            return (Fraction(line.no), Fraction(line.yes)) == (no, yes)
        return False

    return all(claim(word) for n in range(1, 9) for word in itertools.product((False, True), repeat=n))


@lemma(
    NAME,
    "What a transcript certifies is at least the true angle, and the true distance at the anchor.",
    method="exhaustion: the real learner on all half-spaces of the small games",
    scope="d <= 2, five places, eps = 1/2 and 1/10",
    sharper="it is at most half of eps",
)
def certified(sharper: bool) -> bool:
    learner = find(NAME)

    def claim(given: Any, eps: str) -> bool:
        for target in learner.theorem.learns.space(**given).concepts:  # type: ignore[attr-defined]
            learning = learner(eps=eps, **given)
            done = run(learning, teachers.Honest(target))
            theirs, ours, apart = done.hypothesis.off(target)
            known = confirmed(learning, done.hypothesis, done.turns)
            if known is None or max(angle(theirs, ours), apart) > known.error:
                return False
            if sharper and known.error > float(Fraction(eps)) / 2:
                return False
        return True

    return everywhere(claim, learner.theorem.learns.small, ["1/2", "1/10"])


formula = bound_tie(NAME, "linear.chart_box_inside", tries=range(10, 12))
