"""What a concept class offers: a way to draw a target, small sizes to exhaust, and a version space.

A version space is the fast form of `legal`: it lists, for a query, the answers that some remaining concept gives, each with
the concepts that remain after it.  An adversary, a nasty honest teacher and the exact game are a few lines on top of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar, runtime_checkable

from .choices import Choices
from .oracle import Concept
from .points import Points
from .queries import Query

Alive = TypeVar("Alive")  # how a space writes down which concepts remain: a bitmask, an interval, ...


class VersionSpace(Protocol[Alive]):
    """The concepts consistent with what was said."""

    @property
    def all(self) -> Alive:
        """Nothing said yet."""

    @property
    def whole(self) -> bool:
        """Whether these are all concepts of the class, not a finite sub-class that stands for it."""

    def options(self, query: Query[Any], alive: Alive) -> Sequence[tuple[Any, Alive]]:
        """Each possible answer with what remains after it; what remains is never empty."""

    def after(self, query: Query[Any], answer: Any, alive: Alive) -> Alive | None:
        """What remains after this answer, None if nothing does."""

    def size(self, alive: Alive) -> Any:
        """How much remains: a number to compare by."""

    def contains(self, alive: Alive, concept: Concept) -> bool: ...

    def witness(self, alive: Alive) -> Concept:
        """One concept that remains."""

    def every(self, alive: Alive) -> Sequence[Concept]:
        """Concepts that remain: all of them if finitely many, else the extreme ones."""


class Given(Concept, Protocol):
    """A concept that knows what its learner is told: `given` are the arguments that say which class it is from."""

    @property
    def given(self) -> Mapping[str, Any]: ...


class ConceptClass(Protocol):
    """A family of concepts, over all sizes."""

    @property
    def small(self) -> Sequence[Mapping[str, Any]]:
        """What is given, size by size, for the exact game."""

    @property
    def medium(self) -> Sequence[Mapping[str, Any]]:
        """What is given, size by size, for one run against every target."""

    def draw(self, choices: Choices) -> Given:
        """A concept of a drawn size, edge cases included."""

    @property
    def space(self) -> Callable[..., VersionSpace[Any]]:
        """A method: what is given -> the version space of those concepts.  Raises `Undecided` where there is none."""

    def __str__(self) -> str:
        """The class in words."""


@runtime_checkable
class Sized(Protocol):
    """A class that draws a typical target of the sizes one asks for: what sweeps go over."""

    @property
    def scales(self) -> Sequence[Mapping[str, Any]]:
        """Sizes to show a learner at, growing, each a few milliseconds' work for most."""

    @property
    def of_size(self) -> Callable[..., Given]:
        """A method: coins, then sizes by name -> a target of exactly these.

        Its signature names the sizes; those with a default may be left out.  Raises `BadArgument` where there is no such
        target.
        """


@runtime_checkable
class Linear(Protocol):
    """A class of half-spaces: weights that are not all 0, and labels that say if their product with a lifted point is >= 0."""

    def lifted(self, points: Points, /) -> Points:
        """The points in the weights' own space, shape (batch, n)."""


@runtime_checkable
class Told(Protocol):
    """A class whose learners are told labels beforehand."""

    def told(self, **given: Any) -> Sequence[tuple[Query[Any], Any]]:
        """What they are told, as turns that were not asked."""


def conflict(turns: Sequence[tuple[Query[Any], Any]], space: VersionSpace[Any]) -> tuple[int, ...]:
    """The positions of a smallest-by-deletion set of turns that no concept of the space satisfies; () if one does."""

    def possible(kept: Sequence[int]) -> bool:
        alive = space.all
        for i in kept:
            alive = space.after(*turns[i], alive)
            if alive is None:
                return False
        return True

    kept = list(range(len(turns)))
    if possible(kept):
        return ()
    for i in list(kept):
        without = [j for j in kept if j != i]
        if not possible(without):
            kept = without
    return tuple(kept)
