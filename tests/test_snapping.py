"""Snapping: with a teacher who goes too far the learner is exact all the same, at the cost of labels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import find, run, teachers
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.concepts.tree_classes import Trees, drawn_tree, grown, of_labels
from qlearn.concepts.trees import Tree
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.features import Floats, Reals
from qlearn.learners.trees.tra import tra
from qlearn.oracle import agree, legal
from qlearn.queries import Counterfactual, Explanation, Label
from qlearn.reductions.snapping import labels_each, snapped

seeds = st.integers(0, 2**32 - 1)
learner = find("trees.tra+snapped")


@dataclass
class Tolerant:
    """Goes up to a share of the box too far in each coordinate that it moves; the point does have another label."""

    concept: Tree
    share: float
    coins: Coins
    heard: list[Any] = field(default_factory=list)

    def answer(self, query: Any) -> Any:
        if isinstance(query, Label):
            self.heard += [tuple(point) for point in query.points.tolist()]
            return self.concept(query.points)
        every = list(self.concept.explanations(query))
        said = every[self.coins.integer(0, len(every) - 1)]
        if said.point is None:
            return said
        further = np.sign(said.point - query.point) * (query.high - query.low) * self.share
        for _ in range(5):
            point = np.clip(said.point + further * self.coins.rng.uniform(0, 1, len(further)), query.low, query.high)
            if (other := int(self.concept(point[None])[0])) != said.label:
                return Explanation(said.label, point, other)
            further = further / 10
        return said


@dataclass
class Anywhere(Tolerant):
    """Answers with any place of another label, however far."""

    def answer(self, query: Any) -> Any:
        said = super().answer(query)
        if isinstance(query, Counterfactual) and said.point is not None:
            ends = self.concept.axes.place(np.array([query.low, query.high]))
            points = self.concept.axes.at(self.coins.rng.integers(ends[0], ends[1] + 1, (20, len(query.point))))
            labels = self.concept(points)
            for point, other in zip(points[labels != said.label], labels[labels != said.label].tolist(), strict=True):
                return Explanation(said.label, point, other)
        return said


def held(target: Tree, teacher: Any, **more: Any) -> Any:
    """The run, held to the theorem."""
    found = run(learner(axes=target.axes, classes=target.classes, **more), teacher)
    assert agree(target, found.hypothesis)
    assert found.hypothesis.complete
    sizes = found.learning.sizes(target)
    for bound in learner.theorem.bounds:
        assert found.ledger[bound.kind] <= bound.at(**sizes)
    return found


@given(seeds, st.sampled_from([0.0, 1e-9, 1e-3, 0.3]), st.sampled_from([0, "1/1000", 1]))
def test_a_tolerant_teacher_is_as_good_as_an_exact_one(seed: int, share: float, tol: Any) -> None:
    target = Trees().draw(Coins(seed))
    teacher = Tolerant(target, share, Coins(seed, 1))
    found = held(target, teacher, tol=tol)
    assert len(set(teacher.heard)) == len(teacher.heard), "no place is asked twice"
    answers = sum(t.answer.point is not None for t in found.turns if isinstance(t.query, Counterfactual))
    assert found.ledger["label"] <= answers * labels_each(target.sizes["d"], target.sizes["s"], target.sizes["N"])


@given(seeds)
def test_so_is_one_who_answers_anywhere(seed: int) -> None:
    target = Trees().draw(Coins(seed))
    held(target, Anywhere(target, 0.5, Coins(seed, 1)))


@given(seeds)
def test_the_inner_learner_hears_legal_answers_only(seed: int) -> None:
    target = Trees().draw(Coins(seed))
    heard: list[tuple[Any, Any]] = []

    def overheard(axes: Axes, classes: int) -> Any:
        talk = iter(tra(axes, classes))
        query = next(talk)
        while True:
            answer = yield query
            heard.append((query, answer))
            try:
                query = talk.send(answer)
            except StopIteration as stop:
                return stop.value

    listening = type(tra)(overheard, tra.theorem, "trees.overheard")
    run(snapped(listening)(axes=target.axes, classes=target.classes), Anywhere(target, 0.5, Coins(seed, 1)))
    assert heard
    assert all(legal(query, target, answer) for query, answer in heard)


def test_an_exact_teacher_costs_a_label_an_answer_and_one_for_each_moved_coordinate() -> None:
    target = of_labels(Axes.grid(9, 1), 2, (np.arange(9) > 3).astype(int))
    found = held(target, teachers.Honest(target))
    assert dict(found.ledger) == {"counterfactual": 3, "label": 1}  # one place back is the point asked itself
    target = of_labels(Axes.grid(99, 1), 2, (np.arange(99) > 80).astype(int))
    assert held(target, teachers.Honest(target)).ledger["label"] == 2


def test_the_tolerance_saves_labels_and_a_known_cut_costs_two() -> None:
    axes = Axes((Reals(0.0, 1.0, 10**9),))
    target = grown(axes, 2, lambda low, high: (0, 7 * 10**8) if low[0] <= 7 * 10**8 < high[0] else int(low[0] > 7 * 10**8))

    class Beyond:
        def answer(self, query: Any) -> Any:
            if isinstance(query, Label):
                return target(query.points)
            said = next(target.explanations(query))
            return said if said.point is None else Explanation(said.label, said.point + 9.7e-7, said.other)

    blind, told = (held(target, Beyond(), tol=tol).ledger["label"] for tol in (0, "1/1000000"))
    assert told <= 2 + 1 + 10
    assert told < blind <= 2 + 20


@pytest.mark.parametrize("cut", [0.3012, 0.3088, 0.7012, 0.7088])  # near the place below, or the one above
def test_a_solver_who_is_exact_between_the_places_is_snapped_to_them(cut: float) -> None:
    axes = Axes((Reals(0.0, 1.0, 100), Floats(0.0, 1.0)))
    feature, children = np.array([0, -1, -1]), (np.array([1, -1, -1]), np.array([2, -1, -1]))
    target = Tree(axes, 3, feature, np.array([cut, 0.0, 0.0]), *children, np.array([0, 1, 2]))

    class Solver:
        def answer(self, query: Any) -> Any:
            if isinstance(query, Label):
                return target(query.points)
            said = next(target.explanations(query))
            if said.point is None:
                return said
            point = np.array([cut if query.point[0] > cut else cut + 1e-7, query.point[1] + 1e-12])
            return Explanation(said.label, point, int(target(point[None])[0]))

    found = held(target, Solver())
    assert found.ledger["counterfactual"] == 3
    assert found.hypothesis.sizes["P"] == 2
    with pytest.raises(BadAnswer, match="between the places"):
        run(tra(axes, 3), Solver())


def test_one_place_and_constant_targets_cost_no_label() -> None:
    for axes in (Axes.grid(1, 1), Axes.grid(2, 3)):
        target = grown(axes, 2, lambda low, high: 1)
        assert dict(held(target, Tolerant(target, 0.5, Coins(0))).ledger) == {"counterfactual": 1}


def test_the_budget_leaves_what_is_certain() -> None:
    target = drawn_tree(Coins(4), Axes.grid(40, 3), 3)
    whole = held(target, Tolerant(target, 0.3, Coins(1)))
    shares = []
    for budget in range(0, whole.ledger.total + 1, 3):
        teacher = Tolerant(target, 0.3, Coins(1))
        found = run(learner(axes=target.axes, classes=3), teacher, budget=budget)
        assert found.ledger.total <= budget
        shares.append(found.hypothesis.share)
    assert shares == sorted(shares)
    assert shares[0] == 0


class Scripted:
    """A counterfactual that is told, labels by a function."""

    def __init__(self, said: Explanation, label: Any) -> None:
        self.said, self.label = said, label

    def answer(self, query: Any) -> Any:
        return self.label(query.points) if isinstance(query, Label) else self.said


def test_an_answer_that_tells_nothing_new_is_refused_at_once() -> None:
    teacher = Scripted(Explanation(0, np.array([6.0]), 1), lambda points: np.zeros(len(points), np.int64))
    with pytest.raises(Inconsistent, match=r"tells nothing.*larger distance from the cuts") as caught:
        run(learner(axes=Axes.grid(9, 1), classes=2), teacher)
    assert len(caught.value.run.turns) == 2
    teacher = Scripted(Explanation(0, np.array([4.2]), 1), lambda points: np.zeros(len(points), np.int64))
    with pytest.raises(Inconsistent, match="tells nothing"):
        run(learner(axes=Axes.grid(9, 1), classes=2), teacher)


def test_labels_that_change_are_named() -> None:
    turns = iter([Explanation(0, np.array([6.0]), 1), Explanation(1), Explanation(1)])

    class Changing:
        def answer(self, query: Any) -> Any:
            return (query.points[:, 0] > 4).astype(int) if isinstance(query, Label) else next(turns)

    with pytest.raises(Inconsistent):
        run(learner(axes=Axes.grid(9, 1), classes=2), Changing())


def test_what_it_cannot_reduce_is_refused() -> None:
    with pytest.raises(BadArgument, match="worst-case bound on counterfactual"):
        snapped(find("boolean.bit_clearing"))
    noisy = type(tra)(tra.start, replace(tra.theorem, noise=find("boolean.bit_clearing+vote").theorem.noise), "trees.noisy")
    assert noisy.theorem.noise is not None
    with pytest.raises(BadArgument, match=r"true answers; trees\.noisy"):
        snapped(noisy)
    with pytest.raises(BadArgument, match="tol is a length"):
        run(learner(axes=Axes.grid(9, 1), classes=2, tol=-1), teachers.Function(lambda x: x))
    assert learner(axes=Axes.grid(9, 1), classes=2).arguments["tol"] == 0
    with pytest.raises(BadArgument, match="tol must be a finite number"):
        run(learner(axes=Axes.grid(9, 1), classes=2, tol="wide"), teachers.Function(lambda x: x))
