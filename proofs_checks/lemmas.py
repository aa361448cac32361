"""A lemma: what it says, by what method and for which sizes it is checked, and a sharpened claim that must fail.

A lemma whose method is not at hand on this machine is *not checked*; that is no failure.  A claim that can only be sampled is
no lemma.
"""

from __future__ import annotations

import importlib
import pkgutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import proofs_checks

Check = Callable[[bool], bool]  # sharper -> does the claim hold
Status = Literal["checked", "not checked", "failed"]
ALL = "all sizes"


class NotChecked(Exception):
    """The method is not at hand here; the message says what is missing."""


@dataclass(frozen=True)
class Lemma:
    """`check(False)` must hold.  `check(True)` is the claim made sharper, or robbed of an assumption, and must not."""

    theorem: str  # a learner's name, or that of a result which learners rest on
    says: str
    method: str  # the kind of check ('coq', 'identity', 'exhaustion', ...), and after a colon of what
    scope: str  # ALL, or the sizes that were looked at
    sharper: str
    check: Check
    formal: str = ""  # the statement in Coq's own words, where there is one

    @property
    def name(self) -> str:
        return self.check.__name__.replace("_", " ")

    @property
    def kind(self) -> str:
        """The method's first word."""
        return self.method.partition(":")[0]


@dataclass(frozen=True)
class Result:
    """How a lemma's check went.  Not tight: the sharpened claim passed as well, so the lemma gives something away."""

    lemma: Lemma
    status: Status
    tight: bool
    seconds: float
    detail: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"theorem": self.lemma.theorem, **self.recorded(), "seconds": round(self.seconds, 3), "detail": self.detail}

    def recorded(self) -> dict[str, Any]:
        """What goes into the record: nothing that differs from one run to the next."""
        lemma = self.lemma
        return {
            "lemma": lemma.name,
            "says": lemma.says,
            **({"formal": lemma.formal} if lemma.formal else {}),
            "method": lemma.method,
            "scope": lemma.scope,
            "sharper": lemma.sharper,
            "status": self.status,
            "tight": self.tight,
        }


def lemma(theorem: str, says: str, *, method: str, scope: str, sharper: str) -> Callable[[Check], Lemma]:
    """Make a check a lemma of a theorem.  `sharper` says in words what the check claims when its argument is true."""

    def attach(check: Check) -> Lemma:
        return Lemma(theorem, says, method, scope, sharper, check)

    return attach


def discover() -> list[Lemma]:
    """Every lemma of every module here, in the order of the modules and of their text."""
    found: list[Lemma] = []
    for module in pkgutil.walk_packages(proofs_checks.__path__, "proofs_checks."):
        if not module.name.endswith("__main__"):
            found += [value for value in vars(importlib.import_module(module.name)).values() if isinstance(value, Lemma)]
    return found


def checked(lemma: Lemma) -> Result:
    """Run a lemma's check and its sharpened form.  An exception is a failure, and says so."""
    start = time.perf_counter()
    try:
        holds = lemma.check(False)
        tight = not lemma.check(True)
    except NotChecked as missing:
        return Result(lemma, "not checked", False, time.perf_counter() - start, str(missing))
    except Exception as error:
        return Result(lemma, "failed", False, time.perf_counter() - start, f"{type(error).__name__}: {error}")
    status: Status = "checked" if holds else "failed"
    return Result(lemma, status, tight, time.perf_counter() - start, "" if holds else "the claim does not hold")
