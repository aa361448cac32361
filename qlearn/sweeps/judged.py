"""What a theorem says of one run: whether its claims held, and the numbers they are about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..errors import Undecided
from ..evidence.trial import Broken, Trial, hold, promised
from ..theorems import Bound, Outcome, Theorem
from ..transcript import Run

CHANCE = "with probability 1 - delta"
UNJUDGED = "the guarantee was not judged"


def judge(trial: Trial, target: Any, done: Run[Any], sizes: Mapping[str, Any]) -> tuple[str, str]:
    """A status and why: 'broken' by a worst-case claim, 'missed' by one that may fail, else 'held'.

    What is claimed on average is held against no single run.  A promise that cannot be decided is said to be so.
    """
    about = replace(trial, concept=target)
    theorem, note = trial.learner.theorem, ""
    try:
        hold(about, done)
    except Broken as broken:
        return "broken", f"{broken.law}: {broken.detail}"
    except Undecided as undecided:  # the counts were held before
        note = f"{UNJUDGED}: {undecided}"
    for bound in theorem.bounds:
        if bound.mode == CHANCE and not bound.allows(done.ledger[bound.kind], bound.at(**sizes)):
            return (
                "missed",
                f"asked {done.ledger[bound.kind]} {bound.kind.kind} queries, the theorem says {bound.spelled(sizes)}",
            )
    if theorem.guarantee.mode == CHANCE:
        try:
            if not promised(about, Outcome(target, done.hypothesis, sizes, trial.law)):
                return "missed", theorem.guarantee.says
        except Undecided as undecided:
            note = f"{UNJUDGED}: {undecided}"
        except Broken as broken:
            return "broken", f"{broken.law}: {broken.detail}"
    return "held", note


def limits(theorem: Theorem, sizes: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The bounds at these sizes, a list for each kind, and the lower bound; those whose sizes are not known are left out."""
    upper: dict[str, Any] = {}
    for bound in theorem.bounds:
        if (said := _said(bound, sizes)) is not None:
            upper.setdefault(bound.kind.kind, []).append(said)
    lower = _said(theorem.lower.bound, sizes) if theorem.lower else None
    return upper, None if lower is None or theorem.lower is None else {theorem.lower.kind.kind: lower}


def _said(bound: Bound, sizes: Mapping[str, Any]) -> dict[str, Any] | None:
    if not set(bound.sizes) <= set(sizes):
        return None
    try:
        return {"sense": bound.sense, "mode": bound.mode, "limit": bound.at(**sizes)}
    except (ArithmeticError, ValueError, TypeError):  # a formula that says nothing at such sizes
        return None


def ratio(counts: Mapping[str, int], upper: Mapping[str, Any]) -> float | None:
    """The largest measured/limit of the upper bounds; None without one."""
    found = [
        Fraction(counts.get(kind, 0), said["limit"])
        for kind, several in upper.items()
        for said in several
        if said["sense"] != "at least" and said["limit"] > 0
    ]
    return float(max(found)) if found else None
