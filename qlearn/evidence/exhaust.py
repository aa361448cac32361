"""The exact game at small sizes: every target, every legal answer.

A state is what was said so far and the concepts that still fit.  The game forks by replaying the learner, so a leaf knows
every concept of which its transcript is true, and the learner must satisfy all of them at once.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..catalogue import Learner, Learning
from ..classes import ConceptClass, VersionSpace
from ..errors import QlearnError, Undecided
from ..oracle import Concept
from ..queries import Query
from ..transcript import Ledger, Run, Turn
from .trial import SLACK, Broken, Trial, arguments, caps, hold


@dataclass(frozen=True)
class Exhausted:
    """How much was played, and the worst case that was met."""

    games: int
    targets: int
    dialogues: int
    ratio: Fraction
    at: str  # the sizes of the worst case

    def __str__(self) -> str:
        return f"{self.dialogues} dialogues in {self.games} games on {self.targets} targets, worst {float(self.ratio):.3g}"


def exhaust(learner: Learner[..., Any], most_settings: int = 4) -> Exhausted | None:
    """Play every small game.  None where there is no game: no finite set of answers, or noise that no space follows."""
    theorem = learner.theorem
    if theorem.noise is not None and not theorem.noise.followed:
        return None  # every answer may be heard
    games = targets = dialogues = 0
    worst, at = Fraction(0), ""
    for given, settings in itertools.product(theorem.learns.small, every_setting(theorem.settings, most_settings)):
        try:
            space = theorem.learns.space(**given)
            ratio, leaves = play(learner, space, settings, given)
        except Undecided:
            return None
        games, targets, dialogues = games + 1, targets + len(space.every(space.all)), dialogues + leaves
        if ratio > worst or not at:
            worst, at = ratio, ", ".join(f"{k}={v}" for k, v in {**given, **settings}.items())
    return Exhausted(games, targets, dialogues, worst, at) if games else None


def every_setting(settings: Mapping[str, Any], most: int) -> list[dict[str, Any]]:
    """Combinations of the settings' values, at most so many, spread evenly; the empty one if there are none."""
    combinations = list(itertools.product(*settings.values()))
    step = -(-len(combinations) // most)
    return [dict(zip(settings, values, strict=True)) for values in combinations[::step]]


def every_concept(learns: ConceptClass, given: Mapping[str, Any]) -> Sequence[Concept]:
    """The concepts of one size, as far as the class can list them."""
    try:
        space = learns.space(**given)
    except Undecided:
        return ()
    return space.every(space.all)


def play(
    learner: Learner[..., Any], space: VersionSpace[Any], settings: Mapping[str, Any], given: Mapping[str, Any]
) -> tuple[Fraction, int]:
    """The worst measured/bound of one game, and its number of leaves; `Broken` if a law is."""
    learning = learner(**arguments(learner, {"seed": 0, **settings, **given}))
    worst, leaves, most = Fraction(0), 0, 0
    lower = learner.theorem.lower
    for done, alive in _leaves(learning, space):
        leaves += 1
        if lower:
            most = max(most, done.ledger[lower.kind])
        for concept in space.every(alive):
            worst = max(worst, hold(Trial(learner, concept, settings, policy="any legal answers"), done))
    if lower:
        needed = max(lower.bound.at(**learning.sizes(concept)) for concept in space.every(space.all))
        if most < needed:
            detail = f"never asks more than {most} {lower.kind.kind} queries, but every learner needs {needed}: one is wrong"
            raise Broken("lower bound", detail, learning)
    return worst, leaves


def _leaves(learning: Learning[Any], space: VersionSpace[Any]) -> Iterator[tuple[Run[Any], Any]]:
    """Every way the dialogue can go, to its end, with the concepts that it leaves possible."""
    most = _most(learning, space)
    stack: list[tuple[tuple[Turn, ...], Any]] = [((), space.all)]
    while stack:
        said, alive = stack.pop()
        talk = iter(learning)
        try:
            query = _resume(talk, said, learning)
            asked = Counter(dict(Ledger(said)))
            while True:
                if over := next((kind for kind, count in asked.items() if count > most.get(kind, SLACK)), None):
                    detail = f"more than {most.get(over, SLACK)} {over} queries, and no end"
                    raise Broken("bound", detail, learning, None, "any legal answers", said)
                first, *others = space.options(query, alive)
                stack += [((*said, Turn(query, query.accepts(answer))), left) for answer, left in others]
                answer, alive = query.accepts(first[0]), first[1]
                said = (*said, Turn(query, answer))
                asked[query.kind] += query.cost
                query = talk.send(answer)
        except StopIteration as stop:
            yield Run(stop.value, said, learning), alive
        except (Undecided, Broken):
            raise
        except QlearnError as error:
            raise Broken(type(error).__name__, str(error), learning, None, "any legal answers", said) from None
        except Exception as error:
            raise Broken("crash", f"{type(error).__name__}: {error}", learning, None, "any legal answers", said) from error


def _resume(talk: Any, said: tuple[Turn, ...], learning: Learning[Any]) -> Query[Any]:
    """The next question after these turns; `Broken` if the learner does not repeat its questions."""
    query: Query[Any] = next(talk)
    for i, turn in enumerate(said):
        if query.key() != turn.query.key():
            detail = f"after the same answers, turn {i} is another question than before"
            raise Broken("repeatable", detail, learning, None, "any legal answers", said)
        query = talk.send(turn.answer)
    return query


def _most(learning: Learning[Any], space: VersionSpace[Any]) -> dict[str, int]:
    """More queries of each kind than any concept of the space allows."""
    found: dict[str, int] = {}
    for concept in space.every(space.all):
        for kind, count in caps(learning, concept).items():
            found[kind] = max(count, found.get(kind, 0))
    return found
