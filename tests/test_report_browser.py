"""The report in headless Chromium: it loads nothing, sorts and filters, and reads by keyboard, screen reader and phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import BROWSER, NONE, PHONE, WIDE, Open, browsing
from reporting import text

import qlearn
from qlearn.evidence.check import check
from qlearn.report.page.rows import COLUMNS

NAMES = list(qlearn.catalogue())

pytest.importorskip("playwright", reason="playwright is not installed; pip install --group test brings it")
pytestmark = pytest.mark.skipif(BROWSER is None, reason=NONE)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    place = tmp_path_factory.mktemp("report") / "report.html"
    place.write_text(text(), encoding="utf-8")
    return place.as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as started:
        yield started


@pytest.fixture(scope="module")
def wide(browser: Any, address: str) -> Iterator[Open]:
    """One page for all that leaves it as it was, or does not mind."""
    found = Open(browser, address, viewport=WIDE, color_scheme="light")
    yield found
    assert found.trouble == []
    found.page.close()


def order(page: Any) -> list[str]:
    """The learners shown, from above."""
    names: list[str] = page.eval_on_selector_all("#catalogue > tbody:not([hidden])", "bodies => bodies.map(body => body.id)")
    return names


# Press a column's button and read what comes of it.
SORTED = """(column) => {
  document.querySelectorAll("thead button")[column].click();
  const bodies = Array.from(document.querySelectorAll("#catalogue > tbody"));
  return {
    headings: Array.from(document.querySelectorAll("thead th[aria-sort]")).map((x) => [x.cellIndex, x.ariaSort]),
    said: document.getElementById("shown").textContent,
    names: bodies.map((body) => body.id),
    keys: bodies.map((body) => body.rows[0].cells[column]).map((cell) => cell.dataset.sort ?? cell.textContent),
  };
}"""


def test_nothing_is_asked_for_and_nothing_complains(wide: Open) -> None:
    wide.page.wait_for_load_state("networkidle")
    assert wide.trouble == []
    blocked = wide.page.evaluate("fetch('data:text/plain,x').then(() => 'loaded', () => 'refused')")
    assert blocked == "refused", "the page's policy forbids even that"
    assert "Content Security Policy" in wide.trouble[0], "and what is refused is heard"
    wide.trouble.clear()


@pytest.mark.parametrize("column", range(len(COLUMNS)), ids=[name for name, _ in COLUMNS])
def test_each_column_sorts_both_ways(column: int, wide: Open) -> None:
    name, numbers = COLUMNS[column]
    for way in ("ascending", "descending"):
        found = wide.page.evaluate(SORTED, column)
        assert found["headings"] == [[column, way]]
        assert found["said"] == f"147 learners, sorted by {name}, {way}"
        assert sorted(found["names"]) == NAMES
        said = [key for key in found["keys"] if key]
        assert len(set(said)) > 1
        assert found["keys"] == said + [""] * (147 - len(said)), "what has nothing to say is last"
        if numbers:
            assert list(map(float, said)) == sorted(map(float, said), reverse=way == "descending")
        else:
            firsts = list(dict.fromkeys(said))
            by = "keys => keys.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))"
            wanted = wide.page.evaluate(by, sorted(firsts))
            assert firsts == (wanted if way == "ascending" else wanted[::-1])
            assert [key for i, key in enumerate(said) if i == 0 or said[i - 1] != key] == firsts, "equal keys stand together"


def test_filters_narrow_and_are_announced(wide: Open) -> None:
    page = wide.page
    assert page.get_attribute("#shown", "aria-live") == "polite"
    learners = qlearn.catalogue()
    for field, value, wanted in [
        ("family", "trees", {name for name in NAMES if name.startswith("trees.")}),
        ("kinds", "digits", {name for name, x in learners.items() if any(k.kind == "digits" for k in x.theorem.kinds)}),
        ("evidence", "lower", {name for name, x in learners.items() if x.theorem.lower}),
        ("evidence", "noise", {name for name, x in learners.items() if x.theorem.noise}),
    ]:
        page.select_option(f"select[name={field}]", value)
        assert set(order(page)) == wanted
        assert 0 < len(wanted) < 147
        assert page.inner_text("#shown").startswith(f"{len(wanted)} of 147 learners")
        page.click("button[type=reset]")
        page.locator("#catalogue > tbody[hidden]").first.wait_for(state="detached")
    page.fill("input[name=text]", "PIVOT vote")
    assert set(order(page)) == {"linear.pivot_ratio+vote", "linear.pivot_ratio+vote+certified"}
    page.select_option("select[name=family]", "trees")
    assert order(page) == []
    assert page.inner_text("#shown").startswith("0 of 147 learners")
    page.click("button[type=reset]")
    page.locator("#catalogue > tbody[hidden]").first.wait_for(state="detached")


def test_everything_is_reached_by_keyboard(browser: Any, address: str) -> None:
    opened = Open(browser, address, viewport=WIDE)
    page, focused = opened.page, "document.activeElement"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{focused}.className") == "skip"
    assert page.evaluate(f"{focused}.getBoundingClientRect().left") >= 0, "the link is seen when it has the focus"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(f"{focused}.name") == "text":
            break
    page.keyboard.type("elimination")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # the family select: its first
    assert page.evaluate(f"{focused}.value") == "automata"
    page.keyboard.press("ArrowDown")
    assert order(page) == [name for name in NAMES if name.startswith("boolean.") and "elimination" in name]
    for _ in range(4):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.get_attribute("thead th:first-child", "aria-sort") == "ascending"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(f"{focused}.tagName") == "SUMMARY":
            break
    assert page.evaluate(f"getComputedStyle({focused}).outlineStyle") != "none"
    page.keyboard.press("Enter")
    assert page.evaluate(f"{focused}.parentElement.open")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"{focused}.closest('tbody').id") == order(page)[1]
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(f"{focused}.closest('tbody').id") == order(page)[0], "above the first there is none"
    assert opened.trouble == []
    page.close()


def test_a_certificate_is_saved_and_holds(wide: Open, tmp_path: Path) -> None:
    page = wide.page
    page.click("[id='linear.pivot_ratio'] th a")
    assert page.evaluate("document.getElementById('linear.pivot_ratio').querySelector('details').open")
    with page.expect_download() as event:
        page.click("[id='linear.pivot_ratio'] a.certificate")
    saved = tmp_path / event.value.suggested_filename
    event.value.save_as(saved)
    assert saved.name == "linear.pivot_ratio.jsonl"
    found = check(saved)
    assert found.holds
    assert found.shown


# What a text's colour is on, and how much lighter one is than the other, as WCAG has it.
CONTRAST = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) {
      const c = channels(getComputedStyle(e).backgroundColor);
      if (c.length < 4 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const found = {}, seen = {};
  for (const e of document.querySelectorAll("body *")) {
    const name = `${e.tagName}.${e.className.baseVal ?? e.className}${e.closest(".more") ? " inside" : ""}`;
    if ((seen[name] ?? 0) > 9) continue; // alike are alike
    const own = Array.from(e.childNodes).some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || e.closest("script") || !e.getClientRects().length) continue;
    const svg = e.closest("svg");
    const ink = light(channels(getComputedStyle(e)[svg ? "fill" : "color"])), paper = light(behind(e));
    const ratio = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    seen[name] = (seen[name] ?? 0) + 1;
    found[name] = Math.min(found[name] ?? 99, ratio);
  }
  return [light(behind(document.body)), found];
}"""


def test_light_dark_and_paper_have_contrast(wide: Open) -> None:
    page = wide.page
    page.evaluate("for (const d of [...document.querySelectorAll('details')].filter((_, i) => i < 5 || i > 147)) d.open = true")

    def weak(dark: bool) -> dict[str, float]:
        paper, found = page.evaluate(CONTRAST)
        assert (paper < 0.1) == dark
        assert len(found) > 20
        return {name: ratio for name, ratio in found.items() if ratio < 4.5}

    assert weak(dark=False) == {}
    page.click("#theme")
    assert weak(dark=True) == {}
    page.emulate_media(media="print")
    assert weak(dark=False) == {}, "paper is light"
    assert not page.locator("#filters").is_visible()
    page.emulate_media(media="screen")
    page.click("#theme")
    assert page.get_attribute("#theme", "aria-pressed") == "false"
    page.evaluate("document.documentElement.removeAttribute('data-theme')")
    page.emulate_media(color_scheme="dark")
    assert weak(dark=True) == {}, "as the reader's system is"
    assert page.get_attribute("#theme", "aria-pressed") == "true"
    page.evaluate("document.documentElement.style.setProperty('--quiet', '#333')")
    assert weak(dark=True), "the check itself can fail"
    page.evaluate("document.documentElement.removeAttribute('style')")
    page.emulate_media(color_scheme="light")


def test_a_phone_never_scrolls_sideways(browser: Any, address: str) -> None:
    opened = Open(browser, address, viewport=PHONE, is_mobile=True, has_touch=True)
    page = opened.page
    page.evaluate(
        "for (const d of [...document.querySelectorAll('details')].filter((_, i) => i % 9 === 0 || i > 147)) d.open = true"
    )
    assert page.evaluate("[document.documentElement.scrollWidth, visualViewport.scale]") == [390, 1]
    for names in ("thead button", "#filters select", "#theme", "tbody > tr > td > details > summary"):
        heights = page.eval_on_selector_all(names, "all => all.map(e => e.getBoundingClientRect().height)")
        assert min(heights) >= 24, names
    page.tap("#theme")
    page.tap("thead th:nth-child(9) button")
    assert "sorted by worst ratio" in page.inner_text("#shown")
    page.close()


# What a screen reader is told: names of controls, words for pictures, headings in order, heads of tables, names of regions.
SILENT = """() => {
  const wrong = [];
  const name = (e) => e.ariaLabel || e.textContent.trim() || e.labels?.[0]?.textContent.trim()
    || document.getElementById(e.getAttribute("aria-labelledby"))?.textContent;
  for (const e of document.querySelectorAll("a, button, input, select, summary, [role=region], section, nav, form"))
    if (!name(e)) wrong.push(`${e.tagName} without a name: ${e.outerHTML.slice(0, 80)}`);
  for (const e of document.querySelectorAll("svg"))
    if (e.getAttribute("role") !== "img" || !(e.ariaLabel || e.querySelector(":scope > title")?.textContent))
      wrong.push(`a picture without words: ${e.outerHTML.slice(0, 80)}`);
  let level = 0;
  for (const e of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const here = Number(e.tagName[1]);
    if (here > level + 1) wrong.push(`after h${level} comes ${e.outerHTML.slice(0, 80)}`);
    level = here;
  }
  for (const e of document.querySelectorAll("table")) {
    if (!e.caption?.textContent) wrong.push("a table without a caption");
    for (const th of e.querySelectorAll("th")) if (!th.scope) wrong.push(`no scope: ${th.outerHTML.slice(0, 80)}`);
    for (const row of e.tBodies[0].rows)
      if (row.cells.length > 1 && row.cells.length !== e.tHead.rows[0].cells.length) wrong.push("a row of another length");
  }
  for (const one of ["h1", "main", "head > title"])
    if (document.querySelectorAll(one).length !== 1) wrong.push(`not one ${one}`);
  for (const e of document.querySelectorAll("[tabindex]")) if (e.tabIndex > 0) wrong.push("an order of its own");
  return wrong;
}"""


def test_a_screen_reader_is_told_everything(wide: Open) -> None:
    assert wide.page.get_attribute("html", "lang") == "en"
    assert wide.page.evaluate(SILENT) == []
    lost = wide.page.evaluate("document.querySelectorAll('thead button')[3].textContent = ''") or wide.page.evaluate(SILENT)
    assert any("BUTTON without a name" in line for line in lost), "the check itself can fail"
    wide.page.evaluate("document.querySelectorAll('thead button')[3].textContent = 'asks'")


def test_it_reads_without_scripts(browser: Any, address: str) -> None:
    page = browser.new_page(java_script_enabled=False, viewport=WIDE)
    page.goto(address)
    assert page.locator("#catalogue > tbody").count() == 147
    assert not page.locator("#filters").is_visible()
    assert not page.locator("#theme").is_visible()
    page.click("[id='boolean.elimination'] summary")
    assert page.locator("[id='boolean.elimination'] .theorem").is_visible()
    page.close()


def test_a_link_into_the_page_opens_its_learner(browser: Any, address: str) -> None:
    page = browser.new_page(viewport=WIDE)
    page.goto(f"{address}#linear.pivot_ratio+vote")
    assert page.evaluate("document.activeElement.closest('tbody').id") == "linear.pivot_ratio+vote"
    assert page.evaluate("document.activeElement.parentElement.open")
    page.close()
