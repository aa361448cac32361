"""A shortest word that one of two automata accepts and the other does not.

One automaton stays while many others are held against it, as the target of a learner does.  Its states are laid out once,
nearest first.  Where another automaton is when the first has come to a state by a shortest way is found for all states at
once, and so is where a further letter leads elsewhere: only there is anything left to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray


class Steps(Protocol):
    """What is compared: complete automata over one alphabet, each starting in state 0; the labels may be more than two."""

    @property
    def step(self) -> NDArray[np.intp]: ...

    @property
    def accepts(self) -> NDArray[Any]: ...


@dataclass(frozen=True, eq=False)
class Layout:
    """An automaton's states that can be reached, nearest first, and how: state i + 1 from before[i] = (state, letter - 1)."""

    step: NDArray[np.intp]
    accepts: NDArray[Any]
    before: list[tuple[int, int]]
    depth: NDArray[np.intp]  # the letters of a shortest word to each state
    lists: list[list[int]]

    def word(self, state: int) -> list[int]:
        letters = []
        while state:
            state, a = self.before[state - 1]
            letters.append(a + 1)
        return letters[::-1]


def laid_out(automaton: Steps) -> Layout:
    """Breadth first from state 0."""
    rows, order, place = automaton.step.tolist(), [0], {0: 0}
    before, depth = [], [0]
    for i, q in enumerate(order):  # which grows
        for a, r in enumerate(rows[q]):
            if r not in place:
                place[r] = len(order)
                order.append(r)
                before.append((i, a))
                depth.append(depth[i] + 1)
    numbers = np.zeros(len(rows), np.intp)
    numbers[order] = np.arange(len(order))
    step = numbers[automaton.step[order]]
    return Layout(step, automaton.accepts[order], before, np.array(depth), step.tolist())


def shortest(one: Layout, other: Steps) -> bytes | None:
    """A shortest word that one of two automata accepts and the other does not; None if there is none."""
    if one.accepts[0] != other.accepts[0]:
        return b""
    k, flat, there = one.step.shape[1], other.step.ravel().tolist(), [0]
    for state, a in one.before:
        there.append(flat[there[state] * k + a])  # where the other is when the first has come to each state
    met = np.array(there)
    leads = other.step[met]
    wrong = (one.accepts[one.step] != other.accepts[leads]).ravel().nonzero()[0]
    last = int(one.depth[wrong[0] // k]) + 1 if len(wrong) else len(there) + len(other.step)
    shorter = _through(one, other, there, flat, leads, last) if last > 2 else None
    if shorter is not None or not len(wrong):
        return shorter
    state, a = divmod(int(wrong[0]), k)
    return bytes([*one.word(state), a + 1])


Pair = tuple[int, int, int, int]  # the states, and what they were reached from by which letter: a state, or -1 - a pair's place


def _through(
    one: Layout, other: Steps, there: Sequence[int], flat: Sequence[int], leads: NDArray[np.intp], last: int
) -> bytes | None:
    """A word of fewer than `last` letters on which the automata differ, through a pair of states that no shortest way meets.

    Breadth first.  A pair whose states are already known to stand in one class, a chain of pairs looked at before, is left
    out: were it to differ by some word, a pair of the chain would by the same word, and that one was reached by a word no
    longer.  So no more pairs are looked at than the other has states (Hopcroft and Karp 1971).
    """
    k, accepts, others = one.step.shape[1], one.accepts.tolist(), other.accepts.tolist()
    up = list(range(len(others)))  # towards the state that a class is named by; a state x of the first is in there[x]'s
    beside = _beside(one, np.array(there), leads, last)
    pairs: list[Pair] = []
    level: list[int] = []
    for depth in range(1, last - 1):
        found = beside.get(depth, [])
        for place in level:
            x, y, _, _ = pairs[place]
            found += [(t, flat[y * k + a], -1 - place, a) for a, t in enumerate(one.lists[x])]
        level = []
        for x, y, came, a in found:
            if accepts[x] != others[y]:
                return _spelled(one, pairs, came, a)
            u, v = there[x], y
            while up[u] != u:
                up[u] = u = up[up[u]]
            while up[v] != v:
                up[v] = v = up[up[v]]
            if u != v:
                up[v] = u
                level.append(len(pairs))
                pairs.append((x, y, came, a))
        if not level and depth >= max(beside, default=0):
            return None
    return _one_more(one, other, pairs, level) if level else None


def _one_more(one: Layout, other: Steps, pairs: Sequence[Pair], level: Sequence[int]) -> bytes | None:
    """A word to one of these pairs and a letter more, on which the automata differ."""
    xs, ys = np.array([pairs[place][:2] for place in level]).T
    places, letters = (one.accepts[one.step[xs]] != other.accepts[other.step[ys]]).nonzero()
    return _spelled(one, pairs, -1 - level[places[0]], int(letters[0])) if len(places) else None


def _beside(one: Layout, met: NDArray[np.intp], leads: NDArray[np.intp], last: int) -> dict[int, list[Pair]]:
    """The pairs that a letter more leads to and no shortest way meets, by the letters they take: fewer than last - 1."""
    states, letters = (leads != met[one.step]).nonzero()
    near = one.depth[states].searchsorted(last - 2)
    states, letters = states[:near], letters[:near]
    columns = one.step[states, letters], leads[states, letters], states, letters
    found: dict[int, list[Pair]] = {}
    for depth, *pair in zip(one.depth[states].tolist(), *(column.tolist() for column in columns), strict=True):
        found.setdefault(depth + 1, []).append(tuple(pair))
    return found


def _spelled(one: Layout, pairs: Sequence[Pair], came: int, a: int) -> bytes:
    """The word to what a pair came from, and a letter more."""
    letters = [a + 1]
    while came < 0:
        _, _, came, a = pairs[-1 - came]
        letters.append(a + 1)
    return bytes(one.word(came) + letters[::-1])
