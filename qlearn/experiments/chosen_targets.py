"""Against which f* an attack is tried: every concept of a size, some that are drawn, or the worst that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..choices import Choices, Coins
from ..classes import ConceptClass
from ..errors import BadArgument, Undecided
from ..formulas import whole
from .experiment import Experiment

DRAWN, TRIED = 3, 4  # streams of coins: of targets, and of the runs by which a search compares them


@dataclass(frozen=True)
class Targets:
    """Concepts, what they stand for, and whether they are all there are (`exhausted`).

    `how[i]` says how concept i is had again.
    """

    says: str
    concepts: tuple[Any, ...]
    how: tuple[str, ...] = field(repr=False)
    exhausted: bool = False

    def __post_init__(self) -> None:
        if not self.concepts:
            raise BadArgument("an attack is tried against one target or more, got none")

    def __len__(self) -> int:
        return len(self.concepts)


def every(learns: ConceptClass, **given: Any) -> Targets:
    """All concepts of a finite class at these sizes; where the class is not finite, those of the sub-class that stands for it.

    >>> from qlearn.concepts.conjunctions import Conjunctions
    >>> targets = every(Conjunctions(), n=3)
    >>> len(targets), targets.exhausted, targets.says
    (8, True, 'monotone conjunctions (n = 3)')

    Raises `Undecided` where the class has too many to list.
    """
    space = learns.space(**given)
    concepts = tuple(space.every(space.all))
    sizes = ", ".join(f"{name} = {value}" for name, value in given.items())
    says = f"{learns} ({sizes})" if sizes else str(learns)
    if not space.whole:
        says = f"{len(concepts)} targets of {says}"
    return Targets(says, concepts, tuple(f"concept {i} of the list" for i in range(len(concepts))), bool(space.whole))


def drawn(learns: ConceptClass, number: int, seed: int = 0, **sizes: Any) -> Targets:
    """So many concepts as the class draws them, edge cases included; those of other `sizes` than these are left out.

    Raises `BadArgument` if hardly any draw has these sizes.
    """
    most = 1000 * whole(number, "the number of targets", least=1)
    found: list[Any] = []
    how: list[str] = []
    for i in range(most):
        concept = learns.draw(Coins(seed, DRAWN, i))
        if all(concept.sizes.get(name) == value for name, value in sizes.items()):
            found.append(concept)
            how.append(f"draw(Coins({seed}, {DRAWN}, {i}))")
        if len(found) == number:
            return Targets(f"{number} targets drawn from {learns}", tuple(found), tuple(how))
    raise BadArgument(f"of {most} concepts drawn from {learns}, {len(found)} have {sizes}; ask for sizes that it draws")


def these(concepts: Sequence[Any], says: str = "these targets") -> Targets:
    """Targets of one's own."""
    return Targets(f"{len(concepts)} targets: {says}", tuple(concepts), tuple(f"target {i}" for i in range(len(concepts))))


def worst_found(
    experiment: Experiment, learns: ConceptClass, keep: int, tries: int = 60, seed: int = 0, runs: int = 1
) -> Targets:
    """The `keep` targets, of all that Hypothesis draws while it climbs, where the adversary did worst.

    It climbs towards failures first, then towards large errors and many queries.  The runs by which targets are compared
    have coins of their own: whoever estimates on the targets found tosses others, so that the search does not bias the
    estimate.  The targets stand for what the search found, never for the class.
    """
    from ..evidence.search import climb

    whole(keep, "keep", least=1)
    met: dict[bytes, tuple[Any, Any]] = {}

    def tried(choices: Choices) -> Any:
        concept = learns.draw(choices)
        score = _badness(experiment, concept, seed, runs)
        met.setdefault(concept.key(), (score, concept))
        return score

    climb(tried, tries, seed)
    ranked = sorted(met.values(), key=lambda pair: pair[0], reverse=True)[:keep]
    how = tuple(f"found by a search of {tries} targets, seed {seed}: {concept}" for _, concept in ranked)
    return Targets(f"the {len(ranked)} worst of {len(met)} targets of {learns} that a search met",
                   tuple(concept for _, concept in ranked), how)  # fmt: skip


def _badness(experiment: Experiment, concept: Any, seed: int, runs: int) -> float:
    """Failures, and of each run its error as a share of eps and its queries as a share of the budget, both below 1."""
    total = 0.0
    for i in range(runs if experiment.coins else 1):
        try:
            played = experiment.play(concept, int(Coins(seed, TRIED, i).rng.integers(0, 2**31)))
        except Undecided:
            return -1.0
        error = 1.0 if played.error is None else min(1e12, float(played.error.high))
        far = error / (error + float(experiment.eps) + 1e-12)
        total += (not played.success) * 4 + 2 * far + played.asked / (experiment.budget + 1)
    return total
