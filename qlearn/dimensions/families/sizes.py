"""Which sizes can be written down."""

from __future__ import annotations

from ...errors import BadArgument

CELLS = 1 << 24  # labels in a table: concepts times points


def sized(name: str, size: int, most: int, least: int = 1) -> None:
    """`BadArgument` unless least <= size <= most."""
    if isinstance(size, bool) or not isinstance(size, int) or size < least:
        raise BadArgument(f"{name} has sizes from {least} on, got {size}")
    if size > most:
        raise BadArgument(f"{name} of size {size} is too large to write down concept by concept; at most {most}")


def points_of_cube(n: int) -> list[str]:
    """'00', '01', '10', '11': the point number v is v in binary."""
    return [format(v, f"0{n}b") for v in range(1 << n)]


def rows_of(keys: list[int], n: int) -> list[list[bool]]:
    """Labellings from their numbers: bit x is the label of point x."""
    return [[bool(key >> x & 1) for x in range(n)] for key in keys]
