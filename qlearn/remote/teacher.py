"""A model behind HTTP as a teacher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..domains import Box
from ..errors import BadAnswer, BadArgument
from ..formulas import whole
from ..points import Points
from ..queries import Label, Leaf, Membership, Query, Value
from .account import Bill
from .dialects import OUTPUTS
from .flight import Flight
from .line import Line, Reading
from .meeting import met


class Remote:
    """A model that a server answers for: ours, Triton, KServe or MLServer, MLflow, TensorFlow Serving.

    membership  what it predicts == positive, the second of two classes unless you name another
    label       the position in `classes` of what it predicts
    value       `output`: predict_proba (a column a class), decision_function, or predict for a regressor
    leaf        the number of the leaf, where a server tells it

    The server is asked what it speaks (or name the `dialect`: oip, mlflow, tfserving), which `model` it has if there is only
    one, and what it tells; what it does not say (`classes` in their order, `output`) you may.  `d`, `box`, `features` are
    None where neither says it; `meet(point)` finds an unsaid `output` by asking one row.

    A message is cut into requests of at most `rows_per_request` rows, at most `in_flight` of them on the way at once and at
    most `rate` rows a second.  What fails for a reason that may pass (no connection, `timeout` seconds without an answer, a
    torn answer, status 429, 5xx) is sent again under the same id, until nothing at all was answered for `patience` seconds.

    With a `cache` file each answered part is kept as it lands: a dialogue that starts again (from the beginning, or by a
    journal after its last whole message) asks only what had no answer, under the ids it had.  Rows that a learner repeats
    are asked as often as it asks.  A cache is for one dialogue.

    `account()` sets what was asked against what the server billed.  A Remote may be used by one learner at a time.  Stopped
    by Ctrl-C, it sends nothing more, and waits for what is on the way, so that it can be kept; again Ctrl-C ends that.

    >>> from qlearn.domains import Box
    >>> from qlearn.serving import app, running
    >>> with running(app(lambda X: X @ [1, 2], box=Box((0, 0), (1, 1)))) as url, Remote(url) as remote:
    ...     said = remote.answer(Value([[1.0, 0.5], [0.0, 1.0]]))
    ...     print(said.tolist(), "|", remote.account())
    [2.0, 2.0] | 2 rows in 1 requests, 0 of them again; billed 2, as many as were asked

    Raises `BadArgument` for what cannot be meant, `Unanswered` where the server gives no answer.
    """

    def __init__(
        self,
        url: str,
        *,
        model: str | None = None,
        key: str | None = None,
        dialect: str | None = None,
        output: str | None = None,
        classes: Sequence[Any] | None = None,
        positive: Any = None,
        rows_per_request: int = 1000,
        in_flight: int = 8,
        rate: float | None = None,
        timeout: float = 30.0,
        patience: float = 60.0,
        cache: str | Path | None = None,
        carrier: Any = None,
    ) -> None:
        at_once = whole(in_flight, "in_flight", least=1)
        self._line = Line(url, key, timeout, at_once, rate, patience, cache, carrier)
        try:
            self.served = self._line.open(dialect, model)
            self._flight = Flight(self._line, whole(rows_per_request, "rows_per_request", least=1), at_once)
            self._choose(output, classes)
            self.positive = positive
        except BaseException:
            self._line.close()
            raise

    def _choose(self, output: str | None, classes: Sequence[Any] | None) -> None:
        if output is not None:
            if output not in OUTPUTS or (self.served.outputs is not None and output not in self.served.outputs):
                raise BadArgument(f"output={output!r}: this server tells {', '.join(self.served.outputs or OUTPUTS)}")
            if self.served.outputs is None:
                self.served = replace(self.served, outputs=(output,))
        if classes is not None:
            self.served = replace(self.served, classes=tuple(np.asarray(classes).tolist()))
        self._output = output

    @property
    def url(self) -> str:
        return self._line.url

    @property
    def d(self) -> int | None:
        """The number of features, where the server says it."""
        return self.served.d

    @property
    def classes(self) -> NDArray[Any] | None:
        """The labels in their order; None for a regressor, and where nobody says them."""
        return None if self.served.classes is None else np.array(self.served.classes)

    @property
    def box(self) -> Box | None:
        """Where inputs lie, where the server says it."""
        told = self.served
        return None if told.low is None or told.high is None else Box(told.low, told.high)

    @property
    def features(self) -> tuple[str, ...] | None:
        return self.served.features

    @property
    def outputs(self) -> tuple[str, ...] | None:
        """What the server tells, of `OUTPUTS`; None where that is not known: see `meet`."""
        return self.served.outputs

    @property
    def output(self) -> str:
        """What a value query is answered with."""
        if self._output is not None:
            return self._output
        if self.served.outputs is None:
            raise BadArgument("the server does not say what it tells: name the output, or let meet(point) find out by one row")
        return next((o for o in OUTPUTS[:3] if o in self.served.outputs), "predict")

    @property
    def tells_values(self) -> bool:
        """Whether there is more to hear than labels."""
        return self.output != "predict" or (self.served.classes is None and self.positive is None)

    @property
    def positive(self) -> Any:
        """The class that means yes, if one was named; a command line names it by its text."""
        return self._positive

    @positive.setter
    def positive(self, name: Any) -> None:
        named = {str(c): c for c in self.served.classes or ()}
        if name is not None and named and str(name) not in named:
            raise BadArgument(f"positive={name!r} is no class of this model; {self._named_classes}")
        self._positive = named.get(str(name), name)

    def meet(self, point: Points) -> None:
        """Ask about one point, shape (d,), what the server does not say: which outputs it tells, for how many classes."""
        self.served = met(self._flight, self.served, np.asarray(point, np.float64)[None])

    def skip(self, messages: int) -> None:
        """So many messages were answered from a journal: the next one is numbered after them."""
        self._flight.message += messages

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Value):
            if self.output == "predict" and self.served.classes is not None:
                raise BadArgument("this server tells labels only: ask membership or label queries (oracle='label')")
            return self._ask(self.output, query.points, _real)
        if isinstance(query, Membership):
            return self._labelled(query.points, self._positives)
        if isinstance(query, Label):
            if self.served.classes is None or len(self.served.classes) != query.classes:
                raise BadArgument(f"the learner asks for {query.classes} classes; {self._named_classes}")
            return self._labelled(query.points, self._positions)
        if isinstance(query, Leaf) and query.known is None:
            return self._ask("leaf", query.points, _whole)
        raise BadAnswer(f"a model behind HTTP cannot answer {query.kind} queries, only those about complete points")

    def _ask(self, output: str, points: Points, reading: Reading) -> NDArray[Any]:
        if self.served.outputs is not None and output not in self.served.outputs:
            raise BadArgument(f"this server tells {', '.join(self.served.outputs)}, and no {output}: ask what it tells")
        return self._flight.ask(output, points, reading)

    def _labelled(self, points: Points, reading: Reading) -> NDArray[Any]:
        """What is predicted; of a server that tells probabilities only, the most probable class."""
        known = self.served.classes
        if known is None or self.output != "predict_proba" or "predict" in (self.served.outputs or ("predict",)):
            return self._ask("predict", points, reading)
        return reading(np.array(known)[self._flight.ask(self.output, points, _real).argmax(axis=1)])

    def account(self) -> Bill:
        """What was asked, and what the server billed for it."""
        self._line.look_up()
        return self._line.account.bill()

    def close(self) -> None:
        """Close connections and the cache.  Another question fails."""
        self._flight.close()
        self._line.close()

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()

    def _positives(self, said: NDArray[Any]) -> NDArray[np.bool_]:
        yes = self.positive
        if yes is None:
            if self.served.classes is None or len(self.served.classes) != 2:
                raise BadArgument(f"membership needs two classes or positive=...; {self._named_classes}")
            yes = self.served.classes[1]
        if self.served.classes is not None:
            self._positions(said)  # refuses what is no class
        return np.asarray(said == yes) if said.dtype.kind in "OU" or not isinstance(yes, str) else said.astype(str) == yes

    def _positions(self, said: NDArray[Any]) -> NDArray[np.intp]:
        places = {c: i for i, c in enumerate(self.served.classes or ())}
        values, which = np.unique(said, return_inverse=True)
        odd = [value for value in values.tolist() if value not in places]
        if odd:
            raise BadAnswer(f"the server predicted {odd[0]!r}, which is none of its classes {list(places)}")
        return np.array([places[value] for value in values.tolist()], np.intp)[which.ravel()]

    @property
    def _named_classes(self) -> str:
        known = self.served.classes
        return (
            "the server names no classes: give classes=[...]" if known is None else f"the model has the classes {list(known)}"
        )


def _real(said: NDArray[Any]) -> NDArray[np.float64]:
    if said.dtype.kind not in "biuf":
        raise BadAnswer(f"real numbers were asked for, the server said {str(said.ravel()[:1].tolist())[1:-1]}")
    return said.astype(np.float64, copy=False)


def _whole(said: NDArray[Any]) -> NDArray[np.int64]:
    if said.dtype.kind not in "iu":
        raise BadAnswer(f"numbers of leaves were asked for, the server said {said.dtype}")
    return said.astype(np.int64)
