"""The Littlestone dimension: how many counterexamples no learner can avoid, and one learner needs no more."""

from __future__ import annotations

import itertools
from dataclasses import replace

from proofs_checks.coq import COMPUTED, coq, tied_goals
from proofs_checks.posed import Goal
from qlearn.concepts.tables import littlestone

NAME = "finite.littlestone"

deepest = coq(
    NAME,
    "The dimension, by the recursion that Python uses, is the depth of the deepest complete tree of the class.",
    theorem="finite.littlestone.dimension_spec",
    refuted="finite.littlestone.dimension_spec",
    sharper="a tree of the next depth too",
)
forced = coq(
    NAME,
    "In a class of dimension L every learner, whatever it proposes, meets L counterexamples for some target.",
    theorem="finite.littlestone.every_learner_is_forced",
    refuted="finite.littlestone.optimal_bound",
    sharper="L + 1 counterexamples",
)
optimal = coq(
    NAME,
    "The learner that proposes the labels which leave the larger dimension meets at most L counterexamples in every run.",
    theorem="finite.littlestone.optimal_bound",
    refuted="finite.littlestone.every_learner_is_forced",
    sharper="at most L - 1 counterexamples",
)
size = coq(
    NAME,
    "A class of dimension L has at least 2**L concepts.",
    theorem="finite.littlestone.size_of_a_class",
    refuted="finite.littlestone.dimension_of_all_labellings",
    sharper="at least 2**L + 1 concepts",
)
labellings = coq(
    NAME,
    "All 2**n labellings of n points have the dimension n.",
    theorem="finite.littlestone.dimension_of_all_labellings",
    refuted="finite.littlestone.size_of_a_class",
    sharper="the dimension n + 1",
)


def _row(labels: tuple[int, ...]) -> str:
    return f"counterexamples.row [{'; '.join('true' if label else 'false' for label in labels)}]"


def _goals(more: int = 0) -> list[Goal]:
    """The dimensions of the classes on 3 points: in Coq, and in Python."""
    cube = list(itertools.product((0, 1), repeat=3))
    tables = [tuple(row for i, row in enumerate(cube) if mask >> i & 1) for mask in range(1, 256)]
    rows = [
        [f"counterexamples.row [{'; '.join('true' if label else 'false' for label in row)}]" for row in table]
        for table in tables
    ]
    calls = [f"dimension (seq 0 3) [{'; '.join(table)}]" for table in rows]
    says = [littlestone(table) + more for table in tables]
    return [(f"([{'; '.join(calls)}] = [{'; '.join(map(str, says))}])%nat", COMPUTED)]


computed = replace(
    tied_goals(NAME, "finite.littlestone", _goals, lambda: _goals(more=1), scope="all 255 classes on 3 points"),
    says="The dimension that Python computes and that of the Coq statement are the same number.",
)
