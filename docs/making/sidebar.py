"""The list beside every page: two levels of the tree of pages.

Sphinx resolves and copies the whole tree for every page, which took a third of the build; and three hundred lines beside
each of three hundred pages would help nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from docutils import nodes
from sphinx import addnodes

Entries = list[tuple[str, str]]  # title, document


def branches(env: Any, document: str) -> Iterator[tuple[str, Entries]]:
    """The lists of pages that a page holds, each with its caption."""
    for tree in env.tocs[document].findall(addnodes.toctree):
        entries = [(title or env.titles[where].astext(), where) for title, where in tree["entries"]]
        yield tree.get("caption") or "", entries


def above(env: Any, document: str) -> set[str]:
    """A page and all pages that it stands below."""
    parents = {child: parent for parent, children in env.toctree_includes.items() for child in children}
    found = {document}
    while (document := parents.get(document, "")) and document not in found:
        found.add(document)
    return found


def tree(env: Any, link: Callable[[str], str], page: str) -> str:
    """The list as HTML, as the theme expects it of Sphinx."""
    current = above(env, page)
    parts = []
    for caption, entries in branches(env, env.config.root_doc):
        head = f'<p class="caption" role="heading"><span class="caption-text">{escape(caption)}</span></p>' if caption else ""
        parts.append(head + _list(env, link, entries, current, page, 1))
    return "".join(parts)


def _list(env: Any, link: Callable[[str], str], entries: Entries, current: set[str], page: str, level: int) -> str:
    items = []
    for title, where in entries:
        below = [entry for _, some in branches(env, where) for entry in some] if level == 1 else []
        now = " current" if where in current else ""
        here = " current-page" if where == page else ""
        anchor = f'<a class="reference internal{now}" href="{escape(link(where))}">{escape(title)}</a>'
        inside = _list(env, link, below, current, page, 2) if below else ""
        items.append(f'<li class="toctree-l{level}{now}{here}">{anchor}{inside}</li>')
    return f"<ul>{''.join(items)}</ul>"


def beside(app: Any, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """In place of the function by which the theme asks for the list."""
    if "toctree" in context:
        known = page if page in app.env.titles else app.config.root_doc
        html = tree(app.env, lambda where: app.builder.get_relative_uri(page, where) or "#", known)
        context["toctree"] = lambda **options: html


def setup(app: Any) -> dict[str, bool]:
    app.connect("html-page-context", beside, priority=100)  # before the theme's own
    return {"parallel_read_safe": True, "parallel_write_safe": True}
