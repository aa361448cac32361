"""The theorems about finite classes that bound queries before any search, as one would read them; their lemmas are in Coq."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Result:
    """What holds of every class, or of one family at every size; why; and where it comes from.

    Its name is also that of its twin in `proofs_checks`.
    """

    name: str
    claim: str
    because: str
    cite: tuple[str, ...] = ()


_ALL = (
    Result(
        "dimensions.star",
        "If d concepts differ from a labelling f at one point each, D >= d if f is a concept, and D >= d - 1 if not.",
        "Answer as f would.  Each question excludes at most the one concept that differs there, and all but one must be"
        " excluded; f itself, if it is a concept, is possible to the end.",
    ),
    Result(
        "dimensions.threshold_functions",
        "Threshold functions of n bits: D = TD = XTD = 2**n.  So too conjunctions together with the function that is never 1.",
        "At most all 2**n points are asked.  The function that is 0 everywhere is a concept, and so is the one that is 1 at a"
        " single point, for each point: the star lemma.",
    ),
    Result(
        "dimensions.monotone_functions",
        "Threshold functions of n bits without negative weights: D = comb(n + 1, floor(n/2) + 1), as for all monotone ones.",
        "Hansel's learner asks along symmetric chains and needs no more.  From the function that wants more than half of the"
        " bits set, each point of the two layers beside its border can be flipped alone: the star lemma.",
        ("hansel1966",),
    ),
    Result(
        "dimensions.satisfiable_conjunctions",
        "Satisfiable conjunctions of literals of n >= 3 bits: D = 2**n - 1, and no fewer queries where equivalence queries with"
        " such conjunctions are allowed too.",
        "The function that is 0 everywhere is not among them, but 2**n of them differ from it at one point: the star lemma."
        "  Enough: ask the points with an even number of ones; from one labelled 1, flip each bit in turn; if there is none,"
        " the concept is a single odd point.",
    ),
    Result(
        "dimensions.proper_hypotheses",
        "With membership queries, and equivalence queries whose hypotheses are concepts, at least TD(f) queries are needed, for"
        " every labelling f outside the class.",
        "Answer as f would.  No hypothesis is f, so each meets a counterexample with f's label.  Fewer than TD(f) labels of f"
        " leave two concepts.",
        ("hegedus1995", "hellerstein1996"),
    ),
    Result(
        "dimensions.extended_teaching",
        "XTD <= D <= XTD * floor(lg N).",
        "The optimal learner's questions, answered as f would, leave one concept: they specify f.  The other way, ask what"
        " specifies the majority's labelling: either an answer surprises and half are gone, or one concept is left.",
        ("hegedus1995",),
    ),
    Result(
        "dimensions.sauer",
        "N <= C(n, 0) + ... + C(n, VC).",
        "A class shatters at least as many sets as it has concepts.",
        ("sauer1972",),
    ),
)


def results() -> Mapping[str, Result]:
    """Every result, by name."""
    return MappingProxyType({result.name: result for result in sorted(_ALL, key=lambda r: r.name)})
