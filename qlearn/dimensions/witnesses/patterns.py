"""Patterns in the table of a class: shattered sets, stars, thresholds, uncorrelated concepts."""

from __future__ import annotations

from dataclasses import dataclass

from .said import Witness


@dataclass(frozen=True)
class Shattered(Witness):
    """All 2**k labellings of these k points occur: VC >= k."""

    points: tuple[int, ...]


@dataclass(frozen=True)
class Star(Witness):
    """Each neighbour differs from `labels` at its own one point, of `points`, and at no other of the points that count.

    For the star lemma (a bound on D) the points that count are all of the class, so each neighbour is at Hamming distance 1;
    for the star number they are those of the star, and `labels` is a concept's.
    """

    labels: str
    points: tuple[int, ...]
    neighbours: tuple[int, ...]


@dataclass(frozen=True)
class Chain(Witness):
    """Concept i labels point j by 1 exactly if j >= i: as many thresholds as points."""

    points: tuple[int, ...]
    concepts: tuple[int, ...]


@dataclass(frozen=True)
class Uncorrelated(Witness):
    """d concepts of which each two, written as signs, have a mean product of at most 1/d in absolute value."""

    concepts: tuple[int, ...]
