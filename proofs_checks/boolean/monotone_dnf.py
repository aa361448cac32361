"""Monotone DNF from counterexamples and membership queries: m + 1 of the one kind, m (n - 1) + 1 of the other."""

from __future__ import annotations

import numpy as np

from proofs_checks.coq import COMPUTED, coq, tied_goals
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, implies, tautology
from proofs_checks.posed import Goal
from qlearn import Membership, find, run, teachers
from qlearn.concepts.monotone import MonotoneDNF
from qlearn.theorems import Bound

NAME = "boolean.monotone_dnf"


@lemma(
    NAME,
    "A point below a rejected one is rejected: with x -> r at every variable and t -> x at those of a term, t -> r.",
    method="tautology: in one variable's t, x, r",
    scope=ALL,
    sharper="without the premise that the point is below",
)
def below(sharper: bool) -> bool:
    return tautology(lambda t, x, r: implies((sharper or implies(x, r)) and implies(t, x), implies(t, r)), 3)


@lemma(
    NAME,
    "A counterexample that no term found accepts is 0 somewhere, if a term is found: so it costs n - 1 queries at most.",
    method="tautology: in one variable's t and z",
    scope=ALL,
    sharper="it is 0 outside the term",
)
def smaller(sharper: bool) -> bool:
    return tautology(lambda t, z: implies(not implies(t, z), not z and (not t if sharper else True)), 2)


@lemma(
    NAME,
    "With the largest counterexamples x1 and x1 | xn cost the learner m (n - 1) + 1 membership queries, none of which follows"
    " from the others.",
    method="exhaustion: the real learner",
    scope="3 <= n <= 12",
    sharper="one query more",
)
def reached(sharper: bool) -> bool:
    def claim(n: int, m: int) -> bool:
        target = MonotoneDNF.of(np.eye(n, dtype=np.bool_)[[0, n - 1][:m]])
        asked = run(find(NAME)(n=n), teachers.Honest(target, "longest")).ledger[Membership]
        return asked == _members().at(n=n, m=m) + (1 if sharper else 0)

    return everywhere(claim, range(3, 13), (1, 2))


def _members() -> Bound:
    bound = find(NAME).theorem.bound(Membership)
    assert bound is not None
    return bound


@lemma(
    NAME,
    "In the exact game over all targets and all counterexamples no bound is passed, and they are met.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 3",
    sharper="all dialogues stay below",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)


equivalence = coq(
    NAME,
    "In every run at most m + 1 equivalence queries are asked, m the number of the target's terms.",
    theorem="boolean.monotone_dnf.equivalence_queries",
    refuted="boolean.monotone_dnf_runs.bounds_are_met",
    sharper="at most m queries",
)
membership = coq(
    NAME,
    "In every run at most m (n - 1) + 1 membership queries are asked.",
    theorem="boolean.monotone_dnf.membership_queries",
    refuted="boolean.monotone_dnf_runs.bounds_are_met",
    sharper="one query fewer (refuted for all m from 1 to n)",
)
found = coq(
    NAME,
    "When the teacher says yes, every term of the target that contains no other one is found.",
    theorem="boolean.monotone_dnf.ends_in_the_target",
    refuted="boolean.monotone_dnf_runs.larger_terms_are_not_found",
    sharper="every term is found, even one that contains another",
)
exactly = coq(
    NAME,
    "If none of the m terms contains another, every run that ends in a yes asks exactly m + 1 equivalence queries.",
    theorem="boolean.monotone_dnf.equivalence_queries_needed",
    refuted="boolean.monotone_dnf_runs.larger_terms_are_not_found",
    sharper="so it is if a term contains another",
)


def _goals(more: int = 0) -> list[Goal]:
    grid = [(n, m) for n in range(1, 25) for m in range(1, 25)]
    members, equivalence = _members(), bound_of(NAME)
    said = (
        ([f"membership_bound {n} {m}" for n, m in grid], [members.at(n=n, m=m) for n, m in grid]),
        ([f"equivalence_bound {m}" for _, m in grid], [equivalence.at(m=m) for _, m in grid]),
    )
    return [
        (f"([{'; '.join(calls)}] = [{'; '.join(str(number + more) for number in numbers)}])%nat", COMPUTED)
        for calls, numbers in said
    ]


formula = tied_goals(NAME, "boolean.monotone_dnf", _goals, lambda: _goals(more=1), scope="n, m from 1 to 24")
