"""Did it hold?  `verify` composes the evidence for a learner into a verdict."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from .catalogue import Learner
from .errors import BadArgument
from .evidence.attack import Attacked, attack
from .evidence.exhaust import Exhausted, exhaust
from .evidence.proof import Proved, proof
from .evidence.sample import Tested, sample
from .evidence.trial import Broken

Effort = Literal["quick", "full"]


@dataclass(frozen=True)
class Verdict:
    """What was found: `failure` is the first law that was broken.

    It `holds` if none was and something was shown; what is claimed only with a probability must have been tested.
    """

    learner: Learner[..., Any]
    proved: Proved | None = None
    exhausted: Exhausted | None = None
    attacked: Attacked | None = None
    tested: Tested | None = None
    failure: Broken | None = None
    seconds: float = 0.0

    @property
    def claims(self) -> bool:
        """Whether the theorem says anything about counts."""
        return bool(self.learner.theorem.bounds)

    @property
    def holds(self) -> bool:
        shown = bool(self.kinds) and (self.learner.theorem.certain or self.tested is not None)
        return self.failure is None and shown

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of evidence that speak for the theorem."""
        complete = self.proved is not None and self.proved.complete
        present = {
            "proved": complete, "exhausted": self.exhausted, "attacked": self.attacked, "tested": self.tested
        }  # fmt: skip
        return tuple(kind for kind, found in present.items() if found)

    @property
    def best_ratio(self) -> Fraction | None:
        """The largest measured/bound that was met: 1 says that the bound is attained."""
        ratios = [e.ratio for e in (self.exhausted, self.attacked) if e is not None]
        return max(ratios, default=None)

    @property
    def best_target(self) -> str:
        """The target that reached it, or the sizes of the game in which it was reached."""
        if self.attacked and self.attacked.best and self.attacked.ratio == self.best_ratio:
            return self.attacked.best.where
        return f"a target at {self.exhausted.at}" if self.exhausted and self.exhausted.at else ""

    def as_json(self) -> dict[str, Any]:
        evidence = {kind: getattr(self, kind) for kind in ("proved", "exhausted", "attacked", "tested")}
        return {
            "name": self.learner.name,
            "holds": self.holds,
            "claims": self.claims,
            "evidence": {kind: None if found is None else str(found) for kind, found in evidence.items()},
            "best_ratio": None if self.best_ratio is None else float(self.best_ratio),
            "best_target": self.best_target,
            "failure": None if self.failure is None else str(self.failure),
            "seconds": round(self.seconds, 3),
        }

    def __str__(self) -> str:
        if self.failure is not None:
            return f"{self.learner.name} does NOT hold\n{self.failure}"
        lines = [f"{self.learner.name} {'holds' if self.holds else 'is not shown: some claim met no evidence'}"]
        lines += [f"  {kind:<9} {getattr(self, kind)}" for kind in ("proved", "exhausted", "attacked", "tested")]
        return "\n".join(line for line in lines if not line.endswith("None"))


def verify(
    learner: Learner[..., Any], *, effort: Effort = "quick", seed: int = 0, say: Callable[[str], None] = lambda stage: None
) -> Verdict:
    """Hold a learner's theorem against what it says, in every way there is; works for learners outside the package too.

    `effort` is quick (under two seconds) or full; `seed` repeats a verdict exactly; `say` hears each stage begin.
    The verdict's `failure` carries the simplest target found, the turns that broke the law, and the numbers.

    >>> import qlearn
    >>> verdict = qlearn.verify(qlearn.find("boolean.bit_clearing"))
    >>> verdict.holds, verdict.best_ratio
    (True, Fraction(1, 1))
    """
    if not isinstance(learner, Learner):
        raise BadArgument(f"verify takes a learner (a function under @proves), not a {type(learner).__name__}")
    if effort not in ("quick", "full"):
        raise BadArgument(f"effort is 'quick' or 'full', got {effort!r}")
    start = time.perf_counter()
    found: dict[str, Any] = {}
    try:
        say("proved")
        found["proved"] = proof(learner.name, learner.theorem)
        say("exhausted")
        found["exhausted"] = exhaust(learner)
        say("attacked")
        found["attacked"] = attack(learner, effort, seed)
        say("tested")
        found["tested"] = sample(learner, effort, seed)
    except Broken as broken:
        found["failure"] = broken
    return Verdict(learner, **found, seconds=time.perf_counter() - start)
