"""By whom: a learner is a generator function with its theorem; called, it is a `Learning`, a value that can be restarted."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass, replace
from fractions import Fraction
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType
from typing import Any, Generic, ParamSpec, TypeVar

import numpy as np

from .errors import BadArgument, unknown
from .formulas import Size
from .queries import Dialogue
from .theorems import Theorem, one_value_each

P = ParamSpec("P")
H = TypeVar("H")
H_co = TypeVar("H_co", covariant=True)


@dataclass(frozen=True)
class Learning(Generic[H_co]):
    """A learner with its arguments.  Each `iter` starts a fresh dialogue, so replaying and forking need no help from it."""

    learner: Learner[..., H_co]
    arguments: Mapping[str, Any]

    def __iter__(self) -> Dialogue[H_co]:
        return self.learner.start(**self.arguments)

    def sizes(self, concept: Any = None, turns: Any = None) -> dict[str, Size]:
        """The sizes its bounds are stated in: from the arguments, the concept, and what the theorem reads off the turns."""
        theorem = self.learner.theorem
        derived = {name: measure(self.arguments) for name, measure in theorem.derives.items()}
        read = {name: measure(turns) for name, measure in theorem.reads.items()} if turns is not None else {}
        return one_value_each(
            ("the learner's argument", self.arguments),
            ("what follows from the arguments", derived),
            ("the concept", getattr(concept, "sizes", {})),
            ("the transcript", read),
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return _pickled, (self.learner, dict(self.arguments))


class Learner(Generic[P, H_co]):
    """A generator function, its theorem and its name.  `learner(**arguments)` is a `Learning`."""

    def __init__(self, start: Callable[P, Dialogue[H_co]], theorem: Theorem, name: str) -> None:
        self.start = start
        self.theorem = theorem
        self.name = name
        self.signature = inspect.signature(start)
        self.__wrapped__ = start  # so that doctest and help() look inside
        self.__doc__ = start.__doc__
        self.__module__ = start.__module__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Learning[H_co]:
        try:
            bound = self.signature.bind(*args, **kwargs)
        except TypeError as error:
            raise BadArgument(f"{self.name}{self.signature}: {error}") from None
        bound.apply_defaults()
        for name, value in bound.arguments.items():
            bound.arguments[name] = _plain(value, f"{self.name}: argument {name}")
        return Learning(self, MappingProxyType(dict(bound.arguments)))

    def __repr__(self) -> str:
        return f"<learner {self.name}{self.signature}>"

    def __reduce__(self) -> str | tuple[Any, ...]:
        """Pickled by where it stands, or by its name; bounds are functions, which no pickle holds."""
        name = getattr(self.start, "__name__", "")
        return name if getattr(sys.modules.get(self.__module__), name, None) is self else (find, (self.name,))


def _pickled(learner: Learner[..., H], arguments: Mapping[str, Any]) -> Learning[H]:
    return Learning(learner, MappingProxyType(dict(arguments)))


def proves(theorem: Theorem) -> Callable[[Callable[P, Dialogue[H]]], Learner[P, H]]:
    """Attach a theorem to a generator function.  Its name is its family (the package it stands in) and its own."""

    def attach(start: Callable[P, Dialogue[H]]) -> Learner[P, H]:
        return Learner(start, theorem, f"{_family(start.__module__)}.{start.__name__}")

    return attach


def _family(module: str) -> str:
    inside = module.removeprefix("qlearn.learners.")
    return inside.partition(".")[0] if inside != module else module.rpartition(".")[2].strip("_")


Reduction = Callable[[Learner[..., Any]], Learner[..., Any]]


@dataclass(frozen=True)
class Reducer:
    """A reduction between query models: learner -> learner, with a theorem composed from the inner one's."""

    reduce: Reduction
    name: str
    shown_on: tuple[str, ...]
    loose: Mapping[str, str]

    def __call__(self, learner: Learner[..., Any]) -> Learner[..., Any]:
        composed, why = self.reduce(learner), self.loose.get(learner.name)
        return composed if why is None else Learner(composed.start, replace(composed.theorem, loose=why), composed.name)


def reduces(*, shown_on: tuple[str, ...], loose: Mapping[str, str] | None = None) -> Callable[[Reduction], Reducer]:
    """Make a function from learners to learners a reduction; the catalogue lists it on the learners named.

    `loose` says on which of them the composed bounds are not known to be attained, and why (`Theorem.loose`).
    """

    def attach(reduce: Reduction) -> Reducer:
        return Reducer(reduce, reduce.__name__, shown_on, loose or {})

    return attach


def _standing_in(package: str, sort: type[Any]) -> Iterator[Any]:
    """Everything of one sort that the modules of a package define."""
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, package + "."):
        for value in vars(importlib.import_module(module.name)).values():
            origin = value.start if isinstance(value, Learner) else getattr(value, "reduce", None)
            if isinstance(value, sort) and origin.__module__ == module.name:
                yield value


@cache
def reductions() -> Mapping[str, Reducer]:
    """Every reduction, by name."""
    return {r.name: r for r in sorted(_standing_in("qlearn.reductions", Reducer), key=lambda r: r.name)}


@cache
def catalogue() -> Mapping[str, Learner[..., Any]]:
    """Every learner by name, those of other packages included (entry points of the group `qlearn.learners`)."""
    found = {x.name: x for x in _standing_in("qlearn.learners", Learner)}
    for point in entry_points(group="qlearn.learners"):
        learner = point.load()
        found.setdefault(learner.name, learner)
    for reduction in reductions().values():
        for name in reduction.shown_on:
            composed = reduction(_composed(name, found))
            found[composed.name] = composed
    return MappingProxyType(dict(sorted(found.items())))


# Families that are not in the catalogue, being others' work or without a theorem, and who finds them.
BESIDE = {"activeml": ("qlearn.peers.activeml", "learner"), "retraining": ("qlearn.retraining.unproved", "find_unproved")}


def find(name: str, others: Iterable[Learner[..., Any]] = ()) -> Learner[..., Any]:
    """The learner of this name, of the catalogue, `BESIDE` it or among `others`; `family.algorithm+reduction` composes one."""
    named = {learner.name: learner for learner in others}
    if (learner := named.get(name) or _in_a_file_of_its_name(name)) is not None:
        return learner
    known = {**catalogue(), **named}
    return known[name] if name in known else _composed(name, known)


def _in_a_file_of_its_name(name: str) -> Learner[..., Any] | None:
    """The catalogue's learner, where its file has its name too: the others then need not be loaded."""
    family, _, algorithm = name.partition(".")
    module = f"qlearn.learners.{family}.{algorithm}"
    if not (family.isidentifier() and algorithm.isidentifier()):
        return None
    try:
        found = getattr(importlib.import_module(module), algorithm, None)
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module}.".startswith(f"{error.name}."):
            raise
        return None
    return found if isinstance(found, Learner) and found.start.__module__ == module else None


def _composed(name: str, known: Mapping[str, Learner[..., Any]]) -> Learner[..., Any]:
    """A known learner through the reductions that its name goes on with, whether or not the result is known too."""
    inner, *outer = name.split("+")
    family = inner.partition(".")[0]
    if inner in known:
        learner = known[inner]
    elif family in BESIDE:
        module, finder = BESIDE[family]
        learner = getattr(importlib.import_module(module), finder)(inner)
    else:
        raise unknown("learner", inner, known)
    for reduction in outer:
        if reduction not in reductions():
            raise unknown("reduction", reduction, reductions())
        learner = reductions()[reduction](learner)
    return learner


def learners_in(path: Path) -> list[Learner[..., Any]]:
    """The learners that a Python file defines.  Runs the file; `BadArgument` if it cannot be run or defines none."""
    spec = importlib.util.spec_from_file_location(path.stem, path) if path.is_file() else None
    if spec is None or spec.loader is None:
        raise BadArgument(f"there is no Python file {path}")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise BadArgument(f"{path} cannot be imported: {type(error).__name__}: {error}") from error
    learners = [x for x in vars(module).values() if isinstance(x, Learner) and x.start.__module__ == path.stem]
    if not learners:
        raise BadArgument(f"{path} defines no learner; put @proves(Theorem(...)) on a generator function")
    sys.modules.setdefault(path.stem, module)  # so that its own hypotheses can be read from a certificate
    return learners


def _plain(value: Any, what: str) -> Any:
    """An argument as plain frozen data: then the same arguments always start the same dialogue."""
    if value is None or isinstance(value, str | int | Fraction | np.bool_ | np.integer):
        return value.item() if isinstance(value, np.generic) else value
    if isinstance(value, float | np.floating):
        if not np.isfinite(value):
            raise BadArgument(f"{what} must be finite, got {value}")
        return float(value)
    if isinstance(value, list | tuple):
        return tuple(_plain(v, what) for v in value)
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        if not np.isfinite(value).all():
            raise BadArgument(f"{what} must be finite, got {value[~np.isfinite(value)][0]}")
        value = value.copy()
        value.flags.writeable = False
        return value
    if is_dataclass(value) and not isinstance(value, type) and type(value).__dataclass_params__.frozen:  # type: ignore[attr-defined]
        return value
    raise BadArgument(
        f"{what} is a {type(value).__name__}; arguments are plain data (numbers, strings, tuples, arrays, frozen dataclasses)"
        " and seeds, never a generator or a function, or a run could not be repeated"
    )
