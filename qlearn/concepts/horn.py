"""Horn formulas: conjunctions of clauses 'these variables imply that one', or 'these are not all true'."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import comb
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Cube
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Hypothesis
from .finite_space import FiniteSpace, enumerable
from .masks import mask_of, point_of, singletons
from .subcubes import Subcubes, every, fewest
from .uniform import distinct, limited, subset, weighted

Clause = tuple[int, int]  # the variables of the body, and that of the head, a bit each; 0 as a head is 'false'
BODY = 3  # variables at most in the bodies of drawn clauses
FEW = 10  # variables; with fewer, counterexamples are all points of difference


@dataclass(frozen=True)
class Horn:
    """Accepts the points where each clause holds: a 0 in its body, or a 1 at its head.

    Its size m is the number of its clauses.  No head is in its own body.
    """

    n: int
    clauses: tuple[Clause, ...]

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.n}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"n": self.n, "m": len(self.clauses)}

    @cached_property
    def _violated(self) -> Subcubes:
        return Subcubes(self.n, tuple((body | head, body) for body, head in self.clauses))

    def __call__(self, points: Points) -> Labels:
        return ~self._violated(points)

    def key(self) -> bytes:
        return repr(self).encode()

    def closure(self, x: int) -> int | None:
        """The least accepted point above this one, by forward chaining; None if all above are rejected."""
        before = None
        while before != x:
            before = x
            for body, head in self.clauses:
                if not body & ~x:
                    if not head:
                        return None
                    x |= head
        return x

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """Of many variables: two formulas are the same function if each one's clauses follow from the other."""
        if self.n < FEW or not isinstance(hypothesis, Horn) or hypothesis.n != self.n:
            return None
        return self._apart(hypothesis)

    def _apart(self, hypothesis: Horn) -> Iterator[NDArray[np.uint8]]:
        """For each clause that does not follow, a least point that breaks it alone of all clauses, and a largest one."""
        for accepts, rejects in ((self, hypothesis), (hypothesis, self)):
            for body, head in rejects.clauses:
                x = accepts.closure(body)
                if x is not None and not x & head:
                    yield point_of(x, self.n)
                    larger = accepts.grown(x, head)
                    if larger != x:
                        yield point_of(larger, self.n)

    def grown(self, x: int, without: int) -> int:
        """An accepted point above this accepted one that has 0 at `without`, and cannot be made larger."""
        for bit in singletons((1 << self.n) - 1 & ~(x | without)):
            larger = self.closure(x | bit)
            if larger is not None and not larger & without:
                x = larger
        return x

    def __str__(self) -> str:
        return " & ".join(f"({_spelled(clause)})" for clause in self.clauses) or "true"


def _spelled(clause: Clause) -> str:
    body, head = (" & ".join(f"x{bit.bit_length()}" for bit in singletons(side)) for side in clause)
    return f"{body or 'true'} -> {head or 'false'}"


def of_models(n: int, table: int) -> Horn:
    """The formula of fewest clauses that accepts the point of number x if bit x of the table is 1: a Horn function of few
    variables."""
    rejected = [x for x in range(1 << n) if not table >> x & 1]
    cubes = fewest(n, rejected, [cube for cube in every(n) if (cube[0] ^ cube[1]).bit_count() <= 1])
    return Horn(n, tuple((body, mask ^ body) for mask, body in cubes))


def closed(n: int, table: int) -> bool:
    """Whether the points of the table are closed under intersection: then, and only then, a Horn formula accepts just them."""
    accepted = [x for x in range(1 << n) if table >> x & 1]
    return all(table >> (x & y) & 1 for x in accepted for y in accepted)


@dataclass(frozen=True)
class HornFormulas:
    """All Horn functions of few variables, with the fewest clauses; of more variables, formulas drawn clause by clause."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1}, {"n": 2})
    medium: Sequence[Mapping[str, Any]] = ({"n": 3},)
    scales: Sequence[Mapping[str, Any]] = tuple({"n": 16, "m": m} for m in (1, 2, 4, 8, 16))

    def of_size(self, coins: Coins, *, n: int, m: int) -> Horn:
        """Any m of the clauses with at most three variables in their bodies."""
        whole(n, "n", least=1)
        weights = [comb(n, size) * (n - size + 1) for size in range(BODY + 1)]
        limited(m, "m", sum(weights), f"the clauses of {n} variables with at most {BODY} of them in the body")

        def clause() -> Clause:
            body = mask_of(subset(coins, n, weighted(coins, weights)))
            return body, one_of(coins, [0, *singletons((1 << n) - 1 & ~body)])

        return Horn(n, tuple(distinct(clause, m)))

    def draw(self, choices: Choices) -> Horn:
        n = choices.integer(1, 12)
        return drawn(choices, n, choices.integer(0, 8))

    def space(self, n: int, **_: Any) -> FiniteSpace:
        return _space(n)

    def __str__(self) -> str:
        return "Horn formulas"


def drawn(choices: Choices, n: int, m: int, longest: int = BODY) -> Horn:
    """A formula of at most m clauses, no two alike, with up to so many variables in a body."""
    clauses: dict[Clause, None] = {}
    for _ in range(m):
        body = sum({1 << choices.integer(0, n - 1) for _ in range(choices.integer(0, longest))})
        heads = [0, *singletons((1 << n) - 1 & ~body)]
        clauses[body, heads[choices.integer(0, len(heads) - 1)]] = None
    return Horn(n, tuple(clauses))


@cache
def _space(n: int) -> FiniteSpace:
    enumerable(1 << min(1 << min(n, 9), 99), f"the functions of {n} variables")
    return FiniteSpace([of_models(n, table) for table in range(1 << (1 << n)) if closed(n, table)], Cube(n).points())
