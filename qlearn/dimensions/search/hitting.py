"""Specifying sets as least hitting sets: a labelling's fewest points, bracketed by a linear program and by branch and bound."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..bracket import Bracket, Effort
from ..finite_class import FiniteClass, spelled
from ..witnesses import Labelling, Packing, Specifying
from .specified import greedy_points, specifies

Bits = NDArray[np.bool_]
SLACK = 1e-6  # what the solver's bound may lie above the true one
FINE = 10**6  # denominators of rounded weights


@dataclass(frozen=True)
class _Program:
    """Choose points, so that each difference holds one; if `spare`, one concept may be left over."""

    differences: Bits  # (concepts, n)
    concepts: NDArray[np.intp]
    spare: bool


def specifying(c: FiniteClass, f: Bits, effort: Effort | None = None) -> Bracket:
    """TD(f): the fewest points at which at most one concept agrees with f, a labelling in or outside the class.

    A point excludes the concepts that differ from f there, so this is a least hitting set of their differences from f; of all
    but one of them if f is no concept.  From below, the dual of the linear relaxation weighs concepts (`Packing`): its floats
    are rounded to fractions and scaled until they hold exactly.  Where branch and bound within `effort.nodes` proves more, its
    bound is believed up to 1e-6 and shown as a `Labelling`, to be worked out again.  From above, `Specifying` is looked at
    again, exactly.

    >>> identity = FiniteClass.of([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    >>> str(specifying(identity, identity.labels[0])), str(specifying(identity, identity.labels[0] & False))
    ('1', '2')
    """
    effort = effort or Effort()
    differences = c.labels != f
    concepts = np.flatnonzero(differences.any(axis=1))
    program = _Program(differences[concepts], concepts, len(concepts) == c.N)
    points = greedy_points(c, f)
    packing = _packing(program, spelled(f))
    lo, shown = _worth(packing, program.spare), packing
    if lo < len(points) and effort.nodes > 0:
        bound, better = _branched(program, effort.nodes)
        if better is not None and len(better) < len(points) and specifies(c, f, better):
            points = better
        if min(bound, len(points)) > lo:
            return Bracket(min(bound, len(points)), len(points), Labelling(spelled(f)), Specifying(spelled(f), points))
    return Bracket(lo, len(points), shown, Specifying(spelled(f), points))


def _worth(packing: Packing, spare: bool) -> int:
    weights = [weight for _, weight in packing.weights]
    return max(0, ceil(sum(weights, Fraction(0)) - (max(weights, default=Fraction(0)) if spare else 0)))


def _packing(program: _Program, labels: str) -> Packing:
    """The relaxation's dual, made exact: rounded, then divided by what the heaviest point weighs too much."""
    from scipy.optimize import linprog

    costs, table, lower = _written(program)
    found = linprog(costs, A_ub=-table, b_ub=-lower, method="highs")
    dual = np.zeros(len(program.concepts)) if found.x is None else -found.ineqlin.marginals[: len(program.concepts)]
    numerators = np.rint(np.clip(dual, 0, 1) * FINE).astype(np.int64)
    heaviest = int((numerators @ program.differences).max(initial=0))
    scale = max(FINE, heaviest)
    chosen = [(int(i), Fraction(int(w), scale)) for i, w in zip(program.concepts, numerators, strict=True) if w > 0]
    return Packing(labels, tuple(chosen))


def _branched(program: _Program, nodes: int) -> tuple[int, tuple[int, ...] | None]:
    """A lower bound, and the best points found, by at most so many nodes: not by time, so the same each run."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    costs, table, lower = _written(program)
    whole = np.ones(len(costs))
    rows = LinearConstraint(table, lb=lower)
    found = milp(costs, integrality=whole, bounds=Bounds(0, 1), constraints=rows, options={"node_limit": nodes})
    bound = found.mip_dual_bound
    least = 0 if bound is None or not np.isfinite(bound) else max(0, ceil(bound - SLACK))
    if found.x is None:
        return least, None
    return least, tuple(np.flatnonzero(found.x[: program.differences.shape[1]] > 0.5).tolist())


def _written(program: _Program) -> tuple[NDArray[np.float64], Any, NDArray[np.float64]]:
    """Costs, table and lower bounds: minimise costs @ s where table @ s >= lower and s >= 0."""
    from scipy.sparse import csr_array, eye_array, hstack, vstack

    m, n = program.differences.shape
    table = csr_array(program.differences.astype(np.float64))
    if not program.spare:
        return np.ones(n), table, np.ones(m)
    left = csr_array(np.concatenate((np.zeros(n), -np.ones(m)))[None, :])  # at most one concept may be left over
    wide = vstack([hstack([table, eye_array(m)]), left]).tocsr()
    return np.concatenate((np.ones(n), np.zeros(m))), wide, np.append(np.ones(m), -1.0)
