"""A learner that asks as many single queries as one likes: the load for `journal.py`."""

from __future__ import annotations

import numpy as np

from qlearn import Bound, Dialogue, Guarantee, Membership, Theorem, proves
from qlearn.concepts.half_spaces import HalfSpace, HalfSpaces


@proves(
    Theorem(
        learns=HalfSpaces(homogeneous=True),
        claim="The average of m labelled random points is formed from exactly m membership queries, one at a time.",
        bounds=(Bound(Membership, "exactly", lambda m: m),),
        guarantee=Guarantee("the hypothesis is a half-space", lambda case: isinstance(case.hypothesis, HalfSpace)),
        cite=(),
    )
)
def averaging(d: int, m: int) -> Dialogue[HalfSpace]:
    rng = np.random.default_rng(0)
    total = np.zeros(d)
    for _ in range(m):
        x = rng.normal(size=(1, d))
        label = yield from Membership(x)
        total += x[0] if label[0] else -x[0]
    return HalfSpace(total)
