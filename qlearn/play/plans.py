"""The optimal strategy as a tree, cut to what can be read: as text, and as a picture in a page's colours."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from .rival import Rival

LEAVES = 24  # of a tree that is still read
WIDE = 26  # letters of a box


@dataclass(frozen=True)
class Plan:
    """What is done at a position: `kind` is ask, found, or more where the tree is cut; then what follows each answer."""

    kind: str
    text: str
    answers: tuple[tuple[str, Plan], ...] = ()

    @property
    def leaves(self) -> int:
        return sum(plan.leaves for _, plan in self.answers) or 1

    @property
    def depth(self) -> int:
        return max((1 + plan.depth for _, plan in self.answers), default=0)


def plan(rival: Rival, most: int = LEAVES) -> Plan:
    """A best strategy from the start, as deep as fits into so many leaves, and at least its first question.

    >>> from qlearn.play.games import rival
    >>> print(as_text(plan(rival("bisection", 2))))
    Is it at most 0?
      no: Is it at most 1?
        no: 2
        yes: 1
      yes: 0
    """
    found = _grown(rival, rival.all, 1)
    for depth in range(2, rival.value(rival.all) + 1):
        deeper = _grown(rival, rival.all, depth)
        if deeper.leaves > most:
            break
        found = deeper
    return found


def _grown(rival: Rival, state: Any, depth: int) -> Plan:
    left = rival.left(state)
    if len(left) == 1:
        return Plan("found", rival.concepts[left[0]])
    if not depth:
        needs = rival.value(state)
        return Plan("more", f"{len(left)} left, {needs} more question{'s' * (needs != 1)}")
    move = rival.best(state)
    after = dict[Any, list[str]]()  # answers that leave the same are one way on
    for said, goes in rival.replies(move, state):
        after.setdefault(goes, []).append(said)
    ways = ((" / ".join(said), _grown(rival, goes, depth - 1)) for goes, said in after.items())
    return Plan("ask", rival.question(move), tuple(ways))


def as_text(tree: Plan) -> str:
    """The tree as indented lines."""
    lines, todo = list[str](), [(tree, 0, "")]
    while todo:
        here, depth, answer = todo.pop()
        lines.append(f"{'  ' * depth}{answer}{here.text}")
        todo += [(goes, depth + 1, f"{said}: ") for said, goes in reversed(here.answers)]
    return "\n".join(lines)


@dataclass(frozen=True)
class _Place:
    plan: Plan
    x: float
    depth: int
    answer: str
    above: float | None


def svg(tree: Plan, title: str) -> str:
    """The tree drawn, leaves beside each other; it has classes and no style, as a page with a strict policy wants it."""
    places: list[_Place] = []
    _placed(tree, 0, 0.0, "", None, places)
    longest = max(len(_cut(place.plan.text)) for place in places)
    wide = 7.2 * max(8, longest, *(len(_cut(place.answer)) / 0.6 for place in places)) + 18
    width, height = tree.leaves * wide, 64 * (tree.depth + 1)
    parts = [_edge(place, wide) for place in places if place.above is not None] + [_box(place, wide) for place in places]
    size = f'viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}"'
    return f'<svg class="plan" {size} role="img"><title>{escape(title)}</title>{"".join(parts)}</svg>'


def _placed(tree: Plan, depth: int, first: float, answer: str, above: float | None, places: list[_Place]) -> None:
    """Every query in the middle above its leaves, which start at `first`."""
    x = first + tree.leaves / 2
    places.append(_Place(tree, x, depth, answer, above))
    for said, goes in tree.answers:
        _placed(goes, depth + 1, first, said, x, places)
        first += goes.leaves


def _edge(place: _Place, wide: float) -> str:
    assert place.above is not None
    start, end, top = place.above * wide, place.x * wide, 64 * place.depth - 32
    x, y = start + 0.62 * (end - start), top + 36
    return (
        f'<line x1="{start:.1f}" y1="{top + 13}" x2="{end:.1f}" y2="{top + 51}"/>'
        f'<text class="said" x="{x:.1f}" y="{y}">{escape(_cut(place.answer))}<title>{escape(place.answer)}</title></text>'
    )


def _box(place: _Place, wide: float) -> str:
    x, y, across, text = place.x * wide, 64 * place.depth + 32, wide - 10, place.plan.text
    return (
        f'<rect class="{place.plan.kind}" x="{x - across / 2:.1f}" y="{y - 13}" width="{across:.1f}" height="26" rx="5"/>'
        f'<text x="{x:.1f}" y="{y}">{escape(_cut(text))}<title>{escape(text)}</title></text>'
    )


def _cut(text: str) -> str:
    return text if len(text) <= WIDE else f"{text[: WIDE - 1]}…"
