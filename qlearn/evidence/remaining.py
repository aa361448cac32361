"""A promise judged by the transcript alone: does it hold for every concept that gives these answers?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

from ..catalogue import Learning
from ..contradictions import told
from ..errors import Inconsistent, Undecided
from ..queries import Equivalence
from ..theorems import Certified, Outcome, exact
from ..transcript import Turn


def confirmed(learning: Learning[Any], hypothesis: Any, turns: Iterable[Turn]) -> Certified:
    """Whether the learner's promise is kept whatever the target is, by the first of three ways that can tell.

    The theorem's own enclosure, of what was said and what the learner was told before; the version space that the answers
    leave; the teacher's yes to this very hypothesis.
    Raises `Undecided` where none can tell, `Inconsistent` where no concept of the class gives these answers.
    """
    guarantee = learning.learner.theorem.guarantee
    if guarantee.confirms is not None:
        turns = list(turns)
        return guarantee.confirms(hypothesis, [*told(learning), *turns], learning.sizes(None, turns))
    try:
        return _by_version_space(learning, hypothesis, turns)
    except Undecided:
        last = deque(turns, maxlen=1)
        if guarantee is exact and last and isinstance(last[0].query, Equivalence) and last[0].answer is None:
            same = last[0].query.hypothesis.key() == hypothesis.key()
            return Certified(same, 0.0, "the teacher's yes to it" if same else "the teacher's yes was to another hypothesis")
        raise


def left(learning: Learning[Any], turns: Iterable[Turn]) -> list[Any]:
    """The concepts that the answers leave, or those at the ends of what they leave.

    Raises `Undecided` where no version space of the whole class is known, `Inconsistent` where nothing is left.
    """
    space = learning.learner.theorem.learns.space(**learning.arguments)
    if not space.whole:
        raise Undecided(f"no version space of all {learning.learner.theorem.learns} is known")
    alive = space.all
    for i, turn in enumerate(turns):
        alive = space.after(*turn, alive)
        if alive is None:
            raise Inconsistent(f"after turn {i} no concept of the class gives these answers")
    return list(space.every(alive))


def _by_version_space(learning: Learning[Any], hypothesis: Any, turns: Iterable[Turn]) -> Certified:
    concepts, sizes, guarantee = left(learning, turns), learning.sizes(), learning.learner.theorem.guarantee
    kept = all(guarantee.holds(Outcome(concept, hypothesis, sizes)) for concept in concepts)
    return Certified(kept, 0.0, f"version space, {len(concepts)} concepts left or at its ends")
