"""The star number: how many concepts surround one, each telling itself from it at a point of its own."""

from __future__ import annotations

from ..bracket import Bracket, Effort, Spent
from ..finite_class import FiniteClass, members
from ..witnesses import Counted, Searched, Star
from .counter import Counter

Pair = tuple[int, int]  # a point, and the concept that differs from the centre there


def star(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """The largest k with a concept and k others that differ from it, on k points, each at its own one point.

    Around a centre this is the largest induced matching between points and differences.  No difference of a star holds
    another one, so chains of nested differences bound it: each gives at most one.  Exact until `effort.positions` are spent.

    >>> star(FiniteClass.of([[0, 0], [1, 0], [0, 1]])).value
    2
    """
    counter = Counter((effort or Effort()).positions)
    best: tuple[int, list[Pair]] = (0, [])
    hi = min(c.n, c.N - 1)
    done = False
    try:
        for centre, key in enumerate(c.keys):
            if len(best[1]) == hi:
                break
            sets = [(other ^ key, i) for i, other in enumerate(c.keys) if i != centre]
            best = _around(centre, sets, best, counter)
        done = True
    except Spent as spent:
        best = spent.args[0] if spent.args else best
    pairs = best[1]
    shown = Star(c.text(best[0]), tuple(x for x, _ in pairs), tuple(i for _, i in pairs))
    if len(pairs) == hi:
        return Bracket(hi, hi, shown, Counted("n" if hi == c.n else "N - 1"))
    if done:
        return Bracket(len(pairs), len(pairs), shown, Searched("stars around every concept", counter.count))
    return Bracket(len(pairs), hi, shown, Counted("n" if hi == c.n else "N - 1"))


def _around(centre: int, sets: list[tuple[int, int]], best: tuple[int, list[Pair]], counter: Counter) -> tuple[int, list[Pair]]:
    """The better of `best` and the largest star around this centre."""
    found = best

    def extend(left: list[tuple[int, int]], chosen: list[Pair]) -> None:
        nonlocal found
        if len(chosen) > len(found[1]):
            found = (centre, list(chosen))
        try:
            counter.step(len(left) + 1)
        except Spent:
            raise Spent(found) from None
        ordered = _chains(left)
        while ordered:
            chains, points, concept = ordered.pop()
            if len(chosen) + chains <= len(found[1]):
                return
            for x in members(points):
                rest = {d & ~points: i for _, d, i in ordered if not d >> x & 1}
                rest.pop(0, None)
                extend(list(rest.items()), [*chosen, (x, concept)])

    extend(sets, [])
    return found


def _chains(sets: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Each set with the number of its chain of nested ones, by that number: the first j chains bound a star of their sets."""
    tops: list[int] = []
    placed = []
    for points, concept in sorted(sets, key=lambda s: (s[0].bit_count(), s)):
        j = next((j for j, top in enumerate(tops) if not top & ~points), len(tops))
        tops[j : j + 1] = [points]
        placed.append((j + 1, points, concept))
    return sorted(placed)
