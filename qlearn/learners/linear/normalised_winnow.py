"""Half-spaces whose normal is a mixture of few coordinates, by exponentiated counterexamples."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache

from ...catalogue import proves
from ...concepts.exact_half_spaces import ExactHalfSpace
from ...concepts.mixtures import Mixtures
from ...errors import BadArgument, Inconsistent
from ...formulas import Number, Size, exactly, floor, floor_lg, largest, ln, smallest, whole
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact

DIGITS = 40  # of a weight, at least


@lru_cache(maxsize=4096)  # a symbolic floor is slow
def _mistakes(n: Size, X: Size, g: Size) -> Size:
    return floor(2 * ln(n) * X**2 / g**2)


def _blocks(n: Size, X: Size, g: Size) -> Size:
    return smallest(largest(1, n // 2), X // g)


@proves(
    Theorem(
        learns=Mixtures(),
        claim="A mixture of n coordinates with margin g is found with at most floor(2 ln(n) (X/g)**2) + 1 equivalence queries.",
        bounds=(Bound(Equivalence, "at most", lambda n, X, g: _mistakes(n, X, g) + 1),),
        lower=LowerBound(
            Equivalence,
            lambda n, X, g: _blocks(n, X, g) * floor_lg(n // _blocks(n, X, g)) + 1,
            "Cut the coordinates into k <= X/g blocks; a mixture of one of each block, 1/k each, has any labels at the points"
            " that have in one block X or -X by a binary digit of each coordinate's number, and 0 elsewhere.",
        ),
        guarantee=exact,
        cite=("littlestone1989", "kivinen1997"),
    )
)
def normalised_winnow(n: int, X: Number, g: Number) -> Dialogue[ExactHalfSpace]:
    """Learn [w.x >= 0] where w is a mixture (w_i >= 0, of sum 1), |x_i| <= X and |w.x| >= g, from counterexamples.

    Problem: most coordinates are irrelevant, and points are long: the perceptron pays for |x|, up to X sqrt(n).
    Idea: propose v with v_i in proportion to exp(eta s_i), s the sum of the counterexamples, the false ones subtracted.
    Theorem: at most floor(2 ln(n) (X/g)**2) + 1 equivalence queries, for eta = g/X**2.
    Proof: The relative entropy of w to v is ln(n) at first and never negative.  A counterexample with y v.x <= 0 changes it by
    ln(sum_i v_i exp(eta y x_i)) - eta y w.x <= eta y v.x + eta**2 X**2/2 - eta g, by Hoeffding's lemma.  That is at most
    -g**2/(2 X**2).
    Source: Littlestone 1989, whose Winnow this is with normalised weights; Kivinen and Warmuth 1997 for the proof by entropy.

    Weights are correctly rounded to so many digits that the bound, whose logarithm is never a fraction, stands as it is.

    >>> from fractions import Fraction
    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.mixtures import Mixture, binary
    >>> target = Mixture((0, 0, 0, 0, 0, 1, 0, 0), Fraction(1), Fraction(1), binary(8, 1))
    >>> run(normalised_winnow(n=8, X=1, g=1), teachers.Honest(target)).ledger["equivalence"]
    3

    Raises `BadArgument` unless 0 < g <= X, `Inconsistent` after more counterexamples than a margin of g allows.
    """
    return (yield from _exponentiated(n, X, g, signs=(1,)))


@proves(
    Theorem(
        learns=Mixtures(signed=True),
        claim="A half-space with |w|_1 = 1 and margin g is found with at most floor(2 ln(2 n) (X/g)**2) + 1 equivalence"
        " queries.",
        bounds=(Bound(Equivalence, "at most", lambda n, X, g: _mistakes(2 * n, X, g) + 1),),
        lower=LowerBound(
            Equivalence,
            lambda n, X, g: smallest(n, X // g) * (floor_lg(n // smallest(n, X // g)) + 1) + 1,
            "Cut the coordinates into k <= X/g blocks; one of each, with a sign and 1/k each, has any labels at the points that"
            " have in one block X, or X and -X by a binary digit of each coordinate's number, and 0 elsewhere.",
        ),
        guarantee=exact,
        cite=("littlestone1989", "kivinen1997"),
    )
)
def signed_winnow(n: int, X: Number, g: Number) -> Dialogue[ExactHalfSpace]:
    """Learn [w.x >= 0] where |w|_1 = 1, |x_i| <= X and |w.x| >= g, from counterexamples.

    Problem: as `normalised_winnow`, with weights of both signs.
    Idea: each coordinate stands for two, x_i and -x_i: then w is a mixture of 2 n.
    Theorem: at most floor(2 ln(2 n) (X/g)**2) + 1 equivalence queries.
    Proof: w_i x_i = max(w_i, 0) x_i + max(-w_i, 0) (-x_i), and these weights sum to 1.  The margin is the same, and so is the
    largest entry of (x, -x).  So `normalised_winnow` for 2 n coordinates learns it.
    Source: Littlestone 1989; Kivinen and Warmuth 1997, their EG with both signs.

    >>> from fractions import Fraction
    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.mixtures import Mixture, binary
    >>> target = Mixture((1, 0, -1, 0), Fraction(1), Fraction(1, 2), binary(4, 2, signed=True))
    >>> run(signed_winnow(n=4, X=1, g="1/2"), teachers.Honest(target)).ledger["equivalence"]
    3

    Raises `BadArgument` unless 0 < g <= X, `Inconsistent` after more counterexamples than a margin of g allows.
    """
    return (yield from _exponentiated(n, X, g, signs=(1, -1)))


def _exponentiated(n: int, X: Number, g: Number, signs: tuple[int, ...]) -> Dialogue[ExactHalfSpace]:
    """The dialogue: one weight for each coordinate and sign."""
    features = whole(n, "n", least=1) * len(signs)
    reach, margin = exactly(X, "X"), exactly(g, "g")
    if not 0 < margin <= reach:
        raise BadArgument(f"a margin needs 0 < g <= X, got X = {X}, g = {g}")
    most, digits = _mistakes(features, reach, margin), _digits(features, reach, margin)
    s = [Fraction(0)] * n
    for _ in range(most + 1):
        v = [Fraction(0)] * n
        exponents = [margin / reach**2 * sign * total for total in s for sign in signs]
        for i, weight in enumerate(_weights(exponents, digits)):
            v[i // len(signs)] += signs[i % len(signs)] * weight
        hypothesis = ExactHalfSpace(tuple(v))
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        y = 1 if counterexample.label else -1
        s = [total + y * Fraction(x) for total, x in zip(s, counterexample.point.tolist(), strict=True)]
    raise Inconsistent(f"more than {most} counterexamples, so nothing has margin g = {g} on points of entries up to X = {X}")


def _weights(exponents: list[Fraction], digits: int) -> list[Fraction]:
    """exp of each less the largest, off by at most a share of 10**-digits of the largest, 1."""
    exact_enough = Context(prec=digits + 10, Emin=-999999, Emax=999999)
    top = max(exponents)
    lessened = (exact_enough.divide(Decimal((t - top).numerator), Decimal((t - top).denominator)) for t in exponents)
    return [Fraction(exact_enough.exp(t)) if t > -3 * digits else Fraction(0) for t in lessened]


def _digits(n: int, X: Fraction, g: Fraction) -> int:
    """How precise weights must be.

    If they are off by a share e of their sum, a counterexample may have y v.x = e X, and the entropy may fall by the share
    2 e X/g less: so there are at most 2 ln(n) (X/g)**2/(1 - 2 e X/g) of them.  That may not reach the next integer.
    """
    digits = DIGITS
    while floor(2 * ln(n) * X**2 / g**2 / (1 - 2 * X / g / 10**digits)) > _mistakes(n, X, g):
        digits *= 2
    return digits
