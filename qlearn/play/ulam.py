"""The adversary who may lie once: what each position of Ulam's game is worth, and its worst answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ..concepts.lies import Lies
from ..errors import BadArgument
from ..points import shortened
from .suspects import LIES, Suspects, ranges

Move = tuple[int, ...]  # the candidates that are asked for


class UlamRival:
    """Questions about sets of candidates; a candidate is given up when it would make two answers lies."""

    def __init__(self, N: int) -> None:
        self.suspects = Suspects(N)
        self.concepts = self.suspects.concepts
        self.help = f"1-{max(1, N // 2)} asks: Is it one of 1-{max(1, N // 2)}?  1 3 5 asks for these three."

    @property
    def all(self) -> Lies:
        return self.suspects.all

    def left(self, state: Lies) -> list[int]:
        return self.suspects.left(state)

    def weight(self, state: Lies) -> int:
        return sum(max(0, LIES + 1 - lies) for lies in state)

    def value(self, state: Lies) -> int:
        return worth(state.count(0), state.count(1))[0]

    def best(self, state: Lies) -> Move:
        some, others = worth(state.count(0), state.count(1))[1]
        never = [i for i, lies in enumerate(state) if lies == 0]
        once = [i for i, lies in enumerate(state) if lies == 1]
        return tuple(sorted(never[:some] + once[:others]))

    def replies(self, move: Move, state: Lies) -> list[tuple[str, Lies]]:
        found = []
        for said, label in (("no", False), ("yes", True)):
            lies = tuple(min(LIES + 1, before + ((i in move) != label)) for i, before in enumerate(state))
            if min(lies) <= LIES:
                found.append((said, lies))
        return found

    def read(self, text: str) -> Move:
        asked = set[int]()
        for part in text.removesuffix("?").replace(",", " ").split():
            low, dash, high = part.partition("-")
            if not (low.isdecimal() and (high.isdecimal() or not dash)):
                raise BadArgument(f"{shortened(part, 40)!r} is no number: ask for numbers and ranges, such as 1-4 7")
            first, last = int(low), int(high or low)
            if not 1 <= first <= last <= self.suspects.N:
                raise BadArgument(f"{part} is not among the numbers 1 to {self.suspects.N}")
            asked |= set(range(first - 1, last))
        if not asked:
            raise BadArgument("a question names the numbers it asks for, such as 1-4 7")
        return tuple(sorted(asked))

    def named(self, text: str) -> int | None:
        return self.suspects.named(text)

    def question(self, move: Move) -> str:
        return f"Is it one of {ranges(move)}?"

    def typed(self, move: Move) -> str:
        return ranges(move)

    def because(self) -> str:
        N, q = self.suspects.N, self.value(self.all)
        strings = f"{q - 1} answers have 2**{q - 1} = {2 ** (q - 1)} strings"
        if N * q > 2 ** (q - 1):
            own = f"each of {N} numbers needs {q} strings of {q - 1} answers to itself, the true one and those with one lie"
            return f"{own}, and {strings}"
        return f"{strings}, enough for {N} numbers with {q} each, but no first question parts an odd number evenly"


@cache
def worth(a: int, b: int) -> tuple[int, tuple[int, int]]:
    """How many questions tell a candidates that nothing contradicts, and b contradicted once, apart; and what to ask.

    That is how many of each.  By trying all questions; `finite.twenty_questions` asks by a rule that is proved.

    >>> worth(16, 0)[0], worth(1, 0), worth(0, 8)[0]
    (7, (0, (0, 0)), 3)
    """
    if a + b <= 1:
        return 0, (0, 0)
    least, found = 3 * (a + b), (0, 0)
    for i, j in _questions(a, b):
        most = 1 + max(worth(i, j + a - i)[0], worth(a - i, b - j + i)[0])
        if most < least:
            least, found = most, (i, j)
    return least, found


def _questions(a: int, b: int) -> Iterator[tuple[int, int]]:
    """What may be asked, up to asking for the others instead; even questions first."""
    every = [(i, j) for i in range(a // 2, (a + 1) // 2 + 1) for j in range(b + 1) if 0 < i + j < a + b]
    every += [(i, j) for i in range(a + 1) for j in range(b + 1) if 0 < i + j < a + b and not a // 2 <= i <= (a + 1) // 2]
    yield from every
