"""What an estimate found: of each target, of the worst one, and in words that claim no more."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

Verdict = Literal["shown", "refuted", "undecided"]


@dataclass(frozen=True)
class Tried:
    """What was seen of one target: runs, outcomes, the limits for its success probability, and the first run without success.

    Runs whose error was only enclosed may be neither successes nor failures; `false` is how likely an enclosure was wrong.
    """

    number: int
    target: str
    how: str
    runs: int = 0
    successes: int = 0
    failures: int = 0
    false: Fraction = Fraction(0)
    lower: Fraction = Fraction(0)
    upper: Fraction = Fraction(1)
    most: int = 0
    failed_seed: int | None = None
    why: str = ""

    def __str__(self) -> str:
        failed = f"; that of seed {self.failed_seed} did not: {self.why}" if self.failed_seed is not None else ""
        return f"{self.target} ({self.how}), {self.successes} of {self.runs} runs succeeded{failed}"


@dataclass(frozen=True)
class Estimate:
    """What was shown of an attack.

    `gamma` is the lower limit for the success probability on the worst target, and `claimed` what was to be shown, if
    anything was.  `certain` says that no chance is left in it: an attack without coins, an exact error.
    """

    adversary: str
    against: str
    number: int
    exhausted: bool
    eps: Fraction
    budget: int
    error: str
    alpha: Fraction
    claimed: Fraction | None
    verdict: Verdict
    gamma: Fraction
    certain: bool
    worst: Tried
    tried: tuple[Tried, ...]

    @property
    def against_the_class(self) -> bool:
        """Whether Def. 3 was shown: against every concept, at these sizes, and not only against those that were tried."""
        return self.verdict == "shown" and self.exhausted

    @property
    def most(self) -> int:
        """The most queries of any run."""
        return max(one.most for one in self.tried)

    @property
    def runs(self) -> int:
        return sum(one.runs for one in self.tried)

    def __str__(self) -> str:
        confidence = self.gamma if self.claimed is None else self.claimed
        attack = f"a {self.eps}-extraction attack of complexity {self.budget}"
        attack = f"{attack} and confidence {confidence}"
        sure = "" if self.certain else f"; by statistics at level {1 - self.alpha}"
        if self.verdict == "refuted":
            return f"{self.adversary} is NOT {attack}; error: {self.error}{sure}.  Against {self.worst}"
        whom = f"against {self.against}" + ("" if self.exhausted else ", which says nothing of the class")
        judged = f"{whom}; error: {self.error}; {self.runs} runs{sure}"
        if self.verdict == "shown":
            return f"{self.adversary} is {attack} {judged}"
        return f"{self.adversary}: it is undecided whether it is {attack} {judged}; shown is {self.gamma}.  Worst: {self.worst}"

    def as_json(self) -> dict[str, Any]:
        """Plain data: rational numbers as text."""
        plain = {name: getattr(self, name) for name in ("adversary", "against", "exhausted", "budget", "error", "verdict")}
        rational = {name: str(getattr(self, name)) for name in ("eps", "alpha", "gamma")}
        worst = {name: str(value) if isinstance(value, Fraction) else value for name, value in vars(self.worst).items()}
        return {
            **plain,
            **rational,
            "claimed": None if self.claimed is None else str(self.claimed),
            "against_the_class": self.against_the_class,
            "certain": self.certain,
            "targets": self.number,
            "runs": self.runs,
            "most_queries": self.most,
            "worst": worst,
            "says": str(self),
        }
