"""Unbounded search twice over: the count, and that no scheme is better everywhere."""

from __future__ import annotations

from fractions import Fraction

from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bound_of, everywhere
from qlearn import find, run, teachers
from qlearn.formulas import clg

NAME = "linear.doubly_galloping"


def galloped(m: int) -> int:
    """The bound of galloping, for a threshold m."""
    return bound_of("linear.galloping").at(t=m)


@lemma(
    NAME,
    "The bound is that of galloping for clg(t) + 1, and clg(t) - 1 more, one for each halving of 2**(clg(t) - 1) integers.",
    method="exhaustion: exact integers",
    scope="t <= 5000, and all t within 1 of a power of two up to 2**53",
    sharper="clg(t) - 2 more",
)
def composed(sharper: bool) -> bool:
    near = [2**p + i for p in range(54) for i in (-1, 0, 1)]
    return everywhere(
        lambda t: bound_of(NAME).at(t=t) == galloped(clg(t) + 1) + clg(t) - 1 - sharper, [t for t in near if t > 1]
    ) and everywhere(lambda t: bound_of(NAME).at(t=t) == galloped(clg(t) + 1) + clg(t) - 1, range(2, 5001))


@lemma(
    NAME,
    "The real learner asks exactly that many up to 2**31, and finds t.",
    method="exhaustion: the real learner",
    scope="t <= 600, and all t within 1 of a power of two up to 2**31",
    sharper="one fewer at t >= 2",
)
def exact_count(sharper: bool) -> bool:
    def claim(t: int) -> bool:
        found = run(find(NAME)(), teachers.Function(lambda X: X[:, 0] >= t))
        return found.hypothesis.high == t and found.ledger["membership"] == bound_of(NAME).at(t=t) - (sharper and t > 1)

    return everywhere(claim, [*range(1, 601), *(2**p + i for p in range(10, 32) for i in (-1, 0, 1) if 2**p + i <= 2**31)])


@lemma(
    NAME,
    "The sum of 2**-q(t) over all t up to 2**(2**c - 1) is 1 - 2**-(c + 1): any scheme that asks fewer for some t asks more for"
    " others.",
    method="exhaustion: in fractions, all t with one clg(t) together",
    scope="c <= 8",
    sharper="it stays below that with one query fewer for each t",
)
def kraft(sharper: bool) -> bool:
    def claim(c: int) -> bool:
        counts = [(1, 1)] + [(2 ** (j - 1), bound_of(NAME).at(t=2**j)) for j in range(1, 2**c)]
        total = sum((many * Fraction(1, 1 << q - sharper) for many, q in counts), Fraction(0))
        return total == 1 - Fraction(1, 1 << c + 1)

    return everywhere(claim, range(1, 9))


@lemma(
    NAME,
    "In the exact game over thresholds up to 64 the learner meets its bound.",
    method="exhaustion: the real learner in the exact game",
    scope="t <= 64",
    sharper="one label fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
