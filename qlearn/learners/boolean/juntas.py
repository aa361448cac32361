"""Functions of few variables, from counterexamples and membership queries."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ...catalogue import proves
from ...concepts.juntas import Junta, Juntas
from ...formulas import clg, total
from ...queries import Dialogue, Equivalence, Membership
from ...theorems import Bound, Theorem, exact
from .relevant import by_counterexamples


@proves(
    Theorem(
        learns=Juntas(),
        claim="A function of n variables, r of them relevant, is found with exactly r + 1 equivalence queries and at most"
        " 2**r + clg(n) + clg(n - 1) + ... + clg(n - r + 1) membership queries.",
        bounds=(
            Bound(Equivalence, "exactly", lambda r: r + 1),
            Bound(Membership, "at most", lambda n, r: 2**r + total(lambda j: clg(n - j), 0, r - 1)),
        ),
        guarantee=exact,
        cite=("mossel2004", "damaschke2000"),
    )
)
def juntas(n: int) -> Dialogue[Junta]:
    """Learn a function of n variables of which only r matter; r is not told.

    Problem: find which variables matter and the table of the function of these.
    Idea: propose what the target is when all variables but those found are 0.  A counterexample's other ones, put in one
    after another, change the label at some point, and bisection finds where: at one more variable that matters.
    Theorem: exactly r + 1 equivalence queries, the final yes included, and at most 2**r + sum of clg(n - j) over j < r
    membership queries.
    Proof: A counterexample and the same point with all variables but those found at 0 have different labels, as the
    hypothesis is right at the latter, so between two of the at most n - j steps the label changes, and that variable is
    relevant.  If the hypothesis is right, the target depends on variables found only, and these are all relevant; so there is
    one counterexample for each relevant variable.  The table of r variables has 2**r entries, each asked once.
    Source: folklore; Blum, Hellerstein and Littlestone 1995 and Damaschke 2000 for the bisection, Mossel, O'Donnell and
    Servedio 2004 for the table.  No kind alone has a lower bound: who asks all points needs no equivalence query.

    >>> from qlearn import run, teachers
    >>> import numpy as np
    >>> xor = Junta(30, (4, 17), np.array([False, True, True, False]))
    >>> found = run(juntas(n=30), teachers.Honest(xor))
    >>> found.hypothesis, found.ledger["equivalence"], found.ledger["membership"]
    (0110 by x5, x18, 3, 14)

    Raises `BadArgument` if n < 1, `BadAnswer` for a counterexample that is no point of n bits, `Inconsistent` for one at a
    point whose label was asked.
    """

    def form(found: tuple[int, ...], labels: Mapping[int, bool]) -> Junta:
        rows = range(1 << len(found))
        return Junta(n, found, np.array([labels[sum(1 << i for j, i in enumerate(found) if row >> j & 1)] for row in rows]))

    return (yield from by_counterexamples(n, n, form))
