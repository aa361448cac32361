"""Does a model say the same when it is asked again?  A learner that takes every answer for true must know."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..points import spell
from ..queries import Batch, Counterfactual
from ..transcript import Turn
from .tree_victims import TreeVictim

AGAIN = 64  # points that are asked about again


def changed(victim: TreeVictim, turns: Sequence[Turn], seed: int, most: int = AGAIN) -> str | None:
    """Ask again, not counted, about so many of the points asked: the first that is answered otherwise now, in words."""
    rng = np.random.default_rng(seed)
    for i in rng.permutation(len(turns))[:most].tolist():
        query, before = turns[i]
        if isinstance(query, Batch):
            row = int(rng.integers(len(query.points)))
            query, before = query.only([row]), before[row]
            now = query.accepts(victim.again(query))[0]
            point = query.points[0]
        elif isinstance(query, Counterfactual):
            now, before, point = query.accepts(victim.again(query)).label, before.label, query.point
        else:
            continue
        if (np.asarray(now) != np.asarray(before)).any():
            return (
                f"the model changed its answer: to the {query.kind} query at {spell(point)} it said {before}, and asked again"
                f" {now}.  Noise is not handled here: every answer is taken for true, and a wrong one makes a threshold that is"
                " none; ask a model that always says the same"
            )
    return None
