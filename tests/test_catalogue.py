"""Learners are found by name, take plain data, and start the same dialogue every time."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import qlearn
from qlearn import Learner, find, run, teachers, verify
from qlearn.catalogue import reductions
from qlearn.concepts.conjunctions import Conjunction
from qlearn.errors import BadArgument, SizeConflict, UnknownName
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.boolean.elimination import elimination
from qlearn.learners.linear.bisection import bisection
from qlearn.learners.linear.logistic import logistic
from qlearn.testing import check_learner


def test_names_are_family_and_algorithm() -> None:
    names = list(qlearn.catalogue())
    assert names == sorted(names)
    assert {"boolean.elimination", "boolean.bit_clearing", "boolean.elimination+sampling", "finite.halving"} <= set(names)
    assert {"linear.bisection", "linear.equation_solving", "linear.logistic", "linear.softmax"} <= set(names)
    assert qlearn.catalogue()["boolean.elimination"] is elimination
    assert qlearn.catalogue() is qlearn.catalogue()


def test_a_learner_is_found_or_the_nearest_are_suggested() -> None:
    assert find("finite.halving+sampling").name == "finite.halving+sampling"
    assert list(reductions()) == [
        "certified", "confident", "homogeneous", "logit", "memo", "proposition_1", "sampling", "sign", "simulated",
        "snapped", "sprt", "vote",
    ]  # fmt: skip
    for name, hint in {"boolean.elimnation": "boolean.elimination", "linear.soft_max": "linear.softmax"}.items():
        with pytest.raises(UnknownName, match=f"did you mean .*{hint}"):
            find(name)
    assert all(find(name) is learner for name, learner in qlearn.catalogue().items())
    for name in ("", "boolean.", ".elimination", "linear.nothing", "nothing.bisection", "boolean.known", "linear.bisection.x"):
        with pytest.raises(UnknownName, match=f"no learner is called {name!r}"):
            find(name)
    with pytest.raises(UnknownName, match=r"no reduction is called 'sampled'; did you mean .*sampling"):
        find("boolean.elimination+sampled")


@dataclass(frozen=True)
class Frozen:
    x: int = 1


PLAIN = [3, "1/8", None, True, 2.5, Fraction(1, 3), (1, (2, 3)), Frozen(), np.float64(0.5), np.int64(3)]
NOT_PLAIN = [
    np.random.default_rng(0),
    lambda: 1,
    object(),
    {1, 2},
    float("nan"),
    np.array([np.inf]),
    np.array([object()]),
    Frozen,
]


@pytest.mark.parametrize("value", PLAIN, ids=repr)
def test_arguments_are_plain_data(value: Any) -> None:
    assert bisection(0, 1, value).arguments["eps"] == value


@pytest.mark.parametrize("value", NOT_PLAIN, ids=lambda v: type(v).__name__)
def test_what_could_not_be_repeated_is_refused(value: Any) -> None:
    with pytest.raises(BadArgument, match=r"argument eps"):
        bisection(0, 1, value)


def test_missing_and_unknown_arguments_name_the_learner() -> None:
    for make in (lambda: elimination(), lambda: elimination(3, m=4), lambda: elimination(1, 2)):  # type: ignore[call-arg]
        with pytest.raises(BadArgument, match=r"boolean\.elimination"):
            make()


def test_an_array_argument_cannot_be_changed_afterwards() -> None:
    centre = np.zeros(2)
    learning = logistic(2, centre)  # type: ignore[arg-type]
    centre[0] = 5
    assert learning.arguments["centre"][0] == 0
    with pytest.raises(TypeError):
        learning.arguments["d"] = 3  # type: ignore[index]


def test_a_learning_starts_a_fresh_dialogue_each_time() -> None:
    learning = elimination(n=3)
    one, other = iter(learning), iter(learning)
    assert next(one).key() == next(other).key()
    assert one is not other
    target = Conjunction(np.array([True, False, False]))
    assert [str(run(learning, teachers.Honest(target)).hypothesis) for _ in range(2)] == ["x1", "x1"]


def test_a_learner_of_the_users_own_file_is_verified_in_one_call(tmp_path: Path) -> None:
    source = (
        "import numpy as np\n"
        "from qlearn import Bound, Membership, Theorem, exact, proves\n"
        "from qlearn.concepts.conjunctions import Conjunction, Conjunctions\n"
        "@proves(Theorem(learns=Conjunctions(), claim='mine', guarantee=exact, cite=(),\n"
        "                bounds=(Bound(Membership, 'at most', lambda n: n),)))\n"
        "def backwards(n):\n"
        "    accepted = yield from Membership((1 - np.eye(n))[::-1])\n"
        "    return Conjunction(~accepted[::-1])\n"
    )
    (tmp_path / "their_learner.py").write_text(source, encoding="utf-8")
    spec = importlib.util.spec_from_file_location("their_learner", tmp_path / "their_learner.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    verdict = verify(module.backwards)
    assert verdict.holds
    assert verdict.learner.name == "their_learner.backwards"
    assert verdict.kinds == ("exhausted", "attacked")
    assert verdict.best_ratio == 1


@pytest.mark.parametrize("learner", qlearn.catalogue().values(), ids=lambda learner: learner.name)
def test_every_theorem_of_the_catalogue_holds_and_its_learner_obeys_every_law(learner: Any, effort: str) -> None:
    found = check_learner(learner, effort="full" if effort == "full" else "quick")
    assert found.laws == ("yield from", "every budget", "resumed", "side by side", "fresh process")
    assert not found.skipped
    verdict = found.verdict
    assert len(verdict.kinds) >= 2
    assert "proved" in verdict.kinds
    assert verdict.best_target
    assert verdict.best_ratio is not None
    if learner.theorem.loose:
        assert 0 < verdict.best_ratio < 1, "a bound that is met is no longer loose: let its theorem say so"
    else:
        assert verdict.best_ratio == 1, "every other bound of this catalogue is attained"


@pytest.mark.parametrize("learner", qlearn.catalogue().values(), ids=lambda learner: learner.name)
def test_a_docstring_has_its_six_parts(learner: Any) -> None:
    parts = ["Problem:", "Idea:", "Theorem:", "Proof:", "Source:"]
    places = [learner.__doc__.find(part) for part in parts]
    assert -1 not in places, dict(zip(parts, places, strict=True))
    assert places == sorted(places)
    assert "Raises" in learner.__doc__
    assert ">>>" in learner.__doc__ or "+" in learner.name


def test_what_verify_cannot_work_with() -> None:
    with pytest.raises(BadArgument, match="not a function"):
        verify(bit_clearing.start)  # type: ignore[arg-type]
    with pytest.raises(BadArgument, match="'quick' or 'full'"):
        verify(bit_clearing, effort="huge")  # type: ignore[arg-type]
    unnamed = Learner(lambda m: iter(()), bit_clearing.theorem, "mine.unnamed")  # type: ignore[arg-type,return-value]
    with pytest.raises(BadArgument, match="takes m, which neither its concept class gives nor its theorem's settings"):
        verify(unnamed)
    with pytest.raises(SizeConflict):
        elimination(n=4).sizes(Conjunction.of_all(5))


def test_learners_of_other_packages_join_by_an_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = Learner(bit_clearing.start, bit_clearing.theorem, "theirs.bit_clearing")

    class Point:
        def load(self) -> Any:
            return theirs

    module = sys.modules["qlearn.catalogue"]
    monkeypatch.setattr(module, "entry_points", lambda group: [Point()] if group == "qlearn.learners" else [])
    assert qlearn.catalogue.__wrapped__()["theirs.bit_clearing"] is theirs
