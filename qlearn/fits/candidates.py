"""What counts are held against: formulas as text, plain functions, a theorem's own bounds, and the usual suspects."""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from ..errors import BadArgument, QlearnError
from ..formulas import Size
from ..queries import Query
from ..theorems import Bound, Theorem
from .formula_text import read

MOST = 3  # sizes that the usual candidates are made of


@dataclass(frozen=True)
class Candidate:
    """A function B of sizes that counts may grow like.

    >>> b = candidate("d*ln(1/eps)")
    >>> b.sizes, round(2 ** b.lg({"d": 8, "eps": Fraction(1, 10)}), 3)
    (('d', 'eps'), 18.421)
    """

    text: str
    sizes: tuple[str, ...]
    of: Callable[[Mapping[str, Size]], Size] = field(compare=False, repr=False)

    def lg(self, sizes: Mapping[str, Size]) -> float | None:
        """lg B at these sizes, which may be beyond what floats hold; None where B is 0, negative or not defined."""
        value = self.at(sizes)
        return None if value is None else _lg(value)

    def at(self, sizes: Mapping[str, Size]) -> Size | None:
        """B at these sizes, exactly; None where it is not defined."""
        try:
            return self.of({name: sizes[name] for name in self.sizes})
        except QlearnError:
            raise
        except (ArithmeticError, ValueError):
            return None
        except Exception as fault:
            raise BadArgument(f"the candidate {self.text} cannot be worked out: {type(fault).__name__}: {fault}") from None

    def __str__(self) -> str:
        return self.text


def _lg(value: Any) -> float | None:
    if isinstance(value, int | Fraction):
        return math.log2(value.numerator) - math.log2(value.denominator) if value > 0 else None
    if isinstance(value, float):
        return math.log2(value) if 0 < value < math.inf else None
    from .. import symbols

    number = symbols.number(value)
    if not getattr(number, "is_number", False):
        raise BadArgument(f"a candidate is a number at every size, got {value}")
    number = number.evalf(20)
    if not (number.is_Float and number > 0):
        return None
    _, mantissa, exponent, _ = number._mpf_  # beyond floats, too
    return math.log2(int(mantissa)) + int(exponent)


def quotient(count: float, bound: Size, doublings: float) -> float:
    """count/B, for a B of so many doublings: divided as numbers where B is a float, by powers of 2 where it is beyond."""
    if abs(doublings) < 1000:
        return count / float(bound)
    return math.ldexp(count * 2 ** (-doublings % 1), math.floor(-doublings)) if doublings > 0 else math.inf


def candidate(given: str | Callable[..., Size] | Candidate) -> Candidate:
    """A candidate from a formula as text, or from a function whose parameters are sizes by name.

    Raises `BadArgument` for what is neither, and for a text that is no formula of the names allowed.
    """
    if isinstance(given, Candidate):
        return given
    if isinstance(given, str):
        names, value = read(given)
        return Candidate(given.strip(), names, value)
    if not callable(given):
        raise BadArgument(f"a candidate is a formula such as 'd*ln(1/eps)' or a function of sizes, got {given!r}")
    names = tuple(inspect.signature(given).parameters)
    name = getattr(given, "__name__", "B")
    text = f"{'B' if name == '<lambda>' else name}({', '.join(names)})"
    return Candidate(text, names, lambda sizes: given(**sizes))


def of_theorem(theorem: Theorem, kind: type[Query[Any]]) -> tuple[Candidate, ...]:
    """A theorem's upper bound on the queries of a kind and its lower bound, where it has them.

    >>> from qlearn import Membership, find
    >>> print(*of_theorem(find("linear.bisection_grid").theorem, Membership), sep="; ")
    upper bound clg(N + 1); lower bound clg(N + 1)
    """
    found = [("upper bound", theorem.bound(kind))]
    if theorem.lower is not None and theorem.lower.kind is kind:
        found.append(("lower bound", theorem.lower.bound))
    return tuple(_bound(what, bound) for what, bound in found if bound is not None)


def _bound(what: str, bound: Bound) -> Candidate:
    return Candidate(f"{what} {bound.formula()}", bound.sizes, lambda sizes: bound.count(**sizes))


def usual(sizes: Sequence[str], small: Sequence[str] = ()) -> tuple[Candidate, ...]:
    """Products of powers 0, 1 and 2 of each size, alone and times the logarithm of one; `small` sizes enter as 1/eps.

    >>> print(*usual(["n"]), sep=", ")
    1, ln(n), n, n*ln(n), n**2, n**2*ln(n)
    >>> len(usual(["d", "eps"], small=["eps"]))
    27

    Raises `BadArgument` for more than three sizes: there are too many products to tell apart.
    """
    if len(sizes) > MOST:
        raise BadArgument(f"with {len(sizes)} sizes ({', '.join(sizes)}) there are too many usual candidates; say which to try")
    large = {name: f"1/{name}" if name in small else name for name in sizes}
    found = []
    for powers in itertools.product(range(3), repeat=len(sizes)):
        for log in (None, *sizes):
            above = [_power(name, p) for name, p in zip(sizes, powers, strict=True) if p and name not in small]
            above += [f"ln({large[log]})"] if log else []
            below = [f"/{_power(name, p)}" for name, p in zip(sizes, powers, strict=True) if p and name in small]
            found.append(candidate(("*".join(above) or "1") + "".join(below)))
    return tuple(found)


def _power(name: str, p: int) -> str:
    return name if p == 1 else f"{name}**{p}"
