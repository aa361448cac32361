"""Counts against a size, between the lower bound and the bound, as a picture."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape
from typing import NamedTuple

WIDE, HIGH = 420, 240
LEFT, RIGHT, TOP, BOTTOM = 58, 12, 10, 34


class Point(NamedTuple):
    """The counts at one size: the least, the mean and the largest; and the bound and lower bound, where there are such."""

    x: float
    low: float
    mean: float
    high: float
    bound: float | None
    lower: float | None


def svg(points: Sequence[Point], *, x: str, title: str) -> str:
    """A band between the bounds, a line through the means, a bar from the least to the largest count; both axes logarithmic.

    >>> svg([Point(2, 3, 3, 3, 4, 2), Point(4, 6, 7, 8, 9, 5)], x="n", title="a learner")[:4]
    '<svg'
    """
    values = [v for p in points for v in (p.low, p.high, p.bound, p.lower) if v is not None and v > 0] or [1.0]
    across = _scale([p.x for p in points], LEFT, WIDE - RIGHT)
    up = _scale(values, HIGH - BOTTOM, TOP)
    edge = [(across(p.x), up(p.bound)) for p in points if p.bound]
    floor = [(across(p.x), up(p.lower)) for p in points if p.lower]
    base = floor if floor else [(px, HIGH - BOTTOM) for px, _ in edge]
    parts = [
        f'<polygon class="room" points="{_spelled([*edge, *reversed(base)])}"/>' if edge else "",
        f'<polyline class="limit" points="{_spelled(edge)}"/>' if edge else "",
        f'<polyline class="needs" points="{_spelled(floor)}"/>' if floor else "",
        f'<polyline class="spread" points="{_spelled([(across(p.x), up(p.mean)) for p in points])}"/>',
        *(_bar(across(p.x), up(p.low), up(p.high), up(p.mean)) for p in points),
        *_ticks(points, values, across, up),
        f'<text x="{(LEFT + WIDE - RIGHT) / 2}" y="{HIGH - 4}">{escape(x)}</text>',
    ]
    says = "; ".join(_says(p, x) for p in points)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" role="img"><title>{escape(title)}</title>'
        f"<desc>{escape(says)}</desc>{''.join(parts)}</svg>"
    )


def _says(p: Point, x: str) -> str:
    bounds = [f"bound {p.bound:g}" if p.bound is not None else "", f"needed {p.lower:g}" if p.lower is not None else ""]
    return f"{x} = {p.x:g}: {p.low:g} to {p.high:g}" + "".join(f", {text}" for text in bounds if text)


def _scale(values: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    """Where a value stands on a logarithmic axis, with a little room; a value that is not positive stands at its start."""
    low, high = math.log(max(min(values), 1e-12)), math.log(max(*values, 1e-12))
    room = 0.06 * (high - low) or 0.5

    def at(value: float) -> float:
        share = (math.log(value) - low + room) / (high - low + 2 * room) if value > 0 else 0
        return start + (end - start) * max(0.0, share)

    return at


def _spelled(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _bar(x: float, low: float, high: float, mean: float) -> str:
    bar = f'<line class="spread" x1="{x:.1f}" x2="{x:.1f}" y1="{low:.1f}" y2="{high:.1f}"/>' if low != high else ""
    return bar + f'<circle class="worst" cx="{x:.1f}" cy="{mean:.1f}" r="3"/>'


def _ticks(
    points: Sequence[Point], values: Sequence[float], across: Callable[[float], float], up: Callable[[float], float]
) -> list[str]:
    """The sizes below, and the least, a middle and the largest value at the side."""
    low, high = min(values), max(values)
    middle = float(f"{math.sqrt(low * high):.1g}")
    side = [
        v
        for v in dict.fromkeys((low, middle, high))
        if v in (low, high) or min(abs(up(v) - up(low)), abs(up(v) - up(high))) > 14
    ]
    return [
        f'<polyline class="axis" points="{LEFT},{TOP} {LEFT},{HIGH - BOTTOM} {WIDE - RIGHT},{HIGH - BOTTOM}"/>',
        *(f'<text class="side" x="{LEFT - 5}" y="{up(v) + 4:.1f}">{v:.4g}</text>' for v in side),
        *(f'<text x="{across(p.x):.1f}" y="{HIGH - BOTTOM + 15}">{p.x:.4g}</text>' for p in _apart(points, across)),
    ]


def _apart(points: Sequence[Point], across: Callable[[float], float]) -> list[Point]:
    """Points whose numbers do not run into each other."""
    kept: list[Point] = []
    for p in points:
        if not kept or across(p.x) - across(kept[-1].x) > 34:
            kept.append(p)
    return kept
