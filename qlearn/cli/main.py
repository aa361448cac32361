"""The `qlearn` command: exit code 0 for success, 1 for a theorem that does not hold, 2 for bad input."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError
from rich.console import Console

from .. import __version__
from ..errors import QlearnError
from .check import check
from .defend import defend
from .dims import dims
from .extract import extract
from .list import list_
from .play import play
from .report import report
from .reproduce import reproduce
from .serve import serve
from .show import show
from .sweep import app as sweep
from .verify import verify

app = App(
    name="qlearn",
    version=__version__,
    suppress_keyboard_interrupt=False,  # said below
    help="Query learning: learners that ask, teachers that answer, theorems held against what was said.",
)
app.command(list_, name="list")
app.command(show)
app.command(verify)
app.command(extract)
app.command(check)
app.command(defend)
app.command(dims)
app.command(reproduce)
app.command(report)
app.command(play)
app.command(serve)
app.command(sweep)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.  Bad input ends in a message and exit code 2, never in a traceback."""
    complaints = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        result = app(arguments, exit_on_error=False, print_error=False, result_action="return_value")
        return result if isinstance(result, int) else 0
    except CycloptsError as error:
        complaints.print(f"qlearn: {error}", markup=False)
        return 2
    except QlearnError as error:
        complaints.print(f"qlearn: {error}", markup=False)
        return 2
    except ModuleNotFoundError as error:
        complaints.print(f"qlearn: this needs {error.name}; pip install 'qlearn[all]' brings it", markup=False)
        return 2
    except KeyboardInterrupt:
        complaints.print("qlearn: interrupted")
        return 130


def entry() -> None:
    """What the installed script calls."""
    sys.exit(main())
