"""Sparse polynomials from exact values: every one is found term by term, and what is none is refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qlearn import Digits, Value, codec, run, teachers
from qlearn.concepts.sparse_polynomials import SparsePolynomial, SparsePolynomials
from qlearn.digits import rounded
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.evidence.remaining import confirmed
from qlearn.geometry.integer_sums import SMALL, first_primes, multiplicities, positive_roots, prony
from qlearn.learners.kernels.ben_or_tiwari import ben_or_tiwari, prime_powers
from qlearn.testing import concepts


def learned(f: SparsePolynomial, T: int | None = None) -> Any:
    return run(ben_or_tiwari(f.n, f.T if T is None else T), teachers.Honest(f))


def answering(values: Sequence[Any]) -> Any:
    return teachers.Function(lambda X: values)


@given(concepts(SparsePolynomials()))
def test_every_sparse_polynomial_is_found_term_by_term(f: SparsePolynomial) -> None:
    done = learned(f)
    assert done.hypothesis.key() == f.key()
    assert done.ledger["digits"] == 2 * f.T
    assert done.ledger.rounds == (1 if f.T else 0)
    assert confirmed(done.learning, done.hypothesis, done.turns).holds
    again = codec.decode(json.loads(json.dumps(codec.encode(f))))
    assert again.key() == f.key()


@pytest.mark.parametrize(
    "f",
    [
        SparsePolynomial(3, (), 4),
        SparsePolynomial(1, (((0,), Fraction(5)),), 1),
        SparsePolynomial(2, (((0, 0), Fraction(-1, 7)),), 6),
        SparsePolynomial.of(1, [((20_000,), 3), ((19_999,), -3)], 2),
        SparsePolynomial.of(4, [((300, 0, 7, 1), 1), ((0, 0, 0, 299), Fraction(1, 10**40)), ((0, 0, 0, 0), 10**40)], 3),
        SparsePolynomial.of(1, [((13,), Fraction(1, SMALL)), ((0,), Fraction(-1, SMALL))], 2),
        SparsePolynomial.of(1, [((521,), Fraction(1, 2**521 - 1)), ((0,), Fraction(-1, 2**521 - 1))], 2),
        SparsePolynomial.of(2, [((i, j), (-1) ** i * (j + 1)) for i in range(5) for j in range(5)], 25),
        SparsePolynomial.of(1, [((1,), 1), ((0,), -2)], 2),
        SparsePolynomial.of(6, [((0, 0, 0, 0, 0, 4), 1)], 1),
    ],
    ids=[
        "zero", "constant", "fewer terms than allowed", "huge exponents", "mixed", "nodes alike modulo the small prime",
        "nodes alike modulo a large one", "many terms", "a first answer below 0", "six variables",
    ],
)  # fmt: skip
def test_edges(f: SparsePolynomial) -> None:
    assert learned(f).hypothesis.key() == f.key()


def test_more_terms_allowed_changes_nothing_but_the_count() -> None:
    f = SparsePolynomial.of(2, [((3, 1), 2), ((0, 2), -1)], 2)
    for T in range(2, 7):
        done = learned(f, T)
        assert done.hypothesis.terms == f.terms
        assert done.ledger["digits"] == 2 * T
    with pytest.raises(Inconsistent, match="at most 1 terms"):
        learned(f, 1)


def test_thirty_terms_of_five_variables() -> None:
    rng = np.random.default_rng(0)
    terms = [(tuple(rng.integers(0, 6, 5).tolist()), int(rng.integers(1, 100))) for _ in range(30)]
    f = SparsePolynomial.of(5, terms, 30)
    assert learned(f).hypothesis.key() == f.key()


WRONG = {
    "another prime": [Fraction(7) ** i for i in range(6)],
    "negative": [Fraction(-1) ** i for i in range(6)],
    "halves": [Fraction(1, 2) ** i for i in range(6)],
    "irrational": [Fraction(x) for x in (2, 1, 3, 4, 7, 11)],
    "a repeated root": [Fraction(i * 2**i) for i in range(6)],
    "a node that vanishes": [Fraction(x) for x in (2, 1, 1, 1, 1, 1)],
    "noise": [Fraction(x) for x in (3, 1, 4, 1, 5, 9)],
    "one answer off": [Fraction(3**i + (i == 5)) for i in range(6)],
    "a last answer off by little": [Fraction(6**i) + Fraction(i == 5, 10**50) for i in range(6)],
    "of too many terms": [Fraction(1 + 2**i + 3**i + 4**i) for i in range(6)],
}


@pytest.mark.parametrize("values", WRONG.values(), ids=WRONG)
def test_answers_of_no_sparse_polynomial_are_refused(values: Any) -> None:
    with pytest.raises(Inconsistent, match="no polynomial of 2 variables with at most 3 terms"):
        run(ben_or_tiwari(2, 3), answering(values))


def test_rounded_answers_are_refused_at_the_gate_or_found_out() -> None:
    with pytest.raises(BadAnswer, match="exact values"):
        run(ben_or_tiwari(1, 1), teachers.Function(lambda X: (X[:, 0] ** 2).astype(float)))
    f = SparsePolynomial.of(2, [((30, 0), 1), ((0, 30), 1)], 2)
    with pytest.raises(Inconsistent, match="rounded numbers"):
        run(ben_or_tiwari(2, 2), teachers.Function(lambda X: [rounded(f.at(x), 16) for x in X]))


@pytest.mark.parametrize(("n", "T", "message"), [(0, 1, "n is an integer"), (1, -1, "T is an integer"), (1.0, 1, "n is an")])
def test_sizes_are_counted(n: Any, T: Any, message: str) -> None:
    with pytest.raises(BadArgument, match=message):
        run(ben_or_tiwari(n, T), answering([]))


def test_the_certificate_is_of_these_points_and_this_polynomial() -> None:
    f = SparsePolynomial.of(2, [((3, 1), 2)], 2)
    done = learned(f)
    other = SparsePolynomial.of(2, [((3, 1), 3)], 2)
    assert not confirmed(done.learning, other, done.turns).holds
    elsewhere = Digits(tuple((Fraction(i), Fraction(1)) for i in range(4)))
    assert not confirmed(done.learning, f, [(elsewhere, tuple(f.at(x) for x in elsewhere.points))]).holds  # type: ignore[list-item]
    constant = SparsePolynomial.of(2, [((0, 0), 5)], 2)  # the same values everywhere, but they determine nothing elsewhere
    assert not confirmed(done.learning, constant, [(elsewhere, constant.digits(elsewhere))]).holds  # type: ignore[list-item]
    roughly = Digits(prime_powers(2, 2), 5)
    assert not confirmed(done.learning, f, [(roughly, f.digits(roughly))]).holds  # type: ignore[list-item]


def test_a_run_with_long_numbers_is_resumed_from_its_journal(tmp_path: Path) -> None:
    f = SparsePolynomial.of(1, [((20_000,), 3)], 1)
    first = run(ben_or_tiwari(1, 1), teachers.Honest(f), journal=tmp_path / "run.jsonl")
    again = run(ben_or_tiwari(1, 1), answering(()), journal=tmp_path / "run.jsonl")  # nothing is asked
    assert first.hypothesis.key() == again.hypothesis.key() == f.key()


# ---- the concept


def test_terms_have_one_form() -> None:
    f = SparsePolynomial.of(2, [((1, 0), 2), ((0, 1), 1), ((1, 0), -2), ((0, 3), Fraction(1, 2))], 3)
    assert f.terms == (((0, 3), Fraction(1, 2)), ((0, 1), Fraction(1)))
    assert str(f) == "1/2 x2^3 + 1 x2"
    assert str(SparsePolynomial(1, (), 0)) == "0"
    assert "bits" in str(SparsePolynomial.of(1, [((0,), 7**9000)], 1)), "a number too long to write in tens"
    assert f.sizes == {"n": 2, "T": 3, "t": 2}
    for bad in [(((1,), Fraction(1)),), (((1, -1), Fraction(1)),), (((1, 0), Fraction(0)),), f.terms[::-1], f.terms * 2]:
        with pytest.raises(BadArgument):
            SparsePolynomial(2, bad, 3)
    with pytest.raises(BadArgument, match="at most 1"):
        SparsePolynomial(2, f.terms, 1)


def test_values_are_rounded_once() -> None:
    f = SparsePolynomial.of(1, [((2,), 1), ((0,), -1)], 2)
    points = np.array([[1.0], [1 + 2.0**-52], [1 - 2.0**-53], [1e200]])
    assert f.values(points)[:, 0].tolist() == [0.0, 2.0**-51, -(2.0**-52), float("inf")]
    assert f(points).tolist() == [True, True, False, True]
    with pytest.raises(BadAnswer, match="finite"):
        Value(points).accepts(f.values(points))


# ---- the arithmetic


@given(st.sets(st.integers(1, 10**9), max_size=6))
def test_whole_roots_are_found(roots: set[int]) -> None:
    polynomial = [1]
    for root in roots:
        polynomial = [a - root * b for a, b in zip([0, *polynomial], [*polynomial, 0], strict=True)]
    assert positive_roots(polynomial) == tuple(sorted(roots, reverse=True))


@given(st.lists(st.integers(-50, 50), max_size=5))
def test_what_has_other_roots_is_refused(rest: list[int]) -> None:
    polynomial = [*rest, 1]
    found = positive_roots(polynomial)
    plain = [x for x in range(1, 52) if sum(c * x**i for i, c in enumerate(polynomial)) == 0]
    if found is not None:
        assert sorted(found) == plain
        assert len(found) == len(rest)
    else:
        assert len(plain) < len(rest)


@given(st.dictionaries(st.integers(1, 300), st.fractions().filter(bool), max_size=4))
def test_nodes_and_weights_of_a_sum_are_found(parts: dict[int, Fraction]) -> None:
    primes = first_primes(62)
    terms = [sum((c * m**i for m, c in parts.items()), Fraction(0)) for i in range(8)]
    found = prony(terms, primes)
    assert found is not None
    assert dict(zip(*found, strict=True)) == parts


def test_primes_and_factors() -> None:
    assert first_primes(10) == (2, 3, 5, 7, 11, 13, 17, 19, 23, 29)
    assert multiplicities(360 * 49, (2, 3, 5)) == ((3, 2, 1), 49)
    assert [list(map(int, point)) for point in prime_powers(2, 1)] == [[1, 1], [2, 3]]
