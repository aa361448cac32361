"""What is known between the dimensions of every finite class, as data: to be tested, and to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import comb, factorial

from ..formulas import floor_lg
from .bracket import Bracket, Number
from .search.average import even

Values = Mapping[str, Number]


@dataclass(frozen=True)
class Inequality:
    """`small` is bounded by the other quantities it `needs`; `source` says where from, `lemma` names its machine-checked twin.

    `plain` is the other side's name where the form is a <= b: an edge of the lattice.
    """

    name: str
    says: str
    small: str
    needs: tuple[str, ...]
    test: Callable[[Values], bool]
    source: str
    lemma: str | None = None
    plain: str | None = None

    def holds(self, values: Mapping[str, Number | Bracket | None]) -> bool | None:
        """Whether these values agree with it; None if not all that it needs are there and exact."""
        known: dict[str, Number] = {}
        for key in (self.small, *self.needs):
            value = values.get(key)
            exact = value.value if isinstance(value, Bracket) else value
            if exact is None:
                return None
            known[key] = exact
        return self.test(known)


def _plain(small: str, large: str, source: str) -> Inequality:
    def test(v: Values) -> bool:
        return v[small] <= v[large]

    return Inequality(f"{small} <= {large}", f"{small} <= {large}", small, (large,), test, source, plain=large)


def _other(
    small: str, needs: str, says: str, source: str, test: Callable[[Values], bool], lemma: str | None = None
) -> Inequality:
    return Inequality(says, says, small, tuple(needs.split()), test, source, lemma)


def _hegedus(v: Values) -> bool:
    """D <= K + beta*lg(N/2), beta the largest i / lg max(2, i) for i <= K, in integers: some i will do."""
    d, k, size = int(v["membership"]), int(v["extended_teaching"]), int(v["N"])
    return d <= k or any(size**i >= 2**i * max(2, i) ** (d - k) for i in range(1, k + 1))


def _shrinking(v: Values) -> bool:
    """D is at most the first q with (N - 1)(1 - 1/K)**q < 1: q = D - 1 must not do yet."""
    d, k, size = int(v["membership"]), int(v["extended_teaching"]), int(v["N"])
    return d == 0 or (size - 1) * (k - 1) ** (d - 1) >= k ** (d - 1)


def _logarithmic(v: Values) -> bool:
    """D - 1 <= K ln(N - 1), that is e**(D - 1) <= (N - 1)**K; e from above by its series, so that True is proved."""
    d, k, size = int(v["membership"]), int(v["extended_teaching"]), int(v["N"])
    e = sum((Fraction(1, factorial(i)) for i in range(40)), Fraction(2, factorial(40)))
    return d <= 1 or e ** (d - 1) <= (size - 1) ** k


def _sauer(v: Values) -> bool:
    return v["N"] <= sum(comb(int(v["n"]), i) for i in range(int(v["vc"]) + 1))


PLAIN = tuple(
    _plain(small, large, source)
    for small, large, source in (
        ("membership", "n", "all points asked"),
        ("teaching", "extended_teaching", "theory G2: concepts are labellings"),
        ("extended_teaching", "membership", "theory G2: the best tree's path specifies any labelling"),
        ("vc", "littlestone", "theory G7, Littlestone 1988"),
        ("littlestone", "membership", "theory G7"),
        ("littlestone", "equivalence_proper", "theory G9 without the final yes, Littlestone 1988"),
        ("vc", "star", "theory G7"),
        ("teaching", "star", "theory G7, Hanneke and Yang 2015"),
        ("extended_teaching", "star", "theory G7, Hanneke and Yang 2015"),
        ("star", "n", "a star's points are points"),
        ("both", "membership", "theory G9 without the final yes"),
        ("both", "equivalence_proper", "theory G9 without the final yes"),
        ("both_improper", "both", "concepts are labellings"),
        ("both_improper", "equivalence_improper", "more queries are allowed"),
        ("teaching_min", "recursive_teaching", "the first concept taught is against all"),
        ("recursive_teaching", "teaching", "a teaching set serves in every sub-class"),
        ("teaching_mean", "teaching", "a mean is at most the largest"),
        ("teaching_min", "teaching_mean", "a mean is at least the least"),
        ("average_membership", "membership", "a mean is at most the largest"),
        ("teaching_mean", "average_membership", "a concept's path in a tree is a teaching set"),
        ("consistency", "n", "all points asked"),
        ("threshold", "n", "as many points as concepts"),
        ("statistical", "n", "diagonally dominant Gram matrices are regular"),
    )
)

OTHER = (
    _other("N", "membership", "N <= 2**membership", "theory G1", lambda v: v["N"] <= 1 << int(v["membership"])),
    _other("membership", "N", "membership <= N - 1", "theory G1", lambda v: v["membership"] <= v["N"] - 1),
    _other("star", "N", "star <= N - 1", "neighbours differ from the centre", lambda v: v["star"] <= v["N"] - 1),
    _other(
        "membership",
        "extended_teaching N",
        "membership <= extended_teaching * floor(lg N)",
        "theory G3: specify the majority, stop at the first surprise",
        lambda v: v["membership"] <= v["extended_teaching"] * floor_lg(int(v["N"])),
    ),
    _other(
        "membership",
        "extended_teaching N",
        "membership <= extended_teaching + beta * lg(N/2)",
        "theory G4, Hegedus 1995",
        _hegedus,
    ),
    _other("membership", "extended_teaching N", "(N - 1)(1 - 1/extended_teaching)**(D - 1) >= 1", "theory G5", _shrinking),
    _other(
        "membership",
        "extended_teaching N",
        "membership <= floor(extended_teaching * ln(N - 1)) + 1",
        "theory G5 with referee E1: membership queries only",
        _logarithmic,
    ),
    _other("littlestone", "N", "littlestone <= floor(lg N)", "theory G7", lambda v: v["littlestone"] <= floor_lg(int(v["N"]))),
    _other("N", "n vc", "N <= sum of C(n, i), i <= vc", "theory G7, Sauer 1972", _sauer, "dimensions.sauer"),
    _other(
        "equivalence_improper",
        "littlestone",
        "equivalence_improper = littlestone",
        "theory G8, Littlestone 1988",
        lambda v: v["equivalence_improper"] == v["littlestone"],
    ),
    _other(
        "equivalence_proper", "N", "equivalence_proper <= N - 1", "theory G9", lambda v: v["equivalence_proper"] <= v["N"] - 1
    ),
    _other("consistency", "both", "consistency <= both + 1", "theory G9", lambda v: v["consistency"] <= v["both"] + 1),
    _other(
        "both",
        "consistency N",
        "both <= max(1, consistency) * floor(lg N)",
        "theory G9, Hellerstein et al. 1996",
        lambda v: v["both"] <= max(1, v["consistency"]) * floor_lg(int(v["N"])),
    ),
    _other(
        "consistency",
        "extended_teaching",
        "consistency <= extended_teaching + 1",
        "theory G9",
        lambda v: v["consistency"] <= v["extended_teaching"] + 1,
    ),
    _other(
        "threshold",
        "littlestone",
        "floor(lg threshold) <= littlestone",
        "bisection of a chain is a mistake tree",
        lambda v: v["threshold"] < 2 << int(v["littlestone"]),
    ),
    _other(
        "N",
        "average_membership",
        "the most even tree's mean depth <= average_membership",
        "a query tree is a binary tree with N leaves",
        lambda v: Fraction(even(int(v["N"])), int(v["N"])) <= v["average_membership"],
    ),
)

INEQUALITIES: tuple[Inequality, ...] = PLAIN + OTHER


def lattice() -> tuple[tuple[str, str], ...]:
    """The edges a <= b of the plain inequalities, without those that follow from others.

    >>> ("vc", "littlestone") in lattice(), ("teaching", "star") in lattice()
    (True, False)
    """
    edges = {(i.small, i.plain) for i in PLAIN if i.plain is not None}

    def reaches(a: str, b: str, without: tuple[str, str]) -> bool:
        return a == b or any(reaches(q, b, without) for p, q in edges if p == a and (p, q) != without)

    return tuple(sorted(edge for edge in edges if not reaches(*edge, edge)))
