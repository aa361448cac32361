"""What no learner of a direction can do without when labels are flipped: the converse, by information."""

from __future__ import annotations

from functools import lru_cache

from ...formulas import Size, ceiling, entropy, largest
from ...queries import Membership
from ...theorems import LowerBound
from .direction import cap_bits


def told_bits(d: Size, eps: Size, delta: Size) -> Size:
    """What whoever is within eps with probability 1 - delta has been told of a uniform direction, in bits, at least."""
    return (1 - delta) * cap_bits(d, eps) - entropy(delta)


@lru_cache(maxsize=1024)  # a symbolic ceiling is slow
def _converse(d: Size, eps: Size, rho: Size, delta: Size) -> Size:
    return largest(0, ceiling(told_bits(d, eps, delta) / (1 - entropy(rho))))


needed_under_flips = LowerBound(
    Membership,
    _converse,
    "Let w be uniform.  An answer that is flipped with probability rho tells at most C = 1 - H(rho) bits about w, however the"
    " question was chosen, so a learner that asks N of them on average tells at most C N.  If with probability 1 - delta"
    " its output is within eps of w, where a guess is so with probability s, it has told at least the divergence of 1 - delta"
    " from s, which is at least (1 - delta) lg(1/s) - H(delta); and s <= sin(eps)**(d - 1)/2.  Some w needs at least the mean.",
    mode="expected",
)
