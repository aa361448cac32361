"""Answers kept in a file as they land, so that after a crash only what was in flight is asked again.

A part of a message is known by its id: the session (drawn once, kept in the file), the number of its message in the
dialogue, its first row, and a digest of what it asks.  A restarted dialogue asks the same again, so it makes the same ids:
parts that were answered come from the file, and one that was in flight goes out under the id it had, which a server that
honours ids does not bill twice.  The same rows asked in another message have another id and are asked afresh: a learner that
repeats a question wants a fresh answer.  So a file is for one dialogue; for another, take another file.
"""

from __future__ import annotations

import secrets
import threading
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument


class Forgotten:
    """Ids without a file: what was answered is not kept."""

    loses = "What was answered is kept by a journal up to the last whole message; a cache would keep its parts too"

    def __init__(self) -> None:
        self.session = secrets.token_hex(8)

    def id(self, message: int, first: int, output: str, points: NDArray[np.float64]) -> str:
        """The name of one part: the same whenever the same dialogue comes to it."""
        digest = blake2b(np.ascontiguousarray(points).data, digest_size=12)
        digest.update(f"{output} {points.shape}".encode())
        return f"{self.session}-{message}-{first}-{digest.hexdigest()}"

    def get(self, id: str) -> NDArray[Any] | None:
        return None

    def put(self, id: str, answer: NDArray[Any]) -> None:
        pass

    def close(self) -> None:
        pass


class Kept(Forgotten):
    """A SQLite file with a row a part.  Outlives a killed process; a power failure may lose the last parts, never more.

    Raises `BadArgument` for a file that is no cache, belongs to another model, or is in use by another process.
    """

    def __init__(self, path: str | Path, whose: str) -> None:
        import sqlite3

        super().__init__()
        self.loses = f"What was answered is kept in {path}"
        self._lock = threading.Lock()
        try:
            self._file = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=0)
        except sqlite3.Error as fault:
            raise BadArgument(f"cannot open the cache {path}: {fault}; choose another file") from None
        try:
            self._open(whose, path)
        except sqlite3.Error as fault:
            self._file.close()
            raise BadArgument(
                f"the cache {path} cannot be used ({fault}): in use elsewhere, or no cache; choose another"
            ) from None
        except BadArgument:
            self._file.close()
            raise

    def _open(self, whose: str, path: str | Path) -> None:
        for line in ("locking_mode = EXCLUSIVE", "journal_mode = WAL", "synchronous = NORMAL"):
            self._file.execute(f"PRAGMA {line}")
        self._file.execute("CREATE TABLE IF NOT EXISTS dialogue (session TEXT, whose TEXT)")
        self._file.execute("CREATE TABLE IF NOT EXISTS parts (id TEXT PRIMARY KEY, dtype TEXT, shape TEXT, answer BLOB)")
        found = self._file.execute("SELECT session, whose FROM dialogue").fetchone()
        if found is None:
            self._file.execute("INSERT INTO dialogue VALUES (?, ?)", (self.session, whose))
        elif found[1] != whose:
            raise BadArgument(f"{path} keeps answers of {found[1]}, not of {whose}; choose another file")
        else:
            self.session = found[0]

    def get(self, id: str) -> NDArray[Any] | None:
        with self._lock:
            found = self._file.execute("SELECT dtype, shape, answer FROM parts WHERE id = ?", (id,)).fetchone()
        if found is None:
            return None
        kind, shape, raw = found
        return np.frombuffer(raw, kind).reshape([int(n) for n in shape.split(",")])

    def put(self, id: str, answer: NDArray[Any]) -> None:
        import sqlite3

        told = (id, answer.dtype.str, ",".join(map(str, answer.shape)), answer.tobytes())
        try:
            with self._lock:
                self._file.execute("INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?)", told)
        except sqlite3.Error as fault:
            raise BadArgument(f"cannot write to the cache: {fault}; mend that, and start again") from None

    def close(self) -> None:
        with self._lock:
            self._file.close()
