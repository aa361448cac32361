"""Labels asked several times: as often as the theorem says, right as often as it says, and in vain where flips stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Bound, Dialogue, Learner, Membership, find, proves, run, teachers
from qlearn.catalogue import reductions
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, Failed, Inconsistent, LearnerError, OutOfBudget
from qlearn.formulas import race, votes
from qlearn.geometry.directions import angle
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.linear.pivot_ratio import pivot_ratio
from qlearn.points import Labels
from qlearn.queries import Dialogue as Talk
from qlearn.rate import RateTest
from qlearn.reductions import vote as vote_module
from qlearn.reductions.sprt import lead, raced
from qlearn.reductions.vote import majority

vote, sprt, proposition_1 = (reductions()[name] for name in ("vote", "sprt", "proposition_1"))
ALL = [vote, sprt, proposition_1]
NOBODY = HalfSpace(np.array([3.0, -2.0, 1.0, 0.5, -0.25, 0.125]))


class Deaf(RateTest):
    """Lets every rate pass."""

    def __init__(self) -> None:
        super().__init__(Fraction(1, 4), Fraction(1, 2))
        self.all: list[tuple[int, int]] = []

    def heard(self, wrong: int, votes: int) -> None:
        self.all.append((wrong, votes))


def polled(poll: Callable[[Membership], Talk[Labels]], teacher: Any, rows: int) -> tuple[float, Any]:
    """The share of rows decided wrongly, and the run."""
    points = np.random.default_rng(7).standard_normal((rows, 6))
    done = run(poll(Membership(points)), teacher)
    return float((done.hypothesis != NOBODY(points)).mean()), done


def noisy(rate: float, seed: int = 0, *, persistent: bool = False) -> teachers.Noisy:
    return teachers.Noisy(teachers.Honest(NOBODY), rate, seed, persistent=persistent)


def test_on_flips_that_stay_votes_gain_nothing() -> None:
    """A quarter of the labels are flipped.  Fresh flips leave hardly a wrong row to 21 votes, flips that stay a quarter."""
    for poll in (majority(1, Deaf()), majority(21, Deaf()), raced(6, 99, Deaf())):
        stays, _ = polled(poll, noisy(0.25, persistent=True), 2000)
        assert 0.21 < stays < 0.29
    for poll in (majority(21, Deaf()), raced(6, 99, Deaf())):
        assert polled(poll, noisy(0.25), 2000)[0] < 0.02


@pytest.mark.parametrize("reduction", ALL, ids=lambda r: r.name)
def test_on_flips_that_stay_the_promise_is_broken_and_on_fresh_ones_kept(
    reduction: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quarter of 46 rows is wrong for ever: the first 11 are right with probability (3/4)**11, if the alarm sleeps."""
    monkeypatch.setattr(RateTest, "heard", lambda self, wrong, votes: None)
    learning = reduction(pivot_ratio)(d=6, eps="1/100", rho="1/4", delta="1/20")

    def wrong(persistent: bool) -> int:
        found = (run(learning, noisy(0.25, seed, persistent=persistent)).hypothesis for seed in range(60))
        return sum(angle(h.w, NOBODY.w) > 0.01 for h in found)

    assert wrong(persistent=True) >= 50
    assert wrong(persistent=False) <= 9  # of probability below 1e-3 at delta = 1/20


@given(st.integers(1, 8), st.sampled_from(["1/10", "1/4", "2/5"]), st.sampled_from(["1/4", "1/20"]), st.integers(0, 99))
def test_a_majority_asks_what_it_says(n: int, rho: str, delta: str, seed: int) -> None:
    target = Conjunction(np.arange(n) % 3 == 0)
    learning = vote(bit_clearing)(n=n, rho=rho, delta=delta)
    try:
        done = run(learning, teachers.Noisy(teachers.Honest(target), float(Fraction(rho)), seed))
    except Failed:
        return
    assert done.ledger["membership"] == n * votes(Fraction(rho), Fraction(delta) / (n + 1))
    assert done.ledger.rounds == 1


@given(st.sampled_from([Fraction(1, 10), Fraction(1, 4), Fraction(2, 5)]), st.integers(1, 12), st.integers(0, 99))
def test_a_race_ends_with_the_lead_or_the_last_vote(rho: Fraction, ahead: int, seed: int) -> None:
    test = Deaf()
    wrong, done = polled(raced(ahead, 15, test), noisy(float(rho), seed), 40)
    rows = {}
    for turn in done.turns:
        for point, label in zip(turn.query.points.tolist(), turn.answer.tolist(), strict=True):  # type: ignore[attr-defined]
            rows.setdefault(tuple(point), []).append(label)
    minority = 0
    for said in rows.values():
        led = np.abs(np.cumsum(np.where(said, 1, -1)))
        assert len(said) <= 15
        assert led[-1] == ahead or len(said) == 15
        assert (led[:-1] < ahead).all()
        minority += min(sum(said), len(said) - sum(said))
    assert test.all == [(minority, done.ledger["membership"])]
    assert 0 <= wrong <= 1


@pytest.mark.parametrize(("rho", "share"), [(Fraction(1, 4), Fraction(1, 20)), (Fraction(2, 5), Fraction(1, 10))])
def test_a_race_errs_and_asks_as_computed(rho: Fraction, share: Fraction) -> None:
    """4000 rows: both means within five standard deviations."""
    ahead = int(lead(rho, share))
    errs = float(rho**ahead / (rho**ahead + (1 - rho) ** ahead))
    wrong, done = polled(raced(ahead, 9999, Deaf()), noisy(float(rho)), 4000)
    assert abs(wrong - errs) < 5 * np.sqrt(errs / 4000)
    mean = float(race(rho, share))
    assert abs(done.ledger["membership"] / 4000 - mean) < 5 * mean / np.sqrt(4000)
    assert done.ledger.rounds < 200


def test_a_long_poll_is_asked_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vote_module, "AT_ONCE", 100)
    wrong, done = polled(majority(9, Deaf()), noisy(0.1), 30)
    assert [turn.query.cost for turn in done.turns] == [90, 90, 90]
    assert wrong < 0.1
    _, larger = polled(majority(3, Deaf()), noisy(0.1), 300)
    assert [turn.query.cost for turn in larger.turns] == [300, 300, 300]


def test_a_tie_is_no_majority() -> None:
    def poll(label: bool) -> bool:
        talk = majority(2, Deaf())(Membership(np.ones((1, 6))))
        next(talk)
        try:
            talk.send(np.array([label, not label]))
        except StopIteration as stop:
            return bool(stop.value[0])
        raise AssertionError

    assert not poll(True)
    assert not poll(False)


def test_all_is_charged_to_delta() -> None:
    q, rho, delta = 13, Fraction(1, 4), Fraction(1, 20)
    ours, raced_, printed = (r(pivot_ratio).theorem.bounds for r in ALL)
    given = {"d": 3, "eps": Fraction(1, 10), "rho": rho, "delta": delta}
    assert pivot_ratio.theorem.bounds[0].at(d=3, eps=Fraction(1, 10)) == 11
    assert ours[0].at(**given) == 11 * votes(rho, delta / 12)
    assert raced_[1].at(**given) < ours[0].at(**given) < printed[0].at(**given)
    assert printed[0].at(**given) == 11 * 2 * 87  # 8 ln(220)/(1/4) = 172.6
    assert votes(rho, delta / (q + 1)) < votes(rho, delta / (q + 1) / 10)


@pytest.mark.parametrize("reduction", ALL, ids=lambda r: r.name)
def test_a_learner_that_asks_nothing_is_left_alone(reduction: Any) -> None:
    bisection = find("linear.bisection")
    learning = reduction(bisection)(a=0, b=1, eps=1, rho="1/4", delta="9/10")
    assert run(learning, teachers.Function(lambda X: X[:, 0] >= 0)).ledger.total == 0


@proves(bit_clearing.theorem)
def greedy(n: int) -> Dialogue[Conjunction]:
    """Asks on if the first row is rejected, as no true teacher would have it."""
    first = yield from Membership(np.ones((1, n), np.uint8))
    rest = yield from Membership(np.ones((n if not first[0] else n - 1, n), np.uint8))
    return Conjunction(~rest[:n])


@proves(bit_clearing.theorem)
def doubtful(n: int) -> Dialogue[Conjunction]:
    """Finds that nothing fits."""
    yield from Membership(np.ones((1, n), np.uint8))
    raise Inconsistent("no conjunction gives these answers")


@proves(bit_clearing.theorem)
def lost(n: int) -> Dialogue[Conjunction]:
    """Asks for what is no number, since it believed what cannot be."""
    yield from Membership(np.ones((1, n), np.uint8))
    yield from Membership(np.full((1, n), np.nan))
    return Conjunction.of_all(n)


@pytest.mark.parametrize("reduction", ALL, ids=lambda r: r.name)
def test_what_only_a_wrong_label_brings_about_is_a_failure(reduction: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RateTest, "heard", lambda self, wrong, votes: None)
    no = teachers.Function(lambda X: np.zeros(len(X), np.bool_))
    for learner, why in ((greedy, "more than the 4 rows"), (doubtful, "no conjunction"), (lost, "finite")):
        with pytest.raises(Failed, match=f"decided wrongly.*{why}") as error:
            run(reduction(learner)(n=4, rho="1/4", delta="1/20"), no)
        assert not isinstance(error.value, LearnerError)


@pytest.mark.parametrize("reduction", ALL, ids=lambda r: r.name)
def test_a_budget_ends_a_poll(reduction: Any) -> None:
    for budget in (0, 10, 30):
        with pytest.raises(OutOfBudget) as refused:
            run(reduction(pivot_ratio)(d=3, eps="1/10", rho="1/4", delta="1/20"), noisy_in(3), budget=budget)
        assert refused.value.run.ledger.total <= budget


def noisy_in(d: int) -> teachers.Noisy:
    return teachers.Noisy(teachers.Honest(HalfSpace(np.ones(d))), 0.25)


BAD = [{"rho": 0}, {"rho": "1/2"}, {"rho": 0.7}, {"rho": "often"}, {"delta": 0}, {"delta": 1}, {"delta": "nan"}, {"d": 0}]


@pytest.mark.parametrize("reduction", ALL, ids=lambda r: r.name)
@pytest.mark.parametrize("bad", BAD, ids=str)
def test_arguments_that_are_none_are_refused(reduction: Any, bad: dict[str, Any]) -> None:
    given = {"d": 2, "eps": "1/10", "rho": "1/4", "delta": "1/20", **bad}
    with pytest.raises(BadArgument, match=next(iter(bad))):
        run(reduction(pivot_ratio)(**given), noisy_in(2))


CHANCY = ("boolean.elimination", "linear.equation_solving", "linear.chart_box_confident", "linear.pivot_ratio+vote")


@pytest.mark.parametrize("reduction", ALL, ids=lambda r: r.name)
@pytest.mark.parametrize("name", CHANCY)
def test_what_does_not_fit_is_refused_by_name(reduction: Any, name: str) -> None:
    with pytest.raises(BadArgument, match=f"{reduction.name} needs a learner without noise.*is none"):
        reduction(find(name))


def test_a_number_that_only_the_target_tells_is_refused() -> None:
    theorem = replace(bit_clearing.theorem, bounds=(Bound(Membership, "at most", lambda n, k: n + k),))
    with pytest.raises(BadArgument, match="k only the target tells"):
        vote(Learner(bit_clearing.start, theorem, "mine.telling"))


@pytest.mark.parametrize("name", ["memo", "sign"])
def test_reductions_to_true_answers_refuse_who_expects_noise(name: str) -> None:
    with pytest.raises(BadArgument, match=f"{name} needs a learner of true"):
        reductions()[name](vote(pivot_ratio))


def test_votes_and_one_dimension_more_go_either_way_round() -> None:
    target = HalfSpace(np.array([1.0, -2.0]), 0.5)
    for name in ("linear.pivot_ratio+homogeneous+vote", "linear.pivot_ratio+vote+homogeneous"):
        learning = find(name)(d=2, eps="1/50", rho="1/10", delta="1/1000")
        found = run(learning, teachers.Noisy(teachers.Honest(target), 0.1, seed=3)).hypothesis
        assert angle(found.scaled(target), found.direction) < 0.02
        assert learning.learner.theorem.guarantee.confirms is None
