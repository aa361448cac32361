"""Each guarantee of the catalogue refuses a hypothesis that is only just wrong: a promise that accepts all promises nothing."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Membership, exact, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.affine import UNIT, AffineFunction, Softmax, SoftmaxModels
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.tables import CUBE, Labelling, Row
from qlearn.concepts.thresholds import Bracket, Threshold
from qlearn.domains import Box, Grid, Law
from qlearn.errors import BadArgument, Undecided
from qlearn.geometry.log_ratios import rounding
from qlearn.geometry.simplex import corners
from qlearn.learners.linear.bisection import brackets, finds
from qlearn.learners.linear.direction import ROUNDING, accuracy, within_angle
from qlearn.learners.linear.equation_solving import same_weights
from qlearn.learners.linear.softmax import softmax, within_rounding
from qlearn.queries import Value
from qlearn.reductions.logit import same_logit
from qlearn.theorems import Guarantee, Outcome, accurate


def kept(promise: Guarantee, concept: Any, hypothesis: Any, law: Law | None = None, **sizes: Any) -> bool:
    return promise.holds(Outcome(concept, hypothesis, {**concept.sizes, **sizes}, law))


@given(st.integers(1, 60), st.data())
def test_exact_sees_a_single_variable_too_many_or_too_few(n: int, data: st.DataObject) -> None:
    target = Conjunction(np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n))))
    assert kept(exact, target, Conjunction(target.keep.copy()))
    for i in range(n):
        other = target.keep.copy()
        other[i] ^= True
        assert not kept(exact, target, Conjunction(other))


@pytest.mark.parametrize("column", [0, 1, 2])
def test_exact_sees_a_single_label(column: int) -> None:
    labels = np.array(CUBE[5], bool)
    assert kept(exact, Row(CUBE, 5), Labelling(labels))
    labels[column] ^= True
    assert not kept(exact, Row(CUBE, 5), Labelling(labels))


def test_a_bracket_holds_the_threshold_up_to_its_closed_end_and_is_narrow() -> None:
    target, tiny = Threshold(Fraction(1, 2), Box((0.0,), (1.0,))), Fraction(1, 10**30)

    def promise(low: Any, high: Any) -> bool:
        return kept(brackets, target, Bracket(Fraction(low), Fraction(high)), eps=Fraction(1, 4))

    assert promise(Fraction(1, 4), Fraction(1, 2)), "closed above"
    assert not promise(Fraction(1, 2), Fraction(3, 4)), "open below"
    assert promise(Fraction(1, 2) - tiny, Fraction(3, 4) - tiny)
    assert not promise(Fraction(1, 4), Fraction(1, 2) - tiny), "the threshold is outside"
    assert not promise(Fraction(3, 8), Fraction(5, 8) + tiny), "wider than eps"


def test_the_integer_found_is_the_threshold_itself() -> None:
    target = Threshold(Fraction(7), Grid(20))
    found = {high: kept(finds, target, Bracket(Fraction(high - 1), Fraction(high))) for high in (6, 7, 8)}
    assert found == {6: False, 7: True, 8: False}
    assert not kept(finds, target, Bracket(Fraction(5), Fraction(7))), "nor is a wider bracket enough"


def test_weights_bit_for_bit_are_no_weights_nearly() -> None:
    target = AffineFunction(np.array([0.1, -3.0]), 0.0)
    assert kept(same_weights, target, AffineFunction(np.array([0.1, -3.0]), -0.0)), "there is one zero"
    assert not kept(same_weights, target, AffineFunction(np.array([np.nextafter(0.1, 1), -3.0]), 0.0))
    assert not kept(same_weights, target, AffineFunction(np.array([0.1, -3.0]), 5e-324))


@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.5]), st.sampled_from([1.0, 0.25]))
def test_up_to_rounding_is_no_more_than_rounding(seed: int, centre: float, step: float) -> None:
    target = SoftmaxModels().draw(Coins(seed))
    K, d = target.W.shape
    found = run(softmax(d=d, K=K, centre=centre, step=step), teachers.Honest(target)).hypothesis
    assert kept(within_rounding, target, found, centre=centre, step=step)
    points, c, _ = corners(d, centre, step)
    off = rounding(target.W, target.b, points, UNIT)
    for share, holds in ((0.9, True), (2.1, False)):
        tilted, shifted = target.W.copy(), target.b.copy()
        tilted[0, d - 1] += share * off / step
        shifted[0] += share * off
        assert (
            kept(within_rounding, target, Softmax(tilted, target.b - (tilted - target.W) @ c), centre=centre, step=step)
            is holds
        )
        assert kept(within_rounding, target, Softmax(target.W, shifted), centre=centre, step=step) is holds


def test_an_error_of_eps_is_accurate_and_one_above_is_not() -> None:
    target, guess = Conjunction(np.array([True])), Conjunction(np.array([False]))  # they differ at 0 alone
    for weight, holds in ((Fraction(1, 10), True), (Fraction(1, 10) + Fraction(1, 10**30), False)):
        law = Law(np.array([[0], [1]], np.uint8), (weight, 1 - weight))
        assert kept(accurate, target, guess, law, eps=Fraction(1, 10)) is holds
    with pytest.raises(Undecided, match="under the law"):
        kept(accurate, target, guess, eps=Fraction(1, 10))


@pytest.mark.parametrize(("tilt", "shift"), [(0.0, 1.0), (1.0, 0.0), (0.6, 0.6)])
@pytest.mark.parametrize("place", [{}, {"centre": 0.5, "step": 0.25}], ids=str)
def test_a_logit_is_as_far_off_as_rounding_makes_it_and_no_farther(tilt: float, shift: float, place: Any) -> None:
    """Off by `shift` at the centre and by `tilt` more at each corner, in shares of what is allowed there."""
    target = Softmax.of(np.array([[-3.0, 1.0], [0.0, 0.0]]), np.array([0.5, 0.0]))
    centre, step = place.get("centre", 0.0), place.get("step", 1.0)
    points = centre + step * np.vstack([np.zeros(2), np.eye(2)])
    allowed = 4 * rounding(target.W, target.b, points, UNIT)
    for share, holds in ((0.97, True), (1.03, False)):
        part = share * allowed / (tilt + shift)
        w = -target.W[0] + part * tilt / step
        b = -target.b[0] + part * shift - centre * (w + target.W[0]).sum()
        assert kept(same_logit, target, AffineFunction(w, float(b)), **place) is holds


def test_a_logits_transcript_confirms_no_more_than_rounding() -> None:
    target = Softmax.of(np.array([[-3.0, 1.0], [0.0, 0.0]]), np.array([0.5, 0.0]))
    points, _, _ = corners(2, 0.0, 1.0)
    turns = [(Value(points, outputs=2), target.values(points))]
    allowed = 4 * rounding(-target.W[:1], -target.b[:1], points, UNIT)
    assert same_logit.confirms is not None
    for share, holds in ((0.0, True), (0.85, True), (1.15, False)):
        found = AffineFunction(-target.W[0], float(-target.b[0] + share * allowed))
        assert same_logit.confirms(found, turns, {}).holds is holds


def test_an_affine_transcript_confirms_no_more_than_rounding() -> None:
    """Off by a share of 4 (d + 2) roundings of |w||x| + |b| + |f(x)|, which is largest at the second corner."""
    target = AffineFunction(np.array([0.25, -0.75]), 0.5)
    points, _, _ = corners(2, 0.0, 1.0)
    turns = [(Value(points), target.values(points))]
    largest = 0.75 + 0.5 + abs(0.5 - 0.75)
    allowed = 4 * (2 + 2) * UNIT * largest
    assert same_weights.confirms is not None
    for share, holds in ((0.0, True), (0.97, True), (1.03, False)):
        found = AffineFunction(target.w, 0.5 + share * allowed)
        said = same_weights.confirms(found, turns, {})
        assert said.holds is holds
        assert said.error == pytest.approx(share * allowed, abs=2 * UNIT)


def test_the_zero_function_is_confirmed_with_no_room_at_all() -> None:
    points, _, _ = corners(2, 0.0, 1.0)
    assert same_weights.confirms is not None
    assert same_weights.confirms(AffineFunction(np.zeros(2), 0.0), [(Value(points), np.zeros((3, 1)))], {}).holds


@pytest.mark.parametrize("eps", [Fraction(1, 10), Fraction(1, 2**30)])
def test_an_angle_is_judged_to_its_own_rounding_and_no_coarser(eps: Fraction) -> None:
    for share, holds in ((0.9, True), (1.1, False)):
        off = float(eps) + share * ROUNDING
        assert (
            kept(
                within_angle(lambda *_: 0.0, ""),
                HalfSpace(np.array([1.0, 0.0])),
                HalfSpace(np.array([np.cos(off), np.sin(off)])),
                eps=eps,
            )
            is holds
        )
    for enclosed, holds in ((float(eps) + ROUNDING, True), (float(eps) + 1.1 * ROUNDING, False)):
        promise = within_angle(lambda *_, found=enclosed: found, "")
        assert promise.confirms is not None
        turns = [(Membership(np.ones((1, 2))), np.array([True]))]
        assert promise.confirms(HalfSpace(np.ones(2)), turns, {"eps": eps}).holds is holds


def test_accuracies_from_2_to_the_minus_40_to_below_a_right_angle() -> None:
    assert accuracy(2.0**-40) == Fraction(1, 2**40)
    assert accuracy(np.nextafter(np.pi / 2, 0))
    for eps in (np.nextafter(2.0**-40, 0), np.pi / 2):
        with pytest.raises(BadArgument, match="an angle in radians"):
            accuracy(eps)


def test_a_softmax_transcript_confirms_no_more_than_rounding() -> None:
    target = Softmax.of(np.array([[0.25, -0.125], [0.0, 0.0625], [0.0, 0.0]]), np.array([0.125, 0.0, 0.0]))
    points, _, _ = corners(2, 0.0, 1.0)
    turns = [(Value(points, outputs=3), target.values(points))]
    allowed = 4 * rounding(target.W, target.b, points, UNIT)
    assert within_rounding.confirms is not None
    for share, holds in ((0.0, True), (0.85, True), (1.15, False)):
        found = Softmax(target.W, target.b + np.array([0, share * allowed, 0]))
        assert within_rounding.confirms(found, turns, {}).holds is holds


@pytest.mark.parametrize("place", [{}, {"centre": 0.5, "step": 0.25}], ids=str)
def test_softmax_weights_are_as_far_off_as_rounding_makes_them(place: Any) -> None:
    target = Softmax.of(np.array([[0.25, -0.125], [0.0, 0.0625], [0.0, 0.0]]), np.array([0.125, 0.0, 0.0]))
    centre, step = place.get("centre", 0.0), place.get("step", 1.0)
    points, c, _ = corners(2, centre, step)
    limit = 2 * rounding(target.W, target.b, points, UNIT)
    for share, holds in ((0.97, True), (1.03, False)):
        tilted, shifted = target.W.copy(), target.b.copy()
        tilted[0, 1] += share * limit / step
        shifted[1] += share * limit
        assert kept(within_rounding, target, Softmax(tilted, target.b - (tilted - target.W) @ c), **place) is holds
        assert kept(within_rounding, target, Softmax(target.W, shifted), **place) is holds
