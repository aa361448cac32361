"""Several cuts at once through a diagonal ellipsoid, and the ball that is traded for a square."""

from __future__ import annotations

from fractions import Fraction

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.cutting import cap, sides
from proofs_checks.methods import everywhere, worst_ratio, zero
from qlearn import find

NAME = "linear.vsa_truth_known"

both = sides(NAME)
thrice = cap(NAME)


@lemma(
    NAME,
    "Halfway out along each of k orthonormal directions, 1/(2 sqrt(k)) of them added, a ball of radius 9/(20 sqrt(k)) lies in"
    " the unit ball and on the positive side of all k planes: k answers at once leave something, whatever they are.",
    method="exhaustion: exact squares",
    scope="k <= 200",
    sharper="the whole step out, the ball in proportion",
)
def halved(sharper: bool) -> bool:
    def claim(k: int) -> bool:
        step = Fraction(2 if sharper else 1, 2)  # over sqrt(k)
        share = Fraction(9, 10) * step
        outside = 1 - step  # what the centre, at the distance `step`, leaves of the unit ball
        return outside >= 0 and share < step and share**2 <= k * outside**2

    return everywhere(claim, range(1, 201))


@lemma(
    NAME,
    "With u and s the pair t u, t s is in the cone: sum log s - d |u|**2/2 is largest along it where |u| = 1, as on the ball.",
    method="identity: of the derivative, which falls in t",
    scope=ALL,
    sharper="where |u| is another",
)
def traded(sharper: bool) -> bool:
    t, d, length = sp.symbols("t d length", positive=True)
    slope = sp.diff(d * sp.log(t) - d * (t * length) ** 2 / 2, t)
    return zero(slope.subs(t, (2 if sharper else 1) / length))


@lemma(
    NAME,
    "Told the target, the learner keeps its cap and ends within eps of it.",
    method="exhaustion: the real learner",
    scope="one target each for d = 1, 2, 3, three angles, k = 1, 2",
    sharper="less than a third of its cap",
)
def played(sharper: bool) -> bool:
    worst = max(worst_ratio(NAME, given) for given in find(NAME).theorem.learns.small)
    return worst < Fraction(1, 3) if sharper else worst <= 1
