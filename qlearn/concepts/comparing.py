"""Forests compared without listing their cells: a solver finds where their labels differ, or proves that they do not."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..errors import BadArgument, Undecided
from .forests import Forest, Votes, hard
from .trees import Tree

LARGEST = 2**25  # units that the votes of all trees may come to: z3 counts in 32 bits


def difference_by_z3(one: Tree | Forest, other: Tree | Forest, *, seconds: float = 60.0) -> NDArray[np.float64] | None:
    """A point at a place of the axes, shape (d,), that the two label differently; None if there is none, which is proved.

    The solver knows a place only by which cuts it is left of, so thresholds are exact.  Votes are counted in whole units; where
    the largest sums are so near to each other that rounding matters, the floats decide: each such combination of leaves that
    the solver comes to is evaluated.  A difference is found at once where there are many; a proof that there is none takes
    seconds for 7 trees of depth 3, and much longer for more.  Needs z3: pip install 'qlearn[exact]'.

    >>> from qlearn.concepts.tree_classes import of_labels
    >>> axes = Axes.grid(4, 1)
    >>> one, other = (of_labels(axes, 2, np.array(labels)) for labels in ([0, 1, 1, 0], [0, 1, 0, 0]))
    >>> difference_by_z3(one, other), difference_by_z3(one, one)
    (array([2.]), None)

    Raises `Undecided` if it takes longer than so many seconds, `BadArgument` for functions on different axes.
    """
    import z3

    if one.axes != other.axes:
        raise BadArgument(f"functions are compared on the same axes, got {one.axes} and {other.axes}")
    if one.classes != other.classes:
        raise BadArgument(f"functions are compared with the same classes, got {one.classes} and {other.classes}")
    if one.key() == other.key():
        return None
    start = time.monotonic()
    solver = z3.SolverFor("QF_FD")
    cuts = _Cuts(z3, one.axes, [*_parts(one)[0], *_parts(other)[0]])
    solver.add(*cuts.laws)
    both = [_Voice(z3, solver, cuts, function, name) for function, name in ((one, "a"), (other, "b"))]
    solver.add(z3.Or([z3.And(mine, z3.Not(theirs)) for mine, theirs in zip(both[0].says, both[1].says, strict=True)]))
    while True:
        solver.set("timeout", max(1, int(1000 * (start + seconds - time.monotonic()))))
        found = solver.check()
        if found == z3.unsat:
            return None
        if found != z3.sat:
            raise Undecided(f"z3 found no answer in {seconds:g} seconds; give it more, or compare on data: disagreement_on")
        model = solver.model()
        point: NDArray[np.float64] = one.axes.at(cuts.place(model)[None])[0]
        if one(point[None])[0] != other(point[None])[0]:
            return point
        for voice in both:
            voice.learn(model, point)


def equal_by_z3(one: Tree | Forest, other: Tree | Forest, *, seconds: float = 60.0) -> bool:
    """Whether the two are the same function on the places of their axes; raises what `difference_by_z3` raises."""
    return difference_by_z3(one, other, seconds=seconds) is None


def _parts(function: Tree | Forest) -> tuple[Sequence[Tree], Sequence[Votes]]:
    """Trees and votes.  One tree alone votes for its label."""
    if isinstance(function, Tree):
        return (function,), (hard(function),)
    if len(function.trees) == 1:
        return function.trees, (np.eye(function.classes)[function.votes[0].argmax(axis=1)],)
    return function.trees, function.votes


class _Cuts:
    """A boolean for each cut of each feature: is the place left of it?"""

    def __init__(self, z3: Any, axes: Axes, trees: Sequence[Tree]) -> None:
        self.z3, self.axes = z3, axes
        left: list[set[int]] = [set() for _ in range(axes.d)]
        for tree in trees:
            for sides in tree.cells.sides:
                left[sides.feature].update(c for c in sides.last.tolist() if c < axes.last[sides.feature])
        self.left: list[Mapping[int, Any]] = [{c: z3.Bool(f"x{i} <= {c}") for c in sorted(cuts)} for i, cuts in enumerate(left)]
        chains = [list(cuts.values()) for cuts in self.left]
        self.laws = [z3.Implies(a, b) for chain in chains for a, b in pairwise(chain)]

    def inside(self, low: NDArray[np.int64], high: NDArray[np.int64]) -> Any:
        """That the place lies in this box."""
        sides = [self.z3.Not(self.left[i][int(low[i]) - 1]) for i in np.flatnonzero(low > 0)]
        sides += [self.left[i][int(high[i])] for i in np.flatnonzero(high < self.axes.last)]
        return self.z3.And(sides)

    def place(self, model: Any) -> NDArray[np.int64]:
        """The last place with these answers, shape (d,)."""
        true = self.z3.is_true
        found = [
            next((c for c, bit in cuts.items() if true(model.eval(bit, model_completion=True))), last)
            for cuts, last in zip(self.left, self.axes.last.tolist(), strict=True)
        ]
        return np.array(found, np.int64)


@dataclass
class _Voice:
    """What a solver knows of one function: in which leaves a place is, and which labels it may then have."""

    z3: Any
    solver: Any
    cuts: _Cuts
    function: Tree | Forest
    name: str

    def __post_init__(self) -> None:
        z3, (trees, votes) = self.z3, _parts(self.function)
        self.says = [z3.Bool(f"{self.name} says {k}") for k in range(self.function.classes)]
        self.leaves: list[dict[int, Any]] = []
        scale, slack = whole(votes)
        terms: list[list[tuple[Any, int]]] = [[] for _ in self.says]
        for t, (tree, own) in enumerate(zip(trees, votes, strict=True)):
            bits: dict[int, list[Any]] = {}
            for low, high, leaf in zip(*tree.paths, strict=True):
                bits.setdefault(int(leaf), []).append(self.cuts.inside(low, high))
            here = {leaf: z3.Bool(f"{self.name}{t} at {leaf}") for leaf in bits}
            self.solver.add(*(here[leaf] == z3.Or(ways) for leaf, ways in bits.items()))
            self.solver.add(z3.PbEq([(b, 1) for b in here.values()], 1))
            self.leaves.append(here)
            counts = np.rint(np.ldexp(own, scale)).astype(np.int64)
            for k, term in enumerate(terms):
                term += [(bit, int(counts[leaf, k])) for leaf, bit in here.items()]
        for k, says in enumerate(self.says):
            for j in range(len(terms)):
                if j != k:
                    least = (1 if j < k and not slack else 0) - slack
                    ahead = [(bit, m - n) for (bit, m), (_, n) in zip(terms[k], terms[j], strict=True)]
                    self.solver.add(z3.Implies(says, _at_least(z3, ahead, least)))
        self.solver.add(z3.PbEq([(says, 1) for says in self.says], 1))

    def learn(self, model: Any, point: NDArray[np.float64]) -> None:
        """The label that the floats give for the leaves that this point is in."""
        here = [next(bit for bit in bits.values() if self.z3.is_true(model.eval(bit))) for bits in self.leaves]
        self.solver.add(self.z3.Implies(self.z3.And(here), self.says[int(self.function(point[None])[0])]))


def whole(votes: Sequence[Votes]) -> tuple[int, int]:
    """A power of two by which votes become whole units, and by how many units two sums may differ and yet be misjudged.

    Whole votes that are not too many stay as they are and are never misjudged: their sums are exact, and the means of two
    sums differ if they do.  Else each vote is rounded to its unit, which moves the difference of two sums by at most one unit
    a tree; floats err by far less than one more.
    """
    reach = float(sum(np.abs(own).max() for own in votes))
    if reach <= LARGEST and all((own == np.rint(own)).all() for own in votes):
        return 0, 0
    scale = 25 - int(np.frexp(reach)[1])
    return scale, len(votes) + 1 + int(np.ldexp(1.0, scale - 1073))  # the last for means that underflow


def _at_least(z3: Any, terms: list[tuple[Any, int]], least: int) -> Any:
    """That the sum of the terms whose bits are set is at least so much."""
    least -= sum(min(n, 0) for _, n in terms)
    if least <= 0:
        return z3.BoolVal(True)
    return z3.PbGe([(bit, n) if n > 0 else (z3.Not(bit), -n) for bit, n in terms if n], least)
