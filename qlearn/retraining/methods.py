"""Every way of retraining by its name, and one of them as a dialogue.  None has a theorem; what they took is measured."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..errors import unknown
from ..formulas import whole
from ..points import Points
from ..queries import Dialogue, Membership
from .askers import Asker, OneByOne
from .kernels import CentreAveraged, CentresAt, Gaussian, Kernel, Mean, positive
from .law import Law, Scaling
from .machine import KernelMachine
from .pools import ErrorReducing, Pool, Synthesised, Uncertain
from .support_vectors import AdaptiveRetraining, ExtendedAdaptive, MaxMinMargin, Passive, SimpleMargin
from .tested import Tested

FEW = 3  # up to so many dimensions the target's own kernel is the better prior
ASKED = 400  # points that the averaged kernel is scaled on
CENTRES = 100  # more that may be the target's, between known rows


@dataclass(frozen=True)
class Method:
    """What it does in a line, where it is from, whether its kernel is averaged over centres, and who asks."""

    says: str
    source: str
    averaged: bool
    asker: Callable[[Law, Kernel, np.random.Generator, int], Asker]


def _pool(pool: type[Pool]) -> Callable[[Law, Kernel, np.random.Generator, int], Asker]:
    def asker(where: Law, kernel: Kernel, coins: np.random.Generator, labels: int) -> Asker:
        return OneByOne(where, kernel, pool, coins)

    return asker


def _machine(kind: Callable[..., Asker]) -> Callable[[Law, Kernel, np.random.Generator, int], Asker]:
    return lambda where, kernel, coins, labels: kind(where, kernel, coins)


METHODS: Mapping[str, Method] = {
    "passive": Method("random questions", "-", False, _machine(Passive)),
    "adaptive": Method("halved segments, then the machine's own boundary", "tramer2016", False, AdaptiveRetraining),
    "eat": Method("random points nearest to the machine's boundary", "chandrasekaran2020", False, _machine(ExtendedAdaptive)),
    "simple-margin": Method("a fixed pool's point nearest to the boundary", "tong2001", False, _machine(SimpleMargin)),
    "max-min-margin": Method("the worse answer leaves the larger margin", "tong2001", False, _machine(MaxMinMargin)),
    "uncertainty": Method("the least certain label under a normal law", "lewis1994", False, _pool(Uncertain)),
    "synthesis": Method("the law's own boundary, where least is known", "ours", False, _pool(Synthesised)),
    "error-reduction": Method("what makes expected errors smallest", "roy2001", False, _pool(ErrorReducing)),
    "eat-averaged": Method("eat, kernel averaged over centres", "ours", True, _machine(ExtendedAdaptive)),
    "uncertainty-averaged": Method("uncertainty, kernel averaged over centres", "ours", True, _pool(Uncertain)),
    "error-reduction-averaged": Method("error-reduction, kernel averaged over centres", "ours", True, _pool(ErrorReducing)),
}


def usual(where: Law) -> str:
    """The method that took the fewest labels where we measured: with rows to be right on, and without."""
    return "uncertainty-averaged" if where.rows is None else "error-reduction-averaged"


def asker(method: str, where: Law, gamma: float | None, labels: int, seed: int) -> Asker:
    """Who asks by this method for a target with kernel exp(-gamma |x - z|**2); None: gamma is found by testing.

    Raises `UnknownName` for another method, `BadArgument` if gamma is not above 0.
    """
    if method not in METHODS:
        raise unknown("method", method, METHODS)
    chosen = METHODS[method]
    coins = np.random.default_rng((seed, labels))
    asked = where.draw(coins, ASKED)
    more = None if where.rows is None else where.between(coins, CENTRES)

    def kernel(gamma: float) -> Kernel:
        if not chosen.averaged or where.d <= FEW:
            return Gaussian(gamma)
        averaged = CentreAveraged.where(gamma, where.d, where.rows, asked)
        if where.rows is None:
            return averaged
        return Mean(averaged, CentresAt.of(gamma, np.concatenate([where.rows, more]), asked))

    def with_gamma(gamma: float) -> Asker:
        return chosen.asker(where, kernel(gamma), coins, labels)

    return Tested(where, coins, kernel, with_gamma) if gamma is None else with_gamma(positive(gamma))


def retrained(
    method: str,
    d: int,
    labels: int,
    gamma: float | None = None,
    rows: Points | None = None,
    centre: Points | float = 0.0,
    step: Points | float = 1.0,
    seed: int = 0,
) -> Dialogue[KernelMachine]:
    """Ask `labels` labels by this method, and return the machine that was fitted to them.

    Inputs lie in the box centre +- step; `rows` (m, d) are unlabelled ones, if any are known.  gamma is that of the target's
    kernel exp(-gamma |u - v|**2) for u = (x - centre)/step.  **No theorem says how many labels are enough.**

    >>> import numpy as np
    >>> from qlearn import run, teachers
    >>> disc = teachers.Function(lambda X: (X**2).sum(axis=1) < 0.5)
    >>> found = run(retrained("uncertainty", d=2, labels=60, gamma=1.0), disc)
    >>> X = np.random.default_rng(0).uniform(-1, 1, (2000, 2))
    >>> found.ledger["membership"], bool((found.hypothesis(X) == ((X**2).sum(axis=1) < 0.5)).mean() > 0.98)
    (60, True)

    Raises `BadArgument` if d or labels is below 1, or gamma is not above 0; `UnknownName` for another method.
    """
    whole(d, "d", least=1), whole(labels, "labels", least=1)
    box = Scaling.of(d, centre, step)
    asks = asker(method, box.law(rows), gamma, labels, seed)
    left = labels
    while left:
        points = asks.ask(left)[:left]
        answer = yield from Membership(box.outside(points))
        asks.hear(points, answer)
        left -= len(points)
    return replace(asks.machine(), centre=box.centre, step=box.step)
