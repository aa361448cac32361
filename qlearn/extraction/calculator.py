"""The defender's calculator: what N queries can steal of a class, and what no N queries can, by the catalogue's theorems.

For each attack with a theorem: the least error that its bound lets it reach with N queries.  For each lower bound: the error
that still needs more, so that no attack of its kind goes below it.  The truth lies between; a rate limit is sized by the
lower bound to be safe, and is known to be too generous by the attack.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from ..catalogue import Learner, catalogue, find
from ..channels import Channel, drawn_weights, flip_rate, fresh_flips, rounded_values
from ..errors import BadArgument
from ..formulas import exactly, proper_share, whole
from ..queries import Unlabelled
from ..theorems import Bound, LowerBound
from .attacks import MAY_FAIL, UNPROVED
from .calculated import Calculation, Floor, Reach, Source
from .defended import Defended, Sizes, defended, sized
from .floors import IN_A_KERNEL
from .inversion import ANGLES, SHARES, Errors, out_of_reach, within_reach
from .provenance import source_of, source_of_lower

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


def calculate(
    name: str,
    queries: int | None = None,
    *,
    error: Any = None,
    sizes: Mapping[str, int] | None = None,
    flip: Any = None,
    sigma: Any = None,
    rounding: Any = None,
    confidence: Any = "19/20",
    say: Callable[[str], None] = lambda text: None,
) -> Calculation:
    """What so many `queries` can reach, or how many an `error` takes, for a class of `defended.CLASSES`.

    `sizes` are those of the class (d, n, p, k, K, N, L, s).  The server flips labels with probability `flip`, draws its weights
    anew with a spread of `sigma`, or rounds values by up to `rounding`.  Attacks that may fail do so with probability
    1 - `confidence`.  An error is an angle in radians, a share of inputs, or of exact learners none.

    >>> found = calculate("halfspaces", 1000, sizes={"d": 30})
    >>> f"{float(found.floor.error):.3g} <= {float(found.best.error):.3g}", found.best.attack
    ('4.26e-11 <= 4.92e-10', 'linear.spherical_bisection')
    >>> calculate("linear", 31, sizes={"d": 30}).best.error, calculate("linear", 30, sizes={"d": 30}).best
    (Fraction(0, 1), None)

    Raises `BadArgument` for sizes that are missing or make no sense, `UnknownName` for a class that is not there.
    """
    entry = defended(name)
    noise, told = _noise(entry, flip, sigma, rounding)
    given = {**sized(entry, sizes or {}), **told, "delta": 1 - proper_share(confidence, "confidence")}
    asked = Asked(entry, noise, given, *_wanted(entry, queries, error))
    reached = [row for learner in _attacks(asked, say) for row in _reached(asked, learner)]
    skipped = tuple(_skipped(asked))
    return Calculation(
        name=entry.name,
        what=entry.what,
        defence=noise.says if noise else None,
        sizes=given,
        error_kind=entry.error if noise is not rounded_values else "values",
        queries=asked.queries,
        wanted=asked.error,
        attacks=tuple(sorted(reached, key=lambda row: row.order)),
        floors=tuple(_floors(asked, say)),
        skipped=skipped,
    )


def _wanted(entry: Defended, queries: int | None, error: Any) -> tuple[int | None, Fraction | None]:
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


def _noise(entry: Defended, flip: Any, sigma: Any, rounding: Any) -> tuple[Channel | None, Sizes]:
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
        raise BadArgument(f"{'sigma' if size == 'sigma' else 'rounding'} is above 0, got {value}; without a defence leave it out")
    return channel, {size: amount, **({"sigmahat": amount} if channel is drawn_weights else {})}


def _matching(asked: Asked) -> Iterator[Learner[..., Any]]:
    """Learners of this class that ask what the server answers, of which one hears what the server says."""
    composed = [find(name) for name in asked.entry.composed]
    for learner in {**catalogue(), **{learner.name: learner for learner in composed}}.values():
        theorem = learner.theorem
        fits = asked.entry.learns(theorem.learns) and theorem.kinds <= asked.entry.kinds
        if fits and theorem.noise is asked.noise and "target" not in learner.signature.parameters:
            yield learner


def _told(asked: Asked, learner: Learner[..., Any]) -> Sizes:
    """The sizes, with the learner's own defaults where nothing else is said."""
    defaults = {
        name: parameter.default
        for name, parameter in learner.signature.parameters.items()
        if isinstance(parameter.default, int) and not isinstance(parameter.default, bool)
    }
    return {**defaults, **asked.sizes}


def _paid(learner: Learner[..., Any]) -> list[tuple[str, tuple[Bound, ...]]]:
    """Upper bounds on what is paid for (points without labels are free), by mode: each is one bound a kind."""
    theorem = learner.theorem
    kinds = sorted(theorem.kinds - {Unlabelled}, key=lambda kind: kind.kind)
    upper = [[bound for bound in theorem.bounds if bound.kind is kind and bound.sense != "at least"] for kind in kinds]
    if len(kinds) > 1:
        certain = tuple(next((b for b in bounds if b.mode == "worst case"), None) for bounds in upper)
        return [("worst case", tuple(b for b in certain if b))] if all(certain) else []
    return [(bound.mode, (bound,)) for bounds in upper for bound in bounds]


def _attacks(asked: Asked, say: Callable[[str], None]) -> Iterator[Learner[..., Any]]:
    for learner in _matching(asked):
        say(learner.name)
        yield learner


def _usable(asked: Asked, learner: Learner[..., Any]) -> list[tuple[str, tuple[Bound, ...]]]:
    """Bounds whose sizes are all known; where errors are measured, the bound or the promise must speak of eps."""
    known = {*_told(asked, learner), "eps"}
    usable = [(mode, bounds) for mode, bounds in _paid(learner) if all(set(bound.sizes) <= known for bound in bounds)]
    about = "eps" in learner.signature.parameters or asked.errors is None
    return usable if about else []


def _skipped(asked: Asked) -> Iterator[str]:
    for learner in _matching(asked):
        if not _usable(asked, learner):
            missing = {name for _, bounds in _paid(learner) for bound in bounds for name in bound.sizes}
            lacks = sorted(missing - {*_told(asked, learner), "eps"})
            yield f"{learner.name}: " + (f"needs {', '.join(lacks)}" if lacks else "promises no error of this kind")


def _reached(asked: Asked, learner: Learner[..., Any]) -> Iterator[Reach]:
    told = _told(asked, learner)
    for mode, bounds in _usable(asked, learner):
        count = partial(_total, bounds, told)
        error, queries = _solved(asked, count)
        if error is not None and asked.noise is rounded_values:
            error = _stated(learner, asked.sizes)
        measured = UNPROVED in learner.theorem.claim or learner.name in MAY_FAIL
        yield Reach(
            attack=learner.name,
            asks=" and ".join(bound.kind.kind for bound in bounds),
            mode=mode,
            sure=learner.theorem.guarantee.mode == "worst case",
            proved=not measured,
            error=error,
            queries=queries,
            source=source_of(learner),
        )


def _total(bounds: tuple[Bound, ...], told: Sizes, eps: Fraction | None) -> int:
    sizes = told if eps is None else {**told, "eps": eps}
    return sum(bound.at(**sizes) for bound in bounds)


def _solved(asked: Asked, count: Callable[[Fraction | None], int]) -> tuple[Fraction | None, int | None]:
    """The least error within reach and what it takes, or what the error that was asked for takes."""
    if asked.errors is None:
        queries = count(None)
        fits = asked.queries is None or queries <= asked.queries
        return (Fraction(0) if fits else None), queries
    if asked.queries is None:
        return asked.error, count(asked.error)
    found = within_reach(count, asked.queries, asked.errors)
    return found, None if found is None else count(found)


def _stated(learner: Learner[..., Any], sizes: Sizes) -> Fraction:
    """The error that the learner states where values are off by rho: it depends on the points asked, not on the answers."""
    import numpy as np

    from ..driver import run
    from ..teachers import Function

    arguments = {name: sizes[name] for name in learner.signature.parameters if name in sizes}
    return Fraction(run(learner(**arguments), Function(lambda points: np.zeros(len(points)))).hypothesis.error)


def _floors(asked: Asked, say: Callable[[str], None]) -> Iterator[Floor]:
    """Each lower bound once: the catalogue's for this class, then those beside it."""
    seen: dict[Any, tuple[LowerBound, Source]] = {}
    for learner in _matching(asked):
        lower = learner.theorem.lower
        if lower is not None and (lower.because, lower.mode) not in seen:
            seen[lower.because, lower.mode] = lower, source_of_lower(learner)
    for noise, lower in asked.entry.floors:
        if noise is asked.noise:
            seen[lower.because, lower.mode] = lower, Source(("ours",), "qlearn.extraction.floors", "by hand, and by tests")
    for lower, source in seen.values():
        known = {*asked.sizes, *(("eps",) if asked.errors else ())}
        if set(lower.bound.sizes) <= known:
            say("lower bounds")
            yield _floor(asked, lower, source)
    if asked.noise is rounded_values:
        yield _indistinguishable(asked)


def _floor(asked: Asked, lower: LowerBound, source: Source) -> Floor:
    count = partial(_total, (lower.bound,), asked.sizes)
    errors, needs_eps = asked.errors, "eps" in lower.bound.sizes
    queries = None if needs_eps and asked.error is None else count(asked.error)
    error: Fraction | None = None
    if asked.queries is not None:
        if errors is not None and needs_eps:
            error = out_of_reach(count, asked.queries, errors)
        elif queries is not None and queries > asked.queries:
            error = Fraction(0)  # even that much is not excluded of any error but 0
    every = asked.entry.in_a_kernel
    return Floor(
        covers="every attack" if every else "attacks that never fail" if lower.mode == "worst case" else "attacks of the confidence",
        on_average=lower.mode == "expected",
        every=every,
        likely=lower.mode != "worst case",
        error=error,
        excluded=asked.queries is not None and not needs_eps and queries is not None and queries > asked.queries,
        queries=queries,
        because=lower.because + (IN_A_KERNEL if every else ""),
        source=source,
    )


def _indistinguishable(asked: Asked) -> Floor:
    return Floor(
        covers="every attack",
        on_average=True,
        every=True,
        likely=True,
        error=asked.sizes["rho"],
        excluded=False,
        queries=None,
        because="The constants rho and -rho may both be answered by 0 throughout; whatever is returned is rho or more from one.",
        source=Source(("ours",), "qlearn.extraction.calculator", "by hand, and by tests"),
    )
