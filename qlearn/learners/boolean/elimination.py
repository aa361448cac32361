"""Monotone conjunctions from counterexamples alone."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.conjunctions import Conjunction, Conjunctions
from ...errors import Inconsistent
from ...formulas import whole
from ...points import spell
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=Conjunctions(),
        claim="A monotone conjunction of n variables is found with at most n + 1 equivalence queries and no other.",
        bounds=(Bound(Equivalence, "at most", lambda n: n + 1),),
        lower=LowerBound(
            Equivalence,
            lambda n: n + 1,
            "Ask about the points with one zero, one after another: each answer leaves every conjunction of the other"
            " variables, so the Littlestone dimension is n; n counterexamples and the final yes cannot be avoided.",
        ),
        guarantee=exact,
        cite=("valiant1984", "angluin1988queries"),
    )
)
def elimination(n: int) -> Dialogue[Conjunction]:
    """Learn a monotone conjunction of n variables by dropping what a counterexample shows to be superfluous.

    Problem: find the set of variables whose AND is the target, asking only 'is it this one?'.
    Idea: start with all variables; a counterexample is an accepted point, and its zeros cannot be in the target.
    Theorem: at most n + 1 equivalence queries, the final yes included; every learner needs as many.
    Proof: No variable of the target is ever dropped, since the target accepts the counterexample and so every one of its
    variables is 1 there.  So the hypothesis always implies the target, and every counterexample is one that the target
    accepts and the hypothesis rejects: at least one of its n variables is dropped each time.
    Source: Valiant 1984, for k-CNF from examples; Angluin 1988 counts the equivalence queries.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.conjunctions import Conjunction
    >>> import numpy as np
    >>> target = Conjunction(np.array([True, False, True]))
    >>> found = run(elimination(n=3), teachers.Honest(target))
    >>> found.hypothesis, found.ledger["equivalence"]
    (x1 & x3, 2)

    Raises `BadArgument` if n < 1, `Inconsistent` when a counterexample is one that no monotone conjunction allows.
    """
    hypothesis = Conjunction.of_all(whole(n, "n", least=1))
    while (counterexample := (yield from Equivalence(hypothesis))) is not None:
        if not counterexample.label:
            raise Inconsistent(
                f"a counterexample {spell(counterexample.point)} labelled false: every conjunction that fits the answers"
                f" so far accepts it, so no monotone conjunction of {n} variables gives these answers"
            )
        hypothesis = hypothesis.without(counterexample.point == 0)
    return hypothesis
