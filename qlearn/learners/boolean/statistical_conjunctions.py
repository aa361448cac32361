"""Monotone conjunctions from probabilities alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...catalogue import proves
from ...concepts.conjunctions import Conjunction, Conjunctions
from ...domains import Law
from ...errors import Undecided
from ...formulas import Number, proper_share, whole
from ...points import Labels, Points
from ...queries import Dialogue, Statistical
from ...theorems import Bound, Certified, Guarantee, Outcome, Theorem


@dataclass(frozen=True)
class AcceptedWithout:
    """The event that a point is accepted although its i-th variable (from 0) is 0."""

    i: int

    def __call__(self, points: Points, labels: Labels) -> NDArray[np.bool_]:
        event: NDArray[np.bool_] = labels & (points[:, self.i] == 0)
        return event

    def key(self) -> bytes:
        return b"accepted without %d" % self.i

    def __str__(self) -> str:
        return f"accepted with x{self.i + 1} = 0"


def _accurate(case: Outcome) -> bool:
    law = case.law if case.law is not None else Law.uniform(case.concept.domain.points())
    wrong = case.concept(law.points) != case.hypothesis(law.points)
    return bool(law.measure(wrong) <= case.sizes["eps"])


def _unknown_law(hypothesis: Any, turns: Sequence[Any], sizes: Mapping[str, Any]) -> Certified:
    raise Undecided("which law the probabilities are of, the answers do not say")


accurate = Guarantee(
    "the hypothesis errs with probability at most eps under the law of the points", _accurate, confirms=_unknown_law
)


def tolerance(n: Any, eps: Any) -> Any:
    """tau, how far off an answer may be."""
    return eps / (2 * n)


@proves(
    Theorem(
        learns=Conjunctions(),
        claim="A monotone conjunction of n variables is found within eps, under any law, with exactly n statistical queries of"
        " tolerance tau = eps/(2 n).",
        bounds=(Bound(Statistical, "exactly", lambda n: n),),
        guarantee=accurate,
        cite=("kearns1998",),
        settings={"eps": ("1/2", "1/4")},
        derives={"tau": lambda arguments: tolerance(arguments["n"], Fraction(arguments["eps"]))},
    )
)
def statistical_conjunctions(n: int, eps: Number) -> Dialogue[Conjunction]:
    """Learn a monotone conjunction of n variables from the probabilities that a point is accepted without each of them.

    Problem: find nearly the target, of which only probabilities are told, each off by up to a tolerance.
    Idea: no point is accepted without a variable of the target; drop the variables without which points often are.
    Theorem: exactly n statistical queries of tolerance tau = eps/(2 n), none of which hangs on an answer; the error is at most
    eps under the law that the probabilities are of, whatever it is, and whatever the teacher says within the tolerance.
    Proof: For a variable of the target the probability is 0, the answer at most tau, and so it is kept: the hypothesis implies
    the target.  It errs only on points that the target accepts without some variable kept.  Each variable was kept at an
    answer of at most tau, so this has a probability of at most 2 tau for each of at most n of them: eps together.
    Source: Kearns 1998, by the same events; the constant is ours.

    With n needles of measure 2 tau, each a point with one zero, and the target that is constantly true, the error is eps: no
    larger tolerance would do.

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> target = Conjunction(np.array([True, False, True]))
    >>> found = run(statistical_conjunctions(n=3, eps="1/4"), teachers.Honest(target, "longest"))
    >>> found.hypothesis, found.ledger["statistical"], found.turns[1].answer  # 1/8, and 1/24 more
    (x1 & x3, 3, Fraction(1, 6))

    Raises `BadArgument` if n < 1 or eps is not within (0, 1).
    """
    tau = tolerance(whole(n, "n", least=1), proper_share(eps, "eps", "share"))
    keep = []
    for i in range(n):
        probability = yield from Statistical(AcceptedWithout(i), tau)
        keep.append(probability <= tau)
    return Conjunction(np.array(keep, np.bool_))
