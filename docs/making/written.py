"""Pieces of reStructuredText."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape


def title(text: str, line: str = "=") -> str:
    return f"{text}\n{line * len(text)}"


def indented(lines: Iterable[str], by: str = "   ") -> list[str]:
    return [by + line if line else "" for line in lines]


def linked(document: str, text: str) -> str:
    return f":doc:`{text} <{document}>`"


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """A list of names and what is said of each."""
    return "\n".join(f":{name}: {says}" for name, says in pairs)


def table(caption: str, columns: Mapping[str, int], rows: Iterable[Sequence[str]]) -> str:
    """A table with a caption and a row of headings, each with the share of its column; nothing if there are no rows."""
    body = [f"* - {row[0]}\n" + "\n".join(f"  - {cell}" for cell in row[1:]) for row in (tuple(columns), *rows)]
    if len(body) == 1:
        return ""
    widths = " ".join(map(str, columns.values()))
    head = f".. list-table:: {caption}\n   :header-rows: 1\n   :class: wide\n   :widths: {widths}"
    return "\n".join([head, "", *indented("\n".join(body).split("\n"))])


def toctree(documents: Iterable[str]) -> str:
    return "\n".join([".. toctree::", "   :hidden:", "", *indented(documents)])


def collapsed(summary: str, body: str) -> str:
    """What opens when it is asked for."""
    opening = f"<details class='program'><summary>{escape(summary)}</summary>"
    return "\n\n".join([f".. raw:: html\n\n   {opening}", body, ".. raw:: html\n\n   </details>"])
