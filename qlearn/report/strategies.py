"""A strategy of queries as text and as a picture that needs nothing to be drawn with."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape

from ..dimensions.finite_class import FiniteClass
from ..dimensions.witnesses import Strategy, Tree
from ..errors import BadArgument

MANY = 128  # leaves; a larger tree is no picture
LONG = 16  # letters of a text that is drawn in full
STYLE = (
    "text{font:12px sans-serif;text-anchor:middle;dominant-baseline:central;fill:#222}"
    "line,polyline{stroke:#888;fill:none}"
    "rect{fill:#fff;stroke:#4477aa;stroke-width:1.5}rect.propose{stroke:#ee6677}rect.concept{fill:#e3edf7;stroke:none}"
    ".answer{fill:#666}.left{text-anchor:end}.right{text-anchor:start}"
    "@media(prefers-color-scheme:dark)"
    "{text{fill:#eee}rect{fill:#1d2530}rect.concept{fill:#2c4058}.answer{fill:#aaa}}"
)


@dataclass(frozen=True)
class _Query:
    """What is done at a position: `kind` is ask, propose, or concept where one is found; then what follows each answer.

    An answer to a hypothesis is the points of all counterexamples after which the same follows.
    """

    kind: str
    text: str
    answers: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class _Place:
    """A query in a picture, with the answer that leads to it; x counts leaves, and `above` is the x of what it follows."""

    query: _Query
    x: float
    depth: int
    answer: str
    above: float | None


def as_text(plan: Tree | Strategy, c: FiniteClass) -> str:
    """The strategy as indented lines: what is asked or proposed, and what follows each answer.

    What follows in several places is written in the first one, with a number, and named by it in the others.

    >>> from qlearn.dimensions.families import family
    >>> print(as_text(Tree((0,), (~1,), (~0,)), family("thresholds")(1)))
    ask 1
      0: concept 0
      1: concept 1
    """
    met = Counter(goes for at in range(_size(plan)) for _, goes in _query(plan, c, at).answers if goes >= 0)
    lines, todo, numbers = list[str](), [(_root(plan), 0, "")], dict[int, int]()
    while todo:
        at, depth, answer = todo.pop()
        before = "  " * depth + answer
        if at in numbers:
            lines.append(f"{before}go on at ({numbers[at]})")
            continue
        if met[at] > 1:
            numbers[at] = len(numbers) + 1
            before += f"({numbers[at]}) "
        query = _query(plan, c, at)
        lines.append(f"{before}{query.kind} {query.text}")
        word = "counterexample " if query.kind == "propose" else ""
        todo += [(goes, depth + 1, f"{word}{label}: ") for label, goes in reversed(query.answers)]
    return "\n".join(lines)


def svg(plan: Tree | Strategy, c: FiniteClass) -> str:
    """The strategy drawn as a tree, answer 0 to the left; light or dark as the reader's screen is.

    A hypothesis is a box of another colour, and the answers to it are the points of its counterexamples; #i is concept i where
    its labels are many.  Raises `BadArgument` for a large one.
    """
    places = _placed(plan, c)
    texts = {place: _short(place.query, c) for place in places}
    # an answer stands beside its line, past half of the way: there lines are that much nearer
    wide = 7.5 * max(3, *(max(len(text), len(_cut(place.answer)) / 0.6) for place, text in texts.items())) + 22
    edges = [_edge(place, wide) for place in places if place.above is not None]
    boxes = [_box(place, texts[place], wide) for place in places]
    leaves = sum(not place.query.answers for place in places)
    height = 60 * (1 + max(place.depth for place in places))
    return framed([*edges, *boxes], leaves * wide, height, f"A strategy for {c.name}")


def _size(plan: Tree | Strategy) -> int:
    return len(plan.points if isinstance(plan, Tree) else plan.moves)


def _root(plan: Tree | Strategy) -> int:
    return 0 if _size(plan) else ~0


def _query(plan: Tree | Strategy, c: FiniteClass, at: int) -> _Query:
    if at < 0:
        return _Query("concept", c.text(~at))
    if isinstance(plan, Tree):
        return _Query("ask", c.points[plan.points[at]], (("0", plan.zero[at]), ("1", plan.one[at])))
    move = plan.moves[at]
    if move.point is not None:
        return _Query("ask", c.points[move.point], tuple((str(label), goes) for _, label, goes in move.then))
    after = dict[int, list[str]]()
    for x, _, goes in move.then:
        after.setdefault(goes, []).append(c.points[x])
    return _Query("propose", str(move.hypothesis), tuple((", ".join(points), goes) for goes, points in after.items()))


def _placed(plan: Tree | Strategy, c: FiniteClass) -> list[_Place]:
    """The queries of the tree, leaves beside each other, others in the middle above what follows."""
    made: list[_Place] = []
    leaves = 0

    def placed(at: int, depth: int) -> float:
        nonlocal leaves
        query = _query(plan, c, at)
        if len(made) > 2 * MANY or depth > MANY:
            raise BadArgument(f"a strategy of more than {MANY} leaves is no picture; print it with --tree")
        below = [placed(goes, depth + 1) for _, goes in query.answers]
        leaves += not below
        x = (below[0] + below[-1]) / 2 if below else leaves - 0.5
        for (answer, goes), end in zip(query.answers, below, strict=True):
            made.append(_Place(_query(plan, c, goes), end, depth + 1, answer, x))
        return x

    x = placed(_root(plan), 0)
    return [_Place(_query(plan, c, _root(plan)), x, 0, "", None), *made]


def framed(parts: list[str], width: float, height: float, title: str) -> str:
    """Parts of a picture as one SVG document."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}"'
        f' height="{height:.0f}" role="img"><title>{escape(title)}</title><style>{STYLE}</style>\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )


def _short(query: _Query, c: FiniteClass) -> str:
    """What a box says."""
    text = query.text
    if query.kind != "ask" and c.n > LONG:
        key = sum(1 << x for x, label in enumerate(text) if label == "1")
        text = f"#{c.keys.index(key)}" if key in c.keys else _cut(text)
    return f"{text}?" if query.kind == "propose" else text


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[: LONG - 3]}..."


def _edge(place: _Place, wide: float) -> str:
    assert place.above is not None
    start, end, top = place.above * wide, place.x * wide, 60 * place.depth - 30
    side, shift = ("left", -4) if end < start else ("right", 4)
    return (
        f'<line x1="{start:.1f}" y1="{top}" x2="{end:.1f}" y2="{top + 60}"/>'
        f'<text class="answer {side}" x="{start + 0.6 * (end - start) + shift:.1f}" y="{top + 28}">'
        f"{escape(_cut(place.answer))}</text>"
    )


def _box(place: _Place, text: str, wide: float) -> str:
    x, y, across = place.x * wide, 60 * place.depth + 30, wide - 8
    return (
        f'<rect class="{place.query.kind}" x="{x - across / 2:.1f}" y="{y - 12}" width="{across:.1f}" height="24" rx="6"/>'
        f'<text x="{x:.1f}" y="{y}">{escape(text)}</text>'
    )
