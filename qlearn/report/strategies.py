"""A strategy of membership queries as text and as a picture that needs nothing to be drawn with."""

from __future__ import annotations

from html import escape

from ..dimensions.finite_class import FiniteClass
from ..dimensions.witnesses import Tree
from ..errors import BadArgument

MANY = 128  # leaves; a larger tree is no picture
STYLE = (
    "text{font:12px sans-serif;text-anchor:middle;dominant-baseline:central;fill:#222}"
    "line,polyline{stroke:#888;fill:none}rect{fill:#fff;stroke:#4477aa;stroke-width:1.5}rect.leaf{fill:#e3edf7;stroke:none}.answer{fill:#666}"
    "@media(prefers-color-scheme:dark){text{fill:#eee}rect{fill:#1d2530}rect.leaf{fill:#2c4058}.answer{fill:#aaa}}"
)


def as_text(tree: Tree, c: FiniteClass) -> str:
    """The tree as indented lines: which point is asked, and what follows either answer.

    >>> from qlearn.dimensions.families import family
    >>> print(as_text(Tree((0,), (~1,), (~0,)), family("thresholds")(1)))
    ask 1
      0: concept 0
      1: concept 1
    """
    if not tree.points:
        return f"concept {c.text(0)}"
    lines, todo = list[str](), [(0, 0, "")]
    while todo:
        node, depth, answer = todo.pop()
        says = f"concept {c.text(~node)}" if node < 0 else f"ask {c.points[tree.points[node]]}"
        lines.append("  " * depth + answer + says)
        if node >= 0:
            todo += [(tree.one[node], depth + 1, "1: "), (tree.zero[node], depth + 1, "0: ")]
    return "\n".join(lines)


def svg(tree: Tree, c: FiniteClass) -> str:
    """The tree drawn, answer 0 to the left; light or dark as the reader's screen is.  Raises `BadArgument` for a large one."""
    if len(tree.points) >= MANY:
        raise BadArgument(f"a strategy of {len(tree.points) + 1} leaves is no picture; print it with --tree")
    longest = max(map(len, c.points)) if c.n > 16 else max(c.n, *map(len, c.points))
    wide = 7.5 * longest + 22
    places, edges = list[tuple[float, int, str, bool]](), list[str]()
    leaves = 0

    def placed(node: int, depth: int) -> float:
        nonlocal leaves
        if node < 0:
            leaves += 1
            x = (leaves - 0.5) * wide
            places.append((x, depth, c.text(~node) if c.n <= 16 else f"#{~node}", True))
            return x
        below = [placed(tree.zero[node], depth + 1), placed(tree.one[node], depth + 1)]
        x = sum(below) / 2
        for label, end in enumerate(below):
            edges.append(_edge(x, end, depth, label))
        places.append((x, depth, c.points[tree.points[node]], False))
        return x

    placed(0 if tree.points else ~0, 0)
    boxes = [_box(x, depth, text, wide - 8, leaf) for x, depth, text, leaf in places]
    return framed([*edges, *boxes], leaves * wide, 60 * (tree.depth + 1), f"An optimal strategy for {c.name}")


def framed(parts: list[str], width: float, height: float, title: str) -> str:
    """Parts of a picture as one SVG document."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
        f' height="{height:.0f}" role="img"><title>{escape(title)}</title><style>{STYLE}</style>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _edge(x: float, end: float, depth: int, label: int) -> str:
    top, bottom = 60 * depth + 30, 60 * depth + 90
    side = -8 if end < x else 8
    return (
        f'<line x1="{x:.1f}" y1="{top}" x2="{end:.1f}" y2="{bottom}"/>'
        f'<text class="answer" x="{(x + end) / 2 + side:.1f}" y="{(top + bottom) / 2}">{label}</text>'
    )


def _box(x: float, depth: int, text: str, wide: float, leaf: bool) -> str:
    y = 60 * depth + 30
    kind = ' class="leaf"' if leaf else ""
    return (
        f'<rect{kind} x="{x - wide / 2:.1f}" y="{y - 12}" width="{wide:.1f}" height="24" rx="6"/>'
        f'<text x="{x:.1f}" y="{y}">{escape(text)}</text>'
    )
