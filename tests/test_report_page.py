"""The report as a text: every learner and every number is there, it is well formed, small, and loads nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reporting import CERTIFIED, HOSTILE, needed, row, rows, text

import qlearn
from qlearn.cli.main import main
from qlearn.evidence.check import check
from qlearn.evidence.proof import proof
from qlearn.formulas import choose, clg, floor_lg, largest, total
from qlearn.report.markup import VOID, cut, el
from qlearn.report.page.certificates import LARGEST, shown_certificate
from qlearn.report.page.details import saved
from qlearn.report.page.fitted import fitted
from qlearn.report.page.growth import comparable, growth, main_size
from qlearn.report.page.mathml import brief, formula
from qlearn.report.page.measured import Claim, alike, at_sizes
from qlearn.report.page.page import page, verdict
from qlearn.report.page.strips import spelled, strip
from qlearn.sweeps import Grid, Store, Sweep, sweep
from qlearn.sweeps.shown import shown
from qlearn.theorems import Bound

LOADING = ("src", "srcset", "poster", "data", "action", "formaction", "background", "ping")


class Parsed(HTMLParser):
    """Elements with their attributes and the learner they stand in; text by learner; whether every tag is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], str]] = []
        self.open: list[str] = []
        self.learner = ""
        self.says: dict[str, list[str]] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), (tag, attrs)
        if tag == "tbody":
            self.learner = dict(attrs).get("id") or self.learner
        self.elements.append((tag, dict(attrs), self.learner))
        if tag not in VOID | {"wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "table" and "table" not in self.open:
            self.learner = ""

    def handle_data(self, data: str) -> None:
        if self.learner:
            self.says.setdefault(self.learner, []).append(data)


@pytest.fixture(scope="module")
def parsed() -> Parsed:
    return Parsed(text())


def test_every_learner_is_there_with_what_its_theorem_says(parsed: Parsed) -> None:
    assert not parsed.open
    bodies = [attributes["id"] for tag, attributes, _ in parsed.elements if tag == "tbody" and "data-family" in attributes]
    assert bodies == list(qlearn.catalogue())
    for name, learner in qlearn.catalogue().items():
        says, theorem = "".join(parsed.says[name]), learner.theorem
        assert theorem.claim in says
        assert theorem.guarantee.says in says
        assert theorem.lower is None or theorem.lower.because in says
        assert theorem.noise is None or theorem.noise.says in says
        for lemma in getattr(proof(name, theorem), "lemmas", ()):
            assert lemma["says"] in says, lemma
            assert lemma["method"] in says


def test_every_number_is_the_rows(parsed: Parsed) -> None:
    for name, learner in qlearn.catalogue().items():
        said = parsed.says[name]
        for n in (4, 8, 16) if learner.theorem.bounds else ():
            mine = [r for r in rows() if r["learner"] == name and r["sizes"] == {"n": n}]
            counts = sorted(count for r in mine for count in r["counts"].values())
            at = said.index(f"n = {n}", said.index("every learner needs", said.index("seeds")))
            line = [part.strip() for part in said[at + 4 : at + 12]]
            worst = float(max(Fraction(count, 2 * n * n) for count in counts))
            numbers = {f"{counts[0]} to {counts[-1]}", f"at most {2 * n * n}", str(needed(name, n)), f"{worst:.3g}"}
            assert numbers <= set(line), (name, n, line)
    assert sum(tag == "circle" for tag, _, _ in parsed.elements) > 3 * 140


def test_strips_and_plots_have_their_numbers_in_words(parsed: Parsed) -> None:
    pictures = [(attributes, learner) for tag, attributes, learner in parsed.elements if tag == "svg"]
    assert len(pictures) > 4 * 140
    for attributes, _ in pictures:
        assert attributes["role"] == "img"
    strips = [attributes.get("aria-label") for attributes, learner in pictures if learner == "boolean.elimination"]
    assert "equivalence: 16 to 40 asked, at most 32 allowed, 3 needed by every learner" in strips


def test_ids_are_unique_and_links_lead_somewhere(parsed: Parsed) -> None:
    ids = [attributes["id"] for _, attributes, _ in parsed.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] or "" for tag, attributes, _ in parsed.elements if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)
    outside = [link for link in links if not link.startswith(("#", "data:application/jsonl"))]
    assert all(link.startswith(("https://doi.org/", "https://arxiv.org/abs/")) for link in outside)
    labels = [attributes["aria-labelledby"] for _, attributes, _ in parsed.elements if "aria-labelledby" in attributes]
    assert set(labels) <= set(ids)


def test_nothing_is_loaded(parsed: Parsed) -> None:
    for tag, attributes, _ in parsed.elements:
        assert not set(LOADING) & set(attributes), (tag, attributes)
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "use", "image"), tag
        assert not any(name.startswith("on") or name == "style" for name in attributes), attributes
    assert text().count("<style>") == text().count("<script>") == 1
    assert "url(" not in text()
    assert "@import" not in text()
    (policy,) = [attributes["content"] or "" for _, attributes, _ in parsed.elements if "http-equiv" in attributes]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_data_cannot_become_markup() -> None:
    assert HOSTILE not in text()
    assert 'a "broken" run &lt;script&gt;alert(1)&lt;/script&gt; &amp; more' in text()
    assert "compatible with n &lt; n**2 &amp; more; not with 2**n" in text()


@given(st.text(), st.text())
def test_text_comes_back_from_an_element(inside: str, attribute: str) -> None:
    kept = [part.replace("\r\n", "\n").replace("\r", "\n") for part in (inside, attribute)]
    if any("\0" in part for part in kept):
        return
    found = Parsed(str(el("tbody", inside, id="x", title=attribute)))
    assert found.elements == [("tbody", {"id": "x", "title": attribute}, "x")]
    assert "".join(found.says.get("x", [])) == inside


@given(st.text(alphabet="abc ,"), st.integers(3, 30))
def test_a_long_text_is_cut(long: str, most: int) -> None:
    short = cut(long, most)
    assert short == long if len(long) <= most else len(short) <= most + 1
    assert long.startswith(short.removesuffix(" …"))


@given(st.integers(0, 40), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 20)), min_size=1))
def test_a_strip_keeps_its_marks_in_order(low: int, pairs: list[tuple[int, int]]) -> None:
    counts, limits = [count for count, _ in pairs], [low + more + 1 for _, more in pairs]
    claim = Claim(
        "membership", "at most", "worst case", tuple(counts), tuple(map(Fraction, limits)), (Fraction(low),) * len(pairs)
    )
    drawn = Parsed(strip(claim))
    ways = {attributes["class"]: attributes["d"] or "" for tag, attributes, _ in drawn.elements if tag == "path"}
    at = {name: [float(x) for x in re.findall(r"(?<=[MH])[0-9.]+", way)] for name, way in ways.items()}
    assert all(4 <= x <= 116.5 for places in at.values() for x in places)
    most = max(1, *(Fraction(*pair) for pair in zip(counts, limits, strict=True)))
    assert at["needs"] == pytest.approx([4 + 112 * low / min(limits) / most], abs=0.06)
    assert at["limit"] == pytest.approx([4 + 112 / most], abs=0.06)
    assert at["room"][0] == at["needs"][0]
    over = any(attributes.get("class") == "worst over" for _, attributes, _ in drawn.elements)
    assert over == (most > 1)
    assert f"{min(counts)}" in spelled(claim)
    assert f"{max(counts)}" in spelled(claim)


@given(st.text(st.sampled_from("%#'\"<>&41a\n\t\r +é")))
def test_a_certificate_of_any_text_comes_back_from_its_link(certificate: str) -> None:
    link = Parsed(str(el("tbody", saved(qlearn.find("boolean.elimination"), certificate), id="x")))
    (address,) = [attributes["href"] or "" for tag, attributes, _ in link.elements if tag == "a"]
    assert unquote(address.partition(",")[2]) == certificate
    assert not set(address) & set("#'<>&\n\t\r")


def test_an_average_may_be_passed_by_one_run() -> None:
    claim = Claim("membership", "at most", "expected", (12,), (Fraction(10),), ())
    assert "over" not in strip(claim)
    assert spelled(claim) == "membership: 12 asked, at most 10 allowed on average"


def test_no_rows_make_a_page_too() -> None:
    bare = page([])
    assert not Parsed(bare).open
    assert verdict([]) in bare
    assert "No run of it is in this report." in bare
    assert "No certificate of it is in this report" in bare


def test_many_groups_of_runs_are_not_all_listed_and_it_says_so() -> None:
    many = [row("boolean.elimination", 4 + i, 0, 4 + i) for i in range(60)]
    made = page(many, learners=[qlearn.find("boolean.elimination")])
    assert "44 more lines are in the store" in made
    few = page(many[:1], learners=[qlearn.find("boolean.elimination")])
    assert "52 more lines are in the store" in made
    assert len(made) - len(few) < 20_000, "147 learners of so many runs stay below 3 MB"


def test_runs_are_gathered_over_seeds_then_over_teachers() -> None:
    some = [row("boolean.elimination", n, seed, n) for n in (4, 8) for seed in (0, 1, 5)]
    some += [row("boolean.elimination", 4, 0, 9, teacher="random"), row("boolean.elimination", 4, 0, 1, status="error")]
    assert [(group.sizes, group.teacher, group.seeds) for group in alike(some)] == [
        ("n = 4", "first", "0–1, 5"), ("n = 8", "first", "0–1, 5"), ("n = 4", "random", "0"),
    ]  # fmt: skip
    small, large = at_sizes(some[::-1])
    assert sorted(small.claims[0].counts) == [4, 4, 4, 9]
    assert large.nearest is not None
    assert large.nearest.shares == [Fraction(8, 128)] * 3


def test_rows_without_bounds_or_with_several_are_told_apart() -> None:
    free = row("boolean.elimination", 4, 0, 7, bounds={}, lower=None, ratio=None)
    (claim,) = alike([free])[0].claims
    assert (claim.counts, claim.limits, claim.shares, claim.floors) == ((7,), (), [], [])
    several = [{"sense": "at most", "mode": mode, "limit": limit} for mode, limit in (("worst case", 20), ("expected", 5))]
    runs = alike([row("boolean.elimination", 4, 0, 7, bounds={"equivalence": several})])[0]
    assert [claim.shares for claim in runs.claims] == [[Fraction(7, 20)], [Fraction(7, 5)]]
    assert runs.nearest is not None
    assert runs.nearest.mode == "worst case"
    nothing = {"sense": "at most", "mode": "worst case", "limit": 0}
    assert alike([row("boolean.elimination", 4, 0, 0, bounds={"equivalence": nothing})])[0].claims[0].shares == []


def test_what_grows_is_drawn_against_the_size_that_varies() -> None:
    def at(n: int, eps: str) -> dict[str, object]:
        made = row("boolean.elimination", n, 0, n)
        return {**made, "config": {**made["config"], "sizes": {"n": n, "eps": eps}}}

    points = at_sizes([at(4, "1/10"), at(8, "1/10"), at(16, "1/10"), at(4, "1/100")])
    assert main_size(points) == "n"
    assert [point.sizes for point in comparable(points, "n")] == [f"n = {n}, eps = 1/10" for n in (4, 8, 16)]
    assert len(growth(points, "it")) == 1
    assert growth(points[:1], "it") == []
    assert growth([], "it") == []


@pytest.mark.parametrize("name", CERTIFIED)
def test_a_certificate_can_be_saved_from_its_link(name: str, parsed: Parsed, tmp_path: Path) -> None:
    (link,) = [
        attributes
        for tag, attributes, learner in parsed.elements
        if tag == "a" and "download" in attributes and learner == name
    ]
    head, _, body = (link["href"] or "").partition(",")
    assert head == "data:application/jsonl;charset=utf-8"
    file = tmp_path / (link["download"] or "")
    file.write_text(unquote(body), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == shown_certificate(qlearn.find(name))
    assert len(unquote(body)) <= LARGEST
    assert check(file).holds


def test_a_page_shows_rows_as_a_sweep_keeps_them() -> None:
    store = Store()
    learners = [qlearn.find(name) for name in ("boolean.elimination", "linear.pivot_ratio+vote", "finite.cal")]
    done = sweep(shown(learners, seeds=2), store)
    kept = list(store.rows())
    assert {row["status"] for row in kept} <= {"held", "missed"}
    assert {row["teacher"] for row in kept if row["learner"] == "boolean.elimination"} == {"random", "longest"}
    written = page(kept, list(store.provenance().values()), learners=learners)
    assert f"{done.cells} runs" in written
    assert f"numpy {np.__version__}" in written
    said = {name: set(re.findall(r"\d+", " ".join(words))) for name, words in Parsed(written).says.items()}
    for one in kept:
        assert {str(count) for count in one["counts"].values()} <= said[one["learner"]], one


def test_growth_is_put_into_words_where_enough_was_measured() -> None:
    learner = qlearn.find("boolean.parity")
    assert fitted(learner, [row("boolean.parity", 2**k, seed, 2**k) for k in range(5) for seed in range(3)]) == []
    (line,) = fitted(learner, [row("boolean.parity", 2**k, seed, 2**k) for k in range(1, 9) for seed in range(3)])
    assert line.startswith("membership queries against the teacher 'first': compatible with upper bound n, lower bound n")
    assert "not with ln(n) (too small" in line
    assert fitted(learner, [row("boolean.parity", 2**k, 0, 3, status="error") for k in range(9)]) == []


def test_the_page_is_small_and_the_same_again() -> None:
    assert len(text().encode()) < 2_200_000  # certificates of all learners are 0.5 MB beside
    assert page(rows()[:9], classes=()) == page(rows()[:9], classes=())


def test_the_command_refuses_what_it_cannot_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text_file = tmp_path / "text"
    text_file.write_text("no database", encoding="utf-8")
    for arguments in (
        (),
        ("--out", str(tmp_path)),
        ("--out", str(tmp_path / "r.html"), "--store", str(text_file)),
        ("--out", str(tmp_path / "r.html"), "--store", str(tmp_path / "s"), "--seeds", "0"),
        ("--out", str(tmp_path / "r.html"), "--store", str(tmp_path / "s"), "--workers", "0"),
        ("boolean.parityy", "--out", str(tmp_path / "r.html"), "--store", str(tmp_path / "s")),
    ):
        assert main(["report", *arguments]) == 2
        assert "Traceback" not in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()


def test_the_command_writes_the_page_and_keeps_its_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, store = tmp_path / "report.html", str(tmp_path / "s.sqlite")
    names = CERTIFIED[:2]
    assert main(["report", *names, "--out", str(out), "--store", store, "--seeds", "1", "--json", "-"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["bytes"] == out.stat().st_size
    assert (said["learners"], said["certificates"]) == (2, 2)
    assert "No run broke" in said["verdict"]
    with Store(store) as kept:
        runs = len(kept)
        assert said["runs"] == runs >= 12
        sweep(Sweep("mine", [Grid([names[0]], {"n": [11]}, 4)]), kept)
        (one, *_) = kept.rows()
        kept.put({**one, "key": "old", "code": "another version"}, "shown", {})
    assert main(["report", *names, "--out", str(out), "--store", store, "--seeds", "1"]) == 0
    captured = capsys.readouterr()
    assert f"2 learners, {runs + 4} runs, 2 certificates" in captured.out
    assert "1 runs of other versions of the code are left out" in captured.err
    assert "n = 11" in " ".join(Parsed(out.read_text(encoding="utf-8")).says[names[0]])


@pytest.mark.parametrize(
    ("count", "wanted"),
    [
        (lambda N: clg(N + 1), "⌈lg(N+1)⌉"),
        (lambda N: clg(N), "⌈lgN⌉"),
        (lambda eps: clg(1 / eps), "⌈lg1ε⌉"),
        (lambda n, k: choose(n, k), "(nk)"),
        (lambda n: total(lambda i: i, 1, n), "∑i=1ni"),
        (lambda alpha: 2 * alpha, "2\u2062α"),
        (lambda a, b: largest(a, b), "max(a,b)"),
        (lambda r: floor_lg(r), "⌊lgr⌋"),
    ],
)
def test_formulas_are_written_as_mathematicians_do(count: Callable[..., Any], wanted: str) -> None:
    drawn = formula(Bound(qlearn.Membership, "at most", count))
    found = Parsed(str(el("tbody", drawn, id="x")))
    assert not found.open
    assert "".join(found.says["x"]) == wanted


def test_every_function_of_a_bound_has_a_way_to_be_written() -> None:
    ours = ("clg", "clog", "floor_lg", "choose", "farey", "votes", "race", "trials", "vc_examples", "waiting")
    for learner in qlearn.catalogue().values():
        for bound in learner.theorem.bounds:
            drawn = formula(bound)
            assert not any(f"<mi>{name}</mi>" in drawn for name in ours), (learner.name, drawn)
            assert len(brief(bound, "B")) <= len(drawn) or "<mi>B</mi>" in brief(bound, "B")
