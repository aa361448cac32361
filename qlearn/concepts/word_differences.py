"""Where two automata differ, exactly: a shortest word, all pairs of states that differ, the longest word up to a limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from .shortest_difference import Layout, Steps, shortest


class Laid(Steps, Protocol):
    """An automaton that has been laid out, which is done once."""

    @property
    def layout(self) -> Layout: ...


def differences(one: Laid, other: Steps) -> Iterator[bytes]:
    """Words on which two automata differ, in order of length: first a shortest one, then a shortest one to each other pair of
    states that differ, at last the longest of at most twice as many letters as there are states."""
    first = shortest(one.layout, other)
    if first is None:
        return
    yield first
    step, differs = _product(one, other)
    came, order = _tree(step)
    word = first
    for pair in order[differs[order]].tolist():
        if (word := _back(came, pair)) != first:
            yield word
    long = longest(one, other, 2 * (len(one.step) + len(other.step)))
    if long is not None and len(long) > len(word):
        yield long


def longest(one: Steps, other: Steps, limit: int) -> bytes | None:
    """A longest word of at most `limit` letters on which two automata differ; None if there is none so short."""
    step, differs = _product(one, other)
    layers = [np.zeros(len(step), np.bool_)]
    layers[0][0] = True
    while len(layers) <= limit:
        after = np.zeros(len(step), np.bool_)
        after[step[layers[-1]]] = True
        if np.array_equal(after, layers[-1]):  # and so for ever
            layers += [after] * (limit + 1 - len(layers))
        else:
            layers.append(after)
    for length in range(limit, -1, -1):
        ends = np.flatnonzero(layers[length] & differs)
        if len(ends):
            return _through(step, layers, int(ends[0]), length)
    return None


def _through(step: NDArray[np.intp], layers: Sequence[NDArray[np.bool_]], pair: int, length: int) -> bytes:
    """A word of this length to the pair, found backwards through the pairs that words of each length reach."""
    word = []
    for layer in reversed(layers[:length]):
        before, a = np.argwhere(layer[:, None] & (step == pair))[0].tolist()
        word.append(a + 1)
        pair = before
    return bytes(reversed(word))


def _product(one: Steps, other: Steps) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Both automata side by side: pair p m + q stands for the states p and q, m being the number of the other's."""
    n, m = len(one.step), len(other.step)
    step = one.step[:, None, :] * m + other.step[None, :, :]
    differs: NDArray[np.bool_] = one.accepts[:, None] != other.accepts[None, :]
    return step.reshape(n * m, -1), differs.ravel()


def _tree(step: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each pair the pair before it on a shortest way, and the letter, (-1, 0) for the start; and all pairs reached, the
    nearest first."""
    came = np.full((len(step), 2), (-2, 0), np.intp)  # -2: not reached
    came[0] = -1, 0
    layers = [np.array([0])]
    while len(layers[-1]):
        new = layers[-1]
        fresh, first = np.unique(step[new].ravel(), return_index=True)
        unseen = came[fresh, 0] == -2
        fresh, first = fresh[unseen], first[unseen]
        came[fresh] = np.column_stack([new[first // step.shape[1]], first % step.shape[1]])
        layers.append(fresh)
    return came, np.concatenate(layers)


def _back(came: NDArray[np.intp], pair: int) -> bytes:
    word = []
    while came[pair, 0] >= 0:
        word.append(int(came[pair, 1]) + 1)
        pair = int(came[pair, 0])
    return bytes(reversed(word))
