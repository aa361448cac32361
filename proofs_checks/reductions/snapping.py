"""Counterfactuals moved back to the cut: legal answers, by few labels, whatever the teacher's point was."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from proofs_checks.coq import coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import bound_of, everywhere, zero
from qlearn import find, run
from qlearn.axes import Axes
from qlearn.concepts.tree_classes import of_labels
from qlearn.concepts.trees import Tree
from qlearn.features import Integers
from qlearn.formulas import clg
from qlearn.oracle import legal
from qlearn.queries import Counterfactual, Dialogue, Explanation, Label
from qlearn.reductions.snapping import _Snap, labels_each

NAME, INNER = "trees.tra+snapped", "trees.tra"
GRIDS = ((7,), (3, 2), (3, 3), (2, 2, 2))

searches = coq(
    NAME,
    "Until no coordinate can be moved back alone there are at most s + d - 1 searches, each of which ends just across a cut or"
    " at the place asked.",
    theorem="reductions.snapping.searches_bound",
    refuted="reductions.snapping.no_search_fewer",
    sharper="one search fewer",
)


@lemma(
    NAME,
    "The bound on counterfactuals is the inner one, that on labels as many for each.",
    method="identity",
    scope=ALL,
    sharper="the inner one less one",
)
def carried(sharper: bool) -> bool:
    labels = find(NAME).theorem.bound(Label)
    assert labels is not None
    inner = bound_of(INNER)
    same = zero(bound_of(NAME).formula() - inner.formula() + (1 if sharper else 0))
    grid = itertools.product(range(1, 6), range(1, 4), range(5), range(1, 9))
    return same and all(labels.at(P=P, d=d, s=s, N=N) == inner.at(P=P) * labels_each(d, s, N) for P, d, s, N in grid)


@lemma(
    NAME,
    "What the inner learner hears is a legal answer of an exact teacher.",
    method="exhaustion: the real reduction on every labelling, every place asked, every place of another label answered",
    scope="two labels, grids of at most 9 places",
    sharper="what the teacher says is one",
)
def legal_answers(sharper: bool) -> bool:
    def claim(sizes: tuple[int, ...]) -> bool:
        return all(legal(query, target, said if sharper else heard) for target, query, said, heard, _ in _every(sizes))

    return everywhere(claim, GRIDS)


@lemma(
    NAME,
    "An answer costs at most 2 + d (s + d) + (s + d - 1)(2 + 2 clg(N - 1)) labels.",
    method="exhaustion: the real reduction on every labelling, every place asked, every place of another label answered",
    scope="two labels, grids of at most 9 places",
    sharper="at most d + 1, what an exact answer costs",
)
def labels_an_answer(sharper: bool) -> bool:
    def claim(sizes: tuple[int, ...]) -> bool:
        return all(
            labels <= (target.sizes["d"] + 1 if sharper else labels_each(*(target.sizes[k] for k in "dsN")))
            for target, _, _, _, labels in _every(sizes)
        )

    return everywhere(claim, GRIDS)


@lemma(
    NAME,
    "With one cut an answer that is r places too far costs at most 3 + 2 clg(r + 1) labels, told no tolerance.",
    method="exhaustion: the real reduction",
    scope="one feature of 40 places",
    sharper="1 + clg(r + 1), as if the distance were known",
)
def by_overshoot(sharper: bool) -> bool:
    target = of_labels(Axes.grid(40, 1), 2, (np.arange(40) > 4).astype(int))

    def claim(r: int) -> bool:
        _, labels = _answered(target, _query(target, (0,)), Explanation(0, np.array([5.0 + r]), 1))
        most = 1 + clg(r + 1) if sharper else 3 + 2 * clg(r + 1)
        return labels <= int(most)

    return everywhere(claim, range(35))


class _Says:
    """One counterfactual, and true labels."""

    def __init__(self, target: Tree, said: Explanation) -> None:
        self.target, self.said, self.labels = target, said, 0

    def answer(self, query: Label | Counterfactual) -> object:
        if isinstance(query, Counterfactual):
            return self.said
        self.labels += query.cost
        return self.target(query.points)


def _answered(target: Tree, query: Counterfactual, said: Explanation) -> tuple[Explanation, int]:
    """What the inner learner hears, and how many labels that takes."""

    def dialogue() -> Dialogue[Explanation]:
        return (yield from _Snap(target.axes, 0.0).ask(query))

    teacher = _Says(target, said)
    return run(dialogue(), teacher).hypothesis, teacher.labels


@cache
def _every(sizes: tuple[int, ...]) -> list[tuple[Tree, Counterfactual, Explanation, Explanation, int]]:
    return list(_each(sizes))


def _each(sizes: Sequence[int]) -> Iterator[tuple[Tree, Counterfactual, Explanation, Explanation, int]]:
    axes = Axes(tuple(Integers(0, n - 1) for n in sizes))
    places = list(np.ndindex(*sizes))
    for tail in itertools.product((0, 1), repeat=len(places) - 1):
        labels = np.array([0, *tail]).reshape(sizes)  # the other half is the same with the labels exchanged
        target = of_labels(axes, 2, labels)
        for x in (places[0], places[len(places) // 2]):
            query = _query(target, x)
            for y in places:
                if labels[y] != labels[x]:
                    said = Explanation(int(labels[x]), np.array(y, float), int(labels[y]))
                    yield target, query, said, *_answered(target, query, said)


def _query(target: Tree, x: Sequence[int]) -> Counterfactual:
    point, low, high = target.axes.at(np.array([x, np.zeros(target.axes.d, np.int64), target.axes.last]))
    return Counterfactual(point, low, high, 2)
