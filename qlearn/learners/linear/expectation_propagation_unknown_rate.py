"""Flipped labels whose rate is only bounded: the rate is read off labels whose side has become certain."""

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
        claim="The rate at which labels are wrong may be anything below rho: what the labels show of it is used.  That this"
        " fails with probability at most delta is measured, not proved; the bound is enforced.",
        bounds=(Bound(Membership, "at most", most),),
        lower=needed_under_flips,
        guarantee=probably,
        cite=("minka2001", "rao1948"),
        loose="a cap, far above what is asked",
        settings={"eps": ("5/4", "1"), "rho": ("1/8",), "delta": ("1/4",)},
        noise=fresh_flips,
    )
)
def expectation_propagation_unknown_rate(d: int, eps: Number, rho: Number, delta: Number, seed: int = 0) -> Dialogue[HalfSpace]:
    """Learn w from labels flipped at a rate that nobody knows, but for an upper bound rho.

    Problem: a rate given too low makes a learner too sure, and one given too high costs labels.
    Idea: most labels asked so far have a side that later ones made certain; the share of them that is wrong is the rate.  Ask
    as `expectation_propagation` does, and tell the sites the rate that all labels show, each weighed by how sure its side is,
    and a quarter of its standard error more.  No question is asked for it; as sites are visited again, old labels are read
    again at the new rate.
    Theorem: the bound of `expectation_propagation` at rho, enforced; failures and the count are measured only.  Told at most
    0.4 it takes, at d = 13, eps = 1e-2, delta = 0.05, 1.48 LB/C where the rate is 0.1 and 1.36 LB/C where it is 0.25, instead
    of 1.24 and 1.21 with the rate known; 5 of 200 runs failed.
    Proof: A label is heard with probability q = rho + (1 - 2 rho) p if its side is right with probability p; so it adds
    (1 - 2 p)/q to the score of rho and (1 - 2 p)**2/(q (1 - q)) to its information, and a step by their ratio, round after
    round, goes to the likeliest rate.  p is taken without the label itself, so that no label speaks for itself; and if all
    sides are certain one step is the share of wrong ones.
    Source: Rao 1948, for scoring; otherwise as `expectation_propagation`.

    >>> import numpy as np
    >>> from qlearn import channels, run, teachers
    >>> from qlearn.geometry.directions import angle
    >>> target = HalfSpace(np.array([4.0, -2.0, 1.0]))
    >>> teacher = teachers.Heard(teachers.Honest(target), channels.fresh_flips, {"rho": 1 / 10})
    >>> found = run(expectation_propagation_unknown_rate(d=3, eps="1/10", rho="2/5", delta="1/20"), teacher)
    >>> angle(found.hypothesis.w, target.w) < 1 / 10
    True

    Raises what `expectation_propagation` does.
    """
    return (yield from halved(d, eps, rho, delta, seed, reread=True))
