"""The quantities worked out anew for small classes, straight from their definitions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, product

from .given import Given, Unshown, members

Value = int | Fraction
SMALL = 10  # points


def anew(name: str, c: Given) -> Value:
    """The quantity of this name.  Raises `Unshown` for a class that is not small."""
    if c.n > SMALL and name not in ("vc", "teaching_recursive"):
        raise Unshown(f"no short witness, and {c.n} points are too many to work it out again")
    if c.N == 1 and name not in ("statistical", "threshold", "consistency"):
        return 0
    return DEFINED[name](c)


def specifying(c: Given, labels: str, most: int = 1, among: int | None = None) -> int:
    """The fewest points whose labels leave at most so many of the concepts `among`."""
    for k in range(c.n + 1):
        for points in combinations(range(c.n), k):
            if c.agree(labels, points, among).bit_count() <= most:
                return k
    raise Unshown("more than one concept has these labels everywhere")


def _vc(c: Given) -> int:
    best = 0
    for k in range(1, c.N.bit_length()):
        if not any(_shattered(c, points) for points in combinations(range(c.n), k)):
            return best
        best = k
    return best


def _shattered(c: Given, points: tuple[int, ...]) -> bool:
    c.work.step(c.N)
    return len({tuple(row[x] for x in points) for row in c.rows}) == 1 << len(points)


def _game(c: Given, ask: bool, propose: str) -> int:
    """The queries until one concept is left: membership if `ask`, and proposing 'any' labelling, a 'proper' one, or ''."""
    known: dict[int, int] = {}

    def value(V: int) -> int:
        if V & (V - 1) == 0:
            return 0
        if V in known:
            return known[V]
        c.work.step(c.n)
        parts = [(V & zero, V & one) for zero, one in c.labelled]
        real = [(a, b) for a, b in parts if a and b]
        found = [max(value(a), value(b)) for a, b in real] if ask else []
        if propose == "any":
            found.append(max(min(value(a), value(b)) for a, b in real))
        if propose == "proper":
            for h in members(V):
                c.work.step(c.n)
                found.append(max(value(b if c.rows[h][x] == "0" else a) for x, (a, b) in enumerate(parts) if a and b))
        known[V] = 1 + min(found)
        return known[V]

    return value(c.everyone)


def _littlestone(c: Given) -> int:
    known: dict[int, int] = {}

    def value(V: int) -> int:
        if V & (V - 1) == 0:
            return 0
        if V not in known:
            c.work.step(c.n)
            known[V] = max(1 + min(value(V & a), value(V & b)) for a, b in c.labelled if V & a and V & b)
        return known[V]

    return value(c.everyone)


def _average(c: Given) -> Fraction:
    known: dict[int, int] = {}

    def total(V: int) -> int:
        if V & (V - 1) == 0:
            return 0
        if V not in known:
            c.work.step(c.n)
            known[V] = V.bit_count() + min(total(V & a) + total(V & b) for a, b in c.labelled if V & a and V & b)
        return known[V]

    return Fraction(total(c.everyone), c.N)


def teaching_sizes(c: Given) -> list[int]:
    return [specifying(c, row) for row in c.rows]


def _recursive(c: Given) -> int:
    """Teach the easiest concepts first, all of them at once; the hardest layer counts."""
    alive, worst = c.everyone, 0
    while alive & (alive - 1):
        sizes = {i: specifying(c, c.rows[i], 1, alive) for i in members(alive)}
        easiest = min(sizes.values())
        worst = max(worst, easiest)
        for i, size in sizes.items():
            if size == easiest:
                alive &= ~(1 << i)
    return worst


def _labellings(c: Given) -> list[str]:
    return ["".join(labels) for labels in product("01", repeat=c.n)]


def certificate_sizes(c: Given) -> list[int]:
    """For each labelling outside the class the fewest points that show that it is no concept."""
    return [specifying(c, f, 0) for f in _labellings(c) if f not in c.place]


def _star(c: Given) -> int:
    for k in range(min(c.n, c.N - 1), 0, -1):
        for points in combinations(range(c.n), k):
            for row in c.rows:
                c.work.step(k)
                if all(c.agree(_flipped(row, x), points) for x in points):
                    return k
    return 0


def _flipped(row: str, x: int) -> str:
    return row[:x] + ("0" if row[x] == "1" else "1") + row[x + 1 :]


def _threshold(c: Given) -> int:
    """The longest chain: concept i labels point j by 1 exactly if j >= i."""

    def longer(concepts: list[int], points: list[int]) -> int:
        best = len(points)
        for i, x in product(range(c.N), range(c.n)):
            c.work.step(len(points) + 1)
            if x in points or c.rows[i][x] == "0" or any(c.rows[i][p] == "1" for p in points):
                continue
            if all(c.rows[j][x] == "1" for j in concepts):
                best = max(best, longer([*concepts, i], [*points, x]))
        return best

    return longer([], [])


def uncorrelated(c: Given, concepts: tuple[int, ...]) -> bool:
    """Whether each two have a mean product of signs of at most 1/d in absolute value, d being their number."""
    for a, b in combinations(concepts, 2):
        c.work.step(c.n)
        same = sum(p == q for p, q in zip(c.rows[a], c.rows[b], strict=True))
        if abs(2 * same - c.n) * len(concepts) > c.n:
            return False
    return True


def _statistical(c: Given) -> int:
    """The largest d for which d concepts are pairwise near enough to orthogonal: a clique, by trying concept after concept."""
    c.work.step(c.N * c.N * c.n)
    alike = [[abs(2 * sum(p == q for p, q in zip(a, b, strict=True)) - c.n) for b in c.rows] for a in c.rows]
    for d in range(c.N, 1, -1):
        near = [sum(1 << b for b in range(c.N) if b != a and alike[a][b] * d <= c.n) for a in range(c.N)]
        if _clique(c, near, c.everyone, d):
            return d
    return 1


def _clique(c: Given, near: list[int], among: int, size: int) -> bool:
    """Whether so many of these are pairwise near.  One with too few near it cannot be of them."""
    if size <= 1:
        return among.bit_count() >= size
    while True:
        c.work.step(among.bit_count() + 1)
        kept = sum(1 << a for a in range(c.N) if among >> a & 1 and (near[a] & among).bit_count() >= size - 1)
        if kept == among:
            break
        among = kept
    while among.bit_count() >= size:
        first = among & -among
        among ^= first
        if _clique(c, near, among & near[first.bit_length() - 1], size - 1):
            return True
    return False


TAUGHT: dict[str, Callable[[list[int]], Value]] = {  # from the points that each concept needs
    "teaching": max,
    "teaching_min": min,
    "teaching_average": lambda sizes: Fraction(sum(sizes), len(sizes)),
}
DEFINED: dict[str, Callable[[Given], Value]] = {
    "vc": _vc,
    "littlestone": _littlestone,
    "membership": lambda c: _game(c, True, ""),
    "equivalence_improper": lambda c: _game(c, False, "any"),
    "both_improper": lambda c: _game(c, True, "any"),
    "equivalence_proper": lambda c: _game(c, False, "proper"),
    "both": lambda c: _game(c, True, "proper"),
    "average_membership": _average,
    "teaching": lambda c: TAUGHT["teaching"](teaching_sizes(c)),
    "teaching_min": lambda c: TAUGHT["teaching_min"](teaching_sizes(c)),
    "teaching_average": lambda c: TAUGHT["teaching_average"](teaching_sizes(c)),
    "teaching_recursive": _recursive,
    "extended_teaching": lambda c: max(specifying(c, f) for f in _labellings(c)),
    "consistency": lambda c: max(certificate_sizes(c), default=0),
    "star": _star,
    "threshold": _threshold,
    "statistical": _statistical,
}
