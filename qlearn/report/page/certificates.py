"""A certificate of one small run of a learner: the shortest of the first few that the page shows."""

from __future__ import annotations

from typing import Any

from ...catalogue import Learner
from ...driver import run
from ...errors import QlearnError
from ...evidence.certificate import certify
from ...sweeps.one_cell import teacher_of, trial_of
from ...sweeps.shown import shown

LARGEST = 40_000  # characters
TRIES = 3  # runs that are looked at


def shown_certificate(learner: Learner[..., Any]) -> str | None:
    """A run of the sweep that shows the learner, said again, as a certificate; None if none of a few is short enough."""
    texts = list[str]()
    for cell in shown([learner]).cells()[:TRIES]:
        trial = trial_of(cell, learner)
        try:
            done = run(trial.learning, teacher_of(cell, trial)[0])
        except QlearnError:  # an event that the theorem allows for
            continue
        texts.append("".join(line + "\n" for line in certify(done, trial.concept).lines()))
    return min((text for text in texts if len(text) <= LARGEST), key=len, default=None)
