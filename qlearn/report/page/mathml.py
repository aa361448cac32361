"""Formulas as MathML, which browsers draw and screen readers speak by themselves."""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import Any

from ...theorems import Bound
from ..markup import Html, el, join

WIDE = 34  # characters of a formula that fits a cell


@cache
def formula(bound: Bound) -> Html:
    """The bound's count.

    >>> from qlearn import Membership
    >>> formula(Bound(Membership, "at most", lambda n: n + 1))
    '<math><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></math>'
    """
    return el("math", _drawn(bound.formula()))


def brief(bound: Bound, letter: str) -> Html:
    """The count if it is short, else a letter of its sizes."""
    whole = formula(bound)
    if len(re.sub(r"<[^>]*>|\u2062", "", whole)) <= WIDE:
        return whole
    from ... import symbols

    sizes = [_drawn(symbols.symbol(name)) for name in bound.sizes]
    return el("math", el("mi", letter), el("mo", "("), join(sizes, el("mo", ",")), el("mo", ")"))


def _drawn(expression: Any) -> Html:
    from .presentation import Presentation  # sympy

    return Html(unescape(Presentation({"ln_notation": True}).doprint(expression)))  # no formula of sizes has < or &
