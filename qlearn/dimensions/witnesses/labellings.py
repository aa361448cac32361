"""Labellings that are hard, or easy, to tell from the concepts; what teaches each concept."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .said import Witness


@dataclass(frozen=True)
class Specifying(Witness):
    """At most one concept has this labelling's labels at these points (for `consistency`: none has)."""

    labels: str
    points: tuple[int, ...]


@dataclass(frozen=True)
class Specified(Witness):
    """The largest number of points that any labelling needs: `hardest` is one that needs them, the rest was gone through."""

    hardest: Specifying


@dataclass(frozen=True)
class Labelling(Witness):
    """The adversary's answers: no fewer points leave at most one concept (for `consistency`: none) that gives them."""

    labels: str


@dataclass(frozen=True)
class Packing(Witness):
    """Weights on concepts, such that those that differ from `labels` at any one point weigh at most 1 together.

    They add up to `total`: a set of points that tells all of them from `labels` has at least ceil(total) points; if one may be
    left (`labels` is no concept), at least ceil(total - the largest weight).
    """

    labels: str
    weights: tuple[tuple[int, Fraction], ...]  # (concept, weight > 0)


@dataclass(frozen=True)
class Lessons(Witness):
    """For every concept points that single it out: none needs more, neither the hardest, nor the easiest, nor their mean."""

    sets: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Packings(Witness):
    """For every concept others whose differences from it are disjoint sets of points: to rule out each takes another point."""

    each: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Subclass(Witness):
    """A sub-class in which every concept needs at least k points: the recursive teaching dimension is at least k."""

    concepts: tuple[int, ...]


@dataclass(frozen=True)
class Plan(Witness):
    """An order in which the concepts are taught, each with points that single it out among it and those after it."""

    order: tuple[tuple[int, tuple[int, ...]], ...]
