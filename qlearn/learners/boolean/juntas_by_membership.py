"""Functions of few variables, from membership queries alone: relevant variables by chance, then by bisection."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...concepts.juntas import FEW_OF_MANY, Junta
from ...concepts.masks import drawn, points_of, subsets
from ...errors import BadArgument, Inconsistent
from ...formulas import Number, Size, ceiling, clg, floor_lg, largest, ln, proper_share, smallest, total, whole
from ...points import spell
from ...queries import Dialogue, Membership
from ...theorems import Bound, Guarantee, LowerBound, Theorem, exact
from ..trees.change import change
from .known import Known

probably = Guarantee(exact.says, exact.holds, mode="with probability 1 - delta")


@lru_cache(maxsize=1024)  # symbolic logarithms are slow
def draws(k: Size, delta: Size) -> Size:
    """How many random points show that a variable is missing, but with probability delta/k."""
    return ceiling(2**k * ln(largest(1, k) / delta))


def asked(n: Size, k: Size, delta: Size) -> Size:
    return smallest(
        2**n, k * draws(k, delta) + total(lambda j: clg(n - j), 0, k - 1) + largest(1, 2**k - 1)
    )  # k = 0: one label


def needed(n: Size, k: Size) -> Size:
    return largest(2**k, k * floor_lg(largest(1, n // largest(1, k))))


@proves(
    Theorem(
        learns=FEW_OF_MANY,
        claim="A function of at most k of n variables is found with probability 1 - delta with at most k T + clg(n) + ... +"
        " clg(n - k + 1) + 2**k - 1 membership queries, T = ceil(2**k ln(k/delta)), or all 2**n.",
        bounds=(Bound(Membership, "at most", asked),),
        lower=LowerBound(
            Membership,
            needed,
            "On k fixed variables there are 2**(2**k) functions, and with one variable of each of k blocks of n/k there are"
            " 2**(k floor(lg(n/k))) disjunctions at least.  With q answers of one bit at most 2**q of N equally likely"
            " functions are found, so 2**q >= (1 - delta) N, and delta < 1/2.",
        ),
        guarantee=probably,
        cite=("damaschke2000", "mossel2004"),
        settings={"delta": ("1/4", "1/10")},
    )
)
def juntas_by_membership(n: int, k: int, delta: Number, seed: int = 0) -> Dialogue[Junta]:
    """Learn a function of which at most k of n variables matter, without counterexamples.

    Problem: find which variables matter and the table of the function of these, by labels of points alone.
    Idea: guess what the target is when all variables but those found are 0.  T random points show that this is wrong, if it
    is, and bisection from one of them finds one more variable.  With k of them found nothing need be shown.
    Theorem: at most k T + clg(n) + ... + clg(n - k + 1) + max(1, 2**k - 1) membership queries, T = ceil(2**k ln(k/delta)), and
    never more than 2**n: this number is certain.  The target is found with probability 1 - delta.  Every learner needs
    max(2**k, k floor(lg(n/k))) queries for some target, if delta < 1/2.
    Proof: While some of the r <= k relevant variables is missing, the target differs from the guess at 2**(n - r) points or
    more, none of which was asked: else it would have been noticed.  So T random ones of the points not asked miss all
    these with probability at most (1 - 2**-k)**T <= delta/k, and that can happen k times only.  The tables of the guesses
    are parts of the last one, whose entries with the last variable at 1 are known at one point at least.
    Source: Damaschke 2000 for the bisection, Mossel, O'Donnell and Servedio 2004 for juntas as a class; sampling against one
    guess, instead of pairs of points, asks half as many.

    >>> from qlearn import run, teachers
    >>> target = Junta(100, (4, 71), np.array([False, True, True, False]))
    >>> found = run(juntas_by_membership(n=100, k=2, delta="1/100"), teachers.Honest(target))
    >>> found.hypothesis, found.ledger["membership"], asked(100, 2, Fraction(1, 100))
    (0110 by x5, x72, 36, 61)

    Raises `BadArgument` unless n >= 1, 0 <= k <= n and 0 < delta < 1/2; `Inconsistent` when more than k variables matter,
    naming two points that no k variables tell apart, where that is seen.
    """
    k, risk = whole(k, "k", least=0, most=whole(n, "n", least=1)), proper_share(delta, "delta")
    if risk >= Fraction(1, 2):
        raise BadArgument(f"delta is a probability below 1/2, as a guess does no worse; got {delta}")
    known, rng = Known(n), np.random.default_rng(whole(seed, "seed", least=0))
    if asked(n, k, risk) == 2**n:
        return (yield from _of_all_points(n, k))
    found: tuple[int, ...] = ()
    while len(found) < k:
        masks = subsets(found, k)
        labels = dict(zip(masks, (yield from known.asked(masks)), strict=True))
        inside = sum(1 << i for i in found)
        wrong = [mask for mask, label in known.labels.items() if labels[mask & inside] != label]
        if not wrong:
            fresh = _not_asked(known, int(draws(k, risk)), rng)
            said = yield from known.asked(fresh)
            wrong = [mask for mask, label in zip(fresh, said, strict=True) if labels[mask & inside] != label]
        if not wrong:
            return Junta(n, found, np.array([labels[mask] for mask in _rows(found)]))
        start, end = points_of([wrong[0] & inside, wrong[0]], n).astype(np.int64)
        found = tuple(sorted((*found, (yield from change(known.ask_rows, start, end, labels[wrong[0] & inside]))[0])))
    return (yield from _tabled(known, found))


def _rows(variables: Sequence[int]) -> list[int]:
    """The points with ones at these variables only, in the order of a junta's table."""
    return [sum(1 << i for j, i in enumerate(variables) if row >> j & 1) for row in range(1 << len(variables))]


def _not_asked(known: Known, many: int, rng: np.random.Generator) -> list[int]:
    """So many different points that were not asked, drawn evenly; there are more, as the bound is less than 2**n."""
    fresh: dict[int, None] = {}
    while len(fresh) < many:
        mask = drawn(rng, known.n)
        if mask not in known.labels:
            fresh[mask] = None
    return list(fresh)


def _tabled(known: Known, found: tuple[int, ...]) -> Dialogue[Junta]:
    """The function of these variables, as no other matters: any point tells an entry of the table."""
    inside, table = sum(1 << i for i in found), dict[int, int]()
    for mask, label in known.labels.items():
        other = table.setdefault(mask & inside, mask)
        if known.labels[other] != label:
            one, two = points_of([other, mask], known.n)
            raise Inconsistent(
                f"{spell(one)} and {spell(two)} have different labels and agree at the {len(found)} variables that were found:"
                f" one more matters, so take a larger k than {len(found)}"
            )
    rows = _rows(found)
    labels = yield from known.asked([table.get(mask, mask) for mask in rows])
    return Junta(known.n, found, np.array(labels, np.bool_))


def _of_all_points(n: int, k: int) -> Dialogue[Junta]:
    """The function as the table of all points."""
    labels = yield from Membership(points_of(range(1 << n), n))
    junta = Junta.of(n, tuple(range(n)), labels)
    if len(junta.variables) > k:
        names = ", ".join(f"x{i + 1}" for i in junta.variables)
        raise Inconsistent(f"{names} all matter, so this is no function of at most {k} variables: take a larger k")
    return junta
