"""Superset queries: which clauses follow; what a k-CNF is; and the learner that asks about all clauses of k literals."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Membership, Superset, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.k_cnf import KCNF, KCNFs, every_clause
from qlearn.domains import Cube
from qlearn.errors import BadAnswer, BadArgument, BadQuery, Undecided
from qlearn.learners.boolean.superset_queries import superset_queries
from qlearn.oracle import legal, truth
from qlearn.transcript import Turn, contradiction

TARGET = KCNF.of_clauses(np.array([[-1, 1, 0], [0, 1, 1], [0, -1, 1]]), 2)  # (~x1 | x2) & x3


def satisfied(clause: Any, x: Any) -> bool:
    return any(x[i] == (literal > 0) for i, literal in enumerate(clause) if literal)


@given(st.integers(0, 10**6))
def test_a_clause_follows_if_it_holds_wherever_the_concept_does(seed: int) -> None:
    concept = KCNFs().draw(Coins(seed))
    points = Cube(concept.n).points()
    clauses = Coins(seed, 1).rng.integers(-1, 2, (20, concept.n)).astype(float)
    want = [all(satisfied(clause, x) for x in points[concept(points)]) for clause in clauses]
    assert concept.implies(clauses).tolist() == want
    assert truth(Superset(clauses), concept).tolist() == want
    assert legal(Superset(clauses), concept, np.array(want))
    assert not legal(Superset(clauses), concept, ~np.array(want))


def test_where_a_clause_fails() -> None:
    assert KCNF.of_clauses(np.array([[1, 0, -1]]), 2)(Cube(3).points()).tolist() == [True, False] * 1 + [
        True,
        False,
        True,
        True,
        True,
        True,
    ]
    assert str(TARGET) == "(~x1 | x2) & (x2 | x3) & (~x2 | x3)"
    assert TARGET(Cube(3).points()).tolist() == [False, True, False, True, False, False, False, True]
    assert every_clause(2, 1).tolist() == [[1, 0], [-1, 0], [0, 1], [0, -1]]


@pytest.mark.parametrize("clause", [[[2, 0]], [[0.5, 1]], [[-2, 1]], [1, 0], [[np.nan, 0]]])
def test_what_is_no_clause_cannot_be_asked(clause: Any) -> None:
    with pytest.raises(BadQuery):
        Superset(clause)


@pytest.mark.parametrize("answer", [[1, 0], [True], [[True, False]], None, ["yes", "no"]])
def test_an_answer_is_a_truth_value_for_each_clause(answer: Any) -> None:
    with pytest.raises(BadAnswer, match="superset"):
        Superset([[1, 0], [0, 1]]).accepts(answer)
    said = np.array([True, False])
    kept = Superset([[1, 0], [0, 1]]).accepts(said)
    said[:] = False
    assert kept.tolist() == [True, False]


def test_a_clause_is_no_point() -> None:
    """The clause x1 and the point [1, 0] are the same numbers, and say nothing of each other."""
    turns = [Turn(Superset([[1.0, 0.0]]), np.array([True])), Turn(Membership([[1.0, 0.0]]), np.array([False]))]
    assert contradiction(turns) is None
    assert contradiction([*turns, Turn(Superset([[1.0, 0.0]]), np.array([False]))]) == (0, 2)
    with pytest.raises(Undecided, match="no single true answer to a superset query"):
        truth(Superset([[1, 0]]), Conjunction.of_all(2))


@given(st.integers(0, 10**6))
def test_every_formula_is_found_with_the_number_stated(seed: int) -> None:
    target = KCNFs().draw(Coins(seed))
    found = run(superset_queries(n=target.n, k=target.k), teachers.Honest(target))
    points = Cube(target.n).points()
    assert (found.hypothesis(points) == target(points)).all()
    assert found.ledger["superset"] == superset_queries.theorem.bounds[0].at(n=target.n, k=target.k)
    assert len(found.turns) == 1
    asked = found.turns[0].query.points
    assert ((asked != 0).sum(axis=1) == target.k).all()
    assert len({row.tobytes() for row in asked}) == len(asked)


def test_the_functions_of_a_class() -> None:
    """Literals and their negations: 3^n terms and 'false'; 2-CNF of two variables: everything."""
    sizes = {(n, k): len(KCNFs().space(n=n, k=k).concepts) for n, k in ((1, 1), (2, 1), (2, 2), (3, 1), (3, 2), (3, 3))}
    assert sizes == {(1, 1): 4, (2, 1): 10, (2, 2): 16, (3, 1): 28, (3, 2): 166, (3, 3): 256}
    for concept, other in itertools.combinations(KCNFs().space(n=2, k=1).concepts, 2):
        assert (concept(Cube(2).points()) != other(Cube(2).points())).any()


def test_it_is_journalled_and_resumed(tmp_path: Path) -> None:
    path = tmp_path / "dialogue.jsonl"
    first = run(superset_queries(n=3, k=2), teachers.Honest(TARGET), journal=path)
    again = run(superset_queries(n=3, k=2), teachers.Honest(KCNF.of_clauses(np.zeros((0, 3)), 2)), journal=path)
    assert again.hypothesis.key() == first.hypothesis.key()
    assert str(first.hypothesis) == "(~x1 | x2) & (x1 | x3) & (~x1 | x3) & (x2 | x3) & (~x2 | x3)"


@pytest.mark.parametrize(("n", "k"), [(0, 1), (3, 0), (3, 4), (True, 1), (3, 1.0)])
def test_sizes_that_are_none(n: Any, k: Any) -> None:
    with pytest.raises(BadArgument, match="is an integer"):
        next(iter(superset_queries(n=n, k=k)))
