"""What a label that may be flipped tells, whatever the posterior, and what has to be told before a direction is known."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "noise.answers"

told = coq(
    NAME,
    "A label that is flipped with probability rho tells h(P) - h(rho) about the target, P the probability to hear `true`:"
    " of the posterior nothing else matters.",
    theorem="noise.answers.told",
    refuted="noise.answers.uneven",
    sharper="it tells ln 2 - h(rho) whatever P is",
    axioms=REALS,
)
halving = coq(
    NAME,
    "A question that halves the posterior, whatever its shape, tells exactly ln 2 - h(rho), one bit less H(rho).",
    theorem="noise.answers.halving",
    refuted="noise.answers.uneven",
    sharper="so does a question that does not halve it",
    axioms=REALS,
)
no_more = coq(
    NAME,
    "No question tells more than ln 2 - h(rho).",
    theorem="noise.answers.no_more",
    refuted="noise.answers.halving",
    sharper="every question tells less",
    axioms=REALS,
)
processing = coq(
    NAME,
    "The divergence of one law on finitely many cells from another is at least that of their shares of any set of cells.",
    theorem="noise.answers.processing",
    refuted="noise.answers.processing_attained",
    sharper="more than that",
    axioms=REALS,
)
converse = coq(
    NAME,
    "The divergence of 1 - delta from s is at least (1 - delta) ln(1/s) - h(delta).",
    theorem="noise.answers.converse",
    refuted="noise.answers.share_counts",
    sharper="ln(1/s) - delta ln 2, as if a learner that may fail had to tell as much as one that may not",
    axioms=REALS,
)
