"""A box around a known point: a bisection for each of its ends."""

from __future__ import annotations

from proofs_checks.coq import COMPUTED, coq, tied_goals
from proofs_checks.lemmas import lemma
from proofs_checks.methods import attained
from proofs_checks.posed import Goal
from qlearn import find
from qlearn.axes import Axes
from qlearn.features import Integers

NAME = "trees.box"
SIZES = ([(0, 1)], [(0, 2)], [(3, 7)], [(2, 9), (8, 9)], [(0, 3), (1, 4), (4, 5)])  # the point's place, the places

in_every_run = coq(
    NAME,
    "Every run finds both ends on each feature, with at most clg(p + 1) + clg(N - p) labels on it.",
    theorem="trees.box.run_bound",
    refuted="trees.box.bound_attained",
    sharper="one label fewer",
)
every_learner = coq(
    NAME,
    "Every learner of the boxes around a point asks clg(B) labels for one of them, B the product of all (p + 1)(N - p).",
    theorem="trees.box.every_learner_asks_as_many",
    refuted="trees.box.lower_meets_bound",
    sharper="one label more",
)


def _goals(lower: bool, more: int = 0) -> list[Goal]:
    """The numbers that the theorem derives from its arguments, and those of Coq."""
    theorem, goals = find(NAME).theorem, []
    for axes in SIZES:
        features = Axes(tuple(Integers(0, N - 1) for _, N in axes))
        sizes = find(NAME)(features, tuple(float(p) for p, _ in axes)).sizes()
        p, N = (f"(fun i => nth i [{'; '.join(str(a[k]) for a in axes)}] 0)" for k in (0, 1))
        pairs = "; ".join(f"({p}, {N})" for p, N in axes)
        call = f"lower [{pairs}]" if lower else f"bound {len(axes)} {p} {N}"
        bound = theorem.lower.bound if lower and theorem.lower else theorem.bounds[0]
        goals.append((f"({call} = {bound.at(**sizes) + more})%nat", COMPUTED))
    return goals


formula = tied_goals(NAME, "trees.box", lambda: _goals(False), lambda: _goals(False, more=1), scope="five sets of axes")
lower_formula = tied_goals(
    NAME, "trees.box", lambda: _goals(True), lambda: _goals(True, more=1), scope="five sets of axes", lower=True
)


@lemma(
    NAME,
    "In the exact game the learner meets its bound, never passes it, and no learner is shown to need more than it asks.",
    method="exhaustion: the real learner in the exact game",
    scope="boxes around a point of 1 to 12 places",
    sharper="one label fewer",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
