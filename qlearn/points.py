"""Points and labels as arrays: what shapes and types they have, and what is refused."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .errors import BadQuery

Points = NDArray[Any]  # (batch, d), float64 or uint8
Labels = NDArray[np.bool_]  # (batch,)
Classes = NDArray[np.intp]  # (batch,)
Values = NDArray[np.float64]  # (batch, outputs)

LARGE = 1 << 16  # entries; larger batches are frozen in place instead of copied


def rows(given: Any) -> Points:
    """The rows of a batch as an array that nobody can change: float64 or uint8, shape (batch, d), finite, not empty.

    Small batches are copied; one above `LARGE` entries is made read-only where it stands, since a question that has been
    asked cannot be altered and a copy would cost as much as the answer.
    """
    x = given if type(given) is np.ndarray else array(given, BadQuery)
    if x.ndim != 2 or not x.size:
        hint = "; one point x is asked as x[None]" if x.ndim == 1 else ""
        raise BadQuery(f"points have shape (batch, d) with batch, d >= 1, got {x.shape}{hint}")
    x = finite(x, BadQuery)
    if x.size <= LARGE or x.base is not None or not x.flags.c_contiguous:
        x = x.copy()  # in rows: a sum over a row may round otherwise in another memory order
    x.flags.writeable = False
    return x


def array(given: Any, error: Callable[[str], Exception]) -> NDArray[Any]:
    """Anything as an array, or an error for rows of unequal length."""
    try:
        return np.asarray(given)
    except ValueError as fault:
        raise error(f"this is no array ({fault})") from None


def count(number: Any, least: int, what: str) -> int:
    """How many things a question speaks of, as an int: then equal questions have equal keys."""
    if isinstance(number, bool) or not isinstance(number, int | np.integer) or number < least:
        raise BadQuery(f"{what}, got {number!r}")
    return int(number)


def as_float64(x: NDArray[Any]) -> Values:
    """Numbers as float64; a long double beyond its range becomes an infinity, to be refused like one."""
    with np.errstate(over="ignore"):
        return x.astype(np.float64)


def finite(x: NDArray[Any], error: Callable[[str], Exception]) -> NDArray[Any]:
    """The array as float64 or uint8, or an error that says what is wrong with it."""
    if x.dtype != np.float64 and x.dtype != np.uint8:
        if x.dtype.kind not in "biuf":
            raise error(f"points are numbers (float64 or uint8), got an array of {x.dtype}")
        x = as_float64(x)
    # One pass of dot products finds every NaN and infinity; only a sum that overflows needs the slower look.
    if x.dtype == np.float64 and not math.isfinite(np.vdot(x, x)) and not np.isfinite(x).all():
        raise error(f"points must be finite, got {x[~np.isfinite(x)][0]} at index {np.argwhere(~np.isfinite(x))[0].tolist()}")
    return x


def shortened(thing: Any, most: int = 80) -> str:
    """Anything as one line of text, cut to so many characters."""
    text = " ".join(str(thing).split())
    return text if len(text) <= most else text[: most - 3] + "..."


def spell(point: NDArray[Any]) -> str:
    """A point as text, the middle of a long one left out."""
    ends = [f"{x:.6g}" for x in point.tolist()]
    return f"[{', '.join(ends if len(ends) <= 8 else [*ends[:3], '...', *ends[-3:]])}]"
