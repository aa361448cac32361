"""Labels of a server that draws its weights afresh: the adaptive attack beside its limit, Algorithm 1's law and a prototype.

    python benchmarks/noise_drawn.py 14 0.1        the rows of one dimension and one accuracy, or of all

A cell is a dimension d, s = d sigma**2, and the root mean square angle eps that is aimed at.  Each target is uniform on the
sphere.  From 1e7 labels a target on, three targets are all that is asked for.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from qlearn import channels, find, run, teachers
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import QlearnError
from qlearn.geometry.directions import angle
from qlearn.learners.linear.drawn import fisher_limit, needed_in_mean_square
from qlearn.learners.linear.orthogonal import estimated
from qlearn.queries import Membership

Row = dict[str, Any]

TARGETS = 40
FEW = 3  # targets where each costs 1e7 labels or more
ENDLESS = 10**10
CELLS = [(d, eps, s) for d in (14, 30) for eps in (1e-1, 1e-2, 1e-3) for s in (0.001, 0.01, 0.1, 1.0, 10.0)]
PROTOTYPE = {  # mean labels of the prototype, 16 targets a cell
    (14, 1e-1): (262, 255, 294, 3687, 24055), (14, 1e-2): (395, 3234, 23334, 2.27e5, 2.24e6),
    (14, 1e-3): (20467, 2.21e5, 2.17e6, 2.34e7, 2.20e8), (30, 1e-1): (489, 505, 617, 15258, 61462),
    (30, 1e-2): (803, 11615, 60564, 5.21e5, 6.11e6), (30, 1e-3): (59109, 5.13e5, 6.34e6, 5.26e7, 5.05e8),
}  # fmt: skip


class Server:
    """A teacher that only multiplies, and draws what the drawn weights add along each unit point."""

    def __init__(self, w: Any, sigma: float, seed: int) -> None:
        self.w, self.sigma = w, sigma
        self.rng = np.random.default_rng([7, seed])
        self.asked = self.single = 0

    def answer(self, query: Membership) -> Any:
        self.asked += len(query.points)
        self.single += len(query.points) == 1
        return query.points @ self.w + self.sigma * self.rng.standard_normal(len(query.points)) >= 0


def spoken(talk: Any, server: Server) -> Any:
    """A dialogue to its end, no turn of it kept: they would not fit."""
    try:
        query = next(talk)
        while True:
            query = talk.send(server.answer(query))
    except StopIteration as stop:
        return stop.value


def law_of_averaging(d: int, eps: float, sigma: float) -> float:
    """What Algorithm 1 needs for a root mean square angle of eps."""
    return math.pi * (d - 1) * (1 + d * sigma**2) / (2 * eps**2)


def cell(d: int, eps: float, s: float) -> Row:
    sigma = math.sqrt(s / d)
    limit = float(fisher_limit(d, eps, sigma))
    targets = TARGETS if limit < 1e7 else FEW
    counts, angles, singles = [], [], []
    for seed, w in enumerate(np.random.default_rng([3, d]).standard_normal((targets, d))):
        server = Server(w / np.linalg.norm(w), sigma, seed)
        found, _ = spoken(estimated(d, eps, ENDLESS, seed), server)
        counts.append(server.asked)
        angles.append(angle(found, w))
        singles.append(server.single)
    return _row(d, eps, s, limit, np.array(counts), np.array(angles), float(np.mean(singles)))


def _row(d: int, eps: float, s: float, limit: float, counts: Any, angles: Any, coarse: float) -> Row:
    sigma, mean = math.sqrt(s / d), float(counts.mean())
    law = law_of_averaging(d, eps, sigma)
    error = 1.96 * float(counts.std(ddof=1)) / math.sqrt(len(counts))
    reach = 1.1 * law if eps > sigma / 8 else min(1.1 * law, 1.25 * limit + coarse)
    prototype = PROTOTYPE[d, eps][(0.001, 0.01, 0.1, 1.0, 10.0).index(s)]
    rms = float(np.sqrt((angles**2).mean())) / eps
    return {
        "work": f"labels of drawn weights, d = {d}, d sigma^2 = {s:g}, eps = {eps:g}",
        "reference": f"Algorithm 1 {law:.3g}, prototype {prototype:.3g}, limit {limit:.3g}",
        "reach": round(reach, 1),
        "measured": round(mean, 1),
        "interval": [round(mean - error, 1), round(mean + error, 1)],
        "lower_bound": int(needed_in_mean_square.bound.at(d=d, eps=_short(eps), sigma=_short(sigma))),
        "holds": mean <= reach and rms <= 1 + 2.4 / math.sqrt((d - 1) * len(counts)),
        "rms": round(rms, 3),
        "worst": round(float(angles.max()) / eps, 2),
        "coarse": round(coarse, 1),
        "share_of_limit": round(mean / limit, 3),
        "targets": len(counts),
    }


def _short(number: float) -> Fraction:
    return Fraction(number).limit_denominator(10**6)


def trap() -> Iterator[Row]:
    """Learners that bisect, as VSA and the chart box do, ask where labels are coins: they promise eps, and are far off."""
    d, eps, sigma, targets = 14, 1e-2, 0.1, 10
    for name in ("linear.vsa", "linear.chart_box"):
        right = 0
        for seed, w in enumerate(np.random.default_rng([4, d]).standard_normal((targets, d))):
            server = teachers.Heard(teachers.Honest(HalfSpace(w)), channels.drawn_weights, {"sigma": sigma}, seed)
            try:
                right += angle(run(find(name)(d=d, eps=eps), server).hypothesis.w, w) <= eps
            except QlearnError:
                continue  # no half-space gives its labels
        yield {
            "work": f"{name} on drawn weights, d = {d}, sigma = {sigma}: share of targets within eps = {eps:g}",
            "reference": "published: they fail on it", "reach": None, "measured": right / targets, "interval": [0.0, 1.0],
            "lower_bound": None, "holds": right == 0, "targets": targets,
        }  # fmt: skip


def own_time() -> Iterator[Row]:
    """Milliseconds a single question, and a target, that learner and server take together: the server only multiplies."""
    for d in (30, 64):
        times = []
        for seed, w in enumerate(np.random.default_rng([5, d]).standard_normal((5, d))):
            server = Server(w / np.linalg.norm(w), 0.01, seed)
            start = time.perf_counter()
            spoken(estimated(d, 1e-2, ENDLESS, seed), server)
            times.append(1000 * (time.perf_counter() - start) / server.single)
        middle = sorted(times)[2]
        yield {
            "work": f"milliseconds a single question, the later rounds charged to these, d = {d}",
            "reference": "prototype, compiled: 10 to 1300 a target", "reach": 1.0, "measured": round(middle, 3),
            "interval": [round(min(times), 3), round(max(times), 3)], "lower_bound": None, "holds": middle <= 1.0,
        }  # fmt: skip


def rows(only: tuple[int, float] | None = None) -> Iterator[Row]:
    for d, eps, s in CELLS:
        if only in (None, (d, eps)):
            yield cell(d, eps, s)
    if only is None:
        yield from trap()
        yield from own_time()


if __name__ == "__main__":
    for found in rows((int(sys.argv[1]), float(sys.argv[2])) if len(sys.argv) > 2 else None):
        print(dict(found), flush=True)
