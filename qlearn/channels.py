"""What a noisy oracle says: a distribution over answers, where the formal oracle has a relation.

A theorem that holds under noise names its channel.  `verify` then draws every answer from it, and the sizes that the channel
is stated in (a rate, a spread) come from where the bounds' sizes come from.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from .choices import Coins
from .errors import BadAnswer, BadArgument
from .formulas import exactly
from .oracle import Concept
from .points import Labels, Points
from .queries import Example, Membership, Query, Value

Sizes = Mapping[str, Any]


@dataclass(frozen=True)
class Channel:
    """`answer(query, true, concept, sizes, coins)` draws what is heard in place of the true answer.

    Among the sizes is `lies`, how many labels were not the true ones so far.  `followed` says that the version spaces of the
    theorem's class go by what is heard, lies and all: then exact games are played against every teacher the channel allows.
    """

    says: str
    answer: Callable[[Query[Any], Any, Concept, Sizes, Coins], Any]
    followed: bool = False


def flipped(query: Query[Any], answer: Any, flips: Callable[[Points], Labels]) -> Any:
    """The answer with labels turned where `flips(points)` says so; what has no binary labels stays as it is."""
    if isinstance(query, Membership):
        labels: Labels = query.accepts(answer) ^ flips(query.points)
        return labels
    if isinstance(query, Example):
        points, said = query.accepts(answer)
        return points, said ^ flips(points)
    return answer


def _fresh_flips(query: Query[Any], true: Any, concept: Concept, sizes: Sizes, coins: Coins) -> Any:
    rate = float(exactly(sizes["rho"], "rho"))
    return flipped(query, true, lambda points: coins.rng.random(len(points)) < rate)


def _drawn_weights(query: Query[Any], true: Any, concept: Any, sizes: Sizes, coins: Coins) -> Any:
    if not isinstance(query, Membership):
        raise BadAnswer(f"a randomised half-space answers membership queries only, not {query.kind}")
    unit = concept.w / np.abs(concept.w).max()  # else the square of a large weight is none
    unit /= np.linalg.norm(unit)
    spread = float(exactly(sizes["sigma"], "sigma")) * np.linalg.norm(query.points, axis=1)
    labels: Labels = query.points @ unit + spread * coins.rng.standard_normal(len(query.points)) >= 0
    return labels


def _kept_lies(query: Query[Any], true: Any, concept: Any, sizes: Sizes, coins: Coins) -> Any:
    if not isinstance(query, Membership) or query.points.shape[1] != 2:
        raise BadAnswer(f"lies that make a half-plane look turned answer membership queries in the plane, not {query.kind}")
    u = concept.w / np.abs(concept.w).max()
    turn = math.pi * float(exactly(sizes["rho"], "rho"))
    c, s = math.cos(turn), math.sin(turn)
    labels: Labels = query.points @ np.array([c * u[0] - s * u[1], s * u[0] + c * u[1]]) >= 0
    return labels


def _rounded_values(query: Query[Any], true: Any, concept: Concept, sizes: Sizes, coins: Coins) -> Any:
    if not isinstance(query, Value):
        raise BadAnswer(f"what rounds values answers value queries only, not {query.kind}")
    values = query.accepts(true)
    most = float(exactly(sizes["rho"], "rho"))
    if coins.integer(0, 1):  # as far off as allowed, or anywhere between
        return values + most * coins.rng.choice((-1.0, 1.0), values.shape)
    return values + most * coins.rng.uniform(-1, 1, values.shape)


def _few_lies(query: Query[Any], true: Any, concept: Concept, sizes: Sizes, coins: Coins) -> Any:
    def flips(points: Points) -> Labels:
        wrong: Labels = coins.rng.random(len(points)) < 1 / 4
        wrong[wrong.cumsum() > int(sizes["e"]) - sizes["lies"]] = False
        return wrong

    return flipped(query, true, flips)


few_lies = Channel("at most e of all labels are wrong, whichever the teacher likes", _few_lies, followed=True)
fresh_flips = Channel("each label is flipped with probability rho, afresh at every asking", _fresh_flips)
rounded_values = Channel("each value is off by at most rho, however the teacher likes", _rounded_values)
drawn_weights = Channel(
    "each label is that of a half-space of normal v, drawn afresh from N(w, sigma**2 I), |w| = 1", _drawn_weights
)
kept_lies = Channel(
    "labels are wrong, at every asking, on a share rho of all directions that the server chose; all labels are those of"
    " another half-plane, at an angle of pi rho",
    _kept_lies,
)


def flip_rate(rho: Any) -> Fraction:
    """rho as an exact number; `BadArgument` unless 0 < rho < 1/2."""
    rate = exactly(rho, "rho")
    if not 0 < rate < Fraction(1, 2):
        raise BadArgument(
            f"rho is the probability that a label is flipped, above 0 and below 1/2, got {rho}; at 1/2 labels say nothing,"
            " above it turn every label round and give 1 - rho; without noise choose a learner that counts on true labels"
        )
    return rate
