"""Whether labels are wrong as often as fresh flips of a known rate make them, by a ratio looked at all along."""

from __future__ import annotations

import math
from fractions import Fraction

from .errors import WrongRate

ROUNDING = 1e-6  # of the logarithm of a ratio of probabilities, far above what floats lose
REPEATS = "each point several times, and {} disagreed with most others of it"


class RateTest:
    """Raises `WrongRate` when the wrong labels so far are next to impossible at the rate rho; falsely with at most `alarm`.

    The rival rates are 0 (a cache), rho/2, the one between rho and 1/2, and 1/2, and each may have begun after any number of
    decisions that is a power of two (a drift).  A rival's probability of what was heard, over rho's own, is a martingale with
    mean 1 if rho is the rate, and so is a weighted mean of them; it ever reaches 1/alarm with probability at most alarm
    (Ville).  Which labels are wrong is not known: those that disagree with a decision are taken to be, which is so unless it
    is wrong.  `disagreed` says in a message with what they do.

    >>> test = RateTest(Fraction(1, 4), Fraction(1, 1000))
    >>> test.heard(wrong=6, votes=25)
    >>> test.heard(wrong=0, votes=60)
    Traceback (most recent call last):
    qlearn.errors.WrongRate: ...
    """

    def __init__(self, rho: Fraction, alarm: Fraction, disagreed: str = REPEATS) -> None:
        self.rho, self.alarm, self.disagreed = rho, alarm, disagreed
        rate = float(rho)
        self.rivals = (0.0, rate / 2, (rate + 0.5) / 2, 0.5)
        self.limit = -math.log(alarm) + ROUNDING
        self.decisions = self.wrong = self.votes = 0
        self.starts = [(0, 0)]

    def heard(self, wrong: int, votes: int) -> None:
        """Something more has been decided: by so many votes in all, so many of them against it."""
        self.wrong, self.votes, self.decisions = self.wrong + wrong, self.votes + votes, self.decisions + 1
        evidence = [self._evidence(k, *start) for k, start in enumerate(self.starts)]
        highest = max(evidence)
        if highest + math.log(sum(math.exp(e - highest) for e in evidence)) >= self.limit:
            raise self._wrong(*self.starts[evidence.index(highest)])
        if self.decisions == 1 << (len(self.starts) - 1):
            self.starts.append((self.wrong, self.votes))

    def _evidence(self, k: int, wrong: int, votes: int) -> float:
        """The logarithm of the rivals' share if the rate has been theirs since so many votes; the shares sum to 1 over k."""
        bad, good = self.wrong - wrong, self.votes - votes - (self.wrong - wrong)
        rate = float(self.rho)
        ratios = [
            bad * math.log(rival / rate) + good * math.log((1 - rival) / (1 - rate)) if rival else -good * math.log(1 - rate)
            for rival in self.rivals
            if rival or not bad
        ]
        most = max(ratios)
        mean = sum(math.exp(ratio - most) for ratio in ratios) / len(self.rivals)
        return most + math.log(mean) - math.log((k + 1) * (k + 2))

    def _wrong(self, wrong: int, votes: int) -> WrongRate:
        bad, total = self.wrong - wrong, self.votes - votes
        few = bad < self.rho * total
        cause = "answers repeats from a cache or flips less often" if few else "flips more often, or its rate has drifted"
        return WrongRate(
            f"asked for {total} labels, {self.disagreed.format(bad)}, where a rate of rho = {self.rho}"
            f" makes about {float(self.rho * total):.0f}: if each asking is flipped afresh with"
            f" probability rho, the teacher is seen so off with probability at most {float(self.alarm):.2g}.  The teacher"
            f" {cause}; measure its rate on points asked again and give that, and if repeats are all alike take a learner that"
            " never asks a point twice"
        )
