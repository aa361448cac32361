"""Homogeneous polynomials from values on one face: the missing power of the last variable is known."""

from __future__ import annotations

import itertools

import numpy as np

from proofs_checks.coq import coq, tied
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained, everywhere
from qlearn.concepts.homogeneous_polynomials import of_one_degree

NAME = "kernels.homogeneous_polynomial"


@lemma(
    NAME,
    "The monomials of degree p in d variables, the last one set to 1, are those of degree at most p in d - 1 variables, each"
    " once.",
    method="exhaustion: of exponents",
    scope="d <= 5, p <= 5",
    sharper="those of degree below p",
)
def monomials_on_the_face(sharper: bool) -> bool:
    def same(d: int, p: int) -> bool:
        rows = of_one_degree(d, p)
        words = (e for e in itertools.product(range(p + 1), repeat=d - 1) if sum(e) <= (p - 1 if sharper else p))
        return sorted(map(tuple, rows[:, :-1].tolist())) == sorted(words) and bool((rows.sum(axis=1) == p).all())

    return everywhere(same, range(1, 6), range(6))


@lemma(
    NAME,
    "f(x) = x_d^p f(x_1/x_d, ..., x_{d-1}/x_d, 1) for each monomial of degree p.",
    method="exhaustion: powers of whole numbers, x_d = 2",
    scope="d <= 4, p <= 4, the others -3, 5, 7",
    sharper="of degree p - 1",
)
def scaled(sharper: bool) -> bool:
    def holds(d: int, p: int) -> bool:
        rows = of_one_degree(d, p) - (np.eye(d, dtype=np.intp)[-1] if sharper else 0)
        x = np.array([*(-3.0, 5.0, 7.0)[: d - 1], 2.0])
        rows = rows[(rows >= 0).all(axis=1)]
        return bool(((x**rows).prod(axis=1) == 2.0**p * ((x / 2) ** rows).prod(axis=1)).all())

    return everywhere(holds, range(1, 5), range(1, 5))


@lemma(
    NAME,
    "On all coefficients -1, 0, 1 the learner asks C(d + p - 1, p) values, and checks, and finds the target but for rounding.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 2, p <= 3, up to 3 unknowns",
    sharper="fewer values",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


asked = coq(
    NAME,
    "Exactly C(d + p - 1, p) values and the checks are asked, whatever the answers.",
    theorem="kernels.lower_sets.homogeneous_run_bound",
    refuted="kernels.lower_sets.homogeneous_one_fewer_is_not_asked",
    sharper="fewer values",
)
face = coq(
    NAME,
    "Over any field: homogeneous functions that agree on the face x_d = 1 agree wherever x_d is not 0.",
    theorem="kernels.lower_sets.face_determines",
    refuted="kernels.lower_sets.face_does_not_tell_where_it_is_0",
    sharper="also where x_d is 0, for functions that are no polynomials",
)
every_learner = coq(
    NAME,
    "Every learner that finds the coefficients of all combinations of D features asks D values of every one of them.",
    theorem="kernels.values.every_learner_asks",
    refuted="kernels.values.D_values_can_be_enough",
    sharper="D + 1 values",
)
formula = tied(NAME, "kernels.lower_sets.homogeneous_bound", d=range(1, 8), p=range(6), checks=range(3))
lower_formula = tied(NAME, "kernels.lower_sets.homogeneous_lower", lower=True, d=range(1, 8), p=range(6))
