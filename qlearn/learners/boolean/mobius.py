"""Polynomials of low degree over two elements, and with them decision trees of low depth, by Moebius inversion."""

from __future__ import annotations

from collections.abc import Mapping

from ...catalogue import proves
from ...concepts.boolean_polynomials import BooleanPolynomial, BooleanPolynomials, coefficients
from ...concepts.boolean_tree_classes import BooleanTrees
from ...concepts.masks import points_of, subsets
from ...formulas import Size, choose, clg, total, whole
from ...queries import Dialogue, Equivalence, Membership
from ...theorems import Bound, LowerBound, Theorem, exact
from .relevant import by_counterexamples


def few_ones(n: Size, d: Size) -> Size:
    """How many points of n bits have at most d ones, which is how many products of at most d variables there are."""
    return total(lambda i: choose(n, i), 0, d)


@proves(
    Theorem(
        learns=BooleanPolynomials(),
        claim="A polynomial of degree at most d in n variables over two elements is found with exactly C(n, 0) + ... + C(n, d)"
        " membership queries, all in one round.",
        bounds=(Bound(Membership, "exactly", few_ones),),
        lower=LowerBound(
            Membership,
            few_ones,
            "The polynomials are a vector space over two elements with a basis of C(n, 0) + ... + C(n, d) products, and an"
            " answer is one bit.",
        ),
        guarantee=exact,
        cite=("kushilevitz1993", "roth1991"),
    )
)
def mobius(n: int, d: int) -> Dialogue[BooleanPolynomial]:
    """Learn a polynomial of degree d over two elements from its values at the points with at most d ones.

    Problem: find the exclusive or of products of at most d of n variables.  A decision tree of depth d is one.
    Idea: at the point whose ones are a set of variables just the products inside the set are 1.
    Theorem: exactly C(n, 0) + ... + C(n, d) membership queries in one round; every learner of this class needs as many.
    Proof: The coefficient of a product is the value at its own point less those of the products inside it, which are found
    before: Moebius inversion.  A leaf of a tree is a product of at most d variables or their complements, so the tree is a
    sum of such products, of degree at most d.
    Source: Roth and Benedek 1991 for polynomials over two elements, Kushilevitz and Mansour 1993 for trees of depth d; the
    inversion is folklore.  For trees alone 2**d queries are needed, and this learner asks more if d < n.

    >>> from qlearn import run, teachers
    >>> found = run(mobius(n=10, d=2), teachers.Honest(BooleanPolynomial(10, frozenset({0, 8, 513}))))
    >>> found.hypothesis, found.ledger
    (1 + x4 + x1 x10, Ledger(membership: 56; rounds: 1))

    Raises `BadArgument` if n < 1 or d < 0.
    """
    masks = subsets(range(whole(n, "n", least=1)), min(n, whole(d, "d", least=0)))
    labels = yield from Membership(points_of(masks, n))
    return BooleanPolynomial(n, coefficients(dict(zip(masks, labels.tolist(), strict=True))))


@proves(
    Theorem(
        learns=BooleanTrees(),
        claim="A decision tree of depth at most d, with r relevant variables of n, is found with exactly r + 1 equivalence"
        " queries and at most C(r, 0) + ... + C(r, d) + clg(n) + ... + clg(n - r + 1) membership queries.",
        bounds=(
            Bound(Equivalence, "exactly", lambda r: r + 1),
            Bound(Membership, "at most", lambda n, d, r: few_ones(r, d) + total(lambda j: clg(n - j), 0, r - 1)),
        ),
        guarantee=exact,
        cite=("kushilevitz1993", "damaschke2000"),
    )
)
def mobius_relevant(n: int, d: int) -> Dialogue[BooleanPolynomial]:
    """Learn a decision tree of depth d over many variables of which it asks only a few.

    Problem: find a tree of depth at most d, as a polynomial of degree at most d over two elements.
    Idea: propose what the target is when all variables but those found are 0, by Moebius inversion on these; between a
    counterexample and the same point with the others at 0, bisection finds one more relevant variable.
    Theorem: exactly r + 1 equivalence queries and at most C(r, 0) + ... + C(r, d) + sum of clg(n - j) over j < r membership
    queries, r the number of relevant variables, at most 2**d - 1.
    Proof: The target with the other variables at 0 has degree at most d, so its values at the points with at most d ones
    make it known.  The rest is as for juntas: a counterexample differs from the hypothesis, so the label changes on the way
    to it at a variable that is relevant and not yet found; without one the target depends on those found only.
    Source: folklore; Kushilevitz and Mansour 1993 for trees of depth d, by another polynomial, Damaschke 2000 for the
    bisection.  No kind alone has a lower bound.

    Any polynomial of degree d is learned so.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.boolean_trees import BooleanTree
    >>> tree = BooleanTree(100, (1 << 41, (1 << 6, False, True), (1 << 99, True, False)))
    >>> found = run(mobius_relevant(n=100, d=2), teachers.Honest(tree))
    >>> found.hypothesis, found.ledger["equivalence"], found.ledger["membership"]
    (x7 + x42 + x7 x42 + x42 x100, 4, 26)

    Raises `BadArgument` if n < 1 or d < 0, `BadAnswer` for a counterexample that is no point of n bits, `Inconsistent` when
    no polynomial of degree d gives these answers.
    """

    def form(found: tuple[int, ...], labels: Mapping[int, bool]) -> BooleanPolynomial:
        return BooleanPolynomial(n, coefficients(labels))

    return (yield from by_counterexamples(n, whole(d, "d", least=0), form))
