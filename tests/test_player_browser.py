"""The player in headless Chromium: played, paused, stepped, scrubbed and driven by keys; read by eye, ear and phone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import BROWSER, NONE, PHONE, WIDE, Open, browsing
from dialogues import bisected, played
from test_report_browser import CONTRAST, SILENT

from qlearn import find, run, teachers
from qlearn.report.player.page import player
from qlearn.report.player.recorded import Recorded, recorded

pytest.importorskip("playwright", reason="playwright is not installed; pip install --group test brings it")
pytestmark = pytest.mark.skipif(BROWSER is None, reason=NONE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as started:
        yield started


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("player")


@pytest.fixture(scope="module")
def text(folder: Path) -> str:
    """Six labels of one point each."""
    bisected(folder)
    return player(recorded(folder / "bisected.jsonl"))


@pytest.fixture(scope="module")
def address(folder: Path, text: str) -> str:
    place = folder / "player.html"
    place.write_text(text, encoding="utf-8")
    return place.as_uri()


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Open]:
    found = Open(browser, address, viewport=WIDE, color_scheme="light")
    yield found
    assert found.trouble == []
    found.page.close()


def shown(page: Any) -> tuple[int, list[str], str]:
    """Where the page is: the slider, the turns listed, and what it says of where it is."""
    turns: list[str] = page.eval_on_selector_all(
        "#near li:not([hidden])", "all => all.map(e => e.innerText.replace(/\\s+/g, ' '))"
    )
    return int(page.input_value("#scrub")), turns, page.inner_text("#at")


def until(holds: Callable[[], bool], seconds: float = 10.0) -> None:
    """Wait for what a page does by itself: its policy forbids playwright's own way."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def test_it_steps_on_and_back_by_buttons(opened: Open, text: str) -> None:
    page, said = opened.page, played(text)
    assert shown(page) == (0, [], "0 of 6")
    assert page.is_disabled("#back")
    for turn in range(6):
        page.click("#on")
        at, turns, _ = shown(page)
        assert at == turn + 1 == len(turns)
        assert turns[-1] == f"{turn + 1} membership {said['asked'][turn]} {said['said'][turn]}"
    assert page.is_disabled("#on")
    assert shown(page)[2].startswith("6 of 6; found: ")
    page.click("#back")
    assert shown(page)[0] == 5
    page.click("#first")
    assert shown(page) == (0, [], "0 of 6")
    page.click("#last")
    assert shown(page)[0] == 6


def test_keys_do_what_the_list_says(opened: Open) -> None:
    page = opened.page
    for key, wanted in (("ArrowRight", 1), ("End", 6), ("ArrowLeft", 5), ("Home", 0), ("PageDown", 1), ("PageUp", 0)):
        page.keyboard.press(key)
        assert shown(page)[0] == wanted, key
    speed = page.input_value("#speed")
    page.keyboard.press(">")
    assert int(page.input_value("#speed")) > int(speed)
    page.keyboard.press("<")
    assert page.input_value("#speed") == speed
    page.focus("#speed")
    page.keyboard.press("ArrowDown")
    assert shown(page)[0] == 0, "a select has its own arrows"


def test_it_plays_pauses_and_stops_at_the_end(opened: Open) -> None:
    page = opened.page
    page.select_option("#speed", "60")
    page.keyboard.press(" ")
    until(lambda: shown(page)[0] == 6)
    until(lambda: page.get_attribute("#play", "aria-pressed") == "false")
    page.select_option("#speed", "2")
    page.click("#play")
    assert shown(page)[0] == 0, "from the beginning again"
    assert "Pause" in page.inner_text("#play")
    until(lambda: shown(page)[0] == 1)
    page.click("#play")
    assert "Play" in page.inner_text("#play")
    at = shown(page)[0]
    page.wait_for_timeout(700)
    assert shown(page)[0] == at < 6, "paused is paused"


def test_scrubbing_to_a_turn_shows_what_stepping_to_it_shows(opened: Open) -> None:
    page = opened.page
    text = "document.getElementById('parts').innerText.replace(/\\s+/g, ' ')"
    whole = f"[{text}, document.querySelector('#limits rect').getAttribute('width')].join()"
    stepped = [page.evaluate(whole)]
    for _ in range(6):
        page.click("#on")
        stepped.append(page.evaluate(whole))
    assert len(set(stepped)) == 7
    for turn in (3, 6, 0, 5, 1):
        page.fill("#scrub", str(turn))
        assert page.evaluate(whole) == stepped[turn]


def test_the_bound_is_used_up_and_the_line_that_asked_is_marked(opened: Open) -> None:
    page = opened.page
    page.click("#on")
    assert page.inner_text("#limits .asked") == "1"
    marked = page.locator(".line.asks")
    assert marked.count() == 1
    assert "yield from" in marked.inner_text()
    width = "Number(document.querySelector('#limits rect').getAttribute('width'))"
    assert page.evaluate(width) == pytest.approx(100)
    page.click("#last")
    assert page.inner_text("#limits .asked") == "6"
    assert page.evaluate(width) == pytest.approx(600)
    assert page.locator("#limits svg path.allowed").count() == 1
    heights = "n => document.querySelector(n).getAttribute('d').match(/M0,([\\d.]+)/)[1]"
    assert page.evaluate(heights, "#limits path.allowed") == page.evaluate(heights, "#limits path.needs"), "6 and 6"


def test_a_link_leads_to_a_turn(browser: Any, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}#turn=4")
    assert shown(page)[0] == 4
    page.evaluate("location.hash = 'turn=99'")
    until(lambda: shown(page)[0] == 6)
    page.close()


def test_it_is_announced_when_it_stands_still(opened: Open) -> None:
    page = opened.page
    page.click("#on")
    said = page.inner_text("#announced")
    assert said.startswith("turn 1: ")
    page.click("#last")
    assert "found: " in page.inner_text("#announced")
    assert page.evaluate(SILENT) == []


def test_light_and_dark_have_contrast(opened: Open) -> None:
    page = opened.page
    page.click("#last")
    page.click("#controls summary")
    for dark in (False, True):
        paper, found = page.evaluate(CONTRAST)
        assert (paper < 0.1) == dark
        assert len(found) > 15
        assert {name: ratio for name, ratio in found.items() if ratio < 4.5} == {}
        page.click("#theme")


def test_a_phone_never_scrolls_sideways(browser: Any, address: str) -> None:
    opened = Open(browser, address, viewport=PHONE, is_mobile=True, has_touch=True)
    page = opened.page
    page.tap("#on")
    page.tap("#last")
    assert page.evaluate("[document.documentElement.scrollWidth, visualViewport.scale]") == [390, 1]
    heights = page.eval_on_selector_all(
        "#controls button, #speed, #theme", "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24
    assert opened.trouble == []
    page.close()


def test_without_scripts_it_is_a_list(browser: Any, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(address)
    assert page.locator("noscript li").count() == 6
    assert not page.locator("#controls").is_visible()
    page.close()


def test_inner_functions_and_several_kinds_are_shown(browser: Any, folder: Path) -> None:
    place = folder / "tree.html"
    found = run(find("boolean.monotone_dnf")(n=3), teachers.Adversary(find("boolean.monotone_dnf").theorem.learns, n=3))
    place.write_text(player(Recorded(found)), encoding="utf-8")
    opened = Open(browser, place.as_uri(), viewport=WIDE)
    page = opened.page
    page.click("#last")
    counts = [int(page.locator(f"figure[data-kind={kind}] .asked").inner_text()) for kind in found.ledger]
    assert counts == list(found.ledger.values())
    assert opened.trouble == []
    page.close()
