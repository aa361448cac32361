"""Is a model what its learner took it for?  Its answers must not change, and the names of its leaves must be unique."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..choices import Coins
from ..concepts.trees import Tree
from ..points import spell
from ..queries import Batch, Counterfactual, Leaf
from ..transcript import Turn
from .tree_victims import TreeVictim

AGAIN = 64  # points that are asked about again
NAMES = 1000  # uniform points whose leaves' names are held against the copy's


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


def shared_name(victim: TreeVictim, found: Tree, seed: int, many: int = NAMES) -> str | None:
    """Ask, not counted, for names at uniform points: in words, a leaf of the copy with two names, or two leaves with one."""
    points = victim.axes.draw(Coins(seed), many)
    query = Leaf(points)
    names, own = query.accepts(victim.again(query)), found.label[found.leaves(points)]
    for these, those, what in ((own, names, "one leaf of the copy has two names"), (names, own, "two leaves have one name")):
        _, first, which = np.unique(these, return_index=True, return_inverse=True)
        odd = np.flatnonzero(those != those[first[which.ravel()]])
        if len(odd):
            at = odd[0], first[which.ravel()[odd[0]]]
            said = " and ".join(f"{names[i]} at {spell(points[i])}" for i in at)
            return (
                f"the names of the leaves fit no tree: {what} ({said}).  Where names are not unique a learner of leaves is"
                " misled; learn from labels: trees.witness_tree"
            )
    return None
