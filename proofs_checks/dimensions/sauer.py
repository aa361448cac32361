"""Sauer, Shelah and Pajor: a class shatters as many sets of points as it has concepts."""

from __future__ import annotations

from dataclasses import replace
from math import comb

from proofs_checks.coq import COMPUTED, coq, tied_goals
from proofs_checks.posed import Goal

NAME = "dimensions.sauer"

shattered = coq(
    NAME,
    "A class of N distinct concepts on n points shatters at least N sets of points.",
    theorem="dimensions.sauer.as_many_sets_as_concepts",
    refuted="dimensions.sauer.attained",
    sharper="at least N + 1 sets",
)
concepts = coq(
    NAME,
    "A class on n points that shatters no set of more than d of them has at most C(n, 0) + ... + C(n, d) concepts.",
    theorem="dimensions.sauer.few_concepts",
    refuted="dimensions.sauer.attained",
    sharper="one concept fewer",
)


def _goals(more: int = 0) -> list[Goal]:
    grid = [(n, d) for n in range(13) for d in range(13)]
    calls = [f"bound {n} {d}" for n, d in grid]
    says = [sum(comb(n, i) for i in range(d + 1)) + more for n, d in grid]
    return [(f"([{'; '.join(calls)}] = [{'; '.join(map(str, says))}])%nat", COMPUTED)]


computed = replace(
    tied_goals(NAME, "dimensions.sauer", _goals, lambda: _goals(more=1), scope="n, d <= 12"),
    says="The Coq function that counts the sets of at most d points is Python's sum of math.comb.",
)
