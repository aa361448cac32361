"""A box from random examples: the smallest one around those inside."""

from __future__ import annotations

from ...axes import Axes
from ...catalogue import proves
from ...concepts.boxes import AnyBoxes, Boxes
from ...errors import BadAnswer, Inconsistent
from ...formulas import Number, Size, proper_share
from ...points import Labels, Points, spell
from ...queries import Dialogue, Example
from ...sample_sizes import waiting
from ...theorems import Bound, Theorem, accurate


def examples(d: Size, eps: Size, delta: Size) -> Size:
    """How many examples are enough: the least m with P(Bin(m, eps) < 2 d) <= delta.

    >>> from fractions import Fraction
    >>> examples(2, Fraction(1, 10), Fraction(1, 20))
    76
    """
    return waiting(2 * d, eps, delta)


@proves(
    Theorem(
        learns=AnyBoxes(),
        claim="A box in d dimensions is found within eps with probability 1 - delta from any m examples with"
        " P(Bin(m, eps) < 2 d) <= delta, m the least such number.",
        bounds=(Bound(Example, "exactly", examples),),
        guarantee=accurate,
        cite=("wald1943", "tukey1948", "littlestone1986", "blumer1989"),
        settings={"eps": ("1/4", "1/10"), "delta": ("1/4", "1/10")},
        derives={"d": lambda arguments: arguments["axes"].d},
    )
)
def tightest_box(axes: Axes, eps: Number, delta: Number) -> Dialogue[Boxes]:
    """Learn a box from examples: return the smallest one around those that are inside.

    Problem: find nearly a box with sides along the axes, or that there is none, from random points with their labels.
    Idea: the smallest box around the examples inside is held by 2 d of them, one a side; what else is inside says nothing.
    Theorem: exactly m examples, the least m with P(Bin(m, eps) < 2 d) <= delta.
    Proof: Take away, one after another for the 2 d sides, the outermost of the examples inside that are left, ties decided by
    lots.  What lies beyond it and was not taken away before has the share of a gap between uniform order statistics (Wald;
    Tukey, for ties), and 2 d gaps of m' have more than a share u together with probability P(Bin(m', u) < 2 d) at most.  The
    hypothesis errs only there, and counting the examples that fall into a part of measure eps of the target makes Bin(m', u)
    a Bin(m, eps).
    Source: Wald 1943 and Tukey 1948, tolerance regions.  The bound of Littlestone and Warmuth 1986 for all schemes that
    compress to 2 d examples, C(m, 2 d) (1 - eps)**(m - 2 d), is never less, and nor is 2 d (1 - eps/(2 d))**m of Blumer,
    Ehrenfeucht, Haussler and Warmuth 1989.

    On one feature, and a law without atoms in a target of at least that measure, the error passes eps with this probability
    exactly.

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.boxes import Boxes
    >>> target = Boxes(Axes.grid(100, 2), np.array([[7, 0]]), np.array([[99, 43]]))
    >>> found = run(tightest_box(Axes.grid(100, 2), eps="1/10", delta="1/20"), teachers.Honest(target))
    >>> str(found.hypothesis), found.ledger["example"]
    ('[7..99] x [0..42]', 76)

    Raises `BadArgument` for eps or delta not within (0, 1); `BadAnswer` for a point drawn that is none of the axes';
    `Inconsistent` where a point labelled false lies in the smallest box around those labelled true.
    """
    m = examples(axes.d, proper_share(eps, "eps", "share"), proper_share(delta, "delta"))
    points, labels = yield from Example(m)
    known = axes.contains(points)
    if not known.all():
        raise BadAnswer(f"{spell(points[~known][0])} was drawn, which is no point of {axes}")
    if not labels.any():
        return Boxes.none(axes)
    inside = axes.place(points[labels])
    found = Boxes(axes, inside.min(axis=0)[None], inside.max(axis=0)[None])
    if (found(points) & ~labels).any():
        raise _no_box(points, labels, found)
    return found


def _no_box(points: Points, labels: Labels, found: Boxes) -> Inconsistent:
    wrong = points[found(points) & ~labels][0]
    return Inconsistent(
        f"{spell(wrong)} is labelled false, and lies in {found}, the smallest box around the points labelled true: no box has"
        " these labels"
    )
