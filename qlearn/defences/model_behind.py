"""What stands behind a defence: the model's own teacher, its outputs, its margins and its labels on rows."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from ..errors import BadArgument
from ..points import Labels, Points
from ..queries import Label, Membership, Value


class Teacher(Protocol):
    def answer(self, query: Any, /) -> Any: ...


def behind(teacher: Any) -> Any:
    """The teacher that wraps no other: what `teacher` attributes lead to."""
    while hasattr(teacher, "teacher"):
        teacher = teacher.teacher
    return teacher


def outputs(model: Any) -> int:
    """How many outputs the model's values have: a column a class where it says so, else one."""
    classes = getattr(model, "classes", None)
    if classes is None or (getattr(model, "output", None) == "decision_function" and len(classes) == 2):
        return 1
    return len(classes)


def margins(model: Any, points: Points) -> NDArray[np.float64]:
    """How far from another answer the model's values are, shape (batch,): best class before second, or |value|."""
    many = outputs(model)
    query = Value(points, many)
    values = query.accepts(model.answer(query))
    if many == 1:
        return np.abs(values[:, 0])
    best = np.partition(values, many - 2, axis=1)
    return np.asarray(best[:, -1] - best[:, -2])


def own_labels(model: Any, points: Points) -> Labels:
    """The model's own membership labels, shape (batch,)."""
    query = Membership(points)
    return query.accepts(model.answer(query))


def own_classes(model: Any, points: Points) -> NDArray[np.intp]:
    """The model's own classes, shape (batch,): by label queries where it says how many there are, else by membership."""
    classes = getattr(model, "classes", None)
    query: Any = Membership(points) if classes is None else Label(points, len(classes))
    return np.asarray(query.accepts(model.answer(query)), np.intp)


def data_rows(rows: Any, wanted: str, least: int = 1) -> Points:
    """Rows of data, shape (n, d), or `BadArgument` that says who wants them."""
    if rows is None:
        raise BadArgument(f"{wanted} needs rows of data: those that the model was made for")
    found = np.asarray(rows, np.float64)
    if found.ndim != 2 or len(found) < least or not found.size or not np.isfinite(found).all():
        raise BadArgument(f"{wanted} needs at least {least} finite rows of data, shape (n, d), got shape {found.shape}")
    return found
