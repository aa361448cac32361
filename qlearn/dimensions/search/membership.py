"""D beyond tables: from below by the star lemma and by counting, from above by the most even splits."""

from __future__ import annotations

from ...formulas import clg
from ..bracket import Bracket, Effort
from ..finite_class import FiniteClass
from ..witnesses import Counted
from .average import greedy_tree
from .stars import best_star

MANY = 10_000  # concepts: a tree of more is not grown where asking all points is known to be best


def membership(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """A bracket of D that takes no search: many classes have a star as large as their greedy tree is deep.

    >>> from qlearn.dimensions.families import of_family
    >>> str(membership(of_family("conjunctions", 5)))
    '32'
    """
    stars, star = best_star(c)
    if stars == c.n and c.N > MANY:
        return Bracket(stars, c.n, star, Counted("n"))
    tree = greedy_tree(c)
    if stars >= clg(c.N):
        return Bracket(stars, tree.depth, star, tree)
    return Bracket(clg(c.N), tree.depth, Counted("lg N"), tree)
