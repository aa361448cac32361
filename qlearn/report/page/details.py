"""What a row of the catalogue opens to show: the theorem in full, its lemmas, its runs, how they grow, and a certificate."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from ...catalogue import Learner
from ...evidence.proof import proof
from ...theorems import Bound
from ..citations import full
from ..markup import Html, el, join, listed, scrolling, table
from ..tables import MATHS, noise, ratio
from .growth import growth
from .mathml import formula
from .measured import Row, Runs, alike
from .strips import span, strip

AS_THEY_ARE = ' {}[]:,;=/()*!$@?|^~`"'  # in an address, and between single quotes
MANY, FEW = 16, 8  # lines of runs, and strips and reasons, of a learner: with all learners' the page stays below 3 MB
NUMBER = re.compile(r"(doi:|arXiv:)(\S+?)(?=[.]?$)")
PLACES = {"doi:": "https://doi.org/", "arXiv:": "https://arxiv.org/abs/"}


def details(
    learner: Learner[..., Any],
    rows: Sequence[Row],
    points: Sequence[Runs],
    certificate: str | None,
    fits: Sequence[str],
) -> Html:
    """The claim, opening to everything else."""
    parts = [
        el("h3", f"{learner.name}({', '.join(learner.signature.parameters)})"),
        el("div", _theorem(learner), class_="theorem"),
        lemmas_table(proof_lemmas(learner), f"Lemmas of {learner.name}"),
        *_measured(learner, rows, points, fits),
        saved(learner, certificate),
    ]
    return el("details", el("summary", learner.theorem.claim), el("div", *parts, class_="more"))


def proof_lemmas(learner: Learner[..., Any]) -> Sequence[Mapping[str, Any]]:
    checked = proof(learner.name, learner.theorem)
    return checked.lemmas if checked else ()


def _theorem(learner: Learner[..., Any]) -> Html:
    theorem = learner.theorem
    needs = [("every learner needs", _bound(theorem.lower.bound)), ("because", theorem.lower.because)] if theorem.lower else []
    return listed(
        [
            ("learns", str(theorem.learns)),
            *(("asks", _bound(bound)) for bound in theorem.bounds),
            *needs,
            ("guarantee", f"{theorem.guarantee.says} ({theorem.guarantee.mode})"),
            ("noise", noise(learner)),
            ("largest ratio known", ratio(learner)),
            *(("source", source(key)) for key in dict.fromkeys(theorem.cite)),
        ]
    )


def _bound(bound: Bound) -> Html:
    return join([MATHS[bound.sense], " ", formula(bound), f" {bound.kind.kind} queries ({bound.mode})"])


def source(key: str) -> Html:
    """A citation in full; its DOI or arXiv number is a link, which nothing follows unless a reader does."""
    text = full(key)
    found = NUMBER.search(text)
    if found is None:
        return join([text])
    where = PLACES[found[1]] + found[2]
    return join([text[: found.start()], el("a", found[0], href=where, rel="noreferrer"), text[found.end() :]])


def lemmas_table(lemmas: Iterable[Mapping[str, Any]], caption: str) -> Html:
    """A row a lemma: what it says, how it was checked, for which sizes, and whether a sharper claim fails."""
    rows = [
        (x["says"], x["method"], x["scope"], x["status"], f"yes: not {x['sharper']}" if x["tight"] else "no") for x in lemmas
    ]
    if not rows:
        return el("p", "No lemma is recorded for this theorem as it stands.")
    return scrolling(table(caption, ("lemma", "checked by", "holds for", "status", "tight"), rows, "lemmas"), caption)


def _measured(learner: Learner[..., Any], rows: Sequence[Row], points: Sequence[Runs], fits: Sequence[str]) -> list[Html]:
    if not rows:
        return [el("p", "No run of it is in this report.")]
    lines = [line for group in alike(rows) for line in _lines(group)]
    caption = (
        f"Runs of {learner.name}: counts over the seeds, beside the bound and what every learner needs{_left(lines, MANY)}"
    )
    columns = ("sizes", "teacher", "noise", "seeds", "query", "asked", "bound", "every learner needs", "ratio", "status")
    listing = table(caption, columns, lines[:MANY], "runs")
    figures = el("div", *_strips(points), *growth(points, learner.name), class_="figures")
    found = [scrolling(listing, f"Runs of {learner.name}"), figures]
    if fits:
        found.append(el("p", "How it grows: ", "; ".join(fits), "."))
    troubles = list(dict.fromkeys(f"{row['status']}: {row['why']}" for row in rows if row["status"] in ("broken", "error")))
    if troubles:
        found.append(el("ul", *(el("li", says) for says in troubles[:FEW]), class_="trouble"))
        found += [el("p", f"{len(troubles) - FEW} more such reasons are in the store.")] if len(troubles) > FEW else []
    return found


def _left(lines: Sequence[Any], shown: int) -> str:
    return f"; {len(lines) - shown} more lines are in the store" if len(lines) > shown else ""


def _strips(points: Sequence[Runs]) -> list[Html]:
    """A strip a size and bound, over all teachers and seeds that the theorem speaks of."""
    lines = [(point.sizes, claim.kind, strip(claim)) for point in points for claim in point.claims if claim.shares]
    name = f"Between the bounds{_left(lines, FEW)}"
    return [scrolling(table(name, ("sizes", "query", "asked"), lines[:FEW], "strips"), name)] if lines else []


def _lines(group: Runs) -> Iterable[tuple[str, ...]]:
    """A line a claim of one group of runs."""
    status = ", ".join(f"{count} {status}" for status, count in group.statuses.items())
    for claim in group.claims:
        bound = f"{claim.sense} {span(claim.limits)}" if claim.limits else "–"
        mode = f" ({claim.mode})" if claim.mode not in ("", "worst case") else ""
        worst = f"{float(max(claim.shares)):.3g}" if claim.shares else "–"
        needs = span(claim.lowers) if claim.lowers else "–"
        yield (
            group.sizes, group.teacher, group.noise, group.seeds, claim.kind, span(claim.counts), bound + mode, needs, worst,
            status,
        )  # fmt: skip
    if not group.claims:
        yield group.sizes, group.teacher, group.noise, group.seeds, "–", "–", "–", "–", "–", status


def saved(learner: Learner[..., Any], certificate: str | None) -> Html:
    """The text in the link itself: it can be saved where nothing may be loaded and no script runs."""
    if certificate is None:
        return el("p", "No certificate of it is in this report: none that was made is small enough.")
    name = f"{learner.name.replace('+', '-')}.jsonl"
    address = "data:application/jsonl;charset=utf-8," + quote(certificate, safe=AS_THEY_ARE)
    link = Html(f"<a class=certificate download=\"{escape(name)}\" href='{address}'>Save the certificate {escape(name)}</a>")
    check = el("code", f"qlearn check {name}")
    return el("p", link, f" ({len(certificate) / 1000:.1f} kB: every question and answer of one run), then ", check)
