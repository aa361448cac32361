"""Any finite class from a stream of points, a label being bought where two concepts drawn from those left disagree."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables, as_table
from ...formulas import Number, Size, ceiling, ln, proper_share, total, whole
from ...queries import Dialogue, Membership, Unlabelled
from ...theorems import Bound, Theorem, accurate
from .streams import at, columns, rows_of


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def patience(v: Size, eps: Size, delta: Size) -> Size:
    """After so many points on which the committee agreed the majority of v concepts is taken."""
    return ceiling(v**2 * ln(v * (v - 1) / delta) / (2 * eps * (v - 1)))


def drawn(N: Size, eps: Size, delta: Size) -> Size:
    return total(lambda v: patience(v, eps, delta), 2, N)


@proves(
    Theorem(
        learns=Tables(),
        claim="Of N concepts one that errs by at most eps is found with probability 1 - delta, for every target, with at most"
        " N - 1 labels: each is bought where two random concepts of those left disagree.",
        bounds=(Bound(Membership, "at most", lambda N: N - 1), Bound(Unlabelled, "at most", drawn)),
        guarantee=accurate,
        cite=("seung1992", "freund1997"),
        settings={"eps": ("1/2", "1/4"), "delta": ("1/4", "1/10")},
        derives={"N": rows_of},
    )
)
def query_by_committee(table: Table, eps: Number, delta: Number, seed: int = 0) -> Dialogue[Labelling]:
    """Learn a concept of any finite class from a stream, asking where two concepts drawn at random disagree.

    Problem: a label is dear, and where almost all concepts left agree it says little; find nearly the target among the N rows
    of `table` (row = concept, column = point), all of them equally likely beforehand.
    Idea: draw two of the concepts left and ask if they disagree: where a share p says yes, with probability 2 p (1 - p), and
    the answer tells H(p) bits on average.  When they have agreed long enough, return the majority.
    Theorem: at most N - 1 labels and sum_{v=2}^{N} ceil(v**2 ln(v (v - 1)/delta)/(2 eps (v - 1))) points; the error is at most
    eps with probability 1 - delta for every target, not only on average over targets.
    Proof: A label costs the life of a concept at least, so v, the number of those left, falls.  Where the majority errs, the
    target and at most v - 1 others disagree, so the committee does with probability 2 (v - 1)/v**2 at least; if that happens
    with probability above eps, they agree on r points with probability below exp(-2 eps (v - 1) r/v**2) <= delta/(v (v - 1)).
    These sum to delta (1 - 1/N).
    Source: Seung, Opper and Sompolinsky 1992; Freund, Seung, Shamir and Tishby 1997, for targets drawn from the prior.

    The labels' bits sum exactly: -lg of the shares kept is lg(N/v) in the end.  For half-spaces and other classes a query's
    mean information is bounded below by a constant that nobody has worked out, so no number of labels is claimed from it.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = tuple(tuple(int(j >= i) for j in range(50)) for i in range(51))
    >>> found = run(query_by_committee(table, eps="1/10", delta="1/20"), teachers.Honest(Row(table, 17)))
    >>> found.ledger["membership"] <= 50
    True

    Raises `BadArgument` for a table that is none, or eps or delta not within (0, 1); `BadAnswer` for a point drawn that is no
    column.
    """
    concepts = np.array(as_table(table), np.bool_)  # (concepts, points)
    rng = np.random.default_rng(whole(seed, "seed", least=0))
    error, risk = proper_share(eps, "eps", "share"), proper_share(delta, "delta", "share")
    ahead: list[int] = []  # columns drawn and not yet looked at, the next one last
    agreed = 0
    while len(concepts) > 1 and (left := patience(len(concepts), error, risk) - agreed):
        if not ahead:
            points = yield from Unlabelled(left)
            ahead = columns(points, concepts.shape[1])[::-1].tolist()
        says = concepts[:, ahead[-1]]
        one, other = says[rng.integers(len(concepts), size=2)]
        if one == other:
            agreed += 1
        else:
            (label,) = yield from at(ahead[-1])
            concepts, agreed = concepts[says == label], 0
        ahead.pop()
    return Labelling(2 * concepts.sum(axis=0) >= len(concepts))
