"""The model under extraction: what it answers, how much it was asked, and what it is compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadAnswer, BadArgument, QlearnError
from ..points import Labels, Points
from ..queries import Batch, Membership, Query
from ..teachers import Estimator, Function, Noisy


class Victim:
    """An estimator or a plain function as a teacher that counts on its own side.

    `classes` are the labels of a copy, the second one meaning yes; `heard` is how many rows were asked; `say` hears it too.
    A defence flips each label that a learner hears with probability `flip`, afresh at every asking.
    """

    def __init__(
        self,
        model: Any,
        positive: Any = None,
        say: Callable[[int], None] = lambda heard: None,
        flip: float = 0.0,
        seed: int = 0,
    ) -> None:
        self.model = model
        self.is_function = callable(model) and not hasattr(model, "predict")
        named = {str(c): c for c in np.asarray(getattr(model, "classes_", ())).tolist()}  # a command line has only text
        self.teacher: Any = (
            Function(model) if self.is_function else Estimator(model, positive=named.get(str(positive), positive))
        )
        self.heard = 0
        self._say = say
        self._defended = Noisy(self.teacher, flip, seed) if flip else self.teacher

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Batch):
            self.heard += query.cost
            self._say(self.heard)
        with self._asked():
            return self._defended.answer(query)

    def labels(self, points: Points) -> Labels:
        """The model's own labels, as a copy is judged by: none of them flipped, none counted."""
        query = Membership(points)
        with self._asked():
            return query.accepts(self.teacher.answer(query))

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Whatever goes wrong inside the model is said to be the model's."""
        try:
            yield
        except (QlearnError, ModuleNotFoundError):
            raise
        except Exception as fault:
            what = getattr(self.model, "__name__", type(self.model).__name__)
            raise BadAnswer(f"{what} failed when it was asked: {type(fault).__name__}: {fault}") from fault

    @property
    def d(self) -> int | None:
        """The number of features, where the model says it."""
        return None if self.is_function else self.teacher.d

    @property
    def classes(self) -> NDArray[Any] | None:
        return None if self.is_function else self.teacher.classes

    @property
    def learner_of_values(self) -> str:
        """The learner for what the model answers to value queries."""
        if self.is_function:
            return "linear.equation_solving"
        if self.teacher.output == "predict_proba" and self.classes is not None:
            return "linear.logistic" if len(self.classes) == 2 else "linear.softmax"
        if self.classes is None or len(self.classes) == 2:
            return "linear.equation_solving"
        raise BadArgument(
            f"this {type(self.model).__name__} of {len(self.classes)} classes has no predict_proba; no learner of values fits."
            " Learn one class against the others by labels: oracle='label', positive=CLASS"
        )

    def copied_labels(self) -> NDArray[Any]:
        """The classes of a copy learned from labels: no, then yes."""
        if self.classes is not None and len(self.classes) == 2:
            yes = self.teacher.positive if self.teacher.positive is not None else self.classes[1]
            return self.classes if yes == self.classes[1] else self.classes[::-1]
        return np.array([False, True])

    def outputs(self, points: Points, copy: Any) -> tuple[Any, Any]:
        """What original and copy answer to value queries."""
        with self._asked():
            if self.is_function:
                return np.asarray(self.model(points)).ravel(), copy.predict(points)
            own, copied = (np.asarray(getattr(model, self.teacher.output)(points)) for model in (self.model, copy))
            return own, copied

    def decisions(self, points: Points, copy: Any) -> tuple[Any, Any]:
        """What original and copy predict in the end."""
        if self.is_function:
            return self.outputs(points, copy)
        with self._asked():
            return self.model.predict(points), copy.predict(points)
