"""The server does what /openapi.json says it does, as far as schemathesis can tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, seed, settings
from sklearn.linear_model import LogisticRegression

from qlearn.domains import Box
from qlearn.serving import Limits, app, running, served
from qlearn.serving.description import description

EXAMPLES = {"quick": 12, "full": 500}  # of each operation
KEY = {"Authorization": "Bearer a-key-of-ann"}
X = np.random.default_rng(0).normal(size=(50, 2))
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "allow_header_conformance", "ignored_auth",
]  # fmt: skip


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with running(app(LogisticRegression().fit(X, X[:, 0] > 0), data=X, keys={"ann": "a-key-of-ann"}, budget=4)) as where:
        yield where


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_it_does_what_it_says(url: str, mode: str, effort: str) -> None:
    import schemathesis
    from schemathesis.checks import CHECKS as KNOWN

    schema = schemathesis.openapi.from_url(f"{url}/openapi.json")
    checks = KNOWN.get_by_names(CHECKS)  # those of OpenAPI are known by now
    statuses = []
    for found in schema.get_all_operations():
        operation = found.ok()
        if mode == "negative" and not (operation.body or operation.path_parameters):
            continue

        @seed(0)
        @settings(
            max_examples=EXAMPLES[effort],
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(generation_mode=schemathesis.GenerationMode(mode)))
        def conforms(case: Any) -> None:
            statuses.append(case.call_and_validate(headers=KEY, checks=checks).status_code)
            if mode == "positive" and isinstance(case.body, dict):  # no schema says that data fit a shape
                case.body["inputs"][0] |= {"shape": [1, 2], "datatype": "FP64", "data": [0.5, -0.5]}
                statuses.append(case.call_and_validate(headers=KEY, checks=checks).status_code)

        conforms()
    assert set(statuses) >= ({200, 400, 402} if mode == "positive" else {400, 404}), set(statuses)


def test_it_names_every_page_and_refusal() -> None:
    model = served(lambda points: points[:, 0] > 0, box=Box((0, 0), (1, 1)))
    said = description(model, Limits(), keyed=False)
    pages = {route.path.replace("{model}", "m") for route in app(model).routes}  # type: ignore[attr-defined]
    assert {path.replace("{model}", "m") for path in said["paths"]} == pages
    assert "security" not in said
    infer = said["paths"]["/v2/models/{model}/infer"]["post"]["responses"]
    assert {"400", "401", "402", "403", "404", "408", "409", "413", "422", "429"} < set(infer)
