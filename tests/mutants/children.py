"""Each mutant in a process of its own, several at a time, and an end to those that do not end."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

M = TypeVar("M")
FORK = multiprocessing.get_context("fork")  # what the parent has imported need not be imported again


@dataclass
class _Child(Generic[M]):
    mutant: M
    process: Any
    heard: Connection
    started: float = field(default_factory=time.monotonic)


def verdicts(mutants: Iterable[M], judge: Callable[[M], str], *, jobs: int, seconds: float) -> Iterator[tuple[M, str]]:
    """What killed each mutant: what `judge` returns in a child process, "" if nothing did; in the order of their ends.

    A child that dies or goes on for longer than `seconds` is killed by that.
    """
    waiting, running = iter(mutants), list[_Child[M]]()
    while True:
        while len(running) < jobs and (mutant := next(waiting, None)) is not None:
            running.append(_started(mutant, judge))
        if not running:
            return
        wait([child.heard for child in running], timeout=1)
        for child in list(running):
            said = _said(child, seconds)
            if said is not None:
                running.remove(child)
                yield child.mutant, said


def _started(mutant: M, judge: Callable[[M], str]) -> _Child[M]:
    heard, says = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_child, args=(judge, mutant, says), daemon=True)
    process.start()
    says.close()
    return _Child(mutant, process, heard)


def _child(judge: Callable[[Any], str], mutant: Any, says: Connection) -> None:
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        says.send(judge(mutant))


def _said(child: _Child[Any], seconds: float) -> str | None:
    """The child's verdict, if it has come to one."""
    if child.heard.poll():
        try:
            said = str(child.heard.recv())
        except EOFError:
            said = "its process died"
    elif time.monotonic() - child.started > seconds:
        said = f"no end within {seconds:.0f} s"
        child.process.kill()
    else:
        return None
    child.process.join()
    child.heard.close()
    return said
