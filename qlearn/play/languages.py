"""Regular languages in the reader's words: infinitely many, so what remains is what was said of single words."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from ..concepts.automata import Automaton
from ..errors import BadAnswer
from ..points import shortened
from ..queries import Counterexample, Equivalence, Query
from ..words import Words, rows_of, spelled, word_of
from .matter import NO, YES, plain, yes_or_no

FIRST = 5  # accepted words that are listed
LONGEST = 8  # letters of a word that is listed
DRAWN = "State 1 is the start, * accepts, and a2 says that the letter a leads to state 2."
Known = tuple[tuple[bytes, bool], ...]  # words with their labels


class Languages:
    """Languages over the letters a and b; some automaton fits any labels of words, as long as no word has two."""

    concepts: tuple[str, ...] = ()
    all: Known = ()

    def __init__(self, k: int = 2) -> None:
        self.k = k

    def after(self, query: Query[Any], answer: Any, alive: Known) -> Known | None:
        if isinstance(query, Equivalence) and answer is None:
            fits = all(bool(query.hypothesis(rows_of([word]))[0]) == label for word, label in alive)
            return alive if fits else None
        if isinstance(query, Equivalence):
            word, label = word_of(answer.point), bool(answer.label)
        else:
            word, label = word_of(query.points[0]), bool(answer[0])  # type: ignore[attr-defined]
        known = dict(alive)
        return None if known.setdefault(word, label) != label else tuple(known.items())

    def left(self, alive: Known) -> None:
        return None

    def fits(self, query: Query[Any], answer: Any, concept: int) -> bool:
        raise IndexError("languages have no numbers")

    def question(self, query: Query[Any]) -> str:
        if isinstance(query, Equivalence):
            return f"Is it {self.found(cast('Automaton', query.hypothesis))}?"
        return f"Is {spelled(word_of(query.points[0]))} accepted?"  # type: ignore[attr-defined]

    def wants(self, query: Query[Any]) -> str:
        if isinstance(query, Equivalence):
            return f"y if it is; if not, a word where it is wrong, such as abba; empty for the empty word.  {DRAWN}"
        return "y or n"

    def read(self, query: Query[Any], text: str) -> Any:
        if not isinstance(query, Equivalence):
            return np.array([yes_or_no(text)])
        word = plain(text)
        if word in YES:
            return None
        letters = bytes(ord(letter) - 96 for letter in word) if word.isascii() and word.isalpha() else b"\0"
        if word in ("empty", "theemptyword"):
            letters = b""
        if word in NO or any(not 1 <= a <= self.k for a in letters):
            why = "a no needs a word where it is wrong" if word in NO else f"{shortened(text, 40)!r} is no word here"
            raise BadAnswer(f"{why}: type y, or a word of the letters a and b, or empty")
        row = rows_of([letters])[0]
        return Counterexample(row, not bool(query.hypothesis(row[None])[0]))

    def answered(self, query: Query[Any], answer: Any) -> str:
        if not isinstance(query, Equivalence):
            return "yes" if answer[0] else "no"
        if answer is None:
            return "yes"
        return f"no: {spelled(word_of(answer.point))} is {'' if answer.label else 'not '}accepted"

    def found(self, hypothesis: Automaton) -> str:
        return f"the machine [{drawn(hypothesis)}], which accepts {accepted(hypothesis)}"

    def named(self, text: str) -> int | None:
        return None


def drawn(automaton: Automaton) -> str:
    """The smallest automaton of the same words, state by state, as `DRAWN` explains.

    >>> drawn(Automaton(np.array([[1, 0], [0, 1]]), np.array([True, False])))
    '1* a2 b1; 2 a1 b2'
    """
    smallest = automaton.minimal
    states = zip(smallest.step.tolist(), smallest.accepts.tolist(), strict=True)
    steps = (
        f"{q}{'*' * accepts} " + " ".join(f"{chr(97 + a)}{goes + 1}" for a, goes in enumerate(row))
        for q, (row, accepts) in enumerate(states, 1)
    )
    return "; ".join(steps)


def accepted(automaton: Automaton) -> str:
    """The first accepted words by length, with ... where there are, or may be, others.

    With n states there are infinitely many exactly if there is one of n or more letters, and then one of fewer than 2 n.

    >>> accepted(Automaton(np.array([[1, 2], [2, 2], [2, 2]]), np.array([False, True, False])))
    'a'
    >>> accepted(Automaton(np.array([[1, 0], [0, 0]]), np.array([False, True])))
    'a, ba, aaa, aba, bba, ...'
    """
    n = len(automaton.minimal.step)
    longest = 2 * n - 1
    points = Words(automaton.k, min(longest, LONGEST)).points()
    words = [word_of(row) for row in points[automaton(points)]]
    more = len(words) > FIRST or longest > LONGEST or any(len(word) >= n for word in words)
    return ", ".join([*map(spelled, words[:FIRST]), *["..."] * more]) or "no word"
