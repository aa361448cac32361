"""A Boolean function by its values, read from numbers or text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...errors import BadArgument

Values = NDArray[np.bool_]  # (2**n,): bit i of a point's number is its i-th input
MOST = 20  # inputs


@dataclass(frozen=True, eq=False)
class BooleanFunction:
    """n inputs and a value for each of the 2**n points: bit i of a point's number is its i-th input.

    >>> f = BooleanFunction.parse("0110")
    >>> f.n, f.text
    (2, '0110')
    """

    values: Values
    n: int

    @classmethod
    def of(cls, values: Sequence[int] | NDArray[Any]) -> BooleanFunction:
        """From 2**n numbers that are 0 or 1.  Raises `BadArgument` for anything else, and says what came."""
        try:
            array = np.asarray(values)
        except ValueError:
            raise BadArgument("a Boolean function is 2**n values of 0 and 1, got rows that differ in length") from None
        if array.ndim != 1:
            raise BadArgument(f"a Boolean function is 2**n values of 0 and 1 in a row, got an array of shape {array.shape}")
        n = _inputs(array.size)
        wrong = np.flatnonzero(~((array == 0) | (array == 1)))
        if wrong.size:
            said, at = str(array[wrong[0]])[:40], wrong[0]
            raise BadArgument(f"a Boolean function is 2**n values of 0 and 1, got {said} as the value of point {at}")
        held = array.astype(np.bool_)
        held.flags.writeable = False
        return cls(held, n)

    @classmethod
    def parse(cls, text: str) -> BooleanFunction:
        """From text such as '0110'; spaces and line ends between the values are passed over."""
        values = "".join(text.split())
        for at, character in enumerate(values):
            if character not in "01":
                raise BadArgument(f"a Boolean function is 2**n values of 0 and 1, got {character!r} as the value of point {at}")
        return cls.of(np.frombuffer(values.encode(), np.uint8) - ord("0"))

    @property
    def text(self) -> str:
        return (self.values + np.uint8(ord("0"))).astype(np.uint8).tobytes().decode()

    @property
    def padded(self) -> Values:
        """Of at least three inputs, as a word of a table has; those that are too many change nothing."""
        return np.tile(self.values, 1 << max(3 - self.n, 0))


def _inputs(size: int) -> int:
    n = size.bit_length() - 1
    if size < 1 or size != 1 << n:
        raise BadArgument(
            f"a Boolean function is 2**n values of 0 and 1, for n = 0, 1, 2, ...: 1, 2, 4, ...; got {size} of them"
        )
    if n > MOST:
        raise BadArgument(f"a Boolean function may have up to {MOST} inputs, got {size:,} values, for {n}")
    return n
