"""A copied tree measured: by its theorem, against the model's own tree at every place, and on fresh inputs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np

from ..axes import Axes
from ..choices import Coins
from ..concepts.certified_trees import CertifiedTree
from ..concepts.regressions import Regression
from ..concepts.tree_classes import named
from ..concepts.trees import Tree
from ..domains import Box
from ..errors import Undecided
from ..points import Labels, Points
from ..queries import Leaf
from ..transcript import Run
from .copies import as_estimator
from .fidelity import fidelity
from .judge import FRESH, Extraction
from .tree_differences import Copy, compared
from .tree_notes import blurred, notes
from .tree_victims import TreeVictim

ENTRIES = 1 << 22  # coordinates of fresh inputs at once


@dataclass(frozen=True)
class TreeExtraction(Extraction):
    """A copied tree and what can be said of it.

    `certified_error` is the share of uniform inputs on which it may err: eps with a `confidence`, 0 where it is exact, the
    share that is not certified where a budget ran out; None where nothing is promised.  `equal` says whether copy and model
    agree at every place of the axes, `disagreement` on which share of the uniform law they do not; None where that could not
    be found out.  `residual` is the largest share of fresh inputs that contradict the copy.
    """

    tree: Tree | None = None
    titles: tuple[str, ...] = ()
    leaves: int = 0
    equal: bool | None = None
    disagreement: float | None = None
    certified_share: float | None = None
    bounds: dict[str, int] | None = None
    notes: tuple[str, ...] = ()


def judged(
    victim: TreeVictim,
    done: Run[Any],
    copy: Copy,
    place: Box | Axes,
    data: Points | None,
    coins: Coins,
    judge: int = FRESH,
) -> TreeExtraction:
    """Measure the copy, and set it against the theorem."""
    estimator = as_estimator(copy.function, copy.names)
    agreed = [np.concatenate([_agree(victim, copy, some) for some in _fresh(place, coins, judge)])]
    agreed += [] if data is None else [_agree(victim, copy, data)]
    shares = [fidelity(each) for each in agreed]
    tree, titles = _titled(copy)
    equal, disagreement = compared(victim, copy)
    promise = _promise(done)
    theorem, sizes = done.learning.learner.theorem, _sizes(victim, done, copy)
    bounds = {} if sizes is None else {bound.kind.kind: bound.at(**sizes) for bound in theorem.bounds}
    allowed = promise["certified_error"]
    return TreeExtraction(
        run=done,
        copy=estimator,
        bound=bounds.get(theorem.bounds[0].kind.kind),
        bounds=bounds,
        lower_bound=theorem.lower.bound.at(**sizes) if theorem.lower and sizes is not None else None,
        residual=max(1 - each.share for each in shares),
        in_class=None if allowed is None else 1 - shares[0].high <= allowed + blurred(copy.tree),
        uniform=shares[0],
        data=shares[1] if data is not None else None,
        tree=tree,
        titles=titles,
        leaves=len(np.unique(copy.tree.paths[2])),
        equal=equal,
        disagreement=disagreement,
        notes=tuple(notes(victim, done, copy, place, data)),
        **promise,
    )


def _titled(copy: Copy) -> tuple[Tree, tuple[str, ...]]:
    """The tree to be shown, and what its labels are called: the names of classes, or values."""
    if copy.names is not None:
        return copy.tree, tuple(map(str, copy.names.tolist()))
    assert isinstance(copy.function, Regression)
    leaves = np.unique(copy.tree.paths[2])
    values, number = np.unique(copy.function.votes[0][leaves], axis=0, return_inverse=True)
    label = np.zeros(len(copy.tree.feature), np.intp)
    label[leaves] = number.ravel()
    titles = tuple("/".join(f"{v:.6g}" for v in row) for row in values.tolist())
    return dataclasses.replace(copy.tree, classes=len(values), label=label), titles


def _fresh(place: Box | Axes, coins: Coins, judge: int) -> Iterator[Points]:
    rows = max(1, min(judge, ENTRIES // place.d))
    for start in range(0, judge, rows):
        yield place.draw(coins, min(rows, judge - start))


def _agree(victim: TreeVictim, copy: Copy, points: Points) -> Labels:
    """Whether the copy says what the model says; the copy rounds to 32 bits, as the saved one will."""
    x = points.astype(np.float32).astype(np.float64)
    said = copy.function.values(x) if isinstance(copy.function, Regression) else copy.function(x)
    own = victim.says(points)
    return np.asarray((said.reshape(len(points), -1) == own.reshape(len(points), -1)).all(axis=1))


def _promise(done: Run[Any]) -> dict[str, Any]:
    """What the theorem promises of this run."""
    theorem, found = done.learning.learner.theorem, done.hypothesis
    if isinstance(found, CertifiedTree):
        share = found.share
        by = "certified leaves" if found.complete else "the leaves that were certified before the budget ran out"
        return {"certified_error": float(1 - share), "certified_share": float(share), "certified_by": by}
    if done.refused is not None:
        return {"certified_error": None, "certified_by": "the budget ran out before the copy could be certified"}
    if theorem.guarantee.mode == "worst case":
        return {"certified_error": 0.0, "certified_by": "exact at every place of the axes"}
    sizes = done.learning.sizes(None, done.turns)
    return {
        "certified_error": float(Fraction(sizes["eps"])),
        "certified_by": theorem.guarantee.mode,
        "confidence": float(1 - Fraction(sizes["delta"])),
    }


def _sizes(victim: TreeVictim, done: Run[Any], copy: Copy) -> Any:
    """The sizes of the model, or where it cannot be read those of a finished copy."""
    asks_names = done.learning.learner.theorem.bounds[0].kind is Leaf
    concept: Any = victim.concept
    for known in (concept, copy.tree if done.refused is None else None):
        if known is None:
            continue
        try:
            sizes = named(known).sizes if asks_names and isinstance(known, Tree) else known.sizes
        except Undecided:
            continue
        return done.learning.sizes(SimpleNamespace(sizes=sizes), done.turns)
    return None
