"""The extraction experiment: what is claimed was shown, what is false is refuted, and by no more than chance allows."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import qlearn
from qlearn.binomial import tail
from qlearn.channels import fresh_flips
from qlearn.choices import Coins
from qlearn.concepts.affine import AffineFunction
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.finite_space import FiniteSpace
from qlearn.concepts.half_spaces import HalfSpace, HalfSpaces
from qlearn.errors import BadArgument, OutOfBudget
from qlearn.experiments import measures
from qlearn.experiments.chosen_targets import Targets, drawn, every, these, worst_found
from qlearn.experiments.estimate import estimate, run_seed
from qlearn.experiments.experiment import Adversary, Experiment, Oracle, ServerFault, by_learner
from qlearn.experiments.sequential import above, looks, lower_limit
from qlearn.queries import Equivalence, Membership
from qlearn.teachers import Heard, Honest

CLEARING = by_learner(qlearn.find("boolean.bit_clearing"))
MOST = 256  # runs of the binomial tree that is enumerated


def chancy(p: float, name: str = "chancy") -> Adversary:
    """Succeeds with probability p, whatever f* is; asks nothing it needs."""

    def attack(oracle: Oracle, given: Any, seed: int) -> Any:
        copy = qlearn.run(qlearn.find("boolean.bit_clearing")(n=given["n"]), oracle).hypothesis
        return copy if Coins(seed, 9).rng.random() < p else Conjunction(~copy.keep)

    return Adversary(name, attack)


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("error", [measures.the_same, measures.uniform()])
def test_a_small_class_is_exhausted(n: int, error: measures.Measure) -> None:
    found = estimate(Experiment(CLEARING, n, error, 0), every(Conjunctions(), n=n), gamma=1)
    assert found.verdict == "shown"
    assert found.gamma == 1
    assert found.certain
    assert found.against_the_class
    assert (found.number, found.most, found.runs) == (2**n, n, 2**n)
    assert f"is a 0-extraction attack of complexity {n} and confidence 1 against monotone conjunctions (n = {n})" in str(found)


@pytest.mark.parametrize("budget", [0, 1, 2])
def test_one_query_too_few_is_a_failure_and_the_server_never_hears_it(budget: int) -> None:
    heard: list[int] = []

    class Listening(Honest):
        def answer(self, query: Any) -> Any:
            heard.append(len(query.points))
            return super().answer(query)

    experiment = Experiment(CLEARING, budget, measures.the_same, 0, lambda concept, seed: Listening(concept))
    found = estimate(experiment, every(Conjunctions(), n=3), gamma=1)
    assert found.verdict == "refuted"
    assert found.gamma == found.worst.successes == 0
    assert "OutOfBudget" in found.worst.why
    assert "is NOT a 0-extraction attack" in str(found)
    assert sum(heard) <= 2 * budget  # the first target has a second run


def test_who_swallows_the_refusal_has_failed_too() -> None:
    def attack(oracle: Oracle, given: Any, seed: int) -> Any:
        while True:
            try:
                oracle.answer(Membership(np.ones((2, given["n"]), np.uint8)))
            except OutOfBudget:
                return Conjunction(np.array([True]))

    target = Conjunction(np.array([True]))
    played = Experiment(Adversary("greedy", attack), 5, measures.the_same, 0).play(target, 0)
    assert (played.success, played.failure, played.asked) == (False, True, 4)
    guess = Adversary("guess", lambda oracle, given, seed: target, coins=False)
    assert Experiment(guess, 0, measures.the_same, 0).play(target, 0).success  # a budget of 0 leaves a guess


@dataclass(frozen=True)
class One:
    """A class of one concept."""

    def space(self, **given: Any) -> FiniteSpace:
        return FiniteSpace([Conjunction(np.array([True]))])

    def __str__(self) -> str:
        return "one concept"


def test_a_class_of_one_concept_takes_no_query() -> None:
    guess = Adversary("guess", lambda oracle, given, seed: Conjunction(np.array([True])), coins=False)
    found = estimate(Experiment(guess, 0, measures.the_same, 0), every(One()), gamma=1)  # type: ignore[arg-type]
    assert (found.verdict, found.number, found.most) == ("shown", 1, 0)
    assert "against one concept;" in str(found)


def test_a_false_claim_is_refuted_and_its_worst_run_repeats() -> None:
    experiment = Experiment(chancy(0.7), 2, measures.the_same, 0)
    targets = every(Conjunctions(), n=2)
    found = estimate(experiment, targets, gamma="9/10")
    assert found.verdict == "refuted"
    assert found.worst.upper < Fraction(9, 10)
    assert found.runs < 1024  # stopped early
    assert found.worst.failed_seed is not None
    again = experiment.play(targets.concepts[found.worst.number], found.worst.failed_seed)
    assert not again.success
    assert estimate(experiment, targets, gamma="9/10") == found


def test_a_true_claim_is_shown_and_an_unclaimed_gamma_is_measured() -> None:
    experiment = Experiment(chancy(0.97), 1, measures.the_same, 0)
    found = estimate(experiment, every(Conjunctions(), n=1), gamma="4/5")
    assert (found.verdict, found.gamma >= Fraction(4, 5), found.certain) == ("shown", True, False)
    assert "by statistics at level 19/20" in str(found)
    free = estimate(experiment, every(Conjunctions(), n=1), runs=200)
    assert free.claimed is None
    assert free.runs == 400
    assert Fraction(85, 100) < free.gamma < Fraction(97, 100)
    few = estimate(experiment, every(Conjunctions(), n=1), gamma="19/20", runs=20)
    assert few.verdict == "undecided"
    assert "undecided whether" in str(few)


def chance_of_a_claim(p: Fraction, gamma: Fraction, alpha: Fraction) -> float:
    """How likely `estimate` says of one target that it reaches gamma, if it does with p: the binomial tree, level by level."""
    alive, said, before = {0: 1.0}, 0.0, 0
    for n, share in looks(alpha, MOST):
        for _ in range(n - before):
            grown: dict[int, float] = {}
            for s, mass in alive.items():
                grown[s + 1] = grown.get(s + 1, 0.0) + mass * float(p)
                grown[s] = grown.get(s, 0.0) + mass * float(1 - p)
            alive = grown
        before = n
        least = bisect_left(range(n + 1), True, key=lambda s: above(s, n, gamma, share))
        said += sum(mass for s, mass in alive.items() if s >= least)
        alive = {s: mass for s, mass in alive.items() if s < least}
    return said


@pytest.mark.parametrize(("gamma", "alpha"), [("1/2", "1/20"), ("9/10", "1/20"), ("9/10", "1/4"), ("99/100", "1/4")])
def test_false_claims_are_rarer_than_alpha(gamma: Any, alpha: Any) -> None:
    gamma, alpha = Fraction(gamma), Fraction(alpha)
    false = chance_of_a_claim(gamma, gamma, alpha)
    assert false <= alpha
    assert chance_of_a_claim(gamma - Fraction(1, 100), gamma, alpha) <= false
    if gamma == Fraction(9, 10):
        assert false >= alpha / 20  # the level is spent, not hoarded
        assert chance_of_a_claim(Fraction(99, 100), gamma, alpha) > 0.95  # and a true claim is found


def test_the_levels_of_all_looks_sum_to_less_than_alpha() -> None:
    shares = [share for _, share in looks(Fraction(1, 20), 10**6)]
    assert sum(shares) < Fraction(1, 20) < sum(shares) * Fraction(11, 10)
    assert [n for n, _ in looks(Fraction(1, 20), 10)] == [10]


@given(st.integers(1, 200), st.data(), st.sampled_from([Fraction(1, 20), Fraction(1, 1000)]))
@settings(max_examples=60, deadline=None)
def test_a_lower_limit_is_the_largest_that_the_binomial_law_allows(runs: int, data: Any, level: Fraction) -> None:
    s = data.draw(st.integers(0, runs))
    low, step = lower_limit(s, runs, level), Fraction(1, 10_000)
    assert low == 0 or tail(runs, low, s) <= level
    if s:
        assert tail(runs, low + 2 * step, s) > level or low + 2 * step >= 1


def test_a_server_that_flips_labels_makes_the_adversary_fail_and_one_that_breaks_down_ends_the_experiment() -> None:
    def flipping(concept: Any, seed: int) -> Heard:
        return Heard(Honest(concept), fresh_flips, {"rho": "1/4"}, seed)

    plain = Experiment(CLEARING, 3, measures.the_same, 0, flipping, server_coins=True)
    assert estimate(plain, every(Conjunctions(), n=3), gamma="9/10").verdict == "refuted"
    voting = by_learner(qlearn.find("boolean.bit_clearing+vote"), rho="1/4", delta="1/200")
    q = qlearn.find("boolean.bit_clearing+vote").theorem.bounds[0].at(n=3, rho=Fraction(1, 4), delta=Fraction(1, 200))
    found = estimate(replace(plain, adversary=voting, budget=q), every(Conjunctions(), n=3), gamma="9/10", runs=128)
    assert found.verdict == "shown"
    assert found.most <= q

    class Broken:
        def answer(self, query: Any) -> Any:
            raise ConnectionError("gone")

    class Garbled:
        def answer(self, query: Any) -> Any:
            return np.array([np.nan])

    for broken, why in ((Broken, "gone"), (Garbled, "wanted bool")):
        experiment = replace(plain, server=lambda concept, seed, broken=broken: broken())  # type: ignore[misc]
        with pytest.raises(ServerFault, match=why):
            experiment.play(Conjunction(np.array([True])), 0)


def two_runs(targets: Targets, seed: int) -> list[tuple[Any, int]]:
    return [(targets.concepts[0], run_seed(seed, 0, i)) for i in range(2)]


def test_whoever_says_to_toss_no_coins_and_does_is_told() -> None:
    liar = replace(chancy(0.5), coins=False)
    target = these([Conjunction(np.array([True]))])
    experiment = Experiment(liar, 1, measures.the_same, 0)
    differs = next(seed for seed in range(20) if len({experiment.play(*t).success for t in two_runs(target, seed)}) == 2)
    with pytest.raises(BadArgument, match="said to toss no coins"):
        estimate(experiment, target, gamma=1, seed=differs)


def test_half_spaces_are_extracted_within_eps_of_unit_normals() -> None:
    learner = qlearn.find("linear.pivot_ratio")
    q = learner.theorem.bounds[0].at(d=3, eps=Fraction(1, 10))
    experiment = Experiment(by_learner(learner, eps="1/10"), q, measures.geometric, "1/10")
    found = estimate(experiment, drawn(HalfSpaces(), 12, d=3), gamma=1)
    assert (found.verdict, found.most, found.against_the_class) == ("shown", q, False)
    assert "which says nothing of the class" in str(found)
    listed = estimate(experiment, every(HalfSpaces(), d=3), gamma=1)  # a sub-class that stands for it
    assert listed.verdict == "shown"
    assert not listed.against_the_class
    short = estimate(replace(experiment, budget=q - 1), drawn(HalfSpaces(), 2, d=3), gamma=1)
    assert short.verdict == "refuted"


def test_an_error_that_is_only_enclosed_neither_shows_nor_refutes_what_it_cannot_tell() -> None:
    target = HalfSpace(np.array([1.0, 0.0]))
    turned = Adversary("turned", lambda oracle, given, seed: HalfSpace(np.array([1.0, 0.1])), coins=False)
    share = float(np.arctan(0.1) / np.pi)  # of directions that are labelled otherwise
    verdicts = {}
    for eps in (share * 0.5, share * 1.001, share * 2):
        found = estimate(Experiment(turned, 0, measures.uniform(), eps), these([target]), gamma=1)
        verdicts[eps] = found.verdict
        assert not found.certain
    assert list(verdicts.values()) == ["refuted", "undecided", "shown"]
    wild = Experiment(turned, 0, measures.uniform(false="1/10"), share * 2)
    assert estimate(wild, these([target]), gamma=1).verdict == "undecided"  # false more often than alpha


def test_errors_that_are_enclosed_are_paid_for_in_gamma() -> None:
    def attack(oracle: Oracle, given: Any, seed: int) -> Any:
        return HalfSpace(np.array([1.0, 0.0]))

    experiment = Experiment(Adversary("right", attack), 0, measures.uniform(64, "1/20"), "1/5")
    found = estimate(experiment, these([HalfSpace(np.array([1.0, 0.0]))]), runs=64)
    assert found.worst.successes == 64
    plain = lower_limit(64, 64, Fraction(1, 20) / 12)
    assert found.gamma == (plain - Fraction(1, 20)) / Fraction(19, 20)


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=5), st.lists(st.integers(-50, 50), min_size=2, max_size=5))
@settings(max_examples=60, deadline=None)
def test_measures_are_what_they_are_called(w: list[int], v: list[int]) -> None:
    one, other = (AffineFunction(np.array(x[:-1], float), float(x[-1])) for x in (w, v))
    found = measures.l1.of(one, other, Coins(0))
    assert found.high == (sum(abs(a - b) for a, b in zip(w, v, strict=True)) if len(w) == len(v) else float("inf"))
    if len(w) == len(v) and any(w) and any(v):
        x, y = (np.array(u, float) / np.linalg.norm(np.array(u, float)) for u in (w, v))
        assert measures.geometric.of(one, other, Coins(0)).high == pytest.approx(np.linalg.norm(x - y), abs=1e-12)


def test_a_copy_that_is_none_is_a_failure_and_data_are_judged_row_by_row() -> None:
    target = Conjunction(np.array([True, False]))
    rows = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.uint8)
    always = Adversary("always", lambda oracle, given, seed: Conjunction(np.array([False, False])), coins=False)
    assert Experiment(always, 0, measures.on_data(rows), "1/2").play(target, 0).success
    assert not Experiment(always, 0, measures.on_data(rows), "49/100").play(target, 0).success
    nothing = Adversary("nothing", lambda oracle, given, seed: None, coins=False)
    assert "cannot be judged" in Experiment(nothing, 0, measures.on_data(rows), 1).play(target, 0).why
    with pytest.raises(BadArgument, match="data have shape"):
        measures.on_data(np.zeros((0, 2)))


def test_a_search_finds_the_target_that_an_attack_cannot_do() -> None:
    def attack(oracle: Oracle, given: Any, seed: int) -> Any:
        """Knows every conjunction but that of all variables, of four or more."""
        copy = qlearn.run(qlearn.find("boolean.bit_clearing")(n=given["n"]), oracle).hypothesis
        return Conjunction(~copy.keep) if copy.keep.all() and len(copy.keep) >= 4 else copy

    experiment = Experiment(Adversary("all but one", attack, coins=False), 8, measures.the_same, 0)
    targets = worst_found(experiment, Conjunctions(), keep=3, tries=150)
    assert targets.concepts[0].keep.all()
    found = estimate(experiment, targets, gamma="1/2")
    assert found.verdict == "refuted"
    assert not found.against_the_class


def test_what_is_no_experiment_is_refused() -> None:
    experiment, targets = Experiment(chancy(0.5), 1, measures.the_same, 0), every(Conjunctions(), n=1)
    for gamma in (0, 1.5, -1, 1):
        with pytest.raises(BadArgument):
            estimate(experiment, targets, gamma=gamma)
    for wrong in ({"alpha": 0}, {"alpha": 1}, {"runs": 0}):
        with pytest.raises(BadArgument):
            estimate(experiment, targets, **wrong)  # type: ignore[arg-type]
    for budget, eps in ((-1, 0), (1, -1), (1, "nan")):
        with pytest.raises(BadArgument):
            Experiment(CLEARING, budget, measures.the_same, eps)
    with pytest.raises(BadArgument, match="one target or more"):
        Targets("none", (), ())
    with pytest.raises(BadArgument, match="sizes that it draws"):
        drawn(Conjunctions(), 1, n=99)


def test_an_equivalence_query_counts_as_one() -> None:
    oracle = Oracle(Honest(Conjunction(np.array([True]))), 1)
    assert oracle.answer(Equivalence(Conjunction(np.array([True])))) is None
    assert (oracle.asked, oracle.left) == (1, 0)


def test_plain_data_say_what_was_shown() -> None:
    found = estimate(Experiment(chancy(0.6), 1, measures.the_same, 0), every(Conjunctions(), n=1), gamma="9/10").as_json()
    assert found["verdict"] == "refuted"
    assert found["worst"]["failed_seed"] is not None
    assert run_seed(0, 0, 0) != run_seed(0, 0, 1)
