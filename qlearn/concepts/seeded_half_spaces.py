"""Half-spaces whose learner is told an instance of each label; and those that pairs of instances pin down."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any, ClassVar

import numpy as np

from ..choices import Choices, Coins, one_of
from ..domains import unit_vectors
from ..errors import BadArgument
from ..formulas import whole
from ..points import Points, array, spell
from ..queries import Membership
from .finite_space import FiniteSpace, enumerable
from .half_spaces import SCALES, SIZES, HalfSpace, ScaledHalfSpace, Vector

Seed = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class PinnedHalfSpace(ScaledHalfSpace):
    """A half-space with d pairs of instances between which its boundary passes: what it was found from."""

    inside: Points  # (d, d), each labelled +
    outside: Points  # (d, d), each labelled -

    def key(self) -> bytes:
        return b"pinned" + super().key() + (np.concatenate([self.inside, self.outside]) + 0.0).tobytes()


def seeds(d: int, positive: Sequence[float], negative: Sequence[float]) -> tuple[Vector, Vector]:
    """The two instances as float64, shape (d,); `BadArgument` if they are none, or one and the same."""
    ends = [array(seed, BadArgument) for seed in (positive, negative)]
    for name, end in zip(("positive", "negative"), ends, strict=True):
        if end.shape != (d,) or end.dtype.kind not in "biuf" or not np.isfinite(end).all():
            raise BadArgument(f"{name} is an instance with d = {d} finite coordinates, got {end.dtype} of shape {end.shape}")
    one, other = (end.astype(np.float64) for end in ends)
    if (one == other).all():
        raise BadArgument(f"the positive and the negative instance are the same, {spell(one)}; one point has one label")
    return one, other


def unit(positive: Vector, negative: Vector) -> float:
    """The least power of two that is not below the instances' distance; `BadArgument` if no float is."""
    square = sum((Fraction(x) - Fraction(y)) ** 2 for x, y in zip(positive.tolist(), negative.tolist(), strict=True))
    exponent = (square.numerator.bit_length() - square.denominator.bit_length()) // 2 - 1
    while Fraction(4) ** exponent < square:
        exponent += 1
    if not -1022 <= exponent <= 1022:
        raise BadArgument(f"the instances are 2**{exponent} apart; floats at such distances are no use, so scale the features")
    return 2.0**exponent


@dataclass(frozen=True)
class SeededHalfSpaces:
    """Half-spaces of R^d with an offset, and with two instances that lie on its two sides."""

    small: Sequence[Mapping[str, Any]] = (
        {"d": 1, "positive": (1.0,), "negative": (-1.0,)},
        {"d": 1, "positive": (0.0,), "negative": (0.75,)},
        {"d": 2, "positive": (1.0, 1.0), "negative": (0.0, 1.0)},
        {"d": 2, "positive": (0.0, 0.0), "negative": (3.0, 2.0)},
        {"d": 3, "positive": (2.0, 0.0, 0.0), "negative": (-1.5, 1.0, 1.0)},
    )
    medium: Sequence[Mapping[str, Any]] = ({"d": 4, "positive": (1.0, 0.0, 2.0, 0.5), "negative": (-1.0, 1.0, 0.0, 0.5)},)

    def draw(self, choices: Choices) -> HalfSpace:
        """Weights of very different sizes, zeros among them; seeds apart in one coordinate or all; a seed on the boundary."""
        d = choices.integer(1, 5)
        w = np.array([choices.integer(-9, 9) * one_of(choices, SIZES) for _ in range(d)])
        w *= one_of(choices, (1.0, 1e-12, 1e12, 2.0**-300, 2.0**300))
        one = np.array([choices.integer(-9, 9) for _ in range(d)], np.float64) + one_of(choices, (0.0, 0.3, -(2.0**20)))
        k, alone = choices.integer(0, d - 1), choices.integer(0, 1)
        apart = np.array([choices.integer(-9, 9) for _ in range(d)], np.float64)
        apart[np.arange(d) != k] *= 1 - alone
        scale = one_of(choices, (1.0, 1e-12, 1e12))
        share = one_of(choices, (0.5, 0.0, 0.125, 0.99999))  # of the way from the positive instance to the boundary
        return _through(w, one * scale, (one + apart) * scale, share) or _along(k, one * scale, (one + _one(k, d)) * scale)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d} for d in SCALES)

    def of_size(self, coins: Coins, *, d: int) -> HalfSpace:
        """Two standard normal instances, weights uniform on the sphere, and a boundary anywhere between the two."""
        w, (one, other) = unit_vectors(coins.rng, 1, whole(d, "d", 1))[0], coins.rng.standard_normal((2, d))
        return _through(w, one, other, coins.rng.random()) or self.of_size(coins, d=d)

    def space(self, d: int, positive: Seed, negative: Seed, **_: Any) -> FiniteSpace:
        """The sub-class of weights -1, 0, 1 and a boundary half way between the instances, or through the positive one."""
        return _ternary(d, tuple(positive), tuple(negative))

    def told(self, positive: Seed, negative: Seed, **_: Any) -> Sequence[tuple[Membership, Any]]:
        return [(Membership(np.array([positive, negative], np.float64)), np.array([True, False]))]

    def lifted(self, points: Points) -> Points:
        return np.column_stack([points, np.ones(len(points))])

    def __str__(self) -> str:
        return "half-spaces of R^d, with an instance of each label"


def _through(w: Vector, one: Vector, other: Vector, share: float) -> HalfSpace | None:
    """The half-space with these weights that parts the two, told both; None if float64 has no such offset."""
    values = [sum(Fraction(a) * Fraction(x) for a, x in zip(w.tolist(), v.tolist(), strict=True)) for v in (one, other)]
    if values[0] < values[1]:
        one, other, values = other, one, values[::-1]
    offset = Fraction(share) * (values[0] - values[1]) - values[0]
    found = HalfSpace(w, float(offset), {"positive": tuple(one.tolist()), "negative": tuple(other.tolist())})
    return found if found(np.array([one, other])).tolist() == [True, False] else None


def _along(k: int, one: Vector, other: Vector) -> HalfSpace:
    """The half-space across one coordinate."""
    found = _through(_one(k, len(one)), one, other, 0.5)
    assert found is not None
    return found


def _one(k: int, d: int) -> Vector:
    axis: Vector = np.eye(1, d, k)[0]
    return axis


@cache
def _ternary(d: int, positive: Seed, negative: Seed) -> FiniteSpace:
    enumerable(3**d, f"the weights -1, 0, 1 in dimension {d}")
    one, other = seeds(d, positive, negative)
    weights = (np.array(v) for v in itertools.product((-1.0, 0.0, 1.0), repeat=d))
    parting = (_through(w, one, other, share) for w in weights if w @ one > w @ other for share in (0.5, 0.0))
    return FiniteSpace([concept for concept in parting if concept is not None], whole=False)
