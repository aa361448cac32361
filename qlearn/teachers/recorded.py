"""A teacher that repeats what was once said, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import Diverged
from ..queries import Query


class Recorded:
    """Answers from recorded turns, in their order.  `Diverged` when a question is not the one recorded there.

    Learners are deterministic, so replaying a run against its own record repeats it: any difference shows that the
    learner used something other than its arguments and the answers.
    """

    def __init__(self, turns: Iterable[tuple[Query[Any], Any]]) -> None:
        self.turns = list(turns)
        self.at = 0

    def answer(self, query: Query[Any]) -> Any:
        if self.at >= len(self.turns):
            raise Diverged(f"turn {self.at}: the learner asks a {query.kind} query, the record ends here", self.at)
        recorded, answer = self.turns[self.at]
        if recorded.key() != query.key():
            other = "another one" if recorded.kind == query.kind else f"one of kind {query.kind}"
            raise Diverged(f"turn {self.at}: where the record has a {recorded.kind} query the learner asks {other}", self.at)
        self.at += 1
        return answer
