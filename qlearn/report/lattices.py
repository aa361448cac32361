"""The quantities of a class in order: which is at most which, with their values, as text and as a picture."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from ..dimensions.inequalities import lattice
from ..dimensions.measured import Dimensions
from ..dimensions.quantities import QUANTITIES
from .strategies import framed

WIDE, HIGH = 168, 84
BEND = 60  # the room of a line that passes a row
ROUNDS = 8  # of putting each row in order

Place = tuple[float, float]
Node = str | tuple[str, str, int]  # a quantity, or where the line between two of them passes a row


def as_text(found: Dimensions) -> str:
    """One line an inequality, in queries until one concept is left."""
    v = found.values
    return "\n".join(f"{low} = {v[low]} <= {high} = {v[high]}" for low, high in lattice(v))


def svg(found: Dimensions) -> str:
    """The lattice drawn, larger quantities above.  Those that none here bounds, or is bounded by, have a row below."""
    edges = lattice(found.values)
    height = _heights({name for edge in edges for name in edge}, edges)
    lines = [_line(edge, height) for edge in edges]
    rows = _ordered(lines, height)
    if alone := [name for name in found.values if name not in height]:
        rows.insert(0, [*alone])
    width = max((sum(map(_wide, row)) for row in rows), default=WIDE)
    place = _places(rows, width)
    drawn = [_polyline([place[node] for node in line]) for line in lines]
    boxes = [_box(name, f"{found.values[name]}", *place[name]) for name in found.values]
    return framed([*drawn, *boxes], width, len(rows) * HIGH, f"Inequalities between the dimensions of {found.of.name}")


def _heights(names: set[str], edges: tuple[tuple[str, str], ...]) -> dict[str, int]:
    """Each quantity above all that it bounds."""
    height = dict.fromkeys(sorted(names), 0)
    for _ in names:
        for low, high in edges:
            height[high] = max(height[high], height[low] + 1)
    return height


def _line(edge: tuple[str, str], height: dict[str, int]) -> list[Node]:
    """What the line of an inequality passes, from below: one node a row."""
    low, high = edge
    return [low, *((low, high, h) for h in range(height[low] + 1, height[high])), high]


def _ordered(lines: list[list[Node]], height: dict[str, int]) -> list[list[Node]]:
    """The rows from below, each in the order of the middle of what its nodes are joined to."""
    joined: dict[Node, list[Node]] = {}
    for line in lines:
        for a, b in pairwise(line):
            joined.setdefault(a, []).append(b)
            joined.setdefault(b, []).append(a)
    level = {node: height[node] if isinstance(node, str) else node[2] for node in joined}
    rows: list[list[Node]] = [[n for n in joined if level[n] == h] for h in range(max(level.values(), default=-1) + 1)]
    for row in rows * ROUNDS:
        place = _places(rows, max(sum(map(_wide, row)) for row in rows))
        middle = {node: sum(place[other][0] for other in joined[node]) / len(joined[node]) for node in row}
        row.sort(key=middle.__getitem__)
    return rows


def _places(rows: list[list[Node]], width: float) -> dict[Node, Place]:
    """The middle of each node: rows are spread over the width."""
    place: dict[Node, Place] = {}
    for h, row in enumerate(rows):
        gap = (width - sum(map(_wide, row))) / len(row)
        left = 0.0
        for node in row:
            place[node] = (left + (gap + _wide(node)) / 2, (len(rows) - 1 - h) * HIGH + HIGH / 2)
            left += gap + _wide(node)
    return place


def _wide(node: Node) -> int:
    return WIDE if isinstance(node, str) else BEND


def _polyline(through: list[Place]) -> str:
    points = " ".join(f"{x:g},{y:g}" for x, y in through)
    return f'<polyline points="{points}"/>' if len(through) > 1 else ""


def _box(name: str, value: str, x: float, y: float) -> str:
    title, label = escape(QUANTITIES[name].says), escape(name.replace("_", " "))
    return (
        f'<g><title>{title}</title><rect x="{x - WIDE / 2 + 5:g}" y="{y - 20}" width="{WIDE - 10}" height="40" rx="6"/>'
        f'<text x="{x:g}" y="{y - 8}">{label}</text><text x="{x:g}" y="{y + 9}">{escape(value)}</text></g>'
    )
