"""Finished runs in a file, so that what was interrupted goes on where it was."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import BadArgument


class Store:
    """Finished runs, a line each in a file; what was run is not run again.

    A run is known by its cell: a dictionary of what was run, written out.  Nothing but whole lines is believed.

    >>> runs = Store(None)
    >>> runs.put({"table": "fig3", "seed": 0}, {"queries": 95})
    >>> runs.get({"seed": 0, "table": "fig3"})["queries"], runs.get({"seed": 1, "table": "fig3"})
    (95, None)

    Raises `BadArgument` where the file cannot be read or written.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.found: dict[str, dict[str, Any]] = {}
        self._torn = False
        if path is None or not path.exists():
            return
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            raise BadArgument(f"cannot read runs from {path}: {error.strerror}; choose another --store") from None
        self._torn = bool(text) and not text.endswith("\n")
        for line in text.splitlines():
            self._read(line)

    def _read(self, line: str) -> None:
        try:
            entry = json.loads(line)
            self.found[_key(entry["cell"])] = entry
        except (ValueError, KeyError, TypeError):
            return  # the last line of a run that was killed while it wrote

    def get(self, cell: Mapping[str, Any]) -> dict[str, Any] | None:
        return self.found.get(_key(cell))

    def put(self, cell: Mapping[str, Any], result: Mapping[str, Any]) -> None:
        entry = {"cell": dict(cell), **result}
        self.found[_key(cell)] = entry
        if self.path is None:
            return
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write("\n" * self._torn + json.dumps(entry) + "\n")
        except OSError as error:
            raise BadArgument(f"cannot write runs to {self.path}: {error.strerror}; choose another --store") from None
        self._torn = False


def _key(cell: Mapping[str, Any]) -> str:
    return json.dumps(cell, sort_keys=True)
