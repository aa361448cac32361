"""Path finding from corner to corner."""

from __future__ import annotations

import numpy as np

from ...axes import Axes
from ...catalogue import proves
from ...concepts.tree_classes import NamedTrees
from ...concepts.trees import Tree
from ...formulas import clg, smallest
from ...queries import Dialogue, Leaf
from ...theorems import Bound, Theorem
from .corners import Region
from .leaves import Heard, same_leaves


@proves(
    Theorem(
        learns=NamedTrees(),
        claim="todo",
        bounds=(
            Bound(
                Leaf,
                "at most",
                lambda d, N, s, t, L, F: (
                    2 * L + (F - (L - 1)) * (2 + clg(smallest(d, s + 1)) + clg(t + 1)) + s * (clg(d) + clg(N - 1))
                ),
            ),
        ),
        guarantee=same_leaves,
        cite=("tramer2016",),
        derives={"d": lambda a: a["axes"].d, "N": lambda a: a["axes"].N},
    )
)
def corner_path_finding(axes: Axes) -> Dialogue[Tree]:
    """todo
    """
    heard = Heard(axes)
    region = Region(heard, np.zeros(axes.d, np.int64), axes.last, np.ones(axes.d, np.bool_), [[] for _ in axes.features])
    leaves = yield from region.leaves()
    low, high = zip(*leaves.values(), strict=True)
    return heard.tree(low, high, list(leaves))
