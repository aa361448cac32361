"""The symbolic half of `formulas`: loaded only when a bound is printed, proved, or contains a logarithm."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import sympy as sp

from . import sample_sizes
from .binomial import majority_votes, race_length, told_apart


class clg(sp.Function):  # type: ignore[misc]  # sympy is untyped
    """The least q >= 0 with r <= 2**q; evaluates itself on numbers."""

    @classmethod
    def eval(cls, r: Any) -> Any:
        if r.is_number:
            r = r.doit()  # a sum, once its ends are numbers
            q = max(0, int(sp.floor(sp.log(r, 2).evalf(20))) - 1) if r > 1 else 0
            while not bool(r <= 2**q):
                q += 1
            return sp.Integer(q)
        return None

    def _latex(self, printer: Any) -> str:
        return rf"\left\lceil \lg {_operand(printer, self.args[0])} \right\rceil"


class clog(sp.Function):  # type: ignore[misc]
    """The least q >= 0 with r <= base**q; evaluates itself on rational numbers."""

    @classmethod
    def eval(cls, r: Any, base: Any) -> Any:
        if not (r.is_Rational and base.is_Rational and base > 1):
            return None
        return sp.Integer(sample_sizes.least_power(_fraction(r), _fraction(base)))

    def _latex(self, printer: Any) -> str:
        r, base = self.args
        return rf"\left\lceil \log_{{{printer._print(base)}}} {_operand(printer, r)} \right\rceil"


class floor_lg(sp.Function):  # type: ignore[misc]
    """The greatest q with 2**q <= r, for integers r >= 1."""

    @classmethod
    def eval(cls, r: Any) -> Any:
        return sp.Integer(int(r).bit_length() - 1) if r.is_Integer and r > 0 else None

    def _latex(self, printer: Any) -> str:
        return rf"\left\lfloor \lg {_operand(printer, self.args[0])} \right\rfloor"


class choose(sp.Function):  # type: ignore[misc]
    """The binomial coefficient; evaluates itself on whole numbers."""

    @classmethod
    def eval(cls, n: Any, k: Any) -> Any:
        return sp.binomial(n, k) if n.is_Integer and k.is_Integer else None

    def _latex(self, printer: Any) -> str:
        n, k = map(printer._print, self.args)
        return rf"\binom{{{n}}}{{{k}}}"


class farey(sp.Function):  # type: ignore[misc]
    """How many fractions in [0, 1] have a denominator of at most W; evaluates itself on numbers."""

    @classmethod
    def eval(cls, W: Any) -> Any:
        return 1 + sum(sp.totient(q) for q in range(1, int(W) + 1)) if W.is_Integer else None

    def _latex(self, printer: Any) -> str:
        return rf"\left|F_{{{printer._print(self.args[0])}}}\right|"


class votes(sp.Function):  # type: ignore[misc]
    """The least odd number of votes whose majority is wrong with at most a share; evaluates itself on rational numbers."""

    @classmethod
    def eval(cls, rho: Any, share: Any) -> Any:
        if not (rho.is_Rational and share.is_Rational):
            return None
        return sp.Integer(majority_votes(_fraction(rho), _fraction(share)))

    def _latex(self, printer: Any) -> str:
        rho, share = map(printer._print, self.args)
        return rf"r_{{{rho}}}\left({share}\right)"


class race(sp.Function):  # type: ignore[misc]
    """The mean number of votes until one answer is far enough ahead; evaluates itself on rational numbers."""

    @classmethod
    def eval(cls, rho: Any, share: Any) -> Any:
        return number(race_length(_fraction(rho), _fraction(share))) if rho.is_Rational and share.is_Rational else None

    def _latex(self, printer: Any) -> str:
        rho, share = map(printer._print, self.args)
        return rf"t_{{{rho}}}\left({share}\right)"


class trials(sp.Function):  # type: ignore[misc]
    """The least size of a binomial test between two rates, with the two errors allowed; evaluates itself on rationals."""

    @classmethod
    def eval(cls, *sizes: Any) -> Any:
        return sp.Integer(told_apart(*map(_fraction, sizes))[0]) if all(s.is_Rational for s in sizes) else None

    def _latex(self, printer: Any) -> str:
        return rf"n\left({', '.join(map(printer._print, self.args))}\right)"


class vc_examples(sp.Function):  # type: ignore[misc]
    """Enough examples for consistent concepts of a class of some VC dimension; evaluates itself on rational numbers."""

    @classmethod
    def eval(cls, d: Any, eps: Any, delta: Any) -> Any:
        if not (d.is_Integer and eps.is_Rational and delta.is_Rational):
            return None
        return sp.Integer(sample_sizes.vc_examples(int(d), _fraction(eps), _fraction(delta)))

    def _latex(self, printer: Any) -> str:
        d, *shares = map(printer._print, self.args)
        return rf"m_{{{d}}}\left({', '.join(shares)}\right)"


class waiting(sp.Function):  # type: ignore[misc]
    """How long one waits for k events; evaluates itself on rational numbers."""

    @classmethod
    def eval(cls, k: Any, eps: Any, delta: Any) -> Any:
        if not (k.is_Integer and eps.is_Rational and delta.is_Rational):
            return None
        return sp.Integer(sample_sizes.waiting(int(k), _fraction(eps), _fraction(delta)))

    def _latex(self, printer: Any) -> str:
        k, *shares = map(printer._print, self.args)
        return rf"w_{{{k}}}\left({', '.join(shares)}\right)"


def _fraction(r: Any) -> Fraction:
    return Fraction(int(r.p), int(r.q))


def _operand(printer: Any, r: Any) -> str:
    text = printer._print(r)
    return rf"\left({text}\right)" if r.is_Add else str(text)


def number(r: Any) -> Any:
    """A Fraction as sympy's own rational; anything else as it is."""
    return sp.Rational(r.numerator, r.denominator) if isinstance(r, Fraction) else sp.sympify(r)


def ln(r: Any) -> Any:
    return sp.log(number(r))


def sqrt(r: Any) -> Any:
    return sp.sqrt(number(r))


def sin(r: Any) -> Any:
    return sp.sin(number(r))


pi = sp.pi


def ceiling(r: Any) -> Any:
    """The least integer not below r.  sympy's own is wrong next to integers: it calls that of log(32)/log(2) + 10**-30 five."""
    r = sp.sympify(r)
    if r.free_symbols:
        return sp.ceiling(r)
    digits = 30
    while True:
        value = r.evalf(digits)
        nearest = sp.Integer(sp.floor(value + sp.Rational(1, 2)))
        if abs(value - nearest) > sp.Rational(1, 10 ** (digits - 5)) * (1 + abs(value)):
            return int(nearest) + (1 if value > nearest else 0)
        if sp.simplify(r - nearest) == 0:
            return int(nearest)
        digits *= 2


def floor(r: Any) -> Any:
    """The greatest integer not above r."""
    r = sp.sympify(r)
    return sp.floor(r) if r.free_symbols else -ceiling(-r)


def total(term: Callable[[Any], Any], first: Any, last: Any) -> Any:
    """A sum with a running index of its own: in a sum of sums the inner index is not the outer one."""
    running = sp.Dummy("i", integer=True, positive=sp.sympify(first).is_positive or None)
    body = sp.sympify(term(running))
    taken = {s.name for s in body.atoms(sp.Symbol) - {running}}
    name = next(name for name in itertools.chain("ijk", (f"i{n}" for n in itertools.count())) if name not in taken)
    i = sp.Symbol(name, **running.assumptions0)
    return sp.Sum(body.xreplace({running: i}), (i, first, last))


def largest(*sizes: Any) -> Any:
    return sp.Max(*map(number, sizes))


def smallest(*sizes: Any) -> Any:
    return sp.Min(*map(number, sizes))


def symbol(name: str) -> Any:
    """The symbol of a size: positive, and named as in the code, so that a formula's text can be evaluated."""
    return sp.Symbol(name, positive=True)


def latex(expression: Any) -> str:
    return str(sp.latex(expression, ln_notation=True, symbol_names={symbol("eps"): r"\varepsilon"}))
