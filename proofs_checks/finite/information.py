"""How many targets can be told apart by so many answers."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "finite.information"

told_apart = coq(
    NAME,
    "A learner that tells N targets apart with q answers, each one of k, has N <= k**q.",
    theorem="finite.information.information_bound",
)
needed = coq(
    NAME,
    "With yes or no answers it asks at least clg(N) queries.",
    theorem="finite.information.clg_needed",
)
mixed = coq(
    NAME,
    "With m membership and e equivalence queries on a domain of K points it tells at most 2**m (K + 1)**e targets apart.",
    theorem="finite.information.mixed_bound",
)
