"""k-CNF: clauses as subcubes, DNF of k terms among them, and learning from counterexamples."""

from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, Session, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.dnf import DNF
from qlearn.concepts.k_cnf import KCNF, KCNFs
from qlearn.concepts.literals import Term
from qlearn.domains import Cube
from qlearn.errors import BadArgument, Inconsistent, Undecided
from qlearn.learners.boolean.k_cnf import k_cnf
from qlearn.oracle import agree, disagreements

sizes = st.integers(1, 6).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n)))


def drawn_terms(seed: int, n: int, most: int) -> list[Term]:
    rng = np.random.default_rng(seed)
    signs = rng.integers(-1, 2, (rng.integers(0, most + 1), n))
    return [Term(sign == 1, sign == -1) for sign in signs]


@pytest.mark.parametrize(("n", "k"), [(1, 1), (3, 2), (5, 3), (4, 4), (70, 2)])
def test_every_clause_is_there_once(n: int, k: int) -> None:
    every = KCNF.of_all(n, k)
    assert len({row.tobytes() for row in np.hstack([every.masks, every.bits])}) == len(every.masks) == 2**k * math.comb(n, k)
    assert all(sum(int(word).bit_count() for word in mask) == k for mask in every.masks[:: max(1, len(every.masks) // 50)])
    assert not (every.bits & ~every.masks).any()
    point = np.random.default_rng(0).integers(0, 2, (1, n)).astype(np.uint8)
    assert len(every.true_at(point[0]).masks) == (2**k - 1) * math.comb(n, k), "a point makes one clause of each mask false"
    assert not every(point)[0]
    assert every.true_at(point[0])(point)[0]


@given(sizes, st.integers(0, 999))
def test_a_dnf_of_k_terms_is_what_its_clauses_say(size: Any, seed: int) -> None:
    n, k = size
    terms, points = drawn_terms(seed, n, k), Cube(n).points()
    true = np.array([term(points) for term in terms]).reshape(-1, len(points)).any(axis=0)
    assert KCNF.implied(terms, n, k)(points).tolist() == true.tolist()
    more = [*terms, *drawn_terms(seed + 1, n, 3), Term.of_all(n)]  # of more terms it is the least k-CNF above
    implied, weaker = KCNF.implied(more, n, k), np.array([term(points) for term in more]).any(axis=0)
    assert not (weaker & ~implied(points)).any()
    for i in range(0, 2**k * math.comb(n, k), 7):
        clause = KCNF.of_all(n, k).only(np.arange(2**k * math.comb(n, k)) == i)
        assert (
            clause.key() in {implied.only(np.arange(len(implied.masks)) == j).key() for j in range(len(implied.masks))}
        ) == (not (weaker & ~clause(points)).any())


@given(st.integers(0, 10**6), st.sampled_from(["first", "longest", "random"]))
def test_found_with_fewer_questions_than_monomials(seed: int, policy: Any) -> None:
    target = KCNFs().draw(Coins(seed))
    n, k = target.n, target.k
    found = run(k_cnf(n, k), teachers.Honest(target, policy, seed=seed))
    assert agree(target, found.hypothesis)
    assert found.ledger[Equivalence] <= sum(math.comb(n, i) for i in range(k + 1)) + 1
    asked = [turn.query.hypothesis for turn in found.turns]  # type: ignore[attr-defined]
    clauses = [{row.tobytes() for row in np.hstack([h.masks, h.bits])} for h in asked]
    assert all(later < earlier for earlier, later in itertools.pairwise(clauses)), "each counterexample drops a clause"


def test_false_answers_are_noticed() -> None:
    session: Any = Session(k_cnf(2, 1))
    session.tell(Counterexample(np.array([1, 0], np.uint8), True))
    session.tell(Counterexample(np.array([0, 0], np.uint8), True))
    with pytest.raises(Inconsistent, match=r"\[1, 0\] labelled false"):
        session.tell(Counterexample(np.array([1, 0], np.uint8), False))
    wrong: Any = Session(k_cnf(2, 1))
    with pytest.raises(Inconsistent, match=r"no point of 2 bits"):
        wrong.tell(Counterexample(np.array([1, 2], np.uint8), True))


@pytest.mark.parametrize(("n", "k"), [(0, 1), (3, 0), (3, 4), (True, 1), (3, 1.0)])
def test_sizes_that_are_none(n: Any, k: Any) -> None:
    with pytest.raises(BadArgument, match=r"is an integer"):
        next(iter(k_cnf(n, k)))


@pytest.mark.parametrize(("n", "k", "number"), [(1, 1, 4), (2, 1, 10), (2, 2, 16), (3, 2, 166), (3, 3, 256), (4, 1, 82)])
def test_the_class_lists_every_function_once(n: int, k: int, number: int) -> None:
    every = KCNFs().space(n=n, k=k).concepts
    assert len(every) == number == len({concept(Cube(n).points()).tobytes() for concept in every})
    with pytest.raises(Undecided):
        KCNFs().space(n=4, k=2)


def test_formulas_are_written() -> None:
    assert str(KCNF.of_all(1, 1)) == "(x1) & (~x1)"
    assert str(KCNF.of_all(9, 2)) == "2-CNF of 144 clauses of 9 variables"
    assert str(KCNF.implied([Term(np.zeros(2, bool), np.zeros(2, bool))], 2, 1)) == "true"


@given(sizes, st.integers(0, 999))
def test_a_dnf_is_true_where_a_term_is(size: Any, seed: int) -> None:
    n, most = size
    terms, points = drawn_terms(seed, n, most), Cube(n).points()
    true = np.array([term(points) for term in terms]).reshape(-1, len(points)).any(axis=0)
    for concept in (DNF(n, terms), DNF(n, [Term.of_all(n), *terms])):
        assert concept(points).tolist() == true.tolist()


@pytest.mark.parametrize(("n", "k"), [(17, 1), (20, 2), (66, 1)])
def test_a_dnf_of_many_variables_is_learned_as_k_cnf(n: int, k: int) -> None:
    for seed in range(3):
        target = DNF(n, drawn_terms(seed, n, k)[:k])
        found = run(k_cnf(n, k), teachers.Honest(target, "random", seed=seed))
        assert found.hypothesis.key() == KCNF.implied(target.terms, n, k).key()
        assert found.ledger[Equivalence] <= sum(math.comb(n, i) for i in range(k + 1)) + 1
        points = np.random.default_rng(seed).integers(0, 2, (2000, n)).astype(np.uint8)
        points[: len(points) // 2] |= np.array([target.terms[0].ones if target.terms else np.zeros(n, np.bool_)])
        assert (found.hypothesis(points) == target(points)).all()


def test_differences_on_a_large_cube_are_differences() -> None:
    target = DNF(18, drawn_terms(4, 18, 2))
    wrong = list(disagreements(target, KCNF.of_all(18, 2)))
    assert len(wrong) >= 64 * len(target.terms) > 0
    assert all(c.label and target(c.point[None])[0] and c.point.shape == (18,) for c in wrong)
    with pytest.raises(Undecided):
        next(disagreements(target, KCNF.of_all(18, 2).only(np.zeros(612, np.bool_))))
