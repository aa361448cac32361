"""A dialogue spoken again on its recorded answers, to see who asks: the learner's suspended frames, question by question."""

from __future__ import annotations

from collections.abc import Iterator
from types import FrameType
from typing import Any

from ...dialogue import lockstep, translate
from ...errors import Diverged
from ...queries import Query
from ...transcript import Run


def replayed(run: Run[Any]) -> Iterator[list[FrameType]]:
    """For each turn, while its question is pending, the frames that ask it: the learner's first, the innermost last.

    Dialogues that are spoken side by side (`lockstep`), or in other words (`translate`), are followed into the one that asks.
    Frames are the live ones: look at their locals before going on.  Raises `Diverged` if the learner asks something else.

    >>> import numpy as np
    >>> from qlearn import find, run, teachers
    >>> from qlearn.concepts.conjunctions import Conjunction
    >>> found = run(find("boolean.elimination")(n=2), teachers.Honest(Conjunction(np.array([True, False]))))
    >>> [[frame.f_code.co_name for frame in frames] for frames in replayed(found)]
    [['elimination'], ['elimination']]
    """
    talk = iter(run.learning)
    answer: Any = None
    for number, turn in enumerate(run.turns):
        try:
            query = talk.send(answer)
        except StopIteration:
            raise Diverged(f"turn {number}: the learner has finished, where it once asked", number) from None
        if query.key() != turn.query.key():
            raise Diverged(f"turn {number}: the learner asks something else than it once did", number)
        yield frames(talk)
        answer = turn.answer
    talk.close()


def frames(talk: Any) -> list[FrameType]:
    """Where a suspended dialogue stands, the outermost frame first; the questions' own frames are left out."""
    found: list[FrameType] = []
    while (frame := getattr(talk, "gi_frame", None)) is not None:
        if frame.f_code is not Query.__iter__.__code__:
            found.append(frame)
        talk = _inner(frame) or talk.gi_yieldfrom
    return found


def _inner(frame: FrameType) -> Any:
    """The dialogue that a combination of dialogues is about to hear the answer for; None if the frame is no combination."""
    seen = frame.f_locals
    if frame.f_code is lockstep.__code__ and seen.get("together"):
        return seen["talks"][seen["together"][0]]
    if frame.f_code is translate.__code__:
        return seen["inner"]
    return None
