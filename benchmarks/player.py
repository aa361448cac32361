"""What the player does with ten thousand turns: turns a second as they are played, the slowest jump, and the page's size.

python benchmarks/player.py [PART...]     writes benchmarks/out/player.json; parts: line, tree, cone
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from tables import Row, measure

from qlearn import Dialogue, Membership, find, proves, run, teachers
from qlearn.choices import Coins
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.thresholds import Bracket
from qlearn.learners.linear.bisection import bisection_grid
from qlearn.learners.linear.pivot_ratio import pivot_ratio
from qlearn.report.player.page import player
from qlearn.report.player.recorded import Recorded
from qlearn.transcript import Run

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browsing import browsing

TURNS = 10_000
SPEED = 60  # turns a second
SECONDS = 6.0  # of playing, from the middle of the dialogue on
OUT = Path(__file__).parent / "out" / "player.json"

# Play for a while, and say how many turns were shown a second, each in a frame of its own, and how long slow frames took.
PLAYED = """async ([from, seconds, speed]) => {
  const scrub = document.getElementById("scrub"), play = document.getElementById("play");
  document.getElementById("speed").value = speed;
  scrub.value = from;
  scrub.dispatchEvent(new Event("input"));
  await new Promise((done) => setTimeout(done, 200));
  play.click();
  const times = [], shown = new Set();
  await new Promise((done) => {
    const frame = (now) => {
      times.push(now);
      shown.add(scrub.value);
      if (now - times[0] > 1000 * seconds) done(); else requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  play.click();
  const gaps = times.slice(1).map((time, i) => time - times[i]).sort((a, b) => a - b);
  return [(shown.size - 1) / ((times[times.length - 1] - times[0]) / 1000), gaps[Math.floor(gaps.length * 0.99)]];
}"""

# Jump about, layout included, and say how long each jump took.
JUMPED = """(turns) => {
  const scrub = document.getElementById("scrub"), times = [];
  let state = 1;
  for (let i = 0; i < 300; i++) {
    state = (state * 48271) % 2147483647;
    const start = performance.now();
    scrub.value = state % (turns + 1);
    scrub.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b);
}"""


@proves(bisection_grid.theorem)
def one_by_one(N: int) -> Dialogue[Bracket]:
    """Linear search, which asks for every place: as many turns as there are thresholds."""
    for x in range(N):
        if (yield from Membership(np.array([[float(x)]])))[0]:
            return Bracket(Fraction(x - 1), Fraction(x))
    return Bracket(Fraction(N - 1), Fraction(N))


@proves(pivot_ratio.theorem)
def over_and_over(d: int, eps: str) -> Dialogue[HalfSpace]:
    """Angles again and again: a cone of three dimensions, and ten thousand turns."""
    rng = np.random.default_rng(0)
    for _ in range(TURNS):
        yield from Membership(rng.normal(size=(1, d)))
    return (yield from pivot_ratio.start(d, eps))


def line() -> Iterator[Row]:
    """Thresholds, as an interval and as 10,001 concepts."""
    yield from _played("a linear search", run(one_by_one(N=TURNS), teachers.Function(lambda points: points[:, 0] >= TURNS)))


def tree() -> Iterator[Row]:
    """A tree found by the names of its leaves, one at a time."""
    learner = find("trees.path_finding")
    target = learner.theorem.learns.of_size(Coins(0), L=640, d=2, N=1 << 16)
    yield from _played("a tree of leaf names", run(learner(target.given["axes"]), teachers.Honest(target)))


def cone() -> Iterator[Row]:
    target = HalfSpace(np.array([2.0, -1.0, 1.5]))
    yield from _played("a cone", run(over_and_over(d=3, eps="1/1000"), teachers.Honest(target)))


def _played(what: str, done: Run[Any]) -> Iterator[Row]:
    turns = len(done.turns)
    assert turns >= TURNS, f"{what}: only {turns} turns"
    with tempfile.TemporaryDirectory() as folder, browsing() as browser:
        start = time.perf_counter()
        place = Path(folder) / "player.html"
        place.write_text(player(Recorded(done)), encoding="utf-8")
        print(f"{what}: {turns} turns, written in {time.perf_counter() - start:.1f} s", flush=True)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(place.as_uri())
        played = [page.evaluate(PLAYED, [turns // 2, SECONDS, str(SPEED)]) for _ in range(3)]
        jumps = page.evaluate(JUMPED, turns)
        size = place.stat().st_size / 1e6
    rates, slow = zip(*played, strict=True)
    rate = statistics.median(rates)
    yield row(
        f"{what}: turns shown a second, played at {SPEED}", rate, SPEED * 0.98, rate >= SPEED * 0.98, [min(rates), max(rates)]
    )
    print(f"    99 of 100 frames within {statistics.median(slow):.1f} ms")
    yield row(f"{what}: ms a jump, 99 of 100", jumps[296], 1000 / SPEED, jumps[296] < 1000 / SPEED, [jumps[0], jumps[-1]])
    yield row(f"{what}: the page, MB", size, 5, size < 5)


def row(work: str, measured: float, reach: float, holds: bool, interval: list[float] | None = None) -> Row:
    ends = interval or [measured, measured]
    return {
        "work": work, "reference": None, "reach": round(reach, 1), "measured": measured, "interval": ends, "lower_bound": None,
        "holds": holds,
    }  # fmt: skip


PARTS: dict[str, Callable[[], Iterator[Row]]] = {"line": line, "tree": tree, "cone": cone}

if __name__ == "__main__":
    sys.exit(measure(PARTS, sys.argv[1:], OUT))
