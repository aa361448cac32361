"""A promise judged by the transcript alone: does it hold for every concept that gives these answers?"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

from ..catalogue import Learning
from ..errors import Inconsistent, Undecided
from ..queries import Equivalence
from ..theorems import Certified, Outcome, exact
from ..transcript import Turn


def confirmed(learning: Learning[Any], hypothesis: Any, turns: Iterable[Turn]) -> Certified:
    """Whether the learner's promise is kept whatever the target is, by the first of three ways that can tell.

    The theorem's own enclosure; the version space that the answers leave; the teacher's yes to this very hypothesis.
    Raises `Undecided` where none can tell, `Inconsistent` where no concept of the class gives these answers.
    """
    guarantee = learning.learner.theorem.guarantee
    if guarantee.confirms is not None:
        turns = list(turns)
        return guarantee.confirms(hypothesis, turns, learning.sizes(None, turns))
    try:
        return _by_version_space(learning, hypothesis, turns)
    except Undecided:
        last = deque(turns, maxlen=1)
        if guarantee is exact and last and isinstance(last[0].query, Equivalence) and last[0].answer is None:
            same = last[0].query.hypothesis.key() == hypothesis.key()
            return Certified(same, 0.0, "the teacher's yes to it" if same else "the teacher's yes was to another hypothesis")
        raise


def _by_version_space(learning: Learning[Any], hypothesis: Any, turns: Iterable[Turn]) -> Certified:
    theorem = learning.learner.theorem
    space = theorem.learns.space(**learning.arguments)
    if not space.whole:
        raise Undecided(f"no version space of all {theorem.learns} is known")
    alive = space.all
    for i, turn in enumerate(turns):
        alive = space.after(*turn, alive)
        if alive is None:
            raise Inconsistent(f"after turn {i} no concept of the class gives these answers")
    sizes = learning.sizes()
    left = space.every(alive)
    kept = all(theorem.guarantee.holds(Outcome(concept, hypothesis, sizes)) for concept in left)
    return Certified(kept, 0.0, f"version space, {len(left)} concepts left or at its ends")
