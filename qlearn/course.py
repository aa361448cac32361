"""The exercises of the course: questions whose answers a program judges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .errors import BadArgument

Judge = Callable[[Any], Any]  # True or nothing to say if the answer is right; else False, or what is wrong with it in words


class Exercise:
    """A question with a judge.

    A notebook makes one, shows what to answer, and folds the solution away.  `judge` says of an answer whether it is right: it
    returns True, or False, or a hint in words; an error says that the answer is of the wrong sort.  `wrong` is an
    answer that a hasty reader might give: a judge who lets everything pass is found out when the notebook is run.

    >>> bits = Exercise(lambda q: 2**q >= 1000 or f"{q} bits tell {2**q} numbers apart", wrong=9)
    >>> bits(None)
    Not answered yet.
    >>> bits(8)
    Not yet: 8 bits tell 256 numbers apart
    >>> bits.solution(10)
    Right: 10
    """

    def __init__(self, judge: Judge, *, wrong: Any) -> None:
        self.judge, self.wrong = judge, wrong

    def __call__(self, answer: Any) -> None:
        """Say whether an answer is right.  None stands for no answer."""
        if answer is None:
            print("Not answered yet.")
            return
        fault = self._fault(answer)
        print(f"Right: {_short(answer)}" if fault is None else f"Not yet{fault and ': '}{fault}")

    def solution(self, answer: Any) -> None:
        """The solution.  Raises `BadArgument` if the judge does not take it, or takes `wrong` for right too."""
        if (fault := self._fault(answer)) is not None:
            raise BadArgument(f"the solution {_short(answer)} is not right by its own judge: {fault}")
        if self._fault(self.wrong) is None:
            raise BadArgument(f"the judge takes {_short(self.wrong)} for right, which it is not: it cannot tell")
        self(answer)

    def _fault(self, answer: Any) -> str | None:
        """What is wrong with an answer, perhaps without words; None if nothing is."""
        try:
            says = self.judge(answer)
        except Exception as error:  # a reader's answer may be anything
            return f"{type(error).__name__}: {error}"
        if isinstance(says, str):
            return says
        return None if says is None or bool(says) else ""


def _short(answer: Any) -> str:
    """An answer in a few characters; of a function or a learner its name."""
    text = str(getattr(answer, "name", None) or getattr(answer, "__name__", None) or answer)
    return text if len(text) <= 80 else f"{text[:77]}..."
