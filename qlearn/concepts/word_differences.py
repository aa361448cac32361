"""Where two automata differ, exactly: a shortest word, all pairs of states that differ, the longest word up to a limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Steps(Protocol):
    """What is compared: complete automata over one alphabet, each starting in state 0."""

    @property
    def step(self) -> NDArray[np.intp]: ...

    @property
    def lists(self) -> list[list[int]]:
        """The same, which plain Python reads faster."""

    @property
    def accepts(self) -> NDArray[np.bool_]: ...


def shortest(one: Steps, other: Steps) -> bytes | None:
    """A shortest word that one of two automata accepts and the other does not; None if there is none.

    Breadth first through pairs of states.  A pair whose states are already known to stand in one class, a chain of pairs
    looked at before, is left out: were it to differ by some word, a pair of the chain would by the same word, and that one
    was reached by a word no longer.  So at most as many pairs are looked at as there are states (Hopcroft and Karp 1971).
    A state of the first automaton is in the class of the first state that it was met with; those of the other are united.
    """
    steps, others, k = one.lists, other.step.ravel().tolist(), one.step.shape[1]  # one stays, many others come and go
    accepts, other_accepts = one.accepts.tolist(), other.accepts.tolist()
    if accepts[0] != other_accepts[0]:
        return b""
    met, up = [-1] * len(steps), list(range(len(other_accepts)))
    met[0] = 0
    ps, qs, came = [0], [0], [-1]  # plain numbers: what else is made here, Python goes through again and again
    for place, (p, q) in enumerate(zip(ps, qs, strict=False)):  # which grow
        for x, y in zip(steps[p], others[q * k : q * k + k], strict=False):
            if (u := met[x]) == y:
                continue
            if u < 0:
                met[x] = y
            else:
                v = y
                while up[u] != u:
                    up[u] = u = up[up[u]]
                while up[v] != v:
                    up[v] = v = up[up[v]]
                if u == v:
                    continue
                up[v] = u
            if accepts[x] != other_accepts[y]:
                return _spelled(steps, others, [*((ps[i], qs[i]) for i in _back_from(came, place)), (x, y)])
            ps.append(x)
            qs.append(y)
            came.append(place)
    return None


def _back_from(came: Sequence[int], place: int) -> list[int]:
    """The places on the way to this one, the start first."""
    way = []
    while place >= 0:
        way.append(place)
        place = came[place]
    return way[::-1]


def _spelled(steps: Sequence[Sequence[int]], others: Sequence[int], way: Sequence[tuple[int, int]]) -> bytes:
    """The letters that lead from each pair of states to the next."""
    k = len(steps[0])
    moves = (list(zip(steps[p], others[q * k : q * k + k], strict=True)) for p, q in way[:-1])
    return bytes([move.index(pair) + 1 for move, pair in zip(moves, way[1:], strict=True)])


def differences(one: Steps, other: Steps) -> Iterator[bytes]:
    """Words on which two automata differ, in order of length: first a shortest one, then a shortest one to each other pair of
    states that differ, at last the longest of at most twice as many letters as there are states."""
    first = shortest(one, other)
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
    for _ in range(limit):
        layers.append(np.zeros(len(step), np.bool_))
        layers[-1][step[layers[-2]]] = True
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
