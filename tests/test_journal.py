"""A dialogue outlives its process: killed anywhere, it resumes, and asks nothing again that was answered."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import qlearn
from qlearn import Session, arun, run, teachers, trace
from qlearn.choices import Coins
from qlearn.codec import decode, encode
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, Diverged, OutOfBudget
from qlearn.evidence.attack import draw
from qlearn.evidence.trial import Witness
from qlearn.journal import Journal
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.linear.spherical_bisection import spherical_bisection

TARGET = HalfSpace(np.array([1.0, -2.0, 0.5, 0.0]))
LEARNING = spherical_bisection(d=4, eps="1/100")

arrays = hnp.arrays(st.sampled_from([np.float64, np.uint8, np.bool_, np.intp]), hnp.array_shapes(min_dims=1, max_dims=3))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text() | st.fractions(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(plain)
def test_plain_data_is_written_and_read_back(value: Any) -> None:
    again = decode(json.loads(json.dumps(encode(value))))
    assert again == value
    assert type(again) is type(value)


@given(arrays)
def test_arrays_are_read_back_to_the_bit(array: Any) -> None:
    again = decode(json.loads(json.dumps(encode(array))))
    assert again.dtype == array.dtype
    assert again.shape == array.shape
    assert again.tobytes() == np.ascontiguousarray(array).tobytes()


@pytest.mark.parametrize(
    "data",
    [
        {"is": "os.system", "command": "true"},
        {"is": "subprocess.Popen", "args": "true"},
        {"is": "qlearn.no_such.Thing"},
        {"is": "qlearn.queries.Membership"},
        {"is": "qlearn.driver.Session", "learning": None},
        {"array": "AAAA", "dtype": "<f8", "shape": [1]},
        {"array": "!", "dtype": "<f8", "shape": [1]},
        {"array": "", "dtype": "|O", "shape": [0]},
        {"fraction": "1/0"},
        {"nothing": 1},
    ],
    ids=str,
)
def test_a_file_builds_nothing_but_frozen_data(data: Any) -> None:
    with pytest.raises(BadArgument):
        decode(data)


@pytest.mark.parametrize("value", [object(), float("nan"), np.array([None]), Coins(0)], ids=lambda v: type(v).__name__)
def test_what_has_no_bytes_is_not_written(value: Any) -> None:
    with pytest.raises(BadArgument):
        encode(value)


@pytest.mark.parametrize("name", qlearn.catalogue())
def test_every_learner_resumes_from_any_point(name: str, effort: str, tmp_path: Path) -> None:
    learner = qlearn.find(name)
    trial = next(t for i in range(100) if len((t := draw(learner, Coins(5, i))).run()[0].turns) > 1 or i > 30)
    trial = replace(trial, policy="first")  # a teacher that tosses coins begins anew with each process
    whole = tmp_path / "whole"
    teacher = trial.honest if learner.theorem.certain else trial.teacher  # so does one that lies as the coins fall
    done = run(trial.learning, teacher(), journal=whole)
    lines = whole.read_bytes().splitlines(keepends=True)
    step = 1 if effort == "full" else 1 + len(lines) // 40
    for kept in (*range(0, len(lines), step), len(lines)):
        torn = tmp_path / f"torn-{kept}"
        torn.write_bytes(b"".join(lines[:kept]))
        witness = Witness(teacher())
        if learner.theorem.certain:
            again = run(trial.learning, witness, journal=torn)
            assert again.hypothesis.key() == done.hypothesis.key()
            assert sum(witness.counts.values()) == done.ledger.total - sum(t.query.cost for t in done.turns[: max(0, kept - 1)])
            assert torn.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize("cut", [1, 2, 10, 300])
def test_a_torn_last_line_is_cut_off_and_said(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "journal"
    done = run(LEARNING, teachers.Honest(TARGET), journal=path)
    assert done.notes == ()
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    again = run(LEARNING, teachers.Honest(TARGET), journal=path)
    assert any("torn" in note for note in again.notes)
    assert path.read_bytes() == whole


def test_a_resumed_run_says_so_and_keeps_its_budget(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with pytest.raises(OutOfBudget):
        run(LEARNING, teachers.Honest(TARGET), budget=7, journal=path)
    with pytest.raises(OutOfBudget, match="budget has 0"):
        run(LEARNING, teachers.Honest(TARGET), budget=7, journal=path)
    witness = Witness(teachers.Honest(TARGET))
    done = run(LEARNING, witness, budget=LEARNING.learner.theorem.bounds[0].at(**LEARNING.sizes()), journal=path)
    assert "after 7 turns, none of them asked again" in done.notes[0]
    assert witness.counts["membership"] == done.ledger["membership"] - 7
    finished = run(LEARNING, Witness(None), journal=path)
    assert finished.hypothesis.key() == done.hypothesis.key()


def test_a_journal_is_the_runs_turns(tmp_path: Path) -> None:
    done = run(LEARNING, teachers.Honest(TARGET), journal=tmp_path / "j")
    plain = run(LEARNING, teachers.Honest(TARGET))
    assert isinstance(done.turns, Journal)
    assert len(done.turns) == len(plain.turns)
    assert done.turns[-1].query.key() == plain.turns[-1].query.key()
    assert [t.query.key() for t in done.turns[2:5]] == [t.query.key() for t in plain.turns[2:5]]
    assert done.ledger == plain.ledger
    with pytest.raises(IndexError):
        done.turns[len(plain.turns)]


def test_diverged_names_the_first_turn_that_differs(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    run(elimination(n=4), teachers.Honest(Conjunction(np.array([True, False, False, True]))), journal=path)
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([lines[0], lines[1], lines[1]]))
    with pytest.raises(Diverged) as caught:
        run(elimination(n=4), teachers.Honest(Conjunction.of_all(4)), journal=path)
    assert caught.value.turn == 1


def test_what_is_no_journal_of_this_run_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    run(bit_clearing(n=3), teachers.Honest(Conjunction.of_all(3)), journal=path)
    before = path.read_bytes()
    for learning, hint in ((bit_clearing(n=4), "arguments"), (elimination(n=3), "learner was 'boolean.bit_clearing'")):
        with pytest.raises(BadArgument, match=hint):
            run(learning, teachers.Honest(Conjunction.of_all(3)), journal=path)
    assert path.read_bytes() == before
    path.write_text("my diary\n")
    with pytest.raises(BadArgument, match="no journal of qlearn"):
        run(bit_clearing(n=3), teachers.Honest(Conjunction.of_all(3)), journal=path)
    assert path.read_text() == "my diary\n"
    with pytest.raises(BadArgument, match="cannot open the journal"):
        run(bit_clearing(n=3), teachers.Honest(Conjunction.of_all(3)), journal=tmp_path / "no" / "place")
    with pytest.raises(BadArgument, match="bare dialogue"):
        run(iter(bit_clearing(n=3)), teachers.Honest(Conjunction.of_all(3)), journal=tmp_path / "new")
    with pytest.raises(BadArgument, match="not both"):
        run(bit_clearing(n=3), teachers.Honest(Conjunction.of_all(3)), past=[(None, None)], journal=path)  # type: ignore[list-item]


def test_a_damaged_middle_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    run(LEARNING, teachers.Honest(TARGET), journal=path)
    lines = path.read_text().splitlines(keepends=True)
    lines[3] = "{}\n"
    path.write_text("".join(lines))
    with pytest.raises(BadArgument, match="line 4 holds no turn"):
        run(LEARNING, teachers.Honest(TARGET), journal=path)


def test_a_full_disk_ends_in_a_message_and_resumes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, write = tmp_path / "journal", os.write
    room = [700]

    def cramped(fd: int, data: Any) -> int:
        if len(data) > room[0]:
            if room[0]:
                room[0] -= (done := write(fd, data[: room[0]]))
                return done
            raise OSError(28, "No space left on device")
        room[0] -= len(data)
        return write(fd, data)

    monkeypatch.setattr(os, "write", cramped)
    with pytest.raises(BadArgument, match="No space left"):
        run(LEARNING, teachers.Honest(TARGET), journal=path)
    monkeypatch.setattr(os, "write", write)
    again = run(LEARNING, teachers.Honest(TARGET), journal=path)
    assert len(again.notes) == 2
    assert again.hypothesis.key() == run(LEARNING, teachers.Honest(TARGET)).hypothesis.key()


def test_two_processes_do_not_share_a_journal(tmp_path: Path) -> None:
    with_one = Journal(tmp_path / "j", LEARNING)
    with pytest.raises(BadArgument, match="another process"):
        Journal(tmp_path / "j", LEARNING)
    with_one.close()
    Journal(tmp_path / "j", LEARNING).close()


def test_trace_and_arun_keep_journals_too(tmp_path: Path) -> None:
    class Slow:
        async def answer(self, query: Any) -> Any:
            await asyncio.sleep(0)
            return teachers.Honest(TARGET).answer(query)

    steps = trace(LEARNING, teachers.Honest(TARGET), journal=tmp_path / "j")
    for _ in range(5):
        next(steps)
    steps.close()
    done = asyncio.run(arun(LEARNING, Slow(), journal=tmp_path / "j"))
    assert "after 5 turns" in done.notes[0]
    session = Session(LEARNING, past=done.turns)
    assert session.done


SCRIPT = """
import sys, time
import numpy as np
import qlearn
from qlearn.concepts.half_spaces import HalfSpace

class Slow:
    def __init__(self):
        self.honest = qlearn.teachers.Honest(HalfSpace(np.array([1.0, -2.0, 0.5, 0.25, 3.0]), -1.0))
    def answer(self, query):
        with open(sys.argv[2], "ab", buffering=0) as heard:
            heard.write(b"." * len(query.points))
        time.sleep(0.004)
        return self.honest.answer(query)

learning = qlearn.find("linear.spherical_bisection+homogeneous")(d=5, eps="1/1000000000000")
done = qlearn.run(learning, Slow(), journal=sys.argv[1])
print(done.hypothesis.key().hex(), done.ledger.total)
"""


def test_killed_again_and_again_it_ends_as_if_never(tmp_path: Path, effort: str) -> None:
    """kill -9 at random moments; the teacher's own count is above the ledger by at most one message a kill."""
    script, journal, heard = tmp_path / "slow.py", tmp_path / "journal", tmp_path / "heard"
    script.write_text(SCRIPT, encoding="utf-8")
    heard.write_bytes(b"")
    command = [sys.executable, str(script), str(journal), str(heard)]
    rng = np.random.default_rng(1)
    kills, tries = 0, 20 if effort == "full" else 8
    for _ in range(tries):
        before = heard.stat().st_size
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        while heard.stat().st_size == before and process.poll() is None:
            time.sleep(0.002)
        time.sleep(float(rng.uniform(0, 0.03)))
        process.send_signal(signal.SIGKILL)
        said, _ = process.communicate()
        kills += not said
    final = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    target = HalfSpace(np.array([1.0, -2.0, 0.5, 0.25, 3.0]), -1.0)
    plain = run(qlearn.find("linear.spherical_bisection+homogeneous")(d=5, eps=Fraction(1, 10**12)), teachers.Honest(target))
    assert kills >= tries // 2, "the kills came too late to mean anything"
    assert final == [plain.hypothesis.key().hex(), str(plain.ledger.total)]
    assert 0 <= heard.stat().st_size - plain.ledger.total <= kills
