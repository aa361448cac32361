"""What can be extracted: a demo, a saved scikit-learn model, a plain function; and where its inputs lie."""

from __future__ import annotations

import importlib
import math
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..domains import Box
from ..errors import BadArgument
from ..points import Points, finite
from ..teachers import Remote
from .demos import demo, feature_names
from .sound_trees import sound

TREE = "sklearn.tree._tree.Tree"  # arrays of nodes, which run no code; they are looked at before they are followed
PICKLES = {".pkl", ".pickle", ".joblib"}


@dataclass(frozen=True)
class Target:
    """A model to extract, or a function of X (batch, d); the box its inputs lie in, and data of shape (m, d) if there are.

    `features` are the names of the features, where somebody says them.
    """

    name: str
    model: Any
    box: Box
    data: Points | None
    features: tuple[str, ...] | None = None


def target(
    spec: str,
    *,
    data: Path | None = None,
    box: str | None = None,
    trust_pickle: bool = False,
    server: Mapping[str, Any] | None = None,
) -> Target:
    """The target of this name: demo:DATASET/MODEL, a file (.skops; a pickle only if trusted), MODULE:FUNCTION, or a server.

    Inputs lie in `box`, or in the smallest box that holds the data; a demo brings data of its own, and a server may tell its
    box.  `server` is what `teachers.Remote` is told of the server at the address http://... or https://...
    Raises `BadArgument` for whatever cannot be found, read or trusted, and says what to do about it.
    """
    rows, told = None if data is None else read_rows(data), None
    if spec.startswith("demo:"):
        model, own = demo(spec.removeprefix("demo:"))
        rows = own if rows is None else rows
    elif spec.startswith(("http://", "https://")):
        model = Remote(spec, **(server or {}))
        told = model.box
    elif Path(spec).suffix in {".skops", *PICKLES}:
        model = _saved(Path(spec), trust_pickle)
    elif ":" in spec:
        model = _function(spec)
    else:
        raise BadArgument(
            f"{spec!r} is no target; give demo:DATASET/MODEL, a model saved as .skops, .pkl or .joblib, MODULE:FUNCTION, or http://HOST:PORT"
        )
    if box is None and rows is None and told is None:
        if isinstance(model, Remote):
            model.close()
        raise BadArgument(f'{spec}: nothing says where its inputs lie; give --data FILE.csv or a --box such as "-1:1*30"')
    where: Box = parse_box(box) if box is not None else told if rows is None else Box.around(rows)  # type: ignore[assignment]
    return Target(spec, model, where, rows, _features(spec, model, data, where.d))


def _features(spec: str, model: Any, data: Path | None, d: int) -> tuple[str, ...] | None:
    """What the features are called: by the model, by the demo, by the first line of the data."""
    names = [str(name) for name in getattr(model, "feature_names_in_", ()) or getattr(model, "features", None) or ()]
    if not names and spec.startswith("demo:"):
        names = feature_names(spec.removeprefix("demo:"))
    if not names and data is not None and data.suffix != ".npy":
        with data.open(encoding="utf-8") as file:
            first = [cell.strip().strip('"') for cell in file.readline().split(",")]
        names = first if any(not _number(cell) for cell in first) else []
    return tuple(names) if len(names) == d else None


def parse_box(text: str) -> Box:
    """A box from 'low:high' for each feature, separated by commas; '*30' after one repeats it.

    >>> parse_box("0:1,-3:3*2")
    Box(low=(0.0, -3.0, -3.0), high=(1.0, 3.0, 3.0))
    """
    sides: list[tuple[float, float]] = []
    for item in text.split(","):
        side, _, times = item.partition("*")
        low, _, high = side.partition(":")
        try:
            ends, many = (float(low), float(high)), int(times or "1")
        except ValueError:
            ends, many = (math.nan, math.nan), 0
        if not (math.isfinite(ends[0]) and math.isfinite(ends[1]) and ends[0] <= ends[1] and 1 <= many <= 10**6):
            raise BadArgument(f'--box: {item!r} is no side of a box; write low:high, as in "0:1,-3:3" or "-1:1*30"')
        sides += [ends] * many
    low_ends, high_ends = zip(*sides, strict=True)
    return Box(low_ends, high_ends)


def read_rows(path: Path) -> Points:
    """Inputs from a .npy or .csv file, one row each; a .csv may begin with a line of names."""
    try:
        if path.suffix == ".npy":
            rows = np.load(path, allow_pickle=False)
        else:
            with path.open(encoding="utf-8") as file:
                named = any(not _number(cell) for cell in file.readline().split(","))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a file without rows, which is refused below
                rows = np.loadtxt(path, delimiter=",", skiprows=int(named), ndmin=2)
    except (OSError, ValueError) as fault:
        raise BadArgument(f"--data {path} cannot be read as rows of numbers ({fault}); give a .npy or .csv file") from None
    if rows.ndim != 2 or not rows.size:
        raise BadArgument(f"--data {path} holds an array of shape {rows.shape}; it should be (inputs, features), not empty")
    return finite(rows, lambda fault: BadArgument(f"--data {path}: {fault}"))


def _number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _saved(path: Path, trust_pickle: bool) -> Any:
    if not path.is_file():
        raise BadArgument(f"there is no file {path}")
    if path.suffix in PICKLES and not trust_pickle:
        raise BadArgument(f"{path} is a pickle, and loading one runs whatever its author put in; --trust-pickle allows it")
    try:
        return _skops(path) if path.suffix == ".skops" else _pickle(path)
    except (BadArgument, ModuleNotFoundError):
        raise
    except Exception as fault:  # whatever a damaged file makes a reader raise
        raise BadArgument(f"{path} cannot be loaded: {type(fault).__name__}: {fault}") from None


def _skops(path: Path) -> Any:
    from skops import io

    foreign = [name for name in io.get_untrusted_types(file=path) if name != TREE]
    if foreign:
        raise BadArgument(
            f"{path} holds types that skops does not trust ({', '.join(foreign)}); load it yourself in Python, and pass the"
            " model to qlearn.extract"
        )
    model = io.load(path, trusted=[TREE])
    if not sound(model):
        raise BadArgument(f"{path} is damaged: a node of a tree in it has children or features that are not there")
    return model


def _pickle(path: Path) -> Any:
    import joblib

    return joblib.load(path)  # reads plain pickles as well


def _function(spec: str) -> Callable[..., Any]:
    """MODULE:FUNCTION, looked for from the current directory first."""
    module, _, name = spec.partition(":")
    here = str(Path.cwd())
    sys.path.insert(0, here)
    try:
        found = getattr(importlib.import_module(module), name, None)
    except ModuleNotFoundError as fault:
        raise BadArgument(f"{spec}: there is no module {fault.name} here or on the Python path") from None
    except Exception as fault:
        raise BadArgument(f"{spec}: importing {module} failed: {type(fault).__name__}: {fault}") from None
    finally:
        sys.path.remove(here)
    if not callable(found):
        what = "has no" if found is None else f"has a {type(found).__name__}, not a function,"
        raise BadArgument(f"{spec}: {module} {what} {name}; the target is a function of X, shape (batch, d)")
    return found  # type: ignore[no-any-return]
