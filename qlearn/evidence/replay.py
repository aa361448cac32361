"""The learner run again on recorded answers, in a process of its own that has no target.

It is the one test that a transcript is the learner's: an altered, repeated or reordered turn, or a learner that looked at
more than its answers, asks something else than what the file says.
"""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from ..catalogue import Learner, Learning, learners_in
from ..codec import decode
from ..driver import describe
from ..errors import BadArgument, Diverged, QlearnError
from ..transcript import Turn, same_hypothesis
from .check import ends, learning_of, read


def replay(path: str | Path, modules: Sequence[str | Path] = ()) -> str:
    """Nothing if the learner asks and finds again what the file says; else what differs.

    `modules` are Python files with learners outside the catalogue.  Raises `BadArgument` for a file that is no certificate.
    """
    command = [sys.executable, "-m", "qlearn.evidence.replay", str(path), *map(str, modules)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return str(json.loads(done.stdout)["differs"])
    except (ValueError, KeyError, TypeError):
        why = done.stderr.strip().splitlines()
        raise BadArgument(f"{path} cannot be replayed: {why[-1] if why else 'the process said nothing'}") from None


def differs(path: Path, others: Sequence[Learner[..., Any]] = ()) -> str:
    """What the learner does otherwise than the file says; nothing if it does not."""
    first, last = ends(path)
    try:
        hypothesis = _spoken(learning_of(first, others), read(path))
    except QlearnError as fault:
        return str(fault)
    except Exception as fault:
        return f"the learner fails on these answers: {type(fault).__name__}: {fault}"
    if not same_hypothesis(hypothesis, decode(last["hypothesis"])):
        return f"the learner finds {hypothesis}, the file says {decode(last['hypothesis'])}"
    return ""


def _spoken(learning: Learning[Any], turns: Iterator[Turn]) -> Any:
    """The hypothesis after exactly these turns."""
    talk = iter(learning)
    move = talk.__next__
    for told in itertools.count():
        try:
            query = move()
        except StopIteration as stop:
            if next(turns, None) is not None:
                raise Diverged(f"turn {told}: the learner has finished, where the file has another query", told) from None
            return stop.value
        turn = next(turns, None)
        if turn is None or turn.query.key() != query.key():
            instead = "ends" if turn is None else f"says {describe(turn.query)}"
            raise Diverged(f"turn {told}: the learner asks {describe(query)}, where the file {instead}", told)
        move = partial(talk.send, query.accepts(turn.answer))
    raise AssertionError("a count has no end")


if __name__ == "__main__":
    file, *modules = sys.argv[1:]
    found = differs(Path(file), [learner for module in modules for learner in learners_in(Path(module))])
    print(json.dumps({"differs": found}))
