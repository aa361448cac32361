"""Gaussian networks from their values in many digits: centres and weights, each in an interval."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from ...catalogue import proves
from ...concepts.rbf_networks import RbfNetwork, RbfNetworks
from ...digits import Point
from ...formulas import Number, whole
from ...queries import Dialogue, Digits
from ...theorems import Bound, Theorem
from .centres import concluded, needed, within_tol
from .prony_lines import Lines


def _found(lines: Lines, turns: Sequence[tuple[Any, Any]]) -> RbfNetwork:
    """The network that the one turn leaves."""
    ((query, answers),) = turns
    line, said = query.points[: 2 * lines.k], answers[: 2 * lines.k]
    nodes = lines.nodes(line, said)
    if nodes is None:
        raise lines.unresolved([(line, said)])
    return concluded(lines, nodes, line, said, (query.points[2 * lines.k :], answers[2 * lines.k :]))


@proves(
    Theorem(
        learns=RbfNetworks(),
        claim="A Gaussian network of k centres is found from k(d + 1) values in many digits, as many as it has parameters, all"
        " in one round.",
        bounds=(Bound(Digits, "exactly", lambda d, k, checks: k * (d + 1) + checks),),
        lower=needed,
        guarantee=within_tol(_found),
        cite=("prony1795", "peter2013"),
        settings={"digits": (60,), "tol": ("1/1000000000000",), "checks": (0, 2)},
    )
)
def prony(d: int, k: int, g: Number, digits: int, tol: Number, checks: int = 0, seed: int = 0) -> Dialogue[RbfNetwork]:
    """Learn f(x) = a_1 exp(-g |x - c_1|**2) + ... + a_k exp(-g |x - c_k|**2), no a_j zero, from values along d lines.

    Problem: k(d + 1) unknowns, the centres among them, and an oracle that tells f(x) to as many digits as one asks for.
    Idea: f(x) exp(g |x|**2) is a sum of k exponentials along every line, and Prony solves those from 2k values for k nodes
    and k factors.  On d - 1 lines beside the first the factors have grown by what tells the centres' other coordinates.
    Theorem: exactly k(d + 1) values (and `checks` more) in one round; centres and weights within tol, by intervals about
    them.  Every learner needs k; one that does not adapt its points needs k(d + 1), since a continuous map that is locally
    one to one leads to no smaller dimension.
    Proof: With distinct nodes z_j = exp(e.c_j) the Hankel matrix V' D V of the values is invertible, and det(H' - x H) is a
    multiple of (z_1 - x)...(z_k - x).  k changes of its sign, seen in spite of what the digits leave open, enclose all roots.
    For the direction e, drawn from the seed, they are distinct with probability 1 had its coordinates all their digits; they
    have 20 bits.  A direction in which two centres do meet leads to an error, never to a wrong network.
    Source: de Prony 1795; Peter and Plonka 2013 for functions other than exponentials.  The enclosure is ours.

    For centres in [-1, 1]^d (scale the features) the digits needed are about 3k and those of 1/tol, more if two centres are
    near each other; too few are told, with how many would do.  In 16 digits, which is what floats have, this ends at k = 3 or
    4; `pencil` goes further.

    >>> from qlearn import run, teachers
    >>> target = RbfNetwork.of([["1/3", 0], [0, "-1/2"]], [1, "-3/2"], g=1)
    >>> found = run(prony(d=2, k=2, g=1, digits=40, tol="1e-30"), teachers.Honest(target))
    >>> found.ledger, found.hypothesis
    (Ledger(digits: 6; rounds: 1), g = 1, b = 0, -1.5 at [0.0, -0.5], 1 at [0.333333, 0.0], each within 1e-36)

    Raises `BadArgument` if g or tol is not above 0, or if the digits do not suffice: then it says how many are needed.
    `Inconsistent` if fewer than k centres explain the answers (a centre that is given twice is one), if no network of k
    centres does, or if one of the `checks`, fresh points of [-1, 1]^d, tells of more centres, another kernel or another g.
    """
    lines = Lines.of(d, k, g, digits, tol)
    line = lines.along(_drawn(d, seed))
    query = Digits((*line, *lines.beside(line), *lines.fresh(whole(checks, "checks", least=0), seed)), digits)
    answers = yield from query
    return _found(lines, [(query, answers)])


def _drawn(d: int, seed: int) -> Point:
    """About a unit vector, in multiples of 2**-20."""
    e = np.random.default_rng([seed, d]).standard_normal(d)
    steps = np.rint(e / np.linalg.norm(e) * 2**20).astype(int).tolist()
    return tuple(Fraction(x, 2**20) for x in steps)
