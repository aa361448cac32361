"""Functions on the cube that a row of bits computes, variable by variable: sums modulo 2 along paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..domains import Cube
from ..errors import BadArgument
from ..points import Labels, Points
from .bits import packed
from .modular import Matrix, independent, inverse, times

Layers = tuple[Matrix, ...]  # for each variable (2, bits before, bits after): a matrix for each of its two values


@dataclass(frozen=True, eq=False)
class LayeredAutomaton:
    """The product of one matrix for each variable, modulo 2: a row of one bit becomes another row of one bit.

    The matrix with a row for each setting of the first j variables, a column for each setting of the others and the labels as
    entries has a rank modulo 2; it is the least number of bits between variable j and the next that the function can do with.
    """

    layers: Layers

    @property
    def domain(self) -> Cube:
        return Cube(len(self.layers))

    def __call__(self, points: Points) -> Labels:
        """Halves of points are looked up where there are fewer of them than points."""
        n = len(self.layers)
        if points.shape[1] != n:
            raise BadArgument(f"a point of this cube has {n} coordinates, got points of shape {points.shape}")
        half = n // 2
        if len(points) < 2 << (n - half):
            first, last = self._half(points[:, :half], 0), self._half(points[:, half:], half)
        else:
            code = packed(points)[:, 0]
            first = self._half(_every(half), 0)[code & np.uint64((1 << half) - 1)]
            last = self._half(_every(n - half), half)[code >> np.uint64(half)]
        parity: Labels = np.bitwise_count(np.bitwise_xor.reduce(first & last, axis=1)) & 1 == 1
        return parity

    def _half(self, part: Points, start: int) -> NDArray[np.uint64]:
        """The states after the first variables, or, read from their end, before those from `start` on; in machine words.

        Of a single variable there is no first half, and it may be read either way.
        """
        layers = self.layers[start : start + part.shape[1]]
        return packed(_states(_reversed(layers), part[:, ::-1]) if start else _states(layers, part))

    def states(self, point: bytes) -> list[Matrix]:
        """The rows of bits before the first variable of a point and after each."""
        found: list[Matrix] = [np.ones(1, np.int64)]
        for layer, x in zip(self.layers, point, strict=True):
            found.append(times(found[-1], layer[x], 2))
        return found

    def plus(self, other: LayeredAutomaton) -> LayeredAutomaton:
        """The sum modulo 2, which is 1 where the two differ."""
        last = len(self.layers) - 1
        layers = []
        for j, (a, b) in enumerate(zip(self.layers, other.layers, strict=True)):
            if not last:
                layers.append((a + b) % 2)
            elif j in (0, last):
                layers.append(np.concatenate([a, b], axis=1 if j else 2))
            else:
                both = np.zeros((2, a.shape[1] + b.shape[1], a.shape[2] + b.shape[2]), np.int64)
                both[:, : a.shape[1], : a.shape[2]], both[:, a.shape[1] :, a.shape[2] :] = a, b
                layers.append(both)
        return LayeredAutomaton(tuple(layers))

    @cached_property
    def ranks(self) -> list[int]:
        """The ranks modulo 2 before the first variable, after it, and so on: n + 1 numbers, all 0 for what is always 0."""
        layers = _reversed(_of_reached(_reversed(_of_reached(self.layers))))
        return [layers[0].shape[1], *(layer.shape[2] for layer in layers)]

    def ones(self) -> Iterator[NDArray[np.uint8]]:
        """Some points that are labelled true; none exactly if there are none.

        The rows that the first variables lead to are followed as far as they are independent: all others are sums of these,
        and so are the bits at the end.
        """
        states, prefixes = np.ones((1, 1), np.int64), np.zeros((1, 0), np.uint8)
        for layer in self.layers:
            few = independent(states, 2)
            states = np.vstack([times(states[few], layer[x], 2) for x in (0, 1)])
            prefixes = np.vstack([np.insert(prefixes[few], prefixes.shape[1], x, axis=1) for x in (0, 1)])
        yield from prefixes[states[:, 0] == 1]

    def key(self) -> bytes:
        shapes = repr([layer.shape for layer in self.layers])
        return b"layered" + shapes.encode() + b"".join(np.packbits(layer == 1).tobytes() for layer in self.layers)

    def __str__(self) -> str:
        return f"at most {max(layer.shape[2] for layer in self.layers)} bits between {len(self.layers)} variables"

    __repr__ = __str__


def _reversed(layers: Layers) -> Layers:
    """The layers of the function that reads the variables from the last to the first."""
    return tuple(layer.transpose(0, 2, 1) for layer in reversed(layers))


def _states(layers: Sequence[Matrix], points: Points) -> NDArray[np.float32]:
    """The rows of bits after these layers, shape (batch, bits): sums of few bits are exact in float32, and fast."""
    state = np.ones((len(points), 1), np.float32)
    for layer, column in zip(layers, points.T, strict=True):
        after = np.empty((len(points), layer.shape[2]), np.float32)
        for x, those in enumerate((column == 0, column != 0)):
            after[those] = state[those] @ layer[x].astype(np.float32) % 2
        state = after
    return state


def _every(n: int) -> Points:
    """All points of n variables; coordinate i is bit i of a point's number."""
    return (np.arange(1 << n)[:, None] >> np.arange(n)).astype(np.uint8) & 1


def _of_reached(layers: Layers) -> Layers:
    """The same function in the coordinates of rows that are reached, as many bits as those span."""
    rows, found = np.ones((layers[0].shape[1],) * 2, np.int64), []
    for layer in layers:
        images = times(rows, layer, 2)
        both = np.vstack(list(images))
        after = both[independent(both, 2)]
        few = independent(after.T, 2)
        found.append(times(images[:, :, few], inverse(after[:, few], 2), 2))
        rows = after
    return tuple(found)
