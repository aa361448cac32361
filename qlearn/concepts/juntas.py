"""Juntas: Boolean functions of n variables of which only a few matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Cube
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Hypothesis
from .boolean_differences import differences
from .boolean_polynomials import coefficients
from .finite_space import FiniteSpace, enumerable
from .uniform import subset, until

MOST = 20  # variables that matter, if a table of them is drawn


@dataclass(frozen=True, eq=False)
class Junta:
    """x -> the entry of the table that the variables spell, the first of them counting 1, the next 2, then 4, ...

    Every variable matters: `of` drops those that do not.  Told beforehand: they are k at most.
    """

    n: int
    variables: tuple[int, ...]  # increasing, from 0
    table: NDArray[np.bool_]  # (2**len(variables),)
    most: int | None = None  # k, if it is not just their number

    @classmethod
    def of(cls, n: int, variables: tuple[int, ...], table: NDArray[np.bool_], most: int | None = None) -> Junta:
        """The junta of any table: a variable that changes nothing is left out."""
        for place in reversed(range(len(variables))):
            halves = table.reshape(-1, 2, 1 << place)
            if (halves[:, 0] == halves[:, 1]).all():
                table = halves[:, 0].reshape(-1)
                variables = variables[:place] + variables[place + 1 :]
        return cls(n, variables, table, most)

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def given(self) -> Mapping[str, int]:
        return {"n": self.n, "k": len(self.variables) if self.most is None else self.most}

    @property
    def sizes(self) -> Mapping[str, int]:
        """n, k, and r, the number of relevant variables."""
        return {**self.given, "r": len(self.variables)}

    def __call__(self, points: Points) -> Labels:
        place: NDArray[Any] = np.zeros(len(points), np.uint16 if len(self.variables) <= 16 else np.int64)
        for j, i in enumerate(self.variables):
            place |= (points[:, i] != 0).astype(place.dtype) << place.dtype.type(j)
        labels: Labels = self.table[place]
        return labels

    @cached_property
    def _monomials(self) -> frozenset[int]:
        def spread(inside: int) -> int:
            return sum(1 << i for j, i in enumerate(self.variables) if inside >> j & 1)

        return frozenset(map(spread, coefficients(dict(enumerate(self.table.tolist())))))

    def expanded(self) -> frozenset[int]:
        return self._monomials

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        return differences(self, hypothesis)

    def key(self) -> bytes:
        return b"junta" + repr((self.n, self.variables)).encode() + self.table.tobytes()

    def __str__(self) -> str:
        names = ", ".join(f"x{i + 1}" for i in self.variables)
        text = "".join(map(str, self.table[:64].astype(int).tolist())) + ("..." if len(self.table) > 64 else "")
        return f"{text} by {names}" if names else str(bool(self.table[0])).lower()

    __repr__ = __str__


@dataclass(frozen=True)
class Juntas:
    """All functions of at most k of n Boolean variables."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1, "k": 1}, {"n": 2, "k": 1}, {"n": 2, "k": 2}, {"n": 3, "k": 1})
    medium: Sequence[Mapping[str, Any]] = ({"n": 3, "k": 0}, {"n": 5, "k": 1}, {"n": 3, "k": 2})
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n, "k": 2} for n in (4, 8, 16, 32, 64, 128))

    def of_size(self, coins: Coins, *, n: int, k: int) -> Junta:
        """Any function of any k variables, on the condition that all of them matter."""
        whole(k, "k, variables of n,", least=0, most=min(whole(n, "n", least=1), MOST))
        chosen = tuple(np.flatnonzero(subset(coins, n, k)).tolist())
        return until(lambda: Junta.of(n, chosen, coins.bits(1 << k)), lambda junta: len(junta.variables) == k)

    def draw(self, choices: Choices) -> Junta:
        n = one_of(choices, (1, 2, 3, 5, 9, 30, 100))
        wanted = choices.integer(0, min(4, n))
        chosen = tuple(sorted({choices.integer(0, n - 1) for _ in range(wanted)}))
        drawn = Junta.of(n, chosen, choices.bits(1 << len(chosen)))
        return Junta(n, drawn.variables, drawn.table, min(n, len(drawn.variables) + one_of(choices, (0, 0, 1))))

    def space(self, n: int, k: int | None = None, **_: Any) -> FiniteSpace:
        """Where nobody told k, any number of the variables may matter."""
        return _space(n, n if k is None else min(n, k))

    def __str__(self) -> str:
        return "functions of at most k of n variables"


FEW_OF_MANY = Juntas(
    small=({"n": 1, "k": 1}, {"n": 3, "k": 1}, {"n": 7, "k": 2}), medium=({"n": 3, "k": 0}, {"n": 5, "k": 1})
)  # where sampling takes fewer labels than the whole cube


@cache
def _space(n: int, k: int) -> FiniteSpace:
    enumerable(n ** min(k, 9) * 2**2 ** min(k, 4), f"the functions of {k} of {n} variables")
    found: dict[bytes, Junta] = {}
    for size in range(k + 1):
        for chosen, table in product(combinations(range(n), size), product((False, True), repeat=1 << size)):
            junta = Junta.of(n, chosen, np.array(table, np.bool_), k)
            found.setdefault(junta.key(), junta)
    return FiniteSpace(list(found.values()), Cube(n).points())
