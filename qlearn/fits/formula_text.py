"""A formula of sizes as text, such as d*ln(1/eps): read as a tree and computed by `qlearn.formulas`; nothing else is run."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction

from .. import formulas
from ..errors import BadArgument, QlearnError, unknown
from ..formulas import Size

LONGEST = 1000  # letters of a formula
LARGEST = 100_000  # bits of a power, and what counting functions count up to

Node = Callable[[Mapping[str, Size]], Size]


def lg(r: Size) -> Size:
    """The logarithm to base 2: an integer at powers of 2, else an exact expression.

    >>> lg(8), round(float(lg(10)), 3)
    (3, 3.322)
    """
    if isinstance(r, int) and r > 0 and r & (r - 1) == 0:
        return r.bit_length() - 1
    return formulas.ln(r) / formulas.ln(2)


def _counted(count: Callable[..., Size]) -> Callable[..., Size]:
    """A function that takes time or room by the size of its arguments, for arguments of some size only."""

    def guarded(*sizes: Size) -> Size:
        if any(isinstance(size, int) and size > LARGEST for size in sizes):
            raise BadArgument(f"{count.__name__} of numbers above {LARGEST} is not worked out in a candidate")
        return count(*sizes)

    return guarded


FUNCTIONS: Mapping[str, Callable[..., Size]] = {
    "clg": formulas.clg, "lg": lg, "ln": formulas.ln, "log": formulas.ln, "floor_lg": formulas.floor_lg,
    "sqrt": formulas.sqrt, "sin": formulas.sin, "entropy": formulas.entropy,
    "floor": formulas.floor, "ceiling": formulas.ceiling,
    "binomial": _counted(formulas.choose), "choose": _counted(formulas.choose), "farey": _counted(formulas.farey),
    "largest": formulas.largest, "smallest": formulas.smallest, "max": formulas.largest, "min": formulas.smallest,
}  # fmt: skip


def read(text: str) -> tuple[tuple[str, ...], Node]:
    """The sizes that a formula names, in order, and its value as a function of sizes by name.

    Numbers, names of sizes, + - * / **, brackets, and the functions of `FUNCTIONS`; decimals are read as the fractions they
    are.  Raises `BadArgument` for anything else, `UnknownName` for a function that is not there.

    >>> names, value = read("d*clg(1/eps) + 3")
    >>> names, value({"d": 8, "eps": Fraction(1, 100)})
    (('d', 'eps'), 59)
    """
    if len(text) > LONGEST:
        raise BadArgument(f"a formula has at most {LONGEST} letters, got one of {len(text)}")
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        names: dict[str, None] = {}
        value = _node(tree, text, names)
    except QlearnError:
        raise
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadArgument(f"{text!r} is no formula; write one such as d*ln(1/eps) or n*clg(n)") from None
    return tuple(names), value


def _node(tree: ast.expr, text: str, names: dict[str, None]) -> Node:
    match tree:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            constant = number if isinstance(number, int) else formulas.exactly(repr(number))
            return lambda sizes: constant
        case ast.Name(id=name):
            names[name] = None
            return lambda sizes: sizes[name]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _node(operand, text, names)
            return lambda sizes: -inner(sizes)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            combine = OPERATIONS[type(op)]
            a, b = _node(left, text, names), _node(right, text, names)
            return lambda sizes: combine(a(sizes), b(sizes))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]):
            if name not in FUNCTIONS:
                raise unknown("function of a formula", name, FUNCTIONS)
            function, inners = FUNCTIONS[name], [_node(arg, text, names) for arg in args]
            return lambda sizes: function(*(inner(sizes) for inner in inners))
    hint = "; a power is written d**2" if isinstance(tree, ast.BinOp) and isinstance(tree.op, ast.BitXor) else ""
    raise BadArgument(
        f"{ast.unparse(tree)!r} in the formula {text!r} is not allowed: numbers, sizes, + - * / ** and"
        f" {', '.join(FUNCTIONS)} are{hint}"
    )


def _exact(number: Size) -> Size:
    """A fraction as sympy's own, next to what sympy works out; other numbers as they are."""
    from .. import symbols

    return symbols.number(number)


def _mixed(a: Size, b: Size) -> tuple[Size, Size]:
    """Both of a kind, so that fractions and sympy's expressions can be combined."""
    plain = isinstance(a, int | Fraction), isinstance(b, int | Fraction)
    return (a, b) if plain == (True, True) else (_exact(a), _exact(b))


def _plus(a: Size, b: Size) -> Size:
    a, b = _mixed(a, b)
    return a + b


def _minus(a: Size, b: Size) -> Size:
    a, b = _mixed(a, b)
    return a - b


def _times(a: Size, b: Size) -> Size:
    a, b = _mixed(a, b)
    return a * b


def _over(a: Size, b: Size) -> Size:
    if isinstance(a, int | Fraction) and isinstance(b, int | Fraction):
        quotient = Fraction(a) / b
        return quotient.numerator if quotient.denominator == 1 else quotient
    return _exact(a) / _exact(b)


def _power(a: Size, b: Size) -> Size:
    if isinstance(a, int | Fraction) and isinstance(b, int | Fraction):
        base = int(max(abs(a.numerator), a.denominator))
        if base > 1 and abs(Fraction(b)) * base.bit_length() > LARGEST:
            raise BadArgument(f"a power in a candidate has at most {LARGEST} bits; take its logarithm, or smaller sizes")
        if isinstance(b, int) or b.denominator == 1:
            return Fraction(a) ** int(b) if b < 0 else a ** int(b)
    return _exact(a) ** _exact(b)


OPERATIONS: Mapping[type[ast.operator], Callable[[Size, Size], Size]] = {
    ast.Add: _plus, ast.Sub: _minus, ast.Mult: _times, ast.Div: _over, ast.Pow: _power,
}  # fmt: skip
