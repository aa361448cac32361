"""Questions orthogonal to the estimate: why there, what is never exceeded, and the one dimension where all are alike."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import numpy as np
import sympy as sp

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from qlearn import find
from qlearn.errors import QlearnError
from qlearn.learners.linear.orthogonal_queries import most

NAME = "linear.orthogonal_queries"

equal_shares = coq(
    NAME,
    "If n directions share an information, the sum of one over each share is at least n**2 over the whole: so equal shares are"
    " best, and with 2/(pi sigma**2) a label that is pi n**2 sigma**2/(2 m) for m labels.",
    theorem="linear.drawn.coordinates",
    refuted="linear.drawn.coordinates_attained",
    sharper="a larger sum",
    axioms=REALS,
)


@lemma(
    NAME,
    "A unit x at u = w.x/sigma has the squared length 1 - sigma**2 u**2 across w; that and g(u) <= 2/pi are largest at u = 0,"
    " where the information about w is 2/(pi sigma**2) in all.",
    method="identity: of the value at 0 and of the length across",
    scope=ALL,
    sharper="the value 1/sigma**2, as of v.x itself",
)
def orthogonal(sharper: bool) -> bool:
    u, sigma = sp.Symbol("u", real=True), sp.Symbol("sigma", positive=True)
    phi, Phi = sp.exp(-(u**2) / 2) / sp.sqrt(2 * sp.pi), (1 + sp.erf(u / sp.sqrt(2))) / 2
    g = phi**2 / (Phi * (1 - Phi))
    along, across = sigma * u, sp.sqrt(1 - (sigma * u) ** 2)
    value = (g * across**2 / sigma**2).subs(u, 0)
    return zero(along**2 + across**2 - 1) and zero(value - (1 if sharper else 2 / sp.pi) / sigma**2)


class _Coins:
    """A teacher whose labels say nothing, but are as often true as false."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.asked = 0

    def answer(self, query: Any) -> Any:
        self.asked += len(query.points)
        return self.rng.random(len(query.points)) < 0.5


@lemma(
    NAME,
    "The learner keeps its cap, ceil(64 d (d + 2 sqrt(d L) + 2 L)/eps**2 + 1000 d), against labels that say nothing.",
    method="exhaustion: the real learner against coins",
    scope="d from 1 to 4, two eps, five seeds",
    sharper="a quarter of it",
)
def cap(sharper: bool) -> bool:
    def claim(d: int, eps: Fraction, seed: int) -> bool:
        coins, share = _Coins(seed), Fraction(1, 4)
        talk = iter(find(NAME)(d=d, eps=eps, delta=share, seed=seed))
        try:
            query = next(talk)
            while True:
                query = talk.send(coins.answer(query))
        except (StopIteration, QlearnError):
            return bool(coins.asked * (4 if sharper else 1) <= most(d, eps, share))

    return everywhere(claim, range(1, 5), (Fraction(1), Fraction(1, 2)), range(5))


@lemma(
    NAME,
    "In one dimension the majority of 2 ceil(26 ln(1/delta)) + 1 labels errs with probability at most delta, where a label is"
    " right with Phi(1/4) > 598/1000: sigma is 4 at most.",
    method="exhaustion: of the binomial, in fractions, the count being the learner's own",
    scope="delta = 1/2, 1/4, 1/20, 1/1000",
    sharper="an eighth of the labels",
)
def majority(sharper: bool) -> bool:
    right = Fraction(598, 1000)
    assert bool(sp.erf(sp.Rational(1, 4) / sp.sqrt(2)) > 2 * sp.Rational(right) - 1)

    def claim(delta: Fraction) -> bool:
        votes = next(iter(find(NAME)(d=1, eps="1/2", delta=delta))).cost
        votes = votes // 8 if sharper else votes
        wrong = sum(comb(votes, k) * right**k * (1 - right) ** (votes - k) for k in range(votes // 2 + 1))
        return wrong <= delta

    return everywhere(claim, (Fraction(1, 2), Fraction(1, 4), Fraction(1, 20), Fraction(1, 1000)))
