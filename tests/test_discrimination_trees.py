"""Learners with a tree of words: within their bounds on larger automata, whatever the counterexamples; and who contradicts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Counterexample, Equivalence, Membership, find, run, teachers
from qlearn.choices import Choices, Coins
from qlearn.concepts.automata import Automaton
from qlearn.concepts.automaton_classes import cycle, drawn, lock
from qlearn.concepts.shortest_difference import shortest
from qlearn.concepts.word_differences import longest
from qlearn.errors import BadAnswer, BadArgument, Inconsistent
from qlearn.evidence.search import Drawn
from qlearn.learners.automata.answers import Answers
from qlearn.learners.automata.answers import longest as longest_told
from qlearn.learners.automata.counterexample_analysis import _closest, refuted
from qlearn.learners.automata.discrimination_tree import DiscriminationTree
from qlearn.learners.automata.probes import Probes
from qlearn.learners.automata.repair import Repair
from qlearn.queries import Example
from qlearn.transcript import Turn
from qlearn.words import Words, rows_of, word_of

NAMES = ("kearns_vazirani", "ttt", "few_equivalence", "smallest_counterexamples")
MANY = settings(max_examples=60, database=None, derandomize=True, deadline=None)


def sparse(choices: Choices, k: int, n: int) -> Automaton:
    """One accepting state in any automaton: suffixes tell few states apart, and paths down the tree are long."""
    one = drawn(choices, k, n)
    return Automaton(one.step, np.arange(n) == choices.integer(0, n - 1))


def learn(name: str, teacher: Any, k: int, **given: Any) -> Any:
    """The run, held to its bounds and to asking no word twice."""
    done = run(find(f"automata.{name}")(k=k, **given), teacher)
    known: set[bytes] = set()
    for query, answer in done.turns:
        if query.kind == "membership":
            words = [word_of(row) for row in query.points]
            assert len({*words}) == len(words)
            assert known.isdisjoint(words)
            known.update(words)
        elif answer is not None:
            known.add(word_of(answer.point))
    return done


def held(name: str, target: Automaton, teacher: Any, **given: Any) -> Any:
    done = learn(name, teacher, target.k, **given)
    assert shortest(target.layout, done.hypothesis) is None
    assert len(done.hypothesis.step) == target.sizes["n"], "no state too many"
    sizes = done.learning.sizes(target, done.turns)
    for bound in done.learning.learner.theorem.bounds:
        assert done.ledger[bound.kind] <= bound.at(**sizes), bound.spelled(sizes)
    return done


class Nasty(teachers.Honest):
    """Drawn counterexamples of up to 70 letters where some are found, else a longest or a shortest one."""

    def answer(self, query: Any) -> Any:
        if type(query) is not Equivalence:
            return super().answer(query)
        points = Words(self.concept.k, self._coins.integer(1, 70)).draw(self._coins, 50)
        wrong = np.flatnonzero(self.concept(points) != query.hypothesis(points))
        if len(wrong) and self._coins.integer(0, 3):
            point = points[wrong[0]]
        elif (word := longest(self.concept, query.hypothesis, self._coins.integer(1, 70))) is not None:
            point = rows_of([word])[0]
        else:
            return super().answer(query)
        return Counterexample(point, bool(self.concept(point[None])[0]))


@pytest.mark.parametrize("name", NAMES)
@MANY
@given(st.data())
def test_larger_automata_are_learned_within_the_bounds_whatever_the_counterexamples(name: str, data: Any) -> None:
    choices = Drawn(data.draw)
    shape = data.draw(st.sampled_from([drawn, sparse, lock, cycle]))
    target = shape(choices, choices.integer(1, 4), choices.integer(1, 30))
    policy = data.draw(st.sampled_from(["first", "longest", "random", "nasty"]))
    seed = choices.integer(0, 9)
    teacher = Nasty(target, seed=seed) if policy == "nasty" else teachers.Honest(target, policy, seed=seed)
    held(name, target, teacher, **({"r": choices.integer(1, 70), "seed": seed} if name == "few_equivalence" else {}))


@pytest.mark.parametrize("name", NAMES)
def test_drawn_automata_of_thirty_states(name: str) -> None:
    for seed in range(25):
        coins = Coins(seed)
        target = (drawn if seed % 2 else sparse)(coins, 1 + seed % 4, 30)
        held(name, target, Nasty(target, seed=seed) if seed % 3 else teachers.Honest(target))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("k", [1, 2, 255])
@pytest.mark.parametrize("accepting", [False, True])
def test_all_words_or_none(name: str, k: int, accepting: bool) -> None:
    target = Automaton(np.zeros((1, k), np.intp), np.array([accepting]))
    done = held(name, target, teachers.Honest(target))
    assert done.ledger["equivalence"] == 1
    assert done.ledger["membership"] == (k + 1 if name != "few_equivalence" else k + 1 + (2 if k == 1 else 8))


@pytest.mark.parametrize("name", NAMES)
def test_lengths_modulo_a_number(name: str) -> None:
    for n in range(2, 31):
        target = Automaton((np.arange(n)[:, None] + 1) % n, np.arange(n) == n - 1)
        for teacher in (teachers.Honest(target), teachers.Honest(target, "longest")):
            assert held(name, target, teacher).ledger["membership"] < 5 * n + 8, "one word of each length"


@pytest.mark.parametrize("name", NAMES)
def test_what_is_no_alphabet(name: str) -> None:
    for k in (0, 256, True, 2.0, "2"):
        with pytest.raises(BadArgument, match="1 to 255 letters"):
            run(find(f"automata.{name}")(k=k), teachers.Honest(cycle(Coins(0), 2, 3)))
    for bad in ({"r": 0}, {"seed": -1}):
        with pytest.raises(BadArgument, match="is an integer, at least"):
            run(find("automata.few_equivalence")(k=2, **bad), teachers.Honest(cycle(Coins(0), 2, 3)))


class Saying:
    """Says no to every word, and answers equivalence queries from a list."""

    def __init__(self, *words: tuple[list[int], bool]) -> None:
        self._words: Iterator[tuple[list[int], bool]] = iter(words)

    def answer(self, query: Any) -> Any:
        if query.kind == "membership":
            return np.zeros(len(query.points), np.bool_)
        point, label = next(self._words)
        return Counterexample(np.array(point, np.uint8), label)


@pytest.mark.parametrize("name", NAMES)
def test_a_counterexample_that_was_answered_otherwise_is_named(name: str) -> None:
    with pytest.raises(Inconsistent, match="a is a counterexample labelled True, but False is what was answered"):
        learn(name, Saying(([1], True)), 2)


@pytest.mark.parametrize("name", NAMES)
def test_a_counterexample_that_is_no_word_is_refused(name: str) -> None:
    with pytest.raises(BadAnswer, match="a letter stands after the end"):
        learn(name, Saying(([1, 0, 1], True)), 2)
    with pytest.raises(BadAnswer, match="no point that the hypothesis can label"):
        learn(name, Saying(([3], True)), 2)


def test_a_smallest_counterexample_after_a_longer_one_contradicts() -> None:
    with pytest.raises(Inconsistent, match="or what follows from a smallest counterexample"):
        learn("smallest_counterexamples", Saying(([1, 1, 1, 1, 1], True), ([2, 2], True)), 2)


def test_what_a_smallest_counterexample_says_is_not_asked() -> None:
    fewer = 0
    for seed in range(20):
        target = drawn(Coins(seed), 2, 30)
        teacher = teachers.Honest(target)
        usual, promised = (held(name, target, teacher).ledger for name in ("kearns_vazirani", "smallest_counterexamples"))
        fewer += usual["membership"] - promised["membership"]
        assert promised["membership"] <= usual["membership"]
    assert fewer > 20 * 10


def test_probes_save_equivalence_queries_and_repair_saves_both_where_counterexamples_are_long() -> None:
    counts = {name: np.zeros(2) for name in NAMES[:3]}
    for seed in range(8):
        target = drawn(Coins(seed), 3, 60)
        for name, count in counts.items():
            ledger = held(name, target, Nasty(target)).ledger
            count += ledger["equivalence"], ledger["membership"]
    assert counts["ttt"][0] < counts["kearns_vazirani"][0] / 2
    assert counts["ttt"][1] < counts["kearns_vazirani"][1]
    assert counts["few_equivalence"][0] < counts["ttt"][0]
    assert counts["few_equivalence"][1] < 1.5 * counts["ttt"][1]


def test_one_batch_a_level_and_no_word_twice_in_it() -> None:
    target = drawn(Coins(1), 3, 12)
    turns = run(find("automata.kearns_vazirani")(k=3), teachers.Honest(target)).turns
    batches = [query.points for query, _ in turns if query.kind == "membership"]
    assert [word_of(row) for row in batches[0]] == [b""]
    assert [word_of(row) for row in batches[1]] == [b"\1", b"\2", b"\3"]


def _driven(talk: Any, target: Automaton) -> Any:
    return run(talk, teachers.Honest(target)).hypothesis


@MANY
@given(st.data())
def test_the_tree_is_what_it_says(data: Any) -> None:
    """Access words are closed under beginnings, each transition's word is answered like its state's, and paths are true."""
    choices = Drawn(data.draw)
    target = drawn(choices, choices.integer(1, 3), choices.integer(1, 10))
    tree = DiscriminationTree(target.k, Answers())
    _driven(tree.start(), target)
    repair = Repair(tree)
    while (word := shortest(target.layout, tree.hypothesis())) is not None:
        tree.answers.told(Counterexample(rows_of([word])[0], bool(target(rows_of([word]))[0])))
        before = len(tree.words)
        _driven(refuted(tree, 0, word), target)
        assert len(tree.words) > before
        _driven(repair.mended(), target)
        hypothesis = tree.hypothesis()
        for state, access in enumerate(tree.words):
            assert hypothesis.after(access) == state
            assert not access or access[:-1] in tree.words
            assert target.accepts[target.after(access)] == tree.accepts[state]
            for suffix, answer in tree.paths[state]:
                assert target.accepts[target.after(access + suffix)] == answer
        for t, extended in enumerate(tree.extended):
            suffixes = tree.paths[tree.step[t]]
            assert all(target.accepts[target.after(extended + suffix)] == answer for suffix, answer in suffixes)
        for one, other in itertools.combinations(tree.paths, 2):
            here, there = next(pair for pair in itertools.zip_longest(one, other) if pair[0] != pair[1])
            assert here is not None, "each path goes on to where it leaves the other"
            assert there is not None
            assert here[0] == there[0], "there both read one suffix, and are answered differently"
    assert len({target.after(access) for access in tree.words}) == len(tree.words)


@MANY
@given(st.lists(st.sampled_from([None, False, True]), max_size=12), st.booleans())
def test_bisection_begins_with_the_closest_places_known(between: list[bool | None], first: bool) -> None:
    answers = [first, *between, not first]
    known = [i for i, answer in enumerate(answers) if answer is not None]
    changes = [(i, j) for i, j in itertools.pairwise(known) if answers[i] == first != answers[j]]
    low, high = _closest(answers)
    assert (low, high) in changes
    assert high - low == min(j - i for i, j in changes)


@given(
    st.lists(st.tuples(st.integers(0, 2), st.lists(st.binary(max_size=9).map(lambda w: w.replace(b"\0", b"\1")), min_size=1)))
)
def test_the_longest_counterexample_or_example_of_a_transcript(drawn: list[tuple[int, list[bytes]]]) -> None:
    turns, most = [], 3
    nothing = Automaton(np.zeros((1, 255), np.intp), np.zeros(1, np.bool_))
    for kind, words in drawn:
        rows, labels = rows_of(words), np.ones(len(words), np.bool_)
        if kind == 0:
            turns.append(Turn(Membership(rows), labels))
        elif kind == 1:
            turns.append(Turn(Equivalence(nothing), Counterexample(rows[0], True)))
            most = max(most, len(words[0]))
        else:
            turns.append(Turn(Example(len(words)), (rows, labels)))
            most = max(most, *map(len, words))
    assert longest_told([*turns, Turn(Equivalence(nothing), None)], least=3) == most


def test_a_repaired_hypothesis_gives_all_answers_of_the_tree() -> None:
    for seed in range(20):
        target = drawn(Coins(seed), 2, 40)
        tree = DiscriminationTree(2, Answers())
        _driven(tree.start(), target)
        word = longest(target, tree.hypothesis(), 60)
        assert word is not None
        tree.answers.told(Counterexample(rows_of([word])[0], bool(target(rows_of([word]))[0])))
        _driven(refuted(tree, 0, word), target)
        _driven(Repair(tree).mended(), target)
        hypothesis = tree.hypothesis()
        for access, path in zip(tree.words, tree.paths, strict=True):
            assert all(hypothesis.accepts[hypothesis.after(access + suffix)] == answer for suffix, answer in path)


class Watched(DiscriminationTree):
    """Holds each new state against the words of its leaf."""

    def split(self, transition: int, suffix: bytes) -> Any:
        state = len(self.words)
        yield from super().split(transition, suffix)
        assert len(self.words) == state + 1
        assert len(self.words[state]) == min(len(self.extended[t]) for t, to in enumerate(self.step) if to == state)


@pytest.mark.parametrize("r", [1, 3, 64])
def test_probes_end_with_the_first_batch_that_brings_too_few_states_and_access_words_are_shortest(r: int) -> None:
    batches = 0
    for seed in range(12):
        target = (drawn if seed % 2 else sparse)(Coins(seed), 3, 40)
        tree = Watched(3, Answers())
        _driven(tree.start(), target)
        probes = Probes(tree, r, seed)
        while probes.worthwhile:
            before = len(tree.words)
            turns = run(probes.sent(), teachers.Honest(target)).turns
            assert turns[0].query.cost == max(8, before // 2), "all of them at once"
            assert probes.worthwhile == (turns[0].query.cost <= r * (len(tree.words) - before))
            batches += 1
    assert batches > 12 or r == 1
