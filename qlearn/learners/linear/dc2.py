"""Dimension coupling with a stop that holds for every target: cells in place of a density, one doubt shared by all planes."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...channels import flip_rate, fresh_flips
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...formulas import Number, Size, ceiling, clg, entropy, exactly, largest, ln, proper_share, total, whole
from ...geometry.circle_posterior import CirclePosterior
from ...geometry.couplings import Arm, Plane
from ...queries import Dialogue, Membership
from ...rate import RateTest
from ...theorems import Bound, Theorem
from .coupling import Pair, asked, coupled, pairs, quarter, sign
from .direction import accuracy, probably
from .flips import needed_under_flips

KEPT = exactly("1/1000")  # the share of delta that is kept for planes that reach their cap
ALARM = exactly("1/20")  # and for calling a rate wrong that is right


def _doubt(d: Size, delta: Size) -> Size:
    """The probability of a wrong cell that each plane may end with at least."""
    return (1 - KEPT - ALARM) * delta / largest(1, d - 1)


@lru_cache(maxsize=4096)  # a symbolic ceiling is slow
def expected(N: Size, rho: Size, doubt: Size) -> Size:
    """At most how many answers are expected until one of N cells has a probability of 1 - doubt."""
    odds = ln(N - 1) + ln((1 - doubt) / doubt) + ln((1 - rho) / rho)
    return largest(0, ceiling(odds / ((1 - entropy(rho)) * ln(2))))


def mean(d: Size, eps: Size, rho: Size, delta: Size) -> Size:
    alone = largest(0, 2 - d) * expected(2, rho, _doubt(d, delta))  # one dimension has no plane, only a sign
    return alone + total(lambda i: pairs(d, i) * expected(4 * quarter(d, eps, i), rho, _doubt(d, delta)), 1, clg(d))


def _times(d: Size, delta: Size) -> Size:
    """A plane is given up after so many times what is expected: with probability KEPT delta/(d - 1) at most."""
    return 2 * clg(largest(1, d - 1) / (KEPT * delta))


@proves(
    Theorem(
        learns=HalfSpaces(),
        claim="Whatever w is, its direction is found within eps with probability 1 - delta; the expected number of labels is at"
        " most the sum over the planes of (lg(N - 1) + lg(1/doubt - 1) + lg(1/rho - 1))/(1 - H(rho)), N the plane's cells.",
        bounds=(
            Bound(Membership, "at most", lambda d, eps, rho, delta: mean(d, eps, rho, delta) * _times(d, delta)),
            Bound(Membership, "at most", mean, "expected"),
        ),
        lower=needed_under_flips,
        guarantee=probably,
        cite=("chen2017", "burnashev1974", "naghshvar2015", "chandrasekaran2020"),
        loose="a cap, reached with probability delta/1000 at most",
        settings={"eps": ("5/4", "3/4"), "rho": ("1/8", "1/20"), "delta": ("1/4", "1/20")},
        noise=fresh_flips,
    )
)
def dc2(d: int, eps: Number, rho: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0] of which each is flipped with probability rho, whatever w is.

    Problem: a stop that the learner can see, whose confidence holds for every w and not only for random ones.
    Idea: pair the axes; find in each plane the direction of w's projection by halving the posterior on a circle; pair what
    was found, until one vector is left.  The circle is cut into cells as wide as the end allows, numbered from a random one
    on, and only their borders are asked: a density would be halved on and on inside the last cell.  What a plane's stop
    leaves of the doubt that it may end with, the others get.
    Theorem: P(angle > eps) <= delta for every w.  With C = 1 - H(rho) and doubt = 0.949 delta/(d - 1), a plane of N cells is
    expected to take at most (lg(N - 1) + lg(1/doubt - 1) + lg(1/rho - 1))/C labels, and is given up after 2 clg(1000
    (d - 1)/delta) times as many.
    Proof: sin(angle)**2 = sum_k r_k**2 sin(D_k)**2 over the planes, r_k the length of w's projection on plane k, |w| = 1, D_k
    the error in it; the planes of a level are orthogonal, so half a cell of at most sin(eps) sqrt(m/(d - 1)) on a level of
    m planes is enough; and w's cell has a uniform number whatever came before, so that the posterior is right.
    The mean of lg(1/a - 1), a the posterior of the true cell, falls by C or more at every answer to the border nearest to
    1/2, whose other side has on average half of all but the true cell; and it begins at lg(N - 1), its largest value.
    If all cells are right, what disagrees with them is what was flipped; `RateTest` looks whether its share is rho.
    So half of the planes that are not done are done after twice what is expected, from wherever they are.
    Source: Chen, Hassani and Karbasi 2017 for the coupling, with a truth that tells when to stop; cells as in Burnashev and
    Zigangirov 1974; the potential is that of Naghshvar, Javidi and Wigger 2015.  The identity, the levels' shares and the
    random numbers are ours.

    `seed` chooses the first cells.  A plane that w is orthogonal to says nothing, and need not.  Borders are asked again and
    again, so a cache that keeps flipped labels misleads this learner, and so does a rate told too low; but then the share of
    labels that disagree with what was found is not rho.  The more labels, the surer that ends in `WrongRate` (told 1/4 at eps =
    1/100, of 20 caches 15 were named at d = 5 and all at d = 13; of 20 teachers that flip 3/10 only 2, at d = 8, and 4 other
    results were too far); so does a rate told twice too high, where one a little too high costs labels.

    >>> from qlearn import channels, run, teachers
    >>> teacher = teachers.Heard(teachers.Honest(HalfSpace(np.array([5.0, -2, 1]))), channels.fresh_flips, {"rho": 0.1})
    >>> found = run(dc2(d=3, eps="1/100", rho="1/10", delta="1/20"), teacher)
    >>> [round(x, 1) for x in (found.hypothesis.w / found.hypothesis.w[0]).tolist()]
    [1.0, -0.4, 0.2]

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, or unless 0 < rho < 1/2 and 0 < delta < 1;
    `WrongRate` if labels disagree with what was found more or less often than rho lets them, falsely with at most delta/20.
    """
    wanted, rate, fails = accuracy(eps), flip_rate(rho), proper_share(delta, "delta")
    whole(d, "d", least=1)
    rng = np.random.default_rng(whole(seed, "seed", least=0))
    doubt, times = _doubt(d, fails), _times(d, fails)
    test = RateTest(rate, ALARM * fails, "and {} say another side than what was found of w")
    search = Search(float(rate), float(doubt) * max(1, d - 1), max(1, d - 1), test)

    def level(i: int, found: list[Pair]) -> Dialogue[list[Arm]]:
        half = 2 * quarter(d, wanted, i)
        planes = [Plane(u, v, half, int(rng.integers(2 * half))) for u, v in found]
        return (yield from search.cells(planes, int(times * expected(2 * half, rate, doubt))))

    if d == 1:
        (alone,) = yield from search.cells([sign(int(rng.integers(2)))], int(times * expected(2, rate, doubt)))
        return HalfSpace(alone.vector)
    return (yield from coupled(d, level))


class Search:
    """Level after level of planes searched, as long as there is doubt; it may come to `doubt` in all the planes."""

    def __init__(self, rate: float, doubt: float, planes: int, test: RateTest) -> None:
        self.rate, self.doubt, self.planes, self.test = rate, doubt, planes, test

    def cells(self, planes: list[Plane], cap: int) -> Dialogue[list[Arm]]:
        """The middle of the likeliest cell of each plane, asked in joint rounds, each plane `cap` times at most."""
        beliefs = [CirclePosterior(plane.half) for plane in planes]
        likeliest = [belief.likeliest() for belief in beliefs]
        allowed = self.doubt * len(planes) / self.planes
        for _ in range(cap):
            doubtful = unfinished(np.array([1 - mass for _, mass in likeliest]), allowed)
            if not len(doubtful):
                break
            diameters = [beliefs[k].nearest_half() for k in doubtful]
            labels = yield from asked([planes[k] for k in doubtful], diameters)
            for k, diameter, label in zip(doubtful, diameters, labels.tolist(), strict=True):
                beliefs[k].heard(diameter, label, self.rate)
                likeliest[k] = beliefs[k].likeliest()
        against = sum(belief.against(cell) for belief, (cell, _) in zip(beliefs, likeliest, strict=True))
        self.test.heard(against, sum(len(belief.answers) for belief in beliefs))
        self.planes -= len(planes)
        self.doubt -= min(allowed, sum(1 - mass for _, mass in likeliest))
        return [plane.found(cell + 0.5) for plane, (cell, _) in zip(planes, likeliest, strict=True)]


def unfinished(doubts: NDArray[np.float64], allowed: float) -> NDArray[np.intp]:
    """Who must be asked on, that all doubts may come to `allowed`: those above an equal share of what the others leave.

    >>> unfinished(np.array([0.01, 0.03, 0.06, 0.4]), 0.16).tolist(), unfinished(np.array([0.1, 0.02]), 0.13).tolist()
    ([3], [])
    """
    order = np.argsort(doubts, kind="stable")
    before = np.append(0.0, np.cumsum(doubts[order])[:-1])
    share = (allowed - before) / np.arange(len(doubts), 0, -1)
    above = doubts[order] > share
    return np.sort(order[int(np.argmax(above)) :] if above.any() else order[:0])
