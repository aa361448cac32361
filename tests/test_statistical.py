"""Statistical queries: what may be answered, what is learned from it, and examples with flips in their place."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qlearn
from qlearn import Dialogue, Learner, Statistical, channels, find, run, teachers
from qlearn.codec import decode, encode
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.tables import Labelling, Row
from qlearn.domains import Law
from qlearn.errors import BadAnswer, BadArgument, BadQuery, LearnerError, Undecided
from qlearn.learners.boolean.statistical_conjunctions import AcceptedWithout, statistical_conjunctions
from qlearn.oracle import legal, probability
from qlearn.reductions.simulated import examples, simulated
from qlearn.teachers.honest import Policy
from qlearn.testing import concepts, laws
from qlearn.testing.of_teachers import check_teacher

POLICIES = get_args(Policy)
FIRST = Statistical(AcceptedWithout(0), Fraction(1, 8))
TRUE = Conjunction(np.zeros(3, np.bool_))


def nasty(concept: Any, policy: str, law: Law | None = None, seed: int = 0) -> teachers.Honest:
    space = Conjunctions().space(n=len(concept.keep))
    return teachers.Honest(concept, policy, space=space, law=law, seed=seed)  # type: ignore[arg-type]


@pytest.mark.parametrize("tau", [0, 1, -1, 2, "x", None, float("nan")])
def test_a_tolerance_lies_between_0_and_1(tau: Any) -> None:
    with pytest.raises(BadQuery, match=r"tau|tolerance"):
        Statistical(AcceptedWithout(0), tau)


@pytest.mark.parametrize("answer", [None, "1/2", True, np.bool_(0), 1.2, -0.2, float("nan"), float("inf"), [0.5], np.ones(2)])
def test_what_is_no_probability_within_the_tolerance(answer: Any) -> None:
    with pytest.raises(BadAnswer, match="statistical"):
        FIRST.accepts(answer)


@pytest.mark.parametrize("answer", [0.5, np.float64(0.5), Fraction(1, 2), np.float32(0.5)])
def test_an_answer_is_taken_as_the_rational_it_is(answer: Any) -> None:
    assert FIRST.accepts(answer) == Fraction(1, 2)
    assert FIRST.accepts(0) == 0
    assert FIRST.accepts(Fraction(9, 8)) == Fraction(9, 8)


def test_a_query_has_one_key_and_survives_a_file() -> None:
    again = decode(encode(FIRST))
    assert again.key() == FIRST.key()
    assert Statistical(AcceptedWithout(0), "0.125").key() == FIRST.key()  # type: ignore[arg-type]
    assert (
        len({q.key() for q in (FIRST, Statistical(AcceptedWithout(1), FIRST.tau), Statistical(FIRST.event, FIRST.tau / 2))})
        == 3
    )


@given(concept=concepts(Conjunctions()), data=st.data())
def test_every_policy_answers_within_the_tolerance(concept: Conjunction, data: st.DataObject) -> None:
    law = data.draw(laws(concept.domain))
    query = Statistical(
        AcceptedWithout(data.draw(st.integers(0, len(concept.keep) - 1))), data.draw(st.fractions("1/100", "1/3"))
    )
    true = probability(query, concept, law)
    said = {policy: nasty(concept, policy, law).answer(query) for policy in POLICIES}
    assert all(abs(answer - true) <= query.tau for answer in said.values())
    assert (said["shallowest"], said["first"], said["longest"]) == (true - query.tau, true, true + query.tau)
    assert said["keeps-most"] % (2 * query.tau) == 0
    assert all(legal(query, concept, answer) for answer in said.values())


@given(concept=concepts(Conjunctions()), data=st.data())
def test_a_probability_is_the_weight_of_the_points_where_the_event_is(concept: Conjunction, data: st.DataObject) -> None:
    law, i = data.draw(laws(concept.domain)), data.draw(st.integers(0, len(concept.keep) - 1))
    total = Fraction(0)
    for point, weight in zip(law.points, law.weights, strict=True):
        if not point[i] and all(bit or not kept for bit, kept in zip(point, concept.keep, strict=True)):
            total += weight
    assert probability(Statistical(AcceptedWithout(i), Fraction(1, 8)), concept, law) == total


def test_what_no_law_allows_is_illegal() -> None:
    kept = Conjunction(np.array([True, False]))
    assert legal(FIRST, kept, Fraction(1, 8))
    assert not legal(FIRST, kept, Fraction(1, 7)), "never accepted without a variable of its own"
    assert legal(FIRST, Conjunction(np.zeros(2, np.bool_)), Fraction(1, 7))
    assert not legal(FIRST, kept, "nothing")
    with pytest.raises(Undecided):
        legal(FIRST, Conjunction(np.zeros(30, np.bool_)), Fraction(1, 2))


def test_without_a_law_the_domain_is_the_law() -> None:
    assert teachers.Honest(TRUE).answer(FIRST) == Fraction(1, 2)
    assert len({nasty(TRUE, "random", seed=seed).answer(FIRST) for seed in range(40)}) > 5


@given(concept=concepts(Conjunctions()), data=st.data())
def test_conjunctions_are_found_within_eps_whatever_law_and_teacher(concept: Conjunction, data: st.DataObject) -> None:
    law, n = data.draw(laws(concept.domain)), len(concept.keep)
    eps = data.draw(st.fractions("1/50", "9/10"))
    found = run(statistical_conjunctions(n, eps), nasty(concept, data.draw(st.sampled_from(POLICIES)), law, seed=1))
    assert found.ledger["statistical"] == n
    assert law.measure(found.hypothesis(law.points) != concept(law.points)) <= eps
    assert (found.hypothesis.keep >= concept.keep).all()


@pytest.mark.parametrize(("n", "eps"), [(0, "1/4"), (True, "1/4"), (3, 0), (3, 1), (3, "x")])
def test_arguments_that_are_none(n: Any, eps: Any) -> None:
    with pytest.raises(BadArgument):
        run(statistical_conjunctions(n, eps), teachers.Honest(TRUE))


def test_a_certificate_says_what_it_cannot_know(tmp_path: Any) -> None:
    done = run(statistical_conjunctions(3, "1/4"), teachers.Honest(TRUE))
    qlearn.certify(done, TRUE).save(tmp_path / "done.jsonl")
    checked = qlearn.check(tmp_path / "done.jsonl")
    assert checked.holds
    assert any("which law" in undecided for undecided in checked.undecided)


def test_a_teacher_that_does_not_answer_is_asked_in_vain() -> None:
    with pytest.raises(BadAnswer, match="statistical"):
        run(statistical_conjunctions(3, "1/4"), teachers.Function(lambda X: X[:, 0] == 1))
    check_teacher(lambda: teachers.Honest(TRUE), domain=TRUE.domain)


@pytest.mark.parametrize("rho", ["1/10", "2/5"])
def test_flips_are_set_off(rho: str) -> None:
    learner = find("boolean.statistical_conjunctions+simulated")
    target = Conjunction(np.array([True, False, False, True]))
    heard = teachers.Heard(teachers.Honest(target), channels.fresh_flips, {"rho": rho})
    found = run(learner(n=4, eps="1/4", rho=rho, delta="1/20"), heard)
    assert str(found.hypothesis) == "x1 & x4"
    assert found.ledger["example"] == 4 * examples(4, Fraction(1, 32), Fraction(rho), Fraction(1, 20))
    unaware = run(learner(n=4, eps="1/4", rho="1/1000", delta="1/20"), heard)
    assert str(unaware.hypothesis) != "x1 & x4", "a flip makes it look as if points were accepted without x1"


def test_an_estimate_is_the_share_with_its_flips_set_off_and_no_more_than_a_probability() -> None:
    """One example at a time would be off the scale: (1 - rho)/(1 - 2 rho) > 1."""
    answers: list[Fraction] = []

    def one_question(n: int, eps: Any) -> Dialogue[Conjunction]:
        answers.append((yield from Statistical(AcceptedWithout(0), Fraction(eps) / (2 * n))))
        return Conjunction(np.zeros(n, np.bool_))

    learner = simulated(Learner(one_question, statistical_conjunctions.theorem, "mine.one_question"))
    always = teachers.Honest(TRUE, law=Law(np.zeros((1, 3), np.uint8), (Fraction(1),)))
    run(learner(n=3, eps="1/2", rho="1/4", delta="1/4"), always)  # no flips come, though some are expected
    assert answers == [1]
    never = teachers.Honest(TRUE, law=Law(np.ones((1, 3), np.uint8), (Fraction(1),)))
    run(learner(n=3, eps="1/2", rho="1/4", delta="1/4"), never)
    assert answers == [1, 0]
    half = teachers.Heard(teachers.Honest(TRUE), channels.fresh_flips, {"rho": "1/4"}, seed=5)
    done = run(learner(n=3, eps="1/2", rho="1/4", delta="1/4"), half)
    ((_, (points, labels)),) = done.turns
    zero = points[:, 0] == 0
    A, B = int((zero & labels).sum()), int((zero & ~labels).sum())
    assert answers[2] == (Fraction(3, 4) * A - Fraction(1, 4) * B) / (len(points) * Fraction(1, 2))


def greedy(n: int, eps: Any, closely: bool = False) -> Dialogue[Labelling]:
    tau = Fraction(eps) / (2 * n) / (2 if closely else 1)
    for _ in range(n + 1):
        yield from Statistical(AcceptedWithout(0), tau)
    return Labelling(np.ones(1, np.bool_))


@pytest.mark.parametrize("closely", [False, True])
def test_who_asks_more_or_more_closely_than_it_says_is_stopped(closely: bool) -> None:
    learner = simulated(Learner(greedy, statistical_conjunctions.theorem, "mine.greedy"))
    with pytest.raises(LearnerError, match=rf"query {1 if closely else 4} of tolerance .* at most 3, of 1/12 or more"):
        run(learner(n=3, eps="1/2", rho="1/4", delta="1/4", closely=closely), teachers.Honest(TRUE))


@pytest.mark.parametrize("name", ["boolean.elimination", "boolean.bit_clearing", "boolean.statistical_conjunctions+simulated"])
def test_what_cannot_be_simulated(name: str) -> None:
    with pytest.raises(BadArgument, match="simulated needs a learner"):
        simulated(find(name))


@pytest.mark.parametrize(("rho", "delta"), [(0, "1/4"), ("1/2", "1/4"), ("1/4", 0), ("1/4", 1)])
def test_rates_and_shares_are_checked(rho: Any, delta: Any) -> None:
    with pytest.raises(BadArgument, match=r"rho|delta"):
        run(find("boolean.statistical_conjunctions+simulated")(n=2, eps="1/4", rho=rho, delta=delta), teachers.Honest(TRUE))


def test_a_table_is_a_concept_too() -> None:
    class Labelled:
        def __call__(self, points: Any, labels: Any) -> Any:
            return labels

        def key(self) -> bytes:
            return b"labelled"

    row = Row(((0, 1, 1), (1, 1, 1)), 0)
    assert teachers.Honest(row).answer(Statistical(Labelled(), Fraction(1, 3))) == Fraction(2, 3)
