"""AALpy's automata and systems, from both sides."""

from __future__ import annotations

import itertools
from typing import Any

import aalpy
import numpy as np
import pytest
from hypothesis import given, settings

from qlearn import Equivalence, Membership, run, teachers
from qlearn.concepts.automata import Automaton
from qlearn.concepts.automaton_classes import Automata
from qlearn.errors import BadAnswer, BadArgument
from qlearn.learners.automata.l_star import l_star
from qlearn.learners.automata.rivest_schapire import rivest_schapire
from qlearn.oracle import agree
from qlearn.queries import Value
from qlearn.smallest import Smallest
from qlearn.teachers.aalpy_automata import from_aalpy, to_aalpy
from qlearn.testing import concepts
from qlearn.words import rows_of

FEW = settings(max_examples=60, database=None, derandomize=True, deadline=None)


def every(k: int, most: int) -> list[bytes]:
    return [bytes(w) for n in range(most + 1) for w in itertools.product(range(1, k + 1), repeat=n)]


@FEW
@given(concepts(Automata()))
def test_an_automaton_goes_there_and_back(automaton: Automaton) -> None:
    names = [("press", a) for a in range(automaton.k)]
    dfa = to_aalpy(automaton, names)
    assert dfa.is_input_complete()
    words = every(automaton.k, 4)
    said = [dfa.execute_sequence(dfa.initial_state, [names[a - 1] for a in word]) for word in words]
    assert [bool(one[-1] if isinstance(one, list) else one) for one in said] == automaton(rows_of(words)).tolist()
    for state in dfa.states:
        assert dfa.execute_sequence(dfa.initial_state, list(state.prefix)) is not None
        assert dfa.current_state is state
    assert [len(state.prefix) for state in dfa.states] == automaton.layout.depth.tolist(), "as short as can be"
    back, letters = from_aalpy(dfa, names)
    assert list(letters) == names
    assert back.key() == automaton.renumbered().key()
    turned, letters = from_aalpy(dfa, names[::-1])
    assert list(letters) == names[::-1]
    assert agree(Automaton(automaton.step[:, ::-1], automaton.accepts), turned)


def test_letters_are_taken_as_they_occur() -> None:
    dfa = aalpy.Dfa.from_state_setup({"p": (False, {"y": "q", "x": "p"}), "q": (True, {"x": "q", "y": "p"})})
    automaton, letters = from_aalpy(dfa)
    assert letters == ("y", "x")
    assert automaton.step.tolist() == [[1, 0], [0, 1]]
    assert to_aalpy(automaton).get_input_alphabet() == [1, 2]


def test_what_is_no_automaton_of_ours() -> None:
    partial = aalpy.Dfa.from_state_setup({"p": (False, {"x": "q"}), "q": (True, {"x": "q", "y": "p"})})
    with pytest.raises(BadArgument, match=r"state 'p' has no step by letter 'y'; .*make_input_complete"):
        from_aalpy(partial)
    assert from_aalpy(aalpy.make_input_complete(partial, "sink_state"))[0].step.shape == (3, 2)
    mealy = aalpy.MealyMachine.from_state_setup({"p": {"x": (1, "p")}})
    moore = aalpy.MooreMachine.from_state_setup({"p": (1, {"x": "p"})})
    for machine, kind in ((mealy, "MealyMachine"), (moore, "MooreMachine"), ("dfa", "str")):
        with pytest.raises(BadArgument, match=f"a {kind} is none: .*one language for each output"):
            from_aalpy(machine)
    full = aalpy.make_input_complete(partial)
    with pytest.raises(BadArgument, match="a letter 'y', which is none of 'x', 'z'"):
        from_aalpy(full, ["x", "z"])
    with pytest.raises(BadArgument, match="no step by letter 'z'"):
        from_aalpy(full, ["x", "y", "z"])
    with pytest.raises(BadArgument, match="two letters have one name"):
        from_aalpy(full, ["x", "x"])
    automaton = from_aalpy(full)[0]
    with pytest.raises(BadArgument, match="has 2 letters, but 3 names are given"):
        to_aalpy(automaton, "xyz")


@FEW
@given(concepts(Automata()))
def test_a_system_that_holds_an_automaton_is_learned_exactly(automaton: Automaton) -> None:
    names = "abc"[: automaton.k]
    system = aalpy.AutomatonSUL(to_aalpy(automaton, names))
    done = run(rivest_schapire(k=automaton.k), teachers.AalpySystem(system, names))
    plain = run(rivest_schapire(k=automaton.k), teachers.Honest(automaton))
    assert agree(automaton, done.hypothesis)
    assert done.ledger == plain.ledger
    assert system.num_queries == done.ledger[Membership]


def test_systems_are_tested_by_oracles_of_aalpy() -> None:
    for system in (
        aalpy.RegexSUL("((a|b)(a|b))*a"),
        aalpy.AutomatonSUL(to_aalpy(Automaton(np.eye(2, dtype=int), np.eye(2)[0] == 1), "ab")),
    ):
        oracle = aalpy.WMethodEqOracle(["a", "b"], system, max_number_of_states=4)
        teacher = teachers.AalpySystem(system, "ab", oracle)
        found = run(l_star(k=2), teacher).hypothesis
        words = every(2, 6)
        assert [system.query(tuple("ab"[a - 1] for a in word))[-1] for word in words] == found(rows_of(words)).tolist()


def test_tomitas_languages_are_those_that_aalpy_learns() -> None:
    for i in range(1, 8):
        system = aalpy.TomitaSUL(i)
        found = run(
            rivest_schapire(k=2), teachers.AalpySystem(system, [0, 1], aalpy.WMethodEqOracle([0, 1], system, 6))
        ).hypothesis
        theirs = aalpy.run_Lstar([0, 1], system, aalpy.WMethodEqOracle([0, 1], system, 6), "dfa", print_level=0)
        assert agree(from_aalpy(theirs, [0, 1])[0], found), i
        assert len(found.step) == theirs.size


class Named(aalpy.SUL):
    """Says how many inputs there were, as text."""

    def pre(self) -> None:
        self.seen = 0

    def post(self) -> None:
        pass

    def step(self, letter: Any) -> str:
        self.seen += letter is not None
        return f"{self.seen} inputs"


def test_what_a_system_cannot_answer() -> None:
    regex = teachers.AalpySystem(aalpy.RegexSUL("a*"), "a")
    one = Automaton(np.zeros((1, 1), np.intp), np.array([True]))
    with pytest.raises(BadArgument, match=r"\[1, 2\] is no word over the system's 1 letters"):
        regex.answer(Membership(np.array([[1, 0], [1, 2]], np.uint8)))
    with pytest.raises(BadArgument, match="nothing decides a query for equivalence counterexamples"):
        regex.answer(Equivalence(one))
    with pytest.raises(BadAnswer, match="membership and equivalence queries about words, no value"):
        regex.answer(Value(np.array([[1]], np.uint8)))
    with pytest.raises(BadAnswer, match="after a the system says '1 inputs', not true or false"):
        teachers.AalpySystem(Named(), "a").answer(Membership(np.array([[1]], np.uint8)))
    with pytest.raises(BadArgument, match="a system of 2 letters is compared with automata over as many"):
        teachers.AalpySystem(aalpy.RegexSUL("a*"), "ab").answer(Equivalence(one))
    with pytest.raises(BadArgument, match=r"takes an AALpy system under learning \(SUL\), got a str"):
        teachers.AalpySystem("a*", "a")
    with pytest.raises(BadArgument, match="an oracle is one of AALpy's"):
        teachers.AalpySystem(aalpy.RegexSUL("a*"), "a", "random")
    with pytest.raises(BadArgument, match="two letters have one name"):
        teachers.AalpySystem(aalpy.RegexSUL("a*"), "aa")


def test_smallest_counterexamples_are_decided_where_the_automaton_is_known() -> None:
    target = Automaton(np.array([[1], [2], [0]]), np.array([False, False, True]))
    system = aalpy.AutomatonSUL(to_aalpy(target, "a"))
    nothing = Automaton(np.zeros((1, 1), np.intp), np.array([False]))
    for oracle in (None, aalpy.RandomWordEqOracle(["a"], system)):
        answer = teachers.AalpySystem(system, "a", oracle).answer(Smallest(nothing))
        assert (answer.point.tolist(), answer.label) == ([1, 1], True)
    tested = teachers.AalpySystem(aalpy.RegexSUL("a*"), "a", aalpy.RandomWordEqOracle(["a"], aalpy.RegexSUL("a*")))
    with pytest.raises(BadArgument, match="a query for smallest counterexamples"):
        tested.answer(Smallest(nothing))
