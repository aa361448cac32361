"""Lies that stay: what they leave of half-planes, why its middle is the best answer, and how many labels find it."""

from __future__ import annotations

import itertools
import math

import numpy as np
import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import bound_of, everywhere, implies, zero
from qlearn.learners.linear.lying_labels import arc

NAME = "linear.lying_labels"


def apart(i: int, j: int, n: int) -> int:
    """How many steps it is from i to j on a circle of n places."""
    return min((i - j) % n, (j - i) % n)


def half_plane(i: int, n: int) -> tuple[bool, ...]:
    """The labels of n directions, n even, by the normal just after the i-th of them: a half circle of them says yes."""
    return tuple((j - i - n // 4 - 1) % n >= n // 2 for j in range(n))


@lemma(
    NAME,
    "Half-planes whose normals are k steps of n apart disagree on 2 k of n directions: the share is the angle over pi.",
    method="exhaustion",
    scope="circles of up to 24 directions",
    sharper="on fewer",
)
def disagreement(sharper: bool) -> bool:
    def claim(n: int) -> bool:
        counts = [sum(x != y for x, y in zip(half_plane(0, n), half_plane(k, n), strict=True)) for k in range(n)]
        return all((count < 2 * apart(0, k, n)) if sharper else (count == 2 * apart(0, k, n)) for k, count in enumerate(counts))

    return everywhere(claim, range(4, 25, 4))


@lemma(
    NAME,
    "If a server may lie about m of n directions, the half-planes that it may mean reach m // 2 steps to either side of the one"
    " that it answers for, and any answer is that far from one of them.",
    method="exhaustion: every answer, half steps too",
    scope="circles of 8 to 24 directions, all m below a third of them",
    sharper="farther",
)
def nobody_is_nearer(sharper: bool) -> bool:
    def claim(n: int, m: int) -> bool:
        heard = half_plane(0, n)
        meant = [k for k in range(n) if sum(x != y for x, y in zip(heard, half_plane(k, n), strict=True)) <= m]
        best = min(max(apart(2 * k, answer, 2 * n) for k in meant) for answer in range(2 * n))
        return best >= 2 * (m // 2) + (1 if sharper else 0)

    return everywhere(lambda n, m: implies(3 * m < n, claim(n, m)), range(8, 25, 4), range(9))


@lemma(
    NAME,
    "Places on a circle of n of which any two are at most a steps apart, 3 a < n, are within an arc of a steps.",
    method="exhaustion: every set of places",
    scope="circles of 3 to 11 places",
    sharper="also if 3 a = n",
)
def no_three_go_round(sharper: bool) -> bool:
    def claim(n: int, a: int) -> bool:
        sets = (places for r in range(1, n + 1) for places in itertools.combinations(range(n), r))
        near = (places for places in sets if all(apart(i, j, n) <= a for i, j in itertools.combinations(places, 2)))
        return all(any(all((j - i) % n <= a for j in places) for i in places) for places in near)

    return everywhere(lambda n, a: implies(3 * a < n + sharper, claim(n, a)), range(3, 12), range(4))


@lemma(
    NAME,
    "The sweep finds the arc of all normals that disagree with at most m labels: none is kept outside it, and both of its ends"
    " are.",
    method="exhaustion: the learner's own sweep beside a normal in every cell",
    scope="every labelling of up to 6 uneven directions, every m",
    sharper="nothing inside it is left out",
)
def sweep(sharper: bool) -> bool:
    places = np.array([0.3, 1.1, 2.9, 3.7, 4.4, 6.0])

    def claim(n: int, labels: tuple[bool, ...], m: int) -> bool:
        angles, said = places[:n], np.array(labels)
        borders = np.sort(np.concatenate([angles - math.pi / 2, angles + math.pi / 2]) % (2 * math.pi))
        middles = (borders + np.append(borders[1:], borders[0] + 2 * math.pi)) / 2
        kept = [bool((((np.cos(at - angles) >= 0) != said).sum()) <= m) for at in middles]
        low, length = arc(angles, said, m)
        inside = [bool((at - low) % (2 * math.pi) < length) for at in middles]
        if length < 0:
            return not any(kept)
        if sharper:
            return kept == inside
        ends = [at for at, keeps in zip(middles, kept, strict=True) if keeps]
        reach = [min((at - end) % (2 * math.pi) for at in ends) for end in (low,)]
        back = [min((low + length - at) % (2 * math.pi) for at in ends)]
        half = max(np.diff(np.append(borders, borders[0] + 2 * math.pi))) / 2 + 1e-9
        return all(implies(keeps, within) for keeps, within in zip(kept, inside, strict=True)) and max(reach + back) <= half

    cases = ((n, labels) for n in range(1, 7) for labels in itertools.product((False, True), repeat=n))
    return all(claim(n, labels, m) for n, labels in cases for m in range(n + 1))


@lemma(
    NAME,
    "With t = (eps/pi - rho)/2 and n = 2 ln(3/delta)/(eps/pi - rho)**2, before it is rounded up, 3 exp(-2 n t**2) = delta; and"
    " pi (2 (rho + t) + 2 t) = 2 eps.",
    method="identity: the theorem's own formula",
    scope=ALL,
    sharper="2 exp(-2 n t**2) = delta, the lies being looked at for nothing",
)
def count(sharper: bool) -> bool:
    eps, rho, delta = (sp.Symbol(name, positive=True) for name in ("eps", "rho", "delta"))
    formula = bound_of(NAME).formula()
    (n,) = formula.args
    named = {symbol.name: symbol for symbol in formula.free_symbols}
    n = n.subs({named["eps"]: eps, named["rho"]: rho, named["delta"]: delta})
    t = (eps / sp.pi - rho) / 2
    wrong = (2 if sharper else 3) * sp.exp(sp.simplify(-2 * n * t**2))
    return zero(wrong - delta) and zero(sp.pi * (2 * (rho + t) + 2 * t) - 2 * eps)
