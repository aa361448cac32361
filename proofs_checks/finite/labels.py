"""How many labels some target takes, of a learner that tells N targets apart."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "finite.labels"

needed = coq(
    NAME,
    "A learner that gives different results for N targets asks clg(N) labels of one of them.",
    theorem="finite.labels.labels_needed",
    refuted="boolean.parity.n_are_enough",
    sharper="clg(N) + 1 labels",
)
tell_apart = coq(
    NAME,
    "If it asks at most q labels of each target, there are at most 2**q of them.",
    theorem="finite.labels.labels_tell_apart",
    refuted="boolean.parity.n_are_enough",
    sharper="at most 2**q - 1",
)
