"""A model as it is served: what it takes, the outputs it tells, and the query that each of them is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..defences.model_behind import Teacher
from ..domains import Box
from ..errors import BadArgument, Refused
from ..points import Points, shortened
from ..protocol import DATATYPES, Message
from ..queries import Label, Leaf, Membership, Query, Value
from ..teachers import Estimator, Function
from .refusals import Refusal

TELLS = ("label", "value", "leaf")


@dataclass(frozen=True)
class Output:
    """A tensor that can be asked for: the query it is, and how the query's answer is told."""

    name: str
    datatype: str
    width: int | None  # of a row; None for one number a row
    query: Callable[[Points], Query[Any]]
    told: Callable[[NDArray[Any]], NDArray[Any]]

    @property
    def shape(self) -> list[int]:
        return [-1] if self.width is None else [-1, self.width]


@dataclass(frozen=True)
class Served:
    """A teacher behind a name, for rows of d features that lie in `box`."""

    name: str
    teacher: Teacher
    box: Box
    outputs: Mapping[str, Output]
    classes: tuple[Any, ...] | None = None
    features: tuple[str, ...] | None = None
    data: Points | None = None
    version: str = "1"

    def metadata(self) -> dict[str, Any]:
        return {
            "name": self.name, "versions": [self.version], "platform": "qlearn",
            "inputs": [{"name": "x", "datatype": "FP64", "shape": [-1, self.box.d]}],
            "outputs": [{"name": o.name, "datatype": o.datatype, "shape": o.shape} for o in self.outputs.values()],
            "parameters": {
                "classes": None if self.classes is None else list(self.classes),
                "low": list(self.box.low), "high": list(self.box.high),
                "features": None if self.features is None else list(self.features),
            },
        }  # fmt: skip

    def points(self, message: Message) -> Points:
        """The rows of a request, float64 (m, d).  Its one tensor may have any name and any datatype of numbers."""
        if len(message.tensors) != 1:
            raise Refusal(422, f"this model takes one tensor, x, of shape [-1, {self.box.d}]; got {len(message.tensors)}")
        x = message.tensors[0].data
        if x.dtype.kind == "O" or x.ndim != 2 or x.shape[1] != self.box.d or not len(x):
            what = f"{message.tensors[0].datatype} of shape {list(x.shape)}"
            raise Refusal(422, f"this model takes numbers of shape [m, {self.box.d}], m >= 1; got {what}")
        return x if x.dtype == np.float64 else x.astype(np.float64)

    def wanted(self, names: Sequence[str]) -> list[Output]:
        """The outputs of these names; the first of all if none is named."""
        if len(set(names)) < len(names):
            raise Refusal(422, "an output is asked for once")
        for name in names:
            if name not in self.outputs:
                raise Refusal(422, f"this model tells {', '.join(self.outputs)}, not {shortened(name, 40)!r}")
        return [self.outputs[name] for name in names or list(self.outputs)[:1]]


def told_by(model: Served, defended: Teacher) -> Served:
    """The model with those outputs only that its defence does not refuse as such, seen at one row of the data."""
    row = model.box.centre[None] if model.data is None else np.asarray(model.data[:1], np.float64)
    found = {}
    for name, output in model.outputs.items():
        try:
            defended.answer(output.query(row))
        except Refused:
            continue
        found[name] = output
    return replace(model, outputs=found or model.outputs)  # if all are refused it is for the row's sake


def served(
    model: Any,
    *,
    name: str = "m",
    box: Box | None = None,
    data: Points | None = None,
    features: Sequence[str] | None = None,
    classes: Sequence[Any] | None = None,
    tells: str | None = None,
    outputs: int = 1,
) -> Served:
    """A fitted scikit-learn model, a function of X (batch, d), or a teacher, made ready to be asked over HTTP.

    `tells` is 'label' (predict only), 'value' (confidences or real outputs besides) or 'leaf' (the number of a tree's leaf
    besides).  A teacher that is no model has the `classes` that are given; its values are `outputs` numbers a row.
    Raises `BadArgument` for what cannot be served so.
    """
    if box is None and data is None:
        raise BadArgument("nothing says where the model's inputs lie; give box=Box(low, high) or data of shape (m, d)")
    where = box if box is not None else Box.around(data)  # type: ignore[arg-type]
    if tells is not None and tells not in TELLS:
        raise BadArgument(f"a server tells label, value or leaf, got {tells!r}")
    if not name or not all(c.isalnum() or c in "-_." for c in name):
        raise BadArgument(f"a model's name is part of an address: letters, digits and - _ . only, got {name!r}")
    teacher, listed = _asked(model, where, classes, tells)
    found = _outputs(teacher, where, listed, tells, outputs)
    if features is not None and len(features) != where.d:
        raise BadArgument(f"{len(features)} names of features for inputs of {where.d} features")
    named = None if features is None else tuple(features)
    return Served(name, teacher, where, {o.name: o for o in found}, None if listed is None else tuple(listed), named, data)


def _asked(model: Any, box: Box, classes: Sequence[Any] | None, tells: str | None) -> tuple[Teacher, list[Any] | None]:
    """The teacher, and the classes it tells of."""
    if hasattr(model, "answer"):
        return model, None if classes is None else list(classes)
    if hasattr(model, "predict"):
        teacher = Estimator(model)
        if teacher.d is not None and teacher.d != box.d:
            raise BadArgument(f"the model takes {teacher.d} features, its box or data have {box.d}")
        return teacher, None if teacher.classes is None else teacher.classes.tolist()
    if not callable(model):
        raise BadArgument(f"a server takes a model, a function or a teacher, got a {type(model).__name__}")
    says = np.asarray(model(box.centre[None]))
    binary = says.dtype == np.bool_ or (tells == "label" and says.dtype.kind in "iu")
    return Function(model), list(classes) if classes is not None else [False, True] if binary else None


def _outputs(teacher: Teacher, box: Box, classes: list[Any] | None, tells: str | None, outputs: int) -> list[Output]:
    if classes is not None and len(classes) < 2:
        raise BadArgument(f"the model has one class only, {classes}; there is nothing to be asked")
    if classes is None and tells == "label":
        raise BadArgument("the model has no classes, so it tells values, not labels")
    if classes is None:
        found = [_values("predict", _reals(teacher, box, outputs))]
    else:
        found = [_labels(classes)]
        if tells == "value" or (tells is None and isinstance(teacher, Estimator)):
            method = teacher.output if isinstance(teacher, Estimator) else "predict_proba"
            found.append(_values(method, _columns(teacher, box, method, len(classes))))
    if tells == "leaf":
        found.append(Output("leaf", "INT64", None, Leaf, lambda names: names))
        _ = teacher.answer(Leaf(box.centre[None]))  # a model without leaves says so now
    return found


def _labels(classes: list[Any]) -> Output:
    """A model of two classes is asked for membership in the second one, of more for the position of the class."""
    words = np.array(classes, object if isinstance(classes[0], str) else None)
    words = words.astype({"i": np.int64, "u": np.int64, "f": np.float64}.get(words.dtype.kind, words.dtype))
    datatype = "BYTES" if words.dtype.kind == "O" else DATATYPES[words.dtype]
    k = len(classes)
    query: Callable[[Points], Query[Any]] = Membership if k == 2 else lambda points: Label(points, k)
    return Output("predict", datatype, None, query, lambda positions: words[positions.astype(np.intp)])


def _values(name: str, width: int | None) -> Output:
    told: Callable[[Any], Any] = (lambda values: values[:, 0]) if width is None else lambda values: values
    return Output(name, "FP64", width, lambda points: Value(points, width or 1), told)


def _columns(teacher: Teacher, box: Box, method: str, classes: int) -> int | None:
    if method != "decision_function":
        return classes
    values = np.asarray(teacher.answer(Value(box.centre[None], classes)))
    return None if values.ndim == 1 else values.shape[1]


def _reals(teacher: Teacher, box: Box, outputs: int) -> int | None:
    if not isinstance(teacher, Function | Estimator):
        return None if outputs == 1 else outputs
    values = np.asarray(teacher.answer(Value(box.centre[None], outputs)))
    return None if values.ndim == 1 else values.shape[1]
