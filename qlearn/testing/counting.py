"""A teacher that counts what it is asked, and says so as soon as it is more than a bound allows."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from .. import formulas
from ..errors import BadArgument, SizeConflict
from ..evidence.trial import Broken
from ..queries import KINDS, Query
from ..theorems import Bound, Sense, of_sizes
from ..transcript import Turn, heard

SENSES: dict[str, Sense] = {"<=": "at most", ">=": "at least", "==": "exactly"}
WORDS = {
    name: getattr(formulas, name) for name in ("clg", "ceiling", "floor_lg", "ln", "sqrt", "sin", "pi", "farey", "largest")
}


def bound(kind: str, says: Any) -> Bound:
    """A bound from what a test says of it: 'n + 1' (at most), '== n', '>= n', a number, or a function of sizes.

    >>> str(bound("membership", "clg(N + 1)")), bound("membership", "== 2*n").at(n=3)
    ('membership at most clg(N + 1)', 6)
    """
    if kind not in KINDS:
        raise BadArgument(f"no query is called {kind!r}; there are {', '.join(KINDS)}")
    if callable(says):
        return Bound(KINDS[kind], "at most", says)
    text = str(says).strip()
    sense = next((sign for sign in SENSES if text.startswith(sign)), "")
    return Bound(KINDS[kind], SENSES.get(sense, "at most"), _count(text.removeprefix(sense).strip()))


def _count(text: str) -> Callable[..., Any]:
    """A formula's text as a function of the names in it."""
    try:
        code = compile(text, "<bound>", "eval")
    except SyntaxError:
        raise BadArgument(f"a bound is a formula such as 'n + 1' or '== 2*clg(N)', got {text!r}") from None
    names = [name for name in code.co_names if name not in WORDS]
    return of_sizes(names, lambda sizes: eval(code, {"__builtins__": {}, **WORDS}, dict(sizes)))


@dataclass
class Counted:
    """Another teacher, and how often it was asked.  `counts` by kind; `sizes` are those that the bounds are stated in.

    One query more than a bound allows raises `Broken` at once, so that a test under `@given` shrinks; `settle` looks at the
    rest: kinds that no bound names, and bounds that are not met from below.
    """

    teacher: Any
    bounds: tuple[Bound, ...] = ()
    sizes: Mapping[str, Any] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    turns: list[Turn] = field(default_factory=list, repr=False)

    def answer(self, query: Query[Any]) -> Any:
        self.counts[query.kind] = self.counts.get(query.kind, 0) + heard(query)
        answer = self.teacher.answer(query)
        self.turns.append(Turn(query, answer))
        for bound in self.bounds:
            if bound.kind.kind == query.kind and bound.sense != "at least":
                self._hold(bound, self.counts[query.kind] <= self.limit(bound))
        return answer

    def settle(self) -> Fraction:
        """The largest measured/bound; `Broken` if a bound does not hold, or there is none for a kind that was asked."""
        named = {bound.kind.kind for bound in self.bounds}
        for kind in self.counts:
            if self.bounds and kind not in named:
                raise Broken("kinds", f"asked {kind} queries, which no bound names", turns=tuple(self.turns))
        worst = Fraction(0)
        for bound in self.bounds:
            measured, limit = self.counts.get(bound.kind.kind, 0), self.limit(bound)
            self._hold(bound, bound.allows(measured, limit))
            if limit and bound.sense != "at least":
                worst = max(worst, Fraction(measured, limit))
        return worst

    def limit(self, bound: Bound) -> int:
        return bound.at(**self.sizes)

    def _hold(self, bound: Bound, holds: bool) -> None:
        if not holds:
            measured = self.counts.get(bound.kind.kind, 0)
            detail = f"asked {measured} {bound.kind.kind} queries, where the bound is {bound.spelled(self.sizes)}"
            raise Broken("bound", detail, concept=getattr(self.teacher, "concept", None), turns=tuple(self.turns))


def sizes_of(teacher: Any, said: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """The sizes a test states its bounds in: what it says, else what the teacher's concept says, else the test's arguments."""
    concept = getattr(teacher, "concept", None)
    found = {name: value for name, value in known.items() if isinstance(value, int | float | str | Fraction)}
    found |= dict(getattr(concept, "sizes", {})) | dict(said)
    return found


def sizes_needed(bounds: tuple[Bound, ...], sizes: Mapping[str, Any]) -> None:
    """`SizeConflict` if a bound speaks of a size that nobody gave."""
    missing = sorted({name for bound in bounds for name in inspect.signature(bound.count).parameters} - set(sizes))
    if missing:
        raise SizeConflict(f"the bounds speak of {', '.join(missing)}; say it: counting(teacher, {missing[0]}=...)")
