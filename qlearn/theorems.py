"""What is claimed.  A bound is a plain function of sizes, so it can be checked, printed, proved and composed."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

from .channels import Channel
from .classes import ConceptClass
from .domains import Law
from .errors import SizeConflict, Undecided
from .formulas import Size
from .oracle import agree
from .queries import Query

Sense = Literal["at most", "at least", "exactly"]
Mode = Literal["worst case", "expected", "with probability 1 - delta"]
Sizes = Mapping[str, Size]


@dataclass(frozen=True)
class Bound:
    """How many queries of one kind: `count` takes sizes by name and is written with `qlearn.formulas`.

    >>> from qlearn import Membership
    >>> from qlearn.formulas import clg
    >>> bound = Bound(Membership, "at most", lambda N: clg(N + 1))
    >>> bound.at(N=1000), str(bound), bound.latex()
    (10, 'membership at most clg(N + 1)', '\\\\left\\\\lceil \\\\lg \\\\left(N + 1\\\\right) \\\\right\\\\rceil')
    """

    kind: type[Query[Any]]
    sense: Sense
    count: Callable[..., Size]
    mode: Mode = "worst case"

    @cached_property
    def sizes(self) -> tuple[str, ...]:
        return tuple(inspect.signature(self.count).parameters)

    def at(self, **sizes: Size) -> int:
        """The number, at these sizes.  Others are ignored; `SizeConflict` names the missing."""
        missing = [name for name in self.sizes if name not in sizes]
        if missing:
            raise SizeConflict(f"the bound {self} needs {', '.join(missing)}; given were {', '.join(sizes) or 'no sizes'}")
        return int(self.count(**{name: sizes[name] for name in self.sizes}))

    def allows(self, measured: int, limit: int) -> bool:
        """Whether a measured count agrees with the limit."""
        return {"at most": measured <= limit, "at least": measured >= limit, "exactly": measured == limit}[self.sense]

    def spelled(self, sizes: Sizes) -> str:
        """The bound with its numbers put in: 'equivalence at most n + 1 = 6 at n = 5'."""
        at = ", ".join(f"{name} = {sizes[name]}" for name in self.sizes)
        return f"{self} = {self.at(**sizes)}" + (f" at {at}" if at else "")

    def formula(self) -> Any:
        """The count as a sympy expression in symbols named like the sizes."""
        return self._formula

    @cached_property
    def _formula(self) -> Any:
        from . import symbols

        return symbols.number(self.count(**{name: symbols.symbol(name) for name in self.sizes}))

    def latex(self) -> str:
        from . import symbols

        return symbols.latex(self.formula())

    def __str__(self) -> str:
        mode = "" if self.mode == "worst case" else f", {self.mode}"
        return f"{self.kind.kind} {self.sense} {self.formula()}{mode}"


def of_sizes(names: Sequence[str], count: Callable[[Sizes], Size]) -> Callable[..., Size]:
    """A count made by composition, as a function of sizes with these names."""

    def composed(**sizes: Size) -> Size:
        return count(sizes)

    parameters = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in dict.fromkeys(names)]
    composed.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return composed


@dataclass(frozen=True)
class LowerBound:
    """What every learner that asks only the theorem's kinds must ask in the worst case, and why.

    It is about all learners: one run never shows it, but a game that stays below it refutes one of the two.
    """

    kind: type[Query[Any]]
    count: Callable[..., Size]
    because: str
    mode: Mode = "worst case"

    @cached_property
    def bound(self) -> Bound:
        return Bound(self.kind, "at least", self.count, self.mode)


@dataclass(frozen=True)
class Outcome:
    """What a promise is judged by: the target, what was found, at which sizes, and the law that examples came from."""

    concept: Any
    hypothesis: Any
    sizes: Sizes
    law: Law | None = None


@dataclass(frozen=True)
class Certified:
    """What a transcript alone shows of a promise: whether it holds, within which error, by which enclosure."""

    holds: bool
    error: float
    by: str


@dataclass(frozen=True)
class Guarantee:
    """A checkable promise about the hypothesis.

    `holds` judges it by the target.  `confirms(hypothesis, turns, sizes)`, where there is one, judges it without: does it
    hold for every concept that gives these answers?  Before the turns comes what the learner was told (`classes.Told`).  It
    raises `Undecided` where it cannot tell.
    """

    says: str
    holds: Callable[[Outcome], bool]
    mode: Mode = "worst case"
    confirms: Callable[[Any, Sequence[tuple[Any, Any]], Sizes], Certified] | None = None


exact = Guarantee("the hypothesis is the target", lambda case: agree(case.concept, case.hypothesis))


def _accurate(case: Outcome) -> bool:
    if case.law is None:
        raise Undecided("an approximate guarantee is judged under the law that the points came from, and it is not known")
    wrong = case.concept(case.law.points) != case.hypothesis(case.law.points)
    return bool(case.law.measure(wrong) <= case.sizes["eps"])


accurate = Guarantee(
    "the hypothesis errs with probability at most eps under the law of the examples",
    _accurate,
    mode="with probability 1 - delta",
)


@dataclass(frozen=True)
class Theorem:
    """A learner's claim.

    `learns` says what to draw targets from, `settings` which values to try for arguments that are not the target's own,
    `reads` measures sizes of the transcript (name -> function of its turns).  `bounds` may be empty: then only the
    guarantee is claimed.  A kind of query that no bound names must not be asked.  `derives` says which sizes follow from the
    arguments (name -> function of them), where they are not arguments themselves.  `noise` is the channel that answers are
    drawn from; without one they are true.  `loose` says why no dialogue is known to attain the bounds; empty: one does.
    """

    learns: ConceptClass
    claim: str
    bounds: tuple[Bound, ...]
    guarantee: Guarantee
    cite: tuple[str, ...]
    lower: LowerBound | None = None
    settings: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    reads: Mapping[str, Callable[[Sequence[Any]], Size]] = field(default_factory=dict)
    derives: Mapping[str, Callable[[Mapping[str, Any]], Size]] = field(default_factory=dict)
    noise: Channel | None = None
    loose: str = ""

    def bound(self, kind: type[Query[Any]]) -> Bound | None:
        """The upper bound on this kind, if there is one."""
        return next((b for b in self.bounds if b.kind is kind and b.sense != "at least"), None)

    @property
    def kinds(self) -> frozenset[type[Query[Any]]]:
        return frozenset(b.kind for b in self.bounds)

    @property
    def certain(self) -> bool:
        """Whether everything is claimed in the worst case, nothing only with a probability or on average."""
        return all(mode == "worst case" for mode in (self.guarantee.mode, *(bound.mode for bound in self.bounds)))

    @cached_property
    def text(self) -> str:
        """Everything claimed, as text: what proofs are keyed by."""
        lower = f"lower: {self.lower.bound}" if self.lower else "no lower bound"
        promise = f"{self.guarantee.says}, {self.guarantee.mode}"
        noise = [self.noise.says] if self.noise else []
        return "\n".join([str(self.learns), *noise, *map(str, self.bounds), lower, promise])

    @property
    def fingerprint(self) -> str:
        """Changes whenever a formula, sense, mode or promise does."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def one_value_each(*sources: tuple[str, Mapping[str, Any]]) -> dict[str, Size]:
    """Sizes collected from several places, numbers made exact; a name with two values is an error naming both places."""
    found: dict[str, tuple[Size, str]] = {}
    for place, sizes in sources:
        for name, given in sizes.items():
            size = _number(given)
            if size is None:
                continue
            if name in found and found[name][0] != size:
                value, other = found[name]
                raise SizeConflict(f"{name} is {value} by {other} but {size} by {place}; give it once, or the same twice")
            found[name] = (size, place)
    return {name: size for name, (size, _) in found.items()}


def _number(given: Any) -> Size | None:
    """A size as int or Fraction; None for what is no number (a table, a vector, a flag)."""
    if isinstance(given, bool) or not isinstance(given, int | float | str | Fraction):
        return None
    if isinstance(given, int):
        return given
    try:
        exact_value = Fraction(given)
    except (ValueError, OverflowError, ZeroDivisionError):
        return None
    return int(exact_value) if exact_value.denominator == 1 else exact_value
