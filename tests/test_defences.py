"""Defences around a teacher: what they tell, at which rates, how they are spelled, and what they cost."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from qlearn import Comparison, Label, Leaf, Membership, Value, defences, teachers
from qlearn.cli.main import main
from qlearn.defences import Flips, LabelOnly, MarginFlips, ReverseSigmoid, Rounded, TopOne, Transferred, parse
from qlearn.defences.known import KNOWN, spelling
from qlearn.domains import Box
from qlearn.errors import BadAnswer, BadArgument, QlearnError, Refused, UnknownName
from qlearn.extraction.defended import ATTACKS, cost_against_utility
from qlearn.extraction.demos import demo
from qlearn.extraction.utility import utility
from qlearn.report.defences import draw, table
from qlearn.teachers.keyed import keyed_uniforms
from qlearn.testing import check_teacher

SURE = 1 - 1e-6
KEY = b"sixteen bytes at least"
FITTED, ROWS = demo("breast-cancer/logistic")
TEACHER = teachers.Estimator(FITTED)


class Soft:
    """A softmax model of K classes, computed row by row, so that no answer hangs on the batch."""

    def __init__(self, d: int = 2, classes: int = 3) -> None:
        self.W = np.random.default_rng(9).normal(size=(classes, d))
        self.classes = list(range(classes))

    def answer(self, query: Any) -> Any:
        if not isinstance(query, Membership | Label | Value | Leaf):
            raise BadAnswer(f"no {query.kind} here")
        scores = (query.points[:, None, :] * self.W).sum(axis=2)
        if isinstance(query, Value):
            p = np.exp(scores - scores.max(axis=1, keepdims=True))
            return p / p.sum(axis=1, keepdims=True)
        best = scores.argmax(axis=1)
        return best == 1 if isinstance(query, Membership) else best


def within(successes: int, trials: int, rate: float) -> bool:
    found = binomtest(successes, trials).proportion_ci(SURE, "exact")
    return bool(found.low <= rate <= found.high)


DATA = np.random.default_rng(2).normal(size=(200, 2))
STEADY = [  # what says the same thing about a row whenever it is asked
    ("rounding=2 top-1", 3, "label value"),
    ("label-only,one-hot", 2, "membership label value"),
    ("flips=0.3,persistent", 2, "membership label value"),
    ("margin-flips=0.9,scale=2,persistent prada", 3, "label value"),
    ("reverse-sigmoid=0.7,gamma=0.3", 2, "membership label value"),
    ("outliers=0.05,random information-gain", 2, "membership label"),
    ("tree=3 flips=0.2,persistent", 2, "membership label"),
]


@pytest.mark.parametrize(("text", "classes", "kinds"), STEADY, ids=[text for text, *_ in STEADY])
def test_defended_teachers_obey_every_law(text: str, classes: int, kinds: str) -> None:
    stack, model = parse(text.split()), Soft(classes=classes)
    teacher = stack(model, DATA, seed=3)
    assert check_teacher(teacher, Box((-2.0, -2.0), (2.0, 2.0)), kinds.split(), outputs=classes) > 100


@pytest.mark.parametrize("text", ["flips=0.3", "margin-flips=0.5"])
def test_fresh_noise_obeys_all_but_one(text: str) -> None:
    teacher = parse([text])(Soft(), seed=3)
    kinds = ("membership", "label", "value")
    assert check_teacher(teacher, Box((-2.0, -2.0), (2.0, 2.0)), kinds, outputs=3, repeatable=False)


@pytest.mark.parametrize("key", [None, KEY])
@given(st.floats(0, 1), st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_answers_are_turned_at_their_rate_and_to_each_other_class(key: bytes | None, rate: float, seed: int) -> None:
    points = np.random.default_rng(seed).normal(size=(3000, 2))
    model = Soft(classes=4)
    flips = Flips(model, rate, seed, key=key)
    own, said = model.answer(Label(points, 4)), flips.answer(Label(points, 4))
    wrong = own != said
    assert within(int(wrong.sum()), 3000, rate)
    for step in (1, 2, 3):
        assert within(int(((said - own) % 4 == step).sum()), 3000, rate / 3)
    assert within(int((flips.answer(Membership(points)) != model.answer(Membership(points))).sum()), 3000, rate)
    values = flips.answer(Value(points, 4))
    assert within(int((values.argmax(axis=1) != own).sum()), 3000, rate)
    assert (np.sort(values, axis=1) == np.sort(model.answer(Value(points, 4)), axis=1)).all(), "columns change places"
    if key is not None:
        assert (values.argmax(axis=1) == said).all(), "labels and values tell one story"


def test_flips_of_membership_labels_are_those_of_noisy() -> None:
    model = teachers.Function(lambda X: X[:, 0] > 0)
    for key in (None, KEY):
        flips, noisy = Flips(model, 0.3, 5, key=key), teachers.Noisy(model, 0.3, 5, key=key)
        for _ in range(3):
            query = Membership(np.random.default_rng(0).normal(size=(500, 2)))
            assert (flips.answer(query) == noisy.answer(query)).all()


SCRIPT = """
import sys, numpy as np
from qlearn import Membership, defences, teachers
model = teachers.Function(lambda X: X[:, 0] > 0)
stack = defences.parse(["flips=0.4,persistent", "flips=0.1,persistent"])
points = np.random.default_rng(0).normal(size=(300, 3))[:: int(sys.argv[1])]
teacher = stack(model, key=b"a key of a server, kept")
print("".join(str(int(x)) for row in points for x in teacher.answer(Membership(row[None]))))
"""


def test_persistent_flips_are_the_same_in_every_process_and_batch() -> None:
    root = str(Path(__file__).parent.parent)
    runs = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, step], capture_output=True, text=True, check=True, cwd=root
        ).stdout.strip()
        for step in ("1", "-1")
    ]
    assert len(runs[0]) == 300
    assert runs[0] == runs[1][::-1]
    model = teachers.Function(lambda X: X[:, 0] > 0)
    here = parse(["flips=0.4,persistent", "flips=0.1,persistent"])(model, key=b"a key of a server, kept")
    points = np.random.default_rng(0).normal(size=(300, 3))
    assert runs[0] == "".join(str(int(x)) for x in here.answer(Membership(points)))


@given(st.integers(1, 5), st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_a_point_has_one_number_whatever_array_it_is_in(d: int, seed: int) -> None:
    points = np.random.default_rng(seed).integers(0, 3, (6, d))
    number = keyed_uniforms(points.astype(np.float64), KEY)
    wide = np.zeros((6, 2 * d))
    wide[:, ::2] = points
    for same in (points.astype(np.uint8), np.asfortranarray(points, np.float64), wide[:, ::2], np.where(points, points, -0.0)):
        assert (keyed_uniforms(same, KEY) == number).all()
    assert (number >= 0).all()
    assert (number < 1).all()
    assert not (keyed_uniforms(points, KEY + b"!") == number).any()


def test_numbers_of_points_are_uniform() -> None:
    number = keyed_uniforms(np.arange(4000.0).reshape(-1, 1), KEY)
    for share in (0.01, 0.25, 0.5, 0.9):
        assert within(int((number < share).sum()), 4000, share)
    assert within(int((number[1:] < number[:-1]).sum()), 3999, 0.5)


@pytest.mark.parametrize("key", [b"", b"x" * 65, "text", None])
def test_a_key_that_is_none_is_refused(key: Any) -> None:
    with pytest.raises(BadArgument, match="1 to 64 secret bytes"):
        keyed_uniforms(np.ones((1, 1)), key)


def test_margin_flips_fall_from_their_rate_with_the_margin() -> None:
    model = teachers.Scores(lambda X: X[:, 0])
    flips = MarginFlips(model, 0.6, 0.5)
    for at in (0.0, 0.3, -0.3, 1.0, 100.0):
        query = Membership(np.full((3000, 1), at))
        wrong = flips.answer(query) != (at >= 0)
        assert within(int(wrong.sum()), 3000, 0.6 * np.exp(-abs(at) / 0.5))
    points = ROWS[:50]
    two = np.sort(FITTED.predict_proba(points), axis=1)
    assert np.allclose(MarginFlips(LabelOnly(TEACHER), 1.0, 1.0).rates(points), np.exp(two[:, 0] - two[:, 1]))
    regressor = teachers.Estimator(demo("diabetes/linear")[0])
    some = demo("diabetes/linear")[1][:5]
    assert np.allclose(MarginFlips(regressor, 1.0, 99.0).rates(some), np.exp(-np.abs(regressor.model.predict(some)) / 99))


@given(st.integers(0, 6), st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_rounding_moves_a_value_by_half_a_unit_at_most(places: int, seed: int) -> None:
    points = np.random.default_rng(seed).normal(size=(40, 2))
    told, own = Rounded(Soft(), places).answer(Value(points, 3)), Soft().answer(Value(points, 3))
    assert (np.abs(told - own) <= 0.5 * 10.0**-places + 1e-12).all()
    assert np.allclose(told * 10**places, np.round(told * 10**places), atol=1e-6)
    assert not np.signbit(Rounded(teachers.Function(lambda X: -X), 0).answer(Value([[0.2]]))).any()


def test_top_one_keeps_the_best_and_the_sum_and_nothing_else() -> None:
    points = np.random.default_rng(0).normal(size=(200, 2))
    own, told = Soft(classes=5).answer(Value(points, 5)), TopOne(Soft(classes=5)).answer(Value(points, 5))
    assert (told.argmax(axis=1) == own.argmax(axis=1)).all()
    assert (told.max(axis=1) == own.max(axis=1)).all()
    assert np.allclose(told.sum(axis=1), 1)
    assert all(len(set(row.tolist())) == 2 for row in told)
    tie = TopOne(teachers.Function(lambda X: X)).answer(Value([[0.4, 0.4, 0.2]], 3))
    assert np.allclose(tie, [[0.4, 0.3, 0.3]]), "of equal ones the first"
    two = teachers.Function(lambda X: X)
    assert TopOne(two).answer(Value([[0.3, 0.7]], 2)).tolist() == [[0.3, 0.7]]


@given(st.floats(0, 1), st.floats(0.01, 4), st.integers(2, 6), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_the_reverse_sigmoid_is_its_formula(beta: float, gamma: float, classes: int, seed: int) -> None:
    p = np.random.default_rng(seed).dirichlet(np.full(classes, 0.3), 20)
    told = ReverseSigmoid(teachers.Function(lambda X: p), beta, gamma).answer(Value(np.ones((20, 1)), classes))
    assert np.allclose(told.sum(axis=1), 1)
    assert (told >= -1e-12).all()
    for row, said in zip(p, told, strict=True):
        bent = [
            y - beta * (1 / (1 + ((1 - y) / y) ** gamma) - 0.5) if 0 < y < 1 else y + beta * (0.5 - y) for y in row.tolist()
        ]
        assert np.allclose(said, np.array(bent) / sum(bent), atol=1e-9)
    if classes == 2 and gamma <= 1:
        clear = np.abs(p[:, 0] - p[:, 1]) > 1e-6
        assert (told.argmax(axis=1) == p.argmax(axis=1))[clear & (beta * gamma < 0.99)].all()


def test_the_reverse_sigmoid_at_its_ends() -> None:
    ends = teachers.Function(lambda X: np.array([[0.0, 1.0], [1.0, 0.0], [0.5, 0.5]]))
    said = ReverseSigmoid(ends, 0.5, 0.5).answer(Value(np.ones((3, 1)), 2))
    assert np.allclose(said, [[0.25, 0.75], [0.75, 0.25], [0.5, 0.5]])
    with pytest.raises(BadAnswer, match="no probabilities"):
        ReverseSigmoid(teachers.Function(lambda X: np.full((1, 2), 1.5)), 0.5).answer(Value([[1.0]], 2))


def test_another_model_in_the_model_s_place() -> None:
    iris, rows = demo("iris/logistic")
    model = teachers.Estimator(iris)
    tree = Transferred(model, rows, depth=4)
    assert (tree.answer(Label(rows, 3)) == model.answer(Label(rows, 3))).mean() > 0.97
    assert tree.answer(Value(rows, 3)).argmax(axis=1).tolist() == tree.answer(Label(rows, 3)).tolist()
    few = Transferred(model, rows[:40])  # of one class only
    assert few.answer(Value(rows, 3)).tolist() == [[1, 0, 0]] * len(rows)
    diabetes, patients = demo("diabetes/linear")
    forecast = Transferred(teachers.Estimator(diabetes), patients, depth=None)
    assert np.allclose(forecast.answer(Value(patients)), diabetes.predict(patients))
    assert (Transferred(TEACHER, ROWS).answer(Membership(ROWS)) == TEACHER.answer(Membership(ROWS))).mean() > 0.97


IDENTITY = ["", "rounding=15", "reverse-sigmoid=0", "flips=0", "margin-flips=0", "flips=0,persistent", "top-1", "prada=0.01"]


@pytest.mark.parametrize("text", IDENTITY, ids=[text or "none" for text in IDENTITY])
def test_what_does_nothing_costs_nothing(text: str) -> None:
    found = utility(parse(text.split())(TEACHER, ROWS, seed=0), ROWS)
    assert (found.loss, found.refused) == (0, 0)
    assert found.values is not None
    assert found.values <= (1e-15 if text in ("rounding=15", "prada=0.01") else 0)
    assert found.interval[0] == 0
    assert 0 < found.interval[1] < 0.01, "569 rows show so much and no more"


def test_utility_counts_what_is_lost() -> None:
    turned = utility(parse(["flips=1"])(TEACHER, seed=0), ROWS)
    assert (turned.loss, turned.refused) == (1, 0)
    assert utility(parse(["label-only"])(TEACHER), ROWS).values is None
    known = utility(parse(["flips=0.2,persistent"])(TEACHER, seed=0), ROWS)
    assert within(known.labels.asked - known.labels.agreed, len(ROWS), 0.2)
    filtered = parse(["outliers=0.01"])(TEACHER, ROWS)
    lost = utility(filtered, ROWS)
    assert lost.refused == round(lost.loss * len(ROWS)) == filtered.law.outside(ROWS).sum() > 0
    iris, rows = demo("iris/logistic")
    assert 0.5 < utility(parse(["flips=0.75"])(teachers.Estimator(iris), seed=1), rows).loss < 0.9


@pytest.mark.parametrize("text", ["label-only", "flips=0.1", "margin-flips=0.1", "randomised", "tree", "outliers"])
def test_no_other_question_tells_what_is_hidden(text: str) -> None:
    tree, rows = demo("breast-cancer/tree")
    defended = parse([text])(teachers.Estimator(tree), rows, seed=0)
    asked = [Comparison(rows[:2], rows[2:4])]
    if text != "outliers":
        asked.append(Leaf(rows[:2]))  # type: ignore[arg-type]
    for query in asked:
        with pytest.raises(Refused, match=r"answers? no|are not answered"):
            defended.answer(query)


FAULTS = [
    ("roundng=3", UnknownName, "did you mean rounding"),
    ("", UnknownName, "no defence is called ''"),
    ("rounding", BadArgument, r"needs a number; it is written rounding=DECIMALS"),
    ("rounding=x", BadArgument, "takes a whole number, not 'x'"),
    ("rounding=", BadArgument, "takes a whole number, not ''"),
    ("rounding=99", BadArgument, "0 to 15 decimals"),
    ("rounding=-1", BadArgument, "0 to 15 decimals"),
    ("top-1=3", BadArgument, "takes no number"),
    ("flips=0.1,often", BadArgument, "no option 'often'"),
    ("flips=0.1,persistent=yes", BadArgument, "takes persistent without a value"),
    ("flips=nan", BadArgument, "is a probability"),
    ("margin-flips=0.1,scale", BadArgument, "takes scale with a value"),
    ("margin-flips=0.1,scale=0", BadArgument, "above 0"),
    ("reverse-sigmoid=2", BadArgument, "beta from 0 to 1"),
    ("outliers=0", BadArgument, "strictly between 0 and 1"),
    ("randomised=0", BadArgument, "C above 0"),
    ("randomised,shape=round", BadArgument, "isotropic, diagonal, full"),
    ("tree=0", BadArgument, "at least 1"),
    ("prada=1", BadArgument, "strictly between 0 and 1"),
    ("information-gain=7", BadArgument, "above 0 and up to 1"),
]


@pytest.mark.parametrize(("text", "error", "match"), FAULTS, ids=[text or "none" for text, *_ in FAULTS])
def test_what_is_misspelled_is_named(text: str, error: type[Exception], match: str) -> None:
    with pytest.raises(error, match=match):
        parse([text])(TEACHER, ROWS)


@given(st.lists(st.text("abcdefgilmnoprstz-=,.0123456789 ", max_size=30), max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_text_is_parsed_or_refused(texts: list[str]) -> None:
    with contextlib.suppress(QlearnError):
        parse(texts)


def test_every_defence_is_in_the_catalogue_as_it_is_spelled() -> None:
    lines = defences.catalogue()
    assert len(lines) == len(KNOWN)
    for name, known in KNOWN.items():
        assert name in spelling(name)
        number = "" if known.number is None or not isinstance(known.number, type) else "=0"
        assert parse([name + number]).needs_data is known.data
        if known.data:
            with pytest.raises(BadArgument, match="needs rows of data"):
                parse([name + number])(TEACHER)


def test_defences_stack_from_the_inside_out() -> None:
    points = np.random.default_rng(0).normal(size=(30, 2))
    told = parse(["reverse-sigmoid=0.5", "rounding=1"])(Soft()).answer(Value(points, 3))
    assert np.allclose(told * 10, np.round(told * 10))
    with pytest.raises(BadArgument, match="'tree' answers in the model's place: write it before 'rounding=1'"):
        parse(["rounding=1", "tree"])
    assert parse(["prada", "tree"]).changing[0].name == "tree", "monitors stand outside, wherever they are written"
    twice = parse(["flips=0.3", "flips=0.3"])(Soft(), seed=0)
    many = np.random.default_rng(1).normal(size=(3000, 2))
    wrong = twice.answer(Membership(many)) != Soft().answer(Membership(many))
    assert within(int(wrong.sum()), 3000, 2 * 0.3 * 0.7), "two of a kind do not undo each other"


def test_what_is_drawn_is_a_secret_unless_a_seed_is_given() -> None:
    query = Membership(np.random.default_rng(0).normal(size=(400, 2)))
    for text in ("flips=0.5", "flips=0.5,persistent"):
        one, other = parse([text]), parse([text])
        assert (one(Soft()).answer(query) != other(Soft()).answer(query)).any()
        assert (one(Soft(), seed=1).answer(query) == other(Soft(), seed=1).answer(query)).all()
        assert (one(Soft(), seed=1).answer(query) != other(Soft(), seed=2).answer(query)).any()
    model, stack = Soft(), parse(["flips=0.5,persistent"])
    assert (stack(model).answer(query) == stack(model).answer(query)).all(), "clients of one server hear one story"
    assert "secret" not in repr(stack)
    with pytest.raises(BadArgument, match="16 secret bytes"):
        stack(model, key=b"short")


SOME = [attack for attack in ATTACKS if attack.name in ("search (labels)", "regression, like data (labels)")]


def test_cost_is_drawn_against_utility(tmp_path: Path) -> None:
    found = cost_against_utility("wine/linear", ["", "flips=0.1", "outliers=0.001"], budget=200, attacks=SOME)
    none, flips, outliers = found["rows"]
    assert none["loss"] == 0
    assert none["queries_to"]["0.9"] is not None
    assert flips["loss_interval"][0] < 0.1 < flips["loss_interval"][1]
    by_search = [[p["agreement"] for p in a["points"]] for a in outliers["attacks"] if a["attack"] == "search (labels)"]
    assert by_search == [[]]
    assert any("look like no data" in (a["stopped"] or "") for a in outliers["attacks"])
    assert draw(found, tmp_path / "cost.svg").read_text().count("flips=0.1") == 1
    assert len(table(found).rows) == 3
    with pytest.raises(BadArgument, match=r"\.svg or \.png"):
        draw(found, tmp_path / "cost.pdf")
    with pytest.raises(UnknownName, match="level"):
        draw(found, tmp_path / "cost.svg", 0.5)
    with pytest.raises(BadArgument, match="two classes"):
        cost_against_utility("iris/logistic")


def test_the_command_measures_defences_of_a_demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = ["defend", "demo:breast-cancer/logistic", "--defence", "rounding=3", "--queries", "40"]
    picture = tmp_path / "cost.svg"
    assert main([*said, "--json", "-", "--picture", str(picture)]) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert row["defence"] == "rounding=3"
    assert row["queries_to"]["0.99"] is None
    assert "rounding=3" in picture.read_text(encoding="utf-8")
    for wrong, why in (
        (["--flip", "0.1"], "--flip is for theorems"),
        (["--defence", "rounds=3"], "no defence is called 'rounds'"),
        (["--queries", "0"], "queries"),
    ):
        assert main([*said, *wrong]) == 2
        assert why in " ".join(capsys.readouterr().err.split())
    assert main(["defend", "halfspaces", "--dimension", "3", "--queries", "9", "--defence", "rounding=3"]) == 2
