"""The picture of a tree as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ..concepts.trees import LEAF, Tree
from ..errors import BadArgument
from ..points import Points
from .tree_pictures import picture

KINDS = (".svg", ".png")


def picture_file(path: Path) -> Path:
    """The path, if a picture can be written in its format; else `BadArgument`."""
    if path.suffix not in KINDS:
        raise BadArgument(f"--picture {path}: pictures are written as .svg or .png")
    return path


def save_picture(
    tree: Tree,
    path: Path,
    data: Points | None = None,
    *,
    features: Sequence[str] | None = None,
    classes: Sequence[Any] | None = None,
) -> None:
    """Draw the tree, wide enough for its leaves.  Raises `BadArgument` for one of too many leaves, or a file that cannot be."""
    from matplotlib.figure import Figure

    leaves = int(np.count_nonzero(tree.feature == LEAF))
    figure = Figure(figsize=(min(max(4.0, 1.1 * (1 + leaves)), 60.0), min(max(4.0, 0.6 * leaves), 8.0)), layout="constrained")
    picture(tree, data, features=features, classes=classes, axes=figure.subplots())
    try:
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    except OSError as fault:
        raise BadArgument(f"cannot write the picture {path}: {fault.strerror}; choose another place") from None
