"""A sweep as a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from ..errors import BadArgument, unknown
from .plan import Grid, Sweep

AXES = ("learners", "sizes", "teachers", "noise", "seeds")
KEYS = ("name", "files", "grid", *AXES)


def read(path: Path) -> Sweep:
    """The sweep of a file: `learners`, `[sizes]`, `teachers`, `noise`, `seeds`, each a list, and `name`, `files`.

    What `[[grid]]` tables leave out they take from the top of the file; sizes are joined.  Numbers with a point are read as
    the decimals they are written as.  Raises `BadArgument` for a file that is no sweep, `UnknownName` for a key that is none.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise BadArgument(f"cannot read the sweep {path}: {reason}") from None
    try:
        return of(tomllib.loads(text, parse_float=_decimal), path)
    except tomllib.TOMLDecodeError as error:
        raise BadArgument(f"{path} is not TOML: {error}") from None


def of(said: Mapping[str, Any], path: Path) -> Sweep:
    """The sweep that a file says; `files` of learners stand beside it."""
    for key in said:
        if key not in KEYS:
            raise unknown("key of a sweep", key, KEYS)
    tables = said.get("grid", [{}])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadArgument(f"{path}: grids are written [[grid]], with two brackets")
    common = {key: said[key] for key in AXES if key in said}
    files = [path.parent / _text(file, "files", path) for file in _listed(said.get("files", []), "files", path)]
    return Sweep(_text(said.get("name", path.stem), "name", path), [_grid(common, table, path) for table in tables], files)


def _grid(common: Mapping[str, Any], table: Mapping[str, Any], path: Path) -> Grid:
    for key in table:
        if key not in AXES:
            raise unknown("key of a grid", key, AXES)
    given = {**common, **table}
    for part in (common, table):
        if not isinstance(part.get("sizes", {}), dict):
            raise BadArgument(f"{path}: sizes are a table, such as [sizes] with d = [2, 4, 8] under it")
    given["sizes"] = {**common.get("sizes", {}), **table.get("sizes", {})}
    if not given.get("learners"):
        raise BadArgument(f'{path}: it names no learners, such as learners = ["linear.pivot_ratio"]')
    for key in ("learners", "teachers", "noise"):
        if key in given:
            given[key] = _listed(given[key], key, path)
    for name in given["learners"]:
        _text(name, "learners", path)
    return Grid(**given)


def _listed(value: Any, key: str, path: Path) -> list[Any]:
    if isinstance(value, dict):
        raise BadArgument(f"{path}: {key} is a list, got a table")
    return value if isinstance(value, list) else [value]


def _text(value: Any, key: str, path: Path) -> str:
    if not isinstance(value, str) or not value:
        raise BadArgument(f"{path}: {key} is text, got {value!r}")
    return value


def _decimal(text: str) -> Fraction:
    try:
        return Fraction(text.replace("_", ""))
    except ValueError:
        raise BadArgument(f"{text} is no number that a sweep can take; it must be finite") from None
