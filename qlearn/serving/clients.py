"""A client as the server knows it: its account, its rate, the answers it had, and the teacher it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .accounts import Account
from .model import Teacher
from .rates import Bucket
from .repeats import Repeats


@dataclass
class Client:
    """Each client has a defended teacher of its own: what one asks neither hides nor betrays another."""

    account: Account
    bucket: Bucket | None
    repeats: Repeats
    teacher: Teacher

    def report(self) -> dict[str, Any]:
        return {**self.account.report(), "alarms": [str(alarm) for alarm in alarms(self.teacher)]}


def alarms(teacher: Any) -> list[Any]:
    """Of the monitors around a teacher, the outermost first."""
    found: list[Any] = []
    while teacher is not None:
        found += getattr(teacher, "alarms", ())
        teacher = getattr(teacher, "teacher", None)
    return found
