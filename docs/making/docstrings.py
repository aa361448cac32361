"""Docstrings here are plain text: paragraphs, `code`, lists, indented formulas, examples.  This says the same to Sphinx.

Nothing but backticks is markup, so 2**n, |w| and x_ stay what they are.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

CODE = re.compile(r"``?([^`\n]+)``?")
PLAIN = re.compile(r"([\\*_|<])")
LABELLED = re.compile(r"([A-Z][\w ]{2,14}): ")
TERM = re.compile(r"(\S+(?: \S+){0,4}) {2,}(\S.*)")
BULLET = re.compile(r"(?:[-*]|\d+\.) +")
ENUMERATED = re.compile(r"(?:\(?(?:[A-Za-z]|\d+|[ivxIVX]+)[.)]|[:@+-]|\.\.)")


def inline(text: str) -> str:
    """One paragraph of plain text as reStructuredText, on one line.

    >>> inline("at most 2**n of `Membership`s, |w|_1 = 1")
    'at most 2\\\\*\\\\*n of ``Membership``\\\\ s, \\\\|w\\\\|\\\\_1 = 1'
    """
    joined, said, end = " ".join(text.split()), [], 0
    for code in CODE.finditer(joined):
        before = PLAIN.sub(r"\\\1", joined[end : code.start()])
        said.append(before + ("\\ " if before and before[-1] not in ' ("[' else "") + f"``{code[1].strip()}``")
        end = code.end()
        said.append("\\ " if end < len(joined) and joined[end].isalnum() else "")
    said.append(PLAIN.sub(r"\\\1", joined[end:]))
    whole = "".join(said).replace("://", "\\://")
    whole = whole[:-1] + "\\:" if whole.endswith("::") else whole
    return "\\ " + whole if ENUMERATED.match(whole) else whole


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """The parts of a docstring: (sort, text), sort being paragraph, list, terms, formula or example."""
    for block in re.split(r"\n\s*\n", inspect.cleandoc(text)):
        lines = block.split("\n")
        first = next((i for i, line in enumerate(lines) if line.lstrip().startswith(">>>")), len(lines))
        yield from ((_sort(prose), prose) for prose in _split(lines[:first]))
        if first < len(lines):
            yield "example", inspect.cleandoc("\n".join(lines[first:]))


def _split(lines: list[str]) -> Iterator[str]:
    """Prose, and the list that follows it without an empty line."""
    bullet = next((i for i, line in enumerate(lines) if BULLET.match(line)), len(lines))
    tail = bullet if sum(bool(BULLET.match(line)) for line in lines) > 1 else len(lines)
    yield from (prose for part in (lines[:tail], lines[tail:]) if (prose := "\n".join(part).strip("\n")))


def _sort(prose: str) -> str:
    lines = prose.split("\n")
    if all(line.startswith("  ") for line in lines):
        return "formula"
    if len(lines) > 1 and all(TERM.match(line) or line.startswith("   ") for line in lines) and TERM.match(lines[0]):
        return "terms"
    return "list" if BULLET.match(lines[0]) else "paragraph"


def rst(text: str) -> list[str]:
    """A docstring as lines of reStructuredText."""
    lines: list[str] = []
    for sort, block in blocks(text):
        if sort == "formula":
            lines += ["::", "", *("   " + line for line in block.split("\n"))]
        elif sort == "example":
            lines += [".. code-block:: pycon", "", *("   " + line for line in block.split("\n"))]
        elif sort == "terms":
            lines += [line for term, says in _terms(block) for line in (inline(term), "   " + inline(says), "")]
        elif sort == "list":
            lines += [line for item in _items(block) for line in ("* " + inline(item), "")]
        else:
            lines += [line for paragraph in _paragraphs(block) for line in (_labelled(paragraph), "")]
        lines.append("")
    return lines


def _items(block: str) -> list[str]:
    """A list's items; a line that begins none goes on with the last."""
    items: list[str] = []
    for line in block.split("\n"):
        bullet = BULLET.match(line)
        if bullet or not items:
            items.append(line[bullet.end() :] if bullet else line)
        else:
            items[-1] += " " + line
    return items


def _terms(block: str) -> list[tuple[str, str]]:
    """Two columns: a term, and what is said of it, which may go on below."""
    found: list[tuple[str, str]] = []
    for line in block.split("\n"):
        if term := TERM.match(line):
            found.append((term[1], term[2]))
        else:
            name, says = found.pop()
            found.append((name, f"{says} {line.strip()}"))
    return found


def _paragraphs(block: str) -> list[str]:
    """'Problem: ... Idea: ...', each beginning a line, are paragraphs of their own; and a list may follow at once."""
    parts: list[str] = []
    for line in block.split("\n"):
        if parts and not LABELLED.match(line):
            parts[-1] += "\n" + line
        else:
            parts.append(line)
    return parts


def _labelled(paragraph: str) -> str:
    label = LABELLED.match(paragraph)
    return f"**{label[1]}:** {inline(paragraph[label.end() :])}" if label else inline(paragraph)


def process(app: Any, what: str, name: str, obj: Any, options: Any, lines: list[str]) -> None:
    """For autodoc-process-docstring."""
    lines[:] = rst("\n".join(lines))


def setup(app: Any) -> dict[str, bool]:
    app.connect("autodoc-process-docstring", process)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
