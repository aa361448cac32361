"""TRA: each counterfactual cuts a box along true cuts, each query without one certifies a box."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

import numpy as np

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, bound_of, everywhere
from qlearn import find
from qlearn.axes import Axes
from qlearn.concepts.tree_classes import of_labels
from qlearn.concepts.trees import Tree
from qlearn.features import Integers
from qlearn.queries import Counterfactual

NAME = "trees.tra"
GRIDS = ((4,), (2, 2), (3, 2), (3, 3), (2, 2, 2))

in_every_run = coq(
    NAME,
    "With s_i cuts on feature i, every run asks at most 2 (s_1 + 1) ... (s_d + 1) - 1 counterfactuals.",
    theorem="trees.counterfactual_boxes.bound_in_cells",
    refuted="trees.counterfactual_boxes.attained_in_cells",
    sharper="one counterfactual fewer, for some numbers of cuts",
)
covered = coq(
    NAME,
    "The certified boxes cover the grid, each with its right label.",
    theorem="trees.counterfactual_boxes.every_cell_certified",
)
true_cuts = coq(
    NAME,
    "Where a counterfactual moved, it lies just across a true cut, if one coordinate moved back a place gives the first label.",
    theorem="trees.certified_cells.derived_cut_is_true",
    refuted="trees.certified_cells.far_point_derives_no_cut",
    sharper="for any point of another label",
)
offline = coq(
    NAME,
    "To split the domain again and again into boxes of one label takes n + 1 of them, if n cuts part two labels somewhere.",
    theorem="trees.divisions.leaves_bound",
    refuted="trees.divisions.leaves_attained",
    sharper="n + 2",
)
formula = tied(NAME, "trees.counterfactual_boxes.most", P=range(1, 40))


@lemma(
    NAME,
    "In the exact game the bound is met.",
    method="exhaustion: the real learner in the exact game",
    scope="all labellings of at most 8 places",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


@lemma(
    NAME,
    "If neighbouring places differ, a box of two places or more has a legal answer one place away: it shows two labels.",
    method="exhaustion: every place, every box, every legal answer",
    scope="grids of up to 9 places",
    sharper="whether or not neighbours differ",
)
def two_labels_an_answer(sharper: bool) -> bool:
    def claim(sizes: tuple[int, ...]) -> bool:
        places = list(np.ndindex(*sizes))
        chequered = np.array([sum(place) % 2 for place in places])
        striped = np.array([int(place[0] == sizes[0] - 1) for place in places])
        target = _target(sizes, striped if sharper else chequered)
        asked = ((x, *box) for box in _boxes(sizes) for x in np.ndindex(*sizes) if _inside(x, *box))
        return all(_shows_a_neighbour(target, *query) for query in asked)

    return everywhere(claim, GRIDS)


def _shows_a_neighbour(target: Tree, x: Sequence[int], low: Sequence[int], high: Sequence[int]) -> bool:
    point, first, last = target.axes.at(np.array([x, low, high]))
    said = [e.point for e in target.explanations(Counterfactual(point, first, last, target.classes))]
    return low == high or any(y is not None and np.abs(y - point).sum() == 1 for y in said)


@lemma(
    NAME,
    "Every learner needs P/2 queries, which is within a factor 4 of 2 P - 1.",
    method="exhaustion",
    scope="P <= 200",
    sharper="a factor below 4",
)
def lower_bound(sharper: bool) -> bool:
    def claim(P: int) -> bool:
        least = -(-P // 2)  # two labels a query, P to be seen
        within = bound_of(NAME).at(P=P) < (Fraction(7, 2) if sharper else 4) * least
        return within and _lower(P) == least

    return everywhere(claim, range(1, 200))


def _lower(P: int) -> int:
    lower = find(NAME).theorem.lower
    assert lower is not None
    return lower.bound.at(P=P)


@lemma(
    NAME,
    "To divide a grid into boxes of one label, by splits or not, takes n + 1 if each of its n cuts parts two labels somewhere.",
    method="exhaustion: every labelling, every division into boxes",
    scope="two labels, grids of up to 9 places",
    sharper="the boxes may overlap",
)
def certificates(sharper: bool) -> bool:
    def claim(sizes: tuple[int, ...]) -> bool:
        every = itertools.product((0, 1), repeat=int(np.prod(sizes)) - 1)
        labellings = (np.array([0, *labels]).reshape(sizes) for labels in every)
        n = sum(sizes) - len(sizes)
        return all(_fewest(labels, overlap=sharper) > n for labels in labellings if _needs_all_cuts(labels))

    return everywhere(claim, GRIDS)


@lemma(
    NAME,
    "Of all ways to spread n cuts over d features, (2 P - 1)/(n + 1) is largest if they are spread evenly; 7/3 for n = d = 2.",
    method="exhaustion",
    scope="n <= 9, d <= 4",
    sharper="if they are all on one feature",
)
def competitive_ratio(sharper: bool) -> bool:
    def ratio(cuts: Sequence[int]) -> Fraction:
        return Fraction(bound_of(NAME).at(P=int(np.prod([s + 1 for s in cuts]))), sum(cuts) + 1)

    def claim(n: int, d: int) -> bool:
        spread = [n] + [0] * (d - 1) if sharper else [(n + i) // d for i in range(d)]
        every = (cuts for cuts in itertools.product(range(n + 1), repeat=d) if sum(cuts) == n)
        return max(map(ratio, every)) == ratio(spread)

    return everywhere(claim, range(1, 10), range(1, 5)) and ratio((1, 1)) == Fraction(7, 3)


def _target(sizes: Sequence[int], labels: np.ndarray) -> Tree:
    return of_labels(Axes(tuple(Integers(0, n - 1) for n in sizes)), 2, labels.reshape(sizes))


def _boxes(sizes: Sequence[int]) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    sides = [[(a, b) for a in range(n) for b in range(a, n)] for n in sizes]
    for box in itertools.product(*sides):
        yield tuple(a for a, _ in box), tuple(b for _, b in box)


def _inside(x: Sequence[int], low: Sequence[int], high: Sequence[int]) -> bool:
    return all(a <= v <= b for v, a, b in zip(x, low, high, strict=True))


def _needs_all_cuts(labels: np.ndarray) -> bool:
    """Whether each cut parts two labels somewhere."""
    apart = [np.diff(np.moveaxis(labels, i, 0), axis=0).reshape(n - 1, -1) for i, n in enumerate(labels.shape)]
    return all((a != 0).any(axis=1).all() for a in apart)


def _fewest(labels: np.ndarray, overlap: bool) -> int:
    """The fewest boxes of one label that cover the grid; disjoint ones, unless they may overlap."""
    flat = labels.ravel()
    number = np.arange(flat.size).reshape(labels.shape)
    inside = [number[tuple(slice(a, b + 1) for a, b in zip(*box, strict=True))].ravel() for box in _boxes(labels.shape)]
    boxes = [sum(1 << int(k) for k in cells) for cells in inside if len(set(flat[cells].tolist())) == 1]
    reached, steps = {0}, 0
    while (1 << flat.size) - 1 not in reached:
        steps += 1
        firsts = [(covered, ~covered & covered + 1) for covered in reached]  # the first place not covered yet
        reached = {c | box for c, first in firsts for box in boxes if box & first and (overlap or not box & c)}
    return steps
