"""A few of many variables from random pools that are all asked at once."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from ...catalogue import proves
from ...concepts.disjunctions import Disjunction, Disjunctions
from ...errors import Failed
from ...formulas import Number, Size, ceiling, choose, clg, largest, ln, proper_share, total, whole
from ...queries import Dialogue, Membership
from ...theorems import Bound, Guarantee, LowerBound, Theorem

probably = Guarantee(
    "the hypothesis is the target",
    lambda case: bool((case.hypothesis.keep == case.concept.keep).all()),
    "with probability 1 - delta",
)


@lru_cache(maxsize=1024)  # a symbolic ceiling is slow
def pools(n: Size, k: Size, delta: Size) -> Size:
    d = largest(1, k)
    return ceiling(ln(n / delta) / ln(1 / (1 - d**d / (d + 1) ** (d + 1))))


@proves(
    Theorem(
        learns=Disjunctions(),
        claim="A disjunction of at most k of n variables is found, with probability 1 - delta, from the labels of"
        " ln(n/delta)/ln(1/(1 - d**d/(d + 1)**(d + 1))) random pools, rounded up, d = max(k, 1), all in one round.",
        bounds=(Bound(Membership, "at most", pools),),
        lower=LowerBound(
            Membership,
            lambda n, k, delta: clg((1 - delta) * total(lambda i: choose(n, i), 0, k)),
            "Of q labels there are 2**q answers, so at most 2**q targets can be returned whatever the coins are: a target drawn"
            " at random is returned with probability at most 2**q over their number.",
        ),
        guarantee=probably,
        cite=("chan2011", "du2000"),
        settings={"delta": ("1/4", "1/20")},
    )
)
def non_adaptive_group_testing(n: int, k: int, delta: Number, seed: int = 0) -> Dialogue[Disjunction]:
    """Learn the OR of at most k of n variables from pools that do not depend on any answer.

    Problem: tests take long, so all of them must be under way at once.
    Idea: put each variable into each pool with probability 1/(d + 1), d = max(k, 1).  A rejected pool clears all its variables;
    keep those that are never cleared.
    Theorem: at most T = ceil(ln(n/delta)/ln(1/(1 - p))) membership queries, p = d**d/(d + 1)**(d + 1), in one round; what is
    found is the target with probability 1 - delta.  T is at most e (d + 1) ln(n/delta), rounded up.
    Proof: No variable of the target is ever cleared.  Another one is cleared by a pool that has it and none of the at most d of
    the target: with probability at least p = 1/(d + 1) (d/(d + 1))**d, for each pool.  So it stays with probability at most
    (1 - p)**T <= delta/n, and any of at most n with probability at most delta.
    Source: Chan, Che, Jaggi and Saligrama 2011, combinatorial orthogonal matching pursuit, with e for what is exact here; Du
    and Hwang 2000 for group testing in one stage.

    An empty pool, and one that was drawn before, is not asked; so a cube of few points is asked once at most; and at k = 0
    nothing is.  `seed` draws the pools.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.disjunctions import Disjunction
    >>> target = Disjunction(np.isin(np.arange(1000), [40, 700, 701]), 3)
    >>> found = run(non_adaptive_group_testing(n=1000, k=3, delta="1/100"), teachers.Honest(target))
    >>> found.hypothesis, found.ledger
    (x41 | x701 | x702, Ledger(membership: 104; rounds: 1))

    Raises `BadArgument` if n < 1, k < 0 or delta is not within (0, 1); `Failed` if more than k variables are never cleared.
    """
    whole(n, "n", least=1)
    share = proper_share(delta, "delta")
    number, coins = int(pools(n, whole(k, "k", least=0), share)), np.random.default_rng(whole(seed, "seed", least=0))
    if not k:
        return Disjunction(np.zeros(n, np.bool_), k)
    drawn = coins.integers(0, k + 1, (number, n)) == 0
    asked = np.unique(drawn[drawn.any(axis=1)], axis=0)
    kept = np.ones(n, np.bool_)
    if len(asked):
        labels = yield from Membership(asked.astype(np.uint8))
        kept[asked[~labels].any(axis=0)] = False
    if kept.sum() > k:
        raise Failed(f"{kept.sum()} variables are in no rejected pool, and at most {k} are in the target; draw other pools")
    return Disjunction(kept, k)
