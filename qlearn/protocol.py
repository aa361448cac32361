"""The Open Inference Protocol, version 2, in bytes: what a client sends, what a server says, either side read strictly.

A message is JSON; a tensor is named, has a shape and a datatype, and its data are a flat list, or nested ones.  With the
binary extension (Triton's, also ours) the JSON is followed by the tensors' bytes, little-endian, and a header tells where
it ends: a row then costs no digits.  Either way a float64 arrives as it was sent, to the last bit.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .points import shortened

HEADER = "Inference-Header-Content-Length"  # of a message with the binary extension: where its JSON ends
BINARY = "binary_tensor_data"  # what a server that speaks it names among its extensions
IDEMPOTENT = "idempotent_id"  # and one that bills an id once
PARTS = 10_000  # of a message, besides data: no message has so many
DTYPES: Mapping[str, str] = {
    "BOOL": "|b1", "UINT8": "|u1", "UINT16": "<u2", "UINT32": "<u4", "UINT64": "<u8", "INT8": "|i1", "INT16": "<i2",
    "INT32": "<i4", "INT64": "<i8", "FP16": "<f2", "FP32": "<f4", "FP64": "<f8",
}  # fmt: skip
DATATYPES = {np.dtype(code): name for name, code in DTYPES.items()}


class Malformed(ValueError):
    """A message that is none: what is wrong with it, in words for whoever sent it."""


@dataclass(frozen=True)
class Tensor:
    """A named array; strings are an object array of str, datatype BYTES."""

    name: str
    data: NDArray[Any]

    @property
    def datatype(self) -> str:
        return "BYTES" if self.data.dtype.kind in "OU" else DATATYPES[self.data.dtype.newbyteorder("<")]


@dataclass(frozen=True)
class Message:
    """A request (its tensors are inputs) or a response (they are outputs).  `wanted` names the outputs asked for."""

    tensors: tuple[Tensor, ...]
    id: str | None = None
    wanted: tuple[str, ...] = ()
    binary: bool = False  # the tensors came, or an answer is wanted, with the binary extension
    parameters: Mapping[str, Any] = field(default_factory=dict)


def request(points: NDArray[Any], wanted: Sequence[str], id: str, *, binary: bool) -> tuple[bytes, dict[str, str]]:
    """The body and the headers that ask for outputs of `points`, shape (m, d); `id` is the same when it is sent again."""
    outputs = [{"name": name, **({"parameters": {"binary_data": True}} if binary else {})} for name in wanted]
    return _written({"id": id, "outputs": outputs}, "inputs", [Tensor("x", points)], binary)


def response(told: Iterable[Tensor], about: Mapping[str, Any], *, binary: bool) -> tuple[bytes, dict[str, str]]:
    """The body and the headers that tell outputs; `about` are the other fields (model_name, id, parameters)."""
    return _written(dict(about), "outputs", list(told), binary)


def _written(fields: dict[str, Any], kind: str, tensors: Sequence[Tensor], binary: bool) -> tuple[bytes, dict[str, str]]:
    import orjson

    described, tail = [], []
    for tensor in tensors:
        entry = {"name": tensor.name, "shape": list(tensor.data.shape), "datatype": tensor.datatype}
        if binary and entry["datatype"] != "BYTES":
            raw = np.ascontiguousarray(tensor.data, tensor.data.dtype.newbyteorder("<")).tobytes()
            described.append({**entry, "parameters": {"binary_data_size": len(raw)}})
            tail.append(raw)
        else:
            flat = np.ascontiguousarray(tensor.data, tensor.data.dtype.newbyteorder("=")).ravel()
            described.append({**entry, "data": flat.tolist() if entry["datatype"] == "BYTES" else flat})
    head = orjson.dumps({**fields, kind: described}, option=orjson.OPT_SERIALIZE_NUMPY)
    if not tail:
        return head, {"Content-Type": "application/json"}
    return b"".join([head, *tail]), {"Content-Type": "application/octet-stream", HEADER: str(len(head))}


def read(body: bytes, kind: str, json_ends: str | None = None, *, most: int | None = None) -> Message:
    """The message in a body: `kind` is 'inputs' of a request, 'outputs' of a response; `json_ends` is what `HEADER` says.

    Every shape is held against its data, and a tensor of more than `most` numbers is refused before it is built.
    Raises `Malformed`.
    """
    import orjson

    head, tail = _parted(body, json_ends)
    try:
        fields = orjson.loads(head)
    except orjson.JSONDecodeError as fault:
        raise Malformed(f"the body is no JSON: {shortened(str(fault), 120)}") from None
    if not isinstance(fields, dict):
        raise Malformed(f"the body is a JSON {_called(fields)}, not an object with {kind!r}")
    if kind == "inputs":  # whoever asks may want two readers to read two things; a server gains nothing by it
        _once(head, fields)
    entries = fields.get(kind)
    if not isinstance(entries, list) or not entries:
        raise Malformed(f"{kind!r} is a list of one tensor or more, got {_called(entries)}")
    tensors, at = [], 0
    for entry in entries:
        tensor, at = _tensor(entry, kind, tail, at, most)
        tensors.append(tensor)
    if at != len(tail):
        raise Malformed(f"{len(tail)} bytes follow the JSON, of which the tensors claim {at}")
    id, parameters = fields.get("id"), fields.get("parameters") or {}
    if not isinstance(id, str | None) or not isinstance(parameters, dict):
        raise Malformed(f"'id' is a string and 'parameters' an object, got {_called(id)} and {_called(parameters)}")
    wanted, binary = _wanted(fields.get("outputs")) if kind == "inputs" else ((), bool(tail))
    return Message(tuple(tensors), id, wanted, binary, parameters)


def _parted(body: bytes, json_ends: str | None) -> tuple[bytes, memoryview]:
    if json_ends is None:
        return body, memoryview(b"")
    if not (json_ends.isascii() and json_ends.isdigit() and len(json_ends) < 12 and int(json_ends) <= len(body)):
        raise Malformed(f"{HEADER} tells where the JSON of {len(body)} bytes ends, got {shortened(json_ends, 30)}")
    return body[: int(json_ends)], memoryview(body)[int(json_ends) :]


def _once(head: bytes, fields: dict[str, Any]) -> None:
    """Refuses a name that an object has twice, of which orjson sees the last: two readers would not read the same.

    Each name is followed by a colon; where there are more colons than names, some of them in texts maybe, it is looked again.
    """
    colons, at = _colons(fields), -1
    for _ in range(colons + 1):  # bytes.count takes ten times as long as this
        at = head.find(b":", at + 1)
    if at < 0 and b"\\" not in head:
        return
    if head.count(b":") > PARTS:
        raise Malformed(f"a request has at most {PARTS} names")

    def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            name = next(name for at, (name, _) in enumerate(pairs) if name in dict(pairs[:at]))
            raise Malformed(f"an object of the JSON has the name {shortened(name, 30)!r} twice")
        return found

    try:
        json.loads(head, object_pairs_hook=distinct, parse_int=float)  # an integer of any length
    except RecursionError:
        raise Malformed("the JSON is nested too deep") from None


def _colons(fields: dict[str, Any]) -> int:
    """How many stand in the JSON if nothing is written twice; the data of tensors are not looked through."""
    colons, parts = 0, [fields]
    for seen, part in enumerate(parts):  # grows while it is gone through
        held: list[Any] = []
        if isinstance(part, dict):
            colons += len(part) + sum(name.count(":") for name in part)
            held = [value for name, value in part.items() if name != "data"]
        elif isinstance(part, list):
            held = part
        elif isinstance(part, str):
            colons += part.count(":")
        if seen + len(held) > PARTS:
            raise Malformed(f"the JSON has more than {PARTS} parts besides data")
        parts += held
    return colons


def _wanted(outputs: Any) -> tuple[tuple[str, ...], bool]:
    if outputs is None:
        return (), False
    if not isinstance(outputs, list) or not all(isinstance(o, dict) and isinstance(o.get("name"), str) for o in outputs):
        raise Malformed("'outputs' is a list of objects with a 'name'")
    asked = [o.get("parameters") for o in outputs]
    return tuple(o["name"] for o in outputs), any(isinstance(p, dict) and p.get("binary_data") is True for p in asked)


def _tensor(entry: Any, kind: str, tail: memoryview, at: int, most: int | None) -> tuple[Tensor, int]:
    """The tensor of an entry, and where in the tail the next one begins."""
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        raise Malformed(f"each of {kind!r} is an object with 'name', 'shape', 'datatype' and 'data'")
    name, shape, datatype = entry["name"], entry.get("shape"), entry.get("datatype")
    if not isinstance(shape, list) or not all(type(n) is int and n >= 0 for n in shape) or len(shape) > 8:
        raise Malformed(f"{shortened(name, 30)!r}: 'shape' is a list of whole numbers, none negative, got {_called(shape)}")
    size = math.prod(shape)
    if most is not None and size > most:
        raise Malformed(f"{shortened(name, 30)!r} has {size} numbers; at most {most} are read at a time: send fewer rows")
    if not isinstance(datatype, str) or datatype not in {"BYTES", *DTYPES}:
        raise Malformed(f"{shortened(name, 30)!r}: 'datatype' is BYTES or one of {', '.join(DTYPES)}, got {_called(datatype)}")
    parameters = entry.get("parameters")
    raw = parameters.get("binary_data_size") if isinstance(parameters, dict) else None
    if raw is None:
        return Tensor(name, _listed(name, entry.get("data"), shape, size, datatype)), at
    width = np.dtype(DTYPES[datatype]).itemsize if datatype != "BYTES" else 0
    if not width or type(raw) is not int or raw != size * width or at + raw > len(tail):
        raise Malformed(f"{shortened(name, 30)!r}: {size} of {datatype} are not the {_called(raw)} bytes that are claimed")
    return Tensor(name, np.frombuffer(tail[at : at + raw], DTYPES[datatype]).reshape(shape)), at + raw


def _listed(name: str, data: Any, shape: list[int], size: int, datatype: str) -> NDArray[Any]:
    """Data in JSON: a flat list, or lists nested as the shape says."""
    fault = Malformed(f"{shortened(name, 30)!r}: 'data' are {size} of {datatype}, in a list or nested as 'shape' {shape} says")
    if not isinstance(data, list) or len(data) not in (size, *shape[:1]):
        raise fault
    if datatype == "BYTES":
        if len(data) != size or not all(isinstance(word, str) for word in data):
            raise fault
        return np.array(data, object).reshape(shape)
    wanted = np.dtype(DTYPES[datatype])
    try:
        found = _floats(data) if wanted.kind == "f" else np.array(data)
        if wanted.kind in "iu" and found.dtype.kind == "f":
            found = _unsigned(data, found)
    except (ValueError, OverflowError, TypeError):  # ragged, or beyond every integer
        raise fault from None
    kinds = {"B": "b", "U": "iu", "I": "iu", "F": "iuf"}[datatype[0]]
    if (size and found.dtype.kind not in kinds) or found.shape not in ((size,), tuple(shape)):
        raise fault
    if wanted.kind in "iu" and size and not (np.iinfo(wanted).min <= found.min() and found.max() <= np.iinfo(wanted).max):
        raise fault
    return found.astype(wanted, copy=False).reshape(shape)


def _floats(data: list[Any]) -> NDArray[Any]:
    """As numpy reads them; a flat list in two thirds of its time."""
    try:
        return np.frombuffer(array("d", data)) if data and type(data[0]) is not bool else np.array(data)
    except (TypeError, OverflowError):  # nested, or no numbers
        return np.array(data)


def _unsigned(data: list[Any], found: NDArray[Any]) -> NDArray[Any]:
    """Whole numbers below and above 2**63, which numpy reads as floats together; what else it reads so is left as it is."""
    exact = np.array(data, object)
    whole = all(type(number) is int and 0 <= number < 1 << 64 for number in exact.flat)
    return exact.astype(np.uint64) if whole else found


def _called(value: Any) -> str:
    """A value of JSON in a few characters."""
    return shortened(repr(value), 60)
