"""Conjunctions of literals from counterexamples alone."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.literals import Term, Terms
from ...domains import Cube
from ...errors import Inconsistent
from ...formulas import whole
from ...points import spell
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=Terms(),
        claim="A conjunction of literals of n variables is found with at most n + 2 equivalence queries and no other.",
        bounds=(Bound(Equivalence, "at most", lambda n: n + 2),),
        lower=LowerBound(
            Equivalence,
            lambda n: n + 2,
            "Contradict the learner at 11..1, 01..1, 001..1 and so on while it accepts; when it rejects one, with j zeros, j"
            " literals are known and n - j are free, to be contradicted at the points with one zero more; if it never does,"
            " the target is false.  So n + 1 counterexamples and the final yes cannot be avoided.",
        ),
        guarantee=exact,
        cite=("valiant1984", "angluin1988queries"),
    )
)
def literals(n: int) -> Dialogue[Term]:
    """Learn a conjunction of literals of n variables by dropping those that a counterexample makes false.

    Problem: find the literals, variables or negations, whose AND is the target, asking only 'is it this one?'.
    Idea: start with all 2n literals, which accept nothing; a counterexample is an accepted point, and no literal that is false
    there is in the target.
    Theorem: at most n + 2 equivalence queries, the final yes included; every learner needs as many, false being a target too.
    Proof: No literal of the target is ever dropped, so the hypothesis implies the target, and every counterexample is accepted
    by the target only.  The first leaves the n literals that are true there; each other one drops at least one of them.  So
    there are at most n + 1.
    Source: Valiant 1984, for k-CNF from examples; Angluin 1988 counts the equivalence queries.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.literals import Term
    >>> import numpy as np
    >>> target = Term(np.array([True, False, False]), np.array([False, False, True]))
    >>> found = run(literals(n=3), teachers.Honest(target))
    >>> found.hypothesis, found.ledger["equivalence"]
    (x1 & ~x3, 3)

    Raises `BadArgument` if n < 1, `Inconsistent` when a counterexample is one that no conjunction of literals allows.
    """
    hypothesis = Term.of_all(whole(n, "n", least=1))
    while (counterexample := (yield from Equivalence(hypothesis))) is not None:
        if not Cube(n).contains(counterexample.point[None])[0]:
            raise Inconsistent(f"{counterexample}, but that is no point of {n} bits")
        if not counterexample.label:
            raise Inconsistent(
                f"a counterexample {spell(counterexample.point)} labelled false: every conjunction that is true at the points"
                f" labelled true so far accepts it, so no conjunction of literals of {n} variables gives these answers"
            )
        hypothesis = hypothesis.true_at(counterexample.point)
    return hypothesis
