"""The source lines that asked: for each turn the calls that led to its question, and every function's text once."""

from __future__ import annotations

import ast
import inspect
import textwrap
from types import CodeType, FrameType
from typing import Any

from ...errors import Diverged
from ...transcript import Run
from .replayed import replayed

Source = dict[str, Any]


def asked_by(run: Run[Any]) -> Source:
    """`functions` with their numbered lines, `chains` of functions and lines, the learner's first, `of`: each turn's chain.

    A learner that asks something else today than it did when this was recorded has no lines from there on: `of` is then
    shorter than the turns, and `differs` says why.
    """
    functions: dict[CodeType, int] = {}
    chains: dict[tuple[tuple[int, int], ...], int] = {}
    of, differs = list[int](), ""
    try:
        for frames in replayed(run):
            chain = tuple((functions.setdefault(frame.f_code, len(functions)), frame.f_lineno) for frame in _shown(frames))
            of.append(chains.setdefault(chain, len(chains)))
    except Diverged as fault:
        differs = str(fault)
    return {"functions": [_function(code) for code in functions], "chains": list(chains), "of": of, "differs": differs}


def _shown(frames: list[FrameType]) -> list[FrameType]:
    """The frames of a learner's or a reader's own code: how dialogues are combined is no part of the story."""
    kept = [frame for frame in frames if frame.f_globals.get("__name__") != "qlearn.dialogue"]
    return kept or frames


def _function(code: CodeType) -> dict[str, Any]:
    """Its name and its lines with their numbers; theorem and docstring are read elsewhere."""
    try:
        lines, first = inspect.getsourcelines(code)
    except (OSError, TypeError):  # typed in, or its file is gone
        lines, first = [], code.co_firstlineno
    kept = [[first + i, lines[i].rstrip()] for i in _code("".join(lines), len(lines))]
    module = inspect.getmodule(code)
    return {"where": f"{module.__name__ if module else '?'}.{code.co_qualname}", "lines": kept}


def _code(text: str, many: int) -> list[int]:
    """Which of a function's lines, counted from 0, are neither decorators nor docstring."""
    try:
        function = ast.parse(textwrap.dedent(text)).body[0]
    except (SyntaxError, IndexError):  # a lambda, cut out of its statement
        return list(range(many))
    if not isinstance(function, ast.FunctionDef):
        return list(range(many))
    first = function.body[0]
    told = range(first.lineno - 1, first.end_lineno or 0) if ast.get_docstring(function) is not None else range(0)
    return [i for i in range(function.lineno - 1, many) if i not in told]
