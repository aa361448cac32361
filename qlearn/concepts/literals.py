"""Terms: conjunctions of literals, each a Boolean variable or its negation."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins
from ..domains import Cube
from ..formulas import whole
from ..points import Labels, Points
from ..queries import Hypothesis, Membership
from .bits import packed
from .finite_space import FiniteSpace, enumerable
from .subcubes import covered


@dataclass(frozen=True, eq=False)
class Term:
    """x -> whether x is 1 at all of `ones` and 0 at all of `zeros`; a variable in both makes it constantly false."""

    ones: NDArray[np.bool_]  # (n,)
    zeros: NDArray[np.bool_]  # (n,)

    @classmethod
    def of_all(cls, n: int) -> Term:
        """Every literal: false."""
        return cls(np.ones(n, np.bool_), np.ones(n, np.bool_))

    def true_at(self, point: NDArray[Any]) -> Term:
        """The literals that are true at the point."""
        return Term(self.ones & (point != 0), self.zeros & (point == 0))

    @property
    def satisfiable(self) -> bool:
        return not (self.ones & self.zeros).any()

    @property
    def domain(self) -> Cube:
        return Cube(len(self.ones))

    @property
    def given(self) -> Mapping[str, Any]:
        return {"n": len(self.ones)}

    @property
    def sizes(self) -> Mapping[str, int]:
        return {"n": len(self.ones)}

    def __call__(self, points: Points) -> Labels:
        if not self.satisfiable:
            return np.zeros(len(points), np.bool_)
        return covered(points, packed((self.ones | self.zeros)[None]), packed(self.ones[None]))

    def key(self) -> bytes:
        literals = np.concatenate([self.ones, self.zeros]) if self.satisfiable else np.ones(2 * len(self.ones), np.bool_)
        return b"term" + literals.tobytes()

    def disagreements(self, hypothesis: Hypothesis) -> Iterator[NDArray[np.uint8]] | None:
        """For another term: a point that each accepts, and these with one variable changed.

        If there is a difference, one of the two accepts something and the other has a literal that it has not: false where
        the first is true, at once or after that variable is changed.
        """
        if not isinstance(hypothesis, Term):
            return None
        accepted = [term.ones.astype(np.uint8) for term in (self, hypothesis) if term.satisfiable]
        flips = np.vstack([np.zeros((1, len(self.ones)), np.uint8), np.eye(len(self.ones), dtype=np.uint8)])
        tried = np.vstack([point ^ flips for point in accepted] or [flips])
        wrong: NDArray[np.uint8] = tried[self(tried) != hypothesis(tried)]
        return iter(wrong)

    def __str__(self) -> str:
        if not self.satisfiable:
            return "false"
        named = [f"x{i + 1}" if one else f"~x{i + 1}" for i, one in enumerate(self.ones) if one or self.zeros[i]]
        return " & ".join(named) or "true"

    __repr__ = __str__


@dataclass(frozen=True, eq=False, repr=False)
class TermAt(Term):
    """A term with a point where it is true, which its learner is told."""

    positive: tuple[int, ...]

    @property
    def given(self) -> Mapping[str, Any]:
        return {"positive": self.positive}


@dataclass(frozen=True)
class Terms:
    """All conjunctions of literals of n variables: 3**n that accept something, and the one that accepts nothing."""

    small: Sequence[Mapping[str, Any]] = ({"n": 1}, {"n": 2}, {"n": 3})
    medium: Sequence[Mapping[str, Any]] = ({"n": 4},)
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n} for n in (2, 4, 8, 16, 32, 64))

    def of_size(self, coins: Coins, *, n: int) -> Term:
        """Any of the 3**n terms that are true somewhere."""
        signs = coins.rng.integers(-1, 1, whole(n, "n", least=1), endpoint=True)
        return Term(signs > 0, signs < 0)

    def draw(self, choices: Choices) -> Term:
        n = choices.integer(1, 8)
        if not choices.integer(0, 9):
            return Term.of_all(n)
        ones, kept = choices.bits(n), choices.bits(n)
        return Term(ones & kept, ~ones & kept)

    def space(self, n: int, **_: Any) -> FiniteSpace:
        return _space(n)

    def __str__(self) -> str:
        return "conjunctions of literals"


@dataclass(frozen=True)
class TermsAt:
    """The 2**n conjunctions of literals that are true at a known point of n bits."""

    small: Sequence[Mapping[str, Any]] = tuple(
        {"positive": point} for n in (1, 2, 3) for point in itertools.product((0, 1), repeat=n)
    )
    medium: Sequence[Mapping[str, Any]] = ({"positive": (1, 0, 0, 1)}, {"positive": (0, 1, 1, 0, 1, 0)})
    scales: Sequence[Mapping[str, Any]] = tuple({"n": n} for n in (2, 4, 8, 16, 32, 64))

    def of_size(self, coins: Coins, *, n: int) -> TermAt:
        """Any point, and any of the literals that are true there."""
        positive = coins.bits(whole(n, "n", least=1))
        return _at(tuple(positive.astype(int).tolist()), coins.bits(n))

    def draw(self, choices: Choices) -> TermAt:
        positive = choices.bits(choices.integer(1, 80))
        return _at(tuple(positive.astype(int).tolist()), choices.bits(len(positive)))

    def space(self, positive: Sequence[int], **_: Any) -> FiniteSpace:
        enumerable(1 << len(positive), f"the conjunctions of {len(positive)} literals")
        kept = itertools.product((False, True), repeat=len(positive))
        return FiniteSpace([_at(tuple(positive), np.array(which)) for which in kept])

    def told(self, positive: Sequence[int], **_: Any) -> Sequence[tuple[Membership, Any]]:
        return [(Membership(np.array([positive], np.uint8)), np.array([True]))]

    def __str__(self) -> str:
        return "conjunctions of literals, true at a known point"


def _at(positive: tuple[int, ...], kept: NDArray[np.bool_]) -> TermAt:
    point = np.array(positive, np.bool_)
    return TermAt(point & kept, ~point & kept, positive)


@cache
def _space(n: int) -> FiniteSpace:
    enumerable(3 ** min(n, 99) + 1, f"the conjunctions of literals of {n} variables")
    signs = (np.array(sign) for sign in itertools.product((0, 1, -1), repeat=n))
    terms = [Term(sign == 1, sign == -1) for sign in signs]
    return FiniteSpace([*terms, Term.of_all(n)], Cube(n).points())
