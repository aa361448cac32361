"""What a server speaks, and what it tells of its model: the part of the client that differs from server to server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from numpy.typing import NDArray

from ..errors import BadArgument, Unanswered, unknown
from ..points import shortened
from .wire import Reply

OUTPUTS = ("predict_proba", "decision_function", "predict", "leaf")


@dataclass(frozen=True)
class Served:
    """What a server says of a model before it is asked; None for what it leaves unsaid.

    `outputs` are those of `OUTPUTS` that it tells, `classes` the labels in their order, `low` and `high` the ends of the box
    in which inputs lie, `features` their names.  `honours_ids`: the same id is billed once.
    """

    model: str
    d: int | None = None
    outputs: tuple[str, ...] | None = None
    classes: tuple[Any, ...] | None = None
    low: tuple[float, ...] | None = None
    high: tuple[float, ...] | None = None
    features: tuple[str, ...] | None = None
    honours_ids: bool = False


@dataclass(slots=True)
class Letter:
    """A request that is ready to be sent."""

    path: str
    body: bytes
    headers: Mapping[str, str]


class Ask(Protocol):
    """A request about the server, not about rows, with as many tries as patience allows; statuses in `final` are answers."""

    def __call__(self, method: str, path: str, *, final: tuple[int, ...] = ()) -> Any: ...


class Dialect(Protocol):
    """One protocol of serving.  `candidates` are outputs to try in turn where a server does not say what it tells."""

    name: str
    candidates: tuple[str, ...]

    def served(self, ask: Ask, model: str | None) -> Served: ...

    def write(self, points: NDArray[Any], output: str, id: str) -> Letter: ...

    def read(self, reply: Reply, output: str) -> tuple[NDArray[Any], Mapping[str, Any]]:
        """The output of each row and what else is said; raises `Malformed` for an answer that is none."""


def found_out(ask: Ask, named: str | None) -> Dialect:
    """The dialect of this name, or the first that the server answers to.  Raises `BadArgument` if it answers to none."""
    from .open_inference import OpenInference
    from .predictions import MLflow, TFServing

    known: dict[str, Callable[[], Dialect]] = {"oip": OpenInference, "mlflow": MLflow, "tfserving": TFServing}
    if named is not None:
        if named not in known:
            raise unknown("dialect", named, known)
        return known[named]()
    if there(ask, "/v2") is not None:
        return OpenInference()
    if there(ask, "/version") is not None:
        return MLflow()
    if there(ask, "/v1/models") is not None:
        return TFServing()
    raise BadArgument(
        "the server answers neither to GET /v2 (Open Inference Protocol), nor to /version (MLflow), nor to /v1/models"
        f" (KServe, version 1); name what it speaks: {', '.join(known)}"
    )


def there(ask: Ask, path: str) -> Any:
    """What is at a path: JSON, else text; None where the server says that nothing is there, or not for GET."""
    try:
        return ask("GET", path, final=(404, 405, 501))
    except Unanswered as fault:
        if fault.status in (400, 403, 404, 405, 422, 501):
            return None
        raise


def one_of(models: list[str], named: str | None) -> str:
    """The model asked for, or the only one.  Raises `BadArgument` where that is none."""
    if named is not None:
        return named
    if len(models) == 1:
        return models[0]
    has = (
        f"the server has {len(models)} models: {shortened(', '.join(models), 200)}" if models else "the server names no models"
    )
    raise BadArgument(f"{has}; name one: --model or Remote(model=...)")
