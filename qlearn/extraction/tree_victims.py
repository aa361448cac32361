"""A model under extraction as a teacher of trees: of labels, names of leaves, counterfactuals or values."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..axes import Axes
from ..concepts.forests import Forest
from ..concepts.regressions import Regression
from ..concepts.sklearn_trees import from_sklearn
from ..concepts.trees import Tree
from ..domains import Box
from ..errors import BadAnswer, BadArgument
from ..features import Floats, Integers
from ..points import Points
from ..queries import Counterfactual, Label, Leaf, Query, Value
from ..teachers import Estimator, Remote
from .victim import Victim

TOL = 1e-5  # of a feature's width: how fine thresholds are found, unless told


def is_tree(model: Any) -> bool:
    """Whether it is a decision tree or a forest of scikit-learn's that predicts, or a server that names leaves."""
    if isinstance(model, Remote):
        return "leaf" in (model.outputs or ())
    from sklearn.ensemble._forest import BaseForest
    from sklearn.tree import BaseDecisionTree

    return isinstance(model, BaseForest | BaseDecisionTree) and hasattr(model, "predict")


def many_classes(model: Remote) -> bool:
    """Whether it has more than two classes, and none of them was named to be learned against the others."""
    return model.classes is not None and len(model.classes) > 2 and model.positive is None


def axes_around(box: Box, tol: float) -> Axes:
    """The features of a box in steps of `tol` times their width; for 0, every float of 32 bits that the model can see there.

    Raises `BadArgument` for an infinite box, or steps finer than floats.
    """
    ends = np.array([box.low, box.high], np.float64)
    odd = np.flatnonzero(~np.isfinite(ends).all(axis=0))
    if len(odd):
        raise BadArgument(f"the box is infinite at x{odd[0] + 1}; a tree is learned where all features have two finite ends")
    wide = np.flatnonzero((np.abs(ends) > np.finfo(np.float32).max).any(axis=0))
    if len(wide):
        raise BadArgument(f"trees take floats of 32 bits, at most 3.4e38 in size; the box reaches beyond at x{wide[0] + 1}")
    if tol:
        return Axes.box(box.low, box.high, tol)
    low, high = ends.astype(np.float32).astype(np.float64).tolist()  # as scikit-learn rounds the points
    return Axes(tuple(Floats(a, b, single=True) for a, b in zip(low, high, strict=True)))


def box_of(axes: Axes) -> Box:
    """The smallest box that holds all places."""
    low, high = axes.at(np.array([0 * axes.last, axes.last])).tolist()
    return Box(tuple(low), tuple(high))


def known_codes(axes: Axes, data: Points) -> None:
    """`BadArgument` if a row has an integer or a category that is no place of its axis."""
    for i in (i for i, axis in enumerate(axes.features) if isinstance(axis, Integers)):
        axis = axes.features[i]
        at = axis.at(axis.place(data[:, i].astype(np.float64)))
        odd = np.flatnonzero(at != data[:, i])
        if len(odd):
            raise BadArgument(
                f"row {odd[0]} of the data has x{i + 1} = {data[odd[0], i]:g}, which is none of the values of that feature,"
                f" {axis}; give it an axis that holds all values"
            )


class TreeVictim(Victim):
    """Labels are positions in `model.classes_`; names of leaves are what `model.apply` says; counterfactuals are exact.

    A function is asked for classes 0..K-1 (`classes`, by default 2), names, or values.
    """

    def __init__(
        self, model: Any, axes: Axes, *, classes: int | None = None, say: Callable[[int], None] = lambda heard: None
    ) -> None:
        super().__init__(model, say=say)
        self.axes = axes
        self._told = classes
        if classes is not None and not self.is_function:
            raise BadArgument("only a function must be told how many classes it has; this model says so itself")

    def answer(self, query: Query[Any]) -> Any:
        self.heard += query.cost
        self._say(self.heard)
        return self._reply(query)

    def again(self, query: Query[Any]) -> Any:
        """The answer, not counted as learning."""
        self.judging += query.cost
        return self._reply(query)

    def _reply(self, query: Query[Any]) -> Any:
        with self._asked():
            if isinstance(self.model, Remote):
                return self.model.answer(query)
            if isinstance(query, Counterfactual):
                return self._explains.answer(query)
            if isinstance(query, Label) and self.classes is not None:
                return self._positions(self._predicted("predict", query.points))
            names = self._names(query) if isinstance(query, Leaf) and query.known is None else None
            return self.teacher.answer(query) if names is None else names

    def _predicted(self, method: str, points: Points) -> Any:
        """What the model says itself; points were found finite by the query's own gate."""
        from sklearn import config_context

        with config_context(assume_finite=True):
            return getattr(self.model, method)(points)

    def _names(self, query: Leaf) -> NDArray[Any] | None:
        """What the model itself says; None for a forest, whose trees say several names, and what has no names."""
        if self.is_function or not hasattr(self.model, "apply"):
            return None
        names = np.asarray(self._predicted("apply", query.points))
        return names if names.ndim == 1 else None

    def _positions(self, said: NDArray[Any]) -> NDArray[np.intp]:
        assert self.classes is not None
        places = np.searchsorted(self.classes, said).clip(0, len(self.classes) - 1)
        odd = np.flatnonzero(self.classes[places] != said)
        if len(odd):
            raise BadAnswer(f"label: {said[odd[0]]!r} is none of the model's classes {self.classes.tolist()}")
        return places

    @cached_property
    def _explains(self) -> Estimator:
        """The teacher of counterfactuals that is made of the model."""
        if self.is_function:
            raise BadAnswer("a function cannot say where the nearest point of another class is; learn it with oracle='label'")
        return Estimator(self.model, axes=self.axes)

    @cached_property
    def concept(self) -> Tree | Forest | Regression | None:
        """The model read bit for bit on these axes, to count and to compare with; None if it cannot be read."""
        if self.is_function or type(self.model).__module__.partition(".")[0] != "sklearn":  # others may predict as they like
            return None
        try:
            return from_sklearn(self.model, self.axes)
        except BadArgument:
            return None

    @property
    def many(self) -> int:
        """How many classes a learner is told of."""
        if self.is_function:
            return self._told or 2
        if self.classes is None:
            return self.concept.classes if isinstance(self.concept, Regression) else 2
        return max(2, len(self.classes))

    def class_names(self, classes: int) -> NDArray[Any]:
        """What the classes of a copy are called."""
        return np.arange(classes) if self.classes is None else self.classes

    def says(self, points: Points) -> NDArray[Any]:
        """What the model predicts, not counted as learning: class numbers (batch,), or values (batch, outputs)."""
        self.judging += len(points)
        return self._says(points)

    def _says(self, points: Points) -> NDArray[Any]:
        if isinstance(self.model, Remote):
            query: Query[Any] = Value(points) if self.classes is None else Label(points, self.many)
            return np.asarray(query.accepts(self._reply(query)))
        with self._asked():
            if self.is_function:
                return np.asarray(self.model(points))
            said = np.asarray(self._predicted("predict", points))
        return said.reshape(len(points), -1).astype(np.float64) if self.classes is None else self._positions(said)

    def of_each_leaf(self, tree: Tree) -> NDArray[Any]:
        """What the model predicts in each leaf of a tree, shape (nodes, ...); asked once a leaf, and counted."""
        low, _, leaf = tree.paths
        which, first = np.unique(leaf, return_index=True)
        self.heard += len(which)
        said = self._says(self.axes.at(low[first]))
        found = np.zeros((len(tree.feature), *said.shape[1:]), said.dtype)
        found[which] = said
        return found


def outside(place: Box | Axes, data: Points) -> int:
    """How many rows lie outside the box."""
    return int((~(box_of(place) if isinstance(place, Axes) else place).contains(data)).sum())
