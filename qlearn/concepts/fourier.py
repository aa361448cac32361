"""Boolean functions as sums of parities: f(x) = sum of c_S (-1)**(sum of x_i, i in S), with true as -1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..domains import Cube
from ..points import Labels, Points
from ..queries import Hypothesis
from .bits import Words
from .boolean_differences import Expansion, differences
from .masks import chunks, in_words, odd, term


@dataclass(frozen=True, eq=False)
class FourierSum:
    """x -> whether the sum of numerator/2**places times the sign of the mask's parity is negative; it is 1 or -1 everywhere."""

    n: int
    masks: tuple[int, ...]
    numerators: tuple[int, ...]
    places: int = 0

    @classmethod
    def of(cls, n: int, expansion: Expansion) -> FourierSum:
        """The sum with these coefficients times 2**places; zeros are left out, and the fraction is reduced."""
        places, numerators = expansion
        found = {mask: number for mask, number in sorted(numerators.items()) if number}
        while places and not any(number % 2 for number in found.values()):
            places, found = places - 1, {mask: number // 2 for mask, number in found.items()}
        return cls(n, tuple(found), tuple(found.values()), places)

    @property
    def boolean(self) -> bool:
        """Whether it is 1 or -1 everywhere: its square is 1, coefficient by coefficient."""
        square: dict[int, int] = {0: 0}
        for mask, number in zip(self.masks, self.numerators, strict=True):
            for other, factor in zip(self.masks, self.numerators, strict=True):
                square[mask ^ other] = square.get(mask ^ other, 0) + number * factor
        return square.pop(0) == 4**self.places and not any(square.values())

    @property
    def domain(self) -> Cube:
        return Cube(self.n)

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"n": self.n}

    @cached_property
    def _words(self) -> Words:
        return in_words(self.masks, self.n)

    def __call__(self, points: Points) -> Labels:
        found, total = np.empty(len(points), np.bool_), sum(self.numerators)
        for at, x in chunks(points):
            left = np.zeros(len(x), np.int64)  # what the odd parities take from the total, halved
            for mask, number in zip(self._words, self.numerators, strict=True):
                left += number * odd(x, mask).astype(np.int64)
            found[at] = 2 * left > total
        return found

    def spectrum(self) -> Expansion:
        return self.places, dict(zip(self.masks, self.numerators, strict=True))

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        return differences(self, hypothesis)

    def key(self) -> bytes:
        return b"fourier" + repr((self.n, self.masks, self.numerators, self.places)).encode()

    def __str__(self) -> str:
        def share(number: int) -> str:
            return f"{number}/{2**self.places}" if self.places else str(number)

        parts = (f"{share(number)} [{term(mask)}]" for mask, number in zip(self.masks, self.numerators, strict=True))
        return " + ".join(parts)

    __repr__ = __str__


def transformed(n: int, labels: NDArray[np.bool_]) -> FourierSum:
    """The sum for the labels of all points, in the order of their masks, shape (2**n,): the fast Walsh-Hadamard transform.

    >>> transformed(2, np.array([False, True, True, False]))
    1 [x1 x2]
    """
    values = np.where(labels, -1, 1).astype(np.int64)
    for i in range(n):
        halves = values.reshape(-1, 2, 1 << i)
        values = np.stack([halves[:, 0] + halves[:, 1], halves[:, 0] - halves[:, 1]], axis=1).reshape(-1)
    return FourierSum.of(n, (n, {int(mask): int(values[mask]) for mask in np.flatnonzero(values)}))
