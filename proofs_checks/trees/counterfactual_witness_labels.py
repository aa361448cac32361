"""Counterfactuals and labels: what boxes and answers add, and what searches that stop at known cuts cost."""

from __future__ import annotations

from proofs_checks.coq import coq
from proofs_checks.lemmas import lemma
from proofs_checks.methods import everywhere
from qlearn import find
from qlearn.queries import Label

NAME = "trees.counterfactual_witness_labels"

each_adds = coq(
    NAME,
    "If each certified box holds a cell that none before held, and each answer shows a facet that none before showed, then at"
    " most P + A counterfactuals are asked.",
    theorem="trees.certified_cells.queries_bound",
    refuted="trees.certified_cells.no_query_fewer",
    sharper="one query fewer in all",
)
hybrids = coq(
    NAME,
    "With weights 1 and m, m features take at most 2 clg(m) hybrids.",
    theorem="trees.hybrids.weighted_cost",
    refuted="trees.hybrids.weighted_attained",
    sharper="one hybrid fewer",
)
line = coq(
    NAME,
    "On the line at most 2 clg(k + 1) queries find which of k known cuts changes the label.",
    theorem="trees.line_searches.line_found",
    refuted="trees.line_searches.known_attained",
    sharper="2 clg(k + 1) - 1 for a known cut",
)
searches = coq(
    NAME,
    "There are at most A searches, one for each side between two cells of the true grid.",
    theorem="trees.facets.searches_bound",
    refuted="trees.facets.searches_attained",
    sharper="one search fewer, if regions may end at any true cut",
)


@lemma(
    NAME,
    "The bound on labels is m (P + A) for boxes that are then asked, m P for boxes with a wrong label, and that of A searches.",
    method="exhaustion",
    scope="all sizes up to 4",
    sharper="without the boxes with a wrong label",
)
def labels_counted(sharper: bool) -> bool:
    bound = find(NAME).theorem.bound(Label)
    assert bound is not None

    def claim(d: int, t: int, P: int, A: int, m: int) -> bool:
        search = 2 * (d - 1).bit_length() + 2 * t.bit_length()
        boxes = P + A if sharper else 2 * P + A
        return bound.at(d=d, t=t, P=P, A=A, m=m) <= m * boxes + A * search

    return everywhere(claim, range(1, 5), range(5), range(1, 5), range(5), range(5))
