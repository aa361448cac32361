"""The pytest plugin: a mark that bounds queries, a fixture that counts them, and the best ratios at the end.

    @pytest.mark.queries(membership="n + 1")
    def test_mine(counting):
        teacher = counting(Honest(target))  # n is the target's own; others are said: counting(teacher, N=7)
        assert run(mine(n=4), teacher).hypothesis == target

It is loaded by pytest's entry points wherever qlearn is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .counting import Counted

MARK = "queries"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("qlearn").addoption(
        "--qlearn-effort", choices=["quick", "full"], default="quick", help="how long properties of learners are tried"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", f"{MARK}(membership='n + 1', ...): bounds on what the teachers under `counting` are asked, by kind"
    )


class Counting:
    """What the fixture gives: called on a teacher it returns that teacher, counted and held to the test's mark."""

    def __init__(self) -> None:
        self.item: pytest.Item | None = None
        self.counted: list[Counted] = []

    def __call__(self, teacher: Any, **sizes: Any) -> Counted:
        from .counting import Counted, bound, sizes_needed, sizes_of

        assert self.item is not None, "counting is used inside a test"
        bounds = tuple(bound(kind, says) for kind, says in _said(self.item).items())
        known = sizes_of(teacher, sizes, getattr(self.item, "funcargs", {}))
        sizes_needed(bounds, known)
        self.counted.append(Counted(teacher, bounds, known))
        return self.counted[-1]


@pytest.fixture(scope="session")
def counting() -> Counting:
    """Count a teacher's queries: `counting(teacher)`.  Of the session's scope, so that it may be used under `@given`."""
    return _counting


_counting = Counting()


def _said(item: pytest.Item) -> dict[str, Any]:
    """What the marks on a test say, the nearest first."""
    marks = list(item.iter_markers(MARK))
    for mark in marks:
        if mark.args or not mark.kwargs:
            raise pytest.UsageError(f"{item.name}: @pytest.mark.{MARK} takes kinds by name, as in {MARK}(membership='n + 1')")
    return {kind: says for mark in reversed(marks) for kind, says in mark.kwargs.items()}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Judge what was counted once the test itself has passed."""
    _counting.item, _counting.counted = item, []
    said = _said(item)
    try:
        result = yield
        if said and not _counting.counted:
            pytest.fail(f"the mark {MARK} bounds nothing: the test counted no teacher; wrap one in counting(teacher)")
        for counted in _counting.counted:
            _remember(item, counted)
        return result
    finally:
        _counting.item = None
        _report(item)


def _remember(item: pytest.Item, counted: Counted) -> None:
    from .ratios import keep

    ratio = counted.settle()
    if counted.bounds:
        concept = getattr(counted.teacher, "concept", None)
        sizes = ", ".join(f"{name} = {counted.sizes[name]}" for bound in counted.bounds for name in bound.sizes)
        keep(item.nodeid, ratio, str(concept) if concept is not None else sizes)


def _report(item: pytest.Item) -> None:
    """Send the best ratios so far with the test's report: it is what reaches the process that prints the summary."""
    import sys

    if "qlearn.testing.ratios" in sys.modules:
        from .ratios import met

        item.user_properties.append(("qlearn", [(name, float(r.value), r.at) for name, r in met.items()]))
        met.clear()


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    best: dict[str, tuple[float, str]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for key, found in getattr(report, "user_properties", ()):
                for name, value, at in found if key == "qlearn" else ():
                    if name not in best or value > best[name][0]:
                        best[name] = value, at
    if best:
        from ..points import shortened

        terminalreporter.section("queries: the largest measured/bound")
        for name, (value, at) in sorted(best.items()):
            terminalreporter.write_line(f"{value:<6.3g} {name}" + (f"  by {shortened(at)}" if at else ""))
