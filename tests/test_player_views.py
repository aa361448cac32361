"""What is drawn of a dialogue, held against what its answers say: worked out another way, step by step."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from dialogues import catalogue, examples, grown, shown, told
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import find, run, teachers
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.concepts.grid_half_spaces import GridHalfSpace
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.thresholds import Threshold
from qlearn.domains import Box, Grid
from qlearn.oracle import legal
from qlearn.queries import Counterfactual, Equivalence, Label, Membership
from qlearn.report.cones import area
from qlearn.report.observation_tables import shown as spelt
from qlearn.report.player.replayed import replayed
from qlearn.report.player.views import SCRIPTS, finite, lifts, script, views
from qlearn.report.player.views.cone import octants, solid_angle
from qlearn.transcript import Run, Turn

MOST = 3_000_000  # bytes of a page of ten thousand turns


def picture(name: str, of: tuple[Run[Any], Any]) -> Any:
    found = {view.name: view.data for view in views(*of)}
    assert name in found, f"{sorted(found)} are drawn"
    return found[name]


def labels(of: Run[Any], step: int) -> list[tuple[Any, Any]]:
    """Points and what was said of them in the first so many turns, of membership queries and counterexamples."""
    found: list[tuple[Any, Any]] = []
    for query, answer in of.turns[:step]:
        if isinstance(query, Membership):
            found += zip(query.points, answer.tolist(), strict=True)
        elif answer is not None:
            found.append((answer.point, answer.label))
    return found


# What each learner of the catalogue has.


@pytest.mark.parametrize("name", catalogue())
def test_every_learner_is_drawn_or_left_alone(name: str) -> None:
    found = views(*shown(name))
    learner = find(name)
    assert len({view.name for view in found}) == len(found)
    for view in found:
        assert f"views.{view.name} = " in script()
        assert len(json.dumps(view.data, allow_nan=False)) < MOST / 3
    names = {view.name for view in found}
    noise = learner.theorem.noise
    if noise is not None and not noise.followed:
        assert not names & {"finite", "interval", "arc", "cone"}, "what is contradicted is not ruled out"
    assert ("partition" in names) == name.startswith("trees.")
    assert ("automata" in names) == (name.startswith("automata.") and name != "automata.multiplicity")


def test_scripts_are_all_the_scripts() -> None:
    from importlib.resources import files

    here = files("qlearn.report.player.views")
    assert sorted(SCRIPTS) == sorted(file.name for file in here.iterdir() if file.name.endswith(".js"))


def test_a_bare_dialogue_has_no_pictures() -> None:
    assert views(Run(None, [], None)) == []


@pytest.mark.parametrize("name", list(examples()))
def test_what_has_not_ended_is_drawn_as_far_as_it_went(name: str) -> None:
    whole, concept = examples()[name]
    half = Run(None, list(whole.turns)[: len(whole.turns) // 2], whole.learning)
    for there in (half, Run(None, [], whole.learning)):
        for view in views(there) + views(there, concept):
            json.dumps(view.data, allow_nan=False)
    assert [view.name for view in views(half, concept)] == [view.name for view in views(whole, concept)]


# Concepts, one by one.


@pytest.mark.parametrize("name", [n for n in catalogue() if n.startswith(("boolean.", "finite."))])
def test_a_concept_is_possible_while_it_could_have_answered_so(name: str) -> None:
    of, concept = shown(name)
    space = finite.listed(of)
    if space is None:
        assert "finite" not in {view.name for view in views(of, concept)}
        return
    gone = picture("finite", (of, concept))["gone"]
    most = getattr(space, "e", 0)
    for c, turn in zip(space.concepts, gone, strict=True):
        wrong = itertools.accumulate(
            not legal(query, c, answer) if query.kind != "unlabelled" else 0 for query, answer in of.turns
        )
        assert turn == next((i for i, count in enumerate(wrong, 1) if count > most), 0), str(c)


def test_the_target_is_found_in_its_class_however_it_is_written() -> None:
    of, concept = shown("boolean.hankel")
    space = finite.listed(of)
    data = picture("finite", (of, concept))
    assert space is not None
    points = concept.domain.points()
    assert (space.concepts[data["target"]](points) == concept(points)).all()
    assert data["gone"][data["target"]] == 0
    assert picture("finite", (of, None))["target"] == -1


# Intervals.


@settings(max_examples=30)
@given(st.fractions(Fraction(1, 100), 1, max_denominator=10**6), st.integers(1, 40), st.lists(st.floats(-1, 2), max_size=9))
def test_an_interval_is_the_version_space_of_thresholds(t: Fraction, bits: int, others: list[float]) -> None:
    concept = Threshold(t, Box((0.0,), (1.0,)), {"a": 0, "b": 1})
    of, _ = told("linear.bisection", concept, a=0, b=1, eps=Fraction(1, 2**bits))
    more = [Turn(Membership(np.array([[x]])), concept(np.array([[x]]))) for x in others]  # and in any order
    of = Run(None, [*more, *of.turns], of.learning)
    data, space = picture("interval", (of, concept)), of.learning.learner.theorem.learns.space(0, 1)
    alive = space.all
    for step, turn in enumerate([None, *of.turns]):
        alive = space.after(*turn, alive) if turn else alive
        assert (Fraction(data["low"][step]), Fraction(data["high"][step])) == alive
        assert not turn or data["asked"][step - 1] == turn.query.points[:, 0].tolist()
    assert data["low"][-1] < t <= data["high"][-1]


@settings(max_examples=30)
@given(st.integers(1, 10**9))
def test_of_the_whole_numbers_those_are_left_that_fit(t: int) -> None:
    concept = Threshold(Fraction(t), Grid(2**53, first=1))
    of, _ = told("linear.doubly_galloping", concept)
    data = picture("interval", (of, concept))
    for step in range(len(of.turns) + 1):
        low, high = data["low"][step], data["high"][step]
        fits = [all((x[0] >= s) == y for x, y in labels(of, step)) for s in (low, low + 1, t, high or 2**60, (high or t) + 1)]
        assert fits == [low == 0, True, True, True, high is None]


def test_answers_that_leave_no_threshold_are_not_drawn() -> None:
    learning = find("linear.bisection")(0, 1, "1/4")
    turns = [Turn(Membership(np.array([[x]])), np.array([y])) for x, y in ((0.5, True), (0.75, False))]
    assert views(Run(None, turns[:1], learning))
    assert views(Run(None, turns, learning)) == []


# Directions.


@pytest.mark.parametrize("seed", range(6))
def test_a_direction_is_in_the_arc_if_it_fits_the_labels(seed: int) -> None:
    coins = np.random.default_rng(seed)
    name, more = (("linear.pivot_ratio", {}), ("linear.hit_and_run", {"seed": seed}))[seed % 2]
    of, concept = told(name, HalfSpace(coins.standard_normal(2)), d=2, eps="1/100", **more)
    data = picture("arc", (of, concept))
    angles = np.linspace(0, 2 * np.pi, 720, endpoint=False) + 1e-3
    directions = np.column_stack([np.cos(angles), np.sin(angles)])
    for step in range(len(of.turns) + 1):
        last = max(i for i, turn in enumerate(data["turn"]) if turn <= step)
        inside = (angles - data["begin"][last]) % (2 * np.pi) <= data["width"][last]
        fits = np.all([(directions @ point >= 0) == label for point, label in labels(of, step)], axis=0)
        assert (inside == fits).all()
    assert (data["target"] - data["begin"][-1]) % (2 * np.pi) <= data["width"][-1]


@pytest.mark.parametrize("seed", range(4))
def test_a_direction_is_on_the_map_of_the_cone_if_it_fits_the_labels(seed: int) -> None:
    coins = np.random.default_rng(seed)
    of, concept = told("linear.hit_and_run", HalfSpace(coins.standard_normal(3)), d=3, eps="1/10", seed=seed)
    data = picture("cone", (of, None))
    somewhere = coins.standard_normal((40_000, 3))
    for step in range(len(of.turns) + 1):
        there = sum(turn <= step for turn in data["smaller"])
        share = data["share"][there - 1] if there else 1.0
        fits = np.all([(somewhere @ point >= 0) == label for point, label in labels(of, step)] or [np.ones(40_000)], axis=0)
        assert abs(fits.mean() - share) < 4 * np.sqrt(share / 40_000) + 1e-6
    corners = np.array(data["polygon"][-1]).reshape(-1, 2)
    assert area(corners) == pytest.approx(4 * np.pi * data["share"][-1], rel=0.02), "near its middle a map is true"
    assert data["target"] is None
    x, y = picture("cone", (of, concept))["target"]
    assert abs(x) + abs(y) < 1e-9, "the map is about the target, if that is told"


def test_the_sphere_is_all_directions() -> None:
    assert sum(map(solid_angle, octants())) == pytest.approx(4 * np.pi)


@pytest.mark.parametrize("name", [n for n in catalogue() if n.startswith(("linear.", "kernels."))])
def test_the_target_fits_all_that_is_said_of_its_weights(name: str) -> None:
    of, concept = shown(name)
    lift = lifts.lift_of(of)
    if lift is None or not ({view.name for view in views(of, concept)} & {"arc", "cone"}):
        return
    rows = list(lifts.rows(of, lift))
    true = lifts.weights(concept, len(rows[0].row))
    assert true is not None
    assert all(one.row @ true >= -1e-12 for one in rows)
    assert not all(one.row @ true <= 1e-12 for one in rows), "nor do its opposites"


def test_a_grid_half_space_has_the_weights_of_its_labels() -> None:
    concept = GridHalfSpace((3, -2), -1, 3)
    of, _ = told("linear.centre_of_gravity", concept, d=2, N=3)
    lift = lifts.lift_of(of)
    assert lift is not None
    points = concept.domain.points()
    assert ((lift(points) @ lifts.weights(concept, 3) >= -1e-9) == concept(points)).all()
    asked = [(i, told.query.hypothesis) for i, told in enumerate(of.turns, 1) if isinstance(told.query, Equivalence)]
    proposals = [(i, hypothesis) for i, hypothesis in asked if any(hypothesis.w) or hypothesis.b]
    assert len(proposals) == len(asked) - 1, "the middle of all weights is no direction"
    for (turn, v), (i, hypothesis) in zip(lifts.proposed(of, 3), proposals, strict=True):
        assert turn == i
        assert ((lift(points) @ v >= -1e-9) == hypothesis(points)).all()


@pytest.mark.parametrize("d", [2, 3])
def test_answers_that_leave_no_direction_are_not_drawn(d: int) -> None:
    learning = find("linear.pivot_ratio")(d=d, eps="1/10")
    axes = np.vstack([np.eye(d), np.ones(d)])
    some = [Turn(Membership(axes), np.array([True] * (d + 1)))]
    assert [view.name for view in views(Run(None, some, learning))] == ["arc" if d == 2 else "cone"]
    assert views(Run(None, [*some, Turn(Membership(-axes[d:]), np.array([True]))], learning)) == []
    assert views(Run(None, [*some, Turn(Membership(-np.eye(d)), np.array([True] * d))], learning)) == []


def test_ten_thousand_cuts_are_few_numbers() -> None:
    coins, w = np.random.default_rng(0), np.array([0.6, 0.8, 0.0])
    across = coins.standard_normal((10_000, 3))
    across -= (across @ w)[:, None] * w
    across /= np.linalg.norm(across, axis=1)[:, None]
    points = across + np.outer(0.999 ** np.arange(10_000), w)
    turns = [Turn(Membership(point[None]), np.array([True])) for point in points[:3000]]
    data = picture("cone", (Run(None, turns, find("linear.pivot_ratio")(d=3, eps="1/10")), HalfSpace(w)))
    assert len(json.dumps(data)) < MOST / 4
    assert len(data["turn"]) < len(data["smaller"]), "small cuts are drawn together, but told one by one"
    assert data["turn"][-1] == data["smaller"][-1]


# Boxes.


@pytest.mark.parametrize("seed", range(3))
def test_each_point_is_in_the_box_that_has_its_label(seed: int) -> None:
    of, concept = grown("trees.tra", seed, L=6, d=2 + seed)
    data, cells = picture("partition", (of, concept)), of.hypothesis.cells
    assert data["of"] == "the hypothesis"
    low, high, at = (np.array(data[name]) for name in ("low", "high", "at"))
    points = [
        (i, p, y) for i, (q, a) in enumerate(of.turns, 1) for p, y in ((q.point, a.label), (a.point, a.other)) if p is not None
    ]
    seen: dict[int, int] = {}
    for place, said, turn, (asked, _, label) in zip(at, data["said"], data["turn"], points, strict=True):
        (cell,) = np.flatnonzero(((low <= place) & (place <= high)).all(axis=1))
        assert (turn, data["names"][said], int(cells.label[cell])) == (asked, f"class {label}", label)
        seen.setdefault(int(cell), turn)
    assert data["met"] == [seen.get(i, 0) for i in range(len(cells))]
    assert all((data["first"][i] >= 0) == (i in seen) for i in range(len(cells)))
    assert len(data["boxes"]) == sum(isinstance(query, Counterfactual) for query, _ in of.turns)


def test_the_share_of_the_domain_is_that_of_its_points() -> None:
    learner = find("trees.grid")
    concept = learner.theorem.learns.draw(Coins(8))  # type: ignore[attr-defined]
    axes = Axes.grid(6, 2)
    concept = find("trees.tra").theorem.learns.of_size(Coins(1), L=5, d=2, N=6)  # type: ignore[attr-defined]
    assert concept.axes.sizes == axes.sizes
    points = concept.axes.points()
    turns = [Turn(Label(point[None], concept.classes), concept(point[None])) for point in points[::5]]
    data = picture("partition", (Run(None, turns, find("trees.tra")(axes=concept.axes, classes=concept.classes)), concept))
    assert data["of"] == "the target"
    leaves = concept.leaves(points)
    for turn, share in data["share"]:
        met = set(concept.leaves(points[::5][:turn]).tolist())
        assert share == np.isin(leaves, list(met)).mean()
    assert [turn for turn, _ in data["share"]] == sorted({turn for turn in data["met"] if turn})


def test_slices_know_where_each_point_is_in_all_features() -> None:
    of, concept = grown("trees.counterfactual_witness", L=9, d=4)
    data = picture("partition", (of, concept))
    assert data["choose"] > 2
    for i, name in enumerate(data["features"]):
        edges, k = data["edges"][i], int(name[1:]) - 1
        assert edges == sorted(edges)
        for place, point in zip(data["at"], data["point"], strict=True):
            assert edges[place[i]] - 1e-6 <= point[i] <= edges[place[i] + 1] + 1e-6, k


# Automata.


@pytest.mark.parametrize("name", ["l_star", "rivest_schapire", "mealy"])
def test_a_table_is_what_the_learner_kept_at_each_step(name: str) -> None:
    of, concept = shown("automata.mealy") if name == "mealy" else told(f"automata.{name}", examples()["table"][1], k=2)
    parts = picture("automata", (of, concept))["parts"]
    for step, frames in enumerate(replayed(of)):
        table = frames[0].f_locals["table"]
        rows = [row for row in parts["rows"] if row[1] <= step]
        columns = [word for word, from_ in parts["columns"] if from_ <= step]
        assert [word for word, *_ in rows] == [spelt(word) for word in table.rows]
        assert {word for word, _, up, _ in rows if 0 <= up <= step} == {spelt(w) for w in table.upper if w in table.rows}
        assert columns == [spelt(word) for word in table.columns]
    k = len(parts["columns"])
    for (_, _, _, cells), word in zip(parts["rows"], table.rows, strict=True):
        assert cells == "".join(str(int(table.answers.known[word + column])) for column in table.columns)
        assert len(cells) == k
    assert parts["all"] == [len(table.rows), k]


@pytest.mark.parametrize("name", ["ttt", "kearns_vazirani", "few_equivalence"])
def test_a_tree_tells_its_states_apart_by_true_answers(name: str) -> None:
    concept = examples()["tree"][1]
    more = {"r": 16, "seed": 1} if name == "few_equivalence" else {}
    of, _ = told(f"automata.{name}", concept, k=2, **more)
    data = picture("automata", (of, concept))
    parts = data["parts"]
    for step, frames in enumerate(replayed(of)):
        paths = frames[0].f_locals["tree"].paths
        known = [path for _, from_, path in parts["states"] if from_ <= step]
        assert [sum(at <= step for *_, at in path) for path in known] == list(map(len, paths))
    unspelt = {"ε": b""}
    for word, _, path in parts["states"]:
        for suffix, answer, _ in path:
            text = (word + parts["suffixes"][suffix]).replace("ε", "")
            letters = unspelt.get(text, bytes(ord(c) - 96 for c in text))
            assert bool(concept.accepts[concept.after(letters)]) == bool(answer)
    ends = [tuple((suffix, answer) for suffix, answer, _ in path) for _, _, path in parts["states"]]
    assert len(set(ends)) == len(ends) == len(concept.minimal.step)


def test_proposals_are_the_equivalence_queries() -> None:
    of, concept = examples()["table"]
    data = picture("automata", (of, concept))
    asked = [(i, told) for i, told in enumerate(of.turns, 1) if isinstance(told.query, Equivalence)]
    for (turn, number, name, refuted), (i, (query, answer)) in zip(data["proposed"], asked, strict=True):
        assert (turn, name) == (i, str(query.hypothesis))
        assert data["pictures"][number].count("<circle") == len(query.hypothesis.step) + query.hypothesis.accepts.sum()
        assert (refuted is None) == (answer is None)
        if answer is not None:
            assert refuted[1] == ("is in the language" if answer.label else "is not in the language")
    assert data["proposed"][-1][3] is None


def test_who_says_something_else_has_no_table() -> None:
    of, concept = examples()["table"]
    other = run(find("automata.rivest_schapire")(k=2), teachers.Honest(concept))
    data = picture("automata", (Run(other.hypothesis, of.turns, other.learning), concept))
    assert data["kept"] is None
    assert data["proposed"]
