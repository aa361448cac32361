"""The driver: one stepping rule, budgets refused beforehand, replays, and errors that say whose fault it was."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qlearn
from qlearn import Counterexample, Dialogue, Equivalence, Example, Membership, Session, arun, run, teachers, trace
from qlearn.choices import Coins
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.tables import CUBE, Row
from qlearn.driver import describe
from qlearn.errors import BadAnswer, BadArgument, BadQuery, Diverged, Inconsistent, LearnerError, OutOfBudget, UnknownName
from qlearn.evidence.attack import every_setting
from qlearn.evidence.trial import Trial, Witness
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.finite.halving import halving
from qlearn.learners.linear.bisection import bisection_grid

TARGET = Conjunction(np.array([True, False, True, False]))


def trials() -> list[Trial]:
    """One dialogue of each learner of the catalogue."""
    return [
        Trial(learner, learner.theorem.learns.draw(Coins(4)), every_setting(learner.theorem.settings, 1)[0])
        for learner in qlearn.catalogue().values()
    ]


def keys(turns: Any) -> list[bytes]:
    return [query.key() for query, _ in turns]


@pytest.mark.parametrize("trial", trials(), ids=lambda trial: trial.learner.name)
def test_run_trace_session_and_arun_speak_alike(trial: Trial) -> None:
    done = run(trial.learning, trial.teacher())
    traced = list(trace(trial.learning, trial.teacher()))
    session, teacher = Session(trial.learning), trial.teacher()
    while not session.done:
        session.tell(teacher.answer(session.query))

    class Slow:
        inner = trial.teacher()

        async def answer(self, query: Any) -> Any:
            await asyncio.sleep(0)
            return self.inner.answer(query)

    awaited = asyncio.run(arun(trial.learning, Slow()))
    assert session.result is not None
    for other in (traced, session.turns, awaited.turns):
        assert keys(other) == keys(done.turns)
    assert session.result.hypothesis.key() == awaited.hypothesis.key() == done.hypothesis.key()
    with pytest.raises(BadArgument, match="the dialogue is over"):
        session.tell(None)


@pytest.mark.parametrize("trial", trials(), ids=lambda trial: trial.learner.name)
def test_every_budget_is_refused_before_the_teacher_is_asked(trial: Trial) -> None:
    ledger = run(trial.learning, trial.teacher()).ledger
    total = ledger.total
    for budget in below(total):
        assert sum(heard_within(trial, budget).values()) <= budget
    for kind, count in ledger.items():
        for budget in below(count):
            for form in ({kind: budget}, {qlearn.queries.KINDS[kind]: budget}):
                assert heard_within(trial, form).get(kind, 0) <= budget
    assert run(trial.learning, trial.teacher(), budget=total).ledger.total == total


def below(count: int) -> list[int]:
    return [*range(min(count, 12)), count - 1] if count else []


def heard_within(trial: Trial, budget: Any) -> dict[str, int]:
    """What the teacher hears of a learner whose budget is too small, which must be refused; it may return what it has."""
    witness = Witness(trial.teacher())
    try:
        done = run(trial.learning, witness, budget=budget)
        said = str(done.refused)
    except OutOfBudget as refusal:
        done, said = refusal.run, str(refusal)
    assert "the teacher was not asked" in said
    assert done.ledger.total == sum(witness.counts.values())
    return witness.counts


def test_a_budget_of_another_kind_does_not_bind() -> None:
    assert run(bit_clearing(n=4), teachers.Honest(TARGET), budget={Equivalence: 0}).ledger[Membership] == 4


@pytest.mark.parametrize("budget", [-1, {"membership": -2}, 1.5, True, "3", {"membership": None}])
def test_a_budget_that_is_none_is_the_callers_fault(budget: Any) -> None:
    with pytest.raises(BadArgument, match="a budget is a number of queries >= 0"):
        run(bit_clearing(n=4), teachers.Honest(TARGET), budget=budget)
    with pytest.raises(UnknownName, match="did you mean membership"):
        run(bit_clearing(n=4), teachers.Honest(TARGET), budget={"membershp": 3})


def test_after_a_refusal_a_learner_may_return_but_not_ask() -> None:
    def modest() -> Dialogue[int]:
        asked = 0
        try:
            while True:
                yield from Membership([[0.0]])
                asked += 1
        except OutOfBudget:
            return asked

    done = run(modest(), teachers.Function(lambda X: X[:, 0] >= 0), budget=3)
    assert done.hypothesis == 3
    assert done.refused is not None
    assert "0 queries of all kinds together left" in done.refused

    def insisting() -> Dialogue[None]:
        try:
            yield from Membership([[0.0], [1.0]])
        except OutOfBudget:
            yield from Membership([[0.0]])

    with pytest.raises(LearnerError, match="it may only return"):
        run(insisting(), teachers.Function(lambda X: X[:, 0] >= 0), budget=1)


def test_a_bad_answer_leaves_the_session_as_it_was() -> None:
    session = Session(bit_clearing(n=2))
    asked = session.query
    for bad in (None, [True], [True, True, False], [1.0, 0.0], "yes"):
        with pytest.raises(BadAnswer):
            session.tell(bad)
        assert session.query is asked
        assert session.turns == []
    session.tell([True, False])
    assert session.result is not None
    assert str(session.result.hypothesis) == "x2"


def test_a_teachers_bad_answer_ends_a_run_with_what_was_said() -> None:
    class Tired:
        asked = 0

        def answer(self, query: Any) -> Any:
            self.asked += 1
            return Counterexample(TARGET.keep.astype(np.uint8), True) if self.asked == 1 else "enough"

    with pytest.raises(BadAnswer, match="None or a Counterexample") as error:
        run(elimination(n=4), Tired())
    assert error.value.run.ledger["equivalence"] == 1


def test_a_teachers_own_exception_is_passed_on() -> None:
    def broken(X: Any) -> Any:
        raise OSError("the network is down")

    with pytest.raises(OSError, match="the network is down"):
        run(bit_clearing(n=2), teachers.Function(broken))


def test_what_is_yielded_but_no_query_is_the_learners_fault() -> None:
    def bare() -> Any:
        yield np.zeros((1, 2))

    with pytest.raises(BadQuery, match="yielded a ndarray"):
        run(bare(), teachers.Honest(TARGET))


@given(st.integers(0, 10))
def test_the_past_is_replayed_without_asking(kept: int) -> None:
    teacher = teachers.Function(lambda X: X[:, 0] >= 300)
    whole = run(bisection_grid(N=1000), teacher)
    witness = Witness(teacher)
    resumed = run(bisection_grid(N=1000), witness, past=whole.turns[:kept])
    assert keys(resumed.turns) == keys(whole.turns)
    assert sum(witness.counts.values()) == whole.ledger.total - min(kept, whole.ledger.total)


def test_a_past_that_is_not_its_own_names_the_first_turn_that_differs() -> None:
    teacher = teachers.Function(lambda X: X[:, 0] >= 300)
    past = list(run(bisection_grid(N=1000), teacher).turns)
    swapped = [*past[:3], past[4], past[3], *past[5:]]
    with pytest.raises(Diverged, match="turn 3") as error:
        run(bisection_grid(N=1000), teacher, past=swapped)
    assert error.value.turn == 3
    with pytest.raises(Diverged, match=f"turn {len(past)}: the learner has finished"):
        run(bisection_grid(N=1000), teacher, past=[*past, past[0]])
    with pytest.raises(OutOfBudget):
        run(bisection_grid(N=1000), teacher, past=past[:5], budget=4)


def test_a_teacher_that_contradicts_itself_is_named_with_its_turns() -> None:
    class Changing:
        """Says no at the first guess's every point, then takes it back."""

        def __init__(self, *answers: Counterexample) -> None:
            self.answers = list(answers)

        def answer(self, query: Any) -> Any:
            return self.answers.pop(0)

    first = Counterexample(np.array([0, 1], np.uint8), True)
    then = Counterexample(np.array([0, 1], np.uint8), False)
    with pytest.raises(Inconsistent, match=r"turn 0: .*turn 1: ") as error:
        run(elimination(n=2), Changing(first, then))
    assert error.value.turns == (0, 1)
    assert error.value.run.ledger["equivalence"] == 2

    other = Counterexample(np.array([1, 1], np.uint8), False)
    with pytest.raises(Inconsistent, match="no monotone conjunction") as error:
        run(elimination(n=2), Changing(other))
    assert error.value.turns == (0,), "one turn can be impossible by itself"

    table = ((0, 0), (0, 1), (1, 1))
    answers = (Counterexample(np.array([0.0]), True), Counterexample(np.array([1.0]), False))
    with pytest.raises(Inconsistent, match="fits all counterexamples") as error:
        run(halving(table), Changing(*answers))
    assert error.value.turns == (0, 1)


def test_same_arguments_and_answers_ask_the_same_in_a_fresh_process() -> None:
    code = (
        "import hashlib\n"
        "from test_driver import keys, trials\n"
        "from qlearn import run\n"
        "for trial in trials():\n"
        "    done = run(trial.learning, trial.teacher())\n"
        "    asked = hashlib.sha256(b'|'.join(keys(done.turns)) + done.hypothesis.key()).hexdigest()\n"
        "    print(trial.learner.name, asked)\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=__file__.rpartition("/")[0],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == len(qlearn.catalogue())


def test_a_dialogue_without_questions_is_a_run_too() -> None:
    done = run(bisection_grid(N=0), teachers.Function(lambda X: X[:, 0] >= 0))
    assert done.turns == []
    assert done.ledger.total == 0
    assert run(halving(CUBE), teachers.Honest(Row(CUBE, 7))).hypothesis.labels.all()


def test_queries_are_described_in_a_few_words() -> None:
    assert describe(Membership([[1.0, 2.0]])) == "a membership query at [1, 2]"
    assert describe(Membership([[0.5], [2.0], [3.0]])) == "a membership query at [0.5] and 2 more rows"
    assert describe(Equivalence(TARGET)) == "equivalence(x1 & x3)"
    assert describe(Example(7)) == "example(7)"


@pytest.mark.parametrize("speak", [run, lambda learning, teacher: list(trace(learning, teacher))], ids=["run", "trace"])
def test_an_error_on_the_way_carries_what_was_said_however_one_speaks(speak: Any) -> None:
    class Tired:
        asked = 0

        def answer(self, query: Any) -> Any:
            self.asked += 1
            return [False] if self.asked < 3 else [None]

    with pytest.raises(BadAnswer) as error:
        speak(bisection_grid(N=100), Tired())
    assert error.value.run.ledger[Membership] == 2
    assert error.value.run.learning.arguments["N"] == 100

    class Later(Tired):
        async def answer(self, query: Any) -> Any:  # type: ignore[override]
            return super().answer(query)

    with pytest.raises(BadAnswer) as error:
        asyncio.run(arun(bisection_grid(N=100), Later()))
    assert error.value.run.ledger[Membership] == 2


def test_a_query_in_a_few_words_says_how_many_rows_there_are() -> None:
    said = [describe(Membership(np.zeros((m, 1)))) for m in (1, 2, 3)]
    assert said == [f"a membership query at [0]{more}" for more in ("", " and 1 more rows", " and 2 more rows")]


def test_a_journal_ends_with_the_hypothesis(tmp_path: Path) -> None:
    path = tmp_path / "run.jsonl"
    run(elimination(n=2), teachers.Honest(Conjunction.of_all(2)), journal=path)
    assert path.read_text().splitlines()[-1].startswith('{"hypothesis"')
