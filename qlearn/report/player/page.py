"""The player as one text: a page that steps through one dialogue, and loads nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ... import __version__
from ..document import data, document, text, theme_button
from ..markup import Html, el, join
from .asked_by import asked_by
from .limits import Limit, by_kind
from .recorded import Recorded
from .said import said
from .views import script as view_script
from .views import style as view_style
from .views import views
from .views.view import View

KEYS = (
    ("Space", "play or pause"),
    ("← →", "a turn back or on"),
    ("Page Up, Page Down", "a tenth back or on"),
    ("Home, End", "first, last"),
    ("< >", "slower, faster"),
)
Columns = Mapping[str, Any]  # what `said` says
Limits = Mapping[str, Sequence[Limit]]  # what `by_kind` says
LEFT = "What is left: "  # how the titles of views begin
SPEEDS = (1, 2, 5, 10, 20, 60)  # turns a second
SCRIPTS = ("turns.js", "limits.js", "source.js", "shown.js")  # and then the views, and player.js, which calls all


def player(recorded: Recorded) -> str:
    """A page that plays a recorded dialogue: question, answer, what is left, the bound being used up, and who asked.

    >>> from qlearn import find, run, teachers
    >>> from qlearn.concepts.conjunctions import Conjunction
    >>> import numpy as np
    >>> done = run(find("boolean.elimination")(n=3), teachers.Honest(Conjunction(np.array([True, False, True]))))
    >>> page = player(Recorded(done))
    >>> page[:15], "boolean.elimination" in page, "x1 &amp; x3" in page
    ('<!doctype html>', True, True)
    """
    learner = recorded.run.learning.learner
    pictures = views(recorded.run, recorded.concept)
    columns, limits = said(recorded.run, recorded.concept), by_kind(recorded)
    top = el("header", el("p", f"qlearn {__version__}: a dialogue"), theme_button())
    played = data("dialogue", _dialogue(recorded, columns, limits, pictures))
    body = [top, _main(recorded, columns, limits, pictures), _controls(recorded), played]
    scripts = [*(text(__package__, name) for name in SCRIPTS), view_script(), text(__package__, "player.js")]
    styles = [text(__package__, "player.css"), view_style()]
    return document(f"{learner.name}, turn by turn", body, styles, ["\n".join(scripts)])


def _dialogue(recorded: Recorded, columns: Columns, limits: Limits, pictures: Sequence[View]) -> dict[str, Any]:
    """What the script plays."""
    turns = recorded.run.turns
    names = list(limits)
    known = [(kind, x) for kind, found in limits.items() for x in found if x.number is not None]
    return {
        "turns": len(turns),
        "kinds": names,
        "kind": [names.index(turn.query.kind) for turn in turns],
        "cost": [turn.query.cost for turn in turns],
        **columns,
        "limits": [{"kind": kind, "number": limit.number, "needed": limit.needed} for kind, limit in known],
        "source": asked_by(recorded.run),
        "views": [{"name": view.name, "data": view.data} for view in pictures],
        "end": _end(recorded),
    }


def _main(recorded: Recorded, columns: Columns, limits: Limits, pictures: Sequence[View]) -> Html:
    run = recorded.run
    learner = run.learning.learner
    arguments = ", ".join(
        f"{name}={value!r}" if isinstance(value, str) else f"{name}={value}" for name, value in run.learning.arguments.items()
    )
    notes = [el("p", note, class_="note") for note in recorded.notes]
    return el(
        "main",
        el("h1", f"{learner.name}({_short(arguments)})"),
        el("p", learner.theorem.claim, class_="claim"),
        *notes,
        el("noscript", el("p", "This page plays by a script, which is switched off here."), _listing(columns)),
        el(
            "div",
            *([_views(pictures)] if pictures else []),
            _part("said", "The dialogue", el("ol", id="near"), el("div", id="rows")),
            _part("limits", "The bound used up", _limits(limits)),
            _part("source", "Who asked", el("p", id="chain"), el("div", id="functions")),
            id="parts",
            hidden=True,
        ),
    )  # fmt: skip


def _part(name: str, title: str, *inside: Html) -> Html:
    return el("section", el("h2", title, id=f"{name}-title"), *inside, id=name, aria_labelledby=f"{name}-title")


def _views(pictures: Sequence[View]) -> Html:
    """A place for each view, and if there are several a row of tabs; the script draws in the places."""
    several = len(pictures) > 1
    tabs = [
        el("button", view.title.removeprefix(LEFT), type="button", role="tab", id=f"tab-{i}", aria_controls=f"view-{i}")
        for i, view in enumerate(pictures)
    ]
    row = [el("div", *tabs, class_="tabs", role="tablist", aria_label="Pictures of what is left")] if several else []
    places = [
        el(
            "div",
            class_="view",
            id=f"view-{i}",
            role="tabpanel" if several else None,
            aria_labelledby=f"tab-{i}" if several else None,
        )
        for i in range(len(pictures))
    ]
    return _part("left", LEFT.rstrip(": ") if several else pictures[0].title, *row, *places, el("p", class_="says"))


def _limits(limits: Limits) -> Html:
    """A figure a kind of query, with the theorem in words; the script draws it."""
    figures = []
    for kind, found in limits.items():
        says = el("ul", *(el("li", limit.says(), class_="needs" if limit.needed else "allowed") for limit in found))
        caption = el("figcaption", el("b", kind), " queries: ", el("output", "0", class_="asked"), " asked", says)
        figures.append(el("figure", caption, el("div", class_="chart"), data_kind=kind))
    return join(figures)


def _controls(recorded: Recorded) -> Html:
    turns = len(recorded.run.turns)
    buttons = [
        el("button", sign, type="button", id=name, aria_label=says, title=says)
        for name, sign, says in (
            ("first", "|◀", "To the beginning"),
            ("back", "◀", "A turn back"),
            ("play", "▶ Play", "Play or pause"),
            ("on", "▶", "A turn on"),
            ("last", "▶|", "To the end"),
        )
    ]
    scrub = el("input", type="range", id="scrub", min="0", max=str(turns), value="0", step="1", aria_label="Turn")
    speeds = [el("option", f"{speed} a second", value=str(speed)) for speed in SPEEDS]
    keys = el("dl", *(part for key, does in KEYS for part in (el("dt", key), el("dd", does))))
    return el(
        "footer",
        el("div", *buttons, el("label", "Speed ", el("select", *speeds, id="speed")), class_="buttons"),
        scrub,
        el("p", el("output", f"0 of {turns}", id="at"), el("span", id="announced", role="status", aria_live="polite")),
        el("details", el("summary", "Keys"), keys),
        id="controls",
        hidden=True,
    )


def _end(recorded: Recorded) -> str:
    """What was found, in words."""
    if not recorded.finished:
        return "here the recording ends"
    same = "" if recorded.concept is None else f"; the target was {recorded.concept}"
    return _short(f"found: {recorded.run.hypothesis}{same}", 400)


def _listing(columns: Columns, most: int = 200) -> Html:
    """The first turns as a list, for those without scripts."""
    pairs: Sequence[tuple[str, str]] = list(zip(columns["asked"], columns["said"], strict=True))
    items = [el("li", f"{asked} {heard}") for asked, heard in pairs[:most]]
    more = [el("li", f"and {len(pairs) - most} more")] if len(pairs) > most else []
    return el("ol", *items, *more)


def _short(words: str, most: int = 200) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
