"""What a learner with one-bit answers really asks of some target, and not only on some path of its tree."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "finite.worst_target"

costs = coq(
    NAME,
    "Every learner that gives N targets N different outputs, from answers of one bit, asks at least clg(N) for one of them.",
    theorem="finite.worst_target.some_target_costs",
    refuted="finite.worst_target.two_to_the_n_cost_n",
    sharper="clg(N) + 1 for one of them",
)
