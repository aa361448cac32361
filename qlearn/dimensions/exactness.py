"""What it would take to know a value exactly, where only a bracket was found."""

from __future__ import annotations

from .bracket import Effort
from .finite_class import FiniteClass
from .measured import SEARCH, TABLES
from .packed.tables import MOST, words


def would_take(name: str, c: FiniteClass, effort: Effort) -> str:
    """In words: tables, where they can be made for so many points, or a longer search.

    >>> from .families import of_family
    >>> would_take("littlestone", of_family("intervals", 18), Effort())
    'tables of all 3**18 partial labellings, 57,395,628 bytes each: --tables 18'
    >>> would_take("littlestone", of_family("intervals", 30), Effort())
    'a search of more than 200,000 positions: --effort; no more than 18 points are tabled, and these are 30'
    """
    bytes_each = 4 * words(c.n) if c.n <= MOST else None
    if name in TABLES and bytes_each is not None and c.n > effort.tables:
        return f"tables of all 3**{c.n} partial labellings, {bytes_each:,} bytes each: --tables {c.n}"
    if name in TABLES and bytes_each is not None:
        return f"tables of {bytes_each:,} bytes each within more memory than {effort.memory:,} bytes"
    search = f"a search of more than {effort.positions:,} positions: --effort"
    if name not in SEARCH:
        return f"fewer points: nothing here finds it for more than {MOST}, and these are {c.n}"
    return f"{search}; no more than {MOST} points are tabled, and these are {c.n}" if name in TABLES else search
