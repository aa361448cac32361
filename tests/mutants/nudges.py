"""For each kind of hypothesis, one that is wrong in as little as its learner's promise can notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import singledispatch
from typing import Any

import numpy as np

from qlearn.concepts.affine import AffineFunction, Softmax
from qlearn.concepts.automata import Automaton
from qlearn.concepts.boolean_polynomials import BooleanPolynomial
from qlearn.concepts.box_half_spaces import AnchoredHalfSpace
from qlearn.concepts.boxes import Boxes
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.decision_lists import DecisionList
from qlearn.concepts.dictators import Dictator
from qlearn.concepts.disjunctions import Disjunction
from qlearn.concepts.enclosed_polynomials import EnclosedPolynomial
from qlearn.concepts.exact_half_spaces import ExactHalfSpace
from qlearn.concepts.forests import Forest
from qlearn.concepts.fourier import FourierSum
from qlearn.concepts.grid_automata import GridAutomaton
from qlearn.concepts.grid_functions import GridFunction
from qlearn.concepts.grid_half_spaces import GridHalfSpace
from qlearn.concepts.grid_polynomials import GridPolynomial
from qlearn.concepts.half_spaces import HalfSpace, ScaledHalfSpace
from qlearn.concepts.homogeneous_polynomials import HomogeneousPolynomial
from qlearn.concepts.horn import Horn
from qlearn.concepts.juntas import Junta
from qlearn.concepts.k_cnf import KCNF
from qlearn.concepts.kernel_margins import KernelSum
from qlearn.concepts.layered_automata import LayeredAutomaton
from qlearn.concepts.literals import Term
from qlearn.concepts.mealy_machines import MealyMachine
from qlearn.concepts.monotone import MonotoneDNF
from qlearn.concepts.monotone_closures import MonotoneClosures
from qlearn.concepts.monotone_labellings import MonotoneGrid
from qlearn.concepts.multiplicity_automata import MultiplicityAutomaton
from qlearn.concepts.parities import Parity
from qlearn.concepts.polynomial_thresholds import HeardPolynomial, PinnedPolynomial
from qlearn.concepts.polynomials import Polynomial
from qlearn.concepts.pool_half_spaces import PoolLabelling
from qlearn.concepts.rbf_networks import RbfNetwork
from qlearn.concepts.regressions import Regression
from qlearn.concepts.seeded_half_spaces import PinnedHalfSpace
from qlearn.concepts.sparse_polynomials import SparsePolynomial
from qlearn.concepts.tables import Labelling
from qlearn.concepts.term_sums import TermSum
from qlearn.concepts.thresholds import Bracket
from qlearn.concepts.trees import Tree
from qlearn.formulas import exactly
from qlearn.points import Labels, Points


@dataclass(frozen=True)
class Patched:
    """A hypothesis, its label inverted at one point."""

    found: Any
    point: Points  # (d,)

    def __call__(self, points: Points) -> Labels:
        labels: Labels = self.found(points) ^ (points == self.point).all(axis=1)
        return labels

    def key(self) -> bytes:
        key: bytes = self.found.key()
        return b"patched" + key + self.point.tobytes()


@singledispatch
def nudged(found: Any, arguments: Mapping[str, Any]) -> Any:
    """The hypothesis, wrong in one place."""
    raise NotImplementedError(f"nobody has said how a {type(found).__name__} is wrong in one place; add it here")


@nudged.register
def _(found: Conjunction, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, found.keep.astype(np.uint8))


@nudged.register
def _(found: Term, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, found.ones.astype(np.uint8))


@nudged.register
def _(found: MonotoneDNF, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.ones(found.terms.shape[1], np.uint8))


@nudged.register
def _(found: KCNF, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.ones(found.n, np.uint8))


def _(found: MonotoneGrid, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.zeros(2))


@nudged.register
def _(found: PoolLabelling, arguments: Mapping[str, Any]) -> PoolLabelling:
    """Another label at the last point."""
    return replace(found, labels=np.append(found.labels[:-1], ~found.labels[-1]))


@nudged.register
def _(found: Dictator, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.zeros(found.N, np.uint8))


@nudged.register
def _(found: Disjunction, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.zeros(len(found.keep), np.uint8))


@nudged.register
def _(found: Parity, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.ones(len(found.chosen), np.uint8))


@nudged.register
def _(found: MonotoneClosures | Horn, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.zeros(found.n, np.uint8))


def _(found: Junta, arguments: Mapping[str, Any]) -> Junta:
    table = found.table.copy()
    table[-1] ^= True
    return replace(found, table=table)


@nudged.register
def _(found: BooleanPolynomial, arguments: Mapping[str, Any]) -> BooleanPolynomial:
    return replace(found, monomials=set(found.monomials) ^ {(1 << found.n) - 1})


@nudged.register
def _(found: FourierSum | DecisionList, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.ones(found.n, np.uint8))


def _(found: Automaton, arguments: Mapping[str, Any]) -> Automaton:
    """The last state the other way round."""
    return replace(found, accepts=np.append(found.accepts[:-1], ~found.accepts[-1]))


@nudged.register
def _(found: Tree, arguments: Mapping[str, Any]) -> Tree:
    label, leaf = found.label.copy(), found.paths[2][-1]
    label[leaf] = (label[leaf] + 1) % found.classes
    return replace(found, label=label)


@nudged.register
def _(found: Forest, arguments: Mapping[str, Any]) -> Forest:
    """Each class has the votes of the one before."""
    return replace(found, votes=tuple(np.roll(votes, 1, axis=1) for votes in found.votes))


@nudged.register
def _(found: Regression, arguments: Mapping[str, Any]) -> Regression:
    return replace(found, votes=tuple(votes + 1 for votes in found.votes))


@nudged.register
def _(found: Boxes, arguments: Mapping[str, Any]) -> Boxes:
    """One place less along the first axis; what was nowhere is at the last place."""
    high = found.high.copy() if len(found.high) else found.axes.last[None]
    low = found.low if len(found.low) else high
    if len(found.high):
        high[0, 0] -= 1
    kept = (low <= high).all(axis=1)
    return replace(found, low=low[kept], high=high[kept])


@nudged.register
def _(found: GridFunction, arguments: Mapping[str, Any]) -> GridFunction:
    """Another label in the last cell."""
    last, label = np.array([len(found.labels) - 1]), found.labels[-1]
    return found.relabelled(last, ~label if found.labels.dtype == bool else (label + 1) % arguments["classes"])


@nudged.register
def _(found: GridAutomaton, arguments: Mapping[str, Any]) -> GridAutomaton:
    """Each class said is the next one."""
    return replace(found, first=(found.first + 1) % found.classes)


@nudged.register
def _(found: LayeredAutomaton, arguments: Mapping[str, Any]) -> LayeredAutomaton:
    """Another label where all variables are 1."""
    return found.plus(TermSum(np.ones((1, arguments["n"]), np.int8)).automaton)


@nudged.register
def _(found: MultiplicityAutomaton, arguments: Mapping[str, Any]) -> MultiplicityAutomaton:
    """Another value of the empty word."""
    return found.plus(MultiplicityAutomaton.at_the_empty_word(arguments["k"], arguments["p"]))


@nudged.register
def _(found: Labelling, arguments: Mapping[str, Any]) -> Labelling:
    return Labelling(np.append(found.labels[:-1], ~found.labels[-1]))


@nudged.register
def _(found: Bracket, arguments: Mapping[str, Any]) -> Bracket:
    """The neighbour of the right bracket."""
    return Bracket(found.high, found.high + found.width)


@nudged.register
def _(found: HalfSpace, arguments: Mapping[str, Any]) -> HalfSpace:
    """Turned by two and a half eps towards its last axis or away; where eps is that large, or none, turned round."""
    normal = found.lifted if found.b else found.w
    angle = 2.5 * float(exactly(arguments.get("eps", 2)))
    along = normal / np.linalg.norm(normal)
    across = np.eye(len(normal))[-1] - along[-1] * along
    if angle >= np.pi or np.linalg.norm(across) < 1e-6:
        return replace(found, w=-found.w, b=-found.b)
    turned = np.cos(angle) * along + np.sin(angle) * across / np.linalg.norm(across)
    return replace(found, w=turned[: len(found.w)], b=float(turned[-1]) if found.b else 0.0)


@nudged.register
def _(found: ExactHalfSpace, arguments: Mapping[str, Any]) -> Patched | ExactHalfSpace:
    """Wrong at one corner of the cube; of an unknown domain, the other half, or nothing where it was everything."""
    if found.b:
        return Patched(found, np.ones(len(found.w)))
    return ExactHalfSpace(tuple(-c for c in found.w), 0 if any(found.w) else -1)


@nudged.register
def _(found: GridHalfSpace, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.zeros(len(found.w)))


@nudged.register
def _(found: ScaledHalfSpace, arguments: Mapping[str, Any]) -> HalfSpace:
    return HalfSpace(-found.w, -found.b)


@nudged.register
def _(found: AnchoredHalfSpace, arguments: Mapping[str, Any]) -> AnchoredHalfSpace:
    """Moved by two and a half eps, in steps."""
    return replace(found, offset=found.offset + 2.5 * float(exactly(arguments["eps"])) * np.linalg.norm(found.w * found.step))


@nudged.register
def _(found: PinnedHalfSpace, arguments: Mapping[str, Any]) -> PinnedHalfSpace:
    """Turned by two and a half eps about its centre, or moved by as much, its pairs as they were."""
    off = np.tan(2.5 * float(exactly(arguments["eps"])) % (np.pi / 2)) * np.linalg.norm(found.direction)
    across = np.eye(len(found.direction))[int(np.abs(found.direction[:-1]).argmin()) if len(found.direction) > 2 else -1]
    return replace(found, direction=found.direction + off * across)


@nudged.register
def _(found: AffineFunction, arguments: Mapping[str, Any]) -> AffineFunction:
    return replace(found, b=found.b + 1e-6 * (1 + abs(found.b)))


@nudged.register
def _(found: Softmax, arguments: Mapping[str, Any]) -> Softmax:
    return replace(found, b=found.b + 1e-6 * np.arange(len(found.b))[::-1])


@nudged.register(Polynomial)
@nudged.register(HomogeneousPolynomial)
def _(found: Any, arguments: Mapping[str, Any]) -> Any:
    """Its coefficients too much by a millionth."""
    return replace(found, coefficients=found.coefficients + 1e-6 * (1 + found.size))


@nudged.register
def _(found: EnclosedPolynomial, arguments: Mapping[str, Any]) -> EnclosedPolynomial:
    """Outside what is certified."""
    inner = found.polynomial
    more = 3 * (found.error + 1e-6 * (1 + inner.size))
    return replace(found, polynomial=replace(inner, coefficients=inner.coefficients + more))


@nudged.register
def _(found: SparsePolynomial, arguments: Mapping[str, Any]) -> SparsePolynomial:
    """A constant too much."""
    return SparsePolynomial.of(found.n, [*found.terms, ((0,) * found.n, 1)], found.T + 1)


@nudged.register
def _(found: RbfNetwork, arguments: Mapping[str, Any]) -> RbfNetwork:
    """The first weight too much by a thousandth."""
    return replace(found, weights=(found.weights[0] + Fraction(1, 1000), *found.weights[1:]))


@nudged.register
def _(found: PinnedPolynomial, arguments: Mapping[str, Any]) -> PinnedPolynomial:
    return replace(found, w=-found.w)


@nudged.register
def _(found: HeardPolynomial, arguments: Mapping[str, Any]) -> HeardPolynomial:
    return replace(found, w=-found.w)


@nudged.register
def _(found: GridPolynomial, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, found.domain.points()[0])


@nudged.register
def _(found: KernelSum, arguments: Mapping[str, Any]) -> Patched:
    return Patched(found, np.array(found.centres[0], np.float64)) if found.centres else replace(found, weights=())


@nudged.register
def _(found: MealyMachine, arguments: Mapping[str, Any]) -> MealyMachine:
    """Another output at the last step."""
    output = found.output.copy()
    output[-1, -1] = (output[-1, -1] + 1) % found.o
    return replace(found, output=output)
