"""A page of synthetic rows, made once for the tests of its text and of its behaviour in a browser."""

from __future__ import annotations

from functools import cache
from typing import Any

import qlearn
from qlearn.dimensions.families import of_family
from qlearn.dimensions.measured import measure
from qlearn.report.page.page import page
from qlearn.report.page.shown import shown_certificate

HOSTILE = 'a "broken" run <script>alert(1)</script> & more'
CERTIFIED = ("boolean.elimination", "linear.pivot_ratio", "trees.box", "linear.pivot_ratio+vote")


def row(learner: str, n: int, seed: int, count: int, **others: Any) -> dict[str, Any]:
    """A row of a sweep: `count` questions of at most 2 n**2, of which every learner needs n, or by its name one fewer."""
    kind = min(kind.kind for kind in qlearn.find(learner).theorem.kinds)
    config = {"learner": learner, "sizes": {"n": n}, "teacher": "first", "noise": "theorem", "seed": seed}
    bound = {"sense": "at most", "mode": "worst case", "limit": 2 * n * n}
    return {
        **{name: config[name] for name in ("learner", "teacher", "noise", "seed")},
        "config": config,
        "sweep": "synthetic",
        "status": "held",
        "sizes": {"n": n},
        "counts": {kind: count},
        "bounds": {kind: bound},
        "lower": {kind: {"mode": "worst case", "limit": needed(learner, n)}},
        "ratio": count / (2 * n * n),
        "rounds": 1,
        "why": "",
        "seconds": 0.5,
        "ended": "2026-01-01T00:00:00+00:00",
        "code": "c0de",
        **others,
    }


def needed(learner: str, n: int) -> int:
    return n - len(learner) % 2


@cache
def rows() -> list[dict[str, Any]]:
    """Three sizes and two seeds of each learner that has a bound; one run is broken, and says so in markup."""
    names = [name for name, learner in qlearn.catalogue().items() if learner.theorem.bounds]
    made = [
        row(name, n, seed, n + (i * n) % (2 * n * n - n) // 2 + seed)
        for i, name in enumerate(names)
        for n in (4, 8, 16)
        for seed in (0, 1)
    ]
    return [*made, row("boolean.elimination", 4, 2, 40, status="broken", why=HOSTILE)]


@cache
def text() -> str:
    certificates = {name: found for name in CERTIFIED if (found := shown_certificate(qlearn.find(name)))}
    classes = [measure(of_family("thresholds", 4)), measure(of_family("singletons", 4))]
    fits = {"boolean.elimination": ["compatible with n < n**2 & more", "not with 2**n"]}
    return page(rows(), [{"cpu": "abacus", "versions": {"python": "3"}}], certificates=certificates, classes=classes, fits=fits)
