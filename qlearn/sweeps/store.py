"""Finished cells in one SQLite file: each is written when it has ended, and is there whatever happens next."""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..errors import BadArgument
from .flat import flatten, frame
from .schema import COLUMNS, JSON, prepare

Row = dict[str, Any]
PATIENCE = 30.0  # seconds to wait for another process that writes


class Store:
    """The table `runs`, one row a cell, and the table `provenance`.

    A row is written whole or not at all (a transaction in a write-ahead log), so a process that is killed costs what it had
    not finished, and others may read and write meanwhile.  A key that is there already is not written again.  Without a
    path the store is in memory.

    >>> store = Store()
    >>> len(store), store.missing(["a", "b"])
    (0, ['a', 'b'])

    Raises `BadArgument` for a file that is no store, is of a later form, or cannot be read or written: what it holds stays.
    """

    def __init__(self, path: str | Path | None = None, *, create: bool = True) -> None:
        folder = tempfile.mkdtemp(prefix="qlearn-") if path is None else None
        self.path = str(path) if folder is None else f"{folder}/store.sqlite"
        if path is not None and not create and not Path(path).is_file():
            raise BadArgument(f"there is no store {path}; `qlearn sweep FILE` makes one")
        with self._said("open"):
            self._db = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
            self.close = weakref.finalize(self, _closed, self._db, folder)
            self.note = prepare(self._db, self.path)
            self._db.execute("PRAGMA synchronous = NORMAL")  # a cut of the power may cost the last rows, never the file

    def put(self, row: Mapping[str, Any], sweep: str, came_from: Mapping[str, Any]) -> bool:
        """Write a finished cell; False if its key was there already."""
        values = [json.dumps(row[name]) if name in JSON and row.get(name) is not None else row.get(name) for name in COLUMNS]
        values[COLUMNS.index("sweep")] = sweep
        places = ", ".join("?" * len(COLUMNS))
        with self._said("write to"), self._transaction():
            self._db.execute("INSERT OR IGNORE INTO provenance VALUES (?, ?)", (row["provenance"], json.dumps(came_from)))
            found = self._db.execute(f"INSERT OR IGNORE INTO runs ({', '.join(COLUMNS)}) VALUES ({places})", values)
        return found.rowcount == 1

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def missing(self, keys: Iterable[str]) -> list[str]:
        """Those of the keys that have no row, in order."""
        with self._said("read"):
            there = {key for (key,) in self._db.execute("SELECT key FROM runs")}
        return [key for key in keys if key not in there]

    def has(self, key: str) -> bool:
        with self._said("read"):
            return self._db.execute("SELECT 1 FROM runs WHERE key = ?", (key,)).fetchone() is not None

    def rows(self, where: str = "1", values: Iterable[Any] = ()) -> Iterator[Row]:
        """The rows that an SQL condition says, in the order that they were written; JSON is read."""
        with self._said("read"):
            for found in self._db.execute(f"SELECT {', '.join(COLUMNS)} FROM runs WHERE {where} ORDER BY rowid", list(values)):
                row = dict(zip(COLUMNS, found, strict=True))
                yield {**row, **{name: json.loads(row[name]) for name in JSON if row[name] is not None}}

    def frame(self, where: str = "1", values: Iterable[Any] = ()) -> Any:
        """The same as a pandas DataFrame, with columns size_d, count_membership, bound_membership, ... in place of JSON."""
        return frame(self.rows(where, values))

    def among(self, keys: Iterable[str], status: str | None = None) -> list[Row]:
        """The rows of these keys, whichever sweep ran them; only those of a status, if one is named."""
        wanted = set(keys)
        rows = self.rows() if status is None else self.rows("status = ?", [status])
        return [row for row in rows if row["key"] in wanted]

    def statuses(self, keys: Iterable[str]) -> Counter[str]:
        """How many of these keys have ended how."""
        wanted = set(keys)
        with self._said("read"):
            return Counter(status for key, status in self._db.execute("SELECT key, status FROM runs") if key in wanted)

    def provenance(self) -> dict[str, Any]:
        """Where results come from: id -> versions, machine, tolerances."""
        with self._said("read"):
            return {key: json.loads(says) for key, says in self._db.execute("SELECT id, says FROM provenance")}

    def forget(self, status: str, keys: Iterable[str]) -> int:
        """Remove the rows of this status among the keys, so that they are run again; how many."""
        with self._said("write to"), self._transaction():
            pairs = [(key, status) for key in keys]
            return self._db.executemany("DELETE FROM runs WHERE key = ? AND status = ?", pairs).rowcount

    def query(self, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Column names and rows of one SELECT, from `runs`, `provenance` or the view `cells`; nothing can be changed by it.

        In `cells` what is JSON in `runs` has columns of its own: size_d, count_membership, bound_membership, ...
        """
        with self._said("ask"):
            flatten(self._db)
            self._db.execute("PRAGMA query_only = ON")
            try:
                found = self._db.execute(sql)
                return [column[0] for column in found.description or ()], found.fetchall()
            finally:
                self._db.execute("PRAGMA query_only = OFF")

    def __len__(self) -> int:
        with self._said("read"):
            return int(self._db.execute("SELECT count(*) FROM runs").fetchone()[0])

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _said(self, what: str) -> Iterator[None]:
        """Put into words what SQLite could not do."""
        try:
            yield
        except sqlite3.Error as error:
            raise BadArgument(f"cannot {what} the store {self.path}: {_reason(error)}") from None


def _closed(db: sqlite3.Connection, folder: str | None) -> None:
    """What is done when a store is closed, or nobody holds it any more."""
    db.close()
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _reason(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return f"{error}; what was written before is kept: make room, and run the same again to go on"
    if name == "SQLITE_NOTADB":
        return "it is no SQLite database; choose another --store"
    if name.startswith("SQLITE_CORRUPT"):
        return f"{error}; `sqlite3 STORE .recover` may save its rows; choose another --store"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return f"{error}; choose another --store"
    if name == "SQLITE_BUSY":
        return f"another process has been writing to it for {PATIENCE:.0f} s; run the same again"
    return str(error)
