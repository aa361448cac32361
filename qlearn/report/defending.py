"""The defender's calculation for people: tables that fit eighty columns, and the picture of error against queries."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from ..extraction.calculated import Calculation, Floor, Reach
from .citations import short

UNITS = {"angle": "angle, rad", "share": "share wrong", "exact": "exact", "values": "error of values"}
POINTS = 13  # of a curve
ATTACK, NONE, BETWEEN = "#ee6677", "#4477aa", "#f4e3c1"


def rounded(number: Any, up: bool) -> str:
    """Three significant digits, rounded up for what is reached and down for what is out of reach; 0 is 0.

    >>> rounded(Fraction(1, 3), up=True), rounded(Fraction(1, 3), up=False), rounded(4, up=True)
    ('0.334', '0.333', '4')
    """
    exact = Fraction(number)
    if exact == 0:
        return "0"
    unit = Fraction(10) ** (math.floor(math.log10(float(exact))) - 2)
    parts = math.ceil(exact / unit) if up else math.floor(exact / unit)
    return f"{float(parts * unit):.3g}"


def summary(found: Calculation, price: Fraction | None = None) -> list[Text]:
    """The two numbers, in sentences."""
    sizes = ", ".join(f"{name} = {size}" for name, size in found.sizes.items())
    head = f"{found.what}{f'; {found.defence}' if found.defence else ''} ({sizes})"
    lines = [Text(head, style="bold"), *map(Text, _between(found))]
    queries = found.queries
    if price is not None and queries is not None:
        lines.append(Text(f"{queries:,} queries cost {money(price * queries)}."))
    elif price is not None:
        ends = [(name, row.queries) for name, row in (("at least", found.floor), ("at most", found.best)) if row and row.queries]
        lines.append(Text("; ".join(f"{name} {money(price * count)}" for name, count in ends)))
    return lines


def money(dollars: Fraction) -> str:
    """Dollars to the cent, or as many digits as a small sum needs.

    >>> money(Fraction(1, 10)), money(Fraction(1, 10000)), money(Fraction(12345))
    ('$0.10', '$0.0001', '$12,345.00')
    """
    return f"${float(dollars):,.2f}" if dollars >= Fraction(1, 100) else f"${float(dollars):.3g}"


def _between(found: Calculation) -> list[str]:
    best, floor = found.best, found.floor
    if found.queries is None:
        above = "no attack is known by a theorem" if best is None else f"{best.attack} does with {best.queries:,} queries"
        below = "no lower bound is known" if floor is None or not floor.queries else f"needs {floor.queries:,}"
        whose = f" ({floor.covers})" if floor else ""
        wanted = f"an error of {float(found.wanted):g}" if found.wanted is not None else "exact copies"
        return [f"For {wanted}: {above}; {below}{whose}."]
    unit = UNITS[found.error_kind]
    if best is None:
        lines = ["No attack with a theorem gets there with so many queries."]
    elif best.error == 0:
        lines = [f"{best.attack} copies it exactly with {best.queries:,} of the {found.queries:,} queries."]
    else:
        lines = [f"{best.attack} reaches {unit} {rounded(best.error, up=True)} with {best.queries:,} of {found.queries:,} queries."]
    return [*lines, _excluded(found, floor)]


def _excluded(found: Calculation, floor: Floor | None) -> str:
    if floor is None:
        return "No lower bound is known: nothing is shown to be safe."
    if floor.excluded:
        return f"Safe: an exact copy takes {floor.queries:,} queries ({floor.covers})."
    if floor.error is None:
        return "No lower bound excludes anything at so many queries."
    return f"Safe: no attack gets to {UNITS[found.error_kind]} {rounded(floor.error, up=False)} or below ({floor.covers})."


def attack_table(found: Calculation, price: Fraction | None = None) -> Table:
    """One line an attack: the error within reach, for how many queries, in which sense, from where."""
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    for heading, how in (("attack", "left"), (UNITS[found.error_kind], "right"), ("queries", "right"), ("sense", "left"),
                         ("source", "left")):  # fmt: skip
        table.add_column(heading, justify=how, overflow="fold")  # type: ignore[arg-type]
    for row in found.attacks:
        error = "not within" if row.error is None else rounded(row.error, up=True)
        queries = "" if row.queries is None else f"{row.queries:,}"
        if price is not None and row.queries is not None:
            queries += f" {money(price * row.queries)}"
        table.add_row(*map(Text, (row.attack, error, queries, sense(row), short(row.source.cite[0]))))
    return table


def sense(row: Reach) -> str:
    """In which sense a bound and a promise hold, in few words."""
    sure = "certain" if row.sure else "likely"
    if not row.proved:
        sure = "measured"
    return sure + {"worst case": "", "expected": ", on average"}.get(row.mode, ", cost too")


def floor_table(found: Calculation) -> Table:
    """One block a lower bound: what it covers, what it excludes, why, and how that is known."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for floor in found.floors:
        what = f"{floor.queries:,} queries at least" if floor.queries is not None else "excludes nothing here"
        if floor.error is not None and found.error_kind != "exact":
            what = f"{UNITS[found.error_kind]} {rounded(floor.error, up=False)} and below is out of reach"
        table.add_row(Text(floor.covers), Text(what + (", on average too" if floor.on_average else "")))
        table.add_row("", Text(floor.because))
        table.add_row("", Text(f"{floor.source.locus}: {floor.source.known}", style="dim"))
    return table


def curve(name: str, queries: int, **how: Any) -> list[Calculation]:
    """The calculation at numbers of queries from 1/32 of these to all of them, evenly in logarithms."""
    from ..extraction.calculator import calculate

    counts = sorted({max(1, round(queries * 2 ** (5 * (i / (POINTS - 1) - 1)))) for i in range(POINTS)})
    return [calculate(name, count, **how) for count in counts]


def draw(found: list[Calculation], place: Path) -> None:
    """Error against queries: what is stolen above, what is safe below, and between them what nobody knows."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 4.4), layout="constrained", dpi=120)
    axes = figure.subplots()
    counts = [one.queries for one in found]
    finest = 2.0**-40
    top = math.pi / 2 if found[0].error_kind == "angle" else 1.0
    reached = [top if one.best is None or one.best.error is None else max(float(one.best.error), finest) for one in found]
    safe = [finest if one.floor is None or one.floor.error is None else max(float(one.floor.error), finest) for one in found]
    axes.fill_between(counts, safe, reached, color=BETWEEN, label="between: not known")
    axes.plot(counts, reached, "o-", color=ATTACK, markersize=3, label="an attack reaches this")
    axes.plot(counts, safe, "o-", color=NONE, markersize=3, label="no attack goes below this")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("queries allowed")
    axes.set_ylabel({"angle": "angle to the true direction, radians"}.get(found[0].error_kind, UNITS[found[0].error_kind]))
    axes.set_title(f"{found[0].what}, d = {found[0].sizes.get('d', '-')}", loc="left", fontsize=10)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(place)
