"""The dimensions of small classes, drawn in order, and the theorems about classes."""

from __future__ import annotations

from collections.abc import Sequence

from ...dimensions.families import of_family
from ...dimensions.measured import Dimensions, measure
from ...dimensions.quantities import QUANTITIES
from ...dimensions.results import Result, results
from ...evidence.proof import lemmas
from ..dimensions import short
from ..lattices import svg
from ..markup import Html, el, inlined, join, listed, scrolling, table
from .details import lemmas_table, source

SHOWN = (  # each a fraction of a second
    ("thresholds", 8),
    ("intervals", 5),
    ("singletons", 8),
    ("singletons-and-nothing", 8),
    ("conjunctions", 3),
    ("monotone-conjunctions", 3),
    ("parities", 3),
    ("monotone", 3),
    ("halfspaces-cube", 3),
    ("halfspaces-grid", 3),
    ("rectangles", 3),
    ("projective-plane", 2),
)


def small_classes() -> list[Dimensions]:
    """The dimensions of the classes that the page shows."""
    return [measure(of_family(name, size)) for name, size in SHOWN]


def lattices(found: Sequence[Dimensions]) -> Html:
    """A table of all values, then a picture a class."""
    columns = ("quantity", *(dimensions.of.name for dimensions in found))
    rows = [(QUANTITIES[name].says, *(_value(dimensions, name) for dimensions in found)) for name in QUANTITIES]
    caption = "Dimensions of small classes; equivalence queries are counted with the last one, answered yes"
    values = scrolling(table(caption, columns, rows, "values"), caption)
    return join([values, *(_picture(dimensions) for dimensions in found)])


def _value(found: Dimensions, name: str) -> str:
    bracket, final = found.values[name], QUANTITIES[name].final
    return short(bracket.lo + final) if bracket.exact else f"{short(bracket.lo + final)} to {short(bracket.hi + final)}"


def _picture(found: Dimensions) -> Html:
    name = f"Which dimension of {found.of.name} bounds which"
    return el("details", el("summary", str(found.of)), scrolling(inlined(svg(found), "lattice"), name))


def theorems() -> Html:
    """What holds of every class, or of a family at every size, each opening to its proof in words and in lemmas."""
    return join(map(_theorem, results().values()))


def _theorem(result: Result) -> Html:
    facts = listed([("because", result.because), *(("source", source(key)) for key in result.cite)])
    checked = lemmas(result.name)
    listing = lemmas_table(checked.lemmas if checked else (), f"Lemmas of {result.name}")
    status = str(checked) if checked else "no lemma recorded"
    summary = el("summary", el("b", result.name), f" {result.claim} ", el("span", status, class_="at"))
    return el("details", summary, el("div", facts, listing, class_="more"), id=result.name)
