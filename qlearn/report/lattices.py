"""The quantities of a class in order: which is at most which, with their values, as text and as a picture."""

from __future__ import annotations

from html import escape

from ..dimensions.inequalities import lattice
from ..dimensions.measured import Dimensions
from ..dimensions.quantities import QUANTITIES
from .strategies import framed

WIDE, HIGH = 168, 84


def as_text(found: Dimensions) -> str:
    """One line an inequality, in queries until one concept is left."""
    v = found.values
    return "\n".join(f"{low} = {v[low]} <= {high} = {v[high]}" for low, high in lattice(v))


def svg(found: Dimensions) -> str:
    """The lattice drawn, larger quantities above."""
    edges = lattice(found.values)
    height = dict.fromkeys(found.values, 0)
    for _ in height:
        for low, high in edges:
            height[high] = max(height[high], height[low] + 1)
    rows = [[name for name in found.values if height[name] == h] for h in range(max(height.values(), default=0) + 1)]
    widest = max(map(len, rows)) * WIDE
    place = {
        name: ((i + 0.5) * widest / len(row), (len(rows) - 1 - h) * HIGH + HIGH / 2)
        for h, row in enumerate(rows)
        for i, name in enumerate(row)
    }
    lines = [f'<line x1="{place[a][0]}" y1="{place[a][1]}" x2="{place[b][0]}" y2="{place[b][1]}"/>' for a, b in edges]
    boxes = [_box(name, f"{found.values[name]}", *at) for name, at in place.items()]
    return framed([*lines, *boxes], widest, len(rows) * HIGH, f"Inequalities between the dimensions of {found.of.name}")


def _box(name: str, value: str, x: float, y: float) -> str:
    title = escape(QUANTITIES[name].says)
    return (
        f'<g><title>{title}</title><rect x="{x - WIDE / 2 + 5}" y="{y - 20}" width="{WIDE - 10}" height="40" rx="6"/>'
        f'<text x="{x}" y="{y - 8}">{escape(name.replace("_", " "))}</text><text x="{x}" y="{y + 9}">{escape(value)}</text></g>'
    )
