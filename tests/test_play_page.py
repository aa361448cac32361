"""The page in headless Chromium: both roles to the end, a lie with its turns, by keyboard alone, on a phone; and its server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import BROWSER, NONE, PHONE, WIDE, browsing

from qlearn.errors import BadArgument
from qlearn.play.page.room import MOST, Room
from qlearn.play.page.server import BODY, application
from qlearn.serving import running

START = {"game": None, "role": "teacher", "size": None, "seed": 0}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with running(application(START)) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    pytest.importorskip("playwright", reason="playwright is not installed; pip install --group test brings it")
    if BROWSER is None:
        pytest.skip(NONE)
    with browsing() as started:
        yield started


class Table:
    """A page with a game on it, and everything that the console complains of."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.trouble: list[str] = []
        self.page = browser.new_page(**options)
        self.page.on("console", lambda message: self.trouble.append(message.text))
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.goto(f"{address}/")

    def begin(self, name: str, role: str, size: int) -> None:
        self.page.select_option("select[name=game]", name)
        self.page.check(f"input[value={role}]")
        self.page.fill("input[name=size]", str(size))
        self.page.click("text=Begin")
        self.page.locator("#play").wait_for()

    def turns(self, many: int) -> list[str]:
        from playwright.sync_api import expect

        expect(self.page.locator("#turns > li")).to_have_count(many)
        found: list[str] = self.page.locator("#turns > li").all_inner_texts()
        return found

    def text(self, where: str) -> str:
        return str(self.page.inner_text(where))

    def fits(self) -> bool:
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_the_teachers_role_by_keyboard_alone(browser: Any, address: str) -> None:
    table = Table(browser, address, viewport=WIDE)
    page = table.page
    focused = "document.activeElement"
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate(f"{focused}.name") == "size":
            break
    page.keyboard.type("7")  # what Tab came to is selected
    page.keyboard.press("Enter")
    page.locator("#question:focus").wait_for()
    assert table.text("#question") == "Is it at most 3?"
    for i, key in enumerate("nyn"):
        page.keyboard.press(key)
        table.turns(i + 1)
    page.keyboard.press("u")
    assert table.turns(2) == ["Is it at most 3? no 4 left", "Is it at most 5? yes 2 left"]
    page.keyboard.press("n")
    table.turns(3)
    assert table.text("#question") == "It is 5. Is this it?"
    assert table.text("#count") == "1 of 8 fit all answers."
    assert page.locator("#concepts del").count() == 7
    page.keyboard.press("y")
    page.locator("#after").wait_for()
    assert table.text("#question") == "It is 5."
    assert page.locator("#after svg.plan rect").count() == 15, "7 questions, 8 numbers"
    assert "The value of the game is 3" in table.text("#after")
    page.click("#after a")
    page.locator("#at").wait_for()
    page.keyboard.press("End")
    assert page.inner_text("#at").startswith("3 of 3; found: "), "the player, with what was said in the end"
    assert page.inner_text("#near li.now").endswith("no")
    assert table.trouble == []
    page.close()


def test_a_lie_is_shown_and_taken_back(browser: Any, address: str) -> None:
    table = Table(browser, address, viewport=PHONE, color_scheme="dark")
    table.begin("conjunctions", "teacher", 3)
    table.page.click("#board button:has-text('110')")
    table.turns(1)
    table.page.fill("#say input", "nowhere")
    table.page.press("#say input", "Enter")
    table.page.locator("#fault:not(:empty)").wait_for()
    assert "'nowhere' is no point here" in table.text("#fault")
    table.trouble.clear()  # the browser notes that a step was refused
    table.page.click("#board button:has-text('111')")
    table.turns(2)
    assert table.text("#question").startswith("These answers cannot all be true")
    assert table.page.locator("#turns .marked").all_inner_texts() == [
        "Is it x1 & x2? no: at 111 it is no contradictsTake back 2"
    ]
    assert table.fits()
    table.page.click("text=Take back 2")
    table.turns(1)
    table.page.click("#yes")
    table.page.locator("#after").wait_for()
    assert table.text("#question") == "It is x1 & x2."
    assert table.fits(), "the tree scrolls in its own box"
    assert table.trouble == []
    table.page.close()


def test_the_learners_role_to_the_end(browser: Any, address: str) -> None:
    table = Table(browser, address, viewport=WIDE)
    table.begin("rectangles", "learner", 2)
    page = table.page
    page.click("#board button:has-text('a1')")
    table.turns(1)
    page.click("#concepts button:has-text('nothing')")
    table.turns(2)
    asked = 2
    while page.locator("#after").is_hidden():
        page.click("#hint")
        page.locator("#wants:has-text('Hint')").wait_for()
        page.fill("#say input", table.text("#wants").partition(": ")[2])
        page.press("#say input", "Enter")
        asked += 1
        table.turns(asked)
    assert table.text("#question").endswith("fits all answers: that is it.")
    assert f"You needed {asked} questions and {asked - 2} hint" in table.text("#after")
    assert page.locator("#after ol > li").count() == 3, "the best learner's game"
    assert table.trouble == []
    page.close()


def test_the_page_begins_with_the_game_it_is_told(browser: Any) -> None:
    with running(application({"game": "battleship", "role": "learner", "size": 3, "seed": 1})) as url:
        table = Table(browser, url, viewport=WIDE)
        table.page.locator("#play").wait_for()
        assert table.text("#title").lower() == "battleship, size 3"
        assert table.page.is_checked("input[value=learner]")
        assert table.page.locator("#board button").count() == 9
        assert table.trouble == []
        table.page.close()


# ---- the server, without a browser ----------------------------------------------------------------------------------
def test_only_json_under_our_own_name_is_taken(address: str) -> None:
    httpx = pytest.importorskip("httpx")
    with httpx.Client(base_url=address) as client:
        plain = client.post("/games", content=b"{}", headers={"content-type": "text/plain"})
        assert (plain.status_code, plain.json()) == (415, {"error": "a step of a game is JSON"})
        for body, status in ((b"[]", 400), (b"{", 400), (b"\xff", 400), (b"[" * 9000, 400), (b" " * (BODY + 1), 413)):
            said = client.post("/games", content=body, headers={"content-type": "application/json"})
            assert said.status_code == status
            assert said.json()["error"]
        assert client.get("/", headers={"host": "evil.example"}).status_code == 400
        for wanted, says in (
            ({"game": "x"}, "no game is called"),
            ({"game": "bisection", "size": 0}, "sizes from"),
            ({"game": "bisection", "size": "7"}, "size is a whole number"),
            ({"game": "bisection", "seed": -1, "role": "learner"}, "a seed is"),
            ({"game": "bisection", "role": []}, "no role is called"),
        ):
            said = client.post("/games", json=wanted)
            assert said.status_code == 400
            assert says in said.json()["error"]


def test_games_are_apart_and_the_oldest_gives_way() -> None:
    room = Room()
    one, other = (room.open({"game": "bisection", "size": 3})["id"] for _ in range(2))
    room.play(one, {"do": "say", "text": "n"})
    assert room.play(other, {"do": "look"})["asked"] == 0
    assert room.play(one, {"do": "look"})["asked"] == 1
    for _ in range(MOST - 1):
        room.open({"game": "bisection", "size": 3})
    assert room.play(one, {"do": "look"})["asked"] == 1, "the last touched"
    with pytest.raises(BadArgument, match="no longer kept"):
        room.play(other, {"do": "look"})
    for wanted in ({"do": "hint"}, {"do": "fly"}, {}, {"do": "undo", "to": 7}, {"do": "undo", "to": "x"}):
        with pytest.raises(BadArgument):
            room.play(one, wanted)


def test_only_a_finished_dialogue_is_played_again() -> None:
    room = Room()
    here = room.open({"game": "bisection", "role": "teacher", "size": 3})["id"]
    asking = room.open({"game": "bisection", "role": "learner", "size": 3})["id"]
    for which in (here, asking, "none"):
        with pytest.raises(BadArgument, match="no finished dialogue"):
            room.player(which)
    for answer in ("y", "n"):
        room.play(here, {"do": "say", "text": answer})
    assert "linear.bisection_grid(N=3)" in room.player(here)
