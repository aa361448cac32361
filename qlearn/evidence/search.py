"""Hypothesis at run time: it draws what a check decides by, climbs towards a target, and shrinks what breaks a law."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..choices import Choices
from .trial import Broken


class Drawn:
    """Choices made by Hypothesis: `draw` takes a strategy, as `st.data().draw` and the `draw` of `st.composite` do."""

    def __init__(self, draw: Callable[[Any], Any]) -> None:
        from hypothesis import strategies

        self.draw, self._st = draw, strategies

    def integer(self, low: int, high: int) -> int:
        return int(self.draw(self._st.integers(low, high)))

    def real(self, low: float, high: float) -> float:
        return float(self.draw(self._st.floats(low, high)))

    def bits(self, n: int) -> NDArray[np.bool_]:
        return np.array(self.draw(self._st.lists(self._st.booleans(), min_size=n, max_size=n)), np.bool_)


def climb(tried: Callable[[Choices], Fraction], examples: int, seed: int) -> int:
    """Let Hypothesis climb; returns how many examples it drew.

    It works in a thread of its own, since a user's @given may be running in this one and Hypothesis does not nest.
    """
    drawn = 0
    stopped = threading.Event()
    failure: list[BaseException] = []
    last: list[Broken] = []  # what breaks a law by chance may not break it when Hypothesis tries again

    def example(data: Any) -> None:
        nonlocal drawn
        if not stopped.is_set():
            drawn += 1
            try:
                target(float(tried(Drawn(data.draw))))
            except Broken as broken:
                last[:] = [broken]
                raise

    def engine() -> None:
        try:
            _climbing(example, examples, seed)()
        except Flaky:
            failure.extend(last)
        except BaseException as error:
            failure.append(error)

    from hypothesis import target
    from hypothesis.errors import Flaky

    with _homeless():
        thread = threading.Thread(target=engine, name="qlearn attack", daemon=True)
        thread.start()
        try:
            thread.join()
        except KeyboardInterrupt:
            stopped.set()
            thread.join()
            raise
    if failure:
        raise failure[0].with_traceback(None) if isinstance(failure[0], Broken) else failure[0]
    return drawn


def _climbing(example: Callable[[Any], None], examples: int, seed: int) -> Callable[[], None]:
    """The example as a Hypothesis test: quiet, without a database, the same for the same seed."""
    import hypothesis as hy
    from hypothesis import strategies as st

    quiet = hy.settings(
        max_examples=examples,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(hy.HealthCheck),
        phases=(hy.Phase.generate, hy.Phase.target, hy.Phase.shrink),
    )
    return hy.seed(seed)(quiet(hy.given(st.data())(example)))


class _homeless:
    """Hypothesis with a temporary directory instead of the user's."""

    def __enter__(self) -> None:
        from hypothesis import configuration

        self._before = configuration.__dict__.get("__hypothesis_home_directory")
        self._directory = tempfile.TemporaryDirectory(prefix="qlearn-")
        configuration.set_hypothesis_home_dir(self._directory.name)

    def __exit__(self, *_: object) -> None:
        from hypothesis import configuration

        configuration.set_hypothesis_home_dir(self._before)
        self._directory.cleanup()
