"""Any finite class from random examples: a concept that fits all of them."""

from __future__ import annotations

import numpy as np

from ...catalogue import proves
from ...concepts.tables import Labelling, Table, Tables, as_table
from ...errors import Inconsistent
from ...formulas import Number, Size, clog, proper_share
from ...points import Labels, Points, spell
from ...queries import Dialogue, Example
from ...theorems import Bound, Theorem, accurate
from .streams import columns, rows_of


def examples(N: Size, eps: Size, delta: Size) -> Size:
    """How many examples are enough: the least m with (N - 1) (1 - eps)**m <= delta.

    >>> from fractions import Fraction
    >>> examples(64, Fraction(1, 10), Fraction(1, 20)), examples(1, Fraction(1, 10), Fraction(1, 20))
    (68, 0)
    """
    return clog((N - 1) / delta, 1 / (1 - eps))


@proves(
    Theorem(
        learns=Tables(),
        claim="Of N concepts one that errs by at most eps is found with probability 1 - delta from any concept that fits m"
        " examples, m the least number with (N - 1) (1 - eps)**m <= delta.",
        bounds=(Bound(Example, "exactly", examples),),
        guarantee=accurate,
        cite=("blumer1987", "valiant1984"),
        settings={"eps": ("1/4", "1/10"), "delta": ("1/4", "1/10")},
        derives={"N": rows_of},
    )
)
def consistent(table: Table, eps: Number, delta: Number) -> Dialogue[Labelling]:
    """Learn a concept of any finite class from examples: return the first that fits them all.

    Problem: find nearly the target among the N rows of `table` (row = concept, column = point), from random points with their
    labels, whatever law the points come from.
    Idea: a concept that is often wrong is soon found wrong, and there are only N - 1 that can be wrong.
    Theorem: exactly m examples, the least m with (N - 1) (1 - eps)**m <= delta; none if there is one concept.
    Proof: A concept that errs with probability above eps fits one example with probability below 1 - eps, and m independent
    ones with probability below (1 - eps)**m.  The target itself does not err, so at most N - 1 concepts do, and the chance that
    any of them fits is at most delta.  The concept returned fits, since the target does.
    Source: Blumer, Ehrenfeucht, Haussler and Warmuth 1987, whose ln(N/delta)/eps is never less; Valiant 1984 for the model.

    For two concepts no smaller number will do: one of error just above eps fits m - 1 examples with probability above delta,
    and nothing then tells it from the target.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tables import Row
    >>> table = tuple(tuple(int(j >= i) for j in range(50)) for i in range(51))
    >>> found = run(consistent(table, eps="1/10", delta="1/20"), teachers.Honest(Row(table, 17)))
    >>> found.ledger["example"], int((found.hypothesis.labels != table[17]).sum())
    (66, 1)

    Raises `BadArgument` for a table that is none, or eps or delta not within (0, 1); `BadAnswer` for a point drawn that is no
    column; `Inconsistent` where no concept fits the labels.
    """
    concepts = np.array(as_table(table), np.bool_)  # (concepts, points)
    m = examples(len(concepts), proper_share(eps, "eps", "share"), proper_share(delta, "delta"))
    return (yield from first_that_fits(concepts, m))


def first_that_fits(concepts: Labels, m: int) -> Dialogue[Labelling]:
    """The first row that fits m examples; nothing is asked if m is 0."""
    if not m:
        return Labelling(concepts[0])
    points, labels = yield from Example(m)
    fits = (concepts[:, columns(points, concepts.shape[1])] == labels).all(axis=1)
    if not fits.any():
        raise _none_fits(concepts, points, labels)
    return Labelling(concepts[fits.argmax()])


def _none_fits(concepts: Labels, points: Points, labels: Labels) -> Inconsistent:
    """What says that no concept is left: the fewest examples, from the first on, and the one that excludes the last concept."""
    left = np.logical_and.accumulate(concepts[:, columns(points, concepts.shape[1])] == labels, axis=1).any(axis=0)
    i = int(left.argmin())
    return Inconsistent(
        f"no concept of this class of {len(concepts)} fits the labels: example {i + 1}, {spell(points[i])} labelled"
        f" {labels[i]}, excludes the last that fitted those before it; if labels may be wrong, use finite.agnostic, or"
        " finite.minimum_disagreement where the rate is known"
    )
