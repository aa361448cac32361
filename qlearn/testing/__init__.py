"""Property tests for learners and teachers of your own: every law at once, strategies, adversaries, and a pytest plugin.

`check_learner(learner)` and `check_teacher(teacher, domain)` hold an algorithm or an oracle against every law of query
learning and raise `Broken` with the simplest case found.  Both may be called inside a `@given` of your own.  The strategies
(`concepts`, `trials`, `teachers`, `adversaries`, `points`, `laws`, `rationals`, `weights`) are for such tests.  Under pytest
the fixture `counting` and the mark `queries` are there without an import.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..evidence.trial import Broken
    from .counting import Counted
    from .of_learners import Conformance, check_learner
    from .of_teachers import check_teacher
    from .strategies import adversaries, concepts, laws, points, rationals, teachers, trials, weights

_HOME = {
    "Broken": "..evidence.trial",
    "Counted": ".counting",
    "Conformance": ".of_learners",
    "check_learner": ".of_learners",
    "check_teacher": ".of_teachers",
    **dict.fromkeys(("adversaries", "concepts", "laws", "points", "rationals", "teachers", "trials", "weights"), ".strategies"),
}
__all__ = [
    "Broken", "Conformance", "Counted", "adversaries", "check_learner", "check_teacher", "concepts", "laws", "points",
    "rationals", "teachers", "trials", "weights",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Loaded when first used: every pytest session loads this package for its plugin, and few need Hypothesis at once."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name], __name__), name)
