"""Sparse polynomials from exact values at powers of the primes."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ...catalogue import proves
from ...concepts.sparse_polynomials import SparsePolynomial, SparsePolynomials
from ...errors import Inconsistent
from ...formulas import whole
from ...geometry.integer_sums import first_primes, multiplicities, prony
from ...queries import Dialogue, Digits
from ...theorems import Bound, Certified, Guarantee, LowerBound, Sizes, Theorem


def prime_powers(n: int, T: int) -> tuple[tuple[Fraction, ...], ...]:
    """(2^i, 3^i, 5^i, ...) for i = 0, ..., 2 T - 1."""
    return tuple(tuple(Fraction(prime**i) for prime in first_primes(n)) for i in range(2 * T))


def same_values(found: SparsePolynomial, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    """No other polynomial with at most T terms has these 2 T values."""
    where = prime_powers(int(sizes["n"]), int(sizes["T"]))
    asked = [point for query, _ in turns for point in query.points]
    said = [value for query, answer in turns for value in answer if query.digits is None]
    holds = asked == list(where) and len(found.terms) <= sizes["T"] and said == [found.at(point) for point in where]
    return Certified(holds, 0.0, "2 T exact values at powers of the primes")


same_terms = Guarantee(
    "the hypothesis is the target, term by term",
    lambda case: bool(case.concept.key() == case.hypothesis.key()),
    confirms=same_values,
)


@proves(
    Theorem(
        learns=SparsePolynomials(),
        claim="A polynomial of n variables with at most T terms, of any degree, is found with exactly 2 T exact values, all in"
        " one round.",
        bounds=(Bound(Digits, "exactly", lambda T: 2 * T),),
        lower=LowerBound(
            Digits,
            lambda T: T,
            "fewer than T points leave the map from the coefficients of T chosen terms to the answers a kernel: the teacher"
            " answers 0 throughout, and both 0 and an element of the kernel fit.",
        ),
        guarantee=same_terms,
        cite=("benor1988", "prony1795"),
    )
)
def ben_or_tiwari(n: int, T: int) -> Dialogue[SparsePolynomial]:
    """Learn a polynomial with few terms, whatever their degrees, from exact values at powers of the primes.

    Problem: C(n + p, p) values determine a polynomial of degree p, which are too many if p is large and few terms are there.
    Idea: at (2^i, 3^i, 5^i, ...) a term a x_1^e_1 ... x_n^e_n has the value a m^i with m = 2^e_1 3^e_2 5^e_3 ...  So the values
    are a sum of powers of such m.  It obeys a linear recurrence, whose roots are the m; their prime factors are the exponents.
    Theorem: exactly 2 T value queries in one round, and the hypothesis is the target; every learner needs T.  A learner that
    asks all its points before it hears an answer needs 2 T.
    Proof: Different terms have different m, since factors are unique.  The difference of two polynomials with at most T terms
    has at most 2 T terms; if all its 2 T values were 0, the Vandermonde matrix of its different m would be singular, which it
    is not.  The recurrence is found, its roots are integers, and all 2 T values are compared in the end.  2 T - 1 points fixed
    beforehand leave a kernel on 2 T chosen terms: half of such an element and minus the other half have the same values.
    Source: Ben-Or and Tiwari 1988; Prony 1795; the recurrence by Berlekamp's algorithm, as Massey 1969 has it.

    Values must be exact: fractions or whole numbers, never floats.  Exponents of n variables up to e make numbers of about
    2 T n e lg(2 n) bits.  Whole coefficients of known size could be read off one huge value; here nothing is known of them.

    >>> from qlearn import run, teachers
    >>> found = run(ben_or_tiwari(n=2, T=3), teachers.Function(lambda X: 7 * X[:, 0] ** 90 * X[:, 1] - X[:, 1] ** 4 / 3))
    >>> found.hypothesis, found.ledger
    (7 x1^90 x2 + -1/3 x2^4, Ledger(digits: 6; rounds: 1))

    Raises `BadArgument` for n or T that is no size, and `Inconsistent` if no polynomial with at most T terms has these values.
    """
    n, T = whole(n, "n", least=1), whole(T, "T", least=0)
    if T == 0:
        return SparsePolynomial(n, (), 0)
    answers = yield from Digits(prime_powers(n, T))  # 2 T fractions
    primes = first_primes(n)
    found = prony(answers, primes)
    if found is None:
        raise Inconsistent(
            f"no polynomial of {n} variables with at most {T} terms has these {2 * T} values: the target has more terms or is"
            " no polynomial, or the teacher computes with rounded numbers; try a larger T, and answer in fractions"
        )
    terms = [(multiplicities(node, primes)[0], share) for node, share in zip(*found, strict=True)]
    return SparsePolynomial.of(n, terms, T)
