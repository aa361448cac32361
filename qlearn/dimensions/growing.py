"""Trees of points written down from a rule that says what is asked where."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from .witnesses import Tree

Position = TypeVar("Position")
Asked = tuple[int, Position, Position]  # the point, and the positions after the answers 0 and 1
T = TypeVar("T", bound=Tree)


def grown(kind: type[T], root: Position, ask: Callable[[Position], int | Asked[Position]]) -> T:
    """The tree that starts at `root`: `ask` names a point with what follows, or the concept of a leaf.

    Nodes stand in the order in which they are met, what follows a 0 first.  No recursion: a tree may be deep.

    >>> grown(Tree, (0, 3), lambda r: r[0] if r[1] - r[0] == 1 else (r[0], (r[0], r[1] - 1), (r[1] - 1, r[1])))
    Tree(points=(0, 0), zero=(1, -1), one=(-3, -2))
    """
    points: list[int] = []
    children: list[list[int]] = []
    todo = [(root, -1, 0)]
    while todo:
        position, parent, side = todo.pop()
        asked = ask(position)
        here = ~asked if isinstance(asked, int) else len(points)
        if parent >= 0:
            children[parent][side] = here
        if not isinstance(asked, int):
            x, zero, one = asked
            todo += [(one, here, 1), (zero, here, 0)]
            points.append(x)
            children.append([0, 0])
    return kind(tuple(points), tuple(zero for zero, _ in children), tuple(one for _, one in children))
