"""Counts against a size, between the lower bound and the bound, and count/B below, as a picture by hand.

It takes the colours of the page that it stands in (--ink, --quiet, --rule, --room, --mark, --needs), and has its own, light or
dark as the reader's screen is, where it stands alone: `svg:root` is no part of a page.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import NamedTuple

from ..errors import BadArgument

WIDE, HIGH, LOW = 420, 230, 130  # pixels: across, the counts, the quotients
LEFT, RIGHT, TOP, BOTTOM = 52, 66, 10, 36
MOST = 1e100
ROW = 16  # of the legend
DASHES = ("", "7 3", "2 3", "9 3 2 3", "1 5")
INK, QUIET, RULE = "var(--ink,currentColor)", "var(--quiet,currentColor)", "var(--rule,currentColor)"
ROOM, MARK, NEEDS = "var(--room,#cfdff0)", "var(--mark,#4477aa)", "var(--needs,#8a5a00)"
ALONE = (
    "<style>svg:root{--ink:#1d1d1b;--quiet:#5b5b57;--rule:#bbb;--room:#cfdff0;--mark:#0a4f96;--needs:#8a5a00}"
    "@media(prefers-color-scheme:dark){svg:root{--ink:#e6e4df;--quiet:#a6a49e;--rule:#555;--room:#2b4260;--mark:#9cc6f7;"
    "--needs:#e0ac4d;background:#15171a}}</style>"
)

Axis = Callable[[float], float]
Place = tuple[float, float]


class Point(NamedTuple):
    """The counts at one size, least, mean and largest over seeds; and the bound and lower bound, where there are such."""

    x: float
    low: float
    mean: float
    high: float
    bound: float | None = None
    lower: float | None = None


def svg(points: Sequence[Point], *, x: str, title: str, quotients: Mapping[str, Sequence[float | None]] | None = None) -> str:
    """A band between the bounds, a line through the means with bars over the seeds; below, count/B against its last value.

    Axes are logarithmic; what is 0 stands on the lower edge.  `quotients` are count/B at each point by candidate, five at most,
    those of the two bounds if not given: the right B stays level, one that is too small rises, one too large falls.

    >>> drawn = svg([Point(2, 3, 3, 3, 4, 2), Point(4, 6, 7, 8, 9, 5)], x="n", title="a learner")
    >>> drawn[:4], "n = 4: 6 to 8, mean 7, bound 9, needed 5" in drawn
    ('<svg', True)

    Raises `BadArgument` for no points, a size that is not positive, a number beyond 10^100, or quotients that fit neither.
    """
    line = sorted(points, key=lambda p: p.x)
    _checked(line)
    below = _bounds(line) if quotients is None else {name: [*values] for name, values in quotients.items()}
    if quotients is not None:
        _fitting(below, len(line))
        order = sorted(range(len(points)), key=lambda i: points[i])
        below = {name: [values[i] for i in order] for name, values in below.items()}
    across = _axis([p.x for p in line], LEFT, WIDE - RIGHT)
    parts = [*_counted(line, across), *_sizes(line, across, HIGH - BOTTOM, x)]
    high = HIGH
    if below and len(line) > 1:
        parts += _quotients(line, below, across)
        high = HIGH + LOW + ROW * (len(below) + 1)
    said = "; ".join(_says(p, x) for p in line)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {high}" role="img" font-family="var(--sans,sans-serif)"'
        f' font-size="11" fill="none">{ALONE}<title>{escape(title)}</title><desc>{escape(said)}</desc>{"".join(parts)}</svg>'
    )


def _checked(line: Sequence[Point]) -> None:
    if not line:
        raise BadArgument("a picture of counts needs a point or more")
    if any(not (p.x > 0 and all(v is None or v == 0 or 1 / MOST <= v <= MOST for v in p)) for p in line):
        raise BadArgument("sizes are positive, counts and bounds 0 or more, and all from 10^-100 to 10^100")


def _fitting(quotients: Mapping[str, Sequence[float | None]], points: int) -> None:
    if len(quotients) > len(DASHES):
        raise BadArgument(f"at most {len(DASHES)} candidates can be told apart in a picture, got {len(quotients)}")
    for name, values in quotients.items():
        if len(values) != points:
            raise BadArgument(f"count/B of {name} has {len(values)} values for {points} points")


def _bounds(line: Sequence[Point]) -> dict[str, list[float | None]]:
    """count/B for the bounds that are there."""
    named = {"count / bound": [p.bound for p in line], "count / lower bound": [p.lower for p in line]}
    found = {
        name: [p.mean / bound if bound else None for p, bound in zip(line, bounds, strict=True)]
        for name, bounds in named.items()
    }
    return {name: values for name, values in found.items() if any(values)}


def _says(p: Point, x: str) -> str:
    counts = f"{p.low:.6g}" if p.low == p.high else f"{p.low:.6g} to {p.high:.6g}, mean {p.mean:.6g}"
    bounds = ("bound", p.bound), ("needed", p.lower)
    return f"{x} = {p.x:.6g}: {counts}" + "".join(f", {name} {value:.6g}" for name, value in bounds if value is not None)


def _axis(values: Sequence[float], start: float, end: float) -> Axis:
    """Where a value stands on a logarithmic axis with a little room at its ends; at its start if it is 0."""
    positive = [v for v in values if v > 0] or [1.0]
    low, high = math.log(min(positive)), math.log(max(positive))
    room = 0.05 * (high - low) or 0.5

    def at(value: float) -> float:
        share = (math.log(value) - low + room) / (high - low + 2 * room) if value > 0 else 0.0
        return start + (end - start) * min(max(share, 0.0), 1.0)

    return at


def _counted(line: Sequence[Point], across: Axis) -> list[str]:
    values = [v for p in line for v in p[1:] if v]
    up = _axis(values, HIGH - BOTTOM, TOP)
    bound = [(across(p.x), up(p.bound)) for p in line if p.bound is not None]
    lower = [(across(p.x), up(p.lower)) for p in line if p.lower is not None]
    mean = [(across(p.x), up(p.mean)) for p in line]
    floor = lower or [(px, HIGH - BOTTOM) for px, _ in bound]
    ends = [(path[-1][1], name, colour) for path, name, colour in
            ((bound, "bound", QUIET), (mean, "counted", MARK), (lower, "needed", NEEDS)) if path]  # fmt: skip
    return [
        f'<polygon fill="{ROOM}" points="{_spelled([*bound, *reversed(floor)])}"/>' if bound else "",
        _path(bound, QUIET, ""),
        _path(lower, NEEDS, DASHES[1]),
        _path(mean, MARK, "", 2),
        *(_bar(across(p.x), up(p.low), up(p.high), up(p.mean)) for p in line),
        _frame(TOP, HIGH - BOTTOM),
        *_side(values or [1.0], up),
        *(_text(WIDE - RIGHT + 5, y + 4, name, "start", colour) for y, name, colour in _spread(ends)),
    ]


def _quotients(line: Sequence[Point], below: Mapping[str, Sequence[float | None]], across: Axis) -> list[str]:
    """count/B as a share of its last value, on an axis of its own; then what stands for which."""
    top, bottom = HIGH + TOP, HIGH + LOW - 10
    shares = {name: _relative(values) for name, values in below.items()}
    values = [s for path in shares.values() for s in path if s]
    up = _axis([*values, 0.8, 1.25], bottom, top)  # a line that is level looks level
    parts = [_frame(top, bottom), *_side([*values, 1.0], up), f'<path stroke="{RULE}" d="M{LEFT} {up(1):.1f}H{WIDE - RIGHT}"/>']
    for k, (name, path) in enumerate(shares.items()):
        y, colour = HIGH + LOW + ROW * k + 6, QUIET if k else MARK
        places = [(across(p.x), up(s)) for p, s in zip(line, path, strict=True) if s is not None]
        parts += [
            _path(places, colour, DASHES[k], 1.5),
            _path([(LEFT, y - 4), (LEFT + 28, y - 4)], colour, DASHES[k], 1.5),
            _text(LEFT + 34, y, name, "start", INK),
        ]
    return [*parts, _text(LEFT, HIGH + LOW + ROW * len(below) + 6, "each as a share of its last value", "start", QUIET)]


def _relative(values: Sequence[float | None]) -> list[float | None]:
    last = next((v for v in reversed(values) if v), None)
    return [None if v is None or last is None else v / last for v in values]


def _spelled(places: Sequence[Place]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _path(places: Sequence[Place], colour: str, dashes: str, width: float = 1) -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline stroke="{colour}" stroke-width="{width:g}"{dashed} points="{_spelled(places)}"/>' if len(places) > 1 else ""
    )


def _bar(x: float, low: float, high: float, mean: float) -> str:
    bar = f'<path stroke="{MARK}" stroke-width="1.5" d="M{x:.1f} {low:.1f}V{high:.1f}"/>' if low != high else ""
    return f'{bar}<circle fill="{MARK}" cx="{x:.1f}" cy="{mean:.1f}" r="2.5"/>'


def _frame(top: float, bottom: float) -> str:
    return f'<path stroke="{QUIET}" d="M{LEFT} {top}V{bottom}H{WIDE - RIGHT}"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'


def _side(values: Sequence[float], up: Axis) -> list[str]:
    """Round numbers at the side, as many as have room; the ends where there is no round one."""
    low, high = min(values), max(values)
    tens = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    every = [m * 10.0**k for k in tens for m in (1, 2, 5) if low <= m * 10.0**k <= high]
    round_ = next((some for some in ([v for v in every if f"{v:e}"[0] == "1"], every) if len(some) > 1), [low, high])
    kept = list[float]()
    for value in round_:
        if not kept or abs(up(value) - up(kept[-1])) > 14:
            kept.append(value)
    return [_text(LEFT - 5, up(v) + 4, _short(v), "end", QUIET) for v in kept]


def _sizes(line: Sequence[Point], across: Axis, bottom: float, x: str) -> list[str]:
    """The sizes below, where they do not run into each other, and the name of their axis."""
    kept, end = list[str](), -math.inf
    for p in line:
        text = _short(p.x)
        if across(p.x) - 3.5 * len(text) > end:
            kept.append(_text(across(p.x), bottom + 14, text, "middle", QUIET))
            end = across(p.x) + 3.5 * len(text) + 6
    return [*kept, _text((LEFT + WIDE - RIGHT) / 2, bottom + 29, x, "middle", INK)]


def _short(value: float) -> str:
    return f"{value:.0f}" if 1000 <= value < 100_000 else f"{value:.3g}".replace("e+0", "e").replace("e+", "e")


def _spread(ends: Sequence[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """Labels from above to below, pushed apart to 12 pixels."""
    placed, lowest = [], -math.inf
    for y, name, colour in sorted(ends):
        lowest = max(y, lowest + 12)
        placed.append((lowest, name, colour))
    return placed
