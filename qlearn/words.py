"""Words over an alphabet as rows of numbers, so that everything that holds for points holds for words.

The letters are 1, ..., k and 0 is no letter: a row holds the letters of one word and then zeros.  Rows of a batch are as long
as its longest word, at least 1; zeros at the end mean nothing, so rows of different length may hold the same word.  A single
word is written as `bytes`, which Python compares, cuts and joins quickly: b"\\1\\2" is the first letter and then the second.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .choices import Coins
from .domains import FEW
from .errors import BadArgument, Undecided
from .points import Labels, Points

MOST = 255  # letters that fit into a byte beside 0
MEAN = 10  # letters of a word drawn where words of every length are to be had


def rows_of(words: Sequence[bytes]) -> Points:
    """Words as rows, uint8 of shape (batch, length of the longest, at least 1).

    >>> rows_of([b"", bytes([2, 1, 1]), bytes([1])])
    array([[0, 0, 0],
           [2, 1, 1],
           [1, 0, 0]], dtype=uint8)
    """
    width = max(1, max(map(len, words)))
    return np.frombuffer(b"".join([word.ljust(width, b"\0") for word in words]), np.uint8).reshape(-1, width)


def word_of(row: NDArray[Any]) -> bytes:
    """The word that a row holds.

    >>> word_of(np.array([2, 1, 0, 0])), word_of(np.zeros(3))
    (b'\\x02\\x01', b'')
    """
    return row.astype(np.uint8).tobytes().rstrip(b"\0")


def spelled(word: bytes) -> str:
    """A word for people: a for 1, b for 2 ...; numbers with dots between them if a letter beyond z occurs.

    >>> spelled(bytes([1, 2, 1])), spelled(b""), spelled(bytes([3, 27]))
    ('aba', 'the empty word', '3.27')
    """
    if not word:
        return "the empty word"
    return "".join(chr(96 + a) for a in word) if max(word) <= 26 else ".".join(map(str, word))


def alphabet(k: Any) -> int:
    """The number of letters, checked."""
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or not 1 <= k <= MOST:
        raise BadArgument(f"an alphabet has 1 to {MOST} letters, got k = {k!r}")
    return int(k)


@dataclass(frozen=True)
class Words:
    """All words over k letters, or, with `longest`, those of at most so many letters.

    Of all words each length l is drawn with probability (1/(MEAN + 1)) (MEAN/(MEAN + 1))**l; of short ones each length is as
    likely as any other; the letters are drawn evenly.
    """

    k: int
    longest: int | None = None

    @property
    def d(self) -> int:
        """The length of the longest rows: of rows of any length there is none, and 1 will do."""
        return self.longest or 1

    def contains(self, points: Points) -> Labels:
        letters = (points == np.floor(points)) & (points >= 0) & (points <= self.k)
        ended = (points[:, :-1] == 0) & (points[:, 1:] != 0)  # a letter after the end
        fits: Labels = letters.all(axis=1) & ~ended.any(axis=1)
        return fits if self.longest is None else fits & (np.count_nonzero(points, axis=1) <= self.longest)

    def draw(self, coins: Coins, m: int) -> Points:
        if self.longest is None:
            lengths = coins.rng.geometric(1 / (MEAN + 1), m) - 1
        else:
            lengths = coins.rng.integers(0, self.longest + 1, m)
        drawn = coins.rng.integers(1, self.k + 1, (m, max(1, int(lengths.max(initial=0))))).astype(np.uint8)
        drawn[np.arange(drawn.shape[1]) >= lengths[:, None]] = 0
        return drawn

    def points(self) -> Points:
        """The words in order of length, and of letters among those of one length."""
        if self.longest is None:
            raise Undecided("there are infinitely many words; give the longest")
        number = sum(self.k**length for length in range(self.longest + 1))
        if number > FEW:
            raise Undecided(
                f"{number} words of at most {self.longest} of {self.k} letters are not enumerated; at most {FEW} are"
            )
        letters = range(1, self.k + 1)
        return rows_of([bytes(w) for length in range(self.longest + 1) for w in itertools.product(letters, repeat=length)])
