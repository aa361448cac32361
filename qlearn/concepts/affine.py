"""Affine functions and what is made of them: half-spaces, logistic and softmax models."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices, Coins, one_of
from ..domains import Space
from ..errors import BadArgument, Undecided
from ..formulas import whole
from ..points import Labels, Points, Values
from .finite_space import FiniteSpace, enumerable

UNIT = 2.0**-53  # the relative error of one correctly rounded float64 operation


def affine(points: Points, W: NDArray[np.float64], b: NDArray[np.float64]) -> Values:
    """x W' + b, shape (batch, K).  Row by row: `points @ W.T` may round a row differently in another batch."""
    values: Values = np.einsum("ij,kj->ik", np.ascontiguousarray(points), W)
    return values + b


@dataclass(frozen=True, eq=False)
class AffineFunction:
    """f(x) = w.x + b, one value; as a classifier it is the half-space f(x) >= 0."""

    w: NDArray[np.float64]  # (d,)
    b: float

    @property
    def domain(self) -> Space:
        return Space(len(self.w))

    @property
    def given(self) -> Mapping[str, int]:
        return {"d": len(self.w)}

    sizes = given

    def values(self, points: Points) -> Values:
        return affine(points, self.w[None], np.array([self.b]))

    def __call__(self, points: Points) -> Labels:
        return self.values(points)[:, 0] >= 0

    def key(self) -> bytes:
        return b"affine" + (np.append(self.w, self.b) + 0.0).tobytes()

    def __str__(self) -> str:
        return f"w = {self.w.tolist()}, b = {self.b}"

    __repr__ = __str__


@dataclass(frozen=True, eq=False)
class Softmax:
    """P(class k | x) proportional to exp(W_k.x + b_k).

    Adding one vector and one constant to all classes changes nothing, so W and b are kept with their last row zero.
    """

    W: NDArray[np.float64]  # (K, d)
    b: NDArray[np.float64]  # (K,)

    @classmethod
    def of(cls, W: NDArray[np.float64], b: NDArray[np.float64]) -> Softmax:
        """The same function in its one normal form: last row of W and last entry of b zero."""
        return cls(W - W[-1], b - b[-1])

    @property
    def domain(self) -> Space:
        return Space(self.W.shape[1])

    @property
    def given(self) -> Mapping[str, int]:
        return {"d": self.W.shape[1], "K": self.W.shape[0]}

    sizes = given

    def values(self, points: Points) -> Values:
        """Probabilities, shape (batch, K): each accurate to a few units in the last place, the small ones too."""
        z = affine(points, self.W, self.b)
        e: Values = np.exp(z - z.max(axis=1, keepdims=True))
        total: Values = e.sum(axis=1, keepdims=True)
        return e / total

    def __call__(self, points: Points) -> NDArray[Any]:
        """The likeliest class; for two classes, bool: is it class 1?"""
        best: NDArray[Any] = affine(points, self.W, self.b).argmax(axis=1)
        return best == 1 if len(self.b) == 2 else best

    def key(self) -> bytes:
        return f"softmax{self.W.shape}".encode() + (np.column_stack([self.W, self.b]) + 0.0).tobytes()

    def __str__(self) -> str:
        return f"W = {self.W.tolist()}, b = {self.b.tolist()}"

    __repr__ = __str__


@dataclass(frozen=True)
class AffineFunctions:
    """Affine functions of R^d whose weights are small integers times one power of two: sums of them are exact floats."""

    small: Sequence[Mapping[str, Any]] = ({"d": 1}, {"d": 2}, {"d": 3})
    medium: Sequence[Mapping[str, Any]] = ({"d": 4},)

    def draw(self, choices: Choices) -> AffineFunction:
        d = choices.integer(1, 6)
        scale = 2.0 ** choices.integer(-40, 40)
        w = np.array([choices.integer(-1000, 1000) for _ in range(d)]) * scale
        return AffineFunction(w, choices.integer(-1000, 1000) * scale)

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d} for d in (2, 4, 8, 16, 32, 64, 128))

    def of_size(self, coins: Coins, *, d: int) -> AffineFunction:
        """Weights and offset are uniform integers from -1000 to 1000."""
        v = coins.rng.integers(-1000, 1000, whole(d, "d", 1) + 1, endpoint=True).astype(np.float64)
        return AffineFunction(v[:d], float(v[d]))

    def space(self, d: int, **_: Any) -> FiniteSpace:
        """The sub-class of weights -1, 0, 1: an exact game needs finitely many answers."""
        return _ternary(d)

    def __str__(self) -> str:
        return "affine functions of d variables"


@dataclass(frozen=True)
class SoftmaxModels:
    """Softmax models of K classes on R^d, logits moderate so that no probability is rounded to 0."""

    classes: int | None = None  # None: any K from 2 to 5
    small: ClassVar[Sequence[Mapping[str, Any]]] = ({"d": 1, "K": 2}, {"d": 2, "K": 2})
    medium: ClassVar[Sequence[Mapping[str, Any]]] = ({"d": 3, "K": 2},)

    def draw(self, choices: Choices) -> Softmax:
        d, K = choices.integer(1, 5), self.classes or choices.integer(2, 5)
        size = one_of(choices, (1.0, 4.0, 1e-6, 1e-12))
        plain = choices.integer(0, 1) == 0  # then some weights are 0 and others tie
        weights = np.array(
            [[size * choices.integer(-1, 1) if plain else choices.real(-size, size) for _ in range(d + 1)] for _ in range(K)]
        )
        return Softmax.of(weights[:, :d], weights[:, d])

    scales: ClassVar[Sequence[Mapping[str, int]]] = tuple({"d": d} for d in (2, 4, 8, 16, 32, 64, 128))

    def of_size(self, coins: Coins, *, d: int, K: int | None = None) -> Softmax:
        """Normal weights of K classes (3, or as many as the class has) that make logits of about 2 on [-1, 1]^d."""
        K = self.classes or 3 if K is None else whole(K, "K", 2)
        if self.classes not in (None, K):
            raise BadArgument(f"these models have {self.classes} classes, K = {K} are asked for; leave K out")
        weights = coins.rng.standard_normal((K, whole(d, "d", 1) + 1)) * 2 / np.sqrt(d + 1)
        return Softmax.of(weights[:, :d], weights[:, d])

    def space(self, d: int, K: int = 2, **_: Any) -> FiniteSpace:
        """The sub-class of two classes with weights -1, 0, 1."""
        if K != 2:
            raise Undecided("softmax models are exhausted for two classes only")
        return _ternary_logistic(d)

    def __str__(self) -> str:
        return "logistic models on R^d" if self.classes == 2 else "softmax models of K classes on R^d"


@cache
def _ternary(d: int) -> FiniteSpace:
    enumerable(3 ** (d + 1), f"the weights -1, 0, 1 in dimension {d}")
    weights = itertools.product((-1.0, 0.0, 1.0), repeat=d + 1)
    return FiniteSpace([AffineFunction(np.array(v[:-1]), v[-1]) for v in weights], whole=False)


@cache
def _ternary_logistic(d: int) -> FiniteSpace:
    enumerable(3 ** (d + 1), f"the weights -1, 0, 1 in dimension {d}")
    weights = (np.array(v) for v in itertools.product((-1.0, 0.0, 1.0), repeat=d + 1))
    models = [Softmax.of(np.array([-v[:-1], v[:-1]]) / 2, np.array([-v[-1], v[-1]]) / 2) for v in weights]
    return FiniteSpace(models, whole=False)
