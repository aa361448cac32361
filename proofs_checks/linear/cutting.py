"""What the learners share that cut a cone through a point inside it, as lemmas of each of them."""

from __future__ import annotations

from fractions import Fraction

from proofs_checks.coq import REALS, coq
from proofs_checks.lemmas import ALL, Lemma
from proofs_checks.methods import bound_of, worst_ratio, zero
from qlearn import find


def certificate(of: str) -> Lemma:
    """Why the ellipsoid around the cone is one."""
    return coq(
        of,
        "With any weights w >= 0 of the rows, M = sum w p p', R**2 = v'Mv and |p.v| <= h R, every v of the slice has"
        " R (1 - e1) <= sum w b h + e2, e1 and e2 bounds of |sum w h p| and |sum w b p|.",
        theorem="linear.cutting.enclosed",
        refuted="linear.cutting.enclosed_attained",
        sharper="strictly less",
        axioms=REALS,
    )


def sides(of: str) -> Lemma:
    """Why no answers contradict each other."""
    return coq(
        of,
        "A question orthogonal to a point inside the cone leaves points inside it on either side: with every answer there is"
        " a w that agrees with all.",
        theorem="linear.cutting.both_sides",
        refuted="linear.cutting.no_step_for_all",
        sharper="at a distance from that point that is the same for all cones",
        axioms=REALS,
    )


def cap(of: str) -> Lemma:
    """The count is pivot_ratio's, three times."""

    def check(sharper: bool) -> bool:
        shares = 2 if sharper else 3
        return zero(bound_of(of).formula() - shares * bound_of("linear.pivot_ratio").formula())

    check.__name__ = "cap"
    says = "The cap is three times what pivot_ratio asks: two for the cuts, and one if it must be begun."
    return Lemma(of, says, "identity: of the two theorems' formulas", ALL, "twice", check)


def played(of: str, scope: str) -> Lemma:
    """The real learner in its small games; the first label alone is a third of the cap in one dimension."""

    def check(sharper: bool) -> bool:
        worst = max(worst_ratio(of, given) for given in find(of).theorem.learns.small)
        return worst < Fraction(1, 3) if sharper else worst <= 1

    check.__name__ = "played"
    says = "In the exact game on the weights -1, 0, 1 the learner keeps its cap and ends within eps of every target."
    return Lemma(of, says, "exhaustion: the real learner in the exact game", scope, "less than a third of its cap", check)
