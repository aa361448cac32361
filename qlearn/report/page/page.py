"""The page as one text: no file, no address, nothing to load beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ... import __version__
from ...catalogue import Learner, catalogue
from ...dimensions.measured import Dimensions
from ...dimensions.results import results
from ...evidence.proof import lemmas, proof
from ..document import document, theme_button
from ..document import text as file
from ..markup import Html, el, join
from .classes import lattices, theorems
from .made import legend, made
from .measured import Row, by_learner
from .rows import EVIDENCE, catalogue_table, family

TITLE = "qlearn: learners, their theorems, and what was measured"
SECTIONS = (
    ("learners", "Catalogue"),
    ("dimensions", "Dimensions of classes"),
    ("theorems", "Theorems about classes"),
    ("words", "Words"),
    ("made", "How this was made"),
)


def page(
    rows: Iterable[Row],
    provenance: Sequence[Mapping[str, Any]] = (),
    *,
    certificates: Mapping[str, str] | None = None,
    fits: Mapping[str, Sequence[str]] | None = None,
    classes: Sequence[Dimensions] = (),
    learners: Sequence[Learner[..., Any]] | None = None,
) -> str:
    """The report as HTML.

    `rows` are those of a sweep's table `runs`, JSON columns decoded; `provenance` says on which machines and versions they were
    made.  `certificates` has the text of one run a learner, `fits` says of a learner how its counts grow, `classes` are those
    whose dimensions are drawn, `learners` those shown: the catalogue if not given.

    >>> text = page([], learners=[catalogue()["boolean.elimination"]])
    >>> text[:15], "boolean.elimination" in text, "http-equiv" in text
    ('<!doctype html>', True, True)
    """
    rows = list(rows)
    shown = list(catalogue().values()) if learners is None else list(learners)
    parts = {
        "learners": join([_filters(shown), catalogue_table(shown, by_learner(rows), certificates or {}, fits or {})]),
        "dimensions": lattices(classes) if classes else el("p", "No class was measured for this report."),
        "theorems": theorems(),
        "words": legend(),
        "made": made(rows, provenance),
    }
    sections = [
        el("section", el("h2", title, id=f"{name}-title"), parts[name], id=name, aria_labelledby=f"{name}-title")
        for name, title in SECTIONS
    ]
    body = [el("a", "Skip to the catalogue", href="#learners", class_="skip"), _top(), _main(shown, rows, sections)]
    return document(TITLE, body, [file(__package__, "page.css")], [file(__package__, "page.js")])


def _top() -> Html:
    links = [el("li", el("a", title, href=f"#{name}")) for name, title in SECTIONS]
    return el("header", el("nav", el("ul", *links), aria_label="Sections"), theme_button())


def _main(learners: Sequence[Learner[..., Any]], rows: Sequence[Row], sections: Sequence[Html]) -> Html:
    intro = (
        "Each learner here asks questions about a target until it knows it. Beside it stand its theorem (how many questions,"
        " and what every learner needs), the lemmas of the proof that a machine has checked, and what was measured."
    )
    counts = f"qlearn {__version__}: {_numbers(learners, rows)}"
    return el("main", el("h1", "Learners, their theorems, and what was measured"), el("p", intro), el("p", counts),
              el("p", verdict(rows), class_="verdict"), *sections)  # fmt: skip


def _numbers(learners: Sequence[Learner[..., Any]], rows: Sequence[Row]) -> str:
    found = [proof(x.name, x.theorem) for x in learners] + [lemmas(name) for name in results()]
    checked = sum(proved.checked for proved in found if proved)
    return (
        f"{len(learners)} learners in {len({family(x) for x in learners})} families, {len(results())} theorems about classes,"
        f" {checked} checked lemmas beside them, {len(rows)} runs."
    )


def verdict(rows: Sequence[Row]) -> str:
    """What the runs say, in a line.

    >>> verdict([{"status": "held"}, {"status": "held"}, {"status": "missed"}])
    'No run broke a claim about the worst case: 2 held, 1 missed.'
    """
    statuses = Counter(str(row["status"]) for row in rows)
    counts = ", ".join(f"{count} {status}" for status, count in statuses.most_common())
    if not rows:
        return "Nothing was measured for this report."
    broken = statuses["broken"]
    found = f"{broken} {'run' if broken == 1 else 'runs'} broke a claim about the worst case" if broken else ""
    return f"{found or 'No run broke a claim about the worst case'}: {counts}."


def _filters(learners: Sequence[Learner[..., Any]]) -> Html:
    """Shown by the script, for without it they would do nothing."""
    families = dict.fromkeys(map(family, learners))
    kinds = sorted({kind.kind for x in learners for kind in x.theorem.kinds})
    fields = [
        el("label", "Find ", el("input", type="search", name="text", autocomplete="off", spellcheck="false")),
        _choice("family", "Family", {name: name for name in families}),
        _choice("kinds", "Asks", {kind: kind for kind in kinds}),
        _choice("evidence", "Evidence", EVIDENCE),
        el("button", "Clear", type="reset"),
    ]
    said = el("p", f"{len(learners)} learners", id="shown", role="status", aria_live="polite")
    return join([el("form", *fields, role="search", aria_label="Learners", id="filters", hidden=True), said])


def _choice(name: str, label: str, options: Mapping[str, str]) -> Html:
    listed = [el("option", "any", value=""), *(el("option", says, value=value) for value, says in options.items())]
    return el("label", f"{label} ", el("select", *listed, name=name))
