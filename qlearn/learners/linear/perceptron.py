"""Half-spaces with a margin from counterexamples, by adding them up."""

from __future__ import annotations

from fractions import Fraction

from ...catalogue import proves
from ...concepts.exact_half_spaces import ExactHalfSpace
from ...concepts.grid_half_spaces import GridHalfSpace
from ...concepts.margin_half_spaces import MarginHalfSpaces
from ...concepts.short_grid_half_spaces import ShortGridHalfSpaces
from ...errors import BadArgument, Inconsistent
from ...formulas import Number, exactly, smallest, whole
from ...queries import Dialogue, Equivalence
from ...theorems import Bound, LowerBound, Theorem, exact


@proves(
    Theorem(
        learns=MarginHalfSpaces(),
        claim="A half-space with margin g on points of length at most R is found with at most floor((R/g)**2) + 1"
        " equivalence queries, whatever the dimension.",
        bounds=(Bound(Equivalence, "at most", lambda R, g: R**2 // g**2 + 1),),
        lower=LowerBound(
            Equivalence,
            lambda d, R, g: smallest(d, R**2 // g**2) + 1,
            "The labels of R e_1, ..., R e_k are free, k = min(d, floor((R/g)**2)): the normals with entries +-1/sqrt(k) keep"
            " the margin R/sqrt(k) >= g there, so the teacher can call every prediction wrong.",
        ),
        guarantee=exact,
        cite=("rosenblatt1958", "novikoff1962"),
    )
)
def perceptron(d: int, R: Number, g: Number) -> Dialogue[ExactHalfSpace]:
    """Learn [w.x >= 0] where |x| <= R and |w.x| >= g |w|, from counterexamples.

    Problem: no point is near the boundary, and the dimension may be large.
    Idea: add to v each counterexample that is true, subtract each that is false, and propose [v.x >= 0].
    Theorem: at most floor((R/g)**2) + 1 equivalence queries; every learner needs min(d, floor((R/g)**2)) + 1.
    Proof: A counterexample has y v.x <= 0 for its sign y, so it adds at most R**2 to |v|**2, and at least g to w.v, |w| = 1.
    After m of them m g <= w.v <= |v| <= R sqrt(m).  So m <= (R/g)**2.
    Source: Rosenblatt 1958; the bound is Novikoff's, 1962.

    An offset is one coordinate more that is always 1.  v is summed in fractions: that a float sum would round is no mistake
    of the learner's.

    >>> from fractions import Fraction
    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.margin_half_spaces import MarginHalfSpace, axes
    >>> target = MarginHalfSpace((1, -1, -1, 1), Fraction(2), Fraction(1), axes(4, 2))
    >>> found = run(perceptron(d=4, R=2, g=1), teachers.Honest(target))
    >>> found.hypothesis, found.ledger["equivalence"]
    (w = [0, -2, -2, 0], 3)

    Raises `BadArgument` unless 0 < g <= R, `Inconsistent` after more counterexamples than a margin of g allows.
    """
    whole(d, "d", least=1)
    radius, margin = exactly(R, "R"), exactly(g, "g")
    if not 0 < margin <= radius:
        raise BadArgument(f"perceptron needs 0 < g <= R, got R = {R}, g = {g}")
    v = [Fraction(0)] * d
    for _ in range(radius**2 // margin**2 + 1):
        hypothesis = ExactHalfSpace(tuple(v))
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        sign = 1 if counterexample.label else -1
        v = [a + sign * Fraction(x) for a, x in zip(v, counterexample.point.tolist(), strict=True)]
    raise Inconsistent(
        f"more than (R/g)**2 counterexamples, so no half-space keeps the margin g = {g} on points of length up to R = {R}"
    )


@proves(
    Theorem(
        learns=ShortGridHalfSpaces(),
        claim="A half-space of {0..N}^d with integers (2w, 2b + 1) whose squares sum to at most S is found with at most"
        " S (d N**2 + 1) + 1 equivalence queries.",
        bounds=(Bound(Equivalence, "at most", lambda d, N, S: S * (d * N**2 + 1) + 1),),
        lower=LowerBound(
            Equivalence,
            lambda d, S: smallest(d, (S - 1) // 4) + 2,
            "The labels of 0, e_1, ..., e_k are free, k = min(d, (S - 1)/4 rounded down): b = 0 or -1 decides the first, and"
            " then w_i in {0, -1} or {0, 1} the others.",
        ),
        guarantee=exact,
        cite=("rosenblatt1958", "novikoff1962"),
        loose="what is promised of the integers says more than the margin that the bound is made from",
    )
)
def perceptron_grid(d: int, N: int, S: int) -> Dialogue[GridHalfSpace]:
    """Learn [w.x + b >= 0] on {0, ..., N}^d where the integers w, b are small, from counterexamples.

    Problem: a half-space of a grid has an offset, and points on its boundary.
    Idea: the perceptron on the points (x, 1); the target is [(2w, 2b + 1).(x, 1) >= 0] as well, and that is never near 0.
    Theorem: at most S (d N**2 + 1) + 1 equivalence queries, if |(2w, 2b + 1)|**2 <= S.
    Proof: 2(w.x + b) + 1 is an odd integer, above 0 exactly if w.x + b >= 0: so with y the label's sign it is y or further
    out.  A counterexample adds 1 at least to v.(2w, 2b + 1), and d N**2 + 1 at most to |v|**2.  After m of them
    m**2 <= |v|**2 S <= m (d N**2 + 1) S.
    Source: Rosenblatt 1958; Novikoff 1962 for the bound in general.

    For weights that are large, as integers may have to be (up to about d**(d/2)), the ellipsoid method has the better bound.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.grid_half_spaces import GridHalfSpace
    >>> majority = GridHalfSpace((1, 1, 1), -2, N=1)
    >>> found = run(perceptron_grid(d=3, N=1, S=21), teachers.Honest(majority))
    >>> found.hypothesis, found.ledger["equivalence"]
    (w = [2, 2, 1], b = -3 on {0..1}^3, 16)

    Raises `BadArgument` for sizes that are none, `Inconsistent` for a counterexample off the grid, or after more of
    them than S allows.
    """
    whole(d, "d", least=1), whole(N, "N", least=1), whole(S, "S", least=1)
    w, b = (0,) * d, 0
    for _ in range(S * (d * N**2 + 1) + 1):
        hypothesis = GridHalfSpace(w, b, N)
        counterexample = yield from Equivalence(hypothesis)
        if counterexample is None:
            return hypothesis
        if not hypothesis.domain.contains(counterexample.point[None])[0]:
            raise Inconsistent(f"{counterexample}, but that is no point of the grid {{0..{N}}}^{d}")
        sign = 1 if counterexample.label else -1
        w = tuple(c + sign * int(x) for c, x in zip(w, counterexample.point.tolist(), strict=True))
        b += sign
    raise Inconsistent(f"more counterexamples than any half-space of {{0..{N}}}^{d} with S = {S} allows")
