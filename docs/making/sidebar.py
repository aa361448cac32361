"""The list beside every page goes two levels deep: three hundred lines on three hundred pages would help nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DEEP = 2


def shallow(app: Any, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    whole: Callable[..., str] | None = context.get("toctree")
    if whole is not None:
        context["toctree"] = lambda **options: whole(**{**options, "maxdepth": DEEP})


def setup(app: Any) -> dict[str, bool]:
    app.connect("html-page-context", shallow, priority=100)  # before the theme's own
    return {"parallel_read_safe": True, "parallel_write_safe": True}
