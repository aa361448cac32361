"""The model under extraction: what it answers, how much it was asked, and what it is compared by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import BadAnswer, BadArgument, QlearnError
from ..points import Labels, Points
from ..queries import Batch, Membership, Query, Value
from ..teachers import Estimator, Function, Noisy, Remote


class Victim:
    """An estimator or a plain function as a teacher that counts on its own side.

    `classes` are the labels of a copy, the second one meaning yes; `heard` is how many rows were asked; `say` hears it too.
    A defence flips each label that a learner hears with probability `flip`, afresh at every asking.  A model behind HTTP is a
    teacher already; `judging` is how many rows it was asked to be compared with its copy.
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
        if isinstance(model, Remote):
            self.teacher: Any = model
            model.positive = model.positive if positive is None else positive
        else:
            self.teacher = (
                Function(model) if self.is_function else Estimator(model, positive=named.get(str(positive), positive))
            )
        self.heard = self.judging = 0
        self._compared: list[tuple[Points, NDArray[Any]]] = []
        self._say = say
        self._defended = Noisy(self.teacher, flip, seed) if flip else self.teacher

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Batch):
            self.heard += query.cost
            self._say(self.heard)
        with self._asked():
            return self._defended.answer(query)

    def skip(self, messages: int) -> None:
        """So many messages were answered from a journal, without asking."""
        if isinstance(self.model, Remote):
            self.model.skip(messages)

    def labels(self, points: Points) -> Labels:
        """The model's own labels, as a copy is judged by: none of them flipped, none counted as learning."""
        query = Membership(points)
        self.judging += len(points)
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
        self.judging += len(points)
        with self._asked():
            if isinstance(self.model, Remote):
                own = self._values(points)
                self._compared.append((points, own))
                return own, getattr(copy, self.teacher.output)(points)
            if self.is_function:
                return np.asarray(self.model(points)).ravel(), copy.predict(points)
            own, copied = (np.asarray(getattr(model, self.teacher.output)(points)) for model in (self.model, copy))
            return own, copied

    def decisions(self, points: Points, copy: Any) -> tuple[Any, Any]:
        """What original and copy predict in the end.  Of a model behind HTTP the values it told decide, if it told them."""
        if self.is_function:
            return self.outputs(points, copy)
        if isinstance(self.model, Remote):
            told = next((own for asked, own in self._compared if asked is points), None)
            own = self.outputs(points, copy)[0] if told is None else told
            return self._decided(own), copy.predict(points)
        with self._asked():
            return self.model.predict(points), copy.predict(points)

    def _values(self, points: Points) -> NDArray[Any]:
        """What a server answers to a value query, shape (m,) or (m, K)."""
        columns = len(self.classes) if self.classes is not None and self.teacher.output == "predict_proba" else 1
        query = Value(points, columns)
        found = query.accepts(self.teacher.answer(query))
        return found if columns > 1 else found[:, 0]

    def _decided(self, own: NDArray[Any]) -> NDArray[Any]:
        """The class that values decide for; a regressor's value is the decision."""
        if self.classes is None:
            return own
        which = own.argmax(axis=1) if own.ndim == 2 else (own > 0).astype(np.intp)
        decided: NDArray[Any] = self.classes[which]
        return decided
