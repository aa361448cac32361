"""`qlearn play` in a terminal: lines from a pipe, journals, JSON, and leaving."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qlearn import find, run
from qlearn.cli.main import main
from qlearn.play.games import GAMES
from qlearn.teachers import Recorded

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> Any:
    """Run the command on lines of input: its exit code, and what it printed."""

    def run(lines: str, *arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines.split(","))))
        code = main(["play", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_without_a_game_they_are_listed(typed: Any) -> None:
    code, out, _ = typed(
        "",
    )
    assert code == 0
    assert all(f"{name} " in out and game.says in out for name, game in GAMES.items())
    assert "--size 1 to 1000: N, the largest number; 100 if not given" in out


def test_a_game_by_lines_in_a_process_of_its_own() -> None:
    code = "from qlearn.cli.main import entry; entry()"
    done = subprocess.run(
        [sys.executable, "-c", code, "play", "bisection", "--size", "3", "--json", "-"],
        input="maybe\nn\ny\ny\n", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["role"], found["asked"], found["verdict"], found["left"]) == ("teacher", 2, "found", False)
    assert [turn["answer"] for turn in found["turns"]] == ["no", "yes"]
    assert "the question wants y for yes or n for no, got 'maybe'" in done.stderr
    assert "It is 2." in done.stderr
    assert "Is it at most 1?\n  no: Is it at most 2?" in done.stderr, "the optimal strategy"


def test_undo_and_help_in_the_terminal(typed: Any) -> None:
    code, out, _ = typed("?,n,u,u,y,n,0", "bisection", "--size", "3")
    assert code == 0
    assert "u takes the last answer back" in out
    assert "nothing was answered yet" in out
    assert "0 does not fit answer 2." in out
    assert "   2. Is it at most 0? no" in out


def test_a_lie_is_shown_with_its_turns_and_taken_back(typed: Any) -> None:
    code, out, _ = typed("110,111,u 2,y,y", "conjunctions", "--size", "3")
    assert code == 0
    assert "Nothing at all gives answer 2." in out
    assert "   2. Is it x1 & x2? no: at 111 it is no" in out
    assert "It is x1 & x2." in out


def test_the_learners_role(typed: Any) -> None:
    code, out, _ = typed("0,h,1,zz,l,2", "bisection", "--as", "learner", "--size", "3")
    assert code == 0
    assert "1   (that was one more, for the hint)" in out
    assert "'zz' is no question here" in out
    assert "You needed 3 questions and 1 hint, 4 together; the best learner needs 2." in out
    assert "Question 1 was not best: 2 more needed after it instead of 1.  A best one was: Is it at most 1?" in out


def test_the_end_of_the_input_leaves_and_a_journal_goes_on(tmp_path: Path, typed: Any) -> None:
    kept = tmp_path / "game.jsonl"
    code, out, _ = typed("n,n,u,y", "bisection", "--size", "7", "--journal", str(kept))
    assert code == 0
    assert "You left before the end" in out
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 3, "a first line and two turns: what was taken back is gone"
    code, out, _ = typed("q", "bisection", "--size", "7", "--journal", str(kept))
    assert "It goes on after 2 answers." in out
    code, out, _ = typed("y,y", "bisection", "--size", "7", "--journal", str(kept))
    assert (code, "It is 4." in out) == (0, True)
    assert json.loads(kept.read_text(encoding="utf-8").splitlines()[-1])["queries"] == {"membership": 3}
    code, _, err = typed("y", "bisection", "--size", "8", "--journal", str(kept))
    assert (code, "is the journal of something else" in err) == (2, True)


def test_a_journal_is_one_that_every_run_can_take_up(tmp_path: Path, typed: Any) -> None:
    kept = tmp_path / "game.jsonl"
    typed("y,n,y,u,n,y", "parities", "--size", "3", "--journal", str(kept))
    found = run(find("boolean.parity")(n=3), Recorded([]), journal=kept)
    assert str(found.hypothesis) == "x1"
    assert found.ledger.rounds == 1, "three points in one question, as the learner asks them"


def test_ctrl_c_leaves_with_130_and_what_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    lines = iter(["n"])

    def read() -> str:
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", read)
    out = tmp_path / "game.json"
    assert main(["play", "bisection", "--json", str(out)]) == 130
    assert json.loads(out.read_text(encoding="utf-8"))["asked"] == 1
    assert "interrupted" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["bisecton"], "did you mean bisection"),
        (["bisection", "--as", "techer"], "did you mean teacher"),
        (["bisection", "--size", "0"], "sizes from 1 to 1000"),
        (["bisection", "--port", "80"], "give --page as well"),
        (["bisection", "--seed", "-1"], "--seed is a whole number"),
        (["bisection", "--as", "learner", "--journal", "x.jsonl"], "leave --journal out"),
        (["bisection", "--page", "--json", "x"], "the page keeps no files"),
        (["bisecton", "--page"], "did you mean bisection"),
    ],
)
def test_bad_input_ends_in_a_message(arguments: list[str], says: str, typed: Any) -> None:
    code, _, err = typed("", *arguments)
    assert code == 2
    assert says in err
