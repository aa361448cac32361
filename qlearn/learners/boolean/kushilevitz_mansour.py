"""Decision trees that ask parities, from membership queries: Kushilevitz and Mansour by way of Goldreich and Levin."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...concepts.boolean_tree_classes import PARITY_TREES
from ...concepts.fourier import FourierSum, transformed
from ...concepts.masks import points_of
from ...errors import BadArgument, Failed
from ...formulas import Number, Size, ceiling, ln, proper_share, smallest, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem
from .buckets import WeightTest, survivors
from .characters import interpolated
from .juntas_by_membership import probably
from .known import Known


@lru_cache(maxsize=1024)  # symbolic logarithms are slow
def samples(n: Size, d: Size, delta: Size) -> Size:
    """How many samples of a level always suffice."""
    return ceiling(8 * 16 ** (d - 1) * ln(4**d * n / delta))


def asked(n: Size, d: Size, delta: Size) -> Size:
    return smallest(2**n, 2 * n * samples(n, d, delta) + 4 ** (d - 1))


def needed(n: Size, d: Size) -> Size:
    least = smallest(n, d)
    return 2 ** (least - 1) * (n - least + 2)


def weight_test(n: int, d: int, delta: Fraction) -> WeightTest:
    """Its share is such that two errors in each of 2 n 4**(d - 1) tests add up to delta."""
    return WeightTest(Fraction(1, 4 ** (d - 1)), delta / (4**d * n), int(samples(n, d, delta)))


@proves(
    Theorem(
        learns=PARITY_TREES,
        claim="A decision tree of depth at most d >= 1 whose nodes ask parities is found with probability 1 - delta with at"
        " most 2 n ceil(8 16**(d - 1) ln(4**d n/delta)) + 4**(d - 1) membership queries, and at most 2**n.",
        bounds=(Bound(Membership, "at most", asked),),
        lower=LowerBound(
            Membership,
            needed,
            "Let a full tree of depth d - 1 ask one variable a level, and each of its 2**(d - 1) leaves any parity of the other"
            " n - d + 1 variables or its complement: 2**(2**(d - 1) (n - d + 2)) functions.  With q answers of one bit at most"
            " 2**q of N equally likely ones are found, so 2**q >= (1 - delta) N, and delta < 1/2.",
        ),
        guarantee=probably,
        cite=("kushilevitz1993", "goldreich1989", "wald1945", "ville1939"),
        settings={"delta": ("1/10", "1/4")},
    )
)
def kushilevitz_mansour(n: int, d: int, delta: Number, seed: int = 0) -> Dialogue[FourierSum]:
    """Learn a decision tree of depth d that may ask parities, by the parities that it is a sum of.

    Problem: find a tree of n variables by labels of points; with d = 1 it is a parity, its complement or a constant.
    Idea: with true as -1, it is a sum of parities whose coefficients are multiples of 2**(1 - d).  The squares of those that
    agree on the first variables sum to the mean of a product of two labels, which is 0 or at least 4**(1 - d): tell which,
    split what is not 0 by the next variable, and in the end solve for the coefficients.
    Theorem: at most min(2**n, 2 n m + 4**(d - 1)) membership queries, m = ceil(8 16**(d - 1) ln(4**d n/delta)): this number is
    certain, and mostly far fewer are asked.  The target is found with probability 1 - delta.  Every learner needs
    2**(d - 1) (n - d + 2) for some target, if delta < 1/2.
    Proof: The squares sum to 1, so at most 4**(d - 1) buckets of a level are not empty, and with no error 2 n 4**(d - 1) are
    tested.  Each test errs with probability at most delta/(4**d n) while it is sequential (Ville's inequality for the
    likelihood ratio) and at most exp(-m 16**(1 - d)/8), which is no more, at its end (Hoeffding).  The parities left are
    independent functions, so 4**(d - 1) points or fewer determine the sum.
    Source: Goldreich and Levin 1989 for the search, Kushilevitz and Mansour 1993, whose trees ask parities; Wald 1945 and Ville
    1939 for the tests.  That a level shares its samples, that coefficients are coarse, and the linear system are ours.

    No point is asked twice, and all 2**n are, and transformed exactly, where sampling would take as many.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.boolean_trees import BooleanTree
    >>> parity = BooleanTree(8, (255, False, True))
    >>> found = run(kushilevitz_mansour(n=8, d=1, delta="1/100"), teachers.Honest(parity))
    >>> found.hypothesis, found.ledger["membership"]
    (1 [x1 x2 x3 x4 x5 x6 x7 x8], 50)

    Raises `BadArgument` unless n >= 1, d >= 1 and 0 < delta < 1/2; `Failed` where the answers show that a test has erred, or
    that the target is no such tree.
    """
    d, risk = min(whole(d, "d", least=1), whole(n, "n", least=1)), proper_share(delta, "delta")
    if risk >= Fraction(1, 2):
        raise BadArgument(f"delta is a probability below 1/2, as a guess does no worse; got {delta}")
    known, rng = Known(n), np.random.default_rng(whole(seed, "seed", least=0))
    test = weight_test(n, d, risk)
    buckets: list[int] = [0]
    for upto in range(1, n + 1):
        found = yield from survivors(known, rng, upto, buckets, test)
        if found is None:
            return transformed(n, np.array((yield from known.asked(range(1 << n)))))
        buckets = found
        if not 1 <= len(buckets) <= 1 / test.least:
            raise _failed(
                f"{len(buckets)} sets of parities seem to have coefficients, where 1 to {1 / test.least} can", d, delta
            )
    numerators = yield from interpolated(known, rng, buckets, 1 << d - 1)
    hypothesis = FourierSum.of(n, (d - 1, numerators))
    points = points_of(list(known.labels), n)
    if not hypothesis.boolean or (hypothesis(points) != np.array(list(known.labels.values()))).any():
        raise _failed("the parities that were found do not add up to the labels", d, delta)
    return hypothesis


def _failed(what: str, d: int, delta: Number) -> Failed:
    return Failed(
        f"{what}: either a test has erred, which happens with probability {delta} at most (take another seed), or the target"
        f" is no tree of depth {d} (take a larger d)"
    )
