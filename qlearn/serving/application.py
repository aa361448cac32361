"""The Open Inference Protocol as a starlette application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from fractions import Fraction
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.routing import Route

from ..domains import Box
from ..points import Points
from .audit import Audit
from .keys import Keys
from .limits import Limits
from .model import Served, served
from .pages import Pages, failed, refused, unknown
from .refusals import Refusal
from .service import Defence, Service


def app(
    model: Any,
    *,
    name: str = "m",
    box: Box | None = None,
    data: Points | None = None,
    features: Sequence[str] | None = None,
    classes: Sequence[Any] | None = None,
    tells: str | None = None,
    outputs: int = 1,
    defence: Defence | None = None,
    keys: Keys | Mapping[str, str] | None = None,
    budget: int | Mapping[str, int] | None = None,
    rate: float | None = None,
    price: Fraction | None = None,
    audit: Audit | None = None,
    limits: Limits | None = None,
) -> Starlette:
    """A model behind the Open Inference Protocol v2, as an ASGI application: `running` runs it, so does any such server.

    Problem: what a learner can find out of a model depends on what its server tells, to whom, how much, and how exactly.
    Idea: a request is one query for each output it names (`predict` if it names none), put to the teacher that the model is,
    with the `defence` around it: a function from teacher to teacher, called once for each client, so that what it remembers
    of one says nothing of another.  Rows are billed to the client whose key came along.  A request over its `budget` of rows,
    or too fast for its `rate` of rows a second, is refused whole and costs nothing, and so is one that a defence refuses.  An
    id that was answered has the same bytes again and is not billed again, among the last `limits.answers` bytes of answers.

    `model` is a fitted scikit-learn model, a function of X (batch, d), or any object with `answer(query)`; the arguments up to
    `outputs` are those of `served`.  Without `keys`, anyone may ask, and all are one client.  Raises `BadArgument`.

    >>> import json, urllib.request
    >>> import numpy as np
    >>> from qlearn.domains import Box
    >>> from qlearn.serving import app, running
    >>> square = app(lambda X: X[:, 0] > X[:, 1], box=Box((0, 0), (1, 1)), budget=2)
    >>> x = {"name": "x", "shape": [2, 2], "datatype": "FP64", "data": [0.2, 0.1, 0.3, 0.4]}
    >>> with running(square) as url:
    ...     request = urllib.request.Request(f"{url}/v2/models/m/infer", json.dumps({"inputs": [x]}).encode())
    ...     with urllib.request.urlopen(request) as answer:
    ...         said = json.load(answer)
    >>> said["outputs"][0]["data"], said["parameters"]
    ([True, False], {'billed': 2})
    """
    found = model
    if not isinstance(model, Served):
        found = served(model, name=name, box=box, data=data, features=features, classes=classes, tells=tells, outputs=outputs)
    return routed(Service(found, defence=defence, keys=keys, budget=budget, rate=rate, price=price, audit=audit, limits=limits))


def routed(service: Service) -> Starlette:
    """The application of a service, which is its `state.service`.  Stopping the one closes the other."""
    pages = Pages(service)
    routes = [
        Route("/openapi.json", pages.described),
        Route("/v2/health/live", pages.healthy),
        Route("/v2/health/ready", pages.healthy),
        Route("/v2", pages.server),
        Route("/v2/repository/index", pages.index, methods=["GET", "POST"]),
        Route("/v2/account", pages.account),
    ]
    for at in ("/v2/models/{model}", "/v2/models/{model}/versions/{version}"):
        routes += [
            Route(at, pages.metadata),
            Route(f"{at}/ready", pages.ready),
            Route(f"{at}/infer", pages.infer, methods=["POST"]),
        ]

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        service.close()

    found = Starlette(
        routes=routes, lifespan=life, exception_handlers={Refusal: refused, HTTPException: unknown, Exception: failed}
    )
    found.router.redirect_slashes = False
    found.state.service = service
    return found
