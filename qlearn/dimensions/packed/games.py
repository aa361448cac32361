"""The exact games with equivalence queries, from tables: how many queries until one concept is left."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..bracket import Bracket, Effort, known
from ..finite_class import Concepts, FiniteClass
from ..playing import adversary, strategy
from ..witnesses import Counted, Searched
from .implied import Implied
from .sweep import Sweep
from .tables import EVERY, LOW, UNKNOWN, Words, affordable, counts_of, holds, start, state_of

BLOCK = 1 << 13  # words that are looked at together
Places = NDArray[np.int32]  # of words


class Game:
    """Layer after layer: the partial labellings from which one more query is enough.

    With any hypothesis one query is enough if each unknown point has a label that it may say because the opposite one leads a
    layer down.  A proper hypothesis must be a concept that says so.  Where both labels will do, it is free; where one will, it
    is forced; so the question is whether any concept has the labels known and forced, and no hypothesis need be tried.
    Labellings are looked at one by one only if they leave no implied label open and some label is forced.
    """

    def __init__(self, c: FiniteClass, proper: bool, asks: bool) -> None:
        self.c, self.proper, self.asks = c, proper, asks
        self.some, two = counts_of(c)
        self.sweep = Sweep(two.size)
        self.layers = [~two & np.uint32(EVERY)]
        if proper:
            self.implied = Implied(self.some, self.sweep)
            self.closed = self.implied.closed(self.sweep)

    def solve(self) -> int:
        """The game's value; layers[k] then holds the labellings from which k queries are enough."""
        while not holds(self.layers[-1], start(self.c.n)):
            self.layers.append(self._before(self.layers[-1]))
        return len(self.layers) - 1

    def wins(self, space: Concepts, k: int) -> bool:
        """Are k queries enough to leave one concept of this version space?  For `solve` to have come so far."""
        return holds(self.layers[k], state_of(self.c, space))

    def _before(self, table: Words) -> Words:
        found = np.empty_like(table)
        self.sweep.every(table, found)
        if not self.proper:
            if self.asks:
                self.sweep(table, found)
            return found
        free, asked = np.zeros_like(table), table.copy()
        self.sweep.some(~table, free)  # not free: some label will not do
        if self.asks:
            self.sweep(table, asked)
        found &= self.closed & ~asked
        open_ = found & free
        found &= ~free
        found |= asked
        self._forced(open_, table, found)
        self.implied.spread(found)
        return found

    def _forced(self, open_: Words, table: Words, found: Words) -> None:
        """Add to `found` what is open and won by a concept with the forced labels."""
        places = np.flatnonzero(open_).astype(np.int32)
        for at in range(0, len(places), BLOCK):
            words = places[at : at + BLOCK]
            where, digits = np.nonzero((open_[words, None] >> np.arange(27, dtype=np.uint32) & 1).astype(np.bool_))
            bits = digits.astype(np.uint32)
            won = self._won(words, where, bits, table)
            word, first = np.unique(where[won], return_index=True)
            if len(word):
                found[words[word]] |= np.add.reduceat(np.uint32(1) << bits[won], first)

    def _won(self, words: Places, where: NDArray[np.intp], bits: Words, table: Words) -> NDArray[np.bool_]:
        """Whether some concept has the labels that are known, in word words[where[i]] at bits[i], and those that are forced."""
        states, to, at = words[where], words[where], bits.copy()
        for x in range(self.c.n - LOW):
            q = np.int32(3**x)
            asks = np.flatnonzero((words // q % 3 == 2)[where])
            word, bit = states[asks], bits[asks]
            to[asks] -= q * _down(table[word - 2 * q] >> bit, table[word - q] >> bit)
        for x in range(min(LOW, self.c.n)):
            step = np.uint32(3**x)
            asks = np.flatnonzero(np.uint32(UNKNOWN[x]) >> bits & 1)
            children, bit = table[states[asks]], bits[asks]
            at[asks] -= step * _down(children >> (bit - 2 * step), children >> (bit - step)).astype(np.uint32)
        return (self.some[to] >> at & 1).astype(np.bool_)


def _down(zero: NDArray[Any], one: NDArray[Any]) -> Places:
    """What a digit loses: 2 where label 0 is forced, as only the answer 1 will do; 1 where label 1 is; 0 where both will do."""
    one = one & 1
    return ((zero & 1 ^ one) * (1 + one)).astype(np.int32)


def _played(c: FiniteClass, proper: bool, asks: bool, effort: Effort | None) -> Bracket:
    affordable(c.n, c.n + 12, effort or Effort(), "a game")
    game, how = Game(c, proper, asks), Searched("all partial labellings", 3**c.n)
    value = game.solve()
    at_most = strategy(c, game.wins, value, proper, asks) or how
    return known(value, adversary(c, game.wins, value - 1, proper, asks) or how if value else Counted("trivial"), at_most)


def equivalence_improper(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """Equivalence queries with any hypothesis, until one concept is left: the Littlestone dimension.

    >>> from qlearn.dimensions.families import of_family
    >>> equivalence_improper(of_family("thresholds", 7)).value
    3
    """
    return _played(c, False, False, effort)


def equivalence_proper(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """Equivalence queries with concepts as hypotheses, until one concept is left; the final yes is not counted."""
    return _played(c, True, False, effort)


def both_improper(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """Membership queries, and equivalence queries with any hypothesis, until one concept is left."""
    return _played(c, False, True, effort)


def both(c: FiniteClass, effort: Effort | None = None) -> Bracket:
    """Membership queries, and equivalence queries with concepts, until one concept is left."""
    return _played(c, True, True, effort)
