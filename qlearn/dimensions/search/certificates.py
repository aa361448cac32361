"""The fewest points that rule out all of some concepts: certificates and teaching sets."""

from __future__ import annotations

from ..finite_class import members
from .counter import Counter


def fewest(differences: list[int], counter: Counter) -> int:
    """A smallest set of points (as bits) that meets every difference (each not empty): exact, by branching on a smallest one.

    Disjoint differences bound it from below.  Raises `Spent` when the counter runs out.
    """
    best = greedy(differences)

    def branch(left: list[int], chosen: int, barred: int) -> None:
        nonlocal best
        counter.step()
        if not left:
            best = chosen
            return
        open_ = sorted((d & ~barred for d in left), key=int.bit_count)
        if not open_[0] or chosen.bit_count() + _disjoint(open_) >= best.bit_count():
            return
        for x in members(open_[0]):
            branch([d for d in left if not d >> x & 1], chosen | 1 << x, barred)
            barred |= 1 << x

    branch(_least(differences), 0, 0)
    return best


def greedy(differences: list[int]) -> int:
    """Points that meet every difference, each time one that meets most."""
    chosen, left = 0, list(differences)
    while left:
        every = 0
        for d in left:
            every |= d
        x = max(members(every), key=lambda x: (sum(d >> x & 1 for d in left), -x))
        chosen |= 1 << x
        left = [d for d in left if not d >> x & 1]
    return chosen


def _disjoint(ordered: list[int]) -> int:
    """How many pairwise disjoint ones a first fit finds."""
    used = count = 0
    for d in ordered:
        if not d & used:
            used, count = used | d, count + 1
    return count


def _least(differences: list[int]) -> list[int]:
    """Those that hold no other one."""
    kept: list[int] = []
    for d in sorted(set(differences), key=lambda d: (d.bit_count(), d)):
        if all(other & ~d for other in kept):
            kept.append(d)
    return kept
