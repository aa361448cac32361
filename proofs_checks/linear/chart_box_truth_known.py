"""The chart box stopped by the truth: it asks no more than the certificate would, and where its estimate lies."""

from __future__ import annotations

import itertools
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.chart_box_runs import bound_tie, labels_of
from proofs_checks.methods import attained, zero
from qlearn import run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.learners.linear.box import Box, boxed
from qlearn.learners.linear.chart_box_truth_known import WIDER, chart_box_truth_known
from qlearn.queries import Dialogue

NAME = "linear.chart_box_truth_known"

asked = coq(
    NAME,
    "What stops it earlier takes nothing from the bound: at most 2 d - 1 + (d - 1) (K + 2) labels, whatever the answers.",
    theorem="linear.chart_box_stop.run_bound",
    refuted="linear.chart_box_count.bound_attained",
    sharper="one cut fewer",
    axioms=REALS,
)
ends = coq(
    NAME,
    "If the truth does not stop it, sides of at most 2**-K do.",
    theorem="linear.chart_box_stop.stop",
    refuted="linear.chart_box_stop.one_halving_fewer",
    sharper="sides of 2**(1 - K)",
    axioms=REALS,
)
within = coq(
    NAME,
    "Then the centre of the box is within eps of every w that agrees with the labels.",
    theorem="linear.chart_box.certified",
    axioms=REALS,
)


@lemma(
    NAME,
    "A normal law of deviation s has on [c - h, c + h] the mean c (1 - (h/s)**2/3), but for terms of h**4.",
    method="identity: of the series in h",
    scope=ALL,
    sharper="c (1 - (h/s)**2/2)",
)
def likely(sharper: bool) -> bool:
    c, h, s, u = sp.symbols("c h s u", positive=True)
    density = sp.series(sp.exp(-((c + u) ** 2 - c**2) / (2 * s**2)), u, 0, 4).removeO()
    moved, whole = (sp.integrate(sp.expand(f), (u, -h, h)) for f in (u * density, density))
    mean = sp.series(sp.simplify(moved / whole), h, 0, 4).removeO()
    return zero(mean + c * (h / s) ** 2 / (2 if sharper else 3))


@lemma(
    NAME,
    "The learner's estimate is c (1 - min(h/s, 1)**2/3), at least 2/3 of c: it keeps the signs that were found.",
    method="exhaustion: the learner's own estimate beside exact fractions, to 1e-12",
    scope="c and h in eighths, s in 1/4, 1/2, 1, 2",
    sharper="at least 3/4 of c",
)
def estimated(sharper: bool) -> bool:
    def claim(c: Fraction, h: Fraction, s: Fraction) -> bool:
        sides = SimpleNamespace(centre=np.array([float(c), 1.0]), half_widths=np.array([float(h), 0.0]))
        found = Fraction(float(Box.likely(sides, float(s))[0]))  # type: ignore[arg-type]
        right = abs(found - c * (1 - min(h / s, Fraction(1)) ** 2 / 3)) < Fraction(1, 10**12)
        return bool(right and found >= c * (Fraction(3, 4) if sharper else Fraction(2, 3) - Fraction(1, 10**12)))

    eighths = [Fraction(k, 8) for k in range(1, 9)]
    scales = [Fraction(1, 4), Fraction(1, 2), Fraction(1), Fraction(2)]
    return all(claim(c, h, s) for c, h, s in itertools.product(eighths, eighths, scales) if h <= c and c + h <= 1)


def _certified(d: int, eps: Fraction) -> Dialogue[Any]:
    box = yield from boxed(d, eps, lambda box, law: box.certified, planned=False, wider=WIDER)
    return box.direction(box.centre)


@lemma(
    NAME,
    "It asks no more labels than the same halvings take until the certificate.",
    method="exhaustion: the real learner",
    scope="weights from 0 to 8 and d = 2, 0 to 4 and d = 3, three angles",
    sharper="fewer, always",
)
def no_later(sharper: bool) -> bool:
    def claim(w: tuple[int, ...], eps: Fraction) -> bool:
        target = np.array(w, np.float64)
        known = run(chart_box_truth_known(d=len(w), eps=eps, target=tuple(target.tolist())), teachers.Honest(HalfSpace(target)))
        count, _ = labels_of(_certified(len(w), eps), lambda points: points @ target >= 0)
        return known.ledger["membership"] < count + (0 if sharper else 1)

    targets = [*itertools.product(range(9), repeat=2), *itertools.product(range(5), repeat=3)]
    angles = [Fraction(5, 4), Fraction(1, 2), Fraction(1, 10)]
    return all(claim(w, eps) for w in targets if any(w) for eps in angles)


@lemma(
    NAME,
    "In the exact game it asks at most its bound, and for d = 1 exactly that.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 3, three angles",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


formula = bound_tie(NAME, "linear.chart_box_stop")
