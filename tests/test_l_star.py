"""Learners with an observation table: what they ask, what they find, what they refuse."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Equivalence, Learner, Membership, run, teachers
from qlearn.concepts.automata import Automaton
from qlearn.concepts.automaton_classes import Automata, listed
from qlearn.concepts.word_differences import longest
from qlearn.errors import BadAnswer, BadArgument, Inconsistent, OutOfBudget
from qlearn.learners.automata.l_star import inconsistency, l_star
from qlearn.learners.automata.rivest_schapire import rivest_schapire
from qlearn.learners.automata.table import Table
from qlearn.queries import Counterexample, Query
from qlearn.testing import concepts
from qlearn.words import rows_of, word_of

BOTH = pytest.mark.parametrize("learner", [l_star, rivest_schapire], ids=lambda learner: learner.name)
FEW = settings(max_examples=60, database=None, derandomize=True, deadline=None)
EMPTY, ALL = (Automaton(np.zeros((1, 2), np.intp), np.array([accepts])) for accepts in (False, True))


class Long:
    """Answers truly, with a longest counterexample of at most so many letters."""

    def __init__(self, concept: Automaton, letters: int) -> None:
        self.concept, self.letters = concept, letters

    def answer(self, query: Query[Any]) -> Any:
        if isinstance(query, Membership):
            return self.concept(query.points)
        assert isinstance(query, Equivalence)
        word = longest(self.concept, query.hypothesis, self.letters)  # type: ignore[arg-type]
        return None if word is None else Counterexample(rows_of([word])[0], bool(self.concept(rows_of([word]))[0]))


def asked(turns: Any) -> Iterator[bytes]:
    for query, _ in turns:
        if isinstance(query, Membership):
            yield from map(word_of, query.points)


def fits(done: Any, target: Automaton) -> None:
    """The smallest automaton of the language was found, with no word asked twice or after it was told, within each bound."""
    assert done.hypothesis.renumbered().key() == target.minimal.key()
    known: set[bytes] = set()
    for query, answer in done.turns:
        words = list(asked([(query, answer)]))
        assert len(set(words)) == len(words)
        assert known.isdisjoint(words)
        known.update([word_of(answer.point)] if isinstance(answer, Counterexample) else words)
    sizes = done.learning.sizes(target, done.turns)
    for bound in done.learning.learner.theorem.bounds:
        assert done.ledger[bound.kind] <= bound.at(**sizes)


@BOTH
@FEW
@given(data=st.data())
def test_the_smallest_automaton_is_found_whatever_the_counterexamples(learner: Learner[..., Automaton], data: Any) -> None:
    target = data.draw(concepts(Automata()))
    policy = data.draw(st.sampled_from(["first", "random", "longest"]))
    fits(run(learner(k=target.k), teachers.Honest(target, policy)), target)
    fits(run(learner(k=target.k), Long(target, data.draw(st.integers(16, 40)))), target)


@BOTH
def test_languages_of_one_and_of_two_states(learner: Learner[..., Automaton]) -> None:
    for target in (EMPTY, ALL):
        done = run(learner(k=2), teachers.Honest(target))
        fits(done, target)
        assert (done.ledger[Membership], done.ledger[Equivalence]) == (3, 1)
    for target in listed(2, 2)[2:]:
        done = run(learner(k=2), teachers.Honest(target))
        fits(done, target)
        assert (done.ledger[Membership], done.ledger[Equivalence]) == (5, 1)


def every_run(learner: Learner[..., Automaton], target: Automaton, words: list[bytes]) -> Iterator[tuple[int, int, int]]:
    """Words, equivalence queries and the longest counterexample's letters, for all counterexamples among these words."""
    rows, labels = rows_of(words), target(rows_of(words))

    def go_on(chosen: list[int]) -> Iterator[tuple[int, int, int]]:
        talk, given_, number, proposed, m = iter(learner(k=target.k)), iter(chosen), 0, 0, 1
        query: Any = next(talk)
        try:
            while True:
                if isinstance(query, Membership):
                    number += query.cost
                    query = talk.send(target(query.points))
                    continue
                proposed += 1
                wrong = np.flatnonzero(query.hypothesis(rows) != labels).tolist()
                if wrong and (i := next(given_, None)) is None:
                    for i in wrong:
                        yield from go_on([*chosen, i])
                    return
                m = max(m, len(words[i])) if wrong else m
                query = talk.send(Counterexample(rows[i], bool(labels[i])) if wrong else None)
        except StopIteration:
            yield number, proposed, m

    yield from go_on([])


# The most words, for counterexamples of at most 2, 3 and 4 letters, of all 1,028 languages of 3 states and 2 letters.
MOST = {"automata.l_star": {2: 13, 3: 16, 4: 19}, "automata.rivest_schapire": {2: 10, 3: 13, 4: 14}}


@BOTH
def test_three_states_take_at_most_so_much_whatever_the_counterexamples(learner: Learner[..., Automaton]) -> None:
    words = [bytes(w) for n in range(5) for w in itertools.product((1, 2), repeat=n)]
    most: dict[int, int] = {}
    proposals = 0
    for target in listed(2, 3)[26:]:
        for number, proposed, m in every_run(learner, target, words):
            most[m] = max(most.get(m, 0), number)
            proposals = max(proposals, proposed)
    assert {m: number for m, number in most.items() if m > 1} == MOST[learner.name]
    assert proposals == 2
    at = {m: learner.theorem.bounds[0].at(n=3, k=2, m=m) for m in (2, 3, 4)}
    assert all(MOST[learner.name][m] <= at[m] for m in at)
    assert MOST[learner.name][4] == at[4]


def test_a_counterexample_is_used_until_it_is_none() -> None:
    """A counter to 8, and a word that shows every state: the column by column search needs no second proposal."""
    target = Automaton(np.minimum(np.arange(9) + 1, 8)[:, None], np.arange(9) == 8)
    answers = run(rivest_schapire(k=1), Long(target, 8))
    assert answers.ledger[Equivalence] == 2
    fits(answers, target)
    fits(run(rivest_schapire(k=1), teachers.Honest(target)), target)


def test_a_thousand_states_and_ten_letters_in_few_rounds() -> None:
    rng = np.random.default_rng(0)
    target = Automaton(rng.integers(0, 1000, (1000, 10)), rng.random(1000) < 0.5)
    done = run(rivest_schapire(k=10), teachers.Honest(target))
    fits(done, target)
    assert done.ledger[Membership] > 10_000
    assert len(done.turns) < 100


@BOTH
@pytest.mark.parametrize("k", [0, 256, True, 2.0, "2"])
def test_what_is_no_alphabet(learner: Learner[..., Automaton], k: Any) -> None:
    with pytest.raises(BadArgument, match="1 to 255 letters"):
        run(learner(k=k), teachers.Honest(EMPTY))


class Saying:
    """Labels every word false, and gives this counterexample."""

    def __init__(self, *entries: int, label: bool = True) -> None:
        self.answers = Counterexample(np.array(entries, np.uint8), label)

    def answer(self, query: Query[Any]) -> Any:
        return np.zeros(len(query.points), np.bool_) if isinstance(query, Membership) else self.answers


@BOTH
def test_what_is_no_counterexample(learner: Learner[..., Automaton]) -> None:
    with pytest.raises(BadAnswer, match=r"\[1, 3\] is no point that the hypothesis can label"):
        run(learner(k=2), Saying(1, 3))
    with pytest.raises(BadAnswer, match=r"\[1, 0, 2\] is no word: a letter stands after the end"):
        run(learner(k=2), Saying(1, 0, 2))
    with pytest.raises(BadAnswer, match="is no counterexample"):
        run(learner(k=2), Saying(1, 2, label=False))


@BOTH
def test_a_teacher_who_contradicts_itself_is_told_which_word(learner: Learner[..., Automaton]) -> None:
    with pytest.raises(
        Inconsistent, match="b is a counterexample labelled True, but False is what was answered before"
    ) as caught:
        run(learner(k=2), Saying(2))
    assert caught.value.turns == (0, 1)
    with pytest.raises(Inconsistent, match="the empty word is a counterexample labelled True"):
        run(learner(k=2), Saying(0))


@BOTH
def test_a_language_that_is_not_regular_spends_its_budget(learner: Learner[..., Automaton]) -> None:
    def balanced(points: Any) -> Any:
        return (points == 1).sum(axis=1) == (points == 2).sum(axis=1)

    class Teacher:
        def answer(self, query: Query[Any]) -> Any:
            if isinstance(query, Membership):
                return balanced(query.points)
            assert isinstance(query, Equivalence)
            rows = rows_of([b"\1" * i + b"\2" * j for i, j in itertools.product(range(30), repeat=2)])
            wrong = np.flatnonzero(query.hypothesis(rows) != balanced(rows))[0]
            return Counterexample(rows[wrong], bool(balanced(rows)[wrong]))

    with pytest.raises(OutOfBudget):
        run(learner(k=2), Teacher(), budget=300)


def test_the_table_is_closed_and_consistent_before_each_proposal() -> None:
    target = listed(2, 3)[-1]
    table = Table(2)

    def drive(talk: Any) -> Any:
        try:
            query = next(talk)
            while True:
                query = talk.send(target(query.points))
        except StopIteration as stop:
            return stop.value

    drive(table.begun())
    drive(table.closed())
    assert inconsistency(table) is None
    drive(table.raised([word for word in table.rows if word not in table.upper]))
    drive(table.closed())
    while (column := inconsistency(table)) is not None:
        assert column[1:] in table.columns
        assert column not in table.columns
        drive(table.widened(column))
        drive(table.closed())
    rows = {word: table.rows[word] for word in table.upper}
    for word, row in table.rows.items():
        cells = [target.accepts[target.after(word + column)] for column in table.columns]
        assert row == int("".join(str(int(cell)) for cell in cells), 2)
        assert row in rows.values()
    assert target.minimal.key() == table.hypothesis().renumbered().key()
