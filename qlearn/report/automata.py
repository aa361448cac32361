"""An automaton as a table and as a picture that needs nothing to be drawn with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from ..concepts.automata import Automaton
from ..errors import BadArgument
from ..words import spelled

MANY = 16  # states; a larger automaton is no picture
RADIUS = 22  # of a state
STYLE = (
    "text{font:13px sans-serif;text-anchor:middle;dominant-baseline:central;fill:#222}"
    "path{stroke:#777;fill:none;stroke-width:1.3}path.head{fill:#777;stroke:none}"
    "circle{fill:#fff;stroke:#4477aa;stroke-width:1.5}circle.accepts{fill:#e3edf7}"
    ".letter{fill:#aa3355;paint-order:stroke;stroke:#fff;stroke-width:4px}"
    "@media(prefers-color-scheme:dark)"
    "{text{fill:#eee}circle{fill:#1d2530}circle.accepts{fill:#2c4058}.letter{fill:#ff99aa;stroke:#111}}"
)

Place = tuple[float, float]


def as_text(automaton: Automaton, names: Sequence[str] | None = None) -> str:
    """The steps as lines, '*' before a state that accepts.

    >>> import numpy as np
    >>> print(as_text(Automaton(np.array([[1, 0], [0, 1]]), np.array([True, False])), ["even", "odd"]))
    * even   a -> odd    b -> even
      odd    a -> even   b -> odd
    """
    names = _names(automaton, names)
    wide = max(map(len, names))
    lines = []
    for q, row in enumerate(automaton.step.tolist()):
        steps = "   ".join(f"{spelled(bytes([a + 1]))} -> {names[r]:<{wide}}" for a, r in enumerate(row))
        lines.append(f"{'*' if automaton.accepts[q] else ' '} {names[q]:<{wide}}   {steps}".rstrip())
    return "\n".join(lines)


def svg(automaton: Automaton, names: Sequence[str] | None = None) -> str:
    """The automaton drawn: states on a circle, the first on the left; a second ring around those that accept.

    `names` are written into the states, by default their numbers.  Raises `BadArgument` for more than 16 states.
    """
    n = len(automaton.step)
    if n > MANY:
        raise BadArgument(f"an automaton of {n} states is no picture; at most {MANY} states are drawn, the others are as_text")
    names = _names(automaton, names)
    ring = 0.0 if n == 1 else max(70.0, 34.0 * n / math.pi * 1.6)
    middle = ring + RADIUS + 62
    places = [_around(middle, ring, math.pi * (1 + 2 * q / n)) for q in range(n)]
    arrows = [_arrow(places, middle, p, q, letters) for (p, q), letters in _edges(automaton).items()]
    x, y = places[0]
    start = _drawn((x - RADIUS - 34, y), (x - RADIUS - 17, y), (x - RADIUS - 1, y))
    states = [_state(place, name, bool(accepts)) for place, name, accepts in zip(places, names, automaton.accepts, strict=True)]
    body = "\n".join([start, *arrows, *states])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * middle:.0f} {2 * middle:.0f}" width="{2 * middle:.0f}"'
        f' height="{2 * middle:.0f}" role="img"><title>{escape(str(automaton))}</title><style>{STYLE}</style>\n{body}\n</svg>\n'
    )


def _names(automaton: Automaton, names: Sequence[str] | None) -> list[str]:
    n = len(automaton.step)
    if names is not None and len(names) != n:
        raise BadArgument(f"{len(names)} names were given for {n} states")
    return list(map(str, range(n) if names is None else names))


def _edges(automaton: Automaton) -> dict[tuple[int, int], str]:
    """Which letters lead from a state to another, in one text."""
    found: dict[tuple[int, int], list[str]] = {}
    for p, row in enumerate(automaton.step.tolist()):
        for a, q in enumerate(row):
            found.setdefault((p, q), []).append(spelled(bytes([a + 1])))
    return {edge: ", ".join(letters) for edge, letters in found.items()}


def _around(middle: float, distance: float, angle: float) -> Place:
    return middle + distance * math.cos(angle), middle + distance * math.sin(angle)


def _towards(at: Place, other: Place, distance: float) -> Place:
    """The point so far from `at` on the way to the other."""
    length = math.hypot(other[0] - at[0], other[1] - at[1])
    return at[0] + (other[0] - at[0]) * distance / length, at[1] + (other[1] - at[1]) * distance / length


def _arrow(places: Sequence[Place], middle: float, p: int, q: int, letters: str) -> str:
    """A bent arrow with its letters; a loop stands outside the circle of states."""
    if p == q:
        return _loop(places[p], middle, letters)
    (x0, y0), (x1, y1) = places[p], places[q]
    bend = ((x0 + x1) / 2 + (y1 - y0) * 0.2, (y0 + y1) / 2 - (x1 - x0) * 0.2)  # there and back are two arrows
    label = 0.42 * x0 + 0.46 * bend[0] + 0.12 * x1, 0.42 * y0 + 0.46 * bend[1] + 0.12 * y1  # a third of the way
    return _drawn(_towards(places[p], bend, RADIUS), bend, _towards(places[q], bend, RADIUS + 1)) + _letter(label, letters)


def _loop(place: Place, middle: float, letters: str) -> str:
    x, y = place
    outwards = math.atan2(y - middle, x - middle) if (x, y) != (middle, middle) else -math.pi / 2
    outwards += 0.9 if outwards > 3 or outwards < -3 else 0  # to the left of the first state is its own arrow
    ends = [(x + RADIUS * math.cos(outwards + t), y + RADIUS * math.sin(outwards + t)) for t in (-0.5, 0.5)]
    far = [(x + 62 * math.cos(outwards + t), y + 62 * math.sin(outwards + t)) for t in (-0.55, 0.55)]
    path = f'<path d="M{_xy(ends[0])}C{_xy(far[0])} {_xy(far[1])} {_xy(ends[1])}"/>' + _head(far[1], ends[1])
    return path + _letter((x + 54 * math.cos(outwards), y + 54 * math.sin(outwards)), letters)


def _drawn(start: Place, bend: Place, end: Place) -> str:
    return f'<path d="M{_xy(start)}Q{_xy(bend)} {_xy(end)}"/>' + _head(bend, end)


def _head(before: Place, tip: Place) -> str:
    angle = math.atan2(tip[1] - before[1], tip[0] - before[0])
    sides = [(tip[0] - 9 * math.cos(angle + t), tip[1] - 9 * math.sin(angle + t)) for t in (-0.4, 0.4)]
    return f'<path class="head" d="M{_xy(tip)}L{_xy(sides[0])} {_xy(sides[1])}Z"/>'


def _letter(place: Place, letters: str) -> str:
    return f'<text class="letter" x="{place[0]:.1f}" y="{place[1]:.1f}">{escape(letters)}</text>'


def _state(place: Place, name: str, accepts: bool) -> str:
    x, y = f"{place[0]:.1f}", f"{place[1]:.1f}"
    ring = f'<circle cx="{x}" cy="{y}" r="{RADIUS - 4}" class="accepts"/>' if accepts else ""
    outer = f'<circle cx="{x}" cy="{y}" r="{RADIUS}"{" class=" + chr(34) + "accepts" + chr(34) if accepts else ""}/>'
    return f'{outer}{ring}<text x="{x}" y="{y}">{escape(name)}</text>'


def _xy(place: Place) -> str:
    return f"{place[0]:.1f},{place[1]:.1f}"
