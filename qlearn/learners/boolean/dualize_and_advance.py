"""Monotone functions from membership queries, as many as there are minterms and maxterms to find."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.masks import points_of
from ...concepts.monotone import MonotoneDNF, MonotoneFunctions
from ...concepts.transversals import meeting
from ...formulas import whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, LowerBound, Theorem, exact
from .monotone_answers import MonotoneAnswers


@proves(
    Theorem(
        learns=MonotoneFunctions(),
        claim="A monotone function of n variables with m minterms and t maxterms is found with at most m + n t + 1 membership"
        " queries, and at least m + t.",
        bounds=(
            Bound(Membership, "at most", lambda n, m, t: m + n * t + 1),
            Bound(Membership, "at least", lambda m, t: m + t),
        ),
        lower=LowerBound(
            Membership,
            lambda m, t: m + t,
            "A minterm with its label changed is a monotone function still, and so is a maxterm: each of them must be asked.",
        ),
        guarantee=exact,
        cite=("gunopulos2003", "berge1989"),
    )
)
def dualize_and_advance(n: int) -> Dialogue[MonotoneDNF]:
    """Learn a monotone function of n variables from its maximal rejected points, each found where its dual is not complete.

    Problem: find all least accepted points of a monotone function, asking only for labels of points of one's own choice.
    Idea: of the maximal rejected points known, take the least points that are below none of them.  Such a point is a least
    accepted one if it is accepted; if not, a maximal rejected point above it, found by setting one variable after another
    to 1, is new.
    Theorem: at most m + n t + 1 membership queries; every learner needs m + t, for each target.
    Proof: What lies strictly below a point that is taken lies below a rejected one, so an accepted one is a minterm: at most m
    queries.  A rejected one with w ones costs 1 + n - w until a new maxterm is found, at most n unless it is the first, 0, as
    every later one has a one.  When all are accepted, they are the minterms of what the maxterms leave, that is the target.
    Source: Gunopulos, Khardon, Mannila, Saluja, Toivonen and Sharma 2003, who bound the queries by transversals met on the way;
    Berge 1989 for the transversals of a hypergraph by multiplication.

    No label that follows is asked, so the answers always fit a monotone function, and a target that is none is not noticed by
    labels alone; `monotone_dnf` notices.  The candidates may be many more than m on the way, fewer than 2**n.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.monotone import MonotoneDNF
    >>> import numpy as np
    >>> target = MonotoneDNF.of(np.array([[1, 1, 0], [0, 0, 1]]) == 1)
    >>> found = run(dualize_and_advance(n=3), teachers.Honest(target))
    >>> found.hypothesis, found.ledger["membership"]
    (x3 | x1 & x2, 7)

    Raises `BadArgument` if n < 1.
    """
    answers = MonotoneAnswers(whole(n, "n", least=1))
    waiting, minterms = [0], set[int]()
    while waiting:
        candidate = min(waiting, key=lambda x: (x.bit_count(), x))
        if (yield from answers.ask(candidate)):
            minterms.add(candidate)
        else:
            maxterm = yield from answers.grow(candidate)
            waiting = meeting([*minterms, *waiting], answers.everything & ~maxterm)
        waiting = [x for x in waiting if x not in minterms]
    return MonotoneDNF.of(points_of(sorted(minterms), n))
