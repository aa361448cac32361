"""Hit-and-run: it never leaves its body, and is uniform where the law is known, at a stated false-alarm rate."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from qlearn.errors import BadArgument
from qlearn.geometry.hit_and_run import hit_and_run

FALSE_ALARM = 1e-6  # of each test below that could fail by chance; seeds are fixed, so it fails always or never
CHAINS = 6000
seeds = st.integers(0, 99)


def cone(d: int, m: int, rng: Any) -> tuple[Any, Any]:
    """m rows and a unit vector strictly inside their cone."""
    w = rng.normal(size=d)
    w /= np.linalg.norm(w)
    rows = rng.normal(size=(m, d))
    return rows * np.where(rows @ w >= 0, 1.0, -1.0)[:, None], w


@given(st.integers(1, 12), st.integers(0, 40), seeds, st.sampled_from([1e-9, 1.0]), st.sampled_from([1e-6, 1, 1e6]))
def test_no_chain_leaves_the_body(d: int, m: int, seed: int, narrow: float, size: float) -> None:
    rng = np.random.default_rng(seed)
    rows, w = cone(d, m, rng)
    across = rows - np.outer(rows @ w, w)
    rows = size * (across + narrow * np.outer(rows @ w, w))
    shape = None if narrow == 1 else np.outer(w, w) + narrow * np.eye(d)
    found = hit_and_run(rows, np.tile(w / 2, (5, 1)), steps=50, seed=seed, shape=shape)
    assert (rows @ found.T >= -1e-14 * size * np.sqrt(d)).all()
    assert (np.linalg.norm(found, axis=1) <= 1 + 1e-14).all()
    assert len(np.unique(found, axis=0)) == 5, "the chains are not one chain"


def chi_square(counts: Any) -> float:
    """The chance of counts so uneven, were all cells alike."""
    expected = counts.sum() / counts.size
    return float(chi2.sf(((counts - expected) ** 2 / expected).sum(), counts.size - 1))


def test_one_dimension_is_an_interval() -> None:
    for rows, low, high in ((np.zeros((0, 1)), -1, 1), (np.array([[2.0]]), 0, 1), (np.array([[-1.0], [-3.0]]), -1, 0)):
        starts = np.full((20 * CHAINS, 1), (low + high) / 2)
        found = hit_and_run(rows, starts, steps=1, seed=1)
        assert chi_square(np.histogram(found, 20, (low, high))[0]) > FALSE_ALARM, "one step forgets where it began"


@pytest.mark.parametrize("shape", [None, np.diag([1.0, 0.2])], ids=["round", "bent"])
@pytest.mark.parametrize("angle", [0.05, 1.0, np.pi / 2])
def test_a_wedge_is_uniform_in_angle_and_in_the_square_of_the_radius(angle: float, shape: Any) -> None:
    rows = np.array([[0.0, 1.0], [np.sin(angle), -np.cos(angle)]])
    start = 0.5 * np.array([np.cos(angle / 2), np.sin(angle / 2)])
    found = hit_and_run(rows, np.tile(start, (CHAINS, 1)), steps=400 if angle < 0.1 else 60, seed=2, shape=shape)
    turn, radius = np.arctan2(found[:, 1], found[:, 0]) / angle, (found**2).sum(axis=1)
    assert chi_square(np.histogram2d(turn, radius, 6, ((0, 1), (0, 1)))[0]) > FALSE_ALARM


@pytest.mark.parametrize("d", [1, 2, 5, 20])
def test_moments_of_the_ball_and_of_an_orthant_of_it(d: int) -> None:
    """The mean of |v|**2 is d/(d + 2), and each |v|**d is uniform: both by chi-square and by a bound on the mean's error."""
    for rows in (np.zeros((0, d)), np.eye(d)):
        found = hit_and_run(rows, np.full((CHAINS, d), 0.5 / np.sqrt(d)), steps=20 + 20 * d, seed=3)
        square = (found**2).sum(axis=1)
        assert chi_square(np.histogram(square ** (d / 2), 20, (0, 1))[0]) > FALSE_ALARM
        spread = np.sqrt(d / (d + 4) - (d / (d + 2)) ** 2) / np.sqrt(CHAINS)
        assert abs(square.mean() - d / (d + 2)) < 5.2 * spread
        each = (found**2).mean(axis=0)
        assert (np.abs(each - 1 / (d + 2)) < 5.8 * np.sqrt(3 / (d + 2) / (d + 4)) / np.sqrt(CHAINS)).all()
        if not len(rows):
            assert (np.abs(found.mean(axis=0)) < 5.8 / np.sqrt(CHAINS * (d + 2))).all()


def test_a_needle_is_uniform_when_the_directions_are_bent_to_it() -> None:
    """A cone 1e-8 wide: in round directions a chain would stand still."""
    narrow = 1e-8
    rows = np.array([[narrow, 1.0, 0.0], [narrow, -1.0, 0.0], [narrow, 0.0, 1.0], [narrow, 0.0, -1.0]])
    found = hit_and_run(rows, np.tile([0.5, 0, 0], (CHAINS, 1)), steps=100, seed=4, shape=np.diag([1.0, narrow, narrow]))
    across = found[:, 1:] / found[:, :1] / narrow
    assert chi_square(np.histogram2d(across[:, 0], across[:, 1], 6, ((-1, 1), (-1, 1)))[0]) > FALSE_ALARM
    assert chi_square(np.histogram(found[:, 0] ** 3, 20, (0, 1))[0]) > FALSE_ALARM


@settings(max_examples=20)
@given(st.integers(1, 8), st.integers(0, 99), st.integers(0, 40))
def test_the_same_seed_walks_the_same_way(d: int, seed: int, steps: int) -> None:
    rows, w = cone(d, 2 * d, np.random.default_rng(seed))
    starts = np.tile(w / 2, (4, 1))
    one, other = (hit_and_run(rows, starts, steps, (seed, 1)) for _ in range(2))
    assert (one == other).all()
    assert (starts == w / 2).all(), "the starts are the caller's"
    if steps:
        assert (hit_and_run(rows, starts, steps, (seed, 2)) != one).any()
    else:
        assert (one == starts).all()


def test_another_process_walks_the_same_way() -> None:
    code = (
        "import numpy as np; from qlearn.geometry.hit_and_run import hit_and_run\n"
        "print(hit_and_run(np.eye(9), np.full((64, 9), 0.1), 40, 7).tobytes().hex()[:2000])"
    )
    one, other = (subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2))
    assert one.stdout == other.stdout
    here = hit_and_run(np.eye(9), np.full((64, 9), 0.1), 40, 7)
    assert one.stdout.strip() == here.tobytes().hex()[:2000]


@pytest.mark.parametrize("start", [[-0.1, 0.5], [0.9, 0.9], [np.nan, 0.1]])
def test_a_start_outside_is_refused(start: list[float]) -> None:
    with pytest.raises(BadArgument, match="must start inside"):
        hit_and_run(np.eye(2), np.array([start]), 1, 0)
