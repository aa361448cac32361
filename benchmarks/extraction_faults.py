"""make bench-extraction: more than 100,000 labels through a proxy that drops, delays, tears, refuses and sends twice."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from tables import Row, measure

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from faulty_proxy import faulty

from qlearn import find, run
from qlearn.domains import Box
from qlearn.serving import app, running
from qlearn.teachers import Remote

LABELS = 100_000  # at least


def faults() -> Iterator[Row]:
    """The same half-space is learned straight and through the proxy: equal answers, equal copies, each row billed once."""
    learning = find("linear.averaging")(d=3, eps="1/2", sigmahat="1/2", delta="1/10")
    service = app(lambda X: X @ np.arange(1, 4) > 0, box=Box((-1.0,) * 3, (1.0,) * 3))
    with running(service) as url, faulty(url, seed=1) as (proxied, befell):
        start = time.perf_counter()
        with Remote(url, rows_per_request=100, in_flight=16) as remote:
            plain = run(learning, remote)
        straight, start = time.perf_counter() - start, time.perf_counter()
        with Remote(proxied, rows_per_request=100, in_flight=16, timeout=0.6) as remote:
            done = run(learning, remote)
            seconds, bill = time.perf_counter() - start, remote.account()
    broken = sum(befell.values()) - befell["passed"]
    many = done.ledger.total
    told = ", ".join(f"{often} {fault}" for fault, often in befell.most_common() if fault != "passed")
    lost = sum(int((a.answer != b.answer).sum()) for a, b in zip(done.turns, plain.turns, strict=True))
    assert bill.billed is not None
    counted = [
        (f"faults that befell {bill.requests} requests ({told})", broken, LABELS / 1000, broken >= LABELS / 1000),
        ("labels learned from", many, LABELS, many >= LABELS),
        ("labels that differ from the fault-free ones", lost, 0, lost == 0),
        ("copies that differ from the fault-free one", int(done.hypothesis.key() != plain.hypothesis.key()), 0, None),
        ("rows billed, less the rows asked", bill.billed - many, 0, bill.billed == bill.rows == many),
        (f"seconds; without faults {straight:.1f}", seconds, None, True),
    ]
    for work, found, reach, holds in counted:
        yield {
            "work": work, "measured": found, "interval": (found, found), "reach": reach,
            "holds": found == reach if holds is None else bool(holds),
        }  # fmt: skip


PARTS: dict[str, Callable[[], Iterator[Row]]] = {"faults": faults}

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], Path(__file__).parent / "out" / "extraction_faults.json"))
