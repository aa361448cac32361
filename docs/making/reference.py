"""The reference: a page a module that a user may call, everything from docstrings."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterable, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from making.docstrings import rst
from making.written import indented, title, toctree
from qlearn.catalogue import Learner, Reducer

SAID = "qlearn.theorems", "qlearn.formulas", "qlearn.errors", "qlearn.domains", "qlearn.transcript", "qlearn.journal"
GROUPS: Mapping[str, tuple[str, ...]] = {
    "Asking and answering": ("qlearn", "qlearn.teachers", *SAID),
    "Holding a theorem against what was said": (
        "qlearn.verdict",
        "qlearn.testing",
        "qlearn.evidence.certificate",
        "qlearn.evidence.check",
        "qlearn.evidence.proof",
    ),
    "Finite classes": (
        "qlearn.dimensions.finite_class",
        "qlearn.dimensions.measured",
        "qlearn.dimensions.bracket",
        "qlearn.dimensions.best_strategy",
        "qlearn.dimensions.optimal_play",
        "qlearn.dimensions.playing",
        "qlearn.dimensions.boolean_function",
        "qlearn.dimensions.written",
        "qlearn.dimensions.results",
    ),
    "Models": (
        "qlearn.extraction.extract",
        "qlearn.extraction.copies",
        "qlearn.extraction.demos",
        "qlearn.extraction.services",
        "qlearn.estimators",
        "qlearn.remote.teacher",
        "qlearn.serving",
        "qlearn.defences",
        "qlearn.calculator.calculate",
        "qlearn.experiments.estimate",
    ),
    "Growth, pictures and games": (
        "qlearn.sweeps",
        "qlearn.fits.compare",
        "qlearn.report.pictures",
        "qlearn.report.automata",
        "qlearn.report.observation_tables",
        "qlearn.report.strategies",
        "qlearn.report.player.page",
        "qlearn.play.games",
        "qlearn.play.teaching",
        "qlearn.play.asking",
        "qlearn.course",
    ),
}
ROOMS = {"Concepts and their classes": "qlearn.concepts", "Reductions": "qlearn.reductions"}


@cache
def modules() -> Mapping[str, tuple[str, ...]]:
    """Every module of the reference, by group."""
    return {**GROUPS, **{title: tuple(_inside(room)) for title, room in ROOMS.items()}}


def _inside(package: str) -> Iterable[str]:
    found = importlib.import_module(package)
    named = (f"{package}.{module.name}" for module in pkgutil.iter_modules(found.__path__))
    return [name for name in named if list(members(importlib.import_module(name)))]


def members(module: ModuleType) -> Iterable[tuple[str, Any]]:
    """What a module offers: what `__all__` names, else what is defined there and says what it is for."""
    if hasattr(module, "__all__"):
        yield from ((name, getattr(module, name)) for name in module.__all__)
        return
    for name, value in vars(module).items():
        mine = getattr(value, "__module__", None) == module.__name__
        if not name.startswith("_") and mine and _own_words(value):
            yield name, value


def _own_words(value: Any) -> bool:
    """Whether it can be called, and says for itself what it does; a learner says it on its theorem's page."""
    if isinstance(value, Learner):
        return False
    said = vars(value).get("__doc__") if inspect.isclass(value) else value.__doc__
    return isinstance(value, Reducer) or (bool(said) and (inspect.isclass(value) or inspect.isroutine(value)))


def pages() -> Mapping[str, str]:
    """File name -> reStructuredText."""
    grouped = modules()
    found = {f"{name}.rst": module_page(name) for group in grouped.values() for name in group}
    return found | {"index.rst": index_page(grouped)}


def module_page(name: str) -> str:
    module = importlib.import_module(name)
    head = [title(name), "\n".join(rst(module.__doc__ or "")), f".. py:currentmodule:: {name}"]
    return "\n\n".join([*head, *(_entry(name, *member) for member in members(module))]) + "\n"


def _entry(module: str, name: str, value: Any) -> str:
    if isinstance(value, Reducer):
        body = indented(rst(value.reduce.__doc__ or ""))
        return "\n".join([f".. py:function:: {name}(learner)", "   :module: " + module, "", *body])
    if inspect.ismodule(value):
        return f":doc:`{value.__name__} </reference/{value.__name__}>`"
    if inspect.isclass(value):
        return f".. autoclass:: {module}.{name}\n   :members:\n   :special-members: __call__"
    return f".. {'autofunction' if inspect.isroutine(value) else 'autodata'}:: {module}.{name}"


def index_page(grouped: Mapping[str, tuple[str, ...]]) -> str:
    parts = [title("Reference"), "What can be called, from the docstrings; learners are at :doc:`/theorems/index`."]
    for group, names in grouped.items():
        lines = [f"* :doc:`{name} <{name}>`: {_first(name)}" for name in names]
        parts += [title(group, "-"), "\n".join(lines), toctree(f"{name.removeprefix('qlearn.')} <{name}>" for name in names)]
    return "\n\n".join(parts) + "\n"


def _first(name: str) -> str:
    """A module's first sentence."""
    said = rst(importlib.import_module(name).__doc__ or "")
    return next((line for line in said if line), "")
