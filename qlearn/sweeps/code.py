"""The version of the code that a result comes from: a hash of the source of every room that a run passes through."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from .. import __version__

LEFT_OUT = ("cli", "report", "reproduction", "calculator", "serving", "testing")  # no run of a sweep passes through them


@cache
def version() -> str:
    """qlearn's own: a change in any file that could change a result makes it another.

    >>> version() == version(), version().startswith(__version__)
    (True, True)
    """
    root = Path(__file__).parent.parent
    seen = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        inside = path.relative_to(root)
        if inside.parts[0] not in LEFT_OUT:
            seen.update(inside.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__}-{seen.hexdigest()[:12]}"
