"""Any finite class from a stream with flipped labels: a coin buys each one, and it weighs as much as that was unlikely."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...channels import flip_rate, fresh_flips
from ...concepts.tables import Labelling, Table, Tables, as_table
from ...errors import BadArgument
from ...formulas import Number, Size, ceiling, exactly, ln, proper_share, whole
from ...queries import Dialogue, Membership, Unlabelled
from ...theorems import Bound, Theorem, accurate
from .streams import at, columns, rows_of, told_apart
from .weights import Weighted, rejection


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def drawn(N: Size, eps: Size, delta: Size, rho: Size, least: Size) -> Size:
    return ceiling(ln(2 * N / delta) / (eps * least * told_apart(rho)))


@proves(
    Theorem(
        learns=Tables(),
        claim="Of N concepts one that errs by at most eps is found with probability 1 - delta from"
        " ceil(ln(2 N/delta)/(eps least (1 - 2 sqrt(rho (1 - rho))))) points whose labels, where they are bought, are flipped"
        " with probability rho; where concepts that are left disagree a label is bought with probability `least` or more.",
        bounds=(Bound(Unlabelled, "exactly", drawn), Bound(Membership, "at most", drawn)),
        guarantee=accurate,
        cite=("beygelzimer2009", "beygelzimer2010", "ville1939"),
        settings={"eps": ("1/2", "1/4"), "delta": ("1/4", "1/10"), "rho": ("1/20", "1/10"), "least": ("1", "1/2")},
        derives={"N": rows_of},
        noise=fresh_flips,
    )
)
def importance_weighted(
    table: Table, eps: Number, delta: Number, rho: Number, least: Number = "1/4", seed: int = 0
) -> Dialogue[Labelling]:
    """Learn a concept of any finite class from a stream, buying a label with the probability that it could matter.

    Problem: labels are dear and flipped with probability at most rho; find nearly the target among the N rows of `table` (row =
    concept, column = point), and never drop it for good by one wrong label.
    Idea: throw a coin of probability p, buy the label on heads, and let it weigh 1/p: then weighted errors are right on average
    whatever the coins.  p is 1 where the best concepts on both sides are nearly as good, falls with their gap down to `least`,
    and is 0 where all concepts left agree.
    Theorem: n = ceil(ln(2 N/delta)/(eps least c)) points, c = 1 - 2 sqrt(rho (1 - rho)), and at most as many labels.  How many
    fewer are bought is measured, not claimed: for that no explicit constant is known.
    Proof: u = ln((1 - rho)/rho).  While a concept h errs where a label is bought with p >= least, exp(-least u (h's lead)) is a
    supermartingale in the target's place and so passes 2 N/delta with probability at most delta/(2 N): the target stays.  For
    h of error above eps E exp(-least u/2 (lead of the target)) falls by 1 - eps least c with each point while h stays, for
    p (1 - (1 - rho) exp(-v/p) - rho exp(v/p)) grows with p; after n points that is delta/(2 N).
    Source: Beygelzimer, Dasgupta and Langford 2009, whose weights these are; Beygelzimer, Hsu, Langford and Zhang 2010 for the
    probability p; Ville 1939.  The constants are ours.

    `rho` may be larger than the true rate.  `least` = 1 buys wherever there is doubt, and then every weight is 1.  On
    thresholds that bought fewer labels than 1/4 did, a quarter as many: a floor on p costs points, and points cost labels.

    >>> from qlearn import channels, run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = tuple(tuple(int(j >= i) for j in range(50)) for i in range(51))
    >>> heard = teachers.Heard(teachers.Honest(Row(table, 17)), channels.fresh_flips, {"rho": 1 / 10})
    >>> found = run(importance_weighted(table, eps="1/10", delta="1/20", rho="1/10", least=1), heard)
    >>> found.ledger["unlabelled"], found.ledger["membership"] < 100
    (191, True)

    Raises `BadArgument` for a table that is none, eps or delta not within (0, 1), rho not within (0, 1/2), or least not within
    (0, 1]; `BadAnswer` for a point drawn that is no column.
    """
    concepts = np.array(as_table(table), np.bool_)  # (concepts, points)
    flips, floor = flip_rate(rho), _least(least)
    n = drawn(len(concepts), proper_share(eps, "eps", "share"), proper_share(delta, "delta", "share"), flips, floor)
    lead = math.log(2 * len(concepts) / proper_share(delta, "delta", "share")) / float(floor) / math.log((1 - flips) / flips)
    rng = np.random.default_rng(whole(seed, "seed", least=0))
    points = yield from Unlabelled(n)
    sample, left = Weighted(np.zeros(len(concepts))), np.ones(len(concepts), np.bool_)
    for x in columns(points, concepts.shape[1]).tolist():
        says = concepts[:, x]
        gap = sample.gap(says, left)
        if gap is None:
            sample.skip()
            continue
        p = max(float(floor), rejection(gap, sample.drawn + 1))
        if rng.random() >= p:
            sample.skip()
            continue
        (label,) = yield from at(x)
        sample.add(says != label, p)
        left &= sample.sums < sample.sums[left].min() + lead
    return Labelling(concepts[sample.best(left)])


def _least(least: Number) -> Size:
    floor = exactly(least, "least")
    if not 0 < floor <= 1:
        raise BadArgument(f"least is the smallest probability of buying a label, above 0 and at most 1, got {least}")
    return floor
