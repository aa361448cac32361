"""Words asked on suspicion: a transition's word, read on by a few letters, may not do what its leaf says."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from ...formulas import Size, clog, floor, largest
from ...queries import Dialogue
from .counterexample_analysis import refuted
from .discrimination_tree import DiscriminationTree

LEAST = 8  # probes in a batch
DRAWS = 4  # for each probe: words that are known already are passed over


def farthest(states: Size, k: Size) -> Size:
    """Letters of a probe after the access word: its transition's, and enough to tell random states apart with one to spare.

    >>> farthest(7, 1), farthest(7, 2), farthest(7, 3), farthest(8, 2)
    (5, 5, 4, 6)
    """
    return 2 + clog(states + 1, largest(k, 2))


def together(states: Size) -> Size:
    """How many probes go out in one batch."""
    return largest(LEAST, floor(states * Fraction(1, 2)))


class Probes:
    """Batches of probes, as long as each of them brings its share of states: one state for `r` probes."""

    def __init__(self, tree: DiscriminationTree, r: int, seed: int) -> None:
        self._tree = tree
        self._r = r
        self._rng = np.random.default_rng(seed)
        self.worthwhile = True

    def sent(self) -> Dialogue[None]:
        """One batch, and what it refutes; not worthwhile any more if too few states came of it."""
        tree = self._tree
        before = len(tree.words)
        chosen = self._chosen(together(before))
        prefixes = [(transition // tree.k, tree.extended[transition][-1:] + tail) for transition, tail in chosen]
        if prefixes:
            yield from tree.answers.of([tree.words[state] + word for state, word in prefixes])
        for state, word in prefixes:
            yield from refuted(tree, state, word)
        self.worthwhile = 0 < len(prefixes) <= self._r * (len(tree.words) - before)

    def _chosen(self, number: int) -> list[tuple[int, bytes]]:
        """Transitions and what to read after them: first from the leaves where most transitions arrived."""
        tree = self._tree
        leaves = sorted(tree.arrivals(), key=len, reverse=True)
        tries = DRAWS * number
        longest = farthest(len(leaves), tree.k) - 1
        lengths = self._rng.integers(1, longest + 1, tries).tolist()
        letters = self._rng.integers(1, tree.k + 1, (tries, longest)).astype(np.uint8)
        which = self._rng.random(tries).tolist()
        chosen: dict[bytes, tuple[int, bytes]] = {}
        for i in range(tries):
            leaf = leaves[i % len(leaves)]
            if not leaf:
                continue
            transition = leaf[int(which[i] * len(leaf))]
            tail = letters[i, : lengths[i]].tobytes()
            word = tree.extended[transition] + tail
            if word not in tree.answers.known and word not in chosen:
                chosen[word] = transition, tail
                if len(chosen) == number:
                    break
        return list(chosen.values())
