"""Monotone DNF from counterexamples and membership queries: m + 1 of the one kind, m (n - 1) + 1 of the other."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "boolean.monotone_dnf"

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
