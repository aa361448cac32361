"""Targets of the sizes asked for: exactly these, the same by the same coins, uniform where that is said, and fit for learners.

The classes of the Boolean, automata and finite families and of thresholds are tried here; that all others can do it too is the
last test.
"""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import catalogue
from qlearn.catalogue import Learner
from qlearn.choices import Coins
from qlearn.classes import Sized
from qlearn.concepts.automaton_classes import Automata
from qlearn.concepts.boolean_polynomials import BooleanPolynomials
from qlearn.concepts.boolean_tree_classes import PARITY_TREES, BooleanTrees, fits
from qlearn.concepts.horn import HornFormulas
from qlearn.concepts.juntas import Juntas
from qlearn.concepts.k_cnf import KCNFs
from qlearn.concepts.mealy_classes import MealyMachines
from qlearn.concepts.monotone_labellings import MonotoneGrids
from qlearn.concepts.multiplicity_classes import MultiplicityAutomata
from qlearn.concepts.tables import Tables
from qlearn.concepts.term_sums import TermSums
from qlearn.errors import BadArgument
from qlearn.evidence.trial import Trial, judge
from qlearn.words import Words

FAMILIES = ("boolean", "automata", "finite")
THRESHOLDS = ("GridThresholds", "LyingThresholds", "IntervalThresholds", "IntegerThresholds")
DECIDED = ("IntegerThresholds",)  # by its sizes alone


def _here(learner: Learner[..., Any]) -> bool:
    return learner.name.partition(".")[0] in FAMILIES or type(learner.theorem.learns).__name__ in THRESHOLDS


LEARNERS = [learner for learner in catalogue().values() if _here(learner)]
CLASSES: list[Any] = []
for learner in LEARNERS:
    if learner.theorem.learns not in CLASSES:
        CLASSES.append(learner.theorem.learns)

every_class = pytest.mark.parametrize("learned", CLASSES, ids=lambda learned: f"{type(learned).__name__}: {learned}")


def known(concept: Any) -> dict[str, Any]:
    return {**concept.given, **concept.sizes}


@every_class
def test_a_target_has_the_sizes_asked_for(learned: Any) -> None:
    for sizes in learned.scales:
        drawn = known(learned.of_size(Coins(7), **sizes))
        assert {name: drawn[name] for name in sizes} == sizes


@every_class
def test_scales_grow_in_one_size(learned: Any) -> None:
    scales: Sequence[Mapping[str, Any]] = learned.scales
    assert 5 <= len(scales) <= 7
    columns = {name: [sizes[name] for sizes in scales] for name in scales[0]}
    growing = [column for column in columns.values() if len(set(column)) > 1]
    assert growing
    assert all(list(column) == sorted(set(column)) for column in growing)
    assert len(growing) == (2 if type(learned).__name__ == "Cdnfs" else 1)  # s and t together


@every_class
def test_the_same_coins_draw_the_same_and_others_another(learned: Any) -> None:
    sizes = learned.scales[-1]
    drawn = [[learned.of_size(Coins(seed), **sizes) for _ in (0, 1)] for seed in range(6)]
    assert all((one.key(), one.given) == (again.key(), again.given) for one, again in drawn)
    different = {one.key() for one, _ in drawn}
    assert len(different) == 1 if type(learned).__name__ in DECIDED else len(different) > 2


@every_class
@given(st.data())
def test_any_sizes_are_met_or_refused(learned: Any, data: st.DataObject) -> None:
    names = [p.name for p in inspect.signature(learned.of_size).parameters.values() if p.kind is p.KEYWORD_ONLY]
    sizes = {name: data.draw(st.integers(-1, 5), label=name) for name in names}
    try:
        drawn = known(learned.of_size(Coins(0), **sizes))
    except BadArgument:
        return
    assert {name: drawn[name] for name in sizes} == sizes


MOST: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {  # the last sizes that there are, and those that are one too many
    "Automata": ({"n": 1, "k": 1}, {"n": 0, "k": 1}),
    "MealyMachines": ({"n": 1, "o": 1}, {"n": 2, "o": 1}),
    "MultiplicityAutomata": ({"R": 1, "p": 2}, {"R": 1, "p": 4}),
    "Conjunctions": ({"n": 1}, {"n": 0}),
    "Cdnfs": ({"n": 3, "s": 8, "t": 0}, {"n": 3, "s": 8, "t": 1}),
    "MonotoneFunctions": ({"n": 4, "m": 6}, {"n": 4, "m": 7}),
    "MonotoneDNFs": ({"n": 5, "m": 10}, {"n": 5, "m": 11}),
    "Parities": ({"n": 1}, {"n": True}),
    "Disjunctions": ({"n": 3, "k": 3}, {"n": 3, "k": 4}),
    "TermSums": ({"n": 2, "s": 9}, {"n": 2, "s": 10}),
    "HornFormulas": ({"n": 2, "m": 8}, {"n": 2, "m": 9}),
    "Juntas": ({"n": 4, "k": 4}, {"n": 4, "k": 5}),
    "KCNFs": ({"n": 3, "k": 3}, {"n": 3, "k": 4}),
    "BooleanTrees": ({"n": 3, "d": 3}, {"n": 3, "d": 4}),
    "RankedTrees": ({"n": 4, "k": 2, "L": 11}, {"n": 4, "k": 2, "L": 12}),
    "Terms": ({"n": 1}, {"n": "1"}),
    "TermsAt": ({"n": 1}, {"n": 1.0}),
    "BooleanPolynomials": ({"n": 3, "d": 3}, {"n": 3, "d": 4}),
    "SparseParities": ({"n": 3, "k": 3}, {"n": 3, "k": 4}),
    "AnyLabellings": ({"N": 5, "n": 4, "e": 3}, {"N": 6, "n": 4, "e": 3}),
    "Tables": ({"N": 8, "n": 3}, {"N": 9, "n": 3}),
    "MonotoneLabellings": ({"n": 1, "d": 1}, {"n": 1, "d": 0}),
    "MonotoneGrids": ({"N": 1}, {"N": 0}),
    "Dictators": ({"N": 1}, {"N": 0}),
    "IntervalThresholds": ({"a": 0, "b": "1/4"}, {"a": 0, "b": "1/3"}),  # which is no float
    "GridThresholds": ({"N": 1}, {"N": 0}),
    "LyingThresholds": ({"N": 0, "e": 0}, {"N": 0, "e": -1}),
    "IntegerThresholds": ({"t": 2**53}, {"t": 2**53 + 1}),
}


@every_class
def test_where_there_is_no_such_target_the_caller_is_told(learned: Any) -> None:
    last, beyond = MOST[type(learned).__name__]
    learned.of_size(Coins(1), **last)
    name = next(name for name in beyond if beyond[name] is not last.get(name))
    with pytest.raises(BadArgument, match=rf"\b{name}\b"):
        learned.of_size(Coins(1), **beyond)


@pytest.mark.parametrize(
    ("learned", "sizes", "says"),
    [
        (Automata(), {"n": 2, "k": 256}, "letters"),
        (MealyMachines(), {"n": 1, "o": 0}, "o is an integer"),
        (BooleanPolynomials(), {"n": 40, "d": 20}, "monomials is 1048576 at most"),
        (BooleanTrees(), {"n": 40, "d": 17}, "complete to 16"),
        (PARITY_TREES, {"n": 4, "d": 0}, "at least 1"),
        (Juntas(), {"n": 40, "k": 21}, "from 0 to 20"),
    ],
)
def test_what_would_be_too_much_is_refused(learned: Any, sizes: dict[str, Any], says: str) -> None:
    with pytest.raises(BadArgument, match=says):
        learned.of_size(Coins(1), **sizes)


def _words(k: int, longest: int) -> Callable[[Any], bytes]:
    points = Words(k, longest).points()
    return lambda concept: bytes(concept(points).tobytes())


UNIFORM: list[
    tuple[Any, dict[str, Any], int, Callable[[Any], Any]]
] = [  # how many targets there are, and how they are told apart
    (Automata(), {"n": 3, "k": 1}, 12, _words(1, 4)),
    (Automata(), {"n": 2, "k": 2}, 24, _words(2, 3)),
    (MealyMachines(), {"n": 2, "k": 1, "o": 2}, 4, _words(1, 4)),
    (MultiplicityAutomata(), {"R": 2, "k": 1, "p": 2}, 4, _words(1, 4)),
    (Tables(), {"N": 2, "n": 2}, 24, lambda row: (row.table, row.row)),
    (TermSums(), {"n": 1, "s": 2}, 6, lambda terms: terms.key()),
    (HornFormulas(), {"n": 2, "m": 1}, 8, lambda horn: horn.key()),
    (Juntas(), {"n": 2, "k": 2}, 10, lambda junta: junta.key()),
    (BooleanPolynomials(), {"n": 2, "d": 2}, 8, lambda polynomial: polynomial.key()),
    (MonotoneGrids(), {"N": 3}, 20, lambda grid: grid.key()),
]


@pytest.mark.parametrize(
    ("learned", "sizes", "number", "told"), UNIFORM, ids=lambda value: "" if callable(value) else str(value)
)
def test_all_targets_are_equally_likely(learned: Any, sizes: dict[str, Any], number: int, told: Callable[[Any], Any]) -> None:
    coins, each = Coins(5), 25
    met = Counter(told(learned.of_size(coins, **sizes)) for _ in range(each * number))
    assert len(met) == number
    deviation = sum((count - each) ** 2 / each for count in met.values())  # chi square, of mean number - 1
    assert deviation < number - 1 + 4 * (2 * (number - 1)) ** 0.5


@given(st.integers(0, 10**6), st.integers(1, 3))
def test_a_k_cnf_is_true_somewhere(seed: int, k: int) -> None:
    drawn = KCNFs().of_size(Coins(seed), n=6, k=k)
    assert drawn(drawn.domain.points()).any()


@pytest.mark.parametrize("n", range(5))
def test_trees_of_a_rank_have_just_the_leaves_that_fit(n: int) -> None:
    met = {(0, 1)}
    for _ in range(n):
        met |= {(max(k, j) + (k == j), one + other) for (k, one), (j, other) in product(met, met)}
    assert met == {(k, leaves) for k in range(6) for leaves in range(2**n + 2) if fits(n, k, leaves)}


@given(st.integers(0, 10**6), st.integers(1, 3), st.sampled_from([BooleanTrees(), PARITY_TREES]))
def test_no_node_of_a_complete_tree_asks_what_is_known(seed: int, d: int, trees: BooleanTrees) -> None:
    """Else one of two leaves beside each other is never met, and these differ: so just half of all points are true."""
    tree = trees.of_size(Coins(seed), n=3, d=d)
    assert tree(tree.domain.points()).sum() == 4


def test_sizes_of_a_tree_do_not_take_the_polynomial_of_many_long_parities() -> None:
    assert PARITY_TREES.of_size(Coins(0), n=64, d=6).sizes["r"] == 64  # which has 32**6 monomials


@given(st.integers(0, 10**6), st.sampled_from([BooleanTrees(), PARITY_TREES]))
def test_the_relevant_variables_of_a_tree_stand_in_its_polynomial_and_in_its_fourier_sum(
    seed: int, trees: BooleanTrees
) -> None:
    tree = trees.of_size(Coins(seed), n=4, d=2)
    polynomial, parities = 0, 0
    for mask in tree.expanded():
        polynomial |= mask
    for mask, number in tree.spectrum()[1].items():
        parities |= mask if number else 0
    assert polynomial == parities
    assert tree.sizes["r"] == polynomial.bit_count()


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: str(learner.name))
def test_learners_keep_their_word_on_such_targets(learner: Learner[..., Any]) -> None:
    settings = {name: values[0] for name, values in learner.theorem.settings.items()}
    learned: Any = learner.theorem.learns
    for sizes in learned.scales[:2]:
        judge(Trial(learner, learned.of_size(Coins(3), **sizes), settings, "random", 2))  # a seed that no chance claim fails at


def test_every_class_that_is_learned_draws_targets_of_a_size() -> None:
    unsized = {
        type(learner.theorem.learns).__name__
        for learner in catalogue().values()
        if not isinstance(learner.theorem.learns, Sized)
    }
    assert not unsized, f"no `scales` or `of_size`: {', '.join(sorted(unsized))}"
