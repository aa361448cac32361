"""Gaussian networks from their values in many digits, whatever the centres: directions until one tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from ...catalogue import proves
from ...concepts.rbf_networks import RbfNetwork, RbfNetworks
from ...digits import Point
from ...formulas import Number, whole
from ...queries import Dialogue, Digits
from ...theorems import Bound, Theorem
from .centres import concluded, needed, within_tol
from .prony_lines import Lines


def _found(lines: Lines, turns: Sequence[tuple[Any, Any]]) -> RbfNetwork:
    """The network that the turns leave: the last line and what was asked after it."""
    last = len(turns) - 1 if lines.d > 1 else 1
    query, said = turns[last - 1]
    nodes = lines.nodes(query.points, said)
    if nodes is None:
        raise lines.unresolved([(query.points, said)])
    more, heard = turns[last] if turns[last:] else (None, ())
    return concluded(lines, nodes, query.points, said, (more.points if more else (), heard))


@proves(
    Theorem(
        learns=RbfNetworks(),
        claim="Every Gaussian network of k centres is found, without a draw: with k(d + 1) values if all first coordinates"
        " differ, and with at most k**2 (k - 1)(d - 1) more.",
        bounds=(Bound(Digits, "at most", lambda d, k, checks: k**2 * (k - 1) * (d - 1) + k * (d + 1) + checks),),
        lower=needed,
        guarantee=within_tol(_found),
        cite=("prony1795", "peter2013"),
        settings={"digits": (60,), "tol": ("1/1000000000000",), "checks": (0, 1)},
    )
)
def prony_directions(d: int, k: int, g: Number, digits: int, tol: Number, checks: int = 0) -> Dialogue[RbfNetwork]:
    """Learn f(x) = a_1 exp(-g |x - c_1|**2) + ... + a_k exp(-g |x - c_k|**2), no a_j zero, whatever the centres.

    Problem: along any one direction two centres may have the same component, and then no values there tell them apart.
    Idea: try the directions (1, s, ..., s**(d - 1)), s = 0, 1, 2, ..., 2k values each, until the values along one are of k
    exponentials; then solve as `prony` does.
    Theorem: at most 2k (k(k - 1)/2 (d - 1) + 1) + (d - 1)k values (and `checks` more), which is k(d + 1) and
    k**2 (k - 1)(d - 1) more; centres and weights within tol, by intervals about them.  Every learner needs k.
    Proof: Two centres have the same component along the direction of s where a polynomial in s vanishes, that with the
    coefficients c_i - c_j: it is not 0 and of degree d - 1, so it has at most d - 1 roots.  k(k - 1)/2 pairs spoil at most
    k(k - 1)/2 (d - 1) directions.  Where two do meet, the Hankel matrix is singular, and no change of sign can be seen.
    Source: the exponential sums are de Prony's 1795, as in Peter and Plonka 2013.  The directions are ours.

    Centres lie in [-1, 1]^d or near it.  It takes as many digits as the direction needs: along that of a large s the first
    coordinates count little.  A direction that the digits do not resolve is passed over like one in which centres meet, so
    more of them may be asked than need be.

    >>> from qlearn import run, teachers
    >>> target = RbfNetwork.of([[0, 0], [0, "1/2"]], [1, -1], g=1)  # the first direction, (1, 0), does not tell them apart
    >>> found = run(prony_directions(d=2, k=2, g=1, digits=40, tol="1e-20"), teachers.Honest(target))
    >>> found.ledger, found.hypothesis
    (Ledger(digits: 10; rounds: 3), g = 1, b = 0, 1 at [0.0, 0.0], -1 at [0.0, 0.5], each within 1e-36)

    Raises `BadArgument` if g or tol is not above 0, or if the digits do not suffice: then it says how many are needed.
    `Inconsistent` if fewer than k centres explain the answers along every direction, if no network of k centres does, or if
    one of the `checks`, fresh points of [-1, 1]^d, tells of more centres, another kernel or another g.
    """
    lines = Lines.of(d, k, g, digits, tol)
    fresh = lines.fresh(whole(checks, "checks", least=0), 0)
    tried = []
    for s in range(k * (k - 1) // 2 * (d - 1) + 1):
        line = lines.along(direction(d, s))
        said = yield from Digits(line, digits)
        tried.append((line, said))
        nodes = lines.nodes(line, said)
        if nodes is not None:
            break
    else:
        raise lines.unresolved(tried)
    points = (*lines.beside(line), *fresh)
    answers = (yield from Digits(points, digits)) if points else ()
    return concluded(lines, nodes, line, said, (points, answers))


def direction(d: int, s: int) -> Point:
    """(1, s, ..., s**(d - 1)), scaled so that its largest entry is 1."""
    return tuple(Fraction(s**i, max(1, s ** (d - 1))) for i in range(d))
