"""How formulas are written in MathML: loaded only when one is."""

from __future__ import annotations

from typing import Any

from sympy.printing.mathml import MathMLPresentationPrinter

SPELLED = {"eps": "ε", "sigmahat": "σ̂"}  # the other Greek letters sympy knows by name


class Presentation(MathMLPresentationPrinter):  # type: ignore[misc]  # sympy is untyped
    """sympy's own printer, and the functions of `qlearn.symbols` as mathematicians write them."""

    def _print_Symbol(self, symbol: Any, style: str = "plain") -> Any:
        if symbol.name in SPELLED:
            return self._leaf("mi", SPELLED[symbol.name])
        return super()._print_Symbol(symbol, style)

    def _print_clg(self, e: Any) -> Any:
        return self._logarithm("⌈", self._leaf("mi", "lg"), e.args[0], "⌉")

    def _print_floor_lg(self, e: Any) -> Any:
        return self._logarithm("⌊", self._leaf("mi", "lg"), e.args[0], "⌋")

    def _print_clog(self, e: Any) -> Any:
        r, base = e.args
        return self._logarithm("⌈", self._below(self._leaf("mi", "log"), base), r, "⌉")

    def _print_choose(self, e: Any) -> Any:
        fraction = self._node("mfrac", *map(self._print, e.args))
        fraction.setAttribute("linethickness", "0")
        return self._row("(", fraction, ")")

    def _print_farey(self, e: Any) -> Any:
        return self._row("|", self._below(self._leaf("mi", "F"), e.args[0]), "|")

    def _print_votes(self, e: Any) -> Any:
        return self._of("r", e.args[0], e.args[1:])

    def _print_race(self, e: Any) -> Any:
        return self._of("t", e.args[0], e.args[1:])

    def _print_vc_examples(self, e: Any) -> Any:
        return self._of("m", e.args[0], e.args[1:])

    def _print_waiting(self, e: Any) -> Any:
        return self._of("w", e.args[0], e.args[1:])

    def _print_trials(self, e: Any) -> Any:
        return self._row(self._leaf("mi", "n"), self._paren_comma_separated(*e.args))

    def _of(self, letter: str, below: Any, arguments: Any) -> Any:
        return self._row(self._below(self._leaf("mi", letter), below), self._paren_comma_separated(*arguments))

    def _logarithm(self, opening: str, name: Any, of: Any, closing: str) -> Any:
        if of.is_Add or (of.is_Mul and of.as_numer_denom()[1] == 1):
            return self._row(opening, name, self._row("(", self._print(of), ")"), closing)
        space = self._node("mspace")
        space.setAttribute("width", "0.17em")
        return self._row(opening, name, space, self._print(of), closing)

    def _below(self, name: Any, index: Any) -> Any:
        return self._node("msub", name, self._print(index))

    def _row(self, *parts: Any) -> Any:
        return self._node("mrow", *(self._leaf("mo", part) if isinstance(part, str) else part for part in parts))

    def _leaf(self, tag: str, text: str) -> Any:
        return self._node(tag, self.dom.createTextNode(text))

    def _node(self, tag: str, *inside: Any) -> Any:
        node = self.dom.createElement(tag)
        for part in inside:
            node.appendChild(part)
        return node
