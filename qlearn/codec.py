"""One way to write values as JSON and read them back, equal to the last bit.

Arrays are base64 of their little-endian bytes with dtype and shape; fractions are text; a frozen dataclass is its fields
under its full name.  Reading builds only frozen dataclasses, of qlearn or of modules that are already loaded: a file can
neither import a module of its choice nor run code of its own.
"""

from __future__ import annotations

import base64
import binascii
import importlib
import math
import sys
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from typing import Any, cast

import numpy as np

from .errors import BadArgument

LONG = 1024  # bits; a number beyond them is written in sixteens


def encode(value: Any) -> Any:
    """A value as JSON data.  Raises `BadArgument` for one that has no such form (a function, an object array, a NaN)."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, np.ndarray):
        return _array(value)
    if isinstance(value, np.bool_ | np.integer | np.floating):
        return encode(value.item())
    if isinstance(value, float) and math.isfinite(value):
        return value
    if isinstance(value, Fraction):
        return _fraction(value)
    if isinstance(value, tuple | list):
        return {"tuple": [encode(x) for x in value]}
    if isinstance(value, Mapping):
        return {"map": [[encode(k), encode(v)] for k, v in value.items()]}
    name = _name(cast(Hashable, type(value)))
    if name is None:
        raise BadArgument(f"a {type(value).__name__} cannot be written to a file; only plain data and frozen dataclasses can")
    return {"is": name, **{f: encode(getattr(value, f)) for f in _fields(cast(Hashable, type(value)))}}


def decode(data: Any) -> Any:
    """The value again.  Raises `BadArgument` for data that `encode` never writes."""
    if not isinstance(data, dict):
        return data
    try:
        if "array" in data:
            shape, kind = tuple(data["shape"]), np.dtype(data["dtype"])
            array = np.frombuffer(base64.b64decode(data["array"], validate=True), kind).reshape(shape)
            return array.astype(kind.newbyteorder("="), copy=False)
        if "fraction" in data:
            return Fraction(data["fraction"])
        if "sixteens" in data:
            return Fraction(*(int(part, 16) for part in data["sixteens"]))
        if "tuple" in data:
            return tuple(decode(x) for x in data["tuple"])
        if "map" in data:
            return {decode(k): decode(v) for k, v in data["map"]}
        cls = _class(data["is"])
        return cls(**{key: decode(value) for key, value in data.items() if key != "is"})
    except (KeyError, TypeError, ValueError, ZeroDivisionError, binascii.Error) as fault:
        raise BadArgument(f"this is nothing that qlearn wrote: {str(data)[:80]} ({fault})") from None


def _fraction(value: Fraction) -> dict[str, Any]:
    """A fraction as text; a long one in sixteens, since Python refuses to read and write very long numbers in tens."""
    if max(abs(value.numerator), value.denominator).bit_length() <= LONG:
        return {"fraction": str(value)}
    return {"sixteens": [f"{value.numerator:x}", f"{value.denominator:x}"]}


def _array(value: np.ndarray[Any, Any]) -> dict[str, Any]:
    if value.dtype.kind not in "biuf":
        raise BadArgument(f"an array of {value.dtype} has no canonical bytes; only numbers and booleans have")
    little = np.ascontiguousarray(value, value.dtype.newbyteorder("<"))
    return {"array": base64.b64encode(little.tobytes()).decode(), "dtype": little.dtype.str, "shape": list(value.shape)}


@cache
def _fields(cls: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(cls) if f.init)


@cache
def _name(cls: Any) -> str | None:
    """The name that a frozen dataclass is written under; None for a type that has none."""
    frozen = is_dataclass(cls) and getattr(cls, "__dataclass_params__").frozen  # noqa: B009
    return f"{cls.__module__}.{cls.__name__}" if frozen and cls.__qualname__ == cls.__name__ else None


@cache
def _class(name: str) -> type[Any]:
    module, _, own = name.rpartition(".")
    if module.partition(".")[0] == "qlearn":
        try:
            importlib.import_module(module)
        except ImportError:
            raise BadArgument(f"this qlearn has no module {module}; the file was written by another version") from None
    found = getattr(sys.modules.get(module), own, None)
    if not isinstance(found, type) or _name(found) != name:
        raise BadArgument(f"{name} is no frozen dataclass of qlearn, nor of a module that is loaded here; import it first")
    return found
