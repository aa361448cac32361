"""Gaussian networks by Prony's method, along as many directions as it takes."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import sympy as sp

from proofs_checks.coq import REALS, coq, tied
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn import find, run, teachers
from qlearn.concepts.rbf_networks import RbfNetwork

NAME = "kernels.prony_directions"

few_roots = coq(
    NAME,
    "A polynomial with as many roots as coefficients is 0: so two centres have the same component along (1, s, ..., s**(d - 1))"
    " for at most d - 1 numbers s.",
    theorem="kernels.real_roots.few_roots",
    refuted="kernels.real_roots.one_root_fewer_is_not_enough",
    sharper="one with one root fewer is 0, too",
    axioms=REALS,
)
one_separates = coq(
    NAME,
    "Of more than m (d - 1) numbers s one is a root of none of m polynomials with d coefficients, none of them 0.",
    theorem="kernels.real_roots.one_separates",
    refuted="kernels.real_roots.one_direction_fewer_may_not_separate",
    sharper="of as many",
    axioms=REALS,
)
enclosed = coq(
    NAME,
    "k changes of sign in k intervals that do not meet: they hold every root of a polynomial of degree k.",
    theorem="kernels.real_roots.enclosed",
    refuted="kernels.real_roots.with_one_change_fewer_a_root_is_missed",
    sharper="k - 1 changes will do",
    axioms=REALS,
)
asked = coq(
    NAME,
    "At most k**2 (k - 1)(d - 1) + k(d + 1) + checks values are asked, whatever the answers.",
    theorem="kernels.prony.directions_bound",
)
formula = tied(NAME, "kernels.prony.most", d=range(1, 6), k=range(1, 6), checks=(0, 1, 5))
undetermined = coq(
    NAME,
    "Fewer points than k leave weights, not all 0, whose network with known centres is 0 at all of them.",
    theorem="linear.kernel.kernel",
    refuted="linear.kernel.axes_leave_only_zero",
    sharper="k points leave one, too",
)


@lemma(
    NAME,
    "2k values along each of k(k - 1)/2 (d - 1) + 1 directions and (d - 1)k beside one are k**2 (k - 1)(d - 1) + k(d + 1).",
    method="identity",
    scope=ALL,
    sharper="along one direction fewer",
)
def together(sharper: bool) -> bool:
    k, d, checks = sp.symbols("k d checks")
    tries = k * (k - 1) / 2 * (d - 1) + (0 if sharper else 1)
    return zero(2 * k * tries + (d - 1) * k + checks - bound_of(NAME).count(d=d, k=k, checks=checks))


@lemma(
    NAME,
    "If two nodes are the same, the Hankel matrices H and H' are singular together: det(H' - x H) is 0 for all x, and no sign"
    " of it is ever seen.",
    method="identity: of polynomials",
    scope="k = 2 and 3",
    sharper="if two of the weights are the same",
)
def singular(sharper: bool) -> bool:
    x = sp.Symbol("x")

    def claim(k: int) -> bool:
        z, beta = list(sp.symbols(f"z1:{k + 1}")), list(sp.symbols(f"beta1:{k + 1}"))
        same = beta if sharper else z
        same[1] = same[0]
        y = [sum(b * u**t for b, u in zip(beta, z, strict=True)) for t in range(2 * k)]
        return zero(sp.Matrix(k, k, lambda i, j: y[i + j + 1] - x * y[i + j]).det(method="berkowitz"))

    return everywhere(claim, (2, 3))


def merging(d: int) -> RbfNetwork:
    """Two centres whose difference has the coefficients of s(s - 1)...(s - d + 2)."""
    s = sp.Symbol("s")
    coefficients = sp.Poly(sp.prod(s - i for i in range(d - 1)) + 0 * s, s).all_coeffs()[::-1]
    size = 2 * max(abs(int(c)) for c in coefficients)
    half = [Fraction(int(c), size) for c in coefficients]
    return RbfNetwork.of([half, [-x for x in half]], [1, "-3/2"], g=1)


@lemma(
    NAME,
    "Some pair of centres meets along all directions but the last: the bound is attained.",
    method="exhaustion: the real learner",
    scope="k = 2, d <= 4",
    sharper="with one value fewer",
)
def nastiest(sharper: bool) -> bool:
    def claim(d: int) -> bool:
        done = run(find(NAME)(**merging(d).given, digits=80, tol="1e-9"), teachers.Honest(merging(d)))
        return done.ledger["digits"] == bound_of(NAME).at(d=d, k=2, checks=0) - (1 if sharper else 0)

    return everywhere(claim, range(1, 5))


@lemma(
    NAME,
    "So do three centres of the plane that meet two by two along the directions of s = 0, 1 and 2.",
    method="exhaustion: the real learner, in every order of the three",
    scope="k = 3, d = 2",
    sharper="with one value fewer",
)
def three(sharper: bool) -> bool:
    places: list[list[Any]] = [[0, 0], [0, "1/4"], ["1/2", "-1/4"]]

    def claim(order: tuple[int, ...]) -> bool:
        target = RbfNetwork.of([places[i] for i in order], [1, -1, 2], g=1)
        done = run(find(NAME)(**target.given, digits=60, tol="1e-9"), teachers.Honest(target))
        return done.ledger["digits"] == bound_of(NAME).at(d=2, k=3, checks=0) - (1 if sharper else 0)

    return everywhere(claim, itertools.permutations(range(3)))


@lemma(
    NAME,
    "On all networks with centres at corners of the unit cube and weights 1 and -1 it asks no more than it says, and for some"
    " of them that much; centres and weights are within tol.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 2, k <= 2",
    sharper="fewer values",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
