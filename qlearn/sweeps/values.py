"""The values a sweep goes over, written in one way only: an int, a fraction as 'p/q', other text, or a list of such."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from ..errors import BadArgument

Value = int | str | tuple[Any, ...]


def canonical(given: Any, name: str) -> Value:
    """A value in its one spelling, so that 0.1, '1/10' and Fraction(1, 10) are the same cell.

    >>> canonical("0.1", "eps"), canonical(Fraction(4, 2), "d"), canonical("simple", "form"), canonical([1, "2/4"], "centre")
    ('1/10', 2, 'simple', (1, '1/2'))

    Raises `BadArgument` for what is no number, text or list: True, nan, a table.
    """
    if isinstance(given, list | tuple):
        return tuple(canonical(value, name) for value in given)
    if isinstance(given, bool | np.bool_) or not isinstance(given, int | float | str | Fraction | np.integer | np.floating):
        raise BadArgument(f"{name} is a number, text or a list of them, got {given!r}")
    try:
        number = Fraction(given.item() if isinstance(given, np.generic) else given)
    except (ValueError, ZeroDivisionError):
        if isinstance(given, str) and given.strip():
            return given
        raise BadArgument(f"{name} is a number, text or a list of them, got {given!r}") from None
    except OverflowError:
        raise BadArgument(f"{name} must be finite, got {given!r}") from None
    return int(number) if number.denominator == 1 else str(number)


def written(value: Any) -> str:
    """Plain data as the text that it is known by: no spaces, keys in order."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def digest(*parts: Any) -> str:
    """A content hash of plain data, in 128 bits.

    >>> digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1}), len(digest())
    (True, 32)
    """
    return hashlib.sha256(written(parts).encode()).hexdigest()[:32]


def number(what: Mapping[str, Any]) -> int:
    """A seed of 32 bits by `SeedSequence`, whose entropy is the content hash of what the seed is for."""
    return int(np.random.SeedSequence(int(digest(what), 16)).generate_state(1)[0])
