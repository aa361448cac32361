"""Trees over the points: strategies of membership queries, mistakes, lessons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .said import Witness


@dataclass(frozen=True)
class Tree(Witness):
    """A binary tree over the points.

    Node i asks points[i]; after the answer 0 it goes to zero[i], after 1 to one[i]: another node, or ~c, a leaf with concept c.
    Node 0 is the root.  A class of one concept has no node.
    """

    points: tuple[int, ...]
    zero: tuple[int, ...]
    one: tuple[int, ...]

    def leaves(self) -> Iterator[tuple[int, int]]:
        """Each leaf's concept with its depth."""
        todo = [(0, 0)] if self.points else []
        while todo:
            node, depth = todo.pop()
            for child in (self.one[node], self.zero[node]):
                if child < 0:
                    yield ~child, depth + 1
                else:
                    todo.append((child, depth + 1))

    @property
    def depth(self) -> int:
        return max((depth for _, depth in self.leaves()), default=0)


@dataclass(frozen=True)
class QueryTree(Tree):
    """A strategy for membership queries: each leaf is the only concept with the answers on its path.  D <= its depth."""


@dataclass(frozen=True)
class LessonTree(Tree):
    """A strategy for membership queries, and for every concept points asked on its way that single it out.

    Any labelling's answers lead to some concept, whose points then specify the labelling: XTD <= the most of them.
    """

    lessons: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class MistakeTree(Tree):
    """A tree each of whose leaves has the answers on its path: the Littlestone dimension is at least the least leaf's depth."""
