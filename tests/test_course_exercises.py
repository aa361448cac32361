"""An exercise tells right from wrong, says why, and finds out a judge who cannot tell."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from qlearn.course import Exercise
from qlearn.errors import BadArgument


def sevens(answer: Any) -> bool | str:
    if answer < 0:
        return "it is not negative"
    return bool(answer % 7 == 0)


def said(capsys: pytest.CaptureFixture[str], answer: Any, judge: Any = sevens) -> str:
    Exercise(judge, wrong=None)(answer)
    return capsys.readouterr().out


def test_no_answer_is_not_judged(capsys: pytest.CaptureFixture[str]) -> None:
    def never(answer: Any) -> bool:
        raise AssertionError("asked")

    assert said(capsys, None, never) == "Not answered yet.\n"


@pytest.mark.parametrize("judge", [sevens, lambda answer: None, lambda answer: np.bool_(answer == 14)])
def test_right(capsys: pytest.CaptureFixture[str], judge: Any) -> None:
    assert said(capsys, 14, judge) == "Right: 14\n"


@pytest.mark.parametrize("judge", [sevens, lambda answer: "", lambda answer: np.bool_(answer == 14)])
def test_wrong(capsys: pytest.CaptureFixture[str], judge: Any) -> None:
    assert said(capsys, 15, judge) == "Not yet\n"


def test_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, -7) == "Not yet: it is not negative\n"


def test_an_answer_of_the_wrong_sort(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, [7]).startswith("Not yet: TypeError: ")


def test_an_answer_that_fails_by_itself(capsys: pytest.CaptureFixture[str]) -> None:
    def mine(n: int) -> Iterator[int]:
        yield 1 // n

    assert said(capsys, mine, lambda answer: list(answer(0)) == [1]).startswith("Not yet: ZeroDivisionError: ")


def test_zero_and_nothing_are_answers(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, 0) == "Right: 0\n"
    assert said(capsys, [], lambda answer: answer == []) == "Right: []\n"


def test_a_solution_is_judged(capsys: pytest.CaptureFixture[str]) -> None:
    Exercise(sevens, wrong=3).solution(21)
    assert capsys.readouterr().out == "Right: 21\n"


def test_a_wrong_answer_may_be_an_error() -> None:
    Exercise(sevens, wrong="seven").solution(7)


@pytest.mark.parametrize("answer", [None, 8, -7, "seven"])
def test_a_solution_that_its_judge_refuses(answer: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadArgument, match=f"the solution {answer} is not right by its own judge"):
        Exercise(sevens, wrong=3).solution(answer)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(("judge", "wrong"), [(lambda answer: True, 3), (lambda answer: None, 3), (sevens, 14)])
def test_a_judge_who_cannot_tell(judge: Any, wrong: int) -> None:
    with pytest.raises(BadArgument, match=f"the judge takes {wrong} for right, which it is not: it cannot tell"):
        Exercise(judge, wrong=wrong).solution(7)


def test_an_answer_is_shown_by_its_name_and_in_a_few_characters(capsys: pytest.CaptureFixture[str]) -> None:
    always = Exercise(lambda answer: True, wrong=None)
    for answer in (sevens, Exercise, SimpleNamespace(name="a learner"), list(range(100))):
        always(answer)
    *named, long = capsys.readouterr().out.splitlines()
    assert named == ["Right: sevens", "Right: Exercise", "Right: a learner"]
    assert len(long) == len("Right: ") + 80
    assert long.endswith("...")
