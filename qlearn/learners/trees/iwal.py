"""IWAL for trees: a label is bought with the probability that another tree could still be as good."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ...axes import Axes
from ...catalogue import proves
from ...concepts.tree_classes import Trees
from ...concepts.trees import Tree
from ...features import Categories, Floats, Integers, Places, Reals
from ...formulas import Number, proper_share, whole
from ...queries import Dialogue, Label
from ...theorems import Bound, Theorem
from .stream import MOST, Bought, chances, checked_constant, checked_floor
from .weighted_error import Estimated, near, splits_of

BLOCK = 4  # a block is a quarter of what came before
FEW = (
    {"axes": Axes.grid(1, 1), "classes": 2},
    {"axes": Axes((Reals(0.0, 1.0, 2),)), "classes": 3},
    {"axes": Axes((Reals(0.0, 1.0, 1), Integers(0, 1))), "classes": 2},
    {"axes": Axes((Floats(1.0, 1.0 + 2.0**-51), Categories(0, 1))), "classes": 2},
)  # of all sorts; more would only take time, for each run fits trees


@proves(
    Theorem(
        learns=Trees(small=FEW, medium=()),
        claim="From n uniform points, of which at most all are labelled, comes a tree of at most so many leaves, and its"
        " weighted error e'; with probability 1 - delta that is within sqrt(ln(2 |H|/delta)/(2 n))/least of the true one.",
        bounds=(Bound(Label, "at most", lambda n: n),),
        guarantee=near,
        cite=("beygelzimer2010", "chandrasekaran2020", "hoeffding1963"),
        settings={"c0": ("1/50", 8), "leaves": (1, 4), "n": (150, 20), "start": (30,), "delta": ("1/4",), "least": ("1/4",)},
        derives={"splits": splits_of},
    )
)
def iwal(
    axes: Axes,
    classes: int,
    n: int,
    delta: Number = "1/20",
    leaves: int = 1000,
    least: Number = "1/20",
    c0: Number = 8,
    start: int = 8,
    seed: int = 0,
) -> Dialogue[Estimated]:
    """Learn a tree from labels of uniform points, buying a label with the probability that it could matter.

    Problem: labels are dear; fit a decision tree of at most so many leaves to n points drawn uniformly from the axes.
    Idea: the rival of a tree at x is the same tree with the leaf of x relabelled; if that is worse by a gap G in weighted error
    on the labels bought so far, x's own label is bought with probability p, 1 up to the gap sqrt(a) + a and then the s with
    G = sqrt(a/s) + a/s, where a = c0 ln(n)/(n - 1); it weighs 1/p.
    Theorem: at most n labels; how many fewer is measured, not claimed.  With probability 1 - delta the weighted error e' and
    the true error e of the tree obey kl(least e', least e) <= ln(2 |H|/delta)/n, so that |e - e'| is at most
    sqrt(ln(2 |H|/delta)/(2 n))/least, where |H| = Catalan(leaves - 1) splits**(leaves - 1) classes**leaves counts the trees of
    so many leaves.
    Proof: For a fixed tree each point adds to e' a term of mean e, whatever came before: it is bought with probability p and
    then weighs 1/p.  The terms times `least` are in [0, 1], so Chernoff's bound in Hoeffding's form holds, on each of two sides
    with delta/(2 |H|).  The sum over |H| trees is delta, and kl(a, b) >= 2 (a - b)**2.
    Source: Beygelzimer, Hsu, Langford and Zhang 2010; the rival of a tree and the uniform stream are those of Chandrasekaran
    et al. 2020, whose equation for s is misprinted; Hoeffding 1963.  The floor and the constants of the promise are ours.

    The tree is grown by scikit-learn, anew when a label bought does not fit it; the gaps are those at the start of a block of
    points, which is a quarter of what came before.  Categories are split by their numbers.  With c0 = 8, the authors' choice, p
    is 1 until a leaf's share of the volume is above sqrt(8 ln(n)/n): on a tree of 100 even leaves for a million points.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tree_classes import of_labels
    >>> target = of_labels(Axes.grid(64, 1), 2, np.arange(64) < 20)
    >>> found = run(iwal(Axes.grid(64, 1), 2, n=2000, c0="1/10"), teachers.Honest(target))
    >>> str(found.hypothesis), found.hypothesis.estimate, found.ledger["label"] < 600
    ('(x1 <= 19.5 ? 1 : 0)', 0.0, True)

    Raises `BadArgument` if delta is not within (0, 1), least not within (0, 1], c0 not above 0, or n, leaves or start not at
    least 1; `ModuleNotFoundError` if scikit-learn, of the extra `extract`, is not there.
    """
    floor, constant = checked_floor(least), checked_constant(c0)
    proper_share(delta, "delta")
    n, leaves, seed = whole(n, "n", 1, MOST), whole(leaves, "leaves", 1), whole(seed, "seed", 0, 2**32 - 1)
    sample = Bought(axes, classes, np.random.default_rng(seed))
    first = min(n, whole(start, "start", 1))
    yield from sample.buy(axes.drawn(sample.rng, first), np.ones(first))
    tree = sample.tree(leaves, seed)
    while sample.drawn < n:
        places = axes.drawn(sample.rng, min(max(1, sample.drawn // BLOCK), n - sample.drawn))
        tree = yield from one_block(sample, tree, places, leaves, floor, constant, seed)
    return estimated(sample, tree)


def one_block(sample: Bought, tree: Tree, places: Places, leaves: int, floor: float, c0: float, seed: int) -> Dialogue[Tree]:
    """Buy from the next points, and grow the tree anew if a label does not fit it."""
    number = sample.drawn + 1 + np.arange(len(places))
    p = chances(gaps(sample, tree, places), np.maximum(2, number), c0, floor)
    new = yield from sample.buy(places, p)
    if not len(new) or (tree(sample.axes.at(new)) == sample.labels[-len(new) :]).all():
        return tree
    return sample.tree(leaves, seed)


def gaps(sample: Bought, tree: Tree, places: Places) -> NDArray[np.float64]:
    """How much worse the tree gets with the leaf of each point relabelled, by the best other label."""
    weight = np.sort(sample.inside(tree), axis=1)[:, ::-1]  # the label of a leaf is its heaviest
    gap: NDArray[np.float64] = (weight[:, 0] - weight[:, 1]) / sample.drawn
    return gap[tree.leaves(sample.axes.at(places))]


def estimated(sample: Bought, tree: Tree) -> Estimated:
    """The tree with its weighted error."""
    parts = {name: getattr(tree, name) for name in tree.__dataclass_fields__}
    return Estimated(**parts, estimate=sample.error(tree(sample.axes.at(sample.places))))
