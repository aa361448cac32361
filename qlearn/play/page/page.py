"""The page on which games are played: one document, whose script asks the server that it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...report.document import data, document, text, theme_button
from ...report.markup import Html, el
from ..games import GAMES


def page(start: Mapping[str, Any]) -> str:
    """The document.  `start` has the game that is begun at once (or None), the role, the size and the seed.

    >>> "Conjunctions" in page({"game": None, "role": "teacher", "size": None, "seed": 0})
    True
    """
    told = {
        "start": dict(start),
        "games": {
            one.name: {"says": one.says, "size": one.size, "sizes": one.sizes, "note": one.note} for one in GAMES.values()
        },
    }
    body = [
        el("a", "Skip to the game", href="#play", class_="skip"),
        el("header", el("p", "qlearn play", class_="name"), theme_button()),
        el(
            "main",
            el("h1", "Play a learner, or an adversary"),
            el("p", "As the teacher you think of something and answer; lies are found out. As the learner you ask, and the"
               " answers are the worst that can still be true. Afterwards the best strategy is shown."),
            _choosing(),
            _playing(),
            el("noscript", el("p", "This page plays by its script; without one, play in the terminal: qlearn play GAME.")),
        ),
        data("told", told),
    ]  # fmt: skip
    return document("qlearn play", body, [text(__package__, "play.css")], [text(__package__, "play.js")], asks=True)


def _choosing() -> Html:
    games = [el("option", one.name.replace("-", " ").capitalize(), value=one.name) for one in GAMES.values()]
    roles = [
        el("label", el("input", type="radio", name="role", value=role, checked=role == "teacher"), f" {says}")
        for role, says in (("teacher", "I answer"), ("learner", "I ask"))
    ]
    return el(
        "form",
        el("label", "Game ", el("select", *games, name="game")),
        el("div", el("span", "Role", id="role"), *roles, role="radiogroup", aria_labelledby="role"),
        el("label", el("span", "Size", id="size-says"), " ", el("input", type="number", name="size", step="1")),
        el("button", "Begin", type="submit", class_="first"),
        el("p", "", id="about"),
        id="choose", aria_label="Choose a game",
    )  # fmt: skip


def _playing() -> Html:
    """What the script fills; the question is spoken as it changes."""
    keys = "Keys: y and n answer, u takes back, h is a hint, / goes to the field, Enter sends."
    return el(
        "section",
        el("h2", "", id="title"),
        el("p", "", id="says"),
        el("div", el("p", "", id="question", tabindex="-1"), el("p", "", id="wants"), aria_live="polite", aria_atomic="true"),
        el("p", "", id="fault", role="alert"),
        _controls(),
        el("p", keys, class_="keys"),
        el("div", id="board", role="group", aria_label="Points"),
        el("p", "", id="bounds"),
        el("h3", "What is left"),
        el("p", "", id="count", role="status"),
        el("div", id="bar", aria_hidden="true"),
        el("ul", id="concepts"),
        el("h3", "What was said"),
        el("ol", id="turns"),
        el("div", id="after", hidden=True),
        id="play", hidden=True, aria_labelledby="title",
    )  # fmt: skip


def _controls() -> Html:
    return el(
        "div",
        el("button", "Yes", type="button", id="yes", aria_keyshortcuts="y"),
        el("button", "No", type="button", id="no", aria_keyshortcuts="n"),
        el(
            "form",
            el("label", el("span", "Type", id="typing"), " ", el("input", type="text", name="text", autocomplete="off",
               autocapitalize="off", spellcheck="false")),
            el("button", "Send", type="submit"),
            id="say",
        ),
        el("button", "Take back", type="button", id="undo", aria_keyshortcuts="u"),
        el("button", "Hint", type="button", id="hint", aria_keyshortcuts="h"),
        id="controls",
    )  # fmt: skip
