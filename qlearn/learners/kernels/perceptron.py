"""Polynomial thresholds with a margin from counterexamples, by adding up kernels: nothing is ever lifted."""

from __future__ import annotations

from ...catalogue import proves
from ...concepts.kernel_margins import KernelSum, KernelSums, kernel, rational
from ...errors import BadAnswer, BadArgument, Inconsistent
from ...formulas import Number, exactly, smallest, whole
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=KernelSums(),
        claim="A sum of the kernel (x.z)**p with margin g in its feature space, where features are at most R long, is found"
        " with at most floor((R/g)**2) + 1 equivalence queries, whatever the number of monomials.",
        bounds=(Bound(Equivalence, "at most", lambda R, g: R**2 // g**2 + 1),),
        lower=LowerBound(
            Equivalence,
            lambda d, R, g: smallest(d, R**2 // g**2) + 1,
            "On the axes, at points r e_i with r**p = R, features are orthogonal.  Of k = min(d, floor((R/g)**2)) of them the"
            " labels are free: sum of +-x_i**p has the norm sqrt(k), and keeps the margin R/sqrt(k) >= g there.",
        ),
        guarantee=exact,
        cite=("aizerman1964", "novikoff1962", "freund1999"),
    )
)
def perceptron(d: int, p: int, R: Number, g: Number) -> Dialogue[KernelSum]:
    """Learn [f(x) >= 0] where |f(x)| >= g |f|, f a sum of kernels (x.z)**p and (x.x)**p <= R**2, from counterexamples.

    Problem: a homogeneous polynomial of degree p has C(d + p - 1, p) coefficients; a margin makes them few enough.
    Idea: the perceptron among the kernel's features phi, phi(x).phi(z) = (x.z)**p.  Its weights are the sum of the
    counterexamples' features with their signs, so its value at x is the same sum of kernels: keep the points.
    Theorem: at most floor((R/g)**2) + 1 equivalence queries; every learner needs min(d, floor((R/g)**2)) + 1.
    Proof: Novikoff's, in the feature space.  A counterexample is a point x, so what it adds is a phi(x) and no other vector:
    y v.phi(x) <= 0 makes |v|**2 grow by (x.x)**p <= R**2 at most, and f.v by g |f| at least.
    Source: Aizerman, Braverman and Rozonoer 1964 for kernels; Novikoff 1962 for the bound; Freund and Schapire 1999.

    All degrees up to p are in it with one coordinate more that is always 1: then the kernel is (1 + x.z)**p.  |f| is the norm
    that goes with the kernel, f = sum of a_j (z_j.x)**p having |f|**2 = sum of a_i a_j (z_i.z_j)**p.  Kernels are summed in
    integers or fractions, so no value is rounded to the wrong side.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.kernel_margins import KernelSums, MarginKernelSum
    >>> from qlearn.concepts.margin_half_spaces import axes
    >>> from fractions import Fraction
    >>> target = MarginKernelSum(axes(4), (1, -1, -1, 1), 2, Fraction(1), Fraction(1, 2), axes(4))  # x1^2 - x2^2 - x3^2 + x4^2
    >>> found = run(perceptron(d=4, p=2, R=1, g="1/2"), teachers.Honest(target))
    >>> found.hypothesis, found.ledger["equivalence"]
    (-1 ([0, 1, 0, 0].x)**2 + -1 ([0, 0, 1, 0].x)**2 >= 0, 3)

    Raises `BadArgument` unless d and p are at least 1 and 0 < g <= R, `BadAnswer` for a counterexample with longer features,
    `Inconsistent` after more of them than a margin of g allows.
    """
    whole(d, "d", least=1), whole(p, "p", least=1)
    radius, margin = exactly(R, "R"), exactly(g, "g")
    if not 0 < margin <= radius:
        raise BadArgument(f"perceptron needs 0 < g <= R, got R = {R}, g = {g}")
    known = KernelSum((), (), p)
    for _ in range(radius**2 // margin**2 + 1):
        counterexample = yield from Equivalence(known)
        if counterexample is None:
            return known
        x = rational(counterexample.point.tolist())
        if len(x) != d or kernel(x, x, p) > radius**2:
            raise BadAnswer(
                f"equivalence: a counterexample has {d} coordinates with (x.x)**{p} <= R**2, R = {R}; the teacher said"
                f" {counterexample}"
            )
        known = KernelSum((*known.centres, x), (*known.weights, 1 if counterexample.label else -1), p)
    raise Inconsistent(
        f"more than (R/g)**2 counterexamples, so no sum of kernels (x.z)**{p} keeps the margin g = {g} where features are up to"
        f" R = {R} long"
    )
