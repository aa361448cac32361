"""Trees and forests, exactly, from counterfactuals and few of them: the witness tree grows, overlapping boxes certify it."""

from __future__ import annotations

from contextlib import suppress

from ...axes import Axes
from ...catalogue import proves
from ...concepts.certified_trees import CertifiedTree
from ...concepts.tree_classes import Trees
from ...errors import OutOfBudget
from ...formulas import Size, clg, whole
from ...queries import Counterfactual, Dialogue, Label
from ...theorems import Bound, Theorem, exact
from .certifying import Certifying


@proves(
    Theorem(
        learns=Trees(),
        claim="A function that is constant on the P cells of a grid, with A sides between cells, is found exactly with at most"
        " P + A counterfactuals.  On trees that is a cap; with s cuts and L leaves about L + 1.5 s are asked.",
        bounds=(Bound(Counterfactual, "at most", lambda P, A: P + A),),
        guarantee=exact,
        cite=("khouna2025",),
    )
)
def counterfactual_witness(axes: Axes, classes: int, seed: int = 0) -> Dialogue[CertifiedTree]:
    """Learn a tree or a forest from counterfactuals alone.

    Problem: TRA divides at every cut that it meets, all the way down, and its boxes never overlap: a tree of 91 leaves takes
    more than 20,000 queries.
    Idea: each moved coordinate of an answer is a cut to the last bit, and a witness of where it acts: grow a witness tree.
    Push the sides of its largest uncertain leaf outwards as far as the hypothesis is constant, and ask a point there.
    Without a counterfactual the whole box is certain.
    Theorem: exact; at most P + A counterfactual queries, where the cuts make P cells with A sides between neighbours.
    Proof: The sides of all boxes asked are true cuts.  A box said to have one label holds a whole cell that was in no such box
    before: P at most.  Any other answer shows a side between two cells, and none that was a witness before, for the box was
    constant by the hypothesis or a region without a witness: A at most.
    Source: ours.  Khouna, Ferry and Vidal 2025 for the oracle.

    Refused a budget, it returns the tree it has: its `certified` leaves are right, and hold the `share` of the uniform law.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tree_classes import grown
    >>> axes = Axes.grid(8, 2)
    >>> target = grown(axes, 2, lambda low, high: (0, 2) if high[0] - low[0] > 6 else int(low[0] > 2))
    >>> found = run(counterfactual_witness(axes, 2), teachers.Honest(target))
    >>> print(found.hypothesis, found.ledger["counterfactual"])
    (x1 <= 2.5 ? 0 : 1) 3

    Raises `BadArgument` if `classes` is below 2 or the seed negative, `BadAnswer` for a counterfactual between the places of
    the axes, `Inconsistent` if answers contradict each other.
    """
    return (yield from _run(axes, classes, None, seed))


def asked_labels(d: Size, t: Size, P: Size, A: Size, m: Size) -> Size:
    """Labels at most: m in each box before it is certified, and A searches that stop at known cuts."""
    return m * (2 * P + A) + A * (2 * clg(d) + 2 * clg(t + 1))


@proves(
    Theorem(
        learns=Trees(),
        claim="With labels as well, at most P + A counterfactuals; on trees about L + s, one for each leaf and each cut.",
        bounds=(Bound(Counterfactual, "at most", lambda P, A: P + A), Bound(Label, "at most", asked_labels)),
        guarantee=exact,
        cite=("khouna2025",),
        settings={"m": (4, 0, 1)},
    )
)
def counterfactual_witness_labels(axes: Axes, classes: int, m: int = 4, seed: int = 0) -> Dialogue[CertifiedTree]:
    """Learn a tree or a forest from counterfactuals, and from labels where those are cheaper.

    Problem: a counterfactual costs much more than a label.
    Idea: before a box is certified, m labels are asked in it, corners and mixtures.  Two points with different labels are
    followed by labels to a known cut; only a new cut takes a counterfactual, on one line.
    Theorem: exact; at most P + A counterfactual queries, and m (2 P + A) + A (2 clg(d) + 2 clg(t + 1)) labels.  If no box that
    passes its labels is refused and no certified one is cut again, L + s counterfactuals, for s cuts and L leaves.
    Proof: Counterfactuals count as without labels.  A box is asked its m labels once: either it is then asked for a
    counterfactual, P + A times, or a label is wrong, in a cell where no point was asked: P times.  A search starts in a region
    without a witness and ends at a side between cells that had none.
    Source: ours.  Khouna, Ferry and Vidal 2025 for the oracle.

    `m` = 16 saves few more counterfactuals, for three times the labels.  Refused a budget, it returns what is certain so far.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tree_classes import grown
    >>> axes = Axes.grid(8, 2)
    >>> target = grown(axes, 2, lambda low, high: (0, 2) if high[0] - low[0] > 6 else int(low[0] > 2))
    >>> found = run(counterfactual_witness_labels(axes, 2), teachers.Honest(target))
    >>> print(found.hypothesis, found.ledger["counterfactual"])
    (x1 <= 2.5 ? 0 : 1) 3

    Raises `BadArgument` if `classes` is below 2, m or the seed negative, `BadAnswer` for a counterfactual between the places of
    the axes, `Inconsistent` if answers contradict each other.
    """
    return (yield from _run(axes, classes, whole(m, "m", least=0), seed))


def _run(axes: Axes, classes: int, m: int | None, seed: int) -> Dialogue[CertifiedTree]:
    certifying = Certifying(axes, whole(classes, "classes", least=2), m, whole(seed, "seed", least=0))
    with suppress(OutOfBudget):
        yield from certifying.run()
    return certifying.tree()
