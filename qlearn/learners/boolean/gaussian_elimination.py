"""Parities from counterexamples alone."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.parities import Parities, Parity
from ...errors import Inconsistent
from ...formulas import whole
from ...points import spell
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=Parities(),
        claim="A parity of n variables is found with at most n + 1 equivalence queries and no other.",
        bounds=(Bound(Equivalence, "at most", lambda n: n + 1),),
        lower=LowerBound(
            Equivalence,
            lambda n: n + 1,
            "Ask about the unit points, one after another: each answer leaves every parity of the other variables, so the"
            " Littlestone dimension is n; n counterexamples and the final yes cannot be avoided.",
        ),
        guarantee=exact,
        cite=("helmbold1992parity",),
    )
)
def gaussian_elimination(n: int) -> Dialogue[Parity]:
    """Learn a parity of n variables as the solution of a system of equations that counterexamples extend.

    Problem: find the set of variables whose sum modulo 2 is the target, asking only 'is it this one?'.
    Idea: a counterexample is a linear equation over the field of two elements, and the hypothesis solves all before it.
    Theorem: at most n + 1 equivalence queries, the final yes included; every learner needs as many.
    Proof: The hypothesis satisfies every equation so far, and so every sum of them; it violates the counterexample's.  So the
    counterexample's point is no sum of earlier ones, and the rank grows by one each time.  At rank n one solution is left,
    which is the target.
    Source: Helmbold, Sloan and Warmuth 1992, for integer lattices, of which this is the case modulo 2.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.parities import Parity
    >>> import numpy as np
    >>> found = run(gaussian_elimination(n=3), teachers.Honest(Parity(np.array([True, False, True]))))
    >>> found.hypothesis, found.ledger["equivalence"]
    (x1 + x3, 3)

    Raises `BadArgument` if n < 1, `Inconsistent` when a counterexample is one that no parity allows.
    """
    rows: dict[int, np.ndarray] = {}  # pivot -> (n + 1,), reduced: no row has a one at another's pivot; last the label
    hypothesis = Parity(np.zeros(whole(n, "n", least=1), np.bool_))
    while (counterexample := (yield from Equivalence(hypothesis))) is not None:
        row = np.append(counterexample.point != 0, counterexample.label)
        for pivot, known in rows.items():
            row ^= known & row[pivot]
        if not row[:-1].any():
            raise Inconsistent(
                f"a counterexample {spell(counterexample.point)} labelled {counterexample.label}: its point is a sum of earlier"
                " ones, whose labels say otherwise, so no parity gives these answers"
            )
        new = int(row.argmax())
        rows = {pivot: known ^ (row & known[new]) for pivot, known in rows.items()} | {new: row}
        chosen = np.zeros(n, np.bool_)
        chosen[list(rows)] = [known[-1] for known in rows.values()]
        hypothesis = Parity(chosen)
    return hypothesis
