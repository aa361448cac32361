"""Labels of a randomised half-space orthogonal to its estimate: one by one, then many at a time, until they agree with it."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ...errors import Failed
from ...geometry.assumed_density import AssumedDensity
from ...geometry.probit import Counts
from ...queries import Dialogue, Membership
from .averages import COIN, one_sided

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

WIDEST = 4.0  # of the spreads that are thought possible
ROWS = 2**15  # asked together at most
TILTED = 6  # of so many single questions one lies off the estimate's complement, where the spread shows
TILT = 1.2  # spreads off: near where a label says most of the spread
SCALE = 0.53  # what a label there says of the logarithm of the spread: u**2 g(u) at u = 1.2
FIRST = 10  # labels a dimension before the likeliest weights are trusted
SHARE = 0.05  # of the labels that may go into the spread
FEWER = 1000  # labels may be thrice that share, for a spread that seems small stops the attack too early
PROBES = 4000  # labels for the spread are enough: it is then known to 2 %
SURE = 0.1  # the relative error of the spread that is not to be exceeded at the end
UNANIMOUS = 16  # equal answers to each of the repeated questions, and no coin was tossed


class Attack:
    """What was said, and the random stream that chooses what to ask."""

    def __init__(self, d: int, aim: float, most: int, seed: int) -> None:
        self.d, self.aim, self.most = d, aim, most
        self.rng = np.random.default_rng(seed)
        self.counts = Counts(d)
        self.asked = self.positive = self.probes = self.alike = 0
        self.ridge = d * aim**2 / 16  # as if w were normal of length 1 and the spread a quarter of the aim

    def ask(self, rows: Matrix, times: int = 1) -> Dialogue[Vector]:
        """How often each row is labelled true, asked so many times; it joins the counts.  `Failed` beyond the cap."""
        if self.asked + times * len(rows) > self.most:
            raise Failed(
                f"{self.asked} labels were not enough, and {self.most} is the cap: the answers hardly depend on the point, as"
                f" if sigma were above {WIDEST:g}, or do not come from one half-space drawn afresh"
            )
        yes = np.zeros(len(rows))
        together = max(1, ROWS // len(rows))
        tiled = np.tile(rows, (min(together, times), 1))
        for done in range(0, times, together):
            part = tiled[: min(together, times - done) * len(rows)]
            yes += (yield from Membership(part)).reshape(-1, len(rows)).sum(axis=0)
        self.asked += times * len(rows)
        self.positive += int(yes.sum())
        if self.asked >= COIN and self.positive in (0, self.asked):
            raise one_sided(self.asked, bool(self.positive))
        self.counts.add(rows, yes, times - yes)
        return yes

    def near(self, w: Vector, tilt: float, signs: Vector) -> Matrix:
        """Unit rows in random directions across w, turned out of its complement to w.x = +-tilt as the signs say."""
        across = self.rng.standard_normal((len(signs), self.d))
        across -= np.outer(across @ w, w)
        across *= (math.sqrt(1 - tilt**2) / np.linalg.norm(across, axis=1))[:, None]
        rows: Matrix = across + tilt * np.outer(signs, w)
        return rows

    def signs(self, number: int) -> Vector:
        return np.where(self.rng.random(number) < 0.5, -1.0, 1.0)


def estimated(d: int, aim: float, most: int, seed: int) -> Dialogue[tuple[Vector, float]]:
    """A unit w (d,), d >= 2, whose root mean square angle to the true one is estimated at `aim`, and sigma as it seems.

    >>> from qlearn import channels, run, teachers
    >>> from qlearn.concepts.half_spaces import HalfSpace
    >>> server = teachers.Heard(teachers.Honest(HalfSpace(np.array([3.0, 4.0]))), channels.drawn_weights, {"sigma": 0.3})
    >>> w, sigma = run(estimated(2, 0.05, 10**6, seed=0), server).hypothesis
    >>> bool(abs(w @ [0.8, -0.6]) < 0.15), bool(0.2 < sigma < 0.45)
    (True, True)
    """
    attack = Attack(d, aim, most, seed)
    seen = yield from _coarse(attack)
    w = seen.mean / np.linalg.norm(seen.mean)
    if seen.error <= aim and (yield from _agrees(attack, w, seen.spread)):
        return w, seen.spread
    beta = w / seen.spread
    while True:
        beta, covariance = attack.counts.likeliest(beta, attack.ridge)
        length = float(np.linalg.norm(beta))
        w = beta / length
        unsure = math.sqrt(w @ covariance @ w) / length
        few = attack.asked < FIRST * d
        # an estimate that chances to be small stops the attack: more than its own error, and the likelihood's in high dimension
        wider = (1 + 1.5 * unsure) ** 2 * (1 + 4 * d / attack.asked)
        variance = float(np.trace(covariance) - w @ covariance @ w)
        if not few and unsure <= SURE and math.sqrt(variance * wider) <= aim * length:
            if (yield from _agrees(attack, w, 1 / length)):
                return w, 1 / length
            beta = w * min(length, 0.5 / seen.spread)
            continue
        yield from _block(attack, w, length, variance / wider if few else variance, unsure, wider)


def _coarse(attack: Attack) -> Dialogue[AssumedDensity]:
    """Single questions across the mean, until the error in any one direction is small beside the spread, or at the aim."""
    d, aim = attack.d, attack.aim
    spreads = np.array([WIDEST / 2**i for i in range(math.ceil(math.log2(4 * WIDEST / aim)) + 1)])
    seen = AssumedDensity(d, spreads)
    for number in range(1, math.ceil(25 * d * math.log2(4 / aim)) + 1):
        x = seen.across(attack.rng)
        if number % TILTED == 0:
            tilt = min(TILT * seen.spread, 0.99)
            x = math.sqrt(1 - tilt**2) * x + tilt * seen.mean / np.linalg.norm(seen.mean)
        yes = yield from attack.ask(x[None])
        seen.told(x, 2 * float(yes[0]) - 1)
        if number >= 2 * d and number % 4 == 0 and seen.error <= max(seen.spread * math.sqrt(d - 1) / 2, aim):
            break
    return seen


def _block(attack: Attack, w: Vector, length: float, variance: float, unsure: float, wider: float) -> Dialogue[None]:
    """As many labels as seem to be missing, at most as many as there are, in a random frame of w's complement; then for the
    spread."""
    n, asked = attack.d - 1, attack.asked
    missing = math.pi / 2 * n * (wider * n / (attack.aim * length) ** 2 - n / variance)
    wanted = min(max(1.02 * missing, FIRST * attack.d - asked, n, 0.02 * asked), asked)
    frame = np.linalg.qr(np.column_stack([w, attack.rng.standard_normal((attack.d, n))]))[0][:, 1:].T
    times = max(1, round(wanted / n))
    yes = yield from attack.ask(frame.copy(), times)
    alike = times >= UNANIMOUS and bool(((yes == 0) | (yes == times)).all())
    attack.alike = attack.alike + n if alike else 0
    if attack.alike >= 3 * max(n, 8):
        raise Failed(
            f"{attack.alike} questions in a row, near the boundary, had the same answer all {UNANIMOUS} times and more: the"
            " weights are not drawn afresh for every question, or answers are kept; choose a learner for labels without such"
            " noise, as linear.chart_box is"
        )
    said = asked + times * n
    probes = min(max(SHARE * said, min(FEWER, 3 * SHARE * said)), PROBES) - attack.probes
    if unsure > SURE:
        probes = max(probes, 1.1 * (SURE**-2 - unsure**-2) / SCALE)
    if (number := int(min(probes, asked))) > 0:
        attack.probes += number
        yield from attack.ask(attack.near(w, min(TILT / length, 0.99), attack.signs(number)))


def _agrees(attack: Attack, w: Vector, spread: float) -> Dialogue[bool]:
    """Whether labels asked for this alone, a little off w's complement, are as often right as w and the spread let expect."""
    from scipy.special import ndtr

    number = 3 * attack.d + 20
    tilt = min(max(2.5 * attack.aim / math.sqrt(attack.d - 1), TILT * spread), 0.99)
    signs = attack.signs(number)
    yes = yield from attack.ask(attack.near(w, tilt, signs))
    right = float(((yes > 0) == (signs > 0)).sum())
    p = float(ndtr(tilt / spread))
    return right >= number * p - 1.5 * math.sqrt(number * p * (1 - p)) - 0.5
