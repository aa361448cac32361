"""One picture of what a dialogue leaves possible: what is drawn, and the name of the function of the page that draws it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class View:
    """`data` is plain JSON: lists, numbers, texts.  Turns are counted from 1, and step k is what is known after k of them."""

    name: str  # of the function in the page's scripts: views[name]
    title: str
    data: Mapping[str, Any]
