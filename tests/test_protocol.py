"""The Open Inference Protocol: what is written is read again to the last bit, and what is no message is refused in words."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hn

from qlearn.protocol import DTYPES, HEADER, Malformed, Tensor, read, request, response

SHAPES = hn.array_shapes(min_dims=1, max_dims=3, min_side=0, max_side=4)


def arrays() -> st.SearchStrategy[Any]:
    """Every datatype, every byte order, finite."""
    codes = st.sampled_from([*sorted(DTYPES.values()), ">f8", ">i4", ">u2"])
    return codes.flatmap(
        lambda code: hn.arrays(
            np.dtype(code), SHAPES, elements=hn.from_dtype(np.dtype(code), allow_nan=False, allow_infinity=False)
        )
    )


@given(st.lists(arrays(), min_size=1, max_size=3), st.booleans(), st.text(max_size=5))
def test_tensors_arrive_as_they_were_sent(given_arrays: list[Any], binary: bool, id: str) -> None:
    sent = [Tensor(f"t{i}", data) for i, data in enumerate(given_arrays)]
    body, headers = response(sent, {"id": id, "parameters": {"billed": 3}}, binary=binary)
    got = read(body, "outputs", headers.get(HEADER))
    assert (got.id, got.parameters) == (id, {"billed": 3})
    for one, other in zip(sent, got.tensors, strict=True):
        assert (one.name, one.datatype, one.data.shape) == (other.name, other.datatype, other.data.shape)
        assert one.data.astype(other.data.dtype).tobytes() == other.data.tobytes()  # minus zero too


@given(st.lists(st.text(max_size=4), max_size=4), st.booleans())
def test_words_arrive(words: list[str], binary: bool) -> None:
    body, headers = response([Tensor("y", np.array(words, object))], {}, binary=binary)
    assert read(body, "outputs", headers.get(HEADER)).tensors[0].data.tolist() == words


@pytest.mark.parametrize("binary", [False, True])
def test_a_request_says_what_it_wants(binary: bool) -> None:
    body, headers = request(np.eye(2), ["predict", "leaf"], "7", binary=binary)
    got = read(body, "inputs", headers.get(HEADER))
    assert (got.id, got.wanted, got.binary) == ("7", ("predict", "leaf"), binary)
    assert np.array_equal(got.tensors[0].data, np.eye(2))


def test_nested_lists_are_read_like_flat_ones() -> None:
    for data in ([[1, 2], [3, 4]], [1, 2, 3, 4]):
        (tensor,) = read(_body(data=data), "inputs").tensors
        assert tensor.data.tolist() == [[1.0, 2.0], [3.0, 4.0]]
        assert tensor.data.dtype == np.float64


@pytest.mark.parametrize("data", [[0, 1 << 63, 2, (1 << 64) - 1], [[0, 1 << 63], [2, (1 << 64) - 1]]])
def test_whole_numbers_on_both_sides_of_two_to_the_63_arrive(data: Any) -> None:
    (tensor,) = read(_body(datatype="UINT64", data=data), "inputs").tensors
    assert tensor.data.tolist() == [[0, 1 << 63], [2, (1 << 64) - 1]]
    assert tensor.data.dtype == np.uint64


def _body(**changed: Any) -> bytes:
    entry = {"name": "x", "shape": [2, 2], "datatype": "FP64", "data": [1, 2, 3, 4], **changed}
    return json.dumps({"inputs": [{key: value for key, value in entry.items() if value != "gone"}]}).encode()


WRONG: dict[str, dict[str, Any]] = {
    "a shape of another size": {"shape": [2, 3]},
    "a nested list of another shape": {"data": [[1, 2, 3, 4]]},
    "ragged rows": {"data": [[1, 2], [3]]},
    "a negative dimension": {"shape": [-2, -2]},
    "a broken dimension": {"shape": [2.0, 2]},
    "a dimension that is true": {"shape": [True, 4]},
    "no shape": {"shape": "gone"},
    "nine dimensions": {"shape": [1] * 9, "data": [1]},
    "a datatype of nobody's": {"datatype": "FP128"},
    "a datatype that is a list": {"datatype": ["FP64"]},
    "words for numbers": {"data": ["1", "2", "3", "4"]},
    "objects for numbers": {"data": [{}, 1, 2, 3]},
    "null for a number": {"data": [None, 1, 2, 3]},
    "one number": {"data": 4},
    "no data": {"data": "gone"},
    "fractions for whole numbers": {"datatype": "INT64", "data": [1, 2, 3, 0.5]},
    "numbers too large for a byte": {"datatype": "UINT8", "data": [1, 2, 3, 256]},
    "negative numbers for unsigned ones": {"datatype": "UINT64", "data": [1, 2, 3, -1]},
    "a number that only an unsigned one can be": {"datatype": "INT64", "data": [1, 2, 3, 1 << 63]},
    "a number that none can be": {"datatype": "UINT64", "data": [1, 2, 3, 1 << 64]},
    "a negative number beside a large one": {"datatype": "UINT64", "data": [1, 2, -1, 1 << 63]},
    "a fraction beside a large number": {"datatype": "UINT64", "data": [1, 2, 0.5, 1 << 63]},
    "numbers for words": {"datatype": "BYTES"},
    "more than is read at a time": {"shape": [10**9, 10**9], "data": []},
    "bytes that are not there": {"parameters": {"binary_data_size": 32}, "data": "gone"},
    "no name": {"name": "gone"},
    "a name that is a number": {"name": 3},
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_a_tensor_is_said(what: str) -> None:
    with pytest.raises(Malformed, match=r"'x'|'name'"):
        read(_body(**WRONG[what]), "inputs", most=10**6)


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"3", b"null", b"{}", b'{"inputs": []}', b'{"inputs": 3}', b'{"inputs": [3]}', b"\xff\xfe", b"NaN",
     b'{"inputs": [{"name": "x", "shape": [1], "datatype": "FP64", "data": [NaN]}]}', b"[" * 100_000 + b"]" * 100_000,
     b'{"inputs": [{"name": "x", "shape": [1], "datatype": "FP64", "data": ' + b"[" * 900 + b"1" + b"]" * 900 + b"}]}"],
)  # fmt: skip
def test_what_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        read(body, "inputs")


@pytest.mark.parametrize("fields", [{"id": 3}, {"parameters": [1]}, {"outputs": 3}, {"outputs": [{}]}, {"outputs": ["y"]}])
def test_other_fields_are_held_to_their_types(fields: dict[str, Any]) -> None:
    body = json.dumps({**json.loads(_body()), **fields}).encode()
    with pytest.raises(Malformed):
        read(body, "inputs")


@given(st.data())
def test_a_binary_message_with_bytes_lost_or_added_is_refused(data: st.DataObject) -> None:
    body, headers = request(np.arange(6.0).reshape(2, 3), ["predict"], "1", binary=True)
    cut = data.draw(st.integers(1, 48))
    for damaged in (body[:-cut], body + b"\0" * cut):
        with pytest.raises(Malformed):
            read(damaged, "inputs", headers[HEADER])


@pytest.mark.parametrize("ends", ["", "-1", "x", "1e3", "٣", "9" * 11, "9" * 400, "0"])
def test_a_header_that_lies_is_refused(ends: str) -> None:
    body, _ = request(np.eye(2), ["predict"], "1", binary=True)
    with pytest.raises(Malformed):
        read(body, "inputs", ends)


@given(st.recursive(st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=3),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)),
       st.sampled_from(["name", "shape", "datatype", "data", "parameters"]))  # fmt: skip
def test_anything_in_any_field_is_read_or_refused(value: Any, where: str) -> None:
    try:
        got = read(_body(**{where: value}), "inputs", most=100)
    except Malformed:
        return
    assert all(isinstance(tensor.data, np.ndarray) for tensor in got.tensors)
