"""What one value says of another: brackets are narrowed along chains of inequalities, and by what can be looked at."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn.dimensions.bracket import Bracket
from qlearn.dimensions.deduced import BOUNDS, deduce, shown
from qlearn.dimensions.quantities import MEANS, QUANTITIES
from qlearn.dimensions.witnesses import Counted, From, Searched, Shattered, Witness

COUNTED, SEARCHED = Counted("n"), Searched("positions", 5)


def between(lo: int | Fraction, hi: int | Fraction, at_least: Witness = COUNTED, at_most: Witness = COUNTED) -> Bracket:
    return Bracket(lo, hi, at_least, at_most)


def test_a_bound_goes_up_and_down_a_chain() -> None:
    values = {"membership": between(0, 4), "littlestone": between(0, 9), "vc": between(3, 9)}
    deduce(values)
    assert {name: (b.lo, b.hi) for name, b in values.items()} == {"membership": (3, 4), "littlestone": (3, 4), "vc": (3, 4)}
    assert values["vc"].at_most == From("littlestone", "vc <= littlestone")
    assert values["membership"].at_least == From("littlestone", "littlestone <= membership")


def test_an_inequality_may_add_one() -> None:
    values = {"both": between(0, 3), "consistency": between(0, 9)}
    deduce(values)
    assert values["consistency"] == between(0, 4, at_most=From("both", "consistency <= both + 1"))
    values = {"both": between(0, 9), "consistency": between(4, 9)}
    deduce(values)
    assert values["both"] == between(3, 9, at_least=From("consistency", "consistency <= both + 1"))


def test_only_means_are_fractions() -> None:
    half = Fraction(5, 2)
    values = {"membership": between(0, 9), "average_membership": between(half, 9)}
    deduce(values)
    assert values["membership"].lo == 3
    values = {"teaching_min": between(0, 9), "teaching_average": between(0, half), "average_membership": between(1, half)}
    deduce(values)
    assert (values["teaching_min"].hi, values["teaching_average"].hi) == (2, half)


def test_what_can_be_looked_at_stands_instead_of_a_search() -> None:
    values = {"vc": between(2, 5, at_least=Shattered((0, 1))), "littlestone": between(2, 5, at_least=SEARCHED)}
    deduce(values)
    assert values["littlestone"].at_least == From("vc", "vc <= littlestone")
    assert values["vc"].at_least == Shattered((0, 1))
    values = {"vc": between(2, 5, at_least=SEARCHED), "littlestone": between(2, 5, at_least=SEARCHED)}
    deduce(values)
    assert values["littlestone"].at_least == SEARCHED
    assert not shown("littlestone", values)


@pytest.mark.parametrize(("at_most", "seen"), [(COUNTED, True), (SEARCHED, False)])
def test_what_follows_is_shown_if_its_source_is(at_most: Witness, seen: bool) -> None:
    values = {"littlestone": between(0, 4, at_most=at_most), "vc": between(0, 9)}
    deduce(values)
    assert shown("vc", values) is seen
    assert shown("littlestone", values) is seen


NUMBERS = st.integers(0, 12) | st.fractions(0, 12, max_denominator=4)


@given(st.fixed_dictionaries(dict.fromkeys(QUANTITIES, NUMBERS)), st.data())
def test_true_values_stay_inside(drawn: dict[str, int | Fraction], data: st.DataObject) -> None:
    truth = {name: value if name in MEANS else int(value) for name, value in drawn.items()}
    for _ in truth:  # larger ones are raised until all inequalities hold
        for (small, large), plus in BOUNDS.items():
            if large in truth:
                truth[large] = (
                    max(truth[large], truth[small] - plus)
                    if large in MEANS
                    else max(truth[large], -(-truth[small] // 1) - plus)
                )
    values = {}
    for name, value in truth.items():
        lo, hi = value - data.draw(st.integers(0, 3)), value + data.draw(st.integers(0, 3))
        values[name] = between(lo, hi, *(data.draw(st.sampled_from([COUNTED, SEARCHED])) for _ in range(2)))
    deduce(values)
    assert all(bracket.lo <= truth[name] <= bracket.hi for name, bracket in values.items())
    again = dict(values)
    deduce(again)
    assert again == values
    for name in values:
        shown(name, values)  # what follows never follows from itself
