"""Functions with a DNF of s terms and a CNF of t clauses, from counterexamples and membership queries."""

from __future__ import annotations

from proofs_checks.coq import coq

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
    "In every run at most s t n (n + 1)/2 membership queries are asked.",
    theorem="boolean.cdnf.membership_queries",
    refuted="boolean.cdnf.membership_queries_are_met",
    sharper="one query fewer (refuted at n = 2, s = t = 1)",
)
