"""A client as the server knows it: its account, its rate, the answers it had, and the teacher it asks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..defences import alarms
from ..defences.model_behind import Teacher
from .accounts import Account
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
