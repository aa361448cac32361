"""Version space approximation as published: it is told the target, and stops when it has come near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...catalogue import proves
from ...concepts.half_spaces import HalfSpace
from ...concepts.known_half_spaces import KnownHalfSpaces
from ...errors import Undecided
from ...formulas import Number, whole
from ...geometry.directions import Vector, angle
from ...points import Points
from ...queries import Dialogue
from ...theorems import Theorem
from .cutting import SHARES, asked, by_ratios, capped, enclosed
from .direction import accuracy, told_normal
from .pivot_ratio import pivot_ratio
from .vsa import DiagonalCentre


@proves(
    Theorem(
        learns=KnownHalfSpaces(),
        claim="Told the target, the learner stops within an angle eps of it, after at most three times the labels of"
        " pivot_ratio.  For the cuts alone no count is known: the cap holds since a third is kept back.",
        bounds=(capped,),
        guarantee=replace(enclosed, confirms=None),
        cite=("alabdulmohsin2015", "chandrasekaran2020"),
        loose="a cap: nobody knows how fast these cuts make a cone narrow",
        settings={"eps": ("1/10", "1/2", "5/4"), "k": (1, 2)},
    )
)
def vsa_truth_known(d: int, eps: Number, target: Sequence[float], k: int = 1, seed: int = 0) -> Dialogue[HalfSpace]:
    """Cut the cone of directions as vsa does, and stop by the truth: for comparison with published counts, and nothing else.

    Problem: how many labels pass before the centre of the largest diagonal ellipsoid is within eps of the target?
    Idea: `target` is the answer.  It is looked at only to decide when to stop; the questions hang on the labels alone.
    Theorem: at most 3 (2 d - 1 + (d - 1) clg(sqrt(d - 1)/(2 sin eps))) membership queries, which is a cap, as for vsa.
    Proof: The learner returns a direction only if it is within eps of the target, or if pivot_ratio has found it, whose
    theorem says the same.  That is begun after two thirds of the cap at the latest and asks a third.  No answers contradict
    each other, since a cut through the middle of an ellipsoid leaves some w on either side.
    Source: Alabdulmohsin, Gao and Zhang 2015; Chandrasekaran et al. 2020, figure 3, who stop by the truth and begin with
    random points until both labels are seen, as here; all their counts are multiples of 5.

    `target` is the normal, of any length; k questions are asked at once (d - 1 if k is more), along
    the longest axes.

    >>> from qlearn import run, teachers
    >>> w = (4.0, -2.0, 1.0)
    >>> found = run(vsa_truth_known(d=3, eps="1/1000", target=w), teachers.Function(lambda X: X @ w >= 0))
    >>> [round(x, 2) for x in (found.hypothesis.w / found.hypothesis.w[0]).tolist()]
    [1.0, -0.5, 0.25]

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, k < 1, or the target is no
    vector of d numbers that are not all 0.
    """
    wanted, truth = accuracy(eps), told_normal(target, whole(d, "d", least=1))
    whole(k, "k", least=1)
    cap = (SHARES - 1) * int(by_ratios(d, wanted))
    rows = yield from _both_labels(d, cap, np.random.default_rng(seed))
    centre = DiagonalCentre(min(k, max(1, d - 1)))
    try:
        while True:
            cut = centre.cut(rows)
            if angle(truth, cut.centre) <= float(wanted):
                return HalfSpace(cut.centre)
            if len(rows) + len(cut.questions) > cap:
                break
            rows = np.vstack([rows, (yield from asked(cut.questions))])
    except Undecided:
        pass
    return (yield from pivot_ratio.start(d, eps))


def _both_labels(d: int, most: int, rng: np.random.Generator) -> Dialogue[Points]:
    """Random points until both labels are seen, turned to the positive side; in one dimension one says it all."""
    rows: list[Vector] = []
    signs: set[bool] = set()
    while len(signs) < min(2, d) and len(rows) < most:
        x = rng.normal(size=(1, d))
        x /= np.linalg.norm(x)
        row = yield from asked(x)
        rows.append(row[0])
        signs.add(bool((row == x).all()))
    return np.array(rows)
