"""A decision tree exactly, from labels and counterexamples: the witness tree where somebody tells what is still wrong."""

from __future__ import annotations

from ...axes import Axes
from ...catalogue import proves
from ...concepts.tree_classes import Trees
from ...concepts.trees import Tree
from ...formulas import whole
from ...queries import Dialogue, Equivalence, Label
from ...theorems import Bound, Theorem, exact
from .change import placed
from .growth import Growth
from .witness_tree import searched


@proves(
    Theorem(
        learns=Trees(),
        claim="Whatever is constant on the P cells of a grid with A sides between cells is found exactly with at most P"
        " equivalence queries, and labels for A searches at most.",
        bounds=(
            Bound(Label, "at most", lambda d, N, s, t, A: 1 + searched(d, N, s, t, A)),
            Bound(Equivalence, "at most", lambda P: P),
        ),
        guarantee=exact,
        cite=("angluin1988queries", "tramer2016"),
    )
)
def witness_tree_exact(axes: Axes, classes: int, seed: int = 0) -> Dialogue[Tree]:
    """Learn a decision tree whose only answer is a class, told where a hypothesis is wrong.

    Problem: the witness tree without its guesses where to look: what can be said of it in the worst case?
    Idea: propose the hypothesis; a counterexample and the points asked before that lie in its leaf have different labels, and
    are followed to a cut.
    Theorem: at most P equivalence queries, the yes included; labels at most 1 + A (2 clg(d) + 2 clg(t + 1)) + s clg(N - 1),
    where s cuts, t of them at most on one feature, make P cells with A sides between neighbours.
    Proof: A counterexample lies in a cell where no point was asked, since the known cuts are true: so there are P - 1 after the
    first.  A search starts in a region without a witness and ends with one, on a side between cells that had none.  It asks
    2 clg(d) hybrids, 2 clg(t + 1) places beside known cuts, and clg(N - 1) between two of these once for each cut.
    Source: ours.  Angluin 1988 for equivalence queries.

    >>> from qlearn import run, teachers
    >>> from qlearn.choices import Coins
    >>> target = Trees().draw(Coins(9))
    >>> found = run(witness_tree_exact(target.axes, target.classes), teachers.Honest(target))
    >>> target.sizes["L"], target.sizes["P"], found.ledger
    (9, 72, Ledger(label: 92, equivalence: 16; rounds: 108))

    Raises `BadArgument` for a negative seed, `BadAnswer` for a counterexample that is no point of the axes, `Inconsistent` if
    one point is labelled in two ways.
    """
    growth = Growth(axes, lambda points: Label(points, classes), whole(seed, "seed", least=0))
    yield from growth.ask((axes.last + 1) // 2)
    while True:
        tree = growth.tree(classes)
        wrong = yield from Equivalence(tree)
        if wrong is None:
            return tree
        growth.told(placed(axes, wrong), int(wrong.label))
        yield from growth.settle()
