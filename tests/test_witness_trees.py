"""Witness trees: cuts are true, labels are kept to, searches find new sides; from labels, names and counterfactuals."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterfactual, Explanation, Label, Leaf, run, teachers
from qlearn.axes import Axes
from qlearn.choices import Coins
from qlearn.concepts.cells import disagreement
from qlearn.concepts.forest_classes import Forests
from qlearn.concepts.tree_classes import NamedTrees, Trees, grown, of_labels
from qlearn.concepts.trees import Tree
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.features import Categories, Floats, Integers, Reals
from qlearn.learners.trees import certified_boxes
from qlearn.learners.trees.certified_boxes import CertifiedBoxes
from qlearn.learners.trees.certifying import Certifying
from qlearn.learners.trees.counterfactual_witness import counterfactual_witness, counterfactual_witness_labels
from qlearn.learners.trees.growth import Growth
from qlearn.learners.trees.hybrids import narrowed
from qlearn.learners.trees.leaf_samples import CORNER, MIXED, LeafSamples
from qlearn.learners.trees.probes import Probes
from qlearn.learners.trees.regions import Region
from qlearn.learners.trees.widened import unlike, widened
from qlearn.learners.trees.witness_ids import witness_ids
from qlearn.learners.trees.witness_tree import certified, witness_tree
from qlearn.learners.trees.witness_tree_exact import witness_tree_exact
from qlearn.learners.trees.witnesses import Witnesses
from qlearn.oracle import agree

seeds = st.integers(0, 10**6)


def spoken(talk: Any, target: Any) -> Any:
    """A dialogue about a tree's labels, to its end."""
    return run(talk, teachers.Honest(target)).hypothesis


def explored(target: Tree, seed: int) -> Any:
    """A witness tree after all probes."""
    growth = Growth(target.axes, lambda points: Label(points, target.classes), seed)
    yield from growth.follow(target.axes.uniform(growth.rng, 0 * target.axes.last, target.axes.last))
    yield from Probes(growth, corners=2, mixed=2, spread=2, reach=10).look()
    return growth


@given(seeds)
def test_every_known_cut_is_true_and_the_hypothesis_keeps_to_every_label(seed: int) -> None:
    target = Trees().draw(Coins(seed))
    growth = spoken(explored(target, seed), target)
    known = growth.known
    true = {(i, int(c)) for i, cuts in enumerate(target.cells.cuts) for c in cuts}
    assert {(int(i), int(c)) for i, c in zip(known.feature, known.place, strict=True)} <= true
    points = target.axes.at(known.points)
    assert (target(points) == known.labels).all()
    assert (growth.tree(target.classes)(points) == known.labels).all()
    assert growth.regions.many_leaves == len(list(growth.regions.leaves()))


@given(seeds)
def test_each_witness_is_a_change_and_no_two_are_on_one_side_between_cells(seed: int) -> None:
    target = Trees().draw(Coins(seed))
    known = spoken(explored(target, seed), target).known
    cells = set()
    for place, cut in zip(known.positions, known.of, strict=True):
        i, c = int(known.feature[cut]), int(known.place[cut])
        ends = np.repeat(place[None], 2, axis=0)
        ends[:, i] = c, c + 1
        one, other = target(target.axes.at(ends))
        assert one != other
        assert {known.label(end) for end in ends} == {one, other}
        sides = [int(np.searchsorted(cuts, x)) for cuts, x in zip(target.cells.cuts, place, strict=True)]
        cells.add((i, c, *sides))
    assert len(cells) <= target.sizes["A"]


@given(seeds)
def test_regions_partition_the_axes_and_hold_their_points(seed: int) -> None:
    target = Trees().draw(Coins(seed))
    regions = spoken(explored(target, seed), target).regions
    share = sum(target.axes.share(leaf.low, leaf.high) for leaf in regions.leaves())
    assert share == 1
    for leaf in regions.leaves():
        points = regions.known.points[leaf.points]
        assert len(points)
        assert ((leaf.low <= points) & (points <= leaf.high)).all()
        assert leaf.sampled == [int((regions.known.sampled[leaf.points] == law).sum()) for law in (CORNER, MIXED)]
    for node in regions.inner():
        cuts, cross = regions.crossed(node.witnesses)
        assert cross[cuts == node.cut] == cross.min(), "each region is split at a cut that crosses fewest"


def test_a_cut_that_crosses_another_gives_way() -> None:
    """First the lower cut is found; when its witnesses lie on both sides of the upper one, that becomes the root."""
    axes = Axes.grid(10, 2)
    labels = np.zeros((10, 10), int)
    labels[5:, :5], labels[:5, 5:], labels[5:, 5:] = 1, 2, 1
    target = of_labels(axes, 3, labels)
    found = run(witness_tree_exact(axes, 3), teachers.Honest(target, "random", seed=1)).hypothesis
    assert agree(target, found)
    assert len(found.paths[0]) == 3, "no leaf too many: x1 is the root, since x2 acts on one of its sides only"


@given(seeds)
def test_a_search_ends_at_two_neighbours_with_different_labels(seed: int) -> None:
    coins = Coins(seed)
    target = Trees().draw(coins)
    growth = Growth(target.axes, lambda points: Label(points, target.classes), seed)
    z, x = target.axes.drawn(coins.rng, 2)
    known = growth.known
    for point in (z, x):
        if known.label(point) is None:
            growth.told(point, int(target(target.axes.at(point[None]))[0]))
    if known.label(z) == known.label(x):
        return
    line = spoken(narrowed(known, growth.ask, z, x, coins.rng.permutation(target.axes.d)), target)
    ends = target(target.axes.at(np.array([line.point(line.a), line.point(line.b)])))
    assert ends[0] != ends[1]
    assert (np.minimum(z, x) <= line.point(line.a)).all()
    assert (line.point(line.b) <= np.maximum(z, x)).all()


CASES = {
    "one place": Axes.grid(1, 1),
    "two places": Axes.grid(2, 1),
    "a constant feature": Axes((Integers(3, 3), Integers(0, 5))),
    "categories": Axes((Categories(0, 4), Reals(0.0, 1.0, 10))),
    "floats": Axes((Floats(0.0, 1e300),)),
    "huge": Axes((Reals(-1e15, 1e15, 1000),)),
}


@pytest.mark.parametrize("axes", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("constant", [True, False], ids=["constant", "parity"])
def test_edges_are_learned_exactly_in_every_way(axes: Axes, constant: bool) -> None:
    def split(low: Any, high: Any) -> Any:
        wide = np.flatnonzero(low < high)
        if constant or not len(wide) or low.sum() > 4:
            return int(low.sum() % 3 != 0) * (not constant)
        return int(wide[0]), int(low[wide[0]])

    target = grown(axes, 2, split)
    honest = teachers.Honest(target)
    assert agree(target, run(witness_tree_exact(axes, 2), honest).hypothesis)
    assert agree(target, run(counterfactual_witness(axes, 2), honest).hypothesis)
    assert agree(target, run(counterfactual_witness_labels(axes, 2, m=2), honest).hypothesis)
    found = run(witness_tree(axes, 2, eps="1/100", seed=3), honest).hypothesis
    assert disagreement(target, found) <= 0.01


def test_ten_thousand_features_and_one_that_matters() -> None:
    axes = Axes.box([0.0] * 10_000, [1.0] * 10_000, 1e-3)
    target = grown(axes, 2, lambda low, high: (7_777, 499) if high[7_777] - low[7_777] == 1000 else int(low[7_777] > 0))
    done = run(witness_tree(axes, 2, eps="1/10"), teachers.Honest(target))
    assert agree(target, done.hypothesis)
    assert done.ledger["label"] < 150
    assert agree(target, run(counterfactual_witness(axes, 2), teachers.Honest(target)).hypothesis)


@given(seeds)
def test_names_give_the_tree_exactly_and_two_leaves_of_one_name_are_found_out(seed: int) -> None:
    coins = Coins(seed)
    target = NamedTrees().draw(coins)
    assert agree(target, run(witness_ids(target.axes, seed=seed), teachers.Honest(target)).hypothesis)
    low, high, leaf = target.paths
    if len(leaf) < 2:
        return
    one, other = coins.rng.choice(len(leaf), 2, replace=False)

    class Renamed:
        """Two leaves share a name."""

        def answer(self, query: Leaf) -> Any:
            names = target.leaves(query.points, query.known)
            return np.where(names == leaf[one], leaf[other], names)

    whole = np.prod((np.maximum(high[one], high[other]) - np.minimum(low[one], low[other]) + 1).astype(object))
    parts = sum(int(np.prod((high[k] - low[k] + 1).astype(object))) for k in (one, other))
    if whole == parts:
        return  # together they are a box, and so a leaf
    merged = replace(target, label=np.where(np.arange(len(target.label)) == leaf[one], leaf[other], target.label))
    try:
        found = run(witness_ids(target.axes, checks=100, seed=seed), Renamed()).hypothesis
    except Inconsistent as error:
        said = str(error)
    else:
        assert disagreement(merged, found) < 0.2, "100 checks notice a fifth"
        return
    assert "two leaves have one name" in said


@given(seeds)
def test_counterfactuals_are_exact_on_forests_too(seed: int) -> None:
    target = Forests().draw(Coins(seed))
    for policy in ("first", "random", "longest"):
        teacher = teachers.Honest(target, policy, seed=seed)  # type: ignore[arg-type]
        found = run(counterfactual_witness(target.axes, target.classes, seed=seed), teacher)
        assert agree(target, found.hypothesis)
        assert found.hypothesis.complete
        assert found.ledger["counterfactual"] <= target.sizes["P"] + target.sizes["A"]


@given(seeds, st.integers(1, 12))
def test_a_refused_budget_leaves_what_is_certain(seed: int, budget: int) -> None:
    target = Trees().draw(Coins(seed))
    found = run(counterfactual_witness(target.axes, target.classes), teachers.Honest(target), budget=budget).hypothesis
    low, high, leaf = found.paths
    sure = found.certified[leaf]
    for a, b, name in zip(low[sure], high[sure], leaf[sure], strict=True):
        meets = ((target.cells.low <= b) & (a <= target.cells.high)).all(axis=1)
        assert set(target.cells.label[meets]) == {found.label[name]}
    assert found.share == found.partly + sum(target.axes.share(a, b) for a, b in zip(low[sure], high[sure], strict=True))
    assert found.share <= 1 - disagreement(target, found)


def test_a_tree_cut_short_keeps_to_most_of_what_it_heard() -> None:
    axes = Axes.grid(100, 3)
    for budget in range(1, 30):
        done = run(witness_tree(axes, 2), teachers.Function(lambda X: (X[:, 0] > 40) * 1), budget=budget)
        points = np.concatenate([turn.query.points for turn in done.turns])
        said = np.concatenate([turn.answer for turn in done.turns])
        assert 2 * (done.hypothesis(points) == said).sum() >= len(said)


def test_one_feature_takes_at_most_twice_the_cuts_and_one() -> None:
    for many in range(1, 8):
        axes = Axes.grid(20, 1)
        labels = (np.searchsorted(np.arange(1, 2 * many, 2), np.arange(20)) % 2).astype(int)
        target = of_labels(axes, 2, labels)
        for policy in ("first", "random", "longest"):
            done = run(counterfactual_witness(axes, 2), teachers.Honest(target, policy))  # type: ignore[arg-type]
            assert done.ledger["counterfactual"] <= 2 * target.sizes["s"] + 1


class Lies:
    """Answers that contradict each other."""

    def __init__(self, target: Tree, turn: int) -> None:
        self.honest, self.turn, self.asked = teachers.Honest(target), turn, 0

    def answer(self, query: Any) -> Any:
        self.asked += 1
        said = self.honest.answer(query)
        if self.asked != self.turn:
            return said
        return Explanation(1 - said.label) if isinstance(query, Counterfactual) else 1 - said


@pytest.mark.parametrize("turn", range(1, 14))
def test_a_counterfactual_that_contradicts_is_refused_or_ends(turn: int) -> None:
    axes = Axes.grid(8, 2)
    target = of_labels(axes, 2, (np.indices((8, 8)) // 3).sum(axis=0) % 2)
    said = "label"
    try:
        run(counterfactual_witness(axes, 2), Lies(target, turn), budget=200)
    except (Inconsistent, BadAnswer) as error:
        said = str(error)
    assert "label" in said


def test_a_box_that_is_said_to_have_one_label_holds_two() -> None:
    axes = Axes.grid(9, 1)

    class Forgetful:
        """Says first where the label changes, then that nothing does."""

        asked = 0

        def answer(self, query: Counterfactual) -> Explanation:
            self.asked += 1
            if self.asked == 1:
                return Explanation(0, np.array([8.0]), 1)
            return Explanation(int(query.point[0] >= 4))

    with pytest.raises(Inconsistent, match=r"different labels|now 1|now 0"):
        run(counterfactual_witness(axes, 2), Forgetful(), budget=50)


def test_points_with_different_labels_in_a_box_that_is_said_to_have_one_are_named() -> None:
    target = of_labels(Axes.grid(6, 2), 2, np.random.default_rng(8).integers(0, 2, (6, 6)))
    named = r"^\[2, 2\] and \[2, 3\] have different labels, but a box that holds both is said to have one$"
    with pytest.raises(Inconsistent, match=named):
        run(counterfactual_witness(target.axes, 2), Lies(target, turn=2), budget=50)


@pytest.mark.parametrize("seed", range(30))
def test_boxes_that_reach_into_other_leaves_leave_none_uncertain(seed: int) -> None:
    rng = np.random.default_rng(seed)
    target = of_labels(Axes.grid(6, 3), 2, (rng.random((6, 6, 6)) < 0.3).astype(np.intp))
    for learner in (counterfactual_witness, counterfactual_witness_labels):
        found = run(learner(target.axes, 2), teachers.Honest(target)).hypothesis
        assert found.complete
        assert disagreement(target, found) == 0


def test_growth_names_the_point_that_has_two_labels() -> None:
    growth = Growth(Axes.grid(5, 2), lambda points: Label(points, 2), 0)
    growth.told(np.array([1, 2]), 0)
    growth.told(np.array([1, 2]), 0)
    with pytest.raises(Inconsistent, match=r"\[1, 2\] was labelled 0, and now 1"):
        growth.told(np.array([1, 2]), 1)


def test_what_is_no_argument() -> None:
    axes = Axes.grid(4, 2)
    for bad in (
        {"eps": 0},
        {"eps": 1},
        {"delta": 0},
        {"corners": -1},
        {"mixed": 0.5},
        {"spread": -2},
        {"reach": -1},
        {"seed": -1},
    ):
        with pytest.raises(BadArgument):
            run(witness_tree(axes, 2, **bad), teachers.Function(lambda X: 0 * X[:, 0].astype(int)))  # type: ignore[arg-type]
    for rows in ([[1.0]], [1.0, 2.0], [[1.0, "x"]]):
        with pytest.raises(BadArgument, match="rows"):
            run(witness_tree(axes, 2, rows=rows), teachers.Function(lambda X: 0 * X[:, 0].astype(int)))
    with pytest.raises(BadArgument, match="likely are values for each of 2"):
        run(witness_tree(axes, 2, likely=((1.0,),)), teachers.Function(lambda X: 0 * X[:, 0].astype(int)))
    with pytest.raises(BadAnswer, match="no point of"):
        run(witness_tree_exact(axes, 2), _Between())


class _Between:
    def answer(self, query: Any) -> Any:
        from qlearn import Counterexample

        return np.zeros(1, int) if isinstance(query, Label) else Counterexample(np.array([0.5, 1.0]), 1)


def test_likely_thresholds_and_rows_of_interest_save_and_find() -> None:
    axes = Axes.box([0.0, 0.0], [1.0, 1.0], 1e-6)
    target = grown(axes, 2, lambda low, high: (0, 300_000) if high[0] - low[0] == 1_000_000 else int(low[0] > 0))
    plain = run(witness_tree(axes, 2, eps="1/2"), teachers.Honest(target))
    told = run(witness_tree(axes, 2, eps="1/2", likely=((0.1, 0.3, 0.9), ())), teachers.Honest(target))
    assert agree(target, told.hypothesis)
    assert told.ledger["label"] <= plain.ledger["label"] - 10
    needle = of_labels(Axes.grid(60, 2), 2, np.pad(np.ones((1, 1), int), ((30, 29), (30, 29))))
    row = [[30.0, 30.0]]
    honest = teachers.Honest(needle)
    missed = run(witness_tree(needle.axes, 2, eps="9/10", delta="9/10", corners=0, mixed=0, spread=0), honest)
    found = run(witness_tree(needle.axes, 2, eps="9/10", delta="9/10", corners=0, mixed=0, spread=0, rows=row), honest)
    assert not agree(needle, missed.hypothesis)
    assert found.hypothesis(np.array(row)).tolist() == [1]


def test_the_certificate_counts_its_points_and_stops_at_the_first_wrong_one() -> None:
    axes = Axes.grid(1000, 1)
    target = of_labels(axes, 2, (np.arange(1000) >= 500).astype(int))

    def talk(n: int) -> Any:
        growth = Growth(axes, lambda points: Label(points, 2), 4)
        yield from growth.follow(np.array([0]))
        clean = yield from certified(growth, n)
        return clean, growth

    done = run(talk(50), teachers.Honest(target))
    assert not done.hypothesis[0]
    assert agree(target, done.hypothesis[1].tree(2)), "the wrong point was followed to the cut"
    assert run(talk(0), teachers.Honest(target)).hypothesis[0]


@given(seeds)
def test_samples_lie_in_their_box_and_are_followed_by_their_opposites(seed: int) -> None:
    coins = Coins(seed)
    target = Trees().draw(coins)
    axes = target.axes
    ends = np.sort(axes.drawn(coins.rng, 2), axis=0)
    samples = LeafSamples(axes, coins.rng)
    for law in (CORNER, MIXED):
        x, y = samples.draw(*ends, law), samples.draw(*ends, law)
        for point in (x, y):
            assert ((ends[0] <= point) & (point <= ends[1])).all()
        low = x == ends[0]
        assert (y[low] == ends[1][low]).all()
        if law == CORNER:
            assert ((x == ends[0]) | (x == ends[1])).all()


@given(seeds)
def test_a_widened_box_has_one_label_and_cannot_be_pushed_further(seed: int) -> None:
    coins = Coins(seed)
    target = Trees().draw(coins)
    regions = spoken(explored(target, seed), target).regions
    leaves = list(regions.leaves())
    for leaf in leaves[:5]:
        low, high = widened(leaf, *unlike(leaf, leaves), target.axes.last, coins.rng)
        assert (low <= leaf.low).all()
        assert (leaf.high <= high).all()

        def labels(low: Any, high: Any) -> set[Any]:
            return {other.label for other in leaves if ((other.low <= high) & (low <= other.high)).all()}

        assert labels(low, high) == {leaf.label}
        for i in range(len(low)):
            up, down = high.copy(), low.copy()
            up[i], down[i] = min(high[i] + 1, target.axes.last[i]), max(low[i] - 1, 0)
            assert up[i] == high[i] or len(labels(low, up)) > 1
            assert down[i] == low[i] or len(labels(down, high)) > 1


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4), st.integers(0, 4)), max_size=6),
    st.integers(0, 3),
)
def test_what_certified_boxes_cover(corners: list[tuple[int, ...]], label: int) -> None:
    boxes, covered = CertifiedBoxes(2), np.zeros((5, 5), bool)
    for a, b, c, d in corners:
        low, high = np.array([min(a, b), min(c, d)]), np.array([max(a, b), max(c, d)])
        own = (a + b) % 2
        boxes.add(low, high, own)
        if own == label % 2:
            covered[low[0] : high[0] + 1, low[1] : high[1] + 1] = True
    piece = boxes.uncovered(np.zeros(2, np.int64), np.full(2, 4), label % 2)
    assert (piece is None) == bool(covered.all())
    if piece is not None:
        low, high = piece
        assert not covered[low[0] : high[0] + 1, low[1] : high[1] + 1].any()
    assert boxes.many == len(corners)
    share = boxes.covered(np.zeros(2, np.int64), np.full(2, 4), label % 2, Axes.grid(5, 2))
    assert share == Fraction(int(covered.sum()), 25)


def test_what_is_covered_is_measured_piece_by_piece_and_never_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    boxes, low, high = CertifiedBoxes(2), np.array([0, 0]), np.array([4, 4])
    boxes.add(low, np.array([4, 1]), 1)
    boxes.add(np.array([0, 2]), np.array([4, 3]), 1)
    shares = []
    for pieces in range(4):
        monkeypatch.setattr(certified_boxes, "PIECES", pieces)
        shares.append(boxes.covered(low, high, 1, Axes.grid(5, 2)))
    assert shares == [0, Fraction(2, 5), Fraction(4, 5), Fraction(4, 5)]


def test_witnesses_outgrow_their_arrays() -> None:
    known = Witnesses(2)
    for k in range(600):
        known.add(np.array([k, 0]), k % 3, k % 2)
    for k in range(200):
        known.witness(0, k, np.array([k, 5]))
    assert known.labels.tolist() == [k % 3 for k in range(600)]
    assert known.cuts_between(0, 10, 13) == [10, 11, 12]
    assert known.left.shape == (200, 200)
    assert (known.left == np.less_equal.outer(np.arange(200), np.arange(200))).all()


def test_a_certified_leaf_is_not_asked_again() -> None:
    axes = Axes.grid(30, 2)
    target = of_labels(axes, 2, (np.indices((30, 30)).sum(axis=0) > 40).astype(int))
    certifying = Certifying(axes, 2, None, 0)
    run(certifying.run(), teachers.Honest(target))
    for leaf in certifying.growth.regions.leaves():
        assert isinstance(leaf, Region)
        assert leaf.label is not None
        assert certifying.certified.uncovered(leaf.low, leaf.high, leaf.label) is None
