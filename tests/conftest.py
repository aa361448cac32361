"""The Hypothesis profile of the whole suite: deterministic, quick by default, long with --qlearn-effort full."""

from __future__ import annotations

import pytest
from hypothesis import settings

EXAMPLES = {"quick": 60, "full": 2000}  # of each property
pytest_plugins = ["pytester"]


def pytest_configure(config: pytest.Config) -> None:
    effort = config.getoption("--qlearn-effort")
    settings.register_profile("qlearn", max_examples=EXAMPLES[effort], deadline=None, derandomize=True, database=None)
    settings.load_profile("qlearn")


@pytest.fixture
def effort(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--qlearn-effort"))
