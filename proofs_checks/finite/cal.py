"""Labels bought where the concepts left disagree: how many, and what is known of the others."""

from __future__ import annotations

import itertools
from fractions import Fraction

import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from proofs_checks.survival import ball, enough
from qlearn.concepts.tables import Table, star_number
from qlearn.formulas import ceiling, clg, ln
from qlearn.learners.finite.cal import bought, drawn, expected

NAME = "finite.cal"
SHARES = (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(3, 100))

at_most = coq(
    NAME,
    "Of N concepts, the target among them, at most N - 1 labels are bought, on any stream.",
    theorem="finite.cal.labels_at_most",
    refuted="finite.cal.singletons_cost",
    sharper="N - 2 labels",
)
true = coq(
    NAME,
    "In the end all concepts left agree with the target at every point of the stream: inferred labels are true.",
    theorem="finite.cal.known_is_true",
    refuted="finite.cal.elsewhere_in_doubt",
    sharper="at every point, drawn or not",
)
doubt = coq(
    NAME,
    "If no star about the target has more than s points, and all concepts of a ball err with probability at most r, then some"
    " concept of the ball errs with probability at most s r, under any law.",
    theorem="finite.cal.doubt_at_most",
    refuted="finite.cal.singletons_doubt",
    sharper="with less",
    axioms=REALS,
)


def _classes() -> list[Table]:
    cube = list(itertools.product((0, 1), repeat=3))
    return [tuple(rows) for k in range(1, 9) for rows in itertools.combinations(cube, k)]


@lemma(
    NAME,
    "Of a sample, at most s points have a label that the labels of the others leave open, s the star number; so by symmetry"
    " the last of i points is asked about with probability at most s/i.",
    method="exhaustion: every class, target and sample",
    scope="3 points, samples of 1 to 4",
    sharper="s - 1 points, where s > 0",
)
def left_open(sharper: bool) -> bool:
    def claim(table: Table, sample: tuple[int, ...]) -> bool:
        star = star_number(table)
        most = max(star - 1, 0) if sharper else star
        return all(_open(table, target, sample) <= most for target in table)

    return everywhere(claim, _classes(), [s for m in range(1, 5) for s in itertools.combinations_with_replacement(range(3), m)])


def _open(table: Table, target: tuple[int, ...], sample: tuple[int, ...]) -> int:
    count = 0
    for j, x in enumerate(sample):
        others = sample[:j] + sample[j + 1 :]
        count += any(row[x] != target[x] for row in table if all(row[y] == target[y] for y in others))
    return count


@lemma(
    NAME,
    "The Python formula of the labels on average is at least the sum of min(1, s/i) over i = 1, .., m.",
    method="exhaustion: the sum in fractions",
    scope="N = 2, 8, 50, s = 0..8, eps in four shares",
    sharper="less half of s",
)
def harmonic(sharper: bool) -> bool:
    def claim(N: int, star: int, eps: Fraction) -> bool:
        m = drawn(N, eps, Fraction(1, 10))
        least = sum((min(Fraction(1), Fraction(star, i)) for i in range(1, m + 1)), Fraction(0))
        return bool(expected(N, eps, Fraction(1, 10), star) - (Fraction(star, 2) + 1 if sharper else 0) >= least)

    return everywhere(claim, (2, 8, 50), range(9), SHARES)


@lemma(
    NAME,
    "For a sum X of independent indicators of mean mu, P(X >= x) <= exp(-(x ln(x/mu) - x + mu)) for x >= mu: from the mean of"
    " exp(t X), at most exp(mu (e**t - 1)), at t = ln(x/mu).",
    method="identity",
    scope=ALL,
    sharper="with x ln(x/mu) - x + 2 mu",
)
def chernoff(sharper: bool) -> bool:
    x, mu = sp.symbols("x mu", positive=True)
    t = sp.log(x / mu)
    claimed = x * sp.log(x / mu) - x + (2 if sharper else 1) * mu
    return zero(t * x - mu * (sp.exp(t) - 1) - claimed)


@lemma(
    NAME,
    "At x = 2 mu + 4/5 L that exponent is at least L: with y = x/mu the gap 4/5 (y ln(y) - y + 1) - (y - 2) is least where its"
    " derivative 4/5 ln(y) - 1 is 0, at y = e**(5/4), and there 14/5 - 4/5 e**(5/4) > 0, as e**(5/4) < 7/2.",
    method="interval: at the one minimum, a number",
    scope=ALL,
    sharper="at x = 2 mu + 79/100 L",
)
def tail(sharper: bool) -> bool:
    c = Fraction(79, 100) if sharper else Fraction(4, 5)
    y = sp.Symbol("y", positive=True)
    rational = sp.Rational(c.numerator, c.denominator)
    gap = rational * (y * sp.log(y) - y + 1) - (y - 2)
    at = sp.exp(1 / rational)
    stationary = zero(sp.diff(gap, y).subs(y, at)) and zero(sp.diff(gap, y, 2) - rational / y)
    least = zero(gap.subs(y, at) - (rational + 2 - rational * at))
    return stationary and least and bool(ball(c) + 2 - ball(c) * ball(1 / c).exp() > 0)


@lemma(
    NAME,
    "After m = ceil(ln(2 N/delta)/eps) points a concept of error above eps fits with probability at most delta/(2 N).",
    method="interval: the Python formula, in balls",
    scope="N = 1..12, eps and delta in four shares",
    sharper="after m - 1",
)
def points(sharper: bool) -> bool:
    def claim(N: int, eps: Fraction, delta: Fraction) -> bool:
        m = drawn(N, eps, delta)
        return enough(m - 1 if sharper else m, ball(eps), ball(delta / (2 * N)))

    return everywhere(claim, range(1, 13), SHARES, SHARES)


@lemma(
    NAME,
    "The phases 1, .., K - 1, K = clg(1/eps), which end after min(m, ceil(2**(k + 1) ln(4 N K/delta))) points, reach m; there"
    " are 2 (K - 1) risks of delta/(4 K) each, less than delta/2.",
    method="exhaustion: of the Python formula",
    scope="N = 1..12, eps in six shares, delta in four",
    sharper="one phase fewer",
)
def phases(sharper: bool) -> bool:
    def claim(N: int, eps: Fraction, delta: Fraction) -> bool:
        K = clg(1 / eps)
        last = ceiling(2 ** (K - 1 if sharper else K) * ln(4 * N * K / delta))
        return bool(last >= drawn(N, eps, delta) and 2 * (K - 1) * delta / (4 * K) < delta / 2)

    return everywhere(claim, range(1, 13), (*SHARES, Fraction(1, 64), Fraction(2, 129)), SHARES)


@lemma(
    NAME,
    "Without doubt (s = 0) the phases after the first claim nothing but what chance may add, and with doubt everywhere"
    " (s >= 2**K) the number is m at least.",
    method="exhaustion: of the Python formula",
    scope="N = 2, 8, 50, eps and delta in four shares",
    sharper="more than m",
)
def between(sharper: bool) -> bool:
    def claim(N: int, eps: Fraction, delta: Fraction) -> bool:
        m, K = drawn(N, eps, delta), clg(1 / eps)
        most = bought(N, eps, delta, 2**K)
        return bool(bought(N, eps, delta, 0) <= most and (most > m if sharper else most >= m))

    return everywhere(claim, (2, 8, 50), SHARES, SHARES)
