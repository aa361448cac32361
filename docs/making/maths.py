"""Formulas as MathML when the pages are built: browsers draw it by themselves, so nothing is loaded for them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from html import escape
from typing import Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

UNKNOWN = [  # what docutils cannot draw, and what says the same
    (re.compile(r"\\dots(?![a-zA-Z])"), r"\\ldots"),
    (re.compile(r"\\[bB]igg?[lr]?(?![a-zA-Z])"), ""),
    (re.compile(r"\\([dt]?frac)(\d)(\d)"), r"\\\1{\2}{\3}"),
]
NAMESPACE = re.compile(r' xmlns="[^"]*"')
# Few fonts have Greek among their mathematical letters; so these are plain ones, which the style sheet slants.
ITALIC = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x1D6E2, 0x1D71C)}
GREEK = re.compile(r"<mi>([\u0391-\u03f6])</mi>")
LOG = logging.getLogger(__name__)


@cache
def mathml(tex: str, block: bool) -> str:
    """LaTeX as MathML.

    >>> mathml("n + 1", False)
    '<math><mi>n</mi><mo>+</mo><mn>1</mn></math>'
    """
    for pattern, known in UNKNOWN:
        tex = pattern.sub(known, tex)
    drawn = re.sub(r">\s+<", "><", tex2mathml(tex.strip(), as_block=block))
    plain = NAMESPACE.sub("", drawn, count=1).translate(ITALIC)
    return GREEK.sub(r'<mi class="greek" mathvariant="normal">\1</mi>', plain)


def _written(translator: Any, node: nodes.Element, block: bool) -> None:
    tex = node.astext()
    try:
        drawn = mathml(tex, block)
    except MathError as error:
        LOG.warning("this formula cannot be drawn: %s (%s)", tex, error, location=node)
        drawn = f"<code>{escape(tex)}</code>"
    translator.body.append(f'<div class="math-block" tabindex="0">{drawn}</div>' if block else drawn)
    raise nodes.SkipNode


def setup(app: Any) -> dict[str, bool]:
    app.add_html_math_renderer(
        "mathml", (lambda self, node: _written(self, node, False), None), (lambda self, node: _written(self, node, True), None)
    )
    app.config.html_math_renderer_name = "mathml"  # type: ignore[attr-defined]
    return {"parallel_read_safe": True, "parallel_write_safe": True}
