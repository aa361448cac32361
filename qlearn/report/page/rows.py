"""The catalogue as a table: a learner has a row of facts, and below it a row that opens to show what is behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from ...catalogue import Learner
from ...evidence.proof import proof
from ...theorems import Bound
from ..markup import Html, cut, el, join
from ..tables import MATHS, noise, promise
from .details import details
from .mathml import brief
from .measured import Row, Runs, at_sizes
from .strips import strip

COLUMNS = (  # what a column is called, and whether it is sorted by numbers
    ("learner", False),
    ("family", False),
    ("learns", False),
    ("asks", False),
    ("every learner needs", False),
    ("guarantee", False),
    ("noise", False),
    ("lemmas checked", True),
    ("worst ratio", True),
    ("between the bounds", True),
)
FEW = 64  # characters of a sentence in a cell; all of it stands below


def catalogue_table(
    learners: Sequence[Learner[..., Any]],
    rows: Mapping[str, Sequence[Row]],
    certificates: Mapping[str, str],
    fits: Mapping[str, Sequence[str]],
) -> Html:
    """A body of two rows a learner.  A cell's data-sort is what it is sorted by, if that is not its text."""
    head = el("tr", *(el("th", name, scope="col", data_number=numbers) for name, numbers in COLUMNS))
    caption = el(
        "caption", "Every learner of the catalogue. The sentence below a row is its theorem; it opens to show the rest."
    )
    bodies = [_body(x, rows.get(x.name, ()), certificates.get(x.name), fits.get(x.name, ())) for x in learners]
    return el("table", caption, el("thead", head), *bodies, id="catalogue", role="table")


def family(learner: Learner[..., Any]) -> str:
    return learner.name.partition(".")[0]


def _body(learner: Learner[..., Any], rows: Sequence[Row], certificate: str | None, fits: Sequence[str]) -> Html:
    points = at_sizes(rows)
    facts = el("tr", *_facts(learner, points), role="row")
    more = el("tr", el("td", details(learner, rows, points, certificate, fits), colspan=len(COLUMNS), role="cell"), role="row")
    kinds = " ".join(sorted(kind.kind for kind in learner.theorem.kinds))
    marks = " ".join(evidence(learner, rows))
    return el("tbody", facts, more, id=learner.name, data_family=family(learner), data_kinds=kinds, data_evidence=marks)


def evidence(learner: Learner[..., Any], rows: Sequence[Row]) -> list[str]:
    """The words that the table is filtered by."""
    theorem, checked = learner.theorem, proof(learner.name, learner.theorem)
    lemmas = checked.lemmas if checked else ()
    everywhere = bool(lemmas) and all(x["status"] == "checked" and x["scope"] == "all sizes" for x in lemmas)
    return [
        word
        for word, holds in {
            "everywhere": everywhere,
            "checked": checked is not None and checked.complete,
            "lower": theorem.lower is not None,
            "noise": theorem.noise is not None,
            "certain": theorem.certain,
            "attained": bool(theorem.bounds) and not theorem.loose,
            "measured": bool(rows),
        }.items()
        if holds
    ]


EVIDENCE = {  # the words of `evidence` as a reader sees them
    "everywhere": "every lemma proved for all sizes",
    "checked": "every lemma checked",
    "lower": "has a lower bound",
    "attained": "bound attained",
    "noise": "bears noise",
    "certain": "claims the worst case only",
    "measured": "measured here",
}


def _facts(learner: Learner[..., Any], points: Sequence[Runs]) -> list[Html]:
    theorem = learner.theorem
    lower = theorem.lower.bound if theorem.lower else None
    cells = [
        (learner.name, None),
        (family(learner), None),
        (cut(str(theorem.learns), FEW), str(theorem.learns)),
        (
            join((_asked(b) for b in theorem.bounds if b.sense != "at least"), el("br")),
            " ".join(b.kind.kind for b in theorem.bounds),
        ),
        (_asked(lower) if lower else "–", lower.kind.kind if lower else ""),
        (cut(promise(learner), FEW), promise(learner)),
        (cut(noise(learner), FEW), "" if theorem.noise is None else noise(learner)),
        _lemmas(learner),
        _ratio(points),
        _between(points),
    ]
    (name, _), *others = cells
    broken = Html(re.sub("(?<=[._+])", "<wbr>", escape(name)))
    head = el("th", el("a", broken, href=f"#{learner.name}"), scope="row", role="rowheader")
    labels = [name for name, _ in COLUMNS[1:]]
    return [head, *(_cell(label, says, key) for label, (says, key) in zip(labels, others, strict=True))]


def _cell(label: str, says: str, key: str | None) -> Html:
    return el("td", el("div", says), role="cell", data_label=label, data_sort=key)


def _asked(bound: Bound) -> Html:
    """A bound in a cell: its sign, its count, its kind, and how surely."""
    mode = {"worst case": "", "expected": " on average", "with probability 1 - delta": " w.p. 1 − δ"}[bound.mode]
    return join([MATHS[bound.sense], " ", brief(bound, "L" if bound.sense == "at least" else "B"), f" {bound.kind.kind}{mode}"])


def _lemmas(learner: Learner[..., Any]) -> tuple[str, str]:
    """How many lemmas were checked and for all sizes; sorted by the share for all sizes, then by how many."""
    checked = proof(learner.name, learner.theorem)
    if checked is None:
        return "none", ""
    everywhere = sum(x["status"] == "checked" and x["scope"] == "all sizes" for x in checked.lemmas)
    of = len(checked.lemmas)
    return f"{checked.checked} of {of}, {everywhere} for all sizes", f"{everywhere / of + of / 1e4:.4f}"


def _ratio(points: Sequence[Runs]) -> tuple[str, str]:
    """The largest measured/bound; of the bounds that every run keeps to, if there are such."""
    nearest = [claim for point in points if (claim := point.nearest) is not None]
    if not nearest:
        return "–", ""
    worst = float(max(max(claim.shares) for claim in nearest if claim.certain or not any(x.certain for x in nearest)))
    return f"{worst:.3g}" if worst >= 0.001 else "< 0.001", f"{worst:.6g}"


def _between(points: Sequence[Runs]) -> tuple[str, str]:
    """The strip at the last sizes measured, of the bound that was used up most; sorted by lower bound/bound."""
    if not points or (claim := points[-1].nearest) is None:
        return "–", ""
    at = el("span", points[-1].sizes, class_="at")
    return join([strip(claim), at]), f"{float(max(claim.floors)):.6g}" if claim.floors else ""
