"""The direction of a half-space from flipped labels, near the capacity: random halving questions, a normal law of the rest."""

from __future__ import annotations

from ...catalogue import proves
from ...channels import fresh_flips
from ...concepts.half_spaces import HalfSpace, HalfSpaces
from ...formulas import Number
from ...queries import Dialogue, Membership
from ...theorems import Bound, Theorem
from .direction import probably
from .flips import needed_under_flips
from .halving_labels import halved, most


@proves(
    Theorem(
        learns=HalfSpaces(small=({"d": 1}, {"d": 2}), medium=()),
        claim="A question that halves the posterior tells exactly 1 - H(rho) bits, whatever the posterior's shape.  A learner"
        " that asks such questions of a normal law stays within a bound that it enforces; that it then fails with"
        " probability at most delta is measured, not proved.",
        bounds=(Bound(Membership, "at most", most),),
        lower=needed_under_flips,
        guarantee=probably,
        cite=("minka2001", "burnashev1974"),
        loose="a cap, far above what is asked",
        settings={"eps": ("5/4", "1"), "rho": ("1/8",), "delta": ("1/4",)},
        noise=fresh_flips,
    )
)
def expectation_propagation(d: int, eps: Number, rho: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w, up to its length, from labels [w.x >= 0] each of which is flipped with probability rho, for every w.

    Problem: a direction of R^d within eps with probability 1 - delta, when every label may be wrong.
    Idea: keep a normal law in place of the posterior, and ask at random points orthogonal to its mean: they halve it, and a
    random projection is nearly normal, so that no coordinate has to be confirmed by itself.  Old labels are read again as
    the law narrows (expectation propagation), which wins back what one reading loses.  Stop when the law, with tails heavier
    than normal, has at most delta outside the cone of eps.
    Theorem: at most 2 (d - 1) lg(1/sin eps) + 8 d + 8 lg(1/delta) bits' worth of labels at the capacity C = 1 - H(rho); the
    learner enforces it and raises `Failed` there.  The failure probability is measured, not proved, and so is the mean count:
    about 1.16 to 1.25 times LB/C at eps = 1e-2 and 1.07 to 1.15 at 1e-4, LB being the bits of a cap, for d from 13 to 64, rho
    from 0.1 to 0.4 and delta = 0.05 (`benchmarks/noise_ep.py`).
    Proof: I(label; w) = H(label) - H(rho) is C if both labels are equally likely, of the posterior nothing else counts; so
    LB/C is about what any learner needs (the converse).  A site is fitted to the exact mean and variance that its label gives
    its projection; a law that is normal knows no tails, so the sites are told only d/(d + 1.15 + 2.5 rho) of 1 - 2 rho, and the
    tails are those of an F law with 20 degrees of freedom: settings that were calibrated at d from 2 to 64.  For d = 1 a lead
    of k votes has posterior odds ((1 - rho)/rho)**k, exactly.
    Source: Minka 2001, section 3, for the sites; Burnashev and Zigangirov 1974 for halving under noise in one dimension; the
    choice of questions and the stop are ours.

    Questions and prior know no direction, so counts and failures have the same law for every w.  No question comes twice, so a
    teacher that keeps its answers changes nothing.  `rho` is an upper bound: if labels are wrong less often, more are asked
    than need be (told 0.3 where it is 0.25, d = 13, eps = 1e-2: 20 % more, no failure in 60); if more often, the law is too
    sure (told 0.25 where it is 0.28: 17 of 60 fail; told 0.1 where it is 0.3: all of 60).  At the end all labels, each weighed
    by how sure its side is, say how often they were flipped; a rate told that is four standard errors below is `WrongRate`.
    That named 15 of those 60, and 50 of 60 told 0.01 where it is 0.1: a law too sure of a wrong direction finds labels that fit
    it.  Where the rate is in doubt, use `expectation_propagation_unknown_rate`, or buy a test with `+certified`, which in turn
    must not be told a rate above the true one.
    Kept is what the labels near the boundary need, O(n d) for some n = 3 d/C of them, and O(d**3) time a round.

    >>> import numpy as np
    >>> from qlearn import channels, run, teachers
    >>> from qlearn.geometry.directions import angle
    >>> target = HalfSpace(np.array([4.0, -2.0, 1.0]))
    >>> teacher = teachers.Heard(teachers.Honest(target), channels.fresh_flips, {"rho": 1 / 10})
    >>> found = run(expectation_propagation(d=3, eps="1/10", rho="1/10", delta="1/20"), teacher)
    >>> angle(found.hypothesis.w, target.w) < 1 / 10, found.ledger[Membership] < 60
    (True, True)

    Raises `BadArgument` if d < 1, eps is no angle from 2**-40 up to below pi/2, rho is not within (0, 1/2), or delta not within
    (0, 1); `Failed` at the bound; `WrongRate` if the labels contradict one another more than rho
    explains.
    """
    return (yield from halved(d, eps, rho, delta, seed))
