"""A bound's text, worked out without the code that wrote it: fractions where they do, else intervals of 60 digits."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache, reduce
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
    q = 0
    while base**q < x:
        q += 1
    return Fraction(q)


def _end(x: Any) -> Fraction:
    """An interval's end, exactly: sign, mantissa and exponent."""
    sign, mantissa, exponent, _ = x._mpi_[0]
    return Fraction((-1) ** sign * int(mantissa)) * Fraction(2) ** int(exponent)


def _clg(x: Number) -> Fraction:
    bits = [max(0, int(-(-end // 1)) - 1).bit_length() for end in ([x] if isinstance(x, Fraction) else [_end(x.a), _end(x.b)])]
    if bits[0] != bits[-1]:
        raise ValueError("an interval of 60 digits holds a power of two")
    return Fraction(bits[0])


def _farey(W: Number) -> Fraction:
    from math import gcd

    return Fraction(1 + sum(gcd(a, b) == 1 for b in range(1, int(W) + 1) for a in range(1, b + 1)))


FUNCTIONS: dict[str, Callable[..., Number]] = {
    "clg": _clg, "clog": _clog, "ceiling": _ceiling, "floor": lambda x: -_ceiling(-x),
    "floor_lg": lambda x: Fraction(int(x).bit_length() - 1), "Max": max, "Min": min,
    "sqrt": _function("sqrt"), "sin": _function("sin"), "log": _function("log"), "farey": _farey,
}  # fmt: skip
