"""Points of a grid where several integer linear forms are all >= 0, found depth first; and where two half-spaces differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import Undecided

Form = tuple[tuple[int, ...], int]  # x -> w.x + b, in integers of any size
Point = tuple[int, ...]

NODES = 100_000  # partial points that one search may look at


def integral(w: Sequence[float | Fraction], b: float | Fraction) -> Form:
    """The half-space's form with the denominators cleared: every float is a rational, so no side changes."""
    exact = [Fraction(x) for x in (*w, b)]
    scale = lcm(*(x.denominator for x in exact))
    *weights, offset = (int(x * scale) for x in exact)
    return tuple(weights), offset


def linear_differences(f: Form, hypothesis: Any, N: int) -> Iterator[NDArray[np.float64]] | None:
    """Points of the grid where a hypothesis with numbers w and b is not [f >= 0]; None if it has none."""
    w, b = getattr(hypothesis, "w", None), getattr(hypothesis, "b", None)
    if w is None or b is None or len(w) != len(f[0]):
        return None
    g = integral(w.tolist() if isinstance(w, np.ndarray) else w, b)
    return (np.array(x, np.float64) for x in differences(f, g, N))


def differences(f: Form, g: Form, N: int, nodes: int = NODES) -> Iterator[Point]:
    """Points x of {0..N}^d where [f(x) >= 0] and [g(x) >= 0] differ, at least one exactly if there are any.

    At most one of each side: f(x) >= 0 > g(x) and f(x) < 0 <= g(x); then the shallowest of each, where |g(x)| is least.
    Raises `Undecided` when a search takes too long and nothing was found: never a false "equal".
    """
    undecided: Undecided | None = None
    sides = [(f, _negated(g)), (_negated(f), g)]
    found: list[tuple[tuple[Form, Form], Point]] = []
    for side in sides:
        try:
            x = next(common(side, N, nodes), None)
        except Undecided as why:
            undecided = why
            continue
        if x is not None:
            found.append((side, x))
            yield x
    if undecided and not found:
        raise undecided
    for side, x in found:
        yield shallowest(*side, x, N, nodes // 20)


def shallowest(f: Form, g: Form, x: Point, N: int, nodes: int = NODES) -> Point:
    """From a point x where f and g are >= 0, one where g is least; the best so far, if a search takes too long."""
    least, most = 0, value(g, x)
    while least < most:
        middle = (least + most) // 2
        near = (tuple(-c for c in g[0]), middle - g[1])  # g <= middle
        try:
            better = next(common((f, g, near), N, nodes), None)
        except Undecided:
            return x
        if better is None:
            least = middle + 1
        else:
            x, most = better, value(g, better)
    return x


def common(forms: Sequence[Form], N: int, nodes: int = NODES) -> Iterator[Point]:
    """The points of {0..N}^d where every form is >= 0, depth first.

    A partial point is given up when some form is below 0 whatever the rest is.  Sums of two forms, weighted so that their
    maximum over the grid is least, are bounds too: two half-spaces that nearly agree are told apart only by those.
    Raises `Undecided` after so many partial points.
    """
    d = len(forms[0][0])
    forms = [*forms, *(_tightest(f, g, N) for i, f in enumerate(forms) for g in forms[:i])]
    order = sorted(range(d), key=lambda i: -max(abs(w[i]) / (sum(map(abs, w)) or 1) for w, _ in forms))
    columns = [[w[i] for w, _ in forms] for i in order]
    room = [[0] * len(forms)]  # the most that the coordinates from here on add to each form
    for column in reversed(columns):
        room.append([most + max(c, 0) * N for most, c in zip(room[-1], column, strict=True)])
    room.reverse()
    x, looked = [0] * d, 1
    at = [[b for _, b in forms]]  # what each form comes to, coordinate by coordinate
    ways = [iter(_choices(columns[0], room[1], at[0], N))]
    while ways:
        depth = len(ways)
        step = next(ways[-1], None)
        if step is None:
            ways.pop()
            at.pop()
            continue
        x[order[depth - 1]] = step
        if depth == d:
            yield tuple(x)
            continue
        looked += 1
        if looked > nodes:
            raise Undecided(f"no answer within {nodes} partial points of the grid {{0..{N}}}^{d}; ask about a smaller grid")
        at.append([a + c * step for a, c in zip(at[-1], columns[depth - 1], strict=True)])
        ways.append(iter(_choices(columns[depth], room[depth + 1], at[-1], N)))


def _choices(column: Sequence[int], room: Sequence[int], at: Sequence[int], N: int) -> range:
    """The values of the next coordinate that leave every form a chance: an interval."""
    low, high = 0, N
    for c, most, a in zip(column, room, at, strict=True):
        slack = a + most  # slack + c step >= 0
        if c > 0:
            low = max(low, -(slack // c))
        elif c < 0:
            high = min(high, slack // -c)
        elif slack < 0:
            return range(0)
    return range(low, high + 1)


def value(f: Form, x: Point) -> int:
    return f[1] + sum(c * t for c, t in zip(f[0], x, strict=True))


def _negated(f: Form) -> Form:
    """The form that is >= 0 where f < 0: integers below 0 are at most -1."""
    return tuple(-c for c in f[0]), -f[1] - 1


def _tightest(f: Form, g: Form, N: int) -> Form:
    """p f + q g with the least maximum over the box, in units of p + q; it is least where a coefficient vanishes."""
    ratios = {Fraction(-b, a) for a, b in zip(f[0], g[0], strict=True) if a * b < 0} or {Fraction(1)}

    def mixed(t: Fraction) -> Form:
        p, q = t.numerator, t.denominator
        return tuple(p * a + q * b for a, b in zip(f[0], g[0], strict=True)), p * f[1] + q * g[1]

    def most(t: Fraction) -> Fraction:
        w, b = mixed(t)
        return Fraction(b + N * sum(max(c, 0) for c in w), t.denominator)

    at = sorted(ratios)
    low, high = 0, len(at) - 1  # the maximum is a convex function of t
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if most(at[middle]) <= most(at[middle + 1]) else (middle + 1, high)
    return mixed(at[low])
