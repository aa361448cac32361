"""What `qlearn extract` says of a copied tree to people."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .extract_remote import bill_facts
from .extract_report import asked
from .output import fact

LEVELS = 3  # of the tree that are printed
LARGE = 10**9


def print_tree_report(
    console: Console, target: Any, found: Any, written: Mapping[str, str | None], cost: Fraction | None
) -> None:
    """The facts, then the first levels of the tree."""
    from ..report.tree_pictures import as_text

    table = Table.grid(padding=(0, 2))
    needs = "" if found.lower_bound is None else f"; every learner needs at least {about(found.lower_bound)}"
    bounds = ", ".join(f"{about(n)} {kind}" for kind, n in found.bounds.items()) or "the model's sizes are not known"
    rows = [
        ("target", target.name),
        ("learner", f"{found.learner.name}: {found.learner.theorem.claim}"),
        ("queries", asked(found, cost)),
        ("bound", f"{bounds}{needs}"),
        ("copy", f"a tree of {found.leaves} leaves"),
        ("fidelity", f"uniform inputs of the box: {found.uniform}"),
        *([("", f"the data: {found.data}")] if found.data is not None else []),
        ("difference", _difference(found)),
        ("certified", _certified(found)),
        ("verdict", _verdict(found)),
        *(("note", note) for note in (*found.run.notes, *found.notes)),
        *bill_facts(found),
        *((name.replace("_", " "), where or "none: the tree has too many leaves") for name, where in written.items()),
    ]
    for name, says in rows:
        fact(table, name, says)
    console.print(table)
    console.print()
    console.print(Text(as_text(found.tree, features=target.features, classes=found.titles, levels=LEVELS)))


def about(n: int) -> str:
    """A number to be read: of a very large one its size.

    >>> about(31), about(2 * 10**31)
    ('31', 'about 10**31')
    """
    return str(n) if n < LARGE else f"about 10**{math.log10(n):.0f}"


@contextmanager
def any_number_of_digits() -> Iterator[None]:
    """Bounds are exact whole numbers, and may have more digits than Python writes by default."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(before)


def _difference(found: Any) -> str:
    if found.equal:
        return "none: copy and model agree at every place of the axes, which is checked exactly"
    if found.equal is None:
        return "not known: the model cannot be read, or its cells are too many to be compared with"
    if found.disagreement is None:
        return "there is one, found by a solver; its share is not known"
    return f"copy and model differ on {found.disagreement:.3g} of the uniform law on the axes"


def _certified(found: Any) -> str:
    if found.certified_error is None:
        return f"nothing: {found.certified_by}"
    if found.confidence is not None:
        return f"the copy errs on at most {found.certified_error:g} of uniform inputs, with confidence {found.confidence:g}"
    if found.certified_error:
        return f"{found.certified_share:.4f} of the uniform law: {found.certified_by}, where the copy is right"
    return f"exact at every place of the axes ({found.certified_by})" if found.certified_share else found.certified_by


def _verdict(found: Any) -> str:
    if found.in_class is None:
        return f"fresh inputs contradict the copy on {found.residual:.2g} of them; nothing was promised"
    if found.in_class:
        return f"fresh inputs contradict the copy on at most {found.residual:.2g} of them: nothing speaks against the promise"
    return (
        f"fresh inputs contradict the copy on {found.residual:.2g} of them, more than was promised: the model is OUTSIDE the"
        " class, or finer than the steps of the axes"
    )
