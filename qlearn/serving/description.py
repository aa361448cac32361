"""What the server speaks, in the OpenAPI 3.1 form: written by hand, with the model's and the limits' own numbers in it."""

from __future__ import annotations

from typing import Any

from .. import __version__
from ..protocol import DTYPES, HEADER
from .limits import Limits
from .model import Served

Json = dict[str, Any]


def description(model: Served, limits: Limits, *, keyed: bool) -> Json:
    """The description that `/openapi.json` holds; with `keyed`, every page but health and this one needs a key."""
    named, numbered = "/v2/models/{model}", "/v2/models/{model}/versions/{version}"
    parts = [{"name": "model", "in": "path", "required": True, "schema": {"enum": [model.name]}}]
    versions = [*parts, {"name": "version", "in": "path", "required": True, "schema": {"enum": [model.version]}}]
    paths: Json = {
        "/openapi.json": {"get": _page("this description", "any", free=True)},
        "/v2/health/live": {"get": _page("is the server alive?", "health", free=True)},
        "/v2/health/ready": {"get": _page("is the model ready?", "health", free=True)},
        "/v2": {"get": _page("what the server is", "server")},
        "/v2/repository/index": {
            "get": _page("which models there are", "index"), "post": _page("which models there are", "index"),
        },
        "/v2/account": {"get": _page("what the client was billed", "account")},
    }  # fmt: skip
    for path, given in ((named, parts), (numbered, versions)):
        paths[path] = {"get": _page("what the model takes and tells", "model", found=True), "parameters": given}
        paths[f"{path}/ready"] = {"get": _page("is the model ready?", "ready", found=True), "parameters": given}
        paths[f"{path}/infer"] = {"post": _infer(limits), "parameters": given}
    whole: Json = {
        "openapi": "3.1.0",
        "info": {"title": f"qlearn serve: {model.name}", "version": __version__},
        "paths": paths,
        "components": {"schemas": _schemas(model, limits), "responses": {"refusal": _refusal()}},
    }
    if keyed:
        whole["components"]["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        whole["security"] = [{"key": []}]
    return whole


def _page(says: str, schema: str, *, free: bool = False, found: bool = False) -> Json:
    statuses = ([] if free else [401]) + ([404] if found else [])
    return {"summary": says, "responses": {"200": _told(schema), **_refusals(statuses)}, **({"security": []} if free else {})}


def _infer(limits: Limits) -> Json:
    return {
        "summary": "the model's outputs at the points of the request, each output a query, each row of it billed",
        "description": (
            f"With {HEADER} the JSON ends there and the tensors' bytes follow.  The same id with the same body has the same"
            f" answer again and is not billed again, among the last {limits.answers} bytes of answers; with another body it is"
            " refused (409).  A refused request is not billed, even if a defence refused it (403)."
        ),
        "requestBody": {"required": True, "content": {"application/json": {"schema": _to("request")}}},
        "responses": {
            "200": _told("response"),
            **_refusals([400, 401, 402, 403, 404, 408, 409, 413, 415, 422, 503]),
            "429": {**_refusal(), "headers": {"Retry-After": {"required": True, "schema": {"type": "integer", "minimum": 1}}}},
        },
    }


def _schemas(model: Served, limits: Limits) -> Json:
    text, whole = {"type": "string"}, {"type": "integer", "minimum": 0}
    numbers = {"type": "array", "items": {"type": "number"}}
    shape = {"type": "array", "prefixItems": [{"type": "integer", "minimum": 1}, {"const": model.box.d}], "items": False}
    rows = {"type": "array", "items": {**numbers, "minItems": model.box.d, "maxItems": model.box.d}, "minItems": 1}
    tensor = _object(
        {"name": text, "shape": {**shape, "minItems": 2}, "datatype": {"enum": list(DTYPES)}},
        data={"anyOf": [{"type": "array", "items": {"type": ["number", "boolean"]}}, rows]}, parameters={"type": "object"},
    )  # fmt: skip
    asked = _object({"name": {"enum": list(model.outputs)}}, parameters={"type": "object"})
    output = _object(
        {"name": {"enum": list(model.outputs)}, "datatype": text, "shape": {"type": "array", "items": whole}},
        data={"type": "array"},
    )
    one = {"minItems": 1, "maxItems": 1}
    every = {"type": "array"}
    return {
        "request": _object(
            {"inputs": {**every, "items": tensor, **one}},
            id={**text, "minLength": 1, "maxLength": limits.id}, parameters={"type": "object"},
            outputs={**every, "items": asked, "uniqueItems": True},
        ),
        "response": _object(
            {"model_name": {"const": model.name}, "model_version": {"const": model.version},
             "outputs": {**every, "items": output, "minItems": 1},
             "parameters": _object({"billed": whole})}, id=text,
        ),
        "error": _object({"error": {**text, "minLength": 1}}),
        "health": _object({"live": {"const": True}, "ready": {"const": True}}),
        "ready": _object({"name": {"const": model.name}, "ready": {"const": True}}),
        "server": _object({"name": text, "version": text, "extensions": {**every, "items": text}}),
        "index": {**every, "items": _object({"name": text, "version": text, "state": {"const": "READY"}}), **one},
        "model": _object({"name": text, "versions": every, "platform": text, "inputs": every, "outputs": every,
                          "parameters": _object({"low": numbers, "high": numbers})}),
        "account": _object({"client": text, "requests": whole, "rows": whole, "repeats": whole,
                            "budget": _or_none(whole), "left": _or_none(whole), "alarms": {**every, "items": text}}),
        "any": {"type": "object"},
    }  # fmt: skip


def _object(required: Json, **optional: Json) -> Json:
    return {"type": "object", "properties": {**required, **optional}, "required": list(required)}


def _or_none(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _to(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _told(schema: str) -> Json:
    return {"description": "told", "content": {"application/json": {"schema": _to(schema)}}}


def _refusal() -> Json:
    return {"description": "refused, and why", "content": {"application/json": {"schema": _to("error")}}}


def _refusals(statuses: list[int]) -> Json:
    return {str(status): {"$ref": "#/components/responses/refusal"} for status in statuses}
