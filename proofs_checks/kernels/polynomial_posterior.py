"""Labels of a polynomial by a normal law of its coefficients: what a label takes away, and that no more are asked."""

from __future__ import annotations

from contextlib import suppress
from itertools import cycle, product

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.chart_box_runs import asked_of
from proofs_checks.methods import attained, everywhere, zero
from qlearn import find
from qlearn.concepts.polynomial_thresholds import PolynomialThresholds
from qlearn.geometry.polynomial_law import kernel_covariance
from qlearn.learners.kernels.polynomial_posterior import polynomial_posterior

NAME = "kernels.polynomial_posterior"


@lemma(
    NAME,
    "A label whose plane passes the mean leaves a standard normal value the mean sqrt(2/pi) and the variance 1 - 2/pi,"
    " whichever it is, and both are equally likely.",
    method="identity: of integrals",
    scope=ALL,
    sharper="the variance 1/2",
)
def halved(sharper: bool) -> bool:
    z = sp.symbols("z", real=True)
    density = sp.exp(-(z**2) / 2) / sp.sqrt(2 * sp.pi)
    total, mean, square = (sp.integrate(z**k * density, (z, 0, sp.oo)) for k in range(3))
    variance = square / total - (mean / total) ** 2
    wanted = sp.Rational(1, 2) if sharper else 1 - 2 / sp.pi
    return zero(total - sp.Rational(1, 2)) and zero(mean / total - sp.sqrt(2 / sp.pi)) and zero(variance - wanted)


@lemma(
    NAME,
    "If a label leaves the value phi.c a share 1 - k of its variance, the trace of S loses k phi'S**2 phi/phi'S phi.",
    method="identity: of rational functions, in two dimensions",
    scope="two dimensions: the loss is in the plane of phi and S phi",
    sharper="k phi'S phi",
)
def trace_lost(sharper: bool) -> bool:
    a, b, c, k = sp.symbols("a b c k", positive=True)
    S, phi = sp.Matrix([[a, b], [b, c]]), sp.Matrix(sp.symbols("f0:2"))
    along = S * phi
    variance = (phi.T * along)[0]
    after = S - k * along * along.T / variance
    kept = zero((phi.T * after * phi)[0] - (1 - k) * variance)
    lost = variance if sharper else (along.T * along)[0] / variance
    return kept and zero(S.trace() - after.trace() - k * lost)


@lemma(
    NAME,
    "The slope of phi'S**2 phi/phi'S phi in phi is 2 (S**2 phi - g S phi)/phi'S phi, g the value itself.",
    method="identity: of derivatives, in two dimensions",
    scope="two dimensions",
    sharper="without the factor g",
)
def uphill(sharper: bool) -> bool:
    a, b, c = sp.symbols("a b c", positive=True)
    S, phi = sp.Matrix([[a, b], [b, c]]), sp.Matrix(sp.symbols("f0:2"))
    variance = (phi.T * S * phi)[0]
    g = (phi.T * S * S * phi)[0] / variance
    slope = 2 * (S * S * phi - (1 if sharper else g) * S * phi) / variance
    return all(zero(sp.diff(g, f) - s) for f, s in zip(phi, slope, strict=True))


@lemma(
    NAME,
    "The covariance of the coefficients of a random polynomial with the kernel (1 + x.z)**p has the kernel's values at all"
    " points: nothing is approximated.",
    method="exhaustion: within 1e-9, at 40 points",
    scope="d <= 3, p <= 3",
    sharper="with the degree one too low",
)
def own_prior(sharper: bool) -> bool:
    from qlearn.geometry.monomials import exponents, features

    def claim(d: int, p: int) -> bool:
        degree = p - 1 if sharper else p
        S = kernel_covariance(d, degree, lambda X, Z: (1 + X @ Z.T) ** p)
        X = np.random.default_rng(1).uniform(-1, 1, (40, d))
        phi = features(X, exponents(d, degree), "legendre")
        return bool(np.allclose(phi @ S @ phi.T, (1 + X @ X.T) ** p, atol=1e-9))

    return everywhere(claim, range(1, 4), range(1, 4))


@lemma(
    NAME,
    "In the exact game on the coefficients -1, 0, 1 it asks no more than its labels, in some games so many, and its hypothesis"
    " gives them all.",
    method="exhaustion: the real learner in the exact game",
    scope="d p <= 2, up to 6 labels",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


@lemma(
    NAME,
    "Whatever is answered, no more labels than allowed are asked: by every sequence of 3 answers that is repeated for ever.",
    method="exhaustion",
    scope="d = 2, p = 2, 9 labels; 8 periodic teachers",
    sharper="one label fewer is enough for all",
)
def capped(sharper: bool) -> bool:
    from qlearn.errors import Inconsistent

    def within(answers: tuple[bool, ...]) -> bool:
        said = cycle(answers)
        count = 0

        def tell(points: np.ndarray) -> np.ndarray:
            nonlocal count
            count += len(points)
            return np.array([next(said) for _ in points])

        with suppress(Inconsistent):
            asked_of(iter(polynomial_posterior(d=2, p=2, labels=9)), tell)
        return count <= 9 - (1 if sharper else 0)

    return everywhere(within, product((False, True), repeat=3))


@lemma(
    NAME,
    "The hypothesis gives the labels of a target with coefficients -1, 0, 1, after any number of them.",
    method="exhaustion: the real learner",
    scope="d = 2, p = 1, all 26 targets, 1..24 labels",
    sharper="it is right on a grid of the box as well",
)
def agrees(sharper: bool) -> bool:
    from qlearn import run, teachers

    grid = np.stack(np.meshgrid(np.linspace(-1, 1, 21), np.linspace(-1, 1, 21)), -1).reshape(-1, 2)

    def claim(i: int, labels: int) -> bool:
        target = PolynomialThresholds().space(d=2, p=1).concepts[i]
        found = run(find(NAME)(d=2, p=1, labels=labels), teachers.Honest(target)).hypothesis
        where = grid if sharper else found.asked
        return bool((found(where) == target(where)).all())

    return everywhere(claim, range(26), (1, 2, 3, 5, 8, 24))
