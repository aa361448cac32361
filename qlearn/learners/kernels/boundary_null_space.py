"""The polynomial of a boundary, from points of it: the one that is 0 at all of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ...catalogue import proves
from ...concepts.polynomial_thresholds import PinnedPolynomial, SeededPolynomials, Vector
from ...concepts.seeded_half_spaces import Seed, seeds
from ...errors import BadArgument, Failed, Inconsistent
from ...formulas import whole
from ...geometry.directions import angle
from ...geometry.monomials import dimension, exponents, features
from ...geometry.pinned_polynomials import Pinned, faces, pinned
from ...points import Points, spell
from ...queries import Dialogue, Membership
from ...theorems import Bound, Certified, Guarantee, Sizes, Theorem
from ..segments import Ends, halved

ROUNDING = 2.0**-44  # radians; both vectors are rounded
HALVINGS = 48  # after which two points of the box are hardly told apart


def _confirms(hypothesis: PinnedPolynomial, turns: Sequence[tuple[Any, Any]], sizes: Sizes) -> Certified:
    """By the hypothesis's own pairs, if they were labelled as it says."""
    said = {(x.astype(np.float64) + 0.0).tobytes(): bool(y) for q, a in turns for x, y in zip(q.points, a, strict=True)}
    shown = ((hypothesis.inside, True), (hypothesis.outside, False), (hypothesis.far, hypothesis.above))
    heard = all(said.get((x + 0.0).tobytes()) is label for rows, label in shown for x in rows)
    d, p = int(sizes["d"]), int(sizes["p"])
    found = pinned(hypothesis.inside, hypothesis.outside, d, p)
    reach = found.angle + min(angle(found.w, hypothesis.w), angle(-found.w, hypothesis.w))
    phi = features(hypothesis.far, exponents(d, p), "legendre")[0]
    holds = heard and reach <= hypothesis.angle + ROUNDING and faces(hypothesis.w, phi, hypothesis.above, hypothesis.angle)
    return Certified(holds, reach, "pairs about the boundary, and the least singular values of their middles")


stated = Guarantee(
    "the angle between the hypothesis's coefficients and the target's is at most what the hypothesis states, below pi/2",
    lambda case: angle(case.concept.w, case.hypothesis.w) <= case.hypothesis.angle + ROUNDING < math.pi / 2,
    confirms=_confirms,
)


@proves(
    Theorem(
        learns=SeededPolynomials(),
        claim="From an instance of each label, a polynomial boundary of degree p is found with exactly k + (m - 1)(k + 1)"
        " labels of m points of it, within an angle that the labels themselves show; or they show none, and that is said.",
        bounds=(Bound(Membership, "exactly", lambda k, m: k + (m - 1) * (k + 1)),),
        guarantee=stated,
        cite=("lowd2005",),
        settings={"k": (20, 30, 12)},
        derives={"m": lambda told: _number(told["d"], told["p"], told["m"])},
    )
)
def boundary_null_space(
    d: int, p: int, positive: Seed, negative: Seed, k: int, m: int | None = None, seed: int = 0
) -> Dialogue[PinnedPolynomial]:
    """Learn [c.phi(x) >= 0] on [-1, 1]^d, c up to a positive factor, from m points of the boundary.

    Problem: a polynomial of degree p has D = C(d + p, p) coefficients, and labels know them up to a positive factor.
    Idea: D - 1 points with c.phi(x) = 0 leave one c up to its length, and one label its sign.  A segment from the positive to
    the negative instance crosses the boundary: halve it k times.  A random point is labelled as one of the two, so a segment
    from it to one that is labelled otherwise crosses the boundary too.
    Theorem: exactly k + (m - 1)(k + 1) membership queries, m = ceil(3 (D - 1)/2) if nothing else is said.  The angle between
    the coefficients found and the target's, in the Legendre-orthonormal basis, is at most the hypothesis's `angle`, which is
    below pi/2; if no such angle is shown, `Failed` is raised.  That m points show one is not promised.
    Proof: On the box |phi(x) - phi(y)| <= L |x - y| with an integer L**2, reached at a corner (`steepest`): the
    slopes of all phi_e are largest there, at once.  So the features of a bracket's middle are within e, L/2 times its length,
    of those of a boundary point.  With the rows of B divided by their e, |B w| <= sqrt(m) for the true unit w, and |B w| is at
    least t cos(angle) and s sin(angle) together, s >= t the least two singular values: sin**2 <= (m - t**2)/(s**2 - t**2).
    More rows than D - 1 cost no factor.  A labelled point that is farther from the boundary than the angle reaches tells
    c from -c.
    Source: ours; to search where segments meet the boundary is in Lowd and Meek 2005 for half-spaces.

    D - 1 points are enough, but random ones may lie nearly on another boundary.  A boundary that does not span shows
    nothing: where the polynomial keeps its sign, and where a factor of it does, as of (x**2 + 1) l(x), or is a square, other
    polynomials have the same labels.  The angle is that of coefficients; what share of the box is labelled otherwise hangs on
    how steep the polynomial is where it is 0.

    >>> from qlearn import run, teachers
    >>> circle = teachers.Function(lambda X: (X**2).sum(axis=1) <= 0.5)
    >>> found = run(boundary_null_space(d=2, p=2, positive=(0, 0), negative=(1, 1), k=30, m=8), circle)
    >>> found.ledger["membership"], found.hypothesis.angle < 1e-5
    (247, True)

    Raises `BadArgument` if d or p is below 1, k not from 1 to 48, m below D - 1, or the instances are not two points of the
    box; `Failed` if the boundary points show no angle; `Inconsistent` if no polynomial of degree p has these labels.
    """
    D = dimension(whole(d, "d", least=1), whole(p, "p", least=1))
    ends, rng = _ends(d, positive, negative), np.random.default_rng(whole(seed, "seed", least=0))
    times, number = whole(k, "k", least=1, most=HALVINGS), whole(_number(d, p, m), "m", least=D - 1)
    shown = {True: [ends[0]], False: [ends[1]]}
    pairs = [(yield from halved(ends, times))]
    while len(pairs) < number:
        x = rng.uniform(-1, 1, d)
        above = bool((yield from Membership(x[None]))[0])
        other = shown[not above][int(rng.integers(len(shown[not above])))]
        shown[above].append(x)
        pairs.append((yield from halved((x, other) if above else (other, x), times)))
    inside, outside = (np.array([pair[side] for pair in pairs]) for side in (0, 1))
    found = pinned(inside, outside, d, p)
    if found.impossible:
        raise Inconsistent(f"no polynomial of degree {p} has a boundary through all {number} brackets: the degree is higher, or"
                           " a label is wrong")  # fmt: skip
    return _oriented(found, inside, outside, shown, ends, p)


def _number(d: int, p: int, m: int | None) -> int:
    """How many points of the boundary: half more than are needed if nothing is said."""
    return -(-3 * (dimension(d, p) - 1) // 2) if m is None else m


def _ends(d: int, positive: Seed, negative: Seed) -> Ends:
    ends = seeds(d, positive, negative)
    for name, end in zip(("positive", "negative"), ends, strict=True):
        if np.abs(end).max() > 1:
            raise BadArgument(f"the {name} instance {spell(end)} is outside [-1, 1]^{d}; scale the features to the box first")
    return ends


def _oriented(
    found: Pinned, inside: Points, outside: Points, shown: dict[bool, list[Vector]], ends: Ends, p: int
) -> PinnedPolynomial:
    """The hypothesis, turned as the farthest labelled point says; `Failed` if nothing is shown."""
    points = np.array(shown[True] + shown[False])
    labels = np.repeat([True, False], [len(shown[True]), len(shown[False])])
    d = points.shape[1]
    phi = features(points, exponents(d, p), "legendre")
    away = phi @ found.w / np.linalg.norm(phi, axis=1)
    i = int(np.argmax(np.abs(away)))
    w = found.w if (away[i] > 0) == labels[i] else -found.w
    if not faces(w, phi[i], bool(labels[i]), found.angle):
        raise Failed(_why(found, inside, outside, ends))
    return PinnedPolynomial(
        w, d, p, inside=inside, outside=outside, far=points[i : i + 1], above=bool(labels[i]), angle=found.angle
    )


def _why(found: Pinned, inside: Points, outside: Points, ends: Ends) -> str:
    """What the boundary points lack, and what may help."""
    for name, rows, end in (("positive", inside, ends[0]), ("negative", outside, ends[1])):
        if (rows == end).all():
            return (
                f"every point asked is labelled otherwise than the {name} instance {spell(end)}: only one class was seen, so"
                " the instance may have the same label as the rest; check it, or give another"
            )
    if found.spans < 1e-6:
        return (
            "the boundary does not span: its points lie on the boundaries of other polynomials of this degree too (least"
            f" singular value {found.spans:.2g}).  More points m may help; if the polynomial has a factor that keeps its sign"
            " on the box, nothing does, but a lower degree p may be the target's own"
        )
    return (
        f"{len(inside)} points of the boundary show no angle below pi/2 (least singular value {found.spans:.2g} of their"
        " features); take more halvings k, more points m, or another seed"
    )
