"""The pictures of a dialogue in headless Chromium: what is drawn is what the data say, at any step, forth and back."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import pytest
from browsing import BROWSER, NONE, Open, browsing
from dialogues import examples
from test_report_browser import CONTRAST

from qlearn.report.cones import area
from qlearn.report.document import data, document, theme_button
from qlearn.report.markup import el
from qlearn.report.player.views import script, style, views

pytest.importorskip("playwright", reason="playwright is not installed; pip install --group test brings it")
pytestmark = pytest.mark.skipif(BROWSER is None, reason=NONE)

DRIVE = """
const told = JSON.parse(document.getElementById("told").textContent);
const boxes = {}, draws = {}, said = {};
for (const [name, data] of told) {
  boxes[name] = document.createElement("div");
  boxes[name].className = "view";
  said[name] = document.createElement("p");
  document.querySelector("main").append(boxes[name], said[name]);
  draws[name] = views[name](boxes[name], data);
}
window.step = (k) => {
  for (const name in draws) said[name].textContent = draws[name](k);
  return Object.fromEntries(Object.entries(said).map(([name, p]) => [name, p.textContent]));
};
window.seen = () => Object.values(boxes).map((box) => {
  const pixels = Array.from(box.querySelectorAll("canvas"), (canvas) => canvas.toDataURL());
  const visible = box.cloneNode(true);
  for (const hidden of visible.querySelectorAll("[hidden]")) hidden.remove(); // it keeps what it showed last
  return visible.innerHTML + pixels.join();
});
"""
WIDE = {"width": 900, "height": 700}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as started:
        yield started


class Shown(NamedTuple):
    there: Open
    told: dict[str, Any]  # the data by their views
    turns: int

    @property
    def page(self) -> Any:
        return self.there.page


@pytest.fixture(scope="module")
def shown(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Shown]]:
    """The page of an example; each is opened once, and none has had anything to complain about in the end."""
    place = tmp_path_factory.mktemp("views")

    @cache
    def page_of(name: str) -> Shown:
        run, concept = examples()[name]
        found = views(run, concept)
        told = data("told", [[view.name, view.data] for view in found])
        file = place / f"{name}.html"
        page = document(name, [theme_button(), el("main", el("h1", name)), told], [style()], [script() + DRIVE])
        file.write_text(page, encoding="utf-8")
        there = Open(browser, file.as_uri(), viewport=WIDE, color_scheme="light")
        pages.append(there)
        return Shown(there, {view.name: view.data for view in found}, len(run.turns))

    pages: list[Open] = []
    yield page_of
    heard = [line for there in pages for line in there.trouble]
    assert [line for line in heard if "getImageData" not in line] == [], "these tests read pixels; the pictures never do"


def attributes(page: Any, selector: str, *names: str) -> list[list[str]]:
    """Of the elements that are shown."""
    js = "(all, names) => all.filter((e) => !e.closest('[hidden]')).map((e) => names.map((n) => e.getAttribute(n)))"
    found: list[list[str]] = page.eval_on_selector_all(selector, js, list(names))
    return found


@pytest.mark.parametrize("name", list(examples()))
def test_back_is_as_it_was_and_nobody_complains(name: str, shown: Callable[[str], Shown]) -> None:
    there, _, turns = shown(name)
    page = there.page
    steps = sorted({0, 1, turns // 2, max(0, turns - 1), turns})
    seen = {}
    for k in steps:
        texts = page.evaluate(f"step({k})")
        assert all(text.endswith(".") for text in texts.values()), texts
        seen[k] = [texts, *page.evaluate("seen()")]
    for k in [*reversed(steps), turns // 2, 0, turns]:
        texts = page.evaluate(f"step({k})")
        again = [texts, *page.evaluate("seen()")]
        assert again == seen[k], f"step {k}"
    assert seen[0] != seen[turns], "something is drawn"
    silent = "all => all.filter(e => e.getAttribute('role') !== 'img' || !(e.ariaLabel || e.querySelector('title'))).length"
    assert page.eval_on_selector_all(".view svg:not([aria-hidden]), .view canvas", silent) == 0
    assert page.locator(".view svg:not([aria-hidden]), .view canvas, .view ul[role=img]").count() > 0
    assert there.trouble == []


@pytest.mark.parametrize("name", list(examples()))
def test_it_fits_a_phone(name: str, shown: Callable[[str], Shown]) -> None:
    page, turns = shown(name).page, shown(name).turns
    page.set_viewport_size({"width": 320, "height": 640})
    page.evaluate(f"step({turns})")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.set_viewport_size(WIDE)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def test_the_interval_drawn_is_the_interval(shown: Callable[[str], Shown]) -> None:
    there, told, turns = shown("interval")
    low, high = (np.array(told["interval"][name]) for name in ("low", "high"))
    for k in (*range(turns + 1), 2):
        text = there.page.evaluate(f"step({k})")["interval"]
        bars = [[float(x.rstrip("%")) for x in bar] for bar in attributes(there.page, "rect.possible", "x", "width")]
        grey = [[float(x.rstrip("%")) for x in bar] for bar in attributes(there.page, "rect.gone", "x", "width")]
        for (x, wide), (left, whole), before in zip(bars, grey, (0, max(0, k - 1)), strict=True):
            size = high[before] - low[before]
            assert (x - left) / whole == pytest.approx((low[k] - low[before]) / size, abs=1e-4)
            assert wide == pytest.approx(max(0.2, whole * (high[k] - low[k]) / size), abs=1e-3), "never too thin to be seen"
        asked = attributes(there.page, "line.asked", "x1")
        assert len(asked) == (2 if k else 0)
        assert f"{high[k]:.4g}" in text or f"{high[k]:.6g}" in text


def test_the_concepts_drawn_are_those_left(shown: Callable[[str], Shown]) -> None:
    there, told, turns = shown("named")
    gone = told["finite"]["gone"]
    for k in (*range(turns + 1), 1):
        text = there.page.evaluate(f"step({k})")["finite"]
        drawn = there.page.eval_on_selector_all(".concepts li", "all => all.map(e => e.classList.contains('gone'))")
        assert drawn == [0 < turn <= k for turn in gone]
        assert text.startswith(f"{drawn.count(False)} of {len(gone)} concepts left")
        now = there.page.locator(".concepts li.now").count()
        assert now == sum(turn == k for turn in gone if k)
    assert there.page.locator(".concepts li.target").inner_text() == str(examples()["named"][1])


COUNTED = """() => {
  const canvas = document.querySelector("canvas.squares"), context = canvas.getContext("2d");
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data, found = {};
  for (let i = 0; i < pixels.length; i += 4) {
    if (!pixels[i + 3]) continue;
    const name = [pixels[i], pixels[i + 1], pixels[i + 2]].join();
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}"""
RESOLVED = """(names) => names.map((name) => {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color.match(/\\d+/g).slice(0, 3).join();
  probe.remove();
  return found;
})"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_squares_drawn_are_those_left(dark: bool, shown: Callable[[str], Shown]) -> None:
    there, told, turns = shown("dense")
    if dark:
        there.page.click("#theme")
        there.page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    gone = told["finite"]["gone"]
    possible, ruled_out, now, target = there.page.evaluate(RESOLVED, ["--possible", "--gone", "--now", "--target"])
    for k in (0, 3, turns, 1):
        there.page.evaluate(f"step({k})")
        counted = there.page.evaluate(COUNTED)
        each = counted[target]
        wanted = {
            possible: sum(not 0 < turn <= k for turn in gone) - 1,
            ruled_out: sum(0 < turn < k for turn in gone),
            now: sum(turn == k for turn in gone if k),
            target: 1,
        }
        assert counted == {name: each * number for name, number in wanted.items() if number}
    if dark:
        there.page.click("#theme")


def test_the_arc_drawn_is_the_arc(shown: Callable[[str], Shown]) -> None:
    there, told, turns = shown("arc")
    data = told["arc"]
    for k in (*range(turns + 1), 3):
        there.page.evaluate(f"step({k})")
        now, before = (sum(turn <= j for turn in data["turn"]) - 1 for j in (k, max(0, k - 1)))
        ((x, wide),) = attributes(there.page, "rect.possible", "x", "width")
        ((left, whole),) = attributes(there.page, "rect.gone", "x", "width")
        share = float(wide.rstrip("%")) / float(whole.rstrip("%"))
        assert share == pytest.approx(data["width"][now] / data["width"][before], abs=1e-4)
        assert float(x.rstrip("%")) >= float(left.rstrip("%")) - 1e-3
        ((path,),) = attributes(there.page, "path.possible", "d")
        if 0.004 < data["width"][now] < 6:
            ends = re.findall(r"(-?[\d.]+),(-?[\d.]+)", path)
            assert " 0 0 0 " in path.replace("100,100", ""), "half the circle at most, the short way round"
            (a, b), (c, d) = ([float(t) for t in end] for end in (ends[1], ends[-1]))
            angles = np.arctan2([-b, -d], [a, c])
            assert np.diff(angles)[0] % (2 * np.pi) == pytest.approx(data["width"][now], abs=1e-3)
        ((u, v),) = attributes(there.page, "svg.circle circle.target", "cx", "cy")
        assert np.arctan2(-float(v), float(u)) == pytest.approx(data["target"], abs=1e-3)


@pytest.mark.parametrize("name", ["cone", "proposals"])
def test_the_cone_drawn_is_the_cone(name: str, shown: Callable[[str], Shown]) -> None:
    there, told, turns = shown(name)
    data = told["cone"]
    polygons = [np.array(flat).reshape(-1, 2) for flat in [data["start"], *data["polygon"]]]
    for k in (*range(turns + 1), 2):
        text = there.page.evaluate(f"step({k})")["cone"]
        now, before = (sum(turn <= j for turn in data["turn"]) for j in (k, max(0, k - 1)))
        drawn = [corners(points) for (points,) in attributes(there.page, "svg.panel:first-child polygon", "points")]
        assert [len(one) for one in drawn] == [len(polygons[before]), len(polygons[now])]
        if before and np.abs(polygons[before]).max() < 3:
            assert area(drawn[1]) / area(drawn[0]) == pytest.approx(area(polygons[now]) / area(polygons[before]), rel=0.01)
        assert len(attributes(there.page, "svg.panel:first-child line.asked", "x1")) == min(8, now - before)
        share = data["share"][now - 1] if now else 1.0
        assert f"{100 * share:.3g} %" in text or "2^-" in text
    rings = attributes(there.page, "svg.panel circle.proposed", "cx")
    assert bool(rings) == (name == "proposals")


def corners(points: str) -> np.ndarray[Any, Any]:
    return np.array([[float(x) for x in pair.split(",")] for pair in points.split()])


PIXEL = """(places) => {
  const canvas = document.querySelector(".square canvas"), context = canvas.getContext("2d");
  const at = ([x, y]) => context.getImageData(x * canvas.width, y * canvas.height, 1, 1).data;
  return places.map((place) => Array.from(at(place)).slice(0, 3).join());
}"""


@pytest.mark.parametrize("name", ["moved", "boxes"])
def test_the_boxes_drawn_are_those_met(name: str, shown: Callable[[str], Shown]) -> None:
    """Looked at beside the middle of each box, where no point was asked."""
    there, told, turns = shown(name)
    data = told["partition"]
    page = there.page
    (grey,) = page.evaluate(RESOLVED, ["--gone"])
    wide, tall = page.evaluate("[document.querySelector('canvas').clientWidth, document.querySelector('canvas').clientHeight]")
    spots, tested = [], []
    for i, (low, high) in enumerate(zip(data["low"], data["high"], strict=True)):
        ends = [(data["edges"][f][low[f]], data["edges"][f][high[f] + 1]) for f in (0, 1)]
        spots.append(spot(data, ends, wide, tall))
        near = np.abs(np.array([spot(data, [(p, p) for p in point], wide, tall) for point in data["point"]]) - spots[-1])
        if (near * [wide, tall] > 8).any(axis=1).all():
            tested.append(i)
    assert len(tested) > len(spots) // 2
    for k in (0, 1, turns // 2, turns, 1):
        text = page.evaluate(f"step({k})")["partition"]
        pixels = page.evaluate(PIXEL, spots)
        met = [0 < turn <= k for turn in data["met"]]
        assert [pixels[i] != grey for i in tested] == [met[i] for i in tested]
        assert text.startswith(f"{sum(met)} of the {len(met)} boxes")
        colours = {data["first"][i]: set() for i in tested if met[i]}  # type: ignore[var-annotated]
        for i in tested:
            if met[i]:
                colours[data["first"][i]].add(pixels[i])
        assert all(len(shades) == 1 for shades in colours.values()), "one colour for one answer"
        assert len({shade for shades in colours.values() for shade in shades}) == len(colours)


def spot(told: Any, ends: list[tuple[float, float]], wide: float, tall: float) -> list[float]:
    """A bit beside the middle, as shares of the canvas."""
    (a, b), (c, d) = ((told["edges"][f][0], told["edges"][f][-1]) for f in (0, 1))
    x, y = (low + 0.4 * (high - low) for low, high in ends)
    across, up = 6 + (wide - 12) * (x - a) / (b - a), 6 + (tall - 26) * (1 - (y - c) / (d - c))
    return [across / wide, up / tall]


def test_other_features_may_be_chosen(shown: Callable[[str], Shown]) -> None:
    there, told, turns = shown("slices")
    page = there.page
    page.evaluate(f"step({turns})")
    before = page.evaluate("seen()")
    names = page.eval_on_selector_all("select:first-of-type option", "all => all.map(e => e.textContent)")
    assert names[: told["partition"]["choose"]] == told["partition"]["features"][: told["partition"]["choose"]]
    page.locator("select").first.select_option("2")
    assert page.evaluate("seen()") != before
    page.locator("select").first.select_option("0")
    assert page.evaluate("seen()") == before


def test_the_theme_is_painted(shown: Callable[[str], Shown]) -> None:
    there, _, turns = shown("moved")
    page = there.page
    page.evaluate(f"step({turns})")
    light = page.evaluate("seen()")
    page.click("#theme")
    page.wait_for_function("(light) => seen()[0] !== light", arg=light[0])
    page.click("#theme")
    page.wait_for_function("(light) => seen()[0] === light", arg=light[0])


def test_the_table_drawn_is_the_table(shown: Callable[[str], Shown]) -> None:
    there, told, turns = shown("table")
    parts, proposed = told["automata"]["parts"], told["automata"]["proposed"]
    for k in (*range(turns + 1), 3):
        text = there.page.evaluate(f"step({k})")["automata"]
        wide = sum(from_ <= k for _, from_ in parts["columns"])
        rows = [row for row in parts["rows"] if row[1] <= k]
        above = [row for row in rows if 0 <= row[2] <= k]
        drawn = there.page.eval_on_selector_all(
            "table.cells tbody tr", "all => all.map((e) => [...e.cells].map((c) => c.textContent))"
        )
        order = above + [row for row in rows if row not in above]
        assert [row[:-1] for row in drawn] == [[row[0], *row[3][:wide]] for row in order]
        states = [row[-1] for row in drawn]
        for (_, *cells, state), (_, *others, other) in itertools.pairwise(drawn):
            assert (cells == others) == (state == other) or "new" in (state, other)
        assert states[: len(above)].count("new") == 0
        pictures = attributes(there.page, "svg.automaton", "viewBox")
        assert len(pictures) == any(turn <= k for turn, *_ in proposed)
        last = [told for told in proposed if told[0] <= k]
        assert "No automaton was proposed yet" in text if not last else last[-1][2] in text


def test_the_tree_drawn_is_the_tree(shown: Callable[[str], Shown]) -> None:
    there, told, turns = shown("tree")
    states = told["automata"]["parts"]["states"]
    for k in (*range(turns + 1), 3):
        there.page.evaluate(f"step({k})")
        known = [state for state in states if state[1] <= k]
        assert there.page.locator("svg.tree circle.leaf").count() == len(known)
        words = there.page.eval_on_selector_all("svg.tree text.word", "all => all.map((e) => e.textContent)")
        assert sorted(words) == sorted(word for word, *_ in known)
        places = {
            int(number): (float(x), float(y) - 4)
            for number, x, y in there.page.eval_on_selector_all(
                "svg.tree circle.leaf + text",
                "all => all.map((e) => [e.textContent, e.getAttribute('x'), e.getAttribute('y')])",
            )
        }
        sides: tuple[list[float], list[float]] = ([], [])
        for number, (_, _, path) in enumerate(known):
            depth = sum(at <= k for *_, at in path)
            assert places[number][1] == 24 + 50 * depth
            sides[path[0][1]].append(places[number][0])
        assert max(sides[0], default=0) < min(sides[1], default=1e9), "yes is on the right"
        inner = {tuple(map(tuple, (p[:2] for p in path[:i]))) for _, _, path in known for i, p in enumerate(path) if p[2] <= k}
        assert there.page.locator("svg.tree rect.suffix").count() == max(1, len(inner))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_words_in_pictures_have_contrast(dark: bool, shown: Callable[[str], Shown]) -> None:
    for name in ("interval", "named", "arc", "slices", "table", "tree"):
        page, turns = shown(name).page, shown(name).turns
        if dark:
            page.click("#theme")
        page.evaluate(f"step({turns // 2})")
        paper, found = page.evaluate(CONTRAST)
        assert (paper < 0.1) == dark
        assert {words: ratio for words, ratio in found.items() if ratio < 4.5} == {}
        if dark:
            page.click("#theme")
