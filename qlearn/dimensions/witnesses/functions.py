"""What shows the measures of one Boolean function."""

from __future__ import annotations

from dataclasses import dataclass

from .said import Witness
from .trees import Tree


@dataclass(frozen=True)
class DecisionTree(Tree):
    """A tree that finds a Boolean function's value: points are inputs, and ~0 and ~1 leaves with the value 0 or 1.

    D(f) <= its depth.  Without a node: the function is constant.
    """


@dataclass(frozen=True)
class Term(Witness):
    """The product of these inputs has a coefficient other than 0 in the function's polynomial: deg(f), D(f) >= their number."""

    inputs: tuple[int, ...]


@dataclass(frozen=True)
class Blocks(Witness):
    """Disjoint blocks of inputs, each of which changes the function's value at a point, '0110', if all its inputs change.

    bs(f), C(f) and D(f) are at least their number; so is the sensitivity if each is one input.
    """

    point: str
    blocks: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class HardPoint(Witness):
    """At this point, '0110', no fewer inputs show the function's value: a bound on C(f) and D(f) from below."""

    point: str


@dataclass(frozen=True)
class Certificates(Witness):
    """Sub-cubes, '01-0', that cover all points, on each of which the function is constant.

    C(f) is at most the largest number of inputs that one of them knows.
    """

    cubes: tuple[str, ...]
