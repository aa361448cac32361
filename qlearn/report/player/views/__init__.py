"""Pictures of what is left, turn by turn: for each sort of class the numbers here, and a script of the page that draws them."""

from __future__ import annotations

from typing import Any

from ....catalogue import Learning
from ....transcript import Run
from ...document import text
from . import arc, automata, cone, finite, interval, partition
from .view import View

MODULES = (interval, arc, cone, partition, automata, finite)  # the best picture first
SCRIPTS = (
    "drawing.js", "tracks.js", "interval.js", "arc.js", "cone.js", "partition.js", "table.js", "tree.js", "automata.js",
    "finite.js",
)  # fmt: skip


def views(run: Run[Any], concept: Any = None) -> list[View]:
    """All pictures of a run that apply, the best first; none for a class that no picture fits.

    `concept` is the target, if it may be told: it is marked then.

    >>> from qlearn import find, run, teachers
    >>> found = run(find("linear.bisection_grid")(N=3), teachers.Function(lambda X: X[:, 0] >= 2))
    >>> [view.title for view in views(found)]
    ['What is left: whole numbers', 'What is left: concepts']
    >>> views(found)[1].data["gone"]  # thresholds 0 and 1 go first, then 3
    [1, 1, 0, 2]
    """
    if not isinstance(run.learning, Learning):
        return []
    found = (module.view(run, concept) for module in MODULES)
    return [view for view in found if view is not None]


def script() -> str:
    """What draws them: functions `views[name](box, data)`, which build a picture in an element and return what draws a step."""
    return "\n".join(["const views = {};", *(text(__name__, name) for name in SCRIPTS)])


def style() -> str:
    return text(__name__, "views.css")
