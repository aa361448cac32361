"""What learners of automata keep, as it grows: an observation table, or a discrimination tree, each part with its first step.

Both only ever grow, so the last state of either with the steps at which its parts appeared is all of its states.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from types import FrameType
from typing import Any

from ....errors import Diverged
from ....learners.automata.discrimination_tree import DiscriminationTree
from ....learners.automata.table import Table
from ....transcript import Run
from ....words import spelled
from ...observation_tables import shown
from ..replayed import replayed

ROWS, COLUMNS = 400, 60  # of a table, that are told
ENTRIES = 50_000  # of the paths of a tree


def grown(run: Run[Any]) -> tuple[str, Mapping[str, Any]] | None:
    """The table or the tree of a learner, as the dialogue is spoken again; None if it keeps neither, or says something else.

    A part's step says after how many answers it was there, when the learner asked on; the last answer is heard by nobody.
    """
    kept: Table | DiscriminationTree | None = None
    history: _Table | _Tree | None = None
    try:
        for step, frames in enumerate(replayed(run)):
            found = _kept(frames)
            if found is not kept:
                kept = found
                history = None if found is None else _Table(found) if isinstance(found, Table) else _Tree(found)
            if history is not None:
                history.look(step)
    except Diverged:
        return None
    return None if history is None else history.data()


def _kept(frames: list[FrameType]) -> Table | DiscriminationTree | None:
    for frame in frames:
        for value in frame.f_locals.values():
            if isinstance(value, Table | DiscriminationTree):
                return value
    return None


class _Table:
    """When each word of a table came below, when above, and when each column came."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.rows: dict[bytes, int] = {}
        self.upper: dict[bytes, int] = {}
        self.columns: list[int] = []

    def look(self, step: int) -> None:
        for word in itertools.islice(self.table.rows, len(self.rows), None):
            self.rows[word] = step
        for word in self.table.upper[len(self.upper) :]:
            self.upper.setdefault(word, step)
        self.columns += [step] * (len(self.table.columns) - len(self.columns))

    def data(self) -> tuple[str, Mapping[str, Any]] | None:
        """Rows as [word, step below, step above or -1, cells], the first so many; a cell is a digit, its label."""
        table, wide = self.table, min(COLUMNS, len(self.table.columns))
        if table.base > 10:  # labels of one digit are told, no others
            return None
        rows = [
            [shown(word), step, self.upper.get(word, -1), digits(table.rows[word], table.base, len(table.columns))[:wide]]
            for word, step in itertools.islice(self.rows.items(), ROWS)
        ]
        columns = [[shown(word), step] for word, step in zip(table.columns[:wide], self.columns, strict=False)]
        return "table", {"rows": rows, "columns": columns, "all": [len(self.rows), len(table.columns)]}


def digits(row: int, base: int, columns: int) -> str:
    """The cells of a row, the first column's first.

    >>> digits(0b011, 2, 4), digits(5, 3, 2)
    ('0011', '12')
    """
    cells = []
    for _ in range(columns):
        row, cell = divmod(row, base)
        cells.append(str(cell))
    return "".join(reversed(cells))


class _Tree:
    """When each state of a discrimination tree came, and each answer on the path to it."""

    def __init__(self, tree: DiscriminationTree) -> None:
        self.tree = tree
        self.states: list[int] = []
        self.paths: list[list[int]] = []

    def look(self, step: int) -> None:
        if len(self.tree.words) == len(self.states):
            return
        new = len(self.tree.words) - len(self.states)
        self.states += [step] * new
        self.paths += [[] for _ in range(new)]
        for path, steps in zip(self.tree.paths, self.paths, strict=True):
            steps += [step] * (len(path) - len(steps))

    def data(self) -> tuple[str, Mapping[str, Any]] | None:
        """States as [access word, step, [[number of a suffix, answer, step], ...]]."""
        tree = self.tree
        if sum(map(len, tree.paths)) > ENTRIES:
            return None
        suffixes = {suffix: i for i, suffix in enumerate(dict.fromkeys(suffix for path in tree.paths for suffix, _ in path))}
        states = [
            [
                shown(word),
                step,
                [[suffixes[suffix], int(answer), at] for (suffix, answer), at in zip(path, steps, strict=False)],
            ]
            for word, step, path, steps in zip(tree.words, self.states, tree.paths, self.paths, strict=False)
        ]
        return "tree", {"states": states, "suffixes": [spelled(suffix) if suffix else shown(suffix) for suffix in suffixes]}
