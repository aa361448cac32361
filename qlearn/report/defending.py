"""The defender's calculation for people: tables that fit eighty columns, and the picture of error against queries."""

from __future__ import annotations

import math
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from ..calculator.calculated import Calculation, Floor, Reach
from ..calculator.inversion import SHARES
from .citations import short

UNITS = {"angle": "angle (rad)", "share": "share wrong", "exact": "error", "values": "error"}
PHRASES = {
    "angle": "an angle of {} rad", "share": "an error of {} of all inputs", "exact": "an error of {}",
    "values": "values within {} on the box [-1, 1]^d",
}  # fmt: skip
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
        ends = [
            (name, row.queries) for name, row in (("at least", found.floor), ("at most", found.best)) if row and row.queries
        ]
        lines.append(Text("; ".join(f"{name} {money(price * count)}" for name, count in ends)))
    return lines


def money(dollars: Fraction) -> str:
    """Dollars to the cent, or to four digits of a sum below one.

    >>> money(Fraction(1, 10)), money(Fraction(1, 10000)), money(Fraction(12345)), money(Fraction(194, 10000))
    ('$0.1', '$0.0001', '$12,345.00', '$0.0194')
    """
    return f"${float(dollars):,.2f}" if dollars >= 1 else f"${float(dollars):.4g}"


def _between(found: Calculation) -> list[str]:
    best, floor, queries = found.best, found.floor, found.queries
    if queries is None:
        above = "no attack is known by a theorem" if best is None else f"{best.attack} does with {best.queries:,} queries"
        below = "no lower bound is known" if floor is None or not floor.queries else f"needs {floor.queries:,}"
        whose = f" ({floor.covers})" if floor else ""
        wanted = f"an error of {float(found.wanted):g}" if found.wanted is not None else "exact copies"
        return [f"For {wanted}: {above}; {below}{whose}."]
    if best is None or best.error is None:
        reached = "No attack with a theorem gets there with so many queries."
    elif best.error == 0:
        reached = f"{best.attack} copies it exactly with {best.queries:,} of the {queries:,} queries."
    else:
        error = PHRASES[found.error_kind].format(rounded(best.error, up=True))
        error += " (2**-40: none finer is looked for)" if best.error == SHARES.at(0) else ""
        reached = f"{best.attack} reaches {error} with {best.queries:,} of the {queries:,} queries."
    return [f"Reached: {reached}", _excluded(found, floor)]


def _excluded(found: Calculation, floor: Floor | None) -> str:
    if floor is None:
        return "Safe: nothing is shown to be; no lower bound is known for this class and these queries."
    if floor.excluded:
        return f"Safe: an exact copy, which takes {floor.queries:,} queries ({floor.covers})."
    if floor.error is None:
        return "Safe: nothing; no lower bound excludes anything at so many queries."
    return (
        f"Safe: nothing gets to {PHRASES[found.error_kind].format(rounded(floor.error, up=False))} or below ({floor.covers})."
    )


def attack_table(found: Calculation, price: Fraction | None = None) -> Table:
    """One line an attack: the error within reach, for how many queries, in which sense."""
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    headings = ["attack", UNITS[found.error_kind], "queries", *(["dollars"] if price is not None else []), "holds"]
    for heading in headings:
        table.add_column(heading, justify="left" if heading in ("attack", "holds") else "right", overflow="fold")
    for row in found.attacks:
        count = "" if row.queries is None else f"{row.queries:,}"
        dollars = [] if price is None else ["" if row.queries is None else money(price * row.queries)]
        error = "not within" if row.error is None else rounded(row.error, up=True)
        table.add_row(*map(Text, (row.attack, error, count, *dollars, sense(row))))
    return table


def sense(row: Reach) -> str:
    """In which sense a bound and a promise hold, in few words."""
    sure = ("always" if row.sure else "1 - delta") if row.proved else "measured"
    return sure + {"worst case": "", "expected": ", mean"}.get(row.mode, ", all")


SENSES = (
    "always: every run; 1 - delta: with that probability; mean: so many queries on average; all: queries and error together"
    " with 1 - delta; measured: no theorem says how often it fails"
)


def source_table(found: Calculation) -> Table:
    """Where each attack is from, and what of it was checked by machine."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for row in {row.attack: row for row in found.attacks}.values():
        sources = "; ".join(map(short, row.source.cite))
        table.add_row(Text(row.attack), Text(f"{sources}.  {row.source.known}"))
    return table


def floor_table(found: Calculation) -> Table:
    """One block a lower bound: what it covers, what it excludes, why, and how that is known."""
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold", ratio=1)
    for floor in found.floors:
        what = f"{floor.queries:,} queries at least" if floor.queries is not None else "excludes nothing here"
        if floor.error is not None and found.error_kind != "exact":
            what = f"never {PHRASES[found.error_kind].format(rounded(floor.error, up=False))} or below"
        covers = floor.covers[0].upper() + floor.covers[1:]
        table.add_row(Text(f"{covers}: {what}{', on average too' if floor.on_average else ''}", style="bold"))
        table.add_row(Text(f"  {floor.because}"))
        table.add_row(
            Text(f"  {', '.join(map(cited, floor.source.cite))}, {floor.source.locus}: {floor.source.known}", style="dim")
        )
    return table


def cited(key: str) -> str:
    """Author and year; what is ours stays ours."""
    return key if key == "ours" else short(key)


def curve(name: str, queries: int, **how: Any) -> list[Calculation]:
    """The calculation at numbers of queries from 1/32 of these to all of them, evenly in logarithms."""
    from ..calculator.calculate import calculate

    counts = sorted({max(1, round(queries * 2 ** (5 * (i / (POINTS - 1) - 1)))) for i in range(POINTS)})
    return [calculate(name, count, **how) for count in counts]


def draw(found: list[Calculation], place: Path) -> None:
    """Error against queries: what is stolen above, what is safe below, and between them what nobody knows."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.2, 4.4), layout="constrained", dpi=120)
    axes = figure.subplots()
    counts = [one.queries or 0 for one in found]
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
    figure.savefig(place, metadata={"Date": None} if place.suffix == ".svg" else None)
