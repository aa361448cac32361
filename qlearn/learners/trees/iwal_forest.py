"""IWAL for forests: the rival of a forest at a point is the forest with as many of its trees' leaves relabelled as it takes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...catalogue import proves
from ...concepts.forests import Forest, hard
from ...concepts.tree_classes import Trees
from ...features import Places
from ...formulas import Number, proper_share, whole
from ...queries import Dialogue, Label
from ...theorems import Bound, Theorem
from .iwal import BLOCK, FEW
from .stream import MOST, Bought, chances, checked_constant, checked_floor
from .weighted_error import EstimatedForest, near, splits_of

CHOICES = 4  # sets of trees that are tried, of all that would turn the vote


def counted(says: NDArray[np.intp], classes: int) -> NDArray[np.int64]:
    """How many votes each class has, shape (points, classes), if the trees say this, shape (points, trees).

    >>> counted(np.array([[0, 1, 1], [2, 2, 2]]), 3).tolist()
    [[1, 2, 0], [0, 0, 3]]
    """
    found: NDArray[np.int64] = (says[:, :, None] == np.arange(classes)).sum(axis=1)
    return found


def flips(votes: NDArray[np.int64], other: int) -> int:
    """How many voters of the winner must go over to another class until that beats it, the smaller class winning a tie.

    Of three for 1 and two for 0 it takes one, of four and two also one, but two the other way, where 1 would need a lead.

    >>> flips(np.array([2, 3]), 0), flips(np.array([2, 4]), 0), flips(np.array([4, 2]), 1)
    (1, 1, 2)
    """
    winner = int(votes.argmax())
    lead = int(votes[winner] - votes[other])
    return lead // 2 + 1 if other > winner else -(-lead // 2)


@proves(
    Theorem(
        learns=Trees(small=FEW, medium=()),
        claim="From n uniform points, of which at most all are labelled, come trees of at most so many leaves that vote, and"
        " their weighted error, which is within sqrt(ln(2 |H|/delta)/(2 n))/least of the true one with probability 1 - delta.",
        bounds=(Bound(Label, "at most", lambda n: n),),
        guarantee=near,
        cite=("beygelzimer2010", "chandrasekaran2020", "hoeffding1963", "breiman1996"),
        settings={
            "c0": ("1/50", 8), "leaves": (1, 3), "n": (100, 15), "trees": (3, 2), "start": (30,), "delta": ("1/4",),
            "least": ("1/4",),
        },
        derives={"splits": splits_of},
    )
)  # fmt: skip
def iwal_forest(
    axes: Axes,
    classes: int,
    n: int,
    trees: int = 10,
    delta: Number = "1/20",
    leaves: int = 1000,
    least: Number = "1/20",
    c0: Number = 8,
    start: int = 8,
    seed: int = 0,
) -> Dialogue[EstimatedForest]:
    """Learn a forest from labels of uniform points, buying a label with the probability that it could matter.

    Problem: labels are dear; fit so many trees, which vote, to n points drawn uniformly from the axes.
    Idea: as `trees.iwal`; the rival at x relabels the leaf of x in as many of the trees as it takes to turn the vote there.  Of
    all sets of so many trees four are tried, drawn at random, and the one with the least weighted error is taken.
    Theorem: at most n labels; how many fewer is measured, not claimed.  With probability 1 - delta the weighted error e' and
    the true error e of the forest obey kl(least e', least e) <= ln(2 |H|/delta)/n, so
    |e - e'| <= sqrt(ln(2 |H|/delta)/(2 n))/least, where |H| is the number of trees of so many leaves to the power `trees`.
    Proof: For fixed trees each point adds to e' a term of mean e, whatever came before: it is bought with probability p and
    then weighs 1/p.  The terms times `least` are in [0, 1], so Chernoff's bound in Hoeffding's form holds, on each of two sides
    with delta/(2 |H|).  The sum over |H| forests is delta, and kl(a, b) >= 2 (a - b)**2.
    Source: Beygelzimer, Hsu, Langford and Zhang 2010; the rival is that of Chandrasekaran et al. 2020, who flip
    r - floor(o/2) + 1 of the r trees of o that say the winner: for odd o one fewer turns the vote, and is what is flipped here.
    Each tree sees the labels bought as often as drawing with replacement says: Breiman 1996.

    With more than two classes the vote is turned towards each of the others in turn.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tree_classes import of_labels
    >>> target = of_labels(Axes.grid(64, 1), 2, np.arange(64) < 20)
    >>> found = run(iwal_forest(Axes.grid(64, 1), 2, n=2000, trees=3, c0="1/10"), teachers.Honest(target))
    >>> len(found.hypothesis.trees), found.hypothesis.estimate < 0.01, found.ledger["label"] < 800
    (3, True, True)

    Raises `BadArgument` if delta is not within (0, 1), least not within (0, 1], c0 not above 0, or n, trees, leaves or start
    not at least 1; `ModuleNotFoundError` if scikit-learn, of the extra `extract`, is not there.
    """
    floor, constant = checked_floor(least), checked_constant(c0)
    proper_share(delta, "delta")
    n, leaves, trees = whole(n, "n", 1, MOST), whole(leaves, "leaves", 1), whole(trees, "trees", 1)
    sample = Bought(axes, classes, np.random.default_rng(whole(seed, "seed", 0, 2**32 - 1)))
    first = min(n, whole(start, "start", 1))
    yield from sample.buy(axes.drawn(sample.rng, first), np.ones(first))
    forest = _grown(sample, trees, leaves, seed)
    while sample.drawn < n:
        places = axes.drawn(sample.rng, min(max(1, sample.drawn // BLOCK), n - sample.drawn))
        number = np.maximum(2, sample.drawn + 1 + np.arange(len(places)))
        new = yield from sample.buy(places, chances(gaps(sample, forest, places), number, constant, floor))
        if len(new) and (forest(axes.at(new)) != sample.labels[-len(new) :]).any():
            forest = _grown(sample, trees, leaves, seed)
    return EstimatedForest(axes, classes, forest.trees, forest.votes, sample.error(forest(axes.at(sample.places))))


def _grown(sample: Bought, trees: int, leaves: int, seed: int) -> Forest:
    """Trees on as many draws with replacement, by a generator of their own: coins of the stream do not hang on them."""
    m, grown = len(sample.labels), []
    for i in range(trees):
        times = np.random.default_rng([seed, i, m]).multinomial(m, np.full(m, 1 / m)) if trees > 1 else np.ones(m, np.int64)
        grown.append(sample.tree(leaves, seed, times))
    return Forest(sample.axes, sample.classes, tuple(grown), tuple(map(hard, grown)))


def gaps(sample: Bought, forest: Forest, places: Places) -> NDArray[np.float64]:
    """How much worse the forest gets, at the least, with enough trees' leaves relabelled at each of these places."""
    here, there = sample.axes.at(places), sample.axes.at(sample.places)
    leaf = np.column_stack([tree.leaves(here) for tree in forest.trees])
    leaves = np.column_stack([tree.leaves(there) for tree in forest.trees])
    votes = counted(np.column_stack([t.label[at] for t, at in zip(forest.trees, leaves.T, strict=True)]), sample.classes)
    wrong = votes.argmax(axis=1) != sample.labels
    found: dict[bytes, float] = {}  # places in the same leaves have the same rivals
    for row in leaf:
        if row.tobytes() not in found:
            found[row.tobytes()] = _gap(sample, forest, row, leaves == row, votes, wrong)
    return np.array([found[row.tobytes()] for row in leaf]) / sample.drawn


def _gap(
    sample: Bought,
    forest: Forest,
    row: NDArray[np.int64],
    together: NDArray[np.bool_],
    votes: NDArray[np.int64],
    wrong: NDArray[np.bool_],
) -> float:
    """The weight that the best rival errs on more; `together`: which points share which tree's leaf with this place."""
    said = np.array([tree.label[at] for tree, at in zip(forest.trees, row, strict=True)])
    mine = counted(said[None], sample.classes)[0]
    winner, best = int(mine.argmax()), np.inf
    voters = np.flatnonzero(said == winner)
    near = together[:, voters].any(axis=1)
    together, votes = together[near], votes[near]
    weights, labels, wrong = sample.weights[near], sample.labels[near], wrong[near]
    for other in (k for k in range(sample.classes) if k != winner):
        for _ in range(CHOICES):
            moved = together[:, sample.rng.permutation(voters)[: flips(mine, other)]].sum(axis=1)
            turned = votes.copy()
            turned[:, winner] -= moved
            turned[:, other] += moved
            errs = turned.argmax(axis=1) != labels
            best = min(best, float(weights @ errs - weights @ wrong))
    return max(0.0, best)
