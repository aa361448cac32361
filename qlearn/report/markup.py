"""HTML by function calls: text is escaped unless it is HTML already, so data cannot become markup."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

VOID = frozenset({"br", "input", "link", "meta"})
SHAPES = frozenset({"circle", "path"})  # of SVG, which have nothing inside


class Html(str):
    """Text that is HTML already."""


def el(name: str, /, *inside: str, **attributes: str | float | bool | None) -> Html:
    """An element.  `class_` is class and `aria_sort` aria-sort; an attribute that is None or False is left out.

    >>> el("td", "a < b", el("b", "c"), class_="of x", hidden=True, colspan=None)
    '<td class="of x" hidden>a &lt; b<b>c</b></td>'
    """
    spelled = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    if name in SHAPES:
        return Html(f"<{name}{spelled}/>")
    return Html(f"<{name}{spelled}>" if name in VOID else f"<{name}{spelled}>{join(inside)}</{name}>")


def join(parts: Iterable[str], between: str = "") -> Html:
    """Parts one after another."""
    return Html(between.join(part if isinstance(part, Html) else escape(part, quote=False) for part in parts))


def listed(pairs: Iterable[tuple[str, str]]) -> Html:
    """Names and what they stand for; a name that comes several times in a row is written once."""
    before, parts = "", list[Html]()
    for name, says in pairs:
        parts += ([] if name == before else [el("dt", name)]) + [el("dd", says)]
        before = name
    return el("dl", *parts)


def table(caption: str, columns: Iterable[str], rows: Iterable[Iterable[str]], class_: str | None = None) -> Html:
    """A table with its caption, whose first column names the rows."""
    head = el("tr", *(el("th", column, scope="col") for column in columns))
    body = [el("tr", el("th", first, scope="row"), *(el("td", cell) for cell in rest)) for first, *rest in rows]
    return el("table", el("caption", caption), el("thead", head), el("tbody", *body), class_=class_)


def scrolling(inside: Html, label: str) -> Html:
    """A box that scrolls sideways by itself, and that the keyboard reaches."""
    return el("div", inside, class_="scrolls", role="region", aria_label=label, tabindex="0")


def inlined(svg: str, class_: str) -> Html:
    """A picture that is a document of its own, to stand in a page: without its style, and in the page's colours alone."""
    inside = re.sub(r"<style>.*?</style>", "", svg[svg.index("<svg") :], flags=re.DOTALL).strip()
    inside = re.sub(r"var\((--\w+),[^()]*\)", r"var(\1)", inside)
    inside = re.sub(r"(?<=\d)\.0(?=[\s,\"A-Z])", "", inside)  # a page has many of them
    return Html(inside.replace(' xmlns="http://www.w3.org/2000/svg"', f' class="{class_}"', 1))


def cut(text: str, most: int) -> str:
    """The first words of a long text.

    >>> cut("one two three", 9), cut("one", 9)
    ('one two …', 'one')
    """
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0].rstrip(",;: ") + " …"


def _attribute(name: str, value: str | float | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(f"{value:g}" if isinstance(value, float) else str(value))}"'
