"""What no half-space says is found, named, and named no larger than it must be; all decided exactly."""

from __future__ import annotations

import itertools
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import qlearn
from qlearn import (
    Counterexample,
    Dialogue,
    Equivalence,
    Example,
    Label,
    Membership,
    Value,
    certify,
    check,
    contradicting,
    run,
    teachers,
)
from qlearn.cli.main import main
from qlearn.codec import encode
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.contradictions import among, labelled
from qlearn.errors import Inconsistent, NoisyTeacher
from qlearn.geometry.alternatives import Signs, alternative
from qlearn.geometry.contradictions import irreducible
from qlearn.transcript import Run, Turn

PLACE = Path("run.jsonl")


def possible(rows: Any, labels: Any) -> bool:
    """Whether some w, not 0, has w.x >= 0 where the label is + and w.x < 0 elsewhere: by elimination, in fractions."""
    rows = [[Fraction(x) for x in row] for row in rows]
    n = len(rows[0])
    system = [(row if label else [-x for x in row], not label) for row, label in zip(rows, labels, strict=True)]
    if not all(labels):
        return eliminated(system)
    axes = [[Fraction(s * (i == k)) for i in range(n)] for k in range(n) for s in (1, -1)]
    return any(eliminated([*system, (axis, True)]) for axis in axes)


def eliminated(system: Any) -> bool:
    """Fourier and Motzkin: of all a.w >= 0 or > 0, the last unknown is removed until none is left."""
    if not system:
        return True
    if not system[0][0]:
        return not any(strict for _, strict in system)
    up = [(a, s) for a, s in system if a[-1] > 0]
    down = [(a, s) for a, s in system if a[-1] < 0]
    left = [(a[:-1], s) for a, s in system if not a[-1]]
    for (a, s), (c, t) in itertools.product(up, down):
        left.append(([x / a[-1] - y / c[-1] for x, y in zip(a[:-1], c[:-1], strict=True)], s or t))
    return eliminated(left)


def gives(w: Any, signs: Signs) -> bool:
    return any(w) and all((sum(row * w) >= 0) == label for row, label in zip(signs.rows, signs.labels, strict=True))


entries = st.sampled_from([0.0, 1.0, -1.0, 2.0, -3.0, 0.5, 1e-12, -1e12])
few_rows = st.integers(1, 3).flatmap(
    lambda n: st.lists(
        st.tuples(st.lists(entries, min_size=n, max_size=n), st.booleans(), st.integers(-1, 3)), min_size=1, max_size=6
    )
)


@given(few_rows)
def test_weights_are_found_exactly_where_there_are_some(case: Any) -> None:
    points, labels = np.array([x for x, _, _ in case]), np.array([label for _, label, _ in case])
    signs = Signs.of(points, labels)
    weights, core = alternative(signs)
    assert (weights is not None) == possible(points, labels)
    if weights is not None:
        assert gives(weights, signs)
        assert core == ()
    else:
        assert not possible(points[list(core)], labels[list(core)])
        n = points.shape[1]
        assert len(core) <= (2 * n if labels.all() else n + 1)


@given(few_rows)
def test_what_is_named_contradicts_itself_and_nothing_of_it_can_be_spared(case: Any) -> None:
    """Rows come in groups; those of group -1 are given."""
    points, labels = np.array([x for x, _, _ in case]), np.array([label for _, label, _ in case])
    groups = np.array([group for _, _, group in case])
    named = irreducible(points, labels, groups)
    assert (named is None) == possible(points, labels)
    if named is not None:
        assert set(named) <= set(groups.tolist()) - {-1}
        assert not possible(*rows_of(points, labels, groups, named))
        for one in named:
            rest = rows_of(points, labels, groups, [g for g in named if g != one])
            assert len(rest[0]) == 0 or possible(*rest)


def rows_of(points: Any, labels: Any, groups: Any, kept: Any) -> tuple[Any, Any]:
    which = np.isin(groups, list(kept)) | (groups < 0)
    return points[which], labels[which]


def test_the_axes_and_their_opposites_all_labelled_yes_leave_only_zero() -> None:
    """So a contradiction may need twice as many rows as there are weights, and not one more than that."""
    for n in (1, 2, 3, 5):
        points = np.vstack([np.eye(n), -np.eye(n)])
        assert irreducible(points, np.ones(2 * n, np.bool_), np.arange(2 * n)) == tuple(range(2 * n))
        assert irreducible(points[1:], np.ones(2 * n - 1, np.bool_), np.arange(2 * n - 1)) is None
    around = np.array([[2.0, 0.0], [-1.0, 1.0], [-1.0, -1.0], [0.0, 1.0]])
    assert irreducible(around, np.ones(4, np.bool_), np.arange(4)) == (0, 1, 2)


def test_a_tie_decides_and_no_rounding_hides_it() -> None:
    """w.x = 0 twice over: a third point is then no, or yes, to the last bit."""
    x = np.array([0.1, 0.7])
    both = np.array([x, -x])
    assert irreducible(np.vstack([both, 3 * x]), np.array([True, True, False]), np.arange(3)) is None, "3 * 0.7 is rounded"
    assert irreducible(np.vstack([both, 4 * x]), np.array([True, True, False]), np.arange(3)) == (0, 2)
    assert irreducible(np.vstack([both, both[:1] / 8]), np.array([False, True, True]), np.arange(3)) == (0, 2)
    assert irreducible(np.zeros((1, 2)), np.array([False]), np.arange(1)) == (0,), "0 is on every boundary, so it is a yes"
    assert irreducible(np.zeros((1, 2)), np.array([True]), np.arange(1)) is None


def test_given_rows_alone_can_be_the_contradiction() -> None:
    points = np.array([[1.0], [1.0], [2.0]])
    assert irreducible(points, np.array([True, False, True]), np.array([-1, -1, 0])) == ()
    assert irreducible(points, np.array([True, True, False]), np.array([-1, -1, 0])) == (0,)


@settings(max_examples=20)
@given(st.integers(2, 8), st.integers(0, 10**6), st.sampled_from([0.0, 1e-3, 1e-9, 1e-14]), st.sampled_from([1e-12, 1.0, 1e12]))
def test_rows_near_a_boundary(n: int, seed: int, off: float, scale: float) -> None:
    """Labels of a true half-space are possible; turned round in one place they are, or a few of them are named."""
    rng = np.random.default_rng(seed)
    target = HalfSpace(rng.normal(size=n) * scale)
    points = rng.normal(size=(12 * n, n))
    points = (points - np.outer(points @ target.w, target.w) / (target.w @ target.w) * (1 - off)) / scale
    labels = target(points)
    groups = np.arange(len(points))
    assert irreducible(points, labels, groups) is None
    labels[seed % len(points)] ^= True
    named = irreducible(points, labels, groups)
    if named is not None:
        assert seed % len(points) in named
        assert len(named) <= n + 1
        for one in named:
            rest = [i for i in named if i != one]
            assert gives(alternative(Signs.of(points[rest], labels[rest]))[0], Signs.of(points[rest], labels[rest]))


def test_what_turns_say_of_points() -> None:
    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    turns = [
        (Membership(x), np.array([True, False])),
        (Label(x, 2), np.array([1, 0])),
        (Label(x, 3), np.array([1, 0])),
        (Value(x), np.array([[0.0], [-1e-300]])),
        (Value(x, 2), np.ones((2, 2))),
        (Equivalence(HalfSpace(np.ones(2))), None),
        (Equivalence(HalfSpace(np.ones(2))), Counterexample(x[0], False)),
        (Example(2), (x, np.array([False, True]))),
    ]
    said = [(i, points.tolist(), labels.tolist()) for i, points, labels in labelled(turns)]
    both = x.tolist()
    assert said == [
        (0, both, [True, False]),
        (1, both, [True, False]),
        (3, both, [True, False]),
        (6, both[:1], [False]),
        (7, both, [False, True]),
    ]


def turns_of(*said: tuple[list[float], bool]) -> list[Turn]:
    return [Turn(Membership(np.array([x])), np.array([label])) for x, label in said]


def test_turns_of_a_run_are_named() -> None:
    learning = qlearn.find("linear.pivot_ratio")(d=2, eps="1/10")
    turns = turns_of(([1, 0], True), ([0, 1], True), ([5, -1], True), ([1, 1], False))
    assert contradicting(Run(None, turns, learning)) == (0, 1, 3)
    assert contradicting(Run(None, turns[:3], learning)) == ()
    assert contradicting(Run(None, [], learning)) == ()
    assert contradicting(Run(None, [*turns, turns_of(([0, 1], False))[0]], learning)) == (1, 4), "two turns about one point"
    assert among(turns, None) == (), "nobody said what these are labels of"
    affine = qlearn.find("linear.pivot_ratio+homogeneous")(d=1, eps="1/10")
    ends = turns_of(([0], True), ([2], True), ([1], False))
    assert contradicting(Run(None, ends, affine)) == (0, 1, 2)
    assert contradicting(Run(None, ends[1:], affine)) == ()
    by_values = [Turn(Value(np.ones((1, 2))), np.array([[-1.0]])), *turns[:2]]
    assert contradicting(Run(None, by_values, qlearn.find("linear.spherical_bisection+sign")(d=2, eps="1/10"))) == (0, 1, 2)
    integer = qlearn.find("linear.pivot_ratio_integer")
    assert contradicting(Run(None, turns, integer(d=2, W=1))) == (1, 2, 3), "by the version space of all"
    assert contradicting(Run(None, turns, integer(d=2, W=900))) == (0, 1, 3), "which is too large to list here"
    other = qlearn.find("linear.bisection_grid")(N=5)
    assert contradicting(Run(None, turns_of(([3], True), ([4], False)), other)) == (0, 1)


def test_a_learner_that_notices_is_told_which_turns_they_are() -> None:
    learner = qlearn.find("linear.pivot_ratio")

    @qlearn.proves(learner.theorem)
    def suspicious(d: int, eps: Any) -> Dialogue[HalfSpace]:
        for point in ([1.0, 0.0], [-3.0, 5.0], [0.0, 1.0], [1.0, 1.0]):
            yield from Membership(np.array([point]))
        raise Inconsistent("it cannot be")

    teacher = teachers.Function(lambda X: (X != 1).any(axis=1))
    with pytest.raises(
        Inconsistent, match=r"it cannot be \(turn 0: a membership query at \[1, 0\] -> \[ True\]; turn 1"
    ) as error:
        run(suspicious(d=2, eps="1/10"), teacher)
    assert error.value.turns == (0, 1, 3)
    assert contradicting(error.value.run) == (0, 1, 3)


def test_of_many_turns_the_first_are_spelled_out() -> None:
    turns = turns_of(*((s * np.eye(6)[k] + 0.0, True) for k in range(6) for s in (1, -1)))
    learning = qlearn.find("linear.pivot_ratio")(d=6, eps="1/10")
    found = contradicting(Run(None, turns, learning))
    assert found == tuple(range(12))
    assert qlearn.driver.spelled(turns, found).endswith(
        "turn 7: a membership query at [0, 0, 0, -1, 0, 0] -> [ True]; and 4 more"
    )


def doctored(tmp_path: Path, name: str, at: int, *, d: int = 3) -> tuple[Path, Run[Any]]:
    """A certificate with one row's label turned round, and the run as the file has it."""
    learning = qlearn.find(name)(d=d, eps="1/100")
    done = run(
        learning, teachers.Honest(HalfSpace(np.array([1.0, -2.0, 0.5, 0.25])[:d], 0.3 if "homogeneous" in name else 0.0))
    )
    lines = [json.loads(line) for line in certify(done).lines()]
    answer = ~done.turns[at].answer
    lines[at + 1]["answer"] = encode(answer)
    path = tmp_path / PLACE
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    turns = list(done.turns)
    turns[at] = Turn(turns[at].query, answer)
    return path, Run(done.hypothesis, turns, learning)


@pytest.mark.parametrize(
    "name", ["spherical_bisection", "pivot_ratio", "spherical_bisection+homogeneous", "pivot_ratio+homogeneous"]
)
def test_a_label_turned_round_leaves_the_certificate_or_is_named_with_what_it_contradicts(name: str, tmp_path: Path) -> None:
    learning = qlearn.find(f"linear.{name}")(d=3, eps="1/100")
    named = 0
    for at in range(len(run(learning, teachers.Honest(HalfSpace(np.ones(3)))).turns)):
        path, done = doctored(tmp_path, f"linear.{name}", at)
        found = check(path)
        points = [learning.learner.theorem.learns.lifted(t.query.points) for t in done.turns]  # type: ignore[attr-defined]
        groups = np.repeat(np.arange(len(points)), [len(x) for x in points])
        rows, labels = np.concatenate(points), np.concatenate([t.answer for t in done.turns])
        assert bool(found.contradiction) == (not possible_by_simplex(rows, labels))
        if not found.contradiction:
            continue
        named += 1
        assert not found.holds
        assert at in found.contradiction
        assert contradicting(done) == found.contradiction
        assert any("can be spared" in fault for fault in found.faults)
        assert not possible_by_simplex(*rows_of(rows, labels, groups, found.contradiction))
        for one in found.contradiction:
            rest = rows_of(rows, labels, groups, [g for g in found.contradiction if g != one])
            assert possible_by_simplex(*rest), "nothing of it can be spared"
    assert named > 2


def possible_by_simplex(rows: Any, labels: Any) -> bool:
    """What the tests above held against elimination; what it finds is looked at again."""
    signs = Signs.of(rows, labels)
    weights, _ = alternative(signs)
    assert weights is None or gives(weights, signs)
    return weights is not None


def test_check_names_the_turns_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, _ = doctored(tmp_path, "linear.spherical_bisection", 12)
    assert main(["check", str(path), "--json", "-"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["contradiction"]
    fault = next(fault for fault in said["faults"] if "can be spared" in fault)
    assert fault.startswith(
        f"none of the homogeneous half-spaces of R^d gives the answers of turns {said['contradiction'][0]}, "
    )
    assert f"turn {said['contradiction'][0]}: a membership query at [" in fault


def test_what_a_certificate_allows_for_is_a_note_and_no_fault(tmp_path: Path) -> None:
    """Off by less than rounding: no half-space says so exactly, and the certificate, which allows for it, holds."""
    learning = qlearn.find("linear.pivot_ratio")(d=2, eps="1/10")
    done = run(learning, teachers.Honest(HalfSpace(np.array([2.0, 1.0]))))
    assert done.turns[2].query.points.tolist() == [[-0.5, 1.0]]  # type: ignore[attr-defined]
    assert done.turns[2].answer.all()
    off = turns_of(([-0.5 + 2.0**-54, 1.0], False))
    doctored = Run(done.hypothesis, [*done.turns[:3], *off, *done.turns[4:]], learning)
    found = check(certify(doctored).save(tmp_path / PLACE))
    assert found.holds
    assert found.certified_error is not None
    assert found.contradiction == contradicting(doctored)
    assert set(found.contradiction) >= {2, 3}
    assert any("can be spared" in note for note in found.undecided)


def test_a_noisy_teacher_is_inconsistent_and_has_its_turns() -> None:
    learning = qlearn.find("linear.pivot_ratio")(d=2, eps="1/10")
    turns = turns_of(([1, 0], True), ([0, 1], True), ([1, 1], False))
    error = qlearn.driver.noisy(turns, (0, 1, 2), learning)
    assert isinstance(error, Inconsistent)
    assert isinstance(error, NoisyTeacher)
    assert error.turns == (0, 1, 2)
    assert "turns 0, 1, 2 together" in str(error)
    assert "turn 2: a membership query at [1, 1] -> [False]" in str(error)


@given(st.integers(1, 4), st.integers(0, 10**6))
def test_answers_of_a_half_space_are_never_called_contradictory(d: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    w = rng.integers(-2, 3, d).astype(float)
    assume(w.any())
    for name in ("linear.pivot_ratio", "linear.spherical_bisection"):
        learning = qlearn.find(name)(d=d, eps="1/20")
        assert contradicting(run(learning, teachers.Honest(HalfSpace(w)))) == ()
