"""How many votes bring the failure probability of the majority down to delta: Chernoff's number and Hoeffding's."""

from __future__ import annotations

from proofs_checks.coq import REALS, coq

NAME = "noise.majority"

base = coq(
    NAME,
    "A majority of r independent votes, each wrong with probability eta <= 1/2, fails with probability at most"
    " (2 sqrt(eta (1 - eta)))**r; ties count as failures.",
    theorem="noise.majority.chernoff",
    refuted="noise.majority.no_smaller_base",
    sharper="any smaller base, for all r",
    axioms=REALS,
)
chernoff = coq(
    NAME,
    "With r >= 2 ln(1/delta) / ln(1 / (4 eta (1 - eta))) votes, eta < 1/2, it fails with probability at most delta.",
    theorem="noise.majority.chernoff_votes",
    refuted="noise.majority.chernoff_votes_needed",
    sharper="any factor below 2 in place of 2, for all r and delta",
    axioms=REALS,
)
hoeffding = coq(
    NAME,
    "With r >= 2 ln(1/delta) / (1 - 2 eta)**2 votes, eta < 1/2, it fails with probability at most delta.",
    theorem="noise.majority.hoeffding_votes",
    refuted="noise.majority.hoeffding_votes_needed",
    sharper="any factor below 2 in place of 2, for all r, delta and eta",
    axioms=REALS,
)
