"""What a game is about, in the reader's words: what answers leave, how questions are said, how answers are read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from ..classes import conflict
from ..errors import BadAnswer
from ..queries import Query
from ..transcript import Turn

YES, NO = frozenset({"y", "yes", "1", "true"}), frozenset({"n", "no", "0", "false"})


class Matter(Protocol):
    """The concepts that are possible, written down as `alive`; a question is about one point, or a hypothesis."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """All of them in words; () if they are infinitely many."""

    @property
    def all(self) -> Any:
        """Nothing said yet."""

    def after(self, query: Query[Any], answer: Any, alive: Any) -> Any:
        """What remains after an answer, None if nothing does."""

    def left(self, alive: Any) -> list[int] | None:
        """Which concepts remain; None if they are infinitely many."""

    def fits(self, query: Query[Any], answer: Any, concept: int) -> bool:
        """Whether this answer is true of a concept."""

    def question(self, query: Query[Any]) -> str:
        """The question in words."""

    def wants(self, query: Query[Any]) -> str:
        """Which answers it takes, in words."""

    def read(self, query: Query[Any], text: str) -> Any:
        """An answer from what was typed; `BadAnswer` says what is wanted."""

    def answered(self, query: Query[Any], answer: Any) -> str:
        """An answer in words."""

    def found(self, hypothesis: Any) -> str:
        """What the learner returns, in words."""

    def named(self, text: str) -> int | None:
        """The number of the concept with these words, None if there is none."""


def yes_or_no(text: str) -> bool:
    """`BadAnswer` for what is neither.

    >>> yes_or_no(" Yes "), yes_or_no("0")
    (True, False)
    """
    word = plain(text)
    if word not in YES | NO:
        raise BadAnswer(f"the question wants y for yes or n for no, got {text.strip()[:40]!r}")
    return word in YES


def plain(text: str) -> str:
    """What was typed, without capitals and spaces."""
    return "".join(text.split()).casefold()


def contradicting(turns: Sequence[Turn], matter: Matter) -> tuple[int, ...]:
    """The turns that cannot all be true, none of them to be spared; () if they can.  A class with lies allows for these."""
    return conflict(turns, matter)  # type: ignore[arg-type]  # it needs `all` and `after` only


def deciding(turns: Sequence[Turn], matter: Matter) -> tuple[int, ...]:
    """Turns after which one concept remains, none of them to be spared."""

    def settled(which: Sequence[int]) -> bool:
        alive = matter.all
        for i in which:
            alive = matter.after(*turns[i], alive)
        return len(matter.left(alive) or ()) == 1

    kept = list(range(len(turns)))
    for i in range(len(turns)):
        without = [j for j in kept if j != i]
        if settled(without):
            kept = without
    return tuple(kept)
