"""What the driver costs: ratios against a bare loop in the same process, a library import, and a quick verdict.

    python benchmarks/core.py        writes benchmarks/out/core.json and prints it as a table

Each ratio is taken in alternating rounds; `measured` is their median, `interval` the quartiles.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import qlearn
from qlearn import Dialogue, Membership, run, teachers
from qlearn.concepts.affine import AffineFunction

ROUNDS = 31
OUT = Path(__file__).parent / "out" / "core.json"


def main() -> int:
    rows = [one_query(), *batches(), importing(), *verdicts()]
    return report(rows, OUT)


def report(rows: list[dict[str, Any]], out: Path) -> int:
    """Write the rows as JSON and print them; 1 if one falls short."""
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps({"rows": rows}, indent=2) + "\n", encoding="utf-8")
    for row in rows:
        low, high = row["interval"]
        holds = "holds" if row["holds"] else "FALLS SHORT"
        print(f"{row['work']:<62} {row['measured']:8.3f} [{low:.3f}, {high:.3f}]  reach {row['reach']:<6} {holds}")
    return 0 if all(row["holds"] for row in rows) else 1


def one_query() -> dict[str, Any]:
    """A membership query through the driver against the bare loop; both build the query, d = 20."""
    rng = np.random.default_rng(0)
    teacher = teachers.Honest(AffineFunction(rng.normal(size=20), 0.1))
    points = rng.normal(size=(2000, 1, 20))

    def asking() -> Dialogue[int]:
        positive = 0
        for x in points:
            labels = yield from Membership(x)
            positive += labels[0]
        return positive

    def bare() -> int:
        positive = 0
        for x in points:
            positive += teacher.answer(Membership(x))[0]
        return positive

    assert run(asking(), teacher).hypothesis == bare()
    return ratio("one membership query / bare loop, half-space, d = 20", 2.0, lambda: run(asking(), teacher), bare)


def batches() -> list[dict[str, Any]]:
    """A batch of 100,000 rows through driver and Estimator against the model's bare predict."""
    X = np.random.default_rng(1).normal(size=(100_000, 20))
    y = X[:, 0] + X[:, 1] ** 2 > 0.5
    models = {
        "logistic": LogisticRegression(max_iter=1000),
        "scaled logistic": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    }
    rows = []
    for name, model in models.items():
        model.fit(X[:5000], y[:5000])
        teacher = teachers.Estimator(model)

        def asking() -> Dialogue[Any]:
            return (yield from Membership(X))

        assert (run(asking(), teacher).hypothesis == model.predict(X)).all()
        work = f"batch of 100,000 rows / bare predict, {name}"
        rows.append(ratio(work, 1.05, lambda t=teacher: run(asking(), t), lambda m=model: m.predict(X)))
    return rows


def importing() -> dict[str, Any]:
    """Seconds to import qlearn in a fresh interpreter, less the interpreter's own start."""
    with_it, without = ([_process(code) for _ in range(15)] for code in ("import qlearn", "pass"))
    return row("import qlearn, seconds", "an empty interpreter", 0.25, [a - b for a, b in zip(with_it, without, strict=True)])


def verdicts() -> list[dict[str, Any]]:
    """Seconds of a quick verdict, learner by learner, sympy and Hypothesis already imported."""
    names = list(qlearn.catalogue())
    qlearn.verify(qlearn.find(names[0]))
    return [
        row(f"quick verify {name}, seconds", "-", 2.0, [qlearn.verify(qlearn.find(name)).seconds for _ in range(3)])
        for name in names
    ]


def ratio(work: str, reach: float, one: Callable[[], Any], other: Callable[[], Any]) -> dict[str, Any]:
    """One against the other, in alternating rounds."""
    one(), other()
    return row(work, "bare", reach, [_seconds(one) / _seconds(other) for _ in range(ROUNDS)])


def row(work: str, reference: str, reach: float, measured: list[float]) -> dict[str, Any]:
    low, middle, high = statistics.quantiles(measured, n=4) if len(measured) > 2 else (measured[0],) * 3
    return {
        "work": work,
        "reference": reference,
        "reach": reach,
        "measured": round(middle, 4),
        "interval": [round(low, 4), round(high, 4)],
        "lower_bound": None,
        "holds": middle <= reach,
    }


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _process(code: str) -> float:
    return _seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))


if __name__ == "__main__":
    sys.exit(main())
