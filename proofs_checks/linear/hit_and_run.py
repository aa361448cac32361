"""Hit-and-run: the chord's ends, and that a step keeps the uniform law."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.linear.cutting import cap, certificate, played, sides
from proofs_checks.methods import everywhere, zero

NAME = "linear.hit_and_run"

enclosing = certificate(NAME)
both = sides(NAME)
thrice = cap(NAME)
games = played(NAME, "d <= 3, two angles")

Point = tuple[int, int]
STEPS: Sequence[Point] = ((1, 0), (0, 1), (1, 1), (1, -1), (2, 1))


@lemma(
    NAME,
    "With r = a.u/a.v the point v + t u is on a row's plane at t = -1/r, and on the unit sphere at"
    " 1/t = (v.u + sqrt((v.u)**2 + |u|**2 (1 - |v|**2)))/(1 - |v|**2).",
    method="identity: rational functions and one root",
    scope=ALL,
    sharper="with -v.u for v.u",
)
def ends(sharper: bool) -> bool:
    slack, along, inner, square, size = sp.symbols("slack along inner square size", positive=True)
    on_the_plane = zero(slack - (slack / along) * along)
    root = sp.sqrt(inner**2 + square * (1 - size))
    t = (1 - size) / (root + (-inner if sharper else inner))
    return on_the_plane and zero(sp.radsimp(size + 2 * t * inner + t**2 * square - 1))


@lemma(
    NAME,
    "A step to a place drawn evenly from the chord through the present one is as likely as the step back, whatever the law of"
    " the directions: so the uniform law stays.",
    method="exhaustion: chords of convex sets of the plane's grid, in fractions",
    scope="discs, triangles and bands of up to 7 x 7 points, five directions of unequal chances",
    sharper="to a place within two steps of the present one, for all chords",
)
def kept(sharper: bool) -> bool:
    def claim(body: Sequence[Point]) -> bool:
        inside = set(body)
        return all(_chance(x, y, inside, sharper) == _chance(y, x, inside, sharper) for x in body for y in body)

    grid = [(i, j) for i in range(7) for j in range(7)]
    discs = [[p for p in grid if (p[0] - 3) ** 2 + (p[1] - 3) ** 2 <= r] for r in (1, 4, 9)]
    triangles = [[p for p in grid if p[0] + p[1] <= n] for n in (2, 5)]
    bands = [[p for p in grid if 0 <= p[0] - 2 * p[1] <= n] for n in (1, 3)]
    return everywhere(claim, discs + triangles + bands)


def _chance(x: Point, y: Point, inside: set[Point], near: bool) -> Fraction:
    """Of a step from x to y: a direction by its own chance, then evenly one of the chord's points."""
    total = Fraction(0)
    for i, (a, b) in enumerate(STEPS):
        chord = [(x[0] + t * a, x[1] + t * b) for t in range(-7, 8)]
        chord = [p for p in (chord[5:10] if near else chord) if p in inside]
        total += Fraction(i + 1, 15) * Fraction(chord.count(y), len(chord))
    return total
