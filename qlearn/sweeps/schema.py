"""The tables of a store, and how stores of an earlier form become ones of today's."""

from __future__ import annotations

import sqlite3

from ..errors import BadArgument

APPLICATION = 0x716C726E  # "qlrn", which SQLite keeps in the file's header
FORMS = (
    # 1
    """
    CREATE TABLE runs (
        key TEXT NOT NULL UNIQUE, sweep TEXT NOT NULL, learner TEXT NOT NULL, teacher TEXT NOT NULL, noise TEXT NOT NULL,
        seed INTEGER NOT NULL, config TEXT NOT NULL, status TEXT NOT NULL, why TEXT NOT NULL, sizes TEXT NOT NULL,
        counts TEXT NOT NULL, bounds TEXT NOT NULL, lower TEXT, ratio REAL, rounds INTEGER, seconds REAL NOT NULL,
        ended TEXT NOT NULL, code TEXT NOT NULL);
    """,
    # 2: where a result comes from, and sweeps and learners found without reading every row
    """
    CREATE TABLE provenance (id TEXT PRIMARY KEY, says TEXT NOT NULL) WITHOUT ROWID;
    ALTER TABLE runs ADD COLUMN provenance TEXT REFERENCES provenance (id);
    CREATE INDEX by_learner ON runs (sweep, learner);
    """,
)
COLUMNS = (
    "key", "sweep", "learner", "teacher", "noise", "seed", "config", "status", "why", "sizes", "counts", "bounds", "lower",
    "ratio", "rounds", "seconds", "ended", "code", "provenance",
)  # fmt: skip
JSON = frozenset({"config", "sizes", "counts", "bounds", "lower"})


def prepare(db: sqlite3.Connection, path: str) -> str:
    """Bring a store to today's form, all at once or not at all; what was done, in words, or nothing.

    Raises `BadArgument` for a file of another program, or of a later form than this version knows.
    """
    (application,), (form,) = db.execute("PRAGMA application_id").fetchone(), db.execute("PRAGMA user_version").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application != APPLICATION and tables:
        raise BadArgument(f"{path} is a database of another program; choose another --store")
    if form > len(FORMS):
        raise BadArgument(
            f"the store {path} has form {form}, and this version of qlearn reads forms up to {len(FORMS)}: use the qlearn that"
            " wrote it, or choose another --store"
        )
    if form == len(FORMS):
        return ""
    db.execute("PRAGMA journal_mode = WAL")
    steps = "".join(FORMS[form:])
    db.executescript(f"BEGIN IMMEDIATE;{steps}PRAGMA application_id = {APPLICATION};PRAGMA user_version = {len(FORMS)};COMMIT;")
    return f"the store {path} was brought from form {form} to {len(FORMS)}" if form else ""
