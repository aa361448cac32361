"""What is known of single words, so that none is asked twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ...concepts.automata import Automaton
from ...errors import BadAnswer, Inconsistent
from ...points import Points
from ...queries import Batch, Counterexample, Dialogue, Example, Membership
from ...smallest import weights
from ...words import rows_of, spelled, word_of


class Answers:
    """Words with their labels, as answered, as counterexamples said, or as follows from a smallest counterexample."""

    def __init__(self, ask: Callable[[Points], Batch[Any]] = Membership) -> None:
        self.known: dict[bytes, int] = {}
        self.ask = ask
        self.right: Automaton | None = None  # at all words of fewer than `below` letters
        self.below = 0

    def of(self, words: Sequence[bytes]) -> Dialogue[list[int]]:
        """The labels of words, those that are not known asked in one batch."""
        known = self.known
        new = [word for word in words if word not in known]
        if self.right is not None:
            self._follow(new)
            new = [word for word in new if word not in known]
        if new := list(dict.fromkeys(new)):
            labels = yield from self.ask(rows_of(new))
            known.update(zip(new, labels.tolist(), strict=True))
        return [known[word] for word in words]

    def _follow(self, words: Sequence[bytes]) -> None:
        """Keep what a smallest counterexample says of shorter words."""
        for word in words:
            if self.right is not None and len(word) < self.below:
                self.known[word] = bool(self.right.accepts[self.right.after(word)])

    def told(self, counterexample: Counterexample) -> bytes:
        """The word of a counterexample, its label kept; `Inconsistent` if another one was heard before."""
        word, label = word_of(counterexample.point), counterexample.label
        if 0 in word:
            raise BadAnswer(f"a counterexample {list(word)} is no word: a letter stands after the end, which 0 marks")
        if word not in self.known:
            self._follow([word])
        if (before := self.known.setdefault(word, label)) != label:
            raise Inconsistent(
                f"{spelled(word)} is a counterexample labelled {label}, but {before} is what was answered before, or what"
                " follows from a smallest counterexample: no language gives these answers"
            )
        return word

    def smallest(self, word: bytes, hypothesis: Automaton) -> None:
        """Hear that no word shorter than this one is a counterexample to the hypothesis."""
        if len(word) > self.below:
            self.right, self.below = hypothesis, len(word)


def longest(turns: Sequence[Any], least: int = 1) -> int:
    """The letters of the longest counterexample of a transcript, or of the longest example where those stand for them."""
    points = [turn.answer.point[None] for turn in turns if isinstance(turn.answer, Counterexample)]
    points += [turn.answer[0] for turn in turns if isinstance(turn.query, Example)]
    return max([least, *(int(weights(rows).max()) for rows in points)])
