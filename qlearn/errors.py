"""What can go wrong, sorted by whose fault it is.

Each message says what was asked, what came, and what to do next.  The command line turns every
`QlearnError` into that message and exit code 2; nothing here is ever raised for a broken invariant of qlearn itself.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any


class QlearnError(Exception):
    """Any failure with a known culprit.  `run` is what had been said before it happened, if a dialogue was under way."""

    run: Any = None


class CallerError(QlearnError, ValueError):
    """The caller's fault: an argument, a name, a size."""


class LearnerError(QlearnError):
    """The learner's fault: it broke the rules of the dialogue."""


class TeacherError(QlearnError):
    """The teacher's fault: what it said cannot be, or cannot be used."""


class BadArgument(CallerError):
    """An argument that no learner or teacher can work with."""


class UnknownName(CallerError):
    """A name that is not there; the message suggests the nearest one that is."""


class SizeConflict(CallerError):
    """One size with no value, or with two."""


class OneLabel(CallerError):
    """A search for a second label ended without one: `asked` points were all labelled `label`, `draws` of them drawn uniformly.

    `missed(share)` is at least the probability that a half-space of this share of the volume was there and not met.
    """

    def __init__(self, where: str, label: bool, asked: int, draws: int) -> None:
        self.label, self.asked, self.draws = label, asked, draws
        share = self.share(1 / 100)
        super().__init__(
            f"no opposite label found {where}: all {asked} points asked are labelled {label}.  {draws} of them were drawn"
            f" uniformly, so a half-space with a share beta of the volume was missed with probability at most"
            f" (1 - beta)**{draws}: one of {share:.2g} or more with at most 1 %.  Search a larger box or with more labels, or"
            " give an instance of each label"
        )

    def missed(self, share: float) -> float:
        return float((1 - share) ** self.draws)

    def share(self, probability: float) -> float:
        """The least share that was missed with at most this probability."""
        return float(1 - probability ** (1 / self.draws)) if self.draws else 1.0


class BadQuery(LearnerError, ValueError):
    """A question that is none: wrong shape, NaN, nothing asked, or something yielded that is not a query."""


class Diverged(LearnerError):
    """Asked again with the same answers, the learner asked something else; `turn` is the first that differs."""

    def __init__(self, message: str, turn: int) -> None:
        super().__init__(message)
        self.turn = turn


class BadAnswer(TeacherError, ValueError):
    """An answer that does not fit its question: shape, dtype, NaN, a counterexample that is none."""


class Refused(TeacherError):
    """A question that a defended teacher does not answer: it says which defence, and why."""


class Inconsistent(TeacherError):
    """No concept of the class gives these answers; `turns` are the positions that contradict each other, where known."""

    def __init__(self, message: str, turns: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.turns = turns


class NoisyTeacher(Inconsistent):
    """No half-space gives these labels: the teacher errs now and then, or what it knows is no half-space.

    `turns` contradict each other, and without any one of them the others do not.
    """


class OutOfBudget(QlearnError):
    """The next query would exceed the budget.  It was refused before the teacher heard of it."""


class Undecided(QlearnError):
    """A question about two concepts that this class cannot decide exactly.  Never answered by a guess."""


class Failed(QlearnError):
    """The failing event of a reduction that errs with probability delta: nothing is known of the hypothesis."""


class WrongRate(Failed, TeacherError):
    """A channel's own noise does not look like this: too few or too many repeated answers disagree with one another.

    Either the teacher answers repeats from a memory, or errs at another rate than the learner was told; or it is the event of
    small probability that the theorem allows for, to which a false alarm is charged.
    """


def unknown(what: str, name: str, known: Iterable[str]) -> UnknownName:
    """The error for a name that is not there, with the nearest names that are."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=3, cutoff=0.4)
    hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(names)}"
    return UnknownName(f"no {what} is called {name!r}; {hint}")
