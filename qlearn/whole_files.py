"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import BadArgument


@contextmanager
def replacing(path: Path, otherwise: str = "choose another place") -> Iterator[Path]:
    """Where to write what is to stand at `path`; it is put there at the end, and removed if anything fails.

    Raises `BadArgument`, with what to do `otherwise`, where it cannot be written.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield part
        os.replace(part, path)
    except OSError as fault:
        raise BadArgument(f"cannot write {path}: {fault.strerror or fault}; {otherwise}") from None
    finally:
        with suppress(OSError):
            part.unlink()
