"""What no attack whatsoever can do without, where an attack may fail now and then: lower bounds beside the catalogue's.

The catalogue's lower bounds speak of learners that never fail.  An attack of confidence 1 - delta may be wrong about a share
delta of what its coins and the target allow; by counting, or by a kernel, little or nothing is gained by that.
"""

from __future__ import annotations

from functools import lru_cache

from ..formulas import Size, ceiling, choose, clg, entropy, largest, ln
from ..learners.linear.direction import cap_bits
from ..learners.linear.flips import needed_under_flips
from ..queries import Membership
from ..theorems import LowerBound, Mode

LIKELY: Mode = "with probability 1 - delta"
COUNTED = "Fix the coins that make it succeed most often.  q labels leave at most 2**q outputs, and each is right about"


@lru_cache(maxsize=1024)  # a symbolic ceiling is slow
def _direction(d: Size, eps: Size, delta: Size) -> Size:
    return largest(0, ceiling(cap_bits(d, eps) + ln(1 - delta) / ln(2)))


direction = LowerBound(
    Membership,
    _direction,
    f"{COUNTED} a share of at most sin(eps)**(d - 1)/2 of all directions; on average over these 1 - delta must be right.",
    mode=LIKELY,
)
affine_direction = LowerBound(
    Membership, lambda d, eps, delta: _direction(d + 1, eps, delta), f"{direction.because}  Here there are d + 1 coordinates.",
    mode=LIKELY,
)  # fmt: skip


def _affine_flips(d: Size, eps: Size, rho: Size, delta: Size) -> Size:
    return needed_under_flips.count(d=d + 1, eps=eps, rho=rho, delta=delta)


affine_under_flips = LowerBound(
    Membership, _affine_flips, f"{needed_under_flips.because}  Here there are d + 1 coordinates.", mode="expected"
)


def _signs(d: Size, p: Size, eps: Size) -> Size:
    return ceiling(cap_bits(choose(d + p, p), eps))


polynomial_signs = LowerBound(
    Membership,
    _signs,
    "Every direction of the C(d + p, p) coefficients is possible and must be within eps of some output, so the outputs' caps"
    " cover that sphere, each a share of at most sin(eps)**(C(d + p, p) - 1)/2 of it; and q labels have 2**q outcomes.",
)
likely_polynomial_signs = LowerBound(
    Membership,
    lambda d, p, eps, delta: _direction(choose(d + p, p), eps, delta),
    f"{COUNTED} a share of at most sin(eps)**(C(d + p, p) - 1)/2 of all coefficients; on average 1 - delta must be right.",
    mode=LIKELY,
)
subsets = LowerBound(
    Membership,
    lambda n, delta: clg((1 - delta) * 2**n),
    f"{COUNTED} one of 2**n concepts; 1 - delta must be right.",
    mode=LIKELY,
)


def _told_subsets(n: Size, rho: Size, delta: Size) -> Size:
    return largest(0, ceiling(((1 - delta) * n - entropy(delta)) / (1 - entropy(rho))))


subsets_under_flips = LowerBound(
    Membership,
    _told_subsets,
    "Let the concept be any of 2**n, evenly.  A label flipped with probability rho tells at most C = 1 - H(rho) bits, so"
    " N of them on average tell at most C N; who names it with probability 1 - delta has been told (1 - delta) n - H(delta).",
    mode="expected",
)
boxes = LowerBound(
    Membership, lambda B, delta: clg((1 - delta) * B), f"{COUNTED} one of B boxes; on average 1 - delta must be right.",
    mode=LIKELY,
)  # fmt: skip
IN_A_KERNEL = (
    "  An attack that may fail gains nothing: if the target is drawn from a normal law, wide enough, whoever is left with"
    " a line of it or more is right, or within any bounded error, with a probability as small as one likes."
)
