"""`qlearn show` puts the forms of one class side by side: exact, from examples, under noise."""

from __future__ import annotations

import json

import pytest

import qlearn
from qlearn.cli.main import main
from qlearn.report.tables import forms

CONJUNCTIONS = {
    "boolean.bit_clearing",
    "boolean.bit_clearing+vote",
    "boolean.elimination",
    "boolean.elimination+sampling",
    "boolean.elimination+sampling+confident",
    "boolean.statistical_conjunctions",
    "boolean.statistical_conjunctions+simulated",
}


@pytest.mark.parametrize("learner", qlearn.catalogue().values(), ids=lambda learner: learner.name)
def test_forms_learn_the_same_class_and_are_mutual(learner: qlearn.Learner[..., object]) -> None:
    others = forms(learner)
    assert learner.name not in {other.name for other in others}
    assert all(other.theorem.learns == learner.theorem.learns for other in others)
    assert all(learner.name in {back.name for back in forms(other)} for other in others)


def test_exact_pac_and_noisy_forms_stand_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    for name in CONJUNCTIONS:
        assert main(["show", name, "--no-evidence", "--json", "-"]) == 0
        found = {form["name"]: form for form in json.loads(capsys.readouterr().out)["forms"]}
        assert set(found) >= CONJUNCTIONS - {name}
    assert found["boolean.bit_clearing+vote"]["noise"].startswith("each label is flipped")
    assert main(["show", "boolean.elimination", "--no-evidence", "--json", "-"]) == 0
    found = {form["name"]: form for form in json.loads(capsys.readouterr().out)["forms"]}
    assert found["boolean.bit_clearing"] == {
        "name": "boolean.bit_clearing",
        "asks": "= n membership",
        "guarantee": "the hypothesis is the target (worst case)",
        "noise": "none",
    }
    assert "with probability 1 - delta" in found["boolean.elimination+sampling"]["guarantee"]


def test_no_formula_of_the_table_is_cut_short(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert main(["show", "finite.cal", "--no-evidence"]) == 0
    said = capsys.readouterr().out
    assert "Forms of any finite class of N concepts" in said
    assert "finite.halving" in said
    assert "…" not in said


def test_a_class_with_one_learner_has_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    alone = next(learner for learner in qlearn.catalogue().values() if not forms(learner))
    assert main(["show", alone.name, "--no-evidence"]) == 0
    assert "Forms of" not in capsys.readouterr().out
