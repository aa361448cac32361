"""Sums of k real exponentials y_t = beta_1 z_1**t + ... + beta_k z_k**t from 2k of their values: where each z must lie.

Guesses r_1..r_k of the nodes are found by Prony's method, of which nothing is believed.  With L_j the Lagrange polynomials
of the guesses and W the matrix of their coefficients, A = W H W' and B = W H' W' of the Hankel matrices H = (y_{i+j}) and
H' = (y_{i+j+1}) are nearly diagonal.  Wherever B - x A is strictly diagonally dominant, its determinant has the sign of the
product of its diagonal; that is a multiple of the polynomial whose roots are the nodes.  So k changes of sign enclose them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from ..intervals import Interval, at, between, ends
from .dominance import Pencil, least_and_most
from .positive_roots import positive_roots

Row = list[Interval]


@dataclass(frozen=True)
class Nodes:
    """The guesses, increasing, the coefficients of their Lagrange polynomials, and an interval about each true node."""

    here: Any  # the context of the intervals
    guesses: list[Fraction]
    lagrange: list[Row]
    true: Row

    @cached_property
    def off(self) -> list[list[Fraction]]:
        """How far at most the Lagrange polynomials (a row each) at the true nodes are from 1 at their own and 0 at others."""
        k = len(self.true)
        return [[least_and_most(self._lagrange(j, m) - int(j == m))[1] for m in range(k)] for j in range(k)]

    def _lagrange(self, j: int, m: int) -> Interval:
        """L_j at the m-th true node, by its factors."""
        here, own = self.here, self.guesses[j]
        value = here.mpf(1)
        for i, other in enumerate(self.guesses):
            if i != j:
                value *= (self.true[m] - at(here, other)) / at(here, own - other)
        return value


def enclosed(here: Any, answers: Row, k: int) -> Nodes | None:
    """The nodes of the sum with these 2k values, each in an interval of its own; None if that cannot be said."""
    guesses = prony(answers, k, here.prec)
    if guesses is None:
        return None
    lagrange = polynomials(here, guesses)
    widths = Pencil.of(*_congruent(lagrange, answers, k)).widths(guesses, Fraction(1, 1 << here.prec))
    if widths is None:
        return None
    true = [between(here, r - width, r + width) for r, width in zip(guesses, widths, strict=True)]
    apart = all(ends(x)[1] < ends(y)[0] for x, y in pairwise(true))
    return Nodes(here, guesses, lagrange, true) if apart and ends(true[0])[0] > 0 else None


def weights(nodes: Nodes, answers: Row) -> Row | None:
    """The weights beta of the sum with these k values, each in an interval; None if that cannot be said.

    With q_j = sum_i W_ji y_i and M_jl = L_j(z_l), q = M beta and M is nearly 1.  If sum_l |M - 1|_jl |q_l| <= eps |q_j| for
    all j with eps < 1, then |beta_j - q_j| <= eps/(1 - eps) |q_j|.
    """
    here = nodes.here
    q = [_dot(row, answers) for row in nodes.lagrange]
    sizes = [least_and_most(x) for x in q]
    if not all(least for least, _ in sizes):
        return None
    rows = (sum((x * most for x, (_, most) in zip(row, sizes, strict=True)), Fraction(0)) for row in nodes.off)
    eps = max(row / least for row, (least, _) in zip(rows, sizes, strict=True))
    if eps >= Fraction(1, 2):  # from there on it would not even tell the signs
        return None
    wider = between(here, 1 - eps / (1 - eps), 1 + eps / (1 - eps))
    return [x * wider for x in q]


def explains(here: Any, answers: Row, k: int) -> bool:
    """Whether a sum of k exponentials has these 2k or more values, and the first 2k of them tell the others well."""
    nodes = enclosed(here, answers[: 2 * k], k)
    beta = nodes and weights(nodes, answers[:k])
    if not nodes or not beta:
        return False
    for t, answer in enumerate(answers):
        terms = [b * z**t for b, z in zip(beta, nodes.true, strict=True)]
        size = max(abs(end) for term in terms for end in ends(term))  # their sum may be 0
        (low, high), (least, most) = ends(sum(terms, here.mpf(0))), ends(answer)
        if low > most or high < least or (high - low) * 1000 > size:
            return False
    return True


def prony(answers: Row, k: int, bits: int) -> list[Fraction] | None:
    """Guesses of the k nodes, increasing, by Prony's method in the middles of the intervals; None if it finds no such roots."""
    from mpmath.ctx_mp import MPContext

    there = MPContext()
    there.prec = 2 * bits
    middles = [(low + high) / 2 for low, high in map(ends, answers)]
    y = [there.mpf(middle.numerator) / middle.denominator for middle in middles]
    try:
        solved = there.lu_solve(there.matrix([y[i : i + k] for i in range(k)]), there.matrix([-x for x in y[k : 2 * k]]))
    except ZeroDivisionError:
        return None
    roots = positive_roots(there, [*solved, there.mpf(1)])
    found = [Fraction(int(there.nint(there.ldexp(r, bits))), 1 << bits) for r in roots or ()]
    return found if found and all(low < high for low, high in pairwise([Fraction(0), *found])) else None


def polynomials(here: Any, places: Sequence[Fraction]) -> list[Row]:
    """The coefficients of the Lagrange polynomials L_j, that of 1 first: L_j is 1 at place j and 0 at the others."""
    x = [at(here, place) for place in places]
    found = []
    for j, own in enumerate(x):
        row, scale = [here.mpf(1)], here.mpf(1)
        for m, other in enumerate(x):
            if m != j:
                scale *= own - other
                row = [up - other * low for up, low in zip([here.mpf(0), *row], [*row, here.mpf(0)], strict=True)]
        found.append([c / scale for c in row])
    return found


def _congruent(W: list[Row], y: Row, k: int) -> tuple[list[Row], list[Row]]:
    """W H W' and W H' W' for the Hankel matrices of y_0, y_1, ... and of y_1, y_2, ..."""
    moved = [[_dot(row, y[i : i + k]) for i in range(k + 1)] for row in W]
    A, B = ([[_dot(row, column[s : s + k]) for column in moved] for row in W] for s in (0, 1))
    return A, B


def _dot(x: Row, y: Row) -> Interval:
    return sum((a * b for a, b in zip(x[1:], y[1:], strict=True)), x[0] * y[0])
