"""python -m mutants: plant every fault, and say what noticed each.

Exit code 0 if all were noticed, but for those that `excused.toml` argues to be no faults; 1 if not; 2 for bad input.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from mutants.children import verdicts
from mutants.excuses import Excuses, Found
from mutants.source import Mutant, mutants, unchanged

ROOT = Path(__file__).parents[2]
SOURCES = (
    "driver", "dialogue", "transcript", "oracle", "queries", "teachers", "formulas", "learners", "reductions", "contradictions",
    "axes", "features", "box_queries", "concepts/boxes", "concepts/cells", "concepts/certified_trees", "concepts/explaining",
    "concepts/grid_automata", "concepts/grid_functions", "concepts/modular", "concepts/trees",
    "concepts/polynomials", "concepts/rbf_networks", "concepts/sparse_polynomials", "digits", "retraining",
    "geometry/alternatives", "geometry/anchored_box", "geometry/arcs", "geometry/assumed_density", "geometry/box_tail",
    "geometry/circle_posterior", "geometry/contradictions", "geometry/couplings", "geometry/crossings",
    "geometry/direction_law", "geometry/gaussian_sites", "geometry/integer_ratios", "geometry/pairs", "geometry/pins",
    "geometry/probit", "geometry/ratio_box", "geometry/sum_box", "geometry/tangent", "geometry/weight_cone", "binomial", "rate",
    "dimensions/optimal_play", "sample_sizes", "statistical", "concepts/any_labellings",
)  # fmt: skip
SECONDS = 60  # for one mutant; the longest checks take half of that


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    excuses, found, interrupted = Excuses.read(), list[Found](), False
    try:
        for one in _planted(options):
            found.append(one)
    except KeyboardInterrupt:
        interrupted = True
        print(f"\ninterrupted: {len(found)} faults were tried; --only goes on with some of them", file=sys.stderr)
    ok = excuses.judge(found, everything=not options.only and options.what == "both" and not interrupted)
    if options.json:
        _write({"faults": found}, options.json)
    else:
        from mutants.tables import show

        show(found, each=options.each)
    return 130 if interrupted else 0 if ok else 1


def _planted(options: argparse.Namespace) -> Iterator[Found]:
    """Every fault asked for, and what noticed it."""
    if options.what != "speech":  # first: qlearn must not have been imported where these are forked
        planted = _in_source(options.only)
        _import_what_all_need()
        from mutants.noticing import noticed

        yield from _noticed("control", _controls(planted), noticed, options.jobs)
        yield from _noticed("source", planted, noticed, options.jobs)
    if options.what != "source":
        from mutants.speech import pairs, said_of

        yield from _noticed(
            "speech",
            [pair for pair in pairs() if options.only in pair.key and not any(text in pair.key for text in options.without)],
            said_of,
            options.jobs,
        )


def _noticed(sort: str, planted: Sequence[Any], judge: Callable[[Any], str], jobs: int) -> Iterator[Found]:
    """Each fault in the order of their ends; what nothing notices, and the time left, go to standard error at once."""
    start = time.monotonic()
    for number, (fault, by) in enumerate(verdicts(planted, judge, jobs=jobs, seconds=SECONDS), 1):
        yield {"sort": sort, "fault": fault.key, "noticed by": by}
        if not by and sort != "control":
            print(f"\rnothing noticed: {fault.key}", file=sys.stderr)
        left = (time.monotonic() - start) / number * (len(planted) - number)
        print(f"\r{sort}: {number} of {len(planted)}, {left:.0f} s left   ", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def _in_source(only: str) -> list[Mutant]:
    found: list[Mutant] = []
    for source in SOURCES:
        for path in sorted(ROOT.glob(f"qlearn/{source}.py")) + sorted(ROOT.glob(f"qlearn/{source}/**/*.py")):
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found += mutants(module, path, only)
    return found


def _controls(planted: Sequence[Mutant]) -> list[Mutant]:
    """Of each package or module with faults one module as it is: nothing may be noticed there."""
    modules = {mutant.module.split(".")[1]: mutant for mutant in planted}
    return [unchanged(mutant.module, Path(mutant.code.co_filename)) for mutant in modules.values()]


def _import_what_all_need() -> None:
    """Every child would import these for itself."""
    for module in (
        "scipy",
        "sympy",
        "hypothesis.strategies",
        "_pytest.pytester",
        "rich.table",
        "sklearn.linear_model",
        "cyclopts",
    ):
        importlib.import_module(module)


def _options(arguments: Iterable[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m mutants", description="Plant faults, and see that each is noticed.")
    parser.add_argument(
        "what", nargs="?", default="both", choices=["speech", "source", "both"], help="what learners say, or the text"
    )
    parser.add_argument("--only", default="", metavar="TEXT", help="faults whose name contains this")
    parser.add_argument("--without", action="append", default=[], metavar="TEXT", help="but not, of what learners say, these")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    parser.add_argument("--each", action="store_true", help="a line for each fault, and not only for those that are left")
    parser.add_argument("--json", metavar="FILE", help="every fault and what noticed it, as JSON; '-' for standard output")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.jobs < 1:
        parser.error("--jobs is a number of processes, at least 1")
    return options


def _write(value: Any, where: str) -> None:
    from qlearn.cli.output import write_json  # here, for qlearn must not have been imported where mutants are forked
    from qlearn.errors import BadArgument

    try:
        write_json(value, where)
    except BadArgument as error:
        write_json(value, "-")  # what took minutes is not lost to a slip in a name
        print(f"mutants: {error}; it went to standard output", file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    sys.exit(main())
