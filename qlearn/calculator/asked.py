"""What a defender asks, with every size: and refused, with the reason, what makes no sense."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..catalogue import Learner, catalogue, find
from ..channels import Channel, drawn_weights, flip_rate, fresh_flips, rounded_values
from ..errors import BadArgument
from ..formulas import exactly, whole
from .classes import Defended, Sizes
from .inversion import ANGLES, SHARES, Errors

ERRORS = {"angle": ANGLES, "share": SHARES}
MOST_QUERIES = 10**12


@dataclass(frozen=True)
class Asked:
    """What is computed: the class with all its sizes, behind which noise, for so many queries or for an error."""

    entry: Defended
    noise: Channel | None
    sizes: Sizes
    queries: int | None
    error: Fraction | None

    @property
    def errors(self) -> Errors | None:
        return ERRORS.get(self.entry.error)


def wanted(entry: Defended, queries: int | None, error: Any) -> tuple[int | None, Fraction | None]:
    if (queries is None) == (error is None) and not (error is None and queries is None and entry.error == "exact"):
        raise BadArgument("say how many queries are allowed, or which error must stay out of reach: one of the two")
    if error is None:
        return (None if queries is None else whole(queries, "queries", least=1, most=MOST_QUERIES)), None
    wanted, errors = exactly(error, "error"), ERRORS.get(entry.error)
    if errors is None:
        raise BadArgument(f"{entry.name} are learned exactly or not at all: there is no error to choose; leave it out")
    if not errors.at(0) <= wanted < errors.top:
        top = "pi/2: a right angle" if entry.error == "angle" else "1"
        raise BadArgument(f"the error of {entry.name} is from 2**-40 up to but below {top}, got {error}")
    return None, wanted


def defence(entry: Defended, flip: Any, sigma: Any, rounding: Any) -> tuple[Channel | None, Sizes]:
    """The defence, if there is one, and the sizes that it is stated in."""
    told = {fresh_flips: ("rho", flip), drawn_weights: ("sigma", sigma), rounded_values: ("rho", rounding)}
    chosen = [(channel, size, value) for channel, (size, value) in told.items() if value is not None]
    if not chosen:
        return None, {}
    if len(chosen) > 1:
        raise BadArgument("theorems are about one defence at a time: flips, drawn weights, or rounded values")
    channel, size, value = chosen[0]
    if channel not in entry.noises:
        raise BadArgument(f"no theorem is about {entry.name} where {channel.says}")
    if channel is fresh_flips:
        return channel, {size: flip_rate(value)}
    amount = exactly(value, size)
    if amount <= 0:
        raise BadArgument(
            f"{'sigma' if size == 'sigma' else 'rounding'} is above 0, got {value}; without a defence leave it out"
        )
    return channel, {size: amount, **({"sigmahat": amount} if channel is drawn_weights else {})}


def matching(asked: Asked) -> Iterator[Learner[..., Any]]:
    """Learners of this class that ask what the server answers, of which one hears what the server says."""
    composed = [find(name) for name in asked.entry.composed]
    for learner in {**catalogue(), **{learner.name: learner for learner in composed}}.values():
        theorem = learner.theorem
        fits = asked.entry.learns(theorem.learns) and theorem.kinds <= asked.entry.kinds
        if fits and theorem.noise is asked.noise and "target" not in learner.signature.parameters:
            yield learner
