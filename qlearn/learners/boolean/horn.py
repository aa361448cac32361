"""Horn formulas from counterexamples and membership queries."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ...catalogue import proves
from ...concepts.horn import Horn, HornFormulas
from ...concepts.masks import singletons
from ...formulas import whole
from ...queries import Dialogue, Equivalence, Membership, Query
from ...theorems import Bound, Theorem, exact
from .intersections import Intersections


@proves(
    Theorem(
        learns=HornFormulas(),
        claim="A Horn formula of m clauses in n variables is found with at most 2 m n + 1 equivalence queries and"
        " n m (m + 1)/2 - m membership queries.",
        bounds=(
            Bound(Equivalence, "at most", lambda m, n: 2 * m * n + 1),
            Bound(Membership, "at most", lambda m, n: n * (m * (m + 1) // 2) - m),
        ),
        guarantee=exact,
        cite=("angluin1992horn",),
    )
)
def horn(n: int) -> Dialogue[Horn]:
    """Learn a conjunction of clauses 'these variables imply that one', without knowing how many there are.

    Problem: find a Horn formula of n variables; m, the number of clauses of some formula of the target, is what it costs.
    Idea: what is accepted is closed under intersection.  Keep some rejected points s; the hypothesis says that who has the
    ones of s has what the accepted points above s, as far as they are known, have in common, or is rejected if none is known.
    A rejected counterexample x makes the first s smaller for which s & x is smaller and rejected, or else is kept itself.
    Theorem: at most 2 m n + 1 equivalence queries and n m (m + 1)/2 - m membership queries, for every Horn formula of the
    target.
    Proof: If x breaks a clause whose body is in s, so does s & x, which is not s: the hypothesis knows that clause of s.  So
    no kept point breaks a clause whose body is in an earlier one, and at most m are kept.  A kept point loses a variable each
    time, and what is common above it, which is more than it, loses one with each accepted counterexample: 2 n in all,
    since the point of all ones is not both the first s and accepted.  The i-th has at most n i - 1 labels to pay for: a step
    down from all ones, and to keep that point, asks nothing for itself.
    Source: Angluin, Frazier and Pitt 1992, who give orders of growth; the constants are derived here.

    No equivalence query is asked that a known label answers: such a point is taken as the counterexample.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.horn import Horn
    >>> target = Horn(3, ((0b011, 0b100), (0b100, 0)))  # x1 & x2 -> x3, x3 -> false
    >>> found = run(horn(n=3), teachers.Honest(target))
    >>> print(found.hypothesis, found.ledger["equivalence"], found.ledger["membership"])
    (x3 -> false) & (x1 & x2 -> false) 3 1

    Raises `BadArgument` if n < 1, `Inconsistent` when two accepted points have a rejected intersection: it names the three.
    """
    known = Intersections(whole(n, "n", least=1))
    kept: list[int] = []
    while True:
        yield from known.closed()
        x = next((y for y in known.common if not _rejected(known, kept, y)), None)
        if x is not None:
            yield from _smaller(known, kept, x)
            continue
        hypothesis = Horn(n, tuple(clause for s in kept for clause in _clauses(s, known.common[s])))
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        known.told(counterexample)


def _rejected(known: Intersections, kept: list[int], x: int) -> bool:
    """Whether the hypothesis rejects a point."""
    return any(not s & ~x and ((shared := known.common[s]) is None or shared & ~x) for s in kept)


def _smaller(known: Intersections, kept: list[int], x: int) -> Generator[Query[Any], Any, None]:
    """Make the first kept point smaller that x allows to be, or keep x."""
    for i, s in enumerate(kept):
        if s & x != s and not (yield from known.ask(s & x)):
            kept[i] = s & x
            return
    kept.append(x)


def _clauses(s: int, shared: int | None) -> list[tuple[int, int]]:
    return [(s, 0)] if shared is None else [(s, head) for head in singletons(shared & ~s)]
