"""check_learner and check_teacher: every law is held, and each is broken here once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import qlearn
from qlearn import Counterexample, Dialogue, Equivalence, Example, Label, Learner, Membership, Value, find, proves
from qlearn.catalogue import learners_in
from qlearn.concepts.conjunctions import Conjunction
from qlearn.domains import Box, Cube, Grid, Space
from qlearn.errors import BadAnswer, BadArgument, OutOfBudget
from qlearn.learners.boolean.bit_clearing import bit_clearing
from qlearn.learners.boolean.elimination import elimination
from qlearn.teachers import Adversary, Function, Honest, Noisy
from qlearn.testing import Broken, check_learner, check_teacher

TARGET = Conjunction(np.array([True, False, True]))
ALL = ("yield from", "every budget", "resumed", "side by side", "fresh process")


def law(learner: Learner[..., Any]) -> str:
    with pytest.raises(Broken) as found:
        check_learner(learner)
    return found.value.law


def test_a_bare_yield() -> None:
    @proves(bit_clearing.theorem)
    def bare(n: int) -> Dialogue[Conjunction]:
        accepted = yield Membership(1 - np.eye(n, dtype=np.uint8))
        return Conjunction(~accepted)

    assert law(bare) == "yield from"


def test_a_budget_refused_at_a_place_where_it_matters() -> None:
    @proves(elimination.theorem)
    def insisting(n: int) -> Dialogue[Conjunction]:
        found = Conjunction.of_all(n)
        for i in range(n + 1):
            try:
                cex = yield from Equivalence(found)
            except OutOfBudget:
                if i == 2:
                    yield from Equivalence(found)
                return found
            if cex is None:
                return found
            found = found.without(cex.point == 0)
        return found

    assert law(insisting) == "budget"


def test_a_cleanup_that_crashes_on_a_refusal() -> None:
    @proves(bit_clearing.theorem)
    def fragile(n: int) -> Dialogue[Conjunction]:
        try:
            accepted = yield from Membership(1 - np.eye(n, dtype=np.uint8))
        finally:
            accepted[0]
        return Conjunction(~accepted)

    assert law(fragile) == "budget"


def test_two_dialogues_that_share_a_list() -> None:
    shared: list[int] = []

    @proves(elimination.theorem)
    def sharing(n: int) -> Dialogue[Conjunction]:
        shared.clear()
        while True:
            found = Conjunction(~np.isin(np.arange(n), shared))
            cex = yield from Equivalence(found)
            if cex is None:
                return found
            shared.extend(np.flatnonzero(cex.point == 0).tolist())

    assert law(sharing) == "side by side"


HASHED = '''
import numpy as np
from qlearn import Membership, find, proves
from qlearn.concepts.conjunctions import Conjunction

@proves(find("boolean.bit_clearing").theorem)
def hashed(n):
    """Asks in the order of a set of strings."""
    order = [int(i) for i in {str(i) for i in range(n)}]
    accepted = yield from Membership((1 - np.eye(n, dtype=np.uint8))[order])
    keep = np.zeros(n, bool)
    keep[order] = ~accepted
    return Conjunction(keep)
'''


def test_an_order_that_differs_in_another_process(tmp_path: Path) -> None:
    path = tmp_path / "hashed_order.py"
    path.write_text(HASHED, encoding="utf-8")
    (learner,) = learners_in(path)
    laws = []
    for seed in range(4):  # two strings may come in the same order by chance
        try:
            check_learner(learner, seed=seed)
        except Broken as broken:
            laws.append(broken.law)
    assert "fresh process" in laws


def test_a_law_that_cannot_be_tried_is_said_to_be_skipped() -> None:
    @proves(bit_clearing.theorem)
    def local(n: int) -> Dialogue[Conjunction]:
        return (yield from bit_clearing.start(n))

    found = check_learner(local)
    assert found.laws == ALL[:-1]
    assert "stands inside a function" in found.skipped["fresh process"]
    assert "skipped" in str(found)


def test_a_learner_in_a_cell_of_a_notebook_has_no_file_for_another_process(tmp_path: Path) -> None:
    path = tmp_path / "cell.py"
    path.write_text(HASHED, encoding="utf-8")
    (learner,) = learners_in(path)
    path.unlink()
    assert "notebook's cell" in check_learner(learner).skipped["fresh process"]


def test_a_failure_reads_well() -> None:
    @proves(elimination.theorem)
    def greedy(n: int) -> Dialogue[Conjunction]:
        found = yield from elimination.start(n)
        if n > 4 and not found.keep.any():
            yield from Equivalence(found)
        return found

    with pytest.raises(AssertionError) as failure:
        check_learner(greedy)
    said = str(failure.value).splitlines()
    assert said[0] == "bound: asked 7 equivalence queries, the theorem says equivalence at most n + 1 = 6 at n = 5"
    assert said[1].endswith(".greedy(n=5)")
    assert said[2] == "  target    true"
    assert said[3].startswith("  teacher   honest, ")
    assert len([line for line in said if line.startswith("  turn ")]) == 7


def test_it_works_inside_a_given() -> None:
    @settings(max_examples=2, database=None, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 3))
    def users(seed: int) -> None:
        assert check_learner(bit_clearing, seed=seed).verdict.holds
        assert check_teacher(Honest(TARGET), Cube(3), concept=TARGET, seed=seed)

    users()


def test_what_is_no_learner() -> None:
    with pytest.raises(BadArgument):
        check_learner(lambda: None)  # type: ignore[arg-type]


# Teachers


@pytest.mark.parametrize("policy", ["first", "random", "longest"])
def test_honest_teachers_obey_every_law(policy: Any) -> None:
    kinds = ("membership", Equivalence, Example)
    assert check_teacher(lambda: Honest(TARGET, policy), Cube(3), kinds, concept=TARGET) > 100


def test_other_teachers_obey_them() -> None:
    assert check_teacher(Function(lambda X: X[:, 0] >= 0.5), Box((0.0, -1.0), (1.0, 1.0)))
    assert check_teacher(Function(lambda X: X.sum(axis=1) > 0), Space(3))
    assert check_teacher(lambda: Noisy(Honest(TARGET), 0.3), Cube(3), repeatable=False)
    assert check_teacher(lambda: Noisy(Honest(TARGET), 0.3, persistent=True), Cube(3))
    from qlearn.concepts.conjunctions import Conjunctions

    assert check_teacher(lambda: Adversary(Conjunctions(), n=3), Cube(3), ("membership", "equivalence"))


def fault(answer: Any, kinds: Any = (Membership,), domain: Any = None, **options: Any) -> str:
    class Faulty:
        def answer(self, query: Any) -> Any:
            return answer(query)

    with pytest.raises(Broken) as found:
        check_teacher(Faulty(), domain or Cube(3), kinds, **options)
    return found.value.law


def refuse(query: Any) -> Any:
    raise BadAnswer(f"no {query.kind} queries here")


def only(kind: type[Any], answer: Any) -> Any:
    return lambda query: answer(query) if type(query) is kind else refuse(query)


def test_each_law_of_teachers_is_broken_once() -> None:
    rng = np.random.default_rng(0)
    buffer = np.zeros(64, np.bool_)

    def reused(query: Any) -> Any:
        buffer[: len(query.points)] = query.points[:, 0] == 1
        return buffer[: len(query.points)]

    def counted(query: Any) -> Any:
        return np.arange(len(query.points)) % 2 == 0

    def wrong(query: Any) -> Any:
        return TARGET(query.points) ^ (query.points == 0).all(axis=1)

    assert fault(only(Membership, lambda q: q.points[:, 0])) == "gate"
    assert fault(only(Membership, lambda q: q.points[:, 7])) == "crash"
    assert fault(only(Membership, counted)) == "batch"
    assert fault(only(Membership, lambda q: rng.random(len(q.points)) < 0.5)) == "batch"
    assert fault(only(Membership, reused)) == "changed"
    assert fault(only(Membership, wrong), concept=TARGET) == "truth"
    assert fault(lambda q: q.points[:, 0] == 1) == "refusal"
    assert fault(refuse) == "gate"


def test_each_law_about_other_kinds_is_broken_once() -> None:
    def agreeable(query: Any) -> Any:
        return None

    def lying(query: Any) -> Any:
        point = np.zeros(3, np.uint8)
        return Counterexample(point, not query.hypothesis(point[None])[0])

    def moody(query: Any) -> Any:
        return np.zeros((query.m, 3)), np.arange(query.m) % 2 == 0

    assert fault(only(Equivalence, agreeable), (Equivalence,), concept=TARGET) == "truth"
    assert fault(only(Equivalence, lying), (Equivalence,), concept=TARGET) == "truth"
    assert fault(only(Example, moody), (Example,)) == "repeatable"
    assert fault(only(Value, lambda q: np.full((len(q.points), 2), np.nan)), (Value,), Space(2), outputs=2) == "gate"
    assert fault(only(Label, lambda q: np.full(len(q.points), 3)), (Label,), Grid(5), outputs=3) == "gate"


def test_the_simplest_batch_is_shown() -> None:
    with pytest.raises(Broken) as found:
        check_teacher(Function(lambda X: np.full(len(X), len(X) > 1)), Cube(2))
    assert found.value.law == "batch"
    assert "turn 0    a membership query at [0, 0] -> [False]" in str(found.value)


def test_what_cannot_be_asked_for() -> None:
    with pytest.raises(BadArgument, match="name one kind"):
        check_teacher(Honest(TARGET), Cube(3), ())
    with pytest.raises(qlearn.QlearnError):
        check_teacher(Honest(TARGET), Cube(3), ("memership",))
    assert find("boolean.parity").name == "boolean.parity"
