"""Words, automata, where two of them differ, and what is a legal smallest counterexample."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import Equivalence, Membership, teachers
from qlearn.choices import Coins
from qlearn.concepts.automata import Automaton, accepting
from qlearn.concepts.automaton_classes import Automata, listed, lock
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.shortest_difference import shortest
from qlearn.concepts.word_differences import differences, longest
from qlearn.domains import Cube
from qlearn.errors import BadAnswer, BadArgument, Undecided
from qlearn.oracle import agree, counterexamples, legal
from qlearn.queries import Counterexample
from qlearn.smallest import Smallest
from qlearn.testing import concepts
from qlearn.words import Words, rows_of, spelled, word_of

PAIRS = st.tuples(concepts(Automata()), concepts(Automata())).filter(lambda pair: pair[0].k == pair[1].k)
FEW = settings(max_examples=100, database=None, derandomize=True, deadline=None)


def plainly(automaton: Automaton, word: bytes) -> bool:
    """Whether a word is accepted, one letter after another."""
    state = 0
    for a in word:
        state = automaton.step[state, a - 1]
    return bool(automaton.accepts[state])


def every(k: int, most: int) -> list[bytes]:
    return [bytes(w) for n in range(most + 1) for w in itertools.product(range(1, k + 1), repeat=n)]


@given(st.lists(st.binary(max_size=9).map(lambda w: w.replace(b"\0", b"\1")), min_size=1))
def test_rows_hold_their_words(words: list[bytes]) -> None:
    rows = rows_of(words)
    assert [word_of(row) for row in rows] == words
    assert Words(255).contains(rows).all()
    assert rows.shape == (len(words), max(1, max(map(len, words))))


def test_what_is_no_word() -> None:
    rows = np.array([[1, 0, 1], [0, 0, 1], [3, 0, 0], [1, 2, 2], [0, 0, 0]])
    assert Words(2).contains(rows).tolist() == [False, False, False, True, True]
    assert Words(2, 2).contains(rows).tolist() == [False, False, False, False, True]
    assert Words(2).contains(np.array([[0.5], [-1.0], [1.0]])).tolist() == [False, False, True]
    assert [spelled(word) for word in (b"\1\2\1\1", bytes([26]), bytes([1, 27]))] == ["abaa", "z", "1.27"]
    for k in (0, 256, True, 2.0, "2"):
        with pytest.raises(BadArgument, match="1 to 255 letters"):
            Automata().space(k)  # type: ignore[arg-type]


def test_short_words_are_listed_in_order() -> None:
    assert [word_of(row) for row in Words(2, 3).points()] == every(2, 3)
    with pytest.raises(Undecided, match="infinitely many"):
        Words(2).points()
    with pytest.raises(Undecided, match="not enumerated"):
        Words(2, 16).points()


@pytest.mark.parametrize("longest", [None, 0, 3])
def test_drawn_words_are_words(longest: int | None) -> None:
    domain = Words(3, longest)
    drawn = domain.draw(Coins(0), 2000)
    assert domain.contains(drawn).all()
    lengths = np.count_nonzero(drawn, axis=1)
    assert lengths.min() == 0
    assert longest is None or set(lengths) == set(range(longest + 1))
    assert longest is not None or 8 < lengths.mean() < 12


@FEW
@given(concepts(Automata()))
def test_an_automaton_reads_letter_by_letter_in_batches_of_any_size(automaton: Automaton) -> None:
    words = every(automaton.k, 5)
    said = [plainly(automaton, word) for word in words]
    assert automaton(rows_of(words)).tolist() == said
    assert [automaton(rows_of([word]))[0] for word in words] == said
    assert [bool(automaton.accepts[automaton.after(word)]) for word in words] == said
    assert automaton(rows_of(words).astype(float)).tolist() == said


@FEW
@given(concepts(Automata()))
def test_the_smallest_automaton_accepts_the_same_with_states_that_all_differ(automaton: Automaton) -> None:
    least = automaton.minimal
    words = every(automaton.k, 5)
    assert least(rows_of(words)).tolist() == automaton(rows_of(words)).tolist()
    assert shortest(automaton.layout, least) is None
    assert least.minimal.key() == least.key()
    starts = [Automaton(least.step, least.accepts).renumbered(q) for q in range(len(least.step))]
    assert all(shortest(one.layout, other) is not None for one, other in itertools.combinations(starts, 2))
    assert automaton.sizes == {"k": automaton.k, "n": len(least.step)}


def test_every_language_of_few_states_is_listed_once() -> None:
    assert [len(listed(1, n)) for n in (1, 2, 3)] == [2, 6, 18]
    assert len(listed(2, 2)) == 26
    assert len(listed(2, 3)) == 1054, "2 + 24 + 1,028 (Domaratzki, Kisman and Shallit 2002)"


@FEW
@given(PAIRS)
def test_differences_are_exact(pair: tuple[Automaton, Automaton]) -> None:
    one, other = pair
    words = [w for w in every(one.k, 5) if plainly(one, w) != plainly(other, w)]
    found = shortest(one.layout, other)
    if words:
        assert found is not None
        assert len(found) == min(map(len, words))
    assert found is None or plainly(one, found) != plainly(other, found)
    assert found is not None or not words
    listed_words = list(differences(one, other))
    assert (listed_words[:1] or [None])[0] == found
    assert all(plainly(one, w) != plainly(other, w) for w in listed_words)
    assert [len(w) for w in listed_words] == sorted(len(w) for w in listed_words)
    assert len(set(listed_words)) == len(listed_words)
    limit = 2 * (len(one.step) + len(other.step))
    assert found is None or len(listed_words[-1]) == len(longest(one, other, limit) or b""), "the last is the longest so short"
    for limit in range(6):
        long = longest(one, other, limit)
        within = [w for w in words if len(w) <= limit]
        assert (long is None) == (not within)
        assert long is None or (plainly(one, long) != plainly(other, long) and len(long) == max(map(len, within)))


@settings(FEW, max_examples=300)
@given(st.integers(1, 3), st.integers(1, 12), st.integers(1, 12), st.integers(0, 2**32 - 1), st.sampled_from([0.1, 0.5]))
def test_no_difference_is_shorter_than_the_shortest(k: int, n: int, m: int, seed: int, share: float) -> None:
    coins = np.random.default_rng(seed)
    one = Automaton(coins.integers(0, n, (n, k)), coins.random(n) < share)
    step = one.minimal.step.copy()
    step.flat[coins.integers(0, step.size)] = coins.integers(0, len(step))
    for other in (Automaton(step, one.minimal.accepts), Automaton(coins.integers(0, m, (m, k)), coins.random(m) < share)):
        word = shortest(one.layout, other)
        nearest = next((w for w in (longest(one, other, limit) for limit in range(n + m)) if w is not None), None)
        assert (word is None) == (nearest is None)
        if word is not None and nearest is not None:
            assert len(word) == len(nearest)
            assert plainly(one, word) != plainly(other, word)


def nearest(one: Automaton, other: Automaton) -> int | None:
    """The letters of a shortest word on which they differ, by all pairs of states in order of length."""
    level, seen, length = {(0, 0)}, set[tuple[int, int]](), 0
    while level:
        if any(one.accepts[p] != other.accepts[q] for p, q in level):
            return length
        seen |= level
        level = {(one.step[p, a], other.step[q, a]) for p, q in level for a in range(one.k)} - seen
        length += 1
    return None


def test_nor_through_copies_of_states_that_no_shortest_way_leads_to() -> None:
    """One automaton unfolded, each state into copies, a few of which then accept otherwise."""
    coins = np.random.default_rng(0)
    for _ in range(1200):
        k, n, copies = coins.integers(2, 4), coins.integers(2, 7), coins.integers(2, 4)
        one = Automaton(coins.integers(0, n, (n, k)), coins.random(n) < 0.5)
        step = np.repeat(one.step, copies, axis=0) * copies + coins.integers(0, copies, (n * copies, k))
        other = Automaton(step, np.repeat(one.accepts, copies) ^ (coins.random(n * copies) < 0.12))
        word = shortest(one.layout, other)
        assert (None if word is None else len(word)) == nearest(one, other)
        assert word is None or plainly(one, word) != plainly(other, word)


@FEW
@given(st.integers(1, 3), st.integers(1, 5), st.integers(0, 99))
def test_a_lock_has_one_word(k: int, n: int, seed: int) -> None:
    words = every(k, n + 1)
    accepted = sum(plainly(lock(Coins(seed), k, n), word) for word in words)
    assert accepted in (1, len(words) - 1)


def test_keys_tell_the_alphabet_and_the_promise() -> None:
    wide, long = (Automaton(np.zeros((n, k), np.intp), np.zeros(n, np.bool_)) for n, k in ((1, 10), (9, 1)))
    assert len(wide.step.tobytes() + wide.accepts.tobytes()) == len(long.step.tobytes() + long.accepts.tobytes())
    assert wide.key() != long.key()
    assert Smallest(wide).key() != Equivalence(wide).key()


def test_what_is_no_automaton() -> None:
    accepts = np.array([True, False])
    with pytest.raises(BadArgument, match="state 1 has no step by letter 2: -1 is no state"):
        Automaton(np.array([[0, 1], [1, -1]]), accepts)
    with pytest.raises(BadArgument, match="state 0 has no step by letter 1: 2 is no state"):
        Automaton(np.array([[2, 1], [1, 0]]), accepts)
    for step, said in (([[0]], [True, False]), ([[]], [True]), ([0], [True]), ([[0.0]], [True])):
        with pytest.raises(BadArgument, match="an automaton needs steps"):
            Automaton(np.array(step), np.array(said))
    full = Automaton.completed(np.array([[0, 1], [1, -1]]), accepts)
    assert full.step.tolist() == [[0, 1], [1, 2], [2, 2]]
    assert full.accepts.tolist() == [True, False, False]
    assert Automaton.completed(full.step, full.accepts).step.shape == (3, 2)
    for rows in (np.array([[1, 3]]), np.array([[-1.0]]), np.array([[1.5]]), np.full((600, 1), 3), np.array([[-1]])):
        with pytest.raises(BadArgument, match=r"is no word: the letters are 1\.\.2"):
            full(rows)


def test_states_that_cannot_be_reached_mean_nothing() -> None:
    automaton = Automaton(np.array([[0], [0], [1]]), np.array([True, False, True]))
    assert automaton.sizes == {"k": 1, "n": 1}
    assert accepting(automaton) == "the empty word, a"
    assert agree(automaton, Automaton(np.array([[0]]), np.array([True])))


def test_another_alphabet_or_another_kind_of_hypothesis_is_not_decided() -> None:
    one = listed(1, 1)[0]
    with pytest.raises(Undecided):
        agree(one, listed(2, 1)[1])
    with pytest.raises(BadAnswer, match="no point that the hypothesis can label"):
        Equivalence(one).accepts(Counterexample(np.array([2, 1], np.uint8), True))


CASES = [(c, h) for c in listed(2, 2)[:9] for h in listed(2, 2)[::5]]


@pytest.mark.parametrize(("concept", "hypothesis"), CASES, ids=range(len(CASES)))
def test_smallest_counterexamples_are_legal_exactly_if_none_is_smaller(concept: Automaton, hypothesis: Automaton) -> None:
    space = Automata().space(2)
    query = Smallest(hypothesis)
    wrong = [w for w in every(2, 4) if plainly(concept, w) != plainly(hypothesis, w)]
    least = {w for w in wrong if len(w) == min(map(len, wrong))}
    answers: list[Any] = [Counterexample(rows_of([w])[0], plainly(concept, w)) for w in every(2, 4)]
    assert {word_of(a.point) for a in answers if legal(query, concept, a)} == least
    assert legal(query, concept, None) == (not wrong)
    offered = [(a, left) for a, left in space.options(query, space.all) if space.contains(left, concept)]
    assert {word_of(a.point) for a, _ in offered if a is not None} == least
    for answer, left in offered:
        assert space.after(query, answer, space.all) == left
    for policy in ("first", "random", "longest", "keeps-most"):
        said = teachers.Honest(concept, policy, space=space if policy == "keeps-most" else None).answer(query)  # type: ignore[arg-type]
        assert legal(query, concept, said)


def test_smallest_counterexamples_of_the_cube_have_fewest_ones() -> None:
    target, hypothesis = Conjunction(np.array([True, False, False])), Conjunction(np.array([True, True, False]))
    answer = teachers.Honest(target, "longest").answer(Smallest(hypothesis))
    assert answer.point.tolist() == [1, 0, 0]
    assert not legal(Smallest(hypothesis), target, Counterexample(np.array([1, 0, 1], np.uint8), True))
    assert legal(Equivalence(hypothesis), target, Counterexample(np.array([1, 0, 1], np.uint8), True))
    space = Conjunctions().space(n=3)
    points = Cube(3).points()
    for one, other in itertools.product(space.concepts, repeat=2):
        wrong = points[one(points) != other(points)]
        least = {tuple(x) for x in wrong.tolist() if sum(x) == wrong.sum(axis=1).min()}
        assert {tuple(a.point.tolist()) for a in counterexamples(one, Smallest(other))} == least
    for concept in space.concepts:
        wrong = points[concept(points) != hypothesis(points)]
        least = {tuple(x) for x in wrong.tolist() if sum(x) == wrong.sum(axis=1).min()}
        offered = [a for a, left in space.options(Smallest(hypothesis), space.all) if a and space.contains(left, concept)]
        assert {tuple(a.point.tolist()) for a in offered} == least


def test_an_adversary_answers_words() -> None:
    adversary = teachers.Adversary(Automata(), k=2)
    query = Membership(rows_of([b"", b"\1", b"\1\2"]))
    said = query.accepts(adversary.answer(query))
    assert legal(query, adversary.witness, said)


@FEW
@given(PAIRS, st.integers(0, 9))
def test_the_teacher_of_long_words_keeps_to_its_limit_where_it_can(pair: tuple[Automaton, Automaton], limit: int) -> None:
    concept, hypothesis = pair
    teacher = teachers.LongestWords(concept, limit)
    said = teacher.answer(Equivalence(hypothesis))
    assert legal(Equivalence(hypothesis), concept, said)
    first = shortest(concept.layout, hypothesis)
    assert (said is None) == (first is None)
    if said is not None and first is not None:
        long = longest(concept, hypothesis, limit)
        assert word_of(said.point) == (first if long is None else long)
        assert legal(Smallest(hypothesis), concept, teacher.answer(Smallest(hypothesis)))
    query = Membership(rows_of([b"", b"\1"]))
    assert legal(query, concept, teacher.answer(query))


@pytest.mark.parametrize("limit", [-1, True, 2.0, None])
def test_a_limit_is_a_number_of_letters(limit: Any) -> None:
    with pytest.raises(BadArgument, match="how many letters a counterexample may have"):
        teachers.LongestWords(listed(1, 1)[0], limit)
