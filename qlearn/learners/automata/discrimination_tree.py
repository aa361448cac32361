"""The discrimination tree: a word goes down by the answers to it with suffixes, and those of one leaf seem to be one state.

A node holds a suffix v, a leaf a state with its access word.  At a node a word w goes to the side of the answer to w v; the
root's suffix is the empty word, so its sides are the refusing and the accepting states.  What goes down are the transitions,
each standing for its state's access word with one letter more: transition q k + a for letter a + 1 from state q.  A leaf keeps
the transitions that arrived there, so that when it is split each of them is asked the new suffix, and nothing else again.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

import numpy as np

from ...concepts.automata import Automaton
from ...queries import Dialogue
from .answers import Answers


@dataclass(slots=True, eq=False)
class Node:
    """A leaf, or once it has been split a node with the suffix and the two sides."""

    state: int = -1  # of a leaf; -1 while no word has arrived, and what it was says nothing once the leaf is split
    arrived: list[int] = field(default_factory=list)
    suffix: bytes = b""
    sides: tuple[Node, Node] | None = None  # no, yes


class DiscriminationTree:
    """The tree, and the hypothesis that it stands for: each transition leads to the state of its leaf."""

    def __init__(self, k: int, answers: Answers) -> None:
        self.k = k
        self.answers = answers
        self.words: list[bytes] = []  # the access word of each state; all of their beginnings are among them
        self.accepts: list[int] = []
        self.paths: list[list[tuple[bytes, int]]] = []  # of each state: the suffixes above its leaf, and the answers
        self.step = array("q")  # the state that a transition leads to, -1 until it has arrived
        self.extended: list[bytes] = []  # the word of each transition
        self._letters = [bytes([a + 1]) for a in range(k)]
        self._leaves: list[Node] = []
        self._root = Node(sides=(Node(), Node()))
        self._pending: list[int] = []

    def start(self) -> Dialogue[None]:
        """The empty word is the first state; then all that its transitions bring."""
        (accepted,) = yield from self.answers.of([b""])
        assert self._root.sides is not None
        self._found(b"", self._root.sides[accepted], [(b"", accepted)])
        yield from self.sift()

    def _found(self, word: bytes, leaf: Node, path: list[tuple[bytes, int]]) -> None:
        """A new state; its transitions are to go down."""
        leaf.state = len(self.words)
        self._leaves.append(leaf)
        self.words.append(word)
        self.accepts.append(path[0][1])
        self.paths.append(path)
        self._pending.extend(range(len(self.step), len(self.step) + self.k))
        self.step.extend([-1] * self.k)
        self.extended.extend([word + letter for letter in self._letters])

    def sift(self) -> Dialogue[None]:
        """All transitions that are nowhere yet go down together, a batch for each level."""
        extended = self.extended
        going: list[tuple[int, Node]] = []
        while going or self._pending:
            going += [(t, self._root) for t in self._pending]
            self._pending = []
            answers = yield from self.answers.of([extended[t] + node.suffix for t, node in going])
            still = []
            for (t, node), answer in zip(going, answers, strict=True):
                assert node.sides is not None
                reached = node.sides[answer]
                if reached.sides is not None:
                    still.append((t, reached))
                    continue
                if reached.state < 0:  # happens below the root alone
                    self._found(extended[t], reached, [(b"", answer)])
                reached.arrived.append(t)
                self.step[t] = reached.state
            going = still

    def split(self, transition: int, suffix: bytes) -> Dialogue[None]:
        """A suffix tells the word of a transition from the access word of its leaf: of the words in the leaf that differ from
        that one, a shortest is the access word of a new state."""
        old = self.step[transition]
        leaf = self._leaves[old]
        arrived = leaf.arrived
        first, *answers = yield from self.answers.of([self.words[old] + suffix, *(self.extended[t] + suffix for t in arrived)])
        sides = Node(), Node()
        leaf.suffix, leaf.sides, leaf.arrived = suffix, sides, []
        for t, answer in zip(arrived, answers, strict=True):
            sides[answer].arrived.append(t)
        sides[first].state, self._leaves[old] = old, sides[first]
        new = sides[not first]
        word = min((self.extended[t] for t in new.arrived), key=len)
        self._found(word, new, [*self.paths[old], (suffix, not first)])
        self.paths[old].append((suffix, first))
        for t in new.arrived:
            self.step[t] = new.state

    def walk(self, state: int, word: bytes) -> list[int]:
        """The states that the hypothesis goes through from one of its states, that one first."""
        step, k = self.step, self.k
        path = [state]
        for letter in word:
            state = step[state * k + letter - 1]
            path.append(state)
        return path

    def arrivals(self) -> list[list[int]]:
        """Of each state the transitions that lead to it, without those that its access word ends with."""
        return [
            [t for t in leaf.arrived if self.extended[t] != word] for leaf, word in zip(self._leaves, self.words, strict=True)
        ]

    def hypothesis(self) -> Automaton:
        return Automaton(np.array(self.step, np.intp).reshape(-1, self.k), np.array(self.accepts))
