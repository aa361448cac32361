"""The sign of a value is the label, and costs as much."""

from __future__ import annotations

import itertools

import numpy as np

from proofs_checks.coq import coq
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, zero
from qlearn import find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace

NAME, INNER = "linear.spherical_bisection+sign", "linear.spherical_bisection"


@lemma(
    NAME,
    "The learner finds by signs what it finds by labels, in as many rows.",
    method="exhaustion: the real learner both ways",
    scope="weights -1, 0, 1 in three dimensions",
    sharper="in one row fewer",
)
def same(sharper: bool) -> bool:
    def claim(*w: int) -> bool:
        if not any(w):
            return True
        target = HalfSpace(np.array(w, float))
        by_sign, by_label = (run(find(name)(d=3, eps="1/10"), teachers.Honest(target)) for name in (NAME, INNER))
        rows = by_label.ledger["membership"] - (1 if sharper else 0)
        return by_sign.hypothesis.key() == by_label.hypothesis.key() and by_sign.ledger["value"] == rows

    return everywhere(claim, *itertools.repeat(range(-1, 2), 3))


@lemma(NAME, "The bound is the inner one.", method="identity", scope=ALL, sharper="it is smaller by one")
def carried(sharper: bool) -> bool:
    return zero(bound_of(NAME).formula() - bound_of(INNER).formula() + (1 if sharper else 0))


@lemma(
    NAME,
    "In the exact game on the weights -1, 0, 1 the bound is met.",
    method="exhaustion: the real learner in the exact game",
    scope="d <= 3, three angles",
    sharper="one query fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


translated = coq(
    NAME,
    "A dialogue whose every question is asked in another form, and its answer turned back, asks as often and ends with the same"
    " hypothesis.",
    theorem="finite.dialogues.translated_run",
)
