"""What the player's page holds is what was said: counts, bounds, words and source lines, of every learner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from dialogues import bisected, certificate, played, written

import qlearn
from qlearn import Dialogue, Equivalence, Membership, run, teachers
from qlearn.catalogue import Learner, learners_in
from qlearn.cli.main import main
from qlearn.concepts.conjunctions import Conjunction, Conjunctions
from qlearn.concepts.thresholds import IntervalThresholds
from qlearn.errors import BadArgument, Diverged
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.linear.bisection import bisection
from qlearn.report.player.asked_by import asked_by
from qlearn.report.player.limits import limits
from qlearn.report.player.page import player
from qlearn.report.player.recorded import Recorded, recorded
from qlearn.report.player.replayed import replayed

NAMES = list(qlearn.catalogue())


@pytest.fixture(scope="module")
def worst() -> Recorded:
    """n + 1 questions of n = 3."""
    return Recorded(run(elimination(n=3), teachers.Adversary(Conjunctions(), n=3)))


@pytest.mark.parametrize("name", NAMES)
def test_every_learners_dialogue_is_a_page(name: str, tmp_path: Path) -> None:
    found = recorded(written(tmp_path, certificate(name)))
    shown = played(player(found))
    turns = found.run.turns
    assert shown["turns"] == len(turns) == len(shown["asked"]) == len(shown["said"])
    counts = dict.fromkeys(shown["kinds"], 0)
    for kind, cost in zip(shown["kind"], shown["cost"], strict=True):
        counts[shown["kinds"][kind]] += cost
    assert {kind: count for kind, count in counts.items() if count} == dict(found.run.ledger)
    for limit in shown["limits"]:
        if limit["needed"]:
            continue
        bound = found.run.learning.learner.theorem.bounds
        assert limit["number"] in [b.at(**found.sizes()) for b in bound if b.kind.kind == limit["kind"]]
    source = shown["source"]
    assert source["differs"] == ""
    assert len(source["of"]) == len(turns)
    lines = [dict(function["lines"]) for function in source["functions"]]
    for chain in source["chains"]:
        assert all(line in lines[function] for function, line in chain)


def test_the_lines_that_ask_are_those_with_the_question(worst: Recorded) -> None:
    found = asked_by(worst.run)
    (chain,) = found["chains"]
    ((function, line),) = chain
    assert found["of"] == [0, 0, 0, 0]
    assert found["functions"][function]["where"] == "qlearn.learners.boolean.elimination.elimination"
    assert "yield from Equivalence" in dict(found["functions"][function]["lines"])[line]
    assert not any('"""' in text or "@" in text for _, text in found["functions"][function]["lines"])


def test_dialogues_side_by_side_and_in_other_words_are_followed_inside() -> None:
    target = Conjunction(np.array([True, False]))
    voted = run(qlearn.find("boolean.bit_clearing+memo")(n=2), teachers.Honest(target))
    for frames in replayed(voted):
        assert [frame.f_code.co_name for frame in frames][-1] == "bit_clearing"
        assert "translate" in [frame.f_code.co_name for frame in frames]
    assert all("translate" not in x["where"] for x in asked_by(voted)["functions"]), "how it is combined is not shown"

    def two(n: int) -> Dialogue[list[Conjunction]]:
        return (yield from qlearn.lockstep([iter(qlearn.find("boolean.bit_clearing")(n=n)), iter(elimination(n=n))]))

    both = Learner(two, elimination.theorem, "mine.two")(n=2)
    names = [frames[-1].f_code.co_name for frames in replayed(run(both, teachers.Honest(target)))]
    assert names[:2] == ["bit_clearing", "elimination"]


def test_a_learner_that_asks_otherwise_today_has_lines_until_then(worst: Recorded) -> None:
    turns = [*worst.run.turns]
    turns[2] = turns[1]
    other = qlearn.transcript.Run(worst.run.hypothesis, turns, worst.run.learning)
    found = asked_by(other)
    assert len(found["of"]) == 2
    assert found["differs"].startswith("turn 2: ")
    more = qlearn.transcript.Run(worst.run.hypothesis, [*worst.run.turns, worst.run.turns[0]], worst.run.learning)
    with pytest.raises(Diverged, match="turn 4: the learner has finished"):
        list(replayed(more))


def test_limits_are_the_theorems_at_the_targets_sizes(worst: Recorded) -> None:
    allowed, needed = limits(worst)
    assert (allowed.number, needed.number, allowed.needed, needed.needed) == (4, 4, False, True)
    assert "<b>4</b>" in allowed.says()
    unknown = Recorded(qlearn.transcript.Run(None, [], qlearn.find("automata.l_star")(k=2)), finished=False)
    for limit in limits(unknown):
        assert limit.number is None
        assert "n" in limit.missing
        assert "not known" in limit.says()
    told = Recorded(unknown.run, qlearn.concepts.automata.Automaton(np.array([[0, 0]]), np.array([True])), finished=False)
    assert [limit.number for limit in limits(told)] != [None, None]


def test_an_unfinished_and_a_torn_journal_are_shown(tmp_path: Path) -> None:
    lines = bisected(tmp_path)
    unfinished = recorded(written(tmp_path, "".join(lines[:4])))
    assert (len(unfinished.run.turns), unfinished.finished, unfinished.run.hypothesis) == (3, False, None)
    torn = recorded(written(tmp_path, "".join(lines[:4]) + lines[4][:20]))
    assert len(torn.run.turns) == 3
    assert "torn" in torn.notes[0]
    assert "torn" in player(torn)
    other = recorded(written(tmp_path, "".join([lines[0].replace("exactly", "at most"), *lines[1:]])))
    assert "were ['membership at most" in other.notes[0]
    assert recorded(written(tmp_path, "".join(lines))).notes == ()
    empty = recorded(written(tmp_path, lines[0]))
    assert played(player(empty))["turns"] == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no journal"),
        ("[]\n", "no journal"),
        ("nonsense", "cannot be read"),
        ('{"qlearn": 2}\n', "no journal of format 1"),
        ('{"qlearn": 1, "learner": "no.such", "arguments": {"map": []}}\n', "no learner is called"),
    ],
)
def test_what_is_no_journal_is_refused(text: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(qlearn.errors.QlearnError, match=says):
        recorded(written(tmp_path, text))


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    lines = bisected(tmp_path)
    with pytest.raises(BadArgument, match="line 3 holds no turn"):
        recorded(written(tmp_path, "".join([*lines[:2], '{"query": 1}\n', *lines[3:]])))


def test_hostile_words_stay_words() -> None:
    class Hostile(Conjunction):
        def __str__(self) -> str:
            return "</script><script>alert(1)</script>"

    target = Hostile(np.array([True]))
    turn = qlearn.transcript.Turn(Equivalence(target), None)
    page = player(Recorded(qlearn.transcript.Run(target, [turn], elimination(n=1)), target))
    assert "<script>alert" not in page
    assert "</script><script>alert(1)</script>" in played(page)["asked"][0]


def test_words_are_written_as_words_and_rows_with_their_answers(tmp_path: Path) -> None:
    shown = played(player(recorded(written(tmp_path, certificate("automata.l_star")))))
    assert shown["asked"][0].startswith("the empty word and ")
    assert shown["rows"]["0"][1][0] in ("a", "b")
    many = run(qlearn.find("boolean.bit_clearing")(n=20), teachers.Honest(Conjunction(np.ones(20, bool))))
    rows = played(player(Recorded(many)))["rows"]["0"]
    assert (len(rows), rows[-1][0]) == (13, "and 8 more")
    assert sum(turn.query.cost for turn in many.turns) == 20


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal, out = tmp_path / "run.jsonl", tmp_path / "new" / "player.html"
    run(bisection(0, 1, "1/8"), teachers.Adversary(IntervalThresholds(), a=0, b=1), journal=journal)
    before = journal.read_bytes()
    assert main(["report", "--journal", str(journal), "--out", str(out)]) == 0
    assert "linear.bisection, 3 turns" in capsys.readouterr().out
    assert journal.read_bytes() == before
    assert played(out.read_text(encoding="utf-8"))["turns"] == 3
    assert main(["report", "--journal", str(journal), "--out", str(out), "--json", "-"]) == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert (said["learner"], said["turns"], said["bytes"]) == ("linear.bisection", 3, out.stat().st_size)


def test_the_command_refuses_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal = written(tmp_path, certificate("linear.bisection"))
    for arguments, says in (
        (["--journal", str(tmp_path / "none"), "--out", "x.html"], "cannot be read"),
        (["--journal", str(journal), "--out", str(journal)], "would write over the journal"),
        (["linear", "--journal", str(journal), "--out", "x.html"], "give one of the two"),
        (["--learners", __file__, "--out", "x.html"], "--learners is for --journal"),
    ):
        assert main(["report", *arguments]) == 2
        assert says in capsys.readouterr().err
    assert journal.read_text(encoding="utf-8") == certificate("linear.bisection")


def test_a_learner_of_the_readers_own_is_played(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "import numpy as np\n"
        "from qlearn import Dialogue, Membership, proves\n"
        "from qlearn.concepts.conjunctions import Conjunction\n"
        "from qlearn.learners.boolean.bit_clearing import bit_clearing\n\n\n"
        "@proves(bit_clearing.theorem)\n"
        "def slow(n: int) -> Dialogue[Conjunction]:\n"
        "    keep = np.zeros(n, bool)\n"
        "    for i in range(n):\n"
        "        keep[i] = not (yield from Membership(1 - np.eye(n)[i : i + 1]))[0]\n"
        "    return Conjunction(keep)\n"
    )
    mine = tmp_path / "my_own.py"
    mine.write_text(text, encoding="utf-8")
    (learner,) = learners_in(mine)
    done = run(learner(n=2), teachers.Honest(Conjunction(np.array([True, False]))))
    assert done.ledger[Membership] == 2
    journal = qlearn.certify(done).save(tmp_path / "run.jsonl")
    out = tmp_path / "player.html"
    assert main(["report", "--journal", str(journal), "--out", str(out)]) == 2
    assert "no learner is called" in capsys.readouterr().err
    assert main(["report", "--journal", str(journal), "--learners", str(mine), "--out", str(out)]) == 0
    (function,) = played(out.read_text(encoding="utf-8"))["source"]["functions"]
    assert function["where"] == "my_own.slow"
    assert "Membership" in dict(function["lines"])[11]
