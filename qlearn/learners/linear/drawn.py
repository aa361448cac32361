"""What no learner can do without when weights are drawn afresh for every question: by information, and by signs of weights."""

from __future__ import annotations

from functools import lru_cache

from ...formulas import Size, ceiling, largest, pi, smallest
from ...queries import Membership
from ...theorems import LowerBound
from .flips import told_bits


def fisher_limit(d: Size, eps: Size, sigma: Size) -> Size:
    """Labels for a root mean square angle eps, asymptotically: pi (d - 1)**2 sigma**2/(2 eps**2).

    That is what questions orthogonal to the true w would need if they were all that is asked and no label were spent on
    finding where they lie; as eps/sigma falls, `needed_in_mean_square` comes up to it.  For no finite eps is it a lower bound.

    >>> round(float(fisher_limit(14, 0.001, 0.1)))
    2654646
    """
    return pi() * ((d - 1) * sigma / eps) ** 2 / 2


@lru_cache(maxsize=1024)  # a symbolic ceiling is slow
def _mean_square(d: Size, eps: Size, sigma: Size) -> Size:
    kappa = 3 * eps
    information = 1 / ((1 + kappa) * eps) ** 2 - pi() ** 2 / kappa
    return largest(0, ceiling(pi() * ((d - 1) * sigma) ** 2 * information / 2))


needed_in_mean_square = LowerBound(
    Membership,
    _mean_square,
    "For learners whose mean square angle is at most eps**2 for every w.  In the central projection w = (1, t)/|(1, t)| let"
    " the n = d - 1 numbers t_k be independent, with density cos(pi t_k/2 r)**2/r on |t_k| <= r, n r**2 = kappa = 3 eps < 1."
    "  An output outside the cap |t| <= sqrt(kappa) is moved to the cap's nearest point, which is no farther from any w of"
    " it, as the cap's radius is at most pi/4; and in the cap |t - t'| <= (1 + kappa) sin(angle).  A label, wherever asked,"
    " has Fisher information about t of trace at most 2/(pi sigma**2), the prior n**2 pi**2/kappa, and van Trees'"
    " inequality says E|t' - t|**2 >= n**2/(2 N/(pi sigma**2) + n**2 pi**2/kappa), N the mean number of labels.",
    mode="expected",
)


@lru_cache(maxsize=1024)
def _signs(d: Size, eps: Size, sigma: Size, delta: Size) -> Size:
    bits = told_bits(d, eps, delta)
    B = smallest(1, 7 * eps**2)
    wrong = largest(0, 1 - 2 * delta - 2 * (1 - delta) * eps**2 / B)
    return largest(0, ceiling(bits), ceiling(((d - 1) * sigma * wrong) ** 2 / B))


needed_from_drawn_weights = LowerBound(
    Membership,
    _signs,
    "A label is one bit, and the right one of 1/s caps of radius eps, s <= sin(eps)**(d - 1)/2, takes (1 - delta) lg(1/s) -"
    " H(delta) of them, as under flips.  Or let n = d - 1 weights be +-b by fair coins, b**2 = B/n, B = min(1, 7 eps**2), and"
    " the first one sqrt(1 - B).  Within eps of w at most eps**2/b**2 signs are wrong, so on average at most a share"
    " (1 - delta) eps**2/B + delta.  Turning weight k moves the mean of v.x by 2 b x_k, which the label tells apart by a"
    " divergence of at most 2 (b x_k/sigma)**2, summed over k at most 2 B/(n sigma**2) a label: by Assouad's and Pinsker's"
    " inequalities the share is at least (1 - sqrt(B N)/(n sigma))/2, N the mean number of labels.",
    mode="expected",
)
