"""What does not count as a proof: each way to skip one is tried."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs_checks import coq, coqc
from proofs_checks.coqc import Rejected, ask_together, axioms_beyond, statement
from proofs_checks.lemmas import ALL, Lemma, checked
from proofs_checks.posed import Goal, Posed, accept_together, accepts

needs_coq = pytest.mark.skipif(not coqc.available(), reason="there is no coqc on this machine")

HONEST = """From Coq Require Import Arith Lia.
Definition bound (n : nat) : nat := n + 1.
Theorem positive n : 1 <= bound n.
Proof. unfold bound. lia. Qed.
Theorem attained : exists n, bound n = 1.
Proof. exists 0. reflexivity. Qed.
"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for proofs of its own."""
    monkeypatch.setattr(coqc, "HERE", tmp_path)
    monkeypatch.setattr(coqc, "BUILD", tmp_path / "build")
    coqc.compiled.cache_clear()
    (tmp_path / "family").mkdir()
    (tmp_path / "family" / "honest.v").write_text(HONEST, encoding="utf-8")
    return tmp_path / "family"


def lemma(theorem: str, **options: str) -> Lemma:
    return coq.coq("family.mine", "a claim", theorem=f"family.honest.{theorem}", **options)  # type: ignore[arg-type]


@needs_coq
def test_an_honest_proof_counts_and_is_compiled_once(house: Path) -> None:
    result = checked(lemma("positive", refuted="family.honest.attained", sharper="at least 2"))
    assert (result.status, result.tight) == ("checked", True)
    assert result.lemma.formal == "positive n : 1 <= bound n"
    assert result.lemma.scope == ALL
    assert not checked(lemma("positive")).tight, "nothing refutes a sharper claim"
    stamp = house.parent / "build" / "family" / "honest.stamp"
    before = stamp.stat().st_mtime_ns
    coqc.compiled.cache_clear()
    assert axioms_beyond("family.honest.positive", coq.NONE) == frozenset()
    assert stamp.stat().st_mtime_ns == before


@needs_coq
def test_a_file_is_compiled_again_when_what_it_requires_has_changed(house: Path) -> None:
    (house / "upper.v").write_text(
        "From qlearn.family Require Import honest.\nTheorem two : bound 1 = 2.\nProof. reflexivity. Qed.\n", encoding="utf-8"
    )
    assert axioms_beyond("family.upper.two", coq.NONE) == frozenset()
    changed = HONEST.replace("n + 1.", "n + 3.").replace("bound n = 1", "bound n = 3")
    (house / "honest.v").write_text(changed, encoding="utf-8")
    coqc.compiled.cache_clear()
    with pytest.raises(Rejected, match="coqc refuses"):
        axioms_beyond("family.upper.two", coq.NONE)


SKIPS = {
    "Admitted": "Theorem false : 1 = 2.\nProof. Admitted.\n",
    "inline Admitted": "Lemma false : 1 = 2. Proof. Admitted. Theorem t : 1 = 2.\nProof. exact false. Qed.\n",
    "admit": "Theorem false : 1 = 2.\nProof. admit. Admitted.\n",
    "Axiom": "Axiom magic : 1 = 2.\nTheorem false : 1 = 2.\nProof. exact magic. Qed.\n",
    "Parameter": "Parameter magic : 1 = 2.\nTheorem false : 1 = 2.\nProof. exact magic. Qed.\n",
    "in a comment": "(* no Axiom here *)\nTheorem t : 1 = 1.\nProof. reflexivity. Qed.\n",
}


@pytest.mark.parametrize("text", SKIPS.values(), ids=SKIPS)
def test_a_word_that_skips_a_proof_is_refused(house: Path, text: str) -> None:
    (house / "cheat.v").write_text(text, encoding="utf-8")
    with pytest.raises(Rejected, match="contains the word"):
        axioms_beyond("family.cheat.false", coq.NONE)


HIDDEN = {
    "a variable outside a section": "Variable magic : 1 = 2.\nTheorem false : 1 = 2.\nProof. exact magic. Qed.\n",
    "a hypothesis outside a section": "Hypothesis magic : 1 = 2.\nTheorem false : 1 = 2.\nProof. exact magic. Qed.\n",
    "no termination": "Unset Guard Checking.\nFixpoint magic (n : nat) : False := magic n.\n"
    "Theorem false : 1 = 2.\nProof. destruct (magic 0). Qed.\n",
}


@needs_coq
@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_an_assumption_without_such_a_word_is_found_by_coqs_own_account(house: Path, text: str) -> None:
    (house / "cheat.v").write_text(text, encoding="utf-8")
    result = checked(coq.coq("family.mine", "a claim", theorem="family.cheat.false"))
    assert result.status == "failed"
    assert "rests on" in result.detail or "refuses" in result.detail or "not understood" in result.detail


@needs_coq
def test_the_reals_are_allowed_only_where_that_is_said(house: Path) -> None:
    text = "From Coq Require Import Reals Lra.\nTheorem t (x : R) : (x + 1 > x)%R.\nProof. lra. Qed.\n"
    text += "Theorem one_more : 1 + 1 = 2.\nProof. reflexivity. Qed.\n"
    (house / "real.v").write_text(text, encoding="utf-8")
    assert axioms_beyond("family.real.t", coq.NONE)
    assert not axioms_beyond("family.real.t", coq.REALS)
    assert checked(coq.coq("family.mine", "a claim", theorem="family.real.t")).status == "failed"
    assert checked(coq.coq("family.mine", "a claim", theorem="family.real.t", axioms=coq.REALS)).status == "checked"
    assert checked(coq.coq("family.mine", "a claim", theorem="family.real.one_more")).status == "checked"


@needs_coq
def test_what_is_assumed_is_not_overlooked_beside_the_reals(house: Path) -> None:
    text = "From Coq Require Import Reals Lra.\nTheorem t (x : R) : (x + 1 > x)%R.\nProof. lra. Qed.\n"
    for hidden in HIDDEN.values():
        (house / "both.v").write_text(text + hidden, encoding="utf-8")
        coqc.compiled.cache_clear()
        mine = coq.coq("family.mine", "a claim", theorem="family.both.false", axioms=coq.REALS)
        assert checked(mine).status == "failed"


def test_a_theorem_that_is_not_there(house: Path) -> None:
    for name in ("family.honest.missing", "family.nowhere.t"):
        with pytest.raises(Rejected, match="there is no"):
            statement(name)
        result = checked(coq.coq("family.mine", "a claim", theorem=name))
        assert result.status == "failed"
        assert "there is no" in result.detail


@needs_coq
def test_a_proof_that_does_not_go_through(house: Path) -> None:
    (house / "wrong.v").write_text("Theorem t : 1 = 2.\nProof. reflexivity. Qed.\n", encoding="utf-8")
    result = checked(coq.coq("family.mine", "a claim", theorem="family.wrong.t"))
    assert result.status == "failed"
    assert "coqc refuses" in result.detail


RIGHT, WRONG = ("bound 3 = 4", "reflexivity"), ("bound 3 = 5", "reflexivity")


def posed(goals: list[Goal], refused: list[Goal]) -> Posed:
    return Posed("family.honest", "", tuple(goals), tuple(refused))


@needs_coq
def test_goals_are_proved_or_their_tactics_fail(house: Path) -> None:
    assert accepts(posed([RIGHT], []))
    assert not accepts(posed([RIGHT, WRONG], []))
    assert accepts(posed([RIGHT], [WRONG]))
    assert accepts(posed([], [WRONG]))
    assert not accepts(posed([RIGHT], [WRONG, RIGHT]))
    assert not accepts(posed([WRONG], [WRONG]))


@needs_coq
def test_goals_posed_together_are_judged_as_each_by_itself(house: Path) -> None:
    right, wrong = [posed([RIGHT], []), posed([RIGHT], [WRONG]), posed([], [WRONG])], posed([WRONG], [RIGHT])
    accept_together(right[:2])
    assert [one.said.read_text() for one in right[:2]] == ["True", "True"]
    accept_together([right[2], wrong])
    assert not right[2].said.is_file(), "one that fails spoils what was posed with it, which is then posed again"
    assert not wrong.said.is_file()
    assert [accepts(one) for one in [*right, wrong]] == [True, True, True, False]


@needs_coq
def test_theorems_asked_about_together_rest_on_no_more_than_each_may(house: Path) -> None:
    (house / "cheat.v").write_text(HONEST + HIDDEN["a hypothesis outside a section"], encoding="utf-8")
    honest = [f"family.{file}.{name}" for file in ("honest", "cheat") for name in ("positive", "attained")]
    ask_together([*honest, "family.cheat.false", "family.cheat.missing", "family.nowhere.t"], coq.NONE)
    assert not any(coqc._note(theorem, coq.NONE).is_file() for theorem in [*honest, "family.cheat.false"])
    ask_together(honest, coq.NONE)
    assert all(coqc._note(theorem, coq.NONE).is_file() for theorem in honest)
    (house / "honest.v").write_text(HONEST.replace("(n : nat)", "(n: nat)"), encoding="utf-8")
    assert [coqc._note(theorem, coq.NONE).is_file() for theorem in honest] == [False, False, True, True]
    assert axioms_beyond("family.cheat.positive", coq.NONE) == frozenset()
    assert axioms_beyond("family.cheat.false", coq.NONE)


@needs_coq
def test_a_computed_equation_is_proved_only_where_it_holds(house: Path) -> None:
    tactic = coq.COMPUTED
    for says, holds in [
        ("bound 3 = 4", True), ("bound 3 = 5", False), ("[bound 0; bound 9] = [1; 10]", True), ("[bound 0] = [2]", False),
        ("(bound 1, 2) = (2, bound 1)", True), ("(bound 1, 2) = (2, bound 2)", False),
    ]:  # fmt: skip
        one = (f"({says})%nat", tactic)
        assert accepts(Posed("family.honest", coq.COUNTING, (one,))) is holds
        assert accepts(Posed("family.honest", coq.COUNTING, (), (one,))) is not holds


@needs_coq
def test_the_formula_of_the_catalogue_is_tied_to_coqs() -> None:
    right = coq.tied("boolean.elimination", "boolean.elimination.bound", n=range(1, 9))
    wrong = coq.tied("boolean.elimination", "boolean.bit_clearing.bound", n=range(1, 9))
    assert (checked(right).status, checked(right).tight) == ("checked", True)
    assert checked(wrong).status == "failed"


def test_without_coqc_nothing_is_checked_and_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coq, "available", lambda: False)
    found = [
        checked(coq.coq("boolean.elimination", "a claim", theorem="boolean.elimination.run_bound")),
        checked(coq.tied("boolean.elimination", "boolean.elimination.bound", n=range(1, 9))),
    ]
    assert [result.status for result in found] == ["not checked", "not checked"]
    assert "make proofs" in found[0].detail
