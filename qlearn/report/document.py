"""A page as one text that loads nothing: its style and its script stand in it, and its policy lets no other run."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from .markup import Html, el

HERE = "qlearn.report"


def document(title: str, body: Sequence[Html], styles: Sequence[str], scripts: Sequence[str], *, asks: bool = False) -> str:
    """The HTML of a page.  `styles` and `scripts` are files' texts; `asks` lets it speak to the server that it came from.

    Light and dark are turned by a button of id `theme`, which the body has: see `theme_button`.

    >>> page = document("One", [theme_button(), el("main", "a < b")], [], [])
    >>> page[:15], "a &lt; b" in page, "http-equiv" in page
    ('<!doctype html>', True, True)
    """
    style = "".join([text(HERE, "document.css"), *styles])
    apart = (f"{{{one}}}\n" for one in [text(HERE, "theme.js"), *scripts])  # names of one file are not another's
    script = '"use strict";\n' + "".join(apart)
    policy = f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy + "; connect-src 'self'" * asks),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content="light dark"),
        el("title", title),
        el("style", Html(style)),
    )
    return "<!doctype html>\n" + el("html", head, el("body", *body, el("script", Html(script))), lang="en") + "\n"


def theme_button() -> Html:
    return el("button", "Dark", type="button", id="theme", aria_pressed="false", hidden=True)


def data(name: str, value: Any) -> Html:
    """A value for a page's script, which reads it by its id: `JSON.parse(document.getElementById(name).textContent)`."""
    written = json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
    return el("script", Html(written), type="application/json", id=name)


def text(package: str, name: str) -> str:
    """A file of a package."""
    return files(package).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
