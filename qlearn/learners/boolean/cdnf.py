"""Functions with a small DNF and a small CNF, from counterexamples and membership queries."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from ...catalogue import proves
from ...concepts.cdnf import Cdnfs
from ...concepts.masks import singletons
from ...concepts.monotone_closures import MonotoneClosures
from ...formulas import whole
from ...queries import Dialogue, Equivalence, Membership, Query
from ...theorems import Bound, Theorem, exact
from .known import Known


@proves(
    Theorem(
        learns=Cdnfs(),
        claim="A function of n variables with a DNF of s terms and a CNF of t clauses is found with at most s t + t + 1"
        " equivalence queries and s t (n (n + 1)/2 - 1) membership queries.",
        bounds=(
            Bound(Equivalence, "at most", lambda s, t: s * t + t + 1),
            Bound(Membership, "at most", lambda s, t, n: s * t * (n * (n + 1) // 2 - 1)),
        ),
        guarantee=exact,
        cite=("bshouty1995",),
    )
)
def cdnf(n: int) -> Dialogue[MonotoneClosures]:
    """Learn a function that has few terms and few clauses, such as a decision tree, knowing neither.

    Problem: find a Boolean function of n variables; s terms of some DNF and t clauses of some CNF of it are what it costs.
    Idea: seen from a point a that it rejects, f is above no monotone function but below one, and that one is learned: from
    a counterexample that f accepts walk towards a as long as f accepts; where the walk ends differs from a in one term's
    literals only.  The hypothesis is the AND of what is learned from each such a, a base.
    Theorem: at most s t + t + 1 equivalence queries and s t (n (n + 1)/2 - 1) membership queries, for each DNF and CNF of f.
    A tree of L leaves, s of them true, has t = L - s.
    Proof: A counterexample that f rejects becomes a base; no older one is in the cube of a clause that it is in, since a
    point between the two that f accepts would be there, so there are t bases at most.  Where a walk to a ends is a with
    the values that a term asks for, so each base has s ends at most.  At distance i a step asks i labels at most, and none
    at distance 1, where a itself is next.
    Source: Bshouty 1995, the algorithm for CDNF formulas; the constants are derived here.

    The hypothesis is improper: an AND of DNFs.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.cdnf import of_labels
    >>> found = run(cdnf(n=2), teachers.Honest(of_labels(2, 0b0110)))  # exclusive or: s = t = 2
    >>> print(found.hypothesis, found.ledger["equivalence"], found.ledger["membership"])
    [(x2) | (x1)] & [(~x1) | (~x2)] 7 0

    Raises `BadArgument` if n < 1, `Inconsistent` for a counterexample whose point is not of n bits or had another label.
    """
    known = Known(whole(n, "n", least=1))
    bases: dict[int, list[int]] = {}
    while True:
        hypothesis = MonotoneClosures(n, tuple((a, tuple(found)) for a, found in bases.items()))
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        z = known.told(counterexample)
        if not counterexample.label:
            bases[z] = []
            continue
        for a, found in bases.items():
            if all((v ^ a) & (v ^ z) for v in found):  # none is between a and z
                found.append((yield from _walk(known, z, a)))


def _walk(known: Known, v: int, a: int) -> Generator[Query[Any], Any, int]:
    """From v give it one more value of a, the first with which it is accepted, until there is none."""
    while True:
        for bit in singletons(v ^ a):
            if (yield from known.ask(v ^ bit)):
                v ^= bit
                break
        else:
            return v
