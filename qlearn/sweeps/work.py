"""What a process of a sweep does: one cell."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ..errors import BadArgument
from .cell import Cell
from .learners import Sent, code_of, opened
from .one_cell import Row, run_cell
from .provenance import provenance

Job = tuple[Cell, Sent]
Answer = tuple[Row, dict[str, Any]]  # a row, and where it comes from
Wanted = Callable[[Cell], bool]  # asked as a cell goes out: others may have run it meanwhile


def work(cell: Cell, sent: Sent) -> Answer:
    """Run a cell here.  Raises `BadArgument` where the code is another than the sender's: so would the results be."""
    ours = code_of(sent)
    if ours != cell.code:
        raise BadArgument(
            f"a process on {provenance()['machine']} has other code than the one that sent it work ({ours}, not {cell.code}):"
            " install the same version there"
        )
    with _threads().limit(limits=1):  # how a sum is rounded hangs on the number of threads
        return run_cell(cell, opened(sent)), provenance()


@cache
def _threads() -> Any:
    """What the libraries of matrices are told by how many threads to use."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
