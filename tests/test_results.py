"""Theorems about classes: each with lemmas that were checked, shown and listed like learners'."""

from __future__ import annotations

import json

import pytest

from proofs_checks.lemmas import discover
from qlearn.cli.main import main
from qlearn.dimensions.results import results
from qlearn.evidence.proof import lemmas
from qlearn.report.citations import references


@pytest.mark.parametrize("name", results())
def test_every_result_is_proved_for_all_sizes(name: str) -> None:
    found = lemmas(name)
    assert found is not None
    assert any(lemma["status"] == "checked" and lemma["scope"] == "all sizes" for lemma in found.lemmas)
    assert set(results()[name].cite) <= set(references())


def test_every_twin_about_classes_is_a_result() -> None:
    twins = {lemma.theorem for lemma in discover() if lemma.theorem.startswith("dimensions.")}
    assert twins == set(results())


def test_results_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "dimensions", "--json", "-"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in listed["results"]] == list(results())
    assert listed["learners"] == []
    assert main(["show", "dimensions.star", "--json", "-"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["claim"] == results()["dimensions.star"].claim
    assert shown["lemmas"]
    assert main(["show", "dimensions.star"]) == 0
    assert "Answer as f would" in capsys.readouterr().out


def test_families_are_listed_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "finite", "boolean", "--json", "-"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {row["name"].partition(".")[0] for row in listed["learners"]} == {"finite", "boolean"}
    assert listed["results"] == []
    assert main(["list", "finte"]) == 2
    assert "did you mean finite" in capsys.readouterr().err
