"""Certificates: what is true passes, and what was doctored is found out, by reading or by running again."""

from __future__ import annotations

import base64
import copy
import itertools
import json
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qlearn
from qlearn import certify, check, run, teachers
from qlearn.catalogue import learners_in
from qlearn.choices import Coins
from qlearn.cli.main import main
from qlearn.codec import decode, encode
from qlearn.concepts.conjunctions import Conjunction
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.errors import BadArgument, Undecided
from qlearn.evidence.arithmetic import evaluate
from qlearn.evidence.attack import draw
from qlearn.evidence.replay import differs, replay

LEARNERS = list(qlearn.catalogue().values())
TARGET = HalfSpace(np.array([1.0, -2.0, 0.5]))
Lines = list[dict[str, Any]]
SPOKEN = Conjunction(np.array([True, False, False, True]))


def faults(path: Path, *, again: bool) -> list[str]:
    """What `qlearn check` finds, with or without --replay; a file that is refused counts as found out."""
    try:
        found = check(path).faults
        return found + ([differs(path)] if again and differs(path) else [])
    except qlearn.QlearnError as fault:
        return [str(fault)]


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
def test_every_learners_certificate_is_accepted(learner: Any, tmp_path: Path) -> None:
    for i in range(3):
        trial = draw(learner, Coins(11, i))
        done = run(trial.learning, trial.teacher())
        named = certify(done).save(tmp_path / "c")
        assert faults(named, again=True) == []
        told = certify(done, trial.concept).save(tmp_path / "t")
        assert faults(told, again=True) == []


@pytest.mark.parametrize("learner", LEARNERS, ids=lambda learner: learner.name)
def test_every_learners_doctored_turns_are_found_out(learner: Any, tmp_path: Path) -> None:
    """A turn twice, the counts put right; two turns exchanged; labels turned round that the concept named would not give."""
    for i in range(3):
        trial = draw(learner, Coins(13, i))
        done = run(trial.learning, trial.teacher())
        if not done.turns:
            continue
        path, lines = tmp_path / "c", [json.loads(line) for line in certify(done, trial.concept).lines()]

        def found_out(doctored: Lines, path: Path = path) -> list[str]:
            path.write_text("".join(json.dumps(line) + "\n" for line in doctored))
            return faults(path, again=True)

        twice = copy.deepcopy([*lines[:2], *lines[1:]])
        twice[-1]["queries"][done.turns[0].query.kind] += done.turns[0].query.cost
        twice[-1]["rounds"] += 1
        assert found_out(twice)
        for at, (one, other) in enumerate(itertools.pairwise(done.turns), start=1):
            if one.query.key() != other.query.key():
                assert found_out([*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]])
                break
        each = 1 + len(done.turns) // 24  # a long run is read anew for every turn
        for at, turn in itertools.islice(enumerate(done.turns, start=1), 0, None, each):
            if learner.theorem.noise is not None:
                break  # an answer turned round is one that may come, and it may change nothing that is asked
            if getattr(turn.answer, "dtype", None) == np.bool_:
                turned = copy.deepcopy(lines)
                turned[at]["answer"] = encode(~turn.answer)
                assert found_out(turned)


def test_labels_that_no_concept_gives_need_no_replay(tmp_path: Path) -> None:
    """An approximate promise is not decided by one run, but that its answers contradict each other is."""
    learner = qlearn.find("boolean.elimination+sampling")
    trial = next(t for i in range(99) if (t := draw(learner, Coins(3, i))).concept.keep.sum() == 2)
    lines = [json.loads(line) for line in certify(run(trial.learning, trial.teacher())).lines()]
    points, labels = decode(lines[1]["answer"])
    lines[1]["answer"] = encode((points, ~labels))
    (tmp_path / "c").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert any("no concept" in fault for fault in faults(tmp_path / "c", again=False))


@pytest.fixture(scope="module")
def bisected() -> list[dict[str, Any]]:
    """A certificate by labels: each of its turns is needed, and it enclosed the target."""
    done = run(qlearn.find("linear.spherical_bisection")(d=3, eps="1/100"), teachers.Honest(TARGET))
    return [json.loads(line) for line in certify(done, TARGET).lines()]


@pytest.fixture(scope="module")
def eliminated() -> list[dict[str, Any]]:
    """A certificate by counterexamples."""
    done = run(qlearn.find("boolean.elimination")(n=4), teachers.Honest(SPOKEN))
    return [json.loads(line) for line in certify(done).lines()]


def flip(lines: Lines, at: int) -> None:
    """Turn a label round."""
    answer = lines[at]["answer"]
    labels = ~np.frombuffer(base64.b64decode(answer["array"]), np.bool_)
    answer["array"] = base64.b64encode(labels.tobytes()).decode()


def put(*keys: Any) -> Callable[..., Callable[[Lines], None]]:
    def value(new: Any) -> Callable[[Lines], None]:
        def doctor(lines: Lines) -> None:
            place: Any = lines
            for key in keys[:-1]:
                place = place[key]
            assert place[keys[-1]] != new
            place[keys[-1]] = new

        return doctor

    return value


def moved(lines: Lines) -> None:
    """A query about another point."""
    lines[5]["query"]["points"] = encode(np.array([[0.6, 0.8, 0.0]]))


def no_number(lines: Lines) -> None:
    lines[5]["query"]["points"] = encode(np.ones((1, 3)))
    lines[5]["query"]["points"]["array"] = base64.b64encode(np.full(3, np.nan).tobytes()).decode()


def swapped(lines: Lines) -> None:
    lines[4], lines[7] = lines[7], lines[4]


def doubled(lines: Lines) -> None:
    """A turn twice, and the counts put right."""
    lines.insert(4, lines[4])
    lines[-1]["queries"]["membership"] += 1
    lines[-1]["rounds"] += 1


def dropped(lines: Lines) -> None:
    """A turn less, and the counts put right."""
    del lines[4]
    lines[-1]["queries"]["membership"] -= 1
    lines[-1]["rounds"] -= 1


def added(lines: Lines) -> None:
    """One more question at the end, truly answered, and the counts put right."""
    extra = copy.deepcopy(lines[-2])
    point = np.array([[0.1, 0.2, 0.3]])
    extra["query"]["points"], extra["answer"] = encode(point), encode(TARGET(point))
    lines.insert(-1, extra)
    lines[-1]["queries"]["membership"] += 1
    lines[-1]["rounds"] += 1


def other_kind(lines: Lines) -> None:
    lines[2] = {"query": {"is": "qlearn.queries.Example", "m": 1}, "answer": lines[2]["answer"]}


def contradicted(lines: Lines) -> None:
    """The same point a second time, labelled otherwise, and no concept named."""
    doubled(lines)
    lines[-1]["concept"] = None
    lines[4] = copy.deepcopy(lines[4])
    flip(lines, 4)


HALF_SPACES: dict[str, Callable[[Lines], None]] = {
    "count": put(-1, "queries", "membership")(3),
    "count of another kind": put(-1, "queries")({"membership": 17, "equivalence": 1}),
    "rounds": put(-1, "rounds")(1),
    "rounds as text": put(-1, "rounds")("17"),
    "hypothesis": put(-1, "hypothesis", "w")(encode(np.array([1.0, -2.0, 0.6]))),
    "hypothesis of another dimension": put(-1, "hypothesis", "w")(encode(np.array([1.0, -2.0]))),
    "hypothesis zero": put(-1, "hypothesis", "w")(encode(np.zeros(3))),
    "hypothesis of another class": put(-1, "hypothesis")(encode(SPOKEN)),
    "hypothesis of no class": put(-1, "hypothesis")({"is": "os.system", "command": "true"}),
    "hypothesis missing": put(-1, "hypothesis")(None),
    "size": put(-1, "sizes", "map")([["d", 3], ["eps", {"fraction": "1/10"}]]),
    "sizes missing": put(-1, "sizes")(None),
    "bound": put(0, "bounds")(["membership: exactly 17"]),
    "no bound": put(0, "bounds")([]),
    "guarantee": put(0, "guarantee")("the hypothesis is the target"),
    "argument eps": lambda lines: put(0, "arguments", "map", 1, 1)("1/1000")(lines),
    "argument d": lambda lines: put(0, "arguments", "map", 0, 1)(4)(lines),
    "argument unknown": put(0, "arguments")({"map": [["d", 3], ["eps", "1/100"], ["delta", 1]]}),
    "arguments missing": put(0, "arguments")(None),
    "learner": put(0, "learner")("linear.pivot_ratio"),
    "learner unknown": put(0, "learner")("linear.magic"),
    "format": put(0, "qlearn")(2),
    "concept": put(-1, "concept", "w")(encode(np.array([-1.0, 2.0, 0.5]))),
    "answer": lambda lines: flip(lines, 5),
    "first answer": lambda lines: flip(lines, 1),
    "last answer": lambda lines: flip(lines, -2),
    "answer of another shape": put(5, "answer")(encode(np.array([True, False]))),
    "answer missing": put(5, "answer")(None),
    "question": moved,
    "question with no number": no_number,
    "question of another kind": other_kind,
    "turn swapped": swapped,
    "turn doubled": doubled,
    "turn dropped": dropped,
    "turn added": added,
    "turn contradicted": contradicted,
    "turn empty": put(5)({}),
    "end missing": lambda lines: lines.pop(),  # type: ignore[dict-item,return-value]
    "start missing": lambda lines: lines.pop(0),  # type: ignore[dict-item,return-value]
}


@pytest.mark.parametrize("way", HALF_SPACES)
def test_a_doctored_file_is_found_out(way: str, bisected: Lines, tmp_path: Path) -> None:
    path, lines = tmp_path / "c", copy.deepcopy(bisected)
    HALF_SPACES[way](lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert faults(path, again=True)


@pytest.mark.parametrize("way", ["turn swapped", "question"])
def test_order_is_replays_to_judge(way: str, bisected: Lines, tmp_path: Path) -> None:
    """A true dialogue that the learner did not hold breaks no number: only the replay knows."""
    path, lines = tmp_path / "c", copy.deepcopy(bisected)
    HALF_SPACES[way](lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert "turn 3" in differs(path) if way == "turn swapped" else differs(path)


REASONS = {
    "turn contradicted": "contradicts what an earlier turn says",
    "question of another kind": "where the bounds name",
    "concept": "not true of the concept",
    "count": "its counts|it states",
    "answer": "not so: the angle",
}


@pytest.mark.parametrize("way", REASONS)
def test_the_reader_says_what_is_wrong(way: str, bisected: Lines, tmp_path: Path) -> None:
    path, lines = tmp_path / "c", copy.deepcopy(bisected)
    HALF_SPACES[way](lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert re.search(REASONS[way], "; ".join(faults(path, again=False)))


def test_a_hypothesis_as_good_as_the_learners_is_not_the_learners(bisected: Lines, tmp_path: Path) -> None:
    path, lines = tmp_path / "c", copy.deepcopy(bisected)
    w = decode(lines[-1]["hypothesis"]).w
    lines[-1]["hypothesis"]["w"] = encode(w * (1 + 2.0**-52))
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert faults(path, again=False) == []
    assert "the learner finds" in differs(path)


NUMBERS = [
    "count",
    "rounds",
    "hypothesis",
    "size",
    "bound",
    "guarantee",
    "answer",
    "first answer",
    "turn doubled",
    "turn dropped",
]


@pytest.mark.parametrize("way", NUMBERS)
def test_a_false_number_needs_no_replay(way: str, bisected: Lines, tmp_path: Path) -> None:
    path, lines = tmp_path / "c", copy.deepcopy(bisected)
    HALF_SPACES[way](lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert faults(path, again=False)


def no_counterexample(lines: Lines) -> None:
    """A counterexample that the hypothesis labels as the target does."""
    lines[1]["answer"]["point"] = encode(np.ones(4, np.uint8))


COUNTEREXAMPLES: dict[str, Callable[[Lines], None]] = {
    "hypothesis": put(-1, "hypothesis", "keep")(encode(np.array([True, True, False, True]))),
    "yes to another": lambda lines: put(-2, "query", "hypothesis", "keep")(encode(np.ones(4, np.bool_)))(lines),
    "no counterexample": no_counterexample,
    "label": lambda lines: put(1, "answer", "label")(False)(lines),
    "yes taken away": lambda lines: (lines.pop(-2), put(-1, "queries", "equivalence")(1)(lines)),  # type: ignore[dict-item,return-value]
    "an early yes": put(1, "answer")(None),
}


@pytest.mark.parametrize("way", COUNTEREXAMPLES)
def test_a_doctored_counterexample_is_found_out(way: str, eliminated: Lines, tmp_path: Path) -> None:
    path, lines = tmp_path / "c", copy.deepcopy(eliminated)
    COUNTEREXAMPLES[way](lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert faults(path, again=False)


@pytest.mark.parametrize("text", ["", "\n", "{}", "null", "[]\n[]\n", '{"qlearn": 1}\n{"hypothesis": 1}\n', "\x00\xff" * 9])
def test_what_is_no_certificate_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "c").write_text(text)
    with pytest.raises(qlearn.QlearnError):
        check(tmp_path / "c")
    assert main(["check", str(tmp_path / "c")]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_a_torn_file_and_bytes_that_are_no_text_are_refused(bisected: Lines, tmp_path: Path) -> None:
    text = "".join(json.dumps(line) + "\n" for line in bisected).encode()
    for damaged in (text[:-20], text[: len(text) // 2], b"\xff\xfe" + text, text[:200] + b"\xff" + text[200:]):
        (tmp_path / "c").write_bytes(damaged)
        with pytest.raises(qlearn.QlearnError):
            check(tmp_path / "c")


def test_the_command_accepts_replays_and_rejects(bisected: Lines, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c"
    path.write_text("".join(json.dumps(line) + "\n" for line in bisected))
    assert main(["check", str(path), "--replay", "--json", "-"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["holds"]
    assert said["certified_error"] <= 0.01
    assert said["queries"] == {"membership": bisected[-1]["queries"]["membership"]}
    assert any("replayed" in shown for shown in said["shown"])
    lines = copy.deepcopy(bisected)
    swapped(lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert main(["check", str(path), "--replay"]) == 1
    assert "turn 3" in capsys.readouterr().out
    assert main(["check", str(tmp_path / "none")]) == 2


MINE = """
import numpy as np
from qlearn import Bound, Membership, Theorem, exact, proves
from qlearn.concepts.conjunctions import Conjunction, Conjunctions

@proves(Theorem(learns=Conjunctions(), claim="", guarantee=exact, cite=(),
                bounds=(Bound(Membership, "exactly", lambda n: n),)))
def patient(n: int):
    keep = np.zeros(n, bool)
    for i in range(n):
        accepted = yield from Membership(1 - np.eye(n)[i : i + 1])
        keep[i] = not accepted[0]
    return Conjunction(keep)
"""


def test_a_learner_of_ones_own_is_checked_and_replayed(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(MINE)
    (patient,) = learners_in(tmp_path / "mine.py")
    path = certify(run(patient(n=4), teachers.Honest(SPOKEN))).save(tmp_path / "c")
    assert main(["check", str(path), "--replay", "--learners", str(tmp_path / "mine.py")]) == 0
    assert main(["check", str(path)]) == 2


def test_a_replay_knows_no_target(tmp_path: Path) -> None:
    """A learner that looks at more than its answers asks something else when it is run again."""
    peeking = "import os" + MINE.replace("range(n)", "np.random.default_rng(os.getpid()).permutation(n)")
    (tmp_path / "mine.py").write_text(peeking)
    (patient,) = learners_in(tmp_path / "mine.py")
    path = certify(run(patient(n=8), teachers.Honest(Conjunction.of_all(8)))).save(tmp_path / "c")
    assert "the learner asks" in replay(path, [tmp_path / "mine.py"])


def test_only_finished_runs_of_learners_are_certified(tmp_path: Path) -> None:
    learning = qlearn.find("boolean.bit_clearing")(n=4)
    with pytest.raises(BadArgument, match="bare dialogue"):
        certify(run(iter(learning), teachers.Honest(SPOKEN)))
    with pytest.raises(BadArgument, match="cannot write"):
        certify(run(learning, teachers.Honest(SPOKEN))).save(tmp_path / "no" / "place")
    assert list(tmp_path.iterdir()) == []


FORMULAS = [bound for learner in LEARNERS for bound in learner.theorem.bounds]


@given(st.sampled_from(FORMULAS), st.data())
def test_the_readers_own_arithmetic_agrees_with_the_bounds(bound: Any, data: Any) -> None:
    """Two evaluators that share no code."""
    unit = st.fractions(min_value=Fraction(1, 1000), max_value=Fraction(1, 2), max_denominator=1000)  # else sympy takes long
    rate = st.fractions(min_value=Fraction(1, 50), max_value=Fraction(1, 4), max_denominator=50)  # nearer to 1/2 it takes long
    drawn = {"eps": unit, "delta": unit, "rho": rate}
    sizes = {name: data.draw(drawn.get(name, st.integers(1, 40))) for name in bound.sizes}
    if "a" in sizes:
        sizes["b"] = sizes["a"] + data.draw(st.integers(1, 9))
    text = str(bound.formula())
    try:
        ours = bound.at(**sizes)
    except qlearn.QlearnError:
        return
    assert evaluate(text, sizes) == ours


@pytest.mark.parametrize("text", ["n/2", "n +", "m", "f(n)", "sqrt(n)", "n/0", "__import__('os')", "n.real"])
def test_a_formula_that_gives_no_integer_is_undecided(text: str) -> None:
    with pytest.raises(Undecided):
        evaluate(text, {"n": 3})
