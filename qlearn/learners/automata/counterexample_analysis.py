"""The analysis of a counterexample by bisection: which leaf of the tree holds two states, and a suffix that tells them apart.

The i-th mixed word is the access word of the state that the hypothesis is in after i letters, and then the rest.  The first
one is the counterexample, the last an access word, which the hypothesis is right about; so two neighbours among them are
answered differently.  They end in one suffix, and begin with the word of a transition and the access word of its leaf.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...queries import Dialogue
from .discrimination_tree import DiscriminationTree


def refuted(tree: DiscriminationTree, state: int, word: bytes) -> Dialogue[None]:
    """Split leaves until the hypothesis gives the word, read from a state, the label that is known.

    One counterexample may show several states, at no further equivalence query.
    """
    label = tree.answers.known[tree.words[state] + word]
    while tree.accepts[(path := tree.walk(state, word))[-1]] != label:
        at = yield from _changed(tree, path, word)
        yield from tree.split(path[at] * tree.k + word[at] - 1, word[at + 1 :])
        yield from tree.sift()


def _changed(tree: DiscriminationTree, path: Sequence[int], word: bytes) -> Dialogue[int]:
    """A place where a mixed word is answered as the first one and the next is not.  At most clg(letters) are asked."""
    mixed = [tree.words[state] + word[i:] for i, state in enumerate(path)]
    known = [tree.answers.known.get(w) for w in mixed]
    low, high = _closest(known)
    while high - low > 1:
        middle = (low + high + 1) // 2
        (answer,) = yield from tree.answers.of([mixed[middle]])
        if answer == known[0]:
            low = middle
        else:
            high = middle
    return low


def _closest(answers: Sequence[int | None]) -> tuple[int, int]:
    """Of the places where an answer like the first is followed by the opposite, with none known between, the closest two."""
    best = 0, len(answers) - 1
    last, before = 0, answers[0]
    for i, answer in enumerate(answers):
        if answer is None:
            continue
        if answer != before and before == answers[0] and i - last < best[1] - best[0]:
            best = last, i
        last, before = i, answer
    return best
