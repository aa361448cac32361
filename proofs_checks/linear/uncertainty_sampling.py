"""The nearest of many rows while the plane turns, and the largest margin."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained

NAME = "linear.uncertainty_sampling"

turning = coq(
    NAME,
    "The distance |x.w| of a row no longer than 1 changes by |w - w'| at most.",
    theorem="linear.uncertainty_sampling.turned",
    refuted="linear.uncertainty_sampling.turned_attained",
    sharper="by less",
    axioms=REALS,
)
front = coq(
    NAME,
    "A row whose distance was more than the least one now and what the plane has turned since is not the nearest now.",
    theorem="linear.uncertainty_sampling.in_front",
    refuted="linear.uncertainty_sampling.in_front_no_sooner",
    sharper="as much or more",
    axioms=REALS,
)
largest = coq(
    NAME,
    "No unit vector u has a.u >= m for all rows a unless m sum y <= |sum y a|, whatever the multipliers y >= 0.",
    theorem="linear.cutting.margin_at_most",
    refuted="linear.cutting.margin_attained",
    sharper="m sum y is strictly less",
    axioms=REALS,
)


@lemma(
    NAME,
    "In the exact game on the weights -1, 0, 1 the learner asks exactly so many labels, and errs only where it did not ask.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 3, pools of 30 and 8, up to 8 labels",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
