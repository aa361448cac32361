"""What noticed how many faults, and every fault that nothing noticed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

from mutants.excuses import NOTHING, ROOM, Found

Faults = Sequence[Found]


def show(found: Faults, *, each: bool) -> None:
    """The faults that are left, or all of them, then how many each kind of check noticed."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    for one in found:
        if each or one["outcome"] not in ("noticed", "unchanged", NOTHING, ROOM):
            console.print(f"{one['outcome']}: {one['fault']}", markup=False, soft_wrap=True)
            said = one["noticed by"] or one.get("because", "")
            if said not in ("", NOTHING):
                console.print(f"    {said}", markup=False, soft_wrap=True)
    for title, sort in (("what a learner says", "speech"), ("the text of a module", "source")):
        ours = [one for one in found if one["sort"] == sort]
        if ours:
            console.print(_summary(f"faults in {title}", ours))


def _summary(title: str, found: Faults) -> Table:
    """A row a module or kind of fault: by what so many were noticed."""
    places = dict.fromkeys(_place(one) for one in found)
    ways = sorted({_way(one) for one in found})
    shown = Table(
        Column("", no_wrap=True),
        Column("faults", justify="right"),
        *(Column(way, justify="right") for way in ways),
        title=title,
        box=SIMPLE_HEAD,
    )
    for place in (*places, None):
        ours = [one for one in found if place in (None, _place(one))]
        counts = Counter(map(_way, ours))
        shown.add_row(place or "together", str(len(ours)), *(str(counts[way] or "") for way in ways))
    return shown


def _place(one: Found) -> str:
    """The module; or what the fault is, without the learner."""
    if one["sort"] == "source":
        return one["fault"].partition(":")[0].rpartition(".")[0].removeprefix("qlearn.")
    return one["fault"].partition(", of ")[0]


def _way(one: Found) -> str:
    """By a law (and which, where the fault is in what is said), a lemma, a test; or what else became of it."""
    if one["outcome"] != "noticed":
        return one["outcome"]
    kind, _, rest = one["noticed by"].partition(": ")
    if kind == "law":
        return rest.partition(", of ")[0] if one["sort"] == "speech" else "law"
    return kind if kind in ("lemma", "test") else "otherwise"
