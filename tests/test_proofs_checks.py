"""Every lemma holds, its sharpened form does not, and the record says so."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import qlearn
from proofs_checks import coqc
from proofs_checks.__main__ import RECORD, fresh, main, record
from proofs_checks.coq import UNREFUTED
from proofs_checks.lemmas import Lemma, Result, checked, discover
from qlearn.evidence.proof import proof
from qlearn.theorems import Bound

LEMMAS = discover()
MISSING = not coqc.available()
RECORDED = {
    (theorem, entry["lemma"]): entry
    for theorem, entries in json.loads(RECORD.read_text(encoding="utf-8")).items()
    for entry in entries["lemmas"]
}


@pytest.mark.parametrize("lemma", LEMMAS, ids=lambda lemma: f"{lemma.theorem}: {lemma.name}")
def test_a_lemma_holds_its_sharpened_form_does_not_and_the_record_says_so(lemma: Lemma) -> None:
    result = checked(lemma)
    if MISSING and lemma.kind == "coq":
        assert result.status == "not checked"
        pytest.skip(result.detail)
    assert result.status == "checked", result.detail
    assert result.tight or lemma.sharper == UNREFUTED, f"also holds sharpened: {lemma.sharper}"
    assert RECORDED.get((lemma.theorem, lemma.name)) == result.recorded(), "run python -m proofs_checks --write"


def test_most_lemmas_are_tight_and_only_coqs_may_say_that_nothing_refutes_them() -> None:
    loose = [lemma for lemma in LEMMAS if lemma.sharper == UNREFUTED]
    assert all(lemma.kind == "coq" for lemma in loose)
    assert len(loose) < len(LEMMAS) / 4


def test_every_learner_of_the_catalogue_has_its_twin() -> None:
    lemmas = Counter(lemma.theorem for lemma in LEMMAS)
    assert set(lemmas) >= set(qlearn.catalogue())
    assert min(lemmas[name] for name in qlearn.catalogue()) >= 3
    names = [(lemma.theorem, lemma.name) for lemma in LEMMAS]
    assert len(set(names)) == len(names), "a lemma's name is its own"


def test_the_record_is_of_these_lemmas_and_read_as_evidence() -> None:
    """With the test of each lemma above, what `make proofs` looks at; nothing is checked twice."""
    told = [RECORDED[lemma.theorem, lemma.name] for lemma in LEMMAS]
    results = [Result(lemma, entry["status"], entry["tight"], 0.0) for lemma, entry in zip(LEMMAS, told, strict=True)]
    assert RECORD.read_text(encoding="utf-8") == record(results)
    assert fresh(results)
    assert not fresh(results[:-1])
    for name, learner in qlearn.catalogue().items():
        found = proof(name, learner.theorem)
        assert found is not None, name
        assert found.complete


def test_a_changed_formula_is_unproved() -> None:
    theorem = qlearn.find("boolean.elimination").theorem
    larger = replace(theorem, bounds=(Bound(qlearn.Equivalence, "at most", lambda n: n + 2),))
    weaker = replace(theorem, guarantee=replace(theorem.guarantee, says="the hypothesis is near the target"))
    assert proof("boolean.elimination", theorem) is not None
    assert proof("boolean.elimination", larger) is None
    assert proof("boolean.elimination", weaker) is None
    assert proof("boolean.unheard_of", theorem) is None


def _lemma(check: Any) -> Lemma:
    return Lemma("boolean.elimination", "a claim", "exhaustion", "n <= 3", "a sharper one", check)


def test_a_check_that_fails_or_raises_is_a_failure() -> None:
    assert checked(_lemma(lambda sharper: False)).status == "failed"
    raised = checked(_lemma(lambda sharper: 1 // 0 > 0))
    assert raised.status == "failed"
    assert "ZeroDivisionError" in raised.detail
    assert not checked(_lemma(lambda sharper: True)).tight


def test_the_runner_fails_on_a_failed_lemma_or_a_stale_record(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = [lemma for lemma in LEMMAS if lemma.theorem == "boolean.bit_clearing"]
    monkeypatch.setattr("proofs_checks.__main__.RECORD", tmp_path / "proved.json")
    monkeypatch.setattr("proofs_checks.__main__.discover", lambda: few)
    assert main(["--check"]) == 1, "there is no record yet"
    assert main(["--write", "--check"]) == 0
    monkeypatch.setattr("proofs_checks.__main__.discover", lambda: few[:-1])
    assert main(["--check"]) == 1
    monkeypatch.setattr("proofs_checks.__main__.discover", lambda: [_lemma(lambda sharper: False)])
    assert main([]) == 1
    assert "the claim does not hold" in capsys.readouterr().err
    with pytest.raises(SystemExit) as usage:
        main(["--frobnicate"])
    assert usage.value.code == 2
    with pytest.raises(SystemExit) as unwritable:
        main(["--json", "/proc/nowhere/lemmas.json"])
    assert unwritable.value.code == 2
    assert json.loads(capsys.readouterr().out)["lemmas"], "what was checked is not lost"


def test_the_module_prints_one_json_object(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    few = [lemma for lemma in LEMMAS if lemma.theorem in ("boolean.bit_clearing", "linear.bisection")]
    monkeypatch.setattr("proofs_checks.__main__.discover", lambda: few)
    assert main(["--json", "-"]) == 0
    lemmas = json.loads(capsys.readouterr().out)["lemmas"]
    assert len(lemmas) == len(few) > 3
    for lemma in lemmas:
        assert {"theorem", "lemma", "method", "status", "tight", "seconds"} <= set(lemma)
        assert lemma["status"] == ("not checked" if MISSING and lemma["method"].startswith("coq") else "checked")


def test_the_module_runs_as_a_command() -> None:
    done = subprocess.run([sys.executable, "-m", "proofs_checks", "--help"], capture_output=True, text=True, check=True)
    assert "--write" in done.stdout
