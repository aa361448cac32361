"""Homogeneous half-spaces whose server draws weights about the true ones for every question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import Any

import numpy as np

from ..choices import Choices, Coins, one_of
from ..domains import unit_vectors
from ..errors import BadArgument
from ..formulas import Number, exactly, whole
from ..points import Points
from .finite_space import FiniteSpace
from .half_spaces import HalfSpace

SPREADS = (Fraction(1, 2), Fraction(1, 10), Fraction(1, 1000), Fraction(0))  # of the drawn weights, about |w| = 1
TOLD = (Fraction(1, 2), Fraction(3, 4))


@dataclass(frozen=True, eq=False, repr=False)
class DrawnHalfSpace(HalfSpace):
    """[w.x >= 0], heard as [v.x >= 0] with v drawn from N(w/|w|, sigma**2 I); sigma is no part of what a learner is given."""

    sigma: Fraction = field(kw_only=True)

    @property
    def sizes(self) -> Mapping[str, Any]:
        return {**self.given, "sigma": self.sigma}

    def key(self) -> bytes:
        return b"drawn " + str(self.sigma).encode() + super().key()

    def __str__(self) -> str:
        return f"{super().__str__()}, sigma = {self.sigma}"


@dataclass(frozen=True)
class DrawnHalfSpaces:
    """Half-spaces of R^d through 0, and a spread sigma; `told` learners are given sigmahat >= sigma."""

    told: bool = False

    @property
    def small(self) -> Sequence[Mapping[str, Any]]:
        return [{"d": d, **({"sigmahat": TOLD[0]} if self.told else {})} for d in (1, 2)]

    @property
    def medium(self) -> Sequence[Mapping[str, Any]]:
        return [{"d": 3, **({"sigmahat": TOLD[1]} if self.told else {})}]

    def draw(self, choices: Choices) -> DrawnHalfSpace:
        w = np.array([choices.integer(-9, 9) for _ in range(choices.integer(1, 4))], np.float64)
        w *= one_of(choices, (1.0, 1e-12, 2.0**300))
        if not w.any():
            w[0] = -1.0  # no weights, no half-space
        given = {"sigmahat": one_of(choices, TOLD)} if self.told else {}
        return DrawnHalfSpace(w, given=given, sigma=one_of(choices, SPREADS))

    @property
    def scales(self) -> Sequence[Mapping[str, Any]]:
        if self.told:
            return [{"d": d, "sigma": Fraction(1, 10), "sigmahat": TOLD[0]} for d in (1, 2, 3, 4, 6, 8, 12)]
        return [{"d": d, "sigma": Fraction(1, 10)} for d in (2, 4, 8, 16, 32)]

    def of_size(self, coins: Coins, *, d: int, sigma: Number = "1/10", sigmahat: Number | None = None) -> DrawnHalfSpace:
        """The weights' direction is uniform on the sphere; `sigmahat`, where it is told, is sigma if it is not said."""
        spread = exactly(sigma, "sigma")
        most = spread if sigmahat is None else exactly(sigmahat, "sigmahat")
        if not 0 <= spread <= most:
            raise BadArgument(f"sigma is a spread of at least 0 and sigmahat at least that, got {sigma} and {sigmahat}")
        if self.told and not most:
            raise BadArgument("learners are told a sigmahat above 0, and it is sigma = 0 if it is not said; say it")
        if sigmahat is not None and not self.told:
            raise BadArgument("learners of this class are told no sigmahat; leave it out")
        w = unit_vectors(coins.rng, 1, whole(d, "d", 1))[0]
        return DrawnHalfSpace(w, given={"sigmahat": most} if self.told else {}, sigma=spread)

    def space(self, d: int, **given: Any) -> FiniteSpace:
        """Few of the class, for claims that hold with a probability need many runs of each."""
        return _few(d, tuple((name, given[name]) for name in ("sigmahat",) if name in given))

    def lifted(self, points: Points) -> Points:
        return points

    def __str__(self) -> str:
        return "homogeneous half-spaces of R^d, drawn afresh" + (" with a spread of at most sigmahat" if self.told else "")


@cache
def _few(d: int, given: tuple[tuple[str, Any], ...]) -> FiniteSpace:
    w = np.array([(-1.0) ** i * (3 - i % 3) for i in range(1, d + 1)])
    return FiniteSpace([DrawnHalfSpace(w, given=dict(given), sigma=sigma) for sigma in SPREADS[:2]], whole=False)
