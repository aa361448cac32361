"""Functions with a DNF of s terms and a CNF of t clauses, from counterexamples and membership queries."""

from __future__ import annotations

from proofs_checks.coq import COMPUTED, coq, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, implies, tautology
from qlearn import find

NAME = "boolean.cdnf"

equivalence = coq(
    NAME,
    "In every run at most s t + t + 1 equivalence queries are asked, for every DNF of s terms and CNF of t clauses that the"
    " target has.",
    theorem="boolean.cdnf.equivalence_queries",
    refuted="boolean.cdnf.equivalence_queries_are_met",
    sharper="one query fewer (refuted at s = t = 2, exclusive or)",
)
membership = coq(
    NAME,
    "In every run at most s t (n (n + 1)/2 - 1) membership queries are asked.",
    theorem="boolean.cdnf.membership_queries",
    refuted="boolean.cdnf.membership_queries_are_met",
    sharper="one query fewer (refuted at n = 2, s = t = 1)",
)


@lemma(
    NAME,
    "What is between two points of a subcube is in it.",
    method="tautology: in one coordinate's a, x, v, and what the subcube asks for",
    scope=ALL,
    sharper="even if the second point is not in the subcube",
)
def between(sharper: bool) -> bool:
    def claim(a: bool, x: bool, v: bool, fixed: bool, value: bool) -> bool:
        def inside(y: bool) -> bool:
            return implies(fixed, y == value)

        return implies(v in (a, x) and inside(a) and (sharper or inside(x)), inside(v))

    return tautology(claim, 5)


@lemma(
    NAME,
    "In the exact game over all functions and all counterexamples no bound is passed, and the first is met.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 2",
    sharper="all stay below their bounds",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


def _numbers(more: int = 0) -> list[tuple[str, str]]:
    """Both bounds at some sizes, as the catalogue has them."""
    grid = [{"n": n, "s": s, "t": t} for n in range(1, 8) for s in range(5) for t in range(5)]
    goals = []
    for bound, function in zip(find(NAME).theorem.bounds, ("equivalence_bound", "membership_bound"), strict=True):
        sizes = [size for size in ("n", "s", "t") if size in bound.sizes]
        calls = "; ".join(" ".join([function, *(str(at[size]) for size in sizes)]) for at in grid)
        says = "; ".join(str(bound.at(**at) + more) for at in grid)
        goals.append((f"([{calls}] = [{says}])%nat", COMPUTED))
    return goals


formula = tied_goals(NAME, "boolean.cdnf", _numbers, lambda: _numbers(more=1), scope="n in 1..7, s and t in 0..4, both bounds")
