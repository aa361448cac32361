"""Classes, brackets and witnesses as plain JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from ..errors import BadArgument
from . import witnesses
from .witnesses import Witness

FORMAT = "dimensions 1"  # what a file of them says first
FUNCTION_FORMAT = "function 1"  # the same of one Boolean function's measures

KINDS: dict[str, type[Witness]] = {
    kind.__name__.lower(): kind
    for kind in vars(witnesses).values()
    if isinstance(kind, type) and issubclass(kind, Witness) and kind is not Witness
}


def as_plain(value: Any) -> Any:
    """What JSON can hold: dataclasses as objects, witnesses with their kind, fractions as text.

    >>> as_plain(witnesses.Shattered((0, 2)))
    {'kind': 'shattered', 'points': [0, 2]}
    """
    if is_dataclass(value) and not isinstance(value, type):
        held = {f.name: as_plain(getattr(value, f.name)) for f in fields(value)}
        return {"kind": type(value).__name__.lower(), **held} if isinstance(value, Witness) else held
    if isinstance(value, tuple | list):
        return [as_plain(x) for x in value]
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else str(value)
    return int(value) if hasattr(value, "__index__") and not isinstance(value, bool) else value


def witness(value: Any) -> Witness:
    """A witness from JSON.  Raises `BadArgument` for what is none, with what is wrong.

    >>> witness({"kind": "shattered", "points": [0, 2]})
    Shattered(points=(0, 2))
    """
    if not isinstance(value, Mapping) or not isinstance(value.get("kind"), str) or value["kind"] not in KINDS:
        raise BadArgument(f"a witness has a kind, one of {', '.join(KINDS)}; got {_short(value)}")
    made = _read(KINDS[value["kind"]], {k: v for k, v in value.items() if k != "kind"})
    assert isinstance(made, Witness)
    return made


def number(value: Any) -> int | Fraction:
    """A whole number, or a fraction as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) < 200:
        parts = value.split("/")
        if len(parts) == 2 and all(p.isascii() and p.isdigit() for p in parts) and int(parts[1]):
            return Fraction(int(parts[0]), int(parts[1]))
    raise BadArgument(f"a number is a whole number or a fraction such as '5/2', got {_short(value)}")


def _read(hint: Any, value: Any) -> Any:
    """A value of a type that the witnesses use."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuple(inner, value)
    if origin is UnionType:
        kept = next(x for x in inner if x is not NoneType)
        return None if value is None else _read(kept, value)
    if hint is Fraction:
        return Fraction(number(value))
    if is_dataclass(hint):
        return _record(hint, value)
    if type(value) is not hint:
        raise BadArgument(f"expected {hint.__name__}, got {_short(value)}")
    return value


def _tuple(inner: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise BadArgument(f"expected a list, got {_short(value)}")
    if inner[-1] is Ellipsis:
        return tuple(_read(inner[0], x) for x in value)
    if len(value) != len(inner):
        raise BadArgument(f"expected {len(inner)} entries, got {_short(value)}")
    return tuple(_read(hint, x) for hint, x in zip(inner, value, strict=True))


def _record(kind: Any, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise BadArgument(f"expected the fields of {kind.__name__}, got {_short(value)}")
    hints = get_type_hints(kind)
    held = {k: v for k, v in value.items() if k != "kind"}
    if set(held) != set(hints):
        raise BadArgument(f"{kind.__name__.lower()} has the fields {', '.join(hints)}; got {_short(list(held))}")
    return kind(**{name: _read(hint, held[name]) for name, hint in hints.items()})


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 80 else f"{text[:77]}..."
