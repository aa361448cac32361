"""The audit log: who asked what, and what became of it, a line of JSON each, never a key."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..errors import BadArgument


class Audit:
    """Appends to a file, each line handed to the system before its answer leaves: a server that is killed loses none.

    With `rows` the log holds the rows as well, for whoever looks for an extraction afterwards.  A line that a crash of the
    system cut short stays as it is; what follows begins on a line of its own.  Raises `BadArgument` for a place where no file
    can be written.
    """

    def __init__(self, path: Path, *, rows: bool = False) -> None:
        self.rows = rows
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = path.open("a+b")
        except OSError as fault:
            raise BadArgument(f"cannot write the audit log {path}: {fault.strerror}; choose another place") from None
        if self._file.tell():
            self._file.seek(-1, 2)
            if self._file.read(1) != b"\n":
                self._file.write(b"\n")

    def write(self, **entry: Any) -> None:
        """One line.  Raises `OSError` if it cannot be written."""
        import orjson

        line = orjson.dumps({"time": datetime.now(UTC), **entry}, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_APPEND_NEWLINE)
        self._file.write(line)
        self._file.flush()

    def close(self) -> None:
        self._file.close()
