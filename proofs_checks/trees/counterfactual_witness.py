"""Certified boxes and witnessed cuts: what each query adds, and how often it can."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from proofs_checks.coq import COMPUTED, coq, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.methods import everywhere
from proofs_checks.posed import Goal
from qlearn.axes import Axes
from qlearn.concepts.tree_classes import of_labels
from qlearn.concepts.trees import Tree
from qlearn.features import Integers
from qlearn.queries import Counterfactual

NAME = "trees.counterfactual_witness"
GRIDS = ((4,), (2, 2), (3, 2), (2, 2, 2))

each_adds = coq(
    NAME,
    "If each certified box holds a cell that none before held, and each answer shows a facet that none before showed, then at"
    " most P boxes are certified, at most A answers given, and at most P + A queries asked.",
    theorem="trees.certified_cells.queries_bound",
    refuted="trees.certified_cells.no_query_fewer",
    sharper="one query fewer in all",
)
one_feature = coq(
    NAME,
    "With s cuts on one feature: at most s + 1 boxes, s answers, 2 s + 1 queries.",
    theorem="trees.certified_cells.one_feature",
    refuted="trees.certified_cells.no_query_fewer_on_one_feature",
    sharper="one query fewer in all",
)
true_cuts = coq(
    NAME,
    "Where a counterfactual moved, it lies just across a true cut, if one coordinate moved back a place gives the first label.",
    theorem="trees.certified_cells.derived_cut_is_true",
    refuted="trees.certified_cells.far_point_derives_no_cut",
    sharper="for any point of another label",
)


def _numbers(more: int = 0) -> list[Goal]:
    """P and A of trees that need all their cuts, as the library counts them, against the Coq functions."""
    every = [list(cuts) for d in (1, 2, 3) for cuts in itertools.product(range(4), repeat=d)]
    sizes = [_chequered([cuts + 1 for cuts in s]).sizes for s in every]
    written = [f"[{'; '.join(map(str, s))}]" for s in every]
    said = [f"({size['P']}, {size['A'] + more})" for size in sizes]
    calls = [f"(counterfactual_boxes.cells {s}, facets {s})" for s in written]
    return [(f"([{'; '.join(calls)}] = [{'; '.join(said)}])%nat", COMPUTED)]


formula = tied_goals(
    NAME, "trees.certified_cells", _numbers, lambda: _numbers(more=1), scope="up to 3 cuts on each of up to 3 features"
)


@lemma(
    NAME,
    "Each legal answer shows a facet in each feature that it moved: one place back is the label of the point asked.",
    method="exhaustion: every labelling, every place asked, every legal answer",
    scope="two labels, grids of at most 8 places",
    sharper="and two features together may be moved back",
)
def facets_shown(sharper: bool) -> bool:
    def claim(sizes: tuple[int, ...]) -> bool:
        every = itertools.product((0, 1), repeat=int(np.prod(sizes)))
        return all(_shows_facets(_target(sizes, np.array(labels)), together=sharper) for labels in every)

    return everywhere(claim, GRIDS)


@lemma(
    NAME,
    "With one feature the number of facets is that of the cuts, with more it is larger unless one alone has cuts.",
    method="exhaustion",
    scope="up to 3 cuts on each of 3 features",
    sharper="with more, too, it is that of the cuts",
)
def facets_and_cuts(sharper: bool) -> bool:
    def claim(*cuts: int) -> bool:
        sizes = _chequered([s + 1 for s in cuts]).sizes
        alone = sum(s > 0 for s in cuts) <= 1
        return (sizes["A"] == sizes["s"]) == (alone or sharper) and sizes["A"] >= sizes["s"]

    return everywhere(claim, range(4), range(4), range(4))


def _shows_facets(target: Tree, together: bool) -> bool:
    places = target.axes.points()
    low, high = target.axes.at(np.array([np.zeros(target.axes.d, np.int64), target.axes.last]))
    for x in places:
        for said in target.explanations(Counterfactual(x, low, high, 2)):
            if said.point is None:
                continue
            moved = np.flatnonzero(said.point != x)
            back = [list(moved[:2])] if together else [[i] for i in moved]
            for features in back:
                y = said.point.copy()
                y[features] += np.sign(x - y)[features]
                if target(y[None])[0] != said.label:
                    return False
    return True


def _chequered(sizes: Sequence[int]) -> Tree:
    return _target(sizes, np.array([sum(place) % 2 for place in np.ndindex(*sizes)]))


def _target(sizes: Sequence[int], labels: np.ndarray) -> Tree:
    return of_labels(Axes(tuple(Integers(0, n - 1) for n in sizes)), 2, labels.reshape(sizes))
