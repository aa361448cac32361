"""Monotone DNF without equivalence queries: 2**k membership queries for k pairs of variables."""

from __future__ import annotations

from proofs_checks.coq import coq

NAME = "boolean.monotone_dnf"

alone = coq(
    NAME,
    "Every learner from membership queries alone that finds the DNF of k pairs of variables, and that with any one term more"
    " that has one variable of each pair, asks at least 2**k for the k pairs.",
    theorem="boolean.monotone_dnf_members.membership_alone",
    refuted="boolean.monotone_dnf_members.so_many_are_enough",
    sharper="at least 2**k + 1",
)
