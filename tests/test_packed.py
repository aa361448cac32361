"""Tables of partial labellings, digit by digit, against counting concepts one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from qlearn.dimensions.bracket import Effort
from qlearn.dimensions.packed import tables
from qlearn.dimensions.packed.closing import led
from qlearn.dimensions.packed.covering import cover
from qlearn.dimensions.packed.sweep import Sweep
from qlearn.dimensions.packed.teaching import sizes_of
from qlearn.errors import BadArgument


def digits(state: int, n: int) -> list[int]:
    return [state // 3**x % 3 for x in range(n)]


def agreeing(keys: set[int], state: int, n: int) -> list[int]:
    return [key for key in keys if all(d in (2, key >> x & 1) for x, d in enumerate(digits(state, n)))]


def drawn(data: st.DataObject) -> tuple[int, set[int]]:
    n = data.draw(st.integers(1, 6))
    return n, data.draw(st.sets(st.integers(0, 2**n - 1), min_size=1, max_size=2**n))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_tables_of_a_class_count_its_concepts(data: st.DataObject) -> None:
    n, keys = drawn(data)
    some, two = tables.counts(tables.indicator(np.array(sorted(keys)), n))
    assert len(some) == tables.words(n)
    for state in range(3**n):  # digits past n are 0: such points are known
        count = len(agreeing(keys, state, n))
        assert (tables.holds(some, state), tables.holds(two, state)) == (count >= 1, count >= 2)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_sub_cubes_on_which_a_function_is_constant(data: st.DataObject) -> None:
    n, ones = drawn(data)
    table = tables.constant(tables.indicator(np.array(sorted(ones)), n))
    for state in range(3**n):
        cube = agreeing(set(range(2**n)), state, n)
        assert tables.holds(table, state) == (len({x in ones for x in cube}) == 1)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_sweep_is_one_query(data: st.DataObject) -> None:
    n, keys = drawn(data)
    before = ~tables.counts(tables.indicator(np.array(sorted(keys)), n))[1]
    sweep, some, every = Sweep(before.size), before.copy(), np.empty_like(before)
    sweep(before, some)
    sweep.every(before, every)
    for state in range(3**n):
        pairs = [
            (tables.holds(before, state - 2 * 3**x), tables.holds(before, state - 3**x))
            for x, digit in enumerate(digits(state, n))
            if digit == 2
        ]
        assert tables.holds(some, state) == (tables.holds(before, state) or any(all(pair) for pair in pairs))
        assert tables.holds(every, state) == all(any(pair) for pair in pairs)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_one_pass_is_as_many_sweeps_as_there_are_queries(data: st.DataObject) -> None:
    n, keys = drawn(data)
    goal = ~tables.counts(tables.indicator(np.array(sorted(keys)), n))[1]
    sweep, layers = Sweep(goal.size), [goal]
    for _ in range(n):
        layers.append(layers[-1].copy())
        sweep(layers[-2], layers[-1])
    for spare in range(n + 1):
        found = led(goal, n, spare)
        for state in range(3**n):
            queries = digits(state, n).count(2) - spare
            assert tables.holds(found, state) == (queries >= 0 and tables.holds(layers[queries], state))


def test_a_pass_in_several_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of other sizes find the same, also among labellings that know too many labels to be kept."""
    goal = np.random.default_rng(0).integers(0, 1 << 27, tables.words(8), dtype=np.uint32)
    goal &= np.random.default_rng(1).integers(0, 1 << 27, tables.words(8), dtype=np.uint32)
    whole = [led(goal, 8, spare) for spare in range(9)]
    assert len({table.tobytes() for table in whole}) == 9
    for digits_ in range(4):
        monkeypatch.setattr("qlearn.dimensions.packed.closing.BLOCK", digits_)
        assert all(np.array_equal(led(goal, 8, spare), table) for spare, table in enumerate(whole))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6).flatmap(lambda n: st.tuples(*[st.booleans()] * (1 << n))))
def test_sub_cubes_cover_all_points(f: tuple[bool, ...]) -> None:
    n = len(f).bit_length() - 1
    table = tables.constant(np.tile(np.array(f), 1 << max(3 - n, 0)))
    known = int(sizes_of(table, n).max())
    cubes = cover(table, n, known)
    assert max(n - cube.count("-") for cube in cubes) == known
    held = [[x for x in range(1 << n) if all(c in ("-", str(x >> i & 1)) for i, c in enumerate(cube))] for cube in cubes]
    assert {x for points in held for x in points} == set(range(1 << n))
    assert all(len({f[x] for x in points}) == 1 for points in held)
    taken = set[int]()
    for points in held:
        assert not set(points) <= taken, "each covers a point that those before did not"
        taken |= set(points)


def among(table: tables.Words, states: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each of some labellings is in a table."""
    found: NDArray[np.bool_] = (table[states // 27] >> (states % 27).astype(np.uint32) & 1).astype(np.bool_)
    return found


def test_a_sweep_in_several_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qlearn.dimensions.packed.sweep.NEAR", 100)
    n, rng = 11, np.random.default_rng(0)
    before = rng.integers(0, 1 << 27, tables.words(n), dtype=np.uint32)
    after = np.zeros_like(before)
    Sweep(before.size)(before, after)
    states = rng.integers(0, 3**n, 2_000)
    expected = np.zeros(len(states), np.bool_)
    for x in range(n):
        unknown = states // 3**x % 3 == 2
        both = [among(before, np.where(unknown, states - k * 3**x, 0)) for k in (1, 2)]
        expected |= unknown & both[0] & both[1]
    assert np.array_equal(among(after, states), expected)
    assert 0 < expected.sum() < len(states)


def test_too_many_points_are_refused() -> None:
    tables.affordable(18, 20, Effort(), "D")
    with pytest.raises(BadArgument, match="up to 18 points"):
        tables.affordable(19, 2, Effort(), "D")
    with pytest.raises(BadArgument, match="takes more memory than there is"):
        tables.affordable(1_000, 2, Effort(), "D")
    with pytest.raises(BadArgument, match="127,545,840 bytes"):
        tables.affordable(16, 20, Effort(memory=1 << 20), "D")
