"""Tables 6 and 7 and figure 7 again: do the questions of an attack look like data?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..catalogue import find
from ..driver import run as asked
from ..points import Points
from ..queries import Membership
from ..teachers import Function
from .fig4 import NO_NOISE
from .linear_targets import DELTA, Target, half_space, made, title
from .table import Cell, Entry, Picture, Result, Row, Table, compared, grouped

PAPER = {  # t, n - 1, p
    "VSA": {
        "breast-cancer": (14.24, 198, 3.70e-32), "adult-like": (9.71, 92, 9.22e-16), "mushroom-like": (22.16, 599, 5.92e-80),
    },
    "DC2": {
        "breast-cancer": (319.27, 322, 0.0), "adult-like": (467.43, 133, 9.64e-216), "mushroom-like": (65.74, 222, 1.58e-147),
    },
}  # fmt: skip
NEAR = {  # questions in the bin about distance 0, read by eye from figure 7
    "VSA": {"breast-cancer": 151, "adult-like": 74, "mushroom-like": 108},
    "DC2": {"breast-cancer": 131, "adult-like": 33, "mushroom-like": 81},
}
LEARNERS = {"VSA": "linear.vsa_truth_known", "DC2": "linear.dc2_truth_known"}
EPS = 0.01
WIDTH = 0.1  # of a bin
BINS = 10  # on either side of the one about 0
RUNS = 5
SCALES = {"from 0 to 1": "features from 0 to 1", "standardised": "standardised: the data's mean is 0"}


def cells(quick: bool) -> list[Cell]:
    data = ("adult-like",) if quick else tuple(PAPER["VSA"])
    return [
        {"table": "table67", "data": name, "method": method, "seed": seed, "v": 1}
        for method in LEARNERS for name in data for seed in range(2 if quick else RUNS)
    ]  # fmt: skip


def run(cell: Cell) -> Result:
    target = half_space(cell["data"], cell["seed"])
    points = questions(cell["method"], target, cell["seed"])
    distances = points @ target.w / np.linalg.norm(points, axis=1)
    bins = np.bincount(np.clip(np.rint(distances / WIDTH).astype(int), -BINS, BINS) + BINS, minlength=2 * BINS + 1)
    spread = np.ptp(target.raw, axis=0)
    scaled = {
        "from 0 to 1": (target.raw - target.raw.min(axis=0)) / np.where(spread > 0, spread, 1.0),
        "standardised": target.rows,
    }
    tests = {
        name: dict(zip(("T2", "log10p"), hotelling(points, rows.mean(axis=0)), strict=True)) for name, rows in scaled.items()
    }
    return {"n": len(points), "bins": bins.tolist(), "tests": tests}


def questions(method: str, target: Target, seed: int) -> Points:
    """What the attack asks until it is within EPS of the target."""
    w = target.w
    plan: dict[str, Any] = {"d": len(w), "eps": EPS, "target": tuple(w.tolist()), "seed": seed}
    plan |= {"rho": NO_NOISE, "delta": DELTA} if method == "DC2" else {}
    done = asked(find(LEARNERS[method])(**plan), Function(lambda X: np.einsum("ij,j->i", X, w) >= 0))
    return np.vstack([turn.query.points for turn in done.turns if isinstance(turn.query, Membership)])


def hotelling(points: Points, mean: Any) -> tuple[float, float]:
    """Hotelling's T^2 of the points (n, d) against a mean (d,), and the logarithm to base 10 of its p, by the F law.

    >>> T2, log10p = hotelling(np.array([[1.0], [2.0], [4.0]]), np.array([0.0]))
    >>> round(T2, 3), round(10**log10p, 3)  # one dimension: Student's t squared, and its two-sided p
    (7.0, 0.118)
    """
    from scipy.stats import f

    n, d = points.shape
    away = points.mean(axis=0) - mean
    T2 = float(n * away @ np.linalg.pinv(np.atleast_2d(np.cov(points.T))) @ away)
    return T2, float(f.logsf((n - d) / (d * (n - 1)) * T2, d, n - d)) / math.log(10) if n > d else math.nan


def student(t: float, freedom: int) -> float:
    """The logarithm to base 10 of the two-sided p of Student's t.

    >>> [round(student(t, n), 1) for t, n, _ in PAPER["VSA"].values()]  # printed: -31.4, -15.0, -79.2
    [-31.4, -15.0, -79.2]
    """
    from scipy.stats import t as law

    return float(law.logsf(t, freedom) + math.log(2)) / math.log(10)


def rows(entries: Sequence[Entry]) -> list[Row]:
    found = []
    for (method, name), runs in grouped(entries, "method", "data"):
        t, freedom, p = PAPER[method][name]
        panel = title(name)
        note = f"queries less 1, until the error is {EPS}; of the paper's queries only this number is known"
        found.append(compared(panel, method, None, "n - 1", [e["n"] - 1 for e in runs], freedom, note))
        for scale, said in SCALES.items():
            note = f"root of T^2, {said}"
            roots = [math.sqrt(max(0.0, e["tests"][scale]["T2"])) for e in runs]
            found.append(compared(panel, f"{method}, {scale}", None, "t", roots, t, note))
            tails = [e["tests"][scale]["log10p"] for e in runs]
            kept = sum(10**tail > 0.05 for tail in tails)
            note = f"by the F law; not rejected at 5 % in {kept} of {len(runs)} runs"
            note += f"; Student's for the printed t: {student(t, freedom):.1f}"
            found.append(compared(panel, f"{method}, {scale}", None, "log10 p", tails, math.log10(p) if p else None, note))
        for i in range(2 * BINS + 1):
            near = i == BINS
            note = (
                f"of {sum(e['n'] for e in runs) / len(runs):.0f}; bins of {WIDTH}, theirs unstated, read by eye" if near else ""
            )
            counts = [e["bins"][i] for e in runs]
            distance = round((i - BINS) * WIDTH, 3)
            bar = compared(panel, method, distance, "queries at distance", counts, NEAR[method][name] if near else None, note)
            found.append(bar | {"drawn_only": not near})
    return found


TABLE_67 = Table(
    title="Tables 6 and 7, figure 7: Hotelling's T^2 of the questions against the data; their distance to the hyperplane",
    cells=cells,
    run=run,
    rows=rows,
    traps=(
        made(PAPER["VSA"]),
        "The printed p are those of a two-sided Student's t of one variable with n - 1 degrees of freedom, to the digits of the"
        " printed t: not those of Hotelling's test in d variables.  Which variable was tested is not said.  Here T^2 and its F"
        " law are in d variables; for one variable T^2 = t^2, so the root of T^2 stands beside t.",
        "The test compares means alone.  Questions of both attacks are about as often on either side of 0, so it is the"
        " data's own mean that is told from 0: on standardised data, whose mean is 0, there is far less to see.",
        "Filtering of outliers hurts honest users too (the paper says so), and an attacker may add questions that move a mean.",
    ),
    picture=Picture("distance to the hyperplane", "queries", ""),
)
