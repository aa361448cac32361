"""A copied tree measured: by its theorem, against the model's own tree at every place, and on fresh inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..choices import Coins
from ..concepts.cells import Cells, apart
from ..concepts.certified_trees import CertifiedTree
from ..concepts.comparing import difference_by_z3
from ..concepts.forests import Forest
from ..concepts.regressions import Regression
from ..concepts.tree_classes import named
from ..concepts.trees import LEAF, Tree
from ..domains import Box
from ..errors import BadArgument, Undecided
from ..features import Reals
from ..points import Labels, Points
from ..queries import Leaf
from ..transcript import Run
from .copies import as_estimator
from .fidelity import fidelity
from .judge import FRESH, Extraction
from .tree_victims import TreeVictim, outside

ENTRIES = 1 << 22  # coordinates of fresh inputs at once
PAIRS = 1 << 27  # of cells: a comparison of more is left to a solver
BOXES = 1 << 18  # coordinates of boxes of difference whose shares are added up exactly
SECONDS = 20.0  # for the solver


@dataclass(frozen=True)
class Copy:
    """The tree that was learned, the function that it is, and the names of its classes; None for a regression."""

    tree: Tree
    function: Tree | Regression
    names: NDArray[Any] | None


@dataclass(frozen=True)
class TreeExtraction(Extraction):
    """A copied tree and what can be said of it.

    `certified_error` is the share of uniform inputs on which it may err: eps with a `confidence`, 0 where it is exact, the
    share that is not certified where a budget ran out; None where nothing is promised.  `equal` says whether copy and model
    agree at every place of the axes, `disagreement` on which share of the uniform law they do not; None where that could not
    be found out.  `residual` is the largest share of fresh inputs that contradict the copy.
    """

    tree: Tree | None = None
    names: NDArray[Any] | None = None
    leaves: int = 0
    equal: bool | None = None
    disagreement: float | None = None
    certified_share: float | None = None
    bounds: dict[str, int] | None = None
    notes: tuple[str, ...] = ()


def judged(
    victim: TreeVictim, done: Run[Any], copy: Copy, uniform: Box | Axes, data: Points | None, coins: Coins
) -> TreeExtraction:
    """Measure the copy, and set it against the theorem."""
    estimator = as_estimator(copy.function, copy.names)
    agreed = [np.concatenate([_agree(victim, copy, some) for some in _fresh(uniform, coins)])]
    agreed += [] if data is None else [_agree(victim, copy, data)]
    shares = [fidelity(each) for each in agreed]
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
        in_class=None if allowed is None else 1 - shares[0].high <= allowed + _blurred(copy.tree),
        uniform=shares[0],
        data=shares[1] if data is not None else None,
        tree=copy.tree,
        names=copy.names,
        leaves=len(np.unique(copy.tree.paths[2])),
        equal=equal,
        disagreement=disagreement,
        notes=tuple(notes(victim, done, copy, data)),
        **promise,
    )


def _fresh(uniform: Box | Axes, coins: Coins) -> Iterator[Points]:
    rows = max(1, min(FRESH, ENTRIES // uniform.d))
    for start in range(0, FRESH, rows):
        yield uniform.draw(coins, min(rows, FRESH - start))


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


def compared(victim: TreeVictim, copy: Copy) -> tuple[bool | None, float | None]:
    """Whether model and copy say the same at all places, and the uniform law's share where they do not; None if unknown."""
    concept = victim.concept
    if concept is None:
        return None, None
    try:
        mine, theirs = _cells(concept, copy.function)
    except Undecided:
        return _by_solver(concept, copy), None
    if len(mine) * len(theirs) > PAIRS:
        return _by_solver(concept, copy), None
    parts = list(apart(mine, theirs))
    low, high = (np.concatenate([part[k] for part in parts]) if parts else np.zeros((0, victim.axes.d)) for k in (0, 1))
    if low.size > BOXES:
        return False, float(np.exp([victim.axes.log_volume(a, b) for a, b in zip(low, high, strict=True)]).sum())
    shares = (victim.axes.share(a, b) for a, b in zip(low, high, strict=True))
    return not len(low), float(sum(shares, Fraction(0)))


def _cells(concept: Any, function: Any) -> tuple[Cells, Cells]:
    """The cells of both; for regressions their values are numbered together."""
    mine, theirs = concept.cells, function.cells
    if not isinstance(function, Regression):
        return mine, theirs
    _, number = np.unique(np.concatenate([concept.table, function.table]), axis=0, return_inverse=True)
    own, other = np.split(number.ravel(), [len(concept.table)])
    return Cells(mine.low, mine.high, own[mine.label]), Cells(theirs.low, theirs.high, other[theirs.label])


def _by_solver(concept: Any, copy: Copy) -> bool | None:
    if isinstance(concept, Regression) or isinstance(copy.function, Regression):
        return None
    try:
        return difference_by_z3(concept, copy.function, seconds=SECONDS) is None
    except (Undecided, BadArgument, ModuleNotFoundError):
        return None


def _cuts(tree: Tree) -> list[NDArray[np.int64]]:
    """For each feature the places left of its thresholds, in order."""
    inner = np.flatnonzero(tree.feature != LEAF)
    at = tree.last_left
    sides = {int(i): np.unique(at[inner[tree.feature[inner] == i]]) for i in np.unique(tree.feature[inner])}
    return [sides.get(i, np.zeros(0, np.int64)) for i in range(tree.axes.d)]


def _blurred(tree: Tree) -> float:
    """How much of the uniform law lies within a step of a threshold: there the copy, exact at places, need not agree."""
    return float(
        sum(
            len(c) / axis.steps
            for axis, c in zip(tree.axes.features, _cuts(tree), strict=True)
            if isinstance(axis, Reals) and axis.steps
        )
    )


def notes(victim: TreeVictim, done: Run[Any], copy: Copy, data: Points | None) -> Iterator[str]:
    """What a reader must know of the copy."""
    if done.refused is not None:
        yield f"stopped early: {done.refused}"
    if merged := _merged(victim, copy):
        yield f"thresholds closer than tol are one: {merged}"
    if (copy.tree.feature == LEAF).all() or not len(copy.tree.paths[2]) > 1:
        yield "the copy is constant: in this box the model was never heard to say anything else; perhaps its thresholds lie outside"
    if data is not None and (far := outside(victim.axes, data)):
        yield f"{far} of {len(data)} rows of the data lie outside the box, where the copy promises nothing"
    if Leaf in done.learning.learner.theorem.kinds:
        yield "besides, the model was asked once in each leaf what it predicts there"


def _merged(victim: TreeVictim, copy: Copy) -> str:
    """Thresholds of the model that fall into one step, where it can be read; and steps that are a cell of the copy."""
    steps = [axis.steps if isinstance(axis, Reals) else 0 for axis in victim.axes.features]
    narrow = sum(int((np.diff(c) == 1).sum()) for c, step in zip(_cuts(copy.tree), steps, strict=True) if step)
    found = [f"{narrow} distinct thresholds of the copy are one step from another"] if narrow else []
    concept = victim.concept
    if concept is not None:
        trees = (concept,) if isinstance(concept, Tree) else concept.trees
        if lost := _in_one_step(trees, steps):
            found.append(f"{lost} thresholds of the model lie within a step of another one")
    return "; ".join(found)


def _in_one_step(trees: Sequence[Tree], steps: Sequence[int]) -> int:
    """How many distinct thresholds are lost because another one of the feature lies between the same two places."""
    own: set[tuple[int, float]] = set()
    at: set[tuple[int, int]] = set()
    for tree in trees:
        inner = np.flatnonzero(tree.feature != LEAF)
        for i, t, c in zip(tree.feature[inner], tree.threshold[inner], tree.last_left[inner], strict=True):
            if steps[i] and 0 <= c < tree.axes.last[i]:
                own.add((int(i), float(t)))
                at.add((int(i), int(c)))
    return len(own) - len(at)
