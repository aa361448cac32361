"""The harness of the mutants: it plants what it says, hears what notices it, and lets nothing pass."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from mutants.children import verdicts
from mutants.excuses import NOTHING, ROOM, Excuses
from mutants.plots import Fault, Plot, spoken
from mutants.source import mutants
from mutants.speech import FAULTS, Pair, pairs, said_of

import qlearn
from qlearn import Dialogue

PARITY = qlearn.find("boolean.parity")
ROOT = Path(__file__).parent.parent


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join([str(ROOT / "tests"), str(ROOT)])
    command = [sys.executable, "-m", "mutants", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True)


def test_a_learner_that_is_not_spoilt_passes_and_no_occasion_is_said() -> None:
    def silent(plot: Plot) -> Dialogue[Any]:
        return (yield from plot.talk)

    assert said_of(Pair(silent, PARITY)) == NOTHING


def test_a_fault_that_nothing_notices_is_not_passed_over() -> None:
    def harmless(plot: Plot) -> Dialogue[Any]:
        plot.act()
        return (yield from plot.talk)

    assert said_of(Pair(harmless, PARITY)) == ""


@pytest.mark.parametrize("fault", FAULTS, ids=spoken)
def test_each_fault_is_noticed_where_it_finds_an_occasion(fault: Fault) -> None:
    said = (said_of(Pair(fault, qlearn.find(name))) for name in ("boolean.elimination", "linear.bisection"))
    noticed = next(law for law in said if law != NOTHING)
    assert noticed.startswith("law: ")
    assert len(pairs()) == len(FAULTS) * len(qlearn.catalogue())


def test_a_text_is_changed_in_one_place_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "text.py"
    path.write_text(
        '"""At least 1."""\nNumber = int | float\n\n\ndef f(x: int | None) -> int:\n    """3 > 2"""\n    if x is None:\n'
        '        raise ValueError(f"{x + 1} is {2 > 1}")\n    return clg(x) - 1\n'
    )
    keys = [mutant.key.removeprefix("text.f: ") for mutant in mutants("text", path)]
    assert keys == [
        "if x is None: => if x is not None:",
        "raise ValueError(f'{x + 1} is {2 > 1}') => nothing",
        "return clg(x) - 1 => return clg(x) + 1 - 1",
        "return clg(x) - 1 => return clg(x) - 1 - 1",
        "return clg(x) - 1 => return clg(x) + 1",
        "return clg(x) - 1 => return clg(x) - 2",
    ]


def test_no_two_mutants_of_a_module_have_one_name() -> None:
    path = ROOT / "qlearn/learners/linear/bisection.py"
    found = mutants("qlearn.learners.linear.bisection", path)
    assert len(found) > 60
    assert len({mutant.key for mutant in found}) == len(found)
    assert len({mutant.code for mutant in found}) == len(found)


def test_children_that_die_or_do_not_end_are_heard_of() -> None:
    def judge(way: str) -> str:
        if way == "dies":
            os._exit(3)
        if way == "does not end":
            time.sleep(60)
        return "" if way == "passes" else way

    said = dict(verdicts(["dies", "does not end", "passes", "is noticed"], judge, jobs=2, seconds=2))
    assert said == {
        "dies": "its process died",
        "does not end": "no end within 2 s",
        "passes": "",
        "is noticed": "is noticed",
    }


def judged(found: Sequence[tuple[str, str]], **why: str) -> tuple[bool, list[str]]:
    entries = [{"sort": "source", "fault": fault, "noticed by": by} for fault, by in found]
    ok = Excuses(why).judge(entries, everything=True)
    return ok, [entry["outcome"] for entry in entries]


def test_what_is_left_over_lapsed_or_past_fails() -> None:
    assert judged([("a", "law: bound")]) == (True, ["noticed"])
    assert judged([("a", "")]) == (False, ["left over"])
    assert judged([("a", "")], a="it is none") == (True, ["excused"])
    assert judged([("a", "test: t")], a="it is none") == (False, ["noticed, though excused"])
    assert judged([("a", NOTHING)]) == (True, [NOTHING])
    assert judged([("a", ROOM)]) == (True, [ROOM])
    assert judged([], a="it is none") == (False, ["no such fault"])


def test_the_command_plants_and_reports(tmp_path: Path) -> None:
    said = tmp_path / "faults.json"
    quick = "rate.RateTest.__init__: self.starts = [(0, 0)] => self.starts = [(1, 0)]"  # a room whose tests take seconds
    done = ran("source", "--only", quick, "--json", str(said))
    assert done.returncode == 0, done.stderr
    found = json.loads(said.read_text())["faults"]
    assert [one["outcome"] for one in found if one["sort"] == "source"] == ["noticed"]
    assert [one["outcome"] for one in found if one["sort"] == "control"] == ["unchanged"]
    astray = ran("speech", "--only", "dropped query, of boolean.parity", "--json", "/proc/nowhere")
    assert astray.returncode == 2
    assert len(json.loads(astray.stdout)["faults"]) == 1, "what was found is not lost"
    assert ran("sources").returncode == 2
