"""A monitor: a teacher that looks at what one client asks and hears, and raises alarms."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import Refused
from ..points import Points
from ..queries import Batch, Label, Leaf, Membership, Query, Value
from .model_behind import Teacher


@dataclass(frozen=True)
class Alarm:
    """What a monitor saw, and after how many of its client's rows."""

    what: str
    rows: int

    def __str__(self) -> str:
        return f"{self.what}, after {self.rows} rows"


class Monitor(ABC):
    """Another teacher's answers, watched.  One monitor is for one client: it remembers what was asked.

    `alarms` are those raised so far: one each time that suspicion rises, none while it lasts.  With `refuse` no question is
    answered any more after the first, and the batch that raised it is not answered either.
    """

    def __init__(self, teacher: Teacher, *, refuse: bool = False) -> None:
        self.teacher = teacher
        self.refuse = refuse
        self.alarms: list[Alarm] = []
        self.rows = 0
        self._suspicious = False

    @abstractmethod
    def suspicion(self, points: Points, classes: NDArray[np.intp]) -> str | None:
        """What is suspicious, in words, now that these rows (batch, d) got answers of these classes (batch,)."""

    def answer(self, query: Query[Any]) -> Any:
        if self.refuse and self.alarms:
            raise Refused(f"no more answers for this client: {self.alarms[0]}")
        answer = self.teacher.answer(query)
        if isinstance(query, Batch):
            self.rows += query.cost
            found = self.suspicion(query.points, heard(query, answer))
            if found is not None and not self._suspicious:
                self.alarms.append(Alarm(found, self.rows))
                if self.refuse:
                    raise Refused(f"no more answers for this client: {self.alarms[0]}")
            self._suspicious = found is not None
        return answer


def heard(query: Batch[Any], answer: Any) -> NDArray[np.intp]:
    """The class that each row's answer tells, shape (batch,): the best column of values, the sign of one value, a leaf."""
    answer = query.accepts(answer)
    if isinstance(query, Value):
        return np.asarray(answer.argmax(axis=1) if query.outputs > 1 else answer[:, 0] >= 0, np.intp)
    if isinstance(query, Membership | Label | Leaf):
        return np.asarray(answer, np.intp)
    return np.zeros(len(query.points), np.intp)


def monitors(teacher: Any) -> list[Monitor]:
    """The monitors around a teacher, outermost first."""
    found = []
    while teacher is not None:
        if isinstance(teacher, Monitor):
            found.append(teacher)
        teacher = getattr(teacher, "teacher", None)
    return found


def alarms(teacher: Any) -> list[Alarm]:
    """Every alarm that the monitors around a teacher have raised, in the order of rows."""
    return sorted((alarm for monitor in monitors(teacher) for alarm in monitor.alarms), key=lambda alarm: alarm.rows)
