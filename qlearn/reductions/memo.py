"""No point asked twice: what was answered is remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from ..catalogue import Learner, reduces
from ..dialogue import translate
from ..errors import BadArgument
from ..queries import Batch, Dialogue


@reduces(shown_on=("boolean.bit_clearing",))
def memo(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner with repeated points answered from memory.

    Problem: every row asked is counted, repeats too; some learners are simpler, or their bounds smaller, if repeats are free.
    Idea: keep each row's answer, and ask the teacher only for rows that are new.
    Theorem: the inner bounds as upper bounds, the inner guarantee, and no row asked twice.
    Proof: Membership, label, value and comparison queries have one legal answer each, so the remembered one is legal again.
    The inner learner hears what it would have heard, and its guarantee stands.  Only rows are left out, so no count grows.
    Source: folklore; Angluin 1987 states the bounds of L* for a table that is filled once.

    A batch with nothing new is not asked at all.  Other kinds of query pass through.  With a teacher who errs afresh each
    time the memory keeps the first error.
    Raises `BadArgument` if the inner learner's theorem is about noise: who asks again means to hear something new.
    """
    if learner.theorem.noise is not None:
        raise BadArgument(f"memo needs a learner of true answers; {learner.name} asks again to hear something new")

    def start(**arguments: Any) -> Dialogue[Any]:
        known: dict[bytes, Any] = {}
        return (yield from translate(learner(**arguments), Batch, lambda query: _remembered(query, known)))

    start.__signature__ = learner.signature  # type: ignore[attr-defined]
    start.__doc__ = f"{learner.name}, no point asked twice.\n\n{memo.reduce.__doc__}"
    theorem = replace(
        learner.theorem,
        claim=f"{learner.name}, no point asked twice.",
        bounds=tuple(
            replace(b, sense="at most" if issubclass(b.kind, Batch) else b.sense)
            for b in learner.theorem.bounds
            if not (issubclass(b.kind, Batch) and b.sense == "at least")
        ),
    )
    return Learner(start, theorem, f"{learner.name}+memo")


def _remembered(query: Batch[Any], known: dict[bytes, Any]) -> Dialogue[Any]:
    """The batch's answer, its new rows asked for once each."""
    keys = [f"{query.shape}".encode() + (row + 0).tobytes() for row in query.about]  # + 0: one zero, not two
    new = {key: i for i, key in reversed(list(enumerate(keys))) if key not in known}
    if new:
        rows = sorted(new.values())
        answers = yield from query.only(rows)
        known.update(zip((keys[i] for i in rows), answers, strict=True))
    return np.array([known[key] for key in keys])
