"""A finished run as a file that others can check."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..catalogue import Learning
from ..errors import BadArgument
from ..journal import lines
from ..transcript import Run


@dataclass(frozen=True)
class Certificate:
    """A run, and the concept it is about if that may be told.  `save` writes it; `qlearn check FILE` reads it."""

    run: Run[Any]
    concept: Any = None

    def lines(self) -> Iterator[str]:
        """JSON lines: who learns what, a line a turn, what was found."""
        yield from lines(self.run, self.concept)

    def save(self, path: str | Path) -> Path:
        """Write the file, whole or not at all.  Raises `BadArgument` if it cannot be written."""
        path = Path(path)
        try:
            with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8") as part:
                part.writelines(line + "\n" for line in self.lines())
            os.replace(part.name, path)
        except OSError as fault:
            raise BadArgument(f"cannot write the certificate {path}: {fault.strerror}; choose another place") from None
        return path


def certify(run: Run[Any], concept: Any = None) -> Certificate:
    """The run as a certificate; with the concept, if given, its answers are checked for truth as well.

    >>> import numpy as np
    >>> import qlearn
    >>> from qlearn.concepts.conjunctions import Conjunction
    >>> target = Conjunction(np.array([True, False, True]))
    >>> done = qlearn.run(qlearn.find("boolean.elimination")(n=3), qlearn.teachers.Honest(target))
    >>> [line[:24] for line in certify(done).lines()]
    ['{"qlearn": 1, "learner":', '{"query": {"is": "qlearn', '{"query": {"is": "qlearn', '{"hypothesis": {"is": "q']

    Raises `BadArgument` for a run of a bare dialogue, or one that its budget cut short: neither has a theorem to certify.
    """
    if not isinstance(run.learning, Learning):
        raise BadArgument("only a learner with its arguments can be certified: a bare dialogue has no name and no theorem")
    if run.refused is not None:
        raise BadArgument(f"this run was cut short and certifies nothing: {run.refused}")
    return Certificate(run, concept)
