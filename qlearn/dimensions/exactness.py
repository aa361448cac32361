"""What it would take to know a value exactly, where only a bracket was found."""

from __future__ import annotations

from .measured import TABLES, Dimensions
from .packed.tables import MOST, words


def would_take(name: str, found: Dimensions) -> str:
    """In words: tables, where they can be made for so many points, or a longer search.

    >>> from .families import of_family
    >>> would_take("littlestone", Dimensions(of_family("intervals", 18)))
    'tables of all 3**18 partial labellings, 57,395,628 bytes each: --tables 18'
    >>> would_take("membership", Dimensions(of_family("intervals", 30)))
    'a search of more than 200,000 positions: --effort; no more than 18 points are tabled, and these are 30'
    """
    n, effort = found.of.n, found.effort
    if name in TABLES and n <= MOST:
        tables = f"tables of all 3**{n} partial labellings, {4 * words(n):,} bytes each"
        return f"{tables}: --tables {n}" if n > effort.tables else f"{tables}, within more than {effort.memory:,} bytes"
    search = f"a search of more than {effort.positions:,} positions: --effort"
    return f"{search}; no more than {MOST} points are tabled, and these are {n}" if name in TABLES else search
