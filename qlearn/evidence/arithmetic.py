"""A bound's text, worked out without the code that wrote it: fractions where they do, else intervals of 60 digits."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache, reduce
from math import comb
from typing import Any

from ..errors import Undecided

Number = Any  # a Fraction, or an interval of mpmath


def evaluate(text: str, sizes: Mapping[str, Any]) -> int:
    """The integer that a formula such as 'clg(N + 1)' stands for.  Raises `Undecided` if it cannot tell.

    >>> evaluate("clg(pi*sqrt(d - 1)/(2*eps))", {"d": 10, "eps": Fraction(1, 1000)})
    13
    """
    try:
        value = _value(ast.parse(text, mode="eval").body, {name: Fraction(size) for name, size in sizes.items()})
    except (SyntaxError, KeyError, TypeError, ValueError, ZeroDivisionError, RecursionError, OverflowError) as fault:
        raise Undecided(f"the formula {text!r} cannot be worked out: {type(fault).__name__} {fault}") from None
    if isinstance(value, Fraction) and value.denominator == 1:
        return int(value)
    raise Undecided(f"the formula {text!r} gives {value}, which is no integer")


def _value(node: ast.expr, names: Mapping[str, Number]) -> Number:
    match node:
        case ast.Constant(int(number)):
            return Fraction(number)
        case ast.Name("pi"):
            return _iv().pi
        case ast.Name(name):
            return names[name]
        case ast.UnaryOp(ast.USub(), operand):
            return -_value(operand, names)
        case ast.BinOp(left, op, right):
            return _both(OPERATIONS[type(op)], _value(left, names), _value(right, names))
        case ast.Call(ast.Name("Sum"), [term, ast.Tuple([ast.Name(i), first, last])]):
            ends = (int(_value(first, names)), int(_value(last, names)))
            terms = [_value(term, {**names, i: Fraction(k)}) for k in range(ends[0], ends[1] + 1)]
            return reduce(lambda left, right: _both(operator.add, left, right), terms, Fraction(0))
        case ast.Call(ast.Name(name), arguments):
            return FUNCTIONS[name](*(_value(argument, names) for argument in arguments))
    raise ValueError(ast.dump(node))


OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv, ast.Pow: operator.pow,
}  # fmt: skip


@cache
def _iv() -> Any:
    from mpmath import iv

    iv.prec = 200
    return iv


def _interval(x: Number) -> Number:
    return _iv().mpf(x.numerator) / x.denominator if isinstance(x, Fraction) else x


def _both(operation: Callable[[Any, Any], Any], left: Number, right: Number) -> Number:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return Fraction(operation(left, int(right) if operation is operator.pow and right.denominator == 1 else right))
    return operation(_interval(left), _interval(right))


def _function(name: str) -> Callable[[Number], Number]:
    """A real function of an interval; exact at 0 where it has to be."""
    return lambda x: Fraction(0) if name != "log" and x == 0 else getattr(_iv(), name)(_interval(x))


def _ceiling(x: Number) -> Fraction:
    low, high = (x, x) if isinstance(x, Fraction) else (_end(x.a), _end(x.b))
    if -(-low // 1) != -(-high // 1):
        raise ValueError(f"an interval of 60 digits about {float(low)} holds an integer")
    return Fraction(-(-low // 1))


def _clog(x: Number, base: Fraction) -> Fraction:
    if not isinstance(x, Fraction) or base <= 1:
        raise ValueError("a logarithm to a base above 1 is worked out for fractions only")
    if x <= 1:
        return Fraction(0)
    quotient = _both(operator.truediv, _function("log")(x), _function("log")(base))
    try:
        return _ceiling(quotient)
    except ValueError:
        whole = round(float(_end(quotient.mid.a)))  # x is a power of the base, or nearly: that is decided exactly
        return Fraction(whole + (x > base**whole))


def _end(x: Any) -> Fraction:
    """An interval's end, exactly: sign, mantissa and exponent."""
    sign, mantissa, exponent, _ = x._mpi_[0]
    return Fraction((-1) ** sign * int(mantissa)) * Fraction(2) ** int(exponent)


def _clg(x: Number) -> Fraction:
    bits = [max(0, int(-(-end // 1)) - 1).bit_length() for end in ([x] if isinstance(x, Fraction) else [_end(x.a), _end(x.b)])]
    if bits[0] != bits[-1]:
        raise ValueError("an interval of 60 digits holds a power of two")
    return Fraction(bits[0])


def _choose(n: Number, k: Number) -> Fraction:
    """n (n - 1) ... (n - k + 1)/k!"""
    found = Fraction(1)
    for i in range(int(k)):
        found *= (n - i) / (i + 1)
    return found


def _farey(W: Number) -> Fraction:
    from math import gcd

    return Fraction(1 + sum(gcd(a, b) == 1 for b in range(1, int(W) + 1) for a in range(1, b + 1)))


def _votes(rho: Number, share: Number) -> Fraction:
    """More votes never fail more often, so the number is searched."""
    if not (isinstance(rho, Fraction) and isinstance(share, Fraction) and 0 < rho < Fraction(1, 2) and share > 0):
        raise ValueError(f"votes are counted for a rate in (0, 1/2) and a share above 0, got {rho} and {share}")
    few, enough = -1, 0
    while _lost(enough, rho) > share:
        few, enough = enough, 2 * enough + 1
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if _lost(middle, rho) <= share else (middle, enough)
    return Fraction(2 * enough + 1)


def _lost(m: int, rho: Fraction) -> Fraction:
    """How often a majority of 2 m + 1 votes is wrong."""
    a, b = rho.numerator, rho.denominator
    wrong = sum(comb(2 * m + 1, j) * a**j * (b - a) ** (2 * m + 1 - j) for j in range(m + 1, 2 * m + 2))
    return Fraction(wrong, b ** (2 * m + 1))


def _race(rho: Number, share: Number) -> Fraction:
    """From t_k = 1 + rho t_(k-1) + (1 - rho) t_(k+1), t_0 = 0 = t_(2 A): each t_k is a + b t_1."""
    if not (isinstance(rho, Fraction) and isinstance(share, Fraction) and 0 < rho < Fraction(1, 2) and 0 < share <= 1):
        raise ValueError(f"a race is run at a rate in (0, 1/2) for a share in (0, 1], got {rho} and {share}")
    A = 0
    while rho**A > share * (rho**A + (1 - rho) ** A):
        A += 1
    means = [(Fraction(0), Fraction(0)), (Fraction(0), Fraction(1))]
    for _ in range(2 * A - 1):
        (a, b), (c, d) = means[-2:]
        means.append(((c - 1 - rho * a) / (1 - rho), (d - rho * b) / (1 - rho)))
    a, b = means[2 * A]
    return means[A][0] - means[A][1] * a / b if A else Fraction(0)


def _trials(null: Number, other: Number, level: Number, miss: Number) -> Fraction:
    """Both laws, one trial after another, until some number of successes tells them apart."""
    p, q = _rationals(null, other)
    limits = _rationals(level, miss)
    laws, n = [[1], [1]], 0
    while True:
        n += 1
        laws = [
            [(r.denominator - r.numerator) * stay + r.numerator * up for stay, up in zip([*law, 0], [0, *law], strict=True)]
            for law, r in zip(laws, (p, q), strict=True)
        ]
        k, above = n + 1, 0  # in units of 1/denominator**n
        while k and (above + laws[0][k - 1]) * limits[0].denominator <= limits[0].numerator * p.denominator**n:
            k, above = k - 1, above + laws[0][k - 1]
        if sum(laws[1][:k]) * limits[1].denominator <= limits[1].numerator * q.denominator**n:
            return Fraction(n)


def _waiting(k: Number, eps: Number, delta: Number) -> Fraction:
    """The law of the hits below k, one trial after another."""
    p, limit = _rationals(eps, delta)
    law, n = [1] + [0] * (int(k) - 1), 0  # in units of 1/denominator**n
    while k and sum(law) * limit.denominator > limit.numerator * p.denominator**n:
        law = [(p.denominator - p.numerator) * stay + p.numerator * up for stay, up in zip(law, [0, *law[:-1]], strict=True)]
        n += 1
    return Fraction(n)


def _vc_examples(d: Number, eps: Number, delta: Number) -> Fraction:
    """Every number of examples is tried."""
    _rationals(eps, delta)
    m = 1 if d else 0
    while m and (eps * m < 1 or 2 * sum(comb(2 * m, i) for i in range(int(d) + 1)) * _swapped(m, int(eps * m)) > delta):
        m += 1
    return Fraction(m)


def _swapped(m: int, k: int) -> Fraction:
    """How often k among 2 m all fall into the second half."""
    return Fraction(comb(m, k), comb(2 * m, k))


def _rationals(*numbers: Number) -> tuple[Fraction, ...]:
    if not all(isinstance(number, Fraction) and 0 < number < 1 for number in numbers):
        raise ValueError(f"a test is between rates and levels in (0, 1), got {', '.join(map(str, numbers))}")
    return numbers


FUNCTIONS: dict[str, Callable[..., Number]] = {
    "clg": _clg, "clog": _clog, "ceiling": _ceiling, "floor": lambda x: -_ceiling(-x),
    "floor_lg": lambda x: Fraction(int(x).bit_length() - 1), "Max": max, "Min": min,
    "sqrt": _function("sqrt"), "sin": _function("sin"), "log": _function("log"), "farey": _farey,
    "choose": _choose,
    "votes": _votes, "trials": _trials, "race": _race, "waiting": _waiting, "vc_examples": _vc_examples,
}  # fmt: skip
