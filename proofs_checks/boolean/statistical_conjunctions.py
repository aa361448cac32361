"""Conjunctions from probabilities: which variables stay, and how much they can cost."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, tautology
from qlearn.concepts.conjunctions import Conjunction
from qlearn.domains import Cube, Law
from qlearn.learners.boolean.statistical_conjunctions import statistical_conjunctions, tolerance
from qlearn.oracle import probability
from qlearn.queries import Statistical

NAME = "boolean.statistical_conjunctions"


@lemma(
    NAME,
    "No point is accepted without a variable of the target.",
    method="tautology: the variable, and the AND of the others",
    scope=ALL,
    sharper="nor without any other",
)
def in_the_target(sharper: bool) -> bool:
    return tautology(lambda x, others: not ((others if sharper else x and others) and not x), 2)


@lemma(
    NAME,
    "If all variables of the target are kept, hypothesis and target differ exactly on the points that the target accepts"
    " without some variable kept.",
    method="exhaustion: every target, every set kept that has it, every point",
    scope="n <= 4",
    sharper="without the first variable kept",
)
def errors(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        points, sets = Cube(n).points(), list(itertools.product((False, True), repeat=n))
        for target, kept in itertools.product(sets, sets):
            if any(t and not k for t, k in zip(target, kept, strict=True)):
                continue
            f, h = Conjunction(np.array(target)), Conjunction(np.array(kept))
            which = np.flatnonzero(kept)[: 1 if sharper else n]
            lost = f(points) & (points[:, which] == 0).any(axis=1)
            if (lost != (f(points) != h(points))).any():
                return False
        return True

    return everywhere(claim, range(1, 5))


def _found(target: Conjunction, law: Law, eps: Fraction, signs: tuple[int, ...]) -> Fraction:
    """The error of what the real learner returns, its answers off by the tolerance, upwards or downwards."""
    talk, tau = iter(statistical_conjunctions(len(target.keep), eps)), tolerance(len(target.keep), eps)
    query = next(talk)
    for sign in signs:
        assert isinstance(query, Statistical)
        try:
            query = talk.send(probability(query, target, law) + sign * tau)
        except StopIteration as stop:
            return law.measure(stop.value(law.points) != target(law.points))
    raise AssertionError("the learner asks more than n queries")


@lemma(
    NAME,
    "The error is at most eps, whatever the law and the answers within the tolerance.",
    method="exhaustion: the real learner, every target, every law in quarters, every answer at an end of the tolerance",
    scope="n <= 2, eps = 1/2 and 1/4",
    sharper="below eps",
)
def accurate(sharper: bool) -> bool:
    def claim(n: int, eps: Fraction) -> bool:
        points = Cube(n).points()
        laws = [w for w in itertools.product(range(5), repeat=1 << n) if sum(w) == 4]
        for weights, target, signs in itertools.product(
            laws, itertools.product((False, True), repeat=n), itertools.product((-1, 1), repeat=n)
        ):
            law = Law(points, tuple(Fraction(w, 4) for w in weights))
            error = _found(Conjunction(np.array(target)), law, eps, signs)
            if not (error < eps if sharper else error <= eps):
                return False
        return True

    return everywhere(claim, (1, 2), (Fraction(1, 2), Fraction(1, 4)))


@lemma(
    NAME,
    "With needles of measure 2 tau, each a point with one zero, and a target that accepts all, the error is 2 n tau = eps.",
    method="exhaustion: the real learner, answers lower by the tolerance",
    scope="n <= 8, eps = 1/2, 1/4, 1/10",
    sharper="it is less",
)
def needles(sharper: bool) -> bool:
    def claim(n: int, eps: Fraction) -> bool:
        points = np.vstack([1 - np.eye(n, dtype=np.uint8), np.ones((1, n), np.uint8)])
        law = Law(points, (2 * tolerance(n, eps),) * n + (1 - eps,))
        error = _found(Conjunction(np.zeros(n, np.bool_)), law, eps, (-1,) * n)
        return error < eps if sharper else error == eps

    return everywhere(claim, range(1, 9), (Fraction(1, 2), Fraction(1, 4), Fraction(1, 10)))
