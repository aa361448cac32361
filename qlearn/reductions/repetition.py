"""What all ways to repeat a question share: whom they may be given to, how the inner learner is stopped, what is claimed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

from ..catalogue import Learner, Learning
from ..channels import flip_rate, fresh_flips
from ..dialogue import translate
from ..errors import BadArgument, Failed, Inconsistent, LearnerError
from ..formulas import Size, proper_share
from ..points import Labels
from ..queries import Dialogue, Membership
from ..theorems import Bound, Mode, Sizes, Theorem, of_sizes

SETTINGS = {"rho": ("1/10", "1/4"), "delta": ("1/4", "1/20")}

Count = Callable[[Size, Size, Size], Size]  # (q, rho, delta) -> labels
Poll = Callable[[Membership], Dialogue[Labels]]


def repeated(
    learner: Learner[..., Any],
    by: str,
    poll: Callable[[int, Fraction, Fraction], Poll],
    counts: Sequence[tuple[Count, Mode]],
    cite: tuple[str, ...],
    doc: str | None,
) -> Learner[..., Any]:
    """The learner with each row of a membership query answered by a poll.  `poll(q, rho, delta)` starts one for q rows."""
    inner = _worst_case(learner, by)

    def start(rho: Any, delta: Any, **arguments: Any) -> Dialogue[Any]:
        rate, share = flip_rate(rho), proper_share(delta, "delta")
        learning = learner(**arguments)

        def begun() -> tuple[int, Poll]:
            q = inner.at(**learning.sizes())
            return q, poll(q, rate, share)

        return (yield from _stopped(learning, begun))

    more = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in SETTINGS]
    parameters = [*learner.signature.parameters.values(), *more]
    start.__signature__ = learner.signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    start.__doc__ = f"{learner.name}, each label asked several times.\n\n{doc}"
    bounds = tuple(_bound(inner, count, mode) for count, mode in counts)
    return Learner(start, _composed(learner, by, bounds, cite), f"{learner.name}+{by}")


def _worst_case(learner: Learner[..., Any], by: str) -> Bound:
    """The inner bound on membership queries, if it may be relied on whatever is answered and can be known beforehand."""
    theorem, arguments = learner.theorem, learner.signature.parameters
    bound = theorem.bound(Membership)
    fits = theorem.noise is None and theorem.kinds == {Membership} and theorem.certain and bound is not None
    if not fits or set(SETTINGS) & set(arguments):
        raise BadArgument(
            f"{by} needs a learner without noise that asks membership queries alone, in the worst case no more than a known"
            f" number, and promises something in the worst case; {learner.name} is none"
        )
    assert bound is not None
    unknown = [name for name in bound.sizes if name not in arguments and name not in theorem.derives]
    if unknown:
        raise BadArgument(f"{by} must know beforehand how much {learner.name} asks; {', '.join(unknown)} only the target tells")
    return bound


def _stopped(learning: Learning[Any], begun: Callable[[], tuple[int, Poll]]) -> Dialogue[Any]:
    """The dialogue with polled labels, stopped where only a wrong label can have brought it.

    Nothing is counted before the first question: by then the inner learner has accepted its arguments.
    """
    asked, begin = 0, cache(begun)

    def ask(query: Membership) -> Dialogue[Labels]:
        nonlocal asked
        most, poll = begin()
        asked += query.cost
        if asked > most:
            raise _failed(learning, f"it asks more than the {most} rows of its theorem")
        return (yield from poll(query))

    try:
        return (yield from translate(learning, Membership, ask))
    except (Inconsistent, LearnerError) as fault:
        raise _failed(learning, str(fault)) from fault


def _failed(learning: Learning[Any], why: str) -> Failed:
    return Failed(
        f"some label of {learning.learner.name} was decided wrongly, against the odds of 1 - delta, or the teacher flips more"
        f" often than it was said to: {why}; ask again with another seed, a smaller delta, or a larger rho"
    )


def _bound(inner: Bound, count: Count, mode: Mode) -> Bound:
    def composed(sizes: Sizes) -> Size:
        q = inner.count(**{name: sizes[name] for name in inner.sizes})
        return count(q, sizes["rho"], sizes["delta"])

    return Bound(Membership, "at most", of_sizes((*inner.sizes, *SETTINGS), composed), mode)


def _composed(learner: Learner[..., Any], by: str, bounds: tuple[Bound, ...], cite: tuple[str, ...]) -> Theorem:
    inner = learner.theorem
    return replace(
        inner,
        claim=f"{learner.name}, each label decided by {by}, keeps its promise with probability 1 - delta under flips.",
        bounds=bounds,
        lower=None,  # it is about true labels
        guarantee=replace(inner.guarantee, mode="with probability 1 - delta", confirms=None),
        cite=(*inner.cite, *cite),
        settings={**inner.settings, **SETTINGS},
        noise=fresh_flips,
    )
