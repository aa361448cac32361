"""How often the fits' verdicts are wrong: known rates, with and without noise, against true and wrong candidates.

    python benchmarks/fits.py [PART...]     writes benchmarks/out/fits.json and prints it as a table

`measured` is a share of verdicts, about candidates of the true rate or wrong ones; wrong verdicts have a reach of 5 %, right
ones none: what is left is undecided.  `interval` is Clopper and Pearson's, 95 %, `reference` how many verdicts there were.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from tables import Row, measure

from qlearn.extraction.fidelity import clopper_pearson
from qlearn.fits.compare import compare

OUT = Path(__file__).parent / "out" / "fits.json"
REPEATS = 20  # of each truth, range and noise
Sizes = dict[str, Any]
ONE = ("1", "ln(n)", "sqrt(n)", "n", "n*ln(n)", "n**1.5", "n**2", "n**2*ln(n)")
TWO = ("d", "ln(1/eps)", "d*ln(1/eps)", "d*ln(1/eps)**2", "d**2", "d**2*ln(1/eps)", "d/eps", "1/eps", "d*ln(d)*ln(1/eps)")
# A truth by name: its counts, and the candidates that are of its order.
TRUTHS: dict[str, tuple[Callable[[int], float], tuple[str, ...]]] = {
    "50": (lambda n: 50, ("1",)),
    "lg n": (lambda n: math.log2(n), ("ln(n)",)),
    "clg n + 5": (lambda n: (n - 1).bit_length() + 5, ("ln(n)",)),
    "10 sqrt n": (lambda n: 10 * math.sqrt(n), ("sqrt(n)",)),
    "n": (lambda n: n, ("n",)),
    "n + 20": (lambda n: n + 20, ("n",)),
    "n + 5 sqrt n": (lambda n: n + 5 * math.sqrt(n), ("n",)),
    "n lg n": (lambda n: n * math.log2(n), ("n*ln(n)",)),
    "n clg n": (lambda n: n * (n - 1).bit_length(), ("n*ln(n)",)),
    "n lg n + 5 n": (lambda n: n * math.log2(n) + 5 * n, ("n*ln(n)",)),
    "n**1.5": (lambda n: n**1.5, ("n**1.5",)),
    "n**2": (lambda n: n**2, ("n**2",)),
    "n**2/2 + 10 n": (lambda n: n**2 / 2 + 10 * n, ("n**2",)),
    "n**2 lg n": (lambda n: n**2 * math.log2(n), ("n**2*ln(n)",)),
}
GRIDS: dict[str, tuple[Callable[[int, float], float], str]] = {
    "d ln(1/eps)": (lambda d, log: d * log, "d*ln(1/eps)"),
    "d ln(1/eps) + 5 d + 20": (lambda d, log: d * log + 5 * d + 20, "d*ln(1/eps)"),
    "d clg(1/eps)": (lambda d, log: d * math.ceil(log / math.log(2)), "d*ln(1/eps)"),
    "d**2 + 10 d": (lambda d, log: d**2 + 10 * d, "d**2"),
    "d**2 ln(1/eps)": (lambda d, log: d**2 * log, "d**2*ln(1/eps)"),
    "d/eps": (lambda d, log: d * math.exp(log), "d/eps"),
    "5 d": (lambda d, log: 5 * d, "d"),
}
HARD: dict[str, tuple[Callable[[int], float], tuple[str, ...]]] = {
    "n lg n + 20 n": (lambda n: n * math.log2(n) + 20 * n, ("n*ln(n)",)),
    "n**1.1": (lambda n: n**1.1, ()),
    "100 n/lg n": (lambda n: 100 * n / math.log2(n), ()),
}
NOISES = {
    "none": (0.0, 1),
    "10 %, 5 seeds": (0.1, 5),
    "30 %, 10 seeds": (0.3, 10),
    "30 %, 3 seeds": (0.3, 3),
    "10 %, 1 seed": (0.1, 1),
}


def noisy(count: float, spread: float, rng: np.random.Generator) -> int:
    """A whole number near the count, its spread a share of it."""
    return max(0, round(count * float(rng.lognormal(-spread * spread / 2, spread)))) if spread else round(count)


def verdicts(rows: list[Row], candidates: Iterable[str]) -> dict[str, str]:
    found = compare(rows, tuple(candidates), resamples=400)
    return {fit.candidate: fit.verdict for fit in found.fitted}


def observed(points: Iterable[tuple[Sizes, float]], noise: tuple[float, int], rng: np.random.Generator) -> list[Row]:
    spread, seeds = noise
    return [{"sizes": sizes, "count": noisy(count, spread, rng), "seed": s} for sizes, count in points for s in range(seeds)]


def tallied(work: str, runs: Iterable[tuple[dict[str, str], tuple[str, ...]]], most: float | None) -> Iterator[Row]:
    """Rows for the true candidates and for the wrong ones, from verdicts and the names of the true."""
    tally = {True: dict.fromkeys(("compatible", "undecided", "not compatible"), 0)}
    tally[False] = dict(tally[True])
    for found, true in runs:
        for name, verdict in found.items():
            tally[name in true][verdict] += 1
    for truth, what, verdict, reach in (
        (True, "true", "not compatible", most),
        (False, "wrong", "compatible", most),
        (True, "true", "compatible", None),
        (False, "wrong", "not compatible", None),
    ):
        if total := sum(tally[truth].values()):
            share = tally[truth][verdict] / total
            low, high = map(float, clopper_pearson(tally[truth][verdict], total, 0.95))
            holds = reach is None or share <= reach
            yield {"work": f"{work}: {what} ones '{verdict}'", "reference": total, "measured": share, "interval": [low, high],
                   "reach": reach, "holds": holds}  # fmt: skip


def one(first: int, last: int, noise: str, truths: dict[str, Any] = TRUTHS) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    for t, (count, true) in enumerate(truths.values()):
        for i in range(REPEATS if noise != "none" else 1):
            rng = np.random.default_rng([first, last, t, i])
            points = [({"n": 2**k}, count(2**k)) for k in range(first, last + 1)]
            yield verdicts(observed(points, NOISES[noise], rng), ONE), true


def grid(noise: str) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    """d = 2..128 and eps = 1/10..1/10^6."""
    for t, (count, true) in enumerate(GRIDS.values()):
        for i in range(REPEATS // 2 if noise != "none" else 1):
            rng = np.random.default_rng([t, i])
            points = [
                ({"d": 2**k, "eps": Fraction(1, 10**e)}, count(2**k, e * math.log(10)))
                for k in range(1, 8)
                for e in range(1, 7)
            ]
            yield verdicts(observed(points, NOISES[noise], rng), TWO), (true,)


def lines(first: int, last: int) -> Callable[[], Iterator[Row]]:
    def part() -> Iterator[Row]:
        for noise in NOISES:
            yield from tallied(f"n = 2^{first}..2^{last}, noise {noise}", one(first, last, noise), 0.05)

    return part


def grids() -> Iterator[Row]:
    for noise in NOISES:
        yield from tallied(f"d and eps, noise {noise}", grid(noise), 0.05)


def hard() -> Iterator[Row]:
    """Lower-order terms a logarithm smaller that outweigh the leading one, and rates between the candidates: no reach."""
    for name, truth in HARD.items():
        yield from tallied(f"{name}, n = 2^3..2^12", one(3, 12, "none", {name: truth}), None)


PARTS = {
    "short": lines(3, 7), "six": lines(3, 9), "nine": lines(3, 12), "late": lines(8, 14), "grid": grids, "hard": hard,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], OUT))
