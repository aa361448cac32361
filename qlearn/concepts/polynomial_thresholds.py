"""Where a polynomial on the box [-1, 1]^d is at least 0: half-spaces, quadrics and what has a higher degree."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Box, unit_vectors
from ..errors import BadArgument
from ..formulas import whole
from ..geometry.monomials import dimension, exponents, features
from ..geometry.zero_sets import ZeroSet
from ..points import Labels, Points, Values
from .affine import affine
from .finite_space import FiniteSpace, enumerable

Vector = NDArray[np.float64]
SIZES = (1.0, 1.0, 8.0, 1 / 3, 2.0**-20)  # of coefficients beside one another
TRIES = 200  # to draw a polynomial that its boundary determines well
SCALES = (1.0, 1e-12, 1e12, 2.0**-300, 2.0**300)  # of all of them together: labels know no scale


@dataclass(frozen=True, eq=False)
class PolynomialThreshold:
    """[w.phi(x) >= 0], phi the products of Legendre polynomials that are orthonormal for the uniform law on the box.

    w has C(d + p, p) entries and is known up to a positive factor.  The value is what float64 makes of it, so a point within
    rounding of the boundary may be labelled either way; always the same way.
    """

    w: Vector  # (D,)
    d: int
    p: int
    given: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", {"d": self.d, "p": self.p, **self.given})

    @property
    def domain(self) -> Box:
        return Box((-1.0,) * self.d, (1.0,) * self.d)

    @property
    def sizes(self) -> Mapping[str, Any]:
        return self.given

    def values(self, points: Points) -> Values:
        """w.phi(x), shape (batch, 1)."""
        return affine(features(points, exponents(self.d, self.p), "legendre"), self.w[None], np.zeros(1))

    def __call__(self, points: Points) -> Labels:
        labels: Labels = self.values(points)[:, 0] >= 0
        return labels

    def key(self) -> bytes:
        return f"polynomial threshold {self.d} {self.p} ".encode() + (self.w + 0.0).tobytes()

    def __str__(self) -> str:
        return f"polynomial of degree {self.p} in {self.d} variables, coefficients {self.w.tolist()}"

    __repr__ = __str__


@dataclass(frozen=True, eq=False, repr=False)
class PinnedPolynomial(PolynomialThreshold):
    """One that was found from pairs of points about its boundary, and from one point far from it.

    `angle` is how far w is from the target's coefficients at most, as directions; the pairs and the far point show it.
    """

    inside: Points = field(kw_only=True)  # (m, d), each labelled +
    outside: Points = field(kw_only=True)  # (m, d), each labelled -
    far: Points = field(kw_only=True)  # (1, d)
    above: bool = field(kw_only=True)  # what the far one is labelled
    angle: float = field(kw_only=True)

    def key(self) -> bytes:
        rows = np.concatenate([self.inside, self.outside, self.far])
        return b"pinned " + super().key() + (rows + 0.0).tobytes() + bytes([self.above]) + np.float64(self.angle).tobytes()

    def __str__(self) -> str:
        return f"{super().__str__()}, within {self.angle:.3g}"


@dataclass(frozen=True, eq=False, repr=False)
class HeardPolynomial(PolynomialThreshold):
    """One that was found from labels of points, and gives them all."""

    asked: Points = field(kw_only=True)  # (labels, d)

    def key(self) -> bytes:
        return b"heard " + super().key() + (self.asked + 0.0).tobytes()


@dataclass(frozen=True)
class PolynomialThresholds:
    """Thresholds of polynomials on the box, whatever their boundaries: constants and those of lower degree among them."""

    degrees: tuple[int, int] = (1, 3)
    small: Sequence[Mapping[str, Any]] = ({"d": 1, "p": 1}, {"d": 1, "p": 2}, {"d": 2, "p": 1})
    medium: Sequence[Mapping[str, Any]] = ({"d": 1, "p": 3},)

    def draw(self, choices: Choices) -> PolynomialThreshold:
        d, p = choices.integer(1, 3), choices.integer(*self.degrees)
        return PolynomialThreshold(_coefficients(choices, dimension(d, p)), d, p)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d, "p": 2} for d in (1, 2, 4, 8, 16))

    def of_size(self, coins: Coins, *, d: int, p: int = 2) -> PolynomialThreshold:
        """The coefficients' direction is uniform on the sphere."""
        whole(d, "d", 1), whole(p, "p", 1)
        return PolynomialThreshold(unit_vectors(coins.rng, 1, dimension(d, p))[0], d, p)

    def space(self, d: int, p: int, **_: Any) -> FiniteSpace:
        """The sub-class of coefficients -1, 0, 1: an exact game needs finitely many concepts."""
        return _ternary(d, p)

    def __str__(self) -> str:
        return "polynomials of degree at most p on [-1, 1]^d, by their signs"


@dataclass(frozen=True)
class SeededPolynomials:
    """Thresholds of polynomials on the box, and an instance of each label."""

    small: Sequence[Mapping[str, Any]] = (
        {"d": 1, "p": 1, "positive": (0.75,), "negative": (-0.5,)},
        {"d": 2, "p": 1, "positive": (0.5, 0.75), "negative": (-0.5, 0.25)},
        {"d": 3, "p": 1, "positive": (0.5, 0.75, 0.0), "negative": (-0.5, 0.25, 0.5)},
    )
    medium: Sequence[Mapping[str, Any]] = ({"d": 4, "p": 1, "positive": (0.5, 0.5, 0.5, 0.5), "negative": (-0.5,) * 4},)

    def draw(self, choices: Choices) -> PolynomialThreshold:
        """Two points anywhere in the box, corners among them, and a boundary between: half way, near or through one.

        If the boundary's points lie nearly on another's, or one class is rare, it is of one coordinate instead.
        """
        d = choices.integer(1, 3)
        p = choices.integer(1, 2) if d > 1 else 1  # in one dimension a boundary has fewer points than coefficients
        w = _coefficients(choices, dimension(d, p))
        one, other = (np.array([choices.integer(-4, 4) / 4 for _ in range(d)]) for _ in range(2))
        share = one_of(choices, (0.5, 0.25, 0.0, 0.99))
        w[0] = 0.0
        found = _parting(w, d, p, one, other, share) or _parting(w, d, p, other, one, share)
        if found is None or not well_spread(found):
            found = _parting(np.eye(1, d + 1, 1)[0], d, 1, np.ones(d), -np.ones(d), 0.5)
        assert found is not None
        return found

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d, "p": 1} for d in (1, 2, 4, 8, 16))

    def of_size(self, coins: Coins, *, d: int, p: int = 1) -> PolynomialThreshold:
        """Two uniform points of the box, coefficients uniform on the sphere but for the constant, a boundary anywhere between.

        Drawn again until the boundary determines the coefficients well; `BadArgument` where it never does, as for d = 1 < p.
        """
        whole(d, "d", 1), whole(p, "p", 1)
        for _ in range(TRIES if d > 1 or p == 1 else 0):
            w, (one, other) = unit_vectors(coins.rng, 1, dimension(d, p))[0], coins.rng.uniform(-1, 1, (2, d))
            found = _parting(w, d, p, one, other, coins.rng.random())
            if found is not None and well_spread(found):
                return found
        raise BadArgument(f"no boundary of degree p = {p} in d = {d} dimensions was found whose points determine it well")

    def space(self, d: int, p: int, positive: Sequence[float], negative: Sequence[float], **_: Any) -> FiniteSpace:
        """The sub-class of coefficients -1, 0, 1 and a boundary half way between the instances."""
        return _between(d, p, tuple(positive), tuple(negative))

    def told(self, positive: Sequence[float], negative: Sequence[float], **_: Any) -> Sequence[tuple[Any, Any]]:
        from ..queries import Membership

        return [(Membership(np.array([positive, negative], np.float64)), np.array([True, False]))]

    def __str__(self) -> str:
        return "polynomials of degree at most p on [-1, 1]^d, by their signs, with an instance of each label"


def well_spread(target: PolynomialThreshold) -> bool:
    """Whether each class has a tenth of the box, and points of the boundary on random lines determine the coefficients well."""
    d, rng = target.d, np.random.default_rng(0)
    points, along = rng.uniform(-1, 1, (200, d)), rng.normal(size=(200, d))
    if not 0.1 <= target(points).mean() <= 0.9:
        return False
    phi = features(
        ZeroSet(d, target.p, target.w / np.abs(target.w).max()).on_lines(points, along), exponents(d, target.p), "legendre"
    )
    if len(phi) < 2 * len(target.w):
        return False
    values = np.linalg.svd(phi / np.linalg.norm(phi, axis=1)[:, None], compute_uv=False)
    return bool(values[-2] >= 0.1 * values[0])


def _coefficients(choices: Choices, D: int) -> Vector:
    """Not all of them 0: small integers of very different sizes, zeros and ties among them; or anything; or a constant."""
    kind = one_of(choices, ("plain", "any", "constant", "plain"))
    if kind == "constant":
        w = np.eye(1, D)[0] * one_of(choices, (1.0, -1.0))
    elif kind == "any":
        w = np.array([choices.real(-1.0, 1.0) for _ in range(D)])
    else:
        w = np.array([choices.integer(-2, 2) * one_of(choices, SIZES) for _ in range(D)])
    if not w.any():
        w[-1] = 1.0  # no coefficients, no boundary
    scaled: Vector = w * one_of(choices, SCALES)
    return scaled


def _parting(w: Vector, d: int, p: int, one: Vector, other: Vector, share: float) -> PolynomialThreshold | None:
    """The polynomial with this constant term that parts the two points, told both; None if it does not."""
    above, below = PolynomialThreshold(w, d, p).values(np.array([one, other]))[:, 0].tolist()
    parting = w.copy()
    parting[0] = -(above + share * (below - above))
    given = {"positive": tuple(one.tolist()), "negative": tuple(other.tolist())}
    found = PolynomialThreshold(parting, d, p, given)
    return found if above > below and found(np.array([one, other])).tolist() == [True, False] else None


@cache
def _ternary(d: int, p: int) -> FiniteSpace:
    D = dimension(d, p)
    enumerable(3**D, f"the coefficients -1, 0, 1 in dimension {D}")
    weights = [np.array(v) for v in itertools.product((-1.0, 0.0, 1.0), repeat=D) if any(v)]
    return FiniteSpace([PolynomialThreshold(w, d, p) for w in weights], whole=False)


@cache
def _between(d: int, p: int, positive: tuple[float, ...], negative: tuple[float, ...]) -> FiniteSpace:
    D = dimension(d, p)
    enumerable(3 ** (D - 1), f"the coefficients -1, 0, 1 in dimension {D - 1}")
    weights = (np.array((0.0, *v)) for v in itertools.product((-1.0, 0.0, 1.0), repeat=D - 1))
    parting = (_parting(w, d, p, np.array(positive), np.array(negative), 0.5) for w in weights)
    return FiniteSpace([concept for concept in parting if concept is not None], whole=False)
