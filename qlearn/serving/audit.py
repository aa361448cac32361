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
            self._file = path.open("a+b", buffering=0)  # what is not written now is not written later either
        except OSError as fault:
            raise BadArgument(f"cannot write the audit log {path}: {fault.strerror}; choose another place") from None
        self._torn = False
        if self._file.tell():
            self._file.seek(-1, 2)
            self._torn = self._file.read(1) != b"\n"

    def write(self, **entry: Any) -> None:
        """One line.  Raises `OSError` if it cannot be written."""
        import orjson

        line = orjson.dumps({"time": datetime.now(UTC), **entry}, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_APPEND_NEWLINE)
        line = b"\n" + line if self._torn else line
        self._torn = self._file.write(line) < len(line)
        if self._torn:
            raise OSError("a line was not written to its end")

    def close(self) -> None:
        self._file.close()
