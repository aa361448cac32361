"""Learners by ranks: trees of 50 leaves and 30 variables, and functions of words, exact equivalence included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from finite_timing import seconds_row, timed
from tables import Row

from qlearn import run, teachers
from qlearn.concepts.multiplicity_automata import MultiplicityAutomaton
from qlearn.concepts.term_sums import TermSum, tree_leaves
from qlearn.learners.automata.multiplicity import multiplicity
from qlearn.learners.boolean.hankel import hankel

SECONDS = 5
EVALUATED = 10**7  # points a second


def rows() -> Iterator[Row]:
    """Seconds of a run within its bounds, each target learned three times; and points of the cube evaluated a second."""
    rng = np.random.default_rng(0)
    for seed in range(3):
        tree = tree_leaves(30, 50, lambda low, high: int(rng.integers(low, high + 1)))
        yield _learned(f"tree {seed} of 50 leaves, 30 variables", hankel, tree)
    for R, k in ((10, 10), (40, 2)):
        step = rng.integers(0, 101, (k, R, R))
        function = MultiplicityAutomaton(101, rng.integers(1, 101, R), step, rng.integers(1, 101, R))
        yield _learned(f"function of words of {k} letters, rank {R} modulo 101", multiplicity, function)
    yield from _evaluated(TermSum(rng.integers(-1, 2, (20, 20))))


def _learned(what: str, learner: Any, target: Any) -> Row:
    """A run, with its counts; it holds if it is fast and within the bounds."""
    done, seconds = timed(lambda: run(learner(**target.given), teachers.Honest(target)))
    sizes = done.learning.sizes(target, done.turns)
    counts = {bound.kind.kind: (done.ledger[bound.kind], bound.at(**sizes)) for bound in learner.theorem.bounds}
    said = ", ".join(f"{asked} of at most {most} {kind}" for kind, (asked, most) in counts.items())
    return seconds_row(f"{what}: {said}", seconds, SECONDS, all(asked <= most for asked, most in counts.values()))


def _evaluated(target: TermSum) -> Iterator[Row]:
    points = ((np.arange(1 << target.n)[:, None] >> np.arange(target.n)) & 1).astype(np.uint8)
    for name, function in (("a sum of 20 terms", target), ("its automaton", target.automaton)):
        seconds = sorted(_processor_seconds(function, points) for _ in range(5))
        rate = len(points) / seconds[2]
        yield {
            "work": f"{name} at 2**{target.n} points, points/s", "measured": rate, "reach": EVALUATED,
            "interval": (len(points) / seconds[-1], len(points) / seconds[0]), "holds": rate >= EVALUATED,
        }  # fmt: skip


def _processor_seconds(function: Any, points: Any) -> float:
    start = time.process_time()  # of this process: others may be at work
    function(points)
    return time.process_time() - start


PARTS: dict[str, Callable[[], Iterator[Row]]] = {"hankel": rows}
