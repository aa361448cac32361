"""Majorities row by row: the number of votes, what all rows together fail with, and whether the rate is what it should be."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from math import comb

from proofs_checks.coq import REALS, coq, tied_goals
from proofs_checks.lemmas import ALL, Lemma, lemma
from proofs_checks.methods import bound_of, everywhere
from proofs_checks.noise.votes import failure
from proofs_checks.posed import Goal
from qlearn import Membership, find
from qlearn.binomial import majority_votes
from qlearn.formulas import votes

NAME, INNER = "linear.pivot_ratio+vote", "linear.pivot_ratio"
BITS, CLEARING = "boolean.bit_clearing+vote", "boolean.bit_clearing"
RATES = (Fraction(1, 10), Fraction(1, 4), Fraction(2, 5))
SHARES = (Fraction(1, 2), Fraction(5, 32), Fraction(1, 20), Fraction(1, 1000))

step = coq(
    NAME,
    "Two votes more make the majority fail less often by (1 - 2 eta) C(2 m + 1, m + 1) (eta (1 - eta))**(m + 1): so the least"
    " number of votes is found one term after another.",
    theorem="reductions.vote.two_votes_more",
    axioms=REALS,
)
rows = coq(
    NAME,
    "If a learner asks q rows where all it hears is true, all q verdicts are true with probability (1 - fail)**q, however it"
    " chooses its rows.",
    theorem="reductions.vote.no_slip",
    axioms=REALS,
)
charged = coq(
    NAME,
    "With delta/(q + 1) a row, some verdict is wrong or the rate's test raises a false alarm with probability at most delta.",
    theorem="reductions.vote.charged",
    refuted="reductions.vote.nothing_left",
    sharper="with the alarm's share spent on the rows as well",
    axioms=REALS,
)
best = coq(
    NAME,
    "For odd r every rule that maps r answers to a label is wrong at least as often as the majority, for one of the labels.",
    theorem="noise.votes.every_rule_fails",
    refuted="noise.votes.majority_fails",
    sharper="more often",
    axioms=REALS,
)


@lemma(
    NAME,
    "The number of votes that the learner takes is the least odd one whose majority fails with at most its share.",
    method="exhaustion: exact sums",
    scope="rates 1/10, 1/4, 2/5, shares 1/2 to 1/1000, one of them met exactly",
    sharper="two votes fewer will do",
)
def least(sharper: bool) -> bool:
    def claim(rho: Fraction, share: Fraction) -> bool:
        r = votes(rho, share) - (2 if sharper else 0)
        return r < 0 or (failure(r, rho) <= share and (r == 1 or failure(r - 2, rho) > share))

    return everywhere(claim, RATES, SHARES)


@lemma(
    NAME,
    "From r to r + 2 votes the enclosed term grows by the factor 2 (2 m + 3)/(m + 2) rho (1 - rho), r = 2 m + 1.",
    method="exhaustion: of binomial coefficients",
    scope="m <= 60",
    sharper="by 2 (2 m + 3)/(m + 1)",
)
def next_term(sharper: bool) -> bool:
    def claim(m: int) -> bool:
        factor = Fraction(2 * (2 * m + 3), m + (1 if sharper else 2))
        return comb(2 * m + 3, m + 2) == factor * comb(2 * m + 1, m + 1)

    return everywhere(claim, range(61))


def _multiplied(name: str, inner_name: str, *sizes: tuple[str, tuple[object, ...]]) -> Callable[[bool], bool]:
    """Whether the composed bound is the inner one times the votes for delta/(q + 1)."""

    def composed(sharper: bool) -> bool:
        inner = find(inner_name).theorem.bound(Membership)
        assert inner is not None
        for values in itertools.product(*(choice for _, choice in sizes), RATES, SHARES[1:]):
            given = dict(zip([*(size for size, _ in sizes), "rho", "delta"], values, strict=True))
            q = inner.at(**{size: given[size] for size in inner.sizes})
            r = majority_votes(values[-2], values[-1] / (q + (0 if sharper else 1)))  # type: ignore[operator]
            if bound_of(name).at(**given) != q * r:
                return False
        return True

    return composed


composed = Lemma(
    NAME,
    "The composed bound is the inner one times the votes for a share of delta among its rows and one more.",
    "exhaustion: both theorems' own formulas",
    "d <= 4, eps 1/2 and 1/10, three rates, three deltas",
    "among its rows alone",
    _multiplied(NAME, INNER, ("d", (1, 2, 3, 4)), ("eps", (Fraction(1, 2), Fraction(1, 10)))),
)
bits_composed = replace(
    composed,
    theorem=BITS,
    scope="n <= 8, three rates, three deltas",
    check=_multiplied(BITS, CLEARING, ("n", tuple(range(1, 9)))),
)
bits_rows = replace(rows, theorem=BITS)
bits_charged = replace(charged, theorem=BITS)
bits_fails = coq(
    BITS,
    "For odd r the majority is wrong with the probability that no more than half of the votes are right.",
    theorem="noise.votes.majority_fails",
    refuted="noise.votes.every_rule_fails",
    sharper="a rule is wrong with a smaller probability than this for both answers",
    axioms=REALS,
)


def goals(fewer: int = 0) -> list[Goal]:
    found = [(rho, share, votes(rho, share)) for rho in RATES[:2] for share in SHARES if votes(rho, share) <= 9]
    return [
        (
            f"(fail ({rho.numerator} / {rho.denominator}) {r - fewer} 0 0 <= {share.numerator} / {share.denominator})%R",
            "cbn; Lra.lra",
        )
        for rho, share, r in found
        if r > fewer
    ]


tie = replace(
    tied_goals(NAME, "noise.votes", goals, lambda: goals(fewer=2), scope="rates 1/10 and 1/4, up to nine votes"),
    says="The number of votes that Python finds fails with at most its share, as the Coq statement counts.",
    sharper="two votes fewer do",
)


@lemma(
    NAME,
    "What a rival rate makes of one vote, over what rho makes of it, has the mean 1 at the rate rho: a product of such ratios"
    " is a martingale, and so is a mean of them.",
    method="identity",
    scope=ALL,
    sharper="at the rival rate",
)
def ratio(sharper: bool) -> bool:
    import sympy as sp

    rho, rival = sp.symbols("rho rival", positive=True)
    rate = rival if sharper else rho
    return bool(sp.simplify(rate * rival / rho + (1 - rate) * (1 - rival) / (1 - rho) - 1) == 0)


@lemma(
    NAME,
    "The shares 1/((k + 1) (k + 2)) of what began at the k-th time sum to less than 1.",
    method="identity: symbolic sum",
    scope=ALL,
    sharper="the shares 1/(k + 1)**2",
)
def shares(sharper: bool) -> bool:
    import sympy as sp

    k, n = sp.symbols("k n", integer=True, positive=True)
    term = 1 / (k + 1) ** 2 if sharper else 1 / ((k + 1) * (k + 2))
    first = term.subs(k, 0) + sp.summation(term, (k, 1, n))
    return bool(sp.simplify(first - (1 - 1 / (n + 2))) == 0)
