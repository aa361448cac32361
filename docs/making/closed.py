"""What must hold of the pages that were built: nothing is loaded from elsewhere, and every link within leads somewhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

LOADED = {"src", "srcset", "poster", "data", "action", "formaction", "background"}
STYLE = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
SCRIPT = re.compile(r"(?:fetch|import|importScripts)\(\s*['\"](https?:[^'\"]+)")


class Page(HTMLParser):
    """What a page loads, what it links to, and the anchors that it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(html)
        self.loads += [address for found in STYLE.findall(html) for address in found if address]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("id", "name") and value:
                self.anchors.add(value)
            elif name in LOADED and value:
                self.loads.append(value)
            elif name == "href" and value:
                (self.loads if tag == "link" else self.links).append(value)


def faults(root: Path) -> list[str]:
    """Everything wrong with the pages below a folder, a line each."""
    files = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*")) if path.is_file()}
    pages = {name: Page(path.read_text(encoding="utf-8")) for name, path in files.items() if path.suffix == ".html"}
    found = [f"{name} loads {address}" for name, page in pages.items() for address in _outside(page.loads)]
    for suffix, loaded in ((".css", _styles), (".js", _fetched)):
        found += [f"{name} loads {x}" for name, path in files.items() if path.suffix == suffix for x in _outside(loaded(path))]
    for name, page in pages.items():
        wanted = [*page.links, *(address for address in page.loads if not urlsplit(address).scheme)]
        found += [f"{name} links to {link}, which is not there" for link in _dead(name, wanted, files, pages)]
    return found


def _outside(addresses: Iterable[str]) -> Iterator[str]:
    """Those that a browser would ask another place for."""
    for address in addresses:
        parts = urlsplit(address)
        if (parts.scheme and parts.scheme != "data") or parts.netloc:
            yield address


def _styles(path: Path) -> list[str]:
    return [address for found in STYLE.findall(path.read_text(encoding="utf-8")) for address in found if address]


def _fetched(path: Path) -> list[str]:
    return SCRIPT.findall(path.read_text(encoding="utf-8"))


def _dead(name: str, links: Iterable[str], files: Mapping[str, Path], pages: Mapping[str, Page]) -> Iterator[str]:
    """Links within that lead to no file, or to no place on a page."""
    for link in dict.fromkeys(links):
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = normpath(f"{dirname(name)}/{unquote(parts.path)}".lstrip("/")) if parts.path else name
        anchor = unquote(parts.fragment)
        if target not in files or (anchor and target in pages and anchor not in pages[target].anchors):
            yield link


def check(app: Any, exception: Exception | None) -> None:
    """Fail the build if anything is wrong with what it built."""
    if exception is None and app.builder.format == "html" and (found := faults(Path(app.outdir).resolve())):
        from sphinx.errors import SphinxError

        raise SphinxError("\n".join(["the pages are not closed:", *found[:50], f"{len(found)} faults in all"]))


def setup(app: Any) -> dict[str, bool]:
    app.connect("build-finished", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


if __name__ == "__main__":
    wrong = faults(Path(sys.argv[1]).resolve())
    print("\n".join(wrong) or "closed: nothing is loaded from elsewhere, and every link leads somewhere")
    sys.exit(bool(wrong))
