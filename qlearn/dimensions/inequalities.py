"""What is known between the dimensions of every finite class, as data: to be tested, and to be drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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

    `plain` is the other side's name where the form is small <= plain + `plus`: from such, one value bounds another.
    """

    name: str
    says: str
    small: str
    needs: tuple[str, ...]
    test: Callable[[Values], bool]
    source: str
    lemma: str | None = None
    plain: str | None = None
    plus: int = 0

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


def _plain(small: str, large: str, source: str, plus: int = 0) -> Inequality:
    def test(v: Values) -> bool:
        return v[small] <= v[large] + plus

    says = f"{small} <= {large}" + (f" + {plus}" if plus else "")
    return Inequality(says, says, small, (large,), test, source, plain=large, plus=plus)


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


PLAIN = (
    *(
        _plain(small, large, source)
        for small, large, source in (
            ("membership", "n", "all points asked"),
            ("teaching", "extended_teaching", "concepts are labellings"),
            ("extended_teaching", "membership", "a tree's path specifies any labelling"),
            ("vc", "littlestone", "a shattered set asked in any order is a mistake tree (Littlestone 1988)"),
            ("littlestone", "membership", "a mistake tree's adversary answers membership queries too"),
            ("littlestone", "equivalence_improper", "a mistake tree's adversary (Littlestone 1988)"),
            ("equivalence_improper", "littlestone", "the standard optimal algorithm (Littlestone 1988)"),
            ("equivalence_improper", "equivalence_proper", "concepts are labellings"),
            ("vc", "star", "a shattered set holds a star"),
            ("teaching", "star", "a least teaching set is a star (Hanneke and Yang 2015)"),
            ("extended_teaching", "star", "Hanneke and Yang 2015"),
            ("star", "n", "a star's points are points"),
            ("both", "membership", "more queries are allowed"),
            ("both", "equivalence_proper", "more queries are allowed"),
            ("both_improper", "both", "concepts are labellings"),
            ("both_improper", "equivalence_improper", "more queries are allowed"),
            ("equivalence_proper", "n", "a counterexample to a concept that is possible is at a new point"),
            ("teaching_min", "teaching_recursive", "the first concept taught is against all"),
            ("teaching_recursive", "teaching", "a teaching set serves in every sub-class"),
            ("teaching_average", "teaching", "a mean is at most the largest"),
            ("teaching_min", "teaching_average", "a mean is at least the least"),
            ("average_membership", "membership", "a mean is at most the largest"),
            ("teaching_average", "average_membership", "a concept's path in a tree is a teaching set"),
            ("consistency", "n", "all points asked"),
            ("threshold", "n", "as many points as concepts"),
            ("statistical", "n", "diagonally dominant Gram matrices are regular"),
        )
    ),
    _plain("consistency", "both", "answers of a labelling outside the class (Hegedus 1995, Hellerstein et al. 1996)", plus=1),
    _plain("consistency", "extended_teaching", "one more point excludes the one concept left", plus=1),
)

OTHER = (
    _other(
        "N",
        "membership",
        "N <= 2**membership",
        "an answer doubles what is told apart",
        lambda v: v["N"] <= 1 << int(v["membership"]),
    ),
    _other(
        "membership", "N", "membership <= N - 1", "each query can exclude a concept", lambda v: v["membership"] <= v["N"] - 1
    ),
    _other("star", "N", "star <= N - 1", "neighbours differ from the centre", lambda v: v["star"] <= v["N"] - 1),
    _other(
        "membership",
        "extended_teaching N",
        "membership <= extended_teaching * floor(lg N)",
        "specify the majority, stop at the first surprise",
        lambda v: v["membership"] <= v["extended_teaching"] * floor_lg(int(v["N"])),
    ),
    _other(
        "membership",
        "extended_teaching N",
        "membership <= extended_teaching + beta * lg(N/2)",
        "Hegedus 1995",
        _hegedus,
    ),
    _other(
        "membership",
        "extended_teaching N",
        "(N - 1)(1 - 1/extended_teaching)**(D - 1) >= 1",
        "each query excludes a share 1/XTD of the concepts, but for one",
        _shrinking,
    ),
    _other(
        "membership",
        "extended_teaching N",
        "membership <= floor(extended_teaching * ln(N - 1)) + 1",
        "the same, by logarithms",
        _logarithmic,
    ),
    _other(
        "littlestone",
        "N",
        "littlestone <= floor(lg N)",
        "each leaf of a complete tree has its own concept",
        lambda v: v["littlestone"] <= floor_lg(int(v["N"])),
    ),
    _other("N", "n vc", "N <= sum of C(n, i), i <= vc", "Sauer 1972", _sauer, "dimensions.sauer"),
    _other(
        "equivalence_proper",
        "N",
        "equivalence_proper <= N - 1",
        "each query excludes the concept proposed",
        lambda v: v["equivalence_proper"] <= v["N"] - 1,
    ),
    _other(
        "both",
        "consistency N",
        "both <= max(1, consistency) * floor(lg N)",
        "ask for the majority's certificate or propose it (Hellerstein et al. 1996)",
        lambda v: v["both"] <= max(1, v["consistency"]) * floor_lg(int(v["N"])),
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


def lattice(names: Iterable[str] | None = None) -> tuple[tuple[str, str], ...]:
    """The edges a <= b of the plain inequalities between these, without those that follow from others.

    >>> ("vc", "littlestone") in lattice(), ("teaching", "star") in lattice()
    (True, False)
    """
    among = None if names is None else set(names)
    edges = {(i.small, i.plain) for i in PLAIN if i.plain is not None and not i.plus}
    edges.discard(("equivalence_improper", "littlestone"))  # they are equal: one direction is drawn
    if among is not None:
        edges = {(a, b) for a in among for b in among if a != b and _reaches(a, b, edges)}
    return tuple(sorted((a, b) for a, b in edges if not _reaches(a, b, edges - {(a, b)})))


def _reaches(a: str, b: str, edges: set[tuple[str, str]]) -> bool:
    return a == b or any(p == a and _reaches(q, b, edges) for p, q in edges)
