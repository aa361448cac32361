"""What the learners by relevant variables share: the cost of a bisection, and runs against every target of a size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from qlearn import find, run, teachers
from qlearn.evidence.exhaust import every_concept
from qlearn.formulas import clg
from qlearn.learners.trees.change import change
from qlearn.queries import Dialogue, Membership

POLICIES = ("first", "random", "longest")


def run_alone(talk: Any) -> Any:
    """What a dialogue that asks nobody returns."""
    try:
        next(talk)
    except StopIteration as end:
        return end.value
    raise AssertionError("it asks")


def bisected(h: int) -> int:
    """The most labels that the real bisection asks on a way of h steps, over every place where the label may change."""

    def asks(flip: int) -> int:
        asked = 0

        def ask(places: Any) -> Dialogue[Any]:
            nonlocal asked
            asked += 1
            yield from ()
            return places.sum(axis=1) > flip

        found = run_alone(change(ask, np.zeros(h, np.int64), np.ones(h, np.int64), False))
        if found != (flip, 0):
            raise AssertionError(f"the change of {h} steps is at {flip}, found {found}")
        return asked

    return max(asks(flip) for flip in range(h))


def bisection_costs_clg(sharper: bool) -> bool:
    return all(bisected(h) <= clg(h) - (1 if sharper else 0) for h in range(1, 70))


def labels_spared(name: str, given: Mapping[str, Any]) -> dict[int, int]:
    """By the number r of relevant variables, how many membership queries the bound leaves unasked in the worst run."""
    learner, least = find(name), dict[int, int]()
    bound = learner.theorem.bound(Membership)
    assert bound is not None
    for concept in every_concept(learner.theorem.learns, given):
        for policy in POLICIES:
            arguments = {key: value for key, value in given.items() if key in ("n", "d")}
            done = run(learner(**arguments), teachers.Honest(concept, policy))  # type: ignore[arg-type]
            r = concept.sizes["r"]
            least[r] = min(least.get(r, 99), bound.at(**concept.sizes) - done.ledger[Membership])
    return least
