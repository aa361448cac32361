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
    Result(
        "dimensions.hull_vertices",
        "Half-spaces on a finite set of points: D is at least the number of vertices of its hull, and n for n points in convex"
        " position.",
        "Nothing is a half-space, and so is each vertex alone: the star lemma.",
    ),
    Result(
        "dimensions.separating_queries",
        "clg N <= D <= min(N - 1, n).",
        "q answers tell at most 2**q concepts apart.  A question that divides those that are left excludes at least one, and no"
        " point need be asked twice.",
    ),
    Result(
        "dimensions.even_splits",
        "D, and the questions of the most even split, are at most the least q with (N - 1)(K - 1)**q < K**q, where K = XTD."
        "  With D in place of K the same holds of the most even split, and it asks at most N - 1.",
        "Some K points leave at most one concept for the labels that most have, so one of them sends at least (V - 1)/K of V"
        " concepts to either side.",
        ("hegedus1995", "balcazar2002"),
    ),
    Result(
        "dimensions.even_splits_logarithm",
        "D <= floor(XTD ln(N - 1)) + 1.",
        "(1 - 1/K)**q < exp(-q/K), in the bound by even splits.",
        ("balcazar2002",),
    ),
    Result(
        "dimensions.ordered_lessons",
        "D <= beta lg(N/2) + K with K = XTD and beta the largest i / lg max(2, i) for i <= K.",
        "Ask the points that specify the majority's labels, those first at which most concepts differ that did not before.  A"
        " surprise at the i-th then leaves at most V / max(2, i) of V concepts.",
        ("hegedus1995",),
    ),
    Result(
        "dimensions.shattered_sets",
        "VC <= L <= D, and VC <= s.",
        "A shattered set is a complete tree of mistakes, and a star around any of its labellings.  The leaves of a complete"
        " tree of depth L are told apart by membership queries only at a depth of L or more.",
        ("littlestone1988",),
    ),
    Result(
        "dimensions.star_number",
        "TD <= s, and XTD <= s + 1; XTD <= s is published, but not proved here.",
        "Of a smallest set that singles a concept out no point can be spared, so for each there is a concept that differs at"
        " this one only.",
        ("hanneke2015",),
    ),
    Result(
        "dimensions.consistency",
        "cdim <= Q <= max(1, cdim) floor(lg N) + 1 for membership and proper equivalence queries that end with a yes; and"
        " cdim <= XTD + 1.",
        "Answered as a labelling outside the class, no hypothesis is right, so the questions exclude every concept.  The"
        " other way, propose the majority if it is a concept, else ask what excludes it.",
        ("hellerstein1996", "balcazar2002"),
    ),
    Result(
        "dimensions.statistical_queries",
        "Of d >= 2 functions to -1 and 1, any two of which correlate by at most g either way under a known law: to name one of"
        " them from correlations with functions of norm at most 1, told to within tau where tau**2 > g, takes more than"
        " (d - 1)(tau**2 - g)/(1 - g) questions; of the parities of n bits under the uniform law, more than (2**n - 1) tau**2.",
        "Answer 0.  That excludes k functions whose correlation with h passes tau, and with their signs they sum to more than"
        " k tau along h, while the sum's norm is at most sqrt(k + k (k - 1) g): k < (1 - g)/(tau**2 - g).  Other statistics of"
        " a point and its label add what hangs on the point alone, and that is known.",
        ("szorenyi2009", "blum1994", "kearns1998"),
    ),
    Result(
        "dimensions.regular_languages",
        "For p, s >= 1 and k >= 2, every learner of the languages of n = p + s + 1 states over k letters, told n and k, asks at"
        " least (s - 1)((k - 1) p - 1 - c) membership queries for one of them, if it proposes c automata that are wrong.",
        "Let p states in a row have steps by k - 1 letters into a second row of s, where the last one accepts: each word tests"
        " one value of one step.  Reject while two values are left; where a hypothesis rejects all that are left, reveal"
        " one.",
    ),
)


def results() -> Mapping[str, Result]:
    """Every result, by name."""
    return MappingProxyType({result.name: result for result in sorted(_ALL, key=lambda r: r.name)})
