"""Measures of Boolean functions against their definitions, on all functions of up to three inputs and drawn ones of four."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn.cli.main import main
from qlearn.dimensions.boolean_function import certificate_sizes, degree, depth, measures
from qlearn.errors import BadArgument

Values = tuple[int, ...]


@cache
def plain_depth(f: Values) -> int:
    if len(set(f)) == 1:
        return 0
    n = len(f).bit_length() - 1
    halves = [[tuple(v for x, v in enumerate(f) if x >> i & 1 == label) for label in (0, 1)] for i in range(n)]
    return 1 + min(max(map(plain_depth, pair)) for pair in halves)


def plain_certificate(f: Values, x: int, n: int) -> int:
    masks = sorted(range(1 << n), key=int.bit_count)
    return next(m.bit_count() for m in masks if all(f[y] == f[x] for y in range(1 << n) if (x ^ y) & m == 0))


def plain_blocks(f: Values, x: int, left: int) -> int:
    """Disjoint blocks within `left` that change f at x: every sub-block of what is left, tried."""
    found = 0
    for block in range(1, left + 1):
        if block & ~left == 0 and f[x ^ block] != f[x]:
            found = max(found, 1 + plain_blocks(f, x, left & ~block & -(block & -block)))
    return found


def plain_degree(f: Values, n: int) -> int:
    terms = [sum((-1) ** (m ^ s).bit_count() * f[s] for s in range(1 << n) if s & ~m == 0) for m in range(1 << n)]
    return max((m.bit_count() for m in range(1 << n) if terms[m]), default=0)


def same(f: Values) -> None:
    n = len(f).bit_length() - 1
    found, every = measures(f), range(1 << n)
    assert found.depth == plain_depth(f)
    assert certificate_sizes(f).tolist() == [plain_certificate(f, x, n) for x in every]
    assert found.certificate == max(plain_certificate(f, x, n) for x in every)
    assert found.sensitivity == max(sum(f[x] != f[x ^ 1 << i] for i in range(n)) for x in every)
    assert found.block_sensitivity == max(plain_blocks(f, x, (1 << n) - 1) for x in every)
    assert found.degree == plain_degree(f, n)
    assert found.sensitivity <= found.block_sensitivity <= found.certificate <= found.depth >= found.degree
    at = sum(int(label) << i for i, label in enumerate(found.blocked))
    assert all(f[at ^ sum(1 << i for i in block)] != f[at] for block in found.blocks)
    assert len({i for block in found.blocks for i in block}) == sum(map(len, found.blocks))


@pytest.mark.parametrize("n", range(4))
def test_all_functions_of_few_inputs(n: int) -> None:
    for f in itertools.product((0, 1), repeat=1 << n):
        same(f)


@settings(max_examples=25)
@given(st.tuples(*[st.integers(0, 1)] * 16))
def test_drawn_functions(f: Values) -> None:
    same(f)


def test_an_odd_number_of_ones_needs_all_inputs() -> None:
    f = np.random.default_rng(0).random(1 << 11) < 0.5
    f[0] ^= f.sum() % 2 == 0
    assert degree(f) == depth(f) == 11


def test_the_address_function() -> None:
    """Two bits say which of four is the value: depth 3, though the function has six inputs."""
    f = [x >> (2 + (x & 3)) & 1 for x in range(64)]
    assert (depth(f), degree(f), int(certificate_sizes(f).max())) == (3, 3, 3)


@pytest.mark.parametrize("values", [[], [0, 1, 0], [0, 2], [[0, 1]]])
def test_what_is_no_function(values: list[int]) -> None:
    with pytest.raises(BadArgument, match=r"2\*\*n values"):
        depth(values)


def test_too_many_inputs() -> None:
    with pytest.raises(BadArgument, match="18 inputs"):
        depth(np.zeros(1 << 19, np.bool_))
    with pytest.raises(BadArgument, match="up to 10 inputs"):
        measures(np.zeros(1 << 11, np.bool_))


def test_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dims", "--function", "0110"]) == 0
    assert "depth: 2" in capsys.readouterr().out
    assert main(["dims", "--function", "011"]) == 2
