"""Games with the reader: no answer or question breaks them, lies are found out, and no learner beats the adversary."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qlearn import teachers
from qlearn.channels import few_lies
from qlearn.concepts.automaton_classes import Automata
from qlearn.errors import BadAnswer, BadArgument, UnknownName
from qlearn.formulas import clg
from qlearn.learners.finite.twenty_questions import enough
from qlearn.play import boards
from qlearn.play.asking import Asking
from qlearn.play.board import Board
from qlearn.play.games import GAMES, game, matter, rival
from qlearn.play.matter import contradicting, deciding
from qlearn.play.plans import LEAVES, Plan, as_text, plan, svg
from qlearn.play.rival import ClassRival
from qlearn.play.teaching import Teaching
from qlearn.play.ulam import UlamRival, worth
from qlearn.play.views import asking, losses, teaching, view
from qlearn.queries import Equivalence, Membership

NAMES = list(GAMES)
SMALL = [(name, GAMES[name].sizes[0]) for name in NAMES] + [("bisection", 9), ("parities", 3), ("conjunctions", 3)]
FINITE = [name for name in NAMES if name != "automata"]


@pytest.mark.parametrize("name", NAMES)
def test_names_are_told_apart_and_points_are_the_learners_own(name: str) -> None:
    for size in set(game(name).sizes):
        about, against = matter(name, size), rival(name, size)
        assert len(set(against.concepts)) == len(against.concepts) > 1
        assert [against.named(text.upper()) for text in against.concepts] == list(range(len(against.concepts)))
        board = against.board if isinstance(against, ClassRival) else None
        if board is not None:
            assert [board.column(row) for row in board.rows] == list(range(board.c.n)), "no two points were merged"
            assert board.all.bit_count() == len(board.concepts)
            assert [board.point(text) for text in board.c.points] == list(range(board.c.n))
        if isinstance(about, Board):
            assert about.concepts == against.concepts


def test_words_of_machines_are_labelled_as_machines_do() -> None:
    board = boards.machines(2)
    for concept, labels in zip(Automata().space(2).concepts, board.c.labels, strict=True):
        assert (concept(board.rows) == labels).all()


@pytest.mark.parametrize("name", NAMES)
def test_replies_to_a_best_question_cover_what_is_left(name: str) -> None:
    against = rival(name, game(name).sizes[0])
    replies = against.replies(against.best(against.all), against.all)
    assert sorted({i for _, state in replies for i in against.left(state)}) == against.left(against.all)
    if isinstance(against, ClassRival) and against.proposes:
        replies = against.replies((None, 0), against.all)
        assert replies[-1] == ("yes", 1), "the only way that the hypothesis itself is left"
        assert sorted({i for _, state in replies for i in against.left(state)}) == against.left(against.all)
        assert ("yes", 1) not in against.replies((None, 0), against.all & ~1)


def test_a_full_table_of_positions_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qlearn.dimensions.optimal_play.POSITIONS", 40)
    against = ClassRival(boards.numbers(30))
    values = [against.value((1 << i) - 1 << j) for i in range(2, 12) for j in range(20)]
    assert values == [clg(i) for i in range(2, 12) for j in range(20)]


def told(play: Teaching, concept: int) -> str:
    """What an honest reader types who thinks of this concept: of counterexamples, the first."""
    query, about = play.query, play.matter
    if isinstance(query, Membership):
        return next(text for text in ("y", "n") if about.fits(query, about.read(query, text), concept))
    assert isinstance(query, Equivalence)
    assert isinstance(about, Board)
    return next(text for text in ["y", *about.c.points] if about.fits(query, about.read(query, text), concept)
                and (text == "y" or bool(query.hypothesis(about.rows[[about.point(text)]])[0]) != bool(
                    about.c.labels[concept][about.point(text)])))  # fmt: skip


@pytest.mark.parametrize("name", FINITE)
def test_an_honest_reader_is_understood_within_the_bound(name: str) -> None:
    play = Teaching(game(name))
    for concept in range(0, len(play.matter.concepts), 7 if name in ("bisection", "half-planes") else 1):
        play = Teaching(game(name))
        while play.phase == "asking":
            play.answer(told(play, concept))
            assert concept in (play.matter.left(play.alive) or [])
        assert play.hypothesis == play.matter.concepts[concept]
        if play.phase == "naming":
            play.answer("y")
        assert (play.phase, play.ending and play.ending.kind) == ("over", "found")
        theorem, ledger = play.learning.learner.theorem, play.session.result and play.session.result.ledger
        sizes = play.learning.sizes(None, play.session.turns)
        assert ledger is not None
        assert all(ledger[bound.kind] <= bound.at(**sizes) for bound in theorem.bounds)
        assert all(f"{ledger[bound.kind]} {bound.kind.kind}" in teaching(play)["bounds"] for bound in theorem.bounds)


@pytest.mark.parametrize(("name", "size"), SMALL)
@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_whatever_is_typed_something_is_left_or_the_turns_are_named(name: str, size: int, data: st.DataObject) -> None:
    play = Teaching(game(name), size)
    typed = st.sampled_from(["y", "n", "u", "u 1", "", "yes", "x1", "a", "b", "ab", "empty", "0", "1", "a1", "#1", "2", "001"])
    for _ in range(data.draw(st.integers(1, 40))):
        text, before = data.draw(typed), (play.phase, list(play.said), play.question)
        try:
            play.undo(None if text == "u" else 0) if text.startswith("u") else play.answer(text)
        except (BadAnswer, BadArgument):
            assert (play.phase, play.said, play.question) == before, "a refused answer changes nothing"
        assert view(play)["phase"] == play.phase
        left = play.matter.left(play.alive)
        assert left is None or left
        assert len(play.said) - len(play._alive) + 1 == (play.phase == "clash")
        if play.clash:
            turns = [play.said[i] for i in play.clash]
            assert contradicting(turns, play.matter) == tuple(range(len(turns))), "none can be spared"
            assert len(play.said) - 1 in play.clash
            with pytest.raises(BadAnswer, match="take an answer back"):
                play.answer("y")


def test_a_lie_is_found_out_and_taken_back() -> None:
    play = Teaching(game("conjunctions"), 3)
    play.answer("110")  # so x3 is not in it
    assert play.question == "Is it x1 & x2?"
    play.answer("111")
    assert play.phase == "clash", "x1 & x2 accepts 111, and so does everything else"
    assert play.clash == (1,)
    play.undo()
    assert (play.phase, play.question) == ("asking", "Is it x1 & x2?")
    play.answer("000")
    play.undo(0)
    assert (play.said, play.question) == ([], "Is it x1 & x2 & x3?")
    play.answer("y")
    assert play.ending is not None
    assert play.ending.text == "It is x1 & x2 & x3."


def test_turns_that_contradict_are_all_that_are_named() -> None:
    play = Teaching(game("automata"))
    for text in ("n", "y", "n"):
        play.answer(text)
    assert [view(play)["turns"][i]["question"] for i in (0, 1)] == ["Is the empty word accepted?", "Is a accepted?"]
    while not isinstance(play.query, Equivalence):
        play.answer("n")
    play.answer("a")  # the machine has it right, and so the reader takes back that a is accepted
    assert play.clash == (1, len(play.said) - 1)
    assert [turn["marked"] for turn in teaching(play)["turns"]].count(True) == 2
    assert "answers 2 and " in teaching(play)["ending"]


def test_in_ulams_game_one_lie_is_told_and_two_are_refused() -> None:
    play = Teaching(game("twenty-questions"), 8)
    lied = False
    while play.phase == "asking":
        text = told(play, 2)
        lie = len(play.said) == 1
        lied |= lie
        play.answer({"y": "n", "n": "y"}[text] if lie else text)
    play.answer("y")
    assert lied
    assert play.ending is not None
    assert (play.ending.text, play.ending.turns) == ("It is 3.  You lied in answer 2.", (1,))


def test_a_reader_who_denies_is_shown_why() -> None:
    play = Teaching(game("bisection"), 7)
    for text in ("n", "n", "n"):
        play.answer(text)
    assert play.question == "It is 7.  Is this it?"
    with pytest.raises(BadAnswer, match="or what it was instead"):
        play.answer("perhaps")
    play.answer("n")
    assert play.ending is not None
    assert (play.ending.kind, play.ending.turns) == ("denied", (2,))
    assert deciding(play.said, play.matter) == (2,), "not at most 6 is enough"
    play.undo()
    play.answer("n")
    play.answer("4")
    assert play.ending is not None
    assert play.ending.text == "4 does not fit answers 2 and 3."
    with pytest.raises(BadAnswer, match="over"):
        play.answer("y")


# ---- the learner's role --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [0, 1])
def test_the_best_learner_attains_the_value(name: str, seed: int) -> None:
    for size in set(game(name).sizes):
        play = Asking(game(name), size, seed)
        while not play.over:
            play.ask(play.rival.typed(play.rival.best(play.state)))
        assert len(play.turns) == play.optimum
        assert not any(turn.lost for turn in play.turns)
        assert "No question was better than yours" in losses(play)[1]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None, derandomize=True, database=None)
@given(data=st.data())
def test_no_learner_beats_the_adversary(name: str, data: st.DataObject) -> None:
    size = data.draw(st.sampled_from(sorted({game(name).sizes[0], min(game(name).sizes[1], 9)})))
    play = Asking(game(name), size, data.draw(st.integers(0, 3)))
    questions = [rival_move(play.rival, i) for i in range(40)]
    for _ in range(60):
        if play.over:
            break
        needs, left = play.needs, set(play.left)
        text = data.draw(st.sampled_from(questions))
        play.ask(text)
        assert set(play.left) <= left, "what was ruled out stays so"
        assert play.left, "every answer is true of some concept"
        assert play.needs >= needs - 1, "no question is worth more than one"
    if not play.over:
        assert play.needs + len(play.turns) >= play.optimum
    else:
        assert len(play.turns) >= play.optimum
    assert view(play)["asked"] == len(play.turns)


def rival_move(against: object, i: int) -> str:
    """A question that is allowed, by a number."""
    if isinstance(against, ClassRival):
        names = [*against.board.c.points, *(f"{one}?" for one in against.concepts if against.proposes)]
        return names[i * 7 % len(names)]
    return f"{1 + i % 2}" if i % 3 else "1-2"


def test_wasted_questions_are_counted_and_said() -> None:
    play = Asking(game("bisection"), 3)
    for text in ("0", "0", "2"):
        play.ask(text)
    assert [turn.lost for turn in play.turns] == [1, 1, 0]
    assert [turn.left for turn in play.turns] == [3, 3, 2]
    play.ask("1")
    assert play.over
    assert losses(play)[1].startswith("Question 1 was not best: 2 more needed after it instead of 1.")
    assert losses(play)[0] == "You needed 4 questions; the best learner needs 2."
    seen = asking(play)
    assert [turn["lost"] for turn in seen["turns"]] == [1, 1, 0, 0]
    assert len(seen["afterwards"]["best"]) == 2


def test_hints_cost_and_guesses_are_refuted() -> None:
    play = Asking(game("rectangles"), 2)
    before = play.needs
    play.ask(play.hint())
    assert (play.needs, play.score) == (before - 1, 2)
    other = play.rival.concepts[play.left[0]]
    play.ask(f"! {other}")
    assert (play.over, play.verdict) == (True, "guessed")
    assert play.guess is not None
    assert play.guess[0] != play.guess[1]
    assert play.guess[1] in play.left
    assert "but the answer was a guess" in losses(play)[0]
    with pytest.raises(BadArgument, match="over"):
        play.hint()


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("bisection", "100", "only points are asked about"),
        ("bisection", "x", "is no question here: points are 0, 1, 2"),
        ("bisection", "! x", "names nothing here"),
        ("conjunctions", "x9?", "concepts are true, x4"),
        ("twenty-questions", "1-17", "not among the numbers 1 to 16"),
        ("twenty-questions", "8-2", "not among the numbers"),
        ("twenty-questions", "one", "is no number"),
        ("twenty-questions", ",", "names the numbers"),
    ],
)
def test_a_question_that_is_none_is_refused_in_words(name: str, text: str, says: str) -> None:
    play = Asking(game(name))
    with pytest.raises(BadArgument, match=says):
        play.ask(text)
    assert play.turns == []


def test_names_and_sizes_are_checked() -> None:
    with pytest.raises(UnknownName, match="did you mean bisection"):
        game("bisecton")
    with pytest.raises(BadArgument, match="sizes from 1 to 1000"):
        Teaching(game("bisection"), 1001)
    with pytest.raises(BadArgument, match="sizes from 2 to 20"):
        Asking(game("twenty-questions"), 1)


# ---- what is known of the values ------------------------------------------------------------------------------------
def test_ulams_game_is_worth_what_pelc_proved() -> None:
    assert few_lies.says
    for N in range(2, 21):
        assert worth(N, 0)[0] == enough({"N": N})
        assert rival("twenty-questions", N).because()
    against = UlamRival(2)
    assert against.replies((0, 1), (1, 1)) == [("yes", (1, 1))], "a no would leave nobody"


@pytest.mark.parametrize(("name", "value"), [("bisection", clg(101)), ("parities", 4), ("battleship", 6), ("half-planes", 7)])
def test_values_are_those_of_the_learner_of_the_game(name: str, value: int) -> None:
    against = rival(name, game(name).sizes[1])
    assert against.value(against.all) == value
    lower = game(name).learning(game(name).sizes[1])
    if lower.learner.theorem.lower:
        assert lower.learner.theorem.lower.bound.at(**lower.sizes()) in (value, value + game(name).proposes)


def leaves(tree: Plan) -> list[Plan]:
    return [leaf for _, goes in tree.answers for leaf in leaves(goes)] or [tree]


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_as_deep_as_the_value_or_cut_where_it_says(name: str) -> None:
    against = rival(name, game(name).sizes[1])
    tree, value = plan(against), against.value(against.all)
    cut = [leaf for leaf in leaves(tree) if leaf.kind == "more"]
    assert tree.depth <= value
    assert tree.depth == value or cut
    assert tree.leaves <= LEAVES or tree.depth == 1
    whole = plan(against, 10**6) if name in ("parities", "battleship") else None
    if whole:
        assert whole.depth == value
        assert sorted(leaf.text for leaf in leaves(whole)) == sorted(against.concepts)
    drawn = svg(tree, "A < B")
    assert drawn.count("<rect") == len(as_text(tree).splitlines())
    assert "A &lt; B" in drawn
    assert "style" not in drawn


def test_the_page_of_the_documentation_names_every_game() -> None:
    page = Path(__file__).parent.parent / "docs" / "play.md"
    assert all(f"| `{name}` |" in page.read_text(encoding="utf-8") for name in NAMES)
    assert all(f"| `{one.learner}` |" in page.read_text(encoding="utf-8") for one in GAMES.values())


def test_honest_teachers_of_the_library_agree() -> None:
    """The board's words and the learner's questions mean the same: a teacher of the library answers through them."""
    play = Teaching(game("parities"), 3)
    concept = play.learning.learner.theorem.learns.space(n=3).concepts[5]
    teacher = teachers.Honest(concept)
    while play.query is not None:
        play.answer("y" if teacher.answer(play.query)[0] else "n")
    assert play.hypothesis == str(concept)
